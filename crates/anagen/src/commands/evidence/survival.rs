//! `anagen evidence survival FILE`

use std::io::Write;

use anagen_evidence::survival::{Cox, Curve, LogRank, Observation, Ties, cox, curve, log_rank};
use anyhow::{Result, bail};
use serde::Serialize;

use super::table::Table;
use super::{number, p_words, print_json};
use crate::arguments::evidence::SurvivalOptions;
use crate::terminal::page::Page;

/// What is known of when it happened.
#[derive(Serialize)]
struct Survival {
    /// A curve for each group; one where there are none.
    curves: Vec<GroupCurve>,
    /// Whether groups differ; absent without groups.
    log_rank: Option<LogRank>,
    /// By how much, each group against the first in alphabetical order; absent without groups.
    cox: Option<Cox>,
}

#[derive(Serialize)]
struct GroupCurve {
    /// Label; absent without groups.
    group: Option<String>,
    #[serde(flatten)]
    curve: Curve,
}

pub(crate) fn run(options: &SurvivalOptions, out: &mut dyn Write) -> Result<()> {
    let table = Table::read(&options.file)?;
    let events: Result<Vec<bool>> = table.texts(&options.event)?.iter().map(|text| event(text)).collect();
    let people: Vec<Observation> = table
        .numbers(&options.time)?
        .into_iter()
        .zip(events?)
        .map(|(time, event)| Observation { time, event })
        .collect();
    let groups = options.group.as_ref().map(|column| table.texts(column)).transpose()?;
    let survival = match groups {
        None => Survival {
            curves: vec![GroupCurve {
                group: None,
                curve: curve(&people, options.analysis.confidence)?,
            }],
            log_rank: None,
            cox: None,
        },
        Some(labels) => compared(&people, &labels, options)?,
    };
    if options.analysis.json {
        print_json(&survival, out)
    } else {
        print(&survival, options, &mut Page::new(out))
    }
}

fn event(text: &str) -> Result<bool> {
    Ok(match text.to_lowercase().as_str() {
        "1" | "yes" | "true" => true,
        "0" | "no" | "false" => false,
        _ => bail!("\"{text}\" does not say whether the event happened: write 1 or 0, yes or no"),
    })
}

fn compared(people: &[Observation], labels: &[String], options: &SurvivalOptions) -> Result<Survival> {
    let mut groups: Vec<&String> = labels.iter().collect();
    groups.sort();
    groups.dedup();
    let curves = groups.iter().map(|group| {
        let of_group = people.iter().zip(labels).filter(|(_, label)| label == group);
        let of_group: Vec<Observation> = of_group.map(|(person, _)| *person).collect();
        Ok(GroupCurve {
            group: Some((*group).clone()),
            curve: curve(&of_group, options.analysis.confidence)?,
        })
    });
    let curves: Result<Vec<_>> = curves.collect();
    let column = options.group.as_deref().unwrap_or_default();
    let covariates: Vec<(String, Vec<f64>)> = groups
        .iter()
        .skip(1)
        .map(|group| {
            let is_of_it = labels.iter().map(|label| f64::from(u8::from(label == *group)));
            (format!("{column}{group}"), is_of_it.collect())
        })
        .collect();
    let texts: Vec<&str> = labels.iter().map(String::as_str).collect();
    Ok(Survival {
        curves: curves?,
        log_rank: Some(log_rank(people, &texts)?),
        cox: Some(cox(people, &covariates, Ties::Efron, options.analysis.confidence)?),
    })
}

fn print(survival: &Survival, options: &SurvivalOptions, page: &mut Page<'_>) -> Result<()> {
    page.title(&format!("{} until {}", options.time, options.event))?;
    let head = ["group", "people", "events", "median", "interval of the median"];
    let mut rows = vec![head.map(str::to_owned).to_vec()];
    let or_beyond = |end: Option<f64>| end.map_or_else(|| "beyond the last time".to_owned(), number);
    for GroupCurve { group, curve } in &survival.curves {
        let [lower, upper] = curve.median_ci;
        rows.push(vec![
            group.clone().unwrap_or_else(|| "all".to_owned()),
            curve.n.to_string(),
            curve.n_events.to_string(),
            or_beyond(curve.median),
            format!("{} to {}", or_beyond(lower), or_beyond(upper)),
        ]);
    }
    page.table(&rows)?;
    if let Some(test) = &survival.log_rank {
        page.paragraph(&format!(
            "Log-rank test: chi-squared {} on {} degrees of freedom, {}",
            number(test.statistic),
            test.df,
            p_words(test.p)
        ))?;
    }
    for effect in survival.cox.iter().flat_map(|cox| &cox.coefficients) {
        page.paragraph(&format!(
            "Hazard of {}: {} times ({} to {}) that of the first group, {}",
            effect.name,
            number(effect.hazard_ratio),
            number(effect.hazard_ratio_ci.lower),
            number(effect.hazard_ratio_ci.upper),
            p_words(effect.p)
        ))?;
    }
    page.aside(
        0,
        "Whoever was last seen without the event is taken to have the same risk afterwards as those still watched. The ratio is taken to be the same at all times.",
    )?;
    Ok(())
}
