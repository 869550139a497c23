//! Import of patients, appointments and stock from tables, on both engines.

use anagen_app::import::{self, Encoding, Imported, Kind, State, is_month_first, understood};
use anagen_app::patients::search;
use anagen_app::stock::products::{self, Excipients, ProductEntry};
use anagen_app::{Action, Actor, AppError, Invalid, Message};
use anagen_records::appointments::AppointmentKind;
use anagen_records::people::Role;
use anagen_records::rooms::{self, Room};
use anagen_records::values::{ClinicId, RoomId};
use anagen_records::{binds, clinics};
use jiff::civil::date;

use crate::clinic::{Clinic, On, engines};

const PATIENTS: &str = "Nº historia;Apellidos;Nombre;Fecha de nacimiento;Teléfono;Talla\n\
     7;x;x;;;\n\
     P-1;Núñez;Íñigo;12/03/1984;600 000 001;XL\n";

fn counts(new: usize, present: usize, wrong: usize) -> Imported {
    Imported { new, present, wrong }
}

/// What is said of each wrong row: its line and the keys.
async fn wrong(clinic: &Clinic, actor: &Actor, kind: Kind, file: &str) -> Vec<(u64, Vec<&'static str>)> {
    let preview = import::preview(actor, &clinic.app, kind, file.as_bytes())
        .await
        .unwrap();
    let keys = |messages: Vec<Message>| messages.into_iter().map(|message| message.key).collect();
    preview
        .rows
        .into_iter()
        .filter_map(|row| match row.state {
            State::Wrong(messages) => Some((row.line, keys(messages))),
            State::New | State::Present => None,
        })
        .collect()
}

async fn count(clinic: &Clinic, actor: &Actor, kind: Kind, file: &str) -> Imported {
    let preview = import::preview(actor, &clinic.app, kind, file.as_bytes()).await;
    preview.unwrap().counts()
}

/// Brings a file in as the preview shows it.
async fn bring_in(clinic: &Clinic, actor: &Actor, kind: Kind, file: &str) -> Imported {
    let seen = import::preview(actor, &clinic.app, kind, file.as_bytes())
        .await
        .unwrap();
    let imported = import::import(actor, &clinic.app, kind, file.as_bytes(), &seen.fingerprint())
        .await
        .unwrap();
    assert_eq!(imported, seen.counts());
    imported
}

/// How many rows a table of the clinic has.
async fn rows(clinic: &Clinic, table: &str) -> i64 {
    let mut tx = clinic.app.database().read().await.unwrap();
    tx.number(
        &format!("SELECT COUNT(*) FROM {table} WHERE clinic = $1"),
        binds![clinic.id],
    )
    .await
    .unwrap()
}

async fn add_room(clinic: &Clinic, name: &str) {
    let room = Room {
        id: RoomId::new(),
        name: name.to_owned(),
        closed_at: None,
    };
    let mut tx = clinic.app.database().write().await.unwrap();
    rooms::insert(&mut tx, clinic.id, &room).await.unwrap();
    tx.commit().await.unwrap();
}

async fn add_product(clinic: &Clinic, name: &str) {
    let injector = clinic.actor(Role::Injector).await;
    let entry = ProductEntry {
        name: name.to_owned(),
        agents: vec![("Minoxidil".to_owned(), "5 mg/mL".to_owned())],
        composition_declared: Some(true),
        excipients: Excipients::Listed(vec!["propylene_glycol".to_owned()]),
        vehicles: vec!["aqueous".to_owned()],
        label: "for_injection".to_owned(),
        ph: Some(6.2),
        volume_ml: Some(2.0),
        reorder_at: Some(5),
        ..ProductEntry::default()
    };
    products::add(&injector, &clinic.app, &entry, Invalid::default())
        .await
        .unwrap();
}

#[tokio::test]
async fn patients_are_looked_at_brought_in_and_there_already() {
    for on in engines() {
        let clinic = Clinic::new(on).await;
        let administrator = clinic.sign_in("administrator").await;
        let before = rows(&clinic, "audit").await;
        let preview = import::preview(&administrator, &clinic.app, Kind::Patients, PATIENTS.as_bytes())
            .await
            .unwrap();
        assert_eq!(preview.delimiter, ';');
        assert_eq!(preview.counts(), counts(2, 0, 0));
        let taken: Vec<_> = preview.columns.iter().map(|(_, field)| *field).collect();
        assert_eq!(
            taken[1..4],
            [Some("family_name"), Some("given_names"), Some("birth_date")]
        );
        assert_eq!(taken[5], None);
        assert_eq!(
            (rows(&clinic, "patient").await, rows(&clinic, "audit").await),
            (0, before)
        );

        assert_eq!(bring_in(&clinic, &administrator, Kind::Patients, PATIENTS).await.new, 2);
        assert_eq!(rows(&clinic, "patient").await, 2);
        assert_eq!(rows(&clinic, "audit").await, before + 3, "the file and each patient");
        let front_desk = clinic.actor(Role::FrontDesk).await;
        let found = search::search(&front_desk, &clinic.app, "nunez 1984", None)
            .await
            .unwrap();
        let patient = &found.hits[0].patient;
        assert_eq!(patient.family_name, "Núñez");
        assert_eq!(patient.birth_date.unwrap().0, date(1984, 3, 12));
        assert!(!patient.demo);

        assert_eq!(
            bring_in(&clinic, &administrator, Kind::Patients, PATIENTS).await,
            counts(0, 2, 0)
        );
        assert_eq!(rows(&clinic, "patient").await, 2);
    }
}

#[tokio::test]
async fn a_patient_without_a_number_is_told_by_name_and_birth_date_and_never_doubled() {
    for on in engines() {
        let clinic = Clinic::new(on).await;
        let administrator = clinic.sign_in("administrator").await;
        let file = "number,surname,first name,born\n\
             ,Lopez,Ana,1990-05-01\n\
             ,Ruiz,Eva,\n\
             5,Vidal,Pau,1971-01-31\n";
        assert_eq!(
            bring_in(&clinic, &administrator, Kind::Patients, file).await,
            counts(3, 0, 0)
        );
        // Without a birth date nobody can tell whether it is the same person: that is said, not guessed.
        assert_eq!(
            count(&clinic, &administrator, Kind::Patients, file).await,
            counts(0, 2, 1)
        );
        assert_eq!(
            wrong(&clinic, &administrator, Kind::Patients, file).await,
            [(3, vec!["import-name-known"])]
        );
        let other = "number,surname,first name,born\n\
             99,LÓPEZ,Ana,1990-05-01\n\
             5,Somebody,Else,1980-01-01\n\
             ,Lopez,Ana,1990-05-02\n\
             98,Ruiz,Eva,\n";
        assert_eq!(
            wrong(&clinic, &administrator, Kind::Patients, other).await,
            [
                (2, vec!["import-known-under-another-number"]),
                (3, vec!["import-number-of-another"]),
            ]
        );
        assert_eq!(
            count(&clinic, &administrator, Kind::Patients, other).await,
            counts(2, 0, 2)
        );
        // A name that was corrected since is still the same person: number and birth date agree.
        let corrected = "number,surname,first name,born\n5,Vidal Roca,Pau,1971-01-31\n";
        assert_eq!(
            count(&clinic, &administrator, Kind::Patients, corrected).await,
            counts(0, 1, 0)
        );
    }
}

#[tokio::test]
async fn numbers_in_the_file_are_not_given_to_rows_without_one() {
    for on in engines() {
        let clinic = Clinic::new(on).await;
        let administrator = clinic.sign_in("administrator").await;
        bring_in(
            &clinic,
            &administrator,
            Kind::Patients,
            "name,born\n\"First, One\",1980-01-01\n",
        )
        .await;
        let next = anagen_app::patients::register::next_number(&clinic.actor(Role::FrontDesk).await, &clinic.app)
            .await
            .unwrap();
        let file = format!("number,name,born\n,\"Second, Two\",1980-01-02\n{next},\"Third, Three\",1980-01-03\n");
        assert_eq!(
            bring_in(&clinic, &administrator, Kind::Patients, &file).await,
            counts(2, 0, 0)
        );
        assert_eq!(
            count(&clinic, &administrator, Kind::Patients, &file).await,
            counts(0, 2, 0)
        );
    }
}

#[tokio::test]
async fn wrong_rows_of_patients_are_told_by_their_line() {
    for on in engines() {
        let clinic = Clinic::new(on).await;
        let administrator = clinic.sign_in("administrator").await;
        let file = "number,name,born,email,phone\n\
             1,\"Lopez, Ana\",31/02/1990,,\n\
             \n\
             2,Ana Lopez,12/03/84,,\n\
             3,\"Ruiz, Eva\",2031-01-01,nobody,12\n\
             4,\"Vidal, Pau\",,,\n\
             4,\"Vidal, Pau\",,,\n\
             5,,,,\n";
        assert_eq!(
            wrong(&clinic, &administrator, Kind::Patients, file).await,
            [
                (2, vec!["import-day-wrong"]),
                (
                    4,
                    vec![
                        "import-name-without-comma",
                        "import-year-wrong",
                        "patients-name-missing"
                    ]
                ),
                (
                    5,
                    vec![
                        "patients-birth-date-in-future",
                        "patients-email-wrong",
                        "patients-phone-wrong"
                    ]
                ),
                (7, vec!["import-row-twice"]),
                (8, vec!["patients-name-missing"]),
            ]
        );
        // What is right of it is brought in, what is wrong is not.
        assert_eq!(
            bring_in(&clinic, &administrator, Kind::Patients, file).await,
            counts(1, 0, 5)
        );
        assert_eq!(rows(&clinic, "patient").await, 1);
    }
}

#[tokio::test]
async fn days_are_read_as_the_clinics_country_writes_them() {
    let clinic = Clinic::new(On::Sqlite).await;
    let mut tx = clinic.app.database().write().await.unwrap();
    let mut row = clinics::find(&mut tx, clinic.id).await.unwrap().unwrap();
    row.country = "US".to_owned();
    assert!(clinics::update(&mut tx, &row).await.unwrap());
    tx.commit().await.unwrap();
    assert!(is_month_first("US") && !is_month_first("ES"));
    let administrator = clinic.sign_in("administrator").await;
    bring_in(
        &clinic,
        &administrator,
        Kind::Patients,
        "name,born\n\"Lopez, Ana\",03/04/1990\n",
    )
    .await;
    let front_desk = clinic.actor(Role::FrontDesk).await;
    let found = search::search(&front_desk, &clinic.app, "lopez", None).await.unwrap();
    assert_eq!(found.hits[0].patient.birth_date.unwrap().0, date(1990, 3, 4));
}

#[tokio::test]
async fn files_are_read_in_the_letters_that_programs_write() {
    let clinic = Clinic::new(On::Sqlite).await;
    let administrator = clinic.sign_in("administrator").await;
    let text = "number;surname\n1;Núñez\n";
    let latin = b"number;surname\n1;N\xfa\xf1ez\n".to_vec();
    let marked = [b"\xef\xbb\xbf", text.as_bytes()].concat();
    let little: Vec<u8> = [0xff, 0xfe]
        .into_iter()
        .chain(text.encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    let big: Vec<u8> = [0xfe, 0xff]
        .into_iter()
        .chain(text.encode_utf16().flat_map(u16::to_be_bytes))
        .collect();
    for (bytes, encoding) in [
        (text.as_bytes().to_vec(), Encoding::Utf8),
        (marked, Encoding::Utf8),
        (latin, Encoding::Latin1),
        (little, Encoding::Utf16),
        (big, Encoding::Utf16),
    ] {
        let preview = import::preview(&administrator, &clinic.app, Kind::Patients, &bytes)
            .await
            .unwrap();
        assert_eq!(preview.encoding, encoding);
        assert_eq!(preview.rows[0].cells, ["1", "Núñez"]);
    }
}

#[tokio::test]
async fn appointments_are_brought_in_once_and_what_is_wrong_is_told() {
    for on in engines() {
        let clinic = Clinic::new(on).await;
        let administrator = clinic.sign_in("administrator").await;
        add_room(&clinic, "Room 1").await;
        let injector = clinic.actor(Role::Injector).await;
        bring_in(
            &clinic,
            &administrator,
            Kind::Patients,
            "number,surname\nP-1,Lopez\nP-2,Ruiz\n",
        )
        .await;
        let file = "number,date,time,minutes,end,kind,room,with,note\n\
             P-1,16/03/2026,9:30,45,,sesión,room 1,,bring the letter\n\
             P-2,2026-03-16,2:00 pm,,15:00,,,Dr injector,\n";
        assert_eq!(
            bring_in(&clinic, &administrator, Kind::Appointments, file).await,
            counts(2, 0, 0)
        );
        assert_eq!(
            bring_in(&clinic, &administrator, Kind::Appointments, file).await,
            counts(0, 2, 0)
        );
        assert_eq!(rows(&clinic, "appointment").await, 2);

        let front_desk = clinic.actor(Role::FrontDesk).await;
        let found = search::search(&front_desk, &clinic.app, "lopez", None).await.unwrap();
        let stored = {
            let mut tx = clinic.app.database().read().await.unwrap();
            anagen_records::appointments::of_patient(&mut tx, found.hits[0].patient.id, 10)
                .await
                .unwrap()
        };
        assert_eq!(stored.len(), 1);
        assert_eq!(stored[0].kind, AppointmentKind::Session);
        // Half past nine in Madrid, three quarters of an hour.
        assert_eq!(stored[0].starts_at.to_string(), "2026-03-16T08:30:00.000000Z");
        assert_eq!(anagen_app::appointments::minutes(&stored[0]), 45);
        assert_eq!(stored[0].note, "bring the letter");

        let broken = "number,date,time,minutes,end,kind,room,with\n\
             ,2026-03-17,9:30,30,,,Room 1,\n\
             P-9,2026-03-17,9:30,30,,,Room 1,\n\
             P-1,17.3,25:00,x,,party,Attic,Nobody\n\
             P-1,2026-03-17,9:30,,9:00,,Room 1,\n\
             P-1,2026-03-11,9:30,30,,,Room 1,\n\
             P-2,2026-03-16,9:45,30,,,Room 1,\n\
             P-1,2026-03-17,9:30,30,,,Room 1,\n\
             P-2,2026-03-17,9:45,30,,,Room 1,\n";
        assert_eq!(
            wrong(&clinic, &administrator, Kind::Appointments, broken).await,
            [
                (2, vec!["import-appointment-without-number"]),
                (3, vec!["import-no-such-patient"]),
                (
                    4,
                    vec![
                        "import-number-wrong",
                        "import-day-wrong",
                        "import-time-wrong",
                        "import-appointment-kind",
                        "import-no-such-room",
                        "import-no-such-person"
                    ]
                ),
                (5, vec!["import-appointment-ends-early"]),
                (6, vec!["import-appointment-past"]),
                (7, vec!["import-appointment-taken"]),
                (9, vec!["import-appointment-taken-by-row"]),
            ]
        );
        drop(injector);
    }
}

#[tokio::test]
async fn lots_are_brought_in_once_and_what_is_wrong_is_told() {
    for on in engines() {
        let clinic = Clinic::new(on).await;
        let administrator = clinic.sign_in("administrator").await;
        add_product(&clinic, "Minoxidil 5 mg/mL, 2 mL").await;
        let file = "Producto;Lote;Caducidad;Cantidad;Precio\n\
             minoxidil 5 mg/ml, 2 ml;A1;30/06/2027;10;12,50 €\n\
             Minoxidil 5 mg/mL, 2 mL;A2;2027-07-31;3.0;\n";
        assert_eq!(count(&clinic, &administrator, Kind::Stock, file).await, counts(2, 0, 0));
        assert_eq!(rows(&clinic, "lot").await, 0, "a preview receives nothing");
        assert_eq!(
            bring_in(&clinic, &administrator, Kind::Stock, file).await,
            counts(2, 0, 0)
        );
        assert_eq!(
            bring_in(&clinic, &administrator, Kind::Stock, file).await,
            counts(0, 2, 0)
        );
        assert_eq!(rows(&clinic, "lot").await, 2);
        let mut tx = clinic.app.database().read().await.unwrap();
        let shelf = anagen_app::stock::shelf(&mut tx, clinic.id, date(2026, 3, 12))
            .await
            .unwrap();
        drop(tx);
        let on_shelf: Vec<_> = shelf
            .iter()
            .map(|lot| {
                (
                    lot.product.lot.as_deref().unwrap(),
                    lot.product.expires.unwrap(),
                    lot.on_shelf,
                )
            })
            .collect();
        assert_eq!(on_shelf, [("A1", date(2027, 6, 30), 10), ("A2", date(2027, 7, 31), 3)]);

        let broken = "product,lot,expiry,quantity,price\n\
             Something,B1,2027-06-30,1,\n\
             \"Minoxidil 5 mg/mL, 2 mL\",B2,soon,-1,cheap\n\
             \"Minoxidil 5 mg/mL, 2 mL\",B3,2026-03-01,1,\n\
             \"Minoxidil 5 mg/mL, 2 mL\",,2027-06-30,1,\n\
             \"Minoxidil 5 mg/mL, 2 mL\",B4,2027-06-30,1,\n\
             \"Minoxidil 5 mg/mL, 2 mL\",B4,2027-06-30,1,\n";
        assert_eq!(
            wrong(&clinic, &administrator, Kind::Stock, broken).await,
            [
                (2, vec!["import-no-such-product"]),
                (3, vec!["import-day-wrong", "import-number-wrong", "import-price-wrong"]),
                (4, vec!["stock-expired-on-arrival"]),
                (5, vec!["stock-lot-number-missing"]),
                (7, vec!["import-row-twice"]),
            ]
        );
    }
}

#[tokio::test]
async fn other_rows_than_were_seen_are_not_written() {
    for on in engines() {
        let clinic = Clinic::new(on).await;
        let administrator = clinic.sign_in("administrator").await;
        add_product(&clinic, "Minoxidil").await;
        let lots = "product,lot,expiry,quantity\nMinoxidil,A1,2027-06-30,10\nMinoxidil,A2,2027-06-30,10\n";
        for (kind, table, file) in [(Kind::Patients, "patient", PATIENTS), (Kind::Stock, "lot", lots)] {
            let before = (rows(&clinic, table).await, rows(&clinic, "audit").await);
            let stale = import::import(&administrator, &clinic.app, kind, file.as_bytes(), "").await;
            assert!(matches!(stale, Err(AppError::Stale("import"))), "{stale:?}");
            assert_eq!((rows(&clinic, table).await, rows(&clinic, "audit").await), before);
        }
        // Somebody registers one of them between the preview and the confirmation.
        let seen = import::preview(&administrator, &clinic.app, Kind::Patients, PATIENTS.as_bytes())
            .await
            .unwrap()
            .fingerprint();
        bring_in(&clinic, &administrator, Kind::Patients, "number,surname\n7,x x\n").await;
        let stale = import::import(&administrator, &clinic.app, Kind::Patients, PATIENTS.as_bytes(), &seen).await;
        assert!(matches!(stale, Err(AppError::Stale("import"))), "{stale:?}");
        assert_eq!(rows(&clinic, "patient").await, 1);
        // As many rows as were seen, but others: one became new while another stopped being so.
        let two = "product,lot,expiry,quantity\nMinoxidil,B1,2027-06-30,10\nLidocaine,B2,2027-06-30,10\n";
        let seen = import::preview(&administrator, &clinic.app, Kind::Stock, two.as_bytes())
            .await
            .unwrap();
        assert_eq!(
            seen.counts(),
            Imported {
                new: 1,
                present: 0,
                wrong: 1
            }
        );
        let one = "product,lot,expiry,quantity\nMinoxidil,B1,2027-06-30,10\n";
        bring_in(&clinic, &administrator, Kind::Stock, one).await;
        add_product(&clinic, "Lidocaine").await;
        let stale = import::import(
            &administrator,
            &clinic.app,
            Kind::Stock,
            two.as_bytes(),
            &seen.fingerprint(),
        )
        .await;
        assert!(matches!(stale, Err(AppError::Stale("import"))), "{stale:?}");
    }
}

#[tokio::test]
async fn another_clinics_patients_rooms_and_numbers_count_for_nothing() {
    for on in engines() {
        let clinic = Clinic::new(on).await;
        let administrator = clinic.sign_in("administrator").await;
        let other = {
            let mut tx = clinic.app.database().write().await.unwrap();
            let mut other = clinics::find(&mut tx, clinic.id).await.unwrap().unwrap();
            other.id = ClinicId::new();
            clinics::insert(&mut tx, &other).await.unwrap();
            let room = Room {
                id: RoomId::new(),
                name: "Foreign room".to_owned(),
                closed_at: None,
            };
            rooms::insert(&mut tx, other.id, &room).await.unwrap();
            tx.commit().await.unwrap();
            other.id
        };
        let foreign = Actor {
            clinic: other,
            ..administrator.clone()
        };
        bring_in(
            &clinic,
            &foreign,
            Kind::Patients,
            "number,surname,born\nF-1,Foreign,1980-01-01\n",
        )
        .await;
        let file = "number,date,time,room\nF-1,2026-03-17,9:30,Foreign room\n";
        assert_eq!(
            wrong(&clinic, &administrator, Kind::Appointments, file).await,
            [(2, vec!["import-no-such-patient", "import-no-such-room"])]
        );
        let same = "number,surname,born\nF-1,Own,1990-01-01\n,Foreign,1980-01-01\n";
        assert_eq!(
            bring_in(&clinic, &administrator, Kind::Patients, same).await,
            counts(2, 0, 0)
        );
        assert_eq!(rows(&clinic, "patient").await, 2);
    }
}

#[tokio::test]
async fn only_a_role_with_the_right_imports() {
    let clinic = Clinic::new(On::Sqlite).await;
    let before = rows(&clinic, "patient").await;
    for role in Role::ALL.iter().copied().filter(|role| *role != Role::Administrator) {
        let actor = clinic.actor(role).await;
        for kind in Kind::ALL {
            let (patients, appointments, stock) = (
                PATIENTS,
                "number,date,time,room\n1,2026-03-17,9:30,x\n",
                "product,lot,expiry,quantity\na,b,2027-01-01,1\n",
            );
            let file = match kind {
                Kind::Patients => patients,
                Kind::Appointments => appointments,
                Kind::Stock => stock,
            };
            let seen = import::preview(&actor, &clinic.app, *kind, file.as_bytes()).await;
            assert!(
                matches!(seen, Err(AppError::Forbidden(Action::Import))),
                "{role} {kind}"
            );
            let written = import::import(&actor, &clinic.app, *kind, file.as_bytes(), "").await;
            assert!(
                matches!(written, Err(AppError::Forbidden(Action::Import))),
                "{role} {kind}"
            );
        }
    }
    assert_eq!(rows(&clinic, "patient").await, before);
}

#[tokio::test]
async fn a_template_is_understood_whole() {
    let clinic = Clinic::new(On::Sqlite).await;
    let administrator = clinic.sign_in("administrator").await;
    for kind in Kind::ALL {
        let bytes = import::template(*kind, date(2026, 3, 12)).unwrap();
        let preview = import::preview(&administrator, &clinic.app, *kind, &bytes)
            .await
            .unwrap();
        let fields: Vec<_> = preview.columns.iter().map(|(_, field)| field.unwrap()).collect();
        assert!(fields.len() >= 6, "{fields:?}");
        let left_out: Vec<_> = understood(*kind)
            .map(|column| column.field)
            .filter(|field| !fields.contains(field))
            .collect();
        assert!(
            left_out.iter().all(|field| matches!(*field, "full_name" | "end")),
            "{left_out:?}"
        );
        // The example is invented: only a patient could be brought in of it as it stands.
        let state = &preview.rows[0].state;
        assert_eq!(*state == State::New, *kind == Kind::Patients, "{state:?}");
        if let State::Wrong(messages) = state {
            assert!(
                messages
                    .iter()
                    .all(|message| message.key.starts_with("import-no-such-")),
                "{messages:?}"
            );
        }
    }
}
