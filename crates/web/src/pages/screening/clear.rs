//! Clearing one finding: a prescriber's override of a caution, or a specialist's letter.

use anagen_app::screening::{self, NewLetter, NewOverride, Screening};
use anagen_app::way::Stage;
use anagen_app::{AppError, Invalid, Message};
use anagen_care::finding::{Finding, FindingState};
use anagen_knowledge::records::Severity;
use anagen_records::values::PatientId;
use axum::extract::{Multipart, Path};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};

use super::finding::{self, Shown};
use super::overview::credential_notice;
use crate::failure::Failure;
use crate::fields::Fields;
use crate::look::field::id_of;
use crate::look::{Actions, Field, Form, Notice, PageHead, SaveLine, block};
use crate::page::{Page, error_of};
use crate::pages::intake;
use crate::visit::Visit;

/// Content types of a scan, for the browser's choice of files; the content itself is looked at later.
const SCAN_TYPES: &str = "image/png,image/jpeg,application/pdf";

pub(super) async fn page(visit: Visit, Path((patient, rule)): Path<(PatientId, String)>) -> Result<Response, Failure> {
    let (screening, found) = screening::finding(&visit.actor, &visit.app, patient, &rule).await?;
    let kept = intake::kept(&visit, &draft_key(patient, &rule)).await?;
    let (fields, kept) = kept.map_or_else(Default::default, |kept| (kept.fields, Some((kept.line, kept.saved))));
    Ok(show(
        &visit,
        &screening,
        &found,
        &Sent {
            fields: &fields,
            kept,
            wrong: Wrong::Nothing,
        },
    ))
}

pub(super) async fn override_caution(
    visit: Visit,
    Path((patient, rule)): Path<(PatientId, String)>,
    fields: Fields,
) -> Result<Response, Failure> {
    let mut invalid = Invalid::default();
    let new = NewOverride {
        reason: fields.text("reason").to_owned(),
        expires: fields.day("expires", &mut invalid),
    };
    let signed = match invalid.check() {
        Ok(()) => screening::override_caution(&visit.actor, &visit.app, patient, &rule, new)
            .await
            .map(|_| ()),
        Err(error) => Err(error),
    };
    answer(&visit, patient, &rule, &fields, signed).await
}

pub(super) async fn accept_letter(
    visit: Visit,
    Path((patient, rule)): Path<(PatientId, String)>,
    multipart: Multipart,
) -> Result<Response, Failure> {
    let (fields, scan) = read(multipart).await?;
    let mut invalid = Invalid::default();
    let text = |name: &str| fields.text(name).to_owned();
    let new = NewLetter {
        specialist: text("specialist"),
        from: text("from"),
        dated: fields.day("dated", &mut invalid),
        note: text("note"),
        expires: fields.day("expires", &mut invalid),
        scan,
    };
    let signed = match invalid.check() {
        Ok(()) => screening::accept_letter(&visit.actor, &visit.app, patient, &rule, new)
            .await
            .map(|_| ()),
        Err(error) => Err(error),
    };
    answer(&visit, patient, &rule, &fields, signed).await
}

/// The fields of a form with one file, which is left out where none was chosen.
async fn read(mut multipart: Multipart) -> Result<(Fields, Option<Vec<u8>>), Failure> {
    let broken = |_| AppError::Refused(Message::new("screening-form-broken"));
    let (mut fields, mut scan) = (Fields::default(), None);
    while let Some(part) = multipart.next_field().await.map_err(broken)? {
        let name = part.name().unwrap_or_default().to_owned();
        if name == "scan" {
            scan = Some(part.bytes().await.map_err(broken)?.to_vec()).filter(|bytes| !bytes.is_empty());
        } else {
            fields.add(&name, &part.text().await.map_err(broken)?);
        }
    }
    Ok((fields, scan))
}

/// What came of a form: on to the screening, or the form again with what is wrong.
async fn answer(
    visit: &Visit,
    patient: PatientId,
    rule: &str,
    fields: &Fields,
    signed: Result<(), AppError>,
) -> Result<Response, Failure> {
    let again = async |wrong: Wrong| -> Result<Response, Failure> {
        let (screening, found) = screening::finding(&visit.actor, &visit.app, patient, rule).await?;
        Ok(show(
            visit,
            &screening,
            &found,
            &Sent {
                fields,
                kept: None,
                wrong,
            },
        ))
    };
    match signed {
        Ok(()) => {
            visit.forget_draft(&draft_key(patient, rule)).await?;
            let to = format!("/patients/{patient}/screening?notice=screening-signed");
            Ok(Redirect::to(&to).into_response())
        }
        Err(AppError::Invalid(invalid)) => again(Wrong::Fields(invalid)).await,
        Err(AppError::Refused(message)) if message.key != "screening-nothing-to-clear" => {
            again(Wrong::Refused(message)).await
        }
        Err(error) => Err(error.into()),
    }
}

/// What is wrong with what was sent.
enum Wrong {
    Nothing,
    Fields(Invalid),
    Refused(Message),
}

fn draft_key(patient: PatientId, rule: &str) -> String {
    format!("clear-{patient}-{rule}")
}

/// What the form is filled with: what was sent and is wrong, or what was typed and not sent.
struct Sent<'a> {
    fields: &'a Fields,
    kept: Option<(Markup, String)>,
    wrong: Wrong,
}

impl Sent<'_> {
    fn typed(&self, field: &str) -> &str {
        self.fields.text(field)
    }

    fn error(&self, visit: &Visit, field: &str) -> Option<String> {
        match &self.wrong {
            Wrong::Fields(invalid) => error_of(visit.words, invalid, field),
            _ => None,
        }
    }
}

fn show(visit: &Visit, screening: &Screening, found: &Finding, sent: &Sent<'_>) -> Response {
    let way = &screening.intake.way;
    let patient = way.patient.id;
    let here = format!("/patients/{patient}/screening");
    let is_fired = found.state == FindingState::Fired;
    let (title, form) = match found.severity {
        Severity::Relative if is_fired => (
            visit.say("screening-override"),
            Some(override_form(visit, patient, found, sent)),
        ),
        Severity::Specialist if is_fired => (
            visit.say("screening-enter-letter"),
            Some(letter_form(visit, patient, found, sent)),
        ),
        _ => (visit.say("screening-nobody-clears"), None),
    };
    let body = html! {
        (PageHead::new(title.clone()).back(here, visit.say("screening-title")))
        div class="findings" { (finding::finding(visit, screening, found, Shown::Opened)) }
        @match form {
            Some(form) => {
                @if let Some((line, _)) = &sent.kept { (line) }
                (form)
            }
            None => p { (visit.say("screening-nobody-clears-sentence")) },
        }
    };
    let mut page = Page::new(visit, title)
        .patient(way, Some(Stage::Screening))
        .script(intake::STYLES);
    if let Some(notice) = credential_notice(visit, screening) {
        page = page.notice(notice);
    }
    match &sent.wrong {
        Wrong::Nothing => {}
        Wrong::Refused(message) => {
            let notice = Notice::error(visit.words.of(message)).kept(visit.say("intake-nothing-stored"));
            page = page.status(StatusCode::UNPROCESSABLE_ENTITY).notice(notice);
        }
        Wrong::Fields(invalid) => {
            let mut notice = Notice::error(visit.say("intake-check-answers")).kept(visit.say("intake-nothing-stored"));
            for error in &invalid.0 {
                let words = error_of(visit.words, invalid, &error.field).unwrap_or_default();
                notice = notice.place(id_of(&error.field), words);
            }
            page = page.status(StatusCode::UNPROCESSABLE_ENTITY).notice(notice);
        }
    }
    page.show(&body)
}

fn override_form(visit: &Visit, patient: PatientId, found: &Finding, sent: &Sent<'_>) -> Markup {
    let action = format!("/patients/{patient}/screening/clear/{}/override", found.id);
    let body = html! {
        (block("", html! {
            (Field::lines("reason", visit.say("screening-reason"))
                .hint(visit.say("screening-override-reason-hint"))
                .value(sent.typed("reason"))
                .error_if(sent.error(visit, "reason"))
                .required())
            (Field::date("expires", visit.say("screening-expires"))
                .hint(visit.say("screening-override-expires-hint"))
                .min(&visit.today().to_string())
                .value(sent.typed("expires"))
                .error_if(sent.error(visit, "expires"))
                .required())
            p class="soft" { (visit.with("screening-signs", [("name", visit.actor.name.as_str().into())])) }
        }))
        (actions(visit, patient, "screening-sign-override", sent))
    };
    html! { (Form::post(action).draft(draft_key(patient, &found.id), 0).body(body)) }
}

fn letter_form(visit: &Visit, patient: PatientId, found: &Finding, sent: &Sent<'_>) -> Markup {
    let action = format!("/patients/{patient}/screening/clear/{}/letter", found.id);
    let named = found.specialist.clone().unwrap_or_default();
    let one_of: Vec<String> = named
        .split(" or ")
        .flat_map(|part| part.split(", "))
        .map(str::to_owned)
        .collect();
    let specialist = match sent.fields.filled("specialist") {
        Some(typed) => typed.to_owned(),
        // Only where there is no choice, nothing has to be chosen.
        None if one_of.len() == 1 => one_of[0].clone(),
        None => String::new(),
    };
    let body = html! {
        (block("", html! {
            (Field::text("specialist", visit.say("screening-specialist"))
                .hint(visit.with("screening-specialist-hint", [("named", named.as_str().into())]))
                .suggestions(one_of)
                .value(specialist)
                .error_if(sent.error(visit, "specialist"))
                .required())
            (Field::text("from", visit.say("screening-letter-from"))
                .value(sent.typed("from"))
                .autocomplete("off")
                .error_if(sent.error(visit, "from"))
                .required())
            div class="field-row" {
                (Field::date("dated", visit.say("screening-letter-dated"))
                    .max(&visit.today().to_string())
                    .value(sent.typed("dated"))
                    .error_if(sent.error(visit, "dated"))
                    .required())
                (Field::date("expires", visit.say("screening-expires"))
                    .hint(visit.say("screening-letter-expires-hint"))
                    .min(&visit.today().to_string())
                    .value(sent.typed("expires"))
                    .error_if(sent.error(visit, "expires")))
            }
            (Field::lines("note", visit.say("screening-letter-note")).value(sent.typed("note")).error_if(sent.error(visit, "note")))
            (Field::file("scan", visit.say("screening-letter-scan"))
                .hint(visit.say("screening-letter-scan-hint"))
                .accept(SCAN_TYPES)
                .error_if(sent.error(visit, "scan")))
            p class="soft" { (visit.with("screening-signs", [("name", visit.actor.name.as_str().into())])) }
        }))
        (actions(visit, patient, "screening-sign-letter", sent))
    };
    html! { (Form::post(action).with_files().draft(draft_key(patient, &found.id), 0).body(body)) }
}

fn actions(visit: &Visit, patient: PatientId, key: &str, sent: &Sent<'_>) -> Markup {
    let words = intake::save_words(visit);
    let now = sent.kept.as_ref().map(|(_, saved)| saved.as_str());
    html! {
        (Actions::primary(&visit.say(key))
            .link(&format!("/patients/{patient}/screening"), &visit.say("intake-cancel"))
            .end(SaveLine { words: &words, now }))
    }
}
