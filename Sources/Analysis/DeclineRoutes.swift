import Classification
import Kernel
import People
import Storage
import Web

/// Why funders decline: added up by reason, funder, industry, state and month, down to the sentence of the mail (L04, D07).
package struct DeclineRoutes: Sendable {
    let database: Database
    private let places = SavingPlaces()

    private static let fields: [FieldShape] = [
        .optional("funder", .id), .optional("reason", .text(max: 40)), .optional("category", .text(max: 20)),
        .optional("industry", .text(max: 200)), .optional("state", .text(max: 2)), .optional("from", .text(max: 7)),
        .optional("to", .text(max: 7)),
    ]

    package static func routes(database: Database) -> [Route] {
        let pages = Self(database: database)
        return [
            .get("/declines", for: .readers, "Why funders decline, added up, with each decline's words", pages.index)
                .taking(fields + [.optional("after", .text(max: 600)), .optional("limit", .integer)]),
            .get("/declines/export", for: .readers, "The same as comma-separated text", pages.export).taking(fields),
        ]
    }

    func index(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let filter = try DeclineFilter(request.query)
        let page = try request.query.page(limit: 25)
        let value = try await database.read { db -> Value in
            let sums = try DeclineSums.read(filter, tenant: caller.tenant, db)
            let lines = try DeclineLine.list(filter, page: page, tenant: caller.tenant, db)
            var value = lines.value(\.value).fields ?? Value.Fields()
            value["filter"] = filter.value
            value["is_narrowed"] = .bool(!filter.entries.isEmpty)
            value["total"] = sums.total
            value["sums"] = try sums.value(filter, tenant: caller.tenant, db)
            value["reasons"] = .list(
                DeclineReason.allCases.map { ["code": .string($0.rawValue), "label": .string($0.label)] })
            value["categories"] = .list(
                DeclineReason.Category.allCases.map { ["code": .string($0.rawValue), "label": .string($0.label)] })
            value["address"] = .string(Query.encoded(filter.entries))
            return .object(value)
        }
        return .view("analysis/declines", value, title: "Declines")
    }

    func export(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let filter = try DeclineFilter(request.query)
        return try await CommaFile.all(head: DeclineLine.head, as: "declines.csv", in: places) { page in
            try await database.read {
                try DeclineLine.list(filter, page: page, withSentences: false, tenant: caller.tenant, $0)
            }
        } cells: {
            $0.cells
        }
    }
}
