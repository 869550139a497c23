#![expect(clippy::unwrap_used, reason = "tests")]

use std::f64::consts::TAU;
use std::sync::LazyLock;

use proptest::prelude::*;

use super::areas::ClearZone;
use super::grid::lay;
use super::*;
use crate::case::Grid;

static KNOWLEDGE: LazyLock<Knowledge> = LazyLock::new(|| Knowledge::embedded().unwrap());

/// A request for points over the top of a head, with more lines and with lines that replace these.
fn request(lines: &str) -> Request {
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

fn map(lines: &str) -> Result<InjectionMap, Vec<Refusal>> {
    injection_map(&request(lines), &KNOWLEDGE)
}

fn point_map(lines: &str) -> PointMap {
    map(lines).unwrap().points().unwrap().clone()
}

fn refusals(lines: &str) -> String {
    map(lines).unwrap_err().iter().map(|refusal| format!("{}: {refusal}\n", refusal.code)).collect()
}

/// A row of the table: area and total are printed there rounded to this many units.
#[track_caller]
fn check_row(lines: &str, area_cm2: f64, n_points: u32, total_ml: f64) {
    let map = point_map(lines);
    assert!((map.placement.clear_area.0 - area_cm2).abs() <= 0.5, "{:?}", map.placement.clear_area);
    assert_eq!(map.n_points, n_points);
    assert!((map.total_volume.0 - total_ml).abs() <= 0.05 + 1e-9, "{:?}", map.total_volume);
    assert_eq!(map.points.len(), usize::try_from(n_points).unwrap());
    assert_eq!(map.per_zone.iter().map(|zone| zone.n_points).sum::<u32>(), n_points);
}

#[test]
fn point_arithmetic_is_that_of_the_table() {
    // clinical.md 5.2. Its 4.1 mL comes from 82.7 points before rounding; 83 points of 0.05 mL are 4.15 mL.
    check_row("zones = ['vertex']\nspacing = '1 cm'\nvolume_per_point = '0.05 mL'", 57.0, 57, 2.9);
    check_row("spacing = '1 cm'\nvolume_per_point = '0.05 mL'", 186.0, 186, 9.3);
    check_row("spacing = '1.5 cm'\nvolume_per_point = '0.05 mL'", 186.0, 83, 4.1);
    check_row("spacing = '2 cm'\nvolume_per_point = '0.05 mL'", 186.0, 47, 2.3);
    check_row("spacing = '1 cm'\nvolume_per_point = '0.01 mL'\ntechnique = 'mesogun'", 186.0, 186, 1.9);
    // Hexagonal: 15 % more.
    check_row("spacing = '1 cm'\nvolume_per_point = '0.05 mL'\ngrid = 'hexagonal'", 186.0, 215, 10.7);
}

#[test]
fn areas_are_those_of_the_table() {
    for (head, area) in [(54.0, 464.0), (57.0, 517.0), (60.0, 573.0)] {
        assert!((scalp_area(Centimetres(head)).0 - area).abs() <= 0.5);
    }
    let areas: Vec<String> =
        KNOWLEDGE.records.zones.iter().map(|zone| format!("{} {:.0}", zone.id, zone_area(Centimetres(57.0), zone).0)).collect();
    insta::assert_snapshot!(areas.join(", "), @"frontal 62, frontotemporal_left 10, frontotemporal_right 10, mid 67, vertex 57, parietal_left 47, parietal_right 47, temporal_left 47, temporal_right 47, occipital 83, nuchal 41");
}

#[test]
fn what_is_left_out_is_the_default_and_says_so() {
    let map = point_map("");
    assert_eq!((map.spacing, map.spacing_is_default), (Centimetres(1.0), true));
    assert_eq!((map.volume_per_point, map.volume_per_point_from), (Millilitres(0.05), VolumeOrigin::Default));
    let minutes = map.minutes.unwrap();
    assert!((minutes.from.0 - 9.3).abs() < 1e-9 && (minutes.to.0 - 15.5).abs() < 1e-9);
    assert_eq!(map.placement.depth, None);
    insta::assert_snapshot!(map.placement.notes.join("\n"), @"");

    let map = point_map("technique = 'mesogun'\nspacing = '1 cm'\nvolume_per_point = '0.02 mL'\ndepth = '2 mm'");
    assert_eq!((map.spacing_is_default, map.volume_per_point_from, map.minutes), (false, VolumeOrigin::Asked, None));
    insta::assert_snapshot!(map.placement.notes.join("\n"), @"");

    let map = point_map("technique = 'epidermic'\nspacing = '0.5 cm'\nvolume_per_point = '0.004 mL'");
    insta::assert_snapshot!(map.placement.notes.join("\n"), @"");
}

#[test]
fn volumes_reconcile_or_every_way_is_named() {
    insta::assert_snapshot!(refusals("volume = '2 mL'\nvolume_per_point = '0.05 mL'"), @"");
    insta::assert_snapshot!(refusals("volume = '10 mL'\nvolume_per_point = '0.05 mL'\nspacing = '1.5 cm'"), @"");
    insta::assert_snapshot!(refusals("volume = '0.08 mL'\nvolume_per_point = '0.05 mL'"), @"");
    insta::assert_snapshot!(refusals("volume = '4000 mL'\nvolume_per_point = '0.05 mL'"), @"");
    insta::assert_snapshot!(refusals("volume = '2 mL'"), @"");
    insta::assert_snapshot!(refusals("volume = '30 mL'"), @"");
    insta::assert_snapshot!(refusals("volume = '0.001 mL'"), @"");

    let map = point_map("volume = '5 mL'");
    assert_eq!((map.n_points, map.volume_per_point_from), (186, VolumeOrigin::SessionVolume));
    assert!((map.total_volume.0 - 5.0).abs() < 1e-9);
    // 9.3 mL of 9.7 mL is within 5 %, and 9.3 mL of 9 mL too.
    insta::assert_snapshot!(point_map("volume = '9.7 mL'\nvolume_per_point = '0.05 mL'").placement.notes.last().unwrap(), @"");
    insta::assert_snapshot!(point_map("volume = '9 mL'\nvolume_per_point = '0.05 mL'").placement.notes.last().unwrap(), @"");
}

#[test]
fn what_cannot_be_mapped_is_refused_with_the_ways_out() {
    insta::assert_snapshot!(refusals("technique = 'left out'\nzones = []\nhead_circumference = 'left out'"), @"");
    insta::assert_snapshot!(refusals("technique = 'napage'\nzones = ['parietal', 'vertx', 'mid', 'mid', 'mid']\nhead_circumference = '22 cm'"), @"");
    insta::assert_snapshot!(refusals("technique = 'deep_intradermal'\nspacing = '3 cm'\nvolume_per_point = '0.2 mL'\ndepth = '5 mm'"), @"");
    insta::assert_snapshot!(refusals("depth = '1 mm'\nneedle_gauge = 25\nspacing = '3 cm'\nvolume_per_point = '0.5 mL'\npasses = 3"), @"");
    insta::assert_snapshot!(refusals("depth = '-1 mm'\nspacing = '0 cm'\nvolume_per_point = '-1 mL'\nvolume = '0 mL'"), @"");
    insta::assert_snapshot!(refusals("technique = 'nappage'"), @"");
    insta::assert_snapshot!(refusals("technique = 'multi_needle'"), @"");
    insta::assert_snapshot!(refusals("technique = 'nappage'\nspacing = '0.2 cm'\nvolume_per_point = '0.005 mL'\nhead_circumference = '65 cm'"), @"");
    insta::assert_snapshot!(refusals("technique = 'multi_needle'\nspacing = '40 cm'\nvolume_per_point = '0.1 mL'"), @"");
}

#[test]
fn techniques_without_points_are_passes() {
    let Ok(InjectionMap::Passes(pass)) = map("technique = 'Dermaroller'\npasses = 6\ndepth = '1.5 mm'") else { panic!("microneedling has no points") };
    assert_eq!((pass.passes, pass.placement.technique.id.as_str()), (Some(6), "microneedling"));
    assert!((pass.placement.clear_area.0 - 186.15).abs() < 0.01);
    let notes = |lines: &str| map(lines).unwrap().placement().notes.join("\n");
    insta::assert_snapshot!(notes("technique = 'microneedling'"), @"");
    insta::assert_snapshot!(notes("technique = 'sonophoresis'\npasses = 3"), @"");
    insta::assert_snapshot!(notes("technique = 'sonophoresis'"), @"");
    insta::assert_snapshot!(refusals("technique = 'microneedling'\npasses = 12\nspacing = '1 cm'\nvolume_per_point = '0.1 mL'\nneedle_gauge = 30"), @"");
    insta::assert_snapshot!(refusals("technique = 'sonophoresis'\ndepth = '2 mm'"), @"");
}

#[test]
fn depth_names_the_layer_it_most_likely_reaches() {
    let layer = |lines: &str| map(lines).unwrap().placement().depth.clone().unwrap().layer;
    assert_eq!(layer("technique = 'microneedling'\ndepth = '0.99 mm'"), "epidermis to upper dermis");
    assert_eq!(layer("technique = 'microneedling'\ndepth = '1 mm'"), "dermis");
    assert_eq!(layer("depth = '2 mm'"), "dermis");
    assert_eq!(layer("depth = '2.1 mm'"), "subdermal");
    assert_eq!(layer("depth = '4 mm'"), "subdermal");
}

#[test]
fn danger_areas_are_left_out_and_named() {
    let map = point_map("zones = ['temporal_left', 'frontal']");
    let named: Vec<String> = map.placement.danger_areas.iter().map(|area| format!("{} {:.1}", area.id, area.area.0)).collect();
    insta::assert_snapshot!(named.join("\n"), @"");
    let [frontal, temporal] = map.placement.zones.as_slice() else { panic!("two zones") };
    assert_eq!(frontal.id, "frontal");
    assert_eq!(frontal.area, frontal.clear_area);
    let taken: f64 = map.placement.danger_areas.iter().map(|area| area.area.0).sum();
    assert!((temporal.area.0 - temporal.clear_area.0 - taken).abs() < 1e-9 && taken > 2.0);
}

#[test]
fn the_order_of_zones_changes_nothing() {
    assert_eq!(map("zones = ['vertex', 'frontal']"), map("zones = ['frontal', 'vertex']"));
}

/// Distance of each point to its nearest neighbour along the scalp, in cm.
fn nearest_neighbours(points: &[Point], head: Centimetres) -> Vec<f64> {
    let places: Vec<[f64; 3]> = points.iter().map(|point| point.place.on_unit_hemisphere()).collect();
    let nearest = |position: usize, here: &[f64; 3]| {
        let others = places.iter().enumerate().filter(|(other, _)| *other != position);
        let cosines = others.map(|(_, there)| here.iter().zip(there).map(|(a, b)| a * b).sum::<f64>());
        cosines.fold(-1.0, f64::max).min(1.0).acos() * head.0 / TAU
    };
    places.iter().enumerate().map(|(position, here)| nearest(position, here)).collect()
}

fn danger_sectors() -> Vec<Sector> {
    KNOWLEDGE.records.danger_areas.iter().filter_map(|area| area.sector).collect()
}

fn check_laid(zones: &[&anagen_knowledge::records::Zone], dangers: &[Sector], head: Centimetres, spacing: Centimetres, grid: Grid) -> Vec<Point> {
    let clear: Vec<ClearZone<'_>> = zones.iter().map(|zone| ClearZone::new(zone, dangers)).collect();
    let share: f64 = clear.iter().map(|zone| zone.share).sum();
    let Some(n_points) = number_of_points(SquareCentimetres(scalp_area(head).0 * share), spacing, grid) else { return Vec::new() };
    let points = lay(&clear, n_points, spacing, head, grid);
    assert_eq!(points.len(), usize::try_from(n_points).unwrap());
    assert_eq!(points, lay(&clear, n_points, spacing, head, grid));
    for point in &points {
        let zone = zones.iter().find(|zone| zone.id == point.zone).unwrap();
        assert!(point.place.is_in(zone.sector), "{point:?}");
        assert!(!dangers.iter().any(|danger| point.place.is_in(*danger)), "{point:?}");
    }
    for zone in &clear {
        let share_of_points = f64::from(n_points) * zone.share / share;
        let found: f64 = points.iter().map(|point| f64::from(u8::from(point.zone == zone.zone.id))).sum();
        assert!((found - share_of_points).abs() <= 1.0 + 1e-6, "{}: {found} points, {share_of_points} by area", zone.zone.id);
    }
    points
}

proptest! {
    #[test]
    fn points_are_as_many_as_the_area_takes_inside_their_zones_and_clear_of_danger(
        head in 45.0..65.0_f64,
        spacing in 0.5..4.0_f64,
        chosen in 1..2048_usize,
        hexagonal: bool,
    ) {
        let zones: Vec<_> = KNOWLEDGE.records.zones.iter().enumerate().filter(|(bit, _)| chosen >> bit & 1 == 1).map(|(_, zone)| zone).collect();
        let grid = if hexagonal { Grid::Hexagonal } else { Grid::Square };
        let points = check_laid(&zones, &danger_sectors(), Centimetres(head), Centimetres(spacing), grid);
        if points.len() >= 20 {
            let mut distances = nearest_neighbours(&points, Centimetres(head));
            distances.sort_by(f64::total_cmp);
            let near = distances.iter().filter(|distance| (0.6..=1.4).contains(&(**distance / spacing))).count();
            prop_assert!(near * 10 >= distances.len() * 8, "{near} of {}", distances.len());
            prop_assert!(distances.first().unwrap() / spacing > 0.25, "{:?}", distances.first());
        }
    }

    #[test]
    fn danger_areas_anywhere_are_kept_clear(
        zone in 0..11_usize,
        areas in prop::collection::vec((0.0..720.0_f64, 0.1..360.0_f64, 0.0..1.0_f64, 0.0..1.0_f64), 0..4),
        spacing in 0.3..2.0_f64,
    ) {
        let dangers: Vec<Sector> = areas
            .iter()
            .filter(|area| (area.2 - area.3).abs() > 1e-3)
            .map(|&(from_deg, width, a, b)| Sector { from_deg, to_deg: from_deg + width, inner: a.min(b), outer: a.max(b) })
            .collect();
        check_laid(&[KNOWLEDGE.records.zones.get(zone).unwrap()], &dangers, Centimetres(57.0), Centimetres(spacing), Grid::Square);
    }

    #[test]
    fn every_way_out_works(session in 0.3..20.0_f64, volume in 0.02..0.1_f64, spacing in 1.0..2.0_f64) {
        let lines = format!("volume = '{session:.3} mL'\nvolume_per_point = '{volume:.4} mL'\nspacing = '{spacing:.2} cm'\n");
        if let Err(refusals) = map(&lines) {
            let [refusal] = refusals.as_slice() else { panic!("one reason") };
            prop_assert_eq!((refusal.code, refusal.ways.len()), ("volume_does_not_reconcile", 3));
            for (way, field) in refusal.ways.iter().zip(["spacing", "volume_per_point", "volume"]) {
                let Some((before, _)) = way.split_once(" instead of") else {
                    prop_assert!(way.contains("no spacing does it"), "{}", way);
                    continue;
                };
                let quantity: Vec<&str> = before.rsplitn(3, ' ').take(2).collect();
                let [unit, number] = quantity.as_slice() else { panic!("{way}") };
                let mut table: toml::Table = toml::from_str(&lines).unwrap();
                table.insert(field.to_owned(), toml::Value::String(format!("{number} {unit}")));
                match map(&table.to_string()) {
                    Ok(_) => prop_assert!(!way.contains("outside"), "{}", way),
                    Err(refusals) => {
                        let codes: Vec<&str> = refusals.iter().map(|refusal| refusal.code).collect();
                        prop_assert_eq!(codes, vec![format!("{field}_outside_range")], "{}", way);
                        prop_assert!(way.contains("outside the technique's range"), "{}", way);
                    }
                }
            }
        }
    }

    #[test]
    fn no_number_is_too_odd_to_be_refused(numbers in prop::array::uniform5(prop::option::of(prop::num::f64::ANY)), technique in 0..13_usize) {
        let [head, spacing, volume_per_point, volume, depth] = numbers;
        let mut request = request("zones = ['vertex', 'temporal_right']");
        request.technique = KNOWLEDGE.records.techniques.get(technique).map(|technique| technique.id.clone());
        request.head_circumference = head.map(Centimetres).or(Some(Centimetres(57.0)));
        request.spacing = spacing.map(Centimetres);
        request.volume_per_point = volume_per_point.map(Millilitres);
        request.volume = volume.map(Millilitres);
        request.depth = depth.map(Millimetres);
        match injection_map(&request, &KNOWLEDGE) {
            Ok(map) => prop_assert!(map.placement().clear_area.0 > 0.0 && map.total_volume().is_none_or(|volume| volume.0.is_finite() && volume.0 > 0.0)),
            Err(refusals) => prop_assert!(!refusals.is_empty() && refusals.iter().all(|refusal| !refusal.ways.is_empty())),
        }
    }
}
