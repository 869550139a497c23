//! A session: time-out, vital signs, lots, the mixture checked blind by a second person, points, observation, signature.

use super::shelf::{MINOXIDIL, SALINE};
use super::{PASSWORD, Team, go_on, intake};

/// What is measured: question, value.
const VITALS: [(&str, &str); 3] = [
    ("What is the systolic blood pressure?", "124"),
    ("What is the diastolic blood pressure?", "78"),
    ("What is the resting heart rate?", "68"),
];

/// Treats the patient; gives the session's address. The second time on one day is too soon, and is written down as it was.
pub(super) fn treat(team: &Team, patient: &str, number: u32) -> String {
    let is_first = number == 1;
    let (assistant, injector) = (&team.assistant, &team.injector);
    let look = |browser: &crate::browser::Browser, name: &str| {
        if is_first {
            browser.check_screen(name);
        }
    };
    assistant.open(&format!("{patient}/sessions"));
    assistant.check_screen(&format!("sessions-before-{number}"));
    assistant.beside("Type in from paper", || assistant.follow("Start a session"));
    look(assistant, "session-start");
    assistant.choose("Signed plan", "minoxidil");
    assistant.holds("Which session of the course", &number.to_string());
    assistant.choose("Room", "Room 1");
    assistant.press("Start the session");
    assistant.sees("The session has started.");
    let session = assistant.path().split('?').next().unwrap().to_owned();
    look(assistant, "session-begun");

    // No point before the gate.
    injector.open(&format!("{session}/charting"));
    injector.sees("Before the first point");
    injector.sees("The mixture is not prepared and checked.");
    injector.sees_no("Mark all");
    look(injector, "charting-refused");

    if !is_first {
        injector.open(&format!("{session}/record"));
        injector.tick("Minoxidil: at least 7 days lie between two sessions");
        injector.fill(
            "Why it was done so",
            "The patient travels for two months from tomorrow.",
        );
        injector.check_screen("record-as-done");
        injector.press("Write it down and open the review");
        injector.sees("Written down. The review is open.");
    }

    if is_first {
        intake::answer_today(assistant, patient);
    }
    assistant.open(&format!("{session}#time-out"));
    for duty in [
        "Ask for two identifiers.",
        "Read aloud diagnosis, plan, allergies and consent.",
        "Check the pregnancy test where one is due, before mixing.",
        "Read lot and expiry aloud.",
    ] {
        assistant.tick(duty);
    }
    assistant.beside("Read lot and expiry aloud.", || assistant.press("Done"));
    assistant.sees("Saved.");
    // What was measured at this visit counts for both sessions.
    if is_first {
        for (question, value) in VITALS {
            assistant.fill(question, value);
        }
        assistant.beside(VITALS[2].0, || assistant.press("Save"));
        assistant.sees("Saved.");
    }
    for (_, lot) in [MINOXIDIL, SALINE] {
        assistant.tick(&format!("Lot {lot}"));
    }
    assistant.press("Choose these lots");
    assistant.sees("The lots are chosen.");
    look(assistant, "session-lots-chosen");

    // One prepares; the other enters blind, first wrongly.
    assistant.follow("Enter what was drawn");
    look(assistant, "mixture-prepare");
    for (product, drawn) in [(MINOXIDIL.0, "0.57"), (SALINE.0, "2.28")] {
        assistant.beside(product, || assistant.fill("Volume drawn", drawn));
    }
    assistant.fill("Volume of the mixture", "2.85");
    assistant.press("Hand over to the second person");
    assistant.sees("Entered. Now the second person checks.");
    look(assistant, "session-waits-for-check");
    injector.open(&format!("{session}/mixture/check"));
    injector.sees("Bea Soto prepared this mixture.");
    for figure in ["0.57", "2.28", "2.85"] {
        injector.sees_no(figure);
    }
    look(injector, "mixture-check");
    injector.fill("Volume of the mixture", "2.85");
    injector.fill("Minoxidil, strength", "1");
    injector.fill("Minoxidil, dose of the whole mixture", "2.85");
    injector.press("Compare");
    injector.sees("Both entries agree.");
    look(injector, "session-checked");
    injector.follow("Syringe label");
    injector.sees("Luis Moreno Castillo");
    look(injector, "syringe-label");

    injector.open(&format!("{session}/charting"));
    look(injector, "charting");
    injector.press(if is_first { "Mark all" } else { "As last session" });
    injector.sees("Points injected 57");
    look(injector, "charting-marked");
    if is_first {
        // Each mark is saved by itself; the second time it is still on its way when the page is left.
        injector.sees("Saved 1");
    }
    injector.press("Done charting");
    injector.sees("57 of 57 planned");

    // Minoxidil asks for half an hour: he went earlier, and the record says so.
    let short = if is_first {
        go_on(injector, "Begin the observation now");
        injector.sees("Saved.");
        look(injector, "session-observed");
        go_on(injector, "End the observation now");
        injector.sees("Saved.");
        "The patient was watched for 0 minutes instead of 30."
    } else {
        "The observation of 30 minutes is not written down."
    };
    injector.sees(short);
    go_on(injector, "No reaction was seen");
    injector.sees("Saved.");
    injector.fill("What else there is to say", "Iced the area for two minutes.");
    go_on(injector, "Save the notes");
    injector.sees("Saved.");
    injector.follow("Write it down as it was done");
    injector.tick(short);
    injector.fill("Why it was done so", "The patient left against advice.");
    injector.press("Write it down and open the review");
    injector.sees("Written down. The review is open.");
    look(injector, "session-before-signature");
    injector.fill("Password of Ivo Prat", PASSWORD);
    injector.press("Sign the session");
    injector.sees("The session is signed.");
    injector.check_screen(&format!("session-signed-{number}"));
    injector.open(&format!("{session}/aftercare"));
    injector.sees("Do not wash your hair for 24 hours");
    look(injector, "aftercare");
    session
}

/// What was signed is not changed: only an amendment with a reason follows.
pub(super) fn is_sealed(team: &Team, session: &str) {
    let assistant = &team.assistant;
    assistant.open(session);
    assistant.sees("Injected and signed: Ivo Prat");
    assistant.sees("checked by two people");
    assistant.sees_no("Sign the session");
    assistant.open(&format!("{session}/amend"));
    assistant.sees("Amend a signed session");
}
