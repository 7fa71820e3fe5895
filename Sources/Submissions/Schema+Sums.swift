import Storage

extension SubmissionsSchema {
    /// Sums that pages of figures read; derived from the events.
    static let sums: [String] = [
        "ALTER TABLE submission ADD COLUMN requested_cents INTEGER",
        "ALTER TABLE submission ADD COLUMN currency TEXT",
        "CREATE INDEX submission_broker ON submission (tenant_id, sent_by, status, id)",
        """
        CREATE TABLE submission_sum (              -- where submissions stand now
            tenant_id        TEXT    NOT NULL,
            status           TEXT    NOT NULL,
            funder_id        TEXT    NOT NULL,
            sent_by          TEXT    NOT NULL,
            currency         TEXT    NOT NULL,     -- '' where the application named no amount
            number           INTEGER NOT NULL,
            requested_cents  INTEGER NOT NULL,
            started_minutes  INTEGER NOT NULL,     -- minutes since 1970 when they were made, added up: for the mean age
            PRIMARY KEY (tenant_id, status, funder_id, sent_by, currency)
        ) STRICT, WITHOUT ROWID
        """,
        """
        CREATE TABLE submission_month (            -- how far the submissions of a month came; each stage holds those behind it
            tenant_id  TEXT    NOT NULL,
            month      INTEGER NOT NULL,           -- in which they were made, UTC: 202611
            funder_id  TEXT    NOT NULL,
            sent_by    TEXT    NOT NULL,
            submitted  INTEGER NOT NULL,
            replied    INTEGER NOT NULL,
            offered    INTEGER NOT NULL,
            accepted   INTEGER NOT NULL,
            funded     INTEGER NOT NULL,
            PRIMARY KEY (tenant_id, month, funder_id, sent_by)
        ) STRICT, WITHOUT ROWID
        """,
        """
        CREATE TABLE submission_wait (             -- how long funders took to the first answer
            tenant_id  TEXT    NOT NULL,
            month      INTEGER NOT NULL,           -- in which the submissions were made
            funder_id  TEXT    NOT NULL,
            minutes    INTEGER NOT NULL,           -- the upper end of the step
            number     INTEGER NOT NULL,
            PRIMARY KEY (tenant_id, month, funder_id, minutes)
        ) STRICT, WITHOUT ROWID
        """,
    ]

    /// What `submission_wait` counts, a row for all its steps.
    static let packs = """
        CREATE TABLE submission_wait_pack (
            tenant_id  TEXT    NOT NULL,
            period     INTEGER NOT NULL,           -- a month (202611) or a year (2026) in which the submissions were made
            funder_id  TEXT    NOT NULL,           -- '': all funders
            steps      TEXT    NOT NULL,           -- 15:3,30:1: the upper end of a step in minutes, and how many
            PRIMARY KEY (tenant_id, period, funder_id)
        ) STRICT, WITHOUT ROWID
        """

    /// What the analysis of declines reads, and what of a submission it is counted by: what never changes about it.
    static let declineSums: [String] = [
        "ALTER TABLE submission ADD COLUMN industry_name TEXT",  // as the application named them when it was sent
        "ALTER TABLE submission ADD COLUMN merchant_state TEXT",
        "ALTER TABLE submission_decline ADD COLUMN funder_id TEXT",
        "CREATE INDEX submission_decline_funder ON submission_decline (tenant_id, funder_id, occurred_at, submission_id)",
        """
        CREATE TABLE decline_sum (                 -- submissions declined, by each two of their properties
            tenant_id     TEXT    NOT NULL,
            first         TEXT    NOT NULL,        -- all, month, funder, reason, category, industry, state
            first_value   TEXT    NOT NULL,        -- '' of all; - where the application named none
            second        TEXT    NOT NULL,
            second_value  TEXT    NOT NULL,
            number        INTEGER NOT NULL,
            PRIMARY KEY (tenant_id, first, first_value, second, second_value)
        ) STRICT, WITHOUT ROWID
        """,
        "CREATE INDEX decline_sum_second ON decline_sum (tenant_id, second, second_value, first)",
    ]

    /// Whatever two properties the analysis of declines is narrowed by, an index finds these declines alone.
    static let declinePlaces: [String] = [
        "ALTER TABLE submission_decline ADD COLUMN industry TEXT",  // of the submission, - where it names none
        "ALTER TABLE submission_decline ADD COLUMN merchant_state TEXT",
        "CREATE INDEX submission_decline_industry ON submission_decline (tenant_id, industry, occurred_at, submission_id)",
        "CREATE INDEX submission_decline_state ON submission_decline (tenant_id, merchant_state, occurred_at, submission_id)",
        """
        CREATE INDEX submission_decline_place
            ON submission_decline (tenant_id, industry, merchant_state, occurred_at, submission_id)
        """,
        """
        CREATE INDEX submission_decline_code_industry
            ON submission_decline (tenant_id, code, industry, occurred_at, submission_id)
        """,
        """
        CREATE INDEX submission_decline_code_state
            ON submission_decline (tenant_id, code, merchant_state, occurred_at, submission_id)
        """,
    ]

    /// What `submission_month` counts, added up as pages of figures read it.
    static let reach = """
        CREATE TABLE submission_reach (
            tenant_id  TEXT    NOT NULL,
            period     INTEGER NOT NULL,           -- a month (202611) or a year (2026) in which the submissions were made
            funder_id  TEXT    NOT NULL,           -- '': all funders
            sent_by    TEXT    NOT NULL,           -- '': whoever sent
            submitted  INTEGER NOT NULL,
            replied    INTEGER NOT NULL,
            offered    INTEGER NOT NULL,
            accepted   INTEGER NOT NULL,
            funded     INTEGER NOT NULL,
            PRIMARY KEY (tenant_id, sent_by, period, funder_id)
        ) STRICT, WITHOUT ROWID
        """
}
