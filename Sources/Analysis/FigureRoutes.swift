import Charts
import Funders
import Kernel
import People
import Storage
import Submissions
import Web

/// Figures of the desk: where submissions stand, how far they come, how long funders take, how mail flows. Each page shows
/// its numbers beside its pictures, takes its filter from the address, and gives the same as CSV.
package struct FigureRoutes: Sendable {
    let database: Database
    let clock: any Clock

    private static let standing: [FieldShape] = [.optional("funder", .id), .optional("broker", .text(max: 80))]
    private static let months: [FieldShape] = [.optional("from", .text(max: 7)), .optional("to", .text(max: 7))]
    private static let days: [FieldShape] = [.optional("from", .day), .optional("to", .day)]

    package static func routes(database: Database, clock: any Clock) -> [Route] {
        let pages = Self(database: database, clock: clock)
        // swift-format-ignore
        return [
            .get("/figures",                 for: .readers, "Where submissions stand: by state, age, funder and broker", pages.pipeline).taking(standing),
            .get("/figures/export",          for: .readers, "The same as comma-separated text", pages.exportPipeline).taking(standing),
            .get("/figures/funders",         for: .readers, "How far submissions come, funder beside funder", pages.funders).taking(standing + months),
            .get("/figures/funders/export",  for: .readers, "The same as comma-separated text", pages.exportFunders).taking(standing + months),
            .get("/figures/answers",         for: .readers, "How long funders take to answer", pages.answers).taking([.optional("funder", .id)] + months),
            .get("/figures/answers/export",  for: .readers, "The same by month as comma-separated text", pages.exportAnswers).taking([.optional("funder", .id)] + months),
            .get("/figures/scores",          for: .readers, "How offers go with the score that funders had before", pages.scores).taking([.optional("funder", .id)] + months),
            .get("/figures/scores/export",   for: .readers, "The same by month as comma-separated text", pages.exportScores).taking([.optional("funder", .id)] + months),
            .get("/figures/mail",            for: .readers, "Mail in and out, account by account", pages.mail).taking(days),
            .get("/figures/mail/export",     for: .readers, "The same as comma-separated text", pages.exportMail).taking(days),
        ]
    }

    static let mostRows = 200

    /// What stands in every filter: whom it can be narrowed to.
    static func choices(
        _ filter: FigureFilter, _ names: BrokerNames, _ funders: FunderNames, tenant: TenantID, _ db: Connection
    ) throws -> [(
        String, Value
    )] {
        let brokers = try FunnelSums.senders(tenant: tenant, db).map { text -> Value in
            ["code": .string(text), "label": .string(names.label(text))]
        }
        return [
            ("filter", filter.value), ("is_narrowed", .bool(!filter.entries.isEmpty)),
            ("address", .string(Query.encoded(filter.entries))), ("funder_choices", funders.choices("code", "label")),
            ("broker_choices", .list(brokers)),
        ]
    }

    func mail(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let figures = try MailFigures(request.query, tenant: caller.tenant, at: clock.now())
        let lines = try await database.read { try figures.lines($0) }
        let value: Value = [
            "filter": ["from": Value(figures.from), "to": Value(figures.to)],
            "address": .string(
                Query.encoded([("from", figures.from.description), ("to", figures.to.description)])),
            "accounts": .list(lines.map(\.value)),
            "chart": BarChart(
                id: "traffic", title: "Mails by account",
                summary: "Mails received and sent from \(figures.from) to \(figures.to), account by account",
                bars: lines.flatMap { line in
                    [
                        BarChart.Bar(label: "\(line.account.name), in", count: line.received, text: "\(line.received)"),
                        BarChart.Bar(label: "\(line.account.name), out", count: line.sent, text: "\(line.sent)"),
                    ]
                }
            ).value,
        ]
        return .view("figures/mail", value, title: "Mail in figures")
    }

    func exportMail(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let figures = try MailFigures(request.query, tenant: caller.tenant, at: clock.now())
        var text = CommaText(head: MailFigures.Line.head)
        for line in try await database.read({ try figures.lines($0) }) { text.add(line.cells) }
        return text.answer(name: "mail.csv")
    }
}

extension Value {
    /// An object of members in their order.
    static func members(_ members: [(String, Value)]) -> Value {
        var fields = Value.Fields()
        for (name, value) in members { fields[name] = value }
        return .object(fields)
    }
}
