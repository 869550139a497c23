//! Points of an image plane.

use serde::{Deserialize, Serialize};

/// A place in an image, or a step between two places; pixels, or millimetres where a name says so.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Point {
    /// Grows to the right.
    pub x: f64,
    /// Grows downwards.
    pub y: f64,
}

impl Point {
    /// A point from its two coordinates.
    pub const fn new(x: f64, y: f64) -> Self {
        Self { x, y }
    }

    /// This point, moved by `length` along `direction`.
    #[must_use]
    pub fn stepped(self, direction: Self, length: f64) -> Self {
        Self::new(self.x + direction.x * length, self.y + direction.y * length)
    }

    /// The step from this point to another.
    #[must_use]
    pub fn to(self, other: Self) -> Self {
        Self::new(other.x - self.x, other.y - self.y)
    }

    /// The length of this step.
    pub fn length(self) -> f64 {
        (self.x * self.x + self.y * self.y).sqrt()
    }

    /// The distance to another point.
    pub fn distance(self, other: Self) -> f64 {
        self.to(other).length()
    }

    /// The scalar product of two steps.
    pub fn dot(self, other: Self) -> f64 {
        self.x * other.x + self.y * other.y
    }

    /// This step, turned by a quarter.
    #[must_use]
    pub fn normal(self) -> Self {
        Self::new(-self.y, self.x)
    }

    /// The step of length one in this direction; right where the length is nothing.
    #[must_use]
    pub fn unit(self) -> Self {
        let length = self.length();
        if length > 0.0 {
            Self::new(self.x / length, self.y / length)
        } else {
            Self::new(1.0, 0.0)
        }
    }

    /// Every coordinate times a factor.
    #[must_use]
    pub fn scaled(self, factor: f64) -> Self {
        Self::new(self.x * factor, self.y * factor)
    }
}
