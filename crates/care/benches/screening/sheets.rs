//! Sheets as a clinic has them.

use anagen_knowledge::records::{AnswerText, AskedOf, FactKind, ListOf, Moment};
use anagen_knowledge::{Answer, FactSheet, Knowledge, Unknown, Value};
use jiff::civil::{Date, date};

const TODAY: Date = date(2026, 3, 12);
const N_SHEETS: usize = 100;

/// A hundred sheets of one kind, no two alike.
pub(crate) fn of(kind: &str, knowledge: &Knowledge) -> Vec<FactSheet> {
    (0..N_SHEETS)
        .map(|number| {
            // Of ten cases in the mix five are sound, three half asked and two with much to find.
            let kind = if kind == "mix" {
                ["healthy", "incomplete", "healthy", "many findings", "healthy"][number % 10 % 5]
            } else {
                kind
            };
            let mut sheet = healthy(knowledge);
            vary(&mut sheet, knowledge, number);
            match kind {
                "incomplete" => half_asked(&mut sheet, knowledge, number),
                "many findings" => {
                    for (id, answer) in MANY.iter().skip(number % 4) {
                        set(&mut sheet, knowledge, id, answer);
                    }
                }
                _ => {}
            }
            knowledge.apply_defaults(&mut sheet);
            sheet
        })
        .collect()
}

/// Everything asked, everything in order, 5 mL of minoxidil for the vertex.
fn healthy(knowledge: &Knowledge) -> FactSheet {
    let mut sheet = knowledge.blank_sheet(TODAY);
    for fact in &knowledge.records.facts {
        let value = match fact.kind {
            FactKind::YesNo => Value::YesNo(false),
            FactKind::List => Value::List(knowledge.list(fact.of.unwrap_or(ListOf::Option), &[])),
            FactKind::Number | FactKind::Choice | FactKind::Date => continue,
        };
        if let Some(key) = knowledge.fact_key(&fact.id) {
            sheet.record(key, Answer::Known(value));
        }
    }
    for (id, answer) in HEALTHY {
        set(&mut sheet, knowledge, id, answer);
    }
    sheet
}

/// Age, weight, blood pressure and medicines differ from one case to the next.
fn vary(sheet: &mut FactSheet, knowledge: &Knowledge, number: usize) {
    set(sheet, knowledge, "age", &format!("{} years", 25 + number % 45));
    set(sheet, knowledge, "body_weight", &format!("{} kg", 60 + number % 40));
    set(
        sheet,
        knowledge,
        "systolic_pressure",
        &format!("{} mmHg", 105 + number % 35),
    );
    let medicines = ["none", "cetirizine", "levothyroxine, omeprazole", "none", "amlodipine"];
    set(sheet, knowledge, "medicines", medicines[number % medicines.len()]);
}

/// The patient has filled in the form; nobody has examined, measured or prepared the day.
fn half_asked(sheet: &mut FactSheet, knowledge: &Knowledge, number: usize) {
    for (position, fact) in knowledge.records.facts.iter().enumerate() {
        let by_others = matches!(
            fact.asked_of,
            AskedOf::Examiner | AskedOf::Laboratory | AskedOf::Room | AskedOf::Staff
        );
        let skipped = fact.asked_of == AskedOf::Patient && position % 9 == number % 9;
        if let Some(key) = knowledge
            .fact_key(&fact.id)
            .filter(|_| by_others || skipped || fact.moment == Moment::Day)
        {
            sheet.record(key, Answer::Unknown(Unknown::NotAsked));
        }
    }
}

fn set(sheet: &mut FactSheet, knowledge: &Knowledge, id: &str, answer: &str) {
    let Some(key) = knowledge.fact_key(id) else {
        panic!("no fact {id}")
    };
    let text = match (knowledge.fact(key).kind, answer) {
        (FactKind::List, "none") => AnswerText::List(Vec::new()),
        (FactKind::List, names) => AnswerText::List(names.split(", ").map(str::to_owned).collect()),
        (_, text) => AnswerText::Text(text.to_owned()),
    };
    match knowledge.read_answer(key, &text) {
        Ok(value) => sheet.record_on(key, Answer::Known(value), TODAY),
        Err(error) => panic!("{error}"),
    }
}

const HEALTHY: &[(&str, &str)] = &[
    ("sex_at_birth", "male"),
    ("diagnosis", "aga_m"),
    ("diastolic_pressure", "78 mmHg"),
    ("heart_rate", "66 /min"),
    ("temperature", "36.6 °C"),
    ("fasting_hours", "2 h"),
    ("consent_signed", "yes"),
    ("consent_covers_plan", "yes"),
    ("baseline_photographs", "yes"),
    ("emergency_kit_in_date", "yes"),
    ("trained_responder_present", "yes"),
    ("psa_baseline_recorded", "yes"),
    ("heart_failure_class", "none"),
    ("child_pugh", "no_cirrhosis"),
    ("mixture_agents", "minoxidil"),
    ("mixture_classes", "vasodilator"),
    ("mixture_components", "minoxidil, water_for_injection"),
    ("mixture_vehicles", "aqueous"),
    ("mixture_labels", "for_injection"),
    ("mixture_ph", "6.5"),
    ("mixture_osmolality", "290 mOsm/kg"),
    ("mixture_volume", "5 mL"),
    ("n_active_components", "1"),
    ("n_products_unidentified", "0"),
    ("n_lots_expired", "0"),
    ("n_lots_quarantined", "0"),
    ("strengths_known", "yes"),
    ("patients_per_vial", "1"),
    ("local_anaesthetic_fraction", "0"),
    ("minoxidil_session_mg", "2.5 mg"),
    ("minoxidil_daily_oral_mg", "0 mg"),
    ("minoxidil_sum_mg", "2.5 mg"),
    ("minoxidil_strength", "0.5 mg/mL"),
    ("dutasteride_session_mg", "0 mg"),
    ("finasteride_session_mg", "0 mg"),
    ("triamcinolone_session_mg", "0 mg"),
    ("requested_zones", "vertex"),
    ("requested_technique", "intradermal_point"),
    ("needle_gauge", "30"),
    ("depth_planned", "2 mm"),
    ("lawful_supply", "yes"),
    ("country_approval_known", "yes"),
];

const MANY: &[(&str, &str)] = &[
    ("keloid_history", "yes"),
    ("stroke_or_tia", "yes"),
    ("epilepsy", "yes"),
    ("hair_dyed", "yes"),
    ("diabetes", "yes"),
    ("hba1c", "9.4 %"),
    (
        "medicines",
        "warfarin, propranolol, a herbal tea, prednisolone, clopidogrel",
    ),
    ("inr", "3.6"),
    ("allergies", "lidocaine, latex, chlorhexidine"),
    ("any_heart_disease", "yes"),
    ("heart_failure_class", "nyha_3"),
    ("any_kidney_disease", "yes"),
    ("egfr", "38 mL/min/1.73m2"),
    ("autoimmune_disease", "yes"),
    ("scalp_infection", "yes"),
    ("lesion_zones", "vertex"),
    ("suspicious_scalp_lesion", "yes"),
    ("systolic_pressure", "184 mmHg"),
    ("unrealistic_expectation", "yes"),
    ("consent_signed", "no"),
    ("emergency_kit_in_date", "no"),
];
