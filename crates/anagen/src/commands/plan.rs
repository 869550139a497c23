//! `anagen plan CASE`

use std::io::Write;
use std::process::ExitCode;

use anagen_care::plan::{Plan, for_patient, plan};
use anagen_papers::calendar::{CalendarInputs, icalendar};
use anagen_papers::plan::Languages;
use anyhow::{Context as _, Result};

use crate::arguments::{PlanOptions, Shared};
use crate::commands::write_file;
use crate::terminal::page::Page;
use crate::{exit, input, terminal};

pub(crate) fn run(options: &PlanOptions, shared: &Shared, out: &mut dyn Write) -> Result<ExitCode> {
    let knowledge = input::knowledge(shared.knowledge.as_deref())?;
    let case = input::case(&options.case, &knowledge)?;
    let plan = plan(&case, &knowledge);
    if let Some(file) = &options.html {
        let printed = for_patient(plan.clone(), &case, &knowledge, &options.language);
        let languages = Languages::one(&options.language);
        write_file(file, &anagen_papers::plan::page(&printed, &knowledge, languages))?;
    }
    if let Some(file) = &options.calendar {
        write_file(file, &calendar(&plan, &options.language)?)?;
    }
    if options.json {
        serde_json::to_writer_pretty(&mut *out, &plan)?;
        writeln!(out)?;
    } else {
        terminal::plan::print(&mut Page::new(out), &plan, &knowledge)?;
    }
    Ok(exit_code(&plan))
}

fn exit_code(plan: &Plan) -> ExitCode {
    if plan.refusals.is_empty() || plan.verdict >= anagen_care::screening::Verdict::Incomplete {
        exit::of(plan.verdict)
    } else {
        exit::refused()
    }
}

/// The dated course as a calendar file.
fn calendar(plan: &Plan, language: &str) -> Result<String> {
    let course = plan
        .course
        .as_ref()
        .context("there is no course to write down: see the plan's refusals and questions")?;
    let inputs = CalendarInputs {
        case_reference: &plan.reference,
        made_at: jiff::Timestamp::now(),
        // How long a session takes is known for the points alone, not for preparation and observation.
        session_length: None,
        place: None,
        language,
    };
    Ok(icalendar(course, &inputs)?)
}
