//! The first start: the clinic and its first administrator.

use anagen_records::Day;
use anagen_records::clinics::{self, Clinic, Hours, Settings};
use anagen_records::people::{self, Person, Role};
use anagen_records::values::{ClinicId, Json, PersonId};
use jiff::tz::TimeZone;

use crate::Message;
use crate::app::App;
use crate::error::{AppError, Invalid};
use crate::passwords;
use crate::transaction::Deed;

/// What the first start asks for.
#[derive(Debug, Clone, Default)]
pub struct FirstStart {
    /// Name of the clinic.
    pub clinic: String,
    /// Country, two letters.
    pub country: String,
    /// Currency, three letters.
    pub currency: String,
    /// Time zone by its IANA name.
    pub time_zone: String,
    /// Language of the pages.
    pub language: String,
    /// Opening hours, Monday first.
    pub hours: [Option<Hours>; 7],
    /// Days on which it is closed although the weekday is not.
    pub closed_days: Vec<Day>,
    /// Name of the administrator.
    pub name: String,
    /// Name to sign in with.
    pub sign_in_name: String,
    /// Password.
    pub password: String,
    /// What the administrator is besides.
    pub roles: Vec<Role>,
}

/// Whether there is no clinic yet.
pub async fn is_due(app: &App) -> Result<bool, AppError> {
    let mut tx = app.database().read().await?;
    Ok(clinics::count(&mut tx).await? == 0)
}

impl FirstStart {
    fn check(&self) -> Result<(), AppError> {
        let mut invalid = Invalid::default();
        check_clinic(
            &self.clinic,
            &self.country,
            &self.currency,
            &self.time_zone,
            &mut invalid,
        );
        if self.name.trim().is_empty() {
            invalid.add("name", Message::new("first-start-name-missing"));
        }
        check_sign_in_name(&self.sign_in_name, &mut invalid);
        passwords::check_new(&self.password, &self.sign_in_name, "password", &mut invalid);
        invalid.check()
    }
}

/// Checks a clinic's particulars.
pub(crate) fn check_clinic(name: &str, country: &str, currency: &str, time_zone: &str, invalid: &mut Invalid) {
    if name.trim().is_empty() {
        invalid.add("clinic", Message::new("clinic-name-missing"));
    }
    let letters = |text: &str, n: usize| text.len() == n && text.bytes().all(|byte| byte.is_ascii_uppercase());
    if !letters(country, 2) {
        invalid.add("country", Message::new("clinic-country-wrong"));
    }
    if !letters(currency, 3) {
        invalid.add("currency", Message::new("clinic-currency-wrong"));
    }
    if TimeZone::get(time_zone).is_err() {
        invalid.add("time_zone", Message::new("clinic-time-zone-wrong"));
    }
}

/// Checks a name to sign in with.
pub(crate) fn check_sign_in_name(name: &str, invalid: &mut Invalid) {
    let name = name.trim();
    let fits = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | '@');
    if !(2..=64).contains(&name.chars().count()) || !name.chars().all(fits) {
        invalid.add("sign_in_name", Message::new("people-sign-in-name-wrong"));
    }
}

/// Makes the clinic and its first administrator; refused once there is a clinic.
pub async fn make(app: &App, form: FirstStart) -> Result<(ClinicId, PersonId), AppError> {
    form.check()?;
    let password_hash = passwords::hash(form.password.clone()).await?;
    let now = app.now();
    let clinic = Clinic {
        id: ClinicId::new(),
        name: form.clinic.trim().to_owned(),
        country: form.country,
        currency: form.currency,
        time_zone: form.time_zone,
        language: form.language,
        settings: Json(Settings {
            hours: form.hours,
            closed_days: form.closed_days,
            backup_hours: Some(24),
            ..Settings::default()
        }),
        demo: app.is_demo(),
        version: 1,
        created_at: now,
    };
    let person = Person {
        id: PersonId::new(),
        clinic: clinic.id,
        name: form.name.trim().to_owned(),
        sign_in_name: form.sign_in_name.trim().to_lowercase(),
        password_hash: Some(password_hash),
        language: None,
        version: 1,
        created_at: now,
        left_at: None,
    };
    let mut roles = form.roles;
    roles.push(Role::Administrator);
    roles.sort_unstable();
    roles.dedup();
    let mut tx = app.database().write().await?;
    if clinics::count(&mut tx).await? > 0 {
        return Err(AppError::refused("first-start-done"));
    }
    clinics::insert(&mut tx, &clinic).await?;
    people::insert(&mut tx, &person, &roles).await?;
    let deed = Deed::new("clinic.make", "clinic", clinic.id);
    let mut entry = deed.entry(None, now);
    entry.clinic = Some(clinic.id);
    entry.person = Some(person.id);
    anagen_records::audit::append(&mut tx, app.audit_key(), &entry).await?;
    tx.commit().await?;
    Ok((clinic.id, person.id))
}
