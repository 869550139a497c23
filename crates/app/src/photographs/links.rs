//! One-time links by which a patient sends photographs without signing in.
//!
//! The token of a link is shown once, to the one who makes it; only its hash is kept. A link counts for a week and is used up by
//! one message. Who holds it can send and sees nothing of the record, not even whose it is.

use anagen_records::clinics::{self, Clinic};
use anagen_records::consents::PhotographClass;
use anagen_records::photographs::links::{self, Link};
use anagen_records::photographs::{self as stored, Origin, View};
use anagen_records::values::{FollowUpId, PatientId};
use anagen_records::{Stamp, Transaction, audit, patients as stored_patients};
use jiff::SignedDuration;

use super::Capture;
use super::keeping::{RowOf, keep};
use crate::Message;
use crate::actor::{Action, Actor};
use crate::app::App;
use crate::error::{AppError, Invalid};
use crate::sign_in::{Token, token_hash};
use crate::transaction::Deed;
use crate::{consent, patients};

/// For how long a link can be used.
const LASTS: SignedDuration = SignedDuration::from_hours(7 * 24);
/// Most pictures that one link takes.
pub const MOST_PICTURES: usize = 3;
/// Most characters of a patient's message.
pub const MOST_CHARACTERS: usize = 2_000;

/// A link that was just made. Its token is shown once and kept nowhere.
#[derive(Debug, Clone)]
pub struct UploadLink {
    /// The secret part of the address `/upload/TOKEN`.
    pub token: Token,
    /// Until when it can be used.
    pub expires_at: Stamp,
}

/// Makes a one-time link for a patient, for a follow-up where one asks for it.
pub async fn make_link(
    actor: &Actor,
    app: &App,
    patient: PatientId,
    follow_up: Option<FollowUpId>,
) -> Result<UploadLink, AppError> {
    let token = Token::generate()?;
    let mut writing = app.write(actor, Action::TakePhotographs).await?;
    let patient = patients::of(&mut writing.tx, actor, patient).await?;
    if consent::photograph_classes(&mut writing.tx, actor, patient.id)
        .await?
        .care
        == Some(false)
    {
        return Err(AppError::refused("photographs-care-refused"));
    }
    if let Some(follow_up) = follow_up
        && !links::is_follow_up_of(&mut writing.tx, patient.id, follow_up).await?
    {
        return Err(AppError::NotFound("follow-up"));
    }
    let now = writing.now;
    let link = Link {
        token_hash: token_hash(token.as_str()),
        clinic: actor.clinic,
        patient: patient.id,
        follow_up,
        created_by: actor.person,
        created_by_name: actor.name.clone(),
        created_at: now,
        expires_at: Stamp(now.0 + LASTS),
        used_at: None,
        ended_at: None,
    };
    links::insert(&mut writing.tx, &link).await?;
    writing
        .commit(Deed::new("upload_link.make", "upload_link", &link.token_hash).of(patient.id))
        .await?;
    Ok(UploadLink {
        token,
        expires_at: link.expires_at,
    })
}

/// How a link stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkStanding {
    /// It can be used.
    Open,
    /// Something was sent through it.
    Used,
    /// Its time is over.
    Expired,
    /// It was taken back.
    Ended,
}

/// How a link stands at a moment.
pub fn standing(link: &Link, now: Stamp) -> LinkStanding {
    match link {
        Link { used_at: Some(_), .. } => LinkStanding::Used,
        Link { ended_at: Some(_), .. } => LinkStanding::Ended,
        link if link.expires_at <= now => LinkStanding::Expired,
        _ => LinkStanding::Open,
    }
}

/// The latest links of a patient, the latest first.
pub async fn of_patient(tx: &mut Transaction, actor: &Actor, patient: PatientId) -> Result<Vec<Link>, AppError> {
    let patient = patients::of(tx, actor, patient).await?;
    Ok(links::of_patient(tx, patient.id).await?)
}

/// Takes a link back that nobody has used.
pub async fn end(actor: &Actor, app: &App, patient: PatientId, token_hash: &str) -> Result<(), AppError> {
    let mut writing = app.write(actor, Action::TakePhotographs).await?;
    let patient = patients::of(&mut writing.tx, actor, patient).await?;
    let now = writing.now;
    if !links::end(&mut writing.tx, patient.id, token_hash, now).await? {
        return Err(AppError::NotFound("link"));
    }
    writing
        .commit(Deed::new("upload_link.end", "upload_link", token_hash).of(patient.id))
        .await
}

/// What the page behind a link knows: the clinic, the reader's language, and how the link stands.
#[derive(Debug, Clone)]
pub struct LinkPage {
    /// The clinic.
    pub clinic: Clinic,
    /// Language of the patient.
    pub language: String,
    /// How the link stands.
    pub standing: LinkStanding,
    /// Until when it can be used.
    pub expires_at: Stamp,
}

/// Opens the page of a link. Whoever tries tokens has to wait longer each time.
pub async fn open(app: &App, token: &str, address: &str) -> Result<LinkPage, AppError> {
    let link = of_token(app, token, address).await?;
    let mut tx = app.database().read().await?;
    let clinic = clinics::find(&mut tx, link.clinic)
        .await?
        .ok_or(AppError::NotFound("link"))?;
    let patient = stored_patients::find(&mut tx, link.clinic, link.patient)
        .await?
        .ok_or(AppError::NotFound("link"))?;
    let language = if patient.language.is_empty() {
        clinic.language.clone()
    } else {
        patient.language
    };
    Ok(LinkPage {
        clinic,
        language,
        standing: standing(&link, app.now()),
        expires_at: link.expires_at,
    })
}

async fn of_token(app: &App, token: &str, address: &str) -> Result<Link, AppError> {
    let by_address = format!("upload {address}");
    let now = app.now();
    if let Some(wait) = app.attempts.wait(&[&by_address], now.0) {
        return Err(AppError::Refused(
            Message::new("upload-wait").with("seconds", wait.as_secs() + 1),
        ));
    }
    let mut tx = app.database().read().await?;
    let link = links::find(&mut tx, &token_hash(token)).await?;
    link.ok_or_else(|| {
        app.attempts.failed(&[&by_address], now.0);
        AppError::NotFound("link")
    })
}

/// Takes what a patient sends: up to three pictures and a message. The link is used up with it; what is refused leaves it open.
pub async fn send(
    app: &App,
    token: &str,
    address: &str,
    pictures: Vec<Vec<u8>>,
    message: &str,
) -> Result<(), AppError> {
    let link = of_token(app, token, address).await?;
    if standing(&link, app.now()) != LinkStanding::Open {
        return Err(AppError::refused("upload-link-over"));
    }
    let by_link = format!("upload link {}", link.token_hash);
    if let Some(wait) = app.attempts.wait(&[&by_link], app.now().0) {
        return Err(AppError::Refused(
            Message::new("upload-wait").with("seconds", wait.as_secs() + 1),
        ));
    }
    let message = message.trim();
    let mut invalid = Invalid::default();
    if pictures.is_empty() {
        invalid.add("file", Message::new("photographs-file-missing"));
    }
    if pictures.len() > MOST_PICTURES {
        invalid.add("file", Message::new("upload-too-many").with("most", MOST_PICTURES));
    }
    if message.chars().count() > MOST_CHARACTERS {
        invalid.add(
            "message",
            Message::new("photographs-text-too-long").with("most", MOST_CHARACTERS),
        );
    }
    invalid.check()?;
    let mut kept = Vec::new();
    for picture in pictures {
        match keep(app, picture).await {
            Ok(picture) => kept.push(picture),
            Err(error) => {
                // Working on a picture costs something: who sends one after another that is none has to wait.
                app.attempts.failed(&[&by_link], app.now().0);
                return Err(error);
            }
        }
    }
    let mut tx = app.database().write().await?;
    let now = app.now();
    if !links::use_up(&mut tx, &link.token_hash, now).await? {
        return Err(AppError::refused("upload-link-over"));
    }
    let mut ids = Vec::new();
    for picture in kept {
        let photograph = picture.into_row(RowOf {
            patient: link.patient,
            session: None,
            adverse_event: None,
            view: View::Other,
            taken_at: now,
            class: PhotographClass::Care,
            capture: Capture::default(),
            note: String::new(),
            origin: Origin::PatientLink,
            added_by: None,
            now,
        });
        stored::insert(&mut tx, link.clinic, &photograph).await?;
        links::insert_upload(&mut tx, &link, photograph.id, message).await?;
        ids.push(photograph.id);
    }
    let deed = Deed::new("upload_link.use", "upload_link", &link.token_hash)
        .of(link.patient)
        .wrote(&ids);
    let mut entry = deed.entry(None, now);
    entry.clinic = Some(link.clinic);
    audit::append(&mut tx, app.audit_key(), &entry).await?;
    Ok(tx.commit().await?)
}
