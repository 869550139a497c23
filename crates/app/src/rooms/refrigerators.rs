//! Refrigerators and the log of their temperatures.

use anagen_records::Transaction;
use anagen_records::clinics::Clinic;
use anagen_records::rooms::refrigerators;
use anagen_records::values::RefrigeratorId;

use crate::Message;
use crate::actor::{Action, Actor};
use crate::app::App;
use crate::error::{AppError, Invalid};
use crate::stock::one_line;
use crate::transaction::Deed;

pub use anagen_records::rooms::refrigerators::{Refrigerator, Temperature};

/// What a thermometer of a refrigerator can show, in °C: anything else is a slip of the finger.
const POSSIBLE_CELSIUS: std::ops::RangeInclusive<f64> = -90.0..=60.0;

/// Whether what is in it keeps at a temperature.
pub fn is_in_range(refrigerator: &Refrigerator, celsius: f64) -> bool {
    (refrigerator.lowest_celsius..=refrigerator.highest_celsius).contains(&celsius)
}

/// The refrigerators that a clinic uses, each with its latest temperatures, the latest first.
pub async fn in_use(
    tx: &mut Transaction,
    clinic: &Clinic,
    most: i64,
) -> Result<Vec<(Refrigerator, Vec<Temperature>)>, AppError> {
    let mut all = Vec::new();
    for refrigerator in refrigerators::in_use(tx, clinic.id).await? {
        let log = refrigerators::temperatures(tx, clinic.id, refrigerator.id, most).await?;
        all.push((refrigerator, log));
    }
    Ok(all)
}

/// A refrigerator of a clinic with its latest temperatures, the latest first.
pub async fn open(
    actor: &Actor,
    app: &App,
    id: RefrigeratorId,
    most: i64,
) -> Result<(Refrigerator, Vec<Temperature>), AppError> {
    let mut reading = app.read(actor, Action::ReadStock).await?;
    let found = refrigerators::find(&mut reading.tx, actor.clinic, id).await?;
    let refrigerator = found.ok_or(AppError::NotFound("refrigerator"))?;
    let log = refrigerators::temperatures(&mut reading.tx, actor.clinic, id, most).await?;
    Ok((refrigerator, log))
}

/// Adds a refrigerator with the range in which what is in it keeps.
pub async fn add(
    actor: &Actor,
    app: &App,
    name: &str,
    lowest: Option<f64>,
    highest: Option<f64>,
) -> Result<RefrigeratorId, AppError> {
    let mut writing = app.write(actor, Action::EditStock).await?;
    let mut invalid = Invalid::default();
    let name = one_line("name", name, Some("stock-refrigerators-name-missing"), &mut invalid);
    if refrigerators::has_name(&mut writing.tx, actor.clinic, &name).await? {
        invalid.add("name", Message::new("stock-refrigerators-name-taken"));
    }
    let possible = |celsius: Option<f64>| celsius.filter(|celsius| POSSIBLE_CELSIUS.contains(celsius));
    for (field, celsius) in [("lowest", lowest), ("highest", highest)] {
        if possible(celsius).is_none() {
            invalid.add(field, Message::new("stock-refrigerators-celsius-wrong"));
        }
    }
    let range = possible(lowest).zip(possible(highest));
    if range.is_some_and(|(lowest, highest)| lowest >= highest) {
        invalid.add("highest", Message::new("stock-refrigerators-range-wrong"));
    }
    let (Some((lowest_celsius, highest_celsius)), true) = (range, invalid.0.is_empty()) else {
        return Err(invalid.into());
    };
    let refrigerator = Refrigerator {
        id: RefrigeratorId::new(),
        name,
        lowest_celsius,
        highest_celsius,
        retired_at: None,
    };
    refrigerators::insert(&mut writing.tx, actor.clinic, &refrigerator).await?;
    writing
        .commit(Deed::new("refrigerator.add", "refrigerator", refrigerator.id))
        .await?;
    Ok(refrigerator.id)
}

/// Takes a refrigerator out of use; its log stays.
pub async fn retire(actor: &Actor, app: &App, id: RefrigeratorId) -> Result<(), AppError> {
    let mut writing = app.write(actor, Action::EditStock).await?;
    if !refrigerators::retire(&mut writing.tx, actor.clinic, id, writing.now).await? {
        return Err(AppError::NotFound("refrigerator"));
    }
    writing
        .commit(Deed::new("refrigerator.retire", "refrigerator", id))
        .await
}

/// Writes a temperature down. Out of range needs a note that says what was done with what is in it.
pub async fn read_temperature(
    actor: &Actor,
    app: &App,
    id: RefrigeratorId,
    celsius: Option<f64>,
    note: &str,
) -> Result<(), AppError> {
    let mut writing = app.write(actor, Action::EditStock).await?;
    let found = refrigerators::find(&mut writing.tx, actor.clinic, id).await?;
    let refrigerator = found
        .filter(|found| found.retired_at.is_none())
        .ok_or(AppError::NotFound("refrigerator"))?;
    let mut invalid = Invalid::default();
    let celsius = celsius.filter(|celsius| POSSIBLE_CELSIUS.contains(celsius));
    if celsius.is_none() && invalid.of("celsius").is_none() {
        invalid.add("celsius", Message::new("stock-refrigerators-celsius-wrong"));
    }
    let is_out = celsius.is_some_and(|celsius| !is_in_range(&refrigerator, celsius));
    let note = one_line(
        "note",
        note,
        is_out.then_some("stock-refrigerators-note-missing"),
        &mut invalid,
    );
    let (Some(celsius), true) = (celsius, invalid.0.is_empty()) else {
        return Err(invalid.into());
    };
    refrigerators::read(
        &mut writing.tx,
        actor.clinic,
        id,
        celsius,
        &note,
        actor.person,
        writing.now,
    )
    .await?;
    writing.commit(Deed::new("refrigerator.read", "refrigerator", id)).await
}
