//! Head, face, neck and shoulders: a few smooth bodies that run into each other, with light on them.

use anagen_papers::scales::pattern::Hair;

use super::camera::{Camera, Vector, divided, dot, normal, plus, scaled};
use super::canvas::{Colour, between, times, whole, whole_f32};
use super::chance::{Chance, mixed};
use super::density::Density;
use super::person::Person;

/// Half the head's width and height; half its length is 1.
pub(super) const SKULL: Vector = [0.79, 1.0, 0.92];
/// Middle and half axes of tied hair, below the nape.
pub(super) const TAIL: (Vector, Vector) = ([0.0, -0.86, -1.16], [0.19, 0.17, 0.8]);
/// The cape that every patient wears on photographs.
const CAPE: Colour = [92.0, 122.0, 128.0];
/// Bodies are worked out for every second pixel in both directions.
const PIXELS: u16 = 2;
/// How far bodies run into each other.
const JOINT: f32 = 0.11;
/// Where the light comes from, as the camera sees it.
pub(super) const LIGHT: Vector = [-0.38, 0.56, 0.736];

/// What a body is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Matter {
    Skin,
    Hair,
    Cloth,
}

/// An ellipsoid.
struct Body {
    matter: Matter,
    middle: Vector,
    radii: Vector,
    /// What of the picture it can cover: left, right, top, bottom.
    covers: [f32; 4],
}

/// What is seen at one place of the picture.
#[derive(Debug, Clone, Copy)]
struct Cell {
    /// How near it is to the camera; far away where there is nothing.
    near: f32,
    colour: Colour,
    /// What is seen; nothing where there is the wall behind.
    matter: Option<Matter>,
    /// The part of the place that is covered: 1, 0, or between them at an edge.
    covered: f32,
}

/// The lit bodies as the camera sees them.
pub(super) struct Surface {
    bodies: Vec<Body>,
    n_columns: usize,
    cells: Vec<Cell>,
}

/// Nothing is seen there.
const FAR: f32 = -100.0;

fn bodies(person: &Person, hair: Hair, camera: &Camera) -> Vec<Body> {
    // People differ a little.
    let mut chance = Chance::new(person.seed, 0xB0D7);
    let (broad, jaw) = (chance.between(0.95, 1.04), chance.between(0.92, 1.06));
    let (nose_wide, nose_out) = (chance.between(0.88, 1.2), chance.between(-0.02, 0.03));
    let body = |matter, middle, radii| Body {
        matter,
        middle,
        radii,
        covers: camera.covered_by(middle, radii),
    };
    let skin = |middle, radii| body(Matter::Skin, middle, radii);
    let mut bodies = vec![
        skin([0.0, 0.0, 0.0], SKULL),
        // Face, jaw and chin.
        skin([0.0, 0.22, -0.5], [0.64 * broad, 0.71, 0.78]),
        skin([0.0, 0.3, -0.98], [0.48 * jaw, 0.58, 0.45]),
        skin([0.0, 0.52, -1.2], [0.26 * jaw, 0.36, 0.21]),
        // Bridge and tip of the nose, lips: they begin deep, so that they grow out of the face.
        skin([0.0, 0.66 + nose_out, -0.5], [0.09 * nose_wide, 0.35, 0.38]),
        skin([0.0, 0.76 + nose_out, -0.64], [0.11 * nose_wide, 0.28, 0.12]),
        skin([0.0, 0.62, -0.93], [0.19, 0.28, 0.055]),
        skin([0.0, 0.62, -1.01], [0.17, 0.265, 0.055]),
        // Neck, back and front.
        skin([0.0, -0.25, -1.3], [0.5, 0.5, 1.2]),
        body(Matter::Cloth, [0.0, -0.3, -2.55], [1.75, 0.82, 0.82]),
    ];
    for side in [-1.0, 1.0] {
        // Closed lid.
        bodies.push(skin([side * 0.3, 0.6, -0.37], [0.15, 0.25, 0.095]));
        // Ear with its lobe.
        bodies.push(skin([side * 0.8, -0.1, -0.42], [0.09, 0.17, 0.29]));
        bodies.push(skin([side * 0.78, -0.04, -0.62], [0.07, 0.1, 0.12]));
    }
    if hair == Hair::Parted {
        // Long hair, tied at the nape.
        bodies.push(body(Matter::Hair, TAIL.0, TAIL.1));
    }
    bodies
}

impl Surface {
    /// What the camera sees of a person before hair is drawn. Under hair the skin lies in its shadow.
    pub(super) fn new(person: &Person, density: &Density, camera: &Camera) -> Self {
        let bodies = bodies(person, density.hair, camera);
        let (n_columns, n_rows) = (camera.size.0 / PIXELS, camera.size.1 / PIXELS);
        let middle = |place: u16| f32::from(PIXELS) * (f32::from(place) + 0.5);
        let mut cells = Vec::with_capacity(usize::from(n_columns) * usize::from(n_rows));
        for row in 0..n_rows {
            for column in 0..n_columns {
                cells.push(cell(person, density, camera, &bodies, (middle(column), middle(row))));
            }
        }
        let mut surface = Self {
            bodies,
            n_columns: usize::from(n_columns),
            cells,
        };
        // Edges are looked at more closely, so that they are smooth.
        let mut edges = Vec::new();
        for row in 0..n_rows {
            for column in 0..n_columns {
                let cell = |column: u16, row: u16| surface.at(column.into(), row.into());
                let here = cell(column, row);
                let around = [
                    (column.saturating_sub(1), row),
                    (column + 1, row),
                    (column, row.saturating_sub(1)),
                    (column, row + 1),
                ];
                if around.iter().any(|&(column, row)| are_apart(here, cell(column, row))) {
                    edges.push((column, row));
                }
            }
        }
        for (column, row) in edges {
            let parts = [(-0.5, -0.5), (0.5, -0.5), (-0.5, 0.5), (0.5, 0.5)].map(|(right, down)| {
                cell(
                    person,
                    density,
                    camera,
                    &surface.bodies,
                    (middle(column) + right, middle(row) + down),
                )
            });
            let index = usize::from(row) * surface.n_columns + usize::from(column);
            if let Some(cell) = surface.cells.get_mut(index) {
                let covered: f32 = parts.iter().map(|part| part.covered).sum();
                let sum = parts
                    .iter()
                    .fold([0.0; 3], |sum, part| plus(sum, times(part.colour, part.covered)));
                cell.colour = times(sum, 1.0 / covered.max(1.0));
                cell.covered = covered / 4.0;
            }
        }
        surface
    }

    fn at(&self, column: i32, row: i32) -> Option<&Cell> {
        let (column, row) = (usize::try_from(column).ok()?, usize::try_from(row).ok()?);
        if column >= self.n_columns {
            return None;
        }
        self.cells.get(row * self.n_columns + column)
    }

    /// The colour at a point of the picture, over the wall behind.
    pub(super) fn colour(&self, (x, y): (f32, f32), wall: Colour) -> Colour {
        let (u, v) = (x / f32::from(PIXELS) - 0.5, y / f32::from(PIXELS) - 0.5);
        // Cutting off the decimals goes down, because nothing lies further out than half a place.
        let (column, row) = (whole(u + 1.0) - 1, whole(v + 1.0) - 1);
        let (right, down) = (u - whole_f32(column), v - whole_f32(row));
        let mut colour = [0.0; 3];
        let mut covered = 0.0;
        for (aside, below, share) in [
            (0, 0, (1.0 - right) * (1.0 - down)),
            (1, 0, right * (1.0 - down)),
            (0, 1, (1.0 - right) * down),
            (1, 1, right * down),
        ] {
            if let Some(cell) = self.at(column + aside, row + below)
                && cell.covered > 0.0
            {
                let part = share * cell.covered;
                colour = plus(colour, times(cell.colour, part));
                covered += part;
            }
        }
        plus(colour, times(wall, 1.0 - covered))
    }

    /// Whether what is `near` to the camera is seen at a point, or hidden behind a body by more than `tolerance`.
    pub(super) fn shows(&self, point: (f32, f32), near: f32, tolerance: f32) -> bool {
        match self.near(point) {
            Some(surface) => near > surface - tolerance,
            // Hair stands out over the edge of the head; what is on the other side of the head does not.
            None => near > -0.5,
        }
    }

    /// How far forward the face reaches at a place of it, to the right and up.
    pub(super) fn face_forward(&self, right: f32, up: f32) -> f32 {
        let skin = self.bodies.iter().filter(|body| body.matter == Matter::Skin);
        let met = skin.filter_map(|body| met(body, [right, 0.0, up], [0.0, 1.0, 0.0]));
        met.map(|(forward, _)| forward).fold(0.0, f32::max)
    }

    /// How near the surface at a point is to the camera; none where there is the wall behind.
    pub(super) fn near(&self, (x, y): (f32, f32)) -> Option<f32> {
        let place = |at: f32| if at < 0.0 { -1 } else { whole(at / f32::from(PIXELS)) };
        let cell = self.at(place(x), place(y))?;
        cell.matter.map(|_| cell.near)
    }
}

/// Whether there is an edge between two neighbours.
fn are_apart(one: Option<&Cell>, other: Option<&Cell>) -> bool {
    /// A step in depth that is no slope.
    const STEP: f32 = 0.06;
    match (one, other) {
        (Some(one), Some(other)) => one.matter != other.matter || (one.near - other.near).abs() > STEP,
        _ => false,
    }
}

fn cell(person: &Person, density: &Density, camera: &Camera, bodies: &[Body], (x, y): (f32, f32)) -> Cell {
    let (from, towards) = camera.ray(x, y);
    let mut near = FAR;
    let mut facing = [0.0; 3];
    let mut matter = Matter::Skin;
    for body in bodies {
        let [left, right, top, bottom] = body.covers;
        if x < left || right < x || y < top || bottom < y {
            continue;
        }
        let Some((height, outwards)) = met(body, from, towards) else {
            continue;
        };
        if near <= FAR || (body.matter != matter && height > near) {
            (near, facing, matter) = (height, outwards, body.matter);
        } else if body.matter == matter {
            // Where two bodies meet, the surface goes smoothly from one to the other.
            let part = (0.5 + 0.5 * (height - near) / JOINT).clamp(0.0, 1.0);
            near += (height - near) * part + JOINT * part * (1.0 - part);
            facing = plus(scaled(facing, 1.0 - part), scaled(outwards, part));
        }
    }
    if near <= FAR {
        return Cell {
            near,
            colour: [0.0; 3],
            matter: None,
            covered: 0.0,
        };
    }
    let place = plus(from, scaled(towards, near));
    let base = match matter {
        Matter::Skin => skin(person, density, place),
        Matter::Hair => times(person.hair_colour(), 0.42),
        Matter::Cloth => CAPE,
    };
    let seen = camera.turned(normal(facing));
    Cell {
        near,
        colour: lit(
            base,
            seen,
            camera.light,
            if matter == Matter::Skin { 26.0 } else { 0.0 },
        ),
        matter: Some(matter),
        covered: 1.0,
    }
}

/// Where a ray meets a body first, and the direction outwards there.
fn met(body: &Body, from: Vector, towards: Vector) -> Option<(f32, Vector)> {
    let start = divided(plus(from, scaled(body.middle, -1.0)), body.radii);
    let way = divided(towards, body.radii);
    let (length, ahead, outside) = (dot(way, way), dot(start, way), dot(start, start) - 1.0);
    let inside = ahead * ahead - length * outside;
    if inside <= 0.0 {
        return None;
    }
    let height = (inside.sqrt() - ahead) / length;
    Some((height, normal(divided(plus(start, scaled(way, height)), body.radii))))
}

/// Light on a surface that faces a direction, as the camera sees it.
fn lit(base: Colour, facing: Vector, light: f32, shine: f32) -> Colour {
    let [_, _, towards_camera] = facing;
    let wrapped = 0.5 + 0.5 * dot(facing, LIGHT);
    let bright = (0.3 + 0.78 * wrapped.powf(1.5)) * (0.8 + 0.2 * towards_camera.max(0.0)) * light;
    let half_way = normal(plus(LIGHT, [0.0, 0.0, 1.0]));
    let gleam = dot(facing, half_way).max(0.0).powi(22) * shine * light;
    // Shadows on skin are warmer than its lights.
    let [r, g, b] = times(base, bright);
    let warm = (1.0 - bright).clamp(0.0, 1.0) * 10.0;
    [r + warm + gleam, g + gleam, b - 0.4 * warm + gleam]
}

/// The colour of the skin at a place, in the shadow of the hair that stands there.
fn skin(person: &Person, density: &Density, place: Vector) -> Colour {
    let [right, forward, up] = place;
    let mut colour = person.skin_colour();
    let mottled = 0.6 * noise(scaled(place, 7.0), person.seed) + 0.4 * noise(scaled(place, 23.0), person.seed);
    colour = times(colour, 0.965 + 0.07 * mottled);
    // Cheeks, the tip of the nose and the ears are redder.
    let cheek = (1.0 - ((right.abs() - 0.4).powi(2) + (up + 0.62).powi(2)) * 9.0).max(0.0) * forward.max(0.0);
    let nose =
        (1.0 - (right.powi(2) * 30.0 + (up + 0.7).powi(2) * 20.0)).max(0.0) * (forward - 0.8).clamp(0.0, 0.3) * 3.0;
    let ear = ((right.abs() - 0.8) * 9.0).clamp(0.0, 1.0);
    // The hollow between brow and lid, and below the lid.
    let beside_lid = (right.abs() - 0.28) / 0.2;
    let hollow = |middle: f32, high: f32| (1.0 - beside_lid.powi(2) - ((up - middle) / high).powi(2)).max(0.0);
    let hollows = (hollow(-0.275, 0.07) + 0.6 * hollow(-0.47, 0.06)) * (forward - 0.5).clamp(0.0, 0.2) * 5.0;
    colour = times(colour, 1.0 - 0.16 * hollows);
    let [r, g, b] = colour;
    let red = 0.07 * (cheek + nose + ear).min(1.0);
    colour = [r * (1.0 + 0.35 * red), g * (1.0 - red), b * (1.0 - red)];
    let left = hair_at(density, place);
    if left > 0.0 {
        let shadow = left.powf(1.3) * 0.9;
        colour = between(colour, times(person.hair_colour(), 0.4), shadow);
    }
    colour
}

/// The hair at a place of the head's surface.
fn hair_at(density: &Density, [right, forward, up]: Vector) -> f32 {
    let [width, length, height] = SKULL;
    let (right, forward, up) = (right / width, forward / length, up / height);
    let aside = (right * right + forward * forward).sqrt().max(1e-6);
    let from_top_deg = aside.atan2(up).to_degrees();
    density.at(right / aside * from_top_deg, forward / aside * from_top_deg)
}

/// Smooth irregularity between 0 and 1.
pub(super) fn noise(place: Vector, seed: u64) -> f32 {
    let corner = place.map(f32::floor);
    let smooth = plus(place, scaled(corner, -1.0)).map(|part| part * part * (3.0 - 2.0 * part));
    let [right, forward, up] = smooth;
    let first = corner.map(whole);
    let at = |next: [i32; 3]| {
        let mut number = seed;
        for (part, more) in first.into_iter().zip(next) {
            let part = part.wrapping_add(more).cast_unsigned();
            number = number.wrapping_mul(0x9E37_79B9).wrapping_add(u64::from(part));
        }
        let [high, ..] = mixed(number).to_be_bytes();
        f32::from(high) / 255.0
    };
    let mean = |one: f32, other: f32, part: f32| one + (other - one) * part;
    let along = |forward: i32, up: i32| mean(at([0, forward, up]), at([1, forward, up]), right);
    let across = |up: i32| mean(along(0, up), along(1, up), forward);
    mean(across(0), across(1), up)
}
