//! When points and the session's volume do not agree: every way to make them agree, each with its number.

use anagen_knowledge::Plain;
use anagen_knowledge::records::{RangeWithDefault, Technique};

use super::grid::{MOST_POINTS, number_of_points, spacing_for, whole};
use crate::case::Grid;
use crate::finding::Refusal;
use crate::units::{Centimetres, Millilitres, SquareCentimetres};

/// How far the volume of all points may be from the session's volume, as a part of the latter (proposed: no source gives one).
pub const TOLERANCE: f64 = 0.05;

/// What was reckoned before volumes are held against each other.
pub(super) struct Reckoning<'k> {
    pub(super) technique: &'k Technique,
    pub(super) area: SquareCentimetres,
    pub(super) scalp_area: SquareCentimetres,
    pub(super) grid: Grid,
    pub(super) spacing: Centimetres,
    pub(super) n_points: u32,
}

/// Whether the volume of all points is within [`TOLERANCE`] of the session's volume.
pub(super) fn reconciles(volume_per_point: Millilitres, n_points: u32, session: Millilitres) -> bool {
    let total = f64::from(n_points) * volume_per_point.0;
    (total - session.0).abs() <= TOLERANCE * session.0 * (1.0 + ROUNDING)
}

/// Whether a number lies outside a technique's range, ends included.
pub(super) fn is_outside(value: f64, range: RangeWithDefault) -> bool {
    !(range.from * (1.0 - ROUNDING) <= value && value <= range.to * (1.0 + ROUNDING))
}

/// The volume that a reader sees, to four digits: a way out is judged as it is written.
pub(super) fn as_written(volume: Millilitres) -> Millilitres {
    Millilitres(Plain(volume.0).to_string().parse().unwrap_or(volume.0))
}

/// Room for the rounding of a division: no clinical number.
const ROUNDING: f64 = 1e-9;

/// A technique's range in words.
pub(super) fn range_words(range: RangeWithDefault, unit: &str) -> String {
    span(range.from, range.to, unit)
}

/// `2 to 4 mm`, or `4 mm` where both ends are the same.
pub(super) fn span(from: f64, to: f64, unit: &str) -> String {
    let (first, last) = (Plain(from).to_string(), Plain(to).to_string());
    if first == last {
        format!("{first} {unit}")
    } else {
        format!("{first} to {last} {unit}")
    }
}

/// Volume of a point was asked for, and the points do not take the session's volume.
pub(super) fn does_not_reconcile(
    reckoning: &Reckoning<'_>,
    volume_per_point: Millilitres,
    session: Millilitres,
) -> Refusal {
    let &Reckoning {
        technique,
        spacing,
        n_points,
        ..
    } = reckoning;
    let total = Millilitres(f64::from(n_points) * volume_per_point.0);
    let reason = format!(
        "{n_points} points of {volume_per_point} make {total}, and the session's mixture is {session}: more than {} % apart (proposed)",
        Plain(TOLERANCE * 100.0)
    );
    let needed = as_written(Millilitres(session.0 / f64::from(n_points)));
    let of_points = format!(
        "Volume per point: {needed} instead of {volume_per_point}, for the same {n_points} points at {spacing}{}",
        leaves(needed.0, technique.volume_per_point_ml, "mL")
    );
    let of_session = format!(
        "Session volume: {total} instead of {session}, for these {n_points} points of {volume_per_point}; the volume rules (F-22) judge whether a session may have that"
    );
    Refusal::new(
        "volume_does_not_reconcile",
        reason,
        [
            other_spacing(reckoning, volume_per_point, session),
            of_points,
            of_session,
        ],
    )
}

fn other_spacing(reckoning: &Reckoning<'_>, volume_per_point: Millilitres, session: Millilitres) -> String {
    let &Reckoning {
        technique,
        area,
        grid,
        spacing,
        ..
    } = reckoning;
    let none = |why: String| format!("Spacing: no spacing does it here: {why}");
    let Some(wanted) = whole(session.0 / volume_per_point.0) else {
        return none(format!(
            "it would take more than {MOST_POINTS} points of {volume_per_point}"
        ));
    };
    let wanted = wanted.max(1);
    if !reconciles(volume_per_point, wanted, session) {
        let total = Millilitres(f64::from(wanted) * volume_per_point.0);
        return none(format!(
            "{wanted} points of {volume_per_point} make {total}, and no number of points comes nearer to {session}"
        ));
    }
    let exact = spacing_for(area, wanted, grid);
    let Some((written, other, n_points)) = (2..=6).find_map(|decimals| {
        let written = format!("{:.decimals$}", exact.0);
        let other: f64 = written.parse().ok()?;
        let n_points = number_of_points(area, Centimetres(other), grid)?;
        reconciles(volume_per_point, n_points, session).then_some((written, other, n_points))
    }) else {
        return none(format!("{wanted} points would have to cover {area}"));
    };
    let which = if other > spacing.0 { "wider" } else { "closer" };
    let size = if other > spacing.0 { "smaller" } else { "larger" };
    let total = Millilitres(f64::from(n_points) * volume_per_point.0);
    let same_density = SquareCentimetres(area.0 * (spacing.0 / exact.0).powi(2));
    let or_area = if same_density <= reckoning.scalp_area {
        format!("; or keep {spacing} over a {size} area, {same_density} instead of {area}")
    } else {
        String::new()
    };
    format!(
        "Spacing: {which}, {written} cm instead of {spacing}, makes {n_points} points and {total}{}{or_area}",
        leaves(other, technique.spacing_cm, "cm")
    )
}

/// Says so when a way leaves the technique's range, or cannot be checked.
pub(super) fn leaves(value: f64, range: Option<RangeWithDefault>, unit: &str) -> String {
    match range {
        Some(range) if is_outside(value, range) => {
            format!(" (outside the technique's range of {})", range_words(range, unit))
        }
        Some(_) => String::new(),
        None => " (the knowledge gives no range to check it against)".to_owned(),
    }
}

/// No volume of a point was asked for, and the session's volume divided by the points leaves the technique's range.
pub(super) fn session_volume_out_of_reach(
    reckoning: &Reckoning<'_>,
    volume_per_point: Millilitres,
    session: Millilitres,
) -> Refusal {
    let &Reckoning {
        technique,
        area,
        scalp_area,
        spacing,
        n_points,
        grid,
    } = reckoning;
    let Some(range) = technique.volume_per_point_ml else {
        return Refusal::new(
            "volume_per_point_outside_range",
            format!("{volume_per_point} cannot be checked"),
            [],
        );
    };
    let reason = format!(
        "{session} over {n_points} points is {volume_per_point} per point, outside {}: {}",
        technique.name,
        range_words(range, "mL")
    );
    let points = f64::from(n_points);
    let mut ways = Vec::new();
    let least = whole((session.0 / range.to * (1.0 - ROUNDING)).ceil().max(1.0));
    let most = whole(
        (session.0 / range.from * (1.0 + ROUNDING))
            .floor()
            .min(f64::from(MOST_POINTS)),
    );
    if let (Some(least), Some(most)) = (least, most)
        && least <= most
    {
        let (closest, widest) = (spacing_for(area, most, grid), spacing_for(area, least, grid));
        ways.push(format!(
            "Spacing: {}",
            spacing_span(closest, widest, technique.spacing_cm)
        ));
        let covered = |n: u32| area.0 * f64::from(n) / points;
        if covered(least) <= scalp_area.0 {
            let covered = span(covered(least), covered(most).min(scalp_area.0), "cm2");
            ways.push(format!("Area: {covered} at {spacing} instead of {area}"));
        }
    }
    ways.push(format!(
        "Session volume: {} for these {n_points} points; the volume rules (F-22) judge whether a session may have that",
        span(points * range.from, points * range.to, "mL")
    ));
    Refusal::new("volume_per_point_outside_range", reason, ways)
}

/// The spacings from `closest` to `widest` that the technique has, or that it has none of them.
fn spacing_span(closest: Centimetres, widest: Centimetres, range: Option<RangeWithDefault>) -> String {
    let (up, down) = ((closest.0 * 100.0).ceil() / 100.0, (widest.0 * 100.0).floor() / 100.0);
    let (from, to) = if up <= down { (up, down) } else { (closest.0, widest.0) };
    match range {
        Some(range) if from <= range.to && range.from <= to => span(from.max(range.from), to.min(range.to), "cm"),
        Some(range) => format!(
            "{} (outside the technique's range of {})",
            span(from, to, "cm"),
            range_words(range, "cm")
        ),
        None => format!(
            "{} (the knowledge gives no range to check it against)",
            span(from, to, "cm")
        ),
    }
}
