//! Who works here: entering people, their roles and credentials, lost passwords, leaving.

use anagen_records::people::{self, Credential, Person, Role};
use anagen_records::values::{CredentialId, PersonId};
use anagen_records::{Day, revisions, web_sessions};
use jiff::civil::Date;

use crate::Message;
use crate::actor::{Action, Actor};
use crate::app::App;
use crate::error::{AppError, Invalid};
use crate::first_start::check_sign_in_name;
use crate::sign_in::{self, Token};
use crate::transaction::Deed;

/// A person with what belongs to them.
#[derive(Debug, Clone, PartialEq)]
pub struct Member {
    /// Who.
    pub person: Person,
    /// Their roles.
    pub roles: Vec<Role>,
    /// Their credentials, the longest valid first.
    pub credentials: Vec<Credential>,
}

/// What is entered of a person.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Particulars {
    /// Name as it is printed and signed.
    pub name: String,
    /// Name to sign in with.
    pub sign_in_name: String,
    /// Roles.
    pub roles: Vec<Role>,
}

impl Particulars {
    fn check(&self) -> Result<(), AppError> {
        let mut invalid = Invalid::default();
        if self.name.trim().is_empty() {
            invalid.add("name", Message::new("first-start-name-missing"));
        }
        check_sign_in_name(&self.sign_in_name, &mut invalid);
        if self.roles.is_empty() {
            invalid.add("role", Message::new("people-role-missing"));
        }
        invalid.check()
    }
}

/// Everybody, those who left last.
pub async fn list(actor: &Actor, app: &App) -> Result<Vec<Member>, AppError> {
    let mut reading = app.read(actor, Action::ManagePeople).await?;
    let mut members = Vec::new();
    for person in people::of_clinic(&mut reading.tx, actor.clinic).await? {
        let roles = people::roles(&mut reading.tx, person.id).await?;
        let credentials = people::credentials(&mut reading.tx, actor.clinic, person.id).await?;
        members.push(Member {
            person,
            roles,
            credentials,
        });
    }
    Ok(members)
}

/// One person.
pub async fn find(actor: &Actor, app: &App, id: PersonId) -> Result<Member, AppError> {
    let members = list(actor, app).await?;
    members
        .into_iter()
        .find(|member| member.person.id == id)
        .ok_or(AppError::NotFound("person"))
}

/// The same sign-in name twice is what the database refuses.
fn name_taken(error: anagen_records::DatabaseError) -> AppError {
    if error.is_refused() {
        AppError::field("sign_in_name", "people-sign-in-name-taken")
    } else {
        error.into()
    }
}

/// Enters somebody; gives a one-time link with which they set their password.
pub async fn add(actor: &Actor, app: &App, particulars: Particulars) -> Result<(PersonId, Token), AppError> {
    particulars.check()?;
    let mut writing = app.write(actor, Action::ManagePeople).await?;
    let person = Person {
        id: PersonId::new(),
        clinic: actor.clinic,
        name: particulars.name.trim().to_owned(),
        sign_in_name: particulars.sign_in_name.trim().to_lowercase(),
        password_hash: None,
        language: None,
        version: 1,
        created_at: writing.now,
        left_at: None,
    };
    people::insert(&mut writing.tx, &person, &particulars.roles)
        .await
        .map_err(name_taken)?;
    let roles: Vec<&str> = particulars.roles.iter().map(|role| role.as_str()).collect();
    writing
        .commit(Deed::new("person.add", "person", person.id).because(roles.join(",")))
        .await?;
    let token = sign_in::offer_new_password(actor, app, person.clone()).await?;
    Ok((person.id, token))
}

/// Changes somebody's name, sign-in name and roles where they still have the version that was read. The last administrator
/// stays one: a clinic without would lock itself out.
pub async fn change(
    actor: &Actor,
    app: &App,
    id: PersonId,
    version: i64,
    particulars: Particulars,
) -> Result<(), AppError> {
    particulars.check()?;
    let mut writing = app.write(actor, Action::ManagePeople).await?;
    let mut person = people::find(&mut writing.tx, actor.clinic, id)
        .await?
        .ok_or(AppError::NotFound("person"))?;
    let before = people::roles(&mut writing.tx, id).await?;
    if before.contains(&Role::Administrator) && !particulars.roles.contains(&Role::Administrator) {
        demand_another_administrator(&mut writing.tx, actor, id).await?;
    }
    let earlier = serde_json::json!({ "name": person.name, "sign_in_name": person.sign_in_name, "roles": before });
    person.name = particulars.name.trim().to_owned();
    person.sign_in_name = particulars.sign_in_name.trim().to_lowercase();
    let kept = revisions::Revision {
        version: person.version,
        body: earlier.to_string(),
        reason: None,
        by_person: Some(actor.person),
        at: writing.now,
    };
    person.version = version;
    if !people::update(&mut writing.tx, &person).await.map_err(name_taken)? {
        return Err(AppError::Stale("person"));
    }
    revisions::keep(&mut writing.tx, actor.clinic, "person", &id.to_string(), &kept).await?;
    people::set_roles(&mut writing.tx, id, &particulars.roles).await?;
    let roles: Vec<&str> = particulars.roles.iter().map(|role| role.as_str()).collect();
    writing
        .commit(Deed::new("person.change", "person", id).because(roles.join(",")))
        .await
}

async fn demand_another_administrator(
    tx: &mut anagen_records::Transaction,
    actor: &Actor,
    except: PersonId,
) -> Result<(), AppError> {
    for other in people::of_clinic(tx, actor.clinic).await? {
        let is_other = other.id != except && other.left_at.is_none();
        if is_other && people::roles(tx, other.id).await?.contains(&Role::Administrator) {
            return Ok(());
        }
    }
    Err(AppError::refused("people-last-administrator"))
}

/// Somebody leaves: they cannot sign in any more, and what they did stays.
pub async fn leave(actor: &Actor, app: &App, id: PersonId) -> Result<(), AppError> {
    let mut writing = app.write(actor, Action::ManagePeople).await?;
    let mut person = people::find(&mut writing.tx, actor.clinic, id)
        .await?
        .ok_or(AppError::NotFound("person"))?;
    if people::roles(&mut writing.tx, id).await?.contains(&Role::Administrator) {
        demand_another_administrator(&mut writing.tx, actor, id).await?;
    }
    let now = writing.now;
    person.left_at = Some(now);
    people::update(&mut writing.tx, &person).await?;
    web_sessions::end_all(&mut writing.tx, id, now).await?;
    writing.commit(Deed::new("person.leave", "person", id)).await
}

/// Somebody who left is here again.
pub async fn come_back(actor: &Actor, app: &App, id: PersonId) -> Result<(), AppError> {
    let mut writing = app.write(actor, Action::ManagePeople).await?;
    let mut person = people::find(&mut writing.tx, actor.clinic, id)
        .await?
        .ok_or(AppError::NotFound("person"))?;
    person.left_at = None;
    people::update(&mut writing.tx, &person).await?;
    writing.commit(Deed::new("person.come_back", "person", id)).await
}

/// A one-time link for somebody who lost the password.
pub async fn offer_new_password(actor: &Actor, app: &App, id: PersonId) -> Result<Token, AppError> {
    let member = find(actor, app, id).await?;
    sign_in::offer_new_password(actor, app, member.person).await
}

/// Adds a licence or a certificate.
pub async fn add_credential(actor: &Actor, app: &App, mut credential: Credential) -> Result<(), AppError> {
    let mut invalid = Invalid::default();
    if credential.title.trim().is_empty() {
        invalid.add("title", Message::new("credential-title-missing"));
    }
    if !(credential.country.len() == 2 && credential.country.bytes().all(|byte| byte.is_ascii_uppercase())) {
        invalid.add("country", Message::new("clinic-country-wrong"));
    }
    if credential.valid_until < credential.valid_from {
        invalid.add("valid_until", Message::new("credential-ends-before-it-begins"));
    }
    if !(credential.may_prescribe || credential.may_inject || credential.may_prepare) {
        invalid.add("scope", Message::new("credential-scope-missing"));
    }
    invalid.check()?;
    let mut writing = app.write(actor, Action::ManagePeople).await?;
    people::find(&mut writing.tx, actor.clinic, credential.person)
        .await?
        .ok_or(AppError::NotFound("person"))?;
    credential.id = CredentialId::new();
    let now = writing.now;
    people::insert_credential(&mut writing.tx, actor.clinic, &credential, actor.person, now).await?;
    writing
        .commit(Deed::new("credential.add", "person", credential.person).because(credential.title))
        .await
}

/// Takes a credential back, with the reason.
pub async fn withdraw_credential(actor: &Actor, app: &App, id: CredentialId, because: &str) -> Result<(), AppError> {
    if because.trim().is_empty() {
        return Err(AppError::field("because", "reason-missing"));
    }
    let mut writing = app.write(actor, Action::ManagePeople).await?;
    let now = writing.now;
    if !people::withdraw_credential(&mut writing.tx, actor.clinic, id, because.trim(), now).await? {
        return Err(AppError::NotFound("credential"));
    }
    writing
        .commit(Deed::new("credential.withdraw", "credential", id).because(because.trim()))
        .await
}

/// What a credential is asked to allow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// Sign plans and overrides.
    Prescribe,
    /// Inject.
    Inject,
    /// Prepare mixtures.
    Prepare,
}

/// How somebody's credentials stand on a day for what they are about to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CredentialStanding {
    /// One allows it, at least until this day.
    Valid(Date),
    /// The clinic entered none for this person: the record says so.
    NoneEntered,
    /// Those entered do not allow it: expired, withdrawn, another country or another scope.
    NotCovered,
}

/// How a person's credentials stand on a day in a country.
pub async fn credential_standing(
    tx: &mut anagen_records::Transaction,
    actor: &Actor,
    scope: Scope,
    country: &str,
    today: Date,
) -> Result<CredentialStanding, AppError> {
    let all = people::credentials(tx, actor.clinic, actor.person).await?;
    let covers = |credential: &&Credential| {
        let in_scope = match scope {
            Scope::Prescribe => credential.may_prescribe,
            Scope::Inject => credential.may_inject,
            Scope::Prepare => credential.may_prepare,
        };
        in_scope
            && credential.country == country
            && credential.withdrawn_at.is_none()
            && credential.valid_from <= Day(today)
            && Day(today) <= credential.valid_until
    };
    Ok(
        match all
            .iter()
            .filter(covers)
            .map(|credential| credential.valid_until.0)
            .max()
        {
            Some(until) => CredentialStanding::Valid(until),
            None if all.is_empty() => CredentialStanding::NoneEntered,
            None => CredentialStanding::NotCovered,
        },
    )
}

/// An error where credentials were entered and none of them covers what is about to be signed.
pub async fn demand_credential(
    tx: &mut anagen_records::Transaction,
    actor: &Actor,
    scope: Scope,
    country: &str,
    today: Date,
) -> Result<(), AppError> {
    match credential_standing(tx, actor, scope, country, today).await? {
        CredentialStanding::NotCovered => Err(AppError::refused("credential-does-not-cover")),
        CredentialStanding::Valid(_) | CredentialStanding::NoneEntered => Ok(()),
    }
}

/// Somebody chooses the language of their own pages; none: the clinic's.
pub async fn choose_language(actor: &Actor, app: &App, language: Option<&str>) -> Result<(), AppError> {
    let mut writing = app.write_as(actor).await?;
    let mut person = people::find(&mut writing.tx, actor.clinic, actor.person)
        .await?
        .ok_or(AppError::NotFound("person"))?;
    person.language = language.map(str::to_owned);
    if !people::update(&mut writing.tx, &person).await? {
        return Err(AppError::Stale("person"));
    }
    writing
        .commit(Deed::new("person.choose_language", "person", actor.person))
        .await
}
