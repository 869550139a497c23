//! The head around the hair: how a place on it is seen from a side, and the few lines of face, ears and neck.

use maud::{Markup, html};

use super::spot::Spot;

/// Half the length of the head in units of the drawing.
pub(super) const LENGTH: f64 = 100.0;
/// Skin and the lines of the head. Not any person's skin: a light that sets off the hair, on a light and on a dark page.
const SKIN: &str = "#e6ebeb";
const LINE: &str = "#5d6b6b";
/// Half the width and half the height of the head as parts of half its length.
const WIDTH: f64 = 0.79;
const HEIGHT: f64 = 0.92;

/// The side from which a head is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    /// From above, the face at the top of the picture.
    Top,
    /// From above and a little from the front, the face at the top of the picture: the whole length of a parting.
    Parting,
    /// From behind.
    Back,
    /// The person's left, the face to the left of the picture.
    Left,
    /// The person's right, the face to the right of the picture.
    Right,
}

impl Side {
    /// Left, top, width and height of the part of the drawing that is shown, in units around the middle of the head.
    pub(super) fn window(self) -> [f64; 4] {
        match self {
            Self::Top | Self::Parting => [-108.0, -126.0, 216.0, 244.0],
            Self::Back => [-108.0, -106.0, 216.0, 244.0],
            Self::Left => [-130.0, -106.0, 244.0, 244.0],
            Self::Right => [-114.0, -106.0, 244.0, 244.0],
        }
    }

    /// Where a direction from the middle of the head is seen, `out` times as far as the skin, and whether it faces the viewer
    /// (above 0).
    pub(super) fn seen(self, [right, forward, up]: [f64; 3], out: f64) -> (f64, f64, f64) {
        let (x, y, z) = (right * WIDTH * out, forward * out, up * HEIGHT * out);
        let (x, y, facing) = match self {
            Self::Top | Self::Parting => {
                let (sine, cosine) = self.bowed_back();
                let normal = forward * sine + up / HEIGHT * cosine;
                (x, z * sine - y * cosine, normal)
            }
            Self::Back => (x, -z, -forward),
            Self::Left => (-y, -z, -right),
            Self::Right => (y, -z, right),
        };
        (x * LENGTH, y * LENGTH, facing)
    }

    /// Sine and cosine of the angle by which a head seen from above is bowed back.
    fn bowed_back(self) -> (f64, f64) {
        let angle_deg: f64 = if self == Self::Parting { 16.0 } else { 4.0 };
        angle_deg.to_radians().sin_cos()
    }

    /// The place that is seen at a point of the picture, or that is nearest to it on the rim of the head, and how far beyond the
    /// rim the point is as a part of the head's size.
    pub(super) fn spot_at(self, (x, y): (f64, f64)) -> (Spot, f64) {
        let (sine, cosine) = self.bowed_back();
        // Half axes of the head's outline as seen from here.
        let (half_width, half_height) = match self {
            Self::Top | Self::Parting => (WIDTH, cosine.hypot(HEIGHT * sine)),
            Self::Back => (WIDTH, HEIGHT),
            Self::Left | Self::Right => (1.0, HEIGHT),
        };
        let (across, down) = (x / LENGTH / half_width, y / LENGTH / half_height);
        let far = across.hypot(down);
        let inwards = if far > 0.999 { 0.999 / far } else { 1.0 };
        let (across, down) = (across * inwards, down * inwards);
        let depth = (1.0 - across * across - down * down).max(0.0).sqrt();
        let direction = match self {
            Self::Top | Self::Parting => {
                // The head is a ball after it is stretched: its own axes, seen bowed back.
                let (forward, up) = (cosine / half_height, HEIGHT * sine / half_height);
                [across, depth * up - down * forward, down * up + depth * forward]
            }
            Self::Back => [across, -depth, -down],
            Self::Left => [-depth, -across, -down],
            Self::Right => [depth, across, -down],
        };
        (Spot::in_direction(direction), (far - 1.0).max(0.0))
    }

    /// What lies under the hair: the head, the face, the neck.
    pub(super) fn skin(self) -> Markup {
        match self {
            Self::Parting => html! {
                path.skin fill=(SKIN) stroke=(LINE) stroke-width="2" d="M-13 -101C-9 -107 -8 -119 0 -119C8 -119 9 -107 13 -101Z" {}
                ellipse.skin fill=(SKIN) stroke=(LINE) stroke-width="2" rx="79" ry="99.5" {}
            },
            Self::Top => html! {
                path.skin fill=(SKIN) stroke=(LINE) stroke-width="2" d="M-78 -8C-92 -14 -93 22 -77 26ZM78 -8C92 -14 93 22 77 26Z" {}
                path.skin fill=(SKIN) stroke=(LINE) stroke-width="2" d="M-14 -96C-9 -103 -9 -117 0 -117C9 -117 9 -103 14 -96Z" {}
                ellipse.skin fill=(SKIN) stroke=(LINE) stroke-width="2" rx="79" ry="99.5" {}
            },
            Self::Back => html! {
                path.skin fill=(SKIN) stroke=(LINE) stroke-width="2" d="M-75 20C-90 6 -98 26 -92 48C-88 66 -80 74 -72 70ZM75 20C90 6 98 26 92 48C88 66 80 74 72 70Z" {}
                path.skin fill=(SKIN) stroke=(LINE) stroke-width="2" d="M-48 140C-46 118 -50 104 -58 88C-74 64 -79 32 -79 0A79 92 0 0 1 79 0C79 32 74 64 58 88C50 104 46 118 48 140" {}
            },
            Self::Left => profile(),
            Self::Right => html! { g transform="scale(-1 1)" { (profile()) } },
        }
    }

    /// What lies over the hair: the ear.
    pub(super) fn ear(self) -> Markup {
        match self {
            Self::Top | Self::Parting | Self::Back => html! {},
            Self::Left => ear(),
            Self::Right => html! { g transform="scale(-1 1)" { (ear()) } },
        }
    }
}

/// The head from the left, down to the chin.
fn profile() -> Markup {
    html! {
        path.skin fill=(SKIN) stroke=(LINE) stroke-width="2" d="M-34 140C-36 132 -40 126 -48 128C-62 132 -80 136 -90 131C-97 127 -98 119 -95 112C-98 108 -100 105 -99 101L-95 97C-100 95 -104 92 -103 88C-102 84 -99 82 -100 78C-108 78 -119 76 -120 68C-120 62 -108 48 -101 30C-97 21 -99 14 -100 6A100 92 0 1 1 99 16C97 44 86 64 76 82C70 96 70 118 72 140" {}
        path.line fill="none" stroke=(LINE) stroke-width="2" d="M-92 22C-84 18 -78 19 -72 22M-86 33C-81 37 -76 37 -71 33M-99 101Q-90 99 -83 102M-48 128C-36 122 -22 108 -12 88" {}
    }
}

fn ear() -> Markup {
    html! {
        path.skin fill=(SKIN) stroke=(LINE) stroke-width="2" d="M-8 24C-12 6 4 -4 16 2C30 8 29 28 22 42C18 52 18 66 8 68C-1 69 -6 60 -5 48Z" {}
        path.line fill="none" stroke=(LINE) stroke-width="2" d="M-1 20C2 10 16 8 19 20C20 30 13 36 11 46" {}
    }
}
