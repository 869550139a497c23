//! Every version of a patient's plans: who signed which, why it was amended, where it can be read and printed.

use anagen_app::plan::Desk;
use anagen_records::plans::PlanVersion;
use maud::{Markup, html};

use crate::look::{Column, Meaning, Table, section, status};
use crate::visit::Visit;

/// The versions as a table; nothing where there is none that was signed.
pub(crate) fn versions(visit: &Visit, desk: &Desk) -> Markup {
    if !desk.versions.iter().any(|version| version.signed_at.is_some()) {
        return html! {};
    }
    let mut table = Table::new(
        visit.say("plan-versions"),
        [
            Column::words(visit.say("plan-version")),
            Column::words(visit.say("plan-standing")),
            Column::words(visit.say("plan-why")),
            Column::actions(visit.say("plan-papers")),
        ],
    )
    .caption_hidden()
    .cards();
    for version in &desk.versions {
        table = table.row([
            html! { strong { (visit.with("plan-version-n", [("n", version.version.into())])) } br; span class="soft" { (visit.format.moment(version.created_at)) ", " (version.created_by_name) } },
            standing(visit, desk, version),
            html! { (version.reason.clone().unwrap_or_default()) },
            links(visit, desk, version),
        ]);
    }
    section(&visit.say("plan-versions"), &table)
}

fn standing(visit: &Visit, desk: &Desk, version: &PlanVersion) -> Markup {
    let end = desk.ends.iter().find(|end| end.plan == version.id);
    html! {
        @match (&version.signed_by_name, version.signed_at) {
            (Some(name), Some(at)) => { (status(Meaning::Eligible, &signed_words(visit, name, at))) }
            _ => { (status(Meaning::Incomplete, &visit.say("plan-not-signed"))) }
        }
        @if let Some(end) = end {
            br;
            (status(Meaning::Neutral, &visit.with("plan-ended-words", [
                ("name", end.by_name.as_str().into()), ("at", visit.format.moment(end.at).into()), ("reason", end.reason.as_str().into()),
            ])))
        }
    }
}

/// Who signed and when.
pub(crate) fn signed_words(visit: &Visit, name: &str, at: anagen_records::Stamp) -> String {
    visit.with(
        "plan-signed-words",
        [("name", name.into()), ("at", visit.format.moment(at).into())],
    )
}

fn links(visit: &Visit, desk: &Desk, version: &PlanVersion) -> Markup {
    let base = format!("/patients/{}/plan/{}", desk.way.patient.id, version.id);
    let query = format!("version={}", version.version);
    html! {
        a href=(format!("{base}?{query}")) { (visit.say("plan-read")) }
        " · "
        a href=(format!("{base}/paper?{query}")) { (visit.say("plan-print")) }
        @if version.signed_at.is_some() { " · " a href=(format!("{base}/calendar?{query}")) { (visit.say("plan-calendar")) } }
    }
}
