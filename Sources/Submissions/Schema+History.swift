import Storage

/// What the office's own history says of funders.
extension SubmissionsSchema {
    /// A nudge that never left is none, and another may follow: `submission_nudge`, which had one for a submission for
    /// ever, is read no more.
    static let nudges = Migration(
        "submissions.15",
        [
            """
            CREATE TABLE nudge (                       -- a mail that asks a silent funder; it counts while its mail stands
                message_id     TEXT    NOT NULL PRIMARY KEY REFERENCES message (id),
                tenant_id      TEXT    NOT NULL,
                submission_id  TEXT    NOT NULL REFERENCES submission (id),
                who            TEXT    NOT NULL,
                at             INTEGER NOT NULL
            ) STRICT
            """,
            "CREATE INDEX nudge_submission ON nudge (submission_id)",
            """
            INSERT INTO nudge (message_id, tenant_id, submission_id, who, at)
            SELECT message_id, tenant_id, submission_id, who, at FROM submission_nudge
            """,
        ] + Migration.appendOnly("nudge"))

    /// How many wait in silence for one funder.
    static let muteByFunder = Migration(
        "submissions.9",
        [
            """
            CREATE INDEX submission_result_mute ON submission_result (tenant_id, funder_id, silent_at) WHERE is_waiting = 1
            """
        ])

    static let shortlists = Migration(
        "submissions.7",
        [
            """
            CREATE TABLE saved_shortlist (             -- a choice of funders under a name
                id                TEXT    NOT NULL PRIMARY KEY CHECK (length(id) = 26),
                tenant_id         TEXT    NOT NULL,
                name              TEXT    NOT NULL CHECK (length(name) BETWEEN 1 AND 80),
                fits_only         INTEGER NOT NULL CHECK (fits_only IN (0, 1)),
                complete_only     INTEGER NOT NULL CHECK (complete_only IN (0, 1)),
                min_points        INTEGER CHECK (min_points BETWEEN 0 AND 100),
                max_answer_hours  INTEGER CHECK (max_answer_hours BETWEEN 1 AND 2000),
                funders           TEXT    NOT NULL,    -- JSON list of ids; empty: any
                version           INTEGER NOT NULL CHECK (version >= 1),
                updated_at        INTEGER NOT NULL,
                UNIQUE (tenant_id, name)
            ) STRICT
            """
        ])

    static let history = Migration(
        "submissions.6",
        [
            """
            CREATE TABLE submission_result (           -- what became of a submission that went out; derived from its events
                submission_id    TEXT    NOT NULL PRIMARY KEY REFERENCES submission (id),
                tenant_id        TEXT    NOT NULL,
                funder_id        TEXT    NOT NULL REFERENCES funder (id),
                month            INTEGER NOT NULL,     -- of submitted_at, UTC: 202611
                size_band        INTEGER NOT NULL,     -- of the amount asked for when it went out: see SizeBand
                submitted_at     INTEGER NOT NULL,
                answered_at      INTEGER,              -- the funder's first word
                wait_minutes     INTEGER,              -- until then, in the funder's working hours
                elapsed_minutes  INTEGER,              -- until then, by the clock on the wall
                offered_at       INTEGER,
                is_prompt        INTEGER NOT NULL CHECK (is_prompt IN (0, 1)),    -- answered within a working day
                is_declined      INTEGER NOT NULL CHECK (is_declined IN (0, 1)),  -- and never offered
                is_funded        INTEGER NOT NULL CHECK (is_funded IN (0, 1)),
                is_waiting       INTEGER NOT NULL CHECK (is_waiting IN (0, 1)),   -- nothing has come and something may
                silent_at        INTEGER,              -- when 98 % of the funder's answers would have come
                CHECK ((answered_at IS NULL) = (wait_minutes IS NULL)),
                CHECK ((answered_at IS NULL) = (elapsed_minutes IS NULL))
            ) STRICT
            """,
            """
            CREATE INDEX submission_result_answered
                ON submission_result (tenant_id, funder_id, answered_at, wait_minutes, elapsed_minutes)
             WHERE answered_at IS NOT NULL
            """,
            """
            CREATE INDEX submission_result_waiting ON submission_result (tenant_id, funder_id, submitted_at, size_band)
             WHERE is_waiting = 1
            """,
            """
            CREATE INDEX submission_result_silent ON submission_result (tenant_id, silent_at, submission_id)
             WHERE is_waiting = 1
            """,
            "CREATE INDEX submission_result_month ON submission_result (tenant_id, funder_id, month, submission_id)",
            """
            CREATE TABLE funder_tally (                -- the results added up, kept as they change
                tenant_id  TEXT    NOT NULL,
                funder_id  TEXT    NOT NULL REFERENCES funder (id),
                month      INTEGER NOT NULL,
                size_band  INTEGER NOT NULL,
                sent       INTEGER NOT NULL,
                answered   INTEGER NOT NULL,
                prompt     INTEGER NOT NULL,
                offered    INTEGER NOT NULL,
                declined   INTEGER NOT NULL,
                funded     INTEGER NOT NULL,
                PRIMARY KEY (tenant_id, funder_id, month, size_band)
            ) STRICT, WITHOUT ROWID
            """,
            """
            CREATE TABLE funder_clock (                -- how long a funder's answers take, learned from its newest ones
                tenant_id        TEXT    NOT NULL,
                funder_id        TEXT    NOT NULL REFERENCES funder (id),
                answers          INTEGER NOT NULL,     -- so many of its own it follows from
                curve            TEXT,                 -- JSON: working minutes by which 1 %, 2 % … 99 % had come
                silent_minutes   INTEGER,              -- the 98th of them
                median_minutes   INTEGER,              -- by the clock on the wall
                p90_minutes      INTEGER,
                promised         INTEGER NOT NULL,     -- answers while the funder promised one in time, and those kept
                kept             INTEGER NOT NULL CHECK (kept <= promised),
                learned_at       INTEGER NOT NULL,
                PRIMARY KEY (tenant_id, funder_id)
            ) STRICT, WITHOUT ROWID
            """,
            """
            CREATE TABLE submission_nudge (            -- the one mail that asks a silent funder
                submission_id  TEXT    NOT NULL PRIMARY KEY REFERENCES submission (id),
                tenant_id      TEXT    NOT NULL,
                message_id     TEXT    NOT NULL REFERENCES message (id),
                who            TEXT    NOT NULL,
                at             INTEGER NOT NULL
            ) STRICT
            """,
        ] + Migration.appendOnly("submission_nudge"), then: SubmissionResult.fill)
}
