//! Where the letters of the treated zones stand: inside their zone where the points leave room, otherwise as near to it as
//! there is room, with a line to its border. A letter never covers a point or a danger area.

use anagen_care::injection_map::{Place, View, project, sector_outline};
use anagen_knowledge::records::Zone;

use super::outline::on_paper;

/// Room that a letter takes on every side, in units.
const ROOM: f64 = 10.0;
/// Distance between the places that are tried.
const STEP: f64 = 4.0;
/// The part of the window in which letters may stand: left, right, top, bottom.
const WINDOW: [f64; 4] = [-126.0, 126.0, -110.0, 104.0];

/// A letter on one view.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Letter {
    /// Where it stands.
    pub(super) at: (f64, f64),
    /// The border of its zone, where it stands outside of it.
    pub(super) leads_to: Option<(f64, f64)>,
}

/// One letter for each zone of which something is seen; none where there is no room at all.
pub(super) fn place_letters(zones: &[&Zone], taken: &[(f64, f64)], view: View) -> Vec<Option<Letter>> {
    let mut taken = taken.to_vec();
    zones
        .iter()
        .map(|zone| {
            let letter = inside(zone, &taken, view).or_else(|| beside(zone, &taken, view))?;
            // The next letter keeps clear of this one and of its line.
            taken.extend(around(letter.at));
            Some(letter)
        })
        .collect()
}

/// The roomiest place in the middle of the zone, where it is seen from the front of it.
fn inside(zone: &Zone, taken: &[(f64, f64)], view: View) -> Option<Letter> {
    let sector = zone.sector;
    let at = |part: f64, from: f64, to: f64| from + (to - from) * part;
    let parts = [0.5, 0.4, 0.6, 0.3, 0.7];
    let places = parts.iter().flat_map(|along| parts.iter().map(move |across| (*along, *across)));
    places
        .map(|(along, across)| Place { angle_deg: at(along, sector.from_deg, sector.to_deg), u: at(across, sector.inner, sector.outer) })
        .filter_map(|place| project(place, view))
        .filter(|(x, y)| x.hypot(*y) < 0.88)
        .map(|seen| on_paper(seen, view))
        .find(|place| is_free(*place, taken))
        .map(|at| Letter { at, leads_to: None })
}

/// The free place nearest to the zone's border.
fn beside(zone: &Zone, taken: &[(f64, f64)], view: View) -> Option<Letter> {
    let border: Vec<(f64, f64)> = sector_outline(zone.sector, view).into_iter().flatten().map(|seen| on_paper(seen, view)).collect();
    let [left, right, top, bottom] = WINDOW;
    let mut best: Option<(f64, Letter)> = None;
    let mut y = top;
    while y <= bottom {
        let mut x = left;
        while x <= right {
            let nearest = border.iter().map(|place| (distance(*place, (x, y)), *place)).min_by(|a, b| a.0.total_cmp(&b.0));
            if let Some((far, border)) = nearest
                && far >= ROOM
                && best.is_none_or(|(known, _)| far < known)
                && is_free((x, y), taken)
            {
                best = Some((far, Letter { at: (x, y), leads_to: Some(border) }));
            }
            x += STEP;
        }
        y += STEP;
    }
    best.map(|(_, letter)| letter)
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
