//! Rows of lots: what is on the shelf.

use std::collections::HashMap;

use anagen_records::Transaction;
use anagen_records::patient_search::joined;
use anagen_records::stock::lots;

use super::columns::Columns;
use super::table::Table;
use super::{Judged, Place, Planned, Row, State, messages, reading};
use crate::Message;
use crate::error::AppError;
use crate::stock::lots::{Delivery, receive_in};
use crate::stock::products;

/// Judges every row by receiving its lot: what came of it lasts only where the transaction is committed. Products have to be
/// entered before, because a person has to say what is in them. A lot is there already whose number the product has.
pub(super) async fn judge(
    tx: &mut Transaction,
    place: &Place<'_>,
    table: &Table,
    columns: &Columns,
) -> Result<Vec<Judged>, AppError> {
    let products = products::list(tx, place.actor).await?;
    let mut seen: HashMap<(String, String), u64> = HashMap::new();
    let mut judged = Vec::new();
    for (line, cells) in &table.rows {
        let text = |field: &str| columns.text(cells, field);
        let mut wrong = Vec::new();
        let name = joined(text("product"));
        let product = products
            .iter()
            .find(|product| joined(&product.name) == name && product.retired_at.is_none());
        if product.is_none() {
            wrong.push(Message::new("import-no-such-product").with("text", text("product")));
        }
        let expires_on = reading::day(text("expires_on"), &place.clinic.country)
            .map_err(|message| wrong.push(message))
            .ok();
        let quantity = reading::whole(text("quantity"))
            .map_err(|message| wrong.push(message))
            .ok();
        let unit_price = match text("unit_price") {
            "" => None,
            price => reading::price(price).map_err(|message| wrong.push(message)).ok(),
        };
        let delivery = Delivery {
            product: product.map(|product| product.id),
            number: text("lot").to_owned(),
            expires_on,
            supplier: text("supplier").to_owned(),
            unit_price,
            quantity,
            quarantine: false,
            note: String::new(),
        };
        let key = (name, delivery.number.clone());
        let state = match (product, seen.get(&key)) {
            (_, Some(first)) => State::Wrong(vec![Message::new("import-row-twice").with("line", first)]),
            (Some(product), None) if wrong.is_empty() => {
                let known = lots::find_by_number(tx, place.actor.clinic, product.id, &delivery.number).await?;
                match known {
                    Some(_) => State::Present,
                    None => match receive_in(tx, place.actor, place.clinic, &delivery, place.now).await {
                        Ok(_) => State::New,
                        Err(error) => State::Wrong(messages(error)?),
                    },
                }
            }
            _ => State::Wrong(wrong),
        };
        seen.entry(key).or_insert(*line);
        let planned = (state == State::New).then(|| Planned::Lot(Box::new(delivery)));
        judged.push((
            Row {
                line: *line,
                cells: columns.cells(cells),
                state,
            },
            planned,
        ));
    }
    Ok(judged)
}
