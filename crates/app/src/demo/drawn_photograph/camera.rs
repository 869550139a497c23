//! From where a head is seen, and where on the picture a place of it appears.

use super::View;
use super::chance::Chance;

/// A place or a direction: to the person's right, towards the face, up. Half the length of the head is 1.
pub(super) type Vector = [f32; 3];

/// Width and height of a photograph in pixels.
pub(super) const SIZE: (u16, u16) = (1200, 1600);
/// Width and height in pixels of the face for the patient's banner, before it is made smaller.
pub(super) const FACE_SIZE: (u16, u16) = (600, 600);
/// Pixels for half the length of the head at which widths of lines are given.
const USUAL_SCALE: f32 = 560.0;

/// A camera that looks at the head from far away.
#[derive(Debug, Clone)]
pub(super) struct Camera {
    /// What lies to the right of the picture, what lies up, and what lies towards the camera.
    axes: [Vector; 3],
    /// Where the middle of the head appears, in pixels.
    middle: (f32, f32),
    /// Pixels for half the length of the head.
    scale: f32,
    /// Width and height of the picture.
    pub(super) size: (u16, u16),
    /// How bright the light is that day.
    pub(super) light: f32,
}

impl Camera {
    /// The camera of a view on a day: nobody places it twice in just the same way.
    pub(super) fn new(view: View, seed: u64, days_since_start: u32) -> Self {
        // Where the camera stands, what is up in the picture, where the middle of the head appears, and the scale.
        let (towards, up, middle, scale): (Vector, Vector, (f32, f32), f32) = match view {
            View::Frontal => ([0.0, 0.86, 0.5], [0.0, 0.0, 1.0], (600.0, 720.0), 560.0),
            View::Vertex => ([0.0, -0.66, 0.75], [0.0, 0.4, 1.0], (600.0, 780.0), 560.0),
            View::Midline => ([0.0, 0.16, 0.99], [0.0, 1.0, 0.0], (600.0, 800.0), 560.0),
            View::LeftTemporal => ([-0.96, 0.24, 0.16], [0.0, 0.0, 1.0], (640.0, 740.0), 540.0),
            View::RightTemporal => ([0.96, 0.24, 0.16], [0.0, 0.0, 1.0], (560.0, 740.0), 540.0),
            View::Occipital => ([0.0, -1.0, 0.08], [0.0, 0.0, 1.0], (600.0, 760.0), 560.0),
        };
        let mut chance = Chance::new(seed, 0x0CA1 ^ (u64::from(days_since_start) << 16));
        let mut by = |most: f32| chance.between(-most, most);
        let towards = plus(normal(towards), [by(0.035), by(0.03), by(0.03)]);
        let (middle, scale) = ((middle.0 + by(14.0), middle.1 + by(14.0)), scale * (1.0 + by(0.012)));
        Self {
            light: 1.0 + by(0.025),
            ..Self::at(towards, up, by(0.025), middle, scale, SIZE)
        }
    }

    /// The camera of the face for the patient's banner.
    pub(super) fn of_face() -> Self {
        Self::at([0.0, 1.0, 0.04], [0.0, 0.0, 1.0], 0.0, (300.0, 268.0), 208.0, FACE_SIZE)
    }

    fn at(towards: Vector, up: Vector, rolled: f32, middle: (f32, f32), scale: f32, size: (u16, u16)) -> Self {
        let towards = normal(towards);
        let right = normal(cross(up, towards));
        let up = cross(towards, right);
        let (sine, cosine) = rolled.sin_cos();
        let rolled_right = plus(scaled(right, cosine), scaled(up, sine));
        let rolled_up = plus(scaled(up, cosine), scaled(right, -sine));
        Self {
            axes: [rolled_right, rolled_up, towards],
            middle,
            scale,
            size,
            light: 1.0,
        }
    }

    /// The same picture with so many times fewer pixels in both directions.
    #[cfg(test)]
    pub(super) fn smaller(mut self, times: u16) -> Self {
        let part = f32::from(times);
        self.middle = (self.middle.0 / part, self.middle.1 / part);
        self.scale /= part;
        self.size = (self.size.0 / times, self.size.1 / times);
        self
    }

    /// The width in this picture of a line that is given for a photograph.
    pub(super) fn line_width(&self, width: f32) -> f32 {
        (width * self.scale / USUAL_SCALE).max(0.6)
    }

    /// For how many strands one is drawn: where the head is small, strands are broader than they would be.
    pub(super) fn one_strand_for(&self) -> u32 {
        if self.scale < USUAL_SCALE / 4.0 {
            5
        } else if self.scale < USUAL_SCALE / 2.0 {
            3
        } else {
            1
        }
    }

    /// A direction as the camera sees it: right, up, towards the camera.
    pub(super) fn turned(&self, vector: Vector) -> Vector {
        let [right, up, towards] = self.axes;
        [dot(right, vector), dot(up, vector), dot(towards, vector)]
    }

    /// Where a place appears, and how near it is to the camera.
    pub(super) fn seen(&self, place: Vector) -> (f32, f32, f32) {
        let [right, up, near] = self.turned(place);
        (
            self.middle.0 + self.scale * right,
            self.middle.1 - self.scale * up,
            near,
        )
    }

    /// What of the picture an ellipsoid can cover: left, right, top, bottom.
    pub(super) fn covered_by(&self, middle: Vector, radii: Vector) -> [f32; 4] {
        let (x, y, _) = self.seen(middle);
        let [right, up, _] = self.axes;
        let reach = |axis: Vector| {
            let squares = axis
                .iter()
                .zip(radii)
                .map(|(part, radius)| (part * radius) * (part * radius));
            self.scale * squares.sum::<f32>().sqrt()
        };
        let (aside, along) = (reach(right), reach(up));
        [x - aside, x + aside, y - along, y + along]
    }

    /// The place on the plane through the middle of the head that appears at a point, and the direction towards the camera.
    pub(super) fn ray(&self, x: f32, y: f32) -> (Vector, Vector) {
        let (right, up) = ((x - self.middle.0) / self.scale, (self.middle.1 - y) / self.scale);
        let [right_axis, up_axis, towards] = self.axes;
        (plus(scaled(right_axis, right), scaled(up_axis, up)), towards)
    }
}

/// The sum of two vectors.
pub(super) fn plus([right, forward, up]: Vector, by: Vector) -> Vector {
    let [by_right, by_forward, by_up] = by;
    [right + by_right, forward + by_forward, up + by_up]
}

/// A vector so many times as long.
pub(super) fn scaled([right, forward, up]: Vector, factor: f32) -> Vector {
    [right * factor, forward * factor, up * factor]
}

/// Each part of a vector divided by a part of its own.
pub(super) fn divided([right, forward, up]: Vector, by: Vector) -> Vector {
    let [by_right, by_forward, by_up] = by;
    [right / by_right, forward / by_forward, up / by_up]
}

/// The scalar product.
pub(super) fn dot([right, forward, up]: Vector, by: Vector) -> f32 {
    let [by_right, by_forward, by_up] = by;
    right * by_right + forward * by_forward + up * by_up
}

/// The vector product.
fn cross(one: Vector, other: Vector) -> Vector {
    let [right, forward, up] = one;
    let [by_right, by_forward, by_up] = other;
    [
        forward * by_up - up * by_forward,
        up * by_right - right * by_up,
        right * by_forward - forward * by_right,
    ]
}

/// The same direction with length 1.
pub(super) fn normal(vector: Vector) -> Vector {
    scaled(vector, 1.0 / dot(vector, vector).sqrt().max(1e-9))
}
