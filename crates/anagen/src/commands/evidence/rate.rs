//! `anagen evidence rate EVENTS N`

use std::io::Write;

use anagen_evidence::{Interval, rate};
use anyhow::Result;

use super::print_json;
use crate::arguments::evidence::RateOptions;
use crate::terminal::page::Page;

pub(crate) fn run(options: &RateOptions, out: &mut dyn Write) -> Result<()> {
    let rate = rate::rate(options.events, options.n, options.analysis.confidence)?;
    if options.analysis.json {
        return print_json(&rate, out);
    }
    let mut page = Page::new(out);
    page.title(&format!("{} of {}: {}", rate.events, rate.n, percent(rate.proportion)))?;
    let row = |name: &str, interval: Interval, meaning: &str| {
        vec![
            name.to_owned(),
            format!("{} to {}", percent(interval.lower), percent(interval.upper)),
            meaning.to_owned(),
        ]
    };
    page.table(&[
        vec!["interval".to_owned(), String::new(), "what it is".to_owned()],
        row(
            "Clopper-Pearson",
            rate.clopper_pearson,
            "exact; never covers less than it says",
        ),
        row("Wilson", rate.wilson, "by the score; covers what it says on average"),
        row(
            "Poisson",
            rate.poisson,
            "exact, of events for each one; for counts over an exposure",
        ),
    ])?;
    if rate.events == 0 {
        let upper = percent(rate.clopper_pearson.upper);
        page.paragraph(&format!(
            "None was seen. That is not \"never\": a true rate up to {upper} is compatible with it, if everybody was followed."
        ))?;
    }
    Ok(())
}

fn percent(share: f64) -> String {
    format!("{:.2} %", 100.0 * share)
}
