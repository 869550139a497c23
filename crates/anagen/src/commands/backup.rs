//! `anagen backup` and `anagen restore`

use std::io::Write;
use std::process::ExitCode;

use anagen_app::backup;
use anagen_records::Stamp;
use anagen_records::backup_file::Contents;
use anyhow::{Context as _, Result};

use crate::arguments::{BackupOptions, RestoreOptions};
use crate::place;

/// Makes a backup; a server may run on the same records meanwhile.
pub(crate) fn back_up(options: &BackupOptions, out: &mut dyn Write) -> Result<ExitCode> {
    let place = place::of(&options.place, options.demo)?;
    let contents = block_on(async {
        let database = place.open_database().await?;
        anyhow::ensure!(
            !database.applied_migrations().await?.is_empty(),
            "there are no records in {}\nhint: name the folder with `--data DIR`",
            place.folder.display()
        );
        let made = backup::make(&place, &database, &options.file, Stamp(jiff::Timestamp::now())).await;
        database.close().await;
        Ok(made?)
    })?;
    writeln!(out, "{}: {}", options.file.display(), in_words(&contents))?;
    writeln!(
        out,
        "It holds the keys and every patient's record: keep it as you keep the records themselves."
    )?;
    writeln!(
        out,
        "Check it with `anagen restore --check {}`.",
        options.file.display()
    )?;
    Ok(ExitCode::SUCCESS)
}

/// Restores a backup, or checks it in a scratch folder.
pub(crate) fn restore(options: &RestoreOptions, out: &mut dyn Write) -> Result<ExitCode> {
    if options.check {
        let scratch = std::env::temp_dir().join(format!("anagen-check-{}", std::process::id()));
        let contents = block_on(async { Ok(backup::check(&options.file, scratch).await?) })?;
        writeln!(out, "{}: {}", options.file.display(), in_words(&contents))?;
        writeln!(
            out,
            "It was restored into a scratch folder and compared: everything came back as it was."
        )?;
        return Ok(ExitCode::SUCCESS);
    }
    let place = place::of(&options.place, options.demo)?;
    let contents = block_on(async { Ok(backup::restore(&options.file, &place).await?) })?;
    writeln!(out, "Restored into {}: {}", place.folder.display(), in_words(&contents))?;
    Ok(ExitCode::SUCCESS)
}

/// What a backup holds, in a line.
fn in_words(contents: &Contents) -> String {
    let rows: u64 = contents.tables.values().map(|(rows, _)| rows).sum();
    let of = |table: &str| contents.tables.get(table).map_or(0, |(rows, _)| *rows);
    let files = contents
        .parts
        .keys()
        .filter(|name| name.starts_with("photographs/"))
        .count();
    format!(
        "{rows} rows ({} patients, {} sessions, {} entries of the audit trail), {files} photographs and scans",
        of("patient"),
        of("session"),
        of("audit")
    )
}

fn block_on<T>(work: impl Future<Output = Result<T>>) -> Result<T> {
    tokio::runtime::Runtime::new()
        .context("the system gives no threads to work with")?
        .block_on(work)
}
