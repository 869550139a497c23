//! One appointment: what it is, where it stands, changing and calling it off, and the patient's other appointments.

use anagen_app::appointments::day::{self, Places};
use anagen_app::appointments::{self, Entry, TAKEN};
use anagen_app::{Action, AppError, Invalid, Message};
use anagen_records::appointments::{AppointmentKind, AppointmentState};
use anagen_records::values::AppointmentId;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};

use super::{
    AGENDA, STYLES, address, appointment_href, booking, entering, named, patient_href, purpose, standing,
    state_meaning, state_now, state_words, title,
};
use crate::failure::Failure;
use crate::fields::Fields;
use crate::look::{
    Actions, Column, Danger, Facts, Form, Icon, Notice, PageHead, SaveLine, Table, chip, hidden, link_button, section,
    status, toolbar, work,
};
use crate::page::{Door, Page};
use crate::pages::intake::{Kept, kept, save_words};
use crate::visit::Visit;

/// The page of an appointment, with whatever came back from a form.
struct Shown {
    entry: Entry,
    fields: Option<Fields>,
    invalid: Invalid,
    status: StatusCode,
    notice: Option<Notice>,
    looks: bool,
}

impl Shown {
    async fn read(visit: &Visit, id: AppointmentId) -> Result<Self, Failure> {
        Ok(Self {
            entry: appointments::find(&visit.actor, &visit.app, id).await?,
            fields: None,
            invalid: Invalid::default(),
            status: StatusCode::OK,
            notice: None,
            looks: false,
        })
    }

    fn draft_key(&self) -> String {
        format!("appointment-{}", self.entry.appointment.id)
    }
}

pub(super) async fn page(visit: Visit, Path(id): Path<AppointmentId>) -> Result<Response, Failure> {
    let mut shown = Shown::read(&visit, id).await?;
    let mut found = None;
    if visit.actor.may(Action::Book) {
        found = kept(&visit, &shown.draft_key()).await?;
        // What was typed on an earlier state of it is told, and not put into the form.
        let is_current = found
            .as_ref()
            .is_some_and(|found| found.fields.version() == shown.entry.appointment.version);
        shown.fields = found.as_ref().filter(|_| is_current).map(|found| found.fields.clone());
    }
    shown.show(&visit, found).await
}

impl Shown {
    async fn show(self, visit: &Visit, found: Option<Kept>) -> Result<Response, Failure> {
        let entry = &self.entry;
        let appointment = &entry.appointment;
        let places = day::places(&visit.actor, &visit.app, Some(appointment)).await?;
        let of_patient = match &entry.patient {
            Some(who) => Some(appointments::of_patient(&visit.actor, &visit.app, who.id).await?),
            None => None,
        };
        let (meaning, word) = state_now(visit, entry);
        let back = address(AGENDA, &[("day", &appointment.day.to_string())]);
        let title = purpose(visit, entry);
        let can_change = visit.actor.may(Action::Book) && appointment.state == AppointmentState::Booked
            || visit.actor.may(Action::Book) && appointment.state == AppointmentState::Arrived;
        let form = if can_change {
            Some(self.form(visit, &places, found.as_ref()).await?)
        } else {
            None
        };
        let others = of_patient.as_ref().map(|all| others(visit, entry, all, &places));
        let page = Page::new(visit, title.clone())
            .door(Door::Today)
            .script(STYLES)
            .status(self.status);
        Ok(page.notice_if(self.notice.clone()).show(&html! {
            (PageHead::new(title).back(back, visit.say("door-today")).beside(chip(meaning, &word)).sentence(booking::when(visit, entry)))
            @if let Some(found) = &found { (found.line) }
            (work(
                html! {
                    (self.steps(visit))
                    @if let Some(form) = &form { (section(&visit.say("appointment-change"), form)) }
                    @if let Some(others) = &others { (others) }
                },
                facts(visit, entry, &places, of_patient.as_ref()),
            ))
        }))
    }

    /// Where it stands, and what can be done about it.
    fn steps(&self, visit: &Visit) -> Markup {
        let entry = &self.entry;
        let appointment = &entry.appointment;
        let here = appointment_href(appointment.id);
        let is_treatment = appointment.kind == AppointmentKind::Session && appointment.state.takes_time();
        let begin = entry
            .patient
            .as_ref()
            .filter(|_| is_treatment && appointment.day.0 == visit.today());
        let begin = begin.filter(|_| visit.actor.may(Action::RunSession)).map(|who| {
            let mut query = vec![("appointment", appointment.id.to_string())];
            query.extend(appointment.session_number.map(|number| ("number", number.to_string())));
            let query: Vec<(&str, &str)> = query.iter().map(|(name, value)| (*name, value.as_str())).collect();
            address(&format!("{}/sessions/start", patient_href(who.id)), &query)
        });
        html! {
            (toolbar(html! {
                (standing::buttons(visit, entry, &here, true))
                @if let Some(href) = &begin { (link_button(href, Some(Icon::Syringe), &visit.say("appointment-begin-session"))) }
                @if visit.actor.may(Action::Book) && appointment.state == AppointmentState::Cancelled {
                    (link_button(&address("/today/waiting", &[("day", &appointment.day.to_string())]), Some(Icon::People), &visit.say("waiting-who-fits")))
                }
            }))
        }
    }

    async fn form(&self, visit: &Visit, places: &Places, found: Option<&Kept>) -> Result<Markup, Failure> {
        let appointment = &self.entry.appointment;
        let own = entering::fields_of(visit, &self.entry);
        let fields = self.fields.as_ref().unwrap_or(&own);
        let is_blocked = appointment.kind == AppointmentKind::Blocked;
        let in_the_way = match (self.looks, entering::read(fields, appointment.patient)) {
            (true, Ok(wanted)) => {
                match day::in_the_way(&visit.actor, &visit.app, Some(appointment.id), &wanted).await {
                    Ok(found) => Some(found),
                    Err(AppError::Invalid(_)) => None,
                    Err(error) => return Err(error.into()),
                }
            }
            _ => None,
        };
        let words = save_words(visit);
        let version = appointment.version.to_string();
        let here = appointment_href(appointment.id);
        let form = Form::post(&here)
            .draft(self.draft_key(), appointment.version)
            .body(html! {
                (hidden("version", &version))
                (hidden("plan", fields.text("plan")))
                (entering::fields(visit, fields, &self.invalid, places, is_blocked))
                @if let Some(found) = &in_the_way { (entering::in_the_way(visit, found, places)) }
                (Actions::primary(&visit.say("save")).button("go", "look", &visit.say("appointment-look"))
                    .end(SaveLine { words: &words, now: found.map(|found| found.saved.as_str()) }))
            });
        let label = visit.say(if is_blocked {
            "appointment-unblock"
        } else {
            "appointment-cancel"
        });
        let question = visit.say(if is_blocked {
            "appointment-unblock-question"
        } else {
            "appointment-cancel-question"
        });
        Ok(html! {
            (form)
            (Danger::post(&format!("{here}/state"), &label, &question, &label).fields(html! {
                (hidden("version", &version))
                (hidden("state", AppointmentState::Cancelled.as_str()))
                (hidden("next", &here))
            }))
        })
    }
}

fn facts(visit: &Visit, entry: &Entry, places: &Places, of_patient: Option<&appointments::OfPatient>) -> Markup {
    let appointment = &entry.appointment;
    let mut facts = Facts::new();
    if let Some(who) = &entry.patient {
        facts = facts.fact(
            visit.say("today-patient"),
            html! { a href=(patient_href(who.id)) { bdi { (named(visit, who)) } } },
        );
        facts = match who.phone.as_str() {
            "" => facts.unknown(visit.say("today-phone"), &visit.say("today-not-entered")),
            phone => facts.fact(visit.say("today-phone"), phone),
        };
        facts = match who.email.as_str() {
            "" => facts.unknown(visit.say("today-email"), &visit.say("today-not-entered")),
            email => facts.fact(visit.say("today-email"), email),
        };
    } else {
        facts = facts.fact(visit.say("today-patient"), title(visit, entry));
    }
    let room = places
        .rooms
        .iter()
        .find(|room| Some(room.id) == appointment.room)
        .map(|room| room.name.clone());
    let person = places
        .people
        .iter()
        .find(|(id, _)| Some(*id) == appointment.person)
        .map(|(_, name)| name.clone());
    facts = facts
        .fact(
            visit.say("appointment-room"),
            room.unwrap_or_else(|| visit.say("today-no-room")),
        )
        .fact(
            visit.say("appointment-person"),
            person.unwrap_or_else(|| visit.say("today-no-person")),
        );
    if let Some(at) = appointment.arrived_at {
        facts = facts.fact(visit.say("appointment-arrived-at"), visit.format.time(at));
    }
    if !appointment.note.is_empty() && entry.patient.is_some() {
        facts = facts.fact(visit.say("appointment-note"), &appointment.note);
    }
    facts = facts.fact(
        visit.say("appointment-made-on"),
        visit.format.day(visit.format.day_of(appointment.created_at)),
    );
    if let Some(of_patient) = of_patient {
        facts = facts.fact(visit.say("appointment-came"), booking::came(visit, of_patient));
    }
    crate::look::panel(&visit.say("appointment-title"), facts)
}

/// The other appointments of the patient.
fn others(visit: &Visit, entry: &Entry, all: &appointments::OfPatient, places: &Places) -> Markup {
    let mut table = Table::new(
        visit.say("appointment-others"),
        [
            Column::words(visit.say("appointment-when")),
            Column::words(visit.say("appointment-what")),
            Column::words(visit.say("appointment-where")),
            Column::words(visit.say("appointment-state")),
        ],
    )
    .caption_hidden()
    .cards();
    for other in all
        .entries
        .iter()
        .filter(|other| other.appointment.id != entry.appointment.id)
    {
        let appointment = &other.appointment;
        let meaning = state_meaning(appointment.state);
        table = table.row([
            html! { a href=(appointment_href(appointment.id)) { (visit.format.moment(appointment.starts_at)) } },
            html! { (purpose(visit, other)) },
            html! { (entering::place(other, places)) },
            html! { (status(meaning, &state_words(visit.words, appointment.state))) },
        ]);
    }
    html! {
        @if !table.is_empty() { (section(&visit.say("appointment-others"), table)) }
    }
}

pub(super) async fn change(visit: Visit, Path(id): Path<AppointmentId>, fields: Fields) -> Result<Response, Failure> {
    let mut shown = Shown::read(&visit, id).await?;
    shown.fields = Some(fields.clone());
    let wanted = match entering::read(&fields, shown.entry.appointment.patient) {
        Ok(wanted) => wanted,
        Err(invalid) => {
            shown.invalid = invalid;
            shown.status = StatusCode::UNPROCESSABLE_ENTITY;
            return shown.show(&visit, None).await;
        }
    };
    if fields.text("go") == "look" || fields.is_set("instead") {
        shown.looks = true;
        return shown.show(&visit, None).await;
    }
    match appointments::change(&visit.actor, &visit.app, id, fields.version(), wanted.clone()).await {
        Ok(()) => {
            visit.forget_draft(&shown.draft_key()).await?;
            let day = wanted.day.to_string();
            let clock = booking::clock_word(&visit, wanted.day, wanted.time);
            let query = [
                ("day", day.as_str()),
                ("clock", clock),
                ("notice", "appointment-changed"),
            ];
            Ok(Redirect::to(&address(AGENDA, &query)).into_response())
        }
        Err(AppError::Invalid(invalid)) => {
            shown.looks = invalid.of("although_closed").is_some();
            shown.invalid = invalid;
            shown.status = StatusCode::UNPROCESSABLE_ENTITY;
            shown.show(&visit, None).await
        }
        Err(AppError::Stale(_)) => stale(&visit, id, Some(fields)).await,
        Err(AppError::Refused(message)) if message.key == TAKEN => {
            shown.looks = true;
            shown.status = StatusCode::CONFLICT;
            shown.notice = Some(Notice::error(visit.words.of(&message)));
            shown.show(&visit, None).await
        }
        Err(error) => Err(error.into()),
    }
}

/// Somebody else changed it meanwhile: how it stands now is told, and what was typed stays in the form.
pub(super) async fn stale(visit: &Visit, id: AppointmentId, typed: Option<Fields>) -> Result<Response, Failure> {
    let mut shown = Shown::read(visit, id).await?;
    let places = day::places(&visit.actor, &visit.app, Some(&shown.entry.appointment)).await?;
    let now = visit.with(
        "appointment-stale-now",
        [
            ("when", booking::when(visit, &shown.entry).into()),
            ("place", entering::place(&shown.entry, &places).into()),
            ("what", purpose(visit, &shown.entry).into()),
            ("state", state_words(visit.words, shown.entry.appointment.state).into()),
        ],
    );
    let mut notice = Notice::error(visit.say("error-stale")).kept(now);
    if let Some(typed) = &typed {
        notice = notice
            .to_do(typed_words(visit, typed, &places))
            .to_do(visit.say("appointment-stale-do"));
    }
    shown.fields = typed;
    shown.status = StatusCode::CONFLICT;
    shown.notice = Some(notice);
    shown.show(visit, None).await
}

/// What somebody typed, in one sentence, to be held against how it stands now.
fn typed_words(visit: &Visit, typed: &Fields, places: &Places) -> String {
    let day = typed
        .day("day", &mut Invalid::default())
        .map(|day| super::long_day(visit, day));
    let room = places
        .rooms
        .iter()
        .find(|room| room.id.to_string() == typed.text("room"))
        .map(|room| room.name.clone());
    let person = places
        .people
        .iter()
        .find(|(id, _)| id.to_string() == typed.text("person"))
        .map(|(_, name)| name.clone());
    let place: Vec<String> = room.into_iter().chain(person).collect();
    visit.with(
        "appointment-stale-typed",
        [
            ("day", day.unwrap_or_else(|| typed.text("day").to_owned()).into()),
            ("time", typed.text("time").to_owned().into()),
            ("minutes", typed.text("minutes").to_owned().into()),
            ("place", place.join(", ").into()),
        ],
    )
}

/// It was refused: the page of the appointment says why.
pub(super) async fn refused(visit: &Visit, id: AppointmentId, message: &Message) -> Result<Response, Failure> {
    let mut shown = Shown::read(visit, id).await?;
    shown.looks = message.key == TAKEN;
    shown.status = if shown.looks {
        StatusCode::CONFLICT
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    shown.notice = Some(Notice::error(visit.words.of(message)));
    shown.show(visit, None).await
}
