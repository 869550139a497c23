//! Which column of a file is which field, by what stands above it.

use anagen_records::patient_search::joined;

use super::Kind;
use crate::Message;
use crate::error::AppError;

/// Fields by the headings that stand for them, folded, without spaces and signs; in the languages of the clinics' earlier
/// programs.
type Fields = &'static [(&'static str, &'static [&'static str])];

const PATIENTS: Fields = &[
    (
        "number",
        &[
            "number",
            "no",
            "nr",
            "num",
            "id",
            "patientnumber",
            "patientno",
            "patientid",
            "mrn",
            "fileno",
            "filenumber",
            "chartnumber",
            "n",
            "numero",
            "npaciente",
            "ndepaciente",
            "numerodepaciente",
            "nhc",
            "nhistoria",
            "ndehistoria",
            "nhistoriaclinica",
            "historia",
            "historiaclinica",
            "patientennummer",
            "patientnr",
            "dossier",
            "numerodossier",
            "numeropatient",
            "codice",
            "病历号",
        ],
    ),
    (
        "family_name",
        &[
            "familyname",
            "surname",
            "lastname",
            "apellidos",
            "apellido",
            "nom",
            "nomdefamille",
            "nachname",
            "familienname",
            "cognome",
            "sobrenome",
            "姓",
        ],
    ),
    (
        "given_names",
        &[
            "givennames",
            "givenname",
            "firstname",
            "firstnames",
            "forename",
            "nombre",
            "nombres",
            "prenom",
            "prenoms",
            "vorname",
            "nome",
            "名",
        ],
    ),
    (
        "full_name",
        &[
            "name",
            "fullname",
            "patient",
            "patientname",
            "paciente",
            "nombrecompleto",
            "nomcomplet",
            "姓名",
        ],
    ),
    (
        "birth_date",
        &[
            "birthdate",
            "dateofbirth",
            "dob",
            "born",
            "birthday",
            "fechadenacimiento",
            "fechanacimiento",
            "nacimiento",
            "datedenaissance",
            "naissance",
            "geburtsdatum",
            "geboren",
            "datadinascita",
            "datadenascimento",
            "出生日期",
        ],
    ),
    (
        "phone",
        &[
            "phone",
            "telephone",
            "tel",
            "mobile",
            "mobilephone",
            "cell",
            "phonenumber",
            "telefono",
            "movil",
            "portable",
            "telefon",
            "handy",
            "telefone",
            "电话",
        ],
    ),
    (
        "email",
        &[
            "email",
            "mail",
            "emailaddress",
            "correo",
            "correoelectronico",
            "courriel",
            "邮箱",
        ],
    ),
    (
        "address",
        &[
            "address",
            "direccion",
            "domicilio",
            "adresse",
            "anschrift",
            "indirizzo",
            "endereco",
            "地址",
        ],
    ),
    (
        "language",
        &["language", "lang", "idioma", "langue", "sprache", "lingua", "语言"],
    ),
    (
        "note",
        &[
            "note",
            "notes",
            "remark",
            "remarks",
            "comment",
            "nota",
            "notas",
            "observaciones",
            "remarque",
            "bemerkung",
            "备注",
        ],
    ),
];

const APPOINTMENTS: Fields = &[
    ("number", PATIENTS[0].1),
    (
        "day",
        &[
            "day",
            "date",
            "appointmentdate",
            "fecha",
            "dia",
            "jour",
            "datum",
            "tag",
            "日期",
        ],
    ),
    (
        "time",
        &[
            "time",
            "start",
            "starttime",
            "from",
            "begins",
            "hora",
            "horainicio",
            "inicio",
            "heure",
            "debut",
            "uhrzeit",
            "beginn",
            "时间",
        ],
    ),
    (
        "minutes",
        &[
            "minutes", "duration", "length", "duracion", "minutos", "duree", "dauer", "minuten", "时长",
        ],
    ),
    ("end", &["end", "endtime", "to", "until", "fin", "horafin", "ende"]),
    (
        "kind",
        &[
            "kind", "type", "service", "reason", "tipo", "motivo", "motif", "art", "类型",
        ],
    ),
    ("room", &["room", "sala", "cabina", "salle", "raum", "zimmer", "房间"]),
    (
        "person",
        &[
            "person",
            "with",
            "staff",
            "provider",
            "practitioner",
            "doctor",
            "physician",
            "profesional",
            "medico",
            "praticien",
            "arzt",
            "医生",
        ],
    ),
    ("note", PATIENTS[9].1),
];

const STOCK: Fields = &[
    (
        "product",
        &[
            "product",
            "productname",
            "item",
            "name",
            "article",
            "producto",
            "articulo",
            "produit",
            "produkt",
            "artikel",
            "产品",
        ],
    ),
    (
        "lot",
        &[
            "lot",
            "lotnumber",
            "lotno",
            "batch",
            "batchnumber",
            "lote",
            "numerodelote",
            "charge",
            "chargennummer",
            "批号",
        ],
    ),
    (
        "expires_on",
        &[
            "expiry",
            "expires",
            "expireson",
            "expirydate",
            "expirationdate",
            "usebefore",
            "caducidad",
            "vencimiento",
            "peremption",
            "dateperemption",
            "verfall",
            "verfallsdatum",
            "有效期",
        ],
    ),
    (
        "quantity",
        &[
            "quantity", "qty", "vials", "amount", "count", "cantidad", "viales", "unidades", "quantite", "menge",
            "anzahl", "数量",
        ],
    ),
    (
        "supplier",
        &["supplier", "vendor", "proveedor", "fournisseur", "lieferant", "供应商"],
    ),
    (
        "unit_price",
        &[
            "price",
            "unitprice",
            "cost",
            "precio",
            "preciounitario",
            "prix",
            "preis",
            "价格",
        ],
    ),
];

/// The fields that a file of a kind can hold.
fn fields(kind: Kind) -> Fields {
    match kind {
        Kind::Patients => PATIENTS,
        Kind::Appointments => APPOINTMENTS,
        Kind::Stock => STOCK,
    }
}

/// Fields without which a file says nothing; of each group one.
fn needed(kind: Kind) -> &'static [&'static [&'static str]] {
    match kind {
        Kind::Patients => &[&["family_name", "given_names", "full_name"]],
        Kind::Appointments => &[&["number"], &["day"], &["time"], &["room", "person"]],
        Kind::Stock => &[&["product"], &["lot"], &["expires_on"], &["quantity"]],
    }
}

/// A column that is understood in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// Its field; stands for itself above a column.
    pub field: &'static str,
    /// What else may stand above it: small letters without accents, spaces and signs.
    pub headings: &'static [&'static str],
    /// Fields of which a file needs one, where this is among them.
    pub one_of: &'static [&'static str],
}

/// The columns that are understood in a file of a kind.
pub fn understood(kind: Kind) -> impl Iterator<Item = Column> {
    fields(kind).iter().map(move |(field, headings)| Column {
        field,
        headings,
        one_of: needed(kind)
            .iter()
            .find(|group| group.contains(field))
            .copied()
            .unwrap_or_default(),
    })
}

/// The fields of a file, and in which column each stands.
pub(super) struct Columns(Vec<(&'static str, usize)>);

impl Columns {
    /// Takes the columns of a file for fields, by what stands above them.
    pub(super) fn of(kind: Kind, headings: &[String]) -> Result<Self, AppError> {
        let mut found: Vec<(&'static str, usize)> = Vec::new();
        for (at, heading) in headings.iter().enumerate() {
            let folded = folded(heading);
            let field = fields(kind)
                .iter()
                .find(|(field, names)| joined(field) == folded || names.contains(&folded.as_str()));
            if let Some((field, _)) = field {
                if found.iter().any(|(known, _)| known == field) {
                    return Err(AppError::Refused(
                        Message::new("import-column-twice").with("heading", heading),
                    ));
                }
                found.push((field, at));
            }
        }
        let is_there = |field: &&str| found.iter().any(|(known, _)| known == field);
        match needed(kind).iter().find(|group| !group.iter().any(is_there)) {
            Some(group) => Err(AppError::Refused(missing(group))),
            None => Ok(Self(found)),
        }
    }

    /// What stands above each column, and the field that it was taken for.
    pub(super) fn of_headings(&self, headings: &[String]) -> Vec<(String, Option<&'static str>)> {
        let field = |at: usize| self.0.iter().find(|(_, column)| *column == at).map(|(field, _)| *field);
        headings
            .iter()
            .enumerate()
            .map(|(at, heading)| (heading.clone(), field(at)))
            .collect()
    }

    /// What stands in a field of a row; empty where the file has no such column.
    pub(super) fn text<'a>(&self, row: &'a [String], field: &str) -> &'a str {
        let column = self.0.iter().find(|(known, _)| *known == field);
        column.and_then(|(_, at)| row.get(*at)).map_or("", |text| text.as_str())
    }

    /// What stands in the columns that were taken for fields, in the order of the file.
    pub(super) fn cells(&self, row: &[String]) -> Vec<String> {
        self.0
            .iter()
            .map(|(_, at)| row.get(*at).cloned().unwrap_or_default())
            .collect()
    }
}

/// A heading without what differs between two that mean the same. The raised o of "Nº" is a letter of its own.
fn folded(heading: &str) -> String {
    joined(&heading.replace('º', "").replace('№', "n"))
}

/// Which column is missing, in a word that would be understood above it.
fn missing(group: &[&'static str]) -> Message {
    Message::new(match group {
        ["family_name", ..] => "import-needs-name",
        ["number"] => "import-needs-number",
        ["day"] => "import-needs-day",
        ["time"] => "import-needs-time",
        ["room", ..] => "import-needs-room-or-person",
        ["product"] => "import-needs-product",
        ["lot"] => "import-needs-lot",
        ["expires_on"] => "import-needs-expiry",
        _ => "import-needs-quantity",
    })
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use super::*;

    #[test]
    fn headings_in_several_languages_are_fields() {
        let of = |headings: &[&str]| {
            let headings: Vec<String> = headings.iter().map(|heading| (*heading).to_owned()).collect();
            Columns::of(Kind::Patients, &headings)
                .map(|columns| columns.0.into_iter().map(|(field, _)| field).collect::<Vec<_>>())
        };
        assert_eq!(
            of(&["Nº", "Apellidos", "Nombre", "Fecha de nacimiento", "Teléfono"]).unwrap(),
            ["number", "family_name", "given_names", "birth_date", "phone"]
        );
        assert_eq!(
            of(&["Patient number", "Last name", "First-Name", "D.O.B.", "Shoe size"]).unwrap(),
            ["number", "family_name", "given_names", "birth_date"]
        );
        assert_eq!(of(&["family_name", "Vorname"]).unwrap(), ["family_name", "given_names"]);
        assert!(matches!(of(&["Phone", "DOB"]), Err(AppError::Refused(message)) if message.key == "import-needs-name"));
        assert!(
            matches!(of(&["Surname", "Last name"]), Err(AppError::Refused(message)) if message.key == "import-column-twice")
        );
    }

    #[test]
    fn no_heading_stands_for_two_fields() {
        for kind in Kind::ALL {
            let mut all: Vec<&str> = fields(*kind)
                .iter()
                .flat_map(|(_, names)| names.iter().copied())
                .collect();
            let before = all.len();
            all.sort_unstable();
            all.dedup();
            assert_eq!(all.len(), before, "{kind}");
            assert!(
                fields(*kind)
                    .iter()
                    .flat_map(|(_, names)| *names)
                    .all(|name| joined(name) == *name),
                "{kind}"
            );
        }
    }
}
