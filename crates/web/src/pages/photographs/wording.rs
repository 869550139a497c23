//! The words of photographs: views, conditions, uses, captions, addresses.

use anagen_app::consent::PhotographClasses;
use anagen_app::photographs::{Condition, Photograph, View, capture_of};
use anagen_records::consents::PhotographClass;
use anagen_records::values::{PatientId, PhotographId};
use maud::{Markup, html};

use crate::look::{self, Meaning, chip, tag};
use crate::messages::Messages;
use crate::visit::Visit;

/// The views that make up a full set, in the order in which one walks around the head.
pub(super) const STANDARD: [View; 6] = [
    View::Frontal,
    View::Top,
    View::Vertex,
    View::LeftTemporal,
    View::RightTemporal,
    View::Occipital,
];

/// A view in words.
pub(super) fn view(words: &Messages, view: View) -> String {
    words.say(&format!("photographs-view-{}", view.as_str().replace('_', "-")))
}

/// How a view is taken.
pub(super) fn how_to_take(words: &Messages, view: View) -> String {
    words.say(&format!("photographs-how-{}", view.as_str().replace('_', "-")))
}

/// A condition of the capture in words.
pub(super) fn condition(words: &Messages, condition: Condition) -> String {
    words.say(&format!("photographs-condition-{condition}"))
}

/// What a photograph was taken for, in words.
pub(super) fn class(words: &Messages, class: PhotographClass) -> String {
    words.say(&format!("photographs-class-{class}"))
}

/// The view of a photograph, with the site of a close-up.
pub(super) fn view_of(words: &Messages, photograph: &Photograph) -> String {
    let site = capture_of(photograph).site;
    let name = view(words, photograph.view);
    if site.is_empty() {
        name
    } else {
        format!("{name}: {site}")
    }
}

/// Day and method in a line: what stands on every picture.
pub(super) fn caption(visit: &Visit, photograph: &Photograph) -> String {
    let capture = capture_of(photograph);
    let met = capture.met.iter().map(|one| condition(visit.words, *one));
    let device = (!capture.device.is_empty()).then_some(capture.device.clone());
    let how: Vec<String> = met.chain(device).collect();
    let day = visit.format.day(visit.format.day_of(photograph.taken_at));
    if how.is_empty() {
        return format!("{day} · {}", visit.say("photographs-conditions-not-stated"));
    }
    format!("{day} · {}", how.join(", "))
}

/// The address of a photograph's page.
pub(super) fn href(patient: PatientId, id: PhotographId) -> String {
    format!("/patients/{patient}/photographs/{id}")
}

/// A photograph as the parts draw it: small in a gallery, else as it is shown.
pub(super) fn picture(visit: &Visit, patient: PatientId, photograph: &Photograph, small: bool) -> look::Photograph {
    let day = visit.format.day(visit.format.day_of(photograph.taken_at));
    let page = href(patient, photograph.id);
    look::Photograph {
        src: format!("{page}/{}", if small { "thumbnail" } else { "shown" }),
        alt: visit.with(
            "photographs-alt",
            [("view", view_of(visit.words, photograph).into()), ("day", day.into())],
        ),
        caption: caption(visit, photograph),
        href: Some(page),
    }
}

/// A photograph as a tile with its view, for pages that show pictures of several views.
pub(crate) fn tile(visit: &Visit, patient: PatientId, photograph: &Photograph) -> look::Photograph {
    let mut tile = picture(visit, patient, photograph, true);
    tile.caption = format!("{} · {}", view_of(visit.words, photograph), tile.caption);
    tile
}

/// What a photograph may be used for now, as chips: the use that it was taken for, and whether the consent to it still stands.
pub(super) fn use_chips(visit: &Visit, photograph: &Photograph, may: PhotographClasses) -> Markup {
    let stands = match photograph.consent_class {
        PhotographClass::Care => may.care,
        PhotographClass::Teaching => may.teaching,
        PhotographClass::Publication => may.publication,
    };
    let word = class(visit.words, photograph.consent_class);
    html! {
        (tag(&word))
        @match stands {
            Some(true) => {},
            Some(false) => { " " (chip(Meaning::Excluded, &visit.say("photographs-consent-withdrawn"))) },
            None => { " " (chip(Meaning::Incomplete, &visit.say("photographs-consent-not-asked"))) },
        }
    }
}

/// The address of a page with a query; values are escaped.
pub(super) fn address(path: &str, query: &[(&str, &str)]) -> String {
    let mut serializer = form_urlencoded::Serializer::new(String::new());
    for (name, value) in query.iter().filter(|(_, value)| !value.is_empty()) {
        serializer.append_pair(name, value);
    }
    let query = serializer.finish();
    if query.is_empty() {
        path.to_owned()
    } else {
        format!("{path}?{query}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::messages::messages;

    #[test]
    fn every_view_condition_and_use_has_its_words() {
        let words = messages("en");
        let views = View::ALL.iter().map(|view| view.as_str().replace('_', "-"));
        let keys = views.clone().map(|view| format!("photographs-view-{view}"));
        let keys = keys.chain(views.map(|view| format!("photographs-how-{view}")));
        let keys = keys.chain(Condition::ALL.iter().map(|one| format!("photographs-condition-{one}")));
        let keys = keys.chain(
            PhotographClass::ALL
                .iter()
                .map(|one| format!("photographs-class-{one}")),
        );
        for key in keys {
            assert!(words.has(&key), "{key}");
        }
    }
}
