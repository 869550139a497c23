//! What is asked for, found in the knowledge and held to the technique's ranges.

use anagen_knowledge::records::{DangerArea, NumberRange, Sector, Technique, Zone};
use anagen_knowledge::{Knowledge, Plain, suggest};

use super::areas::{ClearZone, clear_share, scalp_area, zone_area};
use super::reconcile::span;
use super::{MappedDangerArea, MappedTechnique, MappedZone, Placement, PlannedDepth};
use crate::case::Request;
use crate::finding::Refusal;
use crate::units::{Centimetres, Millimetres, SquareCentimetres};

/// Least head circumference that is taken for one (proposed: a check against slips such as inches for centimetres; no source gives it).
pub const LEAST_HEAD_CIRCUMFERENCE: Centimetres = Centimetres(40.0);
/// Greatest head circumference that is taken for one (proposed, as the least).
pub const GREATEST_HEAD_CIRCUMFERENCE: Centimetres = Centimetres(75.0);

/// Where the dermis is most likely reached, in mm (DECISIONS.md 5, depth: "dermis 1 to 2 mm, deeper is subdermal"; proposed).
const DERMIS_MM: NumberRange = NumberRange { from: 1.0, to: 2.0 };

/// A technique by id, name or synonym, upper and lower case alike.
pub fn find_technique<'k>(knowledge: &'k Knowledge, written: &str) -> Option<&'k Technique> {
    let wanted = written.trim().to_lowercase();
    let techniques = &knowledge.records.techniques;
    techniques
        .iter()
        .find(|technique| technique.id.to_lowercase() == wanted)
        .or_else(|| {
            techniques
                .iter()
                .find(|technique| spellings(technique).any(|name| name.to_lowercase() == wanted))
        })
}

fn spellings(technique: &Technique) -> impl Iterator<Item = &str> {
    [&technique.id, &technique.name]
        .into_iter()
        .chain(&technique.names)
        .map(String::as_str)
}

pub(super) fn technique<'k>(
    request: &Request,
    knowledge: &'k Knowledge,
    refusals: &mut Vec<Refusal>,
) -> Option<&'k Technique> {
    let techniques = &knowledge.records.techniques;
    let offered = || {
        let ids: Vec<_> = techniques
            .iter()
            .filter(|technique| technique.scalp_default)
            .map(|technique| format!("`{}`", technique.id))
            .collect();
        format!("Ask for one of the techniques for scalp hair: {}", ids.join(", "))
    };
    let Some(written) = &request.technique else {
        refusals.push(Refusal::new(
            "no_technique",
            "No technique is asked for, so there is nothing to map",
            [offered()],
        ));
        return None;
    };
    let Some(technique) = find_technique(knowledge, written) else {
        let near = suggest::nearest(written, techniques.iter().flat_map(spellings))
            .and_then(|name| find_technique(knowledge, name))
            .map(|technique| format!("Write `{}` if {} is meant", technique.id, technique.name));
        let reason = format!("The technique `{written}` is not in the knowledge");
        refusals.push(Refusal::new(
            "unknown_technique",
            reason,
            near.into_iter().chain([offered()]),
        ));
        return None;
    };
    if !technique.scalp_default {
        let reason = format!("{} is not offered for scalp hair by default", technique.name);
        refusals.push(Refusal::new("technique_not_for_scalp_hair", reason, [offered()]));
    }
    Some(technique)
}

/// The zones in the order of the knowledge, so that the order of asking changes nothing.
pub(super) fn zones<'k>(request: &Request, knowledge: &'k Knowledge, refusals: &mut Vec<Refusal>) -> Vec<&'k Zone> {
    let all = &knowledge.records.zones;
    let known = || {
        let ids: Vec<_> = all.iter().map(|zone| format!("`{}`", zone.id)).collect();
        format!("Ask for one or more of {}", ids.join(", "))
    };
    if request.zones.is_empty() {
        refusals.push(Refusal::new(
            "no_zone",
            "No zone is asked for, so no area can be worked out",
            [known()],
        ));
    }
    for (position, id) in request.zones.iter().enumerate() {
        if !all.iter().any(|zone| &zone.id == id) {
            let ways: Vec<String> = near_zones(id, all)
                .into_iter()
                .map(|near| format!("Write `{near}` if that is meant"))
                .chain([known()])
                .collect();
            refusals.push(Refusal::new(
                "unknown_zone",
                format!("The zone `{id}` is not in the knowledge"),
                ways,
            ));
        } else if request
            .zones
            .iter()
            .take(position)
            .filter(|earlier| *earlier == id)
            .count()
            == 1
        {
            let reason = format!("The zone `{id}` is asked for more than once: its area would count twice");
            refusals.push(Refusal::new("duplicate_zone", reason, [format!("Name `{id}` once")]));
        }
    }
    all.iter().filter(|zone| request.zones.contains(&zone.id)).collect()
}

/// Both sides of a zone that was written without its side; otherwise the likeliest slip of the hand.
fn near_zones<'k>(written: &str, all: &'k [Zone]) -> Vec<&'k str> {
    let stem = format!("{}_", written.trim().to_lowercase());
    let sides: Vec<&str> = all
        .iter()
        .map(|zone| zone.id.as_str())
        .filter(|id| id.starts_with(&stem))
        .collect();
    if !sides.is_empty() {
        return sides;
    }
    let near = suggest::nearest(
        written,
        all.iter().flat_map(|zone| [zone.id.as_str(), zone.name.as_str()]),
    );
    all.iter()
        .filter(|zone| near == Some(zone.id.as_str()) || near == Some(zone.name.as_str()))
        .map(|zone| zone.id.as_str())
        .collect()
}

pub(super) fn head_circumference(request: &Request, refusals: &mut Vec<Refusal>) -> Option<Centimetres> {
    let measure = || "Measure the head around the brow and the back of the head, in centimetres".to_owned();
    let Some(head) = request.head_circumference else {
        let reason = "The head circumference is not known, so no area can be worked out";
        refusals.push(Refusal::new("no_head_circumference", reason, [measure()]));
        return None;
    };
    if LEAST_HEAD_CIRCUMFERENCE <= head && head <= GREATEST_HEAD_CIRCUMFERENCE {
        return Some(head);
    }
    let reason = format!(
        "A head circumference of {head} is not plausible: from {LEAST_HEAD_CIRCUMFERENCE} to {GREATEST_HEAD_CIRCUMFERENCE} is taken (proposed)"
    );
    refusals.push(Refusal::new("impossible_head_circumference", reason, [measure()]));
    None
}

pub(super) fn depth(request: &Request, technique: &Technique, refusals: &mut Vec<Refusal>) -> Option<PlannedDepth> {
    let depth = request.depth?;
    let name = &technique.name;
    let Some(range) = technique.depth_mm else {
        let reason = format!("The knowledge gives no depth for {name}: a depth of {depth} cannot be checked");
        refusals.push(Refusal::new(
            "depth_cannot_be_checked",
            reason,
            ["Leave the depth out".to_owned(), another_technique()],
        ));
        return None;
    };
    // A range that runs beyond the limit is described so; on the scalp the limit holds.
    let deepest = range.limit.map_or(range.to, |limit| limit.min(range.to));
    let within = format!("Plan a depth of {}", span(range.from, deepest, "mm"));
    let refusal = if !(depth.0.is_finite() && depth.0 >= 0.0) {
        Refusal::new("impossible_depth", format!("{depth} is not a depth"), [within])
    } else if let Some(limit) = range.limit.filter(|limit| depth.0 > *limit) {
        let limit = Millimetres(limit);
        Refusal::new(
            "depth_beyond_limit",
            format!("A depth of {depth} is beyond the limit of {limit} on the scalp; the limit is not a target"),
            [within],
        )
    } else if !(range.from <= depth.0 && depth.0 <= range.to) {
        let reason = format!(
            "A depth of {depth} is outside {name}: {}",
            span(range.from, range.to, "mm")
        );
        Refusal::new("depth_outside_range", reason, [within, another_technique()])
    } else {
        return Some(PlannedDepth {
            depth,
            layer: layer(depth),
            limit: range.limit.map(Millimetres),
        });
    };
    refusals.push(refusal);
    None
}

/// The layer that a depth most likely reaches; skin differs in thickness from head to head and from zone to zone.
fn layer(depth: Millimetres) -> &'static str {
    if depth.0 < DERMIS_MM.from {
        "epidermis to upper dermis"
    } else if depth.0 <= DERMIS_MM.to {
        "dermis"
    } else {
        "subdermal"
    }
}

pub(super) fn needle_gauge(request: &Request, technique: &Technique, refusals: &mut Vec<Refusal>) {
    let Some(gauge) = request.needle_gauge else { return };
    let name = &technique.name;
    match technique.gauge {
        Some(range) if range.contains(f64::from(gauge)) => {}
        Some(range) => {
            let (from, to) = (Plain(range.from), Plain(range.to));
            let reason = format!("A needle of {gauge} G is outside {name}: {from} to {to} G");
            refusals.push(Refusal::new(
                "gauge_outside_range",
                reason,
                [format!("Choose a needle from {from} to {to} G"), another_technique()],
            ));
        }
        None => {
            let reason = format!("The knowledge gives no needle gauge for {name}: {gauge} G cannot be checked");
            refusals.push(Refusal::new(
                "gauge_cannot_be_checked",
                reason,
                ["Leave the needle gauge out".to_owned(), another_technique()],
            ));
        }
    }
}

pub(super) fn another_technique() -> String {
    "Choose another technique".to_owned()
}

/// The zones of a head with their danger areas.
pub(super) struct TreatedArea<'k> {
    pub(super) head_circumference: Centimetres,
    pub(super) zones: Vec<ClearZone<'k>>,
    dangers: Vec<(&'k DangerArea, f64)>,
}

impl<'k> TreatedArea<'k> {
    pub(super) fn new(head_circumference: Centimetres, zones: Vec<&'k Zone>, knowledge: &'k Knowledge) -> Self {
        let areas = &knowledge.records.danger_areas;
        let sectors: Vec<Sector> = areas.iter().filter_map(|area| area.sector).collect();
        let taken_by = |area: &DangerArea| -> f64 {
            let Some(sector) = area.sector else { return 0.0 };
            zones
                .iter()
                .map(|zone| zone.sector.share() - clear_share(zone.sector, &[sector]))
                .sum()
        };
        let dangers = areas
            .iter()
            .map(|area| (area, taken_by(area)))
            .filter(|(area, taken)| {
                *taken > 0.0
                    || zones.iter().any(|zone| area.zones.contains(&zone.id))
                    || (area.zones.is_empty() && area.sector.is_none())
            })
            .collect();
        Self {
            head_circumference,
            zones: zones.into_iter().map(|zone| ClearZone::new(zone, &sectors)).collect(),
            dangers,
        }
    }

    /// The danger areas of these zones.
    pub(super) fn danger_areas(&self) -> impl Iterator<Item = &'k DangerArea> {
        self.dangers.iter().map(|(area, _)| *area)
    }

    /// What is treated.
    pub(super) fn clear_area(&self) -> SquareCentimetres {
        SquareCentimetres(self.zones.iter().map(|zone| zone.area(self.head_circumference).0).sum())
    }

    pub(super) fn placement(&self, request: &Request, technique: &Technique, depth: Option<PlannedDepth>) -> Placement {
        let zones: Vec<MappedZone> = self
            .zones
            .iter()
            .map(|clear| MappedZone {
                id: clear.zone.id.clone(),
                name: clear.zone.name.clone(),
                side: clear.zone.side,
                area: zone_area(self.head_circumference, clear.zone),
                clear_area: clear.area(self.head_circumference),
                role: clear.zone.role.clone(),
                status: clear.zone.status,
            })
            .collect();
        let danger_areas: Vec<MappedDangerArea> = self
            .dangers
            .iter()
            .map(|(area, taken)| MappedDangerArea {
                id: area.id.clone(),
                name: area.name.clone(),
                structure: area.structure.clone(),
                rule: area.rule.clone(),
                sector: area.sector,
                area: SquareCentimetres(scalp_area(self.head_circumference).0 * taken),
                status: area.status,
            })
            .collect();
        let mut notes = vec!["Areas are estimates: the scalp is taken as half a sphere with the head's circumference, and real heads differ.".to_owned()];
        if depth.is_none() {
            let range = technique.depth_mm.map(|range| {
                let limit = range
                    .limit
                    .map(|limit| {
                        format!(
                            ", and {} is the upper limit on the scalp, not a target",
                            Millimetres(limit)
                        )
                    })
                    .unwrap_or_default();
                format!(
                    "No depth was given: {} has {}{limit}.",
                    technique.name,
                    span(range.from, range.to, "mm")
                )
            });
            notes.extend(range);
        }
        notes.extend(
            zones
                .iter()
                .filter_map(|zone| Some(format!("{} also serves as: {}.", zone.name, zone.role.as_ref()?))),
        );
        let rests_on = std::iter::once(&technique.id)
            .chain(zones.iter().map(|zone| &zone.id))
            .chain(danger_areas.iter().map(|area| &area.id))
            .cloned()
            .collect();
        Placement {
            technique: MappedTechnique {
                id: technique.id.clone(),
                name: technique.name.clone(),
                used_for: technique.used_for.clone(),
                layer: technique.layer.clone(),
                depth_range_mm: technique.depth_mm.map(|range| NumberRange {
                    from: range.from,
                    to: range.to,
                }),
                status: technique.status,
            },
            head_circumference: self.head_circumference,
            scalp_area: scalp_area(self.head_circumference),
            area: SquareCentimetres(zones.iter().map(|zone| zone.area.0).sum()),
            clear_area: self.clear_area(),
            zones,
            danger_areas,
            depth,
            needle_gauge: request.needle_gauge,
            notes,
            rests_on,
        }
    }
}
