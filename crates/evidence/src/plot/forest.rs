//! Forest plot: each trial with its interval, and what they say together.

use std::fmt::Write as _;

use super::axis::{Axis, number};
use super::picture::{Anchor, Colour, Picture, WIDTH, cut, width_of};
use super::{Caption, Measure, NamedStudy, PlotError};
use crate::Interval;
use crate::distribution::normal_quantile;
use crate::pooling::{Pooled, Settings, Study, Test, pool};

/// Height of a row.
const ROW: f64 = 22.0;
/// From the edge to the first and from the last column.
const MARGIN: f64 = 10.0;
/// Between columns.
const GAP: f64 = 12.0;
/// Widest column of names.
const NAMES: f64 = 175.0;
/// Side of the square of the trial with the largest weight.
const LARGEST_SQUARE: f64 = 15.0;
/// Bold text is wider by this.
const BOLD: f64 = 1.12;
/// Half the height of the diamond.
const DIAMOND: f64 = 7.0;

/// Draws a forest plot.
///
/// Trials are squares with an area in proportion to their weight, the pooled estimate is a diamond as wide as its interval, and under it the prediction interval. Intervals that leave the axis end in an arrow.
///
/// ```
/// use anagen_evidence::Confidence;
/// use anagen_evidence::plot::{Caption, Measure, NamedStudy, Scale, forest_plot};
/// use anagen_evidence::pooling::{Method, Settings, Study, Test};
/// let studies = [("First", 7.9, 57.1), ("Second", 12.5, 9.0), ("Third", 4.1, 16.0)]
///     .map(|(name, estimate, variance)| NamedStudy { name, study: Study { estimate, variance } });
/// let settings = Settings {
///     method: Method::RestrictedMaximumLikelihood,
///     test: Test::HartungKnapp,
///     confidence: Confidence::NINETY_FIVE,
/// };
/// let measure = Measure { name: "Mean difference, hairs/cm²", scale: Scale::Difference, sides: None };
/// let svg = forest_plot(Caption { id: "density", title: "Density" }, measure, &studies, settings)?;
/// assert!(svg.contains("8.8 (−3.0 to 20.5)"));
/// # Ok::<(), anagen_evidence::plot::PlotError>(())
/// ```
pub fn forest_plot(
    caption: Caption<'_>,
    measure: Measure<'_>,
    studies: &[NamedStudy<'_>],
    settings: Settings,
) -> Result<String, PlotError> {
    let bare: Vec<Study> = studies.iter().map(|named| named.study).collect();
    let pooled = pool(&bare, settings)?;
    let critical = normal_quantile(settings.confidence.tail());
    let weights = shares(&bare, pooled.heterogeneity.tau2);
    let intervals: Vec<Interval> = bare
        .iter()
        .map(|study| Interval::around(study.estimate, critical * study.variance.sqrt()))
        .collect();
    let mut core: Vec<f64> = bare.iter().map(|study| study.estimate).collect();
    core.extend([pooled.estimate, pooled.ci.lower, pooled.ci.upper]);
    let wider: Vec<(f64, f64)> = intervals
        .iter()
        .copied()
        .chain(pooled.prediction)
        .map(|interval| (interval.lower, interval.upper))
        .collect();
    let axis = Axis::new(measure.scale, &core, &wider)?;

    let rows: Vec<Row<'_>> = studies
        .iter()
        .zip(&intervals)
        .zip(&weights)
        .map(|((named, interval), &weight)| Row {
            name: named.name,
            estimate: named.study.estimate,
            interval: *interval,
            found: axis.text_with_interval(named.study.estimate, interval.lower, interval.upper),
            weight,
        })
        .collect();
    let together = axis.text_with_interval(pooled.estimate, pooled.ci.lower, pooled.ci.upper);
    let prediction = pooled.prediction.map(|interval| {
        (
            interval,
            format!("{} to {}", axis.text(interval.lower), axis.text(interval.upper)),
        )
    });

    let widest = |texts: &mut dyn Iterator<Item = f64>| texts.fold(0.0, f64::max);
    let words = ["Trial", "All together", "Prediction interval"].map(width_of);
    let names = widest(&mut rows.iter().map(|row| width_of(row.name)).chain(words)).min(NAMES);
    let found_heading = format!("Estimate ({} CI)", settings.confidence.in_words());
    let found = widest(
        &mut rows
            .iter()
            .map(|row| width_of(&row.found))
            .chain(prediction.iter().map(|(_, text)| width_of(text)))
            .chain([&together, &found_heading].map(|text| BOLD * width_of(text))),
    );
    let weight_edge = WIDTH - MARGIN;
    let found_edge = weight_edge - width_of("Weight") - GAP;
    // However long the numbers are, a fifth of the picture remains a picture.
    let left = MARGIN + names + GAP;
    let axis = axis.between(left, (found_edge - found - GAP).max(left + WIDTH / 5.0));

    let mut picture = Picture::default();
    picture.strong((MARGIN, 20.0), Anchor::Start, &cut(caption.title, WIDTH - 2.0 * MARGIN));
    let head = 46.0;
    picture.strong((MARGIN, head), Anchor::Start, "Trial");
    picture.strong((found_edge, head), Anchor::End, &found_heading);
    picture.strong((weight_edge, head), Anchor::End, "Weight");
    picture.line((MARGIN, head + 6.0), (weight_edge, head + 6.0), Colour::Quiet, 1.0);
    let top = head + 6.0;
    let n_rows = rows.len() as f64;
    let bottom = top + ROW * (n_rows + 1.0 + f64::from(u8::from(prediction.is_some()))) + 6.0;
    if let Some(no_effect) = measure.scale.no_effect() {
        let x = axis.place(no_effect);
        picture.line((x, top), (x, bottom), Colour::Quiet, 1.0);
    }
    let x = axis.place(pooled.estimate);
    picture.dashed((x, top), (x, bottom), Colour::Pooled);

    let largest = weights.iter().copied().fold(0.0, f64::max);
    let mut middle = top + ROW / 2.0;
    for row in &rows {
        picture.text((MARGIN, middle + 4.0), Anchor::Start, &cut(row.name, names));
        draw_interval(&mut picture, &axis, row.interval, middle, Colour::Mark, 1.5);
        let side = LARGEST_SQUARE * (row.weight / largest).sqrt();
        picture.square((axis.place(row.estimate), middle), side, Colour::Mark);
        picture.text((found_edge, middle + 4.0), Anchor::End, &row.found);
        picture.text(
            (weight_edge, middle + 4.0),
            Anchor::End,
            &format!("{:.1} %", 100.0 * row.weight),
        );
        middle += ROW;
    }
    picture.strong((MARGIN, middle + 4.0), Anchor::Start, "All together");
    let corners = [
        (axis.place(pooled.ci.lower), middle),
        (x, middle - DIAMOND),
        (axis.place(pooled.ci.upper), middle),
        (x, middle + DIAMOND),
    ];
    picture.polygon(&corners, Colour::Pooled, 1.0);
    picture.strong((found_edge, middle + 4.0), Anchor::End, &together);
    if let Some((interval, text)) = &prediction {
        middle += ROW;
        picture.text((MARGIN, middle + 4.0), Anchor::Start, "Prediction interval");
        draw_interval(&mut picture, &axis, *interval, middle, Colour::Pooled, 3.0);
        picture.text((found_edge, middle + 4.0), Anchor::End, text);
    }
    let below = draw_axis(&mut picture, &axis, measure, bottom);
    let disagreement = disagreement_in_words(&pooled);
    picture.text(
        (MARGIN, below + ROW),
        Anchor::Start,
        &cut(&disagreement, WIDTH - 2.0 * MARGIN),
    );
    picture.text(
        (MARGIN, below + 1.8 * ROW),
        Anchor::Start,
        &method_in_words(&pooled, settings),
    );

    let mut description = format!("Forest plot of {}. ", measure.name);
    for row in &rows {
        let _ = write!(
            description,
            "{}: {}, weight {:.1} %. ",
            row.name,
            row.found,
            100.0 * row.weight
        );
    }
    let _ = write!(description, "All together: {together}. ");
    if let Some((_, text)) = &prediction {
        let _ = write!(description, "Prediction interval: {text}. ");
    }
    let _ = write!(description, "{disagreement}. {}.", method_in_words(&pooled, settings));
    Ok(picture.finish(caption, &description, below + 2.3 * ROW))
}

struct Row<'a> {
    name: &'a str,
    estimate: f64,
    interval: Interval,
    found: String,
    weight: f64,
}

/// Weights of the trials as shares of 1.
fn shares(studies: &[Study], tau2: f64) -> Vec<f64> {
    // By the smallest variance first: the reciprocal of a tiny one would overflow.
    let least = studies
        .iter()
        .map(|study| study.variance + tau2)
        .fold(f64::INFINITY, f64::min);
    let weights: Vec<f64> = studies.iter().map(|study| least / (study.variance + tau2)).collect();
    let sum: f64 = weights.iter().sum();
    weights.into_iter().map(|weight| weight / sum).collect()
}

fn draw_interval(picture: &mut Picture, axis: &Axis, interval: Interval, middle: f64, colour: Colour, width: f64) {
    let (from, from_outside) = axis.clamped(interval.lower);
    let (to, to_outside) = axis.clamped(interval.upper);
    picture.line((from, middle), (to, middle), colour, width);
    for (end, outside, inwards) in [(from, from_outside, 7.0), (to, to_outside, -7.0)] {
        if outside {
            let corners = [
                (end, middle),
                (end + inwards, middle - 4.5),
                (end + inwards, middle + 4.5),
            ];
            picture.polygon(&corners, colour, 1.0);
        }
    }
}

/// Draws the axis at `y` with its words; gives the base line of its last line of text.
pub(super) fn draw_axis(picture: &mut Picture, axis: &Axis, measure: Measure<'_>, y: f64) -> f64 {
    let (left, right) = axis.ends();
    picture.line((left, y), (right, y), Colour::Ink, 1.0);
    for (x, text) in axis.ticks() {
        picture.line((x, y), (x, y + 5.0), Colour::Ink, 1.0);
        picture.text((x, y + 18.0), Anchor::Middle, &text);
    }
    let mut base = y + 18.0;
    if let (Some(sides), Some(no_effect)) = (measure.sides, measure.scale.no_effect()) {
        base += 17.0;
        let x = axis.place(no_effect);
        let below = format!("← {}", sides.below);
        let above = format!("{} →", sides.above);
        picture.text((x - 8.0, base), Anchor::End, &cut(&below, x - 8.0 - 4.0));
        picture.text((x + 8.0, base), Anchor::Start, &cut(&above, WIDTH - x - 8.0 - 4.0));
    }
    base += 17.0;
    let name = cut(measure.name, WIDTH - 8.0);
    let half = width_of(&name) / 2.0;
    let x = f64::midpoint(left, right).clamp(half + 4.0, (WIDTH - half - 4.0).max(half + 4.0));
    picture.text((x, base), Anchor::Middle, &name);
    base
}

/// `I² 62 %, τ² 14.2, Q 5.3 (2 degrees of freedom, p = 0.071)`.
fn disagreement_in_words(pooled: &Pooled) -> String {
    let found = pooled.heterogeneity;
    match (found.i2, found.q_p) {
        (Some(i2), Some(p)) => {
            let p = if p < 0.001 {
                "p < 0.001".to_owned()
            } else {
                format!("p = {p:.3}")
            };
            // The fixed effect sets tau2 to 0 and does not estimate it.
            let tau2 = match found.tau2_ci {
                Some(_) => format!("τ² {}, ", number(found.tau2, found.tau2.clamp(1e-3, 1e3))),
                None => String::new(),
            };
            let plural = if found.q_df == 1 { "degree" } else { "degrees" };
            format!(
                "Disagreement: I² {i2:.0} %, {tau2}Q {} ({} {plural} of freedom, {p})",
                number(found.q, found.q.clamp(1.0, 1e3)),
                found.q_df
            )
        }
        _ => "One trial: disagreement cannot be seen".to_owned(),
    }
}

/// `Random effects (REML), Hartung-Knapp`.
fn method_in_words(pooled: &Pooled, settings: Settings) -> String {
    if pooled.k == 1 {
        return "Nothing was pooled".to_owned();
    }
    let test = match settings.test {
        Test::Normal => "normal interval",
        Test::HartungKnapp => "Hartung-Knapp interval",
    };
    format!("Pooled by: {}, {test}", settings.method.in_words())
}
