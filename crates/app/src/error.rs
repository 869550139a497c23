//! Why a use case did not do what was asked.

use anagen_records::DatabaseError;
use anagen_records::blobs::BlobError;

use crate::Message;
use crate::actor::Action;

/// Why a use case did not do what was asked. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum AppError {
    /// Nobody is signed in, or the session ended.
    #[error("nobody is signed in")]
    NotSignedIn,
    /// The screen is locked.
    #[error("the screen is locked")]
    Locked,
    /// The roles of this person do not allow it.
    #[error("the roles of this person do not allow: {action}", action = .0.as_str())]
    Forbidden(Action),
    /// There is no such thing in this clinic.
    #[error("there is no such {0}")]
    NotFound(&'static str),
    /// Somebody else changed it meanwhile.
    #[error("the {0} was changed meanwhile")]
    Stale(&'static str),
    /// What was entered cannot be taken.
    #[error("{n} fields cannot be taken as they are", n = .0.0.len())]
    Invalid(Invalid),
    /// It must not be done as it stands.
    #[error("refused: {key}", key = .0.key)]
    Refused(Message),
    /// The database.
    #[error(transparent)]
    Database(#[from] DatabaseError),
    /// A file.
    #[error(transparent)]
    Blob(#[from] BlobError),
    /// What should never happen, with what a developer needs.
    #[error("internal: {0}")]
    Internal(String),
}

/// What is wrong with one field, and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldError {
    /// Name of the field in the form.
    pub field: String,
    /// What to do.
    pub message: Message,
}

/// What is wrong with the fields of a form: all of it at once.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Invalid(pub Vec<FieldError>);

impl Invalid {
    /// Notes what is wrong with a field.
    pub fn add(&mut self, field: impl Into<String>, message: Message) {
        self.0.push(FieldError {
            field: field.into(),
            message,
        });
    }

    /// What is wrong with a field, where something is.
    pub fn of(&self, field: &str) -> Option<&Message> {
        self.0
            .iter()
            .find(|error| error.field == field)
            .map(|error| &error.message)
    }

    /// An error where anything is wrong.
    pub fn check(self) -> Result<(), AppError> {
        if self.0.is_empty() {
            Ok(())
        } else {
            Err(AppError::Invalid(self))
        }
    }
}

impl From<Invalid> for AppError {
    fn from(invalid: Invalid) -> Self {
        Self::Invalid(invalid)
    }
}

impl AppError {
    /// A refusal in the words of a key.
    pub fn refused(key: &'static str) -> Self {
        Self::Refused(Message::new(key))
    }

    /// One field is wrong.
    pub fn field(field: &str, key: &'static str) -> Self {
        let mut invalid = Invalid::default();
        invalid.add(field, Message::new(key));
        Self::Invalid(invalid)
    }
}
