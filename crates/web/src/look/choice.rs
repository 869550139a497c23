//! Answers by touch: large buttons in a row for one of a few, and lines to tick.

use maud::{Markup, Render, html};

use super::{
    field::{field_error, id_of, in_language},
    icon::Icon,
};

/// The words of the four answers that every question has.
#[derive(Clone, Debug)]
pub(crate) struct AnswerWords {
    /// "Yes".
    pub(crate) yes: String,
    /// "No".
    pub(crate) no: String,
    /// "Not known".
    pub(crate) not_known: String,
    /// "Refused".
    pub(crate) refused: String,
}

/// One of a few options: a group of radio buttons, each as large as a finger.
#[derive(Clone, Debug)]
pub(crate) struct Choices {
    name: String,
    label: String,
    label_language: Option<String>,
    options: Vec<Opt>,
    selected: Option<String>,
    hint: Option<String>,
    error: Option<String>,
    beside: Option<Markup>,
    required: bool,
    layout: Layout,
}

#[derive(Clone, Debug)]
struct Opt {
    value: String,
    words: String,
    language: Option<String>,
    detail: Option<String>,
    drawing: Option<Markup>,
    quiet: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Layout {
    Row,
    Lines,
    Tiles,
}

impl Choices {
    /// A question with no options yet.
    pub(crate) fn new(name: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            label: label.into(),
            label_language: None,
            options: Vec::new(),
            selected: None,
            hint: None,
            error: None,
            beside: None,
            required: false,
            layout: Layout::Row,
        }
    }

    /// A question with yes, no, not known and refused; the values are `yes`, `no`, `not_known` and `refused`.
    pub(crate) fn answer(name: impl Into<String>, label: impl Into<String>, words: &AnswerWords) -> Self {
        let mut choices = Self::new(name, label)
            .option("yes", &*words.yes)
            .option("no", &*words.no)
            .option("not_known", &*words.not_known)
            .option("refused", &*words.refused);
        for option in choices.options.iter_mut().skip(2) {
            option.quiet = true;
        }
        choices
    }

    /// An option in one or two words.
    pub(crate) fn option(mut self, value: impl Into<String>, words: impl Into<String>) -> Self {
        self.options.push(Opt {
            value: value.into(),
            words: words.into(),
            language: None,
            detail: None,
            drawing: None,
            quiet: false,
        });
        self
    }

    /// "Not known" or "Refused" beside other options: visible as no answer.
    pub(crate) fn no_answer(mut self, value: impl Into<String>, words: impl Into<String>) -> Self {
        self.options.push(Opt {
            value: value.into(),
            words: words.into(),
            language: None,
            detail: None,
            drawing: None,
            quiet: true,
        });
        self
    }

    /// The language of the question, where it is not that of the page.
    pub(crate) fn label_language(mut self, language: Option<&str>) -> Self {
        self.label_language = language.map(str::to_owned);
        self
    }

    /// The language of the last option, where it is not that of the page.
    pub(crate) fn option_language(mut self, language: Option<&str>) -> Self {
        if let Some(option) = self.options.last_mut() {
            option.language = language.map(str::to_owned);
        }
        self
    }

    /// An option with a sentence below it; the options then stand below each other.
    pub(crate) fn option_with(
        mut self,
        value: impl Into<String>,
        words: impl Into<String>,
        detail: impl Into<String>,
    ) -> Self {
        self.options.push(Opt {
            value: value.into(),
            words: words.into(),
            language: None,
            detail: Some(detail.into()),
            drawing: None,
            quiet: false,
        });
        self.layout = Layout::Lines;
        self
    }

    /// An option with a drawing, as the stages of a scale; the options then are tiles.
    pub(crate) fn option_drawn(mut self, value: impl Into<String>, words: impl Into<String>, drawing: Markup) -> Self {
        self.options.push(Opt {
            value: value.into(),
            words: words.into(),
            language: None,
            detail: None,
            drawing: Some(drawing),
            quiet: false,
        });
        self.layout = Layout::Tiles;
        self
    }

    /// Options below each other, for long words.
    pub(crate) fn stacked(mut self) -> Self {
        self.layout = Layout::Lines;
        self
    }

    /// Which one is chosen now.
    pub(crate) fn selected(mut self, value: Option<impl Into<String>>) -> Self {
        self.selected = value.map(Into::into);
        self
    }

    /// How to answer, in one sentence.
    pub(crate) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// What is wrong and what to do.
    pub(crate) fn error(mut self, error: impl Into<String>) -> Self {
        self.error = Some(error.into());
        self
    }

    /// [`Choices::error`] where there may be none.
    pub(crate) fn error_if(mut self, error: Option<impl Into<String>>) -> Self {
        self.error = error.map(Into::into);
        self
    }

    /// Something beside the question: when it was last answered, which rules need it.
    pub(crate) fn beside(mut self, markup: Markup) -> Self {
        self.beside = Some(markup);
        self
    }

    /// It must be answered.
    pub(crate) fn required(mut self) -> Self {
        self.required = true;
        self
    }
}

impl Render for Choices {
    fn render(&self) -> Markup {
        let id = id_of(&self.name);
        let hint_id = format!("{id}-hint");
        let error_id = format!("{id}-error");
        let described_by = [(self.hint.is_some(), &hint_id), (self.error.is_some(), &error_id)];
        let described_by = described_by
            .iter()
            .filter(|(there, _)| *there)
            .map(|(_, id)| id.as_str());
        let described_by = described_by.collect::<Vec<_>>().join(" ");
        let layout = match self.layout {
            Layout::Row => "options",
            Layout::Lines => "options is-lines",
            Layout::Tiles => "options is-tiles",
        };
        html! {
            fieldset class={ "choices" @if self.error.is_some() { " has-error" } } id=(id)
                aria-describedby=[(!described_by.is_empty()).then_some(&described_by)] {
                legend {
                    (in_language(&self.label, self.label_language.as_deref()))
                    @if self.required { span class="required" aria-hidden="true" { " *" } }
                }
                @if let Some(beside) = &self.beside { div class="choices-beside" { (beside) } }
                @if let Some(hint) = &self.hint { p class="hint" id=(hint_id) { (hint) } }
                div class=(layout) {
                    @for (place, option) in self.options.iter().enumerate() {
                        (self.one(option, &format!("{id}-{place}")))
                    }
                }
                @if let Some(error) = &self.error { (field_error(&error_id, error)) }
            }
        }
    }
}

impl Choices {
    fn one(&self, option: &Opt, id: &str) -> Markup {
        let checked = self.selected.as_deref() == Some(option.value.as_str());
        html! {
            div class={ "option" @if option.quiet { " is-no-answer" } } {
                input type="radio" name=(self.name) value=(option.value) id=(id) checked[checked] required[self.required];
                label for=(id) {
                    @if let Some(drawing) = &option.drawing { span class="option-drawing" { (drawing) } }
                    span class="option-words" {
                        @if option.quiet { (Icon::Question) }
                        span lang=[&option.language] { (option.words) }
                    }
                    @if let Some(detail) = &option.detail { span class="option-detail" { (detail) } }
                }
            }
        }
    }
}

/// One line of a list to tick.
#[derive(Clone, Debug)]
pub(crate) struct CheckItem {
    /// The field's name.
    pub(crate) name: String,
    /// What is sent when it is ticked.
    pub(crate) value: String,
    /// What one confirms by ticking.
    pub(crate) label: String,
    /// Why, or what to look at; may be empty.
    pub(crate) detail: String,
    /// It is ticked.
    pub(crate) checked: bool,
    /// The form cannot be sent without it.
    pub(crate) required: bool,
}

impl Render for CheckItem {
    fn render(&self) -> Markup {
        let id = format!(
            "{}-{}",
            id_of(&self.name),
            id_of(&self.value).trim_start_matches("field-")
        );
        let detail_id = format!("{id}-detail");
        html! {
            div class="check" {
                input type="checkbox" name=(self.name) value=(self.value) id=(id) checked[self.checked]
                    required[self.required] aria-describedby=[(!self.detail.is_empty()).then_some(&detail_id)];
                label for=(id) {
                    (self.label)
                    @if self.required { span class="required" aria-hidden="true" { " *" } }
                }
                @if !self.detail.is_empty() { p class="hint" id=(detail_id) { (self.detail) } }
            }
        }
    }
}

/// A list to tick, under a heading: what was done, never an answer to a question (those are [`Choices`]).
pub(crate) fn checklist(legend: &str, items: &[CheckItem]) -> Markup {
    html! {
        fieldset class="checklist" {
            legend { (legend) }
            @for item in items { (item) }
        }
    }
}
