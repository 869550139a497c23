//! Completeness at a glance: everything that belongs to a session, done or missing, each with the way to it. Nothing is hidden.

use anagen_app::Action;
use anagen_app::consent::ConsentStanding;
use anagen_app::session::body::Check;
use anagen_app::session::{Desk, MixtureState};
use anagen_care::finding::FindingState;
use anagen_care::screening::Verdict;
use anagen_knowledge::records::AskedOf;
use maud::{Markup, html};

use super::desk::Step;
use super::words;
use crate::look::{Meaning, status};
use crate::visit::Visit;

/// How many standard views there are.
const STANDARD_VIEWS: usize = 6;

struct Item {
    title: String,
    meaning: Meaning,
    word: String,
    href: String,
}

/// The whole list.
pub(super) fn glance(visit: &Visit, desk: &Desk) -> Markup {
    let items = items(visit, desk);
    let done = items.iter().filter(|item| item.meaning == Meaning::Eligible).count();
    let of = visit.with(
        "session-glance-count",
        [("done", words::n(done).into()), ("all", words::n(items.len()).into())],
    );
    html! {
        section class="session-glance" aria-label=(visit.say("session-glance")) {
            div class="session-glance-head" { h2 { (visit.say("session-glance")) } span class="soft" { (of) } }
            ul {
                @for item in &items {
                    li { a href=(item.href) {
                        span class="session-glance-title" { (item.title) }
                        (status(item.meaning, &item.word))
                    } }
                }
            }
        }
    }
}

fn items(visit: &Visit, desk: &Desk) -> Vec<Item> {
    let patient = desk.ground.patient.id;
    let at = |step: Step| format!("#{}", step.anchor());
    let mut items = Vec::new();
    let mut item = |key: &str, href: String, (meaning, word): (Meaning, String)| {
        items.push(Item {
            title: visit.say(key),
            meaning,
            word,
            href,
        });
    };
    item(
        "session-glance-photographs",
        photographs_href(visit, desk),
        photographs(visit, desk),
    );
    item(
        "session-glance-consent",
        format!("/patients/{patient}/consent"),
        consent(visit, desk),
    );
    item(
        "session-glance-questionnaire",
        format!("/patients/{patient}/intake/today"),
        open_of(visit, desk, |of| matches!(of, AskedOf::Patient | AskedOf::Record)),
    );
    item(
        "session-glance-vitals",
        at(Step::Today),
        open_of(visit, desk, |of| matches!(of, AskedOf::Examiner | AskedOf::Laboratory)),
    );
    item("session-glance-room", at(Step::Today), room(visit, desk));
    item("session-glance-time-out", at(Step::TimeOut), time_out(visit, desk));
    if !desk.judged.prescribed.needed.is_empty() {
        item("session-glance-lots", at(Step::Lots), lots(visit, desk));
        item("session-glance-mixture", at(Step::Mixture), mixture(visit, desk));
    }
    item("session-glance-points", at(Step::Points), points(visit, desk));
    item("session-glance-observation", at(Step::After), observation(visit, desk));
    item("session-glance-reactions", at(Step::After), reactions(visit, desk));
    item("session-glance-notes", at(Step::After), notes(visit, desk));
    items
}

fn done(word: String) -> (Meaning, String) {
    (Meaning::Eligible, word)
}

fn missing(word: String) -> (Meaning, String) {
    (Meaning::Incomplete, word)
}

fn photographs_href(visit: &Visit, desk: &Desk) -> String {
    let gallery = format!("/patients/{}/photographs", desk.ground.patient.id);
    if visit.actor.may(Action::TakePhotographs) {
        format!("{gallery}/new?session={}", desk.ground.session.id)
    } else {
        gallery
    }
}

/// The photographs before the first session, and those of today.
fn photographs(visit: &Visit, desk: &Desk) -> (Meaning, String) {
    let baseline = desk.judged.baseline_views().len();
    let word = visit.with(
        "session-glance-photographs-are",
        [
            ("baseline", words::n(baseline).into()),
            ("all", words::n(STANDARD_VIEWS).into()),
            ("today", words::n(desk.judged.n_photographs()).into()),
        ],
    );
    if baseline > 0 { done(word) } else { missing(word) }
}

/// How the consent stands.
pub(super) fn consent(visit: &Visit, desk: &Desk) -> (Meaning, String) {
    let day = |at| visit.format.day(visit.format.day_of(at));
    match desk.judged.consent() {
        ConsentStanding::Signed { at, .. } => done(visit.with("session-consent-signed", [("day", day(*at).into())])),
        ConsentStanding::Given { may_be_signed_on, .. } => missing(visit.with(
            "session-consent-given",
            [("day", visit.format.day(may_be_signed_on.0).into())],
        )),
        ConsentStanding::Expired { at, .. } => (
            Meaning::Excluded,
            visit.with("session-consent-expired", [("day", day(*at).into())]),
        ),
        ConsentStanding::Withdrawn { at, .. } => (
            Meaning::Excluded,
            visit.with("session-consent-withdrawn", [("day", day(*at).into())]),
        ),
        ConsentStanding::Missing => missing(visit.say("session-consent-missing")),
    }
}

/// How many answers rules wait for that somebody has to give.
fn open_of(visit: &Visit, desk: &Desk, who: impl Fn(AskedOf) -> bool) -> (Meaning, String) {
    let knowledge = &desk.ground.knowledge;
    let is_of = |id: &str| {
        knowledge
            .fact_key(id)
            .is_some_and(|key| who(knowledge.fact(key).asked_of))
    };
    match missing_facts(desk).into_iter().filter(|id| is_of(id)).count() {
        0 => done(visit.say("session-glance-answered")),
        n => missing(visit.with("session-n-open", [("n", words::n(n).into())])),
    }
}

/// The facts that rules of the day wait for.
pub(super) fn missing_facts(desk: &Desk) -> Vec<&str> {
    let day = &desk.judged.plan.day;
    let mut facts: Vec<&str> = Vec::new();
    for found in day.findings.iter().chain(&day.restrictions) {
        let decides = Verdict::of(found.severity, false) == Verdict::Incomplete;
        if let (FindingState::Undecided { missing }, true, None) = (&found.state, decides, &found.cleared) {
            facts.extend(missing.iter().map(String::as_str));
        }
    }
    facts.sort_unstable();
    facts.dedup();
    facts
}

fn room(visit: &Visit, desk: &Desk) -> (Meaning, String) {
    match &desk.ground.room {
        None => missing(visit.say("session-glance-no-room")),
        Some(room) => match open_of(visit, desk, |of| matches!(of, AskedOf::Room | AskedOf::Staff)) {
            (Meaning::Eligible, _) => {
                let stands = desk.judged.gate.iter().any(|obstacle| obstacle.code == "rule:CI-55");
                if stands {
                    (Meaning::Excluded, visit.say("session-glance-room-not-ready"))
                } else {
                    done(room.name.clone())
                }
            }
            open => open,
        },
    }
}

fn time_out(visit: &Visit, desk: &Desk) -> (Meaning, String) {
    let all: Vec<_> = desk.duties.iter().filter(|duty| duty.is_time_out).collect();
    let ticked = all.iter().filter(|duty| duty.tick.is_some()).count();
    let word = visit.with(
        "session-n-of",
        [("n", words::n(ticked).into()), ("all", words::n(all.len()).into())],
    );
    if ticked == all.len() { done(word) } else { missing(word) }
}

fn lots(visit: &Visit, desk: &Desk) -> (Meaning, String) {
    let standing = desk
        .judged
        .gate
        .iter()
        .find(|obstacle| obstacle.code.starts_with("lot-"));
    match standing {
        Some(obstacle) if obstacle.code.starts_with("lot-missing") => missing(visit.say("session-glance-lots-missing")),
        Some(_) => (Meaning::Excluded, visit.say("session-glance-lots-not-usable")),
        None => {
            let numbers: Vec<&str> = desk
                .ground
                .body
                .lots
                .iter()
                .filter_map(|chosen| desk.ground.shelf.iter().find(|lot| lot.lot == chosen.lot))
                .map(|lot| lot.number.as_str())
                .collect();
            done(numbers.join(", "))
        }
    }
}

fn mixture(visit: &Visit, desk: &Desk) -> (Meaning, String) {
    match &desk.judged.mixture {
        MixtureState::NotNeeded => done(visit.say("session-mixture-not-needed")),
        MixtureState::Open => missing(visit.say("session-mixture-open")),
        MixtureState::Waiting { entry, .. } => {
            missing(visit.with("session-mixture-waits", [("name", entry.by_name.as_str().into())]))
        }
        MixtureState::Disagreed { .. } => (Meaning::Excluded, visit.say("session-mixture-disagreed")),
        MixtureState::Checked { check, .. } => {
            let meaning = if *check == Check::TwoPeople {
                Meaning::Eligible
            } else {
                Meaning::Caution
            };
            (meaning, words::check(visit, *check))
        }
    }
}

fn points(visit: &Visit, desk: &Desk) -> (Meaning, String) {
    let n = desk.ground.charting.n_injected();
    match (n, desk.ground.body.passes) {
        (0, Some(passes)) => done(visit.with("session-passes-done", [("n", i64::from(passes).into())])),
        (0, None) => missing(visit.say("session-none-charted")),
        (n, _) => done(visit.with(
            "session-points-and-ml",
            [
                ("n", words::n(n).into()),
                ("volume", words::ml(desk.ground.charting.volume_ml()).into()),
            ],
        )),
    }
}

fn observation(visit: &Visit, desk: &Desk) -> (Meaning, String) {
    let observation = &desk.ground.body.observation;
    let is_open = desk.judged.gate.iter().any(|obstacle| obstacle.code == "observation");
    match (&observation.started, &observation.ended) {
        (None, _) => {
            let minutes = i64::from(desk.observation_minutes().unwrap_or(0));
            missing(visit.with("session-observation-due", [("minutes", minutes.into())]))
        }
        (Some(started), None) => missing(visit.with(
            "session-observation-runs",
            [("time", words::time(visit, started.at).into())],
        )),
        (Some(started), Some(ended)) => {
            let minutes = ended.at.duration_since(started.at).as_mins();
            let word = visit.with("session-observation-was", [("minutes", minutes.into())]);
            if is_open { (Meaning::Caution, word) } else { done(word) }
        }
    }
}

fn reactions(visit: &Visit, desk: &Desk) -> (Meaning, String) {
    match (desk.judged.n_adverse_events(), &desk.ground.body.no_reaction) {
        (0, Some(_)) => done(visit.say("session-reactions-none")),
        (0, None) => missing(visit.say("session-reactions-not-stated")),
        (n, _) => (
            Meaning::Caution,
            visit.with("session-reactions-noted", [("n", words::n(n).into())]),
        ),
    }
}

fn notes(visit: &Visit, desk: &Desk) -> (Meaning, String) {
    if desk.ground.body.notes.text.is_empty() {
        (Meaning::Neutral, visit.say("session-notes-none"))
    } else {
        done(visit.say("session-notes-written"))
    }
}
