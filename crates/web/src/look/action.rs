//! What one can do: one primary action, quiet others, and dangerous ones that ask once.

use maud::{Markup, Render, html};

use super::{form::hidden, icon::Icon};

/// The row at the foot of a form: exactly one primary button, then the others, then what is kept.
#[derive(Clone, Debug)]
pub(crate) struct Actions {
    primary: Markup,
    others: Vec<Markup>,
    end: Option<Markup>,
    in_view: bool,
}

impl Actions {
    /// The primary button that sends the form.
    pub(crate) fn primary(label: &str) -> Self {
        Self::with(html! { button class="button is-primary" type="submit" { span { (label) } } })
    }

    /// The primary button that sends the form with `name=value`.
    pub(crate) fn primary_as(name: &str, value: &str, label: &str) -> Self {
        Self::with(
            html! { button class="button is-primary" type="submit" name=(name) value=(value) { span { (label) } } },
        )
    }

    /// A primary button of another form on the page.
    pub(crate) fn primary_of(form_id: &str, label: &str) -> Self {
        Self::with(html! { button class="button is-primary" type="submit" form=(form_id) { span { (label) } } })
    }

    /// The primary action is a link to the next step.
    pub(crate) fn primary_link(href: &str, label: &str) -> Self {
        Self::with(html! { a class="button is-primary" href=(href) { span { (label) } } })
    }

    fn with(primary: Markup) -> Self {
        Self {
            primary,
            others: Vec::new(),
            end: None,
            in_view: false,
        }
    }

    /// A second button that sends the form with `name=value`.
    pub(crate) fn button(mut self, name: &str, value: &str, label: &str) -> Self {
        self.others.push(
            html! { button class="button" type="submit" name=(name) value=(value) formnovalidate { span { (label) } } },
        );
        self
    }

    /// A quiet link: cancel, back.
    pub(crate) fn link(mut self, href: &str, label: &str) -> Self {
        self.others
            .push(html! { a class="button is-quiet" href=(href) { span { (label) } } });
        self
    }

    /// Anything else in the row, such as [`Danger`].
    pub(crate) fn also(mut self, part: impl Render) -> Self {
        self.others.push(part.render());
        self
    }

    /// At the end of the row: the [`super::SaveLine`].
    pub(crate) fn end(mut self, part: impl Render) -> Self {
        self.end = Some(part.render());
        self
    }

    /// The row stays in view at the foot of the window while one works through a long form.
    pub(crate) fn in_view(mut self) -> Self {
        self.in_view = true;
        self
    }
}

impl Render for Actions {
    fn render(&self) -> Markup {
        html! {
            div class=(if self.in_view { "actions is-in-view" } else { "actions" }) {
                (self.primary)
                @for other in &self.others { (other) }
                @if let Some(end) = &self.end { div class="actions-end" { (end) } }
            }
        }
    }
}

/// A dangerous action: named by what it does, it opens to ask once, and only then can be sent. Works without script.
#[derive(Clone, Debug)]
pub(crate) struct Danger {
    label: String,
    question: String,
    confirm: String,
    send: Send,
    fields: Markup,
}

#[derive(Clone, Debug)]
enum Send {
    /// A form of its own.
    Post(String),
    /// The form that it stands in, with a name and a value.
    Inside(String, String),
}

impl Danger {
    /// A form of its own: what the button says, what is asked, what the confirming button says.
    pub(crate) fn post(action: &str, label: &str, question: &str, confirm: &str) -> Self {
        Self::new(Send::Post(action.to_owned()), label, question, confirm)
    }

    /// Inside another form, which it sends with `name=value`.
    pub(crate) fn inside(name: &str, value: &str, label: &str, question: &str, confirm: &str) -> Self {
        Self::new(
            Send::Inside(name.to_owned(), value.to_owned()),
            label,
            question,
            confirm,
        )
    }

    fn new(send: Send, label: &str, question: &str, confirm: &str) -> Self {
        Self {
            label: label.to_owned(),
            question: question.to_owned(),
            confirm: confirm.to_owned(),
            send,
            fields: Markup::default(),
        }
    }

    /// What must be given with it: a reason, a version.
    pub(crate) fn fields(mut self, fields: Markup) -> Self {
        self.fields = fields;
        self
    }
}

impl Render for Danger {
    fn render(&self) -> Markup {
        let inside = html! { p { (self.question) } (self.fields) };
        html! {
            details class="danger" {
                summary class="button is-danger" { span { (self.label) } }
                div class="danger-body" {
                    @match &self.send {
                        Send::Post(action) => {
                            form method="post" action=(action) {
                                (inside)
                                button class="button is-danger-now" type="submit" { (Icon::Warning) span { (self.confirm) } }
                            }
                        }
                        Send::Inside(name, value) => {
                            (inside)
                            button class="button is-danger-now" type="submit" name=(name) value=(value) formnovalidate {
                                (Icon::Warning) span { (self.confirm) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// A link that looks like a button.
pub(crate) fn link_button(href: &str, icon: Option<Icon>, label: &str) -> Markup {
    html! { a class="button" href=(href) { @if let Some(icon) = icon { (icon) } span { (label) } } }
}

/// The page's primary action as a link, for [`super::PageHead`].
pub(crate) fn primary_link(href: &str, icon: Option<Icon>, label: &str) -> Markup {
    html! { a class="button is-primary" href=(href) { @if let Some(icon) = icon { (icon) } span { (label) } } }
}

/// One button that sends a form of its own: "Arrived", "Undo".
#[derive(Clone, Debug)]
pub(crate) struct PostButton<'a> {
    /// Where it goes.
    pub(crate) action: &'a str,
    /// What it does.
    pub(crate) label: &'a str,
    /// A sign before the words.
    pub(crate) icon: Option<Icon>,
    /// Names and values that travel with it.
    pub(crate) values: &'a [(&'a str, &'a str)],
    /// It is the page's primary action.
    pub(crate) primary: bool,
}

impl Render for PostButton<'_> {
    fn render(&self) -> Markup {
        html! {
            form class="post-button" method="post" action=(self.action) {
                @for (name, value) in self.values { (hidden(name, value)) }
                button class=(if self.primary { "button is-primary" } else { "button" }) type="submit" {
                    @if let Some(icon) = self.icon { (icon) }
                    span { (self.label) }
                }
            }
        }
    }
}
