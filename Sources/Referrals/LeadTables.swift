/// The tables of leads.
enum LeadTables {
    /// How many leads' deals were taken back in the month.
    static let again = ["referral_month", "referral_band"].map {
        "ALTER TABLE \($0) ADD COLUMN unconverted INTEGER NOT NULL DEFAULT 0 CHECK (unconverted >= 0)"
    }

    static let leads = [
        """
        CREATE TABLE referral_batch (          -- a file of leads that a partner sent
            id          TEXT    NOT NULL PRIMARY KEY CHECK (length(id) = 26),
            tenant_id   TEXT    NOT NULL,
            partner_id  TEXT    NOT NULL,
            name        TEXT    NOT NULL CHECK (length(name) <= 255),
            row_count   INTEGER NOT NULL CHECK (row_count >= 0),
            created     INTEGER NOT NULL CHECK (created >= 0),
            unchanged   INTEGER NOT NULL CHECK (unchanged >= 0),
            refused     INTEGER NOT NULL CHECK (refused >= 0),
            who         TEXT    NOT NULL,
            at          INTEGER NOT NULL,
            UNIQUE (tenant_id, id),
            FOREIGN KEY (tenant_id, partner_id) REFERENCES referral_partner (tenant_id, id) ON DELETE RESTRICT
        ) STRICT
        """,
        "CREATE INDEX referral_batch_partner ON referral_batch (tenant_id, partner_id, id)",
        """
        CREATE TABLE referral_lead (           -- a merchant that a partner referred
            id                TEXT    NOT NULL PRIMARY KEY CHECK (length(id) = 26),
            tenant_id         TEXT    NOT NULL,
            partner_id        TEXT    NOT NULL,
            submission_type   TEXT    NOT NULL CHECK (submission_type IN ('new_lead', 'referral', 'import_batch')),
            state             TEXT    NOT NULL CHECK (state IN ('submitted', 'under_review', 'approved', 'rejected', 'converted')),
            queue             TEXT    NOT NULL CHECK (queue IN ('review', 'held', 'none')),  -- what waits for a person
            score             INTEGER NOT NULL CHECK (score BETWEEN 0 AND 100),
            rank              INTEGER NOT NULL CHECK (rank = 100 - score),  -- the best first
            score_version     INTEGER NOT NULL CHECK (score_version >= 0),  -- of the weights; 0: the program's own
            score_parts       TEXT    NOT NULL,  -- JSON: what each part gave
            business_name     TEXT    NOT NULL CHECK (length(business_name) BETWEEN 1 AND 200),
            data_sealed       BLOB    NOT NULL,  -- JSON as it came, sealed in place referral_lead.data/ID
            external_id       TEXT,              -- the partner's own name for it
            row_key           TEXT,              -- by which a repeated row of a file is known
            batch_id          TEXT,
            hold_reasons      TEXT,              -- JSON: why it was held when it came
            released_by       TEXT,
            released_at       INTEGER,
            release_reason    TEXT,
            submitted_by      TEXT    NOT NULL,
            submitted_at      INTEGER NOT NULL,
            reviewed_by       TEXT,
            reviewed_at       INTEGER,
            rejection_reason  TEXT,
            application_id    TEXT,              -- the actual merchant's application
            deal_id           TEXT    REFERENCES funded_deal (id) ON DELETE RESTRICT,
            converted_by      TEXT,
            converted_at      INTEGER,
            updated_at        INTEGER NOT NULL,
            UNIQUE (tenant_id, id),
            CHECK ((queue = 'none') = (state IN ('approved', 'rejected', 'converted'))),
            CHECK (queue <> 'held' OR hold_reasons IS NOT NULL AND released_at IS NULL),
            CHECK ((reviewed_by IS NULL) = (reviewed_at IS NULL)),
            CHECK (queue <> 'none' OR reviewed_at IS NOT NULL),
            CHECK ((state = 'rejected') = (rejection_reason IS NOT NULL)),
            CHECK ((state IN ('approved', 'converted')) = (application_id IS NOT NULL)),
            CHECK ((state = 'converted') = (deal_id IS NOT NULL AND converted_by IS NOT NULL AND converted_at IS NOT NULL)),
            CHECK ((submission_type = 'import_batch') = (batch_id IS NOT NULL)),
            FOREIGN KEY (tenant_id, partner_id) REFERENCES referral_partner (tenant_id, id) ON DELETE RESTRICT,
            FOREIGN KEY (tenant_id, batch_id) REFERENCES referral_batch (tenant_id, id) ON DELETE RESTRICT,
            FOREIGN KEY (tenant_id, application_id) REFERENCES application (tenant_id, id) ON DELETE RESTRICT
        ) STRICT
        """,
        "CREATE INDEX referral_lead_queue ON referral_lead (tenant_id, queue, rank, submitted_at, id)",
        "CREATE INDEX referral_lead_partner ON referral_lead (tenant_id, partner_id, id)",
        "CREATE INDEX referral_lead_state ON referral_lead (tenant_id, state, id)",
        "CREATE INDEX referral_lead_partner_state ON referral_lead (tenant_id, partner_id, state, id)",
        "CREATE INDEX referral_lead_batch ON referral_lead (tenant_id, batch_id, id) WHERE batch_id IS NOT NULL",
        "CREATE UNIQUE INDEX referral_lead_row ON referral_lead (tenant_id, partner_id, row_key) WHERE row_key IS NOT NULL",
        """
        CREATE UNIQUE INDEX referral_lead_application ON referral_lead (tenant_id, application_id)
         WHERE application_id IS NOT NULL
        """,
        "CREATE UNIQUE INDEX referral_lead_deal ON referral_lead (deal_id) WHERE deal_id IS NOT NULL",
        """
        CREATE TABLE referral_lead_sign (      -- by what the same merchant or device is known again: keyed hashes
            tenant_id   TEXT NOT NULL,
            kind        TEXT NOT NULL,            -- ein, email, phone, name, device
            hash        TEXT NOT NULL,
            lead_id     TEXT NOT NULL,
            partner_id  TEXT NOT NULL,
            PRIMARY KEY (tenant_id, kind, hash, lead_id),
            FOREIGN KEY (tenant_id, lead_id) REFERENCES referral_lead (tenant_id, id) ON DELETE RESTRICT
        ) STRICT, WITHOUT ROWID
        """,
    ]

    static let sums = [
        """
        CREATE TABLE referral_month (          -- what happened with a partner in a month: counted with each event
            tenant_id          TEXT    NOT NULL,
            partner_id         TEXT    NOT NULL,
            month              TEXT    NOT NULL CHECK (length(month) = 7),  -- 2026-11
            submitted          INTEGER NOT NULL DEFAULT 0 CHECK (submitted >= 0),
            approved           INTEGER NOT NULL DEFAULT 0 CHECK (approved >= 0),
            rejected           INTEGER NOT NULL DEFAULT 0 CHECK (rejected >= 0),
            converted          INTEGER NOT NULL DEFAULT 0 CHECK (converted >= 0),
            score_sum          INTEGER NOT NULL DEFAULT 0 CHECK (score_sum >= 0),  -- of those submitted
            earned_cents       INTEGER NOT NULL DEFAULT 0,  -- credits approved
            clawed_back_cents  INTEGER NOT NULL DEFAULT 0,
            paid_cents         INTEGER NOT NULL DEFAULT 0,  -- booked as paid in it
            PRIMARY KEY (tenant_id, partner_id, month),
            FOREIGN KEY (tenant_id, partner_id) REFERENCES referral_partner (tenant_id, id) ON DELETE RESTRICT
        ) STRICT, WITHOUT ROWID
        """,
        """
        CREATE TABLE referral_band (           -- leads of an office by month and tenth of the score
            tenant_id  TEXT    NOT NULL REFERENCES tenant (id) ON DELETE RESTRICT,
            month      TEXT    NOT NULL CHECK (length(month) = 7),
            band       INTEGER NOT NULL CHECK (band BETWEEN 0 AND 9),  -- 9: 90 to 100
            submitted  INTEGER NOT NULL DEFAULT 0 CHECK (submitted >= 0),
            approved   INTEGER NOT NULL DEFAULT 0 CHECK (approved >= 0),
            rejected   INTEGER NOT NULL DEFAULT 0 CHECK (rejected >= 0),
            converted  INTEGER NOT NULL DEFAULT 0 CHECK (converted >= 0),
            PRIMARY KEY (tenant_id, month, band)
        ) STRICT, WITHOUT ROWID
        """,
        """
        CREATE TABLE referral_weights (        -- how an office weighs the parts of a lead's score
            tenant_id  TEXT    NOT NULL REFERENCES tenant (id) ON DELETE RESTRICT,
            version    INTEGER NOT NULL CHECK (version > 0),
            weights    TEXT    NOT NULL,  -- JSON: part and weight
            who        TEXT    NOT NULL,
            at         INTEGER NOT NULL,
            PRIMARY KEY (tenant_id, version)
        ) STRICT, WITHOUT ROWID
        """,
    ]
}
