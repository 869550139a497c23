//! Limits of agents: the caps of their records, per session, per kg of body weight and per run of days, in the agent's own measure
//! (mg, U, mL) or in mL drawn of the products that hold it.
//!
//! A cap holds for whom its `when` says, in three-valued logic: what is not known leaves it undecided and is named. Minoxidil by
//! mouth is added to the session (DECISIONS.md 5), and runs of days count treatment by mouth. A maximum that is halved where the
//! liver is ill is halved only when that is known; while it is not, both are tried. Doses are those of declared contents: a product
//! that does not declare its composition is blocked by rule F-24.

use std::fmt::Write as _;

use anagen_knowledge::records::{Agent, Cap, CapPer, Measure, MinInterval, Moment, Severity};
use anagen_knowledge::{Comparison, Condition, FactSheet, Knowledge, Plain, Truth, Value};

use super::oral::{Amount, OralCourses, oral_courses, worst_run};
use super::{AgentDose, Cocktail, Setting};
use crate::dose::Dose;
use crate::finding::{Finding, FindingState};

/// The agent whose oral dose of a day is added to its session.
pub(super) const MINOXIDIL: &str = "minoxidil";

/// A shortest interval that a dose asks for.
#[derive(Debug, Clone, Copy)]
pub struct MinimumInterval<'k> {
    /// Whole days from one session to the next.
    pub days: u32,
    /// The record that says so.
    pub record: &'k MinInterval,
}

/// The longest of the intervals that hold at this dose of a session.
pub fn min_interval_days(agent: &Agent, dose: Dose) -> Option<MinimumInterval<'_>> {
    let (amount, unit) = (dose.amount(), dose.measure().unit());
    let holds = |record: &MinInterval| match record.at_least.as_ref().map(|at_least| at_least.in_unit(unit)) {
        // A dose that is no number, or a threshold in another measure, does not take an interval away.
        None | Some(Err(_)) => true,
        Some(Ok(at_least)) => amount.is_nan() || Comparison::AtLeast.compare(amount, amount, at_least) == Truth::True,
    };
    agent
        .min_interval
        .iter()
        .filter(|record| holds(record))
        .filter_map(|record| {
            Some(MinimumInterval {
                days: whole_days(record.interval.in_unit("days").ok()?),
                record,
            })
        })
        .max_by_key(|interval| interval.days)
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "clamped to the range first"
)]
fn whole_days(days: f64) -> u32 {
    days.ceil().clamp(0.0, f64::from(u32::MAX)) as u32
}

/// Every cap that is broken, or that what is not known leaves open; and every limit that holds for this patient, kept or not.
pub(super) fn findings(cocktail: &Cocktail, setting: &Setting<'_>) -> (Vec<Finding>, Vec<DoseLimit>) {
    let (mut findings, mut limits) = (Vec::new(), Vec::new());
    for dose in &cocktail.agents {
        let Some(agent) = setting.knowledge.agent(&dose.agent) else {
            continue;
        };
        for cap in &agent.caps {
            let judged = judge(agent, cap, dose, cocktail, setting);
            limits.extend(judged.limit(agent, cap));
            findings.extend(judged.finding(agent, cap));
        }
    }
    (findings, limits)
}

/// How far a dose uses a limit that holds for this patient, or may hold.
#[derive(Debug, Clone, PartialEq)]
pub struct DoseLimit {
    /// Id of the cap.
    pub cap: String,
    /// Name of the agent.
    pub name: String,
    /// The limit in words: `Minoxidil: at most 2.5 mg in one session`.
    pub title: String,
    /// What is counted against it: at least so much.
    pub counted: f64,
    /// At most so much; none where it is not known.
    pub counted_at_most: Option<f64>,
    /// The limit for this patient at its strictest; none where it is not known, such as for want of the weight.
    pub limit: Option<f64>,
    /// `mg`, `U` or `mL`.
    pub unit: &'static str,
    /// What follows from breaking it.
    pub severity: Severity,
    /// Whether it is broken: true, false or not known.
    pub broken: Truth,
}

/// A cap held against a dose.
struct Judged {
    /// Whether it holds for this patient and is broken.
    broken: Truth,
    /// Whether it holds for this patient.
    applies: Truth,
    held: Option<Held>,
    missing: Vec<String>,
}

/// What a cap counts, the limit for this patient, and the facts that leave either open.
struct Held {
    counted: Amount,
    limit: Limit,
    unit: &'static str,
    oral: Amount,
    missing: Vec<String>,
}

/// The limit of a cap for one patient.
pub(super) struct Limit {
    pub(super) amount: Amount,
    /// Body weight in kg that it was worked out for.
    weight: Option<Amount>,
    is_halved: Truth,
}

fn judge(agent: &Agent, cap: &Cap, dose: &AgentDose, cocktail: &Cocktail, setting: &Setting<'_>) -> Judged {
    let mut missing = Vec::new();
    let applies = match (&cap.when, setting.knowledge.dose_condition(&cap.id)) {
        (None, _) => Truth::True,
        (Some(_), Some(condition)) => decide(condition, setting, &mut missing),
        (Some(_), None) => Truth::Unknown,
    };
    let held = hold(agent, cap, dose, cocktail, setting);
    let comparison = if cap.broken_at_amount {
        Comparison::AtLeast
    } else {
        Comparison::Above
    };
    let broken = held.as_ref().map_or(Truth::Unknown, |held| {
        let is = |counted: f64, limit: f64| comparison.compare(counted, counted, limit);
        if is(held.counted.low, held.limit.amount.high) == Truth::True {
            Truth::True
        } else if is(held.counted.high, held.limit.amount.low) == Truth::False {
            Truth::False
        } else {
            Truth::Unknown
        }
    });
    if broken == Truth::Unknown {
        missing.extend(held.as_ref().map(|held| held.missing.clone()).unwrap_or_default());
    }
    missing.dedup();
    Judged {
        broken: applies.and(broken),
        applies,
        held,
        missing,
    }
}

impl Judged {
    /// The limit with what is used of it; none where it does not hold for this patient, or is nothing at all.
    fn limit(&self, agent: &Agent, cap: &Cap) -> Option<DoseLimit> {
        let held = self.held.as_ref()?;
        let finite = |number: f64| number.is_finite().then_some(number);
        let words = Words {
            agent,
            cap,
            held: Some(held),
        };
        (self.applies != Truth::False && !words.is_never()).then(|| DoseLimit {
            cap: cap.id.clone(),
            name: agent.name.clone(),
            title: words.title(),
            counted: held.counted.low,
            counted_at_most: finite(held.counted.high),
            limit: finite(held.limit.amount.low).filter(|limit| *limit > 0.0),
            unit: held.unit,
            severity: cap.severity,
            broken: self.broken,
        })
    }

    fn finding(self, agent: &Agent, cap: &Cap) -> Option<Finding> {
        let state = match self.broken {
            Truth::False => return None,
            Truth::True => FindingState::Fired,
            Truth::Unknown => FindingState::Undecided { missing: self.missing },
        };
        let held = self.held;
        let words = Words {
            agent,
            cap,
            held: held.as_ref(),
        };
        Some(Finding {
            id: cap.id.clone(),
            title: words.title(),
            severity: cap.severity,
            message: words.message(&state),
            state,
            about: agent.name.clone(),
            moment: Moment::Planning,
            change: words.change(),
            why: cap.why.clone(),
            until: None,
            until_date: None,
            specialist: None,
            clearance: cap
                .clearance
                .clone()
                .unwrap_or_else(|| cap.severity.clearance().to_owned()),
            cleared: None,
            sources: cap.sources.clone(),
            confidence: cap.confidence,
            status: cap.status,
            confirmed_by: agent.confirmed_by.clone(),
        })
    }
}

/// What a cap counts and against what; none for an amount that is neither in the agent's measure nor a volume.
fn hold(agent: &Agent, cap: &Cap, dose: &AgentDose, cocktail: &Cocktail, setting: &Setting<'_>) -> Option<Held> {
    let (measure, per_session) = (dose.per_session.measure(), dose.per_session.amount());
    let Ok(amount) = cap.amount.in_unit(measure.unit()) else {
        return hold_drawn(cap, dose, cocktail, setting);
    };
    let mut missing = Vec::new();
    let limit = limit(agent, cap, amount, setting, &mut missing);
    let (session, none) = (Amount::exactly(per_session), Amount::exactly(0.0));
    // Treatment by mouth is recorded in mg, and adds to nothing else.
    let courses = match measure {
        Measure::Mass => oral_courses(agent, setting),
        Measure::Volume | Measure::Units => OralCourses::none(false),
    };
    let (counted, oral) = match cap.per {
        CapPer::Session if agent.id == MINOXIDIL => {
            let oral = courses.daily(&setting.days);
            (session.plus(oral), oral)
        }
        CapPer::Session | CapPer::Kilogram => (session, none),
        CapPer::Days(days) => {
            let run = worst_run(days, &setting.days, per_session, &courses, 1.0);
            let high = if courses.open { f64::INFINITY } else { run.oral_mg };
            let oral = Amount { low: run.oral_mg, high };
            (Amount::exactly(run.injected).plus(oral), oral)
        }
    };
    if !oral.is_known() {
        missing.push(open_oral_fact(agent, setting));
    }
    let unit = measure.unit();
    Some(Held {
        counted,
        limit,
        unit,
        oral,
        missing,
    })
}

/// A cap in mL of an agent that is measured otherwise counts the volume drawn of the products that hold it.
fn hold_drawn(cap: &Cap, dose: &AgentDose, cocktail: &Cocktail, setting: &Setting<'_>) -> Option<Held> {
    let amount = Amount::exactly(cap.amount.in_unit("mL").ok()?);
    // Without a vial the volume drawn is not known; it is at most the whole mixture.
    let whole = Amount {
        low: 0.0,
        high: cocktail.volume.0,
    };
    let drawn = dose.drawn.map_or(whole, |drawn| Amount::exactly(drawn.0));
    let per_run = match cap.per {
        CapPer::Days(days) => worst_run(days, &setting.days, 1.0, &OralCourses::none(false), 1.0).injected,
        CapPer::Session | CapPer::Kilogram => 1.0,
    };
    Some(Held {
        counted: Amount {
            low: drawn.low * per_run,
            high: drawn.high * per_run,
        },
        limit: Limit {
            amount,
            weight: None,
            is_halved: Truth::False,
        },
        unit: "mL",
        oral: Amount::exactly(0.0),
        missing: vec!["strengths_known".to_owned()],
    })
}

/// The fact that would settle what is taken by mouth.
fn open_oral_fact(agent: &Agent, setting: &Setting<'_>) -> String {
    let asked = matches!(setting.value("medicines"), Some(Value::List(medicines)) if medicines.unlisted.is_empty());
    let fact = match asked {
        false => "medicines",
        true if agent.id == MINOXIDIL => "minoxidil_daily_oral_mg",
        true => "concurrent_agents",
    };
    fact.to_owned()
}

/// The limit of a cap for this patient: by weight, and halved where the agent's record says so.
pub(super) fn limit(
    agent: &Agent,
    cap: &Cap,
    cap_amount: f64,
    setting: &Setting<'_>,
    missing: &mut Vec<String>,
) -> Limit {
    if cap_amount <= 0.0 {
        let amount = Amount::exactly(0.0);
        return Limit {
            amount,
            weight: None,
            is_halved: Truth::False,
        };
    }
    let weight = (cap.per == CapPer::Kilogram).then(|| match setting.value("body_weight") {
        Some(Value::Number { low, high }) if *low > 0.0 => Amount { low: *low, high: *high },
        _ => Amount {
            low: 0.0,
            high: f64::INFINITY,
        },
    });
    if weight.is_some_and(|weight| !weight.is_known()) {
        missing.push("body_weight".to_owned());
    }
    let is_halved = match (&agent.halved_when, setting.knowledge.dose_condition(&agent.id)) {
        (None, _) => Truth::False,
        (Some(_), Some(condition)) => decide(condition, setting, missing),
        (Some(_), None) => Truth::Unknown,
    };
    let whole = weight.map_or(Amount::exactly(cap_amount), |weight| Amount {
        low: cap_amount * weight.low,
        high: cap_amount * weight.high,
    });
    let amount = match is_halved {
        Truth::False => whole,
        Truth::True => Amount {
            low: whole.low / 2.0,
            high: whole.high / 2.0,
        },
        Truth::Unknown => Amount {
            low: whole.low / 2.0,
            high: whole.high,
        },
    };
    Limit {
        amount,
        weight,
        is_halved,
    }
}

/// Evaluates a condition; where it is open, names the facts that leave it so.
fn decide(condition: &Condition, setting: &Setting<'_>, missing: &mut Vec<String>) -> Truth {
    let truth = condition.evaluate(setting.sheet);
    if truth == Truth::Unknown {
        let (knowledge, sheet): (&Knowledge, &FactSheet) = (setting.knowledge, setting.sheet);
        let is_open = |value: Option<&Value>| match value {
            None => true,
            Some(Value::List(list)) => !list.unlisted.is_empty(),
            Some(Value::Number { low, high }) => low < high,
            Some(_) => false,
        };
        missing.extend(
            condition
                .facts()
                .into_iter()
                .filter(|fact| is_open(sheet.value(*fact)))
                .map(|fact| knowledge.fact(fact).id.clone()),
        );
    }
    truth
}

/// A cap in words.
struct Words<'a> {
    agent: &'a Agent,
    cap: &'a Cap,
    held: Option<&'a Held>,
}

impl Words<'_> {
    fn is_never(&self) -> bool {
        self.cap.amount.value <= 0.0
    }

    fn span(&self) -> String {
        match self.cap.per {
            CapPer::Session => "in one session".to_owned(),
            CapPer::Kilogram => "in one session for each kg of body weight".to_owned(),
            CapPer::Days(1) => "on one day".to_owned(),
            CapPer::Days(days) => format!("in any {days} days"),
        }
    }

    fn title(&self) -> String {
        let name = &self.agent.name;
        match (self.is_never(), self.cap.broken_at_amount) {
            (true, _) => format!("{name} is never injected"),
            (false, true) => format!("{name}: less than {} {}", self.cap.amount, self.span()),
            (false, false) => format!("{name}: at most {} {}", self.cap.amount, self.span()),
        }
    }

    fn change(&self) -> String {
        let limit = match self.held {
            Some(held) if held.limit.amount.low > 0.0 => in_unit(held.limit.amount.low, held.unit),
            _ => self.recorded(),
        };
        match (self.is_never(), self.cap.broken_at_amount) {
            (true, _) => format!("A mixture without {}", self.agent.name),
            (false, true) => format!("Less than {limit} {}", self.short_span()),
            (false, false) => format!("{limit} or less {}", self.short_span()),
        }
    }

    fn short_span(&self) -> String {
        match self.cap.per {
            CapPer::Session | CapPer::Kilogram => "in one session".to_owned(),
            CapPer::Days(1) => "on one day".to_owned(),
            CapPer::Days(days) => format!("within {days} days"),
        }
    }

    /// The limit as the record gives it.
    fn recorded(&self) -> String {
        let each_kg = if self.cap.per == CapPer::Kilogram {
            " for each kg"
        } else {
            ""
        };
        format!("{}{each_kg}", self.cap.amount)
    }

    fn message(&self, state: &FindingState) -> String {
        let name = &self.agent.name;
        let Some(held) = self.held else {
            return format!(
                "{name}: its limit of {} {} cannot be held against the dose",
                self.cap.amount,
                self.span()
            );
        };
        let mut dose = format!(
            "{name} comes to {} {}",
            between(held.counted, held.unit),
            self.short_span()
        );
        if held.oral.low > 0.0 {
            let _ = write!(dose, ", {} by mouth included", in_unit(held.oral.low, held.unit));
        }
        let FindingState::Fired = state else {
            let limit = if held.limit.amount.high.is_finite() {
                between(held.limit.amount, held.unit)
            } else {
                self.recorded()
            };
            return format!("{dose}; whether that breaks the limit of {limit} depends on what is not known");
        };
        let limit = in_unit(held.limit.amount.high, held.unit);
        let limit_with_reason = format!("{limit}{}", how(held, self.cap));
        if self.is_never() {
            format!("{dose}: it is never injected")
        } else if self.cap.broken_at_amount {
            format!("{dose}: {limit_with_reason} or more")
        } else if in_unit(held.counted.low, held.unit) == limit {
            format!("{dose}: slightly above {limit_with_reason}")
        } else {
            format!("{dose}: above {limit_with_reason}")
        }
    }
}

/// How a limit came about that differs from its record.
fn how(held: &Held, cap: &Cap) -> String {
    let halved = if held.limit.is_halved == Truth::True {
        ", halved"
    } else {
        ""
    };
    match held.limit.weight {
        Some(weight) => format!(" ({} for each kg, {} kg{halved})", cap.amount, Plain(weight.high)),
        None if halved.is_empty() => String::new(),
        None => format!(" ({}{halved})", cap.amount),
    }
}

fn between(amount: Amount, unit: &str) -> String {
    match (amount.low, amount.high) {
        (low, high) if high <= low => in_unit(low, unit),
        (low, f64::INFINITY) => format!("at least {}", in_unit(low, unit)),
        (low, high) => format!("between {} and {}", in_unit(low, unit), in_unit(high, unit)),
    }
}

fn in_unit(number: f64, unit: &str) -> String {
    format!("{} {unit}", Plain(number))
}
