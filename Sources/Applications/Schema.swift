import Storage

/// The tables of merchants' applications and their files.
package enum ApplicationsSchema {
    package static let migrations: [Migration] = [
        Migration("applications.1", [counter, application] + applicationIndexes + [owner, advance, file, fileIndex]),
        Migration(
            "applications.2",
            [name, "CREATE INDEX merchant_name_of ON merchant_name (tenant_id, application_id)"],
            then: MerchantName.index),
    ]

    private static let name = """
        CREATE TABLE merchant_name (  -- by which a reply may name the merchant
            tenant_id       TEXT NOT NULL,
            word            TEXT NOT NULL,  -- the longest of the name
            application_id  TEXT NOT NULL,
            name            TEXT NOT NULL,  -- legal or trade name: folded, without its legal form
            PRIMARY KEY (tenant_id, word, application_id, name),
            FOREIGN KEY (tenant_id, application_id) REFERENCES application (tenant_id, id)
        ) STRICT, WITHOUT ROWID
        """

    private static let counter = """
        CREATE TABLE application_counter (
            tenant_id  TEXT    NOT NULL PRIMARY KEY REFERENCES tenant (id),
            last       INTEGER NOT NULL CHECK (last >= 1)  -- the number of the newest application
        ) STRICT
        """

    private static let application = """
        CREATE TABLE application (
            id                           TEXT    NOT NULL PRIMARY KEY CHECK (length(id) = 26),
            tenant_id                    TEXT    NOT NULL REFERENCES tenant (id),
            number                       INTEGER NOT NULL CHECK (number >= 1),  -- 123 is shown as A-000123
            legal_name                   TEXT    NOT NULL CHECK (length(legal_name) BETWEEN 1 AND 200),
            legal_name_key               TEXT    NOT NULL,  -- folded: lower case, letters and digits, single spaces
            search_key                   TEXT    NOT NULL,  -- folded legal name, trade name and reference
            trade_name                   TEXT,              -- doing business as
            entity_type                  TEXT    CHECK (entity_type IN ('corporation', 'llc', 'sole_proprietorship',
                                                     'partnership', 'nonprofit', 'other')),
            incorporation_state          TEXT    CHECK (length(incorporation_state) = 2),
            ein_sealed                   BLOB,              -- sealed in place application.ein/ID
            ein_last4                    TEXT    CHECK (length(ein_last4) = 4),
            ein_hash                     TEXT,              -- keyed: for the search of doubles
            industry_code_kind           TEXT    CHECK (industry_code_kind IN ('naics', 'sic')),
            industry_code                TEXT,
            industry_name                TEXT,
            street                       TEXT,
            city                         TEXT,
            state                        TEXT    CHECK (length(state) = 2),     -- one of the 51 US codes
            region                       TEXT,              -- outside the US
            postal_code                  TEXT,
            country                      TEXT    NOT NULL CHECK (length(country) = 2),
            phone                        TEXT,
            email                        TEXT,
            website                      TEXT,
            started_on                   TEXT,
            monthly_revenue_cents        INTEGER CHECK (monthly_revenue_cents >= 0),
            annual_revenue_cents         INTEGER CHECK (annual_revenue_cents >= 0),
            average_daily_balance_cents  INTEGER,           -- may be negative
            negative_days                INTEGER CHECK (negative_days >= 0),     -- in a month
            deposits_per_month           INTEGER CHECK (deposits_per_month >= 0),
            currency                     TEXT    NOT NULL CHECK (length(currency) = 3),
            requested_amount_cents       INTEGER CHECK (requested_amount_cents > 0),
            requested_term_months        INTEGER CHECK (requested_term_months BETWEEN 1 AND 480),
            use_of_funds                 TEXT,
            fico                         INTEGER CHECK (fico BETWEEN 300 AND 850),
            open_positions               INTEGER CHECK (open_positions BETWEEN 0 AND 50),
            total_daily_debit_cents      INTEGER CHECK (total_daily_debit_cents >= 0),
            default_status               TEXT    CHECK (default_status IN ('none', 'satisfied', 'open')),
            defaulted_on                 TEXT,
            bankruptcy_status            TEXT    CHECK (bankruptcy_status IN ('none', 'discharged', 'open')),
            bankruptcy_on                TEXT,              -- of the discharge, or of the filing while it is open
            source_system                TEXT,
            external_id                  TEXT,              -- the record's id in source_system
            import_hash                  TEXT,              -- keyed, of the row it was last imported from
            created_by                   TEXT    NOT NULL,
            created_at                   INTEGER NOT NULL,
            updated_at                   INTEGER NOT NULL,
            archived_at                  INTEGER,
            version                      INTEGER NOT NULL CHECK (version >= 1),
            UNIQUE (tenant_id, id),
            UNIQUE (tenant_id, number),
            UNIQUE (tenant_id, source_system, external_id),
            CHECK ((source_system IS NULL) = (external_id IS NULL)),
            CHECK ((industry_code IS NULL) = (industry_code_kind IS NULL))
        ) STRICT
        """

    private static let applicationIndexes = [
        "CREATE INDEX application_ein ON application (tenant_id, ein_hash)",
        "CREATE INDEX application_name ON application (tenant_id, legal_name_key)",
        "CREATE INDEX application_import ON application (tenant_id, import_hash)",
    ]

    private static let owner = """
        CREATE TABLE application_owner (
            id                 TEXT    NOT NULL PRIMARY KEY CHECK (length(id) = 26),
            tenant_id          TEXT    NOT NULL,
            application_id     TEXT    NOT NULL,
            place              INTEGER NOT NULL CHECK (place BETWEEN 1 AND 6),
            name               TEXT    NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
            title              TEXT,
            share              INTEGER CHECK (share BETWEEN 0 AND 100000),  -- thousandths of a percent
            ssn_sealed         BLOB,              -- sealed in place application_owner.ssn/ID
            ssn_last4          TEXT    CHECK (length(ssn_last4) = 4),
            birth_date_sealed  BLOB,              -- sealed in place application_owner.birth_date/ID
            address            TEXT,
            phone              TEXT,
            email              TEXT,
            UNIQUE (application_id, place),
            FOREIGN KEY (tenant_id, application_id) REFERENCES application (tenant_id, id)
        ) STRICT
        """

    private static let advance = """
        CREATE TABLE application_advance (  -- what the merchant repays already
            tenant_id       TEXT    NOT NULL,
            application_id  TEXT    NOT NULL,
            place           INTEGER NOT NULL CHECK (place BETWEEN 1 AND 20),
            funder          TEXT    NOT NULL CHECK (length(funder) BETWEEN 1 AND 200),
            started_on      TEXT,
            original_cents  INTEGER CHECK (original_cents >= 0),
            balance_cents   INTEGER CHECK (balance_cents >= 0),
            payment_cents   INTEGER CHECK (payment_cents >= 0),
            frequency       TEXT    CHECK (frequency IN ('daily', 'weekly', 'biweekly', 'monthly')),
            PRIMARY KEY (application_id, place),
            FOREIGN KEY (tenant_id, application_id) REFERENCES application (tenant_id, id)
        ) STRICT
        """

    private static let file = """
        CREATE TABLE application_file (
            id              TEXT    NOT NULL PRIMARY KEY CHECK (length(id) = 26),
            tenant_id       TEXT    NOT NULL,
            application_id  TEXT    NOT NULL,
            document        TEXT    NOT NULL,  -- application, bank_statements, …
            months          INTEGER CHECK (months BETWEEN 1 AND 60),  -- covered by statements
            name            TEXT    NOT NULL CHECK (length(name) BETWEEN 1 AND 255),
            type            TEXT    NOT NULL,  -- derived from the name's ending, not the client's claim
            size_bytes      INTEGER NOT NULL CHECK (size_bytes > 0),
            sha256          TEXT    NOT NULL CHECK (length(sha256) = 64),  -- the blob's name
            is_generated    INTEGER NOT NULL CHECK (is_generated IN (0, 1)),
            fields_hash     TEXT,              -- of what a generated sheet was made from
            created_by      TEXT    NOT NULL,
            created_at      INTEGER NOT NULL,
            removed_at      INTEGER,           -- the blob stays: mails were sent with it
            UNIQUE (tenant_id, id),
            CHECK ((is_generated = 1) = (fields_hash IS NOT NULL)),
            FOREIGN KEY (tenant_id, application_id) REFERENCES application (tenant_id, id)
        ) STRICT
        """

    private static let fileIndex =
        "CREATE INDEX application_file_of ON application_file (tenant_id, application_id, id)"
}
