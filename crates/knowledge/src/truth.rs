//! Kleene's three-valued logic: what is not known stays not known until it cannot matter.

use serde::Serialize;

/// True, false, or not decided by what is known (Kleene 1952, strong logic).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Truth {
    /// Holds whatever the unknown facts turn out to be.
    True,
    /// Does not hold whatever the unknown facts turn out to be.
    False,
    /// Depends on a fact that is not known.
    Unknown,
}

impl Truth {
    /// False if either is false; true only if both are.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::False, _) | (_, Self::False) => Self::False,
            (Self::True, Self::True) => Self::True,
            _ => Self::Unknown,
        }
    }

    /// True if either is true; false only if both are.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        match (self, other) {
            (Self::True, _) | (_, Self::True) => Self::True,
            (Self::False, Self::False) => Self::False,
            _ => Self::Unknown,
        }
    }
}

impl std::ops::Not for Truth {
    type Output = Self;

    fn not(self) -> Self {
        match self {
            Self::True => Self::False,
            Self::False => Self::True,
            Self::Unknown => Self::Unknown,
        }
    }
}

impl From<bool> for Truth {
    fn from(value: bool) -> Self {
        if value { Self::True } else { Self::False }
    }
}

#[cfg(test)]
mod tests {
    use super::Truth::{self, False, True, Unknown};

    const ALL: [Truth; 3] = [True, False, Unknown];

    #[test]
    fn kleenes_tables() {
        let rows = |combine: fn(Truth, Truth) -> Truth| ALL.map(|a| ALL.map(|b| combine(a, b)));
        assert_eq!(
            rows(Truth::and),
            [[True, False, Unknown], [False, False, False], [Unknown, False, Unknown]]
        );
        assert_eq!(
            rows(Truth::or),
            [[True, True, True], [True, False, Unknown], [True, Unknown, Unknown]]
        );
        assert_eq!(ALL.map(|a| !a), [False, True, Unknown]);
    }

    #[test]
    fn laws() {
        for a in ALL {
            assert_eq!(!!a, a);
            assert_eq!((a.and(a), a.or(a)), (a, a));
            assert_eq!((a.and(True), a.or(False)), (a, a));
            for b in ALL {
                assert_eq!((a.and(b), a.or(b)), (b.and(a), b.or(a)));
                assert_eq!(!a.and(b), (!a).or(!b));
                assert_eq!(a.and(a.or(b)), a);
                for c in ALL {
                    assert_eq!(a.and(b).and(c), a.and(b.and(c)));
                    assert_eq!(a.or(b).or(c), a.or(b.or(c)));
                    assert_eq!(a.and(b.or(c)), a.and(b).or(a.and(c)));
                }
            }
        }
    }

    /// What is decided stays decided, whatever the unknown turns out to be.
    #[test]
    fn deciding_an_unknown_overturns_nothing() {
        for a in ALL {
            for decided in [True, False] {
                for combine in [Truth::and, Truth::or] {
                    let before = combine(a, Unknown);
                    assert!(before == Unknown || before == combine(a, decided));
                }
            }
        }
    }
}
