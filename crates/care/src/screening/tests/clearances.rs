//! Overrides and letters: who clears what, until when.

use jiff::civil::{Date, date};

use super::{RULEBOOK, TODAY, healthy, set};
use crate::case::{Clearance, ClearanceKind, Letter, Role};
use crate::screening::{Gate, Verdict, report, screen};

fn clearance(rule: &str, kind: ClearanceKind, role: Role) -> Clearance {
    Clearance {
        rule: rule.to_owned(),
        kind,
        by: "Dr Example".to_owned(),
        role,
        on: TODAY,
        expires: Some(date(2026, 9, 12)),
        reason: Some("seen with the patient".to_owned()),
        letter: (kind == ClearanceKind::SpecialistLetter).then(|| Letter {
            specialist: "cardiologist".to_owned(),
            from: "Dr Heart".to_owned(),
            dated: date(2026, 3, 1),
        }),
    }
}

#[track_caller]
fn check_clearance(answers: &[(&str, &str)], clearances: &[Clearance], verdict: Verdict, n_rejected: usize) {
    let mut sheet = healthy();
    for (id, answer) in answers {
        set(&mut sheet, id, answer);
    }
    let screening = screen(&RULEBOOK, &sheet, Gate::Procedure);
    let report = report(&RULEBOOK, &sheet, &screening, &[], clearances);
    assert_eq!(
        (report.verdict, report.rejected_clearances.len()),
        (verdict, n_rejected),
        "{:?}",
        report.rejected_clearances
    );
    assert_eq!(
        report.findings.len(),
        screening.results.len(),
        "a cleared finding stays visible"
    );
}

#[test]
fn who_clears_what() {
    use ClearanceKind::{Override, SpecialistLetter};
    use Role::{Assistant, Prescriber};
    let old: &[_] = &[("age", "80 years")];
    let heart: &[_] = &[("any_heart_disease", "yes")];
    let sugar: &[_] = &[("diabetes", "yes"), ("hba1c", "8.5 %")];
    let young: &[_] = &[("age", "17 years")];
    check_clearance(old, &[clearance("CI-40", Override, Prescriber)], Verdict::Eligible, 0);
    check_clearance(old, &[clearance("CI-40", Override, Assistant)], Verdict::Caution, 1);
    check_clearance(
        old,
        &[Clearance {
            reason: None,
            ..clearance("CI-40", Override, Prescriber)
        }],
        Verdict::Caution,
        1,
    );
    check_clearance(
        old,
        &[Clearance {
            expires: None,
            ..clearance("CI-40", Override, Prescriber)
        }],
        Verdict::Caution,
        1,
    );
    check_clearance(
        old,
        &[Clearance {
            expires: Some(date(2026, 3, 11)),
            ..clearance("CI-40", Override, Prescriber)
        }],
        Verdict::Caution,
        1,
    );
    check_clearance(
        heart,
        &[clearance("CI-15", SpecialistLetter, Prescriber)],
        Verdict::Eligible,
        0,
    );
    check_clearance(
        heart,
        &[clearance("CI-15", Override, Prescriber)],
        Verdict::NeedsSpecialist,
        1,
    );
    check_clearance(
        heart,
        &[Clearance {
            letter: None,
            ..clearance("CI-15", SpecialistLetter, Prescriber)
        }],
        Verdict::NeedsSpecialist,
        1,
    );
    check_clearance(sugar, &[clearance("CI-11b", Override, Prescriber)], Verdict::Defer, 1);
    check_clearance(young, &[clearance("CI-39", Override, Prescriber)], Verdict::Excluded, 1);
    check_clearance(&[], &[clearance("CI-39", Override, Prescriber)], Verdict::Eligible, 1);
}

#[test]
fn an_override_counts_up_to_its_last_day_and_not_before_its_own() {
    let old: &[_] = &[("age", "80 years")];
    let of = |on: Date, expires: Date| Clearance {
        on,
        expires: Some(expires),
        ..clearance("CI-40", ClearanceKind::Override, Role::Prescriber)
    };
    check_clearance(old, &[of(TODAY, TODAY)], Verdict::Eligible, 0);
    check_clearance(old, &[of(date(2026, 3, 13), date(2026, 9, 12))], Verdict::Caution, 1);
    check_clearance(old, &[of(date(2026, 3, 1), date(2026, 3, 11))], Verdict::Caution, 1);
}

#[test]
fn a_letter_is_of_the_named_specialist_recent_and_older_than_its_signature() {
    let heart: &[_] = &[("any_heart_disease", "yes")];
    let letter = |specialist: &str, dated: Date, expires: Option<Date>| {
        let mut clearance = clearance("CI-15", ClearanceKind::SpecialistLetter, Role::Prescriber);
        clearance.expires = expires;
        clearance.letter = Some(Letter {
            specialist: specialist.to_owned(),
            from: "Dr Heart".to_owned(),
            dated,
        });
        clearance
    };
    let recent = date(2026, 3, 1);
    for specialist in ["cardiologist", "Cardiologist", "consultant cardiologist"] {
        check_clearance(heart, &[letter(specialist, recent, None)], Verdict::Eligible, 0);
    }
    for specialist in ["dermatologist", "", " "] {
        check_clearance(heart, &[letter(specialist, recent, None)], Verdict::NeedsSpecialist, 1);
    }
    // Without an expiry a letter counts 365 days; with one, until then.
    check_clearance(
        heart,
        &[letter("cardiologist", date(2025, 3, 12), None)],
        Verdict::Eligible,
        0,
    );
    check_clearance(
        heart,
        &[letter("cardiologist", date(2025, 3, 11), None)],
        Verdict::NeedsSpecialist,
        1,
    );
    check_clearance(
        heart,
        &[letter("cardiologist", date(2024, 1, 1), Some(TODAY))],
        Verdict::Eligible,
        0,
    );
    check_clearance(
        heart,
        &[letter("cardiologist", recent, Some(date(2026, 3, 11)))],
        Verdict::NeedsSpecialist,
        1,
    );
    // Signed on the day of the letter, not before it.
    check_clearance(heart, &[letter("cardiologist", TODAY, None)], Verdict::Eligible, 0);
    check_clearance(
        heart,
        &[letter("cardiologist", date(2026, 3, 13), None)],
        Verdict::NeedsSpecialist,
        1,
    );
}

#[test]
fn one_of_several_named_specialists_is_enough() {
    let stage: &[_] = &[("stage_poor_candidate", "yes")];
    for (specialist, verdict, n_rejected) in [
        ("hair-restoration surgeon", Verdict::Eligible, 0),
        ("dermatologist", Verdict::Eligible, 0),
        ("psychiatrist", Verdict::NeedsSpecialist, 1),
    ] {
        let mut clearance = clearance("SC-01", ClearanceKind::SpecialistLetter, Role::Prescriber);
        clearance.letter = clearance.letter.map(|letter| Letter {
            specialist: specialist.to_owned(),
            ..letter
        });
        check_clearance(stage, &[clearance], verdict, n_rejected);
    }
}
