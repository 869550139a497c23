//! `anagen completions SHELL`

use std::io::Write;
use std::process::ExitCode;

use anyhow::Result;
use clap::CommandFactory as _;

use crate::arguments::{Arguments, CompletionOptions};

pub(crate) fn run(options: &CompletionOptions, out: &mut dyn Write) -> Result<ExitCode> {
    let mut script = Vec::new();
    clap_complete::generate(options.shell, &mut Arguments::command(), "anagen", &mut script);
    out.write_all(&script)?;
    Ok(ExitCode::SUCCESS)
}
