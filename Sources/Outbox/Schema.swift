import Storage

/// Mails on their way out: the row stands before any connection is opened and tells at each moment how far it came.
package enum OutboxSchema {
    package static let migrations: [Migration] = [
        Migration(
            "outbox.1",
            [
                """
                CREATE TABLE outbox (
                    id               TEXT    NOT NULL PRIMARY KEY,
                    tenant_id        TEXT    NOT NULL,
                    message_id       TEXT    NOT NULL UNIQUE REFERENCES message (id),
                    account_id       TEXT    NOT NULL REFERENCES mail_account (id),
                    state            TEXT    NOT NULL CHECK (state IN ('queued', 'held', 'sending', 'sent', 'failed',
                                                                       'uncertain', 'cancelled')),
                    phase            TEXT    NOT NULL,   -- how far the newest attempt came: SMTP's DeliveryPhase
                    envelope_from    TEXT    NOT NULL,
                    size_bytes       INTEGER NOT NULL,
                    needs_eight_bit  INTEGER NOT NULL CHECK (needs_eight_bit IN (0, 1)),
                    needs_smtputf8   INTEGER NOT NULL CHECK (needs_smtputf8 IN (0, 1)),
                    attempts         INTEGER NOT NULL DEFAULT 0,
                    first_tried_at   INTEGER,
                    next_attempt_at  INTEGER NOT NULL,
                    lease_owner      TEXT,
                    lease_until      INTEGER,
                    why              TEXT    NOT NULL,   -- why it waits or how it ended, for people
                    last_reply       TEXT,
                    created_at       INTEGER NOT NULL,
                    settled_at       INTEGER,            -- the moment of the server's first 250, or of the end
                    settled_by       TEXT,               -- server, sent_folder, maildir, report, reply, person:ID
                    CHECK ((state = 'sending') = (lease_owner IS NOT NULL AND lease_until IS NOT NULL))
                ) STRICT
                """,
                "CREATE INDEX outbox_due ON outbox (account_id, state, next_attempt_at)",
                "CREATE INDEX outbox_page ON outbox (tenant_id, state, id, created_at)",
                "CREATE INDEX outbox_under_way ON outbox (tenant_id, id, state, created_at) WHERE state NOT IN ('sent', 'cancelled')",
                """
                CREATE TABLE outbox_recipient (
                    outbox_id      TEXT    NOT NULL REFERENCES outbox (id),
                    ordinal        INTEGER NOT NULL,
                    tenant_id      TEXT    NOT NULL,
                    address        TEXT    NOT NULL,
                    field          TEXT    NOT NULL CHECK (field IN ('to', 'cc', 'bcc')),
                    state          TEXT    NOT NULL CHECK (state IN ('waiting', 'accepted', 'refused', 'bounced')),
                    reply          TEXT,                 -- what the server said: code, enhanced code, text
                    at             INTEGER,
                    PRIMARY KEY (outbox_id, ordinal)
                ) STRICT, WITHOUT ROWID
                """,
                """
                CREATE TABLE outbox_attempt (
                    outbox_id   TEXT    NOT NULL REFERENCES outbox (id),
                    attempt     INTEGER NOT NULL,
                    tenant_id   TEXT    NOT NULL,
                    account_id  TEXT    NOT NULL,
                    ended_at    INTEGER NOT NULL,
                    phase       TEXT    NOT NULL,
                    outcome     TEXT    NOT NULL,        -- sent, retry, failed, uncertain, throttled, stopped
                    recipients  INTEGER NOT NULL,
                    reply       TEXT,
                    PRIMARY KEY (outbox_id, attempt)
                ) STRICT, WITHOUT ROWID
                """,
                "CREATE INDEX outbox_attempt_rate ON outbox_attempt (account_id, ended_at, recipients)",
            ] + Migration.appendOnly("outbox_attempt")),
        // What came back in some days.
        Migration(
            "outbox.2",
            ["CREATE INDEX outbox_recipient_bounced ON outbox_recipient (tenant_id, at) WHERE state = 'bounced'"]),
        Migration("outbox.3", ["ALTER TABLE outbox ADD COLUMN recalled_by TEXT"]),  // while it was being sent
        // It asks an address that a stranger named whether it is theirs: counted by itself.
        Migration(
            "outbox.4",
            [
                """
                ALTER TABLE outbox ADD COLUMN is_asked_by_stranger INTEGER NOT NULL DEFAULT 0
                      CHECK (is_asked_by_stranger IN (0, 1))
                """
            ]),
    ]
}
