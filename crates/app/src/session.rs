//! Sessions: from the time-out to the signature.
//!
//! A session follows a signed plan. It is worked on by several people at once, each step on the latest state; before the first
//! point everything that stands against it is named and stops it (`gate`); what was done all the same is written down as it
//! was, with incidents ([`record_as_done`]); the injector signs, and from then on it is sealed ([`sign`], [`amend`]).

pub mod body;
mod day;
mod gate;
mod ground;
mod kept;
mod mixture;
mod points;
mod preparing;
mod record;
mod signing;
mod starting;
mod steps;

use anagen_care::case::Case;
use anagen_care::plan::{Composition, Plan, Sheet, after_sheet, before_sheet};
use anagen_records::Transaction;
use anagen_records::appointments::{self, Appointment, AppointmentState};
use anagen_records::photographs::View;
use anagen_records::plans::{self, Signature};
use anagen_records::sessions::{self, Session, State};
use anagen_records::values::{PatientId, SessionId};

use self::body::{ChartedPoint, PreparedPart};
use self::day::Evidence;
pub use self::day::{Needed, Prescribed};
pub use self::gate::{Before, Obstacle, Part};
pub use self::ground::Ground;
pub use self::kept::{KeptFinding, KeptScreening};
pub use self::mixture::{Attempt, EntryLine, MixtureState, TOLERANCE, ToCheck};
pub use self::points::{Charted, Stroke, chart, stroke};
pub use self::preparing::{Drawn, Figures, Preparation, amend_mixture, check, choose_lots, prepare};
pub use self::record::{Say, record_as_done};
pub use self::signing::{abandon, amend, sign};
pub use self::starting::{Beginnings, List, OnPaper, Start, beginnings, follow_amended_plan, list, start};
pub use self::steps::{
    Duty, ObservationEnd, Watch, answer_staff, asked_of_staff, measure, measured, note, observe, state_no_reaction,
    tick, untick,
};
use crate::actor::{Action, Actor};
use crate::app::App;
use crate::consent::ConsentStanding;
use crate::error::AppError;
use crate::patients;
use crate::stock::vials::OpenedVial;
use crate::transaction::Deed;
use crate::way::{self, Way};

/// A session as care judges it: what the plan prescribes, what holds of the day, and what stands against it.
#[derive(Debug, Clone)]
pub struct Judged {
    /// What the plan prescribes for one session.
    pub prescribed: Prescribed,
    /// How far the mixture is.
    pub mixture: MixtureState,
    /// The case of the day.
    pub case: Case,
    /// The plan of care for this very session; its `day` is the day's screening.
    pub plan: Plan,
    /// What stands against it and is not recorded.
    pub gate: Vec<Obstacle>,
    evidence: Evidence,
}

impl Judged {
    async fn of(tx: &mut Transaction, ground: &Ground) -> Result<Self, AppError> {
        let prescribed = day::prescribed(ground);
        let evidence = day::evidence(tx, ground).await?;
        let mixture = MixtureState::of(&ground.entries, !prescribed.needed.is_empty())?;
        // A second check that was left out and recorded so hides nothing any more.
        let is_open = gate::is_recorded(&ground.body, "mixture-unchecked");
        let drawn = if is_open {
            mixture.prepared()
        } else {
            mixture.prepared_openly()
        };
        let drawn = drawn.map(|prepared| prepared.parts.as_slice());
        let (case, plan) = day::judged(tx, ground, &prescribed, &evidence, drawn).await?;
        let gate = gate::gate(ground, &prescribed, &evidence, &mixture, &plan)?;
        Ok(Self {
            prescribed,
            mixture,
            case,
            plan,
            gate,
            evidence,
        })
    }

    /// What stands before a step.
    pub fn before(&self, step: Before) -> impl Iterator<Item = &Obstacle> {
        self.gate.iter().filter(move |obstacle| obstacle.before <= step)
    }

    /// How the consent to the plan stood.
    pub fn consent(&self) -> &ConsentStanding {
        &self.evidence.consent
    }

    /// The standard views that were on record before the first session.
    pub fn baseline_views(&self) -> impl ExactSizeIterator<Item = View> {
        self.evidence.baseline_views.iter().copied()
    }

    /// How many photographs were taken in this session.
    pub fn n_photographs(&self) -> usize {
        self.evidence.n_photographs
    }

    /// How many adverse events were noted of this session.
    pub fn n_adverse_events(&self) -> usize {
        self.evidence.n_adverse_events
    }

    /// What was answered in this session, the latest of each.
    pub fn measured(&self) -> &[anagen_records::known::Answer] {
        &self.evidence.in_session
    }
}

/// The plan of care for what was really drawn.
async fn judge_drawn(tx: &mut Transaction, ground: &Ground, parts: &[PreparedPart]) -> Result<Plan, AppError> {
    let prescribed = day::prescribed(ground);
    let evidence = day::evidence(tx, ground).await?;
    let (_, plan) = day::judged(tx, ground, &prescribed, &evidence, Some(parts)).await?;
    Ok(plan)
}

/// A session on somebody's desk.
#[derive(Debug, Clone)]
pub struct Desk {
    /// Where the patient stands.
    pub way: Way,
    /// What it stands on.
    pub ground: Ground,
    /// How care judges it.
    pub judged: Judged,
    /// The duties, the time-out first.
    pub duties: Vec<Duty>,
    /// Why and for how long the patient is watched.
    pub watches: Vec<Watch>,
    /// Opened vials that may be used on.
    pub own_vials: Vec<OpenedVial>,
    /// Every attempt at the mixture.
    pub attempts: Vec<Attempt>,
    /// What the one who checks sees; none while nothing waits for a check.
    pub to_check: Option<ToCheck>,
    /// The points of the patient's last session.
    pub last_points: Option<Vec<ChartedPoint>>,
    /// Every version, the latest first; amendments that were given up too.
    pub versions: Vec<Session>,
    /// The signatures, the latest version first.
    pub signatures: Vec<Signature>,
    /// The day's screening as it was kept with the first point.
    pub kept: Option<KeptScreening>,
}

impl Desk {
    /// For how many minutes the patient is watched at least.
    pub fn observation_minutes(&self) -> Option<u32> {
        self.watches.iter().filter_map(|watch| watch.minutes).max()
    }

    /// Whether it can be worked on.
    pub fn is_open(&self) -> bool {
        self.ground.session.state == State::Open
    }

    /// The sheets for the patient, before a next session and after this one, for the mixture that was made; in the language that
    /// the patient reads.
    pub fn sheets(&self) -> (Sheet, Sheet) {
        let cocktail = self
            .judged
            .plan
            .formulation
            .as_ref()
            .and_then(|formulation| formulation.cocktail.as_ref());
        let cocktail = cocktail.or(self.judged.prescribed.cocktail.as_ref());
        let request = &self.ground.plan.request;
        let composition = Composition {
            agents: cocktail
                .map(|cocktail| {
                    cocktail
                        .agents
                        .iter()
                        .map(|dose| (dose.agent.clone(), Some(dose.strength)))
                        .collect()
                })
                .unwrap_or_default(),
            technique: self
                .judged
                .prescribed
                .map
                .as_ref()
                .map(|map| map.placement().technique.id.clone()),
            protocol: request.protocol.as_ref().map(|asked| asked.id.clone()),
            volume: cocktail.map(|cocktail| cocktail.volume),
            n_sessions: None,
        };
        let knowledge = &self.ground.knowledge;
        let language = patients::language(&self.ground.patient, &self.ground.clinic);
        (
            before_sheet(&composition, knowledge, language),
            after_sheet(&composition, knowledge, language),
        )
    }
}

/// Opens a session of a patient; that it was opened is written down.
pub async fn open(actor: &Actor, app: &App, patient: PatientId, session: SessionId) -> Result<Desk, AppError> {
    let knowledge = app.knowledge(actor.clinic).await?;
    let deed = Deed::new("session.open", "session", session).of(patient);
    let mut reading = app.read_record(actor, Action::ReadRecord, deed).await?;
    let (tx, now) = (&mut reading.tx, reading.now);
    let way = way::in_transaction(tx, actor, knowledge.clone(), patient, now).await?;
    let ground = Ground::read(tx, actor, knowledge, patient, session, now).await?;
    desk(tx, way, ground).await
}

/// What stands on a patient's sheet besides its lines.
#[derive(Debug, Clone)]
pub struct Next {
    /// The next appointment that is booked.
    pub appointment: Option<Appointment>,
    /// Whom the patient calls, as the clinic entered it.
    pub emergency_contact: String,
}

/// Opens a session for the sheets that the patient takes home.
pub async fn sheets(
    actor: &Actor,
    app: &App,
    patient: PatientId,
    session: SessionId,
) -> Result<(Desk, Next), AppError> {
    let desk = open(actor, app, patient, session).await?;
    let mut tx = app.database().read().await?;
    let is_to_come = |one: &&Appointment| {
        let is_booked = matches!(one.state, AppointmentState::Booked | AppointmentState::Arrived);
        is_booked && desk.ground.now < one.starts_at && Some(one.id) != desk.ground.session.appointment
    };
    let booked = appointments::of_patient(&mut tx, desk.ground.patient.id, 50).await?;
    let appointment = booked
        .iter()
        .filter(is_to_come)
        .min_by_key(|one| one.starts_at)
        .cloned();
    let emergency_contact = desk.ground.clinic.settings.0.emergency_contact.clone();
    Ok((
        desk,
        Next {
            appointment,
            emergency_contact,
        },
    ))
}

/// Opens one version of a session, signed, amended or given up, to be read.
pub async fn open_version(
    actor: &Actor,
    app: &App,
    patient: PatientId,
    session: SessionId,
    version: i64,
) -> Result<Desk, AppError> {
    let knowledge = app.knowledge(actor.clinic).await?;
    let deed = Deed::new("session.open_version", "session", session).of(patient);
    let mut reading = app.read_record(actor, Action::ReadRecord, deed).await?;
    let (tx, now) = (&mut reading.tx, reading.now);
    let way = way::in_transaction(tx, actor, knowledge.clone(), patient, now).await?;
    // That the session is this patient's is held by finding it first.
    let ground = Ground::read(tx, actor, knowledge.clone(), patient, session, now).await?;
    let versions = sessions::versions(tx, actor.clinic, session).await?;
    let row = versions
        .into_iter()
        .find(|row| row.version == version)
        .ok_or(AppError::NotFound("session"))?;
    let ground = Ground::of_row(tx, actor, knowledge, ground.clinic, ground.patient, row, now).await?;
    desk(tx, way, ground).await
}

async fn desk(tx: &mut Transaction, way: Way, ground: Ground) -> Result<Desk, AppError> {
    let judged = Judged::of(tx, &ground).await?;
    let versions = sessions::versions(tx, ground.clinic.id, ground.session.id).await?;
    let mut signatures = Vec::new();
    for version in versions.iter().filter(|version| version.state == State::Signed) {
        signatures.extend(plans::signatures(tx, "session", &version.id.to_string(), version.version).await?);
    }
    Ok(Desk {
        duties: steps::duties(&ground, &judged.plan),
        watches: steps::watches(&ground, &judged.plan),
        own_vials: preparing::own_vials(tx, &ground).await?,
        attempts: mixture::attempts(&ground.entries)?,
        to_check: mixture::to_check(&ground, &judged.mixture),
        last_points: points::of_last(&ground)?,
        kept: kept::of(&ground)?,
        versions,
        signatures,
        way,
        ground,
        judged,
    })
}
