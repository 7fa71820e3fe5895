import Storage

/// What the program notes about itself.
package enum ServerSchema {
    package static let migrations: [Migration] = [
        Migration(
            "server.1",
            [
                """
                CREATE TABLE alert (
                    id          TEXT    NOT NULL PRIMARY KEY,
                    tenant_id   TEXT    NOT NULL,
                    kind        TEXT    NOT NULL,
                    subject     TEXT    NOT NULL,   -- what it is about: a mail account's id, or empty
                    text        TEXT    NOT NULL,   -- one sentence for people
                    raised_at   INTEGER NOT NULL,
                    cleared_at  INTEGER             -- NULL while it stands
                ) STRICT
                """,
                "CREATE UNIQUE INDEX alert_standing ON alert (tenant_id, kind, subject) WHERE cleared_at IS NULL",
                "CREATE INDEX alert_newest ON alert (tenant_id, id)",
            ])
    ]
}
