import Classification
import Kernel
import People
import Storage
import Web

/// How often people agree with the reader, by week, version and outcome, from the verdicts that are stored (L14).
package struct QualityRoutes: Sendable {
    let database: Database

    private static let fields: [FieldShape] = [
        .optional("from", .day), .optional("to", .day), .optional("reader", .text(max: 60)),
        .optional("outcome", .text(max: 40)),
    ]

    package static func routes(database: Database) -> [Route] {
        let pages = Self(database: database)
        return [
            .get(
                "/quality", for: .readers, "How often people agree with what was read, by week and version", pages.index
            )
            .taking(fields),
            .get("/quality/export", for: .readers, "The same by week as comma-separated text", pages.export).taking(
                fields),
        ]
    }

    func index(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let filter = try QualityFilter(request.query)
        let value = try await database.read { db -> Value in
            let weeks = try QualitySums.weeks(filter, tenant: caller.tenant, db)
            let outcomes = try QualitySums.outcomes(filter, tenant: caller.tenant, db)
            return [
                "filter": filter.value, "address": .string(Query.encoded(filter.entries)),
                "is_narrowed": .bool(!filter.entries.isEmpty),
                "weeks": .list(weeks.reversed().map(Self.value)), "chart": AgreementChart(weeks).value,
                "by_outcome": outcomes, "total": QualitySums.total(outcomes),
                "parts": try QualitySums.parts(filter, tenant: caller.tenant, db),
                "readers": .list(try QualitySums.readers(tenant: caller.tenant, db).map(Value.string)),
                "outcomes": .list(
                    Outcome.allCases.map { ["code": .string($0.rawValue), "label": .string($0.label)] }),
            ]
        }
        return .view("analysis/quality", value, title: "Quality")
    }

    private static func value(_ week: QualitySums.Week) -> Value {
        week.agreement.value([("week_on", Value(week.day)), ("reader", .string(week.reader))])
    }

    func export(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let filter = try QualityFilter(request.query)
        let weeks = try await database.read { try QualitySums.weeks(filter, tenant: caller.tenant, $0) }
        var text = CommaText(head: ["week", "reader", "verdicts", "confirmed", "corrected", "percent"])
        for week in weeks {
            text.add([
                week.day.description, week.reader, "\(week.agreement.verdicts)", "\(week.agreement.confirmed)",
                "\(week.agreement.corrected)", week.agreement.percent ?? "",
            ])
        }
        return text.answer(name: "quality.csv")
    }
}
