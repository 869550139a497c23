//! The day's case: this very mixture, what holds of the room and of the people, what was measured; judged by care's own stages.

use std::collections::BTreeSet;

use anagen_care::case::{AnswerSource, Case, DrawRequest, Product, RecordedAnswer, Request, When};
use anagen_care::formulation::{AgentDose, Cocktail, formulate};
use anagen_care::injection_map::{InjectionMap, injection_map};
use anagen_care::plan::{Plan, plan};
use anagen_care::units::Millilitres;
use anagen_knowledge::records::AgentRole;
use anagen_knowledge::{Knowledge, Value};
use anagen_records::photographs::View;
use anagen_records::values::{LotId, ProductId};
use anagen_records::{Stamp, Transaction, adverse_events, consents, known, photographs, sessions};

use super::body::{AgentAmount, PreparedPart};
use super::ground::Ground;
use crate::case::{self, AnswersOfTheDay};
use crate::consent::{self, ConsentStanding};
use crate::error::AppError;
use crate::plan::shelf_product_id;
use crate::rooms;
use crate::stock::{ShelfLot, Standing};

/// A product that the plan's mixture needs, with the lots that there are of it.
#[derive(Debug, Clone)]
pub struct Needed {
    /// The product on the shelf; none for a diluent that the plan left open.
    pub product: Option<ProductId>,
    /// As the label names it.
    pub name: String,
    /// Volume that the plan draws.
    pub volume: Millilitres,
    /// Vials that this takes.
    pub n_vials: Option<u32>,
    /// Its lots, the soonest to expire first; also those that must not be used.
    pub lots: Vec<ShelfLot>,
}

impl Needed {
    /// Whether a lot can stand for it.
    pub fn takes(&self, lot: &ShelfLot) -> bool {
        match self.product {
            Some(product) => lot.product_id == product,
            None => self.lots.iter().any(|one| one.lot == lot.lot),
        }
    }
}

/// What the plan prescribes for one session.
#[derive(Debug, Clone)]
pub struct Prescribed {
    /// Where it goes.
    pub map: Option<InjectionMap>,
    /// The mixture; none for a technique without drug.
    pub cocktail: Option<Cocktail>,
    /// The products that it takes.
    pub needed: Vec<Needed>,
}

/// What the signed plan prescribes, worked out by the stages of care.
pub(super) fn prescribed(ground: &Ground) -> Prescribed {
    let knowledge = &ground.knowledge;
    let drawn: Millilitres = ground.plan.request.draw.iter().map(|draw| draw.volume).sum();
    let request = Request {
        volume: ground
            .plan
            .request
            .volume
            .or((!ground.plan.request.draw.is_empty()).then_some(drawn)),
        ..ground.plan.request.clone()
    };
    let map = injection_map(&request, knowledge).ok();
    let volume = map.as_ref().and_then(InjectionMap::total_volume);
    let today = ground.day();
    let cocktail = formulate(
        &request,
        &knowledge.blank_sheet(today),
        &[],
        &[],
        knowledge,
        volume,
        today,
    )
    .cocktail;
    let needed = cocktail
        .as_ref()
        .map(|cocktail| needed(cocktail, ground))
        .unwrap_or_default();
    Prescribed { map, cocktail, needed }
}

fn needed(cocktail: &Cocktail, ground: &Ground) -> Vec<Needed> {
    let mut needed: Vec<Needed> = Vec::new();
    for part in &cocktail.parts {
        let product = part.product.as_deref().and_then(|id| product_of(id, ground));
        if let Some(known) = needed
            .iter_mut()
            .find(|known| product.is_some() && known.product == product)
        {
            known.volume = Millilitres(known.volume.0 + part.draw.0);
            known.n_vials = known.n_vials.zip(part.n_vials).map(|(one, other)| one + other);
            continue;
        }
        let is_of_it = |lot: &&ShelfLot| match product {
            Some(product) => lot.product_id == product,
            // A diluent that the plan left open, or a product that left the shelf's books: what is called the same, or plain saline.
            None => {
                lot.product.name == part.name || (part.is_diluent && is_plain_diluent(&lot.product, &ground.knowledge))
            }
        };
        needed.push(Needed {
            product,
            name: part.name.clone(),
            volume: part.draw,
            n_vials: part.n_vials,
            lots: ground.shelf.iter().filter(is_of_it).cloned().collect(),
        });
    }
    needed
}

/// The product of a lot that the plan names.
fn product_of(id: &str, ground: &Ground) -> Option<ProductId> {
    ground
        .shelf
        .iter()
        .find(|lot| shelf_product_id(lot.lot) == id)
        .map(|lot| lot.product_id)
}

/// Whether a product is nothing but a diluent, labelled for injection.
fn is_plain_diluent(product: &Product, knowledge: &Knowledge) -> bool {
    product.composition_declared
        && product.label == anagen_care::case::ProductLabel::ForInjection
        && !product.agents.is_empty()
        && product.agents.iter().all(|agent| {
            knowledge
                .agent(&agent.agent)
                .is_some_and(|agent| agent.role == AgentRole::Diluent)
        })
}

/// The agents of a mixture that are checked: everything but plain diluent.
pub(super) fn checked_agents(cocktail: &Cocktail) -> impl Iterator<Item = &AgentDose> {
    cocktail.agents.iter().filter(|dose| dose.role != AgentRole::Diluent)
}

/// An agent of a mixture as it is kept.
pub(super) fn amount_of(dose: &AgentDose) -> AgentAmount {
    AgentAmount {
        agent: dose.agent.clone(),
        name: dose.name.clone(),
        unit: dose.per_session.measure().unit().to_owned(),
        strength: dose.strength.per_ml(),
        dose: dose.per_session.amount(),
    }
}

/// The lots by which a needed product is judged: those chosen for it.
fn chosen<'a>(ground: &'a Ground, need: &Needed) -> Vec<&'a ShelfLot> {
    let lots = ground.body.lots.iter().filter_map(|chosen| lot(ground, chosen.lot));
    lots.filter(|lot| need.takes(lot)).collect()
}

/// A lot of the clinic.
pub(super) fn lot(ground: &Ground, id: LotId) -> Option<&ShelfLot> {
    ground.shelf.iter().find(|lot| lot.lot == id)
}

/// Of several lots of one product the one that stands worst speaks for all: none of them hides behind another.
fn worst<'a>(lots: &[&'a ShelfLot]) -> Option<&'a ShelfLot> {
    let rank = |lot: &ShelfLot| match lot.standing {
        Standing::Quarantined => 3,
        Standing::Expired => 2,
        Standing::Empty | Standing::Usable => 1,
    };
    lots.iter()
        .max_by_key(|lot| (rank(lot), std::cmp::Reverse(lot.product.expires)))
        .copied()
}

/// The request of the plan with the vials of the day in the place of those that it was signed with. What is not chosen yet is
/// not known: no lot, no expiry, no quarantine.
pub(super) fn request_of_the_day(ground: &Ground, prescribed: &Prescribed, drawn: Option<&[PreparedPart]>) -> Request {
    let mut request = ground.plan.request.clone();
    if let Some(parts) = drawn {
        return drawn_request(ground, request, parts);
    }
    let mut products: Vec<Product> = Vec::new();
    let mut renamed: Vec<(String, String)> = Vec::new();
    for need in &prescribed.needed {
        let of_plan = request.products.iter().filter(|product| match need.product {
            Some(id) => product_of(&product.id, ground) == Some(id),
            None => product.name == need.name,
        });
        let of_plan: Vec<&Product> = of_plan.collect();
        let lots = chosen(ground, need);
        let id = need
            .product
            .map_or_else(|| need.name.clone(), |product| product.to_string());
        renamed.extend(of_plan.iter().map(|product| (product.id.clone(), id.clone())));
        let product = match (worst(&lots), of_plan.first()) {
            (Some(lot), _) => Some(lot.product.clone()),
            (None, Some(product)) => Some(Product {
                lot: None,
                expires: None,
                quarantined: None,
                ..(*product).clone()
            }),
            (None, None) => None,
        };
        products.extend(product.map(|product| Product { id, ..product }));
    }
    let mut draw: Vec<DrawRequest> = Vec::new();
    for asked in std::mem::take(&mut request.draw) {
        let product = renamed
            .iter()
            .find(|(old, _)| *old == asked.product)
            .map_or(asked.product, |(_, new)| new.clone());
        match draw.iter_mut().find(|known| known.product == product) {
            Some(known) => known.volume = Millilitres(known.volume.0 + asked.volume.0),
            None => draw.push(DrawRequest {
                product,
                volume: asked.volume,
            }),
        }
    }
    request.draw = draw;
    request.products = products;
    request
}

/// The request for what was really drawn.
fn drawn_request(ground: &Ground, mut request: Request, parts: &[PreparedPart]) -> Request {
    let mut by_product: Vec<(ProductId, f64, Vec<&ShelfLot>)> = Vec::new();
    for part in parts {
        let lots = lot(ground, part.lot).into_iter();
        match by_product.iter_mut().find(|(product, ..)| *product == part.product) {
            Some((_, volume, known)) => {
                *volume += part.volume_ml;
                known.extend(lots);
            }
            None => by_product.push((part.product, part.volume_ml, lots.collect())),
        }
    }
    request.agents.clear();
    request.volume = None;
    request.draw = by_product
        .iter()
        .map(|(product, volume, _)| DrawRequest {
            product: product.to_string(),
            volume: Millilitres(*volume),
        })
        .collect();
    request.products = by_product
        .iter()
        .filter_map(|(product, _, lots)| {
            Some(Product {
                id: product.to_string(),
                ..worst(lots)?.product.clone()
            })
        })
        .collect();
    request
}

/// What was read for the day besides the ground.
#[derive(Debug, Clone)]
pub(super) struct Evidence {
    /// How the consent stood.
    pub(super) consent: ConsentStanding,
    /// Standard views that were on record before the first session.
    pub(super) baseline_views: BTreeSet<View>,
    /// Photographs taken in this session.
    pub(super) n_photographs: usize,
    /// Adverse events noted of this session.
    pub(super) n_adverse_events: usize,
    /// Answers given in this session.
    pub(super) in_session: Vec<known::Answer>,
    /// What holds of the room.
    pub(super) room: AnswersOfTheDay,
}

pub(super) async fn evidence(tx: &mut Transaction, ground: &Ground) -> Result<Evidence, AppError> {
    let (clinic, patient, session) = (&ground.clinic, &ground.patient, &ground.session);
    let at = ground.moment();
    let room = match session.room {
        Some(room) => rooms::answers(tx, &ground.knowledge, clinic, room, at).await?,
        None => Vec::new(),
    };
    let answers = known::answers(tx, patient.id, ground.now).await?;
    let first = sessions::first_signed_at(tx, clinic.id, patient.id).await?;
    let before_first = first.map_or(at, |first| first.min(at));
    let photographs = photographs::of_patient(tx, patient.id).await?;
    let is_standard = |view: View| !matches!(view, View::CloseUp | View::Other);
    // A photograph of the same day counts: it is taken before the first point of that day.
    let first_day = ground.day_of(before_first);
    let is_before = |taken_at: Stamp| ground.day_of(taken_at) <= first_day;
    let baseline = photographs
        .iter()
        .filter(|one| is_before(one.taken_at) && is_standard(one.view));
    let events = adverse_events::of_patient(tx, patient.id).await?;
    Ok(Evidence {
        consent: consent_at(tx, ground, at).await?,
        baseline_views: baseline.map(|one| one.view).collect(),
        n_photographs: photographs.iter().filter(|one| one.session == Some(session.id)).count(),
        n_adverse_events: events.iter().filter(|event| event.session == Some(session.id)).count(),
        in_session: answers
            .into_iter()
            .filter(|answer| answer.session == Some(session.id))
            .collect(),
        room,
    })
}

/// How the consent to the plan of this session stood at a moment: what was signed or withdrawn later is not yet so.
async fn consent_at(tx: &mut Transaction, ground: &Ground, at: Stamp) -> Result<ConsentStanding, AppError> {
    let day = ground.day_of(at);
    for mut one in consents::of_patient(tx, ground.patient.id).await? {
        if !consent::is_for(&one, ground.plan.id, ground.plan.version) || at < one.given_at {
            continue;
        }
        one.signed_at = one.signed_at.filter(|signed| *signed <= at);
        one.withdrawn_at = one.withdrawn_at.filter(|withdrawn| *withdrawn <= at);
        return Ok(consent::standing_of(&one, day));
    }
    Ok(ConsentStanding::Missing)
}

/// The answers that hold for this session only: record, room, staff, and what was measured in it.
fn of_the_day(ground: &Ground, evidence: &Evidence) -> AnswersOfTheDay {
    let knowledge = &ground.knowledge;
    let at = ground.moment();
    let mut answers = Vec::new();
    let mut of_record = |fact: &str, holds: bool| {
        answers.extend(knowledge.fact_key(fact).map(|fact| RecordedAnswer {
            fact,
            answer: Ok(Value::YesNo(holds)),
            source: AnswerSource::Record,
            at: When::Moment(at.0),
        }));
    };
    let signed = matches!(
        evidence.consent,
        ConsentStanding::Signed { .. } | ConsentStanding::Expired { .. }
    );
    of_record("consent_signed", signed);
    // A consent that is too old covers nothing any more.
    of_record("consent_covers_plan", evidence.consent.is_signed());
    of_record("baseline_photographs", !evidence.baseline_views.is_empty());
    answers.extend(evidence.room.iter().cloned());
    for said in &ground.body.staff {
        let Some(fact) = knowledge.fact_key(&said.fact) else {
            continue;
        };
        let Ok(answer) = case::read_text(knowledge, fact, &said.answer) else {
            continue;
        };
        answers.push(RecordedAnswer {
            fact,
            answer,
            source: AnswerSource::Staff,
            at: When::Moment(said.at),
        });
    }
    answers.extend(
        evidence
            .in_session
            .iter()
            .filter_map(|answer| case::read_answer(knowledge, answer)),
    );
    answers
}

/// The plan of care for this very session: with the day's vials, or with what was really drawn.
pub(super) async fn judged(
    tx: &mut Transaction,
    ground: &Ground,
    prescribed: &Prescribed,
    evidence: &Evidence,
    drawn: Option<&[PreparedPart]>,
) -> Result<(Case, Plan), AppError> {
    let request = request_of_the_day(ground, prescribed, drawn);
    let case = case::read(
        tx,
        &ground.knowledge,
        &ground.clinic,
        &ground.patient,
        ground.moment(),
        Some(request),
        of_the_day(ground, evidence),
    )
    .await?;
    let plan = plan(&case, &ground.knowledge);
    Ok((case, plan))
}
