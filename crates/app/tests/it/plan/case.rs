//! A patient who can be treated and a shelf to treat from: the reviewed case of a man with a thinning vertex.

use anagen_app::Invalid;
use anagen_app::plan::case_file;
use anagen_app::stock::lots::{self, Delivery};
use anagen_app::stock::products::{self, Excipients, ProductEntry};
use anagen_care::case::Case;
use anagen_records::known::{self, Answer, RecordedList};
use anagen_records::patients::{self, Patient};
use anagen_records::people::{self, Role};
use anagen_records::values::{Json, LotId, PatientId};
use anagen_records::{Day, Stamp};
use jiff::civil::date;

use crate::clinic::{Clinic, KNOWLEDGE};

const EXAMPLE: &str = include_str!(concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../../examples/cases/male-vertex-minoxidil.toml"
));
/// The moment at which the case is decided.
pub(crate) const DECIDED_AT: &str = "2026-03-12T09:30:00Z";

/// The case as it is reviewed.
pub(crate) fn example() -> Case {
    Case::from_toml(EXAMPLE, DECIDED_AT.parse().unwrap(), &KNOWLEDGE).unwrap()
}

/// A patient of whom everything of the case is known; the clock stands where it is decided.
pub(crate) async fn treatable(clinic: &Clinic, number: &str) -> PatientId {
    clinic.at(DECIDED_AT);
    let case = example();
    let file = case_file(&case, &KNOWLEDGE).unwrap();
    let now = clinic.app.now();
    let mut tx = clinic.app.database().write().await.unwrap();
    let by = people::find_by_sign_in_name(&mut tx, "administrator")
        .await
        .unwrap()
        .unwrap()
        .id;
    let demo = anagen_records::clinics::find(&mut tx, clinic.id)
        .await
        .unwrap()
        .unwrap()
        .demo;
    let patient = Patient {
        id: PatientId::new(),
        number: number.to_owned(),
        family_name: format!("Family {number}"),
        given_names: "Given".to_owned(),
        birth_date: case.birth_date.map(Day),
        phone: String::new(),
        email: String::new(),
        address: String::new(),
        language: String::new(),
        note: String::new(),
        demo,
        portrait: None,
        merged_into: None,
        version: 1,
        created_at: now,
    };
    patients::insert(&mut tx, clinic.id, &patient, Some(by)).await.unwrap();
    let stamp = |value: &serde_json::Value| Stamp(value.as_str().unwrap().parse().unwrap());
    for group in file["answers"].as_array().unwrap() {
        for (fact, answer) in group["facts"].as_object().unwrap() {
            let answer = Answer {
                fact: fact.clone(),
                answer: Json(answer.clone()),
                source: group["source"].as_str().unwrap().to_owned(),
                at: stamp(&group["at"]),
                session: None,
                entered_by: by,
                entered_at: now,
            };
            known::answer(&mut tx, clinic.id, patient.id, &answer).await.unwrap();
        }
    }
    for kind in ["medicines", "allergies"] {
        let list = RecordedList {
            kind: kind.to_owned(),
            entries: Json(file[kind]["entries"].clone()),
            asked_at: stamp(&file[kind]["asked_at"]),
            entered_by: by,
        };
        known::list(&mut tx, clinic.id, patient.id, &list, now).await.unwrap();
    }
    known::diagnosis(
        &mut tx,
        clinic.id,
        patient.id,
        &Json(file["diagnosis"].clone()),
        by,
        now,
    )
    .await
    .unwrap();
    tx.commit().await.unwrap();
    patient.id
}

/// Minoxidil and saline on the shelf; gives the lot of the minoxidil.
pub(crate) async fn stocked(clinic: &Clinic) -> LotId {
    let actor = clinic.actor(Role::Assistant).await;
    let mut minoxidil = None;
    for (product, number) in [(&minoxidil_product(), "MX-0417"), (&saline_product(), "NS-2203")] {
        let product = products::add(&actor, &clinic.app, product, Invalid::default())
            .await
            .unwrap();
        let delivery = Delivery {
            product: Some(product),
            number: number.to_owned(),
            expires_on: Some(date(2027, 1, 31)),
            quantity: Some(20),
            supplier: "Invented pharmacy".to_owned(),
            ..Delivery::default()
        };
        let lot = lots::receive(&actor, &clinic.app, &delivery, Invalid::default())
            .await
            .unwrap();
        minoxidil.get_or_insert(lot);
    }
    minoxidil.unwrap()
}

fn minoxidil_product() -> ProductEntry {
    ProductEntry {
        name: "Minoxidil 5 mg/mL, sterile, without alcohol".to_owned(),
        agents: vec![("minoxidil".to_owned(), "5 mg/mL".to_owned())],
        composition_declared: Some(true),
        excipients: Excipients::Listed(vec!["hydroxypropylbetadex".to_owned()]),
        vehicles: vec!["aqueous".to_owned(), "cyclodextrin".to_owned()],
        label: "for_injection".to_owned(),
        ph: Some(5.2),
        osmolality: Some(290.0),
        volume_ml: Some(5.0),
        lawful_supply: Some(true),
        vendor: "Invented compounding pharmacy".to_owned(),
        ..ProductEntry::default()
    }
}

fn saline_product() -> ProductEntry {
    ProductEntry {
        name: "Sodium chloride 0.9 %, 10 mL".to_owned(),
        agents: vec![("saline".to_owned(), "9 mg/mL".to_owned())],
        composition_declared: Some(true),
        excipients: Excipients::None,
        vehicles: vec!["aqueous".to_owned()],
        label: "for_injection".to_owned(),
        ph: Some(5.5),
        osmolality: Some(286.0),
        volume_ml: Some(10.0),
        lawful_supply: Some(true),
        ..ProductEntry::default()
    }
}
