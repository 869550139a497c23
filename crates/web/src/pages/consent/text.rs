//! The text of a consent: to read, to initial item by item, or on paper with empty boxes.

use std::collections::BTreeMap;

use anagen_app::Invalid;
use anagen_app::consent::{ConsentText, HEIGHT, ItemMark, Signature, TextItem, WIDTH};
use anagen_records::consents::Consent;
use maud::{Markup, html};

use crate::fields::Fields;
use crate::look::{Choices, Field};
use crate::page::error_of;
use crate::said::said;
use crate::visit::Visit;

/// What stands in the places to be filled.
pub(super) enum Marks<'a> {
    /// A form: what was typed, and what is wrong with it.
    Asked(&'a Fields, &'a Invalid),
    /// What was initialled and answered.
    Given(&'a [ItemMark]),
    /// Empty boxes to be filled by hand.
    Empty,
}

/// The items of a consent, all of it in the language in which it was handed over.
pub(super) fn items(visit: &Visit, text: &ConsentText, marks: &Marks<'_>) -> Markup {
    let visit = &visit.read_in(&text.language);
    let language = visit.words.language;
    html! {
        ol class="consent-items" lang=(language) {
            @for item in &text.items {
                li class="consent-item" id=(item.id) {
                    span class="consent-number" aria-hidden="true" { (item.number) }
                    div class="consent-words" {
                        p class="consent-text" { (said(&item.text, language)) }
                        @if let Some(detail) = &item.detail { p { (said(detail, language)) } }
                        @if !item.filled.is_empty() { ul { @for line in &item.filled { li { (said(line, language)) } } } }
                        @for line in &item.written_in {
                            p class="consent-line" { span { (line_words(visit, &line.line)) ": " } @if line.text.is_empty() { span class="write-in" {} } @else { strong { (line.text) } } }
                        }
                        @for question in &item.asks { (asked(visit, item, question, marks)) }
                    }
                    div class="consent-initials" { (initials(visit, item, marks)) }
                }
            }
        }
    }
}

/// The words of a line that the clinic fills in.
pub(super) fn line_words(visit: &Visit, line: &str) -> String {
    visit.say(match line {
        "prescribes" => "consent-line-prescribes",
        "injects" => "consent-line-injects",
        "language" => "consent-line-language",
        "complaints_inside" => "consent-line-complaints-inside",
        _ => "consent-line-complaints-outside",
    })
}

fn question_words(visit: &Visit, question: &str) -> String {
    visit.say(match question {
        "photographs_care" => "consent-photographs-care",
        "photographs_teaching" => "consent-photographs-teaching",
        "photographs_publication" => "consent-photographs-publication",
        _ => "consent-register",
    })
}

fn initials(visit: &Visit, item: &TextItem, marks: &Marks<'_>) -> Markup {
    let name = format!("initials-{}", item.id);
    html! {
        @match marks {
            Marks::Asked(fields, invalid) => {
                (Field::text(name.clone(), visit.with("consent-initials-of", [("number", item.number.into())]))
                    .short().most_characters(8).autocomplete("off").value(fields.text(&name)).error_if(error_of(visit.words, invalid, &name))
                    .attribute("autocapitalize", "characters"))
            }
            Marks::Given(given) => {
                @let mark = given.iter().find(|mark| mark.id == item.id);
                span class="initials-given" { (mark.map_or("", |mark| mark.initials.as_str())) }
                span class="soft" { (visit.say("consent-initials")) }
            }
            Marks::Empty => { span class="initials-box" {} span class="soft" { (visit.say("consent-initials")) } }
        }
    }
}

fn asked(visit: &Visit, item: &TextItem, question: &str, marks: &Marks<'_>) -> Markup {
    let name = format!("answer-{question}");
    let words = question_words(visit, question);
    html! {
        @match marks {
            Marks::Asked(fields, invalid) => {
                (Choices::new(name.clone(), words)
                    .option("yes", visit.say("answer-yes"))
                    .option("no", visit.say("answer-no"))
                    .selected(fields.filled(&name))
                    .error_if(error_of(visit.words, invalid, &name)))
            }
            Marks::Given(given) => {
                @let answer = given.iter().find(|mark| mark.id == item.id).and_then(|mark| mark.answers.get(question));
                p { (words) ": " strong { @match answer { Some(true) => (visit.say("answer-yes")), Some(false) => (visit.say("answer-no")), None => "" } } }
            }
            Marks::Empty => {
                p class="yes-no" { (words) " " span class="box" {} (visit.say("answer-yes")) " " span class="box" {} (visit.say("answer-no")) }
            }
        }
    }
}

/// What was typed beside the items.
pub(super) fn marks_of(text: &ConsentText, fields: &Fields) -> Vec<ItemMark> {
    let answer = |question: &String| match fields.text(&format!("answer-{question}")) {
        "yes" => Some((question.clone(), true)),
        "no" => Some((question.clone(), false)),
        _ => None,
    };
    text.items
        .iter()
        .map(|item| ItemMark {
            id: item.id.clone(),
            initials: fields.text(&format!("initials-{}", item.id)).to_owned(),
            answers: item.asks.iter().filter_map(answer).collect::<BTreeMap<_, _>>(),
        })
        .collect()
}

/// The signature that a form holds: the drawn line, or the declaration in its place.
pub(super) fn signature_of(fields: &Fields) -> Option<Signature> {
    let drawn = Signature::from_strokes(fields.text("strokes"));
    drawn.or_else(|| fields.holds("declared", "yes").then_some(Signature::Declared))
}

/// Name and signature, to be written by the patient.
pub(super) fn sign_here(visit: &Visit, fields: &Fields, invalid: &Invalid) -> Markup {
    let error = error_of(visit.words, invalid, "signature");
    let id = crate::look::field::id_of("signature");
    html! {
        (Field::text("name", visit.say("consent-name")).hint(visit.say("consent-name-hint")).autocomplete("off").value(fields.text("name"))
            .error_if(error_of(visit.words, invalid, "name")).required())
        fieldset class=(if error.is_some() { "signature has-error" } else { "signature" }) id=(id) data-signature data-width=(WIDTH) data-height=(HEIGHT) {
            legend { (visit.say("consent-signature")) }
            input type="hidden" name="strokes" value=(fields.text("strokes")) data-strokes;
            div class="signature-pad" hidden data-signature-pad {
                p class="hint" id="signature-hint" { (visit.say("consent-signature-hint")) }
                canvas width=(WIDTH * 2.0) height=(HEIGHT * 2.0) role="img" aria-label=(visit.say("consent-signature-drawn-here")) aria-describedby="signature-hint" {}
                button type="button" class="button" data-clear { span { (visit.say("consent-signature-clear")) } }
            }
            div class="check" {
                input type="checkbox" name="declared" value="yes" id="declared" checked[fields.holds("declared", "yes")];
                label for="declared" { (visit.say("consent-declared")) }
                p class="hint" { (visit.say("consent-declared-hint")) }
            }
            @if let Some(error) = error { p class="field-error" { span { (error) } } }
        }
    }
}

/// A signature as it was given.
pub(super) fn signature_given(visit: &Visit, consent: &Consent) -> Markup {
    let signature: Option<Signature> = consent
        .signature
        .as_ref()
        .and_then(|stored| serde_json::from_value(stored.0.clone()).ok());
    html! {
        dl class="facts" {
            div { dt { (visit.say("consent-name")) } dd { (consent.signed_name.clone().unwrap_or_default()) } }
            @if let Some(at) = consent.signed_at { div { dt { (visit.say("consent-signed-at")) } dd { (visit.format.moment(at)) } } }
            @if let Some(witness) = &consent.witnessed_by_name { div { dt { (visit.say("consent-witness")) } dd { (witness) } } }
            div {
                dt { (visit.say("consent-signature")) }
                dd {
                    @match signature {
                        Some(Signature::Drawn { path }) => {
                            svg class="signature-drawn" viewBox=(format!("0 0 {WIDTH} {HEIGHT}")) role="img" aria-label=(visit.say("consent-signature")) { path d=(path) {} }
                        }
                        Some(Signature::Declared) => (visit.say("consent-declared-given")),
                        None => "",
                    }
                }
            }
        }
    }
}
