//! All languages have all keys, the code names every text, and the fixed words are those that `care` and the knowledge say.
#![expect(clippy::unwrap_used, reason = "tests")]

use std::collections::BTreeSet;
use std::path::Path;

use anagen_care::plan::{Stage, Standing};
use anagen_care::screening::Verdict;
use anagen_knowledge::Knowledge;
use anagen_knowledge::records::{AgentRole, AskedOf, Confidence, Grade, Seen, Severity, Status, StudyDesign};
use anagen_messages::check::{faults, is_key, sources};

use super::*;

/// English texts without values that Spanish writes in another way.
pub(crate) fn english_alone() -> Vec<String> {
    let (english, spanish) = (messages("en"), messages("es"));
    let texts = CATALOGUE
        .keys()
        .into_iter()
        .map(|key| (english.say(&key), spanish.say(&key)));
    let spanish_words: BTreeSet<String> = CATALOGUE.keys().iter().map(|key| spanish.say(key)).collect();
    texts
        .filter(|(own, other)| own != other && !own.contains('{') && !spanish_words.contains(own))
        .map(|(own, _)| own)
        .collect()
}

#[test]
fn all_languages_have_all_keys() {
    assert_eq!(faults(&CATALOGUE), [""; 0]);
}

/// Everything between quotation marks in the sources of a crate.
fn quoted(folder: &str) -> BTreeSet<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let sources = sources(&folder).unwrap();
    let texts = sources.iter().filter(|(path, _)| !path.ends_with("tests.rs"));
    texts
        .flat_map(|(_, text)| text.split('"').map(str::to_owned).collect::<Vec<_>>())
        .collect()
}

#[test]
fn the_code_names_every_text_and_every_name_has_one() {
    let known: BTreeSet<String> = CATALOGUE.keys().into_iter().collect();
    let named = quoted("src");
    // The scales have their texts in `scales::wording`; the pages of the clinic translate them. A name in a class has no text.
    let is_own = |text: &&String| {
        let ours = [
            "plan-",
            "mixture-",
            "map-",
            "course-",
            "patient-",
            "scalp-",
            "calendar-",
            "day-",
        ];
        is_key(text) && ours.iter().any(|prefix| text.starts_with(prefix))
    };
    let missing: Vec<_> = named
        .iter()
        .filter(is_own)
        .filter(|key| !known.contains(*key))
        .collect();
    assert!(missing.is_empty(), "keys without a text: {missing:?}");
    let in_files: String = ["en", "es"]
        .iter()
        .map(|language| {
            let file = format!("{}/messages/{language}/days.ftl", env!("CARGO_MANIFEST_DIR"));
            std::fs::read_to_string(file).unwrap()
        })
        .collect();
    let unused: Vec<_> = known
        .iter()
        .filter(|key| !key.starts_with(FIXED) && !named.contains(*key))
        .filter(|key| !in_files.contains(&format!("{{ {key} }}")))
        .collect();
    assert!(unused.is_empty(), "texts that nothing shows: {unused:?}");
}

#[test]
fn fixed_words_are_what_care_and_the_knowledge_say() {
    let knowledge = Knowledge::embedded().unwrap();
    let mut said: BTreeSet<String> = ["../care/src", "../knowledge/src"]
        .into_iter()
        .flat_map(quoted)
        .collect();
    // A text that is broken over lines of code.
    let joined = |text: &String| {
        let mut lines = text.split("\\\n");
        let first = lines.next().unwrap_or_default().to_owned();
        lines.fold(first, |all, line| all + line.trim_start())
    };
    said.extend(said.iter().map(joined).collect::<Vec<_>>());
    let words = |id: &str| id.replace('_', " ");
    said.extend(knowledge.records.facts.iter().map(|fact| words(&fact.group)));
    said.extend(knowledge.records.preparation.iter().map(|item| words(&item.topic)));
    let follow_ups = knowledge
        .records
        .surveillance
        .iter()
        .flat_map(|record| &record.follow_ups);
    said.extend(follow_ups.flat_map(|follow_up| follow_up.looks_for.clone()));
    said.extend(
        knowledge
            .records
            .prices
            .iter()
            .filter_map(|price| price.seen_on.clone()),
    );
    let closed = ["Mon", "Tues", "Wednes", "Thurs", "Fri", "Satur", "Sun"];
    said.extend(closed.map(|day| format!("the clinic is closed on {day}days")));
    let memory = [Confidence::MemoryHigh, Confidence::MemoryMedium, Confidence::MemoryLow];
    said.extend(memory.map(|confidence| {
        let (first, rest) = confidence.words().split_at(1);
        format!("{}{rest}.", first.to_uppercase())
    }));
    let keys: Vec<String> = CATALOGUE
        .keys()
        .into_iter()
        .filter(|key| key.starts_with(FIXED))
        .collect();
    let english = messages("en");
    let gone: Vec<String> = keys
        .iter()
        .map(|key| english.say(key))
        .filter(|text| !said.contains(text) && text != "other")
        .collect();
    assert!(gone.is_empty(), "nothing says these: {gone:#?}");
    let different: BTreeSet<String> = keys.iter().map(|key| english.say(key)).collect();
    assert_eq!(different.len(), keys.len(), "an English text stands twice");
}

#[test]
fn every_word_of_a_choice_of_care_is_fixed() {
    use AgentRole::{AdjunctProcedure, Anaesthetic, Blocked, Complementary, Diluent, Principal};
    use AskedOf::{Examiner, Laboratory, Mixture, Patient, Product, Record, Request, Room, Staff};
    use StudyDesign::{CaseReport, Comparator, Controlled, Guideline, Rct, Review, Series, SystematicReview};
    let mut words: Vec<&str> = Vec::new();
    for verdict in [
        Verdict::Eligible,
        Verdict::Caution,
        Verdict::Defer,
        Verdict::NeedsSpecialist,
        Verdict::Incomplete,
        Verdict::Excluded,
    ] {
        words.extend([verdict.words(), verdict.meaning()]);
    }
    for severity in [
        Severity::Information,
        Severity::Relative,
        Severity::Defer,
        Severity::Specialist,
        Severity::Absolute,
    ] {
        words.extend([severity.words(), severity.clearance()]);
    }
    words.extend(
        [
            Standing::ScreeningOnly,
            Standing::Excluded,
            Standing::Refused,
            Standing::Draft,
            Standing::ForReview,
        ]
        .map(Standing::words),
    );
    words.extend([Stage::Formulation, Stage::InjectionMap, Stage::Protocol, Stage::Cost].map(Stage::words));
    words.extend([Status::Proposed, Status::Confirmed].map(Status::words));
    words.extend(
        [
            Confidence::Cited,
            Confidence::Seed,
            Confidence::Derived,
            Confidence::MemoryHigh,
            Confidence::MemoryMedium,
            Confidence::MemoryLow,
            Confidence::Proposed,
        ]
        .map(Confidence::words),
    );
    words.extend(
        [
            Grade::High,
            Grade::Moderate,
            Grade::Low,
            Grade::VeryLow,
            Grade::None,
            Grade::NotApplicable,
        ]
        .map(Grade::words),
    );
    words.extend(
        [
            Seen::FullText,
            Seen::Abstract,
            Seen::Excerpt,
            Seen::Secondary,
            Seen::CitationOnly,
            Seen::Own,
        ]
        .map(Seen::words),
    );
    words.extend(
        [
            Rct,
            Controlled,
            Series,
            CaseReport,
            SystematicReview,
            Review,
            Guideline,
            Comparator,
        ]
        .map(StudyDesign::words),
    );
    words.extend(
        [
            Principal,
            Complementary,
            Anaesthetic,
            Diluent,
            AdjunctProcedure,
            Blocked,
        ]
        .map(AgentRole::words),
    );
    words.extend(
        [
            Patient, Examiner, Laboratory, Record, Room, Staff, Product, Request, Mixture,
        ]
        .map(AskedOf::words),
    );
    let spanish = messages("es");
    let open: Vec<&str> = words
        .into_iter()
        .filter(|word| fixed(word, spanish).is_none())
        .collect();
    assert!(open.is_empty(), "`care.ftl` lacks {open:?}");
}
