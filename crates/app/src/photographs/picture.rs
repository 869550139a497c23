//! What is made of a file that came in: held to be a picture by its content, then drawn anew, upright and bare.
//!
//! The file itself is kept untouched beside it. What is shown is encoded from the pixels alone: place, time, device, colour
//! profile and whatever else the file carries stay behind. The drawn picture is at most `LONGEST_SHOWN` pixels long.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::imageops;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder as _, ImageFormat, ImageReader, Limits, RgbImage};

use crate::Message;

/// Most bytes of a file.
pub const MOST_BYTES: usize = 25 * 1024 * 1024;
/// Most millions of pixels.
pub const MOST_MEGAPIXELS: u32 = 50;
/// Longest side of what is shown, in pixels.
const LONGEST_SHOWN: u32 = 2560;
/// Longest side of the small one.
const LONGEST_THUMBNAIL: u32 = 400;
/// Quality of what is encoded, of 100.
const QUALITY: u8 = 90;

/// Why a file is no picture that can be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PictureError {
    /// Nothing was chosen.
    #[error("there is no file")]
    Missing,
    /// The file is too large.
    #[error("the file has more than {MOST_BYTES} bytes")]
    TooLarge,
    /// Its content is no JPEG, PNG or WebP.
    #[error("the content of the file is no JPEG, PNG or WebP picture")]
    OtherContent,
    /// It has too many pixels.
    #[error("the picture has {megapixels} million pixels, more than {MOST_MEGAPIXELS}")]
    TooManyPixels {
        /// How many millions.
        megapixels: u64,
    },
    /// It cannot be decoded.
    #[error("the picture is damaged")]
    Unreadable,
}

impl PictureError {
    /// What a person is told.
    pub fn message(self) -> Message {
        match self {
            Self::Missing => Message::new("photographs-file-missing"),
            Self::TooLarge => Message::new("photographs-file-too-large").with("megabytes", MOST_BYTES / 1024 / 1024),
            Self::OtherContent => Message::new("photographs-file-no-picture"),
            Self::TooManyPixels { megapixels } => Message::new("photographs-file-too-many-pixels")
                .with("megapixels", megapixels)
                .with("most", MOST_MEGAPIXELS),
            Self::Unreadable => Message::new("photographs-file-damaged"),
        }
    }
}

/// What the first bytes of a file say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Header {
    format: ImageFormat,
    width: u32,
    height: u32,
}

impl Header {
    /// Millions of pixels, rounded up.
    pub fn megapixels(self) -> u32 {
        u32::try_from((u64::from(self.width) * u64::from(self.height)).div_ceil(1_000_000)).unwrap_or(u32::MAX)
    }
}

/// A picture that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// Media type of the file, as its content says.
    pub media_type: &'static str,
    /// Width of the upright picture in pixels.
    pub width: u32,
    /// Height of the upright picture in pixels.
    pub height: u32,
    /// What is shown, as JPEG.
    pub shown: Vec<u8>,
    /// The small one, as JPEG.
    pub thumbnail: Vec<u8>,
}

/// The kind of a picture by its first bytes, whatever its name says.
fn format_of(bytes: &[u8]) -> Option<ImageFormat> {
    let webp = bytes.len() >= 12 && bytes.starts_with(b"RIFF") && &bytes[8..12] == b"WEBP";
    match bytes {
        [0xFF, 0xD8, 0xFF, ..] => Some(ImageFormat::Jpeg),
        _ if bytes.starts_with(b"\x89PNG\r\n\x1a\n") => Some(ImageFormat::Png),
        _ if webp => Some(ImageFormat::WebP),
        _ => None,
    }
}

/// Reads what a file says of itself, and refuses what is no picture or too large, before a pixel is decoded.
pub fn header(bytes: &[u8]) -> Result<Header, PictureError> {
    if bytes.is_empty() {
        return Err(PictureError::Missing);
    }
    if bytes.len() > MOST_BYTES {
        return Err(PictureError::TooLarge);
    }
    let format = format_of(bytes).ok_or(PictureError::OtherContent)?;
    let reader = ImageReader::with_format(Cursor::new(bytes), format);
    let (width, height) = reader.into_dimensions().map_err(|_| PictureError::Unreadable)?;
    let pixels = u64::from(width) * u64::from(height);
    if pixels == 0 {
        return Err(PictureError::Unreadable);
    }
    if pixels > u64::from(MOST_MEGAPIXELS) * 1_000_000 {
        return Err(PictureError::TooManyPixels {
            megapixels: pixels.div_ceil(1_000_000),
        });
    }
    Ok(Header { format, width, height })
}

/// Decodes a picture and draws what is shown of it.
pub fn read(bytes: &[u8], header: &Header) -> Result<Picture, PictureError> {
    let mut reader = ImageReader::with_format(Cursor::new(bytes), header.format);
    // 16 bits in four channels are the most that a pixel can take; the rest is what a decoder needs beside the pixels.
    let mut limits = Limits::default();
    limits.max_alloc = Some(u64::from(MOST_MEGAPIXELS) * 1_000_000 * 8 + 64 * 1024 * 1024);
    limits.max_image_width = Some(header.width);
    limits.max_image_height = Some(header.height);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|_| PictureError::Unreadable)?;
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let decoded = DynamicImage::from_decoder(decoder).map_err(|_| PictureError::Unreadable)?;
    // Made small before it is turned: turning needs the same memory once more.
    let mut small = DynamicImage::ImageRgb8(fit(decoded, LONGEST_SHOWN));
    small.apply_orientation(orientation);
    let shown = small.into_rgb8();
    let lies = matches!(
        orientation,
        Orientation::Rotate90 | Orientation::Rotate270 | Orientation::Rotate90FlipH | Orientation::Rotate270FlipH
    );
    let (width, height) = if lies {
        (header.height, header.width)
    } else {
        (header.width, header.height)
    };
    let thumbnail = fit(DynamicImage::ImageRgb8(shown.clone()), LONGEST_THUMBNAIL);
    Ok(Picture {
        media_type: header.format.to_mime_type(),
        width,
        height,
        shown: encode(&shown)?,
        thumbnail: encode(&thumbnail)?,
    })
}

/// A picture in eight bits of red, green and blue, no longer than `longest`; never made larger.
fn fit(picture: DynamicImage, longest: u32) -> RgbImage {
    let rgb = picture.into_rgb8();
    let longer = rgb.width().max(rgb.height());
    if longer <= longest {
        return rgb;
    }
    let scaled = |side: u32| {
        let side = u64::from(side) * u64::from(longest) / u64::from(longer);
        u32::try_from(side).unwrap_or(longest).max(1)
    };
    imageops::thumbnail(&rgb, scaled(rgb.width()), scaled(rgb.height()))
}

fn encode(picture: &RgbImage) -> Result<Vec<u8>, PictureError> {
    let mut bytes = Vec::new();
    let encoder = JpegEncoder::new_with_quality(&mut bytes, QUALITY);
    picture
        .write_with_encoder(encoder)
        .map_err(|_| PictureError::Unreadable)?;
    Ok(bytes)
}
