use super::*;

const ENGLISH: Files = &[(
    "shelf",
    "found = { $n ->\n    [one] { $n } vial\n   *[other] { $n } vials\n}\nonly-english = Shelf\n",
)];
const SPANISH: Files = &[(
    "shelf",
    "found = { $n ->\n    [one] { $n } vial\n   *[other] { $n } viales\n}\n",
)];

#[test]
fn english_stands_in_for_what_a_language_lacks() {
    let catalogue = Catalogue::read([ENGLISH, SPANISH]);
    let spanish = catalogue.language("es");
    assert_eq!(spanish.with("found", [("n", 2.into())]), "2 viales");
    assert_eq!(spanish.with("found", [("n", 1.into())]), "1 vial");
    assert_eq!(spanish.say("only-english"), "Shelf");
    assert!(!spanish.has("only-english"));
    assert_eq!(catalogue.language("tlh").say("only-english"), "Shelf");
    assert_eq!(catalogue.language("tlh").say("no-such"), "no-such");
    let message = Message::new("found").with("n", 3);
    assert_eq!(spanish.of(&message), "3 viales");
}

#[test]
fn faults_are_found() {
    assert_eq!(
        check::faults(&Catalogue::read([ENGLISH, SPANISH])),
        ["es: `only-english` is missing"]
    );
    let wrong: Files = &[(
        "shelf",
        "found = { $count }\nonly-english = Estante\nonly-english = Estante\nmore = más\n",
    )];
    assert_eq!(
        check::faults(&Catalogue::read([ENGLISH, wrong])),
        [
            "es/shelf.ftl: `only-english` stands twice",
            "es: `found` takes {\"count\"}, in English {\"n\"}",
            "es: `more` is not in English"
        ]
    );
}
