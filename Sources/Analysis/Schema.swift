import Storage

/// What is learned of funders and kept, so that no page looks through cases.
package enum AnalysisSchema {
    package static let migrations: [Migration] = [
        Migration(
            "analysis.1",
            [
                """
                CREATE TABLE guideline_drift (         -- where a funder does otherwise than it says: a list a month
                    tenant_id      TEXT    NOT NULL,
                    month          INTEGER NOT NULL,   -- 202611; the present one is found anew each day
                    ordinal        INTEGER NOT NULL,
                    funder_id      TEXT    NOT NULL REFERENCES funder (id),
                    rule           TEXT    NOT NULL,
                    label          TEXT    NOT NULL,
                    reason         TEXT    NOT NULL REFERENCES decline_reason (code),
                    said           TEXT    NOT NULL,   -- both in words, as they were then
                    observed       TEXT    NOT NULL,
                    hits           INTEGER NOT NULL,
                    cases          INTEGER NOT NULL,
                    low_per_mille  INTEGER NOT NULL,   -- Wilson's interval at 95 %
                    high_per_mille INTEGER NOT NULL,
                    found_at       INTEGER NOT NULL,
                    PRIMARY KEY (tenant_id, month, ordinal),
                    CHECK (hits <= cases)
                ) STRICT, WITHOUT ROWID
                """,
                """
                CREATE TABLE guideline_drift_look (
                    tenant_id  TEXT    NOT NULL PRIMARY KEY,
                    looked_at  INTEGER NOT NULL
                ) STRICT
                """,
            ])
    ]
}
