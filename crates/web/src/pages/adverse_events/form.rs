//! The form of an adverse event: written down, changed, and what happens when somebody else changed it meanwhile.

use anagen_app::adverse_events::overlay::{PastSession, past_sessions};
use anagen_app::adverse_events::{self, Answer, EventView, Outcome, guidance, report};
use anagen_app::way::{self, Stage, Way};
use anagen_app::{Action, AppError, Invalid};
use anagen_knowledge::Knowledge;
use anagen_records::values::{AdverseEventId, PatientId, PhotographId};
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::html;

use super::fields as as_fields;
use super::sections::Sections;
use super::wording;
use crate::failure::Failure;
use crate::fields::Fields;
use crate::look::{Actions, Field, Form, Meaning, Notice, PageHead, SaveLine, block, field, hidden};
use crate::page::{Page, error_of};
use crate::pages::formulation::save_words;
use crate::routes::{Access, Route};
use crate::visit::Visit;

pub(super) fn routes() -> Vec<Route> {
    let report = Access::May(Action::ReportHarm);
    vec![
        Route::post("/patients/{patient}/adverse-events", report, write_down),
        Route::get("/patients/{patient}/adverse-events/{event}/change", report, change_page),
        Route::post("/patients/{patient}/adverse-events/{event}/change", report, change),
    ]
}

/// What the form needs besides its fields.
pub(super) struct Desk {
    /// Where the patient stands.
    pub(super) way: Way,
    /// The sessions of the past.
    pub(super) sessions: Vec<PastSession>,
    /// The event that is changed; none while a new one is written down.
    pub(super) event: Option<AdverseEventId>,
    /// Today.
    pub(super) today: jiff::civil::Date,
}

impl Desk {
    async fn new(visit: &Visit, patient: PatientId, event: Option<AdverseEventId>) -> Result<Self, Failure> {
        let way = way::read(&visit.actor, &visit.app, patient, "adverse_event.edit").await?;
        let mut reading = visit.app.read(&visit.actor, Action::ReadRecord).await?;
        if let Some(event) = event {
            adverse_events::find(&mut reading.tx, &visit.actor, patient, event).await?;
        }
        let now = reading.now;
        let sessions = past_sessions(&mut reading.tx, &visit.actor, patient, now).await?;
        Ok(Self {
            way,
            sessions,
            event,
            today: visit.today(),
        })
    }

    fn of(visit: &Visit, view: EventView) -> Self {
        Self {
            way: view.way,
            sessions: view.sessions,
            event: Some(view.event.id),
            today: visit.today(),
        }
    }

    /// The knowledge by which the patient is treated.
    pub(super) fn knowledge(&self) -> &Knowledge {
        &self.way.knowledge
    }

    /// Key under which what is typed is kept.
    fn draft_key(&self) -> String {
        draft_key(self.way.patient.id, self.event)
    }
}

fn draft_key(patient: PatientId, event: Option<AdverseEventId>) -> String {
    event.map_or_else(
        || format!("adverse-event-of-{patient}"),
        |event| format!("adverse-event-{event}"),
    )
}

/// What stands above the form.
enum Above {
    /// Nothing, or what is wrong with the fields.
    Fields,
    /// What was typed earlier was found.
    Found(Notice),
    /// Somebody else changed it meanwhile.
    Changed(Notice),
}

/// The form for a kind of event.
pub(super) async fn new(visit: Visit, patient: PatientId) -> Result<Response, Failure> {
    let desk = Desk::new(&visit, patient, None).await?;
    let code = visit.query.text("code").to_owned();
    if code != report::OTHER && guidance::event(desk.knowledge(), &code).is_none() {
        return Err(Failure::not_found("adverse event"));
    }
    // What was typed for another kind of event is not this one's.
    let kept = visit
        .draft(&desk.draft_key())
        .await?
        .filter(|(fields, _)| fields.text("code") == code);
    if let Some((fields, draft)) = kept {
        let found = found(&visit, draft.saved_at);
        return Ok(show(&visit, &desk, &fields, 0, &Invalid::default(), found));
    }
    let mut fields = Fields::default();
    fields.add("code", &code);
    fields.add("outcome", Outcome::Open.as_str());
    for name in ["photograph", "session"] {
        fields.add(name, visit.query.text(name));
    }
    if guidance::is_infection_by_kind(desk.knowledge(), &code) {
        fields.add("infection", Answer::Yes.as_str());
    }
    Ok(show(&visit, &desk, &fields, 0, &Invalid::default(), Above::Fields))
}

async fn change_page(
    visit: Visit,
    Path((patient, id)): Path<(PatientId, AdverseEventId)>,
) -> Result<Response, Failure> {
    let view = adverse_events::open(&visit.actor, &visit.app, patient, id).await?;
    if let Some((fields, draft)) = visit.draft(&draft_key(patient, Some(id))).await? {
        let found = found(&visit, draft.saved_at);
        // The version that it was typed for: where it is not the present one, saving it says so.
        let version = fields.version();
        return Ok(show(
            &visit,
            &Desk::of(&visit, view),
            &fields,
            version,
            &Invalid::default(),
            found,
        ));
    }
    let (fields, version) = (as_fields::of(&view.report), view.event.version);
    Ok(show(
        &visit,
        &Desk::of(&visit, view),
        &fields,
        version,
        &Invalid::default(),
        Above::Fields,
    ))
}

fn found(visit: &Visit, saved_at: anagen_records::Stamp) -> Above {
    let moment = visit.format.moment(saved_at);
    Above::Found(Notice::about(
        Meaning::Neutral,
        visit.with("adverse-events-draft-found", [("moment", moment.into())]),
    ))
}

fn show(visit: &Visit, desk: &Desk, fields: &Fields, version: i64, invalid: &Invalid, above: Above) -> Response {
    let patient = desk.way.patient.id;
    let code = fields.text("code");
    let other = serde_json::json!({ "other": fields.text("other") });
    let name = wording::name(visit.words, desk.knowledge(), code, &other);
    let (action, back) = match desk.event {
        Some(event) => (
            format!("{}/change", wording::href(patient, event)),
            wording::href(patient, event),
        ),
        None => (
            format!("/patients/{patient}/adverse-events"),
            format!("/patients/{patient}/adverse-events/new"),
        ),
    };
    let title = visit.say(if desk.event.is_some() {
        "adverse-events-change"
    } else {
        "adverse-events-add"
    });
    let (notice, status) = match above {
        Above::Changed(notice) => (Some(notice), StatusCode::CONFLICT),
        Above::Found(notice) => (Some(notice), StatusCode::OK),
        Above::Fields if invalid.0.is_empty() => (None, StatusCode::OK),
        Above::Fields => (Some(wrong_fields(visit, invalid)), StatusCode::UNPROCESSABLE_ENTITY),
    };
    let words = save_words(visit);
    let sections = Sections {
        visit,
        desk,
        fields,
        invalid,
    };
    Page::new(visit, title)
        .patient(&desk.way, Some(Stage::AdverseEvents))
        .script("adverse-events.css")
        .script("adverse-events.js")
        .status(status)
        .notice_if(notice)
        .show(&html! {
            (PageHead::new(name).back(back.clone(), visit.say("adverse-events-back")).beside(sections.kind()))
            (sections.what_to_do())
            (Form::post(action).draft(desk.draft_key(), version).body(html! {
                (hidden("code", code))
                (hidden("version", &version.to_string()))
                @if let Some(photograph) = fields.filled("photograph") { (hidden("photograph", photograph)) }
                (sections.what())
                (sections.place())
                (sections.grave())
                (sections.causality())
                (sections.end())
                @if desk.event.is_some() {
                    (block("", Field::lines("reason", visit.say("adverse-events-reason")).hint(visit.say("adverse-events-reason-hint"))
                        .rows(2).value(fields.text("reason")).error_if(error_of(visit.words, invalid, "reason")).required()))
                }
                (Actions::primary_as("then", "keep", &visit.say(if desk.event.is_some() { "save" } else { "adverse-events-write-down" }))
                    .link(&back, &visit.say("cancel"))
                    .end(SaveLine { words: &words, now: None })
                    .in_view())
            }))
        })
}

/// Everything that is wrong, with the way to each field.
fn wrong_fields(visit: &Visit, invalid: &Invalid) -> Notice {
    let notice = Notice::error(visit.say("adverse-events-not-kept")).kept(visit.say("adverse-events-still-there"));
    invalid.0.iter().fold(notice, |notice, wrong| {
        notice.place(field::id_of(&wrong.field), visit.words.of(&wrong.message))
    })
}

async fn write_down(visit: Visit, Path(patient): Path<PatientId>, fields: Fields) -> Result<Response, Failure> {
    let mut invalid = Invalid::default();
    let report = as_fields::read(&fields, &mut invalid);
    if fields.text("then") == "suggest" {
        let desk = Desk::new(&visit, patient, None).await?;
        return Ok(show(&visit, &desk, &fields, 0, &invalid, Above::Fields));
    }
    let photographs: Vec<PhotographId> = match fields.filled("photograph") {
        Some(id) => vec![id.parse().map_err(|_| Failure::not_found("photograph"))?],
        None => Vec::new(),
    };
    let result = if invalid.0.is_empty() {
        adverse_events::write_down(&visit.actor, &visit.app, patient, report, &photographs).await
    } else {
        Err(AppError::Invalid(invalid))
    };
    match result {
        Ok(id) => {
            visit.forget_draft(&draft_key(patient, None)).await?;
            let page = wording::href(patient, id);
            Ok(Redirect::to(&format!("{page}?notice=adverse-event-written-down")).into_response())
        }
        Err(AppError::Invalid(invalid)) => {
            let desk = Desk::new(&visit, patient, None).await?;
            Ok(show(&visit, &desk, &fields, 0, &invalid, Above::Fields))
        }
        Err(error) => Err(error.into()),
    }
}

async fn change(
    visit: Visit,
    Path((patient, id)): Path<(PatientId, AdverseEventId)>,
    fields: Fields,
) -> Result<Response, Failure> {
    let version = fields.version();
    let mut invalid = Invalid::default();
    let report = as_fields::read(&fields, &mut invalid);
    if fields.text("then") == "suggest" {
        let desk = Desk::new(&visit, patient, Some(id)).await?;
        return Ok(show(&visit, &desk, &fields, version, &invalid, Above::Fields));
    }
    let result = if invalid.0.is_empty() {
        let (told, reason) = (report.clone(), fields.text("reason"));
        adverse_events::change(&visit.actor, &visit.app, patient, id, version, told, reason).await
    } else {
        Err(AppError::Invalid(invalid))
    };
    match result {
        Ok(()) => {
            visit.forget_draft(&draft_key(patient, Some(id))).await?;
            let page = wording::href(patient, id);
            Ok(Redirect::to(&format!("{page}?notice=adverse-event-changed")).into_response())
        }
        Err(AppError::Invalid(invalid)) => {
            let desk = Desk::new(&visit, patient, Some(id)).await?;
            Ok(show(&visit, &desk, &fields, version, &invalid, Above::Fields))
        }
        Err(AppError::Stale(_)) => {
            let view = adverse_events::open(&visit.actor, &visit.app, patient, id).await?;
            let told = |report| wording::told(&visit, &view.way.knowledge, &view.sessions, report);
            let now: Vec<String> = wording::differences(&visit, &told(&view.report), &told(&report))
                .into_iter()
                .map(|(label, now, _)| format!("{label}: {now}"))
                .collect();
            let notice = Notice::error(visit.say("error-stale"))
                .kept(visit.with("stale-now", [("values", now.join("; ").into())]))
                .to_do(visit.say("stale-do"));
            let version = view.event.version;
            let desk = Desk::of(&visit, view);
            Ok(show(
                &visit,
                &desk,
                &fields,
                version,
                &Invalid::default(),
                Above::Changed(notice),
            ))
        }
        Err(error) => Err(error.into()),
    }
}
