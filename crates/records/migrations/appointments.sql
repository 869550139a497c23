-- The book of appointments.

CREATE TABLE appointment (
    id TEXT PRIMARY KEY,
    clinic TEXT NOT NULL REFERENCES clinic (id),
    patient TEXT REFERENCES patient (id),
    room TEXT REFERENCES room (id),
    person TEXT REFERENCES person (id),
    kind TEXT NOT NULL,
    starts_at TEXT NOT NULL,
    ends_at TEXT NOT NULL,
    -- Local day in the clinic's zone, for the agenda.
    day TEXT NOT NULL,
    -- booked, arrived, in_room, done, no_show, cancelled.
    state TEXT NOT NULL,
    arrived_at TEXT,
    note TEXT NOT NULL,
    plan TEXT,
    session_number BIGINT,
    version BIGINT NOT NULL,
    created_by TEXT REFERENCES person (id),
    created_at TEXT NOT NULL
);
CREATE INDEX appointment_by_day ON appointment (clinic, day, starts_at);
CREATE INDEX appointment_by_patient ON appointment (patient, starts_at);
CREATE INDEX appointment_by_person ON appointment (person, starts_at);

-- Five minutes of a room or a person can be taken once: the key makes a double booking impossible on both engines.
CREATE TABLE taken_time (
    resource TEXT NOT NULL,
    starts_at TEXT NOT NULL,
    appointment TEXT NOT NULL REFERENCES appointment (id),
    PRIMARY KEY (resource, starts_at)
);
CREATE INDEX taken_time_by_appointment ON taken_time (appointment);

CREATE TABLE waiting (
    id TEXT PRIMARY KEY,
    clinic TEXT NOT NULL REFERENCES clinic (id),
    patient TEXT NOT NULL REFERENCES patient (id),
    kind TEXT NOT NULL,
    earliest_on TEXT NOT NULL,
    latest_on TEXT,
    minutes BIGINT NOT NULL,
    note TEXT NOT NULL,
    created_by TEXT NOT NULL REFERENCES person (id),
    created_at TEXT NOT NULL,
    appointment TEXT REFERENCES appointment (id),
    closed_at TEXT
);
CREATE INDEX waiting_open ON waiting (clinic, closed_at, earliest_on);

-- The secret part of a person's calendar address.
CREATE TABLE calendar_feed (
    token_hash TEXT PRIMARY KEY,
    clinic TEXT NOT NULL REFERENCES clinic (id),
    person TEXT NOT NULL REFERENCES person (id),
    created_at TEXT NOT NULL,
    ended_at TEXT
);

-- Consents and plans that wait for a signature: few among all that were ever signed.
CREATE INDEX consent_unsigned ON consent (clinic, may_be_signed_on) WHERE signed_at IS NULL;
CREATE INDEX plan_unsigned ON plan (clinic, changed_at) WHERE signed_at IS NULL;
