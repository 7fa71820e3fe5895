/// The table of what people of the office typed of why.
enum ReasonTables {
    static let reasons = [
        """
        CREATE TABLE support_reason (          -- why somebody decided something, in their own words
            tenant_id    TEXT    NOT NULL,
            record_kind  TEXT    NOT NULL CHECK (length(record_kind) BETWEEN 1 AND 40),  -- that of the history row
            record_id    TEXT    NOT NULL CHECK (length(record_id) = 26),
            number       INTEGER NOT NULL CHECK (number >= 1),  -- that history row's detail has it as reason_number
            text_sealed  BLOB    NOT NULL,  -- sealed in place support_reason.text/KIND/ID/NUMBER
            at           INTEGER NOT NULL,
            PRIMARY KEY (tenant_id, record_kind, record_id, number)
        ) STRICT, WITHOUT ROWID
        """
    ]
}
