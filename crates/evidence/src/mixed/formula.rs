//! Formulas as lme4 writes them: `density ~ week*protocol + (week | patient)`.

use std::collections::BTreeSet;
use std::str::FromStr;

use thiserror::Error;

/// A model in words: a response, what it depends on, and what varies between groups.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Formula {
    /// Column that is explained.
    pub response: String,
    /// Whether there is an intercept.
    pub intercept: bool,
    /// Fixed terms: single columns first, then interactions, each in the order written.
    pub terms: Vec<Term>,
    /// What varies between groups.
    pub random: RandomTerm,
}

/// A column, or the product of several.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term(pub Vec<String>);

/// What varies between groups.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RandomTerm {
    /// Whether the level varies.
    pub intercept: bool,
    /// Columns whose slopes vary.
    pub slopes: Vec<String>,
    /// Column that says which group a row belongs to.
    pub group: String,
}

/// Why a formula cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum FormulaError {
    /// No `~`.
    #[error(
        "a formula needs one `~` between the response and what explains it, as `density ~ week + (week | patient)`"
    )]
    NoTilde,
    /// Not a name.
    #[error("`{text}` is no name of a column: use letters, digits, `_` and `.`, beginning with a letter")]
    NotAName {
        /// What stands there.
        text: String,
    },
    /// No random term, or several.
    #[error("a formula needs exactly one random term in brackets, as `(1 | patient)`; this one has {found}")]
    RandomTerms {
        /// How many it has.
        found: usize,
    },
    /// A random term that is not supported.
    #[error("the random term `({text})` cannot be read: write `(1 | patient)` or `(week | patient)`")]
    RandomTerm {
        /// What stands in the brackets.
        text: String,
    },
    /// Brackets that do not close.
    #[error("the brackets of the formula do not match")]
    Brackets,
    /// Nothing to estimate.
    #[error("without an intercept and without a term nothing is left to estimate")]
    Nothing,
    /// The response explains itself.
    #[error("`{column}` stands on both sides of `~`")]
    ResponseInTerms {
        /// The column.
        column: String,
    },
}

impl FromStr for Formula {
    type Err = FormulaError;

    fn from_str(text: &str) -> Result<Self, FormulaError> {
        let (response, right) = text.split_once('~').ok_or(FormulaError::NoTilde)?;
        if right.contains('~') {
            return Err(FormulaError::NoTilde);
        }
        let response = name(response)?;
        let (fixed, brackets) = without_brackets(right)?;
        let [random] = brackets.as_slice() else {
            return Err(FormulaError::RandomTerms { found: brackets.len() });
        };
        let random = random_term(random)?;
        let (intercept, terms) = sum(&fixed)?;
        if !intercept && terms.is_empty() {
            return Err(FormulaError::Nothing);
        }
        let named = terms.iter().flat_map(|term| &term.0).chain(&random.slopes);
        if named.chain([&random.group]).any(|column| *column == response) {
            return Err(FormulaError::ResponseInTerms { column: response });
        }
        Ok(Self {
            response,
            intercept,
            terms,
            random,
        })
    }
}

/// The text outside brackets, and what stands in each pair of them.
fn without_brackets(text: &str) -> Result<(String, Vec<String>), FormulaError> {
    let mut outside = String::new();
    let mut inside = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('(') {
        let (bracket, behind) = after.split_once(')').ok_or(FormulaError::Brackets)?;
        outside.push_str(before);
        // Of `a + (1 | g) + b` there remains `a + + b`; the empty summand is skipped.
        inside.push(bracket.to_owned());
        rest = behind;
    }
    outside.push_str(rest);
    if outside.contains(')') || inside.iter().any(|bracket| bracket.contains('(')) {
        return Err(FormulaError::Brackets);
    }
    Ok((outside, inside))
}

fn random_term(text: &str) -> Result<RandomTerm, FormulaError> {
    let wrong = || FormulaError::RandomTerm {
        text: text.trim().to_owned(),
    };
    let (left, group) = text.split_once('|').ok_or_else(wrong)?;
    let group = name(group).map_err(|_| wrong())?;
    let (intercept, terms) = sum(left)?;
    let single = |term: Term| {
        <[String; 1]>::try_from(term.0)
            .map(|[column]| column)
            .map_err(|_| wrong())
    };
    let slopes = terms.into_iter().map(single).collect::<Result<Vec<_>, _>>()?;
    if left.trim().is_empty() || (!intercept && slopes.is_empty()) || slopes.contains(&group) {
        return Err(wrong());
    }
    Ok(RandomTerm {
        intercept,
        slopes,
        group,
    })
}

/// The intercept and the terms of a sum, without repetition, in the order of R.
fn sum(text: &str) -> Result<(bool, Vec<Term>), FormulaError> {
    let mut intercept = true;
    let mut terms: Vec<Term> = Vec::new();
    let minus_one = text.replace("- 1", "-1").replace("-1", "+ 0");
    for summand in minus_one.split('+').map(str::trim) {
        match summand {
            "" | "1" => {}
            "0" => intercept = false,
            _ => {
                for term in product(summand)? {
                    let same = |known: &Term| as_set(known) == as_set(&term);
                    if !terms.iter().any(same) {
                        terms.push(term);
                    }
                }
            }
        }
    }
    // Stable: terms of one order stay as they were written.
    terms.sort_by_key(|term| term.0.len());
    Ok((intercept, terms))
}

fn as_set(term: &Term) -> BTreeSet<&String> {
    term.0.iter().collect()
}

/// `a*b` is `a + b + a:b`, and so on for more.
fn product(text: &str) -> Result<Vec<Term>, FormulaError> {
    let mut terms: Vec<Term> = Vec::new();
    for factor in text.split('*') {
        let mut columns = Vec::new();
        for part in factor.split(':') {
            let column = name(part)?;
            if !columns.contains(&column) {
                columns.push(column);
            }
        }
        let with_earlier = terms.iter().map(|earlier| {
            let new = columns.iter().filter(|column| !earlier.0.contains(column));
            Term(earlier.0.iter().chain(new).cloned().collect())
        });
        let with_earlier: Vec<Term> = with_earlier.collect();
        terms.push(Term(columns));
        terms.extend(with_earlier);
    }
    Ok(terms)
}

fn name(text: &str) -> Result<String, FormulaError> {
    let text = text.trim();
    let begins = text.starts_with(|first: char| first.is_alphabetic());
    if begins
        && text
            .chars()
            .all(|each| each.is_alphanumeric() || each == '_' || each == '.')
    {
        Ok(text.to_owned())
    } else {
        Err(FormulaError::NotAName { text: text.to_owned() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, intercept: bool, terms: &[&str], random: &str) {
        let formula: Formula = text.parse().unwrap();
        let found: Vec<String> = formula.terms.iter().map(|term| term.0.join(":")).collect();
        assert_eq!(
            (formula.intercept, found),
            (intercept, terms.iter().map(|&term| term.to_owned()).collect())
        );
        let RandomTerm {
            intercept,
            slopes,
            group,
        } = formula.random;
        assert_eq!(
            format!("{} + {} | {group}", u8::from(intercept), slopes.join(" + ")),
            random
        );
    }

    #[test]
    fn formulas_are_read_as_lme4_reads_them() {
        check(
            "y ~ week*protocol + (week | patient)",
            true,
            &["week", "protocol", "week:protocol"],
            "1 + week | patient",
        );
        check("y ~ 1 + (1 | Batch)", true, &[], "1 +  | Batch");
        check("y ~ a:b + a + b + (0 + a | g)", true, &["a", "b", "a:b"], "0 + a | g");
        check("y~0+a+(1|g)+b", false, &["a", "b"], "1 +  | g");
        check("y ~ a - 1 + (1 + t | g)", false, &["a"], "1 + t | g");
        check(
            "y ~ a*b*c + (1|g)",
            true,
            &["a", "b", "c", "a:b", "a:c", "b:c", "a:b:c"],
            "1 +  | g",
        );
        check("y ~ a*b + b:a + (1|g)", true, &["a", "b", "a:b"], "1 +  | g");
    }

    #[test]
    fn what_cannot_be_read_is_said() {
        for (text, words) in [
            ("density", "needs one `~`"),
            (
                "y ~ week",
                "exactly one random term in brackets, as `(1 | patient)`; this one has 0",
            ),
            ("y ~ (1 | a) + (1 | b)", "has 2"),
            ("y ~ week + (week || patient)", "cannot be read"),
            ("y ~ (1 | a/b)", "cannot be read"),
            ("y ~ log(x) + (1 | g)", "has 2"),
            ("y ~ x^2 + (1 | g)", "`x^2` is no name"),
            ("y ~ (1 | g", "brackets"),
            ("y ~ ((1 | g))", "brackets"),
            ("y ~ 0 + (1 | g)", "nothing is left"),
            ("y ~ y + (1 | g)", "both sides"),
            (" ~ x + (1 | g)", "`` is no name"),
        ] {
            let error = text.parse::<Formula>().unwrap_err().to_string();
            assert!(error.contains(words), "{text}: {error}");
        }
    }
}
