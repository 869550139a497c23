//! A vial on the shelf, as its label gives it.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::dose::Strength;
use crate::units::{Millilitres, MilliosmolesPerKilogram, as_written, as_written_if};

/// A vial on the shelf. What the label does not say is left out and stays unknown.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Product {
    /// Id in this case.
    pub id: String,
    /// As the label names it.
    pub name: String,
    /// Agents with their strengths; empty with `composition_declared = false` for a proprietary blend.
    pub agents: Vec<ProductAgent>,
    /// Whether the label declares the whole active composition.
    #[serde(default = "yes")]
    pub composition_declared: bool,
    /// Excipients by id or name; absent while the label does not declare them. `[]`: none.
    #[serde(default)]
    pub excipients: Option<Vec<String>>,
    /// Volume of the vial.
    #[serde(serialize_with = "as_written")]
    pub volume: Millilitres,
    /// Vehicles: `aqueous`, `alcohol`, `oil`, `propylene_glycol`, `cyclodextrin`, `surfactant`, `suspension`, `autologous_plasma`.
    #[serde(default)]
    pub vehicles: Option<Vec<String>>,
    /// What the label says it is for.
    pub label: ProductLabel,
    /// pH of the label or of the certificate.
    #[serde(default)]
    pub ph: Option<f64>,
    /// Osmolality of the label or of the certificate.
    #[serde(default, serialize_with = "as_written_if")]
    pub osmolality: Option<MilliosmolesPerKilogram>,
    /// Lot.
    #[serde(default)]
    pub lot: Option<String>,
    /// Last day of use.
    #[serde(default)]
    pub expires: Option<Date>,
    /// Whether the lot is quarantined; absent until somebody looked, and then to be checked on the day.
    #[serde(default)]
    pub quarantined: Option<bool>,
    /// Whether its supply is lawful in the country of treatment, where that was looked up.
    #[serde(default)]
    pub lawful_supply: Option<bool>,
    /// Vendor.
    #[serde(default)]
    pub vendor: Option<String>,
}

/// An agent of a product.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProductAgent {
    /// Agent by id, name or alias; a name that the knowledge does not know makes the product unidentified.
    pub agent: String,
    /// Strength on the label, mg/mL or U/mL; left out for an agent measured by volume. A percentage is refused: write mg/mL.
    #[serde(default = "Strength::undiluted", skip_serializing_if = "Strength::is_undiluted")]
    pub strength: Strength,
}

/// What a label says a product is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProductLabel {
    /// Sterile and labelled for injection.
    ForInjection,
    /// For external use: a cosmetic.
    ExternalUse,
    /// To be swallowed.
    Oral,
    /// No label, or none that says.
    Unlabelled,
}

fn yes() -> bool {
    true
}
