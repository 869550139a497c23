//! What is typed is kept as it is typed.

use axum::extract::Path;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};

use crate::failure::Failure;
use crate::fields::Fields;
use crate::routes::{Access, Route};
use crate::visit::Visit;

pub(crate) fn routes() -> Vec<Route> {
    vec![
        Route::post("/drafts/{form}", Access::SignedIn, save),
        Route::post("/drafts/{form}/forget", Access::SignedIn, forget),
    ]
}

/// Keeps the fields of a form; answers the time at which they were kept.
async fn save(visit: Visit, Path(form): Path<String>, body: axum::body::Bytes) -> Result<Response, Failure> {
    let text = String::from_utf8_lossy(&body);
    let version = Fields::parse(&body).text("draft_version").parse().unwrap_or(0);
    let draft = anagen_app::drafts::save(&visit.actor, &visit.app, &form, &text, version).await?;
    let answer = serde_json::json!({ "saved": visit.format.time(draft.saved_at) });
    Ok(([(CONTENT_TYPE, "application/json")], answer.to_string()).into_response())
}

async fn forget(visit: Visit, Path(form): Path<String>, fields: Fields) -> Result<Response, Failure> {
    visit.forget_draft(&form).await?;
    Ok(axum::response::Redirect::to(crate::access::inside(fields.text("next"))).into_response())
}
