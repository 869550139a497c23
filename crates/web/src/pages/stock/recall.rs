//! Recall: a lot found by number or product, and who got it, where and when.

use anagen_app::Action;
use anagen_app::stock::recall::{self, Harm, Recall, Use};
use anagen_knowledge::Knowledge;
use anagen_records::values::LotId;
use axum::extract::Path;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};

use super::lots::{not_recorded, quarantine_reason};
use super::{View, count, standing, standing_words, views};
use crate::failure::Failure;
use crate::look::{
    Column, Empty, Facts, Icon, Meaning, PageHead, SearchBox, Stat, Table, chip, link_button, section, status,
};
use crate::page::{Door, Page, full_name};
use crate::routes::{Access, Route};
use crate::visit::Visit;

pub(super) fn routes() -> Vec<Route> {
    let access = Access::May(Action::Recall);
    vec![
        Route::get("/stock/recall", access, search),
        Route::get("/stock/lots/{lot}/recall", access, page),
        Route::get("/stock/lots/{lot}/recall.csv", access, file),
    ]
}

async fn search(visit: Visit) -> Result<Response, Failure> {
    let sought = visit.query.text("q");
    let found = recall::search(&visit.actor, &visit.app, sought).await?;
    let title = visit.say("stock-view-recall");
    let mut table = Table::new(
        visit.say("stock-lots-caption"),
        [
            Column::words(visit.say("stock-lot")),
            Column::words(visit.say("stock-product")),
            Column::words(visit.say("stock-expires")),
            Column::number(visit.say("stock-on-shelf")),
            Column::words(visit.say("stock-standing")),
            Column::actions(visit.say("stock-recall-do")),
        ],
    )
    .caption_hidden()
    .cards();
    for (lot, product) in &found {
        let how = anagen_app::stock::Standing::of(lot, visit.today());
        table = table.row([
            html! { a href=(format!("/stock/lots/{}", lot.id)) { (lot.number) } },
            html! { (product.name) },
            html! { (visit.format.day(lot.expires_on.0)) },
            html! { (count(lot.on_shelf)) },
            standing(&visit, how, lot.expires_on.0),
            link_button(
                &format!("/stock/lots/{}/recall", lot.id),
                Some(Icon::People),
                &visit.say("stock-recall-do"),
            ),
        ]);
    }
    let body = html! {
        (PageHead::new(title.clone()).sentence(visit.say("stock-recall-sentence")))
        (views(&visit, View::Recall))
        (SearchBox {
            action: "/stock/recall",
            name: "q",
            label: &visit.say("stock-recall-search"),
            hint: &visit.say("stock-recall-search-hint"),
            value: sought,
            button: &visit.say("stock-recall-search-do"),
            live: None,
            first: true,
        })
        @if !table.is_empty() {
            (section(&visit.with("stock-recall-found", [("n", found.len().into())]), table))
        } @else if !sought.is_empty() {
            (Empty {
                icon: Icon::Search,
                what: visit.say("stock-recall-none"),
                sentence: visit.say("stock-recall-none-sentence"),
                first_step: None,
            })
        }
    };
    Ok(Page::new(&visit, title).door(Door::Stock).show(&body))
}

async fn page(visit: Visit, Path(id): Path<LotId>) -> Result<Response, Failure> {
    let recall = recall::of_lot(&visit.actor, &visit.app, id).await?;
    let knowledge = visit.app.knowledge(visit.actor.clinic).await?;
    let title = visit.with("stock-recall-title", [("number", recall.lot.number.as_str().into())]);
    let (meaning, word) = standing_words(
        &visit,
        anagen_app::stock::Standing::of(&recall.lot, visit.today()),
        recall.lot.expires_on.0,
    );
    let head = PageHead::new(title.clone())
        .back(
            format!("/stock/lots/{id}"),
            visit.with("stock-lot-title", [("number", recall.lot.number.as_str().into())]),
        )
        .beside(chip(meaning, &word))
        .sentence(visit.say("stock-recall-page-sentence"))
        .actions(html! {
            (link_button(&format!("/stock/lots/{id}/recall.csv"), Some(Icon::Download), &visit.say("stock-recall-csv")))
            @if recall.lot.quarantined_at.is_none() {
                (link_button(&format!("/stock/lots/{id}/quarantine"), Some(Icon::Lock), &visit.say("stock-quarantine")))
            }
        });
    let n_events: usize = recall.harm.values().map(Vec::len).sum();
    let stat = |label: &str, n: usize| Stat {
        label: visit.say(label),
        value: n.to_string(),
        unit: String::new(),
        href: None,
    };
    let body = html! {
        (head)
        (crate::look::stats(&[
            stat("stock-recall-patients", recall.n_patients),
            stat("stock-recall-uses", recall.uses.len()),
            stat("stock-recall-shared", recall.shared_vials.len()),
            stat("stock-recall-events", n_events),
        ]))
        (facts(&visit, &recall))
        (section(&visit.say("stock-recall-who"), uses(&visit, &recall, &knowledge)))
    };
    Ok(Page::new(&visit, title).door(Door::Stock).show(&body))
}

fn facts(visit: &Visit, recall: &Recall) -> Facts {
    let lot = &recall.lot;
    let mut facts = Facts::new()
        .fact(visit.say("stock-product"), &recall.product.name)
        .fact(visit.say("stock-lot-number"), &lot.number)
        .fact(visit.say("stock-expires"), visit.format.day(lot.expires_on.0))
        .fact(
            visit.say("stock-on-shelf"),
            visit.with("stock-vials", [("n", lot.on_shelf.into())]),
        )
        .wide();
    if let Some(since) = lot.quarantined_at {
        let because = quarantine_reason(visit, lot.quarantined_because.as_deref().unwrap_or_default());
        facts = facts.fact_from(
            visit.say("stock-quarantined-since"),
            visit.format.moment(since),
            because,
        );
    }
    facts
}

/// The day of a use: of its session, or on which the vial was opened.
fn day(visit: &Visit, one: &Use) -> Option<jiff::civil::Date> {
    one.day
        .map(|day| day.0)
        .or_else(|| one.opened_at.map(|at| visit.format.day_of(at)))
}

fn uses(visit: &Visit, recall: &Recall, knowledge: &Knowledge) -> Markup {
    let mut table = Table::new(
        visit.say("stock-recall-who"),
        [
            Column::words(visit.say("stock-patient")),
            Column::words(visit.say("stock-day")),
            Column::words(visit.say("stock-where")),
            Column::words(visit.say("stock-vial")),
            Column::number("mL"),
            Column::words(visit.say("stock-recall-since")),
        ],
    )
    .caption_hidden()
    .cards();
    for one in &recall.uses {
        let since = harm_since(visit, recall, one);
        let cells = [
            patient(one),
            html! {
                @match day(visit, one) {
                    Some(day) => (visit.format.day(day)),
                    None => (not_recorded(visit)),
                }
                @if let Some((meaning, word)) = state(visit, one) { br; (status(meaning, &word)) }
            },
            html! {
                @match &one.room_name {
                    Some(room) => (room),
                    None => (not_recorded(visit)),
                }
                @if let Some(injector) = &one.injector_name { br; (injector) }
            },
            vial(visit, recall, one),
            html! {
                @match one.volume_ml {
                    Some(volume) => (anagen_knowledge::Plain(volume).to_string()),
                    None => (not_recorded(visit)),
                }
            },
            events(visit, &since, knowledge),
        ];
        let infected = since.iter().any(|event| event.infection);
        table = if infected {
            table.row_marked(Meaning::Excluded, cells)
        } else {
            table.row(cells)
        };
    }
    html! {
        @if table.is_empty() {
            (Empty { icon: Icon::People, what: visit.say("stock-recall-nobody"), sentence: visit.say("stock-recall-nobody-sentence"), first_step: None })
        } @else { (table) }
    }
}

fn patient(one: &Use) -> Markup {
    html! {
        a href=(format!("/patients/{}", one.patient)) { (full_name(&one.given_names, &one.family_name)) }
        br; (one.patient_number)
        @if !one.phone.is_empty() { br; (one.phone) }
    }
}

/// What is not plain of a use: a session that nobody signed, a vial of which no session tells.
fn state(visit: &Visit, one: &Use) -> Option<(Meaning, String)> {
    match one.state.as_deref() {
        Some("signed") => None,
        Some("abandoned") => Some((Meaning::Neutral, visit.say("stock-recall-abandoned"))),
        Some(_) => Some((Meaning::Caution, visit.say("stock-recall-unsigned"))),
        None => Some((Meaning::Caution, visit.say("stock-recall-no-session"))),
    }
}

fn vial(visit: &Visit, recall: &Recall, one: &Use) -> Markup {
    let shared = one.vial.and_then(|vial| recall.shared_vials.get(&vial));
    match (one.vial, shared) {
        (None, _) => not_recorded(visit),
        (Some(_), None) => html! { (visit.say("stock-recall-own-vial")) },
        (Some(vial), Some(n)) => {
            let name = vial_name(visit, recall, vial);
            html! { (status(Meaning::Caution, &visit.with("stock-recall-shared-vial", [("name", name.into()), ("n", (*n).into())]))) }
        }
    }
}

/// Shared vials are told apart by letters: A is the first in the list.
fn vial_name(visit: &Visit, recall: &Recall, vial: anagen_records::values::VialId) -> String {
    let place = recall
        .shared_vials
        .keys()
        .position(|known| *known == vial)
        .unwrap_or_default();
    visit.with("stock-recall-vial-n", [("n", (place + 1).into())])
}

/// The name of an adverse event, as the knowledge has it.
pub(super) fn event_name(visit: &Visit, knowledge: &Knowledge, code: &str) -> String {
    let known = knowledge.records.adverse_events.iter().find(|event| event.id == code);
    known.map_or_else(|| visit.say("stock-other-event"), |event| event.name.clone())
}

/// What happened to a patient since a use. What showed before the lot was injected is left out; what nobody knows when is not.
fn harm_since<'a>(visit: &Visit, recall: &'a Recall, one: &Use) -> Vec<&'a Harm> {
    let harm = recall.harm.get(&one.patient).map_or(&[][..], Vec::as_slice);
    let used = day(visit, one);
    let is_since = |event: &&Harm| {
        event
            .onset_on
            .is_none_or(|onset| used.is_none_or(|used| used <= onset.0))
    };
    harm.iter().filter(is_since).collect()
}

fn events(visit: &Visit, since: &[&Harm], knowledge: &Knowledge) -> Markup {
    html! {
        @if since.is_empty() { (visit.say("stock-recall-no-event")) }
        @for (place, event) in since.iter().enumerate() {
            @if place > 0 { br; }
            a href=(format!("/patients/{}/adverse-events", event.patient)) { (event_name(visit, knowledge, &event.code)) }
            @if let Some(grade) = event.grade { ", " (visit.with("stock-grade", [("n", grade.into())])) }
            @match event.onset_on {
                Some(onset) => { ", " (visit.format.day(onset.0)) }
                None => { ", " (not_recorded(visit)) }
            }
        }
    }
}

async fn file(visit: Visit, Path(id): Path<LotId>) -> Result<Response, Failure> {
    let recall = recall::of_lot(&visit.actor, &visit.app, id).await?;
    let knowledge = visit.app.knowledge(visit.actor.clinic).await?;
    let bytes = recall::written(rows(&visit, &recall, &knowledge))?;
    let number: String = recall
        .lot
        .number
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .take(40)
        .collect();
    let headers = [
        (CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (
            CONTENT_DISPOSITION,
            format!("attachment; filename=\"recall-{number}.csv\""),
        ),
    ];
    Ok((headers, bytes).into_response())
}

fn rows(visit: &Visit, recall: &Recall, knowledge: &Knowledge) -> Vec<Vec<String>> {
    let heads = [
        "stock-product",
        "stock-lot-number",
        "stock-patient-number-head",
        "stock-family-name",
        "stock-given-names",
        "stock-phone",
        "stock-day",
        "stock-room",
        "stock-injector",
        "stock-vial",
        "stock-recall-volume",
        "stock-recall-state",
        "stock-recall-since",
    ];
    let mut rows = vec![heads.map(|key| visit.say(key)).to_vec()];
    for one in &recall.uses {
        let events = harm_since(visit, recall, one).into_iter().map(|event| {
            let onset = event.onset_on.map(|day| day.to_string()).unwrap_or_default();
            format!("{} {onset}", event_name(visit, knowledge, &event.code))
                .trim()
                .to_owned()
        });
        let vial = one.vial.map(|vial| {
            if recall.shared_vials.contains_key(&vial) {
                vial_name(visit, recall, vial)
            } else {
                visit.say("stock-recall-own-vial")
            }
        });
        rows.push(vec![
            recall.product.name.clone(),
            recall.lot.number.clone(),
            one.patient_number.clone(),
            one.family_name.clone(),
            one.given_names.clone(),
            one.phone.clone(),
            day(visit, one).map(|day| day.to_string()).unwrap_or_default(),
            one.room_name.clone().unwrap_or_default(),
            one.injector_name.clone().unwrap_or_default(),
            vial.unwrap_or_default(),
            one.volume_ml.map(|volume| volume.to_string()).unwrap_or_default(),
            state(visit, one).map_or_else(|| visit.say("stock-recall-signed"), |(_, word)| word),
            events.collect::<Vec<_>>().join("; "),
        ]);
    }
    rows
}
