//! Small trials that find more than large ones: Egger's test, trim and fill.
//!
//! Asymmetry has other causes than unpublished trials (poorer small trials, other patients), and below ten trials neither method sees much
//! (Sterne 2011, doi:10.1136/bmj.d4002).

use serde::Serialize;

use super::model::Model;
use super::{Covariate, PoolError, Pooled, Settings, Study, pool, regress};
use crate::distribution::t_two_sided;

/// Rounds after which trimming is given up; it settles within a few or goes in circles.
const MOST_ROUNDS: usize = 100;

/// Egger's regression of estimates on their standard errors, weighted by inverse variance with a free residual variance.
///
/// Source: Egger 1997, doi:10.1136/bmj.315.7109.629
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct EggerTest {
    /// Change of the estimate for each unit of standard error; Egger's intercept.
    pub slope: f64,
    /// Its standard error.
    pub se: f64,
    /// Slope over standard error.
    pub statistic: f64,
    /// Degrees of freedom.
    pub df: usize,
    /// Two-sided p value of a symmetric funnel.
    pub p: f64,
    /// Where the estimate leads as the standard error goes to 0.
    pub limit: f64,
}

/// On which side of a funnel studies are missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// Below the pooled estimate.
    Left,
    /// Above the pooled estimate.
    Right,
}

/// What would be pooled if the funnel were symmetric: a sensitivity analysis, not a corrected estimate.
///
/// Source: Duval and Tweedie 2000, doi:10.1111/j.0006-341X.2000.00455.x, with their estimator L0
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TrimAndFill {
    /// Side on which studies would be missing.
    pub side: Side,
    /// Studies filled in: the mirror images of the most extreme ones.
    pub filled: Vec<Study>,
    /// All studies, the filled ones last, pooled.
    pub pooled: Pooled,
}

/// Tests whether small trials find something else than large ones.
pub fn egger_test(studies: &[Study]) -> Result<EggerTest, PoolError> {
    let covariates = [standard_errors(studies)];
    let model = Model::new(studies, &covariates)?;
    let df = model.residual_df();
    if df == 0 {
        return Err(PoolError::TooFewStudies {
            what: "Egger's test",
            least: 3,
            given: studies.len(),
        });
    }
    let fit = model.at(0.0)?;
    if !fit.has_spread() {
        return Err(PoolError::NoSpread);
    }
    let residual_variance = fit.residual_q / df as f64;
    let se = (residual_variance * fit.inverse.at(1, 1)).sqrt();
    let slope = fit.coefficients.get(1).copied().unwrap_or(f64::NAN);
    Ok(EggerTest {
        slope,
        se,
        statistic: slope / se,
        df,
        p: t_two_sided(slope / se, df as f64),
        limit: model.uncentred(&fit).0.first().copied().unwrap_or(f64::NAN),
    })
}

/// Fills in what would make the funnel symmetric. Studies are missing on the side away from which small trials lean.
pub fn trim_and_fill(studies: &[Study], settings: Settings) -> Result<TrimAndFill, PoolError> {
    let lean = regress(studies, &[standard_errors(studies)], settings)?;
    let small_find_more = lean.coefficients.iter().skip(1).all(|slope| slope.estimate >= 0.0);
    let (side, sign) = if small_find_more {
        (Side::Left, 1.0)
    } else {
        (Side::Right, -1.0)
    };
    // Sorted so that the studies to trim come last.
    let mut sorted: Vec<Study> = studies.iter().map(|study| mirrored(*study, sign)).collect();
    sorted.sort_by(|left, right| left.estimate.total_cmp(&right.estimate));
    let k = sorted.len();
    let mut n_trimmed = 0;
    for _ in 0..MOST_ROUNDS {
        let kept = sorted.get(..k - n_trimmed).unwrap_or_default();
        if kept.len() < 2 {
            break;
        }
        let centre = pool(kept, settings)?.estimate;
        let next = missing(&sorted, centre).min(k);
        if next == n_trimmed {
            let extreme = sorted.get(k - n_trimmed..).unwrap_or_default();
            let filled = extreme.iter().map(|study| Study {
                estimate: sign * (2.0 * centre - study.estimate),
                ..*study
            });
            let filled: Vec<Study> = filled.collect();
            let pooled = pool(&[studies, &filled].concat(), settings)?;
            return Ok(TrimAndFill { side, filled, pooled });
        }
        n_trimmed = next;
    }
    Err(PoolError::NotFound {
        what: "a number of studies to trim at which the funnel is symmetric",
    })
}

/// Duval and Tweedie's L0: how many studies are missing, from the ranks of the distances above the centre.
fn missing(sorted: &[Study], centre: f64) -> usize {
    let mut distances: Vec<f64> = sorted.iter().map(|study| study.estimate - centre).collect();
    // Stable: of equal distances the smaller estimate has the lower rank.
    distances.sort_by(|left, right| left.abs().total_cmp(&right.abs()));
    let ranks = (1_u32..).map(f64::from).zip(&distances);
    let above: f64 = ranks
        .filter(|(_, distance)| **distance > 0.0)
        .map(|(rank, _)| rank)
        .sum();
    let k = sorted.len() as f64;
    let estimate = (4.0 * above - k * (k + 1.0)) / (2.0 * k - 1.0);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "between 0 and the number of studies"
    )]
    {
        estimate.max(0.0).round_ties_even() as usize
    }
}

fn mirrored(study: Study, sign: f64) -> Study {
    Study {
        estimate: sign * study.estimate,
        ..study
    }
}

fn standard_errors(studies: &[Study]) -> Covariate {
    Covariate {
        name: "standard error".to_owned(),
        values: studies.iter().map(|study| study.variance.sqrt()).collect(),
    }
}
