//! Names of medicines and allergens while one types.

use anagen_app::intake::{self, ListKind};
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};

use anagen_records::values::PatientId;

use crate::failure::Failure;
use crate::visit::Visit;

/// The names that fit what was typed, as options of a list.
pub(super) async fn page(visit: Visit) -> Result<Response, Failure> {
    let kind: ListKind = visit
        .query
        .text("kind")
        .parse()
        .map_err(|_| Failure::not_found("list"))?;
    let knowledge = visit.app.knowledge(visit.actor.clinic).await?;
    Ok(options(&intake::suggestions(&knowledge, kind, visit.query.text("q"))).into_response())
}

/// The same for the patient who holds the tablet.
pub(super) async fn on_tablet(visit: Visit, Path(patient): Path<PatientId>) -> Result<Response, Failure> {
    if visit.actor.only_patient != Some(patient) {
        return Err(Failure::not_found("patient"));
    }
    page(visit).await
}

fn options(suggestions: &[intake::Suggestion]) -> Markup {
    html! {
        @for suggestion in suggestions {
            option value=(suggestion.name) { @if let Some(stands_for) = &suggestion.stands_for { (stands_for) } }
        }
    }
}
