//! What every part of the page needs: the knowledge, the language, how dates are written, and the list of sources that were named.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::fmt::Write as _;

use anagen_care::plan::{Plan, Standing};
use anagen_knowledge::records::{Confidence, Grade, Status};
use anagen_knowledge::{Knowledge, ORIGINAL, Said};
use anagen_messages::{FluentValue, Messages};
use jiff::civil::Date;
use maud::{Markup, PreEscaped, Render as _, html};

use super::words::{self, capitalised};
use super::{Languages, SignedBy};
use crate::days::DateStyle;
use crate::messages::{fixed, messages};

/// The page while it is written.
pub(super) struct Paper<'k> {
    pub(super) knowledge: &'k Knowledge,
    /// The texts in the language of who reads this part.
    pub(super) words: &'static Messages,
    languages: Languages<'k>,
    dates: DateStyle,
    /// Who signed it and when; none while nobody did.
    pub(super) signed: Option<SignedBy<'k>>,
    /// Ids of sources and studies that a tag on the page names.
    cited: RefCell<BTreeSet<String>>,
}

impl<'k> Paper<'k> {
    /// The paper as the clinic reads it.
    pub(super) fn new(
        plan: &Plan,
        knowledge: &'k Knowledge,
        languages: Languages<'k>,
        signed: Option<SignedBy<'k>>,
    ) -> Self {
        let words = messages(languages.clinic);
        Self {
            knowledge,
            words,
            languages,
            dates: DateStyle::of_country(plan.country.as_deref(), words),
            signed,
            cited: RefCell::default(),
        }
    }

    /// The same as the patient reads it; it names no sources.
    pub(super) fn for_patient(&self) -> Self {
        let words = messages(self.languages.patient);
        Self {
            knowledge: self.knowledge,
            words,
            languages: self.languages,
            dates: self.dates.in_words_of(words),
            signed: self.signed.clone(),
            cited: RefCell::default(),
        }
    }

    /// A text without values.
    pub(super) fn say(&self, key: &str) -> String {
        self.words.say(key)
    }

    /// A text with values.
    pub(super) fn with<'a>(&self, key: &str, values: impl IntoIterator<Item = (&'a str, FluentValue<'a>)>) -> String {
        self.words.with(key, values)
    }

    /// A text with a number, which chooses between one and many.
    pub(super) fn counted(&self, key: &str, n: usize) -> String {
        self.words.with(key, [("n", n.into())])
    }

    /// A text with parts that are markup.
    pub(super) fn fill<const N: usize>(&self, key: &str, parts: [(&str, Markup); N]) -> Markup {
        self.fill_counted(key, [], parts)
    }

    /// A text with values, and with parts that are markup.
    pub(super) fn fill_counted<'a, const N: usize, const M: usize>(
        &self,
        key: &str,
        values: [(&'a str, FluentValue<'a>); M],
        parts: [(&'a str, Markup); N],
    ) -> Markup {
        // A letter that no text holds stands for each part while the text around it is escaped.
        let mark =
            |position: usize| char::from_u32(0xE000 + u32::try_from(position).unwrap_or(0)).unwrap_or('\u{E000}');
        let marks = parts.iter().enumerate();
        let marks = marks.map(|(position, (name, _))| (*name, mark(position).to_string().into()));
        let text = self.words.with(key, values.into_iter().chain(marks));
        let mut written = html! { (text) }.into_string();
        for (position, (_, part)) in parts.into_iter().enumerate() {
            written = written.replace(mark(position), &part.0);
        }
        PreEscaped(written)
    }

    /// `Thursday 12 March 2026`.
    pub(super) fn day(&self, day: Date) -> String {
        self.dates.weekday(day)
    }

    /// `12 March 2026`.
    pub(super) fn plain_day(&self, day: Date) -> String {
        self.dates.day(day)
    }

    /// `Thu 12 Mar 2026`.
    pub(super) fn short_day(&self, day: Date) -> String {
        self.dates.short(day)
    }

    /// Words in a language, which they say where it is not that of the paper.
    pub(super) fn in_language(&self, language: &str, words: Markup) -> Markup {
        if language == self.words.language {
            words
        } else {
            html! { span lang=(language) { (words) } }
        }
    }

    /// Words of the knowledge in the language that they have.
    pub(super) fn said(&self, said: &Said) -> Markup {
        self.in_language(said.language(), html! { (said.as_str()) })
    }

    /// The same as a sentence: real superscripts, dates in words.
    pub(super) fn said_prose(&self, said: &Said) -> Markup {
        let dates = self.dates.in_words_of(messages(said.language()));
        self.in_language(said.language(), words::prose(said, dates))
    }

    /// A sentence of a record or of `care`: in the paper's language where its words are fixed, else in English.
    pub(super) fn prose(&self, text: &str) -> Markup {
        self.said_prose(&self.of_care(text))
    }

    /// The same, ended by one full stop whether or not the record has one.
    pub(super) fn sentence(&self, text: &str) -> Markup {
        let said = self.of_care(text);
        let ended = Said::new(said.trim_end_matches('.'), said.language());
        html! { (self.said_prose(&ended)) "." }
    }

    /// A word or a name of a record or of `care`.
    pub(super) fn word(&self, text: &str) -> Markup {
        self.said(&self.of_care(text))
    }

    /// The same with a capital letter.
    pub(super) fn capital(&self, text: &str) -> Markup {
        let said = self.of_care(text);
        self.said(&Said::new(capitalised(&said), said.language()))
    }

    /// What somebody in the clinic wrote, in whatever language.
    pub(super) fn typed(&self, text: &str) -> Markup {
        words::prose(text, self.dates)
    }

    /// What `care` says, in the paper's language where its words are fixed.
    pub(super) fn of_care(&self, text: &str) -> Said {
        match fixed(text, self.words) {
            Some(own) => Said::new(own, self.words.language),
            None => Said::new(text, ORIGINAL),
        }
    }

    /// The name of an agent; `name` where the knowledge does not have it.
    pub(super) fn agent(&self, id: &str, name: &str) -> Markup {
        let agent = self.knowledge.agent(id);
        agent.map_or_else(
            || html! { (name) },
            |agent| self.said(&agent.name_in(self.words.language)),
        )
    }

    /// The name of a zone; `name` where the knowledge does not have it.
    pub(super) fn zone(&self, id: &str, name: &str) -> Markup {
        let zone = self.knowledge.records.zones.iter().find(|zone| zone.id == id);
        zone.map_or_else(
            || html! { (name) },
            |zone| self.said(&zone.name_in(self.words.language)),
        )
    }

    /// A question of the intake form; `question` where the knowledge does not have the fact.
    pub(super) fn question(&self, fact: &str, question: &str) -> Markup {
        match self.knowledge.records.facts.iter().find(|record| record.id == fact) {
            Some(record) => self.said_prose(&record.question_in(self.words.language)),
            None => self.prose(question),
        }
    }

    /// Head of a column of words.
    pub(super) fn column(&self, key: &str) -> Markup {
        html! { th scope="col" { (self.say(key)) } }
    }

    /// Head of a column of numbers.
    pub(super) fn number_column(&self, key: &str) -> Markup {
        html! { th.n scope="col" { (self.say(key)) } }
    }

    /// `until 12 March 2026`.
    pub(super) fn until(&self, day: Date) -> String {
        self.with("plan-until", [("day", self.plain_day(day).into())])
    }

    /// `38 to 57 min`.
    pub(super) fn minutes_between(&self, from: f64, to: f64) -> String {
        let (from, to) = (words::minutes(from), words::minutes(to));
        self.with("plan-minutes", [("from", from.into()), ("to", to.into())])
    }

    /// What stands at the head of printed pages that are taken out of the folder.
    pub(super) fn running(&self, plan: &Plan) -> String {
        format!(
            "{}, {}. {}",
            plan.reference,
            self.day(plan.decided_on),
            self.standing(plan)
        )
    }

    /// How far the plan goes, in the few words that fit the margin of a page.
    pub(super) fn standing(&self, plan: &Plan) -> String {
        self.signed_by()
            .unwrap_or_else(|| self.say(on_every_page(plan.standing)))
    }

    /// Who signed it, when and in which version.
    pub(super) fn signed_by(&self) -> Option<String> {
        let signed = self.signed.as_ref()?;
        // The day stands as in every country: where it was signed is not always where it is done.
        let day = DateStyle::of_country(None, self.words).day(signed.at.date());
        let moment = format!("{day}, {}", signed.at.strftime("%H:%M %Z"));
        Some(self.with(
            "plan-signed-by",
            [
                ("name", signed.name.into()),
                ("moment", moment.into()),
                ("version", signed.version.into()),
            ],
        ))
    }

    /// Small tags for sources or studies, which the list at the foot resolves.
    pub(super) fn sources(&self, ids: &[String]) -> Markup {
        self.cite(ids);
        html! {
            @if !ids.is_empty() {
                span.tags {
                    @for id in ids {
                        a.tag href=(format!("#{}", anchor(id))) { (id) }
                        " "
                    }
                }
            }
        }
    }

    /// Puts sources on the list at the foot.
    pub(super) fn cite(&self, ids: &[String]) {
        self.cited.borrow_mut().extend(ids.iter().cloned());
    }

    /// Whether a medical director still has to confirm it, how it is known, and its sources.
    pub(super) fn origin(
        &self,
        status: Status,
        confirmed_by: Option<&str>,
        confidence: Confidence,
        sources: &[String],
    ) -> Markup {
        html! {
            span.origin {
                (self.status_tag(status, confirmed_by)) @if status == Status::Confirmed { "," } " "
                (self.confidence(confidence))
                " "
                (self.sources(sources))
            }
        }
    }

    /// The same without how it is known, for narrow columns.
    pub(super) fn short_origin(&self, status: Status, sources: &[String]) -> Markup {
        html! { span.origin { (self.status_tag(status, None)) " " (self.sources(sources)) } }
    }

    /// How it is known.
    pub(super) fn confidence(&self, confidence: Confidence) -> Markup {
        html! { span.confidence { (self.word(confidence.words())) } }
    }

    /// `PROPOSED` stands out: no source gives it, and no director confirmed it yet.
    pub(super) fn status_tag(&self, status: Status, confirmed_by: Option<&str>) -> Markup {
        html! {
            @match (status, confirmed_by) {
                (Status::Proposed, _) => { span.status.proposed { (self.say("plan-proposed")) } }
                (Status::Confirmed, Some(name)) => { span.status { (self.with("plan-confirmed-by", [("name", name.into())])) } }
                (Status::Confirmed, None) => { span.status { (self.word(status.words())) } }
            }
        }
    }

    /// How certain evidence is, as a tag.
    pub(super) fn grade_tag(&self, grade: Option<Grade>, in_words: &str) -> Markup {
        let class = match grade {
            Some(Grade::High | Grade::Moderate) => "strong",
            Some(Grade::Low | Grade::VeryLow) => "weak",
            Some(Grade::None | Grade::NotApplicable) | None => "none",
        };
        html! { span class=(format!("grade {class}")) { (self.word(in_words)) } }
    }

    /// Everything that was named, by name.
    pub(super) fn cited(&self) -> Vec<String> {
        let mut cited: Vec<String> = self.cited.borrow().iter().cloned().collect();
        cited.sort_by_key(|id| id.to_lowercase());
        cited
    }
}

/// Parts one after the other, with commas between them.
pub(super) fn listed(parts: impl IntoIterator<Item = Markup>) -> Markup {
    let mut out = String::new();
    for (position, part) in parts.into_iter().enumerate() {
        if position > 0 {
            out.push_str(", ");
        }
        part.render_to(&mut out);
    }
    PreEscaped(out)
}

/// The place of a source in the list at the foot.
pub(super) fn anchor(id: &str) -> String {
    let mut anchor = String::from("source-");
    for byte in id.bytes() {
        if byte.is_ascii_alphanumeric() || byte == b'-' {
            anchor.push(char::from(byte));
        } else {
            // Different ids stay different.
            // Writing to a `String` does not fail.
            let _ = write!(anchor, "_{byte:02x}");
        }
    }
    anchor
}

/// How far the plan goes, in the few words that fit the margin of a page.
fn on_every_page(standing: Standing) -> &'static str {
    match standing {
        Standing::ScreeningOnly => "plan-margin-screening-only",
        Standing::Excluded => "plan-margin-excluded",
        Standing::Refused => "plan-margin-refused",
        Standing::Draft => "plan-margin-draft",
        Standing::ForReview => "plan-margin-for-review",
    }
}
