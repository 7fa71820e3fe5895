import Applications
import Kernel
import Storage
import Web

/// Something that a cohort's participants are to do, as the programme defines it: support is asked for with one of these.
package struct Mission: Sendable, Equatable {
    package typealias ID = Identifier<Mission>

    package enum Kind: String, Sendable, CaseIterable, SQLBindable, SQLReadable {
        case practice
        /// In the open: before customers, employers or a public.
        case arena

        package var label: String { self == .practice ? "Practice" : "Arena" }
    }

    package enum State: String, Sendable, CaseIterable, SQLBindable, SQLReadable {
        case open, retired
    }

    package enum Event: String, Sendable, CaseIterable {
        case retire, reopen
    }

    // swift-format-ignore
    package static let lifecycle = Lifecycle<State, Event>([
        // from      on        to
        (.open,      .retire,  .retired),
        (.retired,   .reopen,  .open),
    ])

    /// What a mission is to be.
    package struct Terms: Sendable, Equatable {
        package let title: String
        package let kind: Kind
        package let isRequired: Bool

        package init(_ title: String, _ kind: Kind, isRequired: Bool = false) {
            self.title = title
            self.kind = kind
            self.isRequired = isRequired
        }

        static func read(_ reader: inout FieldReader) -> Terms {
            let title = reader.text("title", max: 200)
            if !title.isEmpty, Folding.fold(title).isEmpty {
                reader.refuse("title", code: "no_letters", "must have a letter or digit")
            }
            return Terms(title, reader.choice("kind"), isRequired: reader.flag("is_required"))
        }

        // swift-format-ignore
        static let fields: [FieldShape] = [
            .required("title", .text(max: 200), "a cohort has it once"), .required("kind", .choice(Kind.allCases.map(\.rawValue)), "arena: before a public"),
            .optional("is_required", .flag, "everybody of the cohort is to do it"),
        ]
    }

    package let id: ID
    package let tenant: TenantID
    package let cohort: Cohort.ID
    package let terms: Terms
    package let state: State

    private static let columns: SQL = "id, tenant_id, cohort_id, title, kind, is_required, state"

    init(_ row: Row) throws {
        id = try row["id"]
        tenant = try row["tenant_id"]
        cohort = try row["cohort_id"]
        terms = Terms(try row["title"], try row["kind"], isRequired: try row["is_required"])
        state = try row["state"]
    }

    package static func find(_ id: ID, tenant: TenantID, _ db: Connection) throws -> Mission {
        let row = try db.row("SELECT \(part: columns) FROM mission WHERE tenant_id = \(tenant) AND id = \(id)")
        guard let row else { throw CohortRefusal.unknownMission(id) }
        return try Mission(row)
    }

    /// A cohort's missions in the order in which they were made.
    package static func of(_ cohort: Cohort.ID, tenant: TenantID, _ db: Connection) throws -> [Mission] {
        try db.rows(
            """
            SELECT \(part: columns) FROM mission
             WHERE tenant_id = \(tenant) AND cohort_id = \(cohort)
             ORDER BY id
            """
        ).map(Mission.init)
    }

    package static func add(
        _ terms: Terms, to cohort: Cohort, by who: Who, at now: Moment, _ db: Connection
    ) throws -> Mission {
        guard cohort.isOpen else { throw CohortRefusal.notOpen(cohort.id, cohort.state) }
        let id = ID(at: now)
        let added = try db.attempt {
            try db.run(
                """
                INSERT INTO mission (id, tenant_id, cohort_id, title, title_key, kind, is_required, state, created_at,
                                     updated_at)
                VALUES (\(id), \(cohort.tenant), \(cohort.id), \(terms.title), \(Folding.fold(terms.title)),
                        \(terms.kind), \(terms.isRequired), 'open', \(now), \(now))
                """)
        }
        do { try added.get() } catch let fault as StorageFault where fault.isNotUnique {
            throw CohortRefusal.titleTaken
        }
        try History.append(
            HistoryEntry(
                "mission", id, "add", to: State.open.rawValue, by: who, at: now, detail: ["cohort": Value(cohort.id)]),
            tenant: cohort.tenant, db)
        return try find(id, tenant: cohort.tenant, db)
    }

    package func move(on event: Event, by who: Who, at now: Moment, _ db: Connection) throws {
        let next = try Self.lifecycle.move(state, on: event)
        let changed = try db.changes(
            """
            UPDATE mission SET state = \(next), updated_at = \(now)
             WHERE tenant_id = \(tenant) AND id = \(id) AND state = \(state)
            """)
        guard changed == 1 else { throw StaleMove(record: "mission \(id)") }
        try History.append(
            HistoryEntry("mission", id, from: state.rawValue, event.rawValue, to: next.rawValue, by: who, at: now),
            tenant: tenant, db)
    }

    package var value: Value {
        [
            "id": Value(id), "cohort": Value(cohort), "title": .string(terms.title),
            "kind": .string(terms.kind.rawValue), "kind_label": .string(terms.kind.label),
            "is_required": .bool(terms.isRequired), "state": .string(state.rawValue),
            "is_open": .bool(state == .open),
        ]
    }
}
