//! What a person does and sees, by the words on the page. Every step waits until it can be done, and fails the test with
//! the address and the words of the page if it never can.

use std::path::Path;
use std::time::Duration;

use fantoccini::actions::{
    ActionSequence, Actions, InputSource as _, MOUSE_BUTTON_LEFT, MouseActions, PointerAction, TouchActions,
};
use fantoccini::elements::{Element, ElementRef};
use fantoccini::key::Key;
use serde_json::{Value, json};

use crate::browser::{Browser, single_spaced};
use crate::screen::Size;

/// Finds a control by the words that name it.
const FIND: &str = include_str!("find.js");

/// Where the standard keeps the identifier of an element.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// Errors of the driver that say that a press has not happened.
const NOT_PRESSED: [&str; 4] = [
    "stale element reference",
    // The page moved on between finding and pressing.
    "does not belong to the document",
    "element click intercepted",
    "element not interactable",
];

impl Browser {
    /// The page shows this text.
    #[track_caller]
    pub(crate) fn sees(&self, text: &str) {
        let wanted = single_spaced(text);
        self.until(|| match self.visible_text() {
            Ok(shown) if shown.contains(&wanted) => Ok(()),
            Ok(_) => Err(format!("the page does not show “{wanted}”")),
            Err(problem) => Err(problem),
        });
    }

    /// The page does not show this text, or stops to show it. Look for what proves that the page is there first.
    #[track_caller]
    pub(crate) fn sees_no(&self, text: &str) {
        let unwanted = single_spaced(text);
        self.until(|| match self.visible_text() {
            Ok(shown) if !shown.contains(&unwanted) => Ok(()),
            Ok(_) => Err(format!("the page shows “{unwanted}”")),
            Err(problem) => Err(problem),
        });
    }

    /// The address of the page comes to begin with this path.
    #[track_caller]
    pub(crate) fn is_at(&self, path: &str) {
        self.until(|| {
            let is_there = self.path().starts_with(path);
            is_there
                .then_some(())
                .ok_or_else(|| format!("the address is not {path}"))
        });
        self.check_console();
    }

    /// Presses a button.
    #[track_caller]
    pub(crate) fn press(&self, button: &str) {
        self.click("button", button);
    }

    /// Follows a link.
    #[track_caller]
    pub(crate) fn follow(&self, link: &str) {
        self.click("link", link);
    }

    /// Sets or clears a check box.
    #[track_caller]
    pub(crate) fn tick(&self, label: &str) {
        self.click("box", label);
    }

    #[track_caller]
    fn click(&self, kind: &str, name: &str) {
        self.touch(&format!("press “{name}”"), kind, name, None);
        self.check_console();
    }

    /// Finds a control and presses it. While the page moves it away or covers it, it was not pressed, and is tried again.
    #[track_caller]
    fn touch(&self, step: &str, kind: &str, name: &str, group: Option<&str>) -> Found {
        self.touched(1, 0);
        self.until(|| {
            let found = self.try_to_find(kind, name, group)?;
            let touched = found.touched.clone();
            let outcome = self.attempt(|_| async move { touched.click().await });
            match outcome.map_err(|problem| format!("{step}: {problem}")) {
                Ok(()) => Ok(found),
                Err(problem) if NOT_PRESSED.iter().any(|words| problem.contains(words)) => Err(problem),
                Err(problem) => self.fail(&problem),
            }
        })
    }

    /// Writes into a field, over what stood in it. Dates and times as the machine writes them: `2026-03-12`, `14:30`.
    #[track_caller]
    pub(crate) fn fill(&self, label: &str, text: &str) {
        self.touched(1, text.chars().count());
        let step = format!("fill “{label}”");
        // A page that moves on while it is written into is written into anew.
        self.until(|| {
            let found = self.try_to_find("field", label, None)?;
            match self.write(&found, text) {
                Ok(true) => Ok(()),
                Ok(false) => self.fail(&format!("the field “{label}” does not take “{text}”")),
                Err(problem) if NOT_PRESSED.iter().any(|words| problem.contains(words)) => Err(problem),
                Err(problem) => self.fail(&format!("{step}: {problem}")),
            }
        });
    }

    /// Writes into a field; whether it took the text.
    fn write(&self, found: &Found, text: &str) -> Result<bool, String> {
        if found.is_set {
            let arguments = vec![json!({ ELEMENT: found.control.element_id().as_ref() }), json!(text)];
            let set = "const [field, text] = arguments;
                field.focus();
                field.value = text;
                field.dispatchEvent(new Event('input', { bubbles: true }));
                field.dispatchEvent(new Event('change', { bubbles: true }));
                return field.value === text;";
            return Ok(self.attempt(|client| async move { client.execute(set, arguments).await })? == true);
        }
        let all = format!("{}a{}", Key::Control, Key::Null);
        let text = if text.is_empty() { &Key::Delete } else { text }.to_owned();
        let control = found.control.clone();
        self.attempt(|_| async move {
            control.send_keys(&all).await?;
            control.send_keys(&text).await
        })?;
        Ok(true)
    }

    /// A field holds this text.
    #[track_caller]
    pub(crate) fn holds(&self, label: &str, text: &str) {
        self.until(|| {
            let found = self.try_to_find("field", label, None)?;
            let value = self.attempt(|_| async move { found.control.prop("value").await });
            match value {
                Ok(Some(value)) if value == text => Ok(()),
                Ok(value) => Err(format!(
                    "the field “{label}” holds “{}”, not “{text}”",
                    value.unwrap_or_default()
                )),
                Err(problem) => Err(problem),
            }
        });
    }

    /// Chooses an answer of a group or of a list.
    #[track_caller]
    pub(crate) fn choose(&self, group: &str, option: &str) {
        let step = format!("choose “{option}” of “{group}”");
        let found = self.touch(&step, "option", option, Some(group));
        // A page that goes on to another by itself has taken the answer.
        let control = found.control;
        let is_chosen = self.attempt(|_| async move { control.is_selected().await });
        if found.is_native && is_chosen.is_ok_and(|is_chosen| !is_chosen) {
            self.fail(&format!("{step}: it is not chosen after it was pressed"));
        }
        self.check_console();
    }

    /// Gives a file to a field.
    #[track_caller]
    pub(crate) fn upload(&self, label: &str, file: &Path) {
        let found = self.find("field", label, None);
        let path = file.to_string_lossy().into_owned();
        self.drive(&format!("upload “{path}” to “{label}”"), |_| async move {
            found.control.send_keys(&path).await
        });
        self.check_console();
    }

    /// Presses keys where the focus is: text, or `&Key::Tab`.
    #[track_caller]
    pub(crate) fn keys(&self, keys: &str) {
        self.touched(0, keys.chars().count());
        self.drive("press keys", |client| async move {
            client.active_element().await?.send_keys(keys).await
        });
        self.check_console();
    }

    /// The control of this name has the focus.
    #[track_caller]
    pub(crate) fn has_focus(&self, name: &str) {
        self.until(|| self.try_to_find("focus", name, None).map(|_| ()));
    }

    /// Draws a line over something, by hand: points as shares of its width and height.
    #[track_caller]
    pub(crate) fn draw(&self, name: &str, points: &[(f64, f64)]) {
        self.touched(1, 0);
        let canvas = self.find("thing", name, None).control;
        self.drive(&format!("draw on “{name}”"), |client| async move {
            let (_, _, width, height) = canvas.rectangle().await?;
            let places = points.iter().map(|(across, down)| {
                let (x, y) = ((across - 0.5) * width, (down - 0.5) * height);
                (canvas.clone(), x.round(), y.round())
            });
            client.perform_actions(self.hand(places)).await?;
            client.release_actions().await
        });
        self.check_console();
    }

    /// Drags something onto something else.
    #[track_caller]
    pub(crate) fn drag(&self, what: &str, onto: &str) {
        let (what_found, onto_found) = (self.find("thing", what, None), self.find("thing", onto, None));
        self.drive(&format!("drag “{what}” onto “{onto}”"), |client| async move {
            let places = [(what_found.control, 0.0, 0.0), (onto_found.control, 0.0, 0.0)];
            client.perform_actions(self.hand(places.into_iter())).await?;
            client.release_actions().await
        });
        self.check_console();
    }

    /// Pressed at the first place, moved over the others, lifted at the last: a mouse, or a finger on a tablet.
    fn hand(&self, places: impl Iterator<Item = (Element, f64, f64)>) -> Actions {
        let mut actions = Vec::new();
        for (position, (element, x, y)) in places.enumerate() {
            actions.push(PointerAction::MoveToElement {
                element,
                duration: Some(Duration::from_millis(20)),
                x,
                y,
            });
            if position == 0 {
                actions.push(PointerAction::Down {
                    button: MOUSE_BUTTON_LEFT,
                });
            }
        }
        actions.push(PointerAction::Up {
            button: MOUSE_BUTTON_LEFT,
        });
        let sequence: ActionSequence = match self.look.get().size {
            Size::Desktop => actions
                .into_iter()
                .fold(MouseActions::new("mouse".to_owned()), MouseActions::then)
                .into(),
            Size::Tablet => actions
                .into_iter()
                .fold(TouchActions::new("finger".to_owned()), TouchActions::then)
                .into(),
        };
        sequence.into()
    }

    /// Does steps with the controls nearest to these words: the button in the row of a patient.
    #[track_caller]
    pub(crate) fn beside(&self, words: &str, steps: impl FnOnce()) {
        let before = self.beside.replace(Some(single_spaced(words)));
        steps();
        self.beside.replace(before);
    }

    #[track_caller]
    fn find(&self, kind: &str, name: &str, group: Option<&str>) -> Found {
        self.until(|| self.try_to_find(kind, name, group))
    }

    fn try_to_find(&self, kind: &str, name: &str, group: Option<&str>) -> Result<Found, String> {
        let beside = self.beside.borrow().clone();
        let arguments = vec![json!(kind), json!(single_spaced(name)), json!(group), json!(beside)];
        let found = self.attempt(|client| async move { client.execute(FIND, arguments).await })?;
        if let Some(problem) = found["problem"].as_str() {
            return Err(problem.to_owned());
        }
        Ok(Found {
            control: self.element(&found["control"])?,
            touched: self.element(&found["touched"])?,
            is_native: found["is_native"] == true,
            is_set: found["is_set"] == true,
        })
    }

    fn element(&self, reference: &Value) -> Result<Element, String> {
        let id = reference[ELEMENT].as_str().ok_or("the driver names no element")?;
        let id = ElementRef::from(id.to_owned());
        self.attempt(|client| async move { Ok(Element::from_element_id(client, id)) })
    }
}

/// A control on the page.
struct Found {
    control: Element,
    /// What a finger touches for it: its label, where it has one.
    touched: Element,
    /// Whether it is one of the document's own answers (a radio button, a check box, a list's entry).
    is_native: bool,
    /// Whether its value is set rather than typed, because typing depends on the country (a date).
    is_set: bool,
}
