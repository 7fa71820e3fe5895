import Kernel
import People
import Storage
import Testing
import Web

@testable import Server

/// Commands that move money or send mail happen once (LESSONS I-2, decision 0008).
@Suite struct KeyedCommandTests {
    /// What changes something below these and does without a key: it moves nothing, and doing it twice is doing it once.
    private static let withoutKey = [
        "POST /submissions/rehearsal", "POST /submissions/{id}/withdrawal", "POST /payees/{id}/address",
        "POST /payouts/notices", "POST /remittances", "POST /remittances/{id}/layout", "POST /bank-statements",
        // Who somebody is and where it stands: no money, and a second time it is refused or the same.
        "POST /partners/{id}/approval", "POST /partners/{id}/churn", "POST /partners/{id}/confirmations",
        "POST /partners/{id}/decline", "POST /partners/{id}/flags", "POST /partners/{id}/hold",
        "POST /partners/{id}/invitations", "POST /partners/{id}/notes", "POST /partners/{id}/pause",
        "POST /partners/{id}/qualification", "POST /partners/{id}/reports", "POST /partners/{id}/resumption",
        "PATCH /referral/partners/{id}", "POST /referral/partners/{id}", "POST /referral/partners",
        "POST /referral/partners/{id}/keys", "POST /referral/partners/{id}/users", "PATCH /referral/users/{id}",
        "POST /referral/keys/{id}/revocation",
        "POST /referral/users/{id}", "POST /referral/users/{id}/deactivate", "POST /referral/users/{id}/password",
        "POST /referral/users/{id}/reactivate",
        // Leads are known again by their external id or row, and held as doubles else; a key is taken where one is given.
        "POST /referral/leads", "POST /referral/leads/import", "POST /referral/leads/score",
        "POST /referral/score-weights", "POST /referral/settings",
    ]

    private static let money: Set<Substring> = [
        "deals", "commission-entries", "commissions", "payees", "payouts", "payout-requests", "remittances",
        "commitments",
        "commitment-receipts", "allocations", "bank-statements", "bank-lines", "org-nodes", "org-fees",
        "sponsors", "sponsor-contracts", "sponsor-payments", "sponsor-allocations",
        "grants", "grant-reports", "grant-receipts", "grant-write-offs", "org-statements", "org-bank-lines",
        "org-fee-imports",
        "admin", "referral", "partners", "support",
    ]

    @Test func `every command that moves money is refused without an Idempotency-Key, and nothing is written`()
        async throws
    {
        let demo = try await TemporaryDemo()
        let live = try LiveDesk(demo.demo.office)
        let admin = try await live.key("admin", [.admin], tenant: demo.demo.tenant)
        let commands = JoinedRoutes.table(demo.demo.office).filter { !$0.method.isSafe }
        let ofMoney = commands.filter { Self.money.contains($0.pattern.split(separator: "/").first ?? "") }
        #expect(ofMoney.count > 40)
        #expect(
            ofMoney.filter { !$0.needsKey }.map { "\($0.method.rawValue) \($0.pattern)" }.sorted()
                == Self.withoutKey.filter { !$0.contains("submissions") }.sorted())
        let rows = try await Self.rows(demo)
        let other = String(repeating: "0", count: 26)
        for route in commands where route.needsKey && route.access.admits([.admin]) {
            let path = route.pattern.split(separator: "/").map { $0.hasPrefix("{") ? other : String($0) }
            let reply = try await live.ask(
                route.method.rawValue, "/" + path.joined(separator: "/"), key: admin, accept: "application/json",
                body: "", once: nil)
            #expect(reply.status == 400, "\(route.pattern)")
            let told = try Value(parsing: Array(reply.body.utf8))
            #expect(told["code"] == "idempotency_key_missing", "\(route.pattern)")
            #expect(told["field"] == "Idempotency-Key" || told["errors"] != nil, "\(reply.body)")
        }
        #expect(try await Self.rows(demo) == rows)
    }

    @Test func `a payment to a payee that is sent again by the same key is marked once`() async throws {
        let demo = try await TemporaryDemo()
        let live = try LiveDesk(demo.demo.office)
        let admin = try await live.key("admin", [.admin], tenant: demo.demo.tenant)
        func post(_ path: String, _ body: String, once: String) async throws -> LiveDesk.Reply {
            try await live.ask("POST", path, key: admin, accept: "application/json", body: body, once: once)
        }
        let first = try await post("/payees", "name=Olga+Opener", once: "a")
        let second = try await post("/payees", "name=Olga+Opener", once: "a")
        #expect(first.status == 201 && second.status == 201)
        #expect(!first.headers.lowercased().contains("idempotency-replayed"))
        #expect(second.headers.lowercased().contains("idempotency-replayed: true"))
        #expect(try Value(parsing: Array(first.body.utf8)) == Value(parsing: Array(second.body.utf8)))
        #expect(try await demo.value("SELECT count(*) FROM payee WHERE name = 'Olga Opener'", as: Int.self) == 1)
        let other = try await post("/payees", "name=Ola", once: "a")
        #expect(other.status == 422 && other.body.contains("idempotency_key_reused"))
    }

    private static func rows(_ demo: TemporaryDemo) async throws -> [Int] {
        let counts: [SQL] = [
            "SELECT count(*) FROM ledger_row", "SELECT count(*) FROM funded_deal",
            "SELECT count(*) FROM commission_payout",
            "SELECT count(*) FROM commission_payment", "SELECT count(*) FROM outbox", "SELECT count(*) FROM history",
        ]
        var rows: [Int] = []
        for count in counts { rows.append(try await demo.value(count, as: Int.self) ?? -1) }
        return rows
    }
}
