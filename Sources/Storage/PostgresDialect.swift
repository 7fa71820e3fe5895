/// What PostgreSQL spells otherwise. Migrations are written once, in SQLite's spelling; queries are written in words
/// that both engines understand.
enum PostgresDialect {
    /// The error that the function of append-only tables raises.
    static let appendOnlyState = "FG001"

    /// One writer at a time over all nodes, as SQLite has it: so the history's chain cannot fork.
    static let lock = "SELECT pg_advisory_xact_lock(hashtextextended('fundgate ' || current_schema(), 0))"
    /// Held by each connection of our programs as long as it stands: who moves an office must be alone.
    static let presence =
        "SELECT pg_advisory_lock_shared(hashtextextended('fundgate present ' || \(schema), 0))"
    static let claim =
        "SELECT pg_try_advisory_lock(hashtextextended('fundgate present ' || \(schema), 0))"
    /// The schema that the connection names, whether or not it is there.
    private static let schema =
        "coalesce(current_schema(), trim(split_part(current_setting('search_path'), ',', 1), ' \"'))"
    /// Leaves the transaction's number with the name of its writer, in that transaction; answers the number. A number alone
    /// proves nothing: a standby that takes over counts on where its copy ends, and gives the number of a transaction that
    /// was lost with the primary to somebody else's.
    static func mark(of writer: String) -> String {
        """
        INSERT INTO last_commit (writer, transaction_number) VALUES ('\(writer)', pg_current_xact_id()::text)
        ON CONFLICT (writer) DO UPDATE SET transaction_number = excluded.transaction_number, committed_at = now()
        RETURNING transaction_number
        """
    }
    /// 1 where the writer's last transaction that is here has the number.
    static func isMarked(_ transaction: String, by writer: String) -> String {
        "SELECT count(*) FROM last_commit WHERE writer = '\(writer)' AND transaction_number = '\(transaction)'"
    }
    static let channel = "'fundgate_' || current_schema()"

    /// Run on a connection of the listener's own.
    static let listen = """
        DO $do$ BEGIN EXECUTE format('LISTEN %I', \(channel)); END $do$
        """

    /// The schema that the connection names, the writers' marks (those of writers that are gone are taken away), the
    /// function of append-only tables, and an aggregate of SQLite's.
    static let preparation = """
        DO $do$ BEGIN
            IF current_schema() IS NULL THEN
                EXECUTE format('CREATE SCHEMA IF NOT EXISTS %I', \(schema));
            END IF;
        END $do$;
        SELECT pg_advisory_xact_lock(hashtextextended('fundgate ' || current_schema(), 0));
        CREATE TABLE IF NOT EXISTS last_commit (
            writer              TEXT        NOT NULL PRIMARY KEY,
            transaction_number  TEXT        NOT NULL,
            committed_at        TIMESTAMPTZ NOT NULL DEFAULT now()
        );
        DELETE FROM last_commit WHERE committed_at < now() - INTERVAL '1 day';
        CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = '\(appendOnlyState)';
        END $$;
        CREATE OR REPLACE FUNCTION joined_text(text, text, text) RETURNS text IMMUTABLE LANGUAGE sql
            AS $$ SELECT CASE WHEN $1 IS NULL THEN $2 WHEN $2 IS NULL THEN $1 ELSE $1 || $3 || $2 END $$;
        CREATE OR REPLACE AGGREGATE group_concat(text, text) (SFUNC = joined_text, STYPE = text);
        """

    /// Whether row-level security would not hold for the connection's role.
    static let passesBy = "SELECT (rolsuper OR rolbypassrls)::int FROM pg_roles WHERE rolname = current_user"

    /// Which of the tables that hold offices' rows have no policy yet. `decline_reason` is the same for all.
    private static let unguarded = """
        SELECT pg_class.relname AS name,
               (SELECT CASE WHEN relname = 'tenant' THEN 'id' ELSE max(attname) END FROM pg_attribute
                 WHERE attrelid = pg_class.oid AND attname = 'tenant_id') AS key
          FROM pg_class
         WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r'
           AND relname NOT IN ('migration', 'decline_reason')
           AND NOT EXISTS (SELECT FROM pg_policy WHERE polrelid = pg_class.oid AND polname = 'program')
        """
    static let guardsAreMissing = "SELECT EXISTS (\(unguarded))"

    /// The program's role sees all, or in a task that works for one office that office's rows. Any other role sees the
    /// rows of the office whose id its own name ends with, whatever it sets; and it changes none.
    static let policies = """
        DO $do$ DECLARE unguarded record; BEGIN
            FOR unguarded IN \(unguarded) LOOP
                EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', unguarded.name);
                EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', unguarded.name);
                EXECUTE format('DROP POLICY IF EXISTS own_office ON %I', unguarded.name);
                IF unguarded.key IS NULL THEN
                    EXECUTE format('CREATE POLICY program ON %I TO CURRENT_USER USING (true)', unguarded.name);
                ELSE
                    EXECUTE format($policy$
                        CREATE POLICY program ON %I TO CURRENT_USER
                         USING (coalesce(current_setting('fundgate.tenant', true), '') IN ('', %I))
                        $policy$, unguarded.name, unguarded.key);
                    EXECUTE format($policy$
                        CREATE POLICY reporting ON %I FOR SELECT
                         USING (%I = substr(current_user, \(reportingPrefix.utf8.count + 1)))
                        $policy$, unguarded.name, unguarded.key);
                END IF;
            END LOOP;
        END $do$
        """

    /// Before the office's id in the name of a role that reads for reports.
    static let reportingPrefix = "office_"

    /// The columns of the table whose number follows.
    static let columns: SQL =
        "SELECT attname FROM pg_attribute WHERE attnum > 0 AND NOT attisdropped AND attrelid ="

    /// Numbers that count up by themselves go on behind the highest that is there.
    static let counters = """
        DO $do$ DECLARE counted record; BEGIN
            FOR counted IN
                SELECT pg_class.relname AS name, pg_attribute.attname AS key FROM pg_class
                  JOIN pg_attribute ON pg_attribute.attrelid = pg_class.oid
                 WHERE pg_class.relnamespace = current_schema()::regnamespace AND pg_class.relkind = 'r'
                   AND pg_attribute.attidentity <> ''
            LOOP
                EXECUTE format('SELECT setval(pg_get_serial_sequence(%L, %L), max(%I)) FROM %I',
                               quote_ident(counted.name), counted.key, counted.key, counted.name);
            END LOOP;
        END $do$
        """

    /// A migration's statement.
    static func translated(_ statement: String) -> [String] {
        if let trigger = AppendOnlyTrigger(text: statement) { return triggers(trigger) }
        return [table(statement)]
    }

    private static func triggers(_ trigger: AppendOnlyTrigger) -> [String] {
        func text(_ name: String, _ verb: String, _ each: String) -> String {
            """
            CREATE TRIGGER \(name) BEFORE \(verb) ON \(trigger.table)
            FOR EACH \(each) EXECUTE FUNCTION refuse_change()
            """
        }
        let row = text(trigger.name, trigger.event, "ROW")
        guard trigger.verb == "DELETE" else { return [row] }
        return [row, text("\(trigger.table)_no_truncate", "TRUNCATE", "STATEMENT")]
    }

    /// The words of a schema: types, and what only SQLite has. Quoted text and comments stay as they are.
    private static func table(_ statement: String) -> String {
        var output = ""
        var former = ""
        for line in statement.split(separator: "\n", omittingEmptySubsequences: false) {
            let end = line.firstRange(of: "--")?.lowerBound ?? line.endIndex
            var word = ""
            var isQuoted = false
            func finish() {
                guard !word.isEmpty else { return }
                output += spelled(word, after: former)
                former = word
                word = ""
            }
            for character in line[..<end] {
                if character == "'" {
                    finish()
                    isQuoted.toggle()
                    output.append(character)
                } else if !isQuoted, character.isLetter || character == "_" || character.isNumber {
                    word.append(character)
                } else {
                    finish()
                    output.append(character)
                }
            }
            finish()
            output.append("\n")
        }
        return output.replacing("STRICT, WITHOUT ROWID", with: "").replacing("BIGINT PRIMARY KEY", with: identity)
            .replacing(") STRICT", with: ")")
    }

    private static let identity = "BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY"

    private static func spelled(_ word: String, after former: String) -> String {
        switch word {
        case "INTEGER": "BIGINT"
        case "BLOB": "BYTEA"
        // A word that PostgreSQL keeps to itself.
        case "offset": "\"offset\""
        // Order and comparison byte by byte, as SQLite has them.
        case "TEXT" where former != "AS": "TEXT COLLATE \"C\""
        default: word
        }
    }
}
