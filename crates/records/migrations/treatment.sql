-- Plan, consent, session, photographs, harm, follow-up. A signed row is sealed; an amendment is a new version.

CREATE TABLE plan (
    id TEXT NOT NULL,
    version BIGINT NOT NULL,
    clinic TEXT NOT NULL REFERENCES clinic (id),
    patient TEXT NOT NULL REFERENCES patient (id),
    -- A `care::case::Request`.
    request TEXT NOT NULL,
    -- Points moved, added or taken away by hand on the map.
    points TEXT NOT NULL,
    -- Where signed: the case and the plan as they were, the verdict, and the knowledge that gave them.
    signed_case TEXT,
    signed_plan TEXT,
    verdict TEXT,
    knowledge_version TEXT,
    knowledge_hash TEXT,
    -- Content address of the paper as it was signed.
    paper TEXT,
    -- Why it was amended.
    reason TEXT,
    created_by TEXT NOT NULL REFERENCES person (id),
    created_at TEXT NOT NULL,
    changed_at TEXT NOT NULL,
    -- Counts the edits of a draft.
    edit BIGINT NOT NULL,
    signed_by TEXT REFERENCES person (id),
    signed_at TEXT,
    PRIMARY KEY (id, version)
);
CREATE INDEX plan_by_patient ON plan (patient, id, version);
-- A patient has one plan at a time that somebody works on.
CREATE UNIQUE INDEX plan_one_draft ON plan (patient) WHERE signed_at IS NULL;

-- A course that was stopped or done.
CREATE TABLE plan_end (
    plan TEXT PRIMARY KEY,
    clinic TEXT NOT NULL REFERENCES clinic (id),
    patient TEXT NOT NULL REFERENCES patient (id),
    reason TEXT NOT NULL,
    by_person TEXT NOT NULL REFERENCES person (id),
    at TEXT NOT NULL
);

CREATE TABLE signature (
    id TEXT PRIMARY KEY,
    clinic TEXT NOT NULL REFERENCES clinic (id),
    -- plan, session, mixture, consent, adverse_event.
    kind TEXT NOT NULL,
    record TEXT NOT NULL,
    version BIGINT NOT NULL,
    role TEXT NOT NULL,
    person TEXT NOT NULL REFERENCES person (id),
    person_name TEXT NOT NULL,
    -- What the signature says ("prescribed", "injected", "checked the mixture").
    meaning TEXT NOT NULL,
    -- BLAKE3 of what was signed.
    digest TEXT NOT NULL,
    at TEXT NOT NULL,
    UNIQUE (kind, record, version, role)
);

CREATE TABLE consent (
    id TEXT PRIMARY KEY,
    clinic TEXT NOT NULL REFERENCES clinic (id),
    patient TEXT NOT NULL REFERENCES patient (id),
    -- treatment (for a plan and its version) or photographs.
    kind TEXT NOT NULL,
    -- Photographs: care, teaching or publication, each given and withdrawn on its own.
    class TEXT,
    plan TEXT,
    plan_version BIGINT,
    -- The text in the patient's language as it was shown, item by item, and its hash.
    language TEXT NOT NULL,
    text TEXT NOT NULL,
    text_hash TEXT NOT NULL,
    -- Items with their initials; the signature as strokes.
    items TEXT NOT NULL,
    signature TEXT,
    signed_name TEXT,
    -- When the text was handed over: the cooling-off runs from here.
    given_at TEXT NOT NULL,
    given_by TEXT NOT NULL REFERENCES person (id),
    -- First local day on which it may be signed, and last local day on which it then holds.
    may_be_signed_on TEXT NOT NULL,
    holds_until TEXT,
    witnessed_by TEXT REFERENCES person (id),
    signed_at TEXT
);
CREATE INDEX consent_by_patient ON consent (patient, id);
CREATE INDEX consent_by_clinic ON consent (clinic, kind, id);

CREATE TABLE consent_withdrawal (
    consent TEXT PRIMARY KEY REFERENCES consent (id),
    clinic TEXT NOT NULL REFERENCES clinic (id),
    reason TEXT NOT NULL,
    by_person TEXT NOT NULL REFERENCES person (id),
    at TEXT NOT NULL
);

CREATE TABLE session (
    id TEXT NOT NULL,
    version BIGINT NOT NULL,
    clinic TEXT NOT NULL REFERENCES clinic (id),
    patient TEXT NOT NULL REFERENCES patient (id),
    plan TEXT,
    plan_version BIGINT,
    -- Which session of the course.
    number BIGINT NOT NULL,
    room TEXT REFERENCES room (id),
    appointment TEXT,
    -- open, signed, abandoned.
    state TEXT NOT NULL,
    -- Local day in the clinic's zone, for lists and recalls.
    day TEXT NOT NULL,
    started_at TEXT NOT NULL,
    ended_at TEXT,
    injector TEXT REFERENCES person (id),
    -- Time-out, observation, reactions, notes.
    body TEXT NOT NULL,
    -- Points as injected.
    charting TEXT NOT NULL,
    n_points BIGINT NOT NULL,
    volume_ml DOUBLE PRECISION NOT NULL,
    -- The day's screening as it was when the first point was charted.
    verdict TEXT,
    screening TEXT,
    knowledge_version TEXT,
    knowledge_hash TEXT,
    reason TEXT,
    -- Typed in later from a sheet of paper.
    from_paper BOOLEAN NOT NULL,
    edit BIGINT NOT NULL,
    changed_at TEXT NOT NULL,
    signed_by TEXT REFERENCES person (id),
    signed_at TEXT,
    PRIMARY KEY (id, version)
);
CREATE INDEX session_by_patient ON session (patient, day, id, version);
CREATE INDEX session_by_day ON session (clinic, day);
CREATE INDEX session_unsigned ON session (clinic, state, day);
CREATE INDEX session_by_plan ON session (plan, number);
-- A patient has one session that is being worked on; amendments of earlier ones are versions above 1.
CREATE UNIQUE INDEX session_one_open ON session (patient) WHERE state = 'open' AND version = 1;

-- Which lots were mixed for a session: what a recall follows.
CREATE TABLE mixture_component (
    id TEXT PRIMARY KEY,
    clinic TEXT NOT NULL REFERENCES clinic (id),
    session TEXT NOT NULL,
    patient TEXT NOT NULL REFERENCES patient (id),
    product TEXT NOT NULL REFERENCES product (id),
    lot TEXT NOT NULL REFERENCES lot (id),
    vial TEXT REFERENCES vial (id),
    volume_ml DOUBLE PRECISION NOT NULL,
    -- Vials taken from the shelf; 0 where an opened one was used on.
    vials BIGINT NOT NULL,
    removed_at TEXT
);
CREATE INDEX mixture_component_by_lot ON mixture_component (lot, session);
CREATE INDEX mixture_component_by_session ON mixture_component (session);

-- The two-person check: each entry on its own, the second without sight of the first.
CREATE TABLE mixture_entry (
    id TEXT PRIMARY KEY,
    clinic TEXT NOT NULL REFERENCES clinic (id),
    session TEXT NOT NULL,
    -- Counts the attempts; both entries of an attempt have to agree.
    attempt BIGINT NOT NULL,
    -- first, second, single (a clinic of one says so).
    part TEXT NOT NULL,
    body TEXT NOT NULL,
    by_person TEXT NOT NULL REFERENCES person (id),
    entered_at TEXT,
    UNIQUE (session, attempt, part),
    UNIQUE (session, attempt, by_person)
);

CREATE TABLE incident (
    id TEXT PRIMARY KEY,
    clinic TEXT NOT NULL REFERENCES clinic (id),
    patient TEXT REFERENCES patient (id),
    session TEXT,
    kind TEXT NOT NULL,
    -- What was done otherwise than allowed, in a sentence.
    what TEXT NOT NULL,
    opened_by TEXT NOT NULL REFERENCES person (id),
    opened_at TEXT NOT NULL,
    reviewed_by TEXT REFERENCES person (id),
    reviewed_at TEXT,
    outcome TEXT
);
CREATE INDEX incident_by_review ON incident (clinic, reviewed_at, id);
CREATE INDEX incident_by_patient ON incident (patient, opened_at);

CREATE TABLE follow_up (
    id TEXT PRIMARY KEY,
    clinic TEXT NOT NULL REFERENCES clinic (id),
    patient TEXT NOT NULL REFERENCES patient (id),
    -- The session that armed it; the next one arms its own and supersedes what is open.
    session TEXT,
    -- 2 days, 2 weeks, 12 weeks, 6 months, 12 months, 18 to 24 months, review.
    kind TEXT NOT NULL,
    due_on TEXT NOT NULL,
    -- Last day of the window, where it has one.
    until TEXT,
    -- open, done, superseded, not_reached.
    state TEXT NOT NULL,
    answers TEXT,
    note TEXT,
    done_by TEXT REFERENCES person (id),
    done_at TEXT
);
CREATE INDEX follow_up_due ON follow_up (clinic, state, due_on);
CREATE INDEX follow_up_by_patient ON follow_up (patient, due_on);

CREATE TABLE upload_link (
    token_hash TEXT PRIMARY KEY,
    clinic TEXT NOT NULL REFERENCES clinic (id),
    patient TEXT NOT NULL REFERENCES patient (id),
    follow_up TEXT REFERENCES follow_up (id),
    created_by TEXT NOT NULL REFERENCES person (id),
    created_at TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    used_at TEXT,
    -- Taken back before it was used.
    ended_at TEXT
);
CREATE INDEX upload_link_by_patient ON upload_link (patient, created_at);

CREATE TABLE photograph (
    id TEXT PRIMARY KEY,
    clinic TEXT NOT NULL REFERENCES clinic (id),
    patient TEXT NOT NULL REFERENCES patient (id),
    session TEXT,
    adverse_event TEXT,
    view TEXT NOT NULL,
    taken_at TEXT NOT NULL,
    -- Content addresses: untouched original, what is shown (no location data), thumbnail.
    original TEXT NOT NULL,
    shown TEXT NOT NULL,
    thumbnail TEXT NOT NULL,
    width BIGINT NOT NULL,
    height BIGINT NOT NULL,
    bytes BIGINT NOT NULL,
    media_type TEXT NOT NULL,
    -- care, teaching, publication.
    consent_class TEXT NOT NULL,
    -- Conditions of the capture: dry, parted, distance, light, device.
    capture TEXT NOT NULL,
    note TEXT NOT NULL,
    -- staff, patient link.
    origin TEXT NOT NULL,
    added_by TEXT REFERENCES person (id),
    added_at TEXT NOT NULL,
    removed_by TEXT REFERENCES person (id),
    removed_at TEXT,
    removed_because TEXT
);
CREATE INDEX photograph_by_patient ON photograph (patient, taken_at, id);
CREATE INDEX photograph_by_session ON photograph (session);
CREATE INDEX photograph_by_adverse_event ON photograph (adverse_event);

-- A picture that came through a one-time link; it is looked at once, and stays as it was found.
CREATE TABLE upload (
    photograph TEXT PRIMARY KEY REFERENCES photograph (id),
    clinic TEXT NOT NULL REFERENCES clinic (id),
    link TEXT NOT NULL REFERENCES upload_link (token_hash),
    message TEXT NOT NULL,
    reviewed_by TEXT REFERENCES person (id),
    reviewed_at TEXT,
    finding TEXT,
    adverse_event TEXT
);
CREATE INDEX upload_by_review ON upload (clinic, reviewed_at, photograph);

CREATE TABLE adverse_event (
    id TEXT PRIMARY KEY,
    clinic TEXT NOT NULL REFERENCES clinic (id),
    patient TEXT NOT NULL REFERENCES patient (id),
    session TEXT,
    -- Id of the knowledge's adverse event, or `other`.
    code TEXT NOT NULL,
    grade BIGINT,
    serious BOOLEAN,
    onset_on TEXT,
    -- Whether it is an infection: what the signals look for. Proven mycobacterial and new patches stand in the body.
    infection BOOLEAN NOT NULL,
    -- Description, causality with what it rests on, zones, patches.
    body TEXT NOT NULL,
    -- open, resolved, resolved_with_sequelae, fatal, unknown.
    outcome TEXT NOT NULL,
    version BIGINT NOT NULL,
    created_by TEXT NOT NULL REFERENCES person (id),
    created_at TEXT NOT NULL,
    changed_at TEXT NOT NULL
);
CREATE INDEX adverse_event_by_patient ON adverse_event (patient, clinic, id);
CREATE INDEX adverse_event_by_clinic ON adverse_event (clinic, outcome, created_at);
CREATE INDEX adverse_event_latest ON adverse_event (clinic, id);

-- What was done about an adverse event, step by step: appended while it is managed, apart from what is edited about it.
CREATE TABLE adverse_event_step (
    id TEXT PRIMARY KEY,
    clinic TEXT NOT NULL REFERENCES clinic (id),
    adverse_event TEXT NOT NULL REFERENCES adverse_event (id),
    -- managed, reported, noted.
    kind TEXT NOT NULL,
    -- As it was ticked or written.
    text TEXT NOT NULL,
    -- Reported: the number that the authority gave.
    reference TEXT NOT NULL,
    -- When it was done; entered_at is when it was written down.
    at TEXT NOT NULL,
    by_person TEXT NOT NULL REFERENCES person (id),
    entered_at TEXT NOT NULL
);
CREATE INDEX adverse_event_step_by_event ON adverse_event_step (adverse_event, at, id);
