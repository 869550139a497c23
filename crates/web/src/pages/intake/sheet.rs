//! A page with questions: its form, what is stored of it, and what is wrong with it.

use anagen_app::intake::{self, Intake, Place, Question};
use anagen_app::{Action, AppError, Invalid};
use anagen_knowledge::records::FactKind;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};

use super::question::{For, is_touched, name, question};
use super::words::topic_title;
use super::{kept, said, save_words};
use crate::failure::Failure;
use crate::fields::Fields;
use crate::look::field::id_of;
use crate::look::form::block_with;
use crate::look::{Actions, Field, Form, Notice, SaveLine, block, disclosure};
use crate::page::error_of;
use crate::visit::Visit;

/// What was sent and refused: the fields as they were typed, and what is wrong with them.
#[derive(Default)]
pub(super) struct Sent {
    pub(super) fields: Fields,
    pub(super) invalid: Invalid,
}

/// One page with questions: where its form goes, under which key its draft is kept, and which questions it asks.
pub(super) struct Sheet<'a> {
    pub(super) action: String,
    pub(super) draft: String,
    pub(super) asks: Asks,
    pub(super) questions: Vec<Question<'a>>,
}

/// How a sheet asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Asks {
    /// What decides, in that order.
    InOrder,
    /// What is asked at this visit, by topic.
    ByTopic,
    /// One topic: what is asked, what waits, what decides nothing.
    OneTopic,
}

/// Questions whose answer was refused stay on the page, also where they would no longer be asked.
pub(super) fn with_what_is_wrong<'a>(intake: &'a Intake, sheet: &mut Sheet<'a>, sent: Option<&Sent>) {
    let Some(sent) = sent else { return };
    for question in intake
        .questions()
        .filter(|question| is_touched(question.fact, &sent.fields))
    {
        if !sheet.questions.iter().any(|shown| shown.key == question.key) {
            sheet.questions.push(question);
        }
    }
}

/// The form of a sheet, with what was typed into it and not sent.
pub(super) async fn form(
    visit: &Visit,
    intake: &Intake,
    sheet: &Sheet<'_>,
    sent: Option<&Sent>,
) -> Result<Markup, Failure> {
    let draft = if sent.is_none() {
        kept(visit, &sheet.draft).await?
    } else {
        None
    };
    let nothing = Sent::default();
    let (typed, invalid) = match (sent, &draft) {
        (Some(sent), _) => (&sent.fields, &sent.invalid),
        (None, Some(kept)) => (&kept.fields, &nothing.invalid),
        (None, None) => (&nothing.fields, &nothing.invalid),
    };
    let ask = |asked: &Question<'_>| question(visit, intake.knowledge(), asked, typed, invalid, For::Staff);
    let is_topic = sheet.asks == Asks::OneTopic;
    // A topic has its questions in three parts; the other pages ask all that they have, by topic.
    let touched = |asked: &&Question<'_>| is_touched(asked.fact, typed);
    let is_shown = |asked: &&Question<'_>| asked.place == Place::Asked || touched(asked);
    let blocks: Vec<(String, Vec<&Question<'_>>)> = if is_topic {
        vec![(String::new(), sheet.questions.iter().filter(is_shown).collect())]
    } else if sheet.asks == Asks::ByTopic {
        by_topic(visit, &sheet.questions)
    } else {
        vec![(String::new(), sheet.questions.iter().collect())]
    };
    let rest = |place: fn(Place) -> bool| -> Vec<&Question<'_>> {
        let questions = sheet.questions.iter().filter(|asked| is_topic && !is_shown(asked));
        questions.filter(|asked| place(asked.place)).collect()
    };
    let (waiting, idle) = (
        rest(|place| matches!(place, Place::Waits(_))),
        rest(|place| place == Place::Idle),
    );
    let may_answer = visit.actor.may(Action::AnswerIntake);
    let words = save_words(visit);
    let actions = if is_topic {
        Actions::primary_as("go", "next", &visit.say("intake-save-and-next")).button(
            "go",
            "back",
            &visit.say("intake-save-and-back"),
        )
    } else {
        Actions::primary(&visit.say("intake-save"))
    };
    let now = draft.as_ref().map(|kept| kept.saved.as_str());
    let fields = html! {
        @if may_answer { (block("", source(visit, typed))) }
        @for (title, questions) in &blocks {
            @if questions.is_empty() { p class="soft" { (visit.say("intake-topic-nothing-open")) } }
            @else { (block(title, html! { @for asked in questions { (ask(asked)) } })) }
        }
        @if !waiting.is_empty() {
            (disclosure(&count_of(visit, "intake-waiting", waiting.len()), block_with(
                &visit.say("intake-waiting-title"), &visit.say("intake-waiting-sentence"),
                html! { @for asked in &waiting { (ask(asked)) } })))
        }
        @if !idle.is_empty() {
            (disclosure(&count_of(visit, "intake-idle", idle.len()), block_with(
                &visit.say("intake-idle-title"), &visit.say("intake-idle-sentence"),
                html! { @for asked in &idle { (ask(asked)) } })))
        }
        @if may_answer { (actions.end(SaveLine { words: &words, now }).in_view()) }
    };
    let form = Form::post(sheet.action.clone());
    let form = if may_answer {
        form.draft(sheet.draft.clone(), 0)
    } else {
        form
    };
    Ok(html! {
        @if let Some(kept) = &draft { (kept.line) }
        (form.body(fields))
    })
}

fn count_of(visit: &Visit, key: &str, n: usize) -> String {
    visit.with(key, [("n", i64::try_from(n).unwrap_or(i64::MAX).into())])
}

fn by_topic<'q, 'a>(visit: &Visit, questions: &'q [Question<'a>]) -> Vec<(String, Vec<&'q Question<'a>>)> {
    let mut blocks: Vec<(&str, Vec<&Question<'_>>)> = Vec::new();
    for question in questions {
        match blocks.iter_mut().find(|(group, _)| *group == question.fact.group) {
            Some((_, known)) => known.push(question),
            None => blocks.push((&question.fact.group, vec![question])),
        }
    }
    blocks
        .into_iter()
        .map(|(group, questions)| (topic_title(visit.words, group), questions))
        .collect()
}

/// Who gives the answers of the whole form.
fn source(visit: &Visit, typed: &Fields) -> Markup {
    let field = Field::select("source", visit.say("intake-source"))
        .hint(visit.say("intake-source-hint"))
        .option("", visit.say("intake-source-as-asked"))
        .options(
            ["patient", "examiner", "laboratory", "record"].map(|word| (word, super::words::source(visit.words, word))),
        )
        .value(typed.text("source"));
    html! { (field) }
}

/// Stores what was touched; gives how many answers, or what is wrong.
pub(super) async fn store(
    visit: &Visit,
    intake: &Intake,
    sheet: &Sheet<'_>,
    fields: &Fields,
) -> Result<Result<usize, Invalid>, Failure> {
    let mut invalid = Invalid::default();
    let said = said::said(&sheet.questions, fields, &mut invalid);
    if !invalid.0.is_empty() {
        return Ok(Err(invalid));
    }
    match intake::answer(&visit.actor, &visit.app, intake.way.patient.id, &said, None).await {
        Ok(n) => {
            visit.forget_draft(&sheet.draft).await?;
            Ok(Ok(n))
        }
        Err(AppError::Invalid(invalid)) => Ok(Err(invalid)),
        Err(error) => Err(error.into()),
    }
}

/// On to a page, which says what became of it.
pub(super) fn saved(to: &str, n: usize) -> Response {
    if n == 0 {
        return Redirect::to(&format!("{to}?notice=intake-nothing-touched")).into_response();
    }
    Redirect::to(&format!("{to}?notice=intake-saved")).into_response()
}

/// The page again, with what is wrong above it.
pub(super) fn finish<'a>(
    visit: &'a Visit,
    page: crate::page::Page<'a>,
    sent: Option<&Sent>,
    intake: &Intake,
) -> crate::page::Page<'a> {
    let Some(sent) = sent else { return page };
    let mut notice = Notice::error(visit.say("intake-check-answers")).kept(visit.say("intake-nothing-stored"));
    for wrong in &sent.invalid.0 {
        let id = wrong.field.strip_prefix("on-").unwrap_or(&wrong.field);
        let fact = intake.knowledge().fact_key(id).map(|key| intake.knowledge().fact(key));
        if let (Some(fact), Some(words)) = (fact, error_of(visit.words, &sent.invalid, &wrong.field)) {
            let field = if wrong.field == id {
                name("a", fact)
            } else {
                name("on", fact)
            };
            let field = if fact.kind == FactKind::List {
                name("s", fact)
            } else {
                field
            };
            notice = notice.place(
                id_of(&field),
                format!("{} {words}", fact.question_in(visit.words.language)),
            );
        }
    }
    page.status(StatusCode::UNPROCESSABLE_ENTITY).notice(notice)
}
