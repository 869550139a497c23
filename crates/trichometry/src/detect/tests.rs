use super::*;
use crate::overlay::overlays;
use crate::render::{PRESETS, Preset, Rendered, render};

fn donor() -> &'static Preset {
    &PRESETS[0]
}

fn measured(rendered: &Rendered) -> Vec<Hair> {
    let image = LinearImage::from_srgb(rendered.width, rendered.height, &rendered.rgb).unwrap();
    hairs(&image, &overlays(&image), Some(rendered.px_per_mm))
}

/// True hairs that lie wholly in the image and are dark enough to be promised.
fn promised(rendered: &Rendered) -> Vec<(Point, Point)> {
    let (w, h) = (rendered.width as f64, rendered.height as f64);
    let inside = |point: Point| 10.0 < point.x && point.x < w - 10.0 && 10.0 < point.y && point.y < h - 10.0;
    let hairs = rendered
        .hairs
        .iter()
        .filter(|hair| !hair.vellus && inside(hair.root()) && inside(hair.tip()));
    hairs.map(|hair| (hair.root(), hair.tip())).collect()
}

/// Pairs of a true hair and a found one whose middles lie within 0.15 mm, by index.
fn matched(truth: &[(Point, Point)], found: &[Hair], px_per_mm: f64) -> Vec<(usize, usize)> {
    let middle = |a: Point, b: Point| a.stepped(a.to(b), 0.5);
    let mut taken = vec![false; found.len()];
    let mut pairs = Vec::new();
    for (index, &(root, tip)) in truth.iter().enumerate() {
        let distances = found
            .iter()
            .map(|hair| middle(hair.root(), hair.tip()).distance(middle(root, tip)));
        let nearest = distances
            .enumerate()
            .filter(|&(other, _)| !taken[other])
            .min_by(|a, b| a.1.total_cmp(&b.1));
        if let Some((other, distance)) = nearest
            && distance < 0.15 * px_per_mm
        {
            taken[other] = true;
            pairs.push((index, other));
        }
    }
    pairs
}

#[test]
fn most_rendered_hairs_are_found_with_the_right_root() {
    let (mut n_true, mut n_matched, mut n_right_root) = (0, 0, 0);
    for seed in 100..112 {
        let rendered = render(donor(), seed);
        let found = measured(&rendered);
        let truth = promised(&rendered);
        let pairs = matched(&truth, &found, rendered.px_per_mm);
        n_true += truth.len();
        n_matched += pairs.len();
        let right = |&&(index, other): &&(usize, usize)| {
            let (root, tip) = truth[index];
            found[other].root().distance(root) < found[other].root().distance(tip)
        };
        n_right_root += pairs.iter().filter(right).count();
    }
    assert!(n_true > 60);
    assert!(n_matched * 100 >= n_true * 80, "{n_matched} of {n_true}");
    assert!(n_right_root * 100 >= n_matched * 95, "{n_right_root} of {n_matched}");
}

#[test]
fn bare_skin_has_no_hair() {
    let bald = Preset {
        hairs_per_cm2: 0.0,
        ..donor().clone()
    };
    let found = measured(&render(&bald, 5));
    assert!(found.is_empty(), "{found:?}");
}

#[test]
fn the_same_image_gives_the_same_hairs() {
    let rendered = render(donor(), 9);
    assert_eq!(measured(&rendered), measured(&rendered));
}

#[test]
fn an_image_without_light_or_without_contrast_has_no_hair() {
    for byte in [0, 128, 255] {
        let image = LinearImage::from_srgb(200, 150, &vec![byte; 200 * 150 * 3]).unwrap();
        assert!(hairs(&image, &overlays(&image), None).is_empty(), "{byte}");
    }
}

#[test]
fn what_is_wide_and_faint_beside_its_field_is_no_hair_and_what_is_thin_and_faint_stays() {
    let hair = |width_px: f64, density: f64| Hair {
        line: vec![Point::new(0.0, 0.0), Point::new(40.0, 0.0)],
        width_px,
        density,
        root_confidence: 0.0,
    };
    let field = vec![
        hair(15.0, 2.4),
        hair(16.0, 2.5),
        hair(17.0, 2.3),
        hair(20.0, 0.6),
        hair(8.0, 0.6),
    ];
    let mut left = field.clone();
    left.remove(3);
    assert_eq!(select::dark_enough_for_the_field(field), left);
    assert!(select::dark_enough_for_the_field(Vec::new()).is_empty());
}
