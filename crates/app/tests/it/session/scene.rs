//! A patient with a signed plan on the morning of the first session: answers, consent, photograph, kit and shelf in order.

use std::collections::BTreeMap;

use anagen_app::session::{self, Drawn, Figures, Preparation, Start};
use anagen_app::stock::lots::Delivery;
use anagen_app::stock::products::{Excipients, ProductEntry};
use anagen_app::{Actor, Invalid, plan, rooms, stock};
use anagen_records::people::Role;
use anagen_records::rooms::kits::{self, Kit, KitItem, KitKind};
use anagen_records::rooms::{self as room_rows, Room};
use anagen_records::values::{Json, KitId, LotId, PatientId, PlanId, RoomId, RowId, SessionId};
use anagen_records::{Day, Transaction, binds, known, patients};
use serde_json::json;

use crate::clinic::{Clinic, On, PASSWORD};

/// When it is planned: in the clinic ten o'clock, 12 March.
pub(crate) const PLANNED_AT: &str = "2026-03-12T09:00:00Z";
/// The morning of the first session.
pub(crate) const SESSION_AT: &str = "2026-04-06T08:00:00Z";

/// What somebody who has nothing answers.
const ANSWERS: &str = r#"{
  "patient": {
    "can_become_pregnant": false, "breast_feeding": false, "trying_to_conceive": false, "partner_pregnant_or_possible": false,
    "anaphylaxis_ever": false, "autoimmune_disease": false, "transplant_recipient": false, "hiv": false,
    "low_neutrophils_ever": false, "vaccinated": false, "low_platelets_ever": false, "bleeding_disorder": false,
    "any_heart_disease": false, "phaeochromocytoma": false, "stroke_or_tia": false, "pacemaker_or_icd": false,
    "epilepsy": false, "myasthenia": false, "porphyria": false, "methaemoglobinaemia": false, "g6pd_deficiency": false,
    "diabetes": false, "any_liver_disease": false, "any_kidney_disease": false, "endocrine_disease": false,
    "any_prostate_problem": false, "any_cancer": false, "chemo_or_head_radiotherapy": false, "systemic_infection": false,
    "feverish": false, "herpes_in_area": false, "hair_dyed": false, "scalp_surgery": false,
    "laser_or_microneedling_before": false, "had_mesotherapy": false, "isotretinoin_taken": false, "keloid_history": false,
    "filler_zones": [], "device_zones": [], "needle_phobia_or_fainting": false, "depression_or_suicidality_history": false,
    "suicidal_thoughts_now": false, "bddq_positive": false, "blood_donor": false, "high_dose_biotin": false
  },
  "examiner": {
    "body_weight": "82 kg", "frailty": false, "heart_failure_class": "none", "trichoscopy_findings": [],
    "scalp_infection": false, "suspicious_scalp_lesion": false, "lesion_zones": [], "sunburnt_zones": [],
    "trichotillomania": false, "unrealistic_expectation": false
  },
  "record": { "sex_at_birth": "male", "prp_before": false }
}"#;

/// What is asked of the patient on the day besides.
const ON_THE_DAY: &str =
    r#"{ "alcohol_or_intoxicated_today": false, "fasting_hours": "2 h", "minoxidil_symptoms": false }"#;

/// The vital signs of the day.
pub(crate) const VITALS: [(&str, &str); 3] = [
    ("systolic_pressure", "124 mmHg"),
    ("diastolic_pressure", "78 mmHg"),
    ("heart_rate", "68 /min"),
];

/// A clinic with one patient and what a session takes.
pub(crate) struct Scene {
    pub(crate) clinic: Clinic,
    pub(crate) prescriber: Actor,
    pub(crate) injector: Actor,
    pub(crate) assistant: Actor,
    pub(crate) patient: PatientId,
    pub(crate) plan: PlanId,
    pub(crate) room: RoomId,
    pub(crate) minoxidil: LotId,
    pub(crate) saline: LotId,
}

impl Scene {
    /// The morning of the first session: everything is in order but what is done in the session itself.
    pub(crate) async fn new(on: On) -> Self {
        let clinic = Clinic::demo(on).await;
        let prescriber = clinic.actor(Role::Prescriber).await;
        let injector = clinic.actor(Role::Injector).await;
        let minoxidil = shelve(
            &clinic,
            &injector,
            "Minoxidil 5 mg/mL",
            "minoxidil",
            "5 mg/mL",
            5.0,
            "MX-0417",
        )
        .await;
        let saline = shelve(
            &clinic,
            &injector,
            "Sodium chloride 0.9 %",
            "saline",
            "9 mg/mL",
            10.0,
            "NS-2203",
        )
        .await;
        let room = furnish(&clinic).await;
        let (patient, plan) = Box::pin(planned(&clinic, &prescriber, "A-001")).await;
        clinic.at(SESSION_AT);
        // Who signed in three weeks ago is signed in again.
        let prescriber = clinic.actor(Role::Prescriber).await;
        let injector = clinic.actor(Role::Injector).await;
        let assistant = clinic.actor(Role::Assistant).await;
        kit_is_checked(&clinic, &assistant).await;
        rooms::answer(
            &assistant,
            &clinic.app,
            room,
            &BTreeMap::from([("trained_responder_present".to_owned(), "yes".to_owned())]),
        )
        .await
        .unwrap();
        visits(&clinic, &prescriber, patient).await;
        Self {
            clinic,
            prescriber,
            injector,
            assistant,
            patient,
            plan,
            room,
            minoxidil,
            saline,
        }
    }

    /// Another patient with a plan of the same mixture, here today.
    pub(crate) async fn another(&self, number: &str) -> (PatientId, PlanId) {
        self.clinic.at(PLANNED_AT);
        let prescriber = self.clinic.actor(Role::Prescriber).await;
        let found = Box::pin(planned(&self.clinic, &prescriber, number)).await;
        self.clinic.at(SESSION_AT);
        visits(&self.clinic, &self.prescriber, found.0).await;
        found
    }

    /// Begins a session of the patient.
    pub(crate) async fn start(&self) -> SessionId {
        let start = Start {
            plan: self.plan,
            number: 1,
            room: self.room,
            appointment: None,
            paper: None,
        };
        session::start(&self.assistant, &self.clinic.app, self.patient, &start)
            .await
            .unwrap()
    }

    /// Ticks the time-out and measures the vital signs.
    pub(crate) async fn prepare_patient(&self, id: SessionId) {
        let app = &self.clinic.app;
        let desk = session::open(&self.assistant, app, self.patient, id).await.unwrap();
        let items: Vec<String> = desk
            .duties
            .iter()
            .filter(|duty| duty.is_time_out)
            .map(|duty| duty.line.id.clone())
            .collect();
        session::tick(&self.assistant, app, self.patient, id, &items)
            .await
            .unwrap();
        let said: Vec<_> = VITALS
            .iter()
            .map(|(fact, value)| anagen_app::intake::Said {
                fact: (*fact).to_owned(),
                answer: anagen_app::intake::SaidAnswer::Value(anagen_knowledge::records::AnswerText::Text(
                    (*value).to_owned(),
                )),
                source: anagen_care::case::AnswerSource::Examiner,
                on: None,
            })
            .collect();
        session::measure(&self.assistant, app, self.patient, id, &said)
            .await
            .unwrap();
    }

    /// Chooses both lots.
    pub(crate) async fn choose_lots(&self, id: SessionId) {
        let lots = [self.minoxidil, self.saline];
        let say = |message: &anagen_app::Message| message.key.to_owned();
        session::choose_lots(&self.assistant, &self.clinic.app, self.patient, id, &lots, "", &say)
            .await
            .unwrap();
    }

    /// What is drawn for the plan's mixture: 1 mg/mL in 2.85 mL.
    pub(crate) fn preparation(&self) -> Preparation {
        Preparation {
            drawn: vec![
                Drawn {
                    lot: self.minoxidil,
                    volume_ml: 0.57,
                    vials: 1,
                    vial: None,
                },
                Drawn {
                    lot: self.saline,
                    volume_ml: 2.28,
                    vials: 1,
                    vial: None,
                },
            ],
            volume_ml: 2.85,
            own_figures: None,
        }
    }

    /// What the second person works out.
    pub(crate) fn figures() -> Figures {
        Figures {
            volume_ml: 2.85,
            agents: vec![("minoxidil".to_owned(), 1.0, 2.85)],
        }
    }

    /// Prepares by one and checks by another.
    pub(crate) async fn mix(&self, id: SessionId) {
        let app = &self.clinic.app;
        session::prepare(&self.assistant, app, self.patient, id, &self.preparation())
            .await
            .unwrap();
        assert!(
            session::check(&self.injector, app, self.patient, id, &Self::figures())
                .await
                .unwrap()
        );
    }

    /// Everything up to the first point.
    pub(crate) async fn ready(&self) -> SessionId {
        let id = self.start().await;
        self.prepare_patient(id).await;
        self.choose_lots(id).await;
        self.mix(id).await;
        id
    }

    /// Everything up to the signature.
    pub(crate) async fn done(&self) -> SessionId {
        let id = self.ready().await;
        let app = &self.clinic.app;
        session::stroke(&self.injector, app, self.patient, id, 0, &session::Stroke::All)
            .await
            .unwrap();
        self.watched(id).await;
        id
    }

    /// Watches the patient for 31 minutes, in which nothing happens.
    pub(crate) async fn watched(&self, id: SessionId) {
        let app = &self.clinic.app;
        let end = session::ObservationEnd::Started;
        session::observe(&self.injector, app, self.patient, id, end, None)
            .await
            .unwrap();
        self.clinic.at("2026-04-06T08:31:00Z");
        let end = session::ObservationEnd::Ended;
        session::observe(&self.injector, app, self.patient, id, end, None)
            .await
            .unwrap();
        session::state_no_reaction(&self.injector, app, self.patient, id, true)
            .await
            .unwrap();
    }

    /// Reads a number from the database.
    pub(crate) async fn count(&self, sql: &str, record: impl ToString) -> i64 {
        let mut tx = self.clinic.app.database().read().await.unwrap();
        tx.number(sql, binds![record.to_string()]).await.unwrap()
    }
}

async fn shelve(clinic: &Clinic, by: &Actor, name: &str, agent: &str, strength: &str, volume: f64, lot: &str) -> LotId {
    let entry = ProductEntry {
        name: name.to_owned(),
        agents: vec![(agent.to_owned(), strength.to_owned())],
        composition_declared: Some(true),
        excipients: if agent == "minoxidil" {
            Excipients::Listed(vec!["hydroxypropylbetadex".to_owned()])
        } else {
            Excipients::None
        },
        vehicles: if agent == "minoxidil" {
            vec!["aqueous".to_owned(), "cyclodextrin".to_owned()]
        } else {
            vec!["aqueous".to_owned()]
        },
        label: "for_injection".to_owned(),
        ph: Some(5.3),
        osmolality: Some(288.0),
        volume_ml: Some(volume),
        lawful_supply: Some(true),
        ..ProductEntry::default()
    };
    let product = stock::products::add(by, &clinic.app, &entry, Invalid::default())
        .await
        .unwrap();
    deliver(clinic, by, product, lot, "2027-01-31", 10).await
}

/// Receives vials of a lot.
pub(crate) async fn deliver(
    clinic: &Clinic,
    by: &Actor,
    product: anagen_records::values::ProductId,
    number: &str,
    expires: &str,
    vials: i64,
) -> LotId {
    let delivery = Delivery {
        product: Some(product),
        number: number.to_owned(),
        expires_on: Some(expires.parse().unwrap()),
        quantity: Some(vials),
        ..Delivery::default()
    };
    stock::lots::receive(by, &clinic.app, &delivery, Invalid::default())
        .await
        .unwrap()
}

async fn furnish(clinic: &Clinic) -> RoomId {
    let mut tx = clinic.app.database().write().await.unwrap();
    let room = Room {
        id: RoomId::new(),
        name: "Room 1".to_owned(),
        closed_at: None,
    };
    room_rows::insert(&mut tx, clinic.id, &room).await.unwrap();
    let kit = Kit {
        id: KitId::new(),
        room: Some(room.id),
        name: "Emergency".to_owned(),
        kind: KitKind::Emergency,
        retired_at: None,
    };
    kits::insert(&mut tx, clinic.id, &kit).await.unwrap();
    for item in rooms::kits::REQUIRED_ITEMS {
        let item = KitItem {
            id: RowId::new(),
            kit: kit.id,
            item: Some(item.to_owned()),
            name: item.to_owned(),
            quantity: 1,
            expires_on: Some(Day("2027-06-30".parse().unwrap())),
        };
        kits::insert_item(&mut tx, clinic.id, &item).await.unwrap();
    }
    tx.commit().await.unwrap();
    room.id
}

async fn kit_is_checked(clinic: &Clinic, by: &Actor) {
    let mut tx = clinic.app.database().write().await.unwrap();
    for kit in kits::kept(&mut tx, clinic.id).await.unwrap() {
        let now = clinic.app.now();
        kits::check(&mut tx, clinic.id, kit.id, true, "", by.person, now)
            .await
            .unwrap();
    }
    tx.commit().await.unwrap();
}

/// A patient with a plan, signed, with its consent and the photographs before.
async fn planned(clinic: &Clinic, prescriber: &Actor, number: &str) -> (PatientId, PlanId) {
    let app = &clinic.app;
    let patient = patients::Patient {
        id: PatientId::new(),
        number: number.to_owned(),
        family_name: "Moreno".to_owned(),
        given_names: format!("Luis {number}"),
        birth_date: Some(Day("1988-02-03".parse().unwrap())),
        phone: String::new(),
        email: String::new(),
        address: String::new(),
        language: String::new(),
        note: String::new(),
        demo: true,
        portrait: None,
        merged_into: None,
        version: 1,
        created_at: app.now(),
    };
    let mut tx = app.database().write().await.unwrap();
    patients::insert(&mut tx, clinic.id, &patient, Some(prescriber.person))
        .await
        .unwrap();
    answer_all(&mut tx, clinic, prescriber, patient.id, ANSWERS).await;
    let diagnosis = json!({
        "condition": "aga_m", "by": "Dr A", "on": "2026-03-12", "since": "2021-06-01",
        "stage": { "scale": "hamilton_norwood", "value": "III-vertex" },
    });
    known::diagnosis(
        &mut tx,
        clinic.id,
        patient.id,
        &Json(diagnosis),
        prescriber.person,
        app.now(),
    )
    .await
    .unwrap();
    tx.commit().await.unwrap();

    let id = plan::start(prescriber, app, patient.id).await.unwrap();
    let request = json!({
        "country": "ES", "time_zone": "Europe/Madrid", "start": "2026-04-06", "technique": "intradermal_point",
        "zones": ["vertex"], "head_circumference": "57 cm", "spacing": "1 cm", "volume_per_point": "0.05 mL",
        "depth": "2 mm", "needle_gauge": 30, "agents": [{ "agent": "minoxidil", "strength": "1 mg/mL" }],
        "protocol": { "id": "P-S001b" },
    });
    let request = serde_json::from_value(request).unwrap();
    let desk = plan::open(prescriber, app, patient.id, "plan.open").await.unwrap();
    let edit = desk.draft.unwrap().edit;
    let edit = plan::save(prescriber, app, patient.id, id, edit, &request)
        .await
        .unwrap();
    plan::sign(prescriber, app, patient.id, id, edit, PASSWORD)
        .await
        .unwrap();

    let mut tx = app.database().write().await.unwrap();
    let now = app.now();
    tx.run(
        "INSERT INTO consent (id, clinic, patient, kind, plan, plan_version, language, text, text_hash, items, signature, \
         signed_name, given_at, given_by, may_be_signed_on, witnessed_by, signed_at) VALUES ($1, $2, $3, 'treatment', $4, 1, \
         'en', $8, '', '[]', '{\"as\": \"declared\"}', 'Luis Moreno', $5, $6, '2026-03-19', $6, $7)",
        binds![
            RowId::new(),
            clinic.id,
            patient.id,
            id,
            now,
            prescriber.person,
            anagen_records::Stamp("2026-03-20T09:00:00Z".parse().unwrap()),
            r#"{"reference": "1", "plan_version": 1, "knowledge_version": "1", "items": [], "days_to_think": 7, "because": [],
                "rules": []}"#
        ],
    )
    .await
    .unwrap();
    tx.run(
        "INSERT INTO photograph (id, clinic, patient, view, taken_at, original, shown, thumbnail, width, height, bytes, media_type, \
         consent_class, capture, note, origin, added_by, added_at) VALUES ($1, $2, $3, 'vertex', $4, 'a', 'b', 'c', 800, 600, 1, \
         'image/jpeg', 'care', '{}', '', 'staff', $5, $4)",
        binds![anagen_records::values::PhotographId::new(), clinic.id, patient.id, now, prescriber.person],
    )
    .await
    .unwrap();
    tx.commit().await.unwrap();
    (patient.id, id)
}

/// The patient is here today and has answered what is asked at every visit.
async fn visits(clinic: &Clinic, by: &Actor, patient: PatientId) {
    let mut tx = clinic.app.database().write().await.unwrap();
    answer_all(&mut tx, clinic, by, patient, ANSWERS).await;
    let day: serde_json::Value = serde_json::from_str(ON_THE_DAY).unwrap();
    answer_all(&mut tx, clinic, by, patient, &json!({ "patient": day }).to_string()).await;
    tx.commit().await.unwrap();
}

async fn answer_all(tx: &mut Transaction, clinic: &Clinic, by: &Actor, patient: PatientId, answers: &str) {
    let now = clinic.app.now();
    let answers: BTreeMap<String, BTreeMap<String, serde_json::Value>> = serde_json::from_str(answers).unwrap();
    for (source, facts) in answers {
        for (fact, answer) in facts {
            let row = known::Answer {
                fact,
                answer: Json(answer),
                source: source.clone(),
                at: now,
                session: None,
                entered_by: by.person,
                entered_at: now,
            };
            known::answer(tx, clinic.id, patient, &row).await.unwrap();
        }
    }
    for kind in ["medicines", "allergies"] {
        let list = known::RecordedList {
            kind: kind.to_owned(),
            entries: Json(json!([])),
            asked_at: now,
            entered_by: by.person,
        };
        known::list(tx, clinic.id, patient, &list, now).await.unwrap();
    }
}
