//! The browser does what it is told, and finds what is wrong: on pages of the tests' own.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

use fantoccini::key::Key;

use crate::browser::Browser;
use crate::clinic::{Clinic, Engine};
use crate::screen::{Look, Size, Theme};
use crate::site;

/// A browser on the tests' own pages.
#[track_caller]
fn browser() -> Option<Browser> {
    let browser = Browser::start(&site::serve())?;
    browser.open("/form");
    browser.sees("A form");
    Some(browser)
}

/// In which words a step fails.
#[track_caller]
fn failure(browser: &Browser, step: impl FnOnce(&Browser)) -> String {
    browser.wait_at_most(Duration::ZERO);
    let outcome = catch_unwind(AssertUnwindSafe(|| step(browser)));
    let Err(failure) = outcome else {
        panic!("the step does not fail")
    };
    failure.downcast_ref::<String>().cloned().unwrap_or_default()
}

#[track_caller]
fn check_failure(browser: &Browser, words: &str, step: impl FnOnce(&Browser)) {
    let failure = failure(browser, step);
    assert!(failure.contains(words), "the step fails in other words:\n{failure}");
}

#[test]
fn a_form_is_filled_and_sent() {
    let Some(browser) = browser() else { return };
    let picture = tempfile::Builder::new().suffix(".txt").tempfile().unwrap();
    browser.fill("Weight", "61.5");
    browser.holds("Weight", "61.5");
    browser.fill("Born on", "1984-02-29");
    browser.choose("Country", "France");
    browser.choose("Is she pregnant?", "Not known");
    browser.choose("Does she smoke?", "No");
    browser.tick("I have read it");
    browser.upload("Picture", picture.path());
    browser.press("Save");
    let picture = picture.path().file_name().unwrap().to_string_lossy().into_owned();
    browser.is_at("/answer");
    browser.sees(&format!(
        "weight=61.5&born=1984-02-29&country=fr&pregnant=not_known&smokes=no&read=read&picture={picture}"
    ));
}

#[test]
fn a_field_is_emptied_and_keys_go_where_the_focus_is() {
    let Some(browser) = browser() else { return };
    browser.fill("Weight", "");
    browser.holds("Weight", "");
    browser.keys("72");
    browser.holds("Weight", "72");
    browser.has_focus("Weight kg");
    browser.press("Save");
    browser.sees("weight=72&born=&country=es&picture=");
}

#[test]
fn keys_move_the_focus() {
    let Some(browser) = browser() else { return };
    browser.fill("Weight", "72");
    browser.keys(&(Key::Shift + &Key::Tab));
    browser.keys(&Key::Tab);
    browser.has_focus("Weight kg");
    browser.keys(&Key::Enter);
    browser.is_at("/answer");
}

#[test]
fn the_nearest_of_equal_buttons_is_pressed() {
    let Some(browser) = browser() else { return };
    browser.beside("Bea Soto", || browser.press("Arrived"));
    browser.sees("Bea Soto has arrived");
    browser.beside("Ana Ruiz", || browser.press("Arrived"));
    browser.sees("Ana Ruiz has arrived");
    browser.sees_no("Bea Soto has arrived");
}

#[test]
fn a_covered_button_is_waited_for() {
    let Some(browser) = browser() else { return };
    browser.script(
        "const cover = document.createElement('div');
            Object.assign(cover.style, { position: 'fixed', inset: 0 });
            document.body.append(cover);",
        &[],
    );
    check_failure(&browser, "element click intercepted", |browser| browser.press("Save"));
    browser.wait_at_most(Duration::from_mins(1));
    browser.script("setTimeout(() => document.body.lastChild.remove(), 300)", &[]);
    browser.press("Save");
    browser.is_at("/answer");
}

#[test]
fn a_hand_draws_and_drags_with_a_mouse_and_with_a_finger() {
    let Some(browser) = browser() else { return };
    for (size, pointer) in [(Size::Desktop, "mouse"), (Size::Tablet, "touch")] {
        browser.show(Look {
            size,
            theme: Theme::Light,
        });
        browser.open("/form");
        browser.draw("Signature", &[(0.1, 0.5), (0.5, 0.2), (0.9, 0.8)]);
        browser.sees(&format!("Drawn by {pointer} in a line"));
        browser.drag("A card", "A shelf");
        browser.sees("The card lies on the shelf");
    }
}

#[test]
fn a_page_is_shown_in_both_sizes_and_themes() {
    let Some(browser) = browser() else { return };
    browser.sees("1280 x 800, light, pointed at");
    browser.show(Look {
        size: Size::Tablet,
        theme: Theme::Dark,
    });
    browser.open("/form");
    browser.sees("820 x 1180, dark, touched");
    browser.use_tab(2);
    browser.open("/form?second");
    browser.sees("820 x 1180, dark, touched");
    browser.use_tab(1);
    assert_eq!(browser.path(), "/form");
}

#[test]
fn a_page_is_used_without_script() {
    let Some(browser) = browser() else { return };
    browser.sees_no("Without script");
    browser.run_scripts(false);
    browser.open("/form");
    browser.sees("Without script");
    browser.sees_no("1280 x 800");
    browser.fill("Born on", "1984-02-29");
    browser.choose("Does she smoke?", "Yes");
    browser.check_screen("harness-form-without-script");
    browser.press("Save");
    browser.sees("weight=60&born=1984-02-29&country=es&smokes=yes&picture=");
}

#[test]
fn a_page_without_faults_passes() {
    let Some(browser) = browser() else { return };
    browser.check_screen("harness-form");
}

#[test]
fn faults_of_accessibility_and_size_are_found() {
    let Some(browser) = browser() else { return };
    browser.follow("To the faults");
    browser.is_at("/faults");
    let found = browser.axe().join("\n");
    assert!(found.contains("label (critical) at input: "), "{found}");
    assert!(
        !found.contains("color-contrast"),
        "only the dark theme is pale:\n{found}"
    );

    let failure = failure(&browser, |browser| browser.check_screen("harness-faults"));
    for expected in [
        "desktop-dark: color-contrast (serious) at .pale: ",
        "tablet-light: the page is 196 px wider than the screen",
    ] {
        assert!(failure.contains(expected), "`{expected}` is missing:\n{failure}");
    }
    assert!(!failure.contains("desktop-light: the page is"), "{failure}");
}

#[test]
fn errors_in_the_console_fail_a_step() {
    let Some(browser) = browser() else { return };
    check_failure(&browser, "Content Security Policy", |browser| browser.open("/inline"));
    check_failure(&browser, "status of 404 (Not Found)", |browser| {
        browser.open("/nowhere");
    });
    browser.open("/form");
    browser.script("setTimeout(() => { throw new Error('broken') })", &[]);
    browser.sees("A form");
    let errors = browser.console_errors();
    assert!(errors.iter().any(|error| error.contains("broken")), "{errors:?}");

    browser.expect_in_console("status of 404");
    browser.open("/nowhere");
    browser.sees("There is no such page");
}

#[test]
fn an_error_in_the_console_fails_the_test_at_its_end() {
    let Some(browser) = browser() else { return };
    browser.script("console.error('seen by nobody')", &[]);
    let outcome = catch_unwind(AssertUnwindSafe(|| drop(browser)));
    let failure = outcome
        .err()
        .and_then(|failure| failure.downcast_ref::<String>().cloned());
    assert!(
        failure
            .as_ref()
            .is_some_and(|failure| failure.contains("seen by nobody")),
        "{failure:?}"
    );
}

#[test]
fn a_request_beyond_this_machine_fails() {
    let Some(browser) = browser() else { return };
    browser.expect_in_console("net::ERR_NAME_NOT_RESOLVED");
    check_failure(&browser, "status of 404", |browser| browser.open("/nowhere"));
    browser.open("/outside");
    browser.script(
        "const image = document.images[0]; if (!image.complete || image.naturalWidth) throw new Error('it is loaded')",
        &[],
    );
}

#[test]
fn a_step_that_cannot_be_done_says_what_is_there() {
    let Some(browser) = browser() else { return };
    browser.wait_at_most(Duration::ZERO);
    check_failure(
        &browser,
        "there is no button “Sign”; there are: “Save”, “Arrived”",
        |b| b.press("Sign"),
    );
    check_failure(&browser, "/form\n  the page says: A form 1280 x 800", |b| {
        b.press("Sign");
    });
    check_failure(&browser, "there are 2 times button “Arrived”", |b| {
        b.press("Arrived");
    });
    check_failure(
        &browser,
        "there is no answer “Perhaps”; there are: “Yes”, “No”",
        |b| {
            b.choose("Does she smoke?", "Perhaps");
        },
    );
    check_failure(&browser, "the page does not show “signed”", |b| b.sees("signed"));
    check_failure(&browser, "the page shows “Ana Ruiz”", |b| b.sees_no("Ana Ruiz"));
    check_failure(&browser, "holds “60”, not “61”", |b| b.holds("Weight", "61"));
    check_failure(&browser, "does not take “29 February”", |b| {
        b.fill("Born on", "29 February");
    });
    check_failure(&browser, "the address is not /answer", |b| b.is_at("/answer"));
    check_failure(&browser, "there is no “Carla Vega” on the page", |b| {
        b.beside("Carla Vega", || b.press("Arrived"));
    });
}

/// Its pages answer, and answer again after it was killed.
#[track_caller]
fn check_clinic(engine: Engine) {
    let Some(mut clinic) = Clinic::start(engine, &[]) else {
        return;
    };
    let Some(browser) = clinic.browser() else { return };
    browser.open("/");
    let shown = browser.visible_text().unwrap();
    assert!(!shown.is_empty());
    assert!(clinic.folder().is_dir());

    clinic.kill();
    browser.expect_in_console("net::ERR_CONNECTION_REFUSED");
    check_failure(&browser, "net::ERR_CONNECTION_REFUSED", |browser| browser.open("/"));
    clinic.restart();
    browser.open("/");
    assert_eq!(browser.visible_text().unwrap(), shown);
}

#[test]
fn a_clinic_comes_back_after_it_was_killed() {
    check_clinic(Engine::Sqlite);
}

#[test]
fn a_clinic_with_postgresql_comes_back_after_it_was_killed() {
    check_clinic(Engine::Postgres);
}

#[test]
#[should_panic(expected = "ended (exit status: 2) before it answered; it printed")]
fn a_clinic_that_does_not_start_says_why() {
    drop(Clinic::start(Engine::Sqlite, &["--nonsense"]));
}
