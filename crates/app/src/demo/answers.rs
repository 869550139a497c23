//! What the patients of the demo answer, and what is found in them.

use std::collections::BTreeMap;

use anagen_care::case::AnswerSource;
use anagen_knowledge::records::AnswerText;
use jiff::ToSpan as _;
use jiff::civil::Date;

use super::patients::{Invented, Particular, Sex};
use crate::intake::{Said, SaidAnswer};

/// Questions that everybody answers with "no".
const NO_OF_PATIENT: [&str; 40] = [
    "can_become_pregnant",
    "breast_feeding",
    "trying_to_conceive",
    "partner_pregnant_or_possible",
    "anaphylaxis_ever",
    "autoimmune_disease",
    "transplant_recipient",
    "hiv",
    "low_neutrophils_ever",
    "vaccinated",
    "low_platelets_ever",
    "bleeding_disorder",
    "any_heart_disease",
    "phaeochromocytoma",
    "stroke_or_tia",
    "pacemaker_or_icd",
    "epilepsy",
    "myasthenia",
    "porphyria",
    "methaemoglobinaemia",
    "g6pd_deficiency",
    "diabetes",
    "any_liver_disease",
    "any_kidney_disease",
    "endocrine_disease",
    "any_cancer",
    "chemo_or_head_radiotherapy",
    "systemic_infection",
    "feverish",
    "herpes_in_area",
    "hair_dyed",
    "scalp_surgery",
    "laser_or_microneedling_before",
    "isotretinoin_taken",
    "keloid_history",
    "needle_phobia_or_fainting",
    "depression_or_suicidality_history",
    "suicidal_thoughts_now",
    "bddq_positive",
    "blood_donor",
];

/// What an examiner finds in nobody.
const NO_OF_EXAMINER: [&str; 5] = [
    "frailty",
    "scalp_infection",
    "suspicious_scalp_lesion",
    "trichotillomania",
    "unrealistic_expectation",
];

/// How many days ago a chronic shedding began.
const SHEDDING_FOR: i64 = 400;

/// How many questions are answered by those who stopped half-way.
const HALF: usize = 19;

fn yes_no(value: bool) -> AnswerText {
    AnswerText::YesNo(value)
}

fn text(value: &str) -> AnswerText {
    AnswerText::Text(value.to_owned())
}

fn none() -> AnswerText {
    AnswerText::List(Vec::new())
}

fn said(fact: &str, answer: AnswerText, source: AnswerSource) -> Said {
    Said {
        fact: fact.to_owned(),
        answer: SaidAnswer::Value(answer),
        source,
        on: None,
    }
}

/// What a patient answers at a visit; `treated`: mesotherapy was given here before, without a reaction that forbids it.
pub(super) fn of_patient(who: &Invented, treated: bool) -> Vec<Said> {
    let mut answers: BTreeMap<&str, AnswerText> = NO_OF_PATIENT.iter().map(|fact| (*fact, yes_no(false))).collect();
    answers.insert("high_dose_biotin", yes_no(false));
    answers.insert("filler_zones", none());
    answers.insert("device_zones", none());
    answers.insert("had_mesotherapy", yes_no(treated));
    if treated {
        answers.insert("mesotherapy_reaction", yes_no(false));
    }
    if who.sex == Sex::Male {
        answers.insert("any_prostate_problem", yes_no(false));
    }
    match who.particular {
        Particular::BreastFeeding => {
            answers.insert("breast_feeding", yes_no(true));
        }
        Particular::PregnancyNotTested => {
            answers.insert("can_become_pregnant", yes_no(true));
        }
        Particular::AndrogenExcess => {
            answers.insert("can_become_pregnant", yes_no(true));
            answers.insert("pregnant", yes_no(false));
            answers.insert("menstruation_today", yes_no(false));
        }
        Particular::Diabetes | Particular::DiabetesCleared => {
            answers.insert("diabetes", yes_no(true));
        }
        Particular::Dyed => {
            answers.insert("hair_dyed", yes_no(true));
        }
        _ => {}
    }
    let refuses = who.particular == Particular::AnswersRefused;
    let of_patient = |(fact, answer): (&str, AnswerText)| match (fact, refuses) {
        ("anaphylaxis_ever", true) => {
            let answer = SaidAnswer::NotKnown;
            Said {
                fact: fact.to_owned(),
                answer,
                source: AnswerSource::Patient,
                on: None,
            }
        }
        _ => said(fact, answer, AnswerSource::Patient),
    };
    answers.into_iter().map(of_patient).collect()
}

/// The first questions alone.
pub(super) fn half(who: &Invented) -> Vec<Said> {
    of_patient(who, false).into_iter().take(HALF).collect()
}

/// What is examined, what the record and the laboratory say. `seed` varies the weight; `before` is the day before.
pub(super) fn of_examiner(who: &Invented, seed: usize, before: Date) -> Vec<Said> {
    let examined = |fact: &str, answer| said(fact, answer, AnswerSource::Examiner);
    let recorded = |fact: &str, answer| said(fact, answer, AnswerSource::Record);
    let mut all: Vec<Said> = NO_OF_EXAMINER
        .iter()
        .map(|fact| {
            examined(
                fact,
                yes_no(*fact == "scalp_infection" && who.particular == Particular::Ringworm),
            )
        })
        .collect();
    let kilograms = if who.sex == Sex::Male { 70 } else { 56 } + seed * 7 % 23;
    let weight = match who.particular {
        Particular::AnswersRefused => SaidAnswer::Refused,
        _ => SaidAnswer::Value(text(&format!("{kilograms} kg"))),
    };
    all.push(Said {
        fact: "body_weight".to_owned(),
        answer: weight,
        source: AnswerSource::Examiner,
        on: None,
    });
    all.push(examined("heart_failure_class", text("none")));
    let seen = match who.particular {
        Particular::Scarring => vec![
            "loss_of_follicular_openings".to_owned(),
            "perifollicular_scale".to_owned(),
        ],
        _ => Vec::new(),
    };
    all.push(examined("trichoscopy_findings", AnswerText::List(seen)));
    all.push(examined("lesion_zones", none()));
    all.push(examined("sunburnt_zones", none()));
    if who.sex == Sex::Female {
        all.push(examined(
            "androgen_excess_signs",
            yes_no(who.particular == Particular::AndrogenExcess),
        ));
    }
    match who.particular {
        Particular::AndrogenExcess => all.push(examined("pregnancy_test", text("negative"))),
        Particular::Ringworm => all.push(examined("scalp_infection_now", yes_no(true))),
        Particular::Diabetes | Particular::DiabetesCleared => {
            all.push(examined("diabetes_complication", yes_no(false)));
            let hba1c = said("hba1c", text("55 mmol/mol"), AnswerSource::Laboratory);
            all.push(Said {
                on: Some(before),
                ..hba1c
            });
        }
        Particular::Dyed => {
            let dyed = said("hair_dyed_on", text(&before.to_string()), AnswerSource::Patient);
            all.push(dyed);
        }
        _ => {}
    }
    all.push(recorded(
        "sex_at_birth",
        text(if who.sex == Sex::Male { "male" } else { "female" }),
    ));
    all.push(recorded("prp_before", yes_no(false)));
    if matches!(who.diagnosis, Some(("te_chronic", ..))) {
        let started = before.saturating_sub(SHEDDING_FOR.days());
        let started = text(&started.to_string());
        all.push(said("shedding_started_on", started, AnswerSource::Patient));
        all.push(recorded("effluvium_cause_looked_for", yes_no(true)));
    }
    all
}

/// What is asked on the day of a session besides.
pub(super) fn of_the_day() -> Vec<Said> {
    [
        ("alcohol_or_intoxicated_today", yes_no(false)),
        ("fasting_hours", text("2 h")),
        ("minoxidil_symptoms", yes_no(false)),
    ]
    .map(|(fact, answer)| said(fact, answer, AnswerSource::Patient))
    .into()
}

/// Vital signs; `seed` varies them.
pub(super) fn vital_signs(seed: usize) -> Vec<Said> {
    let systolic = 116 + seed * 5 % 19;
    let diastolic = 70 + seed * 3 % 13;
    let rate = 60 + seed * 7 % 21;
    [
        ("systolic_pressure", format!("{systolic} mmHg")),
        ("diastolic_pressure", format!("{diastolic} mmHg")),
        ("heart_rate", format!("{rate} /min")),
    ]
    .map(|(fact, value)| said(fact, text(&value), AnswerSource::Examiner))
    .into()
}
