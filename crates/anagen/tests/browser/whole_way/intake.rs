//! A patient is registered, answers on the tablet, is examined and photographed.

use std::fs;
use std::path::Path;

use fantoccini::Client;

use super::{PASSWORD, go_on};
use crate::browser::Browser;
use crate::screen::{Look, Size, Theme};

/// Answers "No" or "None" wherever nothing is answered yet, as somebody who has nothing does; says how often.
const ANSWER_NO: &str = "
    const groups = new Map();
    for (const radio of document.querySelectorAll('input[type=radio]')) {
        const label = radio.labels[0];
        if (!label.checkVisibility()) continue;
        groups.set(radio.name, [...(groups.get(radio.name) ?? []), [radio, label]]);
    }
    let n = 0;
    for (const group of groups.values()) {
        if (group.some(([radio]) => radio.checked)) continue;
        const no = group.find(([, label]) => ['No', 'None'].includes(label.innerText.trim()));
        if (!no) continue;
        no[1].click();
        n += 1;
    }
    return n;";

/// Answers what is not answered yet with "No" or "None".
fn answer_no(browser: &Browser) {
    let answered = browser.script(ANSWER_NO, &[]);
    browser.touched(answered.as_u64().unwrap(), 0);
}

/// Registers the patient; gives the address.
pub(super) fn register(assistant: &Browser) -> String {
    assistant.open("/patients");
    assistant.check_screen("patients-empty");
    assistant.open("/patients/new");
    assistant.check_screen("patient-new");
    assistant.fill("Given names", "Luis");
    assistant.fill("Family name", "Moreno Castillo");
    assistant.fill("Birth date", "1988-02-03");
    assistant.fill("Phone", "+34 600 000 112");
    assistant.press("Register a patient");
    assistant.sees("Registered.");
    assistant.check_screen("patient");
    let path = assistant.path();
    path.split('?').next().unwrap().to_owned()
}

/// The assistant hands the tablet over; the patient answers, gives it back, and nothing else was to be seen.
pub(super) fn answer_on_the_tablet(assistant: &Browser, patient: &str) {
    assistant.show(Look {
        size: Size::Tablet,
        theme: Theme::Light,
    });
    assistant.open(&format!("{patient}/intake"));
    assistant.check_screen("intake");
    assistant.press("Hand the tablet to the patient");
    assistant.is_at("/tablet/");
    assistant.sees("These questions are for Luis Moreno Castillo.");
    assistant.check_screen("tablet");
    assistant.follow("Begin");
    let mut pages = 0;
    while !assistant.path().ends_with("/back") {
        let path = assistant.path();
        if path.contains("list-medicines") {
            assistant.check_screen("tablet-medicines");
            assistant.choose("Do you take or use any medicines?", "None");
        } else if path.contains("list-allergies") {
            assistant.choose("Do you have any allergies?", "None");
        } else if path.contains("topic-mind") {
            assistant.choose("Is there a fear of needles", "Yes");
        } else if path.contains("topic-scalp") {
            // Its answer asks for one more, on the same page.
            let before = "Has the scalp or any other area ever been treated by mesotherapy";
            if assistant.visible_text().unwrap().contains(before) {
                assistant.check_screen("tablet-scalp");
                assistant.choose(before, "Yes");
            }
        }
        if path.contains("topic-hair") {
            assistant.fill(
                "On which day, as near as can be said, did the shedding start?",
                "2021-06-01",
            );
        }
        answer_no(assistant);
        go_on(assistant, "Continue");
        pages += 1;
        assert!(pages < 60, "the tablet asks on and on: {}", assistant.path());
    }
    assistant.sees_no("Back to the questions");
    // Nothing else opens on it.
    let back = assistant.path();
    assistant.open("/patients");
    assistant.is_at("/tablet/");
    assistant.sees("Everything is answered for today.");
    assistant.open(&back);
    assistant.check_screen("tablet-back");
    assistant.fill("Password", PASSWORD);
    assistant.press("Unlock");
    assistant.is_at(&format!("{patient}/intake"));
    assistant.show(Look::FIRST);
}

/// On the day of a session only what changes is asked again.
pub(super) fn answer_today(assistant: &Browser, patient: &str) {
    assistant.open(&format!("{patient}/intake/today"));
    assistant.check_screen("intake-today");
    assistant.fill("How many hours ago was the last meal?", "2");
    answer_no(assistant);
    go_on(assistant, "Save");
    assistant.sees("Saved.");
    assistant.sees_no("How many hours ago was the last meal?");
}

/// The doctor answers what the examination and the record tell, and makes the diagnosis.
pub(super) fn examine(doctor: &Browser, patient: &str) {
    doctor.open(&format!("{patient}/intake"));
    doctor.sees("What decides now");
    doctor.check_screen("intake-examiner");
    doctor.open(&format!("{patient}/intake/topics/identity"));
    doctor.choose("Which sex was recorded at birth?", "Male");
    answer_no(doctor);
    go_on(doctor, "Save and back to all questions");
    doctor.open(&format!("{patient}/intake/topics/vital-signs"));
    doctor.check_screen("intake-topic");
    doctor.fill("What is the body weight?", "82");
    go_on(doctor, "Save and back to all questions");
    let mut rounds = 0;
    while doctor.visible_text().unwrap().contains("Save and show what is next") {
        answer_no(doctor);
        go_on(doctor, "Save and show what is next");
        rounds += 1;
        assert!(rounds < 10, "the intake asks on and on");
    }
    doctor.open(&format!("{patient}/intake/lists/allergies"));
    doctor.check_screen("intake-allergies");
    doctor.open(&format!("{patient}/intake/diagnosis"));
    doctor.check_screen("intake-diagnosis");
    doctor.choose("Condition", "Male pattern hair loss");
    go_on(doctor, "Show it");
    doctor.check_screen("intake-diagnosis-stages");
    doctor.choose("Hamilton-Norwood", "Hamilton-Norwood III vertex");
    doctor.fill("Hair is lost since", "2021-06-01");
    go_on(doctor, "Make this diagnosis");
    doctor.sees("The diagnosis is made.");
    doctor.open(&format!("{patient}/intake/history"));
    doctor.check_screen("intake-history");
}

/// The assistant takes the picture before the first session.
pub(super) fn photograph(assistant: &Browser, patient: &str, folder: &Path) {
    let file = folder.join("vertex.png");
    let picture = assistant.drive(
        "take a picture",
        |client: Client| async move { client.screenshot().await },
    );
    fs::write(&file, picture).unwrap();
    assistant.open(&format!("{patient}/photographs/new?view=vertex"));
    assistant.upload("Choose a file", &file);
    assistant.check_screen("photograph-new");
    assistant.tick("hair dry");
    assistant.press("Keep");
    assistant.sees("Vertex");
    assistant.check_screen("photographs");
}
