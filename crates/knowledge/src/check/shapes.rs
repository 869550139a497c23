//! What types cannot say about one record: units of thresholds, sums of shares, fields that belong together.

use super::Report;
use crate::knowledge::Knowledge;
use crate::quantity::{Quantity, canonical_unit};
use crate::records::{Agent, BUNDLES, CapPer, FactKind, ListOf, Measure, Phase, Sector, Severity};

pub(crate) fn check(knowledge: &Knowledge, report: &mut Report<'_>) {
    facts(knowledge, report);
    rules(knowledge, report);
    doses(knowledge, report);
    compositions(knowledge, report);
    scalp(knowledge, report);
    protocols(knowledge, report);
    for conflict in &knowledge.records.conflicts {
        if conflict.sides.len() < 2 {
            report.add(&conflict.id, "side", "a conflict has at least two sides");
        }
    }
    for price in &knowledge.records.prices {
        let high = price.high.unwrap_or(price.low);
        if !(0.0 <= price.low && price.low <= high && high.is_finite()) {
            report.add(
                &price.id,
                "low",
                "a price runs from `low` to `high`, neither below zero",
            );
        }
        if price.currency.len() != 3 || !price.currency.bytes().all(|byte| byte.is_ascii_uppercase()) {
            report.add(
                &price.id,
                "currency",
                format!("`{}` is not an ISO 4217 code", price.currency),
            );
        }
    }
    for adoption in &knowledge.records.adoptions {
        if !BUNDLES.contains(&adoption.bundle.as_str()) {
            report.add(
                &adoption.id,
                "bundle",
                format!(
                    "`{}` is not a bundle; the bundles are {}",
                    adoption.bundle,
                    BUNDLES.join(", ")
                ),
            );
        }
        if adoption.by.trim().is_empty() {
            report.add(&adoption.id, "by", "an adoption names the medical director");
        }
    }
}

fn facts(knowledge: &Knowledge, report: &mut Report<'_>) {
    if knowledge.records.facts.len() > usize::from(u16::MAX) {
        report.add(&knowledge.records.facts[0].id, "id", "a set holds at most 65,535 facts");
    }
    for fact in &knowledge.records.facts {
        let is_number = fact.kind == FactKind::Number;
        match &fact.unit {
            Some(unit) if is_number => {
                if let Err(error) = canonical_unit(unit) {
                    report.add(&fact.id, "unit", error.to_string());
                }
            }
            Some(_) => report.add(&fact.id, "unit", "only a number has a unit"),
            None if is_number => report.add(&fact.id, "unit", "a number needs its unit; `1` for a count or ratio"),
            None => {}
        }
        for (position, conversion) in fact.conversions.iter().enumerate() {
            if let Err(error) = canonical_unit(&conversion.unit) {
                report.add(&fact.id, &format!("conversions[{position}].unit"), error.to_string());
            }
            if !(conversion.times.is_finite() && conversion.times > 0.0 && conversion.plus.is_finite()) {
                report.add(
                    &fact.id,
                    &format!("conversions[{position}].times"),
                    "a conversion multiplies by a positive number",
                );
            }
        }
        if let Some(range) = fact.range {
            if !(range.from.is_finite() && range.to.is_finite() && range.from < range.to) {
                report.add(&fact.id, "range", "a range runs from a smaller to a larger number");
            }
            if !is_number {
                report.add(&fact.id, "range", "only a number has a range");
            }
        }
        let needs_options =
            fact.kind == FactKind::Choice || (fact.kind == FactKind::List && fact.of == Some(ListOf::Option));
        if needs_options && fact.options.is_empty() {
            report.add(&fact.id, "options", "a choice needs its options");
        }
        if (fact.kind == FactKind::List) != fact.of.is_some() {
            report.add(&fact.id, "of", "a list, and only a list, says what it is `of`");
        }
    }
}

fn rules(knowledge: &Knowledge, report: &mut Report<'_>) {
    for rule in &knowledge.records.rules {
        let has_until = rule.until.is_some() || rule.until_date.is_some();
        match rule.severity {
            Severity::Defer if !has_until => {
                report.add(&rule.id, "until", "a rule that defers says until when or what");
            }
            Severity::Specialist if rule.specialist.is_none() => {
                report.add(&rule.id, "specialist", "a rule that needs a specialist names which");
            }
            _ => {}
        }
        if let Some(until) = &rule.until_date {
            if let Err(error) = until.plus.in_unit("days") {
                report.add(&rule.id, "until_date.plus", error.to_string());
            }
            let is_date = knowledge
                .fact_key(&until.fact)
                .is_none_or(|key| knowledge.fact(key).kind == FactKind::Date);
            if !is_date {
                report.add(&rule.id, "until_date.fact", format!("`{}` is not a date", until.fact));
            }
        }
        for name in placeholders(&rule.message) {
            if knowledge.fact_key(name).is_none() {
                report.add(&rule.id, "message", format!("`{{{name}}}` is not a fact"));
            }
        }
        if rule.message.trim().is_empty() || rule.change.trim().is_empty() {
            report.add(
                &rule.id,
                "message",
                "a rule says what it found and what would have to change",
            );
        }
    }
}

/// Names in braces.
fn placeholders(text: &str) -> impl Iterator<Item = &str> {
    text.split('{')
        .skip(1)
        .filter_map(|rest| rest.split_once('}').map(|(name, _)| name))
}

fn doses(knowledge: &Knowledge, report: &mut Report<'_>) {
    let mut cap_ids = std::collections::HashSet::new();
    for agent in &knowledge.records.agents {
        for (position, cap) in agent.caps.iter().enumerate() {
            let field = |name: &str| format!("caps[{position}].{name}");
            if !cap_ids.insert(cap.id.as_str()) || knowledge.records.find(&cap.id).is_some() {
                report.add_to(
                    "agent",
                    &agent.id,
                    &field("id"),
                    format!("the id `{}` is taken", cap.id),
                );
            }
            let fits = cap.amount.in_unit(agent.measured_by.unit()).is_ok() || cap.amount.in_unit("mL").is_ok();
            if !fits {
                let also = "; a cap may also be in mL drawn of its products";
                let also = if agent.measured_by == Measure::Volume { "" } else { also };
                report.add_to("agent", &agent.id, &field("amount"), counted_in(agent) + also);
            }
            if cap.amount.value < 0.0 {
                report.add_to("agent", &agent.id, &field("amount"), "a cap is not below zero");
            }
            if cap.per == CapPer::Kilogram && cap.amount.in_unit("mg").is_err() {
                report.add_to("agent", &agent.id, &field("amount"), "a cap per kg is a mass");
            }
        }
        for (position, interval) in agent.min_interval.iter().enumerate() {
            let days = interval.interval.in_unit("days");
            if days.is_err() || days.is_ok_and(|days| days <= 0.0) {
                report.add_to(
                    "agent",
                    &agent.id,
                    &format!("min_interval[{position}].interval"),
                    "an interval is a time above zero",
                );
            }
            let is_dose = |at_least: &Quantity| at_least.in_unit(agent.measured_by.unit()).is_ok();
            if !interval.at_least.as_ref().is_none_or(is_dose) {
                report.add_to(
                    "agent",
                    &agent.id,
                    &format!("min_interval[{position}].at_least"),
                    counted_in(agent),
                );
            }
        }
        for (position, seen) in agent.strengths_seen.iter().enumerate() {
            if !strength_fits(agent, seen.strength.as_ref()) {
                let field = format!("strengths_seen[{position}].strength");
                report.add_to("agent", &agent.id, &field, strength_is_in(agent));
            }
        }
        if let Some(share) = agent.oral_regimen.as_ref().and_then(|regimen| regimen.availability)
            && !(0.0 < share && share <= 1.0)
        {
            report.add_to(
                "agent",
                &agent.id,
                "oral_regimen.availability",
                "a share lies above 0 and up to 1",
            );
        }
    }
}

fn counted_in(agent: &Agent) -> String {
    let measure = agent.measured_by;
    format!(
        "{} is measured by {}, in {}",
        agent.name,
        measure.words(),
        measure.unit()
    )
}

fn strength_fits(agent: &Agent, strength: Option<&Quantity>) -> bool {
    let unit = agent.measured_by.strength_unit();
    strength.is_none_or(|strength| unit.is_some_and(|unit| strength.in_unit(unit).is_ok()))
}

fn strength_is_in(agent: &Agent) -> String {
    let (name, measure) = (&agent.name, agent.measured_by);
    match measure.strength_unit() {
        Some(unit) => format!(
            "{name} is measured by {}: its strength is in {unit}, never \"%\" alone",
            measure.words()
        ),
        None => format!("{name} is measured by {}: it has no strength", measure.words()),
    }
}

/// What protocols and studies gave is in the measure of the agent.
fn compositions(knowledge: &Knowledge, report: &mut Report<'_>) {
    let misfit = |agent: &str, strength: Option<&Quantity>| {
        let agent = knowledge.agent(agent).filter(|agent| !strength_fits(agent, strength))?;
        Some(strength_is_in(agent))
    };
    for protocol in &knowledge.records.protocols {
        for (position, part) in protocol.composition.iter().enumerate() {
            if let Some(reason) = misfit(&part.agent, part.strength.as_ref()) {
                report.add(&protocol.id, &format!("composition[{position}].strength"), reason);
            }
        }
    }
    for study in &knowledge.records.studies {
        for (position, arm) in study.arms.iter().enumerate() {
            for (place, agent) in arm.agents.iter().enumerate() {
                if let Some(reason) = misfit(&agent.agent, agent.strength.as_ref()) {
                    report.add(&study.id, &format!("arms[{position}].agents[{place}].strength"), reason);
                }
            }
        }
    }
}

fn scalp(knowledge: &Knowledge, report: &mut Report<'_>) {
    let zones = &knowledge.records.zones;
    for zone in zones {
        if !sound(zone.sector) {
            report.add(
                &zone.id,
                "sector",
                "a sector runs from a smaller to a larger angle and squared radius, the radii between 0 and 1",
            );
        } else if (zone.sector.share() * 100.0 - zone.share_percent).abs() > 1e-6 {
            let share = crate::Plain(zone.sector.share() * 100.0);
            report.add(
                &zone.id,
                "sector",
                format!(
                    "the sector holds {share} % of the scalp, `share_percent` says {}",
                    zone.share_percent
                ),
            );
        }
    }
    let sum: f64 = zones.iter().map(|zone| zone.share_percent).sum();
    if let Some(first) = zones.first()
        && (sum - 100.0).abs() > 1e-6
    {
        report.add(
            &first.id,
            "share_percent",
            format!(
                "the zones hold {} % of the scalp together, not 100 %",
                crate::Plain(sum)
            ),
        );
    }
    for area in &knowledge.records.danger_areas {
        if area.sector.is_some_and(|sector| !sound(sector)) {
            report.add(
                &area.id,
                "sector",
                "a sector runs from a smaller to a larger angle and squared radius, the radii between 0 and 1",
            );
        }
    }
}

fn sound(sector: Sector) -> bool {
    sector.from_deg < sector.to_deg
        && sector.to_deg - sector.from_deg <= 360.0
        && 0.0 <= sector.inner
        && sector.inner < sector.outer
        && sector.outer <= 1.0
}

fn protocols(knowledge: &Knowledge, report: &mut Report<'_>) {
    for protocol in &knowledge.records.protocols {
        for (position, phase) in protocol.phases.iter().enumerate() {
            if let Some(reason) = phase_problem(phase) {
                report.add(&protocol.id, &format!("phases[{position}]"), reason);
            }
        }
        if protocol.sessions_12_months.is_some_and(|range| range.from > range.to) {
            report.add(
                &protocol.id,
                "sessions_12_months",
                "a range runs from a smaller to a larger number",
            );
        }
    }
}

fn phase_problem(phase: &Phase) -> Option<&'static str> {
    let n_forms = [phase.weeks.is_some(), phase.every.is_some(), phase.undefined.is_some()]
        .iter()
        .filter(|given| **given)
        .count();
    if n_forms != 1 {
        return Some("a phase is exactly one of `weeks`, `every` and `undefined`");
    }
    if phase
        .weeks
        .as_ref()
        .is_some_and(|weeks| weeks.is_empty() || !weeks.is_sorted())
    {
        return Some("`weeks` rise");
    }
    if phase
        .every
        .as_ref()
        .is_some_and(|every| !every.in_unit("days").is_ok_and(|days| days > 0.0))
    {
        return Some("`every` is a time above zero");
    }
    if phase.count.is_some_and(|count| count.from > count.to || count.to == 0) {
        return Some("`count` runs from a smaller to a larger number above zero");
    }
    if phase.per_interval == Some(0) {
        return Some("`per_interval` is at least 1");
    }
    None
}
