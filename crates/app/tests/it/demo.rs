//! The demonstration clinic: made by use cases, whole, and never over a real one.

use std::sync::Arc;

use anagen_app::clock::SetClock;
use anagen_app::demo::{self, DemoError, Extent};
use anagen_app::way::{Stage, StageState};
use anagen_app::{App, Place, sign_in, way};
use anagen_records::audit::Verified;
use anagen_records::binds;
use anagen_records::values::PatientId;

use crate::clinic::{Clinic, KNOWLEDGE, On};

/// A Wednesday at noon in Madrid.
const NOW: &str = "2026-03-11T11:00:00Z";

const SMALL: Extent = Extent {
    patients: 20,
    sessions: 2,
    photographed: 0,
    portraits: false,
};

fn place(folder: &tempfile::TempDir) -> Place {
    Place {
        folder: folder.path().join("demo"),
        database: None,
    }
}

async fn number(app: &App, sql: &str) -> i64 {
    app.database()
        .read()
        .await
        .unwrap()
        .number(sql, binds![])
        .await
        .unwrap()
}

#[tokio::test]
async fn a_small_demo_is_whole() {
    let folder = tempfile::tempdir().unwrap();
    let place = place(&folder);
    let now = NOW.parse().unwrap();
    assert!(demo::is_due(&place, &KNOWLEDGE, now).await.unwrap());
    let told = std::sync::Mutex::new(Vec::new());
    let say = |what: &str| told.lock().unwrap().push(what.to_owned());
    assert!(
        demo::fill_if_empty(&place, Arc::clone(&KNOWLEDGE), now, SMALL, &say)
            .await
            .unwrap()
    );
    assert!(told.into_inner().unwrap().len() > 5);
    // Made once.
    assert!(!demo::is_due(&place, &KNOWLEDGE, now).await.unwrap());
    assert!(
        !demo::fill_if_empty(&place, Arc::clone(&KNOWLEDGE), now, SMALL, &|_| ())
            .await
            .unwrap()
    );

    let app = App::open(place, Arc::clone(&KNOWLEDGE), Arc::new(SetClock::at(now)), true)
        .await
        .unwrap();
    assert_eq!(number(&app, "SELECT count(*) FROM patient WHERE NOT demo").await, 0);
    assert_eq!(number(&app, "SELECT count(*) FROM patient").await, 20);

    // Every entry of the audit trail in its place, in order of time.
    let token = sign_in::sign_in(
        &app,
        "auditor",
        demo::PASSWORD,
        sign_in::From {
            device: "test",
            address: "::1",
        },
    )
    .await;
    let auditor = sign_in::signed_in(&app, token.unwrap().as_str()).await.unwrap().actor;
    let checked = anagen_app::audit_trail::verify(&auditor, &app).await.unwrap();
    assert!(
        matches!(checked, Verified::Whole { entries } if entries > 500),
        "{checked:?}"
    );
    let backwards = "SELECT count(*) FROM audit a JOIN audit b ON b.sequence = a.sequence + 1 WHERE b.at < a.at";
    assert_eq!(number(&app, backwards).await, 0);

    // The shelf: never below nothing, and each signed session took of each lot once.
    let below = "SELECT count(*) FROM (SELECT sum(quantity) AS n FROM ledger GROUP BY lot) s WHERE n < 0";
    assert_eq!(number(&app, below).await, 0);
    let signed = number(&app, "SELECT count(*) FROM session WHERE state = 'signed'").await;
    assert!(signed >= 9, "{signed}");
    let took = "SELECT count(*) FROM session s WHERE s.state = 'signed' AND NOT EXISTS \
                (SELECT 1 FROM ledger e WHERE e.session = s.id AND e.quantity < 0)";
    assert_eq!(number(&app, took).await, 0);
    let twice = "SELECT count(*) FROM (SELECT session, lot FROM ledger WHERE session IS NOT NULL \
                 GROUP BY session, lot HAVING count(*) > 1) t";
    assert_eq!(number(&app, twice).await, 0);
    assert_eq!(
        number(&app, "SELECT count(*) FROM session WHERE state = 'open'").await,
        1
    );
    assert_eq!(number(&app, "SELECT count(*) FROM incident").await, 1);
    assert_eq!(number(&app, "SELECT count(*) FROM plan_end").await, 2);
    assert!(number(&app, "SELECT count(*) FROM adverse_event").await >= 3);
    assert_eq!(number(&app, "SELECT count(*) FROM waiting").await, 3);
    assert!(number(&app, "SELECT count(*) FROM appointment WHERE day = '2026-03-11'").await >= 15);

    // Somebody stands at every stage.
    let token = sign_in::sign_in(
        &app,
        "prescriber",
        demo::PASSWORD,
        sign_in::From {
            device: "test",
            address: "::1",
        },
    )
    .await;
    let prescriber = sign_in::signed_in(&app, token.unwrap().as_str()).await.unwrap().actor;
    let ids: Vec<(PatientId,)> = {
        let mut tx = app.database().read().await.unwrap();
        tx.all("SELECT id FROM patient WHERE merged_into IS NULL", binds![])
            .await
            .unwrap()
    };
    let mut seen = Vec::new();
    let mut verdicts = std::collections::BTreeSet::new();
    for (id,) in ids {
        let way = way::read(&prescriber, &app, id, "test.open").await.unwrap();
        verdicts.insert(way.screening.verdict.words());
        seen.extend(Stage::ALL.map(|stage| (stage, way.state(stage))));
    }
    for wanted in [
        (Stage::Intake, StageState::Due),
        (Stage::Intake, StageState::Open),
        (Stage::Intake, StageState::Done),
        (Stage::Screening, StageState::Open),
        (Stage::Screening, StageState::Due),
        (Stage::Screening, StageState::Blocked),
        (Stage::Screening, StageState::Done),
        (Stage::Formulation, StageState::Open),
        (Stage::Formulation, StageState::Due),
        (Stage::Formulation, StageState::Done),
        (Stage::Formulation, StageState::Blocked),
        (Stage::Consent, StageState::Due),
        (Stage::Consent, StageState::Done),
        (Stage::Consent, StageState::Blocked),
        (Stage::Sessions, StageState::Due),
        (Stage::Sessions, StageState::Open),
        (Stage::Sessions, StageState::Blocked),
        (Stage::Photographs, StageState::Done),
        (Stage::AdverseEvents, StageState::Due),
    ] {
        assert!(seen.contains(&wanted), "nobody is at {wanted:?}; verdicts {verdicts:?}");
    }
    for verdict in ["excluded", "incomplete", "needs specialist", "defer", "eligible"] {
        assert!(verdicts.contains(verdict), "{verdict} is not among {verdicts:?}");
    }
}

#[tokio::test]
async fn a_real_clinic_and_a_half_made_demo_are_left_alone() {
    let clinic = Clinic::new(On::Sqlite).await;
    let now = NOW.parse().unwrap();
    let refused = demo::fill_if_empty(&clinic.place, Arc::clone(&KNOWLEDGE), now, SMALL, &|_| ())
        .await
        .unwrap_err();
    assert!(matches!(refused, DemoError::NotTheDemo { .. }), "{refused}");
    assert!(matches!(
        demo::is_due(&clinic.place, &KNOWLEDGE, now).await,
        Err(DemoError::NotTheDemo { .. })
    ));

    let folder = tempfile::tempdir().unwrap();
    let place = place(&folder);
    std::fs::create_dir_all(&place.folder).unwrap();
    std::fs::write(place.folder.join("demo-is-being-made"), b"").unwrap();
    let refused = demo::fill_if_empty(&place, Arc::clone(&KNOWLEDGE), now, SMALL, &|_| ())
        .await
        .unwrap_err();
    assert!(matches!(refused, DemoError::Unfinished { .. }), "{refused}");
}
