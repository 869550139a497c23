//! The words that a plan itself puts into what the patient reads, by language; the texts between them are the knowledge's.
//!
//! English stands in the code that says it; every other language is a table here. A phrase that is missing in a language leaves
//! its whole line in English, and the line says so.

use anagen_knowledge::{ORIGINAL, Said};

/// English and Spanish; `{}` stands for what is put in, in the same order.
const SPANISH: &[(&str, &str)] = &[
    ("Diagnosis: {}", "Diagnóstico: {}"),
    ("not made yet", "aún no hecho"),
    ("Stage: {}", "Estadio: {}"),
    ("not recorded", "no registrado"),
    (
        "{}: not known to this system; what has to be said of it is missing here",
        "{}: este sistema no lo conoce; falta aquí lo que hay que decir de él",
    ),
    ("No medicine is injected.", "No se inyecta ningún medicamento."),
    ("place not recorded", "lugar no registrado"),
    ("unverified", "sin verificar"),
    (
        "Sessions: the number is not decided yet",
        "Sesiones: el número aún no está decidido",
    ),
    ("Sessions: {}", "Sesiones: {}"),
    ("Price and total: not known yet", "Precio y total: aún no se conocen"),
    ("Price of a session: {}", "Precio de una sesión: {}"),
    ("Total in {} year: {}", "Total en {} año: {}"),
    ("Total in {} years: {}", "Total en {} años: {}"),
    (
        "At least {} days before the first session",
        "Al menos {} días antes de la primera sesión",
    ),
    ("to make up the volume", "para completar el volumen"),
    ("{} a session", "{} por sesión"),
    ("volume not known", "volumen no conocido"),
    ("strength not known", "concentración no conocida"),
    ("origin: to be written in", "procedencia: se escribe a mano"),
    ("vendor not recorded", "proveedor no registrado"),
    ("lot not recorded", "lote no registrado"),
    ("lot {}", "lote {}"),
    ("from {} ({}, {})", "de {} ({}, {})"),
    ("licensed for this route", "autorizado para esta vía"),
    ("not approved for this route", "no autorizado para esta vía"),
    (
        "licence suspended for this route",
        "autorización suspendida para esta vía",
    ),
    (
        "whether it is approved for this route is not known",
        "no se sabe si está autorizado para esta vía",
    ),
    ("any country", "cualquier país"),
    ("hair loss", "caída del cabello"),
    ("pattern hair loss", "alopecia de patrón"),
    ("alopecia areata", "alopecia areata"),
    // How something is known, and how certain it is.
    ("read in the source", "leído en la fuente"),
    ("stated in a source document", "afirmado en un documento fuente"),
    ("derived here", "deducido aquí"),
    (
        "unverified: from memory, high confidence",
        "sin verificar: de memoria, confianza alta",
    ),
    (
        "unverified: from memory, medium confidence",
        "sin verificar: de memoria, confianza media",
    ),
    (
        "unverified: from memory, low confidence",
        "sin verificar: de memoria, confianza baja",
    ),
    ("a default chosen here", "un valor por defecto elegido aquí"),
    ("high certainty", "certeza alta"),
    ("moderate certainty", "certeza moderada"),
    ("low certainty", "certeza baja"),
    ("very low certainty", "certeza muy baja"),
    ("no evidence", "sin pruebas"),
    ("not a question of evidence", "no es cuestión de pruebas"),
    ("not graded", "sin graduar"),
    // Evidence in this program's own sentences.
    ("Not studied in this form.", "No estudiado en esta forma."),
    (
        "No active agent is in this plan. It was not studied in this form, and results of mixtures do not tell what it will do.",
        "En este plan no hay ningún agente activo. No se ha estudiado en esta forma, y los resultados de las mezclas no dicen \
         qué hará.",
    ),
    // Money.
    ("{} {} or more", "{} {} o más"),
    ("{} to {} {}", "de {} a {} {}"),
    ("{} a month", "{} al mes"),
    ("{} a year", "{} al año"),
    ("{} a course", "{} por ciclo"),
    ("{} a procedure", "{} por procedimiento"),
    ("{} once", "{} una vez"),
    (
        "The discount is counted once, on the whole course.",
        "El descuento se cuenta una vez, sobre todo el ciclo.",
    ),
    (
        "These are not this clinic's prices. Consultation, laboratory tests and consumables are not in them.",
        "Estos no son los precios de esta clínica. No incluyen la consulta, los análisis ni los consumibles.",
    ),
    (
        "No maintenance is defined in the source: the later years count no sessions.",
        "La fuente no define ningún mantenimiento: los años posteriores no cuentan sesiones.",
    ),
    (
        "The date of the source is unknown (C-088).",
        "No se conoce la fecha de la fuente (C-088).",
    ),
];

/// A phrase in a language; none where it is not translated.
pub(super) fn phrase<'a>(english: &'a str, language: &str) -> Option<&'a str> {
    match language {
        ORIGINAL => Some(english),
        "es" => SPANISH
            .iter()
            .find(|(known, _)| *known == english)
            .map(|(_, words)| *words),
        _ => None,
    }
}

/// A phrase in a language with what is put in.
pub(in crate::plan) fn say(english: &str, values: &[&str], language: &str) -> Option<String> {
    let mut parts = phrase(english, language)?.split("{}");
    let mut text = parts.next().unwrap_or_default().to_owned();
    let mut values = values.iter();
    for part in parts {
        text.push_str(values.next().copied().unwrap_or_default());
        text.push_str(part);
    }
    Some(text)
}

/// A line in a language, in English as a whole where any part of it is missing.
pub(super) fn line(language: &str, make: impl Fn(&str) -> Option<String>) -> Said {
    match make(language) {
        Some(words) => Said::new(words, language),
        None => make(ORIGINAL).unwrap_or_default().into(),
    }
}

/// Words of the knowledge as a part of a line: only where they are in its language.
pub(super) fn part(said: Said, language: &str) -> Option<String> {
    (said.language() == language).then(|| said.into_words())
}

#[cfg(test)]
mod tests {
    use super::{SPANISH, say};

    #[test]
    fn every_phrase_takes_what_its_original_takes() {
        for (position, (english, spanish)) in SPANISH.iter().enumerate() {
            let places = |text: &str| text.matches("{}").count();
            assert_eq!(places(english), places(spanish), "{english}");
            assert!(
                !SPANISH[..position].iter().any(|(known, _)| known == english),
                "{english} stands twice"
            );
        }
    }

    #[test]
    fn phrases_are_filled_in_order() {
        let total = |language| say("Total in {} years: {}", &["3", "500 EUR"], language);
        assert_eq!(total("en").as_deref(), Some("Total in 3 years: 500 EUR"));
        assert_eq!(total("es").as_deref(), Some("Total en 3 años: 500 EUR"));
        assert_eq!(total("zh"), None);
        assert_eq!(say("nobody translated this", &[], "es"), None);
    }
}
