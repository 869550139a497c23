//! Who is expected and who is here, with one touch for each step; who is over, did not come or was called off stands below.

use anagen_app::Action;
use anagen_app::appointments::Entry;
use anagen_app::appointments::day::DayBook;
use anagen_records::appointments::{AppointmentKind, AppointmentState};
use maud::{Markup, html};

use super::{appointment_href, named, patient_href, purpose, standing, state_now, times, title};
use crate::look::{Icon, disclosure, status};
use crate::visit::Visit;

/// The list of a day; `here` is where its buttons lead back to.
pub(super) fn list(visit: &Visit, book: &DayBook, here: &str) -> Markup {
    let patients: Vec<&Entry> = book
        .entries
        .iter()
        .filter(|entry| entry.appointment.kind != AppointmentKind::Blocked)
        .collect();
    let (open, over): (Vec<&Entry>, Vec<&Entry>) = patients.into_iter().partition(|entry| is_open(entry));
    let is_today = book.day == visit.today();
    html! {
        section class="section" {
            h2 { (visit.say(if is_today { "today-expected" } else { "today-booked" })) }
            @if open.is_empty() { p class="soft" { (visit.say("today-nobody-expected")) } }
            @else { (lines(visit, &open, here)) }
            @if !over.is_empty() {
                (disclosure(
                    &visit.with("today-over", [("n", i64::try_from(over.len()).unwrap_or(i64::MAX).into())]),
                    lines(visit, &over, here),
                ))
            }
        }
    }
}

fn is_open(entry: &Entry) -> bool {
    use AppointmentState::{Arrived, Booked, InRoom};
    matches!(entry.appointment.state, Booked | Arrived | InRoom)
}

fn lines(visit: &Visit, entries: &[&Entry], here: &str) -> Markup {
    html! { ol class="arrivals" { @for entry in entries { (line(visit, entry, here)) } } }
}

fn line(visit: &Visit, entry: &Entry, here: &str) -> Markup {
    let (meaning, word) = state_now(visit, entry);
    let appointment = &entry.appointment;
    let arrived = appointment
        .arrived_at
        .filter(|_| appointment.state == AppointmentState::Arrived);
    html! {
        li class="arrival" {
            div class="arrival-words" {
                p class="arrival-name" {
                    @match &entry.patient {
                        Some(who) if visit.actor.may(Action::ReadPatients) => a href=(patient_href(who.id)) { bdi { (named(visit, who)) } },
                        _ => bdi { (title(visit, entry)) },
                    }
                }
                p class="arrival-what" {
                    a href=(appointment_href(appointment.id)) {
                        time datetime=(appointment.starts_at.0.to_string()) { (times(entry)) }
                        span class="unseen" { " " (visit.say("today-to-appointment")) }
                    }
                    " " span { (purpose(visit, entry)) }
                }
                p class="arrival-state" {
                    (status(meaning, &word))
                    @if let Some(at) = arrived { " " span class="soft" { (visit.with("today-since", [("time", visit.format.time(at).into())])) } }
                }
                @if !appointment.note.is_empty() { p class="arrival-note" { (Icon::Message) span { (appointment.note) } } }
            }
            div class="arrival-do" { (standing::buttons(visit, entry, here, false)) }
        }
    }
}
