/// The tables of what came onto nodes' accounts by their banks' statements, and of fees that were taken in from files.
enum NodeBankTables {
    static let statements = [
        """
        CREATE TABLE org_statement (           -- a file of a node's bank, of which only what came in is kept
            id            TEXT    NOT NULL PRIMARY KEY CHECK (length(id) = 26),
            tenant_id     TEXT    NOT NULL,
            node_id       TEXT    NOT NULL,      -- whose account it is
            file_name     TEXT    NOT NULL,
            file_hash     TEXT    NOT NULL,      -- SHA-256 of the file, which is not kept
            known         INTEGER NOT NULL CHECK (known >= 0),     -- rows that an earlier statement had
            outgoing      INTEGER NOT NULL CHECK (outgoing >= 0),  -- rows that say that money went out
            flaws         TEXT    NOT NULL,      -- JSON: rows that could not be taken, with the reason
            who           TEXT    NOT NULL,
            at            INTEGER NOT NULL,
            withdrawn_at  INTEGER,               -- it was read wrongly
            UNIQUE (tenant_id, id),
            UNIQUE (tenant_id, node_id, file_hash),
            FOREIGN KEY (tenant_id, node_id) REFERENCES org_node (tenant_id, id) ON DELETE RESTRICT
        ) STRICT
        """,
        "CREATE INDEX org_statement_node ON org_statement (tenant_id, node_id, id)",
        """
        CREATE TABLE org_bank_line (           -- money that came onto a node's account, as the bank wrote it
            id            TEXT    NOT NULL PRIMARY KEY CHECK (length(id) = 26),
            tenant_id     TEXT    NOT NULL,
            statement_id  TEXT    NOT NULL,
            node_id       TEXT    NOT NULL,      -- the statement's
            place         INTEGER NOT NULL,      -- its line in the file
            line_key      TEXT    NOT NULL,      -- SHA-256 of what makes it the same line in another statement
            booked_on     TEXT    NOT NULL,
            amount_cents  INTEGER NOT NULL CHECK (amount_cents > 0),
            currency      TEXT    NOT NULL,
            reference     TEXT,
            payer         TEXT,                  -- numbers of accounts by their last four digits
            text          TEXT,
            state         TEXT    NOT NULL CHECK (state IN ('open', 'matched', 'dismissed')),
            target_kind   TEXT    CHECK (target_kind IN ('sponsor_payment', 'sponsor_allocation', 'grant_receipt', 'org_fee')),
            target_id     TEXT,                  -- what it is on the books, as the ledger names it
            reason        TEXT,                  -- of a line that was put away
            UNIQUE (tenant_id, id),
            UNIQUE (tenant_id, node_id, line_key),
            CHECK ((state = 'matched') = (target_id IS NOT NULL) AND (target_id IS NULL) = (target_kind IS NULL)),
            CHECK ((state = 'dismissed') = (reason IS NOT NULL)),
            FOREIGN KEY (tenant_id, statement_id) REFERENCES org_statement (tenant_id, id) ON DELETE RESTRICT,
            FOREIGN KEY (tenant_id, node_id) REFERENCES org_node (tenant_id, id) ON DELETE RESTRICT
        ) STRICT
        """,
        "CREATE INDEX org_bank_line_statement ON org_bank_line (tenant_id, statement_id, place)",
        "CREATE INDEX org_bank_line_open ON org_bank_line (tenant_id, id) WHERE state = 'open'",
        """
        CREATE UNIQUE INDEX org_bank_line_target ON org_bank_line (tenant_id, target_kind, target_id, node_id)
         WHERE target_id IS NOT NULL
        """,
    ]

    static let imports = [
        """
        CREATE TABLE org_fee_import (          -- fees that were taken in together, and what became of each row
            id         TEXT    NOT NULL PRIMARY KEY CHECK (length(id) = 26),
            tenant_id  TEXT    NOT NULL REFERENCES tenant (id) ON DELETE RESTRICT,
            file_name  TEXT,                     -- absent: a program's list
            booked     INTEGER NOT NULL CHECK (booked >= 0),
            known      INTEGER NOT NULL CHECK (known >= 0),
            refused    INTEGER NOT NULL CHECK (refused >= 0),
            rows       TEXT    NOT NULL,         -- JSON: line, status, fee, code, reason
            who        TEXT    NOT NULL,
            at         INTEGER NOT NULL
        ) STRICT
        """,
        "CREATE INDEX org_fee_import_who ON org_fee_import (tenant_id, who, id)",
    ]
}
