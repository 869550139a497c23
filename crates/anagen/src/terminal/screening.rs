//! A screening on a terminal: verdict, findings with source and way out, questions.

use std::io;

use anagen_care::finding::{Finding, FindingState};
use anagen_care::screening::{Gate, Report};
use anagen_knowledge::Knowledge;
use anagen_knowledge::records::{AskedOf, SourceKind, Status};

use super::page::Page;

/// Prints screenings one after the other; what an earlier one told is named and not told again.
pub(crate) fn print_all(page: &mut Page<'_>, reports: &[&Report], knowledge: &Knowledge) -> io::Result<()> {
    let mut told: Vec<&str> = Vec::new();
    for report in reports {
        print(page, report, &told, knowledge)?;
        page.space()?;
        told.extend(report.findings.iter().map(|finding| finding.id.as_str()));
    }
    Ok(())
}

fn print(page: &mut Page<'_>, report: &Report, told: &[&str], knowledge: &Knowledge) -> io::Result<()> {
    let label = match report.gate {
        Gate::Procedure => "Screening for the procedure",
        Gate::Cocktail => "Screening for this cocktail",
        Gate::Day => "Screening of the day",
    };
    page.verdict(label, report.verdict)?;
    let (again, new): (Vec<&Finding>, Vec<&Finding>) = report
        .findings
        .iter()
        .filter(|finding| finding.state == FindingState::Fired)
        .partition(|finding| told.contains(&finding.id.as_str()));
    if !again.is_empty() {
        let ids: Vec<&str> = again.iter().map(|finding| finding.id.as_str()).collect();
        page.indented(2, &format!("as above: {}", ids.join(", ")))?;
    }
    findings(page, new.into_iter(), knowledge)?;
    if !report.questions.is_empty() {
        page.space()?;
        page.paragraph("Questions that could decide it, the most decisive first:")?;
        for (number, question) in report.questions.iter().enumerate() {
            page.item(
                &format!("{}.", number + 1),
                &format!("{} [{}]", question.question, asked_of(question.asked_of)),
            )?;
            page.aside(
                5,
                &format!("{}; leaves open {}", question.fact, question.decides.join(", ")),
            )?;
        }
    }
    undecided(page, report)?;
    if !report.restrictions.is_empty() {
        page.space()?;
        page.paragraph("For the person who prepares or injects, and for the kit:")?;
        for finding in &report.restrictions {
            let open = if finding.state == FindingState::Fired {
                ""
            } else {
                "to be answered: "
            };
            page.item(&finding.id, &format!("{open}{}", finding.message))?;
        }
    }
    for rejected in &report.rejected_clearances {
        page.item(
            "!",
            &format!(
                "the clearance of {} by {} does not count: {}",
                rejected.rule, rejected.by, rejected.reason
            ),
        )?;
    }
    Ok(())
}

/// Prints findings that fired, each with its rule, source and way out.
fn findings<'f>(
    page: &mut Page<'_>,
    findings: impl Iterator<Item = &'f Finding>,
    knowledge: &Knowledge,
) -> io::Result<()> {
    for finding in findings {
        page.space()?;
        page.item(
            &finding.id,
            &format!("{} ({}): {}", finding.title, finding.severity.words(), finding.message),
        )?;
        let indent = finding.id.chars().count() + 3;
        if let Some(cleared) = &finding.cleared {
            let until = cleared.expires.map(|day| format!(", until {day}")).unwrap_or_default();
            page.indented(
                indent,
                &format!("cleared by {} on {}{until}: {}", cleared.by, cleared.on, cleared.reason),
            )?;
        } else {
            if let Some(until) = &finding.until {
                page.indented(indent, &format!("wait until: {until}"))?;
            }
            if let Some(day) = finding.until_date {
                page.indented(indent, &format!("not before {day}"))?;
            }
            if let Some(specialist) = &finding.specialist {
                page.indented(indent, &format!("letter of: {specialist}"))?;
            }
            page.indented(indent, &format!("would change it: {}", finding.change))?;
            page.indented(indent, &format!("can clear it: {}", finding.clearance))?;
        }
        if let Some(why) = &finding.why {
            page.indented(indent, &format!("why: {why}"))?;
        }
        page.aside(indent, &origin(finding, knowledge))?;
    }
    Ok(())
}

/// Undecided rules that do not hold the verdict up are named, not told.
fn undecided(page: &mut Page<'_>, report: &Report) -> io::Result<()> {
    let open: Vec<&str> = report
        .findings
        .iter()
        .filter(|finding| finding.state != FindingState::Fired)
        .map(|finding| finding.id.as_str())
        .collect();
    if open.is_empty() {
        return Ok(());
    }
    page.space()?;
    page.aside(0, &format!("Undecided: {}", open.join(", ")))
}

fn origin(finding: &Finding, knowledge: &Knowledge) -> String {
    let director = finding
        .confirmed_by
        .as_deref()
        .map(|name| format!(" by {name}"))
        .unwrap_or_default();
    format!(
        "{}{director}; {}; {}",
        status(finding.status),
        finding.confidence.words(),
        sources(&finding.sources, knowledge)
    )
}

/// `proposed` stands out: no source gives it and no director confirmed it yet.
pub(crate) fn status(status: Status) -> &'static str {
    match status {
        Status::Proposed => "PROPOSED, to be confirmed by the medical director",
        Status::Confirmed => "confirmed",
    }
}

/// Sources in a few words each.
fn sources(ids: &[String], knowledge: &Knowledge) -> String {
    let mut names: Vec<String> = Vec::new();
    for id in ids {
        let name = match knowledge.records.source(id) {
            // `proposed` and `memory` say enough by their names.
            Some(source) if source.kind != SourceKind::Own => format!("[{id}] {}", short(&source.citation)),
            _ => format!("[{id}]"),
        };
        names.push(name);
    }
    format!("source: {}", names.join("; "))
}

/// A citation up to its first 90 characters.
fn short(citation: &str) -> String {
    let mut text: String = citation.chars().take(90).collect();
    if text.len() < citation.len() {
        text.push('…');
    }
    text
}

fn asked_of(asked_of: AskedOf) -> &'static str {
    asked_of.words()
}
