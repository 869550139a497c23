//! What somebody is typing, kept as it is typed. A draft belongs to its writer alone.

use anagen_records::drafts::{self, Draft};

use crate::Message;
use crate::actor::Actor;
use crate::app::App;
use crate::error::AppError;

/// Most bytes of a draft: a long form with a drawn signature stays below.
const LARGEST: usize = 512 * 1024;

/// Keeps what was typed into a form. Drafts are no part of the record yet and stay out of the audit trail.
pub async fn save(actor: &Actor, app: &App, form: &str, body: &str, version: i64) -> Result<Draft, AppError> {
    if body.len() > LARGEST || form.len() > 200 {
        return Err(AppError::Refused(Message::new("draft-too-large")));
    }
    let draft = Draft {
        form: form.to_owned(),
        body: body.to_owned(),
        version,
        saved_at: app.now(),
    };
    let mut tx = app.database().write().await?;
    drafts::save(&mut tx, actor.clinic, actor.person, &draft).await?;
    tx.commit().await?;
    Ok(draft)
}

/// What was typed into a form and not sent.
pub async fn find(actor: &Actor, app: &App, form: &str) -> Result<Option<Draft>, AppError> {
    let mut tx = app.database().read().await?;
    Ok(drafts::find(&mut tx, actor.person, form).await?)
}

/// Everything that somebody typed and did not send.
pub async fn all(actor: &Actor, app: &App) -> Result<Vec<Draft>, AppError> {
    let mut tx = app.database().read().await?;
    Ok(drafts::of_person(&mut tx, actor.person).await?)
}

/// Forgets a draft: its form was saved, or given up.
pub async fn forget(actor: &Actor, app: &App, form: &str) -> Result<(), AppError> {
    let mut tx = app.database().write().await?;
    drafts::forget(&mut tx, actor.person, form).await?;
    Ok(tx.commit().await?)
}
