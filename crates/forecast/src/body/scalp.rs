//! The scalp as a place: the enzyme of the scalp under the unbound drug of the blood and of a depot.

use serde::Serialize;

use super::simulation::{LocalConcentration, Place};
use crate::target::{Reductase, ReductaseError};

/// The same enzymes as in serum, in other shares, and driven by unbound drug: in the scalp there is no plasma to bind it, and a depot adds to it.
///
/// The constants of serum are for total plasma concentration `C`; with `C_free = f_u C` the unbound ones are `ki / f_u`. Without a depot the
/// unbound concentration of scalp and plasma are taken as equal. Source: pharmacology.md 2.1.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Scalp {
    /// Turnover with constants for total plasma concentration; its share of type 2 is that of serum and is not used.
    pub serum: Reductase,
    /// Unbound fraction `f_u` in plasma, 1e-6 to 1.
    pub unbound_fraction: f64,
    /// Share of type 2 in the DHT of the scalp, 0 to 1.
    pub type_2_share: f64,
}

impl Scalp {
    /// Turnover in the scalp, with constants for unbound concentration.
    pub fn reductase(&self) -> Result<Reductase, ReductaseError> {
        if !(1e-6..=1.0).contains(&self.unbound_fraction) {
            return Err(ReductaseError {
                field: "unbound_fraction",
                value: self.unbound_fraction,
                allowed: "from 1e-6 to 1",
            });
        }
        let reductase = Reductase {
            inactivation_per_h_per_ng_per_ml: self
                .serum
                .inactivation_per_h_per_ng_per_ml
                .map(|constant| constant / self.unbound_fraction),
            type_2_share: self.type_2_share,
            ..self.serum
        };
        reductase.check()?;
        Ok(reductase)
    }

    /// The scalp within reach of a depot; `unbound` is what it adds there, unbound, as
    /// [`Compartments::local_concentrations`](crate::depot::Compartments::local_concentrations) gives it. Empty beyond its reach.
    ///
    /// ```
    /// use anagen_forecast::body::{Accuracy, Body, Course, Dose, simulate};
    /// use anagen_forecast::parameters::{ParameterSet, finasteride};
    ///
    /// let drug = finasteride(&ParameterSet::built_in()?)?;
    /// let body = Body { disposition: drug.disposition, places: vec![drug.scalp.place(Vec::new())?] };
    /// let tablet = Dose { time_h: 0.0, amount_ug: 1000.0, input: drug.by_mouth };
    /// let course = Course::repeated(tablet, 24.0, 42)?;
    /// let scalp = simulate(&body, &course, &[42.0 * 24.0], Accuracy::STANDARD)?[0].places[0];
    /// // Finasteride leaves what type 1 makes, half of the DHT here; type 2 recovers a little by the next tablet.
    /// assert!(scalp.dht > 0.5 && scalp.dht < 0.6);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn place(&self, unbound: Vec<LocalConcentration>) -> Result<Place, ReductaseError> {
        Ok(Place {
            reductase: self.reductase()?,
            driving_share_of_plasma: self.unbound_fraction,
            local: unbound,
        })
    }
}
