/// The tables of requests, of who asks, and of what became of each.
enum RequestTables {
    static let evidenceKeys = [
        """
        CREATE TABLE support_evidence_key (    -- with which a picture's file is sealed
            tenant_id   TEXT    NOT NULL,
            request_id  TEXT    NOT NULL,
            key_sealed  BLOB    NOT NULL,        -- sealed in place support_evidence.key/REQUEST
            PRIMARY KEY (tenant_id, request_id),
            FOREIGN KEY (tenant_id, request_id) REFERENCES support_evidence (tenant_id, request_id) ON DELETE RESTRICT
        ) STRICT, WITHOUT ROWID
        """
    ]

    static let people = [
        """
        CREATE TABLE support_login (           -- the sign-in of a participant, which names nobody
            person_id       TEXT    NOT NULL PRIMARY KEY,
            tenant_id       TEXT    NOT NULL,
            participant_id  TEXT    NOT NULL,
            created_by      TEXT    NOT NULL,
            created_at      INTEGER NOT NULL,
            UNIQUE (tenant_id, participant_id),
            FOREIGN KEY (tenant_id, person_id) REFERENCES person (tenant_id, id) ON DELETE RESTRICT,
            FOREIGN KEY (tenant_id, participant_id) REFERENCES participant (tenant_id, id) ON DELETE RESTRICT
        ) STRICT
        """,
        """
        CREATE TABLE support_eligibility (     -- each change of whether a participant may ask, looked at each day
            tenant_id       TEXT    NOT NULL,
            participant_id  TEXT    NOT NULL,
            number          INTEGER NOT NULL CHECK (number >= 1),
            code            TEXT    NOT NULL,  -- eligible, or why not
            at              INTEGER NOT NULL,
            PRIMARY KEY (tenant_id, participant_id, number),
            FOREIGN KEY (tenant_id, participant_id) REFERENCES participant (tenant_id, id) ON DELETE RESTRICT
        ) STRICT, WITHOUT ROWID
        """,
        """
        CREATE TABLE support_flag (            -- a risk that an admin looks at before anything more is given
            id              TEXT    NOT NULL PRIMARY KEY CHECK (length(id) = 26),
            tenant_id       TEXT    NOT NULL,
            participant_id  TEXT    NOT NULL,
            kind            TEXT    NOT NULL CHECK (kind IN ('duplicate_account', 'observed')),
            state           TEXT    NOT NULL CHECK (state IN ('open', 'cleared')),
            reason          TEXT    CHECK (length(reason) BETWEEN 1 AND 500),
            raised_by       TEXT    NOT NULL,
            raised_at       INTEGER NOT NULL,
            cleared_by      TEXT,
            cleared_at      INTEGER,
            CHECK ((state = 'cleared') = (cleared_by IS NOT NULL) AND (cleared_by IS NULL) = (cleared_at IS NULL)),
            FOREIGN KEY (tenant_id, participant_id) REFERENCES participant (tenant_id, id) ON DELETE RESTRICT
        ) STRICT
        """,
        "CREATE INDEX support_flag_participant ON support_flag (tenant_id, participant_id, state)",
    ]

    static let requests = [
        """
        CREATE TABLE support_request (         -- a participant asks for what enables a mission; the id is the place in the queue
            id                    TEXT    NOT NULL PRIMARY KEY CHECK (length(id) = 26),
            tenant_id             TEXT    NOT NULL,
            wallet_id             TEXT    NOT NULL,
            participant_id        TEXT    NOT NULL,
            cohort_id             TEXT    NOT NULL,
            kind                  TEXT    NOT NULL CHECK (kind IN ('data', 'transport', 'tools', 'cash')),
            mission_id            TEXT    NOT NULL,
            why_not_earlier       TEXT,              -- of a later kind: why those before it do not do
            justification_sealed  BLOB    NOT NULL,  -- sealed in place support_request.justification/ID
            state                 TEXT    NOT NULL CHECK (state IN ('submitted', 'queued', 'asked', 'approved', 'denied',
                                                                    'lapsed', 'completed', 'failed')),
            asked_at_minute       INTEGER NOT NULL CHECK (asked_at_minute BETWEEN 0 AND 1439),  -- of the office's day
            amount_cents          INTEGER NOT NULL CHECK (amount_cents > 0),  -- what the kind is worth; no participant sees it
            tier                  INTEGER CHECK (tier BETWEEN 1 AND 3),       -- NULL until the rules looked at it
            tier_reasons          TEXT    NOT NULL,  -- words, with spaces between
            rule_version          TEXT,
            transfer_id           TEXT,              -- what the ledger holds for it, once approved
            denial                TEXT,
            question              TEXT,
            answer_sealed         BLOB,              -- sealed in place support_request.answer/ID
            justification_category TEXT,             -- the three of tier 3
            channel               TEXT,
            is_acknowledged       INTEGER NOT NULL CHECK (is_acknowledged IN (0, 1)),
            decided_by            TEXT,
            decided_at            INTEGER,
            created_by            TEXT    NOT NULL,
            created_at            INTEGER NOT NULL,
            updated_at            INTEGER NOT NULL,
            UNIQUE (tenant_id, id),
            CHECK ((kind = 'data') = (why_not_earlier IS NULL)),
            CHECK ((decided_by IS NULL) = (decided_at IS NULL)),
            CHECK (state NOT IN ('approved', 'completed', 'failed') OR (transfer_id IS NOT NULL AND tier IS NOT NULL)),
            CHECK (state <> 'denied' OR denial IS NOT NULL),
            CHECK (state <> 'asked' OR question IS NOT NULL),
            -- No tier 3 without its three fields, and the program approves the first tier alone.
            CHECK (state NOT IN ('approved', 'completed', 'failed') OR tier < 3
                   OR (justification_category IS NOT NULL AND channel IS NOT NULL AND is_acknowledged = 1)),
            CHECK (state NOT IN ('approved', 'completed', 'failed') OR tier = 1 OR decided_by LIKE 'person:%'),
            CHECK (decided_by <> created_by),
            FOREIGN KEY (tenant_id, wallet_id) REFERENCES support_wallet (tenant_id, id) ON DELETE RESTRICT,
            FOREIGN KEY (tenant_id, participant_id) REFERENCES participant (tenant_id, id) ON DELETE RESTRICT,
            FOREIGN KEY (tenant_id, mission_id) REFERENCES mission (tenant_id, id) ON DELETE RESTRICT
        ) STRICT
        """,
        "CREATE INDEX support_request_participant ON support_request (tenant_id, participant_id, id)",
        "CREATE INDEX support_request_queue ON support_request (tenant_id, state, tier, id)",
        "CREATE INDEX support_request_wallet ON support_request (tenant_id, wallet_id, kind)",
        """
        CREATE UNIQUE INDEX support_request_open ON support_request (tenant_id, participant_id, kind, mission_id)
         WHERE state IN ('submitted', 'queued', 'asked')
        """,
        """
        CREATE TABLE support_evidence (        -- a picture that shows what is asked for: without where and when it was taken
            tenant_id   TEXT    NOT NULL,
            request_id  TEXT    NOT NULL,
            kind        TEXT    NOT NULL CHECK (kind IN ('screenshot', 'schedule', 'tool_requirement')),
            type        TEXT    NOT NULL CHECK (type IN ('image/jpeg', 'image/png')),
            size_bytes  INTEGER NOT NULL CHECK (size_bytes BETWEEN 1 AND 10485760),
            sha256      TEXT    NOT NULL,        -- the file is the blob of that name
            PRIMARY KEY (tenant_id, request_id),
            FOREIGN KEY (tenant_id, request_id) REFERENCES support_request (tenant_id, id) ON DELETE RESTRICT
        ) STRICT, WITHOUT ROWID
        """,
        """
        CREATE TABLE disbursement_log (        -- every step of every support that was approved; a later row supersedes
            tenant_id           TEXT    NOT NULL,
            request_id          TEXT    NOT NULL,
            number              INTEGER NOT NULL CHECK (number >= 1),
            participant_id      TEXT    NOT NULL,
            cohort_id           TEXT    NOT NULL,
            support_type        TEXT    NOT NULL CHECK (support_type IN ('DATA', 'TRANSPORT', 'TOOLS', 'CASH')),
            mission_id          TEXT,
            approval_tier       TEXT    NOT NULL CHECK (approval_tier IN ('AUTO', 'OPERATOR', 'ADMIN')),
            approver_id         TEXT    NOT NULL,      -- SYSTEM, or a person
            amount_cents        INTEGER NOT NULL CHECK (amount_cents > 0),
            provider_reference  TEXT,
            at                  INTEGER NOT NULL,
            status              TEXT    NOT NULL CHECK (status IN ('PENDING', 'COMPLETED', 'FAILED')),
            event_type          TEXT    NOT NULL CHECK (event_type IN ('DATA_DISBURSEMENT', 'VOUCHER_DISBURSEMENT',
                                                                       'TOOL_ACCESS', 'CASH_DISBURSEMENT')),
            is_cash             INTEGER NOT NULL CHECK (is_cash IN (0, 1)),
            rule_version        TEXT    NOT NULL,
            PRIMARY KEY (tenant_id, request_id, number),
            CHECK ((is_cash = 1) = (support_type = 'CASH')),
            CHECK ((approver_id = 'SYSTEM') = (approval_tier = 'AUTO')),
            FOREIGN KEY (tenant_id, request_id) REFERENCES support_request (tenant_id, id) ON DELETE RESTRICT
        ) STRICT, WITHOUT ROWID
        """,
        "CREATE INDEX disbursement_log_at ON disbursement_log (tenant_id, at, request_id)",
        "CREATE INDEX disbursement_log_cash ON disbursement_log (tenant_id, is_cash, at)",
    ]
}
