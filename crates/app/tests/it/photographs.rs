//! Photographs: what is kept of a file and what is shown of it, consent, taking out of view, one-time links.

#[path = "photographs/pictures.rs"]
pub(crate) mod pictures;

use anagen_app::consent::{PhotographAnswer, Signature, answer_photographs};
use anagen_app::photographs::links::{self, LinkStanding};
use anagen_app::photographs::picture::{self, PictureError};
use anagen_app::photographs::{self, Capture, Condition, File, NewPhotograph, Origin, View, inbox};
use anagen_app::{Actor, AppError, adverse_events};
use anagen_records::consents::PhotographClass;
use anagen_records::people::Role;
use anagen_records::values::{PatientId, PhotographId, SessionId};
use anagen_records::{audit, patients};
use image::ImageFormat;
use jiff::civil::date;

use self::pictures::{CAMERA, encoded, halves, jpeg, jpeg_with_place, latitude, png_that_claims};
use crate::clinic::{Clinic, engines};
use crate::intake::patient;

/// A photograph of the vertex for the record.
fn new(bytes: Vec<u8>) -> NewPhotograph {
    NewPhotograph {
        bytes,
        view: View::Vertex,
        taken_on: None,
        session: None,
        adverse_event: None,
        class: PhotographClass::Care,
        capture: Capture {
            met: vec![Condition::Dry, Condition::Light],
            device: "Camera 1".to_owned(),
            site: String::new(),
        },
        note: " as usual ".to_owned(),
    }
}

async fn add(actor: &Actor, clinic: &Clinic, patient: PatientId, new: NewPhotograph) -> Result<PhotographId, AppError> {
    photographs::add(actor, &clinic.app, patient, new).await
}

async fn bytes_of(actor: &Actor, clinic: &Clinic, patient: PatientId, id: PhotographId, file: File) -> Vec<u8> {
    photographs::file(actor, &clinic.app, patient, id, file)
        .await
        .unwrap()
        .1
}

async fn list(clinic: &Clinic, actor: &Actor, patient: PatientId) -> Vec<photographs::Photograph> {
    let mut tx = clinic.app.database().read().await.unwrap();
    photographs::list(&mut tx, actor, patient).await.unwrap()
}

async fn said(clinic: &Clinic, actor: &Actor, patient: PatientId, answers: [bool; 3]) {
    let answers: Vec<PhotographAnswer> = PhotographClass::ALL
        .iter()
        .zip(answers)
        .map(|(class, may)| PhotographAnswer { class: *class, may })
        .collect();
    let signature = Signature::Declared;
    answer_photographs(actor, &clinic.app, patient, &answers, "Maria Lopez", Some(signature))
        .await
        .unwrap();
}

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

#[track_caller]
fn wrong(error: &AppError, field: &str, key: &str) {
    let AppError::Invalid(invalid) = error else {
        panic!("{error:?}")
    };
    assert_eq!(invalid.of(field).map(|message| message.key), Some(key), "{invalid:?}");
}

#[tokio::test]
async fn what_is_shown_carries_no_place_and_the_original_is_untouched() {
    for on in engines() {
        let clinic = Clinic::new(on).await;
        let assistant = clinic.actor(Role::Assistant).await;
        let patient = patient(&clinic, "Lopez").await;
        let file = jpeg_with_place(&halves(80, 40));
        assert!(contains(&file, &latitude()) && contains(&file, CAMERA.as_bytes()) && contains(&file, b"Exif"));
        let id = add(&assistant, &clinic, patient, new(file.clone())).await.unwrap();
        for which in [File::Shown, File::Thumbnail] {
            let shown = bytes_of(&assistant, &clinic, patient, id, which).await;
            assert!(
                !contains(&shown, &latitude()) && !contains(&shown, CAMERA.as_bytes()) && !contains(&shown, b"Exif")
            );
            // No application segment but JFIF.
            assert!(
                !contains(&shown, &[0xFF, 0xE1]) && !contains(&shown, &[0xFF, 0xED]),
                "{which:?}"
            );
            // It stands upright: red above, blue below.
            let picture = image::load_from_memory_with_format(&shown, ImageFormat::Jpeg)
                .unwrap()
                .into_rgb8();
            assert_eq!(picture.dimensions(), (40, 80), "{which:?}");
            let (above, below) = (picture.get_pixel(20, 20), picture.get_pixel(20, 60));
            assert!(
                above[0] > 180 && above[2] < 80 && below[2] > 180 && below[0] < 80,
                "{above:?} {below:?}"
            );
        }
        assert_eq!(bytes_of(&assistant, &clinic, patient, id, File::Original).await, file);
        let kept = &list(&clinic, &assistant, patient).await[0];
        assert_eq!(
            (kept.width, kept.height, kept.media_type.as_str()),
            (40, 80, "image/jpeg")
        );
        assert_eq!(kept.bytes, i64::try_from(file.len()).unwrap());
        assert_eq!((kept.note.as_str(), kept.origin), ("as usual", Origin::Staff));
        assert_eq!(photographs::capture_of(kept).met, [Condition::Dry, Condition::Light]);
    }
}

#[tokio::test]
async fn large_pictures_are_shown_smaller_and_small_ones_as_they_are() {
    let clinic = Clinic::new(crate::clinic::On::Sqlite).await;
    let assistant = clinic.actor(Role::Assistant).await;
    let patient = patient(&clinic, "Lopez").await;
    for (format, width, height, shown, small) in [
        (ImageFormat::Png, 3000, 1500, (2560, 1280), (400, 200)),
        (ImageFormat::WebP, 300, 600, (300, 600), (200, 400)),
        (ImageFormat::Png, 3, 2, (3, 2), (3, 2)),
    ] {
        let id = add(
            &assistant,
            &clinic,
            patient,
            new(encoded(&halves(width, height), format)),
        )
        .await
        .unwrap();
        for (file, expected) in [(File::Shown, shown), (File::Thumbnail, small)] {
            let bytes = bytes_of(&assistant, &clinic, patient, id, file).await;
            let picture = image::load_from_memory_with_format(&bytes, ImageFormat::Jpeg).unwrap();
            assert_eq!((picture.width(), picture.height()), expected, "{format:?} {file:?}");
        }
    }
}

#[test]
fn a_file_is_held_to_its_content() {
    let whole = jpeg(&halves(40, 40));
    let cases: [(Vec<u8>, PictureError); 7] = [
        (Vec::new(), PictureError::Missing),
        (
            b"<html><body>not a picture</body></html>".to_vec(),
            PictureError::OtherContent,
        ),
        (b"GIF89a\x01\x00\x01\x00".to_vec(), PictureError::OtherContent),
        (b"\xFF\xD8\xFF\xE0 and then nothing".to_vec(), PictureError::Unreadable),
        (b"RIFF\x10\0\0\0WEBPVP8 broken".to_vec(), PictureError::Unreadable),
        (
            png_that_claims(60_000, 60_000),
            PictureError::TooManyPixels { megapixels: 3600 },
        ),
        (vec![0xFF; picture::MOST_BYTES + 1], PictureError::TooLarge),
    ];
    for (bytes, expected) in cases {
        let refused = picture::header(&bytes).and_then(|header| picture::read(&bytes, &header));
        assert_eq!(refused.unwrap_err(), expected);
    }
    let header = picture::header(&whole).unwrap();
    assert_eq!(picture::read(&whole, &header).unwrap().media_type, "image/jpeg");
    // A header that claims a little more than there is: found out while decoding.
    let claims = png_that_claims(400, 400);
    let header = picture::header(&claims).unwrap();
    assert_eq!(picture::read(&claims, &header), Err(PictureError::Unreadable));
}

#[tokio::test]
async fn what_comes_with_a_picture_is_held_to_the_record() {
    for on in engines() {
        let clinic = Clinic::new(on).await;
        let assistant = clinic.actor(Role::Assistant).await;
        let patient = patient(&clinic, "Lopez").await;
        let file = jpeg(&halves(20, 20));
        let refused = |change: fn(&mut NewPhotograph)| {
            let mut one = new(file.clone());
            change(&mut one);
            add(&assistant, &clinic, patient, one)
        };
        wrong(
            &refused(|one| one.taken_on = Some(date(2026, 3, 13))).await.unwrap_err(),
            "taken_on",
            "photographs-taken-in-future",
        );
        wrong(
            &refused(|one| one.taken_on = Some(date(1983, 1, 1))).await.unwrap_err(),
            "taken_on",
            "photographs-taken-before-birth",
        );
        wrong(
            &refused(|one| one.view = View::CloseUp).await.unwrap_err(),
            "site",
            "photographs-site-missing",
        );
        wrong(
            &refused(|one| one.note = "x".repeat(1001)).await.unwrap_err(),
            "note",
            "photographs-text-too-long",
        );
        wrong(
            &refused(|one| one.bytes.clear()).await.unwrap_err(),
            "file",
            "photographs-file-missing",
        );
        let missing = refused(|one| one.session = Some(SessionId::new())).await.unwrap_err();
        assert!(matches!(missing, AppError::NotFound("session")));
        assert!(list(&clinic, &assistant, patient).await.is_empty());
        // A day of the past is its noon in the clinic.
        let mut past = new(file.clone());
        past.taken_on = Some(date(2026, 1, 15));
        add(&assistant, &clinic, patient, past).await.unwrap();
        assert_eq!(
            list(&clinic, &assistant, patient).await[0].taken_at.to_string(),
            "2026-01-15T11:00:00.000000Z"
        );
    }
}

#[tokio::test]
async fn a_use_needs_the_patients_yes_and_a_no_stops_every_picture() {
    for on in engines() {
        let clinic = Clinic::new(on).await;
        let assistant = clinic.actor(Role::Assistant).await;
        let patient = patient(&clinic, "Lopez").await;
        let of = |class: PhotographClass| {
            let mut one = new(jpeg(&halves(20, 20)));
            one.class = class;
            add(&assistant, &clinic, patient, one)
        };
        // Nobody asked: for the record alone.
        of(PhotographClass::Care).await.unwrap();
        wrong(
            &of(PhotographClass::Teaching).await.unwrap_err(),
            "class",
            "photographs-teaching-not-agreed",
        );
        wrong(
            &of(PhotographClass::Publication).await.unwrap_err(),
            "class",
            "photographs-publication-not-agreed",
        );
        said(&clinic, &assistant, patient, [true, true, false]).await;
        of(PhotographClass::Teaching).await.unwrap();
        wrong(
            &of(PhotographClass::Publication).await.unwrap_err(),
            "class",
            "photographs-publication-not-agreed",
        );
        clinic.at("2026-03-12T09:01:00Z");
        said(&clinic, &assistant, patient, [false, false, false]).await;
        wrong(
            &of(PhotographClass::Care).await.unwrap_err(),
            "class",
            "photographs-care-refused",
        );
        let refused = links::make_link(&assistant, &clinic.app, patient, None)
            .await
            .unwrap_err();
        assert!(matches!(refused, AppError::Refused(message) if message.key == "photographs-care-refused"));
    }
}

#[tokio::test]
async fn a_photograph_belongs_to_its_patient_and_its_clinic() {
    for on in engines() {
        let clinic = Clinic::new(on).await;
        let prescriber = clinic.actor(Role::Prescriber).await;
        let (own, another) = (patient(&clinic, "Lopez").await, patient(&clinic, "Garcia").await);
        let id = add(&prescriber, &clinic, own, new(jpeg(&halves(20, 20))))
            .await
            .unwrap();
        for file in [File::Shown, File::Thumbnail, File::Original] {
            let refused = photographs::file(&prescriber, &clinic.app, another, id, file)
                .await
                .unwrap_err();
            assert!(matches!(refused, AppError::NotFound("photograph")), "{refused:?}");
        }
        let refused = photographs::set_portrait(&prescriber, &clinic.app, another, id)
            .await
            .unwrap_err();
        assert!(matches!(refused, AppError::NotFound("photograph")));
        // Somebody of another clinic in the same database.
        let mut stranger = prescriber.clone();
        let mut tx = clinic.app.database().write().await.unwrap();
        let mut other = anagen_records::clinics::find(&mut tx, clinic.id)
            .await
            .unwrap()
            .unwrap();
        other.id = anagen_records::values::ClinicId::new();
        anagen_records::clinics::insert(&mut tx, &other).await.unwrap();
        tx.commit().await.unwrap();
        stranger.clinic = other.id;
        let refused = photographs::file(&stranger, &clinic.app, own, id, File::Shown)
            .await
            .unwrap_err();
        assert!(matches!(refused, AppError::NotFound("patient")));
        let front_desk = clinic.actor(Role::FrontDesk).await;
        let refused = photographs::file(&front_desk, &clinic.app, own, id, File::Shown)
            .await
            .unwrap_err();
        assert!(matches!(refused, AppError::Forbidden(_)));
    }
}

#[tokio::test]
async fn looking_at_a_picture_is_written_down_and_a_gallery_once() {
    for on in engines() {
        let clinic = Clinic::new(on).await;
        let prescriber = clinic.actor(Role::Prescriber).await;
        let patient = patient(&clinic, "Lopez").await;
        let mut ids = Vec::new();
        for _ in 0..3 {
            ids.push(
                add(&prescriber, &clinic, patient, new(jpeg(&halves(20, 20))))
                    .await
                    .unwrap(),
            );
        }
        for id in &ids {
            bytes_of(&prescriber, &clinic, patient, *id, File::Thumbnail).await;
        }
        bytes_of(&prescriber, &clinic, patient, ids[0], File::Shown).await;
        bytes_of(&prescriber, &clinic, patient, ids[0], File::Original).await;
        clinic.at("2026-03-12T09:10:00Z");
        bytes_of(&prescriber, &clinic, patient, ids[1], File::Thumbnail).await;
        let mut tx = clinic.app.database().read().await.unwrap();
        let trail = audit::list(&mut tx, clinic.id, Some(patient), i64::MAX, 100)
            .await
            .unwrap();
        let count = |action: &str| trail.iter().filter(|link| link.action == action).count();
        assert_eq!(
            (
                count("photographs.browse"),
                count("photograph.show"),
                count("photograph.download")
            ),
            (2, 1, 1)
        );
        assert_eq!(count("photograph.add"), 3);
    }
}

#[tokio::test]
async fn taking_out_of_view_needs_the_right_and_a_reason_and_keeps_everything() {
    for on in engines() {
        let clinic = Clinic::new(on).await;
        let prescriber = clinic.actor(Role::Prescriber).await;
        let director = clinic.actor(Role::MedicalDirector).await;
        let patient = patient(&clinic, "Lopez").await;
        let file = jpeg(&halves(20, 20));
        let id = add(&prescriber, &clinic, patient, new(file.clone())).await.unwrap();
        photographs::set_portrait(&prescriber, &clinic.app, patient, id)
            .await
            .unwrap();
        let forbidden = photographs::remove(&prescriber, &clinic.app, patient, id, "wrong patient")
            .await
            .unwrap_err();
        assert!(matches!(forbidden, AppError::Forbidden(_)));
        let refused = photographs::remove(&director, &clinic.app, patient, id, "  ")
            .await
            .unwrap_err();
        wrong(&refused, "reason", "photographs-reason-missing");
        photographs::remove(&director, &clinic.app, patient, id, "of somebody else")
            .await
            .unwrap();
        let again = photographs::remove(&director, &clinic.app, patient, id, "again")
            .await
            .unwrap_err();
        assert!(matches!(again, AppError::Stale("photograph")));
        assert!(list(&clinic, &prescriber, patient).await.is_empty());
        let mut tx = clinic.app.database().read().await.unwrap();
        assert_eq!(
            patients::find(&mut tx, clinic.id, patient)
                .await
                .unwrap()
                .unwrap()
                .portrait,
            None
        );
        let removed = photographs::taken_out(&mut tx, &director, patient).await.unwrap();
        assert_eq!(removed[0].removed_because.as_deref(), Some("of somebody else"));
        drop(tx);
        for which in [File::Shown, File::Thumbnail, File::Original] {
            let refused = photographs::file(&prescriber, &clinic.app, patient, id, which)
                .await
                .unwrap_err();
            assert!(matches!(refused, AppError::NotFound("photograph")));
        }
        assert_eq!(bytes_of(&director, &clinic, patient, id, File::Original).await, file);
    }
}

#[tokio::test]
async fn a_link_is_used_once_by_whoever_holds_it_and_for_a_week() {
    for on in engines() {
        let clinic = Clinic::new(on).await;
        let assistant = clinic.actor(Role::Assistant).await;
        let patient = patient(&clinic, "Lopez").await;
        let app = &clinic.app;
        let link = links::make_link(&assistant, app, patient, None).await.unwrap();
        let token = link.token.as_str();
        // The token lies nowhere: only its hash does.
        let mut tx = app.database().read().await.unwrap();
        let kept = links::of_patient(&mut tx, &assistant, patient).await.unwrap();
        assert_ne!(kept[0].token_hash, token);
        drop(tx);
        let picture = || jpeg_with_place(&halves(20, 20));
        // What is refused leaves the link open.
        let refused = links::send(app, token, "192.0.2.9", vec![], "").await.unwrap_err();
        wrong(&refused, "file", "photographs-file-missing");
        let refused = links::send(app, token, "192.0.2.9", vec![picture(); 4], "")
            .await
            .unwrap_err();
        wrong(&refused, "file", "upload-too-many");
        let refused = links::send(app, token, "192.0.2.9", vec![picture(), b"<html>".to_vec()], "")
            .await
            .unwrap_err();
        wrong(&refused, "file", "photographs-file-no-picture");
        assert!(list(&clinic, &assistant, patient).await.is_empty());
        assert_eq!(
            links::open(app, token, "192.0.2.9").await.unwrap().standing,
            LinkStanding::Open
        );
        links::send(
            app,
            token,
            "192.0.2.9",
            vec![picture(), picture()],
            " a lump since Monday ",
        )
        .await
        .unwrap();
        let used = links::send(app, token, "192.0.2.9", vec![picture()], "again")
            .await
            .unwrap_err();
        assert!(matches!(used, AppError::Refused(message) if message.key == "upload-link-over"));
        assert_eq!(
            links::open(app, token, "192.0.2.9").await.unwrap().standing,
            LinkStanding::Used
        );
        let came = list(&clinic, &assistant, patient).await;
        assert_eq!(came.len(), 2);
        assert!(
            came.iter()
                .all(|one| one.origin == Origin::PatientLink && one.added_by.is_none())
        );
        assert!(
            came.iter()
                .all(|one| one.consent_class == PhotographClass::Care && one.view == View::Other)
        );
        // Another one, after its week.
        let late = links::make_link(&assistant, app, patient, None).await.unwrap();
        clinic.at("2026-03-19T09:00:00Z");
        assert_eq!(
            links::open(app, late.token.as_str(), "192.0.2.9")
                .await
                .unwrap()
                .standing,
            LinkStanding::Expired
        );
        let over = links::send(app, late.token.as_str(), "192.0.2.9", vec![picture()], "")
            .await
            .unwrap_err();
        assert!(matches!(over, AppError::Refused(message) if message.key == "upload-link-over"));
        // Taken back.
        let assistant = clinic.actor(Role::Assistant).await;
        let third = links::make_link(&assistant, app, patient, None).await.unwrap();
        let mut tx = app.database().read().await.unwrap();
        let hash = links::of_patient(&mut tx, &assistant, patient).await.unwrap()[0]
            .token_hash
            .clone();
        drop(tx);
        links::end(&assistant, app, patient, &hash).await.unwrap();
        assert_eq!(
            links::open(app, third.token.as_str(), "192.0.2.9")
                .await
                .unwrap()
                .standing,
            LinkStanding::Ended
        );
        assert!(matches!(
            links::end(&assistant, app, patient, &hash).await,
            Err(AppError::NotFound("link"))
        ));
    }
}

#[tokio::test]
async fn one_link_cannot_be_used_twice_at_the_same_time() {
    for on in engines() {
        let clinic = Clinic::new(on).await;
        let assistant = clinic.actor(Role::Assistant).await;
        let patient = patient(&clinic, "Lopez").await;
        let link = links::make_link(&assistant, &clinic.app, patient, None).await.unwrap();
        let mut sent = Vec::new();
        for number in 0..8 {
            let (app, token) = (clinic.app.clone(), link.token.as_str().to_owned());
            sent.push(tokio::spawn(async move {
                links::send(
                    &app,
                    &token,
                    "192.0.2.9",
                    vec![jpeg(&halves(20, 20))],
                    &format!("message {number}"),
                )
                .await
            }));
        }
        let mut done = 0;
        for one in sent {
            match one.await.unwrap() {
                Ok(()) => done += 1,
                Err(AppError::Refused(message)) => assert_eq!(message.key, "upload-link-over"),
                Err(other) => panic!("{other:?}"),
            }
        }
        assert_eq!(done, 1);
        assert_eq!(list(&clinic, &assistant, patient).await.len(), 1);
    }
}

#[tokio::test]
async fn whoever_tries_links_has_to_wait() {
    let clinic = Clinic::new(crate::clinic::On::Sqlite).await;
    let assistant = clinic.actor(Role::Assistant).await;
    let patient = patient(&clinic, "Lopez").await;
    let app = &clinic.app;
    let link = links::make_link(&assistant, app, patient, None).await.unwrap();
    for number in 0..5 {
        let unknown = links::open(app, &format!("{number:064}"), "192.0.2.66")
            .await
            .unwrap_err();
        assert!(matches!(unknown, AppError::NotFound("link")));
    }
    let waits = links::open(app, link.token.as_str(), "192.0.2.66").await.unwrap_err();
    assert!(matches!(waits, AppError::Refused(message) if message.key == "upload-wait"));
    // Whoever comes from elsewhere does not.
    links::open(app, link.token.as_str(), "192.0.2.67").await.unwrap();
}

#[tokio::test]
async fn what_was_sent_waits_until_somebody_looked_at_it() {
    for on in engines() {
        let clinic = Clinic::new(on).await;
        let assistant = clinic.actor(Role::Assistant).await;
        let (own, another) = (patient(&clinic, "Lopez").await, patient(&clinic, "Garcia").await);
        let app = &clinic.app;
        let link = links::make_link(&assistant, app, own, None).await.unwrap();
        links::send(
            app,
            link.token.as_str(),
            "192.0.2.9",
            vec![jpeg(&halves(20, 20))],
            "a lump",
        )
        .await
        .unwrap();
        let open = inbox::list(&assistant, app, true, None).await.unwrap();
        assert_eq!(
            (open.len(), open[0].message.as_str(), open[0].family_name.as_str()),
            (1, "a lump", "Lopez")
        );
        let id = open[0].photograph;
        let event = adverse_events::write_down(
            &assistant,
            app,
            own,
            adverse_events::Report::of_code("ae_granuloma"),
            &[],
        )
        .await
        .unwrap();
        let refused = inbox::review(&assistant, app, own, id, " ", None).await.unwrap_err();
        wrong(&refused, "finding", "photographs-finding-missing");
        let refused = inbox::review(&assistant, app, another, id, "a nodule", None)
            .await
            .unwrap_err();
        assert!(matches!(refused, AppError::NotFound("photograph")));
        inbox::review(&assistant, app, own, id, "a nodule of 4 mm", Some(event))
            .await
            .unwrap();
        let again = inbox::review(&assistant, app, own, id, "nothing", None)
            .await
            .unwrap_err();
        assert!(matches!(again, AppError::Stale("photograph")));
        assert!(inbox::list(&assistant, app, true, None).await.unwrap().is_empty());
        let seen = inbox::list(&assistant, app, false, None).await.unwrap();
        assert_eq!(
            (seen[0].finding.as_deref(), seen[0].adverse_event),
            (Some("a nodule of 4 mm"), Some(event))
        );
        assert_eq!(list(&clinic, &assistant, own).await[0].adverse_event, Some(event));
        // The database itself keeps what was found.
        let mut tx = app.database().write().await.unwrap();
        let changed = tx.run("UPDATE upload SET finding = 'other'", vec![]).await;
        assert!(changed.unwrap_err().is_refused());
    }
}
