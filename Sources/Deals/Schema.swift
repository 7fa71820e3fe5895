import Storage

/// What funders offer (seed 004, "Offer terms").
package enum DealsSchema {
    package static let migrations: [Migration] = [
        Migration(
            "deals.1",
            [
                """
                CREATE TABLE offer (
                    id                       TEXT    NOT NULL PRIMARY KEY,
                    tenant_id                TEXT    NOT NULL,
                    submission_id            TEXT    NOT NULL REFERENCES submission (id),
                    application_id           TEXT    NOT NULL REFERENCES application (id),
                    funder_id                TEXT    NOT NULL REFERENCES funder (id),
                    message_id               TEXT    REFERENCES message (id),  -- NULL where a person entered it
                    state                    TEXT    NOT NULL CHECK (state IN ('pending', 'accepted', 'expired', 'withdrawn')),
                    superseded_by            TEXT    REFERENCES offer (id),
                    amount_cents             INTEGER CHECK (amount_cents > 0),
                    currency                 TEXT    NOT NULL,
                    factor_rate              INTEGER CHECK (factor_rate > 0),             -- ten-thousandths: 1.35 is 13500
                    buy_rate                 INTEGER CHECK (buy_rate > 0),
                    interest_rate            INTEGER CHECK (interest_rate >= 0),          -- thousandths of a percent
                    payback_cents            INTEGER CHECK (payback_cents > 0),
                    term_value               INTEGER CHECK (term_value > 0),
                    term_unit                TEXT    CHECK (term_unit IN ('business_days', 'calendar_days', 'weeks', 'months')),
                    payment_frequency        TEXT    CHECK (payment_frequency IN ('daily', 'weekly', 'biweekly', 'monthly')),
                    payment_cents            INTEGER CHECK (payment_cents > 0),
                    holdback                 INTEGER CHECK (holdback BETWEEN 0 AND 100000), -- thousandths of a percent
                    origination_percent      INTEGER CHECK (origination_percent >= 0),    -- thousandths of a percent
                    origination_cents        INTEGER CHECK (origination_cents >= 0),
                    commission_points        INTEGER CHECK (commission_points >= 0),      -- thousandths of a point
                    prepay                   TEXT,                                        -- the sender's words
                    expires_on               TEXT,
                    offered_at               INTEGER NOT NULL,                            -- the mail's date
                    received_at              INTEGER NOT NULL,
                    decided_at               INTEGER,
                    created_at               INTEGER NOT NULL,
                    CHECK (amount_cents IS NOT NULL OR factor_rate IS NOT NULL OR interest_rate IS NOT NULL),
                    CHECK ((term_value IS NULL) = (term_unit IS NULL))
                ) STRICT
                """,
                "CREATE INDEX offer_submission ON offer (tenant_id, submission_id, id)",
                "CREATE INDEX offer_application ON offer (tenant_id, application_id, id)",
                "CREATE UNIQUE INDEX offer_accepted_submission ON offer (submission_id) WHERE state = 'accepted'",
                "CREATE UNIQUE INDEX offer_accepted_application ON offer (application_id) WHERE state = 'accepted'",
            ]),
        // What must be seen before an offer is funded; how an offer ended; until when a funder keeps one that was over.
        Migration(
            "deals.2",
            [
                stipulation,
                "CREATE INDEX stipulation_offer ON stipulation (tenant_id, offer_id, id)",
                "CREATE UNIQUE INDEX stipulation_named ON stipulation (offer_id, code, label)",
                "CREATE INDEX stipulation_open ON stipulation (tenant_id, due_on, id) WHERE state = 'open'",
                """
                ALTER TABLE offer ADD COLUMN ending TEXT CHECK (ending IN ('superseded', 'rejected_by_merchant',
                      'withdrawn_by_funder', 'declined_by_funder', 'taken_back'))
                """,
                "ALTER TABLE offer ADD COLUMN extended_to_on TEXT",
            ]),
        fundedDeals, fundedDealOrders,
    ]

    private static let stipulation = """
        CREATE TABLE stipulation (                 -- what a funder wants to see before it funds an offer
            id          TEXT    NOT NULL PRIMARY KEY,
            tenant_id   TEXT    NOT NULL,
            offer_id    TEXT    NOT NULL REFERENCES offer (id),
            code        TEXT    NOT NULL,          -- a document's code; other: the label says it
            label       TEXT    NOT NULL CHECK (length(label) BETWEEN 1 AND 200),
            state       TEXT    NOT NULL CHECK (state IN ('open', 'received', 'waived', 'expired')),
            due_on      TEXT,
            message_id  TEXT    REFERENCES message (id),           -- the mail that asked; NULL where a person entered it
            file_id     TEXT    REFERENCES application_file (id),  -- the paper that came
            reason      TEXT    CHECK (length(reason) <= 500),     -- why it was waived
            created_at  INTEGER NOT NULL,
            updated_at  INTEGER NOT NULL,
            CHECK (state <> 'waived' OR reason IS NOT NULL),
            CHECK (file_id IS NULL OR state = 'received')
        ) STRICT
        """
}
