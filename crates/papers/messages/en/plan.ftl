# The page of a plan: its frame, screening, cost, evidence, options.

plan-responsible = Anagen is not a certified medical device; the prescriber remains responsible.
plan-knowledge = Knowledge { $version }, hash { $hash }
plan-sheet-of = { $reference }, plan of { $day }
plan-sheet-draft = Draft: not handed out, signed or worked by before the plan is signed.
plan-not-planned = Not planned. Shown to explain why, not to be done.
plan-name-screening-only = Screening
plan-name-excluded = No plan: excluded
plan-name-refused = No plan: refused as asked
plan-name-draft = Treatment plan, draft
plan-name-for-review = Treatment plan
plan-margin-screening-only = Screening alone
plan-margin-excluded = Excluded: no plan
plan-margin-refused = Refused: no plan
plan-margin-draft = Draft, not to be signed
plan-margin-for-review = For review and signature
plan-signed-by = Signed by { $name }, { $moment }, version { $version }
plan-skip = To the plan
plan-invented = invented patient
plan-refused-as-asked = refused as asked
plan-parts = Parts of the plan
plan-sources = Sources
plan-sources-note = Everything that a tag on this page names, and how much of it was read.
plan-source-missing = not in this knowledge
plan-see = see { $sources }
plan-n-people = { $n ->
    [one] { $n } person
   *[other] { $n } people
}

plan-for = for { $reference }
plan-next = What comes next
plan-screening-says = The screening says { $verdict }: { $meaning }.
plan-n-more = and { $n } more
plan-next-forbidden = { $n ->
    [one] { $n } rule forbids it
   *[other] { $n } rules forbid it
}
plan-next-forbidden-then = only a corrected fact changes that.
plan-next-refused = { $n ->
    [one] { $n } part cannot be planned as it was asked for
   *[other] { $n } parts cannot be planned as they were asked for
}
plan-next-refused-then = choose a way out.
plan-next-ask = { $n ->
    [one] Ask { $n } question
   *[other] Ask { $n } questions
}
plan-next-ask-order = the most decisive first
plan-next-letters = { $n ->
    [one] { $n } letter of a specialist is needed
   *[other] { $n } letters of specialists are needed
}
plan-next-letters-then = dated, attached, signed in by a prescriber.
plan-next-wait = { $n ->
    [one] { $n } finding makes it wait
   *[other] { $n } findings make it wait
}
plan-next-wait-then = until the named fact has changed.
plan-next-cautions = { $n ->
    [one] { $n } caution is to be cleared
   *[other] { $n } cautions are to be cleared
}
plan-next-cautions-then = by a prescriber, with a reason and an expiry.
plan-next-schedule = { $n ->
    [one] Answer { $n } question of the schedule
   *[other] Answer { $n } questions of the schedule
}
plan-next-schedule-then = dates wait for it.
plan-next-conditions = { $n ->
    [one] Meet { $n } condition
   *[other] Meet { $n } conditions
}
plan-next-conditions-then = before the first session.
plan-next-review = A prescriber reviews the plan and signs it, or does not.
plan-next-adopt = The medical director adopts the knowledge: until then nobody but invented patients is treated by it.
plan-next-ask-for = Say what is asked for: agents, zones, technique, schedule. Nothing is planned by default.
plan-dose-a-session = { $dose } a session
plan-in-volume = in { $volume } mL
plan-where = Where
plan-n-zones = { $n ->
    [one] { $n } zone
   *[other] { $n } zones
}
plan-points = Points
plan-points-of = { $n } of { $volume } mL, { $spacing } cm apart
plan-minutes = { $from } to { $to } min
plan-sessions = Sessions
plan-sessions-follow = more follow that are not dated yet
plan-first-on = the first on { $day }
plan-first-year = First year
plan-asked-not-planned = What was asked for, not planned
plan-in-numbers = In numbers
plan-decided-on = Decided on { $day } with knowledge { $version }, hash { $hash }.
plan-adopted = Adopted: { $adopted }.
plan-not-adopted = Nobody has adopted { $bundles } of this knowledge: only invented patients may be treated by it.
plan-patient-is-invented = This patient is invented.
plan-patient-is-not-invented = This case is not marked as invented.
plan-proposed-explained = PROPOSED marks what no source gives and a medical director has yet to confirm; it restricts from the first day.
plan-proposed-and-unknown-explained = PROPOSED marks what no source gives and a medical director has yet to confirm; it restricts from the first day. What is not known is never read as no.
plan-and = { $first } and { $last }

plan-proposed = PROPOSED
plan-confirmed-by = confirmed by { $name }
plan-status = Status
plan-status-source = Status, source
plan-source = Source
plan-agent = Agent
plan-agents = Agents
plan-not-known = not known
plan-nothing-recorded = nothing recorded
plan-none = none
plan-yes = yes
plan-no = no
plan-between = between { $low } and { $high }
plan-from-to = { $from } to { $to }
plan-or-more = { $low } or more
plan-until = until { $day }
plan-to-be-known = To be known
plan-refused-as-plan = refused as a plan

plan-known = What is known
plan-n-answers = { $n ->
    [one] { $n } answer
   *[other] { $n } answers
}
plan-n-not-counted = { $n } not counted
plan-nothing-answered = Nothing was answered. The questions below say what to ask first.
plan-answers = Answers, by topic
plan-question = Question
plan-answer = Answer
plan-given-by = Given by
plan-on = On
plan-answered-no = { $n ->
    [one] Answered no: { $n } question
   *[other] Answered no: { $n } questions
}
plan-does-not-count = does not count: { $why }
plan-not-counted-stale = answered on { $day }: too long ago, ask again
plan-not-counted-not-asked = not asked
plan-not-counted-not-known = asked, not known
plan-not-counted-contradicted = another answer contradicts it: clear up which is right
plan-not-counted-refused = asked, refused
plan-case-file = case file
plan-day-not-recorded = day not recorded

plan-findings = What stands against it
plan-nothing = nothing
plan-n-findings = { $n ->
    [one] { $n } finding
   *[other] { $n } findings
}
plan-n-undecided = { $n } undecided
plan-nothing-against-mixture = No rule and no limit of the knowledge stands against the procedure or this mixture.
plan-nothing-against-procedure = No rule and no limit of the knowledge stands against the procedure.
plan-undecided = Undecided
plan-undecided-note = Answers are missing. An undecided rule that could forbid or delay keeps the verdict at incomplete.
plan-restrictions = About the person who prepares or injects, and about the kit
plan-restrictions-note = These forbid a person or a kit, not the treatment.
plan-cleared = cleared
plan-about = About
plan-by-on = by { $name } on { $day }
plan-waits-until = It waits until
plan-not-before = Not before
plan-letter-of = Letter of
plan-who-clears = Who can clear it
plan-change = What would change it
plan-why = Why
plan-n-rules-wait = { $n ->
    [one] { $n } rule waits for answers
   *[other] { $n } rules wait for answers
}
plan-rule = Rule
plan-if-it-holds = If it holds
plan-waits-for = Waits for
plan-questions = Questions to ask
plan-n-open = { $n ->
    [one] { $n } open
   *[other] { $n } open
}
plan-questions-note = The smallest set of answers that could decide it, the most decisive first. None of these is ever read as no.
plan-ask = Ask: { $who }. { $because }. Decides { $rules }.
plan-because-not-asked = Not asked yet
plan-because-not-known = Asked, not known or not certain
plan-because-contradicted = Answered in two ways that cannot both be true
plan-because-refused = Asked, and the answer was refused
plan-because-stale = Answered on { $day }, too long ago to count
plan-conditions = Conditions of the first session
plan-n-conditions = { $n ->
    [one] { $n } condition
   *[other] { $n } conditions
}
plan-conditions-note = A plan can be made before these are met; a session cannot start. They are checked again at every session.
plan-conditions-caption = What has to be met before the first point
plan-met = Met
plan-condition = Condition
plan-otherwise = Otherwise
plan-to-be-ticked = to be ticked
plan-cleared-by = Cleared by { $name } on { $day }
plan-stands-now = stands as of now
plan-until-what = Until:
plan-rejected = Clearances that do not count
plan-rejected-by = signed by { $name }
plan-refusals = What cannot be planned as asked
plan-n-refused = { $n ->
    [one] { $n } refused
   *[other] { $n } refused
}
plan-ways-out = { $n ->
    [one] The way out:
   *[other] Ways out, each on its own:
}

plan-cost = What it costs
plan-alternatives = Alternatives
plan-other-currencies = Alternatives priced in other currencies
plan-no-cost-per-responder = No cost for each patient who responds is worked out: no trial supports one.
plan-packages = Selling sessions in advance
plan-cost-caption = This course, in { $currency }
plan-cost-part = Part
plan-total = Total
plan-cost-session = One session is counted at { $amount } { $currency }. Prices:
plan-not-the-clinics = not this clinic's
plan-prices-caption = Each price with its place, day and source; nothing is converted
plan-what = What
plan-as-seen = As seen
plan-this-course = This course
plan-price-a-session = { $price } a session
plan-place-not-recorded = place not recorded
plan-date-not-recorded = date not recorded
plan-unverified = unverified
plan-sessions-between = { $from } to { $to } sessions

plan-evidence = What is known about it
plan-evidence-studied = studied in this form
plan-evidence-not-studied = not studied in this form
plan-evidence-agents = about the agents
plan-evidence-diagnosis = about the diagnosis
plan-evidence-alternative = something else that can be done
plan-evidence-always = holds for all
plan-read = Read:
plan-disagree = Sources disagree:
plan-held-as = Held as:
plan-studies-matching = The studies that gave this form
plan-studies-nearest = The nearest studies, and what differs
plan-study = Study
plan-arm = Its arm
plan-held-against = Held against the plan
plan-differs = What differs, or is not known
plan-grade-read = Grade, how much was read
plan-form-of-the-plan = the form of the plan
plan-not-told = Not told by the study:

plan-options = What there is for this diagnosis
plan-options-note = Nothing here is a recommendation. Protocols and agents stand by grade, then by name.
plan-where-disagree = Where sources disagree
plan-n-protocols = { $n ->
    [one] { $n } protocol
   *[other] { $n } protocols
}
plan-protocols-caption = Protocols described for this diagnosis
plan-protocol = Protocol
plan-sessions-12-months = Sessions in 12 months
plan-grade = Grade
plan-open-in-source = Open in the source:
plan-agents-caption = Agents with evidence for this diagnosis by injection
plan-graded-questions = Questions that were graded
plan-beware = Beware
plan-best-grade = Best grade
plan-never-planned = never planned:
plan-what-else = What else can be done
plan-trials-caption = Trials of alternatives in people with this diagnosis
plan-came-out = What came out
plan-grade-known = Grade, how it is known
