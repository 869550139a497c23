//! The head as something to work on: every zone with its name to be chosen by, points with their names, classes for their state.
//!
//! What a script needs to draw a point itself (radius, tilt, window) is said here once and read from the picture.

use std::fmt::Write as _;

use anagen_care::injection_map::{Place, View, project};
use anagen_knowledge::Knowledge;
use anagen_knowledge::records::Zone;
use maud::{Markup, PreEscaped, html};

use super::letters::{Letter, place_letters, shows_area};
use super::outline::{TILT_DEG, area_path, closed_lines, on_paper, outline_path};
use super::{HEAD, LETTER_BASE, WINDOW, drawn_danger_areas, drawn_letter, head, view_name, zone_letter};

/// A point on the canvas.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CanvasPoint<'p> {
    /// Its name on the map.
    pub id: &'p str,
    /// Where it lies.
    pub place: Place,
    /// Classes for its state, separated by spaces.
    pub classes: &'p str,
    /// Radius in units of the drawing ([`canvas_radius`]).
    pub radius: f64,
}

/// A letter, where it stands, and where a line leads to, where it stands beside its zone.
type PlacedLetter = (String, (f64, f64), Option<(f64, f64)>);

/// What is drawn on a head.
#[derive(Debug, Clone, Copy)]
pub struct Canvas<'c> {
    /// Treated zones, by id; they are lettered in the order of the knowledge.
    pub zones: &'c [String],
    /// The points.
    pub points: &'c [CanvasPoint<'c>],
    /// The knowledge that has the zones and the danger areas.
    pub knowledge: &'c Knowledge,
    /// The language of the words on it.
    pub language: &'c str,
}

/// Units of the drawing for the radius of the head, and how far the views from the sides are tilted: what turns a place of the
/// picture back into a place of the scalp.
pub const FRAME: (f64, f64) = (HEAD, TILT_DEG);

/// Radius in units of a point of a volume on a head with this distance between points: the area grows with the volume, and no
/// point covers its neighbour. Never smaller than can be seen and touched.
pub fn canvas_radius(volume_ml: f64, spacing_cm: Option<f64>, head_cm: Option<f64>) -> f64 {
    let wanted = super::POINT_OF_1_ML * volume_ml.max(0.0).sqrt();
    let widest = spacing_cm
        .zip(head_cm)
        .filter(|(_, head)| *head > 0.0)
        .map_or(wanted, |(spacing, head)| {
            spacing / (head / std::f64::consts::TAU) * HEAD * super::WIDEST_PART_OF_SPACING
        });
    wanted.min(widest).max(SMALLEST)
}

/// On a screen a point is never drawn smaller than this, in units.
const SMALLEST: f64 = 1.4;

impl Canvas<'_> {
    /// One view. `name` is put before the ids of its parts, which have to be unique on a page; `title` says what it shows.
    pub fn view(&self, view: View, name: &str, title: &str) -> Markup {
        let side = view_name(view);
        let (title_id, hatch) = (format!("{name}-{side}-title"), format!("{name}-{side}-hatch"));
        let zones = &self.knowledge.records.zones;
        let treated = self.treated();
        html! {
            svg class="canvas" role="img" viewBox=(WINDOW) aria-labelledby=(title_id) data-view=(side) {
                title id=(title_id) { (title) }
                defs {
                    pattern id=(hatch) width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)" {
                        rect class="hatch-back" width="5" height="5" {}
                        path class="hatch-line" d="M0 0V5" {}
                    }
                }
                (head::drawn(view))
                @for zone in zones.iter().filter(|zone| shows_area(zone, view)) {
                    path class=(if self.zones.contains(&zone.id) { "zone is-treated" } else { "zone" }) data-zone=(zone.id)
                        d=(area_path(zone.sector, view)) {}
                }
                @for zone in &treated {
                    path class="zone-line" d=(outline_path(zone.sector, view)) {}
                }
                @for area in drawn_danger_areas(self.knowledge) {
                    @if let Some(sector) = area.sector {
                        @let path = area_path(sector, view);
                        @if !path.is_empty() { path class="danger" data-danger=(area.id) d=(path) fill=(format!("url(#{hatch})")) {} }
                    }
                }
                g class="points" { (PreEscaped(self.ellipses(view))) }
                g class="letters" {
                    @for (letter, place) in self.placed(view) { (drawn_letter(&letter, place)) }
                }
                (head::side_words(view, self.language))
            }
        }
    }

    /// The letters of the treated zones on one view. Units are those of the drawing.
    pub fn letters(&self, view: View) -> Vec<PlacedLetter> {
        let placed = self.placed(view).into_iter();
        placed
            .map(|(letter, place)| (letter, (place.at.0, place.at.1 + LETTER_BASE), place.leads_to))
            .collect()
    }

    fn treated(&self) -> Vec<&Zone> {
        let zones = self.knowledge.records.zones.iter();
        zones.filter(|zone| self.zones.contains(&zone.id)).collect()
    }

    fn placed(&self, view: View) -> Vec<(String, Letter)> {
        let letters = place_letters(&self.treated(), &self.taken(view), view)
            .into_iter()
            .enumerate();
        letters
            .filter_map(|(position, place)| Some((zone_letter(position), place?)))
            .collect()
    }

    /// What letters keep clear of.
    fn taken(&self, view: View) -> Vec<(f64, f64)> {
        let points = self.points.iter().filter_map(|point| project(point.place, view));
        let sectors = drawn_danger_areas(self.knowledge).filter_map(|area| area.sector);
        let lines = sectors.flat_map(|sector| closed_lines(sector, view)).flatten();
        points.chain(lines).map(|seen| on_paper(seen, view)).collect()
    }

    fn ellipses(&self, view: View) -> String {
        let mut drawn = String::new();
        for point in self.points {
            let Some(seen) = project(point.place, view) else {
                continue;
            };
            let (x, y) = on_paper(seen, view);
            let towards_viewer = (1.0 - seen.0 * seen.0 - seen.1 * seen.1).max(0.0).sqrt().max(1.0 / 3.0);
            // Ids and classes are escaped: ids of added points come from a form.
            let (id, classes) = (
                html! { (point.id) }.into_string(),
                html! { (point.classes) }.into_string(),
            );
            // Writing to a `String` does not fail.
            let _ = write!(
                drawn,
                "<ellipse class=\"point {classes}\" data-point=\"{id}\" cx=\"{x:.1}\" cy=\"{y:.1}\" rx=\"{:.2}\" ry=\"{:.2}\" \
                 transform=\"rotate({:.0} {x:.1} {y:.1})\"></ellipse>",
                point.radius * towards_viewer,
                point.radius,
                y.atan2(x).to_degrees(),
            );
        }
        drawn
    }
}
