//! Rooms and refrigerators.

use super::*;

#[tokio::test]
async fn a_room_shows_what_a_session_needs_of_it_today() {
    for on in engines() {
        let clinic = Clinic::new(on).await;
        let mut administrator = Browser::new(&clinic.app);
        administrator.sign_in("administrator").await;
        administrator
            .post("/stock/rooms", &[("name", " ")])
            .await
            .is(422)
            .shows("Write the name of the room");
        let room = id_of(&administrator.post("/stock/rooms", &[("name", "Room 1")]).await);
        let page = format!("/stock/rooms/{room}");
        administrator
            .get(&page)
            .await
            .is(200)
            .shows("Close the room")
            .hides("name=\"trained_responder_present\"");
        let mut browser = Browser::signed_in(&clinic, Role::Assistant).await;
        browser
            .get(&page)
            .await
            .shows("not asked today")
            .shows("Not checked")
            .hides("pregnant")
            .hides("Close the room");
        browser
            .post(&format!("{page}/answers"), &[("trained_responder_present", "perhaps")])
            .await
            .is(422);
        browser
            .post(&format!("{page}/answers"), &[("trained_responder_present", "yes")])
            .await
            .is(303);
        browser.get("/stock/rooms").await.shows("Dr assistant, 10:00");
        browser
            .post("/stock/kits", &[("name", "Red bag")])
            .await
            .is(422)
            .shows("Choose what the kit is for");
        let kit = id_of(
            &browser
                .post(
                    "/stock/kits",
                    &[("kind", "emergency"), ("name", "Red bag"), ("room", &room)],
                )
                .await,
        );
        let kit = format!("/stock/kits/{kit}");
        browser
            .get(&kit)
            .await
            .is(200)
            .shows("12 required things are missing")
            .shows("Glucagon");
        let thing = [
            ("item", "prep_kit_glucagon"),
            ("name", "Glucagon 1 mg"),
            ("quantity", "1"),
        ];
        browser
            .post(&format!("{kit}/items"), &thing)
            .await
            .is(422)
            .shows("bears none")
            .shows("value=\"Glucagon 1 mg\"");
        browser
            .post(&format!("{kit}/items"), &with(&thing, &[("expires_on", "2026-12-31")]))
            .await
            .is(303);
        let shown = browser.get(&kit).await;
        shown.shows("11 required things are missing").shows("31/12/2026");
        let text = shown.text();
        let remove = text
            .split('"')
            .find(|part| part.ends_with("/remove"))
            .unwrap()
            .to_owned();
        browser
            .post(&format!("{kit}/checks"), &[("complete", "no")])
            .await
            .is(422)
            .shows("Say what is missing");
        browser
            .post(
                &format!("{kit}/checks"),
                &[("complete", "no"), ("note", "eleven things")],
            )
            .await
            .is(303);
        browser
            .get(&kit)
            .await
            .shows("eleven things")
            .shows("Not complete or not in date");
        browser.post(&remove, &[]).await.is(303);
        browser.post(&remove, &[]).await.is(404);
        browser.get(&kit).await.shows("Nothing is in it");
        administrator.post(&format!("{page}/close"), &[]).await.is(303);
        browser.get("/stock/rooms").await.shows("1 closed room");
    }
}

#[tokio::test]
async fn a_refrigerators_log_is_drawn_and_told_in_words() {
    for on in engines() {
        let clinic = Clinic::new(on).await;
        let mut browser = Browser::signed_in(&clinic, Role::Assistant).await;
        let wrong = [("name", "Fridge"), ("lowest", "8"), ("highest", "2")];
        browser
            .post("/stock/refrigerators", &wrong)
            .await
            .is(422)
            .shows("lies above the lowest");
        let right = [("name", "Fridge"), ("lowest", "2"), ("highest", "8,0")];
        let id = id_of(&browser.post("/stock/refrigerators", &right).await);
        let page = format!("/stock/refrigerators/{id}");
        browser.get(&page).await.is(200).shows("No temperature yet");
        let read = format!("{page}/temperatures");
        browser.post(&read, &[("celsius", "5.2")]).await.is(303);
        browser
            .get(&page)
            .await
            .shows("One reading on 12/03/2026")
            .shows("<svg")
            .shows("In\u{a0}range");
        browser
            .post(&read, &[("celsius", "9,5")])
            .await
            .is(422)
            .shows("Say what was done")
            .shows("value=\"9,5\"");
        browser
            .post(&read, &[("celsius", "200")])
            .await
            .is(422)
            .shows("\u{2212}90 to 60");
        browser
            .post(&read, &[("celsius", "9,5"), ("note", "door was open")])
            .await
            .is(303);
        browser
            .get(&page)
            .await
            .shows("2 readings")
            .shows("One was out of range")
            .shows("door was open");
        product(&mut browser).await;
        browser
            .get("/stock")
            .await
            .shows("To do")
            .shows("Out of range")
            .shows("Order it");
    }
}
