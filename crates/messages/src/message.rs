//! What is said to a person: the key of a text in the message files, and what is put into it.

/// A text by its key, with values.
///
/// ```
/// let message = anagen_messages::Message::new("patients-birth-date-in-future").with("day", "12 March 2031");
/// assert_eq!(message.key, "patients-birth-date-in-future");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// Key in the message files.
    pub key: &'static str,
    /// Values by name.
    pub values: Vec<(&'static str, String)>,
}

impl Message {
    /// A text without values.
    pub const fn new(key: &'static str) -> Self {
        Self {
            key,
            values: Vec::new(),
        }
    }

    /// With one value more.
    #[must_use]
    #[expect(clippy::needless_pass_by_value, reason = "callers hand over what they made for it")]
    pub fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.values.push((name, value.to_string()));
        self
    }
}
