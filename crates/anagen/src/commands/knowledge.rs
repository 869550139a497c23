//! `anagen knowledge check | show | list`

use std::io::Write;
use std::process::ExitCode;

use anagen_knowledge::{Knowledge, LANGUAGES};
use anyhow::{Result, bail};

use crate::arguments::{KnowledgeCommand, KnowledgeOptions, Shared};
use crate::terminal::page::Page;
use crate::{input, terminal};

pub(crate) fn run(options: &KnowledgeOptions, shared: &Shared, out: &mut dyn Write) -> Result<ExitCode> {
    match &options.command {
        KnowledgeCommand::Check { folder } => {
            let knowledge = input::knowledge(folder.as_deref().or(shared.knowledge.as_deref()))?;
            check(&knowledge, out)?;
        }
        KnowledgeCommand::Show { id, json } => show(&input::knowledge(shared.knowledge.as_deref())?, id, *json, out)?,
        KnowledgeCommand::List { kind } => list(&input::knowledge(shared.knowledge.as_deref())?, kind.as_deref(), out)?,
    }
    Ok(ExitCode::SUCCESS)
}

fn check(knowledge: &Knowledge, out: &mut dyn Write) -> Result<()> {
    let mut page = Page::new(out);
    page.title(&format!("Knowledge {}", knowledge.version))?;
    page.paragraph(&format!("{} {}", knowledge.title, knowledge.hash))?;
    page.space()?;
    let mut rows = vec![vec!["kind".to_owned(), "records".to_owned(), "proposed".to_owned()]];
    for (kind, total, proposed) in counts(knowledge) {
        rows.push(vec![kind.to_owned(), total.to_string(), proposed.to_string()]);
    }
    page.table(&rows)?;
    page.space()?;
    page.table(&languages(knowledge))?;
    page.space()?;
    page.paragraph(
        "No problem found: types, units, references, rules and their examples, forbidden words, translations.",
    )?;
    Ok(())
}

/// How much of what patients read there is in each language.
fn languages(knowledge: &Knowledge) -> Vec<Vec<String>> {
    let mut rows = vec![["language", "translated", "of"].map(str::to_owned).to_vec()];
    for language in LANGUAGES {
        let coverage = knowledge.coverage(language);
        rows.push(vec![
            language.to_owned(),
            coverage.translated.to_string(),
            coverage.all.to_string(),
        ]);
    }
    rows
}

/// Kinds in the order of the patient's way, with the number of records and of proposed ones.
fn counts(knowledge: &Knowledge) -> Vec<(&'static str, usize, usize)> {
    let mut counts: Vec<(&'static str, usize, usize)> = vec![("source", knowledge.records.sources.len(), 0)];
    knowledge.records.for_each(&mut |kind, record| {
        let proposed = usize::from(record.provenance().status == anagen_knowledge::records::Status::Proposed);
        match counts.iter_mut().find(|(known, ..)| *known == kind) {
            Some(count) => {
                count.1 += 1;
                count.2 += proposed;
            }
            None => counts.push((kind, 1, proposed)),
        }
    });
    counts
}

fn show(knowledge: &Knowledge, id: &str, json: bool, out: &mut dyn Write) -> Result<()> {
    let ids = matching(knowledge, id);
    if ids.is_empty() {
        let mut known = Vec::new();
        knowledge
            .records
            .for_each(&mut |_, record| known.push(record.id().to_owned()));
        match anagen_knowledge::suggest::nearest(id, known.iter().map(String::as_str)) {
            Some(near) => bail!("there is no record `{id}`; did you mean `{near}`"),
            None => bail!("there is no record `{id}`; `anagen knowledge list` shows the kinds"),
        }
    }
    let records: Vec<_> = ids.iter().flat_map(|id| knowledge.records.json(id)).collect();
    if json {
        let values: Vec<_> = records
            .iter()
            .map(|(kind, value)| serde_json::json!({ "kind": kind, "record": value }))
            .collect();
        serde_json::to_writer_pretty(&mut *out, &values)?;
        writeln!(out)?;
        return Ok(());
    }
    let mut page = Page::new(out);
    for (position, (kind, value)) in records.iter().enumerate() {
        if position > 0 {
            page.space()?;
        }
        terminal::record::print(&mut page, kind, value, knowledge)?;
    }
    Ok(())
}

/// The record itself, the parts of a family (`CI-11` is `CI-11a` to `CI-11e`), or the agent of that name.
fn matching(knowledge: &Knowledge, id: &str) -> Vec<String> {
    let mut exact = Vec::new();
    let mut family = Vec::new();
    let is_part = |candidate: &str| {
        candidate
            .strip_prefix(id)
            .is_some_and(|rest| rest.len() == 1 && rest.bytes().all(|byte| byte.is_ascii_lowercase()))
    };
    let mut look = |candidate: &str| {
        if candidate.eq_ignore_ascii_case(id) {
            exact.push(candidate.to_owned());
        } else if id.contains('-') && is_part(candidate) {
            family.push(candidate.to_owned());
        }
    };
    knowledge.records.sources.iter().for_each(|source| look(&source.id));
    knowledge.records.for_each(&mut |_, record| look(record.id()));
    exact.append(&mut family);
    if exact.is_empty() {
        exact.extend(knowledge.agent(id).map(|agent| agent.id.clone()));
    }
    exact.sort();
    exact.dedup();
    exact
}

fn list(knowledge: &Knowledge, kind: Option<&str>, out: &mut dyn Write) -> Result<()> {
    let counts = counts(knowledge);
    let Some(wanted) = kind else {
        for (kind, total, proposed) in counts {
            writeln!(out, "{kind:<20} {total:>4}  ({proposed} proposed)")?;
        }
        return Ok(());
    };
    if !counts.iter().any(|(kind, ..)| *kind == wanted) {
        let near = anagen_knowledge::suggest::nearest(wanted, counts.iter().map(|(kind, ..)| *kind));
        bail!(
            "there is no kind `{wanted}`{}",
            near.map(|near| format!("; did you mean `{near}`")).unwrap_or_default()
        );
    }
    let mut lines = Vec::new();
    knowledge
        .records
        .sources
        .iter()
        .filter(|_| wanted == "source")
        .for_each(|source| lines.push((source.id.clone(), source.citation.clone())));
    knowledge.records.for_each(&mut |kind, record| {
        if kind == wanted {
            lines.push((
                record.id().to_owned(),
                terminal::record::headline(knowledge, record.id(), kind),
            ));
        }
    });
    let width = lines.iter().map(|(id, _)| id.chars().count()).max().unwrap_or(0);
    for (id, headline) in lines {
        writeln!(out, "{id:<width$}  {headline}")?;
    }
    Ok(())
}
