//! Reading a form with files: its fields as any other form's, its files by the name of their field.

use anagen_app::photographs::picture::{MOST_BYTES, PictureError};
use anagen_app::{AppError, Invalid};
use axum::extract::Multipart;
use axum::extract::multipart::{Field, MultipartError};
use axum::http::StatusCode;

use crate::failure::Failure;
use crate::fields::Fields;

/// Most bytes of a field that is no file.
const MOST_TEXT: usize = 64 * 1024;
/// Most fields and files of a form.
const MOST_PARTS: usize = 100;

/// What a form with files sent.
#[derive(Debug, Default)]
pub(super) struct Sent {
    /// Its fields.
    pub(super) fields: Fields,
    /// Its files that are not empty.
    pub(super) files: Vec<Vec<u8>>,
}

/// Reads a form with files. A field whose name is `file` or begins with `file-` carries a file; empty ones are left out, as a
/// browser sends them where nothing was chosen.
pub(super) async fn read(mut form: Multipart, most_files: usize) -> Result<Sent, Failure> {
    let mut sent = Sent::default();
    let mut parts = 0;
    while let Some(mut field) = form.next_field().await.map_err(|error| broken(&error))? {
        parts += 1;
        if parts > MOST_PARTS {
            return Err(too_large());
        }
        let name = field.name().unwrap_or_default().to_owned();
        if name == "file" || name.starts_with("file-") {
            let bytes = content(&mut field, MOST_BYTES).await?;
            if !bytes.is_empty() {
                sent.files.push(bytes);
            }
            if sent.files.len() > most_files {
                let mut invalid = Invalid::default();
                invalid.add(
                    "file",
                    anagen_app::Message::new("upload-too-many").with("most", most_files),
                );
                return Err(AppError::Invalid(invalid).into());
            }
        } else {
            let bytes = content(&mut field, MOST_TEXT).await?;
            sent.fields.add(&name, &String::from_utf8_lossy(&bytes));
        }
    }
    Ok(sent)
}

async fn content(field: &mut Field<'_>, most: usize) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    while let Some(chunk) = field.chunk().await.map_err(|error| broken(&error))? {
        if bytes.len() + chunk.len() > most {
            return Err(too_large());
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes)
}

fn broken(error: &MultipartError) -> Failure {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
        too_large()
    } else {
        AppError::refused("photographs-form-broken").into()
    }
}

fn too_large() -> Failure {
    let mut invalid = Invalid::default();
    invalid.add("file", PictureError::TooLarge.message());
    AppError::Invalid(invalid).into()
}
