//! What photographs of a patient may be used for: the record, teaching, publication; each a yes or a no of its own, each
//! taken back on its own.

use anagen_records::consents::{self, Consent, ConsentKind, PhotographClass};
use anagen_records::values::{ConsentId, Day, Json, PatientId};
use anagen_records::{Stamp, Transaction};
use jiff::civil::Date;
use serde_json::{Value, json};

use super::signing::{Signature, check_name};
use crate::Message;
use crate::actor::{Action, Actor};
use crate::app::App;
use crate::error::{AppError, Invalid};
use crate::transaction::Deed;
use crate::{case, patients};

/// An answer to one use of photographs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PhotographAnswer {
    /// Which use.
    pub class: PhotographClass,
    /// Whether it is allowed.
    pub may: bool,
}

/// How one use of photographs stands.
#[derive(Debug, Clone, PartialEq)]
pub struct ClassStanding {
    /// Which use.
    pub class: PhotographClass,
    /// The latest answer; none where nobody asked.
    pub latest: Option<Consent>,
    /// Whether it is allowed now: answered yes and not withdrawn. None where nobody asked.
    pub may: Option<bool>,
}

/// What photographs of a patient may be used for; none where nobody asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct PhotographClasses {
    /// The patient's own record.
    pub care: Option<bool>,
    /// Teaching.
    pub teaching: Option<bool>,
    /// Publication and advertising.
    pub publication: Option<bool>,
}

/// What photographs of a patient may be used for now. A yes that was taken back is a no.
pub async fn photograph_classes(
    tx: &mut Transaction,
    actor: &Actor,
    patient: PatientId,
) -> Result<PhotographClasses, AppError> {
    let patient = patients::of(tx, actor, patient).await?;
    let all = consents::of_patient(tx, patient.id).await?;
    let may = |class| standing_of_class(&all, class).may;
    Ok(PhotographClasses {
        care: may(PhotographClass::Care),
        teaching: may(PhotographClass::Teaching),
        publication: may(PhotographClass::Publication),
    })
}

/// How one use stands among all consents of a patient, the latest first.
pub fn standing_of_class(all: &[Consent], class: PhotographClass) -> ClassStanding {
    let latest = all
        .iter()
        .find(|consent| consent.kind == ConsentKind::Photographs && consent.class == Some(class));
    let answered = |consent: &Consent| consent.items.0.get("may").and_then(Value::as_bool).unwrap_or(false);
    ClassStanding {
        class,
        latest: latest.cloned(),
        may: latest.map(|consent| consent.withdrawn_at.is_none() && answered(consent)),
    }
}

/// Writes down what a patient answers about photographs, with name and signature, before the witness who is signed in.
pub async fn answer_photographs(
    actor: &Actor,
    app: &App,
    patient: PatientId,
    answers: &[PhotographAnswer],
    name: &str,
    signature: Option<Signature>,
) -> Result<(), AppError> {
    let mut invalid = Invalid::default();
    for class in PhotographClass::ALL {
        if !answers.iter().any(|answer| answer.class == *class) {
            invalid.add(
                format!("answer-photographs_{class}"),
                Message::new("consent-photograph-answer-missing"),
            );
        }
    }
    check_name(name, &mut invalid);
    if signature.is_none() {
        invalid.add("signature", Message::new("consent-signature-missing"));
    }
    invalid.check()?;
    let mut writing = app.write(actor, Action::TakeConsent).await?;
    let now = writing.now;
    let patient = patients::of(&mut writing.tx, actor, patient).await?;
    let clinic = patients::clinic_of(&mut writing.tx, actor).await?;
    let today = now.0.to_zoned(case::time_zone(&clinic)).date();
    let signature = Json(json!(signature));
    add_answers(
        &mut writing.tx,
        actor,
        patient.id,
        answers,
        name.trim(),
        &signature,
        today,
        now,
    )
    .await?;
    let said: Vec<Value> = answers
        .iter()
        .map(|answer| json!({ "class": answer.class, "may": answer.may }))
        .collect();
    writing
        .commit(
            Deed::new("consent.photographs", "patient", patient.id)
                .of(patient.id)
                .wrote(&said),
        )
        .await
}

#[expect(clippy::too_many_arguments, reason = "each says one thing about the answers")]
pub(super) async fn add_answers(
    tx: &mut Transaction,
    actor: &Actor,
    patient: PatientId,
    answers: &[PhotographAnswer],
    name: &str,
    signature: &Json<Value>,
    today: Date,
    now: Stamp,
) -> Result<(), AppError> {
    for answer in answers {
        let text = json!({ "photographs": answer.class });
        let consent = Consent {
            id: ConsentId::new(),
            patient,
            kind: ConsentKind::Photographs,
            class: Some(answer.class),
            plan: None,
            plan_version: None,
            language: "en".to_owned(),
            text_hash: blake3::hash(text.to_string().as_bytes()).to_hex().to_string(),
            text: Json(text),
            items: Json(json!({ "may": answer.may })),
            signature: Some(signature.clone()),
            signed_name: Some(name.to_owned()),
            given_at: now,
            given_by: actor.person,
            given_by_name: actor.name.clone(),
            may_be_signed_on: Day(today),
            holds_until: None,
            witnessed_by: Some(actor.person),
            witnessed_by_name: Some(actor.name.clone()),
            signed_at: Some(now),
            withdrawn_at: None,
            withdrawn_because: None,
        };
        consents::insert(tx, actor.clinic, &consent).await?;
    }
    Ok(())
}
