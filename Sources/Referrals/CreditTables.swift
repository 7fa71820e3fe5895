import Storage

/// The tables of credits.
enum CreditTables {
    /// What was taken back can be asked for again: the narrower index takes the place of `referral_credit_once`.
    static let again = [
        """
        ALTER TABLE referral_credit
          ADD COLUMN is_clawed_back INTEGER NOT NULL DEFAULT 0 CHECK (is_clawed_back IN (0, 1))
        """,
        "DROP INDEX referral_credit_once",
        """
        CREATE UNIQUE INDEX referral_credit_standing ON referral_credit (tenant_id, lead_id, kind)
         WHERE state <> 'rejected' AND is_clawed_back = 0
        """,
    ]

    /// What a person is to say of credits whose deal lost a part of its commission.
    static let losses = [
        """
        CREATE TABLE referral_credit_loss (    -- a part of its deal's commission was taken back under a credit that stands
            credit_id         TEXT    NOT NULL PRIMARY KEY,
            tenant_id         TEXT    NOT NULL,
            taken_back_cents  INTEGER NOT NULL CHECK (taken_back_cents >= 0),  -- by now, of the deal; 0: it was reversed
            at                INTEGER NOT NULL,
            settled_by        TEXT,             -- who said that the credit stays, or ended it
            settled_at        INTEGER,
            reason            TEXT,
            CHECK ((settled_by IS NULL) = (settled_at IS NULL)),
            FOREIGN KEY (tenant_id, credit_id) REFERENCES referral_credit (tenant_id, id) ON DELETE RESTRICT
        ) STRICT
        """,
        """
        CREATE INDEX referral_credit_loss_open ON referral_credit_loss (tenant_id, credit_id) WHERE settled_at IS NULL
        """,
    ]

    /// Of commission that was taken back before there was that table a person is asked too: a migration books nothing.
    static let fillLosses: @Sendable (Connection) throws -> Void = { db in
        try db.run(
            """
            INSERT INTO referral_credit_loss (credit_id, tenant_id, taken_back_cents, at)
            SELECT referral_credit.id, referral_credit.tenant_id, CAST(sum(entry.amount_cents) AS BIGINT), max(entry.at)
              FROM referral_credit
              JOIN commission_entry AS entry ON entry.tenant_id = referral_credit.tenant_id
                                            AND entry.deal_id = referral_credit.deal_id AND entry.kind = 'clawback'
             WHERE referral_credit.state <> 'rejected' AND referral_credit.is_clawed_back = 0
               AND NOT EXISTS (SELECT 1 FROM referral_credit_loss
                                WHERE referral_credit_loss.credit_id = referral_credit.id)
             GROUP BY referral_credit.id, referral_credit.tenant_id
            HAVING sum(entry.amount_cents) > 0
            """)
    }

    /// A batch that stood in a payment file and did not get out leaves that on its credits.
    static let returns = ["ALTER TABLE referral_credit ADD COLUMN returned_from_file_at INTEGER"]

    /// Of what stood in it: lines that were rejected before never did.
    static let fillReturns: @Sendable (Connection) throws -> Void = { db in
        try db.run(
            """
            UPDATE referral_credit
               SET returned_from_file_at =
                   (SELECT max(exported_at) FROM referral_payout_line AS line
                      JOIN referral_payout ON referral_payout.tenant_id = line.tenant_id
                                          AND referral_payout.id = line.payout_id
                     WHERE line.tenant_id = referral_credit.tenant_id AND line.credit_id = referral_credit.id
                       AND line.kind = 'credit' AND line.decided_at >= failed_at)
             WHERE id IN (SELECT credit_id FROM referral_payout_line AS line
                            JOIN referral_payout ON referral_payout.tenant_id = line.tenant_id
                                                AND referral_payout.id = line.payout_id
                           WHERE line.kind = 'credit' AND line.decided_at >= failed_at AND exported_at IS NOT NULL)
            """)
    }

    static let credits = [
        """
        CREATE TABLE referral_credit (         -- what a partner asks for a lead, and has once somebody approved it
            id                   TEXT    NOT NULL PRIMARY KEY CHECK (length(id) = 26),
            tenant_id            TEXT    NOT NULL,
            partner_id           TEXT    NOT NULL,
            lead_id              TEXT    NOT NULL,
            kind                 TEXT    NOT NULL CHECK (kind IN ('approval', 'conversion')),  -- for the lead, for its deal
            calculation          TEXT    NOT NULL CHECK (calculation IN ('percentage', 'fixed_price')),
            terms_id             TEXT    NOT NULL,
            deal_id              TEXT    REFERENCES funded_deal (id) ON DELETE RESTRICT,
            base_cents           INTEGER CHECK (base_cents > 0),  -- of which the percentage is
            percent_thousandths  INTEGER,
            amount_cents         INTEGER NOT NULL CHECK (amount_cents > 0),
            currency             TEXT    NOT NULL,
            state                TEXT    NOT NULL CHECK (state IN ('pending_approval', 'approved', 'rejected')),
            is_free              INTEGER NOT NULL CHECK (is_free IN (0, 1)),  -- approved, in no batch, not taken back
            requested_by         TEXT    NOT NULL,
            requested_at         INTEGER NOT NULL,
            decided_by           TEXT,
            decided_at           INTEGER,
            rejection_reason     TEXT,
            transfer_id          TEXT    UNIQUE,
            paid_at              INTEGER,          -- the batch that it stands in was paid
            UNIQUE (tenant_id, id),
            CHECK ((calculation = 'percentage') = (base_cents IS NOT NULL AND percent_thousandths IS NOT NULL)),
            CHECK ((kind = 'conversion') = (deal_id IS NOT NULL)),
            CHECK ((state = 'pending_approval') = (decided_by IS NULL) AND (decided_by IS NULL) = (decided_at IS NULL)),
            CHECK (decided_by <> requested_by),
            CHECK ((state = 'rejected') = (rejection_reason IS NOT NULL)),
            CHECK ((state = 'approved') = (transfer_id IS NOT NULL)),
            CHECK (state = 'approved' OR is_free = 0 AND paid_at IS NULL),
            CHECK (paid_at IS NULL OR is_free = 0),
            FOREIGN KEY (tenant_id, partner_id) REFERENCES referral_partner (tenant_id, id) ON DELETE RESTRICT,
            FOREIGN KEY (tenant_id, lead_id) REFERENCES referral_lead (tenant_id, id) ON DELETE RESTRICT,
            FOREIGN KEY (tenant_id, terms_id) REFERENCES referral_terms (tenant_id, id) ON DELETE RESTRICT
        ) STRICT
        """,
        """
        CREATE UNIQUE INDEX referral_credit_once ON referral_credit (tenant_id, lead_id, kind)
         WHERE state <> 'rejected'
        """,
        "CREATE INDEX referral_credit_lead ON referral_credit (tenant_id, lead_id, id)",
        "CREATE INDEX referral_credit_partner ON referral_credit (tenant_id, partner_id, id)",
        "CREATE INDEX referral_credit_state ON referral_credit (tenant_id, state, id)",
        "CREATE INDEX referral_credit_free ON referral_credit (tenant_id, is_free, partner_id, decided_at, id)",
        "CREATE INDEX referral_credit_deal ON referral_credit (deal_id) WHERE deal_id IS NOT NULL",
        """
        CREATE TABLE referral_clawback (       -- a credit that was taken back, as a whole
            id            TEXT    NOT NULL PRIMARY KEY CHECK (length(id) = 26),
            tenant_id     TEXT    NOT NULL,
            partner_id    TEXT    NOT NULL,
            credit_id     TEXT    NOT NULL UNIQUE,
            amount_cents  INTEGER NOT NULL CHECK (amount_cents > 0),
            currency      TEXT    NOT NULL,
            reason        TEXT    NOT NULL CHECK (length(reason) BETWEEN 1 AND 500),
            transfer_id   TEXT    NOT NULL UNIQUE,
            is_free       INTEGER NOT NULL CHECK (is_free IN (0, 1)),  -- it was paid: to be set off in a batch
            who           TEXT    NOT NULL,
            at            INTEGER NOT NULL,
            UNIQUE (tenant_id, id),
            FOREIGN KEY (tenant_id, credit_id) REFERENCES referral_credit (tenant_id, id) ON DELETE RESTRICT,
            FOREIGN KEY (tenant_id, partner_id) REFERENCES referral_partner (tenant_id, id) ON DELETE RESTRICT
        ) STRICT
        """,
        "CREATE INDEX referral_clawback_partner ON referral_clawback (tenant_id, partner_id, id)",
        "CREATE INDEX referral_clawback_free ON referral_clawback (tenant_id, is_free, partner_id, at, id)",
    ]
}
