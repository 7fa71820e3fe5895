/// The tables of referral partners and their people.
enum ReferrerTables {
    static let partner = [
        """
        CREATE TABLE referral_partner (        -- an organisation that refers merchants
            id               TEXT    NOT NULL PRIMARY KEY CHECK (length(id) = 26),
            tenant_id        TEXT    NOT NULL REFERENCES tenant (id) ON DELETE RESTRICT,
            code             TEXT    NOT NULL CHECK (length(code) BETWEEN 2 AND 20),  -- capital letters, digits, hyphens
            name             TEXT    NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
            name_key         TEXT    NOT NULL,      -- folded
            type             TEXT    NOT NULL CHECK (type IN ('portal', 'channel_partner', 'vendor', 'customer')),
            status           TEXT    NOT NULL CHECK (status IN ('pending', 'active', 'inactive', 'suspended', 'rejected')),
            contact_name     TEXT    NOT NULL CHECK (length(contact_name) BETWEEN 1 AND 200),
            email            TEXT    NOT NULL,
            email_key        TEXT    NOT NULL,      -- lower case
            website          TEXT,
            currency         TEXT    NOT NULL,
            monthly_quota    INTEGER CHECK (monthly_quota >= 0),  -- leads in a month; NULL: as many as it likes
            tier             TEXT    NOT NULL CHECK (tier IN ('bronze', 'silver', 'gold')),
            tax_id_sealed    BLOB,                  -- sealed in place referral_partner.tax_id/ID
            tax_id_last4     TEXT    CHECK (length(tax_id_last4) = 4),
            bank_change_id   TEXT,                  -- the bank details that are paid to
            created_by       TEXT    NOT NULL,
            created_at       INTEGER NOT NULL,
            updated_at       INTEGER NOT NULL,
            approved_by      TEXT,                  -- who made it active first
            approved_at      INTEGER,
            decided_by       TEXT,                  -- of the last decision on its status
            decided_at       INTEGER,
            decision_reason  TEXT,
            deleted_at       INTEGER,               -- gone from the lists; its money stays
            version          INTEGER NOT NULL CHECK (version >= 1),
            UNIQUE (tenant_id, id),
            UNIQUE (tenant_id, code),
            CHECK ((tax_id_sealed IS NULL) = (tax_id_last4 IS NULL)),
            CHECK ((approved_by IS NULL) = (approved_at IS NULL)),
            CHECK ((status = 'pending') = (decided_by IS NULL) AND (decided_by IS NULL) = (decided_at IS NULL)),
            CHECK (status IN ('pending', 'rejected') OR approved_at IS NOT NULL),
            CHECK (status NOT IN ('rejected', 'suspended', 'inactive') OR decision_reason IS NOT NULL)
        ) STRICT
        """,
        "CREATE INDEX referral_partner_status ON referral_partner (tenant_id, status, id)",
        "CREATE INDEX referral_partner_type ON referral_partner (tenant_id, type, id)",
        "CREATE INDEX referral_partner_name ON referral_partner (tenant_id, name_key)",
    ]

    static let papers = [
        """
        CREATE TABLE referral_document (       -- a paper that shows who a partner is
            id          TEXT    NOT NULL PRIMARY KEY CHECK (length(id) = 26),
            tenant_id   TEXT    NOT NULL,
            partner_id  TEXT    NOT NULL,
            kind        TEXT    NOT NULL,         -- registration, tax_form, identity, bank_letter, agreement, other
            name        TEXT    NOT NULL CHECK (length(name) BETWEEN 1 AND 255),
            type        TEXT    NOT NULL,         -- media type
            size_bytes  INTEGER NOT NULL CHECK (size_bytes > 0),
            sha256      TEXT    NOT NULL,         -- the file is the blob of that name
            who         TEXT    NOT NULL,
            at          INTEGER NOT NULL,
            FOREIGN KEY (tenant_id, partner_id) REFERENCES referral_partner (tenant_id, id) ON DELETE RESTRICT
        ) STRICT
        """,
        "CREATE INDEX referral_document_partner ON referral_document (tenant_id, partner_id, id)",
        """
        CREATE TABLE referral_verification (   -- what the office looked at and found right
            tenant_id    TEXT    NOT NULL,
            partner_id   TEXT    NOT NULL,
            flag         TEXT    NOT NULL,        -- documents, tax_id, bank
            is_verified  INTEGER NOT NULL CHECK (is_verified IN (0, 1)),
            who          TEXT    NOT NULL,
            at           INTEGER NOT NULL,
            PRIMARY KEY (tenant_id, partner_id, flag),
            FOREIGN KEY (tenant_id, partner_id) REFERENCES referral_partner (tenant_id, id) ON DELETE RESTRICT
        ) STRICT, WITHOUT ROWID
        """,
        """
        CREATE TABLE referral_bank_change (    -- where a partner wants its money; stands once somebody else approved it
            id              TEXT    NOT NULL PRIMARY KEY CHECK (length(id) = 26),
            tenant_id       TEXT    NOT NULL,
            partner_id      TEXT    NOT NULL,
            method          TEXT    NOT NULL CHECK (method IN ('bank_transfer', 'paypal', 'check', 'wire')),
            details_sealed  BLOB    NOT NULL,     -- JSON, sealed in place referral_bank_change.details/ID
            last4           TEXT    NOT NULL,     -- what is shown of it
            state           TEXT    NOT NULL CHECK (state IN ('pending', 'approved', 'rejected')),
            proposed_by     TEXT    NOT NULL,
            proposed_at     INTEGER NOT NULL,
            decided_by      TEXT,
            decided_at      INTEGER,
            reason          TEXT,
            UNIQUE (tenant_id, id),
            CHECK ((state = 'pending') = (decided_by IS NULL) AND (decided_by IS NULL) = (decided_at IS NULL)),
            CHECK (decided_by <> proposed_by),
            CHECK (state <> 'rejected' OR reason IS NOT NULL),
            FOREIGN KEY (tenant_id, partner_id) REFERENCES referral_partner (tenant_id, id) ON DELETE RESTRICT
        ) STRICT
        """,
        "CREATE INDEX referral_bank_change_partner ON referral_bank_change (tenant_id, partner_id, id)",
        """
        CREATE UNIQUE INDEX referral_bank_change_open ON referral_bank_change (tenant_id, partner_id)
         WHERE state = 'pending'
        """,
        "CREATE INDEX referral_bank_change_state ON referral_bank_change (tenant_id, state, id)",
    ]

    static let terms = [
        """
        CREATE TABLE referral_terms (          -- what a partner earns; other terms are another row
            id                  TEXT    NOT NULL PRIMARY KEY CHECK (length(id) = 26),
            tenant_id           TEXT    NOT NULL,
            partner_id          TEXT    NOT NULL,
            version             INTEGER NOT NULL CHECK (version > 0),
            model               TEXT    NOT NULL CHECK (model IN ('percentage', 'fixed_price', 'hybrid')),
            percent_thousandths INTEGER CHECK (percent_thousandths BETWEEN 1 AND 100000),  -- of the deal
            price_cents         INTEGER CHECK (price_cents > 0),                            -- of an approved lead
            currency            TEXT    NOT NULL,
            who                 TEXT    NOT NULL,
            at                  INTEGER NOT NULL,
            UNIQUE (tenant_id, id),
            UNIQUE (tenant_id, partner_id, version),
            CHECK ((model <> 'fixed_price') = (percent_thousandths IS NOT NULL)),
            CHECK ((model <> 'percentage') = (price_cents IS NOT NULL)),
            FOREIGN KEY (tenant_id, partner_id) REFERENCES referral_partner (tenant_id, id) ON DELETE RESTRICT
        ) STRICT
        """
    ]

    static let users = [
        """
        CREATE TABLE referral_user (           -- a person who signs in for a partner, and for one only
            person_id   TEXT    NOT NULL PRIMARY KEY,
            tenant_id   TEXT    NOT NULL,
            partner_id  TEXT    NOT NULL,
            created_by  TEXT    NOT NULL,
            created_at  INTEGER NOT NULL,
            FOREIGN KEY (tenant_id, person_id) REFERENCES person (tenant_id, id) ON DELETE RESTRICT,
            FOREIGN KEY (tenant_id, partner_id) REFERENCES referral_partner (tenant_id, id) ON DELETE RESTRICT
        ) STRICT
        """,
        "CREATE INDEX referral_user_partner ON referral_user (tenant_id, partner_id, created_at)",
        """
        CREATE TABLE referral_key (            -- a program's key that works for a partner
            api_key_id  TEXT    NOT NULL PRIMARY KEY,
            tenant_id   TEXT    NOT NULL,
            partner_id  TEXT    NOT NULL,
            created_at  INTEGER NOT NULL,
            FOREIGN KEY (tenant_id, api_key_id) REFERENCES api_key (tenant_id, id) ON DELETE RESTRICT,
            FOREIGN KEY (tenant_id, partner_id) REFERENCES referral_partner (tenant_id, id) ON DELETE RESTRICT
        ) STRICT
        """,
        "CREATE INDEX referral_key_partner ON referral_key (tenant_id, partner_id)",
    ]

    static let activity = [
        """
        CREATE TABLE referral_activity (       -- who did what for or to a partner; beside the history, by partner
            id             TEXT    NOT NULL PRIMARY KEY CHECK (length(id) = 26),
            tenant_id      TEXT    NOT NULL,
            partner_id     TEXT    NOT NULL,
            action         TEXT    NOT NULL,
            resource_kind  TEXT    NOT NULL,
            resource_id    TEXT    NOT NULL,
            who            TEXT    NOT NULL,
            at             INTEGER NOT NULL,
            amount_cents   INTEGER,
            note           TEXT,
            FOREIGN KEY (tenant_id, partner_id) REFERENCES referral_partner (tenant_id, id) ON DELETE RESTRICT
        ) STRICT
        """,
        "CREATE INDEX referral_activity_partner ON referral_activity (tenant_id, partner_id, at, id)",
        "CREATE INDEX referral_activity_actor ON referral_activity (tenant_id, who, at, id)",
        "CREATE INDEX referral_activity_action ON referral_activity (tenant_id, action, at, id)",
        "CREATE INDEX referral_activity_resource ON referral_activity (tenant_id, resource_id, at, id)",
        "CREATE INDEX referral_activity_at ON referral_activity (tenant_id, at, id)",
    ]
}
