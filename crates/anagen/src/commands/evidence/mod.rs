//! `anagen evidence ...`: statistics on files, by the pure functions of `anagen-evidence`.

mod meta;
mod rate;
mod table;

use std::io::Write;
use std::process::ExitCode;

use anyhow::Result;
use serde::Serialize;

use crate::arguments::evidence::{EvidenceCommand, EvidenceOptions};

pub(crate) fn run(options: &EvidenceOptions, out: &mut dyn Write) -> Result<ExitCode> {
    match &options.command {
        EvidenceCommand::Rate(options) => rate::run(options, out),
        EvidenceCommand::Meta(options) => meta::run(options, out),
    }?;
    Ok(ExitCode::SUCCESS)
}

fn print_json(result: &impl Serialize, out: &mut dyn Write) -> Result<()> {
    serde_json::to_writer_pretty(&mut *out, result)?;
    writeln!(out)?;
    Ok(())
}
