//! What stands on the demo's shelf, in its kits and refrigerator.

use anagen_records::rooms::kits::KitKind;

use super::calendar::Calendar;
use super::filling::Filling;
use super::staff::{ADMINISTRATOR, ASSISTANT, INJECTOR};
use crate::error::{AppError, Invalid};
use crate::rooms::{self, kits, refrigerators};
use crate::stock::lots::{self, Delivery};
use crate::stock::products::{self, Excipients, ProductEntry};

/// Names of the rooms.
const ROOMS: [&str; 3] = ["Room 1", "Room 2", "Consulting room"];

/// What of the emergency trolley bears no expiry.
const DEVICES: [&str; 4] = [
    "prep_kit_airway",
    "prep_kit_defibrillator",
    "prep_kit_blood_pressure",
    "prep_kit_ophthalmology",
];

/// A product as its label gives it.
struct Label {
    name: &'static str,
    agents: &'static [(&'static str, &'static str)],
    excipients: &'static [&'static str],
    vehicles: &'static [&'static str],
    ph: f64,
    osmolality: f64,
    volume_ml: f64,
    vendor: &'static str,
    reorder_at: i64,
}

const PRODUCTS: [Label; 8] = [
    Label {
        name: "Minoxidil 5 mg/mL, sterile, without alcohol, 5 mL",
        agents: &[("minoxidil", "5 mg/mL")],
        excipients: &["hydroxypropylbetadex"],
        vehicles: &["aqueous", "cyclodextrin"],
        ph: 5.2,
        osmolality: 290.0,
        volume_ml: 5.0,
        vendor: "Farmacia Demo, compounding",
        reorder_at: 10,
    },
    Label {
        name: "Sodium chloride 0.9 %, 10 mL",
        agents: &[("saline", "9 mg/mL")],
        excipients: &[],
        vehicles: &["aqueous"],
        ph: 5.5,
        osmolality: 286.0,
        volume_ml: 10.0,
        vendor: "Suministros Demo",
        reorder_at: 20,
    },
    Label {
        name: "Dexpanthenol 250 mg/mL, 2 mL",
        agents: &[("dexpanthenol", "250 mg/mL")],
        excipients: &[],
        vehicles: &["aqueous"],
        ph: 6.5,
        osmolality: 1_400.0,
        volume_ml: 2.0,
        vendor: "Laboratorios Demo",
        reorder_at: 10,
    },
    Label {
        name: "Biotin 5 mg/mL, 1 mL",
        agents: &[("biotin", "5 mg/mL")],
        excipients: &["sodium_hydroxide"],
        vehicles: &["aqueous"],
        ph: 7.0,
        osmolality: 290.0,
        volume_ml: 1.0,
        vendor: "Laboratorios Demo",
        reorder_at: 8,
    },
    Label {
        name: "Dutasteride 0.1 mg/mL, solubilised, 5 mL",
        agents: &[("dutasteride", "0.1 mg/mL")],
        excipients: &["hydroxypropylbetadex"],
        vehicles: &["aqueous", "cyclodextrin"],
        ph: 6.5,
        osmolality: 300.0,
        volume_ml: 5.0,
        vendor: "Farmacia Demo, compounding",
        reorder_at: 4,
    },
    Label {
        name: "Lidocaine 10 mg/mL, 5 mL",
        agents: &[("lidocaine", "10 mg/mL")],
        excipients: &["sodium_hydroxide"],
        vehicles: &["aqueous"],
        ph: 6.2,
        osmolality: 300.0,
        volume_ml: 5.0,
        vendor: "Suministros Demo",
        reorder_at: 5,
    },
    Label {
        name: "Triamcinolone acetonide 10 mg/mL, 1 mL",
        agents: &[("triamcinolone", "10 mg/mL")],
        excipients: &[],
        vehicles: &["aqueous"],
        ph: 6.8,
        osmolality: 300.0,
        volume_ml: 1.0,
        vendor: "Laboratorios Demo",
        reorder_at: 3,
    },
    Label {
        name: "Zinc 1 mg/mL, 2 mL",
        agents: &[("zinc", "1 mg/mL")],
        excipients: &[],
        vehicles: &["aqueous"],
        ph: 6.0,
        osmolality: 280.0,
        volume_ml: 2.0,
        vendor: "Laboratorios Demo",
        reorder_at: 2,
    },
];

/// A delivery: which product, number of the lot, days ago, days until it expires, vials, price of one in cents.
struct Came {
    product: usize,
    number: &'static str,
    ago: i64,
    expires_in: i64,
    vials: i64,
    price: i64,
}

const fn came(product: usize, number: &'static str, ago: i64, expires_in: i64, vials: i64, price: i64) -> Came {
    Came {
        product,
        number,
        ago,
        expires_in,
        vials,
        price,
    }
}

const DELIVERIES: [Came; 14] = [
    came(0, "MX-0298", 380, -75, 60, 2_450),
    came(1, "NS-2088", 380, 420, 120, 95),
    came(2, "DX-61", 380, 230, 40, 610),
    came(3, "BI-24", 380, 160, 36, 540),
    came(0, "MX-0417", 180, 240, 40, 2_450),
    came(4, "DU-118", 150, 200, 6, 3_900),
    came(5, "LI-902", 150, 17, 12, 310),
    came(1, "NS-2203", 120, 640, 60, 98),
    came(6, "TR-45", 110, 330, 5, 890),
    came(7, "ZN-07", 90, 300, 2, 720),
    came(2, "DX-77", 85, 390, 30, 640),
    came(0, "MX-0455", 60, 330, 20, 2_520),
    came(3, "BI-31", 45, 410, 20, 560),
    came(0, "MX-0460", 20, 360, 12, 2_520),
];

/// The delivery that is put into quarantine.
pub(super) const QUARANTINED: usize = 13;

/// When each delivery came, in days before today.
pub(super) fn deliveries() -> impl Iterator<Item = (usize, i64)> {
    DELIVERIES.iter().enumerate().map(|(which, came)| (which, came.ago))
}

/// Rooms, kits, refrigerator and products, as they were set up a year ago.
pub(super) async fn set_up(filling: &mut Filling<'_>) -> Result<(), AppError> {
    let administrator = filling.actor(ADMINISTRATOR).await?;
    for name in ROOMS {
        filling.rooms.push(rooms::add(&administrator, filling.app, name).await?);
    }
    let assistant = filling.actor(ASSISTANT).await?;
    let emergency = kits::add(&assistant, filling.app, None, "Emergency trolley", KitKind::Emergency).await?;
    let knowledge = filling.app.knowledge(assistant.clinic).await?;
    for (n, record) in kits::listed(&knowledge).enumerate() {
        let is_device = DEVICES.contains(&record.id.as_str());
        let item = kits::NewItem {
            item: record.id.clone(),
            name: record
                .text
                .split([',', ';', ':', '.'])
                .next()
                .unwrap_or(&record.text)
                .trim()
                .to_owned(),
            quantity: Some(if record.id.ends_with("adrenaline") { 4 } else { 2 }),
            // One of them expires soon.
            expires_on: (!is_device).then(|| {
                filling.calendar.ago(if n == 3 {
                    -16
                } else {
                    -(150 + 20 * i64::try_from(n).unwrap_or(0))
                })
            }),
            bears_no_expiry: is_device,
        };
        kits::put_in(&assistant, filling.app, emergency, item).await?;
    }
    filling.kits.push(emergency);
    for room in [0, 1] {
        let place = filling.rooms.get(room).copied();
        let kit = kits::add(&assistant, filling.app, place, "Session tray", KitKind::Session).await?;
        for (name, quantity) in [
            ("Needles 30 G, 4 mm", 200),
            ("Syringes 5 mL, Luer lock", 100),
            ("Chlorhexidine 2 %", 6),
        ] {
            let item = kits::NewItem {
                name: name.to_owned(),
                quantity: Some(quantity),
                expires_on: Some(filling.calendar.ago(-500)),
                ..kits::NewItem::default()
            };
            kits::put_in(&assistant, filling.app, kit, item).await?;
        }
    }
    let refrigerator = refrigerators::add(&assistant, filling.app, "Medicines", Some(2.0), Some(8.0)).await?;
    filling.refrigerator = Some(refrigerator);
    for label in &PRODUCTS {
        let listed = label.excipients.iter().map(|one| (*one).to_owned()).collect();
        let entry = ProductEntry {
            name: label.name.to_owned(),
            agents: label
                .agents
                .iter()
                .map(|(agent, strength)| ((*agent).to_owned(), (*strength).to_owned()))
                .collect(),
            composition_declared: Some(true),
            excipients: if label.excipients.is_empty() {
                Excipients::None
            } else {
                Excipients::Listed(listed)
            },
            vehicles: label.vehicles.iter().map(|one| (*one).to_owned()).collect(),
            label: "for_injection".to_owned(),
            ph: Some(label.ph),
            osmolality: Some(label.osmolality),
            volume_ml: Some(label.volume_ml),
            lawful_supply: Some(true),
            vendor: label.vendor.to_owned(),
            reorder_at: Some(label.reorder_at),
            ..ProductEntry::default()
        };
        filling
            .products
            .push(products::add(&assistant, filling.app, &entry, Invalid::default()).await?);
    }
    Ok(())
}

/// Takes a delivery in.
pub(super) async fn receive(filling: &mut Filling<'_>, which: usize) -> Result<(), AppError> {
    let injector = filling.actor(ASSISTANT).await?;
    let Some(came) = DELIVERIES.get(which) else {
        return Ok(());
    };
    let delivery = Delivery {
        product: filling.products.get(came.product).copied(),
        number: came.number.to_owned(),
        expires_on: Some(expiry(&filling.calendar, came)),
        supplier: PRODUCTS.get(came.product).map_or("", |label| label.vendor).to_owned(),
        unit_price: Some(came.price),
        quantity: Some(came.vials),
        ..Delivery::default()
    };
    let lot = lots::receive(&injector, filling.app, &delivery, Invalid::default()).await?;
    filling.lots.insert(which, lot);
    Ok(())
}

fn expiry(calendar: &Calendar, came: &Came) -> jiff::civil::Date {
    calendar.ago(-came.expires_in)
}

/// Puts the delivery into quarantine that looked wrong.
pub(super) async fn quarantine(filling: &mut Filling<'_>) -> Result<(), AppError> {
    let injector = filling.actor(INJECTOR).await?;
    match filling.lots.get(&QUARANTINED) {
        Some(lot) => {
            let why = "Two vials are cloudy; the supplier was asked on the telephone.";
            lots::quarantine(&injector, filling.app, *lot, why).await
        }
        None => Ok(()),
    }
}

/// Reads the refrigerator's thermometer on a day so many days ago.
pub(super) async fn read_temperature(filling: &mut Filling<'_>, days_ago: i64) -> Result<(), AppError> {
    let assistant = filling.actor(ASSISTANT).await?;
    let Some(refrigerator) = filling.refrigerator else {
        return Ok(());
    };
    let step = f64::from(i32::try_from(days_ago * 7 % 17).unwrap_or(0));
    let (celsius, note) = match days_ago {
        11..=13 if !filling.was_warm => (
            9.4,
            "Door stood open after the delivery; shut, 5.1 °C an hour later; nothing was warm to the touch.",
        ),
        _ => (3.8 + step / 10.0, ""),
    };
    filling.was_warm |= celsius > 8.0;
    let celsius = (celsius * 10.0_f64).round() / 10.0;
    refrigerators::read_temperature(&assistant, filling.app, refrigerator, Some(celsius), note).await
}

/// The morning's round: the emergency trolley, and who is here.
pub(super) async fn morning(filling: &mut Filling<'_>) -> Result<(), AppError> {
    let today = filling.today();
    if filling.last_round == Some(today) {
        return Ok(());
    }
    filling.last_round = Some(today);
    let assistant = filling.actor(ASSISTANT).await?;
    for kit in filling.kits.clone() {
        kits::check(&assistant, filling.app, kit, Some(true), "").await?;
    }
    let here = [("trained_responder_present".to_owned(), "yes".to_owned())].into();
    match filling.rooms.first() {
        Some(room) => rooms::answer(&assistant, filling.app, *room, &here).await,
        None => Ok(()),
    }
}
