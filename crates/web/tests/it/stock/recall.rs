//! Lots that are held, vials, and who got what.

use super::*;

#[tokio::test]
async fn a_lot_is_held_by_whoever_recalls_and_let_go_by_the_director() {
    let clinic = Clinic::new(On::Sqlite).await;
    let mut injector = Browser::signed_in(&clinic, Role::Injector).await;
    let product = product(&mut injector).await;
    let lot = id_of(&receive(&mut injector, &product, &[]).await);
    let page = format!("/stock/lots/{lot}");
    injector
        .post(&format!("{page}/quarantine"), &[("reason", " ")])
        .await
        .is(422)
        .shows("Say why.");
    injector
        .post(&format!("{page}/quarantine"), &[("reason", "cloudy")])
        .await
        .is(303);
    injector
        .get(&page)
        .await
        .shows("cloudy")
        .hides("Let go from quarantine")
        .hides("Open a vial");
    let refused = injector.post(&format!("{page}/open-vial"), &[("patient", "1")]).await;
    refused.is(422);
    let mut director = Browser::signed_in(&clinic, Role::MedicalDirector).await;
    director.get(&page).await.shows("Let go from quarantine");
    director
        .post(&format!("{page}/release"), &[("reason", "sterile")])
        .await
        .is(303);
    director
        .get(&page)
        .await
        .hides("This lot is in quarantine")
        .shows("2 changes");
}

#[tokio::test]
async fn a_vial_is_opened_for_one_patient_whom_only_some_may_see() {
    for on in engines() {
        let clinic = Clinic::new(on).await;
        patient(&clinic, "P-77", "Ruiz").await;
        let mut browser = Browser::signed_in(&clinic, Role::Assistant).await;
        let product = product(&mut browser).await;
        let lot = id_of(&receive(&mut browser, &product, &[]).await);
        let open = format!("/stock/lots/{lot}/open-vial");
        browser
            .post(&open, &[("patient", "")])
            .await
            .is(422)
            .shows("one vial, one patient");
        browser
            .post(&open, &[("patient", "P-78")])
            .await
            .is(422)
            .shows("No patient of this clinic has this number");
        browser.post(&open, &[("patient", "P-77")]).await.is(303);
        let page = browser.get("/stock/vials").await;
        page.is(200).shows("Patient P-77").shows("In\u{a0}time");
        let text = page.text();
        let (_, rest) = text.split_once("/stock/vials/").unwrap();
        let vial = rest.split('/').next().unwrap().to_owned();
        let mut administrator = Browser::new(&clinic.app);
        administrator.sign_in("administrator").await;
        administrator
            .get("/stock/vials")
            .await
            .is(200)
            .shows("one patient")
            .hides("P-77")
            .hides("/discard");
        administrator
            .post(&format!("/stock/vials/{vial}/discard"), &[])
            .await
            .is(403);
        // The label names no hours: it is over at midnight.
        clinic.at("2026-03-12T23:00:00Z");
        let mut browser = Browser::signed_in(&clinic, Role::Assistant).await;
        browser.get("/stock/vials").await.shows("Discard\u{a0}it");
        browser.get("/stock").await.shows("To do");
        browser.post(&format!("/stock/vials/{vial}/discard"), &[]).await.is(303);
        browser
            .post(&format!("/stock/vials/{vial}/discard"), &[])
            .await
            .is(422)
            .shows("was discarded already");
        browser.get("/stock/vials").await.shows("No vial is open");
    }
}

#[tokio::test]
async fn a_recall_names_who_got_it_on_the_page_and_in_a_harmless_file() {
    for on in engines() {
        let clinic = Clinic::new(on).await;
        let mut browser = Browser::signed_in(&clinic, Role::Injector).await;
        let product = product(&mut browser).await;
        let lot = id_of(&receive(&mut browser, &product, &[("number", "=M-1")]).await);
        browser
            .get(&format!("/stock/lots/{lot}/recall"))
            .await
            .is(200)
            .shows("Nobody got it");
        let ana = patient(&clinic, "P-1", "=HYPERLINK(\"x\")").await;
        treat(&clinic, ana, &lot).await;
        browser
            .get("/stock/recall?q=m-1")
            .await
            .is(200)
            .shows("1 lot")
            .shows(&format!("/stock/lots/{lot}/recall"));
        browser
            .get("/stock/recall?q=nothing")
            .await
            .is(200)
            .shows("No lot holds this text");
        let page = browser.get(&format!("/stock/lots/{lot}/recall")).await;
        page.is(200)
            .shows("P-1")
            .shows("01/03/2026")
            .shows("none recorded")
            .shows(&format!("/patients/{ana}"));
        let file = browser.get(&format!("/stock/lots/{lot}/recall.csv")).await;
        assert_eq!(file.headers["content-type"], "text/csv; charset=utf-8");
        assert_eq!(
            file.headers["content-disposition"],
            "attachment; filename=\"recall-M1.csv\""
        );
        file.is(200)
            .shows("'=M-1")
            .shows("\"'=HYPERLINK(\"\"x\"\")\"")
            .shows("'+34 600 111 222")
            .shows("2026-03-01");
        let text = file.text();
        let formula = |line: &str| {
            line.split(',')
                .any(|cell| cell.trim_start_matches('"').starts_with(['=', '+', '@']))
        };
        assert!(!text.lines().any(formula), "{text}");
    }
}
