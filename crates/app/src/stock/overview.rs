//! The shelf at a glance, and a product with its lots.

use std::collections::HashMap;

use anagen_care::case::Product as Label;
use anagen_records::stock::lots::{self, Lot};
use anagen_records::stock::{products, vials};
use anagen_records::values::ProductId;

use super::due::{StockDue, due};
use super::history::{self, Change};
use super::products::{Product, read_body};
use super::shelf::Standing;
use crate::actor::{Action, Actor};
use crate::app::App;
use crate::case;
use crate::error::AppError;
use crate::patients;

/// The shelf at a glance.
#[derive(Debug, Clone)]
pub struct Overview {
    /// What wants a hand, the gravest first.
    pub due: Vec<StockDue>,
    /// Lots at hand or in quarantine, the soonest to expire first, each with the position of its product and its standing.
    pub lots: Vec<(Lot, usize, Standing)>,
    /// Every product by name, those no longer ordered last.
    pub products: Vec<Product>,
    /// Usable vials of each product.
    pub usable: HashMap<ProductId, i64>,
    /// Vials that are open.
    pub n_opened: usize,
}

/// A product with its lots.
#[derive(Debug, Clone)]
pub struct ProductView {
    /// The product.
    pub product: Product,
    /// What its label says.
    pub label: Label,
    /// Its lots, the latest to expire first.
    pub lots: Vec<(Lot, Standing)>,
    /// What was changed of it, the latest first.
    pub changes: Vec<Change>,
}

/// Opens the shelf.
pub async fn open(actor: &Actor, app: &App) -> Result<Overview, AppError> {
    let mut reading = app.read(actor, Action::ReadStock).await?;
    let tx = &mut reading.tx;
    let clinic = patients::clinic_of(tx, actor).await?;
    let today = reading.now.0.to_zoned(case::time_zone(&clinic)).date();
    let due = due(tx, &clinic, today).await?;
    let products = products::all(tx, actor.clinic).await?;
    let places: HashMap<ProductId, usize> = products
        .iter()
        .enumerate()
        .map(|(place, product)| (product.id, place))
        .collect();
    let mut usable: HashMap<ProductId, i64> = HashMap::new();
    let mut lots_at_hand = Vec::new();
    for lot in lots::at_hand(tx, actor.clinic).await? {
        let standing = Standing::of(&lot, today);
        if standing == Standing::Usable {
            *usable.entry(lot.product).or_default() += lot.on_shelf;
        }
        if let Some(place) = places.get(&lot.product) {
            lots_at_hand.push((lot, *place, standing));
        }
    }
    let n_opened = vials::open(tx, actor.clinic).await?.len();
    Ok(Overview {
        due,
        lots: lots_at_hand,
        products,
        usable,
        n_opened,
    })
}

/// Opens a product.
pub async fn open_product(actor: &Actor, app: &App, id: ProductId) -> Result<ProductView, AppError> {
    let mut reading = app.read(actor, Action::ReadStock).await?;
    let tx = &mut reading.tx;
    let clinic = patients::clinic_of(tx, actor).await?;
    let today = reading.now.0.to_zoned(case::time_zone(&clinic)).date();
    let product = super::products::of(tx, actor, id).await?;
    let label = read_body(&product)?;
    let lots = lots::of_product(tx, actor.clinic, id).await?;
    let lots = lots
        .into_iter()
        .map(|lot| (Standing::of(&lot, today), lot))
        .map(|(standing, lot)| (lot, standing));
    let changes = history::of_product(tx, actor, id).await?;
    Ok(ProductView {
        product,
        label,
        lots: lots.collect(),
        changes,
    })
}
