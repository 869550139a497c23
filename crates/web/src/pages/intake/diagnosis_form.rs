//! The form of a diagnosis: first the condition, then its scale, whose values are picked from drawings.

use anagen_app::{Invalid, Message};
use anagen_care::case::Diagnosis;
use anagen_knowledge::records::{Condition, ConditionFamily, Scale};
use anagen_knowledge::{Knowledge, Plain};
use anagen_papers::scales::{self, Words, Zone, ZoneLoss};
use anagen_records::values::PatientId;
use maud::{Markup, html};

use super::View;
use crate::fields::Fields;
use crate::look::{Actions, Choices, Facts, Field, Form, Tab, block, hidden, proposed_tag, tabs, tag};
use crate::messages::Messages;
use crate::page::error_of;
use crate::visit::Visit;

/// The scale that is worked out from the loss in four zones.
const SALT: &str = "salt";

/// The zones of that scale, by the name of their field.
const ZONES: [(Zone, &str); 4] = [
    (Zone::Top, "salt-top"),
    (Zone::Back, "salt-back"),
    (Zone::Left, "salt-left"),
    (Zone::Right, "salt-right"),
];

/// The drawing of a stage in the reader's language.
pub(super) fn drawing(words: &Messages, scale: &str, value: &str) -> Option<Markup> {
    scales::drawing(
        scale,
        value,
        &Words {
            text: &|key| words.say(key),
        },
    )
}

/// The value on the scale that a form gives: one of its values, a number, or its parts joined.
pub(super) fn value(fields: &Fields, invalid: &mut Invalid) -> Option<String> {
    let parts: String = ["value-0", "value-1", "value-2"]
        .iter()
        .map(|part| fields.text(part))
        .collect();
    if !parts.is_empty() {
        return Some(parts);
    }
    if let Some(value) = fields.filled("value") {
        return Some(value.replacen(',', ".", 1));
    }
    if !ZONES.iter().any(|(_, field)| fields.is_set(field)) {
        return None;
    }
    let mut loss = ZoneLoss::everywhere(0.0);
    for (zone, field) in ZONES {
        let percent = fields.number(field, invalid);
        match percent {
            Some(percent) if (0.0..=100.0).contains(&percent) => match zone {
                Zone::Top => loss.top_percent = percent,
                Zone::Back => loss.back_percent = percent,
                Zone::Left => loss.left_percent = percent,
                Zone::Right => loss.right_percent = percent,
            },
            _ if invalid.of(field).is_some() => {}
            // A zone that was not looked at is not a zone without loss.
            _ => invalid.add(field, Message::new("intake-salt-zone-wrong")),
        }
    }
    let score: f64 = ZONES
        .iter()
        .map(|(zone, _)| f64::from(zone.share_percent()) / 100.0 * loss.percent(*zone))
        .sum();
    Some(format!("{:.0}", score.round()))
}

/// The form: without a condition it asks for one.
pub(super) fn form(
    visit: &Visit,
    knowledge: &Knowledge,
    patient: PatientId,
    current: Option<&Diagnosis>,
    typed: &Fields,
    invalid: &Invalid,
) -> Markup {
    let condition = typed
        .filled("condition")
        .or(current.map(|made| made.condition.as_str()));
    let condition = condition.and_then(|id| knowledge.records.conditions.iter().find(|known| known.id == id));
    html! {
        (condition_form(visit, knowledge, patient, condition, invalid))
        @if let Some(condition) = condition { (stage_form(visit, knowledge, patient, condition, current, typed, invalid)) }
    }
}

/// Which condition: asked first, because the scales follow from it.
fn condition_form(
    visit: &Visit,
    knowledge: &Knowledge,
    patient: PatientId,
    chosen: Option<&Condition>,
    invalid: &Invalid,
) -> Markup {
    let mut select = Field::select("condition", visit.say("intake-diagnosis-condition"))
        .option("", visit.say("intake-diagnosis-choose"))
        .value(chosen.map_or("", |condition| condition.id.as_str()))
        .error_if(error_of(visit.words, invalid, "condition"));
    let mut families: Vec<ConditionFamily> = Vec::new();
    for condition in &knowledge.records.conditions {
        if !families.contains(&condition.family) {
            families.push(condition.family);
        }
    }
    for family in families {
        let of_family = knowledge
            .records
            .conditions
            .iter()
            .filter(|condition| condition.family == family);
        select = select.group(
            family_words(visit.words, family),
            of_family.map(|condition| (&*condition.id, &*condition.name)),
        );
    }
    let body = html! { (select) (Actions::primary(&visit.say("intake-diagnosis-show"))) };
    html! { (Form::get(View::Diagnosis.href(patient)).in_line().body(body)) }
}

fn family_words(words: &Messages, family: ConditionFamily) -> String {
    words.say(match family {
        ConditionFamily::Pattern => "intake-family-pattern",
        ConditionFamily::Telogen => "intake-family-telogen",
        ConditionFamily::AnagenEffluvium => "intake-family-anagen-effluvium",
        ConditionFamily::Areata => "intake-family-areata",
        ConditionFamily::Scarring => "intake-family-scarring",
        ConditionFamily::Traction => "intake-family-traction",
        ConditionFamily::Infection => "intake-family-infection",
        ConditionFamily::Nutritional => "intake-family-nutritional",
        ConditionFamily::Endocrine => "intake-family-endocrine",
        ConditionFamily::Drug => "intake-family-drug",
        ConditionFamily::Inflammatory => "intake-family-inflammatory",
        ConditionFamily::Shaft => "intake-family-shaft",
        ConditionFamily::Psychogenic => "intake-family-psychogenic",
        ConditionFamily::Undiagnosed => "intake-family-undiagnosed",
    })
}

fn stage_form(
    visit: &Visit,
    knowledge: &Knowledge,
    patient: PatientId,
    condition: &Condition,
    current: Option<&Diagnosis>,
    typed: &Fields,
    invalid: &Invalid,
) -> Markup {
    let all = condition
        .scales
        .iter()
        .filter_map(|id| knowledge.records.scales.iter().find(|scale| &scale.id == id));
    let all: Vec<&Scale> = all.collect();
    let scale = all
        .iter()
        .find(|scale| scale.id == typed.text("scale"))
        .or(all.first())
        .copied();
    let href = |scale: &Scale| {
        format!(
            "{}?condition={}&scale={}",
            View::Diagnosis.href(patient),
            condition.id,
            scale.id
        )
    };
    let views: Vec<Tab> = all
        .iter()
        .map(|known| Tab {
            href: href(known),
            label: known.name.clone(),
            count: None,
            current: scale.is_some_and(|scale| scale.id == known.id),
        })
        .collect();
    let same = current.filter(|made| made.condition == condition.id);
    let codes = condition
        .codes
        .iter()
        .map(|code| format!("{} {}", code.system.to_uppercase(), code.code));
    let mut facts = Facts::new()
        .fact(visit.say("intake-diagnosis-action"), &condition.action)
        .fact(visit.say("intake-diagnosis-evidence"), &condition.evidence);
    let codes: Vec<String> = codes.collect();
    if !codes.is_empty() {
        facts = facts.fact(
            visit.say("intake-diagnosis-codes"),
            html! { @for code in &codes { (tag(code)) " " } },
        );
    }
    let since = match typed.filled("since") {
        Some(since) => since.to_owned(),
        None => same
            .and_then(|made| made.since)
            .map(|day| day.to_string())
            .unwrap_or_default(),
    };
    let on = typed
        .filled("on")
        .map_or_else(|| visit.today().to_string(), str::to_owned);
    let is_proposed = condition.status == anagen_knowledge::records::Status::Proposed;
    let body = html! {
        (hidden("condition", &condition.id))
        @if let Some(scale) = scale { (hidden("scale", &scale.id)) }
        (block(&condition.name, html! {
            @if is_proposed { p { (proposed_tag(&visit.say("intake-proposed"))) } }
            (facts)
            @if views.len() > 1 { (tabs(&visit.say("intake-diagnosis-scales"), &views)) }
            @if let Some(scale) = scale {
                @let stage = same.and_then(|made| made.stage.as_ref()).filter(|stage| stage.scale == scale.id);
                (stage_fields(visit, scale, stage.map(|stage| stage.value.as_str()), typed, invalid))
            }
            div class="field-row" {
                (Field::date("on", visit.say("intake-diagnosis-on")).value(on).max(&visit.today().to_string())
                    .error_if(error_of(visit.words, invalid, "on")).required())
                (Field::date("since", visit.say("intake-diagnosis-since")).value(since).max(&visit.today().to_string())
                    .hint(visit.say("intake-diagnosis-since-hint"))
                    .error_if(error_of(visit.words, invalid, "since")))
            }
            p class="soft" { (visit.with("intake-diagnosis-by", [("name", visit.actor.name.as_str().into())])) }
        }))
        (Actions::primary(&visit.say("intake-diagnosis-save")))
    };
    html! { (Form::post(View::Diagnosis.href(patient)).id("stage").body(body)) }
}

/// The values of a scale: tiles with drawings, parts, or a number.
fn stage_fields(visit: &Visit, scale: &Scale, stored: Option<&str>, typed: &Fields, invalid: &Invalid) -> Markup {
    let hint = scale.advice.clone().unwrap_or_default();
    let error = error_of(visit.words, invalid, "value");
    let chosen = typed.filled("value").or(stored);
    if !scale.values.is_empty() {
        let mut choices = Choices::new("value", &*scale.name)
            .hint(hint)
            .error_if(error)
            .selected(chosen);
        for value in &scale.values {
            choices = option(visit, choices, &scale.id, value);
        }
        return html! { (choices) };
    }
    if !scale.parts.is_empty() {
        let chosen = |position: usize, values: &[String]| {
            let typed = typed.filled(&format!("value-{position}")).map(str::to_owned);
            // The stored parts stand one after the other; no value of one part is found in another.
            typed.or_else(|| {
                values
                    .iter()
                    .filter(|value| stored.is_some_and(|stored| stored.contains(value.as_str())))
                    .max_by_key(|value| value.len())
                    .cloned()
            })
        };
        return html! {
            p class="hint" { (hint) }
            @for (position, part) in scale.parts.iter().enumerate() {
                @let legend = format!("{}: {}", scale.name, part.name);
                @let choices = Choices::new(format!("value-{position}"), legend)
                    .error_if(error.clone().filter(|_| position == 0))
                    .selected(chosen(position, &part.values));
                (part.values.iter().fold(choices, |choices, value| option(visit, choices, &scale.id, value)))
            }
        };
    }
    let range = scale.range.map(|range| {
        visit.with(
            "intake-range",
            [
                ("from", Plain(range.from).to_string().into()),
                ("to", Plain(range.to).to_string().into()),
            ],
        )
    });
    let number = Field::number("value", &*scale.name)
        .hint(hint)
        .range(range.unwrap_or_default())
        .error_if(error);
    if scale.id != SALT {
        return html! { (number.value(chosen.unwrap_or_default())) };
    }
    let zone_words = |zone: Zone| {
        visit.say(match zone {
            Zone::Top => "intake-salt-top",
            Zone::Back => "intake-salt-back",
            Zone::Left => "intake-salt-left",
            Zone::Right => "intake-salt-right",
        })
    };
    html! {
        (number.value(chosen.unwrap_or_default()))
        p { (visit.say("intake-salt-or-zones")) }
        div class="field-row" {
            @for (zone, field) in ZONES {
                (Field::number(field, zone_words(zone))
                    .unit("%")
                    .hint(visit.with("intake-salt-share", [("share", i64::from(zone.share_percent()).into())]))
                    .value(typed.text(field))
                    .error_if(error_of(visit.words, invalid, field)))
            }
        }
        @if let Some(drawing) = drawing(visit.words, SALT, chosen.unwrap_or("30")) { div class="stage-now" { (drawing) } }
    }
}

fn option(visit: &Visit, choices: Choices, scale: &str, value: &str) -> Choices {
    match drawing(visit.words, scale, value) {
        Some(drawing) => choices.option_drawn(value, value, drawing),
        None => choices.option(value, value),
    }
}
