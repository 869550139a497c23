//! The door: the search box, what it finds, and whom one opened last.

use anagen_app::Action;
use anagen_app::patients::search::{self, Hit, Results};
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};

use super::{born, href, named, portrait_href};
use crate::failure::Failure;
use crate::look::action::primary_link;
use crate::look::banner::Portrait;
use crate::look::{Empty, Icon, LinkItem, PageHead, Pager, SearchBox, link_list, section, tag};
use crate::page::{Door, Page, full_name, initials};
use crate::visit::Visit;

/// The id of the element that holds the results.
pub(super) const RESULTS: &str = "patient-results";

pub(super) async fn page(visit: Visit) -> Result<Response, Failure> {
    let typed = visit.query.text("q");
    let results = results(&visit, typed, visit.query.filled("after")).await?;
    let may_register = visit.actor.may(Action::EditPatient);
    let mut head = PageHead::new(visit.say("door-patients"));
    if may_register {
        head = head.actions(primary_link(
            "/patients/new",
            Some(Icon::Plus),
            &visit.say("patients-register"),
        ));
    }
    Ok(Page::new(&visit, visit.say("door-patients"))
        .door(Door::Patients)
        .show(&html! {
            (head)
            (SearchBox {
                action: "/patients",
                name: "q",
                label: &visit.say("patients-search"),
                hint: &visit.say("patients-search-hint"),
                value: typed,
                button: &visit.say("patients-search-button"),
                live: Some(("/patients/search", RESULTS)),
                first: true,
            })
            div id=(RESULTS) { (results) }
        }))
}

/// What the page shows below the box while one types.
pub(super) async fn fragment(visit: Visit) -> Result<Response, Failure> {
    Ok(results(&visit, visit.query.text("q"), None).await?.into_response())
}

async fn results(visit: &Visit, typed: &str, after: Option<&str>) -> Result<Markup, Failure> {
    if typed.is_empty() {
        let opened = search::recent(&visit.actor, &visit.app).await?;
        return Ok(recent(visit, &opened));
    }
    let results = search::search(&visit.actor, &visit.app, typed, after).await?;
    Ok(found(visit, typed, after.is_some(), &results, &|hit| {
        href(hit.patient.id)
    }))
}

fn recent(visit: &Visit, opened: &[Hit]) -> Markup {
    if opened.is_empty() {
        let register = ("/patients/new".to_owned(), visit.say("patients-register"));
        return html! {
            (Empty {
                icon: Icon::People,
                what: visit.say("patients-none-opened"),
                sentence: visit.say("patients-none-opened-sentence"),
                first_step: visit.actor.may(Action::EditPatient).then_some(register),
            })
        };
    }
    section(
        &visit.say("patients-opened-last"),
        link_list(&items(visit, opened, &|hit| href(hit.patient.id))),
    )
}

/// The results of a search, each a link to where `to` says.
pub(super) fn found(
    visit: &Visit,
    typed: &str,
    is_later_page: bool,
    results: &Results,
    to: &dyn Fn(&Hit) -> String,
) -> Markup {
    let Results { hits, similar, next } = results;
    if hits.is_empty() && similar.is_empty() {
        return html! {
            div role="status" {
                (Empty {
                    icon: Icon::Search,
                    what: visit.say("patients-nobody-found"),
                    sentence: visit.say("patients-nobody-found-sentence"),
                    first_step: None,
                })
            }
        };
    }
    let count = i64::try_from(hits.len() + similar.len()).unwrap_or(i64::MAX);
    let more = |place: &String| {
        let query = form_urlencoded::Serializer::new(String::new())
            .append_pair("q", typed)
            .append_pair("after", place)
            .finish();
        (format!("?{query}"), visit.say("patients-more"))
    };
    let first = || {
        let query = form_urlencoded::Serializer::new(String::new())
            .append_pair("q", typed)
            .finish();
        (format!("?{query}"), visit.say("patients-first-page"))
    };
    html! {
        p class="unseen" role="status" { (visit.with("patients-found", [("n", count.into())])) }
        @if !hits.is_empty() {
            (section(&visit.say("patients-results"), link_list(&items(visit, hits, to))))
        }
        (Pager {
            label: visit.say("patients-pages"),
            newer: is_later_page.then(first),
            older: next.as_ref().map(more),
            here: String::new(),
        })
        @if !similar.is_empty() {
            (section(&visit.say("patients-similar"), link_list(&items(visit, similar, to))))
        }
    }
}

/// Patients as lines: face, name, birth date, number, last visit.
pub(super) fn items(visit: &Visit, hits: &[Hit], to: &dyn Fn(&Hit) -> String) -> Vec<LinkItem> {
    hits.iter().map(|hit| item(visit, hit, to(hit))).collect()
}

fn item(visit: &Visit, hit: &Hit, href: String) -> LinkItem {
    let Hit {
        patient,
        found_as,
        last_visit,
    } = hit;
    let number = visit.with("patients-number-is", [("number", patient.number.as_str().into())]);
    let mut detail = vec![born(visit, patient), number];
    if let Some(other) = found_as {
        detail.push(visit.with("patients-found-as", [("name", named(visit, other).into())]));
    }
    let photo = portrait_href(patient);
    LinkItem {
        href,
        title: full_name(&patient.given_names, &patient.family_name),
        detail: detail.join(" \u{b7} "),
        aside: Some(html! {
            @if patient.demo && !visit.clinic.demo { (tag(&visit.say("flag-demo"))) }
            @if let Some(day) = last_visit {
                span { (visit.with("patients-last-visit", [("day", visit.format.day(day.0).into())])) }
            }
        }),
        before: Some(html! {
            (Portrait { photo: photo.as_deref(), initials: &initials(&patient.given_names, &patient.family_name) })
        }),
    }
}
