//! Handing a consent over: from then on the days for thinking it over run.

use std::collections::BTreeMap;

use anagen_care::plan::consent_in;
use anagen_knowledge::records::{ConsentRule, ConsentTrigger};
use anagen_knowledge::{Said, Value};
use anagen_records::consents::{self, Consent, ConsentKind};
use anagen_records::plans;
use anagen_records::values::{ConsentId, Day, Json, PatientId, PlanId};
use jiff::Span;
use jiff::civil::Date;

use super::text::{lines, text_of};
use crate::Message;
use crate::actor::{Action, Actor};
use crate::app::App;
use crate::error::{AppError, Invalid};
use crate::transaction::Deed;
use crate::way::{self, Way};
use crate::{case, patients, plan};

/// Most days that somebody can be asked to think it over; more is a slip of the pen.
const MOST_DAYS: i64 = 366;
/// Longest line that the clinic writes in.
const LONGEST_LINE: usize = 400;

/// How long a patient has to think before the consent may be signed.
#[derive(Debug, Clone, PartialEq)]
pub struct Waiting {
    /// At least so many days.
    pub at_least: i64,
    /// Whether the director says how many, because the rules only say "longer".
    pub is_longer: bool,
    /// Why, in the words of the rules.
    pub because: Vec<Said>,
}

/// How long this patient has to think.
///
/// Nothing before a treatment that is not the first; longer for the young and where body dysmorphic disorder is in question.
/// What is not known counts as being so. The reasons are in the reader's language.
pub fn waiting(way: &Way, language: &str) -> Waiting {
    let rules = &way.knowledge.records.consent_rules;
    let rule = |trigger| rules.iter().find(|rule: &&ConsentRule| rule.trigger == trigger);
    let sheet = way.case.sheet(&way.knowledge);
    let yes_no = |fact: &str| match sheet.value(way.knowledge.fact_key(fact)?) {
        Some(Value::YesNo(value)) => Some(*value),
        _ => None,
    };
    if way.counts.signed_sessions > 0 || yes_no("had_mesotherapy") == Some(true) {
        return Waiting {
            at_least: 0,
            is_longer: false,
            because: Vec::new(),
        };
    }
    let parameter = |rule: Option<&ConsentRule>, name: &str| rule.and_then(|rule| whole(*rule.parameters.get(name)?));
    let first = rule(ConsentTrigger::FirstTime);
    let longer = rule(ConsentTrigger::CoolingOffLonger);
    let mut waiting = Waiting {
        at_least: parameter(first, "wait_days").unwrap_or(0),
        is_longer: false,
        because: first.map(|rule| rule.text_in(language)).into_iter().collect(),
    };
    if let Some(rule) = longer {
        let is_young = parameter(Some(rule), "under_age_years").is_some_and(|years| {
            way.case
                .birth_date
                .is_none_or(|birth| age(birth, way.case.today()) < years)
        });
        if is_young || yes_no("bddq_positive") != Some(false) {
            let more_than = parameter(Some(rule), "wait_days_more_than").unwrap_or(waiting.at_least);
            waiting.at_least = waiting.at_least.max(more_than + 1);
            waiting.is_longer = true;
            waiting.because.push(rule.text_in(language));
        }
    }
    waiting
}

fn whole(number: f64) -> Option<i64> {
    #[expect(clippy::cast_possible_truncation, reason = "held to 0 to 10,000 first")]
    (0.0..=10_000.0).contains(&number).then_some(number.ceil() as i64)
}

fn age(birth: Date, today: Date) -> i64 {
    let had_birthday = (today.month(), today.day()) >= (birth.month(), birth.day());
    i64::from(today.year() - birth.year()) - i64::from(!had_birthday)
}

/// What is said when a consent is handed over.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct HandOver {
    /// What stands in each line that the clinic fills in, by the line.
    pub written_in: BTreeMap<String, String>,
    /// Days for thinking it over, where the director says how many.
    pub days: Option<i64>,
}

/// Hands the consent to a signed plan over, in its version of now.
pub async fn give(
    actor: &Actor,
    app: &App,
    patient: PatientId,
    plan: PlanId,
    version: i64,
    hand_over: &HandOver,
) -> Result<ConsentId, AppError> {
    let knowledge = app.knowledge(actor.clinic).await?;
    let mut writing = app.write(actor, Action::TakeConsent).await?;
    let now = writing.now;
    let way = way::in_transaction(&mut writing.tx, actor, knowledge, patient, now).await?;
    let patient = way.patient.id;
    let versions = plans::of_patient(&mut writing.tx, patient).await?;
    check_version(&versions, &plans::ends(&mut writing.tx, patient).await?, plan, version)?;
    let (case, _) = plans::signed_documents(&mut writing.tx, plan, version)
        .await?
        .ok_or(AppError::NotFound("plan"))?;
    let working =
        plan::read_signed(&case.0, now, &way.knowledge).ok_or_else(|| AppError::refused("consent-plan-unreadable"))?;
    let language = way
        .knowledge
        .language_for(patients::language(&way.patient, &way.clinic));
    let consent = consent_in(&working.plan, &working.case, &way.knowledge, &language)
        .ok_or_else(|| AppError::refused("consent-plan-unreadable"))?;

    let waiting = waiting(&way, &language);
    let mut invalid = Invalid::default();
    for line in lines() {
        let text = hand_over.written_in.get(line).map_or("", |text| text.trim());
        if text.is_empty() {
            invalid.add(format!("line-{line}"), Message::new("consent-line-missing"));
        } else if text.chars().count() > LONGEST_LINE {
            invalid.add(
                format!("line-{line}"),
                Message::new("consent-line-too-long").with("most", LONGEST_LINE),
            );
        }
    }
    let days = match hand_over.days {
        None if waiting.is_longer => {
            invalid.add(
                "days",
                Message::new("consent-days-missing").with("least", waiting.at_least),
            );
            waiting.at_least
        }
        None => waiting.at_least,
        Some(days) if !(waiting.at_least..=MOST_DAYS).contains(&days) => {
            let message = Message::new("consent-days-wrong")
                .with("least", waiting.at_least)
                .with("most", MOST_DAYS);
            invalid.add("days", message);
            days
        }
        Some(days) => days,
    };
    invalid.check()?;

    let written_in = |line: &str| hand_over.written_in.get(line).map_or("", |text| text.trim()).to_owned();
    let text = text_of(
        &working.plan,
        (&consent, &language),
        version,
        days,
        waiting.because.clone(),
        &written_in,
    );
    let given_on = now.0.to_zoned(case::time_zone(&way.clinic)).date();
    let may_be_signed_on = given_on
        .checked_add(Span::new().days(days))
        .map_err(|error| AppError::Internal(error.to_string()))?;
    let given = Consent {
        id: ConsentId::new(),
        patient,
        kind: ConsentKind::Treatment,
        class: None,
        plan: Some(plan),
        plan_version: Some(version),
        language,
        text_hash: text.hash()?,
        text: Json(serde_json::to_value(&text).map_err(|error| AppError::Internal(error.to_string()))?),
        items: Json(serde_json::json!([])),
        signature: None,
        signed_name: None,
        given_at: now,
        given_by: actor.person,
        given_by_name: actor.name.clone(),
        may_be_signed_on: Day(may_be_signed_on),
        holds_until: None,
        witnessed_by: None,
        witnessed_by_name: None,
        signed_at: None,
        withdrawn_at: None,
        withdrawn_because: None,
    };
    consents::insert(&mut writing.tx, actor.clinic, &given).await?;
    let deed = Deed::new("consent.give", "consent", given.id).of(patient).wrote(&text);
    writing.commit(deed).await?;
    Ok(given.id)
}

/// A consent belongs to the latest signed version of a course that goes on.
pub(super) fn check_version(
    versions: &[plans::PlanVersion],
    ends: &[plans::PlanEnd],
    plan: PlanId,
    version: i64,
) -> Result<(), AppError> {
    let mut signed = versions
        .iter()
        .filter(|known| known.id == plan && known.signed_at.is_some());
    let latest = signed.next();
    if !versions.iter().any(|known| known.id == plan) {
        return Err(AppError::NotFound("plan"));
    }
    match latest {
        None => Err(AppError::refused("consent-plan-not-signed")),
        Some(latest) if latest.version != version => Err(AppError::Refused(
            Message::new("consent-plan-changed").with("version", latest.version),
        )),
        Some(_) if ends.iter().any(|end| end.plan == plan) => Err(AppError::refused("plan-was-ended")),
        Some(_) => Ok(()),
    }
}
