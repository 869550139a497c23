//! One question with a typed or chosen answer: label above, unit inside the frame, range in the hint, error beside it.

use maud::{Markup, PreEscaped, Render, html};

use super::icon::Icon;

/// A field of a form. Make one with [`Field::text`] and its siblings, then add what it needs.
#[derive(Clone, Debug)]
pub(crate) struct Field {
    kind: Kind,
    name: String,
    label: String,
    id: Option<String>,
    value: String,
    unit: Option<String>,
    hint: Option<String>,
    range: Option<String>,
    error: Option<String>,
    width: Width,
    required: bool,
    label_hidden: bool,
    label_language: Option<String>,
    flags: Vec<&'static str>,
    attributes: Vec<(String, String)>,
    choices: Vec<Choice>,
    suggestions: Vec<String>,
    rows: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Input(&'static str),
    Lines,
    Select,
    File,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Width {
    Short,
    Medium,
    Full,
}

#[derive(Clone, Debug)]
enum Choice {
    One(String, String),
    Group(String, Vec<(String, String)>),
}

/// The `id` that a field of this name has, unless it is given another one.
pub(crate) fn id_of(name: &str) -> String {
    let safe = name.chars().map(|letter| {
        if letter.is_ascii_alphanumeric() || letter == '-' {
            letter
        } else {
            '-'
        }
    });
    format!("field-{}", safe.collect::<String>())
}

impl Field {
    /// One line of text.
    pub(crate) fn text(name: impl Into<String>, label: impl Into<String>) -> Self {
        Self::new(Kind::Input("text"), name, label, Width::Medium)
    }

    /// A number; the server reads it, so that a decimal comma is not lost in a browser. Say the range with [`Field::range`].
    pub(crate) fn number(name: impl Into<String>, label: impl Into<String>) -> Self {
        Self::new(Kind::Input("text"), name, label, Width::Short)
            .attribute("inputmode", "decimal")
            .attribute("autocomplete", "off")
    }

    /// A whole number.
    pub(crate) fn whole_number(name: impl Into<String>, label: impl Into<String>) -> Self {
        Self::new(Kind::Input("text"), name, label, Width::Short)
            .attribute("inputmode", "numeric")
            .attribute("autocomplete", "off")
    }

    /// A date; the value is written as 2026-03-12.
    pub(crate) fn date(name: impl Into<String>, label: impl Into<String>) -> Self {
        Self::new(Kind::Input("date"), name, label, Width::Short)
    }

    /// A time of day; the value is written as 14:05.
    pub(crate) fn time(name: impl Into<String>, label: impl Into<String>) -> Self {
        Self::new(Kind::Input("time"), name, label, Width::Short)
    }

    /// A date and a time; the value is written as 2026-03-12T14:05.
    pub(crate) fn date_and_time(name: impl Into<String>, label: impl Into<String>) -> Self {
        Self::new(Kind::Input("datetime-local"), name, label, Width::Medium)
    }

    /// A password. Its value is never written into the page.
    pub(crate) fn password(name: impl Into<String>, label: impl Into<String>) -> Self {
        Self::new(Kind::Input("password"), name, label, Width::Medium)
    }

    /// An email address.
    pub(crate) fn email(name: impl Into<String>, label: impl Into<String>) -> Self {
        Self::new(Kind::Input("email"), name, label, Width::Medium)
    }

    /// A telephone number.
    pub(crate) fn tel(name: impl Into<String>, label: impl Into<String>) -> Self {
        Self::new(Kind::Input("tel"), name, label, Width::Medium)
    }

    /// Several lines of text.
    pub(crate) fn lines(name: impl Into<String>, label: impl Into<String>) -> Self {
        Self::new(Kind::Lines, name, label, Width::Full)
    }

    /// One of a list. Use [`super::Choices`] for up to five options.
    pub(crate) fn select(name: impl Into<String>, label: impl Into<String>) -> Self {
        Self::new(Kind::Select, name, label, Width::Medium)
    }

    /// A file. The form needs [`super::Form::with_files`].
    pub(crate) fn file(name: impl Into<String>, label: impl Into<String>) -> Self {
        Self::new(Kind::File, name, label, Width::Full)
    }

    fn new(kind: Kind, name: impl Into<String>, label: impl Into<String>, width: Width) -> Self {
        Self {
            kind,
            name: name.into(),
            label: label.into(),
            id: None,
            value: String::new(),
            unit: None,
            hint: None,
            range: None,
            error: None,
            width,
            required: false,
            label_hidden: false,
            label_language: None,
            flags: Vec::new(),
            attributes: Vec::new(),
            choices: Vec::new(),
            suggestions: Vec::new(),
            rows: 3,
        }
    }

    /// What is in it now: what was stored, or what was typed when it came back with an error.
    pub(crate) fn value(mut self, value: impl Into<String>) -> Self {
        self.value = value.into();
        self
    }

    /// The language of the label, where it is not that of the page.
    pub(crate) fn label_language(mut self, language: Option<&str>) -> Self {
        self.label_language = language.map(str::to_owned);
        self
    }

    /// The unit, inside the field's frame.
    pub(crate) fn unit(mut self, unit: impl Into<String>) -> Self {
        self.unit = Some(unit.into());
        self
    }

    /// How to answer, in one sentence.
    pub(crate) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// The allowed range in words: "20 to 250 kg".
    pub(crate) fn range(mut self, range: impl Into<String>) -> Self {
        self.range = Some(range.into());
        self
    }

    /// What is wrong and what to do.
    pub(crate) fn error(mut self, error: impl Into<String>) -> Self {
        self.error = Some(error.into());
        self
    }

    /// [`Field::error`] where there may be none.
    pub(crate) fn error_if(mut self, error: Option<impl Into<String>>) -> Self {
        self.error = error.map(Into::into);
        self
    }

    /// It must be answered.
    pub(crate) fn required(mut self) -> Self {
        self.required = true;
        self
    }

    /// What the browser may fill in: "username", "current-password", "off".
    pub(crate) fn autocomplete(self, autocomplete: &str) -> Self {
        self.attribute("autocomplete", autocomplete)
    }

    /// The keyboard of a tablet: "numeric", "decimal", "search".
    pub(crate) fn inputmode(self, inputmode: &str) -> Self {
        self.attribute("inputmode", inputmode)
    }

    /// The earliest or smallest value that the browser lets choose (dates and times).
    pub(crate) fn min(self, min: &str) -> Self {
        self.attribute("min", min)
    }

    /// The latest or largest value that the browser lets choose (dates and times).
    pub(crate) fn max(self, max: &str) -> Self {
        self.attribute("max", max)
    }

    /// The most characters.
    pub(crate) fn most_characters(self, most: u32) -> Self {
        self.attribute("maxlength", &most.to_string())
    }

    /// The content types of a file: "image/jpeg,image/png".
    pub(crate) fn accept(self, accept: &str) -> Self {
        self.attribute("accept", accept)
    }

    /// Offers a tablet's camera first for a file.
    pub(crate) fn camera(self) -> Self {
        self.attribute("capture", "environment")
    }

    /// Several files or options.
    pub(crate) fn several(self) -> Self {
        self.flag("multiple")
    }

    /// Can be read and not changed.
    pub(crate) fn read_only(self) -> Self {
        self.flag("readonly")
    }

    /// The typing starts here. At most one per page.
    pub(crate) fn first(self) -> Self {
        self.flag("autofocus")
    }

    /// How many lines a text of several lines shows.
    pub(crate) fn rows(mut self, rows: u32) -> Self {
        self.rows = rows;
        self
    }

    /// For a few characters.
    pub(crate) fn short(mut self) -> Self {
        self.width = Width::Short;
        self
    }

    /// As wide as the column.
    pub(crate) fn full(mut self) -> Self {
        self.width = Width::Full;
        self
    }

    /// Another `id` than the one made of the name: where two forms of a page have a field of one name.
    pub(crate) fn id(mut self, id: impl Into<String>) -> Self {
        self.id = Some(id.into());
        self
    }

    /// The label is spoken and not shown: in a table's cell whose column says it.
    pub(crate) fn label_hidden(mut self) -> Self {
        self.label_hidden = true;
        self
    }

    /// A further attribute: `data-...`, `pattern`, `form`, `spellcheck`.
    pub(crate) fn attribute(mut self, name: &str, value: &str) -> Self {
        self.attributes.retain(|(known, _)| known != name);
        self.attributes.push((name.to_owned(), value.to_owned()));
        self
    }

    /// An option of a list.
    pub(crate) fn option(mut self, value: impl Into<String>, words: impl Into<String>) -> Self {
        self.choices.push(Choice::One(value.into(), words.into()));
        self
    }

    /// Several options of a list: value and words.
    pub(crate) fn options<V: Into<String>, W: Into<String>>(
        mut self,
        options: impl IntoIterator<Item = (V, W)>,
    ) -> Self {
        self.choices.extend(
            options
                .into_iter()
                .map(|(value, words)| Choice::One(value.into(), words.into())),
        );
        self
    }

    /// Options of a list under a heading.
    pub(crate) fn group<V: Into<String>, W: Into<String>>(
        mut self,
        heading: impl Into<String>,
        options: impl IntoIterator<Item = (V, W)>,
    ) -> Self {
        let options = options
            .into_iter()
            .map(|(value, words)| (value.into(), words.into()))
            .collect();
        self.choices.push(Choice::Group(heading.into(), options));
        self
    }

    /// What a text field offers while one types.
    pub(crate) fn suggestions<W: Into<String>>(mut self, words: impl IntoIterator<Item = W>) -> Self {
        self.suggestions = words.into_iter().map(Into::into).collect();
        self
    }

    fn flag(mut self, name: &'static str) -> Self {
        self.flags.push(name);
        self
    }

    /// The attributes that only some fields have, escaped.
    fn further_attributes(&self) -> String {
        let valued = self
            .attributes
            .iter()
            .map(|(name, value)| format!(" {name}=\"{}\"", html! { (value) }.into_string()));
        let flags = self.flags.iter().map(|flag| format!(" {flag}"));
        valued.chain(flags).collect()
    }

    /// The control itself, as text because maud cannot write attributes whose names come as values.
    fn control(&self, id: &str, described_by: &str) -> PreEscaped<String> {
        let escaped = |text: &str| html! { (text) }.into_string();
        let mut shared = format!("id=\"{}\" name=\"{}\"", escaped(id), escaped(&self.name));
        if !described_by.is_empty() {
            shared += " aria-describedby=\"";
            shared += &escaped(described_by);
            shared += "\"";
        }
        if self.error.is_some() {
            shared += " aria-invalid=\"true\"";
        }
        if self.required {
            shared += " required";
        }
        if !self.suggestions.is_empty() {
            shared += " list=\"";
            shared += &escaped(id);
            shared += "-list\"";
        }
        shared += &self.further_attributes();
        PreEscaped(match self.kind {
            Kind::Input(kind) => {
                let value = if kind == "password" { "" } else { self.value.as_str() };
                format!("<input type=\"{kind}\" {shared} value=\"{}\">", escaped(value))
            }
            Kind::File => format!("<input type=\"file\" {shared}>"),
            // The line feed keeps a first empty line, which a browser would drop.
            Kind::Lines => format!(
                "<textarea rows=\"{}\" {shared}>\n{}</textarea>",
                self.rows,
                escaped(&self.value)
            ),
            Kind::Select => format!("<select {shared}>{}</select>", self.select_options().into_string()),
        })
    }

    fn select_options(&self) -> Markup {
        let one = |value: &str, words: &str| html! { option value=(value) selected[value == self.value] { (words) } };
        html! {
            @for choice in &self.choices {
                @match choice {
                    Choice::One(value, words) => (one(value, words)),
                    Choice::Group(heading, options) => {
                        optgroup label=(heading) { @for (value, words) in options { (one(value, words)) } }
                    }
                }
            }
        }
    }
}

impl Render for Field {
    fn render(&self) -> Markup {
        let id = self.id.clone().unwrap_or_else(|| id_of(&self.name));
        let hint_id = format!("{id}-hint");
        let error_id = format!("{id}-error");
        let has_hint = self.hint.is_some() || self.range.is_some();
        let described_by = match (has_hint, self.error.is_some()) {
            (true, true) => format!("{hint_id} {error_id}"),
            (true, false) => hint_id.clone(),
            (false, true) => error_id.clone(),
            (false, false) => String::new(),
        };
        let width = match self.width {
            Width::Short => "is-short",
            Width::Medium => "is-medium",
            Width::Full => "is-full",
        };
        html! {
            div class={ "field " (width) @if self.error.is_some() { " has-error" } } {
                label for=(id) class=[self.label_hidden.then_some("unseen")] {
                    (in_language(&self.label, self.label_language.as_deref()))
                    @if self.required { span class="required" aria-hidden="true" { " *" } }
                }
                @if has_hint {
                    p class="hint" id=(hint_id) {
                        @if let Some(hint) = &self.hint { (hint) " " }
                        @if let Some(range) = &self.range { span { (range) } }
                    }
                }
                div class=(if matches!(self.kind, Kind::File) { "input is-file" } else { "input" }) {
                    (self.control(&id, &described_by))
                    @if matches!(self.kind, Kind::Select) && !self.flags.contains(&"multiple") { (Icon::ChevronDown) }
                    @if let Some(unit) = &self.unit { span class="unit" { (unit) } }
                }
                @if !self.suggestions.is_empty() {
                    datalist id={ (id) "-list" } { @for words in &self.suggestions { option value=(words) {} } }
                }
                @if let Some(error) = &self.error { (field_error(&error_id, error)) }
            }
        }
    }
}

/// Words, marked with their language where it is not that of the page.
pub(super) fn in_language(words: &str, language: Option<&str>) -> Markup {
    html! { @match language { Some(language) => span lang=(language) { (words) }, None => (words) } }
}

/// The sentence beside a field that says what to do.
pub(super) fn field_error(id: &str, words: &str) -> Markup {
    html! { p class="field-error" id=(id) { (Icon::Warning) span { (words) } } }
}
