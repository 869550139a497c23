//! The head with the injected points of a session and the patches of an event.

use std::f64::consts::TAU;

use anagen_app::adverse_events::Patch;
use anagen_app::adverse_events::overlay::PastSession;
use anagen_care::injection_map::{GREATEST_HEAD_CIRCUMFERENCE, LEAST_HEAD_CIRCUMFERENCE, View, project};
use anagen_knowledge::Knowledge;
use anagen_papers::scalp::{Canvas, CanvasPoint, FRAME, canvas_radius, view_in_words};
use maud::{Markup, html};

use crate::visit::Visit;

/// The views in the order in which they are shown.
const VIEWS: [View; 5] = [View::Top, View::Front, View::Back, View::Left, View::Right];

/// Head circumference for the drawing alone, where the head was not measured: between the least and the greatest. Nothing is
/// counted with it.
pub(super) fn drawn_head_cm(measured: Option<f64>) -> f64 {
    measured.unwrap_or_else(|| f64::midpoint(LEAST_HEAD_CIRCUMFERENCE.0, GREATEST_HEAD_CIRCUMFERENCE.0))
}

/// Five views of the head: zones, the points of a session, patches.
pub(super) fn views(
    visit: &Visit,
    knowledge: &Knowledge,
    zones: &[String],
    session: Option<&PastSession>,
    patches: &[Patch],
    name: &str,
) -> Markup {
    let head_cm = session.and_then(|session| session.head_cm);
    let names: Vec<String> = (1..=patches.len()).map(|number| format!("patch-{number}")).collect();
    let mut points: Vec<CanvasPoint<'_>> = patches
        .iter()
        .zip(&names)
        .map(|(patch, id)| CanvasPoint {
            id,
            place: patch.place(),
            classes: "is-patch",
            // Half the diameter as a part of the head's radius.
            radius: patch.diameter_mm / 20.0 / (drawn_head_cm(head_cm) / TAU) * FRAME.0,
        })
        .collect();
    if let Some(session) = session {
        points.extend(session.points.iter().map(|point| CanvasPoint {
            id: &point.id,
            place: point.place(),
            classes: "is-injected",
            radius: canvas_radius(point.volume_ml, None, session.head_cm),
        }));
    }
    let canvas = Canvas {
        zones,
        points: &points,
        knowledge,
        language: visit.words.language,
    };
    let all = session.map_or(&[][..], |session| session.points.as_slice());
    html! {
        div class="overlay-views" {
            @for view in VIEWS {
                @let seen = all.iter().filter(|point| project(point.place(), view).is_some()).count();
                @let title = visit.with("adverse-events-map-title", [
                    ("view", view_in_words(view, visit.words.language).into()), ("seen", seen.into()), ("all", all.len().into()), ("patches", patches.len().into()),
                ]);
                figure class="overlay-view" {
                    (canvas.view(view, name, &title))
                    figcaption { (view_in_words(view, visit.words.language)) }
                }
            }
        }
    }
}
