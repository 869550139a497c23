//! What a page answers when a use case did not do what was asked.

use std::sync::Arc;

use anagen_app::AppError;
use anagen_records::DatabaseError;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

/// An error on its way to the reader; the guard of the route turns it into a page in the reader's language.
#[derive(Debug, Clone)]
pub(crate) struct Failure(pub(crate) Arc<AppError>);

impl From<AppError> for Failure {
    fn from(error: AppError) -> Self {
        Self(Arc::new(error))
    }
}

impl From<DatabaseError> for Failure {
    fn from(error: DatabaseError) -> Self {
        AppError::from(error).into()
    }
}

impl Failure {
    /// There is no such thing in this clinic.
    pub(crate) fn not_found(what: &'static str) -> Self {
        AppError::NotFound(what).into()
    }

    /// The status of the answer.
    pub(crate) fn status(&self) -> StatusCode {
        match self.0.as_ref() {
            AppError::NotSignedIn | AppError::Locked => StatusCode::UNAUTHORIZED,
            AppError::Forbidden(_) => StatusCode::FORBIDDEN,
            AppError::NotFound(_) => StatusCode::NOT_FOUND,
            AppError::Stale(_) | AppError::Database(DatabaseError::Refused(_)) => StatusCode::CONFLICT,
            AppError::Invalid(_) | AppError::Refused(_) => StatusCode::UNPROCESSABLE_ENTITY,
            AppError::Database(DatabaseError::NotWritable(_) | DatabaseError::Unreachable(_)) => {
                StatusCode::SERVICE_UNAVAILABLE
            }
            AppError::Database(_) | AppError::Blob(_) | AppError::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}
