//! The blocks of the form of an adverse event.

use anagen_app::Invalid;
use anagen_app::adverse_events::causality::{Alternative, Causality, Dechallenge, Rechallenge, Timing, suggestion};
use anagen_app::adverse_events::overlay::{PastSession, latency_days};
use anagen_app::adverse_events::{Answer, Outcome, guidance, report};
use anagen_app::stock::clusters::MYCOBACTERIAL;
use anagen_knowledge::records::{Grading, Status};
use anagen_papers::scalp::FRAME;
use maud::{Markup, html};

use super::form::Desk;
use super::{drawing, fields as as_fields, wording};
use crate::fields::Fields;
use crate::look::form::{block_with, row};
use crate::look::{
    CheckItem, Choices, Field, Icon, Meaning, PostButton, block, checklist, chip, disclosure, panel, proposed_tag,
};
use crate::page::error_of;
use crate::visit::Visit;

/// Sessions whose distance in days is told in the form.
const TOLD_SESSIONS: usize = 6;

/// The blocks of the form.
pub(super) struct Sections<'a> {
    /// Who asks.
    pub(super) visit: &'a Visit,
    /// What the form needs besides its fields.
    pub(super) desk: &'a Desk,
    /// Its fields.
    pub(super) fields: &'a Fields,
    /// What is wrong with them.
    pub(super) invalid: &'a Invalid,
}

impl Sections<'_> {
    fn say(&self, key: &str) -> String {
        self.visit.say(key)
    }

    fn error(&self, field: &str) -> Option<String> {
        error_of(self.visit.words, self.invalid, field)
    }

    fn code(&self) -> &str {
        self.fields.text("code")
    }

    /// What is wrong with a list to tick, where a notice can lead to.
    fn error_line(&self, field: &str) -> Markup {
        html! { @if let Some(error) = self.error(field) { p class="field-error" id=(crate::look::field::id_of(field)) { (Icon::Warning) span { (error) } } } }
    }

    /// One of a closed set; what is not known stands apart.
    fn one_of(&self, name: &str, label: String, prefix: &str, all: &[&'static str]) -> Choices {
        let mut choices = Choices::new(name, label)
            .selected(self.fields.filled(name))
            .error_if(self.error(name));
        for one in all {
            let text = wording::word(self.visit.words, prefix, one);
            choices = if *one == "not_known" {
                choices.no_answer(*one, text)
            } else {
                choices.option(*one, text)
            };
        }
        choices
    }

    /// Yes, no, not known.
    fn answer(&self, name: &str, label: String) -> Choices {
        self.one_of(
            name,
            label,
            "answer",
            &Answer::ALL.iter().map(|one| one.as_str()).collect::<Vec<_>>(),
        )
    }

    /// What the knowledge says of this kind of event.
    pub(super) fn kind(&self) -> Markup {
        let known = guidance::event(self.desk.knowledge(), self.code());
        html! {
            @if known.is_some_and(|known| known.red_flag) { (chip(Meaning::Excluded, &self.say("adverse-events-red-flag"))) }
            @if self.desk.event.is_none() {
                a href=(format!("/patients/{}/adverse-events/new", self.desk.way.patient.id)) { (self.say("adverse-events-choose-another")) }
            }
        }
    }

    /// What is done first; for a new event, with the button that starts the clock.
    pub(super) fn what_to_do(&self) -> Markup {
        let Some(known) = guidance::event(self.desk.knowledge(), self.code()) else {
            return html! {};
        };
        let Some(management) = &known.management else {
            return html! {};
        };
        panel(
            &self.say("adverse-events-first"),
            html! {
                p { (management) @if known.status == Status::Proposed { " " (proposed_tag(&self.say("status-proposed"))) } }
                @if self.desk.event.is_none() {
                    (PostButton {
                        action: &format!("/patients/{}/adverse-events/start", self.desk.way.patient.id),
                        label: &self.say("adverse-events-start"),
                        icon: Some(Icon::Clock),
                        values: &[("code", self.code()), ("session", self.fields.text("session"))],
                        primary: false,
                    })
                    p class="soft" { (self.say("adverse-events-start-sentence")) }
                }
            },
        )
    }

    /// What, since when, after which session.
    pub(super) fn what(&self) -> Markup {
        let known = guidance::event(self.desk.knowledge(), self.code());
        let onset = self.fields.text("onset_on").parse().ok();
        let sessions = self.desk.sessions.iter().map(|session| {
            let name = wording::session_name(self.visit, session);
            let words = latency_days(session, onset)
                .map_or_else(|| name.clone(), |days| format!("{name}: {}", self.days_before(days)));
            (session.id.to_string(), words)
        });
        let mut began = Field::date("onset_on", self.say("adverse-events-onset"))
            .max(&self.desk.today.to_string())
            .value(self.fields.text("onset_on"))
            .error_if(self.error("onset_on"));
        if let Some(usual) = known.and_then(|known| known.onset.as_deref()) {
            began = began.hint(self.visit.with("adverse-events-shows", [("when", usual.into())]));
        }
        block(
            &self.say("adverse-events-what-block"),
            html! {
                @if self.code() == report::OTHER {
                    (Field::text("other", self.say("adverse-events-other-words")).value(self.fields.text("other")).error_if(self.error("other")).required().full())
                }
                (Field::lines("description", self.say("adverse-events-description")).hint(self.say("adverse-events-description-hint"))
                    .value(self.fields.text("description")).error_if(self.error("description")))
                (row(html! {
                    (began)
                    @if !self.desk.sessions.is_empty() {
                        (Field::select("session", self.say("adverse-events-session")).hint(self.say("adverse-events-session-hint"))
                            .option("", self.say("adverse-events-session-none")).options(sessions)
                            .value(self.fields.text("session")).error_if(self.error("session")))
                    }
                }))
                (self.answer("infection", self.say("adverse-events-infection")).hint(self.say("adverse-events-infection-hint")))
                @if self.code() == MYCOBACTERIAL || self.fields.is_set("mycobacteria") {
                    (self.answer("mycobacteria", self.say("adverse-events-mycobacteria")).hint(self.say("adverse-events-mycobacteria-hint")))
                }
            },
        )
    }

    fn days_before(&self, days: i32) -> String {
        self.visit.with("adverse-events-days-before", [("days", days.into())])
    }

    /// Where it is: zones, and patches marked on the head.
    pub(super) fn place(&self) -> Markup {
        let knowledge = self.desk.knowledge();
        let zones: Vec<CheckItem> = knowledge
            .records
            .zones
            .iter()
            .map(|zone| CheckItem {
                name: "zones".to_owned(),
                value: zone.id.clone(),
                label: zone.name.clone(),
                detail: String::new(),
                checked: self.fields.holds("zones", &zone.id),
                required: false,
            })
            .collect();
        let chosen: Vec<String> = self.fields.all("zones").map(str::to_owned).collect();
        let patches = as_fields::patches(self.fields).unwrap_or_default();
        let session = self.session();
        let head_cm = drawing::drawn_head_cm(session.and_then(|session| session.head_cm));
        block_with(
            &self.say("adverse-events-place"),
            &self.say("adverse-events-place-sentence"),
            html! {
                (self.answer("new_patch", self.say("adverse-events-new-patch")).hint(self.say("adverse-events-new-patch-hint")))
                (self.answer("openings_lost", self.say("adverse-events-openings-lost")).hint(self.say("adverse-events-openings-lost-hint")))
                (checklist(&self.say("adverse-events-zones"), &zones))
                (self.error_line("zones"))
                div class="overlay" data-patch-map data-frame-radius=(FRAME.0) data-frame-tilt=(FRAME.1) data-head-cm=(head_cm)
                    data-words-patch=(self.say("adverse-events-patch")) data-words-remove=(self.say("adverse-events-patch-remove")) {
                    input type="hidden" name="patches" value=(self.fields.text("patches")) data-patch-field;
                    div class="on-screen patch-tools" data-patch-tools hidden {
                        (Field::whole_number("patch_mm", self.say("adverse-events-patch-mm")).unit("mm").hint(self.say("adverse-events-patch-hint")).value("10"))
                        ul class="patch-list" data-patch-list aria-live="polite" {}
                    }
                    (drawing::views(self.visit, knowledge, &chosen, session, &patches, "patches"))
                    (self.error_line("patches"))
                    noscript { p class="soft" { (self.say("adverse-events-patch-needs-script")) } }
                }
            },
        )
    }

    /// The session whose points are drawn: the one that is named, else the latest before the event.
    fn session(&self) -> Option<&PastSession> {
        let onset = self.fields.text("onset_on").parse().ok();
        let named = self
            .desk
            .sessions
            .iter()
            .find(|session| session.id.to_string() == self.fields.text("session"));
        named.or_else(|| {
            let is_before = |session: &&PastSession| onset.is_none() || latency_days(session, onset).is_some();
            self.desk.sessions.iter().find(is_before)
        })
    }

    /// How grave it is: grade and seriousness, which are two things.
    pub(super) fn grave(&self) -> Markup {
        let knowledge = self.desk.knowledge();
        let scale = guidance::scale(knowledge, self.code());
        let general = guidance::scale(knowledge, "");
        let usual = guidance::event(knowledge, self.code()).and_then(|known| known.grade_usual.as_deref());
        let mut grades = Choices::new("grade", self.say("adverse-events-grade"))
            .selected(Some(self.fields.text("grade")))
            .error_if(self.error("grade"));
        if let Some(usual) = usual {
            grades = grades.hint(self.visit.with("adverse-events-grade-usual", [("grade", usual.into())]));
        }
        for grade in 1..=5_u8 {
            let text = |scale: Option<&Grading>| {
                let grades = &scale?.grades;
                grades
                    .iter()
                    .find(|words| words.grade == grade)
                    .map(|words| words.text.clone())
            };
            // A scale that ends early is carried on by the general one.
            let text = text(scale).or_else(|| text(general)).unwrap_or_default();
            let name = self
                .visit
                .with("adverse-events-grade-n", [("grade", i64::from(grade).into())]);
            grades = grades.option_with(grade.to_string(), name, text);
        }
        grades = grades.no_answer("", self.say("adverse-events-not-graded"));
        let criteria: Vec<CheckItem> = guidance::criteria(knowledge)
            .iter()
            .map(|criterion| CheckItem {
                name: "criteria".to_owned(),
                value: criterion.clone(),
                label: criterion.clone(),
                detail: String::new(),
                checked: self.fields.holds("criteria", criterion),
                required: false,
            })
            .collect();
        let serious = Choices::new("serious", self.say("adverse-events-seriousness"))
            .option("yes", self.say("adverse-events-serious"))
            .option("no", self.say("adverse-events-not-serious"))
            .no_answer("", self.say("adverse-events-not-judged"))
            .selected(Some(self.fields.text("serious")))
            .hint(self.say("adverse-events-seriousness-hint"))
            .error_if(self.error("serious"));
        block(
            &self.say("adverse-events-grave"),
            html! {
                (grades)
                @if let Some(name) = scale.and_then(|scale| scale.scale.as_deref()) { p class="soft" { (self.visit.with("adverse-events-scale", [("scale", name.into())])) } }
                (serious)
                (checklist(&self.say("adverse-events-criteria"), &criteria))
                (self.error_line("criteria"))
            },
        )
    }

    /// Where it comes from: the answers, what they speak for, and the judgement.
    pub(super) fn causality(&self) -> Markup {
        let words = self.visit.words;
        let question = |id: &str, key: &str| {
            let asked = guidance::causality_question(self.desk.knowledge(), id);
            asked.map_or_else(|| self.say(key), str::to_owned)
        };
        let timing: Vec<_> = Timing::ALL.iter().map(|one| one.as_str()).collect();
        let dechallenge: Vec<_> = Dechallenge::ALL.iter().map(|one| one.as_str()).collect();
        let rechallenge: Vec<_> = Rechallenge::ALL.iter().map(|one| one.as_str()).collect();
        let alternative: Vec<_> = Alternative::ALL.iter().map(|one| one.as_str()).collect();
        let suggested = suggestion(&as_fields::inputs(self.fields, &mut Invalid::default()));
        let mut category = Choices::new("causality", self.say("adverse-events-causality"))
            .selected(Some(self.fields.text("causality")))
            .hint(suggested.map_or_else(
                || self.say("adverse-events-no-suggestion"),
                |one| {
                    self.visit.with(
                        "adverse-events-suggested",
                        [("category", wording::causality(words, one).into())],
                    )
                },
            ))
            .error_if(self.error("causality"));
        for one in Causality::ALL {
            let means = wording::word(words, "causality-means", one.as_str());
            category = category.option_with(one.as_str(), wording::causality(words, *one), means);
        }
        category = category.no_answer("", self.say("adverse-events-not-judged"));
        block_with(
            &self.say("adverse-events-causality-block"),
            &self.say("adverse-events-causality-sentence"),
            html! {
                (self.latencies())
                (self.one_of("timing", question("timing", "adverse-events-timing"), "timing", &timing))
                (self.one_of("dechallenge", question("dechallenge", "adverse-events-dechallenge"), "dechallenge", &dechallenge))
                (self.one_of("rechallenge", question("rechallenge", "adverse-events-rechallenge"), "rechallenge", &rechallenge))
                (self.one_of("alternative_cause", question("alternative_cause", "adverse-events-alternative"), "alternative", &alternative))
                (self.answer("point_overlap", question("point_overlap", "adverse-events-overlap")).hint(self.say("adverse-events-overlap-hint")))
                p { button class="button" type="submit" name="then" value="suggest" formnovalidate { (Icon::Repeat) span { (self.say("adverse-events-suggest")) } } }
                (category)
            },
        )
    }

    /// How long before the event the last sessions were.
    fn latencies(&self) -> Markup {
        let Ok(onset) = self.fields.text("onset_on").parse() else {
            return html! {};
        };
        let line = |session: &PastSession| {
            let days = latency_days(session, Some(onset))?;
            Some(format!(
                "{}: {}",
                wording::session_name(self.visit, session),
                self.days_before(days)
            ))
        };
        let lines: Vec<String> = self.desk.sessions.iter().filter_map(line).take(TOLD_SESSIONS).collect();
        if lines.is_empty() {
            return html! {};
        }
        disclosure(
            &self.say("adverse-events-latency"),
            html! { ul { @for line in lines { li { (line) } } } },
        )
    }

    /// How it ended.
    pub(super) fn end(&self) -> Markup {
        let mut outcome = Choices::new("outcome", self.say("adverse-events-outcome"))
            .selected(Some(self.fields.filled("outcome").unwrap_or(Outcome::Open.as_str())))
            .error_if(self.error("outcome"));
        for one in Outcome::ALL {
            let word = wording::outcome_word(self.visit.words, *one);
            outcome = match one {
                Outcome::Unknown => outcome.no_answer(one.as_str(), word),
                _ => outcome.option(one.as_str(), word),
            };
        }
        block(
            &self.say("adverse-events-end"),
            html! {
                (outcome)
                (row(html! {
                    (Field::date("outcome_on", self.say("adverse-events-outcome-on")).max(&self.desk.today.to_string())
                        .value(self.fields.text("outcome_on")).error_if(self.error("outcome_on")))
                }))
                (Field::lines("outcome_note", self.say("adverse-events-outcome-note")).rows(2)
                    .value(self.fields.text("outcome_note")).error_if(self.error("outcome_note")))
            },
        )
    }
}
