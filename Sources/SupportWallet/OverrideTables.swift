/// The tables of exceptions from the rules, and of what is looked at by chance.
enum OverrideTables {
    static let overrides = [
        """
        CREATE TABLE support_override (        -- an exception: proposed by one person with why, decided by another, an admin
            id           TEXT    NOT NULL PRIMARY KEY CHECK (length(id) = 26),
            tenant_id    TEXT    NOT NULL,
            kind         TEXT    NOT NULL CHECK (kind IN ('allocation', 'value')),
            wallet_id    TEXT    NOT NULL,
            request_id   TEXT,                  -- of a value: the request that is worth more than its kind
            amount_cents INTEGER NOT NULL CHECK (amount_cents > 0),
            reason       TEXT    NOT NULL CHECK (length(reason) BETWEEN 1 AND 500),
            state        TEXT    NOT NULL CHECK (state IN ('open', 'approved', 'refused')),
            proposed_by  TEXT    NOT NULL,
            proposed_at  INTEGER NOT NULL,
            decided_by   TEXT,
            decided_at   INTEGER,
            UNIQUE (tenant_id, id),
            CHECK ((kind = 'value') = (request_id IS NOT NULL)),
            CHECK ((state = 'open') = (decided_by IS NULL) AND (decided_by IS NULL) = (decided_at IS NULL)),
            CHECK (state <> 'approved' OR decided_by <> proposed_by),
            FOREIGN KEY (tenant_id, wallet_id) REFERENCES support_wallet (tenant_id, id) ON DELETE RESTRICT,
            FOREIGN KEY (tenant_id, request_id) REFERENCES support_request (tenant_id, id) ON DELETE RESTRICT
        ) STRICT
        """,
        "CREATE INDEX support_override_state ON support_override (tenant_id, state, id)",
        """
        CREATE UNIQUE INDEX support_override_open ON support_override (tenant_id, wallet_id, coalesce(request_id, ''))
         WHERE state = 'open'
        """,
    ]

    static let samples = [
        """
        CREATE TABLE support_sample (          -- what of a week's support is looked at, by chance
            tenant_id  TEXT    NOT NULL,
            week       TEXT    NOT NULL CHECK (length(week) = 10),  -- its Monday
            seed       TEXT    NOT NULL CHECK (length(seed) = 64),  -- drawn when the week was over, shown to everybody who may look
            given      INTEGER NOT NULL CHECK (given >= 0),         -- of so many
            at         INTEGER NOT NULL,
            PRIMARY KEY (tenant_id, week)
        ) STRICT, WITHOUT ROWID
        """,
        """
        CREATE TABLE support_sample_item (     -- a support that the seed drew
            tenant_id   TEXT    NOT NULL,
            week        TEXT    NOT NULL,
            request_id  TEXT    NOT NULL,
            place       INTEGER NOT NULL CHECK (place >= 1),
            PRIMARY KEY (tenant_id, request_id),
            UNIQUE (tenant_id, week, place),
            FOREIGN KEY (tenant_id, week) REFERENCES support_sample (tenant_id, week) ON DELETE RESTRICT,
            FOREIGN KEY (tenant_id, request_id) REFERENCES support_request (tenant_id, id) ON DELETE RESTRICT
        ) STRICT, WITHOUT ROWID
        """,
        """
        CREATE TABLE support_sample_result (   -- what somebody found; a later row supersedes
            tenant_id   TEXT    NOT NULL,
            request_id  TEXT    NOT NULL,
            number      INTEGER NOT NULL CHECK (number >= 1),
            outcome     TEXT    NOT NULL CHECK (outcome IN ('confirmed', 'not_confirmed', 'not_reached')),
            who         TEXT    NOT NULL,
            at          INTEGER NOT NULL,
            PRIMARY KEY (tenant_id, request_id, number),
            FOREIGN KEY (tenant_id, request_id) REFERENCES support_sample_item (tenant_id, request_id) ON DELETE RESTRICT
        ) STRICT, WITHOUT ROWID
        """,
    ]
}
