import Storage

/// The ledger's tables. Accounts, rows, entries and heads are only ever added; balances and open reservations follow
/// from them and are checked against them.
package enum LedgerSchema {
    package static let migrations: [Migration] = [
        Migration(
            "ledger.1",
            [
                """
                CREATE TABLE ledger_account (
                    id             TEXT    NOT NULL PRIMARY KEY,
                    tenant_id      TEXT    NOT NULL,
                    code           TEXT    NOT NULL,  -- a row of the chart of accounts
                    owner_kind     TEXT    NOT NULL,  -- whose: office, funder, person …
                    owner_id       TEXT    NOT NULL,  -- '' for the office's own
                    currency       TEXT    NOT NULL,
                    normal_side    TEXT    NOT NULL CHECK (normal_side IN ('debit', 'credit')),
                    floor_cents    INTEGER,           -- the balance on the normal side is never below, reservations included
                    ceiling_cents  INTEGER,           -- and never above
                    opened_by      TEXT    NOT NULL,
                    opened_at      INTEGER NOT NULL,
                    UNIQUE (tenant_id, code, owner_id, currency),
                    CHECK (floor_cents <= ceiling_cents)
                ) STRICT
                """,
                """
                CREATE TABLE ledger_row (
                    tenant_id     TEXT    NOT NULL,
                    seq           INTEGER NOT NULL CHECK (seq > 0),  -- 1, 2, 3 … within the tenant
                    transfer_id   TEXT    NOT NULL,
                    step          INTEGER NOT NULL CHECK (step IN (1, 2)),  -- 2: what became of a reservation
                    event         TEXT    NOT NULL,  -- post, reserve, settle, void, expire
                    key           TEXT,              -- the asker's word for this intention; NULL for expire
                    content_hash  TEXT    NOT NULL,  -- SHA-256 over what was asked: the same key asks the same
                    purpose       TEXT    NOT NULL,
                    subject_kind  TEXT    NOT NULL,  -- the record that it is about; '' for none
                    subject_id    TEXT    NOT NULL,
                    day           TEXT    NOT NULL,  -- the business day that it counts for
                    reverses_id   TEXT,              -- the transfer that it takes back
                    expires_at    INTEGER,           -- of a reservation
                    who           TEXT    NOT NULL,
                    at            INTEGER NOT NULL,
                    hash          TEXT    NOT NULL,  -- SHA-256 over the former row's hash, this row and its entries
                    PRIMARY KEY (tenant_id, seq),
                    UNIQUE (tenant_id, transfer_id, step),
                    UNIQUE (tenant_id, key)
                ) STRICT, WITHOUT ROWID
                """,
                """
                CREATE UNIQUE INDEX ledger_row_reversal ON ledger_row (tenant_id, reverses_id)
                 WHERE reverses_id IS NOT NULL
                """,
                """
                CREATE TABLE ledger_entry (
                    tenant_id     TEXT    NOT NULL,
                    seq           INTEGER NOT NULL,
                    leg           INTEGER NOT NULL CHECK (leg > 0),
                    account_id    TEXT    NOT NULL REFERENCES ledger_account (id),
                    side          TEXT    NOT NULL CHECK (side IN ('debit', 'credit')),
                    amount_cents  INTEGER NOT NULL CHECK (amount_cents > 0),
                    PRIMARY KEY (tenant_id, seq, leg),
                    FOREIGN KEY (tenant_id, seq) REFERENCES ledger_row (tenant_id, seq)
                ) STRICT, WITHOUT ROWID
                """,
                "CREATE INDEX ledger_entry_account ON ledger_entry (tenant_id, account_id, seq)",
                """
                CREATE TABLE ledger_balance (
                    account_id            TEXT    NOT NULL PRIMARY KEY REFERENCES ledger_account (id),
                    tenant_id             TEXT    NOT NULL,
                    posted_debit_cents    INTEGER NOT NULL CHECK (posted_debit_cents >= 0),
                    posted_credit_cents   INTEGER NOT NULL CHECK (posted_credit_cents >= 0),
                    pending_debit_cents   INTEGER NOT NULL CHECK (pending_debit_cents >= 0),
                    pending_credit_cents  INTEGER NOT NULL CHECK (pending_credit_cents >= 0)
                ) STRICT
                """,
                """
                CREATE TABLE ledger_reservation (
                    tenant_id    TEXT    NOT NULL,
                    transfer_id  TEXT    NOT NULL,  -- pending; the row goes when it is settled, void or expired
                    expires_at   INTEGER,           -- NULL: stands until somebody decides
                    PRIMARY KEY (tenant_id, transfer_id)
                ) STRICT, WITHOUT ROWID
                """,
                "CREATE INDEX ledger_reservation_expiry ON ledger_reservation (expires_at)",
                """
                CREATE TABLE ledger_head (
                    tenant_id  TEXT    NOT NULL,
                    day        TEXT    NOT NULL,  -- UTC
                    seq        INTEGER NOT NULL,  -- the last row when the day's look was taken
                    hash       TEXT    NOT NULL,  -- of that row
                    at         INTEGER NOT NULL,
                    PRIMARY KEY (tenant_id, day)
                ) STRICT, WITHOUT ROWID
                """,
                """
                CREATE TABLE ledger_assertion (
                    tenant_id             TEXT    NOT NULL,
                    day                   TEXT    NOT NULL,  -- of the head
                    account_id            TEXT    NOT NULL REFERENCES ledger_account (id),
                    posted_debit_cents    INTEGER NOT NULL,
                    posted_credit_cents   INTEGER NOT NULL,
                    pending_debit_cents   INTEGER NOT NULL,
                    pending_credit_cents  INTEGER NOT NULL,
                    PRIMARY KEY (tenant_id, day, account_id),
                    FOREIGN KEY (tenant_id, day) REFERENCES ledger_head (tenant_id, day)
                ) STRICT, WITHOUT ROWID
                """,
            ]
                + ["ledger_account", "ledger_row", "ledger_entry", "ledger_head", "ledger_assertion"]
                .flatMap(Migration.appendOnly)),
        // The root of the tree over the rows behind the head before.
        Migration("ledger.2", ["ALTER TABLE ledger_head ADD COLUMN root TEXT"]),
    ]
}
