import Storage

/// What funders say that they paid, line by line, before it is booked and after (N09).
package enum RemittanceSchema {
    package static let migrations: [Migration] = [
        Migration(
            "remittances.1",
            [
                remittance, line,
                """
                CREATE TABLE remittance_layout (  -- how a funder writes its files, remembered
                    funder_id  TEXT    NOT NULL PRIMARY KEY,
                    tenant_id  TEXT    NOT NULL,
                    layout     TEXT    NOT NULL,  -- JSON
                    who        TEXT    NOT NULL,
                    at         INTEGER NOT NULL,
                    FOREIGN KEY (tenant_id, funder_id) REFERENCES funder (tenant_id, id)
                ) STRICT
                """,
                """
                CREATE UNIQUE INDEX remittance_file ON remittance (tenant_id, funder_id, file_hash)
                 WHERE file_hash IS NOT NULL AND state <> 'dismissed'
                """,
                "CREATE UNIQUE INDEX remittance_notice ON remittance (message_id, submission_id) WHERE message_id IS NOT NULL",
                "CREATE INDEX remittance_newest ON remittance (tenant_id, id)",
                "CREATE INDEX remittance_open ON remittance (tenant_id, id) WHERE state = 'proposed'",
                "CREATE INDEX remittance_funder ON remittance (tenant_id, funder_id, through_on)",
                "CREATE INDEX remittance_line_payment ON remittance_line (payment_id)",
                "CREATE INDEX commission_entry_funder ON commission_entry (tenant_id, funder_id, deal_id)",
            ]),
        // Why a person must say that a line is what it seems.
        Migration("remittances.2", ["ALTER TABLE remittance_line ADD COLUMN doubt TEXT"]),
        // A mail that is filed anew tells anew.
        Migration(
            "remittances.3",
            [
                """
                ALTER TABLE remittance ADD COLUMN is_retracted INTEGER NOT NULL DEFAULT 0 CHECK (is_retracted IN (0, 1))
                """,
                "DROP INDEX remittance_notice",
                """
                CREATE UNIQUE INDEX remittance_notice ON remittance (message_id, submission_id)
                 WHERE message_id IS NOT NULL AND is_retracted = 0
                """,
            ]),
        // Those of which the history says so already.
        Migration(
            "remittances.4",
            [
                """
                UPDATE remittance SET is_retracted = 1
                 WHERE source = 'mail' AND state = 'dismissed'
                   AND EXISTS (SELECT 1 FROM history
                                WHERE history.tenant_id = remittance.tenant_id AND history.record_kind = 'remittance'
                                  AND history.record_id = remittance.id
                                  AND history.reason = 'the reading was taken back')
                """
            ]),
    ]

    private static let remittance = """
        CREATE TABLE remittance (
            id             TEXT    NOT NULL PRIMARY KEY CHECK (length(id) = 26),
            tenant_id      TEXT    NOT NULL,
            funder_id      TEXT    NOT NULL,
            source         TEXT    NOT NULL CHECK (source IN ('file', 'mail')),
            file_name      TEXT,
            file_hash      TEXT,              -- SHA-256; the file is the blob of that name
            message_id     TEXT    REFERENCES message (id),     -- the mail that told of it
            submission_id  TEXT    REFERENCES submission (id),  -- that the mail is about
            currency       TEXT    NOT NULL,  -- of lines that name none
            layout         TEXT    NOT NULL,  -- JSON: how the file was read
            through_on     TEXT,              -- what was due until then and is not in it is missing; NULL: nothing is
            flaws          TEXT    NOT NULL,  -- JSON: rows that could not be taken, with the reason
            stated_cents   INTEGER,           -- what the file says that it adds up to
            missing        TEXT    NOT NULL,  -- JSON: what was missing when it was booked
            state          TEXT    NOT NULL CHECK (state IN ('proposed', 'booked', 'dismissed')),
            who            TEXT    NOT NULL,
            at             INTEGER NOT NULL,
            decided_by     TEXT,
            decided_at     INTEGER,
            CHECK ((source = 'file') = (file_hash IS NOT NULL)),
            CHECK ((source = 'mail') = (message_id IS NOT NULL)),
            FOREIGN KEY (tenant_id, funder_id) REFERENCES funder (tenant_id, id)
        ) STRICT
        """

    private static let line = """
        CREATE TABLE remittance_line (
            remittance_id   TEXT    NOT NULL REFERENCES remittance (id),
            place           INTEGER NOT NULL CHECK (place >= 0),
            tenant_id       TEXT    NOT NULL,
            file_line       INTEGER NOT NULL,  -- from 1
            reference       TEXT,              -- as it was written
            merchant        TEXT,
            amount_cents    INTEGER NOT NULL CHECK (amount_cents <> 0),  -- below zero: taken back
            currency        TEXT    NOT NULL,
            funded_cents    INTEGER,
            trace           TEXT,
            paid_on         TEXT,
            chosen_deal_id  TEXT    REFERENCES funded_deal (id),  -- a person's choice
            accepted        TEXT,              -- why a person takes it though it differs
            state           TEXT    NOT NULL CHECK (state IN ('proposed', 'booked', 'dismissed')),
            verdict         TEXT,              -- of the finding it was booked by, with its figures
            expected_cents  INTEGER,
            reason          TEXT,              -- of the finding, or why it was put away
            deal_id         TEXT    REFERENCES funded_deal (id),
            payment_id      TEXT    REFERENCES commission_payment (id),
            entry_id        TEXT    REFERENCES commission_entry (id),
            decided_by      TEXT,
            decided_at      INTEGER,
            PRIMARY KEY (remittance_id, place),
            CHECK ((state = 'booked') = (entry_id IS NOT NULL)),
            CHECK ((entry_id IS NULL) = (payment_id IS NULL))
        ) STRICT
        """
}
