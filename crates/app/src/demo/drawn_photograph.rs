//! Photographs for the demonstration clinic, drawn by the program: nobody is shown, and no picture was taken from anywhere.
//!
//! A head is a few smooth bodies under a lamp, and on it stand thousands of strands where a [`Pattern`] leaves hair. A person is
//! a seed: on every day and from every side the same person, strand by strand; only the camera never stands in just the same
//! place, and the hair is what it is that day. Every photograph says on itself that it is drawn.

mod body;
mod camera;
mod canvas;
mod caption;
mod chance;
mod density;
mod face;
mod person;
mod strands;
#[cfg(test)]
mod tests;

use anagen_papers::scales::pattern::Pattern;
use image::codecs::jpeg::JpegEncoder;
use image::imageops::FilterType;
use image::{ImageError, RgbImage};

use self::body::Surface;
use self::camera::Camera;
use self::canvas::{Canvas, Colour, times};
use self::density::Density;
use self::face::Eyes;

pub use self::person::{HairColour, Person, SkinTone};

/// The wall behind the patient.
const WALL: Colour = [196.0, 206.0, 210.0];
/// Width and height in pixels of a face for the patient's banner.
const BANNER_SIZE: u32 = 300;
/// Quality of the JPEG files, 1 to 100: as a camera's.
const JPEG_QUALITY: u8 = 88;

/// A standard view of a head.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum View {
    /// The face and the front hairline, the head bowed a little.
    Frontal,
    /// The crown, from behind and above.
    Vertex,
    /// The top with the midline part, from above, the face at the top of the picture.
    Midline,
    /// The left temple.
    LeftTemporal,
    /// The right temple.
    RightTemporal,
    /// The back of the head: the control.
    Occipital,
}

impl View {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::Frontal,
        Self::Vertex,
        Self::Midline,
        Self::LeftTemporal,
        Self::RightTemporal,
        Self::Occipital,
    ];
}

/// What a drawn photograph shows.
#[derive(Debug, Clone, Copy)]
pub struct Photograph<'a> {
    /// Who is on it.
    pub person: &'a Person,
    /// From where.
    pub view: View,
    /// How much hair is left where, at the start: a stage of a scale (`anagen_papers::scales::pattern`) or bare patches
    /// (`Pattern::patches`).
    pub pattern: &'a Pattern,
    /// The part of what was lost that is there again: 0 as at the start, 1 a full head of hair, below 0 when more is lost.
    pub regained: f64,
    /// On which day: it moves the camera a little, and nothing else.
    pub days_since_start: u32,
}

/// Draws a photograph of 1200 by 1600 pixels; the same for the same wishes, byte by byte.
pub fn photograph(wanted: &Photograph<'_>) -> RgbImage {
    let camera = Camera::new(wanted.view, wanted.person.seed, wanted.days_since_start);
    let density = Density::new(wanted.pattern, wanted.regained);
    let mut canvas = drawn(wanted.person, &density, &camera, Eyes::Closed);
    caption::write(&mut canvas, camera.size);
    canvas.into_image()
}

/// Draws a person's face for the patient's banner, 300 by 300 pixels, with the hair that a pattern leaves.
pub fn portrait(person: &Person, pattern: &Pattern) -> RgbImage {
    let large = drawn(person, &Density::new(pattern, 0.0), &Camera::of_face(), Eyes::Open).into_image();
    image::imageops::resize(&large, BANNER_SIZE, BANNER_SIZE, FilterType::Triangle)
}

/// A picture as a JPEG file. It holds no place, no camera and no time.
pub fn jpeg(picture: &RgbImage) -> Result<Vec<u8>, ImageError> {
    let mut file = Vec::new();
    JpegEncoder::new_with_quality(&mut file, JPEG_QUALITY).encode_image(picture)?;
    Ok(file)
}

fn drawn(person: &Person, density: &Density, camera: &Camera, eyes: Eyes) -> Canvas {
    let (width, height) = camera.size;
    let surface = Surface::new(person, density, camera);
    let mut canvas = Canvas::new(width, height, WALL);
    canvas.paint(|x, y| {
        let (aside, down) = (2.0 * x / f32::from(width) - 1.0, y / f32::from(height));
        surface.colour((x, y), times(WALL, 1.04 - 0.1 * down - 0.05 * aside * aside))
    });
    face::draw(&mut canvas, &surface, person, camera, eyes);
    strands::draw(&mut canvas, &surface, person, density, camera);
    canvas
}
