//! Photographs as a browser sees them: sent as files, shown without their place, of one patient only; one-time links.

#[path = "../../../app/tests/it/photographs/pictures.rs"]
pub(crate) mod pictures;

use anagen_records::people::Role;
use anagen_records::values::PatientId;
use axum::body::Body;
use axum::http::Request;

use self::pictures::{CAMERA, encoded, halves, jpeg, jpeg_with_place, latitude, png_that_claims};
use crate::browser::{Answer, Browser};
use crate::clinic::{Clinic, On, engines};
use crate::intake::patient;

const BOUNDARY: &str = "----a-boundary-of-a-test";

/// A form with files, as a browser sends it.
fn form(path: &str, fields: &[(&str, &str)], files: &[(&str, &str, &[u8])]) -> Request<Body> {
    let mut body = Vec::new();
    for (name, value) in fields {
        body.extend(
            format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").bytes(),
        );
    }
    for (name, file, bytes) in files {
        let head = format!(
            "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"; filename=\"{file}\"\r\n\
             Content-Type: image/jpeg\r\n\r\n"
        );
        body.extend(head.bytes());
        body.extend_from_slice(bytes);
        body.extend(b"\r\n");
    }
    body.extend(format!("--{BOUNDARY}--\r\n").bytes());
    let kind = format!("multipart/form-data; boundary={BOUNDARY}");
    Request::post(path)
        .header("content-type", kind)
        .body(Body::from(body))
        .unwrap()
}

async fn send(browser: &mut Browser, patient: PatientId, fields: &[(&str, &str)], file: &[u8]) -> Answer {
    let path = format!("/patients/{patient}/photographs");
    let mut all = vec![
        ("view", "vertex"),
        ("class", "care"),
        ("taken_on", "2026-03-12"),
        ("then", "done"),
    ];
    all.retain(|(name, _)| !fields.iter().any(|(other, _)| other == name));
    all.extend(fields);
    browser
        .send(form(
            &path,
            &all,
            &[("file", "vertex.jpg", file), ("file-camera", "", b"")],
        ))
        .await
}

/// Sends a photograph and gives its address.
pub(crate) async fn photograph(browser: &mut Browser, patient: PatientId, file: &[u8]) -> String {
    let path = format!("/patients/{patient}/photographs");
    assert_eq!(
        send(browser, patient, &[], file).await.is(303).leads_to(),
        format!("{path}?notice=photograph-added")
    );
    let page = browser.get(&path).await.is(200).text();
    let start = page
        .find(&format!("{path}/0"))
        .expect("the photograph is in the gallery");
    let address = &page[start..start + path.len() + 37];
    address.to_owned()
}

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

#[tokio::test]
async fn a_photograph_is_shown_without_its_place_and_downloaded_as_it_was() {
    for on in engines() {
        let clinic = Clinic::new(on).await;
        let mut browser = Browser::signed_in(&clinic, Role::Assistant).await;
        let patient = patient(&clinic, "Lopez").await;
        browser
            .get(&format!("/patients/{patient}/photographs"))
            .await
            .is(200)
            .shows("No photographs yet");
        let file = jpeg_with_place(&halves(80, 40));
        let page = photograph(&mut browser, patient, &file).await;
        for which in ["shown", "thumbnail"] {
            let answer = browser.get(&format!("{page}/{which}")).await;
            assert_eq!(answer.is(200).headers["content-type"], "image/jpeg");
            assert!(!answer.headers.contains_key("content-disposition"));
            assert_eq!(answer.headers["cache-control"], "no-store");
            assert_eq!(answer.headers["x-content-type-options"], "nosniff");
            assert!(
                !contains(&answer.bytes, &latitude()) && !contains(&answer.bytes, CAMERA.as_bytes()),
                "{which}"
            );
            assert!(!contains(&answer.bytes, b"Exif"), "{which}");
        }
        let original = browser.get(&format!("{page}/original")).await;
        assert_eq!(original.is(200).bytes, file);
        assert!(
            original.headers["content-disposition"]
                .to_str()
                .unwrap()
                .starts_with("attachment; filename=\"photograph-")
        );
        browser
            .get(&page)
            .await
            .is(200)
            .shows("40 × 80 px")
            .shows("conditions not stated")
            .shows("consent not asked");
    }
}

#[tokio::test]
async fn what_is_no_picture_is_refused_and_what_was_typed_is_kept() {
    let clinic = Clinic::new(On::Sqlite).await;
    let mut browser = Browser::signed_in(&clinic, Role::Assistant).await;
    let patient = patient(&clinic, "Lopez").await;
    let html = b"<html><script>alert(document.cookie)</script></html>";
    let cases: [(&[u8], &str); 4] = [
        (html, "no JPEG, PNG or WebP picture"),
        (&png_that_claims(60_000, 60_000), "3600 megapixels"),
        (b"", "Choose a picture."),
        (&png_that_claims(400, 400), "damaged"),
    ];
    for (file, says) in cases {
        let answer = send(
            &mut browser,
            patient,
            &[("note", "an unusual note"), ("met", "dry")],
            file,
        )
        .await;
        answer
            .is(422)
            .shows(says)
            .shows("an unusual note")
            .shows("choose the picture again")
            .hides("alert(document");
    }
    // More than a file may have.
    let large = vec![0xFF; 25 * 1024 * 1024 + 10];
    send(&mut browser, patient, &[], &large)
        .await
        .is(422)
        .shows("larger than 25 MB");
    let larger = vec![0xFF; 27 * 1024 * 1024];
    send(&mut browser, patient, &[], &larger)
        .await
        .is(422)
        .shows("larger than 25 MB");
    let wrong = [
        ("taken_on", "2027-01-01"),
        ("view", "close_up"),
        ("class", "publication"),
    ];
    let answer = send(&mut browser, patient, &wrong, &jpeg(&halves(20, 20))).await;
    answer
        .is(422)
        .shows("still to come")
        .shows("Write which site")
        .shows("did not agree to publication");
    // A form that ends in the middle.
    let path = format!("/patients/{patient}/photographs");
    let kind = format!("multipart/form-data; boundary={BOUNDARY}");
    let part = format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.jpg\"\r\n\r\nabc");
    let broken = Request::post(&path)
        .header("content-type", kind)
        .body(Body::from(part))
        .unwrap();
    browser.send(broken).await.is(422).shows("arrived incomplete");
    browser.post(&path, &[("view", "vertex")]).await.is(400);
    browser.get(&path).await.is(200).shows("No photographs yet");
}

#[tokio::test]
async fn a_photograph_of_another_patient_is_not_found_under_this_one() {
    for on in engines() {
        let clinic = Clinic::new(on).await;
        let mut browser = Browser::signed_in(&clinic, Role::Prescriber).await;
        let (own, another) = (patient(&clinic, "Lopez").await, patient(&clinic, "Garcia").await);
        let page = photograph(&mut browser, own, &encoded(&halves(30, 30), image::ImageFormat::Png)).await;
        let id = page.rsplit('/').next().unwrap().to_owned();
        let under_another = format!("/patients/{another}/photographs/{id}");
        for part in ["", "/shown", "/thumbnail", "/original"] {
            let answer = browser.get(&format!("{under_another}{part}")).await;
            answer.is(404).hides("Lopez").hides("Maria").hides(&own.to_string());
            assert!(
                !contains(&answer.bytes, &[0xFF, 0xD8, 0xFF]) && !contains(&answer.bytes, b"PNG"),
                "{part}"
            );
        }
        for part in ["portrait", "event", "review"] {
            let event = own.to_string();
            browser
                .post(
                    &format!("{under_another}/{part}"),
                    &[("event", &event), ("finding", "x")],
                )
                .await
                .is(404)
                .hides("Lopez");
        }
        let compare = format!("/patients/{another}/photographs/compare?earlier={id}&later={id}");
        browser.get(&compare).await.is(404).hides("Lopez");
        // An identifier that stands for nothing.
        browser
            .get(&format!("/patients/{own}/photographs/{another}/shown"))
            .await
            .is(404);
        browser.get(&format!("{page}/shown")).await.is(200);
    }
}

#[tokio::test]
async fn views_are_taken_one_after_the_other_and_compared() {
    let clinic = Clinic::new(On::Sqlite).await;
    let mut browser = Browser::signed_in(&clinic, Role::Assistant).await;
    let patient = patient(&clinic, "Lopez").await;
    let path = format!("/patients/{patient}/photographs");
    browser
        .get(&format!("{path}/new"))
        .await
        .is(200)
        .shows("hairline free")
        .shows("Fixed distance, focal length and light");
    let file = jpeg(&halves(40, 30));
    let next = send(&mut browser, patient, &[("view", "frontal"), ("then", "next")], &file).await;
    assert_eq!(
        next.is(303).leads_to(),
        format!("{path}/new?view=top&notice=photograph-added")
    );
    let earlier = [
        ("view", "frontal"),
        ("taken_on", "2025-12-01"),
        ("met", "dry"),
        ("device", "Camera 7"),
    ];
    send(&mut browser, patient, &earlier, &file).await.is(303);
    let page = browser.get(&path).await;
    let text = page.is(200).text();
    let compare = text
        .split("href=\"")
        .find(|part| part.contains("/compare?"))
        .unwrap()
        .split('"')
        .next()
        .unwrap();
    let compare = compare.replace("&amp;", "&");
    browser
        .get(&compare)
        .await
        .is(200)
        .shows("101 days between them")
        .shows("01/12/2025 · hair dry, Camera 7")
        .shows("data-compare-earlier");
    browser
        .get(&format!("{compare}&mode=side"))
        .await
        .is(200)
        .shows("side-by-side")
        .hides("data-compare-slider");
    // The later one named first changes nothing.
    let mut swapped = compare.replace("earlier=", "x=").replace("later=", "earlier=");
    swapped = swapped.replace("x=", "later=");
    let answer = browser.get(&swapped).await;
    let text = answer.is(200).text();
    assert!(text.find("01/12/2025 · hair dry").unwrap() < text.find("12/03/2026 · ").unwrap());
    // The camera has the earlier picture of the view as its ghost.
    browser
        .get(&format!("{path}/new?view=frontal"))
        .await
        .is(200)
        .shows("data-camera-ghost")
        .shows("Camera 7");
    browser
        .get(&format!("{path}/new?view=vertex"))
        .await
        .is(200)
        .hides("data-camera-ghost")
        .shows("There is none of this view yet");
    browser
        .get(&format!("{path}?by=day"))
        .await
        .is(200)
        .shows("Not taken on that day: Top, midline parting");
}

#[tokio::test]
async fn taking_out_of_view_is_for_those_who_may_and_leaves_nothing_to_see() {
    let clinic = Clinic::new(On::Sqlite).await;
    let mut browser = Browser::signed_in(&clinic, Role::Prescriber).await;
    let mut director = Browser::signed_in(&clinic, Role::MedicalDirector).await;
    let patient = patient(&clinic, "Lopez").await;
    let page = photograph(&mut browser, patient, &jpeg(&halves(20, 20))).await;
    browser.get(&page).await.is(200).hides("Take out of view");
    browser.post(&format!("{page}/portrait"), &[]).await.is(303);
    browser.get(&page).await.is(200).shows("In the banner");
    browser
        .post(&format!("{page}/remove"), &[("reason", "x")])
        .await
        .is(403);
    director
        .post(&format!("{page}/remove"), &[("reason", "")])
        .await
        .is(422)
        .shows("Give the reason");
    director
        .post(&format!("{page}/remove"), &[("reason", "of somebody else")])
        .await
        .is(303);
    director
        .post(&format!("{page}/remove"), &[("reason", "again")])
        .await
        .is(409);
    for part in ["", "/shown", "/thumbnail", "/original"] {
        browser.get(&format!("{page}{part}")).await.is(404);
    }
    let gallery = format!("/patients/{patient}/photographs");
    browser
        .get(&gallery)
        .await
        .is(200)
        .shows("No photographs yet")
        .hides("of somebody else");
    director.get(&gallery).await.is(200).shows("of somebody else");
    director.get(&page).await.is(200).shows("Out of view");
}

/// Makes a link and gives the address behind it.
async fn link(browser: &mut Browser, patient: PatientId) -> String {
    let made = browser
        .post(&format!("/patients/{patient}/photographs/links"), &[])
        .await;
    let text = made.is(200).shows("<svg").text();
    let start = text.find("/upload/").unwrap();
    text[start..start + "/upload/".len() + 64].to_owned()
}

#[tokio::test]
async fn a_patient_sends_by_a_link_once_and_sees_nothing_of_the_record() {
    for on in engines() {
        let clinic = Clinic::new(on).await;
        let mut staff = Browser::signed_in(&clinic, Role::Assistant).await;
        let patient = patient(&clinic, "Lopez").await;
        let address = link(&mut staff, patient).await;
        // The address is shown once.
        staff
            .get(&format!("/patients/{patient}/photographs/links"))
            .await
            .is(200)
            .hides(&address)
            .shows("open until");
        let mut telephone = Browser::new(&clinic.app);
        let page = telephone.get(&address).await;
        page.is(200)
            .shows("Clinica Test")
            .shows("Send photographs")
            .hides("Lopez")
            .hides("Maria")
            .hides(&patient.to_string());
        let picture = jpeg_with_place(&halves(40, 20));
        let html = form(&address, &[("message", "a lump")], &[("file", "me.jpg", b"<html>")]);
        telephone
            .send(html)
            .await
            .is(422)
            .shows("no JPEG, PNG or WebP")
            .shows("a lump")
            .shows("Nothing was sent yet");
        let many = [("file", "1.jpg", &picture[..]); 4];
        telephone
            .send(form(&address, &[], &many))
            .await
            .is(422)
            .shows("At most 3 pictures");
        telephone
            .send(form(&address, &[("message", "x")], &[("file", "", b"")]))
            .await
            .is(422)
            .shows("Choose a picture");
        let both = [
            ("file", "1.jpg", &picture[..]),
            ("file-2", "2.jpg", &picture[..]),
            ("file-3", "", b""),
        ];
        let sent = telephone
            .send(form(&address, &[("message", "a lump since Monday")], &both))
            .await;
        assert_eq!(sent.is(303).leads_to(), address);
        telephone
            .get(&address)
            .await
            .is(200)
            .shows("have arrived")
            .hides("type=\"file\"")
            .hides("Lopez");
        let again = telephone.send(form(&address, &[("message", "again")], &both)).await;
        again.is(200).shows("have arrived");
        // What was sent lies in the inbox, stripped, until somebody has looked at it.
        let inbox = staff.get("/evidence/uploads").await;
        let text = inbox
            .is(200)
            .shows("a lump since Monday")
            .shows("Maria Lopez")
            .hides("again<")
            .text();
        let page = text
            .split("href=\"")
            .find(|part| part.starts_with("/patients/"))
            .unwrap()
            .split('"')
            .next()
            .unwrap();
        let shown = staff.get(&format!("{page}/shown")).await;
        assert!(!contains(&shown.is(200).bytes, &latitude()));
        staff
            .get(page)
            .await
            .is(200)
            .shows("by the patient, through a link")
            .shows("What do you see?");
        staff
            .post(&format!("{page}/review"), &[("finding", "")])
            .await
            .is(422)
            .shows("Write what is seen");
        let reviewed = staff
            .post(
                &format!("{page}/review"),
                &[("finding", "a nodule of 4 mm"), ("event", "new")],
            )
            .await;
        assert!(
            reviewed
                .is(303)
                .leads_to()
                .starts_with(&format!("/patients/{patient}/adverse-events/new?photograph="))
        );
        let late = staff
            .post(&format!("{page}/review"), &[("finding", "nothing at all")])
            .await;
        late.is(409)
            .shows("Somebody else looked at it")
            .shows("nothing at all")
            .shows("a nodule of 4 mm");
        staff
            .get("/evidence/uploads?show=reviewed")
            .await
            .is(200)
            .shows("a nodule of 4 mm");
    }
}

#[tokio::test]
async fn a_link_ends_with_its_week_and_when_it_is_taken_back() {
    let clinic = Clinic::new(On::Sqlite).await;
    let mut staff = Browser::signed_in(&clinic, Role::Assistant).await;
    let patient = patient(&clinic, "Lopez").await;
    let first = link(&mut staff, patient).await;
    clinic.at("2026-03-12T09:00:01Z");
    let second = link(&mut staff, patient).await;
    let page = staff.get(&format!("/patients/{patient}/photographs/links")).await;
    let text = page.is(200).text();
    let end = text
        .split("action=\"")
        .find(|part| part.contains("/end\""))
        .unwrap()
        .split('"')
        .next()
        .unwrap();
    staff.post(end, &[]).await.is(303);
    let mut telephone = Browser::new(&clinic.app);
    // The latest one stands first.
    telephone.get(&second).await.is(200).shows("cannot be used any more");
    telephone.get(&first).await.is(200).shows("Send photographs");
    clinic.at("2026-03-19T08:59:59Z");
    telephone.get(&first).await.is(200).hides("cannot be used any more");
    clinic.at("2026-03-19T09:00:00Z");
    telephone.get(&first).await.is(200).shows("cannot be used any more");
    let picture = jpeg(&halves(20, 20));
    telephone
        .send(form(&first, &[], &[("file", "1.jpg", &picture[..])]))
        .await
        .is(200)
        .shows("cannot be used any more");
    let unknown = format!("/upload/{}", "0".repeat(64));
    telephone.get(&unknown).await.is(404).shows("There is no such link");
    telephone
        .send(form(&unknown, &[], &[("file", "1.jpg", &picture[..])]))
        .await
        .is(404);
    let mut staff = Browser::signed_in(&clinic, Role::Assistant).await;
    let gallery = format!("/patients/{patient}/photographs");
    staff
        .get(&gallery)
        .await
        .is(200)
        .shows("No photographs yet")
        .shows("expired")
        .shows("taken back");
}
