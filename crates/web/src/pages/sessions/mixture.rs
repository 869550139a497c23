//! The lots, the mixture, and its check by a second person who sees nothing of what the first entered.

use anagen_app::session::body::{AgentAmount, Figure};
use anagen_app::session::{self, Attempt, Before, Desk, Drawn, Figures, MixtureState, Needed, Preparation, TOLERANCE};
use anagen_app::stock::{ShelfLot, Standing};
use anagen_app::way::Stage;
use anagen_app::{Action, Invalid, Message};
use anagen_knowledge::Plain;
use anagen_records::values::{LotId, PatientId, SessionId};
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};

use super::desk::{has_not_begun, save};
use super::{STYLES, Sent, Typed, WithStatus, answer, here, open, refused, words};
use crate::failure::Failure;
use crate::fields::Fields;
use crate::look::form::row;
use crate::look::{
    Actions, CheckItem, Column, Facts, Field, Form, Meaning, Notice, PageHead, Table, block, checklist, disclosure,
    link_button, section, status,
};
use crate::page::Page;
use crate::routes::{Access, Route};
use crate::visit::Visit;

pub(super) fn routes() -> Vec<Route> {
    let run = Access::May(Action::RunSession);
    vec![
        Route::post("/patients/{patient}/sessions/{session}/lots", run, choose),
        Route::get("/patients/{patient}/sessions/{session}/mixture", run, preparing),
        Route::post("/patients/{patient}/sessions/{session}/mixture", run, prepare),
        Route::get("/patients/{patient}/sessions/{session}/mixture/check", run, checking),
        Route::post("/patients/{patient}/sessions/{session}/mixture/check", run, check),
    ]
}

/// The lots that there are of each product that the plan needs.
pub(super) fn lots(visit: &Visit, desk: &Desk, typed: &Typed, is_current: bool) -> Markup {
    let may = visit.actor.may(Action::RunSession) && has_not_begun(desk);
    let base = here(desk.ground.patient.id, desk.ground.session.id);
    html! {
        @if may {
            (Form::post(format!("{base}/lots")).body(html! {
                @for need in &desk.judged.prescribed.needed { (of_product(visit, desk, need, typed)) }
                @if desk.ground.is_record() {
                    (Field::lines("reason", visit.say("session-lots-reason")).id("lots-reason").rows(2)
                        .hint(visit.say("session-lots-reason-hint")).error_if(typed.error(visit, "lots", "reason")))
                }
                (save(&visit.say("session-choose-lots"), is_current))
            }))
        } @else {
            (Facts::new().fact(visit.say("session-step-lots"), chosen_words(desk)))
        }
    }
}

fn chosen_words(desk: &Desk) -> String {
    let lots = desk.ground.body.lots.iter().filter_map(|chosen| lot(desk, chosen.lot));
    lots.map(|lot| format!("{} {}", lot.product.name, lot.number))
        .collect::<Vec<_>>()
        .join(", ")
}

fn lot(desk: &Desk, id: LotId) -> Option<&ShelfLot> {
    desk.ground.shelf.iter().find(|lot| lot.lot == id)
}

/// What is planned of a product, in words.
fn planned(visit: &Visit, need: &Needed) -> String {
    visit.with(
        "session-lot-planned",
        [
            ("product", need.name.as_str().into()),
            ("volume", words::held(&need.volume).into()),
            ("vials", i64::from(need.n_vials.unwrap_or(1)).into()),
        ],
    )
}

fn of_product(visit: &Visit, desk: &Desk, need: &Needed, typed: &Typed) -> Markup {
    let is_record = desk.ground.is_record();
    let can_be_chosen = |lot: &&ShelfLot| lot.standing == Standing::Usable || is_record;
    let sent = typed.of("lots");
    let is_chosen = |lot: &ShelfLot| match sent {
        Some(fields) => fields.holds("lot", &lot.lot.to_string()),
        None => desk.ground.body.lots.iter().any(|chosen| chosen.lot == lot.lot),
    };
    let items: Vec<CheckItem> = need
        .lots
        .iter()
        .filter(can_be_chosen)
        .map(|lot| CheckItem {
            name: "lot".to_owned(),
            value: lot.lot.to_string(),
            label: lot_words(visit, lot),
            detail: standing_words(visit, lot).unwrap_or_default(),
            checked: is_chosen(lot),
            required: false,
        })
        .collect();
    let others: Vec<&ShelfLot> = need.lots.iter().filter(|lot| !can_be_chosen(lot)).collect();
    html! {
        @if items.is_empty() {
            p { strong { (planned(visit, need)) } }
            (status(Meaning::Excluded, &visit.say("session-no-lot")))
            p { a href="/stock" { (visit.say("session-to-stock")) } }
        } @else {
            (checklist(&planned(visit, need), &items))
        }
        @if !others.is_empty() {
            ul class="session-unusable" {
                @for lot in others {
                    li { span { (lot_words(visit, lot)) } " " (status(Meaning::Excluded, &standing_words(visit, lot).unwrap_or_default())) }
                }
            }
        }
    }
}

fn lot_words(visit: &Visit, lot: &ShelfLot) -> String {
    let expires = lot
        .product
        .expires
        .map_or_else(String::new, |day| visit.format.day(day));
    visit.with(
        "session-lot",
        [
            ("lot", lot.number.as_str().into()),
            ("expires", expires.into()),
            ("vials", lot.on_shelf.into()),
        ],
    )
}

fn standing_words(visit: &Visit, lot: &ShelfLot) -> Option<String> {
    Some(visit.say(match lot.standing {
        Standing::Usable => return None,
        Standing::Empty => "session-lot-empty",
        Standing::Expired => "session-lot-expired",
        Standing::Quarantined => "session-lot-quarantined",
    }))
}

async fn choose(
    visit: Visit,
    Path((patient, session)): Path<(PatientId, SessionId)>,
    fields: Fields,
) -> Result<Response, Failure> {
    let lots: Vec<LotId> = fields.all("lot").filter_map(|id| id.parse().ok()).collect();
    let say = |message: &Message| words::of(&visit, message);
    let reason = fields.text("reason").to_owned();
    let result = session::choose_lots(&visit.actor, &visit.app, patient, session, &lots, &reason, &say).await;
    let sent = Sent {
        patient,
        session,
        form: "lots",
        fields,
    };
    answer(&visit, sent, result, "?notice=session-lots-chosen").await
}

/// How far the mixture is, and what comes next.
pub(super) fn state(visit: &Visit, desk: &Desk, is_current: bool) -> Markup {
    let base = here(desk.ground.patient.id, desk.ground.session.id);
    let may = visit.actor.may(Action::RunSession) && has_not_begun(desk);
    let button = |href: String, label: String| {
        html! {
            @if may && is_current { (Actions::primary_link(&href, &label)) }
            @else if may { div class="actions" { (link_button(&href, None, &label)) } }
        }
    };
    let to_prepare = format!("{base}/mixture");
    match &desk.judged.mixture {
        MixtureState::NotNeeded => html! { p { (visit.say("session-mixture-not-needed")) } },
        MixtureState::Open => html! {
            p { (visit.say("session-mixture-open-sentence")) }
            (button(to_prepare, visit.say("session-to-prepare")))
        },
        MixtureState::Waiting { entry, .. } => {
            let is_own = entry.by == visit.actor.person;
            html! {
                p { (visit.with("session-mixture-waits-sentence", [
                    ("name", entry.by_name.as_str().into()), ("time", visit.format.time(entry.at).into()),
                ])) }
                @if is_own {
                    p { (visit.say("session-mixture-change-user")) }
                } @else {
                    (button(format!("{base}/mixture/check"), visit.say("session-to-check")))
                }
                @if may { p { a href=(to_prepare) { (visit.say("session-prepare-again")) } } }
            }
        }
        MixtureState::Checked { .. } => html! {
            (result(visit, desk))
            @if may && desk.ground.body.first_point_at.is_none() { p { a href=(to_prepare) { (visit.say("session-prepare-again")) } } }
        },
        MixtureState::Disagreed { .. } => html! {
            (result(visit, desk))
            (button(to_prepare, visit.say("session-prepare-new-attempt")))
        },
    }
}

/// What was mixed, and every attempt at its check. Shown to nobody while a second entry is waited for.
pub(super) fn result(visit: &Visit, desk: &Desk) -> Markup {
    if matches!(desk.judged.mixture, MixtureState::Waiting { .. }) && desk.is_open() {
        return html! {};
    }
    let Some((last, earlier)) = desk.attempts.split_last() else {
        return html! {};
    };
    html! {
        (attempt(visit, last))
        @if !earlier.is_empty() {
            (disclosure(&visit.with("session-earlier-attempts", [("n", words::n(earlier.len()).into())]), html! {
                @for one in earlier { (attempt(visit, one)) }
            }))
        }
    }
}

fn attempt(visit: &Visit, attempt: &Attempt) -> Markup {
    let prepared = &attempt.prepared;
    let mut drawn = Table::new(
        visit.say("session-drawn"),
        [
            Column::words(visit.say("session-column-product")),
            Column::words(visit.say("session-column-lot")),
            Column::words(visit.say("session-column-expires")),
            Column::number(visit.say("session-column-drawn-ml")),
            Column::number(visit.say("session-column-vials")),
        ],
    )
    .cards();
    for part in &prepared.parts {
        drawn = drawn.row([
            html! { (part.name) },
            html! { (part.lot_number) },
            html! { (part.expires.map(|day| visit.format.day(day)).unwrap_or_default()) },
            html! { (Plain(part.volume_ml)) },
            html! { @if part.vials == 0 { (visit.say("session-vial-used-on")) } @else { (part.vials) } },
        ]);
    }
    let figures = figures(visit, attempt);
    let word = match (&attempt.second, attempt.is_single) {
        (_, true) => status(Meaning::Caution, &visit.say("session-check-single")),
        (Some((checked, _)), _) if checked.agrees() => status(Meaning::Eligible, &visit.say("session-check-two")),
        (Some(_), _) => status(Meaning::Excluded, &visit.say("session-mixture-disagreed")),
        (None, _) => status(Meaning::Incomplete, &visit.say("session-check-none")),
    };
    html! {
        section class="session-attempt" {
            h3 { (visit.with("session-attempt", [("n", attempt.number.into())])) " " (word) }
            p class="soft" {
                (visit.with("session-prepared-by", [
                    ("name", attempt.first.by_name.as_str().into()), ("time", visit.format.time(attempt.first.at).into()),
                ]))
                @if let Some((_, second)) = &attempt.second {
                    " " (visit.with("session-checked-by", [
                        ("name", second.by_name.as_str().into()), ("time", visit.format.time(second.at).into()),
                    ]))
                }
            }
            (drawn)
            (figures)
        }
    }
}

/// What the one entered beside what the other did.
fn figures(visit: &Visit, attempt: &Attempt) -> Table {
    let prepared = &attempt.prepared;
    let second = attempt
        .second
        .as_ref()
        .map(|(checked, _)| checked)
        .or(prepared.own_figures.as_ref());
    let mut table = Table::new(
        visit.say("session-figures"),
        [
            Column::words(visit.say("session-column-figure")),
            Column::number(visit.say("session-column-first")),
            Column::number(visit.say("session-column-second")),
        ],
    )
    .cards();
    let differs = |of: Figure, agent: Option<&str>| {
        second.is_some_and(|checked| {
            checked
                .differences
                .iter()
                .any(|one| one.of == of && one.agent.as_deref() == agent)
        })
    };
    let mut add = |name: String, first: String, second: Option<String>, is_other: bool| {
        let cells = [
            html! { (name) },
            html! { (first) },
            html! { (second.unwrap_or_else(|| "\u{2013}".to_owned())) },
        ];
        let now = std::mem::replace(&mut table, Table::new("", []));
        table = if is_other {
            now.row_marked(Meaning::Excluded, cells)
        } else {
            now.row(cells)
        };
    };
    add(
        visit.say("session-volume"),
        words::ml(prepared.volume_ml),
        second.map(|checked| words::ml(checked.volume_ml)),
        differs(Figure::Volume, None),
    );
    for agent in &prepared.agents {
        let other = second.and_then(|checked| checked.agents.iter().find(|one| one.agent == agent.agent));
        let name = Some(agent.name.as_str());
        add(
            visit.with("session-strength-of", [("agent", agent.name.as_str().into())]),
            words::strength(agent),
            other.map(words::strength),
            differs(Figure::Strength, name),
        );
        add(
            visit.with("session-dose-of", [("agent", agent.name.as_str().into())]),
            words::figure(agent.dose, &agent.unit),
            other.map(|one| words::figure(one.dose, &one.unit)),
            differs(Figure::Dose, name),
        );
    }
    table
}

async fn preparing(visit: Visit, Path((patient, session)): Path<(PatientId, SessionId)>) -> Result<Response, Failure> {
    let desk = open(&visit, patient, session).await?;
    Ok(show_preparing(&visit, &desk, &Typed::default(), None))
}

fn show_preparing(visit: &Visit, desk: &Desk, typed: &Typed, notice: Option<Notice>) -> Response {
    let title = visit.say("session-prepare-title");
    let base = here(desk.ground.patient.id, desk.ground.session.id);
    let stopped: Vec<_> = if desk.ground.is_record() {
        Vec::new()
    } else {
        desk.judged.before(Before::Mixing).collect()
    };
    let body = html! {
        (PageHead::new(title.clone()).back(base.clone(), words::title(visit, desk)).sentence(visit.say("session-prepare-sentence")))
        @if !has_not_begun(desk) {
            p { (visit.say("session-points-are-charted")) }
        } @else if !stopped.is_empty() {
            section class="session-in-the-way" {
                h2 { (visit.say("session-before-mixing")) }
                (words::obstacles(visit, stopped.into_iter()))
            }
        } @else if desk.ground.body.lots.is_empty() {
            p { (visit.say("session-no-lots-chosen")) " " a href=(format!("{base}#lots")) { (visit.say("session-step-lots")) } }
        } @else {
            (preparing_form(visit, desk, typed, &base))
        }
    };
    Page::new(visit, title)
        .patient(&desk.way, Some(Stage::Sessions))
        .script(STYLES)
        .notice_if(notice)
        .show(&body)
}

fn preparing_form(visit: &Visit, desk: &Desk, typed: &Typed, base: &str) -> Markup {
    let works_alone = desk.ground.clinic.settings.0.works_alone;
    let text = |name: &str| typed.of("prepare").map_or("", |fields| fields.text(name)).to_owned();
    let chosen: Vec<&ShelfLot> = desk
        .ground
        .body
        .lots
        .iter()
        .filter_map(|one| lot(desk, one.lot))
        .collect();
    html! {
        (Form::post(format!("{base}/mixture")).body(html! {
            @for need in &desk.judged.prescribed.needed {
                @for lot in chosen.iter().filter(|lot| need.takes(lot)) {
                    (block(&visit.with("session-draw-from", [
                        ("product", lot.product.name.as_str().into()), ("lot", lot.number.as_str().into()),
                    ]), draw_fields(visit, desk, need, lot, typed)))
                }
            }
            (block(&visit.say("session-finished"), html! {
                (Field::number("volume", visit.say("session-volume")).unit("mL").hint(visit.say("session-volume-hint"))
                    .value(text("volume")).error_if(typed.error(visit, "prepare", "volume")).required())
                @if let Some(error) = typed.error(visit, "prepare", "drawn") { p class="field-error" { span { (error) } } }
                @if works_alone {
                    p { (visit.say("session-alone-sentence")) }
                    (figure_fields(visit, &agents_of_plan(desk), typed, "prepare"))
                }
            }))
            (Actions::primary(&visit.say(if works_alone { "session-prepare-alone" } else { "session-prepare-button" }))
                .link(base, &visit.say("session-cancel")))
        }))
    }
}

/// The agents of the plan's mixture that are worked out: id, name, unit.
fn agents_of_plan(desk: &Desk) -> Vec<(String, String, String)> {
    let cocktail = desk.judged.prescribed.cocktail.as_ref();
    let agents = cocktail.into_iter().flat_map(|cocktail| &cocktail.agents);
    agents
        .filter(|dose| dose.role != anagen_knowledge::records::AgentRole::Diluent)
        .map(|dose| {
            (
                dose.agent.clone(),
                dose.name.clone(),
                dose.per_session.measure().unit().to_owned(),
            )
        })
        .collect()
}

fn draw_fields(visit: &Visit, desk: &Desk, need: &Needed, lot: &ShelfLot, typed: &Typed) -> Markup {
    let name = |what: &str| format!("{what}-{}", lot.lot);
    let text = |what: &str| typed.of("prepare").map(|fields| fields.text(&name(what)).to_owned());
    let vials: Vec<_> = desk.own_vials.iter().filter(|vial| vial.lot == lot.lot).collect();
    let new_vials = if vials.is_empty() { need.n_vials.unwrap_or(1) } else { 0 };
    row(html! {
        (Field::number(name("drawn"), visit.say("session-drawn-volume")).unit("mL")
            .hint(visit.with("session-planned-volume", [("volume", words::held(&need.volume).into())]))
            .value(text("drawn").unwrap_or_default()).error_if(typed.error(visit, "prepare", &name("drawn"))).required())
        (Field::whole_number(name("vials"), visit.say("session-new-vials"))
            .value(text("vials").unwrap_or_else(|| new_vials.to_string()))
            .hint(visit.say("session-new-vials-hint")).error_if(typed.error(visit, "prepare", &name("vials"))))
        @if !vials.is_empty() {
            (Field::select(name("vial"), visit.say("session-opened-vial"))
                .option("", visit.say("session-no-opened-vial"))
                .options(vials.iter().map(|vial| (vial.id.to_string(), visit.with("session-opened-vial-since", [
                    ("time", visit.format.moment(vial.opened_at).into()),
                ]))))
                .value(text("vial").unwrap_or_else(|| vials.first().map(|vial| vial.id.to_string()).unwrap_or_default()))
                .error_if(typed.error(visit, "prepare", &name("vial"))))
        }
    })
}

/// Strength and dose of each agent, as somebody works them out.
fn figure_fields(visit: &Visit, agents: &[(String, String, String)], typed: &Typed, form: &str) -> Markup {
    let text = |name: &str| typed.of(form).map_or("", |fields| fields.text(name)).to_owned();
    html! {
        @for (agent, name, unit) in agents {
            @let (strength, dose) = (format!("strength-{agent}"), format!("dose-{agent}"));
            (row(html! {
                (Field::number(strength.clone(), visit.with("session-strength-of", [("agent", name.as_str().into())]))
                    .unit(format!("{unit}/mL")).value(text(&strength)).error_if(typed.error(visit, form, &strength)).required())
                (Field::number(dose.clone(), visit.with("session-dose-of", [("agent", name.as_str().into())]))
                    .unit(unit.clone()).value(text(&dose)).error_if(typed.error(visit, form, &dose)).required())
            }))
        }
    }
}

async fn prepare(
    visit: Visit,
    Path((patient, session)): Path<(PatientId, SessionId)>,
    fields: Fields,
) -> Result<Response, Failure> {
    let mut invalid = Invalid::default();
    let mut drawn = Vec::new();
    for name in fields.names("drawn-") {
        let Some(lot) = name.strip_prefix("drawn-").and_then(|id| id.parse::<LotId>().ok()) else {
            continue;
        };
        drawn.push(Drawn {
            lot,
            volume_ml: fields.number(name, &mut invalid).unwrap_or(0.0),
            vials: fields
                .read(&format!("vials-{lot}"), "session-vials-wrong", &mut invalid)
                .unwrap_or(0),
            vial: fields.text(&format!("vial-{lot}")).parse().ok(),
        });
    }
    let volume_ml = fields.number("volume", &mut invalid).unwrap_or(0.0);
    let own_figures = fields
        .names("strength-")
        .next()
        .is_some()
        .then(|| figures_of(&fields, &mut invalid));
    let preparation = Preparation {
        drawn,
        volume_ml,
        own_figures,
    };
    let result = match invalid.check() {
        Ok(()) => session::prepare(&visit.actor, &visit.app, patient, session, &preparation).await,
        Err(error) => Err(error),
    };
    let base = here(patient, session);
    match refused(&visit, "prepare", fields, result) {
        Ok(()) => Ok(Redirect::to(&format!("{base}?notice=session-prepared")).into_response()),
        Err(told) => {
            let (status, typed, notice) = *told?;
            let desk = open(&visit, patient, session).await?;
            Ok(show_preparing(&visit, &desk, &typed, notice).with_status(status))
        }
    }
}

/// The figures of a form: each agent's strength and dose.
fn figures_of(fields: &Fields, invalid: &mut Invalid) -> Figures {
    let volume_ml = fields.number("volume", invalid).unwrap_or(f64::NAN);
    let mut agents = Vec::new();
    for name in fields.names("strength-") {
        let Some(agent) = name.strip_prefix("strength-") else {
            continue;
        };
        let strength = fields.number(name, invalid).unwrap_or(f64::NAN);
        let dose = fields.number(&format!("dose-{agent}"), invalid).unwrap_or(f64::NAN);
        agents.push((agent.to_owned(), strength, dose));
    }
    Figures { volume_ml, agents }
}

async fn checking(visit: Visit, Path((patient, session)): Path<(PatientId, SessionId)>) -> Result<Response, Failure> {
    let desk = open(&visit, patient, session).await?;
    Ok(show_checking(&visit, &desk, &Typed::default(), None))
}

/// The page of the second person. It holds labels and empty fields; what the first entered and what the plan prescribes are not
/// on it.
fn show_checking(visit: &Visit, desk: &Desk, typed: &Typed, notice: Option<Notice>) -> Response {
    let title = visit.say("session-check-title");
    let base = here(desk.ground.patient.id, desk.ground.session.id);
    let text = |name: &str| typed.of("check").map_or("", |fields| fields.text(name)).to_owned();
    let body = html! {
        (PageHead::new(title.clone()).back(base.clone(), words::title(visit, desk)))
        @match &desk.to_check {
            None => p { (visit.say("session-nothing-to-check")) },
            Some(to_check) if to_check.prepared_by.by == visit.actor.person => {
                p { (visit.say("session-check-by-another")) }
                p { (visit.say("session-mixture-change-user")) }
            }
            Some(to_check) => {
                p { (visit.with("session-check-sentence", [
                    ("name", to_check.prepared_by.by_name.as_str().into()),
                    ("tolerance", Plain(TOLERANCE * 100.0).to_string().into()),
                ])) }
                (section(&visit.say("session-check-labels"), html! {
                    ul class="session-labels" {
                        @for (name, lot, declared) in &to_check.labels {
                            li {
                                strong { (name) } " " span class="origin" { (visit.with("session-lot-number", [("lot", lot.as_str().into())])) }
                                @for line in declared { br; (words::held(line)) }
                            }
                        }
                    }
                }))
                (Form::post(format!("{base}/mixture/check")).body(html! {
                    (block(&visit.say("session-check-block"), html! {
                        (Field::number("volume", visit.say("session-volume")).unit("mL").value(text("volume"))
                            .error_if(typed.error(visit, "check", "volume")).required().first())
                        (figure_fields(visit, &to_check.agents, typed, "check"))
                    }))
                    (Actions::primary(&visit.say("session-check-button")).link(&base, &visit.say("session-cancel")))
                }))
            }
        }
    };
    Page::new(visit, title)
        .patient(&desk.way, Some(Stage::Sessions))
        .script(STYLES)
        .notice_if(notice)
        .show(&body)
}

async fn check(
    visit: Visit,
    Path((patient, session)): Path<(PatientId, SessionId)>,
    fields: Fields,
) -> Result<Response, Failure> {
    let mut invalid = Invalid::default();
    let figures = figures_of(&fields, &mut invalid);
    let result = match invalid.check() {
        Ok(()) => session::check(&visit.actor, &visit.app, patient, session, &figures).await,
        Err(error) => Err(error),
    };
    let base = here(patient, session);
    let agrees = matches!(result, Ok(true));
    match refused(&visit, "check", fields, result.map(drop)) {
        Ok(()) if agrees => Ok(Redirect::to(&format!("{base}?notice=session-check-agrees")).into_response()),
        Ok(()) => Ok(Redirect::to(&format!("{base}?checked=differs#mixture")).into_response()),
        Err(told) => {
            let (status, typed, notice) = *told?;
            let desk = open(&visit, patient, session).await?;
            Ok(show_checking(&visit, &desk, &typed, notice).with_status(status))
        }
    }
}

/// What was mixed, as it was signed.
pub(super) fn signed_agents(agents: &[AgentAmount]) -> String {
    let one = |agent: &AgentAmount| {
        format!(
            "{} {} ({})",
            agent.name,
            words::strength(agent),
            words::figure(agent.dose, &agent.unit)
        )
    };
    agents.iter().map(one).collect::<Vec<_>>().join(", ")
}
