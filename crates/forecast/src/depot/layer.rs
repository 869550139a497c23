//! The dermis by depth: finite volumes and Crank-Nicolson, the reference of the compartments for layers with their own properties.
//!
//! Second order in depth and time, conservative to round-off. One step of [`Layer::advance`] with a tridiagonal solve (Thomas); Hundsdorfer and
//! Verwer 2003, Numerical Solution of Time-Dependent Advection-Diffusion-Reaction Equations, chapter I.3.

use thiserror::Error;

/// What is below the layer, or what a boundary lets through.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Boundary {
    /// Nothing passes.
    Tight,
    /// Concentration zero: all that arrives is gone.
    Sink,
    /// A flux into the layer, ug/mm2/h.
    Flux(f64),
}

/// A piece of the layer with its properties.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cell {
    /// Thickness, mm; above 0.
    pub thickness_mm: f64,
    /// Diffusion coefficient, mm2/h; above 0.
    pub diffusion_mm2_per_h: f64,
    /// Clearance into the blood, 1/h; at least 0.
    pub clearance_per_h: f64,
    /// Concentration, ug/mm3; at least 0.
    pub concentration: f64,
}

/// A layer that cannot be computed.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum LayerError {
    /// No cell.
    #[error("a layer needs at least 2 cells, this one has {n_cells}")]
    TooFew {
        /// How many there are.
        n_cells: usize,
    },
    /// A cell with an impossible number.
    #[error("cell {number}: `{field}` is {value}; give a finite number {allowed}")]
    Cell {
        /// Which cell, from 1 at the surface.
        number: usize,
        /// Which field.
        field: &'static str,
        /// What it holds.
        value: f64,
        /// What it may be.
        allowed: &'static str,
    },
    /// A step that is none.
    #[error("the step is {step_h} h; give a finite number above 0")]
    Step {
        /// What was given.
        step_h: f64,
    },
}

/// A layer of tissue from its surface down, per mm2 of area.
#[derive(Debug, Clone, PartialEq)]
pub struct Layer {
    cells: Vec<Cell>,
    surface: Boundary,
    bottom: Boundary,
    /// What the blood has taken, ug/mm2.
    cleared: f64,
    /// What left through the boundaries less what came in, ug/mm2.
    left: f64,
}

impl Layer {
    /// Holds every cell to its range.
    pub fn new(cells: Vec<Cell>, surface: Boundary, bottom: Boundary) -> Result<Self, LayerError> {
        if cells.len() < 2 {
            return Err(LayerError::TooFew { n_cells: cells.len() });
        }
        for (number, cell) in (1..).zip(&cells) {
            let fields = [
                ("thickness_mm", cell.thickness_mm, 1e-9, "from 1e-9 to 1e9"),
                (
                    "diffusion_mm2_per_h",
                    cell.diffusion_mm2_per_h,
                    1e-12,
                    "from 1e-12 to 1e9",
                ),
                ("clearance_per_h", cell.clearance_per_h, 0.0, "from 0 to 1e9"),
                ("concentration", cell.concentration, 0.0, "from 0 to 1e9"),
            ];
            for (field, value, least, allowed) in fields {
                if !(least..=1e9).contains(&value) {
                    return Err(LayerError::Cell {
                        number,
                        field,
                        value,
                        allowed,
                    });
                }
            }
        }
        Ok(Self {
            cells,
            surface,
            bottom,
            cleared: 0.0,
            left: 0.0,
        })
    }

    /// Cells from the surface down.
    pub fn cells(&self) -> &[Cell] {
        &self.cells
    }

    /// What is in the layer, ug/mm2.
    pub fn content(&self) -> f64 {
        self.cells
            .iter()
            .map(|cell| cell.thickness_mm * cell.concentration)
            .sum()
    }

    /// What the blood has taken, ug/mm2.
    pub fn cleared(&self) -> f64 {
        self.cleared
    }

    /// What left through surface and bottom less what came in, ug/mm2.
    pub fn left(&self) -> f64 {
        self.left
    }

    /// One Crank-Nicolson step.
    ///
    /// A step much longer than `thickness^2 / D` of a cell with a jump in it rings, as Crank-Nicolson does; begin with short ones.
    pub fn advance(&mut self, step_h: f64) -> Result<(), LayerError> {
        if !(step_h > 0.0 && step_h <= 1e9) {
            return Err(LayerError::Step { step_h });
        }
        let below = self.conductances();
        let (of_surface, into_surface) = conductance_and_flux(self.surface, self.cells.first());
        let (of_bottom, into_bottom) = conductance_and_flux(self.bottom, self.cells.last());
        let n = self.cells.len();
        let old: Vec<f64> = self.cells.iter().map(|cell| cell.concentration).collect();
        let mut scaled_above = vec![0.0; n];
        let mut scaled = vec![0.0; n];
        // Rows (d/h + a + b + k d) of (new + old) / 2 against 2 d/h of old: solved for the mean over the step, from which everything follows.
        let mut above = of_surface;
        let mut mean_factor = 0.0;
        for (i, cell) in self.cells.iter().enumerate() {
            let conductance_below = below.get(i).copied().unwrap_or(of_bottom);
            let inertia = 2.0 * cell.thickness_mm / step_h;
            let diagonal = inertia + above + conductance_below + cell.clearance_per_h * cell.thickness_mm;
            let source = if i == 0 { into_surface } else { 0.0 } + if i + 1 == n { into_bottom } else { 0.0 };
            let right = inertia * cell.concentration + source;
            let coupling_above = if i == 0 { 0.0 } else { above };
            let coupling_below = if i + 1 == n { 0.0 } else { conductance_below };
            let pivot = diagonal - coupling_above * mean_factor;
            let before = if i == 0 {
                0.0
            } else {
                scaled.get(i - 1).copied().unwrap_or(0.0)
            };
            mean_factor = coupling_below / pivot;
            if let (Some(factor), Some(value)) = (scaled_above.get_mut(i), scaled.get_mut(i)) {
                *factor = mean_factor;
                *value = (right + coupling_above * before) / pivot;
            }
            above = conductance_below;
        }
        let mut mean_below = 0.0;
        let mut mean_at_bottom = None;
        let mut mean = 0.0;
        for (((cell, old), factor), value) in self.cells.iter_mut().zip(&old).zip(&scaled_above).zip(&scaled).rev() {
            mean = value + factor * mean_below;
            mean_below = mean;
            mean_at_bottom = mean_at_bottom.or(Some(mean));
            cell.concentration = 2.0 * mean - old;
            self.cleared += step_h * cell.clearance_per_h * cell.thickness_mm * mean;
        }
        self.left += step_h * (of_surface * mean - into_surface);
        self.left += step_h * (of_bottom * mean_at_bottom.unwrap_or(0.0) - into_bottom);
        Ok(())
    }

    /// Conductance between each cell and the next, mm/h: half cells in series.
    fn conductances(&self) -> Vec<f64> {
        let half = |cell: &Cell| 0.5 * cell.thickness_mm / cell.diffusion_mm2_per_h;
        let pairs = self.cells.iter().zip(self.cells.iter().skip(1));
        pairs.map(|(a, b)| 1.0 / (half(a) + half(b))).collect()
    }
}

/// Conductance of a boundary to a concentration of zero, and the flux that it lets in.
fn conductance_and_flux(boundary: Boundary, cell: Option<&Cell>) -> (f64, f64) {
    match (boundary, cell) {
        (Boundary::Sink, Some(cell)) => (2.0 * cell.diffusion_mm2_per_h / cell.thickness_mm, 0.0),
        (Boundary::Flux(flux), _) => (0.0, flux),
        _ => (0.0, 0.0),
    }
}
