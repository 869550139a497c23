//! `anagen audit`

use std::io::Write;
use std::process::ExitCode;

use anagen_app::audit_trail;
use anagen_records::audit::Verified;
use anyhow::{Context as _, Result};

use crate::arguments::{AuditCommand, AuditOptions};
use crate::{exit, place};

pub(crate) fn run(options: &AuditOptions, out: &mut dyn Write) -> Result<ExitCode> {
    let AuditCommand::Verify { place: asked, demo } = &options.command;
    let place = place::of(asked, *demo)?;
    let runtime = tokio::runtime::Runtime::new().context("the system gives no threads to work with")?;
    let verified = runtime.block_on(async {
        let database = place.open_database().await?;
        let verified = audit_trail::verify_place(&place, &database).await;
        database.close().await;
        anyhow::Ok(verified?)
    })?;
    match verified {
        Verified::Whole { entries } => {
            let heads = place.anchors().len();
            writeln!(
                out,
                "The audit trail is whole: {entries} entries, each following from the one before it."
            )?;
            if heads == 0 {
                writeln!(
                    out,
                    "No head of it was written down outside the database yet: a cut-off end would not be found. Every backup writes one."
                )?;
            } else {
                writeln!(
                    out,
                    "It agrees with {heads} heads that were written down in {}.",
                    place.anchors_file().display()
                )?;
            }
            Ok(ExitCode::SUCCESS)
        }
        Verified::Broken { sequence, reason } => {
            writeln!(out, "The audit trail is broken at entry {sequence}: {reason}.")?;
            writeln!(out, "Keep this folder as it is, and compare it with a backup.")?;
            Ok(exit::broken())
        }
    }
}
