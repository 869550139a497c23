//! The whole way of a clinic and a patient, by the words on the screen: first start, people, knowledge, shelf, intake on a
//! tablet, a caution that is overridden, plan, consent, two sessions, an adverse event, a recall. Every screen is looked at.

mod consent;
mod harm;
mod intake;
mod plan;
mod screening;
mod session;
mod shelf;
mod start;

use fantoccini::Client;
use jiff::{ToSpan as _, Zoned};

use crate::browser::{Browser, Effort};
use crate::clinic::{Clinic, Engine};

/// Everybody's password.
const PASSWORD: &str = "a sentence that nobody guesses";

/// Those who work in the clinic, each at a screen of their own.
struct Team {
    administrator: Browser,
    /// Prescribes, and is the medical director.
    doctor: Browser,
    injector: Browser,
    assistant: Browser,
}

impl Team {
    /// What all of them did so far.
    fn effort(&self) -> Effort {
        let all = [&self.administrator, &self.doctor, &self.injector, &self.assistant];
        all.iter().fold(Effort::default(), |sum, one| Effort {
            touches: sum.touches + one.effort.get().touches,
            letters: sum.letters + one.effort.get().letters,
        })
    }
}

/// A day from today in the clinic, as date fields take it; its time zone has the middle of the day.
fn days_from_today(days: i64) -> String {
    let day = Zoned::now().with_time_zone(start::time_zone()).date();
    day.saturating_add(days.days()).to_string()
}

/// Presses a button that leads to another page, or to the same one anew, and waits for that.
#[track_caller]
fn go_on(browser: &Browser, button: &str) {
    browser.script("window.isTheOldPage = true;", &[]);
    browser.press(button);
    browser.until(|| {
        let is_new = "return window.isTheOldPage === undefined && document.readyState === 'complete';";
        let is_new = browser.attempt(|client: Client| async move { client.execute(is_new, Vec::new()).await })?;
        (is_new == true)
            .then_some(())
            .ok_or_else(|| format!("“{button}” leads nowhere"))
    });
}

/// Signs somebody in.
#[track_caller]
fn sign_in(browser: &Browser, name: &str) {
    browser.open("/sign-in");
    browser.fill("Sign-in name", name);
    browser.fill("Password", PASSWORD);
    browser.press("Sign in");
    browser.sees("Today");
}

#[track_caller]
fn check_the_whole_way(engine: Engine) {
    let Some(clinic) = Clinic::start(engine, &[]) else {
        return;
    };
    let (Some(administrator), Some(doctor), Some(injector), Some(assistant)) =
        (clinic.browser(), clinic.browser(), clinic.browser(), clinic.browser())
    else {
        return;
    };
    let team = Team {
        administrator,
        doctor,
        injector,
        assistant,
    };
    start::found(&team.administrator);
    start::employ(&team);
    start::adopt(&team.doctor);
    shelf::furnish(&team);
    shelf::stock(&team.assistant);
    let before = team.effort();
    let patient = intake::register(&team.assistant);
    intake::answer_on_the_tablet(&team.assistant, &patient);
    intake::examine(&team.doctor, &patient);
    intake::photograph(&team.assistant, &patient, clinic.folder());
    screening::override_the_caution(&team, &patient);
    plan::prescribe(&team.doctor, &patient);
    consent::agree(&team.assistant, &patient);
    for number in 1..=shelf::SESSIONS {
        let session = session::treat(&team, &patient, number);
        if number == 1 {
            let after = team.effort();
            eprintln!(
                "From the new patient to the aftercare sheet of the first session: {} touches, {} letters typed.",
                after.touches - before.touches,
                after.letters - before.letters
            );
        }
        session::is_sealed(&team, &session);
    }
    shelf::took_once(&team.assistant);
    harm::write_down(&team.doctor, &patient);
    harm::recall(&team.injector);
}

#[test]
fn a_clinic_starts_and_treats_a_patient() {
    check_the_whole_way(Engine::Sqlite);
}

#[test]
fn a_clinic_starts_and_treats_a_patient_with_postgresql() {
    check_the_whole_way(Engine::Postgres);
}
