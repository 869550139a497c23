//! The sessions of a patient.

use anagen_app::session::{self, List};
use anagen_app::{Action, way::Stage};
use anagen_records::sessions::{Line, State};
use anagen_records::values::PatientId;
use axum::extract::Path;
use axum::response::Response;
use maud::{Markup, html};

use super::{STYLES, all, here, words};
use crate::failure::Failure;
use crate::look::action::primary_link;
use crate::look::{Column, Empty, Icon, Meaning, PageHead, Table, link_button, status, tag};
use crate::page::{Page, meaning_of, verdict_word};
use crate::routes::{Access, Route};
use crate::visit::Visit;

pub(super) fn routes() -> Vec<Route> {
    vec![Route::get(
        "/patients/{patient}/sessions",
        Access::May(Action::ReadRecord),
        page,
    )]
}

async fn page(visit: Visit, Path(patient): Path<PatientId>) -> Result<Response, Failure> {
    let list = session::list(&visit.actor, &visit.app, patient).await?;
    let title = visit.say("stage-sessions");
    let open = list.lines.iter().find(|line| line.state == State::Open);
    let may_run = visit.actor.may(Action::RunSession);
    let body = html! {
        (PageHead::new(title.clone()).sentence(visit.say("session-list-sentence")).actions(html! {
            @if let Some(open) = open {
                (primary_link(&here(patient, open.id), None, &visit.with("session-go-on", [("number", open.number.into())])))
            } @else if may_run && list.has_plan {
                (primary_link(&format!("{}/start", all(patient)), Some(Icon::Plus), &visit.say("session-start")))
            }
            @if may_run && list.has_plan {
                @if open.is_none() {
                    (link_button(&format!("{}/start?paper=1", all(patient)), Some(Icon::Page), &visit.say("session-from-paper")))
                }
                (link_button(&format!("{}/blank", all(patient)), Some(Icon::Print), &visit.say("session-blank-sheet")))
            }
        }))
        @if list.lines.is_empty() { (empty(&visit, &list)) } @else { (table(&visit, &list)) }
    };
    Ok(Page::new(&visit, title)
        .patient(&list.way, Some(Stage::Sessions))
        .script(STYLES)
        .show(&body))
}

fn empty(visit: &Visit, list: &List) -> Empty {
    let patient = list.way.patient.id;
    let may_run = visit.actor.may(Action::RunSession);
    let (sentence, first_step) = if list.has_plan {
        let step = (format!("{}/start", all(patient)), visit.say("session-start"));
        (visit.say("session-none-sentence"), may_run.then_some(step))
    } else {
        let step = (format!("/patients/{patient}/formulation"), visit.say("session-to-plan"));
        (visit.say("session-none-without-plan"), Some(step))
    };
    Empty {
        icon: Icon::Syringe,
        what: visit.say("session-none"),
        sentence,
        first_step,
    }
}

fn table(visit: &Visit, list: &List) -> Table {
    let columns = [
        Column::words(visit.say("session-column-session")),
        Column::words(visit.say("session-column-day")),
        Column::words(visit.say("session-column-state")),
        Column::number(visit.say("session-column-points")),
        Column::number(visit.say("session-column-ml")),
        Column::words(visit.say("session-column-lots")),
        Column::words(visit.say("session-column-verdict")),
        Column::words(visit.say("session-column-signed")),
    ];
    let mut table = Table::new(visit.say("stage-sessions"), columns)
        .caption_hidden()
        .cards();
    for (line, lots) in list.lines.iter().zip(&list.lots) {
        let cells = row(visit, list.way.patient.id, line, lots);
        table = match line.state {
            State::Open => table.row_marked(Meaning::Caution, cells),
            State::Signed | State::Abandoned => table.row(cells),
        };
    }
    table
}

fn row(visit: &Visit, patient: PatientId, line: &Line, lots: &[String]) -> Vec<Markup> {
    let verdict = line.verdict.as_deref().and_then(words::verdict);
    let was_injected = line.n_points > 0;
    vec![
        html! {
            a href=(here(patient, line.id)) { (visit.with("session-title", [("number", line.number.into())])) }
            @if line.from_paper { " " (tag(&visit.say("session-from-paper-tag"))) }
            @if line.being_amended { " " (tag(&visit.say("session-state-amending"))) }
        },
        html! { (visit.format.day(line.day.0)) },
        html! {
            @match line.state {
                State::Open => (status(Meaning::Caution, &visit.say("session-unsigned"))),
                State::Signed => (status(Meaning::Eligible, &visit.say("session-state-signed"))),
                State::Abandoned => (status(Meaning::Neutral, &visit.say("session-state-abandoned"))),
            }
        },
        html! { @if was_injected { (line.n_points) } },
        html! { @if was_injected { (anagen_knowledge::Plain(line.volume_ml)) } },
        html! { (lots.join(", ")) },
        html! { @if let Some(verdict) = verdict { (status(meaning_of(verdict), &verdict_word(visit.words, verdict))) } },
        html! {
            @if let (Some(name), Some(at)) = (&line.signed_by_name, line.signed_at) {
                (name) " " span class="origin" { (visit.format.moment(at)) }
            }
        },
    ]
}
