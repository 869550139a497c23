//! The kinds of records, as they are written in the knowledge folder (`docs/knowledge.md` is the reference).
//!
//! Each file here holds the kinds of one part of the patient's way.

pub mod agents;
pub mod claims;
pub mod diagnosis;
pub mod facts;
pub mod harms;
pub mod information;
pub mod protocols;
pub mod provenance;
pub mod rules;
pub mod studies;
pub mod techniques;

pub use agents::*;
pub use claims::*;
pub use diagnosis::*;
pub use facts::*;
pub use harms::*;
pub use information::*;
pub use protocols::*;
pub use provenance::*;
pub use rules::*;
pub use studies::*;
pub use techniques::*;

/// Defines a record: the header that every record carries, then its own fields.
macro_rules! record {
    ($(#[$meta:meta])* $name:ident { $($(#[$field_meta:meta])* $field:ident : $type:ty),* $(,)? }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
        #[serde(deny_unknown_fields)]
        pub struct $name {
            /// Unique over all kinds.
            pub id: String,
            $($(#[$field_meta])* pub $field: $type,)*
            /// Ids of the sources.
            pub sources: Vec<String>,
            /// How it is known.
            pub confidence: $crate::records::Confidence,
            /// Proposed until a medical director confirms it, or confirmed.
            pub status: $crate::records::Status,
            /// What a reader must know besides.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            pub note: Option<String>,
            /// Medical director who confirmed a proposed record, in a clinic's overlay.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            pub confirmed_by: Option<String>,
            /// Day of that confirmation.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            pub confirmed_on: Option<jiff::civil::Date>,
            /// Who loosened a proposed record in an overlay, when and why.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            pub loosened: Option<$crate::records::Loosened>,
        }

        impl $crate::records::Record for $name {
            fn id(&self) -> &str {
                &self.id
            }

            fn provenance(&self) -> $crate::records::Provenance<'_> {
                $crate::records::Provenance {
                    sources: &self.sources,
                    confidence: self.confidence,
                    status: self.status,
                    confirmed_by: self.confirmed_by.as_deref(),
                    confirmed_on: self.confirmed_on,
                }
            }

            fn loosened(&self) -> Option<&$crate::records::Loosened> {
                self.loosened.as_ref()
            }
        }
    };
}
pub(crate) use record;
