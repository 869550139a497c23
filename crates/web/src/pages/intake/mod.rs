//! Intake: the questions that the rules need, medicines, allergies, diagnosis, treatment beside the sessions, history; and the
//! tablet in the patient's hands.

mod diagnosis;
mod diagnosis_form;
mod history;
mod lists;
mod names;
mod overview;
mod question;
mod said;
mod sheet;
mod tablet;
mod today;
mod topic;
mod treatment;
pub(crate) mod words;

use anagen_app::Action;
use anagen_app::way::{Stage, Way};
use anagen_records::values::PatientId;
use maud::{Markup, html};

use crate::failure::Failure;
use crate::fields::Fields;
use crate::look::{AnswerWords, Notice, PostButton, SaveWords, Tab, tabs};
use crate::page::Page;
use crate::routes::{Access, Route};
use crate::visit::Visit;

const READ: Access = Access::May(Action::ReadRecord);
const ANSWER: Access = Access::May(Action::AnswerIntake);

pub(crate) fn routes() -> Vec<Route> {
    vec![
        Route::get("/patients/{patient}/intake", READ, overview::page),
        Route::post("/patients/{patient}/intake", ANSWER, overview::save),
        Route::get("/patients/{patient}/intake/today", READ, today::page),
        Route::post("/patients/{patient}/intake/today", ANSWER, today::save),
        Route::get("/patients/{patient}/intake/topics/{topic}", READ, topic::page),
        Route::post("/patients/{patient}/intake/topics/{topic}", ANSWER, topic::save),
        Route::get("/patients/{patient}/intake/lists/{kind}", READ, lists::page),
        Route::post("/patients/{patient}/intake/lists/{kind}", ANSWER, lists::save),
        Route::post(
            "/patients/{patient}/intake/lists/{kind}/unchanged",
            ANSWER,
            lists::unchanged,
        ),
        Route::get("/intake/names", ANSWER, names::page),
        Route::get("/patients/{patient}/intake/diagnosis", READ, diagnosis::page),
        Route::post(
            "/patients/{patient}/intake/diagnosis",
            Access::May(Action::Diagnose),
            diagnosis::save,
        ),
        Route::get("/patients/{patient}/intake/treatment", READ, treatment::page),
        Route::post("/patients/{patient}/intake/treatment", ANSWER, treatment::add),
        Route::get(
            "/patients/{patient}/intake/treatment/{treatment}",
            READ,
            treatment::change,
        ),
        Route::post(
            "/patients/{patient}/intake/treatment/{treatment}",
            ANSWER,
            treatment::save_change,
        ),
        Route::get("/patients/{patient}/intake/history", READ, history::page),
        Route::post(
            "/patients/{patient}/intake/history/{row}/error",
            ANSWER,
            history::mark_error,
        ),
        Route::post("/patients/{patient}/intake/tablet", ANSWER, tablet::hand),
        Route::get("/tablet/{patient}", Access::PatientTablet, tablet::start),
        Route::get("/tablet/{patient}/names", Access::PatientTablet, names::on_tablet),
        Route::get("/tablet/{patient}/back", Access::PatientTablet, tablet::back),
        Route::get("/tablet/{patient}/pages/{step}", Access::PatientTablet, tablet::step),
        Route::post("/tablet/{patient}/pages/{step}", Access::PatientTablet, tablet::save),
        Route::post(
            "/tablet/{patient}/drafts/{form}",
            Access::PatientTablet,
            tablet::save_draft,
        ),
    ]
}

/// The script of questions and lists: names while one types, and an answer that is touched again is taken back.
const SCRIPT: &str = "intake.js";
/// The styles of questions, lists and findings.
pub(crate) const STYLES: &str = "intake.css";

/// The views of intake.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum View {
    Questions,
    Today,
    Medicines,
    Allergies,
    Diagnosis,
    Treatment,
    History,
}

impl View {
    const ALL: [Self; 7] = [
        Self::Questions,
        Self::Today,
        Self::Medicines,
        Self::Allergies,
        Self::Diagnosis,
        Self::Treatment,
        Self::History,
    ];

    const fn key(self) -> &'static str {
        match self {
            Self::Questions => "intake-view-questions",
            Self::Today => "intake-view-today",
            Self::Medicines => "intake-view-medicines",
            Self::Allergies => "intake-view-allergies",
            Self::Diagnosis => "intake-view-diagnosis",
            Self::Treatment => "intake-view-treatment",
            Self::History => "intake-view-history",
        }
    }

    fn href(self, patient: PatientId) -> String {
        let below = match self {
            Self::Questions => "",
            Self::Today => "/today",
            Self::Medicines => "/lists/medicines",
            Self::Allergies => "/lists/allergies",
            Self::Diagnosis => "/diagnosis",
            Self::Treatment => "/treatment",
            Self::History => "/history",
        };
        format!("/patients/{patient}/intake{below}")
    }
}

/// The views as tabs.
fn views(visit: &Visit, patient: PatientId, current: View) -> Markup {
    let all = View::ALL.map(|view| Tab {
        href: view.href(patient),
        label: visit.say(view.key()),
        count: None,
        current: view == current,
    });
    tabs(&visit.say("intake-views"), &all)
}

/// A page of intake.
fn page_of<'a>(visit: &'a Visit, way: &'a Way, title: String) -> Page<'a> {
    Page::new(visit, title)
        .patient(way, Some(Stage::Intake))
        .script(STYLES)
        .script(SCRIPT)
}

/// The words of the four answers.
fn answer_words(visit: &Visit) -> AnswerWords {
    AnswerWords {
        yes: visit.say("answer-yes"),
        no: visit.say("answer-no"),
        not_known: visit.say("answer-not-known"),
        refused: visit.say("answer-refused"),
    }
}

/// The words of the line that says what is kept.
pub(crate) fn save_words(visit: &Visit) -> SaveWords {
    SaveWords {
        ready: visit.say("intake-kept-as-typed"),
        saved: visit.with("save-saved", [("time", "{time}".into())]),
        kept_here: visit.say("save-not-saved"),
        refused: visit.say("intake-draft-refused"),
        found: visit.with("intake-draft-found-here", [("time", "{time}".into())]),
        restore: visit.say("intake-draft-restore"),
        discard: visit.say("intake-draft-discard"),
    }
}

/// What somebody typed into a form and did not send: its fields, and a line that says so with the way to give it up.
pub(crate) struct Kept {
    pub(crate) fields: Fields,
    pub(crate) saved: String,
    pub(crate) line: Markup,
}

/// Finds what was typed into a form and not sent.
pub(crate) async fn kept(visit: &Visit, form: &str) -> Result<Option<Kept>, Failure> {
    let Some((fields, draft)) = visit.draft(form).await? else {
        return Ok(None);
    };
    let saved = visit.format.moment(draft.saved_at);
    let forget = format!("/drafts/{form}/forget");
    let line = html! {
        (Notice::about(crate::look::Meaning::Neutral, visit.with("intake-draft-found", [("time", saved.as_str().into())])))
        (PostButton {
            action: &forget,
            label: &visit.say("intake-draft-discard"),
            icon: None,
            values: &[("next", &visit.path)],
            primary: false,
        })
    };
    let saved = visit.with("save-saved", [("time", visit.format.time(draft.saved_at).into())]);
    Ok(Some(Kept { fields, saved, line }))
}
