# The agenda, booking, the waiting list, what is due, follow-ups, people's calendars.

# The agenda.
today-weekday-and-day = { $weekday } { $day }
today-week-day = { $weekday } { $day }
today-week-closed = { $day }, closed
today-week = Week
today-previous-day = Previous day
today-next-day = Next day
today-go-to-day = Day
today-show-day = Show
today-open = Open from { $from } to { $to }.
today-closed = Closed
today-closed-day = The clinic is closed on this day.
today-closed-weekday = The clinic is closed on this weekday.
today-closed-sentence = Nothing is booked on it. An emergency can be booked all the same.
today-hours-not-entered = No opening hours are entered.
today-next-open-day = { $day }
today-n-appointments = { $n ->
    [one] { $n } appointment
   *[other] { $n } appointments
}.
today-n-here = { $n } here.
today-n-no-show = { $n } did not come.
today-n-booked = { $n ->
    [one] { $n } booked
   *[other] { $n } booked
}
today-new-appointment = New appointment
today-sheet = Day sheet
today-reminders = Reminders
today-views = Views
today-by-room = By room
today-by-person = By person
today-agenda-by-room = { $day }, by room
today-agenda-by-person = { $day }, by person
today-no-room = No room
today-no-person = No person
today-book-at = Book { $time }, { $place }
today-somebody = Booked
today-name-and-number = { $name }, { $number }
today-patient = Patient
today-phone = Telephone
today-email = Email
today-not-entered = not entered
today-expected = Expected and here
today-booked = Booked
today-nobody-expected = Nobody is expected.
today-over = Over, missed or called off ({ $n })
today-since = since { $time }
today-to-appointment = To the appointment
today-move-to = To { $time }, { $place }
today-move-hint = Drag an appointment to move it, or press the space bar on it.
today-move-how = Arrow keys move it, Enter books it there, Escape leaves it where it was.
today-move-given-up = It stays where it was.
today-move-failed = It was not moved: no connection. Nothing was changed.
today-move-refused = It cannot be moved there by hand.

# On paper.
today-print-hint = Print this page with the browser's own command; menus and buttons are left out.
today-nothing-booked = Nothing is booked on this day.
today-reminders-for = Patients who are booked for { $day }.
today-reminded = Reminded
today-speaks = reads { $language }
today-nobody-to-remind = Nobody has to be reminded for this day.

# What is due.
today-due = Due
today-due-all = All of it
today-due-more = More
today-due-everything = Everything
today-due-until = What is due until { $day }.
today-due-cut = The first { $n } are shown.
today-due-what = What
today-due-since = Since
today-nothing-due = Nothing is due.
today-nothing-due-sentence = Follow-ups, unsigned records, what expires and what nobody has looked at would stand here.
today-due-uploads = Pictures that patients sent
today-due-follow-ups = Follow-ups
today-due-reviews = Reviews
today-due-sessions = Sessions to sign
today-due-plans = Plans to sign
today-due-consents = Consents to sign
today-due-outcomes = What became of these appointments
today-due-incidents = Incidents to review
today-due-stock = Stock, kits, refrigerators
today-due-credentials = Credentials
today-due-backups = Backups
today-due-upload = Picture that nobody has looked at
today-due-session = Session that nobody signed
today-due-session-amendment = Amendment of a session that nobody signed
today-due-plan = Draft of a plan
today-due-plan-amendment = Draft of an amended plan
today-due-consent = Consent to treatment, can be signed
today-due-consent-photographs = Consent to photographs, can be signed
today-due-outcome = { $kind } at { $time }: came or not?
today-due-credential = { $name }: { $title }
today-due-backup-failed = The last backup failed
today-due-backup-never = No backup was ever made
today-due-backup-too-old = The last backup is from { $moment }
today-due-backup-not-scheduled = Backups are made by hand only
today-due-ends = Ends on { $day }
today-due-ended = ended
today-due-today = today
today-due-days-ago = { $n ->
    [one] since yesterday
   *[other] since { $n } days
}
today-due-overdue = { $n ->
    [one] overdue since yesterday
   *[other] overdue since { $n } days
}
today-due-in-days = { $n ->
    [0] today
    [one] tomorrow
   *[other] in { $n } days
}

# Appointments.
appointment-title = Appointment
appointment-kind = What for
appointment-kind-consultation = Consultation
appointment-kind-session = Session
appointment-kind-review = Review
appointment-kind-follow-up = Follow-up
appointment-kind-blocked = Blocked
appointment-kind-missing = Choose what for.
appointment-session-number-is = Session { $number }
appointment-session-number = Number of the session
appointment-session-number-hint = Only for a session: which one of the course.
appointment-session-number-wrong = A session's number is 1 to { $most }.
appointment-state = State
appointment-state-booked = Booked
appointment-state-late = Late
appointment-state-arrived = Arrived
appointment-state-in-room = In the room
appointment-state-done = Done
appointment-state-no-show = Did not come
appointment-state-cancelled = Called off
appointment-do-arrived = Arrived
appointment-do-in-room = In the room
appointment-do-done = Done
appointment-do-no-show = Did not come
appointment-do-back = Take back
appointment-whose = Choose the patient first.
appointment-search = Search patients
appointment-search-hint = Name, birth date, number or phone; accents and typing errors are forgiven.
appointment-search-button = Search
appointment-recent = Opened last
appointment-nobody-found = Nobody found
appointment-nobody-found-sentence = Type less of the name, or register a new patient.
appointment-register = New patient
appointment-enter = Choose what for, when and where.
appointment-block-time = Block time
appointment-block-sentence = Time of a room or a person without a patient: a break, cleaning, leave.
appointment-block = Block this time
appointment-blocked-note = What for
appointment-what = What
appointment-when = When
appointment-where = Where and with whom
appointment-day = Day
appointment-time = Time
appointment-minutes = Length
appointment-minutes-unit = min
appointment-minutes-range = 5 to 480 min, in steps of 5
appointment-room = Room
appointment-person = Person
appointment-note = Note
appointment-note-hint = What the front desk has to know; nothing clinical.
appointment-note-too-long = At most { $most } characters.
appointment-book = Book
appointment-look = See what is in the way
appointment-nothing-in-the-way = Nothing is in the way.
appointment-in-the-way = This takes the time
appointment-taken-by = { $times } { $title }
appointment-free-instead = Free on the same day, nearest first:
appointment-free-at = Free on the same day: { $times }
appointment-closed-then = The clinic is closed then. Tick the box to book it all the same.
appointment-although-closed = Book although the clinic is closed
appointment-change = Change
appointment-cancel = Call off
appointment-cancel-question = Call this appointment off? Its time becomes free; it can be taken back while nobody else has the time.
appointment-unblock = Free the time
appointment-unblock-question = Free this time again?
appointment-begin-session = Begin the session
appointment-arrived-at = Came at
appointment-made-on = Booked on
appointment-came = Appointments so far
appointment-came-and-not = came { $came ->
    [one] once
   *[other] { $came } times
}, { $missed ->
    [0] missed none
    [one] did not come once
   *[other] did not come { $missed } times
}
appointment-booked-already = Booked already
appointment-others = The patient's other appointments
appointment-when-is = { $day }, { $times }
appointment-move-back = Take the move back
appointment-stale-now = Now it is: { $when }, { $place }, { $what }, { $state }.
appointment-stale-typed = You entered: { $day } { $time }, { $minutes } min, { $place }.
appointment-stale-do = What you entered is still in the form. Save it again if it still holds.
appointment-move-stale-do = Load the page again to see how it stands now.
appointment-move-unreadable = What was sent names no day and time.
appointment-clock-skipped = The clocks go forward that night: the time does not exist, and the appointment begins one change of the clock later.
appointment-clock-twice = The clocks go back that night: the time comes twice, and the first is booked.
appointment-patient-missing = Choose the patient, or block the time instead.
appointment-blocked-has-no-patient = Blocked time has no patient.
appointment-room-or-person-missing = Choose a room or a person.
appointment-room-closed = This room was closed. Choose another.
appointment-person-left = This person does not work here any more. Choose another.
appointment-no-such-room = Choose a room of the list.
appointment-no-such-person = Choose a person of the list.
appointment-no-such-plan = The plan of this address does not exist.
appointment-no-such-state = An appointment cannot be put into this state.
appointment-minutes-wrong = Between 5 and { $most } minutes, in steps of 5.
appointment-time-missing = Enter a time, as in 09:30.
appointment-time-wrong = Times are in steps of five minutes.
appointment-day-too-far = Not more than { $years } years from today: check the year.
appointment-day-to-come = This day is still to come: nobody can have arrived.
appointment-not-begun = The appointment has not begun: whoever cannot come is called off.
appointment-taken = The room or the person is taken at that time. Nothing was changed; choose another time, room or person.
notice-appointment-made = The appointment is booked.
notice-appointment-blocked = The time is blocked.
notice-appointment-changed = The appointment is changed.
notice-appointment-moved-back = It is where it was before.
notice-appointment-booked = It is booked again.
notice-appointment-arrived = Arrived.
notice-appointment-in-room = In the room.
notice-appointment-done = Done.
notice-appointment-no-show = Did not come: the time is free again.
notice-appointment-cancelled = Called off: the time is free again.

# The waiting list.
waiting-title = Waiting list
waiting-sentence = Who waits for a time, the longest first; marked are those who fit into a gap on { $day }.
waiting-gaps-on = Gaps on
waiting-add = Add to the waiting list
waiting-add-sentence = { $name }, { $number }
waiting-nobody = Nobody waits
waiting-nobody-sentence = Patients who asked to be called when a time becomes free stand here.
waiting-for = Waits for
waiting-when = When
waiting-note = What suits
waiting-note-hint = Times of the day, how fast one can be here, by which telephone. Nothing clinical.
waiting-fits = Fits
waiting-do = Do
waiting-earliest = Not before
waiting-latest = Not after
waiting-latest-hint = Empty: at any time.
waiting-between = { $from } to { $until }
waiting-from = from { $from } on
waiting-since = waits since { $day }
waiting-over = over
waiting-kind-and-minutes = { $kind }, { $minutes } min
waiting-fits-at = { $time }, { $room }
waiting-no-gap = no gap that is long enough
waiting-other-day = another day
waiting-who-fits = Who fits into this gap
waiting-remove = Remove
waiting-remove-question = Take this entry off the list without an appointment?
waiting-field-missing = Fill this in.
waiting-ends-before-it-begins = The last day is before the first.
waiting-is-over-already = This day is over.
waiting-is-answered = Somebody else booked or removed this entry of the waiting list meanwhile.
notice-waiting-added = The patient is on the waiting list.
notice-waiting-removed = The entry is removed.

# Follow-ups.
follow-up-kind-day-2 = 2 days after the session
follow-up-kind-week-2 = 2 weeks after the session
follow-up-kind-week-12 = 12 weeks after the session
follow-up-kind-month-6 = 6 months after the session
follow-up-kind-month-12 = 12 months after the session
follow-up-kind-month-18-to-24 = 18 to 24 months after the session
follow-up-review = Review at week { $week }
follow-up-due-on = Due on { $day }.
follow-up-due-between = Due from { $from } to { $until }.
follow-up-open = Open
follow-up-overdue = Overdue
follow-up-done = Done
follow-up-superseded = Replaced by that of a later session
follow-up-given-up = Given up
follow-up-reaching = Reaching the patient
follow-up-reached = Was the patient reached?
follow-up-reached-yes = Reached
follow-up-reached-again = Not reached
follow-up-reached-again-detail = It stays due. Write down how you tried.
follow-up-reached-given-up = Give this one up
follow-up-reached-given-up-detail = It is not asked any more; the later follow-ups stay. Write down why.
follow-up-outcome-missing = Choose whether the patient was reached.
follow-up-questions = Questions
follow-up-asks = Is there any sign of { $what }?
follow-up-asks-wellbeing = Does the patient feel unwell since the session, or worry about something?
follow-up-asks-new-patch-or-lump = Is there a new patch or lump?
follow-up-answer-missing = Choose an answer; "not known" is one.
follow-up-not-asked = This follow-up does not ask that.
follow-up-note = Note
follow-up-note-hint = What the patient said, what was seen, what was agreed; or how you tried to reach them.
follow-up-not-reached-why = Say how you tried to reach the patient, or why it is given up.
follow-up-is-over = This follow-up was finished already.
follow-up-typed = You wrote: { $note }
follow-up-harm = A sign of harm was found. Write it down as an adverse event and have the patient seen.
follow-up-to-adverse-event = Write down the adverse event
follow-up-result = What was found
follow-up-by = By
follow-up-by-and-at = { $name }, { $moment }
follow-up-tries = Tries
follow-up-contact = Reach the patient
follow-up-make-link = Make a link to send a photograph
follow-up-book = Book a visit
follow-up-with-photographs = Standard photographs are taken.
follow-up-with-trichoscopy = Trichoscopy is done.
follow-up-source = { $id }, { $status }
follow-up-told = What the patient was told
follow-up-others = All follow-ups
follow-up-what = Follow-up
follow-up-due = Due
notice-follow-up-saved = The follow-up is finished.
notice-follow-up-tried = The try is written down; the follow-up stays due.

# One's own calendar.
calendar-title = Calendar
calendar-sentence = A calendar program can show your appointments of this clinic. It asks for them at an address that only you know.
calendar-holds = It holds times, what for and the room: no names, numbers or notes of patients.
calendar-none = There is no address so far.
calendar-since = There is an address since { $moment }. It is not kept here and cannot be shown again.
calendar-renew-sentence = A new address ends the one before.
calendar-make = Make an address
calendar-renew = Make a new address
calendar-end = End the address
calendar-end-question = End the address? Calendar programs will not find your appointments any more.
calendar-shown-once = The address is shown once. Copy it now.
calendar-address = Address for your calendar program
calendar-how = In the calendar program: add a calendar by its address, or subscribe to it.
calendar-keep-secret = Whoever knows the address sees when you work. Make a new one if somebody else saw it.
calendar-only-here = This address works on this computer alone. Open Anagen over the clinic's network to make one that other devices reach.
notice-calendar-ended = The address is ended.
