//! The findings of all screenings of a plan, each once.

use anagen_care::finding::Finding;
use anagen_care::plan::Plan;
use anagen_care::screening::{Question, RejectedClearance, Report};

/// Screenings that make the verdict: of the procedure, and of the cocktail where something was asked for.
fn reports(plan: &Plan) -> impl Iterator<Item = &Report> {
    plan.cocktail.iter().chain(std::iter::once(&plan.procedure))
}

/// Findings that count for the verdict, the strictest first. The screening for the cocktail runs the rules for the procedure
/// again and knows more, so what it says of a rule is what counts.
pub(super) fn of(plan: &Plan) -> Vec<&Finding> {
    once(reports(plan).map(|report| report.findings.as_slice()))
}

/// Findings about a person or a kit, those of the day left out.
pub(super) fn restrictions(plan: &Plan) -> Vec<&Finding> {
    once(reports(plan).map(|report| report.restrictions.as_slice()))
}

/// What the first session needs besides.
pub(super) fn conditions(plan: &Plan) -> Vec<&Finding> {
    plan.conditions_of_the_day().collect()
}

/// The smallest set of questions that could decide what is open.
pub(super) fn questions(plan: &Plan) -> Vec<&Question> {
    let mut questions: Vec<&Question> = Vec::new();
    for question in reports(plan).flat_map(|report| &report.questions) {
        if !questions.iter().any(|known| known.fact == question.fact) {
            questions.push(question);
        }
    }
    questions
}

/// Clearances that clear nothing.
pub(super) fn rejected(plan: &Plan) -> Vec<&RejectedClearance> {
    let mut rejected: Vec<&RejectedClearance> = Vec::new();
    for clearance in reports(plan)
        .chain([&plan.day])
        .flat_map(|report| &report.rejected_clearances)
    {
        if !rejected.contains(&clearance) {
            rejected.push(clearance);
        }
    }
    rejected
}

/// All of the first list, then of each later one what no earlier list spoke of.
fn once<'f>(lists: impl Iterator<Item = &'f [Finding]>) -> Vec<&'f Finding> {
    let mut kept: Vec<&Finding> = Vec::new();
    for list in lists {
        let n_before = kept.len();
        let new = list
            .iter()
            .filter(|finding| !kept.iter().take(n_before).any(|known| known.id == finding.id));
        let new: Vec<&Finding> = new.collect();
        kept.extend(new);
    }
    kept
}
