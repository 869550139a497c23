//! Past sessions under an adverse event: how long before it they were, and which injected points lie where it is.
//!
//! What overlaps informs the judgement of causality and clears nothing (DECISIONS.md 5).

use std::collections::hash_map::Entry;
use std::collections::{BTreeSet, HashMap};
use std::f64::consts::TAU;

use anagen_care::injection_map::{Place, zone_area};
use anagen_care::units::Centimetres;
use anagen_knowledge::Knowledge;
use anagen_records::sessions::{self, State};
use anagen_records::values::{LotId, PatientId, SessionId};
use anagen_records::{Stamp, Transaction};
use jiff::civil::Date;

use super::guidance;
use super::report::Patch;
use crate::actor::Actor;
use crate::case;
use crate::error::AppError;
use crate::session::body::{ChartedPoint, Charting};
use crate::{patients, plan, stock};

/// A lot that was injected in a session.
#[derive(Debug, Clone, PartialEq)]
pub struct UsedLot {
    /// The lot.
    pub lot: LotId,
    /// Its number.
    pub number: String,
    /// Name of the product.
    pub product: String,
    /// Volume drawn.
    pub volume_ml: f64,
    /// Whether it is in quarantine now.
    pub quarantined: bool,
}

/// A session of the past.
#[derive(Debug, Clone, PartialEq)]
pub struct PastSession {
    /// Which.
    pub id: SessionId,
    /// Which session of the course.
    pub number: i64,
    /// Its day.
    pub day: Date,
    /// Whether it was signed.
    pub signed: bool,
    /// The points that were injected.
    pub points: Vec<ChartedPoint>,
    /// The zones in which they lie.
    pub zones: BTreeSet<String>,
    /// Head circumference of the plan, in cm.
    pub head_cm: Option<f64>,
    /// What was injected.
    pub lots: Vec<UsedLot>,
    /// The agents in it, by id.
    pub agents: BTreeSet<String>,
}

/// The sessions of a patient in which something was done, the latest first.
pub async fn past_sessions(
    tx: &mut Transaction,
    actor: &Actor,
    patient: PatientId,
    now: Stamp,
) -> Result<Vec<PastSession>, AppError> {
    let patient = patients::of(tx, actor, patient).await?;
    let clinic = patients::clinic_of(tx, actor).await?;
    let today = now.0.to_zoned(case::time_zone(&clinic)).date();
    let mut found = Vec::new();
    // Sessions share their plan and their lots.
    let (mut heads, mut shelf) = (HashMap::new(), HashMap::new());
    for line in sessions::lines(tx, actor.clinic, patient.id).await? {
        let Some(session) = sessions::find(tx, actor.clinic, patient.id, line.id).await? else {
            continue;
        };
        if session.state == State::Abandoned {
            continue;
        }
        let charting: Charting = serde_json::from_value(session.charting.0.clone()).unwrap_or_default();
        let points: Vec<ChartedPoint> = charting.injected().cloned().collect();
        let head_cm = match (session.plan, session.plan_version) {
            (Some(plan), Some(version)) => match heads.entry((plan, version)) {
                Entry::Occupied(known) => *known.get(),
                Entry::Vacant(new) => {
                    let signed = plan::signed_version(tx, actor, patient.id, plan, version).await.ok();
                    *new.insert(signed.and_then(|plan| plan.request.head_circumference).map(|cm| cm.0))
                }
            },
            _ => None,
        };
        let mut lots = Vec::new();
        let mut agents = BTreeSet::new();
        for component in sessions::components(tx, session.id).await? {
            let on_shelf = match shelf.entry(component.lot) {
                Entry::Occupied(known) => known.into_mut(),
                Entry::Vacant(new) => new.insert(stock::lot_on_shelf(tx, actor.clinic, component.lot, today).await?),
            };
            agents.extend(on_shelf.product.agents.iter().map(|agent| agent.agent.clone()));
            lots.push(UsedLot {
                lot: component.lot,
                number: on_shelf.number.clone(),
                product: on_shelf.product.name.clone(),
                volume_ml: component.volume_ml,
                quarantined: on_shelf.product.quarantined == Some(true),
            });
        }
        found.push(PastSession {
            id: session.id,
            number: session.number,
            day: session.day.0,
            signed: session.state == State::Signed,
            zones: points
                .iter()
                .map(|point| point.zone.clone())
                .filter(|zone| !zone.is_empty())
                .collect(),
            points,
            head_cm,
            lots,
            agents,
        });
    }
    Ok(found)
}

/// Days from a session to an event; none where the event came before it or where its day is not known.
pub fn latency_days(session: &PastSession, onset: Option<Date>) -> Option<i32> {
    let days = (onset? - session.day).get_days();
    (days >= 0).then_some(days)
}

/// How the points of a session lie to the patches of an event.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Overlap {
    /// Points inside a patch.
    pub inside: usize,
    /// All points of the session.
    pub points: usize,
    /// Points for each area inside, divided by points for each area outside in the treated zones; none where no point is outside.
    pub density_ratio: Option<f64>,
    /// Whether the knowledge's limits say that they overlap.
    pub overlaps: bool,
}

/// How the points of a session lie to the patches of an event; none where no patch was marked or the head was not measured.
///
/// The scalp is the half sphere of the injection map: a place is inside a patch whose middle is nearer than half its diameter
/// along the sphere. Areas of patches are those of spherical caps; overlapping patches count twice.
pub fn overlap(session: &PastSession, patches: &[Patch], knowledge: &Knowledge) -> Option<Overlap> {
    let head_cm = session.head_cm.filter(|cm| *cm > 0.0)?;
    if patches.is_empty() || session.points.is_empty() {
        return None;
    }
    let radius_cm = head_cm / TAU;
    let is_inside = |place: Place| {
        patches
            .iter()
            .any(|patch| angle_between(place, patch.place()) * radius_cm * 10.0 <= patch.diameter_mm / 2.0)
    };
    let inside = session.points.iter().filter(|point| is_inside(point.place())).count();
    let patch_area: f64 = patches
        .iter()
        .map(|patch| TAU * radius_cm * radius_cm * (1.0 - (patch.diameter_mm / 20.0 / radius_cm).min(TAU / 2.0).cos()))
        .sum();
    let zones = knowledge
        .records
        .zones
        .iter()
        .filter(|zone| session.zones.contains(&zone.id));
    let treated_area: f64 = zones.map(|zone| zone_area(Centimetres(head_cm), zone).0).sum();
    let outside = session.points.len() - inside;
    let outside_area = treated_area - patch_area;
    #[expect(clippy::cast_precision_loss, reason = "points of a session are far below")]
    let density_ratio = (outside > 0 && outside_area > 0.0 && patch_area > 0.0)
        .then(|| (inside as f64 / patch_area) / (outside as f64 / outside_area));
    let limits = guidance::new_patch(knowledge).map(|record| &record.parameters);
    let limit = |name: &str| limits.and_then(|limits| limits.get(name)).copied();
    #[expect(clippy::cast_precision_loss, reason = "points of a session are far below")]
    let many = limit("overlap_points_at_least").is_some_and(|least| inside as f64 >= least);
    let dense = limit("point_density_ratio_inside_to_outside_above")
        .zip(density_ratio)
        .is_some_and(|(limit, ratio)| ratio > limit);
    Some(Overlap {
        inside,
        points: session.points.len(),
        density_ratio,
        overlaps: many || dense,
    })
}

/// The angle between two places, seen from the middle of the head, in radians.
fn angle_between(one: Place, other: Place) -> f64 {
    let (a, b) = (one.on_unit_hemisphere(), other.on_unit_hemisphere());
    let product: f64 = a.iter().zip(b).map(|(a, b)| a * b).sum();
    product.clamp(-1.0, 1.0).acos()
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use std::sync::LazyLock;

    use super::*;
    use crate::session::body::PointState;

    static KNOWLEDGE: LazyLock<Knowledge> = LazyLock::new(|| Knowledge::embedded().unwrap());

    fn session(places: &[(f64, f64)], head_cm: Option<f64>) -> PastSession {
        let points: Vec<ChartedPoint> = places
            .iter()
            .enumerate()
            .map(|(number, (angle_deg, u))| ChartedPoint {
                id: format!("vertex-{number}"),
                zone: "vertex".to_owned(),
                angle_deg: *angle_deg,
                u: *u,
                state: PointState::Injected,
                volume_ml: 0.05,
                depth_mm: None,
                extra: false,
            })
            .collect();
        PastSession {
            id: SessionId::new(),
            number: 1,
            day: jiff::civil::date(2026, 1, 10),
            signed: true,
            zones: BTreeSet::from(["vertex".to_owned()]),
            points,
            head_cm,
            lots: Vec::new(),
            agents: BTreeSet::new(),
        }
    }

    #[test]
    fn a_point_is_inside_a_patch_by_its_distance_along_the_head() {
        // A head of 57 cm: one degree along it is 57 / 360 cm.
        let degree_mm = 570.0 / 360.0;
        let patch = |diameter_mm| Patch {
            angle_deg: 270.0,
            u: 0.0,
            diameter_mm,
        };
        // The top of the head is the patch's middle; a point ten degrees from it has u = 1 - cos 10 degrees.
        let near = session(&[(270.0, 1.0 - 10_f64.to_radians().cos())], Some(57.0));
        let inside = |diameter_mm: f64| overlap(&near, &[patch(diameter_mm)], &KNOWLEDGE).unwrap().inside;
        assert_eq!(inside(2.0 * 9.9 * degree_mm), 0);
        assert_eq!(inside(2.0 * 10.1 * degree_mm), 1);
    }

    #[test]
    fn three_points_inside_or_twice_the_density_are_an_overlap() {
        let patch = Patch {
            angle_deg: 270.0,
            u: 0.05,
            diameter_mm: 30.0,
        };
        let far: Vec<(f64, f64)> = (0..40).map(|number| (225.0 + f64::from(number) * 2.2, 0.35)).collect();
        let with = |inside: usize| {
            let mut places = far.clone();
            places.extend(vec![(270.0, 0.05); inside]);
            overlap(&session(&places, Some(57.0)), &[patch], &KNOWLEDGE).unwrap()
        };
        let none = with(0);
        assert_eq!((none.inside, none.points, none.overlaps), (0, 40, false));
        let three = with(3);
        assert_eq!((three.inside, three.points, three.overlaps), (3, 43, true));
        assert!(three.density_ratio.unwrap() > none.density_ratio.unwrap());
    }

    #[test]
    fn without_a_measured_head_or_a_patch_nothing_is_said() {
        let patch = Patch {
            angle_deg: 270.0,
            u: 0.0,
            diameter_mm: 30.0,
        };
        assert_eq!(overlap(&session(&[(270.0, 0.0)], None), &[patch], &KNOWLEDGE), None);
        assert_eq!(overlap(&session(&[(270.0, 0.0)], Some(57.0)), &[], &KNOWLEDGE), None);
    }

    #[test]
    fn latency_counts_from_sessions_before_the_event_only() {
        let session = session(&[], None);
        let on = |month, day| Some(jiff::civil::date(2026, month, day));
        assert_eq!(latency_days(&session, on(1, 22)), Some(12));
        assert_eq!(latency_days(&session, on(1, 10)), Some(0));
        assert_eq!(latency_days(&session, on(1, 9)), None);
        assert_eq!(latency_days(&session, None), None);
    }
}
