use super::{KNOWLEDGE, course_of, refusals_of, written, written_refusals};

#[test]
fn a_course_ends_at_what_its_source_leaves_undefined() {
    let course = course_of("start = \"2026-03-02\"\nprotocol = { id = \"P-S000\" }", &[]);
    assert!(!course.is_complete);
    insta::assert_snapshot!(written(&course), @r#"
    Intensive: 2 spread evenly over every 1 week, for 2 months
      1, 0 weeks, Mon 2026-03-02 10:00+01:00
      2, 3 days, Thu 2026-03-05 10:00+01:00
      3, 1 week, Mon 2026-03-09 10:00+01:00
      4, 10 days, Thu 2026-03-12 10:00+01:00
      5, 2 weeks, Mon 2026-03-16 10:00+01:00
      6, 17 days, Thu 2026-03-19 10:00+01:00
      7, 3 weeks, Mon 2026-03-23 10:00+01:00
      8, 24 days, Thu 2026-03-26 10:00+01:00
      9, 4 weeks, Mon 2026-03-30 10:00+02:00
      10, 31 days, Thu 2026-04-02 10:00+02:00
      11, 5 weeks, Mon 2026-04-06 10:00+02:00
      12, 38 days, Thu 2026-04-09 10:00+02:00
      13, 6 weeks, Mon 2026-04-13 10:00+02:00
      14, 45 days, Thu 2026-04-16 10:00+02:00
      15, 7 weeks, Mon 2026-04-20 10:00+02:00
      16, 52 days, Thu 2026-04-23 10:00+02:00
      17, 8 weeks, Mon 2026-04-27 10:00+02:00
      18, 59 days, Thu 2026-04-30 10:00+02:00
    Taper: left undefined by the source: the steps between two sessions a week and one session every 3 months
      -- the source leaves this step undefined
    Maintenance: 3 sessions, 3 months apart
      -- its dates wait for an answer to `Taper`
    ? `Taper` is left undefined: the steps between two sessions a week and one session every 3 months. Which interval, how many sessions, and who decides it?
    ? Which steps lead from two sessions a week to one every 3 months?
    ? When does the quarterly phase start?
    ! Further sessions follow that cannot be dated yet: the open questions come first. Follow-ups are counted from the last session given here, and every later session arms them anew.
    "#);
}

#[test]
fn an_answer_stands_in_and_is_credited() {
    let text = r#"
        start = "2026-03-02"
        protocol.id = "P-S000"
        protocol.steps.Taper = { every = "14 days", count = 4, by = "Dr Example" }
    "#;
    let course = course_of(text, &[]);
    assert!(course.is_complete);
    assert_eq!(course.phases[1].answered_by.as_deref(), Some("Dr Example"));
    insta::assert_snapshot!(written(&course), @r#"
    Intensive: 2 spread evenly over every 1 week, for 2 months
      1, 0 weeks, Mon 2026-03-02 10:00+01:00
      2, 3 days, Thu 2026-03-05 10:00+01:00
      3, 1 week, Mon 2026-03-09 10:00+01:00
      4, 10 days, Thu 2026-03-12 10:00+01:00
      5, 2 weeks, Mon 2026-03-16 10:00+01:00
      6, 17 days, Thu 2026-03-19 10:00+01:00
      7, 3 weeks, Mon 2026-03-23 10:00+01:00
      8, 24 days, Thu 2026-03-26 10:00+01:00
      9, 4 weeks, Mon 2026-03-30 10:00+02:00
      10, 31 days, Thu 2026-04-02 10:00+02:00
      11, 5 weeks, Mon 2026-04-06 10:00+02:00
      12, 38 days, Thu 2026-04-09 10:00+02:00
      13, 6 weeks, Mon 2026-04-13 10:00+02:00
      14, 45 days, Thu 2026-04-16 10:00+02:00
      15, 7 weeks, Mon 2026-04-20 10:00+02:00
      16, 52 days, Thu 2026-04-23 10:00+02:00
      17, 8 weeks, Mon 2026-04-27 10:00+02:00
      18, 59 days, Thu 2026-04-30 10:00+02:00
    Taper: 4 sessions, 14 days apart; left undefined by the source, decided by Dr Example
      19, 73 days, Thu 2026-05-14 10:00+02:00
      20, 87 days, Thu 2026-05-28 10:00+02:00
      21, 101 days, Thu 2026-06-11 10:00+02:00
      22, 115 days, Thu 2026-06-25 10:00+02:00
    Maintenance: 3 sessions, 3 months apart
      23, 115 days and 3 months, Fri 2026-09-25 10:00+02:00
      24, 115 days and 6 months, Fri 2026-12-25 10:00+01:00
    ? Which steps lead from two sessions a week to one every 3 months?
    ? When does the quarterly phase start?
    ! Not planned, beyond 12 months of active phase: 1 session of the protocol. A consultant reviews first (AD-09)
    ! Sessions after the review at week 24: 2. They depend on what it shows, by the rules to stop by
    ! The record of the protocol states 19 to 21 sessions in 12 months; this course has 24
    "#);
}

#[test]
fn a_range_is_asked_and_the_lower_number_is_not_taken_silently() {
    let course = course_of("start = \"2026-03-02\"\nprotocol = { id = \"P-CLN1\" }", &[]);
    assert!(!course.is_complete);
    insta::assert_snapshot!(written(&course), @r#"
    Every other week for 2 to 3 months: 4 to 6 sessions, 14 days apart
      1, 0 weeks, Mon 2026-03-02 10:00+01:00
      2, 2 weeks, Mon 2026-03-16 10:00+01:00
      3, 4 weeks, Mon 2026-03-30 10:00+02:00
      4, 6 weeks, Mon 2026-04-13 10:00+02:00
      -- only the certain sessions are given: the number of sessions is not chosen
    Monthly, until about 10 sessions have been given: 4 to 6 sessions, 1 month apart
      -- its dates wait for an answer to `Every other week for 2 to 3 months`
    Maintenance: 1 to 2 sessions, 3 months apart
      -- its dates wait for an answer to `Every other week for 2 to 3 months`
    ? How many sessions does `Every other week for 2 to 3 months` have, from 4 to 6?
    ? How many sessions does `Monthly, until about 10 sessions have been given` have, from 4 to 6?
    ? How many sessions does `Maintenance` have, from 1 to 2?
    ? Two or three months of sessions every other week?
    ! Further sessions follow that cannot be dated yet: the open questions come first. Follow-ups are counted from the last session given here, and every later session arms them anew.
    "#);
    let chosen = course_of(
        "start = \"2026-03-02\"\nprotocol = { id = \"P-S001a\", counts = { Weekly = 17 } }",
        &[],
    );
    assert!(chosen.is_complete);
    assert_eq!(chosen.sessions().count(), 17);
    assert_eq!(
        chosen.phases[0].words,
        "17 sessions (16 to 18 in the source), 7 days apart"
    );
}

#[test]
fn what_lies_beyond_the_ceiling_is_counted_and_not_planned() {
    let text = r#"
        start = "2026-03-02"
        protocol.id = "P-S000"
        protocol.steps.Taper = { every = "1 month", count = 5, by = "Dr Example" }
    "#;
    let course = course_of(text, &[]);
    assert_eq!(course.ceiling.on.unwrap().to_string(), "2027-03-02");
    assert_eq!(course.ceiling.sessions_beyond, 2, "{}", written(&course));
    let text = r#"
        start = "2026-03-02"
        protocol.id = "P-VIL"
        protocol.steps.Course = { every = "1 day", count = 4000000000, by = "Dr Example" }
    "#;
    assert_eq!(course_of(text, &[]).sessions().count(), 365);
}

#[test]
fn without_a_start_there_are_distances_and_no_dates() {
    let course = course_of("protocol = { id = \"P-IRN\" }", &[]);
    assert!(course.is_complete && course.starts_on.is_none());
    insta::assert_snapshot!(written(&course), @r#"
    Weekly: 4 sessions, 7 days apart
      1, 0 weeks
      2, 1 week
      3, 2 weeks
      4, 3 weeks
    Every 2 weeks: 2 sessions, 14 days apart
      5, 5 weeks
      6, 7 weeks
    Monthly: 4 sessions, 1 month apart
      7, 7 weeks and 1 month
      8, 7 weeks and 2 months
      9, 7 weeks and 3 months
      10, 7 weeks and 4 months
    ? What was injected?
    "#);
    // The number of sessions in two calendar months depends on the months.
    let course = course_of("protocol = { id = \"P-S000\" }", &[]);
    assert_eq!(course.sessions().count(), 17);
    insta::assert_snapshot!(course.questions[0].text, @"On which day is the first session? `Intensive` has 17 to 18, depending on it.");
}

#[test]
fn answers_that_do_not_fit_are_refused() {
    let text = r#"
        start = "2026-03-02"
        protocol.id = "P-S000"
        protocol.months = 13
        protocol.counts = { Intensive = 16, Maintenance = 4 }
        protocol.steps.Tapper = { every = "14 days", count = 4, by = "Dr Example" }
        protocol.steps.Taper = { every = "90 s", count = 4, by = "Dr Example" }
        protocol.steps.Maintenance = { every = "14 days", count = 4, by = "Dr Example" }
    "#;
    insta::assert_snapshot!(written_refusals(&refusals_of(text, &[])), @r#"
    unknown_phase: P-S000 has no phase `Tapper`
      - Did you mean `Taper`?
      - Its phases are: Intensive; Taper; Maintenance
    phase_is_defined: The source of P-S000 defines `Maintenance`; an answer cannot stand in for it
      - Leave the answer out
      - Ask for another protocol
    phase_has_no_count: P-S000 gives no number of sessions for `Intensive` that could be chosen
      - An undefined phase is answered in `protocol.steps."Intensive"`, with an interval and a name
    months_beyond_ceiling: The active phase lasts from 1 to 12 months (AD-09)
      - Ask for 12 months or less
    step_answer_not_usable: 90 s between the sessions of `Taper` cannot be put on a calendar
      - Give whole days, weeks or months above zero
    count_out_of_range: P-S000 gives `Maintenance` 3 sessions; 4 are asked for
      - Choose 3 sessions for `Maintenance`
      - Ask for another protocol
    "#);
    let nobody = r#"
        protocol.id = "P-S000"
        protocol.steps.Taper = { every = "14 days", count = 4, by = " " }
    "#;
    assert_eq!(refusals_of(nobody, &[])[0].code, "step_answer_not_usable");
    assert_eq!(
        refusals_of("protocol = { id = \"P-ABDE\" }", &[])[0].ways[0],
        "Did you mean `P-ABD`?"
    );
}

#[test]
fn the_rules_of_a_course_are_those_of_the_knowledge() {
    let course = course_of("start = \"2026-03-02\"\nprotocol = { id = \"P-SAC22\" }", &[]);
    let ids = |rules: &[super::super::CourseRule]| rules.iter().map(|rule| rule.id.clone()).collect::<Vec<_>>();
    assert_eq!(ids(&course.stop_rules), ["AD-03", "AD-04", "AD-05"]);
    assert_eq!(
        ids(&course.adaptive_rules),
        ["AD-01", "AD-02", "AD-06", "AD-07", "AD-08", "AD-11"]
    );
    let text = |id: &str| {
        KNOWLEDGE
            .records
            .adaptive_rules
            .iter()
            .find(|rule| rule.id == id)
            .unwrap()
            .text
            .clone()
    };
    assert_eq!(course.stop_rules[0].text, text("AD-03"));
    assert_eq!(course.ceiling.rule.text, text("AD-09"));
    // Telogen effluvium can be what a protocol for any indication is asked for.
    let any = course_of("protocol = { id = \"P-S001b\" }", &[]);
    assert!(ids(&any.adaptive_rules).contains(&"AD-10".to_owned()));
}
