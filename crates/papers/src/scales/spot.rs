//! Places on a head as the drawings need them: a whole head with forehead, temples and nape, not only the scalp that is
//! injected (that one is `anagen_care::injection_map::Place`).

/// A place on the head: degrees of arc from the top of the head, to the person's right and towards the face.
///
/// The front hairline of a full head of hair is about 57 degrees forward, the crown 38 degrees back, the ears 92 degrees to the
/// sides.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spot {
    /// Degrees to the right of the person; negative to the left.
    pub right: f64,
    /// Degrees towards the face; negative towards the nape.
    pub forward: f64,
}

impl Spot {
    /// The place that lies in a direction (right, forward, up) from the middle of the head.
    pub fn in_direction([right, forward, up]: [f64; 3]) -> Self {
        let aside = right.hypot(forward);
        if aside < 1e-9 {
            return Self {
                right: 0.0,
                forward: 0.0,
            };
        }
        let from_top_deg = aside.atan2(up).to_degrees();
        Self {
            right: right / aside * from_top_deg,
            forward: forward / aside * from_top_deg,
        }
    }

    /// Direction (right, forward, up) from the middle of the head, of length 1.
    pub fn direction(self) -> [f64; 3] {
        let from_top_deg = self.right.hypot(self.forward);
        if from_top_deg < 1e-9 {
            return [0.0, 0.0, 1.0];
        }
        let (sine, up) = from_top_deg.to_radians().sin_cos();
        [self.right / from_top_deg * sine, self.forward / from_top_deg * sine, up]
    }

    /// Degrees from the top of the head.
    pub fn from_top_deg(self) -> f64 {
        self.right.hypot(self.forward)
    }

    /// Degrees round the head from the middle of the face, the same on both sides: 0 is the face, 90 an ear, 180 the nape.
    pub fn from_face_deg(self) -> f64 {
        self.right.abs().atan2(self.forward).to_degrees()
    }
}

/// Directions spread evenly over a ball, from the top down (a Fibonacci lattice).
pub(super) fn even_directions(n_directions: u32) -> impl Iterator<Item = [f64; 3]> {
    // The golden angle: neighbours never line up.
    let turn = std::f64::consts::PI * (3.0 - 5.0_f64.sqrt());
    (0..n_directions).map(move |index| {
        let up = 1.0 - (2.0 * f64::from(index) + 1.0) / f64::from(n_directions);
        let aside = (1.0 - up * up).max(0.0).sqrt();
        let (sine, cosine) = (turn * f64::from(index)).sin_cos();
        [aside * cosine, aside * sine, up]
    })
}
