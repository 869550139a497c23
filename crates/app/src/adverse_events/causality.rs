//! How likely an event comes from the treatment: what that rests on, the suggestion that follows, and the categories.
//!
//! The categories and what speaks for each are those of the WHO-UMC system. The suggestion is made from the answers alone; a
//! person judges. Whether a patch lies over injected points informs them and decides nothing (DECISIONS.md 5).

use anagen_records::words;
use serde::{Deserialize, Serialize};

use super::report::Answer;

words! {
    /// The categories of WHO-UMC, from the strongest to those that say nothing.
    pub enum Causality {
        /// Certain.
        Certain = "certain",
        /// Probable or likely.
        Probable = "probable",
        /// Possible.
        Possible = "possible",
        /// Unlikely.
        Unlikely = "unlikely",
        /// Conditional: more has to be known first.
        Conditional = "conditional",
        /// Unassessable: what is told is insufficient or contradictory, and cannot be completed.
        Unassessable = "unassessable",
    }
}

words! {
    /// Whether the time fits.
    pub enum Timing {
        /// The time after the session fits.
        Plausible = "plausible",
        /// It makes a connection improbable.
        Improbable = "improbable",
        /// Not known.
        NotKnown = "not_known",
    }
}

words! {
    /// What happened when the treatment was stopped.
    pub enum Dechallenge {
        /// It got better.
        Improved = "improved",
        /// It did not.
        NotImproved = "not_improved",
        /// The treatment was not stopped.
        NotStopped = "not_stopped",
        /// Not known.
        NotKnown = "not_known",
    }
}

words! {
    /// What happened when it was given again.
    pub enum Rechallenge {
        /// It came again.
        CameAgain = "came_again",
        /// It did not.
        DidNotCome = "did_not_come",
        /// It was not given again.
        NotDone = "not_done",
        /// Not known.
        NotKnown = "not_known",
    }
}

words! {
    /// Whether something else explains it.
    pub enum Alternative {
        /// Nothing was found that does.
        NoneFound = "none_found",
        /// Something else may.
        Possible = "possible",
        /// Something else does.
        Likely = "likely",
        /// Not known.
        NotKnown = "not_known",
    }
}

/// What a judgement of causality rests on. What nobody answered is none.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Inputs {
    /// Whether the time fits.
    pub timing: Option<Timing>,
    /// What happened when the treatment was stopped.
    pub dechallenge: Option<Dechallenge>,
    /// What happened when it was given again.
    pub rechallenge: Option<Rechallenge>,
    /// Whether something else explains it.
    pub alternative_cause: Option<Alternative>,
    /// Whether it lies over injected points.
    pub point_overlap: Option<Answer>,
}

/// The category that the answers speak for; none while none of them was answered.
///
/// - certain: the time fits, nothing else explains it, it got better when stopped and came again when repeated;
/// - probable: the time fits, nothing else was found, it got better when stopped;
/// - possible: the time fits, but something else may explain it too, or what stopping did is not known;
/// - unlikely: the time makes a connection improbable;
/// - conditional: whether the time fits, or whether something else explains it, is not known yet.
pub fn suggestion(inputs: &Inputs) -> Option<Causality> {
    if *inputs
        == (Inputs {
            point_overlap: inputs.point_overlap,
            ..Inputs::default()
        })
    {
        return None;
    }
    Some(match (inputs.timing, inputs.alternative_cause) {
        (Some(Timing::Improbable), _) => Causality::Unlikely,
        (Some(Timing::NotKnown) | None, _) | (_, Some(Alternative::NotKnown) | None) => Causality::Conditional,
        (Some(Timing::Plausible), Some(Alternative::Possible | Alternative::Likely)) => Causality::Possible,
        (Some(Timing::Plausible), Some(Alternative::NoneFound)) => match (inputs.dechallenge, inputs.rechallenge) {
            (Some(Dechallenge::Improved), Some(Rechallenge::CameAgain)) => Causality::Certain,
            (Some(Dechallenge::Improved), _) => Causality::Probable,
            _ => Causality::Possible,
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(
        timing: Timing,
        alternative: Alternative,
        dechallenge: Dechallenge,
        rechallenge: Rechallenge,
        expected: Causality,
    ) {
        let inputs = Inputs {
            timing: Some(timing),
            dechallenge: Some(dechallenge),
            rechallenge: Some(rechallenge),
            alternative_cause: Some(alternative),
            point_overlap: None,
        };
        assert_eq!(suggestion(&inputs), Some(expected), "{inputs:?}");
        // Overlap with points informs; it changes no category.
        for overlap in Answer::ALL {
            let with_overlap = Inputs {
                point_overlap: Some(*overlap),
                ..inputs.clone()
            };
            assert_eq!(suggestion(&with_overlap), Some(expected));
        }
    }

    #[test]
    fn the_answers_speak_for_a_category() {
        use Alternative::{Likely, NoneFound};
        use Dechallenge::{Improved, NotImproved};
        use Rechallenge::{CameAgain, NotDone};
        use Timing::{Improbable, Plausible};
        check(Plausible, NoneFound, Improved, CameAgain, Causality::Certain);
        check(Plausible, NoneFound, Improved, NotDone, Causality::Probable);
        check(Plausible, NoneFound, NotImproved, NotDone, Causality::Possible);
        check(
            Plausible,
            Alternative::Possible,
            Improved,
            CameAgain,
            Causality::Possible,
        );
        check(Plausible, Likely, Improved, NotDone, Causality::Possible);
        check(Improbable, Likely, Improved, CameAgain, Causality::Unlikely);
        check(Timing::NotKnown, NoneFound, Improved, CameAgain, Causality::Conditional);
        check(
            Plausible,
            Alternative::NotKnown,
            Improved,
            CameAgain,
            Causality::Conditional,
        );
    }

    #[test]
    fn without_an_answer_nothing_is_suggested() {
        assert_eq!(suggestion(&Inputs::default()), None);
        let overlap = Inputs {
            point_overlap: Some(Answer::Yes),
            ..Inputs::default()
        };
        assert_eq!(suggestion(&overlap), None);
        // One answer alone leaves the rest open.
        let timing = Inputs {
            timing: Some(Timing::Plausible),
            ..Inputs::default()
        };
        assert_eq!(suggestion(&timing), Some(Causality::Conditional));
    }
}
