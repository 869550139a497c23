//! What is due: follow-ups and reviews, unread pictures, records that nobody signed, the shelf, people's credentials, incidents,
//! backups. Each role sees what it may see and can do something about.

use std::collections::HashMap;

use anagen_records::adverse_events::incidents::{self, IncidentKind};
use anagen_records::appointments::{self, Appointment};
use anagen_records::clinics::Clinic;
use anagen_records::consents::ConsentKind;
use anagen_records::follow_ups::{self, FollowUp};
use anagen_records::photographs::links;
use anagen_records::values::{FollowUpId, IncidentId, PatientId, PersonId, PhotographId, SessionId};
use anagen_records::{Day, Stamp, Transaction, backups, due as records};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, ToSpan as _};

use crate::actor::{Action, Actor};
use crate::app::App;
use crate::appointments::{Who, local, names};
use crate::case::time_zone;
use crate::error::AppError;
use crate::patients;
use crate::stock::due::{self as stock_due, StockDue};
use crate::transaction::Deed;

/// Days before its last day on which a credential is shown as ending.
const CREDENTIAL_DAYS: i32 = 60;
/// A plan that nobody touched for so long waits for somebody.
const DRAFT_AGE: SignedDuration = SignedDuration::from_hours(24);
/// A text that was handed over longer ago and never signed waits for nobody any more.
const CONSENT_AGE: SignedDuration = SignedDuration::from_hours(24 * 180);
/// How far back appointments without an outcome are looked for.
const OUTCOME_DAYS: i32 = 14;

/// What belongs together in the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// Pictures that patients sent and nobody looked at.
    Uploads,
    /// Follow-ups after a session.
    FollowUps,
    /// Reviews of a course.
    Reviews,
    /// Sessions that nobody signed.
    Sessions,
    /// Plans that nobody signed.
    Plans,
    /// Consents that nobody signed.
    Consents,
    /// Appointments of which nobody wrote down what became of them.
    Outcomes,
    /// What was done otherwise than allowed and nobody looked into.
    Incidents,
    /// Shelf, kits, refrigerators.
    Stock,
    /// Credentials that end.
    Credentials,
    /// Backups that fail.
    Backups,
}

impl Part {
    /// In the order in which they are shown: first what concerns a patient.
    pub const ALL: [Self; 11] = [
        Self::Uploads,
        Self::FollowUps,
        Self::Reviews,
        Self::Sessions,
        Self::Plans,
        Self::Consents,
        Self::Outcomes,
        Self::Incidents,
        Self::Stock,
        Self::Credentials,
        Self::Backups,
    ];

    /// Its name in addresses and keys.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Uploads => "uploads",
            Self::FollowUps => "follow-ups",
            Self::Reviews => "reviews",
            Self::Sessions => "sessions",
            Self::Plans => "plans",
            Self::Consents => "consents",
            Self::Outcomes => "outcomes",
            Self::Incidents => "incidents",
            Self::Stock => "stock",
            Self::Credentials => "credentials",
            Self::Backups => "backups",
        }
    }

    /// Whether somebody may see it and can do something about it.
    pub fn is_for(self, actor: &Actor) -> bool {
        let may = |action| actor.may(action);
        match self {
            Self::Uploads | Self::FollowUps | Self::Reviews => may(Action::ReadRecord) && may(Action::ReportHarm),
            Self::Sessions => may(Action::RunSession),
            Self::Plans => may(Action::DraftPlan),
            Self::Consents => may(Action::TakeConsent),
            Self::Outcomes => may(Action::Book),
            Self::Incidents => may(Action::ReviewIncidents),
            Self::Stock => may(Action::ReadStock),
            Self::Credentials => may(Action::ManagePeople),
            Self::Backups => may(Action::Backup),
        }
    }
}

/// Something that is due.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// What.
    pub what: What,
    /// Whose.
    pub who: Option<Who>,
    /// Since when it is due, or until when it can wait.
    pub day: Option<Date>,
    /// Its time is over.
    pub overdue: bool,
}

/// What is due.
#[derive(Debug, Clone, PartialEq)]
pub enum What {
    /// A follow-up, by its kind (`week_2`).
    FollowUp(FollowUpId, String),
    /// A review, by its kind (`review_week_24`).
    Review(FollowUpId, String),
    /// A picture that a patient sent.
    Upload(PhotographId),
    /// A session; `true` for an amendment of one.
    Session(SessionId, bool),
    /// A plan; `true` for an amendment of one.
    Plan(bool),
    /// A consent.
    Consent(ConsentKind),
    /// An appointment.
    Outcome(Box<Appointment>),
    /// An incident.
    Incident(IncidentId, IncidentKind),
    /// Something on the shelf or in a room.
    Stock(StockDue),
    /// A credential: whose, their name, what it is.
    Credential(PersonId, String, String),
    /// A backup.
    Backup(BackupTrouble),
}

/// What is wrong with the backups.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BackupTrouble {
    /// The last one failed, for a reason.
    Failed(String),
    /// None was ever made.
    Never,
    /// The last one is older than twice the time between two.
    TooOld(Stamp),
    /// Nobody set a time for them.
    NotScheduled,
}

/// What is due of one part.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// Which part.
    pub part: Part,
    /// The most urgent first.
    pub items: Vec<Item>,
    /// There is more than that.
    pub more: bool,
}

/// What is due until a day, for somebody who looks at it now: at most so many of each part, and of which parts.
#[derive(Debug, Clone, Copy)]
pub struct Asked {
    /// Until which day.
    pub day: Date,
    /// At most so many of each part.
    pub most: usize,
    /// Only this part.
    pub part: Option<Part>,
}

/// What is due for somebody on a day: parts with nothing in them are left out.
pub async fn due(actor: &Actor, app: &App, asked: Asked) -> Result<Vec<Group>, AppError> {
    let parts: Vec<Part> = Part::ALL
        .into_iter()
        .filter(|part| part.is_for(actor) && asked.part.is_none_or(|only| only == *part))
        .collect();
    let names_patients = parts.iter().any(|part| *part <= Part::Incidents);
    let mut reading = if names_patients {
        let deed = Deed::new("today.due", "agenda", asked.day);
        app.read_record(actor, Action::ReadAgenda, deed).await?
    } else {
        app.read(actor, Action::ReadAgenda).await?
    };
    let now = reading.now;
    let clinic = patients::clinic_of(&mut reading.tx, actor).await?;
    let zone = time_zone(&clinic);
    let today = local(&zone, now).0;
    let mut search = Search {
        tx: &mut reading.tx,
        clinic: &clinic,
        zone,
        now,
        today,
        until: asked.day,
        limit: i64::try_from(asked.most).unwrap_or(i64::MAX).saturating_add(1),
    };
    let mut groups = Vec::new();
    for part in parts {
        let mut found = search.part(part).await?;
        let more = found.len() > asked.most;
        found.truncate(asked.most);
        if !found.is_empty() {
            groups.push((part, found, more));
        }
    }
    let ids = groups
        .iter()
        .flat_map(|(_, found, _)| found.iter().filter_map(|one| one.patient));
    let ids: Vec<PatientId> = ids.collect();
    let names = names(&mut reading.tx, actor, ids).await?;
    Ok(groups
        .into_iter()
        .map(|(part, found, more)| Group {
            part,
            more,
            items: found.into_iter().map(|one| one.named(&names)).collect(),
        })
        .collect())
}

/// Something that was found, before it has a name.
struct Found {
    what: What,
    patient: Option<PatientId>,
    day: Option<Date>,
    overdue: bool,
}

impl Found {
    fn named(self, names: &HashMap<PatientId, Who>) -> Item {
        Item {
            who: self.patient.and_then(|id| names.get(&id).cloned()),
            what: self.what,
            day: self.day,
            overdue: self.overdue,
        }
    }
}

struct Search<'a> {
    tx: &'a mut Transaction,
    clinic: &'a Clinic,
    zone: TimeZone,
    now: Stamp,
    today: Date,
    until: Date,
    limit: i64,
}

impl Search<'_> {
    async fn part(&mut self, part: Part) -> Result<Vec<Found>, AppError> {
        match part {
            Part::Uploads => self.uploads().await,
            Part::FollowUps => self.follow_ups(false).await,
            Part::Reviews => self.follow_ups(true).await,
            Part::Sessions => self.sessions().await,
            Part::Plans => self.plans().await,
            Part::Consents => self.consents().await,
            Part::Outcomes => self.outcomes().await,
            Part::Incidents => self.incidents().await,
            Part::Stock => self.stock().await,
            Part::Credentials => self.credentials().await,
            Part::Backups => self.backups().await,
        }
    }

    fn day_of(&self, at: Stamp) -> Date {
        local(&self.zone, at).0
    }

    async fn uploads(&mut self) -> Result<Vec<Found>, AppError> {
        let found = links::uploads(self.tx, self.clinic.id, true, None, self.limit).await?;
        let of = |upload: links::Upload| Found {
            what: What::Upload(upload.photograph),
            patient: Some(upload.patient),
            day: Some(self.day_of(upload.added_at)),
            overdue: self.day_of(upload.added_at) < self.today,
        };
        Ok(found.into_iter().map(of).collect())
    }

    async fn follow_ups(&mut self, reviews: bool) -> Result<Vec<Found>, AppError> {
        let until = Day(self.until);
        let found = follow_ups::due(self.tx, self.clinic.id, reviews, until, self.limit).await?;
        let of = |follow_up: FollowUp| Found {
            overdue: follow_up.until.unwrap_or(follow_up.due_on).0 < self.today,
            patient: Some(follow_up.patient),
            day: Some(follow_up.due_on.0),
            what: if reviews {
                What::Review(follow_up.id, follow_up.kind)
            } else {
                What::FollowUp(follow_up.id, follow_up.kind)
            },
        };
        Ok(found.into_iter().map(of).collect())
    }

    async fn sessions(&mut self) -> Result<Vec<Found>, AppError> {
        let found = records::open_sessions(self.tx, self.clinic.id, Day(self.until), self.limit).await?;
        let of = |session: records::OpenSession| Found {
            what: What::Session(session.id, session.version > 1),
            patient: Some(session.patient),
            day: Some(session.day.0),
            overdue: session.day.0 < self.today,
        };
        Ok(found.into_iter().map(of).collect())
    }

    async fn plans(&mut self) -> Result<Vec<Found>, AppError> {
        let before = Stamp(self.now.0 - DRAFT_AGE);
        let found = records::draft_plans(self.tx, self.clinic.id, before, self.limit).await?;
        let of = |plan: records::DraftPlan| Found {
            what: What::Plan(plan.version > 1),
            patient: Some(plan.patient),
            day: Some(self.day_of(plan.changed_at)),
            overdue: false,
        };
        Ok(found.into_iter().map(of).collect())
    }

    async fn consents(&mut self) -> Result<Vec<Found>, AppError> {
        let since = Stamp(self.now.0 - CONSENT_AGE);
        let until = Day(self.until);
        let found = records::unsigned_consents(self.tx, self.clinic.id, until, since, self.limit).await?;
        let of = |consent: records::UnsignedConsent| Found {
            what: What::Consent(consent.kind),
            patient: Some(consent.patient),
            day: Some(consent.may_be_signed_on.0),
            overdue: false,
        };
        Ok(found.into_iter().map(of).collect())
    }

    async fn outcomes(&mut self) -> Result<Vec<Found>, AppError> {
        let from = Day(self.today.saturating_sub(OUTCOME_DAYS.days()));
        let before = Day(self.today);
        let found = appointments::without_outcome(self.tx, self.clinic.id, from, before, self.limit).await?;
        let of = |appointment: Appointment| Found {
            patient: appointment.patient,
            day: Some(appointment.day.0),
            overdue: true,
            what: What::Outcome(Box::new(appointment)),
        };
        Ok(found.into_iter().map(of).collect())
    }

    async fn incidents(&mut self) -> Result<Vec<Found>, AppError> {
        let found = incidents::list(self.tx, self.clinic.id, true, None, self.limit).await?;
        let of = |incident: incidents::Incident| Found {
            day: Some(self.day_of(incident.opened_at)),
            what: What::Incident(incident.id, incident.kind),
            patient: incident.patient,
            overdue: false,
        };
        Ok(found.into_iter().map(of).collect())
    }

    async fn stock(&mut self) -> Result<Vec<Found>, AppError> {
        let found = stock_due::due(self.tx, self.clinic, self.today).await?;
        let today = self.today;
        let of = move |due: StockDue| {
            let (day, overdue) = match &due {
                StockDue::Expired { on, .. } | StockDue::Expiring { on, .. } | StockDue::KitItem { on, .. } => {
                    (Some(*on), *on < today)
                }
                StockDue::VialOverdue { .. } | StockDue::OutOfRange { .. } => (None, true),
                StockDue::NotRead { .. } | StockDue::BelowReorder { .. } => (None, false),
            };
            Found {
                what: What::Stock(due),
                patient: None,
                day,
                overdue,
            }
        };
        Ok(found.into_iter().map(of).collect())
    }

    async fn credentials(&mut self) -> Result<Vec<Found>, AppError> {
        let by = Day(self.until.saturating_add(CREDENTIAL_DAYS.days()));
        let found = records::ending_credentials(self.tx, self.clinic.id, by, self.limit).await?;
        let of = |ending: records::EndingCredential| Found {
            what: What::Credential(ending.person, ending.name, ending.title),
            patient: None,
            day: Some(ending.valid_until.0),
            overdue: ending.valid_until.0 < self.today,
        };
        Ok(found.into_iter().map(of).collect())
    }

    async fn backups(&mut self) -> Result<Vec<Found>, AppError> {
        let latest = backups::latest(self.tx, 50).await?;
        let good = latest
            .iter()
            .find(|backup| backup.error.is_none())
            .map(|backup| backup.at);
        let every = self.clinic.settings.0.backup_hours;
        let failed = latest.first().and_then(|backup| backup.error.clone());
        let trouble = match (failed, good, every) {
            (Some(reason), ..) => Some(BackupTrouble::Failed(reason)),
            (None, None, _) => Some(BackupTrouble::Never),
            (None, Some(at), Some(hours)) => {
                let longest = SignedDuration::from_hours(2 * i64::from(hours));
                (self.now.0.duration_since(at.0) > longest).then_some(BackupTrouble::TooOld(at))
            }
            (None, Some(_), None) => Some(BackupTrouble::NotScheduled),
        };
        let of = |trouble: BackupTrouble| Found {
            overdue: trouble != BackupTrouble::NotScheduled,
            what: What::Backup(trouble),
            patient: None,
            day: good.map(|at| self.day_of(at)),
        };
        Ok(trouble.into_iter().map(of).collect())
    }
}
