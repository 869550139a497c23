//! What every part of the page needs: the knowledge, how dates are written, and the list of sources that were named.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::fmt::Write as _;

use anagen_care::plan::{Plan, Standing};
use anagen_knowledge::Knowledge;
use anagen_knowledge::records::{Confidence, Grade, Status};
use jiff::civil::Date;
use maud::{Markup, html};

use super::words::{self, DateStyle};

/// The page while it is written.
pub(super) struct Paper<'k> {
    pub(super) knowledge: &'k Knowledge,
    pub(super) dates: DateStyle,
    /// Who signed it and when, in words; none while nobody did.
    pub(super) signed: Option<String>,
    /// Ids of sources and studies that a tag on the page names.
    cited: RefCell<BTreeSet<String>>,
}

impl<'k> Paper<'k> {
    pub(super) fn new(plan: &Plan, knowledge: &'k Knowledge, signed: Option<String>) -> Self {
        let country = plan.country.as_deref();
        Self {
            knowledge,
            dates: DateStyle::of_country(country),
            signed,
            cited: RefCell::default(),
        }
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

    /// A sentence of a record.
    pub(super) fn prose(&self, text: &str) -> Markup {
        words::prose(text, self.dates)
    }

    /// The same, ended by one full stop whether or not the record has one.
    pub(super) fn sentence(&self, text: &str) -> Markup {
        html! { (self.prose(text.trim_end_matches('.'))) "." }
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
    pub(super) fn standing(&self, plan: &Plan) -> &str {
        self.signed.as_deref().unwrap_or_else(|| on_every_page(plan.standing))
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
                (status_tag(status, confirmed_by)) @if status == Status::Confirmed { "," } " "
                span.confidence { (confidence.words()) }
                " "
                (self.sources(sources))
            }
        }
    }

    /// The same without how it is known, for narrow columns.
    pub(super) fn short_origin(&self, status: Status, sources: &[String]) -> Markup {
        html! { span.origin { (status_tag(status, None)) " " (self.sources(sources)) } }
    }

    /// Everything that was named, by name.
    pub(super) fn cited(&self) -> Vec<String> {
        let mut cited: Vec<String> = self.cited.borrow().iter().cloned().collect();
        cited.sort_by_key(|id| id.to_lowercase());
        cited
    }
}

/// How certain evidence is, as a tag.
pub(super) fn grade_tag(grade: Option<Grade>, in_words: &str) -> Markup {
    let class = match grade {
        Some(Grade::High | Grade::Moderate) => "strong",
        Some(Grade::Low | Grade::VeryLow) => "weak",
        Some(Grade::None | Grade::NotApplicable) | None => "none",
    };
    html! { span class=(format!("grade {class}")) { (in_words) } }
}

/// `PROPOSED` stands out: no source gives it, and no director confirmed it yet.
pub(super) fn status_tag(status: Status, confirmed_by: Option<&str>) -> Markup {
    html! {
        @match (status, confirmed_by) {
            (Status::Proposed, _) => { span.status.proposed { "PROPOSED" } }
            (Status::Confirmed, Some(name)) => { span.status { "confirmed by " (name) } }
            (Status::Confirmed, None) => { span.status { "confirmed" } }
        }
    }
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
        Standing::ScreeningOnly => "Screening alone",
        Standing::Excluded => "Excluded: no plan",
        Standing::Refused => "Refused: no plan",
        Standing::Draft => "Draft, not to be signed",
        Standing::ForReview => "For review and signature",
    }
}
