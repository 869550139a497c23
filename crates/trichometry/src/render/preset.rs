//! What is rendered: a device and the hair under it.

/// A device and a scalp to render.
///
/// The presets are choices built on published densities and diameters (Loussouarn 2005; Guo 2017, doi:10.20517/2347-9264.2017.52;
/// Rakowska 2009, PMC2938574); they are no reference values.
#[derive(Debug, Clone, PartialEq)]
pub struct Preset {
    /// The name on the command line.
    pub name: &'static str,
    /// Pixels in a row of the sensor.
    pub width_px: usize,
    /// Rows of the sensor.
    pub height_px: usize,
    /// Pixels of the sensor to a millimetre of skin.
    pub px_per_mm: f64,
    /// How many times each pixel of the sensor is enlarged in the file (the hospital images are 2).
    pub enlargement: usize,
    /// Hairs on a square centimetre, on average.
    pub hairs_per_cm2: f64,
    /// How many units have one, two, three and four hairs.
    pub unit_sizes: [f64; 4],
    /// Mean and standard deviation of the diameter of terminal hair, micrometres.
    pub diameter_um: (f64, f64),
    /// Share of hairs that are vellus: 15 to 30 um, light.
    pub vellus_share: f64,
    /// Mean and standard deviation of the visible length, millimetres.
    pub length_mm: (f64, f64),
    /// Optical density of a terminal hair: mean and standard deviation (a hair lets through `exp(-density)`).
    pub density: (f64, f64),
    /// Spread of directions within the field and within a unit, radians.
    pub direction_spread: (f64, f64),
    /// Standard deviation of the optics' blur, pixels of the sensor.
    pub blur_px: f64,
    /// Standard deviation of the noise at white, in parts of white.
    pub noise: f64,
    /// Glare spots on a square centimetre (dry skin; none under immersion).
    pub glare_per_cm2: f64,
}

/// Every preset, by name.
pub const PRESETS: [Preset; 4] = [
    Preset {
        name: "donor-70x",
        width_px: 640,
        height_px: 512,
        px_per_mm: 181.1,
        enlargement: 2,
        hairs_per_cm2: 125.0,
        unit_sizes: [46.0, 42.0, 11.0, 1.0],
        diameter_um: (80.0, 14.0),
        vellus_share: 0.05,
        length_mm: (0.75, 0.28),
        density: (2.0, 0.5),
        direction_spread: (0.12, 0.14),
        blur_px: 1.3,
        noise: 0.012,
        glare_per_cm2: 400.0,
    },
    Preset {
        name: "normal-20x",
        width_px: 1280,
        height_px: 1024,
        px_per_mm: 140.0,
        enlargement: 1,
        hairs_per_cm2: 200.0,
        unit_sizes: [25.0, 52.0, 20.0, 3.0],
        diameter_um: (68.0, 15.0),
        vellus_share: 0.06,
        length_mm: (0.6, 0.18),
        density: (1.7, 0.4),
        direction_spread: (0.15, 0.15),
        blur_px: 1.2,
        noise: 0.012,
        glare_per_cm2: 0.0,
    },
    Preset {
        name: "thinning-20x",
        width_px: 1280,
        height_px: 1024,
        px_per_mm: 140.0,
        enlargement: 1,
        hairs_per_cm2: 120.0,
        unit_sizes: [55.0, 35.0, 9.0, 1.0],
        diameter_um: (48.0, 18.0),
        vellus_share: 0.22,
        length_mm: (0.6, 0.18),
        density: (1.5, 0.4),
        direction_spread: (0.18, 0.15),
        blur_px: 1.2,
        noise: 0.012,
        glare_per_cm2: 0.0,
    },
    Preset {
        name: "dense-20x",
        width_px: 1280,
        height_px: 1024,
        px_per_mm: 140.0,
        enlargement: 1,
        hairs_per_cm2: 300.0,
        unit_sizes: [20.0, 50.0, 25.0, 5.0],
        diameter_um: (66.0, 14.0),
        vellus_share: 0.06,
        length_mm: (0.8, 0.2),
        density: (1.7, 0.4),
        direction_spread: (0.3, 0.25),
        blur_px: 1.2,
        noise: 0.012,
        glare_per_cm2: 0.0,
    },
];

impl Preset {
    /// The preset of this name.
    pub fn named(name: &str) -> Option<&'static Self> {
        PRESETS.iter().find(|preset| preset.name == name)
    }

    /// Pixels of the file to a millimetre of skin.
    pub fn file_px_per_mm(&self) -> f64 {
        self.px_per_mm * self.enlargement as f64
    }
}
