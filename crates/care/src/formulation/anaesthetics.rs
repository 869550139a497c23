//! Local anaesthetics of a session together: the sum of the fractions of each one's maximum (rule DI-08).
//!
//! fraction of an agent = the largest of dose / maximum over its caps (per kg and in all), each halved where its record says so.
//! Anaesthetics on the skin that run on a day of a session count in full.

use anagen_knowledge::records::{Agent, CapPer};
use anagen_knowledge::{Plain, Truth};
use serde::Serialize;

use super::oral::{Amount, day_number};
use super::{Cocktail, Setting, doses};
use crate::units::Milligrams;

/// The class whose agents are summed.
pub(super) const LOCAL_ANAESTHETIC: &str = "local_anaesthetic";

/// A fraction of which nothing is known.
const UNBOUNDED: Amount = Amount {
    low: 0.0,
    high: f64::INFINITY,
};

/// Local anaesthetics of a session together, as a fraction of the maximum that holds for this patient.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LocalAnaestheticLoad {
    /// At least so much of the maximum; 1 is the maximum (rule DI-08).
    pub at_least: f64,
    /// At most so much; none while what it depends on is not known.
    pub at_most: Option<f64>,
    /// In words.
    pub text: String,
}

/// The load of a mixture and of what is on the skin; none where there is no local anaesthetic.
pub(super) fn load(cocktail: &Cocktail, setting: &Setting<'_>) -> Option<LocalAnaestheticLoad> {
    let Amount { low, high } = sum_of_fractions(Some(cocktail), setting);
    if high <= 0.0 {
        return None;
    }
    let rule = "the fractions of each one's maximum are added and stay at or below 1 (proposed)";
    let text = if high.is_infinite() {
        format!("What share of the maximum this is, is not known while the body weight is not known; {rule}.")
    } else if high - low < 1e-9 {
        format!("{} of the maximum for this patient; {rule}.", Plain(high))
    } else {
        format!(
            "Between {} and {} of the maximum for this patient, depending on what is not known; {rule}.",
            Plain(low),
            Plain(high)
        )
    };
    Some(LocalAnaestheticLoad {
        at_least: low,
        at_most: high.is_finite().then_some(high),
        text,
    })
}

/// Sum of fractions: certain to lie between the two ends, with no upper end while the weight is not known.
pub(super) fn sum_of_fractions(cocktail: Option<&Cocktail>, setting: &Setting<'_>) -> Amount {
    setting
        .knowledge
        .records
        .agents
        .iter()
        .filter(|agent| agent.classes.iter().any(|class| class == LOCAL_ANAESTHETIC))
        .filter_map(|agent| {
            let injected = cocktail.map_or(Some(Milligrams(0.0)), |cocktail| cocktail.milligrams(&agent.id));
            // What is in the mixture and not measured by mass is bounded by nothing.
            let Some(injected) = injected else {
                return Some(UNBOUNDED);
            };
            let dose_mg = injected.0 + besides_mg(agent, setting);
            (dose_mg > 0.0).then(|| fraction(agent, dose_mg, setting))
        })
        .fold(Amount::exactly(0.0), Amount::plus)
}

fn fraction(agent: &Agent, dose_mg: f64, setting: &Setting<'_>) -> Amount {
    let mut fraction: Option<Amount> = None;
    for cap in agent
        .caps
        .iter()
        .filter(|cap| matches!(cap.per, CapPer::Session | CapPer::Kilogram))
    {
        let Ok(cap_mg) = cap.amount.in_unit("mg") else { continue };
        let limit = doses::limit(agent, cap, cap_mg, setting, &mut Vec::new()).amount;
        let applies = match (&cap.when, setting.knowledge.dose_condition(&cap.id)) {
            (None, _) => Truth::True,
            (Some(_), Some(condition)) => condition.evaluate(setting.sheet),
            (Some(_), None) => Truth::Unknown,
        };
        if applies == Truth::False {
            continue;
        }
        let low = if applies == Truth::True {
            dose_mg / limit.high
        } else {
            0.0
        };
        let of_this = Amount {
            low,
            high: dose_mg / limit.low,
        };
        fraction = Some(fraction.map_or(of_this, |so_far| Amount {
            low: so_far.low.max(of_this.low),
            high: so_far.high.max(of_this.high),
        }));
    }
    // An anaesthetic without any maximum on record: nothing bounds it.
    fraction.unwrap_or(UNBOUNDED)
}

/// mg of an anaesthetic on the skin, on the day of a session on which most of it is used.
fn besides_mg(agent: &Agent, setting: &Setting<'_>) -> f64 {
    let runs = |day: &i64, from: i64, until: i64| from <= *day && *day <= until;
    let on = |day: &i64| -> f64 {
        setting
            .concurrent
            .iter()
            .filter(|treatment| {
                setting
                    .knowledge
                    .agent(&treatment.agent)
                    .is_some_and(|known| known.id == agent.id)
            })
            .filter(|treatment| {
                runs(
                    day,
                    day_number(treatment.from),
                    treatment.until.map_or(i64::MAX, day_number),
                )
            })
            .map(|treatment| treatment.per_day.0)
            .filter(|dose| dose.is_finite())
            .sum()
    };
    setting.days.iter().map(on).fold(0.0, f64::max)
}
