//! Drawings of the staging scales, as clinicians compare a head with them: own drawings, made from geometry.
//!
//! [`pattern::Pattern`] says how much hair is left at each place of a head; the pictures show that pattern from one or two sides.
//! They are typical heads after the published descriptions of the stages. Nothing is to be measured on them, and what a stage
//! means for a plan is decided elsewhere.
//!
//! A picture needs no stylesheet, has no ids and no style attributes. It lies on its own light paper, so that a head looks the same
//! on a light and on a dark page and on a print: hair is darker than skin everywhere. The classes `stage-drawing`, `paper`,
//! `skin`, `line`, `mass`, `strand` and `zone` are there for a stylesheet that wants to change something.

mod borders;
mod contour;
mod hair;
mod head;
mod patches;
pub mod pattern;
mod shed;
mod spot;
mod stages;
#[cfg(test)]
mod tests;
mod wording;

use std::collections::HashMap;
use std::fmt::Write as _;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use maud::{Markup, html};

use self::contour::Grid;
use self::head::Side;
use self::pattern::{Hair, Pattern};

pub use self::hair::lies_towards;
pub use self::patches::{Zone, ZoneLoss};
pub use self::spot::Spot;
pub use self::stages::pattern;
pub use self::wording::{ENGLISH, Words};

/// What the heads are drawn on, its margin, and its lettering.
const PAPER: &str = "#f7f9f9";
const MARGIN: f64 = 6.0;
const LETTERING: &str = "#16201f";
/// Between two heads of one picture.
const GAP: f64 = 10.0;
/// Height of the line of text under a head.
const TEXT_LINE: f64 = 34.0;
/// From the top of that line down to where its letters stand.
const TEXT_BASE: f64 = 24.0;
/// How much smaller than its own units a picture is where no stylesheet says how large it is.
const NATURAL_SIZE: f64 = 0.6;

/// The picture of a value on a scale (`hamilton_norwood` `III-vertex`, `basp` `M2V1`, `salt` `30`); none where the scale has
/// nothing to draw or does not have the value.
pub fn drawing(scale_id: &str, value: &str, words: &Words<'_>) -> Option<Markup> {
    match scale_id {
        "salt" => {
            let score: f64 = value
                .trim()
                .parse()
                .ok()
                .filter(|score| (0.0..=100.0).contains(score))?;
            Some(zones(ZoneLoss::everywhere(score), words))
        }
        "sinclair_shedding" => {
            let content = Content {
                size: shed::SIZE,
                drawn: shed::bundle(value)?,
            };
            Some(picture_of(&description(scale_id, value, words)?, &content))
        }
        _ => Some(picture_of(
            &description(scale_id, value, words)?,
            stage_heads(scale_id, value)?.as_ref(),
        )),
    }
}

/// The heads of a stage. There are few stages and a page of a scale shows them all, so each is drawn once and kept.
fn stage_heads(scale_id: &str, value: &str) -> Option<Arc<Content>> {
    static DRAWN: LazyLock<Mutex<HashMap<String, Arc<Content>>>> = LazyLock::new(Mutex::default);
    let stage = format!("{scale_id} {value}");
    // Whoever panicked while holding it left whole drawings behind.
    let known = DRAWN
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .get(&stage)
        .cloned();
    if known.is_some() {
        return known;
    }
    let drawn = Arc::new(heads_content(&pattern(scale_id, value)?));
    DRAWN
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .insert(stage, Arc::clone(&drawn));
    Some(drawn)
}

/// What a picture shows, without its description.
struct Content {
    size: (f64, f64),
    drawn: Markup,
}

/// The picture's text alternative: what the stage is, and from where it is drawn.
pub fn description(scale_id: &str, value: &str, words: &Words<'_>) -> Option<String> {
    if scale_id == "salt" {
        return Some(words.say("stage-drawing-salt"));
    }
    let parts = match scale_id {
        "basp" => stages::parts(value),
        _ => vec![value],
    };
    let mut sentences: Vec<String> = parts
        .into_iter()
        .map(|part| words.say(&wording::name_of_stage(scale_id, part)))
        .collect();
    if scale_id != "sinclair_shedding" {
        sentences.push(words.say(match pattern(scale_id, value)?.hair() {
            Hair::Short => "stage-drawing-from-the-left-and-above",
            Hair::Parted => "stage-drawing-from-above",
        }));
    }
    Some(sentences.join(" "))
}

/// The four zones of the Severity of Alopecia Tool from their sides, with each zone's share of the scalp and the loss in it.
pub fn zones(loss: ZoneLoss, words: &Words<'_>) -> Markup {
    let pattern = Pattern::patches(Hair::Short, loss, 0);
    let mut described = words.say("stage-drawing-salt");
    let mut drawn = Vec::new();
    let mut right_end = 0.0;
    let mut height: f64 = 0.0;
    for zone in Zone::ALL {
        let (side, name) = (side_of(zone), text_name_of(zone));
        let label = format!("{} {}\u{a0}%", words.say(name), zone.share_percent());
        let (lost_percent, lost) = (loss.percent(zone), words.say("stage-drawing-salt-lost"));
        // Writing to a `String` does not fail.
        let _ = write!(described, " {label}: {lost_percent:.0}\u{a0}% {lost}.");
        let [left, top, width, window_height] = side.window();
        drawn.push(html! {
            g transform=(format!("translate({:.0} {:.0})", right_end - left, -top)) {
                (head_with_hair(&pattern, side))
                path.zone fill="none" stroke="#2aa79a" stroke-width="3" d=(border_of(zone)) {}
                text x=(format!("{:.0}", left + 0.5 * width)) y=(format!("{:.0}", top + window_height + TEXT_BASE)) text-anchor="middle" font-size="22" fill=(LETTERING) { (label) }
            }
        });
        right_end += width + GAP;
        height = height.max(window_height + TEXT_LINE);
    }
    let content = Content {
        size: (right_end - GAP, height),
        drawn: html! { @for head in drawn { (head) } },
    };
    picture_of(&described, &content)
}

/// The side from which a zone is seen whole.
fn side_of(zone: Zone) -> Side {
    match zone {
        Zone::Top => Side::Top,
        Zone::Back => Side::Back,
        Zone::Left => Side::Left,
        Zone::Right => Side::Right,
    }
}

fn text_name_of(zone: Zone) -> &'static str {
    match zone {
        Zone::Top => "stage-drawing-top",
        Zone::Back => "stage-drawing-back",
        Zone::Left => "stage-drawing-left",
        Zone::Right => "stage-drawing-right",
    }
}

/// The border of a zone as it is seen from its side: always the same, so drawn once.
fn border_of(zone: Zone) -> String {
    static BORDERS: LazyLock<HashMap<Zone, String>> =
        LazyLock::new(|| Zone::ALL.into_iter().map(|zone| (zone, drawn_border(zone))).collect());
    BORDERS.get(&zone).cloned().unwrap_or_default()
}

fn drawn_border(zone: Zone) -> String {
    let (scalp, side) = (Pattern::full(Hair::Short), side_of(zone));
    let is_zone = |(x, y): (f64, f64)| {
        // The mean of places around, so that the border runs between the places that are looked at.
        let around = [(0.0, 0.0), (-2.0, -2.0), (2.0, -2.0), (-2.0, 2.0), (2.0, 2.0)];
        let inside = around.map(|(aside, down)| {
            let (spot, beyond) = side.spot_at((x + aside, y + down));
            if beyond <= 0.0 && Zone::of(spot) == zone {
                scalp.natural_at(spot)
            } else {
                0.0
            }
        });
        inside.iter().sum::<f64>() / 5.0
    };
    Grid::new(side.window(), &is_zone).areas_above(0.5)
}

/// A head with any pattern of hair: from the left and from above, or from above alone where the parting tells.
pub fn heads(pattern: &Pattern, description: &str) -> Markup {
    picture_of(description, &heads_content(pattern))
}

fn heads_content(pattern: &Pattern) -> Content {
    let sides: &[Side] = match pattern.hair() {
        Hair::Short => &[Side::Left, Side::Top],
        Hair::Parted => &[Side::Parting],
    };
    let mut drawn = Vec::new();
    let mut right_end = 0.0;
    let mut height: f64 = 0.0;
    for &side in sides {
        let [left, top, width, window_height] = side.window();
        drawn.push(html! {
            g transform=(format!("translate({:.0} {:.0})", right_end - left, -top)) { (head_with_hair(pattern, side)) }
        });
        right_end += width + GAP;
        height = height.max(window_height);
    }
    Content {
        size: (right_end - GAP, height),
        drawn: html! { @for head in drawn { (head) } },
    }
}

fn head_with_hair(pattern: &Pattern, side: Side) -> Markup {
    html! { (side.skin()) (hair::hair(pattern, side)) (side.ear()) }
}

fn picture_of(description: &str, content: &Content) -> Markup {
    let (width, height) = (content.size.0 + 2.0 * MARGIN, content.size.1 + 2.0 * MARGIN);
    html! {
        svg.stage-drawing role="img" aria-label=(description)
            viewBox=(format!("{:.0} {:.0} {width:.0} {height:.0}", -MARGIN, -MARGIN))
            width=(format!("{:.0}", width * NATURAL_SIZE)) height=(format!("{:.0}", height * NATURAL_SIZE))
            stroke-linecap="round" stroke-linejoin="round" {
            rect.paper x=(-MARGIN) y=(-MARGIN) width=(width) height=(height) rx="14" fill=(PAPER) {}
            (content.drawn)
        }
    }
}
