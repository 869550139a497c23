-- The shelf, the rooms, what is in them.

CREATE TABLE room (
    id TEXT PRIMARY KEY,
    clinic TEXT NOT NULL REFERENCES clinic (id),
    name TEXT NOT NULL,
    closed_at TEXT,
    UNIQUE (clinic, name)
);

-- Answers about a room, its kit and who is present (DECISIONS.md 1: they belong to the room, never to a patient).
CREATE TABLE room_answer (
    id TEXT PRIMARY KEY,
    clinic TEXT NOT NULL REFERENCES clinic (id),
    room TEXT NOT NULL REFERENCES room (id),
    fact TEXT NOT NULL,
    answer TEXT NOT NULL,
    at TEXT NOT NULL,
    entered_by TEXT NOT NULL REFERENCES person (id)
);
CREATE INDEX room_answer_by_room ON room_answer (room, fact, at, id);

CREATE TABLE kit (
    id TEXT PRIMARY KEY,
    clinic TEXT NOT NULL REFERENCES clinic (id),
    room TEXT REFERENCES room (id),
    name TEXT NOT NULL,
    -- emergency, hyaluronidase, local anaesthetic toxicity, session.
    kind TEXT NOT NULL,
    retired_at TEXT
);

CREATE TABLE kit_item (
    id TEXT PRIMARY KEY,
    kit TEXT NOT NULL REFERENCES kit (id),
    clinic TEXT NOT NULL REFERENCES clinic (id),
    -- Id of the knowledge's item of an emergency kit, where it is one of those.
    item TEXT,
    name TEXT NOT NULL,
    quantity BIGINT NOT NULL,
    -- None: somebody looked, and the pack bears no expiry.
    expires_on TEXT,
    removed_at TEXT
);
CREATE INDEX kit_item_by_kit ON kit_item (kit, expires_on);

CREATE TABLE kit_check (
    id TEXT PRIMARY KEY,
    clinic TEXT NOT NULL REFERENCES clinic (id),
    kit TEXT NOT NULL REFERENCES kit (id),
    complete BOOLEAN NOT NULL,
    note TEXT NOT NULL,
    by_person TEXT NOT NULL REFERENCES person (id),
    at TEXT NOT NULL
);
CREATE INDEX kit_check_by_kit ON kit_check (kit, at);

CREATE TABLE product (
    id TEXT PRIMARY KEY,
    clinic TEXT NOT NULL REFERENCES clinic (id),
    name TEXT NOT NULL,
    -- A `care::case::Product` without lot, expiry and quarantine.
    body TEXT NOT NULL,
    -- Least number of vials before it is due to be ordered.
    reorder_at BIGINT,
    -- Hours for which an opened vial may be used; none: for one session.
    opened_hours BIGINT,
    retired_at TEXT,
    version BIGINT NOT NULL,
    created_by TEXT NOT NULL REFERENCES person (id),
    created_at TEXT NOT NULL,
    UNIQUE (clinic, name)
);

CREATE TABLE lot (
    id TEXT PRIMARY KEY,
    clinic TEXT NOT NULL REFERENCES clinic (id),
    product TEXT NOT NULL REFERENCES product (id),
    number TEXT NOT NULL,
    expires_on TEXT NOT NULL,
    supplier TEXT NOT NULL,
    -- Price of one vial in hundredths of the clinic's currency.
    unit_price BIGINT,
    received_at TEXT NOT NULL,
    created_by TEXT NOT NULL REFERENCES person (id),
    -- In quarantine from then on; a release clears it, the audit trail keeps both.
    quarantined_at TEXT,
    quarantined_because TEXT,
    -- The sum of its ledger, written together with each entry: a page does not add up a million of them.
    on_shelf BIGINT NOT NULL DEFAULT 0,
    version BIGINT NOT NULL,
    UNIQUE (clinic, product, number)
);
CREATE INDEX lot_by_number ON lot (clinic, number);
CREATE INDEX lot_by_expiry ON lot (clinic, expires_on);

CREATE TABLE vial (
    id TEXT PRIMARY KEY,
    clinic TEXT NOT NULL REFERENCES clinic (id),
    lot TEXT NOT NULL REFERENCES lot (id),
    -- One vial, one patient; none only where the director adopted splitting.
    patient TEXT REFERENCES patient (id),
    session TEXT,
    opened_by TEXT NOT NULL REFERENCES person (id),
    opened_at TEXT NOT NULL,
    -- Until then it may be used; a vial for one session until the end of its day.
    discard_after TEXT,
    discarded_at TEXT,
    discarded_by TEXT REFERENCES person (id)
);
CREATE INDEX vial_by_lot ON vial (lot, opened_at);
CREATE INDEX vial_open ON vial (clinic, discard_after) WHERE discarded_at IS NULL;

-- Vials in and out. The sum over a lot is what is on the shelf.
CREATE TABLE ledger (
    id TEXT PRIMARY KEY,
    clinic TEXT NOT NULL REFERENCES clinic (id),
    lot TEXT NOT NULL REFERENCES lot (id),
    -- Vials: positive in, negative out.
    quantity BIGINT NOT NULL,
    -- received, used, opened, discarded, counted, returned.
    reason TEXT NOT NULL,
    note TEXT NOT NULL,
    session TEXT,
    incident TEXT,
    by_person TEXT NOT NULL REFERENCES person (id),
    at TEXT NOT NULL,
    -- A session takes from a lot exactly once, however often its signing is sent.
    UNIQUE (session, lot, reason)
);
CREATE INDEX ledger_by_lot ON ledger (lot, at, id);

CREATE TABLE refrigerator (
    id TEXT PRIMARY KEY,
    clinic TEXT NOT NULL REFERENCES clinic (id),
    name TEXT NOT NULL,
    lowest_celsius DOUBLE PRECISION NOT NULL,
    highest_celsius DOUBLE PRECISION NOT NULL,
    retired_at TEXT,
    UNIQUE (clinic, name)
);

CREATE TABLE temperature (
    id TEXT PRIMARY KEY,
    clinic TEXT NOT NULL REFERENCES clinic (id),
    refrigerator TEXT NOT NULL REFERENCES refrigerator (id),
    celsius DOUBLE PRECISION NOT NULL,
    note TEXT NOT NULL,
    by_person TEXT NOT NULL REFERENCES person (id),
    at TEXT NOT NULL
);
CREATE INDEX temperature_by_refrigerator ON temperature (refrigerator, at);
