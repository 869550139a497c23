//! Every id that a record names exists.

use std::collections::HashSet;

use super::Report;
use crate::knowledge::Knowledge;
use crate::records::Scope;
use crate::suggest;

pub(crate) fn check(knowledge: &Knowledge, report: &mut Report<'_>) {
    let records = &knowledge.records;
    let ids = |list: Vec<&str>| -> HashSet<String> { list.into_iter().map(str::to_owned).collect() };
    let sources = ids(records.sources.iter().map(|r| r.id.as_str()).collect());
    let claims = ids(records.claims.iter().map(|r| r.id.as_str()).collect());
    let conflicts = ids(records.conflicts.iter().map(|r| r.id.as_str()).collect());
    let conditions = ids(records.conditions.iter().map(|r| r.id.as_str()).collect());
    let scales = ids(records.scales.iter().map(|r| r.id.as_str()).collect());
    let facts = ids(records.facts.iter().map(|r| r.id.as_str()).collect());
    let agents = ids(records.agents.iter().map(|r| r.id.as_str()).collect());
    let techniques = ids(records.techniques.iter().map(|r| r.id.as_str()).collect());
    let zones = ids(records.zones.iter().map(|r| r.id.as_str()).collect());
    let studies = ids(records.studies.iter().map(|r| r.id.as_str()).collect());
    let classes: HashSet<String> = records
        .agents
        .iter()
        .flat_map(|agent| agent.classes.iter().cloned())
        .collect();

    let mut named: Vec<(String, String, String, &HashSet<String>, &str)> = Vec::new();
    let mut all = |id: &str, field: &str, list: &[String], known, what| {
        for (position, name) in list.iter().enumerate() {
            named.push((id.to_owned(), format!("{field}[{position}]"), name.clone(), known, what));
        }
    };
    records.for_each(&mut |_, record| all(record.id(), "sources", record.provenance().sources, &sources, "source"));
    for claim in &records.claims {
        all(&claim.id, "against", &claim.against, &claims, "claim");
        all(&claim.id, "same_as", &claim.same_as, &claims, "claim");
        all(&claim.id, "conflicts", &claim.conflicts, &conflicts, "conflict");
    }
    for conflict in &records.conflicts {
        for (position, side) in conflict.sides.iter().enumerate() {
            all(
                &conflict.id,
                &format!("side[{position}].claims"),
                &side.claims,
                &claims,
                "claim",
            );
        }
    }
    for citation in &records.citations {
        all(&citation.id, "source", citation.source.as_slice(), &sources, "source");
    }
    for condition in &records.conditions {
        all(&condition.id, "scales", &condition.scales, &scales, "scale");
    }
    for test in &records.laboratory_tests {
        all(&test.id, "fact", test.fact.as_slice(), &facts, "fact");
    }
    for rule in &records.rules {
        match &rule.scope {
            Scope::Agent {
                agents: named_agents,
                classes: named_classes,
            } => {
                all(&rule.id, "scope.agents", named_agents, &agents, "agent");
                all(&rule.id, "scope.classes", named_classes, &classes, "class of agents");
            }
            Scope::Technique { techniques: named } => {
                all(&rule.id, "scope.techniques", named, &techniques, "technique");
            }
            Scope::Zone { zones_from } => all(
                &rule.id,
                "scope.zones_from",
                std::slice::from_ref(zones_from),
                &facts,
                "fact",
            ),
            Scope::Procedure | Scope::Operator | Scope::Kit | Scope::Mixture => {}
        }
        if let Some(until) = &rule.until_date {
            all(
                &rule.id,
                "until_date.fact",
                std::slice::from_ref(&until.fact),
                &facts,
                "fact",
            );
        }
    }
    for agent in &records.agents {
        all(&agent.id, "studies", &agent.studies, &studies, "study");
        for (position, cap) in agent.caps.iter().enumerate() {
            all(
                &agent.id,
                &format!("caps[{position}].sources"),
                &cap.sources,
                &sources,
                "source",
            );
        }
        for (position, seen) in agent.strengths_seen.iter().enumerate() {
            all(
                &agent.id,
                &format!("strengths_seen[{position}].source"),
                seen.source.as_slice(),
                &sources,
                "source",
            );
        }
        for (position, approval) in agent.approvals.iter().enumerate() {
            all(
                &agent.id,
                &format!("approvals[{position}].sources"),
                &approval.sources,
                &sources,
                "source",
            );
        }
        for (position, warning) in agent.warnings.iter().enumerate() {
            all(
                &agent.id,
                &format!("warnings[{position}].sources"),
                &warning.sources,
                &sources,
                "source",
            );
        }
        for (position, interval) in agent.min_interval.iter().enumerate() {
            all(
                &agent.id,
                &format!("min_interval[{position}].sources"),
                &interval.sources,
                &sources,
                "source",
            );
        }
    }
    for area in &records.danger_areas {
        all(&area.id, "zones", &area.zones, &zones, "zone");
    }
    for protocol in &records.protocols {
        all(
            &protocol.id,
            "conditions",
            &protocol.conditions,
            &conditions,
            "condition",
        );
        all(
            &protocol.id,
            "technique",
            protocol.technique.as_slice(),
            &techniques,
            "technique",
        );
        all(&protocol.id, "studies", &protocol.studies, &studies, "study");
        for (position, part) in protocol.composition.iter().enumerate() {
            all(
                &protocol.id,
                &format!("composition[{position}].agent"),
                std::slice::from_ref(&part.agent),
                &agents,
                "agent",
            );
        }
    }
    for study in &records.studies {
        all(&study.id, "conditions", &study.conditions, &conditions, "condition");
        all(&study.id, "published_claims", &study.published_claims, &claims, "claim");
        for (position, arm) in study.arms.iter().enumerate() {
            all(
                &study.id,
                &format!("arms[{position}].technique"),
                arm.technique.as_slice(),
                &techniques,
                "technique",
            );
            for (place, agent) in arm.agents.iter().enumerate() {
                all(
                    &study.id,
                    &format!("arms[{position}].agents[{place}].agent"),
                    std::slice::from_ref(&agent.agent),
                    &agents,
                    "agent",
                );
            }
        }
    }
    for question in &records.grade_questions {
        all(&question.id, "agents", &question.agents, &agents, "agent");
        all(
            &question.id,
            "conditions",
            &question.conditions,
            &conditions,
            "condition",
        );
        all(&question.id, "studies", &question.studies, &studies, "study");
    }
    for advice in &records.aftercare {
        all(&advice.id, "agents", &advice.agents, &agents, "agent");
        all(&advice.id, "classes", &advice.classes, &classes, "class of agents");
    }
    for advice in &records.before_treatment {
        all(&advice.id, "agents", &advice.agents, &agents, "agent");
        all(&advice.id, "classes", &advice.classes, &classes, "class of agents");
    }
    for item in &records.consent_items {
        all(
            &item.id,
            "when_classes",
            &item.when_classes,
            &classes,
            "class of agents",
        );
    }
    for statement in &records.statements {
        all(&statement.id, "studies", &statement.studies, &studies, "study");
        all(&statement.id, "agents", &statement.agents, &agents, "agent");
        all(
            &statement.id,
            "conditions",
            &statement.conditions,
            &conditions,
            "condition",
        );
    }
    for (id, field, name, known, what) in named {
        if !known.contains(&name) {
            let near = suggest::nearest(&name, known.iter().map(String::as_str))
                .map(|near| format!("; did you mean `{near}`"))
                .unwrap_or_default();
            report.add(&id, &field, format!("the {what} `{name}` does not exist{near}"));
        }
    }
}
