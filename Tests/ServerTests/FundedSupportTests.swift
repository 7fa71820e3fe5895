import Cohorts
import Kernel
import Ledger
import PartnerFunding
import Storage
import Testing
import Web

@testable import Server
@testable import SupportWallet

/// A participant's wallet and the funding ledger, which change together.
@Suite struct FundedSupportTests {
    private func made(_ released: Cents) async throws -> (TemporaryDemo, FundedSupport) {
        let demo = try await TemporaryDemo()
        return (demo, try await FundedSupport(demo.demo.office, tenant: demo.demo.tenant, released))
    }

    private func isWhole(_ demo: TemporaryDemo) async throws -> [String] {
        try await Verification.run(demo.demo.office.database, demo.demo.office.blobs).lines
            .filter { !$0.isWhole }.map(\.text)
    }

    @Test
    func `F62 what a participant is given is paid by the cohort's commitment, in one transaction and to the cent`()
        async throws
    {
        let (demo, support) = try await made(Cents(10_000))
        let (tenant, database) = (support.tenant, support.office.database)
        let first = try await support.ask(.transport)
        #expect(try await support.approve(first) == nil)
        func allocation() async throws -> (Allocation, Cents) {
            try await database.read { db in
                let found = try Allocation.find(support.allocation, tenant: tenant, db)
                return (found, try AllocationClaim.kept(of: found, db))
            }
        }
        var (standing, kept) = try await allocation()
        #expect(standing.disbursed == .zero && kept == Cents(800))
        try await support.end(first, isGiven: true)
        (standing, kept) = try await allocation()
        #expect(standing.disbursed == Cents(800) && kept == .zero && standing.state == .released)
        // The walk from the payment back to commitment and partner, and to it again.
        let sources = try await database.read { try support.funding.sources(of: first, tenant: tenant, $0) }
        #expect(sources.count == 1 && sources[0]["commitment"] == Value(support.commitment))
        #expect(sources[0]["partner_name"] == "Lark Foundation" && sources[0]["is_paid"] == true)
        let entries = try await database.read { db in
            try FundingEntry.list(
                .allocation(support.allocation), page: PageRequest(limit: 50, after: nil), tenant: tenant, db
            ).items.filter { $0.kind == .disbursed }
        }
        #expect(entries.map(\.cause) == ["support_request:\(first)"] && entries[0].people == 1)
        #expect(entries.map(\.amount) == [Cents(800)] && entries[0].support == .transport)
        // Both ledgers say the same, and so does what a participant cost.
        let (wallet, money) = try await database.read { db in
            (
                try WalletBalance.of(
                    try #require(try Wallet.of(support.participants[0], tenant: tenant, db)), db
                ),
                try CohortMoney.of(try Cohort.find(support.cohort, tenant: tenant, db), db)
            )
        }
        #expect(wallet.totalSpent == Cents(800) && money.disbursed == Cents(800))
        #expect(money.supported == 2 && money.costPerParticipant == Cents(400))
        #expect(try await isWhole(demo) == [])
    }

    @Test func `F62 what is not given is free again, and what is refused has booked neither`() async throws {
        let (demo, support) = try await made(Cents(2_000))
        let (tenant, database) = (support.tenant, support.office.database)
        func free() async throws -> Cents? {
            try await database.read { try support.funding.free(for: support.cohort, in: .usd, tenant: tenant, $0) }
        }
        let first = try await support.ask(.transport)
        #expect(try await support.approve(first) == nil)
        #expect(try await free() == Cents(1_200))
        try await support.end(first, isGiven: false)
        #expect(try await free() == Cents(2_000))
        // Fifteen of twenty are kept; another fifteen the capital does not have, though the wallet would.
        let (second, third) = (try await support.ask(.tools), try await support.ask(.tools, 1))
        #expect(try await support.approve(second) == nil)
        #expect(try await support.approve(third) == "no_capital")
        let reasons = try await database.write { db -> [TierReason] in
            try SupportRequest.find(third, tenant: tenant, db).triage(support.own, db)
            return try SupportRequest.find(third, tenant: tenant, db).reasons
        }
        #expect(reasons.contains(.noCapital))
        let balance = try await database.read { db in
            try WalletBalance.of(try #require(try Wallet.of(support.participants[1], tenant: tenant, db)), db)
        }
        #expect(balance.totalPending == .zero && balance.remaining == Cents(10_000))
        #expect(try await free() == Cents(500))
        #expect(try await isWhole(demo) == [])
    }

    @Test
    func `F62 what is kept for support nobody pays out otherwise, takes off or cancels, and a pause does not lose it`()
        async throws
    {
        let (demo, support) = try await made(Cents(2_000))
        let (tenant, database, now) = (support.tenant, support.office.database, support.now)
        let request = try await support.ask(.tools)
        #expect(try await support.approve(request) == nil)
        func code(_ body: @escaping @Sendable (Allocation, Connection) throws -> Void) async throws -> String? {
            do {
                try await database.write { db in try body(Allocation.find(support.allocation, tenant: tenant, db), db) }
                return nil
            } catch let refusal as any Refusal { return refusal.code }
        }
        let who = FundedSupport.who
        let payment = Allocation.Payment(Cents(501), .data, for: 2, note: "data")
        #expect(try await code { try $0.disburse(payment, by: who, at: now, $1) } == "more_than_released")
        #expect(
            try await code { try $0.adjust(by: Cents(-501), seats: 0, reason: "x", who: who, at: now, $1) }
                == "kept_for_support")
        #expect(try await code { try $0.cancel(reason: "x", by: who, at: now, $1) } == "kept_for_support")
        let rest = Allocation.Payment(Cents(500), .data, for: 2, note: "data")
        #expect(try await code { try $0.disburse(rest, by: who, at: now, $1) } == nil)
        #expect(try await code { try $0.pause(reason: "x", by: who, at: now, $1) } == nil)
        // It left already: what arrives is booked, and with the last cent the allocation is complete.
        try await support.end(request, isGiven: true)
        let state = try await database.read { try Allocation.find(support.allocation, tenant: tenant, $0).state }
        #expect(state == .completed)
        #expect(try await isWhole(demo) == [])
    }

    @Test func `F62 what came back is the commitment's again, and what arrived late is paid by it`() async throws {
        for (isGiven, event) in [(true, Disbursement.Event.takeBack), (false, .giveLate)] {
            let (demo, support) = try await made(Cents(2_000))
            let (tenant, database, act) = (support.tenant, support.office.database, support.act)
            let request = try await support.ask(.tools)
            #expect(try await support.approve(request) == nil)
            try await support.end(request, isGiven: isGiven)
            try await database.write { db in
                guard let found = try Disbursement.of(request, tenant: tenant, db) else { throw PlainRefusal.missing }
                try found.move(on: event, told: Disbursement.Told(code: "x", failure: "settled"), act, db)
            }
            let found = try await database.read { try Allocation.find(support.allocation, tenant: tenant, $0) }
            #expect(found.disbursed == (isGiven ? .zero : Cents(1_500)) && found.state == .released)
            let free = try await database.read {
                try support.funding.free(for: support.cohort, in: .usd, tenant: tenant, $0)
            }
            #expect(free == (isGiven ? Cents(2_000) : Cents(500)))
            #expect(try await isWhole(demo) == [])
        }
    }

    @Test func `F62 what came back is booked where its allocation was cancelled meanwhile`() async throws {
        let (demo, support) = try await made(Cents(2_000))
        let (tenant, database, act) = (support.tenant, support.office.database, support.act)
        let request = try await support.ask(.tools)
        #expect(try await support.approve(request) == nil)
        try await support.end(request, isGiven: true)
        try await database.write { db in
            // Its participants keep their seats.
            try Cohort.fund(
                support.cohort, .init(seats: 2, amount: .zero, cause: "test"), tenant: tenant, by: FundedSupport.maker,
                at: support.now, db)
            try Allocation.find(support.allocation, tenant: tenant, db)
                .cancel(reason: "it ends", by: FundedSupport.who, at: support.now, db)
            guard let found = try Disbursement.of(request, tenant: tenant, db) else { throw PlainRefusal.missing }
            try found.move(on: .takeBack, told: Disbursement.Told(code: "x", failure: "settled"), act, db)
        }
        let found = try await database.read { try Allocation.find(support.allocation, tenant: tenant, $0) }
        #expect(found.disbursed == .zero && found.amount == .zero && found.state == .cancelled)
        #expect(try await isWhole(demo) == [])
    }

    @Test func `F62 what arrives late after its cohort is over is booked, and what no commitment has is the office's`()
        async throws
    {
        let (demo, support) = try await made(Cents(2_000))
        let (tenant, database, act) = (support.tenant, support.office.database, support.act)
        let (given, late) = (try await support.ask(.transport, 1), try await support.ask(.data))
        for (request, isGiven) in [(given, true), (late, false)] {
            #expect(try await support.approve(request) == nil)
            try await support.end(request, isGiven: isGiven)
        }
        func giveLate() async throws {
            try await database.write { db in
                guard let found = try Disbursement.of(late, tenant: tenant, db) else { throw PlainRefusal.missing }
                try found.move(on: .giveLate, told: Disbursement.Told(code: "x", failure: "settled"), act, db)
            }
        }
        try await database.write { db in
            // Its participants keep their seats.
            try Cohort.fund(
                support.cohort, .init(seats: 2, amount: .zero, cause: "test"), tenant: tenant, by: FundedSupport.maker,
                at: support.now, db)
            try Allocation.find(support.allocation, tenant: tenant, db)
                .cancel(reason: "it ends", by: FundedSupport.who, at: support.now, db)
        }
        await #expect(throws: DecisionRefusal.noCapital(left: .zero, .usd)) { try await giveLate() }
        try await database.write { db in
            let wallet = try #require(try Wallet.of(support.participants[0], tenant: tenant, db))
            try wallet.end(act, db)
        }
        try await giveLate()
        let state = try await database.read { try SupportRequest.find(late, tenant: tenant, $0).state }
        #expect(state == .completed)
        #expect(try await isWhole(demo) == [])
    }

    @Test func `F62 a row that was changed by hand is found`() async throws {
        let (demo, support) = try await made(Cents(10_000))
        let request = try await support.ask(.transport)
        #expect(try await support.approve(request) == nil)
        let tenant = support.tenant
        try await support.office.database.write { db in
            try db.run(
                """
                UPDATE allocation_claim SET state = 'let_go'
                 WHERE tenant_id = \(tenant) AND cause = \("support_request:\(request)")
                """)
        }
        #expect(try await isWhole(demo).contains { $0.contains("request \(request)") })
    }
}
