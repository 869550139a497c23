//! The people of the demo, with their credentials.

use anagen_records::Day;
use anagen_records::people::{Credential, Role};
use anagen_records::values::{CredentialId, PersonId};

use super::calendar::Calendar;

/// Somebody who works in the demo.
#[derive(Debug, Clone, Copy)]
pub(super) struct Worker {
    /// Name to sign in with.
    pub(super) sign_in_name: &'static str,
    /// Name as it is signed.
    pub(super) name: &'static str,
    /// What they are.
    pub(super) roles: &'static [Role],
}

/// Keeps users and prices; makes the clinic at its first start.
pub(super) const ADMINISTRATOR: &str = "administrator";
/// Adopts the knowledge.
pub(super) const DIRECTOR: &str = "director";
/// Diagnoses and signs plans.
pub(super) const PRESCRIBER: &str = "prescriber";
/// Injects.
pub(super) const INJECTOR: &str = "injector";
/// Injects too; a certificate expires soon.
pub(super) const SECOND_INJECTOR: &str = "injector2";
/// Asks, prepares, takes photographs.
pub(super) const ASSISTANT: &str = "assistant";
/// Books.
pub(super) const DESK: &str = "desk";

/// Everybody but the administrator.
pub(super) const WORKERS: [Worker; 7] = [
    Worker {
        sign_in_name: DIRECTOR,
        name: "Dr. Mercedes Aldecoa Ibarra",
        roles: &[Role::MedicalDirector],
    },
    Worker {
        sign_in_name: PRESCRIBER,
        name: "Dr. Javier Quintana Rey",
        roles: &[Role::Prescriber],
    },
    Worker {
        sign_in_name: INJECTOR,
        name: "Lucía Ferrer Sanz",
        roles: &[Role::Injector],
    },
    Worker {
        sign_in_name: SECOND_INJECTOR,
        name: "Tomás Echeverría Gil",
        roles: &[Role::Injector],
    },
    Worker {
        sign_in_name: ASSISTANT,
        name: "Nerea Campos Vidal",
        roles: &[Role::Assistant],
    },
    Worker {
        sign_in_name: DESK,
        name: "Pablo Iturbe León",
        roles: &[Role::FrontDesk],
    },
    Worker {
        sign_in_name: "auditor",
        name: "Ingrid Halvorsen",
        roles: &[Role::Auditor],
    },
];

/// Name of the administrator.
pub(super) const ADMINISTRATOR_NAME: &str = "Carmen Robles Pardo";

/// What may be done with a credential.
struct Allows {
    title: &'static str,
    number: &'static str,
    prescribe: bool,
    inject: bool,
    /// Days from today until it expires.
    expires_in: i64,
}

/// The credentials of somebody.
pub(super) fn credentials(sign_in_name: &str, person: PersonId, calendar: &Calendar) -> Vec<Credential> {
    let licence = |number, prescribe, expires_in| Allows {
        title: if prescribe {
            "Licence to practise medicine"
        } else {
            "Licence to practise nursing"
        },
        number,
        prescribe,
        inject: !prescribe,
        expires_in,
    };
    let all = match sign_in_name {
        DIRECTOR => vec![licence("DEMO-28-10442", true, 1_200)],
        PRESCRIBER => vec![licence("DEMO-28-20917", true, 800)],
        INJECTOR => vec![licence("DEMO-28-31150", false, 640)],
        // It expires soon: the page of today says so.
        SECOND_INJECTOR => vec![licence("DEMO-48-02271", false, 19)],
        ASSISTANT => vec![Allows {
            title: "Certificate in the preparation of injections",
            number: "DEMO-PI-0093",
            prescribe: false,
            inject: false,
            expires_in: 430,
        }],
        _ => Vec::new(),
    };
    all.into_iter()
        .map(|allows| Credential {
            id: CredentialId::new(),
            person,
            title: allows.title.to_owned(),
            number: allows.number.to_owned(),
            country: "ES".to_owned(),
            may_prescribe: allows.prescribe,
            may_inject: allows.inject,
            may_prepare: true,
            valid_from: Day(calendar.ago(900)),
            valid_until: Day(calendar.ago(-allows.expires_in)),
            withdrawn_at: None,
            withdrawn_because: None,
        })
        .collect()
}
