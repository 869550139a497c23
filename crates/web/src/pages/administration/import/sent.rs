//! Reading what was sent: a file that was chosen, or one that was looked at and comes back in a hidden field.

use std::fmt::Write as _;

use anagen_app::Message;
use anagen_app::import::LARGEST_FILE;
use axum::extract::Multipart;
use axum::extract::multipart::{Field, MultipartError};
use axum::http::StatusCode;

use crate::fields::Fields;

/// Most bytes of a form: the hidden field has two digits for each byte of a file.
pub(super) const MOST_FORM_BYTES: usize = 2 * LARGEST_FILE + 64 * 1024;
/// Most bytes of a field that is no file.
const MOST_TEXT: usize = 4 * 1024;
/// Most parts of a form.
const MOST_PARTS: usize = 20;
/// Letters of a file's name that are shown.
const MOST_NAME: usize = 100;

/// What was sent.
#[derive(Debug, Default)]
pub(super) struct Sent {
    /// The fields of the form.
    pub(super) fields: Fields,
    /// The file; empty where none was chosen.
    pub(super) file: Vec<u8>,
    /// What the file is called; empty where it has no name.
    pub(super) name: String,
}

/// Reads the form, or says why it cannot be taken.
pub(super) async fn read(mut form: Multipart) -> Result<Sent, Message> {
    let mut sent = Sent::default();
    let mut parts = 0;
    while let Some(mut part) = form.next_field().await.map_err(|error| broken(&error))? {
        parts += 1;
        if parts > MOST_PARTS {
            return Err(Message::new("import-came-in-broken"));
        }
        let name = part.name().unwrap_or_default().to_owned();
        match name.as_str() {
            "file" => {
                sent.name = shown_name(part.file_name().unwrap_or_default());
                sent.file = content(&mut part, LARGEST_FILE).await?;
            }
            "content" => {
                let digits = content(&mut part, 2 * LARGEST_FILE).await?;
                sent.file = bytes_of(&digits).ok_or(Message::new("import-came-in-broken"))?;
            }
            _ => {
                let bytes = content(&mut part, MOST_TEXT).await?;
                sent.fields.add(&name, &String::from_utf8_lossy(&bytes));
            }
        }
    }
    if sent.fields.is_set("seen") {
        sent.name = shown_name(sent.fields.text("name"));
    }
    Ok(sent)
}

/// The bytes of a part. What is too large is read to its end and dropped: a browser that is cut off while it sends shows no
/// answer.
async fn content(part: &mut Field<'_>, most: usize) -> Result<Vec<u8>, Message> {
    let (mut bytes, mut is_too_large) = (Vec::new(), false);
    while let Some(chunk) = part.chunk().await.map_err(|error| broken(&error))? {
        is_too_large |= bytes.len() + chunk.len() > most;
        if !is_too_large {
            bytes.extend_from_slice(&chunk);
        }
    }
    if is_too_large { Err(too_large()) } else { Ok(bytes) }
}

fn broken(error: &MultipartError) -> Message {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
        too_large()
    } else {
        Message::new("import-came-in-broken")
    }
}

fn too_large() -> Message {
    Message::new("import-file-too-large").with("most", LARGEST_FILE / 1024 / 1024)
}

/// The name of a file without the folders that some browsers send, and not endless.
fn shown_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    last.chars()
        .filter(|letter| !letter.is_control())
        .take(MOST_NAME)
        .collect()
}

/// Bytes as digits: they pass through a form as they are.
pub(super) fn digits_of(bytes: &[u8]) -> String {
    let mut digits = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        // Writing to a text does not fail.
        let _ = write!(digits, "{byte:02x}");
    }
    digits
}

/// The bytes of [`digits_of`].
fn bytes_of(digits: &[u8]) -> Option<Vec<u8>> {
    let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    let (pairs, rest) = digits.as_chunks::<2>();
    if !rest.is_empty() {
        return None;
    }
    pairs
        .iter()
        .map(|[high, low]| Some(digit(*high)? * 16 + digit(*low)?))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_comes_back() {
        let all: Vec<u8> = (0..=255).collect();
        assert_eq!(bytes_of(digits_of(&all).as_bytes()), Some(all));
        for digits in ["0", "0g", "é0", " 00"] {
            assert_eq!(bytes_of(digits.as_bytes()), None, "{digits}");
        }
    }

    #[test]
    fn a_name_has_no_folders() {
        assert_eq!(shown_name("C:\\files\\patients.csv"), "patients.csv");
        assert_eq!(shown_name("a/b\n.csv"), "b.csv");
        assert_eq!(shown_name(&"x".repeat(300)).len(), MOST_NAME);
    }
}
