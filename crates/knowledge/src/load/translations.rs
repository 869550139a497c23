//! A translation that does not fit its record is refused, with its place.
#![expect(clippy::unwrap_used, reason = "tests")]

use crate::{Files, Knowledge, example_folder, mark_of};

/// The example folder, its first question of the patient with this after it.
fn with(translation: &str) -> Files {
    let header = "group = \"diabetes\"\nsources = [\"seed-001\"]\nconfidence = \"seed\"\nstatus = \"confirmed\"\n";
    example_folder::changed("facts.toml", header, &format!("{header}\n{translation}\n"))
}

fn mark() -> String {
    mark_of(&[("question".to_owned(), "Is there diabetes?")])
}

#[track_caller]
fn refused(translation: &str) -> String {
    match Knowledge::load(&with(&translation.replace("MARK", &mark())), None) {
        Ok(_) => "nothing is wrong".to_owned(),
        Err(problems) => problems.to_string().replace(&mark(), "MARK"),
    }
}

#[test]
fn a_translation_that_fits_is_found() {
    let text = format!("[fact.in.es]\nof = \"{}\"\nquestion = \"¿Tiene diabetes?\"", mark());
    let knowledge = Knowledge::load(&with(&text), None).unwrap();
    let fact = knowledge.fact(knowledge.fact_key("diabetes").unwrap());
    assert_eq!(fact.question_in("es").as_str(), "¿Tiene diabetes?");
    assert_eq!(fact.question_in("es").language(), "es");
    assert_eq!(fact.question_in("fr").language(), "en");
    let coverage = knowledge.coverage("es");
    assert_eq!(coverage.translated, 1);
    assert!(coverage.missing.contains(&"medicines".to_owned()));
    // What only a laboratory or the mixture answers needs no translation.
    assert!(!coverage.missing.contains(&"hba1c".to_owned()));
}

#[test]
fn a_translation_that_does_not_fit_is_refused_with_its_place() {
    let told = [
        "[fact.in.spanish]\nof = \"MARK\"\nquestion = \"¿Tiene diabetes?\"",
        "[fact.in.es]\nof = \"MARK\"\nqestion = \"¿Tiene diabetes?\"",
        "[fact.in.es]\nof = \"MARK\"\nquestion = \"¿Tiene diabetes?\"\noptions = { yes = \"Sí\" }",
        "[fact.in.es]\nof = \"MARK\"\nquestion = \"  \"",
        "[fact.in.es]\nof = \"MARK\"\nquestion = \"¿Tiene diabetes de tipo 2?\"",
        "[fact.in.es]\nof = \"12345678\"\nquestion = \"¿Tiene diabetes?\"",
        "[fact.in.es]\nquestion = \"¿Tiene diabetes?\"",
        "[fact.in.es]\nof = \"MARK\"\nquestion = 7",
    ]
    .map(refused);
    insta::assert_snapshot!(told.join("\n"), @r#"
    facts.toml:40: `diabetes`, field `in.spanish`: `spanish` is not a language into which the knowledge is translated (es, fr, zh)
    facts.toml:40: `diabetes`, field `in.es`: the translation leaves out `question`: a record is translated whole or not at all
    facts.toml:42: `diabetes`, field `in.es.qestion`: this fact has no text `qestion` that a patient reads; did you mean `question`
    facts.toml:43: `diabetes`, field `in.es.options.yes`: this fact has no text `options.yes` that a patient reads
    facts.toml:42: `diabetes`, field `in.es.question`: a translation is not empty
    facts.toml:42: `diabetes`, field `in.es.question`: the numbers differ: 2 here, none in English
    facts.toml:41: `diabetes`, field `in.es.of`: the translation was made from other English words than those of this fact
      hint: read both, put the translation right, then write `of = "MARK"`
    facts.toml:40: `diabetes`, field `in.es`: missing field `of`
    facts.toml:40: `diabetes`, field `in.es`: a translation is a text, or a table of texts such as `options = { negative = "..." }`
    "#);
}

#[test]
fn a_changed_original_makes_the_translation_refused() {
    let text = format!("[fact.in.es]\nof = \"{}\"\nquestion = \"¿Tiene diabetes?\"", mark());
    let mut files = with(&text);
    for (_, text) in &mut files.0 {
        *text = text.replace("Is there diabetes?", "Is there diabetes, or was there ever?");
    }
    let problems = Knowledge::load(&files, None).unwrap_err().to_string();
    assert!(problems.contains("made from other English words"), "{problems}");
}

#[test]
fn a_record_of_a_clinic_that_is_not_translated_is_shown_in_english() {
    let text = format!("[fact.in.es]\nof = \"{}\"\nquestion = \"¿Tiene diabetes?\"", mark());
    let own = example_folder::record("facts.toml", "diabetes").replace("Is there diabetes?", "Is diabetes known?");
    let overlay = Files(vec![("facts.toml".to_owned(), own)]);
    let knowledge = Knowledge::load(&with(&text), Some(&overlay)).unwrap();
    let fact = knowledge.fact(knowledge.fact_key("diabetes").unwrap());
    let asked = fact.question_in("es");
    assert_eq!((asked.as_str(), asked.language()), ("Is diabetes known?", "en"));
}
