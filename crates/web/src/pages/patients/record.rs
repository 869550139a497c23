//! A patient's page: everything that happened, newest first, and beside it how to reach them and what is to come. Whoever may
//! not read records sees who it is and the appointments, and nothing clinical.

use anagen_app::patients::merging::{self, Told};
use anagen_app::patients::timeline::{self, Due, Happening, Timeline as Page50, What};
use anagen_app::way::{Stage, StageState, Way};
use anagen_app::{Action, patients};
use anagen_records::patients::Patient;
use anagen_records::patients::timeline::Coming;
use anagen_records::values::PatientId;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use jiff::civil::Date;
use maud::{Markup, html};

use super::happening::{entry, thumbnails, word};
use super::particulars::language_name;
use super::{About, born, href, isolated, led_to_kept, named, portrait_href};
use crate::failure::Failure;
use crate::look::action::primary_link;
use crate::look::banner::Portrait;
use crate::look::{
    Danger, Empty, Facts, Icon, LinkItem, PageHead, Pager, Timeline, TimelineEntry, link_button, link_list, panel,
    section, tag, toolbar, work,
};
use crate::page::{Page, full_name, initials, stage_href};
use crate::visit::Visit;

pub(super) async fn page(visit: Visit, Path(id): Path<PatientId>) -> Result<Response, Failure> {
    if let Some(answer) = led_to_kept(&visit, id, "").await? {
        return Ok(answer);
    }
    let about = About::read(&visit, id, "patient.open").await?;
    let due = timeline::due(&visit.actor, &visit.app, id).await?;
    match &about {
        About::Record(way) => record(&visit, way, &due).await,
        About::Identity(patient) => identity(&visit, &about, patient, &due).await,
    }
}

/// The face in the banner. What is kept was checked when it came in; here its first bytes say what it is.
pub(super) async fn portrait(visit: Visit, Path(id): Path<PatientId>) -> Result<Response, Failure> {
    let Some(bytes) = patients::portrait(&visit.actor, &visit.app, id).await? else {
        return Err(Failure::not_found("photograph"));
    };
    let kind = match bytes.as_slice() {
        [0xff, 0xd8, 0xff, ..] => "image/jpeg",
        [0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, ..] => "image/png",
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => "image/webp",
        _ => return Ok(StatusCode::NOT_FOUND.into_response()),
    };
    Ok(([(CONTENT_TYPE, kind)], bytes).into_response())
}

async fn record(visit: &Visit, way: &Way, due: &Due) -> Result<Response, Failure> {
    let after = visit.query.filled("after");
    let happened = timeline::read(&visit.actor, &visit.app, way, after).await?;
    let merges = merging::of_patient(&visit.actor, &visit.app, way.patient.id).await?;
    let title = visit.say("patients-record");
    let mut head = PageHead::new(title.clone());
    // What presses first on the way is the one thing to do here.
    if let Some(stage) = Stage::ALL
        .into_iter()
        .find(|stage| way.state(*stage) == StageState::Due)
    {
        let words = visit.with("patients-go-on-with", [("stage", visit.say(stage_key(stage)).into())]);
        head = head.actions(primary_link(&stage_href(way, stage), Some(Icon::Arrow), &words));
    }
    let object = html! {
        @if happened.happenings.is_empty() {
            (Empty { icon: Icon::Clock, what: visit.say("patients-nothing-happened"), sentence: String::new(), first_step: None })
        } @else {
            (months(visit, way, &happened.happenings))
        }
        (pager(visit, way.patient.id, &happened, after.is_some()))
    };
    let facts = html! {
        (coming(visit, way.patient.id, due, true))
        (contact(visit, &way.patient))
        (papers(visit, way.patient.id))
        (merged(visit, way.patient.id, &merges))
    };
    Ok(Page::new(visit, title)
        .patient(way, None)
        .script("patients.css")
        .show(&html! { (head) (work(object, facts)) }))
}

/// The key of a stage's name.
const fn stage_key(stage: Stage) -> &'static str {
    match stage {
        Stage::Intake => "stage-intake",
        Stage::Screening => "stage-screening",
        Stage::Formulation => "stage-formulation",
        Stage::Protocol => "stage-protocol",
        Stage::Consent => "stage-consent",
        Stage::Sessions => "stage-sessions",
        Stage::Photographs => "stage-photographs",
        Stage::AdverseEvents => "stage-adverse-events",
    }
}

/// What happened, under its months. Photographs of one day are one entry.
fn months(visit: &Visit, way: &Way, happenings: &[Happening]) -> Markup {
    let mut timeline = Timeline::new();
    let mut month: Option<(Date, Vec<TimelineEntry>)> = None;
    let mut rest = happenings;
    while let Some(first) = rest.first() {
        let day = visit.format.day_of(first.at);
        let is_photograph = |happening: &Happening| matches!(happening.what, What::Photograph(..));
        let alike = rest
            .iter()
            .take_while(|other| is_photograph(other) && visit.format.day_of(other.at) == day)
            .count();
        let made = match alike {
            0 => entry(visit, way, first),
            _ => thumbnails(visit, way.patient.id, &rest[..alike]),
        };
        rest = &rest[alike.max(1)..];
        match &mut month {
            Some((of, entries)) if (of.year(), of.month()) == (day.year(), day.month()) => entries.push(made),
            _ => {
                if let Some((of, entries)) = month.replace((day, vec![made])) {
                    timeline = timeline.group(month_name(visit, of), entries);
                }
            }
        }
    }
    if let Some((of, entries)) = month {
        timeline = timeline.group(month_name(visit, of), entries);
    }
    html! { (timeline) }
}

fn month_name(visit: &Visit, day: Date) -> String {
    visit.with(
        "patients-month",
        [
            ("month", i64::from(day.month()).into()),
            ("year", day.year().to_string().into()),
        ],
    )
}

fn pager(visit: &Visit, id: PatientId, happened: &Page50, is_later_page: bool) -> Markup {
    let older = happened.next.as_ref().map(|place| {
        let query = form_urlencoded::Serializer::new(String::new())
            .append_pair("after", place)
            .finish();
        (format!("{}?{query}", href(id)), visit.say("patients-earlier"))
    });
    html! {
        (Pager {
            label: visit.say("patients-pages"),
            newer: is_later_page.then(|| (href(id), visit.say("patients-newest"))),
            older,
            here: String::new(),
        })
    }
}

/// What is to come: appointments, and for whoever reads records the follow-ups.
fn coming(visit: &Visit, id: PatientId, due: &Due, with_links: bool) -> Markup {
    let when = |one: &Coming| match (one.at, one.until) {
        (Some(at), _) => visit.format.moment(at),
        (None, Some(until)) => visit.with(
            "patients-between",
            [
                ("from", visit.format.day(one.day.0).into()),
                ("until", visit.format.day(until.0).into()),
            ],
        ),
        (None, None) => visit.format.day(one.day.0),
    };
    let appointments = due.appointments.iter().map(|one| LinkItem {
        href: format!("/today?day={}", one.day),
        title: word(visit, &["appointment-kind", "today-kind"], &one.kind),
        detail: when(one),
        before: Some(html! { (Icon::Calendar) }),
        aside: None,
    });
    let follow_ups = due.follow_ups.iter().map(|one| LinkItem {
        href: format!("/patients/{id}/follow-ups/{}", one.id),
        title: visit.with(
            "patients-follow-up",
            [(
                "kind",
                word(visit, &["follow-up-kind", "today-follow-up"], &one.kind).into(),
            )],
        ),
        detail: when(one),
        before: Some(html! { (Icon::Clock) }),
        aside: (one.until.unwrap_or(one.day).0 < visit.today()).then(|| tag(&visit.say("patients-overdue"))),
    });
    let items: Vec<LinkItem> = appointments.chain(follow_ups).collect();
    panel(
        &visit.say("patients-coming"),
        html! {
            @if items.is_empty() { p class="soft" { (visit.say("patients-nothing-coming")) } } @else { (link_list(&items)) }
            @if with_links && visit.actor.may(Action::Book) {
                p { (link_button(&format!("/today/appointments/new?patient={id}"), Some(Icon::Plus), &visit.say("patients-book"))) }
            }
        },
    )
}

fn contact(visit: &Visit, patient: &Patient) -> Markup {
    let unknown = visit.say("patients-not-entered");
    let mut facts = Facts::new();
    facts = match patient.phone.as_str() {
        "" => facts.unknown(visit.say("patients-phone"), &unknown),
        phone => {
            let digits: String = phone
                .chars()
                .filter(|letter| letter.is_ascii_digit() || *letter == '+')
                .collect();
            facts.fact(
                visit.say("patients-phone"),
                html! { a href={ "tel:" (digits) } { bdi { (phone) } } },
            )
        }
    };
    facts = match patient.email.as_str() {
        "" => facts.unknown(visit.say("patients-email"), &unknown),
        email => facts.fact(
            visit.say("patients-email"),
            html! { a href={ "mailto:" (email) } { (email) } },
        ),
    };
    if !patient.address.is_empty() {
        facts = facts.fact(
            visit.say("patients-address"),
            html! {
                @for line in patient.address.lines() { bdi { (line) } br; }
            },
        );
    }
    let language = match patient.language.as_str() {
        "" => visit.say("patients-language-of-clinic"),
        code => language_name(code).to_owned(),
    };
    facts = facts.fact(visit.say("patients-language"), language);
    if !patient.note.is_empty() {
        facts = facts.fact(visit.say("patients-note"), html! { bdi { (patient.note) } });
    }
    panel(
        &visit.say("patients-contact"),
        html! {
            (facts)
            @if visit.actor.may(Action::EditPatient) {
                p { (link_button(&format!("{}/particulars", href(patient.id)), Some(Icon::Pen), &visit.say("patients-correct"))) }
            }
        },
    )
}

/// What can be printed, given out and looked up.
fn papers(visit: &Visit, id: PatientId) -> Markup {
    let link = |part: &str, key: &str, icon: Icon| LinkItem {
        href: format!("{}/{part}", href(id)),
        title: visit.say(key),
        before: Some(html! { (icon) }),
        ..LinkItem::default()
    };
    let mut items = vec![
        link("label", "patients-label", Icon::Print),
        link("states", "patients-states", Icon::Clock),
    ];
    if visit.actor.may(Action::ReadRecord) {
        items.push(link("export", "patients-export", Icon::Download));
    }
    if visit.actor.may(Action::MergePatients) {
        items.push(link("merge", "patients-merge", Icon::People));
    }
    panel(&visit.say("patients-more-of-patient"), link_list(&items))
}

/// Who was found to be this patient, and the way to take it back.
fn merged(visit: &Visit, id: PatientId, merges: &[Told]) -> Markup {
    if merges.is_empty() {
        return html! {};
    }
    panel(
        &visit.say("patients-merged"),
        html! {
            @for told in merges {
                div class="merged" {
                    p { (named(visit, &told.merged)) }
                    p class="soft" {
                        (visit.with("patients-merged-by", [
                            ("name", isolated(&told.by_name).into()), ("time", visit.format.moment(told.merge.at).into()),
                            ("reason", isolated(&told.merge.reason).into()),
                        ]))
                    }
                    @match &told.undone {
                        Some((name, at)) => {
                            p class="soft" {
                                (visit.with("patients-merge-undone-by", [("name", isolated(name).into()), ("time", visit.format.moment(*at).into())]))
                            }
                        }
                        None if visit.actor.may(Action::MergePatients) => {
                            (Danger::post(
                                &format!("{}/merge/{}/undo", href(id), told.merge.id),
                                &visit.say("patients-merge-undo"),
                                &visit.say("patients-merge-undo-question"),
                                &visit.say("patients-merge-undo-confirm"),
                            ))
                        }
                        None => {}
                    }
                }
            }
        },
    )
}

/// Who it is and the appointments: all that the front desk needs.
async fn identity(visit: &Visit, about: &About, patient: &Patient, due: &Due) -> Result<Response, Failure> {
    let past = timeline::past_appointments(&visit.actor, &visit.app, patient.id).await?;
    let title = visit.say("patients-patient");
    let photo = portrait_href(patient);
    let name = full_name(&patient.given_names, &patient.family_name);
    let object = html! {
        (section(&visit.say("patients-appointments"), html! {
            @if past.is_empty() { p class="soft" { (visit.say("patients-no-appointments")) } }
            @else { (appointments(visit, &past)) }
        }))
    };
    let facts = html! {
        (coming(visit, patient.id, due, true))
        (contact(visit, patient))
        (papers(visit, patient.id))
    };
    let who = html! {
        (toolbar(html! {
            (Portrait { photo: photo.as_deref(), initials: &initials(&patient.given_names, &patient.family_name) })
            span { (visit.say("shell-born")) " " (born(visit, patient)) }
            span { (visit.with("patients-number-is", [("number", patient.number.as_str().into())])) }
            @if patient.demo { (tag(&visit.say("flag-demo"))) }
        }))
    };
    Ok(about.page(visit, title).show(&html! {
        (PageHead::new(name).back("/patients", visit.say("door-patients")))
        (who)
        (work(object, facts))
    }))
}

/// Appointments that are over, as lines.
fn appointments(visit: &Visit, past: &[Happening]) -> Markup {
    let entries = past
        .iter()
        .filter_map(|happening| match &happening.what {
            What::Appointment(kind, state) => Some((happening, kind, state)),
            _ => None,
        })
        .map(|(happening, kind, state)| TimelineEntry {
            when: visit.format.moment(happening.at),
            datetime: happening.at.to_string(),
            icon: Icon::Calendar,
            meaning: crate::look::Meaning::Neutral,
            title: word(visit, &["appointment-kind", "today-kind"], kind),
            href: None,
            body: html! { (word(visit, &["patients-appointment-state"], state)) },
        });
    html! { (Timeline::new().group("", entries.collect())) }
}
