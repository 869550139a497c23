//! A page inside the clinic: the document around a body, with doors, banner and rail.

use anagen_app::way::{Stage, StageState, Way};
use anagen_app::{Action, Message};
use anagen_care::screening::Verdict;
use anagen_knowledge::Value;
use anagen_records::people::Role;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use maud::Markup;

use crate::format;
use crate::look::{
    self, Allergies, Banner, DoorLink, Flag, Icon, Meaning, Notice, Rail, RailState, RailStep, ShellWords,
};
use crate::messages::Messages;
use crate::visit::Visit;

/// One of the five doors.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Door {
    /// The agenda and what is due.
    Today,
    /// The patients.
    Patients,
    /// The shelf.
    Stock,
    /// Knowledge and harm.
    Evidence,
    /// People, clinic, audit, backups.
    Administration,
}

impl Door {
    const ALL: [Self; 5] = [
        Self::Today,
        Self::Patients,
        Self::Stock,
        Self::Evidence,
        Self::Administration,
    ];

    /// Its address.
    pub(crate) const fn href(self) -> &'static str {
        match self {
            Self::Today => "/today",
            Self::Patients => "/patients",
            Self::Stock => "/stock",
            Self::Evidence => "/evidence",
            Self::Administration => "/administration",
        }
    }

    const fn key(self) -> &'static str {
        match self {
            Self::Today => "door-today",
            Self::Patients => "door-patients",
            Self::Stock => "door-stock",
            Self::Evidence => "door-evidence",
            Self::Administration => "door-administration",
        }
    }

    const fn icon(self) -> Icon {
        match self {
            Self::Today => Icon::Calendar,
            Self::Patients => Icon::Person,
            Self::Stock => Icon::Box,
            Self::Evidence => Icon::Book,
            Self::Administration => Icon::Shield,
        }
    }

    /// Whether any role of somebody has business behind it.
    pub(crate) fn is_open_to(self, visit: &Visit) -> bool {
        let may = |action| visit.actor.may(action);
        match self {
            Self::Today => may(Action::ReadAgenda),
            Self::Patients => may(Action::ReadPatients),
            Self::Stock => may(Action::ReadStock),
            Self::Evidence => may(Action::ReadKnowledge),
            Self::Administration => [
                Action::ManagePeople,
                Action::ManageClinic,
                Action::ReadAudit,
                Action::Backup,
                Action::Import,
            ]
            .into_iter()
            .any(may),
        }
    }

    /// The first door that somebody has.
    pub(crate) fn first_of(visit: &Visit) -> Option<Self> {
        Self::ALL.into_iter().find(|door| door.is_open_to(visit))
    }
}

/// A page being put together.
pub(crate) struct Page<'a> {
    visit: &'a Visit,
    title: String,
    door: Option<Door>,
    way: Option<(&'a Way, Option<Stage>)>,
    scripts: Vec<&'a str>,
    notices: Vec<Notice>,
    status: StatusCode,
}

impl<'a> Page<'a> {
    /// A page with a title; the title never holds a patient's name, because it stays in the browser's history.
    pub(crate) fn new(visit: &'a Visit, title: impl Into<String>) -> Self {
        Self {
            visit,
            title: title.into(),
            door: None,
            way: None,
            scripts: Vec::new(),
            notices: Vec::new(),
            status: StatusCode::OK,
        }
    }

    /// The door behind which it lies.
    pub(crate) fn door(mut self, door: Door) -> Self {
        self.door = Some(door);
        self
    }

    /// The patient whom it is about, and the stage that it is.
    pub(crate) fn patient(mut self, way: &'a Way, stage: Option<Stage>) -> Self {
        self.door = Some(Door::Patients);
        self.way = Some((way, stage));
        self
    }

    /// A script of its own from the assets.
    pub(crate) fn script(mut self, name: &'a str) -> Self {
        self.scripts.push(name);
        self
    }

    /// Something to notice above the body.
    pub(crate) fn notice(mut self, notice: Notice) -> Self {
        self.notices.push(notice);
        self
    }

    /// A notice above the body, where there is one.
    pub(crate) fn notice_if(mut self, notice: Option<Notice>) -> Self {
        self.notices.extend(notice);
        self
    }

    /// The status of the answer, where it is not 200.
    pub(crate) fn status(mut self, status: StatusCode) -> Self {
        self.status = status;
        self
    }

    /// The answer.
    pub(crate) fn show(self, body: &Markup) -> Response {
        let visit = self.visit;
        let words = shell_words(visit.words);
        let doors: Vec<DoorLink> = Door::ALL
            .into_iter()
            .filter(|door| door.is_open_to(visit))
            .map(|door| DoorLink {
                icon: door.icon(),
                label: visit.say(door.key()),
                href: door.href().to_owned(),
                current: self.door == Some(door),
            })
            .collect();
        let mut notices = self.notices;
        // A form that was saved leads on with `?notice=WORD`; only words that have a text are shown.
        let key = format!("notice-{}", visit.query.text("notice"));
        if visit.words.has(&key) {
            notices.push(Notice::success(visit.say(&key)));
        }
        let banner = self.way.map(|(way, _)| banner(visit, way));
        let rail = self.way.map(|(way, stage)| rail(visit, way, stage));
        let printed_on = visit.format.moment(visit.app.now());
        let idle = visit
            .clinic
            .settings
            .0
            .idle_lock_minutes
            .unwrap_or(anagen_app::sign_in::IDLE_LOCK_MINUTES);
        let markup = look::shell::shell(
            &look::Shell {
                title: &self.title,
                lang: visit.words.language,
                right_to_left: false,
                day_order: visit.format.day_order(),
                words: &words,
                asset_url: &crate::pages::assets::url,
                scripts: &self.scripts,
                idle_lock_seconds: Some(idle * 60),
                doors: &doors,
                signed_in: &look::SignedIn {
                    key: visit.actor.person.to_string(),
                    name: visit.actor.name.clone(),
                    role: visit
                        .actor
                        .roles
                        .iter()
                        .map(|role| role_words(visit.words, *role))
                        .collect::<Vec<_>>()
                        .join(", "),
                    href: "/account".to_owned(),
                    change_user_action: "/lock".to_owned(),
                    sign_out_action: "/sign-out".to_owned(),
                },
                banner: banner.as_ref(),
                rail: rail.as_ref(),
                notices: &notices,
                clinic: &visit.clinic.name,
                printed_on: &printed_on,
            },
            body,
        );
        (self.status, markup).into_response()
    }
}

/// A role in words.
pub(crate) fn role_words(words: &Messages, role: Role) -> String {
    words.say(&format!("role-{}", role.as_str().replace('_', "-")))
}

/// The words of the document.
pub(crate) fn shell_words(words: &Messages) -> ShellWords {
    ShellWords {
        product: words.say("shell-product"),
        skip: words.say("shell-skip"),
        doors: words.say("shell-doors"),
        account: words.say("shell-account"),
        change_user: words.say("shell-change-user"),
        sign_out: words.say("shell-sign-out"),
        light: words.say("shell-light"),
        dark: words.say("shell-dark"),
        patient: words.say("shell-patient"),
        born: words.say("shell-born"),
        number: words.say("shell-number"),
        allergies: words.say("shell-allergies"),
        standing: words.say("shell-standing"),
    }
}

/// The look of a verdict.
pub(crate) fn meaning_of(verdict: Verdict) -> Meaning {
    match verdict {
        Verdict::Eligible => Meaning::Eligible,
        Verdict::Caution => Meaning::Caution,
        Verdict::Defer => Meaning::Defer,
        Verdict::NeedsSpecialist => Meaning::Specialist,
        Verdict::Incomplete => Meaning::Incomplete,
        Verdict::Excluded => Meaning::Excluded,
    }
}

/// The word of a verdict.
pub(crate) fn verdict_word(words: &Messages, verdict: Verdict) -> String {
    words.say(&format!("verdict-{}", verdict.words().replace(' ', "-")))
}

fn banner(visit: &Visit, way: &Way) -> Banner {
    let patient = &way.patient;
    let born = match patient.birth_date {
        Some(day) => visit.with(
            "shell-birth-date-and-age",
            [
                ("day", visit.format.day(day.0).into()),
                ("years", i64::from(format::age(day.0, visit.today())).into()),
            ],
        ),
        None => visit.say("shell-birth-date-unknown"),
    };
    let allergies = match &way.case.allergies {
        None => Allergies::Unknown(visit.say("shell-allergies-not-asked")),
        Some(list) if list.entries.is_empty() => {
            let day = visit.format.day(list.asked_at.day(&visit.format.time_zone));
            Allergies::None(visit.with("shell-allergies-none", [("day", day.into())]))
        }
        Some(list) => Allergies::Known(
            list.entries
                .iter()
                .map(|entry| entry.name.as_str())
                .collect::<Vec<_>>()
                .join(", "),
        ),
    };
    let mut flags = Vec::new();
    let sheet = way.case.sheet(&way.knowledge);
    let is = |fact: &str| {
        way.knowledge
            .fact_key(fact)
            .is_some_and(|key| sheet.value(key) == Some(&Value::YesNo(true)))
    };
    if is("pregnant") {
        flags.push(Flag {
            meaning: Meaning::Excluded,
            icon: Icon::Warning,
            label: visit.say("flag-pregnant"),
        });
    }
    if is("on_anticoagulant") || is("takes_anticoagulant") || is("anticoagulant") {
        flags.push(Flag {
            meaning: Meaning::Caution,
            icon: Icon::Drop,
            label: visit.say("flag-anticoagulant"),
        });
    }
    if patient.demo {
        flags.push(Flag {
            meaning: Meaning::Neutral,
            icon: Icon::Person,
            label: visit.say("flag-demo"),
        });
    }
    Banner {
        href: format!("/patients/{}", patient.id),
        photo: patient.portrait.as_ref().map(|address| {
            format!(
                "/patients/{}/portrait?v={}",
                patient.id,
                &address[..8.min(address.len())]
            )
        }),
        initials: initials(&patient.given_names, &patient.family_name),
        name: full_name(&patient.given_names, &patient.family_name),
        born,
        number: patient.number.clone(),
        allergies,
        verdict: Some((
            meaning_of(way.screening.verdict),
            verdict_word(visit.words, way.screening.verdict),
        )),
        flags,
    }
}

/// A patient's name as it is shown everywhere: given names, then family name.
pub(crate) fn full_name(given_names: &str, family_name: &str) -> String {
    format!("{given_names} {family_name}").trim().to_owned()
}

/// First letters of a name.
pub(crate) fn initials(given_names: &str, family_name: &str) -> String {
    [given_names, family_name]
        .iter()
        .filter_map(|name| name.chars().next())
        .collect()
}

/// The address of a stage.
pub(crate) fn stage_href(way: &Way, stage: Stage) -> String {
    let part = match stage {
        Stage::Intake => "intake",
        Stage::Screening => "screening",
        Stage::Formulation => "formulation",
        Stage::Protocol => "protocol",
        Stage::Consent => "consent",
        Stage::Sessions => "sessions",
        Stage::Photographs => "photographs",
        Stage::AdverseEvents => "adverse-events",
    };
    format!("/patients/{}/{part}", way.patient.id)
}

fn rail(visit: &Visit, way: &Way, current: Option<Stage>) -> Rail {
    let key = |stage| match stage {
        Stage::Intake => "stage-intake",
        Stage::Screening => "stage-screening",
        Stage::Formulation => "stage-formulation",
        Stage::Protocol => "stage-protocol",
        Stage::Consent => "stage-consent",
        Stage::Sessions => "stage-sessions",
        Stage::Photographs => "stage-photographs",
        Stage::AdverseEvents => "stage-adverse-events",
    };
    Rail {
        label: visit.say("shell-rail"),
        steps: Stage::ALL
            .into_iter()
            .map(|stage| {
                let (state, word) = match way.state(stage) {
                    StageState::Done => (RailState::Done, "state-done"),
                    StageState::Open => (RailState::Open, "state-open"),
                    StageState::Due => (RailState::Due, "state-due"),
                    StageState::Blocked => (RailState::Blocked, "state-blocked"),
                };
                RailStep {
                    label: visit.say(key(stage)),
                    href: Some(stage_href(way, stage)),
                    state_word: visit.say(word),
                    state,
                    current: current == Some(stage),
                }
            })
            .collect(),
    }
}

/// What is wrong with a field of a form, in the reader's language.
pub(crate) fn error_of(words: &Messages, invalid: &anagen_app::Invalid, field: &str) -> Option<String> {
    invalid.of(field).map(|message: &Message| words.of(message))
}
