import Storage

/// Mails that tell partners what is theirs: payees, and whoever else has a record here.
package enum NoticesSchema {
    package static let migrations: [Migration] = [
        Migration(
            "notices.1",
            [
                """
                CREATE TABLE notice (  -- what became of the mail stands in the outbox
                    id            TEXT    NOT NULL PRIMARY KEY CHECK (length(id) = 26),
                    tenant_id     TEXT    NOT NULL,
                    party_kind    TEXT    NOT NULL,  -- the record it is written to: payee
                    party_id      TEXT    NOT NULL,
                    about         TEXT    NOT NULL,  -- statement, payout
                    about_key     TEXT    NOT NULL,  -- which: a statement's currency and days, a payout's id
                    content_hash  TEXT    NOT NULL,  -- SHA-256 of the figures
                    times         INTEGER NOT NULL CHECK (times > 0),  -- 2, 3 …: the same once more
                    address       TEXT    NOT NULL,
                    message_id    TEXT    NOT NULL UNIQUE REFERENCES message (id),
                    who           TEXT    NOT NULL,
                    at            INTEGER NOT NULL,
                    UNIQUE (tenant_id, party_kind, party_id, about, about_key, content_hash, times)
                ) STRICT
                """,
                "CREATE INDEX notice_party ON notice (tenant_id, party_kind, party_id, id)",
            ] + Migration.appendOnly("notice"))
    ]
}
