-- Patients and what is known of them. What is known is append-only: the latest counts, the earlier stays.

CREATE TABLE patient (
    id TEXT PRIMARY KEY,
    clinic TEXT NOT NULL REFERENCES clinic (id),
    -- The clinic's own number, as it is said and printed.
    number TEXT NOT NULL,
    family_name TEXT NOT NULL,
    given_names TEXT NOT NULL,
    birth_date TEXT,
    phone TEXT NOT NULL,
    email TEXT NOT NULL,
    address TEXT NOT NULL,
    language TEXT NOT NULL,
    note TEXT NOT NULL,
    demo BOOLEAN NOT NULL,
    -- Content address of the photograph in the banner.
    portrait TEXT,
    -- The patient that this one was found to be; everything of both is shown together, nothing is moved.
    merged_into TEXT REFERENCES patient (id),
    version BIGINT NOT NULL,
    created_by TEXT REFERENCES person (id),
    created_at TEXT NOT NULL,
    UNIQUE (clinic, number)
);
CREATE INDEX patient_by_name ON patient (clinic, family_name, given_names, id);
CREATE INDEX patient_by_merge ON patient (merged_into);

-- The last number that was given to a patient, so that the next one is found without looking at all of them.
CREATE TABLE patient_number (
    clinic TEXT PRIMARY KEY REFERENCES clinic (id),
    last_given BIGINT NOT NULL
);

-- Words under which a patient is found, folded (lower case, no accents): names, number, birth date, phone.
CREATE TABLE patient_word (
    clinic TEXT NOT NULL,
    -- The first letters as a number: the words that begin with what was typed are one range, whatever the collation.
    code BIGINT NOT NULL,
    -- The patient's name in the same way: the patients of one word stand in the order of their names.
    name_code BIGINT NOT NULL,
    patient TEXT NOT NULL REFERENCES patient (id),
    word TEXT NOT NULL,
    -- One bit for each beginning of each of the patient's words: most patients who lack another typed word are passed over
    -- without looking it up.
    marks BIGINT NOT NULL,
    PRIMARY KEY (clinic, code, name_code, patient, word, marks)
);
CREATE INDEX patient_word_by_patient ON patient_word (patient, code);

-- The words of names, each under what remains when up to two of its letters are left out: what was typed with an error
-- or two shares one of these with what was meant. A word that no patient bears any more stays and finds nobody.
CREATE TABLE name_spelling (
    clinic TEXT NOT NULL,
    code BIGINT NOT NULL,
    word TEXT NOT NULL,
    PRIMARY KEY (clinic, code, word)
);

-- Whom somebody opened last.
CREATE INDEX audit_by_person ON audit (person, sequence) WHERE patient IS NOT NULL;

CREATE TABLE patient_merge (
    id TEXT PRIMARY KEY,
    clinic TEXT NOT NULL REFERENCES clinic (id),
    kept TEXT NOT NULL REFERENCES patient (id),
    merged TEXT NOT NULL REFERENCES patient (id),
    reason TEXT NOT NULL,
    by_person TEXT NOT NULL REFERENCES person (id),
    at TEXT NOT NULL,
    undone_by TEXT REFERENCES person (id),
    undone_at TEXT
);
CREATE INDEX patient_merge_by_kept ON patient_merge (kept);
CREATE INDEX patient_merge_by_merged ON patient_merge (merged);

CREATE TABLE answer (
    id TEXT PRIMARY KEY,
    clinic TEXT NOT NULL REFERENCES clinic (id),
    patient TEXT NOT NULL REFERENCES patient (id),
    fact TEXT NOT NULL,
    -- As a case file has it: true, false, "42 kg", "III vertex", "not known", "refused", [..].
    answer TEXT NOT NULL,
    -- patient, examiner, laboratory, record, staff.
    source TEXT NOT NULL,
    -- When it held (the day of a laboratory value); entered_at is when it was written down.
    at TEXT NOT NULL,
    session TEXT,
    entered_by TEXT NOT NULL REFERENCES person (id),
    entered_at TEXT NOT NULL
);
CREATE INDEX answer_by_patient ON answer (patient, fact, at, id);

CREATE TABLE recorded_list (
    id TEXT PRIMARY KEY,
    clinic TEXT NOT NULL REFERENCES clinic (id),
    patient TEXT NOT NULL REFERENCES patient (id),
    -- medicines, allergies.
    kind TEXT NOT NULL,
    -- Entries (name, detail, since); an empty list: asked, and there are none.
    entries TEXT NOT NULL,
    asked_at TEXT NOT NULL,
    entered_by TEXT NOT NULL REFERENCES person (id),
    entered_at TEXT NOT NULL
);
CREATE INDEX recorded_list_by_patient ON recorded_list (patient, kind, asked_at, id);

CREATE TABLE diagnosis (
    id TEXT PRIMARY KEY,
    clinic TEXT NOT NULL REFERENCES clinic (id),
    patient TEXT NOT NULL REFERENCES patient (id),
    -- A `care::case::Diagnosis`.
    body TEXT NOT NULL,
    entered_by TEXT NOT NULL REFERENCES person (id),
    entered_at TEXT NOT NULL
);
CREATE INDEX diagnosis_by_patient ON diagnosis (patient, id);

CREATE TABLE clearance (
    id TEXT PRIMARY KEY,
    clinic TEXT NOT NULL REFERENCES clinic (id),
    patient TEXT NOT NULL REFERENCES patient (id),
    rule TEXT NOT NULL,
    -- A `care::case::Clearance`; with a letter, the content address of its scan.
    body TEXT NOT NULL,
    attachment TEXT,
    -- The clearance that this row takes back, where it does.
    withdraws TEXT UNIQUE REFERENCES clearance (id),
    signed_by TEXT NOT NULL REFERENCES person (id),
    signed_at TEXT NOT NULL
);
CREATE INDEX clearance_by_patient ON clearance (patient, rule, id);

CREATE TABLE concurrent_treatment (
    id TEXT PRIMARY KEY,
    clinic TEXT NOT NULL REFERENCES clinic (id),
    patient TEXT NOT NULL REFERENCES patient (id),
    -- The row that this one replaces (another dose, an end), where it does.
    replaces TEXT REFERENCES concurrent_treatment (id),
    -- A `care::case::ConcurrentTreatment`.
    body TEXT NOT NULL,
    entered_by TEXT NOT NULL REFERENCES person (id),
    entered_at TEXT NOT NULL
);
CREATE INDEX concurrent_treatment_by_patient ON concurrent_treatment (patient, id);

-- What was written down by mistake (of another patient, a slip of the pen): it stays to be read, and no longer counts.
CREATE TABLE entered_in_error (
    -- The answer, list, diagnosis or treatment beside the sessions.
    row_id TEXT PRIMARY KEY,
    clinic TEXT NOT NULL REFERENCES clinic (id),
    patient TEXT NOT NULL REFERENCES patient (id),
    reason TEXT NOT NULL,
    by_person TEXT NOT NULL REFERENCES person (id),
    at TEXT NOT NULL
);
CREATE INDEX entered_in_error_by_patient ON entered_in_error (patient);
