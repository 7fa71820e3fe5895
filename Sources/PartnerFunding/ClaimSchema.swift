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
                    of: "allocation_claim")),
        Migration("partner_claims.2", [back, backFilled, backIndex]),
    ]

    /// The row of the funding ledger that took it back.
    private static let back = "ALTER TABLE allocation_claim ADD COLUMN back_entry_id TEXT"
    private static let backIndex =
        "CREATE UNIQUE INDEX allocation_claim_back ON allocation_claim (tenant_id, back_entry_id)"
    /// Of what came back before: the row that was written with it.
    private static let backFilled = """
        UPDATE allocation_claim SET back_entry_id =
               (SELECT min(funding_ledger.id) FROM funding_ledger
                 WHERE funding_ledger.tenant_id = allocation_claim.tenant_id
                   AND funding_ledger.allocation_id = allocation_claim.allocation_id
                   AND funding_ledger.type = 'disbursed'
                   AND funding_ledger.support_type = allocation_claim.support_type
                   AND funding_ledger.amount_cents = 0 - allocation_claim.amount_cents
                   AND funding_ledger.at = allocation_claim.updated_at)
         WHERE state = 'taken_back'
        """

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
