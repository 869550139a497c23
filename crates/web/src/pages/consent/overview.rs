//! How consent stands: the treatment of the current plan, photographs, and what was handed over before.

use anagen_app::Action;
use anagen_app::consent::{ConsentStanding, ConsentText, Consents, standing_of, standing_of_class, text_of, waiting};
use anagen_app::patients::language;
use anagen_app::plan::{self, SignedPlan};
use anagen_care::plan::consent_in;
use anagen_records::consents::{Consent, ConsentKind, PhotographClass};
use maud::{Markup, html};

use super::Typed;
use super::text::{line_words, sign_here};
use crate::failure::Failure;
use crate::look::{
    Actions, Choices, Column, Danger, Empty, Field, Form, Icon, Meaning, Notice, PageHead, Table, block, hidden,
    link_button, section, status, unknown,
};
use crate::page::error_of;
use crate::said::said;
use crate::visit::Visit;

/// The page.
pub(super) fn body(visit: &Visit, consents: &Consents, handing: &Typed, pictures: &Typed) -> Markup {
    html! {
        (PageHead::new(visit.say("consent-title")).sentence(visit.say("consent-sentence")))
        (treatment(visit, consents, handing))
        (photographs(visit, consents, pictures))
        (history(visit, consents))
    }
}

fn treatment(visit: &Visit, consents: &Consents, typed: &Typed) -> Markup {
    let patient = consents.desk.way.patient.id;
    let Some(current) = consents.desk.current() else {
        return section(
            &visit.say("consent-treatment"),
            &html! {
                (Empty {
                    icon: Icon::Letter,
                    what: visit.say("consent-no-plan"),
                    sentence: visit.say("consent-no-plan-sentence"),
                    first_step: Some((format!("/patients/{patient}/protocol"), visit.say("consent-to-plan"))),
                })
            },
        );
    };
    let latest = consents.all.iter().find(|consent| {
        consent.kind == ConsentKind::Treatment
            && consent.plan == Some(current.id)
            && consent.plan_version == Some(current.version)
    });
    let standing = latest.map_or(ConsentStanding::Missing, |consent| standing_of(consent, visit.today()));
    section(
        &visit.say("consent-treatment"),
        &html! { div class="stack" {
            p { (visit.with("consent-for-version", [("version", current.version.into())])) }
            @match latest {
                Some(consent) => {
                    (standing_notice(visit, &standing, consent))
                    (what_next(visit, consents, &standing, consent))
                }
                None => (Notice::about(Meaning::Incomplete, visit.say("consent-missing"))),
            }
            @if needs_handing_over(&standing) && visit.actor.may(Action::TakeConsent) { (hand_over(visit, consents, current, typed)) }
            @else if !needs_handing_over(&standing) && visit.actor.may(Action::TakeConsent) && !matches!(standing, ConsentStanding::Signed { .. }) {
                details class="disclosure" { summary { (Icon::ChevronRight) span { (visit.say("consent-hand-over-again")) } } div class="disclosure-body" { (hand_over(visit, consents, current, typed)) } }
            }
            p { (link_button(&format!("/patients/{patient}/consent/blank"), Some(Icon::Print), &visit.say("consent-print-blank"))) }
        } },
    )
}

fn needs_handing_over(standing: &ConsentStanding) -> bool {
    matches!(
        standing,
        ConsentStanding::Missing | ConsentStanding::Withdrawn { .. } | ConsentStanding::Expired { .. }
    )
}

/// How a consent stands, in a sentence.
pub(super) fn standing_notice(visit: &Visit, standing: &ConsentStanding, consent: &Consent) -> Markup {
    let day = |day: anagen_records::Day| visit.format.day(day.0);
    let notice = match standing {
        ConsentStanding::Missing => Notice::about(Meaning::Incomplete, visit.say("consent-missing")),
        ConsentStanding::Given {
            given_at,
            may_be_signed_on,
            ..
        } => {
            let waits = visit.today() < may_be_signed_on.0;
            let key = if waits {
                "consent-given-wait"
            } else {
                "consent-given-ready"
            };
            let meaning = if waits { Meaning::Defer } else { Meaning::Accent };
            let words = visit.words.with(
                key,
                [
                    ("at", visit.format.moment(*given_at).into()),
                    ("name", consent.given_by_name.as_str().into()),
                    ("day", day(*may_be_signed_on).into()),
                ],
            );
            Notice::about(meaning, words)
        }
        ConsentStanding::Signed { at, .. } => {
            let words = visit.with(
                "consent-signed-words",
                [
                    ("at", visit.format.moment(*at).into()),
                    ("name", consent.signed_name.clone().unwrap_or_default().into()),
                    ("witness", consent.witnessed_by_name.clone().unwrap_or_default().into()),
                ],
            );
            let notice = Notice::about(Meaning::Eligible, words);
            match consent.holds_until {
                Some(until) => notice.to_do(visit.with("consent-holds-until", [("day", day(until).into())])),
                None => notice,
            }
        }
        ConsentStanding::Expired { at, .. } => Notice::about(
            Meaning::Defer,
            visit.with("consent-expired-words", [("at", visit.format.moment(*at).into())]),
        ),
        ConsentStanding::Withdrawn { at, .. } => {
            let reason = consent
                .withdrawn_because
                .clone()
                .filter(|reason| !reason.is_empty())
                .unwrap_or_else(|| visit.say("consent-no-reason"));
            Notice::about(
                Meaning::Excluded,
                visit.with(
                    "consent-withdrawn-words",
                    [("at", visit.format.moment(*at).into()), ("reason", reason.into())],
                ),
            )
        }
    };
    html! { (notice) }
}

fn what_next(visit: &Visit, consents: &Consents, standing: &ConsentStanding, consent: &Consent) -> Markup {
    let base = format!("/patients/{}/consent/{}", consents.desk.way.patient.id, consent.id);
    let may = visit.actor.may(Action::TakeConsent);
    let is_due =
        matches!(standing, ConsentStanding::Given { may_be_signed_on, .. } if may_be_signed_on.0 <= visit.today());
    html! {
        div class="actions" {
            @if is_due && may { (crate::look::action::primary_link(&base, Some(Icon::Pen), &visit.say("consent-initial-and-sign"))) }
            @else { (link_button(&base, Some(Icon::Page), &visit.say("consent-read"))) }
            @if may && !matches!(standing, ConsentStanding::Withdrawn { .. }) { (withdraw(visit, &base, &consent.id.to_string())) }
        }
    }
}

fn withdraw(visit: &Visit, base: &str, id: &str) -> Markup {
    html! {
        (Danger::post(&format!("{base}/withdraw"), &visit.say("consent-withdraw"), &visit.say("consent-withdraw-question"), &visit.say("consent-withdraw-confirm"))
            .fields(html! { (Field::text("reason", visit.say("consent-withdraw-reason")).id(format!("withdraw-{id}")).hint(visit.say("consent-withdraw-hint"))) }))
    }
}

/// Lines in the order of the form.
const LINES: [&str; 5] = [
    "prescribes",
    "injects",
    "language",
    "complaints_inside",
    "complaints_outside",
];

fn hand_over(visit: &Visit, consents: &Consents, current: &SignedPlan, typed: &Typed) -> Markup {
    let patient = consents.desk.way.patient.id;
    let waiting = waiting(&consents.desk.way, visit.words.language);
    let value = |line: &str| {
        let name = format!("line-{line}");
        if typed.fields.is_set(&name) || !typed.invalid.0.is_empty() {
            return typed.fields.text(&name).to_owned();
        }
        match line {
            "prescribes" => current.signed_by_name.clone(),
            // What holds for the clinic was written in before; the language belongs to this patient.
            "complaints_inside" | "complaints_outside" | "injects" => {
                consents.last_written_in.get(line).cloned().unwrap_or_default()
            }
            _ => String::new(),
        }
    };
    html! {
        (Form::post(format!("/patients/{patient}/consent")).id("hand-over").body(html! {
            (hidden("plan", &current.id.to_string()))
            (hidden("plan_version", &current.version.to_string()))
            (block(&visit.say("consent-hand-over"), &html! {
                p { (visit.say("consent-hand-over-sentence")) }
                @for line in LINES {
                    @let name = format!("line-{line}");
                    (Field::text(name.clone(), line_words(visit, line)).full().value(value(line)).autocomplete("off")
                        .error_if(error_of(visit.words, &typed.invalid, &name)).required())
                }
                @if waiting.at_least > 0 || waiting.is_longer {
                    div {
                        @for rule in &waiting.because { p class="soft" { (said(rule, visit.words.language)) } }
                        @if waiting.is_longer {
                            (Field::whole_number("days", visit.say("consent-days")).unit(visit.say("consent-days-unit"))
                                .hint(visit.say("consent-days-hint")).range(visit.with("consent-days-range", [("least", waiting.at_least.into())]))
                                .value(typed.fields.text("days")).error_if(error_of(visit.words, &typed.invalid, "days")).required())
                        } @else {
                            p { strong { (visit.with("consent-days-fixed", [("days", waiting.at_least.into())])) } }
                        }
                    }
                } @else {
                    p class="soft" { (visit.say("consent-no-waiting")) }
                }
            }))
            (Actions::primary(&visit.say("consent-hand-over-now")))
        }))
    }
}

/// The text of the current plan's consent as it would be handed over now, its lines empty.
pub(super) async fn text_now(visit: &Visit, consents: &Consents) -> Result<Option<ConsentText>, Failure> {
    let Some(current) = consents.desk.current() else {
        return Ok(None);
    };
    let versions = &consents.desk.versions;
    let Some(found) = versions
        .iter()
        .find(|known| known.id == current.id && known.version == current.version)
    else {
        return Ok(None);
    };
    let Some(working) = plan::as_signed(&visit.app, &consents.desk, found).await? else {
        return Ok(None);
    };
    let way = &consents.desk.way;
    let language = way.knowledge.language_for(language(&way.patient, &way.clinic));
    let waiting = waiting(way, &language);
    let text = consent_in(&working.plan, &working.case, &way.knowledge, &language).map(|consent| {
        text_of(
            &working.plan,
            (&consent, &language),
            current.version,
            waiting.at_least,
            waiting.because,
            &|_| String::new(),
        )
    });
    Ok(text)
}

fn photographs(visit: &Visit, consents: &Consents, typed: &Typed) -> Markup {
    let patient = consents.desk.way.patient.id;
    let may = visit.actor.may(Action::TakeConsent);
    let mut table = Table::new(
        visit.say("consent-photographs"),
        [
            Column::words(visit.say("consent-use")),
            Column::words(visit.say("consent-answer")),
            Column::actions(visit.say("consent-withdraw")),
        ],
    )
    .caption_hidden()
    .cards();
    for class in PhotographClass::ALL {
        let standing = standing_of_class(&consents.all, *class);
        let answer = match (standing.may, &standing.latest) {
            (Some(true), Some(consent)) => {
                html! { (status(Meaning::Eligible, &visit.say("answer-yes"))) " " span class="soft" { (consent.signed_at.map(|at| visit.format.moment(at)).unwrap_or_default()) } }
            }
            (Some(false), Some(consent)) if consent.withdrawn_at.is_some() => {
                html! { (status(Meaning::Excluded, &visit.say("consent-taken-back"))) " " span class="soft" { (consent.withdrawn_at.map(|at| visit.format.moment(at)).unwrap_or_default()) } }
            }
            (Some(_), _) => status(Meaning::Excluded, &visit.say("answer-no")),
            (None, _) => unknown(&visit.say("answer-not-asked")),
        };
        table = table.row([
            html! { (visit.say(class_key(*class))) },
            answer,
            html! {
                @if let (Some(true), Some(consent)) = (standing.may, &standing.latest) {
                    @if may { (withdraw(visit, &format!("/patients/{patient}/consent/{}", consent.id), &consent.id.to_string())) }
                }
            },
        ]);
    }
    let open = !typed.invalid.0.is_empty();
    section(
        &visit.say("consent-photographs"),
        &html! { div class="stack" {
            p { (visit.say("consent-photographs-sentence")) }
            (table)
            @if may {
                details class="disclosure" open[open] {
                    summary { (Icon::ChevronRight) span { (visit.say("consent-photographs-ask")) } }
                    div class="disclosure-body" {
                        (Form::post(format!("/patients/{patient}/consent/photographs")).id("photographs").body(html! {
                            @for class in PhotographClass::ALL {
                                @let name = format!("answer-photographs_{class}");
                                (Choices::new(name.clone(), visit.say(class_key(*class)))
                                    .option("yes", visit.say("answer-yes")).option("no", visit.say("answer-no"))
                                    .selected(typed.fields.filled(&name)).error_if(error_of(visit.words, &typed.invalid, &name)))
                            }
                            (sign_here(visit, &typed.fields, &typed.invalid))
                            (Actions::primary(&visit.say("consent-photographs-save")))
                        }))
                    }
                }
            }
        } },
    )
}

fn class_key(class: PhotographClass) -> &'static str {
    match class {
        PhotographClass::Care => "consent-photographs-care",
        PhotographClass::Teaching => "consent-photographs-teaching",
        PhotographClass::Publication => "consent-photographs-publication",
    }
}

fn history(visit: &Visit, consents: &Consents) -> Markup {
    let patient = consents.desk.way.patient.id;
    let mut table = Table::new(
        visit.say("consent-history"),
        [
            Column::words(visit.say("consent-to-what")),
            Column::words(visit.say("consent-handed-over-on")),
            Column::words(visit.say("consent-how-it-stands")),
            Column::actions(visit.say("consent-read")),
        ],
    )
    .caption_hidden()
    .cards();
    for consent in consents
        .all
        .iter()
        .filter(|consent| consent.kind == ConsentKind::Treatment)
    {
        let standing = standing_of(consent, visit.today());
        let (meaning, key) = match standing {
            ConsentStanding::Signed { .. } => (Meaning::Eligible, "consent-chip-signed"),
            ConsentStanding::Given { .. } => (Meaning::Defer, "consent-chip-given"),
            ConsentStanding::Expired { .. } => (Meaning::Defer, "consent-chip-expired"),
            ConsentStanding::Withdrawn { .. } => (Meaning::Excluded, "consent-chip-withdrawn"),
            ConsentStanding::Missing => (Meaning::Incomplete, "consent-chip-missing"),
        };
        table = table.row([
            html! { (visit.with("consent-version-n", [("n", consent.plan_version.unwrap_or(0).into())])) },
            html! { (visit.format.moment(consent.given_at)) ", " (consent.given_by_name) },
            status(meaning, &visit.say(key)),
            html! { a href=(format!("/patients/{patient}/consent/{}", consent.id)) { (visit.say("consent-read")) } },
        ]);
    }
    html! { @if !table.is_empty() { (section(&visit.say("consent-history"), &table)) } }
}
