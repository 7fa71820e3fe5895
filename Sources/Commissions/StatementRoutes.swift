import Applications
import Funders
import Kernel
import People
import Storage
import Web

/// Statements of a time, for each funder and each payee: as a page, as PDF and as comma-separated text.
package struct StatementRoutes: Sendable {
    let database: Database
    let clock: any Clock
    let intake: FileIntake

    package static func routes(database: Database, clock: any Clock, intake: FileIntake) -> [Route] {
        let pages = Self(database: database, clock: clock, intake: intake)
        let time: [FieldShape] = [
            .optional("from", .day, "the month's first day, if absent"),
            .optional("to", .day, "today, if absent"),
            .optional("currency", .choice(Currency.allCases.map(\.rawValue)), "USD, if absent"),
        ]
        func routes(
            _ place: String, for access: Access, _ what: String,
            _ read: @escaping @Sendable (Request) async throws -> Statement
        ) -> [Route] {
            [
                .get("\(place)/statement", for: access, "\(what), line by line") { try await pages.page(read($0), $0) }
                    .taking(time),
                .get("\(place)/statement/pdf", for: access, "\(what) as PDF") { try await pages.pdf(read($0)) }
                    .taking(time),
                .get("\(place)/statement/export", for: access, "\(what) as comma-separated text") {
                    try await read($0).text.answer(name: "statement.csv")
                }.taking(time),
            ]
        }
        return routes("/funders/{id}", for: .readers, "What the funder had to pay and paid", pages.ofFunder)
            + routes("/payees/{id}", for: .admins, "What the payee had to get and got", pages.ofPayee)
            + routes("/own-shares", for: .readers, "What its reader had to get as a payee, and got", pages.ofOwn)
    }

    /// The days and the currency of the address.
    private func time(_ query: Query) throws -> (from: Day, to: Day, currency: Currency) {
        let today = clock.now().day
        let to = try query.day("to") ?? today
        let (year, month, _) = to.civil
        let from = try query.day("from") ?? Day(year: year, month: month, day: 1) ?? to
        guard from <= to else {
            throw FieldErrors([FieldError(field: "from", code: "after_end", message: "must not be after the last day")])
        }
        return (from, to, try query.choice("currency", Currency.self) ?? .usd)
    }

    @Sendable private func ofFunder(_ request: Request) async throws -> Statement {
        let caller = try request.caller
        let id = try request.id("id", Funder.self)
        let (from, to, currency) = try time(request.query)
        return try await database.read {
            try Statement.of(id, currency, from: from, to: to, tenant: caller.tenant, $0)
        }
    }

    @Sendable private func ofPayee(_ request: Request) async throws -> Statement {
        let id = try request.id("id", Payee.self)
        return try await payee(request) { _ in id }
    }

    @Sendable private func ofOwn(_ request: Request) async throws -> Statement {
        let caller = try request.caller
        return try await payee(request) { db in
            guard let person = caller.person, let own = try Payee.of(person, tenant: caller.tenant, db) else {
                throw PlainRefusal(.missing, code: "no_payee", "you have no shares of commissions")
            }
            return own.id
        }
    }

    private func payee(
        _ request: Request, _ which: @escaping @Sendable (Connection) throws -> Payee.ID
    ) async throws -> Statement {
        let caller = try request.caller
        let (from, to, currency) = try time(request.query)
        return try await database.read {
            try Statement.of(try which($0), currency, from: from, to: to, tenant: caller.tenant, $0)
        }
    }

    private func page(_ statement: Statement, _ request: Request) -> Answer {
        let address: [(name: String, value: String)] = [
            ("from", statement.from.description), ("to", statement.to.description),
            ("currency", statement.currency.rawValue),
        ]
        return .view(
            "commissions/statement",
            statement.value.adding("place", .string(String(request.path.dropLast("/statement".count))))
                .adding("address", .string(Query.encoded(address)))
                .adding("currencies", .list(Currency.allCases.map { .string($0.rawValue) })),
            title: "Statement: \(statement.name)")
    }

    private func pdf(_ statement: Statement) async throws -> Answer {
        let bytes = try await intake.run { try statement.pdf() }
        return .bytes(bytes, type: "application/pdf")
            .adding("Content-Disposition", "attachment; filename=\"statement-\(statement.from)-\(statement.to).pdf\"")
    }
}
