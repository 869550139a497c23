//! A session that was signed, to be read: what was done, by whom, with what, and what stood against it.

use anagen_app::session::body::{PreparedPart, SignedMixture};
use anagen_app::session::{Desk, KeptFinding};
use anagen_app::{Action, session};
use anagen_care::injection_map::InjectionMap;
use anagen_knowledge::Plain;
use anagen_records::sessions::{Session, State};
use maud::{Markup, html};

use super::desk::{finding, head};
use super::{charting, here, mixture, words};
use crate::look::finding::counts;
use crate::look::layout::section_with;
use crate::look::{
    Column, Facts, Icon, Meaning, Notice, Table, disclosure, link_button, meaning, section, status, verdict_header,
};
use crate::page::{meaning_of, verdict_word};
use crate::pages::formulation::map::MapPurpose;
use crate::visit::Visit;

/// The whole record.
pub(super) fn body(visit: &Visit, desk: &Desk) -> Markup {
    let ground = &desk.ground;
    let base = here(ground.patient.id, ground.session.id);
    let is_signed = ground.session.state == State::Signed;
    html! {
        (head(visit, desk).actions(html! {
            @if is_signed { (link_button(&format!("{base}/aftercare"), Some(Icon::Print), &visit.say("session-sheets"))) }
            @if is_signed && visit.actor.may(Action::RunSession) {
                (link_button(&format!("{base}/amend"), Some(Icon::Pen), &visit.say("session-amend")))
            }
        }))
        @if ground.session.state == State::Abandoned {
            (Notice::about(Meaning::Neutral, visit.with("session-was-given-up", [
                ("reason", ground.session.reason.clone().unwrap_or_default().into()),
            ])))
        }
        @if desk.versions.first().is_some_and(|latest| latest.version > ground.session.version && latest.state == State::Signed) {
            (Notice::about(Meaning::Caution, visit.with("session-is-earlier-version", [("version", ground.session.version.into())]))
                .link(base.clone(), visit.say("session-to-latest")))
        }
        (signatures(visit, desk))
        (verdict(visit, desk))
        (against(visit, desk))
        (section(&visit.say("session-step-points"), points(visit, desk)))
        @if let Some(signed) = &ground.body.mixture { (section(&visit.say("session-step-mixture"), signed_mixture(visit, desk, signed))) }
        (section(&visit.say("session-step-today"), measured(visit, desk)))
        (section(&visit.say("session-step-after"), after(visit, desk)))
        (section(&visit.say("session-step-time-out"), ticks(visit, desk)))
        (versions(visit, desk))
    }
}

fn signatures(visit: &Visit, desk: &Desk) -> Markup {
    html! {
        @for signature in &desk.signatures {
            p class="session-signature" {
                (meaning::signed(&visit.with("session-signature", [
                    ("name", signature.person_name.as_str().into()),
                    ("time", visit.format.moment(signature.at).into()),
                    ("meaning", meaning_words(visit, &signature.meaning).into()),
                    ("version", signature.version.into()),
                ])))
            }
        }
    }
}

/// What a signature says; it is stored in a word of its own.
fn meaning_words(visit: &Visit, stored: &str) -> String {
    match stored {
        "injected" => visit.say("session-signed-injected"),
        "amended" => visit.say("session-signed-amended"),
        "recorded what another injected" => visit.say("session-signed-recorded"),
        other => other.to_owned(),
    }
}

/// The day's verdict as it was kept.
fn verdict(visit: &Visit, desk: &Desk) -> Markup {
    let Some(kept) = &desk.kept else { return html! {} };
    let standing: Vec<&KeptFinding> = kept.findings.iter().filter(|found| found.cleared.is_none()).collect();
    let fired = standing.iter().filter(|found| found.fired()).count();
    let word = visit.with(
        "session-verdict",
        [("verdict", verdict_word(visit.words, kept.verdict).into())],
    );
    let by = [
        (
            "version",
            desk.ground.session.knowledge_version.clone().unwrap_or_default().into(),
        ),
        (
            "hash",
            desk.ground
                .session
                .knowledge_hash
                .as_deref()
                .unwrap_or_default()
                .chars()
                .take(12)
                .collect::<String>()
                .into(),
        ),
    ];
    let counted = if fired > 0 {
        counts(&[(meaning_of(kept.verdict), fired, visit.say("session-findings-stood"))])
    } else {
        html! {}
    };
    html! {
        (verdict_header(meaning_of(kept.verdict), &word, &visit.with("session-verdict-was", by), counted))
        @if !kept.findings.is_empty() {
            (disclosure(&visit.with("session-findings", [("n", words::n(kept.findings.len()).into())]), html! {
                div class="findings" { @for found in &kept.findings { (finding(visit, found)) } }
            }))
        }
    }
}

/// What was done otherwise than allowed, with its reason and the way to the review.
pub(super) fn against(visit: &Visit, desk: &Desk) -> Markup {
    let all = &desk.ground.body.against;
    html! {
        @if !all.is_empty() {
            (section(&visit.say("session-against"), html! {
                ul class="session-against" {
                    @for one in all {
                        li {
                            p { (status(Meaning::Caution, &one.what)) }
                            p { (visit.with("session-against-reason", [
                                ("reason", one.reason.as_str().into()), ("name", one.by_name.as_str().into()),
                                ("time", visit.format.moment(anagen_records::Stamp(one.at)).into()),
                            ])) }
                        }
                    }
                }
            }))
        }
    }
}

fn points(visit: &Visit, desk: &Desk) -> Markup {
    let map = desk.judged.prescribed.map.as_ref().and_then(InjectionMap::points);
    html! {
        (charting::counted(visit, desk))
        @if let Some(depth) = desk.ground.body.depth_mm {
            p { (visit.with("session-depth-was", [("depth", words::figure(depth, "mm").into())])) }
        }
        @if map.is_some() {
            div class="actions" {
                (link_button(&format!("{}/charting", here(desk.ground.patient.id, desk.ground.session.id)), Some(Icon::Head), &visit.say("session-look-at-map")))
            }
        }
    }
}

/// The map with what was injected, to be looked at.
pub(super) fn look<'a>(visit: &Visit, desk: &'a Desk) -> Option<crate::pages::formulation::map::ScalpMap<'a>> {
    let points = desk.judged.prescribed.map.as_ref().and_then(InjectionMap::points)?;
    let mut map = charting::map(visit, desk, points, MapPurpose::Chart);
    map.points = map.shown();
    map.purpose = MapPurpose::Look;
    Some(map)
}

pub(super) fn signed_mixture(visit: &Visit, desk: &Desk, signed: &SignedMixture) -> Markup {
    html! {
        (Facts::new()
            .fact(visit.say("session-check"), words::check(visit, signed.check))
            .fact(visit.say("session-prepared"), signed.prepared_by.clone().unwrap_or_default())
            .fact(visit.say("session-checked"), signed.checked_by.clone().unwrap_or_else(|| "\u{2013}".to_owned()))
            .fact(visit.say("session-volume"), words::ml(signed.volume_ml))
            .fact(visit.say("session-contents"), mixture::signed_agents(&signed.agents)))
        (parts(visit, &signed.parts))
        @if !desk.attempts.is_empty() {
            (disclosure(&visit.with("session-attempts", [("n", words::n(desk.attempts.len()).into())]), mixture::result(visit, desk)))
        }
    }
}

fn parts(visit: &Visit, parts: &[PreparedPart]) -> Table {
    let mut table = Table::new(
        visit.say("session-drawn"),
        [
            Column::words(visit.say("session-column-product")),
            Column::words(visit.say("session-column-lot")),
            Column::words(visit.say("session-column-expires")),
            Column::number(visit.say("session-column-drawn-ml")),
            Column::number(visit.say("session-column-vials")),
        ],
    )
    .cards();
    for part in parts {
        table = table.row([
            html! { (part.name) },
            html! { (part.lot_number) },
            html! { (part.expires.map(|day| visit.format.day(day)).unwrap_or_default()) },
            html! { (Plain(part.volume_ml)) },
            html! { (part.vials) },
        ]);
    }
    table
}

fn measured(visit: &Visit, desk: &Desk) -> Markup {
    let knowledge = &desk.ground.knowledge;
    let mut facts = Facts::new().wide();
    let mut n = 0;
    for fact in session::measured(knowledge) {
        let Some(answer) = desk.judged.measured().iter().rfind(|answer| answer.fact == fact.id) else {
            continue;
        };
        let value = answer
            .answer
            .0
            .as_str()
            .map_or_else(|| answer.answer.0.to_string(), str::to_owned);
        n += 1;
        facts = facts.fact_from(&*fact.question, words::held(&value), visit.format.time(answer.at));
    }
    for said in &desk.ground.body.staff {
        let Some(key) = knowledge.fact_key(&said.fact) else {
            continue;
        };
        let value = match &said.answer {
            anagen_knowledge::records::AnswerText::YesNo(true) => visit.say("answer-yes"),
            anagen_knowledge::records::AnswerText::YesNo(false) => visit.say("answer-no"),
            _ => visit.say("answer-not-known"),
        };
        n += 1;
        facts = facts.fact_from(&*knowledge.fact(key).question, value, &said.by_name);
    }
    html! { @if n == 0 { p class="soft" { (visit.say("session-nothing-measured")) } } @else { (facts) } }
}

fn after(visit: &Visit, desk: &Desk) -> Markup {
    let body = &desk.ground.body;
    let watched = body.observation.started.as_ref().zip(body.observation.ended.as_ref());
    let facts = match watched {
        Some((started, ended)) => Facts::new().fact(
            visit.say("session-observation"),
            visit.with(
                "session-observation-from-to",
                [
                    ("from", words::time(visit, started.at).into()),
                    ("to", words::time(visit, ended.at).into()),
                    ("minutes", ended.at.duration_since(started.at).as_mins().into()),
                    ("name", ended.by_name.as_str().into()),
                ],
            ),
        ),
        None => Facts::new().unknown(visit.say("session-observation"), &visit.say("session-observation-none")),
    };
    let n_events = desk.judged.n_adverse_events();
    let patient = desk.ground.patient.id;
    let facts = match (&body.no_reaction, n_events) {
        (_, n) if n > 0 => facts.fact(visit.say("session-reactions"), html! {
            a href=(format!("/patients/{patient}/adverse-events")) { (visit.with("session-reactions-noted", [("n", words::n(n).into())])) }
        }),
        (Some(stated), _) => facts.fact_from(visit.say("session-reactions"), visit.say("session-reactions-none"), &stated.by_name),
        (None, _) => facts.unknown(visit.say("session-reactions"), &visit.say("session-reactions-not-stated")),
    };
    html! {
        (facts.fact(visit.say("session-notes"), if body.notes.text.is_empty() { visit.say("session-notes-none") } else { body.notes.text.clone() }))
    }
}

fn ticks(visit: &Visit, desk: &Desk) -> Markup {
    html! {
        @if desk.ground.body.ticks.is_empty() { p class="soft" { (visit.say("session-no-ticks")) } }
        ul class="session-ticked" {
            @for tick in &desk.ground.body.ticks {
                li { div { (status(Meaning::Eligible, &tick.text)) " " span class="origin" { (tick.by_name) ", " (words::time(visit, tick.at)) } } }
            }
        }
    }
}

/// Every version; the earlier ones can be read too.
fn versions(visit: &Visit, desk: &Desk) -> Markup {
    let amended: Vec<&Session> = desk.versions.iter().filter(|version| version.version > 1).collect();
    html! {
        @if !amended.is_empty() {
            (section_with("versions", &visit.say("session-versions"), html! {}, html! {
                ul class="session-versions" {
                    @for version in &desk.versions {
                        li {
                            a href=(format!("{}?version={}", here(desk.ground.patient.id, desk.ground.session.id), version.version)) {
                                (visit.with("session-version", [("version", version.version.into())]))
                            } ": "
                            @match version.state {
                                State::Signed => (status(Meaning::Eligible, &visit.say("session-state-signed"))),
                                State::Open => (status(Meaning::Caution, &visit.say("session-state-amending"))),
                                State::Abandoned => (status(Meaning::Neutral, &visit.say("session-state-abandoned"))),
                            }
                            @if let Some(reason) = &version.reason { " " (reason) }
                            " " span class="origin" {
                                (visit.with("session-points-and-ml", [
                                    ("n", version.n_points.into()), ("volume", words::ml(version.volume_ml).into()),
                                ]))
                            }
                        }
                    }
                }
            }))
        }
    }
}
