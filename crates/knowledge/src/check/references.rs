//! Every id that a record names exists.

use std::collections::HashSet;
use std::fmt::Arguments;

use super::Report;
use crate::knowledge::Knowledge;
use crate::records::Scope;
use crate::suggest;

/// Ids that may be named, and what they are called.
struct Known<'k> {
    what: &'static str,
    ids: HashSet<&'k str>,
}

impl<'k> Known<'k> {
    fn of(what: &'static str, ids: impl Iterator<Item = &'k String>) -> Self {
        Self {
            what,
            ids: ids.map(String::as_str).collect(),
        }
    }

    /// Why a name is not one of these.
    fn missing(&self, name: &str) -> String {
        let near = suggest::nearest(name, self.ids.iter().copied())
            .map(|near| format!("; did you mean `{near}`"))
            .unwrap_or_default();
        format!("the {} `{name}` does not exist{near}", self.what)
    }
}

pub(crate) fn check(knowledge: &Knowledge, report: &mut Report<'_>) {
    let records = &knowledge.records;
    let sources = &Known::of("source", records.sources.iter().map(|record| &record.id));
    let claims = &Known::of("claim", records.claims.iter().map(|record| &record.id));
    let conflicts = &Known::of("conflict", records.conflicts.iter().map(|record| &record.id));
    let conditions = &Known::of("condition", records.conditions.iter().map(|record| &record.id));
    let scales = &Known::of("scale", records.scales.iter().map(|record| &record.id));
    let facts = &Known::of("fact", records.facts.iter().map(|record| &record.id));
    let agents = &Known::of("agent", records.agents.iter().map(|record| &record.id));
    let techniques = &Known::of("technique", records.techniques.iter().map(|record| &record.id));
    let zones = &Known::of("zone", records.zones.iter().map(|record| &record.id));
    let studies = &Known::of("study", records.studies.iter().map(|record| &record.id));
    let classes = &Known::of(
        "class of agents",
        records.agents.iter().flat_map(|agent| &agent.classes),
    );

    let mut all = |kind: &str, id: &str, field: Arguments<'_>, list: &[String], known: &Known<'_>| {
        for (position, name) in list.iter().enumerate() {
            if !known.ids.contains(name.as_str()) {
                report.add_to(kind, id, &format!("{field}[{position}]"), known.missing(name));
            }
        }
    };
    records.for_each(&mut |kind, record| {
        all(
            kind,
            record.id(),
            format_args!("sources"),
            record.provenance().sources,
            sources,
        );
    });
    for claim in &records.claims {
        all("claim", &claim.id, format_args!("against"), &claim.against, claims);
        all("claim", &claim.id, format_args!("same_as"), &claim.same_as, claims);
        all(
            "claim",
            &claim.id,
            format_args!("conflicts"),
            &claim.conflicts,
            conflicts,
        );
    }
    for conflict in &records.conflicts {
        for (position, side) in conflict.sides.iter().enumerate() {
            all(
                "conflict",
                &conflict.id,
                format_args!("side[{position}].claims"),
                &side.claims,
                claims,
            );
        }
    }
    for citation in &records.citations {
        all(
            "citation",
            &citation.id,
            format_args!("source"),
            citation.source.as_slice(),
            sources,
        );
    }
    for condition in &records.conditions {
        all(
            "condition",
            &condition.id,
            format_args!("scales"),
            &condition.scales,
            scales,
        );
    }
    for fact in &records.facts {
        all(
            "fact",
            &fact.id,
            format_args!("worked_out_from"),
            &fact.worked_out_from,
            facts,
        );
    }
    for test in &records.laboratory_tests {
        all(
            "laboratory_test",
            &test.id,
            format_args!("fact"),
            test.fact.as_slice(),
            facts,
        );
    }
    for rule in &records.rules {
        match &rule.scope {
            Scope::Agent {
                agents: named_agents,
                classes: named_classes,
            } => {
                all("rule", &rule.id, format_args!("scope.agents"), named_agents, agents);
                all("rule", &rule.id, format_args!("scope.classes"), named_classes, classes);
            }
            Scope::Technique { techniques: named } => {
                all("rule", &rule.id, format_args!("scope.techniques"), named, techniques);
            }
            Scope::Zone { zones_from } => all(
                "rule",
                &rule.id,
                format_args!("scope.zones_from"),
                std::slice::from_ref(zones_from),
                facts,
            ),
            Scope::Procedure | Scope::Operator | Scope::Kit | Scope::Mixture => {}
        }
        if let Some(until) = &rule.until_date {
            all(
                "rule",
                &rule.id,
                format_args!("until_date.fact"),
                std::slice::from_ref(&until.fact),
                facts,
            );
        }
    }
    for agent in &records.agents {
        all("agent", &agent.id, format_args!("studies"), &agent.studies, studies);
        for (position, cap) in agent.caps.iter().enumerate() {
            all(
                "agent",
                &agent.id,
                format_args!("caps[{position}].sources"),
                &cap.sources,
                sources,
            );
        }
        for (position, seen) in agent.strengths_seen.iter().enumerate() {
            all(
                "agent",
                &agent.id,
                format_args!("strengths_seen[{position}].source"),
                seen.source.as_slice(),
                sources,
            );
        }
        for (position, approval) in agent.approvals.iter().enumerate() {
            all(
                "agent",
                &agent.id,
                format_args!("approvals[{position}].sources"),
                &approval.sources,
                sources,
            );
        }
        for (position, warning) in agent.warnings.iter().enumerate() {
            all(
                "agent",
                &agent.id,
                format_args!("warnings[{position}].sources"),
                &warning.sources,
                sources,
            );
        }
        for (position, interval) in agent.min_interval.iter().enumerate() {
            all(
                "agent",
                &agent.id,
                format_args!("min_interval[{position}].sources"),
                &interval.sources,
                sources,
            );
        }
    }
    for area in &records.danger_areas {
        all("danger_area", &area.id, format_args!("zones"), &area.zones, zones);
    }
    for protocol in &records.protocols {
        all(
            "protocol",
            &protocol.id,
            format_args!("conditions"),
            &protocol.conditions,
            conditions,
        );
        all(
            "protocol",
            &protocol.id,
            format_args!("technique"),
            protocol.technique.as_slice(),
            techniques,
        );
        all(
            "protocol",
            &protocol.id,
            format_args!("studies"),
            &protocol.studies,
            studies,
        );
        for (position, part) in protocol.composition.iter().enumerate() {
            all(
                "protocol",
                &protocol.id,
                format_args!("composition[{position}].agent"),
                std::slice::from_ref(&part.agent),
                agents,
            );
        }
    }
    for study in &records.studies {
        all(
            "study",
            &study.id,
            format_args!("conditions"),
            &study.conditions,
            conditions,
        );
        all(
            "study",
            &study.id,
            format_args!("published_claims"),
            &study.published_claims,
            claims,
        );
        for (position, arm) in study.arms.iter().enumerate() {
            all(
                "study",
                &study.id,
                format_args!("arms[{position}].technique"),
                arm.technique.as_slice(),
                techniques,
            );
            for (place, agent) in arm.agents.iter().enumerate() {
                all(
                    "study",
                    &study.id,
                    format_args!("arms[{position}].agents[{place}].agent"),
                    std::slice::from_ref(&agent.agent),
                    agents,
                );
            }
        }
    }
    for question in &records.grade_questions {
        all(
            "grade_question",
            &question.id,
            format_args!("agents"),
            &question.agents,
            agents,
        );
        all(
            "grade_question",
            &question.id,
            format_args!("conditions"),
            &question.conditions,
            conditions,
        );
        all(
            "grade_question",
            &question.id,
            format_args!("studies"),
            &question.studies,
            studies,
        );
    }
    for advice in &records.aftercare {
        all("aftercare", &advice.id, format_args!("agents"), &advice.agents, agents);
        all(
            "aftercare",
            &advice.id,
            format_args!("classes"),
            &advice.classes,
            classes,
        );
    }
    for advice in &records.before_treatment {
        all(
            "before_treatment",
            &advice.id,
            format_args!("agents"),
            &advice.agents,
            agents,
        );
        all(
            "before_treatment",
            &advice.id,
            format_args!("classes"),
            &advice.classes,
            classes,
        );
    }
    for item in &records.consent_items {
        all(
            "consent_item",
            &item.id,
            format_args!("when_classes"),
            &item.when_classes,
            classes,
        );
    }
    for statement in &records.statements {
        all(
            "statement",
            &statement.id,
            format_args!("studies"),
            &statement.studies,
            studies,
        );
        all(
            "statement",
            &statement.id,
            format_args!("agents"),
            &statement.agents,
            agents,
        );
        all(
            "statement",
            &statement.id,
            format_args!("conditions"),
            &statement.conditions,
            conditions,
        );
    }
}
