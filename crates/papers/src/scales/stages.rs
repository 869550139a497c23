//! What each stage of each scale looks like, after the published descriptions of the stages.

use super::borders::{
    Border, C0, C1, C2, C3, II, II_A, III, III_A, IV, IV_A, L, M0, M1, M2, M3, U1, U2, U3, V, V_A, VI, VII,
};
use super::pattern::{Hair, Parting, Pattern, Thin};

/// The pattern of a value on a scale; none where the scale has nothing to draw on a head, or does not have the value.
pub fn pattern(scale_id: &str, value: &str) -> Option<Pattern> {
    match scale_id {
        "hamilton_norwood" => hamilton_norwood(value),
        "ludwig" => ludwig(value),
        "savin" => savin(value),
        "sinclair" => sinclair(value),
        "basp" => basp(value),
        "olsen" => olsen(value),
        _ => None,
    }
}

fn short(border: Option<Border>, thin: Vec<Thin>) -> Pattern {
    Pattern {
        border,
        thin,
        ..Pattern::full(Hair::Short)
    }
}

fn parted(parting: Parting, thin: Vec<Thin>) -> Pattern {
    Pattern {
        thin,
        parting: Some(parting),
        ..Pattern::full(Hair::Parted)
    }
}

/// Hair of the crown, thinned.
const fn vertex(forward: f64, radii: (f64, f64), left: f64) -> Thin {
    Thin {
        forward,
        radii,
        left,
        soft: 0.55,
        keeps_fringe: false,
    }
}

/// Hair of the top behind the front hairline, thinned; the border of what is nearly bare is sharper.
const fn top(left: f64) -> Thin {
    Thin {
        forward: 6.0,
        radii: (50.0, 56.0),
        left,
        soft: if left < 0.1 { 0.5 } else { 0.75 },
        keeps_fringe: true,
    }
}

fn hamilton_norwood(value: &str) -> Option<Pattern> {
    let (border, thin) = match value {
        "I" => (None, vec![]),
        "II" => (Some(II), vec![]),
        "IIa" => (Some(II_A), vec![]),
        "III" => (Some(III), vec![]),
        "IIIa" => (Some(III_A), vec![]),
        "III-vertex" => (Some(III), vec![vertex(-38.0, (25.0, 23.0), 0.1)]),
        "IV" => (Some(IV), vec![vertex(-39.0, (30.0, 27.0), 0.04)]),
        "IVa" => (Some(IV_A), vec![]),
        // The band between the bare front and the bare crown is still there, but narrow and sparse.
        "V" => (
            Some(V),
            vec![vertex(-44.0, (40.0, 33.0), 0.02), vertex(-10.0, (34.0, 22.0), 0.42)],
        ),
        "Va" => (Some(V_A), vec![vertex(-44.0, (34.0, 26.0), 0.45)]),
        "VI" => (Some(VI), vec![]),
        "VII" => (Some(VII), vec![]),
        _ => return None,
    };
    Some(short(border, thin))
}

fn ludwig(value: &str) -> Option<Pattern> {
    let (half_width_deg, left) = match value {
        "I" => (2.4, 0.62),
        "II" => (4.0, 0.3),
        "III" => (2.0, 0.02),
        _ => return None,
    };
    Some(parted(Parting::even(half_width_deg), vec![top(left)]))
}

fn sinclair(value: &str) -> Option<Pattern> {
    Some(match value {
        "1" => parted(Parting::NARROW, vec![]),
        "2" => parted(Parting::even(3.6), vec![]),
        "3" => parted(Parting::even(6.0), vec![beside_parting(0.48)]),
        // A bare spot at the front of the widened parting.
        "4" => parted(
            Parting::even(8.0),
            vec![
                beside_parting(0.32),
                Thin {
                    forward: 36.0,
                    radii: (20.0, 19.0),
                    left: 0.03,
                    soft: 0.5,
                    keeps_fringe: true,
                },
            ],
        ),
        "5" => parted(Parting::even(3.6), vec![top(0.04)]),
        _ => return None,
    })
}

/// Hair on both sides of the parting, thinned.
const fn beside_parting(left: f64) -> Thin {
    Thin {
        forward: 8.0,
        radii: (38.0, 56.0),
        left,
        soft: 0.7,
        keeps_fringe: false,
    }
}

fn savin(value: &str) -> Option<Pattern> {
    let (half_width_deg, left) = match value {
        "I-1" => (1.1, 1.0),
        "I-2" => (2.6, 0.94),
        "I-3" => (4.2, 0.86),
        "I-4" => (6.0, 0.76),
        "II-1" => (6.5, 0.56),
        "II-2" => (7.0, 0.38),
        "III" => (7.0, 0.18),
        "Advanced" => (3.0, 0.02),
        "Frontal accentuation" => {
            return Some(parted(
                Parting {
                    back_deg: 1.4,
                    front_deg: 17.0,
                    is_stepped: false,
                },
                vec![],
            ));
        }
        _ => return None,
    };
    Some(parted(Parting::even(half_width_deg), vec![top(left)]))
}

fn olsen(value: &str) -> Option<Pattern> {
    let parting = match value {
        "no" => Parting::even(3.6),
        "yes" => Parting {
            back_deg: 1.6,
            front_deg: 19.0,
            is_stepped: true,
        },
        _ => return None,
    };
    Some(parted(parting, vec![]))
}

/// The parts of a value on the BASP scale, each of two letters or the letter `L`: `M2V1` is `M2` and `V1`.
pub(super) fn parts(value: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut rest = value;
    while !rest.is_empty() {
        let length = if rest.starts_with('L') { 1 } else { 2 };
        let Some((part, after)) = rest.split_at_checked(length) else {
            return vec![value];
        };
        parts.push(part);
        rest = after;
    }
    parts
}

/// The basic and the specific types, one of each kind at most: `M2`, `V1`, `M2V1`.
fn basp(value: &str) -> Option<Pattern> {
    let front = |left| Thin {
        forward: 18.0,
        radii: (44.0, 44.0),
        left,
        soft: 0.7,
        keeps_fringe: true,
    };
    let crown = |left| vertex(-38.0, (32.0, 29.0), left);
    let mut pattern = Pattern::full(Hair::Short);
    let mut kinds = Vec::new();
    for part in parts(value) {
        // L, M, C and U are one kind; F and V are two.
        let kind = part.chars().next().filter(|kind| "FV".contains(*kind));
        if kinds.contains(&kind) {
            return None;
        }
        kinds.push(kind);
        let (border, thin) = match part {
            "L" => (Some(L), None),
            "M0" => (Some(M0), None),
            "M1" => (Some(M1), None),
            "M2" => (Some(M2), None),
            "M3" => (Some(M3), None),
            "C0" => (Some(C0), None),
            "C1" => (Some(C1), None),
            "C2" => (Some(C2), None),
            "C3" => (Some(C3), None),
            "U1" => (Some(U1), None),
            "U2" => (Some(U2), None),
            "U3" => (Some(U3), None),
            "F1" => (None, Some(front(0.62))),
            "F2" => (None, Some(front(0.3))),
            "F3" => (None, Some(front(0.04))),
            "V1" => (None, Some(crown(0.62))),
            "V2" => (None, Some(crown(0.3))),
            "V3" => (None, Some(crown(0.03))),
            _ => return None,
        };
        pattern.border = border.or(pattern.border);
        pattern.thin.extend(thin);
    }
    (!kinds.is_empty()).then_some(pattern)
}
