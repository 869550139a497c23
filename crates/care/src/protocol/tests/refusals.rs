use super::{KNOWLEDGE, course_of, dose, previewed, refusals_of, written, written_refusals};

#[test]
fn a_schedule_below_a_shortest_interval_is_refused_with_its_numbers() {
    let text = "start = \"2026-03-02\"\nprotocol = { id = \"P-S001b\" }";
    insta::assert_snapshot!(written_refusals(&refusals_of(text, &[dose("dutasteride", 0.5)])), @r#"
    interval_too_short: Dutasteride at 0.5 mg a session: at least 28 days between sessions (proposed), AD-07. P-S001b puts sessions 1 and 2 7 days apart; 7 of its 7 intervals are too short
      - Less than 0.5 mg of dutasteride in one session
      - A mixture without dutasteride
      - A schedule with at least 28 days between sessions; described with dutasteride: P-SAC17, P-SAC22, P-SMZ
    "#);
    assert!(course_of(text, &[dose("dutasteride", 0.49)]).is_complete);
    let twice_a_week = "start = \"2026-03-02\"\nprotocol = { id = \"P-S000\" }";
    insta::assert_snapshot!(written_refusals(&refusals_of(twice_a_week, &[dose("Minoxidil", 0.0)])), @r#"
    interval_too_short: Minoxidil at 0 mg a session: at least 7 days between sessions (proposed), AD-07. P-S000 puts sessions 1 and 2 3 days apart; 17 of its 17 intervals are too short
      - A mixture without minoxidil
      - A schedule with at least 7 days between sessions; described with minoxidil: P-UZE
    "#);
}

#[test]
fn an_answer_below_a_shortest_interval_is_refused_as_well() {
    let text = r#"
        protocol.id = "P-SOB"
        protocol.steps."Nine sessions" = { every = "7 days", count = 9, by = "Dr Example" }
    "#;
    assert_eq!(
        refusals_of(text, &[dose("dutasteride", 1.0)])[0].code,
        "interval_too_short"
    );
}

#[test]
fn refused_protocols_are_compared_and_never_planned() {
    for id in ["P-ABD", "P-MOF", "P-AZA"] {
        let refusals = refusals_of(&format!("start = \"2026-03-02\"\nprotocol = {{ id = \"{id}\" }}"), &[]);
        assert_eq!(refusals.len(), 1, "{id}");
        assert_eq!(refusals[0].code, "protocol_refused", "{id}");
        assert!(previewed(id, &[], None).refused.is_some(), "{id}");
    }
    let text = "start = \"2026-03-02\"\nprotocol = { id = \"P-ABD\" }";
    insta::assert_snapshot!(written_refusals(&refusals_of(text, &[dose("dutasteride", 1.0)])), @r#"
    protocol_refused: P-ABD is refused as a plan. At 1 mg of dutasteride a session (0.5 mg/mL, 2 mL) it breaks the caps: doses of 1 mg are at least 28 days apart and at most 2 mg in 12 weeks; this course gives 7 mg within 12 weeks, with sessions 7 to 14 days apart before the last.
      - Compare it with other protocols; it is not planned
      - Ask for another protocol; described with dutasteride: P-SOB, P-SAC17, P-SAC22, P-SMZ, P-VIL
    interval_too_short: Dutasteride at 1 mg a session: at least 28 days between sessions (proposed), AD-07. P-ABD puts sessions 1 and 2 7 days apart; 5 of its 6 intervals are too short
      - Less than 0.5 mg of dutasteride in one session
      - A mixture without dutasteride
      - A schedule with at least 28 days between sessions; described with dutasteride: P-SAC17, P-SAC22, P-SMZ
    "#);
}

#[test]
fn what_cannot_be_judged_is_refused() {
    let text = "protocol = { id = \"P-SMZ\" }";
    for milligrams in [f64::NAN, f64::INFINITY, -1.0] {
        assert_eq!(
            refusals_of(text, &[dose("minoxidil", milligrams)])[0].code,
            "dose_not_usable"
        );
    }
    insta::assert_snapshot!(written_refusals(&refusals_of(text, &[dose("minoxidill", 1.0)])), @r#"
    unknown_agent: `minoxidill` is not in the knowledge: whether it needs a shortest interval is not known
      - Did you mean `Minoxidil`?
      - Leave it out of the mixture
    "#);
    assert_eq!(refusals_of("", &[])[0].code, "no_protocol");
    assert_eq!(
        refusals_of("start = \"9999-12-01\"\nprotocol = { id = \"P-SMZ\" }", &[])[0].code,
        "date_out_of_range"
    );
    assert!(
        super::course(
            &super::request("start = \"-009999-01-01\"\nprotocol = { id = \"P-SMZ\" }"),
            &[],
            &KNOWLEDGE
        )
        .is_ok()
    );
}

#[test]
fn sessions_keep_their_distance_from_a_transplant() {
    let after = "start = \"2026-03-02\"\nprotocol = { id = \"P-SMZ\" }\npurpose = { for = \"after_transplant\", on = \"2026-01-10\" }";
    insta::assert_snapshot!(written_refusals(&refusals_of(after, &[])), @r#"
    too_soon_after_transplant: The first session, on 2026-03-02, lies 51 days after the operation of 2026-01-10; 92 days are kept (CI-47a, proposed)
      - Start on 2026-04-12 or later
    "#);
    let later = after.replace("2026-03-02", "2026-04-12");
    insta::assert_snapshot!(written(&course_of(&later, &[])), @r#"
    Every 4 weeks: 3 sessions, 28 days apart
      1, 0 weeks, Sun 2026-04-12 10:00+02:00
      2, 4 weeks, Sun 2026-05-10 10:00+02:00
      3, 8 weeks, Sun 2026-06-07 10:00+02:00
    ? Not an injection: which volume is spread?
    ! No session before 2026-04-12, 92 days after the operation of 2026-01-10 (CI-47a, proposed)
    ! X-10: Seed 000: mesotherapy is necessary before grafts. Seed 001: mesotherapy may prevent a transplant. Seed 003: a transplant is the only way. All three are unsupported as absolutes.
    "#);
    let before = "start = \"2026-03-02\"\nprotocol = { id = \"P-SMZ\" }\npurpose = { for = \"before_transplant\", on = \"2026-04-27\" }";
    insta::assert_snapshot!(written_refusals(&refusals_of(before, &[])), @r#"
    session_after_transplant: 1 session from number 3 on would not lie before the operation of 2026-04-27
      - Start at least 1 day earlier, on 2026-03-01 or before
      - A protocol with fewer sessions
      - A course after the operation, once the scalp has healed
    "#);
    insta::assert_snapshot!(written(&course_of(&before.replace("04-27", "04-28"), &[])), @r#"
    Every 4 weeks: 3 sessions, 28 days apart
      1, 0 weeks, Mon 2026-03-02 10:00+01:00
      2, 4 weeks, Mon 2026-03-30 10:00+02:00
      3, 8 weeks, Mon 2026-04-27 10:00+02:00
    ? Not an injection: which volume is spread?
    ? How long before the operation is the last session? No source says; the surgeon decides.
    ! No session from 2026-04-28 on, the day of the operation
    ! X-10: Seed 000: mesotherapy is necessary before grafts. Seed 001: mesotherapy may prevent a transplant. Seed 003: a transplant is the only way. All three are unsupported as absolutes.
    "#);
}

#[test]
fn the_guard_and_its_rule_hold_the_same_numbers() {
    let rule = KNOWLEDGE
        .records
        .adaptive_rules
        .iter()
        .find(|rule| rule.id == "AD-07")
        .unwrap();
    let days = |agent: &str, milligrams: f64| {
        let found = super::super::intervals::minimum_intervals(&[dose(agent, milligrams)], &KNOWLEDGE).unwrap();
        f64::from(found[0].days)
    };
    let from_mg = rule.parameters["dutasteride_from_mg"];
    assert!((days("dutasteride", from_mg) - rule.parameters["dutasteride_at_least_days"]).abs() < 1e-9);
    assert!((days("triamcinolone", 1.0) - rule.parameters["corticosteroid_at_least_days"]).abs() < 1e-9);
    assert!((days("minoxidil", 1.0) - rule.parameters["minoxidil_at_least_days"]).abs() < 1e-9);
}
