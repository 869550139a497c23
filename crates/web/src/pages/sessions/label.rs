//! The label of the syringe, for printing: whose it is, what is in it, from which lots, who prepared and checked it, until when.

use anagen_app::Action;
use anagen_app::session::body::Prepared;
use anagen_app::session::{Desk, EntryLine, MixtureState};
use anagen_app::way::Stage;
use anagen_records::values::{PatientId, SessionId};
use axum::extract::Path;
use axum::response::Response;
use maud::{Markup, html};

use super::{STYLES, here, open, words};
use crate::failure::Failure;
use crate::look::layout::on_screen;
use crate::look::{Empty, Icon, PageHead};
use crate::page::{Page, full_name};
use crate::routes::{Access, Route};
use crate::visit::Visit;

pub(super) fn routes() -> Vec<Route> {
    vec![Route::get(
        "/patients/{patient}/sessions/{session}/label",
        Access::May(Action::ReadRecord),
        page,
    )]
}

async fn page(visit: Visit, Path((patient, session)): Path<(PatientId, SessionId)>) -> Result<Response, Failure> {
    let desk = open(&visit, patient, session).await?;
    let title = visit.say("session-label");
    let base = here(patient, session);
    let body = html! {
        (PageHead::new(title.clone()).back(base.clone(), words::title(&visit, &desk)).sentence(visit.say("session-label-sentence")))
        @match checked(&desk) {
            Some((prepared, first, second)) => {
                (label(&visit, &desk, prepared, first, second))
                (on_screen(html! { p class="soft" { (visit.say("session-print-hint")) } }))
            }
            None => (Empty {
                icon: Icon::Print,
                what: visit.say("session-no-label"),
                sentence: visit.say("session-no-label-sentence"),
                first_step: Some((format!("{base}#mixture"), visit.say("session-step-mixture"))),
            }),
        }
    };
    Ok(Page::new(&visit, title)
        .patient(&desk.way, Some(Stage::Sessions))
        .script(STYLES)
        .show(&body))
}

/// What was prepared, by whom and checked by whom; nothing before it is checked.
fn checked(desk: &Desk) -> Option<(&Prepared, &EntryLine, Option<&EntryLine>)> {
    match &desk.judged.mixture {
        MixtureState::Checked {
            prepared,
            first,
            second,
            ..
        } => Some((prepared, first, second.as_ref())),
        _ => None,
    }
}

fn label(visit: &Visit, desk: &Desk, prepared: &Prepared, first: &EntryLine, second: Option<&EntryLine>) -> Markup {
    let patient = &desk.ground.patient;
    let born = patient
        .birth_date
        .map_or_else(|| visit.say("shell-birth-date-unknown"), |day| visit.format.day(day.0));
    let technique = desk
        .judged
        .prescribed
        .map
        .as_ref()
        .map(|map| map.placement().technique.name.clone());
    let checked = match second {
        Some(second) => visit.with("session-label-checked", [("name", second.by_name.as_str().into())]),
        None => visit.say("session-check-single"),
    };
    html! {
        article class="syringe-label" {
            p class="syringe-label-who" {
                strong { (full_name(&patient.given_names, &patient.family_name)) } " "
                (visit.with("session-label-number", [("number", patient.number.as_str().into())])) " "
                (visit.with("session-label-born", [("day", born.into())]))
            }
            ul class="syringe-label-what" {
                @for agent in &prepared.agents {
                    li { strong { (agent.name) } " " (words::strength(agent)) " (" (words::figure(agent.dose, &agent.unit)) ")" }
                }
                li { (visit.with("session-label-volume", [("volume", words::ml(prepared.volume_ml).into())])) }
            }
            p { (prepared.parts.iter().map(|part| format!("{} {}", part.name, part.lot_number)).collect::<Vec<_>>().join("; ")) }
            p {
                (visit.with("session-label-prepared", [
                    ("name", first.by_name.as_str().into()), ("time", words::time(visit, prepared.prepared_at).into()),
                ])) " " (checked)
            }
            p class="syringe-label-last" {
                strong { (visit.with("session-label-discard", [("time", words::time(visit, prepared.discard_after).into())])) }
                " " (visit.with("session-label-route", [("route", technique.unwrap_or_default().into())]))
            }
            p class="syringe-label-foot" {
                (visit.clinic.name) ", " (visit.format.day(desk.ground.session.day.0)) ", "
                (words::title(visit, desk))
            }
        }
    }
}
