//! What is in the syringe: what to draw, what is in it, how much of it reaches the body, where it is licensed, who checks.

use anagen_care::formulation::{Acidity, Cocktail, Exposure};
use anagen_care::plan::Plan;
use anagen_knowledge::Plain;
use anagen_knowledge::records::ApprovalState;
use maud::{Markup, html};

use super::icons::icon;
use super::paper::Paper;
use super::words::{capitalised, decimals, number};
use super::{Section, not_planned};

pub(super) fn section(plan: &Plan, paper: &Paper<'_>) -> Option<Section> {
    let formulation = plan.formulation.as_ref()?;
    let cocktail = formulation.cocktail.as_ref()?;
    let content = html! {
        (not_planned(plan.standing, paper))
        @if cocktail.parts.is_empty() {
            p { (paper.say("mixture-no-vial")) }
        } @else {
            (draw_table(cocktail, paper))
        }
        (agent_table(cocktail, paper))
        p {
            (icon("person")) " " strong { (paper.say("mixture-two-persons")) " " } (paper.word(cocktail.check))
            @if !plan.checklist.is_empty() {
                " " (paper.fill("mixture-blanks-are", [("checklist", html! { a href="#checklist" { (paper.say("mixture-checklist")) } })]))
            }
        }
        dl.numbers.chemistry {
            div { dt { (paper.say("mixture-acidity")) } dd { @match &cocktail.acidity { Some(acidity) => { (ph(acidity, paper)) } None => { (paper.say("mixture-ph-not-known")) } } } }
            div {
                dt { (paper.say("mixture-osmolality")) }
                dd { @match cocktail.osmolality { Some(osmolality) => { (paper.with("mixture-osmolality-of", [("osmolality", number(osmolality.0.round()).into())])) } None => { (paper.say("plan-not-known")) } } }
            }
            div {
                dt { (paper.say("mixture-solubility")) }
                dd { (paper.say(if cocktail.solubility.is_empty() { "mixture-all-dissolves" } else { "mixture-see-below" })) }
            }
            @if let Some(load) = &formulation.local_anaesthetics {
                div { dt { (paper.say("mixture-local-anaesthetics")) } dd { (paper.word(&load.text)) } }
            }
        }
        @if !cocktail.solubility.is_empty() {
            ul.warnings {
                @for warning in &cocktail.solubility {
                    li { (icon("caution")) span { (paper.prose(&warning.text)) " " (paper.confidence(warning.confidence)) " " (paper.sources(&warning.sources)) } }
                }
            }
        }
        @if !cocktail.unidentified.is_empty() {
            p.warning { (icon("incomplete")) span { (paper.with("mixture-unidentified", [("names", cocktail.unidentified.join(", ").into())])) } }
        }
        (exposure(cocktail, paper))
        (approvals(cocktail, paper))
        @if !cocktail.notes.is_empty() {
            h3 { (paper.say("plan-to-be-known")) }
            ul { @for note in &cocktail.notes { li { (paper.prose(note)) } } }
        }
    };
    Some(Section::new(
        "mixture",
        "mixture-title",
        format!("{} mL", number(cocktail.volume.0)),
        content,
    ))
}

fn draw_table(cocktail: &Cocktail, paper: &Paper<'_>) -> Markup {
    let not_known = paper.say("plan-not-known");
    html! {
        table.draw {
            caption { (paper.say("mixture-draw-caption")) }
            thead { tr {
                (paper.number_column("mixture-draw")) (paper.column("mixture-from")) (paper.column("mixture-lot")) (paper.column("mixture-last-day"))
                (paper.number_column("mixture-vials")) (paper.number_column("mixture-left-over"))
            } }
            tbody {
                @for part in &cocktail.parts {
                    tr {
                        td.n { strong { (decimals(part.draw.0, 2)) " mL" } }
                        th scope="row" { (part.name) @if part.is_diluent { span.soft { (paper.say("mixture-makes-up")) } } }
                        td { @match &part.lot { Some(lot) => { (lot) } None => { (not_known) } } }
                        td { @match part.expires { Some(day) => { (paper.plain_day(day)) } None => { (not_known) } } }
                        td.n { @match part.n_vials { Some(n_vials) => { (n_vials) } None => { (not_known) } } }
                        td.n { @match part.left_over { Some(left) => { (decimals(left.0, 2)) " mL" } None => { (not_known) } } }
                    }
                }
            }
            tfoot { tr { td.n { strong { (decimals(cocktail.volume.0, 2)) " mL" } } th scope="row" colspan="5" { (paper.say("mixture-one-vial")) } } }
        }
    }
}

fn agent_table(cocktail: &Cocktail, paper: &Paper<'_>) -> Markup {
    html! {
        table.agents {
            caption { (paper.say("mixture-finished")) }
            thead { tr {
                (paper.column("plan-agent")) (paper.column("mixture-role")) (paper.number_column("mixture-strength")) (paper.number_column("mixture-asked-for"))
                (paper.number_column("mixture-dose")) (paper.number_column("mixture-drawn"))
            } }
            tbody {
                @for dose in &cocktail.agents {
                    tr {
                        th scope="row" { (paper.agent(&dose.agent, &dose.name)) }
                        td { (paper.word(dose.role.words())) }
                        td.n { (dose.strength) }
                        td.n { @if let Some(asked) = dose.asked { (asked) } }
                        td.n { strong { (dose.per_session) } }
                        td.n { @if let Some(drawn) = dose.drawn { (decimals(drawn.0, 2)) " mL" } }
                    }
                }
            }
        }
        @if let Some(balance) = &cocktail.balance {
            p.note {
                (paper.with("mixture-balance", [
                    ("drawn", decimals(balance.drawn.0, 2).into()), ("mixed", decimals(balance.mixed.0, 2).into()),
                ])) " "
                @for agent in &balance.agents {
                    (paper.agent(&agent.agent, cocktail.agents.iter().find(|dose| dose.agent == agent.agent).map_or(&agent.agent, |dose| &dose.name)))
                    ": " (paper.with("mixture-balance-of", [("drawn", agent.drawn.to_string().into()), ("mixed", agent.mixed.to_string().into())])) " "
                }
            }
        }
    }
}

fn exposure(cocktail: &Cocktail, paper: &Paper<'_>) -> Markup {
    let mg = |amount: Option<anagen_care::units::Milligrams>| {
        amount.map_or_else(
            || paper.say("plan-not-known"),
            |amount| format!("{} mg", number(amount.0)),
        )
    };
    let sentences = |exposure: &Exposure| -> Vec<String> {
        std::iter::once(exposure.text.clone())
            .chain(exposure.suppression.clone())
            .collect()
    };
    html! {
        @if !cocktail.exposure.is_empty() {
            h3 { (paper.say("mixture-exposure")) }
            table {
                caption { (paper.say("mixture-exposure-caption")) }
                thead { tr {
                    (paper.column("plan-agent")) (paper.number_column("mixture-days")) (paper.number_column("plan-sessions")) (paper.number_column("mixture-injected"))
                    (paper.number_column("mixture-by-mouth")) (paper.number_column("mixture-absorbed")) (paper.number_column("mixture-regimen")) (paper.number_column("mixture-share"))
                } }
                tbody {
                    @for exposure in &cocktail.exposure {
                        tr {
                            th scope="row" { (paper.agent(&exposure.agent, &exposure.name)) }
                            td.n { (exposure.days) }
                            td.n { (exposure.n_sessions) }
                            td.n { (exposure.injected) }
                            @if exposure.injected.milligrams().is_some() {
                                td.n { (mg(exposure.oral)) }
                                td.n { (mg(exposure.absorbed)) }
                                td.n { (mg(exposure.regimen_absorbed)) }
                                td.n { @match exposure.percent_of_regimen { Some(percent) => { (number(percent.round())) " %" } None => { (paper.say("plan-not-known")) } } }
                            } @else {
                                td colspan="4" { (paper.say("mixture-not-in-mg")) }
                            }
                        }
                    }
                }
            }
            ul.small { @for exposure in &cocktail.exposure { @for sentence in sentences(exposure) { li { (paper.agent(&exposure.agent, &exposure.name)) ", " (paper.with("day-n-days", [("n", exposure.days.into())])) ": " (paper.prose(&sentence)) } } } }
        }
    }
}

fn approvals(cocktail: &Cocktail, paper: &Paper<'_>) -> Markup {
    html! {
        @if !cocktail.approvals.is_empty() {
            h3 { (paper.say("mixture-standing-title")) }
            table {
                caption { (paper.say("mixture-standing-caption")) }
                thead { tr {
                    (paper.column("plan-agent")) (paper.column("mixture-route-for")) (paper.column("mixture-country")) (paper.column("mixture-standing")) (paper.column("mixture-in-words"))
                } }
                tbody {
                    @for approval in &cocktail.approvals {
                        tr {
                            th scope="row" { (paper.agent(&approval.agent, &approval.name)) }
                            td { (paper.word(&approval.route)) ", " (paper.word(&approval.indication)) }
                            td { (approval.country) @if let Some(record) = &approval.record_for { @if *record != approval.country { span.soft { (paper.fill("mixture-record-for", [("country", paper.word(record))])) } } } }
                            td { (standing(approval.state, paper)) }
                            td { (paper.prose(&approval.text)) " " @if let Some(confidence) = approval.confidence { (paper.confidence(confidence)) " " } (paper.sources(&approval.sources)) }
                        }
                    }
                }
            }
        }
    }
}

fn standing(state: ApprovalState, paper: &Paper<'_>) -> Markup {
    let (icon_name, key) = match state {
        ApprovalState::Approved => ("eligible", "mixture-licensed"),
        ApprovalState::NotApproved => ("excluded", "mixture-not-licensed"),
        ApprovalState::Suspended => ("excluded", "mixture-suspended"),
        ApprovalState::Unknown => ("incomplete", "plan-not-known"),
    };
    html! { span class=(format!("meaning {icon_name}")) { (icon(icon_name)) (capitalised(&paper.say(key))) } }
}

fn ph(acidity: &Acidity, paper: &Paper<'_>) -> String {
    let (low, high) = (Plain(acidity.low).to_string(), Plain(acidity.high).to_string());
    match (acidity.measured, acidity.low < acidity.high) {
        (true, _) => paper.with("mixture-ph-measured", [("ph", low.into())]),
        (false, true) => paper.with("mixture-ph-between", [("low", low.into()), ("high", high.into())]),
        (false, false) => paper.with("mixture-ph-of-components", [("ph", low.into())]),
    }
}
