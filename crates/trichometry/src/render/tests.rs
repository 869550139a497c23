use super::*;
use crate::Point;

fn small() -> Preset {
    Preset {
        width_px: 160,
        height_px: 120,
        ..PRESETS[0].clone()
    }
}

#[test]
fn the_same_seed_gives_the_same_bytes_everywhere() {
    let rendered = render(&small(), 7);
    assert_eq!(rendered.rgb.len(), 320 * 240 * 3);
    assert_eq!(blake3::hash(&rendered.rgb).to_hex()[..16], *"cf81a6e3a5f97cb1");
    assert_eq!(render(&small(), 7), rendered);
    assert_ne!(render(&small(), 8).rgb, rendered.rgb);
}

#[test]
fn hairs_stand_as_densely_as_the_preset_says() {
    for preset in &PRESETS {
        let area_cm2 = (preset.width_px * preset.height_px) as f64 / (preset.px_per_mm * preset.px_per_mm * 100.0);
        let mut inside = 0;
        for seed in 0..20 {
            let mut draw = Draw::new(exact::mixed(seed));
            let (w, h) = (preset.width_px as f64, preset.height_px as f64);
            let within = |hair: &&TrueHair| (0.0..w).contains(&hair.root().x) && (0.0..h).contains(&hair.root().y);
            inside += scene::hairs(preset, &mut draw).iter().filter(within).count();
        }
        let density = inside as f64 / (20.0 * area_cm2);
        assert!(
            (density / preset.hairs_per_cm2 - 1.0).abs() < 0.1,
            "{}: {density}",
            preset.name
        );
    }
}

#[test]
fn a_hair_takes_out_as_much_light_as_its_width_says() {
    // Without blur and noise: the light missing across a hair is its width times what it absorbs.
    let preset = Preset {
        blur_px: 0.3,
        noise: 0.0,
        glare_per_cm2: 0.0,
        enlargement: 1,
        ..PRESETS[0].clone()
    };
    let hair = TrueHair {
        line: vec![Point::new(20.0, 60.3), Point::new(140.0, 70.3)],
        widths_px: vec![7.3, 7.3],
        diameter_um: 40.0,
        density: 1.2,
        unit: 0,
        vellus: false,
    };
    let bare = sensor::exposed(&preset, &[], &mut Draw::new(3));
    let with = sensor::exposed(&preset, &[hair], &mut Draw::new(3));
    let linear = |byte: u8| {
        let value = f64::from(byte) / 255.0;
        if value <= 0.040_45 {
            value / 12.92
        } else {
            ((value + 0.055) / 1.055).powf(2.4)
        }
    };
    let mut missing = 0.0;
    for y in 0..preset.height_px {
        let index = (y * preset.width_px + 80) * 3 + 1;
        missing += 1.0 - linear(with[index]) / linear(bare[index]);
    }
    // A vertical cut crosses the slanted hair over width / cosine.
    let cosine = 120.0 / (120.0_f64 * 120.0 + 100.0).sqrt();
    let expected = 7.3 / cosine * (1.0 - (-1.2_f64).exp());
    assert!((missing / expected - 1.0).abs() < 0.02, "{missing} {expected}");
}
