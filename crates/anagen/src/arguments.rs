//! The command line.

use std::path::PathBuf;

use anagen_care::screening::Gate;
use clap::{Args, Parser, Subcommand, ValueEnum};

/// Anagen, the open clinical system for hair mesotherapy.
///
/// A checklist that a professional reviews: it finds what stands against a plan, with source and status, and decides nothing.
/// Anagen is not a certified medical device; the prescriber remains responsible.
#[derive(Debug, Parser)]
#[command(name = "anagen", version, after_help = EXIT_CODES)]
pub(crate) struct Arguments {
    #[command(flatten)]
    pub(crate) shared: Shared,
    #[command(subcommand)]
    pub(crate) command: Command,
}

const EXIT_CODES: &str = "\
Exit status of `plan` and `screen`: the verdict.
  0   eligible
  2   bad input: the case, the knowledge or the arguments cannot be read
  10  caution: a prescriber has something to clear
  11  defer: it has to wait
  12  needs specialist: a letter comes first
  13  incomplete: questions are open that could forbid it
  14  excluded: it is forbidden
  15  refused: the request cannot be planned as asked (no rule forbids it, the request contradicts itself or a limit)";

/// Options of every command.
#[derive(Debug, Args)]
pub(crate) struct Shared {
    /// A clinic's own knowledge folder, laid over the built-in one
    #[arg(long, value_name = "DIR", global = true)]
    pub(crate) knowledge: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Plan a treatment from a case: screening, cocktail, injection map, dated course, cost, evidence, sheets
    Plan(PlanOptions),
    /// Screen a case: findings, verdict, and the questions that would decide an incomplete one
    Screen(ScreenOptions),
    /// Check, list or show the clinical knowledge
    Knowledge(KnowledgeOptions),
    /// Print a completion script for a shell
    Completions(CompletionOptions),
}

#[derive(Debug, Args)]
pub(crate) struct PlanOptions {
    /// The case, as TOML or JSON (`-` for standard input); `docs/cases.md` describes it
    #[arg(value_name = "CASE")]
    pub(crate) case: PathBuf,
    /// Print the whole plan as JSON
    #[arg(long)]
    pub(crate) json: bool,
    /// Write the plan as one self-contained printable page
    #[arg(long, value_name = "FILE")]
    pub(crate) html: Option<PathBuf>,
    /// Write the dated course as a calendar file (iCalendar)
    #[arg(long, value_name = "FILE")]
    pub(crate) calendar: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct ScreenOptions {
    /// The case, as TOML or JSON (`-` for standard input)
    #[arg(value_name = "CASE")]
    pub(crate) case: PathBuf,
    /// Which rules to run; without it those for the procedure, and those for the cocktail where one is asked for
    #[arg(long, value_enum, value_name = "GATE")]
    pub(crate) gate: Option<GateName>,
    /// Print the screening as JSON
    #[arg(long)]
    pub(crate) json: bool,
}

/// A gate by name.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum GateName {
    /// The procedure as such
    Procedure,
    /// This cocktail, technique and these zones
    Cocktail,
    /// The day, before the first point
    Day,
}

impl From<GateName> for Gate {
    fn from(name: GateName) -> Self {
        match name {
            GateName::Procedure => Self::Procedure,
            GateName::Cocktail => Self::Cocktail,
            GateName::Day => Self::Day,
        }
    }
}

#[derive(Debug, Args)]
pub(crate) struct KnowledgeOptions {
    #[command(subcommand)]
    pub(crate) command: KnowledgeCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum KnowledgeCommand {
    /// Validate the built-in knowledge, or a folder laid over it
    Check {
        /// The folder; the built-in knowledge alone where it is left out
        #[arg(value_name = "DIR")]
        folder: Option<PathBuf>,
    },
    /// Print a record with its sources; a claim with the claims against it
    Show {
        /// Id of a record (C-015, CI-11b, CI-11, dutasteride, P-MOF, E-02), or an agent's name
        #[arg(value_name = "ID")]
        id: String,
        /// Print it as JSON
        #[arg(long)]
        json: bool,
    },
    /// List the records of a kind, or the kinds
    List {
        /// A kind: claim, rule, agent, protocol, study, ...
        #[arg(value_name = "KIND")]
        kind: Option<String>,
    },
}

#[derive(Debug, Args)]
pub(crate) struct CompletionOptions {
    /// The shell
    #[arg(value_enum)]
    pub(crate) shell: clap_complete::Shell,
}
