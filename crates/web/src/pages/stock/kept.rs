//! Forms that are kept as one types: what was typed and not sent is found again.

use maud::{Markup, html};

use crate::failure::Failure;
use crate::fields::Fields;
use crate::look::{Meaning, Notice, PostButton, SaveWords};
use crate::visit::Visit;

/// What somebody typed into a form and did not send.
pub(super) struct Kept {
    /// Its fields.
    pub(super) fields: Fields,
    /// When it was kept, in words.
    pub(super) saved: String,
    /// A line that says so, with the way to give it up.
    pub(super) line: Markup,
}

/// Finds what was typed into a form and not sent.
pub(super) async fn kept(visit: &Visit, form: &str, page: &str) -> Result<Option<Kept>, Failure> {
    let Some((fields, draft)) = visit.draft(form).await? else {
        return Ok(None);
    };
    let moment = visit.format.moment(draft.saved_at);
    let line = html! {
        (Notice::about(Meaning::Neutral, visit.with("stock-kept-found", [("time", moment.as_str().into())])))
        (PostButton {
            action: &format!("/drafts/{form}/forget"),
            label: &visit.say("stock-kept-forget"),
            icon: None,
            values: &[("next", page)],
            primary: false,
        })
    };
    let saved = visit.with("save-saved", [("time", visit.format.time(draft.saved_at).into())]);
    Ok(Some(Kept { fields, saved, line }))
}

/// The words of the line that says what is kept.
pub(super) fn save_words(visit: &Visit) -> SaveWords {
    SaveWords {
        ready: visit.say("stock-kept-as-typed"),
        saved: visit.with("save-saved", [("time", "{time}".into())]),
        kept_here: visit.say("save-not-saved"),
        refused: visit.say("stock-kept-refused"),
        found: visit.with("stock-kept-found-here", [("time", "{time}".into())]),
        restore: visit.say("stock-kept-restore"),
        discard: visit.say("stock-kept-discard"),
    }
}
