//! Local anaesthetics of a session together: the sum of the fractions of each one's maximum (rule DI-08).
//!
//! fraction of an agent = the largest of dose / maximum over its caps (per kg and in all), each halved where its record says so.
//! Anaesthetics on the skin that run on a day of a session count in full.

use anagen_knowledge::Truth;
use anagen_knowledge::records::{Agent, CapPer};

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
