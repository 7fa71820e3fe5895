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
        func routes(
            _ place: String, for access: Access, _ what: String,
            _ read: @escaping @Sendable (Request) async throws -> Statement
        ) -> [Route] {
            [
                .get("\(place)/statement", for: access, "\(what), line by line") { try await pages.page(read($0), $0) }
                    .taking(StatementTime.fields),
                .get("\(place)/statement/pdf", for: access, "\(what) as PDF") { try await pages.pdf(read($0)) }
                    .taking(StatementTime.fields),
                .get("\(place)/statement/export", for: access, "\(what) as comma-separated text") {
                    try await read($0).text.answer(name: "statement.csv")
                }.taking(StatementTime.fields),
            ]
        }
        return routes("/funders/{id}", for: .readers, "What the funder had to pay and paid", pages.ofFunder)
            + routes("/payees/{id}", for: .admins, "What the payee had to get and got", pages.ofPayee)
            + routes("/own-shares", for: .readers, "What its reader had to get as a payee, and got", pages.ofOwn)
    }

    @Sendable private func ofFunder(_ request: Request) async throws -> Statement {
        let caller = try request.caller
        let id = try request.id("id", Funder.self)
        let time = try StatementTime(request.query, today: clock.now().day)
        return try await database.read {
            try Statement.of(id, time.currency, from: time.from, to: time.to, tenant: caller.tenant, $0)
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
        let time = try StatementTime(request.query, today: clock.now().day)
        return try await database.read {
            try Statement.of(try which($0), time.currency, from: time.from, to: time.to, tenant: caller.tenant, $0)
        }
    }

    private func page(_ statement: Statement, _ request: Request) -> Answer {
        return .view(
            "commissions/statement",
            statement.value.adding("place", .string(String(request.path.dropLast("/statement".count))))
                .adding("address", .string(statement.address))
                .adding("is_sendable", .bool(request.path.hasPrefix("/payees/")))
                .adding("currencies", .list(Currency.allCases.map { .string($0.rawValue) })),
            title: "Statement: \(statement.name)")
    }

    private func pdf(_ statement: Statement) async throws -> Answer {
        let bytes = try await intake.run { try statement.pdf() }
        return .bytes(bytes, type: "application/pdf")
            .adding("Content-Disposition", "attachment; filename=\"statement-\(statement.from)-\(statement.to).pdf\"")
    }
}
