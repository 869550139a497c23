//! Completing a consent, and withdrawing it.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use anagen_records::consents::{self, Consent, ConsentKind, ConsentSigning, PhotographClass};
use anagen_records::plans;
use anagen_records::values::{ConsentId, Day, Json, PatientId};
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::giving::check_version;
use super::photographs::{PhotographAnswer, add_answers};
use super::text::ConsentText;
use super::{ConsentStanding, holds_until, standing_of};
use crate::Message;
use crate::actor::{Action, Actor};
use crate::app::App;
use crate::error::{AppError, Invalid};
use crate::transaction::Deed;
use crate::{case, patients};

/// What a patient did with one item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemMark {
    /// Id of the item.
    pub id: String,
    /// The initials beside it.
    pub initials: String,
    /// Answers to its own questions.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub answers: BTreeMap<String, bool>,
}

/// How something is signed on a screen.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "as", rename_all = "snake_case")]
pub enum Signature {
    /// A line drawn by hand, as an SVG path in a window of [`WIDTH`] by [`HEIGHT`].
    Drawn {
        /// The path.
        path: String,
    },
    /// The typed name and an explicit declaration in its place, for those who do not draw.
    Declared,
}

/// Width of the window in which a signature is drawn, in units of its path.
pub const WIDTH: f64 = 600.0;
/// Its height.
pub const HEIGHT: f64 = 200.0;
/// Most strokes of a signature.
const MOST_STROKES: usize = 200;
/// Most places on all of them.
const MOST_PLACES: usize = 8_000;
/// A line shorter than this, in units, is a slip of the finger and no signature.
const SHORTEST_LINE: f64 = 40.0;
/// Longest name.
const LONGEST_NAME: usize = 160;
/// Longest initials.
const LONGEST_INITIALS: usize = 8;

impl Signature {
    /// Reads strokes as the page sends them (`[[[x, y], ...], ...]`); none where nothing was drawn that could be a signature.
    pub fn from_strokes(text: &str) -> Option<Self> {
        let strokes: Vec<Vec<(f64, f64)>> = serde_json::from_str(text).ok()?;
        let n_places: usize = strokes.iter().map(Vec::len).sum();
        if strokes.len() > MOST_STROKES || n_places > MOST_PLACES {
            return None;
        }
        let is_inside = |(x, y): &(f64, f64)| (0.0..=WIDTH).contains(x) && (0.0..=HEIGHT).contains(y);
        if !strokes.iter().flatten().all(is_inside) {
            return None;
        }
        let length: f64 = strokes
            .iter()
            .flat_map(|stroke| stroke.iter().zip(stroke.iter().skip(1)))
            .map(|(from, to)| (from.0 - to.0).hypot(from.1 - to.1))
            .sum();
        if length < SHORTEST_LINE {
            return None;
        }
        let mut path = String::new();
        for stroke in &strokes {
            for (place, (x, y)) in stroke.iter().enumerate() {
                let _ = write!(path, "{}{x:.1} {y:.1}", if place == 0 { 'M' } else { 'L' });
            }
            // A dot is a line of no length.
            if let [(x, y)] = stroke.as_slice() {
                let _ = write!(path, "L{x:.1} {y:.1}");
            }
        }
        Some(Self::Drawn { path })
    }
}

/// What a patient wrote on a consent.
#[derive(Debug, Clone, PartialEq)]
pub struct Signed {
    /// Every item.
    pub items: Vec<ItemMark>,
    /// The full name.
    pub name: String,
    /// The signature; none where nothing was drawn and nothing declared.
    pub signature: Option<Signature>,
}

/// Completes a consent before the witness who is signed in. Nothing blank completes it, nothing before its day, and nothing
/// that was handed over for another version of the plan.
pub async fn sign(
    actor: &Actor,
    app: &App,
    patient: PatientId,
    consent: ConsentId,
    signed: &Signed,
) -> Result<(), AppError> {
    let knowledge = app.knowledge(actor.clinic).await?;
    let mut writing = app.write(actor, Action::TakeConsent).await?;
    let now = writing.now;
    let patient = patients::of(&mut writing.tx, actor, patient).await?;
    let clinic = patients::clinic_of(&mut writing.tx, actor).await?;
    let given = consents::find(&mut writing.tx, patient.id, consent)
        .await?
        .ok_or(AppError::NotFound("consent"))?;
    let today = now.0.to_zoned(case::time_zone(&clinic)).date();
    let (Some(plan), Some(version), ConsentKind::Treatment) = (given.plan, given.plan_version, given.kind) else {
        return Err(AppError::NotFound("consent"));
    };
    match standing_of(&given, today) {
        ConsentStanding::Given { .. } => {}
        ConsentStanding::Withdrawn { .. } => return Err(AppError::refused("consent-was-withdrawn")),
        _ => return Err(AppError::refused("consent-was-signed")),
    }
    let versions = plans::of_patient(&mut writing.tx, patient.id).await?;
    let ends = plans::ends(&mut writing.tx, patient.id).await?;
    check_version(&versions, &ends, plan, version)?;
    check_latest(&consents::of_patient(&mut writing.tx, patient.id).await?, &given)?;
    if today < given.may_be_signed_on.0 {
        return Err(AppError::Refused(
            Message::new("consent-too-early").with("day", given.may_be_signed_on),
        ));
    }
    let text: ConsentText = serde_json::from_value(given.text.0.clone())
        .map_err(|error| AppError::Internal(format!("a stored consent cannot be read: {error}")))?;
    let items = check_items(&text, signed)?;

    let (name, signature) = (signed.name.trim().to_owned(), signed.signature.clone());
    let Some(signature) = signature else {
        return Err(AppError::field("signature", "consent-signature-missing"));
    };
    let signature = Json(json!(signature));
    let signing = ConsentSigning {
        items: Json(json!(items)),
        signature: signature.clone(),
        signed_name: name.clone(),
        witnessed_by: actor.person,
        signed_at: now,
        holds_until: holds_until(today, &knowledge).map(Day),
    };
    if !consents::sign(&mut writing.tx, consent, &signing).await? {
        return Err(AppError::refused("consent-was-signed"));
    }
    let document = json!({
        "consent": consent, "text": given.text_hash, "items": signing.items.0, "signature": signature.0, "name": name,
    });
    plans::add_signature(
        &mut writing.tx,
        actor.clinic,
        &plans::Signature {
            kind: "consent".to_owned(),
            record: consent.to_string(),
            version,
            role: "witness".to_owned(),
            person: actor.person,
            person_name: actor.name.clone(),
            meaning: "saw it initialled and signed".to_owned(),
            digest: blake3::hash(document.to_string().as_bytes()).to_hex().to_string(),
            at: now,
        },
    )
    .await?;
    let answers = photograph_answers(&items);
    add_answers(
        &mut writing.tx,
        actor,
        patient.id,
        &answers,
        &name,
        &signature,
        today,
        now,
    )
    .await?;
    writing
        .commit(
            Deed::new("consent.sign", "consent", consent)
                .of(patient.id)
                .wrote(&document),
        )
        .await
}

/// Only the text that was handed over last is signed.
fn check_latest(all: &[Consent], given: &Consent) -> Result<(), AppError> {
    let is_same = |other: &&Consent| {
        other.kind == given.kind && other.plan == given.plan && other.plan_version == given.plan_version
    };
    match all.iter().find(is_same) {
        Some(latest) if latest.id != given.id => Err(AppError::refused("consent-handed-over-again")),
        _ => Ok(()),
    }
}

/// Every item with its initials and answers, or everything that is missing, at once.
fn check_items(text: &ConsentText, signed: &Signed) -> Result<Vec<ItemMark>, AppError> {
    let mut invalid = Invalid::default();
    let mut items = Vec::new();
    for item in &text.items {
        let mark = signed.items.iter().find(|mark| mark.id == item.id);
        let initials = mark.map_or("", |mark| mark.initials.trim());
        let is_written = initials.chars().any(char::is_alphabetic) && initials.chars().count() <= LONGEST_INITIALS;
        if !is_written {
            let message = Message::new("consent-initials-missing").with("number", item.number);
            invalid.add(format!("initials-{}", item.id), message);
        }
        let mut answers = BTreeMap::new();
        for question in &item.asks {
            match mark.and_then(|mark| mark.answers.get(question)) {
                Some(answer) => {
                    answers.insert(question.clone(), *answer);
                }
                None => invalid.add(
                    format!("answer-{question}"),
                    Message::new("consent-answer-missing").with("number", item.number),
                ),
            }
        }
        items.push(ItemMark {
            id: item.id.clone(),
            initials: initials.to_owned(),
            answers,
        });
    }
    check_name(&signed.name, &mut invalid);
    if signed.signature.is_none() {
        invalid.add("signature", Message::new("consent-signature-missing"));
    }
    invalid.check()?;
    Ok(items)
}

/// A name has letters and is not longer than a name can be.
pub(super) fn check_name(name: &str, invalid: &mut Invalid) {
    let name = name.trim();
    if name.chars().filter(|letter| letter.is_alphabetic()).count() < 2 {
        invalid.add("name", Message::new("consent-name-missing"));
    } else if name.chars().count() > LONGEST_NAME {
        invalid.add("name", Message::new("consent-name-too-long").with("most", LONGEST_NAME));
    }
}

/// What the items say of photographs.
fn photograph_answers(items: &[ItemMark]) -> Vec<PhotographAnswer> {
    let answer = |class: PhotographClass| {
        let question = format!("photographs_{class}");
        let may = items.iter().find_map(|item| item.answers.get(&question).copied())?;
        Some(PhotographAnswer { class, may })
    };
    PhotographClass::ALL.iter().copied().filter_map(answer).collect()
}

/// Withdraws a consent, signed or only handed over. A reason may be given; nobody has to give one.
pub async fn withdraw(
    actor: &Actor,
    app: &App,
    patient: PatientId,
    consent: ConsentId,
    reason: &str,
) -> Result<(), AppError> {
    let mut writing = app.write(actor, Action::TakeConsent).await?;
    let patient = patients::of(&mut writing.tx, actor, patient).await?;
    let found = consents::find(&mut writing.tx, patient.id, consent)
        .await?
        .ok_or(AppError::NotFound("consent"))?;
    if found.withdrawn_at.is_some() {
        return Err(AppError::refused("consent-was-withdrawn"));
    }
    let (reason, now) = (reason.trim(), writing.now);
    consents::withdraw(&mut writing.tx, actor.clinic, consent, reason, actor.person, now).await?;
    writing
        .commit(
            Deed::new("consent.withdraw", "consent", consent)
                .of(patient.id)
                .because(reason),
        )
        .await
}
