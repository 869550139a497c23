# What the patient takes home or signs, and the checklist of a session.

patient-before = Before your treatment
patient-after = After your treatment
patient-for-the-patient = for the patient
patient-for-the-clinic = for the clinic
patient-first-session = Your first session:
patient-at = at { $time }
patient-unidentified = Ask us about { $names }: advice about it is missing on this sheet.
patient-by-day = By day
patient-by-night = By night
patient-emergency = Emergency number
patient-basis = What the advice rests on
patient-basis-before = Before
patient-basis-after = After
patient-n-advice = { $n ->
    [one] What { $n } piece of advice rests on
   *[other] What { $n } pieces of advice rest on
}
patient-and-consent = and the items of the consent
patient-basis-caption = Advice of the two sheets, with what sources say and what contradicts it
patient-advice = Advice
patient-in-sources = In sources
patient-against = Against it
patient-consent-caption = Items of the consent, and the standing of each agent
patient-item = Item

patient-consent = Consent
patient-n-items = { $n ->
    [one] { $n } item
   *[other] { $n } items
}
patient-consent-lead = Please read each item, ask what you want to ask, and put your initials into its box. You can say no.
patient-cooling-off = Between this talk and the first session lie at least { $days }.
patient-consent-unidentified = Not known to this system: { $names }. What has to be said of it is missing here.
patient-new-consent = When a new consent is needed
patient-photographs-care = For my record
patient-photographs-teaching = For teaching
patient-photographs-publication = For advertising
patient-register = The register
patient-prescribes = Prescribes (name, training)
patient-injects = Injects (name, training)
patient-language = Language, interpreter
patient-complaints-inside = Person in the clinic
patient-complaints-outside = Office outside it
patient-initials = Initials
patient-signatures = Signatures
patient-who = Who
patient-name = Name
patient-signature = Signature
patient-date-time = Date, time
patient-patient = Patient
patient-who-explained = Person who explained it
patient-prescriber = Prescriber
patient-interpreter = Interpreter, where there was one

patient-checklist = Checklist of the session
patient-session-number = Session number
patient-room = Room
patient-who-did-it = Who did it
patient-prepared = Prepared
patient-checked = Checked
patient-injected = Injected
patient-two-persons = Two-person check
patient-first-person = First person
patient-second-person = Second person, with the first table covered
patient-vial = Vial
patient-label-strength = Strength on the label, with its unit
patient-drawn-ml = Drawn, mL
patient-dose = Dose, with its unit
patient-whole-mixture = The whole mixture
