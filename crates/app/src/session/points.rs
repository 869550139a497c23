//! Charting: which points were injected.
//!
//! The page sends the whole chart with the edit that it was made on; a chart that somebody else changed meanwhile is not
//! overwritten. Strokes (a whole zone, the last session again, the last stroke back) are also made here, for a page without
//! script.

use std::collections::BTreeSet;

use anagen_care::injection_map::{InjectionMap, MOST_POINTS, PointMap};
use anagen_records::Json;
use anagen_records::values::{PatientId, SessionId};

use super::body::{ChartedPoint, Charting, PointState};
use super::gate::{self, Before, Lies};
use super::ground::{Ground, documents, to_value};
use super::mixture::MixtureState;
use crate::Message;
use crate::actor::{Action, Actor};
use crate::app::App;
use crate::error::{AppError, Invalid};
use crate::people::{self, Scope};
use crate::transaction::Deed;

/// Most mL of one point: more is a slip of the pen.
const MOST_ML: f64 = 5.0;

/// What a chart comes to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Charted {
    /// Counts the edits.
    pub edit: i64,
    /// Points injected.
    pub n_points: usize,
    /// Their volume.
    pub volume_ml: f64,
}

/// One stroke on the chart.
#[derive(Debug, Clone, PartialEq)]
pub enum Stroke {
    /// Every planned point was injected.
    All,
    /// Every planned point of a zone was injected.
    Zone(String),
    /// One point.
    Point {
        /// Its name.
        id: String,
        /// What became of it; none: it is only planned again.
        state: Option<PointState>,
        /// Its volume, where it is another than planned.
        volume_ml: Option<f64>,
    },
    /// As in the patient's last session.
    Last,
    /// The last stroke is taken back.
    Undo,
    /// So many passes over the area, for a technique without points.
    Passes(u32),
}

/// Writes the whole chart, as the map on the page has it.
pub async fn chart(
    actor: &Actor,
    app: &App,
    patient: PatientId,
    session: SessionId,
    edit: i64,
    charting: Charting,
) -> Result<Charted, AppError> {
    change(actor, app, patient, session, edit, "session.chart", |_, _| {
        Ok(Charting {
            before: None,
            ..charting
        })
    })
    .await
}

/// Makes one stroke.
pub async fn stroke(
    actor: &Actor,
    app: &App,
    patient: PatientId,
    session: SessionId,
    edit: i64,
    stroke: &Stroke,
) -> Result<Charted, AppError> {
    change(actor, app, patient, session, edit, "session.stroke", |ground, map| {
        if let Stroke::Passes(passes) = stroke {
            if map.is_some() || !(1..=200).contains(passes) {
                return Err(AppError::field("passes", "session-passes-impossible"));
            }
            ground.body.passes = Some(*passes);
            return Ok(ground.charting.clone());
        }
        let map = map.ok_or_else(|| AppError::refused("session-technique-without-points"))?;
        struck(ground, map, stroke)
    })
    .await
}

async fn change(
    actor: &Actor,
    app: &App,
    patient: PatientId,
    session: SessionId,
    edit: i64,
    deed: &'static str,
    make: impl FnOnce(&mut Ground, Option<&PointMap>) -> Result<Charting, AppError> + Send,
) -> Result<Charted, AppError> {
    let mut writing = app.write(actor, Action::SignSession).await?;
    let now = writing.now;
    let mut ground = Ground::hold(&mut writing.tx, actor, app, patient, session, now).await?;
    if ground.session.edit != edit {
        return Err(AppError::Stale("session"));
    }
    let judged = super::Judged::of(&mut writing.tx, &ground).await?;
    let map = judged.prescribed.map.as_ref();
    let charting = make(&mut ground, map.and_then(InjectionMap::points))?;
    check(&charting)?;
    let began = charting.n_injected() > 0 || ground.body.passes.is_some();
    if began && !ground.is_record() {
        gate::refuse(&judged.gate, Before::Points)?;
        let (country, day) = (&ground.clinic.country, ground.day());
        people::demand_credential(&mut writing.tx, actor, Scope::Inject, country, day).await?;
        check_done_now(&ground, map, &judged.mixture, &charting)?;
    }
    ground.charting = charting;
    if began && ground.body.first_point_at.is_none() {
        begin(actor, &mut ground, &judged)?;
    } else if !began && !ground.is_amendment() {
        // A first point that was charted by mistake: nothing has been injected.
        ground.body.first_point_at = None;
        ground.session.verdict = None;
        ground.session.screening = None;
    }
    ground.session.edit += 1;
    ground.store(&mut writing.tx).await?;
    let charted = Charted {
        edit: ground.session.edit,
        n_points: ground.charting.n_injected(),
        volume_ml: ground.charting.volume_ml(),
    };
    writing
        .commit(
            Deed::new(deed, "session", session)
                .of(ground.patient.id)
                .wrote(&ground.charting),
        )
        .await?;
    Ok(charted)
}

/// The first point: who injects, and the day's screening as it was then, by which knowledge.
fn begin(actor: &Actor, ground: &mut Ground, judged: &super::Judged) -> Result<(), AppError> {
    let at = if ground.is_record() {
        ground.session.started_at
    } else {
        ground.now
    };
    ground.body.first_point_at = Some(at.0);
    ground.session.injector.get_or_insert(actor.person);
    keep_screening(ground, judged)
}

/// Keeps the day's screening with the session.
pub(super) fn keep_screening(ground: &mut Ground, judged: &super::Judged) -> Result<(), AppError> {
    let report = &judged.plan.day;
    ground.session.verdict = match to_value(&report.verdict)? {
        serde_json::Value::String(word) => Some(word),
        other => return Err(AppError::Internal(format!("a verdict is no word: {other}"))),
    };
    ground.session.screening = Some(Json(to_value(report)?));
    ground.session.knowledge_version = Some(ground.knowledge.version.clone());
    ground.session.knowledge_hash = Some(ground.knowledge.hash.clone());
    Ok(())
}

/// What no chart can say, whatever was done.
fn check(charting: &Charting) -> Result<(), AppError> {
    let mut invalid = Invalid::default();
    let mut seen = BTreeSet::new();
    if charting.points.len() > MOST_POINTS as usize {
        invalid.add(
            "points",
            Message::new("session-too-many-points").with("most", MOST_POINTS),
        );
    }
    for point in &charting.points {
        let is_id = (1..=60).contains(&point.id.len())
            && point
                .id
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
        let is_place = point.angle_deg.is_finite() && (0.0..=1.0).contains(&point.u);
        if !is_id || !is_place || !seen.insert(point.id.as_str()) || point.zone.len() > 60 {
            invalid.add("points", Message::new("session-chart-unreadable"));
            break;
        }
        let is_volume = point.volume_ml.is_finite() && (0.0..=MOST_ML).contains(&point.volume_ml);
        if !is_volume || (point.state == PointState::Injected && point.volume_ml <= 0.0) {
            let message = Message::new("session-point-volume-impossible")
                .with("point", &point.id)
                .with("most", MOST_ML);
            invalid.add("points", message);
        }
        if point
            .depth_mm
            .is_some_and(|depth| !(depth.is_finite() && 0.0 < depth && depth <= 30.0))
        {
            invalid.add(
                "points",
                Message::new("session-point-depth-impossible").with("point", &point.id),
            );
        }
    }
    invalid.check()
}

/// What a session that takes place now is held to: no point in a danger area or outside of what is treated, and no more than
/// there is in the syringe.
fn check_done_now(
    ground: &Ground,
    map: Option<&InjectionMap>,
    mixture: &MixtureState,
    charting: &Charting,
) -> Result<(), AppError> {
    let mut invalid = Invalid::default();
    let zones: Vec<String> = map
        .map(|map| map.placement().zones.iter().map(|zone| zone.id.clone()).collect())
        .unwrap_or_default();
    for point in charting.injected() {
        match gate::lies(&ground.knowledge, &zones, point.place()) {
            Lies::Well => {}
            Lies::InDanger => invalid.add(
                "points",
                Message::new("session-point-in-danger").with("point", &point.id),
            ),
            Lies::Outside => invalid.add("points", Message::new("session-point-outside").with("point", &point.id)),
        }
    }
    if let Some(prepared) = mixture.prepared() {
        let injected = charting.volume_ml();
        if gate::is_more_than_mixed(injected, prepared.volume_ml) {
            let message = Message::new("session-gate-more-than-mixed")
                .with("injected", anagen_knowledge::Plain(injected))
                .with("mixed", anagen_knowledge::Plain(prepared.volume_ml));
            invalid.add("points", message);
        }
    }
    invalid.check()
}

/// The planned points as injected ones.
pub(super) fn planned(map: &PointMap) -> impl Iterator<Item = ChartedPoint> {
    map.points.iter().map(|point| ChartedPoint {
        id: point.id.clone(),
        zone: point.zone.clone(),
        angle_deg: point.place.angle_deg,
        u: point.place.u,
        state: PointState::Injected,
        volume_ml: map.volume_per_point.0,
        depth_mm: None,
        extra: false,
    })
}

/// The points of the patient's last session, as they were injected.
pub(super) fn of_last(ground: &Ground) -> Result<Option<Vec<ChartedPoint>>, AppError> {
    let Some(last) = &ground.last else { return Ok(None) };
    let (_, charting) = documents(last)?;
    Ok(Some(charting.points))
}

fn struck(ground: &Ground, map: &PointMap, stroke: &Stroke) -> Result<Charting, AppError> {
    let now = &ground.charting;
    let mut points = now.points.clone();
    let put = |points: &mut Vec<ChartedPoint>, new: ChartedPoint| match points.iter_mut().find(|old| old.id == new.id) {
        // What was charted of a point stays: a stroke over a zone fills in the others.
        Some(old) if old.state == PointState::Injected => {}
        Some(old) => *old = new,
        None => points.push(new),
    };
    match stroke {
        Stroke::All => planned(map).for_each(|point| put(&mut points, point)),
        Stroke::Zone(zone) => {
            if !map.placement.zones.iter().any(|known| known.id == *zone) {
                return Err(AppError::NotFound("zone"));
            }
            planned(map)
                .filter(|point| point.zone == *zone)
                .for_each(|point| put(&mut points, point));
        }
        Stroke::Last => {
            let last = of_last(ground)?.ok_or_else(|| AppError::refused("session-no-last"))?;
            for point in last {
                put(&mut points, point);
            }
        }
        Stroke::Undo => {
            let before = now
                .before
                .clone()
                .ok_or_else(|| AppError::refused("session-nothing-to-undo"))?;
            return Ok(Charting {
                points: before,
                before: None,
            });
        }
        Stroke::Point { id, state, volume_ml } => {
            let known = points.iter().find(|point| point.id == *id).cloned();
            let point = known.or_else(|| planned(map).find(|point| point.id == *id));
            let point = point.ok_or(AppError::NotFound("point"))?;
            points.retain(|other| other.id != *id);
            if let Some(state) = state {
                points.push(ChartedPoint {
                    state: *state,
                    volume_ml: volume_ml.unwrap_or(point.volume_ml),
                    ..point
                });
            }
        }
        Stroke::Passes(_) => {}
    }
    Ok(Charting {
        points,
        before: Some(now.points.clone()),
    })
}
