//! Figures, obstacles and states of a session in words.

use anagen_app::session::body::{AgentAmount, Check};
use anagen_app::session::{Desk, Obstacle};
use anagen_app::{Invalid, Message};
use anagen_care::screening::Verdict;
use anagen_knowledge::Plain;
use anagen_knowledge::records::Severity;
use anagen_records::Stamp;
use anagen_records::sessions::State;
use jiff::Timestamp;
use jiff::civil::Date;
use maud::{Markup, html};

use crate::look::{Meaning, Notice, chip};
use crate::visit::Visit;

/// A number with its unit, held together.
pub(super) fn figure(number: f64, unit: &str) -> String {
    format!("{}\u{a0}{unit}", Plain(number))
}

/// A volume.
pub(super) fn ml(volume: f64) -> String {
    figure((volume * 1e6).round() / 1e6, "mL")
}

/// What is printed with its unit, held together.
pub(super) fn held(text: &impl ToString) -> String {
    text.to_string().replace(' ', "\u{a0}")
}

/// Strength of an agent in the mixture.
pub(super) fn strength(agent: &AgentAmount) -> String {
    figure(agent.strength, &format!("{}/mL", agent.unit))
}

/// A use case's message, its days written as the clinic's country does.
pub(super) fn of(visit: &Visit, message: &Message) -> String {
    let mut message = message.clone();
    for (_, value) in &mut message.values {
        if let Ok(day) = value.parse::<Date>()
            && value.len() == 10
        {
            *value = visit.format.day(day);
        }
    }
    visit.words.of(&message)
}

/// What is wrong with a form, all of it.
pub(super) fn invalid(visit: &Visit, invalid: &Invalid) -> Notice {
    let is_gate = invalid.0.iter().any(|error| error.field == "gate");
    let what = if is_gate { "session-stopped" } else { "error-invalid" };
    let mut notice = Notice::error(visit.say(what));
    for error in &invalid.0 {
        notice = notice.to_do(of(visit, &error.message));
    }
    notice
}

/// What stands against it, as a list with the way to put each right.
pub(super) fn obstacles<'a>(visit: &Visit, obstacles: impl Iterator<Item = &'a Obstacle>) -> Markup {
    html! {
        ul class="session-obstacles" {
            @for obstacle in obstacles {
                li { span { (of(visit, &obstacle.message)) } }
            }
        }
    }
}

/// A moment of a document.
pub(super) fn time(visit: &Visit, at: Timestamp) -> String {
    visit.format.time(Stamp(at))
}

/// How far a session is, as a chip.
pub(super) fn state(visit: &Visit, state: State, is_amendment: bool) -> Markup {
    match (state, is_amendment) {
        (State::Open, false) => chip(Meaning::Accent, &visit.say("session-state-open")),
        (State::Open, true) => chip(Meaning::Caution, &visit.say("session-state-amending")),
        (State::Signed, _) => chip(Meaning::Eligible, &visit.say("session-state-signed")),
        (State::Abandoned, _) => chip(Meaning::Neutral, &visit.say("session-state-abandoned")),
    }
}

/// The verdict that is stored as a word.
pub(super) fn verdict(stored: &str) -> Option<Verdict> {
    serde_json::from_value(serde_json::Value::String(stored.to_owned())).ok()
}

/// How a mixture was checked.
pub(super) fn check(visit: &Visit, check: Check) -> String {
    visit.say(match check {
        Check::TwoPeople => "session-check-two",
        Check::Single => "session-check-single",
        Check::None => "session-check-none",
    })
}

/// What a severity means.
pub(super) const fn meaning(severity: Severity) -> Meaning {
    match severity {
        Severity::Absolute => Meaning::Excluded,
        Severity::Specialist => Meaning::Specialist,
        Severity::Defer => Meaning::Defer,
        Severity::Relative => Meaning::Caution,
        Severity::Information => Meaning::Neutral,
    }
}

/// The word of a severity; the screening has them.
pub(super) fn severity(visit: &Visit, severity: Severity) -> String {
    visit.say(match severity {
        Severity::Absolute => "screening-severity-absolute",
        Severity::Specialist => "screening-severity-specialist",
        Severity::Defer => "screening-severity-defer",
        Severity::Relative => "screening-severity-relative",
        Severity::Information => "screening-severity-information",
    })
}

/// The page's name: which session it is.
pub(super) fn title(visit: &Visit, desk: &Desk) -> String {
    visit.with("session-title", [("number", desk.ground.session.number.into())])
}

/// A count for a text with plural forms.
pub(super) fn n(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
