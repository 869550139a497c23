//! Consent: handed over, thought over, initialled item by item and signed; what photographs may be used for; withdrawn.

mod overview;
mod text;

use std::collections::BTreeMap;

use anagen_app::consent::{
    self, ConsentStanding, ConsentText, Consents, HandOver, PhotographAnswer, Signed, standing_of,
};
use anagen_app::way::Stage;
use anagen_app::{Action, AppError, Invalid};
use anagen_records::consents::{Consent, ConsentKind, PhotographClass};
use anagen_records::values::{ConsentId, PatientId, PlanId};
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};

use self::text::{Marks, items, marks_of, sign_here, signature_given, signature_of};
use crate::access::notice_of;
use crate::failure::Failure;
use crate::fields::Fields;
use crate::look::{Actions, Form, Meaning, Notice, PageHead, SaveLine, block, chip, section};
use crate::page::Page;
use crate::pages::formulation::{save_words, wrong_fields};
use crate::routes::{Access, Route};
use crate::said::said;
use crate::visit::Visit;

pub(crate) fn routes() -> Vec<Route> {
    let read = Access::May(Action::ReadRecord);
    let take = Access::May(Action::TakeConsent);
    vec![
        Route::get("/patients/{patient}/consent", read, page),
        Route::post("/patients/{patient}/consent", take, give),
        Route::get("/patients/{patient}/consent/blank", read, blank),
        Route::post("/patients/{patient}/consent/photographs", take, photographs),
        Route::get("/patients/{patient}/consent/{consent}", read, one),
        Route::post("/patients/{patient}/consent/{consent}/sign", take, sign),
        Route::post("/patients/{patient}/consent/{consent}/withdraw", take, withdraw),
    ]
}

/// What is wrong with which form of the page.
#[derive(Default)]
struct Typed {
    fields: Fields,
    invalid: Invalid,
}

async fn page(visit: Visit, Path(patient): Path<PatientId>) -> Result<Response, Failure> {
    let consents = consent::open(&visit.actor, &visit.app, patient).await?;
    Ok(overview(&visit, &consents, &Typed::default(), &Typed::default(), None))
}

fn overview(
    visit: &Visit,
    consents: &Consents,
    handing: &Typed,
    pictures: &Typed,
    status: Option<StatusCode>,
) -> Response {
    let mut page = Page::new(visit, visit.say("consent-title"))
        .patient(&consents.desk.way, Some(Stage::Consent))
        .script("plan.css")
        .script("signature.js")
        .status(status.unwrap_or(StatusCode::OK));
    for typed in [handing, pictures] {
        if !typed.invalid.0.is_empty() {
            page = page.notice(wrong_fields(visit, &typed.invalid));
        }
    }
    page.show(&overview::body(visit, consents, handing, pictures))
}

/// Reads what the clinic writes in, and the days.
fn hand_over_of(fields: &Fields, invalid: &mut Invalid) -> HandOver {
    let written_in: BTreeMap<String, String> = fields
        .names("line-")
        .map(|name| {
            (
                name.trim_start_matches("line-").to_owned(),
                fields.text(name).to_owned(),
            )
        })
        .collect();
    HandOver {
        written_in,
        days: fields.read("days", "plan-whole-number-wrong", invalid),
    }
}

async fn give(visit: Visit, Path(patient): Path<PatientId>, fields: Fields) -> Result<Response, Failure> {
    let mut invalid = Invalid::default();
    let hand_over = hand_over_of(&fields, &mut invalid);
    let plan: PlanId = fields.text("plan").parse().map_err(|_| Failure::not_found("plan"))?;
    let version: i64 = fields
        .text("plan_version")
        .parse()
        .map_err(|_| Failure::not_found("plan"))?;
    if invalid.0.is_empty() {
        match consent::give(&visit.actor, &visit.app, patient, plan, version, &hand_over).await {
            Ok(_) => {
                return Ok(Redirect::to(&format!("/patients/{patient}/consent?notice=consent-given")).into_response());
            }
            Err(AppError::Invalid(wrong)) => invalid = wrong,
            Err(error) => return Err(error.into()),
        }
    }
    let consents = consent::open(&visit.actor, &visit.app, patient).await?;
    let typed = Typed { fields, invalid };
    Ok(overview(
        &visit,
        &consents,
        &typed,
        &Typed::default(),
        Some(StatusCode::UNPROCESSABLE_ENTITY),
    ))
}

async fn photographs(visit: Visit, Path(patient): Path<PatientId>, fields: Fields) -> Result<Response, Failure> {
    let answers: Vec<PhotographAnswer> = PhotographClass::ALL
        .iter()
        .filter_map(|class| match fields.text(&format!("answer-photographs_{class}")) {
            "yes" => Some(PhotographAnswer {
                class: *class,
                may: true,
            }),
            "no" => Some(PhotographAnswer {
                class: *class,
                may: false,
            }),
            _ => None,
        })
        .collect();
    let signature = signature_of(&fields);
    match consent::answer_photographs(
        &visit.actor,
        &visit.app,
        patient,
        &answers,
        fields.text("name"),
        signature,
    )
    .await
    {
        Ok(()) => Ok(Redirect::to(&format!(
            "/patients/{patient}/consent?notice=consent-photographs-answered"
        ))
        .into_response()),
        Err(AppError::Invalid(invalid)) => {
            let consents = consent::open(&visit.actor, &visit.app, patient).await?;
            let typed = Typed { fields, invalid };
            Ok(overview(
                &visit,
                &consents,
                &Typed::default(),
                &typed,
                Some(StatusCode::UNPROCESSABLE_ENTITY),
            ))
        }
        Err(error) => Err(error.into()),
    }
}

/// The consent of an address: of this patient, and to a treatment.
fn find(consents: &Consents, id: ConsentId) -> Result<(&Consent, ConsentText), Failure> {
    let found = consents
        .all
        .iter()
        .find(|known| known.id == id && known.kind == ConsentKind::Treatment);
    let found = found.ok_or_else(|| Failure::not_found("consent"))?;
    let text = serde_json::from_value(found.text.0.clone())
        .map_err(|error| AppError::Internal(format!("a stored consent cannot be read: {error}")))?;
    Ok((found, text))
}

fn draft_key(consent: ConsentId) -> String {
    format!("consent-{consent}")
}

async fn one(visit: Visit, Path((patient, id)): Path<(PatientId, ConsentId)>) -> Result<Response, Failure> {
    let consents = consent::open(&visit.actor, &visit.app, patient).await?;
    let (found, text) = find(&consents, id)?;
    let standing = standing_of(found, visit.today());
    let may_sign = visit.actor.may(Action::TakeConsent)
        && matches!(standing, ConsentStanding::Given { may_be_signed_on, .. } if may_be_signed_on.0 <= visit.today());
    if may_sign {
        let (fields, kept) = match visit.draft(&draft_key(id)).await? {
            Some((fields, draft)) => (
                fields,
                Some(visit.with("save-saved", [("time", visit.format.time(draft.saved_at).into())])),
            ),
            None => (Fields::default(), None),
        };
        return Ok(sign_page(
            &visit,
            &consents,
            found,
            &text,
            &Typed {
                fields,
                invalid: Invalid::default(),
            },
            kept.as_deref(),
            Vec::new(),
            None,
        ));
    }
    let given: Vec<consent::ItemMark> = serde_json::from_value(found.items.0.clone()).unwrap_or_default();
    let marks = if found.signed_at.is_some() {
        Marks::Given(&given)
    } else {
        Marks::Empty
    };
    Ok(Page::new(&visit, visit.say("consent-title"))
        .patient(&consents.desk.way, Some(Stage::Consent))
        .script("plan.css")
        .show(&html! {
            (paper_head(&visit, patient, found, &text))
            (overview::standing_notice(&visit, &standing, found))
            (items(&visit, &text, &marks))
            @if found.signed_at.is_some() { (section(&visit.say("consent-signature"), signature_given(&visit, found))) }
            @else { (lines_to_sign(&visit, &text)) }
            (rules(&visit, &text))
        }))
}

#[expect(clippy::too_many_arguments, reason = "each is one part of the page")]
fn sign_page(
    visit: &Visit,
    consents: &Consents,
    found: &Consent,
    text: &ConsentText,
    typed: &Typed,
    kept: Option<&str>,
    notices: Vec<Notice>,
    status: Option<StatusCode>,
) -> Response {
    let patient = consents.desk.way.patient.id;
    let words = save_words(visit);
    let reader = &visit.read_in(&text.language);
    let mut page = Page::new(visit, visit.say("consent-title"))
        .patient(&consents.desk.way, Some(Stage::Consent))
        .script("plan.css")
        .script("signature.js")
        .status(status.unwrap_or(StatusCode::OK));
    for notice in notices {
        page = page.notice(notice);
    }
    page.show(&html! {
        (paper_head(visit, patient, found, text))
        p class="page-sentence" { (visit.say("consent-sign-sentence")) }
        (Form::post(format!("/patients/{patient}/consent/{}/sign", found.id)).draft(draft_key(found.id), 0).body(html! {
            (items(visit, text, &Marks::Asked(&typed.fields, &typed.invalid)))
            div lang=(reader.words.language) { (block(&reader.say("consent-sign-here"), &html! {
                (sign_here(reader, &typed.fields, &typed.invalid))
                p class="soft" { (reader.with("consent-witnessed-by", [("name", visit.actor.name.as_str().into())])) }
            })) }
            (Actions::primary(&visit.say("consent-complete"))
                .link(&format!("/patients/{patient}/consent"), &visit.say("consent-back"))
                .end(SaveLine { words: &words, now: kept }))
        }))
        (rules(visit, text))
    })
}

async fn sign(
    visit: Visit,
    Path((patient, id)): Path<(PatientId, ConsentId)>,
    fields: Fields,
) -> Result<Response, Failure> {
    let consents = consent::open(&visit.actor, &visit.app, patient).await?;
    let (found, text) = find(&consents, id)?;
    let signed = Signed {
        items: marks_of(&text, &fields),
        name: fields.text("name").to_owned(),
        signature: signature_of(&fields),
    };
    let (invalid, notice) = match consent::sign(&visit.actor, &visit.app, patient, id, &signed).await {
        Ok(()) => {
            visit.forget_draft(&draft_key(id)).await?;
            return Ok(Redirect::to(&format!("/patients/{patient}/consent?notice=consent-signed")).into_response());
        }
        Err(AppError::Invalid(invalid)) => {
            let notice = wrong_fields(&visit, &invalid);
            (invalid, notice)
        }
        Err(error @ AppError::Refused(_)) => (Invalid::default(), notice_of(visit.words, &Failure::from(error))),
        Err(error) => return Err(error.into()),
    };
    let status = Some(StatusCode::UNPROCESSABLE_ENTITY);
    Ok(sign_page(
        &visit,
        &consents,
        found,
        &text,
        &Typed { fields, invalid },
        None,
        vec![notice],
        status,
    ))
}

async fn withdraw(
    visit: Visit,
    Path((patient, id)): Path<(PatientId, ConsentId)>,
    fields: Fields,
) -> Result<Redirect, Failure> {
    consent::withdraw(&visit.actor, &visit.app, patient, id, fields.text("reason")).await?;
    Ok(Redirect::to(&format!(
        "/patients/{patient}/consent?notice=consent-withdrawn"
    )))
}

/// The form of the current plan's consent with empty boxes, for a day on paper.
async fn blank(visit: Visit, Path(patient): Path<PatientId>) -> Result<Response, Failure> {
    let consents = consent::open(&visit.actor, &visit.app, patient).await?;
    let text = overview::text_now(&visit, &consents).await?;
    let text = text.ok_or_else(|| Failure::from(AppError::refused("consent-plan-not-signed")))?;
    Ok(Page::new(&visit, visit.say("consent-title")).patient(&consents.desk.way, Some(Stage::Consent)).script("plan.css").show(&html! {
        (PageHead::new(visit.say("consent-blank-title"))
            .back(format!("/patients/{patient}/consent"), visit.say("consent-title"))
            .sentence(visit.with("consent-of", [("reference", text.reference.as_str().into()), ("version", text.plan_version.into())])))
        (items(&visit, &text, &Marks::Empty))
        (lines_to_sign(&visit, &text))
        (rules(&visit, &text))
    }))
}

fn paper_head(visit: &Visit, patient: PatientId, found: &Consent, text: &ConsentText) -> Markup {
    let hash: String = found.text_hash.chars().take(12).collect();
    let chip = match standing_of(found, visit.today()) {
        ConsentStanding::Signed { .. } => chip(Meaning::Eligible, &visit.say("consent-chip-signed")),
        ConsentStanding::Given { .. } => chip(Meaning::Defer, &visit.say("consent-chip-given")),
        ConsentStanding::Expired { .. } => chip(Meaning::Defer, &visit.say("consent-chip-expired")),
        ConsentStanding::Withdrawn { .. } => chip(Meaning::Excluded, &visit.say("consent-chip-withdrawn")),
        ConsentStanding::Missing => chip(Meaning::Incomplete, &visit.say("consent-chip-missing")),
    };
    html! {
        (PageHead::new(visit.say("consent-heading"))
            .back(format!("/patients/{patient}/consent"), visit.say("consent-title"))
            .beside(chip)
            .sentence(visit.with("consent-of", [("reference", text.reference.as_str().into()), ("version", text.plan_version.into())])))
        p class="soft" {
            (visit.with("consent-handed-over", [
                ("at", visit.format.moment(found.given_at).into()), ("name", found.given_by_name.as_str().into()),
            ]))
            " · " (visit.with("consent-text-number", [("knowledge", text.knowledge_version.as_str().into()), ("hash", hash.into())]))
        }
    }
}

fn rules(visit: &Visit, text: &ConsentText) -> Markup {
    let visit = &visit.read_in(&text.language);
    let language = visit.words.language;
    html! {
        @if !text.rules.is_empty() {
            div lang=(language) {
                (section(&visit.say("consent-rules"), &html! { ul class="plain-list" { @for rule in &text.rules { li { (said(rule, language)) } } } }))
            }
        }
    }
}

/// Lines for names and signatures by hand.
fn lines_to_sign(visit: &Visit, text: &ConsentText) -> Markup {
    let visit = &visit.read_in(&text.language);
    html! {
        table class="signature-lines" lang=(visit.words.language) {
            caption class="unseen" { (visit.say("consent-signature")) }
            thead { tr { th scope="col" { (visit.say("consent-who")) } th scope="col" { (visit.say("consent-name")) } th scope="col" { (visit.say("consent-signature")) } th scope="col" { (visit.say("consent-date")) } } }
            tbody {
                @for key in ["consent-patient", "consent-who-explained", "consent-prescriber", "consent-interpreter"] {
                    tr { th scope="row" { (visit.say(key)) } td {} td {} td {} }
                }
            }
        }
    }
}
