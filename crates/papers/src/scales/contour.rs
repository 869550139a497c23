//! Areas of a picture in which a quantity is above a level, as SVG paths (marching squares).

use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Distance between the places that are looked at.
const STEP: f64 = 4.0;
/// A corner that lies nearer than this to the straight line between its neighbours is left out.
const FLAT: f64 = 0.5;

/// A quantity at the crossings of a grid that covers a window; around the window it is 0, so that every area is closed.
pub(super) struct Grid {
    /// Where the first crossing lies.
    corner: (f64, f64),
    n_columns: usize,
    n_rows: usize,
    /// Row by row.
    values: Vec<f64>,
}

/// A side of a cell: its first end by number, and whether it goes down from there (otherwise to the right).
type Edge = (usize, bool);

impl Grid {
    /// The quantity in a window (left, top, width, height).
    pub(super) fn new([left, top, width, height]: [f64; 4], value: &dyn Fn((f64, f64)) -> f64) -> Self {
        let (columns, rows) = (places(left, width), places(top, height));
        let (n_columns, n_rows) = (columns.len() + 2, rows.len() + 2);
        let mut values = vec![0.0; n_columns];
        for &y in &rows {
            values.push(0.0);
            values.extend(columns.iter().map(|&x| value((x, y))));
            values.push(0.0);
        }
        values.resize(n_columns * n_rows, 0.0);
        Self {
            corner: (left - STEP, top - STEP),
            n_columns,
            n_rows,
            values,
        }
    }

    /// The areas in which the quantity is at least `level`.
    pub(super) fn areas_above(&self, level: f64) -> String {
        // Each cell leads from the side where an area is entered to the side where it is left, the area on the right hand.
        let mut next: BTreeMap<Edge, Edge> = BTreeMap::new();
        for row in 0..self.n_rows.saturating_sub(1) {
            for column in 0..self.n_columns.saturating_sub(1) {
                let first = row * self.n_columns + column;
                let below = first + self.n_columns;
                let [a, b, c, d] = [first, first + 1, below + 1, below].map(|place| self.at(place) >= level);
                if a == b && b == c && c == d {
                    continue;
                }
                let sides: [(bool, bool, Edge); 4] = [
                    (a, b, (first, false)),
                    (b, c, (first + 1, true)),
                    (c, d, (below, false)),
                    (d, a, (first, true)),
                ];
                for (entered, _) in sides.iter().enumerate().filter(|(_, (from, to, _))| !from && *to) {
                    // The next way out, so that two areas that touch at a corner stay apart.
                    let out = (1..4).filter_map(|turn| sides.get((entered + turn) % 4));
                    let mut out = out.filter(|(from, to, _)| *from && !to);
                    if let (Some((_, _, from)), Some((_, _, to))) = (sides.get(entered), out.next()) {
                        next.insert(*from, *to);
                    }
                }
            }
        }
        let mut path = String::new();
        while let Some((&start, _)) = next.first_key_value() {
            let mut line = Vec::new();
            let mut edge = start;
            while let Some(to) = next.remove(&edge) {
                line.push(self.crossed(edge, level));
                edge = to;
            }
            add(&mut path, &line);
        }
        path
    }

    fn at(&self, place: usize) -> f64 {
        self.values.get(place).copied().unwrap_or_default()
    }

    /// Where the level is crossed on a side of a cell.
    fn crossed(&self, (from, down): Edge, level: f64) -> (f64, f64) {
        let to = if down { from + self.n_columns } else { from + 1 };
        let (before, after) = (self.at(from) - level, self.at(to) - level);
        let part = before / (before - after) * STEP;
        let (x, y) = (
            self.corner.0 + steps(from % self.n_columns),
            self.corner.1 + steps(from / self.n_columns),
        );
        if down { (x, y + part) } else { (x + part, y) }
    }
}

/// The length of a number of steps.
fn steps(n_steps: usize) -> f64 {
    u16::try_from(n_steps).map_or(f64::INFINITY, f64::from) * STEP
}

/// The places along a length that are looked at.
fn places(from: f64, length: f64) -> Vec<f64> {
    let at = (0..u16::MAX).map(|step| f64::from(step) * STEP);
    at.take_while(|at| *at < length + STEP).map(|at| from + at).collect()
}

/// A closed line without the corners that cannot be seen.
fn add(path: &mut String, line: &[(f64, f64)]) {
    let mut kept: Vec<(f64, f64)> = Vec::new();
    for (index, &here) in line.iter().enumerate() {
        let (Some(&before), Some(&after)) = (kept.last(), line.get(index + 1)) else {
            kept.push(here);
            continue;
        };
        let (along_x, along_y) = (after.0 - before.0, after.1 - before.1);
        let off =
            ((here.0 - before.0) * along_y - (here.1 - before.1) * along_x).abs() / along_x.hypot(along_y).max(1e-9);
        if off > FLAT {
            kept.push(here);
        }
    }
    if kept.len() < 3 {
        return;
    }
    for (index, (x, y)) in kept.iter().enumerate() {
        let sign = if index == 0 { 'M' } else { 'L' };
        // Writing to a `String` does not fail.
        let _ = write!(path, "{sign}{x:.0} {y:.0}");
    }
    path.push('Z');
}
