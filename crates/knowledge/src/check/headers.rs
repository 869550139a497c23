//! What every record carries, and names that mean one thing.

use super::Report;
use crate::knowledge::Knowledge;
use crate::records::{Confidence, Status};

pub(crate) fn check(knowledge: &Knowledge, report: &mut Report<'_>) {
    headers(knowledge, report);
    names(knowledge, report);
}

fn headers(knowledge: &Knowledge, report: &mut Report<'_>) {
    knowledge.records.for_each(&mut |kind, record| {
        let header = record.provenance();
        let mut wrong = |field: &str, reason: &str| report.add_to(kind, record.id(), field, reason);
        if header.sources.is_empty() {
            wrong("sources", "a record names at least one source");
        }
        if header.confidence == Confidence::Proposed
            && header.status == Status::Confirmed
            && header.confirmed_by.is_none()
        {
            wrong(
                "status",
                "what was chosen here is `proposed` until `confirmed_by` names a medical director",
            );
        }
        if header.confirmed_by.is_some() != header.confirmed_on.is_some() {
            wrong("confirmed_by", "`confirmed_by` and `confirmed_on` go together");
        }
        if header.confirmed_by.is_some_and(|by| by.trim().is_empty()) {
            wrong("confirmed_by", "a confirmation names the medical director");
        }
        if record
            .loosened()
            .is_some_and(|loosened| loosened.by.trim().is_empty() || loosened.reason.trim().is_empty())
        {
            wrong("loosened", "who loosens a record says who they are and why");
        }
    });
}

/// One name, one medicine; one name, one agent: a second bearer would take the first one's rules away from it.
fn names(knowledge: &Knowledge, report: &mut Report<'_>) {
    let records = &knowledge.records;
    let medicines = records.medicines.iter().map(|medicine| {
        (
            "medicine",
            &medicine.id,
            std::iter::once(&medicine.name).chain(&medicine.names).chain(&[]),
            &knowledge.names.medicines,
        )
    });
    let agents = records.agents.iter().map(|agent| {
        let spellings = std::iter::once(&agent.name)
            .chain(&agent.names)
            .chain(agent.aliases.as_slice());
        ("agent", &agent.id, spellings, &knowledge.names.agents)
    });
    for (kind, id, spellings, known) in medicines.chain(agents) {
        for spelling in spellings {
            if let Some(other) = known.get(&spelling.to_lowercase()).filter(|other| *other != id) {
                report.add_to(
                    kind,
                    id,
                    "names",
                    format!("the name `{spelling}` is taken by the {kind} `{other}`"),
                );
            }
        }
    }
    for word in &records.words {
        if word.forbidden.trim().is_empty() {
            report.add(&word.id, "forbidden", "a forbidden word is not empty");
        }
    }
    for allowed in &records.allowed_texts {
        if allowed.text.trim().is_empty() {
            report.add(
                &allowed.id,
                "text",
                "an allowed text is not empty: it would allow every word",
            );
        }
    }
}
