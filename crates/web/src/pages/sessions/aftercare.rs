//! The sheets for the patient, to be printed: after this session, and before the next one.

use anagen_app::way::Stage;
use anagen_app::{Action, session};
use anagen_care::plan::Sheet;
use anagen_knowledge::language_code;
use anagen_records::values::{PatientId, SessionId};
use axum::extract::Path;
use axum::response::Response;
use maud::{Markup, html};

use super::{STYLES, here, words};
use crate::failure::Failure;
use crate::look::layout::on_screen;
use crate::look::{Meaning, Notice, PageHead, Tab, tabs};
use crate::page::{Page, full_name};
use crate::routes::{Access, Route};
use crate::said::other_language;
use crate::visit::Visit;

pub(super) fn routes() -> Vec<Route> {
    vec![Route::get(
        "/patients/{patient}/sessions/{session}/aftercare",
        Access::May(Action::ReadRecord),
        page,
    )]
}

async fn page(visit: Visit, Path((patient, session)): Path<(PatientId, SessionId)>) -> Result<Response, Failure> {
    let (desk, next) = session::sheets(&visit.actor, &visit.app, patient, session).await?;
    let (before, after) = desk.sheets();
    let is_before = visit.query.text("sheet") == "before";
    let base = here(patient, session);
    let title = visit.say(if is_before {
        "session-sheet-before"
    } else {
        "session-sheet-after"
    });
    let tab = |label: &str, href: String, current: bool| Tab {
        href,
        label: visit.say(label),
        count: None,
        current,
    };
    let sheet = if is_before { &before } else { &after };
    let wanted = anagen_app::patients::language(&desk.ground.patient, &desk.ground.clinic);
    // The patient's words, also around the lines.
    let reader = visit.read_in(wanted);
    let language = reader.words.language;
    let is_whole = language == language_code(wanted) && sheet.lines.iter().all(|line| line.text.language() == language);
    let title_of_sheet = reader.say(if is_before {
        "session-sheet-before"
    } else {
        "session-sheet-after"
    });
    let body = html! {
        (on_screen(html! {
            (PageHead::new(title.clone()).back(base.clone(), words::title(&visit, &desk)).sentence(visit.say("session-print-hint")))
            (tabs(&visit.say("session-sheets"), &[
                tab("session-sheet-after", format!("{base}/aftercare"), !is_before),
                tab("session-sheet-before", format!("{base}/aftercare?sheet=before"), is_before),
            ]))
            @if !is_whole {
                (Notice::about(Meaning::Caution, visit.say("session-sheet-language")))
            }
        }))
        article class="patient-sheet" lang=(language) {
            header {
                p class="patient-sheet-title" { (title_of_sheet) }
                p { (full_name(&desk.ground.patient.given_names, &desk.ground.patient.family_name)) ", " (desk.ground.patient.number) ". "
                    (reader.with("session-sheet-of", [
                        ("session", words::title(&reader, &desk).into()),
                        ("day", visit.format.day(desk.ground.session.day.0).into()),
                    ])) }
            }
            (lines(&reader, sheet))
            (contact(&reader, &next))
        }
    };
    Ok(Page::new(&visit, title)
        .patient(&desk.way, Some(Stage::Sessions))
        .script(STYLES)
        .show(&body))
}

fn lines(visit: &Visit, sheet: &Sheet) -> Markup {
    html! {
        ul class="patient-sheet-lines" {
            @for line in &sheet.lines {
                li lang=[other_language(&line.text, visit.words.language)] { strong { (line.topic.as_str()) "." } " " (line.text.as_str()) }
            }
        }
        @if !sheet.unidentified.is_empty() {
            p { (visit.with("session-sheet-unidentified", [("agents", sheet.unidentified.join(", ").into())])) }
        }
    }
}

/// Whom to call, and when the patient comes again.
fn contact(visit: &Visit, next: &session::Next) -> Markup {
    let when = match &next.appointment {
        Some(appointment) => visit.with(
            "session-sheet-next",
            [
                ("day", visit.format.day(appointment.day.0).into()),
                ("time", visit.format.time(appointment.starts_at).into()),
            ],
        ),
        None => visit.say("session-sheet-no-next"),
    };
    html! {
        section class="patient-sheet-contact" {
            h2 { (visit.say("session-sheet-contact")) }
            p { strong { (visit.clinic.name) } @if !next.emergency_contact.is_empty() { ", " (next.emergency_contact) } }
            @if next.emergency_contact.is_empty() {
                p class="patient-sheet-blank" { (visit.say("session-sheet-contact-by-hand")) }
            }
            p { (when) }
        }
    }
}
