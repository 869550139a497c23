//! The form of the protocol: which, its open choices, when it starts, what for.

use anagen_app::Invalid;
use anagen_app::plan::{Desk, Draft};
use anagen_knowledge::records::{Phase, Protocol};
use maud::{Markup, html};

use crate::fields::Fields;
use crate::look::form::row;
use crate::look::{Actions, Choices, Field, Form, Meaning, SaveLine, block, hidden};
use crate::page::error_of;
use crate::pages::formulation::{INTERVAL_UNITS, save_words};
use crate::visit::Visit;

/// Key under which what is typed is kept.
pub(super) fn draft_key(draft: &Draft) -> String {
    format!("protocol-{}", draft.id)
}

/// The form.
pub(super) struct ProtocolForm<'a> {
    pub(super) visit: &'a Visit,
    pub(super) desk: &'a Desk,
    pub(super) draft: &'a Draft,
    pub(super) fields: &'a Fields,
    pub(super) invalid: &'a Invalid,
    pub(super) edit: i64,
    pub(super) kept: Option<String>,
}

impl ProtocolForm<'_> {
    pub(super) fn markup(&self) -> Markup {
        let visit = self.visit;
        let base = format!("/patients/{}/protocol", self.desk.way.patient.id);
        let words = save_words(visit);
        let protocols = &self.desk.way.knowledge.records.protocols;
        let chosen = protocols
            .iter()
            .find(|protocol| protocol.id == self.fields.text("protocol"));
        let form = Form::post(base.clone()).id("protocol").draft(draft_key(self.draft), self.edit).body(html! {
            (hidden("plan", &self.draft.id.to_string()))
            (hidden("edit", &self.edit.to_string()))
            div data-live-check=(format!("{base}/check")) data-live-target="plan-result" hidden {}
            (block(&visit.say("plan-protocol"), &html! {
                (self.choice())
                @if let Some(protocol) = chosen { (self.open_choices(protocol)) }
            }))
            (block(&visit.say("protocol-when"), &html! {
                (row(&html! {
                    (Field::date("start", visit.say("protocol-start")).value(self.fields.text("start")).error_if(self.error("start"))
                        .min(&visit.today().to_string()))
                    (Field::time("time", visit.say("protocol-time")).value(self.fields.text("time")).error_if(self.error("time")))
                }))
                (Choices::new("purpose", visit.say("protocol-purpose"))
                    .option("hair_loss", visit.say("protocol-purpose-hair-loss"))
                    .option("before_transplant", visit.say("protocol-purpose-before"))
                    .option("after_transplant", visit.say("protocol-purpose-after"))
                    .selected(Some(self.fields.filled("purpose").unwrap_or("hair_loss"))))
                div class="transplant-on" {
                    (Field::date("transplant_on", visit.say("protocol-transplant-on")).value(self.fields.text("transplant_on")).error_if(self.error("transplant_on")))
                }
            }))
            (Actions::primary_as("go", "save", &visit.say("plan-save"))
                .button("go", "check", &visit.say("plan-check"))
                .link(&format!("/patients/{}/formulation", self.desk.way.patient.id), &visit.say("plan-to-formulation"))
                .end(SaveLine { words: &words, now: self.kept.as_deref() })
                .in_view())
        });
        html! { (form) }
    }

    fn error(&self, field: &str) -> Option<String> {
        error_of(self.visit.words, self.invalid, field)
    }

    fn choice(&self) -> Markup {
        let visit = self.visit;
        let condition = self
            .desk
            .way
            .case
            .diagnosis
            .as_ref()
            .map(|diagnosis| diagnosis.condition.as_str());
        let protocols = &self.desk.way.knowledge.records.protocols;
        let is_described = |protocol: &&Protocol| {
            protocol
                .conditions
                .iter()
                .any(|known| Some(known.as_str()) == condition)
        };
        let option = |protocol: &Protocol| {
            let mark = if protocol.refused.is_some() {
                format!(" · {}", visit.say("protocol-only-compared"))
            } else {
                String::new()
            };
            (
                protocol.id.clone(),
                format!("{} · {} · {}{mark}", protocol.id, protocol.name, protocol.grade.words()),
            )
        };
        let mut described: Vec<&Protocol> = protocols.iter().filter(is_described).collect();
        described.sort_by(|a, b| (a.grade, &a.id).cmp(&(b.grade, &b.id)));
        let others = protocols.iter().filter(|protocol| !is_described(protocol));
        html! {
            (Field::select("protocol", visit.say("plan-protocol"))
                .full()
                .hint(visit.say("protocol-hint"))
                .option("", visit.say("protocol-none"))
                .group(visit.say("protocol-described"), described.iter().map(|protocol| option(protocol)))
                .group(visit.say("protocol-others"), others.map(option))
                .value(self.fields.text("protocol"))
                .error_if(self.error("protocol")))
        }
    }

    /// What the source of a protocol leaves open.
    fn open_choices(&self, protocol: &Protocol) -> Markup {
        let visit = self.visit;
        html! {
            p class="soft" { (protocol.indication) }
            @if let Some(refused) = &protocol.refused { p { (Meaning::Excluded) " " (refused) } }
            @for phase in &protocol.phases { (self.phase(phase)) }
            @if protocol.phases.iter().any(runs_on) {
                (Field::whole_number("months", visit.say("protocol-months")).unit(visit.say("protocol-months-unit"))
                    .hint(visit.say("protocol-months-hint")).value(self.fields.text("months")).error_if(self.error("months")))
            }
        }
    }

    fn phase(&self, phase: &Phase) -> Markup {
        let visit = self.visit;
        let name = &phase.name;
        if let Some(undefined) = &phase.undefined {
            let (every, unit, count) = (
                format!("every-{name}"),
                format!("every_unit-{name}"),
                format!("step_count-{name}"),
            );
            return html! {
                fieldset class="protocol-step" {
                    legend { (name) }
                    p class="hint" { (visit.with("protocol-undefined", [("what", undefined.as_str().into())])) }
                    (row(&html! {
                        (Field::number(every.clone(), visit.say("protocol-every")).value(self.fields.text(&every)).error_if(self.error(&every)))
                        (Field::select(unit.clone(), visit.say("protocol-every-unit")).options(INTERVAL_UNITS.map(|unit| (unit, self.unit_words(unit))))
                            .value(self.fields.filled(&unit).unwrap_or("weeks")).short())
                        (Field::whole_number(count.clone(), visit.say("protocol-sessions")).value(self.fields.text(&count)).error_if(self.error(&count)))
                    }))
                    @if let Some(by) = self.fields.filled(&format!("step_by-{name}")) { p class="soft" { (visit.with("protocol-answered-by", [("name", by.into())])) } }
                }
            };
        }
        let range = phase.count.filter(|count| count.from < count.to);
        let count = format!("count-{name}");
        html! {
            @if let Some(range) = range {
                (Field::whole_number(count.clone(), visit.with("protocol-count-of", [("phase", name.as_str().into())]))
                    .range(format!("{} – {}", range.from, range.to)).value(self.fields.text(&count)).error_if(self.error(&count)))
            }
        }
    }

    fn unit_words(&self, unit: &str) -> String {
        self.visit.say(match unit {
            "days" => "protocol-unit-days",
            "months" => "protocol-unit-months",
            _ => "protocol-unit-weeks",
        })
    }
}

/// A phase at an interval that nothing ends.
fn runs_on(phase: &Phase) -> bool {
    phase.every.is_some() && phase.count.is_none() && phase.duration.is_none()
}
