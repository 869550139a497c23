//! Overrides and letters: who may clear what (DECISIONS.md 2).

use anagen_knowledge::records::Severity;
use jiff::civil::Date;
use serde::Serialize;

use crate::case::{Clearance, ClearanceKind, Role};
use crate::finding::{Cleared, Finding, FindingState};

/// How long a letter counts that was accepted without an expiry. Proposed: no source gives a time; what it speaks of changes.
const LETTER_COUNTS_DAYS: i32 = 365;

/// A clearance that clears nothing, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RejectedClearance {
    /// Rule or cap that it names.
    pub rule: String,
    /// Who signed it.
    pub by: String,
    /// Why it does not count.
    pub reason: String,
}

/// Clears what the clearances may clear; returns those that do not count.
pub(crate) fn apply(findings: &mut [Finding], clearances: &[Clearance], today: Date) -> Vec<RejectedClearance> {
    let mut rejected = Vec::new();
    for clearance in clearances {
        let mut reasons: Vec<String> = Vec::new();
        let mut found = false;
        for finding in findings.iter_mut().filter(|finding| finding.id == clearance.rule) {
            found = true;
            match accept(finding, clearance, today) {
                Ok(cleared) => finding.cleared = Some(cleared),
                Err(reason) => reasons.push(reason),
            }
        }
        if !found {
            reasons.push("the rule found nothing: there is nothing to clear".to_owned());
        }
        rejected.extend(reasons.into_iter().map(|reason| RejectedClearance {
            rule: clearance.rule.clone(),
            by: clearance.by.clone(),
            reason,
        }));
    }
    rejected
}

fn accept(finding: &Finding, clearance: &Clearance, today: Date) -> Result<Cleared, String> {
    if finding.state != FindingState::Fired {
        return Err("the rule is undecided: only an answer decides it".to_owned());
    }
    if clearance.on > today {
        return Err(format!("it is dated {}, later than the decision", clearance.on));
    }
    if clearance.role != Role::Prescriber {
        return Err("only a prescriber signs a clearance".to_owned());
    }
    let reason = clearance
        .reason
        .as_deref()
        .map(str::trim)
        .filter(|reason| !reason.is_empty());
    match (finding.severity, clearance.kind) {
        (Severity::Absolute, _) => {
            Err("an absolute rule is cleared by nobody; only a corrected fact changes it".to_owned())
        }
        (Severity::Defer, _) => Err("a rule that defers is not overridden; a new fact is needed".to_owned()),
        (Severity::Information, _) => Err("there is nothing to clear".to_owned()),
        (Severity::Relative, ClearanceKind::SpecialistLetter) => {
            Err("a caution is cleared by a prescriber's override with a reason".to_owned())
        }
        (Severity::Specialist, ClearanceKind::Override) => {
            Err("a letter of the named specialist is needed; an override does not replace it".to_owned())
        }
        (Severity::Relative, ClearanceKind::Override) => {
            let reason = reason.ok_or("an override gives its reason")?;
            let expires = clearance.expires.ok_or("an override has an expiry")?;
            if expires < today {
                return Err(format!("it expired on {expires}"));
            }
            Ok(Cleared {
                by: clearance.by.clone(),
                on: clearance.on,
                expires: Some(expires),
                reason: reason.to_owned(),
            })
        }
        (Severity::Specialist, ClearanceKind::SpecialistLetter) => {
            let letter = clearance
                .letter
                .as_ref()
                .ok_or("the letter is missing: who wrote it, and when")?;
            if let Some(named) = finding
                .specialist
                .as_deref()
                .filter(|named| !is_named(named, &letter.specialist))
            {
                return Err(format!(
                    "the rule asks for a letter of the {named}; this one is of a {}",
                    letter.specialist
                ));
            }
            if clearance.expires.is_none() && (today - letter.dated).get_days() > LETTER_COUNTS_DAYS {
                return Err(format!(
                    "the letter of {} is more than a year old; a new one is needed",
                    letter.dated
                ));
            }
            if letter.dated > clearance.on {
                return Err("the letter is dated later than the signature".to_owned());
            }
            if clearance.expires.is_some_and(|expires| expires < today) {
                return Err(format!("it expired on {}", clearance.expires.unwrap_or(today)));
            }
            let text = format!("letter of {} ({}) of {}", letter.from, letter.specialist, letter.dated);
            let reason = reason.map_or(text.clone(), |reason| format!("{text}: {reason}"));
            Ok(Cleared {
                by: clearance.by.clone(),
                on: clearance.on,
                expires: clearance.expires,
                reason,
            })
        }
    }
}

/// Whether the letter's specialist is one of those that the rule names ("dermatologist or hair-restoration surgeon").
fn is_named(named: &str, specialist: &str) -> bool {
    let (named, specialist) = (named.to_lowercase(), specialist.trim().to_lowercase());
    !specialist.is_empty()
        && named
            .split(" or ")
            .flat_map(|part| part.split(", "))
            .any(|one| one.contains(&specialist) || specialist.contains(one.trim()))
}
