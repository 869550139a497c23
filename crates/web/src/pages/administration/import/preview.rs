//! The preview: how the file was read, what would become of each row, and the button that brings it in.

use anagen_app::AppError;
use anagen_app::import::{self, Encoding, Kind, Preview, Row, State};
use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};

use super::sent::{Sent, digits_of};
use super::{PAGE, counts, field_words};
use crate::look::form::hidden;
use crate::look::{
    Actions, Column, Facts, Form, Meaning, Notice, PageHead, Table, disclosure, layout, panel, status, unknown,
};
use crate::page::{Door, Page};
use crate::visit::Visit;

/// The form that brings the file in; its button stands below the rows and stays in view.
const FORM: &str = "import-confirm";
/// Letters of a cell that are shown.
const MOST_LETTERS: usize = 160;

/// Judges a file and shows it. `is_changed`: it was to be brought in, and other rows are new now.
pub(super) async fn page(visit: &Visit, kind: Kind, sent: &Sent, is_changed: bool) -> Result<Response, AppError> {
    let preview = import::preview(&visit.actor, &visit.app, kind, &sent.file).await?;
    let found = preview.counts();
    let title = visit.say("import-preview");
    let name = match sent.name.as_str() {
        "" => visit.say("import-unnamed"),
        name => name.to_owned(),
    };
    let sentence = [
        ("file", name.into()),
        ("rows", preview.rows.len().into()),
        ("kind", kind.as_str().into()),
    ];
    let again = format!("{PAGE}?kind={kind}");
    let mut page = Page::new(visit, title.clone()).door(Door::Administration);
    if is_changed {
        let changed = Notice::error(visit.say("import-changed")).to_do(visit.say("import-changed-do"));
        page = page.status(StatusCode::CONFLICT).notice(changed);
    }
    if found.new == 0 {
        let nothing = Notice::about(Meaning::Neutral, visit.say("import-nothing-new"));
        page = page.notice(nothing.to_do(visit.say("import-nothing-new-do")));
    }
    let confirm = visit.with(&format!("import-confirm-{kind}"), [("n", found.new.into())]);
    let other = visit.say("import-other-file");
    Ok(page
        .notice_if(not_read(visit, &preview))
        .show(&html! {
            (PageHead::new(title).back(again.as_str(), visit.say("import-title")).sentence(visit.with("import-preview-sentence", sentence)))
            (counts(visit, found))
            (how(visit, &preview))
            (rows(visit, &preview, "wrong", Meaning::Excluded, |state| matches!(state, State::Wrong(_))))
            (rows(visit, &preview, "new", Meaning::Eligible, |state| *state == State::New))
            (rows(visit, &preview, "present", Meaning::Neutral, |state| *state == State::Present))
            @if found.new > 0 {
                (Form::post(PAGE).with_files().id(FORM).body(html! {
                    (hidden("kind", kind.as_str()))
                    (hidden("seen", &preview.fingerprint()))
                    (hidden("name", &sent.name))
                    (hidden("content", &digits_of(&sent.file)))
                }))
                (Actions::primary_of(FORM, &confirm).link(&again, &other).in_view())
            } @else {
                (Actions::primary_link(&again, &other))
            }
        }))
}

/// The columns that are not read, so that nobody finds out later.
fn not_read(visit: &Visit, preview: &Preview) -> Option<Notice> {
    let names: Vec<String> = preview
        .columns
        .iter()
        .filter(|(_, field)| field.is_none())
        .map(|(heading, _)| named(visit, heading))
        .collect();
    let values = [("n", names.len().into()), ("columns", names.join(", ").into())];
    (!names.is_empty()).then(|| {
        Notice::about(Meaning::Caution, visit.with("import-columns-not-read", values))
            .to_do(visit.say("import-columns-not-read-do"))
    })
}

/// A heading as it is shown.
fn named(visit: &Visit, heading: &str) -> String {
    match heading {
        "" => visit.say("import-heading-empty"),
        heading => clipped(heading),
    }
}

/// How the file was read: its letters, its columns, its days.
fn how(visit: &Visit, preview: &Preview) -> Markup {
    let encoding = visit.say(match preview.encoding {
        Encoding::Utf8 => "import-encoding-utf8",
        Encoding::Utf16 => "import-encoding-utf16",
        Encoding::Latin1 => "import-encoding-latin1",
    });
    let delimiter = visit.say(match preview.delimiter {
        '\t' => "import-delimiter-tab",
        ';' => "import-delimiter-semicolon",
        '|' => "import-delimiter-bar",
        _ => "import-delimiter-comma",
    });
    let mut facts = Facts::new()
        .fact(visit.say("import-encoding"), html! { (encoding) })
        .fact(visit.say("import-delimiter"), html! { (delimiter) });
    let has_days = |field: &str| matches!(field, "birth_date" | "day" | "expires_on");
    if preview.columns.iter().any(|(_, field)| field.is_some_and(has_days)) {
        // Which of day and month stands first cannot be seen in a file, so it is said by an example.
        let days = visit.say(if import::is_month_first(&visit.clinic.country) {
            "import-days-month-first"
        } else {
            "import-days-day-first"
        });
        facts = facts.fact(visit.say("import-days"), html! { (days) });
    }
    let known = preview.columns.iter().filter(|(_, field)| field.is_some()).count();
    let all = preview.columns.len();
    let line = if known == all {
        visit.with("import-columns-all", [("n", all.into())])
    } else {
        visit.with("import-columns-some", [("known", known.into()), ("n", all.into())])
    };
    let mut table = Table::new(
        visit.say("import-columns"),
        [
            Column::words(visit.say("import-heading")),
            Column::words(visit.say("import-taken-for")),
        ],
    )
    .caption_hidden();
    for (heading, field) in &preview.columns {
        let taken = match field {
            Some(field) => html! { (field_words(visit, field)) },
            None => unknown(&visit.say("import-column-not-read")),
        };
        table = table.row([html! { (named(visit, heading)) }, taken]);
    }
    html! { (panel(&visit.say("import-how"), html! { (facts) (disclosure(&line, table)) })) }
}

/// The rows of one state, with the sentence that says what becomes of them; nothing where there are none.
fn rows(visit: &Visit, preview: &Preview, state: &str, meaning: Meaning, is: fn(&State) -> bool) -> Markup {
    let rows: Vec<&Row> = preview.rows.iter().filter(|row| is(&row.state)).collect();
    let title = visit.say(&format!("import-{state}"));
    let word = visit.say(&format!("import-state-{state}"));
    let fields = preview.columns.iter().filter_map(|(_, field)| *field);
    let columns = [visit.say("import-line"), visit.say("import-state")]
        .into_iter()
        .chain(fields.map(|field| field_words(visit, field)));
    let mut table = Table::new(title.clone(), columns.map(Column::words)).caption_hidden();
    for row in &rows {
        let why = match &row.state {
            State::Wrong(why) => why.as_slice(),
            State::New | State::Present => &[],
        };
        let judged = html! {
            (status(meaning, &word))
            @for message in why { p { (visit.words.of(message)) } }
        };
        let cells = row.cells.iter().map(|cell| html! { (clipped(cell)) });
        let cells = [html! { (row.line) }, judged].into_iter().chain(cells);
        table = match why {
            [] => table.row(cells),
            _ => table.row_marked(meaning, cells),
        };
    }
    html! {
        @if !rows.is_empty() {
            @let sentence = html! { span class="soft" { (visit.say(&format!("import-{state}-sentence"))) } };
            (layout::section_with(&format!("rows-{state}"), &format!("{title} ({})", rows.len()), sentence, table))
        }
    }
}

/// A cell as it is shown: the beginning of a long one.
fn clipped(cell: &str) -> String {
    match cell.char_indices().nth(MOST_LETTERS) {
        Some((end, _)) => format!("{}…", &cell[..end]),
        None => cell.to_owned(),
    }
}
