//! The consent: handed over, each item initialled, signed by hand.

use crate::browser::Browser;

/// A signature, as a hand draws it.
const SIGNATURE: [(f64, f64); 6] = [(0.1, 0.6), (0.2, 0.3), (0.3, 0.7), (0.5, 0.4), (0.6, 0.6), (0.8, 0.5)];

/// Hands the text over and completes it. It is not the patient's first mesotherapy, so it can be signed the same day.
pub(super) fn agree(assistant: &Browser, patient: &str) {
    assistant.open(&format!("{patient}/consent"));
    assistant.check_screen("consent-none");
    assistant.sees("No waiting time: it is not the first treatment.");
    for (line, words) in [
        ("Who prescribes, with training", "Dr. Ana Ruiz, dermatologist"),
        ("Who injects, with training", "Ivo Prat, nurse"),
        ("Language of the talk, interpreter", "Spanish"),
        ("Complaints: person in the clinic", "Pilar Sanz"),
        ("Complaints: office outside it", "Consumer office of the city"),
    ] {
        assistant.fill(line, words);
    }
    assistant.press("Hand over");
    assistant.sees("The consent is handed over.");
    assistant.check_screen("consent-given");
    assistant.follow("Initial and sign");
    assistant.check_screen("consent-text");
    // Nothing blank completes it.
    assistant.expect_in_console("status of 422");
    assistant.press("Complete the consent");
    assistant.sees("Item 1 is not initialled.");
    assistant.check_screen("consent-blank");
    let items = assistant.script(
        "return [...document.querySelectorAll('.consent-text')].map(words => words.innerText)",
        &[],
    );
    for item in items.as_array().unwrap() {
        assistant.beside(item.as_str().unwrap(), || assistant.fill("Initials", "LM"));
    }
    for (question, answer) in [
        ("For the record", "Yes"),
        ("For teaching", "Yes"),
        ("For publication and advertising", "No"),
        ("The register", "Yes"),
    ] {
        assistant.choose(question, answer);
    }
    assistant.fill("Full name", "Luis Moreno Castillo");
    assistant.draw("Frame to sign in", &SIGNATURE);
    assistant.press("Complete the consent");
    assistant.sees("The consent is complete.");
    assistant.check_screen("consent-signed");
    assistant.beside("It holds until", || assistant.follow("Read"));
    assistant.sees("Luis Moreno Castillo");
    assistant.check_screen("consent-read");
}
