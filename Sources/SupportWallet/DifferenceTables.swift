/// What came to the tables of what leaves: who set a participant's password, and where providers say another thing than is booked.
enum DifferenceTables {
    static let columns = [
        "ALTER TABLE support_disbursement ADD COLUMN postponed_at INTEGER",  // when it was tried last and nothing left
        "ALTER TABLE support_overhead ADD COLUMN paper TEXT",  // the reference as it was typed
        "ALTER TABLE support_flag ADD COLUMN reason_sealed BLOB",  // sealed in place support_flag.reason/ID
    ]

    static let held = [
        "ALTER TABLE support_disbursement ADD COLUMN held_at INTEGER"  // since a restore: it may have left meanwhile
    ]

    static let others = [
        // Of the rows those whose reference is not ours: payments of other people's, of which nothing else is kept.
        "ALTER TABLE support_reconciliation ADD COLUMN others INTEGER NOT NULL DEFAULT 0 CHECK (others >= 0)"
    ]

    static let papers = [
        // Keyed, of the whole reference; NULL: booked before, and the reference is whole.
        "ALTER TABLE support_overhead ADD COLUMN paper_hash TEXT"
    ]

    static let told = [
        """
        CREATE TABLE support_difference_told ( -- each time that a difference was told
            tenant_id      TEXT    NOT NULL,
            difference_id  TEXT    NOT NULL REFERENCES support_difference (id) ON DELETE RESTRICT,
            number         INTEGER NOT NULL CHECK (number >= 1),
            from_day       TEXT    CHECK (length(from_day) = 10),  -- of the file that says so; NULL: by a web-hook, or before days were kept
            to_day         TEXT    CHECK (length(to_day) = 10),
            lines          INTEGER NOT NULL CHECK (lines >= 1),    -- how many of the file's lines say so
            at             INTEGER NOT NULL,
            PRIMARY KEY (tenant_id, difference_id, number),
            CHECK ((from_day IS NULL) = (to_day IS NULL) AND (from_day IS NULL OR from_day <= to_day))
        ) STRICT, WITHOUT ROWID
        """,
        """
        INSERT INTO support_difference_told (tenant_id, difference_id, number, from_day, to_day, lines, at)
        SELECT tenant_id, id, 1, NULL, NULL, 1, found_at FROM support_difference
        """,
    ]

    static let passwords = [
        """
        CREATE TABLE support_login_password (  -- who could sign in as a participant, from when on
            tenant_id       TEXT    NOT NULL,
            participant_id  TEXT    NOT NULL,
            number          INTEGER NOT NULL CHECK (number >= 1),
            set_by          TEXT    NOT NULL,
            at              INTEGER NOT NULL,
            PRIMARY KEY (tenant_id, participant_id, number),
            FOREIGN KEY (tenant_id, participant_id) REFERENCES participant (tenant_id, id) ON DELETE RESTRICT
        ) STRICT, WITHOUT ROWID
        """,
        """
        INSERT INTO support_login_password (tenant_id, participant_id, number, set_by, at)
        SELECT tenant_id, participant_id, 1, created_by, created_at FROM support_login
        """,
    ]

    static let settlements = [
        """
        CREATE TABLE support_settlement (      -- what a provider really did, proposed by one admin and approved by another
            id               TEXT    NOT NULL PRIMARY KEY CHECK (length(id) = 26),
            tenant_id        TEXT    NOT NULL,
            disbursement_id  TEXT    NOT NULL,
            outcome          TEXT    NOT NULL CHECK (outcome IN ('given', 'not_given')),
            reference        TEXT    NOT NULL CHECK (length(reference) BETWEEN 1 AND 100),  -- the provider's
            reason           TEXT    NOT NULL CHECK (length(reason) BETWEEN 1 AND 500),
            state            TEXT    NOT NULL CHECK (state IN ('open', 'approved', 'refused')),
            proposed_by      TEXT    NOT NULL,
            proposed_at      INTEGER NOT NULL,
            decided_by       TEXT,
            decided_at       INTEGER,
            UNIQUE (tenant_id, id),
            CHECK ((state = 'open') = (decided_by IS NULL) AND (decided_by IS NULL) = (decided_at IS NULL)),
            CHECK (state <> 'approved' OR decided_by <> proposed_by),
            FOREIGN KEY (tenant_id, disbursement_id) REFERENCES support_disbursement (tenant_id, id) ON DELETE RESTRICT
        ) STRICT
        """,
        """
        CREATE UNIQUE INDEX support_settlement_one ON support_settlement (tenant_id, disbursement_id)
         WHERE state <> 'refused'
        """,
    ]

    static let differences = [
        """
        CREATE TABLE support_reconciliation (  -- a provider's file of what it paid, read; the file is not kept
            id           TEXT    NOT NULL PRIMARY KEY CHECK (length(id) = 26),
            tenant_id    TEXT    NOT NULL,
            channel      TEXT    NOT NULL CHECK (channel IN ('airtime', 'bank_transfer')),
            from_day     TEXT    NOT NULL CHECK (length(from_day) = 10),
            to_day       TEXT    NOT NULL CHECK (length(to_day) = 10),
            rows         INTEGER NOT NULL CHECK (rows >= 0),
            agreeing     INTEGER NOT NULL CHECK (agreeing >= 0),
            differing    INTEGER NOT NULL CHECK (differing >= 0),
            who          TEXT    NOT NULL,
            at           INTEGER NOT NULL,
            UNIQUE (tenant_id, id),
            CHECK (from_day <= to_day)
        ) STRICT
        """,
        """
        CREATE TABLE support_difference (      -- a provider says another thing than is booked; the same is told once
            id               TEXT    NOT NULL PRIMARY KEY CHECK (length(id) = 26),
            tenant_id        TEXT    NOT NULL,
            kind             TEXT    NOT NULL CHECK (kind IN ('late_end', 'state', 'amount', 'not_here', 'not_there', 'twice')),
            reference        TEXT    NOT NULL CHECK (length(reference) BETWEEN 1 AND 100),
            disbursement_id  TEXT,              -- NULL: there is none of that reference
            ours             TEXT    NOT NULL,
            theirs           TEXT    NOT NULL,
            state            TEXT    NOT NULL CHECK (state IN ('open', 'resolved')),
            found_at         INTEGER NOT NULL,
            resolved_by      TEXT,
            resolved_at      INTEGER,
            UNIQUE (tenant_id, kind, reference, ours, theirs),
            CHECK ((state = 'resolved') = (resolved_by IS NOT NULL) AND (resolved_by IS NULL) = (resolved_at IS NULL)),
            FOREIGN KEY (tenant_id, disbursement_id) REFERENCES support_disbursement (tenant_id, id) ON DELETE RESTRICT
        ) STRICT
        """,
        "CREATE INDEX support_difference_state ON support_difference (tenant_id, state, id)",
    ]
}
