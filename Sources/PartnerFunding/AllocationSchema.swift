import Storage

/// The tables of allocations. Money stands in rows that are only ever added; where an allocation stands is beside them.
enum AllocationSchema {
    static let migration = Migration(
        "partner_funding.3",
        [
            allocation,
            "CREATE INDEX commitment_allocation_commitment ON commitment_allocation (tenant_id, commitment_id, id)",
            "CREATE INDEX commitment_allocation_cohort ON commitment_allocation (tenant_id, cohort_id, id)",
            standing,
            "CREATE UNIQUE INDEX allocation_standing_cycle ON allocation_standing (commitment_id, cycle_taken)",
            "CREATE INDEX allocation_standing_state ON allocation_standing (tenant_id, state, allocation_id)",
            entry,
            "CREATE INDEX funding_ledger_commitment ON funding_ledger (tenant_id, commitment_id, ledger_seq)",
            "CREATE INDEX funding_ledger_allocation ON funding_ledger (tenant_id, allocation_id, ledger_seq)",
            "CREATE INDEX funding_ledger_cohort ON funding_ledger (tenant_id, cohort_id, ledger_seq)",
        ] + Migration.appendOnly("commitment_allocation") + Migration.appendOnly("funding_ledger"))

    private static let allocation = """
        CREATE TABLE commitment_allocation (   -- capital of a commitment for a cohort, never for a person
            id             TEXT    NOT NULL PRIMARY KEY CHECK (length(id) = 26),
            tenant_id      TEXT    NOT NULL,
            commitment_id  TEXT    NOT NULL,
            cohort_id      TEXT    NOT NULL,
            cycle_on       TEXT,              -- of a recurring commitment: the first day of the cycle that it is for
            currency       TEXT    NOT NULL,
            who            TEXT    NOT NULL,
            at             INTEGER NOT NULL,
            UNIQUE (tenant_id, id),
            FOREIGN KEY (tenant_id, commitment_id) REFERENCES funding_commitment (tenant_id, id) ON DELETE RESTRICT,
            FOREIGN KEY (tenant_id, cohort_id) REFERENCES cohort (tenant_id, id) ON DELETE RESTRICT
        ) STRICT
        """

    /// Of what was released before seats were told apart by it.
    static let released = """
        INSERT INTO cohort_release (id, tenant_id, cohort_id, seats, cause, who, at)
        SELECT commitment_allocation.id, commitment_allocation.tenant_id, commitment_allocation.cohort_id,
               CAST(sum(funding_ledger.seats) AS BIGINT), 'allocation:' || commitment_allocation.id,
               commitment_allocation.who, allocation_standing.released_at
          FROM commitment_allocation
          JOIN allocation_standing ON allocation_standing.allocation_id = commitment_allocation.id
          JOIN funding_ledger ON funding_ledger.tenant_id = commitment_allocation.tenant_id
                             AND funding_ledger.allocation_id = commitment_allocation.id
         WHERE allocation_standing.released_at IS NOT NULL
         GROUP BY commitment_allocation.id, commitment_allocation.tenant_id, commitment_allocation.cohort_id,
                  commitment_allocation.who, allocation_standing.released_at
        HAVING sum(funding_ledger.seats) <> 0
        """

    /// What became of what was paid out; unknown of rows from before it was asked for.
    static let support = [
        """
        ALTER TABLE funding_ledger ADD COLUMN support_type TEXT
              CHECK (support_type IN ('data', 'transport', 'tools', 'cash', 'overhead'))
              CHECK (support_type IS NULL OR type = 'disbursed')
        """,
        """
        ALTER TABLE funding_ledger ADD COLUMN people INTEGER
              CHECK (people > 0)
              CHECK ((people IS NULL) = (coalesce(support_type, 'overhead') = 'overhead'))
        """,
    ]

    /// A cycle of which something was paid out stays the allocation's that had it first.
    static let spentCycles = """
        UPDATE allocation_standing
           SET cycle_taken = (SELECT cycle_on FROM commitment_allocation
                               WHERE commitment_allocation.id = allocation_standing.allocation_id)
         WHERE cycle_taken IS NULL
           AND allocation_id IN (SELECT min(spent.id)
                                   FROM commitment_allocation AS spent
                                  WHERE spent.cycle_on IS NOT NULL
                                    AND EXISTS (SELECT 1 FROM funding_ledger
                                                 WHERE funding_ledger.tenant_id = spent.tenant_id
                                                   AND funding_ledger.allocation_id = spent.id
                                                   AND funding_ledger.type = 'disbursed')
                                    AND NOT EXISTS (SELECT 1 FROM allocation_standing AS other
                                                     WHERE other.commitment_id = spent.commitment_id
                                                       AND other.cycle_taken = spent.cycle_on)
                                  GROUP BY spent.commitment_id, spent.cycle_on)
        """

    private static let standing = """
        CREATE TABLE allocation_standing (     -- where an allocation stands
            allocation_id  TEXT    NOT NULL PRIMARY KEY,
            tenant_id      TEXT    NOT NULL,
            commitment_id  TEXT    NOT NULL,
            cycle_taken    TEXT,              -- the cycle, while it is the allocation's; one has it at a time
            state          TEXT    NOT NULL CHECK (state IN ('planned', 'released', 'paused', 'completed', 'cancelled')),
            released_at    INTEGER,
            held_id        TEXT,              -- the transfer that holds what is planned, or released and not disbursed
            updated_at     INTEGER NOT NULL,
            FOREIGN KEY (tenant_id, allocation_id) REFERENCES commitment_allocation (tenant_id, id) ON DELETE RESTRICT,
            CHECK ((held_id IS NULL) = (state IN ('completed', 'cancelled')))
        ) STRICT
        """

    private static let entry = """
        CREATE TABLE funding_ledger (          -- every event of funding; amounts and seats are signed
            id             TEXT    NOT NULL PRIMARY KEY CHECK (length(id) = 26),
            tenant_id      TEXT    NOT NULL,
            commitment_id  TEXT    NOT NULL,
            allocation_id  TEXT,              -- NULL: the commitment's own
            cohort_id      TEXT,
            type           TEXT    NOT NULL CHECK (type IN ('created', 'released', 'disbursed', 'adjusted', 'reversed')),
            amount_cents   INTEGER NOT NULL,
            seats          INTEGER NOT NULL,
            currency       TEXT    NOT NULL,
            description    TEXT    NOT NULL,
            ledger_seq     INTEGER NOT NULL,  -- the row of the journal that booked it, with key and hash
            who            TEXT    NOT NULL,
            at             INTEGER NOT NULL,
            UNIQUE (tenant_id, ledger_seq),
            FOREIGN KEY (tenant_id, commitment_id) REFERENCES funding_commitment (tenant_id, id) ON DELETE RESTRICT,
            FOREIGN KEY (tenant_id, allocation_id) REFERENCES commitment_allocation (tenant_id, id) ON DELETE RESTRICT,
            FOREIGN KEY (tenant_id, cohort_id) REFERENCES cohort (tenant_id, id) ON DELETE RESTRICT,
            CHECK ((allocation_id IS NULL) = (cohort_id IS NULL))
        ) STRICT
        """
}
