//! Everything that is kept of a patient, as a file for the patient.

use anagen_app::patients::export;
use anagen_app::way;
use anagen_records::values::PatientId;
use axum::extract::Path;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use maud::html;

use super::{href, led_to_kept};
use crate::failure::Failure;
use crate::look::{Icon, PageHead, PostButton, read};
use crate::page::Page;
use crate::visit::Visit;

pub(super) async fn page(visit: Visit, Path(id): Path<PatientId>) -> Result<Response, Failure> {
    if let Some(answer) = led_to_kept(&visit, id, "/export").await? {
        return Ok(answer);
    }
    let way = way::read(&visit.actor, &visit.app, id, "patient.export-page").await?;
    let title = visit.say("patients-export");
    let action = format!("{}/export", href(id));
    Ok(Page::new(&visit, title.clone()).patient(&way, None).show(&html! {
        (PageHead::new(title).back(href(id), visit.say("patients-to-patient")))
        (read(html! {
            p { (visit.say("patients-export-sentence")) }
            p { (visit.say("patients-export-photographs")) }
            p { (visit.say("patients-export-hand-over")) }
        }))
        (PostButton { action: &action, label: &visit.say("patients-export-button"), icon: Some(Icon::Download), values: &[], primary: true })
    }))
}

pub(super) async fn file(visit: Visit, Path(id): Path<PatientId>) -> Result<Response, Failure> {
    let export = export::export(&visit.actor, &visit.app, id).await?;
    let number: String = export
        .number
        .chars()
        .filter(|letter| letter.is_ascii_alphanumeric() || *letter == '-')
        .collect();
    let body = serde_json::to_vec_pretty(&export)
        .map_err(|error| anagen_app::AppError::Internal(format!("the export cannot be written: {error}")))?;
    let name = format!("attachment; filename=\"patient-{number}.json\"");
    Ok((
        [
            (CONTENT_TYPE, "application/json".to_owned()),
            (CONTENT_DISPOSITION, name),
        ],
        body,
    )
        .into_response())
}
