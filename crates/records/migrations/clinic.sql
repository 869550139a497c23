-- Clinics, their people, what they adopted, and who did what.
-- Moments are UTC text of fixed width, days are text, documents are JSON text: the same on both engines.

CREATE TABLE clinic (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    country TEXT NOT NULL,
    currency TEXT NOT NULL,
    time_zone TEXT NOT NULL,
    language TEXT NOT NULL,
    -- Hours by weekday, closed days, prices, clinic-wide choices.
    settings TEXT NOT NULL,
    -- Whether every patient of it is invented.
    demo BOOLEAN NOT NULL,
    version BIGINT NOT NULL,
    created_at TEXT NOT NULL
);

CREATE TABLE person (
    id TEXT PRIMARY KEY,
    clinic TEXT NOT NULL REFERENCES clinic (id),
    name TEXT NOT NULL,
    -- Lower case; unique in the whole database, so that signing in needs no choice of clinic.
    sign_in_name TEXT NOT NULL UNIQUE,
    -- Argon2id in PHC form; none: a one-time link has to be used first.
    password_hash TEXT,
    language TEXT,
    version BIGINT NOT NULL,
    created_at TEXT NOT NULL,
    left_at TEXT
);
CREATE INDEX person_by_clinic ON person (clinic, name);

CREATE TABLE person_role (
    person TEXT NOT NULL REFERENCES person (id),
    role TEXT NOT NULL,
    PRIMARY KEY (person, role)
);

CREATE TABLE credential (
    id TEXT PRIMARY KEY,
    clinic TEXT NOT NULL REFERENCES clinic (id),
    person TEXT NOT NULL REFERENCES person (id),
    title TEXT NOT NULL,
    number TEXT NOT NULL,
    country TEXT NOT NULL,
    -- What it allows.
    may_prescribe BOOLEAN NOT NULL,
    may_inject BOOLEAN NOT NULL,
    may_prepare BOOLEAN NOT NULL,
    valid_from TEXT NOT NULL,
    valid_until TEXT NOT NULL,
    created_by TEXT NOT NULL REFERENCES person (id),
    created_at TEXT NOT NULL,
    withdrawn_at TEXT,
    withdrawn_because TEXT
);
CREATE INDEX credential_by_person ON credential (person, valid_until);

CREATE TABLE web_session (
    -- BLAKE3 of the token in the cookie: a copied database opens no session.
    token_hash TEXT PRIMARY KEY,
    clinic TEXT NOT NULL REFERENCES clinic (id),
    person TEXT NOT NULL REFERENCES person (id),
    device TEXT NOT NULL,
    created_at TEXT NOT NULL,
    used_at TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    locked BOOLEAN NOT NULL,
    -- The patient tablet: this session sees the intake of this patient and nothing else.
    only_patient TEXT,
    ended_at TEXT
);
CREATE INDEX web_session_by_person ON web_session (person, ended_at);

CREATE TABLE one_time_password (
    token_hash TEXT PRIMARY KEY,
    person TEXT NOT NULL REFERENCES person (id),
    created_by TEXT NOT NULL REFERENCES person (id),
    created_at TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    used_at TEXT
);

CREATE TABLE adoption (
    id TEXT PRIMARY KEY,
    clinic TEXT NOT NULL REFERENCES clinic (id),
    bundle TEXT NOT NULL,
    knowledge_version TEXT NOT NULL,
    knowledge_hash TEXT NOT NULL,
    -- Hash of each record of the bundle, so that a later version shows what changed.
    record_hashes TEXT NOT NULL,
    director TEXT NOT NULL REFERENCES person (id),
    director_name TEXT NOT NULL,
    at TEXT NOT NULL
);
CREATE INDEX adoption_by_clinic ON adoption (clinic, bundle, at);

CREATE TABLE confirmation (
    id TEXT PRIMARY KEY,
    clinic TEXT NOT NULL REFERENCES clinic (id),
    record TEXT NOT NULL,
    record_hash TEXT NOT NULL,
    director TEXT NOT NULL REFERENCES person (id),
    director_name TEXT NOT NULL,
    reason TEXT,
    at TEXT NOT NULL
);
CREATE INDEX confirmation_by_record ON confirmation (clinic, record, at);

-- What somebody is typing, under the address of its form.
CREATE TABLE draft (
    person TEXT NOT NULL REFERENCES person (id),
    form TEXT NOT NULL,
    clinic TEXT NOT NULL REFERENCES clinic (id),
    body TEXT NOT NULL,
    -- Version of the thing that the form was filled from.
    version BIGINT NOT NULL,
    saved_at TEXT NOT NULL,
    PRIMARY KEY (person, form)
);

-- Every earlier state of a row that may be changed (patients, appointments, products, ...).
CREATE TABLE revision (
    id TEXT PRIMARY KEY,
    clinic TEXT NOT NULL REFERENCES clinic (id),
    kind TEXT NOT NULL,
    record TEXT NOT NULL,
    version BIGINT NOT NULL,
    body TEXT NOT NULL,
    reason TEXT,
    by_person TEXT REFERENCES person (id),
    at TEXT NOT NULL,
    UNIQUE (kind, record, version)
);

CREATE TABLE audit (
    sequence BIGINT PRIMARY KEY,
    at TEXT NOT NULL,
    clinic TEXT,
    person TEXT,
    roles TEXT NOT NULL,
    device TEXT NOT NULL,
    action TEXT NOT NULL,
    kind TEXT NOT NULL,
    record TEXT NOT NULL,
    patient TEXT,
    reason TEXT,
    -- BLAKE3 of what was written, where something was.
    digest TEXT,
    previous TEXT NOT NULL,
    mac TEXT NOT NULL
);
CREATE INDEX audit_by_patient ON audit (patient, sequence);
CREATE INDEX audit_by_clinic ON audit (clinic, sequence);

-- The head of the chain: one row, locked while an entry is added, so that entries of two servers cannot fork it.
CREATE TABLE audit_head (
    one BIGINT PRIMARY KEY CHECK (one = 1),
    sequence BIGINT NOT NULL,
    mac TEXT NOT NULL
);
INSERT INTO audit_head (one, sequence, mac) VALUES (1, 0, '');

CREATE TABLE backup (
    id TEXT PRIMARY KEY,
    at TEXT NOT NULL,
    file TEXT NOT NULL,
    bytes BIGINT NOT NULL,
    audit_sequence BIGINT NOT NULL,
    error TEXT
);
