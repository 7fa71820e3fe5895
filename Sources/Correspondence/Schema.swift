import Storage

/// Mail accounts and every mail that came in or went out.
package enum CorrespondenceSchema {
    package static let migrations: [Migration] = [
        Migration(
            "correspondence.1",
            [account, message, messageIndex, alias, segment, attachment, text, sighting]
                + Migration.appendOnly("message")
                + Migration.appendOnly("message_segment") + Migration.appendOnly("message_text")),
        // The largest mail that the sending server takes, as it said at the newest connection; NULL: it named none.
        Migration("correspondence.2", ["ALTER TABLE mail_account ADD COLUMN size_limit_bytes INTEGER"]),
        // How much mail each account had in some days.
        Migration(
            "correspondence.3", ["CREATE INDEX message_traffic ON message (tenant_id, direction, id, account_id)"]),
        // One account's stand together, so that counting them is a walk through one stretch of the index.
        Migration(
            "correspondence.4",
            ["CREATE INDEX message_of_account ON message (tenant_id, direction, account_id, id)"]),
    ]

    static let account = """
        CREATE TABLE mail_account (
            id              TEXT    NOT NULL PRIMARY KEY,
            tenant_id       TEXT    NOT NULL,
            name            TEXT    NOT NULL,   -- the file's name in mailboxes/, without .json5
            address         TEXT    NOT NULL,
            display_name    TEXT    NOT NULL,
            can_send        INTEGER NOT NULL CHECK (can_send IN (0, 1)),
            can_receive     INTEGER NOT NULL CHECK (can_receive IN (0, 1)),
            state           TEXT    NOT NULL CHECK (state IN ('active', 'paused', 'retired')),
            paused_until    INTEGER,            -- NULL with state paused: until a person lifts it
            pause_reason    TEXT,
            last_sent_at    INTEGER,
            last_polled_at  INTEGER,            -- the last poll that came through
            send_fault      TEXT,               -- the newest fault since the last success
            poll_fault      TEXT,
            alerted_at      INTEGER,            -- an alert about silence is out; NULL after the all-clear
            created_at      INTEGER NOT NULL,
            UNIQUE (tenant_id, name)
        ) STRICT
        """

    static let message = """
        CREATE TABLE message (
            id              TEXT    NOT NULL PRIMARY KEY,
            tenant_id       TEXT    NOT NULL,
            direction       TEXT    NOT NULL CHECK (direction IN ('in', 'out')),
            account_id      TEXT    NOT NULL REFERENCES mail_account (id),
            kind            TEXT    NOT NULL,   -- out: submission, follow_up, withdrawal, notice; in: mail
            message_key     TEXT    NOT NULL,   -- Message-ID without brackets, or a synthetic key
            is_key_synthetic INTEGER NOT NULL CHECK (is_key_synthetic IN (0, 1)),
            content_hash    TEXT    NOT NULL,   -- over From, Date, Subject and the bytes after the header
            in_reply_to     TEXT,
            reference_keys  TEXT    NOT NULL,   -- JSON list
            thread_key      TEXT    NOT NULL,   -- the first key of the thread
            from_name       TEXT,
            from_address    TEXT    NOT NULL,   -- empty where the header has none
            reply_to        TEXT    NOT NULL,   -- JSON list of {name, address}, like to and cc
            to_list         TEXT    NOT NULL,
            cc_list         TEXT    NOT NULL,
            return_path     TEXT,
            delivered_to    TEXT    NOT NULL,   -- JSON list of addresses
            subject         TEXT    NOT NULL,
            dated_at        INTEGER,            -- the Date header
            recorded_at     INTEGER NOT NULL,
            raw_hash        TEXT    NOT NULL,   -- SHA-256 of the exact bytes
            raw_size        INTEGER NOT NULL,
            automatic       TEXT,               -- vacation, mdn, feedback … where it is no person's mail
            is_report       INTEGER NOT NULL DEFAULT 0 CHECK (is_report IN (0, 1)),
            authentication  TEXT    NOT NULL,   -- JSON: what the receiving server found out about the sender
            defects         TEXT    NOT NULL,   -- JSON list of words
            UNIQUE (tenant_id, direction, message_key, content_hash)
        ) STRICT
        """

    static let messageIndex = "CREATE INDEX message_newest ON message (tenant_id, direction, id)"

    static let alias = """
        CREATE TABLE message_alias (
            tenant_id   TEXT    NOT NULL,
            key         TEXT    NOT NULL,       -- any Message-ID under which the mail is known to others
            message_id  TEXT    NOT NULL REFERENCES message (id),
            source      TEXT    NOT NULL CHECK (source IN ('own', 'relay', 'sent_folder', 'reply')),
            at          INTEGER NOT NULL,
            PRIMARY KEY (tenant_id, key)
        ) STRICT, WITHOUT ROWID
        """

    static let segment = """
        CREATE TABLE message_segment (          -- the exact bytes of a mail: these blobs' ranges in order
            message_id  TEXT    NOT NULL REFERENCES message (id),
            ordinal     INTEGER NOT NULL,
            tenant_id   TEXT    NOT NULL,
            blob        TEXT    NOT NULL,
            offset      INTEGER NOT NULL,
            length      INTEGER NOT NULL,
            PRIMARY KEY (message_id, ordinal)
        ) STRICT, WITHOUT ROWID
        """

    static let attachment = """
        CREATE TABLE message_attachment (
            message_id    TEXT    NOT NULL REFERENCES message (id),
            ordinal       INTEGER NOT NULL,     -- place among the mail's leaves
            tenant_id     TEXT    NOT NULL,
            name          TEXT,
            content_type  TEXT    NOT NULL,
            disposition   TEXT    NOT NULL,     -- attachment, inline, or empty
            size_bytes    INTEGER NOT NULL,
            sha256        TEXT    NOT NULL,     -- of the decoded bytes; they are taken from the raw mail when asked for
            PRIMARY KEY (message_id, ordinal)
        ) STRICT, WITHOUT ROWID
        """

    static let text = """
        CREATE TABLE message_text (
            message_id  TEXT    NOT NULL PRIMARY KEY REFERENCES message (id),
            tenant_id   TEXT    NOT NULL,
            body        TEXT    NOT NULL        -- what a person reads: plain text, or the HTML as text; spans count in it
        ) STRICT, WITHOUT ROWID
        """

    static let sighting = """
        CREATE TABLE message_sighting (         -- where a received mail was seen
            tenant_id   TEXT    NOT NULL,
            arrival_id  TEXT    NOT NULL PRIMARY KEY,
            message_id  TEXT    NOT NULL REFERENCES message (id),
            at          INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID
        """
}
