//! What a hand may do to a map, and what it may not.
#![expect(clippy::unwrap_used, reason = "tests")]

use proptest::prelude::*;

use super::super::tests::{KNOWLEDGE, request};
use super::super::{InjectionMap, PointMap, injection_map};
use super::*;
use crate::units::Millilitres;

fn points(request: &Request) -> PointMap {
    match injection_map(request, &KNOWLEDGE).unwrap() {
        InjectionMap::Points(map) => map,
        InjectionMap::Passes(_) => panic!("no points"),
    }
}

fn codes(request: &Request) -> Vec<&'static str> {
    injection_map(request, &KNOWLEDGE)
        .unwrap_err()
        .iter()
        .map(|refusal| refusal.code)
        .collect()
}

/// A vertex of 57 points, and what was laid on it.
fn vertex() -> (Request, PointMap) {
    let request = request("zones = ['vertex']\nspacing = '1 cm'\nvolume_per_point = '0.05 mL'");
    let laid = points(&request);
    (request, laid)
}

fn at(angle_deg: f64, u: f64) -> Place {
    Place { angle_deg, u }
}

#[test]
fn points_have_names_that_stay() {
    let (request, laid) = vertex();
    assert_eq!(
        (laid.points[0].id.as_str(), laid.points[56].id.as_str()),
        ("vertex-1", "vertex-57")
    );
    assert_eq!(points(&request).grid_mark, laid.grid_mark);
    let ids: BTreeSet<&str> = laid.points.iter().map(|point| point.id.as_str()).collect();
    assert_eq!(ids.len(), laid.points.len());
}

#[test]
fn what_is_changed_by_hand_counts_everywhere() {
    let (mut request, laid) = vertex();
    request.points = PointEdits {
        grid: laid.grid_mark.clone(),
        moved: BTreeMap::from([("vertex-3".to_owned(), at(270.0, 0.2))]),
        added: BTreeMap::from([
            ("added-10".to_owned(), at(260.0, 0.3)),
            ("added-2".to_owned(), at(280.0, 0.3)),
        ]),
        removed: BTreeSet::from(["vertex-1".to_owned(), "vertex-2".to_owned(), "vertex-4".to_owned()]),
    };
    let map = points(&request);
    assert_eq!(map.n_points, 56);
    assert_eq!(map.points.len(), 56);
    assert!((map.total_volume.0 - 56.0 * 0.05).abs() < 1e-9);
    assert_eq!(map.per_zone[0].n_points, 56);
    assert!(map.minutes.unwrap().from.0 < laid.minutes.unwrap().from.0);
    let moved = map.points.iter().find(|point| point.id == "vertex-3").unwrap();
    assert_eq!((moved.place, moved.by_hand), (at(270.0, 0.2), true));
    let last: Vec<&str> = map.points.iter().rev().take(2).map(|point| point.id.as_str()).collect();
    assert_eq!(last, ["added-10", "added-2"]);
    assert!(!map.points.iter().any(|point| point.id == "vertex-1"));
    insta::assert_snapshot!(map.placement.notes.last().unwrap(), @"By hand: of 57 points that were laid, 1 moved, 3 taken away; 2 added.");
    // Where the volume of the session is asked for, it is shared by the points that are left.
    request.volume_per_point = None;
    request.volume = Some(Millilitres(2.8));
    let map = points(&request);
    assert!((map.volume_per_point.0 - 0.05).abs() < 1e-9);
}

#[test]
fn the_volume_of_the_session_is_held_against_the_points_that_are_left() {
    let (mut request, laid) = vertex();
    request.volume = Some(Millilitres(2.85));
    points(&request);
    request.points.grid.clone_from(&laid.grid_mark);
    request.points.removed = laid.points.iter().take(10).map(|point| point.id.clone()).collect();
    assert_eq!(codes(&request), ["volume_does_not_reconcile"]);
}

#[test]
fn a_zone_is_that_in_which_a_point_lies() {
    let mut request = request("zones = ['mid', 'vertex']");
    let laid = points(&request);
    request.points.grid.clone_from(&laid.grid_mark);
    request.points.moved.insert("mid-1".to_owned(), at(270.0, 0.2));
    let map = points(&request);
    let moved = map.points.iter().find(|point| point.id == "mid-1").unwrap();
    assert_eq!(moved.zone, "vertex");
    let of = |map: &PointMap, zone: &str| map.per_zone.iter().find(|count| count.zone == zone).unwrap().n_points;
    assert_eq!(
        (of(&map, "mid"), of(&map, "vertex")),
        (of(&laid, "mid") - 1, of(&laid, "vertex") + 1)
    );
}

#[test]
fn what_a_hand_may_not_do_is_refused() {
    let (request, laid) = vertex();
    let with = |change: &dyn Fn(&mut PointEdits)| {
        let mut request = request.clone();
        request.points.grid.clone_from(&laid.grid_mark);
        change(&mut request.points);
        codes(&request)
    };
    let add = |place: Place| {
        with(&move |edits| {
            edits.added.insert("added-1".to_owned(), place);
        })
    };
    assert_eq!(add(at(90.0, 0.2)), ["point_outside_zones"]);
    assert_eq!(add(at(f64::NAN, 0.2)), ["impossible_point"]);
    assert_eq!(add(at(270.0, 1.5)), ["impossible_point"]);
    assert_eq!(
        with(&|edits| {
            edits.removed.insert("vertex-99".to_owned());
        }),
        ["unknown_point"]
    );
    assert_eq!(
        with(&|edits| {
            edits.moved.insert("mid-1".to_owned(), at(270.0, 0.2));
        }),
        ["unknown_point"]
    );
    let twice = with(&|edits| {
        edits.removed.insert("vertex-1".to_owned());
        edits.moved.insert("vertex-1".to_owned(), at(270.0, 0.2));
    });
    assert_eq!(twice, ["duplicate_point"]);
    for name in ["vertex-1", "", "a b", "<b>", &"x".repeat(41)] {
        let named = with(&|edits| {
            edits.added.insert(name.to_owned(), at(270.0, 0.2));
        });
        assert_eq!(named, ["duplicate_point"], "{name}");
    }
    let all = with(&|edits| edits.removed = laid.points.iter().map(|point| point.id.clone()).collect());
    assert_eq!(all, ["no_point_left"]);
}

#[test]
fn a_danger_area_takes_no_point() {
    let mut request = request("zones = ['temporal_left']\nspacing = '1 cm'");
    let laid = points(&request);
    request.points.grid.clone_from(&laid.grid_mark);
    // Inside, and on the border, of the superficial temporal artery's sector.
    for place in [at(148.0, 0.85), at(145.0, 0.7), at(151.0, 1.0), at(508.0, 0.85)] {
        request.points.added = BTreeMap::from([("added-1".to_owned(), place)]);
        assert_eq!(codes(&request), ["point_in_danger_area"], "{place:?}");
    }
    request.points.added = BTreeMap::from([("added-1".to_owned(), at(152.0, 0.85))]);
    assert_eq!(points(&request).n_points, laid.n_points + 1);
}

#[test]
fn changes_belong_to_the_grid_that_they_were_made_on() {
    let (mut request, laid) = vertex();
    request.points.grid.clone_from(&laid.grid_mark);
    request.points.removed.insert("vertex-1".to_owned());
    request.spacing = Some(Centimetres(1.5));
    let refused = injection_map(&request, &KNOWLEDGE).unwrap_err();
    insta::assert_snapshot!(refused[0], @r"
    Changes by hand (1) belong to another grid (57 in vertex, head 57 cm, square 1 cm); now it is 25 in vertex, head 57 cm, square 1.5 cm
      - Take the points as they are laid now, and change them again where that is needed
      - Go back to the zones, head, spacing and grid on which they were changed
    ");
    // Without any change there is nothing that could belong to another grid.
    request.points = PointEdits {
        grid: "of yesterday".to_owned(),
        ..PointEdits::default()
    };
    assert_eq!(points(&request).n_points, 25);
}

#[test]
fn a_technique_without_points_has_none_to_change() {
    let mut request = request("technique = 'microneedling'\nspacing = 'left out'");
    request.points.removed.insert("vertex-1".to_owned());
    assert_eq!(codes(&request), ["technique_without_points"]);
}

proptest! {
    /// Wherever points are put by hand: a map has none of them in a danger area or beside its zones, and its sums are its points'.
    #[test]
    fn no_map_has_a_point_where_none_may_lie(
        places in prop::collection::vec((-400.0..800.0_f64, -0.2..1.2_f64), 0..12),
        n_removed in 0_usize..30,
    ) {
        let mut request = request("zones = ['vertex', 'temporal_left', 'occipital']");
        let laid = points(&request);
        request.points.grid.clone_from(&laid.grid_mark);
        request.points.removed = laid.points.iter().take(n_removed).map(|point| point.id.clone()).collect();
        for (position, (angle_deg, u)) in places.iter().enumerate() {
            request.points.added.insert(format!("added-{position}"), at(*angle_deg, *u));
        }
        let Ok(InjectionMap::Points(map)) = injection_map(&request, &KNOWLEDGE) else { return Ok(()) };
        prop_assert_eq!(map.points.len(), laid.points.len() - n_removed + places.len());
        prop_assert!((map.total_volume.0 - map.volume_per_point.0 * f64::from(map.n_points)).abs() < 1e-9);
        prop_assert_eq!(map.per_zone.iter().map(|zone| zone.n_points).sum::<u32>(), map.n_points);
        for point in &map.points {
            let zone = KNOWLEDGE.records.zones.iter().find(|zone| zone.id == point.zone).unwrap();
            prop_assert!(request.zones.contains(&point.zone) && point.place.is_in(zone.sector));
            let dangers = KNOWLEDGE.records.danger_areas.iter().filter_map(|area| area.sector);
            prop_assert!(!dangers.into_iter().any(|sector| point.place.is_in(sector)));
        }
    }
}
