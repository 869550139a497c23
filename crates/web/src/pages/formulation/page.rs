//! The form of the formulation: the mixture from what is in stock, the technique, the map; and what comes of it beside it.

use anagen_app::Invalid;
use anagen_app::plan::{Desk, Draft, Working, shelf_product_id};
use anagen_app::stock::{ShelfLot, Standing as LotStanding};
use anagen_care::case::Request;
use anagen_care::injection_map::{InjectionMap, PointEdits, find_technique, injection_map};
use anagen_knowledge::Plain;
use anagen_knowledge::records::{AgentRole, Technique};
use maud::{Markup, html};

use super::form::{Mixture, draw_name, exact, n_agent_rows};
use super::map::{MapDose, MapPurpose, ScalpMap};
use super::result;
use crate::fields::Fields;
use crate::look::form::{block_with, row};
use crate::look::{
    Actions, Choices, Column, Danger, Field, Form, Meaning, SaveLine, SaveWords, Table, block, disclosure, hidden,
    status, unknown, work,
};
use crate::page::error_of;
use crate::visit::Visit;

/// The form with what comes of it.
pub(super) struct Editor<'a> {
    pub(super) visit: &'a Visit,
    pub(super) desk: &'a Desk,
    pub(super) draft: &'a Draft,
    /// What stands in the fields.
    pub(super) fields: &'a Fields,
    /// What is wrong with them.
    pub(super) invalid: &'a Invalid,
    /// What comes of them.
    pub(super) working: &'a Working,
    /// The edit that the fields were filled from.
    pub(super) edit: i64,
    /// What the line says about what is kept.
    pub(super) kept: Option<String>,
}

/// Key under which what is typed is kept.
pub(super) fn draft_key(draft: &Draft) -> String {
    format!("plan-{}", draft.id)
}

/// The words of the line that says what is kept.
pub(crate) fn save_words(visit: &Visit) -> SaveWords {
    SaveWords {
        ready: visit.say("plan-save-ready"),
        saved: visit.with("save-saved", [("time", "{time}".into())]),
        kept_here: visit.say("save-not-saved"),
        refused: visit.say("plan-save-refused"),
        found: visit.with("plan-save-found", [("time", "{time}".into())]),
        restore: visit.say("plan-save-restore"),
        discard: visit.say("plan-save-discard"),
    }
}

impl Editor<'_> {
    /// The whole of it.
    pub(super) fn markup(&self) -> Markup {
        let visit = self.visit;
        let base = format!("/patients/{}/formulation", self.desk.way.patient.id);
        let words = save_words(visit);
        let form = Form::post(base.clone())
            .id("formulation")
            .draft(draft_key(self.draft), self.edit)
            .body(html! {
                (hidden("plan", &self.draft.id.to_string()))
                (hidden("edit", &self.edit.to_string()))
                div data-live-check=(format!("{base}/check")) data-live-target="plan-result" hidden {}
                (self.mixture())
                (self.technique())
                (block_with(&visit.say("plan-map"), &visit.say("plan-map-sentence"), &html! { div id="plan-map" { (self.map()) } }))
                (Actions::primary_as("go", "save", &visit.say("plan-save"))
                    .button("go", "check", &visit.say("plan-check"))
                    .link(&format!("/patients/{}/protocol", self.desk.way.patient.id), &visit.say("plan-to-protocol"))
                    .end(SaveLine { words: &words, now: self.kept.as_deref() })
                    .in_view())
            });
        html! {
            (work(&form, &html! { div id="plan-result" class="plan-result" { (fragment(visit, self.desk, self.working, self.fields)) } }))
            (self.give_up())
        }
    }

    fn error(&self, field: &str) -> Option<String> {
        error_of(self.visit.words, self.invalid, field)
    }

    fn number(&self, name: &str, label: &str, unit: &str) -> Field {
        Field::number(name, self.visit.say(label))
            .unit(unit)
            .value(self.fields.text(name))
            .error_if(self.error(name))
    }

    fn mixture(&self) -> Markup {
        let visit = self.visit;
        let chosen = match Mixture::of(self.fields) {
            Mixture::None => "none",
            Mixture::Draw => "draw",
            Mixture::Agents => "agents",
        };
        block(
            &visit.say("plan-mixture"),
            &html! {
                div class="mixture" {
                    (Choices::new("mixture", visit.say("plan-mixture-how"))
                        .option("draw", visit.say("plan-mixture-draw"))
                        .option("agents", visit.say("plan-mixture-agents"))
                        .option("none", visit.say("plan-mixture-none"))
                        .selected(Some(chosen)))
                    div class="mixture-draw" { (self.shelf()) }
                    div class="mixture-agents" { (self.agents()) }
                    div class="mixture-volume" {
                        (row(&html! {
                            (self.number("volume", "plan-volume", "mL").hint(visit.say("plan-volume-hint")))
                            (self.number("measured_ph", "plan-measured-ph", "pH").hint(visit.say("plan-measured-ph-hint")))
                        }))
                    }
                }
            },
        )
    }

    /// The shelf: what may be chosen with a volume to draw, and what may not with the reason.
    fn shelf(&self) -> Markup {
        let visit = self.visit;
        let mut lots: Vec<&ShelfLot> = self.desk.shelf.iter().collect();
        lots.sort_by(|a, b| (&a.product.name, a.product.expires).cmp(&(&b.product.name, b.product.expires)));
        let (usable, others): (Vec<&ShelfLot>, Vec<&ShelfLot>) = lots.into_iter().partition(|lot| {
            lot.standing == LotStanding::Usable || self.fields.is_set(&draw_name(&shelf_product_id(lot.lot)))
        });
        let mut table = Table::new(
            visit.say("plan-shelf"),
            [
                Column::words(visit.say("plan-product")),
                Column::words(visit.say("plan-lot")),
                Column::number(visit.say("plan-on-shelf")),
                Column::words(visit.say("plan-draw")),
            ],
        )
        .cards();
        for lot in &usable {
            let name = draw_name(&shelf_product_id(lot.lot));
            let field = Field::number(
                name.clone(),
                visit.with("plan-draw-of", [("product", lot.product.name.as_str().into())]),
            )
            .unit("mL")
            .value(self.fields.text(&name))
            .error_if(self.error(&name))
            .label_hidden();
            table = table.row([
                product_of(visit, lot),
                lot_of(visit, lot),
                html! { (lot.on_shelf) },
                html! { (field) @if lot.standing != LotStanding::Usable { (status(Meaning::Excluded, &standing_words(visit, lot.standing))) } },
            ]);
        }
        let mut not_to_choose = Table::new(
            visit.say("plan-not-to-choose"),
            [
                Column::words(visit.say("plan-product")),
                Column::words(visit.say("plan-lot")),
                Column::words(visit.say("plan-why-not")),
            ],
        )
        .caption_hidden()
        .cards();
        for lot in &others {
            not_to_choose = not_to_choose.row([
                product_of(visit, lot),
                lot_of(visit, lot),
                status(
                    if lot.standing == LotStanding::Empty {
                        Meaning::Neutral
                    } else {
                        Meaning::Excluded
                    },
                    &standing_words(visit, lot.standing),
                ),
            ]);
        }
        html! {
            @if table.is_empty() { p { (unknown(&visit.say("plan-shelf-empty"))) } } @else { (table) }
            @if !others.is_empty() {
                (disclosure(&visit.with("plan-not-to-choose-n", [("n", others.len().into())]), &not_to_choose))
            }
        }
    }

    fn agents(&self) -> Markup {
        let visit = self.visit;
        let names: Vec<&str> = self
            .desk
            .way
            .knowledge
            .records
            .agents
            .iter()
            .filter(|agent| !matches!(agent.role, AgentRole::Blocked | AgentRole::Diluent))
            .map(|agent| agent.name.as_str())
            .collect();
        html! {
            p class="hint" { (visit.say("plan-agents-hint")) }
            @for number in 1..=n_agent_rows(self.fields) {
                @let (agent, strength) = (format!("agent-{number}"), format!("strength-{number}"));
                div class="agent-row" {
                    (Field::text(agent.clone(), visit.with("plan-agent-n", [("n", number.into())]))
                        .value(self.fields.text(&agent)).error_if(self.error(&agent)).suggestions(names.iter().copied())
                        .autocomplete("off"))
                    (Field::number(strength.clone(), visit.say("plan-strength-wanted")).unit(visit.say("plan-strength-unit"))
                        .value(self.fields.text(&strength)).error_if(self.error(&strength)))
                }
            }
        }
    }

    fn technique(&self) -> Markup {
        let visit = self.visit;
        let knowledge = &self.desk.way.knowledge;
        let chosen = find_technique(knowledge, self.fields.text("technique"));
        let offered = |injects: bool| {
            let techniques = knowledge.records.techniques.iter();
            techniques
                .filter(move |technique| technique.scalp_default && technique.injects == injects)
                .map(|technique| (technique.id.clone(), technique.name.clone()))
        };
        let range =
            |range: Option<(f64, f64, &str)>| range.map(|(from, to, unit)| span(from, to, unit)).unwrap_or_default();
        let spacing = chosen
            .and_then(|known| known.spacing_cm)
            .map(|known| (known.from, known.to, "cm"));
        let volume = chosen
            .and_then(|known| known.volume_per_point_ml)
            .map(|known| (known.from, known.to, "mL"));
        let depth = chosen.and_then(|known| known.depth_mm).map(|known| {
            (
                known.from,
                known.limit.map_or(known.to, |limit| limit.min(known.to)),
                "mm",
            )
        });
        let gauge = chosen
            .and_then(|known| known.gauge)
            .map(|known| (known.from, known.to, "G"));
        let passes = chosen
            .and_then(|known| known.passes)
            .map(|known| (known.from, known.to, ""));
        block(
            &visit.say("plan-technique-block"),
            &html! {
                (row(&html! {
                    (Field::select("technique", visit.say("plan-technique"))
                        .option("", visit.say("plan-not-chosen"))
                        .group(visit.say("plan-technique-points"), offered(true))
                        .group(visit.say("plan-technique-passes"), offered(false))
                        .value(chosen.map_or(self.fields.text("technique"), |known| known.id.as_str()))
                        .error_if(self.error("technique")))
                    (self.number("head_circumference", "plan-head", "cm").hint(visit.say("plan-head-hint")))
                }))
                @if let Some(technique) = chosen { (about_technique(visit, technique)) }
                (row(&html! {
                    (self.number("spacing", "plan-spacing", "cm").range(range(spacing)))
                    (self.number("volume_per_point", "plan-volume-per-point", "mL").range(range(volume)))
                    (self.number("depth", "plan-depth", "mm").range(range(depth)))
                    (self.number("needle_gauge", "plan-gauge", "G").range(range(gauge)))
                    (self.number("passes", "plan-passes", "").range(range(passes)))
                }))
                (Choices::new("grid", visit.say("plan-grid"))
                    .option("square", visit.say("plan-grid-square"))
                    .option("hexagonal", visit.say("plan-grid-hexagonal"))
                    .selected(Some(if self.fields.text("grid") == "hexagonal" { "hexagonal" } else { "square" })))
            },
        )
    }

    fn map(&self) -> Markup {
        let request = self.working.case.request.as_ref();
        let map = map_to_plan_on(self.visit, self.desk, request, self.working, self.fields);
        html! {
            @if let Some(error) = self.error("points").or_else(|| self.error("point")) { p class="field-error" { (error) } }
            (map)
        }
    }

    fn give_up(&self) -> Markup {
        let visit = self.visit;
        let action = format!("/patients/{}/plan/{}/discard", self.desk.way.patient.id, self.draft.id);
        html! {
            div class="plan-give-up" {
                (Danger::post(&action, &visit.say("plan-discard"), &visit.say("plan-discard-question"), &visit.say("plan-discard-confirm"))
                    .fields(html! { (Field::text("reason", visit.say("plan-reason")).id("discard-reason").required()) }))
            }
        }
    }
}

/// The map of a request as it was laid, with the changes of the field over it.
pub(super) fn map_to_plan_on<'a>(
    visit: &'a Visit,
    desk: &'a Desk,
    request: Option<&Request>,
    working: &Working,
    fields: &Fields,
) -> ScalpMap<'a> {
    let knowledge = &desk.way.knowledge;
    let zones: Vec<String> = request.map(|request| request.zones.clone()).unwrap_or_default();
    let laid = request.and_then(|request| {
        let laid = Request {
            points: PointEdits::default(),
            // Volumes that are drawn by name are the session's volume.
            volume: request
                .volume
                .or_else(|| (!request.draw.is_empty()).then(|| request.draw.iter().map(|draw| draw.volume).sum())),
            ..request.clone()
        };
        injection_map(&laid, knowledge).ok()
    });
    let mut map = match laid.as_ref().and_then(InjectionMap::points) {
        Some(points) => ScalpMap::of(points, knowledge, visit.words, MapPurpose::Plan),
        None => ScalpMap::empty(knowledge, visit.words, MapPurpose::Plan, &zones),
    };
    if map.areas.is_empty()
        && let Some(laid) = &laid
    {
        map.areas = laid
            .placement()
            .zones
            .iter()
            .map(|zone| (zone.id.clone(), zone.clear_area.0))
            .collect();
    }
    fields.text("points").clone_into(&mut map.value);
    map.doses = doses_of(working);
    map
}

/// The agents that are counted along with the points.
pub(crate) fn doses_of(working: &Working) -> Vec<MapDose> {
    let cocktail = working
        .plan
        .formulation
        .as_ref()
        .and_then(|formulation| formulation.cocktail.as_ref());
    let agents = cocktail.into_iter().flat_map(|cocktail| &cocktail.agents);
    agents
        .filter(|dose| dose.role != AgentRole::Diluent)
        .map(|dose| MapDose {
            name: dose.name.clone(),
            unit: dose.per_session.measure().unit().to_owned(),
            per_ml: dose.strength.per_ml(),
        })
        .collect()
}

/// What is put beside the form, and what the map is redrawn from: the answer to a check.
pub(super) fn fragment(visit: &Visit, desk: &Desk, working: &Working, fields: &Fields) -> Markup {
    let map = map_to_plan_on(visit, desk, working.case.request.as_ref(), working, fields);
    html! {
        (result::panel(visit, working, &desk.way))
        div hidden data-map-model=(map.model().to_string()) data-map-for="points" {}
        div hidden data-swap="plan-chip" { (result::standing_chip(visit, &working.plan)) }
        (map.swaps())
    }
}

fn product_of(visit: &Visit, lot: &ShelfLot) -> Markup {
    let agents: Vec<String> = lot
        .product
        .agents
        .iter()
        .map(|content| format!("{} {}", content.agent, content.strength))
        .collect();
    html! {
        (lot.product.name)
        br;
        span class="soft" {
            @if lot.product.composition_declared { (agents.join(", ")) } @else { (unknown(&visit.say("plan-not-declared"))) }
            " · " (Plain(lot.product.volume.0)) " mL"
        }
    }
}

fn lot_of(visit: &Visit, lot: &ShelfLot) -> Markup {
    html! {
        (lot.number)
        @if let Some(day) = lot.product.expires { br; span class="soft" { (visit.with("plan-until", [("day", visit.format.day(day).into())])) } }
    }
}

fn standing_words(visit: &Visit, standing: LotStanding) -> String {
    visit.say(match standing {
        LotStanding::Usable => "plan-lot-usable",
        LotStanding::Empty => "plan-lot-empty",
        LotStanding::Expired => "plan-lot-expired",
        LotStanding::Quarantined => "plan-lot-quarantined",
    })
}

fn about_technique(visit: &Visit, technique: &Technique) -> Markup {
    html! {
        p class="soft" {
            (technique.used_for)
            @if let Some(layer) = &technique.layer { " · " (layer) }
            @if let Some(needles) = &technique.needles { " · " (needles) }
            " " (result::status_tag(visit, technique.status))
        }
    }
}

fn span(from: f64, to: f64, unit: &str) -> String {
    let (first, last) = (Plain(from).to_string(), Plain(to).to_string());
    let numbers = if first == last {
        first
    } else {
        format!("{first} – {last}")
    };
    format!("{numbers} {unit}").trim_end().to_owned()
}

/// What differs between what was saved meanwhile and what was typed: the name of the field, saved, typed.
pub(super) fn differences(
    saved: &Fields,
    typed: &Fields,
    label: &dyn Fn(&str) -> String,
) -> Vec<(String, String, String)> {
    let mut names: Vec<&str> = saved
        .names("")
        .chain(typed.names(""))
        .filter(|name| !matches!(*name, "plan" | "edit" | "go" | "draft_version"))
        .collect();
    names.sort_unstable();
    names.dedup();
    names
        .into_iter()
        .filter_map(|name| {
            let of = |fields: &Fields| {
                fields
                    .all(name)
                    .filter(|text| !text.is_empty())
                    .collect::<Vec<_>>()
                    .join(", ")
            };
            let (before, now) = (of(saved), of(typed));
            let same = before == now
                || number_of(&before)
                    .zip(number_of(&now))
                    .is_some_and(|(a, b)| exact(a) == exact(b));
            (!same).then(|| (label(name), before, now))
        })
        .collect()
}

fn number_of(text: &str) -> Option<f64> {
    text.replace(',', ".").parse().ok()
}
