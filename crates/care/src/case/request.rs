//! What is asked for. Nothing here is a recommendation, and what is not asked for is not planned (DECISIONS.md 4).

use jiff::civil::{Date, Time, Weekday};
use serde::{Deserialize, Serialize};

use super::product::Product;
use crate::dose::Strength;
use crate::injection_map::PointEdits;
use crate::units::{Centimetres, Millilitres, Millimetres, as_written, as_written_if};

/// What is asked for; every part may be left out, and the plan then says what it could not work out.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Request {
    /// Country of treatment, ISO 3166 alpha-2.
    pub country: String,
    /// IANA time zone of the clinic, such as `Europe/Madrid`.
    pub time_zone: String,
    /// Day of the first session.
    #[serde(default)]
    pub start: Option<Date>,
    /// Time of day of the sessions, in the clinic's time zone.
    #[serde(default = "ten_o_clock")]
    pub time: Time,
    /// What the course is for.
    #[serde(default)]
    pub purpose: Purpose,
    /// Agents and strengths wanted; solved from the products.
    #[serde(default)]
    pub agents: Vec<AgentRequest>,
    /// Products with the volume to draw of each; instead of `agents`.
    #[serde(default)]
    pub draw: Vec<DrawRequest>,
    /// Products on the shelf.
    #[serde(default)]
    pub products: Vec<Product>,
    /// Volume of the finished mixture for one session; worked out from the map where it is left out.
    #[serde(default, serialize_with = "as_written_if")]
    pub volume: Option<Millilitres>,
    /// pH measured on the finished mixture, where it was.
    #[serde(default)]
    pub measured_ph: Option<f64>,
    /// Patients who share one vial; one by default.
    #[serde(default = "one")]
    pub patients_per_vial: u32,
    /// Zones by id.
    #[serde(default)]
    pub zones: Vec<String>,
    /// Head circumference.
    #[serde(default, serialize_with = "as_written_if")]
    pub head_circumference: Option<Centimetres>,
    /// Technique by id or name.
    #[serde(default)]
    pub technique: Option<String>,
    /// Distance between points; the technique's default where it is left out.
    #[serde(default, serialize_with = "as_written_if")]
    pub spacing: Option<Centimetres>,
    /// Volume of one point; the technique's default where it is left out.
    #[serde(default, serialize_with = "as_written_if")]
    pub volume_per_point: Option<Millilitres>,
    /// Planned depth.
    #[serde(default, serialize_with = "as_written_if")]
    pub depth: Option<Millimetres>,
    /// Needle gauge.
    #[serde(default)]
    pub needle_gauge: Option<u32>,
    /// How points are laid.
    #[serde(default)]
    pub grid: Grid,
    /// Single points moved, added or taken away by hand; they belong to the points that the rest of the request lays.
    #[serde(default, skip_serializing_if = "PointEdits::is_empty")]
    pub points: PointEdits,
    /// Passes over the area, for techniques without points.
    #[serde(default)]
    pub passes: Option<u32>,
    /// The schedule.
    #[serde(default)]
    pub protocol: Option<ProtocolRequest>,
    /// Weekdays on which the clinic is closed.
    #[serde(default, deserialize_with = "weekdays", serialize_with = "weekday_names")]
    pub closed_weekdays: Vec<Weekday>,
    /// Days on which the clinic is closed.
    #[serde(default)]
    pub closed_days: Vec<Date>,
    /// Prices of this clinic.
    #[serde(default)]
    pub prices: Option<ClinicPrices>,
}

/// What a course is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(tag = "for", rename_all = "snake_case", deny_unknown_fields)]
pub enum Purpose {
    /// Hair loss.
    #[default]
    HairLoss,
    /// Sessions before a transplant planned for this day.
    BeforeTransplant {
        /// Day of the operation.
        on: Date,
    },
    /// Sessions after a transplant done on this day.
    AfterTransplant {
        /// Day of the operation.
        on: Date,
    },
}

/// An agent and the strength wanted in the finished mixture.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AgentRequest {
    /// Agent by id, name or alias.
    pub agent: String,
    /// Strength in the finished mixture, mg/mL or U/mL; left out for an agent measured by volume. A percentage is refused.
    #[serde(default = "Strength::undiluted", skip_serializing_if = "Strength::is_undiluted")]
    pub strength: Strength,
}

/// A product and the volume to draw of it.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DrawRequest {
    /// Id of a product on the shelf.
    pub product: String,
    /// Volume to draw for one session.
    #[serde(serialize_with = "as_written")]
    pub volume: Millilitres,
}

/// How points are laid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Grid {
    /// One point for each square of the spacing; table 5.2 of the knowledge is square.
    #[default]
    Square,
    /// One point for each hexagon: 15 % more points at the same spacing.
    Hexagonal,
}

/// A schedule by name, with what its source leaves open.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProtocolRequest {
    /// Protocol by id.
    pub id: String,
    /// Sessions of each phase that gives a range, by the phase's name.
    #[serde(default)]
    pub counts: std::collections::BTreeMap<String, u32>,
    /// What stands in for a phase that the source leaves undefined, by the phase's name: an interval and a count.
    #[serde(default)]
    pub steps: std::collections::BTreeMap<String, StepAnswer>,
    /// End of a phase without a count, in months from the first session; 12 by default, the active phase's ceiling (AD-09).
    #[serde(default)]
    pub months: Option<u32>,
}

/// Somebody's answer to what a protocol leaves open; kept with their name.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StepAnswer {
    /// Interval between the sessions of the step.
    pub every: anagen_knowledge::Quantity,
    /// How many sessions.
    pub count: u32,
    /// Who decided it.
    pub by: String,
}

/// Prices of the clinic, all in one currency.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClinicPrices {
    /// ISO 4217 code.
    pub currency: String,
    /// One session.
    pub session: f64,
    /// First consultation.
    #[serde(default)]
    pub consultation: f64,
    /// Laboratory tests.
    #[serde(default)]
    pub laboratory: f64,
    /// Consumables of one session that are charged besides.
    #[serde(default)]
    pub consumables: f64,
    /// Discount on the whole course.
    #[serde(default)]
    pub discount: f64,
    /// Place.
    #[serde(default)]
    pub place: Option<String>,
    /// Day of the price list.
    #[serde(default)]
    pub on: Option<Date>,
    /// Where the price comes from.
    #[serde(default)]
    pub source: Option<String>,
}

fn ten_o_clock() -> Time {
    Time::constant(10, 0, 0, 0)
}

fn one() -> u32 {
    1
}

fn weekdays<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Vec<Weekday>, D::Error> {
    let names = Vec::<String>::deserialize(deserializer)?;
    names
        .iter()
        .map(|name| {
            ALL_WEEKDAYS
                .into_iter()
                .find(|day| format!("{day:?}").eq_ignore_ascii_case(name))
                .ok_or_else(|| serde::de::Error::custom(format!("`{name}` is not a weekday; write `sunday`")))
        })
        .collect()
}

fn weekday_names<S: serde::Serializer>(days: &[Weekday], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(days.iter().map(|day| format!("{day:?}").to_lowercase()))
}

const ALL_WEEKDAYS: [Weekday; 7] = [
    Weekday::Monday,
    Weekday::Tuesday,
    Weekday::Wednesday,
    Weekday::Thursday,
    Weekday::Friday,
    Weekday::Saturday,
    Weekday::Sunday,
];
