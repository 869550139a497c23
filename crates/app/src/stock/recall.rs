//! The recall of a lot: who got it, where and when, and what happened to them since.

use std::collections::BTreeMap;

use anagen_records::stock::lots::{self, Lot};
use anagen_records::stock::recalls;
use anagen_records::values::{LotId, PatientId, VialId};

use super::products::{self, Product};
use crate::actor::{Action, Actor};
use crate::app::App;
use crate::error::AppError;
use crate::transaction::Deed;

pub use anagen_records::stock::recalls::{Harm, Use};

/// Most lots that a search shows.
const MOST_FOUND: i64 = 50;

/// The recall of a lot.
#[derive(Debug, Clone)]
pub struct Recall {
    /// The lot.
    pub lot: Lot,
    /// Its product.
    pub product: Product,
    /// Every use of it, the latest first.
    pub uses: Vec<Use>,
    /// Adverse events of those who got it, by patient, the latest first.
    pub harm: BTreeMap<PatientId, Vec<Harm>>,
    /// How many patients got it.
    pub n_patients: usize,
    /// How many patients each split vial served, for vials that served more than one.
    pub shared_vials: BTreeMap<VialId, usize>,
}

/// Follows a lot to its patients. That somebody read it is written down first.
pub async fn of_lot(actor: &Actor, app: &App, id: LotId) -> Result<Recall, AppError> {
    actor.demand(Action::Recall)?;
    {
        // An unknown lot leaves no entry in the trail.
        let mut reading = app.read(actor, Action::Recall).await?;
        super::lots::of(&mut reading.tx, actor, id).await?;
    }
    let mut reading = app
        .read_record(actor, Action::Recall, Deed::new("lot.recall", "lot", id))
        .await?;
    let tx = &mut reading.tx;
    let lot = super::lots::of(tx, actor, id).await?;
    let product = products::of(tx, actor, lot.product).await?;
    let uses = recalls::uses(tx, actor.clinic, id).await?;
    let mut harm: BTreeMap<PatientId, Vec<Harm>> = BTreeMap::new();
    for event in recalls::harm(tx, actor.clinic, id).await? {
        harm.entry(event.patient).or_default().push(event);
    }
    let mut of_vial: BTreeMap<VialId, Vec<PatientId>> = BTreeMap::new();
    let mut patients: Vec<PatientId> = uses.iter().map(|one| one.patient).collect();
    for one in &uses {
        if let Some(vial) = one.vial {
            of_vial.entry(vial).or_default().push(one.patient);
        }
    }
    let n_different = |patients: &mut Vec<PatientId>| {
        patients.sort_unstable();
        patients.dedup();
        patients.len()
    };
    let shared_vials = of_vial
        .into_iter()
        .map(|(vial, mut patients)| (vial, n_different(&mut patients)));
    let shared_vials = shared_vials.filter(|(_, n)| *n > 1).collect();
    Ok(Recall {
        lot,
        product,
        uses,
        harm,
        n_patients: n_different(&mut patients),
        shared_vials,
    })
}

/// Lots whose number, product or supplier holds a text, with their products.
pub async fn search(actor: &Actor, app: &App, text: &str) -> Result<Vec<(Lot, Product)>, AppError> {
    let mut reading = app.read(actor, Action::Recall).await?;
    let text = text.trim();
    if text.is_empty() {
        return Ok(Vec::new());
    }
    let mut found = Vec::new();
    for lot in lots::search(&mut reading.tx, actor.clinic, text, MOST_FOUND).await? {
        let product = products::of(&mut reading.tx, actor, lot.product).await?;
        found.push((lot, product));
    }
    Ok(found)
}

/// Writes rows as a file that a spreadsheet opens. A cell that it would take for a formula is marked as text.
pub fn written(rows: impl IntoIterator<Item = Vec<String>>) -> Result<Vec<u8>, AppError> {
    let failed = |error: &dyn std::fmt::Display| AppError::Internal(format!("a table cannot be written: {error}"));
    // The mark by which a spreadsheet knows that the letters are UTF-8.
    let mut writer = csv::Writer::from_writer("\u{feff}".as_bytes().to_vec());
    for row in rows {
        writer
            .write_record(row.iter().map(|cell| harmless(cell)))
            .map_err(|error| failed(&error))?;
    }
    writer.into_inner().map_err(|error| failed(&error))
}

/// A cell that no spreadsheet takes for a formula.
fn harmless(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']) {
        format!("'{cell}")
    } else {
        cell.to_owned()
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use super::*;

    #[test]
    fn no_cell_is_a_formula() {
        let row = ["=1+1", "+34 600", "-2", "@sum", "\tx", "Ana, \"A\"", "2.5"].map(str::to_owned);
        let text = String::from_utf8(written([row.to_vec()]).unwrap()).unwrap();
        assert_eq!(text, "\u{feff}'=1+1,'+34 600,'-2,'@sum,'\tx,\"Ana, \"\"A\"\"\",2.5\n");
    }
}
