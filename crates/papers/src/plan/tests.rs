#![expect(clippy::unwrap_used, reason = "tests")]

use std::collections::BTreeSet;
use std::sync::LazyLock;

use anagen_care::case::Case;
use anagen_care::plan::{Plan, Standing, for_patient, plan};
use anagen_knowledge::Knowledge;

use super::paper::anchor;
use super::{Languages, SignedBy, findings, page, signed_page};

const ENGLISH: Languages<'_> = Languages::one("en");
const EXAMPLES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/cases");

fn planned(text: &str, knowledge: &Knowledge) -> Plan {
    plan(
        &Case::from_toml(text, jiff::Timestamp::UNIX_EPOCH, knowledge).unwrap(),
        knowledge,
    )
}

fn example(name: &str) -> String {
    std::fs::read_to_string(format!("{EXAMPLES}/{name}.toml")).unwrap()
}

/// Every reviewed case with its page.
static PAGES: LazyLock<Vec<(String, Plan, String)>> = LazyLock::new(|| {
    let knowledge = Knowledge::embedded().unwrap();
    let files = std::fs::read_dir(EXAMPLES)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let cases = files.filter_map(|name| name.strip_suffix(".toml").map(str::to_owned));
    let mut names: Vec<String> = cases.filter(|name| !name.ends_with(".outcome")).collect();
    names.sort();
    assert!(!names.is_empty());
    let of_case = |name: String| {
        let plan = planned(&example(&name), &knowledge);
        let page = page(&plan, &knowledge, ENGLISH);
        (name, plan, page)
    };
    names.into_iter().map(of_case).collect()
});

/// Values of an attribute, in order.
fn values<'p>(page: &'p str, attribute: &str) -> Vec<&'p str> {
    let opening = format!(" {attribute}=\"");
    page.split(&opening)
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap())
        .collect()
}

/// The text between tags, styles left out.
fn text_of(html: &str) -> String {
    let mut text = String::new();
    for part in html.split('<').skip(1) {
        let (tag, content) = part.split_once('>').unwrap();
        if !tag.starts_with("style") {
            text.push_str(content);
            text.push(' ');
        }
    }
    text
}

fn part<'p>(page: &'p str, id: &str) -> Option<&'p str> {
    let from = page.find(&format!("<section class=\"part sheet\" id=\"{id}\""))?;
    let rest = &page[from..];
    Some(&rest[..rest.find("</section>").unwrap()])
}

#[test]
fn every_example_is_a_page_that_needs_nothing_besides_itself() {
    for (name, plan, page) in PAGES.iter() {
        for loaded in [
            "<script",
            "<link",
            "<iframe",
            "<object",
            " src=",
            "@import",
            "url(http",
            "href=\"http",
            "href=\"//",
            "javascript:",
        ] {
            assert!(!page.contains(loaded), "{name}: {loaded}");
        }
        assert!(page.contains("<html lang=\"en\">"), "{name}");
        assert!(
            page.contains("not a certified medical device; the prescriber remains responsible"),
            "{name}"
        );

        let ids = values(page, "id");
        let unique: BTreeSet<&str> = ids.iter().copied().collect();
        assert_eq!(ids.len(), unique.len(), "{name}: ids are unique");
        for target in values(page, "href")
            .into_iter()
            .chain(values(page, "aria-labelledby"))
            .chain(values(page, "aria-describedby"))
        {
            assert!(
                unique.contains(target.trim_start_matches('#')),
                "{name}: nothing is at {target}"
            );
        }

        let levels = page
            .match_indices("<h")
            .filter_map(|(at, _)| page[at + 2..].chars().next()?.to_digit(10));
        let mut before = 0;
        for level in levels {
            assert!(level <= before + 1, "{name}: a heading of level {level} after {before}");
            before = level;
        }
        assert_eq!(page.matches("<h1").count(), 1, "{name}");
        assert_eq!(
            page.matches("<table").count(),
            page.matches("<caption").count(),
            "{name}: every table has a caption"
        );
        assert!(page.contains(plan.verdict.words()), "{name}");
    }
}

#[test]
fn every_finding_and_every_source_is_on_the_page() {
    for (name, plan, page) in PAGES.iter() {
        for finding in findings::of(plan).into_iter().chain(findings::restrictions(plan)) {
            assert!(page.contains(&finding.id), "{name}: {}", finding.id);
        }
        if plan.standing != Standing::Excluded {
            for finding in findings::conditions(plan) {
                assert!(page.contains(&finding.id), "{name}: {}", finding.id);
            }
        }
        let mut told = serde_json::to_value(plan).unwrap();
        // The screening of the day repeats what the others say; of it the page has the conditions.
        told.as_object_mut().unwrap().remove("day");
        let ids: BTreeSet<&str> = values(page, "id").into_iter().collect();
        for source in sources_in(&told) {
            assert!(
                ids.contains(anchor(&source).as_str()),
                "{name}: {source} is not at the foot"
            );
        }
        for id in findings::questions(plan).iter().flat_map(|question| &question.decides) {
            assert!(page.contains(id.as_str()), "{name}: {id}");
        }
    }
}

fn sources_in(value: &serde_json::Value) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    match value {
        serde_json::Value::Object(fields) => {
            for (name, field) in fields {
                if name == "sources" || name == "studies" {
                    found.extend(
                        field
                            .as_array()
                            .into_iter()
                            .flatten()
                            .filter_map(|id| id.as_str().map(str::to_owned)),
                    );
                } else {
                    found.extend(sources_in(field));
                }
            }
        }
        serde_json::Value::Array(entries) => found.extend(entries.iter().flat_map(sources_in)),
        _ => {}
    }
    found
}

#[test]
fn what_is_excluded_or_refused_has_no_day_no_sheet_and_no_consent() {
    for (name, plan, page) in PAGES.iter() {
        let is_planned = matches!(plan.standing, Standing::Draft | Standing::ForReview);
        for sheet in ["sheet-before", "sheet-after", "consent", "checklist"] {
            assert_eq!(part(page, sheet).is_some(), is_planned, "{name}: {sheet}");
        }
        if !is_planned {
            assert!(!page.contains("Your first session"), "{name}");
            assert!(
                plan.formulation.is_none() || page.contains("Not planned") || !page.contains("id=\"mixture\""),
                "{name}"
            );
        }
        assert_eq!(
            page.contains("Draft: not handed out"),
            plan.standing == Standing::Draft,
            "{name}"
        );
    }
}

#[test]
fn what_a_patient_reads_holds_no_forbidden_word() {
    let knowledge = Knowledge::embedded().unwrap();
    let mut n_sheets = 0;
    for (name, _, page) in PAGES.iter() {
        for sheet in ["sheet-before", "sheet-after", "consent"] {
            if let Some(html) = part(page, sheet) {
                n_sheets += 1;
                assert_eq!(knowledge.forbidden_word(&text_of(html)), None, "{name}: {sheet}");
            }
        }
    }
    assert!(n_sheets > 0);
}

#[test]
fn nothing_in_a_case_becomes_markup() {
    let knowledge = Knowledge::embedded().unwrap();
    let hostile = example("male-vertex-minoxidil")
        .replace("\"EX-01\"", r#"'X"}</style></title><script>alert(1)</script>'"#)
        .replace(
            "title = \"Man of 38",
            "title = \"<img src=x onerror=alert(2)> & Man of 38",
        )
        .replace("\"MX-0417\"", "\"<b>LOT</b>\"")
        .replace("Invented compounding pharmacy", "<i>vendor</i>");
    let page = page(&planned(&hostile, &knowledge), &knowledge, ENGLISH);
    for injected in ["<script", "<img", "<b>LOT", "<i>vendor", "X\"}"] {
        assert!(!page.contains(injected), "{injected}");
    }
    assert_eq!(page.matches("</style>").count(), 1);
    assert_eq!(
        page.matches("</title>").count(),
        1 + page.matches("<svg class=\"scalp\"").count()
    );
    assert!(page.contains("&lt;img src=x onerror=alert(2)&gt; &amp; Man of 38"));
    assert!(page.contains("&lt;b&gt;LOT&lt;/b&gt;"));
}

#[test]
fn printed_pages_carry_whose_plan_it_is() {
    let knowledge = Knowledge::embedded().unwrap();
    let page = page(
        &planned(&example("male-vertex-minoxidil"), &knowledge),
        &knowledge,
        ENGLISH,
    );
    let margins = page.rsplit_once("@page{").unwrap().1.split_once("</style>").unwrap().0;
    insta::assert_snapshot!(margins, @r#"@top-left{content:"EX\2d 01"}@top-right{content:"Thursday 12 March 2026\2e  For review and signature"}@bottom-left{content:"Anagen is not a certified medical device\3b  the prescriber remains responsible\2e "}@bottom-right{content:counter(page) " / " counter(pages)}}"#);
    assert!(page.contains("<p class=\"running\">EX-01, Thursday 12 March 2026. For review and signature</p>"));
}

#[test]
fn dates_follow_the_country_of_treatment() {
    let knowledge = Knowledge::embedded().unwrap();
    let american = example("male-vertex-minoxidil").replace("country = \"ES\"", "country = \"US\"");
    let page = page(&planned(&american, &knowledge), &knowledge, ENGLISH);
    assert!(page.contains("Thursday, March 12, 2026"));
    assert!(page.contains("Monday, April 6, 2026"));
}

#[test]
fn a_zone_needs_no_day_to_be_drawn() {
    // A course without a start is told in distances from the first session.
    let knowledge = Knowledge::embedded().unwrap();
    let undated = example("male-vertex-minoxidil").replace("start = 2026-04-06\n", "");
    let page = page(&planned(&undated, &knowledge), &knowledge, ENGLISH);
    assert!(page.contains("weeks after the first session"));
    assert!(!page.contains("no day yet"));
}

/// What a reader of the paper reads that is not said to be English: the text outside `lang="en"`, of tags the words alone.
fn unmarked(page: &str) -> String {
    let mut text = String::new();
    let mut open: Vec<bool> = Vec::new();
    for part in page.split('<').skip(1) {
        let (tag, content) = part.split_once('>').unwrap();
        let name = tag.trim_start_matches('/').split(' ').next().unwrap();
        if tag.starts_with('/') {
            open.pop();
        } else if !["meta", "!DOCTYPE", "input", "br"].contains(&name) {
            open.push(tag.contains(" lang=\"en\"") || name == "style");
        }
        if !open.contains(&true) {
            text.push_str(content);
            text.push('\n');
        }
    }
    text
}

#[test]
fn a_spanish_paper_says_nothing_of_its_own_in_english() {
    let knowledge = Knowledge::embedded().unwrap();
    let spanish = Languages::one("es");
    let mut own = crate::messages::english_alone();
    // Sources are named by their ids, which are no words: `proposed`.
    own.retain(|text| knowledge.records.source(text).is_none());
    assert!(own.len() > 300);
    for (name, plan, _) in PAGES.iter() {
        let case = Case::from_toml(&example(name), jiff::Timestamp::UNIX_EPOCH, &knowledge).unwrap();
        let plan = for_patient(plan.clone(), &case, &knowledge, "es");
        let page = page(&plan, &knowledge, spanish);
        assert!(page.contains("<html lang=\"es\">"), "{name}");
        let read = unmarked(&page);
        let lines: BTreeSet<&str> = read.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        for text in &own {
            assert!(!lines.contains(text.as_str()), "{name}: `{text}` is English");
            // A sentence is found wherever it stands; a term also stands in the titles of sources.
            let is_sentence = text.split(' ').count() > 5;
            assert!(!is_sentence || !read.contains(text), "{name}: `{text}` is English");
        }
    }
}

#[test]
fn the_clinic_and_the_patient_read_their_own_language() {
    let knowledge = Knowledge::embedded().unwrap();
    let text = example("male-vertex-minoxidil");
    let case = Case::from_toml(&text, jiff::Timestamp::UNIX_EPOCH, &knowledge).unwrap();
    let plan = for_patient(planned(&text, &knowledge), &case, &knowledge, "es");
    let languages = Languages {
        clinic: "en",
        patient: "es",
    };
    let page = page(&plan, &knowledge, languages);
    assert!(page.contains("<html lang=\"en\">"));
    assert!(page.contains("<span class=\"state\">for the patient</span>"));
    for (id, title, words) in [
        (
            "sheet-before",
            "Antes de su tratamiento",
            "Su primera sesión: <strong>lunes 6 de abril de 2026</strong>",
        ),
        ("sheet-after", "Después de su tratamiento", "Teléfono de urgencias"),
        ("consent", "Consentimiento", "Lea cada apartado"),
    ] {
        let from = page.find(&format!("id=\"{id}\" lang=\"es\"")).unwrap();
        let part = &page[from..from + page[from..].find("</section>").unwrap()];
        assert!(part.contains(title) && part.contains(words), "{id}");
        assert!(!part.contains("lang=\"en\""), "{id}: all of it is translated");
    }
}

#[test]
fn a_signed_paper_says_in_its_language_who_signed() {
    let knowledge = Knowledge::embedded().unwrap();
    let plan = planned(&example("male-vertex-minoxidil"), &knowledge);
    let signed = |language| {
        let by = SignedBy {
            name: "Dr. Ana Ruiz",
            at: "2026-03-12T10:05[Europe/Madrid]".parse().unwrap(),
            version: 2,
        };
        signed_page(&plan, &knowledge, Languages::one(language), by)
    };
    assert!(signed("en").contains("Signed by Dr. Ana Ruiz, 12 March 2026, 10:05 CET, version 2"));
    assert!(signed("es").contains("Firmado por Dr. Ana Ruiz, 12 de marzo de 2026, 10:05 CET, versión 2"));
}
