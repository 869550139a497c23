//! Overrides and letters that were signed: how each stands, its scan, and taking it back.

use anagen_app::screening::{self, ClearanceStanding, Screening, SignedClearance};
use anagen_app::{Action, AppError};
use anagen_care::case::ClearanceKind;
use anagen_records::values::{ClearanceId, PatientId};
use axum::extract::Path;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};

use super::finding::Shown;
use crate::failure::Failure;
use crate::fields::Fields;
use crate::look::{Column, Danger, Field, Meaning, Table, status};
use crate::visit::Visit;

pub(super) async fn withdraw(
    visit: Visit,
    Path((patient, clearance)): Path<(PatientId, ClearanceId)>,
    fields: Fields,
) -> Result<Response, Failure> {
    let here = format!("/patients/{patient}/screening");
    match screening::withdraw(&visit.actor, &visit.app, patient, clearance, fields.text("reason")).await {
        Ok(()) => Ok(Redirect::to(&format!("{here}?notice=screening-withdrawn")).into_response()),
        Err(AppError::Invalid(invalid)) => {
            // One short field: what is wrong is told in a page of its own, with what to do.
            let message = invalid.0.into_iter().next().map(|wrong| wrong.message);
            Err(message
                .map_or(AppError::NotFound("clearance"), AppError::Refused)
                .into())
        }
        Err(error) => Err(error.into()),
    }
}

/// The scan of a letter. Whatever is in it runs nothing: it is shown in a frame without rights.
pub(super) async fn scan(
    visit: Visit,
    Path((patient, clearance)): Path<(PatientId, ClearanceId)>,
) -> Result<Response, Failure> {
    let (kind, bytes) = screening::scan(&visit.actor, &visit.app, patient, clearance).await?;
    let disposition = match kind {
        screening::ScanKind::Pdf => "attachment; filename=\"letter.pdf\"",
        screening::ScanKind::Png => "inline; filename=\"letter.png\"",
        screening::ScanKind::Jpeg => "inline; filename=\"letter.jpg\"",
    };
    let headers = [
        (CONTENT_TYPE, kind.content_type()),
        (CONTENT_DISPOSITION, disposition),
        (CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox"),
    ];
    Ok((headers, bytes).into_response())
}

/// What was signed about this patient.
pub(super) fn section(visit: &Visit, screening: &Screening, shown: Shown) -> Markup {
    if screening.clearances.is_empty() {
        return html! {};
    }
    let mut columns = vec![
        Column::words(visit.say("screening-rule")),
        Column::words(visit.say("screening-what-was-signed")),
        Column::words(visit.say("screening-signed-by")),
        Column::words(visit.say("screening-expires")),
        Column::words(visit.say("screening-stands")),
    ];
    let may_withdraw = shown == Shown::ToWork && visit.actor.may(Action::SignClearance);
    if may_withdraw {
        columns.push(Column::actions(visit.say("intake-history-do")));
    }
    let mut table = Table::new(visit.say("screening-signed-clearances"), columns)
        .caption_hidden()
        .cards();
    for signed in &screening.clearances {
        let clearance = &signed.clearance;
        let mut cells = vec![
            html! { (clearance.rule) },
            html! { (what(visit, screening, signed)) },
            html! { (clearance.by) ", " (visit.format.moment(signed.signed_at)) },
            html! { (clearance.expires.map_or_else(|| visit.say("screening-no-expiry"), |day| visit.format.day(day))) },
            html! { (standing(visit, signed)) },
        ];
        if may_withdraw {
            cells.push(withdrawal(visit, screening, signed));
        }
        table = table.row(cells);
    }
    crate::look::section(&visit.say("screening-signed-clearances"), html! { (table) })
}

fn what(visit: &Visit, screening: &Screening, signed: &SignedClearance) -> Markup {
    let clearance = &signed.clearance;
    let reason = clearance.reason.clone().unwrap_or_default();
    let scan = format!(
        "/patients/{}/screening/clearances/{}/scan",
        screening.intake.way.patient.id, signed.id
    );
    html! {
        @match (&clearance.kind, &clearance.letter) {
            (ClearanceKind::SpecialistLetter, Some(letter)) => (visit.with("screening-letter-of", [
                ("name", letter.from.as_str().into()),
                ("specialist", letter.specialist.as_str().into()),
                ("day", visit.format.day(letter.dated).into()),
            ])),
            _ => (visit.say("screening-override-of")),
        }
        @if !reason.is_empty() { ": " (reason) }
        @if signed.has_scan { " " a href=(scan) { (visit.say("screening-scan")) } }
    }
}

fn standing(visit: &Visit, signed: &SignedClearance) -> Markup {
    match &signed.standing {
        ClearanceStanding::Counts => html! { (status(Meaning::Eligible, &visit.say("screening-counts"))) },
        ClearanceStanding::OfThePlan => html! { (status(Meaning::Neutral, &visit.say("screening-of-the-plan"))) },
        ClearanceStanding::Rejected(reason) => html! {
            (status(Meaning::Incomplete, &visit.say("screening-rejected"))) br; span class="soft" { (reason) }
        },
        ClearanceStanding::Withdrawn { by, at, reason } => html! {
            (status(Meaning::Neutral, &visit.say("screening-taken-back"))) br;
            span class="soft" { (by) ", " (visit.format.moment(*at)) ": " (reason) }
        },
    }
}

fn withdrawal(visit: &Visit, screening: &Screening, signed: &SignedClearance) -> Markup {
    if matches!(signed.standing, ClearanceStanding::Withdrawn { .. }) {
        return html! {};
    }
    let action = format!(
        "/patients/{}/screening/clearances/{}/withdraw",
        screening.intake.way.patient.id, signed.id
    );
    let danger = Danger::post(
        &action,
        &visit.say("screening-withdraw"),
        &visit.say("screening-withdraw-question"),
        &visit.say("screening-withdraw-confirm"),
    );
    let reason = Field::text("reason", visit.say("screening-reason"))
        .id(format!("reason-{}", signed.id))
        .required();
    html! { (danger.fields(html! { (reason) })) }
}
