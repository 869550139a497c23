//! The tablet in the patient's hands: large text, one topic on a page, nothing else.

use anagen_app::intake::{self, ListKind, Step, Tablet};
use anagen_app::{AppError, Invalid};
use anagen_records::values::PatientId;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};

use super::lists::{self, Formed, Rows};
use super::question::{For, question};
use super::words::{topic_slug, topic_title};
use super::{SCRIPT, STYLES, View, kept, said, save_words};
use crate::failure::Failure;
use crate::fields::Fields;
use crate::look::{self, Actions, Field, Form, Icon, Notice, PageHead, SaveLine, block, hidden, progress};
use crate::page::{full_name, shell_words};
use crate::pages::assets;
use crate::visit::Visit;

/// The staff hand the tablet over: from now on it shows this patient's questions alone.
pub(super) async fn hand(visit: Visit, Path(patient): Path<PatientId>) -> Result<Response, Failure> {
    intake::hand_tablet(&visit.actor, &visit.app, patient).await?;
    Ok(Redirect::to(&format!("/tablet/{patient}")).into_response())
}

/// Opens the tablet in the patient's language.
async fn opened(visit: &mut Visit, patient: PatientId) -> Result<Tablet, Failure> {
    let tablet = intake::tablet(&visit.actor, &visit.app, patient).await?;
    *visit = visit.read_in(tablet.language());
    Ok(tablet)
}

fn step_slug(step: &Step) -> String {
    match step {
        Step::List(kind) => format!("list-{kind}"),
        Step::Topic(group) => format!("topic-{}", topic_slug(group)),
    }
}

fn step_title(visit: &Visit, step: &Step) -> String {
    match step {
        Step::List(ListKind::Medicines) => visit.say("intake-view-medicines"),
        Step::List(ListKind::Allergies) => visit.say("intake-view-allergies"),
        Step::Topic(group) => topic_title(visit.words, group),
    }
}

fn href(patient: PatientId, step: &Step) -> String {
    format!("/tablet/{patient}/pages/{}", step_slug(step))
}

fn back_href(patient: PatientId) -> String {
    format!("/tablet/{patient}/back")
}

/// The page after a place that has something to ask; past the last one the tablet is given back.
fn next_href(tablet: &Tablet, patient: PatientId, from: usize) -> String {
    let open = tablet.steps.iter().skip(from).find(|step| !tablet.is_done(step));
    open.map_or_else(|| back_href(patient), |step| href(patient, step))
}

/// A page of the tablet.
fn kiosk(visit: &Visit, title: &str, notice: Option<Notice>, body: &Markup) -> Markup {
    let idle = visit
        .clinic
        .settings
        .0
        .idle_lock_minutes
        .unwrap_or(anagen_app::sign_in::IDLE_LOCK_MINUTES);
    let notices: Vec<Notice> = notice.into_iter().collect();
    look::shell::plain_shell(
        &look::PlainShell {
            title,
            lang: visit.words.language,
            right_to_left: false,
            day_order: visit.format.day_order(),
            words: &shell_words(visit.words),
            asset_url: &assets::url,
            scripts: &[STYLES, SCRIPT],
            kiosk: true,
            wide: true,
            idle_lock_seconds: Some(idle * 60),
            notices: &notices,
            clinic: &visit.clinic.name,
        },
        &html! {
            (body)
            form id="idle-lock" method="post" action="/lock" hidden {}
        },
    )
}

pub(super) async fn start(mut visit: Visit, Path(patient): Path<PatientId>) -> Result<Response, Failure> {
    let tablet = opened(&mut visit, patient).await?;
    let title = visit.say("intake-tablet-title");
    let name = full_name(&tablet.patient().given_names, &tablet.patient().family_name);
    let pages = i64::try_from(tablet.steps.iter().filter(|step| !tablet.is_done(step)).count()).unwrap_or(i64::MAX);
    let body = html! {
        (PageHead::new(title.clone()).sentence(visit.with("intake-tablet-for", [("name", name.into())])))
        (block("", html! {
            p { (visit.with("intake-tablet-pages", [("n", pages.into())])) }
            p { (visit.say("intake-tablet-how")) }
            p { (visit.say("intake-tablet-wrong-name")) }
        }))
        (Actions::primary_link(&next_href(&tablet, patient, 0), &visit.say("intake-tablet-begin"))
            .link(&back_href(patient), &visit.say("intake-tablet-give-back")))
    };
    Ok(kiosk(&visit, &title, None, &body).into_response())
}

/// What was sent and could not be taken.
struct Sent {
    fields: Fields,
    invalid: Invalid,
    is_stale: bool,
}

fn find(tablet: &Tablet, slug: &str) -> Result<usize, Failure> {
    tablet
        .steps
        .iter()
        .position(|step| step_slug(step) == slug)
        .ok_or_else(|| Failure::not_found("page"))
}

pub(super) async fn step(
    mut visit: Visit,
    Path((patient, slug)): Path<(PatientId, String)>,
) -> Result<Response, Failure> {
    let tablet = opened(&mut visit, patient).await?;
    let place = find(&tablet, &slug)?;
    show(&visit, &tablet, patient, place, None).await
}

pub(super) async fn save(
    mut visit: Visit,
    Path((patient, slug)): Path<(PatientId, String)>,
    fields: Fields,
) -> Result<Response, Failure> {
    let tablet = opened(&mut visit, patient).await?;
    let place = find(&tablet, &slug)?;
    let step = &tablet.steps[place];
    let again = |fields, invalid, is_stale| {
        Some(Sent {
            fields,
            invalid,
            is_stale,
        })
    };
    let stored = match step {
        Step::List(_) if fields.text("go") == "more" => {
            return show(
                &visit,
                &tablet,
                patient,
                place,
                again(fields, Invalid::default(), false),
            )
            .await;
        }
        Step::List(kind) => {
            let rows = Rows::typed(&fields);
            // A page that was turned over without a word leaves the list as it is: nobody said anything.
            if rows.told.is_empty() && lists::is_untouched(&rows, &lists::entries(tablet.list(*kind).0)?) {
                Ok(())
            } else {
                lists::store(&visit, patient, *kind, &rows, fields.version()).await
            }
        }
        Step::Topic(group) => {
            let mut invalid = Invalid::default();
            let said = said::said(&tablet.of_topic(group), &fields, &mut invalid);
            match invalid.check() {
                Ok(()) => intake::answer(&visit.actor, &visit.app, patient, &said, None)
                    .await
                    .map(|_| ()),
                Err(error) => Err(error),
            }
        }
    };
    match stored {
        Ok(()) => {}
        Err(AppError::Invalid(invalid)) => {
            return show(&visit, &tablet, patient, place, again(fields, invalid, false)).await;
        }
        Err(AppError::Stale(_)) => {
            let now = opened(&mut visit, patient).await?;
            return show(&visit, &now, patient, place, again(fields, Invalid::default(), true)).await;
        }
        Err(error) => return Err(error.into()),
    }
    visit.forget_draft(&draft_key(patient, step)).await?;
    let now = opened(&mut visit, patient).await?;
    // An answer may have opened questions of this page: they come before the next one.
    if let Step::Topic(group) = step {
        let shown: Vec<&str> = fields.all("shown").collect();
        if now
            .questions(group)
            .iter()
            .any(|question| !shown.contains(&question.fact.id.as_str()))
        {
            return Ok(Redirect::to(&href(patient, step)).into_response());
        }
    }
    Ok(Redirect::to(&next_href(&now, patient, place + 1)).into_response())
}

fn draft_key(patient: PatientId, step: &Step) -> String {
    format!("tablet-{patient}-{}", step_slug(step))
}

async fn show(
    visit: &Visit,
    tablet: &Tablet,
    patient: PatientId,
    place: usize,
    sent: Option<Sent>,
) -> Result<Response, Failure> {
    let step = &tablet.steps[place];
    let draft = draft_key(patient, step);
    let kept = if sent.is_none() {
        kept(visit, &draft).await?
    } else {
        None
    };
    let title = step_title(visit, step);
    let number = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    let (here, all) = (place + 1, tablet.steps.len());
    let counted = visit.with(
        "intake-tablet-page",
        [("here", number(here).into()), ("all", number(all).into())],
    );
    let back = match place.checked_sub(1).and_then(|before| tablet.steps.get(before)) {
        Some(before) => href(patient, before),
        None => format!("/tablet/{patient}"),
    };
    let back = (back, visit.say("intake-tablet-previous"));
    let drafts_to = format!("/tablet/{patient}/drafts");
    let form = match step {
        Step::List(kind) => {
            let (list, version) = tablet.list(*kind);
            let rows = match (&sent, &kept) {
                (Some(sent), _) => Rows::typed(&sent.fields),
                (None, Some(kept)) => Rows::typed(&kept.fields),
                (None, None) => Rows::stored(&lists::entries(list)?),
            };
            let nothing = Invalid::default();
            lists::form(
                visit,
                tablet.knowledge(),
                &Formed {
                    action: href(patient, step),
                    draft,
                    drafts_to: Some(drafts_to),
                    names: format!("/tablet/{patient}/names?kind={kind}"),
                    kind: *kind,
                    version,
                    rows: &rows,
                    invalid: sent.as_ref().map_or(&nothing, |sent| &sent.invalid),
                    saved: kept.as_ref().map(|kept| kept.saved.as_str()),
                    asks: For::Patient,
                    primary: visit.say("intake-tablet-continue"),
                    back: Some(back),
                },
            )
        }
        Step::Topic(group) => {
            let typed = sent
                .as_ref()
                .map(|sent| &sent.fields)
                .or(kept.as_ref().map(|kept| &kept.fields));
            let (nothing, no_fields) = (Invalid::default(), Fields::default());
            let invalid = sent.as_ref().map_or(&nothing, |sent| &sent.invalid);
            let questions = tablet.questions(group);
            let words = save_words(visit);
            let now = kept.as_ref().map(|kept| kept.saved.as_str());
            let actions = Actions::primary(&visit.say("intake-tablet-continue"))
                .link(&back.0, &back.1)
                .end(SaveLine { words: &words, now })
                .in_view();
            let body = html! {
                (block("", html! {
                    @if questions.is_empty() { p { (visit.say("intake-tablet-nothing")) } }
                    @for asked in &questions {
                        (question(visit, tablet.knowledge(), asked, typed.unwrap_or(&no_fields), invalid, For::Patient))
                        (hidden("shown", &asked.fact.id))
                    }
                }))
                (actions)
            };
            html! { (Form::post(href(patient, step)).draft(draft, 0).drafts_to(drafts_to).body(body)) }
        }
    };
    let body = html! {
        (progress(here, all, &counted))
        (PageHead::new(title.clone()))
        (form)
    };
    let status = match &sent {
        None => StatusCode::OK,
        Some(sent) if sent.is_stale => StatusCode::CONFLICT,
        Some(sent) if sent.invalid.0.is_empty() => StatusCode::OK,
        Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let notice = sent.filter(|_| status != StatusCode::OK).map(|sent| {
        if sent.is_stale {
            Notice::error(visit.say("intake-list-changed")).kept(visit.say("intake-kept-typed"))
        } else {
            Notice::error(visit.say("intake-tablet-check")).kept(visit.say("intake-kept-typed"))
        }
    });
    Ok((status, kiosk(visit, &title, notice, &body)).into_response())
}

/// Thanks, and the way back to the staff: whoever handed it over unlocks it.
pub(super) async fn back(mut visit: Visit, Path(patient): Path<PatientId>) -> Result<Response, Failure> {
    let tablet = opened(&mut visit, patient).await?;
    let title = visit.say("intake-tablet-back-title");
    let open = tablet.steps.iter().any(|step| !tablet.is_done(step));
    let body = html! {
        (PageHead::new(title.clone()).sentence(visit.say("intake-tablet-back-sentence")))
        @if open {
            p { a class="button" href=(format!("/tablet/{patient}")) { (Icon::Undo) span { (visit.say("intake-tablet-to-questions")) } } }
        }
        (Form::post("/unlock").id("give-back").forgets_drafts().body(html! {
            (hidden("next", &View::Questions.href(patient)))
            (block(&visit.say("intake-tablet-staff"), html! {
                p { (visit.with("intake-tablet-who", [("name", visit.actor.name.as_str().into())])) }
                (Field::password("password", visit.say("sign-in-password")).autocomplete("current-password").required())
            }))
            (Actions::primary(&visit.say("lock-unlock")))
        }))
    };
    Ok(kiosk(&visit, &title, None, &body).into_response())
}

/// Keeps what the patient is typing.
pub(super) async fn save_draft(
    visit: Visit,
    Path((patient, form)): Path<(PatientId, String)>,
    body: axum::body::Bytes,
) -> Result<Response, Failure> {
    let text = String::from_utf8_lossy(&body);
    let version = Fields::parse(&body).text("draft_version").parse().unwrap_or(0);
    let draft = intake::save_tablet_draft(&visit.actor, &visit.app, patient, &form, &text, version).await?;
    let answer = serde_json::json!({ "saved": visit.format.time(draft.saved_at) });
    Ok(([(CONTENT_TYPE, "application/json")], answer.to_string()).into_response())
}
