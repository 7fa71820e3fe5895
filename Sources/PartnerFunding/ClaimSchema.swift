import Storage

/// The table of what is kept of allocations for support that was approved.
enum ClaimSchema {
    static let migrations = [
        Migration(
            "partner_claims.1",
            [
                claim, "CREATE INDEX allocation_claim_state ON allocation_claim (tenant_id, allocation_id, state)",
                "CREATE UNIQUE INDEX allocation_claim_entry ON allocation_claim (tenant_id, entry_id)",
            ]
                + Migration.keeping(
                    "allocation_id", "number", "cause", "holder", "support_type", "amount_cents", "who", "at",
                    of: "allocation_claim"))
    ]

    private static let claim = """
        CREATE TABLE allocation_claim (        -- what of an allocation is kept for something that was approved; no person
            tenant_id      TEXT    NOT NULL,
            cause          TEXT    NOT NULL,  -- what was approved: support_request:ID
            number         INTEGER NOT NULL CHECK (number >= 1),  -- 2 and on: it was given after it had been given up
            allocation_id  TEXT    NOT NULL,
            holder         TEXT    NOT NULL,  -- the wallet it is for: several claims of one are for one participant
            support_type   TEXT    NOT NULL CHECK (support_type IN ('data', 'transport', 'tools', 'cash')),
            amount_cents   INTEGER NOT NULL CHECK (amount_cents > 0),
            state          TEXT    NOT NULL CHECK (state IN ('kept', 'paid', 'let_go', 'taken_back')),
            entry_id       TEXT,              -- the row of the funding ledger that paid it
            who            TEXT    NOT NULL,
            at             INTEGER NOT NULL,
            updated_at     INTEGER NOT NULL,
            PRIMARY KEY (tenant_id, cause, number, allocation_id),
            CHECK ((state IN ('paid', 'taken_back')) = (entry_id IS NOT NULL)),
            FOREIGN KEY (tenant_id, allocation_id) REFERENCES commitment_allocation (tenant_id, id) ON DELETE RESTRICT
        ) STRICT, WITHOUT ROWID
        """
}
