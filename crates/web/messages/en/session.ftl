# Sessions: from the time-out to the aftercare sheet.

session-title = Session { $number }
session-list-sentence = What was injected, when, from which lots and who signed it.
session-go-on = Go on with session { $number }
session-start = Start a session
session-from-paper = Type in from paper
session-from-paper-tag = from paper
session-blank-sheet = Blank session sheet
session-none = No session yet
session-none-sentence = A session follows a signed plan. Its page names what is missing before the first point.
session-none-without-plan = A session needs a signed plan
session-to-plan = Open the plan
session-column-session = Session
session-column-day = Day
session-column-state = State
session-column-points = Points
session-column-ml = mL
session-column-lots = Lots
session-column-verdict = Verdict of the day
session-column-signed = Signed by
session-state-open = open
session-state-signed = signed
session-state-amending = being amended
session-state-abandoned = given up
session-unsigned = not signed

## Starting.
session-start-sentence = Choose the plan, the number of the session and the room. Nothing is injected by starting.
session-start-paper = Type in a session from paper
session-start-paper-sentence = The session is judged for the time at which it took place. What stood against it then is written down as incidents.
session-start-button = Start the session
session-start-paper-button = Begin typing in
session-no-room = No room is entered
session-no-room-sentence = An administrator enters the rooms under Stock, Rooms.
session-plan-block = Plan
session-plan = Signed plan
session-plan-words = { $what } · { $zones }
session-plan-detail = Signed by { $name } on { $day }, version { $version }. Next session: { $next }.
session-plan-missing = Choose a plan.
session-plan-ended = This course was ended before that time: no session of it starts.
session-number = Which session of the course
session-number-hint = Counted from 1
session-number-missing = Enter the number of the session.
session-number-impossible = A number from 1 to { $most }.
session-place-block = Place
session-room = Room
session-room-missing = Choose a room.
session-room-closed = This room is closed. Choose another one.
session-appointment = Appointment of today
session-no-appointment = None of these
session-appointment-gone = This appointment does not exist any more. Choose again.
session-paper-block = As the sheet says
session-paper-time = Began on
session-paper-time-missing = Enter day and time as the sheet says.
session-paper-time-wrong = The time lies in the past, at most two years ago.
session-injector = Injected by
session-injector-missing = Choose who injected.
session-injector-unknown = This person was not in the clinic at that time.
session-choose = Choose
session-cancel = Cancel
session-open-already = This patient has a session that is being worked on. Sign it or give it up first.
notice-session-open-already = This session is being worked on. Sign it or give it up before another one starts.
notice-session-started = The session has started.

## The page of a session.
session-head = { $day }, { $time } · { $room } · { $plan } · plan version { $version }, signed by { $name }
session-glance = At a glance
session-glance-count = { $done } of { $all } done
session-glance-photographs = Photographs
session-glance-photographs-are = before the first session { $baseline } of { $all } views, today { $today }
session-glance-consent = Consent
session-glance-questionnaire = Questions of today
session-glance-vitals = Vital signs and tests
session-glance-room = Room, kit and people
session-glance-room-not-ready = kit or responder missing
session-glance-no-room = no room chosen
session-glance-time-out = Time-out
session-glance-lots = Lots
session-glance-lots-missing = to be chosen
session-glance-lots-not-usable = a lot must not be used
session-glance-mixture = Mixture check
session-glance-points = Points
session-glance-observation = Observation
session-glance-reactions = Reactions
session-glance-notes = Notes
session-glance-answered = all answered
session-n-open = { $n } open
session-n-of = { $n } of { $all }
session-consent-signed = signed { $day }
session-consent-given = handed over, may be signed from { $day }
session-consent-expired = signed { $day }, too long ago
session-consent-withdrawn = withdrawn { $day }
session-consent-missing = none for this version of the plan
session-step-time-out = Time-out
session-step-today = Today: questions, vital signs, room
session-step-lots = Lots
session-step-mixture = Mixture and its check
session-step-points = Points
session-step-after = Observation, reactions, notes
session-step-signature = Signature
session-to-charting = Chart on the map
session-look-at-map = Look at the map
session-label = Syringe label
session-sheets = Sheets for the patient
session-verdict = Today: { $verdict }
session-verdict-eligible = No rule of the day stands against this mixture. The person who injects decides.
session-verdict-caution = A prescriber clears each caution with a reason before anything is mixed.
session-verdict-defer = It waits until the named facts have changed.
session-verdict-specialist = A dated letter of the named specialist comes first.
session-verdict-incomplete = Answers are missing that could forbid it. Nothing is mixed before they are given.
session-verdict-excluded = A rule forbids it. Only a corrected fact changes that.
session-verdict-kept = As it stood when the first point was charted.
session-verdict-was = As it was kept with the session, by knowledge version { $version } ({ $hash }).
session-findings = Rules that fired or were open ({ $n })
session-findings-stood = stood
session-cleared = Cleared by { $name }: { $reason }
session-before-mixing = Before anything is opened and mixed
session-before-points = Before the first point
session-before-signature = Before the signature
session-stopped = This cannot be done yet. What stands before it:
session-follow-plan = Follow version { $version } of the plan
session-already-done-hint = Was it done already, all the same?
session-already-done = Write it down as it was done
session-is-from-paper = Typed in from paper: nothing stops what was done. What stood against it then becomes an incident before the signature.
session-is-record = This session is a record of what was done: nothing stops it any more. What stood against it is kept as incidents.
session-is-record-by = { $name }, { $time }: { $reason }
session-stale = Somebody else changed this while you were working on it.
session-stale-kept = What you typed still stands in the form below, beside what is stored now.
session-stale-do = Compare the two and send it again.
session-not-open = This session is not open any more: it was signed or given up.
session-points-are-charted = The first point is charted: lots, mixture and time-out stay as they are. Take the points back if they were charted by mistake.
session-text-too-long = At most { $most } characters.
notice-session-saved = Saved.
notice-session-plan-followed = The session follows the amended plan. Choose the lots again.

## What stands before a session.
session-gate-plan-ended = The course was ended.
session-gate-plan-amended = The plan was amended meanwhile: version { $version } is signed.
session-gate-plan-not-signed = The plan was not signed yet at that time.
session-gate-not-adopted = The medical director has not adopted these parts of the knowledge: { $bundles }. Until then only invented patients are treated.
session-gate-room = No room is chosen.
session-gate-interval = { $agent }: at least { $least } days lie between two sessions; it is { $days } days since the last one.
session-gate-rule = { $rule }: { $message }
session-gate-undecided = { $rule }, { $title }: not decided. Still to be answered: { $missing }
session-gate-refused = The mixture cannot be made of today's vials: { $reason }
session-gate-lot-missing = No lot is chosen for { $product }.
session-gate-lot-quarantined = Lot { $lot } of { $product } is in quarantine.
session-gate-lot-expired = Lot { $lot } of { $product } expired on { $expires }.
session-gate-lot-empty = No vial of lot { $lot } of { $product } is on the shelf.
session-gate-lot-too-few = Lot { $lot }: { $vials } vials are used and { $on_shelf } are on the shelf. Count the shelf, or write it down as it was.
session-gate-vial-of-another = The vial of { $product }, lot { $lot }, had been opened for another patient.
session-gate-time-out = The time-out is not complete: { $n } open.
session-gate-not-mixed = The mixture is not prepared and checked.
session-gate-not-checked = The mixture that { $name } prepared was not checked by a second person.
session-gate-disagreed = The two entries of the mixture do not agree.
session-gate-mixture-other = { $agent }: the plan prescribes { $wanted }, the mixture holds { $mixed }.
session-gate-credential = The credentials of the one who injected did not cover injecting on that day.
session-gate-points-in-danger = Points in a danger area: { $n }.
session-gate-points-outside = Points outside of the planned zones: { $n }.
session-gate-more-than-mixed = The points take { $injected } mL, and { $mixed } mL were mixed.
session-gate-no-points = No point is charted.
session-gate-no-passes = No pass is written down.
session-gate-observation = The observation of { $minutes } minutes is not written down.
session-gate-observation-short = The patient was watched for { $minutes } minutes instead of { $wanted }.
session-gate-reactions = Nobody stated whether a reaction was seen.

## Time-out and duties.
session-time-out-sentence = Said aloud before the first point. Each line keeps who ticked it and when.
session-time-out-legend = Time-out
session-tick = Done
session-untick = Take back
session-duties = Other duties of the session ({ $done } of { $all } done)
session-topic-preparation = Preparation
session-topic-time-out = Time-out
session-topic-observation = Observation
session-topic-asepsis = Asepsis
session-topic-anaesthesia = Anaesthesia
session-topic-emergency-kit = Emergency kit
session-topic-waste = Waste
session-topic-traceability = Traceability
session-topic-device = Device
session-topic-photography = Photography
session-topic-measurement = Measurement
session-topic-session = During the session
session-topic-aftercare = Aftercare
session-no-ticks = Nothing was ticked.
session-amendment-keeps = Time-out, vital signs and lots stay as they were signed. Write a correction into the notes.

## Today.
session-questionnaire = Questions to the patient
session-questionnaire-done = Everything that the rules of the day ask is answered.
session-questionnaire-open = { $n ->
    [one] { $n } answer is missing.
   *[other] { $n } answers are missing.
}
session-measured = Vital signs and tests
session-measured-at = { $value }, { $time }
session-save-measured = Save
session-nothing-measured = Nothing was measured in this session.
session-room-is = Room: { $room }.
session-room-to-kit = Kit and people of this room
session-staff = Who is present
session-staff-kept = This stays with the session and is never part of the patient's file.
session-save-staff = Save
session-said-by = { $name }, { $time }

## Lots.
session-lot-planned = { $product }: { $volume } planned, { $vials ->
    [one] { $vials } vial
   *[other] { $vials } vials
}
session-lot = Lot { $lot }, use until { $expires }, { $vials ->
    [one] { $vials } vial
   *[other] { $vials } vials
} on the shelf
session-lot-number = lot { $lot }
session-lot-and-expiry = { $lot }, { $expires }
session-lot-empty = none left
session-lot-expired = expired
session-lot-quarantined = in quarantine
session-lot-is-empty = Lot { $lot }: no vial is left. Choose another lot, or count the shelf.
session-lot-is-expired = Lot { $lot } has expired. Choose another lot.
session-lot-is-quarantined = Lot { $lot } is in quarantine. Choose another lot.
session-no-lot = No lot on the shelf can be used
session-to-stock = Open the stock
session-choose-lots = Choose these lots
session-lots-reason = Why a lot was used that must not be used
session-lots-reason-hint = Only where such a lot is chosen; it opens an incident.
notice-session-lots-chosen = The lots are chosen.

## The mixture.
session-mixture-not-needed = This technique takes no mixture.
session-mixture-open = not prepared
session-mixture-open-sentence = One person prepares and enters what was drawn. A second person then enters volume, strength and dose without seeing it.
session-mixture-waits = waits for a second person ({ $name } prepared)
session-mixture-waits-sentence = { $name } prepared the mixture at { $time }. Another person checks it now; what was entered is shown to nobody before.
session-mixture-change-user = Hand the screen over: "Change user" at the top signs another person in.
session-mixture-disagreed = the two entries differ
session-mixture-panel = In the syringe
session-mixture-refused = This mixture cannot be made so: { $reason }
session-mixture-empty = Nothing of what was drawn holds an agent of the plan. Look at the lots and volumes.
session-needs-no-mixture = This technique takes no mixture.
session-to-prepare = Enter what was drawn
session-to-check = Check as the second person
session-prepare-again = Prepare anew
session-prepare-new-attempt = Begin a new attempt
session-prepare-title = Prepare the mixture
session-prepare-sentence = Enter what was really drawn. Strengths and doses follow from the labels.
session-prepare-button = Hand over to the second person
session-prepare-alone = Save the mixture
session-no-lots-chosen = Choose the lots first:
session-draw-from = { $product }, lot { $lot }
session-drawn-volume = Volume drawn
session-planned-volume = Planned: { $volume }
session-new-vials = New vials opened
session-new-vials-hint = 0 where an opened vial is used on
session-opened-vial = Opened vial of this patient
session-no-opened-vial = None
session-opened-vial-since = opened { $time }
session-vial-used-on = used on
session-vial-missing = Enter how many vials were opened, or choose the opened vial.
session-vials-wrong = Enter a whole number of vials.
session-vials-impossible = At most { $most } vials.
session-finished = Finished mixture
session-volume = Volume of the mixture
session-volume-hint = As it is read off the syringe
session-volume-impossible = Enter a volume above 0 and up to { $most } mL.
session-volume-differs = { $drawn } were drawn. The finished mixture has that volume: look at both.
session-product-not-drawn = Nothing was drawn of { $product }.
session-nothing-drawn = Enter what was drawn.
session-alone-sentence = This clinic works alone: one person prepares and checks, and the record says so. Work strengths and doses out yourself.
session-own-figures-missing = Work volume, strength and dose out yourself and enter them.
session-own-figure-differs = From what was drawn follows { $first } { $unit }. Look at both.
session-strength-of = { $agent }, strength
session-dose-of = { $agent }, dose of the whole mixture
session-check-title = Check the mixture
session-check-sentence = { $name } prepared this mixture. Look at vials and syringe and enter what you find. Both entries have to agree within { $tolerance } % (proposed).
session-check-labels = On the labels
session-check-block = What is in the syringe
session-check-button = Compare
session-check-by-another = You prepared this mixture. Another person checks it.
session-check-differs = The two entries do not agree.
session-check-differs-kept = Both stay on the record, side by side below.
session-check-differs-do = Look at vials and syringe together, discard the mixture where it is not certain, and begin a new attempt.
session-nothing-to-check = No mixture waits for a check.
session-figure-missing = Enter a number above 0.
session-check = Check
session-check-two = checked by two people
session-check-single = single mode: one person prepared and checked
session-check-none = not checked
session-prepared = Prepared by
session-checked = Checked by
session-contents = Contents
session-attempt = Attempt { $n }
session-attempts = How it was checked ({ $n ->
    [one] { $n } attempt
   *[other] { $n } attempts
})
session-earlier-attempts = Earlier attempts ({ $n })
session-prepared-by = Prepared by { $name }, { $time }.
session-checked-by = Checked by { $name }, { $time }.
session-drawn = What was drawn
session-figures = What was entered
session-column-product = Product
session-column-lot = Lot
session-column-expires = Use until
session-column-drawn-ml = Drawn, mL
session-column-vials = Vials
session-column-figure = Figure
session-column-first = First person
session-column-second = Second person
notice-session-prepared = Entered. Now the second person checks.
notice-session-check-agrees = Both entries agree. The syringe can be labelled.

## The label.
session-label-sentence = Stick it on the syringe before it leaves the table.
session-label-number = No. { $number }
session-label-born = born { $day }
session-label-volume = in { $volume }
session-label-prepared = Prepared { $time } by { $name }.
session-label-checked = Checked by { $name }.
session-label-discard = Discard after { $time }
session-label-route = { $route }
session-no-label = No label before the check
session-no-label-sentence = A label is printed once both entries of the mixture agree.
session-print-hint = Print this page with the browser's print command.

## Charting.
session-charting = Chart the points
session-charting-by-injector = Points are charted by the one who injects.
session-points = Points
session-points-of = { $n } of { $planned } planned
session-points-and-ml = { $n ->
    [one] { $n } point
   *[other] { $n } points
}, { $volume }
session-points-skipped = Left out
session-volume-injected = Injected
session-passes = Passes over the area
session-passes-block = What was done
session-passes-done = { $n ->
    [one] { $n } pass
   *[other] { $n } passes
}
session-passes-impossible = A whole number of passes from 1 to 200.
session-none-charted = nothing charted
session-discard-after = Use until
session-discard-is-over = { $time }: the hour is over
session-chart-all = Mark every planned point
session-chart-done = Done charting
session-chart-stale = Somebody else charted meanwhile. Your marks are kept on this device: load the page again and compare.
session-chart-unreadable = The chart cannot be read. Load the page again; what was saved is still there.
session-chart-draft-shown = Marks of { $time } had not been saved: they are shown below. Press "Done charting" to save them.
session-chart-draft-other = Marks of { $time } were not saved, and somebody charted since.
session-chart-draft-use = Show those marks instead
session-too-many-points = At most { $most } points.
session-point-volume-impossible = Point { $point }: a volume above 0 and up to { $most } mL.
session-point-depth-impossible = Point { $point }: a depth above 0 and up to 30 mm.
session-point-in-danger = Point { $point } lies in a danger area. No point is given there.
session-point-outside = Point { $point } lies outside of the zones of the plan.
session-technique-without-points = This technique has no points: write down the passes.
session-no-last = There is no earlier session to repeat.
session-nothing-to-undo = There is no stroke to take back.
notice-session-charted = The points are saved.

## After the points.
session-after-the-points = These follow once the points are charted.
session-observation = Observation
session-observation-sentence = At least { $minutes } minutes after the last point.
session-observation-started = Began
session-observation-ended = Ended
session-observation-start = Begin the observation now
session-observation-end = End the observation now
session-observation-until = Until { $time } at least.
session-observation-due = { $minutes } minutes
session-observation-runs = since { $time }
session-observation-was = { $minutes } minutes
session-observation-from-to = { $from } to { $to }, { $minutes } minutes ({ $name })
session-observation-none = not written down
session-observation-not-started = The observation has no beginning yet.
session-observation-time-wrong = The time lies between the beginning of the session and now, and the end after the beginning.
session-enter-times = Enter the times by hand
session-save-times = Save the times
session-time-wrong = Enter a time, as in 14:05.
session-reactions-none = none seen
session-reactions-not-stated = not stated
session-reactions-noted = { $n ->
    [one] { $n } adverse event
   *[other] { $n } adverse events
}
session-reactions = Immediate reactions
session-no-reaction = No reaction was seen
session-take-back = Take this back
session-reaction-seen = A reaction was seen
session-reaction-seen-detail = Write it down as an adverse event of this session.
session-reaction-is-noted = An adverse event of this session is written down.
session-notes = Notes
session-notes-label = What else there is to say
session-notes-none = none
session-notes-written = written
session-notes-meanwhile = { $name } wrote meanwhile:
session-save-notes = Save the notes
session-depth = Depth reached
session-depth-hint = Where it was another than planned
session-depth-impossible = A depth above 0 and up to 30 mm.
session-depth-was = Depth reached: { $depth }

## The signature.
session-sign = Sign the session
session-sign-sentence = With your signature you state that you injected what is written here. From then on the record is sealed; a correction is a new version.
session-sign-amendment-sentence = The amended version takes the place of the signed one; that one stays to be read. Nothing is taken from the stock again.
session-sign-password = Password of { $name }
session-signed-by-injector-only = The injector signs.
session-signed-by-the-injector = The one who charted the points signs.
session-signed-by-another = Somebody else has signed this session.
session-signature = { $meaning }: { $name }, { $time } (version { $version })
session-signed-injected = Injected and signed
session-signed-amended = Amended and signed
session-signed-recorded = Signed as a record of what another person injected
session-not-signed-yet = Only a signed session is amended.
notice-session-signed = The session is signed. The stock is counted down, and the follow-ups are due by the day of the session.

## As it was done.
session-record-title = Write down as it was done
session-record-sentence = What was done already is recorded as it was. Choose what was so, and say why.
session-record-warning = Each line that you choose opens an incident that somebody reviews. It is no way to go on with something that can still be put right.
session-record-legend = What stands against it
session-record-reason = Why it was done so
session-record-reason-hint = In a sentence or two; it stands in the record and in the incident.
session-record-button = Write it down and open the review
session-record-nothing = Nothing stands against it.
session-nothing-chosen = Choose at least one line.
session-reason-missing = Give a reason.
session-against = Done otherwise than allowed
session-against-reason = { $reason } ({ $name }, { $time })
notice-session-recorded = Written down. The review is open.

## Amendment.
session-amend = Amend
session-amend-title = Amend a signed session
session-amend-sentence = A new version begins as the signed one. The signed version stays as it is and can be read.
session-amend-reason = What is wrong and why it is corrected
session-amend-button = Begin the amendment
session-is-amended = Version { $version } is being written: { $reason }
session-is-amended-do = Put right what was wrong, then sign. Until then the signed version counts.
session-amend-mixture = Save lots and volumes
session-amend-mixture-sentence = Lots and volumes as they were really used. Recalls follow them from the signature on. The count of vials on the shelf is corrected in the stock.
session-nothing-to-amend = There is no mixture to correct here.
session-versions = Versions
session-version = Version { $version }
session-is-earlier-version = This is version { $version }. A later one is signed.
session-to-latest = Open the latest version
notice-session-amending = The amendment is open.

## Giving up.
session-give-up = Give this session up
session-give-up-question = Nothing was injected. Vials that were opened are discarded in the stock.
session-give-up-now = Give the session up
session-give-up-amendment = Give this amendment up
session-give-up-amendment-question = The signed version stays as it is.
session-give-up-amendment-now = Give the amendment up
session-give-up-reason = Reason
session-was-given-up = This session was given up: { $reason }
session-was-injected = Points are charted: what was injected is signed as it was, not given up.
notice-session-given-up = Given up.

## Sheets for the patient.
session-sheet-after = After your treatment
session-sheet-before = Before your next treatment
session-sheet-of = { $session }, { $day }
session-sheet-unidentified = For { $agents } there is no advice in the knowledge; your clinician writes it here:
session-sheet-contact = Whom to call
session-sheet-contact-by-hand = Telephone:
session-sheet-next = Your next appointment: { $day }, { $time }
session-sheet-no-next = Your next appointment is not booked yet.
session-sheet-language = Not all of this sheet is in the patient's language: what is missing is in English. Have somebody explain it.

## The blank sheet.
session-blank-sentence = For a day without electricity. What is written on it is typed in later under "Type in from paper".
session-paper-title = Session { $number }, on paper
session-paper-day = Day
session-paper-began = Began at
session-paper-initials = initials
session-paper-points = { $n } points of { $each }, { $volume } in all. Mark what was left out.
session-paper-left-out = Left out, other volumes
session-paper-line = Empty line
session-paper-no-map = The map of this plan cannot be drawn any more. Write zones and points by hand.
session-paper-reactions = Reactions seen
session-paper-injected = Injected by (signature)
session-paper-foot = Type this sheet in as soon as the system runs again. Keep the sheet with the record.
session-column-zone = Zone
session-column-planned = Planned
