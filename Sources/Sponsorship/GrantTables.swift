/// The tables of grants, their decisions, reports, receipts and reminders.
enum GrantTables {
    /// Nil: the zone of the node above.
    static let zone = ["ALTER TABLE org_node ADD COLUMN time_zone TEXT"]

    static let grants = [
        """
        CREATE TABLE grant_application (       -- money of a body that a node asks for, and what became of it
            id             TEXT    NOT NULL PRIMARY KEY CHECK (length(id) = 26),
            tenant_id      TEXT    NOT NULL,
            node_id        TEXT    NOT NULL,     -- who asks and is paid
            project_id     TEXT,
            course         TEXT    NOT NULL CHECK (course IN ('plain', 'ministry')),
            body           TEXT    NOT NULL CHECK (length(body) BETWEEN 1 AND 200),    -- who gives
            body_kind      TEXT    NOT NULL CHECK (body_kind IN ('government', 'sports_council', 'foundation', 'other')),
            title          TEXT    NOT NULL CHECK (length(title) BETWEEN 1 AND 200),
            purpose        TEXT    NOT NULL,
            requested_cents INTEGER NOT NULL CHECK (requested_cents > 0),
            currency       TEXT    NOT NULL,
            starts_on      TEXT    NOT NULL,     -- of the work
            ends_on        TEXT    NOT NULL,
            apply_by       TEXT,                 -- the last day for its submission
            state          TEXT    NOT NULL,
            created_by     TEXT    NOT NULL,
            created_at     INTEGER NOT NULL,
            updated_at     INTEGER NOT NULL,
            version        INTEGER NOT NULL CHECK (version >= 1),
            submitted_by   TEXT,
            submitted_at   INTEGER,
            reviewer       TEXT,                 -- to whom answers go
            granted_cents  INTEGER CHECK (granted_cents BETWEEN 1 AND requested_cents),
            closes_on      TEXT,                 -- by when the report is due
            decided_on     TEXT,
            UNIQUE (tenant_id, id),
            CHECK (starts_on <= ends_on),
            CHECK (course = 'plain' AND state IN ('draft', 'submitted', 'approved', 'rejected', 'reporting', 'closed')
                   OR course = 'ministry' AND state IN ('draft', 'submitted', 'under_review', 'awarded', 'in_progress',
                                                        'reporting_due', 'closed', 'rejected')),
            CHECK ((submitted_by IS NULL) = (submitted_at IS NULL)),
            CHECK ((state = 'draft') = (submitted_by IS NULL)),
            CHECK ((granted_cents IS NULL) = (closes_on IS NULL)),
            CHECK ((granted_cents IS NOT NULL) = (state IN ('approved', 'reporting', 'awarded', 'in_progress',
                                                            'reporting_due', 'closed'))),
            CHECK ((decided_on IS NULL) = (state IN ('draft', 'submitted', 'under_review'))),
            FOREIGN KEY (tenant_id, node_id) REFERENCES org_node (tenant_id, id) ON DELETE RESTRICT,
            FOREIGN KEY (tenant_id, node_id, project_id) REFERENCES org_project (tenant_id, node_id, id)
                ON DELETE RESTRICT
        ) STRICT
        """,
        "CREATE INDEX grant_application_node ON grant_application (tenant_id, node_id, id)",
        "CREATE INDEX grant_application_due ON grant_application (tenant_id, state, closes_on)",
        """
        CREATE TABLE grant_verdict (           -- what one person decided; nobody decides twice
            tenant_id     TEXT    NOT NULL,
            grant_id      TEXT    NOT NULL,
            who           TEXT    NOT NULL,
            verdict       TEXT    NOT NULL CHECK (verdict IN ('approve', 'reject')),
            amount_cents  INTEGER CHECK (amount_cents > 0),
            closes_on     TEXT,
            reason        TEXT,
            at            INTEGER NOT NULL,
            PRIMARY KEY (tenant_id, grant_id, who),
            CHECK ((verdict = 'approve') = (amount_cents IS NOT NULL)),
            CHECK ((amount_cents IS NULL) = (closes_on IS NULL)),
            CHECK (verdict = 'approve' OR reason IS NOT NULL),
            FOREIGN KEY (tenant_id, grant_id) REFERENCES grant_application (tenant_id, id) ON DELETE RESTRICT
        ) STRICT, WITHOUT ROWID
        """,
        """
        CREATE TABLE grant_question (          -- what a reviewer wants to know before anything is decided
            id           TEXT    NOT NULL PRIMARY KEY CHECK (length(id) = 26),
            tenant_id    TEXT    NOT NULL,
            grant_id     TEXT    NOT NULL,
            question     TEXT    NOT NULL,
            asked_by     TEXT    NOT NULL,
            asked_at     INTEGER NOT NULL,
            answer       TEXT,
            answered_by  TEXT,
            answered_at  INTEGER,
            CHECK ((answer IS NULL) = (answered_by IS NULL) AND (answer IS NULL) = (answered_at IS NULL)),
            FOREIGN KEY (tenant_id, grant_id) REFERENCES grant_application (tenant_id, id) ON DELETE RESTRICT
        ) STRICT
        """,
        "CREATE UNIQUE INDEX grant_question_open ON grant_question (tenant_id, grant_id) WHERE answer IS NULL",
        "CREATE INDEX grant_question_grant ON grant_question (tenant_id, grant_id, id)",
    ]

    static let accounts = [
        """
        CREATE TABLE grant_report (            -- how a grant was spent
            id           TEXT    NOT NULL PRIMARY KEY CHECK (length(id) = 26),
            tenant_id    TEXT    NOT NULL,
            grant_id     TEXT    NOT NULL,
            covers_from  TEXT    NOT NULL,
            covers_to    TEXT    NOT NULL,
            spent_cents  INTEGER NOT NULL CHECK (spent_cents >= 0),
            words        TEXT    NOT NULL CHECK (length(words) BETWEEN 1 AND 20000),
            who          TEXT    NOT NULL,
            at           INTEGER NOT NULL,
            UNIQUE (tenant_id, id),
            CHECK (covers_from <= covers_to),
            FOREIGN KEY (tenant_id, grant_id) REFERENCES grant_application (tenant_id, id) ON DELETE RESTRICT
        ) STRICT
        """,
        "CREATE INDEX grant_report_grant ON grant_report (tenant_id, grant_id, id)",
        """
        CREATE TABLE grant_report_reversal (
            report_id  TEXT    NOT NULL PRIMARY KEY,
            tenant_id  TEXT    NOT NULL,
            reason     TEXT    NOT NULL,
            who        TEXT    NOT NULL,
            at         INTEGER NOT NULL,
            FOREIGN KEY (tenant_id, report_id) REFERENCES grant_report (tenant_id, id) ON DELETE RESTRICT
        ) STRICT
        """,
        """
        CREATE TABLE grant_receipt (           -- what came of a grant
            id            TEXT    NOT NULL PRIMARY KEY CHECK (length(id) = 26),
            tenant_id     TEXT    NOT NULL,
            grant_id      TEXT    NOT NULL,
            node_id       TEXT    NOT NULL,      -- the grant's
            amount_cents  INTEGER NOT NULL CHECK (amount_cents > 0),
            currency      TEXT    NOT NULL,
            received_on   TEXT    NOT NULL,
            reference     TEXT    NOT NULL CHECK (length(reference) BETWEEN 1 AND 100),  -- the bank's; once
            transfer_id   TEXT    NOT NULL,
            who           TEXT    NOT NULL,
            at            INTEGER NOT NULL,
            UNIQUE (tenant_id, id),
            UNIQUE (tenant_id, node_id, reference),
            FOREIGN KEY (tenant_id, grant_id) REFERENCES grant_application (tenant_id, id) ON DELETE RESTRICT,
            FOREIGN KEY (tenant_id, node_id) REFERENCES org_node (tenant_id, id) ON DELETE RESTRICT
        ) STRICT
        """,
        "CREATE INDEX grant_receipt_grant ON grant_receipt (tenant_id, grant_id, id)",
        """
        CREATE TABLE grant_receipt_reversal (
            receipt_id   TEXT    NOT NULL PRIMARY KEY,
            tenant_id    TEXT    NOT NULL,
            reason       TEXT    NOT NULL,
            transfer_id  TEXT    NOT NULL,
            who          TEXT    NOT NULL,
            at           INTEGER NOT NULL,
            FOREIGN KEY (tenant_id, receipt_id) REFERENCES grant_receipt (tenant_id, id) ON DELETE RESTRICT
        ) STRICT
        """,
        """
        CREATE TABLE grant_reminder (          -- that the report's day is so near: each nearness once
            tenant_id    TEXT    NOT NULL,
            grant_id     TEXT    NOT NULL,
            bucket_days  INTEGER NOT NULL CHECK (bucket_days IN (30, 14, 7)),
            day          TEXT    NOT NULL,       -- where the node is
            at           INTEGER NOT NULL,
            PRIMARY KEY (tenant_id, grant_id, bucket_days),
            FOREIGN KEY (tenant_id, grant_id) REFERENCES grant_application (tenant_id, id) ON DELETE RESTRICT
        ) STRICT, WITHOUT ROWID
        """,
    ]
    static let writeOffs = [
        """
        CREATE TABLE grant_write_off (         -- what of a grant never comes
            id            TEXT    NOT NULL PRIMARY KEY CHECK (length(id) = 26),
            tenant_id     TEXT    NOT NULL,
            grant_id      TEXT    NOT NULL,
            amount_cents  INTEGER NOT NULL CHECK (amount_cents > 0),
            day           TEXT    NOT NULL,      -- from which it is no income any more, where the node is
            reason        TEXT    NOT NULL,
            transfer_id   TEXT    NOT NULL,
            who           TEXT    NOT NULL,
            at            INTEGER NOT NULL,
            UNIQUE (tenant_id, id),
            FOREIGN KEY (tenant_id, grant_id) REFERENCES grant_application (tenant_id, id) ON DELETE RESTRICT
        ) STRICT
        """,
        "CREATE INDEX grant_write_off_grant ON grant_write_off (tenant_id, grant_id, id)",
        """
        CREATE TABLE grant_write_off_reversal (
            write_off_id  TEXT    NOT NULL PRIMARY KEY,
            tenant_id     TEXT    NOT NULL,
            reason        TEXT    NOT NULL,
            transfer_id   TEXT    NOT NULL,
            who           TEXT    NOT NULL,
            at            INTEGER NOT NULL,
            FOREIGN KEY (tenant_id, write_off_id) REFERENCES grant_write_off (tenant_id, id) ON DELETE RESTRICT
        ) STRICT
        """,
    ]
}
