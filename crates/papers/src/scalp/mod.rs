//! The injection map drawn on a head, from five sides.
//!
//! Points are drawn where the map puts them, as ellipses that lie on the head, with an area in proportion to their volume.
//! Treated zones are outlined and lettered, danger areas hatched, the other zones dashed. The head around them is a drawing:
//! it helps to tell the sides apart, and nothing is to be measured on it. Each picture has a title and a description in
//! words; the table of points is its equal and belongs to the page.

mod canvas;
mod head;
mod letters;
mod outline;
#[cfg(test)]
mod tests;

use std::fmt::Write as _;

use anagen_care::injection_map::{InjectionMap, PointMap, View, project};
use anagen_knowledge::Knowledge;
use anagen_knowledge::records::{DangerArea, Zone};
use maud::{Markup, PreEscaped, html};

pub use self::canvas::{Canvas, CanvasPoint, FRAME, canvas_radius};

use self::letters::{Letter, place_letters, shows_area};
use self::outline::{area_path, closed_lines, on_paper, outline_path};
use crate::messages::messages;

/// Units of the drawing for the radius of the head.
const HEAD: f64 = 100.0;
/// The same window for every view, so that sizes can be compared.
const WINDOW: &str = "-138 -122 276 286";
/// Radius in units of a point of 1 mL; other volumes by the square root, so that the area of a point grows with its volume.
const POINT_OF_1_ML: f64 = 10.7;
/// No point is drawn wider than this part of the distance to its neighbours.
const WIDEST_PART_OF_SPACING: f64 = 0.4;
/// A point is never drawn smaller than this, in units.
const SMALLEST_POINT: f64 = 0.6;
/// From the middle of a letter down to the line it stands on.
const LETTER_BASE: f64 = 5.6;

/// The view as a reader names it: `From above`.
pub fn view_in_words(view: View, language: &str) -> String {
    messages(language).say(match view {
        View::Front => "scalp-from-front",
        View::Top => "scalp-from-top",
        View::Back => "scalp-from-back",
        View::Left => "scalp-from-left",
        View::Right => "scalp-from-right",
    })
}

/// The letter of a treated zone on the drawing, by its place in the map: `A`, `B`, ..., then numbers.
pub fn zone_letter(position: usize) -> String {
    u8::try_from(position)
        .ok()
        .filter(|position| *position < 26)
        .map_or_else(
            || (position + 1).to_string(),
            |position| char::from(b'A' + position).to_string(),
        )
}

/// How many points of a map are seen from one side.
pub fn n_points_seen(map: &PointMap, view: View) -> usize {
    map.points
        .iter()
        .filter(|point| project(point.place, view).is_some())
        .count()
}

/// One view of the map as an SVG picture with its title and description. `name` is put before the ids of its parts, which
/// have to be unique on a page.
pub fn drawing(map: &InjectionMap, view: View, knowledge: &Knowledge, language: &str, name: &str) -> Markup {
    let side = view_name(view);
    let (title_id, text_id) = (format!("{name}-{side}-title"), format!("{name}-{side}-text"));
    let hatch = format!("{name}-{side}-hatch");
    let placement = map.placement();
    let treated: Vec<(usize, &Zone)> = placement
        .zones
        .iter()
        .enumerate()
        .filter_map(|(position, mapped)| Some((position, zone(&mapped.id, knowledge)?)))
        .collect();
    let zones: Vec<&Zone> = treated.iter().map(|(_, zone)| *zone).collect();
    let letters = place_letters(&zones, &taken(map, view, knowledge), view);
    let others = knowledge
        .records
        .zones
        .iter()
        .filter(|zone| !placement.zones.iter().any(|mapped| mapped.id == zone.id));
    html! {
        svg.scalp role="img" viewBox=(WINDOW) aria-labelledby=(title_id) aria-describedby=(text_id) {
            title id=(title_id) { (title(map, view, knowledge, language)) }
            desc id=(text_id) { (description(map, view, knowledge, language)) }
            defs {
                pattern id=(hatch) width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)" {
                    rect.hatch-back width="5" height="5" {}
                    path.hatch-line d="M0 0V5" {}
                }
            }
            (head::drawn(view))
            @for zone in others {
                path.zone-other d=(outline_path(zone.sector, view)) {}
            }
            @for (_, zone) in &treated {
                path.zone-fill d=(area_path(zone.sector, view)) {}
                path.zone-line d=(outline_path(zone.sector, view)) {}
            }
            @for area in drawn_danger_areas(knowledge) {
                @if let Some(sector) = area.sector {
                    path.danger d=(area_path(sector, view)) fill=(format!("url(#{hatch})")) {}
                }
            }
            @if let Some(points) = map.points() {
                g.points { (PreEscaped(ellipses(points, view))) }
            }
            @for ((position, _), letter) in treated.iter().zip(&letters) {
                @if let Some(letter) = letter { (drawn_letter(&zone_letter(*position), *letter)) }
            }
            (head::side_words(view, language))
        }
    }
}

/// What the signs of the drawings mean, in words beside a sample of each.
pub fn legend(map: &InjectionMap, language: &str) -> Markup {
    let words = messages(language);
    let sample =
        |content: Markup| html! { svg.sample aria-hidden="true" focusable="false" viewBox="0 0 24 16" { (content) } };
    html! {
        ul.legend {
            @if let Some(points) = map.points() {
                li {
                    (sample(html! { circle.dot cx="12" cy="8" r=(tenth(point_radius(points).max(2.0))) {} }))
                    (words.with("scalp-legend-point", [("volume", points.volume_per_point.to_string().into())]))
                }
            }
            li { (sample(html! { path.zone-fill d="M1 1H23V15H1Z" {} path.zone-line d="M1 1H23V15H1Z" {} })) (words.say("scalp-legend-zone")) }
            li { (sample(html! { path.zone-other d="M1 8H23" {} })) (words.say("scalp-legend-border")) }
            li {
                (sample(html! { path.hatch-line d="M2 15L10 1M8 15L16 1M14 15L22 1" {} path.danger d="M1 1H23V15H1Z" fill="none" {} }))
                (words.say(if map.points().is_some() { "scalp-legend-danger" } else { "scalp-legend-left-out" }))
            }
        }
        p.note {
            (words.say("scalp-note"))
        }
    }
}

/// `From above: 57 of 57 points`.
pub fn title(map: &InjectionMap, view: View, knowledge: &Knowledge, language: &str) -> String {
    let words = messages(language);
    let seen = match map.points() {
        Some(points) => match n_points_seen(points, view) {
            0 => words.say("scalp-no-point-seen"),
            seen => words.with(
                "scalp-points-seen",
                [("seen", seen.into()), ("all", points.n_points.into())],
            ),
        },
        None if seen_zones(map, view, knowledge).next().is_some() => words.say("scalp-area-seen"),
        None => words.say("scalp-no-zone-seen"),
    };
    format!("{}: {seen}", view_in_words(view, language))
}

fn description(map: &InjectionMap, view: View, knowledge: &Knowledge, language: &str) -> String {
    let words = messages(language);
    let mut sentences = vec![words.say(match view {
        View::Front => "scalp-drawn-front",
        View::Top => "scalp-drawn-top",
        View::Back => "scalp-drawn-back",
        View::Left => "scalp-drawn-left",
        View::Right => "scalp-drawn-right",
    })];
    let seen: Vec<String> = seen_zones(map, view, knowledge)
        .map(|(position, zone)| format!("{} {}", zone_letter(position), zone.name_in(language)))
        .collect();
    sentences.push(if seen.is_empty() {
        words.say("scalp-no-zone-sentence")
    } else {
        words.with("scalp-zones-sentence", [("zones", seen.join("; ").into())])
    });
    let dangers: Vec<&str> = drawn_danger_areas(knowledge)
        .filter(|area| area.sector.is_some_and(|sector| !area_path(sector, view).is_empty()))
        .map(|area| area.name.as_str())
        .collect();
    if !dangers.is_empty() {
        sentences.push(words.with("scalp-dangers-sentence", [("areas", dangers.join("; ").into())]));
    }
    sentences.push(words.say("scalp-table-sentence"));
    sentences.join(" ")
}

/// Treated zones of which something is seen, with their places in the map.
fn seen_zones<'a>(
    map: &'a InjectionMap,
    view: View,
    knowledge: &'a Knowledge,
) -> impl Iterator<Item = (usize, &'a Zone)> {
    let zones = map.placement().zones.iter().enumerate();
    let zones = zones.filter_map(|(position, mapped)| Some((position, zone(&mapped.id, knowledge)?)));
    zones.filter(move |(_, zone)| shows_area(zone, view))
}

/// The danger areas that have a place on the scalp; the others are named beside the drawing.
fn drawn_danger_areas(knowledge: &Knowledge) -> impl Iterator<Item = &DangerArea> {
    knowledge
        .records
        .danger_areas
        .iter()
        .filter(|area| area.sector.is_some())
}

fn zone<'k>(id: &str, knowledge: &'k Knowledge) -> Option<&'k Zone> {
    knowledge.records.zones.iter().find(|zone| zone.id == id)
}

fn view_name(view: View) -> &'static str {
    match view {
        View::Front => "front",
        View::Top => "top",
        View::Back => "back",
        View::Left => "left",
        View::Right => "right",
    }
}

/// What letters keep clear of: points, danger areas, and the words at the sides.
fn taken(map: &InjectionMap, view: View, knowledge: &Knowledge) -> Vec<(f64, f64)> {
    let mut taken = Vec::new();
    if let Some(points) = map.points() {
        taken.extend(
            points
                .points
                .iter()
                .filter_map(|point| project(point.place, view))
                .map(|seen| on_paper(seen, view)),
        );
    }
    let sectors = drawn_danger_areas(knowledge).filter_map(|area| area.sector);
    taken.extend(
        sectors
            .flat_map(|sector| closed_lines(sector, view))
            .flatten()
            .map(|seen| on_paper(seen, view)),
    );
    taken
}

fn drawn_letter(letter: &str, place: Letter) -> Markup {
    let (x, y) = place.at;
    html! {
        @if let Some((to_x, to_y)) = place.leads_to {
            path.leader d=(format!("M{x:.1} {y:.1}L{to_x:.1} {to_y:.1}")) {}
        }
        text.zone-letter x=(tenth(x)) y=(tenth(y + LETTER_BASE)) { (letter) }
    }
}

/// Radius in units of a point of this map.
fn point_radius(map: &PointMap) -> f64 {
    let radius_of_head_cm = map.placement.head_circumference.0 / std::f64::consts::TAU;
    let spacing = map.spacing.0 / radius_of_head_cm * HEAD;
    let wanted = POINT_OF_1_ML * map.volume_per_point.0.max(0.0).sqrt();
    wanted.min(spacing * WIDEST_PART_OF_SPACING).max(SMALLEST_POINT)
}

/// The points that are seen, each as a flat disc that lies on the head.
fn ellipses(map: &PointMap, view: View) -> String {
    let radius = point_radius(map);
    let mut drawn = String::new();
    for point in &map.points {
        let Some(seen) = project(point.place, view) else {
            continue;
        };
        let (x, y) = on_paper(seen, view);
        // A disc that lies on a ball is seen shortened towards the ball's outline; kept at a third, so that it stays a point.
        let towards_viewer = (1.0 - seen.0 * seen.0 - seen.1 * seen.1).max(0.0).sqrt().max(1.0 / 3.0);
        let turned = y.atan2(x).to_degrees();
        // Writing to a `String` does not fail.
        let _ = write!(
            drawn,
            "<ellipse cx=\"{x:.1}\" cy=\"{y:.1}\" rx=\"{:.2}\" ry=\"{radius:.2}\" transform=\"rotate({turned:.0} {x:.1} {y:.1})\"></ellipse>",
            radius * towards_viewer,
        );
    }
    drawn
}

/// A number of units, to a tenth.
fn tenth(units: f64) -> String {
    format!("{units:.1}")
}
