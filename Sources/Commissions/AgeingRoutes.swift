import Applications
import Funders
import Kernel
import People
import Storage
import Web

/// What is due and what could be taken back: commission ageing by funder and month, and clawback exposure by day (L06, E23).
package struct AgeingRoutes: Sendable {
    let database: Database
    let clock: any Clock

    package static func routes(database: Database, clock: any Clock) -> [Route] {
        let pages = Self(database: database, clock: clock)
        let ageing: [FieldShape] = [
            .optional("funder", .id), .optional("currency", .choice(Currency.allCases.map(\.rawValue))),
            .optional("from", .day, "of the due days"), .optional("to", .day),
        ]
        let exposure: [FieldShape] = [
            .optional("funder", .id), .optional("currency", .choice(Currency.allCases.map(\.rawValue))),
        ]
        return [
            .get(
                "/commission-ageing", for: .readers,
                "Commission that is expected and not paid, by days due, funder and month, beside the ledger",
                pages.ageing
            ).taking(ageing),
            .get(
                "/commission-ageing/export", for: .readers, "The same deal by deal as comma-separated text",
                pages.exportAgeing
            ).taking(ageing),
            .get(
                "/clawback-exposure", for: .readers,
                "What funders could still take back, day by day and window by window",
                pages.exposure
            ).taking(exposure),
            .get(
                "/clawback-exposure/export", for: .readers, "The days as comma-separated text", pages.exportExposure
            ).taking(exposure),
            .get(
                "/clawback-exposure/windows/export", for: .readers, "Every open window as comma-separated text",
                pages.exportWindows
            ).taking(.optional("funder", .id)),
        ]
    }

    private static func filter(_ query: Query) throws -> Ageing.Filter {
        var filter = Ageing.Filter()
        filter.funder = try query.id("funder", Funder.self)
        filter.currency = try query.choice("currency", Currency.self)
        filter.from = try query.day("from")
        filter.to = try query.day("to")
        return filter
    }

    private func found(_ request: Request, most: Int?) async throws -> (
        ageing: Ageing, ledger: [Ageing.Balance]?, funders: FunderNames
    ) {
        let caller = try request.caller
        let filter = try Self.filter(request.query)
        let today = clock.now().day
        return try await database.read { db in
            (
                try Ageing.of(filter, on: today, most: most, tenant: caller.tenant, db),
                // A window of due days is a part of what the ledger holds: only the whole can be held against it.
                filter.from == nil && filter.to == nil
                    ? try Ageing.ledger(of: filter.funder, tenant: caller.tenant, db) : nil,
                try FunderNames(tenant: caller.tenant, db)
            )
        }
    }

    func ageing(_ request: Request) async throws -> Answer {
        let (ageing, ledger, funders) = try await found(request, most: Ageing.most)
        let filter = try Self.filter(request.query)
        let entries = request.query.entries
        return .view(
            "commissions/ageing",
            ageing.value(ledger, funders).adding("funders", funders.choices("id", "name")).adding(
                "funder", Value(filter.funder)
            )
            .adding("currency", Value(filter.currency?.rawValue)).adding("from", Value(filter.from))
            .adding("to", Value(filter.to)).adding("address", .string(Query.encoded(entries)))
            .adding("currencies", .list(Currency.allCases.map { .string($0.rawValue) }))
            .adding("is_narrowed", .bool(!entries.isEmpty)),
            title: "Commission ageing")
    }

    func exportAgeing(_ request: Request) async throws -> Answer {
        try await found(request, most: nil).ageing.text.answer(name: "commission-ageing.csv")
    }

    private func windows(_ request: Request) async throws -> (exposure: Exposure, currency: Currency, funders: Value) {
        let caller = try request.caller
        let funder = try request.query.id("funder", Funder.self)
        let asked = try request.query.choice("currency", Currency.self)
        let today = clock.now().day
        let (exposure, funders) = try await database.read { db in
            (
                try Exposure.of(funder, on: today, tenant: caller.tenant, db),
                try FunderNames(tenant: caller.tenant, db).choices("id", "name")
            )
        }
        // Sums of two currencies are none: the one with the most windows, where nobody asked for another.
        let counts = Dictionary(grouping: exposure.windows, by: \.currency).mapValues(\.count)
        let usual = counts.max { ($0.value, $1.key.rawValue) < ($1.value, $0.key.rawValue) }?.key
        return (exposure, asked ?? usual ?? .usd, funders)
    }

    func exposure(_ request: Request) async throws -> Answer {
        let (exposure, currency, funders) = try await windows(request)
        let funder = try request.query.id("funder", Funder.self)
        return .view(
            "commissions/exposure",
            exposure.value(from: clock.now().day, currency).adding("funders", funders).adding("funder", Value(funder))
                .adding("currency", .string(currency.rawValue))
                .adding("currencies", .list(Currency.allCases.map { .string($0.rawValue) }))
                .adding("address", .string(Query.encoded(request.query.entries))),
            title: "Clawback exposure")
    }

    func exportExposure(_ request: Request) async throws -> Answer {
        let (exposure, currency, _) = try await windows(request)
        var text = CommaText(head: ["day", "currency", "at_risk", "open_windows"])
        for point in exposure.days(from: clock.now().day, in: currency, most: 800) {
            text.add([point.day.description, currency.rawValue, point.amount.decimal, "\(point.windows)"])
        }
        return text.answer(name: "clawback-exposure.csv")
    }

    func exportWindows(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let funder = try request.query.id("funder", Funder.self)
        let today = clock.now().day
        return try await database.read {
            try Exposure.of(funder, on: today, most: nil, tenant: caller.tenant, $0)
        }.text(on: today).answer(name: "clawback-windows.csv")
    }
}
