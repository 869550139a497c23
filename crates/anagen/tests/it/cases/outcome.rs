//! A case's reviewed outcome, and where a plan differs from it.

use std::collections::BTreeMap;
use std::fmt::Debug;

use anagen_care::dose::Dose;
use anagen_care::finding::{Finding, FindingState};
use anagen_care::injection_map::InjectionMap;
use anagen_care::plan::{Plan, Standing};
use anagen_care::protocol::{Course, CourseSession};
use anagen_care::screening::{Report, Verdict};
use anagen_knowledge::records::Measure;
use jiff::civil::Date;
use serde::{Deserialize, Deserializer};

/// What a reviewer expects of a case. `examples/cases/README.md` describes the file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Outcome {
    /// The reviewer's reason.
    pub(super) why: String,
    /// Verdict of the plan.
    pub(super) verdict: Verdict,
    /// Verdict for the procedure.
    procedure: Verdict,
    /// Verdict for the cocktail, where something is asked for.
    cocktail: Option<Verdict>,
    /// How far the plan goes.
    standing: String,
    /// Exit status of `anagen plan`.
    pub(super) exit_code: u8,
    /// The first questions, in order; not held where it is left out.
    questions: Option<Vec<String>>,
    /// Codes of all refusals, in order.
    refusals: Vec<String>,
    findings: Findings,
    #[serde(default)]
    numbers: Numbers,
    /// Where the reviewer and the program differ and the program is held to be wrong: what, and why.
    #[serde(default)]
    pub(super) disputed: BTreeMap<String, String>,
}

/// Ids of rules and caps, of the screening that decides: for the cocktail, or for the procedure where nothing is asked for.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Findings {
    /// All that stand.
    stand: Vec<String>,
    /// All that are open; not held where it is left out.
    undecided: Option<Vec<String>>,
    /// All that were cleared.
    #[serde(default)]
    cleared: Vec<String>,
    /// Rules of all clearances that were rejected.
    #[serde(default)]
    rejected: Vec<String>,
    /// All that stand about a person or the kit.
    #[serde(default)]
    restrictions: Vec<String>,
    /// Must be neither fired nor open.
    #[serde(default)]
    absent: Vec<String>,
    /// Rules of the day that stand already.
    #[serde(default)]
    day: Vec<String>,
    /// The day until which a finding waits.
    #[serde(default)]
    until: BTreeMap<String, CivilDate>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Numbers {
    points: Option<u32>,
    passes: Option<u32>,
    total_ml: Option<f64>,
    mixture_ml: Option<f64>,
    #[serde(default)]
    mg_per_session: BTreeMap<String, f64>,
    /// Of agents that are measured by volume.
    #[serde(default)]
    ml_per_session: BTreeMap<String, f64>,
    sessions: Option<usize>,
    first: Option<CivilDate>,
    last: Option<CivilDate>,
    dates: Option<Vec<CivilDate>>,
    first_start: Option<String>,
    last_start: Option<String>,
    complete: Option<bool>,
    preview: Option<String>,
}

/// A TOML date.
#[derive(Debug, Clone, Copy, PartialEq)]
struct CivilDate(Date);

impl<'de> Deserialize<'de> for CivilDate {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let written = toml::value::Datetime::deserialize(deserializer)?;
        written.to_string().parse().map(Self).map_err(serde::de::Error::custom)
    }
}

/// A difference between a plan and its reviewed outcome: what, and in words.
type Difference = (String, String);

/// What has to be looked at: differences that are not disputed, and disputes that are settled.
pub(super) fn differences(outcome: &Outcome, plan: &Plan) -> Vec<String> {
    let found = all_differences(outcome, plan);
    let settled = outcome
        .disputed
        .keys()
        .filter(|what| *what != "exit_code" && !found.iter().any(|(other, _)| other == *what));
    let settled: Vec<String> = settled
        .map(|what| format!("{what} is disputed no more: take it out of `[disputed]`"))
        .collect();
    let open = found
        .into_iter()
        .filter(|(what, _)| !outcome.disputed.contains_key(what));
    open.map(|(what, words)| format!("{what}: {words}"))
        .chain(settled)
        .collect()
}

fn all_differences(outcome: &Outcome, plan: &Plan) -> Vec<Difference> {
    let mut found = Vec::new();
    let deciding = plan.cocktail.as_ref().unwrap_or(&plan.procedure);
    hold(&mut found, "verdict", &outcome.verdict, &plan.verdict);
    hold(&mut found, "procedure", &outcome.procedure, &plan.procedure.verdict);
    hold(
        &mut found,
        "cocktail",
        &outcome.cocktail,
        &plan.cocktail.as_ref().map(|report| report.verdict),
    );
    hold(
        &mut found,
        "standing",
        &outcome.standing.as_str(),
        &standing(plan.standing),
    );
    if let Some(questions) = &outcome.questions {
        let asked: Vec<String> = deciding
            .questions
            .iter()
            .take(questions.len())
            .map(|question| question.fact.clone())
            .collect();
        hold(&mut found, "questions", questions, &asked);
    }
    let codes: Vec<String> = plan
        .refusals
        .iter()
        .map(|refusal| refusal.refusal.code.to_owned())
        .collect();
    hold(&mut found, "refusals", &outcome.refusals, &codes);
    hold_findings(&mut found, &outcome.findings, deciding, plan);
    hold_numbers(&mut found, &outcome.numbers, plan);
    found
}

fn hold_findings(found: &mut Vec<Difference>, expected: &Findings, deciding: &Report, plan: &Plan) {
    let ids = |findings: &[Finding], keep: &dyn Fn(&Finding) -> bool| -> Vec<String> {
        sorted(
            findings
                .iter()
                .filter(|finding| keep(finding))
                .map(|finding| finding.id.clone()),
        )
    };
    let fired = |finding: &Finding| finding.state == FindingState::Fired;
    hold(
        found,
        "findings.stand",
        &sorted(expected.stand.clone()),
        &ids(&deciding.findings, &Finding::stands),
    );
    if let Some(undecided) = &expected.undecided {
        hold(
            found,
            "findings.undecided",
            &sorted(undecided.clone()),
            &ids(&deciding.findings, &|finding| !fired(finding)),
        );
    }
    let cleared = ids(&deciding.findings, &|finding| finding.cleared.is_some());
    hold(found, "findings.cleared", &sorted(expected.cleared.clone()), &cleared);
    let rejected = sorted(
        deciding
            .rejected_clearances
            .iter()
            .map(|rejected| rejected.rule.clone()),
    );
    hold(
        found,
        "findings.rejected",
        &sorted(expected.rejected.clone()),
        &rejected,
    );
    hold(
        found,
        "findings.restrictions",
        &sorted(expected.restrictions.clone()),
        &ids(&deciding.restrictions, &fired),
    );
    for id in &expected.absent {
        let found_here: Vec<&Finding> = deciding.findings.iter().filter(|finding| &finding.id == id).collect();
        hold(found, &format!("findings.absent {id}"), &Vec::new(), &found_here);
    }
    let of_the_day: Vec<&Finding> = plan
        .conditions_of_the_day()
        .filter(|finding| finding.stands())
        .collect();
    let of_the_day = sorted(of_the_day.iter().map(|finding| finding.id.clone()));
    hold(found, "findings.day", &sorted(expected.day.clone()), &of_the_day);
    for (id, day) in &expected.until {
        let until = deciding
            .findings
            .iter()
            .find(|finding| &finding.id == id)
            .and_then(|finding| finding.until_date);
        hold(found, &format!("findings.until {id}"), &Some(day.0), &until);
    }
}

fn hold_numbers(found: &mut Vec<Difference>, expected: &Numbers, plan: &Plan) {
    let map = plan.injection_map.as_ref();
    let points = map.and_then(InjectionMap::points);
    let passes = map.and_then(|map| match map {
        InjectionMap::Passes(pass) => pass.passes,
        InjectionMap::Points(_) => None,
    });
    let n_points = points.map(|map| map.n_points);
    let total_ml = points.map(|map| map.total_volume.0);
    given(found, "points", expected.points.as_ref(), n_points.as_ref());
    given(found, "passes", expected.passes.as_ref(), passes.as_ref());
    near(found, "total_ml", expected.total_ml, total_ml);

    let formulation = plan.formulation.as_ref();
    let cocktail = formulation.and_then(|formulation| formulation.cocktail.as_ref());
    let mixture_ml = cocktail.map(|cocktail| cocktail.volume.0);
    near(found, "mixture_ml", expected.mixture_ml, mixture_ml);
    for (agent, mg) in &expected.mg_per_session {
        let is = cocktail.and_then(|cocktail| cocktail.milligrams(agent));
        near(found, &format!("mg_per_session.{agent}"), Some(*mg), is.map(|mg| mg.0));
    }
    for (agent, ml) in &expected.ml_per_session {
        let is = cocktail.and_then(|cocktail| cocktail.per_session(agent));
        let is = is.filter(|dose| dose.measure() == Measure::Volume);
        near(
            found,
            &format!("ml_per_session.{agent}"),
            Some(*ml),
            is.map(Dose::amount),
        );
    }

    let course = plan.course.as_ref();
    let sessions: Vec<&CourseSession> = course.into_iter().flat_map(Course::sessions).collect();
    let n_sessions = course.map(|_| sessions.len());
    let days = sessions.iter().filter_map(|session| session.date);
    let dates: Vec<CivilDate> = days.map(CivilDate).collect();
    let start = |session: Option<&&CourseSession>| Some(session?.start.as_ref()?.to_string());
    let (first_start, last_start) = (start(sessions.first()), start(sessions.last()));
    let is_complete = course.map(|course| course.is_complete);
    let preview = plan.preview.as_ref().map(|preview| preview.protocol.id.clone());
    given(found, "sessions", expected.sessions.as_ref(), n_sessions.as_ref());
    given(found, "first", expected.first.as_ref(), dates.first());
    given(found, "last", expected.last.as_ref(), dates.last());
    given(found, "dates", expected.dates.as_ref(), Some(&dates));
    given(
        found,
        "first_start",
        expected.first_start.as_ref(),
        first_start.as_ref(),
    );
    given(found, "last_start", expected.last_start.as_ref(), last_start.as_ref());
    given(found, "complete", expected.complete.as_ref(), is_complete.as_ref());
    given(found, "preview", expected.preview.as_ref(), preview.as_ref());
}

fn standing(standing: Standing) -> &'static str {
    match standing {
        Standing::ScreeningOnly => "screening_only",
        Standing::Excluded => "excluded",
        Standing::Refused => "refused",
        Standing::Draft => "draft",
        Standing::ForReview => "for_review",
    }
}

fn sorted(ids: impl IntoIterator<Item = String>) -> Vec<String> {
    let mut ids: Vec<String> = ids.into_iter().collect();
    ids.sort();
    ids
}

fn hold<T: PartialEq + Debug>(found: &mut Vec<Difference>, what: &str, expected: &T, is: &T) {
    if expected != is {
        found.push((what.to_owned(), format!("{expected:?} is expected, {is:?} comes out")));
    }
}

fn given<T: PartialEq + Debug>(found: &mut Vec<Difference>, what: &str, expected: Option<&T>, is: Option<&T>) {
    if expected.is_some() {
        hold(found, &format!("numbers.{what}"), &expected, &is);
    }
}

/// A volume or a mass, to the millionth: arithmetic in binary fractions, no clinical number.
fn near(found: &mut Vec<Difference>, what: &str, expected: Option<f64>, is: Option<f64>) {
    let Some(expected) = expected else { return };
    if !is.is_some_and(|is| (is - expected).abs() < 1e-6) {
        found.push((
            format!("numbers.{what}"),
            format!("{expected} is expected, {is:?} comes out"),
        ));
    }
}
