//! `anagen screen CASE`

use std::io::Write;
use std::process::ExitCode;

use anagen_care::plan;
use anyhow::Result;

use crate::arguments::{ScreenOptions, Shared};
use crate::terminal::page::Page;
use crate::{exit, input, terminal};

pub(crate) fn run(options: &ScreenOptions, shared: &Shared, out: &mut dyn Write) -> Result<ExitCode> {
    let knowledge = input::knowledge(shared.knowledge.as_deref())?;
    let case = input::case(&options.case, &knowledge)?;
    let plan = plan::plan(&case, &knowledge);
    let gate = options.gate.map(Into::into);
    let reports = plan.screenings(gate);
    if options.json {
        serde_json::to_writer_pretty(&mut *out, &reports)?;
        writeln!(out)?;
    } else {
        let mut page = Page::new(out);
        page.title(&format!("Case {}", case.reference))?;
        page.space()?;
        terminal::screening::print_all(&mut page, &reports, &knowledge)?;
        terminal::plan::notices(&mut page, &plan)?;
    }
    Ok(reports
        .last()
        .map_or_else(exit::bad_input, |report| exit::of(report.verdict)))
}
