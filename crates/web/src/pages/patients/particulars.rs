//! Registering a patient, and correcting who they are.

use anagen_app::patients::duplicates::{Similar, Why};
use anagen_app::patients::register::{self, Earlier, Particulars, Registered};
use anagen_app::{AppError, Invalid};
use anagen_records::values::PatientId;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};

use super::states::{FIELDS, value_of};
use super::{About, born, href, invalid_notice, isolated, led_to_kept, named, save_words};
use crate::failure::Failure;
use crate::fields::Fields;
use crate::look::form::row;
use crate::look::meaning::Meaning;
use crate::look::{
    Actions, CheckItem, Column, Field, Form, LinkItem, Notice, PageHead, PostButton, SaveLine, Table, block, checklist,
    hidden, link_list, section,
};
use crate::page::{Door, Page, error_of, full_name};
use crate::visit::Visit;

/// Languages that patients read, by code and own name. A paper is given in one of them as soon as its text is there.
const LANGUAGES: [(&str, &str); 28] = [
    ("ar", "العربية"),
    ("bg", "Български"),
    ("ca", "Català"),
    ("cs", "Čeština"),
    ("da", "Dansk"),
    ("de", "Deutsch"),
    ("el", "Ελληνικά"),
    ("en", "English"),
    ("es", "Español"),
    ("fa", "فارسی"),
    ("fi", "Suomi"),
    ("fr", "Français"),
    ("he", "עברית"),
    ("hi", "हिन्दी"),
    ("hu", "Magyar"),
    ("it", "Italiano"),
    ("ja", "日本語"),
    ("ko", "한국어"),
    ("nl", "Nederlands"),
    ("pl", "Polski"),
    ("pt", "Português"),
    ("ro", "Română"),
    ("ru", "Русский"),
    ("sv", "Svenska"),
    ("tr", "Türkçe"),
    ("uk", "Українська"),
    ("vi", "Tiếng Việt"),
    ("zh", "中文"),
];

/// The own name of a language.
pub(super) fn language_name(code: &str) -> &str {
    LANGUAGES
        .iter()
        .find(|(known, _)| *known == code)
        .map_or(code, |(_, name)| name)
}

/// The key of the form in which a patient is registered.
const NEW: &str = "patient-new";

fn draft_of(id: PatientId) -> String {
    format!("patient-{id}-particulars")
}

/// Whose particulars a form is about.
#[derive(Clone, Copy)]
enum Whose<'a> {
    /// A patient who is about to be registered, with the number that will be given.
    New(&'a str),
    /// A registered patient, in the version that is corrected.
    Of(PatientId, i64),
}

fn read(fields: &Fields, invalid: &mut Invalid) -> Particulars {
    let text = |name: &str| fields.text(name).to_owned();
    Particulars {
        number: text("number"),
        family_name: text("family_name"),
        given_names: text("given_names"),
        birth_date: fields.day("birth_date", invalid),
        phone: text("phone"),
        email: text("email"),
        address: text("address"),
        language: text("language"),
        note: text("note"),
    }
}

fn fields_of(particulars: &Particulars) -> Fields {
    let mut fields = Fields::default();
    for name in FIELDS {
        fields.add(name, &value_of(particulars, name));
    }
    fields
}

/// The form. `end` is the row of its buttons.
fn form(
    visit: &Visit,
    whose: Whose<'_>,
    fields: &Fields,
    invalid: &Invalid,
    saved: Option<&str>,
    buttons: Actions,
) -> Markup {
    let error = |field: &str| error_of(visit.words, invalid, field);
    let label = |field: &str| visit.say(&format!("patients-{}", field.replace('_', "-")));
    let text = |name: &str| {
        Field::text(name, label(name))
            .value(fields.text(name))
            .error_if(error(name))
            .autocomplete("off")
    };
    let (action, draft, version) = match whose {
        Whose::New(_) => ("/patients/new".to_owned(), NEW.to_owned(), 0),
        Whose::Of(id, version) => (format!("{}/particulars", href(id)), draft_of(id), version),
    };
    let number = match whose {
        Whose::New(next) => text("number").hint(visit.with("patients-number-hint", [("next", next.into())])),
        Whose::Of(..) => text("number").required(),
    };
    let is_new = matches!(whose, Whose::New(_));
    let languages = std::iter::once((String::new(), visit.say("patients-language-of-clinic"))).chain(
        LANGUAGES
            .iter()
            .map(|(code, name)| ((*code).to_owned(), (*name).to_owned())),
    );
    let words = save_words(visit);
    html! {
        (Form::post(action).draft(draft, version).body(html! {
            (hidden("version", &version.to_string()))
            (block(&visit.say("patients-who"), html! {
                (row(html! {
                    (text("given_names"))
                    (text("family_name"))
                }))
                (row(html! {
                    (Field::date("birth_date", label("birth_date")).hint(visit.say("patients-birth-date-hint"))
                        .value(fields.text("birth_date")).error_if(error("birth_date")).autocomplete("off"))
                    (number.short())
                }))
            }))
            (block(&visit.say("patients-contact"), html! {
                (row(html! {
                    (Field::tel("phone", label("phone")).value(fields.text("phone")).error_if(error("phone")).autocomplete("off"))
                    (Field::email("email", label("email")).value(fields.text("email")).error_if(error("email")).autocomplete("off"))
                }))
                (Field::lines("address", label("address")).rows(2).value(fields.text("address")).error_if(error("address")).autocomplete("off"))
                (Field::select("language", label("language")).hint(visit.say("patients-language-hint")).options(languages)
                    .value(fields.text("language")).error_if(error("language")))
                (Field::lines("note", label("note")).hint(visit.say("patients-note-hint")).rows(2).value(fields.text("note")).error_if(error("note")))
            }))
            @if is_new && !visit.clinic.demo {
                (checklist(&visit.say("patients-training"), &[CheckItem {
                    name: "invented".to_owned(),
                    value: "yes".to_owned(),
                    label: visit.say("patients-invented"),
                    detail: visit.say("patients-invented-detail"),
                    checked: fields.holds("invented", "yes"),
                    required: false,
                }]))
            }
            (buttons.end(SaveLine { words: &words, now: saved }).in_view())
        }))
    }
}

/// What was typed and not sent is put in again; the line says so, with the way to give it up.
async fn typed_before(visit: &Visit, form: &str) -> Result<Option<(Fields, String, Markup)>, Failure> {
    let Some((fields, draft)) = visit.draft(form).await? else {
        return Ok(None);
    };
    let time = visit.format.moment(draft.saved_at);
    let forget = format!("/drafts/{form}/forget");
    let line = html! {
        (Notice::about(Meaning::Neutral, visit.with("patients-draft-put-in", [("time", time.as_str().into())])))
        (PostButton { action: &forget, label: &visit.say("patients-draft-discard"), icon: None, values: &[("next", &visit.path)], primary: false })
    };
    let saved = visit.with("save-saved", [("time", time.into())]);
    Ok(Some((fields, saved, line)))
}

pub(super) async fn new(visit: Visit) -> Result<Response, Failure> {
    let (fields, saved, line) = match typed_before(&visit, NEW).await? {
        Some((fields, saved, line)) => (fields, Some(saved), Some(line)),
        None => (Fields::default(), None, None),
    };
    show_new(
        &visit,
        &fields,
        &Invalid::default(),
        saved.as_deref(),
        line,
        &[],
        StatusCode::OK,
    )
    .await
}

async fn show_new(
    visit: &Visit,
    fields: &Fields,
    invalid: &Invalid,
    saved: Option<&str>,
    line: Option<Markup>,
    similar: &[Similar],
    status: StatusCode,
) -> Result<Response, Failure> {
    let next = register::next_number(&visit.actor, &visit.app).await?;
    let title = visit.say("patients-register");
    let buttons = if similar.is_empty() {
        Actions::primary(&title)
    } else {
        let seen: Vec<String> = similar.iter().map(|one| one.patient.id.to_string()).collect();
        Actions::primary_as("seen", &seen.join(","), &visit.say("patients-register-anyway"))
    };
    let buttons = buttons.link("/patients", &visit.say("patients-cancel"));
    let mut page = Page::new(visit, title.clone()).door(Door::Patients).status(status);
    if !invalid.0.is_empty() {
        page = page.notice(invalid_notice(visit, invalid));
    } else if !similar.is_empty() {
        page = page.notice(
            Notice::error(visit.say("patients-perhaps-registered")).to_do(visit.say("patients-perhaps-registered-do")),
        );
    }
    Ok(page.show(&html! {
        (PageHead::new(title).back("/patients", visit.say("door-patients")))
        @if let Some(line) = line { (line) }
        @if !similar.is_empty() { (section(&visit.say("patients-perhaps-the-same"), link_list(&similar_items(visit, similar)))) }
        (form(visit, Whose::New(&next), fields, invalid, saved, buttons))
    }))
}

fn similar_items(visit: &Visit, similar: &[Similar]) -> Vec<LinkItem> {
    let item = |Similar { patient, why }: &Similar| LinkItem {
        href: href(patient.id),
        title: full_name(&patient.given_names, &patient.family_name),
        detail: [
            born(visit, patient),
            visit.with("patients-number-is", [("number", patient.number.as_str().into())]),
            visit.say(why_key(*why)),
        ]
        .join(" \u{b7} "),
        ..LinkItem::default()
    };
    similar.iter().map(item).collect()
}

/// What makes one think that two are one person, as a key.
pub(super) const fn why_key(why: Why) -> &'static str {
    match why {
        Why::BirthDateAndName => "patients-why-birth-date",
        Why::Name => "patients-why-name",
        Why::Phone => "patients-why-phone",
    }
}

pub(super) async fn register(visit: Visit, fields: Fields) -> Result<Response, Failure> {
    let mut invalid = Invalid::default();
    let particulars = read(&fields, &mut invalid);
    let seen: Vec<PatientId> = fields
        .text("seen")
        .split(',')
        .filter_map(|id| id.parse().ok())
        .collect();
    let invented = fields.holds("invented", "yes");
    let result = if invalid.0.is_empty() {
        register::register(&visit.actor, &visit.app, &particulars, invented, &seen).await
    } else {
        // What else is wrong is said in the same answer.
        invalid.0.extend(particulars.check(visit.today()).0);
        Err(AppError::Invalid(invalid))
    };
    match result {
        Ok(Registered::Done(id)) => {
            visit.forget_draft(NEW).await?;
            Ok(Redirect::to(&format!("{}?notice=patients-registered", href(id))).into_response())
        }
        Ok(Registered::Similar(similar)) => {
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            show_new(&visit, &fields, &Invalid::default(), None, None, &similar, status).await
        }
        Err(AppError::Invalid(invalid)) => {
            show_new(
                &visit,
                &fields,
                &invalid,
                None,
                None,
                &[],
                StatusCode::UNPROCESSABLE_ENTITY,
            )
            .await
        }
        Err(error) => Err(error.into()),
    }
}

pub(super) async fn page(visit: Visit, Path(id): Path<PatientId>) -> Result<Response, Failure> {
    if let Some(answer) = led_to_kept(&visit, id, "/particulars").await? {
        return Ok(answer);
    }
    let about = About::read(&visit, id, "patient.particulars").await?;
    let (mut version, mut fields, mut saved, mut line) = (
        about.patient().version,
        fields_of(&Particulars::of(about.patient())),
        None,
        None,
    );
    if let Some((typed, time, put_in)) = typed_before(&visit, &draft_of(id)).await? {
        // Typed on an earlier version: sending it shows both.
        version = typed.version();
        (fields, saved, line) = (typed, Some(time), Some(put_in));
    }
    let body = html! { @if let Some(line) = line { (line) } };
    Ok(show_correction(
        &visit,
        &about,
        version,
        &fields,
        &Invalid::default(),
        saved.as_deref(),
        &body,
        StatusCode::OK,
    ))
}

#[expect(clippy::too_many_arguments, reason = "everything that one page shows")]
fn show_correction(
    visit: &Visit,
    about: &About,
    version: i64,
    fields: &Fields,
    invalid: &Invalid,
    saved: Option<&str>,
    above: &Markup,
    status: StatusCode,
) -> Response {
    let id = about.patient().id;
    let title = visit.say("patients-correct");
    let mut page = about.page(visit, title.clone()).status(status);
    if !invalid.0.is_empty() {
        page = page.notice(invalid_notice(visit, invalid));
    }
    if status == StatusCode::CONFLICT {
        page = page.notice(
            Notice::error(visit.say("patients-stale"))
                .kept(visit.say("patients-stale-kept"))
                .to_do(visit.say("patients-stale-do")),
        );
    }
    let button = if status == StatusCode::CONFLICT {
        "patients-save-over"
    } else {
        "patients-save"
    };
    let buttons = Actions::primary(&visit.say(button)).link(&href(id), &visit.say("patients-cancel"));
    page.show(&html! {
        (PageHead::new(title).back(href(id), visit.say("patients-to-patient")))
        (above)
        (form(visit, Whose::Of(id, version), fields, invalid, saved, buttons))
    })
}

pub(super) async fn correct(visit: Visit, Path(id): Path<PatientId>, fields: Fields) -> Result<Response, Failure> {
    let mut invalid = Invalid::default();
    let particulars = read(&fields, &mut invalid);
    let result = if invalid.0.is_empty() {
        register::correct(&visit.actor, &visit.app, id, fields.version(), &particulars).await
    } else {
        invalid.0.extend(particulars.check(visit.today()).0);
        Err(AppError::Invalid(invalid))
    };
    match result {
        Ok(()) => {
            visit.forget_draft(&draft_of(id)).await?;
            Ok(Redirect::to(&format!("{}?notice=patients-corrected", href(id))).into_response())
        }
        Err(AppError::Invalid(invalid)) => {
            let about = About::read(&visit, id, "patient.particulars").await?;
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            Ok(show_correction(
                &visit,
                &about,
                fields.version(),
                &fields,
                &invalid,
                None,
                &html! {},
                status,
            ))
        }
        Err(AppError::Stale(_)) => {
            let states = register::states(&visit.actor, &visit.app, id).await?;
            let about = About::read(&visit, id, "patient.particulars").await?;
            let both = both_versions(&visit, &states, &about, fields.version(), &particulars);
            let now = about.patient().version;
            Ok(show_correction(
                &visit,
                &about,
                now,
                &fields,
                &Invalid::default(),
                None,
                &both,
                StatusCode::CONFLICT,
            ))
        }
        Err(error) => Err(error.into()),
    }
}

/// The version that was opened, the one that somebody else saved meanwhile, and what was typed, field by field.
fn both_versions(visit: &Visit, states: &[Earlier], about: &About, opened: i64, typed: &Particulars) -> Markup {
    let now = Particulars::of(about.patient());
    let opened = states.iter().find(|state| state.version == opened);
    let latest = states.iter().find(|state| state.version == about.patient().version);
    let heading = match latest {
        Some(Earlier {
            by_name: Some(name),
            at,
            ..
        }) => visit.with(
            "patients-stale-now-by",
            [
                ("name", isolated(name).into()),
                ("time", visit.format.moment(*at).into()),
            ],
        ),
        _ => visit.say("patients-stale-now"),
    };
    let columns = [
        Column::words(visit.say("patients-stale-field")),
        Column::words(visit.say("patients-stale-opened")),
        Column::words(heading),
        Column::words(visit.say("patients-stale-typed")),
    ];
    let mut table = Table::new(visit.say("patients-stale-table"), columns).cards();
    for name in FIELDS {
        let before = opened.map(|state| value_of(&state.particulars, name));
        let (now, typed) = (value_of(&now, name), value_of(typed, name));
        if before.as_ref() == Some(&now) && now == typed {
            continue;
        }
        let cells = [
            html! { (visit.say(&format!("patients-{}", name.replace('_', "-")))) },
            html! { @match before { Some(before) => bdi { (before) }, None => (visit.say("patients-stale-not-kept")) } },
            html! { bdi { (now) } },
            html! { bdi { (typed) } },
        ];
        table = if now == typed {
            table.row(cells)
        } else {
            table.row_marked(Meaning::Caution, cells)
        };
    }
    html! { (table) p { (visit.with("patients-stale-about", [("name", named(visit, about.patient()).into())])) } }
}
