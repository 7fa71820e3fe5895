/// The tables of what leaves: one row for each approved request, and what providers told about it.
enum DisbursementTables {
    static let disbursements = [
        """
        CREATE TABLE support_disbursement (    -- how an approved request reaches its participant; never sent twice
            id             TEXT    NOT NULL PRIMARY KEY CHECK (length(id) = 26),
            tenant_id      TEXT    NOT NULL,
            request_id     TEXT    NOT NULL,
            channel        TEXT    NOT NULL CHECK (channel IN ('airtime', 'voucher', 'access', 'bank_transfer')),
            state          TEXT    NOT NULL CHECK (state IN ('waiting', 'calling', 'sent', 'outcome_unknown', 'completed',
                                                             'failed')),
            reference      TEXT    NOT NULL CHECK (length(reference) BETWEEN 1 AND 100),  -- ours: the provider has it once
            provider_code  TEXT,               -- the provider's own
            paid_cents     INTEGER CHECK (paid_cents > 0),   -- what left, in its currency
            paid_currency  TEXT,
            failure        TEXT,
            voucher_hash   TEXT,               -- SHA-256 of a code that was shown once
            redeemed_by    TEXT,
            redeemed_at    INTEGER,
            called_at      INTEGER,
            looked_at      INTEGER,            -- when its provider was last asked how it stands
            created_at     INTEGER NOT NULL,
            updated_at     INTEGER NOT NULL,
            UNIQUE (tenant_id, id),
            UNIQUE (tenant_id, request_id),
            UNIQUE (reference),
            CHECK ((paid_cents IS NULL) = (paid_currency IS NULL)),
            CHECK ((redeemed_by IS NULL) = (redeemed_at IS NULL) AND (redeemed_by IS NULL OR voucher_hash IS NOT NULL)),
            CHECK (state NOT IN ('calling', 'sent', 'outcome_unknown') OR called_at IS NOT NULL),
            CHECK (state <> 'failed' OR failure IS NOT NULL),
            FOREIGN KEY (tenant_id, request_id) REFERENCES support_request (tenant_id, id) ON DELETE RESTRICT
        ) STRICT
        """,
        "CREATE INDEX support_disbursement_state ON support_disbursement (tenant_id, state, id)",
        "CREATE UNIQUE INDEX support_disbursement_voucher ON support_disbursement (tenant_id, voucher_hash)",
        """
        CREATE TABLE support_notice (          -- what a provider told of a disbursement, by its bytes: the same is heard once
            tenant_id        TEXT    NOT NULL,
            digest           TEXT    NOT NULL,  -- SHA-256 of the body
            disbursement_id  TEXT    NOT NULL,
            event            TEXT    NOT NULL,
            is_applied       INTEGER NOT NULL CHECK (is_applied IN (0, 1)),  -- 0: it came too late to change anything
            at               INTEGER NOT NULL,
            PRIMARY KEY (tenant_id, digest),
            FOREIGN KEY (tenant_id, disbursement_id) REFERENCES support_disbursement (tenant_id, id) ON DELETE RESTRICT
        ) STRICT, WITHOUT ROWID
        """,
        """
        INSERT INTO support_disbursement (id, tenant_id, request_id, channel, state, reference, created_at, updated_at)
        SELECT id, tenant_id, id, channel, 'waiting', 'fundgate-' || id, decided_at, decided_at
          FROM support_request WHERE state = 'approved'
        """,
    ]
}
