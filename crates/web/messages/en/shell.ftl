shell-product = Anagen
shell-skip = Skip to the content
shell-doors = Doors
shell-account = Signed in
shell-change-user = Change user
shell-sign-out = Sign out
shell-light = Use light colours
shell-dark = Use dark colours
shell-patient = Patient
shell-born = Born
shell-number = Number
shell-allergies = Allergies
shell-rail = Way of the patient
shell-standing = Software for keeping clinic records and checking them against rules that this clinic adopted. Not a certified medical device. It decides nothing: a qualified professional checks the basis of every finding and remains responsible.
shell-birth-date-and-age = { $day }, { $years ->
    [one] { $years } year
   *[other] { $years } years
}
shell-birth-date-unknown = not known
shell-allergies-not-asked = not asked
shell-allergies-none = none, asked on { $day }

flag-pregnant = Pregnant
flag-anticoagulant = Anticoagulant
flag-demo = Invented patient

door-today = Today
door-patients = Patients
door-stock = Stock
door-evidence = Evidence
door-administration = Administration

stage-intake = Intake
stage-screening = Screening
stage-formulation = Formulation
stage-protocol = Protocol
stage-consent = Consent
stage-sessions = Sessions
stage-photographs = Photographs
stage-adverse-events = Adverse events

state-done = done
state-open = open
state-due = due
state-blocked = blocked

verdict-eligible = eligible
verdict-caution = caution
verdict-defer = defer
verdict-needs-specialist = needs specialist
verdict-incomplete = incomplete
verdict-excluded = excluded

role-administrator = Administrator
role-medical-director = Medical director
role-prescriber = Prescriber
role-injector = Injector
role-assistant = Assistant
role-front-desk = Front desk
role-auditor = Auditor

answer-yes = Yes
answer-no = No
answer-not-known = Not known
answer-refused = Refused
answer-not-asked = not asked

save-saved = Saved { $time }
save-not-saved = Not saved: no connection, kept on this device
save-nothing = Nothing to save yet

weekday-monday = Monday
weekday-tuesday = Tuesday
weekday-wednesday = Wednesday
weekday-thursday = Thursday
weekday-friday = Friday
weekday-saturday = Saturday
weekday-sunday = Sunday
