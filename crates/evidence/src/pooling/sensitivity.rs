//! How much the result hangs on single trials: without each, one after the other, and by group.

use serde::Serialize;

use super::{Method, PoolError, Pooled, Settings, Study, Test, pool};
use crate::distribution::chi_squared_above;

/// Groups pooled apart, and whether they differ.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Subgroups<'a> {
    /// Label and result of each group, in the order in which the labels first appear.
    pub groups: Vec<(&'a str, Pooled)>,
    /// Whether the groups' estimates differ by more than chance; absent with one group.
    pub difference: Option<SubgroupTest>,
}

/// Test of a difference between groups.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct SubgroupTest {
    /// Q of the groups' estimates with their own standard errors.
    pub q: f64,
    /// Groups less one.
    pub df: usize,
    /// Probability of a larger Q by chance.
    pub p: f64,
}

/// The result without each study in turn, in the order of the studies.
pub fn leave_one_out(studies: &[Study], settings: Settings) -> Result<Vec<Pooled>, PoolError> {
    if studies.len() < 3 {
        return Err(PoolError::TooFewStudies {
            what: "leaving one out",
            least: 3,
            given: studies.len(),
        });
    }
    let without = |position: usize| {
        let (before, after) = studies.split_at(position);
        [before, after.get(1..).unwrap_or_default()].concat()
    };
    (0..studies.len()).map(|at| pool(&without(at), settings)).collect()
}

/// The result of the first study, the first two, and so on; the order (by year, by precision) is the caller's.
///
/// The first entry is the first study alone, by the fixed effect and marked so.
pub fn cumulative(studies: &[Study], settings: Settings) -> Result<Vec<Pooled>, PoolError> {
    let up_to = |n: usize| studies.get(..n).unwrap_or(studies);
    (1..=studies.len())
        .map(|n| pool(up_to(n), alone_fixed(n, settings)))
        .collect()
}

/// Pools each group apart, each with its own tau2. A group of one study is that study, by the fixed effect and marked so.
///
/// - `labels`: one for each study
///
/// Groups compare trials, not patients, and whoever looks at many groupings finds a difference in one.
pub fn subgroups<'a>(studies: &[Study], labels: &[&'a str], settings: Settings) -> Result<Subgroups<'a>, PoolError> {
    if labels.len() != studies.len() {
        return Err(PoolError::WrongNumberOfLabels {
            given: labels.len(),
            k: studies.len(),
        });
    }
    let mut members: Vec<(&str, Vec<Study>)> = Vec::new();
    for (&label, &study) in labels.iter().zip(studies) {
        match members.iter_mut().find(|(known, _)| *known == label) {
            Some((_, group)) => group.push(study),
            None => members.push((label, vec![study])),
        }
    }
    let groups = members.into_iter().map(|(label, group)| {
        let settings = alone_fixed(group.len(), settings);
        Ok((label, pool(&group, settings)?))
    });
    let groups = groups.collect::<Result<Vec<_>, PoolError>>()?;
    let difference = (groups.len() > 1).then(|| between(&groups));
    Ok(Subgroups { groups, difference })
}

fn between(groups: &[(&str, Pooled)]) -> SubgroupTest {
    let weight = |pooled: &Pooled| 1.0 / (pooled.se * pooled.se);
    let total: f64 = groups.iter().map(|(_, pooled)| weight(pooled)).sum();
    let mean = groups
        .iter()
        .map(|(_, pooled)| weight(pooled) * pooled.estimate)
        .sum::<f64>()
        / total;
    let q = groups
        .iter()
        .map(|(_, pooled)| weight(pooled) * (pooled.estimate - mean).powi(2))
        .sum();
    let df = groups.len() - 1;
    SubgroupTest {
        q,
        df,
        p: chi_squared_above(q, df as f64),
    }
}

/// The settings, or those that one study can have.
fn alone_fixed(n_studies: usize, settings: Settings) -> Settings {
    if n_studies > 1 {
        return settings;
    }
    Settings {
        method: Method::Fixed,
        test: Test::Normal,
        ..settings
    }
}
