//! A product: its label, its lots, its history; entering and changing it.

use anagen_app::stock::history::Change;
use anagen_app::stock::products::{self, Excipients, ProductEntry, labels, vehicles};
use anagen_app::stock::{self, ProductView};
use anagen_app::{Action, Invalid, Message};
use anagen_care::case::ProductLabel;
use anagen_knowledge::{Knowledge, Plain};
use anagen_records::values::ProductId;
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};

use super::kept::{Kept, kept, save_words};
use super::shelf::agents;
use super::{Sent, count, mark, or_unknown, standing, whole};
use crate::failure::Failure;
use crate::fields::Fields;
use crate::look::action::primary_link;
use crate::look::form::{block_with, row};
use crate::look::layout::work;
use crate::look::{
    Actions, CheckItem, Choices, Column, Danger, Empty, Facts, Field, Form, Icon, Meaning, PageHead, SaveLine, Table,
    block, checklist, chip, disclosure, hidden, link_button, panel, section,
};
use crate::page::{Door, Page};
use crate::routes::{Access, Route};
use crate::visit::Visit;

/// Lines for agents that an empty form shows.
const FEWEST_LINES: usize = 3;
/// Lines that a form has at most.
const MOST_LINES: usize = 60;

pub(super) fn routes() -> Vec<Route> {
    let read = Access::May(Action::ReadStock);
    let edit = Access::May(Action::EditStock);
    vec![
        Route::get("/stock/products/new", edit, new),
        Route::post("/stock/products", edit, add),
        Route::get("/stock/products/{product}", read, page),
        Route::get("/stock/products/{product}/edit", edit, edit_page),
        Route::post("/stock/products/{product}/edit", edit, change),
        Route::post("/stock/products/{product}/retire", edit, retire),
        Route::post("/stock/products/{product}/restore", edit, restore),
    ]
}

async fn page(visit: Visit, Path(id): Path<ProductId>) -> Result<Response, Failure> {
    product_page(&visit, id, &Sent::default()).await
}

async fn product_page(visit: &Visit, id: ProductId, sent: &Sent) -> Result<Response, Failure> {
    let view = stock::open_product(&visit.actor, &visit.app, id).await?;
    let knowledge = visit.app.knowledge(visit.actor.clinic).await?;
    let may_edit = visit.actor.may(Action::EditStock);
    let product = &view.product;
    let is_retired = product.retired_at.is_some();
    let actions = html! {
        @if may_edit {
            (primary_link(&format!("/stock/receive?product={id}"), Some(Icon::Plus), &visit.say("stock-receive")))
            (link_button(&format!("/stock/products/{id}/edit"), Some(Icon::Pen), &visit.say("stock-product-change")))
        }
    };
    let mut head = PageHead::new(product.name.clone())
        .back("/stock", visit.say("stock-title"))
        .actions(actions);
    if is_retired {
        head = head.beside(chip(Meaning::Neutral, &visit.say("stock-product-retired")));
    }
    let body = html! {
        (head)
        (work(
            html! {
                (section(&visit.say("stock-lots"), lots(visit, &view)))
                (changes(visit, &view.changes))
            },
            html! {
                (panel(&visit.say("stock-label"), facts(visit, &view, &knowledge)))
                @if may_edit { (retiring(visit, &view)) }
            },
        ))
    };
    let page = Page::new(visit, product.name.clone())
        .door(Door::Stock)
        .notice_if(sent.notice(visit));
    Ok(page.status(sent.status()).show(&body))
}

fn lots(visit: &Visit, view: &ProductView) -> Markup {
    let mut table = Table::new(
        visit.say("stock-lots-caption"),
        [
            Column::words(visit.say("stock-lot")),
            Column::words(visit.say("stock-expires")),
            Column::number(visit.say("stock-on-shelf")),
            Column::words(visit.say("stock-standing")),
            Column::words(visit.say("stock-supplier")),
        ],
    )
    .caption_hidden()
    .cards();
    for (lot, how) in &view.lots {
        let cells = [
            html! { a href=(format!("/stock/lots/{}", lot.id)) { (lot.number) } },
            html! { (visit.format.day(lot.expires_on.0)) },
            html! { (count(lot.on_shelf)) },
            standing(visit, *how, lot.expires_on.0),
            or_unknown(visit, &lot.supplier),
        ];
        // A lot that is used up and over is no reason to do anything.
        let is_over = lot.on_shelf == 0 && *how == stock::Standing::Expired;
        table = match mark(visit, *how, lot.expires_on.0).filter(|_| !is_over) {
            Some(meaning) => table.row_marked(meaning, cells),
            None => table.row(cells),
        };
    }
    html! {
        @if table.is_empty() {
            (Empty {
                icon: Icon::Box,
                what: visit.say("stock-product-no-lots"),
                sentence: String::new(),
                first_step: visit.actor.may(Action::EditStock)
                    .then(|| (format!("/stock/receive?product={}", view.product.id), visit.say("stock-receive"))),
            })
        } @else { (table) }
    }
}

/// The words of what a label says a product is for.
fn label_words(knowledge: &Knowledge, label: ProductLabel) -> String {
    let id = match label {
        ProductLabel::ForInjection => "for_injection",
        ProductLabel::ExternalUse => "external_use",
        ProductLabel::Oral => "oral",
        ProductLabel::Unlabelled => "unlabelled",
    };
    labels(knowledge)
        .iter()
        .find(|option| option.id == id)
        .map_or(id, |option| &option.label)
        .to_owned()
}

fn facts(visit: &Visit, view: &ProductView, knowledge: &Knowledge) -> Markup {
    let label = &view.label;
    let not_stated = visit.say("stock-not-stated");
    let meaning = match label.label {
        ProductLabel::ForInjection => None,
        _ => Some(Meaning::Excluded),
    };
    let purpose = label_words(knowledge, label.label);
    let mut facts = Facts::new()
        .fact(visit.say("stock-agents"), agents(visit, label, knowledge))
        .fact(
            visit.say("stock-label-for"),
            if let Some(meaning) = meaning {
                chip(meaning, &purpose)
            } else {
                html! { (purpose) }
            },
        )
        .fact(visit.say("stock-vial-volume"), label.volume.to_string());
    facts = match &label.excipients {
        None => facts.unknown(visit.say("stock-excipients"), &visit.say("stock-not-declared")),
        Some(listed) if listed.is_empty() => {
            facts.fact(visit.say("stock-excipients"), visit.say("stock-excipients-none"))
        }
        Some(listed) => facts.fact(visit.say("stock-excipients"), excipient_names(knowledge, listed)),
    };
    facts = match &label.vehicles {
        None => facts.unknown(visit.say("stock-vehicle"), &not_stated),
        Some(ids) => {
            let words = ids.iter().map(|id| {
                vehicles(knowledge)
                    .iter()
                    .find(|option| &option.id == id)
                    .map_or(id.as_str(), |option| option.label.as_str())
            });
            facts.fact(visit.say("stock-vehicle"), words.collect::<Vec<_>>().join(", "))
        }
    };
    facts = match label.ph {
        Some(ph) => facts.fact("pH", Plain(ph).to_string()),
        None => facts.unknown("pH", &not_stated),
    };
    facts = match label.osmolality {
        Some(osmolality) => facts.fact(visit.say("stock-osmolality"), osmolality.to_string()),
        None => facts.unknown(visit.say("stock-osmolality"), &not_stated),
    };
    facts = match label.lawful_supply {
        Some(true) => facts.fact(visit.say("stock-lawful"), visit.say("answer-yes")),
        Some(false) => facts.fact(
            visit.say("stock-lawful"),
            chip(Meaning::Excluded, &visit.say("answer-no")),
        ),
        None => facts.unknown(visit.say("stock-lawful"), &visit.say("answer-not-known")),
    };
    facts = match &label.vendor {
        Some(vendor) => facts.fact(visit.say("stock-vendor"), vendor),
        None => facts.unknown(visit.say("stock-vendor"), &visit.say("stock-not-recorded")),
    };
    let opened = match view.product.opened_hours {
        Some(hours) => visit.with("stock-hours", [("n", hours.into())]),
        None => visit.say("stock-opened-one-session"),
    };
    let facts = facts.fact(visit.say("stock-opened-hours"), opened);
    if let Some(level) = view.product.reorder_at {
        html! { (facts.fact(visit.say("stock-reorder-level"), visit.with("stock-vials", [("n", level.into())]))) }
    } else {
        html! { (facts.unknown(visit.say("stock-reorder-level"), &visit.say("stock-no-level"))) }
    }
}

fn excipient_names(knowledge: &Knowledge, listed: &[String]) -> String {
    let name = |listed: &String| {
        let known = knowledge.records.excipients.iter().find(|known| &known.id == listed);
        known.map_or_else(|| listed.clone(), |known| known.name.clone())
    };
    listed.iter().map(name).collect::<Vec<_>>().join(", ")
}

fn retiring(visit: &Visit, view: &ProductView) -> Markup {
    let product = &view.product;
    let fields = html! {
        (hidden("version", &product.version.to_string()))
        (Field::text("reason", visit.say("stock-reason")).required().full())
    };
    let (path, label, question) = if product.retired_at.is_some() {
        ("restore", "stock-product-restore", "stock-product-restore-question")
    } else {
        ("retire", "stock-product-retire", "stock-product-retire-question")
    };
    let action = format!("/stock/products/{}/{path}", product.id);
    html! { (Danger::post(&action, &visit.say(label), &visit.say(question), &visit.say(label)).fields(fields)) }
}

/// What was changed, in a table that opens.
pub(super) fn changes(visit: &Visit, changes: &[Change]) -> Markup {
    let mut table = Table::new(
        visit.say("stock-history"),
        [
            Column::words(visit.say("stock-when")),
            Column::words(visit.say("stock-by")),
            Column::words(visit.say("stock-what")),
            Column::words(visit.say("stock-reason")),
        ],
    )
    .caption_hidden()
    .cards();
    for change in changes {
        table = table.row([
            html! { (visit.format.moment(change.at)) },
            html! { (change.by_name) },
            html! {
                @if change.changed.is_empty() { (visit.say("stock-entered")) }
                @for (place, (what, before, after)) in change.changed.iter().enumerate() {
                    @if place > 0 { br; }
                    (what_words(visit, what)) ": "
                    @if before.is_empty() { (visit.say("stock-nothing")) } @else { (before) }
                    " → "
                    @if after.is_empty() { (visit.say("stock-nothing")) } @else { (after) }
                }
            },
            html! { (change.reason.as_deref().unwrap_or_default()) },
        ]);
    }
    html! {
        @if changes.len() > 1 { (disclosure(&visit.with("stock-history-n", [("n", (changes.len() - 1).into())]), table)) }
    }
}

/// The words of what a change was about.
fn what_words(visit: &Visit, what: &str) -> String {
    match what {
        "name" | "label.name" => visit.say("stock-name"),
        "number" => visit.say("stock-lot-number"),
        "expires_on" => visit.say("stock-expires"),
        "supplier" => visit.say("stock-supplier"),
        "unit_price" => visit.say("stock-price-hundredths"),
        "quarantined_at" => visit.say("stock-quarantined-since"),
        "quarantined_because" => visit.say("stock-quarantined-because"),
        "reorder_at" => visit.say("stock-reorder-level"),
        "opened_hours" => visit.say("stock-opened-hours"),
        "retired" => visit.say("stock-product-retired"),
        "label.agents" => visit.say("stock-agents"),
        "label.label" => visit.say("stock-label-for"),
        "label.volume" => visit.say("stock-vial-volume"),
        "label.excipients" => visit.say("stock-excipients"),
        "label.vehicles" => visit.say("stock-vehicle"),
        "label.ph" => "pH".to_owned(),
        "label.osmolality" => visit.say("stock-osmolality"),
        "label.lawful_supply" => visit.say("stock-lawful"),
        "label.vendor" => visit.say("stock-vendor"),
        "label.composition_declared" => visit.say("stock-composition"),
        other => other.to_owned(),
    }
}

/// A product as it stands in the form.
fn fields_of(entry: &ProductEntry) -> Fields {
    let mut fields = Fields::default();
    let mut add = |name: &str, value: &str| fields.add(name, value);
    add("name", &entry.name);
    for (n, (agent, strength)) in entry.agents.iter().enumerate() {
        add(&format!("agent-{n}"), agent);
        add(&format!("strength-{n}"), strength);
    }
    if entry.unknown_agents_are_meant {
        add("unknown_agents", "meant");
    }
    let answer = |value: Option<bool>| match value {
        Some(true) => "yes",
        Some(false) => "no",
        None => "not_known",
    };
    add("composition_declared", answer(entry.composition_declared));
    match &entry.excipients {
        Excipients::NotDeclared => add("excipients_declared", "not_declared"),
        Excipients::None => add("excipients_declared", "none"),
        Excipients::Listed(listed) => {
            add("excipients_declared", "listed");
            add("excipients", &listed.join("\n"));
        }
    }
    for vehicle in &entry.vehicles {
        add("vehicle", vehicle);
    }
    add("label", &entry.label);
    let number = |value: Option<f64>| value.map(|value| value.to_string()).unwrap_or_default();
    add("ph", &number(entry.ph));
    add("osmolality", &number(entry.osmolality));
    add("volume", &number(entry.volume_ml));
    add("lawful_supply", answer(entry.lawful_supply));
    add("vendor", &entry.vendor);
    let whole = |value: Option<i64>| value.map(|value| value.to_string()).unwrap_or_default();
    add("reorder_at", &whole(entry.reorder_at));
    add("opened_hours", &whole(entry.opened_hours));
    fields
}

/// How many lines for agents a form has: those that were sent, and what was asked for.
fn n_lines(fields: &Fields) -> usize {
    let n_sent = (0..MOST_LINES)
        .rev()
        .find(|n| fields.is_set(&format!("agent-{n}")) || fields.is_set(&format!("strength-{n}")));
    let asked = fields.text("lines").parse().unwrap_or(0).min(MOST_LINES);
    let wanted = n_sent.map_or(0, |n| n + 2).max(FEWEST_LINES).max(asked);
    let more = if fields.is_set("more") { 3 } else { 0 };
    (wanted + more).min(MOST_LINES)
}

fn read(fields: &Fields) -> (ProductEntry, Invalid, Fields) {
    let mut invalid = Invalid::default();
    // Empty lines between agents are left out, so that the field of an error is the line that was sent.
    let mut tidy = Fields::default();
    for name in fields
        .names("")
        .filter(|name| !name.starts_with("agent-") && !name.starts_with("strength-"))
    {
        for value in fields.all(name) {
            tidy.add(name, value);
        }
    }
    let mut agents = Vec::new();
    for n in 0..MOST_LINES {
        let (agent, strength) = (
            fields.text(&format!("agent-{n}")),
            fields.text(&format!("strength-{n}")),
        );
        if !agent.is_empty() || !strength.is_empty() {
            tidy.add(&format!("agent-{}", agents.len()), agent);
            tidy.add(&format!("strength-{}", agents.len()), strength);
            agents.push((agent.to_owned(), strength.to_owned()));
        }
    }
    let yes_no = |name: &str| match fields.text(name) {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    };
    let listed: Vec<String> = fields
        .text("excipients")
        .split(['\n', ',', ';'])
        .map(|name| name.trim().to_owned())
        .filter(|name| !name.is_empty())
        .collect();
    let excipients = match fields.text("excipients_declared") {
        "none" => Excipients::None,
        "listed" if listed.is_empty() => {
            invalid.add("excipients", Message::new("stock-excipients-missing"));
            Excipients::NotDeclared
        }
        "listed" => Excipients::Listed(listed),
        "not_declared" => Excipients::NotDeclared,
        _ => {
            invalid.add("excipients_declared", Message::new("stock-excipients-unanswered"));
            Excipients::NotDeclared
        }
    };
    let entry = ProductEntry {
        name: fields.text("name").to_owned(),
        agents,
        unknown_agents_are_meant: fields.holds("unknown_agents", "meant"),
        composition_declared: yes_no("composition_declared"),
        excipients,
        vehicles: fields.all("vehicle").map(str::to_owned).collect(),
        label: fields.text("label").to_owned(),
        ph: fields.number("ph", &mut invalid),
        osmolality: fields.number("osmolality", &mut invalid),
        volume_ml: fields.number("volume", &mut invalid),
        lawful_supply: yes_no("lawful_supply"),
        vendor: fields.text("vendor").to_owned(),
        reorder_at: whole(fields, "reorder_at", &mut invalid),
        opened_hours: whole(fields, "opened_hours", &mut invalid),
    };
    (entry, invalid, tidy)
}

/// Which product a form is about: a new one, or one with the version that it was filled from.
#[derive(Clone, Copy)]
enum About {
    New,
    Known(ProductId, i64),
}

impl About {
    fn page(self) -> String {
        match self {
            Self::New => "/stock/products/new".to_owned(),
            Self::Known(id, _) => format!("/stock/products/{id}/edit"),
        }
    }

    fn draft(self) -> String {
        match self {
            Self::New => "stock-product-new".to_owned(),
            Self::Known(id, _) => format!("stock-product-{id}"),
        }
    }
}

async fn new(visit: Visit) -> Result<Response, Failure> {
    let found = kept(&visit, &About::New.draft(), &About::New.page()).await?;
    let fields = found.as_ref().map(|kept| kept.fields.clone()).unwrap_or_default();
    form_page(&visit, About::New, &fields, &Sent::default(), found.as_ref()).await
}

async fn edit_page(visit: Visit, Path(id): Path<ProductId>) -> Result<Response, Failure> {
    let view = stock::open_product(&visit.actor, &visit.app, id).await?;
    let about = About::Known(id, view.product.version);
    let found = kept(&visit, &about.draft(), &about.page()).await?;
    let fields = match &found {
        Some(kept) => kept.fields.clone(),
        None => fields_of(&ProductEntry::of(&view.product)?),
    };
    form_page(&visit, about, &fields, &Sent::default(), found.as_ref()).await
}

async fn add(visit: Visit, fields: Fields) -> Result<Response, Failure> {
    let (entry, invalid, tidy) = read(&fields);
    if fields.is_set("more") {
        return form_page(&visit, About::New, &fields, &Sent::default(), None).await;
    }
    match products::add(&visit.actor, &visit.app, &entry, invalid).await {
        Ok(id) => {
            visit.forget_draft(&About::New.draft()).await?;
            Ok(Redirect::to(&format!("/stock/products/{id}?notice=stock-product-added")).into_response())
        }
        Err(error) => form_page(&visit, About::New, &tidy, &Sent::of(error)?, None).await,
    }
}

async fn change(visit: Visit, Path(id): Path<ProductId>, fields: Fields) -> Result<Response, Failure> {
    let (entry, invalid, tidy) = read(&fields);
    let about = About::Known(id, fields.version());
    if fields.is_set("more") {
        return form_page(&visit, about, &fields, &Sent::default(), None).await;
    }
    let (actor, app, reason) = (&visit.actor, &visit.app, fields.text("reason"));
    match products::change(actor, app, id, fields.version(), &entry, reason, invalid).await {
        Ok(()) => {
            visit.forget_draft(&about.draft()).await?;
            Ok(Redirect::to(&format!("/stock/products/{id}?notice=stock-product-changed")).into_response())
        }
        Err(error) => form_page(&visit, about, &tidy, &Sent::of(error)?, None).await,
    }
}

async fn retire(visit: Visit, Path(id): Path<ProductId>, fields: Fields) -> Result<Response, Failure> {
    set_retired(visit, id, &fields, true).await
}

async fn restore(visit: Visit, Path(id): Path<ProductId>, fields: Fields) -> Result<Response, Failure> {
    set_retired(visit, id, &fields, false).await
}

async fn set_retired(visit: Visit, id: ProductId, fields: &Fields, retired: bool) -> Result<Response, Failure> {
    let (actor, app, reason) = (&visit.actor, &visit.app, fields.text("reason"));
    match products::set_retired(actor, app, id, fields.version(), retired, reason).await {
        Ok(()) => Ok(Redirect::to(&format!("/stock/products/{id}?notice=stock-product-changed")).into_response()),
        Err(error) => product_page(&visit, id, &Sent::of(error)?).await,
    }
}

async fn form_page(
    visit: &Visit,
    about: About,
    fields: &Fields,
    sent: &Sent,
    kept: Option<&Kept>,
) -> Result<Response, Failure> {
    let knowledge = visit.app.knowledge(visit.actor.clinic).await?;
    let (title, back, action, version) = match about {
        About::New => (
            visit.say("stock-product-add"),
            ("/stock".to_owned(), visit.say("stock-title")),
            "/stock/products".to_owned(),
            0,
        ),
        About::Known(id, version) => {
            let view = stock::open_product(&visit.actor, &visit.app, id).await?;
            // After a stale edit the form goes on from the version that there is now; what differs is shown above it.
            let version = if sent.stale { view.product.version } else { version };
            let back = (format!("/stock/products/{id}"), view.product.name.clone());
            (visit.say("stock-product-change"), back, about.page(), version)
        }
    };
    let now_stored = match (about, sent.stale) {
        (About::Known(id, _), true) => Some(stock::open_product(&visit.actor, &visit.app, id).await?),
        _ => None,
    };
    let words = save_words(visit);
    let form = Form::post(action).draft(about.draft(), version).body(html! {
        (hidden("version", &version.to_string()))
        (form_fields(visit, &knowledge, fields, sent, about))
        (Actions::primary(&visit.say("stock-save"))
            .link(&back.0, &visit.say("stock-cancel"))
            .end(SaveLine { words: &words, now: kept.map(|kept| kept.saved.as_str()) })
            .in_view())
    });
    let body = html! {
        (PageHead::new(title.clone()).back(back.0.clone(), back.1.clone()).sentence(visit.say("stock-product-form-sentence")))
        @if let Some(kept) = kept { (kept.line) }
        @if let Some(view) = &now_stored { (panel(&visit.say("stock-stored-now"), facts(visit, view, &knowledge))) }
        (form)
    };
    let page = Page::new(visit, title).door(Door::Stock).notice_if(sent.notice(visit));
    Ok(page.status(sent.status()).show(&body))
}

fn form_fields(visit: &Visit, knowledge: &Knowledge, fields: &Fields, sent: &Sent, about: About) -> Markup {
    let error = |field: &str| sent.error(visit, field);
    let text = |name: &str| fields.text(name).to_owned();
    let selected = |name: &str| fields.filled(name);
    html! {
        (block(&visit.say("stock-label"), html! {
            (Field::text("name", visit.say("stock-name")).hint(visit.say("stock-name-hint")).value(text("name")).error_if(error("name")).required().full())
            (row(html! {
                (Field::number("volume", visit.say("stock-vial-volume")).unit("mL").range(visit.say("stock-vial-volume-range")).value(text("volume")).error_if(error("volume")).required())
                (Field::text("vendor", visit.say("stock-vendor")).value(text("vendor")).error_if(error("vendor")))
            }))
            (labels(knowledge).iter().fold(
                Choices::new("label", visit.say("stock-label-for")).selected(selected("label")).error_if(error("label")).required(),
                |choices, option| choices.option(option.id.clone(), option.label.clone()),
            ))
        }))
        (agent_fields(visit, knowledge, fields, sent))
        (block(&visit.say("stock-excipients"), html! {
            (Choices::new("excipients_declared", visit.say("stock-excipients-question"))
                .option("listed", visit.say("stock-excipients-listed"))
                .option("none", visit.say("stock-excipients-none"))
                .no_answer("not_declared", visit.say("stock-not-declared"))
                .selected(selected("excipients_declared")).error_if(error("excipients_declared")).required())
            (Field::lines("excipients", visit.say("stock-excipients-which")).hint(visit.say("stock-excipients-hint")).value(text("excipients")).error_if(error("excipients")))
        }))
        (block_with(&visit.say("stock-solution"), &visit.say("stock-solution-sentence"), html! {
            (checklist(&visit.say("stock-vehicle-question"), &vehicles(knowledge).iter().map(|option| CheckItem {
                name: "vehicle".to_owned(),
                value: option.id.clone(),
                label: option.label.clone(),
                detail: String::new(),
                checked: fields.holds("vehicle", &option.id),
                required: false,
            }).collect::<Vec<_>>()))
            (row(html! {
                (Field::number("ph", "pH").value(text("ph")).error_if(error("ph")))
                (Field::number("osmolality", visit.say("stock-osmolality")).unit("mOsm/kg").value(text("osmolality")).error_if(error("osmolality")))
            }))
            (Choices::new("lawful_supply", visit.say("stock-lawful-question"))
                .option("yes", visit.say("answer-yes"))
                .option("no", visit.say("answer-no"))
                .no_answer("not_known", visit.say("answer-not-known"))
                .selected(selected("lawful_supply")))
        }))
        (block(&visit.say("stock-keeping"), html! {
            (row(html! {
                (Field::whole_number("reorder_at", visit.say("stock-reorder-level")).unit(visit.say("stock-unit-vials")).hint(visit.say("stock-reorder-hint")).value(text("reorder_at")).error_if(error("reorder_at")))
                (Field::whole_number("opened_hours", visit.say("stock-opened-hours")).unit("h").hint(visit.say("stock-opened-hours-hint")).value(text("opened_hours")).error_if(error("opened_hours")))
            }))
        }))
        @if matches!(about, About::Known(..)) {
            (block(&visit.say("stock-reason-title"), html! {
                (Field::text("reason", visit.say("stock-reason")).hint(visit.say("stock-reason-hint")).value(text("reason")).error_if(error("reason")).required().full())
            }))
        }
    }
}

fn agent_fields(visit: &Visit, knowledge: &Knowledge, fields: &Fields, sent: &Sent) -> Markup {
    let error = |field: &str| sent.error(visit, field);
    let names: Vec<String> = knowledge
        .records
        .agents
        .iter()
        .map(|agent| agent.name.clone())
        .collect();
    let has_unknown = (0..MOST_LINES).any(|n| {
        let name = fields.text(&format!("agent-{n}"));
        !name.is_empty() && knowledge.agent(name).is_none()
    });
    let n_lines = n_lines(fields);
    // A name that the knowledge knows is shown as the knowledge writes it.
    let shown = |name: &str| {
        knowledge
            .agent(name)
            .map_or_else(|| name.to_owned(), |agent| agent.name.clone())
    };
    block_with(
        &visit.say("stock-agents"),
        &visit.say("stock-agents-sentence"),
        html! {
            (hidden("lines", &n_lines.to_string()))
            @for n in 0..n_lines {
                (row(html! {
                    (Field::text(format!("agent-{n}"), visit.with("stock-agent-n", [("n", (n + 1).into())]))
                        .value(shown(fields.text(&format!("agent-{n}")))).suggestions(names.iter().cloned()).error_if(error(&format!("agent-{n}"))))
                    (Field::text(format!("strength-{n}"), visit.with("stock-strength-n", [("n", (n + 1).into())]))
                        .value(fields.text(&format!("strength-{n}"))).error_if(error(&format!("strength-{n}"))).short())
                }))
            }
            p { button class="button" type="submit" name="more" value="yes" formnovalidate { (Icon::Plus) span { (visit.say("stock-agents-more")) } } }
            @if has_unknown {
                (checklist(&visit.say("stock-unknown-agents"), &[CheckItem {
                    name: "unknown_agents".to_owned(),
                    value: "meant".to_owned(),
                    label: visit.say("stock-unknown-agents-meant"),
                    detail: visit.say("stock-unknown-agents-detail"),
                    checked: fields.holds("unknown_agents", "meant"),
                    required: false,
                }]))
            }
            (Choices::new("composition_declared", visit.say("stock-composition-question"))
                .option("yes", visit.say("stock-composition-declared"))
                .option("no", visit.say("stock-composition-blend"))
                .selected(fields.filled("composition_declared")).error_if(error("composition_declared")).required())
        },
    )
}
