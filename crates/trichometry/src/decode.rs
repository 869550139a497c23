//! Bytes of a file to linear light: JPEG, PNG, TIFF, WebP, turned as the camera says, refused before memory is spent.
//!
//! Only pixels and the orientation are read: where a photograph was taken, by whom and of whom never enters.

use std::io::Cursor;

use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits};

use crate::Plane;

/// The most pixels that an image may have.
pub const MOST_PIXELS: u64 = 60_000_000;
/// The least width and height, in pixels: below this no hair can be told from its surroundings.
pub const LEAST_SIDE_PX: u32 = 64;
/// The most bytes that decoding may take: four channels of 16 bits for the largest image, twice.
const MOST_BYTES: u64 = MOST_PIXELS * 8 * 2;

/// Why bytes are not an image to measure.
#[derive(Debug, thiserror::Error)]
pub enum DecodeError {
    /// Neither JPEG, PNG, TIFF nor WebP.
    #[error("this is no JPEG, PNG, TIFF or WebP image\nhint: export it in one of these formats")]
    UnknownFormat,
    /// More pixels than [`MOST_PIXELS`].
    #[error("the image has {width} x {height} pixels, more than 60 million\nhint: cut it into fields and measure each")]
    TooLarge {
        /// Pixels in a row.
        width: u32,
        /// Rows.
        height: u32,
    },
    /// A side shorter than [`LEAST_SIDE_PX`].
    #[error(
        "the image has {width} x {height} pixels; each side needs at least 64\nhint: give the image as the camera took it"
    )]
    TooSmall {
        /// Pixels in a row.
        width: u32,
        /// Rows.
        height: u32,
    },
    /// The file is broken, cut short, or of a kind of its format that is not read.
    #[error("the image cannot be decoded\nhint: open it in another program and save it anew")]
    Broken {
        /// What the decoder says.
        #[source]
        source: image::ImageError,
    },
}

/// An image in linear light, turned upright as the camera says.
#[derive(Debug, Clone, PartialEq)]
pub struct LinearImage {
    /// Red, green and blue: linear light, 0 to 1 (the sRGB curve undone, IEC 61966-2-1).
    pub channels: [Plane; 3],
}

impl LinearImage {
    /// The image in the bytes of a file.
    ///
    /// ```
    /// use anagen_trichometry::decode::{DecodeError, LinearImage};
    /// assert!(matches!(LinearImage::decode(b"no image"), Err(DecodeError::UnknownFormat)));
    /// ```
    pub fn decode(bytes: &[u8]) -> Result<Self, DecodeError> {
        let format = image::guess_format(bytes).map_err(|_| DecodeError::UnknownFormat)?;
        if !matches!(
            format,
            ImageFormat::Jpeg | ImageFormat::Png | ImageFormat::Tiff | ImageFormat::WebP
        ) {
            return Err(DecodeError::UnknownFormat);
        }
        let broken = |source| DecodeError::Broken { source };
        let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
        let mut limits = Limits::default();
        limits.max_alloc = Some(MOST_BYTES);
        reader.limits(limits);
        let mut decoder = reader.into_decoder().map_err(broken)?;
        let (width, height) = decoder.dimensions();
        if u64::from(width) * u64::from(height) > MOST_PIXELS {
            return Err(DecodeError::TooLarge { width, height });
        }
        if width < LEAST_SIDE_PX || height < LEAST_SIDE_PX {
            return Err(DecodeError::TooSmall { width, height });
        }
        // A broken orientation is no reason to refuse the pixels.
        let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
        let mut image = DynamicImage::from_decoder(decoder).map_err(broken)?;
        image.apply_orientation(orientation);
        Ok(Self {
            channels: linear(&image),
        })
    }

    /// An image from sRGB bytes, three to a pixel, row by row; `None` where their number is not `width * height * 3`.
    pub fn from_srgb(width: usize, height: usize, rgb: &[u8]) -> Option<Self> {
        if rgb.is_empty() || rgb.len() != width.checked_mul(height)?.checked_mul(3)? {
            return None;
        }
        let curve = light_of_bytes();
        let channels = [0, 1, 2].map(|channel| {
            Plane::from_fn(width, height, |x, y| {
                curve[usize::from(rgb[(y * width + x) * 3 + channel])]
            })
        });
        Some(Self { channels })
    }

    /// Pixels in a row.
    pub fn width(&self) -> usize {
        self.channels[0].width()
    }

    /// Rows.
    pub fn height(&self) -> usize {
        self.channels[0].height()
    }
}

fn linear(image: &DynamicImage) -> [Plane; 3] {
    let (width, height) = (image.width() as usize, image.height() as usize);
    match image {
        DynamicImage::ImageLuma16(_)
        | DynamicImage::ImageLumaA16(_)
        | DynamicImage::ImageRgb16(_)
        | DynamicImage::ImageRgba16(_) => {
            let pixels = image.to_rgb16();
            let samples = pixels.as_raw();
            [0, 1, 2].map(|channel| {
                Plane::from_fn(width, height, |x, y| {
                    light(f32::from(samples[(y * width + x) * 3 + channel]) / 65535.0)
                })
            })
        }
        _ => {
            let pixels = image.to_rgb8();
            let samples = pixels.as_raw();
            let curve = light_of_bytes();
            [0, 1, 2].map(|channel| {
                Plane::from_fn(width, height, |x, y| {
                    curve[usize::from(samples[(y * width + x) * 3 + channel])]
                })
            })
        }
    }
}

fn light_of_bytes() -> Vec<f32> {
    (0..=255_u8).map(|byte| light(f32::from(byte) / 255.0)).collect()
}

/// Linear light of an sRGB value in 0..1.
fn light(encoded: f32) -> f32 {
    if encoded <= 0.040_45 {
        encoded / 12.92
    } else {
        ((encoded + 0.055) / 1.055).powf(2.4)
    }
}

#[cfg(test)]
mod tests {
    use image::{ImageEncoder, RgbImage};

    use super::*;

    fn picture(width: u32, height: u32) -> RgbImage {
        RgbImage::from_fn(width, height, |x, y| image::Rgb([x as u8, y as u8, 128]))
    }

    fn written(format: ImageFormat) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        picture(80, 70).write_to(&mut bytes, format).unwrap();
        bytes.into_inner()
    }

    #[test]
    fn every_format_is_read_to_linear_light() {
        for format in [
            ImageFormat::Jpeg,
            ImageFormat::Png,
            ImageFormat::Tiff,
            ImageFormat::WebP,
        ] {
            let image = LinearImage::decode(&written(format)).unwrap();
            assert_eq!((image.width(), image.height()), (80, 70), "{format:?}");
            // sRGB 128 is 0.2159 of full light.
            let blue = image.channels[2].at(40, 40);
            assert!((blue - 0.2159).abs() < 0.02, "{format:?}: {blue}");
        }
    }

    #[test]
    fn a_cut_file_is_refused_and_never_panics() {
        for format in [
            ImageFormat::Png,
            ImageFormat::Tiff,
            ImageFormat::WebP,
            ImageFormat::Jpeg,
        ] {
            let bytes = written(format);
            for end in (0..bytes.len()).step_by(37) {
                if format != ImageFormat::Jpeg {
                    assert!(LinearImage::decode(&bytes[..end]).is_err(), "{format:?} {end}");
                } else if let Ok(image) = LinearImage::decode(&bytes[..end]) {
                    // JPEG decoders fill what is missing.
                    assert_eq!(image.width(), 80);
                }
            }
        }
    }

    #[test]
    fn a_header_that_claims_more_than_the_limit_is_refused_before_memory_is_taken() {
        let mut bytes = written(ImageFormat::Png);
        // Width and height of the IHDR chunk; its checksum must be right, or the decoder stops earlier.
        bytes[16..24].copy_from_slice(&[0, 0, 0x40, 0, 0, 0, 0x40, 0]);
        let crc = crc32(&bytes[12..29]);
        bytes[29..33].copy_from_slice(&crc.to_be_bytes());
        let refused = LinearImage::decode(&bytes).unwrap_err();
        assert!(
            matches!(
                refused,
                DecodeError::TooLarge {
                    width: 16384,
                    height: 16384
                }
            ),
            "{refused:?}"
        );
    }

    fn crc32(bytes: &[u8]) -> u32 {
        !bytes.iter().fold(!0_u32, |crc, &byte| {
            (0..8).fold(crc ^ u32::from(byte), |crc, _| {
                if crc & 1 == 1 {
                    (crc >> 1) ^ 0xedb8_8320
                } else {
                    crc >> 1
                }
            })
        })
    }

    #[test]
    fn an_image_of_a_few_pixels_is_refused() {
        let mut bytes = Cursor::new(Vec::new());
        picture(1, 1).write_to(&mut bytes, ImageFormat::Png).unwrap();
        assert!(matches!(
            LinearImage::decode(&bytes.into_inner()),
            Err(DecodeError::TooSmall { width: 1, height: 1 })
        ));
    }

    #[test]
    fn the_orientation_of_the_camera_is_obeyed() {
        // A little-endian EXIF block with the one entry 0x0112 (orientation) = 6: turn a quarter clockwise.
        let exif = [
            0x49, 0x49, 0x2a, 0, 8, 0, 0, 0, 1, 0, 0x12, 0x01, 3, 0, 1, 0, 0, 0, 6, 0, 0, 0, 0, 0, 0, 0,
        ];
        let mut bytes = Vec::new();
        let mut encoder = image::codecs::png::PngEncoder::new(&mut bytes);
        encoder.set_exif_metadata(exif.to_vec()).unwrap();
        encoder
            .write_image(picture(80, 70).as_raw(), 80, 70, image::ExtendedColorType::Rgb8)
            .unwrap();
        let image = LinearImage::decode(&bytes).unwrap();
        assert_eq!((image.width(), image.height()), (70, 80));
    }
}
