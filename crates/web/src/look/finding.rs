//! What screening found, said as a colleague would; the verdict; and the tag that says where a claim comes from.

use maud::{Markup, Render, html};

use super::{
    icon::Icon,
    meaning::{Meaning, chip},
};

/// One finding: severity as sign and word, one sentence; opened: the rule, the facts, the source, what would change it.
#[derive(Clone, Debug)]
pub(crate) struct Finding {
    meaning: Meaning,
    word: String,
    sentence: String,
    tags: Option<Markup>,
    body: Option<Markup>,
    actions: Option<Markup>,
    open: bool,
    id: Option<String>,
}

impl Finding {
    /// The severity's word ("Absolute", "Undecided") and the sentence.
    pub(crate) fn new(meaning: Meaning, word: impl Into<String>, sentence: impl Into<String>) -> Self {
        Self {
            meaning,
            word: word.into(),
            sentence: sentence.into(),
            tags: None,
            body: None,
            actions: None,
            open: false,
            id: None,
        }
    }

    /// Small tags behind the sentence: scope, proposed, cleared by whom.
    pub(crate) fn tags(mut self, tags: Markup) -> Self {
        self.tags = Some(tags);
        self
    }

    /// What is behind it, shown when opened: [`super::Facts`] with rule, facts, source, what would change it.
    pub(crate) fn body(mut self, body: Markup) -> Self {
        self.body = Some(body);
        self
    }

    /// What this role can do about it, always in view.
    pub(crate) fn actions(mut self, actions: Markup) -> Self {
        self.actions = Some(actions);
        self
    }

    /// Opened at first.
    pub(crate) fn open(mut self, open: bool) -> Self {
        self.open = open;
        self
    }

    /// So that a link can point at it.
    pub(crate) fn id(mut self, id: impl Into<String>) -> Self {
        self.id = Some(id.into());
        self
    }

    fn line(&self) -> Markup {
        html! {
            span class="finding-word" { (self.meaning.icon()) span { (self.word) } }
            span class="finding-sentence" { (self.sentence) @if let Some(tags) = &self.tags { " " span class="finding-tags" { (tags) } } }
        }
    }
}

impl Render for Finding {
    fn render(&self) -> Markup {
        html! {
            article class={ "finding " (self.meaning.class()) } id=[self.id.as_ref()] {
                @match &self.body {
                    Some(body) => {
                        details open[self.open] {
                            summary class="finding-line" { (self.line()) (Icon::ChevronDown) }
                            div class="finding-body" { (body) }
                        }
                    }
                    None => div class="finding-line" { (self.line()) },
                }
                @if let Some(actions) = &self.actions { div class="finding-actions" { (actions) } }
            }
        }
    }
}

/// The verdict at the head of a screening, plan or session: word, one sentence, and what stands beside it.
pub(crate) fn verdict_header(meaning: Meaning, word: &str, sentence: &str, beside: impl Render) -> Markup {
    html! {
        section class={ "verdict " (meaning.class()) } {
            span class="verdict-sign" { (meaning.icon()) }
            div class="verdict-words" { h2 { (word) } p { (sentence) } }
            div class="verdict-beside" { (beside) }
        }
    }
}

/// How many findings there are of each kind: sign, count and word.
pub(crate) fn counts(counts: &[(Meaning, usize, String)]) -> Markup {
    html! {
        ul class="counts" {
            @for (meaning, count, word) in counts { li { (chip(*meaning, &format!("{count} {word}"))) } }
        }
    }
}

/// The tag of a claim that comes from outside: grade and source; opened: the study in two lines and the opposing claim.
pub(crate) fn evidence_tag(grade: &str, source: &str, opened: impl Render) -> Markup {
    html! {
        details class="evidence" {
            summary { (Icon::Book) span class="evidence-grade" { (grade) } span { (source) } }
            div class="evidence-body" { (opened) }
        }
    }
}
