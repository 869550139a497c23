//! Where it goes: five views of the head, the numbers beside them, the zones, and the points as a table.

use std::f64::consts::TAU;

use anagen_care::injection_map::{
    InjectionMap, Place, Placement, PointMap, TechniquePass, View, VolumeOrigin, project,
};
use anagen_care::plan::Plan;
use anagen_knowledge::records::DrugNeed;
use maud::{Markup, html};

use super::icons::icon;
use super::paper::{Paper, status_tag};
use super::words::{capitalised, counted, decimals, minutes, number};
use super::{Section, not_planned};
use crate::scalp;

/// The order of the pictures on the page: the numbers stand after the fifth.
const VIEWS: [View; 5] = [View::Front, View::Top, View::Back, View::Left, View::Right];

pub(super) fn section(plan: &Plan, paper: &Paper<'_>) -> Option<Section> {
    let map = plan.injection_map.as_ref()?;
    let placement = map.placement();
    let state = match map.points() {
        Some(points) => format!("{} points", points.n_points),
        None => format!("{} cm², no points", number(placement.clear_area.0)),
    };
    let content = html! {
        (not_planned(plan.standing))
        div.views {
            @for view in VIEWS {
                figure {
                    (scalp::drawing(map, view, paper.knowledge, "map"))
                    figcaption { (scalp::title(map, view, paper.knowledge)) }
                }
            }
            (numbers(plan, map, paper))
            div.legends { (scalp::legend(map)) }
        }
        (zone_table(map))
        (danger_table(placement, paper))
        @if !placement.notes.is_empty() {
            h3 { "To be known" }
            ul { @for note in &placement.notes { li { (paper.prose(note)) } } }
        }
        p.soft { "Rests on " @for id in &placement.rests_on { span.id { (id) } " " } (paper.sources(&sources_of(placement, paper))) }
        @if let Some(points) = map.points() { (point_table(points)) }
    };
    Some(Section::new("map", "The injection map", state, content))
}

fn numbers(plan: &Plan, map: &InjectionMap, paper: &Paper<'_>) -> Markup {
    let placement = map.placement();
    html! {
        dl.numbers.beside {
            div { dt { "Treated area" } dd { strong { (area(placement.clear_area.0)) } } }
            @match map {
                InjectionMap::Points(points) => { (of_points(plan, points)) }
                InjectionMap::Passes(passes) => { (of_passes(passes)) }
            }
            div { dt { "Depth" } dd { (depth(placement)) } }
            div { dt { "Technique" } dd { (placement.technique.name) " " (status_tag(placement.technique.status, None)) @if let Some(layer) = &placement.technique.layer { span.soft { (paper.prose(layer)) } } } }
            @if map.points().is_some() || placement.needle_gauge.is_some() {
                div { dt { "Needle" } dd { @match placement.needle_gauge { Some(gauge) => { (gauge) " G" } None => { "not given" } } } }
            }
            div { dt { "Head" } dd { (number(placement.head_circumference.0)) " cm round; scalp about " (number(placement.scalp_area.0.round())) " cm" sup { "2" } } }
        }
    }
}

fn of_points(plan: &Plan, points: &PointMap) -> Markup {
    let cocktail = plan
        .formulation
        .as_ref()
        .and_then(|formulation| formulation.cocktail.as_ref());
    let grid = match points.grid {
        anagen_care::case::Grid::Square => "square grid",
        anagen_care::case::Grid::Hexagonal => "hexagonal grid",
    };
    let volume_from = match points.volume_per_point_from {
        VolumeOrigin::Asked => "as asked for",
        VolumeOrigin::Default => "the technique's default",
        VolumeOrigin::SessionVolume => "the session's volume over the points",
    };
    html! {
        div { dt { "Points" } dd { strong { (points.n_points) } } }
        div { dt { "Spacing" } dd { strong { (number(points.spacing.0)) " cm" } span.soft { (grid) @if points.spacing_is_default { ", the technique's default" } } } }
        div { dt { "Each point" } dd { strong { (number(points.volume_per_point.0)) " mL" } span.soft { (volume_from) } } }
        div { dt { "All points" } dd { strong { (number(points.total_volume.0)) " mL" } @if let Some(session) = points.session_volume { span.soft { "mixture of the session: " (number(session.0)) " mL" } } } }
        @for dose in cocktail.into_iter().flat_map(|cocktail| &cocktail.agents).filter(|dose| dose.role != anagen_knowledge::records::AgentRole::Diluent) {
            div { dt { (dose.name) } dd { strong { (dose.per_session) } span.soft { (dose.strength) } } }
        }
        div {
            dt { "Time for the points" }
            dd { @match points.minutes { Some(time) => { strong { (minutes(time.from.0)) " to " (minutes(time.to.0)) " min" } } None => { "not known" } } }
        }
    }
}

fn of_passes(passes: &TechniquePass) -> Markup {
    let drug = match passes.drug {
        DrugNeed::Required => "with a mixture",
        DrugNeed::Optional => "with or without a mixture",
        DrugNeed::None => "without a mixture",
    };
    html! {
        div { dt { "Points" } dd { "none: passes over the area" span.soft { (drug) } } }
        div {
            dt { "Passes" }
            dd {
                @match passes.passes { Some(n) => { strong { (n) } } None => { "not given" } }
                @if let Some(range) = passes.passes_range { span.soft { "the knowledge gives " (number(range.from)) " to " (number(range.to)) } }
            }
        }
    }
}

fn depth(placement: &Placement) -> Markup {
    html! {
        @match &placement.depth {
            Some(depth) => {
                strong { (number(depth.depth.0)) " mm" } ", most likely " (depth.layer)
                @if let Some(limit) = depth.limit { span.soft { (number(limit.0)) " mm is the upper limit on the scalp, not a target" } }
            }
            None => {
                "not given"
                @if let Some(range) = placement.technique.depth_range_mm { span.soft { "the technique has " (number(range.from)) " to " (number(range.to)) " mm" } }
            }
        }
    }
}

fn area(square_centimetres: f64) -> Markup {
    html! { (decimals(square_centimetres, 1)) " cm" sup { "2" } }
}

fn zone_table(map: &InjectionMap) -> Markup {
    let placement = map.placement();
    let of_zone = |id: &str| {
        map.points()
            .and_then(|points| points.per_zone.iter().find(|zone| zone.zone == id))
    };
    html! {
        table.zones {
            caption { "Zones" }
            thead { tr {
                th scope="col" { "On the map" } th scope="col" { "Zone" } th.n scope="col" { "Area" } th.n scope="col" { "Outside danger areas" }
                @if map.points().is_some() { th.n scope="col" { "Points" } th.n scope="col" { "Volume" } }
                th scope="col" { "Status" }
            } }
            tbody {
                @for (position, zone) in placement.zones.iter().enumerate() {
                    tr {
                        td { strong { (scalp::zone_letter(position)) } }
                        th scope="row" { (zone.name) @if let Some(role) = &zone.role { span.soft { (role) } } }
                        td.n { (area(zone.area.0)) }
                        td.n { (area(zone.clear_area.0)) }
                        @if let Some(points) = of_zone(&zone.id) {
                            td.n { (points.n_points) } td.n { (decimals(points.volume.0, 2)) " mL" }
                        } @else if map.points().is_some() {
                            td.n { "0" } td.n { "0.00 mL" }
                        }
                        td { (status_tag(zone.status, None)) }
                    }
                }
            }
            @if let (Some(points), true) = (map.points(), placement.zones.len() > 1) {
                tfoot { tr {
                    th scope="row" colspan="2" { "Together" }
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
                caption { "Danger areas in and around these zones" }
                thead { tr { th scope="col" { "Area" } th scope="col" { "What lies there" } th scope="col" { "What follows" } th scope="col" { "On the map" } th scope="col" { "Status" } } }
                tbody {
                    @for danger in &placement.danger_areas {
                        tr {
                            th scope="row" { (danger.name) }
                            td { (paper.prose(&danger.structure)) }
                            td { (icon("caution")) " " (paper.prose(&danger.rule)) }
                            td { @if danger.sector.is_some() { "hatched" } @else { "off the scalp, not drawn" } }
                            td { (status_tag(danger.status, None)) }
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
fn point_table(points: &PointMap) -> Markup {
    let radius_cm = points.placement.head_circumference.0 / TAU;
    html! {
        details.points-table {
            summary { "The " (counted(points.points.len(), "point", "points")) " as a table" }
            table {
                caption { "In the order of the hand: zone by zone, from the top of the head downwards. Distances run along the scalp of the drawn half sphere." }
                thead { tr {
                    th.n scope="col" { "Point" } th scope="col" { "Zone" } th.n scope="col" { "From the top of the head" } th scope="col" { "Direction" }
                    th.n scope="col" { "Volume" } th scope="col" { "Seen" }
                } }
                tbody {
                    @for (position, point) in points.points.iter().enumerate() {
                        tr {
                            td.n { (position + 1) }
                            td { (points.placement.zones.iter().find(|zone| zone.id == point.zone).map_or(point.zone.as_str(), |zone| zone.name.as_str())) }
                            td.n { (decimals((1.0 - point.place.u).clamp(-1.0, 1.0).acos() * radius_cm, 1)) " cm" }
                            td { (direction(point.place)) }
                            td.n { (number(points.volume_per_point.0)) " mL" }
                            td { (seen_from(point.place)) }
                        }
                    }
                }
            }
        }
    }
}

/// A direction from the top of the head: `towards the back, 24° to the left`.
fn direction(place: Place) -> String {
    // 90 is the front and 180 the patient's left: turned so that the front is 0 and the left counts up to 180.
    let from_front = (place.angle_deg - 90.0).rem_euclid(360.0);
    let (turned, side) = if from_front <= 180.0 {
        (from_front, "left")
    } else {
        (360.0 - from_front, "right")
    };
    let (towards, aside) = if turned <= 90.0 {
        ("front", turned)
    } else {
        ("back", 180.0 - turned)
    };
    match aside.round() {
        aside if aside < 1.0 => format!("to the {towards}"),
        aside if aside > 89.0 => format!("to the {side}"),
        aside => format!("to the {towards}, {aside:.0}° to the {side}"),
    }
}

fn seen_from(place: Place) -> String {
    let views: Vec<&str> = VIEWS
        .into_iter()
        .filter(|view| project(place, *view).is_some())
        .map(|view| match view {
            View::Front => "front",
            View::Top => "above",
            View::Back => "behind",
            View::Left => "left",
            View::Right => "right",
        })
        .collect();
    capitalised(&views.join(", "))
}
