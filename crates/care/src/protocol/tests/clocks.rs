use super::{course_of, refusals_of, session_line, written_refusals};

#[track_caller]
fn check(text: &str) -> String {
    course_of(text, &[])
        .sessions()
        .map(|session| session_line(session) + "\n")
        .collect()
}

#[test]
fn the_time_of_day_is_kept_when_the_clocks_change() {
    let text = "start = \"2026-03-16\"\ntime = \"09:30\"\nprotocol = { id = \"P-SMZ\" }";
    insta::assert_snapshot!(check(text), @r#"
    1, 0 weeks, Mon 2026-03-16 09:30+01:00
    2, 4 weeks, Mon 2026-04-13 09:30+02:00
    3, 8 weeks, Mon 2026-05-11 09:30+02:00
    "#);
}

#[test]
fn a_time_that_does_not_exist_moves_forward_and_one_that_comes_twice_is_the_first() {
    // 29 March 2026 in Madrid has no 02:30; on 25 October 2026 it comes twice.
    let spring = "start = \"2026-03-01\"\ntime = \"02:30\"\nprotocol = { id = \"P-SMZ\" }";
    insta::assert_snapshot!(check(spring), @r#"
    1, 0 weeks, Sun 2026-03-01 02:30+01:00
    2, 4 weeks, Sun 2026-03-29 03:30+02:00; the clocks go forward: 02:30 does not exist on this day and becomes 03:30
    3, 8 weeks, Sun 2026-04-26 02:30+02:00
    "#);
    let autumn = "start = \"2026-09-27\"\ntime = \"02:30\"\nprotocol = { id = \"P-SMZ\" }";
    insta::assert_snapshot!(check(autumn), @r#"
    1, 0 weeks, Sun 2026-09-27 02:30+02:00
    2, 4 weeks, Sun 2026-10-25 02:30+02:00; the clocks go back: 02:30 comes twice on this day, the first is meant
    3, 8 weeks, Sun 2026-11-22 02:30+01:00
    "#);
}

#[test]
fn a_day_that_a_time_zone_skipped_is_no_day_for_a_session() {
    // Samoa went from 29 to 31 December 2011.
    let text = "start = \"2011-12-02\"\ntime_zone = \"Pacific/Apia\"\nprotocol = { id = \"P-SMZ\" }";
    insta::assert_snapshot!(check(text), @r#"
    1, 0 weeks, Fri 2011-12-02 10:00-10:00
    2, 4 weeks, Sat 2011-12-31 10:00+14:00, from 2011-12-30: 2011-12-30 has no 10:00 in this time zone
    3, 8 weeks, Fri 2012-01-27 10:00+14:00
    "#);
}

#[test]
fn month_ends_do_not_drift() {
    let text = "start = \"2024-01-31\"\nprotocol = { id = \"P-PRP\", counts = { \"Every 4 to 6 months\" = 2 } }";
    insta::assert_snapshot!(check(text), @r#"
    1, 0 weeks, Wed 2024-01-31 10:00+01:00
    2, 1 month, Thu 2024-02-29 10:00+01:00
    3, 2 months, Sun 2024-03-31 10:00+02:00
    4, 6 months, Wed 2024-07-31 10:00+02:00
    5, 10 months, Sat 2024-11-30 10:00+01:00
    "#);
    let leap = "start = \"2024-02-29\"\nprotocol = { id = \"P-SAC22\" }";
    insta::assert_snapshot!(check(leap), @r#"
    1, 0 weeks, Thu 2024-02-29 10:00+01:00
    2, 3 months, Wed 2024-05-29 10:00+02:00
    3, 6 months, Thu 2024-08-29 10:00+02:00
    4, 9 months, Fri 2024-11-29 10:00+01:00
    "#);
}

#[test]
fn a_time_zone_that_does_not_exist_is_refused() {
    let text = "start = \"2026-03-02\"\ntime_zone = \"Europe/Madrit\"\nprotocol = { id = \"P-SMZ\" }";
    insta::assert_snapshot!(written_refusals(&refusals_of(text, &[])), @r#"
    unknown_time_zone: `Europe/Madrit` is not a time zone
      - Did you mean `Europe/Madrid`?
      - Write the IANA name of the clinic's time zone, such as `Europe/Madrid`
    "#);
}
