//! A clinic's own folder on top of the built-in one.
//!
//! An overlay may add records and tighten any. It may loosen only what is marked proposed, by the medical director, with a
//! reason; it can never loosen a block, nor an absolute rule that has a source (DECISIONS.md 2).

mod strictness;

use crate::check::Report;
use crate::files::RawRecord;
use crate::knowledge::Knowledge;
use crate::problem::Problem;
use crate::records::{Agent, AgentRole, Confidence, Loosened, Rule, Severity, Status};
use crate::store::Records;

/// Puts the overlay's records in the place of those with the same id, or after the others; returns what was replaced.
pub(crate) fn merge<'a>(
    raw: &mut Vec<RawRecord<'a>>,
    on_top: Vec<RawRecord<'a>>,
    problems: &mut Vec<Problem>,
) -> Vec<RawRecord<'a>> {
    let mut replaced = Vec::new();
    for record in on_top {
        match raw.iter().position(|other| other.key() == record.key()) {
            Some(position) if raw[position].kind == record.kind => {
                replaced.push(std::mem::replace(&mut raw[position], record));
            }
            Some(position) => {
                let kind = &raw[position].kind;
                problems.push(record.problem(
                    Some("id"),
                    format!("the built-in record is a {kind}, this one a {}", record.kind),
                ));
            }
            None => raw.push(record),
        }
    }
    replaced
}

/// Whether the overlay loosened what it may not.
pub(crate) fn check_loosening(before: &Records, knowledge: &Knowledge, report: &mut Report<'_>) {
    let after = &knowledge.records;
    for old in &before.rules {
        if let Some(new) = after.rules.iter().find(|rule| rule.id == old.id) {
            check_rule(old, new, report);
        }
    }
    for old in &before.agents {
        if let Some(new) = after.agents.iter().find(|agent| agent.id == old.id) {
            check_agent(old, new, report);
        }
    }
    check_what_rules_rest_on(before, after, report);
}

fn check_rule(old: &Rule, new: &Rule, report: &mut Report<'_>) {
    if strictness::rule(old, new) {
        return;
    }
    let sourced = old.status == Status::Confirmed && old.confidence != Confidence::Proposed;
    if old.block || (old.severity == Severity::Absolute && sourced) {
        report.add(
            &new.id,
            "severity",
            "an overlay can never loosen a block or an absolute rule that has a source; remove this record",
        );
    } else {
        loosened(
            report,
            ("rule", &new.id, "severity"),
            old.status,
            new.loosened.as_ref(),
            "the rule",
        );
    }
}

fn check_agent(old: &Agent, new: &Agent, report: &mut Report<'_>) {
    let by = new.loosened.as_ref();
    for cap in &old.caps {
        if new
            .caps
            .iter()
            .any(|other| other.id == cap.id && strictness::cap(cap, other))
        {
            continue;
        }
        if cap.amount.value <= 0.0 && cap.confidence != Confidence::Proposed {
            let reason = format!(
                "`{}` forbids the agent with a source; an overlay cannot loosen it",
                cap.id
            );
            report.add_to("agent", &new.id, "caps", reason);
        } else {
            loosened(
                report,
                ("agent", &new.id, "caps"),
                cap.status,
                by,
                &format!("the cap `{}`", cap.id),
            );
        }
    }
    if old.role == AgentRole::Blocked && new.role != old.role {
        report.add_to("agent", &new.id, "role", "a blocked agent stays blocked");
    }
    for interval in &old.min_interval {
        if !new
            .min_interval
            .iter()
            .any(|other| strictness::interval(interval, other))
        {
            loosened(
                report,
                ("agent", &new.id, "min_interval"),
                interval.status,
                by,
                "a shortest interval",
            );
        }
    }
    let halved_kept = match (&old.halved_when, &new.halved_when) {
        (None, _) => true,
        (Some(_), None) => false,
        (Some(old), Some(new)) => strictness::fires_as_often(old, new, true),
    };
    if !halved_kept {
        loosened(
            report,
            ("agent", &new.id, "halved_when"),
            old.status,
            by,
            "the condition that halves the maximums",
        );
    }
    if !strictness::names(&old.classes, &new.classes) {
        loosened(
            report,
            ("agent", &new.id, "classes"),
            old.status,
            by,
            "membership of a class that rules speak of",
        );
    }
}

/// A rule is loosened as well by what it rests on: a question, a class, a limit of a technique.
fn check_what_rules_rest_on(before: &Records, after: &Records, report: &mut Report<'_>) {
    /// Pairs the records of a kind, and reports those that are not kept.
    macro_rules! kept {
        ($list:ident, $kind:literal, $field:literal, $what:literal, $is_kept:expr) => {
            for old in &before.$list {
                let Some(new) = after.$list.iter().find(|record| record.id == old.id) else {
                    continue;
                };
                let is_kept: bool = $is_kept(old, new);
                if !is_kept {
                    loosened(
                        report,
                        ($kind, &new.id, $field),
                        old.status,
                        new.loosened.as_ref(),
                        $what,
                    );
                }
            }
        };
    }
    use crate::records::{Allergen, DangerArea, Excipient, Medicine, Scale, Technique};
    kept!(
        facts,
        "fact",
        "id",
        "the question, its units, how long its answer counts or what it is without being asked",
        strictness::fact
    );
    kept!(
        medicines,
        "medicine",
        "classes",
        "membership of a class that rules speak of",
        |old: &Medicine, new: &Medicine| { strictness::names(&old.classes, &new.classes) }
    );
    kept!(
        excipients,
        "excipient",
        "classes",
        "membership of a class that rules speak of",
        |old: &Excipient, new: &Excipient| { strictness::names(&old.classes, &new.classes) }
    );
    kept!(
        allergens,
        "allergen",
        "classes",
        "a class or cross-reaction",
        |old: &Allergen, new: &Allergen| {
            strictness::names(&old.classes, &new.classes) && strictness::names(&old.cross_reacts, &new.cross_reacts)
        }
    );
    kept!(
        scales,
        "scale",
        "poor_candidate",
        "the stages that need a specialist",
        |old: &Scale, new: &Scale| { strictness::names(&old.poor_candidate, &new.poor_candidate) }
    );
    kept!(
        danger_areas,
        "danger_area",
        "sector",
        "the area where no point may lie",
        |old: &DangerArea, new: &DangerArea| { strictness::sector(old.sector, new.sector) }
    );
    kept!(
        techniques,
        "technique",
        "depth_mm",
        "the deepest depth or the largest volume of a point",
        |old: &Technique, new: &Technique| {
            let deepest = |technique: &Technique| technique.depth_mm.map(|depth| depth.limit.unwrap_or(depth.to));
            let largest = |technique: &Technique| technique.volume_per_point_ml.map(|volume| volume.to);
            strictness::limit(deepest(old), deepest(new))
                && strictness::limit(largest(old), largest(new))
                && (old.scalp_default || !new.scalp_default)
        }
    );
}

/// Reports what is loosened, unless it was proposed and a medical director is named for it.
fn loosened(
    report: &mut Report<'_>,
    (kind, id, field): (&str, &str, &str),
    status: Status,
    by: Option<&Loosened>,
    what: &str,
) {
    if status != Status::Proposed {
        let reason = format!("{what} has a source and is loosened; an overlay may loosen only what is marked proposed");
        report.add_to(kind, id, field, reason);
    } else if by.is_none() {
        let reason = format!(
            "{what} is proposed and is loosened, or cannot be shown to be as strict; name the medical director"
        );
        report.add_hint(
            kind,
            id,
            field,
            reason,
            "write `loosened = { by = \"...\", on = 2026-01-31, reason = \"...\" }`",
        );
    }
}

#[cfg(test)]
mod tests;
