//! The report sheet: what a regulator or a supplier asks for, de-identified, on paper.
//!
//! It bears no name, no number and no birth date of the patient: a reference, the age and what was recorded of the event.

use anagen_app::Action;
use anagen_app::adverse_events::overlay::latency_days;
use anagen_app::adverse_events::{self, EventView, StepKind};
use anagen_knowledge::Value;
use anagen_records::values::{AdverseEventId, PatientId};
use axum::extract::Path;
use axum::response::Response;
use maud::{Markup, html};

use super::{managing, wording};
use crate::failure::Failure;
use crate::format::age;
use crate::look::layout::{on_paper, on_screen};
use crate::look::{Column, Facts, Meaning, Notice, PageHead, Table, section, unknown};
use crate::page::{Door, Page};
use crate::routes::{Access, Route};
use crate::visit::Visit;

pub(super) fn routes() -> Vec<Route> {
    vec![Route::get(
        "/patients/{patient}/adverse-events/{event}/sheet",
        Access::May(Action::ReadRecord),
        page,
    )]
}

/// The reference of an event on papers that leave the clinic: the end of its identifier, which tells nothing of the patient.
fn reference(id: AdverseEventId) -> String {
    let text = id.to_string();
    text.rsplit('-').next().unwrap_or_default().to_uppercase()
}

async fn page(visit: Visit, Path((patient, id)): Path<(PatientId, AdverseEventId)>) -> Result<Response, Failure> {
    let view = adverse_events::open(&visit.actor, &visit.app, patient, id).await?;
    let title = visit.with("adverse-events-sheet-title", [("reference", reference(id).into())]);
    let told = wording::told(&visit, &view.way.knowledge, &view.sessions, &view.report);
    let telling = |keys: &[&str]| {
        let mut facts = Facts::new();
        for (key, value) in told.iter().filter(|(key, _)| keys.contains(key)) {
            let label = visit.say(key);
            facts = if value.is_empty() {
                facts.unknown(label, &visit.say("adverse-events-not-known"))
            } else {
                facts.fact(label, value)
            };
        }
        facts
    };
    // No banner: this paper leaves the clinic.
    Ok(Page::new(&visit, title.clone()).door(Door::Patients).script("adverse-events.css").show(&html! {
        (on_screen(Notice::about(Meaning::Neutral, visit.say("adverse-events-sheet-sentence"))))
        (PageHead::new(title).back(wording::href(patient, id), visit.say("adverse-events-back")))
        (section(&visit.say("adverse-events-sheet-patient"), person(&visit, &view)))
        (section(&visit.say("adverse-events-sheet-event"), telling(&[
            "adverse-events-what", "adverse-events-description", "adverse-events-onset", "adverse-events-zones",
            "adverse-events-new-patch", "adverse-events-infection", "adverse-events-grade", "adverse-events-seriousness",
            "adverse-events-criteria",
        ])))
        (section(&visit.say("adverse-events-sheet-products"), products(&visit, &view)))
        (section(&visit.say("adverse-events-causality-block"), telling(&[
            "adverse-events-timing", "adverse-events-dechallenge", "adverse-events-rechallenge", "adverse-events-alternative",
            "adverse-events-causality",
        ])))
        (section(&visit.say("adverse-events-managing"), done(&visit, &view)))
        (section(&visit.say("adverse-events-end"), telling(&[
            "adverse-events-outcome", "adverse-events-outcome-on", "adverse-events-outcome-note",
        ])))
        (section(&visit.say("adverse-events-duties"), duties(&visit, &view)))
        (section(&visit.say("adverse-events-sheet-reporter"), Facts::new()
            .fact(visit.say("adverse-events-sheet-by"), &view.event.created_by_name)
            .fact(visit.say("adverse-events-sheet-clinic"), format!("{}, {}", visit.clinic.name, visit.clinic.country))
            .fact(visit.say("adverse-events-written-down"), visit.format.moment(view.event.created_at))))
        (on_paper(html! { p class="signature-line" { (visit.say("adverse-events-sheet-signature")) } }))
    }))
}

/// Age and sex alone: what a report asks for and what names nobody.
fn person(visit: &Visit, view: &EventView) -> Facts {
    let not_known = visit.say("adverse-events-not-known");
    let on = view
        .event
        .onset_on
        .map_or_else(|| visit.format.day_of(view.event.created_at), |day| day.0);
    let facts = Facts::new().fact(visit.say("adverse-events-sheet-reference"), reference(view.event.id));
    let label = visit.say("adverse-events-sheet-age");
    let facts = match view.way.patient.birth_date {
        Some(birth) => {
            let years = i64::from(age(birth.0, on));
            facts.fact(
                label,
                visit.with("adverse-events-sheet-years", [("years", years.into())]),
            )
        }
        None => facts.unknown(label, &not_known),
    };
    let label = visit.say("adverse-events-sheet-sex");
    match sex(view) {
        Some(sex) => facts.fact(label, sex),
        None => facts.unknown(label, &not_known),
    }
}

/// The sex recorded at birth, in the knowledge's words, where it was answered.
fn sex(view: &EventView) -> Option<String> {
    let knowledge = &view.way.knowledge;
    let key = knowledge.fact_key("sex_at_birth")?;
    let sheet = view.way.case.sheet(knowledge);
    let Some(Value::Choice(id)) = sheet.value(key) else {
        return None;
    };
    let option = knowledge.fact(key).options.iter().find(|option| option.id == *id)?;
    Some(option.label.clone())
}

/// What was injected before the event, by product and lot: in the session that it is put down to, else in all of them.
fn products(visit: &Visit, view: &EventView) -> Markup {
    let onset = view.event.onset_on.map(|day| day.0);
    let sessions: Vec<_> = view
        .sessions
        .iter()
        .filter(|session| match view.event.session {
            Some(named) => session.id == named,
            None => onset.is_none() || latency_days(session, onset).is_some(),
        })
        .filter(|session| !session.lots.is_empty())
        .collect();
    if sessions.is_empty() {
        return html! { p { (unknown(&visit.say("adverse-events-sheet-no-products"))) } };
    }
    let mut table = Table::new(
        visit.say("adverse-events-sheet-products"),
        [
            Column::words(visit.say("adverse-events-sheet-given-on")),
            Column::words(visit.say("adverse-events-sheet-product")),
            Column::words(visit.say("adverse-events-sheet-lot")),
            Column::number(visit.say("adverse-events-sheet-volume")),
            Column::number(visit.say("adverse-events-latency-days")),
        ],
    )
    .caption_hidden();
    for session in sessions {
        for lot in &session.lots {
            table = table.row([
                html! { (visit.format.day(session.day)) },
                html! { (lot.product) },
                html! { (lot.number) },
                html! { (lot.volume_ml) "\u{a0}mL" },
                match latency_days(session, onset) {
                    Some(days) => html! { (days) },
                    None => unknown(&visit.say("adverse-events-not-known")),
                },
            ]);
        }
    }
    html! { (table) p { (visit.say("adverse-events-sheet-route")) } }
}

fn done(visit: &Visit, view: &EventView) -> Markup {
    let steps: Vec<_> = view
        .steps
        .iter()
        .filter(|step| step.kind == StepKind::Managed)
        .collect();
    html! {
        @if steps.is_empty() { p { (unknown(&visit.say("adverse-events-nothing-done"))) } }
        @else { ul class="as-lines" { @for step in steps { li { (visit.format.moment(step.at)) ": " (step.text) } } } }
    }
}

fn duties(visit: &Visit, view: &EventView) -> Markup {
    html! {
        ul class="as-lines" {
            @for one in managing::duties_of(visit, view) {
                li {
                    (one.duty.text)
                    @if let Some(by) = one.outside_by { " " (visit.with("adverse-events-outside-by", [("moment", visit.format.moment(by).into())])) "." }
                }
            }
            @for step in view.steps.iter().filter(|step| step.kind == StepKind::Reported) {
                li {
                    (visit.format.moment(step.at)) ": " (step.text)
                    @if !step.reference.is_empty() { ", " (visit.with("adverse-events-reference-n", [("reference", step.reference.as_str().into())])) }
                }
            }
        }
    }
}
