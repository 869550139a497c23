//! Files to send in tests: pictures made here, with what a camera writes into them, and what only pretends to be one.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::{ImageFormat, Rgb, RgbImage};

/// What the camera writes into the file, and must not come out of it.
pub(crate) const CAMERA: &str = "SecretCamera 3000";
/// The latitude in the file: 40 degrees, 25 minutes, 17 seconds.
const LATITUDE: [u32; 6] = [40, 1, 25, 1, 17, 1];

/// A picture whose left half is red and whose right half is blue.
pub(crate) fn halves(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, _| {
        if x < width / 2 {
            Rgb([220, 30, 30])
        } else {
            Rgb([30, 30, 220])
        }
    })
}

/// A JPEG file without anything but the picture.
pub(crate) fn jpeg(picture: &RgbImage) -> Vec<u8> {
    let mut bytes = Vec::new();
    picture
        .write_with_encoder(JpegEncoder::new_with_quality(&mut bytes, 95))
        .unwrap();
    bytes
}

/// A file in another format.
pub(crate) fn encoded(picture: &RgbImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// The rationals of the latitude as they lie in the file.
pub(crate) fn latitude() -> Vec<u8> {
    LATITUDE.iter().flat_map(|number| number.to_le_bytes()).collect()
}

/// A JPEG as a telephone writes it: with the camera's name, turned by a quarter, and with the place where it was taken.
pub(crate) fn jpeg_with_place(picture: &RgbImage) -> Vec<u8> {
    let mut tiff = Vec::new();
    tiff.extend(b"II*\0");
    tiff.extend(8_u32.to_le_bytes());
    let entry = |tag: u16, kind: u16, count: u32, value: u32| {
        let mut bytes = Vec::new();
        bytes.extend(tag.to_le_bytes());
        bytes.extend(kind.to_le_bytes());
        bytes.extend(count.to_le_bytes());
        bytes.extend(value.to_le_bytes());
        bytes
    };
    // Three entries and the end of the directory, then the camera's name, then the directory of the place.
    let name_at = 8 + 2 + 3 * 12 + 4;
    let place_at = name_at + u32::try_from(CAMERA.len()).unwrap() + 1;
    tiff.extend(3_u16.to_le_bytes());
    tiff.extend(entry(0x010F, 2, u32::try_from(CAMERA.len()).unwrap() + 1, name_at));
    // Orientation 6: the picture is shown turned by a quarter clockwise.
    tiff.extend(entry(0x0112, 3, 1, 6));
    tiff.extend(entry(0x8825, 4, 1, place_at));
    tiff.extend(0_u32.to_le_bytes());
    tiff.extend(CAMERA.as_bytes());
    tiff.push(0);
    tiff.extend(2_u16.to_le_bytes());
    tiff.extend(entry(0x0001, 2, 2, u32::from_le_bytes(*b"N\0\0\0")));
    tiff.extend(entry(0x0002, 5, 3, place_at + 2 + 2 * 12 + 4));
    tiff.extend(0_u32.to_le_bytes());
    tiff.extend(latitude());

    let plain = jpeg(picture);
    let length = u16::try_from(2 + 6 + tiff.len()).unwrap();
    let mut bytes = plain[..2].to_vec();
    bytes.extend([0xFF, 0xE1]);
    bytes.extend(length.to_be_bytes());
    bytes.extend(b"Exif\0\0");
    bytes.extend(tiff);
    bytes.extend(&plain[2..]);
    bytes
}

/// A small PNG that says of itself that it has so many pixels.
pub(crate) fn png_that_claims(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = encoded(&halves(4, 4), ImageFormat::Png);
    // The header chunk: length and name, then width and height, and behind its 13 bytes its check sum.
    bytes[16..20].copy_from_slice(&width.to_be_bytes());
    bytes[20..24].copy_from_slice(&height.to_be_bytes());
    let sum = check_sum(&bytes[12..29]);
    bytes[29..33].copy_from_slice(&sum.to_be_bytes());
    bytes
}

/// The check sum of a PNG chunk (CRC-32, ISO 3309).
fn check_sum(bytes: &[u8]) -> u32 {
    let mut sum = u32::MAX;
    for byte in bytes {
        sum ^= u32::from(*byte);
        for _ in 0..8 {
            sum = if sum & 1 == 1 {
                (sum >> 1) ^ 0xEDB8_8320
            } else {
                sum >> 1
            };
        }
    }
    !sum
}
