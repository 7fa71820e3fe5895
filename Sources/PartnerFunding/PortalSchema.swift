import Storage

/// The tables behind the partner portal.
enum PortalSchema {
    static let migrations = [
        Migration("partner_portal.1", [paper] + Migration.appendOnly("partner_paper")),
        Migration(
            "partner_portal.2",
            [
                report, "CREATE INDEX partner_report_partner ON partner_report (tenant_id, partner_id, id)",
                "CREATE UNIQUE INDEX partner_report_supersedes ON partner_report (supersedes_id)",
                """
                CREATE UNIQUE INDEX partner_report_final ON partner_report (tenant_id, partner_id, cohort_id)
                 WHERE type = 'final' AND supersedes_id IS NULL
                """,
                """
                CREATE UNIQUE INDEX partner_report_annual ON partner_report (tenant_id, partner_id, from_on)
                 WHERE type = 'annual' AND supersedes_id IS NULL
                """,
            ] + Migration.appendOnly("partner_report")),
    ]

    private static let paper = """
        CREATE TABLE partner_paper (           -- a PDF as it was given out first; given out so ever after
            tenant_id   TEXT    NOT NULL REFERENCES tenant (id) ON DELETE RESTRICT,
            kind        TEXT    NOT NULL,         -- receipt, report
            record_id   TEXT    NOT NULL,
            sha256      TEXT    NOT NULL,         -- the file is the blob of that name
            size_bytes  INTEGER NOT NULL CHECK (size_bytes > 0),
            at          INTEGER NOT NULL,
            PRIMARY KEY (tenant_id, kind, record_id)
        ) STRICT, WITHOUT ROWID
        """

    private static let report = """
        CREATE TABLE partner_report (          -- what a partner was told; a correction is another row
            id             TEXT    NOT NULL PRIMARY KEY CHECK (length(id) = 26),
            tenant_id      TEXT    NOT NULL,
            partner_id     TEXT    NOT NULL,
            type           TEXT    NOT NULL,      -- final, annual, custom
            cohort_id      TEXT,
            from_on        TEXT    NOT NULL,
            to_on          TEXT    NOT NULL CHECK (to_on >= from_on),
            version        INTEGER NOT NULL CHECK (version > 0),
            supersedes_id  TEXT,                  -- the version before
            reason         TEXT,                  -- of a correction
            content        TEXT    NOT NULL,      -- canonical JSON: all that page, PDF and text are made of
            content_hash   TEXT    NOT NULL,      -- SHA-256 of it
            who            TEXT    NOT NULL,
            at             INTEGER NOT NULL,
            UNIQUE (tenant_id, id),
            FOREIGN KEY (tenant_id, partner_id) REFERENCES partner (tenant_id, id) ON DELETE RESTRICT,
            FOREIGN KEY (tenant_id, cohort_id) REFERENCES cohort (tenant_id, id) ON DELETE RESTRICT,
            FOREIGN KEY (tenant_id, supersedes_id) REFERENCES partner_report (tenant_id, id) ON DELETE RESTRICT,
            CHECK ((type = 'final') = (cohort_id IS NOT NULL)),
            CHECK ((version = 1) = (supersedes_id IS NULL)),
            CHECK ((supersedes_id IS NULL) = (reason IS NULL))
        ) STRICT
        """
}
