//! The agenda: columns by room or person (or day), time downward in steps of five minutes.
//!
//! Where an entry lies is said by classes of `assets/agenda-grid.css`, because the page may hold no style attribute.

use maud::{Markup, Render, html};

use super::{icon::Icon, meaning::Meaning};

/// Minutes in one row of the grid.
pub(crate) const MINUTES_PER_ROW: u16 = 5;
/// Rows of a whole day.
pub(crate) const ROWS_PER_DAY: u16 = 24 * 60 / MINUTES_PER_ROW;
/// The most columns that one grid shows.
pub(crate) const MOST_COLUMNS: usize = 16;
/// The most entries beside each other in one column.
pub(crate) const MOST_LANES: u8 = 4;

/// A stretch of one or more days with its entries. All times are minutes after midnight, on the clinic's clock.
#[derive(Clone, Debug)]
pub(crate) struct Agenda {
    /// Names the agenda: "Thursday, 12 March, by room".
    pub(crate) label: String,
    /// The first minute shown; rounded down to the hour.
    pub(crate) from: u16,
    /// The last minute shown; rounded up to the hour.
    pub(crate) to: u16,
    /// How an hour is written, for each hour of the day that is shown: minute, words ("09:00").
    pub(crate) hours: Vec<(u16, String)>,
    /// The minute that it is now, where the day is today.
    pub(crate) now: Option<u16>,
    /// Rooms, people or days.
    pub(crate) columns: Vec<AgendaColumn>,
}

/// A room, a person or a day.
#[derive(Clone, Debug)]
pub(crate) struct AgendaColumn {
    /// For scripts that move entries: the room's, person's or day's identifier.
    pub(crate) key: String,
    /// The name at the head.
    pub(crate) heading: String,
    /// Below it: who works there, how many; may be empty.
    pub(crate) detail: String,
    /// Where the column is shown alone.
    pub(crate) href: Option<String>,
    /// Free stretches that can be booked, and closed ones.
    pub(crate) slots: Vec<AgendaSlot>,
    /// What is booked.
    pub(crate) entries: Vec<AgendaEntry>,
}

/// A stretch without an entry.
#[derive(Clone, Debug)]
pub(crate) struct AgendaSlot {
    /// First minute.
    pub(crate) start: u16,
    /// The minute after the last.
    pub(crate) end: u16,
    /// Where it is booked; `None` for a closed stretch.
    pub(crate) href: Option<String>,
    /// "Book 09:30 in room 1", or why it is closed.
    pub(crate) label: String,
}

/// Something booked.
#[derive(Clone, Debug)]
pub(crate) struct AgendaEntry {
    /// For scripts that move entries.
    pub(crate) key: String,
    /// The version that a move must be based on.
    pub(crate) version: String,
    /// First minute.
    pub(crate) start: u16,
    /// The minute after the last.
    pub(crate) end: u16,
    /// The times in words.
    pub(crate) times: String,
    /// Where it is told in full.
    pub(crate) href: String,
    /// Who.
    pub(crate) title: String,
    /// What for, with whom.
    pub(crate) detail: String,
    /// Arrived, in treatment, no-show: its colours, and its word.
    pub(crate) state: Option<(Meaning, String)>,
    /// Which of the lanes it lies in, from 0, and how many there are, where entries overlap: (0, 1) where none does.
    pub(crate) lane: (u8, u8),
    /// It can be moved by a script.
    pub(crate) movable: bool,
}

impl Agenda {
    fn first_minute(&self) -> u16 {
        self.from / 60 * 60
    }

    fn last_minute(&self) -> u16 {
        self.to.min(24 * 60).div_ceil(60) * 60
    }

    /// The class of a stretch, cut to what is shown; `None` where nothing of it is.
    fn place(&self, start: u16, end: u16) -> Option<String> {
        let first = self.first_minute();
        let start = start.max(first);
        let end = end.min(self.last_minute());
        if end <= start {
            return None;
        }
        let row = (start - first) / MINUTES_PER_ROW;
        let span = (end - first).div_ceil(MINUTES_PER_ROW) - row;
        Some(format!("row-{row} span-{}", span.max(1)))
    }
}

impl Render for Agenda {
    fn render(&self) -> Markup {
        let first = self.first_minute();
        let rows = self.last_minute().saturating_sub(first) / MINUTES_PER_ROW;
        let columns = &self.columns[..self.columns.len().min(MOST_COLUMNS)];
        let hour_rows = || {
            self.hours
                .iter()
                .filter_map(|(minute, words)| Some((self.place(*minute, minute + 60)?, words)))
        };
        html! {
            div class="agenda" role="region" aria-label=(self.label) tabindex="0" data-agenda data-agenda-from=(first) data-agenda-step=(MINUTES_PER_ROW) {
                div class={ "agenda-heads columns-" (columns.len()) } {
                    span class="agenda-corner" {}
                    @for column in columns {
                        div class="agenda-head" {
                            p class="agenda-name" { @match &column.href { Some(href) => a href=(href) { (column.heading) }, None => (column.heading) } }
                            @if !column.detail.is_empty() { p { (column.detail) } }
                        }
                    }
                }
                div class={ "agenda-body columns-" (columns.len()) } {
                    ol class={ "agenda-hours rows-" (rows) } aria-hidden="true" {
                        @for (place, words) in hour_rows() { li class=(place) { span { (words) } } }
                    }
                    @for column in columns {
                        ol class={ "agenda-column rows-" (rows) } aria-label=(column.heading) data-column=(column.key) {
                            @for (place, _) in hour_rows() { li class={ "agenda-hour " (place) } aria-hidden="true" {} }
                            @for slot in &column.slots { @if let Some(place) = self.place(slot.start, slot.end) { (slot.markup(&place)) } }
                            @for entry in &column.entries { @if let Some(place) = self.place(entry.start, entry.end) { (entry.markup(&place)) } }
                            @if let Some(now) = self.now { @if let Some(place) = self.place(now, now + 1) { li class={ "agenda-now " (place) } aria-hidden="true" {} } }
                        }
                    }
                }
            }
        }
    }
}

impl AgendaSlot {
    fn markup(&self, place: &str) -> Markup {
        html! {
            @match &self.href {
                Some(href) => {
                    li class={ "agenda-free " (place) } data-start=(self.start) { a href=(href) aria-label=(self.label) { (Icon::Plus) } }
                }
                None => li class={ "agenda-closed " (place) } { span { (self.label) } },
            }
        }
    }
}

impl AgendaEntry {
    fn markup(&self, place: &str) -> Markup {
        let (lane, lanes) = self.lane;
        let lanes = lanes.clamp(1, MOST_LANES);
        let lane = lane.min(lanes - 1);
        let meaning = self.state.as_ref().map_or(Meaning::Accent, |(meaning, _)| *meaning);
        let length = match self.end.saturating_sub(self.start) {
            0..=20 => " is-brief",
            21..=35 => " is-short",
            _ => "",
        };
        html! {
            li class={ "agenda-entry " (place) " lane-" (lane) "-of-" (lanes) " " (meaning.class()) (length) }
                data-entry=(self.key) data-version=(self.version) data-start=(self.start) data-end=(self.end)
                data-movable[self.movable] {
                a href=(self.href) {
                    span class="agenda-words" {
                        span class="agenda-title" { (self.title) }
                        @if let Some((meaning, word)) = &self.state { span class="agenda-state" { (meaning.icon()) span { (word) } } }
                        span class="agenda-times" { (self.times) }
                        @if !self.detail.is_empty() { span class="agenda-detail" { (self.detail) } }
                    }
                }
            }
        }
    }
}
