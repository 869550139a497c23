//! Points with a volume: how many, how much each, how long.

use anagen_knowledge::records::{RangeWithDefault, Technique};
use serde::Serialize;

use super::areas::scalp_area;
use super::asked::{TreatedArea, another_technique};
use super::grid::{MOST_POINTS, Point, lay, number_of_points, spacing_for, unrounded_number_of_points};
use super::passes::nothing_clear;
use super::reconcile::{
    Reckoning, as_written, does_not_reconcile, is_outside, leaves, range_words, reconciles, session_volume_out_of_reach,
};
use super::{Placement, PlannedDepth, edits};
use crate::case::{Grid, Request};
use crate::finding::Refusal;
use crate::units::{Centimetres, Millilitres, Minutes, SquareCentimetres};

/// Points of a session. Area, spacing, points, volume of a point and total volume agree.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PointMap {
    /// Zones, technique and depth.
    #[serde(flatten)]
    pub placement: Placement,
    /// How points are laid.
    pub grid: Grid,
    /// Distance between points, from which their number follows.
    pub spacing: Centimetres,
    /// Whether nobody asked for this spacing: it is the technique's default.
    pub spacing_is_default: bool,
    /// What the grid is known by: single points that were changed by hand belong to it.
    pub grid_mark: String,
    /// Number of points.
    pub n_points: u32,
    /// Volume of one point.
    pub volume_per_point: Millilitres,
    /// Where the volume of one point comes from.
    pub volume_per_point_from: VolumeOrigin,
    /// Volume of all points.
    pub total_volume: Millilitres,
    /// Volume of the session's mixture, where it was asked for.
    pub session_volume: Option<Millilitres>,
    /// Time for the points alone; absent while the seconds of a point are not known.
    pub minutes: Option<MinutesRange>,
    /// Points and volume of each zone.
    pub per_zone: Vec<ZonePoints>,
    /// The points, zone by zone, from the top of the head downwards.
    pub points: Vec<Point>,
}

/// Where the volume of one point comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum VolumeOrigin {
    /// It was asked for.
    Asked,
    /// The technique's default: nobody asked for it.
    Default,
    /// The session's volume divided by the points.
    SessionVolume,
}

/// A span of time that is known as a range.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct MinutesRange {
    /// Shortest.
    pub from: Minutes,
    /// Longest.
    pub to: Minutes,
}

/// Points of one zone.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ZonePoints {
    /// Zone by id.
    pub zone: String,
    /// Number of points.
    pub n_points: u32,
    /// Their volume.
    pub volume: Millilitres,
}

pub(super) fn point_map(
    request: &Request,
    technique: &Technique,
    area: Option<TreatedArea<'_>>,
    depth: Option<PlannedDepth>,
    mut refusals: Vec<Refusal>,
) -> Result<PointMap, Vec<Refusal>> {
    let name = &technique.name;
    if request.passes.is_some() {
        let reason = format!("{name} has points, so a number of passes has no meaning");
        refusals.push(Refusal::new(
            "technique_without_passes",
            reason,
            ["Leave the passes out".to_owned()],
        ));
    }
    if request.volume.is_some_and(|volume| !is_positive(volume.0)) {
        let reason = "The volume of the session's mixture is not a volume above zero";
        refusals.push(Refusal::new(
            "impossible_session_volume",
            reason,
            ["Correct it, or leave it out: it then follows from the map".to_owned()],
        ));
    }
    let spacing = spacing(request, technique, &mut refusals);
    let asked_volume = volume_per_point(request, technique, &mut refusals);
    let (Some(area), Some(spacing), true) = (area, spacing, refusals.is_empty()) else {
        return Err(refusals);
    };
    let clear_area = area.clear_area();
    let n_laid = count_points(technique, clear_area, spacing, request.grid).map_err(|refusal| vec![refusal])?;
    let laid = lay(&area.zones, n_laid, spacing, area.head_circumference, request.grid);
    let zone_ids: Vec<&str> = area.zones.iter().map(|clear| clear.zone.id.as_str()).collect();
    let grid_mark = edits::grid_mark(request, &zone_ids, area.head_circumference, spacing, laid.len());
    let points = edits::apply(laid, &request.points, &grid_mark, &area)?;
    // `apply` keeps them below the most.
    let n_points = u32::try_from(points.len()).unwrap_or(MOST_POINTS);

    let scalp_area = scalp_area(area.head_circumference);
    let reckoning = Reckoning {
        technique,
        area: clear_area,
        scalp_area,
        grid: request.grid,
        spacing,
        n_points,
    };
    let (volume, from) = match (asked_volume, request.volume) {
        (Some((volume, from)), None) => (volume, from),
        (Some((volume, VolumeOrigin::Asked)), Some(session)) => {
            if !reconciles(volume, n_points, session) {
                return Err(vec![does_not_reconcile(&reckoning, volume, session)]);
            }
            (volume, VolumeOrigin::Asked)
        }
        (_, Some(session)) => {
            let volume = Millilitres(session.0 / f64::from(n_points));
            if technique
                .volume_per_point_ml
                .is_some_and(|range| is_outside(as_written(volume).0, range))
            {
                return Err(vec![session_volume_out_of_reach(&reckoning, volume, session)]);
            }
            (volume, VolumeOrigin::SessionVolume)
        }
        // `volume_per_point` refused already.
        (None, None) => return Err(refusals),
    };

    let mut placement = area.placement(request, technique, depth);
    placement.notes.extend(edits::in_words(&request.points, n_laid));
    let per_zone: Vec<ZonePoints> = placement
        .zones
        .iter()
        .map(|zone| {
            let n_points = points.iter().map(|point| u32::from(point.zone == zone.id)).sum();
            ZonePoints {
                zone: zone.id.clone(),
                n_points,
                volume: Millilitres(f64::from(n_points) * volume.0),
            }
        })
        .collect();
    let total_volume = Millilitres(f64::from(n_points) * volume.0);
    let minutes = technique.seconds_per_point.map(|seconds| MinutesRange {
        from: Minutes(f64::from(n_points) * seconds.from / 60.0),
        to: Minutes(f64::from(n_points) * seconds.to / 60.0),
    });

    placement.notes.extend(unchecked(technique, spacing, volume));
    let empty = placement
        .zones
        .iter()
        .zip(&per_zone)
        .filter(|(_, count)| count.n_points == 0);
    let empty: Vec<String> = empty
        .map(|(zone, _)| format!("No point falls in {} at this spacing.", zone.name))
        .collect();
    placement.notes.extend(empty);
    placement.notes.extend(
        request
            .volume
            .and_then(|session| what_is_left(total_volume, session, volume)),
    );

    Ok(PointMap {
        placement,
        grid: request.grid,
        spacing,
        spacing_is_default: request.spacing.is_none(),
        grid_mark,
        n_points,
        volume_per_point: volume,
        volume_per_point_from: from,
        total_volume,
        session_volume: request.volume,
        minutes,
        per_zone,
        points,
    })
}

/// What the knowledge does not say of a technique, and so nobody checked.
fn unchecked(technique: &Technique, spacing: Centimetres, volume: Millilitres) -> impl Iterator<Item = String> {
    let name = &technique.name;
    [
        technique.seconds_per_point.is_none().then(|| {
            format!("How long a point takes with {name} is not known, so neither is the time of the session.")
        }),
        technique
            .spacing_cm
            .is_none()
            .then(|| format!("The knowledge gives no spacing for {name}: {spacing} is not checked.")),
        technique
            .volume_per_point_ml
            .is_none()
            .then(|| format!("The knowledge gives no volume of a point for {name}: {volume} is not checked.")),
    ]
    .into_iter()
    .flatten()
}

/// What the points leave of the mixture, or lack; nothing when less than a thousandth of a point, which is rounding.
fn what_is_left(total: Millilitres, session: Millilitres, volume_per_point: Millilitres) -> Option<String> {
    let left = session.0 - total.0;
    let difference = Millilitres(left.abs());
    (difference.0 > volume_per_point.0 / 1000.0).then(|| {
        if left > 0.0 {
            format!("The points take {total} of {session}: {difference} is left.")
        } else {
            format!("The points take {total} and the mixture is {session}: {difference} is missing at the end.")
        }
    })
}

fn is_positive(number: f64) -> bool {
    number.is_finite() && number > 0.0
}

fn spacing(request: &Request, technique: &Technique, refusals: &mut Vec<Refusal>) -> Option<Centimetres> {
    let name = &technique.name;
    let range = technique.spacing_cm;
    let within = range.map_or_else(
        || "Give the distance between points; the knowledge cannot check it".to_owned(),
        |range| format!("Choose a spacing from {}", range_words(range, "cm")),
    );
    let Some(spacing) = request.spacing.or_else(|| range?.default.map(Centimetres)) else {
        let reason = format!("No spacing is asked for, and {name} has no default");
        refusals.push(Refusal::new("no_spacing", reason, [within]));
        return None;
    };
    if !is_positive(spacing.0) {
        refusals.push(Refusal::new(
            "impossible_spacing",
            format!("{spacing} is not a distance between points"),
            [within],
        ));
        return None;
    }
    if let Some(range) = range.filter(|range| is_outside(spacing.0, *range)) {
        let reason = format!("A spacing of {spacing} is outside {name}: {}", range_words(range, "cm"));
        refusals.push(Refusal::new(
            "spacing_outside_range",
            reason,
            [within, another_technique()],
        ));
        return None;
    }
    Some(spacing)
}

/// The volume of one point that was asked for, or the technique's default; none when the session's volume decides it.
fn volume_per_point(
    request: &Request,
    technique: &Technique,
    refusals: &mut Vec<Refusal>,
) -> Option<(Millilitres, VolumeOrigin)> {
    let name = &technique.name;
    let range = technique.volume_per_point_ml;
    let within = range.map_or_else(
        || "Give the volume per point; the knowledge cannot check it".to_owned(),
        |range| format!("Choose a volume per point from {}", range_words(range, "mL")),
    );
    match (request.volume_per_point, range) {
        (Some(volume), _) if !is_positive(volume.0) => {
            refusals.push(Refusal::new(
                "impossible_volume_per_point",
                format!("{volume} is not a volume for a point"),
                [within],
            ));
            None
        }
        (Some(volume), Some(range)) if is_outside(volume.0, range) => {
            let reason = format!(
                "A volume of {volume} per point is outside {name}: {}",
                range_words(range, "mL")
            );
            refusals.push(Refusal::new(
                "volume_per_point_outside_range",
                reason,
                [within, another_technique()],
            ));
            None
        }
        (Some(volume), _) => Some((volume, VolumeOrigin::Asked)),
        (
            None,
            Some(RangeWithDefault {
                default: Some(default), ..
            }),
        ) => Some((Millilitres(default), VolumeOrigin::Default)),
        (None, _) if request.volume.is_some() => None,
        (None, range) => {
            let what = if range.is_some() {
                "no default for one"
            } else {
                "no volume of a point"
            };
            let reason = format!("No volume per point is asked for, and the knowledge gives {what} with {name}");
            let second = "Give the volume of the session's mixture: it is divided by the points".to_owned();
            refusals.push(Refusal::new("no_volume_per_point", reason, [within, second]));
            None
        }
    }
}

fn count_points(
    technique: &Technique,
    area: SquareCentimetres,
    spacing: Centimetres,
    grid: Grid,
) -> Result<u32, Refusal> {
    if area.0 <= 0.0 {
        return Err(nothing_clear());
    }
    // One hundredth of a centimetre is as fine as a spacing is said.
    let nearest = |n_points: u32, round: fn(f64) -> f64| {
        let other = Centimetres(round(spacing_for(area, n_points, grid).0 * 100.0) / 100.0);
        (other, leaves(other.0, technique.spacing_cm, "cm"))
    };
    match number_of_points(area, spacing, grid) {
        Some(0) => {
            let (closer, outside) = nearest(1, f64::floor);
            let reason = format!("{area} at a spacing of {spacing} is less than half a point");
            Err(Refusal::new(
                "no_point_fits",
                reason,
                [
                    format!("Closer spacing: {closer} makes one point{outside}"),
                    "More zones".to_owned(),
                ],
            ))
        }
        Some(n_points) => Ok(n_points),
        None => {
            let (wider, outside) = nearest(MOST_POINTS, f64::ceil);
            let n_points = unrounded_number_of_points(area, spacing, grid);
            let covered = SquareCentimetres(area.0 * f64::from(MOST_POINTS) / n_points);
            Err(Refusal::new(
                "too_many_points",
                format!(
                    "{area} at a spacing of {spacing} makes {n_points:.0} points; at most {MOST_POINTS} are taken in one session (proposed)"
                ),
                [
                    format!("Wider spacing: {wider} or more{outside}"),
                    format!("Fewer zones: at this spacing {MOST_POINTS} points cover {covered}"),
                ],
            ))
        }
    }
}
