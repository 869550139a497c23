//! The files that the pages need, inside the program: styles and scripts, served from the clinic's own address.

/// One file.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Asset {
    /// Its name in the address.
    pub(crate) name: &'static str,
    /// How it is served.
    pub(crate) content_type: &'static str,
    /// What is in it.
    pub(crate) bytes: &'static [u8],
}

const CSS: &str = "text/css; charset=utf-8";
const SCRIPT: &str = "text/javascript; charset=utf-8";

/// The one style sheet of all pages; its parts are files of their own.
const STYLES: &str = concat!(
    include_str!("../../assets/tokens.css"),
    include_str!("../../assets/base.css"),
    include_str!("../../assets/shell.css"),
    include_str!("../../assets/forms.css"),
    include_str!("../../assets/parts.css"),
    include_str!("../../assets/agenda.css"),
    include_str!("../../assets/agenda-grid.css"),
    include_str!("../../assets/print.css"),
);

/// The style sheet's name.
pub(crate) const STYLE_SHEET: &str = "anagen.css";
/// The small script that sets the theme before the page is drawn.
pub(crate) const THEME_SCRIPT: &str = "theme.js";
/// The script that every page takes.
pub(crate) const PAGE_SCRIPT: &str = "anagen.js";

/// Every file that is served. A page's own script or style sheet is added here and named in [`super::Shell::scripts`].
pub(crate) const ASSETS: &[Asset] = &[
    Asset {
        name: STYLE_SHEET,
        content_type: CSS,
        bytes: STYLES.as_bytes(),
    },
    Asset {
        name: THEME_SCRIPT,
        content_type: SCRIPT,
        bytes: include_bytes!("../../assets/theme.js"),
    },
    Asset {
        name: PAGE_SCRIPT,
        content_type: SCRIPT,
        bytes: include_bytes!("../../assets/anagen.js"),
    },
    Asset {
        name: "intake.css",
        content_type: CSS,
        bytes: include_bytes!("../../assets/intake.css"),
    },
    Asset {
        name: "intake.js",
        content_type: SCRIPT,
        bytes: include_bytes!("../../assets/intake.js"),
    },
    Asset {
        name: "patients.css",
        content_type: CSS,
        bytes: include_bytes!("../../assets/patients.css"),
    },
    Asset {
        name: "adverse-events.css",
        content_type: CSS,
        bytes: include_bytes!("../../assets/adverse-events.css"),
    },
    Asset {
        name: "adverse-events.js",
        content_type: SCRIPT,
        bytes: include_bytes!("../../assets/adverse-events.js"),
    },
    Asset {
        name: "photographs.css",
        content_type: CSS,
        bytes: include_bytes!("../../assets/photographs.css"),
    },
    Asset {
        name: "photographs.js",
        content_type: SCRIPT,
        bytes: include_bytes!("../../assets/photographs.js"),
    },
    Asset {
        name: "live-check.js",
        content_type: SCRIPT,
        bytes: include_bytes!("../../assets/live-check.js"),
    },
    Asset {
        name: "plan.css",
        content_type: CSS,
        bytes: include_bytes!("../../assets/plan.css"),
    },
    Asset {
        name: "scalp-map.css",
        content_type: CSS,
        bytes: include_bytes!("../../assets/scalp-map.css"),
    },
    Asset {
        name: "scalp-map.js",
        content_type: SCRIPT,
        bytes: include_bytes!("../../assets/scalp-map.js"),
    },
    Asset {
        name: "signature.js",
        content_type: SCRIPT,
        bytes: include_bytes!("../../assets/signature.js"),
    },
    Asset {
        name: "session.css",
        content_type: CSS,
        bytes: include_bytes!("../../assets/session.css"),
    },
    Asset {
        name: "session-chart.js",
        content_type: SCRIPT,
        bytes: include_bytes!("../../assets/session-chart.js"),
    },
    Asset {
        name: "icon.svg",
        content_type: "image/svg+xml",
        bytes: include_bytes!("../../assets/icon.svg"),
    },
    Asset {
        name: "today.css",
        content_type: CSS,
        bytes: include_bytes!("../../assets/today.css"),
    },
    Asset {
        name: "agenda.js",
        content_type: SCRIPT,
        bytes: include_bytes!("../../assets/agenda.js"),
    },
];
