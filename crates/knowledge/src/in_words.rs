//! A record in words, for somebody who reads it: its headline, a nested value on one line, a condition.

use serde_json::Value;

/// Fields that tell a record in a line, the first that a record has.
const HEADLINES: [&str; 10] = [
    "title",
    "name",
    "topic",
    "question",
    "item",
    "subject",
    "text",
    "citation",
    "forbidden",
    "correct",
];
/// A shorter text is a name (`M`), no headline.
const FEWEST_LETTERS: usize = 3;

/// What a record says, in a line; a claim says it in its text, not in its topic.
pub fn headline(record: &Value) -> Option<&str> {
    let is_claim = record.get("verdict").is_some();
    let fields = HEADLINES.iter().filter(|field| !(is_claim && **field == "topic"));
    fields
        .filter_map(|field| record.get(*field)?.as_str())
        .find(|text| text.chars().count() >= FEWEST_LETTERS)
}

/// A value on one line.
pub fn inline(value: &Value) -> String {
    match value {
        Value::Object(fields) => {
            let parts: Vec<String> = fields
                .iter()
                .filter(|(_, value)| !value.is_null())
                .map(|(name, value)| format!("{} {}", name.replace('_', " "), inline(value)))
                .collect();
            parts.join("; ")
        }
        Value::Array(entries) => entries.iter().map(inline).collect::<Vec<_>>().join(", "),
        Value::String(text) => text.clone(),
        Value::Bool(true) => "yes".to_owned(),
        Value::Bool(false) => "no".to_owned(),
        other => other.to_string(),
    }
}

/// A condition in words, with the questions' ids: `(inr is above 3 and not pregnant is yes)`.
///
/// ```
/// use anagen_knowledge::in_words::condition;
/// let above = serde_json::json!({ "not": { "fact": "inr", "above": 3 } });
/// assert_eq!(condition(&above), "not inr is above 3");
/// ```
pub fn condition(value: &Value) -> String {
    let parts = |value: &Value, joint: &str| {
        let parts: Vec<String> = value.as_array().into_iter().flatten().map(condition).collect();
        format!("({})", parts.join(joint))
    };
    if let Some(all) = value.get("all") {
        return parts(all, " and ");
    }
    if let Some(any) = value.get("any") {
        return parts(any, " or ");
    }
    if let Some(not) = value.get("not") {
        return format!("not {}", condition(not));
    }
    let fact = value["fact"].as_str().unwrap_or_default();
    let words = [
        ("is", "is"),
        ("one_of", "is one of"),
        ("above", "is above"),
        ("at_least", "is at least"),
        ("below", "is below"),
        ("at_most", "is at most"),
        ("includes", "includes"),
        ("overlaps", "shares an entry with"),
        ("within", "lies within the last"),
    ];
    let forms: Vec<String> = words
        .iter()
        .filter_map(|(form, words)| value.get(*form).map(|value| format!("{words} {}", inline(value))))
        .collect();
    format!("{fact} {}", forms.join(" and "))
}
