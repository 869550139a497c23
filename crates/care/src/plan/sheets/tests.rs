//! Who gets which advice, what the consent names, and that nothing is claimed.
#![expect(clippy::unwrap_used, reason = "tests")]

use std::sync::LazyLock;

use anagen_knowledge::ORIGINAL;

use super::*;
use crate::case::{Product, ProductAgent, ProductLabel};
use crate::dose::Strength;
use crate::plan::{costs, evidence};
use crate::units::{MilligramsPerMillilitre, Millilitres};

static KNOWLEDGE: LazyLock<Knowledge> = LazyLock::new(|| Knowledge::embedded().unwrap());

/// In the agent's own measure.
fn strength_of(agent: &str, per_ml: f64) -> Strength {
    let measure = KNOWLEDGE.agent(agent).map(|agent| agent.measured_by);
    Strength::of(measure.unwrap_or_default(), per_ml)
}

fn mixture(agents: &[(&str, Option<f64>)]) -> Composition {
    Composition {
        agents: agents
            .iter()
            .map(|(agent, strength)| ((*agent).to_owned(), strength.map(|per_ml| strength_of(agent, per_ml))))
            .collect(),
        technique: Some("intradermal_point".to_owned()),
        protocol: Some("P-UZE".to_owned()),
        volume: Some(Millilitres(2.0)),
        n_sessions: Some(10),
    }
}

/// The ids of lines that a plain mixture does not have.
#[track_caller]
fn check(agents: &[&str], expected_before: &str, expected_after: &str) {
    let agents: Vec<(&str, Option<f64>)> = agents.iter().map(|agent| (*agent, Some(1.0))).collect();
    let more = |sheet: fn(&Composition, &Knowledge, &str) -> Sheet| {
        let plain = sheet(&mixture(&[]), &KNOWLEDGE, ORIGINAL);
        let this = sheet(&mixture(&agents), &KNOWLEDGE, ORIGINAL);
        let new = this.lines.iter().filter(|line| !plain.lines.contains(line));
        new.map(|line| line.id.clone()).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(
        (more(before_sheet).as_str(), more(after_sheet).as_str()),
        (expected_before, expected_after)
    );
}

#[test]
fn advice_follows_the_mixture() {
    check(&["biotin"], "", "");
    check(
        &["minoxidil"],
        "",
        "aftercare_minoxidil_first_hours aftercare_minoxidil_shedding",
    );
    check(
        &["dutasteride"],
        "before_contraception before_partner before_psa",
        "aftercare_pregnancy_five_alpha_reductase_inhibitor aftercare_partner_five_alpha_reductase_inhibitor \
         aftercare_blood_donation_dutasteride aftercare_psa aftercare_mood_and_sexual",
    );
    check(
        &["Finasteride", "saline"],
        "before_contraception before_partner before_psa",
        "aftercare_pregnancy_five_alpha_reductase_inhibitor aftercare_partner_five_alpha_reductase_inhibitor \
         aftercare_blood_donation_finasteride aftercare_psa aftercare_mood_and_sexual",
    );
}

#[test]
fn sheets_are_in_order_and_the_late_warning_is_on_every_one() {
    for agent in [&[][..], &[("dutasteride", None)], &[("unheard_of", None)]] {
        let (before, after) = (
            before_sheet(&mixture(agent), &KNOWLEDGE, ORIGINAL),
            after_sheet(&mixture(agent), &KNOWLEDGE, ORIGINAL),
        );
        for sheet in [&before, &after] {
            assert_eq!(sheet.lines.iter().filter(|line| line.id == LATE_WARNING).count(), 1);
        }
        assert_eq!(after.lines[0].id, "aftercare_emergency");
        assert_eq!(before.lines[0].id, "before_alcohol");
    }
    assert_eq!(
        after_sheet(&mixture(&[("unheard_of", None)]), &KNOWLEDGE, ORIGINAL).unidentified,
        ["unheard_of"]
    );
    let wash = after_sheet(&mixture(&[]), &KNOWLEDGE, ORIGINAL)
        .lines
        .into_iter()
        .find(|line| line.id == "aftercare_wash")
        .unwrap();
    assert_eq!((wash.hours, wash.status), (Some(24.0), Status::Proposed));
    assert_eq!(
        wash.range_in_sources.unwrap(),
        "8 to 12 h; next morning; 24 h; 2 days; 3 to 4 days"
    );
}

#[test]
fn the_late_warning_stays_even_where_an_overlay_limits_it() {
    let mut knowledge = KNOWLEDGE.clone();
    for advice in &mut knowledge.records.aftercare {
        advice.agents = vec!["minoxidil".to_owned()];
    }
    let lines = after_sheet(&mixture(&[]), &knowledge, ORIGINAL).lines;
    assert_eq!(
        lines.iter().map(|line| line.id.as_str()).collect::<Vec<_>>(),
        [LATE_WARNING]
    );
}

#[test]
fn the_checklist_of_a_session_goes_from_the_vial_to_the_record() {
    let lines = session_checklist(&KNOWLEDGE);
    let topics: Vec<&str> = lines.iter().map(|line| line.topic.as_str()).collect::<Vec<_>>();
    let mut in_turn = topics.clone();
    in_turn.dedup();
    insta::assert_snapshot!(in_turn.join(" "), @"preparation time_out observation asepsis anaesthesia observation emergency_kit waste traceability device photography measurement session");
    assert!(
        ["F-17", "F-18", "F-20", "F-21"]
            .iter()
            .all(|id| lines.iter().any(|line| line.id == *id))
    );
    assert!(
        !lines.iter().any(|line| line.id == "CI-52"),
        "a note of the formulation is no duty of the day"
    );
}

fn product() -> Product {
    Product {
        id: "vial".to_owned(),
        name: "Minoxidil 5 mg/mL".to_owned(),
        agents: vec![ProductAgent {
            agent: "minoxidil".to_owned(),
            strength: Strength::Mass(MilligramsPerMillilitre(5.0)),
        }],
        composition_declared: true,
        excipients: None,
        volume: Millilitres(5.0),
        vehicles: None,
        label: ProductLabel::ForInjection,
        ph: None,
        osmolality: None,
        lot: Some("A17".to_owned()),
        expires: None,
        quarantined: Some(false),
        lawful_supply: None,
        vendor: Some("Example Pharmacy".to_owned()),
    }
}

#[test]
fn the_consent_has_eighteen_items_and_names_what_is_injected() {
    let plan = mixture(&[("minoxidil", Some(5.0)), ("saline", None)]);
    let evidence = evidence(&plan, Some("aga_f"), &KNOWLEDGE);
    let ten = anagen_knowledge::records::CountRange { from: 10, to: 10 };
    let cost = costs(None, Some(ten), None, &KNOWLEDGE);
    let details = ConsentDetails {
        condition: Some("aga_f"),
        stage: Some("Ludwig II"),
        products: &[product()],
        evidence: &evidence,
        cost: Some(&cost),
    };
    let form = consent(&plan, &details, &KNOWLEDGE, ORIGINAL);
    let numbers: BTreeSet<u32> = form.items.iter().map(|item| item.number).collect();
    assert!(numbers.into_iter().eq(1..=18));
    assert!(form.items.is_sorted_by_key(|item| item.number));
    assert!(form.items.iter().any(|item| item.id == "consent_07_vasodilator"));
    assert!(
        !form
            .items
            .iter()
            .any(|item| item.id == "consent_07_five_alpha_reductase_inhibitor")
    );
    assert_eq!(form.cooling_off.days, Some(7.0));
    assert_eq!(form.rules.len(), 6);
    let filled: Vec<String> = form
        .items
        .iter()
        .filter(|item| matches!(item.number, 1 | 2 | 5 | 15))
        .flat_map(|item| item.filled.iter().map(|line| format!("{}: {line}", item.number)))
        .collect();
    insta::assert_snapshot!(filled.join("\n"), @r"
    1: Diagnosis: Female pattern hair loss
    1: Stage: Ludwig II
    2: Minoxidil, 5 mg/mL; from Minoxidil 5 mg/mL (Example Pharmacy, lot A17); not approved for this route (hair loss, any country; derived here)
    2: Sodium chloride 0.9 %, to make up the volume; origin: to be written in; not approved for this route (hair loss, any country; derived here)
    5: Sessions: 10
    5: Price of a session: 250 to 600 USD
    5: Total in 1 year: 2,500 to 6,000 USD
    5: Total in 3 years: 2,500 to 6,000 USD
    5: Total in 5 years: 2,500 to 6,000 USD
    5: These are not this clinic's prices. Consultation, laboratory tests and consumables are not in them.
    5: The date of the source is unknown (C-088).
    5: No maintenance is defined in the source: the later years count no sessions.
    5: Prepaid sessions that are not given because of a medical stop (AD-03, AD-05) must be refundable pro rata.
    5: Prepaid sessions expire after 12 months at the earliest.
    15: At least 7 days before the first session
    15: Before the first treatment at least 7 days lie between consent talk and injection.
    15: Under 21 years of age, or with a flag for body dysmorphic disorder, the time to think it over is longer than 7 days; the director sets by how much.
    ");
    let evidence_item = form.items.iter().find(|item| item.number == 3).unwrap();
    assert!(evidence_item.filled[0].starts_with("In a trial that 50 women finished"));
    let alternatives = form.items.iter().find(|item| item.number == 4).unwrap();
    assert!(alternatives.filled.iter().any(
        |line| line.as_str() == "Oral dutasteride: 50 to 100 USD a month (place not stated, priced in US dollars)"
    ));
}

const NOTHING_KNOWN: ConsentDetails<'_> = ConsentDetails {
    condition: None,
    stage: None,
    products: &[],
    evidence: &[],
    cost: None,
};

#[test]
fn what_is_not_known_is_said_to_be_open() {
    let open = Composition {
        n_sessions: None,
        ..mixture(&[("dutasteride", None), ("unheard_of", None)])
    };
    let form = consent(&open, &NOTHING_KNOWN, &KNOWLEDGE, ORIGINAL);
    assert!(
        form.items
            .iter()
            .any(|item| item.id == "consent_12_five_alpha_reductase_inhibitor")
    );
    let filled: Vec<&str> = form
        .items
        .iter()
        .flat_map(|item| &item.filled)
        .map(Said::as_str)
        .collect();
    insta::assert_snapshot!(filled.join("\n"), @r"
    Diagnosis: not made yet
    Stage: not recorded
    Dutasteride, strength not known; origin: to be written in; not approved for this route (hair loss, any country; read in the source)
    unheard_of: not known to this system; what has to be said of it is missing here
    Sessions: the number is not decided yet
    Price and total: not known yet
    At least 7 days before the first session
    Before the first treatment at least 7 days lie between consent talk and injection.
    Under 21 years of age, or with a flag for body dysmorphic disorder, the time to think it over is longer than 7 days; the director sets by how much.
    ");
}

#[test]
fn the_consent_names_each_agent_in_its_own_measure() {
    let told = |agents: &[(&str, Option<f64>)]| {
        let form = consent(&mixture(agents), &NOTHING_KNOWN, &KNOWLEDGE, ORIGINAL);
        let words: Vec<&str> = form
            .agents
            .iter()
            .filter_map(|agent| agent.in_words.split(';').next())
            .collect();
        words.join("\n")
    };
    let halved = [
        ("platelet_rich_plasma", Some(1.0)),
        ("PRP", Some(0.5)),
        ("botulinum_toxin_a", Some(50.0)),
        ("biotin", Some(5.0)),
    ];
    insta::assert_snapshot!(told(&halved), @r"
    Platelet-rich plasma, 2 mL a session
    Platelet-rich plasma, 1 mL a session
    Botulinum toxin A, 50 U/mL
    Biotin, 5 mg/mL
    ");
    insta::assert_snapshot!(told(&[("platelet_rich_plasma", None), ("botulinum_toxin_a", None)]), @r"
    Platelet-rich plasma, volume not known
    Botulinum toxin A, strength not known
    ");
    let in_mg = Composition {
        agents: vec![(
            "exosomes".to_owned(),
            Some(Strength::Mass(MilligramsPerMillilitre(4.0))),
        )],
        ..mixture(&[])
    };
    let form = consent(&in_mg, &NOTHING_KNOWN, &KNOWLEDGE, ORIGINAL);
    assert_eq!(form.agents[0].strength, None);
    assert!(form.agents[0].in_words.starts_with("Exosomes, volume not known;"));
}

#[test]
fn no_line_holds_a_forbidden_word() {
    let agents: Vec<&str> = KNOWLEDGE.records.agents.iter().map(|agent| agent.id.as_str()).collect();
    let mut all: BTreeSet<String> = BTreeSet::new();
    let mut check = |composition: &Composition| {
        let form = consent(composition, &NOTHING_KNOWN, &KNOWLEDGE, ORIGINAL);
        let sheets = [
            before_sheet(composition, &KNOWLEDGE, ORIGINAL),
            after_sheet(composition, &KNOWLEDGE, ORIGINAL),
        ];
        let lines = sheets.iter().flat_map(|sheet| &sheet.lines);
        let texts = lines
            .flat_map(|line| [Some(&line.text), line.rationale.as_ref(), Some(&line.topic)])
            .flatten();
        let items = form
            .items
            .iter()
            .flat_map(|item| item.filled.iter().chain([&item.text]).chain(&item.detail));
        all.extend(
            texts
                .chain(items)
                .chain(&form.rules)
                .chain(&form.cooling_off.rules)
                .map(ToString::to_string),
        );
    };
    for (position, one) in agents.iter().enumerate() {
        check(&mixture(&[(one, Some(1.0))]));
        check(&Composition {
            technique: Some("intralesional".to_owned()),
            ..mixture(&[(one, None)])
        });
        for other in &agents[position + 1..] {
            check(&mixture(&[(one, Some(1.0)), (other, None)]));
        }
    }
    all.extend(session_checklist(&KNOWLEDGE).into_iter().map(|line| line.text));
    for text in &all {
        assert_eq!(KNOWLEDGE.forbidden_word(text), None, "{text}");
    }
}

#[test]
fn a_spanish_reader_gets_the_same_lines_in_spanish() {
    let agents = [
        ("minoxidil", Some(5.0)),
        ("dutasteride", Some(0.5)),
        ("platelet_rich_plasma", None),
    ];
    let composition = mixture(&agents);
    for sheet in [before_sheet, after_sheet] {
        let (english, spanish) = (
            sheet(&composition, &KNOWLEDGE, ORIGINAL),
            sheet(&composition, &KNOWLEDGE, "es-MX"),
        );
        assert_eq!(english.lines.len(), spanish.lines.len());
        for (english, spanish) in english.lines.iter().zip(&spanish.lines) {
            assert_eq!(english.id, spanish.id);
            assert_eq!((spanish.topic.language(), spanish.text.language()), ("es", "es"));
            assert_ne!(english.text, spanish.text);
            assert_eq!(english.hours, spanish.hours);
        }
        // Nobody translated it: everything is there, in English, and says so.
        assert_eq!(sheet(&composition, &KNOWLEDGE, "zh"), english);
    }
}

#[test]
fn the_consent_of_a_spanish_reader_is_in_spanish_to_the_last_line() {
    let plan = mixture(&[("minoxidil", Some(5.0)), ("saline", None), ("unheard_of", None)]);
    let evidence = evidence(&plan, Some("aga_f"), &KNOWLEDGE);
    let ten = anagen_knowledge::records::CountRange { from: 10, to: 10 };
    let cost = costs(None, Some(ten), None, &KNOWLEDGE);
    let details = ConsentDetails {
        condition: Some("aga_f"),
        stage: Some("Ludwig II"),
        products: &[product()],
        evidence: &evidence,
        cost: Some(&cost),
    };
    let form = consent(&plan, &details, &KNOWLEDGE, "es");
    let original = consent(&plan, &details, &KNOWLEDGE, ORIGINAL);
    assert_eq!(form.items.len(), original.items.len());
    for (line, english) in form.items.iter().zip(&original.items) {
        assert_eq!((&line.id, line.text.language()), (&english.id, "es"));
        assert_eq!(line.detail.is_some(), english.detail.is_some());
        assert_eq!(line.filled.len(), english.filled.len());
        for filled in line.filled.iter().chain(&line.detail) {
            assert_eq!(filled.language(), "es", "{filled}");
        }
    }
    let filled: Vec<String> = form
        .items
        .iter()
        .filter(|item| matches!(item.number, 1 | 2 | 5 | 15))
        .flat_map(|item| item.filled.iter().map(|line| format!("{}: {line}", item.number)))
        .collect();
    insta::assert_snapshot!(filled.join("\n"), @r"
    1: Diagnóstico: Alopecia de patrón femenino
    1: Estadio: Ludwig II
    2: Minoxidil, 5 mg/mL; de Minoxidil 5 mg/mL (Example Pharmacy, lote A17); no autorizado para esta vía (caída del cabello, cualquier país; deducido aquí)
    2: Cloruro de sodio al 0.9 %, para completar el volumen; procedencia: se escribe a mano; no autorizado para esta vía (caída del cabello, cualquier país; deducido aquí)
    2: unheard_of: este sistema no lo conoce; falta aquí lo que hay que decir de él
    5: Sesiones: 10
    5: Precio de una sesión: de 250 a 600 USD
    5: Total en 1 año: de 2500 a 6000 USD
    5: Total en 3 años: de 2500 a 6000 USD
    5: Total en 5 años: de 2500 a 6000 USD
    5: Estos no son los precios de esta clínica. No incluyen la consulta, los análisis ni los consumibles.
    5: No se conoce la fecha de la fuente (C-088).
    5: La fuente no define ningún mantenimiento: los años posteriores no cuentan sesiones.
    5: Las sesiones pagadas por adelantado que no se realizan por una interrupción médica (AD-03, AD-05) deben devolverse en proporción.
    5: Las sesiones pagadas por adelantado caducan como muy pronto a los 12 meses.
    15: Al menos 7 días antes de la primera sesión
    15: Antes del primer tratamiento median al menos 7 días entre la conversación de consentimiento y la inyección.
    15: Por debajo de los 21 años de edad, o con una señal de trastorno dismórfico corporal, el plazo para pensarlo es de más de 7 días; el director médico fija cuánto más.
    ");
}

#[test]
fn a_line_of_the_consent_is_english_as_a_whole_where_a_part_of_it_is() {
    let mut knowledge = KNOWLEDGE.clone();
    for agent in &mut knowledge.records.agents {
        agent.translations.clear();
    }
    let form = consent(&mixture(&[("minoxidil", Some(5.0))]), &NOTHING_KNOWN, &knowledge, "es");
    let named = &form.agents[0].in_words;
    assert_eq!(named.language(), "en");
    assert!(
        named.starts_with("Minoxidil, 5 mg/mL; origin: to be written in"),
        "{named}"
    );
    assert_eq!(form.items[0].text.language(), "es");
}
