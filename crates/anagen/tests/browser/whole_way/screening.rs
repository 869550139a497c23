//! A caution: refused to who may not clear it and without a reason or a last day, cleared by the prescriber.

use super::{Team, days_from_today};

/// The rule of the fear of needles.
const RULE: &str = "CI-41";

/// The caution is seen by the assistant, who cannot clear it, and overridden by the prescriber.
pub(super) fn override_the_caution(team: &Team, patient: &str) {
    let assistant = &team.assistant;
    assistant.open(&format!("{patient}/screening"));
    assistant.press("Caution Fear of needles or fainting before");
    assistant.sees("a prescriber, with a reason and an expiry");
    assistant.sees_no("Override this caution");
    let clear = format!("{patient}/screening/clear/{RULE}");
    assistant.expect_in_console("status of 403");
    assistant.open(&clear);
    assistant.check_screen("forbidden");

    let doctor = &team.doctor;
    doctor.open(&format!("{patient}/screening"));
    doctor.check_screen("screening-caution");
    doctor.open(&clear);
    doctor.check_screen("override");
    doctor.expect_in_console("status of 422");
    doctor.fill("Counts until", &days_from_today(90));
    doctor.press("Sign the override");
    doctor.sees("Write down the reason.");
    doctor.check_screen("override-refused");
    doctor.fill(
        "Reason",
        "Lies down during the session; never fainted, and wants the treatment.",
    );
    doctor.fill("Counts until", "");
    doctor.press("Sign the override");
    doctor.sees("Enter the last day on which it counts.");
    doctor.fill("Counts until", &days_from_today(90));
    doctor.press("Sign the override");
    doctor.sees("Signed.");
    doctor.sees("cleared by Dr. Ana Ruiz");
    doctor.check_screen("screening-cleared");
}
