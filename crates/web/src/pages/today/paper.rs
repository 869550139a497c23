//! The day on paper, and whom to remind.

use anagen_app::Action;
use anagen_app::appointments::Entry;
use anagen_app::appointments::day::{self, DayBook};
use anagen_records::appointments::{AppointmentKind, AppointmentState};
use axum::response::Response;
use maud::{Markup, html};

use super::{
    AGENDA, STYLES, address, asked_day, entering, long_day, opening_words, purpose, state_words, times, title,
};
use crate::failure::Failure;
use crate::look::{Column, Empty, Field, Form, Icon, PageHead, Table, section, toolbar};
use crate::page::{Door, Page};
use crate::visit::Visit;

/// The appointments of a day by room, with room to write beside each: for a day without electricity, and for the door.
pub(super) async fn sheet(visit: Visit) -> Result<Response, Failure> {
    let day = asked_day(&visit);
    let book = day::read(&visit.actor, &visit.app, day).await?;
    let mut rooms: Vec<(Option<_>, String)> = book
        .rooms
        .iter()
        .map(|room| (Some(room.id), room.name.clone()))
        .collect();
    rooms.push((None, visit.say("today-no-room")));
    let tables: Vec<(String, Table)> = rooms
        .into_iter()
        .map(|(room, name)| {
            let entries = book
                .entries
                .iter()
                .filter(|entry| entry.appointment.room == room && is_on_paper(entry));
            let table = sheet_table(&visit, &book, &name, entries);
            (name, table)
        })
        .filter(|(_, table)| !table.is_empty())
        .collect();
    let agenda = address(AGENDA, &[("day", &day.to_string())]);
    Ok(Page::new(&visit, visit.say("today-sheet")).door(Door::Today).script(STYLES).show(&html! {
        (PageHead::new(long_day(&visit, day)).back(agenda, visit.say("door-today")).sentence(opening_words(&visit, book.opening)))
        (for_printing(&visit))
        @if tables.is_empty() {
            (Empty { icon: Icon::Calendar, what: visit.say("today-nothing-booked"), sentence: String::new(), first_step: None })
        }
        @for (name, table) in &tables { (section(name, table)) }
    }))
}

/// How the page is printed.
fn for_printing(visit: &Visit) -> Markup {
    html! { p class="soft on-screen" { (visit.say("today-print-hint")) } }
}

fn is_on_paper(entry: &Entry) -> bool {
    entry.appointment.state != AppointmentState::Cancelled
}

fn sheet_table<'e>(visit: &Visit, book: &DayBook, name: &str, entries: impl Iterator<Item = &'e Entry>) -> Table {
    let mut table = Table::new(
        name,
        [
            Column::words(visit.say("appointment-time")),
            Column::words(visit.say("today-patient")),
            Column::words(visit.say("appointment-what")),
            Column::words(visit.say("appointment-person")),
            Column::words(visit.say("appointment-note")),
            Column::words(visit.say("appointment-state")),
        ],
    )
    .caption_hidden();
    for entry in entries {
        let appointment = &entry.appointment;
        let person = book
            .people
            .iter()
            .find(|(id, _)| Some(*id) == appointment.person)
            .map(|(_, name)| name.clone());
        let state = match appointment.state {
            AppointmentState::Booked => String::new(),
            state => state_words(visit.words, state),
        };
        let note = if entry.patient.is_some() {
            appointment.note.as_str()
        } else {
            ""
        };
        table = table.row([
            html! { (times(entry)) },
            html! { bdi { (title(visit, entry)) } @if let Some(who) = &entry.patient { " " span class="soft" { (who.number) } } },
            html! { @if appointment.kind != AppointmentKind::Blocked { (purpose(visit, entry)) } },
            html! { (person.unwrap_or_default()) },
            html! { (note) },
            html! { (state) },
        ]);
    }
    table
}

/// Whom to remind of an appointment on a day: the next open day where none is asked for.
pub(super) async fn reminders(visit: Visit) -> Result<Response, Failure> {
    let day = if visit.query.is_set("day") {
        asked_day(&visit)
    } else {
        next_open_day(&visit)
    };
    let book = day::read(&visit.actor, &visit.app, day).await?;
    let booked = book
        .entries
        .iter()
        .filter(|entry| entry.appointment.state == AppointmentState::Booked);
    let mut table = Table::new(
        visit.say("today-reminders"),
        [
            Column::words(visit.say("appointment-time")),
            Column::words(visit.say("today-patient")),
            Column::words(visit.say("today-phone")),
            Column::words(visit.say("today-email")),
            Column::words(visit.say("appointment-what")),
            Column::words(visit.say("appointment-where")),
            Column::words(visit.say("today-reminded")),
        ],
    )
    .caption_hidden();
    let places = day::places(&visit.actor, &visit.app, None).await?;
    for entry in booked {
        let Some(who) = &entry.patient else { continue };
        let not_entered = || html! { span class="soft" { (visit.say("today-not-entered")) } };
        let text = |text: &str| {
            if text.is_empty() {
                not_entered()
            } else {
                html! { (text) }
            }
        };
        let language =
            Some(who.language.as_str()).filter(|language| !language.is_empty() && *language != visit.clinic.language);
        table = table.row([
            html! { (times(entry)) },
            html! { bdi { (who.name) } " " span class="soft" { (who.number) } @if let Some(language) = language { " " span class="soft" { (visit.with("today-speaks", [("language", language.into())])) } } },
            text(&who.phone),
            text(&who.email),
            html! { (purpose(&visit, entry)) },
            html! { (entering::place(entry, &places)) },
            html! { span class="tick-box" aria-hidden="true" {} },
        ]);
    }
    let title = visit.say("today-reminders");
    let agenda = address(AGENDA, &[("day", &day.to_string())]);
    let may_read = visit.actor.may(Action::ReadRecord) && visit.actor.may(Action::ReportHarm);
    let follow_ups = address("/today/due", &[("day", &day.to_string()), ("part", "follow-ups")]);
    Ok(Page::new(&visit, title.clone()).door(Door::Today).script(STYLES).show(&html! {
        (PageHead::new(title).back(agenda, visit.say("door-today"))
            .sentence(visit.with("today-reminders-for", [("day", long_day(&visit, day).into())])))
        (toolbar(html! {
            (Form::get("/today/reminders").in_line().body(html! {
                (Field::date("day", visit.say("appointment-day")).value(day.to_string()))
                button class="button" type="submit" { span { (visit.say("today-show-day")) } }
            }))
            @if may_read { a class="button" href=(follow_ups) { span { (visit.say("today-due-follow-ups")) } } }
        }))
        (for_printing(&visit))
        @if table.is_empty() {
            (Empty { icon: Icon::Phone, what: visit.say("today-nobody-to-remind"), sentence: String::new(), first_step: None })
        } @else { (table) }
    }))
}

fn next_open_day(visit: &Visit) -> jiff::civil::Date {
    use jiff::ToSpan as _;
    let tomorrow = visit.today().saturating_add(1.day());
    let days = (1..=14).map(|days: i32| visit.today().saturating_add(days.days()));
    days.into_iter()
        .find(|day| !anagen_app::appointments::opening_on(&visit.clinic, *day).is_closed())
        .unwrap_or(tomorrow)
}
