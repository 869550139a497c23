#![expect(clippy::unwrap_used, reason = "tests")]

use std::collections::{BTreeMap, BTreeSet};

use anagen_care::case::Case;
use anagen_care::protocol::{Course, course};
use anagen_care::units::Minutes;
use anagen_knowledge::Knowledge;
use jiff::Timestamp;

use super::{CalendarError, CalendarInputs, icalendar};

#[track_caller]
fn course_of(request: &str) -> Course {
    let knowledge = Knowledge::embedded().unwrap();
    let text = format!("reference = \"R-17\"\n[request]\ncountry = \"ES\"\ntime_zone = \"Europe/Madrid\"\n{request}");
    let case = Case::from_toml(&text, Timestamp::UNIX_EPOCH, &knowledge).unwrap();
    course(&case.request.unwrap(), &[], &knowledge).unwrap()
}

fn inputs() -> CalendarInputs<'static> {
    CalendarInputs {
        case_reference: "R-17",
        made_at: "2026-02-20T08:00:00Z".parse().unwrap(),
        session_length: Some(Minutes(42.5)),
        place: Some("Room 2; first floor, left"),
        language: "en",
    }
}

const QUARTERLY: &str =
    "start = \"2026-08-31\"\nprotocol = { id = \"P-SAC22\" }\nclosed_weekdays = [\"saturday\", \"sunday\"]";

/// Reads a file as RFC 5545 has it, and refuses what a strict reader would refuse: one map of properties for each event.
#[track_caller]
fn read(file: &str) -> Vec<BTreeMap<String, String>> {
    assert!(file.ends_with("\r\n"));
    assert!(
        !file.replace("\r\n", "").contains(['\r', '\n']),
        "every line ends in CR LF"
    );
    assert!(
        file.split("\r\n").all(|line| line.len() <= 75),
        "no line is longer than 75 octets"
    );
    let unfolded = file.replace("\r\n ", "");
    let mut lines = unfolded.trim_end().split("\r\n");
    let head = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Anagen//Course//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
    ];
    assert!(lines.by_ref().take(head.len()).eq(head));
    let mut events = Vec::new();
    let mut event: Option<BTreeMap<String, String>> = None;
    let mut is_closed = false;
    for line in lines {
        assert!(!is_closed, "nothing follows the end");
        let (name, value) = line.split_once(':').unwrap();
        match (line, &mut event) {
            ("BEGIN:VEVENT", None) => event = Some(BTreeMap::new()),
            ("END:VEVENT", Some(_)) => events.extend(event.take()),
            ("END:VCALENDAR", None) => is_closed = true,
            (_, Some(event)) => assert!(
                event.insert(name.to_owned(), value.to_owned()).is_none(),
                "{name} twice"
            ),
            (_, None) => panic!("`{line}` stands outside an event"),
        }
    }
    assert!(is_closed);
    for event in &events {
        for needed in ["UID", "DTSTAMP", "SUMMARY", "DESCRIPTION", "CLASS", "TRANSP"] {
            assert!(event.contains_key(needed), "{needed}");
        }
        assert_ne!(event.contains_key("DTSTART"), event.contains_key("DTSTART;VALUE=DATE"));
    }
    let ids: BTreeSet<_> = events.iter().map(|event| &event["UID"]).collect();
    assert_eq!(ids.len(), events.len(), "every event has its own identifier");
    events
}

/// The text that an escaped value stands for.
fn unescaped(value: &str) -> String {
    let mut letters = value.chars();
    let mut text = String::new();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => match letters.next().unwrap() {
                'n' => text.push('\n'),
                other => text.push(other),
            },
            ';' | ',' => panic!("`{letter}` stands unescaped in `{value}`"),
            other => text.push(other),
        }
    }
    text
}

#[test]
fn a_course_becomes_events() {
    let course = course_of(QUARTERLY);
    let events = read(&icalendar(&course, &inputs()).unwrap());
    assert_eq!(
        events.len(),
        course.sessions().count() + course.reviews.len() + course.follow_ups.len()
    );
    let start_of = |event: &BTreeMap<String, String>| {
        event
            .get("DTSTART")
            .or_else(|| event.get("DTSTART;VALUE=DATE"))
            .unwrap()
            .clone()
    };
    let lines: Vec<_> = events
        .iter()
        .map(|event| format!("{} {} {}", start_of(event), event["UID"], unescaped(&event["SUMMARY"])))
        .collect();
    insta::assert_snapshot!(lines.join("\n"), @r#"
    20260831T080000Z R-17/P-SAC22/2026-08-31/session/1@anagen Session 1 of 4 (case R-17)
    20261130T090000Z R-17/P-SAC22/2026-08-31/session/2@anagen Session 2 of 4 (case R-17)
    20270301T090000Z R-17/P-SAC22/2026-08-31/session/3@anagen Session 3 of 4 (case R-17)
    20270531T080000Z R-17/P-SAC22/2026-08-31/session/4@anagen Session 4 of 4 (case R-17)
    20261123 R-17/P-SAC22/2026-08-31/review/12@anagen Review at week 12 (case R-17)
    20270215 R-17/P-SAC22/2026-08-31/review/24@anagen Review at week 24 (case R-17)
    20270602 R-17/P-SAC22/2026-08-31/follow-up/day_2@anagen Follow-up, 2 days (case R-17)
    20270614 R-17/P-SAC22/2026-08-31/follow-up/week_2@anagen Follow-up, 2 weeks (case R-17)
    20270823 R-17/P-SAC22/2026-08-31/follow-up/week_12@anagen Follow-up, 12 weeks (case R-17)
    20271130 R-17/P-SAC22/2026-08-31/follow-up/month_6@anagen Follow-up, 6 months (case R-17)
    20280531 R-17/P-SAC22/2026-08-31/follow-up/month_12@anagen Follow-up, 12 months (case R-17)
    20281130 R-17/P-SAC22/2026-08-31/follow-up/month_18_to_24@anagen Follow-up, 18 months (case R-17)
    "#);
    assert_eq!(events[2]["DTEND"], "20270301T094300Z");
    insta::assert_snapshot!(unescaped(&events[2]["DESCRIPTION"]), @r#"
    Monday 1 March 2027, 10:00, Europe/Madrid (UTC+01:00)
    Protocol P-SAC22: Saceda-Corralo 2022: dutasteride every 3 months
    Evidence: very low certainty
    Phase: Every 3 months, first year; 6 months after the first session
    Moved from 2027-02-28: the clinic is closed on Sundays
    AD-06 (proposed): More than two missed intervals: re-screen; the course restarts, it does not resume. Exposure sums and the 12-month ceiling carry over.
    AD-08 (proposed): Re-screen at every visit: pregnancy, new medicine, new illness, infection, bleeding, allergy, reaction to the last session, vaccine, surgery, blood pressure; and mood, sexual function, pregnancy of the partner, breast-feeding, new patch or lump, palpitations or swelling. The operator inspects the scalp.
    Anagen is not a certified medical device; the professional who prescribes and injects remains responsible.
    "#);
    assert_eq!(unescaped(&events[2]["LOCATION"]), "Room 2; first floor, left");
}

#[test]
fn the_same_course_gives_the_same_file() {
    let course = course_of(QUARTERLY);
    assert_eq!(icalendar(&course, &inputs()), icalendar(&course, &inputs()));
}

#[test]
fn moments_are_universal_and_civil_times_are_in_the_text() {
    let events = read(&icalendar(&course_of(QUARTERLY), &inputs()).unwrap());
    // Ten in the morning is 08:00 universal time in summer and 09:00 in winter.
    assert_eq!(events[0]["DTSTART"], "20260831T080000Z");
    assert_eq!(events[1]["DTSTART"], "20261130T090000Z");
    assert!(
        unescaped(&events[0]["DESCRIPTION"]).starts_with("Monday 31 August 2026, 10:00, Europe/Madrid (UTC+02:00)\n")
    );
    assert!(
        unescaped(&events[1]["DESCRIPTION"]).starts_with("Monday 30 November 2026, 10:00, Europe/Madrid (UTC+01:00)\n")
    );
}

#[test]
fn long_texts_in_any_script_fold_without_cutting_a_letter() {
    let long = "Sala 2 — «Ñandú», 頭皮, \u{1f489}; ".repeat(20) + "back\\slash\u{7}\r\nnew line";
    let wanted = long.replace('\u{7}', "").replace("\r\n", "\n");
    let course = course_of(QUARTERLY);
    for shift in 0..80 {
        let place = "x".repeat(shift) + &long;
        let events = read(
            &icalendar(
                &course,
                &CalendarInputs {
                    place: Some(&place),
                    ..inputs()
                },
            )
            .unwrap(),
        );
        assert_eq!(unescaped(&events[0]["LOCATION"]), "x".repeat(shift) + &wanted);
    }
}

#[test]
fn identifiers_of_different_cases_stay_different() {
    let course = course_of(QUARTERLY);
    let ids = |case_reference| -> BTreeSet<String> {
        let file = icalendar(
            &course,
            &CalendarInputs {
                case_reference,
                ..inputs()
            },
        )
        .unwrap();
        read(&file).iter().map(|event| event["UID"].clone()).collect()
    };
    let references = ["R-17", "R 17", "R/17", "R-17/P", "R%2F17", "Ñ\r\nUID:x"];
    let all: BTreeSet<_> = references.into_iter().flat_map(ids).collect();
    assert_eq!(all.len(), references.len() * ids("R-17").len());
}

#[test]
fn what_cannot_be_a_calendar_is_refused() {
    let course = course_of(QUARTERLY);
    let undated = course_of("protocol = { id = \"P-SAC22\" }");
    assert_eq!(icalendar(&undated, &inputs()), Err(CalendarError::NoDates));
    assert_eq!(
        icalendar(
            &course,
            &CalendarInputs {
                case_reference: " ",
                ..inputs()
            }
        ),
        Err(CalendarError::NoReference)
    );
    let mut ancient = course_of(QUARTERLY);
    ancient.starts_on = Some(jiff::civil::date(1, 1, 1));
    assert!(matches!(
        icalendar(&ancient, &inputs()),
        Err(CalendarError::BeforeTheCalendar(_))
    ));
    for minutes in [0.0, -3.0, f64::NAN, f64::INFINITY, 1441.0] {
        let refused = icalendar(
            &course,
            &CalendarInputs {
                session_length: Some(Minutes(minutes)),
                ..inputs()
            },
        );
        assert!(matches!(refused, Err(CalendarError::SessionLength { .. })), "{minutes}");
    }
}

#[test]
fn a_spanish_file_says_what_is_its_own_in_spanish() {
    let course = course_of(QUARTERLY);
    let spanish = CalendarInputs {
        language: "es",
        ..inputs()
    };
    let file = icalendar(&course, &spanish).unwrap();
    assert!(file.contains("PRODID:-//Anagen//Course//ES\r\n"));
    let events = read(&file.replace("//Course//ES", "//Course//EN"));
    let titles: Vec<String> = events.iter().map(|event| unescaped(&event["SUMMARY"])).collect();
    insta::assert_snapshot!(titles.join("\n"), @"
    Sesión 1 de 4 (caso R-17)
    Sesión 2 de 4 (caso R-17)
    Sesión 3 de 4 (caso R-17)
    Sesión 4 de 4 (caso R-17)
    Revisión en la semana 12 (caso R-17)
    Revisión en la semana 24 (caso R-17)
    Seguimiento, 2 días (caso R-17)
    Seguimiento, 2 semanas (caso R-17)
    Seguimiento, 12 semanas (caso R-17)
    Seguimiento, 6 meses (caso R-17)
    Seguimiento, 12 meses (caso R-17)
    Seguimiento, 18 meses (caso R-17)
    ");
    insta::assert_snapshot!(unescaped(&events[2]["DESCRIPTION"]), @"
    lunes 1 de marzo de 2027, 10:00, Europe/Madrid (UTC+01:00)
    Protocolo P-SAC22: Saceda-Corralo 2022: dutasteride every 3 months
    Evidencia: certeza muy baja
    Fase: Every 3 months, first year; 6 meses tras la primera sesión
    Cambiada desde 2027-02-28: la clínica cierra los domingos
    AD-06 (propuesto): More than two missed intervals: re-screen; the course restarts, it does not resume. Exposure sums and the 12-month ceiling carry over.
    AD-08 (propuesto): Re-screen at every visit: pregnancy, new medicine, new illness, infection, bleeding, allergy, reaction to the last session, vaccine, surgery, blood pressure; and mood, sexual function, pregnancy of the partner, breast-feeding, new patch or lump, palpitations or swelling. The operator inspects the scalp.
    Anagen no es un producto sanitario certificado; el profesional que prescribe e inyecta sigue siendo responsable.
    ");
    insta::assert_snapshot!(unescaped(&events[9]["DESCRIPTION"]), @"
    6 meses tras la última sesión de este ciclo (propuesto)
    Se busca: placa o bulto nuevos, daño tardío
    Con fotografías y tricoscopia
    Anagen no es un producto sanitario certificado; el profesional que prescribe e inyecta sigue siendo responsable.
    ");
    // Programs know the events again, in whatever language the file is.
    let english = read(&icalendar(&course, &inputs()).unwrap());
    assert!(
        events
            .iter()
            .map(|event| &event["UID"])
            .eq(english.iter().map(|event| &event["UID"]))
    );
}
