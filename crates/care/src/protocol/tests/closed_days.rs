use jiff::civil::date;

use super::{course_of, dates, dose, refusals_of, request, session_line, written, written_refusals};

const WEEKLY: &str = "start = \"2026-03-02\"\nprotocol = { id = \"P-S001b\" }\n";

#[track_caller]
fn check(text: &str, agents: &[(&str, f64)]) -> String {
    let doses: Vec<_> = agents
        .iter()
        .map(|(agent, milligrams)| dose(agent, *milligrams))
        .collect();
    let course = course_of(text, &doses);
    course.sessions().map(|session| session_line(session) + "\n").collect()
}

#[test]
fn a_closed_day_moves_one_session() {
    insta::assert_snapshot!(check(&format!("{WEEKLY}closed_days = [\"2026-03-16\"]"), &[]), @r#"
    1, 0 weeks, Mon 2026-03-02 10:00+01:00
    2, 1 week, Mon 2026-03-09 10:00+01:00
    3, 2 weeks, Tue 2026-03-17 10:00+01:00, from 2026-03-16: the clinic is closed on 2026-03-16
    4, 3 weeks, Mon 2026-03-23 10:00+01:00
    5, 4 weeks, Mon 2026-03-30 10:00+02:00
    6, 5 weeks, Mon 2026-04-06 10:00+02:00
    7, 6 weeks, Mon 2026-04-13 10:00+02:00
    8, 7 weeks, Mon 2026-04-20 10:00+02:00
    "#);
}

#[test]
fn a_shortest_interval_moves_the_ones_after_it_too() {
    insta::assert_snapshot!(check(&format!("{WEEKLY}closed_days = [\"2026-03-16\"]"), &[("minoxidil", 2.5)]), @r#"
    1, 0 weeks, Mon 2026-03-02 10:00+01:00
    2, 1 week, Mon 2026-03-09 10:00+01:00
    3, 2 weeks, Tue 2026-03-17 10:00+01:00, from 2026-03-16: the clinic is closed on 2026-03-16
    4, 3 weeks, Tue 2026-03-24 10:00+01:00, from 2026-03-23: at least 7 days after session 3, which was moved (shortest interval of Minoxidil)
    5, 4 weeks, Tue 2026-03-31 10:00+02:00, from 2026-03-30: at least 7 days after session 4, which was moved (shortest interval of Minoxidil)
    6, 5 weeks, Tue 2026-04-07 10:00+02:00, from 2026-04-06: at least 7 days after session 5, which was moved (shortest interval of Minoxidil)
    7, 6 weeks, Tue 2026-04-14 10:00+02:00, from 2026-04-13: at least 7 days after session 6, which was moved (shortest interval of Minoxidil)
    8, 7 weeks, Tue 2026-04-21 10:00+02:00, from 2026-04-20: at least 7 days after session 7, which was moved (shortest interval of Minoxidil)
    "#);
}

#[test]
fn a_closed_week_makes_no_course_denser() {
    let closed: Vec<_> = (16..23).map(|day| format!("\"2026-03-{day}\"")).collect();
    insta::assert_snapshot!(check(&format!("{WEEKLY}closed_days = [{}]", closed.join(", ")), &[]), @r#"
    1, 0 weeks, Mon 2026-03-02 10:00+01:00
    2, 1 week, Mon 2026-03-09 10:00+01:00
    3, 2 weeks, Mon 2026-03-23 10:00+01:00, from 2026-03-16: the clinic is closed on 2026-03-16
    4, 3 weeks, Mon 2026-03-30 10:00+02:00, from 2026-03-23: the course runs 7 days later since an earlier session was moved
    5, 4 weeks, Mon 2026-04-06 10:00+02:00, from 2026-03-30: the course runs 7 days later since an earlier session was moved
    6, 5 weeks, Mon 2026-04-13 10:00+02:00, from 2026-04-06: the course runs 7 days later since an earlier session was moved
    7, 6 weeks, Mon 2026-04-20 10:00+02:00, from 2026-04-13: the course runs 7 days later since an earlier session was moved
    8, 7 weeks, Mon 2026-04-27 10:00+02:00, from 2026-04-20: the course runs 7 days later since an earlier session was moved
    "#);
}

#[test]
fn a_first_session_on_a_closed_day_moves_the_course() {
    let text = "start = \"2026-03-01\"\nclosed_weekdays = [\"sunday\"]\nprotocol = { id = \"P-SMZ\" }";
    insta::assert_snapshot!(check(text, &[]), @r#"
    1, 0 weeks, Mon 2026-03-02 10:00+01:00, from 2026-03-01: the clinic is closed on Sundays
    2, 4 weeks, Mon 2026-03-30 10:00+02:00
    3, 8 weeks, Mon 2026-04-27 10:00+02:00
    "#);
}

#[test]
fn months_are_counted_from_the_anchor_of_their_phase() {
    let text = "start = \"2026-08-31\"\nclosed_weekdays = [\"saturday\", \"sunday\"]\nprotocol = { id = \"P-SAC22\" }";
    insta::assert_snapshot!(check(text, &[("dutasteride", 0.1)]), @r#"
    1, 0 weeks, Mon 2026-08-31 10:00+02:00
    2, 3 months, Mon 2026-11-30 10:00+01:00
    3, 6 months, Mon 2027-03-01 10:00+01:00, from 2027-02-28: the clinic is closed on Sundays
    4, 9 months, Mon 2027-05-31 10:00+02:00
    "#);
}

#[test]
fn without_an_open_day_within_two_weeks_a_person_decides() {
    let every_day = "closed_weekdays = [\"monday\", \"tuesday\", \"wednesday\", \"thursday\", \"friday\", \"saturday\", \"sunday\"]";
    insta::assert_snapshot!(written_refusals(&refusals_of(&format!("{WEEKLY}{every_day}"), &[])), @r#"
    no_open_day: No open day within 14 days after 2026-03-02
      - Start on another day
      - Check the closed weekdays and the closed days of the request
    "#);
    let mut closed = request(WEEKLY);
    let from = date(2026, 3, 9);
    closed.closed_days = from.series(jiff::Span::new().days(1)).take(15).collect();
    let codes =
        |request: &super::Request| super::course(request, &[], &super::KNOWLEDGE).map_err(|refusals| refusals[0].code);
    assert_eq!(codes(&closed).unwrap_err(), "no_open_day");
    closed.closed_days.pop();
    assert_eq!(
        dates(&codes(&closed).unwrap())[1],
        date(2026, 3, 23),
        "the fourteenth day after is still tried"
    );
}

#[test]
fn reviews_and_visits_move_to_open_days_and_questions_by_message_do_not() {
    let text = "start = \"2026-03-01\"\nprotocol = { id = \"P-SMZ\" }\nclosed_weekdays = [\"sunday\"]\nclosed_days = [\"2026-05-25\"]";
    let course = course_of(text, &[]);
    let mut lines = Vec::new();
    for review in &course.reviews {
        lines.push(format!(
            "week {}: {:?} from {:?} {:?}, {}",
            review.week,
            review.date.unwrap(),
            review.moved_from,
            review.window,
            review.asked_by.join(" ")
        ));
    }
    for follow_up in &course.follow_ups {
        lines.push(format!(
            "{} after {}: {:?} until {:?} from {:?}",
            follow_up.id,
            follow_up.after,
            follow_up.date.unwrap(),
            follow_up.until,
            follow_up.moved_from
        ));
    }
    insta::assert_snapshot!(lines.join("\n"), @r#"
    week 12: 2026-05-26 from Some(2026-05-25) Some((2026-05-11, 2026-06-08)), AD-01
    week 16: 2026-06-22 from None None, P-SMZ
    week 20: 2026-07-20 from None None, P-SMZ
    week 24: 2026-08-17 from None Some((2026-08-03, 2026-08-31)), AD-01
    day_2 after 2 days: 2026-04-29 until None from None
    week_2 after 2 weeks: 2026-05-11 until None from None
    week_12 after 12 weeks: 2026-07-20 until None from None
    month_6 after 6 months: 2026-10-27 until None from None
    month_12 after 12 months: 2027-04-27 until None from None
    month_18_to_24 after 18 months: 2027-10-27 until Some(2028-04-27) from None
    "#);
    assert!(written(&course).contains("Every 4 weeks"));
}
