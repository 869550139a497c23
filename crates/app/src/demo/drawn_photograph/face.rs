//! The lines of a face: brows, lids and eyes, the line of the mouth, the folds of the ears. Calm, and nobody's.

use super::body::Surface;
use super::camera::{Camera, Vector};
use super::canvas::{Canvas, Colour, Point, between, times};
use super::chance::Chance;
use super::person::Person;

/// A line that lies so far behind the surface is hidden: generous, because bodies run into each other.
const HIDDEN: f32 = 0.16;

/// Whether a person looks at the camera.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Eyes {
    /// As for a portrait.
    Open,
    /// As for a photograph of the scalp.
    Closed,
}

/// Draws the face on what the camera sees.
pub(super) fn draw(canvas: &mut Canvas, surface: &Surface, person: &Person, camera: &Camera, eyes: Eyes) {
    let mut pen = Pen {
        canvas,
        surface,
        camera,
    };
    let line = between(times(person.skin_colour(), 0.5), [90.0, 40.0, 30.0], 0.15);
    for side in [-1.0, 1.0] {
        // On a bowed head the outer ends of the brows seem higher than they are.
        let falls = if eyes == Eyes::Open { 0.04 } else { 0.1 };
        brow(&mut pen, person, side, falls);
        match eyes {
            Eyes::Open => open_eye(&mut pen, person, side),
            Eyes::Closed => {
                let lid = pen.across(side, (0.17, 0.43), -0.395, -0.035);
                pen.line(&lid, 4.5, times(person.hair_colour(), 0.7), 0.75);
            }
        }
        // The fold above the lid.
        let fold = pen.across(side, (0.17, 0.43), -0.335, 0.035);
        pen.line(&fold, 3.0, line, 0.35);
        ear(&mut pen, line, side);
        let mouth = pen.across(side, (0.0, 0.18), -0.968, 0.0);
        pen.line(&mouth, 4.0, line, 0.6);
    }
}

/// An eye that looks at the camera.
fn open_eye(pen: &mut Pen<'_>, person: &Person, side: f32) {
    let upper = pen.across(side, (0.175, 0.425), -0.376, 0.046);
    let mut edge = pen.across(side, (0.175, 0.425), -0.376, -0.034);
    edge.reverse();
    let white = between([232.0, 230.0, 226.0], person.skin_colour(), 0.35);
    pen.area(&upper.iter().chain(&edge).copied().collect::<Vec<_>>(), white, 1.0);
    let iris = person.iris();
    for (radius, colour) in [(0.046, iris), (0.021, [24.0, 20.0, 20.0])] {
        let round: Vec<Vector> = along(24)
            .map(|part| {
                let (sine, cosine) = (part * std::f32::consts::TAU).sin_cos();
                // The lids cover the top and the bottom of it.
                let up = (-0.368 + radius * sine).clamp(-0.407, -0.332);
                pen.on_face(side * 0.3 + radius * cosine, up)
            })
            .collect();
        pen.area(&round, colour, 1.0);
    }
    pen.line(&upper, 7.0, times(person.hair_colour(), 0.55), 0.9);
    pen.line(&edge, 3.0, times(person.skin_colour(), 0.55), 0.5);
}

/// Short hairs that lie outwards, on a line that falls towards the temple.
fn brow(pen: &mut Pen<'_>, person: &Person, side: f32, falls: f32) {
    let mut chance = Chance::new(person.seed, 0xB4);
    for _ in 0..170 {
        let part = chance.part();
        let thick = 0.026 * (1.0 - part * 0.6) * chance.between(-1.0, 1.0);
        let (right, up) = (
            0.12 + 0.35 * part,
            -0.155 + 0.03 * (part * 3.0).sin() - falls * part * part + thick,
        );
        let (to_right, to_up) = (right + 0.045, up + 0.012 - 0.09 * falls * part * 2.0);
        let hair = [pen.on_face(side * right, up), pen.on_face(side * to_right, to_up)];
        pen.line(&hair, 1.9, times(person.hair_colour(), chance.between(0.6, 0.95)), 0.7);
    }
}

/// The rim of the ear and the hollow inside it.
fn ear(pen: &mut Pen<'_>, line: Colour, side: f32) {
    // From the front only its edge is seen.
    if pen.camera.turned([side, 0.0, 0.0])[2] < 0.4 {
        return;
    }
    let turn = |from_deg: f32, to_deg: f32, radii: (f32, f32), middle: (f32, f32)| -> Vec<Vector> {
        along(16)
            .map(|part| {
                let (sine, cosine) = (from_deg + (to_deg - from_deg) * part).to_radians().sin_cos();
                let (forward, up) = (middle.0 + radii.0 * cosine, middle.1 + radii.1 * sine);
                // On the outside of the ear.
                let across = ((forward + 0.1) / 0.17).powi(2) + ((up + 0.42) / 0.29).powi(2);
                [side * (0.8 + 0.09 * (1.0 - across).max(0.0).sqrt()), forward, up]
            })
            .collect()
    };
    pen.line(&turn(20.0, 235.0, (0.11, 0.21), (-0.1, -0.41)), 7.0, line, 0.28);
    pen.line(&turn(60.0, 250.0, (0.06, 0.12), (-0.07, -0.45)), 9.0, line, 0.3);
    pen.line(&turn(-70.0, 50.0, (0.035, 0.07), (-0.03, -0.5)), 8.0, line, 0.3);
}

/// Parts of 1 in even steps.
fn along(n_steps: u8) -> impl Iterator<Item = f32> {
    (0..=n_steps).map(move |step| f32::from(step) / f32::from(n_steps))
}

/// Draws on the surface what is not hidden.
struct Pen<'a> {
    canvas: &'a mut Canvas,
    surface: &'a Surface,
    camera: &'a Camera,
}

impl Pen<'_> {
    fn on_face(&self, right: f32, up: f32) -> Vector {
        [right, self.surface.face_forward(right, up), up]
    }

    /// A line across one side of the face, from a place to a place further out, that bends up in its middle.
    fn across(&self, side: f32, (from, to): (f32, f32), up: f32, bend: f32) -> Vec<Vector> {
        along(14)
            .map(|part| {
                let bent = bend * (1.0 - (2.0 * part - 1.0).powi(2));
                self.on_face(side * (from + (to - from) * part), up + bent)
            })
            .collect()
    }

    fn area(&mut self, places: &[Vector], colour: Colour, opacity: f32) {
        let corners: Vec<Point> = places
            .iter()
            .map(|place| {
                let (x, y, _) = self.camera.seen(*place);
                (x, y)
            })
            .collect();
        self.canvas.area(&corners, colour, opacity);
    }

    fn line(&mut self, places: &[Vector], width: f32, colour: Colour, opacity: f32) {
        let width = self.camera.line_width(width);
        let mut shown: Vec<Point> = Vec::new();
        for place in places {
            let (x, y, near) = self.camera.seen(*place);
            if self.surface.near((x, y)).is_some_and(|surface| near > surface - HIDDEN) {
                shown.push((x, y));
            } else {
                self.canvas.lines(&shown, width, colour, opacity);
                shown.clear();
            }
        }
        self.canvas.lines(&shown, width, colour, opacity);
    }
}
