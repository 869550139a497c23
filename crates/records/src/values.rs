//! How values are stored: identifiers, moments, days, closed sets of words and documents, all as text on both engines.

use std::fmt;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use sqlx::error::BoxDynError;
use sqlx::{Database, Decode, Type};

/// Makes a type readable from, and bindable as, a column of text.
macro_rules! text_column {
    ([$($generics:tt)*] $name:ty, |$text:ident| $read:expr) => {
        impl<DB: Database, $($generics)*> Type<DB> for $name
        where
            str: Type<DB>,
        {
            fn type_info() -> DB::TypeInfo {
                <str as Type<DB>>::type_info()
            }
            fn compatible(ty: &DB::TypeInfo) -> bool {
                <str as Type<DB>>::compatible(ty)
            }
        }
        impl<'r, DB: Database, $($generics)*> Decode<'r, DB> for $name
        where
            &'r str: Decode<'r, DB>,
        {
            fn decode(value: DB::ValueRef<'r>) -> Result<Self, BoxDynError> {
                let $text = <&str as Decode<DB>>::decode(value)?;
                Ok($read)
            }
        }
    };
}

macro_rules! bound_as_text {
    ($name:ty) => {
        impl From<$name> for $crate::Bind {
            fn from(value: $name) -> Self {
                Self::Text(Some(value.to_string()))
            }
        }
        impl From<Option<$name>> for $crate::Bind {
            fn from(value: Option<$name>) -> Self {
                Self::Text(value.map(|value| value.to_string()))
            }
        }
    };
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {
        $(
            $(#[$doc])*
            #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
            #[serde(transparent)]
            pub struct $name(uuid::Uuid);

            impl $name {
                /// A new identifier; later ones sort behind earlier ones (UUID version 7).
                #[expect(clippy::new_without_default, reason = "two are never equal")]
                pub fn new() -> Self {
                    Self(uuid::Uuid::now_v7())
                }
            }
            impl fmt::Display for $name {
                fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                    self.0.as_hyphenated().fmt(f)
                }
            }
            impl std::str::FromStr for $name {
                type Err = uuid::Error;
                fn from_str(text: &str) -> Result<Self, uuid::Error> {
                    text.parse().map(Self)
                }
            }
            text_column!([] $name, |text| text.parse()?);
            bound_as_text!($name);
        )*
    };
}

ids! {
    /// A clinic.
    ClinicId;
    /// Somebody who works in a clinic.
    PersonId;
    /// A patient of a clinic.
    PatientId;
    /// A diagnosis.
    DiagnosisId;
    /// An override or a letter.
    ClearanceId;
    /// Oral or topical treatment beside the sessions.
    ConcurrentTreatmentId;
    /// A plan, with all its versions.
    PlanId;
    /// A consent.
    ConsentId;
    /// A session, with all its versions.
    SessionId;
    /// An incident.
    IncidentId;
    /// A follow-up that is due.
    FollowUpId;
    /// A photograph.
    PhotographId;
    /// An adverse event.
    AdverseEventId;
    /// An appointment.
    AppointmentId;
    /// An entry of the waiting list.
    WaitingId;
    /// A room.
    RoomId;
    /// A product on the shelf.
    ProductId;
    /// A lot of a product.
    LotId;
    /// An opened vial.
    VialId;
    /// A refrigerator.
    RefrigeratorId;
    /// A kit with things that expire.
    KitId;
    /// A credential of a person.
    CredentialId;
    /// Two patients found to be one.
    MergeId;
    /// Any other row.
    RowId;
}

/// A moment, stored as UTC text of fixed width (`2026-11-20T13:23:20.123456Z`): sorts as it reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Stamp(pub jiff::Timestamp);

impl fmt::Display for Stamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.6}", self.0)
    }
}
text_column!([] Stamp, |text| Stamp(text.parse()?));
bound_as_text!(Stamp);

/// A day without a time (`2026-11-20`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Day(pub jiff::civil::Date);

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
text_column!([] Day, |text| Day(text.parse()?));
bound_as_text!(Day);

/// A document in a column of text.
#[derive(Debug, Clone, PartialEq)]
pub struct Json<T>(pub T);

text_column!([T: DeserializeOwned] Json<T>, |text| Json(serde_json::from_str(text)?));

impl<T: Serialize> Json<T> {
    /// The text that is stored.
    pub fn bind(&self) -> crate::Bind {
        // What cannot be written as JSON (a map with keys that are no text) is never stored here; the null would be refused.
        crate::Bind::Text(serde_json::to_string(&self.0).ok())
    }
}

/// One of a closed set of words; [`words!`](crate::words) makes them.
pub trait Word: Copy {
    /// The word as it is stored.
    fn word(self) -> &'static str;
}

impl<T: Word> From<T> for crate::Bind {
    fn from(value: T) -> Self {
        Self::Text(Some(value.word().to_owned()))
    }
}

impl<T: Word> From<Option<T>> for crate::Bind {
    fn from(value: Option<T>) -> Self {
        Self::Text(value.map(|value| value.word().to_owned()))
    }
}

/// A closed set of words in a column of text.
///
/// ```
/// anagen_records::words! {
///     /// Where a thing stands.
///     pub enum Standing {
///         /// Nobody signed it.
///         Draft = "draft",
///         /// Somebody signed it.
///         Signed = "signed",
///     }
/// }
/// assert_eq!(Standing::Draft.as_str(), "draft");
/// assert_eq!("signed".parse(), Ok(Standing::Signed));
/// ```
#[macro_export]
macro_rules! words {
    ($(#[$doc:meta])* $vis:vis enum $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $word:literal,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[serde(try_from = "String", into = "&'static str")]
        $vis enum $name {
            $($(#[$variant_doc])* $variant,)*
        }
        impl $name {
            /// Every word of the set.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The word as it is stored.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word,)* }
            }
        }
        impl From<$name> for &'static str {
            fn from(value: $name) -> Self {
                value.as_str()
            }
        }
        impl TryFrom<String> for $name {
            type Error = String;
            fn try_from(text: String) -> Result<Self, String> {
                text.parse()
            }
        }
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }
        impl std::str::FromStr for $name {
            type Err = String;
            fn from_str(text: &str) -> Result<Self, String> {
                match text {
                    $($word => Ok(Self::$variant),)*
                    _ => Err(format!("`{text}` is none of {}", [$($word),*].join(", "))),
                }
            }
        }
        impl<DB: $crate::values::SqlDatabase> $crate::values::SqlType<DB> for $name
        where
            str: $crate::values::SqlType<DB>,
        {
            fn type_info() -> DB::TypeInfo {
                <str as $crate::values::SqlType<DB>>::type_info()
            }
            fn compatible(ty: &DB::TypeInfo) -> bool {
                <str as $crate::values::SqlType<DB>>::compatible(ty)
            }
        }
        impl<'r, DB: $crate::values::SqlDatabase> $crate::values::SqlDecode<'r, DB> for $name
        where
            &'r str: $crate::values::SqlDecode<'r, DB>,
        {
            fn decode(value: DB::ValueRef<'r>) -> Result<Self, $crate::values::SqlDecodeError> {
                Ok(<&str as $crate::values::SqlDecode<DB>>::decode(value)?.parse::<Self>()?)
            }
        }
        impl $crate::values::Word for $name {
            fn word(self) -> &'static str {
                self.as_str()
            }
        }
    };
}

// What `words!` names; not for use by hand.
#[doc(hidden)]
pub use sqlx::error::BoxDynError as SqlDecodeError;
#[doc(hidden)]
pub use sqlx::{Database as SqlDatabase, Decode as SqlDecode, Type as SqlType};
