//! What counts of a case at the moment of decision, and what is refused in it.
#![expect(clippy::unwrap_used, reason = "tests")]

use std::sync::LazyLock;

use anagen_knowledge::{Answer, Knowledge, Unknown, Value};
use jiff::civil::date;

use super::Case;

static KNOWLEDGE: LazyLock<Knowledge> = LazyLock::new(|| Knowledge::embedded().unwrap());

fn case(text: &str) -> Case {
    Case::from_toml(text, jiff::Timestamp::UNIX_EPOCH, &KNOWLEDGE).unwrap_or_else(|errors| panic!("{errors}"))
}

/// The answer to a fact on the sheet of a case, in short.
fn answer(text: &str, fact: &str) -> String {
    let sheet = case(text).sheet(&KNOWLEDGE);
    match sheet.answer(KNOWLEDGE.fact_key(fact).unwrap()) {
        Answer::Known(Value::YesNo(value)) => value.to_string(),
        Answer::Known(Value::Number { low, .. }) => low.to_string(),
        Answer::Known(Value::Choice(option)) => option.clone(),
        Answer::Known(Value::List(list)) => format!("{:?} {:?}", list.entries, list.unlisted),
        Answer::Known(Value::Date(day)) => day.to_string(),
        Answer::Unknown(Unknown::Stale { answered_on }) => format!("stale since {answered_on}"),
        Answer::Unknown(unknown) => format!("{unknown:?}"),
    }
}

/// One answer of a day, decided on 12 March 2026 at half past ten in Madrid.
fn answered(at: &str, fact: &str, value: &str) -> String {
    let text = format!(
        "reference = \"T\"\ntime_zone = \"Europe/Madrid\"\ndecided_at = 2026-03-12T10:30:00+01:00\n\
         [[answers]]\nsource = \"laboratory\"\nat = {at}\nfacts = {{ {fact} = {value} }}\n"
    );
    answer(&text, fact)
}

#[test]
fn an_answer_counts_as_long_as_its_fact_says() {
    // INR: 7 days; the seventh counts.
    assert_eq!(answered("2026-03-05", "inr", "\"2.4\""), "2.4");
    assert_eq!(answered("2026-03-04", "inr", "\"2.4\""), "stale since 2026-03-04");
    // Pregnancy: the same day; a visit: the same day; recorded sex: always.
    assert_eq!(answered("2026-03-12", "pregnant", "false"), "false");
    assert_eq!(answered("2026-03-11", "pregnant", "false"), "stale since 2026-03-11");
    assert_eq!(
        answered("2026-03-11", "breast_feeding", "false"),
        "stale since 2026-03-11"
    );
    assert_eq!(answered("1990-01-01", "sex_at_birth", "\"female\""), "female");
}

#[test]
fn a_day_begins_and_ends_in_the_clinics_time_zone() {
    // 23:30 UTC on the 11th is half past midnight of the 12th in Madrid.
    assert_eq!(answered("2026-03-11T23:30:00Z", "pregnant", "false"), "false");
    assert_eq!(
        answered("2026-03-11T22:30:00Z", "pregnant", "false"),
        "stale since 2026-03-11"
    );
}

#[test]
fn three_kinds_of_not_knowing_are_kept_apart_and_none_is_no() {
    for (value, expected) in [
        ("\"not asked\"", "NotAsked"),
        ("\"not known\"", "NotKnown"),
        ("\"refused\"", "Refused"),
    ] {
        assert_eq!(answered("2026-03-12", "diabetes", value), expected);
    }
}

#[test]
fn of_several_answers_the_latest_counts() {
    let two = |first: &str, second: &str| {
        format!(
            "reference = \"T\"\ndecided_at = 2026-03-12\n\
             [[answers]]\nsource = \"patient\"\nat = 2026-03-10\nfacts = {{ diabetes = {first} }}\n\
             [[answers]]\nsource = \"patient\"\nat = 2026-03-11\nfacts = {{ diabetes = {second} }}\n"
        )
    };
    assert_eq!(answer(&two("true", "false"), "diabetes"), "false");
    assert_eq!(answer(&two("true", "\"not known\""), "diabetes"), "NotKnown");
    assert_eq!(
        answer(&two("true", "\"not asked\""), "diabetes"),
        "true",
        "not being asked again takes nothing away"
    );
}

#[test]
fn a_list_is_unknown_until_it_was_asked_for() {
    let with = |list: &str| {
        answer(
            &format!("reference = \"T\"\ndecided_at = 2026-03-12\n{list}"),
            "medicines",
        )
    };
    assert_eq!(with(""), "NotAsked");
    assert_eq!(with("[medicines]\nasked_at = 2026-03-12\n"), "[] []");
    assert_eq!(with("[medicines]\nasked_at = 2026-03-11\n"), "stale since 2026-03-11");
    assert_eq!(
        with("[medicines]\nasked_at = 2026-03-12\nentries = [{ name = \"MAREVAN\" }, { name = \"Unheardofine\" }]\n"),
        "[\"warfarin\"] [\"Unheardofine\"]"
    );
}

#[test]
fn the_age_follows_from_the_day_of_birth() {
    let born = |birth: &str, today: &str| {
        answer(
            &format!("reference = \"T\"\ndecided_at = {today}\nbirth_date = {birth}\n"),
            "age",
        )
    };
    assert_eq!(born("1988-03-12", "2026-03-12"), "38");
    assert_eq!(born("1988-03-13", "2026-03-12"), "37");
    assert_eq!(born("2008-02-29", "2026-02-28"), "17", "a minor until the day has come");
    assert_eq!(born("2008-02-29", "2026-03-01"), "18");
}

#[test]
fn a_stage_says_whether_little_can_be_expected() {
    let staged = |diagnosis: &str, fact: &str| {
        answer(
            &format!("reference = \"T\"\ndecided_at = 2026-03-12\n[diagnosis]\non = 2026-03-01\n{diagnosis}\n"),
            fact,
        )
    };
    let norwood = |value: &str| {
        staged(
            &format!("condition = \"aga_m\"\nstage = {{ scale = \"hamilton_norwood\", value = \"{value}\" }}"),
            "stage_poor_candidate",
        )
    };
    assert_eq!(norwood("V"), "false");
    assert_eq!(norwood("VI"), "true");
    assert_eq!(
        staged("condition = \"aga_m\"", "stage_poor_candidate"),
        "NotAsked",
        "not staged is not known"
    );
    assert_eq!(
        staged("condition = \"te_chronic\"", "stage_poor_candidate"),
        "false",
        "no such scale describes it"
    );
    assert_eq!(
        staged(
            "condition = \"aa\"\nstage = { scale = \"salt\", value = \"12\" }",
            "salt_score"
        ),
        "12"
    );
    assert_eq!(staged("condition = \"aa\"", "salt_score"), "NotAsked");
    assert_eq!(staged("condition = \"aa\"", "diagnosis"), "aa");
}

#[test]
fn an_old_diagnosis_is_made_again() {
    let text = "reference = \"T\"\ndecided_at = 2026-03-12\n[diagnosis]\ncondition = \"aga_m\"\non = 2024-03-01\n";
    assert_eq!(answer(text, "diagnosis"), "stale since 2024-03-01");
}

#[test]
fn a_course_after_a_transplant_says_that_there_was_one() {
    let after = |facts: &str, fact: &str| {
        answer(
            &format!(
                "reference = \"T\"\ndecided_at = 2026-03-12\n\
                 [[answers]]\nsource = \"record\"\nat = 2026-03-12\nfacts = {{ {facts} }}\n\
                 [request]\ncountry = \"ES\"\ntime_zone = \"Europe/Madrid\"\npurpose = {{ for = \"after_transplant\", on = 2026-01-10 }}\n"
            ),
            fact,
        )
    };
    assert_eq!(after("", "scalp_surgery"), "true");
    assert_eq!(after("", "scalp_surgery_on"), "2026-01-10");
    assert_eq!(after("scalp_surgery = false", "scalp_surgery"), "Contradicted");
    assert_eq!(after("scalp_surgery = true", "scalp_surgery"), "true");
    assert_eq!(
        after("scalp_surgery_on = \"2026-02-20\"", "scalp_surgery_on"),
        "2026-02-20",
        "a later operation"
    );
    assert_eq!(
        after("scalp_surgery_on = \"2025-02-20\"", "scalp_surgery_on"),
        "Contradicted"
    );
}

#[test]
fn toml_and_json_read_alike() {
    let toml = case(
        "reference = \"T\"\ndecided_at = 2026-03-12\n[[answers]]\nsource = \"patient\"\nat = 2026-03-12\nfacts = { diabetes = true }\n",
    );
    let json = r#"{ "reference": "T", "decided_at": "2026-03-12",
        "answers": [{ "source": "patient", "at": "2026-03-12", "facts": { "diabetes": true } }] }"#;
    let json = Case::from_json(json, jiff::Timestamp::UNIX_EPOCH, &KNOWLEDGE).unwrap();
    assert_eq!((&toml.answers, toml.today()), (&json.answers, json.today()));
    assert_eq!(json.decided_at.day(&json.time_zone), date(2026, 3, 12));
}

#[test]
fn what_is_wrong_is_refused_with_its_line() {
    let refused = Case::from_toml(
        r#"reference = "T"
decided_at = 2026-03-12
birth_date = 2027-01-01
[[answers]]
source = "patient"
at = 2026-03-13
facts = { hba1c = "90 %", mixture_ph = "6", medicines = [], pregnant = "maybe", diabetis = false }
[[answers]]
source = "patient"
at = 2026-03-12
facts = { diabetes = true }
[[answers]]
source = "record"
at = 2026-03-12
facts = { diabetes = false }
[diagnosis]
condition = "aga"
on = 2026-03-01
stage = { scale = "ludwig", value = "IV" }
[[concurrent]]
agent = "minoxidyl"
route = "oral"
per_day = "0 mg"
from = 2026-02-01
until = 2026-01-01
[request]
country = "Spain"
time_zone = "Madrid"
start = 2026-03-01
"#,
        jiff::Timestamp::UNIX_EPOCH,
        &KNOWLEDGE,
    )
    .unwrap_err();
    insta::assert_snapshot!(refused, @r#"
    line 3: `birth_date`: the day of birth is later than the decision
    line 6: `answers[0].at`: these answers are later than the decision
    line 7: `answers[0].facts.diabetis`: the fact `diabetis` is not known; did you mean `diabetes`
    line 7: `answers[0].facts.hba1c`: `hba1c` of 90 % is impossible: it lies between 3 and 20 %
    line 7: `answers[0].facts.medicines`: write it under `[medicines]`
    line 7: `answers[0].facts.mixture_ph`: this is worked out from the request and not answered
    line 7: `answers[0].facts.pregnant`: `pregnant` wants `true` or `false`, or one of `"not asked"`, `"not known"`, `"refused"`
    line 15: `answers[2].facts.diabetes`: the fact is answered twice at the same time, and differently; keep one, or write the moments
    line 17: `diagnosis.condition`: the condition `aga` is not known; did you mean `aga_f`
    line 19: `diagnosis.stage.value`: `IV` is not on the scale Ludwig: I, II, III; did you mean `I`
    line 21: `concurrent[0].agent`: the agent `minoxidyl` is not known; did you mean `Minoxidil`
    line 23: `concurrent[0].per_day`: a daily dose is above zero
    line 25: `concurrent[0].until`: the treatment ends before it begins
    line 27: `request.country`: `Spain` is not a country; write its two letters, as in `ES`
    line 28: `request.time_zone`: `Madrid` is not a time zone; write its IANA name, as in `Europe/Madrid`
    line 29: `request.start`: the first session is earlier than the decision
    "#);
}

/// What is stored of a request is what was asked for, to the last digit.
#[test]
fn a_request_reads_back_as_it_was_written() {
    let text = r#"{
        "country": "ES", "time_zone": "Europe/Madrid", "time": "09:30", "start": "2026-04-06",
        "purpose": { "for": "before_transplant", "on": "2026-10-01" }, "volume": "2.8499999999999996 mL",
        "zones": ["vertex"], "head_circumference": "57.3 cm", "spacing": "1.05 cm", "volume_per_point": "0.05 mL", "depth": "2 mm",
        "needle_gauge": 30, "grid": "hexagonal", "technique": "intradermal_point", "closed_weekdays": ["sunday"],
        "agents": [{ "agent": "minoxidil", "strength": "0.3333333333333333 mg/mL" }, { "agent": "platelet_rich_plasma" }],
        "draw": [{ "product": "mnx", "volume": "0.6 mL" }],
        "products": [{ "id": "mnx", "name": "Minoxidil", "agents": [{ "agent": "minoxidil", "strength": "5 mg/mL" }],
            "volume": "5 mL", "label": "for_injection", "osmolality": "290.5 mOsm/kg", "expires": "2027-01-31" }],
        "protocol": { "id": "P-S000", "steps": { "Taper": { "every": "2 weeks", "count": 4, "by": "Dr A" } } },
        "points": { "grid": "g", "moved": { "vertex-1": { "angle_deg": 270.5, "u": 0.1 } }, "removed": ["vertex-2"] }
    }"#;
    let request: super::Request = serde_json::from_str(text).unwrap();
    let written = serde_json::to_string(&request).unwrap();
    let back: super::Request = serde_json::from_str(&written).unwrap();
    assert_eq!(format!("{back:?}"), format!("{request:?}"));
    assert!(written.contains(r#""volume":"2.8499999999999996 mL""#), "{written}");
}
