//! Rows of appointments that are to come.

use std::collections::HashMap;

use anagen_records::appointments::{self, AppointmentKind};
use anagen_records::patient_search::joined;
use anagen_records::people::{self, Person};
use anagen_records::rooms::Room;
use anagen_records::values::{AppointmentId, PersonId, RoomId};
use anagen_records::{Stamp, Transaction, patients};

use super::columns::Columns;
use super::table::Table;
use super::{Judged, Place, Planned, Row, State, messages, reading};
use crate::Message;
use crate::appointments::{Wanted, held};
use crate::error::AppError;
use crate::rooms;

/// Minutes of an appointment whose length is not stated.
const USUAL_MINUTES: i64 = 30;

/// Words for kinds of appointments, folded, besides those under which they are stored.
const KINDS: &[(AppointmentKind, &[&str])] = &[
    (
        AppointmentKind::Consultation,
        &[
            "",
            "first",
            "firstvisit",
            "consulta",
            "primeravisita",
            "consultation",
            "beratung",
            "初诊",
        ],
    ),
    (
        AppointmentKind::Session,
        &[
            "treatment",
            "mesotherapy",
            "sesion",
            "tratamiento",
            "seance",
            "sitzung",
            "behandlung",
            "治疗",
        ],
    ),
    (
        AppointmentKind::Review,
        &["control", "revision", "controle", "kontrolle", "复查"],
    ),
    (
        AppointmentKind::FollowUp,
        &["followup", "seguimiento", "suivi", "nachsorge", "随访"],
    ),
];

/// What time is taken by earlier rows of the file: by room or person, with the line.
#[derive(Default)]
struct Taken {
    rooms: HashMap<RoomId, Vec<(Stamp, Stamp, u64)>>,
    people: HashMap<PersonId, Vec<(Stamp, Stamp, u64)>>,
}

/// Judges every row. An appointment is there already that the patient has at the same time.
pub(super) async fn judge(
    tx: &mut Transaction,
    place: &Place<'_>,
    table: &Table,
    columns: &Columns,
) -> Result<Vec<Judged>, AppError> {
    let rooms = rooms::list(tx, place.actor.clinic).await?;
    let people = people::of_clinic(tx, place.actor.clinic).await?;
    let mut taken = Taken::default();
    let mut judged = Vec::new();
    for (line, cells) in &table.rows {
        let (state, wanted) = match read(tx, place, columns, cells, &rooms, &people).await? {
            Err(wrong) => (State::Wrong(wrong), None),
            Ok(wanted) => judge_one(tx, place, wanted, &mut taken, *line).await?,
        };
        let planned = wanted.map(|wanted| Planned::Appointment(Box::new(wanted)));
        judged.push((
            Row {
                line: *line,
                cells: columns.cells(cells),
                state,
            },
            planned,
        ));
    }
    Ok(judged)
}

async fn judge_one(
    tx: &mut Transaction,
    place: &Place<'_>,
    wanted: Wanted,
    taken: &mut Taken,
    line: u64,
) -> Result<(State, Option<Wanted>), AppError> {
    let wrong = |message: Message| Ok((State::Wrong(vec![message]), None));
    let (from, until) = match held(tx, place.actor, place.clinic, &wanted, place.now).await {
        Ok(moments) => moments,
        Err(error) => return Ok((State::Wrong(messages(error)?), None)),
    };
    if let Some(patient) = wanted.patient {
        let own = appointments::of_patient(tx, patient, 500).await?;
        if own.iter().any(|own| own.starts_at == from && own.state.takes_time()) {
            return Ok((State::Present, None));
        }
    }
    if from < place.now {
        return wrong(Message::new("import-appointment-past"));
    }
    let conflicts = appointments::conflicts(
        tx,
        place.actor.clinic,
        AppointmentId::new(),
        wanted.room,
        wanted.person,
        from,
        until,
    )
    .await?;
    if !conflicts.is_empty() {
        return wrong(Message::new("import-appointment-taken"));
    }
    if let Some(other) = taken.take(&wanted, from, until, line) {
        return wrong(Message::new("import-appointment-taken-by-row").with("line", other));
    }
    Ok((State::New, Some(wanted)))
}

impl Taken {
    /// Takes the time of a row, or says which row has it already.
    fn take(&mut self, wanted: &Wanted, from: Stamp, until: Stamp, line: u64) -> Option<u64> {
        let other = |times: Option<&Vec<(Stamp, Stamp, u64)>>| {
            times
                .into_iter()
                .flatten()
                .find(|(other_from, other_until, _)| *other_from < until && from < *other_until)
                .map(|(.., line)| *line)
        };
        let in_room = wanted.room.and_then(|room| other(self.rooms.get(&room)));
        let with_person = wanted.person.and_then(|person| other(self.people.get(&person)));
        if let Some(line) = in_room.or(with_person) {
            return Some(line);
        }
        if let Some(room) = wanted.room {
            self.rooms.entry(room).or_default().push((from, until, line));
        }
        if let Some(person) = wanted.person {
            self.people.entry(person).or_default().push((from, until, line));
        }
        None
    }
}

async fn read(
    tx: &mut Transaction,
    place: &Place<'_>,
    columns: &Columns,
    cells: &[String],
    rooms: &[Room],
    people: &[Person],
) -> Result<Result<Wanted, Vec<Message>>, AppError> {
    let text = |field: &str| columns.text(cells, field);
    let mut wrong = Vec::new();
    let number = text("number");
    let patient = match number {
        "" => {
            wrong.push(Message::new("import-appointment-without-number"));
            None
        }
        number => {
            let found = patients::find_by_number(tx, place.actor.clinic, number).await?;
            if found.is_none() {
                wrong.push(Message::new("import-no-such-patient").with("number", number));
            }
            found.map(|patient| patient.merged_into.unwrap_or(patient.id))
        }
    };
    let mut take = |result: Result<i64, Message>| result.map_err(|message| wrong.push(message)).ok();
    let time = reading::time(text("time"));
    let minutes = match (text("minutes"), text("end")) {
        ("", "") => Some(USUAL_MINUTES),
        ("", end) => take(reading::time(end).and_then(|end| {
            let start = time.clone()?;
            let minutes = |time: jiff::civil::Time| i64::from(time.hour()) * 60 + i64::from(time.minute());
            Some(minutes(end) - minutes(start))
                .filter(|minutes| *minutes > 0)
                .ok_or_else(|| Message::new("import-appointment-ends-early"))
        })),
        (minutes, _) => take(reading::whole(minutes)),
    };
    let day = reading::day(text("day"), &place.clinic.country)
        .map_err(|message| wrong.push(message))
        .ok();
    let time = time.map_err(|message| wrong.push(message)).ok();
    let kind = kind_of(text("kind"));
    if kind.is_none() {
        wrong.push(Message::new("import-appointment-kind").with("text", text("kind")));
    }
    let room = named(
        text("room"),
        rooms
            .iter()
            .filter(|room| room.closed_at.is_none())
            .map(|room| (room.name.as_str(), room.id)),
    );
    let here = people.iter().filter(|person| person.left_at.is_none());
    let person = named(
        text("person"),
        here.flat_map(|person| {
            [
                (person.name.as_str(), person.id),
                (person.sign_in_name.as_str(), person.id),
            ]
        }),
    );
    let room = room
        .map_err(|text| wrong.push(Message::new("import-no-such-room").with("text", text)))
        .ok()
        .flatten();
    let person = person
        .map_err(|text| wrong.push(Message::new("import-no-such-person").with("text", text)))
        .ok()
        .flatten();
    let (Some(day), Some(time), Some(minutes), Some(kind), true) = (day, time, minutes, kind, wrong.is_empty()) else {
        return Ok(Err(wrong));
    };
    Ok(Ok(Wanted {
        patient,
        room,
        person,
        kind,
        day,
        time,
        minutes,
        note: text("note").to_owned(),
        plan: None,
        session_number: None,
        // The book that is brought in was kept before these hours were entered.
        although_closed: true,
    }))
}

fn kind_of(text: &str) -> Option<AppointmentKind> {
    let folded = joined(text);
    let stored = AppointmentKind::ALL
        .iter()
        .copied()
        .find(|kind| joined(kind.as_str()) == folded);
    let stored = stored.filter(|kind| *kind != AppointmentKind::Blocked);
    stored.or_else(|| {
        KINDS
            .iter()
            .find(|(_, words)| words.contains(&folded.as_str()))
            .map(|(kind, _)| *kind)
    })
}

/// The one of a name; none where nothing is written; the text where nobody bears it.
fn named<'a, T: Copy>(text: &'a str, mut known: impl Iterator<Item = (&'a str, T)>) -> Result<Option<T>, &'a str> {
    if text.is_empty() {
        return Ok(None);
    }
    let folded = joined(text);
    known
        .find(|(name, _)| joined(name) == folded)
        .map(|(_, id)| Some(id))
        .ok_or(text)
}
