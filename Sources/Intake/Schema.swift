import Storage

/// Mails that bring applications: which of them wait, and what became of the others.
package enum IntakeSchema {
    package static let migrations: [Migration] = [
        Migration(
            "intake.1",
            [
                """
                CREATE TABLE intake_item (
                    id              TEXT    NOT NULL PRIMARY KEY,
                    tenant_id       TEXT    NOT NULL,
                    message_id      TEXT    NOT NULL UNIQUE REFERENCES message (id),
                    state           TEXT    NOT NULL CHECK (state IN ('open', 'made', 'dismissed')),
                    application_id  TEXT    REFERENCES application (id),   -- what was made of it
                    opened_at       INTEGER NOT NULL,
                    settled_at      INTEGER,
                    settled_by      TEXT,
                    CHECK (application_id IS NULL OR state = 'made')
                ) STRICT
                """,
                "CREATE INDEX intake_item_state ON intake_item (tenant_id, state, id, opened_at)",
            ])
    ]
}
