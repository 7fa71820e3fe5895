/// The tables of what a participant's time in a cohort came to.
enum ImpactTables {
    static let all = [
        """
        CREATE TABLE support_archive (         -- the full summary as it was when the wallet closed
            tenant_id       TEXT    NOT NULL,
            participant_id  TEXT    NOT NULL,
            layer           TEXT    NOT NULL CHECK (layer = 'structured'),
            content         TEXT    NOT NULL,  -- JSON
            at              INTEGER NOT NULL,
            PRIMARY KEY (tenant_id, participant_id),
            FOREIGN KEY (tenant_id, participant_id) REFERENCES participant (tenant_id, id) ON DELETE RESTRICT
        ) STRICT, WITHOUT ROWID
        """,
        """
        CREATE TABLE support_journal (         -- what a participant writes for nobody else
            id              TEXT    NOT NULL PRIMARY KEY CHECK (length(id) = 26),
            tenant_id       TEXT    NOT NULL,
            participant_id  TEXT    NOT NULL,
            layer           TEXT    NOT NULL CHECK (layer = 'personal'),
            kind            TEXT    NOT NULL CHECK (kind IN ('reflection', 'confidence')),
            text_sealed     BLOB    NOT NULL,  -- sealed in place support_journal.text/ID
            at              INTEGER NOT NULL,
            FOREIGN KEY (tenant_id, participant_id) REFERENCES participant (tenant_id, id) ON DELETE RESTRICT
        ) STRICT
        """,
        "CREATE INDEX support_journal_participant ON support_journal (tenant_id, participant_id, id)",
    ]
}
