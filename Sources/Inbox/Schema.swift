import Storage

/// Mails on their way in: the raw mail is stored and committed before the cursor moves, and everything else follows.
package enum InboxSchema {
    package static let migrations: [Migration] = [
        Migration(
            "inbox.1",
            [
                """
                CREATE TABLE mail_folder (
                    id             TEXT    NOT NULL PRIMARY KEY,
                    tenant_id      TEXT    NOT NULL,
                    account_id     TEXT    NOT NULL REFERENCES mail_account (id),
                    name           TEXT    NOT NULL,   -- INBOX; a Maildir's folder
                    uid_validity   INTEGER NOT NULL,   -- 0 before the first look
                    last_uid       INTEGER NOT NULL,   -- all UIDs up to this one are stored
                    start_from     INTEGER,            -- mail that arrived earlier is archived without events
                    lease_owner    TEXT,               -- one poller per folder
                    lease_until    INTEGER,
                    counted_at     INTEGER,            -- the daily count: UIDs on the server, and stored ones
                    server_count   INTEGER,
                    stored_count   INTEGER,
                    UNIQUE (account_id, name)
                ) STRICT
                """,
                """
                CREATE TABLE arrival (
                    seq            INTEGER PRIMARY KEY,   -- the order of arrival
                    id             TEXT    NOT NULL UNIQUE,
                    tenant_id      TEXT    NOT NULL,
                    folder_id      TEXT    NOT NULL REFERENCES mail_folder (id),
                    uid_validity   INTEGER NOT NULL,
                    uid            INTEGER NOT NULL,
                    source_name    TEXT,               -- a Maildir's file name without its flags
                    arrived_at     INTEGER NOT NULL,   -- INTERNALDATE
                    stored_at      INTEGER NOT NULL,
                    raw_hash       TEXT    NOT NULL,   -- the blob that holds the exact bytes
                    raw_size       INTEGER NOT NULL,
                    state          TEXT    NOT NULL CHECK (state IN ('stored', 'filed', 'quarantined', 'dismissed', 'wanted')),
                    attempts       INTEGER NOT NULL DEFAULT 0,
                    why            TEXT,               -- quarantined: the reason, without contents
                    message_id     TEXT    REFERENCES message (id),
                    is_quiet       INTEGER NOT NULL CHECK (is_quiet IN (0, 1)),   -- history before the start: archived without events
                    UNIQUE (folder_id, uid_validity, uid),
                    CHECK ((state = 'filed') = (message_id IS NOT NULL))
                ) STRICT
                """,
                "CREATE UNIQUE INDEX arrival_source ON arrival (folder_id, source_name) WHERE source_name IS NOT NULL",
                "CREATE INDEX arrival_waiting ON arrival (seq) WHERE state = 'stored'",
                "CREATE INDEX arrival_open ON arrival (state, folder_id) WHERE state NOT IN ('stored', 'filed')",
                "CREATE INDEX arrival_raw ON arrival (raw_hash)",
                "CREATE INDEX arrival_message ON arrival (message_id) WHERE message_id IS NOT NULL",
            ]),
        Migration(
            "inbox.2",
            [
                // Every page counts them, and they are few among all that ever came.
                "CREATE INDEX arrival_quarantined ON arrival (tenant_id, id) WHERE state = 'quarantined'"
            ]),
        // How late mail came in some days.
        Migration(
            "inbox.3",
            [
                """
                CREATE INDEX arrival_delay ON arrival (tenant_id, id, folder_id, arrived_at, stored_at)
                 WHERE is_quiet = 0 AND state <> 'wanted'
                """
            ]),
    ]
}
