//! Clusters from real records, and the quarantine of a proven case.

use anagen_app::AppError;
use anagen_app::stock::clusters::{self, SharedThing};
use anagen_app::stock::{self, Standing};
use anagen_care::surveillance::{Cause, Unit};
use anagen_records::binds;
use anagen_records::people::Role;
use anagen_records::values::{AdverseEventId, PatientId};
use jiff::civil::{Date, date};

use super::{Treatment, lot, patient, room, treat};
use crate::clinic::{Clinic, engines};

struct Reported {
    patient: PatientId,
    code: &'static str,
    infection: bool,
    grade: Option<i64>,
    onset: Date,
    body: &'static str,
}

async fn report(clinic: &Clinic, event: Reported) {
    let by = clinic.sign_in("administrator").await.person;
    let mut tx = clinic.app.database().write().await.unwrap();
    tx.run(
        "INSERT INTO adverse_event (id, clinic, patient, code, grade, infection, onset_on, body, outcome, version, created_by, \
         created_at, changed_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'open', 1, $9, $10, $10)",
        binds![
            AdverseEventId::new(),
            clinic.id,
            event.patient,
            event.code,
            event.grade,
            event.infection,
            anagen_records::Day(event.onset),
            event.body,
            by,
            clinic.app.now()
        ],
    )
    .await
    .unwrap();
    tx.commit().await.unwrap();
}

fn abscess(patient: PatientId, onset: Date) -> Reported {
    Reported {
        patient,
        code: "ae_abscess",
        infection: true,
        grade: Some(2),
        onset,
        body: "{}",
    }
}

#[tokio::test]
async fn two_infections_on_one_lot_are_found_with_how_many_got_it() {
    for on in engines() {
        let clinic = Clinic::new(on).await;
        let injector = clinic.actor(Role::Injector).await;
        let (bad, good) = (
            lot(&clinic, &injector, "BAD", 10).await,
            lot(&clinic, &injector, "GOOD", 10).await,
        );
        let (first, second) = (room(&clinic, "Room 1").await, room(&clinic, "Room 2").await);
        let mut patients = Vec::new();
        for number in ["1", "2", "3", "4"] {
            patients.push(patient(&clinic, number).await);
        }
        let treated = |n: usize, lot, room, day| Treatment {
            patient: patients[n],
            lot,
            vial: None,
            room: Some(room),
            injector: None,
            day,
        };
        treat(&clinic, treated(0, bad, first, date(2026, 1, 1))).await;
        treat(&clinic, treated(1, bad, second, date(2026, 3, 2))).await;
        treat(&clinic, treated(2, bad, second, date(2026, 2, 1))).await;
        treat(&clinic, treated(3, good, first, date(2026, 2, 1))).await;
        report(&clinic, abscess(patients[0], date(2026, 1, 20))).await;
        assert!(clusters::find(&injector, &clinic.app).await.unwrap().found.is_empty());
        report(&clinic, abscess(patients[1], date(2026, 3, 10))).await;
        // A mild event that is no infection makes no cluster.
        for patient in [patients[0], patients[2]] {
            let mild = Reported {
                code: "ae_bruise",
                infection: false,
                grade: Some(1),
                ..abscess(patient, date(2026, 2, 3))
            };
            report(&clinic, mild).await;
        }
        let found = clusters::find(&injector, &clinic.app).await.unwrap().found;
        assert_eq!(found.len(), 1, "{on:?} {found:?}");
        let view = &found[0];
        assert_eq!(
            (&view.cluster.cause, view.cluster.unit),
            (&Cause::Infections, Unit::Lot)
        );
        assert_eq!((view.cluster.patients.len(), view.n_treated), (2, Some(3)));
        assert!(matches!(&view.shared, SharedThing::Lot { lot, vial_opened_at: None, .. } if lot.number == "BAD"));
        let assistant = clinic.actor(Role::Assistant).await;
        assert!(matches!(
            clusters::find(&assistant, &clinic.app).await,
            Err(AppError::Forbidden(_))
        ));
    }
}

#[tokio::test]
async fn two_records_of_one_person_are_one_patient() {
    for on in engines() {
        let clinic = Clinic::new(on).await;
        let injector = clinic.actor(Role::Injector).await;
        let bad = lot(&clinic, &injector, "BAD", 10).await;
        let (kept, merged) = (patient(&clinic, "1").await, patient(&clinic, "2").await);
        for patient in [kept, merged] {
            let one = Treatment {
                patient,
                lot: bad,
                vial: None,
                room: None,
                injector: None,
                day: date(2026, 3, 1),
            };
            treat(&clinic, one).await;
            report(&clinic, abscess(patient, date(2026, 3, 8))).await;
        }
        assert_eq!(clusters::find(&injector, &clinic.app).await.unwrap().found.len(), 1);
        let mut tx = clinic.app.database().write().await.unwrap();
        tx.run(
            "UPDATE patient SET merged_into = $1 WHERE id = $2",
            binds![kept, merged],
        )
        .await
        .unwrap();
        tx.commit().await.unwrap();
        assert!(
            clusters::find(&injector, &clinic.app).await.unwrap().found.is_empty(),
            "{on:?}"
        );
    }
}

#[tokio::test]
async fn one_proven_mycobacterial_case_quarantines_every_lot_of_the_patient_at_once() {
    for on in engines() {
        let clinic = Clinic::new(on).await;
        let injector = clinic.actor(Role::Injector).await;
        let lots = [
            (lot(&clinic, &injector, "OLD", 5).await, date(2025, 3, 11)),
            (lot(&clinic, &injector, "YEAR", 5).await, date(2025, 3, 12)),
            (lot(&clinic, &injector, "LATE", 5).await, date(2026, 3, 13)),
            (lot(&clinic, &injector, "NEW", 5).await, date(2026, 3, 1)),
        ];
        let (kept, merged) = (patient(&clinic, "1").await, patient(&clinic, "2").await);
        for (lot, day) in lots {
            // What was injected under the second record of the same person counts as well.
            let patient = if day == date(2026, 3, 1) { merged } else { kept };
            treat(
                &clinic,
                Treatment {
                    patient,
                    lot,
                    vial: None,
                    room: None,
                    injector: None,
                    day,
                },
            )
            .await;
        }
        let mut tx = clinic.app.database().write().await.unwrap();
        tx.run(
            "UPDATE patient SET merged_into = $1 WHERE id = $2",
            binds![kept, merged],
        )
        .await
        .unwrap();
        tx.commit().await.unwrap();
        // An assistant who writes the event down may not quarantine by hand; the rule does it.
        let assistant = clinic.actor(Role::Assistant).await;
        let mut writing = clinic
            .app
            .write(&assistant, anagen_app::Action::ReportHarm)
            .await
            .unwrap();
        let now = writing.now;
        let held =
            clusters::quarantine_proven(&mut writing.tx, &assistant, &clinic.app, merged, date(2026, 3, 12), now)
                .await
                .unwrap();
        let numbers: Vec<_> = held.iter().map(|(lot, _)| *lot).collect();
        assert_eq!(numbers, [lots[1].0, lots[3].0], "{on:?}");
        writing
            .commit_all(held.into_iter().map(|(_, deed)| deed))
            .await
            .unwrap();
        let mut tx = clinic.app.database().read().await.unwrap();
        let shelf = stock::shelf(&mut tx, clinic.id, date(2026, 3, 12)).await.unwrap();
        let quarantined = shelf.iter().filter(|lot| lot.standing == Standing::Quarantined).count();
        assert_eq!(quarantined, 2);
        drop(tx);
        // The page names what the case still shares.
        let proven = Reported {
            code: "ae_mycobacterial_infection",
            body: "{\"proven\": true}",
            ..abscess(kept, date(2026, 3, 12))
        };
        report(&clinic, proven).await;
        let found = clusters::find(&injector, &clinic.app).await.unwrap().found;
        let proven: Vec<_> = found
            .iter()
            .filter(|view| view.cluster.cause == Cause::ProvenMycobacterial)
            .collect();
        assert_eq!(proven.len(), 2);
    }
}
