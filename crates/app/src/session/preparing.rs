//! Preparing: lots chosen from the shelf, what was drawn of them entered by one person, and worked out again by another.

use anagen_care::plan::Plan;
use anagen_records::sessions::{self, Component, Entry, Part};
use anagen_records::values::{LotId, PatientId, SessionId, VialId};
use anagen_records::{Json, Stamp, Transaction};
use jiff::SignedDuration;

use super::body::{AgentAmount, Checked, ChosenLot, Difference, Figure, Prepared, PreparedPart};
use super::day::{self, Needed};
use super::gate::{self, Before};
use super::ground::{Ground, to_value};
use super::mixture::{MixtureState, TOLERANCE};
use super::record::{self, Say};
use crate::Message;
use crate::actor::{Action, Actor};
use crate::app::App;
use crate::error::{AppError, Invalid};
use crate::people::{self, Scope};
use crate::stock::Standing;
use crate::stock::vials::{self, OpenedVial, Opening};
use crate::transaction::Deed;

/// For how long a mixture may be used (checklist F-18, proposed).
const USE_WITHIN: SignedDuration = SignedDuration::from_hours(1);

/// Most mL that are drawn from one lot for one session: more is a slip of the pen.
const MOST_ML: f64 = 100.0;

/// Most vials that are opened of one lot for one session.
const MOST_VIALS: u32 = 50;

/// Chooses the lots of a session. What must not be used is refused; that it *was* used is written down with a reason, and opens
/// an incident for each such lot.
pub async fn choose_lots(
    actor: &Actor,
    app: &App,
    patient: PatientId,
    session: SessionId,
    lots: &[LotId],
    reason: &str,
    say: &Say<'_>,
) -> Result<(), AppError> {
    let mut writing = app.write(actor, Action::RunSession).await?;
    let now = writing.now;
    let mut ground = Ground::hold(&mut writing.tx, actor, app, patient, session, now).await?;
    check_not_begun(&ground)?;
    let prescribed = day::prescribed(&ground);
    let mut invalid = Invalid::default();
    let mut chosen: Vec<ChosenLot> = Vec::new();
    let mut otherwise = Vec::new();
    for id in lots {
        let lot = day::lot(&ground, *id).ok_or(AppError::NotFound("lot"))?;
        if !prescribed.needed.iter().any(|need| need.takes(lot)) {
            return Err(AppError::NotFound("lot"));
        }
        if chosen.iter().any(|known| known.lot == *id) {
            continue;
        }
        if let Some(message) = refusal(lot.standing, &lot.number) {
            if ground.is_record() {
                otherwise.extend(gate::of_lot(lot, ground.day()));
            } else {
                invalid.add(format!("lot-{id}"), message);
            }
        }
        // Chosen before by somebody else: it stays theirs.
        let before = ground.body.lots.iter().find(|known| known.lot == *id).cloned();
        chosen.push(before.unwrap_or_else(|| ChosenLot {
            product: lot.product_id,
            lot: *id,
            by: actor.person,
            by_name: actor.name.clone(),
            at: now.0,
        }));
    }
    invalid.check()?;
    otherwise.retain(|obstacle| !gate::is_recorded(&ground.body, &obstacle.code));
    record::open_incidents(&mut writing.tx, actor, &mut ground, &otherwise, reason, say).await?;
    ground.body.lots = chosen;
    ground.store(&mut writing.tx).await?;
    let deed = Deed::new("session.lots", "session", session)
        .of(ground.patient.id)
        .wrote(&ground.body.lots);
    writing.commit(deed).await
}

/// Why a lot cannot be chosen for use.
fn refusal(standing: Standing, number: &str) -> Option<Message> {
    let key = match standing {
        Standing::Usable => return None,
        Standing::Empty => "session-lot-is-empty",
        Standing::Expired => "session-lot-is-expired",
        Standing::Quarantined => "session-lot-is-quarantined",
    };
    Some(Message::new(key).with("lot", number))
}

/// Lots and mixture are those of the first point on; what is written down after the fact can be put right until it is signed.
fn check_not_begun(ground: &Ground) -> Result<(), AppError> {
    if ground.body.first_point_at.is_some() && !ground.is_record() {
        return Err(AppError::refused("session-points-are-charted"));
    }
    Ok(())
}

/// What somebody drew from a lot.
#[derive(Debug, Clone, PartialEq)]
pub struct Drawn {
    /// Which lot.
    pub lot: LotId,
    /// How much.
    pub volume_ml: f64,
    /// New vials that were opened for it.
    pub vials: u32,
    /// The opened vial that was used on.
    pub vial: Option<VialId>,
}

/// Strength and dose of an agent, as somebody worked them out.
#[derive(Debug, Clone, PartialEq)]
pub struct Figures {
    /// Volume of the finished mixture.
    pub volume_ml: f64,
    /// Agent by id, strength, dose.
    pub agents: Vec<(String, f64, f64)>,
}

/// What the one who prepares enters.
#[derive(Debug, Clone, PartialEq)]
pub struct Preparation {
    /// What was drawn.
    pub drawn: Vec<Drawn>,
    /// Volume of the finished mixture, as it is read off the syringe.
    pub volume_ml: f64,
    /// Single mode: strengths and doses as the same person works them out.
    pub own_figures: Option<Figures>,
}

/// Enters what was prepared: the first of two entries, or the only one in a clinic of one.
pub async fn prepare(
    actor: &Actor,
    app: &App,
    patient: PatientId,
    session: SessionId,
    preparation: &Preparation,
) -> Result<(), AppError> {
    let mut writing = app.write(actor, Action::RunSession).await?;
    let now = writing.now;
    let mut ground = Ground::hold(&mut writing.tx, actor, app, patient, session, now).await?;
    check_not_begun(&ground)?;
    let prescribed = day::prescribed(&ground);
    if prescribed.needed.is_empty() {
        return Err(AppError::refused("session-needs-no-mixture"));
    }
    let is_single = ground.clinic.settings.0.works_alone;
    let judged = super::Judged::of(&mut writing.tx, &ground).await?;
    if !ground.is_record() {
        gate::refuse(&judged.gate, Before::Mixing)?;
        let (country, day) = (&ground.clinic.country, ground.day());
        people::demand_credential(&mut writing.tx, actor, Scope::Prepare, country, day).await?;
    }
    let mut parts = read_parts(&ground, &prescribed.needed, preparation)?;
    check_vials(&mut writing.tx, &ground, preparation, &mut parts).await?;
    let plan = super::judge_drawn(&mut writing.tx, &ground, &parts).await?;
    let agents = agents_of(&plan)?;
    check_volume(&parts, preparation.volume_ml)?;
    let prepared_at = if ground.session.from_paper {
        ground.session.started_at
    } else {
        now
    };
    open_new_vials(&mut writing.tx, actor, &ground, &mut parts, prepared_at).await?;
    let mut prepared = Prepared {
        parts,
        volume_ml: preparation.volume_ml,
        agents,
        prepared_at: prepared_at.0,
        discard_after: prepared_at.0.saturating_add(USE_WITHIN).unwrap_or(prepared_at.0),
        own_figures: None,
    };
    if is_single {
        prepared.own_figures = Some(own_figures(&prepared, preparation.own_figures.as_ref())?);
    }
    let attempt = ground.entries.iter().map(|entry| entry.attempt).max().unwrap_or(0) + 1;
    let entry = Entry {
        attempt,
        part: if is_single { Part::Single } else { Part::First },
        body: Json(to_value(&prepared)?),
        by_person: actor.person,
        by_name: actor.name.clone(),
        entered_at: now,
    };
    insert(&mut writing.tx, &ground, &entry).await?;
    let components: Vec<Component> = prepared.parts.iter().map(component_of).collect();
    sessions::replace_components(
        &mut writing.tx,
        ground.clinic.id,
        ground.patient.id,
        session,
        &components,
        now,
    )
    .await?;
    ground.store(&mut writing.tx).await?;
    let deed = Deed::new("session.mixture.prepare", "session", session)
        .of(ground.patient.id)
        .wrote(&prepared);
    writing.commit(deed).await
}

fn component_of(part: &PreparedPart) -> Component {
    Component {
        product: part.product,
        lot: part.lot,
        vial: part.vial,
        volume_ml: part.volume_ml,
        vials: i64::from(part.vials),
    }
}

/// Enters the second check; gives whether it agrees. What the first entered is compared here and shown to nobody before.
pub async fn check(
    actor: &Actor,
    app: &App,
    patient: PatientId,
    session: SessionId,
    figures: &Figures,
) -> Result<bool, AppError> {
    let mut writing = app.write(actor, Action::RunSession).await?;
    let now = writing.now;
    let mut ground = Ground::hold(&mut writing.tx, actor, app, patient, session, now).await?;
    check_not_begun(&ground)?;
    let MixtureState::Waiting { first, entry: line } = MixtureState::of(&ground.entries, true)? else {
        return Err(AppError::refused("session-nothing-to-check"));
    };
    if line.by == actor.person {
        return Err(AppError::refused("session-check-by-another"));
    }
    let checked = compare(&first, figures)?;
    let agrees = checked.agrees();
    let entry = Entry {
        attempt: line.attempt,
        part: Part::Second,
        body: Json(to_value(&checked)?),
        by_person: actor.person,
        by_name: actor.name.clone(),
        entered_at: now,
    };
    insert(&mut writing.tx, &ground, &entry).await?;
    ground.store(&mut writing.tx).await?;
    let deed = Deed::new("session.mixture.check", "session", session)
        .of(ground.patient.id)
        .wrote(&checked);
    writing.commit(deed).await?;
    Ok(agrees)
}

/// Two entries of one part, or two of one person, are refused by the database: somebody was faster.
async fn insert(tx: &mut Transaction, ground: &Ground, entry: &Entry) -> Result<(), AppError> {
    match sessions::insert_entry(tx, ground.clinic.id, ground.session.id, entry).await {
        Err(error) if error.is_refused() => Err(AppError::Stale("mixture")),
        other => Ok(other?),
    }
}

/// The strengths and doses that follow from what was drawn, worked out by care.
fn agents_of(plan: &Plan) -> Result<Vec<AgentAmount>, AppError> {
    let formulation = plan.formulation.as_ref();
    if let Some(cocktail) = formulation.and_then(|formulation| formulation.cocktail.as_ref()) {
        return Ok(day::checked_agents(cocktail).map(day::amount_of).collect());
    }
    let mut invalid = Invalid::default();
    for refusal in formulation
        .map(|formulation| formulation.refusals.as_slice())
        .unwrap_or_default()
    {
        invalid.add(
            "volume",
            Message::new("session-mixture-refused").with("reason", &refusal.reason),
        );
    }
    invalid.check()?;
    Err(AppError::refused("session-mixture-empty"))
}

fn read_parts(ground: &Ground, needed: &[Needed], preparation: &Preparation) -> Result<Vec<PreparedPart>, AppError> {
    let mut invalid = Invalid::default();
    let mut parts = Vec::new();
    for drawn in &preparation.drawn {
        let field = |what: &str| format!("{what}-{}", drawn.lot);
        let is_chosen = ground.body.lots.iter().any(|chosen| chosen.lot == drawn.lot);
        let lot = day::lot(ground, drawn.lot)
            .filter(|_| is_chosen)
            .ok_or(AppError::NotFound("lot"))?;
        if !(drawn.volume_ml.is_finite() && 0.0 < drawn.volume_ml && drawn.volume_ml <= MOST_ML) {
            invalid.add(
                field("drawn"),
                Message::new("session-volume-impossible").with("most", MOST_ML),
            );
        }
        if MOST_VIALS < drawn.vials {
            invalid.add(
                field("vials"),
                Message::new("session-vials-impossible").with("most", MOST_VIALS),
            );
        }
        if drawn.vials == 0 && drawn.vial.is_none() && !ground.is_record() {
            invalid.add(field("vials"), Message::new("session-vial-missing"));
        }
        parts.push(PreparedPart {
            product: lot.product_id,
            name: lot.product.name.clone(),
            lot: lot.lot,
            lot_number: lot.number.clone(),
            expires: lot.product.expires,
            volume_ml: drawn.volume_ml,
            vials: drawn.vials,
            vial: drawn.vial,
            of_another: false,
        });
    }
    for need in needed {
        let is_there = parts
            .iter()
            .any(|part| day::lot(ground, part.lot).is_some_and(|lot| need.takes(lot)));
        if !is_there && !ground.is_record() {
            invalid.add(
                "drawn",
                Message::new("session-product-not-drawn").with("product", &need.name),
            );
        }
    }
    if parts.is_empty() {
        invalid.add("drawn", Message::new("session-nothing-drawn"));
    }
    if !(preparation.volume_ml.is_finite() && 0.0 < preparation.volume_ml && preparation.volume_ml <= MOST_ML) {
        invalid.add(
            "volume",
            Message::new("session-volume-impossible").with("most", MOST_ML),
        );
    }
    invalid.check()?;
    Ok(parts)
}

/// Opened vials that can be used on for this patient: theirs, and where the clinic splits vials also those of nobody.
pub(super) async fn own_vials(tx: &mut Transaction, ground: &Ground) -> Result<Vec<OpenedVial>, AppError> {
    let mut opened = vials::opened(tx, &ground.clinic).await?;
    opened.retain(|vial| vial.patient.is_none_or(|patient| patient == ground.own_id()));
    Ok(opened)
}

/// Looks at the vials that are used on: of this lot, not thrown away, in time, of this patient alone. What was done already is
/// written down in any case, with its incident.
async fn check_vials(
    tx: &mut Transaction,
    ground: &Ground,
    preparation: &Preparation,
    parts: &mut [PreparedPart],
) -> Result<(), AppError> {
    let mut invalid = Invalid::default();
    for (drawn, part) in preparation.drawn.iter().zip(parts) {
        let Some(vial) = drawn.vial else { continue };
        let found = if ground.is_record() {
            anagen_records::stock::vials::find(tx, ground.clinic.id, vial)
                .await?
                .ok_or(AppError::NotFound("vial"))
        } else {
            vials::check_use_on(tx, &ground.clinic, vial, ground.own_id(), ground.moment()).await
        };
        match found {
            Ok(found) if found.lot == drawn.lot => {
                part.of_another = found.patient.is_some_and(|patient| patient != ground.own_id());
            }
            Ok(_) => return Err(AppError::NotFound("vial")),
            Err(AppError::Refused(message)) => invalid.add(format!("vial-{}", drawn.lot), message),
            Err(error) => return Err(error),
        }
    }
    invalid.check()
}

/// Opens the new vials through the stock; the first of a lot stands with its part.
async fn open_new_vials(
    tx: &mut Transaction,
    actor: &Actor,
    ground: &Ground,
    parts: &mut [PreparedPart],
    at: Stamp,
) -> Result<(), AppError> {
    let is_split = ground.clinic.settings.0.vials_are_split;
    for part in parts {
        for _ in 0..part.vials {
            let opening = Opening {
                lot: part.lot,
                patient: (!is_split).then(|| ground.own_id()),
                session: Some(ground.session.id),
                at,
                incident: gate::incident_of_lot(&ground.body, part.lot),
            };
            let opened = vials::open_in(tx, actor, &ground.clinic, opening).await?;
            part.vial.get_or_insert(opened);
        }
    }
    Ok(())
}

/// The volume read off the syringe has to be what was drawn into it.
fn check_volume(parts: &[PreparedPart], volume_ml: f64) -> Result<(), AppError> {
    let drawn = parts.iter().fold(0.0, |total, part| total + part.volume_ml);
    if agree(drawn, volume_ml) {
        return Ok(());
    }
    let mut invalid = Invalid::default();
    let message = Message::new("session-volume-differs").with("drawn", anagen_care::units::Millilitres(drawn));
    invalid.add("volume", message);
    Err(AppError::Invalid(invalid))
}

/// Single mode: one person works strengths and doses out besides, and they have to follow from what was drawn.
fn own_figures(prepared: &Prepared, figures: Option<&Figures>) -> Result<Checked, AppError> {
    let figures = figures.ok_or_else(|| AppError::field("volume", "session-own-figures-missing"))?;
    let checked = compare(prepared, figures)?;
    let mut invalid = Invalid::default();
    for difference in &checked.differences {
        let field = match (&difference.of, &difference.agent) {
            (Figure::Volume, _) | (_, None) => "volume".to_owned(),
            (Figure::Strength, Some(agent)) => format!("strength-{agent}"),
            (Figure::Dose, Some(agent)) => format!("dose-{agent}"),
        };
        let message = Message::new("session-own-figure-differs")
            .with("first", anagen_knowledge::Plain(difference.first))
            .with("unit", &difference.unit);
        invalid.add(field, message);
    }
    invalid.check()?;
    Ok(checked)
}

/// Whether two figures are the same within the tolerance.
fn agree(first: f64, second: f64) -> bool {
    (first - second).abs() <= TOLERANCE * first.abs().max(second.abs()) * (1.0 + 1e-9)
}

/// Holds the second entry against the first.
fn compare(prepared: &Prepared, figures: &Figures) -> Result<Checked, AppError> {
    let mut invalid = Invalid::default();
    let mut read = |field: String, number: f64| {
        if !(number.is_finite() && 0.0 < number) {
            invalid.add(field, Message::new("session-figure-missing"));
        }
        number
    };
    let mut differences = Vec::new();
    let mut agents = Vec::new();
    let volume_ml = read("volume".to_owned(), figures.volume_ml);
    if !agree(prepared.volume_ml, volume_ml) {
        differences.push(Difference {
            of: Figure::Volume,
            agent: None,
            unit: "mL".to_owned(),
            first: prepared.volume_ml,
            second: volume_ml,
        });
    }
    for first in &prepared.agents {
        let entered = figures.agents.iter().find(|(agent, ..)| *agent == first.agent);
        let (strength, dose) = entered.map_or((f64::NAN, f64::NAN), |(_, strength, dose)| (*strength, *dose));
        let strength = read(format!("strength-{}", first.agent), strength);
        let dose = read(format!("dose-{}", first.agent), dose);
        let mut compare = |of: Figure, unit: String, first_figure: f64, second: f64| {
            if !agree(first_figure, second) {
                differences.push(Difference {
                    of,
                    agent: Some(first.name.clone()),
                    unit,
                    first: first_figure,
                    second,
                });
            }
        };
        compare(Figure::Strength, format!("{}/mL", first.unit), first.strength, strength);
        compare(Figure::Dose, first.unit.clone(), first.dose, dose);
        agents.push(AgentAmount {
            strength,
            dose,
            ..first.clone()
        });
    }
    invalid.check()?;
    Ok(Checked {
        volume_ml,
        agents,
        differences,
    })
}

/// Puts the lots of a signed mixture right in an amendment: part by place, lot, volume drawn, vials opened. Strengths and doses
/// follow from what was drawn.
pub async fn amend_mixture(
    actor: &Actor,
    app: &App,
    patient: PatientId,
    session: SessionId,
    parts: &[Drawn],
) -> Result<(), AppError> {
    let mut writing = app.write(actor, Action::RunSession).await?;
    let now = writing.now;
    let mut ground = Ground::hold(&mut writing.tx, actor, app, patient, session, now).await?;
    let Some(mut mixture) = ground.body.mixture.clone().filter(|_| ground.is_amendment()) else {
        return Err(AppError::refused("session-nothing-to-amend"));
    };
    if parts.len() != mixture.parts.len() {
        return Err(AppError::NotFound("part"));
    }
    let mut invalid = Invalid::default();
    for (place, (part, corrected)) in mixture.parts.iter_mut().zip(parts).enumerate() {
        let lot = day::lot(&ground, corrected.lot).filter(|lot| lot.product_id == part.product);
        let lot = lot.ok_or(AppError::NotFound("lot"))?;
        if !(corrected.volume_ml.is_finite() && 0.0 < corrected.volume_ml && corrected.volume_ml <= MOST_ML) {
            invalid.add(
                format!("drawn-{place}"),
                Message::new("session-volume-impossible").with("most", MOST_ML),
            );
        }
        if MOST_VIALS < corrected.vials {
            invalid.add(
                format!("vials-{place}"),
                Message::new("session-vials-impossible").with("most", MOST_VIALS),
            );
        }
        if part.lot != lot.lot {
            // The vial that was noted was one of the other lot.
            part.vial = None;
            part.lot = lot.lot;
            part.lot_number.clone_from(&lot.number);
            part.expires = lot.product.expires;
        }
        part.volume_ml = corrected.volume_ml;
        part.vials = corrected.vials;
    }
    invalid.check()?;
    let plan = super::judge_drawn(&mut writing.tx, &ground, &mixture.parts).await?;
    mixture.agents = agents_of(&plan)?;
    mixture.volume_ml = mixture.parts.iter().fold(0.0, |total, part| total + part.volume_ml);
    ground.body.mixture = Some(mixture);
    ground.store(&mut writing.tx).await?;
    let deed = Deed::new("session.amend.mixture", "session", session)
        .of(ground.patient.id)
        .wrote(&ground.body.mixture);
    writing.commit(deed).await
}
