import Storage

/// The tables of banks' statements.
enum BankSchema {
    static let migration = Migration(
        "partner_funding.4",
        [
            statement, line,
            "CREATE INDEX bank_line_open ON bank_line (tenant_id, id) WHERE state = 'open'",
            "CREATE INDEX bank_line_statement ON bank_line (statement_id, place)",
            "CREATE INDEX bank_line_receipt ON bank_line (receipt_id)",
        ])

    /// A statement that was read wrongly is withdrawn as a whole.
    static let withdrawal = "ALTER TABLE bank_statement ADD COLUMN withdrawn_at INTEGER"

    /// Which lines of which statement a later one left out.
    static let known = [
        """
        CREATE TABLE bank_known_line (         -- a line that a statement left out, because an earlier one had it
            tenant_id     TEXT    NOT NULL,
            statement_id  TEXT    NOT NULL,   -- the later one
            line_id       TEXT    NOT NULL REFERENCES bank_line (id),
            PRIMARY KEY (tenant_id, statement_id, line_id),
            FOREIGN KEY (tenant_id, statement_id) REFERENCES bank_statement (tenant_id, id) ON DELETE RESTRICT
        ) STRICT, WITHOUT ROWID
        """, "CREATE INDEX bank_known_line_line ON bank_known_line (line_id)",
    ]

    /// What the bank wrote does not change, but for what makes a withdrawn one the same as another; nor does any of it go.
    static let kept =
        Migration.keeping(
            "id", "tenant_id", "file_name", "known", "outgoing", "flaws", "who", "at", of: "bank_statement")
        + Migration.keeping(
            "id", "tenant_id", "statement_id", "place", "booked_on", "amount_cents", "currency", "reference", "payer",
            "text", of: "bank_line")

    private static let statement = """
        CREATE TABLE bank_statement (          -- a file of the bank, of which only what came in is kept
            id         TEXT    NOT NULL PRIMARY KEY CHECK (length(id) = 26),
            tenant_id  TEXT    NOT NULL REFERENCES tenant (id) ON DELETE RESTRICT,
            file_name  TEXT    NOT NULL,
            file_hash  TEXT    NOT NULL,      -- SHA-256 of the file, which is not kept
            known      INTEGER NOT NULL CHECK (known >= 0),     -- rows that an earlier statement had
            outgoing   INTEGER NOT NULL CHECK (outgoing >= 0),  -- rows that say that money went out
            flaws      TEXT    NOT NULL,      -- JSON: rows that could not be taken, with the reason
            who        TEXT    NOT NULL,
            at         INTEGER NOT NULL,
            UNIQUE (tenant_id, id),
            UNIQUE (tenant_id, file_hash)
        ) STRICT
        """

    private static let line = """
        CREATE TABLE bank_line (               -- money that came in, as the bank wrote it
            id            TEXT    NOT NULL PRIMARY KEY CHECK (length(id) = 26),
            tenant_id     TEXT    NOT NULL,
            statement_id  TEXT    NOT NULL,
            place         INTEGER NOT NULL,   -- its line in the file
            line_key      TEXT    NOT NULL,   -- SHA-256 of what makes it the same line in another statement
            booked_on     TEXT    NOT NULL,
            amount_cents  INTEGER NOT NULL CHECK (amount_cents > 0),
            currency      TEXT    NOT NULL,
            reference     TEXT,
            payer         TEXT,               -- numbers of accounts by their last four digits
            text          TEXT,
            state         TEXT    NOT NULL CHECK (state IN ('open', 'booked', 'dismissed')),
            receipt_id    TEXT    REFERENCES commitment_receipt (id),
            reason        TEXT,               -- of a line that was put away
            UNIQUE (tenant_id, line_key),
            CHECK ((state = 'booked') = (receipt_id IS NOT NULL)),
            CHECK ((state = 'dismissed') = (reason IS NOT NULL)),
            FOREIGN KEY (tenant_id, statement_id) REFERENCES bank_statement (tenant_id, id) ON DELETE RESTRICT
        ) STRICT
        """
}
