//! What holds of every map, whatever is asked for.
#![expect(clippy::unwrap_used, reason = "tests")]

use std::f64::consts::TAU;

use anagen_knowledge::records::Zone;
use proptest::prelude::*;

use super::areas::ClearZone;
use super::grid::lay;
use super::tests::{KNOWLEDGE, map, request};
use super::*;
use crate::case::Grid;

/// Distance of each point to its nearest neighbour along the scalp, in cm.
fn nearest_neighbours(points: &[Point], head: Centimetres) -> Vec<f64> {
    let places: Vec<[f64; 3]> = points.iter().map(|point| point.place.on_unit_hemisphere()).collect();
    let nearest = |position: usize, here: &[f64; 3]| {
        let others = places.iter().enumerate().filter(|(other, _)| *other != position);
        let cosines = others.map(|(_, there)| here.iter().zip(there).map(|(a, b)| a * b).sum::<f64>());
        cosines.fold(-1.0, f64::max).min(1.0).acos() * head.0 / TAU
    };
    places
        .iter()
        .enumerate()
        .map(|(position, here)| nearest(position, here))
        .collect()
}

fn danger_sectors() -> Vec<Sector> {
    KNOWLEDGE
        .records
        .danger_areas
        .iter()
        .filter_map(|area| area.sector)
        .collect()
}

fn check_laid(zones: &[&Zone], dangers: &[Sector], head: Centimetres, spacing: Centimetres, grid: Grid) -> Vec<Point> {
    let clear: Vec<ClearZone<'_>> = zones.iter().map(|zone| ClearZone::new(zone, dangers)).collect();
    let area: f64 = clear.iter().map(|zone| zone.area(head).0).sum();
    let Some(n_points) = number_of_points(SquareCentimetres(area), spacing, grid) else {
        return Vec::new();
    };
    let points = lay(&clear, n_points, spacing, head, grid);
    assert_eq!(points.len(), usize::try_from(n_points).unwrap());
    assert_eq!(points, lay(&clear, n_points, spacing, head, grid));
    for point in &points {
        let zone = zones.iter().find(|zone| zone.id == point.zone).unwrap();
        assert!(point.place.is_in(zone.sector), "{point:?}");
        assert!(!dangers.iter().any(|danger| point.place.is_in(*danger)), "{point:?}");
    }
    for zone in &clear {
        let share_of_points = f64::from(n_points) * zone.area(head).0 / area.max(f64::MIN_POSITIVE);
        let found: f64 = points
            .iter()
            .map(|point| f64::from(u8::from(point.zone == zone.zone.id)))
            .sum();
        assert!(
            (found - share_of_points).abs() <= 1.0 + 1e-6,
            "{}: {found} points, {share_of_points} by area",
            zone.zone.id
        );
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
            // Beyond 2 cm, which no technique for scalp hair has, a zone is hardly a row high.
            let wanted_percent = if spacing <= 2.0 { 80 } else { 50 };
            prop_assert!(near * 100 >= distances.len() * wanted_percent, "{near} of {}", distances.len());
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
