//! Booking: whose appointment it is, then what, when and where; or time without a patient.

use anagen_app::appointments::{self, ClockChange, TAKEN, Wanted, clock_change, day};
use anagen_app::{AppError, Invalid, patients};
use anagen_records::appointments::AppointmentKind;
use anagen_records::patients::Patient;
use anagen_records::values::{PatientId, WaitingId};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};

use super::entering::{self, TYPED};
use super::{
    AGENDA, STYLES, address, appointment_href, choosing, kind_words, long_day, patient_href, state_words, waiting,
};
use crate::failure::Failure;
use crate::fields::Fields;
use crate::look::{
    Actions, Facts, Form, Icon, LinkItem, Meaning, Notice, PageHead, SaveLine, hidden, link_button, link_list, panel,
    status, work,
};
use crate::page::{Door, Page, full_name};
use crate::pages::intake::{Kept, kept, save_words};
use crate::visit::Visit;

/// Where booking begins.
pub(super) const NEW: &str = "/today/appointments/new";

pub(super) async fn new(visit: Visit) -> Result<Response, Failure> {
    let query = visit.query.as_ref();
    if let Some(waiting) = query.filled("waiting") {
        let id: WaitingId = waiting.parse().map_err(|_| Failure::not_found("waiting"))?;
        return from_waiting_list(&visit, id).await;
    }
    if query.text("kind") == AppointmentKind::Blocked.as_str() {
        let entry = Entering::new(None, query.clone());
        return entry.looked_at(&visit).await;
    }
    let Some(patient) = query.filled("patient") else {
        return choosing::page(&visit, choosing::For::Appointment).await;
    };
    let patient: PatientId = patient.parse().map_err(|_| Failure::not_found("patient"))?;
    Entering::new(Some(patient), query.clone()).looked_at(&visit).await
}

async fn from_waiting_list(visit: &Visit, id: WaitingId) -> Result<Response, Failure> {
    let waiting = appointments::waiting::find(&visit.actor, &visit.app, id).await?;
    let mut fields = Fields::default();
    fields.add("kind", waiting.kind.as_str());
    fields.add("minutes", &waiting.minutes.to_string());
    fields.add("note", &waiting.note);
    for name in ["day", "time", "room", "person"] {
        fields.add(name, visit.query.text(name));
    }
    let mut entering = Entering::new(Some(waiting.patient), fields);
    entering.waiting = Some(id);
    entering.looked_at(visit).await
}

/// An appointment that is being entered.
struct Entering {
    patient: Option<PatientId>,
    waiting: Option<WaitingId>,
    fields: Fields,
    invalid: Invalid,
    status: StatusCode,
    notice: Option<Notice>,
    /// Somebody asked what is in the way, or was refused because something is.
    looks: bool,
}

impl Entering {
    fn new(patient: Option<PatientId>, fields: Fields) -> Self {
        Self {
            patient,
            waiting: None,
            fields,
            invalid: Invalid::default(),
            status: StatusCode::OK,
            notice: None,
            looks: false,
        }
    }

    fn draft_key(&self) -> String {
        match self.patient {
            Some(patient) => format!("appointment-new-{patient}"),
            None => "appointment-new-blocked".to_owned(),
        }
    }

    /// The page of a form that was just opened: what was typed and not sent is in it, but for what its address says.
    async fn looked_at(mut self, visit: &Visit) -> Result<Response, Failure> {
        let found = kept(visit, &self.draft_key()).await?;
        if let Some(found) = &found {
            for name in TYPED {
                if !self.fields.is_set(name) {
                    self.fields.add(name, found.fields.text(name));
                }
            }
        }
        self.looks = self.fields.is_set("time") && (self.fields.is_set("room") || self.fields.is_set("person"));
        self.show(visit, found).await
    }

    async fn show(self, visit: &Visit, found: Option<Kept>) -> Result<Response, Failure> {
        let who = match self.patient {
            Some(id) => Some(Whose::read(visit, id).await?),
            None => None,
        };
        let places = day::places(&visit.actor, &visit.app, None).await?;
        let in_the_way = match (
            self.looks,
            entering::read(&entering::to_look(&self.fields), self.patient),
        ) {
            (true, Ok(wanted)) => in_the_way(visit, &wanted).await?,
            _ => None,
        };
        let words = save_words(visit);
        let title = visit.say(if who.is_some() {
            "today-new-appointment"
        } else {
            "appointment-block-time"
        });
        let back = match self.fields.day("day", &mut Invalid::default()) {
            Some(day) => address(AGENDA, &[("day", &day.to_string())]),
            None => AGENDA.to_owned(),
        };
        let plan = self.fields.text("plan").to_owned();
        let form = Form::post("/today/appointments")
            .draft(self.draft_key(), 0)
            .body(html! {
                @if let Some(patient) = self.patient { (hidden("patient", &patient.to_string())) }
                @if let Some(waiting) = self.waiting { (hidden("waiting", &waiting.to_string())) }
                @if !plan.is_empty() { (hidden("plan", &plan)) }
                (entering::fields(visit, &self.fields, &self.invalid, &places, who.is_none()))
                @if let Some(found) = &in_the_way { (entering::in_the_way(visit, found, &places)) }
                (Actions::primary(&visit.say(if who.is_some() { "appointment-book" } else { "appointment-block" }))
                    .button("go", "look", &visit.say("appointment-look")).link(&back, &visit.say("cancel"))
                    .end(SaveLine { words: &words, now: found.as_ref().map(|found| found.saved.as_str()) }))
            });
        let page = Page::new(visit, title.clone())
            .door(Door::Today)
            .script(STYLES)
            .status(self.status)
            .notice_if(self.notice);
        Ok(page.show(&html! {
            (PageHead::new(title).back(back.clone(), visit.say("door-today"))
                .sentence(visit.say(if who.is_some() { "appointment-enter" } else { "appointment-block-sentence" })))
            @if let Some(found) = &found { (found.line) }
            @match &who {
                Some(who) => (work(form, who.facts(visit))),
                None => (form),
            }
        }))
    }
}

/// What stands in the way; nothing where what is wanted cannot be booked at all.
pub(super) async fn in_the_way(visit: &Visit, wanted: &Wanted) -> Result<Option<day::InTheWay>, Failure> {
    match day::in_the_way(&visit.actor, &visit.app, None, wanted).await {
        Ok(found) => Ok(Some(found)),
        Err(AppError::Invalid(_)) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// Whose appointment is booked, and what else is booked for them.
struct Whose {
    patient: Patient,
    of_patient: appointments::OfPatient,
}

impl Whose {
    async fn read(visit: &Visit, id: PatientId) -> Result<Self, Failure> {
        let patient = patients::open(&visit.actor, &visit.app, id).await?;
        let of_patient = appointments::of_patient(&visit.actor, &visit.app, id).await?;
        Ok(Self { patient, of_patient })
    }

    fn facts(&self, visit: &Visit) -> Markup {
        let patient = &self.patient;
        let name = full_name(&patient.given_names, &patient.family_name);
        let mut facts = Facts::new()
            .fact(
                visit.say("today-patient"),
                html! { a href=(patient_href(patient.id)) { bdi { (name) } } },
            )
            .fact(visit.say("shell-number"), &patient.number);
        facts = match patient.birth_date {
            Some(day) => facts.fact(visit.say("shell-born"), visit.format.day(day.0)),
            None => facts.unknown(visit.say("shell-born"), &visit.say("shell-birth-date-unknown")),
        };
        facts = match patient.phone.as_str() {
            "" => facts.unknown(visit.say("today-phone"), &visit.say("today-not-entered")),
            phone => facts.fact(visit.say("today-phone"), phone),
        };
        facts = facts.fact(visit.say("appointment-came"), came(visit, &self.of_patient));
        let now = visit.app.now();
        let coming: Vec<LinkItem> = self
            .of_patient
            .entries
            .iter()
            .filter(|entry| entry.appointment.ends_at > now && entry.appointment.state.takes_time())
            .map(|entry| LinkItem {
                href: appointment_href(entry.appointment.id),
                title: visit.format.moment(entry.appointment.starts_at),
                detail: [
                    kind_words(visit.words, entry.appointment.kind),
                    state_words(visit.words, entry.appointment.state),
                ]
                .join(", "),
                ..LinkItem::default()
            })
            .collect();
        html! {
            (panel(&visit.say("today-patient"), facts))
            @if !coming.is_empty() { (panel(&visit.say("appointment-booked-already"), link_list(&coming))) }
            (link_button(&address(waiting::NEW, &[("patient", &patient.id.to_string())]), Some(Icon::Clock), &visit.say("waiting-add")))
        }
    }
}

/// How often a patient came, and how often not.
pub(super) fn came(visit: &Visit, of_patient: &appointments::OfPatient) -> Markup {
    let n = |n: i64| n.into();
    let words = visit.with(
        "appointment-came-and-not",
        [("came", n(of_patient.n_kept)), ("missed", n(of_patient.n_missed))],
    );
    html! {
        @if of_patient.n_missed > 0 { (status(Meaning::Caution, &words)) } @else { (words) }
    }
}

pub(super) async fn book(visit: Visit, fields: Fields) -> Result<Response, Failure> {
    let patient: Option<PatientId> = match fields.filled("patient") {
        Some(text) => Some(text.parse().map_err(|_| Failure::not_found("patient"))?),
        None => None,
    };
    let waiting: Option<WaitingId> = match fields.filled("waiting") {
        Some(text) => Some(text.parse().map_err(|_| Failure::not_found("waiting"))?),
        None => None,
    };
    let mut entering = Entering::new(patient, fields);
    entering.waiting = waiting;
    let wanted = match entering::read(&entering.fields, patient) {
        Ok(wanted) => wanted,
        Err(invalid) => {
            entering.invalid = invalid;
            entering.status = StatusCode::UNPROCESSABLE_ENTITY;
            return entering.show(&visit, None).await;
        }
    };
    if entering.fields.text("go") == "look" || entering.fields.is_set("instead") {
        entering.looks = true;
        return entering.show(&visit, None).await;
    }
    match appointments::book(&visit.actor, &visit.app, wanted.clone(), waiting).await {
        Ok(_) => {
            visit.forget_draft(&entering.draft_key()).await?;
            Ok(Redirect::to(&booked_href(&visit, &wanted)).into_response())
        }
        Err(AppError::Invalid(invalid)) => {
            entering.looks = invalid.of("although_closed").is_some();
            entering.invalid = invalid;
            entering.status = StatusCode::UNPROCESSABLE_ENTITY;
            entering.show(&visit, None).await
        }
        Err(AppError::Refused(message)) => {
            entering.looks = message.key == TAKEN;
            entering.status = if entering.looks {
                StatusCode::CONFLICT
            } else {
                StatusCode::UNPROCESSABLE_ENTITY
            };
            entering.notice = Some(Notice::error(visit.words.of(&message)));
            entering.show(&visit, None).await
        }
        Err(error) => Err(error.into()),
    }
}

/// The day of what was booked; it says what the clock did to its time.
fn booked_href(visit: &Visit, wanted: &Wanted) -> String {
    let by = if wanted.room.is_none() { "person" } else { "" };
    let notice = if wanted.kind == AppointmentKind::Blocked {
        "appointment-blocked"
    } else {
        "appointment-made"
    };
    address(
        AGENDA,
        &[
            ("day", &wanted.day.to_string()),
            ("by", by),
            ("clock", clock_word(visit, wanted.day, wanted.time)),
            ("notice", notice),
        ],
    )
}

/// What the clock did to a time, as the agenda's address says it.
pub(super) fn clock_word(visit: &Visit, day: jiff::civil::Date, time: jiff::civil::Time) -> &'static str {
    match clock_change(&visit.format.time_zone, day, time) {
        Some(ClockChange::Skipped) => "skipped",
        Some(ClockChange::Twice) => "twice",
        None => "",
    }
}

/// When an appointment is, in words.
pub(super) fn when(visit: &Visit, entry: &appointments::Entry) -> String {
    visit.with(
        "appointment-when-is",
        [
            ("day", long_day(visit, entry.appointment.day.0).into()),
            ("times", super::times(entry).into()),
        ],
    )
}
