//! What holds on every page, checked on the gallery: structure, contrast, styles without leftovers.

#![expect(clippy::unwrap_used, reason = "tests")]

use std::collections::{BTreeMap, BTreeSet};

use super::pages;
use crate::look::{
    ASSETS, Asset,
    agenda::{MOST_COLUMNS, MOST_LANES, ROWS_PER_DAY},
    asset::STYLE_SHEET,
};

/// A start tag: its name, its attributes in order.
#[derive(Debug)]
struct Tag {
    name: String,
    attributes: Vec<(String, String)>,
}

impl Tag {
    fn get(&self, name: &str) -> Option<&str> {
        self.attributes
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.as_str())
    }
}

/// The start tags of a page that we wrote ourselves: attributes are quoted, text holds no `<`.
fn tags(html: &str) -> Vec<Tag> {
    let mut tags = Vec::new();
    for piece in html.split('<').skip(1) {
        if piece.starts_with(['/', '!']) {
            continue;
        }
        let (name, mut rest) = piece.split_at(piece.find([' ', '>', '\n']).unwrap());
        let mut attributes = Vec::new();
        loop {
            rest = rest.trim_start();
            let Some(end) = rest.find(['=', '>', ' ']).filter(|end| *end > 0) else {
                break;
            };
            let attribute = rest[..end].to_owned();
            rest = &rest[end..];
            let mut value = String::new();
            if let Some(quoted) = rest.strip_prefix("=\"") {
                let end = quoted.find('"').unwrap();
                quoted[..end].clone_into(&mut value);
                rest = &quoted[end + 1..];
            }
            attributes.push((attribute, value));
        }
        assert!(rest.starts_with('>'), "<{piece} is not closed as expected");
        tags.push(Tag {
            name: name.to_owned(),
            attributes,
        });
    }
    tags
}

fn style_sheet() -> &'static str {
    let asset: &Asset = ASSETS.iter().find(|asset| asset.name == STYLE_SHEET).unwrap();
    std::str::from_utf8(asset.bytes).unwrap()
}

#[test]
fn every_asset_is_named_once_and_served_as_what_it_is() {
    let mut names = BTreeSet::new();
    for asset in ASSETS {
        assert!(names.insert(asset.name), "`{}` is there twice", asset.name);
        let expected = match asset.name.rsplit_once('.').unwrap().1 {
            "css" => "text/css; charset=utf-8",
            "js" => "text/javascript; charset=utf-8",
            "svg" => "image/svg+xml",
            other => panic!("no content type for `.{other}`"),
        };
        assert_eq!(asset.content_type, expected, "{}", asset.name);
        assert!(!asset.bytes.is_empty(), "{} is empty", asset.name);
    }
}

#[test]
fn no_page_holds_a_style_or_a_script_of_its_own() {
    for page in pages::all() {
        for tag in tags(&page.html) {
            assert_ne!(tag.name, "style", "{}", page.name);
            assert!(
                tag.name != "script" || tag.get("src").is_some(),
                "{}: script in the page",
                page.name
            );
            for (name, _) in &tag.attributes {
                assert!(name != "style" && !name.starts_with("on"), "{}: {tag:?}", page.name);
            }
        }
        assert!(!page.html.contains("<script>"), "{}", page.name);
    }
}

#[test]
fn every_control_has_a_name_and_ids_are_there_once() {
    for page in pages::all() {
        let tags = tags(&page.html);
        let mut ids = BTreeSet::new();
        for id in tags.iter().filter_map(|tag| tag.get("id")) {
            assert!(ids.insert(id), "{}: id `{id}` twice", page.name);
        }
        let labelled: BTreeSet<_> = tags.iter().filter_map(|tag| tag.get("for")).collect();
        for label in &labelled {
            assert!(
                ids.contains(label),
                "{}: a label for `{label}`, which is not there",
                page.name
            );
        }
        for tag in &tags {
            let is_control = ["input", "select", "textarea"].contains(&tag.name.as_str());
            let needs_none = tag.get("type") == Some("hidden") || tag.get("data-compare-slider").is_some();
            if is_control && !needs_none {
                let id = tag
                    .get("id")
                    .unwrap_or_else(|| panic!("{}: {tag:?} has no id", page.name));
                assert!(labelled.contains(id), "{}: `{id}` has no label", page.name);
            }
            for pointing in ["aria-describedby", "list"] {
                for id in tag.get(pointing).unwrap_or_default().split_whitespace() {
                    assert!(ids.contains(id), "{}: {pointing} `{id}` is not there", page.name);
                }
            }
            if tag.get("aria-invalid").is_some() {
                let described = tag.get("aria-describedby").unwrap_or_default();
                assert!(
                    described.ends_with("-error"),
                    "{}: {tag:?} does not say what is wrong",
                    page.name
                );
            }
            assert!(
                tag.name != "img" || tag.get("alt").is_some(),
                "{}: {tag:?} has no alt",
                page.name
            );
            assert!(
                tag.name != "html" || tag.get("lang").is_some(),
                "{}: no language",
                page.name
            );
        }
        let count = |name: &str| tags.iter().filter(|tag| tag.name == name).count();
        assert_eq!(count("h1"), 1, "{}: one first-level heading", page.name);
        assert_eq!(count("main"), 1, "{}", page.name);
    }
}

#[test]
fn headings_leave_out_no_level() {
    for page in pages::all() {
        let mut before = 0;
        for tag in tags(&page.html) {
            let level = tag.name.strip_prefix('h').and_then(|level| level.parse::<u8>().ok());
            if let Some(level) = level {
                assert!(level <= before + 1, "{}: h{level} after h{before}", page.name);
                before = level;
            }
        }
    }
}

#[test]
fn what_is_typed_is_written_back_escaped() {
    use maud::Render;
    let typed = "\"><script>alert(1)</script>&";
    let field = crate::look::Field::text(typed, typed)
        .value(typed)
        .hint(typed)
        .unit(typed)
        .error(typed)
        .attribute("data-x", typed)
        .suggestions([typed])
        .render()
        .into_string();
    let lines = crate::look::Field::lines("words", "Words")
        .value("\n</textarea><b>")
        .render()
        .into_string();
    let choice = crate::look::Field::select("one", "One")
        .option(typed, typed)
        .render()
        .into_string();
    for html in [&field, &choice] {
        assert!(!html.contains("<script>"), "{html}");
        assert!(!html.contains("\"\">"), "{html}");
    }
    assert!(lines.contains(">\n\n&lt;/textarea&gt;&lt;b&gt;</textarea>"), "{lines}");
    let password = crate::look::Field::password("p", "P")
        .value("secret")
        .render()
        .into_string();
    assert!(!password.contains("secret"));
}

/// The classes that only a script gives.
const BY_SCRIPT: [&str; 4] = ["is-dark", "is-bad", "is-moving", "save-found"];

#[test]
fn every_class_is_styled_and_every_style_is_used() {
    let used: BTreeSet<String> = pages::all()
        .iter()
        .flat_map(|page| tags(&page.html))
        .flat_map(|tag| {
            tag.get("class")
                .unwrap_or_default()
                .split_whitespace()
                .map(str::to_owned)
                .collect::<Vec<_>>()
        })
        .collect();
    let grid = agenda_grid();
    let grid_classes = classes(&grid);
    let styled = classes(style_sheet());
    let unstyled: Vec<_> = used.iter().filter(|class| !styled.contains(*class)).collect();
    assert!(unstyled.is_empty(), "without a style: {unstyled:?}");
    let unused: Vec<_> = styled
        .iter()
        .filter(|class| {
            !used.contains(*class) && !grid_classes.contains(*class) && !BY_SCRIPT.contains(&class.as_str())
        })
        .collect();
    assert!(unused.is_empty(), "styled and never used: {unused:?}");
}

/// The classes that a style sheet names in its selectors.
fn classes(css: &str) -> BTreeSet<String> {
    let css = without_comments(css);
    let selectors = css
        .split('{')
        .map(|before| before.rsplit(['}', ';']).next().unwrap_or_default());
    let mut found = BTreeSet::new();
    for selector in selectors {
        for part in selector.split('.').skip(1) {
            let end = part
                .find(|letter: char| !letter.is_ascii_alphanumeric() && letter != '-')
                .unwrap_or(part.len());
            if part.starts_with(|letter: char| letter.is_ascii_alphabetic()) {
                found.insert(part[..end].to_owned());
            }
        }
    }
    found
}

fn without_comments(css: &str) -> String {
    css.split("/*")
        .enumerate()
        .map(|(place, part)| {
            if place == 0 {
                part
            } else {
                part.split_once("*/").unwrap().1
            }
        })
        .collect()
}

#[test]
fn sizes_come_from_the_scale_and_directions_follow_the_script() {
    let sheets = ASSETS.iter().filter(|asset| asset.content_type.starts_with("text/css"));
    for css in sheets.map(|asset| without_comments(std::str::from_utf8(asset.bytes).unwrap())) {
        for line in css.lines() {
            for declaration in line.split([';', '{', '}']) {
                let Some((property, value)) = declaration.split_once(':') else {
                    continue;
                };
                let (property, value) = (property.trim(), value.trim());
                if property == "font-size" {
                    assert!(
                        value == "inherit"
                            || value.starts_with("var(--text")
                            || value.ends_with("em")
                            || value.ends_with('%')
                            || value.ends_with("pt"),
                        "{declaration}"
                    );
                }
                if property == "font-weight" {
                    assert!(["400", "600"].contains(&value), "{declaration}");
                }
                let one_sided = [
                    "left",
                    "right",
                    "margin-left",
                    "margin-right",
                    "padding-left",
                    "padding-right",
                    "border-left",
                    "border-right",
                ];
                assert!(!one_sided.contains(&property), "{declaration}: say start or end");
                let sides: Vec<_> = value.split_whitespace().collect();
                if ["margin", "padding", "inset"].contains(&property) && sides.len() == 4 {
                    assert_eq!(sides[1], sides[3], "{declaration}: say start and end");
                }
                assert!(property != "float" || value.starts_with("inline-"), "{declaration}");
                assert!(
                    property != "text-align" || !["left", "right"].contains(&value),
                    "{declaration}"
                );
            }
        }
        assert!(!css.contains("url("), "nothing is loaded from a style");
        assert!(!css.contains("http"), "nothing comes from outside");
    }
}

type Tokens = BTreeMap<String, [f64; 3]>;

/// The colours of a block that begins with `selector`.
fn tokens(selector: &str) -> Tokens {
    let css = without_comments(style_sheet());
    let block = css.split_once(selector).unwrap().1;
    let block = block.split_once('}').unwrap().0;
    let colours = block.split(';').filter_map(|line| {
        let (name, value) = line.trim().strip_prefix("--")?.split_once(':')?;
        let hex = value.trim().strip_prefix('#')?;
        let channel = |at: usize| f64::from(u8::from_str_radix(&hex[at..at + 2], 16).unwrap()) / 255.0;
        Some((name.to_owned(), [channel(0), channel(2), channel(4)]))
    });
    colours.collect()
}

/// Contrast of two colours after WCAG 2.2, 1.4.3.
fn contrast(one: [f64; 3], other: [f64; 3]) -> f64 {
    let linear = |c: f64| {
        if c <= 0.04045 {
            c / 12.92
        } else {
            ((c + 0.055) / 1.055).powf(2.4)
        }
    };
    let luminance = |rgb: [f64; 3]| 0.2126 * linear(rgb[0]) + 0.7152 * linear(rgb[1]) + 0.0722 * linear(rgb[2]);
    let (one, other) = (luminance(one) + 0.05, luminance(other) + 0.05);
    one.max(other) / one.min(other)
}

#[test]
fn contrast_is_enough_in_both_themes() {
    let light = tokens(":root {");
    let by_system = tokens(":root:not([data-theme=\"light\"]) {");
    let by_switch = tokens(":root[data-theme=\"dark\"] {");
    assert_eq!(by_system, by_switch, "the two dark blocks differ");
    assert_eq!(light.keys().collect::<Vec<_>>(), by_switch.keys().collect::<Vec<_>>());

    let verdicts = ["excluded", "incomplete", "specialist", "defer", "caution", "eligible"];
    let grounds = ["page", "surface", "raised"];
    let mut text: Vec<(String, String)> = Vec::new();
    let mut lines: Vec<(String, String)> = Vec::new();
    for ground in grounds {
        for ink in ["ink", "ink-soft", "accent", "accent-strong"].iter().chain(&verdicts) {
            text.push(((*ink).to_owned(), ground.to_owned()));
        }
        lines.push(("line".to_owned(), ground.to_owned()));
    }
    for tinted in verdicts.iter().chain(&["accent"]) {
        for ink in [tinted, "ink", "ink-soft"] {
            text.push((ink.to_owned(), format!("{tinted}-tint")));
        }
        // Solid grounds: the sign of the verdict, the button that confirms a danger.
        text.push(("surface".to_owned(), (*tinted).to_owned()));
    }
    text.push(("accent-ink".to_owned(), "accent".to_owned()));
    text.push(("accent-ink".to_owned(), "accent-strong".to_owned()));
    text.push(("accent-strong".to_owned(), "accent-tint".to_owned()));
    for (theme, tokens) in [("light", &light), ("dark", &by_switch)] {
        for (pairs, least) in [(&text, 4.5), (&lines, 3.0)] {
            for (ink, ground) in pairs {
                let found = contrast(tokens[ink], tokens[ground]);
                assert!(
                    found >= least,
                    "{theme}: {ink} on {ground} has {found:.2}, less than {least}"
                );
            }
        }
    }
}

/// Where entries of the agenda lie, written as classes because a page may hold no style attribute.
fn agenda_grid() -> String {
    let mut rules: Vec<String> = Vec::new();
    for row in 0..ROWS_PER_DAY {
        rules.push(format!(".row-{row}{{grid-row-start:{}}}", row + 1));
    }
    for span in 1..=ROWS_PER_DAY {
        rules.push(format!(".span-{span}{{grid-row-end:span {span}}}"));
    }
    for hours in 0..=24 {
        let rows = hours * ROWS_PER_DAY / 24;
        rules.push(format!(
            ".rows-{rows}{{grid-template-rows:repeat({},var(--agenda-row))}}",
            rows.max(1)
        ));
    }
    for columns in 0..=MOST_COLUMNS {
        let columns_after = match columns {
            0 => String::new(),
            columns => format!(" repeat({columns},var(--agenda-column))"),
        };
        rules.push(format!(
            ".columns-{columns}{{grid-template-columns:var(--agenda-hours){columns_after}}}"
        ));
    }
    for lanes in 1..=MOST_LANES {
        for lane in 0..lanes {
            let share = 100.0 / f64::from(lanes);
            let (before, after) = (share * f64::from(lane), share * f64::from(lanes - 1 - lane));
            rules.push(format!(
                ".lane-{lane}-of-{lanes}{{margin-inline:{before:.3}% {after:.3}%}}"
            ));
        }
    }
    let mut text = "/* Written by the test `the_agenda_grid_is_written_out`; do not change it by hand. */\n".to_owned();
    let mut line = String::new();
    for rule in rules {
        if line.len() + rule.len() > 118 {
            text += line.trim_end();
            text.push('\n');
            line.clear();
        }
        line += &rule;
        line.push(' ');
    }
    text + line.trim_end() + "\n"
}

#[test]
fn the_agenda_grid_is_written_out() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/agenda-grid.css");
    let written = agenda_grid();
    if std::env::var_os("ANAGEN_GALLERY").is_some() {
        std::fs::write(path, &written).unwrap();
    }
    let there = include_str!("../../../assets/agenda-grid.css");
    assert!(
        there == written,
        "write it anew with ANAGEN_GALLERY=FOLDER cargo test -p anagen-web look, then test again"
    );
}
