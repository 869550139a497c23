//! A plan as one printable page: HTML with its style inside, no script, nothing loaded from anywhere.
//!
//! Sections follow the patient's way. What a patient takes home or signs (the sheets, the consent) and the checklist of the
//! session begin on printed pages of their own. Every page that is printed carries the case's reference, the day of decision,
//! how far the plan goes, and that the prescriber remains responsible. A plan that is excluded or refused has no dates, sheets
//! or consent; what was worked out for it is shown to explain why, and says so.

mod checklist;
mod consent;
mod cost;
mod evidence;
mod findings;
mod formulation;
mod header;
mod icons;
mod injection_map;
mod known;
mod opening;
mod options;
mod paper;
mod protocol;
mod refusals;
mod screening;
mod sheets;
mod sources;
mod style;
#[cfg(test)]
mod tests;
mod words;

use anagen_care::plan::{Plan, Standing};
use anagen_knowledge::Knowledge;
use jiff::Zoned;
use maud::{DOCTYPE, Markup, html};

use self::paper::Paper;

/// In which languages a page is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Languages<'l> {
    /// What the clinic works with.
    pub clinic: &'l str,
    /// What the patient takes home or signs: the sheets and the consent.
    pub patient: &'l str,
}

impl<'l> Languages<'l> {
    /// Clinic and patient read the same language.
    pub const fn one(language: &'l str) -> Self {
        Self {
            clinic: language,
            patient: language,
        }
    }
}

/// Who signed a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedBy<'s> {
    /// Their name.
    pub name: &'s str,
    /// When, in the clinic's time zone.
    pub at: Zoned,
    /// Which version.
    pub version: i64,
}

/// The plan as a page of HTML, signed by nobody.
///
/// The sheets and the consent stand as the plan holds them: [`anagen_care::plan::for_patient`] puts them into the patient's language.
pub fn page(plan: &Plan, knowledge: &Knowledge, languages: Languages<'_>) -> String {
    written(plan, &Paper::new(plan, knowledge, languages, None))
}

/// The plan as it was signed; by whom, when and in which version stands on every printed page.
pub fn signed_page(plan: &Plan, knowledge: &Knowledge, languages: Languages<'_>, signed: SignedBy<'_>) -> String {
    written(plan, &Paper::new(plan, knowledge, languages, Some(signed)))
}

fn written(plan: &Plan, paper: &Paper<'_>) -> String {
    let sections = sections(plan, paper);
    let html = html! {
        (DOCTYPE)
        html lang=(paper.words.language) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (plan.reference) ", " (paper.day(plan.decided_on)) ": " (header::name_of(plan.standing, paper)) }
                (style::style(plan, paper))
            }
            body {
                (icons::sprite())
                (header::banner(plan, paper))
                div.page {
                    (header::contents(&sections, paper))
                    main {
                        (opening::opening(plan, paper, &sections))
                        @for section in &sections {
                            (section.markup(plan, paper))
                        }
                        (sources::section(paper))
                    }
                }
                footer.page-foot {
                    p { (paper.say("plan-responsible")) }
                    p {
                        (paper.with("plan-knowledge", [
                            ("version", plan.knowledge.version.as_str().into()), ("hash", plan.knowledge.hash.as_str().into()),
                        ]))
                    }
                }
            }
        }
    };
    html.into_string()
}

/// One part of the page.
struct Section {
    /// Where links lead.
    id: &'static str,
    /// Key of its name.
    title: &'static str,
    /// What is in it or how it stands, in a few words.
    state: String,
    /// Whether it begins a printed page, and is taken out of the folder by itself.
    is_sheet: bool,
    /// Whether the patient reads it: then it is in the patient's language.
    is_patients: bool,
    /// What it says.
    content: Markup,
}

impl Section {
    fn new(id: &'static str, title: &'static str, state: impl Into<String>, content: Markup) -> Self {
        Self {
            id,
            title,
            state: state.into(),
            is_sheet: false,
            is_patients: false,
            content,
        }
    }

    fn sheet(id: &'static str, title: &'static str, state: impl Into<String>, content: Markup) -> Self {
        Self {
            is_sheet: true,
            ..Self::new(id, title, state, content)
        }
    }

    fn patients(id: &'static str, title: &'static str, state: impl Into<String>, content: Markup) -> Self {
        Self {
            is_patients: true,
            ..Self::sheet(id, title, state, content)
        }
    }

    fn markup(&self, plan: &Plan, clinic: &Paper<'_>) -> Markup {
        let heading = format!("{}-title", self.id);
        let patient = clinic.for_patient();
        let paper = if self.is_patients { &patient } else { clinic };
        let language = paper.words.language;
        let other_language = (language != clinic.words.language).then_some(language);
        html! {
            section.part.sheet[self.is_sheet] id=(self.id) lang=[other_language] aria-labelledby=(heading) {
                p.running { (paper.running(plan)) }
                h2 id=(heading) { (paper.say(self.title)) }
                @if self.is_sheet {
                    p.sheet-of {
                        (paper.with("plan-sheet-of", [("reference", plan.reference.as_str().into()), ("day", paper.day(plan.decided_on).into())]))
                    }
                    @if plan.standing == Standing::Draft {
                        p.draft { (icons::icon("caution")) (paper.say("plan-sheet-draft")) }
                    }
                }
                (self.content)
            }
        }
    }
}

/// The parts that this plan has, in the order of the patient's way.
fn sections(plan: &Plan, paper: &Paper<'_>) -> Vec<Section> {
    let mut sections = vec![known::section(plan, paper)];
    sections.extend(screening::sections(plan, paper));
    sections.extend(refusals::section(plan, paper));
    sections.extend(formulation::section(plan, paper));
    sections.extend(injection_map::section(plan, paper));
    sections.extend(protocol::section(plan, paper));
    sections.extend(cost::section(plan, paper));
    sections.extend(evidence::section(plan, paper));
    sections.extend(options::section(plan, paper));
    sections.extend(sheets::sections(plan, paper));
    sections.extend(consent::section(plan, paper));
    sections.extend(checklist::section(plan, paper));
    sections.extend(sheets::basis_section(plan, paper));
    sections
}

/// Said where something was worked out that is not to be done.
fn not_planned(standing: Standing, paper: &Paper<'_>) -> Markup {
    html! {
        @if matches!(standing, Standing::Excluded | Standing::Refused) {
            p.not-planned { (icons::icon("excluded")) (paper.say("plan-not-planned")) }
        }
    }
}
