//! Any bytes at all are read or refused, never a panic: the bodies of the fuzz targets (`fuzz/`), which CI runs with proptest.

use anagen_knowledge::records::{AnswerText, FactKind};
use anagen_knowledge::{Answer, Files, Knowledge};

/// Bytes as a knowledge file on top of a folder.
pub(crate) fn knowledge_file(base: &Files, bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes).into_owned();
    let overlay = Files(vec![("clinic.toml".to_owned(), text)]);
    match Knowledge::load(base, Some(&overlay)) {
        Ok(knowledge) => assert!(!knowledge.hash.is_empty()),
        Err(problems) => assert!(!problems.to_string().is_empty() && problems.0.iter().all(|problem| problem.line > 0)),
    }
}

/// Bytes as the condition of a rule about the facts of a small folder: compiled, tried, evaluated.
pub(crate) fn condition(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let mut files = small_folder();
    files.0.push(("rule.toml".to_owned(), format!("{RULE}when = {text}\n")));
    // A condition that can be read is refused for its missing examples.
    assert!(Knowledge::load(&files, None).is_err_and(|problems| !problems.to_string().is_empty()));
}

/// Bytes as an answer to every fact of a folder.
pub(crate) fn answer(knowledge: &Knowledge, bytes: &[u8]) {
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
pub(crate) fn small_folder() -> Files {
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
