/// The tables of sponsors, their contracts, and what they are owed to be seen.
enum SponsorTables {
    /// A cancelled contract keeps here what another one may have from then on: in `reference` stands its id.
    static let freed = [
        "ALTER TABLE sponsor_contract ADD COLUMN former_reference TEXT",
        "ALTER TABLE sponsor_contract ADD COLUMN former_renews_id TEXT",
    ]

    static let sponsors = [
        """
        CREATE TABLE sponsor (                 -- a company that pays to be seen
            id            TEXT    NOT NULL PRIMARY KEY CHECK (length(id) = 26),
            tenant_id     TEXT    NOT NULL,
            node_id       TEXT    NOT NULL,      -- whose sponsor it is: who keeps sponsors there keeps this one
            company       TEXT    NOT NULL CHECK (length(company) BETWEEN 1 AND 200),
            company_key   TEXT    NOT NULL,      -- folded
            contact_name  TEXT    NOT NULL CHECK (length(contact_name) BETWEEN 1 AND 200),
            email         TEXT    NOT NULL,
            website       TEXT,
            tier          TEXT    NOT NULL CHECK (tier IN ('platinum', 'gold', 'silver', 'bronze')),
            created_by    TEXT    NOT NULL,
            created_at    INTEGER NOT NULL,
            updated_at    INTEGER NOT NULL,
            version       INTEGER NOT NULL CHECK (version >= 1),
            UNIQUE (tenant_id, id),
            FOREIGN KEY (tenant_id, node_id) REFERENCES org_node (tenant_id, id) ON DELETE RESTRICT
        ) STRICT
        """,
        "CREATE INDEX sponsor_node ON sponsor (tenant_id, node_id, id)",
        """
        CREATE TABLE sponsor_entity (          -- which nodes a sponsor sponsors
            tenant_id   TEXT    NOT NULL,
            sponsor_id  TEXT    NOT NULL,
            node_id     TEXT    NOT NULL,
            PRIMARY KEY (tenant_id, sponsor_id, node_id),
            FOREIGN KEY (tenant_id, sponsor_id) REFERENCES sponsor (tenant_id, id) ON DELETE RESTRICT,
            FOREIGN KEY (tenant_id, node_id) REFERENCES org_node (tenant_id, id) ON DELETE RESTRICT
        ) STRICT, WITHOUT ROWID
        """,
        "CREATE INDEX sponsor_entity_node ON sponsor_entity (tenant_id, node_id)",
        """
        CREATE TABLE sponsor_entitlement (     -- what a tier is owed by a contract; the highest version stands
            tenant_id  TEXT    NOT NULL,
            tier       TEXT    NOT NULL CHECK (tier IN ('platinum', 'gold', 'silver', 'bronze')),
            version    INTEGER NOT NULL CHECK (version > 0),
            place      INTEGER NOT NULL CHECK (place > 0),
            kind       TEXT    NOT NULL,         -- logo_placement, mention, tournament_naming, other
            words      TEXT    NOT NULL CHECK (length(words) BETWEEN 1 AND 300),
            number     INTEGER NOT NULL CHECK (number BETWEEN 1 AND 10000),
            who        TEXT    NOT NULL,
            at         INTEGER NOT NULL,
            PRIMARY KEY (tenant_id, tier, version, place)
        ) STRICT, WITHOUT ROWID
        """,
    ]

    static let contracts = [
        """
        CREATE TABLE sponsor_contract (        -- what a sponsor pays in a period, and by which terms
            id                  TEXT    NOT NULL PRIMARY KEY CHECK (length(id) = 26),
            tenant_id           TEXT    NOT NULL,
            sponsor_id          TEXT    NOT NULL,
            node_id             TEXT    NOT NULL,  -- who holds the contract and is paid
            project_id          TEXT,
            reference           TEXT    NOT NULL CHECK (length(reference) BETWEEN 1 AND 100),
            tier                TEXT    NOT NULL CHECK (tier IN ('platinum', 'gold', 'silver', 'bronze')),
            amount_cents        INTEGER NOT NULL CHECK (amount_cents > 0),
            currency            TEXT    NOT NULL,
            starts_on           TEXT    NOT NULL,
            ends_on             TEXT    NOT NULL,
            terms               TEXT    NOT NULL,
            state               TEXT    NOT NULL CHECK (state IN ('draft', 'active', 'terminated', 'cancelled')),
            renews_id           TEXT,              -- the contract that this one follows
            created_by          TEXT    NOT NULL,
            created_at          INTEGER NOT NULL,
            activated_by        TEXT,
            activated_at        INTEGER,
            terminated_on       TEXT,
            termination_reason  TEXT,
            UNIQUE (tenant_id, id),
            UNIQUE (tenant_id, sponsor_id, id),
            UNIQUE (tenant_id, node_id, reference),
            UNIQUE (tenant_id, renews_id),
            CHECK (starts_on <= ends_on),
            CHECK ((activated_by IS NULL) = (activated_at IS NULL) AND activated_by <> created_by),
            CHECK (state NOT IN ('active', 'terminated') OR activated_by IS NOT NULL),
            CHECK ((state = 'terminated') = (terminated_on IS NOT NULL)),
            CHECK ((terminated_on IS NULL) = (termination_reason IS NULL)),
            FOREIGN KEY (tenant_id, sponsor_id) REFERENCES sponsor (tenant_id, id) ON DELETE RESTRICT,
            FOREIGN KEY (tenant_id, node_id) REFERENCES org_node (tenant_id, id) ON DELETE RESTRICT,
            FOREIGN KEY (tenant_id, node_id, project_id) REFERENCES org_project (tenant_id, node_id, id)
                ON DELETE RESTRICT,
            FOREIGN KEY (tenant_id, sponsor_id, renews_id) REFERENCES sponsor_contract (tenant_id, sponsor_id, id)
                ON DELETE RESTRICT
        ) STRICT
        """,
        "CREATE INDEX sponsor_contract_sponsor ON sponsor_contract (tenant_id, sponsor_id, id)",
        "CREATE INDEX sponsor_contract_node ON sponsor_contract (tenant_id, node_id, id)",
        """
        CREATE TABLE sponsor_instalment (      -- a due part of a contract's amount
            tenant_id     TEXT    NOT NULL,
            contract_id   TEXT    NOT NULL,
            place         INTEGER NOT NULL CHECK (place > 0),
            due_on        TEXT    NOT NULL,
            amount_cents  INTEGER NOT NULL CHECK (amount_cents > 0),
            PRIMARY KEY (tenant_id, contract_id, place),
            FOREIGN KEY (tenant_id, contract_id) REFERENCES sponsor_contract (tenant_id, id) ON DELETE RESTRICT
        ) STRICT, WITHOUT ROWID
        """,
    ]

    static let exposure = [
        """
        CREATE TABLE sponsor_obligation (      -- what a contract owes its sponsor
            id           TEXT    NOT NULL PRIMARY KEY CHECK (length(id) = 26),
            tenant_id    TEXT    NOT NULL,
            contract_id  TEXT    NOT NULL,
            place        INTEGER NOT NULL CHECK (place > 0),
            kind         TEXT    NOT NULL,       -- logo_placement, mention, tournament_naming, other
            words        TEXT    NOT NULL CHECK (length(words) BETWEEN 1 AND 300),
            number       INTEGER NOT NULL CHECK (number > 0),
            due_on       TEXT    NOT NULL,
            makes_good   TEXT,                   -- the obligation, of which as many are owed less
            reason       TEXT,                   -- why they could not be delivered
            who          TEXT    NOT NULL,
            at           INTEGER NOT NULL,
            UNIQUE (tenant_id, id),
            UNIQUE (tenant_id, contract_id, id),
            UNIQUE (tenant_id, contract_id, place),
            CHECK ((makes_good IS NULL) = (reason IS NULL)),
            FOREIGN KEY (tenant_id, contract_id) REFERENCES sponsor_contract (tenant_id, id) ON DELETE RESTRICT,
            FOREIGN KEY (tenant_id, contract_id, makes_good)
                REFERENCES sponsor_obligation (tenant_id, contract_id, id) ON DELETE RESTRICT
        ) STRICT
        """,
        """
        CREATE TABLE sponsor_exposure (        -- that something owed was delivered
            id             TEXT    NOT NULL PRIMARY KEY CHECK (length(id) = 26),
            tenant_id      TEXT    NOT NULL,
            obligation_id  TEXT    NOT NULL,
            number         INTEGER NOT NULL CHECK (number > 0),
            delivered_on   TEXT    NOT NULL,
            node_id        TEXT,                 -- where: the competition or club
            words          TEXT    NOT NULL CHECK (length(words) BETWEEN 1 AND 1000),
            who            TEXT    NOT NULL,
            at             INTEGER NOT NULL,
            UNIQUE (tenant_id, id),
            FOREIGN KEY (tenant_id, obligation_id) REFERENCES sponsor_obligation (tenant_id, id) ON DELETE RESTRICT,
            FOREIGN KEY (tenant_id, node_id) REFERENCES org_node (tenant_id, id) ON DELETE RESTRICT
        ) STRICT
        """,
        "CREATE INDEX sponsor_exposure_obligation ON sponsor_exposure (tenant_id, obligation_id, id)",
        """
        CREATE TABLE sponsor_exposure_reversal (
            exposure_id  TEXT    NOT NULL PRIMARY KEY,
            tenant_id    TEXT    NOT NULL,
            reason       TEXT    NOT NULL,
            who          TEXT    NOT NULL,
            at           INTEGER NOT NULL,
            FOREIGN KEY (tenant_id, exposure_id) REFERENCES sponsor_exposure (tenant_id, id) ON DELETE RESTRICT
        ) STRICT
        """,
        """
        CREATE TABLE sponsor_evidence (        -- a file that shows a delivery
            id           TEXT    NOT NULL PRIMARY KEY CHECK (length(id) = 26),
            tenant_id    TEXT    NOT NULL,
            exposure_id  TEXT    NOT NULL,
            name         TEXT    NOT NULL CHECK (length(name) BETWEEN 1 AND 255),
            type         TEXT    NOT NULL,       -- media type
            size_bytes   INTEGER NOT NULL CHECK (size_bytes > 0),
            sha256       TEXT    NOT NULL,       -- the file is the blob of that name
            FOREIGN KEY (tenant_id, exposure_id) REFERENCES sponsor_exposure (tenant_id, id) ON DELETE RESTRICT
        ) STRICT
        """,
        "CREATE INDEX sponsor_evidence_exposure ON sponsor_evidence (tenant_id, exposure_id, id)",
    ]
}
