//! The fuzz targets' bodies on made-up bytes, conditions and answers.

use anagen_knowledge::Document;
use proptest::prelude::*;

use crate::any_bytes::{answer, condition, knowledge_file, small_folder};
use crate::damage::config;
use crate::damaged_files::KNOWLEDGE;

/// Text that looks like a condition often enough to get past the first check.
fn condition_like() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "{ ",
        " }",
        "[",
        "]",
        ", ",
        "all = ",
        "any = ",
        "not = ",
        "fact = ",
        "\"yes_no\"",
        "\"number\"",
        "\"choice\"",
        "\"list\"",
        "\"other_list\"",
        "\"date\"",
        "is = true",
        "is = \"a\"",
        "one_of = [\"a\"]",
        "above = \"5 mg\"",
        "below = \"1e300 kg\"",
        "at_most = \"-5 µg\"",
        "at_least = \"5 mL\"",
        "includes = [\"a\", \"b\"]",
        "overlaps = \"other_list\"",
        "within = \"90 days\"",
        "within = \"-1e20 years\"",
        ".",
        "\n",
        "#",
        "\"",
        "0",
    ]);
    prop::collection::vec(word, 0..24).prop_map(|words| words.concat())
}

/// A condition in its proper shape over the facts of the small folder.
fn condition_text() -> impl Strategy<Value = String> {
    let leaf = prop::sample::select(vec![
        r#"{ fact = "yes_no", is = true }"#,
        r#"{ fact = "number", above = "5 mg", at_most = "0.01 g" }"#,
        r#"{ fact = "number", below = "1e300 kg" }"#,
        r#"{ fact = "choice", one_of = ["a", "b"] }"#,
        r#"{ fact = "list", includes = ["a"] }"#,
        r#"{ fact = "list", overlaps = "other_list" }"#,
        r#"{ fact = "date", within = "90 days" }"#,
        r#"{ fact = "date", within = "-1e300 years" }"#,
    ]);
    leaf.prop_map(str::to_owned).prop_recursive(6, 40, 4, |part| {
        prop_oneof![
            prop::collection::vec(part.clone(), 0..4).prop_map(|parts| format!("{{ all = [{}] }}", parts.join(", "))),
            prop::collection::vec(part.clone(), 0..4).prop_map(|parts| format!("{{ any = [{}] }}", parts.join(", "))),
            part.prop_map(|part| format!("{{ not = {part} }}")),
        ]
    })
}

proptest! {
    #![proptest_config(config(256))]

    #[test]
    fn any_bytes_as_a_file(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        knowledge_file(&small_folder(), &bytes);
    }

    #[test]
    fn any_text_as_a_condition(text in condition_like()) {
        condition(text.as_bytes());
    }

    #[test]
    fn any_condition_is_read_or_refused(text in condition_text()) {
        condition(text.as_bytes());
    }
}

proptest! {
    #![proptest_config(config(48))]

    #[test]
    fn any_text_as_an_answer(text in "(yes|no|-?[0-9]{1,4}(\\.[0-9])?( ?(mg|%|kg|years|mmHg|/min))?|[0-9]{4}-[0-9]{2}-[0-9]{2}|.{0,12})") {
        answer(&KNOWLEDGE, text.as_bytes());
    }
}

/// Nesting without end is refused, not followed until the stack is gone.
#[test]
fn deep_nesting_is_refused() {
    for n in [100, 10_000, 200_000] {
        let brackets = format!("{}{}", "{ not = ".repeat(n), "}".repeat(n));
        condition(brackets.as_bytes());
        condition("[".repeat(n).as_bytes());
        let dotted = format!("[[rule]]\nid = \"X-2\"\nwhen.{}fact = \"yes_no\"\n", "not.".repeat(n));
        knowledge_file(&small_folder(), dotted.as_bytes());
        knowledge_file(&small_folder(), format!("[{}a]\n", "a.".repeat(n)).as_bytes());
        let _ = Document::parse(&dotted).map(|document| document.read::<toml::Table>().is_ok());
    }
}
