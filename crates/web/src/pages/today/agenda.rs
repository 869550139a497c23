//! The agenda of a day, who is expected, and what is due.

use anagen_app::Action;
use anagen_app::appointments::day::{self, DayBook};
use anagen_app::today::{self as app_today, Asked};
use anagen_records::appointments::{AppointmentKind, AppointmentState};
use anagen_records::values::AppointmentId;
use axum::response::Response;
use jiff::ToSpan as _;
use jiff::civil::Date;
use maud::{Markup, html};

use super::grid::{self, By};
use super::{AGENDA, STYLES, address, arrivals, asked_day, due, long_day, opening_words, weekday};
use crate::failure::Failure;
use crate::look::action::primary_link;
use crate::look::{
    Empty, Field, Form, Icon, Meaning, Notice, PageHead, PostButton, Tab, chip, hidden, link_button, tabs, toolbar,
    work,
};
use crate::page::{Door, Page};
use crate::visit::Visit;

/// So much of each part of what is due stands beside the agenda.
const MOST_DUE: usize = 6;

pub(super) async fn page(visit: Visit) -> Result<Response, Failure> {
    let by = By::asked(&visit);
    let day = asked_day(&visit);
    let book = day::read(&visit.actor, &visit.app, day).await?;
    // What is over and done with a past day is not due on it.
    let groups = if day < visit.today() {
        Vec::new()
    } else {
        let asked = Asked {
            day,
            most: MOST_DUE,
            part: None,
        };
        app_today::due(&visit.actor, &visit.app, asked).await?
    };
    let here = here(day, by);
    let label = visit.with(
        match by {
            By::Room => "today-agenda-by-room",
            By::Person => "today-agenda-by-person",
        },
        [("day", long_day(&visit, day).into())],
    );
    let object = html! {
        (switch(&visit, day, by, &book))
        @if grid::is_empty(&book) { (closed(&visit, &book)) }
        @else { @for agenda in grid::agendas(&visit, &book, by, &label) { (agenda) } }
    };
    let facts = html! {
        (arrivals::list(&visit, &book, &here))
        @if day >= visit.today() { (due::beside(&visit, &groups, day)) }
    };
    let page = Page::new(&visit, visit.say("door-today"))
        .door(Door::Today)
        .script(STYLES)
        .script("agenda.js");
    Ok(page.notice_if(wrong_day(&visit)).notice_if(moved(&visit)).show(&html! {
        (head(&visit, &book))
        (week(&visit, &book, by))
        (undo(&visit, &here))
        div class="today" data-day=(day) data-agenda-words=(script_words(&visit)) { (work(object, facts)) }
    }))
}

/// The address of a day.
fn here(day: Date, by: By) -> String {
    address(AGENDA, &[("day", &day.to_string()), ("by", by.word())])
}

fn head(visit: &Visit, book: &DayBook) -> Markup {
    use AppointmentState::{Arrived, Booked, Done, InRoom, NoShow};
    let day = book.day;
    let is_today = day == visit.today();
    let mut sentence = vec![opening_words(visit, book.opening)];
    let patients = || {
        book.entries
            .iter()
            .filter(|entry| entry.appointment.kind != AppointmentKind::Blocked)
    };
    let count = |states: &[AppointmentState]| {
        let n = patients()
            .filter(|entry| states.contains(&entry.appointment.state))
            .count();
        i64::try_from(n).unwrap_or(i64::MAX)
    };
    let all = count(&[Booked, Arrived, InRoom, Done, NoShow]);
    if all > 0 {
        sentence.push(visit.with("today-n-appointments", [("n", all.into())]));
    }
    for (n, key) in [
        (count(&[Arrived, InRoom]), "today-n-here"),
        (count(&[NoShow]), "today-n-no-show"),
    ] {
        if n > 0 {
            sentence.push(visit.with(key, [("n", n.into())]));
        }
    }
    let sheet = address("/today/sheet", &[("day", &day.to_string())]);
    let reminders = address("/today/reminders", &[("day", &day.to_string())]);
    let new = address("/today/appointments/new", &[("day", &day.to_string())]);
    let may_book = visit.actor.may(Action::Book);
    let mut head = PageHead::new(long_day(visit, day)).sentence(sentence.join(" ")).actions(html! {
        @if may_book { (primary_link(&new, Some(Icon::Plus), &visit.say("today-new-appointment"))) }
        (link_button(&sheet, Some(Icon::Print), &visit.say("today-sheet")))
        @if may_book && day >= visit.today() { (link_button(&reminders, Some(Icon::Phone), &visit.say("today-reminders"))) }
    });
    if book.opening.is_closed() {
        head = head.beside(chip(Meaning::Neutral, &visit.say("today-closed")));
    } else if is_today {
        head = head.beside(chip(Meaning::Accent, &visit.say("door-today")));
    }
    html! { (head) }
}

/// The week of the day, and the way to other days.
fn week(visit: &Visit, book: &DayBook, by: By) -> Markup {
    let days: Vec<Tab> = book
        .week
        .iter()
        .map(|(day, n, opening)| {
            let short = visit.with(
                "today-week-day",
                [
                    (
                        "weekday",
                        weekday(visit.words, day.weekday())
                            .chars()
                            .take(3)
                            .collect::<String>()
                            .into(),
                    ),
                    ("day", i64::from(day.day()).into()),
                ],
            );
            let is_closed = opening.is_closed() && *n == 0;
            Tab {
                href: here(*day, by),
                label: if is_closed {
                    visit.with("today-week-closed", [("day", short.into())])
                } else {
                    short
                },
                count: usize::try_from(*n).ok().filter(|_| !is_closed),
                current: *day == book.day,
            }
        })
        .collect();
    let before = book.day.saturating_sub(1.day());
    let after = book.day.saturating_add(1.day());
    html! {
        div class="week" {
            (toolbar(html! {
                a class="button week-step is-back" href=(here(before, by)) rel="prev" { (Icon::ChevronRight) span class="unseen" { (visit.say("today-previous-day")) } }
                a class="button" href=(address(AGENDA, &[("by", by.word())])) { span { (visit.say("door-today")) } }
                a class="button week-step" href=(here(after, by)) rel="next" { (Icon::ChevronRight) span class="unseen" { (visit.say("today-next-day")) } }
                (Form::get(AGENDA).in_line().body(html! {
                    @if by == By::Person { (hidden("by", by.word())) }
                    (Field::date("day", visit.say("today-go-to-day")).value(book.day.to_string()).label_hidden())
                    button class="button" type="submit" { span { (visit.say("today-show-day")) } }
                }))
            }))
            (tabs(&visit.say("today-week"), &days))
        }
    }
}

/// By room or by person, and the waiting list.
fn switch(visit: &Visit, day: Date, by: By, book: &DayBook) -> Markup {
    let tab = |to: By, key: &str| Tab {
        href: here(day, to),
        label: visit.say(key),
        count: None,
        current: by == to,
    };
    let mut views = vec![tab(By::Room, "today-by-room"), tab(By::Person, "today-by-person")];
    if visit.actor.may(Action::Book) {
        views.push(Tab {
            href: address("/today/waiting", &[("day", &day.to_string())]),
            label: visit.say("waiting-title"),
            count: usize::try_from(book.n_waiting).ok(),
            current: false,
        });
    }
    tabs(&visit.say("today-views"), &views)
}

/// A closed day with nothing in it says so plainly.
fn closed(visit: &Visit, book: &DayBook) -> Markup {
    let next = (1..=14)
        .map(|days: i32| book.day.saturating_add(days.days()))
        .find(|day| !anagen_app::appointments::opening_on(&visit.clinic, *day).is_closed());
    html! {
        (Empty {
            icon: Icon::Calendar,
            what: opening_words(visit, book.opening),
            sentence: visit.say("today-closed-sentence"),
            first_step: next.map(|day| {
                let words = visit.with("today-next-open-day", [("day", long_day(visit, day).into())]);
                (address(AGENDA, &[("day", &day.to_string())]), words)
            }),
        })
    }
}

fn wrong_day(visit: &Visit) -> Option<Notice> {
    let is_wrong = visit.query.is_set("day") && visit.query.text("day").parse::<Date>().is_err();
    is_wrong.then(|| Notice::about(Meaning::Caution, visit.say("field-day-wrong")))
}

/// What the clock did to an appointment that was just booked or moved.
fn moved(visit: &Visit) -> Option<Notice> {
    let key = match visit.query.text("clock") {
        "skipped" => "appointment-clock-skipped",
        "twice" => "appointment-clock-twice",
        _ => return None,
    };
    Some(Notice::about(Meaning::Caution, visit.say(key)))
}

/// After a move: the way back.
fn undo(visit: &Visit, here: &str) -> Markup {
    let id: Option<AppointmentId> = visit.query.text("moved").parse().ok();
    let version = visit.query.text("version");
    let can = visit.actor.may(Action::Book) && !version.is_empty();
    html! {
        @if let Some(id) = id.filter(|_| can) {
            div class="undo" {
                (PostButton {
                    action: &format!("/today/appointments/{id}/move-back"),
                    label: &visit.say("appointment-move-back"),
                    icon: Some(Icon::Undo),
                    values: &[("version", version), ("next", here)],
                    primary: false,
                })
            }
        }
    }
}

/// The words that the script says while an entry is moved.
fn script_words(visit: &Visit) -> String {
    let place = |key: &str| visit.with(key, [("time", "{time}".into()), ("place", "{place}".into())]);
    serde_json::json!({
        "to": place("today-move-to"),
        "hint": visit.say("today-move-hint"),
        "how": visit.say("today-move-how"),
        "given_up": visit.say("today-move-given-up"),
        "failed": visit.say("today-move-failed"),
    })
    .to_string()
}
