//! Plans, consents and sessions of the demo.

use anagen_care::case::Request;
use anagen_records::appointments::AppointmentState;
use serde_json::json;

use super::filling::Filling;
use super::patients::{Mixture, Story, Then};
use super::staff::{ASSISTANT, DESK, INJECTOR, PRESCRIBER, SECOND_INJECTOR};
use super::{PASSWORD, agenda, answers, record, shelf, story};
use crate::Message;
use crate::consent::{self, ConsentText, HandOver, ItemMark, Signature, Signed};
use crate::error::AppError;
use crate::session::{self, Drawn, Figures, ObservationEnd, Preparation, Start, Stroke};
use crate::stock::Standing;
use crate::{appointments, plan};
use anagen_knowledge::records::AgentRole;
use anagen_records::values::{PatientId, SessionId};

/// Milligrams do not matter here: the mixture is asked for by its strength, and care works the rest out.
fn request(mixture: Mixture, start: jiff::civil::Date, place: usize) -> Result<Request, AppError> {
    let head = format!("{} cm", 54 + place % 4);
    let asked = match mixture {
        Mixture::MinoxidilVertex => json!({
            "technique": "intradermal_point", "zones": ["vertex"], "spacing": "1 cm", "volume_per_point": "0.05 mL",
            "depth": "2 mm", "needle_gauge": 30, "agents": [{ "agent": "minoxidil", "strength": "1 mg/mL" }],
        }),
        Mixture::VitaminsMid => json!({
            "technique": "papule", "zones": ["mid"], "spacing": "1.5 cm", "volume_per_point": "0.1 mL", "depth": "1.5 mm",
            "needle_gauge": 32,
            "agents": [
                { "agent": "dexpanthenol", "strength": "25 mg/mL" }, { "agent": "biotin", "strength": "0.5 mg/mL" },
            ],
        }),
        Mixture::DexpanthenolFrontal => json!({
            "technique": "nappage", "zones": ["frontal"], "spacing": "0.4 cm", "volume_per_point": "0.01 mL",
            "depth": "2 mm", "needle_gauge": 30, "agents": [{ "agent": "dexpanthenol", "strength": "25 mg/mL" }],
        }),
        Mixture::MinoxidilMid => json!({
            "technique": "mesogun", "zones": ["mid"], "spacing": "1 cm", "volume_per_point": "0.03 mL", "depth": "2 mm",
            "needle_gauge": 30, "agents": [{ "agent": "minoxidil", "strength": "0.5 mg/mL" }],
        }),
    };
    let common = json!({
        "country": "ES", "time_zone": "Europe/Madrid", "start": start, "head_circumference": head,
        "protocol": { "id": "P-S001b" },
    });
    let (Some(mut asked), Some(common)) = (asked.as_object().cloned(), common.as_object()) else {
        return Err(AppError::NotFound("request"));
    };
    asked.extend(common.clone());
    serde_json::from_value(asked.into()).map_err(|error| AppError::Internal(error.to_string()))
}

/// The prescriber drafts a plan.
pub(super) async fn draft(filling: &mut Filling<'_>, place: usize) -> Result<(), AppError> {
    let who = record::invented(filling, place)?;
    let patient = filling.patient(place)?;
    let prescriber = filling.actor(PRESCRIBER).await?;
    let first = filling
        .slots
        .get(place)
        .and_then(|slots| slots.first())
        .map(|slot| slot.day);
    let first = first
        .or_else(|| filling.calendar.open_days_to_come().nth(9))
        .unwrap_or(filling.calendar.today);
    let id = plan::start(&prescriber, filling.app, patient).await?;
    let desk = plan::open(&prescriber, filling.app, patient, "plan.open").await?;
    let edit = desk.draft.map_or(1, |draft| draft.edit);
    filling.wait(4);
    plan::save(
        &prescriber,
        filling.app,
        patient,
        id,
        edit,
        &request(who.mixture, first, place)?,
    )
    .await?;
    filling.made_mut(place)?.plan = Some(id);
    Ok(())
}

/// The prescriber signs it.
pub(super) async fn prescribe(filling: &mut Filling<'_>, place: usize) -> Result<(), AppError> {
    let (patient, id) = (filling.patient(place)?, filling.plan(place)?);
    let prescriber = filling.actor(PRESCRIBER).await?;
    let desk = plan::open(&prescriber, filling.app, patient, "plan.open").await?;
    let edit = desk.draft.map_or(1, |draft| draft.edit);
    filling.wait(3);
    plan::sign(&prescriber, filling.app, patient, id, edit, PASSWORD).await
}

/// The consent is handed over.
pub(super) async fn give(filling: &mut Filling<'_>, place: usize) -> Result<(), AppError> {
    let (patient, id) = (filling.patient(place)?, filling.plan(place)?);
    let prescriber = filling.actor(PRESCRIBER).await?;
    let written_in = [
        ("prescribes", "Dr. Javier Quintana Rey"),
        ("injects", "Lucía Ferrer Sanz or Tomás Echeverría Gil, nurses"),
        ("language", "English; explained in Spanish"),
        ("complaints_inside", "Dr. Mercedes Aldecoa Ibarra, medical director"),
        ("complaints_outside", "Consumer office of the Community of Madrid"),
    ];
    let hand_over = HandOver {
        written_in: written_in
            .into_iter()
            .map(|(line, text)| (line.to_owned(), text.to_owned()))
            .collect(),
        days: None,
    };
    let consent = consent::give(&prescriber, filling.app, patient, id, 1, &hand_over).await?;
    filling.made_mut(place)?.consent = Some(consent);
    Ok(())
}

/// The consent is signed before the assistant, and the desk books the sessions.
pub(super) async fn agree(filling: &mut Filling<'_>, place: usize) -> Result<(), AppError> {
    let who = record::invented(filling, place)?;
    let patient = filling.patient(place)?;
    let consent = filling
        .made
        .get(place)
        .and_then(|made| made.consent)
        .ok_or(AppError::NotFound("consent"))?;
    let assistant = filling.actor(ASSISTANT).await?;
    let opened = consent::open(&assistant, filling.app, patient).await?;
    let given = opened
        .all
        .iter()
        .find(|one| one.id == consent)
        .ok_or(AppError::NotFound("consent"))?;
    let text: ConsentText =
        serde_json::from_value(given.text.0.clone()).map_err(|error| AppError::Internal(error.to_string()))?;
    let name = format!("{} {}", who.given_names, who.family_name);
    let initials: String = name
        .split_whitespace()
        .filter_map(|word| word.chars().next())
        .take(4)
        .collect();
    let may = |question: &str| match question {
        "photographs_teaching" => place.is_multiple_of(3),
        "photographs_publication" => false,
        _ => true,
    };
    let mark = |item: &consent::TextItem| ItemMark {
        id: item.id.clone(),
        initials: initials.clone(),
        answers: item
            .asks
            .iter()
            .map(|question| (question.clone(), may(question)))
            .collect(),
    };
    let signed = Signed {
        items: text.items.iter().map(mark).collect(),
        name,
        signature: Some(signature(place)),
    };
    filling.wait(8);
    consent::sign(&assistant, filling.app, patient, consent, &signed).await?;
    agenda::book_sessions(filling, place).await
}

/// A line that somebody drew with a finger; declared where nobody could draw it.
fn signature(place: usize) -> Signature {
    let bend = i64::try_from(place * 11 % 60).unwrap_or(0);
    let strokes = format!(
        "[[[60,{a}],[110,{b}],[160,{a}],[210,{b}],[300,{c}],[420,{d}]],[[80,{d}],[500,{e}]]]",
        a = 120 - bend / 3,
        b = 60 + bend / 2,
        c = 90 + bend,
        d = 130 - bend / 2,
        e = 140 - bend,
    );
    Signature::from_strokes(&strokes).unwrap_or(Signature::Declared)
}

/// What became of the last session of a course, where this is the last.
fn then(filling: &Filling<'_>, place: usize, number: u32) -> Result<Option<Then>, AppError> {
    let who = record::invented(filling, place)?;
    Ok(match who.story {
        Story::Course { then, .. } if number == story::n_done(&who, filling.extent) => Some(then),
        _ => None,
    })
}

/// A session from the arrival to the signature.
pub(super) async fn session(filling: &mut Filling<'_>, place: usize, number: u32) -> Result<(), AppError> {
    shelf::morning(filling).await?;
    let patient = filling.patient(place)?;
    let then = then(filling, place, number)?;
    record::visit(filling, place, number > 1).await?;
    let assistant = filling.actor(ASSISTANT).await?;
    crate::intake::answer(&assistant, filling.app, patient, &answers::of_the_day(), None).await?;
    record::lists_again(filling, place).await?;
    let appointment = filling
        .made
        .get(place)
        .and_then(|made| made.appointments.get(&number).copied());
    if let Some(id) = appointment {
        let desk = filling.actor(DESK).await?;
        let known = appointments::find(&desk, filling.app, id).await?;
        appointments::set_state(
            &desk,
            filling.app,
            id,
            known.appointment.version,
            AppointmentState::Arrived,
        )
        .await?;
    }
    filling.wait(3);
    let room = filling
        .rooms
        .get(place % 2)
        .copied()
        .ok_or(AppError::NotFound("room"))?;
    let start = Start {
        plan: filling.plan(place)?,
        number: i64::from(number),
        room,
        appointment,
        paper: None,
    };
    let id = session::start(&assistant, filling.app, patient, &start).await?;
    let day = filling.today();
    filling.made_mut(place)?.sessions.push((id, day));
    mixed(filling, place, patient, id).await?;

    let injector = filling.actor(injector_of(place)).await?;
    let app = filling.app;
    filling.wait(2);
    session::stroke(&injector, app, patient, id, 0, &Stroke::All).await?;
    if then == Some(Then::Unsigned) {
        // The injector was called away: the observation is begun and nobody has signed.
        return session::observe(&injector, app, patient, id, ObservationEnd::Started, None).await;
    }
    filling.wait(9);
    session::observe(&injector, app, patient, id, ObservationEnd::Started, None).await?;
    filling.wait(if then == Some(Then::CutShort) { 12 } else { 31 });
    session::observe(&injector, app, patient, id, ObservationEnd::Ended, None).await?;
    session::state_no_reaction(&injector, app, patient, id, true).await?;
    if let Some(text) = NOTES
        .get((place + usize::try_from(number).unwrap_or(0)) % NOTES.len())
        .filter(|text| !text.is_empty())
    {
        session::note(&injector, app, patient, id, 0, text, Some(2.0)).await?;
    }
    if then == Some(Then::CutShort) {
        let reason = "The patient left after twelve minutes to catch a train; felt well, was called in the evening.";
        let code = "observation".to_owned();
        session::record_as_done(&injector, app, patient, id, &[code], reason, &in_words).await?;
    }
    session::sign(&injector, app, patient, id, 1, PASSWORD).await
}

/// What an injector writes besides.
const NOTES: [&str; 5] = [
    "",
    "Pin-point bleeding at a few points, stopped under pressure.",
    "",
    "Tolerated well; ice before the frontal points.",
    "Slight burning for some minutes.",
];

/// Incidents are kept as text; this is what the pages say of those that the demo has.
fn in_words(message: &Message) -> String {
    let value = |name: &str| {
        let found = message.values.iter().find(|(key, _)| *key == name);
        found.map_or_else(String::new, |(_, value)| value.clone())
    };
    match message.key {
        "session-gate-observation-short" => {
            format!("Observed for {} of {} minutes.", value("minutes"), value("wanted"))
        }
        key => key.replace('-', " "),
    }
}

/// Who injects a patient.
pub(super) fn injector_of(place: usize) -> &'static str {
    if place.is_multiple_of(2) {
        INJECTOR
    } else {
        SECOND_INJECTOR
    }
}

/// Time-out, vital signs, lots, mixture and its check by a second person.
async fn mixed(filling: &mut Filling<'_>, place: usize, patient: PatientId, id: SessionId) -> Result<(), AppError> {
    let assistant = filling.actor(ASSISTANT).await?;
    let app = filling.app;
    session::measure(
        &assistant,
        app,
        patient,
        id,
        &answers::vital_signs(place + filling.made.len()),
    )
    .await?;
    let desk = session::open(&assistant, app, patient, id).await?;
    let time_out = desk
        .duties
        .iter()
        .filter(|duty| duty.is_time_out)
        .map(|duty| duty.line.id.clone());
    session::tick(&assistant, app, patient, id, &time_out.collect::<Vec<_>>()).await?;
    let mut drawn = Vec::new();
    for need in &desk.judged.prescribed.needed {
        let vials = need.n_vials.unwrap_or(1);
        let fits = |lot: &&crate::stock::ShelfLot| lot.standing == Standing::Usable && lot.on_shelf >= i64::from(vials);
        let lot = need.lots.iter().find(fits).ok_or(AppError::NotFound("lot"))?;
        drawn.push(Drawn {
            lot: lot.lot,
            volume_ml: need.volume.0,
            vials,
            vial: None,
        });
    }
    let lots: Vec<_> = drawn.iter().map(|drawn| drawn.lot).collect();
    session::choose_lots(&assistant, app, patient, id, &lots, "", &in_words).await?;
    let Some(cocktail) = desk.judged.prescribed.cocktail.as_ref() else {
        return Ok(());
    };
    let volume_ml = cocktail.volume.0;
    filling.wait(2);
    session::prepare(
        &assistant,
        app,
        patient,
        id,
        &Preparation {
            drawn,
            volume_ml,
            own_figures: None,
        },
    )
    .await?;
    let checked = cocktail.agents.iter().filter(|dose| dose.role != AgentRole::Diluent);
    let figures = Figures {
        volume_ml,
        agents: checked
            .map(|dose| (dose.agent.clone(), dose.strength.per_ml(), dose.per_session.amount()))
            .collect(),
    };
    filling.wait(2);
    let injector = filling.actor(injector_of(place)).await?;
    if session::check(&injector, app, patient, id, &figures).await? {
        Ok(())
    } else {
        Err(AppError::refused("session-gate-disagreed"))
    }
}

/// The prescriber ends the course.
pub(super) async fn end(filling: &mut Filling<'_>, place: usize) -> Result<(), AppError> {
    let who = record::invented(filling, place)?;
    let (patient, id) = (filling.patient(place)?, filling.plan(place)?);
    let prescriber = filling.actor(PRESCRIBER).await?;
    let is_stopped = matches!(
        who.story,
        Story::Course {
            then: Then::Stopped,
            ..
        }
    );
    let reason = if is_stopped {
        "Stopped after contact dermatitis at the points; she does not want to go on, and neither do I."
    } else {
        "All sessions of the course were given."
    };
    plan::end(&prescriber, filling.app, patient, id, reason).await?;
    agenda::call_off(filling, place).await
}
