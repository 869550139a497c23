//! What a session keeps as documents: who ticked what, what was observed, what was done otherwise than allowed.

use anagen_care::injection_map::Place;
use anagen_knowledge::records::AnswerText;
use anagen_records::values::{IncidentId, LotId, PersonId, ProductId, VialId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// Everything of a session besides its points.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Body {
    /// Duties that were done, each with who ticked it and when.
    pub ticks: Vec<Tick>,
    /// Answers about the people who are present: never in the patient's file.
    pub staff: Vec<StaffAnswer>,
    /// Lots chosen from the shelf for this session.
    pub lots: Vec<ChosenLot>,
    /// When the first point was charted.
    pub first_point_at: Option<Timestamp>,
    /// The time for which the patient was watched after the last point.
    pub observation: Observation,
    /// Said by somebody: no reaction was seen.
    pub no_reaction: Option<Stated>,
    /// Depth that was reached, in mm.
    pub depth_mm: Option<f64>,
    /// Passes over the area, for a technique without points.
    pub passes: Option<u32>,
    /// What else there is to say.
    pub notes: Notes,
    /// It was said that this had been done already: from then on it is a record, and no gate stands before it.
    pub already_done: Option<AlreadyDone>,
    /// What was done otherwise than allowed, each with its incident.
    pub against: Vec<Against>,
    /// The mixture as it was signed, so that the sealed row tells it without its tables.
    pub mixture: Option<SignedMixture>,
}

/// A duty that was done.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tick {
    /// Id of the duty.
    pub item: String,
    /// Its text as it was ticked.
    pub text: String,
    /// Who.
    pub by: PersonId,
    /// Their name as it was.
    pub by_name: String,
    /// When.
    pub at: Timestamp,
}

/// An answer about who is present.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StaffAnswer {
    /// Fact by id.
    pub fact: String,
    /// As a case file has it.
    pub answer: AnswerText,
    /// Who answered.
    pub by: PersonId,
    /// Their name as it was.
    pub by_name: String,
    /// When it held.
    pub at: Timestamp,
}

/// A lot chosen for a product of the plan.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChosenLot {
    /// The product on the shelf.
    pub product: ProductId,
    /// The lot.
    pub lot: LotId,
    /// Who chose it.
    pub by: PersonId,
    /// Their name as it was.
    pub by_name: String,
    /// When.
    pub at: Timestamp,
}

/// The time for which the patient was watched.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Observation {
    /// When it began.
    pub started: Option<Stated>,
    /// When it ended.
    pub ended: Option<Stated>,
}

/// Something that a person stated for a moment.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stated {
    /// The moment that it holds for.
    pub at: Timestamp,
    /// Who.
    pub by: PersonId,
    /// Their name as it was.
    pub by_name: String,
}

/// Free text with a count of its edits.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Notes {
    /// The text.
    pub text: String,
    /// Counts the edits.
    pub edit: i64,
    /// Who wrote it last.
    pub by_name: String,
}

/// The statement that something had been done already.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AlreadyDone {
    /// Why it went that way.
    pub reason: String,
    /// Who says so.
    pub by: PersonId,
    /// Their name as it was.
    pub by_name: String,
    /// When it was written down.
    pub at: Timestamp,
}

/// Something that was done otherwise than allowed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Against {
    /// What stood against it, as the gate names it.
    pub code: String,
    /// In a sentence.
    pub what: String,
    /// Why it was done.
    pub reason: String,
    /// The incident that opens the review.
    pub incident: IncidentId,
    /// Who wrote it down.
    pub by_name: String,
    /// When.
    pub at: Timestamp,
}

/// The mixture as it was signed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignedMixture {
    /// How it was checked: `two people`, `single mode`, `not checked`.
    pub check: Check,
    /// Who prepared it.
    pub prepared_by: Option<String>,
    /// Who checked it.
    pub checked_by: Option<String>,
    /// Products, lots and volumes.
    pub parts: Vec<PreparedPart>,
    /// Volume of the finished mixture.
    pub volume_ml: f64,
    /// Strengths and doses.
    pub agents: Vec<AgentAmount>,
}

/// How a mixture was checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Check {
    /// Two people, the second without sight of the first.
    TwoPeople,
    /// One person, in a clinic of one.
    Single,
    /// Nobody checked it, or the entries did not agree.
    None,
}

/// What the first person entered: what was drawn, and what follows from it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Prepared {
    /// What was drawn from which lot.
    pub parts: Vec<PreparedPart>,
    /// Volume of the finished mixture, as it was read off the syringe.
    pub volume_ml: f64,
    /// Strengths and doses that follow from what was drawn.
    pub agents: Vec<AgentAmount>,
    /// When it was mixed.
    pub prepared_at: Timestamp,
    /// Until when it may be used.
    pub discard_after: Timestamp,
    /// Single mode: strength and dose as the same person worked them out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub own_figures: Option<Checked>,
}

/// A volume drawn from a lot.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PreparedPart {
    /// The product on the shelf.
    pub product: ProductId,
    /// Its name.
    pub name: String,
    /// The lot.
    pub lot: LotId,
    /// Its number.
    pub lot_number: String,
    /// Its last day of use.
    pub expires: Option<jiff::civil::Date>,
    /// Volume drawn.
    pub volume_ml: f64,
    /// New vials that were opened.
    pub vials: u32,
    /// The vial: the one that was used on, or the first that was opened.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vial: Option<VialId>,
    /// Whether that vial had been opened for another patient.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub of_another: bool,
}

/// An agent of a mixture in its own measure.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AgentAmount {
    /// Id.
    pub agent: String,
    /// Name.
    pub name: String,
    /// Unit of the dose: `mg`, `U`, `mL`.
    pub unit: String,
    /// Strength in each mL of the mixture.
    pub strength: f64,
    /// Dose of the whole mixture.
    pub dose: f64,
}

/// What the second person entered, and how it compares.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Checked {
    /// Volume of the finished mixture.
    pub volume_ml: f64,
    /// Strengths and doses as this person worked them out.
    pub agents: Vec<AgentAmount>,
    /// Where the two differ by more than the tolerance.
    pub differences: Vec<Difference>,
}

impl Checked {
    /// Whether it agrees with the first entry.
    pub fn agrees(&self) -> bool {
        self.differences.is_empty()
    }
}

/// One figure that differs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Difference {
    /// Which figure.
    pub of: Figure,
    /// The agent, where it is one of an agent.
    pub agent: Option<String>,
    /// Its unit.
    pub unit: String,
    /// What the first person entered, or what follows from it.
    pub first: f64,
    /// What the second person entered.
    pub second: f64,
}

/// A figure of a mixture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Figure {
    /// Volume of the finished mixture.
    Volume,
    /// Strength of an agent.
    Strength,
    /// Dose of an agent.
    Dose,
}

/// Points as they were injected, and planned ones that were left out.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Charting {
    /// The points, in the order in which they were charted.
    pub points: Vec<ChartedPoint>,
    /// The points before the last stroke that was made without the map's script: what it takes back.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<Vec<ChartedPoint>>,
}

/// A point that is no longer just planned.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ChartedPoint {
    /// Name of the planned point, or a name of its own.
    pub id: String,
    /// Zone by id; empty where it lies in none.
    #[serde(default)]
    pub zone: String,
    /// Where on the normalised scalp.
    pub angle_deg: f64,
    /// Squared radius on the disc.
    pub u: f64,
    /// What became of it.
    pub state: PointState,
    /// Volume.
    pub volume_ml: f64,
    /// Depth that was reached, in mm, where it is noted of the single point.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub depth_mm: Option<f64>,
    /// Whether it was not planned.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub extra: bool,
}

/// What became of a point.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PointState {
    /// It was injected.
    Injected,
    /// It was planned and left out.
    Skipped,
}

impl ChartedPoint {
    /// Where it lies.
    pub fn place(&self) -> Place {
        Place {
            angle_deg: self.angle_deg,
            u: self.u,
        }
    }
}

impl Charting {
    /// The points that were injected.
    pub fn injected(&self) -> impl Iterator<Item = &ChartedPoint> {
        self.points.iter().filter(|point| point.state == PointState::Injected)
    }

    /// How many points were injected.
    pub fn n_injected(&self) -> usize {
        self.injected().count()
    }

    /// Volume of the points that were injected.
    pub fn volume_ml(&self) -> f64 {
        // Not `sum`: of nothing that is -0.
        self.injected().fold(0.0, |total, point| total + point.volume_ml)
    }
}
