import Kernel
import Storage

extension CommissionsSchema {
    /// What pages of what is due and what could be taken back read; derived from the rows. And the orders in which a
    /// funder's rows and a payee's deals are asked for.
    static let sums = Migration(
        "commissions.2",
        [
            """
            CREATE TABLE commission_open (     -- what of a deal is expected and not paid
                deal_id     TEXT    NOT NULL REFERENCES funded_deal (id),
                due_on      TEXT    NOT NULL,
                tenant_id   TEXT    NOT NULL,
                funder_id   TEXT    NOT NULL,
                currency    TEXT    NOT NULL,
                open_cents  INTEGER NOT NULL CHECK (open_cents > 0),
                PRIMARY KEY (deal_id, due_on)
            ) STRICT, WITHOUT ROWID
            """,
            "CREATE INDEX commission_open_due ON commission_open (tenant_id, due_on, deal_id)",
            """
            CREATE TABLE commission_kept (     -- what was paid on a deal and not taken back, where it may be
                deal_id     TEXT    NOT NULL PRIMARY KEY REFERENCES funded_deal (id),
                tenant_id   TEXT    NOT NULL,
                funder_id   TEXT    NOT NULL,
                currency    TEXT    NOT NULL,
                funded_on   TEXT    NOT NULL,
                until_on    TEXT    NOT NULL,  -- the last day of the window
                mode        TEXT    NOT NULL CHECK (mode IN ('full', 'pro_rata')),
                kept_cents  INTEGER NOT NULL CHECK (kept_cents > 0),
                held_cents  INTEGER NOT NULL   -- of payees' shares held back
            ) STRICT, WITHOUT ROWID
            """,
            "CREATE INDEX commission_kept_until ON commission_kept (tenant_id, until_on, deal_id)",
            "CREATE INDEX commission_entry_statement ON commission_entry (tenant_id, funder_id, currency, day)",
            "CREATE INDEX deal_share_payee ON deal_share (tenant_id, payee_id, deal_id)",
        ])

    /// What a payee's statement reads: derived from the rows as the sums are.
    static let payeeLines = Migration(
        "commissions.4",
        [
            """
            CREATE TABLE payee_line (          -- a payee's part of what was paid or taken back
                tenant_id     TEXT    NOT NULL,
                payee_id      TEXT    NOT NULL,
                currency      TEXT    NOT NULL,
                day           TEXT    NOT NULL,
                entry_id      TEXT    NOT NULL REFERENCES commission_entry (id),
                place         INTEGER NOT NULL,
                change_cents  INTEGER NOT NULL,  -- below zero: taken back
                PRIMARY KEY (tenant_id, payee_id, currency, day, entry_id, place)
            ) STRICT, WITHOUT ROWID
            """
        ],
        then: { db in
            for row in try db.rows("SELECT DISTINCT tenant_id FROM commission_part ORDER BY tenant_id") {
                try PayeeLines.rebuild(tenant: try row["tenant_id"], db)
            }
        })
}
