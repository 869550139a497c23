//! `anagen evidence size ...`

use std::io::Write;

use anagen_evidence::sample_size::{Aim, Assumptions, Endpoint, SampleSize, sample_size};
use anyhow::{Result, bail};

use super::{number, print_json};
use crate::arguments::evidence::{AimName, SizeOptions};
use crate::terminal::page::Page;

pub(crate) fn run(options: &SizeOptions, out: &mut dyn Write) -> Result<()> {
    let aim = match (options.aim, options.margin) {
        (AimName::Difference, None) => Aim::Difference,
        (AimName::NonInferiority, Some(margin)) => Aim::NonInferiority { margin },
        (AimName::Equivalence, Some(margin)) => Aim::Equivalence { margin },
        (AimName::Difference, Some(_)) => bail!("a difference has no margin: leave `--margin` out"),
        (AimName::NonInferiority | AimName::Equivalence, None) => {
            bail!("say with `--margin` by how much the new arm may differ, in the unit of the endpoint")
        }
    };
    let endpoint = match (options.difference, options.sd, options.new, options.other) {
        (Some(difference), Some(sd), None, None) => Endpoint::Mean {
            difference,
            sd,
            measurement_sd: options.measurement_sd,
        },
        (None, None, Some(new), Some(other)) => Endpoint::Proportion { new, other },
        _ => bail!("give `--difference` and `--sd` for a mean, or `--new` and `--other` for a proportion"),
    };
    let assumptions = Assumptions {
        error_rate: options.error_rate,
        power: options.power,
        dropout: options.dropout,
    };
    let size = sample_size(aim, endpoint, assumptions)?;
    if options.json {
        print_json(&size, out)
    } else {
        print(size, aim, &endpoint, assumptions, &mut Page::new(out))
    }
}

fn print(size: SampleSize, aim: Aim, endpoint: &Endpoint, assumptions: Assumptions, page: &mut Page<'_>) -> Result<()> {
    page.title(&format!("{} patients to each arm", size.randomised_per_arm))?;
    let percent = |share: f64| format!("{} %", number(100.0 * share));
    let unit = |margin: f64| match endpoint {
        Endpoint::Mean { .. } => number(margin),
        Endpoint::Proportion { .. } => format!("{} percentage points", number(100.0 * margin)),
    };
    page.paragraph(&match aim {
        Aim::Difference => "To show that the arms differ.".to_owned(),
        Aim::NonInferiority { margin } => {
            format!("To show that the new arm is not worse by more than {}.", unit(margin))
        }
        Aim::Equivalence { margin } => format!("To show that the arms differ by less than {}.", unit(margin)),
    })?;
    page.paragraph(&format!(
        "So that {} have an outcome in each, if {} have none; power {}, two-sided error rate {}.",
        size.analysed_per_arm,
        percent(assumptions.dropout),
        percent(assumptions.power),
        percent(assumptions.error_rate)
    ))?;
    page.paragraph(&match *endpoint {
        Endpoint::Mean {
            difference,
            sd,
            measurement_sd,
        } => format!(
            "Expected: a difference of {}, with a standard deviation of {} between patients and of {} of the measurement itself.",
            number(difference),
            number(sd),
            number(measurement_sd)
        ),
        Endpoint::Proportion { new, other } => {
            format!("Expected: {} in the new arm, {} in the other.", percent(new), percent(other))
        }
    })?;
    page.aside(
        0,
        "What difference matters to a patient is for people to say, not for a formula.",
    )?;
    Ok(())
}
