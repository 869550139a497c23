//! What patients read is there in Spanish, whole and made from the English words that stand there now.

use std::sync::LazyLock;

use anagen_knowledge::{Knowledge, LANGUAGES, ORIGINAL};

static KNOWLEDGE: LazyLock<Knowledge> = LazyLock::new(|| Knowledge::embedded().unwrap());

#[test]
fn spanish_is_complete() {
    let spanish = KNOWLEDGE.coverage("es");
    assert!(
        spanish.missing.is_empty(),
        "not in Spanish: {}",
        spanish.missing.join(", ")
    );
    assert!(spanish.all > 250, "{}", spanish.all);
    assert_eq!(spanish.translated, spanish.all);
}

#[test]
fn a_language_is_the_one_asked_for_or_english() {
    assert_eq!(KNOWLEDGE.coverage(ORIGINAL).missing, Vec::<String>::new());
    assert_eq!(KNOWLEDGE.coverage("zh").translated, 0);
    for (wanted, served) in [
        ("es", "es"),
        ("es-MX", "es"),
        ("ES", "es"),
        ("en", "en"),
        ("zh", "en"),
        ("de", "en"),
        ("", "en"),
    ] {
        assert_eq!(KNOWLEDGE.language_for(wanted), served, "{wanted}");
    }
    let diabetes = KNOWLEDGE.fact(KNOWLEDGE.fact_key("diabetes").unwrap());
    let asked = diabetes.question_in("es-AR");
    assert_eq!((asked.as_str(), asked.language()), ("¿Tiene diabetes?", "es"));
    // Nothing is dropped for want of a translation: it is asked in English, and says so.
    let asked = diabetes.question_in("zh");
    assert_eq!(
        (asked.as_str(), asked.language()),
        ("Does the patient have diabetes?", "en")
    );
}

#[test]
fn every_translation_differs_from_its_original_or_is_a_name() {
    KNOWLEDGE.records.for_each_translated(&mut |kind, record| {
        for language in LANGUAGES {
            let Some(translation) = record.translations().get(language) else {
                continue;
            };
            for (field, english) in record.original() {
                let is_sentence = english.split(' ').count() > 4;
                let words = translation.fields.get(&field);
                let same = matches!(words, Some(anagen_knowledge::Words::Text(words)) if words == english);
                assert!(
                    !(is_sentence && same),
                    "{kind} {}: `{field}` is still English",
                    record.id()
                );
            }
        }
    });
}
