import Storage

/// The tables of funders and of what they want (seed 004, section 2).
package enum FundersSchema {
    package static let migrations: [Migration] = [
        Migration(
            "funders.1",
            [declineReason, declineReasons, funder, domain, contact, rules, guideline, guidelineVersion]
                + [note, "CREATE INDEX funder_note_of ON funder_note (tenant_id, funder_id, id)"]
                + [call, "CREATE INDEX funder_call_of ON funder_call (tenant_id, funder_id, called_at)"]
                + ["funder_guideline_version", "funder_note", "funder_call", "decline_reason"]
                .flatMap(Migration.appendOnly)),
        // The mail account that the funder is written from, by its name; NULL: whichever sends the order.
        Migration("funders.2", ["ALTER TABLE funder_submission_rules ADD COLUMN account_name TEXT"]),
        handling,
        // 1: mails to the funder ask for a read receipt.
        Migration(
            "funders.4",
            [
                """
                ALTER TABLE funder_submission_rules
                  ADD COLUMN asks_receipt INTEGER NOT NULL DEFAULT 0 CHECK (asks_receipt IN (0, 1))
                """
            ]),
    ]

    private static let declineReason = """
        CREATE TABLE decline_reason (  -- the same for all tenants; a code is never used again for something else
            id        INTEGER NOT NULL PRIMARY KEY,
            code      TEXT    NOT NULL UNIQUE,
            label     TEXT    NOT NULL,
            category  TEXT    NOT NULL
        ) STRICT
        """

    private static let funder = """
        CREATE TABLE funder (
            id                    TEXT    NOT NULL PRIMARY KEY CHECK (length(id) = 26),
            tenant_id             TEXT    NOT NULL REFERENCES tenant (id),
            name                  TEXT    NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
            name_key              TEXT    NOT NULL,  -- folded, without its legal form
            status                TEXT    NOT NULL CHECK (status IN ('active', 'paused', 'do_not_send', 'limited',
                                              'needs_call_first')),
            status_reason         TEXT    CHECK (length(status_reason) BETWEEN 1 AND 500),
            status_updated_at     INTEGER NOT NULL,
            weekly_cap            INTEGER CHECK (weekly_cap BETWEEN 1 AND 1000),  -- sends in seven days while limited
            channel               TEXT    NOT NULL CHECK (channel IN ('email', 'portal', 'api')),
            first_response_hours  INTEGER CHECK (first_response_hours BETWEEN 1 AND 2000),  -- promised
            offer_hours           INTEGER CHECK (offer_hours BETWEEN 1 AND 2000),
            funding_hours         INTEGER CHECK (funding_hours BETWEEN 1 AND 2000),
            time_zone             TEXT    NOT NULL,  -- IANA name
            typical_terms         TEXT,              -- shown only: no calculation reads it
            created_at            INTEGER NOT NULL,
            updated_at            INTEGER NOT NULL,
            archived_at           INTEGER,
            version               INTEGER NOT NULL CHECK (version >= 1),
            UNIQUE (tenant_id, id),
            UNIQUE (tenant_id, name_key),
            CHECK (status = 'active' OR status_reason IS NOT NULL),
            CHECK (status <> 'limited' OR weekly_cap IS NOT NULL)
        ) STRICT
        """

    private static let domain = """
        CREATE TABLE funder_domain (  -- from where the funder writes
            tenant_id  TEXT NOT NULL,
            funder_id  TEXT NOT NULL,
            kind       TEXT NOT NULL CHECK (kind IN ('domain', 'address')),
            domain     TEXT NOT NULL,  -- lower case: a domain, or a whole address
            PRIMARY KEY (tenant_id, domain),
            FOREIGN KEY (tenant_id, funder_id) REFERENCES funder (tenant_id, id)
        ) STRICT
        """

    private static let contact = """
        CREATE TABLE funder_contact (
            id          TEXT    NOT NULL PRIMARY KEY CHECK (length(id) = 26),
            tenant_id   TEXT    NOT NULL,
            funder_id   TEXT    NOT NULL UNIQUE,
            name        TEXT,
            email       TEXT    NOT NULL CHECK (length(email) BETWEEN 3 AND 254),
            phone       TEXT,
            updated_at  INTEGER NOT NULL,
            version     INTEGER NOT NULL CHECK (version >= 1),
            FOREIGN KEY (tenant_id, funder_id) REFERENCES funder (tenant_id, id)
        ) STRICT
        """

    private static let rules = """
        CREATE TABLE funder_submission_rules (
            id                  TEXT    NOT NULL PRIMARY KEY CHECK (length(id) = 26),
            tenant_id           TEXT    NOT NULL,
            funder_id           TEXT    NOT NULL,
            channel             TEXT    NOT NULL CHECK (channel IN ('email', 'portal', 'api')),
            to_emails           TEXT    NOT NULL,  -- JSON list
            cc_emails           TEXT    NOT NULL,  -- JSON list
            excludes_contact    INTEGER NOT NULL CHECK (excludes_contact IN (0, 1)),
            subject_template    TEXT,              -- NULL: the desk's own
            body_template       TEXT,
            file_name_template  TEXT,
            max_mail_bytes      INTEGER CHECK (max_mail_bytes BETWEEN 100000 AND 200000000),
            updated_at          INTEGER NOT NULL,
            version             INTEGER NOT NULL CHECK (version >= 1),
            UNIQUE (funder_id, channel),
            FOREIGN KEY (tenant_id, funder_id) REFERENCES funder (tenant_id, id)
        ) STRICT
        """

    private static let note = """
        CREATE TABLE funder_note (
            id         TEXT    NOT NULL PRIMARY KEY CHECK (length(id) = 26),
            tenant_id  TEXT    NOT NULL,
            funder_id  TEXT    NOT NULL,
            text       TEXT    NOT NULL CHECK (length(text) BETWEEN 1 AND 4000),
            who        TEXT    NOT NULL,
            at         INTEGER NOT NULL,
            FOREIGN KEY (tenant_id, funder_id) REFERENCES funder (tenant_id, id)
        ) STRICT
        """

    private static let call = """
        CREATE TABLE funder_call (  -- opens the way to a funder that wants a call first
            id         TEXT    NOT NULL PRIMARY KEY CHECK (length(id) = 26),
            tenant_id  TEXT    NOT NULL,
            funder_id  TEXT    NOT NULL,
            note       TEXT    NOT NULL CHECK (length(note) BETWEEN 1 AND 4000),
            who        TEXT    NOT NULL,
            called_at  INTEGER NOT NULL,
            FOREIGN KEY (tenant_id, funder_id) REFERENCES funder (tenant_id, id)
        ) STRICT
        """
}
