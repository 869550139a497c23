//! Reading a picture off the threads that serve, and keeping its files.

use std::sync::LazyLock;

use anagen_records::blobs::Address;
use anagen_records::consents::PhotographClass;
use anagen_records::photographs::{Origin, Photograph, View};
use anagen_records::values::{AdverseEventId, PatientId, PhotographId, SessionId};
use anagen_records::{Json, Stamp};
use tokio::sync::Semaphore;

use super::Capture;
use super::picture::{self, Picture, PictureError};
use crate::actor::Actor;
use crate::app::App;
use crate::error::{AppError, Invalid};

/// How many megapixels are worked on at a time in the whole process: two pictures of a telephone, or one of the largest. A
/// megapixel takes about 3 MB while it is decoded.
static WORKING: LazyLock<Semaphore> = LazyLock::new(|| Semaphore::new(picture::MOST_MEGAPIXELS as usize));

/// A picture whose files are kept.
pub(super) struct Kept {
    picture: Picture,
    original: Address,
    shown: Address,
    thumbnail: Address,
    bytes: i64,
}

/// Reads a picture off the threads that serve, and keeps its files. Files come before rows: what no row names is nobody's.
pub(super) async fn keep(app: &App, bytes: Vec<u8>) -> Result<Kept, AppError> {
    let header = picture::header(&bytes).map_err(picture_error)?;
    let megapixels = header
        .megapixels()
        .clamp(picture::MOST_MEGAPIXELS / 2, picture::MOST_MEGAPIXELS);
    let permit = WORKING.acquire_many(megapixels).await;
    let permit = permit.map_err(|error| AppError::Internal(error.to_string()))?;
    let blobs = app.blobs().clone();
    let work = move || -> Result<Kept, AppError> {
        let picture = picture::read(&bytes, &header).map_err(picture_error)?;
        Ok(Kept {
            original: blobs.put(&bytes)?,
            shown: blobs.put(&picture.shown)?,
            thumbnail: blobs.put(&picture.thumbnail)?,
            bytes: i64::try_from(bytes.len()).unwrap_or(i64::MAX),
            picture,
        })
    };
    let kept = tokio::task::spawn_blocking(work).await;
    drop(permit);
    // A decoder that panicked met a file that it cannot read.
    kept.unwrap_or_else(|_| Err(picture_error(PictureError::Unreadable)))
}

/// What is wrong with a file, at its field.
fn picture_error(error: PictureError) -> AppError {
    let mut invalid = Invalid::default();
    invalid.add("file", error.message());
    AppError::Invalid(invalid)
}

/// What a row says besides the picture itself.
pub(super) struct RowOf<'a> {
    pub(super) patient: PatientId,
    pub(super) session: Option<SessionId>,
    pub(super) adverse_event: Option<AdverseEventId>,
    pub(super) view: View,
    pub(super) taken_at: Stamp,
    pub(super) class: PhotographClass,
    pub(super) capture: Capture,
    pub(super) note: String,
    pub(super) origin: Origin,
    pub(super) added_by: Option<&'a Actor>,
    pub(super) now: Stamp,
}

impl Kept {
    /// The row of a new photograph.
    pub(super) fn into_row(self, row: RowOf<'_>) -> Photograph {
        Photograph {
            id: PhotographId::new(),
            patient: row.patient,
            session: row.session,
            adverse_event: row.adverse_event,
            view: row.view,
            taken_at: row.taken_at,
            original: self.original.as_str().to_owned(),
            shown: self.shown.as_str().to_owned(),
            thumbnail: self.thumbnail.as_str().to_owned(),
            width: i64::from(self.picture.width),
            height: i64::from(self.picture.height),
            bytes: self.bytes,
            media_type: self.picture.media_type.to_owned(),
            consent_class: row.class,
            capture: Json(serde_json::to_value(&row.capture).unwrap_or_default()),
            note: row.note,
            origin: row.origin,
            added_by: row.added_by.map(|actor| actor.person),
            added_by_name: row.added_by.map(|actor| actor.name.clone()),
            added_at: row.now,
            removed_by_name: None,
            removed_at: None,
            removed_because: None,
        }
    }
}
