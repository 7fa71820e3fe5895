import Storage

/// Funding partners: who they are, what the office notes of them, and who signs in for them.
package enum PartnerFundingSchema {
    package static let migrations: [Migration] =
        [
            Migration(
                "partner_funding.1",
                [
                    partner, partnerByState, partnerByName, partnerByAddress, user, userByPartner, note, noteByPartner,
                    flag,
                    flagByPartner, token, tokenByPartner,
                ]
                    + Migration.appendOnly("partner_note")),
            CommitmentSchema.migration,
            AllocationSchema.migration,
            BankSchema.migration,
            Migration("partner_funding.5", [BankSchema.withdrawal] + CommitmentSchema.returns),
            Migration(
                "partner_funding.6",
                BankSchema.known + [AllocationSchema.released] + Migration.appendOnly("bank_known_line")),
            Migration("partner_funding.7", CommitmentSchema.keptReceipts),
            Migration("partner_funding.8", AllocationSchema.support + BankSchema.kept),
            Migration("partner_funding.9", [AllocationSchema.spentCycles]),
            Migration("partner_funding.10", [CommitmentSchema.carriedBack]),
        ] + PortalSchema.migrations + ClaimSchema.migrations

    private static let partner = """
        CREATE TABLE partner (
            id                 TEXT    NOT NULL PRIMARY KEY CHECK (length(id) = 26),
            tenant_id          TEXT    NOT NULL REFERENCES tenant (id) ON DELETE RESTRICT,
            name               TEXT    NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
            name_key           TEXT    NOT NULL,  -- folded; two partners may have one: people look at both
            contact_name       TEXT    NOT NULL CHECK (length(contact_name) BETWEEN 1 AND 200),
            email              TEXT    NOT NULL,
            email_key          TEXT    NOT NULL,  -- lower case
            interest           TEXT    NOT NULL CHECK (interest IN ('recurring', 'one_off', 'unsure')),
            amount_low_cents   INTEGER NOT NULL CHECK (amount_low_cents >= 0),
            amount_high_cents  INTEGER NOT NULL CHECK (amount_high_cents >= amount_low_cents),
            currency           TEXT    NOT NULL,
            motivation         TEXT    NOT NULL CHECK (motivation IN ('csr', 'ngo', 'pilot')),
            motivation_text    TEXT,
            state              TEXT    NOT NULL CHECK (state IN ('lead', 'qualified', 'hold', 'declined', 'approved',
                                                                 'active', 'paused', 'churned')),
            confirmed_at       INTEGER,           -- the address answered; NULL before
            created_at         INTEGER NOT NULL,
            updated_at         INTEGER NOT NULL,
            UNIQUE (tenant_id, id)
        ) STRICT
        """

    private static let partnerByState = "CREATE INDEX partner_state ON partner (tenant_id, state, id)"
    private static let partnerByName = "CREATE INDEX partner_name ON partner (tenant_id, name_key)"
    private static let partnerByAddress = "CREATE INDEX partner_address ON partner (tenant_id, email_key)"

    private static let user = """
        CREATE TABLE partner_user (            -- a person who signs in for a partner, and for one only
            person_id   TEXT    NOT NULL PRIMARY KEY,
            tenant_id   TEXT    NOT NULL,
            partner_id  TEXT    NOT NULL,
            created_at  INTEGER NOT NULL,
            FOREIGN KEY (tenant_id, person_id) REFERENCES person (tenant_id, id) ON DELETE RESTRICT,
            FOREIGN KEY (tenant_id, partner_id) REFERENCES partner (tenant_id, id) ON DELETE RESTRICT
        ) STRICT
        """

    private static let userByPartner = "CREATE INDEX partner_user_partner ON partner_user (tenant_id, partner_id)"

    private static let note = """
        CREATE TABLE partner_note (            -- the office's own: no partner reads it
            id          TEXT    NOT NULL PRIMARY KEY CHECK (length(id) = 26),
            tenant_id   TEXT    NOT NULL,
            partner_id  TEXT    NOT NULL,
            text        TEXT    NOT NULL CHECK (length(text) BETWEEN 1 AND 4000),
            who         TEXT    NOT NULL,
            at          INTEGER NOT NULL,
            FOREIGN KEY (tenant_id, partner_id) REFERENCES partner (tenant_id, id) ON DELETE RESTRICT
        ) STRICT
        """

    private static let noteByPartner = "CREATE INDEX partner_note_partner ON partner_note (tenant_id, partner_id, id)"

    private static let flag = """
        CREATE TABLE partner_flag (            -- what an officer of compliance found
            id            TEXT    NOT NULL PRIMARY KEY CHECK (length(id) = 26),
            tenant_id     TEXT    NOT NULL,
            partner_id    TEXT    NOT NULL,
            kind          TEXT    NOT NULL,
            note          TEXT    NOT NULL CHECK (length(note) BETWEEN 1 AND 1000),
            state         TEXT    NOT NULL CHECK (state IN ('open', 'cleared')),
            raised_by     TEXT    NOT NULL,
            raised_at     INTEGER NOT NULL,
            cleared_by    TEXT,
            cleared_at    INTEGER,
            cleared_note  TEXT,                -- why it holds nothing up any more
            CHECK ((state = 'cleared') = (cleared_at IS NOT NULL AND cleared_by IS NOT NULL
                                          AND cleared_note IS NOT NULL)),
            FOREIGN KEY (tenant_id, partner_id) REFERENCES partner (tenant_id, id) ON DELETE RESTRICT
        ) STRICT
        """

    private static let flagByPartner = "CREATE INDEX partner_flag_partner ON partner_flag (tenant_id, partner_id, id)"

    private static let token = """
        CREATE TABLE partner_token (           -- what a mail to a partner carries; each opens once
            token_hash  TEXT    NOT NULL PRIMARY KEY,  -- SHA-256 of the token, which is not stored here
            tenant_id   TEXT    NOT NULL,
            partner_id  TEXT    NOT NULL,
            purpose     TEXT    NOT NULL CHECK (purpose IN ('confirmation', 'invitation')),
            created_at  INTEGER NOT NULL,
            expires_at  INTEGER NOT NULL,
            ended_at    INTEGER,               -- used, or replaced by a newer one
            FOREIGN KEY (tenant_id, partner_id) REFERENCES partner (tenant_id, id) ON DELETE RESTRICT
        ) STRICT
        """

    private static let tokenByPartner = "CREATE INDEX partner_token_partner ON partner_token (tenant_id, partner_id)"
}
