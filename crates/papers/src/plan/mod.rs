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
use maud::{DOCTYPE, Markup, html};

use self::paper::Paper;

/// The plan as a page of HTML, signed by nobody.
pub fn page(plan: &Plan, knowledge: &Knowledge) -> String {
    written(plan, knowledge, None)
}

/// The plan as it was signed; `signed` says by whom, when and in which version, and stands on every printed page.
pub fn signed_page(plan: &Plan, knowledge: &Knowledge, signed: &str) -> String {
    written(plan, knowledge, Some(signed.to_owned()))
}

fn written(plan: &Plan, knowledge: &Knowledge, signed: Option<String>) -> String {
    let paper = Paper::new(plan, knowledge, signed);
    let sections = sections(plan, &paper);
    let html = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (plan.reference) ", " (paper.day(plan.decided_on)) ": " (header::name_of(plan.standing)) }
                (style::style(plan, &paper))
            }
            body {
                (icons::sprite())
                (header::banner(plan, &paper))
                div.page {
                    (header::contents(&sections))
                    main {
                        (opening::opening(plan, &paper, &sections))
                        @for section in &sections {
                            (section.markup(plan, &paper))
                        }
                        (sources::section(&paper))
                    }
                }
                footer.page-foot {
                    p { (RESPONSIBLE) }
                    p { "Knowledge " (plan.knowledge.version) ", hash " (plan.knowledge.hash) }
                }
            }
        }
    };
    html.into_string()
}

/// Stands on every printed page.
const RESPONSIBLE: &str = "Anagen is not a certified medical device; the prescriber remains responsible.";

/// One part of the page.
struct Section {
    /// Where links lead.
    id: &'static str,
    /// As it is named.
    title: &'static str,
    /// What is in it or how it stands, in a few words.
    state: String,
    /// Whether it begins a printed page, and is taken out of the folder by itself.
    is_sheet: bool,
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
            content,
        }
    }

    fn sheet(id: &'static str, title: &'static str, state: impl Into<String>, content: Markup) -> Self {
        Self {
            is_sheet: true,
            ..Self::new(id, title, state, content)
        }
    }

    fn markup(&self, plan: &Plan, paper: &Paper<'_>) -> Markup {
        let heading = format!("{}-title", self.id);
        html! {
            section.part.sheet[self.is_sheet] id=(self.id) aria-labelledby=(heading) {
                p.running { (paper.running(plan)) }
                h2 id=(heading) { (self.title) }
                @if self.is_sheet {
                    p.sheet-of { (plan.reference) ", plan of " (paper.day(plan.decided_on)) }
                    @if plan.standing == Standing::Draft {
                        p.draft { (icons::icon("caution")) "Draft: not handed out, signed or worked by before the plan is signed." }
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
fn not_planned(standing: Standing) -> Markup {
    html! {
        @if matches!(standing, Standing::Excluded | Standing::Refused) {
            p.not-planned { (icons::icon("excluded")) "Not planned. Shown to explain why, not to be done." }
        }
    }
}
