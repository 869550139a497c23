//! The first morning: the clinic is founded, people get their passwords, the medical director adopts the knowledge.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::{PASSWORD, Team, sign_in};
use crate::browser::Browser;

/// A time zone in which it is the middle of the day now: no test runs over midnight.
pub(super) fn time_zone() -> TimeZone {
    let ahead = 12 - Timestamp::now().to_zoned(TimeZone::UTC).hour();
    // The sign of these names is the other way round.
    let name = format!("Etc/GMT{}{}", if ahead < 0 { '+' } else { '-' }, ahead.abs());
    TimeZone::get(&name).unwrap()
}

/// The first start: clinic and administrator.
pub(super) fn found(browser: &Browser) {
    browser.open("/");
    browser.is_at("/first-start");
    browser.check_screen("first-start");
    browser.fill("Name of the clinic", "Clínica Sol");
    browser.fill("Country", "ES");
    browser.fill("Currency", "EUR");
    browser.fill("Time zone", time_zone().iana_name().unwrap());
    for day in ["Saturday", "Sunday"] {
        browser.fill(&format!("{day} from"), "09:00");
        browser.fill(&format!("{day} to"), "18:00");
    }
    browser.fill("Name", "Pilar Sanz");
    browser.fill("Sign-in name", "pilar");
    // Too short: nothing is founded, and nothing typed is lost.
    browser.fill("Password", "short");
    browser.expect_in_console("status of 422");
    browser.press("Start the clinic");
    browser.sees("Use at least 12 characters.");
    browser.holds("Name of the clinic", "Clínica Sol");
    browser.check_screen("first-start-refused");
    browser.fill("Password", PASSWORD);
    browser.press("Start the clinic");
    browser.is_at("/sign-in");
    browser.check_screen("sign-in");
    sign_in(browser, "pilar");
    browser.check_screen("today-of-the-first-day");
}

/// Enters everybody, who then set their passwords and sign in.
pub(super) fn employ(team: &Team) {
    let administrator = &team.administrator;
    administrator.follow("Administration");
    administrator.check_screen("administration");
    administrator.follow("People");
    let people = [
        (
            &team.doctor,
            "Dr. Ana Ruiz",
            "ana",
            &["Prescriber", "Medical director"][..],
        ),
        (&team.injector, "Ivo Prat", "ivo", &["Injector"]),
        (&team.assistant, "Bea Soto", "bea", &["Assistant"]),
    ];
    for (browser, name, sign_in_name, roles) in people {
        administrator.open("/administration/people/new");
        if sign_in_name == "ana" {
            administrator.check_screen("person-new");
        }
        administrator.fill("Name", name);
        administrator.fill("Sign-in name", sign_in_name);
        for role in roles {
            administrator.tick(role);
        }
        administrator.press("Save");
        administrator.sees("One-time link");
        let link = administrator.script("return document.querySelector('.one-time-link').innerText.trim()", &[]);
        let link = link.as_str().unwrap();
        if sign_in_name == "ana" {
            administrator.check_screen("one-time-link");
        }
        browser.open(link);
        if sign_in_name == "ana" {
            browser.check_screen("new-password");
        }
        browser.fill("New password", PASSWORD);
        browser.press("Save the password");
        sign_in(browser, sign_in_name);
    }
    administrator.open("/administration/people");
    administrator.sees("Ivo Prat");
    administrator.check_screen("people");
}

/// The director reads and adopts every bundle; before that no real patient can be treated.
pub(super) fn adopt(director: &Browser) {
    director.open("/evidence");
    director.check_screen("evidence");
    director.open("/evidence/adoption");
    director.check_screen("adoption");
    for bundle in ["Screening", "Formulary", "Techniques", "Protocols", "Aftercare"] {
        director.tick(bundle);
    }
    director.fill("Password", PASSWORD);
    director.press("Adopt in my name");
    director.sees("Every bundle is adopted as it is now.");
    director.check_screen("adopted");
}
