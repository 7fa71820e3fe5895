import Storage

/// The tables of commitments.
enum CommitmentSchema {
    static let migration = Migration(
        "partner_funding.2",
        [
            commitment, commitmentByPartner,
            "CREATE UNIQUE INDEX funding_commitment_supersedes ON funding_commitment (supersedes_id)",
            standing, standingByState, receipt, receiptByCommitment,
            "CREATE UNIQUE INDEX commitment_receipt_reference ON commitment_receipt (tenant_id, reference_key) WHERE state = 'booked'",
        ] + Migration.appendOnly("funding_commitment"))

    /// Of a receipt nothing changes but whether it stands.
    static let keptReceipts = Migration.keeping(
        "id", "tenant_id", "commitment_id", "amount_cents", "currency", "reference", "reference_key", "received_on",
        "transfer_id", "who", "at", of: "commitment_receipt")

    /// Money that left a commitment without being released.
    static let returns =
        [
            """
            CREATE TABLE commitment_return (       -- money that came in and was paid back, or carried to the one in its place
                id             TEXT    NOT NULL PRIMARY KEY CHECK (length(id) = 26),
                tenant_id      TEXT    NOT NULL,
                commitment_id  TEXT    NOT NULL,
                carried_to_id  TEXT    CHECK (carried_to_id <> commitment_id),  -- NULL: paid back
                amount_cents   INTEGER NOT NULL CHECK (amount_cents > 0),
                currency       TEXT    NOT NULL,
                returned_on    TEXT    NOT NULL,
                reason         TEXT    NOT NULL,
                transfer_id    TEXT    NOT NULL UNIQUE,
                who            TEXT    NOT NULL,
                at             INTEGER NOT NULL,
                FOREIGN KEY (tenant_id, commitment_id) REFERENCES funding_commitment (tenant_id, id) ON DELETE RESTRICT,
                FOREIGN KEY (tenant_id, carried_to_id) REFERENCES funding_commitment (tenant_id, id) ON DELETE RESTRICT
            ) STRICT
            """,
            "CREATE INDEX commitment_return_commitment ON commitment_return (tenant_id, commitment_id, id)",
            "CREATE INDEX commitment_return_carried ON commitment_return (tenant_id, carried_to_id, id)",
        ] + Migration.appendOnly("commitment_return")

    /// What was carried back says why.
    static let carriedBack = """
        ALTER TABLE commitment_return ADD COLUMN receipt_id TEXT      -- the receipt that was taken back
              REFERENCES commitment_receipt (id) ON DELETE RESTRICT
              CHECK (receipt_id IS NULL OR NOT (carried_to_id IS NULL))
        """

    private static let commitment = """
        CREATE TABLE funding_commitment (      -- a partner's promise; its terms never change
            id                          TEXT    NOT NULL PRIMARY KEY CHECK (length(id) = 26),
            tenant_id                   TEXT    NOT NULL,
            partner_id                  TEXT    NOT NULL,
            supersedes_id               TEXT,              -- the one that ended with this one
            who                         TEXT    NOT NULL,
            at                          INTEGER NOT NULL,
            type                        TEXT    NOT NULL CHECK (type IN ('recurring', 'one_off', 'cohort_sponsor',
                                                                         'capacity_pool', 'pledge_pending')),
            amount_cents                INTEGER NOT NULL CHECK (amount_cents > 0),  -- recurring: of one cycle
            currency                    TEXT    NOT NULL,
            cadence                     TEXT    CHECK (cadence IN ('monthly', 'quarterly', 'annual')),
            starts_on                   TEXT,
            ends_on                     TEXT    CHECK (ends_on >= starts_on),  -- NULL: open-ended
            intended_use                TEXT    CHECK (intended_use IN ('next_cohort', 'general_pool')),
            cohort_size                 INTEGER CHECK (cohort_size > 0),
            cost_per_participant_cents  INTEGER CHECK (cost_per_participant_cents > 0),  -- the cost that was used
            target_region               TEXT,
            timing                      TEXT    CHECK (timing IN ('soonest', 'next_quarter', 'next_year', 'any')),
            seats                       INTEGER CHECK (seats > 0),
            note                        TEXT,
            UNIQUE (tenant_id, id),
            CHECK ((type = 'recurring') = (cadence IS NOT NULL AND starts_on IS NOT NULL)),
            CHECK (ends_on IS NULL OR type = 'recurring'),
            CHECK ((type = 'one_off') = (intended_use IS NOT NULL)),
            CHECK ((type = 'cohort_sponsor') = (cohort_size IS NOT NULL AND cost_per_participant_cents IS NOT NULL
                                                AND timing IS NOT NULL)),
            CHECK (type <> 'cohort_sponsor' OR amount_cents = cohort_size * cost_per_participant_cents),
            CHECK ((type = 'capacity_pool') = (seats IS NOT NULL)),
            FOREIGN KEY (tenant_id, partner_id) REFERENCES partner (tenant_id, id) ON DELETE RESTRICT,
            FOREIGN KEY (tenant_id, supersedes_id) REFERENCES funding_commitment (tenant_id, id) ON DELETE RESTRICT
        ) STRICT
        """

    private static let commitmentByPartner =
        "CREATE INDEX funding_commitment_partner ON funding_commitment (tenant_id, partner_id, id)"

    private static let standing = """
        CREATE TABLE commitment_standing (     -- where a commitment stands
            commitment_id  TEXT    NOT NULL PRIMARY KEY,
            tenant_id      TEXT    NOT NULL,
            state          TEXT    NOT NULL CHECK (state IN ('submitted', 'changes_requested', 'approved', 'declined',
                                                             'cancelled', 'active', 'paused', 'completed')),
            approved_at    INTEGER,
            updated_at     INTEGER NOT NULL,
            FOREIGN KEY (tenant_id, commitment_id) REFERENCES funding_commitment (tenant_id, id) ON DELETE RESTRICT
        ) STRICT
        """

    private static let standingByState =
        "CREATE INDEX commitment_standing_state ON commitment_standing (tenant_id, state, commitment_id)"

    private static let receipt = """
        CREATE TABLE commitment_receipt (      -- money that came in, as a person read it from the bank's statement
            id             TEXT    NOT NULL PRIMARY KEY CHECK (length(id) = 26),
            tenant_id      TEXT    NOT NULL,
            commitment_id  TEXT    NOT NULL,
            amount_cents   INTEGER NOT NULL CHECK (amount_cents > 0),
            currency       TEXT    NOT NULL,
            reference      TEXT    NOT NULL,
            reference_key  TEXT    NOT NULL,          -- upper case, without spaces
            received_on    TEXT    NOT NULL,
            state          TEXT    NOT NULL CHECK (state IN ('booked', 'reversed')),
            transfer_id    TEXT    NOT NULL UNIQUE,
            who            TEXT    NOT NULL,
            at             INTEGER NOT NULL,
            FOREIGN KEY (tenant_id, commitment_id) REFERENCES funding_commitment (tenant_id, id) ON DELETE RESTRICT
        ) STRICT
        """

    private static let receiptByCommitment =
        "CREATE INDEX commitment_receipt_commitment ON commitment_receipt (tenant_id, commitment_id, id)"
}
