//! Products: what a label says, held against the knowledge before it is kept.

use anagen_care::case::{Product as Label, ProductAgent, ProductLabel, Request};
use anagen_care::dose::Strength;
use anagen_care::formulation::formulate;
use anagen_care::units::{Millilitres, MilliosmolesPerKilogram};
use anagen_knowledge::Knowledge;
use anagen_knowledge::records::FactOption;
use anagen_records::revisions::{self, Revision};
use anagen_records::stock::products;
use anagen_records::values::ProductId;
use anagen_records::{Json, Stamp, Transaction};
use jiff::civil::Date;
use serde::Serialize;
use serde_json::{Value, json};

use super::{one_line, unread_or};
use crate::Message;
use crate::actor::{Action, Actor};
use crate::app::App;
use crate::case;
use crate::error::{AppError, Invalid};
use crate::patients;
use crate::transaction::Deed;

pub use anagen_records::stock::products::Product;

/// Most vials of a reorder level, most vials of a delivery: a number above is a slip of the finger.
pub(super) const MOST_VIALS: i64 = 100_000;
/// Longest time for which an opened vial may be used: four weeks, as labels of multi-dose vials say.
const MOST_OPENED_HOURS: i64 = 28 * 24;

/// What a label says of excipients.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub enum Excipients {
    /// It does not declare them.
    #[default]
    NotDeclared,
    /// It says that there are none.
    None,
    /// These, by id or name.
    Listed(Vec<String>),
}

/// A product as somebody enters it.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct ProductEntry {
    /// As the label names it.
    pub name: String,
    /// Agents, each with its strength as written (`5 mg/mL`, `100 U/mL`; empty for an agent measured by volume).
    pub agents: Vec<(String, String)>,
    /// Whether agents that the knowledge does not know are meant as they are written.
    pub unknown_agents_are_meant: bool,
    /// Whether the label declares the whole active composition.
    pub composition_declared: Option<bool>,
    /// What it says of excipients.
    pub excipients: Excipients,
    /// Vehicles by id; none: it does not say.
    pub vehicles: Vec<String>,
    /// What it says it is for, by id.
    pub label: String,
    /// pH.
    pub ph: Option<f64>,
    /// Osmolality in mOsm/kg.
    pub osmolality: Option<f64>,
    /// Volume of a vial in mL.
    pub volume_ml: Option<f64>,
    /// Whether its supply is lawful here, where that was looked up.
    pub lawful_supply: Option<bool>,
    /// Who sells it.
    pub vendor: String,
    /// Least number of vials before it is due to be ordered.
    pub reorder_at: Option<i64>,
    /// Hours for which an opened vial may be used; none: for one session.
    pub opened_hours: Option<i64>,
}

/// Vehicles that a label can name, with the knowledge's words.
pub fn vehicles(knowledge: &Knowledge) -> &[FactOption] {
    options(knowledge, "mixture_vehicles")
}

/// What a label can say a product is for, with the knowledge's words.
pub fn labels(knowledge: &Knowledge) -> &[FactOption] {
    options(knowledge, "mixture_labels")
}

fn options<'a>(knowledge: &'a Knowledge, fact: &str) -> &'a [FactOption] {
    knowledge.fact_key(fact).map_or(&[], |key| &knowledge.fact(key).options)
}

/// The label of a stored product.
pub fn read_body(product: &Product) -> Result<Label, AppError> {
    serde_json::from_value(product.body.0.clone())
        .map_err(|error| AppError::Internal(format!("the label of product {} cannot be read: {error}", product.id)))
}

/// A label as a case file has it, which is how it is stored.
pub fn body_of(label: &Label) -> Result<Value, AppError> {
    let written = serde_json::to_value(label).map_err(|error| AppError::Internal(error.to_string()))?;
    let Value::Object(mut body) = written else {
        return Err(AppError::Internal("a label is no table".to_owned()));
    };
    // They belong to the lot.
    for of_the_lot in ["lot", "expires", "quarantined"] {
        body.remove(of_the_lot);
    }
    body.retain(|_, value| !value.is_null());
    Ok(Value::Object(body))
}

impl ProductEntry {
    /// What somebody would have entered for a stored product.
    pub fn of(stored: &Product) -> Result<Self, AppError> {
        let label = read_body(stored)?;
        let strength = |strength: Strength| match strength {
            Strength::Volume { .. } => String::new(),
            // Unrounded, as it is stored.
            strength => json!(strength).as_str().unwrap_or_default().to_owned(),
        };
        Ok(Self {
            name: stored.name.clone(),
            agents: label
                .agents
                .iter()
                .map(|agent| (agent.agent.clone(), strength(agent.strength)))
                .collect(),
            unknown_agents_are_meant: true,
            composition_declared: Some(label.composition_declared),
            excipients: match label.excipients {
                None => Excipients::NotDeclared,
                Some(listed) if listed.is_empty() => Excipients::None,
                Some(listed) => Excipients::Listed(listed),
            },
            vehicles: label.vehicles.unwrap_or_default(),
            label: id_of_label(label.label).to_owned(),
            ph: label.ph,
            osmolality: label.osmolality.map(|osmolality| osmolality.0),
            volume_ml: Some(label.volume.0),
            lawful_supply: label.lawful_supply,
            vendor: label.vendor.unwrap_or_default(),
            reorder_at: stored.reorder_at,
            opened_hours: stored.opened_hours,
        })
    }

    /// The label, held against the knowledge; what is wrong is noted by field.
    fn read(&self, id: ProductId, knowledge: &Knowledge, today: Date, invalid: &mut Invalid) -> Option<Label> {
        let n_before = invalid.0.len();
        let name = one_line("name", &self.name, Some("stock-products-name-missing"), invalid);
        let vendor = one_line("vendor", &self.vendor, None, invalid);
        let agents = self.read_agents(knowledge, invalid);
        if self.composition_declared.is_none() {
            invalid.add(
                "composition_declared",
                Message::new("stock-products-composition-missing"),
            );
        } else if self.composition_declared == Some(true) && self.agents.is_empty() {
            invalid.add("agent-0", Message::new("stock-products-agents-missing"));
        }
        let label: Option<ProductLabel> = serde_json::from_value(json!(self.label)).ok();
        if label.is_none() {
            invalid.add("label", Message::new("stock-products-label-missing"));
        }
        if self
            .vehicles
            .iter()
            .any(|vehicle| !vehicles(knowledge).iter().any(|known| &known.id == vehicle))
        {
            invalid.add("vehicles", Message::new("stock-products-vehicle-unknown"));
        }
        let volume = self.volume_ml.unwrap_or(f64::NAN);
        if !(volume.is_finite() && (0.01..=1000.0).contains(&volume)) {
            invalid.add("volume", Message::new("stock-products-volume-wrong"));
        }
        if self.reorder_at.is_some_and(|level| !(0..=MOST_VIALS).contains(&level)) {
            invalid.add("reorder_at", Message::new("stock-products-reorder-wrong"));
        }
        if self
            .opened_hours
            .is_some_and(|hours| !(1..=MOST_OPENED_HOURS).contains(&hours))
        {
            invalid.add(
                "opened_hours",
                Message::new("stock-products-opened-hours-wrong").with("most", MOST_OPENED_HOURS),
            );
        }
        let is_possible = invalid.of("volume").is_none();
        let (lines, agents): (Vec<usize>, Vec<ProductAgent>) = agents.into_iter().unzip();
        let read = Label {
            id: id.to_string(),
            name,
            agents,
            // What is not answered is noted above; the rest of the label is held against the knowledge all the same.
            composition_declared: self.composition_declared.unwrap_or(true),
            excipients: match &self.excipients {
                Excipients::NotDeclared => None,
                Excipients::None => Some(Vec::new()),
                Excipients::Listed(listed) => Some(listed.clone()),
            },
            volume: Millilitres(if is_possible { volume } else { 1.0 }),
            vehicles: Some(self.vehicles.clone()).filter(|vehicles| !vehicles.is_empty()),
            label: label.unwrap_or(ProductLabel::Unlabelled),
            ph: self.ph,
            osmolality: self.osmolality.map(MilliosmolesPerKilogram),
            lot: None,
            expires: None,
            quarantined: None,
            lawful_supply: self.lawful_supply,
            vendor: Some(vendor).filter(|vendor| !vendor.is_empty()),
        };
        hold_against(&read, &lines, knowledge, today, invalid);
        (invalid.0.len() == n_before).then_some(read)
    }

    /// The agents that can be read, each with its line.
    fn read_agents(&self, knowledge: &Knowledge, invalid: &mut Invalid) -> Vec<(usize, ProductAgent)> {
        let mut agents: Vec<(usize, ProductAgent)> = Vec::new();
        for (n, (name, strength)) in self.agents.iter().enumerate() {
            let field = format!("agent-{n}");
            let name = one_line(&field, name, Some("stock-products-agent-name-missing"), invalid);
            let known = knowledge.agent(&name);
            if known.is_none() && !self.unknown_agents_are_meant && !name.is_empty() {
                let message = match knowledge.nearest_agent(&name) {
                    Some(near) => Message::new("stock-products-agent-unknown-near").with("near", near),
                    None => Message::new("stock-products-agent-unknown"),
                };
                invalid.add(field, message.with("name", &name));
            }
            match read_strength(strength) {
                // An agent that the knowledge knows is kept under its id, so that later spellings change nothing.
                Ok(strength) => {
                    let agent = known.map_or(name, |agent| agent.id.clone());
                    agents.push((n, ProductAgent { agent, strength }));
                }
                Err(why) => {
                    invalid.add(
                        format!("strength-{n}"),
                        Message::new("stock-products-strength-wrong").with("why", why),
                    );
                }
            }
        }
        agents
    }
}

fn read_strength(text: &str) -> Result<Strength, String> {
    if text.trim().is_empty() {
        return Ok(Strength::UNDILUTED);
    }
    serde_json::from_value(json!(text.trim().replace(',', "."))).map_err(|error| error.to_string())
}

fn id_of_label(label: ProductLabel) -> &'static str {
    match label {
        ProductLabel::ForInjection => "for_injection",
        ProductLabel::ExternalUse => "external_use",
        ProductLabel::Oral => "oral",
        ProductLabel::Unlabelled => "unlabelled",
    }
}

/// Asks the formulation for a drop of the product: what it refuses of the label itself is wrong with the label. `lines` are the
/// lines of the form on which its agents stand.
fn hold_against(label: &Label, lines: &[usize], knowledge: &Knowledge, today: Date, invalid: &mut Invalid) {
    let drop_of_it = body_of(label).ok().and_then(|body| {
        let request = json!({
            "country": "ES", "time_zone": "UTC", "products": [body], "volume": "0.01 mL",
            "draw": [{ "product": label.id, "volume": "0.01 mL" }],
        });
        serde_json::from_value::<Request>(request).ok()
    });
    let Some(request) = drop_of_it else {
        invalid.add("name", Message::new("stock-products-label-unreadable"));
        return;
    };
    let formulation = formulate(
        &request,
        &knowledge.blank_sheet(today),
        &[],
        &[],
        knowledge,
        None,
        today,
    );
    for refusal in formulation.refusals {
        let is_about = |what: &str| refusal.reason.contains(what);
        let agent = label
            .agents
            .iter()
            .position(|agent| is_about(&format!("`{}`", agent.agent)));
        let field = match refusal.code {
            "impossible_number" if is_about("the volume of") => "volume".to_owned(),
            "impossible_number" if is_about("the pH of") => "ph".to_owned(),
            "impossible_number" if is_about("the osmolality of") => "osmolality".to_owned(),
            "strength_in_another_measure" | "strength_missing" | "impossible_number" => {
                format!("strength-{}", agent.and_then(|place| lines.get(place)).unwrap_or(&0))
            }
            "duplicate_agent" => "agent-0".to_owned(),
            // It concerns the mixture and not the label: nothing to object to in what is on the shelf.
            _ => continue,
        };
        if invalid.of(&field).is_some() {
            continue;
        }
        let why = std::iter::once(refusal.reason.clone()).chain(refusal.ways.iter().cloned());
        let why = why.collect::<Vec<_>>().join("; ");
        invalid.add(field, Message::new("stock-products-label-refused").with("why", why));
    }
}

/// The products of a clinic.
pub async fn list(tx: &mut Transaction, actor: &Actor) -> Result<Vec<Product>, AppError> {
    Ok(products::all(tx, actor.clinic).await?)
}

/// A product of a clinic.
pub async fn of(tx: &mut Transaction, actor: &Actor, id: ProductId) -> Result<Product, AppError> {
    products::find(tx, actor.clinic, id)
        .await?
        .ok_or(AppError::NotFound("product"))
}

async fn keep(
    tx: &mut Transaction,
    actor: &Actor,
    product: &Product,
    why: Option<&str>,
    at: Stamp,
) -> Result<(), AppError> {
    let body = json!({
        "name": product.name, "label": product.body.0, "reorder_at": product.reorder_at,
        "opened_hours": product.opened_hours, "retired": product.retired_at.is_some(),
    });
    let revision = Revision {
        version: product.version,
        body: body.to_string(),
        reason: why.map(str::to_owned),
        by_person: Some(actor.person),
        at,
    };
    Ok(revisions::keep(tx, actor.clinic, "product", &product.id.to_string(), &revision).await?)
}

/// Adds a product. `unread` is what the form could not read.
pub async fn add(actor: &Actor, app: &App, entry: &ProductEntry, unread: Invalid) -> Result<ProductId, AppError> {
    let knowledge = app.knowledge(actor.clinic).await?;
    let mut writing = app.write(actor, Action::EditStock).await?;
    let id = add_in(&mut writing.tx, actor, &knowledge, entry, writing.now).await;
    let id = unread_or(unread, id)?;
    writing
        .commit(Deed::new("product.add", "product", id).wrote(entry))
        .await?;
    Ok(id)
}

/// [`add`] inside a transaction.
pub async fn add_in(
    tx: &mut Transaction,
    actor: &Actor,
    knowledge: &Knowledge,
    entry: &ProductEntry,
    now: Stamp,
) -> Result<ProductId, AppError> {
    let id = ProductId::new();
    let label = read(tx, actor, knowledge, entry, id, now).await?;
    let product = Product {
        id,
        name: label.name.clone(),
        body: Json(body_of(&label)?),
        reorder_at: entry.reorder_at,
        opened_hours: entry.opened_hours,
        retired_at: None,
        version: 1,
        created_by: actor.person,
        created_at: now,
    };
    products::insert(tx, actor.clinic, &product).await?;
    keep(tx, actor, &product, None, now).await?;
    Ok(id)
}

async fn read(
    tx: &mut Transaction,
    actor: &Actor,
    knowledge: &Knowledge,
    entry: &ProductEntry,
    id: ProductId,
    now: Stamp,
) -> Result<Label, AppError> {
    let clinic = patients::clinic_of(tx, actor).await?;
    let today = now.0.to_zoned(case::time_zone(&clinic)).date();
    let mut invalid = Invalid::default();
    let label = entry.read(id, knowledge, today, &mut invalid);
    let namesake = products::find_by_name(tx, actor.clinic, entry.name.trim()).await?;
    if namesake.is_some_and(|other| other.id != id) {
        invalid.add("name", Message::new("stock-products-name-taken"));
    }
    let label = label.filter(|_| invalid.0.is_empty());
    label.ok_or(AppError::Invalid(invalid))
}

/// Changes what is known of a product, where it still has the version that was read. What was made of it stays as it was.
/// `unread` is what the form could not read.
pub async fn change(
    actor: &Actor,
    app: &App,
    id: ProductId,
    version: i64,
    entry: &ProductEntry,
    reason: &str,
    unread: Invalid,
) -> Result<(), AppError> {
    let knowledge = app.knowledge(actor.clinic).await?;
    let mut writing = app.write(actor, Action::EditStock).await?;
    let stored = of(&mut writing.tx, actor, id).await?;
    if stored.version != version {
        return Err(AppError::Stale("product"));
    }
    let mut invalid = Invalid::default();
    let reason = one_line("reason", reason, Some("stock-reason-missing"), &mut invalid);
    let label = read(&mut writing.tx, actor, &knowledge, entry, id, writing.now).await;
    let label = unread_or(unread, unread_or(invalid, label))?;
    let product = Product {
        name: label.name.clone(),
        body: Json(body_of(&label)?),
        reorder_at: entry.reorder_at,
        opened_hours: entry.opened_hours,
        ..stored
    };
    write(&mut writing.tx, actor, product, &reason, writing.now).await?;
    writing
        .commit(Deed::new("product.change", "product", id).because(reason).wrote(entry))
        .await
}

async fn write(tx: &mut Transaction, actor: &Actor, product: Product, why: &str, now: Stamp) -> Result<(), AppError> {
    if !products::update(tx, actor.clinic, &product).await? {
        return Err(AppError::Stale("product"));
    }
    let written = Product {
        version: product.version + 1,
        ..product
    };
    keep(tx, actor, &written, Some(why), now).await
}

/// Takes a product off the list of what is ordered, or puts it back. Its lots stay.
pub async fn set_retired(
    actor: &Actor,
    app: &App,
    id: ProductId,
    version: i64,
    retired: bool,
    reason: &str,
) -> Result<(), AppError> {
    let mut writing = app.write(actor, Action::EditStock).await?;
    let stored = of(&mut writing.tx, actor, id).await?;
    if stored.version != version {
        return Err(AppError::Stale("product"));
    }
    let mut invalid = Invalid::default();
    let reason = one_line("reason", reason, Some("stock-reason-missing"), &mut invalid);
    invalid.check()?;
    let product = Product {
        retired_at: retired.then_some(writing.now),
        ..stored
    };
    write(&mut writing.tx, actor, product, &reason, writing.now).await?;
    let deed = if retired { "product.retire" } else { "product.restore" };
    writing.commit(Deed::new(deed, "product", id).because(reason)).await
}
