import Storage

/// The tables behind the partner portal.
enum PortalSchema {
    static let migration = Migration("partner_portal.1", [paper] + Migration.appendOnly("partner_paper"))

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
}
