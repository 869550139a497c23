#![expect(clippy::unwrap_used, reason = "tests")]

use anagen_papers::scales::pattern::{Hair, Pattern};
use anagen_papers::scales::{ZoneLoss, pattern};
use image::RgbImage;

use super::camera::Camera;
use super::canvas::Canvas;
use super::density::Density;
use super::face::Eyes;
use super::{HairColour, Person, Photograph, SkinTone, View, caption, drawn, jpeg, photograph, portrait};

const MAN: Person = Person {
    seed: 7,
    hair_colour: HairColour::DarkBrown,
    skin_tone: SkinTone::Ii,
};
const WOMAN: Person = Person {
    seed: 8,
    hair_colour: HairColour::Black,
    skin_tone: SkinTone::Iii,
};

/// A quick, small drawing of what a photograph shows, without its caption.
fn small(person: &Person, view: View, pattern: &Pattern, regained: f64, days_since_start: u32) -> RgbImage {
    let camera = Camera::new(view, person.seed, days_since_start).smaller(8);
    drawn(person, &Density::new(pattern, regained), &camera, Eyes::Closed).into_image()
}

/// Pixels as dark as hair.
fn n_dark(picture: &RgbImage) -> usize {
    let brightness = |pixel: &image::Rgb<u8>| pixel.0.iter().map(|part| u32::from(*part)).sum::<u32>();
    picture.pixels().filter(|pixel| brightness(pixel) < 250).count()
}

/// The mean difference between two pictures, in steps of 255.
fn apart(one: &RgbImage, other: &RgbImage) -> f64 {
    let steps = one
        .as_raw()
        .iter()
        .zip(other.as_raw())
        .map(|(a, b)| f64::from(a.abs_diff(*b)));
    steps.sum::<f64>() / f64::from(u32::try_from(one.as_raw().len()).unwrap())
}

#[test]
fn a_photograph_is_the_same_every_time_and_a_readable_file() {
    let crown = pattern("hamilton_norwood", "III-vertex").unwrap();
    let wanted = Photograph {
        person: &MAN,
        view: View::Vertex,
        pattern: &crown,
        regained: 0.1,
        days_since_start: 84,
    };
    let picture = photograph(&wanted);
    assert_eq!(picture.dimensions(), (1200, 1600));
    let file = jpeg(&picture).unwrap();
    assert_eq!(file, jpeg(&photograph(&wanted)).unwrap(), "the same bytes");
    assert!((60_000..900_000).contains(&file.len()), "{} bytes", file.len());
    let read = image::load_from_memory(&file).unwrap().to_rgb8();
    assert_eq!(read.dimensions(), (1200, 1600));
    assert!(apart(&read, &picture) < 4.0);
    // It says on itself that it is drawn.
    let corner = image::imageops::crop_imm(&picture, 10, 1540, 380, 50).to_image();
    let letters = corner.pixels().filter(|pixel| pixel.0.iter().all(|part| *part > 190));
    assert!(letters.count() > 800, "the caption");
}

#[test]
fn the_caption_is_readable_and_leaves_the_rest_alone() {
    let mut canvas = Canvas::new(600, 800, [255.0, 0.0, 0.0]);
    caption::write(&mut canvas, (600, 800));
    let picture = canvas.into_image();
    let written = |(x, y): (u32, u32)| picture.get_pixel(x, y).0 != [255, 0, 0];
    assert!(
        picture
            .enumerate_pixels()
            .all(|(x, y, _)| !written((x, y)) || (x < 200 && y > 760))
    );
    let light = picture.pixels().filter(|pixel| pixel.0.iter().all(|part| *part > 190));
    assert!(light.count() > 300, "light letters on a dark frame");
    assert!(caption::WORDS.chars().all(caption::can_be_written));
}

#[test]
fn more_hair_is_darker_and_fewer_hairs_are_lighter() {
    for (person, view, scale, value) in [
        (&MAN, View::Vertex, "hamilton_norwood", "IV"),
        (&WOMAN, View::Midline, "sinclair", "4"),
    ] {
        let stage = pattern(scale, value).unwrap();
        let mut before = 0;
        for regained in [-0.4, 0.0, 0.2, 0.5, 1.0] {
            let dark = n_dark(&small(person, view, &stage, regained, 0));
            assert!(dark > before, "{view:?} {regained}: {dark} after {before}");
            before = dark;
        }
    }
    let mut before = usize::MAX;
    for value in ["I", "III", "V", "VI", "VII"] {
        let stage = pattern("hamilton_norwood", value).unwrap();
        let dark = n_dark(&small(&MAN, View::Midline, &stage, 0.0, 0));
        assert!(dark < before, "{value}: {dark} after {before}");
        before = dark;
    }
}

#[test]
fn on_another_day_the_same_head_stands_a_little_elsewhere() {
    let stage = pattern("hamilton_norwood", "III").unwrap();
    let other = Person { seed: 70, ..MAN };
    for view in View::ALL {
        let first = small(&MAN, view, &stage, 0.0, 0);
        let later = small(&MAN, view, &stage, 0.0, 168);
        let moved = apart(&first, &later);
        assert!(moved > 0.5, "{view:?}: the camera never stands in just the same place");
        assert!(
            moved < 30.0,
            "{view:?}: {moved} is too far for a ghost of the earlier picture"
        );
        assert_ne!(first, small(&other, view, &stage, 0.0, 0), "{view:?}: another person");
    }
}

#[test]
fn loss_shows_where_it_is() {
    let full = Pattern::full(Hair::Short);
    let crown = pattern("basp", "V3").unwrap();
    let changed = |view| apart(&small(&MAN, view, &full, 0.0, 0), &small(&MAN, view, &crown, 0.0, 0));
    assert!(changed(View::Vertex) > 1.0);
    assert!(
        changed(View::Vertex) > 8.0 * changed(View::Frontal),
        "the crown is not seen from the front"
    );
    let left = ZoneLoss {
        left_percent: 60.0,
        ..ZoneLoss::everywhere(0.0)
    };
    let patches = Pattern::patches(Hair::Short, left, 3);
    let changed = |view| apart(&small(&MAN, view, &full, 0.0, 0), &small(&MAN, view, &patches, 0.0, 0));
    assert!(changed(View::LeftTemporal) > 10.0 * changed(View::RightTemporal));
}

#[test]
fn a_portrait_is_small_the_same_every_time_and_another_for_another_person() {
    let stage = pattern("ludwig", "I").unwrap();
    let picture = portrait(&WOMAN, &stage);
    assert_eq!(picture.dimensions(), (300, 300));
    assert_eq!(picture, portrait(&WOMAN, &stage));
    assert!(apart(&picture, &portrait(&Person { seed: 80, ..WOMAN }, &stage)) > 0.1);
    assert!(jpeg(&picture).unwrap().len() < 60_000);
}

#[test]
fn people_differ() {
    let people: Vec<Person> = (0..200).map(Person::of_seed).collect();
    for tone in SkinTone::ALL {
        assert!(
            people.iter().filter(|person| person.skin_tone == tone).count() >= 15,
            "{tone:?}"
        );
    }
    for colour in HairColour::ALL {
        assert!(people.iter().any(|person| person.hair_colour == colour), "{colour:?}");
    }
}
