//! A plan on a terminal, in the order of the patient's way; every statement with its source, every default marked.

mod costs;
mod formulation;
mod injection_map;
mod protocol;
mod sheets;

use std::collections::BTreeSet;
use std::io;

use anagen_care::case::AnswerSource;
use anagen_care::finding::{Finding, FindingState};
use anagen_care::plan::{EvidenceKind, EvidenceLine, Options, Plan, Standing};
use anagen_knowledge::Knowledge;
use anagen_knowledge::records::Status;

use serde_json::Value;

use super::page::Page;
use super::screening;

/// Prints a whole plan.
pub(crate) fn print(page: &mut Page<'_>, plan: &Plan, knowledge: &Knowledge) -> io::Result<()> {
    let title = plan
        .title
        .as_deref()
        .map(|title| format!(": {title}"))
        .unwrap_or_default();
    page.title(&format!("Plan for {}{title}", plan.reference))?;
    page.paragraph(&format!("Decided on {}", plan.decided_on))?;
    if plan.standing == Standing::Refused {
        // What the rules say of the patient must not be read as a yes to this plan.
        page.refusal("Plan", "refused as asked", plan.standing.words())?;
        page.paragraph(&format!(
            "The screening says {}: {}.",
            plan.verdict.words(),
            plan.verdict.meaning()
        ))?;
    } else {
        page.verdict("Verdict", plan.verdict)?;
        page.paragraph(plan.standing.words())?;
    }
    for note in &plan.notes {
        page.item("!", note)?;
    }
    notices(page, plan)?;

    known(page, plan)?;
    page.heading("Screening")?;
    screening::print_all(page, &plan.screenings(None), knowledge)?;
    refusals(page, plan)?;
    if let Some(options) = &plan.options {
        print_options(page, options)?;
    }
    if let Some(formulation) = &plan.formulation {
        formulation::print(page, formulation)?;
    }
    if let Some(map) = &plan.injection_map {
        injection_map::print(page, map, plan, knowledge)?;
    }
    if let Some(course) = &plan.course {
        protocol::print(page, course)?;
    } else if let Some(preview) = &plan.preview {
        protocol::preview(page, preview)?;
    }
    protocol::concurrent(page, &plan.concurrent)?;
    conditions_of_the_day(page, plan, knowledge)?;
    if let Some(comparison) = &plan.costs {
        costs::print(page, comparison)?;
    }
    evidence(page, &plan.evidence)?;
    sheets::print(page, plan)?;
    sources(page, plan, knowledge)
}

/// What every plan and screening says of itself.
pub(crate) fn notices(page: &mut Page<'_>, plan: &Plan) -> io::Result<()> {
    let short: String = plan.knowledge.hash.chars().take(12).collect();
    page.aside(0, &format!("Knowledge {} ({short}).", plan.knowledge.version))?;
    if !plan.knowledge.adopted.is_empty() {
        page.aside(
            0,
            &format!(
                "Adopted by the medical director: {}.",
                plan.knowledge.adopted.join("; ")
            ),
        )?;
    }
    if !plan.knowledge.not_adopted.is_empty() {
        let who = if plan.demo {
            "this patient is invented"
        } else {
            "this patient is not marked as invented"
        };
        page.aside(
            0,
            &format!(
                "Adopted by no medical director: {}. Until then only invented patients can be treated; {who}.",
                plan.knowledge.not_adopted.join(", ")
            ),
        )?;
    }
    page.aside(
        0,
        "Anagen is not a certified medical device. It is a checklist for a professional, who remains responsible.",
    )
}

fn known(page: &mut Page<'_>, plan: &Plan) -> io::Result<()> {
    page.heading("What is known")?;
    if plan.known.is_empty() {
        return page.paragraph("Nothing was answered.");
    }
    // What is plainly "no" is told in one line; what is not is told with its source and day.
    let is_plain_no = |value: &str| matches!(value, "no" | "none");
    let mut rows = vec![vec![
        "fact".to_owned(),
        "from".to_owned(),
        "on".to_owned(),
        "value".to_owned(),
    ]];
    for fact in plan
        .known
        .iter()
        .filter(|fact| !is_plain_no(&fact.value) || fact.does_not_count.is_some())
    {
        let value = fact
            .does_not_count
            .as_ref()
            .map_or_else(|| fact.value.clone(), |why| format!("does not count: {why}"));
        rows.push(vec![
            fact.fact.clone(),
            fact.source.map(source).unwrap_or_default().to_owned(),
            fact.on.map(|day| day.to_string()).unwrap_or_default(),
            value,
        ]);
    }
    if rows.len() > 1 {
        page.table(&rows)?;
    }
    let no: Vec<&str> = plan
        .known
        .iter()
        .filter(|fact| is_plain_no(&fact.value) && fact.does_not_count.is_none())
        .map(|fact| fact.fact.as_str())
        .collect();
    if !no.is_empty() {
        page.item("no:", &no.join(", "))?;
    }
    Ok(())
}

fn source(source: AnswerSource) -> &'static str {
    match source {
        AnswerSource::Patient => "patient",
        AnswerSource::Examiner => "examiner",
        AnswerSource::Laboratory => "laboratory",
        AnswerSource::Record => "record",
        AnswerSource::Room => "room",
        AnswerSource::Staff => "staff",
        AnswerSource::Product => "product",
    }
}

fn refusals(page: &mut Page<'_>, plan: &Plan) -> io::Result<()> {
    if plan.refusals.is_empty() {
        return Ok(());
    }
    page.heading("Refused")?;
    for refusal in &plan.refusals {
        page.item("✗", &format!("{}: {}", refusal.stage.words(), refusal.refusal.reason))?;
        for way in &refusal.refusal.ways {
            page.indented(6, &format!("- {way}"))?;
        }
    }
    Ok(())
}

fn conditions_of_the_day(page: &mut Page<'_>, plan: &Plan, knowledge: &Knowledge) -> io::Result<()> {
    let conditions: Vec<&Finding> = plan.conditions_of_the_day().collect();
    if conditions.is_empty() || plan.course.is_none() && plan.injection_map.is_none() {
        return Ok(());
    }
    page.heading("Conditions of the first session")?;
    page.paragraph(
        "Decided on the day, before the first point; a session cannot start while one of them is open or stands.",
    )?;
    for finding in conditions {
        let state = if finding.state == FindingState::Fired {
            "stands"
        } else {
            "to be checked"
        };
        page.item(
            &finding.id,
            &format!(
                "{} ({state}, {}; {})",
                finding.title,
                finding.severity.words(),
                tag(finding.status)
            ),
        )?;
        if let FindingState::Undecided { missing } = &finding.state {
            let questions: Vec<&str> = missing
                .iter()
                .filter_map(|fact| knowledge.fact_key(fact))
                .map(|key| knowledge.fact(key))
                .filter(|fact| !fact.asked_of.is_computed())
                .map(|fact| fact.question.as_str())
                .collect();
            for question in questions {
                page.indented(finding.id.chars().count() + 3, &format!("- {question}"))?;
            }
        }
    }
    Ok(())
}

fn evidence(page: &mut Page<'_>, lines: &[EvidenceLine]) -> io::Result<()> {
    if lines.is_empty() {
        return Ok(());
    }
    page.heading("What is known about whether it works, and what is not")?;
    for line in lines {
        // A sentence about something else than this mixture names it first.
        match line.kind {
            EvidenceKind::Alternative => page.item("·", &format!("{}: {}", line.subject, line.text))?,
            _ => page.item("·", &line.text)?,
        }
        let mut parts = vec![line.grade_in_words.to_owned()];
        if !line.studies.is_empty() {
            parts.push(format!("studies {}", line.studies.join(", ")));
        }
        parts.push(format!("sources {}", line.sources.join(", ")));
        parts.extend(line.seen.iter().map(|seen| format!("{}: {}", seen.of, seen.how_much)));
        parts.push(format!("{}, {}", line.confidence.words(), tag(line.status)));
        page.aside(4, &parts.join("; "))?;
        for study in &line.compared {
            let differences: Vec<&str> = study
                .differences
                .iter()
                .map(|difference| difference.text.as_str())
                .collect();
            if !differences.is_empty() {
                page.aside(
                    4,
                    &format!(
                        "nearest: {} ({}) differs: {}",
                        study.study,
                        study.citation,
                        differences.join("; ")
                    ),
                )?;
            }
        }
        for opposing in &line.opposing {
            let sides: Vec<String> = opposing.sides.iter().map(|side| format!("“{}”", side.text)).collect();
            page.aside(
                4,
                &format!(
                    "sources disagree ({}): {}. Held as: {}",
                    opposing.conflict,
                    sides.join(" against "),
                    opposing.resolution
                ),
            )?;
        }
    }
    Ok(())
}

fn print_options(page: &mut Page<'_>, options: &Options) -> io::Result<()> {
    page.heading("What has evidence for this diagnosis (nothing is recommended)")?;
    if let Some(diagnosis) = &options.diagnosis {
        page.paragraph(&format!(
            "{}: {} {}",
            diagnosis.name, diagnosis.evidence, diagnosis.action
        ))?;
    }
    for note in &options.notes {
        page.paragraph(note)?;
    }
    for protocol in &options.protocols {
        let refused = protocol
            .refused
            .as_deref()
            .map(|why| format!("; refused as a plan: {why}"))
            .unwrap_or_default();
        page.item(
            &protocol.id,
            &format!("{} ({}{refused})", protocol.name, protocol.grade_in_words),
        )?;
    }
    for agent in &options.agents {
        page.item(&agent.id, &format!("{} ({})", agent.name, agent.grade_in_words))?;
    }
    Ok(())
}

/// Every source that the plan names, wherever it names it.
fn sources(page: &mut Page<'_>, plan: &Plan, knowledge: &Knowledge) -> io::Result<()> {
    let mut ids = BTreeSet::new();
    collect_sources(&serde_json::to_value(plan)?, &mut ids);
    if ids.is_empty() {
        return Ok(());
    }
    page.heading("Sources")?;
    for source in ids.iter().filter_map(|id| knowledge.records.source(id)) {
        page.item(
            &format!("[{}]", source.id),
            &format!("{} ({})", source.citation, source.seen.words()),
        )?;
    }
    Ok(())
}

fn collect_sources(value: &Value, ids: &mut BTreeSet<String>) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                match (name.as_str(), value) {
                    ("sources", Value::Array(sources)) => {
                        ids.extend(sources.iter().filter_map(Value::as_str).map(str::to_owned));
                    }
                    _ => collect_sources(value, ids),
                }
            }
        }
        Value::Array(entries) => entries.iter().for_each(|entry| collect_sources(entry, ids)),
        _ => {}
    }
}

/// Proposed or confirmed, in one word.
pub(super) fn tag(status: Status) -> &'static str {
    match status {
        Status::Proposed => "PROPOSED",
        Status::Confirmed => "confirmed",
    }
}
