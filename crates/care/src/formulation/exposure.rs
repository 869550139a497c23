//! Exposure over 7 and over 90 days against the oral regimen (F-23): absorbed drug, never a bare ratio of doses.
//!
//! absorbed by mouth = dose x availability; what is injected counts as absorbed in full, which is the upper end: how fast a depot in
//! the skin releases a drug is not known. Where the availability is not known, that is said and nothing is compared.

use std::fmt::Write as _;

use anagen_knowledge::Plain;
use anagen_knowledge::records::{Agent, Measure, OralRegimen};
use serde::Serialize;

use super::oral::{OralCourses, oral_courses, worst_run};
use super::shelf::is_filler;
use super::{AgentDose, Cocktail, Setting};
use crate::dose::Dose;
use crate::units::Milligrams;

/// The spans of days of F-23.
const SPANS_DAYS: [u32; 2] = [7, 90];

/// Exposure to one agent over the worst run of so many days.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Exposure {
    /// Id of the agent.
    pub agent: String,
    /// Its name.
    pub name: String,
    /// Length of the run in days.
    pub days: u32,
    /// Sessions in it.
    pub n_sessions: u32,
    /// Injected in it, in the agent's own measure.
    pub injected: Dose,
    /// Taken by mouth in it; none where that is not known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub oral: Option<Milligrams>,
    /// Absorbed of what is known, the injected dose in full; none where the availability by mouth is needed and not known, or where
    /// the agent is not measured by mass.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub absorbed: Option<Milligrams>,
    /// Absorbed of the oral regimen in the same days, where its availability is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub regimen_absorbed: Option<Milligrams>,
    /// Absorbed, in percent of the regimen's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub percent_of_regimen: Option<f64>,
    /// All of it in words.
    pub text: String,
    /// What the agent's record says about suppression of a hormone at a named dose.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub suppression: Option<String>,
}

/// Exposure to every agent of a mixture, diluents left out.
pub(super) fn exposures(cocktail: &Cocktail, setting: &Setting<'_>) -> Vec<Exposure> {
    let agents = cocktail
        .agents
        .iter()
        .filter_map(|dose| Some((dose, setting.knowledge.agent(&dose.agent)?)));
    agents
        .filter(|(_, agent)| !is_filler(agent))
        .flat_map(|(dose, agent)| SPANS_DAYS.map(|days| exposure(dose, agent, days, setting)))
        .collect()
}

fn exposure(dose: &AgentDose, agent: &Agent, days: u32, setting: &Setting<'_>) -> Exposure {
    let courses = oral_courses(agent, setting);
    // An agent that nobody is treated with by mouth here is not asked about.
    let oral_matters = agent.oral_regimen.is_some() || courses != OralCourses::none(courses.open);
    let is_open = courses.open && oral_matters;
    let measure = dose.per_session.measure();
    let is_mass = measure == Measure::Mass;
    let regimen = agent.oral_regimen.as_ref().filter(|_| is_mass);
    let availability = regimen.and_then(|regimen| regimen.availability);
    let oral_weight = if is_mass { availability.unwrap_or(1.0) } else { 0.0 };
    let run = worst_run(days, &setting.days, dose.per_session.amount(), &courses, oral_weight);
    let (injected, oral) = (Dose::of(measure, run.injected), Milligrams(run.oral_mg));

    let absorbed = injected.milligrams().and_then(|injected| match availability {
        Some(availability) => Some(Milligrams(injected.0 + oral.0 * availability)),
        None if oral.0 > 0.0 => None,
        None => Some(injected),
    });
    let taken_in_regimen = regimen.and_then(|regimen| {
        let every_days = regimen.per.in_unit("days").ok().filter(|days| *days > 0.0)?;
        Some(Milligrams(
            regimen.dose.in_unit("mg").ok()? * f64::from(days) / every_days,
        ))
    });
    let regimen_absorbed = taken_in_regimen
        .zip(availability)
        .map(|(taken, availability)| Milligrams(taken.0 * availability));
    let percent_of_regimen = absorbed
        .zip(regimen_absorbed)
        .filter(|(_, regimen)| regimen.0 > 0.0)
        .map(|(absorbed, regimen)| 100.0 * absorbed.0 / regimen.0);

    let sessions = if run.n_sessions == 1 {
        "1 session".to_owned()
    } else {
        format!("{} sessions", run.n_sessions)
    };
    let mut text = format!("{injected} injected in {sessions} of the worst {days} days");
    if oral.0 > 0.0 {
        let _ = write!(text, ", {oral} by mouth besides");
    }
    text += ". ";
    match (
        regimen,
        taken_in_regimen,
        regimen_absorbed,
        absorbed,
        percent_of_regimen,
    ) {
        (Some(regimen), _, Some(of_regimen), Some(absorbed), Some(percent)) => {
            let availability = Plain(availability.unwrap_or_default());
            let share = words_of_percent(percent);
            let _ = write!(
                text,
                "With the injected dose counted as absorbed in full, {absorbed} absorbed: {share} of the {of_regimen} that {} \
                 brings into the body in that time (oral availability {availability}). How fast a depot in the skin releases it is not known.",
                words_of_regimen(regimen)
            );
        }
        (Some(regimen), Some(taken), ..) => {
            let _ = write!(
                text,
                "{} is {taken} taken in that time; which share of it reaches the body is not known here, so absorbed drug cannot be compared, \
                 and a ratio of doses would say too little.",
                words_of_regimen(regimen)
            );
        }
        _ => text += "There is no oral regimen to compare it with.",
    }
    if is_open {
        text += " What is taken by mouth besides is not known.";
    }
    if has_topical(agent, setting) {
        text += " What is absorbed of the treatment on the scalp comes on top and is not counted.";
    }
    Exposure {
        agent: dose.agent.clone(),
        name: dose.name.clone(),
        days,
        n_sessions: run.n_sessions,
        injected,
        oral: (!is_open).then_some(oral),
        absorbed,
        regimen_absorbed,
        percent_of_regimen,
        text,
        suppression: agent
            .warnings
            .iter()
            .find(|warning| warning.text.contains("suppression"))
            .map(|warning| warning.text.clone()),
    }
}

/// `0.5 mg a day by mouth`.
fn words_of_regimen(regimen: &OralRegimen) -> String {
    match regimen.per.in_unit("days") {
        Ok(days) if Plain(days).to_string() == "1" => format!("{} a day by mouth", regimen.dose),
        _ => format!("{} every {} by mouth", regimen.dose, regimen.per),
    }
}

fn words_of_percent(percent: f64) -> String {
    match percent {
        percent if percent < 0.1 => "less than 0.1 %".to_owned(),
        percent if percent < 10.0 => format!("about {percent:.1} %"),
        percent => format!("about {percent:.0} %"),
    }
}

fn has_topical(agent: &Agent, setting: &Setting<'_>) -> bool {
    setting.concurrent.iter().any(|treatment| {
        !treatment.is_oral()
            && setting
                .knowledge
                .agent(&treatment.agent)
                .is_some_and(|known| known.id == agent.id)
    })
}
