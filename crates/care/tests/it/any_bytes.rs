//! Any bytes at all are read as a case or refused: the bodies of the fuzz targets (`fuzz/`), which CI runs with proptest.

use anagen_care::case::{Case, CaseErrors};
use anagen_care::plan::plan;
use anagen_care::screening::{Gate, Rulebook, report, screen};
use anagen_knowledge::Knowledge;

/// The moment of decision of a case that names none: fixed, so that a finding can be repeated.
const NOW: jiff::Timestamp = jiff::Timestamp::constant(1_773_312_000, 0);

/// Bytes as a TOML case.
pub(crate) fn case_toml(knowledge: &Knowledge, bytes: &[u8]) {
    decide(
        knowledge,
        Case::from_toml(&String::from_utf8_lossy(bytes), NOW, knowledge),
    );
}

/// Bytes as a JSON case.
pub(crate) fn case_json(knowledge: &Knowledge, bytes: &[u8]) {
    decide(
        knowledge,
        Case::from_json(&String::from_utf8_lossy(bytes), NOW, knowledge),
    );
}

/// What can be read can be screened and planned.
fn decide(knowledge: &Knowledge, case: Result<Case, CaseErrors>) {
    match case {
        Ok(case) => {
            let rulebook = Rulebook::new(knowledge);
            let sheet = case.sheet(knowledge);
            for gate in [Gate::Procedure, Gate::Cocktail, Gate::Day] {
                let screening = screen(&rulebook, &sheet, gate);
                let told = report(&rulebook, &sheet, &screening, &[], &case.clearances);
                assert!(
                    told.findings.len() + told.restrictions.len() == screening.results.len(),
                    "nothing is dropped"
                );
            }
            let _ = plan(&case, knowledge);
        }
        Err(errors) => assert!(errors.0.iter().all(|error| error.line > 0 && !error.reason.is_empty())),
    }
}
