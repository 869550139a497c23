//! `anagen evidence mixed FILE --formula ...`

use std::io::Write;

use anagen_evidence::mixed::{Column, Criterion, FixedEffect, Formula, MixedModel, Remark, Table, fit};
use anyhow::{Context as _, Result};

use super::table::Table as File;
use super::{number, p_words, print_json};
use crate::arguments::evidence::MixedOptions;
use crate::terminal::page::Page;

/// How a value that is missing is written.
const MISSING: [&str; 4] = ["", "NA", "NaN", "."];

pub(crate) fn run(options: &MixedOptions, out: &mut dyn Write) -> Result<()> {
    let formula: Formula = options
        .formula
        .parse()
        .with_context(|| format!("the formula `{}` cannot be read", options.formula))?;
    let table = columns(&File::read(&options.file)?)?;
    let criterion = if options.ml {
        Criterion::Full
    } else {
        Criterion::Restricted
    };
    let model = fit(&formula, &table, criterion)?;
    if options.json {
        print_json(&model, out)
    } else {
        print(&model, &options.formula, &mut Page::new(out))
    }
}

/// A column is of numbers where every value that is given is one.
fn columns(file: &File) -> Result<Table> {
    let columns = file.headings().map(|name| {
        let texts = file.texts(name)?;
        let given = |text: &String| (!MISSING.contains(&text.as_str())).then(|| text.clone());
        let values: Vec<Option<String>> = texts.iter().map(given).collect();
        let numbers: Option<Vec<Option<f64>>> = values
            .iter()
            .map(|value| {
                value
                    .as_ref()
                    .map(|text| text.parse().ok())
                    .map_or(Some(None), |read| read.map(Some))
            })
            .collect();
        let column = numbers.map_or(Column::Labels(values), Column::Numbers);
        Ok((name.to_owned(), column))
    });
    let columns: Result<Vec<_>> = columns.collect();
    Ok(Table::new(columns?)?)
}

fn print(model: &MixedModel, formula: &str, page: &mut Page<'_>) -> Result<()> {
    page.title(formula)?;
    page.paragraph(&format!(
        "{} rows of {} groups, by {}",
        model.n_rows,
        model.n_groups,
        match model.criterion {
            Criterion::Restricted => "restricted maximum likelihood",
            Criterion::Full => "maximum likelihood",
        }
    ))?;
    if model.n_rows_left_out > 0 {
        page.paragraph(&format!(
            "{} rows were left out: something in them is missing.",
            model.n_rows_left_out
        ))?;
    }
    page.heading("Fixed effects")?;
    let head = ["effect", "estimate", "standard error", "df", "t", "p value"];
    let mut rows = vec![head.map(str::to_owned).to_vec()];
    rows.extend(model.fixed.iter().map(row));
    page.table(&rows)?;
    page.heading(&format!("Between values of {}", model.random.group))?;
    let deviations = model.random.terms.iter().zip(&model.random.covariance).enumerate();
    for (place, (term, covariance)) in deviations {
        let variance = covariance.get(place).copied().unwrap_or_default();
        page.paragraph(&format!("{term}: standard deviation {}", number(variance.sqrt())))?;
    }
    page.paragraph(&format!("Within: standard deviation {}", number(model.sigma)))?;
    for remark in &model.remarks {
        page.paragraph(&format!("Note: {}.", in_words(remark)))?;
    }
    page.aside(
        0,
        "A mixed model alone does not show that one protocol works better than another: who was assigned what, and who dropped out, decides that.",
    )?;
    Ok(())
}

fn row(effect: &FixedEffect) -> Vec<String> {
    let not_known = || "not known".to_owned();
    vec![
        effect.name.clone(),
        number(effect.estimate),
        number(effect.se),
        effect.df.map_or_else(not_known, number),
        number(effect.statistic),
        effect.p.map_or_else(not_known, p_words),
    ]
}

fn in_words(remark: &Remark) -> String {
    match remark {
        Remark::VarianceAtZero { term } => {
            format!("singular: the variance of {term} is estimated at 0; the data do not show that groups differ in it")
        }
        Remark::PerfectCorrelation => {
            "singular: the random terms are perfectly correlated; the data do not support this many of them".to_owned()
        }
        Remark::NoDegreesOfFreedom => {
            "the likelihood is too flat for degrees of freedom; p values are left out".to_owned()
        }
    }
}
