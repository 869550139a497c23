//! `anagen evidence signals FILE`

use std::io::Write;

use anagen_evidence::Interval;
use anagen_evidence::signals::{Signals, Tally, signals};
use anyhow::Result;

use super::table::Table;
use super::{number, print_json};
use crate::arguments::evidence::SignalsOptions;
use crate::terminal::page::Page;

pub(crate) fn run(options: &SignalsOptions, out: &mut dyn Write) -> Result<()> {
    let table = Table::read(&options.file)?;
    let counted = table.numbers("observed")?.into_iter().zip(table.numbers("expected")?);
    let tallies: Vec<Tally> = table
        .texts("name")?
        .into_iter()
        .zip(counted)
        .map(|(name, (observed, expected))| Tally {
            name,
            observed,
            expected,
        })
        .collect();
    let found = signals(&tallies, options.false_discovery_rate, options.analysis.confidence)?;
    if options.analysis.json {
        print_json(&found, out)
    } else {
        print(&found, &mut Page::new(out))
    }
}

fn print(found: &Signals, page: &mut Page<'_>) -> Result<()> {
    let n_alarms = found.signals.iter().filter(|signal| signal.alarm).count();
    page.title(&format!("{n_alarms} of {} stand out", found.signals.len()))?;
    let head = ["name", "observed", "expected", "ratio", "shrunk", "q", ""];
    let mut rows = vec![head.map(str::to_owned).to_vec()];
    let with = |ratio: f64, ci: Interval| format!("{} ({} to {})", number(ratio), number(ci.lower), number(ci.upper));
    for signal in &found.signals {
        rows.push(vec![
            signal.tally.name.clone(),
            signal.tally.observed.to_string(),
            number(signal.tally.expected),
            with(signal.ratio, signal.ratio_ci),
            with(signal.shrunk, signal.shrunk_ci),
            number(signal.q),
            if signal.alarm {
                "stands out".to_owned()
            } else {
                String::new()
            },
        ]);
    }
    page.table(&rows)?;
    page.aside(
        0,
        "Ratio: observed over expected, by this row alone. Shrunk: drawn towards 1 as far as all rows together allow. q: the share of false alarms if this row and all that stand out more are taken for alarms. An infection is looked into whatever stands here.",
    )?;
    Ok(())
}
