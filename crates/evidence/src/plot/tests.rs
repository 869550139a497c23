//! Structure, places and escaping of the pictures.

use super::*;
use crate::Confidence;
use crate::pooling::{Method, Settings, Test, pool};

const REML: Settings = Settings {
    method: Method::RestrictedMaximumLikelihood,
    test: Test::HartungKnapp,
    confidence: Confidence::NINETY_FIVE,
};
const FIXED: Settings = Settings {
    method: Method::Fixed,
    test: Test::Normal,
    confidence: Confidence::NINETY_FIVE,
};
const CAPTION: Caption<'_> = Caption {
    id: "density",
    title: "Density at 24 weeks",
};
const DENSITY: Measure<'_> = Measure {
    name: "Mean difference, hairs/cm²",
    scale: Scale::Difference,
    sides: Some(Sides {
        below: "saline better",
        above: "treatment better",
    }),
};

fn study(name: &str, estimate: f64, variance: f64) -> NamedStudy<'_> {
    NamedStudy {
        name,
        study: Study { estimate, variance },
    }
}

fn three() -> Vec<NamedStudy<'static>> {
    vec![
        study("First", 7.9, 57.1),
        study("Second", 12.5, 9.0),
        study("Third", 4.1, 16.0),
    ]
}

/// Values of one attribute of all elements of one kind.
fn attribute(svg: &str, element: &str, name: &str) -> Vec<String> {
    svg.lines()
        .filter(|line| line.starts_with(&format!("<{element} ")))
        .filter_map(|line| {
            let (_, rest) = line.split_once(&format!(" {name}=\""))?;
            Some(rest.split_once('"')?.0.to_owned())
        })
        .collect()
}

fn numbers(svg: &str, element: &str, name: &str) -> Vec<f64> {
    attribute(svg, element, name)
        .iter()
        .map(|text| text.parse().unwrap())
        .collect()
}

/// Every tag is closed in its order: what a parser of XML asks for, as far as these pictures go.
#[track_caller]
fn well_formed(svg: &str) {
    let mut open = Vec::new();
    for piece in svg.split('<').skip(1) {
        let (tag, text) = piece.split_once('>').unwrap();
        assert!(!text.contains('>'), "{text}");
        assert_eq!(tag.matches('"').count() % 2, 0, "{tag}");
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name), "{svg}");
        } else if !tag.ends_with('/') {
            open.push(tag.split(' ').next().unwrap());
        }
    }
    assert!(open.is_empty(), "{open:?}");
    for piece in svg.split('&').skip(1) {
        let entity = piece.split(';').next().unwrap();
        assert!(["amp", "lt", "gt", "quot"].contains(&entity), "{piece}");
    }
    assert!(!svg.contains("NaN") && !svg.contains("inf\""), "{svg}");
}

#[test]
fn squares_have_areas_like_their_weights() {
    let svg = forest_plot(CAPTION, DENSITY, &three(), FIXED).unwrap();
    well_formed(&svg);
    // The first rectangle is the paper.
    let sides = numbers(&svg, "rect", "width");
    let areas: Vec<f64> = sides.iter().skip(1).map(|side| side * side).collect();
    assert_eq!(areas.len(), 3);
    for (area, variance) in areas.iter().zip([57.1, 9.0, 16.0]) {
        assert!(
            (area / areas.get(1).unwrap() - 9.0 / variance).abs() < 2e-3,
            "{areas:?}"
        );
    }
}

#[test]
fn the_diamond_is_as_wide_as_the_interval() {
    let studies = three();
    let svg = forest_plot(CAPTION, DENSITY, &studies, REML).unwrap();
    well_formed(&svg);
    let bare: Vec<Study> = studies.iter().map(|named| named.study).collect();
    let pooled = pool(&bare, REML).unwrap();
    // Two places on the axis, its ticks of 0 and 20, give the scale.
    let tick = |text: &str| {
        let line = svg
            .lines()
            .find(|line| line.ends_with(&format!(">{text}</text>")))
            .unwrap();
        numbers(line, "text", "x").first().copied().unwrap()
    };
    let unit = (tick("20") - tick("0")) / 20.0;
    let diamond = svg
        .lines()
        .find(|line| line.starts_with("<polygon") && line.contains("--plot-pooled") && line.matches(',').count() > 4)
        .unwrap();
    let points = attribute(diamond, "polygon", "points").first().unwrap().clone();
    let xs: Vec<f64> = points
        .split(' ')
        .map(|point| point.split_once(',').unwrap().0.parse().unwrap())
        .collect();
    let expected =
        [pooled.ci.lower, pooled.estimate, pooled.ci.upper, pooled.estimate].map(|value| tick("0") + unit * value);
    for (x, expected) in xs.iter().zip(expected) {
        assert!((x - expected).abs() < 0.3, "{xs:?} {expected}");
    }
    assert!(svg.contains("All together: 8.8 (−3.0 to 20.5). Prediction interval: "));
    assert!(svg.contains(", τ² "), "{svg}");
    // The fixed effect does not estimate it, and predicts nothing.
    let fixed = forest_plot(CAPTION, DENSITY, &studies, FIXED).unwrap();
    assert!(!fixed.contains("τ²") && !fixed.contains("Prediction"), "{fixed}");
}

#[test]
fn nothing_leaves_the_paper() {
    let long = "A name that nobody would give to a trial, but that somebody will type in all the same ".repeat(4);
    let studies = [
        study(&long, -12_345.6, 9e6),
        study("治疗试验治疗试验治疗试验治疗试验治疗试验", 20_000.0, 4e6),
        study("vague", 0.0, 1e14),
    ];
    for settings in [FIXED, REML] {
        for svg in [
            forest_plot(CAPTION, DENSITY, &studies, settings).unwrap(),
            funnel_plot(CAPTION, DENSITY, &studies, settings).unwrap(),
        ] {
            well_formed(&svg);
            let mut xs = numbers(&svg, "text", "x");
            xs.extend(numbers(&svg, "line", "x1"));
            xs.extend(numbers(&svg, "line", "x2"));
            assert!(xs.iter().all(|x| (0.0..=600.0).contains(x)), "{xs:?}");
        }
    }
}

#[test]
fn a_vague_trial_ends_in_arrows() {
    let mut studies = three();
    let arrows = |svg: &str| {
        attribute(svg, "polygon", "fill")
            .iter()
            .filter(|fill| fill.contains("--plot-mark"))
            .count()
    };
    assert_eq!(arrows(&forest_plot(CAPTION, DENSITY, &studies, FIXED).unwrap()), 0);
    studies.push(study("vague", 5.0, 1e6));
    assert_eq!(arrows(&forest_plot(CAPTION, DENSITY, &studies, FIXED).unwrap()), 2);
}

#[test]
fn names_are_never_markup() {
    let studies = [
        study("<script>alert(\"&\")</script>\u{0}", 1.0, 1.0),
        study("a\nb", 2.0, 1.0),
    ];
    let caption = Caption {
        id: "x\" onload=\"y z",
        title: "Does A & B <work>?",
    };
    let arms = [
        PlottedArm {
            treatment: "<b>A</b>",
            patients: 3,
        },
        PlottedArm {
            treatment: "B & C",
            patients: 4,
        },
    ];
    let trial = PlottedTrial { name: "T", arms: &arms };
    for svg in [
        forest_plot(caption, DENSITY, &studies, FIXED).unwrap(),
        funnel_plot(caption, DENSITY, &studies, FIXED).unwrap(),
        network_plot(caption, &[trial]).unwrap(),
    ] {
        well_formed(&svg);
        assert!(
            !svg.contains("<script") && !svg.contains("<b>") && !svg.contains('\u{0}'),
            "{svg}"
        );
        assert!(svg.contains("Does A &amp; B &lt;work&gt;?"));
        let ids = attribute(&svg, "svg", "aria-labelledby");
        assert_eq!(ids, ["x--onload--y-z-title"]);
        assert!(svg.contains("<title id=\"x--onload--y-z-title\">"));
    }
}

#[test]
fn ratios_and_proportions_are_written_as_such() {
    let ratio = Measure {
        name: "Risk ratio",
        scale: Scale::Ratio,
        sides: None,
    };
    let svg = forest_plot(
        CAPTION,
        ratio,
        &[
            study("A", 2.0_f64.ln(), 0.04),
            study("B", 4.0_f64.ln(), 0.04),
            study("C", 0.0, 1e7),
        ],
        FIXED,
    )
    .unwrap();
    well_formed(&svg);
    assert!(svg.contains("A: 2.00 (1.35 to 2.96)"), "{svg}");
    assert!(svg.contains("C: 1.00 (0 to ∞)"), "{svg}");
    assert!(svg.contains(">1</text>") && svg.contains(">5</text>"), "{svg}");
    let share = Measure {
        name: "Share with pain",
        scale: Scale::Proportion,
        sides: None,
    };
    let logit = |p: f64| (p / (1.0 - p)).ln();
    let svg = forest_plot(
        CAPTION,
        share,
        &[study("A", logit(0.455), 0.0075), study("B", logit(0.2), 0.1)],
        FIXED,
    )
    .unwrap();
    well_formed(&svg);
    assert!(svg.contains("A: 45.5 % (41.3 % to 49.7 %)"), "{svg}");
    assert!(svg.contains(">20 %</text>") && svg.contains(">50 %</text>"), "{svg}");
}

#[test]
fn the_funnel_counts_who_is_outside() {
    let svg = funnel_plot(CAPTION, DENSITY, &three(), FIXED).unwrap();
    well_formed(&svg);
    assert_eq!(attribute(&svg, "circle", "r").len(), 3);
    assert!(svg.contains("0 of 3 trials outside the 95 % pseudo-confidence limits; too few trials"));
    let mut many: Vec<NamedStudy<'_>> = (0..11)
        .map(|position| study("same", 5.0, 1.0 + f64::from(position)))
        .collect();
    many.push(study("apart", 40.0, 4.0));
    let svg = funnel_plot(CAPTION, DENSITY, &many, FIXED).unwrap();
    // Pooled at 7.7: besides the one apart, the most precise of the others.
    assert!(svg.contains("2 of 12 trials outside"), "{svg}");
    assert!(!svg.contains("too few"));
}

#[test]
fn networks_count_trials_and_patients() {
    let arm = |treatment, patients| PlottedArm { treatment, patients };
    let (one, two, apart) = (
        [arm("A", 10), arm("B", 40), arm("C", 30)],
        [arm("A", 6), arm("B", 24)],
        [arm("D", 5), arm("E", 5)],
    );
    let trials =
        [("one", &one[..]), ("two", &two[..]), ("apart", &apart[..])].map(|(name, arms)| PlottedTrial { name, arms });
    let svg = network_plot(CAPTION, &trials[..2]).unwrap();
    well_formed(&svg);
    assert!(svg.contains("Network of 3 treatments, 2 trials. A: 16 patients. B: 64 patients. C: 30 patients. A against B: 2 trials. A against C: 1 trial. B against C: 1 trial."));
    // Area by patients: 16 of 64 is half the radius.
    assert_eq!(attribute(&svg, "circle", "r")[..2], ["12.00", "24.00"]);
    assert_eq!(attribute(&svg, "line", "stroke-width"), ["10.0", "5.0", "5.0"]);
    assert!(
        network_plot(CAPTION, &trials)
            .unwrap()
            .contains("2 parts that no trial joins")
    );
}

#[test]
fn bad_input_is_refused_in_words() {
    let error = |studies: &[NamedStudy<'_>]| forest_plot(CAPTION, DENSITY, studies, FIXED).unwrap_err().to_string();
    assert_eq!(error(&[]), "no study to pool");
    assert!(error(&[study("A", f64::NAN, 1.0)]).contains("finite"));
    assert!(error(&[study("A", 1e308, 1.0), study("B", -1e308, 1.0)]).contains("no axis"));
    assert_eq!(network_plot(CAPTION, &[]), Err(PlotError::NoTrial));
    let arm = |treatment, patients| PlottedArm { treatment, patients };
    for (arms, message) in [
        (vec![arm("A", 1)], "at least 2"),
        (vec![arm("A", 1), arm("A", 2)], "two arms"),
        (vec![arm("A", 1), arm("B", 0)], "nobody"),
    ] {
        let trial = PlottedTrial { name: "T", arms: &arms };
        let error = network_plot(CAPTION, &[trial]).unwrap_err().to_string();
        assert!(error.contains(message), "{error}");
    }
}

proptest::proptest! {
    #[test]
    fn any_trials_give_a_picture_or_a_reason(
        trials in proptest::collection::vec((-1e6..1e6_f64, 1e-6..1e9_f64, ".{0,40}"), 1..30),
        scale in proptest::sample::select(vec![Scale::Difference, Scale::Ratio, Scale::Proportion]),
    ) {
        let studies: Vec<NamedStudy<'_>> = trials.iter().map(|(estimate, variance, name)| study(name, *estimate, *variance)).collect();
        let measure = Measure { scale, ..DENSITY };
        for svg in [forest_plot(CAPTION, measure, &studies, FIXED), funnel_plot(CAPTION, measure, &studies, FIXED)].into_iter().flatten() {
            well_formed(&svg);
        }
    }
}
