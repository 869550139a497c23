#![expect(clippy::unwrap_used, clippy::panic, reason = "tests")]

use std::collections::{BTreeMap, BTreeSet};

use anagen_knowledge::Knowledge;

use super::pattern::{Hair, Pattern};
use super::spot::even_directions;
use super::{ENGLISH, Spot, Words, Zone, ZoneLoss, description, drawing, pattern, zones};

/// Scales that stage a head by how it looks; the others of the knowledge are indices and questionnaires.
const DRAWN: [&str; 8] = [
    "hamilton_norwood",
    "ludwig",
    "savin",
    "sinclair",
    "basp",
    "olsen",
    "salt",
    "sinclair_shedding",
];

/// Every value of every scale of the knowledge that is drawn; of a range, each ten.
fn drawn_values() -> BTreeMap<String, Vec<String>> {
    let knowledge = Knowledge::embedded().unwrap();
    let mut drawn = BTreeMap::new();
    for scale in &knowledge.records.scales {
        let mut values = scale.values.clone();
        values.extend(scale.parts.iter().flat_map(|part| part.values.clone()));
        if let Some(range) = scale.range {
            let tens = (-10..=10).map(|ten| f64::from(ten * 10));
            values.extend(tens.filter(|ten| range.contains(*ten)).map(|ten| ten.to_string()));
        }
        if DRAWN.contains(&scale.id.as_str()) {
            drawn.insert(scale.id.clone(), values);
        } else {
            for value in values {
                assert!(drawing(&scale.id, &value, &Words::english()).is_none(), "{}", scale.id);
            }
        }
    }
    assert_eq!(drawn.len(), DRAWN.len(), "the knowledge has all of them");
    drawn
}

#[test]
fn every_value_has_a_picture_of_its_own() {
    for (scale, values) in drawn_values() {
        let mut pictures = BTreeSet::new();
        for value in &values {
            let picture = drawing(&scale, value, &Words::english())
                .unwrap_or_else(|| panic!("{scale} {value} has no drawing"))
                .into_string();
            for wrong in ["NaN", "inf", "style=", " id=", "<script"] {
                assert!(!picture.contains(wrong), "{scale} {value}: {wrong}");
            }
            assert!(
                picture.starts_with("<svg class=\"stage-drawing\" role=\"img\" aria-label=\""),
                "{picture}"
            );
            assert!(picture.len() < 40_000, "{scale} {value}: {} bytes", picture.len());
            let drawn_only = picture.split_once("viewBox").unwrap().1.to_owned();
            assert!(pictures.insert(drawn_only), "{scale} {value} looks like another");
        }
        assert_eq!(pictures.len(), values.len());
    }
}

#[test]
fn every_value_is_described_and_every_text_is_used() {
    let mut used = BTreeSet::new();
    let mut described = BTreeSet::new();
    for (scale, values) in drawn_values() {
        for value in values {
            let asked = std::cell::RefCell::new(Vec::new());
            let ask = |name: &str| {
                asked.borrow_mut().push(name.to_owned());
                name.to_owned()
            };
            let picture = drawing(&scale, &value, &Words { text: &ask }).unwrap().into_string();
            assert!(picture.contains("aria-label=\"stage-drawing-"), "{scale} {value}");
            used.extend(asked.take());
            let text = description(&scale, &value, &Words::english()).unwrap();
            assert!(!text.contains("stage-drawing-"), "{scale} {value} has no words: {text}");
            if scale != "salt" {
                assert!(described.insert(text), "{scale} {value} is described as another");
            }
        }
    }
    let known: BTreeSet<String> = ENGLISH.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(known.len(), ENGLISH.len(), "no name twice");
    assert_eq!(known, used);
}

#[track_caller]
fn check_grows(scale: &str, values: &[&str]) {
    let mut before = -1.0;
    for value in values {
        let bare = pattern(scale, value).unwrap().bare_share();
        assert!(bare > before + 0.001, "{scale} {value}: {bare} after {before}");
        before = bare;
    }
}

#[test]
fn bare_scalp_grows_with_the_stage() {
    check_grows(
        "hamilton_norwood",
        &["I", "II", "III", "III-vertex", "IV", "V", "VI", "VII"],
    );
    // A variant without a forelock lies between its stage and the next.
    check_grows(
        "hamilton_norwood",
        &["II", "IIa", "III", "IIIa", "IV", "IVa", "V", "Va", "VI"],
    );
    check_grows("ludwig", &["I", "II", "III"]);
    check_grows(
        "savin",
        &["I-1", "I-2", "I-3", "I-4", "II-1", "II-2", "III", "Advanced"],
    );
    check_grows("sinclair", &["1", "2", "3", "4", "5"]);
    check_grows("basp", &["M0", "M1", "M2", "M3", "U1", "U2", "U3"]);
    check_grows("basp", &["C0", "C1", "C2", "C3", "U1", "U2", "U3"]);
    check_grows("basp", &["F1", "F2", "F3"]);
    check_grows("basp", &["V1", "V2", "V3"]);
    check_grows("basp", &["M2", "M2V1", "M2V2", "M2V3", "M3V3"]);
}

#[test]
fn a_stage_keeps_bare_what_an_earlier_one_lost() {
    for (earlier, later) in [
        ("II", "III"),
        ("III", "IV"),
        ("III-vertex", "IV"),
        ("IV", "VI"),
        ("V", "VI"),
        ("VI", "VII"),
    ] {
        let (earlier, later) = (
            pattern("hamilton_norwood", earlier).unwrap(),
            pattern("hamilton_norwood", later).unwrap(),
        );
        for direction in even_directions(4_000) {
            let spot = Spot::in_direction(direction);
            let (before, after) = (earlier.left_at(spot), later.left_at(spot));
            assert!(after <= before + 0.15, "{spot:?}: {before} then {after}");
        }
    }
}

/// How much is left at named places, degrees to the right and forward.
#[track_caller]
fn check_places(scale: &str, value: &str, places: &[((f64, f64), std::ops::RangeInclusive<f64>)]) {
    let pattern = pattern(scale, value).unwrap();
    for ((right, forward), expected) in places {
        for right in [*right, -right] {
            let spot = Spot {
                right,
                forward: *forward,
            };
            let left = pattern.left_at(spot);
            assert!(expected.contains(&left), "{scale} {value} {spot:?}: {left}");
        }
    }
}

#[test]
fn hair_is_lost_where_the_stages_say() {
    let (forelock, temple, middle, crown, side, nape) = (
        (0.0, 48.0),
        (28.0, 30.0),
        (0.0, 0.0),
        (0.0, -38.0),
        (88.0, -40.0),
        (0.0, -115.0),
    );
    let (full, bare, sparse) = (0.9..=1.0, 0.0..=0.1, 0.1..=0.6);
    let keeps = [(side, full.clone()), (nape, full.clone())];
    let norwood = |value: &str, places: &[((f64, f64), std::ops::RangeInclusive<f64>)]| {
        check_places("hamilton_norwood", value, places);
        check_places("hamilton_norwood", value, &keeps);
    };
    norwood(
        "I",
        &[
            (forelock, full.clone()),
            (temple, full.clone()),
            (middle, full.clone()),
            (crown, full.clone()),
        ],
    );
    norwood(
        "III",
        &[
            (forelock, full.clone()),
            (temple, bare.clone()),
            (middle, full.clone()),
            (crown, full.clone()),
        ],
    );
    norwood(
        "IIIa",
        &[
            (forelock, bare.clone()),
            (temple, bare.clone()),
            (middle, full.clone()),
            (crown, full.clone()),
        ],
    );
    norwood(
        "III-vertex",
        &[
            (forelock, full.clone()),
            (temple, bare.clone()),
            (middle, full.clone()),
            (crown, 0.0..=0.15),
        ],
    );
    norwood(
        "IV",
        &[(temple, bare.clone()), (middle, full.clone()), (crown, bare.clone())],
    );
    norwood(
        "IVa",
        &[(forelock, bare.clone()), (temple, bare.clone()), (crown, full.clone())],
    );
    norwood(
        "V",
        &[
            (forelock, bare.clone()),
            (temple, bare.clone()),
            ((0.0, -9.0), sparse.clone()),
            (crown, bare.clone()),
        ],
    );
    norwood(
        "VI",
        &[
            (forelock, bare.clone()),
            (temple, bare.clone()),
            (middle, bare.clone()),
            (crown, bare.clone()),
        ],
    );
    // Women keep the front hairline; the loss lies behind it, beside the parting.
    let (fringe, beside) = ((10.0, 54.0), (14.0, 10.0));
    check_places(
        "ludwig",
        "I",
        &[(fringe, full.clone()), (beside, 0.5..=0.85), (nape, full.clone())],
    );
    check_places(
        "ludwig",
        "II",
        &[(fringe, 0.8..=1.0), (beside, 0.2..=0.5), (nape, full.clone())],
    );
    check_places(
        "ludwig",
        "III",
        &[(fringe, 0.6..=1.0), (beside, bare.clone()), (nape, full.clone())],
    );
    check_places("sinclair", "2", &[((2.0, 10.0), bare.clone()), (beside, full.clone())]);
    check_places("sinclair", "4", &[((8.0, 36.0), bare), (beside, sparse)]);
    check_places("olsen", "yes", &[((12.0, 54.0), 0.0..=0.1), ((6.0, -10.0), full)]);
}

#[test]
fn zones_have_the_shares_that_the_tool_gives_them() {
    let scalp = Pattern::full(Hair::Short);
    let mut area = [0.0; 4];
    for direction in even_directions(40_000) {
        let spot = Spot::in_direction(direction);
        let zone = Zone::ALL.iter().position(|zone| *zone == Zone::of(spot)).unwrap();
        area[zone] += scalp.natural_at(spot);
    }
    let all: f64 = area.iter().sum();
    for (zone, area) in Zone::ALL.into_iter().zip(area) {
        let percent = 100.0 * area / all;
        assert!(
            (percent - f64::from(zone.share_percent())).abs() < 1.0,
            "{zone:?} {percent}"
        );
    }
    assert_eq!(Zone::ALL.iter().map(|zone| zone.share_percent()).sum::<u32>(), 100);
}

#[test]
fn patches_take_what_is_lost_in_each_zone_and_only_grow() {
    let loss = |top_percent: f64| ZoneLoss {
        top_percent,
        back_percent: 25.0,
        left_percent: 0.0,
        right_percent: 100.0,
    };
    let full = Pattern::full(Hair::Short);
    for seed in [0, 7, 1234] {
        let patches = Pattern::patches(Hair::Short, loss(40.0), seed);
        let larger = Pattern::patches(Hair::Short, loss(60.0), seed);
        let (mut natural, mut left) = ([0.0; 4], [0.0; 4]);
        for direction in even_directions(30_000) {
            let spot = Spot::in_direction(direction);
            let zone = Zone::ALL.iter().position(|zone| *zone == Zone::of(spot)).unwrap();
            natural[zone] += full.natural_at(spot);
            left[zone] += patches.left_at(spot);
            assert!(larger.left_at(spot) <= patches.left_at(spot));
        }
        for (zone, expected) in [40.0, 25.0, 0.0, 100.0].into_iter().enumerate() {
            let lost = 100.0 * (1.0 - left[zone] / natural[zone]);
            assert!(
                (lost - expected).abs() < 2.5,
                "seed {seed}, zone {zone}: {lost} instead of {expected}"
            );
        }
    }
    let here = Spot {
        right: 10.0,
        forward: 20.0,
    };
    let differs = (0..20).any(|seed| {
        let seeded = Pattern::patches(Hair::Short, loss(50.0), seed).left_at(here);
        (seeded - Pattern::patches(Hair::Short, loss(50.0), 0).left_at(here)).abs() > 0.5
    });
    assert!(differs, "another person's patches lie elsewhere");
}

#[test]
fn the_zones_name_their_shares_and_losses() {
    let loss = ZoneLoss {
        top_percent: 12.0,
        back_percent: 0.0,
        left_percent: 50.0,
        right_percent: 100.0,
    };
    let picture = zones(loss, &Words::english()).into_string();
    for text in [
        "Top 40\u{a0}%: 12\u{a0}% lost.",
        "Back 24\u{a0}%: 0\u{a0}% lost.",
        ">Left 18\u{a0}%<",
        "Right 18\u{a0}%: 100\u{a0}% lost.",
    ] {
        assert!(picture.contains(text), "{text}: {picture}");
    }
}

#[test]
fn what_is_no_stage_has_no_picture() {
    for (scale, value) in [
        ("hamilton_norwood", "VIII"),
        ("hamilton_norwood", ""),
        ("basp", ""),
        ("basp", "M"),
        ("basp", "M2V"),
        ("basp", "M2é"),
        ("basp", "M2M2"),
        ("basp", "M2V1V2"),
        ("salt", "101"),
        ("salt", "-1"),
        ("salt", "NaN"),
        ("salt", "a third"),
        ("sinclair_shedding", "0"),
        ("sinclair_shedding", "7"),
        ("dlqi", "3"),
        ("", ""),
    ] {
        assert!(drawing(scale, value, &Words::english()).is_none(), "{scale} `{value}`");
    }
}

#[test]
fn a_place_seen_is_the_place_that_was_drawn() {
    use super::head::Side;
    for side in [Side::Top, Side::Parting, Side::Back, Side::Left, Side::Right] {
        let mut n_seen = 0;
        for direction in even_directions(500) {
            let (x, y, facing) = side.seen(direction, 1.0);
            if facing < 0.1 {
                continue;
            }
            n_seen += 1;
            let (spot, beyond) = side.spot_at((x, y));
            let back = spot.direction();
            let apart: f64 = (0..3).map(|axis| (back[axis] - direction[axis]).abs()).sum();
            assert!(
                apart < 0.02 && beyond < 1e-9,
                "{side:?} {direction:?} came back as {back:?}"
            );
        }
        assert!(n_seen > 150, "{side:?}: {n_seen}");
    }
}
