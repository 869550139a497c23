//! Patients: registering, correcting, finding, merging, exporting.

mod happenings;
mod merges;

use anagen_app::patients::duplicates::Why;
use anagen_app::patients::register::{Particulars, Registered, correct, register, states};
use anagen_app::patients::search::{Results, recent, search};
use anagen_app::patients::{export, merging, timeline};
use anagen_app::{Actor, AppError, patients, way};
use anagen_records::patients::rows;
use anagen_records::people::Role;
use anagen_records::values::PatientId;
use anagen_records::{audit, binds};

use crate::clinic::{Clinic, On, engines};

fn named(given_names: &str, family_name: &str) -> Particulars {
    Particulars {
        given_names: given_names.to_owned(),
        family_name: family_name.to_owned(),
        ..Particulars::default()
    }
}

fn born(given_names: &str, family_name: &str, day: &str) -> Particulars {
    Particulars {
        birth_date: Some(day.parse().unwrap()),
        ..named(given_names, family_name)
    }
}

async fn registered(actor: &Actor, clinic: &Clinic, particulars: &Particulars) -> PatientId {
    match register(actor, &clinic.app, particulars, false, &[]).await.unwrap() {
        Registered::Done(id) => id,
        Registered::Similar(similar) => panic!("similar to {similar:?}"),
    }
}

async fn found(actor: &Actor, clinic: &Clinic, typed: &str) -> Results {
    search(actor, &clinic.app, typed, None).await.unwrap()
}

/// Family names of what a search finds as typed, and of what it finds besides.
async fn names(actor: &Actor, clinic: &Clinic, typed: &str) -> (Vec<String>, Vec<String>) {
    let Results { hits, similar, .. } = found(actor, clinic, typed).await;
    let names = |hits: Vec<patients::search::Hit>| hits.into_iter().map(|hit| hit.patient.family_name).collect();
    (names(hits), names(similar))
}

#[tokio::test]
async fn a_patient_is_found_by_name_number_phone_and_birth_date() {
    for on in engines() {
        let clinic = Clinic::new(on).await;
        let desk = clinic.actor(Role::FrontDesk).await;
        for (particulars, number, phone) in [
            (born("Ana María", "González Ruiz", "1984-03-12"), "", "+34 612 345 678"),
            (born("Søren", "Łukasz", "1990-07-01"), "A-0042", "0170 1234567"),
            (
                born("Jean-Pierre", "O'Brien", "1971-11-30"),
                "",
                "01 23 45 67 89 / 0699 887766",
            ),
            (born("小明", "王", "2001-01-02"), "", ""),
            (born("محمد", "الأحمد", "1969-05-20"), "", ""),
            (born("Ivan", "García", "1984-12-03"), "", ""),
        ] {
            let particulars = Particulars {
                number: number.to_owned(),
                phone: phone.to_owned(),
                ..particulars
            };
            registered(&desk, &clinic, &particulars).await;
        }
        for (typed, family_name) in [
            // Names as they are typed: accents, case, order, beginnings.
            ("gonzalez", "González Ruiz"),
            ("GONZÁLEZ ana", "González Ruiz"),
            ("ruiz mari", "González Ruiz"),
            ("gon", "González Ruiz"),
            ("gonzalezruiz", "González Ruiz"),
            ("soren lukasz", "Łukasz"),
            ("jeanpierre", "O'Brien"),
            ("jean-p", "O'Brien"),
            ("obrien", "O'Brien"),
            ("o'brien, pierre", "O'Brien"),
            ("王小明", "王"),
            ("小明", "王"),
            ("الاحمد", "الأحمد"),
            // The clinic's number, with and without its signs and zeros.
            ("A-0042", "Łukasz"),
            ("a0042", "Łukasz"),
            ("0042", "Łukasz"),
            // Telephone, with and without the country, with spaces, the last digits, the second number.
            ("612345678", "González Ruiz"),
            ("+34 612 345 678", "González Ruiz"),
            ("0034612345678", "González Ruiz"),
            ("5678", "González Ruiz"),
            ("0049 170 1234567", "Łukasz"),
            ("0699887766", "O'Brien"),
            // The day of birth in several spellings, alone and with a name.
            ("30.11.1971", "O'Brien"),
            ("1971-11-30", "O'Brien"),
            ("30 november 71", "O'Brien"),
            ("11/30/1971", "O'Brien"),
            ("brien 1971", "O'Brien"),
            ("garcia 1984", "García"),
        ] {
            let (names, _) = names(&desk, &clinic, typed).await;
            assert_eq!(names, [family_name], "`{typed}` on {on:?}");
        }
        // A day that can be read both ways finds both.
        let (both, _) = names(&desk, &clinic, "03/12/1984").await;
        assert_eq!(both.len(), 2);
        for typed in [
            "",
            "   ",
            "-",
            "nobody",
            "gonzalez soren",
            "1999-01-01",
            "%",
            "_",
            "' OR 1=1 --",
        ] {
            assert_eq!(names(&desk, &clinic, typed).await, (vec![], vec![]), "{typed}");
        }
    }
}

#[tokio::test]
async fn typing_errors_are_forgiven_and_stand_behind_what_was_typed() {
    for on in engines() {
        let clinic = Clinic::new(on).await;
        let desk = clinic.actor(Role::FrontDesk).await;
        for (given, family) in [
            ("Ana", "González"),
            ("Anabel", "Gonsalez"),
            ("Eva", "Hernández"),
            ("Paul", "Müller"),
            ("Li", "Smith"),
        ] {
            registered(&desk, &clinic, &named(given, family)).await;
        }
        for (typed, as_typed, besides) in [
            // Right: the other spelling stands behind it.
            ("gonzalez", vec!["González"], vec!["Gonsalez"]),
            // A letter wrong, two the wrong way round, one missing, one too many, two errors.
            ("gonzales", vec![], vec!["González", "Gonsalez"]),
            ("hernadnez", vec![], vec!["Hernández"]),
            ("hernndez", vec![], vec!["Hernández"]),
            ("mueller", vec![], vec!["Müller"]),
            ("hernamdes", vec![], vec!["Hernández"]),
            ("smiht", vec![], vec!["Smith"]),
            // Begun and wrong.
            ("hermand", vec![], vec!["Hernández"]),
            // The error is in one word, the other narrows it down.
            ("ana gonzales", vec![], vec!["González", "Gonsalez"]),
            ("eva gonzales", vec![], vec![]),
            // Too far off, too short.
            ("hrnds", vec![], vec![]),
            ("eba", vec![], vec![]),
        ] {
            let (exact, similar) = names(&desk, &clinic, typed).await;
            assert_eq!(exact, as_typed, "{typed}");
            let mut similar = similar;
            similar.sort();
            let mut besides = besides;
            besides.sort_unstable();
            assert_eq!(similar, besides, "{typed}");
        }
    }
}

#[tokio::test]
async fn a_search_stays_in_its_clinic_and_leaves_no_text_in_the_audit_trail() {
    for on in engines() {
        let (clinic, other) = (Clinic::new(on).await, Clinic::new(On::Sqlite).await);
        let desk = clinic.actor(Role::FrontDesk).await;
        registered(&desk, &clinic, &named("Ana", "Verysecretname")).await;
        // A second clinic in the same database.
        let second = second_clinic(&clinic).await;
        assert_eq!(found(&second, &clinic, "verysecretname").await, Results::default());
        assert_eq!(found(&second, &clinic, "verysecretnam").await, Results::default());
        assert_eq!(found(&second, &clinic, "verysexretname").await, Results::default());
        found(&desk, &clinic, "verysecretname").await;
        let mut tx = clinic.app.database().read().await.unwrap();
        let entries = audit::list(&mut tx, clinic.id, None, i64::MAX, 10).await.unwrap();
        assert_eq!(entries[0].action, "patients.search");
        assert!(
            !format!("{entries:?}").to_lowercase().contains("verysecret"),
            "{entries:?}"
        );
        // Who may not see patients may not search.
        let auditor = clinic.actor(Role::Auditor).await;
        assert!(matches!(
            search(&auditor, &clinic.app, "ana", None).await,
            Err(AppError::Forbidden(_))
        ));
        drop(other);
    }
}

/// Somebody at the front desk of another clinic in the same database.
async fn second_clinic(clinic: &Clinic) -> Actor {
    use anagen_records::{clinics, people};
    let mut tx = clinic.app.database().write().await.unwrap();
    let mut second = clinics::find(&mut tx, clinic.id).await.unwrap().unwrap();
    second.id = anagen_records::values::ClinicId::new();
    clinics::insert(&mut tx, &second).await.unwrap();
    let administrator = people::find_by_sign_in_name(&mut tx, "administrator")
        .await
        .unwrap()
        .unwrap();
    let person = people::Person {
        id: anagen_records::values::PersonId::new(),
        clinic: second.id,
        sign_in_name: "elsewhere".to_owned(),
        ..administrator
    };
    people::insert(&mut tx, &person, &[Role::FrontDesk, Role::Prescriber])
        .await
        .unwrap();
    tx.commit().await.unwrap();
    clinic.sign_in("elsewhere").await
}

#[tokio::test]
async fn results_go_on_from_page_to_page_however_common_the_words_are() {
    for on in engines() {
        let clinic = Clinic::new(on).await;
        let desk = clinic.actor(Role::FrontDesk).await;
        for n in 0..45 {
            let given = format!(
                "{}{}",
                ["Ana", "Eva", "Ida"][n % 3],
                (b'a' + u8::try_from(n / 3).unwrap()) as char
            );
            registered(&desk, &clinic, &named(&given, "García")).await;
        }
        let (mut all, mut after, mut pages) = (Vec::new(), None::<String>, 0);
        loop {
            let page = search(&desk, &clinic.app, "garcia", after.as_deref()).await.unwrap();
            all.extend(page.hits.into_iter().map(|hit| hit.patient.given_names));
            pages += 1;
            after = page.next;
            if after.is_none() {
                break;
            }
        }
        assert_eq!((all.len(), pages), (45, 3));
        // In the order of names, each once.
        assert!(all.is_sorted(), "{all:?}");
        // Two words, both common.
        assert_eq!(found(&desk, &clinic, "garcia eva").await.hits.len(), 15);
        // A place that nobody gave is the first page.
        assert_eq!(
            search(&desk, &clinic.app, "garcia", Some("x.y"))
                .await
                .unwrap()
                .hits
                .len(),
            20
        );
    }
}

#[tokio::test]
async fn numbers_are_given_in_turn_and_never_twice() {
    for on in engines() {
        let clinic = Clinic::new(on).await;
        let desk = clinic.actor(Role::FrontDesk).await;
        let number = async |id: PatientId| patients::open(&desk, &clinic.app, id).await.unwrap().number;
        let first = registered(&desk, &clinic, &named("A", "One")).await;
        assert_eq!(number(first).await, "1001");
        // A number that was chosen by hand is passed over, and counting goes on behind it.
        registered(
            &desk,
            &clinic,
            &Particulars {
                number: "1002".to_owned(),
                ..named("B", "Two")
            },
        )
        .await;
        registered(
            &desk,
            &clinic,
            &Particulars {
                number: "1010".to_owned(),
                ..named("C", "Three")
            },
        )
        .await;
        registered(
            &desk,
            &clinic,
            &Particulars {
                number: "X-7".to_owned(),
                ..named("D", "Four")
            },
        )
        .await;
        registered(
            &desk,
            &clinic,
            &Particulars {
                number: "19840312123".to_owned(),
                ..named("E", "Five")
            },
        )
        .await;
        let next = registered(&desk, &clinic, &named("F", "Six")).await;
        assert_eq!(number(next).await, "1011");
        let taken = Particulars {
            number: "1002".to_owned(),
            ..named("G", "Seven")
        };
        let refused = register(&desk, &clinic.app, &taken, false, &[]).await.unwrap_err();
        assert!(
            matches!(&refused, AppError::Invalid(invalid) if invalid.of("number").is_some()),
            "{refused:?}"
        );
        // Ten at the same time: ten numbers.
        let mut at_once = tokio::task::JoinSet::new();
        for n in 0..10 {
            let (desk, app) = (desk.clone(), std::sync::Arc::clone(&clinic.app));
            at_once.spawn(async move {
                let name = format!("Q{}", (b'a' + n) as char);
                register(&desk, &app, &named(&name, "Atonce"), false, &[])
                    .await
                    .unwrap()
            });
        }
        at_once.join_all().await;
        let mut tx = clinic.app.database().read().await.unwrap();
        let distinct = "SELECT count(DISTINCT number) FROM patient WHERE family_name = 'Atonce'";
        assert_eq!(tx.number(distinct, vec![]).await.unwrap(), 10);
    }
}

#[tokio::test]
async fn particulars_are_checked_all_at_once() {
    let clinic = Clinic::new(On::Sqlite).await;
    let desk = clinic.actor(Role::FrontDesk).await;
    let wrong = Particulars {
        number: "--".to_owned(),
        birth_date: Some("2026-03-13".parse().unwrap()),
        phone: "none".to_owned(),
        email: "nobody".to_owned(),
        address: "x".repeat(501),
        language: "<script>".to_owned(),
        ..Particulars::default()
    };
    let Err(AppError::Invalid(invalid)) = register(&desk, &clinic.app, &wrong, false, &[]).await else {
        panic!("it was taken")
    };
    for field in [
        "number",
        "family_name",
        "birth_date",
        "phone",
        "email",
        "address",
        "language",
    ] {
        assert!(invalid.of(field).is_some(), "{field}");
    }
    let before_anybody = Particulars {
        birth_date: Some("1850-01-01".parse().unwrap()),
        ..named("A", "B")
    };
    assert!(matches!(
        register(&desk, &clinic.app, &before_anybody, false, &[]).await,
        Err(AppError::Invalid(_))
    ));
    // Today's child and a name of one word are taken.
    registered(
        &desk,
        &clinic,
        &Particulars {
            birth_date: Some("2026-03-12".parse().unwrap()),
            ..named("Suharto", "")
        },
    )
    .await;
}

#[tokio::test]
async fn who_may_be_the_same_person_is_shown_before_anything_is_written() {
    for on in engines() {
        let clinic = Clinic::new(on).await;
        let desk = clinic.actor(Role::FrontDesk).await;
        let ana = Particulars {
            phone: "+34 612 345 678".to_owned(),
            ..born("Ana María", "González Ruiz", "1984-03-12")
        };
        let ana_id = registered(&desk, &clinic, &ana).await;
        let open = registered(&desk, &clinic, &named("Eva", "Ohnedatum")).await;
        for (particulars, expected) in [
            (
                born("Ana", "Gonzales", "1984-03-12"),
                Some((ana_id, Why::BirthDateAndName)),
            ),
            (
                born("Ruiz", "Anna Gonzalez", "1984-03-12"),
                Some((ana_id, Why::BirthDateAndName)),
            ),
            (
                Particulars {
                    phone: "612345678".to_owned(),
                    ..named("Somebody", "Else")
                },
                Some((ana_id, Why::Phone)),
            ),
            (born("Eva", "Ohnedatum", "1990-01-01"), Some((open, Why::Name))),
            // The same name on another day, another name on the same day, another number.
            (born("Ana María", "González Ruiz", "1985-03-12"), None),
            (born("Peter", "Schmidt", "1984-03-12"), None),
            (
                Particulars {
                    phone: "612345679".to_owned(),
                    ..named("Other", "Number")
                },
                None,
            ),
        ] {
            let result = register(&desk, &clinic.app, &particulars, false, &[]).await.unwrap();
            match (result, expected) {
                (Registered::Similar(similar), Some((id, why))) => {
                    assert_eq!(
                        similar.iter().map(|one| (one.patient.id, one.why)).collect::<Vec<_>>(),
                        [(id, why)]
                    );
                    // Nothing was written: the same is said again; who was seen is passed over, somebody else is not.
                    let again = register(&desk, &clinic.app, &particulars, false, &[PatientId::new()])
                        .await
                        .unwrap();
                    assert!(matches!(again, Registered::Similar(_)));
                }
                (Registered::Done(_), None) => {}
                (result, expected) => panic!("{particulars:?}: {result:?}, not {expected:?}"),
            }
        }
        let twin = born("Ana", "Gonzales", "1984-03-12");
        let anyway = register(&desk, &clinic.app, &twin, false, &[ana_id]).await.unwrap();
        assert!(matches!(anyway, Registered::Done(_)));
        let mut tx = clinic.app.database().read().await.unwrap();
        let entry = &audit::list(&mut tx, clinic.id, None, i64::MAX, 1).await.unwrap()[0];
        assert_eq!(
            (entry.action.as_str(), entry.reason.as_deref()),
            ("patient.register", Some("although similar to 1001"))
        );
    }
}

#[tokio::test]
async fn a_correction_keeps_every_earlier_state_and_a_stale_one_is_refused() {
    for on in engines() {
        let clinic = Clinic::new(on).await;
        let desk = clinic.actor(Role::FrontDesk).await;
        let assistant = clinic.actor(Role::Assistant).await;
        let id = registered(&desk, &clinic, &named("Ana", "Gonzales")).await;
        let read = async || patients::open(&desk, &clinic.app, id).await.unwrap();
        let right = Particulars {
            family_name: "González".to_owned(),
            ..Particulars::of(&read().await)
        };
        correct(&assistant, &clinic.app, id, 1, &right).await.unwrap();
        // Nothing changed: no state more.
        correct(&assistant, &clinic.app, id, 2, &right).await.unwrap();
        let late = Particulars {
            given_names: "Anna".to_owned(),
            ..right.clone()
        };
        assert!(matches!(
            correct(&desk, &clinic.app, id, 1, &late).await,
            Err(AppError::Stale("patient"))
        ));
        assert_eq!(Particulars::of(&read().await), right);
        let states = states(&desk, &clinic.app, id).await.unwrap();
        let told: Vec<_> = states
            .iter()
            .map(|state| {
                (
                    state.version,
                    state.particulars.family_name.as_str(),
                    state.by_name.as_deref(),
                )
            })
            .collect();
        assert_eq!(
            told,
            [
                (2, "González", Some("Dr assistant")),
                (1, "Gonzales", Some("Dr front-desk"))
            ]
        );
        // Found under the new name, no longer under the old one.
        assert_eq!(names(&desk, &clinic, "gonzález").await.0, ["González"]);
        assert_eq!(names(&desk, &clinic, "gonzales").await.0, [""; 0]);
        // The number of somebody else, and none.
        registered(&desk, &clinic, &named("Eva", "Other")).await;
        for number in ["1002", ""] {
            let wrong = Particulars {
                number: number.to_owned(),
                ..right.clone()
            };
            let refused = correct(&desk, &clinic.app, id, 2, &wrong).await.unwrap_err();
            assert!(
                matches!(&refused, AppError::Invalid(invalid) if invalid.of("number").is_some()),
                "{number}: {refused:?}"
            );
        }
        // Who may not, and of another clinic.
        let director = clinic.actor(Role::MedicalDirector).await;
        assert!(matches!(
            correct(&director, &clinic.app, id, 2, &late).await,
            Err(AppError::Forbidden(_))
        ));
        let elsewhere = second_clinic(&clinic).await;
        assert!(matches!(
            correct(&elsewhere, &clinic.app, id, 2, &late).await,
            Err(AppError::NotFound("patient"))
        ));
        assert!(matches!(
            patients::open(&elsewhere, &clinic.app, id).await,
            Err(AppError::NotFound("patient"))
        ));
        assert!(matches!(
            patients::register::states(&elsewhere, &clinic.app, id).await,
            Err(AppError::NotFound("patient"))
        ));
    }
}

#[tokio::test]
async fn whom_one_opened_last_is_at_hand() {
    for on in engines() {
        let clinic = Clinic::new(on).await;
        let desk = clinic.actor(Role::FrontDesk).await;
        let assistant = clinic.actor(Role::Assistant).await;
        let mut ids = Vec::new();
        for name in ["One", "Two", "Three"] {
            ids.push(registered(&assistant, &clinic, &named("Patient", name)).await);
        }
        assert!(recent(&desk, &clinic.app).await.unwrap().is_empty());
        for id in [ids[0], ids[2], ids[0]] {
            patients::open(&desk, &clinic.app, id).await.unwrap();
        }
        let opened: Vec<_> = recent(&desk, &clinic.app)
            .await
            .unwrap()
            .into_iter()
            .map(|hit| hit.patient.id)
            .collect();
        assert_eq!(opened, [ids[0], ids[2]]);
    }
}

/// Two patients with an answer each.
async fn two(clinic: &Clinic, prescriber: &Actor) -> (PatientId, PatientId) {
    let kept = registered(prescriber, clinic, &born("Ana", "González", "1984-03-12")).await;
    let merged = registered(prescriber, clinic, &born("Eva", "Merged", "1984-04-13")).await;
    for (patient, pregnant) in [(kept, false), (merged, true)] {
        let mut tx = clinic.app.database().write().await.unwrap();
        let answer = anagen_records::known::Answer {
            fact: "pregnant".to_owned(),
            answer: anagen_records::Json(serde_json::Value::Bool(pregnant)),
            source: "patient".to_owned(),
            at: clinic.app.now(),
            session: None,
            entered_by: prescriber.person,
            entered_at: clinic.app.now(),
        };
        anagen_records::known::answer(&mut tx, clinic.id, patient, &answer)
            .await
            .unwrap();
        tx.commit().await.unwrap();
    }
    (kept, merged)
}
