//! The clinic's adverse events.

use anagen_app::Action;
use anagen_app::adverse_events::{self, Line, PAGE, guidance};
use anagen_knowledge::Knowledge;
use axum::response::Response;
use maud::{Markup, html};

use super::wording;
use crate::failure::Failure;
use crate::look::{Column, Empty, Icon, Meaning, PageHead, Pager, Tab, Table, status, tabs, unknown};
use crate::page::{Door, Page, full_name};
use crate::routes::{Access, Route};
use crate::visit::Visit;

pub(super) fn routes() -> Vec<Route> {
    vec![Route::get(
        "/evidence/adverse-events",
        Access::May(Action::ReadRecord),
        page,
    )]
}

async fn page(visit: Visit) -> Result<Response, Failure> {
    let all = visit.query.text("show") == "all";
    let before = visit.query.text("before").parse().ok();
    let knowledge = visit.app.knowledge(visit.actor.clinic).await?;
    let mut lines = adverse_events::of_clinic(&visit.actor, &visit.app, !all, before).await?;
    let most = usize::try_from(PAGE).unwrap_or(usize::MAX);
    let has_more = lines.len() > most;
    lines.truncate(most);
    let older = lines.last().filter(|_| has_more).map(|last| {
        let show = if all { "show=all&" } else { "" };
        (
            format!("/evidence/adverse-events?{show}before={}", last.id),
            visit.say("list-earlier"),
        )
    });
    let title = visit.say("adverse-events-title");
    let tab = |href: &str, key: &str, current: bool| Tab {
        href: href.to_owned(),
        label: visit.say(key),
        count: None,
        current,
    };
    Ok(Page::new(&visit, title.clone()).door(Door::Evidence).show(&html! {
        (PageHead::new(title).back("/evidence", visit.say("door-evidence")).sentence(visit.say("adverse-events-clinic-sentence")))
        (tabs(&visit.say("adverse-events-title"), &[
            tab("/evidence/adverse-events", "adverse-events-going-on", !all),
            tab("/evidence/adverse-events?show=all", "adverse-events-all", all),
        ]))
        @if lines.is_empty() {
            (Empty {
                icon: Icon::Heart,
                what: visit.say("adverse-events-clinic-none"),
                sentence: visit.say("adverse-events-clinic-none-sentence"),
                first_step: None,
            })
        } @else {
            (table(&visit, &knowledge, &lines))
            (Pager { label: visit.say("adverse-events-title"), newer: None, older, here: String::new() })
        }
    }))
}

fn table(visit: &Visit, knowledge: &Knowledge, lines: &[Line]) -> Markup {
    let mut table = Table::new(
        visit.say("adverse-events-title"),
        [
            Column::words(visit.say("adverse-events-what")),
            Column::words(visit.say("adverse-events-patient")),
            Column::words(visit.say("adverse-events-grade")),
            Column::words(visit.say("adverse-events-seriousness")),
            Column::words(visit.say("adverse-events-onset")),
            Column::words(visit.say("adverse-events-outcome")),
        ],
    )
    .caption_hidden()
    .cards();
    for line in lines {
        let is_red = guidance::event(knowledge, &line.code).is_some_and(|known| known.red_flag);
        let cells = [
            html! {
                a href=(wording::href(line.patient, line.id)) { (wording::name(visit.words, knowledge, &line.code, &line.body.0)) }
                @if is_red { " " (status(Meaning::Excluded, &visit.say("adverse-events-red-flag"))) }
            },
            html! { (full_name(&line.given_names, &line.family_name)) ", " (line.patient_number) },
            wording::grade(visit, line.grade),
            wording::seriousness(visit, line.serious),
            match line.onset_on {
                Some(day) => html! { (visit.format.day(day.0)) },
                None => unknown(&visit.say("adverse-events-not-known")),
            },
            wording::outcome(visit, line.outcome),
        ];
        table = if is_red {
            table.row_marked(Meaning::Excluded, cells)
        } else {
            table.row(cells)
        };
    }
    html! { (table) }
}
