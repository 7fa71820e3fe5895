import Classification
import Funders
import Kernel
import Storage
import Web

extension Phrase {
    private static let columns: SQL = """
        phrase.id, phrase.tenant_id, phrase.phrase, phrase.means, phrase.funder_id, phrase.state, phrase.since_version,
        phrase.until_version, phrase.added_at, phrase.added_by, phrase.retired_at
        """

    private init(_ row: Row) throws {
        id = try row["id"]
        tenant = try row["tenant_id"]
        text = try row["phrase"]
        means = try row["means"]
        funder = try row["funder_id"]
        state = try row["state"]
        sinceVersion = try row["since_version"]
        untilVersion = try row["until_version"]
        addedAt = try row["added_at"]
        addedBy = try row["added_by"]
        retiredAt = try row["retired_at"]
    }

    package static func find(_ id: ID, tenant: TenantID, _ db: Connection) throws -> Phrase {
        let row = try db.row("SELECT \(part: columns) FROM phrase WHERE tenant_id = \(tenant) AND id = \(id)")
        guard let row else { throw PhraseRefusal.unknown(id) }
        return try Phrase(row)
    }

    /// The phrases that the reader is taught now, the oldest first.
    package static func active(tenant: TenantID, _ db: Connection) throws -> [Phrase] {
        try db.rows(
            """
            SELECT \(part: columns) FROM phrase
             WHERE tenant_id = \(tenant) AND state = 'active' ORDER BY id LIMIT \(PhraseRules.most)
            """
        ).map(Phrase.init)
    }

    /// Phrases of one state with their funders' names, the newest first.
    static func list(
        _ state: State, page: PageRequest, tenant: TenantID, _ db: Connection
    ) throws -> Page<(phrase: Phrase, funderName: String?)> {
        let place: SQL = page.after?.value.text.flatMap { ID($0) }.map { "phrase.id < \($0)" } ?? "TRUE"
        let rows = try db.rows(
            """
            SELECT \(part: columns), funder.name AS funder_name
              FROM phrase LEFT JOIN funder ON funder.id = phrase.funder_id
             WHERE phrase.tenant_id = \(tenant) AND phrase.state = \(state) AND \(part: place)
             ORDER BY phrase.id DESC LIMIT \(page.limit + 1)
            """)
        return Page(
            rows: try rows.map { (phrase: try Phrase($0), funderName: try $0["funder_name"]) }, of: page
        ) { Value($0.phrase.id) }
    }

    /// The number of the office's words as they are now: each change makes the next.
    package static func version(tenant: TenantID, _ db: Connection) throws -> Int {
        let row = try db.row(
            """
            SELECT (SELECT max(since_version) FROM phrase WHERE tenant_id = \(tenant)) AS since,
                   (SELECT max(until_version) FROM phrase WHERE tenant_id = \(tenant)) AS until
            """)
        guard let row else { return 0 }
        return max(try row.get("since", as: Int?.self) ?? 0, try row.get("until", as: Int?.self) ?? 0)
    }

    /// Teaches the reader a phrase; the words get their next version.
    package static func add(
        _ text: String, means: PhraseMeaning, funder: Funder.ID?, tenant: TenantID, by who: Who, at now: Moment,
        _ db: Connection
    ) throws -> ID {
        let phrase = try PhraseRules.checked(text, hasFunder: funder != nil)
        if let funder { _ = try Funder.find(funder, tenant: tenant, db) }
        let count: Int =
            try db.value("SELECT count(*) FROM phrase WHERE tenant_id = \(tenant) AND state = 'active'") ?? 0
        guard count < PhraseRules.most else { throw PhraseRefusal.tooMany(PhraseRules.most) }
        let key = PhraseRules.key(phrase)
        if let known: ID = try db.value(
            """
            SELECT id FROM phrase
             WHERE tenant_id = \(tenant) AND state = 'active' AND phrase_key = \(key)
               AND coalesce(funder_id, '') = \(funder?.description ?? "")
            """)
        {
            throw PhraseRefusal.known(known)
        }
        let version = try version(tenant: tenant, db) + 1
        let id = ID(at: now)
        try db.run(
            """
            INSERT INTO phrase (id, tenant_id, phrase, phrase_key, means, funder_id, state, since_version, added_at,
                                added_by)
            VALUES (\(id), \(tenant), \(phrase), \(key), \(means), \(funder), 'active', \(version), \(now), \(who))
            """)
        try History.append(
            HistoryEntry(
                "phrase", id, "add", to: State.active.rawValue, by: who, at: now,
                detail: [
                    "phrase": .string(phrase), "means": .string(means.code), "funder": Value(funder),
                    "version": Value(version),
                ]), tenant: tenant, db)
        return id
    }

    /// The reader no longer looks for the phrase; what it read stays as it is.
    package static func retire(_ id: ID, tenant: TenantID, by who: Who, at now: Moment, _ db: Connection) throws {
        let phrase = try find(id, tenant: tenant, db)
        let next = try lifecycle.move(phrase.state, on: .retire)
        let version = try version(tenant: tenant, db) + 1
        let moved = try db.changes(
            """
            UPDATE phrase SET state = \(next), until_version = \(version), retired_at = \(now), retired_by = \(who)
             WHERE tenant_id = \(tenant) AND id = \(id) AND state = \(phrase.state)
            """)
        guard moved == 1 else { throw StaleMove(record: "phrase \(id)") }
        try History.append(
            HistoryEntry(
                "phrase", id, from: phrase.state.rawValue, Event.retire.rawValue, to: next.rawValue, by: who, at: now,
                detail: ["version": Value(version)]), tenant: tenant, db)
    }

    /// The phrase for pages and programs.
    func value(funderName: String?) -> Value {
        [
            "id": Value(id), "phrase": .string(text), "means": .string(means.code),
            "means_label": .string(means.label),
            "funder": Value(funder), "funder_name": Value(funderName), "state": .string(state.rawValue),
            "is_active": .bool(state == .active), "since_version": Value(sinceVersion),
            "until_version": Value(untilVersion), "added_at": Value(addedAt), "added_by": .string(addedBy.text),
            "retired_at": Value(retiredAt),
        ]
    }
}
