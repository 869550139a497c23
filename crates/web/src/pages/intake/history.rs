//! Everything that was ever written down of a patient, and what was entered in error.

use anagen_app::intake::{self, History};
use anagen_app::{Action, AppError, Invalid};
use anagen_care::case::{ConcurrentTreatment, Diagnosis, ListEntry};
use anagen_records::known::HistoryRow;
use anagen_records::values::{PatientId, RowId};
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};

use super::{View, diagnosis, page_of, treatment, views, words};
use crate::failure::Failure;
use crate::fields::Fields;
use crate::look::{Column, Danger, Empty, Field, Icon, Meaning, Notice, PageHead, Pager, Table, chip, status};
use crate::page::error_of;
use crate::visit::Visit;

pub(super) async fn page(visit: Visit, Path(patient): Path<PatientId>) -> Result<Response, Failure> {
    let number = visit.query.text("page").parse().unwrap_or(0);
    let history = intake::history(&visit.actor, &visit.app, patient, number).await?;
    Ok(show(&visit, &history, number, None))
}

pub(super) async fn mark_error(
    visit: Visit,
    Path((patient, row)): Path<(PatientId, RowId)>,
    fields: Fields,
) -> Result<Response, Failure> {
    match intake::mark_error(&visit.actor, &visit.app, patient, row, fields.text("reason")).await {
        Ok(()) => {
            let to = format!("{}?notice=intake-marked", View::History.href(patient));
            Ok(Redirect::to(&to).into_response())
        }
        Err(AppError::Invalid(invalid)) => {
            let history = intake::history(&visit.actor, &visit.app, patient, 0).await?;
            Ok(show(&visit, &history, 0, Some((row, &invalid, fields.text("reason")))))
        }
        Err(error) => Err(error.into()),
    }
}

fn show(visit: &Visit, history: &History, number: u32, wrong: Option<(RowId, &Invalid, &str)>) -> Response {
    let patient = history.way.patient.id;
    let title = visit.say("intake-view-history");
    let may_mark = visit.actor.may(Action::AnswerIntake);
    let mut table = Table::new(
        visit.say("intake-history-caption"),
        [
            Column::words(visit.say("intake-history-what")),
            Column::words(visit.say("intake-history-answer")),
            Column::words(visit.say("intake-history-held")),
            Column::words(visit.say("intake-history-written")),
            Column::actions(visit.say("intake-history-do")),
        ],
    )
    .caption_hidden()
    .cards();
    for row in &history.rows {
        let cells = [
            html! { (what(visit, history, row)) },
            answer(visit, history, row),
            html! {
                (visit.format.day(visit.format.day_of(row.at)))
                @if !row.source.is_empty() { br; span class="soft" { (words::source(visit.words, &row.source)) } }
            },
            html! { (visit.format.moment(row.entered_at)) br; span class="soft" { (history.names.of(row.entered_by)) } },
            do_with(visit, history, row, may_mark, wrong),
        ];
        table = if row.error_at.is_some() {
            table.row_marked(Meaning::Neutral, cells)
        } else {
            table.row(cells)
        };
    }
    let href = |page: u32| format!("{}?page={page}", View::History.href(patient));
    let pager = Pager {
        label: visit.say("intake-history-pages"),
        newer: number
            .checked_sub(1)
            .map(|page| (href(page), visit.say("intake-history-newer"))),
        older: history
            .has_older
            .then(|| (href(number.saturating_add(1)), visit.say("intake-history-older"))),
        here: visit.with(
            "intake-history-page",
            [("n", i64::from(number).saturating_add(1).into())],
        ),
    };
    let body = html! {
        (PageHead::new(title.clone()).sentence(visit.say("intake-history-sentence")))
        (views(visit, patient, View::History))
        @if history.rows.is_empty() {
            (Empty {
                icon: Icon::Page,
                what: visit.say("intake-history-empty"),
                sentence: String::new(),
                first_step: Some((View::Questions.href(patient), visit.say("intake-title"))),
            })
        } @else { (table) (pager) }
    };
    let mut page = page_of(visit, &history.way, title);
    if let Some((_, invalid, _)) = wrong {
        let words = error_of(visit.words, invalid, "reason").unwrap_or_default();
        page = page
            .status(StatusCode::UNPROCESSABLE_ENTITY)
            .notice(Notice::error(words));
    }
    page.show(&body)
}

/// What a row speaks of.
fn what(visit: &Visit, history: &History, row: &HistoryRow) -> String {
    let knowledge = &history.way.knowledge;
    match row.kind.as_str() {
        "answer" => match knowledge.fact_key(&row.name) {
            Some(key) => knowledge.fact(key).question.clone(),
            // The knowledge of today does not know it any more.
            None => row.name.clone(),
        },
        "list" if row.name == "medicines" => visit.say("intake-view-medicines"),
        "list" => visit.say("intake-view-allergies"),
        "diagnosis" => visit.say("intake-view-diagnosis"),
        _ => visit.say("intake-view-treatment"),
    }
}

fn answer(visit: &Visit, history: &History, row: &HistoryRow) -> Markup {
    let knowledge = &history.way.knowledge;
    let body = &row.body.0;
    let raw = || body.to_string();
    let text = match row.kind.as_str() {
        "answer" => {
            let fact = knowledge.fact_key(&row.name).map(|key| knowledge.fact(key));
            words::stored(visit.words, &visit.format, knowledge, fact, body)
        }
        "list" => match serde_json::from_value::<Vec<ListEntry>>(body.clone()) {
            Ok(entries) if entries.is_empty() => visit.say("intake-list-told-none"),
            Ok(entries) => entries
                .iter()
                .map(|entry| match &entry.detail {
                    Some(detail) => format!("{} ({detail})", entry.name),
                    None => entry.name.clone(),
                })
                .collect::<Vec<_>>()
                .join(", "),
            Err(_) => raw(),
        },
        "diagnosis" => serde_json::from_value::<Diagnosis>(body.clone())
            .map_or_else(|_| raw(), |made| diagnosis::in_words(knowledge, &made)),
        _ => serde_json::from_value::<ConcurrentTreatment>(body.clone())
            .map_or_else(|_| raw(), |course| treatment::in_words(visit, knowledge, &course)),
    };
    html! {
        @if row.error_at.is_some() { s { (text) } } @else { (text) }
    }
}

/// What can be done with a row, or why it does not count.
fn do_with(
    visit: &Visit,
    history: &History,
    row: &HistoryRow,
    may_mark: bool,
    wrong: Option<(RowId, &Invalid, &str)>,
) -> Markup {
    if let (Some(reason), Some(by), Some(at)) = (&row.error_reason, row.error_by, row.error_at) {
        let who = visit.with(
            "intake-history-error",
            [
                ("name", history.names.of(by).into()),
                ("day", visit.format.moment(at).into()),
                ("reason", reason.as_str().into()),
            ],
        );
        return html! { (chip(Meaning::Neutral, &visit.say("intake-entered-in-error"))) br; span class="soft" { (who) } };
    }
    let may_mark = may_mark && (row.kind != "diagnosis" || visit.actor.may(Action::Diagnose));
    if !may_mark {
        return html! { (status(Meaning::Eligible, &visit.say("intake-history-counted"))) };
    }
    let action = format!("{}/{}/error", View::History.href(history.way.patient.id), row.id);
    let wrong = wrong.filter(|(id, _, _)| *id == row.id);
    let reason = Field::text("reason", visit.say("intake-history-reason"))
        .id(format!("reason-{}", row.id))
        .value(wrong.map_or("", |(_, _, typed)| typed))
        .error_if(wrong.and_then(|(_, invalid, _)| error_of(visit.words, invalid, "reason")))
        .required();
    let mark = Danger::post(
        &action,
        &visit.say("intake-history-mark"),
        &visit.say("intake-history-mark-question"),
        &visit.say("intake-history-mark-confirm"),
    );
    html! { (mark.fields(html! { (reason) })) }
}
