//! Headings, paragraphs, lists and tables on a terminal, wrapped to its width, plain when it is not one.

use std::io::{self, Write};

use anagen_care::screening::Verdict;
use anstyle::{AnsiColor, Style};

/// Text is never set wider than this: longer lines are hard to read.
const WIDEST: usize = 104;
/// Width where the output is not a terminal.
const WITHOUT_TERMINAL: usize = 96;

/// A page that is printed from top to bottom.
pub(crate) struct Page<'w> {
    out: Box<dyn Write + 'w>,
    width: usize,
}

const BOLD: Style = Style::new().bold();
const SOFT: Style = Style::new().dimmed();

impl<'w> Page<'w> {
    /// A page on a stream; colours are left out where the stream is not a terminal or `NO_COLOR` is set.
    pub(crate) fn new(out: &'w mut dyn Write) -> Self {
        let width = terminal_size::terminal_size().map_or(WITHOUT_TERMINAL, |(width, _)| usize::from(width.0));
        let choice = anstream::AutoStream::choice(&io::stdout());
        let out: Box<dyn Write + 'w> = match choice {
            anstream::ColorChoice::Never => Box::new(anstream::StripStream::new(WriteThrough(out))),
            _ => Box::new(WriteThrough(out)),
        };
        Self { out, width: width.clamp(48, WIDEST) }
    }

    /// The title of the page.
    pub(crate) fn title(&mut self, text: &str) -> io::Result<()> {
        writeln!(self.out, "{BOLD}{text}{BOLD:#}")?;
        writeln!(self.out, "{SOFT}{}{SOFT:#}", "─".repeat(text.chars().count().min(self.width)))
    }

    /// A heading, with a blank line before it.
    pub(crate) fn heading(&mut self, text: &str) -> io::Result<()> {
        writeln!(self.out, "\n{BOLD}{text}{BOLD:#}")
    }

    /// A verdict in its colour, with the word that carries it.
    pub(crate) fn verdict(&mut self, label: &str, verdict: Verdict) -> io::Result<()> {
        let style = BOLD.fg_color(Some(colour(verdict).into()));
        let text = verdict.words().to_uppercase();
        writeln!(self.out, "{label}: {style}{text}{style:#}")?;
        self.indented(2, verdict.meaning())
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
            writeln!(self.out, "{pad}{SOFT}{line}{SOFT:#}")?;
        }
        Ok(())
    }

    /// A list item: a marker, then the text hanging behind it.
    pub(crate) fn item(&mut self, marker: &str, text: &str) -> io::Result<()> {
        let indent = marker.chars().count() + 3;
        let lines = wrap(text, self.width.saturating_sub(indent));
        for (position, line) in lines.iter().enumerate() {
            if position == 0 {
                writeln!(self.out, "  {BOLD}{marker}{BOLD:#} {line}")?;
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
            rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count()).max().unwrap_or(0)
        };
        let widths: Vec<usize> = (0..n_columns).map(width_of).collect();
        let before_last: usize = widths.iter().take(n_columns.saturating_sub(1)).map(|width| width + 2).sum();
        let last = self.width.saturating_sub(before_last + 2).max(20);
        for (position, row) in rows.iter().enumerate() {
            let mut line = String::from("  ");
            for (column, cell) in row.iter().enumerate().take(n_columns.saturating_sub(1)) {
                line.push_str(&format!("{cell:<width$}  ", width = widths[column]));
            }
            let tail = wrap(row.get(n_columns.saturating_sub(1)).map_or("", String::as_str), last);
            for (number, part) in tail.iter().enumerate() {
                let text = if number == 0 { format!("{line}{part}") } else { format!("{}{part}", " ".repeat(before_last + 2)) };
                let text = text.trim_end();
                if position == 0 { writeln!(self.out, "{SOFT}{text}{SOFT:#}")? } else { writeln!(self.out, "{text}")? }
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

/// A borrowed writer as an owned one.
struct WriteThrough<'w>(&'w mut dyn Write);

impl Write for WriteThrough<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
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
