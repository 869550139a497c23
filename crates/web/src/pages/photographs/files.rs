//! The files of photographs: what is shown, the small one, and the original as a download.

use anagen_app::Action;
use anagen_app::photographs::{self, File};
use anagen_records::values::{PatientId, PhotographId};
use axum::extract::Path;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};

use crate::failure::Failure;
use crate::routes::{Access, Route};
use crate::visit::Visit;

pub(super) fn routes() -> Vec<Route> {
    let read = Access::May(Action::ReadRecord);
    vec![
        Route::get("/patients/{patient}/photographs/{photograph}/shown", read, shown),
        Route::get(
            "/patients/{patient}/photographs/{photograph}/thumbnail",
            read,
            thumbnail,
        ),
        Route::get("/patients/{patient}/photographs/{photograph}/original", read, original),
    ]
}

async fn shown(visit: Visit, path: Path<(PatientId, PhotographId)>) -> Result<Response, Failure> {
    picture(&visit, path, File::Shown).await
}

async fn thumbnail(visit: Visit, path: Path<(PatientId, PhotographId)>) -> Result<Response, Failure> {
    picture(&visit, path, File::Thumbnail).await
}

async fn picture(
    visit: &Visit,
    Path((patient, id)): Path<(PatientId, PhotographId)>,
    file: File,
) -> Result<Response, Failure> {
    let (_, bytes) = photographs::file(&visit.actor, &visit.app, patient, id, file).await?;
    // What is shown was encoded here, so it is what it says.
    Ok(([(CONTENT_TYPE, "image/jpeg")], bytes).into_response())
}

/// The file as it came. It is only ever saved: nothing of it is opened by the browser in the clinic's own address.
async fn original(visit: Visit, Path((patient, id)): Path<(PatientId, PhotographId)>) -> Result<Response, Failure> {
    let (photograph, bytes) = photographs::file(&visit.actor, &visit.app, patient, id, File::Original).await?;
    let ending = match photograph.media_type.as_str() {
        "image/jpeg" => "jpg",
        "image/png" => "png",
        "image/webp" => "webp",
        _ => "bin",
    };
    let name = format!("attachment; filename=\"photograph-{id}.{ending}\"");
    Ok((
        [(CONTENT_TYPE, photograph.media_type), (CONTENT_DISPOSITION, name)],
        bytes,
    )
        .into_response())
}
