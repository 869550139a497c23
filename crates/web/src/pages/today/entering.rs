//! The fields of an appointment, and what stands in its way.

use anagen_app::Invalid;
use anagen_app::Message;
use anagen_app::appointments::day::{InTheWay, Places};
use anagen_app::appointments::{Entry, LONGEST_MINUTES, Wanted};
use anagen_records::appointments::AppointmentKind;
use anagen_records::values::PatientId;
use jiff::civil::Time;
use maud::{Markup, html};

use super::{appointment_href, clock, kind_words, purpose, times, title};
use crate::fields::Fields;
use crate::look::form::row;
use crate::look::{CheckItem, Choices, Field, LinkItem, Meaning, block, link_list};
use crate::page::error_of;
use crate::visit::Visit;

/// What somebody comes for; time without a patient is entered on a page of its own.
const KINDS: [AppointmentKind; 4] = [
    AppointmentKind::Consultation,
    AppointmentKind::Session,
    AppointmentKind::Review,
    AppointmentKind::FollowUp,
];

/// How long an appointment is where nobody said.
const USUAL_MINUTES: &str = "30";

/// The names of the fields that are typed.
pub(super) const TYPED: [&str; 8] = [
    "kind",
    "day",
    "time",
    "minutes",
    "room",
    "person",
    "note",
    "session_number",
];

/// A time of day as people type it: `9:30`, `09:30`, `9.30`.
pub(super) fn time(text: &str) -> Option<Time> {
    let (hour, minute) = text.split_once([':', '.'])?;
    let is_plain = |part: &str| (1..=2).contains(&part.len()) && part.bytes().all(|digit| digit.is_ascii_digit());
    if !is_plain(hour) || !is_plain(minute) {
        return None;
    }
    Time::new(hour.parse().ok()?, minute.parse().ok()?, 0, 0).ok()
}

/// What was entered of an appointment with a patient, or of time without one. A time that is offered in the place of a taken one
/// counts before the typed one.
pub(super) fn read(fields: &Fields, patient: Option<PatientId>) -> Result<Wanted, Invalid> {
    let mut invalid = Invalid::default();
    let day = fields.day("day", &mut invalid);
    if day.is_none() && !fields.is_set("day") {
        invalid.add("day", Message::new("field-day-wrong"));
    }
    let typed = fields.filled("instead").unwrap_or(fields.text("time"));
    let time = time(typed);
    if time.is_none() {
        invalid.add("time", Message::new("appointment-time-missing"));
    }
    let kind = match patient {
        None => Some(AppointmentKind::Blocked),
        Some(_) => fields.read("kind", "appointment-kind-missing", &mut invalid),
    };
    if kind.is_none() && !fields.is_set("kind") {
        invalid.add("kind", Message::new("appointment-kind-missing"));
    }
    let minutes = fields.read("minutes", "field-number-wrong", &mut invalid);
    if minutes.is_none() && !fields.is_set("minutes") {
        invalid.add(
            "minutes",
            Message::new("appointment-minutes-wrong").with("most", LONGEST_MINUTES),
        );
    }
    let room = fields.read("room", "appointment-no-such-room", &mut invalid);
    let person = fields.read("person", "appointment-no-such-person", &mut invalid);
    let session_number = fields.read("session_number", "field-number-wrong", &mut invalid);
    let plan = fields.read("plan", "appointment-no-such-plan", &mut invalid);
    match (day, time, kind, minutes) {
        (Some(day), Some(time), Some(kind), Some(minutes)) if invalid.0.is_empty() => Ok(Wanted {
            patient,
            room,
            person,
            kind,
            day,
            time,
            minutes,
            note: fields.text("note").to_owned(),
            plan: plan.filter(|_| kind == AppointmentKind::Session),
            session_number: session_number.filter(|_| kind == AppointmentKind::Session),
            although_closed: fields.holds("although_closed", "yes"),
        }),
        _ => Err(invalid),
    }
}

/// The fields with which a time is looked at before all of them are entered: what it is for takes no time, and nobody having said
/// how long, it takes the usual.
pub(super) fn to_look(fields: &Fields) -> Fields {
    let mut fields = fields.clone();
    for (name, usual) in [
        ("kind", AppointmentKind::Consultation.as_str()),
        ("minutes", USUAL_MINUTES),
    ] {
        if !fields.is_set(name) {
            fields.add(name, usual);
        }
    }
    fields
}

/// The fields of an appointment as they stand in a form.
pub(super) fn fields_of(visit: &Visit, entry: &Entry) -> Fields {
    let appointment = &entry.appointment;
    let mut fields = Fields::default();
    fields.add("kind", appointment.kind.as_str());
    fields.add("day", &appointment.day.to_string());
    fields.add("time", &visit.format.time(appointment.starts_at));
    fields.add("minutes", &anagen_app::appointments::minutes(appointment).to_string());
    fields.add(
        "room",
        &appointment.room.map(|room| room.to_string()).unwrap_or_default(),
    );
    fields.add(
        "person",
        &appointment.person.map(|person| person.to_string()).unwrap_or_default(),
    );
    fields.add("note", &appointment.note);
    fields.add(
        "session_number",
        &appointment
            .session_number
            .map(|number| number.to_string())
            .unwrap_or_default(),
    );
    fields.add(
        "plan",
        &appointment.plan.map(|plan| plan.to_string()).unwrap_or_default(),
    );
    fields
}

/// The fields of a form.
pub(super) fn fields(visit: &Visit, fields: &Fields, invalid: &Invalid, places: &Places, blocked: bool) -> Markup {
    let error = |field: &str| error_of(visit.words, invalid, field);
    let mut kinds = Choices::new("kind", visit.say("appointment-kind"))
        .error_if(error("kind"))
        .required();
    for kind in KINDS {
        kinds = kinds.option(kind.as_str(), kind_words(visit.words, kind));
    }
    let rooms = places.rooms.iter().map(|room| (room.id.to_string(), room.name.clone()));
    let people = places.people.iter().map(|(id, name)| (id.to_string(), name.clone()));
    html! {
        @if !blocked {
            (block(&visit.say("appointment-what"), html! {
                (kinds.selected(fields.filled("kind")))
                (Field::whole_number("session_number", visit.say("appointment-session-number"))
                    .hint(visit.say("appointment-session-number-hint")).value(fields.text("session_number")).error_if(error("session_number")))
            }))
        }
        (block(&visit.say("appointment-when"), html! {
            (row(html! {
                (Field::date("day", visit.say("appointment-day")).value(fields.text("day")).error_if(error("day")).required())
                (Field::time("time", visit.say("appointment-time")).value(fields.filled("instead").unwrap_or(fields.text("time")))
                    .attribute("step", "300").error_if(error("time")).required())
                (Field::whole_number("minutes", visit.say("appointment-minutes")).unit(visit.say("appointment-minutes-unit"))
                    .range(visit.say("appointment-minutes-range")).value(fields.filled("minutes").unwrap_or(USUAL_MINUTES)).error_if(error("minutes")).required())
            }))
            @if let Some(error) = error("although_closed") {
                (CheckItem {
                    name: "although_closed".to_owned(),
                    value: "yes".to_owned(),
                    label: visit.say("appointment-although-closed"),
                    detail: error,
                    checked: false,
                    required: false,
                })
            } @else if fields.holds("although_closed", "yes") {
                (CheckItem {
                    name: "although_closed".to_owned(),
                    value: "yes".to_owned(),
                    label: visit.say("appointment-although-closed"),
                    detail: String::new(),
                    checked: true,
                    required: false,
                })
            }
        }))
        (block(&visit.say("appointment-where"), html! {
            (row(html! {
                (Field::select("room", visit.say("appointment-room")).option("", visit.say("today-no-room")).options(rooms)
                    .value(fields.text("room")).error_if(error("room")))
                (Field::select("person", visit.say("appointment-person")).option("", visit.say("today-no-person")).options(people)
                    .value(fields.text("person")).error_if(error("person")))
            }))
            (Field::lines("note", visit.say(if blocked { "appointment-blocked-note" } else { "appointment-note" }))
                .hint(visit.say("appointment-note-hint")).value(fields.text("note")).rows(2).error_if(error("note")))
        }))
    }
}

/// Where an entry is: its room and its person.
pub(super) fn place(entry: &Entry, places: &Places) -> String {
    let appointment = &entry.appointment;
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
    room.into_iter().chain(person).collect::<Vec<_>>().join(", ")
}

/// What takes the time, and the times at which there is room; inside the form, whose button takes one of them.
pub(super) fn in_the_way(visit: &Visit, found: &InTheWay, places: &Places) -> Markup {
    if found.taken.is_empty() && !found.closed {
        return html! { p class="soft" role="status" { (visit.say("appointment-nothing-in-the-way")) } };
    }
    let taken: Vec<LinkItem> = found
        .taken
        .iter()
        .map(|entry| LinkItem {
            href: appointment_href(entry.appointment.id),
            title: visit.with(
                "appointment-taken-by",
                [("times", times(entry).into()), ("title", title(visit, entry).into())],
            ),
            detail: [purpose(visit, entry), place(entry, places)].join(", "),
            ..LinkItem::default()
        })
        .collect();
    html! {
        div class={ "in-the-way " (Meaning::Defer.class()) } role="status" {
            @if found.closed { p { (visit.say("appointment-closed-then")) } }
            @if !taken.is_empty() {
                h3 { (visit.say("appointment-in-the-way")) }
                (link_list(&taken))
            }
            @if !found.free.is_empty() && !found.taken.is_empty() {
                p { (visit.say("appointment-free-instead")) }
                div class="free-times" {
                    @for minute in &found.free {
                        button class="button" type="submit" name="instead" value=(clock(*minute)) formnovalidate { (clock(*minute)) }
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_as_people_type_them() {
        for (text, hour, minute) in [
            ("9:30", 9, 30),
            ("09:30", 9, 30),
            ("9.05", 9, 5),
            ("23:55", 23, 55),
            ("0:00", 0, 0),
        ] {
            assert_eq!(time(text), Some(jiff::civil::time(hour, minute, 0, 0)), "{text}");
        }
        for text in [
            "", "9", "930", "24:00", "9:60", "-1:00", "+9:00", "9:3x", "009:30", "9:30:00", "9:",
        ] {
            assert_eq!(time(text), None, "{text}");
        }
    }
}
