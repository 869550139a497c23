//! A version of a plan to be read: what it asks for, where its points lie, and what came of it.

use anagen_app::plan::{self, Desk, Draft, Working};
use anagen_app::way::Stage;
use anagen_care::case::Request;
use anagen_care::injection_map::InjectionMap;
use anagen_knowledge::Plain;
use anagen_records::plans::PlanVersion;
use anagen_records::values::{PatientId, PlanId};
use axum::extract::Path;
use axum::response::Response;
use maud::{Markup, html};

use super::map::{MapPurpose, ScalpMap};
use super::page::doses_of;
use super::paper::wanted_version;
use super::{result, signed_words};
use crate::failure::Failure;
use crate::look::{Facts, Meaning, Notice, PageHead, panel, work};
use crate::page::Page;
use crate::visit::Visit;

/// One version of a plan.
pub(super) async fn page(visit: Visit, Path((patient, plan)): Path<(PatientId, PlanId)>) -> Result<Response, Failure> {
    let (desk, found, request) = plan::version(&visit.actor, &visit.app, patient, plan, wanted_version(&visit)).await?;
    let body = version_body(&visit, &desk, &found, &request).await?;
    Ok(Page::new(&visit, visit.say("plan-title"))
        .patient(&desk.way, Some(Stage::Formulation))
        .script("plan.css")
        .script("scalp-map.css")
        .script("scalp-map.js")
        .show(&html! {
            (PageHead::new(visit.with("plan-version-heading", [("n", found.version.into())]))
                .back(format!("/patients/{patient}/formulation"), visit.say("plan-title")))
            (body)
            (super::versions::versions(&visit, &desk))
        }))
}

/// The signed version by which a patient is treated.
pub(super) async fn summary(visit: &Visit, desk: &Desk, plan: PlanId, version: i64) -> Result<Markup, Failure> {
    let found = desk
        .versions
        .iter()
        .find(|known| known.id == plan && known.version == version);
    let found = found.ok_or_else(|| Failure::not_found("plan"))?;
    let signed = desk
        .signed
        .iter()
        .find(|known| known.id == plan)
        .ok_or_else(|| Failure::not_found("plan"))?;
    version_body(visit, desk, found, &signed.request).await
}

/// A draft for those who read and do not prepare plans.
pub(super) fn open_draft(visit: &Visit, desk: &Desk, draft: &Draft) -> Markup {
    let working = desk.work_out(draft.request.clone());
    let request = working.case.request.clone().unwrap_or_else(|| draft.request.clone());
    shown(
        visit,
        desk,
        &request,
        Some(&working),
        &html! { (Notice::about(Meaning::Incomplete, visit.say("plan-not-signed"))) },
    )
}

async fn version_body(visit: &Visit, desk: &Desk, found: &PlanVersion, request: &Request) -> Result<Markup, Failure> {
    let patient = desk.way.patient.id;
    let Some((at, name)) = found.signed_at.zip(found.signed_by_name.as_ref()) else {
        let working = desk.work_out(request.clone());
        let request = working.case.request.clone().unwrap_or_else(|| request.clone());
        let note = html! { (Notice::about(Meaning::Incomplete, visit.say("plan-not-signed"))) };
        return Ok(shown(visit, desk, &request, Some(&working), &note));
    };
    // Other knowledge would judge it otherwise: what was signed then stands on its paper alone.
    let is_same = found.knowledge_hash.as_deref() == Some(desk.way.knowledge.hash.as_str());
    let working = if is_same {
        plan::as_signed(&visit.app, desk, found).await?
    } else {
        None
    };
    let paper = format!("/patients/{patient}/plan/{}/paper?version={}", found.id, found.version);
    let end = desk.ends.iter().find(|end| end.plan == found.id);
    let note = html! {
        (Notice::about(Meaning::Eligible, signed_words(visit, name, at)).link(paper, visit.say("plan-open-paper")))
        @if let Some(end) = end {
            (Notice::about(Meaning::Neutral, visit.with("plan-ended-words", [
                ("name", end.by_name.as_str().into()), ("at", visit.format.moment(end.at).into()), ("reason", end.reason.as_str().into()),
            ])))
        }
        @if !is_same { (Notice::about(Meaning::Caution, visit.say("plan-other-knowledge"))) }
    };
    Ok(shown(visit, desk, request, working.as_ref(), &note))
}

fn shown(visit: &Visit, desk: &Desk, request: &Request, working: Option<&Working>, note: &Markup) -> Markup {
    let knowledge = &desk.way.knowledge;
    let map = anagen_care::injection_map::injection_map(&with_volume(request), knowledge).ok();
    let drawn = map.as_ref().map(|map| match map {
        InjectionMap::Points(points) => {
            let mut drawn = ScalpMap::of(points, knowledge, visit.words, MapPurpose::Look);
            drawn.doses = working.map(doses_of).unwrap_or_default();
            drawn
        }
        InjectionMap::Passes(_) => ScalpMap::empty(knowledge, visit.words, MapPurpose::Look, &request.zones),
    });
    html! {
        (note)
        (work(&html! {
            (panel(&visit.say("plan-asked-for"), asked_for(visit, desk, request)))
            @if let Some(drawn) = &drawn { (panel(&visit.say("plan-map"), drawn)) }
        }, &html! {
            @if let Some(working) = working { div class="plan-result" { (result::panel(visit, working, &desk.way)) } }
        }))
    }
}

/// Volumes that are drawn by name are the session's volume.
pub(super) fn with_volume(request: &Request) -> Request {
    Request {
        volume: request
            .volume
            .or_else(|| (!request.draw.is_empty()).then(|| request.draw.iter().map(|draw| draw.volume).sum())),
        ..request.clone()
    }
}

/// What a version asks for, as facts.
fn asked_for(visit: &Visit, desk: &Desk, request: &Request) -> Markup {
    let knowledge = &desk.way.knowledge;
    let unknown = visit.say("plan-not-chosen");
    let mut facts = Facts::new().wide();
    for draw in &request.draw {
        let product = request.products.iter().find(|product| product.id == draw.product);
        let name = product.map_or_else(
            || draw.product.clone(),
            |product| {
                let lot = product.lot.as_deref().map(|lot| format!(", {lot}")).unwrap_or_default();
                format!("{}{lot}", product.name)
            },
        );
        facts = facts.fact(name, draw.volume.to_string());
    }
    for asked in &request.agents {
        let name = knowledge
            .agent(&asked.agent)
            .map_or(asked.agent.as_str(), |agent| agent.name.as_str());
        facts = facts.fact(name, asked.strength.to_string());
    }
    let technique = request.technique.as_deref().map(|written| {
        anagen_care::injection_map::find_technique(knowledge, written)
            .map_or(written.to_owned(), |known| known.name.clone())
    });
    let mut said = |key: &str, value: Option<String>| {
        facts = match value {
            Some(value) => std::mem::take(&mut facts).fact(visit.say(key), value),
            None => std::mem::take(&mut facts).unknown(visit.say(key), &unknown),
        };
    };
    said("plan-technique", technique);
    let zones: Vec<&str> = knowledge
        .records
        .zones
        .iter()
        .filter(|zone| request.zones.contains(&zone.id))
        .map(|zone| zone.name.as_str())
        .collect();
    said("map-zones", (!zones.is_empty()).then(|| zones.join(", ")));
    said("plan-head", request.head_circumference.map(|head| head.to_string()));
    said("plan-spacing", request.spacing.map(|spacing| spacing.to_string()));
    said(
        "plan-volume-per-point",
        request.volume_per_point.map(|volume| volume.to_string()),
    );
    said("plan-depth", request.depth.map(|depth| depth.to_string()));
    said(
        "plan-gauge",
        request
            .needle_gauge
            .map(|gauge| format!("{} G", Plain(f64::from(gauge)))),
    );
    if let Some(volume) = request.volume {
        said("plan-volume", Some(volume.to_string()));
    }
    html! { (facts) }
}
