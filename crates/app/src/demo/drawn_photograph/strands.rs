//! Hair, strand by strand: where hair is left, as it lies, over what is behind it.

use anagen_papers::scales::pattern::Hair;
use anagen_papers::scales::{Spot, lies_towards};

use super::body::{LIGHT, SKULL, Surface, TAIL, noise};
use super::camera::{Camera, Vector, dot, normal, plus, scaled};
use super::canvas::{Canvas, Colour, times};
use super::chance::Chance;
use super::density::{Density, single};
use super::person::Person;

/// Roots on the whole ball of which the head is a part.
const N_ROOTS: u32 = 84_000;
/// Roots for long hair, which covers more.
const N_ROOTS_LONG: u32 = 44_000;
/// Strands of the tied hair below the nape.
const N_TAIL: u64 = 900;
/// Where long hair is tied.
const TIED: Spot = Spot {
    right: 0.0,
    forward: -116.0,
};

/// A strand that lies so far behind a surface is hidden by it.
const HIDDEN: f32 = 0.03;

/// A strand as it is drawn.
struct Strand {
    /// How early it is drawn: what grows further down lies under what falls over it.
    order: f32,
    points: Vec<Vector>,
    colour: Colour,
    width: f32,
}

/// Draws the hair of a person on what the camera sees.
pub(super) fn draw(canvas: &mut Canvas, surface: &Surface, person: &Person, density: &Density, camera: &Camera) {
    let mut strands: Vec<Strand> = Vec::new();
    let n_roots = match density.hair {
        Hair::Short => N_ROOTS,
        Hair::Parted => N_ROOTS_LONG,
    } / camera.one_strand_for();
    for index in 0..n_roots {
        // A sequence of its own for each root: whatever grows elsewhere, this strand is always the same.
        let mut chance = Chance::new(person.seed, (u64::from(index) << 8) | 0x5A);
        let goes_at = chance.part();
        let root = root(index, n_roots, &mut chance);
        if camera.turned(root)[2] < -0.25 {
            continue;
        }
        let spot = Spot::in_direction(root.map(f64::from));
        let left = density.at(single(spot.right), single(spot.forward));
        if left <= goes_at {
            continue;
        }
        strands.push(strand(spot, left, goes_at, person, density, &mut chance));
    }
    if density.hair == Hair::Parted {
        strands
            .extend((0..N_TAIL).map(|index| tail_strand(person, &mut Chance::new(person.seed, (index << 8) | 0x7A))));
    }
    strands.sort_by(|one, other| one.order.total_cmp(&other.order));
    for strand in &strands {
        draw_one(canvas, surface, strand, camera);
    }
}

/// A root in a direction from the middle of the head, spread evenly and then moved a little.
fn root(index: u32, n_roots: u32, chance: &mut Chance) -> Vector {
    let part = (f64::from(index) + 0.5) / f64::from(n_roots);
    let up = single(1.0 - 2.0 * part);
    let turned = single((f64::from(index) * 2.399_963_229_728_653) % std::f64::consts::TAU);
    let aside = (1.0 - up * up).max(0.0).sqrt();
    let (sine, cosine) = turned.sin_cos();
    let mut moved = || chance.between(-0.008, 0.008);
    normal([aside * cosine + moved(), aside * sine + moved(), up + moved()])
}

/// The strand that grows at a root, where `left` of the hair is left and this strand is gone below `goes_at`.
fn strand(root: Spot, left: f32, goes_at: f32, person: &Person, density: &Density, chance: &mut Chance) -> Strand {
    let hair = density.hair;
    // What is about to go, and what has just come back, is finer and shorter.
    let strength = ((left - goes_at) / 0.25).clamp(0.0, 1.0);
    let from_top = single(root.from_top_deg());
    let from_crown = single(root.right.hypot(root.forward + 38.0));
    let (length, n_steps, out) = match hair {
        Hair::Short => {
            let cut = 15.0 - 7.0 * ((from_top - 55.0) / 40.0).clamp(0.0, 1.0);
            (cut * (0.55 + 0.45 * strength), 4, 0.05)
        }
        Hair::Parted => (58.0 * (0.35 + 0.65 * strength), 9, 0.06),
    };
    let length = length * chance.between(0.8, 1.15);
    // Hair is combed away from the border, so that the border is seen.
    let (right, forward) = combed(hair, root);
    let ahead = |by: f32| {
        let (right, forward) = (
            root.right + right * f64::from(by),
            root.forward + forward * f64::from(by),
        );
        density.at(single(right), single(forward))
    };
    let leaves = match hair {
        Hair::Short => ahead(0.8 * length) < 0.4 * left,
        Hair::Parted => ahead(7.0) < 0.5 * left || ahead(16.0) < 0.5 * left,
    };
    let length = match hair {
        Hair::Short if leaves => length * 0.45,
        Hair::Parted if leaves => length * 0.16,
        _ => length,
    };
    let aside =
        chance.between(-0.22, 0.22) + 0.5 * (noise(direction(root).map(|part| part * 6.0), person.seed ^ 0x33) - 0.5);
    let (sine, cosine) = f64::from(aside).sin_cos();
    let mut points = Vec::with_capacity(n_steps + 1);
    let mut at = root;
    let step = length / short(n_steps);
    for index in 0..=n_steps {
        let part = short(index) / short(n_steps);
        let lift = 1.0 + out * (1.0 - (1.0 - part).powi(2)) * (0.6 + 0.4 * strength);
        points.push(on_skull(direction(at), lift));
        let (right, forward) = combed(hair, at);
        // Strands cross their neighbours a little.
        let (right, forward) = (right * cosine - forward * sine, right * sine + forward * cosine);
        at = Spot {
            right: at.right + right * f64::from(step),
            forward: at.forward + forward * f64::from(step),
        };
        // Long hair does not fall into the face.
        if hair == Hair::Parted && density.at(single(at.right), single(at.forward)) < 0.1 {
            break;
        }
    }
    let order = match hair {
        Hair::Short => -from_crown,
        Hair::Parted => -single(root.right.abs()),
    };
    Strand {
        order: order + chance.between(-6.0, 6.0),
        points,
        colour: times(person.hair_colour(), chance.between(0.78, 1.26)),
        width: match hair {
            Hair::Short => 1.0 + 1.1 * strength,
            Hair::Parted => 1.2 + 1.6 * strength,
        },
    }
}

/// A small count as a number to calculate with.
fn short(number: usize) -> f32 {
    u8::try_from(number).map_or(f32::from(u8::MAX), f32::from)
}

fn direction(spot: Spot) -> Vector {
    spot.direction().map(single)
}

fn on_skull([right, forward, up]: Vector, out: f32) -> Vector {
    let [width, length, height] = SKULL;
    [right * width * out, forward * length * out, up * height * out]
}

/// The way hair lies. Long hair falls from the parting to both sides, and from there it is drawn back to the nape, where it is
/// tied.
fn combed(hair: Hair, spot: Spot) -> (f64, f64) {
    let free = lies_towards(hair, spot);
    if hair == Hair::Short {
        return free;
    }
    // A little way towards the nape, straight over the head.
    let (here, nape) = (spot.direction(), TIED.direction());
    let ahead = [0, 1, 2].map(|axis: usize| {
        let at = |direction: [f64; 3]| direction.get(axis).copied().unwrap_or_default();
        0.98 * at(here) + 0.02 * at(nape)
    });
    let ahead = Spot::in_direction(ahead);
    let (right, forward) = (ahead.right - spot.right, ahead.forward - spot.forward);
    let far = right.hypot(forward).max(1e-9);
    let tied = ((spot.right.abs() - 14.0).max(-spot.forward - 10.0) / 62.0).clamp(0.0, 1.0);
    let (right, forward) = (
        free.0 + (right / far - free.0) * tied,
        free.1 + (forward / far - free.1) * tied,
    );
    let length = right.hypot(forward).max(1e-9);
    (right / length, forward / length)
}

/// A strand of the tied hair below the nape.
fn tail_strand(person: &Person, chance: &mut Chance) -> Strand {
    let ([_, middle_forward, middle_up], [width, length, height]) = TAIL;
    let (sine, cosine) = chance.between(0.0, std::f32::consts::TAU).sin_cos();
    let begin = chance.between(0.95, -0.2);
    let long = chance.between(0.5, 0.9);
    let points = [0.0, 0.25, 0.5, 0.75, 1.0_f32].map(|part| {
        let up = (begin - long * part).max(-0.98);
        let wide = (1.0 - up * up).max(0.0).sqrt() * 1.04;
        [
            sine * width * wide,
            middle_forward + cosine * length * wide,
            middle_up + height * up,
        ]
    });
    Strand {
        order: -begin,
        points: points.to_vec(),
        colour: times(person.hair_colour(), chance.between(0.78, 1.26)),
        width: 2.4,
    }
}

/// Draws what is not hidden of a strand, with the light on it.
fn draw_one(canvas: &mut Canvas, surface: &Surface, strand: &Strand, camera: &Camera) {
    let half_way = normal(plus(LIGHT, [0.0, 0.0, 1.0]));
    let n_points = short(strand.points.len());
    let mut index = 0.0;
    for (from, to) in strand.points.iter().zip(strand.points.iter().skip(1)) {
        index += 1.0;
        let (x, y, near) = camera.seen(*from);
        let (to_x, to_y, to_near) = camera.seen(*to);
        if !(surface.shows((x, y), near, HIDDEN) && surface.shows((to_x, to_y), to_near, HIDDEN)) {
            continue;
        }
        let along = normal(camera.turned(plus(*to, scaled(*from, -1.0))));
        let [right, forward, up] = *from;
        let outwards = normal(camera.turned([right, forward, up.max(-0.25)]));
        // Light on a thin cylinder: dark where it points to the light, a gleam where it lies across.
        let across = (1.0 - dot(along, LIGHT).powi(2)).max(0.0).sqrt();
        let gleam = (1.0 - dot(along, half_way).powi(2)).max(0.0).sqrt().powi(36);
        let side = 0.45 + 0.55 * (0.5 + 0.5 * dot(outwards, LIGHT));
        let rim = 0.55 + 0.45 * outwards[2].clamp(0.0, 1.0);
        let tip = 0.82 + 0.3 * index / n_points;
        let bright = (0.35 + 0.75 * across) * side * rim * tip * camera.light;
        let colour = times(strand.colour, bright);
        let colour = colour.map(|part| part + gleam * side * 34.0);
        let thinner = 1.0 - 0.45 * (index / n_points).powi(2);
        canvas.line(
            (x, y),
            (to_x, to_y),
            camera.line_width(strand.width * thinner),
            colour,
            0.85,
        );
    }
}
