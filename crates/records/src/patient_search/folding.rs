//! Letters as one types them: lower case, without accents; and words as numbers that stand in their order.

/// Letters of the Latin script that carry marks, by the letters that are typed for them.
const LATIN: &[(&str, &str)] = &[
    ("a", "àáâãäåāăąǎǟǡǻȁȃȧḁạảấầẩẫậắằẳẵặ"),
    ("ae", "æǣǽ"),
    ("b", "ḃḅḇƀɓ"),
    ("c", "çćĉċčḉƈȼ"),
    ("d", "ďḋḍḏḑḓđðɖɗ"),
    ("e", "èéêëēĕėęěȅȇȩḕḗḙḛḝẹẻẽếềểễệǝəɇ"),
    ("f", "ḟƒ"),
    ("g", "ĝğġģǧǵḡǥɠ"),
    ("h", "ĥȟḣḥḧḩḫẖħ"),
    ("i", "ìíîïĩīĭįǐȉȋḭḯỉịıɨ"),
    ("ij", "ĳ"),
    ("j", "ĵǰɉ"),
    ("k", "ķǩḱḳḵƙĸ"),
    ("l", "ĺļľḷḹḻḽłŀƚ"),
    ("m", "ḿṁṃ"),
    ("n", "ñńņňǹṅṇṉṋŋŉɲƞ"),
    ("o", "òóôõöōŏőơǒǫǭȍȏȫȭȯȱṍṏṑṓọỏốồổỗộớờởỡợøǿɵ"),
    ("oe", "œ"),
    ("p", "ṕṗƥ"),
    ("r", "ŕŗřȑȓṙṛṝṟɍ"),
    ("s", "śŝşšșṡṣṥṧṩſ"),
    ("ss", "ß"),
    ("t", "ţťțṫṭṯṱẗŧƭ"),
    ("th", "þ"),
    ("u", "ùúûüũūŭůűųưǔǖǘǚǜȕȗṳṵṷṹṻụủứừửữựʉ"),
    ("v", "ṽṿʋ"),
    ("w", "ŵẁẃẅẇẉẘ"),
    ("x", "ẋẍ"),
    ("y", "ýÿŷȳẏẙỳỵỷỹƴɏ"),
    ("z", "źżžẑẓẕƶ"),
    // Letters of other scripts that are often written without their marks.
    ("α", "ά"),
    ("ε", "έ"),
    ("η", "ή"),
    ("ι", "ίϊΐ"),
    ("ο", "ό"),
    ("υ", "ύϋΰ"),
    ("ω", "ώ"),
    ("σ", "ς"),
    ("е", "ё"),
    ("и", "й"),
    ("ا", "أإآٱ"),
    ("ه", "ة"),
    ("ي", "ىئ"),
    ("و", "ؤ"),
];

/// Whether a sign only changes the letter before it: accents, vowel points, the stroke that lengthens a letter.
fn is_mark(letter: char) -> bool {
    matches!(
        letter,
        '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5c7}' | '\u{610}'..='\u{61a}' | '\u{640}' | '\u{64b}'..='\u{65f}' | '\u{670}'
    )
}

/// A text in lower case and without accents. What has no place in the table stays as it is.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for letter in text.chars().flat_map(char::to_lowercase) {
        if letter.is_ascii() {
            folded.push(letter);
        } else if let Some((plain, _)) = LATIN.iter().find(|(_, letters)| letters.contains(letter)) {
            folded.push_str(plain);
        } else if !is_mark(letter) {
            folded.push(letter);
        }
    }
    folded
}

/// Letters and digits of a text, folded, with nothing between them.
pub fn joined(text: &str) -> String {
    fold(text).chars().filter(|letter| letter.is_alphanumeric()).collect()
}

/// The words of a text, folded; whatever is neither letter nor digit parts them.
pub fn words(text: &str) -> Vec<String> {
    let folded = fold(text);
    let parts = folded.split(|letter: char| !letter.is_alphanumeric());
    parts.filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// Symbols of a code: nothing, ten digits, 26 letters.
const SYMBOLS: i64 = 37;
/// Symbols that fit into a whole number of eight bytes.
const PLACES: usize = 12;

/// The symbols of a folded letter. Letters of other alphabets share symbols with Latin ones, so that twelve of them fit;
/// signs that stand for syllables or words take three. Whoever looks something up compares the words as well.
fn symbols(letter: char, push: &mut impl FnMut(i64)) {
    let number = i64::from(u32::from(letter));
    match letter {
        '0'..='9' => push(number - i64::from(u32::from('0')) + 1),
        'a'..='z' => push(number - i64::from(u32::from('a')) + 11),
        '\0'..='\u{1fff}' => push(number % 36 + 1),
        _ => {
            push(number % 36 + 1);
            push(number / 36 % 36 + 1);
            push(number / (36 * 36) % 36 + 1);
        }
    }
}

/// The codes of all words that begin with these letters, from and to.
pub(super) fn codes(prefix: &str) -> (i64, i64) {
    let (mut low, mut places) = (0, 0);
    for letter in prefix.chars() {
        symbols(letter, &mut |symbol| {
            if places < PLACES {
                low = low * SYMBOLS + symbol;
                places += 1;
            }
        });
    }
    let mut width = 1;
    for _ in places..PLACES {
        low *= SYMBOLS;
        width *= SYMBOLS;
    }
    (low, low + width - 1)
}

/// The code of a word.
pub(super) fn code(word: &str) -> i64 {
    codes(word).0
}

/// The code of a patient's name: half of it for the family name, half for the given names.
pub(super) fn name_code(family_name: &str, given_names: &str) -> i64 {
    let mut all = 0;
    for name in [family_name, given_names] {
        let mut left = PLACES / 2;
        for letter in joined(name).chars() {
            symbols(letter, &mut |symbol| {
                if left > 0 {
                    all = all * SYMBOLS + symbol;
                    left -= 1;
                }
            });
        }
        for _ in 0..left {
            all *= SYMBOLS;
        }
    }
    all
}

/// Beginnings of a word that are marked: with one letter, two, three and four.
const MARKED: usize = 4;
/// Bits of a mark.
const BITS: i64 = 61;

/// The marks of a word: a bit for each of its beginnings, so that whoever has a word that begins with `text` has all bits of
/// `marks(text)`. Words of digits have none: they are many, and rarely typed beside others.
pub(super) fn marks(text: &str) -> i64 {
    if text.chars().next().is_none_or(char::is_numeric) {
        return 0;
    }
    let ends = text.char_indices().map(|(at, letter)| at + letter.len_utf8());
    // Codes of short beginnings end in zeros; what is left of the division by a prime spreads them.
    ends.take(MARKED)
        .fold(0, |marks, end| marks | 1 << (code(&text[..end]) % BITS))
}

/// Letters of a word of which some may be left out.
const HEAD: usize = 8;
/// Shorter words are no error of another one: half the names would be.
const SHORTEST_WITH_AN_ERROR: usize = 4;
/// From this length on two errors are forgiven.
const SHORTEST_WITH_TWO_ERRORS: usize = 6;

/// How many typing errors are forgiven in a word of a length.
pub const fn forgiven(letters: usize) -> usize {
    if letters < SHORTEST_WITH_AN_ERROR {
        0
    } else if letters < SHORTEST_WITH_TWO_ERRORS {
        1
    } else {
        2
    }
}

/// What remains of the head of a word when as many letters as are forgiven are left out, and the head itself.
pub(super) fn spellings(word: &str) -> std::collections::BTreeSet<String> {
    let head: Vec<char> = word.chars().take(HEAD).collect();
    let mut all = std::collections::BTreeSet::from([head.iter().collect::<String>()]);
    let mut last = vec![head];
    for _ in 0..forgiven(word.chars().count()) {
        let mut shorter = Vec::new();
        for letters in &last {
            for left_out in 0..letters.len() {
                let mut rest = letters.clone();
                rest.remove(left_out);
                if all.insert(rest.iter().collect()) {
                    shorter.push(rest);
                }
            }
        }
        last = shorter;
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_and_case_do_not_count() {
        for (written, typed) in [
            ("Íñigo Núñez", "inigo nunez"),
            ("Straße", "strasse"),
            ("STRASSE", "strasse"),
            ("Søren Ångström", "soren angstrom"),
            ("Łódź", "lodz"),
            ("Æsir Œuvre", "aesir oeuvre"),
            ("Nguyễn Thị Ánh", "nguyen thi anh"),
            ("e\u{301}", "e"),
            ("İstanbul", "istanbul"),
            ("Ёлкин", "елкин"),
            ("Παπαδόπουλος", "παπαδοπουλοσ"),
            ("أحمد", "احمد"),
            ("王小明", "王小明"),
        ] {
            assert_eq!(fold(written), typed);
        }
    }

    #[test]
    fn whatever_is_no_letter_parts_words() {
        assert_eq!(words("  O'Brien-Smith, (Ana)  "), ["o", "brien", "smith", "ana"]);
        assert_eq!(joined("O'Brien-Smith"), "obriensmith");
        assert!(words("- ' -").is_empty());
    }

    #[test]
    fn codes_stand_in_the_order_of_words_and_a_prefix_is_a_range() {
        let sorted = [
            "1001",
            "1984",
            "a",
            "ana",
            "anabel",
            "anna",
            "garcia",
            "garcialopezz",
            "z",
            "zzzzzzzzzzzz",
        ];
        assert!(sorted.is_sorted_by_key(|word| code(word)));
        let (low, high) = codes("an");
        for word in ["an", "ana", "anabel", "anna", "anzzzzzzzzzzzzzzzz"] {
            assert!((low..=high).contains(&code(word)), "{word}");
        }
        for word in ["a", "am", "ao", "b", "1"] {
            assert!(!(low..=high).contains(&code(word)), "{word}");
        }
        let (low, high) = codes("王小");
        assert!((low..=high).contains(&code("王小明")));
        assert_eq!(codes("").1, codes("zzzzzzzzzzzzzz").0);
        assert!(name_code("Garcia", "Ana") < name_code("García", "Eva"));
        assert!(name_code("Gar", "Zoe") < name_code("Garcia", "Ana"));
        assert!(name_code("", "") < name_code("A", ""));
    }

    #[test]
    fn who_has_a_word_has_the_marks_of_its_beginnings() {
        let word = marks("gonzalez");
        for typed in ["g", "go", "gon", "gonz", "gonza", "gonzalez"] {
            assert_eq!(word & marks(typed), marks(typed), "{typed}");
            assert!(marks(typed) > 0);
        }
        assert_eq!((marks("1984"), marks("")), (0, 0));
        assert_ne!(word & marks("lope"), marks("lope"));
        assert_eq!(marks("王小明") & marks("王小"), marks("王小"));
        // The beginnings of common names spread over the bits.
        let names = [
            "garcia", "lopez", "martinez", "sanchez", "perez", "gomez", "ruiz", "diaz", "moreno", "alvarez",
        ];
        assert!(names.iter().fold(0, |all, name| all | marks(name)).count_ones() > 20);
    }

    #[test]
    fn a_word_and_its_misspelling_share_what_remains() {
        let share = |one: &str, other: &str| spellings(one).intersection(&spellings(other)).next().is_some();
        for (meant, typed) in [
            ("gonzalez", "gonsalez"),
            ("gonzalez", "gonzlaez"),
            ("gonzalez", "gnzalz"),
            ("hernandez", "hernadnes"),
            ("muller", "mueller"),
            ("rosa", "roza"),
            ("smith", "smiht"),
        ] {
            assert!(share(meant, typed), "{meant} {typed}");
        }
        assert!(!share("ana", "eva"));
        assert!(!share("garcia", "lopez"));
    }
}
