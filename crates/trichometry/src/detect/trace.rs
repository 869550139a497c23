//! Lines followed from their strongest point in both directions, through crossings, to where the hair ends.

use super::across_mean;
use super::ridge::{N_DIRECTIONS, Ridges, direction};
use crate::{Plane, Point};

/// Strength at which a line may begin.
const BEGIN: f32 = 0.16;
/// Strength at which it is given up.
const GIVE_UP: f32 = 0.07;
/// Length of a step, working pixels.
const STEP: f64 = 1.5;
/// How far from a traced line, as working pixels, another one in nearly its direction is the same.
const SAME_LINE: f64 = 3.0;
/// How many steps of direction apart two lines are still the same.
const SAME_DIRECTION: usize = 2;

/// A line that was followed.
#[derive(Debug, Clone)]
pub(super) struct Traced {
    /// Its points, working pixels.
    pub(super) line: Vec<Point>,
    /// Sum of the strength along it.
    pub(super) evidence: f32,
}

/// Every line of a plane, strongest first.
pub(super) fn traced(density: &Plane, ridges: &Ridges) -> Vec<Traced> {
    let mut visited = Visited::new(density);
    let mut lines = Vec::new();
    for (_, k, place) in ridges.peaks(BEGIN) {
        if visited.is_visited(place, k) {
            continue;
        }
        let forward = follow(density, ridges, &visited, place, k, 1.0);
        let backward = follow(density, ridges, &visited, place, k, -1.0);
        let steps: Vec<Step> = backward
            .into_iter()
            .rev()
            .chain([Step {
                place,
                k,
                strength: ridges.at(k, place),
            }])
            .chain(forward)
            .collect();
        for step in &steps {
            visited.mark(step.place, step.k);
        }
        lines.push(Traced {
            evidence: steps.iter().map(|step| step.strength).sum(),
            line: steps.iter().map(|step| step.place).collect(),
        });
    }
    lines
}

#[derive(Clone, Copy)]
struct Step {
    place: Point,
    k: usize,
    strength: f32,
}

fn follow(density: &Plane, ridges: &Ridges, visited: &Visited, start: Point, k: usize, sign: f64) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    let (mut place, mut k, mut sign) = (start, k, sign);
    for _ in 0..2000 {
        let ahead = direction(k).scaled(sign);
        let next = place.stepped(ahead, STEP);
        if !density.contains(next.x, next.y) {
            break;
        }
        // The strongest of the three directions and of five places across the line.
        let mut best = (f32::MIN, k, next);
        for turn in [0, 1, N_DIRECTIONS - 1] {
            let turned = (k + turn) % N_DIRECTIONS;
            for shift in [0.0, -0.5, 0.5, -1.0, 1.0] {
                let candidate = next.stepped(ahead.normal(), shift);
                let strength = ridges.at(turned, candidate) - if turn == 0 { 0.0 } else { 0.004 };
                if strength > best.0 {
                    best = (strength, turned, candidate);
                }
            }
        }
        let (strength, turned, candidate) = best;
        if strength < GIVE_UP || visited.is_visited(candidate, turned) {
            break;
        }
        // Past the end of the half turn the direction's sign changes.
        if direction(turned).scaled(sign).dot(ahead) < 0.0 {
            sign = -sign;
        }
        k = turned;
        place = candidate;
        steps.push(Step { place, k, strength });
    }
    steps
}

/// Where lines of which directions were traced already.
struct Visited {
    width: usize,
    height: usize,
    /// One bit for each direction.
    directions: Vec<u32>,
}

impl Visited {
    fn new(plane: &Plane) -> Self {
        Self {
            width: plane.width(),
            height: plane.height(),
            directions: vec![0; plane.width() * plane.height()],
        }
    }

    fn index(&self, place: Point) -> usize {
        let x = (place.x.round().max(0.0) as usize).min(self.width - 1);
        let y = (place.y.round().max(0.0) as usize).min(self.height - 1);
        y * self.width + x
    }

    fn is_visited(&self, place: Point, k: usize) -> bool {
        self.directions[self.index(place)] & (1 << k) != 0
    }

    fn mark(&mut self, place: Point, k: usize) {
        let mut bits = 0;
        for turn in 0..=2 * SAME_DIRECTION {
            bits |= 1 << ((k + turn + N_DIRECTIONS - SAME_DIRECTION) % N_DIRECTIONS);
        }
        let reach = SAME_LINE.ceil() as i32;
        for j in -reach..=reach {
            for i in -reach..=reach {
                if f64::from(i * i + j * j) <= SAME_LINE * SAME_LINE {
                    let index = self.index(Point::new(place.x + f64::from(i), place.y + f64::from(j)));
                    self.directions[index] |= bits;
                }
            }
        }
    }
}

/// The direction of the last part of a line, seen towards its end.
pub(super) fn heading(line: &[Point], reach: usize) -> Point {
    let Some(&end) = line.last() else {
        return Point::new(1.0, 0.0);
    };
    line[line.len().saturating_sub(reach + 1)].to(end).unit()
}

/// How far past its last point a line goes on through what is as dark as itself, and the points on the way; or how far back it must be cut.
pub(super) fn to_the_end(density: &Plane, line: &mut Vec<Point>, half: f32) {
    let ahead = heading(line, 16);
    let dark = |place: Point| across_mean(density, place, ahead, 1) >= half;
    while line.len() > 3 && line.last().is_some_and(|&end| !dark(end)) {
        line.pop();
    }
    let Some(&end) = line.last() else {
        return;
    };
    let mut light_for = 0.0;
    let mut reached = 0.0;
    let mut distance = 0.0;
    while distance < 400.0 && light_for <= 4.0 {
        distance += 1.0;
        let place = end.stepped(ahead, distance);
        if !density.contains(place.x, place.y) {
            break;
        }
        if dark(place) {
            reached = distance;
            light_for = 0.0;
        } else {
            light_for += 1.0;
        }
    }
    let mut along = STEP;
    while along <= reached {
        line.push(end.stepped(ahead, along));
        along += STEP;
    }
}
