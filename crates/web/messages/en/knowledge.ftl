# Texts of the pages behind Evidence.
evidence-sentence = Knowledge { $version } ({ $hash }). Every record has its source and how far it can be trusted; opposing claims stand side by side.
evidence-search = Search the knowledge
evidence-search-hint = An agent, a rule, a claim, an id as CI-08
evidence-search-button = Search
evidence-kinds = Kinds of records
evidence-proposed = { $n ->
    [one] { $n } record waits
   *[other] { $n } records wait
} for the medical director's confirmation
evidence-proposed-title = Waiting for the medical director
evidence-records = Records
evidence-all = All
evidence-found = { $n ->
    [one] { $n } record
   *[other] { $n } records
}
evidence-none = No record holds these words.
evidence-none-sentence = Try fewer words, or the name of an agent.
evidence-more = More
evidence-id = Id
evidence-kind = Kind
evidence-says = Says
evidence-known = How it is known
evidence-note = Note
evidence-sources = Sources
evidence-side = Side { $n }
evidence-when = The rule fires when
evidence-against = What stands against it
evidence-against-none = No other claim.
evidence-confirm = Confirm this record
evidence-confirm-sentence = No source gives this; it is a default chosen for Anagen. It restricts from the first day. With your confirmation every screen that uses it says: confirmed by { $name }.
evidence-confirm-reason = On what ground (optional)
evidence-confirm-button = Confirm as medical director
evidence-adverse-events = Adverse events
evidence-adverse-events-detail = Of all patients, with grade and outcome
evidence-incidents = Incidents
evidence-incidents-detail = What was done otherwise than allowed, for review
evidence-uploads = Sent by patients
evidence-uploads-detail = Photographs that came through one-time links
evidence-adoption = Adoption of the knowledge
evidence-adoption-detail = By the medical director, in bundles
knowledge-nothing-to-confirm = There is nothing to confirm here: a source gives it, or it was confirmed already.
notice-knowledge-confirmed = The record is confirmed in your name.
notice-knowledge-adopted = Adopted in your name.
password-as-signature = Your password stands for your signature.

status-proposed = proposed
status-confirmed = confirmed by its source
status-confirmed-by = confirmed by { $name }, { $day }
confidence-cited = read in the source
confidence-seed = stated in a source document
confidence-derived = derived here
confidence-memory-high = unverified: from memory, high confidence
confidence-memory-medium = unverified: from memory, medium confidence
confidence-memory-low = unverified: from memory, low confidence
confidence-proposed = a default chosen here

kind-claim = Claims
kind-conflict = Conflicts
kind-citation = Corrected citations
kind-condition = Conditions
kind-scale = Scales
kind-bedside-test = Bedside tests
kind-trichoscopy = Trichoscopy
kind-laboratory-test = Laboratory tests
kind-fact = Facts
kind-medicine = Medicines
kind-allergen = Allergens
kind-rule = Rules
kind-checklist = Checklist items
kind-agent = Agents
kind-excipient = Excipients
kind-technique = Techniques
kind-zone = Zones
kind-danger-area = Danger areas
kind-preparation = Preparation
kind-protocol = Protocols
kind-adaptive-rule = Adaptive rules
kind-adverse-event = Adverse events
kind-grading = Grading
kind-reporting-duty = Reporting duties
kind-surveillance = Surveillance
kind-aftercare = Aftercare
kind-before-treatment = Before treatment
kind-consent-item = Consent items
kind-consent-rule = Consent rules
kind-word = Words not used as claims
kind-allowed-text = Allowed texts
kind-statement = Statements
kind-open-question = Open questions
kind-price = Prices
kind-package-rule = Package rules
kind-study = Studies
kind-grade-question = Graded questions

adoption-sentence = The rules restrict from the first day. With the adoption of every bundle real patients can be treated; until then only invented ones. What changes in a later version is read and adopted again.
adoption-all = Every bundle is adopted as it is now.
adoption-not-all = Not every bundle is adopted: only invented patients can be treated.
adoption-bundle = Bundle
adoption-records = Records
adoption-by = Adopted
adoption-by-on = { $name }, { $day }, version { $version }
adoption-nobody = by nobody
adoption-changed = Changed since
adoption-n-changed = { $n ->
    [one] { $n } record
   *[other] { $n } records
}
adoption-removed = (is gone)
adoption-title = Adopt
adoption-statement = I, { $name }, medical director of this clinic, have read the chosen bundles as they are now and adopt them for this clinic.
adoption-bundles = Bundles
adoption-button = Adopt in my name
adoption-director-only = Only the medical director adopts.
adoption-no-bundle = Choose at least one bundle.
bundle-screening = Screening
bundle-screening-detail = Facts, rules, medicines, allergens, conditions, scales, tests, checklists
bundle-formulary = Formulary
bundle-formulary-detail = Agents with their caps, excipients, prices
bundle-techniques = Techniques
bundle-techniques-detail = Techniques, zones, danger areas, preparation
bundle-protocols = Protocols
bundle-protocols-detail = Schedules and adaptive rules
bundle-aftercare = Aftercare
bundle-aftercare-detail = Adverse events, reporting, surveillance, sheets, consent
vials-title = Vials
vials-are-not-split = One vial, one patient. A clinic that has to split vials needs your decision; every patient of a split vial is then one cluster.
vials-are-split = Vials may serve several patients here; every patient of a vial is one cluster.
vials-allow = Allow splitting in my name
vials-forbid = One vial, one patient again
