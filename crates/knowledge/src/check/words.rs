//! Forbidden words are not used as claims, and misspellings are never printed.

use super::Report;
use crate::knowledge::Knowledge;
use crate::store::Records;

pub(crate) fn check(knowledge: &Knowledge, report: &mut Report<'_>) {
    let records = &knowledge.records;
    for (id, field, text) in patient_texts(records) {
        if let Some(word) = forbidden_word(records, text) {
            report.add(
                id,
                field,
                format!("`{word}` is used as a claim; say it without, or add an `allowed_text` for a denial or a harm"),
            );
        }
        if let Some(alias) = records
            .agents
            .iter()
            .flat_map(|agent| &agent.aliases)
            .find(|alias| holds(&text.to_lowercase(), &alias.to_lowercase()))
        {
            report.add(
                id,
                field,
                format!("`{alias}` is a misspelling: accepted on input, never printed"),
            );
        }
    }
}

/// Every text that a patient reads: record, field, text.
fn patient_texts(records: &Records) -> Vec<(&str, &'static str, &str)> {
    let mut texts = Vec::new();
    for advice in &records.aftercare {
        texts.push((advice.id.as_str(), "instruction", advice.instruction.as_str()));
        texts.extend(
            advice
                .rationale
                .as_deref()
                .map(|text| (advice.id.as_str(), "rationale", text)),
        );
    }
    for advice in &records.before_treatment {
        texts.push((advice.id.as_str(), "instruction", advice.instruction.as_str()));
        texts.extend(
            advice
                .rationale
                .as_deref()
                .map(|text| (advice.id.as_str(), "rationale", text)),
        );
    }
    for item in &records.consent_items {
        texts.push((item.id.as_str(), "text", item.text.as_str()));
        texts.extend(item.detail.as_deref().map(|text| (item.id.as_str(), "detail", text)));
    }
    for statement in &records.statements {
        texts.push((statement.id.as_str(), "text", statement.text.as_str()));
    }
    for event in &records.adverse_events {
        texts.extend(
            event
                .patient_text
                .as_deref()
                .map(|text| (event.id.as_str(), "patient_text", text)),
        );
    }
    texts
}

/// The first forbidden word of a text that no allowed text covers.
pub(crate) fn forbidden_word<'k>(records: &'k Records, text: &str) -> Option<&'k str> {
    let mut rest = text.to_lowercase();
    for allowed in &records.allowed_texts {
        rest = rest.replace(&allowed.text.to_lowercase(), " ");
    }
    records
        .words
        .iter()
        .map(|word| word.forbidden.as_str())
        .find(|word| holds(&rest, &word.to_lowercase()))
}

/// Whether `text` holds `word` as a whole word, or as the beginning of one (`guarantee` in `guaranteed`).
fn holds(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| {
        !text[..at]
            .chars()
            .next_back()
            .is_some_and(|before| before.is_alphanumeric() || before == '-')
            && (word.len() >= 6
                || !text[at + word.len()..]
                    .chars()
                    .next()
                    .is_some_and(char::is_alphanumeric))
    })
}

impl Knowledge {
    /// The first word of a text that may not be used as a claim, unless an allowed text covers it (DECISIONS.md 4).
    pub fn forbidden_word(&self, text: &str) -> Option<&str> {
        forbidden_word(&self.records, text)
    }
}
