//! The rail: the stages of the patient's way in order, each with its state in a word. It is how one moves.

use maud::{Markup, html};

use super::icon::Icon;

/// How far a stage is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RailState {
    /// Finished and still valid.
    Done,
    /// Can be worked on; nothing presses.
    Open,
    /// Must be worked on now.
    Due,
    /// Cannot be worked on yet.
    Blocked,
}

/// One stage of the way.
#[derive(Clone, Debug)]
pub(crate) struct RailStep {
    /// The stage's name.
    pub(crate) label: String,
    /// Its address; `None` where it cannot be opened.
    pub(crate) href: Option<String>,
    /// Its state as a word.
    pub(crate) state_word: String,
    /// Its state as a sign.
    pub(crate) state: RailState,
    /// This page is this stage.
    pub(crate) current: bool,
}

/// The way of one patient.
#[derive(Clone, Debug)]
pub(crate) struct Rail {
    /// Names the list for those who do not see it.
    pub(crate) label: String,
    /// The stages in order.
    pub(crate) steps: Vec<RailStep>,
}

impl Rail {
    /// The rail in the page.
    pub(super) fn markup(&self) -> Markup {
        html! {
            nav class="rail" aria-label=(self.label) {
                ol {
                    @for step in &self.steps {
                        li class={ "rail-step" (step.state.class()) } {
                            @match &step.href {
                                Some(href) => a href=(href) aria-current=[step.current.then_some("step")] { (step.inside()) },
                                None => span class="rail-closed" aria-current=[step.current.then_some("step")] { (step.inside()) },
                            }
                        }
                    }
                }
            }
        }
    }
}

impl RailStep {
    fn inside(&self) -> Markup {
        html! {
            span class="rail-sign" { (self.state.icon()) }
            span class="rail-words" {
                span class="rail-label" { (self.label) }
                span class="rail-state" { (self.state_word) }
            }
        }
    }
}

impl RailState {
    const fn class(self) -> &'static str {
        match self {
            RailState::Done => " is-done",
            RailState::Due => " is-due",
            RailState::Open | RailState::Blocked => "",
        }
    }

    const fn icon(self) -> Icon {
        match self {
            RailState::Done => Icon::Check,
            RailState::Open => Icon::Ring,
            RailState::Due => Icon::Clock,
            RailState::Blocked => Icon::Bar,
        }
    }
}
