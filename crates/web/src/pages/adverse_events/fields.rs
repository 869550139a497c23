//! The form of an adverse event as fields, and the fields as a report.

use anagen_app::adverse_events::causality::Inputs;
use anagen_app::adverse_events::{Answer, Details, Outcome, Patch, Report};
use anagen_app::{Invalid, Message};
use anagen_records::Day;

use crate::fields::Fields;

/// A report as the form has it.
pub(super) fn of(report: &Report) -> Fields {
    let mut fields = Fields::default();
    let details = &report.details;
    let mut add = |name: &str, value: Option<String>| {
        if let Some(value) = value {
            fields.add(name, &value);
        }
    };
    let answer = |answer: Option<Answer>| answer.map(|one| one.to_string());
    add("code", Some(report.code.clone()));
    add("other", Some(details.other.clone()));
    add("description", Some(details.description.clone()));
    add("onset_on", report.onset_on.map(|day| day.to_string()));
    add("session", report.session.map(|session| session.to_string()));
    add("new_patch", answer(details.new_patch));
    add("openings_lost", answer(details.openings_lost));
    add("infection", answer(details.infection));
    add("mycobacteria", answer(details.mycobacteria));
    add("grade", report.grade.map(|grade| grade.to_string()));
    add(
        "serious",
        report
            .serious
            .map(|serious| if serious { "yes" } else { "no" }.to_owned()),
    );
    add("timing", details.inputs.timing.map(|one| one.to_string()));
    add("dechallenge", details.inputs.dechallenge.map(|one| one.to_string()));
    add("rechallenge", details.inputs.rechallenge.map(|one| one.to_string()));
    add(
        "alternative_cause",
        details.inputs.alternative_cause.map(|one| one.to_string()),
    );
    add("point_overlap", answer(details.inputs.point_overlap));
    add("causality", details.causality.map(|one| one.to_string()));
    add("outcome", Some(report.outcome.to_string()));
    add("outcome_on", details.outcome_on.map(|day| day.to_string()));
    add("outcome_note", Some(details.outcome_note.clone()));
    add(
        "patches",
        serde_json::to_string(&details.patches)
            .ok()
            .filter(|_| !details.patches.is_empty()),
    );
    for zone in &details.zones {
        fields.add("zones", zone);
    }
    for criterion in &details.criteria {
        fields.add("criteria", criterion);
    }
    fields
}

/// The patches in the form's hidden field; none where they cannot be read.
pub(super) fn patches(fields: &Fields) -> Option<Vec<Patch>> {
    let text = fields.text("patches");
    if text.is_empty() {
        Some(Vec::new())
    } else {
        serde_json::from_str(text).ok()
    }
}

/// What the causality inputs of the form say.
pub(super) fn inputs(fields: &Fields, invalid: &mut Invalid) -> Inputs {
    let wrong = "adverse-events-option-wrong";
    Inputs {
        timing: fields.read("timing", wrong, invalid),
        dechallenge: fields.read("dechallenge", wrong, invalid),
        rechallenge: fields.read("rechallenge", wrong, invalid),
        alternative_cause: fields.read("alternative_cause", wrong, invalid),
        point_overlap: fields.read("point_overlap", wrong, invalid),
    }
}

/// The report that a form tells.
pub(super) fn read(fields: &Fields, invalid: &mut Invalid) -> Report {
    let wrong = "adverse-events-option-wrong";
    let words = |name: &str| fields.text(name).to_owned();
    let every = |name: &str| {
        let mut all: Vec<String> = Vec::new();
        for value in fields.all(name).filter(|value| !value.is_empty()) {
            if !all.iter().any(|known| known == value) {
                all.push(value.to_owned());
            }
        }
        all
    };
    let patches = patches(fields).unwrap_or_else(|| {
        invalid.add("patches", Message::new("adverse-events-patch-unreadable"));
        Vec::new()
    });
    let serious = match fields.text("serious") {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    };
    Report {
        code: words("code"),
        session: fields.read("session", "adverse-events-session-wrong", invalid),
        grade: fields.read("grade", "adverse-events-grade-wrong", invalid),
        serious,
        onset_on: fields.day("onset_on", invalid).map(Day),
        outcome: fields.read("outcome", wrong, invalid).unwrap_or(Outcome::Open),
        details: Details {
            other: words("other"),
            description: words("description"),
            criteria: every("criteria"),
            zones: every("zones"),
            patches,
            new_patch: fields.read("new_patch", wrong, invalid),
            openings_lost: fields.read("openings_lost", wrong, invalid),
            infection: fields.read("infection", wrong, invalid),
            mycobacteria: fields.read("mycobacteria", wrong, invalid),
            proven: false,
            inputs: inputs(fields, invalid),
            causality: fields.read("causality", wrong, invalid),
            judged_by: None,
            outcome_on: fields.day("outcome_on", invalid).map(Day),
            outcome_note: words("outcome_note"),
        },
    }
}

#[cfg(test)]
mod tests {
    use anagen_app::adverse_events::causality::{Alternative, Causality, Timing};
    use anagen_records::values::SessionId;
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_report_comes_back_from_its_form_as_it_was() {
        let report = Report {
            code: "ae_folliculitis".to_owned(),
            session: Some(SessionId::new()),
            grade: Some(2),
            serious: Some(true),
            onset_on: Some(Day(date(2026, 3, 1))),
            outcome: Outcome::ResolvedWithSequelae,
            details: Details {
                description: "Three spots\nwith pus".to_owned(),
                criteria: vec!["disability".to_owned(), "medically important event".to_owned()],
                zones: vec!["vertex".to_owned(), "mid".to_owned()],
                patches: vec![Patch {
                    angle_deg: 270.0,
                    u: 0.1,
                    diameter_mm: 12.5,
                }],
                new_patch: Some(Answer::No),
                openings_lost: Some(Answer::NotKnown),
                infection: Some(Answer::Yes),
                inputs: Inputs {
                    timing: Some(Timing::Plausible),
                    alternative_cause: Some(Alternative::NoneFound),
                    ..Inputs::default()
                },
                causality: Some(Causality::Possible),
                outcome_on: Some(Day(date(2026, 3, 9))),
                outcome_note: "a small scar".to_owned(),
                ..Details::default()
            },
        };
        let mut invalid = Invalid::default();
        assert_eq!(read(&of(&report), &mut invalid), report);
        assert_eq!(invalid, Invalid::default());
    }

    #[test]
    fn what_is_no_option_is_said_at_its_field() {
        let mut fields = Fields::default();
        for (name, value) in [
            ("infection", "maybe"),
            ("grade", "II"),
            ("onset_on", "yesterday"),
            ("patches", "[{"),
        ] {
            fields.add(name, value);
        }
        let mut invalid = Invalid::default();
        read(&fields, &mut invalid);
        let mut wrong: Vec<&str> = invalid.0.iter().map(|error| error.field.as_str()).collect();
        wrong.sort_unstable();
        assert_eq!(wrong, ["grade", "infection", "onset_on", "patches"]);
    }
}
