import Storage

extension DealsSchema {
    /// What became of accepted offers. The key over three columns makes a deal's offer one of its funder and application.
    static let fundedDeals = Migration(
        "deals.3",
        [
            "CREATE UNIQUE INDEX offer_identity ON offer (id, application_id, funder_id)",
            """
            CREATE TABLE funded_deal (
                id              TEXT    NOT NULL PRIMARY KEY CHECK (length(id) = 26),
                tenant_id       TEXT    NOT NULL,
                offer_id        TEXT    NOT NULL,
                application_id  TEXT    NOT NULL,
                funder_id       TEXT    NOT NULL,
                submission_id   TEXT    NOT NULL REFERENCES submission (id),
                kind            TEXT    NOT NULL CHECK (kind IN ('new', 'renewal', 'add_on')),
                renews_id       TEXT    REFERENCES funded_deal (id),  -- the earlier deal of a renewal
                amount_cents    INTEGER NOT NULL CHECK (amount_cents > 0),  -- that the funder paid out
                payback_cents   INTEGER CHECK (payback_cents > 0),
                currency        TEXT    NOT NULL,
                funded_on       TEXT    NOT NULL,
                renewal_due_on  TEXT,             -- when so much is paid down that a renewal is asked for; NULL: not known
                state           TEXT    NOT NULL CHECK (state IN ('funded', 'cancelled')),
                created_by      TEXT    NOT NULL,
                created_at      INTEGER NOT NULL,
                CHECK ((kind = 'renewal') = (renews_id IS NOT NULL)),
                FOREIGN KEY (offer_id, application_id, funder_id) REFERENCES offer (id, application_id, funder_id)
            ) STRICT
            """,
            "CREATE UNIQUE INDEX funded_deal_offer ON funded_deal (offer_id) WHERE state = 'funded'",
            "CREATE INDEX funded_deal_newest ON funded_deal (tenant_id, id)",
            "CREATE INDEX funded_deal_application ON funded_deal (tenant_id, application_id)",
            "CREATE INDEX funded_deal_funder ON funded_deal (tenant_id, funder_id, funded_on)",
            "CREATE INDEX funded_deal_renewal ON funded_deal (tenant_id, renewal_due_on) WHERE state = 'funded'",
            "CREATE INDEX funded_deal_renews ON funded_deal (renews_id)",
        ])

    /// The orders in which a deal's renewal and a submission's deal are asked for.
    static let fundedDealOrders = Migration(
        "deals.4",
        [
            "CREATE INDEX funded_deal_renewing ON funded_deal (tenant_id, renews_id, id)",
            "CREATE INDEX funded_deal_submission ON funded_deal (tenant_id, submission_id, id)",
        ])
}
