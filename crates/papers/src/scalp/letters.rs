//! Where the letters of the treated zones stand: inside their zone where the points leave room, otherwise as near to it as
//! there is room outside of every treated zone, with a line to its border. A letter never covers a point or a danger area.

use anagen_care::injection_map::{Place, Polyline, View, project, sector_outline};
use anagen_knowledge::records::Zone;

use super::outline::{closed_lines, holds, on_paper};

/// Room that a letter takes on every side, in units.
const ROOM: f64 = 10.0;
/// How far a letter's line reaches into its zone.
const INSIDE: f64 = 5.0;
/// Distance between the places that are tried.
const STEP: f64 = 4.0;
/// The part of the window in which letters may stand: left, right, top, bottom.
const WINDOW: [f64; 4] = [-126.0, 126.0, -110.0, 104.0];

/// A letter on one view.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Letter {
    /// Where it stands.
    pub(super) at: (f64, f64),
    /// A place just inside its zone, where it stands outside of it.
    pub(super) leads_to: Option<(f64, f64)>,
}

/// One letter for each zone of which something is seen; none where there is no room at all.
pub(super) fn place_letters(zones: &[&Zone], taken: &[(f64, f64)], view: View) -> Vec<Option<Letter>> {
    let mut taken = taken.to_vec();
    let on_paper = |line: Polyline| -> Polyline { line.into_iter().map(|seen| on_paper(seen, view)).collect() };
    let treated: Vec<Polyline> = zones
        .iter()
        .flat_map(|zone| closed_lines(zone.sector, view))
        .map(on_paper)
        .collect();
    zones
        .iter()
        .map(|zone| {
            if !shows_area(zone, view) {
                return None;
            }
            let letter = inside(zone, &taken, view).or_else(|| beside(zone, &treated, &taken, view))?;
            // The next letter keeps clear of this one and of its line.
            taken.extend(around(letter.at));
            Some(letter)
        })
        .collect()
}

/// Where along and across a zone its letter is tried.
const PARTS: [f64; 13] = [0.5, 0.45, 0.55, 0.4, 0.6, 0.35, 0.65, 0.3, 0.7, 0.25, 0.75, 0.2, 0.8];

/// Whether more than the border of a zone is seen.
pub(super) fn shows_area(zone: &Zone, view: View) -> bool {
    middle_places(zone, view).any(|(x, y)| x.hypot(y) < OUTLINE)
}

/// Beyond this part of the radius there is only the head's outline to be seen.
const OUTLINE: f64 = 0.97;

/// A free place in the middle of the zone, not too near to the head's outline.
fn inside(zone: &Zone, taken: &[(f64, f64)], view: View) -> Option<Letter> {
    let seen = middle_places(zone, view).filter(|(x, y)| x.hypot(*y) < 0.88);
    seen.map(|seen| on_paper(seen, view))
        .find(|place| is_free(*place, taken))
        .map(|at| Letter { at, leads_to: None })
}

/// Places in the middle of the zone that are seen, the most central first.
fn middle_places(zone: &Zone, view: View) -> impl Iterator<Item = (f64, f64)> {
    let sector = zone.sector;
    let at = |part: f64, from: f64, to: f64| from + (to - from) * part;
    let mut places: Vec<(f64, f64)> = PARTS
        .into_iter()
        .flat_map(|along| PARTS.into_iter().map(move |across| (along, across)))
        .collect();
    let from_middle = |(along, across): &(f64, f64)| (along - 0.5).abs().max((across - 0.5).abs());
    places.sort_by(|a, b| from_middle(a).total_cmp(&from_middle(b)));
    places
        .into_iter()
        .map(move |(along, across)| Place {
            angle_deg: at(along, sector.from_deg, sector.to_deg),
            u: at(across, sector.inner, sector.outer),
        })
        .filter_map(move |place| project(place, view))
}

/// The free place nearest to the zone's border.
fn beside(zone: &Zone, treated: &[Polyline], taken: &[(f64, f64)], view: View) -> Option<Letter> {
    let middle = middle_places(zone, view).next().map(|seen| on_paper(seen, view))?;
    let border: Vec<(f64, f64)> = sector_outline(zone.sector, view)
        .into_iter()
        .flatten()
        .map(|seen| on_paper(seen, view))
        .collect();
    let [left, right, top, bottom] = WINDOW;
    let mut best: Option<(f64, Letter)> = None;
    let mut y = top;
    while y <= bottom {
        let mut x = left;
        while x <= right {
            let nearest = border
                .iter()
                .map(|place| (distance(*place, (x, y)), *place))
                .min_by(|a, b| a.0.total_cmp(&b.0));
            if let Some((far, border)) = nearest
                && far >= ROOM
                && best.is_none_or(|(known, _)| far < known)
                && is_free((x, y), taken)
                && !treated.iter().any(|line| holds(line, (x, y)))
            {
                best = Some((
                    far,
                    Letter {
                        at: (x, y),
                        leads_to: Some(towards(middle, border)),
                    },
                ));
            }
            x += STEP;
        }
        y += STEP;
    }
    best.map(|(_, letter)| letter)
}

/// A little inside of the border, so that the line ends in the zone that is meant.
fn towards(middle: (f64, f64), border: (f64, f64)) -> (f64, f64) {
    let far = distance(middle, border);
    let part = if far > INSIDE { INSIDE / far } else { 1.0 };
    (
        border.0 + (middle.0 - border.0) * part,
        border.1 + (middle.1 - border.1) * part,
    )
}

fn is_free(place: (f64, f64), taken: &[(f64, f64)]) -> bool {
    taken.iter().all(|other| distance(*other, place) >= ROOM)
}

/// The room of a letter as places that others keep clear of.
fn around((x, y): (f64, f64)) -> [(f64, f64); 5] {
    [(x, y), (x - ROOM, y), (x + ROOM, y), (x, y - ROOM), (x, y + ROOM)]
}

fn distance(a: (f64, f64), b: (f64, f64)) -> f64 {
    (a.0 - b.0).hypot(a.1 - b.1)
}
