//! Observation, reactions and notes; the signature; what was done otherwise than allowed; amendments; giving up.

use anagen_app::session::body::Body;
use anagen_app::session::{self, Before, Desk, Drawn, ObservationEnd};
use anagen_app::way::Stage;
use anagen_app::{Action, AppError, Invalid, Message};
use anagen_records::values::{LotId, PatientId, SessionId};
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};

use super::desk::{Step, head, save};
use super::{STYLES, Sent, Typed, WithStatus, answer, beginning, charting, here, open, refused, signed, words};
use crate::failure::Failure;
use crate::fields::Fields;
use crate::look::form::row;
use crate::look::{
    Actions, CheckItem, Danger, Facts, Field, Form, Icon, LinkItem, Meaning, Notice, PageHead, PostButton, SaveLine,
    block, checklist, hidden, link_list, section, status,
};
use crate::page::Page;
use crate::pages::intake::{kept, save_words};
use crate::routes::{Access, Route};
use crate::visit::Visit;

pub(super) fn routes() -> Vec<Route> {
    let run = Access::May(Action::RunSession);
    let sign_session = Access::May(Action::SignSession);
    vec![
        Route::post("/patients/{patient}/sessions/{session}/observation", run, observe),
        Route::post("/patients/{patient}/sessions/{session}/reactions", run, reactions),
        Route::post("/patients/{patient}/sessions/{session}/notes", run, note),
        Route::post("/patients/{patient}/sessions/{session}/sign", sign_session, sign),
        Route::get("/patients/{patient}/sessions/{session}/record", run, recording),
        Route::post("/patients/{patient}/sessions/{session}/record", run, record),
        Route::get("/patients/{patient}/sessions/{session}/amend", run, amending),
        Route::post("/patients/{patient}/sessions/{session}/amend", run, amend),
        Route::post(
            "/patients/{patient}/sessions/{session}/amend/mixture",
            run,
            amend_mixture,
        ),
        Route::post("/patients/{patient}/sessions/{session}/abandon", run, abandon),
    ]
}

/// Observation, reactions, notes.
pub(super) async fn after(visit: &Visit, desk: &Desk, typed: &Typed, is_current: bool) -> Result<Markup, Failure> {
    let may = visit.actor.may(Action::RunSession);
    let has_points = desk.ground.body.first_point_at.is_some();
    let base = here(desk.ground.patient.id, desk.ground.session.id);
    Ok(html! {
        @if !has_points { p class="soft" { (visit.say("session-after-the-points")) } }
        (observation(visit, desk, typed, &base, may, is_current && has_points))
        (reaction(visit, desk, &base, may))
        (notes(visit, desk, typed, &base, may).await?)
    })
}

fn observation(visit: &Visit, desk: &Desk, typed: &Typed, base: &str, may: bool, is_current: bool) -> Markup {
    let body: &Body = &desk.ground.body;
    let (started, ended) = (&body.observation.started, &body.observation.ended);
    let minutes = i64::from(desk.observation_minutes().unwrap_or(0));
    let is_over = started.is_some() && ended.is_some();
    let button = |end: &str, label: &str, primary: bool| {
        PostButton {
            action: &format!("{base}/observation"),
            label,
            icon: Some(Icon::Clock),
            values: &[("end", end)],
            primary,
        }
        .render_now()
    };
    html! {
        section class="session-part" {
            h3 { (visit.say("session-observation")) }
            p { (visit.with("session-observation-sentence", [("minutes", minutes.into())])) }
            ul class="session-watches" { @for watch in &desk.watches { li { (watch.text) } } }
            (Facts::new().wide()
                .fact(visit.say("session-observation-started"), started.as_ref().map_or_else(|| "\u{2013}".to_owned(), |one| words::time(visit, one.at)))
                .fact(visit.say("session-observation-ended"), ended.as_ref().map_or_else(|| "\u{2013}".to_owned(), |one| words::time(visit, one.at))))
            @if let (Some(started), None) = (started, ended) {
                p class="soft" { (visit.with("session-observation-until", [
                    ("time", words::time(visit, started.at.saturating_add(jiff::SignedDuration::from_mins(minutes)).unwrap_or(started.at)).into()),
                ])) }
            }
            @if may && desk.is_open() {
                @if !desk.ground.is_record() {
                    @if started.is_none() { (button("started", &visit.say("session-observation-start"), is_current)) }
                    @else if !is_over { (button("ended", &visit.say("session-observation-end"), is_current)) }
                }
                (times_form(visit, desk, typed, base))
            }
        }
    }
}

/// Both times at once: from paper, or where somebody forgot to press.
fn times_form(visit: &Visit, desk: &Desk, typed: &Typed, base: &str) -> Markup {
    let observation = &desk.ground.body.observation;
    let value = |name: &str, stated: Option<&session::body::Stated>| {
        typed.of("observation").map_or_else(
            || stated.map(|one| words::time(visit, one.at)).unwrap_or_default(),
            |fields| fields.text(name).to_owned(),
        )
    };
    let form = Form::post(format!("{base}/observation")).body(html! {
        (row(html! {
            (Field::time("started", visit.say("session-observation-started")).value(value("started", observation.started.as_ref()))
                .error_if(typed.error(visit, "observation", "started")))
            (Field::time("ended", visit.say("session-observation-ended")).value(value("ended", observation.ended.as_ref()))
                .error_if(typed.error(visit, "observation", "ended")))
        }))
        (save(&visit.say("session-save-times"), false))
    });
    if desk.ground.is_record() || typed.of("observation").is_some() {
        html! { (form) }
    } else {
        crate::look::disclosure(&visit.say("session-enter-times"), form)
    }
}

/// A button that is put into another part.
trait RenderNow {
    fn render_now(&self) -> Markup;
}

impl RenderNow for PostButton<'_> {
    fn render_now(&self) -> Markup {
        html! { (self) }
    }
}

async fn observe(
    visit: Visit,
    Path((patient, session)): Path<(PatientId, SessionId)>,
    fields: Fields,
) -> Result<Response, Failure> {
    let result = match fields.text("end") {
        "started" => {
            session::observe(
                &visit.actor,
                &visit.app,
                patient,
                session,
                ObservationEnd::Started,
                None,
            )
            .await
        }
        "ended" => session::observe(&visit.actor, &visit.app, patient, session, ObservationEnd::Ended, None).await,
        _ => both_times(&visit, patient, session, &fields).await,
    };
    let sent = Sent {
        patient,
        session,
        form: "observation",
        fields,
    };
    answer(&visit, sent, result, "?notice=session-saved#after").await
}

/// The times of a form are times of the session's day; an end before the beginning lies behind midnight.
async fn both_times(visit: &Visit, patient: PatientId, session: SessionId, fields: &Fields) -> Result<(), AppError> {
    let desk = session::open(&visit.actor, &visit.app, patient, session).await?;
    let day = desk.ground.session.day.0;
    let mut invalid = Invalid::default();
    let mut read = |name: &str| -> Option<jiff::civil::Time> {
        let text = fields.filled(name)?;
        let time = text.parse().ok();
        if time.is_none() {
            invalid.add(name, Message::new("session-time-wrong"));
        }
        time
    };
    let (started, ended) = (read("started"), read("ended"));
    invalid.check()?;
    let moment =
        |day: jiff::civil::Date, time: jiff::civil::Time| beginning::moment(visit, &day.to_datetime(time).to_string());
    for (end, time) in [(ObservationEnd::Started, started), (ObservationEnd::Ended, ended)] {
        let Some(time) = time else { continue };
        let is_after_midnight = end == ObservationEnd::Ended && started.is_some_and(|started| time < started);
        let day = if is_after_midnight {
            day.tomorrow().unwrap_or(day)
        } else {
            day
        };
        session::observe(&visit.actor, &visit.app, patient, session, end, moment(day, time)).await?;
    }
    Ok(())
}

/// No reaction, stated by somebody, or the adverse events of this session.
fn reaction(visit: &Visit, desk: &Desk, base: &str, may: bool) -> Markup {
    let patient = desk.ground.patient.id;
    let n_events = desk.judged.n_adverse_events();
    let stated = desk.ground.body.no_reaction.as_ref();
    let can_state = may && desk.is_open() && n_events == 0;
    html! {
        section class="session-part" {
            h3 { (visit.say("session-reactions")) }
            @if let Some(stated) = stated {
                p { (status(Meaning::Eligible, &visit.say("session-reactions-none"))) " " span class="origin" { (stated.by_name) ", " (words::time(visit, stated.at)) } }
            }
            @if n_events > 0 {
                p { (status(Meaning::Caution, &visit.with("session-reactions-noted", [("n", words::n(n_events).into())]))) }
            }
            @if can_state && stated.is_none() {
                (PostButton { action: &format!("{base}/reactions"), label: &visit.say("session-no-reaction"), icon: Some(Icon::Check), values: &[("none", "yes")], primary: false })
            }
            @if can_state && stated.is_some() {
                (PostButton { action: &format!("{base}/reactions"), label: &visit.say("session-take-back"), icon: Some(Icon::Undo), values: &[("none", "no")], primary: false })
            }
            @if visit.actor.may(Action::ReportHarm) {
                (link_list(&[LinkItem {
                    href: format!("/patients/{patient}/adverse-events/new?session={}", desk.ground.session.id),
                    title: visit.say("session-reaction-seen"),
                    detail: visit.say("session-reaction-seen-detail"),
                    aside: None,
                    before: None,
                }]))
            }
        }
    }
}

async fn reactions(
    visit: Visit,
    Path((patient, session)): Path<(PatientId, SessionId)>,
    fields: Fields,
) -> Result<Response, Failure> {
    let none_seen = fields.text("none") == "yes";
    let result = session::state_no_reaction(&visit.actor, &visit.app, patient, session, none_seen).await;
    let sent = Sent {
        patient,
        session,
        form: "reactions",
        fields,
    };
    answer(&visit, sent, result, "?notice=session-saved#after").await
}

async fn notes(visit: &Visit, desk: &Desk, typed: &Typed, base: &str, may: bool) -> Result<Markup, Failure> {
    let body = &desk.ground.body;
    if !may {
        return Ok(html! { p { (body.notes.text) } });
    }
    let key = format!("session-{}-notes", desk.ground.session.id);
    let draft = if typed.of("notes").is_some() {
        None
    } else {
        kept(visit, &key).await?
    };
    let fields = typed.of("notes").or_else(|| draft.as_ref().map(|draft| &draft.fields));
    let text = fields.map_or_else(|| body.notes.text.clone(), |fields| fields.text("notes").to_owned());
    let depth = body
        .depth_mm
        .map(|depth| anagen_knowledge::Plain(depth).to_string())
        .unwrap_or_default();
    let depth = fields.map_or(depth, |fields| fields.text("depth").to_owned());
    let is_stale = typed
        .of("notes")
        .is_some_and(|fields| fields.version() != body.notes.edit);
    Ok(html! {
        section class="session-part" {
            h3 { (visit.say("session-notes")) }
            @if let Some(draft) = &draft { (draft.line) }
            @if is_stale && !body.notes.text.is_empty() {
                p { (visit.with("session-notes-meanwhile", [("name", body.notes.by_name.as_str().into())])) }
                blockquote { (body.notes.text) }
            }
            (Form::post(format!("{base}/notes")).draft(&key, body.notes.edit).body(html! {
                (hidden("version", &body.notes.edit.to_string()))
                (Field::lines("notes", visit.say("session-notes-label")).value(text).rows(4))
                (Field::number("depth", visit.say("session-depth")).unit("mm").hint(visit.say("session-depth-hint")).value(depth)
                    .error_if(typed.error(visit, "notes", "depth")))
                (save(&visit.say("session-save-notes"), false))
                (SaveLine { words: &save_words(visit), now: draft.as_ref().map(|draft| draft.saved.as_str()) })
            }))
        }
    })
}

async fn note(
    visit: Visit,
    Path((patient, session)): Path<(PatientId, SessionId)>,
    fields: Fields,
) -> Result<Response, Failure> {
    let mut invalid = Invalid::default();
    let depth = fields.number("depth", &mut invalid);
    let text = fields.text("notes").to_owned();
    let result = match invalid.check() {
        Ok(()) => {
            session::note(
                &visit.actor,
                &visit.app,
                patient,
                session,
                fields.version(),
                &text,
                depth,
            )
            .await
        }
        Err(error) => Err(error),
    };
    if result.is_ok() {
        visit.forget_draft(&format!("session-{session}-notes")).await?;
    }
    let sent = Sent {
        patient,
        session,
        form: "notes",
        fields,
    };
    answer(&visit, sent, result, "?notice=session-saved#after").await
}

/// The signature, or what still stands before it.
pub(super) fn signature(visit: &Visit, desk: &Desk, typed: &Typed, is_current: bool) -> Markup {
    let base = here(desk.ground.patient.id, desk.ground.session.id);
    let standing: Vec<_> = desk.judged.before(Before::Signature).collect();
    if !standing.is_empty() {
        let can_record = standing.iter().any(|obstacle| obstacle.can_be_recorded);
        return html! {
            p { (visit.say("session-before-signature")) }
            (words::obstacles(visit, standing.into_iter()))
            @if can_record && visit.actor.may(Action::RunSession) {
                p class="soft" { (visit.say("session-already-done-hint")) " " a href=(format!("{base}/record")) { (visit.say("session-already-done")) } }
            }
        };
    }
    if !visit.actor.may(Action::SignSession) {
        return html! { p { (visit.say("session-signed-by-injector-only")) } };
    }
    html! {
        (charting::counted(visit, desk))
        (signed::against(visit, desk))
        (sign_form(visit, desk, typed, &base, is_current))
    }
}

fn sign_form(visit: &Visit, desk: &Desk, typed: &Typed, base: &str, is_current: bool) -> Markup {
    let sentence = if desk.ground.is_amendment() {
        "session-sign-amendment-sentence"
    } else {
        "session-sign-sentence"
    };
    html! {
        (Form::post(format!("{base}/sign")).body(html! {
            (hidden("version", &desk.ground.session.version.to_string()))
            p { (visit.say(sentence)) }
            (Field::password("password", visit.with("session-sign-password", [("name", visit.actor.name.as_str().into())]))
                .autocomplete("current-password").error_if(typed.error(visit, "sign", "password")).required())
            (save(&visit.say("session-sign"), is_current))
        }))
    }
}

async fn sign(
    visit: Visit,
    Path((patient, session)): Path<(PatientId, SessionId)>,
    fields: Fields,
) -> Result<Response, Failure> {
    let password = fields.untrimmed("password").to_owned();
    let result = session::sign(&visit.actor, &visit.app, patient, session, fields.version(), &password).await;
    let sent = Sent {
        patient,
        session,
        form: "sign",
        fields,
    };
    answer(&visit, sent, result, "?notice=session-signed").await
}

async fn recording(visit: Visit, Path((patient, session)): Path<(PatientId, SessionId)>) -> Result<Response, Failure> {
    let desk = open(&visit, patient, session).await?;
    Ok(show_recording(&visit, &desk, &Typed::default(), None))
}

/// States plainly what is against it, takes a reason, and opens a review for each.
fn show_recording(visit: &Visit, desk: &Desk, typed: &Typed, notice: Option<Notice>) -> Response {
    let base = here(desk.ground.patient.id, desk.ground.session.id);
    let title = visit.say("session-record-title");
    let has_points = desk.ground.charting.n_injected() > 0 || desk.ground.body.passes.is_some();
    let sent = typed.of("record");
    let items: Vec<CheckItem> = desk
        .judged
        .gate
        .iter()
        .filter(|obstacle| obstacle.can_be_recorded && (has_points || obstacle.before <= Before::Points))
        .map(|obstacle| CheckItem {
            name: "code".to_owned(),
            value: obstacle.code.clone(),
            label: words::of(visit, &obstacle.message),
            detail: String::new(),
            checked: sent.is_some_and(|fields| fields.holds("code", &obstacle.code)),
            required: false,
        })
        .collect();
    let body = html! {
        (PageHead::new(title.clone()).back(base.clone(), words::title(visit, desk)).sentence(visit.say("session-record-sentence")))
        (Notice::about(Meaning::Caution, visit.say("session-record-warning")))
        @if items.is_empty() {
            p { (visit.say("session-record-nothing")) }
        } @else {
            (Form::post(format!("{base}/record")).body(html! {
                (checklist(&visit.say("session-record-legend"), &items))
                @if let Some(error) = typed.error(visit, "record", "code") { p class="field-error" { span { (error) } } }
                (Field::lines("reason", visit.say("session-record-reason")).hint(visit.say("session-record-reason-hint"))
                    .value(sent.map_or("", |fields| fields.text("reason"))).error_if(typed.error(visit, "record", "reason")).required())
                (Actions::primary(&visit.say("session-record-button")).link(&base, &visit.say("session-cancel")))
            }))
        }
    };
    Page::new(visit, title)
        .patient(&desk.way, Some(Stage::Sessions))
        .script(STYLES)
        .notice_if(notice)
        .show(&body)
}

async fn record(
    visit: Visit,
    Path((patient, session)): Path<(PatientId, SessionId)>,
    fields: Fields,
) -> Result<Response, Failure> {
    let codes: Vec<String> = fields.all("code").map(str::to_owned).collect();
    let say = |message: &Message| words::of(&visit, message);
    let reason = fields.text("reason").to_owned();
    let result = session::record_as_done(&visit.actor, &visit.app, patient, session, &codes, &reason, &say).await;
    match refused(&visit, "record", fields, result) {
        Ok(()) => {
            let to = format!("{}?notice=session-recorded", here(patient, session));
            Ok(Redirect::to(&to).into_response())
        }
        Err(told) => {
            let (status, typed, notice) = *told?;
            let desk = open(&visit, patient, session).await?;
            Ok(show_recording(&visit, &desk, &typed, notice).with_status(status))
        }
    }
}

async fn amending(visit: Visit, Path((patient, session)): Path<(PatientId, SessionId)>) -> Result<Response, Failure> {
    let desk = open(&visit, patient, session).await?;
    if desk.is_open() {
        return Ok(Redirect::to(&here(patient, session)).into_response());
    }
    Ok(show_amending(&visit, &desk, &Typed::default(), None))
}

fn show_amending(visit: &Visit, desk: &Desk, typed: &Typed, notice: Option<Notice>) -> Response {
    let base = here(desk.ground.patient.id, desk.ground.session.id);
    let title = visit.say("session-amend-title");
    let body = html! {
        (PageHead::new(title.clone()).back(base.clone(), words::title(visit, desk)).sentence(visit.say("session-amend-sentence")))
        (Form::post(format!("{base}/amend")).body(html! {
            (Field::lines("reason", visit.say("session-amend-reason")).value(typed.of("amend").map_or("", |fields| fields.text("reason")))
                .error_if(typed.error(visit, "amend", "reason")).required())
            (Actions::primary(&visit.say("session-amend-button")).link(&base, &visit.say("session-cancel")))
        }))
    };
    Page::new(visit, title)
        .patient(&desk.way, Some(Stage::Sessions))
        .script(STYLES)
        .notice_if(notice)
        .show(&body)
}

async fn amend(
    visit: Visit,
    Path((patient, session)): Path<(PatientId, SessionId)>,
    fields: Fields,
) -> Result<Response, Failure> {
    let reason = fields.text("reason").to_owned();
    let result = session::amend(&visit.actor, &visit.app, patient, session, &reason).await;
    match refused(&visit, "amend", fields, result) {
        Ok(()) => Ok(Redirect::to(&format!("{}?notice=session-amending", here(patient, session))).into_response()),
        Err(told) => {
            let (status, typed, notice) = *told?;
            let desk = open(&visit, patient, session).await?;
            Ok(show_amending(&visit, &desk, &typed, notice).with_status(status))
        }
    }
}

/// A session that is being amended: what can be put right, and the signature.
pub(super) async fn amendment(visit: &Visit, desk: &Desk, typed: &Typed) -> Result<Markup, Failure> {
    let base = here(desk.ground.patient.id, desk.ground.session.id);
    let may = visit.actor.may(Action::RunSession);
    let reason = desk.ground.session.reason.clone().unwrap_or_default();
    let standing: Vec<_> = desk.judged.before(Before::Signature).collect();
    Ok(html! {
        (head(visit, desk))
        (Notice::about(Meaning::Caution, visit.with("session-is-amended", [
            ("version", desk.ground.session.version.into()), ("reason", reason.into()),
        ])).to_do(visit.say("session-is-amended-do")))
        (section(&visit.say("session-step-points"), charting::summary(visit, desk, false)))
        @if desk.ground.body.mixture.is_some() { (section(&visit.say("session-step-mixture"), mixture_form(visit, desk, typed, &base, may))) }
        (section(&visit.say("session-step-after"), after(visit, desk, typed, false).await?))
        section class="section" id=(Step::Signature.anchor()) {
            h2 { (visit.say("session-step-signature")) }
            @if !standing.is_empty() {
                (words::obstacles(visit, standing.into_iter()))
                p class="soft" { (visit.say("session-already-done-hint")) " " a href=(format!("{base}/record")) { (visit.say("session-already-done")) } }
            } @else if visit.actor.may(Action::SignSession) {
                (sign_form(visit, desk, typed, &base, true))
            } @else {
                p { (visit.say("session-signed-by-injector-only")) }
            }
        }
        @if may {
            div class="session-end" {
                (give_up_form(visit, &format!("{base}/abandon"), typed, "session-give-up-amendment", "session-give-up-amendment-question", "session-give-up-amendment-now"))
            }
        }
    })
}

fn mixture_form(visit: &Visit, desk: &Desk, typed: &Typed, base: &str, may: bool) -> Markup {
    let Some(mixture) = &desk.ground.body.mixture else {
        return html! {};
    };
    if !may {
        return signed::signed_mixture(visit, desk, mixture);
    }
    let text = |name: &str, now: String| {
        typed
            .of("amend-mixture")
            .map_or(now, |fields| fields.text(name).to_owned())
    };
    html! {
        p class="soft" { (visit.say("session-amend-mixture-sentence")) }
        (Form::post(format!("{base}/amend/mixture")).body(html! {
            @for (place, part) in mixture.parts.iter().enumerate() {
                @let (lot, drawn, vials) = (format!("lot-{place}"), format!("drawn-{place}"), format!("vials-{place}"));
                (block(&part.name, row(html! {
                    (Field::select(lot.clone(), visit.say("session-column-lot"))
                        .options(desk.ground.shelf.iter().filter(|one| one.product_id == part.product).map(|one| {
                            let expires = one.product.expires.map(|day| visit.format.day(day)).unwrap_or_default();
                            (one.lot.to_string(), visit.with("session-lot-and-expiry", [("lot", one.number.as_str().into()), ("expires", expires.into())]))
                        }))
                        .value(text(&lot, part.lot.to_string())))
                    (Field::number(drawn.clone(), visit.say("session-drawn-volume")).unit("mL")
                        .value(text(&drawn, anagen_knowledge::Plain(part.volume_ml).to_string()))
                        .error_if(typed.error(visit, "amend-mixture", &drawn)))
                    (Field::whole_number(vials.clone(), visit.say("session-column-vials")).value(text(&vials, part.vials.to_string()))
                        .error_if(typed.error(visit, "amend-mixture", &vials)))
                })))
            }
            (save(&visit.say("session-amend-mixture"), false))
        }))
    }
}

async fn amend_mixture(
    visit: Visit,
    Path((patient, session)): Path<(PatientId, SessionId)>,
    fields: Fields,
) -> Result<Response, Failure> {
    let mut invalid = Invalid::default();
    let mut parts = Vec::new();
    for place in 0.. {
        let Some(lot) = fields.filled(&format!("lot-{place}")) else {
            break;
        };
        let Ok(lot) = lot.parse::<LotId>() else {
            return Err(Failure::not_found("lot"));
        };
        parts.push(Drawn {
            lot,
            volume_ml: fields.number(&format!("drawn-{place}"), &mut invalid).unwrap_or(0.0),
            vials: fields
                .read(&format!("vials-{place}"), "session-vials-wrong", &mut invalid)
                .unwrap_or(0),
            vial: None,
        });
    }
    let result = match invalid.check() {
        Ok(()) => session::amend_mixture(&visit.actor, &visit.app, patient, session, &parts).await,
        Err(error) => Err(error),
    };
    let sent = Sent {
        patient,
        session,
        form: "amend-mixture",
        fields,
    };
    answer(&visit, sent, result, "?notice=session-saved").await
}

/// Giving up asks once and takes a reason.
pub(super) fn give_up_form(
    visit: &Visit,
    action: &str,
    typed: &Typed,
    label: &str,
    question: &str,
    confirm: &str,
) -> Danger {
    Danger::post(action, &visit.say(label), &visit.say(question), &visit.say(confirm)).fields(html! {
        (Field::text("reason", visit.say("session-give-up-reason")).id("give-up-reason")
            .value(typed.of("abandon").map_or("", |fields| fields.text("reason")))
            .error_if(typed.error(visit, "abandon", "reason")).required())
    })
}

async fn abandon(
    visit: Visit,
    Path((patient, session)): Path<(PatientId, SessionId)>,
    fields: Fields,
) -> Result<Response, Failure> {
    let reason = fields.text("reason").to_owned();
    let result = session::abandon(&visit.actor, &visit.app, patient, session, &reason).await;
    let sent = Sent {
        patient,
        session,
        form: "abandon",
        fields,
    };
    answer(&visit, sent, result, "?notice=session-given-up").await
}
