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
            ] + Migration.appendOnly("reading") + Migration.appendOnly("reading_case")),
        // What an office teaches the reader, and how people judged its readings.
        Migration(
            "replies.2",
            [
                phrase,
                """
                CREATE UNIQUE INDEX phrase_active ON phrase (tenant_id, phrase_key, coalesce(funder_id, ''))
                 WHERE state = 'active'
                """,
                "CREATE INDEX phrase_state ON phrase (tenant_id, state, id)",
                "CREATE INDEX phrase_since ON phrase (tenant_id, since_version)",
                "CREATE INDEX phrase_until ON phrase (tenant_id, until_version)",
                // The version of the office's words; 0: it had none.
                "ALTER TABLE reading ADD COLUMN words_version INTEGER NOT NULL DEFAULT 0",
                // 0: read later, by other rules, and without effect.
                "ALTER TABLE reading ADD COLUMN is_standing INTEGER NOT NULL DEFAULT 1 CHECK (is_standing IN (0, 1))",
                // The numbers of the reading that was judged and of the one that the person stored.
                "ALTER TABLE reading_case ADD COLUMN machine_seq INTEGER NOT NULL DEFAULT 1",
                "ALTER TABLE reading_case ADD COLUMN truth_seq INTEGER NOT NULL DEFAULT 2",
                // JSON list: in which parts the person said otherwise; empty: the machine was right.
                "ALTER TABLE reading_case ADD COLUMN changed TEXT NOT NULL DEFAULT '[\"outcome\"]'",
                "CREATE INDEX reading_case_time ON reading_case (tenant_id, at, id)",
                "CREATE INDEX reading_case_of ON reading_case (tenant_id, message_id, id)",
            ]),
    ]

    private static let phrase = """
        CREATE TABLE phrase (                       -- what a funder means by words or codes of its own
            id              TEXT    NOT NULL PRIMARY KEY,
            tenant_id       TEXT    NOT NULL,
            phrase          TEXT    NOT NULL,
            phrase_key      TEXT    NOT NULL,       -- the words as the reader compares them
            means           TEXT    NOT NULL,       -- reason:CODE, document:CODE or outcome:CODE
            funder_id       TEXT    REFERENCES funder (id),   -- NULL: whoever writes
            state           TEXT    NOT NULL CHECK (state IN ('active', 'retired')),
            since_version   INTEGER NOT NULL,       -- the version of the office's words that began with it
            until_version   INTEGER,                -- the version that began without it
            added_at        INTEGER NOT NULL,
            added_by        TEXT    NOT NULL,
            retired_at      INTEGER,
            retired_by      TEXT,
            CHECK ((state = 'retired') = (until_version IS NOT NULL))
        ) STRICT
        """
}
