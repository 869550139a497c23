//! The plan: every stage in the order of the patient's way, and what may be shown of it.
//!
//! A plan is a checklist that a professional reviews. What is excluded is told and not planned: a mixture or a protocol that
//! breaks a rule is shown with the reason, without dates, sheets or consent (DECISIONS.md 4).

use anagen_knowledge::records::{CountRange, Moment, Phase, Scope, Severity};
use anagen_knowledge::{FactSheet, Knowledge, ORIGINAL};
use jiff::civil::Date;

use super::cost::SESSIONS_NOT_KNOWN;
use super::{
    Composition, Consent, ConsentDetails, KnowledgeStamp, Plan, Stage, StageRefusal, Standing, after_sheet,
    before_sheet, consent, costs, evidence, options, session_checklist,
};
use crate::case::{Case, Request};
use crate::finding::{Finding, FindingState, Refusal};
use crate::formulation::{Formulation, formulate, record_mixture_facts};
use crate::injection_map::{InjectionMap, injection_map};
use crate::protocol::{Course, Preview, SessionDose, course, preview};
use crate::screening::{Gate, Report, Rulebook, Verdict, report, screen};
use crate::units::Millilitres;

/// Plans what a case asks for.
pub fn plan(case: &Case, knowledge: &Knowledge) -> Plan {
    let rulebook = Rulebook::new(knowledge);
    let mut sheet = case.sheet(knowledge);
    let procedure = report_of(&rulebook, &sheet, Gate::Procedure, &[], case);
    let mut worked = Worked::default();
    if let Some(request) = &case.request {
        worked = work_out(request, case, &mut sheet, knowledge);
    }
    let doses = worked
        .formulation
        .as_ref()
        .map_or(&[][..], |formulation| &formulation.findings);
    let cocktail = case
        .request
        .as_ref()
        .map(|_| report_of(&rulebook, &sheet, Gate::Cocktail, doses, case));
    let day = match &case.request {
        Some(_) => report_of(&rulebook, &sheet, Gate::Day, doses, case),
        // Nothing is asked for: rules about a mixture, a technique or zones have nothing to speak of.
        None => report_of(&rulebook.about_the_procedure(), &sheet, Gate::Day, doses, case),
    };
    let verdict = cocktail
        .as_ref()
        .map_or(procedure.verdict, |report| report.verdict.max(procedure.verdict));
    worked.refusals.extend(known_on_the_day(&rulebook, &day));

    let knowledge_stamp = stamp(knowledge);
    let may_be_treated = case.demo || knowledge_stamp.not_adopted.is_empty();
    // A course that waits for an answer cannot be signed.
    let is_settled = worked.course.as_ref().is_none_or(|course| course.is_complete);
    let standing = match (&case.request, verdict) {
        (None, _) => Standing::ScreeningOnly,
        (_, Verdict::Excluded) => Standing::Excluded,
        _ if !worked.refusals.is_empty() => Standing::Refused,
        (_, Verdict::Eligible) if is_settled && may_be_treated => Standing::ForReview,
        _ => Standing::Draft,
    };
    let mut plan = Plan {
        title: case.title.clone(),
        reference: case.reference.clone(),
        demo: case.demo,
        decided_on: case.today(),
        country: case.request.as_ref().map(|request| request.country.clone()),
        notes: Vec::new(),
        knowledge: knowledge_stamp,
        verdict,
        standing,
        known: super::known::known(case, knowledge),
        procedure,
        cocktail,
        day,
        refusals: worked.refusals,
        formulation: worked.formulation,
        injection_map: worked.injection_map,
        course: worked.course,
        preview: worked.preview,
        concurrent: case.concurrent.clone(),
        costs: None,
        evidence: Vec::new(),
        before: None,
        after: None,
        consent: None,
        checklist: Vec::new(),
        options: None,
    };
    complete(&mut plan, case, knowledge);
    plan
}

fn report_of(rulebook: &Rulebook<'_>, sheet: &FactSheet, gate: Gate, doses: &[Finding], case: &Case) -> Report {
    report(rulebook, sheet, &screen(rulebook, sheet, gate), doses, &case.clearances)
}

/// What the stages between two screenings found.
#[derive(Default)]
struct Worked {
    formulation: Option<Formulation>,
    injection_map: Option<InjectionMap>,
    course: Option<Course>,
    preview: Option<Preview>,
    refusals: Vec<StageRefusal>,
}

fn work_out(request: &Request, case: &Case, sheet: &mut FactSheet, knowledge: &Knowledge) -> Worked {
    let mut worked = Worked::default();
    let mut refuse = |stage, refusals: Vec<Refusal>| {
        worked
            .refusals
            .extend(refusals.into_iter().map(|refusal| StageRefusal { stage, refusal }));
    };
    // Volumes drawn by name add up to the session's volume: the map has to agree with it.
    let drawn: Millilitres = request.draw.iter().map(|draw| draw.volume).sum();
    let request = &Request {
        volume: request.volume.or((!request.draw.is_empty()).then_some(drawn)),
        ..request.clone()
    };
    match injection_map(request, knowledge) {
        Ok(map) => worked.injection_map = Some(map),
        Err(refusals) => refuse(Stage::InjectionMap, refusals),
    }
    let volume = worked.injection_map.as_ref().and_then(InjectionMap::total_volume);
    let today = case.today();
    let mix = |sessions: &[Date], sheet: &FactSheet| {
        // Lots have to last until they are used, so they are held against the day of the first session.
        let first_use = sessions.first().copied().or(request.start).unwrap_or(today).max(today);
        formulate(request, sheet, sessions, &case.concurrent, knowledge, volume, first_use)
    };
    let mut formulation = mix(&[], sheet);
    if let Some(asked) = &request.protocol {
        let doses: Vec<SessionDose> = formulation
            .cocktail
            .iter()
            .flat_map(|cocktail| &cocktail.agents)
            .map(|dose| SessionDose {
                agent: dose.agent.clone(),
                dose: dose.per_session,
            })
            .collect();
        match course(request, &doses, knowledge) {
            Ok(course) => {
                let days: Vec<Date> = course.sessions().filter_map(|session| session.date).collect();
                if !days.is_empty() {
                    formulation = mix(&days, sheet);
                }
                worked.course = Some(course);
            }
            Err(refusals) => {
                refuse(Stage::Protocol, refusals);
                worked.preview = preview(asked, request.start, knowledge).ok();
            }
        }
    }
    refuse(Stage::Formulation, formulation.refusals.clone());
    record_mixture_facts(&formulation, sheet);
    knowledge.apply_defaults(sheet);
    worked.formulation = Some(formulation);
    worked
}

/// A rule of the day about the mixture that is known to forbid it now refuses the request: an expired lot will not be fresher
/// on the day.
fn known_on_the_day(rulebook: &Rulebook<'_>, day: &Report) -> Vec<StageRefusal> {
    let about_mixture = |id: &str| {
        rulebook
            .rules
            .iter()
            .any(|rule| rule.rule.id == id && rule.rule.scope == Scope::Mixture && rule.rule.moment == Moment::Day)
    };
    day.findings
        .iter()
        .filter(|finding| finding.severity == Severity::Absolute && finding.state == FindingState::Fired)
        .filter(|finding| about_mixture(&finding.id))
        .map(|finding| StageRefusal {
            stage: Stage::Formulation,
            refusal: Refusal::new(
                "forbidden_on_the_day",
                format!("{}: {}", finding.id, finding.message),
                [finding.change.clone()],
            ),
        })
        .collect()
}

/// Adds what a plan has beyond the stages, as far as its standing allows.
fn complete(plan: &mut Plan, case: &Case, knowledge: &Knowledge) {
    let condition = case.diagnosis.as_ref().map(|diagnosis| diagnosis.condition.as_str());
    let Some(request) = &case.request else {
        if plan.verdict != Verdict::Excluded {
            plan.options = condition.map(|condition| options(condition, sex(case, knowledge).as_deref(), knowledge));
        }
        return;
    };
    let composition = composition(plan, request);
    plan.evidence = evidence(&composition, condition, knowledge);
    if matches!(plan.standing, Standing::Excluded | Standing::Refused) {
        // No dates for what is not to be done.
        plan.course = None;
        return;
    }
    let sessions = plan.course.as_ref().and_then(sessions_of_first_year);
    let later = request.protocol.as_ref().and_then(|asked| {
        let protocol = knowledge
            .records
            .protocols
            .iter()
            .find(|protocol| protocol.id == asked.id)?;
        maintenance(protocol.phases.last()?)
    });
    let comparison = costs(request.prices.as_ref(), sessions, later, knowledge);
    // That a total cannot be worked out is told beside the costs; it stands in nobody's way.
    let contradiction = comparison
        .refusal
        .clone()
        .filter(|refusal| refusal.code != SESSIONS_NOT_KNOWN);
    if let Some(refusal) = contradiction {
        plan.refusals.push(StageRefusal {
            stage: Stage::Cost,
            refusal,
        });
        plan.standing = Standing::Refused;
    }
    plan.costs = Some(comparison);
    plan.before = Some(before_sheet(&composition, knowledge, ORIGINAL));
    plan.after = Some(after_sheet(&composition, knowledge, ORIGINAL));
    plan.consent = Some(consent_of(plan, case, request, knowledge, ORIGINAL));
    plan.checklist = session_checklist(knowledge);
    hold_to_cooling_off(plan);
}

/// A plan whose sheets and consent are in the patient's language, as far as the knowledge is translated into it.
#[must_use]
pub fn for_patient(mut plan: Plan, case: &Case, knowledge: &Knowledge, language: &str) -> Plan {
    if let (Some(_), Some(request)) = (&plan.consent, &case.request) {
        let language = knowledge.language_for(language);
        let composition = composition(&plan, request);
        plan.before = Some(before_sheet(&composition, knowledge, &language));
        plan.after = Some(after_sheet(&composition, knowledge, &language));
        plan.consent = Some(consent_of(&plan, case, request, knowledge, &language));
    }
    plan
}

/// The consent of a plan in the patient's language, as far as the knowledge is translated into it; none where the plan has none.
pub fn consent_in(plan: &Plan, case: &Case, knowledge: &Knowledge, language: &str) -> Option<Consent> {
    plan.consent.as_ref()?;
    let request = case.request.as_ref()?;
    Some(consent_of(plan, case, request, knowledge, language))
}

fn consent_of(plan: &Plan, case: &Case, request: &Request, knowledge: &Knowledge, language: &str) -> Consent {
    let stage = case
        .diagnosis
        .as_ref()
        .and_then(|diagnosis| diagnosis.stage.as_ref())
        .map(|stage| stage.value.as_str());
    let details = ConsentDetails {
        condition: case.diagnosis.as_ref().map(|diagnosis| diagnosis.condition.as_str()),
        stage,
        products: &request.products,
        evidence: &plan.evidence,
        cost: plan.costs.as_ref(),
    };
    consent(&composition(plan, request), &details, knowledge, language)
}

/// A first treatment comes no earlier than the cooling-off after the talk, which is the day of decision at the earliest.
fn hold_to_cooling_off(plan: &mut Plan) {
    let days = plan.consent.as_ref().and_then(|consent| consent.cooling_off.days);
    let first = plan.course.as_ref().and_then(|course| course.starts_on);
    let treated_before = plan
        .known
        .iter()
        .any(|fact| fact.fact == "had_mesotherapy" && fact.value == "yes");
    let (Some(days), Some(first), false) = (days, first, treated_before) else {
        return;
    };
    let between = (first - plan.decided_on).get_days();
    if f64::from(between) < days {
        plan.notes.push(format!(
            "The first session is {between} days after the decision: the cooling-off before a first treatment is {} days \
             (proposed), longer below 21 years and where body dysmorphic disorder is in question. Choose a later start, or have \
             an earlier consent on record.",
            anagen_knowledge::Plain(days)
        ));
        if plan.standing == Standing::ForReview {
            plan.standing = Standing::Draft;
        }
    }
}

fn composition(plan: &Plan, request: &Request) -> Composition {
    let cocktail = plan
        .formulation
        .as_ref()
        .and_then(|formulation| formulation.cocktail.as_ref());
    Composition {
        agents: match cocktail {
            Some(cocktail) => cocktail
                .agents
                .iter()
                .map(|dose| (dose.agent.clone(), Some(dose.strength)))
                .collect(),
            None => request
                .agents
                .iter()
                .map(|asked| (asked.agent.clone(), Some(asked.strength)))
                .collect(),
        },
        technique: plan
            .injection_map
            .as_ref()
            .map(|map| map.placement().technique.id.clone())
            .or_else(|| request.technique.clone()),
        protocol: request.protocol.as_ref().map(|asked| asked.id.clone()),
        volume: cocktail.map(|cocktail| cocktail.volume),
        n_sessions: plan
            .course
            .as_ref()
            .filter(|course| course.is_complete)
            .and_then(|course| u32::try_from(course.sessions().count()).ok()),
    }
}

fn sessions_of_first_year(course: &Course) -> Option<CountRange> {
    let laid_out = course.sessions_12_months.laid_out;
    let exact = CountRange {
        from: laid_out,
        to: laid_out,
    };
    if course.is_complete {
        Some(exact)
    } else {
        course.sessions_12_months.stated
    }
}

/// Sessions of each later year, where the protocol's last phase is an open-ended maintenance.
fn maintenance(last: &Phase) -> Option<CountRange> {
    let days = last.every.as_ref()?.in_unit("days").ok()?;
    if !last.name.eq_ignore_ascii_case("maintenance") || days < 1.0 {
        return None;
    }
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "between 0 and 365"
    )]
    let a_year = (365.2425 / days).round() as u32;
    Some(CountRange {
        from: a_year,
        to: a_year,
    })
}

fn sex(case: &Case, knowledge: &Knowledge) -> Option<String> {
    let sheet = case.sheet(knowledge);
    match sheet.value(knowledge.fact_key("sex_at_birth")?)? {
        anagen_knowledge::Value::Choice(sex) => Some(sex.clone()),
        _ => None,
    }
}

fn stamp(knowledge: &Knowledge) -> KnowledgeStamp {
    let mut adopted = Vec::new();
    let mut not_adopted = Vec::new();
    for bundle in anagen_knowledge::records::BUNDLES {
        match knowledge.adoption(bundle) {
            Some(adoption) => adopted.push(format!("{bundle}: {}, {}", adoption.by, adoption.on)),
            None => not_adopted.push(bundle.to_owned()),
        }
    }
    KnowledgeStamp {
        version: knowledge.version.clone(),
        hash: knowledge.hash.clone(),
        adopted,
        not_adopted,
    }
}
