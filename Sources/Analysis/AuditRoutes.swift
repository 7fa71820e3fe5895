import Kernel
import People
import Storage
import Web

/// The search through everything that changed: by record, by who, by event, by day (J37).
package struct AuditRoutes: Sendable {
    let database: Database
    private let places = SavingPlaces()

    private static let fields: [FieldShape] = [
        .optional("record", .text(max: 60)), .optional("kind", .text(max: 60)), .optional("who", .text(max: 80)),
        .optional("event", .text(max: 60)), .optional("from", .day), .optional("to", .day),
    ]

    package static func routes(database: Database) -> [Route] {
        let pages = Self(database: database)
        return [
            .get(
                "/audit", for: .admins, "Everything that changed, the newest first, by record, person, event and day",
                pages.index
            )
            .taking(fields + [.optional("after", .text(max: 600)), .optional("limit", .integer)]),
            .get("/audit/export", for: .admins, "The same as comma-separated text", pages.export).taking(fields),
        ]
    }

    func index(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let filter = try AuditFilter(request.query)
        let page = try request.query.page()
        let value = try await database.read { db -> Value in
            let names = try BrokerNames(tenant: caller.tenant, db)
            let lines = try AuditLine.list(filter, page: page, tenant: caller.tenant, db)
            func choices(_ column: StaticString, _ label: (String) -> String) throws -> Value {
                .list(
                    try AuditLine.distinct(column, tenant: caller.tenant, db).map {
                        ["code": .string($0), "label": .string(label($0))]
                    })
            }
            return .members(
                (lines.value { $0.value(names, filter) }.fields?.members ?? []).map { ($0.0, $0.1) } + [
                    ("filter", filter.value), ("is_narrowed", .bool(!filter.entries.isEmpty)),
                    ("address", .string(Query.encoded(filter.entries))),
                    ("kinds", try choices("record_kind", AuditLine.words)),
                    ("events", try choices("event", AuditLine.words)), ("people", try choices("who", names.label)),
                ])
        }
        return .view("analysis/audit", value, title: "Audit")
    }

    func export(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let filter = try AuditFilter(request.query)
        let names = try await database.read { try BrokerNames(tenant: caller.tenant, $0) }
        return try await CommaFile.all(head: AuditLine.head, as: "audit.csv", in: places) { page in
            try await database.read { try AuditLine.list(filter, page: page, tenant: caller.tenant, $0) }
        } cells: {
            $0.cells(names)
        }
    }
}
