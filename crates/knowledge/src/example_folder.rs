//! A knowledge folder small enough to read, for tests: two facts, two rules, one agent.

use crate::Files;

/// The folder.
pub(crate) fn files() -> Files {
    Files(
        FILES
            .iter()
            .map(|(path, text)| ((*path).to_owned(), (*text).to_owned()))
            .collect(),
    )
}

/// The folder, `from` replaced by `to` in one of its files.
#[track_caller]
pub(crate) fn changed(path: &str, from: &str, to: &str) -> Files {
    let mut files = files();
    let text = files.0.iter_mut().find(|(name, _)| name == path).map(|(_, text)| text);
    let text = text.unwrap_or_else(|| panic!("no file {path}"));
    assert_eq!(text.matches(from).count(), 1, "`{from}` stands once in {path}");
    *text = text.replace(from, to);
    files
}

/// The text of one record of the folder, from its header to the next one's.
#[track_caller]
pub(crate) fn record(path: &str, id: &str) -> String {
    let text = FILES
        .iter()
        .find(|(name, _)| *name == path)
        .map_or("", |(_, text)| text);
    let found = text
        .split("\n[[")
        .find(|record| record.contains(&format!("\nid = \"{id}\"")));
    let record = found.unwrap_or_else(|| panic!("no record {id} in {path}"));
    format!("[[{}\n", record.trim_start_matches("[[").trim_end())
}

const FILES: &[(&str, &str)] = &[
    ("agents/minoxidil.toml", AGENT),
    ("facts.toml", FACTS),
    ("knowledge.toml", "version = \"2026.1\"\ntitle = \"An example\"\n"),
    ("medicines.toml", MEDICINES),
    ("rules.toml", RULES),
    ("sources.toml", SOURCES),
];

const SOURCES: &str = r#"
[[source]]
id = "seed-001"
kind = "seed"
citation = "A source document"
seen = "full_text"

[[source]]
id = "proposed"
kind = "own"
citation = "Defaults chosen here"
seen = "own"
"#;

const FACTS: &str = r#"
[[fact]]
id = "mixture_agents"
question = "Which agents are in the mixture?"
type = "list"
of = "agent"
valid = "same day"
asked_of = "mixture"
moment = "planning"
group = "mixture"
sources = ["proposed"]
confidence = "proposed"
status = "proposed"

[[fact]]
id = "medicines"
question = "Which medicines are taken?"
type = "list"
of = "medicine"
valid = "visit"
asked_of = "patient"
moment = "planning"
group = "medicines"
sources = ["proposed"]
confidence = "proposed"
status = "proposed"

[[fact]]
id = "diabetes"
question = "Is there diabetes?"
type = "yes_no"
valid = "365 days"
asked_of = "patient"
moment = "planning"
group = "diabetes"
sources = ["seed-001"]
confidence = "seed"
status = "confirmed"

[[fact]]
id = "hba1c"
question = "What is the latest HbA1c?"
type = "number"
unit = "%"
range = { from = 3.0, to = 20.0 }
conversions = [{ unit = "mmol/mol", times = 0.09148, plus = 2.152 }]
valid = "90 days"
asked_of = "laboratory"
moment = "planning"
group = "diabetes"
otherwise = { when = { fact = "diabetes", is = false }, value = "5 %" }
sources = ["proposed"]
confidence = "proposed"
status = "proposed"
"#;

const MEDICINES: &str = r#"
[[medicine]]
id = "warfarin"
name = "Warfarin"
names = ["Coumadin"]
classes = ["anticoagulant"]
sources = ["seed-001"]
confidence = "seed"
status = "confirmed"
"#;

const RULES: &str = r#"
[[rule]]
id = "CI-11"
title = "HbA1c above 8.0 %"
kind = "contraindication"
scope = { kind = "procedure" }
moment = "planning"
severity = "defer"
when = { all = [{ fact = "diabetes", is = true }, { fact = "hba1c", above = "8.0 %" }] }
message = "HbA1c is {hba1c}"
change = "HbA1c of 8.0 % or lower"
until = "HbA1c is at or below 8.0 %"
sources = ["proposed"]
confidence = "proposed"
status = "proposed"
examples = [
  { outcome = "fires", facts = { diabetes = true, hba1c = "8.1 %" } },
  { outcome = "quiet", facts = { diabetes = false } },
  { outcome = "undecided", facts = { diabetes = true } },
]

[[rule]]
id = "CI-08"
title = "Anticoagulant"
kind = "contraindication"
scope = { kind = "procedure" }
moment = "planning"
severity = "absolute"
when = { fact = "medicines", includes = ["anticoagulant"] }
message = "An anticoagulant is taken"
change = "It is no longer taken"
sources = ["seed-001"]
confidence = "seed"
status = "confirmed"
examples = [
  { outcome = "fires", facts = { medicines = ["Coumadin"] } },
  { outcome = "quiet", facts = { medicines = [] } },
  { outcome = "undecided", facts = { medicines = ["a tea"] } },
]

[[rule]]
id = "BL-01"
title = "A blocked substance"
kind = "formulation"
scope = { kind = "mixture" }
moment = "planning"
severity = "absolute"
block = true
when = { fact = "mixture_agents", includes = ["minoxidil"] }
message = "Blocked"
change = "Leave it out"
sources = ["proposed"]
confidence = "proposed"
status = "proposed"
examples = [
  { outcome = "fires", facts = { mixture_agents = ["minoxidil"] } },
  { outcome = "quiet", facts = { mixture_agents = [] } },
  { outcome = "undecided" },
]

[[rule]]
id = "CI-10"
title = "Diabetes"
kind = "contraindication"
scope = { kind = "procedure" }
moment = "planning"
severity = "relative"
when = { fact = "diabetes", is = true }
message = "Diabetes"
change = "Nothing"
sources = ["seed-001"]
confidence = "seed"
status = "confirmed"
examples = [
  { outcome = "fires", facts = { diabetes = true } },
  { outcome = "quiet", facts = { diabetes = false } },
  { outcome = "undecided" },
]
"#;

const AGENT: &str = r#"
[[agent]]
id = "minoxidil"
name = "Minoxidil"
aliases = ["minoxydil"]
classes = ["vasodilator"]
role = "principal"
evidence = "very_low"
sources = ["seed-001"]
confidence = "seed"
status = "confirmed"
caps = [
  { id = "minoxidil-session", amount = "5 mg", per = "session", severity = "relative", sources = ["proposed"], confidence = "proposed", status = "proposed" },
  { id = "minoxidil-ever", amount = "40 mg", per = "session", severity = "absolute", sources = ["seed-001"], confidence = "seed", status = "confirmed" },
]
min_interval = [
  { at_least = "1 mg", interval = "7 days", sources = ["proposed"], confidence = "proposed", status = "proposed" },
]
"#;
