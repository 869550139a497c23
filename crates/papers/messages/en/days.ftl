# Days in words, and distances between them.

day-weekday = { $weekday ->
    [1] Monday
    [2] Tuesday
    [3] Wednesday
    [4] Thursday
    [5] Friday
    [6] Saturday
   *[7] Sunday
}
day-weekday-short = { $weekday ->
    [1] Mon
    [2] Tue
    [3] Wed
    [4] Thu
    [5] Fri
    [6] Sat
   *[7] Sun
}
day-month = { $month ->
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
}
day-month-short = { $month ->
    [1] Jan
    [2] Feb
    [3] Mar
    [4] Apr
    [5] May
    [6] Jun
    [7] Jul
    [8] Aug
    [9] Sep
    [10] Oct
    [11] Nov
   *[12] Dec
}
day-alone = { $day } { day-month } { $year }
day-alone-month-first = { day-month } { $day }, { $year }
day-with-weekday = { day-weekday } { $day } { day-month } { $year }
day-with-weekday-month-first = { day-weekday }, { day-month } { $day }, { $year }
day-short = { day-weekday-short } { $day } { day-month-short } { $year }
day-short-month-first = { day-weekday-short }, { day-month-short } { $day }, { $year }
day-n-days = { $n ->
    [one] { $n } day
   *[other] { $n } days
}
day-n-weeks = { $n ->
    [one] { $n } week
   *[other] { $n } weeks
}
day-n-months = { $n ->
    [one] { $n } month
   *[other] { $n } months
}
day-n-years = { $n ->
    [one] { $n } year
   *[other] { $n } years
}
day-both = { $days } and { $months }
