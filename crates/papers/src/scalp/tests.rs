#![expect(clippy::unwrap_used, reason = "tests")]

use anagen_care::case::Case;
use anagen_care::injection_map::{InjectionMap, View, injection_map, project};
use anagen_knowledge::Knowledge;

use super::letters::place_letters;
use super::outline::{area_path, closed_lines, holds, on_paper};
use super::{drawing, legend, n_points_seen, title, zone_letter};

#[track_caller]
fn map_of(zones: &str, spacing: &str, knowledge: &Knowledge) -> InjectionMap {
    let text = format!(
        "reference = \"R-17\"\n[request]\ncountry = \"ES\"\ntime_zone = \"Europe/Madrid\"\ntechnique = \"intradermal_point\"\n\
         zones = [{zones}]\nhead_circumference = \"57 cm\"\nspacing = \"{spacing}\"\nvolume_per_point = \"0.05 mL\"\ndepth = \"2 mm\""
    );
    let case = Case::from_toml(&text, jiff::Timestamp::UNIX_EPOCH, knowledge).unwrap();
    injection_map(&case.request.unwrap(), knowledge).unwrap()
}

fn maps(knowledge: &Knowledge) -> Vec<InjectionMap> {
    let all: Vec<String> = knowledge
        .records
        .zones
        .iter()
        .map(|zone| format!("\"{}\"", zone.id))
        .collect();
    let mut maps = vec![
        map_of(&all.join(","), "1 cm", knowledge),
        map_of(&all.join(","), "1.5 cm", knowledge),
    ];
    maps.extend(all.iter().map(|zone| map_of(zone, "1.2 cm", knowledge)));
    maps
}

#[test]
fn every_point_that_is_seen_is_drawn_and_every_point_is_seen() {
    let knowledge = Knowledge::embedded().unwrap();
    for map in maps(&knowledge) {
        let points = map.points().unwrap();
        assert_eq!(points.points.len(), usize::try_from(points.n_points).unwrap());
        for view in View::ALL {
            let drawn = drawing(&map, view, &knowledge, "en", "map").into_string();
            assert_eq!(
                drawn.matches("<ellipse ").count(),
                n_points_seen(points, view),
                "{view:?}"
            );
            assert!(!drawn.contains("NaN") && !drawn.contains("inf"), "{view:?}");
        }
        for point in &points.points {
            assert!(View::ALL.iter().any(|view| project(point.place, *view).is_some()));
        }
        assert_eq!(
            n_points_seen(points, View::Top),
            points.points.len(),
            "from above every point is seen"
        );
    }
}

#[test]
fn no_point_is_drawn_inside_a_hatched_area() {
    let knowledge = Knowledge::embedded().unwrap();
    let mut n_hatched = 0;
    for map in maps(&knowledge) {
        for view in View::ALL {
            for sector in knowledge.records.danger_areas.iter().filter_map(|area| area.sector) {
                let lines = closed_lines(sector, view);
                n_hatched += lines.len();
                for seen in map
                    .points()
                    .unwrap()
                    .points
                    .iter()
                    .filter_map(|point| project(point.place, view))
                {
                    let n_around = lines.iter().filter(|line| holds(line, seen)).count();
                    assert_eq!(n_around % 2, 0, "{view:?}: {seen:?}");
                }
            }
        }
    }
    assert!(n_hatched > 0);
}

#[test]
fn points_are_drawn_inside_their_zone() {
    let knowledge = Knowledge::embedded().unwrap();
    for map in maps(&knowledge) {
        for point in &map.points().unwrap().points {
            let zone = knowledge
                .records
                .zones
                .iter()
                .find(|zone| zone.id == point.zone)
                .unwrap();
            for view in View::ALL {
                // At the very outline of the head the drawn line cuts corners.
                let Some(seen) = project(point.place, view).filter(|(x, y)| x.hypot(*y) < 0.99) else {
                    continue;
                };
                let n_around = closed_lines(zone.sector, view)
                    .iter()
                    .filter(|line| holds(line, seen))
                    .count();
                assert_eq!(n_around % 2, 1, "{view:?}: {} at {seen:?}", point.zone);
            }
        }
    }
}

#[test]
fn each_picture_says_in_words_what_it_shows() {
    let knowledge = Knowledge::embedded().unwrap();
    let map = map_of("\"vertex\", \"temporal_left\"", "1 cm", &knowledge);
    insta::assert_snapshot!(View::ALL.map(|view| title(&map, view, &knowledge, "en")).join("\n"), @r"
    From the front: 32 of 101 points
    From above: 101 of 101 points
    From behind: 69 of 101 points
    From the patient's left: 75 of 101 points
    From the patient's right: 31 of 101 points
    ");
    let left = drawing(&map, View::Left, &knowledge, "en", "map").into_string();
    let (opening, _) = left.split_once("<defs>").unwrap();
    insta::assert_snapshot!(opening, @r#"<svg class="scalp" role="img" viewBox="-138 -122 276 286" aria-labelledby="map-left-title" aria-describedby="map-left-text"><title id="map-left-title">From the patient's left: 75 of 101 points</title><desc id="map-left-text">The face looks to the left of the picture. Treated zones: A Vertex, crown; B Temporal, left. Danger areas: Superficial temporal artery, left; Occipital artery, left. The table of points gives the same in words.</desc>"#);
    assert!(legend(&map, "en").into_string().contains("a point of 0.05 mL"));
}

#[test]
fn letters_cover_no_point_and_stand_in_no_other_zone() {
    let knowledge = Knowledge::embedded().unwrap();
    let mut n_letters = 0;
    for map in maps(&knowledge) {
        for view in View::ALL {
            let zones: Vec<_> = map
                .placement()
                .zones
                .iter()
                .map(|mapped| super::zone(&mapped.id, &knowledge).unwrap())
                .collect();
            let taken = super::taken(&map, view, &knowledge);
            for (zone, letter) in zones.iter().zip(place_letters(&zones, &taken, view)) {
                let Some(letter) = letter else { continue };
                n_letters += 1;
                assert!(
                    taken
                        .iter()
                        .all(|(x, y)| (x - letter.at.0).hypot(y - letter.at.1) >= 9.9),
                    "{view:?}: {}",
                    zone.id
                );
                for other in zones.iter().filter(|other| other.id != zone.id) {
                    let lines: Vec<_> = closed_lines(other.sector, view)
                        .into_iter()
                        .map(|line| line.into_iter().map(|seen| on_paper(seen, view)).collect::<Vec<_>>())
                        .collect();
                    let n_around = lines.iter().filter(|line| holds(line, letter.at)).count();
                    assert!(
                        letter.leads_to.is_none() || n_around % 2 == 0,
                        "{view:?}: {} stands in {}",
                        zone.id,
                        other.id
                    );
                }
            }
        }
    }
    assert!(n_letters > 0);
}

#[test]
fn letters_go_on_as_numbers() {
    assert_eq!([0, 1, 25, 26].map(zone_letter), ["A", "B", "Z", "27"]);
}

#[test]
fn a_part_that_is_hidden_is_closed_along_the_head() {
    let sector = anagen_knowledge::records::Sector {
        from_deg: 0.0,
        to_deg: 360.0,
        inner: 0.42,
        outer: 1.0,
    };
    // A ring from the side: its outer and its inner border, each closed over the top.
    assert_eq!(area_path(sector, View::Front).matches('Z').count(), 2);
    let ring = closed_lines(sector, View::Front);
    let around = |place: (f64, f64)| ring.iter().filter(|line| holds(line, place)).count() % 2 == 1;
    assert!(around((0.0, 0.3)) && around((-0.9, 0.2)));
    assert!(!around((0.0, 0.8)) && !around((0.0, -0.1)));
}
