import Storage

/// What offices earn on deals and how it is shared (seed 004, "Commissions"). Entries say what the ledger cannot; each
/// names its transfer there.
package enum CommissionsSchema {
    package static let migrations: [Migration] = [
        Migration(
            "commissions.1",
            [
                terms, payee, dealTerms, dealShare, payment, entry, part, payout,
                """
                CREATE UNIQUE INDEX commission_payment_trace ON commission_payment (tenant_id, funder_id, direction, trace_key)
                 WHERE state = 'booked'
                """,
                "CREATE INDEX commission_payment_newest ON commission_payment (tenant_id, id)",
                "CREATE INDEX commission_entry_deal ON commission_entry (tenant_id, deal_id, seq)",
                "CREATE INDEX commission_entry_payment ON commission_entry (payment_id)",
                "CREATE INDEX commission_part_payee ON commission_part (tenant_id, payee_id)",
                "CREATE UNIQUE INDEX commission_payout_reference ON commission_payout (payee_id, reference_key) WHERE state = 'booked'",
            ] + ["commission_terms", "commission_entry", "commission_part"].flatMap(Migration.appendOnly)),
        sums,
        addresses,
        payeeLines,
        // What a funder's statement opens with is added up from the index alone.
        Migration(
            "commissions.5",
            [
                """
                CREATE INDEX commission_entry_opening
                    ON commission_entry (tenant_id, funder_id, currency, day, kind, amount_cents)
                """
            ]),
        // What could still be taken back follows from all that was paid. The sums are filled here for all offices.
        Migration(
            "commissions.6",
            ["ALTER TABLE commission_kept ADD COLUMN paid_cents INTEGER NOT NULL DEFAULT 0"],
            then: CommissionSums.fill),
        // A reference is compared by its letters and digits from here on.
        Migration("commissions.7", [], then: PaymentMethod.renewKeys),
        // The day on which a payout was taken back; NULL of those from before, which stand in no statement.
        Migration("commissions.8", ["ALTER TABLE commission_payout ADD COLUMN reversed_on TEXT"]),
        Migration(
            "commissions.9",
            [
                PayoutRequest.table,
                """
                CREATE UNIQUE INDEX commission_payout_request_reference
                    ON commission_payout_request (payee_id, reference_key) WHERE state = 'waiting'
                """,
                "CREATE INDEX commission_payout_request_waiting ON commission_payout_request (tenant_id, payee_id) WHERE state = 'waiting'",
            ]),
    ]

    private static let terms = """
        CREATE TABLE commission_terms (  -- a version each; never changed
            id                  TEXT    NOT NULL PRIMARY KEY CHECK (length(id) = 26),
            tenant_id           TEXT    NOT NULL,
            funder_id           TEXT    NOT NULL,
            version             INTEGER NOT NULL CHECK (version >= 1),
            valid_from          TEXT    NOT NULL,  -- for deals funded on that day or later
            currency            TEXT    NOT NULL,
            rate                INTEGER NOT NULL CHECK (rate BETWEEN 0 AND 100000),  -- thousandths of a percent, or of a point
            basis               TEXT    NOT NULL CHECK (basis IN ('funded_amount', 'payback')),
            takes_offer_points  INTEGER NOT NULL CHECK (takes_offer_points IN (0, 1)),  -- an offer's own points go before
            trigger_kind        TEXT    NOT NULL CHECK (trigger_kind IN ('funded', 'funded_and_renewal')),
            renewal_rate        INTEGER CHECK (renewal_rate BETWEEN 0 AND 100000),  -- NULL: the rate
            bonus_tiers         TEXT    NOT NULL,  -- JSON: count of deals funded in a month, bonus
            plan                TEXT    NOT NULL,
            calendar            TEXT    NOT NULL,
            clawback_days       INTEGER NOT NULL CHECK (clawback_days BETWEEN 0 AND 730),  -- 0: never
            clawback_mode       TEXT    NOT NULL CHECK (clawback_mode IN ('full', 'pro_rata')),
            reserve             INTEGER NOT NULL CHECK (reserve BETWEEN 0 AND 100000),  -- of shares, while the window is open
            renewal_share       INTEGER NOT NULL CHECK (renewal_share BETWEEN 1 AND 100000),  -- paid down when a renewal is asked for
            who                 TEXT    NOT NULL,
            at                  INTEGER NOT NULL,
            UNIQUE (tenant_id, funder_id, version),
            FOREIGN KEY (tenant_id, funder_id) REFERENCES funder (tenant_id, id)
        ) STRICT
        """

    private static let payee = """
        CREATE TABLE payee (  -- who has shares: people of the office, ISOs, referral partners
            id          TEXT    NOT NULL PRIMARY KEY CHECK (length(id) = 26),
            tenant_id   TEXT    NOT NULL,
            name        TEXT    NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
            name_key    TEXT    NOT NULL,  -- folded
            person_id   TEXT    UNIQUE,    -- where the payee signs in
            state       TEXT    NOT NULL CHECK (state IN ('active', 'retired')),
            created_at  INTEGER NOT NULL,
            UNIQUE (tenant_id, id),
            UNIQUE (tenant_id, name_key),
            FOREIGN KEY (tenant_id, person_id) REFERENCES person (tenant_id, id)
        ) STRICT
        """

    private static let dealTerms = """
        CREATE TABLE deal_terms (  -- the version that a deal used, and what followed from it
            deal_id         TEXT    NOT NULL PRIMARY KEY REFERENCES funded_deal (id),
            tenant_id       TEXT    NOT NULL,
            terms_id        TEXT    NOT NULL REFERENCES commission_terms (id),
            rate            INTEGER NOT NULL CHECK (rate >= 0),        -- the one that was used
            base_cents      INTEGER NOT NULL CHECK (base_cents > 0),   -- on this amount
            due_on          TEXT    NOT NULL,                          -- by the payment plan
            clawback_until  TEXT                                       -- the last day of the window; NULL: none
        ) STRICT
        """

    private static let dealShare = """
        CREATE TABLE deal_share (  -- how a deal's commission is split
            deal_id    TEXT    NOT NULL REFERENCES funded_deal (id),
            place      INTEGER NOT NULL CHECK (place > 0),
            tenant_id  TEXT    NOT NULL,
            role       TEXT    NOT NULL CHECK (role IN ('opener', 'closer', 'iso', 'house', 'referral')),
            payee_id   TEXT    REFERENCES payee (id),  -- NULL: the house
            portion    INTEGER NOT NULL CHECK (portion BETWEEN 1 AND 100000),  -- thousandths of a percent
            PRIMARY KEY (deal_id, place),
            CHECK ((role = 'house') = (payee_id IS NULL))
        ) STRICT
        """

    private static let payment = """
        CREATE TABLE commission_payment (  -- what a funder paid, or took back, at once
            id            TEXT    NOT NULL PRIMARY KEY CHECK (length(id) = 26),
            tenant_id     TEXT    NOT NULL,
            funder_id     TEXT    NOT NULL,
            direction     TEXT    NOT NULL CHECK (direction IN ('received', 'clawed_back')),
            amount_cents  INTEGER NOT NULL CHECK (amount_cents > 0),
            currency      TEXT    NOT NULL,
            method        TEXT    NOT NULL CHECK (method IN ('ach', 'wire', 'check', 'instant', 'card', 'cash', 'netted', 'other')),
            method_note   TEXT,              -- what the other method is
            trace         TEXT,              -- the sender's reference; NULL only where money was taken back
            trace_key     TEXT,              -- upper case, without spaces
            paid_on       TEXT    NOT NULL,
            state         TEXT    NOT NULL CHECK (state IN ('booked', 'reversed')),
            who           TEXT    NOT NULL,
            at            INTEGER NOT NULL,
            CHECK (trace IS NOT NULL OR direction = 'clawed_back'),
            CHECK ((trace IS NULL) = (trace_key IS NULL)),
            CHECK ((method = 'other') = (method_note IS NOT NULL)),
            FOREIGN KEY (tenant_id, funder_id) REFERENCES funder (tenant_id, id)
        ) STRICT
        """

    private static let entry = """
        CREATE TABLE commission_entry (  -- a balance is the sum of its rows; each names its cause
            id            TEXT    NOT NULL PRIMARY KEY CHECK (length(id) = 26),
            tenant_id     TEXT    NOT NULL,
            deal_id       TEXT    NOT NULL REFERENCES funded_deal (id),
            seq           INTEGER NOT NULL CHECK (seq > 0),  -- 1, 2, 3 … within the deal
            funder_id     TEXT    NOT NULL,
            kind          TEXT    NOT NULL CHECK (kind IN ('expected', 'bonus', 'adjustment', 'earned', 'paid', 'clawback', 'release')),
            amount_cents  INTEGER NOT NULL CHECK (amount_cents <> 0),  -- below zero: less of that kind
            currency      TEXT    NOT NULL,
            day           TEXT    NOT NULL,  -- funded, earned, paid on
            due_on        TEXT,              -- of what is expected
            payment_id    TEXT    REFERENCES commission_payment (id),
            reverses_id   TEXT    UNIQUE REFERENCES commission_entry (id),
            message_id    TEXT    REFERENCES message (id),  -- the mail that told of it
            reason        TEXT,              -- a person's words
            transfer_id   TEXT    NOT NULL UNIQUE,  -- in the ledger
            who           TEXT    NOT NULL,
            at            INTEGER NOT NULL,
            UNIQUE (deal_id, seq),
            CHECK ((kind IN ('paid', 'clawback')) = (payment_id IS NOT NULL)),
            CHECK (kind <> 'adjustment' OR reason IS NOT NULL),
            CHECK (due_on IS NULL OR kind IN ('expected', 'bonus', 'adjustment'))
        ) STRICT
        """

    private static let part = """
        CREATE TABLE commission_part (  -- how an entry is split; the parts' sum is the entry, but of a release
            entry_id       TEXT    NOT NULL REFERENCES commission_entry (id),
            place          INTEGER NOT NULL CHECK (place > 0),
            tenant_id      TEXT    NOT NULL,
            role           TEXT    NOT NULL CHECK (role IN ('opener', 'closer', 'iso', 'house', 'referral')),
            payee_id       TEXT    REFERENCES payee (id),  -- NULL: the house
            amount_cents   INTEGER NOT NULL,
            reserve_cents  INTEGER NOT NULL,  -- of it held back; below zero: let go, or taken for a clawback
            PRIMARY KEY (entry_id, place),
            CHECK ((role = 'house') = (payee_id IS NULL))
        ) STRICT
        """

    private static let payout = """
        CREATE TABLE commission_payout (  -- what was paid to a payee, as a person says
            id             TEXT    NOT NULL PRIMARY KEY CHECK (length(id) = 26),
            tenant_id      TEXT    NOT NULL,
            payee_id       TEXT    NOT NULL,
            amount_cents   INTEGER NOT NULL CHECK (amount_cents > 0),
            currency       TEXT    NOT NULL,
            method         TEXT    NOT NULL CHECK (method IN ('ach', 'wire', 'check', 'instant', 'card', 'cash', 'netted', 'other')),
            method_note    TEXT,
            reference      TEXT    NOT NULL,
            reference_key  TEXT    NOT NULL,
            paid_on        TEXT    NOT NULL,
            state          TEXT    NOT NULL CHECK (state IN ('booked', 'reversed')),
            transfer_id    TEXT    NOT NULL UNIQUE,
            who            TEXT    NOT NULL,
            at             INTEGER NOT NULL,
            CHECK ((method = 'other') = (method_note IS NOT NULL)),
            FOREIGN KEY (tenant_id, payee_id) REFERENCES payee (tenant_id, id)
        ) STRICT
        """
}
