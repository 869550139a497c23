//! What is due, as lines that lead to where it is done: a few of each part beside the agenda, all of it on a page of its own
//! that can be printed.

use anagen_app::today::{self as app_today, Asked, BackupTrouble, Group, Item, Part, What};
use anagen_records::consents::ConsentKind;
use axum::response::Response;
use jiff::civil::Date;
use maud::{Markup, html};

use super::{
    AGENDA, STYLES, address, appointment_href, asked_day, follow_up_words, kind_words, long_day, named, patient_href,
};
use crate::failure::Failure;
use crate::look::{Column, Empty, Icon, LinkItem, Meaning, PageHead, Tab, Table, link_list, section, status, tabs};
use crate::page::{Door, Page};
use crate::pages::stock::due::due_links;
use crate::visit::Visit;

/// So much of each part stands on the page of everything.
const MOST: usize = 200;

/// The sections beside the agenda.
pub(super) fn beside(visit: &Visit, groups: &[Group], day: Date) -> Markup {
    html! {
        section class="section due" {
            div class="section-head" {
                h2 { (visit.say("today-due")) }
                @if !groups.is_empty() { div { a href=(href(day, None)) { (visit.say("today-due-all")) } } }
            }
            @if groups.is_empty() { p class="soft" { (visit.say("today-nothing-due")) } }
            @for group in groups {
                section class="due-part" {
                    h3 { (part_words(visit, group.part)) }
                    (link_list(&group.items.iter().map(|item| line(visit, item)).collect::<Vec<_>>()))
                    @if group.more { p class="due-more" { a href=(href(day, Some(group.part))) { (visit.say("today-due-more")) } } }
                }
            }
        }
    }
}

fn href(day: Date, part: Option<Part>) -> String {
    let day = day.to_string();
    address("/today/due", &[("day", &day), ("part", part.map_or("", Part::name))])
}

fn part_words(visit: &Visit, part: Part) -> String {
    visit.say(&format!("today-due-{}", part.name()))
}

/// The page of everything that is due, or of one part of it; printed as a list to work through.
pub(super) async fn page(visit: Visit) -> Result<Response, Failure> {
    let day = asked_day(&visit).max(visit.today());
    let part = Part::ALL
        .into_iter()
        .find(|part| part.name() == visit.query.text("part"));
    let asked = Asked { day, most: MOST, part };
    let groups = app_today::due(&visit.actor, &visit.app, asked).await?;
    let title = visit.say("today-due");
    let views: Vec<Tab> = std::iter::once(None)
        .chain(Part::ALL.into_iter().filter(|part| part.is_for(&visit.actor)).map(Some))
        .map(|one| Tab {
            href: href(day, one),
            label: one.map_or_else(|| visit.say("today-due-everything"), |part| part_words(&visit, part)),
            count: None,
            current: one == part,
        })
        .collect();
    let agenda = address(AGENDA, &[("day", &day.to_string())]);
    Ok(Page::new(&visit, title.clone()).door(Door::Today).script(STYLES).show(&html! {
        (PageHead::new(title).back(agenda, visit.say("door-today"))
            .sentence(visit.with("today-due-until", [("day", long_day(&visit, day).into())])))
        (tabs(&visit.say("today-due"), &views))
        @if groups.is_empty() {
            (Empty { icon: Icon::Check, what: visit.say("today-nothing-due"), sentence: visit.say("today-nothing-due-sentence"), first_step: None })
        }
        @for group in &groups {
            (section(&part_words(&visit, group.part), html! {
                (table(&visit, group))
                @if group.more { p class="soft" { (visit.with("today-due-cut", [("n", i64::try_from(MOST).unwrap_or(i64::MAX).into())])) } }
            }))
        }
    }))
}

fn table(visit: &Visit, group: &Group) -> Markup {
    if group.part == Part::Stock {
        return link_list(&group.items.iter().map(|item| line(visit, item)).collect::<Vec<_>>());
    }
    let names_patients = group.items.iter().any(|item| item.who.is_some());
    let mut columns = vec![Column::words(visit.say("today-due-what"))];
    if names_patients {
        columns.extend([
            Column::words(visit.say("today-patient")),
            Column::words(visit.say("today-phone")),
        ]);
    }
    columns.push(Column::words(visit.say("today-due-since")));
    let mut table = Table::new(part_words(visit, group.part), columns)
        .caption_hidden()
        .cards();
    for item in &group.items {
        let line = line(visit, item);
        let mut cells = vec![html! { a href=(line.href) { (what_words(visit, item)) } }];
        if names_patients {
            cells.push(html! { @if let Some(who) = &item.who { a href=(patient_href(who.id)) { bdi { (named(visit, who)) } } } });
            cells.push(html! { @if let Some(who) = &item.who { (who.phone) } });
        }
        cells.push(html! { (line.aside.unwrap_or_default()) });
        table = if item.overdue {
            table.row_marked(Meaning::Defer, cells)
        } else {
            table.row(cells)
        };
    }
    html! { (table) }
}

/// What is due, in words without the patient.
fn what_words(visit: &Visit, item: &Item) -> String {
    match &item.what {
        What::FollowUp(_, kind) | What::Review(_, kind) => follow_up_words(visit.words, kind),
        What::Upload(_) => visit.say("today-due-upload"),
        What::Session(_, false) => visit.say("today-due-session"),
        What::Session(_, true) => visit.say("today-due-session-amendment"),
        What::Plan(false) => visit.say("today-due-plan"),
        What::Plan(true) => visit.say("today-due-plan-amendment"),
        What::Consent(ConsentKind::Treatment) => visit.say("today-due-consent"),
        What::Consent(ConsentKind::Photographs) => visit.say("today-due-consent-photographs"),
        What::Outcome(appointment) => visit.with(
            "today-due-outcome",
            [
                ("kind", kind_words(visit.words, appointment.kind).into()),
                ("time", visit.format.time(appointment.starts_at).into()),
            ],
        ),
        What::Incident(_, kind) => visit.say(&format!(
            "adverse-events-incident-kind-{}",
            kind.as_str().replace('_', "-")
        )),
        What::Stock(due) => due_links(visit, std::slice::from_ref(due))
            .into_iter()
            .map(|line| line.title)
            .collect(),
        What::Credential(_, name, title) => visit.with(
            "today-due-credential",
            [("name", name.as_str().into()), ("title", title.as_str().into())],
        ),
        What::Backup(trouble) => backup_words(visit, trouble),
    }
}

fn backup_words(visit: &Visit, trouble: &BackupTrouble) -> String {
    match trouble {
        BackupTrouble::Failed(_) => visit.say("today-due-backup-failed"),
        BackupTrouble::Never => visit.say("today-due-backup-never"),
        BackupTrouble::TooOld(at) => visit.with(
            "today-due-backup-too-old",
            [("moment", visit.format.moment(*at).into())],
        ),
        BackupTrouble::NotScheduled => visit.say("today-due-backup-not-scheduled"),
    }
}

/// Where it is done.
fn target(item: &Item) -> String {
    let patient = item.who.as_ref().map(|who| patient_href(who.id)).unwrap_or_default();
    match &item.what {
        What::FollowUp(id, _) | What::Review(id, _) => format!("{patient}/follow-ups/{id}"),
        What::Upload(id) => format!("{patient}/photographs/{id}"),
        What::Session(id, _) => format!("{patient}/sessions/{id}"),
        What::Plan(_) => format!("{patient}/formulation"),
        What::Consent(_) => format!("{patient}/consent"),
        What::Outcome(appointment) => appointment_href(appointment.id),
        What::Incident(id, _) => format!("/evidence/incidents/{id}"),
        What::Stock(_) => "/stock".to_owned(),
        What::Credential(person, ..) => format!("/administration/people/{person}"),
        What::Backup(_) => "/administration/backups".to_owned(),
    }
}

/// A line that leads to where it is done.
fn line(visit: &Visit, item: &Item) -> LinkItem {
    if let What::Stock(due) = &item.what
        && let Some(line) = due_links(visit, std::slice::from_ref(due)).pop()
    {
        return line;
    }
    let what = what_words(visit, item);
    let (title, detail) = match &item.who {
        Some(who) => (named(visit, who), what),
        None => (what, detail(visit, item)),
    };
    LinkItem {
        href: target(item),
        title,
        detail,
        aside: Some(when(visit, item)),
        before: None,
    }
}

/// What is told besides, where no patient is named.
fn detail(visit: &Visit, item: &Item) -> String {
    match &item.what {
        What::Backup(BackupTrouble::Failed(reason)) => reason.clone(),
        What::Credential(..) => item
            .day
            .map(|day| visit.with("today-due-ends", [("day", visit.format.day(day).into())]))
            .unwrap_or_default(),
        _ => String::new(),
    }
}

/// Since when, or until when; what is over says so.
fn when(visit: &Visit, item: &Item) -> Markup {
    let Some(day) = item.day else {
        return html! {};
    };
    let ago = (visit.today() - day).get_days();
    let words = match (&item.what, ago) {
        (What::Credential(..), _) if item.overdue => visit.say("today-due-ended"),
        (What::Credential(..), days) => visit.with("today-due-in-days", [("n", i64::from(-days).into())]),
        (What::FollowUp(..) | What::Review(..), days) if item.overdue => {
            visit.with("today-due-overdue", [("n", i64::from(days).into())])
        }
        (_, 0) => visit.say("today-due-today"),
        (_, days) if 0 < days => visit.with("today-due-days-ago", [("n", i64::from(days).into())]),
        (_, days) => visit.with("today-due-in-days", [("n", i64::from(-days).into())]),
    };
    if item.overdue {
        status(Meaning::Defer, &words)
    } else {
        html! { (words) }
    }
}
