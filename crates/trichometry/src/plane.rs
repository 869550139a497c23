//! One channel of an image as `f32`, row by row.

/// One channel: `width` x `height` values, row-major. Reading outside repeats the nearest border value.
#[derive(Debug, Clone, PartialEq)]
pub struct Plane {
    width: usize,
    height: usize,
    values: Vec<f32>,
}

impl Plane {
    /// A plane of one value; at least one pixel wide and high.
    pub fn filled(width: usize, height: usize, value: f32) -> Self {
        let (width, height) = (width.max(1), height.max(1));
        Self {
            width,
            height,
            values: vec![value; width * height],
        }
    }

    /// A plane whose values are worked out from their place.
    pub fn from_fn(width: usize, height: usize, mut value: impl FnMut(usize, usize) -> f32) -> Self {
        let mut plane = Self::filled(width, height, 0.0);
        for (y, row) in plane.values.chunks_exact_mut(plane.width).enumerate() {
            for (x, cell) in row.iter_mut().enumerate() {
                *cell = value(x, y);
            }
        }
        plane
    }

    /// Pixels in a row.
    pub fn width(&self) -> usize {
        self.width
    }

    /// Rows.
    pub fn height(&self) -> usize {
        self.height
    }

    /// All values, row by row.
    pub fn values(&self) -> &[f32] {
        &self.values
    }

    /// All values, row by row, to change.
    pub fn values_mut(&mut self) -> &mut [f32] {
        &mut self.values
    }

    /// One row; the last one below the plane.
    pub fn row(&self, y: usize) -> &[f32] {
        let start = y.min(self.height - 1) * self.width;
        &self.values[start..start + self.width]
    }

    /// The value of the pixel nearest to a place that may lie outside.
    pub fn at(&self, x: isize, y: isize) -> f32 {
        let x = x.clamp(0, self.width as isize - 1) as usize;
        let y = y.clamp(0, self.height as isize - 1) as usize;
        self.values[y * self.width + x]
    }

    /// Sets one pixel; outside nothing happens.
    pub fn set(&mut self, x: usize, y: usize, value: f32) {
        if x < self.width && y < self.height {
            self.values[y * self.width + x] = value;
        }
    }

    /// The value between pixels, bilinear.
    pub fn sample(&self, x: f64, y: f64) -> f32 {
        let x = (x as f32).clamp(0.0, (self.width - 1) as f32);
        let y = (y as f32).clamp(0.0, (self.height - 1) as f32);
        let (x0, y0) = (x as usize, y as usize);
        let (x1, y1) = ((x0 + 1).min(self.width - 1), (y0 + 1).min(self.height - 1));
        let (fx, fy) = (x - x0 as f32, y - y0 as f32);
        let value = |x: usize, y: usize| self.values[y * self.width + x];
        let above = value(x0, y0) + (value(x1, y0) - value(x0, y0)) * fx;
        let below = value(x0, y1) + (value(x1, y1) - value(x0, y1)) * fx;
        above + (below - above) * fy
    }

    /// Whether a place lies on the plane.
    pub fn contains(&self, x: f64, y: f64) -> bool {
        0.0 <= x && x <= (self.width - 1) as f64 && 0.0 <= y && y <= (self.height - 1) as f64
    }

    /// Every value put through a function.
    #[must_use]
    pub fn map(&self, function: impl Fn(f32) -> f32) -> Self {
        let values = self.values.iter().map(|&value| function(value)).collect();
        Self { values, ..*self }
    }

    /// The mean of every `factor` x `factor` block; what is left over at the right and below is dropped.
    ///
    /// The block of pixel (x, y) has its centre at `factor * x + (factor - 1) / 2` of this plane.
    #[must_use]
    pub fn shrunk(&self, factor: usize) -> Self {
        let factor = factor.clamp(1, self.width.min(self.height));
        if factor == 1 {
            return self.clone();
        }
        let share = 1.0 / (factor * factor) as f32;
        Self::from_fn(self.width / factor, self.height / factor, |x, y| {
            let mut sum = 0.0;
            for row in y * factor..(y + 1) * factor {
                sum += self.row(row)[x * factor..(x + 1) * factor].iter().sum::<f32>();
            }
            sum * share
        })
    }

    /// This plane convolved along rows with one symmetric or antisymmetric kernel and along columns with another.
    ///
    /// Kernels have an odd number of weights, the middle one at the pixel itself; borders repeat.
    #[must_use]
    pub fn convolved(&self, along_rows: &[f32], along_columns: &[f32]) -> Self {
        let across = self.convolved_rows(along_rows);
        across.convolved_columns(along_columns)
    }

    fn convolved_rows(&self, kernel: &[f32]) -> Self {
        let reach = kernel.len() / 2;
        let mut result = Self::filled(self.width, self.height, 0.0);
        let mut padded = vec![0.0; self.width + 2 * reach];
        for (source, target) in self
            .values
            .chunks_exact(self.width)
            .zip(result.values.chunks_exact_mut(self.width))
        {
            padded[..reach].fill(source[0]);
            padded[reach..reach + self.width].copy_from_slice(source);
            padded[reach + self.width..].fill(source[self.width - 1]);
            for (offset, &weight) in kernel.iter().enumerate() {
                for (cell, &value) in target.iter_mut().zip(&padded[offset..]) {
                    *cell += weight * value;
                }
            }
        }
        result
    }

    fn convolved_columns(&self, kernel: &[f32]) -> Self {
        let reach = (kernel.len() / 2) as isize;
        let mut result = Self::filled(self.width, self.height, 0.0);
        for (y, target) in result.values.chunks_exact_mut(self.width).enumerate() {
            for (offset, &weight) in kernel.iter().enumerate() {
                let source = (y as isize + offset as isize - reach).clamp(0, self.height as isize - 1) as usize;
                let start = source * self.width;
                for (cell, &value) in target.iter_mut().zip(&self.values[start..start + self.width]) {
                    *cell += weight * value;
                }
            }
        }
        result
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_convolution_with_one_in_the_middle_changes_nothing() {
        let plane = Plane::from_fn(7, 5, |x, y| (x * 10 + y) as f32);
        assert_eq!(plane.convolved(&[0.0, 1.0, 0.0], &[1.0]), plane);
    }

    #[test]
    fn a_kernel_is_laid_right_way_round_and_borders_repeat() {
        let plane = Plane::from_fn(4, 1, |x, _| x as f32);
        assert_eq!(plane.convolved(&[1.0, 0.0, 0.0], &[1.0]).values(), [0.0, 0.0, 1.0, 2.0]);
        assert_eq!(plane.convolved(&[0.0, 0.0, 1.0], &[1.0]).values(), [1.0, 2.0, 3.0, 3.0]);
    }

    #[test]
    fn a_shrunk_plane_holds_the_means_of_its_blocks() {
        let plane = Plane::from_fn(5, 4, |x, _| x as f32);
        assert_eq!(plane.shrunk(2).values(), [0.5, 2.5, 0.5, 2.5]);
    }

    #[test]
    fn between_pixels_lies_the_bilinear_value() {
        let plane = Plane::from_fn(3, 3, |x, y| (x + 10 * y) as f32);
        assert!((plane.sample(0.5, 1.25) - 13.0).abs() < 1e-5);
        assert!((plane.sample(-4.0, 9.0) - 20.0).abs() < 1e-5);
    }
}
