//! What comes of a request: verdict, what is open, doses against their limits, what to draw, findings, refusals, evidence.
//!
//! It is shown beside the form and is the answer to each check while one works on it.

use anagen_app::plan::{StillOpen, Working, still_open};
use anagen_app::way::Way;
use anagen_care::finding::{Finding as CareFinding, FindingState};
use anagen_care::formulation::{Cocktail, DoseLimit, Formulation};
use anagen_care::injection_map::{InjectionMap, VolumeOrigin};
use anagen_care::plan::{EvidenceLine, Plan, StageRefusal, Standing};
use anagen_care::screening::Verdict;
use anagen_knowledge::records::{Severity, Status};
use anagen_knowledge::{Plain, Truth};
use maud::{Markup, html};

use super::evidence::evidence_lines;
use crate::look::{
    Facts, Finding, Icon, Meaning, chip, disclosure, limit_bar, proposed_tag, tag, unknown, verdict_header,
};
use crate::page::{meaning_of, verdict_word};
use crate::pages::screening::question_href;
use crate::visit::Visit;

/// Everything that is shown beside the form.
pub(crate) fn panel(visit: &Visit, working: &Working, way: &Way) -> Markup {
    let plan = &working.plan;
    html! {
        (head(visit, plan))
        (open_list(visit, working, way))
        @if let Some(formulation) = &plan.formulation {
            (doses(visit, formulation))
            @if let Some(cocktail) = &formulation.cocktail { (mixture(visit, cocktail, formulation)) }
        }
        @if let Some(map) = &plan.injection_map { (placement(visit, map)) }
        (refusals(visit, &plan.refusals))
        (findings(visit, plan))
        (conditions(visit, plan))
        (evidence(visit, &plan.evidence))
    }
}

/// What the map is taken to be: depth with the layer that it most likely reaches, where numbers come from, what has to be known.
fn placement(visit: &Visit, map: &InjectionMap) -> Markup {
    let placement = map.placement();
    let mut facts = Facts::new();
    facts = match &placement.depth {
        Some(depth) => facts.fact(visit.say("plan-depth"), html! {
            (depth.depth) ", " (depth.layer)
            @if let Some(limit) = depth.limit { br; span class="soft" { (visit.with("plan-depth-limit", [("limit", limit.to_string().into())])) } }
        }),
        None => facts.unknown(visit.say("plan-depth"), &visit.say("plan-not-chosen")),
    };
    match map {
        InjectionMap::Points(points) => {
            let from = visit.say(match points.volume_per_point_from {
                VolumeOrigin::Asked => "plan-volume-asked",
                VolumeOrigin::Default => "plan-volume-default",
                VolumeOrigin::SessionVolume => "plan-volume-shared",
            });
            facts = facts.fact_from(
                visit.say("plan-volume-per-point"),
                points.volume_per_point.to_string(),
                from,
            );
            let spacing = if points.spacing_is_default {
                visit.say("plan-volume-default")
            } else {
                visit.say("plan-volume-asked")
            };
            facts = facts.fact_from(visit.say("plan-spacing"), points.spacing.to_string(), spacing);
        }
        InjectionMap::Passes(passes) => {
            facts = match passes.passes {
                Some(n) => facts.fact(visit.say("plan-passes"), n),
                None => facts.unknown(visit.say("plan-passes"), &visit.say("plan-not-chosen")),
            };
        }
    }
    html! {
        section class="panel" {
            h2 { (visit.say("plan-map")) }
            (facts)
            @for danger in placement.danger_areas.iter().filter(|danger| danger.sector.is_some()) {
                p { (Meaning::Caution) " " strong { (danger.name) ": " } (danger.rule) " " (status_tag(visit, danger.status)) }
            }
            @if !placement.notes.is_empty() { ul class="plain-list" { @for note in &placement.notes { li class="soft" { (note) } } } }
        }
    }
}

/// The verdict, and how far the plan goes.
pub(crate) fn head(visit: &Visit, plan: &Plan) -> Markup {
    let (meaning, word) = match plan.standing {
        Standing::Refused => (Meaning::Excluded, visit.say("plan-refused-as-asked")),
        _ => (meaning_of(plan.verdict), verdict_word(visit.words, plan.verdict)),
    };
    html! { (verdict_header(meaning, &word, &standing_words(visit, plan.standing), &html! {})) }
}

/// How far a plan goes, in a sentence.
pub(crate) fn standing_words(visit: &Visit, standing: Standing) -> String {
    visit.say(match standing {
        Standing::ScreeningOnly => "plan-standing-screening-only",
        Standing::Excluded => "plan-standing-excluded",
        Standing::Refused => "plan-standing-refused",
        Standing::Draft => "plan-standing-draft",
        Standing::ForReview => "plan-standing-for-review",
    })
}

/// What stands between the plan and its signature.
pub(crate) fn open_list(visit: &Visit, working: &Working, way: &Way) -> Markup {
    let open = still_open(working);
    let lines: Vec<(Meaning, Markup)> = open.iter().map(|open| open_line(visit, open, way)).collect();
    html! {
        @if !lines.is_empty() {
            section class="panel plan-open" {
                h2 { (visit.with("plan-open-title", [("n", lines.len().into())])) }
                ul {
                    @for (meaning, words) in lines.iter().take(MOST_OPEN) { li { (meaning) span { (words) } } }
                }
                @if lines.len() > MOST_OPEN {
                    (disclosure(&visit.with("plan-open-more", [("n", (lines.len() - MOST_OPEN).into())]), &html! {
                        ul { @for (meaning, words) in lines.iter().skip(MOST_OPEN) { li { (meaning) span { (words) } } } }
                    }))
                }
            }
        }
    }
}

/// So many open points are told at once.
const MOST_OPEN: usize = 6;

/// One open point; a question leads to where it is answered.
fn open_line(visit: &Visit, open: &StillOpen, way: &Way) -> (Meaning, Markup) {
    let (meaning, words) = in_words(visit, open);
    let href = match open {
        StillOpen::Question { fact, .. } => way
            .knowledge
            .fact_key(fact)
            .and_then(|key| question_href(way.patient.id, way.knowledge.fact(key))),
        _ => None,
    };
    let words = html! { @match href { Some(href) => a href=(href) { (words) }, None => (words) } };
    (meaning, words)
}

fn in_words(visit: &Visit, open: &StillOpen) -> (Meaning, String) {
    match open {
        StillOpen::NothingAsked => (Meaning::Incomplete, visit.say("plan-nothing-asked")),
        StillOpen::Forbidden { id, message } => (Meaning::Excluded, format!("{id}: {message}")),
        StillOpen::Refused { reason } => (Meaning::Excluded, reason.clone()),
        StillOpen::Finding { id, message } => (Meaning::Caution, format!("{id}: {message}")),
        StillOpen::Question { question, .. } | StillOpen::Choice { question } => {
            (Meaning::Incomplete, question.clone())
        }
        StillOpen::Note { sentence } => (Meaning::Defer, sentence.clone()),
        StillOpen::StartsInThePast => (Meaning::Defer, visit.say("plan-starts-in-the-past")),
        StillOpen::NotAdopted { bundles } => (
            Meaning::Incomplete,
            visit.with("plan-not-adopted", [("bundles", bundles.join(", ").into())]),
        ),
    }
}

/// Doses of a session against the limits that hold for this patient.
pub(crate) fn doses(visit: &Visit, formulation: &Formulation) -> Markup {
    let Some(cocktail) = &formulation.cocktail else {
        return html! {};
    };
    html! {
        section class="panel plan-doses" {
            h2 { (visit.say("plan-doses")) }
            @for limit in &formulation.limits { (limit_of(visit, limit)) }
            @if let Some(load) = &formulation.local_anaesthetics {
                @match load.at_most {
                    Some(most) => (limit_bar(&visit.say("plan-local-anaesthetics"), &load.text, per_mille(most, 1.0),
                        if most <= 1.0 { Meaning::Eligible } else if load.at_least <= 1.0 { Meaning::Incomplete } else { Meaning::Excluded })),
                    None => p { (unknown(&load.text)) },
                }
            }
            @let unlimited: Vec<&str> = cocktail.agents.iter()
                .filter(|dose| dose.role != anagen_knowledge::records::AgentRole::Diluent)
                .filter(|dose| !formulation.limits.iter().any(|limit| limit.name == dose.name))
                .map(|dose| dose.name.as_str()).collect();
            @if !unlimited.is_empty() { p class="soft" { (visit.with("plan-no-limit", [("agents", unlimited.join(", ").into())])) } }
        }
    }
}

fn limit_of(visit: &Visit, limit: &DoseLimit) -> Markup {
    let meaning = match (limit.broken, limit.severity) {
        (Truth::False, _) => Meaning::Eligible,
        (Truth::Unknown, _) => Meaning::Incomplete,
        (Truth::True, severity) => meaning_of(Verdict::of(severity, true)),
    };
    let counted = match limit.counted_at_most {
        Some(most) if (most - limit.counted).abs() > 1e-9 => visit.with(
            "plan-between",
            [("from", plain(limit.counted).into()), ("to", plain(most).into())],
        ),
        Some(most) => plain(most),
        None => visit.with("plan-at-least", [("n", plain(limit.counted).into())]),
    };
    match limit.limit {
        Some(most) => {
            let words = visit.with(
                "plan-dose-of-limit",
                [
                    ("dose", counted.into()),
                    ("limit", plain(most).into()),
                    ("unit", limit.unit.into()),
                ],
            );
            limit_bar(
                &limit.title,
                &words,
                per_mille(limit.counted_at_most.unwrap_or(most), most),
                meaning,
            )
        }
        None => {
            html! { p { (limit.title) ": " (counted) " " (limit.unit) ". " (unknown(&visit.say("plan-limit-not-known"))) } }
        }
    }
}

fn per_mille(part: f64, whole: f64) -> u32 {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "held to 0 to 1000 first"
    )]
    let share = (part / whole * 1000.0).clamp(0.0, 1000.0).round() as u32;
    share
}

/// What to draw, and what is in it.
pub(crate) fn mixture(visit: &Visit, cocktail: &Cocktail, formulation: &Formulation) -> Markup {
    let not_known = visit.say("plan-not-known");
    let mut facts = Facts::new();
    facts = match &cocktail.acidity {
        Some(acidity) => facts.fact(visit.say("plan-acidity"), acidity.to_string()),
        None => facts.unknown(visit.say("plan-acidity"), &not_known),
    };
    facts = match cocktail.osmolality {
        Some(osmolality) => facts.fact(
            visit.say("plan-osmolality"),
            format!("{} mOsm/kg", Plain(osmolality.0.round())),
        ),
        None => facts.unknown(visit.say("plan-osmolality"), &not_known),
    };
    html! {
        section class="panel" {
            h2 { (visit.say("plan-mixture-of-a-session")) }
            h3 { (visit.say("plan-in-the-mixture")) }
            dl class="plan-agents" {
                @for dose in &cocktail.agents {
                    div { dt { (dose.name) span class="soft" { (dose.strength) } } dd { strong { (dose.per_session) } } }
                }
            }
            @if cocktail.parts.is_empty() { p { (unknown(&visit.say("plan-no-vial"))) } } @else { (draw_up(visit, cocktail)) }
            @for warning in &cocktail.solubility { p { (Meaning::Caution) " " (warning.text) } }
            @if !cocktail.unidentified.is_empty() {
                p { (unknown(&visit.with("plan-unidentified", [("names", cocktail.unidentified.join(", ").into())]))) }
            }
            (facts)
            (disclosure(&visit.say("plan-mixture-details"), details(visit, cocktail, formulation)))
        }
    }
}

/// What is drawn from which vial, in the order of the hand.
fn draw_up(visit: &Visit, cocktail: &Cocktail) -> Markup {
    let not_known = visit.say("plan-not-known");
    html! {
        h3 { (visit.say("plan-draw-up")) }
        ol class="plan-draw" {
            @for part in &cocktail.parts {
                li {
                    strong class="plan-draw-volume" { (format!("{:.2}", part.draw.0)) " mL" }
                    span {
                        (part.name) @if part.is_diluent { ", " (visit.say("plan-makes-up")) }
                        span class="soft" {
                            (visit.say("plan-lot")) " " @match &part.lot { Some(lot) => (lot), None => (unknown(&not_known)) }
                            @if let Some(day) = part.expires { ", " (visit.with("plan-until", [("day", visit.format.day(day).into())])) }
                            " · " @match part.n_vials { Some(n) => (visit.with("plan-n-vials", [("n", n.into())])), None => (unknown(&not_known)) }
                        }
                    }
                }
            }
            li class="plan-draw-sum" { strong class="plan-draw-volume" { (format!("{:.2}", cocktail.volume.0)) " mL" } span { (visit.say("plan-together")) } }
        }
    }
}

fn details(visit: &Visit, cocktail: &Cocktail, _formulation: &Formulation) -> Markup {
    html! {
        @if !cocktail.exposure.is_empty() {
            h3 { (visit.say("plan-exposure")) }
            ul class="plain-list" { @for exposure in &cocktail.exposure {
                li { strong { (exposure.name) ", " (visit.with("plan-days", [("n", exposure.days.into())])) ": " } (exposure.text)
                    @if let Some(suppression) = &exposure.suppression { " " (suppression) } }
            } }
        }
        @if !cocktail.approvals.is_empty() {
            h3 { (visit.say("plan-approvals")) }
            ul class="plain-list" { @for approval in &cocktail.approvals { li { strong { (approval.name) ": " } (approval.text) } } }
        }
        @if !cocktail.notes.is_empty() {
            h3 { (visit.say("plan-notes")) }
            ul class="plain-list" { @for note in &cocktail.notes { li { (note) } } }
        }
        p class="soft" { (cocktail.check) }
    }
}

/// What cannot be planned as it is asked for, each with its ways out.
pub(crate) fn refusals(visit: &Visit, refusals: &[StageRefusal]) -> Markup {
    html! {
        @if !refusals.is_empty() {
            section class="panel plan-refusals" {
                h2 { (visit.say("plan-refusals")) }
                @for refused in refusals {
                    article class="plan-refusal is-excluded" {
                        p { (Meaning::Excluded) strong { (refused.refusal.reason) } " " (tag(refused.stage.words())) }
                        @if !refused.refusal.ways.is_empty() {
                            p class="soft" { (visit.say("plan-ways-out")) }
                            ul { @for way in &refused.refusal.ways { li { (way) } } }
                        }
                    }
                }
            }
        }
    }
}

/// The rules about this mixture, technique and these zones, the strictest first.
pub(crate) fn findings(visit: &Visit, plan: &Plan) -> Markup {
    let found: Vec<&CareFinding> = match &plan.cocktail {
        Some(report) => report.findings.iter().collect(),
        None => plan.procedure.findings.iter().collect(),
    };
    html! {
        @if !found.is_empty() {
            section class="panel" {
                h2 { (visit.with("plan-findings", [("n", found.len().into())])) }
                @for finding in found.iter().take(MOST_FINDINGS) { (finding_of(visit, finding)) }
                @if found.len() > MOST_FINDINGS {
                    (disclosure(&visit.with("plan-findings-more", [("n", (found.len() - MOST_FINDINGS).into())]), &html! {
                        @for finding in found.iter().skip(MOST_FINDINGS) { (finding_of(visit, finding)) }
                    }))
                }
            }
        }
    }
}

/// So many findings stand open; the others one tap away.
const MOST_FINDINGS: usize = 5;

/// One finding of care.
pub(crate) fn finding_of(visit: &Visit, finding: &CareFinding) -> Markup {
    let fired = finding.state == FindingState::Fired;
    let meaning = match (&finding.cleared, finding.severity) {
        (Some(_), _) => Meaning::Eligible,
        (None, Severity::Information) => Meaning::Neutral,
        (None, severity) => meaning_of(Verdict::of(severity, fired)),
    };
    let word = match (&finding.cleared, fired) {
        (Some(_), _) => visit.say("plan-finding-cleared"),
        (None, false) => visit.say("plan-finding-undecided"),
        (None, true) => visit.say(match finding.severity {
            Severity::Absolute => "plan-severity-absolute",
            Severity::Specialist => "plan-severity-specialist",
            Severity::Defer => "plan-severity-defer",
            Severity::Relative => "plan-severity-relative",
            Severity::Information => "plan-severity-information",
        }),
    };
    let mut facts = Facts::new()
        .fact(
            visit.say("plan-finding-rule"),
            html! { (finding.id) ", " (finding.title) },
        )
        .fact(visit.say("plan-finding-about"), finding.about.clone())
        .fact(visit.say("plan-finding-change"), finding.change.clone())
        .fact(visit.say("plan-finding-clearance"), finding.clearance.clone());
    if let Some(why) = &finding.why {
        facts = facts.fact(visit.say("plan-finding-why"), why.clone());
    }
    if let Some(cleared) = &finding.cleared {
        let by = visit.with(
            "plan-cleared-by",
            [
                ("name", cleared.by.as_str().into()),
                ("day", visit.format.day(cleared.on).into()),
                ("reason", cleared.reason.as_str().into()),
            ],
        );
        facts = facts.fact(visit.say("plan-finding-cleared"), by);
    }
    facts = facts.fact(
        visit.say("plan-sources"),
        html! { (finding.sources.join(", ")) " · " (finding.confidence.words()) },
    );
    let shown = Finding::new(meaning, word, finding.message.clone())
        .tags(status_tag(visit, finding.status))
        .body(html! { (facts) });
    html! { (shown) }
}

/// The tag of what nobody has confirmed yet.
pub(crate) fn status_tag(visit: &Visit, status: Status) -> Markup {
    html! { @if status == Status::Proposed { (proposed_tag(&visit.say("plan-proposed"))) } }
}

/// What the first session needs besides.
pub(crate) fn conditions(visit: &Visit, plan: &Plan) -> Markup {
    let conditions: Vec<&CareFinding> = plan
        .conditions_of_the_day()
        .filter(|finding| finding.cleared.is_none())
        .collect();
    html! {
        @if !conditions.is_empty() && plan.cocktail.is_some() {
            section class="panel" {
                (disclosure(&visit.with("plan-conditions", [("n", conditions.len().into())]), &html! {
                    ul class="plain-list" { @for finding in &conditions { li { (finding.title) " " span class="soft" { (finding.change) } } } }
                }))
            }
        }
    }
}

/// What is known of this mixture; what was not studied says so.
pub(crate) fn evidence(visit: &Visit, lines: &[EvidenceLine]) -> Markup {
    html! {
        @if !lines.is_empty() {
            section class="panel" {
                h2 { (visit.say("plan-evidence")) }
                (evidence_lines(visit, lines, MOST_EVIDENCE))
            }
        }
    }
}

/// So many lines of evidence stand open.
const MOST_EVIDENCE: usize = 2;

/// How a signature stands, as a chip.
pub(crate) fn signed_chip(words: &str) -> Markup {
    html! { span class="chip is-eligible" { (Icon::Lock) span { (words) } } }
}

/// A chip for the standing of a plan.
pub(crate) fn standing_chip(visit: &Visit, plan: &Plan) -> Markup {
    match plan.standing {
        Standing::ForReview => chip(Meaning::Eligible, &visit.say("plan-chip-for-review")),
        Standing::Draft => chip(Meaning::Incomplete, &visit.say("plan-chip-draft")),
        Standing::ScreeningOnly => chip(Meaning::Neutral, &visit.say("plan-chip-empty")),
        Standing::Excluded => chip(Meaning::Excluded, &visit.say("plan-chip-excluded")),
        Standing::Refused => chip(Meaning::Excluded, &visit.say("plan-chip-refused")),
    }
}

fn plain(number: f64) -> String {
    Plain(number + 0.0).to_string()
}
