//! May we treat? Rules over facts give findings and one verdict (DECISIONS.md 2).
//!
//! The same rules run three times: for the procedure, again for *this* cocktail, and again on the day. Nothing here makes a
//! diagnosis or a plan, and what is not known is never read as "no".

mod clearance;
mod questions;
mod render;
mod rulebook;
mod verdict;

use anagen_knowledge::{FactSheet, Truth};

pub use self::clearance::RejectedClearance;
pub use self::questions::{Question, questions};
pub(crate) use self::render::value_in_words;
pub use self::render::{Report, report};
pub use self::rulebook::{Gate, RuleInForce, Rulebook};
pub use self::verdict::Verdict;

/// What one screening found: only the rules that fired or could not be decided.
#[derive(Debug, Clone, PartialEq)]
pub struct Screening {
    /// For which gate.
    pub gate: Gate,
    /// Rules that fired or could not be decided, in the order of the rulebook; positions into [`Rulebook::rules`].
    pub results: Vec<RuleResult>,
    /// The verdict, before anything is cleared.
    pub verdict: Verdict,
}

/// A rule that fired or could not be decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RuleResult {
    /// Position in [`Rulebook::rules`].
    pub rule: usize,
    /// Whether it fired (otherwise it is undecided).
    pub fired: bool,
}

/// Runs every rule that a gate asks for.
///
/// ```
/// use anagen_care::screening::{Gate, Rulebook, Verdict, screen};
/// let knowledge = anagen_knowledge::Knowledge::embedded().unwrap();
/// let rulebook = Rulebook::new(&knowledge);
/// let nothing_asked = knowledge.blank_sheet(jiff::civil::date(2026, 3, 12));
/// assert_eq!(screen(&rulebook, &nothing_asked, Gate::Procedure).verdict, Verdict::Incomplete);
/// ```
pub fn screen(rulebook: &Rulebook<'_>, sheet: &FactSheet, gate: Gate) -> Screening {
    let mut results = Vec::new();
    let mut verdict = Verdict::Eligible;
    for (position, rule) in rulebook.rules.iter().enumerate() {
        if rule.gate > gate {
            continue;
        }
        let fired = match rule.condition.evaluate(sheet) {
            Truth::False => continue,
            Truth::True => true,
            Truth::Unknown => false,
        };
        results.push(RuleResult { rule: position, fired });
        if rule.counts {
            verdict = verdict.max(Verdict::of(rule.rule.severity, fired));
        }
    }
    Screening { gate, results, verdict }
}

#[cfg(test)]
mod tests;
