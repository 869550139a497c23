//! Medicines and allergies: the whole list as it is told now, or "none, asked today".

use anagen_app::intake::{self, KnownList, ListKind, SaidAnswer, name_in_knowledge, suggestions};
use anagen_app::{Action, AppError, Invalid, Message};
use anagen_care::case::ListEntry;
use anagen_knowledge::Knowledge;
use anagen_records::known::RecordedList;
use anagen_records::values::PatientId;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};

use super::overview::list_standing;
use super::question::{For, NOT_KNOWN, REFUSED};
use super::{View, kept, page_of, save_words, views};
use crate::access::inside;
use crate::failure::Failure;
use crate::fields::Fields;
use crate::look::choice::CheckItem;
use crate::look::field::id_of;
use crate::look::{
    Actions, Choices, Column, Empty, Field, Form, Icon, Notice, PageHead, SaveLine, Table, block, hidden, panel,
    proposed_tag, section, tag,
};
use crate::page::error_of;
use crate::visit::Visit;

/// Empty rows below the entries.
const BLANK_ROWS: usize = 3;
/// Most rows of a form.
const MOST_ROWS: usize = 100;
/// Names that are offered for one that the knowledge does not know.
const MOST_NEAR: usize = 3;

fn kind_of(word: &str) -> Result<ListKind, Failure> {
    word.parse().map_err(|_| Failure::not_found("list"))
}

const fn view_of(kind: ListKind) -> View {
    match kind {
        ListKind::Medicines => View::Medicines,
        ListKind::Allergies => View::Allergies,
    }
}

/// Entries of a stored list; one that this version cannot read is shown by nobody, so it fails.
pub(super) fn entries(list: &RecordedList) -> Result<Vec<ListEntry>, Failure> {
    serde_json::from_value(list.entries.0.clone())
        .map_err(|error| AppError::Internal(format!("a stored list cannot be read: {error}")).into())
}

pub(super) async fn page(visit: Visit, Path((patient, kind)): Path<(PatientId, String)>) -> Result<Response, Failure> {
    let kind = kind_of(&kind)?;
    let known = intake::list(&visit.actor, &visit.app, patient, kind).await?;
    let form = draft_key(patient, kind);
    let kept = kept(&visit, &form).await?;
    let rows = match &kept {
        Some(kept) => Rows::typed(&kept.fields),
        None => Rows::stored(&current(&known)?),
    };
    // What was typed on an earlier state stands beside the present one.
    let is_stale = kept.as_ref().is_some_and(|kept| kept.fields.version() != known.version);
    let line = kept.as_ref().map(|kept| kept.line.clone());
    let saved = kept.as_ref().map(|kept| kept.saved.as_str());
    show(
        &visit,
        &known,
        kind,
        &Shown {
            rows,
            invalid: Invalid::default(),
            is_stale,
            line,
            saved,
            status: StatusCode::OK,
        },
    )
}

/// The list that stands.
fn current(known: &KnownList) -> Result<Vec<ListEntry>, Failure> {
    known.lists.first().map_or(Ok(Vec::new()), entries)
}

fn draft_key(patient: PatientId, kind: ListKind) -> String {
    format!("intake-{patient}-{kind}")
}

/// What a page shows of a list.
struct Shown<'a> {
    rows: Rows,
    invalid: Invalid,
    is_stale: bool,
    line: Option<Markup>,
    saved: Option<&'a str>,
    status: StatusCode,
}

/// The rows of the form, and what was said of the list as a whole.
#[derive(Debug, Clone, Default)]
pub(super) struct Rows {
    pub(super) told: String,
    pub(super) rows: Vec<Row>,
}

/// One row as it is typed.
#[derive(Debug, Clone, Default)]
pub(super) struct Row {
    pub(super) name: String,
    pub(super) detail: String,
    pub(super) since: String,
    pub(super) stopped: bool,
}

impl Rows {
    pub(super) fn stored(entries: &[ListEntry]) -> Self {
        let row = |entry: &ListEntry| Row {
            name: entry.name.clone(),
            detail: entry.detail.clone().unwrap_or_default(),
            since: entry.since.map(|day| day.to_string()).unwrap_or_default(),
            stopped: false,
        };
        Self {
            told: String::new(),
            rows: entries.iter().map(row).collect(),
        }
    }

    pub(super) fn typed(fields: &Fields) -> Self {
        let n = fields.text("rows").parse::<usize>().unwrap_or(0).min(MOST_ROWS);
        let text = |part: &str, row: usize| fields.text(&format!("{part}-{row}")).to_owned();
        let rows = (0..n).map(|row| Row {
            name: text("name", row),
            detail: text("detail", row),
            since: text("since", row),
            stopped: fields.is_set(&format!("stopped-{row}")),
        });
        Self {
            told: fields.text("told").to_owned(),
            rows: rows.collect(),
        }
    }

    /// The entries that were told, each with its row; days that cannot be read are noted.
    fn entries(&self, invalid: &mut Invalid) -> Vec<(usize, ListEntry)> {
        let mut told = Vec::new();
        for (position, row) in self.rows.iter().enumerate() {
            let is_blank = row.name.is_empty() && row.detail.is_empty() && row.since.is_empty();
            if is_blank || row.stopped {
                continue;
            }
            let since = match row.since.as_str() {
                "" => None,
                day => {
                    let day = day.parse().ok();
                    if day.is_none() {
                        invalid.add(format!("since-{position}"), Message::new("field-day-wrong"));
                    }
                    day
                }
            };
            let detail = Some(row.detail.clone()).filter(|detail| !detail.is_empty());
            told.push((
                position,
                ListEntry {
                    name: row.name.clone(),
                    detail,
                    since,
                },
            ));
        }
        told
    }
}

/// Whether the rows are the entries that were shown, and nothing was stopped.
pub(super) fn is_untouched(rows: &Rows, shown: &[ListEntry]) -> bool {
    let mut invalid = Invalid::default();
    let entries = rows.entries(&mut invalid);
    let same = |(typed, stored): (&(usize, ListEntry), &ListEntry)| {
        typed.1.name == stored.name && typed.1.detail == stored.detail
    };
    invalid.0.is_empty() && entries.len() == shown.len() && entries.iter().zip(shown).all(same)
}

/// What a form of a list says.
pub(super) enum Told {
    Entries(Vec<ListEntry>),
    NotTold(SaidAnswer),
}

/// Reads what a form says, or what is wrong with it. That the list is empty has to be said.
pub(super) fn told(rows: &Rows) -> Result<(Told, Vec<usize>), Invalid> {
    let mut invalid = Invalid::default();
    let entries = rows.entries(&mut invalid);
    let positions = entries.iter().map(|(position, _)| *position).collect();
    let entries: Vec<ListEntry> = entries.into_iter().map(|(_, entry)| entry).collect();
    let told = match (rows.told.as_str(), entries.is_empty()) {
        ("these" | "", false) => Some(Told::Entries(entries)),
        ("none", true) => Some(Told::Entries(Vec::new())),
        (NOT_KNOWN, true) => Some(Told::NotTold(SaidAnswer::NotKnown)),
        (REFUSED, true) => Some(Told::NotTold(SaidAnswer::Refused)),
        ("none" | NOT_KNOWN | REFUSED, false) => {
            invalid.add("told", Message::new("intake-list-told-and-entries"));
            None
        }
        _ => {
            invalid.add("told", Message::new("intake-list-told-nothing"));
            None
        }
    };
    match told {
        Some(told) if invalid.0.is_empty() => Ok((told, positions)),
        _ => Err(invalid),
    }
}

/// What is wrong with entries, under the rows in which they were typed.
fn in_rows(invalid: Invalid, positions: &[usize]) -> Invalid {
    let mut moved = Invalid::default();
    for wrong in invalid.0 {
        let field = wrong.field.rsplit_once('-').and_then(|(part, entry)| {
            let row = positions.get(entry.parse::<usize>().ok()?)?;
            Some(format!("{part}-{row}"))
        });
        moved.add(field.unwrap_or(wrong.field), wrong.message);
    }
    moved
}

/// Stores what a form says of a list.
pub(super) async fn store(
    visit: &Visit,
    patient: PatientId,
    kind: ListKind,
    rows: &Rows,
    version: i64,
) -> Result<(), AppError> {
    let (told, positions) = told(rows).map_err(AppError::Invalid)?;
    let stored = match told {
        Told::Entries(entries) => intake::save_list(&visit.actor, &visit.app, patient, kind, version, entries).await,
        Told::NotTold(said) => intake::list_not_told(&visit.actor, &visit.app, patient, kind, &said).await,
    };
    stored.map_err(|error| match error {
        AppError::Invalid(invalid) => AppError::Invalid(in_rows(invalid, &positions)),
        error => error,
    })
}

pub(super) async fn save(
    visit: Visit,
    Path((patient, kind)): Path<(PatientId, String)>,
    fields: Fields,
) -> Result<Response, Failure> {
    let kind = kind_of(&kind)?;
    let mut rows = Rows::typed(&fields);
    let again = |rows, invalid, is_stale, status| Shown {
        rows,
        invalid,
        is_stale,
        line: None,
        saved: None,
        status,
    };
    if fields.text("go") == "more" {
        rows.rows.extend(std::iter::repeat_n(Row::default(), BLANK_ROWS));
        let known = intake::list(&visit.actor, &visit.app, patient, kind).await?;
        let is_stale = fields.version() != known.version;
        return show(
            &visit,
            &known,
            kind,
            &again(rows, Invalid::default(), is_stale, StatusCode::OK),
        );
    }
    match store(&visit, patient, kind, &rows, fields.version()).await {
        Ok(()) => {
            visit.forget_draft(&draft_key(patient, kind)).await?;
            Ok(Redirect::to(&format!("{}?notice=intake-list-saved", view_of(kind).href(patient))).into_response())
        }
        Err(AppError::Invalid(invalid)) => {
            let known = intake::list(&visit.actor, &visit.app, patient, kind).await?;
            show(
                &visit,
                &known,
                kind,
                &again(rows, invalid, false, StatusCode::UNPROCESSABLE_ENTITY),
            )
        }
        Err(AppError::Stale(_)) => {
            let known = intake::list(&visit.actor, &visit.app, patient, kind).await?;
            show(
                &visit,
                &known,
                kind,
                &again(rows, Invalid::default(), true, StatusCode::CONFLICT),
            )
        }
        Err(error) => Err(error.into()),
    }
}

pub(super) async fn unchanged(
    visit: Visit,
    Path((patient, kind)): Path<(PatientId, String)>,
    fields: Fields,
) -> Result<Response, Failure> {
    let kind = kind_of(&kind)?;
    let version = match fields.filled("version") {
        Some(_) => fields.version(),
        None => intake::list(&visit.actor, &visit.app, patient, kind).await?.version,
    };
    intake::list_unchanged(&visit.actor, &visit.app, patient, kind, version).await?;
    Ok(Redirect::to(&format!("{}?notice=intake-list-saved", inside(fields.text("next")))).into_response())
}

fn show(visit: &Visit, known: &KnownList, kind: ListKind, shown: &Shown<'_>) -> Result<Response, Failure> {
    let patient = known.way.patient.id;
    let may_answer = visit.actor.may(Action::AnswerIntake);
    let title = visit.say(view_of(kind).key());
    let standing = list_standing(visit, known.standing);
    let stored = current(known)?;
    let is_invalid = !shown.invalid.0.is_empty();
    let body = html! {
        (PageHead::new(title.clone()).sentence(standing))
        (views(visit, patient, view_of(kind)))
        @if let Some(line) = &shown.line { (line) }
        @if shown.is_stale { (panel(&visit.say("intake-list-now"), as_text(visit, &stored))) }
        @if may_answer {
            (form(visit, &known.way.knowledge, &Formed {
                action: view_of(kind).href(patient),
                draft: draft_key(patient, kind),
                drafts_to: None,
                names: format!("/intake/names?kind={kind}"),
                kind,
                version: known.version,
                rows: &shown.rows,
                invalid: &shown.invalid,
                saved: shown.saved,
                asks: For::Staff,
                primary: visit.say("intake-list-save"),
                back: None,
            }))
        } @else { (as_text(visit, &stored)) }
        @if known.lists.len() > 1 { (section(&visit.say("intake-list-earlier"), earlier(visit, known)?)) }
    };
    let mut page = page_of(visit, &known.way, title).status(shown.status);
    if shown.is_stale && shown.status == StatusCode::CONFLICT {
        page = page.notice(
            Notice::error(visit.say("intake-list-changed"))
                .kept(visit.say("intake-kept-typed"))
                .to_do(visit.say("intake-list-changed-do")),
        );
    }
    if is_invalid {
        page = page.notice(wrong(visit, &shown.invalid));
    }
    Ok(page.show(&body))
}

/// What is wrong, with the way to each field.
pub(super) fn wrong(visit: &Visit, invalid: &Invalid) -> Notice {
    let mut notice = Notice::error(visit.say("intake-check-answers")).kept(visit.say("intake-nothing-stored"));
    for error in &invalid.0 {
        if let Some(words) = error_of(visit.words, invalid, &error.field) {
            notice = notice.place(id_of(&error.field), words);
        }
    }
    notice
}

fn as_text(visit: &Visit, entries: &[ListEntry]) -> Markup {
    html! {
        @if entries.is_empty() {
            (Empty { icon: Icon::Page, what: visit.say("intake-list-empty"), sentence: String::new(), first_step: None })
        } @else {
            ul { @for entry in entries { li { (one_line(visit, entry)) } } }
        }
    }
}

fn one_line(visit: &Visit, entry: &ListEntry) -> String {
    let since = entry
        .since
        .map(|day| visit.with("intake-list-since", [("day", visit.format.day(day).into())]));
    let parts = [Some(entry.name.clone()), entry.detail.clone(), since];
    parts
        .into_iter()
        .flatten()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(", ")
}

fn earlier(visit: &Visit, known: &KnownList) -> Result<Markup, Failure> {
    let mut table = Table::new(
        visit.say("intake-list-earlier"),
        [
            Column::words(visit.say("intake-list-asked")),
            Column::words(visit.say("intake-list-entries")),
            Column::words(visit.say("intake-written-by")),
        ],
    )
    .caption_hidden();
    for list in known.lists.iter().skip(1) {
        let entries = entries(list)?;
        let text = if entries.is_empty() {
            visit.say("intake-list-told-none")
        } else {
            entries
                .iter()
                .map(|entry| one_line(visit, entry))
                .collect::<Vec<_>>()
                .join("; ")
        };
        table = table.row([
            html! { (visit.format.moment(list.asked_at)) },
            html! { (text) },
            html! { (known.names.of(list.entered_by)) },
        ]);
    }
    Ok(html! { (table) })
}

/// The form of a list: where it goes, what is in it, who sees it.
pub(super) struct Formed<'a> {
    pub(super) action: String,
    pub(super) draft: String,
    pub(super) drafts_to: Option<String>,
    pub(super) names: String,
    pub(super) kind: ListKind,
    pub(super) version: i64,
    pub(super) rows: &'a Rows,
    pub(super) invalid: &'a Invalid,
    pub(super) saved: Option<&'a str>,
    pub(super) asks: For,
    pub(super) primary: String,
    pub(super) back: Option<(String, String)>,
}

/// The form of a list.
pub(super) fn form(visit: &Visit, knowledge: &Knowledge, formed: &Formed<'_>) -> Markup {
    let words = save_words(visit);
    let n_filled = formed
        .rows
        .rows
        .iter()
        .rposition(|row| !row.name.is_empty() || !row.detail.is_empty())
        .map_or(0, |last| last + 1);
    let n = formed.rows.rows.len().max(n_filled + BLANK_ROWS).min(MOST_ROWS);
    let (told_key, hint_key) = match (formed.kind, formed.asks) {
        (ListKind::Medicines, For::Staff) => ("intake-medicines-told", "intake-medicines-hint"),
        (ListKind::Allergies, For::Staff) => ("intake-allergies-told", "intake-allergies-hint"),
        (ListKind::Medicines, For::Patient) => ("intake-tablet-medicines-told", "intake-tablet-medicines-hint"),
        (ListKind::Allergies, For::Patient) => ("intake-tablet-allergies-told", "intake-tablet-allergies-hint"),
    };
    let told = Choices::new("told", visit.say(told_key))
        .hint(visit.say(hint_key))
        .option("these", visit.say("intake-list-these-below"))
        .option("none", visit.say("intake-list-none-asked"))
        .no_answer(NOT_KNOWN, visit.say("answer-not-known"))
        .no_answer(REFUSED, visit.say("answer-refused"))
        .selected(Some(formed.rows.told.clone()))
        .error_if(error_of(visit.words, formed.invalid, "told"));
    let blank = Row::default();
    let mut actions = Actions::primary(&formed.primary).button("go", "more", &visit.say("intake-list-more"));
    if let Some((href, label)) = &formed.back {
        actions = actions.link(href, label);
    }
    let body = html! {
        (hidden("version", &formed.version.to_string()))
        (hidden("rows", &n.to_string()))
        (block("", html! {
            div data-question { (told) }
            div class="list-rows" {
                @for position in 0..n { (row(visit, knowledge, formed, position, formed.rows.rows.get(position).unwrap_or(&blank))) }
            }
        }))
        (actions.end(SaveLine { words: &words, now: formed.saved }).in_view())
        (all_names(knowledge, formed.kind))
    };
    let form = Form::post(formed.action.clone()).draft(formed.draft.clone(), formed.version);
    if let Some(to) = &formed.drafts_to {
        html! { (form.drafts_to(to.clone()).body(body)) }
    } else {
        html! { (form.body(body)) }
    }
}

fn row(visit: &Visit, knowledge: &Knowledge, formed: &Formed<'_>, position: usize, row: &Row) -> Markup {
    let error = |part: &str| error_of(visit.words, formed.invalid, &format!("{part}-{position}"));
    let detail = match formed.kind {
        ListKind::Medicines => visit.say("intake-medicine-detail"),
        ListKind::Allergies => visit.say("intake-allergy-detail"),
    };
    let number = i64::try_from(position + 1).unwrap_or(i64::MAX);
    let known = (!row.name.is_empty()).then(|| name_in_knowledge(knowledge, formed.kind, &row.name));
    html! {
        fieldset class="list-row" {
            legend class="unseen" { (visit.with("intake-list-row", [("n", number.into())])) }
            div class="field-row" {
                (Field::text(format!("name-{position}"), visit.say("intake-list-name"))
                    .value(&*row.name)
                    .error_if(error("name"))
                    .autocomplete("off")
                    .attribute("list", "known-names")
                    .attribute("data-names", &formed.names)
                    .attribute("spellcheck", "false"))
                (Field::text(format!("detail-{position}"), detail).value(&*row.detail).error_if(error("detail")).autocomplete("off"))
                @if formed.asks == For::Staff {
                    (Field::date(format!("since-{position}"), visit.say("intake-list-since-label"))
                        .value(&*row.since)
                        .error_if(error("since")))
                }
            }
            @if let Some(known) = known {
                @if formed.asks == For::Staff { (in_knowledge(visit, knowledge, formed.kind, row, known)) }
                (CheckItem {
                    name: format!("stopped-{position}"),
                    value: "yes".to_owned(),
                    label: visit.with("intake-list-stopped", [("name", row.name.as_str().into())]),
                    detail: String::new(),
                    checked: row.stopped,
                    required: false,
                })
            }
        }
    }
}

/// What the knowledge makes of a name.
fn in_knowledge(visit: &Visit, knowledge: &Knowledge, kind: ListKind, row: &Row, known: Option<String>) -> Markup {
    match known {
        Some(name) if name.eq_ignore_ascii_case(&row.name) => html! { p { (tag(&visit.say("intake-list-known"))) } },
        Some(name) => html! { p { (tag(&visit.with("intake-list-stands-for", [("name", name.into())]))) } },
        None => {
            let near = suggestions(knowledge, kind, &row.name);
            let near: Vec<String> = near
                .into_iter()
                .take(MOST_NEAR)
                .map(|suggestion| suggestion.name)
                .collect();
            html! {
                p class="list-unlisted" {
                    (proposed_tag(&visit.say("intake-list-unlisted"))) " " (visit.say("intake-list-unlisted-sentence"))
                    @if !near.is_empty() { " " (visit.with("intake-list-near", [("names", near.join(", ").into())])) }
                }
            }
        }
    }
}

/// The knowledge's own names, which a browser offers without script; with script they follow what is typed.
fn all_names(knowledge: &Knowledge, kind: ListKind) -> Markup {
    let names: Vec<&str> = match kind {
        ListKind::Medicines => knowledge
            .records
            .medicines
            .iter()
            .map(|medicine| medicine.name.as_str())
            .collect(),
        ListKind::Allergies => knowledge
            .records
            .allergens
            .iter()
            .map(|allergen| allergen.name.as_str())
            .collect(),
    };
    html! { datalist id="known-names" { @for name in names { option value=(name) {} } } }
}
