//! Bundles of shed hair, for the shedding scale: the same long hair, more of it with every step.

use std::fmt::Write as _;

use maud::{Markup, html};

use super::hair::STRAND;

/// Strands that are drawn for each step: they grow as amounts look, and count nothing.
const N_STRANDS: [u32; 6] = [3, 8, 18, 36, 66, 115];
/// Width and height of the drawing.
pub(super) const SIZE: (f64, f64) = (216.0, 150.0);

/// The bundle of a step from 1 to 6.
pub(super) fn bundle(value: &str) -> Option<Markup> {
    let step: usize = value.parse().ok()?;
    let n_strands = *N_STRANDS.get(step.checked_sub(1)?)?;
    let mut path = String::new();
    for index in 0..n_strands {
        // Two sequences that never fall into step, so that strands spread over the bundle.
        let part = |times: f64| (f64::from(index) * times + 0.5).fract() - 0.5;
        let (aside, turned) = (part(0.754_877_666), part(0.569_840_291));
        let width = 8.0 + 8.2 * f64::from(n_strands).sqrt();
        let (left, right) = (10.0 + 44.0 * turned.abs(), 206.0 - 48.0 * aside.abs());
        let middle = 75.0 + aside * width;
        // Writing to a `String` does not fail.
        let _ = write!(
            path,
            "M{left:.0} {:.0}C{:.0} {:.0} {:.0} {:.0} {right:.0} {:.0}",
            middle + 10.0 + 14.0 * turned,
            70.0 + 40.0 * turned,
            middle - 34.0 - 40.0 * turned,
            144.0 - 36.0 * aside,
            middle + 34.0 + 44.0 * turned,
            middle - 8.0 - 22.0 * turned,
        );
    }
    Some(html! { path.strand fill="none" stroke=(STRAND) stroke-width="1" d=(path) {} })
}
