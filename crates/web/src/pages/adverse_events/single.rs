//! One adverse event: what it is, what was done, where it lies among the points, who has to be told, what happened since.

use anagen_app::adverse_events::overlay::{self, PastSession, latency_days};
use anagen_app::adverse_events::{self, Answer, EventView, Outcome, causality, guidance};
use anagen_app::way::Stage;
use anagen_app::{Action, AppError, Invalid};
use anagen_care::surveillance::ClusterRule;
use anagen_knowledge::records::Status;
use anagen_records::values::{AdverseEventId, PatientId};
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};

use super::wording::Told;
use super::{drawing, history, managing, wording};
use crate::access::notice_of;
use crate::failure::Failure;
use crate::fields::Fields;
use crate::look::layout::section_with;
use crate::look::picture::gallery;
use crate::look::{
    Column, Facts, Icon, Meaning, Notice, PageHead, Table, action, chip, disclosure, link_button, panel, proposed_tag,
    section, status, unknown, work,
};
use crate::page::Page;
use crate::pages::photographs::tile;
use crate::routes::{Access, Route};
use crate::visit::Visit;

/// Sessions shown before the rest opens.
const SHOWN_SESSIONS: usize = 6;

pub(super) fn routes() -> Vec<Route> {
    vec![Route::get(
        "/patients/{patient}/adverse-events/{event}",
        Access::May(Action::ReadRecord),
        page,
    )]
}

async fn page(visit: Visit, Path((patient, id)): Path<(PatientId, AdverseEventId)>) -> Result<Response, Failure> {
    show(&visit, patient, id, &Fields::default(), &Invalid::default()).await
}

/// The page, with what was typed into its forms where something of it is wrong.
pub(super) async fn show(
    visit: &Visit,
    patient: PatientId,
    id: AdverseEventId,
    fields: &Fields,
    invalid: &Invalid,
) -> Result<Response, Failure> {
    let view = adverse_events::open(&visit.actor, &visit.app, patient, id).await?;
    let here = wording::href(patient, id);
    let may_report = visit.actor.may(Action::ReportHarm);
    let told = wording::told(visit, &view.way.knowledge, &view.sessions, &view.report);
    let mut page = Page::new(visit, visit.say("adverse-events-one-title"))
        .patient(&view.way, Some(Stage::AdverseEvents))
        .script("adverse-events.css");
    if !invalid.0.is_empty() {
        let failure = Failure::from(AppError::Invalid(invalid.clone()));
        page = page
            .status(StatusCode::UNPROCESSABLE_ENTITY)
            .notice(notice_of(visit.words, &failure));
    }
    for notice in warnings(visit, &view) {
        page = page.notice(notice);
    }
    Ok(page.show(&html! {
        (PageHead::new(wording::name_of(visit.words, &view.way.knowledge, &view.report))
            .back(format!("/patients/{patient}/adverse-events"), visit.say("adverse-events-title"))
            .beside(html! { (wording::grade(visit, view.event.grade)) (wording::seriousness(visit, view.event.serious)) (wording::outcome(visit, view.event.outcome)) })
            .actions(html! {
                @if may_report { (action::primary_link(&format!("{here}/change"), Some(Icon::Pen), &visit.say("adverse-events-change"))) }
                (link_button(&format!("{here}/sheet"), Some(Icon::Print), &visit.say("adverse-events-sheet")))
            }))
        (work(
            html! {
                (section_with("managing", &visit.say("adverse-events-managing"), html! {}, managing::checklist(visit, &view, fields, invalid)))
                (place(visit, &view))
                (photographs(visit, &view, may_report))
            },
            html! {
                (panel(&visit.say("adverse-events-told"), facts(visit, &view, &told)))
                (panel(&visit.say("adverse-events-causality-block"), judged(visit, &view, &told)))
                (known(visit, &view))
            },
        ))
        (sessions(visit, &view))
        (section_with("duties", &visit.say("adverse-events-duties"), html! {}, managing::duties(visit, &view, fields, invalid)))
        (section(&visit.say("adverse-events-history"), history::timeline(visit, &view)))
    }))
}

/// What has to be noticed before anything else.
fn warnings(visit: &Visit, view: &EventView) -> Vec<Notice> {
    let knowledge = &view.way.knowledge;
    let details = &view.report.details;
    let mut found = Vec::new();
    let is_treated = |zone: &String| view.sessions.iter().any(|session| session.zones.contains(zone));
    // Where nobody said in which zone it lies, it may lie in a treated one.
    let in_treated_zone =
        !view.sessions.is_empty() && (details.zones.is_empty() || details.zones.iter().any(is_treated));
    let goes_on = matches!(view.event.outcome, Outcome::Open | Outcome::Unknown);
    if details.new_patch == Some(Answer::Yes) && in_treated_zone {
        let notice = Notice::about(Meaning::Excluded, visit.say("adverse-events-patch-red-flag"));
        found.push(match guidance::new_patch(knowledge) {
            Some(record) => notice.to_do(record.text.clone()),
            None => notice,
        });
    } else if goes_on && guidance::event(knowledge, &view.event.code).is_some_and(|known| known.red_flag) {
        found.push(Notice::about(
            Meaning::Excluded,
            visit.say("adverse-events-red-flag-sentence"),
        ));
    }
    found.extend(quarantine(visit, view));
    found
}

/// The lots of an infection: to be looked at, or in quarantine already.
fn quarantine(visit: &Visit, view: &EventView) -> Option<Notice> {
    let proven = view.report.details.proven;
    if !view.event.infection && !proven {
        return None;
    }
    let onset = view
        .event
        .onset_on
        .map_or_else(|| visit.format.day_of(view.event.created_at), |day| day.0);
    let rule = ClusterRule::of(&view.way.knowledge);
    let is_near =
        |session: &&PastSession| latency_days(session, Some(onset)).is_some_and(|days| days <= rule.look_back_days);
    let has_lots = view
        .sessions
        .iter()
        .filter(is_near)
        .any(|session| !session.lots.is_empty());
    let (meaning, key) = match (proven, has_lots) {
        (true, true) => (Meaning::Excluded, "adverse-events-proven"),
        (true, false) => (Meaning::Excluded, "adverse-events-proven-no-lots"),
        (false, true) => (Meaning::Caution, "adverse-events-infection-lots"),
        (false, false) => return None,
    };
    let notice = Notice::about(meaning, visit.say(key));
    Some(if has_lots {
        notice.link("#sessions", visit.say("adverse-events-to-lots"))
    } else {
        notice
    })
}

/// What was told, without what the page says elsewhere.
fn facts(visit: &Visit, view: &EventView, told: &[Told]) -> Facts {
    const ELSEWHERE: [&str; 3] = ["adverse-events-what", "adverse-events-grade", "adverse-events-outcome"];
    let is_here = |key: &str| !ELSEWHERE.contains(&key) && !JUDGED.contains(&key);
    let mut facts = Facts::new();
    for (key, value) in told.iter().filter(|(key, value)| is_here(key) && !value.is_empty()) {
        facts = facts.fact(visit.say(key), html! { span class="as-written" { (value) } });
    }
    let moment = visit.format.moment(view.event.created_at);
    facts.fact_from(
        visit.say("adverse-events-written-down"),
        moment,
        &view.event.created_by_name,
    )
}

/// What a judgement of causality consists of.
const JUDGED: [&str; 6] = [
    "adverse-events-causality",
    "adverse-events-timing",
    "adverse-events-dechallenge",
    "adverse-events-rechallenge",
    "adverse-events-alternative",
    "adverse-events-overlap",
];

/// The judgement with what it rests on, and what the answers speak for beside it.
fn judged(visit: &Visit, view: &EventView, told: &[Told]) -> Facts {
    let mut facts = Facts::new();
    for key in JUDGED {
        let value = told
            .iter()
            .find(|(one, _)| *one == key)
            .map(|(_, value)| value.as_str())
            .unwrap_or_default();
        let nothing = if key == JUDGED[0] {
            "adverse-events-not-judged"
        } else {
            "answer-not-asked"
        };
        facts = if value.is_empty() {
            facts.unknown(visit.say(key), &visit.say(nothing))
        } else {
            facts.fact(visit.say(key), value)
        };
        if key == JUDGED[0]
            && let Some(category) = causality::suggestion(&view.report.details.inputs)
        {
            facts = facts.fact(
                visit.say("adverse-events-suggestion"),
                wording::causality(visit.words, category),
            );
        }
    }
    facts
}

/// What the knowledge says of this kind of event.
fn known(visit: &Visit, view: &EventView) -> Markup {
    let Some(known) = guidance::event(&view.way.knowledge, &view.event.code) else {
        return html! {};
    };
    let mut facts = Facts::new();
    for (key, value) in [
        ("adverse-events-known-onset", &known.onset),
        ("adverse-events-known-frequency", &known.frequency),
        ("adverse-events-known-grade", &known.grade_usual),
    ] {
        facts = match value {
            Some(value) => facts.fact(visit.say(key), value),
            None => facts.unknown(visit.say(key), &visit.say("adverse-events-not-known")),
        };
    }
    panel(
        &visit.say("adverse-events-known"),
        html! {
            (facts)
            p class="soft" {
                a href=(format!("/evidence/records/{}", known.id)) { (visit.say("adverse-events-known-record")) }
                @if known.status == Status::Proposed { " " (proposed_tag(&visit.say("status-proposed"))) }
            }
        },
    )
}

/// The session whose points are drawn: the one that the address names, else the one that the event is put down to, else the
/// latest before it.
fn drawn_session<'v>(visit: &Visit, view: &'v EventView) -> Option<&'v PastSession> {
    let onset = view.event.onset_on.map(|day| day.0);
    let asked = view
        .sessions
        .iter()
        .find(|session| session.id.to_string() == visit.query.text("points"));
    let named = || {
        view.sessions
            .iter()
            .find(|session| Some(session.id) == view.event.session)
    };
    let before = || {
        view.sessions
            .iter()
            .find(|session| onset.is_none() || latency_days(session, onset).is_some())
    };
    asked.or_else(named).or_else(before)
}

fn place(visit: &Visit, view: &EventView) -> Markup {
    let details = &view.report.details;
    let session = drawn_session(visit, view);
    if details.zones.is_empty() && details.patches.is_empty() && session.is_none_or(|session| session.points.is_empty())
    {
        return html! {};
    }
    let sentence = match session {
        Some(session) => {
            let name = wording::session_name(visit, session);
            match overlay::overlap(session, &details.patches, &view.way.knowledge) {
                Some(overlap) => visit.with(
                    "adverse-events-overlap-counted",
                    [
                        ("session", name.into()),
                        ("inside", overlap.inside.into()),
                        ("points", overlap.points.into()),
                    ],
                ),
                None => visit.with(
                    "adverse-events-points-of",
                    [("session", name.into()), ("points", session.points.len().into())],
                ),
            }
        }
        None => visit.say("adverse-events-no-points"),
    };
    let views = drawing::views(
        visit,
        &view.way.knowledge,
        &details.zones,
        session,
        &details.patches,
        "place",
    );
    section_with(
        "place",
        &visit.say("adverse-events-place"),
        html! {},
        html! {
            @if details.zones.is_empty() {
                p { (unknown(&visit.say("adverse-events-zones-not-said"))) }
            } @else {
                p { (visit.say("adverse-events-zones")) ": " (wording::zones(&view.way.knowledge, &details.zones)) }
            }
            div class="overlay" { (views) }
            p { (sentence) " " span class="soft" { (visit.say("adverse-events-overlap-hint")) } }
        },
    )
}

fn photographs(visit: &Visit, view: &EventView, may_report: bool) -> Markup {
    let patient = view.way.patient.id;
    let add = format!(
        "/patients/{patient}/photographs/new?view=close_up&adverse_event={}",
        view.event.id
    );
    let may_add = may_report && visit.actor.may(Action::TakePhotographs);
    let pictures: Vec<_> = view.photographs.iter().map(|one| tile(visit, patient, one)).collect();
    section_with(
        "photographs",
        &visit.say("stage-photographs"),
        html! { @if may_add { a href=(add) { (visit.say("adverse-events-photograph-add")) } } },
        html! {
            @if pictures.is_empty() { p { (unknown(&visit.say("adverse-events-no-photographs"))) } } @else { (gallery(&pictures)) }
        },
    )
}

/// The sessions before the event, with the days between, the points inside the patches, and the lots.
fn sessions(visit: &Visit, view: &EventView) -> Markup {
    let onset = view.event.onset_on.map(|day| day.0);
    let is_before = |session: &&PastSession| onset.is_none() || latency_days(session, onset).is_some();
    let before: Vec<&PastSession> = view.sessions.iter().filter(is_before).collect();
    let (shown, rest) = before.split_at(before.len().min(SHOWN_SESSIONS));
    section_with(
        "sessions",
        &visit.say("adverse-events-sessions"),
        html! {},
        html! {
            @if shown.is_empty() {
                p { (unknown(&visit.say("adverse-events-no-sessions"))) }
            } @else {
                (session_table(visit, view, shown))
            }
            @if !rest.is_empty() {
                (disclosure(&visit.with("adverse-events-more-sessions", [("n", rest.len().into())]), session_table(visit, view, rest)))
            }
        },
    )
}

fn session_table(visit: &Visit, view: &EventView, sessions: &[&PastSession]) -> Table {
    let patient = view.way.patient.id;
    let onset = view.event.onset_on.map(|day| day.0);
    let here = wording::href(patient, view.event.id);
    let may_see_stock = visit.actor.may(Action::ReadStock);
    let mut table = Table::new(
        visit.say("adverse-events-sessions"),
        [
            Column::words(visit.say("adverse-events-session")),
            Column::number(visit.say("adverse-events-latency-days")),
            Column::words(visit.say("adverse-events-zones-treated")),
            Column::words(visit.say("adverse-events-points")),
            Column::words(visit.say("adverse-events-lots")),
        ],
    )
    .caption_hidden()
    .cards();
    for session in sessions {
        let overlap = overlay::overlap(session, &view.report.details.patches, &view.way.knowledge);
        table = table.row([
            html! {
                a href=(format!("/patients/{patient}/sessions/{}", session.id)) { (wording::session_name(visit, session)) }
                @if Some(session.id) == view.event.session { " " (chip(Meaning::Accent, &visit.say("adverse-events-put-down-to"))) }
                @if !session.signed { " " (status(Meaning::Incomplete, &visit.say("adverse-events-session-unsigned"))) }
            },
            match latency_days(session, onset) {
                Some(days) => html! { (days) },
                None => unknown(&visit.say("adverse-events-not-known")),
            },
            html! { (wording::zones(&view.way.knowledge, &session.zones)) },
            html! {
                @match overlap {
                    Some(overlap) => {
                        (visit.with("adverse-events-inside-of", [("inside", overlap.inside.into()), ("points", overlap.points.into())]))
                        @if overlap.overlaps { " " (status(Meaning::Caution, &visit.say("adverse-events-overlaps"))) }
                    }
                    None => (session.points.len()),
                }
                @if !session.points.is_empty() {
                    " " a href=(format!("{here}?points={}#place", session.id)) {
                        (visit.say("adverse-events-draw")) span class="unseen" { ": " (wording::session_name(visit, session)) }
                    }
                }
            },
            html! {
                @for lot in &session.lots {
                    p {
                        @if may_see_stock { a href=(format!("/stock/lots/{}", lot.lot)) { (lot.product) ", " (lot.number) } }
                        @else { (lot.product) ", " (lot.number) }
                        @if lot.quarantined { " " (status(Meaning::Excluded, &visit.say("adverse-events-in-quarantine"))) }
                    }
                }
            },
        ]);
    }
    table
}
