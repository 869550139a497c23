//! SVG written part by part: shapes with a colour of the page, text with nothing in it that could be markup.

use std::fmt::Write as _;

use super::Caption;

/// Width of every picture.
pub(super) const WIDTH: f64 = 600.0;
/// Size of text.
pub(super) const TEXT: f64 = 12.0;
/// Width of a character, as a share of the size of text: wide sans-serif fonts need 0.6.
const CHARACTER: f64 = 0.62;
/// The same of spaces, points and brackets.
const NARROW_CHARACTER: f64 = 0.4;

/// A colour that the page may set, with what is used where it does not.
#[derive(Debug, Clone, Copy)]
pub(super) enum Colour {
    /// Behind everything.
    Paper,
    /// Text and axes.
    Ink,
    /// Lines that help the eye.
    Quiet,
    /// Trials.
    Mark,
    /// What they say together.
    Pooled,
}

impl Colour {
    fn css(self) -> &'static str {
        match self {
            Self::Paper => "var(--plot-paper, #ffffff)",
            Self::Ink => "var(--plot-ink, #1b1f23)",
            Self::Quiet => "var(--plot-quiet, #8b949e)",
            Self::Mark => "var(--plot-mark, #1f5fa8)",
            Self::Pooled => "var(--plot-pooled, #a33a00)",
        }
    }
}

/// Where text stands in relation to its place.
#[derive(Debug, Clone, Copy)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// A picture in the making.
#[derive(Default)]
pub(super) struct Picture {
    body: String,
}

impl Picture {
    pub(super) fn line(&mut self, from: (f64, f64), to: (f64, f64), colour: Colour, width: f64) {
        self.stroke(from, to, colour, width, "");
    }

    pub(super) fn dashed(&mut self, from: (f64, f64), to: (f64, f64), colour: Colour) {
        self.stroke(from, to, colour, 1.0, r#" stroke-dasharray="4 3""#);
    }

    fn stroke(&mut self, from: (f64, f64), to: (f64, f64), colour: Colour, width: f64, more: &str) {
        let _ = writeln!(
            self.body,
            r#"<line x1="{:.1}" y1="{:.1}" x2="{:.1}" y2="{:.1}" stroke="{}" stroke-width="{width:.1}"{more}/>"#,
            from.0,
            from.1,
            to.0,
            to.1,
            colour.css()
        );
    }

    /// A square by its middle and side.
    pub(super) fn square(&mut self, middle: (f64, f64), side: f64, colour: Colour) {
        let _ = writeln!(
            self.body,
            r#"<rect x="{:.2}" y="{:.2}" width="{side:.2}" height="{side:.2}" fill="{}"/>"#,
            middle.0 - side / 2.0,
            middle.1 - side / 2.0,
            colour.css()
        );
    }

    /// A circle with an edge of paper, so that circles on each other are told apart.
    pub(super) fn circle(&mut self, middle: (f64, f64), radius: f64, colour: Colour) {
        let _ = writeln!(
            self.body,
            r#"<circle cx="{:.1}" cy="{:.1}" r="{radius:.2}" fill="{}" stroke="{}" stroke-width="1"/>"#,
            middle.0,
            middle.1,
            colour.css(),
            Colour::Paper.css()
        );
    }

    /// A filled shape; `opacity` above 0, up to 1.
    pub(super) fn polygon(&mut self, corners: &[(f64, f64)], colour: Colour, opacity: f64) {
        let points: Vec<String> = corners.iter().map(|(x, y)| format!("{x:.1},{y:.1}")).collect();
        let _ = writeln!(
            self.body,
            r#"<polygon points="{}" fill="{}" fill-opacity="{opacity}"/>"#,
            points.join(" "),
            colour.css()
        );
    }

    /// A line of text on its base line.
    pub(super) fn text(&mut self, place: (f64, f64), anchor: Anchor, text: &str) {
        self.written(place, anchor, text, "");
    }

    /// A line of bold text.
    pub(super) fn strong(&mut self, place: (f64, f64), anchor: Anchor, text: &str) {
        self.written(place, anchor, text, r#" font-weight="600""#);
    }

    /// Text with a rim of paper, readable on lines.
    pub(super) fn text_on_lines(&mut self, place: (f64, f64), text: &str) {
        let rim = format!(
            r#" stroke="{}" stroke-width="4" paint-order="stroke""#,
            Colour::Paper.css()
        );
        self.written(place, Anchor::Middle, text, &rim);
    }

    /// Text that reads upwards.
    pub(super) fn text_upwards(&mut self, place: (f64, f64), text: &str) {
        let turned = format!(r#" transform="rotate(-90 {:.1} {:.1})""#, place.0, place.1);
        self.written(place, Anchor::Middle, text, &turned);
    }

    fn written(&mut self, place: (f64, f64), anchor: Anchor, text: &str, more: &str) {
        let anchor = match anchor {
            Anchor::Start => "start",
            Anchor::Middle => "middle",
            Anchor::End => "end",
        };
        let _ = writeln!(
            self.body,
            r#"<text x="{:.1}" y="{:.1}" text-anchor="{anchor}" fill="{}"{more}>{}</text>"#,
            place.0,
            place.1,
            Colour::Ink.css(),
            escaped(text)
        );
    }

    /// The whole picture, with its title above and its description for those who do not see it.
    pub(super) fn finish(self, caption: Caption<'_>, description: &str, height: f64) -> String {
        let id = identifier(caption.id);
        format!(
            concat!(
                r#"<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 {width:.0} {height:.0}" width="{width:.0}" height="{height:.0}" "#,
                r#"aria-labelledby="{id}-title" aria-describedby="{id}-text" font-family="system-ui, sans-serif" font-size="{size:.0}">"#,
                "\n<title id=\"{id}-title\">{title}</title>\n<desc id=\"{id}-text\">{description}</desc>\n",
                r#"<rect width="{width:.0}" height="{height:.0}" fill="{paper}"/>"#,
                "\n{body}</svg>\n"
            ),
            width = WIDTH,
            height = height,
            id = id,
            size = TEXT,
            title = escaped(caption.title),
            description = escaped(description),
            paper = Colour::Paper.css(),
            body = self.body,
        )
    }
}

/// An estimate of how wide text is; never far too small.
pub(super) fn width_of(text: &str) -> f64 {
    text.chars().map(width_of_character).sum()
}

fn width_of_character(character: char) -> f64 {
    // East Asian and pictorial characters fill a square.
    let share = match character {
        '\u{1100}'.. | '%' => 1.0,
        ' ' | '.' | ',' | '(' | ')' => NARROW_CHARACTER,
        _ => CHARACTER,
    };
    TEXT * share
}

/// Text cut, with an ellipsis, to what a column holds.
pub(super) fn cut(text: &str, room: f64) -> String {
    if width_of(text) <= room {
        return text.to_owned();
    }
    let mut left = room - width_of_character('…');
    let kept: String = text
        .chars()
        .take_while(|&character| {
            left -= width_of_character(character);
            left >= 0.0
        })
        .collect();
    format!("{}…", kept.trim_end())
}

/// Text without markup, and without the characters that XML does not allow.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\n' | '\t' | '\r' => safe.push(' '),
            '\u{fffe}' | '\u{ffff}' => safe.push('\u{fffd}'),
            control if control.is_control() => safe.push('\u{fffd}'),
            other => safe.push(other),
        }
    }
    safe
}

/// An id without white space, which would make two of one.
fn identifier(id: &str) -> String {
    let safe: String = id
        .chars()
        .map(|character| {
            if character.is_ascii_alphanumeric() || character == '_' {
                character
            } else {
                '-'
            }
        })
        .collect();
    if safe.is_empty() { "plot".to_owned() } else { safe }
}
