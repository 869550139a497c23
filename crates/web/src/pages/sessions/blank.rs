//! The blank sheet for a day without electricity: the plan, the map with its points, and boxes for everything that is typed in later.

use anagen_app::session::{self, Beginnings};
use anagen_app::way::Stage;
use anagen_app::{Action, plan};
use anagen_care::injection_map::{InjectionMap, View, injection_map};
use anagen_care::plan::session_checklist;
use anagen_knowledge::Knowledge;
use anagen_records::values::PatientId;
use axum::extract::Path;
use axum::response::Response;
use maud::{Markup, html};

use super::{STYLES, all, beginning, words};
use crate::failure::Failure;
use crate::look::layout::on_screen;
use crate::look::{Column, Empty, Icon, PageHead, Table};
use crate::page::{Page, full_name};
use crate::routes::{Access, Route};
use crate::visit::Visit;

/// Lines for lots: a mixture of more products has room on the back.
const LOT_LINES: usize = 4;

pub(super) fn routes() -> Vec<Route> {
    vec![Route::get(
        "/patients/{patient}/sessions/blank",
        Access::May(Action::RunSession),
        page,
    )]
}

async fn page(visit: Visit, Path(patient): Path<PatientId>) -> Result<Response, Failure> {
    let beginnings = session::beginnings(&visit.actor, &visit.app, patient).await?;
    let title = visit.say("session-blank-sheet");
    let wanted = visit.query.text("plan").to_owned();
    let chosen = beginnings.plans.iter().find(|(plan, _)| plan.id.to_string() == wanted);
    let chosen = chosen.or(beginnings.plans.first());
    let body = html! {
        (on_screen(html! {
            (PageHead::new(title.clone()).back(all(patient), visit.say("stage-sessions")).sentence(visit.say("session-blank-sentence")))
            @if beginnings.plans.len() > 1 {
                ul class="session-plans" {
                    @for (plan, _) in &beginnings.plans {
                        li { a href=(format!("{}/blank?plan={}", all(patient), plan.id)) { (beginning::plan_words(&visit, plan)) } }
                    }
                }
            }
        }))
        @match chosen {
            Some((plan, next)) => (sheet(&visit, &beginnings, plan, *next)),
            None => (Empty {
                icon: Icon::Page,
                what: visit.say("session-none-without-plan"),
                sentence: String::new(),
                first_step: Some((format!("/patients/{patient}/formulation"), visit.say("session-to-plan"))),
            }),
        }
    };
    Ok(Page::new(&visit, title)
        .patient(&beginnings.way, Some(Stage::Sessions))
        .script(STYLES)
        .script("scalp-map.css")
        .show(&body))
}

fn sheet(visit: &Visit, beginnings: &Beginnings, plan: &plan::SignedPlan, next: i64) -> Markup {
    let knowledge = &beginnings.way.knowledge;
    let patient = &beginnings.way.patient;
    let map = injection_map(&plan.request, knowledge).ok();
    let boxes = |key: &str| html! { span class="paper-box" { span { (visit.say(key)) } } };
    html! {
        article class="paper-sheet" {
            header {
                p class="patient-sheet-title" { (visit.with("session-paper-title", [("number", next.into())])) }
                p { (full_name(&patient.given_names, &patient.family_name)) ", " (patient.number) }
                p { (beginning::plan_words(visit, plan)) ". " (visit.with("session-plan-detail", [
                    ("name", plan.signed_by_name.as_str().into()),
                    ("day", visit.format.day(visit.format.day_of(plan.signed_at)).into()),
                    ("version", plan.version.into()), ("next", next.into()),
                ])) }
            }
            div class="paper-boxes" {
                (boxes("session-paper-day")) (boxes("session-paper-began")) (boxes("session-room")) (boxes("session-injector"))
            }
            h2 { (visit.say("session-step-time-out")) }
            (time_out(visit, knowledge))
            h2 { (visit.say("session-measured")) }
            div class="paper-boxes" {
                @for fact in session::measured(knowledge) {
                    span class="paper-box" { span { (fact.question) @if let Some(unit) = &fact.unit { " (" (unit) ")" } } }
                }
            }
            h2 { (visit.say("session-step-mixture")) }
            (mixture(visit, plan))
            h2 { (visit.say("session-step-points")) }
            (points(visit, knowledge, map.as_ref()))
            h2 { (visit.say("session-step-after")) }
            div class="paper-boxes" {
                (boxes("session-observation-started")) (boxes("session-observation-ended")) (boxes("session-paper-reactions")) (boxes("session-depth"))
            }
            div class="paper-lines" { span { (visit.say("session-notes")) } }
            h2 { (visit.say("session-step-signature")) }
            div class="paper-boxes" {
                (boxes("session-paper-injected")) (boxes("session-prepared")) (boxes("session-checked"))
            }
            p class="soft" { (visit.say("session-paper-foot")) }
        }
    }
}

fn time_out(visit: &Visit, knowledge: &Knowledge) -> Markup {
    html! {
        ul class="paper-checks" {
            @for line in session_checklist(knowledge).iter().filter(|line| line.topic == "time_out") {
                li { span class="paper-check" {} span { (line.text) } span class="paper-initials" { (visit.say("session-paper-initials")) } }
            }
        }
    }
}

/// What the plan draws, and empty lines for what was drawn.
fn mixture(visit: &Visit, plan: &plan::SignedPlan) -> Table {
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
    .caption_hidden();
    for product in &plan.request.products {
        table = table.row([html! { (product.name) }, html! {}, html! {}, html! {}, html! {}]);
    }
    for _ in plan.request.products.len()..LOT_LINES {
        // What is seen as an empty line is told as one.
        let empty = html! { span class="unseen" { (visit.say("session-paper-line")) } "\u{a0}" };
        table = table.row([empty, html! {}, html! {}, html! {}, html! {}]);
    }
    table
}

/// The five views with the planned points, and how many there are of each zone.
fn points(visit: &Visit, knowledge: &Knowledge, map: Option<&InjectionMap>) -> Markup {
    let Some(map) = map else {
        return html! { p { (visit.say("session-paper-no-map")) } };
    };
    html! {
        @if let Some(points) = map.points() {
            p { (visit.with("session-paper-points", [
                ("n", i64::from(points.n_points).into()),
                ("each", words::held(&points.volume_per_point).into()),
                ("volume", words::held(&points.total_volume).into()),
            ])) }
            div class="paper-map" {
                @for (position, view) in View::ALL.into_iter().enumerate() {
                    (anagen_papers::scalp::drawing(map, view, knowledge, visit.words.language, &format!("blank-{position}")))
                }
            }
            (zones(visit, knowledge, points))
        } @else {
            div class="paper-boxes" { span class="paper-box" { span { (visit.say("session-passes")) } } }
        }
    }
}

fn zones(visit: &Visit, knowledge: &Knowledge, points: &anagen_care::injection_map::PointMap) -> Table {
    let mut table = Table::new(
        visit.say("session-step-points"),
        [
            Column::words(visit.say("session-column-zone")),
            Column::number(visit.say("session-column-planned")),
            Column::words(visit.say("session-column-points")),
            Column::words(visit.say("session-column-ml")),
            Column::words(visit.say("session-paper-left-out")),
        ],
    )
    .caption_hidden();
    for zone in &points.per_zone {
        let name = knowledge.records.zones.iter().find(|known| known.id == zone.zone);
        let name = name.map_or(zone.zone.as_str(), |known| known.name.as_str());
        table = table.row([
            html! { (name) },
            html! { (zone.n_points) " \u{d7} " (words::held(&points.volume_per_point)) },
            html! {},
            html! {},
            html! {},
        ]);
    }
    table
}
