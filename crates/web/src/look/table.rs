//! Tables: a caption, columns that know whether they hold numbers, cards instead of columns where it is narrow.

use maud::{Markup, Render, html};

use super::meaning::Meaning;

/// A column.
#[derive(Clone, Debug)]
pub(crate) struct Column {
    heading: String,
    numeric: bool,
    hidden: bool,
    sort: Option<(String, Option<Sorted>)>,
}

/// Which way a column is sorted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sorted {
    /// Smallest, first or oldest at the top.
    Ascending,
    /// Largest, last or newest at the top.
    Descending,
}

impl Column {
    /// A column of words.
    pub(crate) fn words(heading: impl Into<String>) -> Self {
        Self {
            heading: heading.into(),
            numeric: false,
            hidden: false,
            sort: None,
        }
    }

    /// A column of numbers; its heading names the unit.
    pub(crate) fn number(heading: impl Into<String>) -> Self {
        Self {
            numeric: true,
            ..Self::words(heading)
        }
    }

    /// A column whose heading is spoken and not shown: buttons, links.
    pub(crate) fn actions(heading: impl Into<String>) -> Self {
        Self {
            hidden: true,
            ..Self::words(heading)
        }
    }

    /// The heading leads to the same table sorted by this column; `now` says whether it is.
    pub(crate) fn sorted_by(mut self, href: impl Into<String>, now: Option<Sorted>) -> Self {
        self.sort = Some((href.into(), now));
        self
    }
}

/// A table.
#[derive(Clone, Debug)]
pub(crate) struct Table {
    caption: String,
    caption_hidden: bool,
    columns: Vec<Column>,
    rows: Vec<(Option<Meaning>, Vec<Markup>)>,
    foot: Vec<Markup>,
    cards: bool,
}

impl Table {
    /// What the table shows, and its columns. The first column names the row.
    pub(crate) fn new(caption: impl Into<String>, columns: impl IntoIterator<Item = Column>) -> Self {
        Self {
            caption: caption.into(),
            caption_hidden: false,
            columns: columns.into_iter().collect(),
            rows: Vec::new(),
            foot: Vec::new(),
            cards: false,
        }
    }

    /// The caption is spoken and not shown: a heading above says the same.
    pub(crate) fn caption_hidden(mut self) -> Self {
        self.caption_hidden = true;
        self
    }

    /// Rows become cards on a narrow tablet; otherwise the table moves sideways.
    pub(crate) fn cards(mut self) -> Self {
        self.cards = true;
        self
    }

    /// A row, one cell per column.
    pub(crate) fn row<T: Render>(mut self, cells: impl IntoIterator<Item = T>) -> Self {
        self.rows
            .push((None, cells.into_iter().map(|cell| cell.render()).collect()));
        self
    }

    /// A row with a mark of a meaning at its edge; a word in it says the same.
    pub(crate) fn row_marked<T: Render>(mut self, meaning: Meaning, cells: impl IntoIterator<Item = T>) -> Self {
        self.rows
            .push((Some(meaning), cells.into_iter().map(|cell| cell.render()).collect()));
        self
    }

    /// The last row: sums.
    pub(crate) fn foot<T: Render>(mut self, cells: impl IntoIterator<Item = T>) -> Self {
        self.foot = cells.into_iter().map(|cell| cell.render()).collect();
        self
    }

    /// It has no rows; show [`super::Empty`] in its place.
    pub(crate) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    fn cells(&self, cells: &[Markup]) -> Markup {
        html! {
            @for (place, cell) in cells.iter().enumerate() {
                @let column = self.columns.get(place);
                @let class = column.filter(|column| column.numeric).map(|_| "number");
                @let heading = column.filter(|column| !column.hidden).map_or("", |column| column.heading.as_str());
                @if place == 0 {
                    th scope="row" class=[class] data-label=(heading) { (cell) }
                } @else {
                    td class=[class] data-label=(heading) { (cell) }
                }
            }
        }
    }
}

impl Render for Table {
    fn render(&self) -> Markup {
        html! {
            div class=(if self.cards { "table has-cards" } else { "table" }) role="region" aria-label=(self.caption) tabindex="0" {
                table {
                    caption class=[self.caption_hidden.then_some("unseen")] { (self.caption) }
                    thead { tr { @for column in &self.columns { (column.heading()) } } }
                    tbody {
                        @for (meaning, cells) in &self.rows {
                            tr class=[meaning.map(|meaning| format!("is-marked {}", meaning.class()))] { (self.cells(cells)) }
                        }
                    }
                    @if !self.foot.is_empty() { tfoot { tr { (self.cells(&self.foot)) } } }
                }
            }
        }
    }
}

impl Column {
    fn heading(&self) -> Markup {
        let sorted = self.sort.as_ref().and_then(|(_, now)| *now).map(|now| match now {
            Sorted::Ascending => "ascending",
            Sorted::Descending => "descending",
        });
        html! {
            th scope="col" class=[self.numeric.then_some("number")] aria-sort=[sorted] {
                @match &self.sort {
                    Some((href, _)) => a href=(href) { (self.heading) },
                    None => span class=[self.hidden.then_some("unseen")] { (self.heading) },
                }
            }
        }
    }
}
