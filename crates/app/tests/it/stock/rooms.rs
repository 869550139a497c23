//! What holds of a room: its kit, who is present, its refrigerators.

use std::collections::BTreeMap;

use anagen_app::rooms::kits::{self, NewItem, REQUIRED_ITEMS};
use anagen_app::rooms::{self, refrigerators};
use anagen_app::stock::{self, StockDue};
use anagen_app::{Actor, AppError};
use anagen_care::case::RecordedAnswer;
use anagen_knowledge::{Unknown, Value};
use anagen_records::people::Role;
use anagen_records::rooms::kits::KitKind;
use anagen_records::values::{KitId, RoomId};
use jiff::civil::date;

use super::{clinic_row, room, wrong};
use crate::clinic::{Clinic, KNOWLEDGE, On, engines};

async fn answer_to(clinic: &Clinic, room: RoomId, fact: &str) -> Option<RecordedAnswer> {
    let row = clinic_row(clinic).await;
    let mut tx = clinic.app.database().read().await.unwrap();
    let answers = rooms::answers(&mut tx, &KNOWLEDGE, &row, room, clinic.app.now())
        .await
        .unwrap();
    let key = KNOWLEDGE.fact_key(fact).unwrap();
    answers.into_iter().find(|answer| answer.fact == key)
}

async fn kit_answer(clinic: &Clinic, room: RoomId) -> Result<Value, Unknown> {
    answer_to(clinic, room, "emergency_kit_in_date").await.unwrap().answer
}

fn item(id: &str) -> NewItem {
    NewItem {
        item: id.to_owned(),
        name: id.to_owned(),
        quantity: Some(1),
        expires_on: Some(date(2026, 12, 31)),
        bears_no_expiry: false,
    }
}

async fn full_kit(clinic: &Clinic, actor: &Actor, room: Option<RoomId>) -> KitId {
    let kit = kits::add(actor, &clinic.app, room, "Red bag", KitKind::Emergency)
        .await
        .unwrap();
    for id in REQUIRED_ITEMS {
        kits::put_in(actor, &clinic.app, kit, item(id)).await.unwrap();
    }
    kit
}

#[test]
fn the_required_items_are_in_the_knowledge_and_in_its_question() {
    let fact = KNOWLEDGE.fact_key(kits::EMERGENCY_KIT_IN_DATE).unwrap();
    let question = &KNOWLEDGE.fact(fact).question;
    for id in REQUIRED_ITEMS {
        assert!(kits::listed(&KNOWLEDGE).any(|record| record.id == id), "{id}");
        let word = id.trim_start_matches("prep_kit_");
        assert!(question.contains(word), "{word} is not asked for: {question}");
    }
    assert_eq!(
        question.matches(',').count() + 1,
        REQUIRED_ITEMS.len(),
        "the question names other things: {question}"
    );
}

#[tokio::test]
async fn a_kit_is_in_date_when_all_is_there_and_somebody_looked() {
    for on in engines() {
        let clinic = Clinic::new(on).await;
        let actor = clinic.actor(Role::Assistant).await;
        let room = room(&clinic, "Room 1").await;
        assert_eq!(
            kit_answer(&clinic, room).await,
            Err(Unknown::NotAsked),
            "no kit: nobody knows"
        );
        let kit = kits::add(&actor, &clinic.app, Some(room), "Red bag", KitKind::Emergency)
            .await
            .unwrap();
        assert_eq!(
            kit_answer(&clinic, room).await,
            Ok(Value::YesNo(false)),
            "an empty kit is not complete"
        );
        let mut last = None;
        for id in REQUIRED_ITEMS {
            last = Some(kits::put_in(&actor, &clinic.app, kit, item(id)).await.unwrap());
        }
        assert_eq!(
            kit_answer(&clinic, room).await,
            Err(Unknown::NotAsked),
            "a list tells not that it is there"
        );
        kits::check(&actor, &clinic.app, kit, Some(true), "").await.unwrap();
        assert_eq!(kit_answer(&clinic, room).await, Ok(Value::YesNo(true)));
        // A thing that was used is missing at once; a new pack of it repairs that.
        kits::take_out(&actor, &clinic.app, kit, last.unwrap()).await.unwrap();
        assert_eq!(kit_answer(&clinic, room).await, Ok(Value::YesNo(false)));
        kits::put_in(&actor, &clinic.app, kit, item(REQUIRED_ITEMS[11]))
            .await
            .unwrap();
        assert_eq!(kit_answer(&clinic, room).await, Ok(Value::YesNo(true)));
        let without_note = kits::check(&actor, &clinic.app, kit, Some(false), " ")
            .await
            .unwrap_err();
        assert_eq!(
            wrong(&without_note),
            [("note".to_owned(), "stock-kits-check-note-missing")]
        );
        kits::check(&actor, &clinic.app, kit, Some(false), "oxygen is empty")
            .await
            .unwrap();
        assert_eq!(kit_answer(&clinic, room).await, Ok(Value::YesNo(false)));
        kits::check(&actor, &clinic.app, kit, Some(true), "").await.unwrap();
        // The next morning the answer is as old as the check, and the knowledge says that it counts for its day.
        clinic.at("2026-03-13T09:00:00Z");
        let yesterday = answer_to(&clinic, room, "emergency_kit_in_date").await.unwrap();
        assert_eq!(yesterday.at.day(&jiff::tz::TimeZone::UTC), date(2026, 3, 12));
        clinic.at("2027-01-01T09:00:00Z");
        assert_eq!(
            kit_answer(&clinic, room).await,
            Ok(Value::YesNo(false)),
            "everything has expired"
        );
    }
}

#[tokio::test]
async fn a_kit_for_every_room_serves_where_a_rooms_own_does_not() {
    for on in engines() {
        let clinic = Clinic::new(on).await;
        let actor = clinic.actor(Role::Assistant).await;
        let (first, second) = (room(&clinic, "Room 1").await, room(&clinic, "Room 2").await);
        kits::add(&actor, &clinic.app, Some(first), "Empty bag", KitKind::Emergency)
            .await
            .unwrap();
        let shared = full_kit(&clinic, &actor, None).await;
        kits::check(&actor, &clinic.app, shared, Some(true), "").await.unwrap();
        for room in [first, second] {
            assert_eq!(kit_answer(&clinic, room).await, Ok(Value::YesNo(true)));
        }
        kits::retire(&actor, &clinic.app, shared).await.unwrap();
        assert_eq!(kit_answer(&clinic, first).await, Ok(Value::YesNo(false)));
        assert_eq!(kit_answer(&clinic, second).await, Err(Unknown::NotAsked));
        let gone = kits::check(&actor, &clinic.app, shared, Some(true), "")
            .await
            .unwrap_err();
        assert!(matches!(gone, AppError::NotFound("kit")));
    }
}

#[tokio::test]
async fn what_goes_into_a_kit_has_an_expiry_or_was_looked_at() {
    let clinic = Clinic::new(On::Sqlite).await;
    let actor = clinic.actor(Role::Assistant).await;
    let kit = kits::add(&actor, &clinic.app, None, "Red bag", KitKind::Emergency)
        .await
        .unwrap();
    let refused = async |item| wrong(&kits::put_in(&actor, &clinic.app, kit, item).await.unwrap_err());
    let one = || item("prep_kit_glucagon");
    let expiry = |key| [("expires_on".to_owned(), key)];
    assert_eq!(
        refused(NewItem {
            expires_on: None,
            ..one()
        })
        .await,
        expiry("stock-kits-item-expiry-missing")
    );
    assert_eq!(
        refused(NewItem {
            bears_no_expiry: true,
            ..one()
        })
        .await,
        expiry("stock-kits-item-expiry-both")
    );
    assert_eq!(
        refused(NewItem {
            expires_on: Some(date(2026, 3, 11)),
            ..one()
        })
        .await,
        expiry("stock-kits-item-expired")
    );
    assert_eq!(
        refused(NewItem {
            item: "nonsense".to_owned(),
            ..one()
        })
        .await,
        [("item".to_owned(), "stock-kits-item-unknown")]
    );
    kits::put_in(
        &actor,
        &clinic.app,
        kit,
        NewItem {
            expires_on: None,
            bears_no_expiry: true,
            ..one()
        },
    )
    .await
    .unwrap();
}

#[tokio::test]
async fn answers_hold_for_their_day_and_of_the_staff_for_every_room() {
    for on in engines() {
        let clinic = Clinic::new(on).await;
        let actor = clinic.actor(Role::Assistant).await;
        let (first, second) = (room(&clinic, "Room 1").await, room(&clinic, "Room 2").await);
        let answered = |fact: &str, value: &str| BTreeMap::from([(fact.to_owned(), value.to_owned())]);
        rooms::answer(
            &actor,
            &clinic.app,
            first,
            &answered("trained_responder_present", "yes"),
        )
        .await
        .unwrap();
        for room in [first, second] {
            let answer = answer_to(&clinic, room, "trained_responder_present").await.unwrap();
            assert_eq!(answer.answer, Ok(Value::YesNo(true)));
        }
        rooms::answer(
            &actor,
            &clinic.app,
            second,
            &answered("trained_responder_present", "not_known"),
        )
        .await
        .unwrap();
        let answer = answer_to(&clinic, first, "trained_responder_present").await.unwrap();
        assert_eq!(
            answer.answer,
            Err(Unknown::NotKnown),
            "the latest counts, and not known is no yes"
        );
        let refused = rooms::answer(
            &actor,
            &clinic.app,
            first,
            &answered("trained_responder_present", "maybe"),
        )
        .await;
        assert_eq!(
            wrong(&refused.unwrap_err()),
            [("trained_responder_present".to_owned(), "stock-rooms-answer-wrong")]
        );
        // Whether somebody is pregnant is nobody's business here, and nothing of it is kept.
        rooms::answer(&actor, &clinic.app, first, &answered("staff_pregnant_preparing", "yes"))
            .await
            .unwrap();
        assert!(answer_to(&clinic, first, "staff_pregnant_preparing").await.is_none());
        // 23:30 in Madrid is the same day, half an hour later it is not.
        clinic.at("2026-03-12T22:30:00Z");
        assert!(answer_to(&clinic, first, "trained_responder_present").await.is_some());
        clinic.at("2026-03-12T23:00:01Z");
        assert!(answer_to(&clinic, first, "trained_responder_present").await.is_none());
    }
}

#[tokio::test]
async fn the_administrator_keeps_rooms_and_nobody_else() {
    for on in engines() {
        let clinic = Clinic::new(on).await;
        let administrator = clinic.sign_in("administrator").await;
        let injector = clinic.actor(Role::Injector).await;
        let id = room(&clinic, "Room 1").await;
        let refused = rooms::add(&injector, &clinic.app, "Room 2").await.unwrap_err();
        assert!(matches!(refused, AppError::Forbidden(anagen_app::Action::ManageClinic)));
        let taken = rooms::add(&administrator, &clinic.app, " Room  1 ").await.unwrap_err();
        assert_eq!(wrong(&taken), [("name".to_owned(), "stock-rooms-name-taken")]);
        rooms::close(&administrator, &clinic.app, id).await.unwrap();
        let mut tx = clinic.app.database().read().await.unwrap();
        assert!(rooms::list(&mut tx, clinic.id).await.unwrap()[0].closed_at.is_some());
        drop(tx);
        rooms::reopen(&administrator, &clinic.app, id).await.unwrap();
        let unknown = rooms::close(&administrator, &clinic.app, RoomId::new())
            .await
            .unwrap_err();
        assert!(matches!(unknown, AppError::NotFound("room")));
    }
}

#[tokio::test]
async fn a_refrigerator_is_read_every_day_and_out_of_range_says_what_was_done() {
    for on in engines() {
        let clinic = Clinic::new(on).await;
        let actor = clinic.actor(Role::Assistant).await;
        let add =
            async |name: &str, lowest, highest| refrigerators::add(&actor, &clinic.app, name, lowest, highest).await;
        let fridge = add("Fridge", Some(2.0), Some(8.0)).await.unwrap();
        assert_eq!(
            wrong(&add("Fridge", Some(2.0), Some(8.0)).await.unwrap_err())[0].1,
            "stock-refrigerators-name-taken"
        );
        assert_eq!(
            wrong(&add("Other", Some(8.0), Some(2.0)).await.unwrap_err())[0].1,
            "stock-refrigerators-range-wrong"
        );
        assert_eq!(wrong(&add("Other", None, Some(f64::NAN)).await.unwrap_err()).len(), 2);
        let row = clinic_row(&clinic).await;
        let due = async |today| {
            let mut tx = clinic.app.database().read().await.unwrap();
            stock::due(&mut tx, &row, today).await.unwrap()
        };
        assert!(matches!(
            &due(date(2026, 3, 12)).await[..],
            [StockDue::NotRead { last: None, .. }]
        ));
        refrigerators::read_temperature(&actor, &clinic.app, fridge, Some(8.0), "")
            .await
            .unwrap();
        assert!(due(date(2026, 3, 12)).await.is_empty());
        assert!(matches!(
            &due(date(2026, 3, 13)).await[..],
            [StockDue::NotRead { last: Some(_), .. }]
        ));
        let refused = refrigerators::read_temperature(&actor, &clinic.app, fridge, Some(8.1), "")
            .await
            .unwrap_err();
        assert_eq!(
            wrong(&refused),
            [("note".to_owned(), "stock-refrigerators-note-missing")]
        );
        clinic.at("2026-03-12T10:00:00Z");
        refrigerators::read_temperature(&actor, &clinic.app, fridge, Some(8.1), "door was open")
            .await
            .unwrap();
        assert!(matches!(&due(date(2026, 3, 12)).await[..], [StockDue::OutOfRange { celsius, .. }] if *celsius > 8.0));
        refrigerators::retire(&actor, &clinic.app, fridge).await.unwrap();
        assert!(due(date(2026, 3, 13)).await.is_empty());
    }
}

#[tokio::test]
async fn things_of_a_kit_that_expire_are_shown() {
    let clinic = Clinic::new(On::Sqlite).await;
    let actor = clinic.actor(Role::Assistant).await;
    full_kit(&clinic, &actor, None).await;
    let row = clinic_row(&clinic).await;
    let mut tx = clinic.app.database().read().await.unwrap();
    assert!(stock::due(&mut tx, &row, date(2026, 11, 30)).await.unwrap().is_empty());
    let soon = stock::due(&mut tx, &row, date(2026, 12, 1)).await.unwrap();
    assert_eq!(soon.len(), REQUIRED_ITEMS.len());
    assert!(
        soon.iter()
            .all(|due| matches!(due, StockDue::KitItem { expired: false, .. }))
    );
    let over = stock::due(&mut tx, &row, date(2027, 1, 1)).await.unwrap();
    assert!(
        over.iter()
            .all(|due| matches!(due, StockDue::KitItem { expired: true, .. }))
    );
}
