//! Acidity, osmolality and solubility of a mixture: what follows from its components, and no more than that.

use anagen_knowledge::records::Confidence;
use anagen_knowledge::{Knowledge, Plain};
use serde::Serialize;

use super::AgentDose;
use super::shelf::Vial;
use crate::dose::Strength;
use crate::units::{MilligramsPerMillilitre, MilliosmolesPerKilogram};

/// pH of a mixture: measured, or bounds from its components.
///
/// The bounds hold because the charges of a solution balance, and the sum of charges of each component falls strictly as the pH
/// rises. The sum of the mixture is theirs, weighted by volume: at the lowest pH among the components no term is below zero, at the
/// highest none is above, so the pH at which it is zero lies between. That is exact for solutions that only dilute each other. It
/// fails where something precipitates, gas escapes (bicarbonate with an acid), metals are bound, or a co-solvent moves the acid
/// constants; and the bounds do not say where between them the pH lies, which depends on the buffers. A measured pH wins.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Acidity {
    /// Lowest possible pH.
    pub low: f64,
    /// Highest possible pH.
    pub high: f64,
    /// Whether it was measured on the finished mixture.
    pub measured: bool,
}

impl std::fmt::Display for Acidity {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (low, high) = (Plain(self.low), Plain(self.high));
        match (self.measured, self.low < self.high) {
            (true, _) => write!(f, "pH {low}, measured"),
            (false, true) => write!(f, "pH between {low} and {high}, the bounds of its components"),
            (false, false) => write!(f, "pH {low}, that of its components"),
        }
    }
}

/// pH of the mixture: as measured, else the bounds of its components where every one is known.
pub(super) fn acidity(measured: Option<f64>, parts: &[(&Vial<'_>, f64)], whole_shelf: bool) -> Option<Acidity> {
    match measured {
        Some(ph) => Some(Acidity {
            low: ph,
            high: ph,
            measured: true,
        }),
        None => bounds(parts, whole_shelf).map(|(low, high)| Acidity {
            low,
            high,
            measured: false,
        }),
    }
}

fn bounds(parts: &[(&Vial<'_>, f64)], whole_shelf: bool) -> Option<(f64, f64)> {
    let known: Option<Vec<f64>> = parts.iter().map(|(vial, _)| vial.product.ph).collect();
    let known = known.filter(|known| whole_shelf && !known.is_empty())?;
    Some((
        known.iter().copied().fold(f64::INFINITY, f64::min),
        known.iter().copied().fold(f64::NEG_INFINITY, f64::max),
    ))
}

/// What a measured pH outside the bounds of the components says.
pub(super) fn implausible(acidity: &Acidity, parts: &[(&Vial<'_>, f64)], whole_shelf: bool) -> Option<String> {
    let (low, high) = bounds(parts, whole_shelf).filter(|_| acidity.measured)?;
    if low <= acidity.low && acidity.low <= high {
        return None;
    }
    Some(format!(
        "The measured pH {} lies outside that of the components ({} to {}): measure again, or something reacts.",
        Plain(acidity.low),
        Plain(low),
        Plain(high)
    ))
}

/// Osmolality as the mean by volume, where every component declares its own.
///
/// sum of (osmolality x volume) / volume, for dilute aqueous solutions of nearly the density of water that do not react with each
/// other. An estimate; a measurement wins.
pub(super) fn osmolality(parts: &[(&Vial<'_>, f64)], whole_shelf: bool) -> Option<MilliosmolesPerKilogram> {
    let volume: f64 = parts.iter().map(|(_, volume)| volume).sum();
    let weighted: Option<f64> = parts
        .iter()
        .map(|(vial, volume)| Some(vial.product.osmolality?.0 * volume))
        .sum();
    weighted
        .filter(|_| whole_shelf && volume > 0.0)
        .map(|weighted| MilliosmolesPerKilogram(weighted / volume))
}

/// A strength at which an agent may come out of solution.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SolubilityWarning {
    /// Id of the agent.
    pub agent: String,
    /// What is to be known.
    pub text: String,
    /// Ids of the sources.
    pub sources: Vec<String>,
    /// How it is known.
    pub confidence: Confidence,
}

/// Agents above what dissolves, and those that hardly dissolve at all.
pub(super) fn solubility(agents: &[AgentDose], knowledge: &Knowledge) -> Vec<SolubilityWarning> {
    let warn = |dose: &AgentDose| {
        let agent = knowledge.agent(&dose.agent)?;
        let solubility = agent.solubility.as_ref()?;
        let (medium, consequence) = (&solubility.medium, &solubility.consequence);
        let limit = solubility.limit.as_ref().map(|limit| limit.in_unit("mg/mL"));
        let text = match (limit, dose.strength) {
            (None, _) => format!(
                "{} in {medium}, {} in the mixture. {consequence}",
                dose.name, dose.strength
            ),
            (Some(Ok(limit)), Strength::Mass(strength)) if strength.0 <= limit * (1.0 + super::draw::ROUNDING) => {
                return None;
            }
            (Some(Ok(limit)), Strength::Mass(_)) => format!(
                "{} at {} is above the {} that {medium} dissolves. {consequence}",
                dose.name,
                dose.strength,
                MilligramsPerMillilitre(limit)
            ),
            // A limit in another measure cannot be held against the strength; it is told.
            (Some(_), _) => format!("{} in {medium}. {consequence}", dose.name),
        };
        let sources = if solubility.sources.is_empty() {
            agent.sources.clone()
        } else {
            solubility.sources.clone()
        };
        Some(SolubilityWarning {
            agent: agent.id.clone(),
            text,
            sources,
            confidence: solubility.confidence.unwrap_or(agent.confidence),
        })
    };
    agents.iter().filter_map(warn).collect()
}
