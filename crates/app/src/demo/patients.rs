//! Who the patients of the demo are, and how far each of them is on the way. Nobody of them lives.

/// Sex at birth, as the record has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sex {
    /// Female.
    Female,
    /// Male.
    Male,
}

/// What is particular about a patient, as far as the screening goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Particular {
    /// Nothing: every answer allows the treatment.
    Nothing,
    /// She breast-feeds.
    BreastFeeding,
    /// Ringworm of the scalp.
    Ringworm,
    /// A scarring alopecia.
    Scarring,
    /// She can become pregnant, and no test was made.
    PregnancyNotTested,
    /// Will not be weighed, and does not say whether anaphylaxis ever happened.
    AnswersRefused,
    /// Signs of too much androgen: an endocrinologist is asked first.
    AndrogenExcess,
    /// Stage VI: a surgeon or dermatologist is asked first; the letter came.
    StageSixWithLetter,
    /// Diabetes, well controlled; nobody cleared it yet.
    Diabetes,
    /// Diabetes, well controlled, cleared by the prescriber.
    DiabetesCleared,
    /// Hair was dyed the day before.
    Dyed,
}

/// What goes into the syringe, and where it goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mixture {
    /// Minoxidil into the vertex, point by point.
    MinoxidilVertex,
    /// Dexpanthenol and biotin into the middle of the scalp, papules.
    VitaminsMid,
    /// Dexpanthenol into the frontal area, nappage.
    DexpanthenolFrontal,
    /// Minoxidil into the middle of the scalp with the injector gun.
    MinoxidilMid,
}

/// How a course went on after its last session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Then {
    /// The next sessions are booked.
    GoesOn,
    /// All sessions were given, and the course was ended.
    Finished,
    /// It was stopped after an adverse event.
    Stopped,
    /// The last session was never signed.
    Unsigned,
    /// The last session was cut short, and recorded as it was.
    CutShort,
}

/// How far a patient is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Story {
    /// Registered.
    Registered,
    /// Some questions answered.
    HalfAnswered,
    /// Answered, examined, with a diagnosis.
    Examined,
    /// A plan is drafted.
    Drafted,
    /// A plan is signed.
    Prescribed,
    /// The consent was handed over and is thought over.
    ThinkingOver,
    /// The consent is signed; the first session comes.
    Agreed,
    /// Sessions were given.
    Course {
        /// How many.
        done: u32,
        /// Days since the last of them.
        last_ago: i64,
        /// How it went on.
        then: Then,
    },
    /// Registered a second time, and merged into the patient at a place of the list.
    Duplicate(usize),
}

/// An invented patient.
#[derive(Debug, Clone, Copy)]
pub(super) struct Invented {
    /// Family name.
    pub(super) family_name: &'static str,
    /// Given names.
    pub(super) given_names: &'static str,
    /// Years.
    pub(super) age: i16,
    /// Sex at birth.
    pub(super) sex: Sex,
    /// Language of what they read; empty: the clinic's.
    pub(super) language: &'static str,
    /// Condition, scale, stage; no condition: nobody has diagnosed.
    pub(super) diagnosis: Option<(&'static str, &'static str, &'static str)>,
    /// Medicines with their dose.
    pub(super) medicines: &'static [(&'static str, &'static str)],
    /// Allergies with what happened.
    pub(super) allergies: &'static [(&'static str, &'static str)],
    /// What is particular.
    pub(super) particular: Particular,
    /// What is or would be injected.
    pub(super) mixture: Mixture,
    /// How far they are.
    pub(super) story: Story,
}

type Diagnosis = Option<(&'static str, &'static str, &'static str)>;

const fn man(
    family_name: &'static str,
    given_names: &'static str,
    age: i16,
    stage: &'static str,
    story: Story,
) -> Invented {
    Invented {
        family_name,
        given_names,
        age,
        sex: Sex::Male,
        language: "",
        diagnosis: Some(("aga_m", "hamilton_norwood", stage)),
        medicines: &[],
        allergies: &[],
        particular: Particular::Nothing,
        mixture: Mixture::MinoxidilVertex,
        story,
    }
}

const fn woman(
    family_name: &'static str,
    given_names: &'static str,
    age: i16,
    stage: &'static str,
    story: Story,
) -> Invented {
    Invented {
        sex: Sex::Female,
        diagnosis: Some(("aga_f", "sinclair", stage)),
        mixture: Mixture::VitaminsMid,
        ..man(family_name, given_names, age, stage, story)
    }
}

impl Invented {
    const fn with(self, particular: Particular) -> Self {
        Self { particular, ..self }
    }

    const fn has(self, diagnosis: Diagnosis) -> Self {
        Self { diagnosis, ..self }
    }

    const fn mixed(self, mixture: Mixture) -> Self {
        Self { mixture, ..self }
    }

    const fn takes(self, medicines: &'static [(&'static str, &'static str)]) -> Self {
        Self { medicines, ..self }
    }

    const fn allergic(self, allergies: &'static [(&'static str, &'static str)]) -> Self {
        Self { allergies, ..self }
    }

    const fn reads(self, language: &'static str) -> Self {
        Self { language, ..self }
    }
}

const fn course(done: u32, last_ago: i64, then: Then) -> Story {
    Story::Course { done, last_ago, then }
}

const SHEDDING: Diagnosis = Some(("te_chronic", "sinclair_shedding", "5"));

/// The patients. The first twenty stand at every stage of the way.
pub(super) const ALL: [Invented; 42] = [
    man("Moreno Castillo", "Luis", 38, "III-vertex", course(4, 2, Then::GoesOn)),
    woman(
        "Fernández de la Vega y Ruiz-Zorrilla",
        "María de los Ángeles",
        58,
        "2",
        course(6, 14, Then::GoesOn),
    ),
    man("Okonkwo", "Chidi", 44, "IV", course(8, 60, Then::Finished)),
    woman("Lindqvist", "Astrid", 61, "3", course(3, 40, Then::Stopped)),
    man("García Oliva", "Íñigo", 33, "III-vertex", course(2, 1, Then::Unsigned)),
    man("Petrov", "Dmitri", 41, "IV", course(5, 9, Then::CutShort)),
    woman("Nowak", "Agnieszka", 57, "2", Story::Agreed),
    man("بن يوسف", "أحمد", 36, "III-vertex", Story::ThinkingOver).reads("ar"),
    man("Sørensen", "Mikkel", 29, "III-vertex", Story::Prescribed),
    woman("Iglesias Pombo", "Beatriz", 54, "2", Story::Drafted),
    woman("Schneider", "Katharina", 53, "2", Story::Examined)
        .with(Particular::DiabetesCleared)
        .takes(&[("Metformin", "850 mg twice a day")])
        .mixed(Mixture::MinoxidilMid),
    man("Papadopoulos", "Giorgos", 55, "VI", Story::Examined).with(Particular::StageSixWithLetter),
    woman("Duarte Leal", "Inês", 32, "2", Story::Examined).with(Particular::BreastFeeding),
    woman("Castro Bermejo", "Alba", 31, "2", Story::Examined).with(Particular::PregnancyNotTested),
    woman("Kaya", "Elif", 26, "2", Story::Examined).with(Particular::AndrogenExcess),
    woman("Martínez Soler", "Rosa", 63, "3", Story::Examined).with(Particular::Dyed),
    man("Jiménez Cobo", "Rafael", 47, "III-vertex", Story::Examined).allergic(&[("Penicillin", "rash as a child")]),
    woman("Rossi", "Chiara", 45, "2", Story::HalfAnswered),
    man("Vidal Puig", "Oriol", 27, "II", Story::Registered),
    man("Moreno", "Luis", 38, "III-vertex", Story::Duplicate(0)),
    woman("Dubois", "Hélène", 60, "2", course(8, 110, Then::Finished)).mixed(Mixture::MinoxidilMid),
    man("Nakamura", "Kenji", 35, "III-vertex", course(7, 3, Then::GoesOn)),
    woman("O'Sullivan", "Siobhán", 56, "3", course(5, 6, Then::GoesOn))
        .has(SHEDDING)
        .mixed(Mixture::DexpanthenolFrontal),
    man("Herrera Luján", "Santiago", 49, "IV", course(3, 7, Then::GoesOn)).takes(&[("Vitamin D", "1,000 units a day")]),
    woman("Popescu", "Ioana", 59, "2", course(2, 5, Then::GoesOn)).takes(&[("Levothyroxine", "75 µg a day")]),
    man("Silva Santos", "Thiago", 30, "III-vertex", course(6, 200, Then::GoesOn)),
    woman("Ben Haddou", "Salma", 55, "2", course(4, 30, Then::GoesOn)),
    man("van den Berg", "Joost", 42, "III-vertex", Story::Agreed),
    woman("Zapatero Nieto", "Montserrat", 64, "3", Story::Agreed).mixed(Mixture::MinoxidilMid),
    man(
        "Ruiz-Gallardón Sáenz de Tejada",
        "Francisco de Borja",
        39,
        "III-vertex",
        Story::ThinkingOver,
    ),
    woman("Ivanova", "Svetlana", 57, "2", Story::ThinkingOver),
    man("Nguyễn", "Văn Minh", 34, "III-vertex", Story::Prescribed).reads("vi"),
    man("Ortega Prieto", "Álvaro", 46, "IV", Story::Drafted),
    woman("Blanco Seoane", "Uxía", 52, "2", Story::Drafted)
        .has(SHEDDING)
        .mixed(Mixture::DexpanthenolFrontal),
    woman("Andersson", "Margareta", 66, "3", Story::Examined)
        .with(Particular::Diabetes)
        .takes(&[("Metformin", "1 g a day")]),
    man("Benítez Arroyo", "Joel", 19, "II", Story::Examined)
        .with(Particular::Ringworm)
        .has(Some(("tinea", "", ""))),
    woman("Cohen", "Miriam", 62, "3", Story::Examined)
        .with(Particular::Scarring)
        .has(Some(("lpp", "", ""))),
    woman("Serrano Vila", "Paloma", 60, "3", Story::Examined).with(Particular::AnswersRefused),
    man("Kowalczyk", "Piotr", 37, "III-vertex", Story::Examined),
    woman("Méndez Roca", "Aitana", 28, "2", Story::HalfAnswered),
    man("李", "伟", 40, "III-vertex", Story::Registered).reads("zh"),
    woman("Hernández Peña", "Guadalupe", 51, "2", Story::Registered),
];
