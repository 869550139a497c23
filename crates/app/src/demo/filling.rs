//! The demo being made: who acts, what was made so far, and the run through the year.

use std::collections::HashMap;

use anagen_knowledge::records::BUNDLES;
use anagen_records::clinics::Hours;
use anagen_records::people::Role;
use anagen_records::values::{
    ConsentId, KitId, LotId, PatientId, PersonId, PlanId, ProductId, RefrigeratorId, RoomId, SessionId,
};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use super::calendar::Calendar;
use super::pictures::Pictures;
use super::staff::{self, ADMINISTRATOR, ADMINISTRATOR_NAME, DIRECTOR, WORKERS};
use super::story::{self, Event, Slot, Step};
use super::{DemoError, Extent, PASSWORD, Say, agenda, course, harm, pictures, record, shelf};
use crate::actor::Actor;
use crate::app::App;
use crate::clock::SetClock;
use crate::error::AppError;
use crate::first_start::{self, FirstStart};
use crate::{adoption, clinic, people, sign_in};

/// Where the clinic is.
const TIME_ZONE: &str = "Europe/Madrid";
/// The clinic was set up so many days ago.
const SET_UP: i64 = 385;
/// Signing in checks a password, which takes a while on purpose: somebody signs in once a week.
const SIGNED_IN_FOR: SignedDuration = SignedDuration::from_hours(24 * 7);
/// On which device they sign in.
const DEVICE: &str = "Tablet of the demo";

/// What became of a patient.
#[derive(Debug, Clone, Default)]
pub(super) struct Made {
    /// The patient.
    pub(super) id: Option<PatientId>,
    /// The plan.
    pub(super) plan: Option<PlanId>,
    /// The consent.
    pub(super) consent: Option<ConsentId>,
    /// Sessions that were begun, with their day.
    pub(super) sessions: Vec<(SessionId, Date)>,
    /// Appointments of the sessions, by number.
    pub(super) appointments: HashMap<u32, anagen_records::values::AppointmentId>,
}

/// The demo being made.
pub(super) struct Filling<'a> {
    /// The clinic's things.
    pub(super) app: &'a App,
    clock: &'a SetClock,
    now: Timestamp,
    /// How much is made.
    pub(super) extent: Extent,
    /// Days and times.
    pub(super) calendar: Calendar,
    actors: HashMap<&'static str, (Timestamp, Actor)>,
    /// Everybody by sign-in name.
    pub(super) workers: HashMap<&'static str, PersonId>,
    /// The rooms.
    pub(super) rooms: Vec<RoomId>,
    /// The kits that are checked each morning.
    pub(super) kits: Vec<KitId>,
    /// The refrigerator.
    pub(super) refrigerator: Option<RefrigeratorId>,
    /// Whether it was too warm once.
    pub(super) was_warm: bool,
    /// The products, in the order of the shelf.
    pub(super) products: Vec<ProductId>,
    /// The lots by delivery.
    pub(super) lots: HashMap<usize, LotId>,
    /// The day of the last morning's round.
    pub(super) last_round: Option<Date>,
    /// The drawn pictures.
    pub(super) pictures: Pictures,
    /// The sessions of each patient as they are planned.
    pub(super) slots: Vec<Vec<Slot>>,
    /// What became of each patient.
    pub(super) made: Vec<Made>,
}

/// Makes the demo.
pub(super) async fn fill(
    app: &App,
    clock: &SetClock,
    now: Timestamp,
    extent: Extent,
    say: &Say<'_>,
) -> Result<(), DemoError> {
    let wrong = |doing: &'static str| move |error: AppError| DemoError::step(doing, &error);
    let zone = TimeZone::get(TIME_ZONE).unwrap_or(TimeZone::UTC);
    let calendar = Calendar::new(zone, now);
    let year = story::year(&calendar, extent).map_err(wrong("laying out the year"))?;
    say("drawing the photographs");
    let pictures = Pictures::draw(extent).await.map_err(wrong("drawing the photographs"))?;

    say("setting up the clinic");
    clock.set(
        calendar
            .moment(calendar.open_day_ago(SET_UP), 9, 0)
            .map_err(wrong("setting the clock"))?,
    );
    found(app, &calendar).await.map_err(wrong("founding the clinic"))?;
    let mut filling = Filling {
        app,
        clock,
        now,
        extent,
        actors: HashMap::new(),
        workers: HashMap::new(),
        rooms: Vec::new(),
        kits: Vec::new(),
        refrigerator: None,
        was_warm: false,
        products: Vec::new(),
        lots: HashMap::new(),
        last_round: None,
        pictures,
        slots: year.sessions,
        made: vec![Made::default(); story::patients(extent).len()],
        calendar,
    };
    filling.employ().await.map_err(wrong("entering the people"))?;
    shelf::set_up(&mut filling)
        .await
        .map_err(wrong("setting up rooms and shelf"))?;

    let mut last = None;
    for event in year.events {
        let doing = format!("{:?} of patient {}", event.step, event.patient + 1);
        let month = event
            .at
            .to_zoned(filling.calendar.zone.clone())
            .strftime("%B %Y")
            .to_string();
        if last.as_ref() != Some(&month) {
            say(&month);
            last = Some(month);
        }
        filling
            .step(event)
            .await
            .map_err(|error| DemoError::step(doing, &error))?;
    }
    Ok(())
}

async fn found(app: &App, calendar: &Calendar) -> Result<(), AppError> {
    let open = Some(Hours {
        from: 9 * 60,
        to: 19 * 60,
    });
    let form = FirstStart {
        clinic: "Clínica Demo".to_owned(),
        country: "ES".to_owned(),
        currency: "EUR".to_owned(),
        time_zone: calendar.zone.iana_name().unwrap_or(TIME_ZONE).to_owned(),
        language: "en".to_owned(),
        hours: [open, open, open, open, open, None, None],
        closed_days: Vec::new(),
        name: ADMINISTRATOR_NAME.to_owned(),
        sign_in_name: ADMINISTRATOR.to_owned(),
        password: PASSWORD.to_owned(),
        roles: vec![Role::Administrator],
    };
    first_start::make(app, form).await?;
    Ok(())
}

impl Filling<'_> {
    /// Moves the clock on to a moment, never back and never beyond the present.
    fn move_to(&self, at: Timestamp) {
        let next = self
            .app
            .now()
            .0
            .saturating_add(SignedDuration::from_secs(1))
            .unwrap_or(at);
        self.clock.set(at.max(next).min(self.now));
    }

    /// Lets so many minutes pass.
    pub(super) fn wait(&self, minutes: i64) {
        let then = self.app.now().0.saturating_add(SignedDuration::from_mins(minutes));
        self.move_to(then.unwrap_or(self.now));
    }

    /// The day on the clock.
    pub(super) fn today(&self) -> Date {
        self.app.now().0.to_zoned(self.calendar.zone.clone()).date()
    }

    /// Somebody who is signed in.
    pub(super) async fn actor(&mut self, name: &'static str) -> Result<Actor, AppError> {
        let now = self.app.now().0;
        if let Some((since, actor)) = self.actors.get(name)
            && now.duration_since(*since) < SIGNED_IN_FOR
        {
            return Ok(actor.clone());
        }
        let from = sign_in::From {
            device: DEVICE,
            address: "127.0.0.1",
        };
        let token = sign_in::sign_in(self.app, name, PASSWORD, from).await?;
        let actor = sign_in::signed_in(self.app, token.as_str()).await?.actor;
        self.actors.insert(name, (now, actor.clone()));
        Ok(actor)
    }

    /// The patient at a place of the list.
    pub(super) fn patient(&self, place: usize) -> Result<PatientId, AppError> {
        self.made
            .get(place)
            .and_then(|made| made.id)
            .ok_or(AppError::NotFound("patient"))
    }

    /// The plan of the patient at a place of the list.
    pub(super) fn plan(&self, place: usize) -> Result<PlanId, AppError> {
        self.made
            .get(place)
            .and_then(|made| made.plan)
            .ok_or(AppError::NotFound("plan"))
    }

    /// What became of the patient at a place of the list.
    pub(super) fn made_mut(&mut self, place: usize) -> Result<&mut Made, AppError> {
        self.made.get_mut(place).ok_or(AppError::NotFound("patient"))
    }

    async fn employ(&mut self) -> Result<(), AppError> {
        let administrator = self.actor(ADMINISTRATOR).await?;
        self.workers.insert(ADMINISTRATOR, administrator.person);
        for worker in WORKERS {
            let particulars = people::Particulars {
                name: worker.name.to_owned(),
                sign_in_name: worker.sign_in_name.to_owned(),
                roles: worker.roles.to_vec(),
            };
            let (person, link) = people::add(&administrator, self.app, particulars).await?;
            sign_in::set_new_password(self.app, link.as_str(), PASSWORD).await?;
            self.workers.insert(worker.sign_in_name, person);
            for credential in staff::credentials(worker.sign_in_name, person, &self.calendar) {
                people::add_credential(&administrator, self.app, credential).await?;
            }
        }
        let before = clinic::read(&administrator, self.app).await?;
        let mut settings = before.settings.0.clone();
        "+34 910 000 112 (the clinic's telephone at any hour)".clone_into(&mut settings.emergency_contact);
        settings.room_hour = Some(3_000);
        settings.injector_hour = Some(4_200);
        settings.session_price = Some(18_000);
        let particulars = clinic::Particulars {
            name: before.name,
            country: before.country,
            currency: before.currency,
            time_zone: before.time_zone,
            language: before.language,
            settings,
        };
        clinic::change(&administrator, self.app, before.version, particulars).await?;
        let director = self.actor(DIRECTOR).await?;
        let bundles: Vec<String> = BUNDLES.iter().map(|bundle| (*bundle).to_owned()).collect();
        adoption::adopt(&director, self.app, &bundles, PASSWORD).await
    }

    async fn step(&mut self, event: Event) -> Result<(), AppError> {
        self.move_to(event.at);
        let place = event.patient;
        match event.step {
            Step::Deliver(which) => shelf::receive(self, which).await,
            Step::Quarantine => shelf::quarantine(self).await,
            Step::Temperature(ago) => shelf::read_temperature(self, ago).await,
            Step::Register => record::register(self, place).await,
            Step::HalfAnswer => record::half_answer(self, place).await,
            Step::Examine => record::examine(self, place).await,
            Step::Clear => record::clear(self, place).await,
            Step::Merge(other) => record::merge(self, other, place).await,
            Step::Photograph(days) => pictures::add(self, place, days).await,
            Step::Draft => course::draft(self, place).await,
            Step::Prescribe => course::prescribe(self, place).await,
            Step::Give => course::give(self, place).await,
            Step::Agree => course::agree(self, place).await,
            Step::Session(number) => course::session(self, place, number).await,
            Step::End => course::end(self, place).await,
            Step::AskAfter => harm::ask_after(self, place).await,
            Step::Harm => harm::write_down(self, place).await,
            Step::Book => agenda::book(self).await,
            Step::Today => agenda::today(self).await,
        }
    }
}
