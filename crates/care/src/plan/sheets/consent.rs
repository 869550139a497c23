//! The consent: every item to be initialled, with what this plan puts into it, and the time to think it over.
//!
//! The items are those of the knowledge. What the plan knows is filled in beside them (diagnosis, agents with strength, origin
//! and standing, evidence, alternatives with prices, sessions and totals, days of reflection); what only the clinic knows
//! (names, telephone numbers, the office for complaints) is left to be written in.

use anagen_knowledge::records::{
    Agent, AgentRole, Approval, ApprovalState, Confidence, ConsentTrigger, Measure, Price, Status,
};
use anagen_knowledge::{Knowledge, ORIGINAL, Plain, Said};
use serde::Serialize;

use super::phrases::{line, part, phrase, say};
use super::{Composition, Mixture};
use crate::case::Product;
use crate::dose::Strength;
use crate::plan::cost::{self, CostComparison};
use crate::plan::evidence::{EvidenceKind, EvidenceLine};

/// The package rules that a patient reads: money back, and how long prepaid sessions hold (`prices.toml`).
const MONEY_BACK: [&str; 2] = ["PKG-01", "PKG-02"];

/// What of the plan goes into the consent besides the mixture. What is not known yet is left out and said to be open.
#[derive(Debug, Clone, Copy)]
pub struct ConsentDetails<'a> {
    /// Diagnosis by id.
    pub condition: Option<&'a str>,
    /// Its stage, as it is shown.
    pub stage: Option<&'a str>,
    /// Products from which the mixture is made.
    pub products: &'a [Product],
    /// What is known of the mixture.
    pub evidence: &'a [EvidenceLine],
    /// What it costs.
    pub cost: Option<&'a CostComparison>,
}

/// A consent to be read, initialled and signed.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Consent {
    /// The items, by number.
    pub items: Vec<ConsentLine>,
    /// The agents of the mixture.
    pub agents: Vec<ConsentAgent>,
    /// Time between talk and treatment.
    pub cooling_off: CoolingOff,
    /// What makes a new consent necessary, and how the form is kept.
    pub rules: Vec<Said>,
    /// Agents that the knowledge does not know: what has to be said of them cannot be here.
    pub unidentified: Vec<String>,
}

/// One item, initialled on its own.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ConsentLine {
    /// Id.
    pub id: String,
    /// Its number.
    pub number: u32,
    /// What is consented to or acknowledged.
    pub text: Said,
    /// What has to be said about it.
    pub detail: Option<Said>,
    /// What this plan puts in.
    pub filled: Vec<Said>,
    /// Ids of the sources.
    pub sources: Vec<String>,
    /// How it is known.
    pub confidence: Confidence,
    /// Proposed, or confirmed.
    pub status: Status,
}

/// One agent as the consent names it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ConsentAgent {
    /// Id.
    pub id: String,
    /// As it is shown.
    pub name: String,
    /// Strength in the finished mixture, where it is known.
    pub strength: Option<Strength>,
    /// Products that hold it, with vendor and lot.
    pub products: Vec<String>,
    /// Its standing for this route.
    pub standing: Vec<String>,
    /// Ids of the sources of that standing.
    pub sources: Vec<String>,
    /// All of it in one line.
    pub in_words: Said,
}

/// Time between the talk and the first treatment.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CoolingOff {
    /// Days before a first treatment; `None` where the knowledge sets none.
    pub days: Option<f64>,
    /// The rules in words: for whom it is longer.
    pub rules: Vec<Said>,
    /// Proposed, or confirmed.
    pub status: Option<Status>,
}

/// The consent for a mixture, in the patient's language as far as the knowledge is translated into it.
pub fn consent(
    composition: &Composition,
    details: &ConsentDetails<'_>,
    knowledge: &Knowledge,
    language: &str,
) -> Consent {
    let language = &knowledge.language_for(language);
    let mixture = Mixture::of(composition, knowledge);
    let agents: Vec<ConsentAgent> = composition
        .agents
        .iter()
        .filter_map(|(name, strength)| Some((knowledge.agent(name)?, *strength)))
        .map(|(agent, strength)| consent_agent(agent, strength, composition, details.products, knowledge, language))
        .collect();
    let cooling_off = cooling_off(knowledge, language);
    let mut records: Vec<_> = knowledge.records.consent_items.iter().collect();
    records.retain(|item| mixture.concerns(&[], &item.when_classes));
    records.sort_by(|a, b| {
        (a.number, !a.when_classes.is_empty(), &a.id).cmp(&(b.number, !b.when_classes.is_empty(), &b.id))
    });
    let filling = Filling {
        composition,
        details,
        agents: &agents,
        unidentified: &mixture.unidentified,
        cooling_off: &cooling_off,
        knowledge,
        language,
    };
    let items = records.into_iter().map(|item| {
        let opens_its_number = item.when_classes.is_empty();
        ConsentLine {
            id: item.id.clone(),
            number: item.number,
            text: item.text_in(language),
            detail: item.detail_in(language),
            filled: if opens_its_number {
                filling.of(item.number)
            } else {
                Vec::new()
            },
            sources: item.sources.clone(),
            confidence: item.confidence,
            status: item.status,
        }
    });
    let items = items.collect();
    let is_about_time = |trigger| matches!(trigger, ConsentTrigger::FirstTime | ConsentTrigger::CoolingOffLonger);
    let rules = knowledge
        .records
        .consent_rules
        .iter()
        .filter(|rule| !is_about_time(rule.trigger));
    Consent {
        items,
        rules: rules.map(|rule| rule.text_in(language)).collect(),
        agents,
        cooling_off,
        unidentified: mixture.unidentified,
    }
}

/// What the plan puts into the items.
struct Filling<'a> {
    composition: &'a Composition,
    details: &'a ConsentDetails<'a>,
    agents: &'a [ConsentAgent],
    unidentified: &'a [String],
    cooling_off: &'a CoolingOff,
    knowledge: &'a Knowledge,
    language: &'a str,
}

impl Filling<'_> {
    /// What the plan puts into an item, by the item's number (clinical items 1 to 18).
    fn of(&self, number: u32) -> Vec<Said> {
        match number {
            1 => self.diagnosis(),
            2 => self.mixture(),
            3 => self.evidence(),
            4 => self.alternatives(),
            5 => self.sessions_and_prices(),
            15 => self.days_to_think(),
            _ => Vec::new(),
        }
    }

    fn say(&self, english: &str, values: &[&str]) -> Said {
        line(self.language, |language| say(english, values, language))
    }

    fn diagnosis(&self) -> Vec<Said> {
        let conditions = &self.knowledge.records.conditions;
        let condition = self.details.condition;
        let diagnosis = line(self.language, |language| {
            let known = condition.and_then(|id| conditions.iter().find(|known| known.id == id));
            let name = match (condition, known) {
                (_, Some(known)) => part(known.name_in(language), language)?,
                (Some(id), None) => id.to_owned(),
                (None, None) => phrase("not made yet", language)?.to_owned(),
            };
            say("Diagnosis: {}", &[&name], language)
        });
        let stage = line(self.language, |language| {
            let stage = match self.details.stage {
                Some(stage) => stage,
                None => phrase("not recorded", language)?,
            };
            say("Stage: {}", &[stage], language)
        });
        vec![diagnosis, stage]
    }

    fn mixture(&self) -> Vec<Said> {
        let named = self.agents.iter().map(|agent| agent.in_words.clone());
        let unknown = self.unidentified.iter().map(|name| {
            self.say(
                "{}: not known to this system; what has to be said of it is missing here",
                &[name],
            )
        });
        let lines: Vec<Said> = named.chain(unknown).collect();
        if lines.is_empty() {
            vec![self.say("No medicine is injected.", &[])]
        } else {
            lines
        }
    }

    fn evidence(&self) -> Vec<Said> {
        let lines = self.details.evidence.iter();
        lines
            .filter(|known| known.kind != EvidenceKind::Alternative)
            .map(|known| {
                line(self.language, |language| {
                    let (_, text) = self.evidence_words(known, language)?;
                    Some(format!("{text} ({})", phrase(known.grade_in_words, language)?))
                })
            })
            .collect()
    }

    /// Subject and text of a line of evidence: a statement of the knowledge, or a sentence of the program.
    fn evidence_words(&self, known: &EvidenceLine, language: &str) -> Option<(String, String)> {
        if language == ORIGINAL {
            return Some((known.subject.clone(), known.text.clone()));
        }
        let statements = &self.knowledge.records.statements;
        let statement = statements
            .iter()
            .find(|statement| statement.id == known.id && statement.text == known.text);
        match statement {
            Some(statement) => Some((
                part(statement.subject_in(language), language)?,
                part(statement.text_in(language), language)?,
            )),
            None => Some((String::new(), phrase(&known.text, language)?.to_owned())),
        }
    }

    fn alternatives(&self) -> Vec<Said> {
        let alternatives = self
            .details
            .evidence
            .iter()
            .filter(|known| known.kind == EvidenceKind::Alternative);
        let known = alternatives.map(|known| {
            line(self.language, |language| {
                let (subject, text) = self.evidence_words(known, language)?;
                Some(format!(
                    "{subject}: {text} ({})",
                    phrase(known.grade_in_words, language)?
                ))
            })
        });
        let costs = self.details.cost.into_iter();
        let priced = costs.flat_map(|cost| cost.alternatives.iter().chain(&cost.in_other_currencies));
        let priced = priced.map(|priced| {
            line(self.language, |language| {
                let mark = if priced.unverified {
                    format!("; {}", phrase("unverified", language)?)
                } else {
                    String::new()
                };
                let (item, place, as_seen) = if language == ORIGINAL {
                    (priced.item.clone(), priced.place.clone(), priced.as_seen.clone())
                } else {
                    self.priced_words(&priced.price, language)?
                };
                let place = match place {
                    Some(place) => place,
                    None => phrase("place not recorded", language)?.to_owned(),
                };
                Some(format!("{item}: {as_seen} ({place}{mark})"))
            })
        });
        known.chain(priced).collect()
    }

    /// What, where and how much, of a price of the knowledge.
    fn priced_words(&self, id: &str, language: &str) -> Option<(String, Option<String>, String)> {
        let mut prices = self.knowledge.records.prices.iter();
        let price: &Price = prices.find(|price| price.id == id)?;
        let place = match price.place_in(language) {
            Some(place) => Some(part(place, language)?),
            None => None,
        };
        Some((
            part(price.item_in(language), language)?,
            place,
            cost::as_seen(price, language)?,
        ))
    }

    fn sessions_and_prices(&self) -> Vec<Said> {
        let sessions = match self.composition.n_sessions {
            None => self.say("Sessions: the number is not decided yet", &[]),
            Some(n) => self.say("Sessions: {}", &[&n.to_string()]),
        };
        let mut lines = vec![sessions];
        match self.details.cost.and_then(|cost| cost.course.as_ref()) {
            None => lines.push(self.say("Price and total: not known yet", &[])),
            Some(course) => {
                lines.push(line(self.language, |language| {
                    let money = cost::in_words_in(&course.per_session, language)?;
                    say("Price of a session: {}", &[&money], language)
                }));
                lines.extend(course.totals.iter().map(|total| {
                    line(self.language, |language| {
                        let total_in = if total.years == 1 {
                            "Total in {} year: {}"
                        } else {
                            "Total in {} years: {}"
                        };
                        let money = cost::in_words_in(&total.total, language)?;
                        say(total_in, &[&total.years.to_string(), &money], language)
                    })
                }));
                lines.extend(
                    course
                        .notes
                        .iter()
                        .map(|note| line(self.language, |language| Some(phrase(note, language)?.to_owned()))),
                );
            }
        }
        let rules = self.details.cost.into_iter().flat_map(|cost| &cost.package_rules);
        let of_money = rules.filter(|rule| MONEY_BACK.contains(&rule.id.as_str()));
        lines.extend(of_money.map(|rule| {
            let mut known = self.knowledge.records.package_rules.iter();
            match known.find(|known| known.id == rule.id) {
                Some(known) => known.text_in(self.language),
                None => rule.text.clone().into(),
            }
        }));
        lines
    }

    fn days_to_think(&self) -> Vec<Said> {
        let days = self
            .cooling_off
            .days
            .map(|days| self.say("At least {} days before the first session", &[&Plain(days).to_string()]));
        days.into_iter().chain(self.cooling_off.rules.iter().cloned()).collect()
    }
}

fn consent_agent(
    agent: &Agent,
    strength: Option<Strength>,
    composition: &Composition,
    products: &[Product],
    knowledge: &Knowledge,
    language: &str,
) -> ConsentAgent {
    let holds = |product: &&Product| {
        product
            .agents
            .iter()
            .any(|held| knowledge.agent(&held.agent).is_some_and(|known| known.id == agent.id))
    };
    let products: Vec<&Product> = products.iter().filter(holds).collect();
    let origins = |language: &str| -> Option<Vec<String>> {
        products
            .iter()
            .map(|product| product_in_words(product, language))
            .collect()
    };
    let (approvals, sources) = standing(agent, composition);
    let standing_words = |language: &str| -> Option<Vec<String>> {
        if approvals.is_empty() {
            let unknown = phrase("whether it is approved for this route is not known", language)?;
            return Some(vec![unknown.to_owned()]);
        }
        approvals
            .iter()
            .map(|approval| approval_in_words(approval, language))
            .collect()
    };
    let strength = strength.filter(|strength| strength.measure() == agent.measured_by);
    let how_much = |language: &str| match (strength, composition.volume) {
        (None, _) if agent.role == AgentRole::Diluent => say("to make up the volume", &[], language),
        (Some(strength @ (Strength::Mass(_) | Strength::Units(_))), _) => Some(strength.to_string()),
        (Some(strength), Some(volume)) => say("{} a session", &[&(strength * volume).to_string()], language),
        _ if agent.measured_by == Measure::Volume => say("volume not known", &[], language),
        _ => say("strength not known", &[], language),
    };
    let in_words = line(language, |language| {
        let name = part(agent.name_in(language), language)?;
        let origin = match origins(language)?.as_slice() {
            [] => phrase("origin: to be written in", language)?.to_owned(),
            origins => origins.join("; "),
        };
        let standing = standing_words(language)?.join("; ");
        Some(format!("{name}, {}; {origin}; {standing}", how_much(language)?))
    });
    ConsentAgent {
        id: agent.id.clone(),
        name: agent.name.clone(),
        strength,
        in_words,
        products: origins(ORIGINAL).unwrap_or_default(),
        standing: standing_words(ORIGINAL).unwrap_or_default(),
        sources,
    }
}

fn product_in_words(product: &Product, language: &str) -> Option<String> {
    let vendor = match product.vendor.as_deref() {
        Some(vendor) => vendor,
        None => phrase("vendor not recorded", language)?,
    };
    let lot = match &product.lot {
        Some(lot) => say("lot {}", &[lot], language)?,
        None => phrase("lot not recorded", language)?.to_owned(),
    };
    say("from {} ({}, {})", &[&product.name, vendor, &lot], language)
}

/// The standing of an agent for the way it is given here: a standing belongs to a route, an indication and a country, and is no
/// praise of the agent.
fn standing<'k>(agent: &'k Agent, composition: &Composition) -> (Vec<&'k Approval>, Vec<String>) {
    let route = match composition.technique.as_deref() {
        Some("intralesional") => "intralesional",
        _ => "intradermal",
    };
    let approvals: Vec<&Approval> = agent
        .approvals
        .iter()
        .filter(|approval| approval.route == route)
        .collect();
    let mut sources: Vec<String> = approvals
        .iter()
        .flat_map(|approval| approval.sources.iter().cloned())
        .collect();
    sources.sort();
    sources.dedup();
    (approvals, sources)
}

fn approval_in_words(approval: &Approval, language: &str) -> Option<String> {
    let state = match approval.state {
        ApprovalState::Approved => "licensed for this route",
        ApprovalState::NotApproved => "not approved for this route",
        ApprovalState::Suspended => "licence suspended for this route",
        ApprovalState::Unknown => "whether it is approved for this route is not known",
    };
    let country = if approval.country == "any" {
        phrase("any country", language)?
    } else {
        approval.country.as_str()
    };
    Some(format!(
        "{} ({}, {country}; {})",
        phrase(state, language)?,
        phrase(&approval.indication, language)?,
        phrase(approval.confidence.words(), language)?
    ))
}

fn cooling_off(knowledge: &Knowledge, language: &str) -> CoolingOff {
    let rules = &knowledge.records.consent_rules;
    let first_time = rules.iter().find(|rule| rule.trigger == ConsentTrigger::FirstTime);
    let about_time = rules.iter().filter(|rule| {
        matches!(
            rule.trigger,
            ConsentTrigger::FirstTime | ConsentTrigger::CoolingOffLonger
        )
    });
    CoolingOff {
        days: first_time.and_then(|rule| rule.parameters.get("wait_days").copied()),
        rules: about_time.map(|rule| rule.text_in(language)).collect(),
        status: first_time.map(|rule| rule.status),
    }
}
