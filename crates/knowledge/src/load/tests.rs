//! What is wrong in a folder is told with file, line, field and reason.
#![expect(clippy::unwrap_used, reason = "tests")]

use crate::{Files, Knowledge, example_folder};

#[track_caller]
fn refused(files: &Files) -> String {
    match Knowledge::load(files, None) {
        Ok(_) => "nothing is wrong".to_owned(),
        Err(problems) => problems.to_string(),
    }
}

/// What is said after each change (file, text, its replacement) of the example folder.
#[track_caller]
fn check(changes: &[(&str, &str, &str)]) -> String {
    let refused = changes
        .iter()
        .map(|(path, from, to)| refused(&example_folder::changed(path, from, to)));
    refused.collect::<Vec<_>>().join("\n")
}

#[test]
fn the_example_folder_is_sound() {
    assert_eq!(refused(&example_folder::files()), "nothing is wrong");
}

#[test]
fn shapes() {
    let told = check(&[
        ("rules.toml", r#"change = "Leave it out""#, r#"chang = "Leave it out""#),
        ("rules.toml", r#"severity = "defer""#, r#"severity = "deferr""#),
        ("facts.toml", r#"type = "number""#, "type = 7"),
        (
            "facts.toml",
            "[[fact]]\nid = \"diabetes\"",
            "[[fakt]]\nid = \"diabetes\"",
        ),
        ("medicines.toml", "[[medicine]]", "[medicine]"),
        ("medicines.toml", "id = \"warfarin\"\n", ""),
        ("medicines.toml", "[[medicine]]", "[[medicine]"),
        ("knowledge.toml", r#"version = "2026.1""#, ""),
    ]);
    insta::assert_snapshot!(told, @r#"
    rules.toml:51: `BL-01`, field `chang`: unknown field `chang`, expected one of `id`, `title`, `kind`, `scope`, `moment`, `severity`, `when`, `message`, `change`, `until`, `until_date`, `specialist`, `why`, `block`, `examples`, `sources`, `confidence`, `status`, `note`, `confirmed_by`, `confirmed_on`, `loosened`; did you mean `change`
    rules.toml:8: `CI-11`, field `severity`: unknown variant `deferr`, expected one of `information`, `relative`, `defer`, `specialist`, `absolute`; did you mean `defer`
    facts.toml:43: `hba1c`, field `type`: wanted string or table
    facts.toml:28: `fakt` is not a kind of record
      hint: did you mean `[[fact]]`?
    medicines.toml:2: write every record as `[[medicine]]`
    medicines.toml:2: this medicine has no `id`
    medicines.toml:2: unclosed array table, expected `]`
    knowledge.toml:1: the set has no version
      hint: write `version = "2026.11"` in `knowledge.toml`
    "#);
}

#[test]
fn units() {
    let told = check(&[
        ("facts.toml", r#"unit = "%""#, r#"unit = "percent""#),
        ("rules.toml", r#"above = "8.0 %""#, r#"above = "8.0 mg""#),
        ("rules.toml", r#"above = "8.0 %""#, r#"above = "8.0""#),
        ("agents/minoxidil.toml", r#"amount = "5 mg""#, r#"amount = "5 cm""#),
        (
            "agents/minoxidil.toml",
            r#"per = "session", severity = "relative""#,
            r#"per = "week", severity = "relative""#,
        ),
        (
            "agents/minoxidil.toml",
            r#"interval = "7 days""#,
            r#"interval = "7 mg""#,
        ),
    ]);
    insta::assert_snapshot!(told, @r#"
    facts.toml:44: `hba1c`, field `unit`: the unit `percent` is not known
    facts.toml:51: `hba1c`, field `otherwise.value`: `hba1c`: the unit `percent` is not known
    rules.toml:9: `CI-11`, field `when`: the threshold of `hba1c`: the unit `percent` is not known
    rules.toml:9: `CI-11`, field `when`: the threshold of `hba1c`: `8 mg` cannot be given in `%`
    rules.toml:9: `CI-11`, field `when.all[1].above`: `8.0` has no unit; write it as in `"8.0 mg"`
    agents/minoxidil.toml:13: `minoxidil`, field `caps[0].amount`: Minoxidil is measured by mass, in mg; a cap may also be in mL drawn of its products
    agents/minoxidil.toml:13: `minoxidil`, field `caps[0].per`: `week` is not a span; write `session`, `kg`, `day` or `N days`
    agents/minoxidil.toml:17: `minoxidil`, field `min_interval[0].interval`: an interval is a time above zero
    "#);
}

#[test]
fn doses_and_strengths_are_in_the_measure_of_the_agent() {
    let mass = r#"role = "principal""#;
    let units = "role = \"principal\"\nmeasured_by = \"units\"";
    let volume = "role = \"principal\"\nmeasured_by = \"volume\"";
    let protocol = r#"
[[protocol]]
id = "P-X"
name = "Weekly"
indication = "Hair loss"
composition = [{ agent = "minoxidil", strength = "50 U/mL" }]
phases = [{ name = "Weekly", weeks = [0, 1] }]
grade = "none"
sources = ["seed-001"]
confidence = "seed"
status = "confirmed"

[[agent]]"#;
    insta::assert_snapshot!(
        check(&[
            ("agents/minoxidil.toml", mass, "role = \"principal\"\nmeasured_by = \"spoons\""),
            ("agents/minoxidil.toml", mass, "role = \"principal\"\nstrengths_seen = [{ strength = \"2 %\" }]"),
            ("agents/minoxidil.toml", mass, units),
            ("agents/minoxidil.toml", mass, volume),
            ("agents/minoxidil.toml", "[[agent]]", protocol),
        ]),
        @r#"
    agents/minoxidil.toml:8: `minoxidil`, field `measured_by`: unknown variant `spoons`, expected one of `mass`, `volume`, `units`
    agents/minoxidil.toml:8: `minoxidil`, field `strengths_seen[0].strength`: Minoxidil is measured by mass: its strength is in mg/mL, never "%" alone
    agents/minoxidil.toml:14: `minoxidil`, field `caps[0].amount`: Minoxidil is measured by units of activity, in U; a cap may also be in mL drawn of its products
    agents/minoxidil.toml:15: `minoxidil`, field `caps[1].amount`: Minoxidil is measured by units of activity, in U; a cap may also be in mL drawn of its products
    agents/minoxidil.toml:18: `minoxidil`, field `min_interval[0].at_least`: Minoxidil is measured by units of activity, in U
    agents/minoxidil.toml:14: `minoxidil`, field `caps[0].amount`: Minoxidil is measured by volume, in mL
    agents/minoxidil.toml:15: `minoxidil`, field `caps[1].amount`: Minoxidil is measured by volume, in mL
    agents/minoxidil.toml:18: `minoxidil`, field `min_interval[0].at_least`: Minoxidil is measured by volume, in mL
    agents/minoxidil.toml:7: `P-X`, field `composition[0].strength`: Minoxidil is measured by mass: its strength is in mg/mL, never "%" alone
    "#
    );
}

#[test]
fn references() {
    let told = check(&[
        (
            "medicines.toml",
            r#"sources = ["seed-001"]"#,
            r#"sources = ["seed-01"]"#,
        ),
        ("medicines.toml", r#"sources = ["seed-001"]"#, "sources = []"),
        (
            "rules.toml",
            r#"{ fact = "medicines", includes = ["anticoagulant"] }"#,
            r#"{ fact = "medicine", includes = ["anticoagulant"] }"#,
        ),
        (
            "rules.toml",
            r#"includes = ["anticoagulant"]"#,
            r#"includes = ["anticoagulants"]"#,
        ),
        (
            "rules.toml",
            r#"message = "HbA1c is {hba1c}""#,
            r#"message = "HbA1c is {hba1}""#,
        ),
    ]);
    insta::assert_snapshot!(told, @r"
    medicines.toml:7: `warfarin`, field `sources[0]`: the source `seed-01` does not exist; did you mean `seed-001`
    medicines.toml:7: `warfarin`, field `sources`: a record names at least one source
    rules.toml:29: `CI-08`, field `when`: the fact `medicine` does not exist; did you mean `medicines`
    rules.toml:29: `CI-08`, field `when`: `anticoagulants` is neither an id nor a class that `medicines` can hold
    rules.toml:10: `CI-11`, field `message`: `{hba1}` is not a fact
    ");
}

#[test]
fn identity() {
    let mut twice = example_folder::files();
    twice
        .0
        .push(("zz.toml".to_owned(), example_folder::record("facts.toml", "diabetes")));
    insta::assert_snapshot!(refused(&twice), @"zz.toml:2: `diabetes`, field `id`: the id is taken by a fact in facts.toml:28");

    let mut same_name = example_folder::files();
    let medicine = example_folder::record("medicines.toml", "warfarin").replace(r#""warfarin""#, r#""coumadin""#);
    same_name.0.push(("zz.toml".to_owned(), medicine));
    insta::assert_snapshot!(refused(&same_name), @r"
    medicines.toml:5: `warfarin`, field `names`: the name `Coumadin` is taken by the medicine `coumadin`
    zz.toml:4: `coumadin`, field `names`: the name `Warfarin` is taken by the medicine `warfarin`
    ");
}

#[test]
fn rules() {
    let told = check(&[
        ("rules.toml", r#"above = "8.0 %""#, r#"above = "25 %""#),
        ("rules.toml", r#"hba1c = "8.1 %""#, r#"hba1c = "8.0 %""#),
        (
            "rules.toml",
            "  { outcome = \"undecided\", facts = { medicines = [\"a tea\"] } },\n",
            "",
        ),
        ("rules.toml", "until = \"HbA1c is at or below 8.0 %\"\n", ""),
        (
            "rules.toml",
            r#"facts = { medicines = ["Coumadin"] }"#,
            r#"facts = { hba1c = "99 %" }"#,
        ),
        (
            "rules.toml",
            r#"when = { fact = "medicines", includes = ["anticoagulant"] }"#,
            r#"when = { fact = "medicines", above = "1 mg" }"#,
        ),
        (
            "rules.toml",
            r#"when = { fact = "medicines", includes = ["anticoagulant"] }"#,
            "when = { all = [] }",
        ),
        (
            "rules.toml",
            r#"when = { fact = "medicines", includes = ["anticoagulant"] }"#,
            r#"when = { fact = "medicines" }"#,
        ),
    ]);
    insta::assert_snapshot!(told, @r"
    rules.toml:9: `CI-11`, field `when`: no answers could ever make this rule fire
    rules.toml:17: `CI-11`, field `examples[0]`: the example should be fired, and is quiet
    rules.toml:17: `CI-11`, field `examples[0]`: the example should be fired, and is quiet
    rules.toml:35: `CI-08`, field `examples`: there is no example in which the rule is undecided
    rules.toml:2: `CI-11`, field `until`: a rule that defers says until when or what
    rules.toml:36: `CI-08`, field `examples[0]`: `hba1c` of 99 % is impossible: it lies between 3 and 20 %
    rules.toml:29: `CI-08`, field `when`: a comparison does not fit the fact `medicines`, which is a list
    rules.toml:29: `CI-08`, field `when`: `all` and `any` need at least one condition
    rules.toml:29: `CI-08`, field `when`: the condition on `medicines` says nothing about it; add `is`, `above`, `includes`, ...
    ");
}

#[test]
fn status() {
    let told = check(&[(
        "rules.toml",
        "change = \"HbA1c of 8.0 % or lower\"\nuntil = \"HbA1c is at or below 8.0 %\"\nsources = [\"proposed\"]\nconfidence = \"proposed\"\nstatus = \"proposed\"",
        "change = \"HbA1c of 8.0 % or lower\"\nuntil = \"HbA1c is at or below 8.0 %\"\nsources = [\"proposed\"]\nconfidence = \"proposed\"\nstatus = \"confirmed\"",
    )]);
    insta::assert_snapshot!(told, @"rules.toml:15: `CI-11`, field `status`: what was chosen here is `proposed` until `confirmed_by` names a medical director");
}

#[test]
fn words() {
    let mut files = example_folder::files();
    files.0.push((
        "words.toml".to_owned(),
        r#"
[[word]]
id = "word_safe"
forbidden = "safe"
reason = "No treatment is."
sources = ["proposed"]
confidence = "proposed"
status = "proposed"

[[allowed_text]]
id = "allowed_not_safe"
text = "not safe"
why = "A denial"
sources = ["proposed"]
confidence = "proposed"
status = "proposed"

[[statement]]
id = "statement_denial"
subject = "minoxidil"
text = "It is not safe in pregnancy"
grade = "very_low"
applies = "always"
sources = ["seed-001"]
confidence = "seed"
status = "confirmed"

[[statement]]
id = "statement_claim"
subject = "minoxidil"
text = "It is safe, and minoxydil works"
grade = "very_low"
applies = "always"
sources = ["seed-001"]
confidence = "seed"
status = "confirmed"
"#
        .to_owned(),
    ));
    insta::assert_snapshot!(refused(&files), @r"
    words.toml:31: `statement_claim`, field `text`: `minoxydil` is a misspelling: accepted on input, never printed
    words.toml:31: `statement_claim`, field `text`: `safe` is used as a claim; say it without, or add an `allowed_text` for a denial or a harm
    ");
}

#[test]
fn the_hash_changes_with_a_name_and_with_a_text() {
    let hash = |files: &Files| Knowledge::load(files, None).unwrap().hash;
    let before = example_folder::files();
    let mut renamed = before.clone();
    renamed.0[0].0 = "agents/other.toml".to_owned();
    let mut commented = before.clone();
    commented.0[0].1.push_str("# a comment\n");
    assert_ne!(hash(&before), hash(&renamed));
    assert_ne!(hash(&before), hash(&commented));
    assert_eq!(hash(&before), hash(&before.clone()));
}

#[test]
fn substances_of_one_id_are_told_apart() {
    let mut files = example_folder::files();
    let text = |kind: &str, source: &str| {
        let medicine = example_folder::record("medicines.toml", "warfarin");
        medicine
            .replace("[medicine]", &format!("[{kind}]"))
            .replace("warfarin", "minoxidil")
            .replace("seed-001", source)
    };
    files.0.push(("allergens.toml".to_owned(), text("allergen", "seed-1")));
    files
        .0
        .push(("excipients.toml".to_owned(), text("excipient", "seed-001")));
    insta::assert_snapshot!(refused(&files), @"allergens.toml:6: `minoxidil`, field `sources[0]`: the source `seed-1` does not exist; did you mean `seed-001`");
}
