//! The built-in knowledge as a whole: complete, sound, and refused rather than misread when it is damaged.
#![expect(clippy::unwrap_used, reason = "tests")]

mod any_bytes;
mod any_file;
mod completeness;
mod damage;
mod damaged_files;
mod translations;
