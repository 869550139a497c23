//! From a case to the facts that hold at the moment of decision: stale answers become unknown, stages become facts.

use anagen_knowledge::records::{ListOf, Scale, Validity};
use anagen_knowledge::{Answer, FactSheet, Knowledge, Unknown, Value};
use jiff::civil::Date;

use super::{Case, Purpose, RecordedList, Stage};

impl Case {
    /// The facts that hold at the moment of decision, without what follows from the request.
    ///
    /// Each answer counts as long as its fact says (`valid`); an older one is unknown. Facts that follow from others without
    /// being asked are filled in last.
    pub fn sheet(&self, knowledge: &Knowledge) -> FactSheet {
        let today = self.today();
        let mut sheet = knowledge.blank_sheet(today);
        for recorded in &self.answers {
            let day = recorded.at.day(&self.time_zone);
            let answer = match &recorded.answer {
                Ok(value) if still_counts(knowledge.fact(recorded.fact).valid, day, today) => {
                    Answer::Known(value.clone())
                }
                Ok(_) => Answer::Unknown(Unknown::Stale { answered_on: day }),
                Err(unknown) => Answer::Unknown(unknown.clone()),
            };
            sheet.record_on(recorded.fact, answer, day);
        }
        let lists = [
            ("medicines", ListOf::Medicine, &self.medicines),
            ("allergies", ListOf::Allergen, &self.allergies),
        ];
        for (id, of, list) in lists {
            if let Some(list) = list {
                self.record_list(&mut sheet, knowledge, id, of, list);
            }
        }
        self.record_age(&mut sheet, knowledge);
        self.record_diagnosis(&mut sheet, knowledge);
        self.record_transplant(&mut sheet, knowledge);
        knowledge.apply_defaults(&mut sheet);
        sheet
    }

    fn record_list(&self, sheet: &mut FactSheet, knowledge: &Knowledge, id: &str, of: ListOf, list: &RecordedList) {
        let Some(key) = knowledge.fact_key(id) else { return };
        let day = list.asked_at.day(&self.time_zone);
        let names: Vec<String> = list.entries.iter().map(|entry| entry.name.clone()).collect();
        let answer = if still_counts(knowledge.fact(key).valid, day, sheet.today) {
            Answer::Known(Value::List(knowledge.list(of, &names)))
        } else {
            Answer::Unknown(Unknown::Stale { answered_on: day })
        };
        sheet.record_on(key, answer, day);
    }

    fn record_age(&self, sheet: &mut FactSheet, knowledge: &Knowledge) {
        let Some((birth, key)) = self.birth_date.zip(knowledge.fact_key("age")) else {
            return;
        };
        if sheet.value(key).is_none() {
            let years = f64::from(completed_years(birth, sheet.today));
            sheet.record(key, Answer::Known(Value::number(years)));
        }
    }

    /// A course after a transplant says that there was one; an answer that says otherwise is contradicted.
    fn record_transplant(&self, sheet: &mut FactSheet, knowledge: &Knowledge) {
        let Some(Purpose::AfterTransplant { on }) = self.request.as_ref().map(|request| request.purpose) else {
            return;
        };
        for (id, value) in [
            ("scalp_surgery", Value::YesNo(true)),
            ("scalp_surgery_on", Value::Date(on)),
        ] {
            let Some(key) = knowledge.fact_key(id) else { continue };
            match sheet.value(key) {
                // Surgery later than the transplant keeps its own date.
                Some(Value::Date(answered)) if *answered >= on => {}
                Some(answered) if *answered != value => sheet.record(key, Answer::Unknown(Unknown::Contradicted)),
                Some(_) => {}
                None => sheet.record(key, Answer::Known(value)),
            }
        }
    }

    fn record_diagnosis(&self, sheet: &mut FactSheet, knowledge: &Knowledge) {
        let Some(diagnosis) = &self.diagnosis else { return };
        let today = sheet.today;
        let mut record = |id: &str, value: Option<Value>| {
            let Some(key) = knowledge.fact_key(id) else { return };
            let answer = match value {
                Some(value) if still_counts(knowledge.fact(key).valid, diagnosis.on, today) => Answer::Known(value),
                Some(_) => Answer::Unknown(Unknown::Stale {
                    answered_on: diagnosis.on,
                }),
                None => return,
            };
            sheet.record_on(key, answer, diagnosis.on);
        };
        record("diagnosis", Some(Value::Choice(diagnosis.condition.clone())));
        record(
            "stage_poor_candidate",
            poor_candidate(knowledge, &diagnosis.condition, diagnosis.stage.as_ref()),
        );
        let salt = diagnosis
            .stage
            .as_ref()
            .filter(|stage| stage.scale == "salt")
            .and_then(|stage| stage.value.parse().ok());
        record("salt_score", salt.map(Value::number));
    }
}

/// Whether an answer of `day` still counts.
fn still_counts(valid: Validity, day: Date, today: Date) -> bool {
    match valid {
        Validity::Always => true,
        Validity::Visit | Validity::SameDay => day == today,
        Validity::Days(days) => (today - day).get_days() <= i32::try_from(days).unwrap_or(i32::MAX),
    }
}

/// Age in completed years; somebody born on 29 February turns a year older on 1 March of a common year.
fn completed_years(birth: Date, today: Date) -> i16 {
    let had_birthday = (today.month(), today.day()) >= (birth.month(), birth.day());
    (today.year() - birth.year() - i16::from(!had_birthday)).max(0)
}

/// Whether the stage is one at which little can be expected. A condition that no scale with such stages describes is not staged
/// that way; a condition that should be staged and is not stays unknown.
fn poor_candidate(knowledge: &Knowledge, condition: &str, stage: Option<&Stage>) -> Option<Value> {
    let scales: Vec<&Scale> = knowledge
        .records
        .conditions
        .iter()
        .find(|known| known.id == condition)?
        .scales
        .iter()
        .filter_map(|id| knowledge.records.scales.iter().find(|scale| &scale.id == id))
        .filter(|scale| !scale.poor_candidate.is_empty())
        .collect();
    if scales.is_empty() {
        return Some(Value::YesNo(false));
    }
    let stage = stage?;
    let scale = scales.iter().find(|scale| scale.id == stage.scale)?;
    Some(Value::YesNo(scale.poor_candidate.contains(&stage.value)))
}

/// Checks a stage against its scale: one of its values, a number in its range, or one value of each part that is given.
pub fn read_stage(scale: &Scale, value: &str) -> Result<(), String> {
    if !scale.values.is_empty() {
        if scale.values.iter().any(|known| known == value) {
            return Ok(());
        }
        let near = anagen_knowledge::suggest::nearest(value, scale.values.iter().map(String::as_str))
            .map(|near| format!("; did you mean `{near}`"))
            .unwrap_or_default();
        return Err(format!(
            "`{value}` is not on the scale {}: {}{near}",
            scale.name,
            scale.values.join(", ")
        ));
    }
    if let Some(range) = scale.range {
        return match value.parse::<f64>() {
            Ok(number) if range.contains(number) => Ok(()),
            _ => Err(format!(
                "`{value}` is not on the scale {}: a number from {} to {}",
                scale.name, range.from, range.to
            )),
        };
    }
    let mut rest = value;
    while !rest.is_empty() {
        // The longest value first: `M2` before `M`.
        let taken = scale
            .parts
            .iter()
            .flat_map(|part| &part.values)
            .filter(|known| rest.starts_with(known.as_str()))
            .map(String::len)
            .max();
        match taken {
            Some(length) if length > 0 => rest = &rest[length..],
            _ => {
                let parts: Vec<String> = scale
                    .parts
                    .iter()
                    .map(|part| format!("{}: {}", part.name, part.values.join(", ")))
                    .collect();
                return Err(format!(
                    "`{value}` is not on the scale {} ({})",
                    scale.name,
                    parts.join("; ")
                ));
            }
        }
    }
    if value.is_empty() {
        Err(format!("a stage on the scale {} has a value", scale.name))
    } else {
        Ok(())
    }
}
