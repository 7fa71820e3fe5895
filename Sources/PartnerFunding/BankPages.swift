import Kernel
import People
import Sheets
import Storage
import Web

/// What is shown of banks' statements.
extension BankRoutes {
    func index(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let page = try request.query.page()
        let found = try await database.read { try BankStatement.list(page: page, tenant: caller.tenant, $0) }
        return .view(
            "bank/index", found.value(\.value).adding("choices", BankLayout.choices), title: "Bank statements")
    }

    func show(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let id = try request.id("id", BankStatement.self)
        let now = clock.now()
        let value = try await database.read { db in
            let statement = try BankStatement.find(id, tenant: caller.tenant, db)
            let lines = try BankLine.list(.statement(id), tenant: caller.tenant, db)
            let matched = try Self.lines(lines, at: now, tenant: caller.tenant, db)
            return statement.value
                .adding("lines", .list(matched.lines)).adding("matched", Value(matched.count))
                .adding("has_matched", .bool(matched.count > 0))
                .adding("candidates", try Self.candidates(at: now, tenant: caller.tenant, db))
                .adding(
                    "history",
                    .list(
                        try History.of("bank_statement", id, tenant: caller.tenant, db).prefix(100).map(\.value)))
        }
        return .view("bank/show", value, title: value["file_name"]?.text)
    }

    private static let mostWaiting = 500

    func waiting(_ request: Request) async throws -> Answer {
        let caller = try request.caller
        let now = clock.now()
        let value = try await database.read { db -> Value in
            let lines = try BankLine.list(.waiting(most: Self.mostWaiting), tenant: caller.tenant, db)
            return [
                "lines": .list(try Self.lines(lines, at: now, tenant: caller.tenant, db).lines),
                "candidates": try Self.candidates(at: now, tenant: caller.tenant, db),
                "is_cut": .bool(lines.count == Self.mostWaiting), "most": Value(Self.mostWaiting),
            ]
        }
        return .view("bank/waiting", value, title: "Money that waits")
    }

    /// The lines with what is found of those that are open, and how many of them are matched.
    private static func lines(
        _ lines: [BankLine], at now: Moment, tenant: TenantID, _ db: Connection
    ) throws -> (lines: [Value], count: Int) {
        let found = try BankLine.findings(for: lines.filter { $0.state == .open }, at: now, tenant: tenant, db)
        let findings = Dictionary(found.map { ($0.line.id, $0.finding) }) { first, _ in first }
        return (
            lines.map { $0.value(findings[$0.id]) }, found.filter { $0.finding.verdict == .matched }.count
        )
    }

    /// The commitments to choose from.
    private static func candidates(at now: Moment, tenant: TenantID, _ db: Connection) throws -> Value {
        .list(
            try BankLine.candidates(at: now, tenant: tenant, db).map { candidate in
                let left = candidate.currency.shown(candidate.outstanding)
                return [
                    "value": Value(candidate.commitment),
                    "label": .string("\(candidate.partner), \(candidate.code), \(left) to come"),
                ]
            })
    }
}
