//! The plan: what is injected, where, when; signed by the prescriber.

use super::{PASSWORD, days_from_today};
use crate::browser::Browser;

/// Minoxidil into the vertex, eight times a week apart.
pub(super) fn prescribe(doctor: &Browser, patient: &str) {
    doctor.open(&format!("{patient}/formulation"));
    doctor.check_screen("formulation-none");
    doctor.press("New plan");
    doctor.sees("Nothing is asked for yet.");
    doctor.check_screen("formulation-empty");
    doctor.choose("How is the mixture asked for?", "Agents with strengths");
    doctor.fill("Agent 1", "Minoxidil");
    doctor.beside("Agent 1", || doctor.fill("Strength in the mixture", "1"));
    doctor.choose("Technique", "Intradermal point by point");
    doctor.fill("Head circumference", "57");
    doctor.fill("Distance between points", "1");
    doctor.fill("Volume of a point", "0.05");
    doctor.fill("Depth", "2");
    doctor.fill("Needle", "30");
    doctor.tick("Vertex, crown");
    doctor.press("Save");
    doctor.sees("The plan is saved.");
    doctor.sees("57 points");
    // Where it shall go asks for more: each question leads to its place in the intake.
    doctor.sees("2 things are open before it can be signed");
    doctor.check_screen("formulation");
    for question in ["Which zones show an open lesion", "Which zones are sunburnt"] {
        doctor.open(&format!("{patient}/formulation"));
        doctor.follow(question);
        doctor.is_at(&format!("{patient}/intake/topics/scalp"));
        doctor.choose(question, "None");
        doctor.press("Save and back to all questions");
        doctor.is_at(&format!("{patient}/intake?"));
    }
    doctor.open(&format!("{patient}/formulation"));
    doctor.sees("for a prescriber to review and sign");
    doctor.follow("Protocol and dates");
    doctor.sees("No protocol is asked for, so there are no dates.");
    doctor.choose("Protocol", "P-S001b");
    doctor.fill("First session", &days_from_today(0));
    doctor.fill("Time", "10:00");
    doctor.press("Save");
    doctor.sees("8 sessions");
    doctor.check_screen("protocol");
    doctor.fill("Your password", PASSWORD);
    doctor.press("Sign the plan");
    doctor.sees("The plan is signed. Next, the consent is handed over.");
    doctor.open(&format!("{patient}/formulation"));
    doctor.sees("Signed by Dr. Ana Ruiz");
    doctor.check_screen("formulation-signed");
    doctor.open(&format!("{patient}/protocol"));
    doctor.check_screen("protocol-signed");
}
