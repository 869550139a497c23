//! `anagen evidence ...`: statistics on files, by the pure functions of `anagen-evidence`.

mod meta;
mod mixed;
mod network;
mod randomise;
mod rate;
mod signals;
mod size;
mod survival;
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
        EvidenceCommand::Network(options) => network::run(options, out),
        EvidenceCommand::Mixed(options) => mixed::run(options, out),
        EvidenceCommand::Survival(options) => survival::run(options, out),
        EvidenceCommand::Signals(options) => signals::run(options, out),
        EvidenceCommand::Size(options) => size::run(options, out),
        EvidenceCommand::Randomise(options) => randomise::run(options, out),
    }?;
    Ok(ExitCode::SUCCESS)
}

fn print_json(result: &impl Serialize, out: &mut dyn Write) -> Result<()> {
    serde_json::to_writer_pretty(&mut *out, result)?;
    writeln!(out)?;
    Ok(())
}

/// Four significant digits.
fn number(value: f64) -> String {
    anagen_knowledge::Plain(value + 0.0).to_string()
}

/// A p value: never nought.
fn p_words(p: f64) -> String {
    if p < 0.0001 {
        "p < 0.0001".to_owned()
    } else {
        format!("p = {p:.4}")
    }
}
