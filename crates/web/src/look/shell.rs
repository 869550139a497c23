//! The document around a page: five doors, who is signed in, about whom it is, the way, what just happened.

use maud::{DOCTYPE, Markup, html};

use super::{
    asset::{PAGE_SCRIPT, STYLE_SHEET, THEME_SCRIPT},
    banner::Banner,
    icon::Icon,
    notice::Notice,
    rail::Rail,
};

/// The words of the document itself, in the reader's language.
#[derive(Clone, Debug)]
pub(crate) struct ShellWords {
    /// The product's name.
    pub(crate) product: String,
    /// "Skip to the content".
    pub(crate) skip: String,
    /// Names the doors for those who do not see them.
    pub(crate) doors: String,
    /// Names the menu of the signed-in person.
    pub(crate) account: String,
    /// "Change user".
    pub(crate) change_user: String,
    /// "Sign out".
    pub(crate) sign_out: String,
    /// "Use light colours".
    pub(crate) light: String,
    /// "Use dark colours".
    pub(crate) dark: String,
    /// Names the banner: "Patient".
    pub(crate) patient: String,
    /// "Born".
    pub(crate) born: String,
    /// "Number".
    pub(crate) number: String,
    /// "Allergies".
    pub(crate) allergies: String,
    /// The standing text at the foot: not a certified medical device, who decides.
    pub(crate) standing: String,
}

/// One of the five doors.
#[derive(Clone, Debug)]
pub(crate) struct DoorLink {
    /// The drawn sign.
    pub(crate) icon: Icon,
    /// Its name.
    pub(crate) label: String,
    /// Its address.
    pub(crate) href: String,
    /// This page lies behind it.
    pub(crate) current: bool,
}

/// Who is signed in.
#[derive(Clone, Debug)]
pub(crate) struct SignedIn {
    /// The account's identifier: what was typed and not saved belongs to it.
    pub(crate) key: String,
    /// The person's name.
    pub(crate) name: String,
    /// The role in words.
    pub(crate) role: String,
    /// The address of the person's own page.
    pub(crate) href: String,
    /// Receives the POST of "Change user" (this is also what locks an idle page).
    pub(crate) change_user_action: String,
    /// Receives the POST of "Sign out"; ends with `/sign-out`, by which the script knows it.
    pub(crate) sign_out_action: String,
}

/// A page inside the clinic.
pub(crate) struct Shell<'a> {
    /// What this page is; the patient's name is not part of it, because it would stay in the browser's history.
    pub(crate) title: &'a str,
    /// The language of the page, as in `lang`.
    pub(crate) lang: &'a str,
    /// Written from right to left.
    pub(crate) right_to_left: bool,
    /// The order in which the clinic's country writes day, month and year: `dmy`, `mdy` or `ymd`.
    pub(crate) day_order: &'static str,
    /// The words of the document.
    pub(crate) words: &'a ShellWords,
    /// The address of an asset by its name.
    pub(crate) asset_url: &'a dyn Fn(&str) -> String,
    /// Names of further scripts and style sheets of this page, from [`super::ASSETS`].
    pub(crate) scripts: &'a [&'a str],
    /// After so many seconds without a touch the page locks itself.
    pub(crate) idle_lock_seconds: Option<u32>,
    /// The doors that this role has.
    pub(crate) doors: &'a [DoorLink],
    /// Who is signed in.
    pub(crate) signed_in: &'a SignedIn,
    /// About whom the page is.
    pub(crate) banner: Option<&'a Banner>,
    /// The way of that patient.
    pub(crate) rail: Option<&'a Rail>,
    /// What just happened.
    pub(crate) notices: &'a [Notice],
    /// The clinic's name, for the head of printed pages.
    pub(crate) clinic: &'a str,
    /// Today's date in words, for the head of printed pages.
    pub(crate) printed_on: &'a str,
}

/// A page before signing in, or one that shows a patient nothing but itself: no doors, no way out.
pub(crate) struct PlainShell<'a> {
    /// What this page is.
    pub(crate) title: &'a str,
    /// The language of the page.
    pub(crate) lang: &'a str,
    /// Written from right to left.
    pub(crate) right_to_left: bool,
    /// The order in which the clinic's country writes day, month and year: `dmy`, `mdy` or `ymd`.
    pub(crate) day_order: &'static str,
    /// The words of the document.
    pub(crate) words: &'a ShellWords,
    /// The address of an asset by its name.
    pub(crate) asset_url: &'a dyn Fn(&str) -> String,
    /// Names of further scripts and style sheets of this page.
    pub(crate) scripts: &'a [&'a str],
    /// A patient holds the tablet: larger text, no foot.
    pub(crate) kiosk: bool,
    /// Wider than a sign-in form needs.
    pub(crate) wide: bool,
    /// After so many seconds without a touch the page locks itself; needs a form with the id `idle-lock` in the body.
    pub(crate) idle_lock_seconds: Option<u32>,
    /// What just happened.
    pub(crate) notices: &'a [Notice],
    /// The clinic's name.
    pub(crate) clinic: &'a str,
}

/// A whole page inside the clinic.
pub(crate) fn shell(shell: &Shell<'_>, body: &Markup) -> Markup {
    let words = shell.words;
    html! {
        (DOCTYPE)
        html lang=(shell.lang) dir=(direction(shell.right_to_left)) data-idle-lock-seconds=[shell.idle_lock_seconds]
            data-person=(shell.signed_in.key) data-day-order=(shell.day_order) {
            (head(shell.title, words, shell.asset_url, shell.scripts))
            body class=[shell.banner.map(|_| "has-banner")] {
                a class="skip" href="#main" { (words.skip) }
                header class="top" {
                    div class="top-inner" {
                        p class="brand" { (mark()) span { (words.product) } }
                        (doors(words, shell.doors))
                        (account(words, shell.signed_in))
                    }
                }
                @if let Some(banner) = shell.banner { (banner.on_screen(words)) }
                div class="paper-head" aria-hidden="true" {
                    div class="paper-head-line" {
                        @if let Some(banner) = shell.banner { (banner.on_paper(words)) } @else { strong { (shell.title) } }
                        span class="paper-date" { (shell.clinic) ", " (shell.printed_on) }
                    }
                }
                div class=(if shell.rail.is_some() { "frame has-rail" } else { "frame" }) {
                    @if let Some(rail) = shell.rail { (rail.markup()) }
                    main id="main" tabindex="-1" {
                        (notices(shell.notices))
                        (body)
                    }
                }
                footer class="foot" { p { (words.standing) } }
            }
        }
    }
}

/// A whole page without doors.
pub(crate) fn plain_shell(shell: &PlainShell<'_>, body: &Markup) -> Markup {
    let width = if shell.wide { "plain is-wide" } else { "plain" };
    html! {
        (DOCTYPE)
        html lang=(shell.lang) dir=(direction(shell.right_to_left)) data-idle-lock-seconds=[shell.idle_lock_seconds]
            data-day-order=(shell.day_order) {
            (head(shell.title, shell.words, shell.asset_url, shell.scripts))
            body class=(if shell.kiosk { "is-plain is-kiosk" } else { "is-plain" }) {
                a class="skip" href="#main" { (shell.words.skip) }
                header class="plain-top" {
                    p class="brand" { (mark()) span { @if shell.clinic.is_empty() { (shell.words.product) } @else { (shell.clinic) } } }
                    (theme_switch(shell.words))
                }
                main id="main" class=(width) tabindex="-1" {
                    (notices(shell.notices))
                    (body)
                }
                @if !shell.kiosk { footer class="foot" { p { (shell.words.standing) } } }
            }
        }
    }
}

const fn direction(right_to_left: bool) -> &'static str {
    if right_to_left { "rtl" } else { "ltr" }
}

fn head(title: &str, words: &ShellWords, asset_url: &dyn Fn(&str) -> String, scripts: &[&str]) -> Markup {
    html! {
        head {
            meta charset="utf-8";
            title { (title) " · " (words.product) }
            meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover";
            meta name="color-scheme" content="light dark";
            meta name="robots" content="noindex";
            link rel="icon" href=(asset_url("icon.svg")) type="image/svg+xml";
            link rel="stylesheet" href=(asset_url(STYLE_SHEET));
            // Not deferred: it sets the chosen theme before anything is drawn.
            script src=(asset_url(THEME_SCRIPT)) {}
            script src=(asset_url(PAGE_SCRIPT)) defer {}
            @for name in scripts {
                @if is_style_sheet(name) { link rel="stylesheet" href=(asset_url(name)); } @else { script src=(asset_url(name)) defer {} }
            }
        }
    }
}

fn is_style_sheet(name: &str) -> bool {
    std::path::Path::new(name)
        .extension()
        .is_some_and(|extension| extension == "css")
}

/// The product's mark: three hairs out of the skin, one growing.
fn mark() -> Markup {
    html! {
        svg class="mark" viewBox="0 0 28 28" width="28" height="28" fill="none" stroke="currentColor" stroke-width="2.5"
            stroke-linecap="round" aria-hidden="true" focusable="false" {
            path d="M3 21h22" {}
            path d="M8 21c0-5 .5-8 2.5-11" {}
            path d="M14 21c0-7 .8-12 4-17" {}
            path d="M20 21c0-3.5.4-5.5 1.8-8" {}
        }
    }
}

fn doors(words: &ShellWords, doors: &[DoorLink]) -> Markup {
    html! {
        nav class="doors" aria-label=(words.doors) {
            ul {
                @for door in doors {
                    li { a href=(door.href) aria-current=[door.current.then_some("page")] { (door.icon) span { (door.label) } } }
                }
            }
        }
    }
}

fn account(words: &ShellWords, person: &SignedIn) -> Markup {
    html! {
        div class="account" {
            (theme_switch(words))
            details class="menu" {
                summary {
                    span class="unseen" { (words.account) ": " }
                    span class="account-words" {
                        span class="account-name" { (person.name) }
                        span class="account-role" { (person.role) }
                    }
                    (Icon::ChevronDown)
                }
                div class="menu-body" {
                    a href=(person.href) { (Icon::Person) span { (words.account) } }
                    form method="post" action=(person.change_user_action) id="idle-lock" {
                        button type="submit" { (Icon::People) span { (words.change_user) } }
                    }
                    form method="post" action=(person.sign_out_action) {
                        button type="submit" { (Icon::Leave) span { (words.sign_out) } }
                    }
                }
            }
        }
    }
}

/// Shown by the script only: without it the system's own choice holds.
fn theme_switch(words: &ShellWords) -> Markup {
    html! {
        button type="button" class="theme-switch" data-theme-switch data-light=(words.light) data-dark=(words.dark) hidden {
            span class="when-light" { (Icon::Moon) }
            span class="when-dark" { (Icon::Sun) }
        }
    }
}

fn notices(notices: &[Notice]) -> Markup {
    html! { @if !notices.is_empty() { div class="notices" { @for notice in notices { (notice) } } } }
}
