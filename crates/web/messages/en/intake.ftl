# Intake: questions, lists, diagnosis, treatment beside the sessions, history, the patient's tablet.

intake-title = Intake
intake-views = Views of intake
intake-view-questions = Questions
intake-view-today = At this visit
intake-view-medicines = Medicines
intake-view-allergies = Allergies
intake-view-diagnosis = Diagnosis
intake-view-treatment = Other treatment
intake-view-history = History

intake-sentence-incomplete = { $n ->
    [0] What is open is kept on other pages; each is named below.
    [one] One answer could decide the screening.
   *[other] { $n } answers could decide the screening, the most decisive first.
}
intake-sentence-excluded = A rule forbids treatment as things stand: no further question decides it.
intake-sentence-diagnosis = The questions are answered. A diagnosis has not been made yet.
intake-sentence-done = Nothing that decides is open.
intake-hand-tablet = Hand the tablet to the patient
intake-elsewhere = Decides now, kept on its own page
intake-decides-elsewhere = not known, or not any more
intake-open = open
intake-birth-date = Date of birth
intake-decides-title = What decides now
intake-first-of = { $shown } of { $all }
intake-nothing-decides = No question decides now
intake-nothing-decides-sentence = Every rule for the procedure can be decided, or one of them forbids it already.
intake-to-screening = To the screening
intake-topics = All topics
intake-to-topics = All questions
intake-topic-answered = { $n ->
    [0] nothing answered
    [one] 1 answered
   *[other] { $n } answered
}
intake-topic-open = { $n } open
intake-topic-stale = { $n } to ask again
intake-topic-done = nothing open
intake-topic-nothing-open = Nothing is open here as things stand.

intake-today-title = Today's questions
intake-today-sentence = Only what no longer counts or may have changed since the last visit.
intake-today-nothing = Nothing to ask again
intake-today-nothing-sentence = Every answer that matters still counts today.

intake-source = Who gives these answers
intake-source-hint = Kept with each answer.
intake-source-as-asked = As each question says
intake-source-patient = patient
intake-source-examiner = examiner
intake-source-laboratory = laboratory
intake-source-record = record
intake-source-room = room
intake-source-staff = staff
intake-source-product = product label

intake-told = { $source }, { $day }, written down by { $name }
intake-was = { $value } ({ $who })
intake-no-longer = It counts { $validity }: ask again.
intake-ask-again = ask again
intake-contradicted = contradicted
intake-contradicted-do = Another answer stands against it: clear up which of the two is right.
intake-follows = follows from other answers
intake-hint-not-asked = Not asked yet.
intake-decides = { $more ->
    [0] decides { $rules }
   *[other] decides { $rules } and { $more } more
}
intake-counts-visit = for the visit
intake-counts-day = for the day
intake-counts-days = { $days ->
    [one] for one day
   *[other] for { $days } days
}
intake-counts-always = for good
intake-value-none = none
intake-value-between = between { $low } and { $high }
intake-range = From { $from } to { $to }.
intake-other-units = Also in { $units }: write the unit behind the number.
intake-no-value = Without a value
intake-laboratory-day = Day of the sample
intake-list-these = These
intake-list-none = None
intake-list-which = Which
intake-waiting = { $n ->
    [one] One question follows from the answers above
   *[other] { $n } questions follow from the answers above
}
intake-waiting-title = Asked where an answer above calls for it
intake-waiting-sentence = After "no" above none of these matters.
intake-idle = { $n ->
    [one] One question decides nothing as things stand
   *[other] { $n } questions decide nothing as things stand
}
intake-idle-title = Decides nothing as things stand
intake-idle-sentence = They can be answered all the same.
intake-save = Save and show what is next
intake-save-and-next = Save and go on
intake-save-and-back = Save and back to all questions
intake-cancel = Cancel
intake-kept-as-typed = Kept as you type
intake-draft-refused = Not kept on the server: signed out, or changed by somebody else. Kept on this device
intake-draft-found = What was typed on { $time } and not saved is filled in again.
intake-draft-found-here = On this device there is something typed ({ $time }) that was not saved.
intake-draft-restore = Put it back
intake-draft-discard = Discard it
intake-check-answers = Some answers cannot be taken as they are.
intake-nothing-stored = Nothing was stored; what you typed is still here.
intake-kept-typed = What you typed is still here.
notice-intake-saved = Saved.
notice-intake-nothing-touched = Nothing was touched, so nothing was stored.

intake-number-impossible = { $value } is not possible: enter a number from { $from } to { $to }.
intake-number-none = "{ $text }" is not a number.
intake-unit-none = Write the unit behind { $text }: { $units }.
intake-unit-unknown = The unit "{ $unit }" is not known here. Use { $units }.
intake-unit-wrong = { $unit } cannot be taken here. Use { $units }.
intake-option-wrong = "{ $value }" is none of the answers.
intake-answer-wrong-kind = This is not an answer to the question.
intake-value-missing = Enter the value, or choose that there is none.
intake-laboratory-day-missing = Enter the day of the sample: how long the value counts depends on it.
intake-day-to-come = This day is still to come.
intake-day-before-birth = This day lies before the birth of the patient.
intake-list-tick-one = Tick at least one, or choose None.
intake-list-tick-none = Choose These, or take the ticks away.

intake-topic-bleeding = Bleeding and clotting
intake-topic-cancer = Cancer
intake-topic-hair = Hair
intake-topic-heart = Heart and circulation
intake-topic-identity = Person
intake-topic-allergy = Severe reactions
intake-topic-immune = Immune system
intake-topic-infection = Infections
intake-topic-medicines = More about medicines
intake-topic-vital-signs = Body and vital signs
intake-topic-vaccines = Vaccines
intake-topic-anaesthesia = Anaesthesia
intake-topic-diabetes = Diabetes
intake-topic-liver = Liver
intake-topic-kidney = Kidneys
intake-topic-endocrine = Hormones
intake-topic-blood = Blood
intake-topic-nerves = Nerves and muscles
intake-topic-mind = Mind and mood
intake-topic-pregnancy = Pregnancy, fertility and sexual health
intake-topic-prostate = Prostate
intake-topic-scalp = Scalp
intake-topic-today = Today

intake-list-not-asked = not asked yet
intake-list-stale = asked on { $day }: ask again at this visit
intake-list-counts = asked on { $day }
intake-list-told-none = none, asked
intake-list-unchanged = Asked today: unchanged
intake-list-open = Open the list
intake-list-nothing-yet = There is no list yet that could be unchanged: ask, and write down what is told.
intake-medicines-told = What was told of medicines?
intake-medicines-hint = Medicines, hormones, herbal products and supplements, also those bought without prescription.
intake-allergies-told = What was told of allergies?
intake-allergies-hint = Medicines, anaesthetics, preservatives, latex, disinfectants, animal products, foods, plants, hair dye.
intake-list-these-below = Those below
intake-list-none-asked = None: asked, and there are none
intake-list-save = Save as told today
intake-list-more = More rows
intake-list-row = Entry { $n }
intake-list-name = Name
intake-medicine-detail = Dose and how often
intake-allergy-detail = What happened
intake-list-since-label = Since
intake-list-since = since { $day }
intake-list-stopped = Take { $name } off the list
intake-list-known = known
intake-list-stands-for = stands for { $name }
intake-list-unlisted = not in the knowledge
intake-list-unlisted-sentence = It is kept as written, and every rule that depends on it stays undecided.
intake-list-near = Is it { $names }?
intake-list-empty = Nothing is on the list
intake-list-now = The list as it stands now
intake-list-earlier = Earlier lists
intake-list-asked = Asked
intake-list-entries = Told
intake-written-by = Written down by
intake-list-changed = Somebody else changed this list meanwhile.
intake-list-changed-do = Compare it with the list as it stands now, then save again: the whole list is replaced.
intake-list-too-long = A list has at most 100 entries.
intake-list-name-missing = Write the name, or clear the row.
intake-list-name-twice = This is on the list already.
intake-list-text-too-long = At most { $n } characters.
intake-list-told-nothing = Say what was told: write at least one down, or choose that there are none or that it is not known.
intake-list-told-and-entries = There are entries below: choose "Those below", or take them off the list.
notice-intake-list-saved = Saved as told today.

intake-diagnosis-sentence = The condition and its stage; the latest diagnosis counts.
intake-diagnosis-now = Diagnosis
intake-diagnosis-none = No diagnosis yet
intake-diagnosis-none-sentence = A prescriber makes it, with the stage picked from drawings.
intake-diagnosis-prescriber = A prescriber makes the diagnosis.
intake-diagnosis-new = Make a diagnosis
intake-diagnosis-earlier = Earlier diagnoses
intake-diagnosis-condition = Condition
intake-diagnosis-made = { $name }, { $day }
intake-diagnosis-since = Hair is lost since
intake-diagnosis-since-hint = The first day, or a day of that month.
intake-diagnosis-stage = Stage
intake-diagnosis-not-staged = not staged
intake-diagnosis-action = What follows for a plan
intake-diagnosis-evidence = What is known of injections
intake-diagnosis-codes = Codes
intake-diagnosis-choose = Choose a condition
intake-diagnosis-show = Show it
intake-diagnosis-scales = Scales
intake-diagnosis-on = Made on
intake-diagnosis-by = It is made in the name of { $name }.
intake-diagnosis-save = Make this diagnosis
intake-diagnosis-condition-missing = Choose a condition.
intake-diagnosis-scale-wrong = This condition is not staged on that scale.
intake-diagnosis-value-wrong = Choose a value of the scale { $scale }.
intake-diagnosis-number-wrong = Enter a number from { $from } to { $to }.
intake-diagnosis-since-after = This day lies after the diagnosis.
notice-intake-diagnosed = The diagnosis is made.
intake-salt-or-zones = Or enter the loss in each zone, and the score is worked out.
intake-salt-top = Loss on the top
intake-salt-back = Loss on the back
intake-salt-left = Loss on the left
intake-salt-right = Loss on the right
intake-salt-share = { $share } % of the scalp.
intake-salt-zone-wrong = Enter the loss in this zone, from 0 to 100 %.
intake-family-pattern = Pattern hair loss
intake-family-telogen = Telogen effluvium
intake-family-anagen-effluvium = Anagen effluvium
intake-family-areata = Alopecia areata
intake-family-scarring = Scarring alopecia
intake-family-traction = Traction and friction
intake-family-infection = Infection
intake-family-nutritional = Nutrition
intake-family-endocrine = Endocrine disease
intake-family-drug = Caused by a drug
intake-family-inflammatory = Inflammation of the scalp
intake-family-shaft = Hair shaft
intake-family-psychogenic = Psychogenic
intake-family-undiagnosed = Not diagnosed
intake-proposed = proposed

intake-treatment-sentence = Tablets and lotions beside the sessions; oral doses count in the sums of exposure.
intake-treatment-new = Add a course
intake-treatment-change = Change or end
intake-treatment-none = No treatment beside the sessions
intake-treatment-none-sentence = Oral and topical minoxidil, finasteride or dutasteride belong here, with their dose and dates.
intake-treatment-agent = Agent
intake-treatment-agent-hint = An agent of the knowledge; any other medicine belongs on the list of medicines.
intake-treatment-agent-unknown = This agent is not in the knowledge: write it on the list of medicines.
intake-treatment-agent-near = This agent is not in the knowledge. Is it { $near }? Any other medicine belongs on the list of medicines.
intake-treatment-route = Route
intake-treatment-oral = oral
intake-treatment-topical = topical
intake-treatment-route-missing = Choose how it is taken.
intake-treatment-dose = Dose
intake-treatment-dose-column = mg per day
intake-treatment-dose-unit = mg per day
intake-treatment-dose-hint = Of the agent itself: 1 mL of a 5 % lotion is 50 mg.
intake-treatment-dose-missing = Enter the milligrams of a day.
intake-treatment-from = From
intake-treatment-from-missing = Enter the first day.
intake-treatment-until = Until
intake-treatment-until-hint = Empty while it goes on.
intake-treatment-until-before = The last day lies before the first.
intake-treatment-open = goes on
intake-treatment-runs = now
intake-treatment-line = { $agent }, { $route }, { $mg } mg per day, { $from } to { $until }
intake-treatment-add = Add this course
intake-treatment-save-change = Save in its place
intake-treatment-changed = Somebody else changed this course meanwhile.
intake-treatment-changed-do = Go back to the list, open the course as it stands now and enter your change again.
notice-intake-treatment-saved = Saved. The earlier entry stays in the history.

intake-history-sentence = Everything that was ever written down, the latest first. Nothing is removed.
intake-history-caption = What was written down
intake-history-empty = Nothing has been written down yet
intake-history-what = What
intake-history-answer = Answer
intake-history-held = Held on
intake-history-written = Written down
intake-history-do = What can be done
intake-history-counted = kept
intake-history-mark = Entered in error
intake-history-mark-question = It stays to be read and no longer counts. This cannot be undone; write it down again if that is wrong.
intake-history-mark-confirm = Mark as entered in error
intake-history-reason = Why
intake-history-error = { $name }, { $day }: { $reason }
intake-entered-in-error = entered in error
intake-history-pages = Pages of the history
intake-history-newer = Newer
intake-history-older = Older
intake-history-page = Page { $n }
intake-reason-missing = Write down why.
intake-reason-too-long = At most 500 characters.
notice-intake-marked = Marked as entered in error.

intake-tablet-title = Questions before your visit
intake-tablet-for = These questions are for { $name }.
intake-tablet-pages = { $n ->
    [0] Everything is answered for today.
    [one] There is one page.
   *[other] There are { $n } pages.
}
intake-tablet-how = What you do not know or do not want to say can be left out, or answered with "not known" or "refused". What you enter is kept as you go on.
intake-tablet-wrong-name = If this is not your name, please give the tablet back.
intake-tablet-begin = Begin
intake-tablet-continue = Continue
intake-tablet-previous = Back
intake-tablet-page = Page { $here } of { $all }
intake-tablet-nothing = Nothing to answer here.
intake-tablet-check = Please look at the marked answers.
intake-tablet-medicines-told = Do you take or use any medicines?
intake-tablet-medicines-hint = Also hormones, herbal products, supplements, and what you buy without prescription.
intake-tablet-allergies-told = Do you have any allergies?
intake-tablet-allergies-hint = To medicines, anaesthetics, preservatives, latex, disinfectants, animal products, foods, plants or hair dye.
intake-tablet-give-back = Give the tablet back
intake-tablet-back-title = Thank you
intake-tablet-back-sentence = Please give the tablet back to the staff.
intake-tablet-to-questions = Back to the questions
intake-tablet-staff = For the staff
intake-tablet-who = Handed over by { $name }.
