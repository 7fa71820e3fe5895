/// The tables of budgets. What is spent and what is left stands in the ledger alone.
enum WalletTables {
    static let wallets = [
        """
        CREATE TABLE support_wallet (          -- what may be spent on a participant in one cohort
            id              TEXT    NOT NULL PRIMARY KEY CHECK (length(id) = 26),
            tenant_id       TEXT    NOT NULL,
            participant_id  TEXT    NOT NULL,
            cohort_id       TEXT    NOT NULL,
            currency        TEXT    NOT NULL,
            state           TEXT    NOT NULL CHECK (state IN ('open', 'ending', 'closed')),
            opened_at       INTEGER NOT NULL,
            updated_at      INTEGER NOT NULL,
            UNIQUE (tenant_id, id),
            UNIQUE (tenant_id, participant_id),
            FOREIGN KEY (tenant_id, participant_id) REFERENCES participant (tenant_id, id) ON DELETE RESTRICT,
            FOREIGN KEY (tenant_id, cohort_id) REFERENCES cohort (tenant_id, id) ON DELETE RESTRICT
        ) STRICT
        """,
        "CREATE INDEX support_wallet_cohort ON support_wallet (tenant_id, cohort_id, id)",
        "CREATE INDEX support_wallet_state ON support_wallet (tenant_id, state, id)",
        """
        CREATE TABLE support_allocation (      -- the most that may be spent on a participant; the highest number stands
            tenant_id     TEXT    NOT NULL,
            wallet_id     TEXT    NOT NULL,
            number        INTEGER NOT NULL CHECK (number >= 1),  -- 2 and on supersede the one before
            amount_cents  INTEGER NOT NULL CHECK (amount_cents > 0),
            transfer_id   TEXT    NOT NULL,      -- of the ledger
            reason        TEXT,
            proposed_by   TEXT    NOT NULL,
            approved_by   TEXT    NOT NULL,      -- the first is set by the program
            at            INTEGER NOT NULL,
            PRIMARY KEY (tenant_id, wallet_id, number),
            CHECK (number = 1 OR (reason IS NOT NULL AND approved_by <> proposed_by)),
            FOREIGN KEY (tenant_id, wallet_id) REFERENCES support_wallet (tenant_id, id) ON DELETE RESTRICT
        ) STRICT, WITHOUT ROWID
        """,
        """
        CREATE TABLE support_void (            -- what nobody may be given any more: neither paid nor carried over
            tenant_id     TEXT    NOT NULL,
            wallet_id     TEXT    NOT NULL,
            number        INTEGER NOT NULL CHECK (number >= 1),
            amount_cents  INTEGER NOT NULL CHECK (amount_cents > 0),
            transfer_id   TEXT    NOT NULL,
            at            INTEGER NOT NULL,
            PRIMARY KEY (tenant_id, wallet_id, number),
            FOREIGN KEY (tenant_id, wallet_id) REFERENCES support_wallet (tenant_id, id) ON DELETE RESTRICT
        ) STRICT, WITHOUT ROWID
        """,
        """
        CREATE TABLE support_signal (          -- how much of the budget a participant did without, of a closed wallet
            tenant_id        TEXT    NOT NULL,
            wallet_id        TEXT    NOT NULL,
            band             TEXT    NOT NULL CHECK (band IN ('high_self_sufficiency', 'normal_usage', 'higher_dependency')),
            allocated_cents  INTEGER NOT NULL CHECK (allocated_cents > 0),
            spent_cents      INTEGER NOT NULL CHECK (spent_cents BETWEEN 0 AND allocated_cents),
            overhead_cents   INTEGER NOT NULL CHECK (overhead_cents BETWEEN 0 AND spent_cents),  -- of what was spent
            at               INTEGER NOT NULL,
            PRIMARY KEY (tenant_id, wallet_id),
            FOREIGN KEY (tenant_id, wallet_id) REFERENCES support_wallet (tenant_id, id) ON DELETE RESTRICT
        ) STRICT, WITHOUT ROWID
        """,
        """
        CREATE TABLE support_overhead (        -- what running the programme cost for one participant
            id            TEXT    NOT NULL PRIMARY KEY CHECK (length(id) = 26),
            tenant_id     TEXT    NOT NULL,
            wallet_id     TEXT    NOT NULL,
            amount_cents  INTEGER NOT NULL CHECK (amount_cents > 0),
            purpose       TEXT    NOT NULL CHECK (purpose IN ('onboarding', 'platform', 'venue', 'communication', 'other')),
            reference     TEXT    NOT NULL CHECK (length(reference) BETWEEN 1 AND 100),  -- the paper that shows it
            spent_on      TEXT    NOT NULL CHECK (length(spent_on) = 10),
            transfer_id   TEXT    NOT NULL,
            who           TEXT    NOT NULL,
            at            INTEGER NOT NULL,
            UNIQUE (tenant_id, id),
            UNIQUE (tenant_id, wallet_id, reference),
            FOREIGN KEY (tenant_id, wallet_id) REFERENCES support_wallet (tenant_id, id) ON DELETE RESTRICT
        ) STRICT
        """,
        """
        CREATE TABLE support_overhead_reversal (  -- an overhead was booked by mistake
            tenant_id    TEXT    NOT NULL,
            overhead_id  TEXT    NOT NULL,
            transfer_id  TEXT    NOT NULL,
            reason       TEXT    NOT NULL CHECK (length(reason) BETWEEN 1 AND 500),
            who          TEXT    NOT NULL,
            at           INTEGER NOT NULL,
            PRIMARY KEY (tenant_id, overhead_id),
            FOREIGN KEY (tenant_id, overhead_id) REFERENCES support_overhead (tenant_id, id) ON DELETE RESTRICT
        ) STRICT, WITHOUT ROWID
        """,
    ]

    static let laterSignals = [
        """
        CREATE TABLE support_signal_later (    -- the signal anew, after a settlement changed what a closed wallet spent; supersedes
            tenant_id        TEXT    NOT NULL,
            wallet_id        TEXT    NOT NULL,
            number           INTEGER NOT NULL CHECK (number >= 2),
            band             TEXT    NOT NULL CHECK (band IN ('high_self_sufficiency', 'normal_usage', 'higher_dependency')),
            allocated_cents  INTEGER NOT NULL CHECK (allocated_cents > 0),
            spent_cents      INTEGER NOT NULL CHECK (spent_cents BETWEEN 0 AND allocated_cents),
            overhead_cents   INTEGER NOT NULL CHECK (overhead_cents BETWEEN 0 AND spent_cents),  -- of what was spent
            at               INTEGER NOT NULL,
            PRIMARY KEY (tenant_id, wallet_id, number),
            FOREIGN KEY (tenant_id, wallet_id) REFERENCES support_wallet (tenant_id, id) ON DELETE RESTRICT
        ) STRICT, WITHOUT ROWID
        """
    ]
}
