//! Two photographs of one view: beside each other, under a slider, or laid over each other.

use anagen_app::Action;
use anagen_app::photographs::{self, Photograph, capture_of};
use anagen_app::way::{self, Stage};
use anagen_records::values::{PatientId, PhotographId};
use axum::extract::Path;
use axum::response::Response;
use maud::html;

use super::wording::{self, address, picture};
use crate::failure::Failure;
use crate::look::{Actions, Field, Form, Meaning, Notice, PageHead, Tab, compare, side_by_side, tabs};
use crate::page::Page;
use crate::routes::{Access, Route};
use crate::visit::Visit;

pub(super) fn routes() -> Vec<Route> {
    vec![Route::get(
        "/patients/{patient}/photographs/compare",
        Access::May(Action::ReadRecord),
        page,
    )]
}

/// The ways to compare, as the address names them.
const MODES: [&str; 3] = ["slider", "side", "overlay"];

async fn page(visit: Visit, Path(patient): Path<PatientId>) -> Result<Response, Failure> {
    let way = way::read(&visit.actor, &visit.app, patient, "photographs.compare").await?;
    let mut reading = visit.app.read(&visit.actor, Action::ReadRecord).await?;
    let all = photographs::list(&mut reading.tx, &visit.actor, patient).await?;
    drop(reading);
    let asked = |name: &str| -> Result<&Photograph, Failure> {
        let id = visit.query.text(name).parse::<PhotographId>().ok();
        all.iter()
            .find(|one| Some(one.id) == id)
            .ok_or_else(|| Failure::not_found("photograph"))
    };
    let (one, other) = (asked("earlier")?, asked("later")?);
    // Whatever the address says, the earlier one stands first.
    let (earlier, later) = if (one.taken_at, one.id) <= (other.taken_at, other.id) {
        (one, other)
    } else {
        (other, one)
    };
    let mode = MODES
        .into_iter()
        .find(|mode| *mode == visit.query.text("mode"))
        .unwrap_or(MODES[0]);
    let here = format!("/patients/{patient}/photographs/compare");
    let (first, second) = (earlier.id.to_string(), later.id.to_string());
    let tab = |of: &'static str, key: &str| Tab {
        href: address(&here, &[("earlier", &first), ("later", &second), ("mode", of)]),
        label: visit.say(key),
        count: None,
        current: of == mode,
    };
    let name = |one: &Photograph| {
        let day = visit.format.day(visit.format.day_of(one.taken_at));
        format!("{day}, {}", wording::view_of(visit.words, one))
    };
    // What can be compared with these: the same view and site.
    let site = capture_of(earlier).site;
    let alike: Vec<(String, String)> = all
        .iter()
        .filter(|one| one.view == earlier.view && capture_of(one).site == site)
        .map(|one| (one.id.to_string(), name(one)))
        .collect();
    let is_one_view = later.view == earlier.view && capture_of(later).site == site;
    let (a, b) = (
        picture(&visit, patient, earlier, false),
        picture(&visit, patient, later, false),
    );
    let title = visit.with(
        "photographs-compare-title",
        [("view", wording::view_of(visit.words, earlier).into())],
    );
    Ok(Page::new(&visit, visit.say("photographs-compare"))
        .patient(&way, Some(Stage::Photographs))
        .script("photographs.css")
        .script("photographs.js")
        .notice_if((!is_one_view).then(|| Notice::about(Meaning::Caution, visit.say("photographs-two-views"))))
        .show(&html! {
            (PageHead::new(title).back(format!("/patients/{patient}/photographs"), visit.say("photographs-title"))
                .sentence(visit.with("photographs-compare-sentence", [("days", days_between(&visit, earlier, later).into())])))
            (tabs(&visit.say("photographs-compare-ways"), &[
                tab("slider", "photographs-way-slider"), tab("side", "photographs-way-side"), tab("overlay", "photographs-way-overlay"),
            ]))
            @match mode {
                "side" => (side_by_side(&a, &b)),
                mode => div class=(format!("compare-as-{mode}")) data-compare-as=(mode) {
                    (compare(&a, &b, &visit.say(if mode == "overlay" { "photographs-overlay-label" } else { "photographs-slider-label" })))
                    p class="soft on-screen" { (visit.say("photographs-compare-keys")) }
                },
            }
            p class="soft" { (visit.say("photographs-compare-honest")) }
            @if is_one_view && alike.len() > 2 {
                (Form::get(here.clone()).in_line().body(html! {
                    input type="hidden" name="mode" value=(mode);
                    (Field::select("earlier", visit.say("photographs-compare-earlier")).options(alike.clone()).value(first.clone()))
                    (Field::select("later", visit.say("photographs-compare-later")).options(alike).value(second.clone()))
                    (Actions::primary(&visit.say("photographs-compare-these")))
                }))
            }
        }))
}

fn days_between(visit: &Visit, earlier: &Photograph, later: &Photograph) -> i32 {
    let days = (visit.format.day_of(later.taken_at) - visit.format.day_of(earlier.taken_at)).get_days();
    days.max(0)
}
