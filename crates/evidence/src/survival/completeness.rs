//! How completely people were followed: a curve of those who came back says little about those who did not.

use serde::Serialize;

use super::{Observation, SurvivalError, checked};

/// How much of the time that could have been watched was watched.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Completeness {
    /// People.
    pub n: usize,
    /// People without the event who were last seen before they could have been.
    pub lost: usize,
    /// People who have the event, or were seen at the horizon.
    pub known_at_horizon: usize,
    /// Time watched.
    pub observed: f64,
    /// Time that could have been watched.
    pub potential: f64,
    /// Observed over potential, 0 to 1; absent where nothing could have been watched yet.
    pub share: Option<f64>,
}

/// Completeness of follow-up until `horizon`.
///
/// - `potential`: for each person, the time from the start until today (or the last visit that was due), in the unit of the observations
///
/// Time after an event is not potential. Whoever began too late to reach the horizon is not lost, and not known there either.
///
/// Source: Clark 2002, doi:10.1016/S0140-6736(02)08272-7
///
/// ```
/// use anagen_evidence::survival::{Observation, completeness};
/// let seen = |time| Observation { time, event: false };
/// let found = completeness(&[seen(12.0), seen(3.0), seen(6.0)], &[24.0, 12.0, 6.0], 12.0)?;
/// assert_eq!((found.lost, found.known_at_horizon, found.share), (1, 1, Some(0.7)));
/// # Ok::<(), anagen_evidence::survival::SurvivalError>(())
/// ```
pub fn completeness(
    observations: &[Observation],
    potential: &[f64],
    horizon: f64,
) -> Result<Completeness, SurvivalError> {
    checked(observations)?;
    if potential.len() != observations.len() {
        return Err(SurvivalError::WrongLength {
            what: "potential times",
            given: potential.len(),
            n: observations.len(),
        });
    }
    if !(horizon > 0.0 && horizon.is_finite()) {
        return Err(SurvivalError::ImpossibleHorizon { horizon });
    }
    let mut found = Completeness {
        n: observations.len(),
        lost: 0,
        known_at_horizon: 0,
        observed: 0.0,
        potential: 0.0,
        share: None,
    };
    for (position, (observation, &potential)) in (1..).zip(observations.iter().zip(potential)) {
        if !(potential.is_finite() && observation.time <= potential) {
            return Err(SurvivalError::SeenTooLate {
                position,
                time: observation.time,
                potential,
            });
        }
        let observed = observation.time.min(horizon);
        let has_event = observation.event && observation.time <= horizon;
        let possible = if has_event { observed } else { potential.min(horizon) };
        found.observed += observed;
        found.potential += possible;
        found.lost += usize::from(observed < possible);
        found.known_at_horizon += usize::from(has_event || observed >= horizon);
    }
    found.share = (found.potential > 0.0).then(|| found.observed / found.potential);
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(time: f64, event: bool) -> Observation {
        Observation { time, event }
    }

    #[test]
    fn lost_late_and_with_event_are_kept_apart() {
        // Seen to the end, lost at 3 of 12, begun 6 ago and seen, event at 4, event after the horizon, never seen again.
        let people = [
            person(20.0, false),
            person(3.0, false),
            person(6.0, false),
            person(4.0, true),
            person(15.0, true),
            person(0.0, false),
        ];
        let found = completeness(&people, &[24.0, 24.0, 6.0, 24.0, 24.0, 24.0], 12.0).unwrap();
        let expected = Completeness {
            n: 6,
            lost: 2,
            known_at_horizon: 3,
            observed: 12.0 + 3.0 + 6.0 + 4.0 + 12.0,
            potential: 12.0 + 12.0 + 6.0 + 4.0 + 12.0 + 12.0,
            share: Some(37.0 / 58.0),
        };
        assert_eq!(found, expected);
    }

    #[test]
    fn whoever_began_today_says_nothing() {
        let found = completeness(&[person(0.0, false)], &[0.0], 12.0).unwrap();
        assert_eq!((found.share, found.lost), (None, 0));
    }

    #[test]
    fn bad_input_is_refused_in_words() {
        let refused = |people: &[Observation], potential: &[f64], horizon| {
            completeness(people, potential, horizon).unwrap_err().to_string()
        };
        let one = [person(5.0, false)];
        assert!(refused(&one, &[4.0], 12.0).contains("last seen at 5"));
        assert!(refused(&one, &[f64::NAN], 12.0).contains("last seen at 5"));
        assert!(refused(&one, &[], 12.0).contains("potential times"));
        assert!(refused(&one, &[6.0], 0.0).contains("horizon"));
        assert!(refused(&[], &[], 12.0).contains("nobody"));
    }
}
