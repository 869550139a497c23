//! What rules read about the request and the mixture: the facts that nobody is asked for.
//!
//! What is not declared is never left out as if it were not there: a list keeps an unlisted entry for it, so that a known component
//! still fires a rule and no rule is decided by silence; a number keeps the bounds that hold. Without a mixture (needling alone)
//! its contents are known to be empty, and what only a mixture has (a pH, a label) stays unknown: rules about mixtures ask first
//! whether there is one. A refused mixture is not known, except for the agents that were asked for.

use anagen_knowledge::records::{Agent, AgentRole, ApprovalState, ListOf};
use anagen_knowledge::{Answer, FactKey, FactSheet, Knowledge, List, Unknown, Value};

use super::oral::{Amount, day_number, oral_courses};
use super::shelf::{Asked, Mode, SALINE, Vial, is_filler};
use super::{Cocktail, Formulation, Setting, anaesthetics, doses};
use crate::case::{ProductLabel, Request};
use crate::units::Milligrams;

/// Writes what rules read about the request and the mixture on a sheet.
pub fn record_mixture_facts(formulation: &Formulation, sheet: &mut FactSheet) {
    for (fact, answer) in &formulation.facts {
        sheet.record(*fact, answer.clone());
    }
}

/// What goes into the mixture, as far as it is known.
struct Contents<'a> {
    /// Known agents, diluents included.
    agents: Vec<&'a Agent>,
    /// Names that the knowledge does not know.
    unidentified: Vec<&'a str>,
    /// Vials drawn.
    vials: Vec<&'a Vial<'a>>,
    /// What else may be in it, in words; the vials' own undeclared contents aside.
    besides: Option<String>,
}

/// Every fact that follows from the request and from the mixture.
pub(super) fn facts<'a>(
    request: &Request,
    asked: &'a Asked<'a>,
    cocktail: Option<&Cocktail>,
    setting: &Setting<'a>,
) -> Vec<(FactKey, Answer)> {
    let mut written = Written {
        knowledge: setting.knowledge,
        facts: Vec::new(),
    };
    request_facts(&mut written, request, setting);
    match (asked.mode, cocktail) {
        (Mode::Nothing, _) => nothing(&mut written),
        (_, None) => composition(&mut written, &contents(asked, None, setting.knowledge)),
        (_, Some(cocktail)) => {
            let contents = contents(asked, Some(cocktail), setting.knowledge);
            composition(&mut written, &contents);
            amounts(&mut written, cocktail, &contents);
            vials(&mut written, cocktail, &contents);
            written.number("patients_per_vial", f64::from(request.patients_per_vial));
        }
    }
    if asked.mode == Mode::Nothing || cocktail.is_some() {
        patient_sums(&mut written, cocktail, setting);
    }
    written.facts
}

struct Written<'k> {
    knowledge: &'k Knowledge,
    facts: Vec<(FactKey, Answer)>,
}

impl Written<'_> {
    fn write(&mut self, id: &str, answer: Answer) {
        if let Some(fact) = self.knowledge.fact_key(id) {
            self.facts.push((fact, answer));
        }
    }

    fn number(&mut self, id: &str, number: f64) {
        self.between(id, number, number);
    }

    /// A number between two bounds; an upper end that is not known becomes the highest possible.
    fn between(&mut self, id: &str, low: f64, high: f64) {
        if low.is_finite() {
            let highest = self
                .knowledge
                .fact_key(id)
                .and_then(|key| self.knowledge.fact(key).range)
                .map_or(f64::MAX, |range| range.to);
            let high = if high.is_finite() { high } else { highest.max(low) };
            self.write(id, Answer::Known(Value::Number { low, high }));
        } else {
            self.unknown(id);
        }
    }

    fn yes_no(&mut self, id: &str, value: Option<bool>) {
        self.write(
            id,
            value.map_or(Answer::Unknown(Unknown::NotKnown), |value| {
                Answer::Known(Value::YesNo(value))
            }),
        );
    }

    fn unknown(&mut self, id: &str) {
        self.write(id, Answer::Unknown(Unknown::NotKnown));
    }

    /// A list with what is known and what is not; unknown where nothing of it is known.
    fn list(&mut self, id: &str, of: ListOf, names: &[String], unlisted: Vec<String>) {
        let mut list: List = self.knowledge.list(of, names);
        list.unlisted.extend(unlisted);
        list.unlisted.dedup();
        self.write(id, Answer::Known(Value::List(list)));
    }
}

fn nothing(written: &mut Written<'_>) {
    for (id, of) in [
        ("mixture_agents", ListOf::Agent),
        ("mixture_classes", ListOf::AgentClass),
        ("mixture_components", ListOf::Component),
        ("mixture_vehicles", ListOf::Option),
        ("mixture_labels", ListOf::Option),
    ] {
        written.list(id, of, &[], Vec::new());
    }
    for id in [
        "mixture_volume",
        "n_active_components",
        "n_products_unidentified",
        "n_lots_expired",
        "n_lots_quarantined",
        "patients_per_vial",
        "minoxidil_session_mg",
        "minoxidil_strength",
        "dutasteride_session_mg",
        "finasteride_session_mg",
        "triamcinolone_session_mg",
    ] {
        written.number(id, 0.0);
    }
}

fn contents<'a>(asked: &'a Asked<'a>, cocktail: Option<&Cocktail>, knowledge: &'a Knowledge) -> Contents<'a> {
    let in_it = |vial: &&Vial<'_>| match cocktail {
        Some(cocktail) => cocktail
            .parts
            .iter()
            .any(|part| part.product.as_ref() == Some(&vial.product.id)),
        None => asked.draws.iter().any(|(position, _)| {
            asked
                .vials
                .get(*position)
                .is_some_and(|drawn| drawn.product.id == vial.product.id)
        }),
    };
    let vials: Vec<&Vial<'_>> = asked.vials.iter().filter(in_it).collect();
    let mut agents: Vec<&Agent> = Vec::new();
    let of_vials = vials.iter().flat_map(|vial| &vial.contents);
    // Strengths that were worked out from the shelf are in the vials; those that were refused, or have no vial yet, are asked for.
    let of_request = asked.wanted.iter().filter(|_| vials.is_empty());
    for content in of_vials.chain(of_request) {
        if !agents.iter().any(|agent| agent.id == content.agent.id) {
            agents.push(content.agent);
        }
    }
    let besides = match (asked.mode, cocktail) {
        (Mode::Strengths, _) => Some("excipients and diluent of vials that are not named".to_owned()),
        (_, None) => Some("a mixture that could not be worked out".to_owned()),
        (_, Some(cocktail)) if cocktail.parts.iter().any(|part| part.product.is_none()) => {
            agents.extend(
                knowledge
                    .agent(SALINE)
                    .filter(|saline| agents.iter().all(|agent| agent.id != saline.id)),
            );
            Some("the diluent's vial, which is not on the shelf".to_owned())
        }
        _ => None,
    };
    let unidentified = vials
        .iter()
        .flat_map(|vial| vial.unidentified.iter().copied())
        .chain(asked.unknown.iter().copied())
        .collect();
    Contents {
        agents,
        unidentified,
        vials,
        besides,
    }
}

impl Contents<'_> {
    /// What the mixture may hold besides its known agents.
    fn unlisted(&self) -> Vec<String> {
        let undeclared = self.vials.iter().filter(|vial| !vial.product.composition_declared);
        self.unidentified
            .iter()
            .map(|name| (*name).to_owned())
            .chain(undeclared.map(|vial| format!("undeclared composition of {}", vial.product.name)))
            .collect()
    }
}

fn composition(written: &mut Written<'_>, contents: &Contents<'_>) {
    let active: Vec<&&Agent> = contents.agents.iter().filter(|agent| !is_filler(agent)).collect();
    let ids: Vec<String> = active.iter().map(|agent| agent.id.clone()).collect();
    let mut classes: Vec<String> = active.iter().flat_map(|agent| agent.classes.iter().cloned()).collect();
    classes.sort_unstable();
    classes.dedup();
    written.list("mixture_agents", ListOf::Agent, &ids, contents.unlisted());
    written.list("mixture_classes", ListOf::AgentClass, &classes, contents.unlisted());

    let mut components: Vec<String> = contents.agents.iter().map(|agent| agent.id.clone()).collect();
    let mut unlisted = contents.unlisted();
    for vial in &contents.vials {
        match &vial.product.excipients {
            Some(excipients) => components.extend(
                excipients
                    .iter()
                    .filter(|name| !components.contains(name))
                    .cloned()
                    .collect::<Vec<_>>(),
            ),
            None => unlisted.push(format!("undeclared excipients of {}", vial.product.name)),
        }
    }
    unlisted.extend(contents.besides.clone());
    written.list("mixture_components", ListOf::Component, &components, unlisted);

    let n_active = active.iter().filter(|agent| agent.role != AgentRole::Diluent).count() + contents.unidentified.len();
    let is_open = contents.vials.iter().any(|vial| !vial.product.composition_declared);
    let n_active = count(n_active);
    written.between(
        "n_active_components",
        n_active,
        if is_open { f64::INFINITY } else { n_active },
    );
}

fn amounts(written: &mut Written<'_>, cocktail: &Cocktail, contents: &Contents<'_>) {
    written.number("mixture_volume", cocktail.volume.0);
    // What a product does not declare may be any agent.
    let is_open = !contents.unlisted().is_empty();
    // Nothing is known in mg of an agent that a clinic's own record measures otherwise.
    let mut dose = |id: &str, dose: Option<f64>| {
        let low = dose.unwrap_or_default();
        written.between(id, low, dose.filter(|_| !is_open).unwrap_or(f64::INFINITY));
    };
    let mg = |agent: &str| cocktail.milligrams(agent).map(|mg| mg.0);
    dose("minoxidil_session_mg", mg("minoxidil"));
    dose("dutasteride_session_mg", mg("dutasteride"));
    dose("finasteride_session_mg", mg("finasteride"));
    dose("triamcinolone_session_mg", mg("triamcinolone"));
    dose(
        "minoxidil_strength",
        mg(doses::MINOXIDIL).map(|mg| mg / cocktail.volume.0),
    );
    match cocktail.acidity {
        Some(acidity) => written.between("mixture_ph", acidity.low, acidity.high),
        None => written.unknown("mixture_ph"),
    }
    match cocktail.osmolality {
        Some(osmolality) => written.number("mixture_osmolality", osmolality.0),
        None => written.unknown("mixture_osmolality"),
    }
    let approvals_known = cocktail
        .approvals
        .iter()
        .all(|approval| approval.state != ApprovalState::Unknown);
    written.yes_no(
        "country_approval_known",
        Some(approvals_known && contents.unlisted().is_empty()),
    );
}

/// What the labels of the vials say; open where a part has no vial on the shelf.
fn vials(written: &mut Written<'_>, cocktail: &Cocktail, contents: &Contents<'_>) {
    let vials = &contents.vials;
    let has_gap = cocktail.parts.is_empty() || cocktail.parts.iter().any(|part| part.product.is_none());
    let gap = contents.besides.clone().filter(|_| has_gap);
    if vials.is_empty() {
        for id in [
            "mixture_labels",
            "mixture_vehicles",
            "n_products_unidentified",
            "n_lots_expired",
            "n_lots_quarantined",
        ] {
            written.unknown(id);
        }
        written.yes_no("strengths_known", None);
        written.yes_no("lawful_supply", None);
        return;
    }
    let mut labels: Vec<String> = vials
        .iter()
        .map(|vial| label_option(vial.product.label).to_owned())
        .collect();
    labels.sort_unstable();
    labels.dedup();
    written.list("mixture_labels", ListOf::Option, &labels, gap.iter().cloned().collect());

    let options: Vec<String> = written
        .knowledge
        .fact_key("mixture_vehicles")
        .map(|key| {
            written
                .knowledge
                .options(written.knowledge.fact(key))
                .into_iter()
                .map(str::to_owned)
                .collect()
        })
        .unwrap_or_default();
    let (mut known, mut unlisted): (Vec<String>, Vec<String>) = vials
        .iter()
        .flat_map(|vial| vial.product.vehicles.iter().flatten())
        .cloned()
        .partition(|vehicle| options.contains(vehicle));
    known.sort_unstable();
    known.dedup();
    let undeclared = vials
        .iter()
        .filter(|vial| vial.product.vehicles.as_ref().is_none_or(Vec::is_empty));
    unlisted.extend(undeclared.map(|vial| format!("undeclared vehicle of {}", vial.product.name)));
    unlisted.extend(gap);
    if known.is_empty() {
        written.unknown("mixture_vehicles");
    } else {
        written.list("mixture_vehicles", ListOf::Option, &known, unlisted);
    }

    let gap_count = if has_gap { f64::INFINITY } else { 0.0 };
    let n_unidentified = count(
        vials
            .iter()
            .filter(|vial| !vial.product.composition_declared || !vial.unidentified.is_empty())
            .count(),
    );
    written.between("n_products_unidentified", n_unidentified, n_unidentified + gap_count);
    let n_expired = count(vials.iter().filter(|vial| vial.expired).count());
    let n_undated = count(vials.iter().filter(|vial| vial.product.expires.is_none()).count());
    written.between("n_lots_expired", n_expired, n_expired + n_undated + gap_count);
    let with_quarantine =
        |found: Option<bool>| count(vials.iter().filter(|vial| vial.product.quarantined == found).count());
    let n_quarantined = with_quarantine(Some(true));
    let n_unchecked = with_quarantine(None);
    written.between(
        "n_lots_quarantined",
        n_quarantined,
        n_quarantined + n_unchecked + gap_count,
    );
    // A vial on the shelf gives the strength of each agent that it declares and that has one.
    let all_declared = vials.iter().all(|vial| vial.product.composition_declared);
    written.yes_no("strengths_known", Some(all_declared));
    let supply: Vec<Option<bool>> = vials
        .iter()
        .map(|vial| vial.product.lawful_supply)
        .chain(has_gap.then_some(None))
        .collect();
    let lawful = if supply.contains(&Some(false)) {
        Some(false)
    } else {
        supply.iter().all(Option::is_some).then_some(true)
    };
    written.yes_no("lawful_supply", lawful);
}

/// Sums that depend on the patient: oral minoxidil of the day, and local anaesthetics against their maximum.
fn patient_sums(written: &mut Written<'_>, cocktail: Option<&Cocktail>, setting: &Setting<'_>) {
    let oral = setting
        .knowledge
        .agent(doses::MINOXIDIL)
        .map(|minoxidil| oral_courses(minoxidil, setting).daily(&setting.days));
    let oral = oral.filter(|oral| oral.is_known());
    let session = cocktail.map_or(Some(Milligrams(0.0)), |cocktail| cocktail.milligrams(doses::MINOXIDIL));
    let is_open = session.is_none() || cocktail.is_some_and(|cocktail| !cocktail.unidentified.is_empty());
    match oral {
        Some(oral) => {
            let sum = oral.low + session.unwrap_or_default().0;
            written.between("minoxidil_sum_mg", sum, if is_open { f64::INFINITY } else { sum });
        }
        None => written.unknown("minoxidil_sum_mg"),
    }
    let Amount { low, high } = anaesthetics::sum_of_fractions(cocktail, setting);
    // Bounds are written only where the lower one already decides; else the weight is what is missing.
    if high.is_finite() || low > 1.0 {
        written.between("local_anaesthetic_fraction", low, high);
    } else {
        written.unknown("local_anaesthetic_fraction");
    }
}

fn request_facts(written: &mut Written<'_>, request: &Request, setting: &Setting<'_>) {
    if let Some(minoxidil) = setting.knowledge.agent(doses::MINOXIDIL) {
        let oral = oral_courses(minoxidil, setting).daily(&setting.days);
        if oral.is_known() {
            written.number("minoxidil_daily_oral_mg", oral.low);
        } else {
            written.unknown("minoxidil_daily_oral_mg");
        }
    }
    concurrent(written, setting);
    if !request.zones.is_empty() {
        written.list("requested_zones", ListOf::Zone, &request.zones, Vec::new());
    }
    if let Some(technique) = setting.technique(request) {
        written.write(
            "requested_technique",
            Answer::Known(Value::Choice(technique.id.clone())),
        );
    }
    if let Some(gauge) = request.needle_gauge {
        written.number("needle_gauge", f64::from(gauge));
    }
    if let Some(depth) = request.depth {
        written.number("depth_planned", depth.0);
    }
}

/// Treatment on the day of decision or on a day of a session. Medicines that nobody asked about may hold more of it.
fn concurrent(written: &mut Written<'_>, setting: &Setting<'_>) {
    let today = day_number(setting.decided_on);
    let runs = |from: i64, until: i64| {
        setting
            .days
            .iter()
            .chain([&today])
            .any(|day| from <= *day && *day <= until)
    };
    let mut agents: Vec<String> = Vec::new();
    let mut unlisted: Vec<String> = Vec::new();
    for treatment in setting.concurrent {
        if runs(day_number(treatment.from), treatment.until.map_or(i64::MAX, day_number)) {
            match setting.knowledge.agent(&treatment.agent) {
                Some(agent) if !agents.contains(&agent.id) => agents.push(agent.id.clone()),
                Some(_) => {}
                None => unlisted.push(treatment.agent.clone()),
            }
        }
    }
    let is_asked = setting.value("medicines").is_some();
    if !is_asked && agents.is_empty() {
        written.write("concurrent_agents", Answer::Unknown(Unknown::NotAsked));
        return;
    }
    unlisted.extend((!is_asked).then(|| "medicines that were not asked about".to_owned()));
    written.list("concurrent_agents", ListOf::Agent, &agents, unlisted);
}

fn label_option(label: ProductLabel) -> &'static str {
    match label {
        ProductLabel::ForInjection => "for_injection",
        ProductLabel::ExternalUse => "external_use",
        ProductLabel::Oral => "oral",
        ProductLabel::Unlabelled => "unlabelled",
    }
}

#[expect(clippy::cast_precision_loss, reason = "a count of vials is far below 2^52")]
fn count(n: usize) -> f64 {
    n as f64
}
