/// The tables of payouts.
enum PayoutTables {
    /// With the first file, `bank_change_id` and `method` stand too.
    static let exports = [
        "ALTER TABLE referral_payout ADD COLUMN exported_by TEXT",
        "ALTER TABLE referral_payout ADD COLUMN exported_at INTEGER",
    ]

    static let payouts = [
        """
        CREATE TABLE referral_payout (         -- a batch of what a partner is to have
            id              TEXT    NOT NULL PRIMARY KEY CHECK (length(id) = 26),
            tenant_id       TEXT    NOT NULL,
            partner_id      TEXT    NOT NULL,
            kind            TEXT    NOT NULL CHECK (kind IN ('generated', 'manual', 'resubmitted')),
            from_on         TEXT    NOT NULL,
            to_on           TEXT    NOT NULL CHECK (to_on >= from_on),
            currency        TEXT    NOT NULL,
            state           TEXT    NOT NULL CHECK (state IN ('pending', 'approved', 'rejected', 'paid', 'partially_approved')),
            generated_cents INTEGER NOT NULL,  -- of all lines that it has had
            approved_cents  INTEGER,           -- of those approved
            resubmits_id    TEXT    UNIQUE,    -- the rejected batch in whose place it stands
            created_by      TEXT    NOT NULL,
            created_at      INTEGER NOT NULL,
            decided_by      TEXT,
            decided_at      INTEGER,
            notes           TEXT,
            transfer_id     TEXT    UNIQUE,    -- what is held, or was paid
            method          TEXT    CHECK (method IN ('bank_transfer', 'paypal', 'check', 'wire')),
            bank_change_id  TEXT,              -- the bank details that were paid to
            paid_on         TEXT,
            reference       TEXT,
            reference_key   TEXT,              -- upper case, without spaces
            paid_by         TEXT,
            paid_at         INTEGER,
            failed_at       INTEGER,           -- approved, and did not get out
            version         INTEGER NOT NULL CHECK (version >= 1),
            UNIQUE (tenant_id, id),
            CHECK ((kind = 'resubmitted') = (resubmits_id IS NOT NULL)),
            CHECK ((state = 'pending') = (decided_by IS NULL) AND (decided_by IS NULL) = (decided_at IS NULL)),
            CHECK (decided_by <> created_by),
            CHECK (state <> 'rejected' OR notes IS NOT NULL),
            CHECK (state IN ('pending', 'rejected') OR approved_cents > 0 AND transfer_id IS NOT NULL),
            CHECK ((state = 'paid') = (paid_on IS NOT NULL AND paid_by IS NOT NULL AND paid_at IS NOT NULL
                                       AND method IS NOT NULL AND reference IS NOT NULL AND reference_key IS NOT NULL)),
            CHECK (failed_at IS NULL OR state = 'rejected'),
            FOREIGN KEY (tenant_id, partner_id) REFERENCES referral_partner (tenant_id, id) ON DELETE RESTRICT,
            FOREIGN KEY (tenant_id, resubmits_id) REFERENCES referral_payout (tenant_id, id) ON DELETE RESTRICT
        ) STRICT
        """,
        """
        CREATE UNIQUE INDEX referral_payout_period ON referral_payout (tenant_id, partner_id, from_on, to_on)
         WHERE kind = 'generated'
        """,
        """
        CREATE UNIQUE INDEX referral_payout_reference ON referral_payout (tenant_id, method, reference_key)
         WHERE reference_key IS NOT NULL
        """,
        "CREATE INDEX referral_payout_state ON referral_payout (tenant_id, state, id)",
        "CREATE INDEX referral_payout_partner ON referral_payout (tenant_id, partner_id, id)",
        """
        CREATE TABLE referral_payout_line (    -- a credit in a batch, or one that was taken back after it was paid
            id            TEXT    NOT NULL PRIMARY KEY CHECK (length(id) = 26),
            tenant_id     TEXT    NOT NULL,
            payout_id     TEXT    NOT NULL,
            credit_id     TEXT    NOT NULL,
            kind          TEXT    NOT NULL CHECK (kind IN ('credit', 'clawback')),
            amount_cents  INTEGER NOT NULL CHECK ((kind = 'credit') = (amount_cents > 0) AND amount_cents <> 0),
            state         TEXT    NOT NULL CHECK (state IN ('pending', 'approved', 'rejected')),
            created_by    TEXT    NOT NULL,
            created_at    INTEGER NOT NULL,
            decided_by    TEXT,
            decided_at    INTEGER,
            notes         TEXT,
            UNIQUE (tenant_id, id),
            CHECK ((state = 'pending') = (decided_by IS NULL) AND (decided_by IS NULL) = (decided_at IS NULL)),
            CHECK (state <> 'rejected' OR notes IS NOT NULL),
            FOREIGN KEY (tenant_id, payout_id) REFERENCES referral_payout (tenant_id, id) ON DELETE RESTRICT,
            FOREIGN KEY (tenant_id, credit_id) REFERENCES referral_credit (tenant_id, id) ON DELETE RESTRICT
        ) STRICT
        """,
        """
        CREATE UNIQUE INDEX referral_payout_line_once ON referral_payout_line (tenant_id, credit_id, kind)
         WHERE state <> 'rejected'
        """,
        "CREATE INDEX referral_payout_line_payout ON referral_payout_line (tenant_id, payout_id, id)",
    ]
}
