//! A session's page while it is worked on: what is done and missing, the day's verdict, the steps with the current one opened.

use anagen_app::Action;
use anagen_app::session::{self, Before, Desk, KeptFinding, MixtureState, Obstacle, Part};
use anagen_app::way::Stage;
use anagen_care::screening::Verdict;
use anagen_records::values::{PatientId, SessionId};
use axum::extract::Path;
use axum::response::Response;
use maud::{Markup, html};

use super::{STYLES, Sent, Typed, all, answer, day, ending, glance, here, mixture, open, signed, words};
use crate::failure::Failure;
use crate::fields::Fields;
use crate::look::finding::counts;
use crate::look::{
    Actions, Finding, Icon, Meaning, Notice, PageHead, PostButton, chip, disclosure, link_button, tag, verdict_header,
};
use crate::page::{Page, meaning_of, verdict_word};
use crate::routes::{Access, Route};
use crate::visit::Visit;

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get(
            "/patients/{patient}/sessions/{session}",
            Access::May(Action::ReadRecord),
            page,
        ),
        Route::post(
            "/patients/{patient}/sessions/{session}/plan",
            Access::May(Action::RunSession),
            follow_plan,
        ),
    ]
}

async fn page(visit: Visit, Path((patient, session)): Path<(PatientId, SessionId)>) -> Result<Response, Failure> {
    if let Ok(version) = visit.query.text("version").parse() {
        let desk = session::open_version(&visit.actor, &visit.app, patient, session, version).await?;
        let body = signed::body(&visit, &desk);
        let page = Page::new(&visit, words::title(&visit, &desk)).patient(&desk.way, Some(Stage::Sessions));
        return Ok(page.script(STYLES).show(&body));
    }
    let desk = open(&visit, patient, session).await?;
    let differs = matches!(desk.judged.mixture, MixtureState::Disagreed { .. }) && visit.query.is_set("checked");
    let notice = differs.then(|| {
        Notice::error(visit.say("session-check-differs"))
            .kept(visit.say("session-check-differs-kept"))
            .to_do(visit.say("session-check-differs-do"))
    });
    show(&visit, &desk, &Typed::default(), notice).await
}

/// Shows a session, with a form that could not be taken as it was typed.
pub(super) async fn show(
    visit: &Visit,
    desk: &Desk,
    typed: &Typed,
    notice: Option<Notice>,
) -> Result<Response, Failure> {
    let body = match (desk.is_open(), desk.ground.is_amendment()) {
        (true, false) => working(visit, desk, typed).await?,
        (true, true) => ending::amendment(visit, desk, typed).await?,
        (false, _) => signed::body(visit, desk),
    };
    Ok(Page::new(visit, words::title(visit, desk))
        .patient(&desk.way, Some(Stage::Sessions))
        .script(STYLES)
        .notice_if(notice)
        .show(&body))
}

/// The head of every page of a session.
pub(super) fn head(visit: &Visit, desk: &Desk) -> PageHead {
    let ground = &desk.ground;
    let patient = ground.patient.id;
    let sentence = visit.with(
        "session-head",
        [
            ("day", visit.format.day(ground.session.day.0).into()),
            ("time", visit.format.time(ground.session.started_at).into()),
            (
                "room",
                ground.room.as_ref().map_or("", |room| room.name.as_str()).into(),
            ),
            ("plan", super::beginning::plan_words(visit, &ground.plan).into()),
            ("version", ground.plan.version.into()),
            ("name", ground.plan.signed_by_name.as_str().into()),
        ],
    );
    PageHead::new(words::title(visit, desk))
        .back(all(patient), visit.say("stage-sessions"))
        .beside(html! {
            (words::state(visit, ground.session.state, ground.is_amendment()))
            @if ground.session.from_paper { " " (tag(&visit.say("session-from-paper-tag"))) }
        })
        .sentence(sentence)
}

/// A step of the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// The time-out.
    TimeOut,
    /// What is asked and measured today.
    Today,
    /// The lots.
    Lots,
    /// The mixture and its check.
    Mixture,
    /// The points.
    Points,
    /// Observation, reactions, notes.
    After,
    /// The signature.
    Signature,
}

impl Step {
    const ALL: [Self; 7] = [
        Self::TimeOut,
        Self::Today,
        Self::Lots,
        Self::Mixture,
        Self::Points,
        Self::After,
        Self::Signature,
    ];

    /// Where it stands on the page.
    pub(super) const fn anchor(self) -> &'static str {
        match self {
            Self::TimeOut => "time-out",
            Self::Today => "today",
            Self::Lots => "lots",
            Self::Mixture => "mixture",
            Self::Points => "points",
            Self::After => "after",
            Self::Signature => "signature",
        }
    }

    const fn title(self) -> &'static str {
        match self {
            Self::TimeOut => "session-step-time-out",
            Self::Today => "session-step-today",
            Self::Lots => "session-step-lots",
            Self::Mixture => "session-step-mixture",
            Self::Points => "session-step-points",
            Self::After => "session-step-after",
            Self::Signature => "session-step-signature",
        }
    }

    const fn holds(self, part: Part) -> bool {
        matches!(
            (self, part),
            (Self::TimeOut, Part::TimeOut)
                | (Self::Today, Part::Day | Part::Plan)
                | (Self::Lots, Part::Lots)
                | (Self::Mixture, Part::Mixture)
                | (Self::Points, Part::Points)
                | (Self::After, Part::Observation | Part::Reactions)
        )
    }

    /// The steps that this session has.
    fn of(desk: &Desk) -> impl Iterator<Item = Self> {
        let mixes = !desk.judged.prescribed.needed.is_empty();
        Self::ALL
            .into_iter()
            .filter(move |step| mixes || !matches!(step, Self::Lots | Self::Mixture))
    }

    /// Whether nothing is left to do in it.
    fn is_done(self, desk: &Desk) -> bool {
        self != Self::Signature && !desk.judged.gate.iter().any(|obstacle| self.holds(obstacle.part))
    }

    /// The step that comes next.
    pub(super) fn current(desk: &Desk) -> Self {
        Self::of(desk)
            .find(|step| !step.is_done(desk))
            .unwrap_or(Self::Signature)
    }
}

async fn working(visit: &Visit, desk: &Desk, typed: &Typed) -> Result<Markup, Failure> {
    let patient = desk.ground.patient.id;
    let base = here(patient, desk.ground.session.id);
    let current = Step::current(desk);
    let mut steps = Vec::new();
    for step in Step::of(desk) {
        let is_current = step == current;
        let body = match step {
            Step::TimeOut => day::time_out(visit, desk, is_current),
            Step::Today => day::today(visit, desk, typed, is_current).await?,
            Step::Lots => mixture::lots(visit, desk, typed, is_current),
            Step::Mixture => mixture::state(visit, desk, is_current),
            Step::Points => super::charting::summary(visit, desk, is_current),
            Step::After => ending::after(visit, desk, typed, is_current).await?,
            Step::Signature => ending::signature(visit, desk, typed, is_current),
        };
        let is_typed = !typed.form.is_empty() && form_of(step).contains(&typed.form);
        steps.push((step, is_current || is_typed, body));
    }
    Ok(html! {
        (head(visit, desk).actions(html! {
            @if current == Step::Points && visit.actor.may(Action::SignSession) {
                (crate::look::action::primary_link(&format!("{base}/charting"), Some(Icon::Head), &visit.say("session-to-charting")))
            }
            @if desk.judged.mixture.prepared_openly().is_some() {
                (link_button(&format!("{base}/label"), Some(Icon::Print), &visit.say("session-label")))
            }
            (link_button(&format!("{base}/aftercare"), Some(Icon::Page), &visit.say("session-sheets")))
        }))
        @if desk.ground.is_record() { (record_notice(visit, desk)) }
        (glance::glance(visit, desk))
        (verdict(visit, desk))
        (in_the_way(visit, desk, &base))
        div class="session-steps" {
            @for (position, (step, is_open, body)) in steps.iter().enumerate() {
                (details(visit, desk, *step, position + 1, *is_open, body))
            }
        }
        @if can_be_given_up(desk) { (give_up(visit, desk, typed)) }
    })
}

/// The forms that stand in a step.
const fn form_of(step: Step) -> &'static [&'static str] {
    match step {
        Step::TimeOut => &["duties"],
        Step::Today => &["measured", "staff"],
        Step::Lots => &["lots"],
        Step::After => &["observation", "reactions", "notes"],
        Step::Signature => &["sign"],
        Step::Mixture | Step::Points => &[],
    }
}

fn details(visit: &Visit, desk: &Desk, step: Step, number: usize, is_open: bool, body: &Markup) -> Markup {
    let n_open = desk
        .judged
        .gate
        .iter()
        .filter(|obstacle| step.holds(obstacle.part))
        .count();
    html! {
        details class="session-step" open[is_open] {
            summary {
                span class={ "session-step-number " @if step.is_done(desk) { "is-done" } } { @if step.is_done(desk) { (Icon::Check) } @else { (number) } }
                h2 { (visit.say(step.title())) }
                span class="session-step-state" {
                    @if step == Step::Signature { (chip(Meaning::Neutral, &visit.say("session-unsigned"))) }
                    @else if step.is_done(desk) { (chip(Meaning::Eligible, &visit.say("state-done"))) }
                    @else { (chip(Meaning::Incomplete, &visit.with("session-n-open", [("n", words::n(n_open).into())]))) }
                }
                (Icon::ChevronDown)
            }
            div class="session-step-body" id=(step.anchor()) { (body) }
        }
    }
}

/// It is written down after the fact: nothing stops it, and what stood against it opens a review.
fn record_notice(visit: &Visit, desk: &Desk) -> Notice {
    let notice = Notice::about(
        Meaning::Caution,
        visit.say(if desk.ground.session.from_paper {
            "session-is-from-paper"
        } else {
            "session-is-record"
        }),
    );
    match &desk.ground.body.already_done {
        Some(said) => notice.kept(visit.with(
            "session-is-record-by",
            [
                ("name", said.by_name.as_str().into()),
                ("time", words::time(visit, said.at).into()),
                ("reason", said.reason.as_str().into()),
            ],
        )),
        None => notice,
    }
}

/// The day's verdict on this very mixture: as it was kept at the first point, or as it is now.
pub(super) fn verdict(visit: &Visit, desk: &Desk) -> Markup {
    let has_begun = desk.ground.body.first_point_at.is_some();
    let kept = desk.kept.as_ref().filter(|_| has_begun && !desk.ground.is_record());
    let (verdict, findings): (Verdict, Vec<KeptFinding>) = if let Some(kept) = kept {
        (kept.verdict, kept.findings.clone())
    } else {
        let day = &desk.judged.plan.day;
        (day.verdict, day.findings.iter().map(KeptFinding::from).collect())
    };
    let sentence = match (kept, verdict) {
        (Some(_), _) => visit.say("session-verdict-kept"),
        (None, Verdict::Eligible) => visit.say("session-verdict-eligible"),
        (None, Verdict::Caution) => visit.say("session-verdict-caution"),
        (None, Verdict::Defer) => visit.say("session-verdict-defer"),
        (None, Verdict::NeedsSpecialist) => visit.say("session-verdict-specialist"),
        (None, Verdict::Incomplete) => visit.say("session-verdict-incomplete"),
        (None, Verdict::Excluded) => visit.say("session-verdict-excluded"),
    };
    let word = visit.with(
        "session-verdict",
        [("verdict", verdict_word(visit.words, verdict).into())],
    );
    html! {
        (verdict_header(meaning_of(verdict), &word, &sentence, counted(visit, &findings)))
        @if !findings.is_empty() {
            (disclosure(&visit.with("session-findings", [("n", words::n(findings.len()).into())]), html! {
                div class="findings" { @for found in &findings { (finding(visit, found)) } }
            }))
        }
    }
}

fn counted(visit: &Visit, findings: &[KeptFinding]) -> Markup {
    let open = |found: &&KeptFinding| found.cleared.is_none();
    let fired = findings.iter().filter(open).filter(|found| found.fired());
    let mut all: Vec<(Meaning, usize, String)> = Vec::new();
    for found in fired {
        let meaning = words::meaning(found.severity);
        match all.iter_mut().find(|(known, ..)| *known == meaning) {
            Some((_, n, _)) => *n += 1,
            None => all.push((meaning, 1, words::severity(visit, found.severity))),
        }
    }
    let undecided = findings
        .iter()
        .filter(open)
        .filter(|found| !found.fired() && decides(found))
        .count();
    if undecided > 0 {
        all.push((Meaning::Incomplete, undecided, visit.say("screening-undecided")));
    }
    counts(&all)
}

/// Whether an undecided finding leaves the verdict incomplete.
fn decides(found: &KeptFinding) -> bool {
    Verdict::of(found.severity, false) == Verdict::Incomplete
}

/// One finding of the day.
pub(super) fn finding(visit: &Visit, found: &KeptFinding) -> Finding {
    let (meaning, word) = match (&found.cleared, found.fired()) {
        (Some(_), _) => (Meaning::Eligible, visit.say("screening-cleared")),
        (None, true) => (words::meaning(found.severity), words::severity(visit, found.severity)),
        (None, false) => (Meaning::Incomplete, visit.say("screening-undecided")),
    };
    let sentence = if found.fired() {
        found.message.clone()
    } else {
        found.title.clone()
    };
    let part = Finding::new(meaning, word, sentence);
    let part = part.tags(html! { (tag(&found.id)) });
    match &found.cleared {
        Some(cleared) => part.body(html! {
            p { (visit.with("session-cleared", [("name", cleared.by.as_str().into()), ("reason", cleared.reason.as_str().into())])) }
        }),
        None => part,
    }
}

/// What stands before the next thing that one would do, in words, with the way on where it was done already.
fn in_the_way(visit: &Visit, desk: &Desk, base: &str) -> Markup {
    let has_begun = desk.ground.body.first_point_at.is_some();
    let (step, key) = if has_begun {
        (Before::Signature, "session-before-signature")
    } else if desk.judged.before(Before::Mixing).next().is_some() {
        (Before::Mixing, "session-before-mixing")
    } else {
        (Before::Points, "session-before-points")
    };
    let standing: Vec<&Obstacle> = desk.judged.before(step).collect();
    let may_record = visit.actor.may(Action::RunSession) && standing.iter().any(|obstacle| obstacle.can_be_recorded);
    html! {
        @if !standing.is_empty() {
            section class="session-in-the-way" {
                h2 { (visit.say(key)) }
                (words::obstacles(visit, standing.iter().copied()))
                @if desk.ground.plan.version < desk.ground.latest_plan_version && !has_begun && visit.actor.may(Action::RunSession) {
                    (PostButton {
                        action: &format!("{base}/plan"),
                        label: &visit.with("session-follow-plan", [("version", desk.ground.latest_plan_version.into())]),
                        icon: Some(Icon::Repeat),
                        values: &[],
                        primary: false,
                    })
                }
                @if may_record {
                    p class="soft" {
                        (visit.say("session-already-done-hint")) " "
                        a href=(format!("{base}/record")) { (visit.say("session-already-done")) }
                    }
                }
            }
        }
    }
}

fn can_be_given_up(desk: &Desk) -> bool {
    desk.ground.charting.n_injected() == 0 && desk.ground.body.passes.is_none()
}

fn give_up(visit: &Visit, desk: &Desk, typed: &Typed) -> Markup {
    if !visit.actor.may(Action::RunSession) {
        return html! {};
    }
    let action = format!("{}/abandon", here(desk.ground.patient.id, desk.ground.session.id));
    html! {
        div class="session-end" {
            (ending::give_up_form(visit, &action, typed, "session-give-up", "session-give-up-question", "session-give-up-now"))
        }
    }
}

async fn follow_plan(
    visit: Visit,
    Path((patient, session)): Path<(PatientId, SessionId)>,
    fields: Fields,
) -> Result<Response, Failure> {
    let result = session::follow_amended_plan(&visit.actor, &visit.app, patient, session).await;
    let sent = Sent {
        patient,
        session,
        form: "",
        fields,
    };
    answer(&visit, sent, result, "?notice=session-plan-followed").await
}

/// The button of a form: primary where its step is the current one.
pub(super) fn save(label: &str, is_current: bool) -> Markup {
    html! {
        @if is_current { (Actions::primary(label)) }
        @else { div class="actions" { button class="button" type="submit" { span { (label) } } } }
    }
}

/// Whether something can still be changed before the first point.
pub(super) fn has_not_begun(desk: &Desk) -> bool {
    desk.is_open() && (desk.ground.body.first_point_at.is_none() || desk.ground.is_record())
}
