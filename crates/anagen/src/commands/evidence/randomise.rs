//! `anagen evidence randomise ...`

use std::fmt::Write as _;
use std::fs;
use std::io::Write;
use std::path::Path;

use anagen_evidence::randomisation::{Allocation, Scheme, fingerprint};
use anyhow::{Context as _, Result, anyhow, bail};
use serde::Serialize;

use super::print_json;
use crate::arguments::evidence::RandomiseOptions;

/// Bytes of a key.
const KEY: usize = 32;

/// The lists of all strata.
#[derive(Serialize)]
struct Lists {
    /// Of the key; for the protocol.
    fingerprint: String,
    /// By stratum.
    strata: Vec<Stratum>,
}

#[derive(Serialize)]
struct Stratum {
    stratum: String,
    list: Vec<Allocation>,
}

pub(crate) fn run(options: &RandomiseOptions, out: &mut dyn Write) -> Result<()> {
    if options.new_key {
        make_key(&options.key)?;
    }
    let key = read_key(&options.key)?;
    let arms: Result<Vec<(&str, u32)>> = options.arms.iter().map(|arm| arm_of(arm)).collect();
    let scheme = Scheme::new(&arms?, &options.blocks)?;
    let n_patients = usize::try_from(options.patients)?;
    let strata = options.strata.iter().map(|stratum| Stratum {
        stratum: stratum.clone(),
        list: scheme.list(&key, stratum, n_patients),
    });
    let lists = Lists {
        fingerprint: fingerprint(&key),
        strata: strata.collect(),
    };
    if options.json {
        return print_json(&lists, out);
    }
    let mut writer = csv::Writer::from_writer(&mut *out);
    writer.write_record(["stratum", "number", "block", "arm"])?;
    for Stratum { stratum, list } in &lists.strata {
        for place in list {
            let (number, block) = (place.number.to_string(), place.block.to_string());
            writer.write_record([stratum, &number, &block, &place.arm])?;
        }
    }
    writer.flush()?;
    drop(writer);
    // Beside the list and not in it: the list stays a table.
    writeln!(
        std::io::stderr(),
        "Fingerprint of the key, for the protocol: {}",
        lists.fingerprint
    )?;
    Ok(())
}

/// An arm and its weight: `saline`, or `dutasteride:2`.
fn arm_of(text: &str) -> Result<(&str, u32)> {
    match text.rsplit_once(':') {
        None => Ok((text, 1)),
        Some((arm, weight)) => {
            let weight = weight
                .parse()
                .map_err(|_| anyhow!("\"{weight}\" of the arm `{text}` is no weight: write `{arm}:2`"))?;
            Ok((arm, weight))
        }
    }
}

fn make_key(file: &Path) -> Result<()> {
    if file.exists() {
        bail!(
            "`{}` is there already, and a key is never replaced: another file, or no `--new-key`",
            file.display()
        );
    }
    let mut key = [0; KEY];
    getrandom::fill(&mut key).map_err(|error| anyhow!("the machine gives no random numbers: {error}"))?;
    let mut digits = String::with_capacity(2 * KEY);
    for byte in key {
        // Writing to a text does not fail.
        let _ = write!(digits, "{byte:02x}");
    }
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut written = options
        .open(file)
        .with_context(|| format!("`{}` cannot be made", file.display()))?;
    writeln!(written, "{digits}")?;
    written.sync_all()?;
    Ok(())
}

fn read_key(file: &Path) -> Result<[u8; KEY]> {
    let name = file.display();
    let text =
        fs::read_to_string(file).with_context(|| format!("the key `{name}` cannot be read; `--new-key` makes one"))?;
    let digits = text.trim();
    let byte = |at: usize| {
        digits
            .get(2 * at..2 * at + 2)
            .and_then(|pair| u8::from_str_radix(pair, 16).ok())
    };
    let mut key = [0; KEY];
    for (at, place) in key.iter_mut().enumerate() {
        *place = byte(at).ok_or_else(|| anyhow!("`{name}` is no key: it holds 64 hexadecimal digits"))?;
    }
    if digits.len() != 2 * KEY {
        bail!("`{name}` is no key: it holds 64 hexadecimal digits");
    }
    Ok(key)
}
