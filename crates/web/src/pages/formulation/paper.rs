//! The papers of a plan, served as they are: a page with its own style and nothing else, a calendar file.

use anagen_app::plan;
use anagen_records::values::{PatientId, PlanId};
use axum::extract::Path;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};

use crate::failure::Failure;
use crate::visit::Visit;

/// The version that an address asks for.
pub(crate) fn wanted_version(visit: &Visit) -> Option<i64> {
    visit.query.text("version").parse().ok()
}

/// The plan as a page to print. Its style stands in the page; this answer alone allows that style, by a number that nobody can
/// guess, and nothing else at all.
pub(crate) async fn paper(visit: Visit, Path((patient, plan)): Path<(PatientId, PlanId)>) -> Result<Response, Failure> {
    let page = plan::paper(&visit.actor, &visit.app, patient, plan, wanted_version(&visit)).await?;
    Ok(with_own_style(&page))
}

/// An answer whose one style element is allowed, and nothing else.
fn with_own_style(page: &str) -> Response {
    // A new row's identifier holds 74 random bits; hashed, it says nothing of the time.
    let number = blake3::hash(anagen_records::values::RowId::new().to_string().as_bytes()).to_hex()[..32].to_owned();
    let page = page.replacen("<style>", &format!("<style nonce=\"{number}\">"), 1);
    let policy = format!(
        "default-src 'none'; style-src 'nonce-{number}'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    );
    (
        [
            (CONTENT_TYPE, "text/html; charset=utf-8".to_owned()),
            (CONTENT_SECURITY_POLICY, policy),
        ],
        page,
    )
        .into_response()
}

/// The course as a calendar file. It bears the patient's number, never a name.
pub(crate) async fn calendar(
    visit: Visit,
    Path((patient, plan)): Path<(PatientId, PlanId)>,
) -> Result<Response, Failure> {
    let file = plan::calendar(&visit.actor, &visit.app, patient, plan, wanted_version(&visit)).await?;
    let headers = [
        (CONTENT_TYPE, "text/calendar; charset=utf-8"),
        (CONTENT_DISPOSITION, "attachment; filename=\"course.ics\""),
    ];
    Ok((headers, file).into_response())
}
