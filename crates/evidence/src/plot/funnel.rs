//! Funnel plot: estimates against their standard errors, to see whether small trials that found little are missing.

use std::fmt::Write as _;

use super::axis::{Axis, Scale, even_steps, number, tick_text};
use super::forest::draw_axis;
use super::picture::{Anchor, Colour, Picture, WIDTH, cut};
use super::{Caption, Measure, NamedStudy, PlotError};
use crate::distribution::normal_quantile;
use crate::pooling::{Settings, Study, pool};

const LEFT: f64 = 70.0;
const RIGHT: f64 = WIDTH - 24.0;
const TOP: f64 = 44.0;
const BOTTOM: f64 = 344.0;
/// Fewer trials than this show no asymmetry that could be trusted (Sterne 2011, doi:10.1136/bmj.d4002).
const ENOUGH_TRIALS: usize = 10;

/// Draws a funnel plot.
///
/// The most precise trials stand on top, between pseudo-confidence limits around the pooled estimate: there trials would lie if
/// they differed by chance alone. Asymmetry has other causes than publication bias, and below ten trials none is seen.
pub fn funnel_plot(
    caption: Caption<'_>,
    measure: Measure<'_>,
    studies: &[NamedStudy<'_>],
    settings: Settings,
) -> Result<String, PlotError> {
    let bare: Vec<Study> = studies.iter().map(|named| named.study).collect();
    let pooled = pool(&bare, settings)?;
    let critical = normal_quantile(settings.confidence.tail());
    let largest_error = 1.08 * bare.iter().map(|study| study.variance.sqrt()).fold(0.0, f64::max);
    let limits = (
        pooled.estimate - critical * largest_error,
        pooled.estimate + critical * largest_error,
    );
    let mut core: Vec<f64> = bare.iter().map(|study| study.estimate).collect();
    core.extend([limits.0, limits.1]);
    let axis = Axis::new(measure.scale, &core, &[])?.between(LEFT, RIGHT);
    let height_of = |error: f64| TOP + error / largest_error * (BOTTOM - TOP);

    let mut picture = Picture::default();
    picture.strong((10.0, 20.0), Anchor::Start, &cut(caption.title, WIDTH - 20.0));
    let apex = (axis.place(pooled.estimate), TOP);
    let (lower, upper) = ((axis.place(limits.0), BOTTOM), (axis.place(limits.1), BOTTOM));
    picture.polygon(&[apex, lower, upper], Colour::Quiet, 0.15);
    picture.dashed(apex, lower, Colour::Quiet);
    picture.dashed(apex, upper, Colour::Quiet);
    if let Some(no_effect) = measure.scale.no_effect() {
        let x = axis.place(no_effect);
        picture.line((x, TOP), (x, BOTTOM), Colour::Quiet, 1.0);
    }
    picture.line(apex, (apex.0, BOTTOM), Colour::Pooled, 1.0);
    picture.line((LEFT, TOP), (LEFT, BOTTOM), Colour::Ink, 1.0);
    for error in even_steps(0.0, largest_error) {
        let y = height_of(error);
        picture.line((LEFT - 5.0, y), (LEFT, y), Colour::Ink, 1.0);
        picture.text((LEFT - 8.0, y + 4.0), Anchor::End, &tick_text(error, Scale::Difference));
    }
    picture.text_upwards((18.0, f64::midpoint(TOP, BOTTOM)), "Standard error");
    for study in &bare {
        let place = (axis.place(study.estimate), height_of(study.variance.sqrt()));
        picture.circle(place, 4.5, Colour::Mark);
    }
    let below = draw_axis(&mut picture, &axis, measure, BOTTOM);

    let outside = bare
        .iter()
        .filter(|study| (study.estimate - pooled.estimate).abs() > critical * study.variance.sqrt())
        .count();
    let mut summary = format!(
        "{outside} of {} trials outside the {} pseudo-confidence limits",
        pooled.k,
        settings.confidence.in_words()
    );
    if pooled.k < ENOUGH_TRIALS {
        summary.push_str("; too few trials to judge asymmetry");
    }
    picture.text((10.0, below + 24.0), Anchor::Start, &summary);

    let mut description = format!(
        "Funnel plot of {} against its standard error, around {}. ",
        measure.name,
        axis.text(pooled.estimate)
    );
    for named in studies {
        let error = named.study.variance.sqrt();
        let _ = write!(
            description,
            "{}: {}, standard error {}. ",
            named.name,
            axis.text(named.study.estimate),
            number(error, largest_error)
        );
    }
    let _ = write!(description, "{summary}.");
    Ok(picture.finish(caption, &description, below + 38.0))
}
