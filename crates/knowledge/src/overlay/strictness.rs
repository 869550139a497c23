//! Whether a changed rule or limit holds at least wherever the old one did, shown by comparing the two form by form.
//!
//! What cannot be shown counts as looser: an overlay that means the same in other words has to name the medical director.

use crate::condition::ConditionText;
use crate::records::{Cap, CapPer, Fact, MinInterval, Rule, Sector, Severity, Validity};

/// Whether `new` fires wherever `old` does, with at least its severity and scope.
pub(super) fn rule(old: &Rule, new: &Rule) -> bool {
    severity(old.severity, new.severity)
        && new.scope == old.scope
        && new.moment == old.moment
        && (new.severity != Severity::Specialist || old.severity != new.severity || new.specialist == old.specialist)
        && (new.block || !old.block)
        && fires_as_often(&old.when, &new.when, true)
}

/// Whether `new` is at least as hard to pass as `old`. Waiting and a specialist's letter are no steps of one ladder: a letter
/// clears what otherwise nobody could, and time passes where a letter was needed.
fn severity(old: Severity, new: Severity) -> bool {
    new == old
        || new == Severity::Absolute
        || old == Severity::Information
        || (old == Severity::Relative && new > Severity::Relative)
}

/// Whether `new` holds wherever `old` does (or, under a `not`, only where `old` does); shown by comparing the two form by form.
pub(super) fn fires_as_often(old: &ConditionText, new: &ConditionText, wider: bool) -> bool {
    if old == new {
        return true;
    }
    if let (Some(old), Some(new)) = (&old.not, &new.not) {
        return fires_as_often(old, new, !wider);
    }
    let lists = |old: &[ConditionText], new: &[ConditionText], may_grow: bool, may_shrink: bool| {
        let paired = old
            .iter()
            .filter(|part| new.iter().any(|other| fires_as_often(part, other, wider)))
            .count();
        let matched = new
            .iter()
            .filter(|part| old.iter().any(|other| fires_as_often(other, part, wider)))
            .count();
        (paired == old.len() || may_shrink) && (matched == new.len() || may_grow)
    };
    // More members make an `any` hold more often and an `all` less often.
    if let (Some(old), Some(new)) = (&old.any, &new.any) {
        return lists(old, new, wider, !wider);
    }
    if let (Some(old), Some(new)) = (&old.all, &new.all) {
        return lists(old, new, !wider, wider);
    }
    if old.fact.is_none() || old.fact != new.fact {
        return false;
    }
    let compared = |old: &Option<crate::Quantity>, new: &Option<crate::Quantity>, lower_is_wider: bool| match (old, new)
    {
        (None, None) => true,
        (Some(old), Some(new)) => new.in_unit(old.unit).is_ok_and(|value| {
            if lower_is_wider == wider {
                value <= old.value
            } else {
                value >= old.value
            }
        }),
        _ => false,
    };
    let names = |old: &Option<Vec<String>>, new: &Option<Vec<String>>| match (old, new) {
        (None, None) => true,
        (Some(old), Some(new)) => {
            let (small, large) = if wider { (old, new) } else { (new, old) };
            small.iter().all(|name| large.contains(name))
        }
        _ => false,
    };
    old.is == new.is
        && old.overlaps == new.overlaps
        && compared(&old.above, &new.above, true)
        && compared(&old.at_least, &new.at_least, true)
        && compared(&old.below, &new.below, false)
        && compared(&old.at_most, &new.at_most, false)
        && compared(&old.within, &new.within, false)
        && names(&old.one_of, &new.one_of)
        && names(&old.includes, &new.includes)
}

/// Whether `new` limits a dose at least where `old` does.
pub(super) fn cap(old: &Cap, new: &Cap) -> bool {
    let span_kept = match (old.per, new.per) {
        (CapPer::Days(old), CapPer::Days(new)) => new >= old,
        (old, new) => old == new,
    };
    let amount_kept = new.amount.in_unit(old.amount.unit).is_ok_and(|amount| {
        amount < old.amount.value || (amount <= old.amount.value && (new.broken_at_amount || !old.broken_at_amount))
    });
    span_kept
        && amount_kept
        && severity(old.severity, new.severity)
        && match (&old.when, &new.when) {
            (_, None) => true,
            (None, Some(_)) => false,
            (Some(old), Some(new)) => fires_as_often(old, new, true),
        }
}

/// Whether `new` keeps sessions at least as far apart, at least from the same dose on.
pub(super) fn interval(old: &MinInterval, new: &MinInterval) -> bool {
    let unit = old.at_least.as_ref().or(new.at_least.as_ref()).map(|dose| dose.unit);
    let from_dose = |interval: &MinInterval| match (&interval.at_least, unit) {
        (Some(dose), Some(unit)) => dose.in_unit(unit).ok(),
        _ => Some(0.0),
    };
    let days = |interval: &MinInterval| interval.interval.in_unit("days").ok();
    match (from_dose(old), from_dose(new), days(old), days(new)) {
        (Some(old_dose), Some(new_dose), Some(old_days), Some(new_days)) => {
            new_dose <= old_dose && new_days >= old_days
        }
        _ => false,
    }
}

/// Whether a fact is still the same question, answered no more easily: an answer that lasts longer, a new conversion or a value
/// that it has without being asked would let rules pass that held before.
pub(super) fn fact(old: &Fact, new: &Fact) -> bool {
    let lasts = |validity: Validity| match validity {
        Validity::Visit | Validity::SameDay => 0,
        Validity::Days(days) => days,
        Validity::Always => u32::MAX,
    };
    new.kind == old.kind
        && new.unit == old.unit
        && new.of == old.of
        && lasts(new.valid) <= lasts(old.valid)
        && new
            .conversions
            .iter()
            .all(|conversion| old.conversions.contains(conversion))
        && old
            .options
            .iter()
            .all(|option| new.options.iter().any(|other| other.id == option.id))
        && match (&old.otherwise, &new.otherwise) {
            (_, None) => true,
            (None, Some(_)) => false,
            (Some(old), Some(new)) => old.value == new.value && fires_as_often(&old.when, &new.when, false),
        }
}

/// Whether every name of `old` is still among `new`.
pub(super) fn names(old: &[String], new: &[String]) -> bool {
    old.iter().all(|name| new.contains(name))
}

/// Whether `new` covers `old`.
pub(super) fn sector(old: Option<Sector>, new: Option<Sector>) -> bool {
    match (old, new) {
        (None, _) => true,
        (Some(_), None) => false,
        (Some(old), Some(new)) => {
            new.from_deg <= old.from_deg && new.to_deg >= old.to_deg && new.inner <= old.inner && new.outer >= old.outer
        }
    }
}

/// Whether an upper limit is still there and no higher.
pub(super) fn limit(old: Option<f64>, new: Option<f64>) -> bool {
    old.is_none_or(|old| new.is_some_and(|new| new <= old))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use super::{fires_as_often, interval};
    use crate::condition::ConditionText;
    use crate::records::MinInterval;

    #[track_caller]
    fn check(old: &str, new: &str, expected: bool) {
        #[derive(serde::Deserialize)]
        struct Rule {
            when: ConditionText,
        }
        let read = |text: &str| toml::from_str::<Rule>(&format!("when = {text}")).unwrap().when;
        assert_eq!(fires_as_often(&read(old), &read(new), true), expected, "{old} to {new}");
    }

    #[test]
    fn conditions_are_compared_form_by_form() {
        let a = "{ fact = \"a\", is = true }";
        let b = "{ fact = \"b\", is = true }";
        check(a, a, true);
        check(a, b, false);
        check(a, "{ fact = \"a\", is = false }", false);
        check(&format!("{{ all = [{a}, {b}] }}"), &format!("{{ all = [{a}] }}"), true);
        check(&format!("{{ all = [{a}] }}"), &format!("{{ all = [{a}, {b}] }}"), false);
        check(&format!("{{ any = [{a}] }}"), &format!("{{ any = [{a}, {b}] }}"), true);
        check(&format!("{{ any = [{a}, {b}] }}"), &format!("{{ any = [{a}] }}"), false);
        check(
            &format!("{{ not = {{ any = [{a}, {b}] }} }}"),
            &format!("{{ not = {{ any = [{a}] }} }}"),
            true,
        );
        check(
            &format!("{{ not = {{ any = [{a}] }} }}"),
            &format!("{{ not = {{ any = [{a}, {b}] }} }}"),
            false,
        );
        check(
            &format!("{{ not = {{ all = [{a}] }} }}"),
            &format!("{{ not = {{ all = [{a}, {b}] }} }}"),
            true,
        );
    }

    #[test]
    fn intervals_are_compared_in_the_measure_of_the_agent() {
        let read = |from: &str, interval: &str| -> MinInterval {
            let header = r#"sources = ["proposed"], confidence = "proposed", status = "proposed""#;
            let text = format!("interval = {{ at_least = \"{from}\", interval = \"{interval}\", {header} }}");
            toml::from_str::<std::collections::BTreeMap<String, MinInterval>>(&text)
                .unwrap()
                .remove("interval")
                .unwrap()
        };
        let old = read("100 U", "84 days");
        assert!(interval(&old, &read("100 U", "84 days")));
        assert!(interval(&old, &read("50 U", "12 weeks")));
        assert!(!interval(&old, &read("101 U", "84 days")));
        assert!(!interval(&old, &read("50 U", "83 days")));
        assert!(!interval(&old, &read("1 mg", "84 days")));
    }

    #[test]
    fn thresholds_are_compared_in_one_unit() {
        check(
            "{ fact = \"w\", above = \"50 kg\" }",
            "{ fact = \"w\", above = \"49000 g\" }",
            true,
        );
        check(
            "{ fact = \"w\", above = \"50 kg\" }",
            "{ fact = \"w\", above = \"51 kg\" }",
            false,
        );
        check(
            "{ fact = \"w\", below = \"50 kg\" }",
            "{ fact = \"w\", below = \"51 kg\" }",
            true,
        );
        check(
            "{ fact = \"w\", above = \"50 kg\" }",
            "{ fact = \"w\", above = \"50 mL\" }",
            false,
        );
        check(
            "{ fact = \"w\", above = \"50 kg\" }",
            "{ fact = \"w\", at_least = \"50 kg\" }",
            false,
        );
        check(
            "{ not = { fact = \"w\", above = \"50 kg\" } }",
            "{ not = { fact = \"w\", above = \"51 kg\" } }",
            true,
        );
        check(
            "{ fact = \"d\", within = \"14 days\" }",
            "{ fact = \"d\", within = \"3 weeks\" }",
            true,
        );
        check(
            "{ fact = \"l\", includes = [\"a\"] }",
            "{ fact = \"l\", includes = [\"b\", \"a\"] }",
            true,
        );
        check(
            "{ fact = \"l\", includes = [\"a\", \"b\"] }",
            "{ fact = \"l\", includes = [\"a\"] }",
            false,
        );
    }
}
