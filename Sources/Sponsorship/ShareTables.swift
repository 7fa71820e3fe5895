/// The tables of what sponsors paid, and of its shares.
enum ShareTables {
    static let payments = [
        """
        CREATE TABLE sponsor_payment (         -- what a sponsor paid for a contract
            id            TEXT    NOT NULL PRIMARY KEY CHECK (length(id) = 26),
            tenant_id     TEXT    NOT NULL,
            contract_id   TEXT    NOT NULL,
            node_id       TEXT    NOT NULL,      -- the contract's, on whose account it came
            amount_cents  INTEGER NOT NULL CHECK (amount_cents > 0),
            currency      TEXT    NOT NULL,
            received_on   TEXT    NOT NULL,
            reference     TEXT    NOT NULL CHECK (length(reference) BETWEEN 1 AND 100),  -- the bank's; once
            transfer_id   TEXT    NOT NULL,
            who           TEXT    NOT NULL,
            at            INTEGER NOT NULL,
            UNIQUE (tenant_id, id),
            UNIQUE (tenant_id, node_id, reference),
            FOREIGN KEY (tenant_id, contract_id) REFERENCES sponsor_contract (tenant_id, id) ON DELETE RESTRICT,
            FOREIGN KEY (tenant_id, node_id) REFERENCES org_node (tenant_id, id) ON DELETE RESTRICT
        ) STRICT
        """,
        "CREATE INDEX sponsor_payment_contract ON sponsor_payment (tenant_id, contract_id, id)",
        """
        CREATE TABLE sponsor_payment_reversal (
            payment_id   TEXT    NOT NULL PRIMARY KEY,
            tenant_id    TEXT    NOT NULL,
            reason       TEXT    NOT NULL,
            transfer_id  TEXT    NOT NULL,
            who          TEXT    NOT NULL,
            at           INTEGER NOT NULL,
            FOREIGN KEY (tenant_id, payment_id) REFERENCES sponsor_payment (tenant_id, id) ON DELETE RESTRICT
        ) STRICT
        """,
    ]

    static let allocations = [
        """
        CREATE TABLE sponsor_allocation (      -- how a payment is shared
            id             TEXT    NOT NULL PRIMARY KEY CHECK (length(id) = 26),
            tenant_id      TEXT    NOT NULL,
            payment_id     TEXT    NOT NULL,
            node_id        TEXT    NOT NULL,     -- the payment's
            state          TEXT    NOT NULL CHECK (state IN ('pending', 'allocated', 'reconciled', 'cancelled')),
            created_by     TEXT    NOT NULL,
            created_at     INTEGER NOT NULL,
            allocated_by   TEXT,
            allocated_on   TEXT,
            reconciled_by  TEXT,
            reconciled_on  TEXT,
            bank_reference TEXT,                 -- of the payments to the nodes
            UNIQUE (tenant_id, id),
            CHECK ((state IN ('allocated', 'reconciled')) = (allocated_by IS NOT NULL)),
            CHECK ((allocated_by IS NULL) = (allocated_on IS NULL) AND allocated_by <> created_by),
            CHECK ((state = 'reconciled') = (reconciled_by IS NOT NULL)),
            CHECK ((reconciled_by IS NULL) = (reconciled_on IS NULL)
                   AND (reconciled_by IS NULL) = (bank_reference IS NULL) AND reconciled_by <> allocated_by),
            FOREIGN KEY (tenant_id, payment_id) REFERENCES sponsor_payment (tenant_id, id) ON DELETE RESTRICT,
            FOREIGN KEY (tenant_id, node_id) REFERENCES org_node (tenant_id, id) ON DELETE RESTRICT
        ) STRICT
        """,
        """
        CREATE UNIQUE INDEX sponsor_allocation_payment ON sponsor_allocation (tenant_id, payment_id)
         WHERE state <> 'cancelled'
        """,
        "CREATE INDEX sponsor_allocation_node ON sponsor_allocation (tenant_id, node_id, id)",
        """
        CREATE TABLE sponsor_share (           -- a node's part of a payment
            tenant_id            TEXT    NOT NULL,
            allocation_id        TEXT    NOT NULL,
            place                INTEGER NOT NULL CHECK (place > 0),
            node_id              TEXT    NOT NULL,
            project_id           TEXT,
            percent_thousandths  INTEGER NOT NULL CHECK (percent_thousandths BETWEEN 1 AND 100000),
            amount_cents         INTEGER NOT NULL CHECK (amount_cents > 0),
            PRIMARY KEY (tenant_id, allocation_id, place),
            UNIQUE (tenant_id, allocation_id, node_id),
            FOREIGN KEY (tenant_id, allocation_id) REFERENCES sponsor_allocation (tenant_id, id) ON DELETE RESTRICT,
            FOREIGN KEY (tenant_id, node_id) REFERENCES org_node (tenant_id, id) ON DELETE RESTRICT,
            FOREIGN KEY (tenant_id, node_id, project_id) REFERENCES org_project (tenant_id, node_id, id)
                ON DELETE RESTRICT
        ) STRICT, WITHOUT ROWID
        """,
    ]
}
