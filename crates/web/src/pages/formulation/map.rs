//! The scalp as something to work on: five views, points, zones, danger areas; to plan on, to chart on, to look at.
//!
//! The component writes one hidden field of JSON into the form that it stands in, and the script `scalp-map.js` works on that
//! field. Without script the five views stand beside each other, and the row below them changes one point at a time.
//!
//! - To plan ([`MapPurpose::Plan`]) the field holds the changes to the points that were laid (`PointEdits`).
//! - To chart ([`MapPurpose::Chart`]) it holds what was done: [`Charted`] points, the others being still planned.

mod model;

use std::collections::BTreeMap;
use std::fmt::Write as _;

use anagen_care::injection_map::{Place, PointMap, View, project};
use anagen_knowledge::Knowledge;
use anagen_papers::scalp::{Canvas, CanvasPoint, FRAME, canvas_radius, view_in_words, zone_letter};
use maud::{Markup, Render, html};
use serde::{Deserialize, Serialize};

use crate::look::{Column, Field, Icon, Table, disclosure, field, hidden};
use crate::messages::Messages;

/// What a map is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum MapPurpose {
    /// Zones are chosen, points moved, added, taken away.
    Plan,
    /// Points are marked as injected or skipped.
    Chart,
    /// Nothing can be changed.
    Look,
}

/// What became of a point.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum PointState {
    /// Nothing yet.
    Planned,
    /// It was injected.
    Injected,
    /// It was left out.
    Skipped,
}

/// A point of a map.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct MapPoint {
    /// Its name.
    pub(crate) id: String,
    /// Zone by id; empty beside every treated zone.
    pub(crate) zone: String,
    /// Where it lies.
    pub(crate) place: Place,
    /// What became of it.
    pub(crate) state: PointState,
    /// Its volume.
    pub(crate) volume_ml: f64,
    /// Its depth, where one is planned or was recorded.
    pub(crate) depth_mm: Option<f64>,
    /// The mixture, by the id in [`ScalpMap::mixtures`].
    pub(crate) mixture: Option<String>,
    /// Whether a hand moved or added it.
    pub(crate) by_hand: bool,
}

/// One point of what was charted, as the hidden field has it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Charted {
    /// Its name.
    pub(crate) id: String,
    /// Zone by id.
    #[serde(default)]
    pub(crate) zone: String,
    /// Where it lies.
    pub(crate) angle_deg: f64,
    /// The squared radius of its place.
    pub(crate) u: f64,
    /// What became of it.
    pub(crate) state: PointState,
    /// Its volume.
    pub(crate) volume_ml: f64,
    /// Its depth.
    #[serde(default)]
    pub(crate) depth_mm: Option<f64>,
    /// The mixture.
    #[serde(default)]
    pub(crate) mixture: Option<String>,
    /// Whether it was not planned.
    #[serde(default)]
    pub(crate) extra: bool,
}

/// An agent whose dose is counted while points are.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct MapDose {
    /// Its name.
    pub(crate) name: String,
    /// `mg`, `U`, `mL`.
    pub(crate) unit: String,
    /// What each mL of the mixture holds.
    pub(crate) per_ml: f64,
}

/// A map of a scalp.
#[derive(Debug, Clone)]
pub(crate) struct ScalpMap<'a> {
    /// The knowledge that has zones and danger areas.
    pub(crate) knowledge: &'a Knowledge,
    /// The texts.
    pub(crate) words: &'a Messages,
    /// What it is for.
    pub(crate) purpose: MapPurpose,
    /// Treated zones, by id.
    pub(crate) zones: Vec<String>,
    /// The points as they were laid (to plan) or are planned (to chart); the field's changes are put over them.
    pub(crate) points: Vec<MapPoint>,
    /// Area outside danger areas of each treated zone in square centimetres.
    pub(crate) areas: BTreeMap<String, f64>,
    /// Head circumference.
    pub(crate) head_circumference_cm: Option<f64>,
    /// Distance between points.
    pub(crate) spacing_cm: Option<f64>,
    /// Volume of a point that is added or marked.
    pub(crate) volume_per_point_ml: Option<f64>,
    /// Depth of a point that is added or marked.
    pub(crate) depth_mm: Option<f64>,
    /// Seconds for one point.
    pub(crate) seconds_per_point: Option<(f64, f64)>,
    /// Agents that are counted along.
    pub(crate) doses: Vec<MapDose>,
    /// Mixtures, by id and in words; points bear the letter of theirs.
    pub(crate) mixtures: Vec<(String, String)>,
    /// The grid that changes belong to.
    pub(crate) grid_mark: String,
    /// Name of the hidden field.
    pub(crate) field: &'a str,
    /// What is in it.
    pub(crate) value: String,
    /// To chart: what was charted last time, for "Repeat last session".
    pub(crate) last: Option<String>,
}

const VIEWS: [View; 5] = [View::Top, View::Front, View::Back, View::Left, View::Right];

impl<'a> ScalpMap<'a> {
    /// A map without points, to choose zones on.
    pub(crate) fn empty(knowledge: &'a Knowledge, words: &'a Messages, purpose: MapPurpose, zones: &[String]) -> Self {
        Self {
            knowledge,
            words,
            purpose,
            zones: zones.to_vec(),
            points: Vec::new(),
            areas: BTreeMap::new(),
            head_circumference_cm: None,
            spacing_cm: None,
            volume_per_point_ml: None,
            depth_mm: None,
            seconds_per_point: None,
            doses: Vec::new(),
            mixtures: Vec::new(),
            grid_mark: String::new(),
            field: "points",
            value: String::new(),
            last: None,
        }
    }

    /// The points of a plan's map. Give the map as it was laid and the changes in `value` to plan on it; give the map with its
    /// changes to chart or to look.
    pub(crate) fn of(map: &PointMap, knowledge: &'a Knowledge, words: &'a Messages, purpose: MapPurpose) -> Self {
        let placement = &map.placement;
        let depth = placement.depth.as_ref().map(|planned| planned.depth.0);
        let technique = knowledge
            .records
            .techniques
            .iter()
            .find(|known| known.id == placement.technique.id);
        Self {
            zones: placement.zones.iter().map(|zone| zone.id.clone()).collect(),
            points: map
                .points
                .iter()
                .map(|point| MapPoint {
                    id: point.id.clone(),
                    zone: point.zone.clone(),
                    place: point.place,
                    state: PointState::Planned,
                    volume_ml: map.volume_per_point.0,
                    depth_mm: depth,
                    mixture: None,
                    by_hand: point.by_hand,
                })
                .collect(),
            areas: placement
                .zones
                .iter()
                .map(|zone| (zone.id.clone(), zone.clear_area.0))
                .collect(),
            head_circumference_cm: Some(placement.head_circumference.0),
            spacing_cm: Some(map.spacing.0),
            volume_per_point_ml: Some(map.volume_per_point.0),
            depth_mm: depth,
            seconds_per_point: technique
                .and_then(|known| known.seconds_per_point)
                .map(|range| (range.from, range.to)),
            grid_mark: map.grid_mark.clone(),
            ..Self::empty(knowledge, words, purpose, &[])
        }
    }

    fn say(&self, key: &str) -> String {
        self.words.say(key)
    }

    fn classes(&self, point: &MapPoint) -> String {
        let state = match point.state {
            PointState::Planned => "is-planned",
            PointState::Injected => "is-injected",
            PointState::Skipped => "is-skipped",
        };
        let mixture = point
            .mixture
            .as_ref()
            .and_then(|id| self.mixtures.iter().position(|(known, _)| known == id));
        let mut classes = state.to_owned();
        if let Some(position) = mixture.filter(|_| self.mixtures.len() > 1) {
            let _ = write!(classes, " mixture-{}", position % 4);
        }
        if point.by_hand {
            classes.push_str(" by-hand");
        }
        if self.danger_at(point.place).is_some() || point.zone.is_empty() {
            classes.push_str(" is-wrong");
        }
        classes
    }

    /// Draws with the points that are shown.
    fn with_canvas<T>(&self, shown: &[MapPoint], draw: impl FnOnce(&Canvas<'_>) -> T) -> T {
        let classes: Vec<String> = shown.iter().map(|point| self.classes(point)).collect();
        let points: Vec<CanvasPoint<'_>> = shown
            .iter()
            .zip(&classes)
            .map(|(point, classes)| CanvasPoint {
                id: &point.id,
                place: point.place,
                classes,
                radius: canvas_radius(point.volume_ml, self.spacing_cm, self.head_circumference_cm),
            })
            .collect();
        draw(&Canvas {
            zones: &self.zones,
            points: &points,
            knowledge: self.knowledge,
            language: self.words.language,
        })
    }

    fn views(&self, shown: &[MapPoint]) -> Markup {
        self.with_canvas(shown, |canvas| self.drawn(canvas, shown))
    }

    fn drawn(&self, canvas: &Canvas<'_>, shown: &[MapPoint]) -> Markup {
        html! {
            div class="map-views" {
                @for (position, view) in VIEWS.into_iter().enumerate() {
                    @let seen = shown.iter().filter(|point| project(point.place, view).is_some()).count();
                    @let name = self.say(view_key(view));
                    @let title = self.words.with("map-view-title", [
                        ("view", view_in_words(view, self.words.language).into()), ("seen", seen.into()), ("all", shown.len().into()),
                    ]);
                    figure class=(if position == 0 { "map-view is-active" } else { "map-view" }) data-map-view {
                        (canvas.view(view, self.field, &title))
                        figcaption { button type="button" class="map-view-name" data-choose-view { (name) } span class="map-view-still" { (name) } }
                    }
                }
            }
        }
    }

    /// Buttons that only a script can serve.
    fn tools(&self) -> Markup {
        let tool = |name: &str, icon: Icon, key: &str| {
            html! {
                button type="button" class="button" data-tool=(name) aria-pressed="false" { (icon) span { (self.say(key)) } }
            }
        };
        let act = |name: &str, icon: Icon, key: &str| {
            html! { button type="button" class="button" data-act=(name) { (icon) span { (self.say(key)) } } }
        };
        html! {
            div class="map-tools" role="toolbar" aria-label=(self.say("map-tools")) {
                @match self.purpose {
                    MapPurpose::Plan => {
                        (tool("move", Icon::Head, "map-tool-move"))
                        (tool("add", Icon::Plus, "map-tool-add"))
                        (tool("remove", Icon::Minus, "map-tool-remove"))
                        (tool("zone", Icon::Tasks, "map-tool-zone"))
                        (act("undo", Icon::Undo, "map-undo"))
                        (act("as-laid", Icon::Repeat, "map-as-laid"))
                    }
                    MapPurpose::Chart => {
                        (tool("mark", Icon::Syringe, "map-tool-mark"))
                        (tool("skip", Icon::Bar, "map-tool-skip"))
                        (tool("extra", Icon::Plus, "map-tool-extra"))
                        (tool("zone", Icon::Tasks, "map-tool-mark-zone"))
                        (act("all", Icon::Check, "map-mark-all"))
                        @if self.last.is_some() { (act("last", Icon::Repeat, "map-repeat-last")) }
                        (act("undo", Icon::Undo, "map-undo"))
                    }
                    MapPurpose::Look => {}
                }
            }
            @if self.purpose == MapPurpose::Chart { (self.next_mark()) }
        }
    }

    /// What the next marked points get: volume, depth, mixture.
    fn next_mark(&self) -> Markup {
        let number = |value: Option<f64>| value.map(plain).unwrap_or_default();
        html! {
            div class="map-next" {
                (Field::number("map_volume", self.say("map-next-volume")).unit("mL").value(number(self.volume_per_point_ml)).attribute("data-next", "volume_ml"))
                (Field::number("map_depth", self.say("map-next-depth")).unit("mm").value(number(self.depth_mm)).attribute("data-next", "depth_mm"))
                @if self.mixtures.len() > 1 {
                    (Field::select("map_mixture", self.say("map-next-mixture")).options(self.mixtures.iter().cloned()).attribute("data-next", "mixture"))
                }
            }
        }
    }

    /// Zones as a list: to choose them, or to mark all of one.
    fn zone_list(&self, shown: &[MapPoint]) -> Markup {
        let mut treated = 0;
        let rows: Vec<_> = self
            .knowledge
            .records
            .zones
            .iter()
            .map(|zone| {
                let is_treated = self.zones.contains(&zone.id);
                let letter = is_treated.then(|| zone_letter(treated));
                treated += usize::from(is_treated);
                (zone, letter, shown.iter().filter(|point| point.zone == zone.id).count())
            })
            .collect();
        html! {
            @match self.purpose {
                MapPurpose::Plan => {
                    fieldset class="zone-list" {
                        legend { (self.say("map-zones")) }
                        @for (zone, letter, _) in &rows {
                            div class="check" {
                                input type="checkbox" name="zones" value=(zone.id) id={ "zone-" (zone.id) } checked[letter.is_some()] data-zone-choice;
                                label for={ "zone-" (zone.id) } { (zone.name) " " span class="zone-mark" data-zone-mark=(zone.id) { @if let Some(letter) = letter { (letter) } } }
                            }
                        }
                    }
                }
                MapPurpose::Chart => {
                    div class="zone-list is-buttons" role="group" aria-label=(self.say("map-mark-zones")) {
                        @for (zone, letter, count) in rows.iter().filter(|(_, letter, _)| letter.is_some()) {
                            button type="submit" class="button" name="chart" value={ "zone:" (zone.id) } data-mark-zone=(zone.id) formnovalidate {
                                @if let Some(letter) = letter { strong { (letter) } }
                                span { (self.words.with("map-mark-zone", [("zone", zone.name.as_str().into()), ("n", (*count).into())])) }
                            }
                        }
                    }
                }
                MapPurpose::Look => {}
            }
        }
    }

    /// What is counted, live with a script.
    fn counts(&self, shown: &[MapPoint]) -> Markup {
        let counted: Vec<&MapPoint> = match self.purpose {
            MapPurpose::Chart => shown
                .iter()
                .filter(|point| point.state == PointState::Injected)
                .collect(),
            _ => shown.iter().collect(),
        };
        let volume: f64 = counted.iter().map(|point| point.volume_ml).sum();
        let area: f64 = self.areas.values().sum();
        let unknown = self.say("map-said-not-known");
        let number = counted.len().to_string();
        let count = |name: &str, key: &str, value: String| {
            html! { div { dt { (self.say(key)) } dd data-count=(name) { (value) } } }
        };
        #[expect(clippy::cast_precision_loss, reason = "at most some thousands of points")]
        let n_points = counted.len() as f64;
        let minutes = self.seconds_per_point.map_or_else(
            || unknown.clone(),
            |(from, to)| {
                format!(
                    "{} – {} min",
                    plain_minutes(n_points * from / 60.0),
                    plain_minutes(n_points * to / 60.0)
                )
            },
        );
        html! {
            dl class="map-counts" data-map-counts {
                (count("area", "map-count-area", if self.areas.is_empty() { unknown.clone() } else { format!("{area:.1} cm²") }))
                (count("points", if self.purpose == MapPurpose::Chart { "map-count-injected" } else { "map-count-points" }, number))
                (count("volume", "map-count-volume", if self.points.is_empty() && counted.is_empty() { unknown.clone() } else { format!("{volume:.2} mL") }))
                (count("minutes", "map-count-minutes", minutes))
                @for (position, dose) in self.doses.iter().enumerate() {
                    div data-dose { dt { (dose.name) } dd data-count={ "dose-" (position) } { (plain(dose.per_ml * volume)) " " (dose.unit) } }
                }
            }
        }
    }

    /// One point at a time, without script or for those who work by numbers.
    fn row(&self, shown: &[MapPoint]) -> Markup {
        if self.purpose == MapPurpose::Look {
            return html! {};
        }
        let names = self.point_names(shown);
        html! {
            (disclosure(&self.say("map-one-point"), &html! {
                div class="map-row" {
                    @match self.purpose {
                        MapPurpose::Chart => {
                            (Field::select("point", self.say("map-point")).option("", self.say("map-choose-point")).options(names))
                            (Field::select("point_state", self.say("map-point-state"))
                                .option("injected", self.say("map-state-injected"))
                                .option("skipped", self.say("map-state-skipped"))
                                .option("planned", self.say("map-state-planned")))
                            button type="submit" class="button" name="chart" value="point" formnovalidate { span { (self.say("map-point-apply")) } }
                        }
                        _ => {
                            (Field::select("point", self.say("map-point")).option("", self.say("map-new-point")).options(names))
                            (Field::select("point_do", self.say("map-point-do"))
                                .option("move", self.say("map-point-move"))
                                .option("remove", self.say("map-point-remove"))
                                .option("put_back", self.say("map-point-put-back")))
                            (Field::number("point_cm", self.say("map-point-distance")).unit("cm").hint(self.say("map-point-distance-hint")))
                            (Field::number("point_deg", self.say("map-point-direction")).unit("°").hint(self.say("map-point-direction-hint")))
                            button type="submit" class="button" name="go" value="point" formnovalidate { span { (self.say("map-point-apply")) } }
                        }
                    }
                }
            }))
        }
    }

    fn point_names(&self, shown: &[MapPoint]) -> Vec<(String, String)> {
        shown
            .iter()
            .map(|point| (point.id.clone(), self.point_name(point)))
            .collect()
    }

    /// What a live answer puts in the place of the list of points and of the table.
    pub(crate) fn swaps(&self) -> Markup {
        let shown = self.shown();
        html! {
            div hidden data-swap=(self.table_id()) { (self.table(&shown)) }
            div hidden data-swap=(field::id_of("point")) {
                option value="" { (self.say("map-new-point")) }
                @for (id, name) in self.point_names(&shown) { option value=(id) { (name) } }
            }
        }
    }

    fn table_id(&self) -> String {
        format!("{}-table", self.field)
    }

    fn point_name(&self, point: &MapPoint) -> String {
        let zone = self.knowledge.records.zones.iter().find(|zone| zone.id == point.zone);
        let zone = zone.map_or_else(|| self.say("map-beside-zones"), |zone| zone.name.clone());
        format!("{} · {zone} · {}", point.id, self.place_in_words(point.place))
    }

    /// `3.2 cm from the top, 24° to the left`.
    fn place_in_words(&self, place: Place) -> String {
        let turn = turn_from_front(place.angle_deg);
        let side = match turn.round() {
            turn if turn.abs() < 1.0 => self.say("map-said-front"),
            turn if turn.abs() > 179.0 => self.say("map-said-back"),
            turn if turn > 0.0 => format!("{turn:.0}° {}", self.say("map-said-left")),
            turn => format!("{:.0}° {}", turn.abs(), self.say("map-said-right")),
        };
        match self.head_circumference_cm {
            Some(head) => self.words.with(
                "map-place",
                [
                    ("cm", format!("{:.1}", from_top_cm(place, head)).into()),
                    ("side", side.into()),
                ],
            ),
            None => side,
        }
    }

    /// The table that is equal to the drawing.
    fn table(&self, shown: &[MapPoint]) -> Markup {
        let state = |point: &MapPoint| {
            self.say(match point.state {
                PointState::Planned => "map-state-planned",
                PointState::Injected => "map-state-injected",
                PointState::Skipped => "map-state-skipped",
            })
        };
        let mut columns = vec![
            Column::words(self.say("map-point")),
            Column::words(self.say("map-zone")),
            Column::words(self.say("map-where")),
            Column::number(self.say("map-volume-ml")),
        ];
        if self.purpose == MapPurpose::Chart {
            columns.extend([
                Column::number(self.say("map-depth-mm")),
                Column::words(self.say("map-mixture")),
                Column::words(self.say("map-point-state")),
            ]);
        } else {
            columns.push(Column::words(self.say("map-how-placed")));
        }
        let mut table = Table::new(self.say("map-table"), columns).caption_hidden();
        for point in shown {
            let zone = self.knowledge.records.zones.iter().find(|zone| zone.id == point.zone);
            let mut cells = vec![
                html! { (point.id) },
                html! { (zone.map_or_else(|| self.say("map-beside-zones"), |zone| zone.name.clone())) },
                html! { (self.place_in_words(point.place)) },
                html! { (plain(point.volume_ml)) },
            ];
            if self.purpose == MapPurpose::Chart {
                let mixture = self.mixtures.iter().find(|(id, _)| Some(id) == point.mixture.as_ref());
                cells.extend([
                    html! { (point.depth_mm.map_or_else(|| self.say("map-said-not-known"), plain)) },
                    html! { (mixture.map_or("", |(_, words)| words.as_str())) },
                    html! { (state(point)) },
                ]);
            } else {
                let danger = self.danger_at(point.place);
                cells.push(html! {
                    @if let Some(danger) = danger { strong { (self.words.with("map-in-danger", [("area", danger.name.as_str().into())])) } }
                    @else if point.by_hand { (self.say("map-by-hand")) }
                    @else { (self.say("map-laid")) }
                });
            }
            table = table.row(cells);
        }
        html! {
            @if !table.is_empty() {
                (disclosure(&self.words.with("map-table-words", [("n", shown.len().into())]), &html! { div class="map-table" { (table) } }))
            }
        }
    }

    fn legend(&self) -> Markup {
        html! {
            ul class="map-legend" {
                @if self.purpose == MapPurpose::Chart {
                    li { span class="dot is-planned" {} (self.say("map-state-planned")) }
                    li { span class="dot is-injected" {} (self.say("map-state-injected")) }
                    li { span class="dot is-skipped" {} (self.say("map-state-skipped")) }
                    @if self.mixtures.len() > 1 {
                        @for (position, (_, words)) in self.mixtures.iter().enumerate() { li { span class={ "dot is-injected mixture-" (position % 4) } {} (words) } }
                    }
                } @else {
                    li { span class="dot is-injected" {} (self.say("map-legend-point")) }
                    li { span class="dot is-injected by-hand" {} (self.say("map-legend-by-hand")) }
                }
                li { span class="swatch is-danger" {} (self.say("map-legend-danger")) }
                li { (self.say("map-legend-sides")) }
            }
        }
    }
}

impl Render for ScalpMap<'_> {
    fn render(&self) -> Markup {
        let shown = self.shown();
        let purpose = match self.purpose {
            MapPurpose::Plan => "plan",
            MapPurpose::Chart => "chart",
            MapPurpose::Look => "look",
        };
        let keys = field::id_of(&format!("{}-keys", self.field));
        let keys_text = match self.purpose {
            MapPurpose::Plan => Some("map-keys-plan"),
            MapPurpose::Chart => Some("map-keys-chart"),
            MapPurpose::Look => None,
        };
        html! {
            div class="scalp-map" data-scalp-map data-purpose=(purpose) data-model=(self.model().to_string())
                data-words=(self.spoken().to_string()) data-last=[self.last.as_ref()] {
                (hidden(self.field, &self.value))
                (self.tools())
                div class="map-stage" data-map-stage data-label=(self.say("map-label")) data-keys=(keys) { (self.views(&shown)) }
                p class="map-said" role="status" data-map-said {}
                @if let Some(key) = keys_text { p class="hint map-keys" id=(keys) { (self.say(key)) } }
                (self.counts(&shown))
                (self.zone_list(&shown))
                (self.legend())
                (self.row(&shown))
                div id=(self.table_id()) { (self.table(&shown)) }
            }
        }
    }
}

/// The place of a distance along the scalp and a direction in degrees from the front, the patient's left being positive.
pub(crate) fn place_of(from_top_cm: f64, turn_deg: f64, head_cm: f64) -> Place {
    let polar = from_top_cm * std::f64::consts::TAU / head_cm;
    Place {
        angle_deg: (turn_deg + 90.0).rem_euclid(360.0),
        u: 1.0 - polar.cos(),
    }
}

/// Distance from the top of the head along the scalp.
fn from_top_cm(place: Place, head_cm: f64) -> f64 {
    (1.0 - place.u).clamp(-1.0, 1.0).acos() * head_cm / std::f64::consts::TAU
}

/// Degrees from the front, to the patient's left positive, from -180 to 180.
fn turn_from_front(angle_deg: f64) -> f64 {
    let turn = (angle_deg - 90.0).rem_euclid(360.0);
    if turn > 180.0 { turn - 360.0 } else { turn }
}

/// A view as the drawing names it (`data-view`).
fn view_name(view: View) -> &'static str {
    match view {
        View::Front => "front",
        View::Top => "top",
        View::Back => "back",
        View::Left => "left",
        View::Right => "right",
    }
}

fn view_key(view: View) -> &'static str {
    match view {
        View::Front => "map-view-front",
        View::Top => "map-view-top",
        View::Back => "map-view-back",
        View::Left => "map-view-left",
        View::Right => "map-view-right",
    }
}

/// Six decimals are a hundredth of a millimetre on a head: finer than any hand.
fn rounded(number: f64) -> f64 {
    (number * 1e6).round() / 1e6
}

fn plain(number: f64) -> String {
    anagen_knowledge::Plain(number + 0.0).to_string()
}

fn plain_minutes(minutes: f64) -> String {
    if minutes < 10.0 {
        plain((minutes * 10.0).round() / 10.0)
    } else {
        plain(minutes.round())
    }
}
