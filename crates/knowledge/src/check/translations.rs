//! A translation is whole, made from the English words that stand there now, and tells the same numbers.

use std::collections::BTreeSet;

use super::Report;
use crate::knowledge::Knowledge;
use crate::suggest;
use crate::translation::{LANGUAGES, Translated, Translation, mark_of};

pub(crate) fn check(knowledge: &Knowledge, report: &mut Report<'_>) {
    knowledge.records.for_each_translated(&mut |kind, record| {
        for (language, translation) in record.translations() {
            if LANGUAGES.contains(&language.as_str()) {
                one(kind, record, language, translation, report);
            } else {
                let near = suggest::nearest(language, LANGUAGES)
                    .map(|near| format!("; did you mean `{near}`"))
                    .unwrap_or_default();
                let reason = format!(
                    "`{language}` is not a language into which the knowledge is translated ({}){near}",
                    LANGUAGES.join(", ")
                );
                report.add_to(kind, record.id(), &format!("in.{language}"), reason);
            }
        }
    });
}

fn one(kind: &str, record: &dyn Translated, language: &str, translation: &Translation, report: &mut Report<'_>) {
    let original = record.original();
    let texts = translation.texts();
    let at = |field: &str| format!("in.{language}.{field}");
    for (field, words) in &texts {
        let Some((_, english)) = original.iter().find(|(known, _)| known == field) else {
            let near = suggest::nearest(field, original.iter().map(|(known, _)| known.as_str()))
                .map(|near| format!("; did you mean `{near}`"))
                .unwrap_or_default();
            let reason = format!("this {kind} has no text `{field}` that a patient reads{near}");
            report.add_to(kind, record.id(), &at(field), reason);
            continue;
        };
        if words.trim().is_empty() {
            report.add_to(kind, record.id(), &at(field), "a translation is not empty");
        }
        let (here, there) = (numbers(words), numbers(english));
        if here != there {
            let reason = format!(
                "the numbers differ: {} here, {} in English",
                listed(&here),
                listed(&there)
            );
            report.add_to(kind, record.id(), &at(field), reason);
        }
    }
    let given: BTreeSet<&str> = texts.iter().map(|(field, _)| field.as_str()).collect();
    for (field, _) in original.iter().filter(|(field, _)| !given.contains(field.as_str())) {
        let reason = format!("the translation leaves out `{field}`: a record is translated whole or not at all");
        report.add_to(kind, record.id(), &format!("in.{language}"), reason);
    }
    let mark = mark_of(&original);
    if translation.of != mark {
        report.add_hint(
            kind,
            record.id(),
            &at("of"),
            format!("the translation was made from other English words than those of this {kind}"),
            &format!("read both, put the translation right, then write `of = \"{mark}\"`"),
        );
    }
}

/// The numbers of a text in order of size, without the signs that set thousands and decimals apart, which languages write
/// differently.
fn numbers(text: &str) -> Vec<String> {
    let mut numbers = Vec::new();
    let mut number = String::new();
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        if letter.is_ascii_digit() {
            number.push(letter);
            continue;
        }
        let goes_on = matches!(letter, '.' | ',' | '\u{a0}' | '\u{202f}')
            && !number.is_empty()
            && letters.peek().is_some_and(char::is_ascii_digit);
        if !goes_on && !number.is_empty() {
            numbers.push(std::mem::take(&mut number));
        }
    }
    if !number.is_empty() {
        numbers.push(number);
    }
    numbers.sort();
    numbers
}

fn listed(numbers: &[String]) -> String {
    if numbers.is_empty() {
        "none".to_owned()
    } else {
        numbers.join(", ")
    }
}

#[cfg(test)]
mod tests {
    use super::numbers;

    #[track_caller]
    fn check(one: &str, other: &str, same: bool) {
        assert_eq!(numbers(one) == numbers(other), same, "{one} | {other}");
    }

    #[test]
    fn numbers_are_the_same_however_a_language_sets_them_apart() {
        check("about 7 in 1,000 (0.68 %)", "unas 7 de cada 1000 (0,68 %)", true);
        check("for 24 hours, then 48", "48 y luego 24 horas", true);
        check("for 24 hours", "durante 42 horas", false);
        check("for 24 hours", "durante un día", false);
        check("0.5 mg", "5 mg", false);
        check("2, 3", "23", false);
        check("10 mg, 10 mL", "10 mg", false);
    }
}
