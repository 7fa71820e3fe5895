/// The tables of the store itself.
package enum StorageSchema {
    package static let migrations: [Migration] = [
        Migration(
            "storage.1",
            [
                """
                CREATE TABLE history (
                    tenant_id    TEXT    NOT NULL,
                    seq          INTEGER NOT NULL,  -- 1, 2, 3 … within the tenant
                    record_kind  TEXT    NOT NULL,  -- the table of the record
                    record_id    TEXT    NOT NULL,
                    from_state   TEXT,              -- NULL where the event moves no state
                    event        TEXT    NOT NULL,
                    to_state     TEXT,
                    who          TEXT    NOT NULL,  -- person:ID, key:NAME, system:PART
                    at           INTEGER NOT NULL,
                    reason       TEXT,
                    detail       TEXT    NOT NULL,  -- JSON object without personal data
                    hash         TEXT    NOT NULL,  -- SHA-256 over the former row's hash and this row's canonical JSON
                    PRIMARY KEY (tenant_id, seq)
                ) STRICT, WITHOUT ROWID
                """,
                "CREATE INDEX history_record ON history (tenant_id, record_kind, record_id, seq)",
                """
                CREATE TABLE idempotency (
                    tenant_id   TEXT    NOT NULL,
                    key         TEXT    NOT NULL,
                    command     TEXT    NOT NULL,  -- method and path
                    body_hash   TEXT    NOT NULL,
                    answer      TEXT    NOT NULL,  -- JSON
                    at          INTEGER NOT NULL,
                    PRIMARY KEY (tenant_id, key)
                ) STRICT, WITHOUT ROWID
                """,
                """
                CREATE TABLE setting (
                    tenant_id   TEXT    NOT NULL,
                    name        TEXT    NOT NULL,
                    value       TEXT    NOT NULL,  -- JSON
                    changed_at  INTEGER NOT NULL,
                    PRIMARY KEY (tenant_id, name)
                ) STRICT, WITHOUT ROWID
                """,
            ] + Migration.appendOnly("history")),
        Migration(
            "storage.2",
            [
                """
                CREATE TABLE node (
                    id           TEXT    NOT NULL PRIMARY KEY,  -- new at each start
                    name         TEXT    NOT NULL,              -- machine and process number
                    version      TEXT    NOT NULL,
                    is_serving   INTEGER NOT NULL CHECK (is_serving IN (0, 1)),  -- 0: a command beside those who serve
                    started_at   INTEGER NOT NULL,
                    seen_at      INTEGER NOT NULL,              -- by its own clock
                    beat         INTEGER NOT NULL,              -- grows; a node whose beat stands still is gone
                    free_bytes   INTEGER,                       -- of the disk that holds its data folder
                    whole_bytes  INTEGER
                ) STRICT
                """,
                """
                CREATE TABLE work_lease (
                    name       TEXT    NOT NULL PRIMARY KEY,    -- account:ID, filer, watch
                    node_id    TEXT    NOT NULL REFERENCES node (id) ON DELETE CASCADE,
                    is_shared  INTEGER NOT NULL CHECK (is_shared IN (0, 1)),  -- the nodes divide such among each other
                    taken_at   INTEGER NOT NULL
                ) STRICT
                """,
                "CREATE INDEX work_lease_node ON work_lease (node_id)",
            ]),
        // The search through the history: by day, by kind, by who, by event.
        Migration(
            "storage.3",
            [
                "CREATE INDEX history_at ON history (tenant_id, at, seq)",
                "CREATE INDEX history_kind ON history (tenant_id, record_kind, at, seq)",
                "CREATE INDEX history_who ON history (tenant_id, who, at, seq)",
                "CREATE INDEX history_event ON history (tenant_id, event, at, seq)",
            ]),
    ]
}
