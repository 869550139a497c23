//! From strengths to volumes: which vials, how much of each, or which constraint stands in the way.
//!
//! With x the share of each vial in the mixture, A x = c has to hold for every agent, x >= 0 and sum x <= 1; the rest is diluent.
//! Whatever can be made at all can be made with one vial for each agent (a vial may serve several): a basic solution of the
//! linear programme has no more vials than agents, and independent columns can be matched to different agents. So the choices are
//! gone through in the order in which vials are taken, and the first that works is kept. A vial that holds an agent nobody asked
//! for is never used.

use anagen_knowledge::records::Agent;

use super::draw::{Drawn, ROUNDING, measure};
use super::shelf::GRADUATION_ML;
use super::shelf::{Asked, Content, Vial, is_filler, nothing_to_draw};
use crate::finding::Refusal;
use crate::units::Millilitres;

/// Choices of vials that are gone through; a shelf with more has to be narrowed down.
const MOST_CHOICES: usize = 2_000;

/// Shares of the mixture by vial.
type Shares = Vec<(usize, f64)>;

/// The mixture of the strengths wanted.
pub(super) fn solved(asked: &Asked<'_>) -> Result<Drawn, Vec<Refusal>> {
    // The reader refused a request without a volume.
    let Some(volume) = asked.volume else {
        return Err(Vec::new());
    };
    let wanted: Vec<&Content<'_>> = asked
        .wanted
        .iter()
        .filter(|content| !is_filler(content.agent))
        .collect();
    let candidates = candidates(&wanted, &asked.vials)?;
    let shares = first_that_fits(&wanted, &candidates, asked)?;
    let draws: Vec<(usize, f64)> = shares.iter().map(|(vial, share)| (*vial, share * volume)).collect();
    let too_small: Vec<Refusal> = draws
        .iter()
        .filter(|(_, volume)| *volume < GRADUATION_ML * (1.0 - ROUNDING))
        .filter_map(|(vial, volume)| {
            Some(nothing_to_draw(
                &format!("what has to be drawn of {}", asked.vials.get(*vial)?.product.name),
                *volume,
            ))
        })
        .collect();
    if !too_small.is_empty() {
        return Err(too_small);
    }
    let notes = notes(&wanted, &candidates, &shares, &asked.vials);
    Ok(measure(&draws, &asked.vials, volume, false, notes))
}

/// The vials that can give each agent, in the order in which they are taken.
fn candidates(wanted: &[&Content<'_>], vials: &[Vial<'_>]) -> Result<Vec<Vec<usize>>, Vec<Refusal>> {
    let mut order: Vec<usize> = (0..vials.len()).collect();
    order.sort_by_key(|position| (vials.get(*position).map(Vial::precedence), *position));
    let mut refusals = Vec::new();
    let mut candidates = Vec::new();
    for content in wanted {
        let agent = content.agent;
        let holders: Vec<(usize, &Vial<'_>)> = order
            .iter()
            .filter_map(|position| vials.get(*position).map(|vial| (*position, vial)))
            .filter(|(_, vial)| vial.per_ml(agent) > 0.0)
            .collect();
        let fitting: Vec<(usize, &Vial<'_>)> = holders
            .iter()
            .copied()
            .filter(|(_, vial)| not_asked_for(vial, wanted).is_empty())
            .collect();
        let strongest = fitting.iter().map(|(_, vial)| vial.per_ml(agent)).fold(0.0, f64::max);
        match (holders.first(), fitting.is_empty()) {
            (None, _) => refusals.push(no_product(agent, vials)),
            (Some((_, vial)), true) => refusals.push(forces_agent(content, vial, wanted)),
            _ if strongest < content.per_ml * (1.0 - ROUNDING) => refusals.push(too_weak(content, strongest)),
            _ => {}
        }
        candidates.push(fitting.into_iter().map(|(position, _)| position).collect());
    }
    if refusals.is_empty() {
        Ok(candidates)
    } else {
        Err(refusals)
    }
}

/// Names of what a vial holds besides the agents wanted; fillers do not count.
fn not_asked_for<'v>(vial: &'v Vial<'_>, wanted: &[&Content<'_>]) -> Vec<&'v str> {
    vial.contents
        .iter()
        .filter(|content| !is_filler(content.agent) && wanted.iter().all(|other| other.agent.id != content.agent.id))
        .map(|content| content.agent.name.as_str())
        .chain(vial.unidentified.iter().copied())
        .collect()
}

fn first_that_fits(
    wanted: &[&Content<'_>],
    candidates: &[Vec<usize>],
    asked: &Asked<'_>,
) -> Result<Shares, Vec<Refusal>> {
    let mut choice = vec![0_usize; wanted.len()];
    let mut smallest: Option<(f64, Shares)> = None;
    for _ in 0..MOST_CHOICES {
        let mut set: Vec<usize> = candidates
            .iter()
            .zip(&choice)
            .filter_map(|(vials, chosen)| vials.get(*chosen).copied())
            .collect();
        set.sort_unstable();
        set.dedup();
        if let Some(shares) = shares(wanted, &set, &asked.vials) {
            let total: f64 = shares.iter().map(|(_, share)| share).sum();
            if total <= 1.0 + ROUNDING {
                return Ok(shares);
            }
            if smallest.as_ref().is_none_or(|(least, _)| total < *least) {
                smallest = Some((total, shares));
            }
        }
        // The next choice, the last agent's vial changing fastest.
        let Some(turn) = (0..choice.len()).rev().find(|agent| {
            choice
                .get(*agent)
                .zip(candidates.get(*agent))
                .is_some_and(|(chosen, vials)| chosen + 1 < vials.len())
        }) else {
            return Err(vec![match smallest {
                Some((total, shares)) => volumes_exceed(wanted, total, &shares, asked),
                None => forces_strength(wanted, candidates, &asked.vials),
            }]);
        };
        for (agent, chosen) in choice.iter_mut().enumerate().skip(turn) {
            *chosen = if agent == turn { *chosen + 1 } else { 0 };
        }
    }
    Err(vec![Refusal::new(
        "too_many_choices",
        format!("the shelf offers more than {MOST_CHOICES} ways to make this mixture, and none of the first fits"),
        [
            "name in `products` only the vials that are to be used".to_owned(),
            "write the volumes to `draw`".to_owned(),
        ],
    )])
}

/// Shares of a set of vials that give every agent its strength; none where there are none or not just one.
fn shares(wanted: &[&Content<'_>], set: &[usize], vials: &[Vial<'_>]) -> Option<Shares> {
    let set: Vec<(usize, &Vial<'_>)> = set
        .iter()
        .filter_map(|position| Some((*position, vials.get(*position)?)))
        .collect();
    // Each equation is divided by the strength wanted, so that the right side is 1 throughout.
    let coefficient = |content: &Content<'_>, vial: &Vial<'_>| vial.per_ml(content.agent) / content.per_ml;
    let scale: Vec<f64> = set
        .iter()
        .map(|(_, vial)| {
            wanted
                .iter()
                .map(|content| coefficient(content, vial))
                .fold(0.0, f64::max)
        })
        .collect();
    let rows: Vec<Vec<f64>> = wanted
        .iter()
        .map(|content| {
            set.iter()
                .zip(&scale)
                .map(|((_, vial), scale)| coefficient(content, vial) / scale)
                .chain([1.0])
                .collect()
        })
        .collect();
    let solution = eliminate(rows.clone(), set.len())?;
    for row in &rows {
        let sum: f64 = row
            .iter()
            .zip(&solution)
            .map(|(coefficient, share)| coefficient * share)
            .sum();
        // Written so that a number that is none fails too.
        let holds = (sum - 1.0).abs() <= ROUNDING;
        if !holds {
            return None;
        }
    }
    let mut shares = Vec::new();
    for (((position, _), scale), scaled) in set.iter().zip(&scale).zip(&solution) {
        let is_possible = *scaled >= -ROUNDING;
        if !is_possible {
            return None;
        }
        if *scaled > ROUNDING {
            shares.push((*position, scaled / scale));
        }
    }
    Some(shares)
}

/// Gauss-Jordan elimination with partial pivoting; rows hold the coefficients and then the right side. None where the columns are
/// not independent.
fn eliminate(mut rows: Vec<Vec<f64>>, n_columns: usize) -> Option<Vec<f64>> {
    for column in 0..n_columns {
        let size = |row: &Vec<f64>| row.get(column).copied().unwrap_or_default().abs();
        let pivot = (column..rows.len()).max_by(|a, b| {
            rows.get(*a)
                .map_or(0.0, size)
                .total_cmp(&rows.get(*b).map_or(0.0, size))
        })?;
        rows.swap(column, pivot);
        let pivot_row = rows.get(column)?.clone();
        let pivot = *pivot_row.get(column)?;
        let is_independent = pivot.abs() > ROUNDING;
        if !is_independent {
            return None;
        }
        for (position, row) in rows.iter_mut().enumerate() {
            if position != column {
                let factor = row.get(column)? / pivot;
                for (entry, of_pivot) in row.iter_mut().zip(&pivot_row) {
                    *entry -= factor * of_pivot;
                }
            }
        }
    }
    (0..n_columns)
        .map(|column| Some(rows.get(column)?.last()? / rows.get(column)?.get(column)?))
        .collect()
}

/// Which of several vials was taken, and why.
fn notes(wanted: &[&Content<'_>], candidates: &[Vec<usize>], shares: &Shares, vials: &[Vial<'_>]) -> Vec<String> {
    let mut notes = Vec::new();
    for (content, offered) in wanted.iter().zip(candidates) {
        if offered.len() < 2 {
            continue;
        }
        let is_taken = |position: &usize| shares.iter().any(|(vial, _)| vial == position);
        let (taken, left): (Vec<usize>, Vec<usize>) = offered.iter().partition(|position| is_taken(position));
        let Some(first) = taken.first().and_then(|position| vials.get(*position)) else {
            continue;
        };
        let names = |positions: &[usize]| {
            let names: Vec<String> = positions
                .iter()
                .filter_map(|position| vials.get(*position))
                .map(described)
                .collect();
            names.join(", ")
        };
        if left.is_empty() {
            continue;
        }
        let why = why_taken(first, offered, &left, vials);
        notes.push(format!(
            "{} is taken from {}: {why}. On the shelf too: {}.",
            content.agent.name,
            names(&taken),
            names(&left)
        ));
    }
    notes
}

fn why_taken(first: &Vial<'_>, offered: &[usize], left: &[usize], vials: &[Vial<'_>]) -> &'static str {
    let left: Vec<&Vial<'_>> = left.iter().filter_map(|position| vials.get(*position)).collect();
    let usable: Vec<&&Vial<'_>> = left.iter().filter(|vial| vial.is_usable()).collect();
    let is_foremost = offered
        .first()
        .and_then(|position| vials.get(*position))
        .is_some_and(|vial| vial.product.id == first.product.id);
    if !is_foremost {
        "what comes first does not fit the strengths and the volume"
    } else if first.is_usable() && usable.is_empty() {
        "the others are out of date, quarantined, not labelled for injection or not declared"
    } else if first.product.expires.is_none() || left.iter().any(|vial| vial.precedence() == first.precedence()) {
        "it stands first on the shelf"
    } else if usable.len() < left.len() {
        "it expires first of those that can be used"
    } else {
        "it expires first"
    }
}

fn described(vial: &Vial<'_>) -> String {
    match vial.product.expires {
        Some(expires) => format!("{} (`{}`, expires {expires})", vial.product.name, vial.product.id),
        None => format!("{} (`{}`)", vial.product.name, vial.product.id),
    }
}

fn no_product(agent: &Agent, vials: &[Vial<'_>]) -> Refusal {
    let shelf: Vec<&str> = vials.iter().map(|vial| vial.product.name.as_str()).collect();
    Refusal::new(
        "no_product_holds_agent",
        format!(
            "no product on the shelf holds {}; there are {}",
            agent.name,
            shelf.join(", ")
        ),
        [
            format!("add a vial of {} to `products`", agent.name),
            format!("leave {} out", agent.name),
        ],
    )
}

fn forces_agent(content: &Content<'_>, vial: &Vial<'_>, wanted: &[&Content<'_>]) -> Refusal {
    let (agent, product) = (content.agent, &vial.product.name);
    let share = content.per_ml / vial.per_ml(agent);
    let others = not_asked_for(vial, wanted).join(", ");
    let besides = vial
        .contents
        .iter()
        .filter(|other| !is_filler(other.agent) && wanted.iter().all(|content| content.agent.id != other.agent.id))
        .map(|other| {
            format!(
                "ask for {} too, at {}",
                other.agent.name,
                other.at(other.per_ml * share)
            )
        });
    Refusal::new(
        "product_forces_agent",
        format!(
            "{} is only in {product}, which also holds {others}: nobody asked for it",
            agent.name
        ),
        besides.chain([format!("add a vial that holds {} alone", agent.name)]),
    )
}

fn too_weak(content: &Content<'_>, strongest: f64) -> Refusal {
    let agent = &content.agent.name;
    Refusal::new(
        "product_too_weak",
        format!(
            "{agent} at {} is more than any product gives: undiluted and alone, the shelf reaches {}",
            content.strength(),
            content.at(strongest)
        ),
        [
            format!("ask for {agent} at {} or less", content.at(strongest)),
            format!("add a stronger product of {agent}"),
        ],
    )
}

fn volumes_exceed(wanted: &[&Content<'_>], total: f64, shares: &Shares, asked: &Asked<'_>) -> Refusal {
    let volume = asked.volume.unwrap_or_default();
    let reachable: Vec<String> = wanted
        .iter()
        .map(|content| format!("{} {}", content.agent.name, content.at(content.per_ml / total)))
        .collect();
    let vials: Vec<String> = shares
        .iter()
        .filter_map(|(vial, share)| {
            Some(format!(
                "{} of {}",
                Millilitres(share * volume),
                asked.vials.get(*vial)?.product.name
            ))
        })
        .collect();
    Refusal::new(
        "volumes_exceed_target",
        format!(
            "these strengths need {} in a mixture of {}: {} too much ({}). A larger volume does not help, the volumes to draw grow with it",
            Millilitres(total * volume),
            Millilitres(volume),
            Millilitres((total - 1.0) * volume),
            vials.join(", ")
        ),
        [
            format!("in the same proportions the shelf reaches {}", reachable.join(", ")),
            "add stronger products".to_owned(),
            "ask for fewer agents in one syringe".to_owned(),
        ],
    )
}

fn forces_strength(wanted: &[&Content<'_>], candidates: &[Vec<usize>], vials: &[Vial<'_>]) -> Refusal {
    let forced = candidates
        .iter()
        .flatten()
        .filter_map(|position| vials.get(*position))
        .find_map(|vial| {
            let (of, other) = wanted
                .iter()
                .filter(|content| vial.per_ml(content.agent) > 0.0)
                .flat_map(|of| wanted.iter().map(move |other| (of, other)))
                .find(|(of, other)| {
                    let forced = of.per_ml / vial.per_ml(of.agent) * vial.per_ml(other.agent);
                    forced > 0.0 && (forced - other.per_ml).abs() > ROUNDING * other.per_ml
                })?;
            Some((
                vial,
                of,
                other,
                of.per_ml / vial.per_ml(of.agent) * vial.per_ml(other.agent),
            ))
        });
    let Some((vial, of, other, strength)) = forced else {
        return Refusal::new(
            "combined_product_forces_strength",
            "the combined products on the shelf give these agents in other proportions than the ones asked for",
            ["add vials that hold one agent each".to_owned()],
        );
    };
    let (of_name, other_name, strength) = (&of.agent.name, &other.agent.name, other.at(strength));
    Refusal::new(
        "combined_product_forces_strength",
        format!(
            "{} holds {of_name} and {other_name} together: {of_name} at {} brings {other_name} to {strength}, and {} is asked for",
            vial.product.name,
            of.strength(),
            other.strength()
        ),
        [
            format!("ask for {other_name} at {strength}"),
            format!("add vials that hold {of_name} and {other_name} alone"),
        ],
    )
}
