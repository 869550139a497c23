//! The time-out and the other duties; what is asked and measured today; the room and who is present.

use anagen_app::Action;
use anagen_app::intake::{Said, SaidAnswer};
use anagen_app::session::{self, Desk, Duty};
use anagen_care::case::AnswerSource;
use anagen_knowledge::records::{AnswerText, AskedOf, Fact, FactKind};
use anagen_records::known::Answer;
use anagen_records::values::{PatientId, RoomId, SessionId};
use axum::extract::Path;
use axum::response::Response;
use maud::{Markup, html};

use super::desk::{has_not_begun, save};
use super::glance::missing_facts;
use super::{Sent, Typed, answer, here, words};
use crate::failure::Failure;
use crate::fields::Fields;
use crate::look::form::row;
use crate::look::{
    CheckItem, Choices, Field, Form, Icon, LinkItem, Meaning, PostButton, block, checklist, disclosure, link_list,
    status,
};
use crate::pages::intake::{kept, save_words, words as facts_in_words};
use crate::routes::{Access, Route};
use crate::visit::Visit;

pub(super) fn routes() -> Vec<Route> {
    let run = Access::May(Action::RunSession);
    vec![
        Route::post("/patients/{patient}/sessions/{session}/duties", run, tick),
        Route::post("/patients/{patient}/sessions/{session}/duties/take-back", run, untick),
        Route::post("/patients/{patient}/sessions/{session}/measured", run, measure),
        Route::post("/patients/{patient}/sessions/{session}/staff", run, staff),
    ]
}

/// The time-out, and below it the other duties of a session.
pub(super) fn time_out(visit: &Visit, desk: &Desk, is_current: bool) -> Markup {
    let may = visit.actor.may(Action::RunSession);
    let base = here(desk.ground.patient.id, desk.ground.session.id);
    let (first, others): (Vec<&Duty>, Vec<&Duty>) = desk.duties.iter().partition(|duty| duty.is_time_out);
    let is_open = first.iter().any(|duty| duty.tick.is_none());
    let ticked = others.iter().filter(|duty| duty.tick.is_some()).count();
    let line = visit.with(
        "session-duties",
        [
            ("done", words::n(ticked).into()),
            ("all", words::n(others.len()).into()),
        ],
    );
    html! {
        p class="soft" { (visit.say("session-time-out-sentence")) }
        (ticked_list(visit, desk, &base, &first))
        @if is_open && may {
            (Form::post(format!("{base}/duties")).body(html! {
                (checklist(&visit.say("session-time-out-legend"), &items(&first)))
                (save(&visit.say("session-tick"), is_current))
            }))
        }
        @if may {
            (disclosure(&line, html! {
                (ticked_list(visit, desk, &base, &others))
                (Form::post(format!("{base}/duties")).id("other-duties").body(html! {
                    @for topic in topics(&others) {
                        @let of_topic: Vec<&Duty> = others.iter().copied().filter(|duty| duty.line.topic == topic).collect();
                        @if of_topic.iter().any(|duty| duty.tick.is_none()) {
                            (checklist(&topic_words(visit, topic), &items(&of_topic)))
                        }
                    }
                    @if ticked < others.len() { (save(&visit.say("session-tick"), false)) }
                }))
            }))
        }
    }
}

fn topics<'a>(duties: &[&'a Duty]) -> Vec<&'a str> {
    let mut topics: Vec<&str> = Vec::new();
    for duty in duties {
        if !topics.contains(&duty.line.topic.as_str()) {
            topics.push(&duty.line.topic);
        }
    }
    topics
}

fn topic_words(visit: &Visit, topic: &str) -> String {
    let key = format!("session-topic-{}", topic.replace('_', "-"));
    if visit.words.has(&key) {
        visit.say(&key)
    } else {
        topic.replace('_', " ")
    }
}

fn items(duties: &[&Duty]) -> Vec<CheckItem> {
    duties
        .iter()
        .filter(|duty| duty.tick.is_none())
        .map(|duty| CheckItem {
            name: "item".to_owned(),
            value: duty.line.id.clone(),
            label: duty.line.text.clone(),
            detail: duty.line.why.clone().unwrap_or_default(),
            checked: false,
            required: false,
        })
        .collect()
}

/// What was done, by whom and when; a slip can be taken back.
fn ticked_list(visit: &Visit, desk: &Desk, base: &str, duties: &[&Duty]) -> Markup {
    let may = visit.actor.may(Action::RunSession) && has_not_begun(desk);
    html! {
        ul class="session-ticked" {
            @for duty in duties {
                @if let Some(tick) = &duty.tick {
                    li {
                        div {
                            (status(Meaning::Eligible, &tick.text)) " "
                            span class="origin" { (tick.by_name) ", " (words::time(visit, tick.at)) }
                        }
                        @if may {
                            (PostButton {
                                action: &format!("{base}/duties/take-back"),
                                label: &visit.say("session-untick"),
                                icon: Some(Icon::Undo),
                                values: &[("item", &tick.item)],
                                primary: false,
                            })
                        }
                    }
                }
            }
        }
    }
}

async fn tick(
    visit: Visit,
    Path((patient, session)): Path<(PatientId, SessionId)>,
    fields: Fields,
) -> Result<Response, Failure> {
    let items: Vec<String> = fields.all("item").map(str::to_owned).collect();
    let result = session::tick(&visit.actor, &visit.app, patient, session, &items).await;
    let sent = Sent {
        patient,
        session,
        form: "duties",
        fields,
    };
    answer(&visit, sent, result, "?notice=session-saved").await
}

async fn untick(
    visit: Visit,
    Path((patient, session)): Path<(PatientId, SessionId)>,
    fields: Fields,
) -> Result<Response, Failure> {
    let result = session::untick(&visit.actor, &visit.app, patient, session, fields.text("item")).await;
    let sent = Sent {
        patient,
        session,
        form: "duties",
        fields,
    };
    answer(&visit, sent, result, "?notice=session-saved").await
}

/// What is asked and measured today.
pub(super) async fn today(visit: &Visit, desk: &Desk, typed: &Typed, is_current: bool) -> Result<Markup, Failure> {
    let may = visit.actor.may(Action::RunSession);
    let form = format!("session-{}-measured", desk.ground.session.id);
    let draft = if typed.of("measured").is_some() || !may {
        None
    } else {
        kept(visit, &form).await?
    };
    let fields = typed
        .of("measured")
        .or_else(|| draft.as_ref().map(|draft| &draft.fields));
    let asked = asked(desk);
    let base = here(desk.ground.patient.id, desk.ground.session.id);
    Ok(html! {
        (questionnaire(visit, desk))
        @if let Some(draft) = &draft { (draft.line) }
        @if may && !asked.is_empty() {
            (Form::post(format!("{base}/measured")).draft(&form, 0).body(html! {
                (block(&visit.say("session-measured"), row(html! {
                    @for fact in &asked { (measured_field(visit, desk, fact, fields, typed)) }
                })))
                (save(&visit.say("session-save-measured"), is_current))
                (crate::look::SaveLine { words: &save_words(visit), now: draft.as_ref().map(|draft| draft.saved.as_str()) })
            }))
        } @else {
            @for fact in &asked { @if let Some(line) = measured_line(visit, desk, fact) { p { (fact.question) " " strong { (line) } } } }
        }
        (room_form(visit, desk, typed, &base, may))
    })
}

/// What is measured in this session: the vital signs always, the rest where a rule of the day waits for it or it was answered.
fn asked(desk: &Desk) -> Vec<&Fact> {
    let missing = missing_facts(desk);
    let is_answered = |fact: &Fact| desk.judged.measured().iter().any(|answer| answer.fact == fact.id);
    session::measured(&desk.ground.knowledge)
        .filter(|fact| fact.group == "vital signs" || missing.contains(&fact.id.as_str()) || is_answered(fact))
        .collect()
}

/// What has still to be asked of the patient, with the way to it.
fn questionnaire(visit: &Visit, desk: &Desk) -> Markup {
    let patient = desk.ground.patient.id;
    let knowledge = &desk.ground.knowledge;
    let is_asked = |id: &&str| {
        let fact = knowledge.fact_key(id).map(|key| knowledge.fact(key));
        fact.is_some_and(|fact| matches!(fact.asked_of, AskedOf::Patient | AskedOf::Record))
    };
    let open = missing_facts(desk).into_iter().filter(is_asked).count();
    let detail = match open {
        0 => visit.say("session-questionnaire-done"),
        n => visit.with("session-questionnaire-open", [("n", words::n(n).into())]),
    };
    let aside = if open == 0 {
        status(Meaning::Eligible, &visit.say("state-done"))
    } else {
        status(
            Meaning::Incomplete,
            &visit.with("session-n-open", [("n", words::n(open).into())]),
        )
    };
    link_list(&[LinkItem {
        href: format!("/patients/{patient}/intake/today"),
        title: visit.say("session-questionnaire"),
        detail,
        aside: Some(aside),
        before: None,
    }])
}

fn latest<'a>(desk: &'a Desk, fact: &Fact) -> Option<&'a Answer> {
    desk.judged.measured().iter().rfind(|answer| answer.fact == fact.id)
}

/// What was measured, and when.
fn measured_line(visit: &Visit, desk: &Desk, fact: &Fact) -> Option<String> {
    let answer = latest(desk, fact)?;
    let knowledge = &desk.ground.knowledge;
    let key = knowledge.fact_key(&fact.id)?;
    let text: AnswerText = serde_json::from_value(answer.answer.0.clone()).ok()?;
    let value = match anagen_app::case::read_text(knowledge, key, &text).ok()? {
        Ok(value) => facts_in_words::value(visit.words, &visit.format, knowledge, fact, &value),
        Err(_) => visit.say("answer-not-known"),
    };
    Some(visit.with(
        "session-measured-at",
        [
            ("value", words::held(&value).into()),
            ("time", visit.format.time(answer.at).into()),
        ],
    ))
}

fn measured_field(visit: &Visit, desk: &Desk, fact: &Fact, fields: Option<&Fields>, typed: &Typed) -> Markup {
    let name = format!("m-{}", fact.id);
    let value = fields.map_or("", |fields| fields.text(&name)).to_owned();
    let error = typed.error(visit, "measured", &fact.id);
    let hint = measured_line(visit, desk, fact);
    match fact.kind {
        FactKind::YesNo => {
            let mut choices = Choices::new(name, &*fact.question)
                .option("yes", visit.say("answer-yes"))
                .option("no", visit.say("answer-no"))
                .no_answer("not_known", visit.say("answer-not-known"))
                .selected(Some(value))
                .error_if(error);
            if let Some(hint) = hint {
                choices = choices.hint(hint);
            }
            html! { (choices) }
        }
        FactKind::Choice => {
            let mut choices = Choices::new(name, &*fact.question);
            for option in &fact.options {
                choices = choices.option(&*option.id, &*option.label);
            }
            let mut choices = choices
                .no_answer("not_known", visit.say("answer-not-known"))
                .selected(Some(value))
                .error_if(error);
            if let Some(hint) = hint {
                choices = choices.hint(hint);
            }
            html! { (choices) }
        }
        FactKind::Number | FactKind::Date | FactKind::List => {
            let mut field = Field::number(name, &*fact.question).value(value).error_if(error);
            if let Some(unit) = facts_in_words::unit(fact) {
                field = field.unit(unit);
            }
            if let Some(hint) = hint {
                field = field.hint(hint);
            }
            html! { (field) }
        }
    }
}

async fn measure(
    visit: Visit,
    Path((patient, session)): Path<(PatientId, SessionId)>,
    fields: Fields,
) -> Result<Response, Failure> {
    let knowledge = visit.app.knowledge(visit.actor.clinic).await?;
    let said: Vec<Said> = session::measured(&knowledge)
        .filter_map(|fact| Some(said(fact, fields.filled(&format!("m-{}", fact.id))?)))
        .collect();
    let result = session::measure(&visit.actor, &visit.app, patient, session, &said).await;
    if result.is_ok() {
        visit.forget_draft(&format!("session-{session}-measured")).await?;
    }
    let sent = Sent {
        patient,
        session,
        form: "measured",
        fields,
    };
    answer(&visit, sent, result, "?notice=session-saved").await
}

fn said(fact: &Fact, typed: &str) -> Said {
    let answer = match (fact.kind, typed) {
        (_, "not_known") => SaidAnswer::NotKnown,
        (FactKind::YesNo, "yes") => SaidAnswer::Value(AnswerText::YesNo(true)),
        (FactKind::YesNo, "no") => SaidAnswer::Value(AnswerText::YesNo(false)),
        (FactKind::Number, typed) => SaidAnswer::Value(with_unit(fact, typed)),
        (_, typed) => SaidAnswer::Value(AnswerText::Text(typed.to_owned())),
    };
    let source = if fact.asked_of == AskedOf::Laboratory {
        AnswerSource::Laboratory
    } else {
        AnswerSource::Examiner
    };
    Said {
        fact: fact.id.clone(),
        answer,
        source,
        on: None,
    }
}

/// A number as it was typed, with the question's unit where none was.
fn with_unit(fact: &Fact, typed: &str) -> AnswerText {
    let number = typed.replacen(',', ".", 1);
    match (number.parse::<f64>(), facts_in_words::unit(fact)) {
        (Ok(_), Some(unit)) => AnswerText::Text(format!("{number} {unit}")),
        _ => AnswerText::Text(number),
    }
}

/// The room, its kit, and who is present.
fn room_form(visit: &Visit, desk: &Desk, typed: &Typed, base: &str, may: bool) -> Markup {
    let missing = missing_facts(desk);
    let is_answered = |fact: &Fact| desk.ground.body.staff.iter().any(|answer| answer.fact == fact.id);
    let asked: Vec<&Fact> = session::asked_of_staff(&desk.ground.knowledge)
        .filter(|fact| missing.contains(&fact.id.as_str()) || is_answered(fact))
        .collect();
    let knowledge = &desk.ground.knowledge;
    let waits_for_room = missing.iter().any(|id| {
        knowledge
            .fact_key(id)
            .is_some_and(|key| knowledge.fact(key).asked_of == AskedOf::Room)
    });
    let kit_is_not_ready = desk.judged.gate.iter().any(|obstacle| obstacle.code == "rule:CI-55");
    html! {
        @if let Some(room) = &desk.ground.room {
            p {
                (visit.with("session-room-is", [("room", room.name.as_str().into())])) " "
                @if waits_for_room || kit_is_not_ready {
                    a href=(format!("/stock/rooms/{}", room.id)) { (visit.say("session-room-to-kit")) }
                }
            }
        }
        @if may && !asked.is_empty() && has_not_begun(desk) {
            (Form::post(format!("{base}/staff")).body(html! {
                (block(&visit.say("session-staff"), html! {
                    @for fact in &asked { (staff_choice(visit, desk, fact, typed)) }
                    p class="soft" { (visit.say("session-staff-kept")) }
                }))
                (save(&visit.say("session-save-staff"), false))
            }))
        }
    }
}

fn staff_choice(visit: &Visit, desk: &Desk, fact: &Fact, typed: &Typed) -> Choices {
    let said = desk.ground.body.staff.iter().find(|answer| answer.fact == fact.id);
    let selected = match said.map(|said| &said.answer) {
        Some(AnswerText::YesNo(true)) => "yes",
        Some(AnswerText::YesNo(false)) => "no",
        Some(_) => "not_known",
        None => "",
    };
    let name = format!("s-{}", fact.id);
    let selected = typed
        .of("staff")
        .map_or(selected, |fields| fields.text(&name))
        .to_owned();
    let mut choices = Choices::new(name, &*fact.question)
        .option("yes", visit.say("answer-yes"))
        .option("no", visit.say("answer-no"))
        .no_answer("not_known", visit.say("answer-not-known"))
        .selected(Some(selected));
    if let Some(said) = said {
        let by = [
            ("name", said.by_name.as_str().into()),
            ("time", words::time(visit, said.at).into()),
        ];
        choices = choices.hint(visit.with("session-said-by", by));
    }
    choices
}

async fn staff(
    visit: Visit,
    Path((patient, session)): Path<(PatientId, SessionId)>,
    fields: Fields,
) -> Result<Response, Failure> {
    let knowledge = visit.app.knowledge(visit.actor.clinic).await?;
    let answers: Vec<(String, AnswerText)> = session::asked_of_staff(&knowledge)
        .filter_map(|fact| {
            let answer = match fields.text(&format!("s-{}", fact.id)) {
                "yes" => AnswerText::YesNo(true),
                "no" => AnswerText::YesNo(false),
                "not_known" => AnswerText::Text("not known".to_owned()),
                _ => return None,
            };
            Some((fact.id.clone(), answer))
        })
        .collect();
    let room: Option<RoomId> = fields.text("room").parse().ok();
    let result = session::answer_staff(&visit.actor, &visit.app, patient, session, room, &answers).await;
    let sent = Sent {
        patient,
        session,
        form: "staff",
        fields,
    };
    answer(&visit, sent, result, "?notice=session-saved").await
}
