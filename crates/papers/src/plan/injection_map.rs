//! Where it goes: five views of the head, the numbers beside them, the zones, and the points as a table.

use std::f64::consts::TAU;

use anagen_care::injection_map::{
    InjectionMap, Place, Placement, PointMap, TechniquePass, View, VolumeOrigin, project,
};
use anagen_care::plan::Plan;
use anagen_knowledge::records::DrugNeed;
use maud::{Markup, html};

use super::icons::icon;
use super::paper::Paper;
use super::words::{capitalised, decimals, number};
use super::{Section, not_planned};
use crate::scalp;

/// The order of the pictures on the page: the numbers stand after the fifth.
const VIEWS: [View; 5] = [View::Front, View::Top, View::Back, View::Left, View::Right];

pub(super) fn section(plan: &Plan, paper: &Paper<'_>) -> Option<Section> {
    let map = plan.injection_map.as_ref()?;
    let placement = map.placement();
    let state = match map.points() {
        Some(points) => paper.with("map-n-points", [("n", points.n_points.into())]),
        None => paper.with("map-no-points", [("area", number(placement.clear_area.0).into())]),
    };
    let content = html! {
        (not_planned(plan.standing, paper))
        div.views {
            @for view in VIEWS {
                figure {
                    (scalp::drawing(map, view, paper.knowledge, paper.words.language, "map"))
                    figcaption { (scalp::title(map, view, paper.knowledge, paper.words.language)) }
                }
            }
            (numbers(plan, map, paper))
            div.legends { (scalp::legend(map, paper.words.language)) }
        }
        (zone_table(map, paper))
        (danger_table(placement, paper))
        @if !placement.notes.is_empty() {
            h3 { (paper.say("plan-to-be-known")) }
            ul { @for note in &placement.notes { li { (paper.prose(note)) } } }
        }
        p.soft { (paper.say("map-rests-on")) " " @for id in &placement.rests_on { span.id { (id) } " " } (paper.sources(&sources_of(placement, paper))) }
        @if let Some(points) = map.points() { (point_table(points, paper)) }
    };
    Some(Section::new("map", "map-title", state, content))
}

fn numbers(plan: &Plan, map: &InjectionMap, paper: &Paper<'_>) -> Markup {
    let placement = map.placement();
    html! {
        dl.numbers.beside {
            div { dt { (paper.say("map-treated-area")) } dd { strong { (area(placement.clear_area.0)) } } }
            @match map {
                InjectionMap::Points(points) => { (of_points(plan, points, paper)) }
                InjectionMap::Passes(passes) => { (of_passes(passes, paper)) }
            }
            div { dt { (paper.say("map-depth")) } dd { (depth(placement, paper)) } }
            div { dt { (paper.say("map-technique")) } dd { (paper.word(&placement.technique.name)) " " (paper.status_tag(placement.technique.status, None)) @if let Some(layer) = &placement.technique.layer { span.soft { (paper.prose(layer)) } } } }
            @if map.points().is_some() || placement.needle_gauge.is_some() {
                div { dt { (paper.say("map-needle")) } dd { @match placement.needle_gauge { Some(gauge) => { (gauge) " G" } None => { (paper.say("map-not-given")) } } } }
            }
            div {
                dt { (paper.say("map-head")) }
                dd {
                    (paper.fill("map-head-of", [
                        ("round", html! { (number(placement.head_circumference.0)) }),
                        ("area", html! { (number(placement.scalp_area.0.round())) " cm" sup { "2" } }),
                    ]))
                }
            }
        }
    }
}

fn of_points(plan: &Plan, points: &PointMap, paper: &Paper<'_>) -> Markup {
    let cocktail = plan
        .formulation
        .as_ref()
        .and_then(|formulation| formulation.cocktail.as_ref());
    let grid = match points.grid {
        anagen_care::case::Grid::Square => "map-grid-square",
        anagen_care::case::Grid::Hexagonal => "map-grid-hexagonal",
    };
    let volume_from = match points.volume_per_point_from {
        VolumeOrigin::Asked => "map-as-asked",
        VolumeOrigin::Default => "map-default",
        VolumeOrigin::SessionVolume => "map-shared",
    };
    html! {
        div { dt { (paper.say("plan-points")) } dd { strong { (points.n_points) } } }
        div { dt { (paper.say("map-spacing")) } dd { strong { (number(points.spacing.0)) " cm" } span.soft { (paper.say(grid)) @if points.spacing_is_default { ", " (paper.say("map-default")) } } } }
        div { dt { (paper.say("map-each-point")) } dd { strong { (number(points.volume_per_point.0)) " mL" } span.soft { (paper.say(volume_from)) } } }
        div { dt { (paper.say("map-all-points")) } dd { strong { (number(points.total_volume.0)) " mL" } @if let Some(session) = points.session_volume { span.soft { (paper.with("map-session-volume", [("volume", number(session.0).into())])) } } } }
        @for dose in cocktail.into_iter().flat_map(|cocktail| &cocktail.agents).filter(|dose| dose.role != anagen_knowledge::records::AgentRole::Diluent) {
            div { dt { (paper.agent(&dose.agent, &dose.name)) } dd { strong { (dose.per_session) } span.soft { (dose.strength) } } }
        }
        div {
            dt { (paper.say("map-time")) }
            dd { @match points.minutes { Some(time) => { strong { (paper.minutes_between(time.from.0, time.to.0)) } } None => { (paper.say("plan-not-known")) } } }
        }
    }
}

fn of_passes(passes: &TechniquePass, paper: &Paper<'_>) -> Markup {
    let drug = match passes.drug {
        DrugNeed::Required => "map-with-mixture",
        DrugNeed::Optional => "map-with-or-without-mixture",
        DrugNeed::None => "map-without-mixture",
    };
    html! {
        div { dt { (paper.say("plan-points")) } dd { (paper.say("map-passes-instead")) span.soft { (paper.say(drug)) } } }
        div {
            dt { (paper.say("map-passes")) }
            dd {
                @match passes.passes { Some(n) => { strong { (n) } } None => { (paper.say("map-not-given")) } }
                @if let Some(range) = passes.passes_range {
                    span.soft { (paper.with("map-passes-range", [("from", number(range.from).into()), ("to", number(range.to).into())])) }
                }
            }
        }
    }
}

fn depth(placement: &Placement, paper: &Paper<'_>) -> Markup {
    html! {
        @match &placement.depth {
            Some(depth) => {
                (paper.fill("map-depth-of", [("depth", html! { strong { (number(depth.depth.0)) " mm" } }), ("layer", paper.word(depth.layer))]))
                @if let Some(limit) = depth.limit { span.soft { (paper.with("map-depth-limit", [("limit", number(limit.0).into())])) } }
            }
            None => {
                (paper.say("map-not-given"))
                @if let Some(range) = placement.technique.depth_range_mm {
                    span.soft { (paper.with("map-depth-range", [("from", number(range.from).into()), ("to", number(range.to).into())])) }
                }
            }
        }
    }
}

fn area(square_centimetres: f64) -> Markup {
    html! { (decimals(square_centimetres, 1)) " cm" sup { "2" } }
}

fn zone_table(map: &InjectionMap, paper: &Paper<'_>) -> Markup {
    let placement = map.placement();
    let of_zone = |id: &str| {
        map.points()
            .and_then(|points| points.per_zone.iter().find(|zone| zone.zone == id))
    };
    html! {
        table.zones {
            caption { (paper.say("map-zones")) }
            thead { tr {
                (paper.column("map-on-the-map")) (paper.column("map-zone")) (paper.number_column("map-area")) (paper.number_column("map-outside-danger"))
                @if map.points().is_some() { (paper.number_column("plan-points")) (paper.number_column("map-volume")) }
                (paper.column("plan-status"))
            } }
            tbody {
                @for (position, zone) in placement.zones.iter().enumerate() {
                    tr {
                        td { strong { (scalp::zone_letter(position)) } }
                        th scope="row" { (paper.zone(&zone.id, &zone.name)) @if let Some(role) = &zone.role { span.soft { (paper.word(role)) } } }
                        td.n { (area(zone.area.0)) }
                        td.n { (area(zone.clear_area.0)) }
                        @if let Some(points) = of_zone(&zone.id) {
                            td.n { (points.n_points) } td.n { (decimals(points.volume.0, 2)) " mL" }
                        } @else if map.points().is_some() {
                            td.n { "0" } td.n { "0.00 mL" }
                        }
                        td { (paper.status_tag(zone.status, None)) }
                    }
                }
            }
            @if let (Some(points), true) = (map.points(), placement.zones.len() > 1) {
                tfoot { tr {
                    th scope="row" colspan="2" { (paper.say("map-together")) }
                    td.n { (area(placement.area.0)) } td.n { (area(placement.clear_area.0)) } td.n { (points.n_points) } td.n { (decimals(points.total_volume.0, 2)) " mL" } td {}
                } }
            }
        }
    }
}

fn danger_table(placement: &Placement, paper: &Paper<'_>) -> Markup {
    html! {
        @if !placement.danger_areas.is_empty() {
            table.dangers {
                caption { (paper.say("map-dangers")) }
                thead { tr { (paper.column("map-danger-area")) (paper.column("map-lies-there")) (paper.column("map-follows")) (paper.column("map-on-the-map")) (paper.column("plan-status")) } }
                tbody {
                    @for danger in &placement.danger_areas {
                        tr {
                            th scope="row" { (paper.word(&danger.name)) }
                            td { (paper.prose(&danger.structure)) }
                            td { (icon("caution")) " " (paper.prose(&danger.rule)) }
                            td { (paper.say(if danger.sector.is_some() { "map-hatched" } else { "map-not-drawn" })) }
                            td { (paper.status_tag(danger.status, None)) }
                        }
                    }
                }
            }
        }
    }
}

/// Sources of the records that the map rests on.
fn sources_of(placement: &Placement, paper: &Paper<'_>) -> Vec<String> {
    let records = &paper.knowledge.records;
    let mut sources: Vec<String> = placement
        .rests_on
        .iter()
        .filter_map(|id| records.find(id))
        .flat_map(|(_, record)| record.sources.to_vec())
        .collect();
    sources.sort_unstable();
    sources.dedup();
    sources
}

/// Every point in words and numbers: the table that is equal to the drawing.
fn point_table(points: &PointMap, paper: &Paper<'_>) -> Markup {
    let radius_cm = points.placement.head_circumference.0 / TAU;
    html! {
        details.points-table {
            summary { (paper.counted("map-points-as-table", points.points.len())) }
            table {
                caption { (paper.say("map-points-caption")) }
                thead { tr {
                    (paper.number_column("map-point")) (paper.column("map-zone")) (paper.number_column("map-from-top")) (paper.column("map-direction"))
                    (paper.number_column("map-volume")) (paper.column("map-seen"))
                } }
                tbody {
                    @for (position, point) in points.points.iter().enumerate() {
                        tr {
                            td.n { (position + 1) }
                            td { (paper.zone(&point.zone, &point.zone)) }
                            td.n { (decimals((1.0 - point.place.u).clamp(-1.0, 1.0).acos() * radius_cm, 1)) " cm" }
                            td { (direction(point.place, paper)) }
                            td.n { (number(points.volume_per_point.0)) " mL" }
                            td { (seen_from(point.place, paper)) }
                        }
                    }
                }
            }
        }
    }
}

/// A direction from the top of the head: `towards the back, 24° to the left`.
fn direction(place: Place, paper: &Paper<'_>) -> String {
    // 90 is the front and 180 the patient's left: turned so that the front is 0 and the left counts up to 180.
    let from_front = (place.angle_deg - 90.0).rem_euclid(360.0);
    let (turned, side) = if from_front <= 180.0 {
        (from_front, "map-to-left")
    } else {
        (360.0 - from_front, "map-to-right")
    };
    let (towards, aside) = if turned <= 90.0 {
        ("map-to-front", turned)
    } else {
        ("map-to-back", 180.0 - turned)
    };
    match aside.round() {
        aside if aside < 1.0 => paper.say(towards),
        aside if aside > 89.0 => paper.say(side),
        aside => format!("{}, {aside:.0}° {}", paper.say(towards), paper.say(side)),
    }
}

fn seen_from(place: Place, paper: &Paper<'_>) -> String {
    let views: Vec<String> = VIEWS
        .into_iter()
        .filter(|view| project(place, *view).is_some())
        .map(|view| {
            paper.say(match view {
                View::Front => "map-seen-front",
                View::Top => "map-seen-top",
                View::Back => "map-seen-back",
                View::Left => "map-seen-left",
                View::Right => "map-seen-right",
            })
        })
        .collect();
    capitalised(&views.join(", "))
}
