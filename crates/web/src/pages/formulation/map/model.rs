//! The points of a map as they stand, and what the script of the page is told of them.

use anagen_care::injection_map::{Place, PointEdits};
use anagen_knowledge::records::DangerArea;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{Charted, FRAME, MapPoint, MapPurpose, PointState, ScalpMap, VIEWS, rounded, view_name};

impl ScalpMap<'_> {
    /// The points as they stand: those laid with the changes of the field, those planned with what was charted.
    pub(crate) fn shown(&self) -> Vec<MapPoint> {
        match self.purpose {
            MapPurpose::Plan => self.with_edits(),
            MapPurpose::Chart => self.with_charted(),
            MapPurpose::Look => self.points.clone(),
        }
    }

    fn with_edits(&self) -> Vec<MapPoint> {
        let edits: PointEdits = serde_json::from_str(&self.value).unwrap_or_default();
        if edits.grid != self.grid_mark {
            return self.points.clone();
        }
        let kept = self.points.iter().filter(|point| !edits.removed.contains(&point.id));
        let moved = kept.map(|point| match edits.moved.get(&point.id) {
            Some(place) => MapPoint {
                place: *place,
                by_hand: true,
                ..point.clone()
            },
            None => point.clone(),
        });
        let added = edits.added.iter().map(|(id, place)| MapPoint {
            id: id.clone(),
            zone: self.zone_at(*place),
            place: *place,
            state: PointState::Planned,
            volume_ml: self.volume_per_point_ml.unwrap_or(0.0),
            depth_mm: self.depth_mm,
            mixture: None,
            by_hand: true,
        });
        moved.chain(added).collect()
    }

    fn with_charted(&self) -> Vec<MapPoint> {
        #[derive(Deserialize)]
        struct Field {
            points: Vec<Charted>,
        }
        let charted = serde_json::from_str::<Field>(&self.value)
            .map(|field| field.points)
            .unwrap_or_default();
        let mut shown = self.points.clone();
        for done in charted {
            let point = MapPoint {
                zone: done.zone.clone(),
                place: Place {
                    angle_deg: done.angle_deg,
                    u: done.u,
                },
                state: done.state,
                volume_ml: done.volume_ml,
                depth_mm: done.depth_mm,
                mixture: done.mixture.clone(),
                by_hand: done.extra,
                id: done.id,
            };
            match shown.iter_mut().find(|known| known.id == point.id) {
                Some(known) => *known = point,
                None => shown.push(point),
            }
        }
        shown
    }

    /// The treated zone in which a place lies; empty beside all of them.
    fn zone_at(&self, place: Place) -> String {
        let zones = self.knowledge.records.zones.iter();
        let mut treated = zones.filter(|zone| self.zones.contains(&zone.id));
        treated
            .find(|zone| place.is_in(zone.sector))
            .map(|zone| zone.id.clone())
            .unwrap_or_default()
    }

    pub(super) fn danger_at(&self, place: Place) -> Option<&DangerArea> {
        let areas = &self.knowledge.records.danger_areas;
        areas
            .iter()
            .find(|area| area.sector.is_some_and(|sector| place.is_in(sector)))
    }

    /// What the script works on.
    pub(crate) fn model(&self) -> Value {
        let zones: Vec<Value> = self
            .knowledge
            .records
            .zones
            .iter()
            .map(|zone| {
                json!({
                    "id": zone.id, "name": zone.name, "sector": zone.sector,
                    "treated": self.zones.contains(&zone.id), "area": self.areas.get(&zone.id),
                })
            })
            .collect();
        let dangers: Vec<Value> = self
            .knowledge
            .records
            .danger_areas
            .iter()
            .filter_map(|area| Some(json!({ "name": area.name, "sector": area.sector? })))
            .collect();
        let points: Vec<Value> = self
            .points
            .iter()
            .map(|point| {
                json!({
                    "id": point.id, "zone": point.zone, "angle_deg": rounded(point.place.angle_deg), "u": rounded(point.place.u),
                    "volume_ml": point.volume_ml, "depth_mm": point.depth_mm, "by_hand": point.by_hand,
                })
            })
            .collect();
        let doses: Vec<Value> = self
            .doses
            .iter()
            .map(|dose| json!({ "name": dose.name, "unit": dose.unit, "per_ml": dose.per_ml }))
            .collect();
        let letters: serde_json::Map<String, Value> = self.with_canvas(&self.shown(), |canvas| {
            VIEWS
                .into_iter()
                .map(|view| (view_name(view).to_owned(), json!(canvas.letters(view))))
                .collect()
        });
        json!({
            "letters": letters,
            "zones": zones, "dangers": dangers, "points": points, "grid": self.grid_mark,
            "head_cm": self.head_circumference_cm, "spacing_cm": self.spacing_cm, "volume_ml": self.volume_per_point_ml,
            "depth_mm": self.depth_mm, "seconds": self.seconds_per_point, "doses": doses, "mixtures": self.mixtures,
            "frame": { "radius": FRAME.0, "tilt_deg": FRAME.1 },
        })
    }

    /// The words that the script says.
    pub(super) fn spoken(&self) -> Value {
        let mut spoken = serde_json::Map::new();
        for key in [
            "chosen",
            "moved",
            "added",
            "removed",
            "put-back",
            "injected",
            "skipped",
            "planned",
            "no-point",
            "in-danger",
            "outside",
            "undone",
            "nothing-to-undo",
            "zone-on",
            "zone-off",
            "zone-marked",
            "not-known",
            "points",
            "from-top",
            "front",
            "back",
            "left",
            "right",
            "repeated",
        ] {
            // The script puts the names in the place of what stands in braces.
            let blank = ["point", "zone", "place", "area", "n"].map(|name| (name, format!("{{{name}}}").into()));
            spoken.insert(
                key.to_owned(),
                Value::String(self.words.with(&format!("map-said-{key}"), blank)),
            );
        }
        Value::Object(spoken)
    }
}
