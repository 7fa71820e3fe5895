import Storage

/// Cohorts, what funds their seats, and who takes part in them. No table here names a partner or a commitment (F01).
package enum CohortsSchema {
    package static let migrations: [Migration] = [
        Migration(
            "cohorts.1",
            [
                cohort, cohortByStart, funding, fundingByCohort, counter, participant, participantByState,
                participantByAddress, participantByExternalID,
            ] + Migration.appendOnly("cohort_funding")),
        Migration(
            "cohorts.2",
            [measurement, mission, missionByCohort, attempt, attemptByParticipant, attemptByMission]
                + Migration.appendOnly("participant_measurement") + Migration.appendOnly("mission_attempt")),
        // Whoever left keeps the outside id here, so that it is free for somebody else.
        Migration("cohorts.3", ["ALTER TABLE participant ADD COLUMN former_external_id TEXT"]),
        Migration(
            "cohorts.4",
            [CohortRelease.table, CohortRelease.index, CohortRelease.given, IncomeClearing.table]
                + Migration.appendOnly("cohort_release") + Migration.appendOnly("participant_income_clearing")),
    ]

    private static let measurement = """
        CREATE TABLE participant_measurement (  -- what was measured of a participant on a day; the newest of each stands
            tenant_id        TEXT    NOT NULL,
            participant_id   TEXT    NOT NULL,
            number           INTEGER NOT NULL CHECK (number >= 1),  -- counts up for the participant
            measured_on      TEXT    NOT NULL CHECK (length(measured_on) = 10),
            momentum         INTEGER CHECK (momentum BETWEEN 0 AND 100),
            identity_level   INTEGER CHECK (identity_level BETWEEN 0 AND 9),
            skill_1          INTEGER CHECK (skill_1 BETWEEN 0 AND 100),
            skill_2          INTEGER CHECK (skill_2 BETWEEN 0 AND 100),
            skill_3          INTEGER CHECK (skill_3 BETWEEN 0 AND 100),
            first_income_on  TEXT    CHECK (length(first_income_on) = 10),
            who              TEXT    NOT NULL,
            at               INTEGER NOT NULL,
            PRIMARY KEY (tenant_id, participant_id, number),
            CHECK ((skill_1 IS NULL) = (skill_2 IS NULL) AND (skill_2 IS NULL) = (skill_3 IS NULL)),
            CHECK (COALESCE(momentum, identity_level, skill_1) IS NOT NULL OR first_income_on IS NOT NULL),
            FOREIGN KEY (tenant_id, participant_id) REFERENCES participant (tenant_id, id) ON DELETE RESTRICT
        ) STRICT, WITHOUT ROWID
        """

    private static let mission = """
        CREATE TABLE mission (                 -- something to be done that the programme defines, for one cohort
            id           TEXT    NOT NULL PRIMARY KEY CHECK (length(id) = 26),
            tenant_id    TEXT    NOT NULL,
            cohort_id    TEXT    NOT NULL,
            title        TEXT    NOT NULL CHECK (length(title) BETWEEN 1 AND 200),
            title_key    TEXT    NOT NULL,     -- folded: a cohort has a title once
            kind         TEXT    NOT NULL CHECK (kind IN ('practice', 'arena')),
            is_required  INTEGER NOT NULL CHECK (is_required IN (0, 1)),
            state        TEXT    NOT NULL CHECK (state IN ('open', 'retired')),
            created_at   INTEGER NOT NULL,
            updated_at   INTEGER NOT NULL,
            UNIQUE (tenant_id, id),
            UNIQUE (tenant_id, cohort_id, title_key),
            FOREIGN KEY (tenant_id, cohort_id) REFERENCES cohort (tenant_id, id) ON DELETE RESTRICT
        ) STRICT
        """

    private static let missionByCohort = "CREATE INDEX mission_cohort ON mission (tenant_id, cohort_id, id)"

    private static let attempt = """
        CREATE TABLE mission_attempt (
            id              TEXT    NOT NULL PRIMARY KEY CHECK (length(id) = 26),
            tenant_id       TEXT    NOT NULL,
            mission_id      TEXT    NOT NULL,
            participant_id  TEXT    NOT NULL,
            made_on         TEXT    NOT NULL CHECK (length(made_on) = 10),
            outcome         TEXT    NOT NULL CHECK (outcome IN ('tried', 'achieved')),
            who             TEXT    NOT NULL,
            at              INTEGER NOT NULL,
            FOREIGN KEY (tenant_id, mission_id) REFERENCES mission (tenant_id, id) ON DELETE RESTRICT,
            FOREIGN KEY (tenant_id, participant_id) REFERENCES participant (tenant_id, id) ON DELETE RESTRICT
        ) STRICT
        """

    private static let attemptByParticipant =
        "CREATE INDEX mission_attempt_participant ON mission_attempt (tenant_id, participant_id, made_on)"
    private static let attemptByMission =
        "CREATE INDEX mission_attempt_mission ON mission_attempt (tenant_id, mission_id, participant_id)"

    private static let cohort = """
        CREATE TABLE cohort (
            id                          TEXT    NOT NULL PRIMARY KEY CHECK (length(id) = 26),
            tenant_id                   TEXT    NOT NULL REFERENCES tenant (id) ON DELETE RESTRICT,
            name                        TEXT    NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
            name_key                    TEXT    NOT NULL,  -- folded: an office has a name once
            region                      TEXT    CHECK (length(region) BETWEEN 1 AND 100),
            starts_on                   TEXT    NOT NULL CHECK (length(starts_on) = 10),
            ends_on                     TEXT    NOT NULL CHECK (length(ends_on) = 10 AND ends_on >= starts_on),
            cost_per_participant_cents  INTEGER NOT NULL CHECK (cost_per_participant_cents > 0),
            currency                    TEXT    NOT NULL,
            state                       TEXT    NOT NULL CHECK (state IN ('planned', 'running', 'closed', 'cancelled')),
            seats                       INTEGER NOT NULL CHECK (seats >= 0),         -- the sum of cohort_funding.seats
            funded_cents                INTEGER NOT NULL CHECK (funded_cents >= 0),  -- the sum of cohort_funding.amount_cents
            version                     INTEGER NOT NULL CHECK (version >= 1),
            created_at                  INTEGER NOT NULL,
            updated_at                  INTEGER NOT NULL,
            UNIQUE (tenant_id, id),
            UNIQUE (tenant_id, name_key)
        ) STRICT
        """

    private static let cohortByStart = "CREATE INDEX cohort_start ON cohort (tenant_id, starts_on, id)"

    private static let funding = """
        CREATE TABLE cohort_funding (          -- each change of what a cohort's seats and money are
            id            TEXT    NOT NULL PRIMARY KEY CHECK (length(id) = 26),
            tenant_id     TEXT    NOT NULL,
            cohort_id     TEXT    NOT NULL,
            seats         INTEGER NOT NULL,    -- more or fewer
            amount_cents  INTEGER NOT NULL,    -- more or less, in the cohort's currency
            cause         TEXT    NOT NULL CHECK (length(cause) BETWEEN 1 AND 100),  -- what gave or took it: allocation:ID
            who           TEXT    NOT NULL,
            at            INTEGER NOT NULL,
            FOREIGN KEY (tenant_id, cohort_id) REFERENCES cohort (tenant_id, id) ON DELETE RESTRICT
        ) STRICT
        """

    private static let fundingByCohort =
        "CREATE INDEX cohort_funding_cohort ON cohort_funding (tenant_id, cohort_id, id)"

    private static let counter = """
        CREATE TABLE participant_counter (
            tenant_id  TEXT    NOT NULL PRIMARY KEY REFERENCES tenant (id) ON DELETE RESTRICT,
            last       INTEGER NOT NULL CHECK (last >= 1)  -- the number of the newest participant
        ) STRICT
        """

    private static let participant = """
        CREATE TABLE participant (             -- a person in one cohort
            id              TEXT    NOT NULL PRIMARY KEY CHECK (length(id) = 26),
            tenant_id       TEXT    NOT NULL,
            number          INTEGER NOT NULL CHECK (number >= 1),  -- 123 is shown as P-000123; the order of the waitlist
            cohort_id       TEXT    NOT NULL,
            external_id     TEXT    CHECK (length(external_id) BETWEEN 1 AND 100),  -- another system's; the cohort has it once
            name_sealed     BLOB    NOT NULL,  -- sealed in place participant.name/ID
            email_sealed    BLOB    NOT NULL,
            phone_sealed    BLOB,
            email_hash      TEXT    NOT NULL,  -- keyed: for the search of doubles
            state           TEXT    NOT NULL CHECK (state IN ('waiting', 'seated', 'active', 'paused', 'completed',
                                                              'withdrawn')),
            started_on      TEXT    CHECK (length(started_on) = 10),  -- the first day as active; NULL before
            momentum        INTEGER CHECK (momentum BETWEEN 0 AND 100),     -- NULL: not measured, which is not 0
            identity_level  INTEGER CHECK (identity_level BETWEEN 0 AND 9),  -- 3 is shown as L3
            skill_1         INTEGER CHECK (skill_1 BETWEEN 0 AND 100),
            skill_2         INTEGER CHECK (skill_2 BETWEEN 0 AND 100),
            skill_3         INTEGER CHECK (skill_3 BETWEEN 0 AND 100),
            first_income_on TEXT    CHECK (length(first_income_on) = 10),
            version         INTEGER NOT NULL CHECK (version >= 1),
            created_at      INTEGER NOT NULL,
            updated_at      INTEGER NOT NULL,
            CHECK ((skill_1 IS NULL) = (skill_2 IS NULL) AND (skill_2 IS NULL) = (skill_3 IS NULL)),
            UNIQUE (tenant_id, id),
            UNIQUE (tenant_id, number),
            FOREIGN KEY (tenant_id, cohort_id) REFERENCES cohort (tenant_id, id) ON DELETE RESTRICT
        ) STRICT
        """

    private static let participantByState =
        "CREATE INDEX participant_state ON participant (tenant_id, cohort_id, state, number)"
    /// A person stands in a cohort once; who withdrew may come again.
    private static let participantByAddress = """
        CREATE UNIQUE INDEX participant_address ON participant (tenant_id, cohort_id, email_hash)
         WHERE state <> 'withdrawn'
        """
    private static let participantByExternalID =
        "CREATE UNIQUE INDEX participant_external ON participant (tenant_id, cohort_id, external_id)"
}
