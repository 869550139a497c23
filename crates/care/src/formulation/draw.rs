//! Volumes that a syringe can measure, and the mixture asked for by volumes to draw.

use super::shelf::{Asked, Vial};
use crate::finding::Refusal;
use crate::units::Millilitres;

/// Arithmetic in binary fractions is off by less than this; nothing clinical is.
pub(super) const ROUNDING: f64 = 1e-9;

/// Volumes to draw, measured in steps of the graduation.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Drawn {
    /// Vial by position, volume wanted in mL, steps to draw.
    pub(super) draws: Vec<(usize, f64, i32)>,
    /// What makes up the volume: vial by position (none on the shelf: plain saline), volume wanted in mL, steps.
    pub(super) fill: Option<(Option<usize>, f64, i32)>,
    /// What was decided on the way, in words.
    pub(super) notes: Vec<String>,
}

/// A volume of so many steps.
pub(super) fn volume_of_steps(steps: i32) -> Millilitres {
    // Divided, not multiplied: 285 / 100 is the nearest number to 2.85, 285 x 0.01 is not.
    Millilitres(f64::from(steps) / 100.0)
}

/// The steps nearest to a volume.
pub(super) fn steps_of_volume(volume_ml: f64) -> i32 {
    rounded(volume_ml * 100.0)
}

/// The nearest step; of two that are equally near the lower, so that rounding never adds to a dose. What is left of the
/// arithmetic (12.500000000000002) is no nearer to one of them.
#[expect(
    clippy::cast_possible_truncation,
    reason = "volumes are held to 100 mL, and a cast saturates"
)]
fn rounded(steps: f64) -> i32 {
    (steps - 0.5 - 1e-6).ceil() as i32
}

/// The mixture of volumes to draw. What is missing to the volume asked for is filled up; what goes beyond it is refused.
pub(super) fn drawn(asked: &Asked<'_>) -> Result<Drawn, Vec<Refusal>> {
    let total: f64 = asked.draws.iter().map(|(_, volume)| volume).sum();
    let target = asked.volume.unwrap_or(total);
    if total > target * (1.0 + ROUNDING) && steps_of_volume(total) > steps_of_volume(target) {
        let factor = target / total;
        let each: Vec<String> = asked
            .draws
            .iter()
            .filter_map(|(vial, volume)| {
                Some(format!(
                    "{} of {}",
                    Millilitres(volume * factor),
                    asked.vials.get(*vial)?.product.id
                ))
            })
            .collect();
        return Err(vec![Refusal::new(
            "volumes_exceed_target",
            format!(
                "the volumes to draw come to {}, {} more than the {} of the session",
                Millilitres(total),
                Millilitres(total - target),
                Millilitres(target)
            ),
            [
                format!(
                    "draw in the same proportions {}: the doses fall with them",
                    each.join(", ")
                ),
                format!("ask for a session of {}, with a map that takes it", Millilitres(total)),
            ],
        )]);
    }
    Ok(measure(
        &asked.draws,
        &asked.vials,
        target,
        asked.volume.is_none(),
        Vec::new(),
    ))
}

/// Rounds volumes to the graduation so that they add up to the target, and fills up what is missing.
///
/// Largest remainder (Hamilton): each volume is rounded down, and the steps left over go to those that lost most. So no volume is
/// off by a whole step and the sum is right. Volumes that are a session of their own (`exactly`) are each rounded to the nearest.
pub(super) fn measure(
    wanted: &[(usize, f64)],
    vials: &[Vial<'_>],
    target_ml: f64,
    exactly: bool,
    notes: Vec<String>,
) -> Drawn {
    let fill_ml = if exactly {
        0.0
    } else {
        (target_ml - wanted.iter().map(|(_, volume)| volume).sum::<f64>()).max(0.0)
    };
    let volumes: Vec<f64> = wanted.iter().map(|(_, volume)| *volume).chain([fill_ml]).collect();
    let steps = if exactly {
        volumes.iter().map(|volume| steps_of_volume(*volume)).collect()
    } else {
        largest_remainders(&volumes, steps_of_volume(target_ml))
    };
    let draws = wanted
        .iter()
        .zip(&steps)
        .map(|((vial, volume), steps)| (*vial, *volume, *steps))
        .collect();
    let fill_steps = steps.last().copied().unwrap_or_default();
    let mut drawn = Drawn {
        draws,
        fill: None,
        notes,
    };
    if fill_steps > 0 {
        let filler = filler(vials);
        match filler.and_then(|position| drawn.draws.iter_mut().find(|(vial, ..)| *vial == position)) {
            // The diluent is drawn by name already: one volume of it.
            Some((_, volume, steps)) => {
                *volume += fill_ml;
                *steps += fill_steps;
            }
            None => drawn.fill = Some((filler, fill_ml, fill_steps)),
        }
    }
    drawn
}

/// A usable vial first, saline before a product without any agent, then the one that expires first.
fn filler(vials: &[Vial<'_>]) -> Option<usize> {
    let key = |position: &usize| {
        let vial = vials.get(*position)?;
        Some((
            vial.precedence().0,
            vial.contents.is_empty(),
            vial.precedence(),
            *position,
        ))
    };
    (0..vials.len())
        .filter(|position| vials.get(*position).is_some_and(Vial::is_filler))
        .min_by_key(key)
}

fn largest_remainders(volumes_ml: &[f64], total: i32) -> Vec<i32> {
    let exact: Vec<f64> = volumes_ml.iter().map(|volume| volume * 100.0).collect();
    let mut steps: Vec<i32> = exact.iter().map(|exact| rounded((exact + 1e-6).floor())).collect();
    let mut order: Vec<usize> = (0..steps.len()).collect();
    let lost: Vec<f64> = exact
        .iter()
        .zip(&steps)
        .map(|(exact, steps)| exact - f64::from(*steps))
        .collect();
    let lost_at = |position: &usize| lost.get(*position).copied().unwrap_or_default();
    // Of two that lost the same the later one takes the step: the diluent is last, and the dose stays below what was wanted.
    order.sort_by(|a, b| lost_at(b).total_cmp(&lost_at(a)).then(b.cmp(a)));
    let mut left = total - steps.iter().sum::<i32>();
    // A volume that is zero takes no step, however the others round.
    let takers: Vec<usize> = order
        .into_iter()
        .filter(|position| exact.get(*position).is_some_and(|exact| *exact > 1e-6))
        .collect();
    for position in takers.iter().cycle().take(2 * takers.len()) {
        if left == 0 {
            break;
        }
        if let Some(step) = steps.get_mut(*position) {
            *step += left.signum();
            left -= left.signum();
        }
    }
    steps
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(volumes: &[f64], total: f64, expected: &[i32]) {
        assert_eq!(largest_remainders(volumes, steps_of_volume(total)), expected);
    }

    #[test]
    fn rounded_volumes_add_up() {
        check(&[1.0, 1.0], 2.0, &[100, 100]);
        check(&[2.0 / 3.0, 2.0 / 3.0, 2.0 / 3.0, 0.0], 2.0, &[66, 67, 67, 0]);
        check(&[1.428_571, 0.571_429], 2.0, &[143, 57]);
        check(&[0.29, 0.71], 1.0, &[29, 71]);
        check(&[2.847, 0.0], 2.847, &[285, 0]);
        check(&[0.125, 0.875], 1.0, &[12, 88]);
    }

    proptest! {
        #[test]
        fn no_volume_is_off_by_a_step_and_the_sum_is_right(volumes in prop::collection::vec(0.01..20.0_f64, 1..8)) {
            let total = steps_of_volume(volumes.iter().sum());
            let steps = largest_remainders(&volumes, total);
            prop_assert_eq!(steps.iter().sum::<i32>(), total);
            for (steps, volume) in steps.iter().zip(&volumes) {
                prop_assert!((volume_of_steps(*steps).0 - volume).abs() < super::super::shelf::GRADUATION_ML * 1.01);
            }
        }
    }
}
