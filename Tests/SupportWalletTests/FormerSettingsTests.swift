import Kernel
import Storage
import Testing

@testable import SupportWallet

/// Amounts by currency, and what was set before there were several.
@Suite struct FormerSettingsTests {
    @Test func `a currency in which nobody said what kinds are worth is neither chosen nor approved in`() async throws {
        let office = try await Supporting()
        let admin = office.principal(.admin, 6)
        let settings: Value = ["allocation": "150000", "currency": "NGN"]
        #expect(try await office.code(.post, "/admin/support/settings", settings, as: admin) == "no_worth")
        // It was chosen before this was asked.
        let act = office.act
        try await office.write { db, _ in
            try WalletSettings(allocation: Cents(15_000_000), currency: .ngn).write(act, db)
        }
        let group = try await office.group(1)
        let id = try await office.ask(.data, group)
        try await office.triage()
        let found = try await office.request(id)
        #expect(found.tier == .admin && found.reasons.contains(.noWorth))
        let path = "/admin/support/\(id)/approve"
        #expect(try await office.code(.post, path, Supporting.exception(.airtime), as: admin) == "no_worth")
        try await office.write { db, tenant in
            var rules = try SupportRules.of(tenant, in: .ngn, db)
            rules.values = [.data: Cents(200_000), .transport: Cents(300_000), .tools: Cents(1), .cash: Cents(1)]
            rules.midValue = Cents(500_000)
            try rules.write(act, db)
        }
        #expect(try await office.code(.post, "/admin/support/settings", settings, as: admin) == nil)
        #expect(try await office.read { try SupportRules.of($1, in: .ngn, $0).value(of: .data) } == Cents(200_000))
    }

    @Test func `what was set before each currency had its own is that of new wallets, and plain reasons are sealed`()
        async throws
    {
        let office = try await Supporting()
        let group = try await office.group()
        let (now, keys, flag) = (office.clock.now(), office.keys, RiskFlag.ID(bits: 77))
        try await office.write { db, tenant in
            let rules: Value = ["data_cents": 200, "mid_value_cents": 700, "revision": 3]
            try Setting.write("support.rules", rules, tenant: tenant, by: Supporting.who, at: now, db)
            let rate: Value = ["ten_thousandths": 15_000_000]
            try Setting.write("support.naira_rate", rate, tenant: tenant, by: Supporting.who, at: now, db)
            try db.run(
                """
                INSERT INTO support_flag (id, tenant_id, participant_id, kind, state, reason, raised_by, raised_at)
                VALUES (\(flag), \(tenant), \(group.people[0]), 'observed', 'open', 'Zanzibar', \(Supporting.who), \(now))
                """)
        }
        let rules = try await office.read { try SupportRules.of($1, in: .usd, $0) }
        #expect(rules.value(of: .data) == Cents(200) && rules.midValue == Cents(700))
        #expect(try await office.read { try SupportRules.of($1, in: .eur, $0) }.hasValues == false)
        #expect(try await office.read { try PayoutRate.of(.usd, $1, $0) } == PayoutRate(tenThousandths: 15_000_000))
        #expect(try await office.read { try PayoutRate.of(.eur, $1, $0) } == nil)
        func shown() async throws -> String? {
            try await office.read { try RiskFlag.find(flag, tenant: $1, $0).openedValue(keys)["flag_reason"]?.text }
        }
        #expect(try await shown() == "Zanzibar")
        try await office.write { db, _ in try RiskFlag.sealPlain(keys: keys, db) }
        #expect(try await shown() == "Zanzibar")
        let plain = try await office.read { db, _ in
            try db.value("SELECT count(*) FROM support_flag WHERE reason IS NOT NULL", as: Int.self)
        }
        #expect(plain == 0)
    }
}
