import Storage

/// The tables of tenants, people, sessions and keys.
package enum PeopleSchema {
    package static let migrations: [Migration] = [
        Migration(
            "people.1",
            [tenant, person, personByAge, personRole, session, sessionByPerson, failure, failureByName, key, keyRole])
    ]

    private static let tenant = """
        CREATE TABLE tenant (
            id          TEXT    NOT NULL PRIMARY KEY CHECK (length(id) = 26),  -- the tenant_id of every other table
            name        TEXT    NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
            created_at  INTEGER NOT NULL
        ) STRICT
        """

    private static let person = """
        CREATE TABLE person (
            id             TEXT    NOT NULL PRIMARY KEY CHECK (length(id) = 26),
            tenant_id      TEXT    NOT NULL REFERENCES tenant (id) ON DELETE RESTRICT,
            email          TEXT    NOT NULL,
            email_key      TEXT    NOT NULL UNIQUE,  -- lower case; unique over all tenants, because it signs in
            name           TEXT    NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
            password_hash  TEXT    NOT NULL,         -- scrypt$cost$block$lanes$salt$hash
            state          TEXT    NOT NULL CHECK (state IN ('active', 'disabled')),
            signed_in_at   INTEGER,                  -- NULL before the first time
            created_at     INTEGER NOT NULL,
            updated_at     INTEGER NOT NULL,
            version        INTEGER NOT NULL CHECK (version >= 1),  -- grows with each change
            UNIQUE (tenant_id, id)
        ) STRICT
        """

    private static let personByAge = "CREATE INDEX person_state ON person (tenant_id, state)"

    private static let personRole = """
        CREATE TABLE person_role (
            tenant_id  TEXT NOT NULL,
            person_id  TEXT NOT NULL,
            role       TEXT NOT NULL,
            PRIMARY KEY (person_id, role),
            FOREIGN KEY (tenant_id, person_id) REFERENCES person (tenant_id, id) ON DELETE RESTRICT
        ) STRICT
        """

    private static let session = """
        CREATE TABLE session (
            token_hash  TEXT    NOT NULL PRIMARY KEY,  -- SHA-256 of the cookie's token, which is not stored
            tenant_id   TEXT    NOT NULL,
            person_id   TEXT    NOT NULL,
            created_at  INTEGER NOT NULL,
            seen_at     INTEGER NOT NULL,              -- to the minute
            FOREIGN KEY (tenant_id, person_id) REFERENCES person (tenant_id, id) ON DELETE RESTRICT
        ) STRICT
        """

    private static let sessionByPerson = "CREATE INDEX session_person ON session (tenant_id, person_id)"

    private static let failure = """
        CREATE TABLE sign_in_failure (  -- without a tenant: the name may belong to nobody
            email_hash  TEXT    NOT NULL,  -- SHA-256 of the name in lower case
            at          INTEGER NOT NULL
        ) STRICT
        """

    private static let failureByName = "CREATE INDEX sign_in_failure_name ON sign_in_failure (email_hash, at)"

    private static let key = """
        CREATE TABLE api_key (
            id           TEXT    NOT NULL PRIMARY KEY CHECK (length(id) = 26),
            tenant_id    TEXT    NOT NULL REFERENCES tenant (id) ON DELETE RESTRICT,
            name         TEXT    NOT NULL CHECK (length(name) BETWEEN 1 AND 60),
            secret_hash  TEXT    NOT NULL UNIQUE,  -- SHA-256 of the secret, which is not stored
            created_at   INTEGER NOT NULL,
            used_at      INTEGER,                  -- to the minute; NULL before the first use
            revoked_at   INTEGER,                  -- NULL while the key opens
            UNIQUE (tenant_id, id),
            UNIQUE (tenant_id, name)               -- also of revoked keys: history rows name the key by it
        ) STRICT
        """

    private static let keyRole = """
        CREATE TABLE api_key_role (
            tenant_id   TEXT NOT NULL,
            api_key_id  TEXT NOT NULL,
            role        TEXT NOT NULL,
            PRIMARY KEY (api_key_id, role),
            FOREIGN KEY (tenant_id, api_key_id) REFERENCES api_key (tenant_id, id) ON DELETE RESTRICT
        ) STRICT
        """
}
