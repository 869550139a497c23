//! What a session stands on: its row, the plan that it follows, the shelf, the room, what was there before.

use std::sync::Arc;

use anagen_knowledge::Knowledge;
use anagen_records::clinics::Clinic;
use anagen_records::patients::Patient;
use anagen_records::rooms::Room;
use anagen_records::sessions::{self, Component, Entry, Session, State};
use anagen_records::values::{PatientId, SessionId};
use anagen_records::{Json, Stamp, Transaction};
use jiff::civil::Date;

use super::body::{Body, Charting};
use crate::actor::Actor;
use crate::app::App;
use crate::error::AppError;
use crate::people::{self, CredentialStanding, Scope};
use crate::plan::{self, SignedPlan};
use crate::stock::{self, ShelfLot};
use crate::{case, patients, rooms};

/// What a session stands on.
#[derive(Debug, Clone)]
pub struct Ground {
    /// The clinic.
    pub clinic: Clinic,
    /// Whose session it is.
    pub patient: Patient,
    /// The knowledge as this clinic adopted it.
    pub knowledge: Arc<Knowledge>,
    /// The row: the version that counts, or an amendment that is being worked on.
    pub session: Session,
    /// What it keeps besides the points.
    pub body: Body,
    /// The points.
    pub charting: Charting,
    /// The plan in the version that the session follows.
    pub plan: SignedPlan,
    /// The latest signed version of that plan.
    pub latest_plan_version: i64,
    /// Every lot of the clinic.
    pub shelf: Vec<ShelfLot>,
    /// The room.
    pub room: Option<Room>,
    /// The lots of the mixture as they count.
    pub components: Vec<Component>,
    /// Every entry of the mixture.
    pub entries: Vec<Entry>,
    /// The patient's signed session before this one.
    pub last: Option<Session>,
    /// How the credentials of the one who injected stood on that day; none while nobody is named.
    pub injector_credential: Option<CredentialStanding>,
    /// The present moment.
    pub now: Stamp,
}

/// Reads the documents of a row.
pub(super) fn documents(session: &Session) -> Result<(Body, Charting), AppError> {
    let unreadable = |error: serde_json::Error| AppError::Internal(format!("a stored session cannot be read: {error}"));
    let body = serde_json::from_value(session.body.0.clone()).map_err(unreadable)?;
    let charting = serde_json::from_value(session.charting.0.clone()).map_err(unreadable)?;
    Ok((body, charting))
}

impl Ground {
    /// Reads a session of a patient with everything that it stands on.
    pub(super) async fn read(
        tx: &mut Transaction,
        actor: &Actor,
        knowledge: Arc<Knowledge>,
        patient: PatientId,
        id: SessionId,
        now: Stamp,
    ) -> Result<Self, AppError> {
        let patient = patients::of(tx, actor, patient).await?;
        let clinic = patients::clinic_of(tx, actor).await?;
        let session = sessions::find(tx, clinic.id, patient.id, id).await?;
        let session = session.ok_or(AppError::NotFound("session"))?;
        Self::of_row(tx, actor, knowledge, clinic, patient, session, now).await
    }

    /// Reads what a version of a session stands on.
    pub(super) async fn of_row(
        tx: &mut Transaction,
        actor: &Actor,
        knowledge: Arc<Knowledge>,
        clinic: Clinic,
        patient: Patient,
        session: Session,
        now: Stamp,
    ) -> Result<Self, AppError> {
        let (body, charting) = documents(&session)?;
        let (Some(plan), Some(version)) = (session.plan, session.plan_version) else {
            return Err(AppError::Internal(format!(
                "the session {} follows no plan",
                session.id
            )));
        };
        let plan = plan::signed_version(tx, actor, patient.id, plan, version).await?;
        let signed = plan::signed(tx, actor, patient.id).await?;
        let latest_plan_version = signed
            .iter()
            .find(|one| one.id == plan.id)
            .map_or(plan.version, |latest| latest.version);
        let shelf = stock::shelf(tx, clinic.id, session.day.0).await?;
        let room = match session.room {
            Some(room) => Some(rooms::of(tx, clinic.id, room).await?),
            None => None,
        };
        let components = sessions::components(tx, session.id).await?;
        let entries = sessions::entries(tx, session.id).await?;
        let last = sessions::last_signed(tx, clinic.id, patient.id, session.id).await?;
        let injector_credential = match session.injector {
            Some(injector) => {
                let injector = Actor {
                    person: injector,
                    ..actor.clone()
                };
                let country = &clinic.country;
                Some(people::credential_standing(tx, &injector, Scope::Inject, country, session.day.0).await?)
            }
            None => None,
        };
        Ok(Self {
            clinic,
            patient,
            knowledge,
            session,
            body,
            charting,
            plan,
            latest_plan_version,
            shelf,
            room,
            components,
            entries,
            last,
            injector_credential,
            now,
        })
    }

    /// Takes hold of the open version of a session and reads it: what is changed is changed on the latest state.
    pub(super) async fn hold(
        tx: &mut Transaction,
        actor: &Actor,
        app: &App,
        patient: PatientId,
        id: SessionId,
        now: Stamp,
    ) -> Result<Self, AppError> {
        let knowledge = app.knowledge(actor.clinic).await?;
        // That it is this patient's is looked at first: nobody holds another patient's session.
        let own = patients::of(tx, actor, patient).await?;
        let found = sessions::find(tx, actor.clinic, own.id, id).await?;
        if found.is_none() {
            return Err(AppError::NotFound("session"));
        }
        if !sessions::lock(tx, actor.clinic, id).await? {
            return Err(AppError::refused("session-not-open"));
        }
        let ground = Self::read(tx, actor, knowledge, patient, id, now).await?;
        if ground.session.state != State::Open {
            return Err(AppError::refused("session-not-open"));
        }
        Ok(ground)
    }

    /// Writes the row back; the caller holds it.
    pub(super) async fn store(&mut self, tx: &mut Transaction) -> Result<(), AppError> {
        self.session.body = Json(to_value(&self.body)?);
        self.session.charting = Json(to_value(&self.charting)?);
        self.session.n_points = i64::try_from(self.charting.n_injected()).unwrap_or(i64::MAX);
        self.session.volume_ml = self.charting.volume_ml();
        self.session.changed_at = self.now;
        if sessions::update(tx, self.clinic.id, &self.session).await? {
            Ok(())
        } else {
            Err(AppError::Stale("session"))
        }
    }

    /// Whether it is written down after the fact: from paper, or stated to have been done already. Then no gate stands before
    /// it, and what was done otherwise than allowed becomes an incident.
    pub fn is_record(&self) -> bool {
        self.session.from_paper || self.body.already_done.is_some() || self.is_amendment()
    }

    /// Whether this version corrects a signed one.
    pub fn is_amendment(&self) -> bool {
        self.session.version > 1
    }

    /// The moment at which its gate is judged: when it took place, or now while it has not begun.
    pub fn moment(&self) -> Stamp {
        match self.body.first_point_at {
            _ if self.session.from_paper => self.session.started_at,
            Some(first) => Stamp(first),
            None => self.now,
        }
    }

    /// The patient as they are known now: the one that they were found to be.
    pub fn own_id(&self) -> PatientId {
        self.patient.merged_into.unwrap_or(self.patient.id)
    }

    /// Its day in the clinic's time zone.
    pub fn day(&self) -> Date {
        self.session.day.0
    }

    /// The clinic's day of a moment.
    pub(super) fn day_of(&self, moment: Stamp) -> Date {
        moment.0.to_zoned(case::time_zone(&self.clinic)).date()
    }
}

/// A document for a column.
pub(super) fn to_value<T: serde::Serialize>(value: &T) -> Result<serde_json::Value, AppError> {
    serde_json::to_value(value).map_err(|error| AppError::Internal(format!("a session cannot be stored: {error}")))
}
