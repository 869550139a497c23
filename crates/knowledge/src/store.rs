//! All records by kind: one list per kind, and what depends on knowing them all.

use crate::records::{
    AdaptiveRule, Adoption, AdverseEvent, Advice, Agent, Allergen, AllowedText, BedsideTest, ChecklistItem, Citation,
    Claim, Condition as Diagnosis, Conflict, ConsentItem, ConsentRule, DangerArea, Excipient, Fact, GradeQuestion,
    Grading, LaboratoryTest, Medicine, OpenQuestion, PackageRule, Preparation, Price, Protocol, Provenance, Record,
    ReportingDuty, Rule, Scale, Source, Statement, Status, Study, Surveillance, Technique, Trichoscopy, Word, Zone,
};

/// Makes the store: one list per kind, the name by which files call the kind, and what depends on knowing them all.
macro_rules! kinds {
    ($($name:literal $field:ident : $type:ty),* $(,)?) => {
        /// All records of the knowledge, by kind, in the order of files.
        #[derive(Debug, Clone, Default)]
        pub struct Records {
            /// Documents and publications.
            pub sources: Vec<Source>,
            /// Bundles that a medical director adopted.
            pub adoptions: Vec<Adoption>,
            $(#[doc = concat!("Records of the kind `", $name, "`.")] pub $field: Vec<$type>,)*
        }

        /// The kinds as files call them.
        pub(crate) const KINDS: &[&str] = &["source", "adoption", $($name),*];

        impl Records {
            /// Adds a record of a kind, or says what is wrong with it and at which byte.
            pub(crate) fn add(
                &mut self,
                kind: &str,
                value: toml::de::ValueDeserializer<'_>,
            ) -> Result<(), toml::de::Error> {
                use serde::Deserialize as _;
                match kind {
                    "source" => self.sources.push(Source::deserialize(value)?),
                    "adoption" => self.adoptions.push(Adoption::deserialize(value)?),
                    $($name => self.$field.push(<$type>::deserialize(value)?),)*
                    _ => unreachable!("files are split by kind"),
                }
                Ok(())
            }

            /// Calls `visit` with every record but sources and adoptions: its kind and its header.
            pub fn for_each(&self, visit: &mut dyn FnMut(&'static str, &dyn Record)) {
                $(for record in &self.$field { visit($name, record); })*
            }

            /// Kind and header of a record.
            pub fn find(&self, id: &str) -> Option<(&'static str, Provenance<'_>)> {
                $(if let Some(record) = self.$field.iter().find(|record| record.id == id) {
                    return Some(($name, record.provenance()));
                })*
                None
            }

            /// Marks the proposed records with this id as confirmed by a medical director.
            pub fn confirm(&mut self, id: &str, by: &str, on: jiff::civil::Date) {
                $(for record in self.$field.iter_mut().filter(|record| record.id == id && record.status == Status::Proposed) {
                    record.status = Status::Confirmed;
                    record.confirmed_by = Some(by.to_owned());
                    record.confirmed_on = Some(on);
                })*
            }

            /// Records with this id as JSON values, with their kinds; several where a substance is an agent, a medicine and an
            /// allergen.
            pub fn json(&self, id: &str) -> Vec<(&'static str, serde_json::Value)> {
                let mut found = Vec::new();
                $(for record in self.$field.iter().filter(|record| record.id == id) {
                    found.extend(serde_json::to_value(record).ok().map(|value| ($name, value)));
                })*
                for source in self.sources.iter().filter(|source| source.id == id) {
                    found.extend(serde_json::to_value(source).ok().map(|value| ("source", value)));
                }
                found
            }
        }
    };
}

kinds! {
    "claim" claims: Claim,
    "conflict" conflicts: Conflict,
    "citation" citations: Citation,
    "condition" conditions: Diagnosis,
    "scale" scales: Scale,
    "bedside_test" bedside_tests: BedsideTest,
    "trichoscopy" trichoscopy: Trichoscopy,
    "laboratory_test" laboratory_tests: LaboratoryTest,
    "fact" facts: Fact,
    "medicine" medicines: Medicine,
    "allergen" allergens: Allergen,
    "rule" rules: Rule,
    "checklist" checklist: ChecklistItem,
    "agent" agents: Agent,
    "excipient" excipients: Excipient,
    "technique" techniques: Technique,
    "zone" zones: Zone,
    "danger_area" danger_areas: DangerArea,
    "preparation" preparation: Preparation,
    "protocol" protocols: Protocol,
    "adaptive_rule" adaptive_rules: AdaptiveRule,
    "adverse_event" adverse_events: AdverseEvent,
    "grading" grading: Grading,
    "reporting_duty" reporting_duties: ReportingDuty,
    "surveillance" surveillance: Surveillance,
    "aftercare" aftercare: Advice,
    "before_treatment" before_treatment: Advice,
    "consent_item" consent_items: ConsentItem,
    "consent_rule" consent_rules: ConsentRule,
    "word" words: Word,
    "allowed_text" allowed_texts: AllowedText,
    "statement" statements: Statement,
    "open_question" open_questions: OpenQuestion,
    "price" prices: Price,
    "package_rule" package_rules: PackageRule,
    "study" studies: Study,
    "grade_question" grade_questions: GradeQuestion,
}

impl Records {
    /// A source by its id.
    pub fn source(&self, id: &str) -> Option<&Source> {
        self.sources.iter().find(|source| source.id == id)
    }
}
