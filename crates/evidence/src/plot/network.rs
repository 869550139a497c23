//! Network plot: which treatments were compared, by how many trials, in how many patients.

use std::collections::{BTreeMap, BTreeSet};
use std::f64::consts::{FRAC_PI_2, TAU};
use std::fmt::Write as _;

use super::picture::{Anchor, Colour, Picture, TEXT, WIDTH, cut};
use super::{Caption, PlotError};

/// A trial by its arms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PlottedTrial<'a> {
    /// Its name.
    pub name: &'a str,
    /// Its arms, each with another treatment.
    pub arms: &'a [PlottedArm<'a>],
}

/// An arm by its size.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PlottedArm<'a> {
    /// What was given.
    pub treatment: &'a str,
    /// Patients, above 0.
    pub patients: u64,
}

const MIDDLE: (f64, f64) = (WIDTH / 2.0, 224.0);
const RADIUS: f64 = 130.0;
const HEIGHT: f64 = 476.0;
/// Radius of the node with the most patients, and the smallest that is drawn.
const NODES: (f64, f64) = (24.0, 3.0);
/// Width of the edge with the most trials, and the smallest that is drawn.
const EDGES: (f64, f64) = (10.0, 1.5);

/// Draws a network.
///
/// A node's area grows with the patients of its treatment, an edge's width with the trials that compare its ends; each edge carries
/// their number. A trial of three arms counts on each of its three edges. A network that falls apart is drawn so, and said.
pub fn network_plot(caption: Caption<'_>, trials: &[PlottedTrial<'_>]) -> Result<String, PlotError> {
    let Counted { patients, comparisons } = count(trials)?;
    let n_nodes = patients.len() as f64;
    let most_patients = patients.values().copied().max().unwrap_or(1) as f64;
    let most_trials = comparisons.values().copied().max().unwrap_or(1) as f64;
    let node_radius = |n: u64| (NODES.0 * (n as f64 / most_patients).sqrt()).max(NODES.1);
    let start = -FRAC_PI_2;
    let angles: BTreeMap<&str, f64> = patients
        .keys()
        .enumerate()
        .map(|(position, &name)| (name, start + TAU * position as f64 / n_nodes))
        .collect();
    let at = |name: &str, radius: f64| {
        let angle = angles.get(name).copied().unwrap_or(start);
        (MIDDLE.0 + radius * angle.cos(), MIDDLE.1 + radius * angle.sin())
    };

    let mut picture = Picture::default();
    picture.strong((10.0, 20.0), Anchor::Start, &cut(caption.title, WIDTH - 20.0));
    for (&(first, second), &n_trials) in &comparisons {
        let width = (EDGES.0 * n_trials as f64 / most_trials).max(EDGES.1);
        picture.line(at(first, RADIUS), at(second, RADIUS), Colour::Quiet, width);
    }
    for (&(first, second), &n_trials) in &comparisons {
        let (from, to) = (at(first, RADIUS), at(second, RADIUS));
        // Edges through the middle of the ring would put their numbers on each other: these stand at two fifths.
        let share = 0.4;
        let place = (from.0 + share * (to.0 - from.0), from.1 + share * (to.1 - from.1) + 4.0);
        picture.text_on_lines(place, &n_trials.to_string());
    }
    for (&name, &n) in &patients {
        let radius = node_radius(n);
        picture.circle(at(name, RADIUS), radius, Colour::Mark);
        let (x, y) = at(name, RADIUS + radius + 10.0);
        let sideways = (x - MIDDLE.0) / RADIUS;
        let (anchor, room) = if sideways > 0.3 {
            (Anchor::Start, WIDTH - 4.0 - x)
        } else if sideways < -0.3 {
            (Anchor::End, x - 4.0)
        } else {
            (Anchor::Middle, WIDTH / 2.0)
        };
        // Two lines: above the ring the lower one stands next to the node, below it the upper one.
        let base = match (y - MIDDLE.1) / RADIUS {
            above if above < -0.8 => y - TEXT,
            below if below > 0.8 => y + TEXT - 3.0,
            _ => y - 2.0,
        };
        picture.strong((x, base), anchor, &cut(name, room));
        picture.text((x, base + TEXT + 2.0), anchor, &cut(&patients_in_words(n), room));
    }
    let n_parts = parts(&patients, &comparisons);
    let mut summary = format!(
        "{} treatments, {}",
        patients.len(),
        trials_in_words(trials.len() as u64)
    );
    if n_parts > 1 {
        let _ = write!(summary, "; {n_parts} parts that no trial joins");
    }
    picture.text((10.0, HEIGHT - 26.0), Anchor::Start, &summary);
    picture.text(
        (10.0, HEIGHT - 9.0),
        Anchor::Start,
        "Circles by patients, lines by trials (number)",
    );

    let mut description = format!("Network of {summary}. ");
    for (name, &n) in &patients {
        let _ = write!(description, "{name}: {}. ", patients_in_words(n));
    }
    for ((first, second), &n_trials) in &comparisons {
        let _ = write!(description, "{first} against {second}: {}. ", trials_in_words(n_trials));
    }
    Ok(picture.finish(caption, description.trim_end(), HEIGHT))
}

struct Counted<'a> {
    patients: BTreeMap<&'a str, u64>,
    comparisons: BTreeMap<(&'a str, &'a str), u64>,
}

fn count<'a>(trials: &[PlottedTrial<'a>]) -> Result<Counted<'a>, PlotError> {
    if trials.is_empty() {
        return Err(PlotError::NoTrial);
    }
    let mut counted = Counted {
        patients: BTreeMap::new(),
        comparisons: BTreeMap::new(),
    };
    for trial in trials {
        if trial.arms.len() < 2 {
            return Err(PlotError::TooFewArms {
                trial: trial.name.to_owned(),
                n_arms: trial.arms.len(),
            });
        }
        let mut treatments = BTreeSet::new();
        for arm in trial.arms {
            let (trial, treatment) = (trial.name.to_owned(), arm.treatment.to_owned());
            if arm.patients == 0 {
                return Err(PlotError::EmptyArm { trial, treatment });
            }
            if !treatments.insert(arm.treatment) {
                return Err(PlotError::ArmTwice { trial, treatment });
            }
            let sum = counted.patients.entry(arm.treatment).or_default();
            *sum = sum.saturating_add(arm.patients);
        }
        for &first in &treatments {
            for &second in treatments.iter().filter(|&&second| second > first) {
                *counted.comparisons.entry((first, second)).or_default() += 1;
            }
        }
    }
    Ok(counted)
}

/// Parts of the network between which there is no trial.
fn parts(patients: &BTreeMap<&str, u64>, comparisons: &BTreeMap<(&str, &str), u64>) -> usize {
    let mut unseen: BTreeSet<&str> = patients.keys().copied().collect();
    let mut n_parts = 0;
    while let Some(first) = unseen.pop_first() {
        n_parts += 1;
        let mut open = vec![first];
        while let Some(here) = open.pop() {
            for &(one, other) in comparisons.keys() {
                let neighbour = match here {
                    _ if one == here => other,
                    _ if other == here => one,
                    _ => continue,
                };
                if unseen.remove(neighbour) {
                    open.push(neighbour);
                }
            }
        }
    }
    n_parts
}

fn patients_in_words(n: u64) -> String {
    format!("{n} {}", if n == 1 { "patient" } else { "patients" })
}

fn trials_in_words(n: u64) -> String {
    format!("{n} {}", if n == 1 { "trial" } else { "trials" })
}
