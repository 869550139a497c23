//! Room, kit and shelf, and what a session takes from it.

use super::{Team, days_from_today, go_on};
use crate::browser::Browser;

/// The lots that are received: product, number.
pub(super) const MINOXIDIL: (&str, &str) = ("Minoxidil 5 mg/mL, 5 mL", "MX-0417");
pub(super) const SALINE: (&str, &str) = ("Sodium chloride 0.9 %, 10 mL", "NS-2203");
/// Vials of each that came.
const VIALS: u32 = 10;
/// Sessions that take one of each.
pub(super) const SESSIONS: u32 = 2;

/// What an emergency kit holds.
const KIT: [&str; 14] = [
    "Adrenaline",
    "Oxygen",
    "Airway equipment",
    "Antihistamine",
    "Hydrocortisone",
    "Salbutamol",
    "Intravenous fluid",
    "Glucose",
    "Glucagon",
    "A benzodiazepine",
    "Blood pressure monitor",
    "Automated external defibrillator",
    "Lipid emulsion",
    "Telephone number",
];

/// A room with its emergency kit, checked today, and a responder in the building.
pub(super) fn furnish(team: &Team) {
    let administrator = &team.administrator;
    administrator.open("/stock/rooms");
    administrator.check_screen("rooms-empty");
    administrator.open("/stock/rooms/new");
    administrator.check_screen("room-new");
    administrator.fill("Name of the room", "Room 1");
    administrator.press("Add a room");
    administrator.sees("The room was added.");

    let assistant = &team.assistant;
    assistant.open("/stock/kits/new");
    assistant.check_screen("kit-new");
    assistant.choose("What it is for", "Emergencies");
    assistant.fill("Name of the kit", "Emergency trolley");
    assistant.choose("Where", "Room 1");
    assistant.press("Add a kit");
    assistant.sees("The kit was added.");
    assistant.follow("Put something in");
    assistant.check_screen("kit-put-in");
    for thing in KIT {
        assistant.choose("Which thing of the list", thing);
        assistant.fill("What the pack says", thing);
        assistant.fill("Expires", &days_from_today(400));
        go_on(assistant, "Put it in, then the next");
        assistant.sees("It is in the kit.");
    }
    assistant.follow("Emergency trolley");
    assistant.choose("Is everything there and in order?", "Complete");
    assistant.press("Save the check");
    assistant.sees("The check was saved.");
    assistant.check_screen("kit");
    assistant.open("/stock/rooms");
    assistant.follow("Room 1");
    assistant.choose(
        "Is a person trained for anaphylaxis and collapse in the building?",
        "Yes",
    );
    assistant.press("Save");
    assistant.sees("The answers were saved for today.");
    assistant.check_screen("room");
}

/// Two products and a delivery of each.
pub(super) fn stock(assistant: &Browser) {
    assistant.open("/stock");
    assistant.check_screen("stock-empty");
    let products = [
        (MINOXIDIL.0, "Minoxidil", "5 mg/mL", "5", Some("hydroxypropylbetadex")),
        (SALINE.0, "Sodium chloride 0.9 %", "9 mg/mL", "10", None),
    ];
    for (product, agent, strength, volume, excipients) in products {
        assistant.open("/stock/products/new");
        if excipients.is_some() {
            assistant.check_screen("product-new");
        }
        assistant.fill("Name", product);
        assistant.fill("Volume of a vial", volume);
        assistant.choose("Labelled for", "For injection");
        assistant.fill("Agent 1", agent);
        assistant.fill("Strength 1", strength);
        assistant.choose("Does the label declare the whole active composition?", "Declared");
        match excipients {
            Some(excipients) => {
                assistant.choose("What does the label say of excipients?", "Declared");
                assistant.fill("Declared excipients", excipients);
                assistant.tick("Cyclodextrin");
            }
            None => assistant.choose("What does the label say of excipients?", "Declared: none"),
        }
        assistant.tick("Aqueous");
        assistant.fill("pH", "5.3");
        assistant.fill("Osmolality", "288");
        assistant.choose("Is its supply lawful in this country?", "Yes");
        assistant.press("Save");
        assistant.sees("The product was added.");
    }
    assistant.check_screen("product");
    for (product, number) in [MINOXIDIL, SALINE] {
        assistant.open("/stock/receive");
        assistant.choose("Product", product);
        assistant.fill("Lot number", number);
        assistant.fill("Expires", &days_from_today(400));
        assistant.fill("Number of vials", &VIALS.to_string());
        assistant.choose("Where do the vials go?", "On the shelf");
        assistant.press("Receive");
        assistant.sees("The delivery was received.");
    }
    assistant.check_screen("lot");
    assistant.open("/stock");
    assistant.sees("MX-0417");
    assistant.check_screen("stock");
}

/// Every session took one vial of each lot, once.
pub(super) fn took_once(assistant: &Browser) {
    for (_, number) in [MINOXIDIL, SALINE] {
        assistant.open("/stock");
        assistant.follow(number);
        assistant.sees(&format!("On the shelf {}", VIALS - SESSIONS));
        let used = assistant.script(
            "return [...document.querySelectorAll('tbody tr, li')].filter(row => row.innerText.includes('Used in a session')).length",
            &[],
        );
        assert_eq!(used, SESSIONS, "{number}");
    }
    assistant.check_screen("lot-used");
}
