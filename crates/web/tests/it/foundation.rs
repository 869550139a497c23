//! The guard, the headers, signing in, the first start.

use anagen_records::people::Role;

use crate::browser::Browser;
use crate::clinic::{Clinic, On, PASSWORD, engines};

#[tokio::test]
async fn whoever_is_not_signed_in_is_led_to_the_sign_in_page_and_back() {
    for on in engines() {
        let clinic = Clinic::new(on).await;
        clinic.actor(Role::Prescriber).await;
        let mut browser = Browser::new(&clinic.app);
        let answer = browser.get("/lock?next=%2Fx").await;
        assert_eq!(answer.is(303).leads_to(), "/sign-in?next=%2Flock%3Fnext%3D%252Fx");
        browser.get("/sign-in").await.is(200).shows("Sign-in name");
        browser
            .post("/sign-in", &[("name", "prescriber"), ("password", "wrong")])
            .await
            .is(422)
            .shows("do not fit together");
        let answer = browser
            .post(
                "/sign-in",
                &[("name", "prescriber"), ("password", PASSWORD), ("next", "/lock")],
            )
            .await;
        assert_eq!(answer.is(303).leads_to(), "/lock");
        // An address outside is no place to go on to.
        for outside in ["//example.org", "https://example.org", "/\\example.org"] {
            let answer = browser
                .post(
                    "/sign-in",
                    &[("name", "prescriber"), ("password", PASSWORD), ("next", outside)],
                )
                .await;
            assert_eq!(answer.is(303).leads_to(), "/");
        }
    }
}

#[tokio::test]
async fn a_cookie_over_tls_belongs_to_this_host_alone() {
    let clinic = Clinic::new(On::Sqlite).await;
    let mut browser = Browser::new(&clinic.app);
    let answer = browser
        .post("/sign-in", &[("name", "administrator"), ("password", PASSWORD)])
        .await;
    let cookie = answer.headers["set-cookie"].to_str().unwrap().to_owned();
    assert!(
        cookie.starts_with("anagen=") && cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"),
        "{cookie}"
    );
    let body = format!("name=administrator&password={}", PASSWORD.replace(' ', "+"));
    let mut request = axum::http::Request::post("/sign-in")
        .header("content-type", "application/x-www-form-urlencoded")
        .body(axum::body::Body::from(body))
        .unwrap();
    request.extensions_mut().insert(anagen_web::serving::Arrived {
        secure: true,
        address: "192.0.2.1:1".parse().unwrap(),
    });
    let answer = Browser::new(&clinic.app).send(request).await;
    let cookie = answer.headers["set-cookie"].to_str().unwrap().to_owned();
    assert!(
        cookie.starts_with("__Host-anagen=") && cookie.ends_with("; Secure"),
        "{cookie}"
    );
}

#[tokio::test]
async fn another_site_cannot_send_a_form() {
    let clinic = Clinic::new(On::Sqlite).await;
    let mut browser = Browser::signed_in(&clinic, Role::Prescriber).await;
    let request = axum::http::Request::post("/sign-out")
        .header("content-type", "application/x-www-form-urlencoded")
        .header("host", "clinic.test")
        .header("origin", "https://elsewhere.test")
        .header("sec-fetch-site", "cross-site")
        .body(axum::body::Body::empty())
        .unwrap();
    browser.send(request).await.is(403).shows("Another site");
    browser.get("/lock").await.is(200);
}

#[tokio::test]
async fn every_answer_bears_the_headers() {
    let clinic = Clinic::new(On::Sqlite).await;
    let mut browser = Browser::new(&clinic.app);
    for path in ["/sign-in", "/no-such-page", "/assets/anagen.css"] {
        let answer = browser.get(path).await;
        assert!(
            answer.headers["content-security-policy"]
                .to_str()
                .unwrap()
                .contains("script-src 'self'"),
            "{path}"
        );
        assert_eq!(answer.headers["x-content-type-options"], "nosniff", "{path}");
        assert_eq!(answer.headers["x-frame-options"], "DENY", "{path}");
        let cached = answer.headers["cache-control"].to_str().unwrap();
        assert_eq!(cached == "no-store", !path.starts_with("/assets"), "{path}: {cached}");
    }
    browser.get("/no-such-page").await.is(404).shows("no such page");
}

#[tokio::test]
async fn a_locked_screen_shows_nothing_until_it_is_unlocked() {
    let clinic = Clinic::new(On::Sqlite).await;
    let mut browser = Browser::signed_in(&clinic, Role::Administrator).await;
    assert_eq!(browser.post("/lock", &[]).await.leads_to(), "/lock");
    assert_eq!(browser.get("/").await.leads_to(), "/lock");
    browser
        .post("/unlock", &[("password", "wrong")])
        .await
        .is(422)
        .shows("not the password");
    browser.post("/unlock", &[("password", PASSWORD)]).await.is(303);
    assert_ne!(browser.get("/").await.leads_to(), "/lock");
    browser.post("/sign-out", &[]).await.is(303);
    assert!(browser.get("/").await.leads_to().starts_with("/sign-in"));
}
