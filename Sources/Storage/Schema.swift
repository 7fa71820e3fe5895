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
            ] + Migration.appendOnly("history"))
    ]
}
