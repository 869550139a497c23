//! What is done with a lot, each on a page of its own: counted, thrown away, sent back, held, let go, corrected; a vial opened.

use anagen_app::stock::lots::{self, Delivery, LotView};
use anagen_app::stock::vials;
use anagen_app::{Action, AppError, Invalid};
use anagen_records::values::LotId;
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};

use super::{Sent, money, money_typed, standing_words, whole};
use crate::failure::Failure;
use crate::fields::Fields;
use crate::look::form::row;
use crate::look::{Actions, Facts, Field, Form, PageHead, chip, hidden, panel};
use crate::page::{Door, Page};
use crate::routes::{Access, Route};
use crate::visit::Visit;

/// What is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Doing {
    OpenVial,
    Count,
    Discard,
    SendBack,
    Quarantine,
    Release,
    Correct,
}

impl Doing {
    const ALL: [(Self, &'static str, Action); 7] = [
        (Self::OpenVial, "/stock/lots/{lot}/open-vial", Action::EditStock),
        (Self::Count, "/stock/lots/{lot}/count", Action::EditStock),
        (Self::Discard, "/stock/lots/{lot}/discard", Action::EditStock),
        (Self::SendBack, "/stock/lots/{lot}/send-back", Action::EditStock),
        (Self::Quarantine, "/stock/lots/{lot}/quarantine", Action::Recall),
        (Self::Release, "/stock/lots/{lot}/release", Action::ReleaseLot),
        (Self::Correct, "/stock/lots/{lot}/correct", Action::EditStock),
    ];

    /// Title and sentence of its page, and the words of its button.
    fn words(self, visit: &Visit) -> [String; 3] {
        match self {
            Self::OpenVial => ["stock-open-vial", "stock-open-vial-sentence", "stock-open-vial"],
            Self::Count => ["stock-count", "stock-count-sentence", "stock-count-do"],
            Self::Discard => ["stock-discard", "stock-discard-sentence", "stock-discard-do"],
            Self::SendBack => ["stock-send-back", "stock-send-back-sentence", "stock-send-back-do"],
            Self::Quarantine => ["stock-quarantine", "stock-quarantine-sentence", "stock-quarantine-do"],
            Self::Release => ["stock-release", "stock-release-sentence", "stock-release-do"],
            Self::Correct => ["stock-correct", "stock-correct-sentence", "stock-save"],
        }
        .map(|key| visit.say(key))
    }

    const fn path(self) -> &'static str {
        match self {
            Self::OpenVial => "open-vial",
            Self::Count => "count",
            Self::Discard => "discard",
            Self::SendBack => "send-back",
            Self::Quarantine => "quarantine",
            Self::Release => "release",
            Self::Correct => "correct",
        }
    }
}

pub(super) fn routes() -> Vec<Route> {
    let each = Doing::ALL.into_iter().flat_map(|(doing, path, action)| {
        let page = move |visit: Visit, Path(lot): Path<LotId>| async move {
            page(&visit, lot, doing, None, &Sent::default()).await
        };
        let sent = move |visit: Visit, Path(lot): Path<LotId>, fields: Fields| async move {
            sent(&visit, lot, doing, &fields).await
        };
        [
            Route::get(path, Access::May(action), page),
            Route::post(path, Access::May(action), sent),
        ]
    });
    each.collect()
}

async fn sent(visit: &Visit, lot: LotId, doing: Doing, fields: &Fields) -> Result<Response, Failure> {
    match act(visit, lot, doing, fields).await {
        Ok(next) => Ok(Redirect::to(&next).into_response()),
        Err(error) => page(visit, lot, doing, Some(fields), &Sent::of(error)?).await,
    }
}

/// Does it, and says where to go on.
async fn act(visit: &Visit, lot: LotId, doing: Doing, fields: &Fields) -> Result<String, AppError> {
    let (actor, app) = (&visit.actor, &*visit.app);
    let mut invalid = Invalid::default();
    let quantity = whole(fields, "quantity", &mut invalid);
    let reason = fields.text("reason");
    let note = fields.text("note");
    let back = |notice: &str| format!("/stock/lots/{lot}?notice={notice}");
    match doing {
        Doing::OpenVial => {
            vials::open(actor, app, lot, fields.text("patient")).await?;
            Ok("/stock/vials?notice=stock-vial-opened".to_owned())
        }
        Doing::Count => {
            let counted = whole(fields, "counted", &mut invalid);
            let expected = fields.text("expected").parse().unwrap_or(i64::MIN);
            lots::count(actor, app, lot, expected, counted, note).await?;
            Ok(back("stock-counted"))
        }
        Doing::Discard => {
            lots::discard(actor, app, lot, quantity, note).await?;
            Ok(back("stock-discarded"))
        }
        Doing::SendBack => {
            lots::send_back(actor, app, lot, quantity, note).await?;
            Ok(back("stock-sent-back"))
        }
        Doing::Quarantine => {
            lots::quarantine(actor, app, lot, reason).await?;
            Ok(back("stock-quarantined"))
        }
        Doing::Release => {
            lots::release(actor, app, lot, reason).await?;
            Ok(back("stock-released"))
        }
        Doing::Correct => {
            let delivery = Delivery {
                number: fields.text("number").to_owned(),
                expires_on: fields.day("expires_on", &mut invalid),
                supplier: fields.text("supplier").to_owned(),
                unit_price: money(fields, "unit_price", &mut invalid),
                ..Delivery::default()
            };
            lots::correct(actor, app, lot, fields.version(), &delivery, reason, invalid).await?;
            Ok(back("stock-corrected"))
        }
    }
}

async fn page(
    visit: &Visit,
    id: LotId,
    doing: Doing,
    typed: Option<&Fields>,
    sent: &Sent,
) -> Result<Response, Failure> {
    let view = lots::open(&visit.actor, &visit.app, id, 0).await?;
    let [title, sentence, button] = doing.words(visit);
    let (meaning, word) = standing_words(visit, view.standing, view.lot.expires_on.0);
    let back = format!("/stock/lots/{id}");
    let lot_title = visit.with("stock-lot-title", [("number", view.lot.number.as_str().into())]);
    let facts = Facts::new()
        .fact(visit.say("stock-product"), &view.product.name)
        .fact(visit.say("stock-lot-number"), &view.lot.number)
        .fact(visit.say("stock-expires"), visit.format.day(view.lot.expires_on.0))
        .fact(
            visit.say("stock-on-shelf"),
            visit.with("stock-vials", [("n", view.lot.on_shelf.into())]),
        )
        .wide();
    let body = html! {
        (PageHead::new(title.clone()).back(back.clone(), lot_title).sentence(sentence))
        (panel("", html! { (facts) p { (chip(meaning, &word)) } }))
        (Form::post(format!("/stock/lots/{id}/{}", doing.path())).body(html! {
            (form_fields(visit, &view, doing, typed, sent))
            (Actions::primary(&button).link(&back, &visit.say("stock-cancel")))
        }))
    };
    let page = Page::new(visit, title).door(Door::Stock).notice_if(sent.notice(visit));
    Ok(page.status(sent.status()).show(&body))
}

fn form_fields(visit: &Visit, view: &LotView, doing: Doing, typed: Option<&Fields>, sent: &Sent) -> Markup {
    let error = |field: &str| sent.error(visit, field);
    // A value handed over by the page that led here (a cluster's reason) stands in the address.
    let given = |name: &str| typed.unwrap_or(&visit.query).text(name).to_owned();
    let reason = |hint: &str| {
        Field::text("reason", visit.say("stock-reason"))
            .hint(visit.say(hint))
            .value(given("reason"))
            .error_if(error("reason"))
            .required()
            .full()
    };
    let note = |hint: &str| {
        Field::text("note", visit.say("stock-reason"))
            .hint(visit.say(hint))
            .value(given("note"))
            .error_if(error("note"))
            .full()
    };
    let quantity = || {
        Field::whole_number("quantity", visit.say("stock-quantity"))
            .unit(visit.say("stock-unit-vials"))
            .value(given("quantity"))
            .error_if(error("quantity"))
            .required()
    };
    match doing {
        Doing::OpenVial => {
            let field = Field::text("patient", visit.say("stock-vial-patient"))
                .value(given("patient"))
                .autocomplete("off")
                .error_if(error("patient"))
                .first();
            if visit.clinic.settings.0.vials_are_split {
                html! { (field.hint(visit.say("stock-vial-patient-split"))) }
            } else {
                html! { (field.hint(visit.say("stock-vial-patient-hint")).required()) }
            }
        }
        Doing::Count => html! {
            (hidden("expected", &view.lot.on_shelf.to_string()))
            (Field::whole_number("counted", visit.say("stock-counted-label")).unit(visit.say("stock-unit-vials")).value(given("counted")).error_if(error("counted")).required().first())
            (note("stock-count-note-hint"))
        },
        Doing::Discard => html! { (quantity().first()) (note("stock-discard-hint").required()) },
        Doing::SendBack => html! { (quantity().first()) (note("stock-send-back-hint").required()) },
        Doing::Quarantine => html! { (reason("stock-quarantine-hint").first()) },
        Doing::Release => html! { (reason("stock-release-hint").first()) },
        Doing::Correct => {
            let lot = &view.lot;
            let now = |name: &str, stored: String| typed.map_or(stored, |typed| typed.text(name).to_owned());
            let version = match typed {
                Some(typed) if !sent.stale => typed.version(),
                _ => lot.version,
            };
            html! {
                (hidden("version", &version.to_string()))
                (row(html! {
                    (Field::text("number", visit.say("stock-lot-number")).value(now("number", lot.number.clone())).autocomplete("off").error_if(error("number")).required())
                    (Field::date("expires_on", visit.say("stock-expires")).hint(visit.say("stock-expires-hint")).value(now("expires_on", lot.expires_on.to_string())).error_if(error("expires_on")).required())
                }))
                (row(html! {
                    (Field::text("supplier", visit.say("stock-supplier")).value(now("supplier", lot.supplier.clone())).error_if(error("supplier")))
                    (Field::number("unit_price", visit.say("stock-unit-price")).unit(visit.format.currency.clone()).value(now("unit_price", money_typed(lot.unit_price))).error_if(error("unit_price")))
                }))
                (reason("stock-reason-hint"))
            }
        }
    }
}
