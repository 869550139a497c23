//! The first step of booking and of the waiting list: who is it.

use anagen_app::patients::search;
use anagen_records::appointments::AppointmentKind;
use axum::response::{Html, IntoResponse, Response};
use maud::{Markup, html};

use super::{AGENDA, STYLES, address, booking, waiting};
use crate::failure::Failure;
use crate::look::{Empty, Icon, LinkItem, PageHead, SearchBox, link_button, link_list};
use crate::page::{Door, Page, full_name};
use crate::visit::Visit;

/// What the patient is chosen for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum For {
    Appointment,
    Waiting,
}

impl For {
    /// As the search's address says it.
    fn asked(visit: &Visit) -> Self {
        if visit.query.text("for") == "waiting" {
            Self::Waiting
        } else {
            Self::Appointment
        }
    }

    const fn word(self) -> &'static str {
        match self {
            Self::Appointment => "",
            Self::Waiting => "waiting",
        }
    }

    /// Where it goes on.
    const fn href(self) -> &'static str {
        match self {
            Self::Appointment => booking::NEW,
            Self::Waiting => waiting::NEW,
        }
    }
}

/// What travels along while the patient is chosen.
const TRAVELS: [&str; 10] = [
    "kind",
    "day",
    "time",
    "minutes",
    "room",
    "person",
    "plan",
    "session_number",
    "note",
    "earliest_on",
];

fn travels(visit: &Visit) -> Vec<(&'static str, &str)> {
    TRAVELS.iter().map(|name| (*name, visit.query.text(name))).collect()
}

/// The page on which the patient is chosen.
pub(super) async fn page(visit: &Visit, what_for: For) -> Result<Response, Failure> {
    let mut query = travels(visit);
    query.push(("for", what_for.word()));
    let live = address("/today/appointments/patients", &query);
    let found = found(visit, what_for).await?;
    let mut block = travels(visit);
    block.retain(|(name, _)| *name != "kind");
    block.push(("kind", AppointmentKind::Blocked.as_str()));
    let (title, back) = match what_for {
        For::Appointment => (visit.say("today-new-appointment"), (AGENDA, visit.say("door-today"))),
        For::Waiting => (visit.say("waiting-add"), (waiting::LIST, visit.say("waiting-title"))),
    };
    Ok(Page::new(visit, title.clone()).door(Door::Today).script(STYLES).show(&html! {
        (PageHead::new(title).back(back.0, back.1).sentence(visit.say("appointment-whose"))
            .actions(html! {
                @if what_for == For::Appointment {
                    (link_button(&address(booking::NEW, &block), Some(Icon::Lock), &visit.say("appointment-block-time")))
                }
                (link_button("/patients/new", Some(Icon::Plus), &visit.say("appointment-register")))
            }))
        (SearchBox {
            action: what_for.href(),
            name: "q",
            label: &visit.say("appointment-search"),
            hint: &visit.say("appointment-search-hint"),
            value: visit.query.text("q"),
            button: &visit.say("appointment-search-button"),
            live: Some((&live, "found")),
            first: true,
        })
        div id="found" class="found" { (found) }
    }))
}

/// The patients who are found, as lines that lead on; for the search as one types.
pub(super) async fn patients(visit: Visit) -> Result<Response, Failure> {
    let what_for = For::asked(&visit);
    Ok(Html(found(&visit, what_for).await?.into_string()).into_response())
}

async fn found(visit: &Visit, what_for: For) -> Result<Markup, Failure> {
    let typed = visit.query.text("q");
    let hits = if typed.is_empty() {
        search::recent(&visit.actor, &visit.app).await?
    } else {
        let results = search::search(&visit.actor, &visit.app, typed, None).await?;
        results.hits.into_iter().chain(results.similar).collect()
    };
    if hits.is_empty() && !typed.is_empty() {
        return Ok(html! {
            (Empty {
                icon: Icon::Search,
                what: visit.say("appointment-nobody-found"),
                sentence: visit.say("appointment-nobody-found-sentence"),
                first_step: None,
            })
        });
    }
    let items: Vec<LinkItem> = hits
        .iter()
        .map(|hit| {
            let patient = &hit.patient;
            let id = patient.id.to_string();
            let mut query = travels(visit);
            query.push(("patient", &id));
            let born = patient.birth_date.map(|day| visit.format.day(day.0));
            let phone = Some(patient.phone.clone()).filter(|phone| !phone.is_empty());
            let details: Vec<String> = [Some(patient.number.clone()), born, phone]
                .into_iter()
                .flatten()
                .collect();
            LinkItem {
                href: address(what_for.href(), &query),
                title: full_name(&patient.given_names, &patient.family_name),
                detail: details.join(" \u{b7} "),
                ..LinkItem::default()
            }
        })
        .collect();
    Ok(html! {
        @if typed.is_empty() && !items.is_empty() { p class="soft" { (visit.say("appointment-recent")) } }
        @if !items.is_empty() { (link_list(&items)) }
    })
}
