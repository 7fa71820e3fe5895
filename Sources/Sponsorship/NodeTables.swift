/// The tables of organisation nodes, their officers and their books.
enum NodeTables {
    /// A parent's kind stands in the row, and its rank is above the own: so no path of parents comes back to its beginning.
    static let nodes = [
        """
        CREATE TABLE org_node (                -- a federation, a district, a club, or a competition as a target
            id            TEXT    NOT NULL PRIMARY KEY CHECK (length(id) = 26),
            tenant_id     TEXT    NOT NULL REFERENCES tenant (id) ON DELETE RESTRICT,
            kind          TEXT    NOT NULL CHECK (kind IN ('federation', 'district', 'club', 'competition')),
            parent_id     TEXT,
            parent_kind   TEXT,                  -- the parent's, so that SQL can hold the order of kinds
            code          TEXT    NOT NULL CHECK (length(code) BETWEEN 1 AND 20),  -- capital letters, digits, hyphens
            name          TEXT    NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
            name_key      TEXT    NOT NULL,      -- folded
            state         TEXT    NOT NULL CHECK (state IN ('active', 'closed')),
            close_reason  TEXT,
            created_by    TEXT    NOT NULL,
            created_at    INTEGER NOT NULL,
            updated_at    INTEGER NOT NULL,
            version       INTEGER NOT NULL CHECK (version >= 1),
            UNIQUE (tenant_id, id),
            UNIQUE (tenant_id, id, kind),
            UNIQUE (tenant_id, code),
            CHECK ((parent_id IS NULL) = (parent_kind IS NULL) AND (parent_id IS NULL) = (kind = 'federation')),
            CHECK (parent_kind IS NULL OR (kind = 'district' AND parent_kind = 'federation')
                   OR (kind = 'club' AND parent_kind IN ('federation', 'district'))
                   OR (kind = 'competition' AND parent_kind IN ('federation', 'district', 'club'))),
            CHECK (state <> 'closed' OR close_reason IS NOT NULL),
            FOREIGN KEY (tenant_id, parent_id, parent_kind) REFERENCES org_node (tenant_id, id, kind) ON DELETE RESTRICT
        ) STRICT
        """,
        "CREATE INDEX org_node_parent ON org_node (tenant_id, parent_id, name_key)",
        """
        CREATE TABLE org_project (             -- what money of a node is for
            id          TEXT    NOT NULL PRIMARY KEY CHECK (length(id) = 26),
            tenant_id   TEXT    NOT NULL,
            node_id     TEXT    NOT NULL,
            code        TEXT    NOT NULL CHECK (length(code) BETWEEN 1 AND 20),  -- capital letters, digits, hyphens
            name        TEXT    NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
            state       TEXT    NOT NULL CHECK (state IN ('open', 'closed')),
            created_by  TEXT    NOT NULL,
            created_at  INTEGER NOT NULL,
            UNIQUE (tenant_id, id),
            UNIQUE (tenant_id, node_id, id),
            UNIQUE (tenant_id, node_id, code),
            FOREIGN KEY (tenant_id, node_id) REFERENCES org_node (tenant_id, id) ON DELETE RESTRICT
        ) STRICT
        """,
    ]

    static let officers = [
        """
        CREATE TABLE org_capability (          -- what a person may do at a node and at all beneath it
            id          TEXT    NOT NULL PRIMARY KEY CHECK (length(id) = 26),
            tenant_id   TEXT    NOT NULL,
            person_id   TEXT    NOT NULL,
            node_id     TEXT    NOT NULL,
            capability  TEXT    NOT NULL,        -- a word of the table of capabilities
            given_by    TEXT    NOT NULL,
            given_at    INTEGER NOT NULL,
            taken_by    TEXT,
            taken_at    INTEGER,                 -- NULL: it stands
            CHECK ((taken_by IS NULL) = (taken_at IS NULL)),
            FOREIGN KEY (tenant_id, person_id) REFERENCES person (tenant_id, id) ON DELETE RESTRICT,
            FOREIGN KEY (tenant_id, node_id) REFERENCES org_node (tenant_id, id) ON DELETE RESTRICT
        ) STRICT
        """,
        """
        CREATE UNIQUE INDEX org_capability_standing ON org_capability (tenant_id, person_id, node_id, capability)
         WHERE taken_at IS NULL
        """,
        "CREATE INDEX org_capability_node ON org_capability (tenant_id, node_id, person_id)",
    ]

    static let books = [
        """
        CREATE TABLE org_entry (               -- a leg of the ledger on a node's books: what the ledger cannot say of it
            tenant_id   TEXT    NOT NULL,
            seq         INTEGER NOT NULL,
            leg         INTEGER NOT NULL,
            node_id     TEXT    NOT NULL,
            project_id  TEXT,
            PRIMARY KEY (tenant_id, seq, leg),
            FOREIGN KEY (tenant_id, seq, leg) REFERENCES ledger_entry (tenant_id, seq, leg),
            FOREIGN KEY (tenant_id, node_id) REFERENCES org_node (tenant_id, id) ON DELETE RESTRICT,
            FOREIGN KEY (tenant_id, node_id, project_id) REFERENCES org_project (tenant_id, node_id, id)
                ON DELETE RESTRICT
        ) STRICT, WITHOUT ROWID
        """,
        "CREATE INDEX org_entry_node ON org_entry (tenant_id, node_id, seq, leg)",
        """
        CREATE TABLE org_fee (                 -- what members paid: income beside sponsors and grants
            id            TEXT    NOT NULL PRIMARY KEY CHECK (length(id) = 26),
            tenant_id     TEXT    NOT NULL,
            node_id       TEXT    NOT NULL,
            project_id    TEXT,
            kind          TEXT    NOT NULL CHECK (kind IN ('licence_fee', 'competition_fee')),
            amount_cents  INTEGER NOT NULL CHECK (amount_cents > 0),
            currency      TEXT    NOT NULL,
            received_on   TEXT    NOT NULL,
            reference     TEXT    NOT NULL CHECK (length(reference) BETWEEN 1 AND 100),  -- the payer's system's; once
            transfer_id   TEXT    NOT NULL,
            who           TEXT    NOT NULL,
            at            INTEGER NOT NULL,
            UNIQUE (tenant_id, id),
            UNIQUE (tenant_id, node_id, reference),
            FOREIGN KEY (tenant_id, node_id) REFERENCES org_node (tenant_id, id) ON DELETE RESTRICT,
            FOREIGN KEY (tenant_id, node_id, project_id) REFERENCES org_project (tenant_id, node_id, id)
                ON DELETE RESTRICT
        ) STRICT
        """,
        """
        CREATE TABLE org_fee_reversal (        -- a fee that was booked by mistake
            fee_id       TEXT    NOT NULL PRIMARY KEY,
            tenant_id    TEXT    NOT NULL,
            reason       TEXT    NOT NULL,
            transfer_id  TEXT    NOT NULL,
            who          TEXT    NOT NULL,
            at           INTEGER NOT NULL,
            FOREIGN KEY (tenant_id, fee_id) REFERENCES org_fee (tenant_id, id) ON DELETE RESTRICT
        ) STRICT
        """,
    ]
}
