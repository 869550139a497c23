//! Signing in, locking, changing the user of a shared tablet.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use anagen_records::Stamp;
use anagen_records::people::{self, Person};
use anagen_records::values::PatientId;
use anagen_records::web_sessions::{self, WebSession};
use jiff::{SignedDuration, Timestamp};

use crate::Message;
use crate::actor::Actor;
use crate::app::App;
use crate::error::{AppError, Invalid};
use crate::passwords;
use crate::transaction::Deed;

/// A signed-in session ends then, used or not (ASVS 5.0, V7.3.2): a working day.
pub const LONGEST_SESSION: SignedDuration = SignedDuration::from_hours(12);
/// Minutes without a touch after which a screen locks, where the clinic set none (ASVS 5.0, V7.3.1).
pub const IDLE_LOCK_MINUTES: u32 = 10;
/// How often the last use of a session is written down.
const TOUCH_EVERY: SignedDuration = SignedDuration::from_secs(60);
/// How long a one-time link for a password counts.
const ONE_TIME_PASSWORD: SignedDuration = SignedDuration::from_hours(24);

/// Failed attempts by name and by address: after the first few each one waits longer.
#[derive(Debug, Default)]
pub(crate) struct Attempts(Mutex<HashMap<String, (u32, Timestamp)>>);

/// Attempts that are free.
const FREE_ATTEMPTS: u32 = 5;
/// Names and addresses that are kept in mind.
const MOST_KEPT: usize = 10_000;

impl Attempts {
    /// How long this name or address has to wait, where it has to.
    pub(crate) fn wait(&self, keys: &[&str], now: Timestamp) -> Option<SignedDuration> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let waits = keys.iter().filter_map(|key| {
            let (failed, last) = kept.get(*key)?;
            let over = failed.checked_sub(FREE_ATTEMPTS)?;
            // 1, 2, 4, ... seconds, at most a quarter of an hour.
            let pause = SignedDuration::from_secs(1_i64.checked_shl(over.min(10)).unwrap_or(900).min(900));
            let left = pause - now.duration_since(*last);
            left.is_positive().then_some(left)
        });
        waits.max()
    }

    pub(crate) fn failed(&self, keys: &[&str], now: Timestamp) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() > MOST_KEPT {
            kept.retain(|_, (_, last)| now.duration_since(*last) < SignedDuration::from_mins(15));
        }
        for key in keys {
            let entry = kept.entry((*key).to_owned()).or_insert((0, now));
            *entry = (entry.0.saturating_add(1), now);
        }
    }

    fn succeeded(&self, keys: &[&str]) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for key in keys {
            kept.remove(*key);
        }
    }
}

/// A token that opens a session; it is shown to the browser once and stored nowhere.
#[derive(Clone)]
pub struct Token(String);

impl std::fmt::Debug for Token {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Token")
    }
}

impl Token {
    /// A new token of 256 random bits.
    pub(crate) fn generate() -> Result<Self, AppError> {
        let mut bytes = [0; 32];
        getrandom::fill(&mut bytes).map_err(|error| AppError::Internal(error.to_string()))?;
        Ok(Self(blake3::Hash::from_bytes(bytes).to_hex().to_string()))
    }

    /// For the cookie or the link.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What is stored of a token.
pub(crate) fn token_hash(token: &str) -> String {
    blake3::hash(token.as_bytes()).to_hex().to_string()
}

/// Where a request comes from.
#[derive(Debug, Clone, Copy)]
pub struct From<'a> {
    /// The device as the browser names itself.
    pub device: &'a str,
    /// Its address on the network, for the limit of attempts.
    pub address: &'a str,
}

/// Signs somebody in.
pub async fn sign_in(app: &App, name: &str, password: &str, from: From<'_>) -> Result<Token, AppError> {
    let name = name.trim().to_lowercase();
    let by_name = format!("name {name}");
    let by_address = format!("address {}", from.address);
    let keys = [by_name.as_str(), by_address.as_str()];
    let now = app.now();
    if let Some(wait) = app.attempts.wait(&keys, now.0) {
        return Err(AppError::Refused(
            Message::new("sign-in-wait").with("seconds", wait.as_secs() + 1),
        ));
    }
    let person = {
        let mut tx = app.database().read().await?;
        people::find_by_sign_in_name(&mut tx, &name).await?
    };
    let person = person.filter(|person| person.left_at.is_none());
    let hash = person.as_ref().and_then(|person| person.password_hash.clone());
    let fits = passwords::verify(password.to_owned(), hash).await;
    let Some(person) = person.filter(|_| fits) else {
        app.attempts.failed(&keys, now.0);
        app.note(None, Deed::new("sign_in.failed", "person", "")).await?;
        return Err(AppError::refused("sign-in-wrong"));
    };
    app.attempts.succeeded(&keys);
    open_session(app, &person, from.device, now).await
}

async fn open_session(app: &App, person: &Person, device: &str, now: Stamp) -> Result<Token, AppError> {
    let token = Token::generate()?;
    let session = WebSession {
        token_hash: token_hash(token.as_str()),
        clinic: person.clinic,
        person: person.id,
        device: device.chars().take(120).collect(),
        created_at: now,
        used_at: now,
        expires_at: Stamp(now.0 + LONGEST_SESSION),
        locked: false,
        only_patient: None,
    };
    let actor = {
        let mut tx = app.database().read().await?;
        actor_of(&session, person, people::roles(&mut tx, person.id).await?)
    };
    let mut writing = app.write_as(&actor).await?;
    web_sessions::insert(&mut writing.tx, &session).await?;
    writing.commit(Deed::new("sign_in", "person", person.id)).await?;
    Ok(token)
}

fn actor_of(session: &WebSession, person: &Person, roles: Vec<people::Role>) -> Actor {
    Actor {
        person: person.id,
        name: person.name.clone(),
        clinic: person.clinic,
        roles,
        device: session.device.clone(),
        session: session.token_hash.clone(),
        only_patient: session.only_patient,
        language: person.language.clone(),
    }
}

/// Who a token belongs to, and whether their screen is locked.
#[derive(Debug, Clone)]
pub struct SignedIn {
    /// Who.
    pub actor: Actor,
    /// Nothing is shown before the password is entered again.
    pub locked: bool,
}

/// Finds who is signed in with a token. A session that nobody touched for the clinic's idle time is locked now.
pub async fn signed_in(app: &App, token: &str) -> Result<SignedIn, AppError> {
    let (hash, now) = (token_hash(token), app.now());
    let mut tx = app.database().read().await?;
    let session = web_sessions::find(&mut tx, &hash, now)
        .await?
        .ok_or(AppError::NotSignedIn)?;
    let person = people::find(&mut tx, session.clinic, session.person).await?;
    let person = person
        .filter(|person| person.left_at.is_none())
        .ok_or(AppError::NotSignedIn)?;
    let roles = people::roles(&mut tx, person.id).await?;
    let clinic = anagen_records::clinics::find(&mut tx, session.clinic)
        .await?
        .ok_or(AppError::NotSignedIn)?;
    drop(tx);
    let idle = now.0.duration_since(session.used_at.0);
    let idle_lock = clinic.settings.0.idle_lock_minutes.unwrap_or(IDLE_LOCK_MINUTES);
    // On the patient tablet a screen that lies still is given back to the staff, never left open on somebody's answers.
    let too_long = idle > SignedDuration::from_mins(i64::from(idle_lock));
    let locked = session.locked || too_long;
    if locked != session.locked || idle > TOUCH_EVERY {
        let mut tx = app.database().write().await?;
        if locked {
            web_sessions::set_locked(&mut tx, &hash, true).await?;
        } else {
            web_sessions::touch(&mut tx, &hash, now).await?;
        }
        tx.commit().await?;
    }
    Ok(SignedIn {
        actor: actor_of(&session, &person, roles),
        locked,
    })
}

/// Locks the screen: for a tablet that is put down.
pub async fn lock(actor: &Actor, app: &App) -> Result<(), AppError> {
    let mut writing = app.write_as(actor).await?;
    web_sessions::set_locked(&mut writing.tx, &actor.session, true).await?;
    writing.commit(Deed::new("screen.lock", "person", actor.person)).await
}

/// Unlocks the screen with the password of the one who is signed in; also leaves the patient tablet.
pub async fn unlock(actor: &Actor, app: &App, password: &str, from: From<'_>) -> Result<(), AppError> {
    let key = format!("unlock {}", actor.person);
    let by_address = format!("address {}", from.address);
    let keys = [key.as_str(), by_address.as_str()];
    let now = app.now();
    if let Some(wait) = app.attempts.wait(&keys, now.0) {
        return Err(AppError::Refused(
            Message::new("sign-in-wait").with("seconds", wait.as_secs() + 1),
        ));
    }
    if !is_own_password(actor, app, password).await? {
        app.attempts.failed(&keys, now.0);
        return Err(AppError::field("password", "sign-in-wrong-password"));
    }
    app.attempts.succeeded(&keys);
    let mut writing = app.write_as(actor).await?;
    web_sessions::set_locked(&mut writing.tx, &actor.session, false).await?;
    web_sessions::set_only_patient(&mut writing.tx, &actor.session, None).await?;
    web_sessions::touch(&mut writing.tx, &actor.session, now).await?;
    writing.commit(Deed::new("screen.unlock", "person", actor.person)).await
}

/// Whether a password is the actor's own.
pub async fn is_own_password(actor: &Actor, app: &App, password: &str) -> Result<bool, AppError> {
    let person = {
        let mut tx = app.database().read().await?;
        people::find(&mut tx, actor.clinic, actor.person).await?
    };
    Ok(passwords::verify(password.to_owned(), person.and_then(|person| person.password_hash)).await)
}

/// Hands the tablet to a patient: from now on it shows their intake and nothing else, until somebody unlocks it.
pub async fn hand_to_patient(actor: &Actor, app: &App, patient: PatientId) -> Result<(), AppError> {
    let mut writing = app.write(actor, crate::Action::AnswerIntake).await?;
    web_sessions::set_only_patient(&mut writing.tx, &actor.session, Some(patient)).await?;
    writing
        .commit(Deed::new("tablet.hand_to_patient", "patient", patient).of(patient))
        .await
}

/// Signs out.
pub async fn sign_out(actor: &Actor, app: &App) -> Result<(), AppError> {
    let mut writing = app.write_as(actor).await?;
    let now = writing.now;
    web_sessions::end(&mut writing.tx, &actor.session, now).await?;
    writing.commit(Deed::new("sign_out", "person", actor.person)).await
}

/// Changes one's own password; every other session of the person ends.
pub async fn change_password(actor: &Actor, app: &App, old: &str, new: &str) -> Result<(), AppError> {
    if !is_own_password(actor, app, old).await? {
        return Err(AppError::field("old", "sign-in-wrong-password"));
    }
    let mut invalid = Invalid::default();
    passwords::check_new(new, "", "new", &mut invalid);
    invalid.check()?;
    let hash = passwords::hash(new.to_owned()).await?;
    let mut writing = app.write_as(actor).await?;
    people::set_password(&mut writing.tx, actor.person, Some(&hash)).await?;
    let now = writing.now;
    for other in web_sessions::of_person(&mut writing.tx, actor.person, now).await? {
        if other.token_hash != actor.session {
            web_sessions::end(&mut writing.tx, &other.token_hash, now).await?;
        }
    }
    writing
        .commit(Deed::new("password.change", "person", actor.person))
        .await
}

/// Makes a one-time link with which somebody sets a new password; their open sessions end.
pub async fn offer_new_password(actor: &Actor, app: &App, person: people::Person) -> Result<Token, AppError> {
    let token = Token::generate()?;
    let mut writing = app.write(actor, crate::Action::ManagePeople).await?;
    let now = writing.now;
    let expires = Stamp(now.0 + ONE_TIME_PASSWORD);
    people::insert_one_time_password(
        &mut writing.tx,
        &token_hash(token.as_str()),
        person.id,
        actor.person,
        now,
        expires,
    )
    .await?;
    web_sessions::end_all(&mut writing.tx, person.id, now).await?;
    writing.commit(Deed::new("password.offer", "person", person.id)).await?;
    Ok(token)
}

/// Sets a new password through a one-time link.
pub async fn set_new_password(app: &App, token: &str, new: &str) -> Result<(), AppError> {
    let (hash, now) = (token_hash(token), app.now());
    let person = {
        let mut tx = app.database().read().await?;
        people::one_time_password(&mut tx, &hash, now).await?
    };
    let person = person.ok_or_else(|| AppError::refused("password-link-used"))?;
    let mut invalid = Invalid::default();
    passwords::check_new(new, "", "new", &mut invalid);
    invalid.check()?;
    let password_hash = passwords::hash(new.to_owned()).await?;
    let mut tx = app.database().write().await?;
    if !people::use_one_time_password(&mut tx, &hash, now).await? {
        return Err(AppError::refused("password-link-used"));
    }
    people::set_password(&mut tx, person, Some(&password_hash)).await?;
    let entry = Deed::new("password.set", "person", person).entry(None, now);
    anagen_records::audit::append(&mut tx, app.audit_key(), &entry).await?;
    Ok(tx.commit().await?)
}
