//! A file of columns as text: its letters, what parts its columns, its rows with their lines.

use crate::Message;
use crate::error::AppError;

/// Most bytes of a file.
pub const LARGEST_FILE: usize = 4 * 1024 * 1024;
/// Most rows of a file: more would hold everybody else up.
pub const MOST_ROWS: usize = 5_000;
/// More columns than this are no table of ours.
const MOST_COLUMNS: usize = 200;

/// How the bytes of a file were read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8.
    Utf8,
    /// UTF-16, as spreadsheets write "Unicode text".
    Utf16,
    /// Windows-1252, which holds Latin-1.
    Latin1,
}

/// A file of columns.
pub(super) struct Table {
    pub(super) encoding: Encoding,
    pub(super) delimiter: char,
    /// The first row.
    pub(super) headings: Vec<String>,
    /// The other rows, each with its line.
    pub(super) rows: Vec<(u64, Vec<String>)>,
}

impl Table {
    /// Reads a file.
    pub(super) fn read(bytes: &[u8]) -> Result<Self, AppError> {
        if bytes.len() > LARGEST_FILE {
            return Err(AppError::Refused(
                Message::new("import-file-too-large").with("most", LARGEST_FILE / 1024 / 1024),
            ));
        }
        let (encoding, text) = decode(bytes);
        if text.contains('\0') {
            return Err(AppError::refused("import-file-no-text"));
        }
        let delimiter = delimiter(&text);
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(u8::try_from(delimiter).unwrap_or(b','))
            .trim(csv::Trim::All)
            .from_reader(text.as_bytes());
        let mut rows = Vec::new();
        for record in reader.records() {
            let record = record.map_err(|_| AppError::refused("import-file-no-table"))?;
            if record.iter().all(str::is_empty) {
                continue;
            }
            if record.len() > MOST_COLUMNS {
                return Err(AppError::refused("import-file-no-table"));
            }
            let line = record.position().map_or(0, |position| line_of(&text, position));
            rows.push((line, record.iter().map(str::to_owned).collect()));
            if rows.len() > MOST_ROWS + 1 {
                return Err(AppError::Refused(
                    Message::new("import-too-many-rows").with("most", MOST_ROWS),
                ));
            }
        }
        if rows.len() < 2 {
            return Err(AppError::refused("import-file-empty"));
        }
        let (_, headings) = rows.remove(0);
        Ok(Self {
            encoding,
            delimiter,
            headings,
            rows,
        })
    }
}

/// The line on which a row begins: the reader's own stands before the empty lines that it passed over.
fn line_of(text: &str, position: &csv::Position) -> u64 {
    let start = usize::try_from(position.byte()).unwrap_or(usize::MAX);
    let passed = text.get(start..).unwrap_or_default().bytes();
    let empty = passed.take_while(|byte| matches!(byte, b'\r' | b'\n'));
    position.line() + empty.filter(|byte| *byte == b'\n').map(|_| 1).sum::<u64>()
}

/// The letters of a file. Bytes that are no UTF-8 are read as Windows-1252, in which every byte is a letter or nothing.
fn decode(bytes: &[u8]) -> (Encoding, String) {
    let utf16 = |from: fn([u8; 2]) -> u16| {
        let units = bytes[2..].chunks_exact(2).map(|pair| from([pair[0], pair[1]]));
        char::decode_utf16(units)
            .map(|letter| letter.unwrap_or(char::REPLACEMENT_CHARACTER))
            .collect()
    };
    match bytes {
        [0xff, 0xfe, ..] => return (Encoding::Utf16, utf16(u16::from_le_bytes)),
        [0xfe, 0xff, ..] => return (Encoding::Utf16, utf16(u16::from_be_bytes)),
        _ => {}
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    match std::str::from_utf8(bytes) {
        Ok(text) => (Encoding::Utf8, text.to_owned()),
        Err(_) => (Encoding::Latin1, bytes.iter().map(|byte| windows_1252(*byte)).collect()),
    }
}

/// Where Windows-1252 differs from Latin-1: the bytes from 0x80 to 0x9f.
const WINDOWS: &str = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8d}Ž\u{8f}\u{90}‘’“”•–—˜™š›œ\u{9d}žŸ";

fn windows_1252(byte: u8) -> char {
    match byte {
        0x80..=0x9f => WINDOWS
            .chars()
            .nth(usize::from(byte - 0x80))
            .unwrap_or(char::REPLACEMENT_CHARACTER),
        _ => char::from(byte),
    }
}

/// What parts the columns: the sign that is most in the first line, outside quotation marks.
fn delimiter(text: &str) -> char {
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let mut quoted = false;
    let outside: String = first
        .chars()
        .filter(|letter| {
            quoted ^= *letter == '"';
            !quoted
        })
        .collect();
    // Of signs that are equally many, the first.
    let signs = ['\t', ';', ',', '|'];
    let count = |sign: char| outside.matches(sign).count();
    signs
        .into_iter()
        .rev()
        .max_by_key(|sign| count(*sign))
        .filter(|sign| count(*sign) > 0)
        .unwrap_or(',')
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use super::*;

    fn table(bytes: &[u8]) -> Table {
        Table::read(bytes).unwrap()
    }

    #[test]
    fn letters_and_columns_are_recognized() {
        for (bytes, encoding, delimiter) in [
            ("Número;Nombre\n1;Íñigo".as_bytes(), Encoding::Utf8, ';'),
            ("\u{feff}Número,Nombre\n1,Íñigo".as_bytes(), Encoding::Utf8, ','),
            (b"N\xfamero\tNombre\n1\t\xcd\xf1igo".as_slice(), Encoding::Latin1, '\t'),
            ("\"a;b\",c\n\"x;y\",Íñigo".as_bytes(), Encoding::Utf8, ','),
        ] {
            let table = table(bytes);
            assert_eq!((table.encoding, table.delimiter), (encoding, delimiter));
            assert_eq!(table.rows[0].1[1], "Íñigo");
        }
        let utf16: Vec<u8> = [0xff, 0xfe]
            .into_iter()
            .chain("a\tb\n1\tŁ".encode_utf16().flat_map(u16::to_le_bytes))
            .collect();
        assert_eq!(table(&utf16).rows[0].1[1], "Ł");
        assert_eq!(windows_1252(0x80), '€');
        assert_eq!(windows_1252(0x9f), 'Ÿ');
    }

    #[test]
    fn rows_keep_their_lines() {
        let table = table(b"a,b\n\n1,\"two\nlines\"\n\n,\n2,x\n");
        assert_eq!(table.rows.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [3, 7]);
    }

    #[test]
    fn what_is_no_table_is_refused() {
        let key = |bytes: &[u8]| match Table::read(bytes) {
            Err(AppError::Refused(message)) => message.key,
            _ => "taken",
        };
        assert_eq!(key(b""), "import-file-empty");
        assert_eq!(key(b"a,b\n"), "import-file-empty");
        assert_eq!(key(b"a,b\n\0,1"), "import-file-no-text");
        assert_eq!(key(&vec![b'x'; LARGEST_FILE + 1]), "import-file-too-large");
        let many = "a,b\n".to_owned() + &"1,2\n".repeat(MOST_ROWS + 1);
        assert_eq!(key(many.as_bytes()), "import-too-many-rows");
        assert_eq!(key(("a,".repeat(300) + "\nx").as_bytes()), "import-file-no-table");
    }
}
