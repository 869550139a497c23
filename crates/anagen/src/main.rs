//! `anagen`: the one binary. Parses arguments, reads files, prints; what it decides is decided in `anagen-care`.

mod arguments;
mod commands;
mod exit;
mod input;
mod logging;
mod place;
mod terminal;

use std::io::Write as _;
use std::process::ExitCode;

use clap::Parser as _;

use crate::arguments::{Arguments, Command};

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let mut out = std::io::stdout().lock();
    let result = match &arguments.command {
        Command::Plan(options) => commands::plan::run(options, &arguments.shared, &mut out),
        Command::Screen(options) => commands::screen::run(options, &arguments.shared, &mut out),
        Command::Serve(options) => commands::serve::run(options, &arguments.shared, &mut out),
        Command::Backup(options) => commands::backup::back_up(options, &mut out),
        Command::Restore(options) => commands::backup::restore(options, &mut out),
        Command::Audit(options) => commands::audit::run(options, &mut out),
        Command::Knowledge(options) => commands::knowledge::run(options, &arguments.shared, &mut out),
        Command::Evidence(options) => commands::evidence::run(options, &mut out),
        Command::Completions(options) => commands::completions::run(options, &mut out),
    };
    match result.and_then(|code| out.flush().map(|()| code).map_err(anyhow::Error::from)) {
        Ok(code) => code,
        // The reader closed the pipe (`anagen plan ... | head`): nothing is wrong.
        Err(error) if is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            let mut message = format!("error: {error}");
            for cause in error.chain().skip(1) {
                message.push_str("\n  caused by: ");
                message.push_str(&cause.to_string());
            }
            // Nothing is left to do where not even the error can be written.
            let _ = writeln!(std::io::stderr(), "{message}");
            exit::bad_input()
        }
    }
}

fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error
        .downcast_ref::<std::io::Error>()
        .is_some_and(|error| error.kind() == std::io::ErrorKind::BrokenPipe)
}
