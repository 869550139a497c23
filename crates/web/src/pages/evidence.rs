//! Evidence: the knowledge, its adoption, and the ways to the lists of harm.

mod adoption;
mod record;

use anagen_app::Action;
use anagen_app::knowledge::{self, Entry, Wanted};
use anagen_knowledge::records::Status;
use axum::response::Response;
use maud::{Markup, html};

use crate::failure::Failure;
use crate::look::{
    Column, Empty, Icon, LinkItem, PageHead, SearchBox, Tab, Table, link_button, link_list, proposed_tag, section, tabs,
};
use crate::page::{Door, Page};
use crate::routes::{Access, Route};
use crate::visit::Visit;

pub(crate) fn routes() -> Vec<Route> {
    let read = Access::May(Action::ReadKnowledge);
    [
        vec![
            Route::get("/evidence", read, page),
            Route::get("/evidence/records", read, records),
        ],
        record::routes(),
        adoption::routes(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// The lists of harm, each with the right that opens it.
const LISTS: [(&str, &str, &str, Action); 4] = [
    (
        "/evidence/adverse-events",
        "evidence-adverse-events",
        "evidence-adverse-events-detail",
        Action::ReadRecord,
    ),
    (
        "/evidence/incidents",
        "evidence-incidents",
        "evidence-incidents-detail",
        Action::ReadRecord,
    ),
    (
        "/evidence/uploads",
        "evidence-uploads",
        "evidence-uploads-detail",
        Action::ReadRecord,
    ),
    (
        "/evidence/adoption",
        "evidence-adoption",
        "evidence-adoption-detail",
        Action::ReadKnowledge,
    ),
];

async fn page(visit: Visit) -> Result<Response, Failure> {
    let (_, kinds) = knowledge::search(&visit.actor, &visit.app, &Wanted::default()).await?;
    let (proposed, _) = knowledge::search(
        &visit.actor,
        &visit.app,
        &Wanted {
            proposed: true,
            ..Wanted::default()
        },
    )
    .await?;
    let lists: Vec<LinkItem> = LISTS
        .into_iter()
        .filter(|(.., action)| visit.actor.may(*action))
        .map(|(href, title, detail, _)| LinkItem {
            href: href.to_owned(),
            title: visit.say(title),
            detail: visit.say(detail),
            ..LinkItem::default()
        })
        .collect();
    let kinds: Vec<LinkItem> = kinds
        .iter()
        .map(|(kind, count)| LinkItem {
            href: format!("/evidence/records?kind={kind}"),
            title: kind_words(&visit, kind),
            aside: Some(html! { (count) }),
            ..LinkItem::default()
        })
        .collect();
    let title = visit.say("door-evidence");
    let version = visit.app.base_knowledge();
    Ok(Page::new(&visit, title.clone()).door(Door::Evidence).show(&html! {
        (PageHead::new(title).sentence(visit.with("evidence-sentence", [("version", version.version.as_str().into()), ("hash", version.hash[..12].into())])))
        (search_box(&visit, ""))
        (link_list(&lists))
        (section(&visit.say("evidence-kinds"), html! {
            p { a href="/evidence/records?proposed=yes" { (visit.with("evidence-proposed", [("n", proposed.len().into())])) } }
            (link_list(&kinds))
        }))
    }))
}

fn search_box(visit: &Visit, words: &str) -> Markup {
    html! {
        (SearchBox {
            action: "/evidence/records",
            name: "q",
            label: &visit.say("evidence-search"),
            hint: &visit.say("evidence-search-hint"),
            value: words,
            button: &visit.say("evidence-search-button"),
            live: None,
            first: false,
        })
    }
}

/// A kind in words.
pub(super) fn kind_words(visit: &Visit, kind: &str) -> String {
    visit.say(&format!("kind-{}", kind.replace('_', "-")))
}

/// Records on one page.
const PAGE: usize = 100;

async fn records(visit: Visit) -> Result<Response, Failure> {
    let words = visit.query.text("q").to_owned();
    let kind = visit.query.filled("kind").map(str::to_owned);
    let proposed = visit.query.is_set("proposed");
    let from: usize = visit.query.text("from").parse().unwrap_or(0);
    let wanted = Wanted {
        words: words.clone(),
        kind: kind.clone(),
        proposed,
    };
    let (found, kinds) = knowledge::search(&visit.actor, &visit.app, &wanted).await?;
    let address = |kind: Option<&str>, from: usize| {
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.append_pair("q", &words);
        if let Some(kind) = kind {
            query.append_pair("kind", kind);
        }
        if proposed {
            query.append_pair("proposed", "yes");
        }
        if from > 0 {
            query.append_pair("from", &from.to_string());
        }
        format!("/evidence/records?{}", query.finish())
    };
    let title = visit.say(if proposed {
        "evidence-proposed-title"
    } else {
        "evidence-records"
    });
    let mut all = vec![Tab {
        href: address(None, 0),
        label: visit.say("evidence-all"),
        count: None,
        current: kind.is_none(),
    }];
    all.extend(kinds.iter().map(|(of, count)| Tab {
        href: address(Some(of), 0),
        label: kind_words(&visit, of),
        count: Some(*count),
        current: kind.as_deref() == Some(of),
    }));
    let shown = found.iter().skip(from).take(PAGE);
    let more = found.len() > from + PAGE;
    Ok(Page::new(&visit, title.clone()).door(Door::Evidence).show(&html! {
        (PageHead::new(title).back("/evidence", visit.say("door-evidence")))
        (search_box(&visit, &words))
        (tabs(&visit.say("evidence-kinds"), &all))
        @if found.is_empty() {
            (Empty { icon: Icon::Book, what: visit.say("evidence-none"), sentence: visit.say("evidence-none-sentence"), first_step: None })
        } @else {
            p { (visit.with("evidence-found", [("n", found.len().into())])) }
            (table(&visit, shown))
        }
        @if more { p { (link_button(&address(kind.as_deref(), from + PAGE), None, &visit.say("evidence-more"))) } }
    }))
}

fn table<'e>(visit: &Visit, entries: impl Iterator<Item = &'e Entry>) -> Markup {
    let mut table = Table::new(
        visit.say("evidence-records"),
        [
            Column::words(visit.say("evidence-id")),
            Column::words(visit.say("evidence-kind")),
            Column::words(visit.say("evidence-says")),
            Column::words(visit.say("evidence-known")),
        ],
    )
    .caption_hidden()
    .cards();
    for entry in entries {
        table = table.row([
            html! { a href=(record::href(&entry.id)) { (entry.id) } },
            html! { (kind_words(visit, entry.kind)) },
            html! { (entry.title) },
            html! { (visit.say(record::confidence_key(entry.confidence))) @if entry.status == Status::Proposed { " " (proposed_tag(&visit.say("status-proposed"))) } },
        ]);
    }
    html! { (table) }
}
