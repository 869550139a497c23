//! What the timeline and the export hold.

use super::*;

#[tokio::test]
async fn the_timeline_holds_everything_once_and_goes_on_from_page_to_page() {
    for on in engines() {
        let clinic = Clinic::new(on).await;
        let prescriber = clinic.actor(Role::Prescriber).await;
        let (kept, merged) = two(&clinic, &prescriber).await;
        merging::merge(&prescriber, &clinic.app, kept, merged, "same passport")
            .await
            .unwrap();
        let mut tx = clinic.app.database().write().await.unwrap();
        // Many of one moment and many of one kind: nothing is lost where a page ends.
        for n in 0..70 {
            let at = format!("2026-01-{:02}T10:00:00.000000Z", 1 + n / 4);
            let sql = "INSERT INTO incident (id, clinic, patient, kind, what, opened_by, opened_at) VALUES ($1, $2, $3, 'other', $4, $5, $6)";
            let id = anagen_records::values::IncidentId::new();
            tx.run(
                sql,
                binds![
                    id,
                    clinic.id,
                    if n % 2 == 0 { kept } else { merged },
                    format!("What {n}"),
                    prescriber.person,
                    &at
                ],
            )
            .await
            .unwrap();
            let sql = "INSERT INTO recorded_list (id, clinic, patient, kind, entries, asked_at, entered_by, entered_at) VALUES ($1, $2, $3, 'allergies', '[]', $4, $5, $4)";
            tx.run(
                sql,
                binds![
                    anagen_records::values::RowId::new(),
                    clinic.id,
                    kept,
                    &at,
                    prescriber.person
                ],
            )
            .await
            .unwrap();
        }
        tx.commit().await.unwrap();
        let way = way::read(&prescriber, &clinic.app, kept, "patient.open").await.unwrap();
        let (mut all, mut after) = (Vec::new(), None::<String>);
        loop {
            let page = timeline::read(&prescriber, &clinic.app, &way, after.as_deref())
                .await
                .unwrap();
            all.extend(page.happenings);
            after = page.next;
            if after.is_none() {
                break;
            }
        }
        let count = |is: fn(&timeline::What) -> bool| all.iter().filter(|happening| is(&happening.what)).count();
        assert_eq!(count(|what| matches!(what, timeline::What::Incident(..))), 70);
        assert_eq!(count(|what| matches!(what, timeline::What::List(..))), 70);
        assert_eq!(count(|what| matches!(what, timeline::What::Registered(_))), 2);
        // Both answers were written down by one person in one moment: one entry.
        assert_eq!(count(|what| matches!(what, timeline::What::Answers(2))), 1);
        assert_eq!(
            count(|what| matches!(what, timeline::What::Merge(reason) if reason == "same passport")),
            1
        );
        assert!(all.is_sorted_by(|one, other| one.at >= other.at));
        assert_eq!(all.len(), 144);
        let desk = clinic.actor(Role::FrontDesk).await;
        assert!(matches!(
            timeline::read(&desk, &clinic.app, &way, None).await,
            Err(AppError::Forbidden(_))
        ));
    }
}

#[tokio::test]
async fn every_table_is_in_the_export_or_has_nothing_of_a_patient() {
    for on in engines() {
        let clinic = Clinic::new(on).await;
        let mut tx = clinic.app.database().read().await.unwrap();
        let sql = match on {
            On::Sqlite => "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
            On::Postgres => "SELECT tablename AS name FROM pg_tables WHERE schemaname = current_schema()",
        };
        let tables: Vec<(String,)> = tx.all(sql, vec![]).await.unwrap();
        for (table,) in tables {
            let is_known =
                rows::tables().any(|known| known == table) || rows::WITHOUT_PATIENTS.contains(&table.as_str());
            assert!(
                is_known,
                "`{table}` is neither exported nor named as holding nothing of a patient"
            );
        }
    }
}

#[tokio::test]
async fn an_export_holds_what_is_kept_of_both_names_and_nobody_else() {
    for on in engines() {
        let clinic = Clinic::new(on).await;
        let prescriber = clinic.actor(Role::Prescriber).await;
        let (kept, merged) = two(&clinic, &prescriber).await;
        registered(&prescriber, &clinic, &named("Somebody", "Unrelated")).await;
        merging::merge(&prescriber, &clinic.app, kept, merged, "same passport")
            .await
            .unwrap();
        let export = export::export(&prescriber, &clinic.app, kept).await.unwrap();
        let rows = |table: &str| export.tables[table].as_array().unwrap().clone();
        assert_eq!(rows("patient").len(), 2);
        let mut pregnant: Vec<_> = rows("answer").iter().map(|row| row["answer"].clone()).collect();
        pregnant.sort_by_key(serde_json::Value::as_bool);
        assert_eq!(
            pregnant,
            [serde_json::Value::Bool(false), serde_json::Value::Bool(true)]
        );
        assert_eq!(rows("patient")[0]["demo"], serde_json::Value::Bool(false));
        assert_eq!(rows("patient")[0]["version"], serde_json::Value::from(1));
        assert_eq!(export.people[&prescriber.person.to_string()], "Dr prescriber");
        assert!(rows("audit").iter().any(|row| row["action"] == "patient.export"));
        let text = serde_json::to_string(&export).unwrap();
        assert!(!text.contains("Unrelated") && !text.contains("token_hash"), "{text}");
        let desk = clinic.actor(Role::FrontDesk).await;
        assert!(matches!(
            export::export(&desk, &clinic.app, kept).await,
            Err(AppError::Forbidden(_))
        ));
        let elsewhere = second_clinic(&clinic).await;
        assert!(matches!(
            export::export(&elsewhere, &clinic.app, kept).await,
            Err(AppError::NotFound("patient"))
        ));
    }
}
