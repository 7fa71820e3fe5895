import Cohorts
import Kernel
import Ledger
import Storage
import TestDatabases
import Testing
import Web

@testable import PartnerFunding

/// Several who ask at the same moment, on one node and on two.
@Suite struct SideBySideTests {
    /// How many of the bodies did what they were to do; what is refused is refused as a conflict.
    private static func done(
        _ count: Int, _ body: @escaping @Sendable (Int) async throws -> Void
    ) async -> (done: Int, refused: Int) {
        await withTaskGroup(of: Bool?.self) { group in
            for number in 0..<count {
                group.addTask {
                    do {
                        try await body(number)
                        return true
                    } catch let refusal as any Refusal {
                        return refusal.kind == .conflict ? false : nil
                    } catch { return nil }
                }
            }
            return await group.reduce(into: (done: 0, refused: 0)) { sums, outcome in
                if outcome == true { sums.done += 1 }
                if outcome == false { sums.refused += 1 }
            }
        }
    }

    @Test func `F35 two nodes side by side allocate no more than is promised`() async throws {
        let office = try await Partnered()
        let (id, cohort) = try await office.funded(paid: nil)
        let nodes = [office.database, try TestDatabases.open("\(office.folder.path)/partners.db")]
        let (tenant, now, who) = (office.tenants[0], office.clock.now(), office.admin.who)
        let sums = await Self.done(60) { number in
            try await nodes[number % 2].write { db in
                let commitment = try Commitment.find(id, tenant: tenant, db)
                _ = try Allocation.plan(.init(cohort, Cents(4_000)), of: commitment, by: who, at: now, db)
            }
        }
        #expect(sums == (25, 35))
        #expect(try await office.standing(id)["planned"]?.text == "1000.00")
        #expect(try await office.cohort(cohort).funded == Cents(100_000))
        #expect(try await office.flaws() == [])
    }

    @Test func `F37 of many on two nodes who allocate, release, pay out and give back one cycle one releases it`()
        async throws
    {
        let office = try await Partnered()
        let today = office.clock.now().day
        let (id, cohort) = try await office.funded(
            [
                "type": "recurring", "currency": "USD", "amount": "500", "cadence": "monthly",
                "starts_on": Value(today), "ends_on": Value(today.adding(months: 5)),
            ], paid: "3000")
        let nodes = [office.database, try TestDatabases.open("\(office.folder.path)/partners.db")]
        let (tenant, now, maker, checker) = (
            office.tenants[0], office.clock.now(), office.admin.who, office.checker.who
        )
        let sums = await Self.done(40) { number in
            func step(_ body: @escaping @Sendable (Connection) throws -> Void) async throws {
                try await nodes[number % 2].write { try body($0) }
            }
            let planned = try await nodes[number % 2].write { db in
                let commitment = try Commitment.find(id, tenant: tenant, db)
                return try Allocation.plan(.init(cohort, nil, cycle: today), of: commitment, by: maker, at: now, db).id
            }
            try await step { try Allocation.find(planned, tenant: tenant, $0).release(by: checker, at: now, $0) }
            try await step { db in
                try Allocation.find(planned, tenant: tenant, db).disburse(
                    .init(Cents(100), .overhead, for: nil, note: "x"), by: maker, at: now, db)
            }
            try await step { db in
                try Allocation.find(planned, tenant: tenant, db).cancel(reason: "x", by: maker, at: now, db)
            }
        }
        #expect(sums == (1, 39))
        #expect(try await office.entries(id).filter { $0.kind == .released }.count == 1)
        #expect(try await office.flaws() == [])
    }

    @Test func `F39 F66 of many who release one allocation one does, and what is held is paid out once`() async throws {
        let office = try await Partnered()
        let (id, cohort) = try await office.funded()
        let allocation = try await office.allocate("400", of: id, to: cohort).id
        let released = await Self.done(20) { _ in try await office.release(allocation) }
        #expect(released == (1, 19))
        #expect(try await office.entries(id).filter { $0.kind == .released }.count == 1)
        let paid = await Self.done(60) { _ in try await office.disburse("10", of: allocation, as: .overhead) }
        #expect(paid == (40, 20))
        #expect(try await office.allocation(allocation).state == .completed)
        #expect(try await office.wallet(cohort).balance(on: .credit) == .zero)
        #expect(try await office.flaws() == [])
    }

    @Test
    func `F35 F62 F66 claims side by side with releases, cancellations, payments and what comes back keep to the cent`()
        async throws
    {
        let office = try await Partnered()
        let (id, cohort) = try await office.funded()
        var made: [Allocation.ID] = []
        for _ in 0..<5 { made.append(try await office.allocate("100", of: id, to: cohort).id) }
        let planned = made
        try await office.release(planned[0])
        let sums = await Self.done(96) { number in
            let place = number / 8 % 5
            switch number % 8 {
            case 0: try await office.release(planned[place])
            case 1: _ = try await office.act("/allocations/\(planned[place])/cancellation", ["reason": "x"])
            case 2: try await office.disburse("10", of: planned[place], as: .overhead)
            case 3:
                _ = try await office.act("/allocations/\(planned[place])/adjustments", ["amount": "-5", "reason": "x"])
            case 4: try await office.comesBack("w\(number / 8)")
            default: try await office.support(Cents(1_500), for: "w\(number / 8)", in: cohort)
            }
        }
        #expect(sums.done > 10 && sums.done + sums.refused <= 96)
        // What was paid of each is what its rows say, and nothing is kept that is not there.
        #expect(try await office.count("SELECT count(*) FROM allocation_claim WHERE state = 'kept'") == 0)
        #expect(try await office.flaws() == [])
    }

    @Test func `F33 F66 releases, refunds and receipts that are taken back never spend one cent twice`() async throws {
        let office = try await Partnered()
        let (id, cohort) = try await office.funded(paid: nil)
        var receipts: [String] = []
        for number in 0..<10 { receipts.append(try await office.receive("50", for: id, reference: "R\(number)")) }
        var planned: [Allocation.ID] = []
        for _ in 0..<10 { planned.append(try await office.allocate("50", of: id, to: cohort).id) }
        let (first, second) = (planned, receipts)
        let sums = await Self.done(30) { number in
            switch number % 3 {
            case 0: try await office.release(first[number / 3])
            case 1: try await office.refund("50", of: id)
            default:
                _ = try await office.act("/commitment-receipts/\(second[number / 3])/reversal", ["reason": "x"])
            }
        }
        // Five hundred came in, fifty by fifty: ten of the thirty had it.
        #expect(sums == (10, 20))
        #expect(try await office.standing(id)["unreleased"]?.text == "0.00")
        #expect(try await office.flaws() == [])
    }

    @Test func `F28 F48 of many who decide of a promise or lock a report one does`() async throws {
        let sponsored = try await Sponsored()
        let office = sponsored.office
        let id = try await office.commit(CommitmentTests.oneOff, for: sponsored.partner)
        let decided = await Self.done(12) { number in
            let path = ["approval", "decline", "change-requests"][number % 3]
            _ = try await office.act("/commitments/\(id)/\(path)", ["note": "x"], as: office.checker)
        }
        #expect(decided == (1, 11))
        try await sponsored.close()
        let locked = await Self.done(8) { _ in _ = try await sponsored.lock(sponsored.final) }
        #expect(locked == (1, 7))
        #expect(try await office.count("SELECT count(*) FROM partner_report") == 1)
    }
}
