//! Damage to a text: bytes, lines, values. The crates that read files share it.

use proptest::prelude::*;

/// So many cases, or as many as `PROPTEST_CASES` says.
pub(crate) fn config(cases: u32) -> ProptestConfig {
    let cases = std::env::var("PROPTEST_CASES")
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(cases);
    ProptestConfig {
        cases,
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

/// One thing that goes wrong with a text; places are taken modulo its length.
#[derive(Debug, Clone)]
pub(crate) enum Damage {
    Byte(usize, u8),
    Insert(usize, String),
    Cut(usize),
    DeleteLine(usize),
    DoubleLine(usize),
    SwapLines(usize, usize),
    /// The value after the n-th `=` becomes another one.
    Value(usize, String),
    Number(usize, String),
}

/// What editors, disks and hands do to a text.
pub(crate) fn any_damage() -> impl Strategy<Value = Damage> {
    let place = any::<usize>;
    let piece = prop::sample::select(vec![
        "\"",
        "'''",
        "[",
        "]",
        "{",
        "}",
        "[[rule]]",
        "[[fact]]\n",
        "\n",
        "=",
        ".",
        ",",
        "#",
        "\\u0000",
        "é",
        "\u{202e}",
        "-",
        "e999",
    ]);
    let value = prop::sample::select(vec![
        "\"\"",
        "true",
        "[]",
        "{}",
        "0",
        "-1",
        "nan",
        "inf",
        "1e308",
        "9223372036854775807",
        "\"0 mg\"",
        "\"-5 days\"",
        "\"1e308 kg\"",
        "2026-01-31",
        "\"dutasteride\"",
        "[\"seed-001\"]",
        "[[[]]]",
        "\"{{}\"",
        "{ all = [] }",
        "\"1e300 cm\"",
        "\"1e-300 mL\"",
        "\"1e300 mL\"",
        "\"0 cm\"",
        "\"1e300 mg/mL\"",
        "\"1e9 years\"",
        "4294967295",
        "255",
        "9999-12-31",
        "0001-01-01",
        "-9999-01-01",
        "\"9999-12-31T23:59:59Z\"",
    ]);
    prop_oneof![
        (place(), any::<u8>()).prop_map(|(at, byte)| Damage::Byte(at, byte)),
        (place(), piece).prop_map(|(at, text)| Damage::Insert(at, text.to_owned())),
        place().prop_map(Damage::Cut),
        place().prop_map(Damage::DeleteLine),
        place().prop_map(Damage::DoubleLine),
        (place(), place()).prop_map(|(one, other)| Damage::SwapLines(one, other)),
        (place(), value.clone()).prop_map(|(at, text)| Damage::Value(at, text.to_owned())),
        (place(), value).prop_map(|(at, text)| Damage::Number(at, text.to_owned())),
    ]
}

/// The text with all of it.
pub(crate) fn damaged(text: &str, damage: &[Damage]) -> Vec<u8> {
    let mut bytes = text.as_bytes().to_vec();
    for one in damage {
        let n = bytes.len().max(1);
        match one {
            Damage::Byte(at, byte) => {
                if let Some(old) = bytes.get_mut(at % n) {
                    *old = *byte;
                }
            }
            Damage::Insert(at, text) => {
                let at = (at % n).min(bytes.len());
                bytes.splice(at..at, text.bytes());
            }
            Damage::Cut(at) => bytes.truncate(at % n),
            Damage::DeleteLine(line) => change_lines(&mut bytes, |lines| {
                lines.remove(line % lines.len());
            }),
            Damage::DoubleLine(line) => change_lines(&mut bytes, |lines| {
                let line = line % lines.len();
                lines.insert(line, lines[line].clone());
            }),
            Damage::SwapLines(one, other) => change_lines(&mut bytes, |lines| {
                let n = lines.len();
                lines.swap(one % n, other % n);
            }),
            Damage::Value(which, text) => change_lines(&mut bytes, |lines| {
                let with_value: Vec<usize> = (0..lines.len()).filter(|&line| lines[line].contains(&b'=')).collect();
                if let Some(&line) = with_value.get(which % with_value.len().max(1)) {
                    let upto = lines[line].iter().position(|&byte| byte == b'=').unwrap_or(0);
                    lines[line].truncate(upto + 1);
                    lines[line].extend(text.bytes());
                }
            }),
            Damage::Number(which, text) => {
                let digits: Vec<usize> = (0..bytes.len()).filter(|&at| bytes[at].is_ascii_digit()).collect();
                if let Some(&at) = digits.get(which % digits.len().max(1)) {
                    bytes.splice(at..=at, text.trim_matches('"').bytes());
                }
            }
        }
    }
    bytes
}

fn change_lines(bytes: &mut Vec<u8>, change: impl FnOnce(&mut Vec<Vec<u8>>)) {
    let mut lines: Vec<Vec<u8>> = bytes.split(|&byte| byte == b'\n').map(<[u8]>::to_vec).collect();
    change(&mut lines);
    *bytes = lines.join(&b'\n');
}
