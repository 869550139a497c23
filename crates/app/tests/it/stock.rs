//! The shelf, its ledger, recalls, clusters, rooms and kits, on both engines.

mod clusters;
mod ledger;
mod products;
mod recall;
mod rooms;
mod shelf;

use anagen_app::Invalid;
use anagen_app::stock::lots::{self, Delivery};
use anagen_app::stock::products::{self as app_products, Excipients, ProductEntry};
use anagen_app::{Actor, AppError};
use anagen_records::patients::{self, Patient};
use anagen_records::values::{ClinicId, LotId, PatientId, PersonId, ProductId, RoomId, SessionId, VialId};
use anagen_records::{Stamp, binds, clinics};
use jiff::civil::{Date, date};

use crate::clinic::Clinic;

/// 12 March 2026 is today.
const IN_DATE: Date = date(2027, 6, 30);

fn minoxidil() -> ProductEntry {
    ProductEntry {
        name: "Minoxidil 5 mg/mL, 2 mL".to_owned(),
        agents: vec![("Minoxidil".to_owned(), "5 mg/mL".to_owned())],
        composition_declared: Some(true),
        excipients: Excipients::Listed(vec!["propylene_glycol".to_owned()]),
        vehicles: vec!["aqueous".to_owned()],
        label: "for_injection".to_owned(),
        ph: Some(6.2),
        volume_ml: Some(2.0),
        reorder_at: Some(5),
        ..ProductEntry::default()
    }
}

async fn product(clinic: &Clinic, actor: &Actor) -> ProductId {
    app_products::add(actor, &clinic.app, &minoxidil(), Invalid::default())
        .await
        .unwrap()
}

fn delivery(product: ProductId, number: &str, quantity: i64) -> Delivery {
    Delivery {
        product: Some(product),
        number: number.to_owned(),
        expires_on: Some(IN_DATE),
        supplier: "Pharmacy".to_owned(),
        unit_price: Some(1250),
        quantity: Some(quantity),
        ..Delivery::default()
    }
}

async fn lot(clinic: &Clinic, actor: &Actor, number: &str, quantity: i64) -> LotId {
    let existing = {
        let mut tx = clinic.app.database().read().await.unwrap();
        anagen_records::stock::products::find_by_name(&mut tx, clinic.id, &minoxidil().name)
            .await
            .unwrap()
    };
    let product = match existing {
        Some(product) => product.id,
        None => product(clinic, actor).await,
    };
    lots::receive(
        actor,
        &clinic.app,
        &delivery(product, number, quantity),
        Invalid::default(),
    )
    .await
    .unwrap()
}

async fn on_shelf(clinic: &Clinic, lot: LotId) -> i64 {
    let mut tx = clinic.app.database().read().await.unwrap();
    let (_, sum) = anagen_records::stock::ledger::count(&mut tx, clinic.id, lot)
        .await
        .unwrap();
    let kept = anagen_records::stock::lots::find(&mut tx, clinic.id, lot)
        .await
        .unwrap()
        .unwrap()
        .on_shelf;
    assert_eq!(kept, sum, "what is kept beside the ledger is its sum");
    sum
}

async fn clinic_row(clinic: &Clinic) -> clinics::Clinic {
    let mut tx = clinic.app.database().read().await.unwrap();
    clinics::find(&mut tx, clinic.id).await.unwrap().unwrap()
}

async fn patient(clinic: &Clinic, number: &str) -> PatientId {
    let mut tx = clinic.app.database().write().await.unwrap();
    let patient = Patient {
        id: PatientId::new(),
        number: number.to_owned(),
        family_name: format!("Family{number}"),
        given_names: "Given".to_owned(),
        birth_date: None,
        phone: "+34 600 000 000".to_owned(),
        email: String::new(),
        address: String::new(),
        language: String::new(),
        note: String::new(),
        demo: true,
        portrait: None,
        merged_into: None,
        version: 1,
        created_at: clinic.app.now(),
    };
    patients::insert(&mut tx, clinic.id, &patient, None).await.unwrap();
    tx.commit().await.unwrap();
    patient.id
}

async fn room(clinic: &Clinic, name: &str) -> RoomId {
    let administrator = clinic.sign_in("administrator").await;
    anagen_app::rooms::add(&administrator, &clinic.app, name).await.unwrap()
}

/// One treatment, as a session leaves it in the records.
#[derive(Clone, Copy)]
struct Treatment {
    patient: PatientId,
    lot: LotId,
    vial: Option<VialId>,
    room: Option<RoomId>,
    injector: Option<PersonId>,
    day: Date,
}

async fn treat(clinic: &Clinic, treatment: Treatment) -> SessionId {
    let Treatment {
        patient,
        lot,
        vial,
        room,
        injector,
        day,
    } = treatment;
    let session = SessionId::new();
    let mut tx = clinic.app.database().write().await.unwrap();
    tx.run(
        "INSERT INTO session (id, version, clinic, patient, number, room, state, day, started_at, injector, body, charting, \
         n_points, volume_ml, from_paper, edit, changed_at) \
         VALUES ($1, 1, $2, $3, 1, $4, 'signed', $5, $6, $7, '{}', '[]', 80, 2.0, $8, 1, $6)",
        binds![session, clinic.id, patient, room, anagen_records::Day(day), clinic.app.now(), injector, false],
    )
    .await
    .unwrap();
    tx.run(
        "INSERT INTO mixture_component (id, clinic, session, patient, product, lot, vial, volume_ml, vials) \
         VALUES ($1, $2, $3, $4, (SELECT product FROM lot WHERE id = $5), $5, $6, 2.0, 1)",
        binds![
            anagen_records::values::RowId::new(),
            clinic.id,
            session,
            patient,
            lot,
            vial
        ],
    )
    .await
    .unwrap();
    tx.commit().await.unwrap();
    session
}

/// Another clinic in the same database, with a lot of its own.
async fn lot_of_another_clinic(clinic: &Clinic) -> (ClinicId, LotId) {
    let mut other = clinic_row(clinic).await;
    other.id = ClinicId::new();
    let mut tx = clinic.app.database().write().await.unwrap();
    clinics::insert(&mut tx, &other).await.unwrap();
    let person = PersonId::new();
    let now = clinic.app.now();
    tx.run(
        "INSERT INTO person (id, clinic, name, sign_in_name, version, created_at) VALUES ($1, $2, 'Stranger', 'stranger', 1, $3)",
        binds![person, other.id, now],
    )
    .await
    .unwrap();
    let product = ProductId::new();
    tx.run(
        "INSERT INTO product (id, clinic, name, body, version, created_by, created_at) VALUES ($1, $2, 'Theirs', $3, 1, $4, $5)",
        binds![
            product,
            other.id,
            "{\"id\":\"x\",\"name\":\"Theirs\",\"agents\":[],\"volume\":\"2 mL\",\"label\":\"for_injection\"}",
            person,
            now
        ],
    )
    .await
    .unwrap();
    let lot = anagen_records::stock::lots::Lot {
        id: LotId::new(),
        product,
        number: "SECRET-77".to_owned(),
        expires_on: anagen_records::Day(IN_DATE),
        supplier: String::new(),
        unit_price: None,
        received_at: now,
        created_by: person,
        quarantined_at: None,
        quarantined_because: None,
        on_shelf: 0,
        version: 1,
    };
    anagen_records::stock::lots::insert(&mut tx, other.id, &lot)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    (other.id, lot.id)
}

/// The keys of what is wrong, by field.
fn wrong(error: &AppError) -> Vec<(String, &'static str)> {
    match error {
        AppError::Invalid(invalid) => invalid
            .0
            .iter()
            .map(|wrong| (wrong.field.clone(), wrong.message.key))
            .collect(),
        other => panic!("not a wrong field: {other:?}"),
    }
}

#[track_caller]
fn is_refused(result: Result<(), AppError>, key: &str) {
    match result {
        Err(AppError::Refused(message)) => assert_eq!(message.key, key),
        other => panic!("not refused: {other:?}"),
    }
}

fn at(moment: &str) -> Stamp {
    Stamp(moment.parse().unwrap())
}
