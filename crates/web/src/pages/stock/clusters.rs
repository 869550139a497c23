//! Clusters: patients with the same harm, and what they share.

use anagen_app::Action;
use anagen_app::stock::clusters::{self, ClusterView, Clusters, SharedThing};
use anagen_care::surveillance::Cause;
use anagen_knowledge::Knowledge;
use anagen_knowledge::records::Status;
use axum::response::Response;
use maud::{Markup, html};

use super::recall::event_name;
use super::{View, views};
use crate::failure::Failure;
use crate::look::finding::Finding;
use crate::look::layout::section_with;
use crate::look::{Empty, Facts, Icon, Meaning, PageHead, link_button, panel, proposed_tag, section, status};
use crate::page::{Door, Page};
use crate::routes::{Access, Route};
use crate::visit::Visit;

pub(super) fn routes() -> Vec<Route> {
    vec![Route::get("/stock/clusters", Access::May(Action::Recall), page)]
}

async fn page(visit: Visit) -> Result<Response, Failure> {
    let clusters = clusters::find(&visit.actor, &visit.app).await?;
    let knowledge = visit.app.knowledge(visit.actor.clinic).await?;
    let title = visit.say("stock-view-clusters");
    let (alerts, similar): (Vec<_>, Vec<_>) = clusters
        .found
        .iter()
        .partition(|view| !matches!(view.cluster.cause, Cause::Similar(_)));
    let body = html! {
        (PageHead::new(title.clone()).sentence(visit.with("stock-clusters-sentence", [
            ("n", clusters.n_events.into()),
            ("day", visit.format.day(clusters.since).into()),
        ])))
        (views(&visit, View::Clusters))
        @if clusters.found.is_empty() {
            (Empty {
                icon: Icon::People,
                what: visit.say("stock-clusters-none"),
                sentence: visit.say("stock-clusters-none-sentence"),
                first_step: None,
            })
        }
        @if !alerts.is_empty() {
            (section(&visit.say("stock-clusters-alerts"), html! { @for view in &alerts { (cluster(&visit, view, &knowledge, true)) } }))
        }
        @if !similar.is_empty() {
            (section_with(
                "similar",
                &visit.say("stock-clusters-similar"),
                html! { span class="soft" { (visit.say("stock-clusters-similar-sentence")) } },
                html! { @for view in &similar { (cluster(&visit, view, &knowledge, false)) } },
            ))
        }
        @if clusters.n_more > 0 { p { (visit.with("stock-clusters-more", [("n", clusters.n_more.into())])) } }
        (section(&visit.say("stock-clusters-rule"), rule(&visit, &clusters, &knowledge)))
    };
    Ok(Page::new(&visit, title).door(Door::Stock).show(&body))
}

fn cluster(visit: &Visit, view: &ClusterView, knowledge: &Knowledge, open: bool) -> Finding {
    let cluster = &view.cluster;
    let (meaning, word) = match &cluster.cause {
        Cause::ProvenMycobacterial => (Meaning::Excluded, visit.say("stock-cluster-proven")),
        Cause::Infections => (Meaning::Excluded, visit.say("stock-cluster-infections")),
        Cause::Similar(code) => (Meaning::Caution, event_name(visit, knowledge, code)),
    };
    let days = [("first", cluster.first), ("last", cluster.last)].map(|(name, day)| (name, visit.format.day(day)));
    let [first, last] = days.map(|(name, day)| (name, day.into()));
    let (shared, n) = (
        ("shared", shared(visit, view).into()),
        ("n", cluster.patients.len().into()),
    );
    let sentence = match view.n_treated {
        Some(all) => visit.with("stock-cluster-sentence", [shared, n, first, last, ("all", all.into())]),
        None => visit.with("stock-cluster-similar", [shared, n, first, last]),
    };
    let events = html! {
        ul {
            @for event in &view.events {
                li {
                    a href=(format!("/patients/{}/adverse-events", event.patient)) {
                        (visit.with("stock-patient-number", [("number", event.patient_number.as_str().into())]))
                    }
                    ": " (event_name(visit, knowledge, &event.code)) ", "
                    @match event.onset_on {
                        Some(onset) => (visit.with("stock-cluster-onset", [("day", visit.format.day(onset.0).into())])),
                        None => (visit.with("stock-cluster-reported", [("day", visit.format.day(visit.format.day_of(event.created_at)).into())])),
                    }
                }
            }
        }
    };
    Finding::new(meaning, word, sentence)
        .body(events)
        .actions(actions(visit, view))
        .open(open)
}

/// What is shared, in words.
fn shared(visit: &Visit, view: &ClusterView) -> String {
    match &view.shared {
        SharedThing::Lot {
            lot,
            product,
            vial_opened_at: None,
        } => visit.with(
            "stock-cluster-lot",
            [
                ("number", lot.number.as_str().into()),
                ("product", product.as_str().into()),
            ],
        ),
        SharedThing::Lot {
            lot,
            product,
            vial_opened_at: Some(opened),
        } => visit.with(
            "stock-cluster-vial",
            [
                ("number", lot.number.as_str().into()),
                ("product", product.as_str().into()),
                ("time", visit.format.moment(*opened).into()),
            ],
        ),
        SharedThing::Room(name) => visit.with("stock-cluster-room", [("name", name.as_str().into())]),
        SharedThing::Person(name) => visit.with("stock-cluster-person", [("name", name.as_str().into())]),
    }
}

fn actions(visit: &Visit, view: &ClusterView) -> Markup {
    match &view.shared {
        SharedThing::Lot { lot, .. } => {
            let reason = match view.cluster.cause {
                Cause::ProvenMycobacterial => visit.say("stock-quarantine-proven"),
                _ => visit.with("stock-quarantine-cluster", [("n", view.cluster.patients.len().into())]),
            };
            let reason: String = form_urlencoded::byte_serialize(reason.as_bytes()).collect();
            html! {
                (link_button(&format!("/stock/lots/{}/recall", lot.id), Some(Icon::People), &visit.say("stock-recall-do")))
                @if lot.quarantined_at.is_none() {
                    (link_button(&format!("/stock/lots/{}/quarantine?reason={reason}", lot.id), Some(Icon::Lock), &visit.say("stock-quarantine")))
                } @else {
                    (status(Meaning::Specialist, &visit.say("stock-standing-quarantined")))
                }
            }
        }
        SharedThing::Room(_) => html! { p { (visit.say("stock-cluster-room-do")) } },
        SharedThing::Person(_) => html! { p { (visit.say("stock-cluster-person-do")) } },
    }
}

/// The rule in full: what the knowledge says, and what was counted by it.
fn rule(visit: &Visit, clusters: &Clusters, knowledge: &Knowledge) -> Markup {
    let texts = ["surveillance_infection_signal", "surveillance_mycobacterial_quarantine"];
    let records = texts.map(|id| knowledge.records.surveillance.iter().find(|record| record.id == id));
    let rule = &clusters.rule;
    panel(
        "",
        html! {
            @for record in records.into_iter().flatten() {
                p { (record.text) @if record.status == Status::Proposed { " " (proposed_tag(&visit.say("stock-proposed"))) } }
            }
            (Facts::new()
                .fact(visit.say("stock-clusters-patients"), visit.with("stock-clusters-patients-n", [("n", rule.patients_at_least.into())]))
                .fact(visit.say("stock-clusters-window"), visit.with("stock-clusters-days", [("n", i64::from(rule.window_days).into())]))
                .fact(visit.say("stock-clusters-look-back"), visit.with("stock-clusters-days", [("n", i64::from(rule.look_back_days).into())]))
                .fact(visit.say("stock-clusters-over"), visit.say("stock-clusters-units")))
            p class="soft" { (visit.say("stock-clusters-counted")) }
        },
    )
}
