//! What happened to a patient, in words.

use std::fmt::Write as _;

use anagen_app::patients::timeline::{Happening, What};
use anagen_app::way::Way;
use anagen_care::case::{Clearance, ClearanceKind, ConcurrentTreatment, Diagnosis, Route};
use anagen_records::values::PatientId;
use maud::{Markup, html};

use super::{href, isolated};
use crate::look::meaning::status;
use crate::look::{Icon, Meaning, TimelineEntry};
use crate::visit::Visit;

/// A word of a closed set in the reader's language: the first of the prefixes under which there is a text; without one the
/// word as it is stored.
pub(super) fn word(visit: &Visit, prefixes: &[&str], stored: &str) -> String {
    let tail = stored.replace(['_', ' '], "-");
    let mut keys = prefixes.iter().map(|prefix| format!("{prefix}-{tail}"));
    match keys.find(|key| visit.words.has(key)) {
        Some(key) => visit.say(&key),
        None => stored.replace('_', " "),
    }
}

/// How an entry looks before who and when are added.
struct Told {
    icon: Icon,
    meaning: Meaning,
    title: String,
    /// What follows the patient's address, where it is told in full.
    part: Option<String>,
    body: Markup,
}

impl Told {
    fn new(icon: Icon, meaning: Meaning, title: String) -> Self {
        Self {
            icon,
            meaning,
            title,
            part: None,
            body: html! {},
        }
    }

    fn at(mut self, part: impl Into<String>) -> Self {
        self.part = Some(part.into());
        self
    }

    fn with(mut self, text: impl Into<String>) -> Self {
        let text: String = text.into();
        if !text.is_empty() {
            self.body = html! { p { bdi { (text) } } };
        }
        self
    }
}

/// An entry of the timeline.
pub(super) fn entry(visit: &Visit, way: &Way, happening: &Happening) -> TimelineEntry {
    let Told {
        icon,
        meaning,
        title,
        part,
        body,
    } = told(visit, way, happening);
    let id = way.patient.id;
    TimelineEntry {
        when: visit.format.moment(happening.at),
        datetime: happening.at.to_string(),
        icon,
        meaning,
        title,
        href: part.map(|part| {
            if part.is_empty() {
                href(id)
            } else {
                format!("{}/{part}", href(id))
            }
        }),
        body: html! {
            (body)
            @if happening.struck_out { p { (status(Meaning::Caution, &visit.say("patients-entered-in-error"))) } }
            @if let Some(name) = &happening.by_name { p { (visit.with("patients-by", [("name", isolated(name).into())])) } }
        },
    }
}

/// Photographs of one day: small, each a link to the large one.
pub(super) fn thumbnails(visit: &Visit, id: PatientId, photographs: &[Happening]) -> TimelineEntry {
    let shown = photographs.iter().filter_map(|happening| match &happening.what {
        What::Photograph(view, sent) => Some((happening, view, *sent)),
        _ => None,
    });
    let at = photographs.first().map(|happening| happening.at);
    let was_sent = shown.clone().any(|(.., sent)| sent);
    let count = i64::try_from(photographs.len()).unwrap_or(i64::MAX);
    TimelineEntry {
        when: at
            .map(|at| visit.format.day(visit.format.day_of(at)))
            .unwrap_or_default(),
        datetime: at.map(|at| at.to_string()).unwrap_or_default(),
        icon: Icon::Camera,
        meaning: Meaning::Neutral,
        title: visit.with("patients-photographs", [("n", count.into())]),
        href: Some(format!("{}/photographs", href(id))),
        body: html! {
            div class="timeline-photographs" {
                @for (happening, view, _) in shown {
                    a href={ (href(id)) "/photographs/" (happening.record) } {
                        img src={ (href(id)) "/photographs/" (happening.record) "/thumbnail" } alt=(word(visit, &["photographs-view"], view))
                            loading="lazy" decoding="async" width="72" height="72";
                    }
                }
            }
            @if was_sent { p { (visit.say("patients-photographs-sent")) } }
        },
    }
}

fn told(visit: &Visit, way: &Way, happening: &Happening) -> Told {
    let record = &happening.record;
    match &happening.what {
        What::Registered(number) => Told::new(
            Icon::Person,
            Meaning::Neutral,
            visit.with("patients-happened-registered", [("number", number.as_str().into())]),
        ),
        What::Corrected => {
            Told::new(Icon::Pen, Meaning::Neutral, visit.say("patients-happened-corrected")).at("states")
        }
        What::Answers(n) => Told::new(
            Icon::Tasks,
            Meaning::Neutral,
            visit.with("patients-happened-answers", [("n", (*n).into())]),
        )
        .at("intake/history"),
        What::List(kind, names) => {
            let names = match names {
                None => visit.say("patients-not-readable"),
                Some(names) if names.is_empty() => visit.say("patients-list-none"),
                Some(names) => names.join(", "),
            };
            let key = if kind == "allergies" {
                "patients-happened-allergies"
            } else {
                "patients-happened-medicines"
            };
            let icon = if kind == "allergies" { Icon::Shield } else { Icon::Drop };
            Told::new(icon, Meaning::Neutral, visit.say(key))
                .with(names)
                .at("intake/history")
        }
        What::Diagnosis(diagnosis) => {
            let words = diagnosis.as_ref().map_or_else(
                || visit.say("patients-not-readable"),
                |diagnosis| diagnosis_words(way, diagnosis),
            );
            Told::new(Icon::Head, Meaning::Accent, visit.say("patients-happened-diagnosis"))
                .with(words)
                .at("intake/diagnosis")
        }
        What::Clearance(rule, clearance, is_withdrawal) => {
            cleared(visit, way, rule, clearance.as_deref(), *is_withdrawal)
        }
        What::ConcurrentTreatment(treatment, is_change) => treated(visit, way, treatment.as_ref(), *is_change),
        What::EnteredInError(reason) => {
            Told::new(Icon::Cross, Meaning::Caution, visit.say("patients-happened-struck-out"))
                .with(reason)
                .at("intake/history")
        }
        What::PlanDrafted(version) => Told::new(
            Icon::Page,
            Meaning::Neutral,
            visit.with("patients-happened-plan-drafted", [("version", (*version).into())]),
        )
        .at(format!("plan/{record}")),
        What::PlanSigned(version, verdict) => Told::new(
            Icon::Lock,
            Meaning::Accent,
            visit.with("patients-happened-plan-signed", [("version", (*version).into())]),
        )
        .with(word(visit, &["verdict"], verdict))
        .at(format!("plan/{record}")),
        What::PlanEnded(reason) => Told::new(Icon::Bar, Meaning::Neutral, visit.say("patients-happened-plan-ended"))
            .with(reason)
            .at(format!("plan/{record}")),
        What::ConsentGiven(kind) => Told::new(
            Icon::Page,
            Meaning::Neutral,
            consent_title(visit, "patients-happened-consent-given", kind),
        )
        .at(format!("consent/{record}")),
        What::ConsentSigned(kind, name) => {
            let name = if name.is_empty() {
                String::new()
            } else {
                visit.with("patients-signed-as", [("name", isolated(name).into())])
            };
            Told::new(
                Icon::Pen,
                Meaning::Eligible,
                consent_title(visit, "patients-happened-consent-signed", kind),
            )
            .with(name)
            .at(format!("consent/{record}"))
        }
        What::ConsentWithdrawn(reason) => Told::new(
            Icon::Undo,
            Meaning::Excluded,
            visit.say("patients-happened-consent-withdrawn"),
        )
        .with(reason)
        .at(format!("consent/{record}")),
        What::Session(number, state) => {
            let meaning = match state.as_str() {
                "signed" => Meaning::Eligible,
                "open" => Meaning::Incomplete,
                _ => Meaning::Neutral,
            };
            Told::new(
                Icon::Syringe,
                meaning,
                visit.with("patients-happened-session", [("number", (*number).into())]),
            )
            .with(word(visit, &["patients-session-state"], state))
            .at(format!("sessions/{record}"))
        }
        // Shown with the others of its day.
        What::Photograph(view, _) => {
            Told::new(Icon::Camera, Meaning::Neutral, word(visit, &["photographs-view"], view))
                .at(format!("photographs/{record}"))
        }
        What::AdverseEvent(code, grade, outcome) => harmed(visit, way, record, code, *grade, outcome),
        What::Incident(kind, what, was_reviewed) => {
            let meaning = if *was_reviewed {
                Meaning::Neutral
            } else {
                Meaning::Caution
            };
            let kind = word(visit, &["incident-kind", "adverse-events-incident"], kind);
            Told::new(
                Icon::Warning,
                meaning,
                visit.with("patients-happened-incident", [("kind", kind.into())]),
            )
            .with(what)
            .at("adverse-events")
        }
        What::FollowUp(kind, state) => {
            let kind = word(visit, &["follow-up-kind", "today-follow-up"], kind);
            Told::new(
                Icon::Phone,
                Meaning::Neutral,
                visit.with("patients-follow-up", [("kind", kind.into())]),
            )
            .with(word(visit, &["patients-follow-up-state"], state))
        }
        What::Appointment(kind, state) => {
            let meaning = if state == "no_show" {
                Meaning::Caution
            } else {
                Meaning::Neutral
            };
            let kind = word(visit, &["appointment-kind", "today-kind"], kind);
            Told::new(
                Icon::Calendar,
                meaning,
                visit.with("patients-happened-appointment", [("kind", kind.into())]),
            )
            .with(word(visit, &["patients-appointment-state"], state))
        }
        What::Merge(reason) => Told::new(Icon::People, Meaning::Neutral, visit.say("patients-happened-merge"))
            .with(reason)
            .at(""),
        What::MergeUndone => Told::new(
            Icon::Undo,
            Meaning::Neutral,
            visit.say("patients-happened-merge-undone"),
        ),
    }
}

fn consent_title(visit: &Visit, key: &str, kind: &str) -> String {
    visit.with(key, [("kind", word(visit, &["patients-consent-kind"], kind).into())])
}

fn diagnosis_words(way: &Way, diagnosis: &Diagnosis) -> String {
    let records = &way.knowledge.records;
    let condition = records
        .conditions
        .iter()
        .find(|condition| condition.id == diagnosis.condition);
    let mut words = condition.map_or_else(|| diagnosis.condition.clone(), |condition| condition.name.clone());
    if let Some(stage) = &diagnosis.stage {
        let scale = records.scales.iter().find(|scale| scale.id == stage.scale);
        let _ = write!(
            words,
            ", {} {}",
            scale.map_or(stage.scale.as_str(), |scale| scale.name.as_str()),
            stage.value
        );
    }
    words
}

fn cleared(visit: &Visit, way: &Way, rule: &str, clearance: Option<&Clearance>, is_withdrawal: bool) -> Told {
    let known = way.knowledge.records.rules.iter().find(|known| known.id == rule);
    let rule_words = known.map_or_else(|| rule.to_owned(), |known| format!("{rule}: {}", known.title));
    let key = match clearance.map(|clearance| clearance.kind) {
        _ if is_withdrawal => "patients-happened-clearance-withdrawn",
        Some(ClearanceKind::SpecialistLetter) => "patients-happened-letter",
        _ => "patients-happened-override",
    };
    let body = match clearance.and_then(|clearance| clearance.reason.as_deref()) {
        Some(reason) => format!("{rule_words}. {reason}"),
        None => rule_words,
    };
    Told::new(
        Icon::Letter,
        if is_withdrawal {
            Meaning::Caution
        } else {
            Meaning::Specialist
        },
        visit.say(key),
    )
    .with(body)
    .at("screening")
}

fn treated(visit: &Visit, way: &Way, treatment: Option<&ConcurrentTreatment>, is_change: bool) -> Told {
    let key = if is_change {
        "patients-happened-treatment-changed"
    } else {
        "patients-happened-treatment"
    };
    let words = match treatment {
        None => visit.say("patients-not-readable"),
        Some(treatment) => {
            let agent = way
                .knowledge
                .agent(&treatment.agent)
                .map_or(treatment.agent.as_str(), |agent| agent.name.as_str());
            let route = match treatment.route {
                Route::Oral => visit.say("patients-route-oral"),
                Route::Topical => visit.say("patients-route-topical"),
            };
            let from = visit.format.day(treatment.from);
            let dose = treatment.per_day.to_string();
            let values = [
                ("agent", agent.to_owned().into()),
                ("route", route.into()),
                ("dose", dose.into()),
                ("from", from.into()),
            ];
            match treatment.until {
                None => visit.with("patients-treatment-since", values),
                Some(until) => {
                    let [agent, route, dose, from] = values;
                    visit.with(
                        "patients-treatment-until",
                        [agent, route, dose, from, ("until", visit.format.day(until).into())],
                    )
                }
            }
        }
    };
    Told::new(Icon::Drop, Meaning::Neutral, visit.say(key))
        .with(words)
        .at("intake/treatment")
}

fn harmed(visit: &Visit, way: &Way, record: &str, code: &str, grade: Option<i64>, outcome: &str) -> Told {
    let known = way
        .knowledge
        .records
        .adverse_events
        .iter()
        .find(|known| known.id == code);
    let name = known.map_or_else(
        || word(visit, &["adverse-events-code"], code),
        |known| known.name.clone(),
    );
    let meaning = if matches!(outcome, "open" | "unknown") {
        Meaning::Excluded
    } else {
        Meaning::Neutral
    };
    let mut body = Vec::new();
    if let Some(grade) = grade {
        body.push(visit.with("patients-grade", [("grade", grade.into())]));
    }
    body.push(word(visit, &["adverse-events-outcome", "patients-outcome"], outcome));
    Told::new(
        Icon::Heart,
        meaning,
        visit.with("patients-happened-adverse-event", [("name", name.into())]),
    )
    .with(body.join(", "))
    .at(format!("adverse-events/{record}"))
}
