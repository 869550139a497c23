//! What is in the syringe: what to draw, what is in it, how much of it reaches the body, where it is licensed, who checks.

use anagen_care::formulation::{Cocktail, Exposure};
use anagen_care::plan::Plan;
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
        (not_planned(plan.standing))
        @if cocktail.parts.is_empty() {
            p { "No vial is named, so nothing can be drawn yet." }
        } @else {
            (draw_table(cocktail, paper))
        }
        (agent_table(cocktail))
        p { (icon("person")) " " strong { "Two-person check. " } (cocktail.check) @if !plan.checklist.is_empty() { " The blanks are on the " a href="#checklist" { "checklist of the session" } "." } }
        dl.numbers.chemistry {
            div { dt { "Acidity" } dd { @match &cocktail.acidity { Some(acidity) => { (acidity) } None => { "pH not known" } } } }
            div {
                dt { "Osmolality" }
                dd { @match cocktail.osmolality { Some(osmolality) => { (number(osmolality.0.round())) " mOsm/kg, an estimate by volume" } None => { "not known" } } }
            }
            div {
                dt { "Solubility" }
                dd { @if cocktail.solubility.is_empty() { "no agent above what its record says dissolves" } @else { "see below" } }
            }
            @if let Some(load) = &formulation.local_anaesthetics {
                div { dt { "Local anaesthetics" } dd { (load.text) } }
            }
        }
        @if !cocktail.solubility.is_empty() {
            ul.warnings {
                @for warning in &cocktail.solubility {
                    li { (icon("caution")) span { (paper.prose(&warning.text)) " " span.confidence { (warning.confidence.words()) } " " (paper.sources(&warning.sources)) } }
                }
            }
        }
        @if !cocktail.unidentified.is_empty() {
            p.warning { (icon("incomplete")) span { "Not known to this knowledge, so nothing can be said of it: " (cocktail.unidentified.join(", ")) "." } }
        }
        (exposure(cocktail, paper))
        (approvals(cocktail, paper))
        @if !cocktail.notes.is_empty() {
            h3 { "To be known" }
            ul { @for note in &cocktail.notes { li { (paper.prose(note)) } } }
        }
    };
    Some(Section::new(
        "mixture",
        "The mixture",
        format!("{} mL", number(cocktail.volume.0)),
        content,
    ))
}

fn draw_table(cocktail: &Cocktail, paper: &Paper<'_>) -> Markup {
    html! {
        table.draw {
            caption { "Draw for one session" }
            thead { tr {
                th.n scope="col" { "Draw" } th scope="col" { "From" } th scope="col" { "Lot" } th scope="col" { "Last day of use" }
                th.n scope="col" { "Vials" } th.n scope="col" { "Left over" }
            } }
            tbody {
                @for part in &cocktail.parts {
                    tr {
                        td.n { strong { (decimals(part.draw.0, 2)) " mL" } }
                        th scope="row" { (part.name) @if part.is_diluent { span.soft { "makes up the volume" } } }
                        td { (part.lot.as_deref().unwrap_or("not known")) }
                        td { @match part.expires { Some(day) => { (paper.plain_day(day)) } None => { "not known" } } }
                        td.n { @match part.n_vials { Some(n_vials) => { (n_vials) } None => { "not known" } } }
                        td.n { @match part.left_over { Some(left) => { (decimals(left.0, 2)) " mL" } None => { "not known" } } }
                    }
                }
            }
            tfoot { tr { td.n { strong { (decimals(cocktail.volume.0, 2)) " mL" } } th scope="row" colspan="5" { "the mixture. One vial is for one patient; what is left over is discarded." } } }
        }
    }
}

fn agent_table(cocktail: &Cocktail) -> Markup {
    html! {
        table.agents {
            caption { "In the finished mixture" }
            thead { tr {
                th scope="col" { "Agent" } th scope="col" { "Role" } th.n scope="col" { "Strength" } th.n scope="col" { "Asked for" }
                th.n scope="col" { "Dose of one session" } th.n scope="col" { "Drawn" }
            } }
            tbody {
                @for dose in &cocktail.agents {
                    tr {
                        th scope="row" { (dose.name) }
                        td { (dose.role.words()) }
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
                "Drawn " (decimals(balance.drawn.0, 2)) " mL, mixed " (decimals(balance.mixed.0, 2)) " mL. "
                @for agent in &balance.agents {
                    (cocktail.agents.iter().find(|dose| dose.agent == agent.agent).map_or(agent.agent.as_str(), |dose| dose.name.as_str()))
                    ": " (agent.drawn) " drawn, " (agent.mixed) " mixed. "
                }
            }
        }
    }
}

fn exposure(cocktail: &Cocktail, paper: &Paper<'_>) -> Markup {
    let mg = |amount: Option<anagen_care::units::Milligrams>| {
        amount.map_or_else(|| "not known".to_owned(), |amount| format!("{} mg", number(amount.0)))
    };
    let sentences = |exposure: &Exposure| -> Vec<String> {
        std::iter::once(exposure.text.clone())
            .chain(exposure.suppression.clone())
            .collect()
    };
    html! {
        @if !cocktail.exposure.is_empty() {
            h3 { "Exposure" }
            table {
                caption { "The most in any run of days, with the treatment by mouth, against the oral regimen" }
                thead { tr {
                    th scope="col" { "Agent" } th.n scope="col" { "Days" } th.n scope="col" { "Sessions" } th.n scope="col" { "Injected" }
                    th.n scope="col" { "By mouth" } th.n scope="col" { "Absorbed at most" } th.n scope="col" { "Oral regimen" } th.n scope="col" { "Share" }
                } }
                tbody {
                    @for exposure in &cocktail.exposure {
                        tr {
                            th scope="row" { (exposure.name) }
                            td.n { (exposure.days) }
                            td.n { (exposure.n_sessions) }
                            td.n { (exposure.injected) }
                            @if exposure.injected.milligrams().is_some() {
                                td.n { (mg(exposure.oral)) }
                                td.n { (mg(exposure.absorbed)) }
                                td.n { (mg(exposure.regimen_absorbed)) }
                                td.n { @match exposure.percent_of_regimen { Some(percent) => { (number(percent.round())) " %" } None => { "not known" } } }
                            } @else {
                                td colspan="4" { "not counted in mg: there is no oral regimen to compare it with" }
                            }
                        }
                    }
                }
            }
            ul.small { @for exposure in &cocktail.exposure { @for sentence in sentences(exposure) { li { (exposure.name) ", " (exposure.days) " days: " (paper.prose(&sentence)) } } } }
        }
    }
}

fn approvals(cocktail: &Cocktail, paper: &Paper<'_>) -> Markup {
    html! {
        @if !cocktail.approvals.is_empty() {
            h3 { "Standing in the country of treatment" }
            table {
                caption { "By agent, route and indication; a standing never belongs to the agent as such" }
                thead { tr {
                    th scope="col" { "Agent" } th scope="col" { "Route, for" } th scope="col" { "Country" } th scope="col" { "Standing" } th scope="col" { "In words, source" }
                } }
                tbody {
                    @for approval in &cocktail.approvals {
                        tr {
                            th scope="row" { (approval.name) }
                            td { (approval.route) ", " (approval.indication) }
                            td { (approval.country) @if let Some(record) = &approval.record_for { @if *record != approval.country { span.soft { "record for " (record) } } } }
                            td { (standing(approval.state)) }
                            td { (paper.prose(&approval.text)) " " @if let Some(confidence) = approval.confidence { span.confidence { (confidence.words()) } " " } (paper.sources(&approval.sources)) }
                        }
                    }
                }
            }
        }
    }
}

fn standing(state: ApprovalState) -> Markup {
    let (icon_name, words) = match state {
        ApprovalState::Approved => ("eligible", "licensed for this route"),
        ApprovalState::NotApproved => ("excluded", "not licensed for this route"),
        ApprovalState::Suspended => ("excluded", "licence suspended"),
        ApprovalState::Unknown => ("incomplete", "not known"),
    };
    html! { span class=(format!("meaning {icon_name}")) { (icon(icon_name)) (capitalised(words)) } }
}
