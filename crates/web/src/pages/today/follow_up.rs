//! A follow-up: what to look for, what the patient answers, how one tried to reach them.

use std::collections::BTreeMap;

use anagen_app::follow_up::{self, ANSWERS, Found, Opened, Outcome, asks};
use anagen_app::{Action, AppError, Invalid};
use anagen_records::follow_ups::{FollowUp, FollowUpState};
use anagen_records::values::{FollowUpId, PatientId};
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};

use super::{STYLES, address, follow_up_words, patient_href};
use crate::failure::Failure;
use crate::fields::Fields;
use crate::look::action::primary_link;
use crate::look::{
    Actions, Choices, Column, Facts, Field, Form, Icon, Meaning, Notice, PageHead, PostButton, SaveLine, Table, block,
    chip, link_button, panel, section, status, steps, unknown, work,
};
use crate::messages::Messages;
use crate::page::{Page, error_of};
use crate::pages::intake::{Kept, kept, save_words};
use crate::visit::Visit;

/// The texts of the knowledge that a patient was told, to be asked by.
const TOLD: [&str; 2] = ["aftercare_call_us", "aftercare_late_warning"];

fn href(patient: PatientId, id: FollowUpId) -> String {
    format!("{}/follow-ups/{id}", patient_href(patient))
}

fn draft_key(id: FollowUpId) -> String {
    format!("follow-up-{id}")
}

/// What is asked about one of the things that the knowledge looks for.
fn question(words: &Messages, what: &str) -> String {
    let key = format!("follow-up-asks-{}", what.replace([' ', '_'], "-"));
    if words.has(&key) {
        words.say(&key)
    } else {
        words.with("follow-up-asks", [("what", what.into())])
    }
}

/// What came back from the form.
#[derive(Default)]
struct Back {
    fields: Fields,
    invalid: Invalid,
    notice: Option<Notice>,
    kept: Option<Kept>,
}

pub(super) async fn page(
    visit: Visit,
    Path((patient, id)): Path<(PatientId, FollowUpId)>,
) -> Result<Response, Failure> {
    let opened = follow_up::open(&visit.actor, &visit.app, patient, id).await?;
    let kept = match opened.follow_up.state {
        FollowUpState::Open => kept(&visit, &draft_key(id)).await?,
        _ => None,
    };
    let fields = kept.as_ref().map(|kept| kept.fields.clone()).unwrap_or_default();
    let back = Back {
        fields,
        kept,
        ..Back::default()
    };
    Ok(show(&visit, &opened, back, StatusCode::OK))
}

fn show(visit: &Visit, opened: &Opened, back: Back, code: StatusCode) -> Response {
    let Opened { way, follow_up, .. } = opened;
    let title = follow_up_words(visit.words, &follow_up.kind);
    let is_open = follow_up.state == FollowUpState::Open;
    let is_late = is_open && follow_up.until.unwrap_or(follow_up.due_on).0 < visit.today();
    let state = match follow_up.state {
        FollowUpState::Open if is_late => chip(Meaning::Defer, &visit.say("follow-up-overdue")),
        FollowUpState::Open => chip(Meaning::Accent, &visit.say("follow-up-open")),
        FollowUpState::Done => chip(Meaning::Eligible, &visit.say("follow-up-done")),
        FollowUpState::Superseded => chip(Meaning::Neutral, &visit.say("follow-up-superseded")),
        FollowUpState::NotReached => chip(Meaning::Caution, &visit.say("follow-up-given-up")),
    };
    let may_answer = visit.actor.may(Action::ReportHarm);
    let Back {
        fields,
        invalid,
        notice,
        kept,
    } = back;
    let object = html! {
        @if is_open && may_answer { (form(visit, opened, &fields, &invalid, kept.as_ref())) }
        @if !is_open { (result(visit, opened)) }
        (tries(visit, follow_up))
        (others(visit, opened))
    };
    let page = Page::new(visit, title.clone())
        .patient(way, None)
        .script(STYLES)
        .status(code);
    page.notice_if(notice).show(&html! {
        (PageHead::new(title).back("/today/due?part=follow-ups", visit.say("today-due")).beside(state).sentence(due_words(visit, follow_up)))
        @if let Some(kept) = &kept { (kept.line) }
        (work(object, beside(visit, opened)))
    })
}

fn due_words(visit: &Visit, follow_up: &FollowUp) -> String {
    let day = visit.format.day(follow_up.due_on.0);
    match follow_up.until {
        Some(until) => visit.with(
            "follow-up-due-between",
            [("from", day.into()), ("until", visit.format.day(until.0).into())],
        ),
        None => visit.with("follow-up-due-on", [("day", day.into())]),
    }
}

fn form(visit: &Visit, opened: &Opened, fields: &Fields, invalid: &Invalid, kept: Option<&Kept>) -> Markup {
    let Opened { way, follow_up, .. } = opened;
    let error = |field: &str| error_of(visit.words, invalid, field);
    let looked_for = asks(&way.knowledge, &follow_up.kind)
        .map(|asks| asks.follow_up.looks_for.clone())
        .unwrap_or_default();
    let words = save_words(visit);
    let outcomes = Choices::new("outcome", visit.say("follow-up-reached"))
        .option("reached", visit.say("follow-up-reached-yes"))
        .option_with(
            "again",
            visit.say("follow-up-reached-again"),
            visit.say("follow-up-reached-again-detail"),
        )
        .option_with(
            "given_up",
            visit.say("follow-up-reached-given-up"),
            visit.say("follow-up-reached-given-up-detail"),
        );
    html! {
        (Form::post(href(way.patient.id, follow_up.id)).draft(draft_key(follow_up.id), 0).body(html! {
            (block(&visit.say("follow-up-reaching"), html! {
                (outcomes.selected(Some(fields.filled("outcome").unwrap_or("reached"))).error_if(error("outcome")).required())
            }))
            @if !looked_for.is_empty() {
                (block(&visit.say("follow-up-questions"), html! {
                    @for what in &looked_for {
                        (Choices::new(format!("answer {what}"), question(visit.words, what))
                            .option("yes", visit.say("answer-yes"))
                            .option("no", visit.say("answer-no"))
                            .no_answer("not_known", visit.say("answer-not-known"))
                            .selected(fields.filled(&format!("answer {what}")))
                            .error_if(error(&format!("answer {what}"))))
                    }
                }))
            }
            (block("", html! {
                (Field::lines("note", visit.say("follow-up-note")).hint(visit.say("follow-up-note-hint")).value(fields.text("note")).error_if(error("note")))
            }))
            (Actions::primary(&visit.say("save")).end(SaveLine { words: &words, now: kept.map(|kept| kept.saved.as_str()) }).in_view())
        }))
    }
}

/// What was found, and the way to write it down as an adverse event.
fn result(visit: &Visit, opened: &Opened) -> Markup {
    let Opened {
        way,
        follow_up,
        done_by,
        ..
    } = opened;
    let asked = follow_up.answers.as_ref().map(|answers| &answers.0);
    let answers = asked.map(|asked| &asked.answers);
    let has_harm = answers.is_some_and(|answers| answers.values().any(|answer| answer == "yes"));
    let mut facts = Facts::new();
    for (what, answer) in answers.into_iter().flatten() {
        let name = question(visit.words, what);
        facts = match answer.as_str() {
            "yes" => facts.fact(name, status(Meaning::Excluded, &visit.say("answer-yes"))),
            "no" => facts.fact(name, visit.say("answer-no")),
            _ => facts.fact(name, unknown(&visit.say("answer-not-known"))),
        };
    }
    if let Some(note) = &follow_up.note {
        facts = facts.fact(visit.say("follow-up-note"), html! { span class="typed" { (note) } });
    }
    if let (Some(name), Some(at)) = (done_by, follow_up.done_at) {
        facts = facts.fact(
            visit.say("follow-up-by"),
            visit.with(
                "follow-up-by-and-at",
                [
                    ("name", name.as_str().into()),
                    ("moment", visit.format.moment(at).into()),
                ],
            ),
        );
    }
    let session = follow_up.session.map(|session| session.to_string()).unwrap_or_default();
    let event = address(
        &format!("{}/adverse-events/new", patient_href(way.patient.id)),
        &[("session", &session)],
    );
    html! {
        @if has_harm {
            (Notice::about(Meaning::Excluded, visit.say("follow-up-harm")))
            @if visit.actor.may(Action::ReportHarm) {
                div class="row-actions" { (primary_link(&event, Some(Icon::Warning), &visit.say("follow-up-to-adverse-event"))) }
            }
        }
        (section(&visit.say("follow-up-result"), facts))
    }
}

/// Who tried to reach the patient, and how.
fn tries(visit: &Visit, follow_up: &FollowUp) -> Markup {
    let tries = follow_up
        .answers
        .as_ref()
        .map(|answers| answers.0.tries.as_slice())
        .unwrap_or_default();
    html! {
        @if !tries.is_empty() {
            (section(&visit.say("follow-up-tries"), steps(tries.iter().map(|one| {
                let at = anagen_records::Stamp(one.at);
                html! {
                    p { (visit.with("follow-up-by-and-at", [("name", one.by.as_str().into()), ("moment", visit.format.moment(at).into())])) }
                    p class="typed" { (one.how) }
                }
            }))))
        }
    }
}

/// What the knowledge says to look for, how to reach the patient, and a link for photographs.
fn beside(visit: &Visit, opened: &Opened) -> Markup {
    let Opened { way, follow_up, .. } = opened;
    let patient = &way.patient;
    let asks = asks(&way.knowledge, &follow_up.kind);
    let mut contact = Facts::new();
    for (key, value) in [("today-phone", &patient.phone), ("today-email", &patient.email)] {
        contact = match value.as_str() {
            "" => contact.unknown(visit.say(key), &visit.say("today-not-entered")),
            value => contact.fact(visit.say(key), value),
        };
    }
    let told = way
        .knowledge
        .records
        .aftercare
        .iter()
        .filter(|item| TOLD.contains(&item.id.as_str()));
    let needs: Vec<String> = asks
        .as_ref()
        .map(|asks| {
            let needs = [
                (asks.follow_up.photograph, "follow-up-with-photographs"),
                (asks.follow_up.trichoscopy, "follow-up-with-trichoscopy"),
            ];
            needs
                .into_iter()
                .filter(|(is_needed, _)| *is_needed)
                .map(|(_, key)| visit.say(key))
                .collect()
        })
        .unwrap_or_default();
    let links = format!("{}/photographs/links", patient_href(patient.id));
    let book = address(
        "/today/appointments/new",
        &[
            ("patient", &patient.id.to_string()),
            ("kind", if asks.is_some() { "follow_up" } else { "review" }),
        ],
    );
    html! {
        (panel(&visit.say("follow-up-contact"), html! {
            (contact)
            @if follow_up.state == FollowUpState::Open && visit.actor.may(Action::TakePhotographs) {
                (PostButton { action: &links, label: &visit.say("follow-up-make-link"), icon: Some(Icon::Chain), values: &[("follow_up", &follow_up.id.to_string())], primary: false })
            }
            @if follow_up.state == FollowUpState::Open && visit.actor.may(Action::Book) {
                (link_button(&book, Some(Icon::Calendar), &visit.say("follow-up-book")))
            }
        }))
        @if let Some(asks) = &asks {
            (panel(&asks.record.name, html! {
                p { (asks.record.text) }
                @for need in &needs { p { (need) } }
                p class="soft" { (visit.with("follow-up-source", [("id", asks.record.id.as_str().into()), ("status", asks.record.status.words().into())])) }
            }))
        }
        (panel(&visit.say("follow-up-told"), html! {
            @for item in told { h3 { (item.topic) } p { (item.instruction) } }
        }))
    }
}

/// The other follow-ups of the patient.
fn others(visit: &Visit, opened: &Opened) -> Markup {
    let patient = opened.way.patient.id;
    let mut table = Table::new(
        visit.say("follow-up-others"),
        [
            Column::words(visit.say("follow-up-what")),
            Column::words(visit.say("follow-up-due")),
            Column::words(visit.say("appointment-state")),
        ],
    )
    .caption_hidden()
    .cards();
    for other in opened
        .others
        .iter()
        .filter(|other| other.state != FollowUpState::Superseded)
    {
        let state = match other.state {
            FollowUpState::Open => visit.say("follow-up-open"),
            FollowUpState::Done => visit.say("follow-up-done"),
            FollowUpState::Superseded => visit.say("follow-up-superseded"),
            FollowUpState::NotReached => visit.say("follow-up-given-up"),
        };
        table = table.row([
            html! { a href=(href(patient, other.id)) { (follow_up_words(visit.words, &other.kind)) } },
            html! { (visit.format.day(other.due_on.0)) },
            html! { (state) },
        ]);
    }
    html! {
        @if !table.is_empty() { (section(&visit.say("follow-up-others"), table)) }
    }
}

/// What was sent, as far as it can be read.
fn read(fields: &Fields) -> Result<Found, Invalid> {
    let mut invalid = Invalid::default();
    let outcome = match fields.text("outcome") {
        "reached" => Some(Outcome::Reached),
        "again" => Some(Outcome::TryAgain),
        "given_up" => Some(Outcome::GivenUp),
        _ => None,
    };
    let Some(outcome) = outcome else {
        invalid.add("outcome", anagen_app::Message::new("follow-up-outcome-missing"));
        return Err(invalid);
    };
    let mut answers = BTreeMap::new();
    if outcome == Outcome::Reached {
        for name in fields.names("answer ") {
            if let (Some(what), Some(answer)) = (name.strip_prefix("answer "), fields.filled(name)) {
                // Anything else is no answer, and told to be missing.
                let known = ANSWERS.iter().find(|known| **known == answer);
                answers.extend(known.map(|answer| (what.to_owned(), (*answer).to_owned())));
            }
        }
    }
    Ok(Found {
        outcome,
        answers,
        note: fields.text("note").to_owned(),
    })
}

pub(super) async fn finish(
    visit: Visit,
    Path((patient, id)): Path<(PatientId, FollowUpId)>,
    fields: Fields,
) -> Result<Response, Failure> {
    let result = match read(&fields) {
        Ok(found) => follow_up::finish(&visit.actor, &visit.app, patient, id, found).await,
        // Whose it is comes before what is wrong with the form.
        Err(invalid) => follow_up::open(&visit.actor, &visit.app, patient, id)
            .await
            .and(Err(invalid.into())),
    };
    match result {
        Ok(state) => {
            visit.forget_draft(&draft_key(id)).await?;
            let notice = if state == FollowUpState::Open {
                "follow-up-tried"
            } else {
                "follow-up-saved"
            };
            Ok(Redirect::to(&format!("{}?notice={notice}", href(patient, id))).into_response())
        }
        Err(AppError::Invalid(invalid)) => {
            let opened = follow_up::open(&visit.actor, &visit.app, patient, id).await?;
            let back = Back {
                fields,
                invalid,
                ..Back::default()
            };
            Ok(show(&visit, &opened, back, StatusCode::UNPROCESSABLE_ENTITY))
        }
        Err(AppError::Refused(message)) => {
            // Somebody else finished it: what they found is shown, what was typed stays as a draft.
            let opened = follow_up::open(&visit.actor, &visit.app, patient, id).await?;
            let mut notice = Notice::error(visit.words.of(&message));
            if !fields.text("note").is_empty() {
                notice = notice.kept(visit.with("follow-up-typed", [("note", fields.text("note").to_owned().into())]));
            }
            let back = Back {
                notice: Some(notice),
                ..Back::default()
            };
            Ok(show(&visit, &opened, back, StatusCode::CONFLICT))
        }
        Err(error) => Err(error.into()),
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use anagen_knowledge::Knowledge;

    use super::*;
    use crate::messages::messages;

    /// The generic question fits what is a sign of harm; anything else has a question of its own.
    #[test]
    fn everything_that_is_looked_for_has_a_question() {
        let knowledge = Knowledge::embedded().unwrap();
        let kinds: Vec<_> = knowledge
            .records
            .surveillance
            .iter()
            .flat_map(|record| &record.follow_ups)
            .collect();
        assert!(!kinds.is_empty());
        let signs = ["infection", "mycobacterial infection", "new patch or lump", "late harm"];
        for kind in kinds {
            let words = follow_up_words(messages("en"), &kind.id);
            assert!(words.contains("after") && !words.contains('_'), "{}: {words}", kind.id);
            for what in &kind.looks_for {
                let own = messages("en").has(&format!("follow-up-asks-{}", what.replace(' ', "-")));
                assert!(own || signs.contains(&what.as_str()), "no question for `{what}`");
            }
        }
        for told in TOLD {
            assert!(knowledge.records.aftercare.iter().any(|item| item.id == told), "{told}");
        }
    }
}
