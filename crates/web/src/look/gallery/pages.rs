//! The pages of the gallery.

#![expect(clippy::unwrap_used, reason = "tests")]

use maud::{Markup, Render, html};

use super::{Page, answer_words, banner, clinic_page, long_banner, patient_page, plain_page, rail, save_words};
use crate::look::{
    Actions, Agenda, AgendaColumn, AgendaEntry, AgendaSlot, Allergies, Banner, CheckItem, Choices, Column, Danger,
    Drawing, Empty, Facts, Field, Finding, Form, Icon, LinkItem, Meaning, Notice, PageHead, Pager, Photograph,
    PostButton, SaveLine, SearchBox, Stat, Tab, Table, Timeline, TimelineEntry, action, banner::Portrait, block,
    checklist, chip, compare, disclosure, evidence_tag, field, finding, form, hidden, layout, limit_bar, link_button,
    link_list, meaning, panel, picture, progress, proposed_tag, read, section, side_by_side, stats, status, steps,
    table::Sorted, tabs, tag, toolbar, unknown, verdict_header, work,
};

/// Every page.
pub(super) fn all() -> Vec<Page> {
    vec![
        Page {
            name: "today",
            html: today(),
        },
        Page {
            name: "patients",
            html: patients(),
        },
        Page {
            name: "intake",
            html: intake(),
        },
        Page {
            name: "screening",
            html: screening(),
        },
        Page {
            name: "session",
            html: session(),
        },
        Page {
            name: "timeline",
            html: timeline(),
        },
        Page {
            name: "stock",
            html: stock(),
        },
        Page {
            name: "parts",
            html: parts(),
        },
        Page {
            name: "sign-in",
            html: sign_in(),
        },
        Page {
            name: "tablet",
            html: tablet(),
        },
    ]
}

/// Pictures for the pages.
pub(super) fn drawn_photographs() -> [(&'static str, String); 3] {
    let scalp = |hairs: u32, ground: &str| {
        let strokes = (0..hairs)
            .map(|hair| {
                let (x, y) = (hair * 37 % 320, hair * 61 % 240);
                format!("M{x} {y}q6 -14 2 -26")
            })
            .collect::<Vec<_>>()
            .concat();
        format!(
            "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 320 240' width='640' height='480'>\
             <rect width='320' height='240' fill='{ground}'/>\
             <path d='{strokes}' stroke='#2a211c' stroke-width='1.6' fill='none'/></svg>"
        )
    };
    let face = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 48 48' width='96' height='96'>\
                <rect width='48' height='48' fill='#cfd8d6'/><circle cx='24' cy='20' r='9' fill='#a98467'/>\
                <path d='M8 48c1-10 8-15 16-15s15 5 16 15' fill='#5d7f80'/>\
                <path d='M14 20c0-14 20-14 20 0-3-5-6-6-10-6s-7 1-10 6' fill='#3a2a22'/></svg>";
    [
        ("earlier.svg", scalp(90, "#e2c3a8")),
        ("later.svg", scalp(150, "#dfbfa5")),
        ("face.svg", face.to_owned()),
    ]
}

fn entry(start: u16, length: u16, who: &str, what: &str, state: Option<(Meaning, &str)>) -> AgendaEntry {
    let clock = |minute: u16| format!("{:02}:{:02}", minute / 60, minute % 60);
    AgendaEntry {
        key: format!("{start}-{who}"),
        version: "3".into(),
        start,
        end: start + length,
        times: format!("{} to {}", clock(start), clock(start + length)),
        href: "#".into(),
        title: who.into(),
        detail: what.into(),
        state: state.map(|(meaning, word)| (meaning, word.to_owned())),
        lane: (0, 1),
        movable: true,
    }
}

fn today() -> String {
    let free = |start: u16| AgendaSlot {
        start,
        end: start + 30,
        href: Some("#".into()),
        label: format!("Book {:02}:{:02} in treatment room 1", start / 60, start % 60),
    };
    let lunch = AgendaSlot {
        start: 720,
        end: 780,
        href: None,
        label: "Closed for lunch".into(),
    };
    let column = |key: &str, heading: &str, detail: &str, slots, entries| AgendaColumn {
        key: key.into(),
        heading: heading.into(),
        detail: detail.into(),
        href: Some("#".into()),
        slots,
        entries,
    };
    let mut both = vec![
        entry(
            570,
            45,
            "Yuki Tanaka",
            "Session 2 of 8",
            Some((Meaning::Neutral, "Booked")),
        ),
        entry(585, 30, "Ana Ruiz", "Review", Some((Meaning::Defer, "Late"))),
    ];
    for (place, entry) in both.iter_mut().enumerate() {
        entry.lane = (u8::try_from(place).unwrap(), 2);
    }
    let agenda = Agenda {
        label: "Thursday, 12 March 2026, by room".into(),
        from: 8 * 60,
        to: 14 * 60,
        hours: (8..14).map(|hour| (hour * 60, format!("{hour:02}:00"))).collect(),
        now: Some(9 * 60 + 52),
        columns: vec![
            column(
                "room-1",
                "Treatment room 1",
                "Injector: L. Moreau",
                vec![free(480), free(510), free(660), lunch.clone()],
                vec![
                    entry(
                        540,
                        60,
                        "Mariana Figueiredo",
                        "Session 1 of 12, mesotherapy",
                        Some((Meaning::Eligible, "Arrived")),
                    ),
                    entry(600, 15, "Jonas Weber", "Suture check", None),
                    entry(
                        690,
                        30,
                        "Omar Haddad",
                        "Session 5 of 10",
                        Some((Meaning::Excluded, "No-show")),
                    ),
                ],
            ),
            column(
                "room-2",
                "Treatment room 2",
                "Injector: S. Baker",
                vec![lunch.clone()],
                both,
            ),
            column(
                "consulting",
                "Consulting room",
                "Dr. Okafor",
                vec![lunch],
                vec![
                    entry(
                        480,
                        40,
                        "Maximiliane Wolfeschlegelsteinhausenbergerdorff",
                        "First visit, intake",
                        None,
                    ),
                    entry(780, 45, "Ingrid Solberg", "Response at 24 weeks", None),
                ],
            ),
        ],
    };
    let due = |href: &str, title: &str, detail: &str, aside: Markup, before: Meaning| LinkItem {
        href: href.into(),
        title: title.into(),
        detail: detail.into(),
        aside: Some(aside),
        before: Some(html! { (before) }),
    };
    let body = html! {
        (PageHead::new("Thursday, 12 March").sentence("Two rooms open until 18:00. Dr. Okafor and two injectors are in.")
            .actions(html! { (action::primary_link("#", Some(Icon::Plus), "New appointment")) (link_button("#", Some(Icon::Print), "Print the day")) }))
        (stats(&[
            Stat { label: "Appointments".into(), value: "14".into(), unit: String::new(), href: Some("#".into()) },
            Stat { label: "Booked time".into(), value: "9.5".into(), unit: "h".into(), href: None },
            Stat { label: "Follow-ups due".into(), value: "5".into(), unit: String::new(), href: Some("#".into()) },
            Stat { label: "Records to sign".into(), value: "2".into(), unit: String::new(), href: Some("#".into()) },
        ]))
        (tabs("Agenda by", &[
            Tab { href: "#".into(), label: "By room".into(), count: None, current: true },
            Tab { href: "#".into(), label: "By person".into(), count: None, current: false },
            Tab { href: "#".into(), label: "Waiting list".into(), count: Some(4), current: false },
        ]))
        (work(&agenda, &html! {
            (section("Due today", link_list(&[
                due("#", "Omar Haddad", "Follow-up 2 days after session 4", html! { "today" }, Meaning::Defer),
                due("#", "Sign the session of Ana Ruiz", "Waiting since Tuesday, 10 March", html! { "2 days" }, Meaning::Caution),
                due("#", "Dutasteride 0.1 mg/mL, lot D-2231", "Expires on 20 March, 6 vials left", html! { "8 days" }, Meaning::Excluded),
            ])))
        }))
    };
    clinic_page("Today", 0, &[], &body)
}

fn patients() -> String {
    let found = |name: &str, detail: &str, initials: &str, meaning: Meaning, word: &str| LinkItem {
        href: "#".into(),
        title: name.into(),
        detail: detail.into(),
        aside: Some(chip(meaning, word)),
        before: Some(html! { (Portrait { photo: None, initials }) }),
    };
    let body = html! {
        (PageHead::new("Patients").actions(action::primary_link("#", Some(Icon::Plus), "New patient")))
        (SearchBox {
            action: "/patients", name: "q", label: "Search patients", hint: "Name, birth date, number or phone; accents and typing errors are forgiven",
            value: "figueredo", button: "Search", live: Some(("/patients/found", "found")), first: true,
        })
        (section("3 found", &html! {
            div id="found" {
                (link_list(&[
                    found("Mariana Figueiredo", "12 March 1984 · P-00418 · +351 912 555 010", "MF", Meaning::Caution, "Caution"),
                    found("Mário Figueiredo", "3 July 1979 · P-00023 · no phone", "MF", Meaning::Eligible, "Eligible"),
                    found("Maximiliane Wolfeschlegelsteinhausenbergerdorff-Papadopoulou", "29 February 1992 · P-00512 · +49 171 555 0199", "MW", Meaning::Incomplete, "Incomplete"),
                ]))
            }
            (Pager { label: "Pages".into(), newer: None, older: Some(("#".into(), "Older".into())), here: "1 to 50".into() })
        }))
        (section("Waiting list", &Empty {
            icon: Icon::Clock,
            what: "Nobody waits for an earlier date".into(),
            sentence: "Patients who asked to be called when a date becomes free stand here.".into(),
            first_step: Some(("#".into(), "Add someone to the list".into())),
        }))
    };
    clinic_page(
        "Patients",
        1,
        &[Notice::success("The two records of Mário Figueiredo were merged.").link("#", "Undo the merge")],
        &body,
    )
}

fn intake() -> String {
    let scale = |stage: u32| {
        html! { svg viewBox="0 0 60 72" width="80" height="96" role="img" aria-label={ "Stage " (stage) } {
            path d="M30 6a22 26 0 0 0-22 28c0 18 10 32 22 32s22-14 22-32A22 26 0 0 0 30 6z" fill="none" stroke="currentColor" stroke-width="1.5" {}
            path d=(format!("M10 {y}c10 {d} 30 {d} 40 0", y = 14 + stage * 5, d = stage * 4)) fill="none" stroke="currentColor" stroke-width="2" {}
        } }
    };
    let words = answer_words();
    let save_words = save_words();
    let notices = [Notice::error("Two answers cannot be used yet.")
        .kept("Everything you typed is kept.")
        .to_do("Change these and save again:")
        .place(field::id_of("weight"), "Weight: write 20 to 250 kg")
        .place(
            field::id_of("pregnant"),
            "Pregnancy: choose an answer; \"not known\" is one",
        )
        .identifier("If you ask for help, quote 7F3A-91C2.")];
    let body = html! {
        (PageHead::new("Intake").beside(chip(Meaning::Incomplete, "Incomplete")).sentence("The questions that decide most come first. 5 of 23 are left.").actions(link_button("#", Some(Icon::Tablet), "Hand to the patient")))
        (Form::post("/patients/418/intake").id("intake").draft("intake-418", 7).body(html! {
            (hidden("version", "7"))
            (progress(18, 23, "18 of 23 answered"))
            (block("Before anything else", html! {
                (Choices::answer("pregnant", "Are you pregnant, or could you be?", &words).hint("Asked at every visit.").error("Choose an answer; \"not known\" is one.").required())
                (Choices::answer("anticoagulant", "Do you take a medicine against clotting?", &words).selected(Some("yes")).beside(html! { "Last answered on 3 February 2026: no" }))
                (Choices::answer("keloid", "Have you had raised scars (keloids)?", &words).error_if(None::<String>).selected(Some("not_known")))
            }))
            (form::block_with("Body", "Measured today where possible.", html! {
                (form::row(html! {
                    (Field::number("weight", "Weight").unit("kg").range("20 to 250 kg").value("640").error("640 kg is above 250 kg: write the weight in kilograms.").required())
                    (Field::number("height", "Height").unit("cm").range("100 to 230 cm").value("168"))
                    (Field::date("measured", "Measured on").value("2026-03-12").max("2026-03-12").range("Today or earlier"))
                    (Field::time("at", "At").value("09:20"))
                }))
                (Field::select("ethnic", "Hair type").option("", "Choose").group("Straight", [("1a", "Fine"), ("1b", "Thick")]).group("Curled", [("3", "Curly"), ("4", "Coily")]).value("1b"))
                (Field::text("occupation", "Occupation").hint("Only where it touches treatment: helmet, heat, chemicals.").value("Firefighter").suggestions(["Firefighter", "Baker"]))
                (Field::lines("words", "In the patient's own words").hint("What is hoped for, in two sentences.").value("More density at the parting.\nNo daily pills.").rows(4))
            }))
            (block("Stage", html! {
                (Choices::new("stage", "Which drawing is closest?").hint("Sinclair scale").option_drawn("1", "Stage 1", scale(1)).option_drawn("2", "Stage 2", scale(2)).option_drawn("3", "Stage 3", scale(3)).option_drawn("4", "Stage 4", scale(4)).no_answer("not_known", "Not known").selected(Some("2")))
                (Choices::new("wish", "What is asked for?").option_with("slow", "Slow the loss", "Fewer sessions, a longer interval after the fourth.").option_with("regrow", "Regain density", "A full course with photographs at 24 weeks.").selected(Some("regrow")))
                (Choices::new("contact", "How may the clinic write?").stacked().option("phone", "Text message").option("post", "By post only").no_answer("refused", "Refused"))
            }))
            (block("Papers", html! {
                (Field::file("letter", "Letter of the cardiologist").hint("A photograph or a PDF, at most 20 MB.").accept("image/jpeg,image/png,application/pdf").camera())
                (Field::text("number", "Number in the old system").short().read_only().value("88-1234"))
            }))
            (Actions::primary("Save and continue").button("go", "later", "Save for later").link("#", "Cancel")
                .end(SaveLine { words: &save_words, now: Some("Saved 10:42") }).in_view())
        }))
    };
    patient_page("Intake", 1, Some(&banner()), Some(&rail(0)), &notices, &body)
}

fn screening() -> String {
    let behind = || {
        html! {
            (Facts::new()
                .fact("Rule", "CI-21: INR above 3.0 on the day")
                .fact_from("INR", "3.4", "laboratory, 12 March 2026, valid 7 days")
                .fact("Source", html! { "Summary of product characteristics " (evidence_tag("moderate", "SmPC 2024", html! { p { "Warfarin, section 4.4: bleeding after injection above INR 3.0." } p { "Opposing: one series of 41 patients without bleeding up to 3.5." } })) })
                .fact("Status", html! { (proposed_tag("proposed")) " not yet confirmed by the medical director" })
                .fact("What changes it", "A new INR of 3.0 or less, or a dated note of the prescriber of the anticoagulant")
                .unknown("Platelets", "not asked"))
        }
    };
    let body = html! {
        (PageHead::new("Screening").sentence("For the procedure as a whole, on 12 March 2026."))
        (verdict_header(Meaning::Specialist, "Needs a specialist", "A dated note of the prescriber of the anticoagulant clears the first finding. Two questions are still open.", finding::counts(&[
            (Meaning::Specialist, 1, "specialist".into()), (Meaning::Incomplete, 2, "undecided".into()), (Meaning::Caution, 1, "relative".into()),
        ])))
        div class="findings" {
            (Finding::new(Meaning::Specialist, "Specialist", "INR 3.4 on 12 March is above 3.0: the prescriber of the anticoagulant clears it, or the session waits.")
                .tags(proposed_tag("proposed")).body(behind()).open(true).id("ci-21")
                .actions(html! { (link_button("#", Some(Icon::Upload), "Attach the note")) (link_button("#", None, "Enter a new INR")) }))
            (Finding::new(Meaning::Incomplete, "Undecided", "Whether Mariana Figueiredo is pregnant is not known: a test today decides it.").body(behind()))
            (Finding::new(Meaning::Defer, "Defer until 20 March 2026", "A cold sore at the hairline: wait until it has healed, at least 7 days.").body(behind()))
            (Finding::new(Meaning::Caution, "Relative", "Penicillin caused anaphylaxis in 2011: nothing in this mixture is related; keep the emergency kit at hand.").tags(tag("cleared by Dr. Okafor until 1 June")))
            (Finding::new(Meaning::Excluded, "Absolute", "Breast-feeding excludes this agent: dutasteride passes into milk.").tags(tag("dutasteride only")).body(behind()))
            (Finding::new(Meaning::Neutral, "Information", "Two opposed treatments are taken together: the effect of each cannot be told apart."))
        }
        (section("Conflict X-01", html! { div class="record" {
            p class="record-says" { "Is androgenetic alopecia helped?" }
            (layout::panels(html! {
                (panel("Side 1", html! { p { strong { "It is an indication, and may improve." } } ul class="claims" { li { a class="record-link" href="#" { "C-037" } ": Androgenetic alopecia is an indication (weak)" } } }))
                (panel("Side 2", html! { p { strong { "It changes nothing." } } ul class="claims" { li { a class="record-link" href="#" { "C-155" } ": It changes nothing in androgenetic alopecia (in conflict)" } } }))
            }))
            (panel("", Facts::new().fact("Arms", html! { ul class="parts" { li { "minoxidil 0.5 %; n 26" } li { "saline; n 24" } } })))
        } }))
        (section("Decided by answers", read(html! { p { "41 rules were decided by what is known. " a href="#" { "Show them all" } ", by rule " a class="record-link" href="#" { "CI-11" } } })))
        (disclosure("How a verdict comes about", read(html! { p { "The first that applies decides: excluded, incomplete, needs specialist, defer, caution, eligible." } })))
        (Actions::primary_link("#", "Go on to formulation").link("#", "Print the screening"))
    };
    patient_page(
        "Screening",
        1,
        Some(&long_banner()),
        Some(&rail(1)),
        &[Notice::about(
            Meaning::Defer,
            "A newer version of the rules was adopted on 10 March; three findings changed.",
        )
        .link("#", "Show what changed")],
        &body,
    )
}

fn session() -> String {
    let item = |value: &str, label: &str, detail: &str, checked: bool| CheckItem {
        name: "time_out".into(),
        value: value.into(),
        label: label.into(),
        detail: detail.into(),
        checked,
        required: true,
    };
    let map = html! {
        svg viewBox="0 0 320 260" width="520" height="420" role="img" aria-label="Scalp from above with 84 points" {
            path d="M160 14c70 0 118 56 118 122s-52 112-118 112S42 202 42 136 90 14 160 14z" fill="none" stroke="currentColor" stroke-width="1.5" {}
            @for point in 0..84_u32 { circle cx=(80 + point % 12 * 14) cy=(60 + point / 12 * 20) r="2.5" fill="currentColor" {} }
        }
    };
    let body = html! {
        (PageHead::new("Session 1").beside(html! { (tag("mesotherapy")) (meaning::signed("Plan signed by Dr. Okafor, 10 March")) }).back("#", "Sessions")
            .actions(html! { (link_button("#", Some(Icon::Print), "Syringe label")) }))
        (work(html! {
            (Drawing { svg: map, sentence: "84 points in the frontal zone and the vertex, 0.05 mL each; no point lies in a danger area.".into(),
                table: Some(("The points as a table".into(), Table::new("Points", [Column::words("Zone"), Column::number("Points").sorted_by("#", Some(Sorted::Descending)), Column::number("mL")])
                    .row(["Frontal", "48", "2.40"]).row(["Vertex", "36", "1.80"]).foot(["All", "84", "4.20"]).caption_hidden().render())) })
            (Form::post("#").draft("session-77", 2).body(html! {
                (block("Time-out", checklist("Said aloud by two people before the first point", &[
                    item("who", "Name and birth date match the banner", "", true),
                    item("allergy", "Allergies read aloud", "Penicillin, latex: no latex gloves.", true),
                    item("kit", "Emergency kit in the room, in date until June 2026", "", false),
                ])))
                (Actions::primary("Start with the first point").also(Danger::inside("go", "stop", "Stop the session", "What was given until now is recorded as it was.", "Stop the session now").fields(
                    html! { (Field::text("reason", "Reason").id("reason-stop")) }))
                    .end(SaveLine { words: &save_words(), now: None }))
            }))
        }, html! {
            (panel("Dose today", html! {
                (limit_bar("Dutasteride", "0.42 of 0.50 mg", 840, Meaning::Eligible))
                (limit_bar("Lidocaine plain", "168 of 171 mg", 982, Meaning::Caution))
                (limit_bar("Minoxidil with oral", "5.6 of 5.0 mg", 1120, Meaning::Excluded))
            }))
            (panel("Mixture", Facts::new().fact("Volume", "4.2 mL").fact("Lot", html! { "D-2231 " (status(Meaning::Eligible, "in date")) }).fact("Points", "84 on 118 cm²").unknown("pH", "not measured")))
            (panel("Vital signs", Facts::new().wide().fact("Blood pressure", "128/79 mmHg").fact("Pulse", "72 per minute").fact("SpO₂", "98 %")))
        }))
    };
    patient_page("Session 1", 1, Some(&banner()), Some(&rail(5)), &[], &body)
}

fn timeline() -> String {
    let happened = |when: &str, icon, meaning, title: &str, text: &str| TimelineEntry {
        when: when.into(),
        datetime: "2026-03-12".into(),
        icon,
        meaning,
        title: title.into(),
        href: Some("#".into()),
        body: html! { p { (text) } },
    };
    let photo = |src: &str, caption: &str| Photograph {
        src: src.into(),
        alt: format!("Vertex, {caption}"),
        caption: caption.into(),
        href: Some("#".into()),
    };
    let earlier = photo("earlier.svg", "10 September 2025, vertex, tripod 30 cm");
    let later = photo("later.svg", "10 March 2026, vertex, tripod 30 cm");
    let body = html! {
        (PageHead::new("Everything so far").actions(html! { (action::primary_link("#", None, "Go on with screening")) }))
        (work(html! {
            (Timeline::new()
                .group("March 2026", vec![
                    happened("12 March, 09:41", Icon::Syringe, Meaning::Accent, "Session 1 begun", "Room 1, L. Moreau. 84 points, 4.2 mL, lot D-2231."),
                    happened("12 March, 09:20", Icon::Stop, Meaning::Excluded, "Adverse event: vasovagal syncope, grade 1", "Lay down for 10 minutes, recovered; reported by L. Moreau."),
                    happened("10 March, 16:05", Icon::Lock, Meaning::Neutral, "Plan signed", "Dr. Okafor, version 2."),
                ])
                .group("February 2026", vec![
                    happened("3 February", Icon::Camera, Meaning::Neutral, "Four photographs", "Baseline, all standard views."),
                    happened("3 February", Icon::Check, Meaning::Eligible, "Consent signed", "Version 4, all eleven items initialled."),
                ]))
        }, html! {
            (panel("Photographs", picture::gallery(&[earlier.clone(), later.clone()])))
        }))
        (section("Compare", html! { (compare(&earlier, &later, "Move between earlier and later") ) }))
        (section("Side by side", side_by_side(&earlier, &later)))
    };
    let nothing_known = Banner {
        allergies: Allergies::None("None, asked on 12 March".into()),
        verdict: None,
        flags: Vec::new(),
        ..banner()
    };
    patient_page("Timeline", 1, Some(&nothing_known), None, &[], &body)
}

fn stock() -> String {
    let button = |label: &str, icon| {
        html! { (PostButton { action: "#", label, icon, values: &[("lot", "D-2231"), ("version", "4")], primary: false }) }
    };
    let lots = Table::new(
        "Lots on the shelf",
        [
            Column::words("Lot").sorted_by("#", None),
            Column::words("Product"),
            Column::words("Expires").sorted_by("#", Some(Sorted::Ascending)),
            Column::number("Vials"),
            Column::words("State"),
            Column::actions("Do"),
        ],
    )
    .cards()
    .row_marked(
        Meaning::Excluded,
        [
            html! { "D-2198" },
            html! { "Dutasteride 0.1 mg/mL, 5 mL" },
            html! { "28 February 2026" },
            html! { "2" },
            status(Meaning::Excluded, "Expired"),
            button("Write off", None),
        ],
    )
    .row_marked(
        Meaning::Defer,
        [
            html! { "D-2231" },
            html! { "Dutasteride 0.1 mg/mL, 5 mL" },
            html! { "20 March 2026" },
            html! { "6" },
            status(Meaning::Defer, "Expires in 8 days"),
            button("Quarantine", None),
        ],
    )
    .row([
        html! { "L-0412" },
        html! { "Lidocaine 1 %, 10 mL" },
        html! { "31 October 2027" },
        html! { "118" },
        status(Meaning::Eligible, "In date"),
        button("Quarantine", None),
    ])
    .row([
        html! { "M-7781-EXTRA-LONG-LOT-NUMBER" },
        html! { "Minoxidil 5 mg/mL, 2 mL" },
        unknown("not recorded"),
        html! { "14" },
        status(Meaning::Incomplete, "Not usable"),
        button("Quarantine", None),
    ])
    .foot([
        html! { "4 lots" },
        html! {},
        html! {},
        html! { "140" },
        html! {},
        html! {},
    ]);
    assert!(!lots.is_empty());
    let body = html! {
        (PageHead::new("Stock").actions(html! { (action::primary_link("#", Some(Icon::Plus), "Receive a delivery")) (link_button("#", Some(Icon::Search), "Recall by lot")) }))
        (tabs("Stock", &[
            Tab { href: "#".into(), label: "Lots".into(), count: Some(23), current: true },
            Tab { href: "#".into(), label: "Opened vials".into(), count: Some(2), current: false },
            Tab { href: "#".into(), label: "Temperature".into(), count: None, current: false },
            Tab { href: "#".into(), label: "Kits".into(), count: None, current: false },
        ]))
        (Form::get("#").in_line().body(html! {
            (Field::text("product", "Product").short())
            (Field::select("state", "State").short().options([("all", "All"), ("expiring", "Expiring")]))
            button class="button" type="submit" { span { "Filter" } }
        }))
        (lots)
        (section("Recall", html! {
            (Danger::post("#", "Recall lot D-2231", "Everyone who got it is listed, and the lot can no longer be chosen. This can be lifted again.", "Recall the lot").fields(html! {
                (hidden("version", "4")) (Field::text("reason", "Reason").required().full())
            }))
        }))
    };
    clinic_page("Stock", 2, &[], &body)
}

fn parts() -> String {
    let body = html! {
        (PageHead::new("Every sign and small part"))
        (section("Meanings", html! {
            (toolbar(html! { @for (meaning, word) in Meaning::VERDICTS.into_iter().zip(["Excluded", "Incomplete", "Needs specialist", "Defer until 20 March", "Caution", "Eligible"]) { (chip(meaning, word)) } (chip(Meaning::Neutral, "Information")) (chip(Meaning::Accent, "Current")) }))
            (toolbar(html! { @for (meaning, word) in Meaning::VERDICTS.into_iter().zip(["Excluded", "Incomplete", "Needs specialist", "Defer until 20 March", "Caution", "Eligible"]) { (status(meaning, word)) } }))
            (toolbar(html! { (tag("version 3")) (proposed_tag("proposed")) (unknown("asked, not known")) (evidence_tag("low", "Moftah 2013", html! { p { "86 women, dutasteride against saline." } })) (meaning::signed("Signed by Dr. Okafor, 10 March")) }))
        }))
        (section("Signs", html! { (toolbar(html! { @for icon in Icon::ALL { (tag(&format!("{icon:?}"))) (icon) } })) }))
        (layout::section_with("columns", "Panels", html! { a href="#" { "All" } }, layout::panels(html! {
            (panel("What happens next", steps(["Photographs in the standard views", "Consent, item by item", "Session 1, at the earliest on 13 March"])))
            (panel("Empty", Empty { icon: Icon::Camera, what: "No photographs yet".into(), sentence: String::new(), first_step: None }))
            (panel("Progress", progress(3, 7, "3 of 7")))
        })))
        (section("Contact", html! { (Form::post("#").with_files().body(html! {
            (Field::email("email", "Email").autocomplete("email"))
            (Field::tel("phone", "Phone").autocomplete("tel").hint("With the country's code."))
            (Field::whole_number("rooms", "Rooms").inputmode("numeric").most_characters(3))
            (Field::date_and_time("at", "Starts at").min("2026-03-12T08:00"))
            (Field::select("roles", "Roles").several().options([("a", "Administrator"), ("b", "Prescriber")]).attribute("size", "4"))
            (Field::text("cell", "Depth").label_hidden().first().error_if(None::<String>))
            (Actions::primary_as("go", "on", "Save"))
        })) }))
        (layout::on_screen(html! { p { "Only on the screen." } }))
        (layout::on_paper(html! { p { "Signature: ______________________" } }))
        (Actions::primary_of("none", "Send the other form"))
    };
    clinic_page(
        "Parts",
        3,
        &[Notice::error("The page could not be shown.")
            .to_do("Try again; if it stays, tell the administrator.")
            .identifier("Quote 91C2-7F3A.")],
        &body,
    )
}

fn sign_in() -> String {
    let body = html! {
        (PageHead::new("Sign in").sentence("Thursday, 12 March 2026"))
        (Form::post("/sign-in").body(html! {
            (block("", html! {
                (Field::text("username", "User name").autocomplete("username").full().required().first())
                (Field::password("password", "Password").autocomplete("current-password").full().required().error("User name and password do not belong together. Try again, or ask an administrator."))
            }))
            (Actions::primary("Sign in").link("#", "Password lost"))
        }))
        (section("Enter the demo as", link_list(&[
            LinkItem { href: "#".into(), title: "Prescriber".into(), detail: "dr.okafor / harbour-demo".into(), ..LinkItem::default() },
            LinkItem { href: "#".into(), title: "Front desk".into(), detail: "desk / harbour-demo".into(), ..LinkItem::default() },
        ])))
    };
    plain_page("Sign in", false, false, &[], &body)
}

fn tablet() -> String {
    let words = answer_words();
    let body = html! {
        (PageHead::new("A few questions before your visit").sentence("Take your time. You can leave any question as \"not known\"; we will ask about it together."))
        (progress(2, 9, "Question 2 of 9"))
        (Form::post("#").draft("tablet-418", 1).body(html! {
            (block("Your medicines", html! {
                (Choices::answer("blood_thinner", "Do you take a medicine against clotting, such as warfarin or aspirin?", &words))
                (Field::lines("which", "Which, and how much?").hint("Copy it from the box if you have it with you."))
            }))
            (Actions::primary("Next question").link("#", "Back").end(SaveLine { words: &save_words(), now: None }))
        }))
    };
    plain_page("Questions", true, true, &[], &body)
}
