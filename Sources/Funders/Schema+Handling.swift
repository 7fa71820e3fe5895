import Storage

/// What the office settles about a funder beside the funder's own rules.
extension FundersSchema {
    static let handling = Migration(
        "funders.3",
        [
            """
            CREATE TABLE funder_handling (
                tenant_id        TEXT    NOT NULL,
                funder_id        TEXT    NOT NULL,
                mode             TEXT    NOT NULL CHECK (mode IN ('analyse_only', 'review_first', 'automatic')),
                mode_since       INTEGER NOT NULL,
                exclusive_hours  INTEGER NOT NULL CHECK (exclusive_hours BETWEEN 0 AND 2000),
                version          INTEGER NOT NULL CHECK (version >= 1),
                PRIMARY KEY (tenant_id, funder_id),
                FOREIGN KEY (tenant_id, funder_id) REFERENCES funder (tenant_id, id)
            ) STRICT, WITHOUT ROWID
            """,
            """
            CREATE TABLE funder_rating (
                tenant_id  TEXT    NOT NULL,
                funder_id  TEXT    NOT NULL,
                seq        INTEGER NOT NULL,
                points     INTEGER CHECK (points BETWEEN 0 AND 100),  -- NULL: the figures count again
                reason     TEXT    NOT NULL CHECK (length(reason) BETWEEN 1 AND 500),
                who        TEXT    NOT NULL,
                at         INTEGER NOT NULL,
                PRIMARY KEY (tenant_id, funder_id, seq),
                FOREIGN KEY (tenant_id, funder_id) REFERENCES funder (tenant_id, id)
            ) STRICT, WITHOUT ROWID
            """,
        ] + Migration.appendOnly("funder_rating"))
}
