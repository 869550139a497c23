//! Import: a table is chosen, looked at, and brought in.
//!
//! Between the preview and the confirmation the file travels in the page, as digits in a hidden field: its bytes are judged
//! again as they were, and nothing of it stays on the server, in its backups or on the device when nobody confirms.

mod preview;
mod sent;

use anagen_app::import::{self, Kind, LARGEST_FILE, MOST_ROWS};
use anagen_app::{Action, AppError, Invalid, Message};
use axum::extract::{Multipart, Path};
use axum::http::StatusCode;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};

use self::sent::Sent;
use crate::failure::Failure;
use crate::look::{
    Actions, Choices, Column, Field, Form, Icon, Meaning, Notice, PageHead, Stat, Table, disclosure, field, layout,
    link_button, section, stats, status,
};
use crate::page::{Door, Page, error_of};
use crate::routes::{Access, Route};
use crate::visit::Visit;

/// The address of the page.
const PAGE: &str = "/administration/import";

pub(super) fn routes() -> Vec<Route> {
    let access = Access::May(Action::Import);
    vec![
        Route::get(PAGE, access, page),
        Route::files(PAGE, access, sent::MOST_FORM_BYTES, send),
        Route::get("/administration/import/done", access, done),
        Route::get("/administration/import/template/{kind}", access, template),
    ]
}

async fn page(visit: Visit) -> Response {
    let kind = visit.query.text("kind").parse().ok();
    form(&visit, kind, &Invalid::default(), None)
}

/// A text of a kind: `import-patients`.
fn of_kind(kind: Kind, rest: &str) -> String {
    format!("import-{kind}{rest}")
}

/// The name of a field.
fn field_words(visit: &Visit, field: &str) -> String {
    visit.say(&format!("import-field-{}", field.replace('_', "-")))
}

/// The form with what is wrong with it, and what a file may hold.
fn form(visit: &Visit, kind: Option<Kind>, invalid: &Invalid, notice: Option<Notice>) -> Response {
    let title = visit.say("import-title");
    let what = Kind::ALL.iter().fold(
        Choices::new("kind", visit.say("import-what")).stacked(),
        |choices, kind| {
            choices.option_with(
                kind.as_str(),
                visit.say(&of_kind(*kind, "")),
                visit.say(&of_kind(*kind, "-detail")),
            )
        },
    );
    let hint = [
        ("most", (LARGEST_FILE / 1024 / 1024).into()),
        ("rows", MOST_ROWS.into()),
    ];
    let status = if invalid.0.is_empty() && notice.is_none() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    Page::new(visit, title.clone())
        .door(Door::Administration)
        .status(status)
        .notice_if(notice)
        .show(&html! {
            (PageHead::new(title).back("/administration", visit.say("door-administration")).sentence(visit.say("import-sentence")))
            (Form::post(PAGE).with_files().body(html! {
                (what.selected(kind.map(Kind::as_str)).error_if(error_of(visit.words, invalid, "kind")).required())
                (Field::file("file", visit.say("import-file")).hint(visit.with("import-file-hint", hint))
                    .accept(".csv,.tsv,.txt,text/csv,text/plain,text/tab-separated-values")
                    .error_if(error_of(visit.words, invalid, "file")).required())
                (Actions::primary(&visit.say("import-look")))
            }))
            (section(&visit.say("import-columns"), html! {
                (crate::look::read(html! { p { (visit.say("import-columns-sentence")) } }))
                @for kind in Kind::ALL {
                    (disclosure(&visit.say(&of_kind(*kind, "")), columns(visit, *kind)))
                }
            }))
        })
}

/// The columns that are understood in files of a kind, and the template to start from.
fn columns(visit: &Visit, kind: Kind) -> Markup {
    let mut table = Table::new(
        visit.say("import-columns"),
        [
            Column::words(visit.say("import-column")),
            Column::words(visit.say("import-column-holds")),
            Column::words(visit.say("import-column-headings")),
        ],
    )
    .caption_hidden()
    .cards();
    for column in import::understood(kind) {
        let names: Vec<String> = column.one_of.iter().map(|field| field_words(visit, field)).collect();
        let needed = match names.len() {
            0 => None,
            1 => Some(visit.say("import-column-needed")),
            _ => Some(visit.with("import-column-one-of", [("columns", names.join(", ").into())])),
        };
        table = table.row([
            html! { (field_words(visit, column.field)) },
            html! {
                (visit.say(&of_kind(kind, &format!("-{}", column.field.replace('_', "-")))))
                @if let Some(needed) = needed { br; (status(Meaning::Accent, &needed)) }
            },
            html! { span class="soft" { (column.headings.join(", ")) } },
        ]);
    }
    let label = visit.with("import-template", [("what", kind.as_str().into())]);
    html! {
        (layout::toolbar(html! {
            (link_button(&format!("{PAGE}/template/{kind}"), Some(Icon::Download), &label))
            span class="soft" { (visit.say("import-template-sentence")) }
        }))
        (table)
    }
}

async fn template(visit: Visit, Path(kind): Path<Kind>) -> Result<Response, Failure> {
    let bytes = import::template(kind, visit.today())?;
    let headers = [
        (CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (CONTENT_DISPOSITION, format!("attachment; filename=\"{kind}.csv\"")),
    ];
    Ok((headers, bytes).into_response())
}

/// Shows a file that was chosen, or brings in one that was looked at.
async fn send(visit: Visit, body: Multipart) -> Result<Response, Failure> {
    let sent = match sent::read(body).await {
        Ok(sent) => sent,
        Err(message) => return Ok(refused(&visit, None, &message)),
    };
    let kind: Option<Kind> = sent.fields.text("kind").parse().ok();
    let mut invalid = Invalid::default();
    if kind.is_none() {
        invalid.add("kind", Message::new("import-kind-missing"));
    }
    if sent.file.is_empty() {
        invalid.add("file", Message::new("import-file-missing"));
    }
    let Some(kind) = kind.filter(|_| invalid.0.is_empty()) else {
        let notice = invalid
            .0
            .iter()
            .fold(Notice::error(visit.say("import-not-read")), |notice, wrong| {
                notice.place(field::id_of(&wrong.field), visit.words.of(&wrong.message))
            });
        return Ok(form(&visit, kind, &invalid, Some(notice)));
    };
    let result = match sent.fields.filled("seen") {
        Some(seen) => confirm(&visit, kind, &sent, seen).await,
        None => preview::page(&visit, kind, &sent, false).await,
    };
    match result {
        Err(AppError::Refused(message)) => Ok(refused(&visit, Some(kind), &message)),
        result => Ok(result?),
    }
}

/// The form again, with what is wrong with the file.
fn refused(visit: &Visit, kind: Option<Kind>, message: &Message) -> Response {
    let mut invalid = Invalid::default();
    invalid.add("file", message.clone());
    let notice = Notice::error(visit.say("import-not-read"))
        .kept(visit.say("import-choose-again"))
        .place(field::id_of("file"), visit.words.of(message));
    form(visit, kind, &invalid, Some(notice))
}

async fn confirm(visit: &Visit, kind: Kind, sent: &Sent, seen: &str) -> Result<Response, AppError> {
    match import::import(&visit.actor, &visit.app, kind, &sent.file, seen).await {
        Ok(import::Imported { new, present, wrong }) => {
            let address = format!("{PAGE}/done?kind={kind}&new={new}&present={present}&wrong={wrong}");
            Ok(Redirect::to(&address).into_response())
        }
        Err(AppError::Stale(_)) => preview::page(visit, kind, sent, true).await,
        Err(error) => Err(error),
    }
}

/// The three numbers that say what becomes or became of the rows.
fn counts(visit: &Visit, imported: import::Imported) -> Markup {
    let stat = |key: &str, count: usize| Stat {
        label: visit.say(key),
        value: count.to_string(),
        unit: String::new(),
        href: None,
    };
    stats(&[
        stat("import-new", imported.new),
        stat("import-present", imported.present),
        stat("import-wrong", imported.wrong),
    ])
}

/// What became of a file. The numbers stand in the address, so that the page can be read again without bringing in anything.
async fn done(visit: Visit) -> Result<Response, Failure> {
    let number = |name: &str| visit.query.text(name).parse::<u32>().ok();
    let read = (
        visit.query.text("kind").parse::<Kind>().ok(),
        number("new"),
        number("present"),
        number("wrong"),
    );
    let (Some(kind), Some(new), Some(present), Some(wrong)) = read else {
        return Err(Failure::not_found("page"));
    };
    let of = |count: u32| usize::try_from(count).unwrap_or(usize::MAX);
    let imported = import::Imported {
        new: of(new),
        present: of(present),
        wrong: of(wrong),
    };
    let said = visit.with(&format!("import-done-{kind}"), [("n", new.into())]);
    let mut notice = match new {
        0 => Notice::about(Meaning::Caution, said),
        _ => Notice::success(said),
    };
    if wrong > 0 {
        notice = notice
            .to_do(visit.with("import-done-wrong", [("n", wrong.into())]))
            .to_do(visit.say("import-done-wrong-do"));
    }
    let (right, there) = match kind {
        Kind::Patients => (Action::ReadPatients, "/patients"),
        Kind::Appointments => (Action::ReadAgenda, "/today"),
        Kind::Stock => (Action::ReadStock, "/stock"),
    };
    let another = format!("{PAGE}?kind={kind}");
    let title = visit.say("import-done");
    Ok(Page::new(&visit, title.clone())
        .door(Door::Administration)
        .notice(notice)
        .show(&html! {
            (PageHead::new(title).back("/administration", visit.say("door-administration")))
            (counts(&visit, imported))
            @if visit.actor.may(right) {
                (Actions::primary_link(there, &visit.say(&format!("import-to-{kind}"))).link(&another, &visit.say("import-another")))
            } @else {
                (Actions::primary_link(&another, &visit.say("import-another")))
            }
        }))
}

#[cfg(test)]
mod tests {
    use anagen_app::import::{Kind, understood};

    use crate::messages::messages;

    #[test]
    fn every_kind_and_column_has_its_texts() {
        let words = messages("en");
        for kind in Kind::ALL {
            for key in [
                "import-KIND",
                "import-KIND-detail",
                "import-confirm-KIND",
                "import-done-KIND",
                "import-to-KIND",
            ] {
                let key = key.replace("KIND", kind.as_str());
                assert!(words.has(&key), "{key}");
            }
            for column in understood(*kind) {
                let field = column.field.replace('_', "-");
                for key in [format!("import-field-{field}"), format!("import-{kind}-{field}")] {
                    assert!(words.has(&key), "{key}");
                }
            }
        }
    }
}
