//! People: roles, credentials, lost passwords, leaving.

use anagen_app::people::{self, Member, Particulars};
use anagen_app::{Action, AppError, Invalid};
use anagen_records::Day;
use anagen_records::people::{Credential, Role};
use anagen_records::values::{CredentialId, PersonId};
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};

use crate::failure::Failure;
use crate::fields::Fields;
use crate::look::form::row;
use crate::look::{
    Actions, CheckItem, Column, Danger, Field, Form, Icon, Meaning, Notice, PageHead, PostButton, Table, block,
    checklist, hidden, link_button, section, status,
};
use crate::page::{Door, Page, error_of, role_words};
use crate::routes::{Access, Route};
use crate::visit::Visit;

pub(super) fn routes() -> Vec<Route> {
    let access = Access::May(Action::ManagePeople);
    vec![
        Route::get("/administration/people", access, list),
        Route::get("/administration/people/new", access, new),
        Route::post("/administration/people/new", access, add),
        Route::get("/administration/people/{person}", access, person),
        Route::post("/administration/people/{person}", access, change),
        Route::post("/administration/people/{person}/leave", access, leave),
        Route::post("/administration/people/{person}/come-back", access, come_back),
        Route::post(
            "/administration/people/{person}/new-password",
            access,
            offer_new_password,
        ),
        Route::post("/administration/people/{person}/credentials", access, add_credential),
        Route::post(
            "/administration/people/{person}/credentials/{credential}/withdraw",
            access,
            withdraw_credential,
        ),
    ]
}

async fn list(visit: Visit) -> Result<Response, Failure> {
    let members = people::list(&visit.actor, &visit.app).await?;
    let title = visit.say("administration-people");
    let mut table = Table::new(
        title.clone(),
        [
            Column::words(visit.say("people-name")),
            Column::words(visit.say("people-sign-in-name")),
            Column::words(visit.say("people-roles")),
            Column::words(visit.say("people-credentials")),
        ],
    )
    .caption_hidden()
    .cards();
    for member in &members {
        table = table.row([
            html! { a href=(format!("/administration/people/{}", member.person.id)) { (member.person.name) }
            @if member.person.left_at.is_some() { " " (status(Meaning::Neutral, &visit.say("people-left"))) } },
            html! { (member.person.sign_in_name) },
            html! { (member.roles.iter().map(|role| role_words(visit.words, *role)).collect::<Vec<_>>().join(", ")) },
            credential_summary(&visit, member),
        ]);
    }
    Ok(Page::new(&visit, title.clone())
        .door(Door::Administration)
        .show(&html! {
            (PageHead::new(title).back("/administration", visit.say("door-administration"))
                .actions(link_button("/administration/people/new", Some(Icon::Plus), &visit.say("people-add"))))
            (table)
        }))
}

/// How somebody's credentials stand, in a word: the longest that still counts, or that there is none.
fn credential_summary(visit: &Visit, member: &Member) -> Markup {
    let today = Day(visit.today());
    let valid = member
        .credentials
        .iter()
        .filter(|credential| credential.withdrawn_at.is_none() && credential.valid_until >= today)
        .map(|credential| credential.valid_until)
        .max();
    match valid {
        Some(until) if until.0 <= visit.today().saturating_add(jiff::Span::new().days(60)) => status(
            Meaning::Caution,
            &visit.with("credential-until", [("day", visit.format.day(until.0).into())]),
        ),
        Some(until) => html! { (visit.with("credential-until", [("day", visit.format.day(until.0).into())])) },
        None if member.credentials.is_empty() => html! { (visit.say("credential-none")) },
        None => status(Meaning::Defer, &visit.say("credential-expired")),
    }
}

/// The particulars of a person as they stand in a form.
fn fields_of(member: &Member) -> Fields {
    let mut fields = Fields::default();
    fields.add("name", &member.person.name);
    fields.add("sign_in_name", &member.person.sign_in_name);
    for role in &member.roles {
        fields.add("role", role.as_str());
    }
    fields
}

fn particulars(fields: &Fields) -> Particulars {
    Particulars {
        name: fields.text("name").to_owned(),
        sign_in_name: fields.text("sign_in_name").to_owned(),
        roles: Role::ALL
            .iter()
            .copied()
            .filter(|role| fields.holds("role", role.as_str()))
            .collect(),
    }
}

fn particulars_form(visit: &Visit, action: &str, version: i64, fields: &Fields, invalid: &Invalid) -> Markup {
    let error = |field: &str| error_of(visit.words, invalid, field);
    let roles: Vec<CheckItem> = Role::ALL
        .iter()
        .map(|role| CheckItem {
            name: "role".to_owned(),
            value: role.as_str().to_owned(),
            label: role_words(visit.words, *role),
            detail: visit.say(&format!("people-{}-may", role.as_str().replace('_', "-"))),
            checked: fields.holds("role", role.as_str()),
            required: false,
        })
        .collect();
    html! {
        (Form::post(action).body(html! {
            (hidden("version", &version.to_string()))
            (block(&visit.say("people-who"), html! {
                (Field::text("name", visit.say("people-name")).hint(visit.say("people-name-hint")).value(fields.text("name")).error_if(error("name")).required())
                (Field::text("sign_in_name", visit.say("people-sign-in-name")).hint(visit.say("people-sign-in-name-hint")).value(fields.text("sign_in_name")).autocomplete("off").error_if(error("sign_in_name")).required())
            }))
            @if let Some(error) = error("role") { (Notice::error(error)) }
            (checklist(&visit.say("people-roles"), &roles))
            (Actions::primary(&visit.say("save")).link("/administration/people", &visit.say("cancel")))
        }))
    }
}

async fn new(visit: Visit) -> Response {
    new_page(&visit, &Fields::default(), &Invalid::default(), StatusCode::OK)
}

fn new_page(visit: &Visit, fields: &Fields, invalid: &Invalid, code: StatusCode) -> Response {
    let title = visit.say("people-add");
    Page::new(visit, title.clone()).door(Door::Administration).status(code).show(&html! {
        (PageHead::new(title).back("/administration/people", visit.say("administration-people")).sentence(visit.say("people-add-sentence")))
        (particulars_form(visit, "/administration/people/new", 0, fields, invalid))
    })
}

async fn add(visit: Visit, fields: Fields) -> Result<Response, Failure> {
    match people::add(&visit.actor, &visit.app, particulars(&fields)).await {
        Ok((id, token)) => Ok(link_page(&visit, id, token.as_str())),
        Err(AppError::Invalid(invalid)) => Ok(new_page(&visit, &fields, &invalid, StatusCode::UNPROCESSABLE_ENTITY)),
        Err(error) => Err(error.into()),
    }
}

/// Shows a one-time link once: it is stored nowhere.
fn link_page(visit: &Visit, id: PersonId, token: &str) -> Response {
    let title = visit.say("people-link-title");
    Page::new(visit, title.clone()).door(Door::Administration).show(&html! {
        (PageHead::new(title).back(format!("/administration/people/{id}"), visit.say("people-who")).sentence(visit.say("people-link-sentence")))
        p class="one-time-link" { code { "/new-password/" (token) } }
    })
}

async fn person(visit: Visit, Path(id): Path<PersonId>) -> Result<Response, Failure> {
    let member = people::find(&visit.actor, &visit.app, id).await?;
    let fields = fields_of(&member);
    Ok(person_page(
        &visit,
        &member,
        &fields,
        &Invalid::default(),
        &Fields::default(),
        &Invalid::default(),
        None,
    ))
}

fn person_page(
    visit: &Visit,
    member: &Member,
    fields: &Fields,
    invalid: &Invalid,
    credential: &Fields,
    credential_invalid: &Invalid,
    notice: Option<Notice>,
) -> Response {
    let id = member.person.id;
    let at = format!("/administration/people/{id}");
    let is_wrong = !(invalid.0.is_empty() && credential_invalid.0.is_empty());
    let code = match (&notice, is_wrong) {
        (Some(_), _) => StatusCode::CONFLICT,
        (None, true) => StatusCode::UNPROCESSABLE_ENTITY,
        (None, false) => StatusCode::OK,
    };
    let title = visit.say("people-person");
    Page::new(visit, title).door(Door::Administration).status(code).notice_if(notice).show(&html! {
        (PageHead::new(member.person.name.clone()).back("/administration/people", visit.say("administration-people")))
        (particulars_form(visit, &at, member.person.version, fields, invalid))
        (section(&visit.say("people-credentials"), credentials(visit, member)))
        (credential_form(visit, &at, credential, credential_invalid))
        (section(&visit.say("people-access"), html! {
            (PostButton { action: &format!("{at}/new-password"), label: &visit.say("people-offer-password"), icon: Some(Icon::Lock), values: &[], primary: false })
            @if member.person.left_at.is_some() {
                (PostButton { action: &format!("{at}/come-back"), label: &visit.say("people-come-back"), icon: None, values: &[], primary: false })
            } @else {
                (Danger::post(&format!("{at}/leave"), &visit.say("people-leave"), &visit.say("people-leave-question"), &visit.say("people-leave-confirm")))
            }
        }))
    })
}

fn credentials(visit: &Visit, member: &Member) -> Markup {
    if member.credentials.is_empty() {
        return html! { p { (visit.say("credential-none-sentence")) } };
    }
    let mut table = Table::new(
        visit.say("people-credentials"),
        [
            Column::words(visit.say("credential-title")),
            Column::words(visit.say("credential-number")),
            Column::words(visit.say("credential-scope")),
            Column::words(visit.say("credential-valid")),
            Column::actions(visit.say("credential-withdraw")),
        ],
    )
    .caption_hidden()
    .cards();
    for credential in &member.credentials {
        let scope = [
            (credential.may_prescribe, "credential-prescribe"),
            (credential.may_inject, "credential-inject"),
            (credential.may_prepare, "credential-prepare"),
        ];
        let scope: Vec<String> = scope
            .iter()
            .filter(|(may, _)| *may)
            .map(|(_, key)| visit.say(key))
            .collect();
        let at = format!(
            "/administration/people/{}/credentials/{}/withdraw",
            member.person.id, credential.id
        );
        table = table.row([
            html! { (credential.title) ", " (credential.country) },
            html! { (credential.number) },
            html! { (scope.join(", ")) },
            html! {
                (visit.format.day(credential.valid_from.0)) " – " (visit.format.day(credential.valid_until.0))
                @if credential.valid_until < Day(visit.today()) { " " (status(Meaning::Defer, &visit.say("credential-expired"))) }
            },
            html! {
                @match &credential.withdrawn_because {
                    Some(because) => { (visit.with("credential-withdrawn", [("reason", because.as_str().into())])) },
                    None => {
                        (Danger::post(&at, &visit.say("credential-withdraw"), &visit.say("credential-withdraw-question"), &visit.say("credential-withdraw"))
                            .fields(html! { (Field::text("because", visit.say("reason")).id(format!("because-{}", credential.id)).required()) }))
                    },
                }
            },
        ]);
    }
    html! { (table) }
}

fn credential_form(visit: &Visit, at: &str, fields: &Fields, invalid: &Invalid) -> Markup {
    let error = |field: &str| error_of(visit.words, invalid, field);
    let scope = [
        ("prescribe", "credential-prescribe"),
        ("inject", "credential-inject"),
        ("prepare", "credential-prepare"),
    ];
    let scope: Vec<CheckItem> = scope
        .iter()
        .map(|(value, key)| CheckItem {
            name: "scope".to_owned(),
            value: (*value).to_owned(),
            label: visit.say(key),
            detail: String::new(),
            checked: fields.holds("scope", value),
            required: false,
        })
        .collect();
    html! {
        (Form::post(format!("{at}/credentials")).id("credential").body(html! {
            (block(&visit.say("credential-add"), html! {
                (Field::text("title", visit.say("credential-title")).hint(visit.say("credential-title-hint")).value(fields.text("title")).error_if(error("title")).required())
                (row(html! {
                    (Field::text("number", visit.say("credential-number")).value(fields.text("number")))
                    (Field::text("country", visit.say("clinic-country")).hint(visit.say("clinic-country-hint")).value(fields.filled("country").unwrap_or(&visit.clinic.country)).error_if(error("country")).most_characters(2).short().required())
                }))
                (row(html! {
                    (Field::date("valid_from", visit.say("credential-from")).value(fields.text("valid_from")).error_if(error("valid_from")).required())
                    (Field::date("valid_until", visit.say("credential-until-label")).value(fields.text("valid_until")).error_if(error("valid_until")).required())
                }))
                @if let Some(error) = error("scope") { (Notice::error(error)) }
                (checklist(&visit.say("credential-scope"), &scope))
            }))
            (Actions::primary(&visit.say("credential-add")))
        }))
    }
}

async fn change(visit: Visit, Path(id): Path<PersonId>, fields: Fields) -> Result<Response, Failure> {
    let result = people::change(&visit.actor, &visit.app, id, fields.version(), particulars(&fields)).await;
    let nothing = Fields::default();
    match result {
        Ok(()) => Ok(Redirect::to(&format!("/administration/people/{id}?notice=saved")).into_response()),
        Err(AppError::Invalid(invalid)) => {
            let member = people::find(&visit.actor, &visit.app, id).await?;
            Ok(person_page(
                &visit,
                &member,
                &fields,
                &invalid,
                &nothing,
                &Invalid::default(),
                None,
            ))
        }
        Err(AppError::Stale(_)) => {
            // What was typed stays in the form; what somebody else saved meanwhile stands above it.
            let member = people::find(&visit.actor, &visit.app, id).await?;
            let roles = member
                .roles
                .iter()
                .map(|role| role_words(visit.words, *role))
                .collect::<Vec<_>>()
                .join(", ");
            let now = visit.with(
                "people-stale-now",
                [
                    ("name", member.person.name.as_str().into()),
                    ("sign_in_name", member.person.sign_in_name.as_str().into()),
                    ("roles", roles.into()),
                ],
            );
            let notice = Notice::error(visit.say("error-stale"))
                .kept(now)
                .to_do(visit.say("stale-do"));
            Ok(person_page(
                &visit,
                &member,
                &fields,
                &Invalid::default(),
                &nothing,
                &Invalid::default(),
                Some(notice),
            ))
        }
        Err(error) => Err(error.into()),
    }
}

async fn leave(visit: Visit, Path(id): Path<PersonId>) -> Result<Redirect, Failure> {
    people::leave(&visit.actor, &visit.app, id).await?;
    Ok(Redirect::to("/administration/people?notice=saved"))
}

async fn come_back(visit: Visit, Path(id): Path<PersonId>) -> Result<Redirect, Failure> {
    people::come_back(&visit.actor, &visit.app, id).await?;
    Ok(Redirect::to(&format!("/administration/people/{id}?notice=saved")))
}

async fn offer_new_password(visit: Visit, Path(id): Path<PersonId>) -> Result<Response, Failure> {
    let token = people::offer_new_password(&visit.actor, &visit.app, id).await?;
    Ok(link_page(&visit, id, token.as_str()))
}

async fn add_credential(visit: Visit, Path(id): Path<PersonId>, fields: Fields) -> Result<Response, Failure> {
    let mut invalid = Invalid::default();
    let mut day = |name: &str| {
        let day = fields.day(name, &mut invalid);
        if day.is_none() && invalid.of(name).is_none() {
            invalid.add(name, anagen_app::Message::new("field-day-wrong"));
        }
        day.unwrap_or(visit.today())
    };
    let (valid_from, valid_until) = (Day(day("valid_from")), Day(day("valid_until")));
    let credential = Credential {
        id: CredentialId::new(),
        person: id,
        title: fields.text("title").to_owned(),
        number: fields.text("number").to_owned(),
        country: fields.text("country").to_uppercase(),
        may_prescribe: fields.holds("scope", "prescribe"),
        may_inject: fields.holds("scope", "inject"),
        may_prepare: fields.holds("scope", "prepare"),
        valid_from,
        valid_until,
        withdrawn_at: None,
        withdrawn_because: None,
    };
    let result = if invalid.0.is_empty() {
        people::add_credential(&visit.actor, &visit.app, credential).await
    } else {
        Err(AppError::Invalid(invalid))
    };
    match result {
        Ok(()) => Ok(Redirect::to(&format!("/administration/people/{id}?notice=saved")).into_response()),
        Err(AppError::Invalid(invalid)) => {
            let member = people::find(&visit.actor, &visit.app, id).await?;
            let own = fields_of(&member);
            Ok(person_page(
                &visit,
                &member,
                &own,
                &Invalid::default(),
                &fields,
                &invalid,
                None,
            ))
        }
        Err(error) => Err(error.into()),
    }
}

async fn withdraw_credential(
    visit: Visit,
    Path((id, credential)): Path<(PersonId, CredentialId)>,
    fields: Fields,
) -> Result<Redirect, Failure> {
    people::withdraw_credential(&visit.actor, &visit.app, credential, fields.text("because")).await?;
    Ok(Redirect::to(&format!("/administration/people/{id}?notice=saved")))
}
