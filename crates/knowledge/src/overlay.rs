//! A clinic's own folder on top of the built-in one.
//!
//! An overlay may add records and tighten any. It may loosen only what is marked proposed, by the medical director, with a
//! reason; it can never loosen a block, nor an absolute rule that has a source (DECISIONS.md 2).

use crate::check::Report;
use crate::condition::ConditionText;
use crate::files::RawRecord;
use crate::knowledge::{Knowledge, Records};
use crate::problem::Problem;
use crate::records::{Cap, CapPer, Confidence, Rule, Severity, Status};

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
    for old in &before.rules {
        let Some(new) = knowledge.records.rules.iter().find(|rule| rule.id == old.id) else {
            continue;
        };
        if rule_is_as_strict(old, new) {
            continue;
        }
        let sourced_absolute = old.severity == Severity::Absolute
            && old.status == Status::Confirmed
            && old.confidence != Confidence::Proposed;
        if old.block || sourced_absolute {
            report.add(
                &new.id,
                "severity",
                "an overlay can never loosen a block or an absolute rule that has a source; remove this record",
            );
        } else if old.status != Status::Proposed {
            report.add(
                &new.id,
                "severity",
                "an overlay may loosen only what is marked proposed; this rule has a source",
            );
        } else if new.loosened.is_none() {
            report.add(&new.id, "severity", "this loosens a proposed rule (or cannot be shown to be as strict); name the medical director: `loosened = { by = \"...\", on = 2026-01-31, reason = \"...\" }`");
        }
    }
    for old in &before.agents {
        let Some(new) = knowledge.records.agents.iter().find(|agent| agent.id == old.id) else {
            continue;
        };
        for cap in &old.caps {
            let kept = new.caps.iter().find(|other| other.id == cap.id);
            if kept.is_some_and(|other| cap_is_as_strict(cap, other)) {
                continue;
            }
            if cap.amount.value <= 0.0 && cap.confidence != Confidence::Proposed {
                report.add(
                    &new.id,
                    "caps",
                    format!(
                        "`{}` forbids the agent with a source; an overlay cannot loosen it",
                        cap.id
                    ),
                );
            } else if cap.status != Status::Proposed {
                report.add(
                    &new.id,
                    "caps",
                    format!(
                        "`{}` has a source; an overlay may loosen only what is marked proposed",
                        cap.id
                    ),
                );
            } else if new.loosened.is_none() {
                report.add(&new.id, "caps", format!("`{}` is loosened or missing; name the medical director: `loosened = {{ by = \"...\", on = 2026-01-31, reason = \"...\" }}`", cap.id));
            }
        }
        if old.role == crate::records::AgentRole::Blocked && new.role != old.role {
            report.add(&new.id, "role", "a blocked agent stays blocked");
        }
        let intervals_kept = old.min_interval.iter().all(|old| {
            new.min_interval.iter().any(|new| {
                new.at_least.as_ref().map(|dose| dose.value) <= old.at_least.as_ref().map(|dose| dose.value)
                    && new.interval.in_unit("days").unwrap_or(0.0) >= old.interval.in_unit("days").unwrap_or(0.0)
            })
        });
        if !intervals_kept && new.loosened.is_none() {
            report.add(&new.id, "min_interval", "a shortest interval is loosened or missing; name the medical director: `loosened = { by = \"...\", on = 2026-01-31, reason = \"...\" }`");
        }
    }
}

/// Whether `new` fires wherever `old` does, with at least its severity and scope.
fn rule_is_as_strict(old: &Rule, new: &Rule) -> bool {
    new.severity >= old.severity
        && new.scope == old.scope
        && new.moment == old.moment
        && (new.block || !old.block)
        && fires_as_often(&old.when, &new.when, true)
}

/// Whether `new` holds wherever `old` does (or, under a `not`, only where `old` does); shown by comparing the two form by form.
fn fires_as_often(old: &ConditionText, new: &ConditionText, wider: bool) -> bool {
    if old == new {
        return true;
    }
    if let (Some(old), Some(new)) = (&old.not, &new.not) {
        return fires_as_often(old, new, !wider);
    }
    let lists = |old: &[ConditionText], new: &[ConditionText], may_grow: bool, may_shrink: bool| {
        let paired = old
            .iter()
            .filter(|part| new.iter().any(|other| fires_as_often(part, other, wider)))
            .count();
        let matched = new
            .iter()
            .filter(|part| old.iter().any(|other| fires_as_often(other, part, wider)))
            .count();
        (paired == old.len() || may_shrink) && (matched == new.len() || may_grow)
    };
    // More members make an `any` hold more often and an `all` less often.
    if let (Some(old), Some(new)) = (&old.any, &new.any) {
        return lists(old, new, wider, !wider);
    }
    if let (Some(old), Some(new)) = (&old.all, &new.all) {
        return lists(old, new, !wider, wider);
    }
    if old.fact.is_none() || old.fact != new.fact {
        return false;
    }
    let compared = |old: &Option<crate::Quantity>, new: &Option<crate::Quantity>, lower_is_wider: bool| match (old, new)
    {
        (None, None) => true,
        (Some(old), Some(new)) => new.in_unit(old.unit).is_ok_and(|value| {
            if lower_is_wider == wider {
                value <= old.value
            } else {
                value >= old.value
            }
        }),
        _ => false,
    };
    let names = |old: &Option<Vec<String>>, new: &Option<Vec<String>>| match (old, new) {
        (None, None) => true,
        (Some(old), Some(new)) => {
            let (small, large) = if wider { (old, new) } else { (new, old) };
            small.iter().all(|name| large.contains(name))
        }
        _ => false,
    };
    old.is == new.is
        && old.overlaps == new.overlaps
        && compared(&old.above, &new.above, true)
        && compared(&old.at_least, &new.at_least, true)
        && compared(&old.below, &new.below, false)
        && compared(&old.at_most, &new.at_most, false)
        && compared(&old.within, &new.within, false)
        && names(&old.one_of, &new.one_of)
        && names(&old.includes, &new.includes)
}

fn cap_is_as_strict(old: &Cap, new: &Cap) -> bool {
    let span_kept = match (old.per, new.per) {
        (CapPer::Days(old), CapPer::Days(new)) => new >= old,
        (old, new) => old == new,
    };
    span_kept
        && new.severity >= old.severity
        && new
            .amount
            .in_unit(old.amount.unit)
            .is_ok_and(|amount| amount <= old.amount.value)
        && match (&old.when, &new.when) {
            (_, None) => true,
            (None, Some(_)) => false,
            (Some(old), Some(new)) => fires_as_often(old, new, true),
        }
}
