import Storage

/// An application sent to a funder and what came of it (seed 004, section 3).
package enum SubmissionsSchema {
    package static let migrations: [Migration] = [
        Migration(
            "submissions.1",
            [
                submission, "CREATE INDEX submission_newest ON submission (tenant_id, id)",
                "CREATE INDEX submission_application ON submission (tenant_id, application_id, id)",
                "CREATE INDEX submission_status ON submission (tenant_id, status, id)",
                "CREATE INDEX submission_funder ON submission (tenant_id, funder_id, id)",
                "CREATE INDEX submission_open ON submission (tenant_id, funder_id, status, id)",
                "CREATE INDEX submission_unanswered ON submission (tenant_id, funder_id, submitted_at) WHERE status = 'sent'",
                "CREATE INDEX submission_week ON submission (tenant_id, funder_id, created_at, status)",
                event, link, "CREATE INDEX submission_message_of ON submission_message (tenant_id, message_id)",
                document,
                guardTable, encoding,
            ]
                + Migration.appendOnly("submission_event") + Migration.appendOnly("submission_message")),
        // What waits, by its state: the counts on every page and the lists of one state.
        Migration("submissions.2", ["CREATE INDEX submission_state ON submission (tenant_id, status, id)"]),
        // Who looks at it and promised an offer: the overdue list.
        Migration(
            "submissions.3",
            [
                """
                CREATE INDEX submission_without_offer ON submission (tenant_id, funder_id, submitted_at)
                 WHERE status = 'acknowledged'
                """
            ]),
        Migration(
            "submissions.4",
            [
                decline,
                "CREATE INDEX submission_decline_newest ON submission_decline (tenant_id, occurred_at, submission_id)",
                "CREATE INDEX submission_decline_code ON submission_decline (tenant_id, code, occurred_at, submission_id)",
            ], then: Decline.fill),
        Migration("submissions.5", [letter] + Migration.appendOnly("submission_letter")),
        history, shortlists,
        Migration("submissions.8", sums, then: SubmissionSums.fill),
        muteByFunder,
        Migration("submissions.10", [packs], then: WaitPacks.fill),
        Migration("submissions.11", declineSums, then: DeclineTally.fillSubmissions),
        Migration("submissions.12", [reach], then: ReachSums.fill),
        // By which sign mails were matched at first, in some days.
        Migration(
            "submissions.13",
            [
                """
                CREATE INDEX submission_message_grade ON submission_message (tenant_id, grade, message_id) WHERE seq = 1
                """
            ]),
        Migration("submissions.14", declinePlaces, then: DeclineTally.fill),
        nudges,
    ]

    static let submission = """
        CREATE TABLE submission (
            id                 TEXT    NOT NULL PRIMARY KEY,
            tenant_id          TEXT    NOT NULL,
            application_id     TEXT    NOT NULL REFERENCES application (id),
            funder_id          TEXT    NOT NULL REFERENCES funder (id),
            kind               TEXT    NOT NULL CHECK (kind IN ('new', 'renewal', 'add_on')),
            channel            TEXT    NOT NULL CHECK (channel = 'email'),
            account_id         TEXT    NOT NULL REFERENCES mail_account (id),
            status             TEXT    NOT NULL,   -- derived from the events by one function; see Status
            submitted_at       INTEGER,            -- the moment of the server's 250
            decline_code       TEXT    REFERENCES decline_reason (code),
            decline_text       TEXT    CHECK (length(decline_text) <= 2000),
            to_addresses       TEXT    NOT NULL,   -- JSON lists: the snapshot of who is written to
            cc_addresses       TEXT    NOT NULL,
            rules_snapshot     TEXT    NOT NULL,   -- JSON: the funder's submission rules as used
            guideline_id       TEXT,               -- the version that the shortlist was made with
            override_reason    TEXT,               -- why a guard was overruled
            sent_by            TEXT    NOT NULL,   -- who clicked
            created_at         INTEGER NOT NULL,
            updated_at         INTEGER NOT NULL,
            CHECK (status <> 'declined' OR decline_code IS NOT NULL)
        ) STRICT
        """

    static let event = """
        CREATE TABLE submission_event (
            submission_id  TEXT    NOT NULL REFERENCES submission (id),
            seq            INTEGER NOT NULL,       -- 1, 2, 3 … within the submission
            tenant_id      TEXT    NOT NULL,
            type           TEXT    NOT NULL,
            occurred_at    INTEGER NOT NULL,       -- in the world: the server's 250, the reply's arrival
            recorded_at    INTEGER NOT NULL,
            who            TEXT    NOT NULL,
            decline_code   TEXT    REFERENCES decline_reason (code),
            message_id     TEXT    REFERENCES message (id),
            undoes         INTEGER,                -- the seq of an event that this one takes back
            detail         TEXT    NOT NULL,       -- JSON
            PRIMARY KEY (submission_id, seq)
        ) STRICT, WITHOUT ROWID
        """

    static let link = """
        CREATE TABLE submission_message (          -- which mail belongs to which submission; a later row outweighs an earlier one
            submission_id  TEXT    NOT NULL REFERENCES submission (id),
            message_id     TEXT    NOT NULL REFERENCES message (id),
            seq            INTEGER NOT NULL,
            tenant_id      TEXT    NOT NULL,
            grade          TEXT    NOT NULL,       -- how the mail was matched: own, reply_token, message_token, relay_id, …, person
            is_linked      INTEGER NOT NULL CHECK (is_linked IN (0, 1)),
            who            TEXT    NOT NULL,
            at             INTEGER NOT NULL,
            PRIMARY KEY (submission_id, message_id, seq)
        ) STRICT, WITHOUT ROWID
        """

    static let document = """
        CREATE TABLE submission_document (         -- what the funder wants to see
            submission_id  TEXT    NOT NULL REFERENCES submission (id),
            code           TEXT    NOT NULL,
            tenant_id      TEXT    NOT NULL,
            label          TEXT    NOT NULL,
            state          TEXT    NOT NULL CHECK (state IN ('open', 'sent', 'waived')),
            due_on         TEXT,
            message_id     TEXT    REFERENCES message (id),   -- the mail that asked for it
            reason         TEXT,                   -- why it was waived
            updated_at     INTEGER NOT NULL,
            PRIMARY KEY (submission_id, code),
            CHECK (state <> 'waived' OR reason IS NOT NULL)
        ) STRICT, WITHOUT ROWID
        """

    static let decline = """
        CREATE TABLE submission_decline (          -- each reason of the decline in force, for sums; derived from the events
            submission_id  TEXT    NOT NULL REFERENCES submission (id),
            ordinal        INTEGER NOT NULL,       -- 1: the most prominent
            tenant_id      TEXT    NOT NULL,
            code           TEXT    NOT NULL REFERENCES decline_reason (code),
            month          INTEGER NOT NULL,       -- of occurred_at, UTC: 202611
            occurred_at    INTEGER NOT NULL,
            message_id     TEXT    REFERENCES message (id),
            place          TEXT    CHECK (place IN ('body', 'subject')),
            start_byte     INTEGER,                -- where in that text it was read, as UTF-8
            end_byte       INTEGER,
            quote          TEXT    CHECK (length(quote) <= 2000),
            PRIMARY KEY (submission_id, ordinal)
        ) STRICT, WITHOUT ROWID
        """

    static let letter = """
        CREATE TABLE submission_letter (           -- what a further mail in a submission's thread is about
            message_id     TEXT    NOT NULL PRIMARY KEY REFERENCES message (id),
            tenant_id      TEXT    NOT NULL,
            submission_id  TEXT    NOT NULL REFERENCES submission (id),
            codes          TEXT    NOT NULL        -- JSON list: the documents of the checklist that it brings
        ) STRICT
        """

    static let guardTable = """
        CREATE TABLE submission_guard (            -- the last time a merchant was sent to a funder: the duplicate guard
            tenant_id      TEXT    NOT NULL,
            funder_id      TEXT    NOT NULL,
            merchant_key   TEXT    NOT NULL,       -- keyed hash of the EIN, or the folded legal name
            submission_id  TEXT    NOT NULL REFERENCES submission (id),
            at             INTEGER NOT NULL,
            PRIMARY KEY (tenant_id, merchant_key, funder_id)
        ) STRICT, WITHOUT ROWID
        """

    static let encoding = """
        CREATE TABLE attachment_encoding (         -- a file in base64, made once for all mails that carry it
            tenant_id      TEXT    NOT NULL,
            sha256         TEXT    NOT NULL,       -- of the file
            blob           TEXT    NOT NULL,       -- of its base64 lines
            encoded_bytes  INTEGER NOT NULL,
            decoded_bytes  INTEGER NOT NULL,
            PRIMARY KEY (tenant_id, sha256)
        ) STRICT, WITHOUT ROWID
        """
}
