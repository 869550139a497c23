//! A patient who reads Spanish gets questions, consent and sheets in Spanish, while the staff keep their own language; what is not
//! translated is there in English and says so.

use std::collections::BTreeSet;

use anagen_knowledge::Knowledge;
use anagen_knowledge::records::AskedOf;
use anagen_records::people::Role;
use anagen_records::values::PatientId;
use anagen_records::{consents, patients};

use crate::browser::Browser;
use crate::clinic::{Clinic, engines};
use crate::intake::patient;
use crate::plan::{invented, signed};
use crate::session::scene::Scene;

/// Sets the language that a patient reads.
async fn reads(clinic: &Clinic, id: PatientId, language: &str) {
    let mut tx = clinic.app.database().write().await.unwrap();
    let mut patient = patients::find(&mut tx, clinic.id, id).await.unwrap().unwrap();
    patient.language = language.to_owned();
    assert!(patients::update(&mut tx, clinic.id, &patient).await.unwrap());
    tx.commit().await.unwrap();
}

/// Text as it stands in a page.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

#[tokio::test]
async fn the_tablet_asks_in_spanish() {
    let knowledge = Knowledge::embedded().unwrap();
    for on in engines() {
        let clinic = Clinic::new(on).await;
        let id = patient(&clinic, "Lopez").await;
        reads(&clinic, id, "es-MX").await;
        let mut browser = Browser::signed_in(&clinic, Role::Assistant).await;
        browser
            .post(&format!("/patients/{id}/intake/tablet"), &[])
            .await
            .is(303);
        let page = browser.get(&format!("/tablet/{id}")).await;
        page.is(200)
            .shows("<html lang=\"es\"")
            .shows("Estas preguntas son para Maria Lopez.");
        let asked: Vec<_> = knowledge
            .records
            .facts
            .iter()
            .filter(|fact| fact.asked_of == AskedOf::Patient)
            .collect();
        let topics: BTreeSet<String> = asked.iter().map(|fact| fact.group.replace(' ', "-")).collect();
        let mut in_spanish = 0;
        for topic in topics {
            let page = browser.get(&format!("/tablet/{id}/pages/topic-{topic}")).await;
            if page.status.as_u16() == 404 {
                continue;
            }
            page.is(200).hides("lang=\"en\"");
            for fact in &asked {
                page.hides(&escaped(&fact.question));
                in_spanish += page.text().matches(&escaped(&fact.question_in("es"))).count();
            }
        }
        assert!(in_spanish > 30, "{in_spanish}");
        browser
            .get(&format!("/tablet/{id}/pages/topic-scalp"))
            .await
            .shows("Entrada frontotemporal izquierda")
            .hides("Frontotemporal recess");
    }
}

#[tokio::test]
async fn a_consent_is_handed_over_and_kept_in_spanish() {
    for on in engines() {
        let clinic = invented(on).await;
        let mut browser = Browser::signed_in(&clinic, Role::Prescriber).await;
        let (id, plan) = signed(&clinic, &mut browser).await;
        reads(&clinic, id, "es").await;
        let base = format!("/patients/{id}/consent");
        let blank = browser.get(&format!("{base}/blank")).await;
        blank
            .is(200)
            .shows("Conozco mi diagnóstico y su estadio.")
            .shows("Consent, to be filled in by hand");
        let plan = plan.to_string();
        let fields = [
            ("line-prescribes", "Dr prescriber"),
            ("line-injects", "Nurse Injector"),
            ("line-language", "Español, sin intérprete"),
            ("line-complaints_inside", "Ana Administrator"),
            ("line-complaints_outside", "Office of the region"),
            ("plan", plan.as_str()),
            ("plan_version", "1"),
        ];
        browser.post(&base, &fields).await.is(303);
        let mut tx = clinic.app.database().read().await.unwrap();
        let given = consents::of_patient(&mut tx, id).await.unwrap().remove(0);
        drop(tx);
        assert_eq!(
            (given.language.as_str(), &given.text.0["language"]),
            ("es", &"es".into())
        );
        let first = &given.text.0["items"][0]["text"];
        assert_eq!(
            (&first["language"], &first["words"]),
            (&"es".into(), &"Conozco mi diagnóstico y su estadio.".into())
        );

        // What was handed over stays in the language in which it was read, whatever the patient reads later.
        reads(&clinic, id, "en").await;
        let page = browser.get(&format!("{base}/{}", given.id)).await;
        page.is(200)
            .shows("<html lang=\"en\"")
            .shows("<ol class=\"consent-items\" lang=\"es\">")
            .shows("Conozco mi diagnóstico y su estadio.")
            .shows("Diagnóstico: Alopecia de patrón masculino")
            .shows("Para docencia")
            .shows("Al menos 7 días antes de la primera sesión")
            .shows("Un cambio de agente necesita un consentimiento nuevo.")
            .hides("I know my diagnosis")
            .hides("A change of agent needs");
        let text = page.text();
        let items = text
            .split("consent-items")
            .nth(1)
            .unwrap()
            .split("</ol>")
            .next()
            .unwrap();
        assert!(!items.contains("lang=\"en\""), "{items}");

        clinic.at("2026-03-19T09:30:00Z");
        browser.sign_in("prescriber").await;
        browser
            .get(&format!("{base}/{}", given.id))
            .await
            .is(200)
            .shows("Iniciales 1")
            .shows("Firme en el recuadro")
            .shows("Complete the consent");
    }
}

#[tokio::test]
async fn the_sheets_are_in_spanish_and_say_what_is_not() {
    for on in engines() {
        let scene = Scene::new(on).await;
        let session = scene.ready().await;
        let mut browser = Browser::signed_in(&scene.clinic, Role::Assistant).await;
        let address = format!("/patients/{}/sessions/{session}/aftercare", scene.patient);
        let notice = "Not all of this sheet is in the patient";
        browser
            .get(&address)
            .await
            .is(200)
            .shows("Do not wash your hair for 24 hours")
            .hides(notice);

        reads(&scene.clinic, scene.patient, "es").await;
        let after = browser.get(&address).await;
        after
            .is(200)
            .shows("lang=\"es\"")
            .shows("No se lave el pelo durante 24 horas")
            .shows("Las primeras horas después de minoxidil")
            .shows("Llame de inmediato al número de emergencias")
            .hides("Do not wash your hair")
            .hides("Whom to call")
            .hides(notice);
        browser
            .get(&format!("{address}?sheet=before"))
            .await
            .is(200)
            .shows("No beba alcohol durante las 24 horas anteriores")
            .hides("Drink no alcohol")
            .hides(notice);

        // Nobody translated it into Chinese: all of it is there, in English, and the staff are told.
        reads(&scene.clinic, scene.patient, "zh").await;
        browser
            .get(&address)
            .await
            .is(200)
            .shows("Do not wash your hair for 24 hours")
            .shows(notice);
    }
}
