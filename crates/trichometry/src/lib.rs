//! Hair measured on an image: bytes in, hairs out.
//!
//! The way of an image: [`decode`] (bytes to linear light), [`overlay`] (what is burnt in is masked), [`detect`] (every dark hair traced, its root
//! end decided), [`units`] (hairs whose roots stand together). [`render`] makes images with exact truth to test all of it. The scale is given by
//! the caller.
//!
//! Pixel coordinates: `x` grows right, `y` down, the centre of the first pixel is (0, 0). Lengths in millimetres exist only with a scale.
//!
//! It does no I/O, knows no clock and no patient; the only randomness is the seed given to the renderer.
#![cfg_attr(
    test,
    allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that fails is a panic")
)]
#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    clippy::cast_possible_wrap,
    reason = "pixel arithmetic: an image has at most 60 million pixels, so that every index is exact in what it is cast to"
)]

pub mod decode;
pub mod detect;
pub mod overlay;
pub mod render;
pub mod units;

mod geometry;
mod plane;

pub use geometry::Point;
pub use plane::Plane;
