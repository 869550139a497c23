//! From the fields of a form to what was said: only of the questions that were touched.

use anagen_app::intake::{Question, Said, SaidAnswer};
use anagen_app::{Invalid, Message};
use anagen_care::case::AnswerSource;
use anagen_knowledge::records::{AnswerText, AskedOf, Fact, FactKind};

use super::question::{NOT_KNOWN, REFUSED, is_touched, name};
use crate::fields::Fields;

/// What was said to the questions of a form.
pub(super) fn said(questions: &[Question<'_>], fields: &Fields, invalid: &mut Invalid) -> Vec<Said> {
    let source = source(fields.text("source"));
    let touched = questions.iter().filter(|question| is_touched(question.fact, fields));
    touched
        .filter_map(|question| {
            let fact = question.fact;
            let on = name("on", fact);
            let on = if fields.is_set(&on) {
                fields.day(&on, invalid)
            } else {
                None
            };
            match answer(fact, fields) {
                Ok(answer) => {
                    let source = source.unwrap_or_else(|| source_of(fact));
                    Some(Said {
                        fact: fact.id.clone(),
                        answer,
                        source,
                        on,
                    })
                }
                Err(message) => {
                    invalid.add(fact.id.clone(), message);
                    None
                }
            }
        })
        .collect()
}

/// Who gave the answers of a form; none: each question says who is asked.
fn source(chosen: &str) -> Option<AnswerSource> {
    match chosen {
        "patient" => Some(AnswerSource::Patient),
        "examiner" => Some(AnswerSource::Examiner),
        "laboratory" => Some(AnswerSource::Laboratory),
        "record" => Some(AnswerSource::Record),
        _ => None,
    }
}

fn source_of(fact: &Fact) -> AnswerSource {
    match fact.asked_of {
        AskedOf::Patient => AnswerSource::Patient,
        AskedOf::Laboratory => AnswerSource::Laboratory,
        AskedOf::Record => AnswerSource::Record,
        _ => AnswerSource::Examiner,
    }
}

fn answer(fact: &Fact, fields: &Fields) -> Result<SaidAnswer, Message> {
    let typed = fields.text(&name("a", fact));
    Ok(match fact.kind {
        FactKind::YesNo | FactKind::Choice => match typed {
            NOT_KNOWN => SaidAnswer::NotKnown,
            REFUSED => SaidAnswer::Refused,
            "yes" if fact.kind == FactKind::YesNo => SaidAnswer::Value(AnswerText::YesNo(true)),
            "no" if fact.kind == FactKind::YesNo => SaidAnswer::Value(AnswerText::YesNo(false)),
            typed => SaidAnswer::Value(AnswerText::Text(typed.to_owned())),
        },
        // A value counts before a choice that was made earlier: a chosen button cannot be let go again without script.
        FactKind::Number if !typed.is_empty() => SaidAnswer::Value(number(fact, typed)),
        FactKind::Date if !typed.is_empty() => SaidAnswer::Value(AnswerText::Text(typed.to_owned())),
        FactKind::Number | FactKind::Date => match fields.text(&name("n", fact)) {
            NOT_KNOWN => SaidAnswer::NotKnown,
            REFUSED => SaidAnswer::Refused,
            // Only the day of a value was entered.
            _ => return Err(Message::new("intake-value-missing")),
        },
        FactKind::List => return list(fact, fields),
    })
}

fn list(fact: &Fact, fields: &Fields) -> Result<SaidAnswer, Message> {
    let ticked: Vec<String> = fields
        .all(&name("a", fact))
        .filter(|one| !one.is_empty())
        .map(str::to_owned)
        .collect();
    match (fields.text(&name("s", fact)), ticked.is_empty()) {
        ("none", true) => Ok(SaidAnswer::Value(AnswerText::List(Vec::new()))),
        (NOT_KNOWN, true) => Ok(SaidAnswer::NotKnown),
        (REFUSED, true) => Ok(SaidAnswer::Refused),
        ("these" | "", false) => Ok(SaidAnswer::Value(AnswerText::List(ticked))),
        (_, true) => Err(Message::new("intake-list-tick-one")),
        (_, false) => Err(Message::new("intake-list-tick-none")),
    }
}

/// A number as it was typed: with the question's unit where none was, and with a point where a comma was.
pub(super) fn number(fact: &Fact, typed: &str) -> AnswerText {
    let text = if typed.contains('.') {
        typed.to_owned()
    } else {
        typed.replacen(',', ".", 1)
    };
    let is_bare = text
        .chars()
        .all(|letter| letter.is_ascii_digit() || matches!(letter, '.' | '-' | '+'));
    match (text.parse::<f64>().ok().filter(|_| is_bare), fact.unit.as_deref()) {
        (Some(_), None | Some("1" | "pH")) | (None, _) => AnswerText::Text(text),
        (Some(number), Some("years" | "points" | "SALT")) => AnswerText::Number(number),
        (Some(_), Some(unit)) => AnswerText::Text(format!("{text} {unit}")),
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use anagen_app::intake::{SaidAnswer, is_asked_here, stored_text};
    use anagen_knowledge::Knowledge;

    use super::*;

    /// Every number that can be asked takes a bare number in its own unit, and the same with the unit written out.
    #[test]
    fn numbers_are_read_in_the_unit_that_the_field_shows() {
        let knowledge = Knowledge::embedded().unwrap();
        let asked = knowledge
            .records
            .facts
            .iter()
            .filter(|fact| is_asked_here(fact) && fact.kind == FactKind::Number);
        let mut n = 0;
        for fact in asked {
            let key = knowledge.fact_key(&fact.id).unwrap();
            let range = fact.range.unwrap_or_else(|| panic!("{} has no range", fact.id));
            for typed in [
                range.from.to_string(),
                range.to.to_string(),
                range.to.to_string().replace('.', ","),
            ] {
                let answer = SaidAnswer::Value(number(fact, &typed));
                stored_text(&knowledge, key, &answer).unwrap_or_else(|error| panic!("{typed}: {error}"));
            }
            let beyond = SaidAnswer::Value(number(fact, &(range.to + 1.0).to_string()));
            stored_text(&knowledge, key, &beyond).unwrap_err();
            n += 1;
        }
        assert!(n > 10, "{n}");
    }

    #[test]
    fn another_unit_is_kept_as_it_was_given() {
        let knowledge = Knowledge::embedded().unwrap();
        let key = knowledge.fact_key("hba1c").unwrap();
        let fact = knowledge.fact(key);
        let stored = |typed: &str| stored_text(&knowledge, key, &SaidAnswer::Value(number(fact, typed)));
        assert_eq!(stored("7,2").unwrap(), "7.2 %");
        assert_eq!(stored("55 mmol/mol").unwrap(), "55 mmol/mol");
        stored("55 mg").unwrap_err();
        for odd in ["inf", "nan", "1e400", "7.2.1", "--7", "seven"] {
            stored(odd).unwrap_err();
        }
    }

    /// The two ways of not answering are no options of the knowledge.
    #[test]
    fn no_option_is_called_like_a_way_of_not_answering() {
        let knowledge = Knowledge::embedded().unwrap();
        for option in knowledge.records.facts.iter().flat_map(|fact| &fact.options) {
            assert!(
                ![NOT_KNOWN, REFUSED, "these", "none|"].contains(&option.id.as_str()),
                "{}",
                option.id
            );
        }
    }
}
