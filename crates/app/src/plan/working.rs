//! From what somebody asks for to what care works on: the clinic's own particulars, the vials of the shelf, the plan.

use std::collections::BTreeSet;

use anagen_care::case::{Case, ClinicPrices, Grid, Product, Purpose, Request};
use anagen_care::injection_map::PointEdits;
use anagen_care::plan::{Plan, Standing, plan};
use anagen_knowledge::Knowledge;
use anagen_records::clinics::Clinic;
use anagen_records::values::LotId;
use jiff::civil::{Date, Time, Weekday};

use crate::Message;
use crate::case;
use crate::error::Invalid;
use crate::stock::{self, ShelfLot};

/// Monday first, as the clinic's hours are kept.
const WEEK: [Weekday; 7] = [
    Weekday::Monday,
    Weekday::Tuesday,
    Weekday::Wednesday,
    Weekday::Thursday,
    Weekday::Friday,
    Weekday::Saturday,
    Weekday::Sunday,
];

/// A plan as it is being worked on: what it asks for with the vials that it would take, and what comes of it.
#[derive(Debug, Clone)]
pub struct Working {
    /// What is asked for; the products are those that the mixture is drawn from.
    pub case: Case,
    /// What comes of it.
    pub plan: Plan,
}

/// What a plan is worked out from besides what it asks for.
#[derive(Debug, Clone, Copy)]
pub struct Clinical<'a> {
    /// The case without a request.
    pub case: &'a Case,
    /// The knowledge that the clinic adopted.
    pub knowledge: &'a Knowledge,
    /// The clinic.
    pub clinic: &'a Clinic,
    /// Every lot of it.
    pub shelf: &'a [ShelfLot],
}

/// A request in which nothing is asked for. Nothing is recommended by default (DECISIONS.md 4).
pub(super) fn nothing_asked() -> Request {
    Request {
        country: String::new(),
        time_zone: String::new(),
        start: None,
        time: Time::constant(10, 0, 0, 0),
        purpose: Purpose::HairLoss,
        agents: Vec::new(),
        draw: Vec::new(),
        products: Vec::new(),
        volume: None,
        measured_ph: None,
        patients_per_vial: 1,
        zones: Vec::new(),
        head_circumference: None,
        technique: None,
        spacing: None,
        volume_per_point: None,
        depth: None,
        needle_gauge: None,
        grid: Grid::Square,
        points: PointEdits::default(),
        passes: None,
        protocol: None,
        closed_weekdays: Vec::new(),
        closed_days: Vec::new(),
        prices: None,
    }
}

/// Whether anything at all is asked for.
fn asks_for_something(request: &Request) -> bool {
    !request.agents.is_empty()
        || !request.draw.is_empty()
        || !request.zones.is_empty()
        || request.technique.is_some()
        || request.protocol.is_some()
}

/// Puts what belongs to the clinic into a request: country, time zone, closed days, prices. Nobody types these into a plan.
pub fn with_clinic(request: &mut Request, clinic: &Clinic, today: Date) {
    let settings = &clinic.settings.0;
    request.country.clone_from(&clinic.country);
    request.time_zone.clone_from(&clinic.time_zone);
    let closed = WEEK
        .into_iter()
        .zip(&settings.hours)
        .filter(|(_, hours)| hours.is_none());
    request.closed_weekdays = closed.map(|(day, _)| day).collect();
    // A clinic that has not entered its hours yet is not closed on all days.
    if request.closed_weekdays.len() == WEEK.len() {
        request.closed_weekdays.clear();
    }
    request.closed_days = settings.closed_days.iter().map(|day| day.0).collect();
    request.prices = settings.session_price.map(|price| ClinicPrices {
        currency: clinic.currency.clone(),
        session: hundredths(price),
        consultation: 0.0,
        laboratory: 0.0,
        consumables: 0.0,
        discount: 0.0,
        place: Some(clinic.name.clone()),
        on: Some(today),
        source: None,
    });
}

#[expect(clippy::cast_precision_loss, reason = "prices are far below 2^53 hundredths")]
fn hundredths(price: i64) -> f64 {
    price as f64 / 100.0
}

/// The name under which a lot stands in a request's products.
pub fn shelf_product_id(lot: LotId) -> String {
    lot.to_string()
}

pub(super) fn product_of(lot: &ShelfLot) -> Product {
    Product {
        id: shelf_product_id(lot.lot),
        ..lot.product.clone()
    }
}

/// Notes every lot that is drawn from although it cannot be chosen: it has expired, is in quarantine, or none of it is left.
pub fn check_lots(request: &Request, shelf: &[ShelfLot], invalid: &mut Invalid) {
    for draw in &request.draw {
        let lot = shelf.iter().find(|lot| shelf_product_id(lot.lot) == draw.product);
        let key = match lot.map(|lot| lot.standing) {
            Some(stock::Standing::Usable) => continue,
            Some(stock::Standing::Expired) => "plan-lot-is-expired",
            Some(stock::Standing::Quarantined) => "plan-lot-is-quarantined",
            Some(stock::Standing::Empty) => "plan-lot-is-empty",
            None => "plan-lot-is-gone",
        };
        let number = lot.map_or_else(|| draw.product.clone(), |lot| lot.number.clone());
        invalid.add(format!("draw-{}", draw.product), Message::new(key).with("lot", number));
    }
}

/// Works out what is asked for on a day.
pub(super) fn work_out(clinical: Clinical<'_>, mut request: Request) -> Working {
    let today = clinical.case.today();
    with_clinic(&mut request, clinical.clinic, today);
    let mut case = clinical.case.clone();
    if !asks_for_something(&request) {
        case.request = None;
        let plan = plan(&case, clinical.knowledge);
        return Working { case, plan };
    }
    request.products = offered(&request, clinical.shelf, today);
    case.request = Some(request);
    let mut worked = plan(&case, clinical.knowledge);
    // The vials that the mixture takes are the products of the plan; the others on the shelf have no place in its papers.
    if let Some(taken) = taken(&worked)
        && let Some(request) = &mut case.request
        && request.products.iter().any(|product| !taken.contains(&product.id))
    {
        request.products.retain(|product| taken.contains(&product.id));
        worked = plan(&case, clinical.knowledge);
    }
    if starts_in_the_past(&case) && worked.standing == Standing::ForReview {
        worked.standing = Standing::Draft;
    }
    Working { case, plan: worked }
}

/// Whether the first day that is asked for is over.
pub(super) fn starts_in_the_past(case: &Case) -> bool {
    let start = case.request.as_ref().and_then(|request| request.start);
    start.is_some_and(|start| start < case.today())
}

/// The vials that a request may be drawn from: those it names, and of every other product the lot that is used first.
fn offered(request: &Request, shelf: &[ShelfLot], today: Date) -> Vec<Product> {
    let named: Vec<&ShelfLot> = shelf
        .iter()
        .filter(|lot| {
            request
                .draw
                .iter()
                .any(|draw| draw.product == shelf_product_id(lot.lot))
        })
        .collect();
    let mut products: Vec<Product> = named.iter().map(|lot| product_of(lot)).collect();
    // A lot that has left the shelf's list keeps the label that it had when it was chosen.
    let gone = request.products.iter().filter(|product| {
        request.draw.iter().any(|draw| draw.product == product.id)
            && !products.iter().any(|known| known.id == product.id)
    });
    let gone: Vec<Product> = gone.cloned().collect();
    products.extend(gone);
    let first_use = request.start.unwrap_or(today).max(today);
    let mut seen = BTreeSet::new();
    let usable = |lot: &&ShelfLot| lot.standing == stock::Standing::Usable;
    let lasts = |lot: &&ShelfLot| lot.product.expires.is_none_or(|expires| first_use <= expires);
    // The soonest to expire of those that last until the first session; of a product that has none, the one that lasts longest.
    let lasting = shelf.iter().filter(usable).filter(lasts);
    let others = shelf.iter().rev().filter(usable);
    for lot in lasting.chain(others) {
        let is_named = named.iter().any(|named| named.product_id == lot.product_id);
        if seen.insert(lot.product_id) && !is_named {
            products.push(product_of(lot));
        }
    }
    products
}

/// Ids of the products that the mixture takes; none where there is no mixture to draw.
fn taken(plan: &Plan) -> Option<BTreeSet<String>> {
    let cocktail = plan.formulation.as_ref()?.cocktail.as_ref()?;
    (!cocktail.parts.is_empty()).then(|| cocktail.parts.iter().filter_map(|part| part.product.clone()).collect())
}

/// The case of a patient's way with the request of a version, as it was known at the way's moment.
pub(super) fn clinical_of<'a>(way: &'a crate::way::Way, shelf: &'a [ShelfLot]) -> Clinical<'a> {
    Clinical {
        case: &way.case,
        knowledge: &way.knowledge,
        clinic: &way.clinic,
        shelf,
    }
}

/// Today in a clinic.
pub(super) fn today(clinic: &Clinic, now: anagen_records::Stamp) -> Date {
    now.0.to_zoned(case::time_zone(clinic)).date()
}
