import Kernel
import Storage
import TestDatabases
import Testing
import Web

@testable import Referrals

/// The lists go by their indexes: no statement of them reads a whole table (G50).
@Suite struct QueryPlanTests {
    @Test func `G50 no list, queue, plan or figure of referrals reads a whole table, on either engine`() async throws {
        let office = try await Referring()
        let id = try await office.active()
        let user = try await office.user(.leadManager, of: id)
        for number in 0..<3 { _ = try await office.earned("M \(number)", by: user) }
        _ = try await office.batch(id)
        for (name, sql) in Self.statements(of: id, tenant: office.tenants[0], at: office.clock.now()) {
            let plan = try await office.database.read { db -> [String] in
                guard TestDatabases.server == nil else {
                    // On a few rows the planner would read them all, whatever indexes there are.
                    try db.run("SET LOCAL enable_seqscan = off")
                    return try db.rows("EXPLAIN \(part: sql)").map { try $0.first() }
                }
                return try db.rows("EXPLAIN QUERY PLAN \(part: sql)").map { try $0["detail"] }
            }
            #expect(!plan.isEmpty, "\(name)")
            for line in plan {
                #expect(
                    !line.hasPrefix("SCAN referral_") && !line.contains("Seq Scan on referral_"), "\(name): \(line)")
                #expect(!line.contains("TEMP B-TREE FOR ORDER BY") || name.contains("sorted"), "\(name): \(line)")
            }
        }
    }

    @Test func `G50 money and activity are kept by RESTRICT, nothing of them goes with another row`() async throws {
        let office = try await Referring()
        let tables = try await office.database.read { try TestDatabases.tables($0) }.filter {
            $0.hasPrefix("referral_")
        }
        #expect(tables.count >= 17)
        var keys = 0
        for table in tables {
            let actions = try await office.database.read { db -> [String] in
                guard TestDatabases.server == nil else {
                    // r is RESTRICT, a is NO ACTION, which refuses too.
                    return try db.rows(
                        """
                        SELECT CAST(confdeltype AS TEXT) AS kind FROM pg_constraint
                         WHERE contype = 'f' AND conrelid = CAST(\(table) AS regclass) ORDER BY conname
                        """
                    ).map { try $0["kind"] }
                }
                return try db.rows(SQL(stringLiteral: "PRAGMA foreign_key_list(\(table))")).map {
                    try $0.get("on_delete", as: String.self)
                }
            }
            keys += actions.count
            let ending: Set<String> = ["CASCADE", "SET NULL", "SET DEFAULT", "c", "n", "d"]
            #expect(ending.isDisjoint(with: actions), "\(table): \(actions)")
        }
        #expect(keys >= 20, "\(keys)")
    }

    private static func statements(of id: Referrer.ID, tenant: TenantID, at now: Moment) -> [(String, SQL)] {
        let first = PageRequest(limit: 50, after: nil)
        let day = now.day
        var partners: [(String, Referrer.Filter)] = [("partners", .init())]
        func partner(_ name: String, _ change: (inout Referrer.Filter) -> Void) {
            var filter = Referrer.Filter()
            change(&filter)
            partners.append((name, filter))
        }
        partner("partners by status") { $0.status = .active }
        partner("partners by type") { $0.kind = .vendor }
        partner("partners by both") { ($0.status, $0.kind) = (.active, .vendor) }
        partner("partners by day") { ($0.from, $0.to) = (day, day) }
        var leads: [(String, ReferredLead.Filter)] = [("leads", .init()), ("leads of a partner", .init(referrer: id))]
        for state in ReferredLead.State.allCases {
            var filter = ReferredLead.Filter()
            filter.state = state
            leads.append(("leads \(state)", filter))
            filter.referrer = id
            leads.append(("leads of a partner \(state)", filter))
        }
        var activities: [(String, ReferralActivity.Filter)] = [
            ("activity", .init()), ("activity of a partner", .init(referrer: id)),
        ]
        func activity(_ name: String, _ change: (inout ReferralActivity.Filter) -> Void) {
            var filter = ReferralActivity.Filter()
            change(&filter)
            activities.append((name, filter))
        }
        activity("activity by action") { $0.action = .leadApproved }
        activity("activity by who") { $0.who = .system("x") }
        activity("activity by record") { $0.resource = id.description }
        activity("activity by time") { ($0.from, $0.to) = (day, day) }
        let month = ReferralMonth.name(day)
        func payouts(_ id: Referrer.ID?, _ state: ReferralPayout.State?) -> SQL {
            ReferralPayout.query(ReferralPayout.columns, of: id, state, page: first, tenant: tenant)
        }
        var all = partners.map { ($0.0, Referrer.query(ReferrerLine.columns, $0.1, page: first, tenant: tenant)) }
        all += leads.map { ($0.0, ReferredLead.query($0.1, page: first, tenant: tenant)) }
        all += activities.map { ($0.0, ReferralActivity.query($0.1, page: first, tenant: tenant)) }
        for queue in [ReferredLead.Queue.review, .held] {
            all.append(("queue \(queue)", ReferredLead.query(waiting: queue, page: first, tenant: tenant)))
        }
        for state in [ReferralCredit.State?.none] + ReferralCredit.State.allCases {
            all.append(("credits", ReferralCredit.query(.init(state: state), page: first, tenant: tenant)))
        }
        all.append(("credits of a partner", ReferralCredit.query(.init(referrer: id), page: first, tenant: tenant)))
        for state in [ReferralPayout.State?.none] + ReferralPayout.State.allCases {
            all.append(("payouts", payouts(nil, state)))
        }
        all.append(("payouts of a partner", payouts(id, nil)))
        all.append(("plan", PayoutPlan.credits(of: id, until: now, tenant: tenant)))
        all.append(("plan of clawbacks", PayoutPlan.clawbacks(of: id, until: now, tenant: tenant)))
        all.append(
            (
                "month",
                """
                SELECT \(part: ReferralMonth.columns) FROM referral_month
                 WHERE tenant_id = \(tenant) AND partner_id = \(id) AND month = \(month)
                """
            ))
        return all
    }
}
