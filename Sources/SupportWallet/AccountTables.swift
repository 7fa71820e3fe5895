/// The tables of bank accounts that participants gave.
enum AccountTables {
    static let accounts = [
        """
        CREATE TABLE support_account (         -- where cash would go: sealed field by field, each in place support_account.FIELD/ID
            id                             TEXT    NOT NULL PRIMARY KEY CHECK (length(id) = 26),
            tenant_id                      TEXT    NOT NULL,
            participant_id                 TEXT    NOT NULL,
            bank_code_sealed               BLOB    NOT NULL,
            account_number_sealed          BLOB    NOT NULL,
            resolved_account_name_sealed   BLOB    NOT NULL,
            verification_reference_sealed  BLOB    NOT NULL,
            verification_timestamp_sealed  BLOB    NOT NULL,
            account_hash                   TEXT    NOT NULL,  -- keyed: equal accounts of several participants are found by it
            state                          TEXT    NOT NULL CHECK (state IN ('resolved', 'confirmed', 'replaced')),
            created_at                     INTEGER NOT NULL,
            confirmed_at                   INTEGER,
            UNIQUE (tenant_id, id),
            CHECK (state <> 'confirmed' OR confirmed_at IS NOT NULL),
            FOREIGN KEY (tenant_id, participant_id) REFERENCES participant (tenant_id, id) ON DELETE RESTRICT
        ) STRICT
        """,
        "CREATE INDEX support_account_participant ON support_account (tenant_id, participant_id, id)",
        "CREATE INDEX support_account_hash ON support_account (tenant_id, account_hash)",
        """
        CREATE UNIQUE INDEX support_account_standing ON support_account (tenant_id, participant_id)
         WHERE state = 'confirmed'
        """,
        """
        CREATE TABLE support_account_try (     -- each time a name was asked of the bank: three a day
            tenant_id       TEXT    NOT NULL,
            participant_id  TEXT    NOT NULL,
            day             TEXT    NOT NULL CHECK (length(day) = 10),
            number          INTEGER NOT NULL CHECK (number BETWEEN 1 AND 3),
            at              INTEGER NOT NULL,
            PRIMARY KEY (tenant_id, participant_id, day, number),
            FOREIGN KEY (tenant_id, participant_id) REFERENCES participant (tenant_id, id) ON DELETE RESTRICT
        ) STRICT, WITHOUT ROWID
        """,
    ]
}
