//! What an overlay may and may not do (DECISIONS.md 2).

use crate::{Files, Knowledge, example_folder};

/// What is said of an overlay that takes one record of the example folder and changes it.
#[track_caller]
fn check(path: &str, id: &str, changes: &[(&str, &str)]) -> String {
    let mut text = example_folder::record(path, id);
    for (from, to) in changes {
        assert_eq!(text.matches(from).count(), 1, "`{from}` stands once in {id}");
        text = text.replace(from, to);
    }
    load(&text)
}

fn load(overlay: &str) -> String {
    let overlay = Files(vec![("clinic.toml".to_owned(), overlay.to_owned())]);
    match Knowledge::load(&example_folder::files(), Some(&overlay)) {
        Ok(_) => "taken".to_owned(),
        Err(problems) => problems.to_string(),
    }
}

const DIRECTOR: &str = "[[rule]]\nloosened = { by = \"Dr Example\", on = 2026-01-31, reason = \"our population\" }";

#[test]
fn tightening_is_allowed() {
    let stricter_threshold = [
        (r#"above = "8.0 %""#, r#"above = "7.5 %""#),
        (r#"hba1c = "8.1 %""#, r#"hba1c = "7.6 %""#),
    ];
    let stricter_severity = [
        (r#"severity = "defer""#, r#"severity = "absolute""#),
        (r#"until = "HbA1c is at or below 8.0 %""#, ""),
    ];
    assert_eq!(check("rules.toml", "CI-11", &stricter_threshold), "taken");
    assert_eq!(check("rules.toml", "CI-11", &stricter_severity), "taken");
    assert_eq!(
        check("rules.toml", "CI-10", &[(r#""relative""#, r#""absolute""#)]),
        "taken"
    );
    assert_eq!(
        check(
            "agents/minoxidil.toml",
            "minoxidil",
            &[(r#""5 mg""#, r#""2500 µg""#), (r#""7 days""#, r#""2 weeks""#)]
        ),
        "taken"
    );
    assert_eq!(
        check("facts.toml", "hba1c", &[(r#""90 days""#, r#""30 days""#)]),
        "taken"
    );
    assert_eq!(
        check(
            "medicines.toml",
            "warfarin",
            &[(r#"["anticoagulant"]"#, r#"["anticoagulant", "coumarin"]"#)]
        ),
        "taken"
    );
}

#[test]
fn what_is_proposed_is_loosened_by_a_named_director_only() {
    let looser = [
        (r#"above = "8.0 %""#, r#"above = "8.5 %""#),
        (r#"hba1c = "8.1 %""#, r#"hba1c = "8.6 %""#),
    ];
    insta::assert_snapshot!(check("rules.toml", "CI-11", &looser), @r#"
    clinic.toml:7: `CI-11`, field `severity`: the rule is proposed and is loosened, or cannot be shown to be as strict; name the medical director
      hint: write `loosened = { by = "...", on = 2026-01-31, reason = "..." }`
    "#);
    let [threshold, example] = looser;
    assert_eq!(
        check("rules.toml", "CI-11", &[threshold, example, ("[[rule]]", DIRECTOR)]),
        "taken"
    );
    let nobody = DIRECTOR.replace("Dr Example", " ");
    insta::assert_snapshot!(check("rules.toml", "CI-11", &[threshold, example, ("[[rule]]", &nobody)]), @"clinic.toml:2: `CI-11`, field `loosened`: who loosens a record says who they are and why");
    insta::assert_snapshot!(check("agents/minoxidil.toml", "minoxidil", &[(r#""5 mg""#, r#""6 mg""#)]), @r#"
    clinic.toml:11: `minoxidil`, field `caps`: the cap `minoxidil-session` is proposed and is loosened, or cannot be shown to be as strict; name the medical director
      hint: write `loosened = { by = "...", on = 2026-01-31, reason = "..." }`
    "#);
    insta::assert_snapshot!(check("agents/minoxidil.toml", "minoxidil", &[(r#""7 days""#, r#""6 days""#)]), @r#"
    clinic.toml:15: `minoxidil`, field `min_interval`: a shortest interval is proposed and is loosened, or cannot be shown to be as strict; name the medical director
      hint: write `loosened = { by = "...", on = 2026-01-31, reason = "..." }`
    "#);
    insta::assert_snapshot!(check("agents/minoxidil.toml", "minoxidil", &[(r#"at_least = "1 mg""#, r#"at_least = "2000 µg""#)]), @r#"
    clinic.toml:15: `minoxidil`, field `min_interval`: a shortest interval is proposed and is loosened, or cannot be shown to be as strict; name the medical director
      hint: write `loosened = { by = "...", on = 2026-01-31, reason = "..." }`
    "#);
}

#[test]
fn what_has_a_source_is_not_loosened() {
    let relative = [(r#""relative""#, r#""information""#), ("[[rule]]", DIRECTOR)];
    insta::assert_snapshot!(check("rules.toml", "CI-10", &relative), @"clinic.toml:8: `CI-10`, field `severity`: the rule has a source and is loosened; an overlay may loosen only what is marked proposed");
    let absolute = [
        (r#""absolute""#, r#""relative""#),
        (r#"status = "confirmed""#, r#"status = "proposed""#),
        ("[[rule]]", DIRECTOR),
    ];
    insta::assert_snapshot!(check("rules.toml", "CI-08", &absolute), @"clinic.toml:8: `CI-08`, field `severity`: an overlay can never loosen a block or an absolute rule that has a source; remove this record");
    insta::assert_snapshot!(check("agents/minoxidil.toml", "minoxidil", &[(r#""40 mg""#, r#""41 mg""#)]), @"clinic.toml:11: `minoxidil`, field `caps`: the cap `minoxidil-ever` has a source and is loosened; an overlay may loosen only what is marked proposed");
    let warfarin = example_folder::record("medicines.toml", "warfarin");
    let apixaban = warfarin
        .replace("warfarin", "apixaban")
        .replace("Warfarin", "Apixaban")
        .replace("Coumadin", "Eliquis");
    let none = warfarin.replace("anticoagulant", "other");
    insta::assert_snapshot!(load(&format!("{none}\n{apixaban}")), @r"
    clinic.toml:5: `warfarin`, field `classes`: membership of a class that rules speak of has a source and is loosened; an overlay may loosen only what is marked proposed
    rules.toml:36: `CI-08`, field `examples[0]`: the example should be fired, and is quiet
    ");
}

#[test]
fn a_block_is_never_loosened() {
    let with_director = |from, to| check("rules.toml", "BL-01", &[(from, to), ("[[rule]]", DIRECTOR)]);
    insta::assert_snapshot!(with_director("block = true", "block = false"), @"clinic.toml:8: `BL-01`, field `severity`: an overlay can never loosen a block or an absolute rule that has a source; remove this record");
    insta::assert_snapshot!(with_director(r#""absolute""#, r#""relative""#), @"clinic.toml:8: `BL-01`, field `severity`: an overlay can never loosen a block or an absolute rule that has a source; remove this record");
    insta::assert_snapshot!(with_director(r#"moment = "planning""#, r#"moment = "day""#), @"clinic.toml:8: `BL-01`, field `severity`: an overlay can never loosen a block or an absolute rule that has a source; remove this record");
}

#[test]
fn a_rule_is_not_loosened_by_what_it_rests_on() {
    insta::assert_snapshot!(check("facts.toml", "diabetes", &[(r#""365 days""#, r#""always""#)]), @"clinic.toml:2: `diabetes`, field `id`: the question, its units, how long its answer counts or what it is without being asked has a source and is loosened; an overlay may loosen only what is marked proposed");
    insta::assert_snapshot!(check("facts.toml", "hba1c", &[("plus = 2.152", "plus = 0.1")]), @r#"
    clinic.toml:2: `hba1c`, field `id`: the question, its units, how long its answer counts or what it is without being asked is proposed and is loosened, or cannot be shown to be as strict; name the medical director
      hint: write `loosened = { by = "...", on = 2026-01-31, reason = "..." }`
    "#);
    let free_answer = [(
        r#"group = "medicines""#,
        "group = \"medicines\"\notherwise = { when = { fact = \"diabetes\", is = false }, value = [] }",
    )];
    insta::assert_snapshot!(check("facts.toml", "medicines", &free_answer), @r#"
    clinic.toml:2: `medicines`, field `id`: the question, its units, how long its answer counts or what it is without being asked is proposed and is loosened, or cannot be shown to be as strict; name the medical director
      hint: write `loosened = { by = "...", on = 2026-01-31, reason = "..." }`
    "#);
    insta::assert_snapshot!(check("agents/minoxidil.toml", "minoxidil", &[(r#"["vasodilator"]"#, "[]")]), @"clinic.toml:5: `minoxidil`, field `classes`: membership of a class that rules speak of has a source and is loosened; an overlay may loosen only what is marked proposed");
}

#[test]
fn a_wait_and_a_letter_do_not_replace_each_other() {
    let letter = [
        (r#"severity = "defer""#, r#"severity = "specialist""#),
        (
            r#"until = "HbA1c is at or below 8.0 %""#,
            r#"specialist = "endocrinologist""#,
        ),
    ];
    insta::assert_snapshot!(check("rules.toml", "CI-11", &letter), @r#"
    clinic.toml:7: `CI-11`, field `severity`: the rule is proposed and is loosened, or cannot be shown to be as strict; name the medical director
      hint: write `loosened = { by = "...", on = 2026-01-31, reason = "..." }`
    "#);
}

#[test]
fn records_are_added_and_kinds_kept() {
    let rule = example_folder::record("rules.toml", "CI-10").replace("CI-10", "CLINIC-01");
    assert_eq!(load(&rule), "taken");
    let other_kind = example_folder::record("facts.toml", "diabetes").replace("\"diabetes\"\n", "\"CI-10\"\n");
    insta::assert_snapshot!(load(&other_kind), @"clinic.toml:2: `CI-10`, field `id`: the built-in record is a rule, this one a fact");
    assert_eq!(load(""), "taken");
}
