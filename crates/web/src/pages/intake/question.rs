//! One question as it is asked: yes or no, one of a few, a number with its unit, a day, several of a list.

use anagen_app::Invalid;
use anagen_app::intake::{Question, Standing};
use anagen_knowledge::records::{AskedOf, Fact, FactKind};
use anagen_knowledge::{Knowledge, Plain};
use maud::{Markup, html};

use super::answer_words;
use super::words;
use crate::fields::Fields;
use crate::look::{CheckItem, Choices, Field, checklist, hidden};
use crate::page::error_of;
use crate::said::other_language;
use crate::visit::Visit;

/// "Not known" as a value of a form; no option of the knowledge has this id.
pub(super) const NOT_KNOWN: &str = "not_known";
/// "Refused" as a value of a form.
pub(super) const REFUSED: &str = "refused";
/// Rules that are named beside a question before the rest is counted.
const RULES_NAMED: usize = 3;

/// Who is asked: the staff see how each question stands, the patient sees the question alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum For {
    Staff,
    Patient,
}

/// A question with what was typed into it, where it was touched.
pub(super) fn question(
    visit: &Visit,
    knowledge: &Knowledge,
    question: &Question<'_>,
    typed: &Fields,
    invalid: &Invalid,
    asks: For,
) -> Markup {
    let fact = question.fact;
    let was = was(question, knowledge, asks);
    let beside = (asks == For::Staff).then(|| beside(visit, knowledge, question));
    let error = error_of(visit.words, invalid, &fact.id);
    let typed = is_touched(fact, typed).then_some(typed);
    let language = visit.words.language;
    let words = fact.question_in(language);
    let asked = match fact.kind {
        FactKind::YesNo => {
            let chosen = typed.map_or(was.as_str(), |typed| typed.text(&name("a", fact)));
            let choices = Choices::answer(name("a", fact), &*words, &answer_words(visit))
                .label_language(other_language(&words, language));
            with_beside(choices.selected(Some(chosen)).error_if(error), beside).into_markup()
        }
        FactKind::Choice => {
            let chosen = typed.map_or(was.as_str(), |typed| typed.text(&name("a", fact)));
            let mut choices = Choices::new(name("a", fact), &*words).label_language(other_language(&words, language));
            for option in &fact.options {
                if let Some(label) = fact.label_in(&option.id, language) {
                    choices = choices
                        .option(&*option.id, &*label)
                        .option_language(other_language(&label, language));
                }
            }
            let choices = no_answers(visit, choices).selected(Some(chosen)).error_if(error);
            with_beside(choices, beside).into_markup()
        }
        FactKind::Number | FactKind::Date => single(visit, knowledge, question, typed, invalid, asks),
        FactKind::List => several(visit, knowledge, fact, &was, typed, error, beside),
    };
    html! {
        div class="question" data-question id={ "question-" (fact.id) } {
            (asked)
            (hidden(&name("was", fact), &was))
        }
    }
}

/// A part that is shown at once.
trait IntoMarkup {
    fn into_markup(self) -> Markup;
}

impl IntoMarkup for Choices {
    fn into_markup(self) -> Markup {
        html! { (self) }
    }
}

/// The name of a field of a question.
pub(super) fn name(part: &str, fact: &Fact) -> String {
    format!("{part}-{}", fact.id)
}

/// Whether the fields of a question differ from what they were filled with: only then somebody touched it.
pub(super) fn is_touched(fact: &Fact, fields: &Fields) -> bool {
    let was = fields.text(&name("was", fact));
    match fact.kind {
        FactKind::YesNo | FactKind::Choice => {
            let now = fields.text(&name("a", fact));
            !now.is_empty() && now != was
        }
        FactKind::Number | FactKind::Date => {
            let none = fields.text(&name("n", fact));
            fields.is_set(&name("a", fact)) || fields.is_set(&name("on", fact)) || (!none.is_empty() && none != was)
        }
        FactKind::List => {
            let now = list_state(fields.text(&name("s", fact)), fields.all(&name("a", fact)));
            now != "|" && now != was
        }
    }
}

/// The state of a list as one text: which of "these", "none", "not known" was chosen, and which entries are ticked.
fn list_state<'a>(chosen: &str, ticked: impl Iterator<Item = &'a str>) -> String {
    format!(
        "{chosen}|{}",
        ticked.filter(|one| !one.is_empty()).collect::<Vec<_>>().join(",")
    )
}

/// What the fields of a question are filled with: the answer that counts. What no longer counts is asked again from nothing, and
/// so is everything on the tablet.
fn was(question: &Question<'_>, knowledge: &Knowledge, asks: For) -> String {
    let answer = question.answer.filter(|_| asks == For::Staff);
    let is_list = question.fact.kind == FactKind::List;
    let no_answer = |word: &str| if is_list { format!("{word}|") } else { word.to_owned() };
    let nothing = if is_list { "|".to_owned() } else { String::new() };
    let Some(answer) = answer else { return nothing };
    match question.standing {
        Standing::NotKnown => no_answer(NOT_KNOWN),
        Standing::Refused => no_answer(REFUSED),
        Standing::Counts => match question.fact.kind {
            FactKind::YesNo => match answer
                .answer
                .0
                .as_bool()
                .or(answer.answer.0.as_str().map(|text| text == "yes"))
            {
                Some(true) => "yes".to_owned(),
                Some(false) => "no".to_owned(),
                None => nothing,
            },
            FactKind::Choice => answer.answer.0.as_str().unwrap_or_default().to_owned(),
            // A number or a day is typed anew: what is in the field is what was said now.
            FactKind::Number | FactKind::Date => nothing,
            FactKind::List => {
                let entries = answer.answer.0.as_array().map(Vec::as_slice).unwrap_or_default();
                let names: Vec<&str> = entries.iter().filter_map(|entry| entry.as_str()).collect();
                // In the order in which the form offers them: that is how they come back.
                let offered = knowledge.options(question.fact);
                let ticked = offered.into_iter().filter(|id| names.contains(id));
                list_state(if names.is_empty() { "none" } else { "these" }, ticked)
            }
        },
        _ => nothing,
    }
}

fn with_beside(choices: Choices, beside: Option<Markup>) -> Choices {
    match beside {
        Some(beside) => choices.beside(beside),
        None => choices,
    }
}

fn no_answers(visit: &Visit, choices: Choices) -> Choices {
    choices
        .no_answer(NOT_KNOWN, visit.say("answer-not-known"))
        .no_answer(REFUSED, visit.say("answer-refused"))
}

/// How the question stands, and which rules wait for it.
fn beside(visit: &Visit, knowledge: &Knowledge, question: &Question<'_>) -> Markup {
    html! { (words::standing(visit, knowledge, question)) @if let Some(rules) = rules(visit, question) { " · " (rules) } }
}

fn rules(visit: &Visit, question: &Question<'_>) -> Option<String> {
    let decides = question.decides;
    if decides.is_empty() || question.standing == Standing::Counts {
        return None;
    }
    let named = decides
        .iter()
        .take(RULES_NAMED)
        .map(String::as_str)
        .collect::<Vec<_>>()
        .join(", ");
    let more = decides.len().saturating_sub(RULES_NAMED);
    let more = i64::try_from(more).unwrap_or(i64::MAX);
    Some(visit.with("intake-decides", [("rules", named.into()), ("more", more.into())]))
}

/// A number or a day: a field, and beside it the two ways of not answering.
fn single(
    visit: &Visit,
    knowledge: &Knowledge,
    question: &Question<'_>,
    typed: Option<&Fields>,
    invalid: &Invalid,
    asks: For,
) -> Markup {
    let fact = question.fact;
    let text = |part: &str| typed.map_or("", |typed| typed.text(&name(part, fact))).to_owned();
    let asked = fact.question_in(visit.words.language);
    let mut field = match fact.kind {
        FactKind::Date => Field::date(name("a", fact), &*asked),
        _ => Field::number(name("a", fact), &*asked),
    };
    field = field
        .label_language(other_language(&asked, visit.words.language))
        .value(text("a"))
        .error_if(error_of(visit.words, invalid, &fact.id));
    if let Some(unit) = words::unit(fact) {
        field = field.unit(unit);
    }
    if let Some(range) = range(visit, fact) {
        field = field.range(range);
    }
    if asks == For::Staff {
        let standing =
            words::standing_text(visit, knowledge, question).unwrap_or_else(|| visit.say("intake-hint-not-asked"));
        let hint = rules(visit, question).map_or_else(|| standing.clone(), |rules| format!("{standing} · {rules}"));
        field = field.hint(hint);
    }
    let chosen = typed.map_or_else(
        || was(question, knowledge, asks),
        |typed| typed.text(&name("n", fact)).to_owned(),
    );
    let none = no_answers(visit, Choices::new(name("n", fact), visit.say("intake-no-value"))).selected(Some(chosen));
    let is_measured = fact.asked_of == AskedOf::Laboratory;
    html! {
        div class="question-typed" {
            (field)
            @if is_measured {
                (Field::date(name("on", fact), visit.say("intake-laboratory-day"))
                    .value(text("on"))
                    .error_if(error_of(visit.words, invalid, &name("on", fact))))
            }
            (none)
        }
    }
}

/// Possible numbers, and other units in which they may be given.
fn range(visit: &Visit, fact: &Fact) -> Option<String> {
    let range = fact.range?;
    let to = format!("{} {}", Plain(range.to), words::unit(fact).unwrap_or_default());
    let allowed = visit.with(
        "intake-range",
        [
            ("from", Plain(range.from).to_string().into()),
            ("to", to.trim_end().into()),
        ],
    );
    let others: Vec<&str> = fact
        .conversions
        .iter()
        .map(|conversion| conversion.unit.as_str())
        .collect();
    if others.is_empty() {
        return Some(allowed);
    }
    Some(format!(
        "{allowed} {}",
        visit.with("intake-other-units", [("units", others.join(", ").into())])
    ))
}

/// Several of a list: first whether there are any, then which.
fn several(
    visit: &Visit,
    knowledge: &Knowledge,
    fact: &Fact,
    was: &str,
    typed: Option<&Fields>,
    error: Option<String>,
    beside: Option<Markup>,
) -> Markup {
    let (was_chosen, was_ticked) = was.split_once('|').unwrap_or_default();
    let chosen = typed.map_or(was_chosen, |typed| typed.text(&name("s", fact)));
    let is_ticked = |id: &str| match typed {
        Some(typed) => typed.holds(&name("a", fact), id),
        None => was_ticked.split(',').any(|one| one == id),
    };
    let asked = fact.question_in(visit.words.language);
    let choices = Choices::new(name("s", fact), &*asked)
        .label_language(other_language(&asked, visit.words.language))
        .option("these", visit.say("intake-list-these"))
        .option("none", visit.say("intake-list-none"));
    let choices = no_answers(visit, choices).selected(Some(chosen)).error_if(error);
    let items: Vec<CheckItem> = knowledge
        .options(fact)
        .into_iter()
        .map(|id| CheckItem {
            name: name("a", fact),
            value: id.to_owned(),
            label: words::value(
                visit.words,
                &visit.format,
                knowledge,
                fact,
                &anagen_knowledge::Value::List(anagen_knowledge::List {
                    entries: vec![id.to_owned()],
                    ..Default::default()
                }),
            ),
            detail: String::new(),
            checked: is_ticked(id),
            required: false,
        })
        .collect();
    html! {
        (with_beside(choices, beside))
        (checklist(&visit.say("intake-list-which"), &items))
    }
}
