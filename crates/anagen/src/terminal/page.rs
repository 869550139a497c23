//! Headings, paragraphs, lists and tables on a terminal, wrapped to its width, plain when it is not one.

use std::fmt::Write as _;
use std::io::{self, IsTerminal as _, Write};

use anagen_care::screening::Verdict;
use anstyle::{AnsiColor, Style};

/// Text is never set wider than this: longer lines are hard to read.
const WIDEST: usize = 104;
/// Width where the output is not a terminal.
const WITHOUT_TERMINAL: usize = 96;

/// A page that is printed from top to bottom.
pub(crate) struct Page<'w> {
    out: &'w mut dyn Write,
    width: usize,
    coloured: bool,
}

const BOLD: Style = Style::new().bold();
const SOFT: Style = Style::new().dimmed();

impl<'w> Page<'w> {
    /// A page on a stream; colours are left out where the stream is not a terminal or `NO_COLOR` is set.
    pub(crate) fn new(out: &'w mut dyn Write) -> Self {
        let width = terminal_size::terminal_size().map_or(WITHOUT_TERMINAL, |(width, _)| usize::from(width.0));
        let coloured = io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
        Self {
            out,
            width: width.clamp(48, WIDEST),
            coloured,
        }
    }

    /// A text in a style, or as it is where there are no colours.
    fn paint(&self, style: Style, text: &str) -> String {
        if self.coloured {
            format!("{style}{text}{style:#}")
        } else {
            text.to_owned()
        }
    }

    /// The title of the page.
    pub(crate) fn title(&mut self, text: &str) -> io::Result<()> {
        let lines = wrap(text, self.width);
        let rule = "─".repeat(lines.iter().map(|line| line.chars().count()).max().unwrap_or(0));
        for line in lines {
            let line = self.paint(BOLD, &line);
            writeln!(self.out, "{line}")?;
        }
        let rule = self.paint(SOFT, &rule);
        writeln!(self.out, "{rule}")
    }

    /// A heading, with a blank line before it.
    pub(crate) fn heading(&mut self, text: &str) -> io::Result<()> {
        let text = self.paint(BOLD, text);
        writeln!(self.out, "\n{text}")
    }

    /// A verdict in its colour, with the word that carries it.
    pub(crate) fn verdict(&mut self, label: &str, verdict: Verdict) -> io::Result<()> {
        let style = BOLD.fg_color(Some(colour(verdict).into()));
        let text = verdict.words().to_uppercase();
        let text = self.paint(style, &text);
        writeln!(self.out, "{label}: {text}")?;
        self.indented(2, verdict.meaning())
    }

    /// A refusal, as loud as a verdict.
    pub(crate) fn refusal(&mut self, label: &str, word: &str, meaning: &str) -> io::Result<()> {
        let text = self.paint(BOLD.fg_color(Some(AnsiColor::Red.into())), &word.to_uppercase());
        writeln!(self.out, "{label}: {text}")?;
        self.indented(2, meaning)
    }

    /// A paragraph.
    pub(crate) fn paragraph(&mut self, text: &str) -> io::Result<()> {
        self.indented(0, text)
    }

    /// A paragraph set in.
    pub(crate) fn indented(&mut self, indent: usize, text: &str) -> io::Result<()> {
        let pad = " ".repeat(indent);
        for line in wrap(text, self.width.saturating_sub(indent)) {
            writeln!(self.out, "{pad}{line}")?;
        }
        Ok(())
    }

    /// A paragraph in a soft tone: sources and asides.
    pub(crate) fn aside(&mut self, indent: usize, text: &str) -> io::Result<()> {
        let pad = " ".repeat(indent);
        for line in wrap(text, self.width.saturating_sub(indent)) {
            let line = self.paint(SOFT, &line);
            writeln!(self.out, "{pad}{line}")?;
        }
        Ok(())
    }

    /// A list item: a marker, then the text hanging behind it.
    pub(crate) fn item(&mut self, marker: &str, text: &str) -> io::Result<()> {
        let indent = marker.chars().count() + 3;
        let lines = wrap(text, self.width.saturating_sub(indent));
        for (position, line) in lines.iter().enumerate() {
            if position == 0 {
                let marker = self.paint(BOLD, marker);
                writeln!(self.out, "  {marker} {line}")?;
            } else {
                writeln!(self.out, "{}{line}", " ".repeat(indent))?;
            }
        }
        Ok(())
    }

    /// Rows of cells in columns; the last column wraps, the first row is the head.
    pub(crate) fn table(&mut self, rows: &[Vec<String>]) -> io::Result<()> {
        let n_columns = rows.iter().map(Vec::len).max().unwrap_or(0);
        let width_of = |column: usize| {
            rows.iter()
                .filter_map(|row| row.get(column))
                .map(|cell| cell.chars().count())
                .max()
                .unwrap_or(0)
        };
        let widths: Vec<usize> = (0..n_columns).map(width_of).collect();
        let before_last: usize = widths
            .iter()
            .take(n_columns.saturating_sub(1))
            .map(|width| width + 2)
            .sum();
        let last = self.width.saturating_sub(before_last + 2).max(20);
        for (position, row) in rows.iter().enumerate() {
            let mut line = String::from("  ");
            for (column, cell) in row.iter().enumerate().take(n_columns.saturating_sub(1)) {
                let _ = write!(line, "{cell:<width$}  ", width = widths[column]);
            }
            let tail = wrap(row.get(n_columns.saturating_sub(1)).map_or("", String::as_str), last);
            for (number, part) in tail.iter().enumerate() {
                let text = if number == 0 {
                    format!("{line}{part}")
                } else {
                    format!("{}{part}", " ".repeat(before_last + 2))
                };
                let text = text.trim_end();
                let text = if position == 0 {
                    self.paint(SOFT, text)
                } else {
                    text.to_owned()
                };
                writeln!(self.out, "{text}")?;
            }
        }
        Ok(())
    }

    /// An empty line.
    pub(crate) fn space(&mut self) -> io::Result<()> {
        writeln!(self.out)
    }
}

fn colour(verdict: Verdict) -> AnsiColor {
    match verdict {
        Verdict::Eligible => AnsiColor::Green,
        Verdict::Caution => AnsiColor::Yellow,
        Verdict::Defer => AnsiColor::Blue,
        Verdict::NeedsSpecialist => AnsiColor::Magenta,
        Verdict::Incomplete => AnsiColor::Cyan,
        Verdict::Excluded => AnsiColor::Red,
    }
}

/// Breaks a text at spaces so that no line is wider than `width`, words longer than that excepted.
pub(crate) fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        if let Some(line) = lines.last_mut() {
            if line.is_empty() {
                line.push_str(word);
            } else if line.chars().count() + 1 + word.chars().count() <= width {
                line.push(' ');
                line.push_str(word);
            } else {
                lines.push(word.to_owned());
            }
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::wrap;

    #[test]
    fn lines_break_at_spaces() {
        assert_eq!(wrap("one two three", 7), ["one two", "three"]);
        assert_eq!(wrap("unbreakable", 3), ["unbreakable"]);
        assert_eq!(wrap("", 3), [""]);
    }
}
