# Texts of the pages of this part.

patients-search = Find a patient
patients-search-hint = Name, birth date, number or phone
patients-search-button = Find
patients-results = Patients
patients-similar = Similar names
patients-opened-last = Opened by you last
patients-none-opened = No patient opened yet
patients-none-opened-sentence = Patients whom you open are listed here, the last one first. Search above, or register somebody new.
patients-nobody-found = Nobody found
patients-nobody-found-sentence = Try fewer letters, the birth date or the number. Accents and a typing error or two do not matter.
patients-found = { $n ->
    [one] { $n } patient found
   *[other] { $n } patients found
}
patients-pages = Pages of the list
patients-more = More
patients-first-page = First page
patients-number-is = No. { $number }
patients-name-and-number = { $name } (No. { $number })
patients-last-visit = Last visit { $day }
patients-found-as = also registered as { $name }
patients-birth-date-not-known = birth date not known

patients-register = Register a patient
patients-register-anyway = Register anyway
patients-correct = Correct particulars
patients-save = Save
patients-save-over = Save what I typed
patients-cancel = Cancel
patients-to-patient = To the patient
patients-who = Who
patients-given-names = Given names
patients-family-name = Family name
patients-birth-date = Birth date
patients-birth-date-hint = Leave empty if it is not known
patients-number = Number
patients-number-hint = Left empty: { $next }, the next free one
patients-contact = Contact
patients-phone = Phone
patients-email = Email
patients-address = Address
patients-language = Language
patients-language-hint = What the patient reads: consent, aftercare
patients-language-of-clinic = The clinic's language
patients-note = Note for the front desk
patients-note-hint = Nothing clinical: that belongs to the intake
patients-training = Training
patients-invented = Invented patient
patients-invented-detail = For training. It stays so, is marked everywhere, and is never merged with a real one.
patients-name-missing = Enter a family name or a given name.
patients-birth-date-in-future = The birth date lies in the future. Check the year.
patients-birth-date-too-early = Nobody alive was born then. Check the year.
patients-email-wrong = Enter the address as name@example.org, or leave it empty.
patients-phone-wrong = Enter at least four digits, or leave it empty.
patients-number-wrong = Use letters or digits.
patients-number-missing = Enter the patient's number.
patients-number-taken = Another patient has this number. Choose another one.
patients-language-wrong = Choose a language from the list.
patients-too-long = Use at most { $most } characters.
patients-not-saved = Not saved: something has to be changed.
patients-perhaps-registered = Not registered yet: perhaps the patient is registered already.
patients-perhaps-registered-do = Look at the patients below. Open the right one, or register anyway.
patients-perhaps-the-same = Perhaps the same person
patients-why-birth-date = same birth date, similar name
patients-why-name = same name, a birth date is not known
patients-why-phone = same phone
patients-is-merged = This record was merged into another one. Correct that one.
notice-patients-registered = Registered.
notice-patients-corrected = Saved.
notice-patients-led-here = The record that you opened was merged into this one.
notice-patients-merged = Merged: everything of both is shown here.

patients-draft-ready = Saved as you type
patients-draft-refused = Not saved: signed out, or changed by someone else; kept on this device
patients-draft-found = On this device there is something typed ({ $time }) that was not saved
patients-draft-restore = Restore it
patients-draft-discard = Discard it
patients-draft-put-in = What you typed on { $time } and did not send is in the form again.

patients-stale = Not saved: somebody else changed this patient while you were typing.
patients-stale-kept = What you typed is in the form below.
patients-stale-do = Compare the versions, change the form where needed, and save again.
patients-stale-table = What differs
patients-stale-about = The form below holds what you typed about { $name }.
patients-stale-field = Field
patients-stale-opened = As you opened it
patients-stale-now = As it is now
patients-stale-now-by = As it is now, saved by { $name } on { $time }
patients-stale-typed = As you typed it
patients-stale-not-kept = not kept

patients-states = Earlier particulars
patients-states-sentence = Every change of who the patient is, with who made it and when, the latest first.
patients-states-none = Nothing was changed since the patient was entered.
patients-states-nobody = nobody named
patients-state = { $time }, { $name }
patients-states-before = Before
patients-states-after = After

patients-patient = Patient
patients-record = Timeline
patients-go-on-with = Go on with: { $stage }
patients-nothing-happened = Nothing was written down yet
patients-earlier = Earlier
patients-newest = Newest
patients-month = { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
} { $year }
patients-coming = Coming
patients-nothing-coming = Nothing is booked or due.
patients-between = { $from } to { $until }
patients-overdue = overdue
patients-book = Book
patients-not-entered = not entered
patients-more-of-patient = Papers and identity
patients-appointments = Appointments
patients-no-appointments = No appointment so far.
patients-by = { $name }
patients-entered-in-error = struck out: entered in error
patients-not-readable = written by another version, not readable here
patients-signed-as = Signed as { $name }
patients-follow-up = Follow-up: { $kind }

patients-happened-registered = Registered as No. { $number }
patients-happened-corrected = Particulars corrected
patients-happened-answers = { $n ->
    [one] { $n } question answered
   *[other] { $n } questions answered
}
patients-happened-allergies = Allergies
patients-happened-medicines = Medicines
patients-list-none = none
patients-happened-diagnosis = Diagnosis
patients-happened-override = Caution overridden
patients-happened-letter = Specialist's letter accepted
patients-happened-clearance-withdrawn = Clearance withdrawn
patients-happened-treatment = Treatment beside the sessions
patients-happened-treatment-changed = Treatment beside the sessions changed
patients-treatment-since = { $agent }, { $route }, { $dose } a day since { $from }
patients-treatment-until = { $agent }, { $route }, { $dose } a day from { $from } to { $until }
patients-route-oral = oral
patients-route-topical = topical
patients-happened-struck-out = Entry struck out as entered in error
patients-happened-plan-drafted = Plan drafted, version { $version }
patients-happened-plan-signed = Plan signed, version { $version }
patients-happened-plan-ended = Course ended
patients-happened-consent-given = Text handed over: { $kind }
patients-happened-consent-signed = Signed: { $kind }
patients-happened-consent-withdrawn = Consent withdrawn
patients-consent-kind-treatment = consent to treatment
patients-consent-kind-photographs = consent to photographs
patients-happened-session = Session { $number }
patients-session-state-open = not signed yet
patients-session-state-signed = signed
patients-session-state-abandoned = abandoned
patients-photographs = { $n ->
    [one] { $n } photograph
   *[other] { $n } photographs
}
patients-photographs-sent = Sent by the patient
patients-happened-adverse-event = Adverse event: { $name }
patients-grade = grade { $grade }
patients-outcome-open = not over
patients-outcome-resolved = resolved
patients-outcome-resolved-with-sequelae = resolved with sequelae
patients-outcome-unknown = outcome not known
patients-happened-incident = Incident: { $kind }
patients-follow-up-state-done = done
patients-follow-up-state-not-reached = not reached
patients-follow-up-state-superseded = replaced by a later one
patients-happened-appointment = Appointment: { $kind }
patients-appointment-state-booked = booked
patients-appointment-state-arrived = arrived
patients-appointment-state-in-room = in the room
patients-appointment-state-done = done
patients-appointment-state-no-show = did not come
patients-appointment-state-cancelled = cancelled
patients-happened-merge = Another record was merged into this one
patients-happened-merge-undone = A merge was taken back

patients-label = Labels
patients-label-sentence = For folders, forms and tubes. The square code holds the number; a reader types it into the search box.
patients-export = Everything that is kept, as a file
patients-export-sentence = The file holds every entry of this patient as it is kept: particulars, answers, plans, consents, sessions, photographs' data, appointments, adverse events, and when the record was opened. It is JSON text, readable by other programs (GDPR articles 15 and 20).
patients-export-photographs = The pictures themselves are not in it; download them on the photographs' page.
patients-export-hand-over = Check whose hands it goes into. That it was made is written into the audit trail.
patients-export-button = Download the file

patients-merge = Merge duplicates
patients-merge-sentence = When one person was registered twice, everything of both is shown together under the record that is kept.
patients-merge-look = The other record
patients-merge-search = Find the other record
patients-merge-table = Both records
patients-registered-on = Registered
patients-held-answers = Answers, lists and diagnoses
patients-held-plans = Plans
patients-held-consents = Consents
patients-held-sessions = Sessions
patients-held-photographs = Photographs
patients-held-adverse-events = Adverse events
patients-held-appointments = Appointments
patients-merge-block = Merge
patients-merge-what = Nothing is deleted or moved. The other record's address and number lead to the one that is kept. It can be taken back at any time.
patients-merge-keep = Which record is kept?
patients-merge-keep-missing = Choose which record is kept.
patients-merge-reason = Why they are one person
patients-merge-reason-hint = As: same identity card, same address and phone
patients-merge-reason-missing = Say how you know that they are one person.
patients-merge-button = Merge the two records
patients-merge-another = Choose another record
patients-merge-same = A record cannot be merged with itself.
patients-merge-invented = One of the two is an invented patient. Real and invented patients are never merged.
patients-merge-already = One of the two was merged already. Open the record that is kept.
patients-merge-chain = Other records were merged into both. Take one of those merges back first.
patients-merged = Merged into this record
patients-merged-by = By { $name } on { $time }: { $reason }
patients-merge-undone-by = Taken back by { $name } on { $time }
patients-merge-undo = Take the merge back
patients-merge-undo-question = Both records stand on their own again. What was written since the merge stays with this one.
patients-merge-undo-confirm = Take it back
patients-merge-undone = The merge was taken back
patients-merge-undone-other = To the record of { $name }
patients-merge-undone-sentence = Both records stand on their own again. What was written while they were merged stays with this one.
patients-merge-undone-already = This merge was taken back already.
