import Storage

/// What was read in each received mail, and what waits for a person.
package enum RepliesSchema {
    package static let migrations: [Migration] = [
        Migration(
            "replies.1",
            [
                """
                CREATE TABLE reading (
                    message_id      TEXT    NOT NULL REFERENCES message (id),
                    seq             INTEGER NOT NULL,   -- 1 is the machine's first; a replay or a person adds more
                    tenant_id       TEXT    NOT NULL,
                    reader          TEXT    NOT NULL,   -- version of the rules, or person:ID
                    outcome         TEXT    NOT NULL,
                    disposition     TEXT    NOT NULL CHECK (disposition IN ('apply', 'review')),
                    confidence      INTEGER NOT NULL,   -- per mille
                    reading         TEXT    NOT NULL,   -- JSON: the whole reading with its evidence
                    at              INTEGER NOT NULL,
                    PRIMARY KEY (message_id, seq)
                ) STRICT, WITHOUT ROWID
                """,
                """
                CREATE TABLE review_item (
                    id              TEXT    NOT NULL PRIMARY KEY,
                    tenant_id       TEXT    NOT NULL,
                    message_id      TEXT    NOT NULL REFERENCES message (id),
                    cause           TEXT    NOT NULL,   -- no_match, ambiguous_match, weak_sender, low_confidence, terminal_state, …
                    state           TEXT    NOT NULL CHECK (state IN ('open', 'settled', 'dismissed')),
                    candidates      TEXT    NOT NULL,   -- JSON: submissions that the mail may answer, the likeliest first
                    opened_at       INTEGER NOT NULL,
                    settled_at      INTEGER,
                    settled_by      TEXT,
                    decision        TEXT,               -- JSON: submission, reading and what was applied; undo reads it
                    UNIQUE (message_id)
                ) STRICT
                """,
                "CREATE INDEX review_item_open ON review_item (tenant_id, state, id, opened_at)",
                """
                CREATE TABLE reading_case (             -- a person's correction: a case for the next version of the rules
                    id              TEXT    NOT NULL PRIMARY KEY,
                    tenant_id       TEXT    NOT NULL,
                    message_id      TEXT    NOT NULL REFERENCES message (id),
                    machine         TEXT    NOT NULL,   -- JSON: what the machine read
                    truth           TEXT    NOT NULL,   -- JSON: what the person says it says
                    who             TEXT    NOT NULL,
                    at              INTEGER NOT NULL
                ) STRICT
                """,
            ] + Migration.appendOnly("reading") + Migration.appendOnly("reading_case"))
    ]
}
