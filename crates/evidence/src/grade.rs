//! How certain an answer is (GRADE), and a sentence in plain words that never says more than that.
//!
//! Randomised trials start high, other designs low; each of five reasons takes one or two steps away. The reasons are judged by people and kept
//! beside the answer. Rating up (a large effect, a dose response) is left out: nothing in hair mesotherapy has earned it.
//!
//! Sources: Balshem 2011, doi:10.1016/j.jclinepi.2010.07.015; wording after Santesso 2020, doi:10.1016/j.jclinepi.2019.10.014

use serde::Serialize;
use thiserror::Error;

use crate::rate::Rate;
use crate::{Confidence, Interval};

/// How sure we are that the estimate is near the truth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Certainty {
    /// Nobody has looked.
    NoEvidence,
    /// We do not know.
    VeryLow,
    /// The truth may be quite different.
    Low,
    /// The truth is probably near.
    Moderate,
    /// The truth is near.
    High,
}

/// What the studies of an answer are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Design {
    /// Arms by chance.
    Randomised,
    /// Everything else: chosen arms, series, cases.
    Observational,
}

/// How much a reason weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Concern {
    /// One step down.
    Serious,
    /// Two steps down.
    VerySerious,
}

/// A reason to be less sure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reason {
    /// Its weight.
    pub concern: Concern,
    /// What was seen, as `only completers were analysed`.
    pub because: String,
}

/// The five reasons; none is no concern, which somebody has to have judged.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Reasons {
    /// Faults of the studies.
    pub risk_of_bias: Option<Reason>,
    /// Studies that disagree.
    pub inconsistency: Option<Reason>,
    /// Other people, treatments or outcomes than asked about.
    pub indirectness: Option<Reason>,
    /// Few people, wide intervals.
    pub imprecision: Option<Reason>,
    /// Studies that were done and not published.
    pub publication_bias: Option<Reason>,
}

/// The certainty of studies of one design with these reasons; never below very low, which is not the same as no evidence.
///
/// ```
/// use anagen_evidence::grade::{Certainty, Concern, Design, Reason, Reasons, certainty};
/// let because = |text: &str| Some(Reason { concern: Concern::Serious, because: text.to_owned() });
/// let reasons = Reasons {
///     risk_of_bias: because("open, so that everybody knew the arm"),
///     imprecision: because("49 men"),
///     ..Reasons::default()
/// };
/// assert_eq!(certainty(Design::Randomised, &reasons), Certainty::Low);
/// ```
pub fn certainty(design: Design, reasons: &Reasons) -> Certainty {
    let start: u32 = match design {
        Design::Randomised => 3,
        Design::Observational => 1,
    };
    let down: u32 = reasons
        .named()
        .map(|(_, reason)| match reason.concern {
            Concern::Serious => 1,
            Concern::VerySerious => 2,
        })
        .sum();
    match start.saturating_sub(down) {
        0 => Certainty::VeryLow,
        1 => Certainty::Low,
        2 => Certainty::Moderate,
        _ => Certainty::High,
    }
}

impl Reasons {
    /// Those that there are, by name.
    fn named(&self) -> impl Iterator<Item = (&'static str, &Reason)> {
        [
            ("risk of bias", &self.risk_of_bias),
            ("inconsistency", &self.inconsistency),
            ("indirectness", &self.indirectness),
            ("imprecision", &self.imprecision),
            ("publication bias", &self.publication_bias),
        ]
        .into_iter()
        .filter_map(|(name, reason)| Some((name, reason.as_ref()?)))
    }
}

impl Certainty {
    /// `very low`.
    pub fn in_words(self) -> &'static str {
        match self {
            Self::NoEvidence => "no evidence",
            Self::VeryLow => "very low",
            Self::Low => "low",
            Self::Moderate => "moderate",
            Self::High => "high",
        }
    }
}

/// What is asked, in words that stand inside a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Comparison<'a> {
    /// As `injections of a dutasteride mixture`.
    pub treatment: &'a str,
    /// As `injections of salt water`.
    pub comparator: &'a str,
    /// What can be higher or lower, as `hair density`.
    pub outcome: &'a str,
}

/// What studies found, with all that a sentence needs.
#[derive(Debug, Clone, PartialEq)]
pub struct Found<'a> {
    /// Studies, above 0.
    pub n_studies: u64,
    /// People in them, above 0.
    pub n_people: u64,
    /// Their design.
    pub design: Design,
    /// Why to be less sure.
    pub reasons: Reasons,
    /// Treatment against comparator.
    pub estimate: f64,
    /// Its interval.
    pub ci: Interval,
    /// Of the interval.
    pub confidence: Confidence,
    /// The estimate that means no effect: 0 for differences, 1 for ratios.
    pub no_effect: f64,
    /// What the estimate is, as `difference in hairs/cm²` or `ratio of the shares improved`.
    pub measure: &'a str,
}

/// Why there is no sentence.
#[derive(Debug, Clone, Copy, PartialEq, Error)]
pub enum StatementError {
    /// Studies without people, or people without studies.
    #[error("{n_studies} studies of {n_people} people: give at least one of each, or state that there is no evidence")]
    NobodyStudied {
        /// As it was given.
        n_studies: u64,
        /// As it was given.
        n_people: u64,
    },
    /// More people followed than there were.
    #[error("{followed} people were followed, but only {treated} treated: look at both counts")]
    MoreFollowedThanTreated {
        /// As the rate counts them.
        followed: u64,
        /// As it was given.
        treated: u64,
    },
    /// An estimate outside its interval, or a number that is none.
    #[error(
        "the estimate {estimate} with its interval from {lower} to {upper} is impossible: give finite numbers, the estimate inside"
    )]
    ImpossibleEstimate {
        /// As it was given.
        estimate: f64,
        /// As it was given.
        lower: f64,
        /// As it was given.
        upper: f64,
    },
}

/// An answer: its certainty, and the sentence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Statement {
    /// How sure.
    pub certainty: Certainty,
    /// In plain words.
    pub sentence: String,
}

/// Says what studies found on a comparison; `None` is that there are none.
///
/// `is higher` is said at high certainty alone, `is probably` at moderate, `may be` at low; at very low certainty no direction is said, and an
/// interval that holds no effect is never called equality. The numbers come with their interval always.
pub fn compare(comparison: Comparison<'_>, found: Option<&Found<'_>>) -> Result<Statement, StatementError> {
    let Comparison {
        treatment,
        comparator,
        outcome,
    } = comparison;
    let Some(found) = found else {
        return Ok(Statement {
            certainty: Certainty::NoEvidence,
            sentence: format!(
                "We found no study of {outcome} with {treatment} against {comparator}. Whether it works is not known."
            ),
        });
    };
    found.check()?;
    let certainty = certainty(found.design, &found.reasons);
    let direction = if found.ci.lower > found.no_effect {
        Some("higher")
    } else if found.ci.upper < found.no_effect {
        Some("lower")
    } else {
        None
    };
    let hedge = match certainty {
        Certainty::High => Some("is"),
        Certainty::Moderate => Some("is probably"),
        Certainty::Low => Some("may be"),
        Certainty::VeryLow | Certainty::NoEvidence => None,
    };
    let answer = match (hedge, direction) {
        (Some(hedge), Some(direction)) => {
            format!("With {treatment}, {outcome} {hedge} {direction} than with {comparator}.")
        }
        (Some(_), None) => format!(
            "No difference in {outcome} was shown between {treatment} and {comparator}, which does not mean that they are equal."
        ),
        (None, _) => format!(
            "We do not know whether {outcome} differs between {treatment} and {comparator}: the evidence is very uncertain."
        ),
    };
    Ok(Statement {
        certainty,
        sentence: format!("{answer} {} {}", found.numbers(), found.certainty_in_words(certainty)),
    })
}

impl Found<'_> {
    fn check(&self) -> Result<(), StatementError> {
        if self.n_studies == 0 || self.n_people == 0 {
            return Err(StatementError::NobodyStudied {
                n_studies: self.n_studies,
                n_people: self.n_people,
            });
        }
        let Interval { lower, upper } = self.ci;
        let finite = lower.is_finite() && upper.is_finite() && self.no_effect.is_finite();
        if !(finite && lower <= self.estimate && self.estimate <= upper) {
            return Err(StatementError::ImpossibleEstimate {
                estimate: self.estimate,
                lower,
                upper,
            });
        }
        Ok(())
    }

    /// `Found in 2 studies of 154 people: ...`.
    fn numbers(&self) -> String {
        let studies = if self.n_studies == 1 { "study" } else { "studies" };
        let people = if self.n_people == 1 { "person" } else { "people" };
        let n = decimals(self.ci.upper - self.ci.lower);
        format!(
            "Found in {} {studies} of {} {people}: {} {:.n$} ({} interval {:.n$} to {:.n$}).",
            self.n_studies,
            self.n_people,
            self.measure,
            self.estimate,
            self.confidence.in_words(),
            self.ci.lower,
            self.ci.upper,
        )
    }

    fn certainty_in_words(&self, certainty: Certainty) -> String {
        let mut reasons: Vec<String> = self
            .reasons
            .named()
            .map(|(name, reason)| format!("{name}: {}", reason.because))
            .collect();
        if self.design == Design::Observational {
            reasons.insert(0, "arms were not assigned by chance".to_owned());
        }
        let reasons = if reasons.is_empty() {
            String::new()
        } else {
            format!(" ({})", reasons.join("; "))
        };
        format!("Certainty: {}{reasons}.", certainty.in_words())
    }
}

/// Says how often a harm was seen, and what the count cannot exclude.
///
/// `harm` as `serious harm`; `n_treated`: people treated, of whom `rate.n` could be judged. How often it is said to happen is the exact interval;
/// whoever was lost is named.
pub fn harm(harm: &str, rate: &Rate, n_treated: u64) -> Result<String, StatementError> {
    if n_treated < rate.n {
        return Err(StatementError::MoreFollowedThanTreated {
            followed: rate.n,
            treated: n_treated,
        });
    }
    let seen = if rate.events == 0 {
        "none".to_owned()
    } else {
        rate.events.to_string()
    };
    let upper = 100.0 * rate.clopper_pearson.upper;
    let n = if upper < 1.0 { 2 } else { 1 };
    let lost = match n_treated - rate.n {
        0 => String::new(),
        lost => format!(" {lost} of {n_treated} treated could not be judged, and may differ."),
    };
    Ok(format!(
        "Of {} people who were followed, {seen} had {harm}: the count agrees with {:.n$} to {upper:.n$} in 100.{lost} How much of it the injections caused, the count does not say.",
        rate.n,
        100.0 * rate.clopper_pearson.lower,
    ))
}

/// Decimals that tell an interval's ends apart.
fn decimals(width: f64) -> usize {
    match width {
        _ if width >= 100.0 => 0,
        _ if width >= 10.0 => 1,
        _ if width >= 1.0 => 2,
        _ => 3,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::effect_size::{CountMeasure, CountedArm};
    use crate::rate::rate;

    fn serious(text: &str) -> Option<Reason> {
        reason(Concern::Serious, text)
    }

    fn very_serious(text: &str) -> Option<Reason> {
        reason(Concern::VerySerious, text)
    }

    #[expect(clippy::unnecessary_wraps, reason = "goes into an optional field")]
    fn reason(concern: Concern, text: &str) -> Option<Reason> {
        Some(Reason {
            concern,
            because: text.to_owned(),
        })
    }

    fn found(design: Design, reasons: Reasons, estimate: f64, lower: f64, upper: f64) -> Found<'static> {
        Found {
            n_studies: 2,
            n_people: 99,
            design,
            reasons,
            estimate,
            ci: Interval { lower, upper },
            confidence: Confidence::NINETY_FIVE,
            no_effect: 0.0,
            measure: "difference in hairs/cm²",
        }
    }

    const DENSITY: Comparison<'_> = Comparison {
        treatment: "injections of a mixture",
        comparator: "salt water",
        outcome: "hair density",
    };

    /// The questions of the field, with the reasons that its studies give.
    #[test]
    fn questions_of_the_field() {
        let dutasteride = Reasons {
            risk_of_bias: serious("completers only, blinding unclear"),
            indirectness: serious("mixtures"),
            imprecision: serious("28 men; implausible standard error"),
            ..Reasons::default()
        };
        assert_eq!(certainty(Design::Randomised, &dutasteride), Certainty::VeryLow);
        let beyond_a_year = Reasons {
            risk_of_bias: serious("84 % could not be judged"),
            ..Reasons::default()
        };
        assert_eq!(certainty(Design::Observational, &beyond_a_year), Certainty::VeryLow);
        let injected_against_topical = Reasons {
            risk_of_bias: very_serious("open, and needling differs too"),
            imprecision: serious("60 women"),
            ..Reasons::default()
        };
        assert_eq!(
            certainty(Design::Randomised, &injected_against_topical),
            Certainty::VeryLow
        );
        assert_eq!(compare(DENSITY, None).unwrap().certainty, Certainty::NoEvidence);
    }

    /// Uzel 2020: 18 of 26 against 9 of 24 said that hair loss improved.
    #[test]
    fn minoxidil_in_women_may_help() {
        let arm = |events, n| CountedArm { events, n };
        let effect = CountMeasure::RiskRatio.effect(arm(18, 26), arm(9, 24)).unwrap();
        let reach = 1.959_963_984_540_054 * effect.variance.sqrt();
        let found = Found {
            n_studies: 1,
            n_people: 50,
            design: Design::Randomised,
            reasons: Reasons {
                risk_of_bias: serious("completers only"),
                imprecision: serious("50 women"),
                ..Reasons::default()
            },
            estimate: effect.estimate.exp(),
            ci: Interval {
                lower: (effect.estimate - reach).exp(),
                upper: (effect.estimate + reach).exp(),
            },
            confidence: Confidence::NINETY_FIVE,
            no_effect: 1.0,
            measure: "ratio of shares",
        };
        let comparison = Comparison {
            treatment: "injections of minoxidil 0.5 %",
            comparator: "injections of salt water",
            outcome: "the share of women who say that hair loss improved",
        };
        let statement = compare(comparison, Some(&found)).unwrap();
        assert_eq!(statement.certainty, Certainty::Low);
        assert_eq!(
            statement.sentence,
            "With injections of minoxidil 0.5 %, the share of women who say that hair loss improved may be higher than with injections of salt water. \
             Found in 1 study of 50 people: ratio of shares 1.85 (95 % interval 1.04 to 3.29). \
             Certainty: low (risk of bias: completers only; imprecision: 50 women)."
        );
    }

    /// Kieling 2024, platelet-rich plasma: 27.55 hairs/cm² (14.04 to 41.06), studies that disagree and some that are missing.
    #[test]
    fn certainty_decides_the_verb() {
        let steps = [
            (Reasons::default(), Certainty::High, "hair density is higher than"),
            (
                Reasons {
                    inconsistency: serious("I² 96 %"),
                    ..Reasons::default()
                },
                Certainty::Moderate,
                "hair density is probably higher than",
            ),
            (
                Reasons {
                    inconsistency: serious("I² 96 %"),
                    publication_bias: serious("small studies that found little are missing"),
                    ..Reasons::default()
                },
                Certainty::Low,
                "hair density may be higher than",
            ),
            (
                Reasons {
                    risk_of_bias: very_serious("open"),
                    inconsistency: very_serious("I² 96 %"),
                    ..Reasons::default()
                },
                Certainty::VeryLow,
                "We do not know whether hair density differs",
            ),
        ];
        for (reasons, expected, words) in steps {
            let found = found(Design::Randomised, reasons, 27.55, 14.04, 41.06);
            let statement = compare(DENSITY, Some(&found)).unwrap();
            assert_eq!(statement.certainty, expected);
            assert!(statement.sentence.contains(words), "{}", statement.sentence);
            assert!(statement.sentence.contains("14.0 to 41.1"), "{}", statement.sentence);
        }
    }

    #[test]
    fn no_difference_shown_is_never_equality() {
        for n_reasons in 0..3 {
            let reasons = Reasons {
                risk_of_bias: serious("open").filter(|_| n_reasons > 0),
                imprecision: serious("few").filter(|_| n_reasons > 1),
                ..Reasons::default()
            };
            let found = found(Design::Randomised, reasons, 1.0, -4.0, 6.0);
            let sentence = compare(DENSITY, Some(&found)).unwrap().sentence;
            assert!(sentence.contains("does not mean that they are equal"), "{sentence}");
            assert!(
                !sentence.contains("higher") && !sentence.contains("lower"),
                "{sentence}"
            );
        }
    }

    #[test]
    fn harm_is_said_with_what_cannot_be_excluded() {
        let serious = |n| harm("serious harm", &rate(0, n, Confidence::NINETY_FIVE).unwrap(), 541);
        assert!(serious(541).unwrap().starts_with(
            "Of 541 people who were followed, none had serious harm: the count agrees with 0.00 to 0.68 in 100. How much"
        ));
        let few = serious(86).unwrap();
        assert!(
            few.contains("0.0 to 4.2 in 100. 455 of 541 treated could not be judged"),
            "{few}"
        );
        assert!(serious(542).is_err());
    }

    #[test]
    fn bad_input_is_refused_in_words() {
        let good = found(Design::Randomised, Reasons::default(), 1.0, 0.5, 2.0);
        for bad in [
            Found {
                n_people: 0,
                ..good.clone()
            },
            Found {
                n_studies: 0,
                ..good.clone()
            },
            Found {
                estimate: 3.0,
                ..good.clone()
            },
            Found {
                estimate: f64::NAN,
                ..good.clone()
            },
            Found {
                no_effect: f64::NAN,
                ..good.clone()
            },
        ] {
            assert!(compare(DENSITY, Some(&bad)).is_err(), "{bad:?}");
        }
    }

    proptest::proptest! {
        /// Unhedged words need high certainty, and a direction an interval without no effect.
        #[test]
        fn never_more_than_the_grade(
            concerns in proptest::array::uniform5(0..3_u8), observational: bool, lower in -20.0..20.0_f64, width in 0.01..30.0_f64,
        ) {
            let [a, b, c, d, e] = concerns.map(|concern| match concern {
                0 => None,
                1 => serious("a"),
                _ => very_serious("b"),
            });
            let reasons = Reasons { risk_of_bias: a, inconsistency: b, indirectness: c, imprecision: d, publication_bias: e };
            let design = if observational { Design::Observational } else { Design::Randomised };
            let statement = compare(DENSITY, Some(&found(design, reasons, lower + width / 2.0, lower, lower + width))).unwrap();
            let says = |words: &str| statement.sentence.contains(words);
            let directed = says("higher") || says("lower");
            proptest::prop_assert!(!directed || lower > 0.0 || lower + width < 0.0);
            proptest::prop_assert!(!directed || statement.certainty >= Certainty::Low);
            proptest::prop_assert_eq!(says("density is higher") || says("density is lower"), directed && statement.certainty == Certainty::High);
            proptest::prop_assert_eq!(says("is probably"), directed && statement.certainty == Certainty::Moderate);
            proptest::prop_assert!(!observational || statement.certainty <= Certainty::Low);
        }
    }
}
