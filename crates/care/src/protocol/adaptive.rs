//! How a course reacts to what is seen: reviews, stop rules and the ceiling of the active phase, all from the knowledge's
//! adaptive rules. A number is never written here: a rule or a parameter that the knowledge lacks is a refusal.

use anagen_knowledge::Knowledge;
use anagen_knowledge::records::{AdaptiveAction, AdaptiveRule, Protocol};
use jiff::civil::Date;

use super::calendar::ClinicCalendar;
use super::dated::{CourseRule, Review};
use super::offset::{add, days_between, whole};
use crate::finding::Refusal;

/// A rule as a course carries it.
fn course_rule(rule: &AdaptiveRule) -> CourseRule {
    CourseRule {
        id: rule.id.clone(),
        action: rule.action,
        text: rule.text.clone(),
        note: rule.note.clone(),
        sources: rule.sources.clone(),
        confidence: rule.confidence,
        status: rule.status,
        confirmed_by: rule.confirmed_by.clone(),
    }
}

/// The ceiling of the active phase, in months from the first session (AD-09).
pub(super) fn ceiling(knowledge: &Knowledge) -> Result<(CourseRule, u32), Refusal> {
    let rule = rule_with(knowledge, AdaptiveAction::Ceiling, "active_phase_months_at_most")?;
    Ok((course_rule(rule), parameter(rule, "active_phase_months_at_most")?))
}

/// The rules that stop a course, and the others that apply to it. Without a rule to stop by there is no course.
pub(super) fn rules(protocol: &Protocol, knowledge: &Knowledge) -> Result<(Vec<CourseRule>, Vec<CourseRule>), Refusal> {
    let (stop, other): (Vec<_>, Vec<_>) = knowledge
        .records
        .adaptive_rules
        .iter()
        .filter(|rule| rule.action != AdaptiveAction::Ceiling && applies(rule, protocol, knowledge))
        .partition(|rule| rule.action == AdaptiveAction::Stop);
    if stop.is_empty() {
        return Err(lacking("no rule by which a course stops"));
    }
    Ok((
        stop.into_iter().map(course_rule).collect(),
        other.into_iter().map(course_rule).collect(),
    ))
}

/// A rule for waiting speaks of telogen effluvium; it is left out only where the protocol is for other conditions alone.
fn applies(rule: &AdaptiveRule, protocol: &Protocol, knowledge: &Knowledge) -> bool {
    use anagen_knowledge::records::ConditionFamily;
    let family_of = |id: &String| {
        knowledge
            .records
            .conditions
            .iter()
            .find(|condition| condition.id == *id)
            .map(|condition| condition.family)
    };
    let for_others_alone = !protocol.conditions.is_empty()
        && protocol
            .conditions
            .iter()
            .all(|id| family_of(id).is_some_and(|family| family != ConditionFamily::Telogen));
    rule.action != AdaptiveAction::Wait || !for_others_alone
}

/// The reviews of a course: those of the adaptive rules, and the weeks at which the protocol's source judged.
pub(super) fn reviews(
    protocol: &Protocol,
    first: Option<Date>,
    clinic: &ClinicCalendar<'_>,
    knowledge: &Knowledge,
) -> Result<Vec<Review>, Refusal> {
    let rule = rule_with(knowledge, AdaptiveAction::Reassess, "first_review_weeks")?;
    let tolerance = parameter(rule, "tolerance_weeks")?;
    let formal = [
        parameter(rule, "first_review_weeks")?,
        parameter(rule, "second_review_weeks")?,
    ];
    let mut weeks: Vec<u32> = formal
        .into_iter()
        .chain(protocol.assess_weeks.iter().copied())
        .collect();
    weeks.sort_unstable();
    weeks.dedup();
    let mut reviews = Vec::new();
    for week in weeks {
        let is_formal = formal.contains(&week);
        let is_own = protocol.assess_weeks.contains(&week);
        let asked_by = is_formal
            .then_some(&rule.id)
            .into_iter()
            .chain(is_own.then_some(&protocol.id));
        let mut review = Review {
            week,
            date: None,
            window: None,
            asked_by: asked_by.cloned().collect(),
            text: is_formal.then(|| rule.text.clone()),
            status: if is_formal { rule.status } else { protocol.status },
            moved_from: None,
            moved_because: None,
        };
        if let Some(first) = first {
            let counted = weeks_after(first, week).ok_or_else(out_of_range)?;
            let early = weeks_after(first, week.saturating_sub(tolerance)).ok_or_else(out_of_range)?;
            let late = weeks_after(first, week.saturating_add(tolerance)).ok_or_else(out_of_range)?;
            review.window = is_formal.then_some((early, late));
            place_review(&mut review, counted, clinic);
        }
        reviews.push(review);
    }
    Ok(reviews)
}

fn place_review(review: &mut Review, counted: Date, clinic: &ClinicCalendar<'_>) {
    review.date = Some(counted);
    match clinic.next_open_day(counted) {
        Ok(open) if review.window.is_none_or(|(_, late)| open.date <= late) => {
            review.date = Some(open.date);
            review.moved_from = (open.date != counted).then_some(counted);
            review.moved_because = open.moved_because;
        }
        _ => review.moved_because = Some("the clinic is closed from this day to the end of its window".to_owned()),
    }
}

/// How many sessions lie after the last formal review, and the week of that review.
pub(super) fn sessions_after_last_review(reviews: &[Review], dates: &[Date]) -> Option<(u32, usize)> {
    let last = reviews.iter().rfind(|review| review.window.is_some())?;
    let day = last.date?;
    let n_after = dates.iter().filter(|date| days_between(day, **date) > 0).count();
    (n_after > 0).then_some((last.week, n_after))
}

fn weeks_after(day: Date, weeks: u32) -> Option<Date> {
    add(day, 0, weeks.checked_mul(7)?)
}

fn rule_with<'k>(
    knowledge: &'k Knowledge,
    action: AdaptiveAction,
    parameter: &str,
) -> Result<&'k AdaptiveRule, Refusal> {
    let mut rules = knowledge.records.adaptive_rules.iter();
    rules
        .find(|rule| rule.action == action && rule.parameters.contains_key(parameter))
        .ok_or_else(|| lacking(&format!("no adaptive rule with `{parameter}`")))
}

fn parameter(rule: &AdaptiveRule, name: &str) -> Result<u32, Refusal> {
    let number = rule.parameters.get(name).copied().and_then(whole);
    number.ok_or_else(|| lacking(&format!("{} without a whole number above zero for `{name}`", rule.id)))
}

fn lacking(what: &str) -> Refusal {
    Refusal::new(
        "knowledge_not_usable",
        format!("The knowledge holds {what}: no course is planned without it"),
        ["Complete `adaptive_rules.toml`".to_owned()],
    )
}

fn out_of_range() -> Refusal {
    Refusal::new(
        "date_out_of_range",
        "A review would lie beyond the last day of the calendar",
        ["Check the day of the first session".to_owned()],
    )
}
