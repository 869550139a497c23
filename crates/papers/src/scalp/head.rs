//! The head around the scalp: a few lines, so that the sides can be told apart.

use anagen_care::injection_map::View;
use maud::{Markup, html};

use crate::messages::messages;

/// The head without the scalp's zones.
pub(super) fn drawn(view: View) -> Markup {
    match view {
        View::Front => html! {
            (ear("M98 30C109 22 117 31 114 49C112 65 104 76 95 71"))
            (ear("M-98 30C-109 22 -117 31 -114 49C-112 65 -104 76 -95 71"))
            path.head d="M-100 0A100 100 0 0 1 100 0C101 32 97 58 91 82C83 116 48 154 0 156C-48 154 -83 116 -91 82C-97 58 -101 32 -100 0Z" {}
            path.face d="M-54 50Q-38 60 -22 50M22 50Q38 60 54 50M-11 92Q0 103 11 92" {}
        },
        View::Back => html! {
            (ear("M97 -6C109 -14 117 -4 114 14C112 30 104 42 94 37"))
            (ear("M-97 -6C-109 -14 -117 -4 -114 14C-112 30 -104 42 -94 37"))
            path.head d="M-60 160C-58 128 -62 112 -72 92C-88 62 -99 34 -100 0A100 100 0 0 1 100 0C99 34 88 62 72 92C62 112 58 128 60 160" {}
        },
        View::Top => html! {
            (ear("M-99 -16C-112 -22 -116 12 -100 20"))
            (ear("M99 -16C112 -22 116 12 100 20"))
            path.face d="M-13 -98C-8 -103 -6 -113 0 -113C6 -113 8 -103 13 -98" {}
            circle.head cx="0" cy="0" r="100" {}
        },
        View::Left => html! { (profile()) },
        View::Right => html! { g transform="scale(-1 1)" { (profile()) } },
    }
}

/// The head from the left, the face to the left: the rim of the scalp runs from (-95, -31) at the hairline to (95, 31) at the
/// nape, which is the tilt of the side views.
fn profile() -> Markup {
    html! {
        path.head d="M-22 160C-24 148 -34 140 -50 141C-72 144 -92 143 -95 126C-96 118 -94 113 -97 109C-103 107 -104 100 -99 97C-104 94 -106 88 -102 83C-99 79 -102 74 -106 72C-118 70 -119 62 -114 54C-107 42 -101 32 -101 20C-101 8 -99 -14 -95.1 -30.9A100 100 0 1 1 95.1 30.9C90 62 70 80 65 104C61 124 64 144 68 160" {}
        path.face d="M-84 32Q-76 39 -66 34M-50 141C-28 138 -10 112 -4 66" {}
        (ear("M-6 24C-4 2 26 2 27 24C27 40 13 44 9 58C6 68 -6 68 -7 56"))
    }
}

fn ear(line: &str) -> Markup {
    html! { path.head d=(line) {} }
}

/// The patient's left and right, in the pictures where they can be mistaken.
pub(super) fn side_words(view: View, language: &str) -> Markup {
    let words = messages(language);
    let (left, right) = match view {
        View::Front => ("scalp-right", "scalp-left"),
        View::Top | View::Back => ("scalp-left", "scalp-right"),
        View::Left | View::Right => return html! {},
    };
    let y = match view {
        View::Top => "128",
        _ => "120",
    };
    html! {
        text.side-word x="-134" y=(y) { (words.say(left)) }
        text.side-word.at-end x="134" y=(y) { (words.say(right)) }
    }
}
