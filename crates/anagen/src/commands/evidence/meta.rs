//! `anagen evidence meta FILE`

use std::io::Write;

use anagen_evidence::Interval;
use anagen_evidence::effect_size::{CountMeasure, CountedArm, Effect, MeanMeasure, MeasuredArm};
use anagen_evidence::plot::{Caption, Measure, NamedStudy, Scale, forest_plot, funnel_plot};
use anagen_evidence::pooling::{Pooled, Remark, Settings, Study, Test, pool};
use anyhow::{Context as _, Result};
use clap::ValueEnum as _;

use super::table::Table;
use super::{number, p_words, print_json};
use crate::arguments::evidence::{MeasureName, MetaOptions};
use crate::commands::write_file;
use crate::terminal::page::Page;

/// A trial by its name.
struct Trial {
    name: String,
    effect: Effect,
}

pub(crate) fn run(options: &MetaOptions, out: &mut dyn Write) -> Result<()> {
    let trials = trials(&Table::read(&options.file)?, options.measure)?;
    let studies: Vec<Study> = trials
        .iter()
        .map(|trial| Study {
            estimate: trial.effect.estimate,
            variance: trial.effect.variance,
        })
        .collect();
    let settings = Settings {
        method: options.method.into(),
        test: if options.hartung_knapp {
            Test::HartungKnapp
        } else {
            Test::Normal
        },
        confidence: options.analysis.confidence,
    };
    let pooled = pool(&studies, settings)?;
    draw(&trials, &studies, settings, options)?;
    if options.analysis.json {
        print_json(&pooled, out)
    } else {
        print(&trials, &pooled, options, &mut Page::new(out))
    }
}

/// Writes the pictures that were asked for.
fn draw(trials: &[Trial], studies: &[Study], settings: Settings, options: &MetaOptions) -> Result<()> {
    let named: Vec<NamedStudy<'_>> = trials
        .iter()
        .zip(studies)
        .map(|(trial, study)| NamedStudy {
            name: &trial.name,
            study: *study,
        })
        .collect();
    let title = capitalised(measure_words(options.measure));
    let measure = Measure {
        name: &title,
        scale: match options.measure {
            MeasureName::Rr | MeasureName::Or => Scale::Ratio,
            MeasureName::Proportion => Scale::Proportion,
            MeasureName::Effect | MeasureName::Md | MeasureName::Smd | MeasureName::Rd => Scale::Difference,
        },
        sides: None,
    };
    let caption = |id| Caption { id, title: &title };
    if let Some(file) = &options.forest {
        write_file(file, &forest_plot(caption("forest"), measure, &named, settings)?)?;
    }
    if let Some(file) = &options.funnel {
        write_file(file, &funnel_plot(caption("funnel"), measure, &named, settings)?)?;
    }
    Ok(())
}

/// The first letter in upper case.
fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(letters).collect()
}

/// The trials of a table, each with its effect.
fn trials(table: &Table, measure: MeasureName) -> Result<Vec<Trial>> {
    let names = table.texts("study")?;
    let effects: Vec<Result<Effect>> = match measure {
        MeasureName::Effect => {
            let (estimates, variances) = (table.numbers("estimate")?, table.numbers("variance")?);
            let effects = estimates.into_iter().zip(variances);
            effects
                .map(|(estimate, variance)| {
                    Ok(Effect {
                        estimate,
                        variance,
                        corrected_for_zero: false,
                    })
                })
                .collect()
        }
        MeasureName::Md => compared_means(table, MeanMeasure::MeanDifference)?,
        MeasureName::Smd => compared_means(table, MeanMeasure::StandardisedMeanDifference)?,
        MeasureName::Rr => compared_counts(table, CountMeasure::RiskRatio)?,
        MeasureName::Or => compared_counts(table, CountMeasure::OddsRatio)?,
        MeasureName::Rd => compared_counts(table, CountMeasure::RiskDifference)?,
        MeasureName::Proportion => {
            let arms = counted(table, "events", "n")?;
            arms.into_iter().map(|arm| Ok(arm.logit()?)).collect()
        }
    };
    let trials = names.into_iter().zip(effects).map(|(name, effect)| {
        let effect = effect.with_context(|| format!("study \"{name}\" gives no effect"))?;
        Ok(Trial { name, effect })
    });
    trials.collect()
}

fn compared_means(table: &Table, measure: MeanMeasure) -> Result<Vec<Result<Effect>>> {
    let arms = |number: u8| -> Result<Vec<MeasuredArm>> {
        let n = table.numbers(&format!("n{number}"))?;
        let means = table.numbers(&format!("mean{number}"))?;
        let deviations = table.numbers(&format!("sd{number}"))?;
        let arms = n.into_iter().zip(means).zip(deviations);
        Ok(arms.map(|((n, mean), sd)| MeasuredArm { n, mean, sd }).collect())
    };
    let pairs = arms(1)?.into_iter().zip(arms(2)?);
    Ok(pairs
        .map(|(first, second)| Ok(measure.effect(first, second)?))
        .collect())
}

fn compared_counts(table: &Table, measure: CountMeasure) -> Result<Vec<Result<Effect>>> {
    let pairs = counted(table, "events1", "n1")?
        .into_iter()
        .zip(counted(table, "events2", "n2")?);
    Ok(pairs
        .map(|(first, second)| Ok(measure.effect(first, second)?))
        .collect())
}

fn counted(table: &Table, events: &str, n: &str) -> Result<Vec<CountedArm>> {
    let arms = table.numbers(events)?.into_iter().zip(table.numbers(n)?);
    Ok(arms.map(|(events, n)| CountedArm { events, n }).collect())
}

fn print(trials: &[Trial], pooled: &Pooled, options: &MetaOptions, page: &mut Page<'_>) -> Result<()> {
    let back = scale(options.measure);
    let interval = |interval: Interval| format!("{} to {}", number(back(interval.lower)), number(back(interval.upper)));
    page.title(&format!("{} trials, {}", pooled.k, measure_words(options.measure)))?;
    let mut rows = vec![vec![
        "study".to_owned(),
        "estimate".to_owned(),
        "standard error".to_owned(),
        String::new(),
    ]];
    for Trial { name, effect } in trials {
        rows.push(vec![
            name.clone(),
            number(back(effect.estimate)),
            number(effect.variance.sqrt()),
            if effect.corrected_for_zero {
                "half a person added to each cell: one was empty".to_owned()
            } else {
                String::new()
            },
        ]);
    }
    page.table(&rows)?;
    page.heading("Pooled")?;
    page.paragraph(&format!(
        "{} ({}), {}; {}, {}",
        number(back(pooled.estimate)),
        interval(pooled.ci),
        p_words(pooled.p),
        options
            .method
            .to_possible_value()
            .map(|value| value.get_name().to_owned())
            .unwrap_or_default(),
        if options.hartung_knapp {
            "Hartung-Knapp"
        } else {
            "normal test"
        },
    ))?;
    if let Some(prediction) = pooled.prediction {
        page.paragraph(&format!("A further trial of this kind: {}", interval(prediction)))?;
    }
    let heterogeneity = &pooled.heterogeneity;
    let between = match heterogeneity.tau2_ci {
        Some(ci) => format!(
            "tau2 {} ({} to {})",
            number(heterogeneity.tau2),
            number(ci.lower),
            number(ci.upper)
        ),
        None => format!("tau2 {}", number(heterogeneity.tau2)),
    };
    let q_p = heterogeneity
        .q_p
        .map(|p| format!(", {}", p_words(p)))
        .unwrap_or_default();
    let i2 = heterogeneity.i2.map(|i2| format!("; I2 {i2:.1} %")).unwrap_or_default();
    page.paragraph(&format!(
        "Disagreement: {between}; Q {} on {} degrees of freedom{q_p}{i2}",
        number(heterogeneity.q),
        heterogeneity.q_df
    ))?;
    if is_on_a_scale(options.measure) {
        page.aside(
            0,
            "Standard errors and tau2 are on the scale on which trials are pooled (logarithm, or logit).",
        )?;
    }
    for remark in &pooled.remarks {
        page.paragraph(&format!("Note: {}.", remark_words(*remark)))?;
    }
    Ok(())
}

fn measure_words(measure: MeasureName) -> &'static str {
    match measure {
        MeasureName::Effect => "estimates as given",
        MeasureName::Md => "mean difference, first arm less second",
        MeasureName::Smd => "standardised mean difference (Hedges' g), first arm less second",
        MeasureName::Rr => "ratio of proportions, first arm to second",
        MeasureName::Or => "ratio of odds, first arm to second",
        MeasureName::Rd => "difference of proportions, first arm less second",
        MeasureName::Proportion => "proportion of a single arm",
    }
}

fn is_on_a_scale(measure: MeasureName) -> bool {
    matches!(measure, MeasureName::Rr | MeasureName::Or | MeasureName::Proportion)
}

/// Leads from the scale of the pooling back to what is read.
fn scale(measure: MeasureName) -> fn(f64) -> f64 {
    match measure {
        MeasureName::Rr | MeasureName::Or => f64::exp,
        MeasureName::Proportion => |logit| 1.0 / (1.0 + (-logit).exp()),
        MeasureName::Effect | MeasureName::Md | MeasureName::Smd | MeasureName::Rd => |estimate| estimate,
    }
}

fn remark_words(remark: Remark) -> &'static str {
    match remark {
        Remark::OneStudy => "a single study: nothing was pooled, and disagreement cannot be seen",
        Remark::VarianceBetweenTrialsAtZero => {
            "the variance between trials is estimated at 0; with few trials this is no sign that they agree"
        }
        Remark::HartungKnappNarrower => {
            "the Hartung-Knapp interval is narrower than the normal one: the trials agree more than their errors allow"
        }
        Remark::QProfileEmpty => "the trials agree so well that the interval of tau2 is empty, and stands at 0",
    }
}
