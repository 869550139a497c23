//! The drawn signs: our own, on a grid of 24, one stroke width, the colour of the text beside them.

use maud::{Markup, PreEscaped, Render, html};

/// A sign. It never stands alone for a meaning: a word is beside it, or the control is named in words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Icon {
    /// Add.
    Plus,
    /// Take away.
    Minus,
    /// Done, allowed.
    Check,
    /// Close, remove.
    Cross,
    /// Needs care.
    Warning,
    /// Must not be.
    Stop,
    /// A point in time, waiting.
    Clock,
    /// Not known yet.
    Question,
    /// For information.
    Info,
    /// A specialist's letter.
    Letter,
    /// One person.
    Person,
    /// Several people.
    People,
    /// Dates, the agenda.
    Calendar,
    /// Stock.
    Box,
    /// Allergies, protection, safety.
    Shield,
    /// Evidence, knowledge.
    Book,
    /// A mixture, an injection.
    Syringe,
    /// A photograph.
    Camera,
    /// Blood, a liquid.
    Drop,
    /// Print.
    Print,
    /// Download.
    Download,
    /// Upload.
    Upload,
    /// Locked, signed.
    Lock,
    /// Onward.
    Arrow,
    /// Opens downward.
    ChevronDown,
    /// Opens to the side.
    ChevronRight,
    /// Search.
    Search,
    /// Settings, administration.
    Sliders,
    /// Light theme.
    Sun,
    /// Dark theme.
    Moon,
    /// Write, sign, change.
    Pen,
    /// Undo, restore.
    Undo,
    /// Repeat.
    Repeat,
    /// Pregnancy.
    Pregnant,
    /// Heart, circulation, vital signs.
    Heart,
    /// The head, the map.
    Head,
    /// A measured course over time.
    Chart,
    /// A document, a sheet.
    Page,
    /// A room.
    Door,
    /// A telephone number.
    Phone,
    /// Temperature.
    Thermometer,
    /// A device with a screen that is held.
    Tablet,
    /// Leave, sign out.
    Leave,
    /// A list of points to tick.
    Tasks,
    /// Today.
    Today,
    /// Something is blocked.
    Bar,
    /// Open, nothing done yet.
    Ring,
    /// More choices.
    More,
    /// A link in a chain, the audit trail.
    Chain,
    /// A flask, a laboratory value, research.
    Flask,
    /// A filter.
    Filter,
    /// A message.
    Message,
}

impl Icon {
    /// Every sign, in the order of the enum.
    #[cfg(test)]
    pub(crate) const ALL: [Icon; 52] = {
        use Icon::{
            Arrow, Bar, Book, Box, Calendar, Camera, Chain, Chart, Check, ChevronDown, ChevronRight, Clock, Cross,
            Door, Download, Drop, Filter, Flask, Head, Heart, Info, Leave, Letter, Lock, Message, Minus, Moon, More,
            Page, Pen, People, Person, Phone, Plus, Pregnant, Print, Question, Repeat, Ring, Search, Shield, Sliders,
            Stop, Sun, Syringe, Tablet, Tasks, Thermometer, Today, Undo, Upload, Warning,
        };
        [
            Plus,
            Minus,
            Check,
            Cross,
            Warning,
            Stop,
            Clock,
            Question,
            Info,
            Letter,
            Person,
            People,
            Calendar,
            Box,
            Shield,
            Book,
            Syringe,
            Camera,
            Drop,
            Print,
            Download,
            Upload,
            Lock,
            Arrow,
            ChevronDown,
            ChevronRight,
            Search,
            Sliders,
            Sun,
            Moon,
            Pen,
            Undo,
            Repeat,
            Pregnant,
            Heart,
            Head,
            Chart,
            Page,
            Door,
            Phone,
            Thermometer,
            Tablet,
            Leave,
            Tasks,
            Today,
            Bar,
            Ring,
            More,
            Chain,
            Flask,
            Filter,
            Message,
        ]
    };

    /// The path of the sign on a grid of 24.
    fn path(self) -> &'static str {
        match self {
            Icon::Plus => "M12 5v14M5 12h14",
            Icon::Minus => "M5 12h14",
            Icon::Check => "m5 12.5 4.5 4.5L19 7.5",
            Icon::Cross => "m6 6 12 12M18 6 6 18",
            Icon::Warning => "M12 4 2.8 19.5h18.4zM12 10v4.5M12 17v.01",
            Icon::Stop => "M8 3h8l5 5v8l-5 5H8l-5-5V8zM8.8 8.8l6.4 6.4M15.2 8.8l-6.4 6.4",
            Icon::Clock => "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M12 7v5l3.5 2",
            Icon::Question => {
                "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M9.4 9.5a2.7 2.7 0 1 1 3.6 2.6c-.7.3-1 .8-1 1.6M12 16.5v.01"
            }
            Icon::Info => "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M12 11v5.5M12 7.8v.01",
            Icon::Letter => "M3.5 5.5h17v13h-17zM4 6l8 7 8-7",
            Icon::Person => "M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8M4.5 20c.7-3.6 3.7-5.5 7.5-5.5s6.8 1.9 7.5 5.5",
            Icon::People => {
                "M9 5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7M2.5 19.5c.5-3.2 3-5 6.5-5s6 1.8 6.5 5M15.5 5.3a3.5 3.5 0 0 1 0 6.4M18 15.2c2 .7 3.2 2.2 3.5 4.3"
            }
            Icon::Calendar => "M4 5.5h16v15H4zM4 10h16M8 3v4M16 3v4",
            Icon::Box => "m12 3 8.5 4.5v9L12 21l-8.5-4.5v-9zM3.8 7.7 12 12l8.2-4.3M12 12v8.8",
            Icon::Shield => "M12 3 4.5 6v5.5c0 4.5 3 8 7.5 9.5 4.5-1.5 7.5-5 7.5-9.5V6zM12 8.5v4M12 15.5v.01",
            Icon::Book => {
                "M12 6.5C10 5 7 4.5 3.5 4.7v13.8c3.5-.2 6.5.3 8.5 1.8 2-1.5 5-2 8.5-1.8V4.7C17 4.5 14 5 12 6.5zM12 6.5v13.8"
            }
            Icon::Syringe => {
                "m16.5 3 4.5 4.5M18.7 5.3l-3 3M8 8.5l7.5 7.5M13.2 6.3 4.8 14.7V19.2h4.5l8.4-8.4zM4.8 19.2 2.5 21.5M10 9.5l2 2M7.5 12l2 2"
            }
            Icon::Camera => "M3 7.5h4.5L9 5h6l1.5 2.5H21V19.5H3zM12 9.5a3.7 3.7 0 1 0 0 7.4 3.7 3.7 0 0 0 0-7.4",
            Icon::Drop => "M12 3c3.5 4.5 6 7.7 6 11a6 6 0 0 1-12 0c0-3.3 2.5-6.5 6-11z",
            Icon::Print => "M7 8V3.5h10V8M7 17H3.5V8h17v9H17M7 14h10v6.5H7z",
            Icon::Download => "M12 3.5v12M7 11l5 5 5-5M4 20.5h16",
            Icon::Upload => "M12 16V4M7 8.5l5-5 5 5M4 20.5h16",
            Icon::Lock => "M5 10.5h14v10H5zM8 10.5V7.5a4 4 0 0 1 8 0v3M12 14.5v2.5",
            Icon::Arrow => "M4 12h16M14 6l6 6-6 6",
            Icon::ChevronDown => "m6 9.5 6 6 6-6",
            Icon::ChevronRight => "m9.5 6 6 6-6 6",
            Icon::Search => "M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13M15.5 15.5l5 5",
            Icon::Sliders => "M4 7h9M17 7h3M15 4.8v4.4M4 17h3M11 17h9M9 14.8v4.4M4 12h3",
            Icon::Sun => {
                "M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8M12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M5.3 18.7l1.4-1.4M17.3 6.7l1.4-1.4"
            }
            Icon::Moon => "M19.5 14.5A8 8 0 0 1 9.5 4.5a8 8 0 1 0 10 10z",
            Icon::Pen => "M4 20l1-4.5L16 4.5l3.5 3.5L8.5 19zM13.5 7l3.5 3.5",
            Icon::Undo => "M8.5 5 4 9.5 8.5 14M4.5 9.5H14a5.5 5.5 0 0 1 0 11H9",
            Icon::Repeat => {
                "M17 2.5 20.5 6 17 9.5M20 6H8a4.5 4.5 0 0 0-4.5 4.5M7 21.5 3.5 18 7 14.5M4 18h12a4.5 4.5 0 0 0 4.5-4.5"
            }
            Icon::Pregnant => {
                "M11 3a2.2 2.2 0 1 0 0 4.4 2.2 2.2 0 0 0 0-4.4M10 21v-6.5H8V11a2.5 2.5 0 0 1 3-2.4c3.5.8 6 2.5 6 5 0 2-1.5 3-4 3V21"
            }
            Icon::Heart => {
                "M12 20C7 16 3.5 13 3.5 9a4.5 4.5 0 0 1 8.5-2 4.5 4.5 0 0 1 8.5 2c0 4-3.5 7-8.5 11zM7 11.5h2.5l1.5-2.5 2 5 1.5-2.5H17"
            }
            Icon::Head => {
                "M12 5a7 8 0 1 0 0 16 7 8 0 0 0 0-16M10.6 5.1 12 2.8l1.4 2.3M12 9.5v.01M8.8 12.5v.01M15.2 12.5v.01M12 15.5v.01"
            }
            Icon::Chart => "M4 4v16h16M7 15.5l4-4.5 3 2.5 5-6.5",
            Icon::Page => "M6 3h8l4.5 4.5V21H6zM14 3v4.5h4.5M9 12h6M9 16h6",
            Icon::Door => "M6 21V3h12v18M3.5 21h17M14.5 12v.01",
            Icon::Phone => {
                "M7 3.5h3l1.5 4.5-2 1.5a11 11 0 0 0 5 5l1.5-2 4.5 1.5v3c0 1.5-1 2.5-2.5 2.5C10.5 19 5 13.5 4.5 6 4.5 4.5 5.5 3.5 7 3.5z"
            }
            Icon::Thermometer => "M10 13.5V5.5a2 2 0 0 1 4 0v8a4 4 0 1 1-4 0M12 9v8",
            Icon::Tablet => "M5 3h14v18H5zM11 18h2",
            Icon::Leave => "M14 4H5v16h9M10 12h11M17 8l4 4-4 4",
            Icon::Tasks => "m4 6.5 1.5 1.5L8.5 5M4 13l1.5 1.5 3-3M4 19.5 5.5 21l3-3M12 6.5h8.5M12 13h8.5M12 19.5h8.5",
            Icon::Today => "M4 5.5h16v15H4zM4 10h16M8 3v4M16 3v4M9 15l2 2 4-4",
            Icon::Bar => "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M5.7 5.7l12.6 12.6",
            Icon::Ring => "M12 4.5a7.5 7.5 0 1 0 0 15 7.5 7.5 0 0 0 0-15",
            Icon::More => "M5 12v.01M12 12v.01M19 12v.01",
            Icon::Chain => {
                "M10 14a4 4 0 0 0 5.7 0l3-3A4 4 0 0 0 13 5.3l-1 1M14 10a4 4 0 0 0-5.7 0l-3 3A4 4 0 0 0 11 18.7l1-1"
            }
            Icon::Flask => "M9 3h6M10 3v6L4.5 18.5a1.5 1.5 0 0 0 1.3 2.5h12.4a1.5 1.5 0 0 0 1.3-2.5L14 9V3M7.5 15h9",
            Icon::Filter => "M4 6h16M7 12h10M10 18h4",
            Icon::Message => "M4 4.5h16v12H11l-4.5 4v-4H4zM8 9h8M8 12.5h5",
        }
    }
}

impl Render for Icon {
    fn render(&self) -> Markup {
        html! {
            svg class="icon" viewBox="0 0 24 24" width="20" height="20" fill="none" stroke="currentColor"
                stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false" {
                path d=(PreEscaped(self.path())) {}
            }
        }
    }
}
