//! Something went wrong: an adverse event with its place on the head, and the lot followed to who got it.

use super::days_from_today;
use super::shelf::MINOXIDIL;
use crate::browser::Browser;

/// A bald patch at the vertex.
pub(super) fn write_down(doctor: &Browser, patient: &str) {
    doctor.open(&format!("{patient}/adverse-events"));
    doctor.check_screen("adverse-events-none");
    doctor.beside("Write down an incident", || {
        doctor.follow("Write down an adverse event");
    });
    doctor.check_screen("adverse-event-choose");
    doctor.follow("Patchy alopecia");
    doctor.check_screen("adverse-event-new");
    doctor.fill("Description", "A round patch without hair, seen in the mirror.");
    doctor.fill("Began on", &days_from_today(0));
    doctor.choose("Is it an infection?", "No");
    doctor.choose("Is it a new patch or lump?", "Yes");
    doctor.choose("Are follicular openings lost in it?", "No");
    doctor.tick("Vertex, crown");
    doctor.fill("Diameter of the next patch", "15");
    doctor.draw("From above:", &[(0.5, 0.6)]);
    doctor.sees("Take away");
    doctor.choose("Grade", "grade 1");
    doctor.choose("Seriousness", "Not serious");
    doctor.choose("Outcome", "Goes on");
    doctor.press("Write it down");
    doctor.sees("The adverse event was written down.");
    doctor.sees("points of session 2");
    doctor.check_screen("adverse-event");
    doctor.follow("Report sheet");
    doctor.sees_no("Moreno");
    doctor.sees("MX-0417");
    doctor.check_screen("report-sheet");
    doctor.open("/evidence/adverse-events");
    doctor.sees("Patchy alopecia");
    doctor.check_screen("adverse-events-of-the-clinic");
    doctor.open("/evidence/incidents");
    doctor.sees("To be looked into");
    doctor.check_screen("incidents");
}

/// The lot goes into quarantine, and who got it is found.
pub(super) fn recall(injector: &Browser) {
    injector.open("/stock/recall");
    injector.check_screen("recall");
    injector.fill("Find a lot", MINOXIDIL.1);
    injector.press("Find");
    injector.sees("1 lot");
    injector.check_screen("recall-found");
    injector.beside(MINOXIDIL.1, || injector.follow("Who got it"));
    injector.sees("Moreno Castillo");
    injector.sees("Patchy alopecia");
    injector.check_screen("recall-lot");
    injector.open("/stock");
    injector.follow(MINOXIDIL.1);
    injector.follow("Quarantine the lot");
    injector.fill("Reason", "A bald patch after it; the pharmacy is asked.");
    injector.check_screen("quarantine");
    injector.press("Put into quarantine");
    injector.sees("The lot is in quarantine.");
    injector.check_screen("lot-quarantined");
}
