//! The log-rank test: whether groups differ in when the event happens.

use serde::Serialize;

use super::{Observation, SurvivalError, by_time, checked, is_tied};
use crate::distribution::chi_squared_above;
use crate::linear::Square;

/// The test of no difference between groups.
///
/// Sources: Mantel 1966; Peto and Peto 1972, doi:10.2307/2344317, with the hypergeometric variance.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LogRank {
    /// Chi-squared.
    pub statistic: f64,
    /// Groups less one; groups that were never at risk together with another at an event count as none.
    pub df: usize,
    /// Probability of a larger chi-squared by chance.
    pub p: f64,
    /// Each group, in the order in which the labels first appear.
    pub groups: Vec<GroupCount>,
}

/// What happened in a group, and what would have if the groups did not differ.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct GroupCount {
    /// Label.
    pub label: String,
    /// People.
    pub n: usize,
    /// Events seen.
    pub observed: usize,
    /// Events expected.
    pub expected: f64,
}

/// Compares groups.
///
/// - `labels`: the group of each observation
pub fn log_rank(observations: &[Observation], labels: &[&str]) -> Result<LogRank, SurvivalError> {
    checked(observations)?;
    if labels.len() != observations.len() {
        return Err(SurvivalError::WrongLength {
            what: "labels",
            given: labels.len(),
            n: observations.len(),
        });
    }
    let mut groups: Vec<GroupCount> = Vec::new();
    let mut group_of = Vec::with_capacity(labels.len());
    for (&label, observation) in labels.iter().zip(observations) {
        let found = groups.iter().position(|group| group.label == label);
        let at = found.unwrap_or_else(|| {
            groups.push(GroupCount {
                label: label.to_owned(),
                n: 0,
                observed: 0,
                expected: 0.0,
            });
            groups.len() - 1
        });
        groups[at].n += 1;
        groups[at].observed += usize::from(observation.event);
        group_of.push(at);
    }
    if groups.len() < 2 {
        return Err(SurvivalError::OneGroup);
    }
    if !observations.iter().any(|observation| observation.event) {
        return Err(SurvivalError::NoEvent { n: observations.len() });
    }
    let mut at_risk: Vec<f64> = groups.iter().map(|group| group.n as f64).collect();
    let mut covariance = Square::zeros(groups.len());
    let order = by_time(observations);
    for tied in order.chunk_by(|&left, &right| is_tied(observations[left].time, observations[right].time)) {
        let total: f64 = at_risk.iter().sum();
        let events = tied.iter().filter(|&&at| observations[at].event).count() as f64;
        if events > 0.0 {
            let ties = if total > 1.0 {
                (total - events) / (total - 1.0)
            } else {
                0.0
            };
            for (row, left) in at_risk.iter().enumerate() {
                groups[row].expected += events * left / total;
                for (column, right) in at_risk.iter().enumerate() {
                    let same = if row == column { left / total } else { 0.0 };
                    *covariance.at_mut(row, column) += events * ties * (same - left * right / (total * total));
                }
            }
        }
        for &at in tied {
            at_risk[group_of[at]] -= 1.0;
        }
    }
    // Rows of the covariance add up to 0: one group that varies is left out, and those that never do.
    let varying: Vec<usize> = (0..groups.len()).filter(|&at| covariance.at(at, at) > 1e-12).collect();
    let kept = varying.get(1..).unwrap_or_default();
    let factor = covariance
        .part(kept)
        .cholesky()
        .map_err(|_| SurvivalError::NeverTogether)?;
    if kept.is_empty() {
        return Err(SurvivalError::NeverTogether);
    }
    let excess = |at: &usize| {
        groups
            .get(*at)
            .map_or(0.0, |group| group.observed as f64 - group.expected)
    };
    let mut standardised: Vec<f64> = kept.iter().map(excess).collect();
    factor.forward(&mut standardised);
    let statistic = standardised.iter().map(|value| value * value).sum();
    let df = kept.len();
    Ok(LogRank {
        statistic,
        df,
        p: chi_squared_above(statistic, df as f64),
        groups,
    })
}
