# The calendar file of a course.

calendar-session-of = Session { $number } of { $all } (case { $case })
calendar-session = Session { $number } (case { $case })
calendar-review = Review at week { $week } (case { $case })
calendar-follow-up = Follow-up, { $after } (case { $case })
calendar-protocol = Protocol { $id }: { $name }
calendar-evidence = Evidence: { $grade }
calendar-phase = Phase: { $phase }
calendar-phase-after = Phase: { $phase }; { $after } after the first session
calendar-moved = Moved from { $from }: { $because }
calendar-not-moved = Not moved: { $because }
calendar-no-reason = no reason given
calendar-asked-by = Asked for by { $rules } ({ $status })
calendar-counts = Counts from { $from } to { $until }
calendar-after-last = { $after } after the last session of this course ({ $status })
calendar-until = Until { $day }
calendar-moved-closed = Moved from { $from }, when the clinic is closed
calendar-looks-for = Looks for: { $what }
calendar-with-both = With photographs and trichoscopy
calendar-with-photographs = With photographs
calendar-with-trichoscopy = With trichoscopy
calendar-goes-on = Further sessions are not dated yet; each arms this follow-up anew
calendar-responsible = Anagen is not a certified medical device; the professional who prescribes and injects remains responsible.
