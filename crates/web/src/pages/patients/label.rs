//! A patient's identity on paper: a sheet of labels for tubes, folders and forms.

use std::fmt::Write as _;

use anagen_records::values::PatientId;
use axum::extract::Path;
use axum::response::Response;
use maud::{Markup, PreEscaped, html};

use super::{About, born, href, led_to_kept};
use crate::failure::Failure;
use crate::look::{PageHead, tag};
use crate::page::full_name;
use crate::visit::Visit;

/// Labels on a sheet.
const LABELS: usize = 10;

pub(super) async fn page(visit: Visit, Path(id): Path<PatientId>) -> Result<Response, Failure> {
    if let Some(answer) = led_to_kept(&visit, id, "/label").await? {
        return Ok(answer);
    }
    let about = About::read(&visit, id, "patient.label").await?;
    let patient = about.patient();
    let code = code(&patient.number);
    let label = html! {
        div class="patient-label" {
            div class="patient-label-words" {
                p class="patient-label-name" { bdi { (full_name(&patient.given_names, &patient.family_name)) } }
                p { (visit.say("shell-born")) " " (born(&visit, patient)) }
                p { (visit.with("patients-number-is", [("number", patient.number.as_str().into())])) }
                p class="soft" { (visit.clinic.name) }
                @if patient.demo { (tag(&visit.say("flag-demo"))) }
            }
            (code)
        }
    };
    let title = visit.say("patients-label");
    Ok(about.page(&visit, title.clone()).script("patients.css").show(&html! {
        (PageHead::new(title).back(href(id), visit.say("patients-to-patient")).sentence(visit.say("patients-label-sentence")))
        div class="patient-labels" { @for _ in 0..LABELS { (label) } }
    }))
}

/// The number as a code for a reader: what it reads can be typed into the search box.
fn code(number: &str) -> Markup {
    let Ok(code) = qrcode::QrCode::with_error_correction_level(number.as_bytes(), qrcode::EcLevel::M) else {
        // A number that is too long for a code is printed in words alone.
        return html! {};
    };
    let width = code.width();
    let dark = code.to_colors();
    let squares = dark
        .iter()
        .enumerate()
        .filter(|(_, color)| **color == qrcode::Color::Dark);
    let mut path = String::new();
    for (at, _) in squares {
        let _ = write!(path, "M{} {}h1v1h-1z", at % width, at / width);
    }
    let side = width + 4;
    html! {
        (PreEscaped(format!(
            "<svg class=\"patient-label-code\" viewBox=\"-2 -2 {side} {side}\" aria-hidden=\"true\" shape-rendering=\"crispEdges\">\
             <rect x=\"-2\" y=\"-2\" width=\"{side}\" height=\"{side}\" fill=\"#fff\"/><path d=\"{path}\" fill=\"#000\"/></svg>"
        )))
    }
}
