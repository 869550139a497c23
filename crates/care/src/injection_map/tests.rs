//! Cases of clinical.md 5.2, defaults, refusals and what they say.
#![expect(clippy::unwrap_used, reason = "tests")]

use std::sync::LazyLock;

use super::*;

pub(super) static KNOWLEDGE: LazyLock<Knowledge> = LazyLock::new(|| Knowledge::embedded().unwrap());

/// A request for points over the top of a head, with more lines and with lines that replace these.
pub(super) fn request(lines: &str) -> Request {
    let mut table: toml::Table = toml::from_str(
        r#"country = "ES"
        time_zone = "Europe/Madrid"
        zones = ["frontal", "mid", "vertex"]
        head_circumference = "57 cm"
        technique = "intradermal_point""#,
    )
    .unwrap();
    table.extend(toml::from_str::<toml::Table>(lines).unwrap());
    table.retain(|_, value| value.as_str() != Some("left out"));
    table.try_into().unwrap()
}

pub(super) fn map(lines: &str) -> Result<InjectionMap, Vec<Refusal>> {
    injection_map(&request(lines), &KNOWLEDGE)
}

fn point_map(lines: &str) -> PointMap {
    map(lines).unwrap().points().unwrap().clone()
}

fn refusals(lines: &str) -> String {
    map(lines)
        .unwrap_err()
        .iter()
        .map(|refusal| format!("{}: {refusal}", refusal.code))
        .collect::<Vec<_>>()
        .join("\n")
}

/// A row of the table: area and total are printed there rounded to this many units.
#[track_caller]
fn check_row(lines: &str, area_cm2: f64, n_points: u32, total_ml: f64) {
    let map = point_map(lines);
    assert!(
        (map.placement.clear_area.0 - area_cm2).abs() <= 0.5,
        "{:?}",
        map.placement.clear_area
    );
    assert_eq!(map.n_points, n_points);
    assert!(
        (map.total_volume.0 - total_ml).abs() <= 0.05 + 1e-9,
        "{:?}",
        map.total_volume
    );
    assert_eq!(map.points.len(), usize::try_from(n_points).unwrap());
    assert_eq!(map.per_zone.iter().map(|zone| zone.n_points).sum::<u32>(), n_points);
}

#[test]
fn point_arithmetic_is_that_of_the_table() {
    // clinical.md 5.2. Its 4.1 mL comes from 82.7 points before rounding; 83 points of 0.05 mL are 4.15 mL.
    check_row(
        "zones = ['vertex']\nspacing = '1 cm'\nvolume_per_point = '0.05 mL'",
        57.0,
        57,
        2.9,
    );
    check_row("spacing = '1 cm'\nvolume_per_point = '0.05 mL'", 186.0, 186, 9.3);
    check_row("spacing = '1.5 cm'\nvolume_per_point = '0.05 mL'", 186.0, 83, 4.1);
    check_row("spacing = '2 cm'\nvolume_per_point = '0.05 mL'", 186.0, 47, 2.3);
    check_row(
        "spacing = '1 cm'\nvolume_per_point = '0.01 mL'\ntechnique = 'mesogun'",
        186.0,
        186,
        1.9,
    );
    // Hexagonal: 15 % more.
    check_row(
        "spacing = '1 cm'\nvolume_per_point = '0.05 mL'\ngrid = 'hexagonal'",
        186.0,
        215,
        10.7,
    );
}

#[test]
fn areas_are_those_of_the_table() {
    for (head, area) in [(54.0, 464.0), (57.0, 517.0), (60.0, 573.0)] {
        assert!((scalp_area(Centimetres(head)).0 - area).abs() <= 0.5);
    }
    let areas: Vec<String> = KNOWLEDGE
        .records
        .zones
        .iter()
        .map(|zone| format!("{} {:.0}", zone.id, zone_area(Centimetres(57.0), zone).0))
        .collect();
    insta::assert_snapshot!(areas.join(", "), @"frontal 62, frontotemporal_left 10, frontotemporal_right 10, mid 67, vertex 57, parietal_left 47, parietal_right 47, temporal_left 47, temporal_right 47, occipital 83, nuchal 41");
}

#[test]
fn what_is_left_out_is_the_default_and_says_so() {
    let map = point_map("");
    assert_eq!((map.spacing, map.spacing_is_default), (Centimetres(1.0), true));
    assert_eq!(
        (map.volume_per_point, map.volume_per_point_from),
        (Millilitres(0.05), VolumeOrigin::Default)
    );
    let minutes = map.minutes.unwrap();
    assert!((minutes.from.0 - 9.3).abs() < 1e-9 && (minutes.to.0 - 15.5).abs() < 1e-9);
    assert_eq!(map.placement.depth, None);
    insta::assert_snapshot!(map.placement.notes.join("\n"), @r"
    Areas are estimates: the scalp is taken as half a sphere with the head's circumference, and real heads differ.
    No depth was given: Intradermal point by point has 2 to 4 mm, and 4 mm is the upper limit on the scalp, not a target.
    ");

    let map = point_map("technique = 'mesogun'\nspacing = '1 cm'\nvolume_per_point = '0.02 mL'\ndepth = '2 mm'");
    assert_eq!(
        (map.spacing_is_default, map.volume_per_point_from, map.minutes),
        (false, VolumeOrigin::Asked, None)
    );
    insta::assert_snapshot!(map.placement.notes.join("\n"), @r"
    Areas are estimates: the scalp is taken as half a sphere with the head's circumference, and real heads differ.
    How long a point takes with Mesogun (electronic or pneumatic injector) is not known, so neither is the time of the session.
    ");

    let map = point_map("technique = 'epidermic'\nspacing = '0.5 cm'\nvolume_per_point = '0.004 mL'");
    insta::assert_snapshot!(map.placement.notes.join("\n"), @r"
    Areas are estimates: the scalp is taken as half a sphere with the head's circumference, and real heads differ.
    No depth was given: Epidermic has 0 to 1 mm, and 4 mm is the upper limit on the scalp, not a target.
    How long a point takes with Epidermic is not known, so neither is the time of the session.
    The knowledge gives no volume of a point for Epidermic: 0.004 mL is not checked.
    ");
}

#[test]
fn volumes_reconcile_or_every_way_is_named() {
    insta::assert_snapshot!(refusals("volume = '2 mL'\nvolume_per_point = '0.05 mL'"), @r"
    volume_does_not_reconcile: 186 points of 0.05 mL make 9.3 mL, and the session's mixture is 2 mL: more than 5 % apart (proposed)
      - Spacing: wider, 2.16 cm instead of 1 cm, makes 40 points and 2 mL (outside the technique's range of 1 to 2 cm); or keep 1 cm over a smaller area, 40 cm2 instead of 186.2 cm2
      - Volume per point: 0.01075 mL instead of 0.05 mL, for the same 186 points at 1 cm (outside the technique's range of 0.02 to 0.1 mL)
      - Session volume: 9.3 mL instead of 2 mL, for these 186 points of 0.05 mL; the volume rules (F-22) judge whether a session may have that
    ");
    insta::assert_snapshot!(refusals("volume = '10 mL'\nvolume_per_point = '0.05 mL'\nspacing = '1.5 cm'"), @r"
    volume_does_not_reconcile: 83 points of 0.05 mL make 4.15 mL, and the session's mixture is 10 mL: more than 5 % apart (proposed)
      - Spacing: closer, 0.96 cm instead of 1.5 cm, makes 202 points and 10.1 mL (outside the technique's range of 1 to 2 cm); or keep 1.5 cm over a larger area, 450 cm2 instead of 186.2 cm2
      - Volume per point: 0.1205 mL instead of 0.05 mL, for the same 83 points at 1.5 cm (outside the technique's range of 0.02 to 0.1 mL)
      - Session volume: 4.15 mL instead of 10 mL, for these 83 points of 0.05 mL; the volume rules (F-22) judge whether a session may have that
    ");
    insta::assert_snapshot!(refusals("volume = '0.08 mL'\nvolume_per_point = '0.05 mL'"), @r"
    volume_does_not_reconcile: 186 points of 0.05 mL make 9.3 mL, and the session's mixture is 0.08 mL: more than 5 % apart (proposed)
      - Spacing: no spacing does it here: 2 points of 0.05 mL make 0.1 mL, and no number of points comes nearer to 0.08 mL
      - Volume per point: 0.0004301 mL instead of 0.05 mL, for the same 186 points at 1 cm (outside the technique's range of 0.02 to 0.1 mL)
      - Session volume: 9.3 mL instead of 0.08 mL, for these 186 points of 0.05 mL; the volume rules (F-22) judge whether a session may have that
    ");
    insta::assert_snapshot!(refusals("volume = '4000 mL'\nvolume_per_point = '0.05 mL'"), @r"
    volume_does_not_reconcile: 186 points of 0.05 mL make 9.3 mL, and the session's mixture is 4000 mL: more than 5 % apart (proposed)
      - Spacing: no spacing does it here: it would take more than 5000 points of 0.05 mL
      - Volume per point: 21.51 mL instead of 0.05 mL, for the same 186 points at 1 cm (outside the technique's range of 0.02 to 0.1 mL)
      - Session volume: 9.3 mL instead of 4000 mL, for these 186 points of 0.05 mL; the volume rules (F-22) judge whether a session may have that
    ");
    insta::assert_snapshot!(refusals("volume = '2 mL'"), @r"
    volume_per_point_outside_range: 2 mL over 186 points is 0.01075 mL per point, outside Intradermal point by point: 0.02 to 0.1 mL
      - Spacing: 1.37 to 2 cm
      - Area: 20.02 to 100.1 cm2 at 1 cm instead of 186.2 cm2
      - Session volume: 3.72 to 18.6 mL for these 186 points; the volume rules (F-22) judge whether a session may have that
    ");
    insta::assert_snapshot!(refusals("volume = '30 mL'"), @r"
    volume_per_point_outside_range: 30 mL over 186 points is 0.1613 mL per point, outside Intradermal point by point: 0.02 to 0.1 mL
      - Spacing: 0.36 to 0.78 cm (outside the technique's range of 1 to 2 cm)
      - Area: 300.2 to 517.1 cm2 at 1 cm instead of 186.2 cm2
      - Session volume: 3.72 to 18.6 mL for these 186 points; the volume rules (F-22) judge whether a session may have that
    ");
    insta::assert_snapshot!(refusals("volume = '0.001 mL'"), @r"
    volume_per_point_outside_range: 0.001 mL over 186 points is 0.000005376 mL per point, outside Intradermal point by point: 0.02 to 0.1 mL
      - Session volume: 3.72 to 18.6 mL for these 186 points; the volume rules (F-22) judge whether a session may have that
    ");

    let map = point_map("volume = '5 mL'");
    assert_eq!(
        (map.n_points, map.volume_per_point_from),
        (186, VolumeOrigin::SessionVolume)
    );
    assert!((map.total_volume.0 - 5.0).abs() < 1e-9);
    // 9.3 mL of 9.7 mL is within 5 %, and 9.3 mL of 9 mL too.
    insta::assert_snapshot!(point_map("volume = '9.7 mL'\nvolume_per_point = '0.05 mL'").placement.notes.last().unwrap(), @"The points take 9.3 mL of 9.7 mL: 0.4 mL is left.");
    insta::assert_snapshot!(point_map("volume = '9 mL'\nvolume_per_point = '0.05 mL'").placement.notes.last().unwrap(), @"The points take 9.3 mL and the mixture is 9 mL: 0.3 mL is missing at the end.");
}

#[test]
fn what_cannot_be_mapped_is_refused_with_the_ways_out() {
    insta::assert_snapshot!(refusals("technique = 'left out'\nzones = []\nhead_circumference = 'left out'"), @r"
    no_technique: No technique is asked for, so there is nothing to map
      - Ask for one of the techniques for scalp hair: `intradermal_point`, `nappage`, `epidermic`, `papule`, `mesogun`, `multi_needle`, `microneedling`, `sonophoresis`, `iontophoresis`, `electroporation`, `fractional_laser`, `intralesional`
    no_zone: No zone is asked for, so no area can be worked out
      - Ask for one or more of `frontal`, `frontotemporal_left`, `frontotemporal_right`, `mid`, `vertex`, `parietal_left`, `parietal_right`, `temporal_left`, `temporal_right`, `occipital`, `nuchal`
    no_head_circumference: The head circumference is not known, so no area can be worked out
      - Measure the head around the brow and the back of the head, in centimetres
    ");
    insta::assert_snapshot!(refusals("technique = 'napage'\nzones = ['parietal', 'vertx', 'mid', 'mid', 'mid']\nhead_circumference = '22 cm'"), @r"
    unknown_technique: The technique `napage` is not in the knowledge
      - Write `nappage` if Nappage is meant
      - Ask for one of the techniques for scalp hair: `intradermal_point`, `nappage`, `epidermic`, `papule`, `mesogun`, `multi_needle`, `microneedling`, `sonophoresis`, `iontophoresis`, `electroporation`, `fractional_laser`, `intralesional`
    unknown_zone: The zone `parietal` is not in the knowledge
      - Write `parietal_left` if that is meant
      - Write `parietal_right` if that is meant
      - Ask for one or more of `frontal`, `frontotemporal_left`, `frontotemporal_right`, `mid`, `vertex`, `parietal_left`, `parietal_right`, `temporal_left`, `temporal_right`, `occipital`, `nuchal`
    unknown_zone: The zone `vertx` is not in the knowledge
      - Write `vertex` if that is meant
      - Ask for one or more of `frontal`, `frontotemporal_left`, `frontotemporal_right`, `mid`, `vertex`, `parietal_left`, `parietal_right`, `temporal_left`, `temporal_right`, `occipital`, `nuchal`
    duplicate_zone: The zone `mid` is asked for more than once: its area would count twice
      - Name `mid` once
    impossible_head_circumference: A head circumference of 22 cm is not plausible: from 40 cm to 75 cm is taken (proposed)
      - Measure the head around the brow and the back of the head, in centimetres
    ");
    insta::assert_snapshot!(refusals("technique = 'deep_intradermal'\nspacing = '3 cm'\nvolume_per_point = '0.2 mL'\ndepth = '5 mm'"), @r"
    technique_not_for_scalp_hair: Deep intradermal to subdermal is not offered for scalp hair by default
      - Ask for one of the techniques for scalp hair: `intradermal_point`, `nappage`, `epidermic`, `papule`, `mesogun`, `multi_needle`, `microneedling`, `sonophoresis`, `iontophoresis`, `electroporation`, `fractional_laser`, `intralesional`
    depth_beyond_limit: A depth of 5 mm is beyond the limit of 4 mm on the scalp; the limit is not a target
      - Plan a depth of 4 mm
    ");
    insta::assert_snapshot!(refusals("depth = '1 mm'\nneedle_gauge = 25\nspacing = '3 cm'\nvolume_per_point = '0.5 mL'\npasses = 3"), @r"
    depth_outside_range: A depth of 1 mm is outside Intradermal point by point: 2 to 4 mm
      - Plan a depth of 2 to 4 mm
      - Choose another technique
    gauge_outside_range: A needle of 25 G is outside Intradermal point by point: 30 to 32 G
      - Choose a needle from 30 to 32 G
      - Choose another technique
    technique_without_passes: Intradermal point by point has points, so a number of passes has no meaning
      - Leave the passes out
    spacing_outside_range: A spacing of 3 cm is outside Intradermal point by point: 1 to 2 cm
      - Choose a spacing from 1 to 2 cm
      - Choose another technique
    volume_per_point_outside_range: A volume of 0.5 mL per point is outside Intradermal point by point: 0.02 to 0.1 mL
      - Choose a volume per point from 0.02 to 0.1 mL
      - Choose another technique
    ");
    insta::assert_snapshot!(refusals("depth = '-1 mm'\nspacing = '0 cm'\nvolume_per_point = '-1 mL'\nvolume = '0 mL'"), @r"
    impossible_depth: -1 mm is not a depth
      - Plan a depth of 2 to 4 mm
    impossible_session_volume: The volume of the session's mixture is not a volume above zero
      - Correct it, or leave it out: it then follows from the map
    impossible_spacing: 0 cm is not a distance between points
      - Choose a spacing from 1 to 2 cm
    impossible_volume_per_point: -1 mL is not a volume for a point
      - Choose a volume per point from 0.02 to 0.1 mL
    ");
    insta::assert_snapshot!(refusals("technique = 'nappage'"), @r"
    no_spacing: No spacing is asked for, and Nappage has no default
      - Choose a spacing from 0.2 to 0.4 cm
    no_volume_per_point: No volume per point is asked for, and the knowledge gives no default for one with Nappage
      - Choose a volume per point from 0.005 to 0.02 mL
      - Give the volume of the session's mixture: it is divided by the points
    ");
    insta::assert_snapshot!(refusals("technique = 'multi_needle'"), @r"
    no_spacing: No spacing is asked for, and Multi-needle plate has no default
      - Give the distance between points; the knowledge cannot check it
    no_volume_per_point: No volume per point is asked for, and the knowledge gives no volume of a point with Multi-needle plate
      - Give the volume per point; the knowledge cannot check it
      - Give the volume of the session's mixture: it is divided by the points
    ");
    insta::assert_snapshot!(refusals("technique = 'nappage'\nspacing = '0.2 cm'\nvolume_per_point = '0.005 mL'\nhead_circumference = '65 cm'"), @r"
    too_many_points: 242.1 cm2 at a spacing of 0.2 cm makes 6052 points; at most 5000 are taken in one session (proposed)
      - Wider spacing: 0.23 cm or more
      - Fewer zones: at this spacing 5000 points cover 200 cm2
    ");
    insta::assert_snapshot!(refusals("technique = 'multi_needle'\nspacing = '40 cm'\nvolume_per_point = '0.1 mL'"), @r"
    no_point_fits: 186.2 cm2 at a spacing of 40 cm is less than half a point
      - Closer spacing: 13.64 cm makes one point (the knowledge gives no range to check it against)
      - More zones
    ");
}

#[test]
fn techniques_without_points_are_passes() {
    let Ok(InjectionMap::Passes(pass)) = map("technique = 'Dermaroller'\npasses = 6\ndepth = '1.5 mm'") else {
        panic!("microneedling has no points")
    };
    assert_eq!(
        (pass.passes, pass.placement.technique.id.as_str()),
        (Some(6), "microneedling")
    );
    assert!((pass.placement.clear_area.0 - 186.15).abs() < 0.01);
    let notes = |lines: &str| map(lines).unwrap().placement().notes.join("\n");
    insta::assert_snapshot!(notes("technique = 'microneedling'"), @r"
    Areas are estimates: the scalp is taken as half a sphere with the head's circumference, and real heads differ.
    No depth was given: Microneedling (roller or pen) has 0.5 to 1.5 mm, and 4 mm is the upper limit on the scalp, not a target.
    No number of passes was given: Microneedling (roller or pen) takes 4 to 8.
    ");
    insta::assert_snapshot!(notes("technique = 'sonophoresis'\npasses = 3"), @r"
    Areas are estimates: the scalp is taken as half a sphere with the head's circumference, and real heads differ.
    The knowledge gives no number of passes for Sonophoresis (ultrasound, without needle): 3 is not checked.
    ");
    insta::assert_snapshot!(notes("technique = 'sonophoresis'"), @r"
    Areas are estimates: the scalp is taken as half a sphere with the head's circumference, and real heads differ.
    How many passes Sonophoresis (ultrasound, without needle) takes is not known.
    ");
    insta::assert_snapshot!(refusals("technique = 'microneedling'\npasses = 12\nspacing = '1 cm'\nvolume_per_point = '0.1 mL'\nneedle_gauge = 30"), @r"
    gauge_cannot_be_checked: The knowledge gives no needle gauge for Microneedling (roller or pen): 30 G cannot be checked
      - Leave the needle gauge out
      - Choose another technique
    technique_without_points: Microneedling (roller or pen) has no points, so a spacing has no meaning
      - Leave the spacing out
      - Choose a technique that injects
    technique_without_points: Microneedling (roller or pen) has no points, so a volume per point has no meaning
      - Leave the volume per point out
      - Choose a technique that injects
    passes_outside_range: 12 passes are outside Microneedling (roller or pen): 4 to 8
      - Plan 4 to 8 passes
      - Choose another technique
    ");
    insta::assert_snapshot!(refusals("technique = 'sonophoresis'\ndepth = '2 mm'"), @r"
    depth_cannot_be_checked: The knowledge gives no depth for Sonophoresis (ultrasound, without needle): a depth of 2 mm cannot be checked
      - Leave the depth out
      - Choose another technique
    ");
}

#[test]
fn depth_names_the_layer_it_most_likely_reaches() {
    let layer = |lines: &str| map(lines).unwrap().placement().depth.clone().unwrap().layer;
    assert_eq!(
        layer("technique = 'microneedling'\ndepth = '0.99 mm'"),
        "epidermis to upper dermis"
    );
    assert_eq!(layer("technique = 'microneedling'\ndepth = '1 mm'"), "dermis");
    assert_eq!(layer("depth = '2 mm'"), "dermis");
    assert_eq!(layer("depth = '2.1 mm'"), "subdermal");
    assert_eq!(layer("depth = '4 mm'"), "subdermal");
}

#[test]
fn danger_areas_are_left_out_and_named() {
    let map = point_map("zones = ['temporal_left', 'frontal']");
    let named: Vec<String> = map
        .placement
        .danger_areas
        .iter()
        .map(|area| format!("{} {:.1}", area.id, area.area.0))
        .collect();
    insta::assert_snapshot!(named.join("\n"), @r"
    danger_forehead 0.0
    danger_glabella 0.0
    danger_supraorbital_supratrochlear 0.0
    danger_superficial_temporal_left 2.6
    danger_superficial_temporal_right 0.0
    danger_occipital_left 0.0
    danger_occipital_right 0.0
    ");
    let [frontal, temporal] = map.placement.zones.as_slice() else {
        panic!("two zones")
    };
    assert_eq!(frontal.id, "frontal");
    assert!((frontal.area.0 - frontal.clear_area.0).abs() < 1e-9);
    let taken: f64 = map.placement.danger_areas.iter().map(|area| area.area.0).sum();
    assert!((temporal.area.0 - temporal.clear_area.0 - taken).abs() < 1e-9 && taken > 2.0);
}

#[test]
fn a_zone_that_measurement_needs_says_so() {
    let notes = point_map("zones = ['occipital']\ndepth = '2 mm'").placement.notes;
    assert_eq!(
        notes.last().map(String::as_str),
        Some("Occipital also serves as: Control zone for trichoscopy; donor zone.")
    );
}

#[test]
fn the_order_of_zones_changes_nothing() {
    assert_eq!(
        map("zones = ['vertex', 'frontal']"),
        map("zones = ['frontal', 'vertex']")
    );
}
