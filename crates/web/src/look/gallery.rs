//! Every part on a few believable pages, for the eye and for the rules that no review has to remember.
//!
//! `ANAGEN_GALLERY=FOLDER cargo test -p anagen-web look::gallery` writes the pages and their files into the folder.

#![expect(clippy::unwrap_used, reason = "tests")]

mod pages;
mod rules;

use super::{
    ASSETS, Allergies, AnswerWords, Banner, DoorLink, Flag, Icon, Meaning, Notice, PlainShell, Rail, RailState,
    RailStep, SaveWords, Shell, ShellWords, SignedIn,
    shell::{plain_shell, shell},
};

/// A page of the gallery: its file name and its whole text.
struct Page {
    name: &'static str,
    html: String,
}

#[test]
fn the_gallery_can_be_written_out() {
    let Ok(folder) = std::env::var("ANAGEN_GALLERY") else {
        return;
    };
    let folder = std::path::Path::new(&folder);
    std::fs::create_dir_all(folder).unwrap();
    for asset in ASSETS {
        std::fs::write(folder.join(asset.name), asset.bytes).unwrap();
    }
    for (name, text) in pages::drawn_photographs() {
        std::fs::write(folder.join(name), text).unwrap();
    }
    for page in pages::all() {
        std::fs::write(folder.join(format!("{}.html", page.name)), page.html).unwrap();
    }
}

fn words() -> ShellWords {
    ShellWords {
        product: "Anagen".into(),
        skip: "Skip to the content".into(),
        doors: "Main".into(),
        account: "Your account".into(),
        change_user: "Change user".into(),
        sign_out: "Sign out".into(),
        light: "Use light colours".into(),
        dark: "Use dark colours".into(),
        patient: "Patient".into(),
        born: "Born".into(),
        number: "Number".into(),
        allergies: "Allergies".into(),
        standing: "Anagen supports the clinic's decisions and is not a certified medical device. A licensed clinician \
                   decides and is responsible for every treatment."
            .into(),
    }
}

fn answer_words() -> AnswerWords {
    AnswerWords {
        yes: "Yes".into(),
        no: "No".into(),
        not_known: "Not known".into(),
        refused: "Refused".into(),
    }
}

fn save_words() -> SaveWords {
    SaveWords {
        ready: "Saved as you type".into(),
        saved: "Saved {time}".into(),
        kept_here: "Not saved: no connection, kept on this device".into(),
        refused: "Not saved: signed out, or changed by someone else; kept on this device".into(),
        found: "Something typed here at {time} was not saved.".into(),
        restore: "Restore it".into(),
        discard: "Discard it".into(),
    }
}

fn doors(current: usize) -> Vec<DoorLink> {
    let doors = [
        (Icon::Today, "Today"),
        (Icon::People, "Patients"),
        (Icon::Box, "Stock"),
        (Icon::Book, "Evidence"),
        (Icon::Sliders, "Administration"),
    ];
    let doors = doors.into_iter().enumerate();
    doors
        .map(|(place, (icon, label))| DoorLink {
            icon,
            label: label.into(),
            href: "#".into(),
            current: place == current,
        })
        .collect()
}

fn signed_in() -> SignedIn {
    SignedIn {
        key: "dr-okafor".into(),
        name: "Dr. Adaeze Okafor".into(),
        role: "Prescriber".into(),
        href: "#".into(),
        change_user_action: "/lock".into(),
        sign_out_action: "/sign-out".into(),
    }
}

fn banner() -> Banner {
    Banner {
        href: "#".into(),
        photo: Some("face.svg".into()),
        initials: "MF".into(),
        name: "Mariana Figueiredo".into(),
        born: "12 March 1984, 42 years".into(),
        number: "P-00418".into(),
        allergies: Allergies::Known("Penicillin (anaphylaxis), latex (rash)".into()),
        verdict: Some((Meaning::Caution, "Caution".into())),
        flags: vec![Flag {
            meaning: Meaning::Specialist,
            icon: Icon::Drop,
            label: "Anticoagulant".into(),
        }],
    }
}

fn long_banner() -> Banner {
    Banner {
        photo: None,
        initials: "MW".into(),
        name: "Maximiliane Wolfeschlegelsteinhausenbergerdorff-Papadopoulou".into(),
        allergies: Allergies::Unknown("Not asked".into()),
        verdict: Some((Meaning::Incomplete, "Incomplete".into())),
        flags: vec![
            Flag {
                meaning: Meaning::Excluded,
                icon: Icon::Pregnant,
                label: "Pregnant, week 14".into(),
            },
            Flag {
                meaning: Meaning::Specialist,
                icon: Icon::Drop,
                label: "Anticoagulant".into(),
            },
        ],
        ..banner()
    }
}

fn rail(current: usize) -> Rail {
    let stages = [
        ("Intake", RailState::Done, "Done"),
        ("Screening", RailState::Due, "2 to answer"),
        ("Formulation", RailState::Open, "Open"),
        ("Protocol", RailState::Open, "Open"),
        ("Forecast", RailState::Blocked, "Needs a plan"),
        ("Sessions", RailState::Blocked, "Needs a plan"),
        ("Measurement", RailState::Open, "Baseline open"),
        ("Response", RailState::Blocked, "From week 24"),
    ];
    let steps = stages
        .into_iter()
        .enumerate()
        .map(|(place, (label, state, state_word))| RailStep {
            label: label.into(),
            href: (state != RailState::Blocked).then(|| "#".into()),
            state_word: state_word.into(),
            state,
            current: place == current,
        });
    Rail {
        label: "The patient's way".into(),
        steps: steps.collect(),
    }
}

fn asset_url(name: &str) -> String {
    name.to_owned()
}

/// A page inside the clinic, behind a door.
fn clinic_page(title: &str, door: usize, notices: &[Notice], body: &maud::Markup) -> String {
    patient_page(title, door, None, None, notices, body)
}

fn patient_page(
    title: &str,
    door: usize,
    banner: Option<&Banner>,
    rail: Option<&Rail>,
    notices: &[Notice],
    body: &maud::Markup,
) -> String {
    let page = Shell {
        title,
        lang: "en",
        right_to_left: false,
        day_order: "dmy",
        words: &words(),
        asset_url: &asset_url,
        scripts: &[],
        idle_lock_seconds: Some(600),
        doors: &doors(door),
        signed_in: &signed_in(),
        banner,
        rail,
        notices,
        clinic: "Clinic at the Harbour",
        printed_on: "12 March 2026",
    };
    shell(&page, body).into_string()
}

fn plain_page(title: &str, kiosk: bool, wide: bool, notices: &[Notice], body: &maud::Markup) -> String {
    let page = PlainShell {
        title,
        lang: "en",
        right_to_left: false,
        day_order: "dmy",
        words: &words(),
        asset_url: &asset_url,
        scripts: &[],
        kiosk,
        wide,
        idle_lock_seconds: None,
        notices,
        clinic: "Clinic at the Harbour",
    };
    plain_shell(&page, body).into_string()
}
