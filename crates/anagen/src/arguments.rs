//! The command line.

pub(crate) mod evidence;

use std::net::SocketAddr;
use std::path::PathBuf;

use anagen_care::screening::Gate;
use anagen_web::serving::{Listening, Wanted};
use clap::builder::PossibleValuesParser;
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
    /// Serve the clinic: its pages in the browser, on this computer or on the clinic's network
    Serve(ServeOptions),
    /// Write everything of a clinic into one file: records, photographs, keys; also while it is served
    Backup(BackupOptions),
    /// Bring a backup back into an empty folder, and an empty database where one is named
    Restore(RestoreOptions),
    /// Check the audit trail
    Audit(AuditOptions),
    /// Check, list or show the clinical knowledge
    Knowledge(KnowledgeOptions),
    /// Statistics of trials and of events, on files
    Evidence(evidence::EvidenceOptions),
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
    /// In which language the page and the calendar file are written
    #[arg(long, value_name = "LANGUAGE", default_value = "en", value_parser = PossibleValuesParser::new(language_codes()))]
    pub(crate) language: String,
}

fn language_codes() -> impl Iterator<Item = &'static str> {
    anagen_messages::languages().map(|(code, _)| code)
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

/// Where a clinic's records lie; for every command that touches them.
#[derive(Debug, Args)]
#[command(next_help_heading = "Where the records lie")]
pub(crate) struct PlaceOptions {
    /// The folder that keeps everything; without it `anagen` in this user's folder for the data of programs
    #[arg(long, value_name = "DIR")]
    pub(crate) data: Option<PathBuf>,
    /// Keep the records in PostgreSQL (`postgres://...`), photographs and keys still in the folder; the variable `ANAGEN_DATABASE`
    /// says the same without showing a password in the list of processes
    #[arg(long, value_name = "URL")]
    pub(crate) database: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct ServeOptions {
    /// Serve a clinic that is made up, to try everything out; it has a folder of its own, `anagen-demo`
    #[arg(long)]
    pub(crate) demo: bool,
    /// Write the log as JSON, one line for each event; the variable `ANAGEN_LOG` says what is logged (`info`, `anagen_web=debug`; without it `warn`)
    #[arg(long)]
    pub(crate) log_json: bool,
    #[command(flatten)]
    pub(crate) place: PlaceOptions,
    #[command(flatten)]
    pub(crate) listen: ListenOptions,
}

#[derive(Debug, Args)]
pub(crate) struct BackupOptions {
    /// The file to make; nothing is overwritten
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// Of the demo
    #[arg(long)]
    pub(crate) demo: bool,
    #[command(flatten)]
    pub(crate) place: PlaceOptions,
}

#[derive(Debug, Args)]
pub(crate) struct RestoreOptions {
    /// The backup
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// Restore it into a scratch folder only, compare what came back, and remove the folder
    #[arg(long)]
    pub(crate) check: bool,
    /// Into the demo's folder
    #[arg(long)]
    pub(crate) demo: bool,
    #[command(flatten)]
    pub(crate) place: PlaceOptions,
}

#[derive(Debug, Args)]
pub(crate) struct AuditOptions {
    #[command(subcommand)]
    pub(crate) command: AuditCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum AuditCommand {
    /// Follow the chain of the audit trail from its first entry, and name the first broken link
    Verify {
        #[command(flatten)]
        place: PlaceOptions,
        /// Of the demo
        #[arg(long)]
        demo: bool,
    },
}

/// Where to listen.
#[derive(Debug, Args)]
#[command(next_help_heading = "Who reaches it")]
pub(crate) struct ListenOptions {
    /// The address for this computer, by plain HTTP
    #[arg(long, value_name = "ADDR:PORT", default_value_t = Listening::PLAIN)]
    pub(crate) listen: SocketAddr,
    /// Serve the clinic's network too, by HTTPS with a certificate that is made for this machine; without an address on 0.0.0.0:7343
    #[arg(long, value_name = "ADDR:PORT", num_args = 0..=1, require_equals = true, default_missing_value = "0.0.0.0:7343")]
    pub(crate) network: Option<SocketAddr>,
    /// A name by which the network knows this machine, besides its addresses
    #[arg(long, value_name = "NAME")]
    pub(crate) name: Option<String>,
    /// The clinic's own certificate for HTTPS, with those that lead to its authority (PEM); read again when it changes
    #[arg(long, value_name = "FILE")]
    pub(crate) certificate: Option<PathBuf>,
    /// The private key of the certificate (PEM)
    #[arg(long, value_name = "FILE")]
    pub(crate) certificate_key: Option<PathBuf>,
    /// A proxy in front speaks HTTPS: it has to pass `Host` on as it is and to append the browser's address to `X-Forwarded-For`
    #[arg(long)]
    pub(crate) behind_proxy: bool,
}

impl ListenOptions {
    /// The same in the words of the server.
    pub(crate) fn wanted(&self) -> Wanted {
        Wanted {
            listen: Some(self.listen),
            network: self.network,
            name: self.name.clone(),
            certificate: self.certificate.clone(),
            certificate_key: self.certificate_key.clone(),
            behind_proxy: self.behind_proxy,
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

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use clap::CommandFactory as _;

    use super::*;

    fn listening(options: &[&str]) -> Listening {
        let arguments = Arguments::try_parse_from([&["anagen", "serve"], options].concat()).unwrap();
        let Command::Serve(options) = arguments.command else {
            unreachable!("`serve` was asked for");
        };
        Listening::from_wanted(options.listen.wanted()).unwrap()
    }

    #[test]
    fn the_command_line_contradicts_itself_nowhere() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn serve_listens_where_it_is_told() {
        let plain = Listening::PLAIN;
        assert_eq!(listening(&[]), Listening::Computer { plain });
        let everywhere = listening(&["--network"]);
        assert_eq!(everywhere.network().unwrap().address, Listening::NETWORK);
        let one_address = listening(&["--network=192.168.1.20:443", "--name", "desk"]);
        let network = one_address.network().unwrap();
        assert_eq!(network.address.to_string(), "192.168.1.20:443");
        assert_eq!(network.name.as_ref().unwrap().as_ref(), "desk");
        let proxy = listening(&["--behind-proxy", "--listen", "[::1]:80"]);
        assert_eq!(
            proxy,
            Listening::BehindProxy {
                plain: "[::1]:80".parse().unwrap()
            }
        );
    }
}
