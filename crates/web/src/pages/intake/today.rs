//! What is asked at this visit: what no longer counts or may have changed (AD-08), medicines and allergies first.

use anagen_app::Action;
use anagen_app::intake::{self, Intake, ListStanding};
use anagen_records::values::PatientId;
use axum::extract::Path;
use axum::response::Response;
use maud::html;

use super::overview::list_standing;
use super::sheet::{Asks, Sent, Sheet, finish, form, saved, store, with_what_is_wrong};
use super::{View, page_of, views};
use crate::failure::Failure;
use crate::fields::Fields;
use crate::look::layout::panels;
use crate::look::{Empty, Icon, PageHead, PostButton, link_button, panel};
use crate::visit::Visit;

pub(super) async fn page(visit: Visit, Path(patient): Path<PatientId>) -> Result<Response, Failure> {
    let intake = intake::open(&visit.actor, &visit.app, patient, "intake.today").await?;
    show(&visit, &intake, None).await
}

pub(super) async fn save(visit: Visit, Path(patient): Path<PatientId>, fields: Fields) -> Result<Response, Failure> {
    let intake = intake::open(&visit.actor, &visit.app, patient, "intake.today").await?;
    let sheet = Sheet {
        questions: intake.questions().collect(),
        ..of_today(&intake)
    };
    match store(&visit, &intake, &sheet, &fields).await? {
        Ok(n) => Ok(saved(&sheet.action, n)),
        Err(invalid) => show(&visit, &intake, Some(Sent { fields, invalid })).await,
    }
}

fn of_today(intake: &Intake) -> Sheet<'_> {
    let patient = intake.way.patient.id;
    Sheet {
        action: format!("/patients/{patient}/intake/today"),
        draft: format!("intake-{patient}-today"),
        asks: Asks::ByTopic,
        questions: intake.of_today(),
    }
}

async fn show(visit: &Visit, intake: &Intake, sent: Option<Sent>) -> Result<Response, Failure> {
    let mut sheet = of_today(intake);
    with_what_is_wrong(intake, &mut sheet, sent.as_ref());
    let form = form(visit, intake, &sheet, sent.as_ref()).await?;
    let title = visit.say("intake-today-title");
    let patient = intake.way.patient.id;
    let lists = [
        (View::Medicines, intake.medicines, "medicines"),
        (View::Allergies, intake.allergies, "allergies"),
    ];
    let body = html! {
        (PageHead::new(title.clone()).sentence(visit.say("intake-today-sentence")))
        (views(visit, patient, View::Today))
        (panels(html! {
            @for (view, standing, kind) in lists {
                (panel(&visit.say(view.key()), html! {
                    p { (known_list(visit, intake, kind)) }
                    p class="soft" { (list_standing(visit, standing)) }
                    div class="toolbar" {
                        @if matches!(standing, ListStanding::Stale(_)) && visit.actor.may(Action::AnswerIntake) {
                            (PostButton {
                                action: &format!("/patients/{patient}/intake/lists/{kind}/unchanged"),
                                label: &visit.say("intake-list-unchanged"),
                                icon: Some(Icon::Check),
                                values: &[("next", &sheet.action)],
                                primary: false,
                            })
                        }
                        (link_button(&view.href(patient), None, &visit.say("intake-list-open")))
                    }
                }))
            }
        }))
        @if sheet.questions.is_empty() {
            (Empty {
                icon: Icon::Check,
                what: visit.say("intake-today-nothing"),
                sentence: visit.say("intake-today-nothing-sentence"),
                first_step: Some((format!("/patients/{patient}/screening"), visit.say("intake-to-screening"))),
            })
        } @else { (form) }
    };
    let page = page_of(visit, &intake.way, title);
    Ok(finish(visit, page, sent.as_ref(), intake).show(&body))
}

/// The entries of a list in one line.
fn known_list(visit: &Visit, intake: &Intake, kind: &str) -> String {
    let list = if kind == "medicines" {
        &intake.way.case.medicines
    } else {
        &intake.way.case.allergies
    };
    match list {
        None => visit.say("answer-not-asked"),
        Some(list) if list.entries.is_empty() => visit.say("intake-list-told-none"),
        Some(list) => list
            .entries
            .iter()
            .map(|entry| entry.name.as_str())
            .collect::<Vec<_>>()
            .join(", "),
    }
}
