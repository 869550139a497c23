//! Any bytes at all are read or refused, never a panic: what the fuzz targets run, and CI with proptest.

use anagen_knowledge::records::{AnswerText, FactKind};
use anagen_knowledge::{Answer, Document, Files, Knowledge};
use proptest::prelude::*;

/// Bytes as a knowledge file on top of a folder.
pub fn knowledge_file(base: &Files, bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes).into_owned();
    let overlay = Files(vec![("clinic.toml".to_owned(), text)]);
    match Knowledge::load(base, Some(&overlay)) {
        Ok(knowledge) => assert!(!knowledge.hash.is_empty()),
        Err(problems) => assert!(!problems.to_string().is_empty() && problems.0.iter().all(|problem| problem.line > 0)),
    }
}

/// Bytes as the condition of a rule about the facts of a small folder: compiled, tried, evaluated.
pub fn condition(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let mut files = small_folder();
    files.0.push(("rule.toml".to_owned(), format!("{RULE}when = {text}\n")));
    let Err(problems) = Knowledge::load(&files, None) else {
        return;
    };
    // A condition that can be read is refused only for want of examples: put in its place by a rule that asks for nothing.
    assert!(!problems.to_string().is_empty());
}

/// Bytes as an answer to every fact of a folder.
pub fn answer(knowledge: &Knowledge, bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes).into_owned();
    let mut sheet = knowledge.blank_sheet(jiff::civil::date(2026, 3, 12));
    for fact in &knowledge.records.facts {
        let Some(key) = knowledge.fact_key(&fact.id) else {
            continue;
        };
        let written = match fact.kind {
            FactKind::List => AnswerText::List(text.split(',').map(str::to_owned).collect()),
            _ => AnswerText::Text(text.clone()),
        };
        if let Ok(value) = knowledge.read_answer(key, &written) {
            sheet.record(key, Answer::Known(value));
        }
    }
    knowledge.apply_defaults(&mut sheet);
    for position in 0..knowledge.records.rules.len() {
        let _ = knowledge.rule_condition(position).evaluate(&sheet);
    }
}

const RULE: &str = r#"
[[rule]]
id = "X-1"
title = "Any condition"
kind = "contraindication"
scope = { kind = "procedure" }
moment = "planning"
severity = "relative"
message = "It holds"
change = "It no longer holds"
examples = []
sources = ["own"]
confidence = "proposed"
status = "proposed"
"#;

/// One fact of each type, and what a condition may name.
pub fn small_folder() -> Files {
    let fact = |id: &str, more: &str| {
        format!(
            "[[fact]]\nid = \"{id}\"\nquestion = \"?\"\nvalid = \"visit\"\nasked_of = \"patient\"\nmoment = \"planning\"\n\
             group = \"all\"\nsources = [\"own\"]\nconfidence = \"proposed\"\nstatus = \"proposed\"\n{more}\n"
        )
    };
    let facts = [
        fact("yes_no", "type = \"yes_no\""),
        fact(
            "number",
            "type = \"number\"\nunit = \"mg\"\nrange = { from = 0.0, to = 100.0 }",
        ),
        fact(
            "choice",
            "type = \"choice\"\noptions = [{ id = \"a\", label = \"A\" }, { id = \"b\", label = \"B\" }]",
        ),
        fact(
            "list",
            "type = \"list\"\nof = \"option\"\noptions = [{ id = \"a\", label = \"A\" }, { id = \"b\", label = \"B\" }]",
        ),
        fact(
            "other_list",
            "type = \"list\"\nof = \"option\"\noptions = [{ id = \"a\", label = \"A\" }]",
        ),
        fact("date", "type = \"date\""),
    ];
    let source = "[[source]]\nid = \"own\"\nkind = \"own\"\ncitation = \"Own\"\nseen = \"own\"\n";
    Files(vec![
        ("facts.toml".to_owned(), facts.concat()),
        ("knowledge.toml".to_owned(), "version = \"1\"\n".to_owned()),
        ("sources.toml".to_owned(), source.to_owned()),
    ])
}

/// Text that looks like a condition often enough to get past the first check.
fn condition_like() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "{ ",
        " }",
        "[",
        "]",
        ", ",
        "all = ",
        "any = ",
        "not = ",
        "fact = ",
        "\"yes_no\"",
        "\"number\"",
        "\"choice\"",
        "\"list\"",
        "\"other_list\"",
        "\"date\"",
        "is = true",
        "is = \"a\"",
        "one_of = [\"a\"]",
        "above = \"5 mg\"",
        "below = \"1e300 kg\"",
        "at_most = \"-5 µg\"",
        "at_least = \"5 mL\"",
        "includes = [\"a\", \"b\"]",
        "overlaps = \"other_list\"",
        "within = \"90 days\"",
        "within = \"-1e20 years\"",
        ".",
        "\n",
        "#",
        "\"",
        "0",
    ]);
    prop::collection::vec(word, 0..24).prop_map(|words| words.concat())
}

/// A condition in its proper shape over the facts of the small folder.
fn condition_text() -> impl Strategy<Value = String> {
    let leaf = prop::sample::select(vec![
        r#"{ fact = "yes_no", is = true }"#,
        r#"{ fact = "number", above = "5 mg", at_most = "0.01 g" }"#,
        r#"{ fact = "number", below = "1e300 kg" }"#,
        r#"{ fact = "choice", one_of = ["a", "b"] }"#,
        r#"{ fact = "list", includes = ["a"] }"#,
        r#"{ fact = "list", overlaps = "other_list" }"#,
        r#"{ fact = "date", within = "90 days" }"#,
        r#"{ fact = "date", within = "-1e300 years" }"#,
    ]);
    leaf.prop_map(str::to_owned).prop_recursive(6, 40, 4, |part| {
        prop_oneof![
            prop::collection::vec(part.clone(), 0..4).prop_map(|parts| format!("{{ all = [{}] }}", parts.join(", "))),
            prop::collection::vec(part.clone(), 0..4).prop_map(|parts| format!("{{ any = [{}] }}", parts.join(", "))),
            part.prop_map(|part| format!("{{ not = {part} }}")),
        ]
    })
}

proptest! {
    #![proptest_config(crate::damaged_files::config(256))]

    #[test]
    fn any_bytes_as_a_file(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        knowledge_file(&small_folder(), &bytes);
    }

    #[test]
    fn any_text_as_a_condition(text in condition_like()) {
        condition(text.as_bytes());
    }

    #[test]
    fn any_condition_is_read_or_refused(text in condition_text()) {
        condition(text.as_bytes());
    }
}

proptest! {
    #![proptest_config(crate::damaged_files::config(48))]

    #[test]
    fn any_text_as_an_answer(text in "(yes|no|-?[0-9]{1,4}(\\.[0-9])?( ?(mg|%|kg|years|mmHg|/min))?|[0-9]{4}-[0-9]{2}-[0-9]{2}|.{0,12})") {
        answer(&crate::damaged_files::KNOWLEDGE, text.as_bytes());
    }
}

/// Nesting without end is refused, not followed until the stack is gone.
#[test]
fn deep_nesting_is_refused() {
    for n in [100, 10_000, 200_000] {
        let brackets = format!("{}{}", "{ not = ".repeat(n), "}".repeat(n));
        condition(brackets.as_bytes());
        condition("[".repeat(n).as_bytes());
        let dotted = format!("[[rule]]\nid = \"X-2\"\nwhen.{}fact = \"yes_no\"\n", "not.".repeat(n));
        knowledge_file(&small_folder(), dotted.as_bytes());
        knowledge_file(&small_folder(), format!("[{}a]\n", "a.".repeat(n)).as_bytes());
        let _ = Document::parse(&dotted).map(|document| document.read::<toml::Table>().is_ok());
    }
}
