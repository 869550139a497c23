# The course: sessions, reviews, rules, follow-ups.

course-title = The course
course-to-compare = The schedule, for comparison
course-beside = Treatment beside the sessions
course-n-sessions = { $n ->
    [one] { $n } session
   *[other] { $n } sessions
}
course-open = open
course-not-planned = not planned
course-not-complete = Not complete: further sessions follow that cannot be dated before the open questions are answered.
course-intervals = Shortest intervals
course-interval = { $agent } at { $dose } a session: at least { $days } between sessions ({ $status })
course-stops = When the course stops
course-adapts = How the course adapts
course-ceiling = How long it may last
course-ends-after = The active phase ends after { $months }
course-before = before { $day }
course-beyond = Sessions of the protocol beyond it, not planned: { $n }.
course-is-excluded = The plan is excluded.
course-is-not-planned = It is not planned as it was asked for.
course-only-to-compare = The schedule is laid out for comparison, without days; it was held against no dose, no closed day and no patient.
course-studies = Studies:
course-questions = Open questions
course-answer-in = Dates wait for an answer, in the case's { $field }.
course-only-source = Only the source could answer; no date waits for it.
course-answered-by = What the source leaves open was answered by { $name }.
course-phase-caption = Sessions of the phase { $phase }
course-times-in = times in { $zone }
course-session = Session
course-day = Day
course-time = Time
course-after-first = After the first
course-moved = Moved
course-no-day = no day yet
course-the-first = the first
course-from = from { $day }
course-moved-from = moved from { $day }
course-when-closed = when the clinic is closed
course-twelve-months = { $n ->
    [one] { $n } session is laid out within 12 months of the first; the source states { $stated }.
   *[other] { $n } sessions are laid out within 12 months of the first; the source states { $stated }.
}
course-no-number = no number
course-reviews = Reviews
course-reviews-caption = When the response is judged
course-week = Week
course-counts = Counts from, to
course-what-is-done = What is done
course-asked-by = Asked for by
course-weeks-after-first = { $n } weeks after the first session
course-follow-ups = Follow-ups
course-follow-ups-caption = After the last session; every session arms them anew, and a patient who stops coming is still followed
course-after-last = After the last session
course-looks-for = Looks for
course-with = With
course-from-last = counted from the last session
course-photographs = photographs
course-trichoscopy = trichoscopy
course-a-question = a question
course-beside-sessions = Beside the sessions
course-beside-caption = Treatment by mouth and on the skin; what is taken by mouth counts in the exposure
course-route = Route
course-a-day = A day
course-since = From
course-until = Until
course-by-mouth = by mouth
course-on-the-skin = on the skin
course-open-ended = open
