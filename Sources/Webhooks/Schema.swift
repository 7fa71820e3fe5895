import Storage

/// Who is told of what happens here, and what became of each telling.
package enum WebhooksSchema {
    package static let migrations: [Migration] = [
        Migration(
            "webhooks.1",
            [
                """
                CREATE TABLE webhook_endpoint (
                    id             TEXT    NOT NULL PRIMARY KEY CHECK (length(id) = 26),
                    tenant_id      TEXT    NOT NULL REFERENCES tenant (id),
                    name           TEXT    NOT NULL CHECK (length(name) BETWEEN 1 AND 60),
                    url            TEXT    NOT NULL CHECK (length(url) BETWEEN 8 AND 500),
                    events         TEXT    NOT NULL,  -- JSON list: submission.declined …
                    with_details   INTEGER NOT NULL CHECK (with_details IN (0, 1)),  -- 0: ids only
                    secret_sealed  BLOB    NOT NULL,  -- sealed in place webhook_endpoint.secret/ID
                    state          TEXT    NOT NULL CHECK (state IN ('active', 'paused', 'retired')),
                    position       INTEGER NOT NULL,  -- deliveries are made of the history's rows up to this one
                    created_by     TEXT    NOT NULL,
                    created_at     INTEGER NOT NULL,
                    updated_at     INTEGER NOT NULL,
                    UNIQUE (tenant_id, id)
                ) STRICT
                """,
                """
                CREATE TABLE webhook_delivery (
                    id               TEXT    NOT NULL PRIMARY KEY CHECK (length(id) = 26),  -- the receiver's webhook-id
                    tenant_id        TEXT    NOT NULL,
                    endpoint_id      TEXT    NOT NULL,
                    history_seq      INTEGER NOT NULL,  -- the row of the history that is told of
                    event            TEXT    NOT NULL,
                    state            TEXT    NOT NULL CHECK (state IN ('queued', 'delivered', 'dead', 'dismissed')),
                    attempts         INTEGER NOT NULL DEFAULT 0,
                    first_tried_at   INTEGER,           -- of this round: a replay begins a new one
                    next_attempt_at  INTEGER NOT NULL,
                    settled_at       INTEGER,
                    last_status      INTEGER,           -- what the receiver's server answered; NULL where it did not
                    why              TEXT    NOT NULL,  -- why it waits or how it ended, for people
                    created_at       INTEGER NOT NULL,
                    UNIQUE (endpoint_id, history_seq),
                    FOREIGN KEY (tenant_id, endpoint_id) REFERENCES webhook_endpoint (tenant_id, id)
                ) STRICT
                """,
                "CREATE INDEX webhook_delivery_due ON webhook_delivery (endpoint_id, state, next_attempt_at, history_seq)",
                "CREATE INDEX webhook_delivery_page ON webhook_delivery (tenant_id, endpoint_id, id)",
                "CREATE INDEX webhook_delivery_dead ON webhook_delivery (tenant_id, endpoint_id) WHERE state = 'dead'",
            ]),
        Migration(
            "webhooks.2",
            [
                """
                CREATE INDEX webhook_delivery_state ON webhook_delivery (tenant_id, endpoint_id, state, id)
                 WHERE state <> 'delivered'
                """
            ]),
    ]
}
