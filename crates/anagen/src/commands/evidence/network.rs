//! `anagen evidence network FILE`

use std::io::Write;

use anagen_evidence::effect_size::CountedArm;
use anagen_evidence::network::{Better, Disagreement, Effects, Network, NetworkArm, NetworkStudy, Place, network};
use anyhow::{Result, bail};
use serde::Serialize;

use super::table::Table;
use super::{number, p_words, print_json};
use crate::arguments::evidence::{BetterName, NetworkMeasure, NetworkOptions};
use crate::terminal::page::Page;

/// What trials say together.
#[derive(Serialize)]
struct Found {
    #[serde(flatten)]
    network: Network,
    /// Each treatment against the one that was asked for, the best first.
    ranking: Vec<Place>,
}

pub(crate) fn run(options: &NetworkOptions, out: &mut dyn Write) -> Result<()> {
    let studies = studies(&Table::read(&options.file)?, options.measure)?;
    let effects = if options.fixed { Effects::Fixed } else { Effects::Random };
    let network = network(&studies, effects, options.analysis.confidence)?;
    let better = match options.better {
        BetterName::Larger => Better::Larger,
        BetterName::Smaller => Better::Smaller,
    };
    let ranking = network.ranking(&options.against, better)?;
    let found = Found { network, ranking };
    if options.analysis.json {
        print_json(&found, out)
    } else {
        print(&found, options, &mut Page::new(out))
    }
}

/// The arms of a table, gathered by study in the order in which studies first appear.
fn studies(table: &Table, measure: NetworkMeasure) -> Result<Vec<NetworkStudy>> {
    let arms: Vec<(f64, f64)> = match measure {
        NetworkMeasure::Effect => {
            let (estimates, variances) = (table.numbers("estimate")?, table.numbers("variance")?);
            estimates.into_iter().zip(variances).collect()
        }
        NetworkMeasure::Md => {
            let (n, means, deviations) = (
                table.numbers::<u32>("n")?,
                table.numbers("mean")?,
                table.numbers::<f64>("sd")?,
            );
            let arms = n.into_iter().zip(means).zip(deviations);
            arms.map(|((n, mean), sd)| (mean, sd * sd / f64::from(n))).collect()
        }
        NetworkMeasure::Or => {
            let counted = table.numbers("events")?.into_iter().zip(table.numbers("n")?);
            let logits = counted.map(|(events, n)| {
                let logit = CountedArm { events, n }.logit()?;
                if logit.corrected_for_zero {
                    // Half a person in one arm alone would shift the comparison with the other.
                    bail!(
                        "an arm has {events} of {n}: an odds ratio needs people with and without the event in each arm"
                    );
                }
                Ok((logit.estimate, logit.variance))
            });
            logits.collect::<Result<_>>()?
        }
    };
    let mut studies: Vec<NetworkStudy> = Vec::new();
    let names = table.texts("study")?.into_iter().zip(table.texts("treatment")?);
    for ((name, treatment), (estimate, variance)) in names.zip(arms) {
        let arm = NetworkArm {
            treatment,
            estimate,
            variance,
        };
        match studies.iter_mut().find(|study| study.name == name) {
            Some(study) => study.arms.push(arm),
            None => studies.push(NetworkStudy { name, arms: vec![arm] }),
        }
    }
    Ok(studies)
}

fn print(found: &Found, options: &NetworkOptions, page: &mut Page<'_>) -> Result<()> {
    let Found { network, ranking } = found;
    let is_ratio = options.measure == NetworkMeasure::Or;
    let back = |value: f64| if is_ratio { value.exp() } else { value };
    page.title(&format!(
        "{} treatments in {} trials, {}",
        network.treatments.len(),
        network.n_studies,
        if is_ratio { "ratios of odds" } else { "differences" }
    ))?;
    let head = [
        "treatment".to_owned(),
        format!("against {}", options.against),
        "interval".to_owned(),
        "p".to_owned(),
        "P-score".to_owned(),
    ];
    let mut rows = vec![head.to_vec()];
    for place in ranking {
        let comparison = &place.comparison;
        let is_itself = comparison.first == comparison.second;
        let or_nothing = |text: String| if is_itself { String::new() } else { text };
        rows.push(vec![
            comparison.first.clone(),
            or_nothing(number(back(comparison.estimate))),
            or_nothing(format!(
                "{} to {}",
                number(back(comparison.ci.lower)),
                number(back(comparison.ci.upper))
            )),
            or_nothing(p_words(comparison.p)),
            number((place.p_score * 1000.0).round() / 1000.0),
        ]);
    }
    page.table(&rows)?;
    page.paragraph(&format!("Variance between trials: {}", number(network.tau2)))?;
    page.paragraph(&disagreement("Trials of the same comparison", &network.heterogeneity))?;
    page.paragraph(&disagreement(
        "Direct against indirect comparisons",
        &network.inconsistency,
    ))?;
    page.aside(
        0,
        "The places say how sure the order is by chance alone, not how far apart treatments are or how well the trials were done; indirect comparisons assume that trials differ by chance alone in what modifies the effect.",
    )?;
    Ok(())
}

fn disagreement(of: &str, found: &Disagreement) -> String {
    match found.p {
        Some(p) => format!(
            "{of}: Q {} on {} degrees of freedom, {}",
            number(found.q),
            found.df,
            p_words(p)
        ),
        None => format!("{of}: cannot be seen, no two trials could disagree in this way"),
    }
}
