import Cohorts
import Kernel
import People
import Testing
import Web

@testable import PartnerFunding
@testable import Storage

@Suite struct CycleTests {
    private static func monthly(from start: Day, to end: Day? = nil) -> Value {
        let form: Value = [
            "type": "recurring", "currency": "USD", "amount": "500", "cadence": "monthly", "starts_on": Value(start),
        ]
        return end.map { form.adding("ends_on", Value($0)) } ?? form
    }

    @Test
    func
        `F37 a cycle is released once: what its allocation gives back or never had is not released a second time`()
        async throws
    {
        let office = try await Partnered()
        let today = office.clock.now().day
        let (id, cohort) = try await office.funded(
            Self.monthly(from: today, to: today.adding(months: 5)), paid: "1500")
        let first = try await office.allocate("450", of: id, to: cohort, cycle: today)
        await #expect(throws: AllocationRefusal.cycleTaken(today)) {
            try await office.allocate("1", of: id, to: cohort, cycle: today)
        }
        await #expect(throws: AllocationRefusal.moreThanCycle(Cents(5_000), .usd)) {
            try await office.act("/allocations/\(first.id)/adjustments", ["amount": "50.01", "reason": "x"])
        }
        try await office.release(first.id)
        try await office.disburse("120", of: first.id)
        _ = try await office.act("/allocations/\(first.id)/cancellation", ["reason": "it ends"])
        let refusal = AllocationRefusal.cycleReleased(today)
        #expect(refusal.kind == .conflict && refusal.code == "cycle_released" && refusal.field == "cycle_on")
        #expect(refusal.reason.contains("a cycle is released once"))
        await #expect(throws: refusal) { try await office.allocate("1", of: id, to: cohort, cycle: today) }
        // One that is paid out to the cent, and was not all of its cycle.
        let next = today.adding(months: 1)
        office.clock.advance(.days(Int64(next.number - today.number)))
        let second = try await office.allocate("300", of: id, to: cohort, cycle: next)
        try await office.release(second.id)
        try await office.disburse("300", of: second.id)
        await #expect(throws: AllocationRefusal.cycleReleased(next)) {
            try await office.allocate("0.01", of: id, to: cohort, cycle: next)
        }
        // Of the one after all is given back: nothing of it is released, and it is released once more.
        let last = today.adding(months: 2)
        office.clock.advance(.days(Int64(last.number - next.number)))
        let all = try await office.allocate(nil, of: id, to: cohort, cycle: last)
        try await office.release(all.id)
        func outcomes() async throws -> [String?] {
            let shown = try await office.caller.call(.get, "/commitments/\(id)", as: office.admin)
            return shown["cycles"]?.list?.prefix(4).map { $0["outcome"]?.text } ?? []
        }
        #expect(try await outcomes() == ["released", "released", "released", "upcoming"])
        _ = try await office.act("/allocations/\(all.id)/cancellation", ["reason": "the wrong cohort"])
        #expect(try await outcomes() == ["released", "released", "due", "upcoming"])
        let anew = try await office.allocate(nil, of: id, to: cohort, cycle: last)
        try await office.release(anew.id)
        #expect(try await outcomes() == ["released", "released", "released", "upcoming"])
        // What no cycle releases any more goes back, or to other terms.
        #expect(try await office.standing(id)["unreleased"]?.text == "580.00")
        try await office.refund("580", of: id)
        #expect(try await office.flaws() == [])
    }

    @Test
    func
        `F37 where an office of before the rule has two allocations of a cycle, what one paid out keeps the other from being released`()
        async throws
    {
        let office = try await Partnered()
        let today = office.clock.now().day
        let (id, cohort) = try await office.funded(Self.monthly(from: today), paid: "500")
        let first = try await office.allocate("100", of: id, to: cohort, cycle: today).id
        try await office.release(first)
        try await office.disburse("100", of: first)
        try await office.database.write { try $0.run("UPDATE allocation_standing SET cycle_taken = NULL") }
        let second = try await office.allocate("50", of: id, to: cohort, cycle: today).id
        await #expect(throws: AllocationRefusal.cycleReleased(today)) { try await office.release(second) }
        let shown = try await office.caller.call(.get, "/allocations/\(second)", as: office.checker)
        #expect(shown["may"]?["release"] == nil && shown["may"]?["cancel"] == true)
        _ = try await office.act("/allocations/\(second)/cancellation", ["reason": "one too many"])
        await #expect(throws: AllocationRefusal.cycleReleased(today)) {
            try await office.allocate("50", of: id, to: cohort, cycle: today)
        }
        #expect(try await office.flaws() == [])
    }

    @Test func `F31 F37 what no cycle can use and nobody paid is promised no longer, and the commitment is complete`()
        async throws
    {
        let office = try await Partnered()
        let today = office.clock.now().day
        let (id, cohort) = try await office.funded(
            Self.monthly(from: today, to: today.adding(months: 1)), paid: "300")
        func sums() async throws -> [String] {
            let standing = try await office.standing(id)
            return ["promised", "outstanding", "unreleased", "open"].map { standing[$0]?.text ?? "" }
        }
        let first = try await office.allocate("300", of: id, to: cohort, cycle: today)
        try await office.release(first.id)
        #expect(try await sums() == ["1000.00", "700.00", "0.00", "700.00"])
        try await office.disburse("300", of: first.id)
        #expect(try await sums() == ["800.00", "500.00", "0.00", "500.00"])
        #expect(try await office.entries(id).last?.kind == .reversed)
        let next = today.adding(months: 1)
        office.clock.advance(.days(Int64(next.number - today.number)))
        try await office.receive("500", for: id, reference: "second")
        let second = try await office.allocate(nil, of: id, to: cohort, cycle: next)
        try await office.release(second.id)
        try await office.disburse("120", of: second.id)
        #expect(try await office.commitment(id).state == .active)
        // What a cohort gives back of it came in: it is refunded, and is not to come again.
        _ = try await office.act("/allocations/\(second.id)/cancellation", ["reason": "it ends"])
        #expect(try await sums() == ["800.00", "0.00", "380.00", "380.00"])
        try await office.refund("80", of: id)
        #expect(try await sums() == ["720.00", "0.00", "300.00", "300.00"])
        #expect(try await office.commitment(id).state == .active)
        try await office.refund("300", of: id)
        #expect(try await sums() == ["420.00", "0.00", "0.00", "0.00"])
        #expect(try await office.commitment(id).state == .completed)
        #expect(try await office.booked("commitment.open", of: id) == 0)
        #expect(try await office.booked("commitment.promised", of: id) == 0)
        #expect(try await office.flaws() == [])
    }

    @Test func `F37 what is left of a cycle that was paid in hinders no payment of the next, which may use it`()
        async throws
    {
        let office = try await Partnered()
        let today = office.clock.now().day
        let (id, cohort) = try await office.funded(Self.monthly(from: today), paid: "500")
        let first = try await office.allocate("300", of: id, to: cohort, cycle: today)
        try await office.release(first.id)
        try await office.disburse("300", of: first.id)
        let next = today.adding(months: 1)
        office.clock.advance(.days(Int64(next.number - today.number)))
        try await office.receive("500", for: id, reference: "second")
        #expect(try await office.standing(id)["unreleased"]?.text == "700.00")
        let second = try await office.allocate(nil, of: id, to: cohort, cycle: next)
        try await office.release(second.id)
        // Of the third 300 are paid: what is left of the first is used for it, and is owed no more.
        let last = today.adding(months: 2)
        office.clock.advance(.days(Int64(last.number - next.number)))
        try await office.receive("300", for: id, reference: "third")
        let third = try await office.allocate(nil, of: id, to: cohort, cycle: last)
        try await office.release(third.id)
        // Until it is paid out the whole of it may still come.
        #expect(try await office.standing(id)["outstanding"]?.text == "200.00")
        try await office.disburse("500", of: third.id)
        #expect(try await office.standing(id)["outstanding"]?.text == "0.00")
        #expect(try await office.standing(id)["promised"]?.text == "1300.00")
        await #expect(throws: CommitmentRefusal.moreThanPromised(id, left: .zero, .usd)) {
            try await office.receive("200", for: id, reference: "fourth")
        }
        #expect(try await office.flaws() == [])
    }

    @Test func `F37 the database itself keeps one release of a cycle`() async throws {
        let office = try await Partnered()
        let today = office.clock.now().day
        let (id, cohort) = try await office.funded(Self.monthly(from: today), paid: "500")
        let made = try await office.allocate("100", of: id, to: cohort, cycle: today).id
        try await office.release(made)
        try await office.disburse("100", of: made)
        #expect(try await office.allocation(made).state == .completed)
        let other = Allocation.ID(bits: 99).description
        #expect(
            try await !office.takesCopy(of: "allocation_standing", changing: ["allocation_id": .text(other)]))
        // As rows of an older node stand: of two that were released the first keeps its cycle.
        try await office.database.write { db in
            try db.run("UPDATE allocation_standing SET cycle_taken = NULL")
            try db.run(SQL(text: AllocationSchema.spentCycles, values: []))
        }
        #expect(try await office.count("SELECT count(*) FROM allocation_standing WHERE cycle_taken IS NOT NULL") == 1)
    }

    @Test func `F37 a cycle of an open-ended commitment that has not begun is refused with its day`() async throws {
        let office = try await Partnered()
        let today = office.clock.now().day
        let (id, cohort) = try await office.funded(Self.monthly(from: today), paid: "500")
        let next = today.adding(months: 1)
        await #expect(throws: AllocationRefusal.notBegun(next)) {
            try await office.allocate(nil, of: id, to: cohort, cycle: next)
        }
        #expect(AllocationRefusal.notBegun(next).reason.contains("\(next) has not begun"))
        try await office.allocate(nil, of: id, to: cohort, cycle: today)
        #expect(try await office.flaws() == [])
    }

    @Test func `F28 F39 a key neither enters nor assigns, and who made an allocation more does not release it`()
        async throws
    {
        let office = try await Partnered()
        let (id, cohort) = try await office.funded()
        let key = Principal(
            tenant: office.tenants[0], person: nil, name: "k", roles: [.admin], credential: .key(name: "k"))
        let partner = try await office.commitment(id).partner
        for (path, form) in [
            ("/commitments", CommitmentTests.oneOff.adding("partner", Value(partner))),
            ("/commitments/\(id)/allocate", ["cohort": Value(cohort), "amount": "10"]),
        ] {
            await #expect(throws: CommitmentRefusal.notAPerson) { try await office.act(path, form, as: key) }
        }
        let allocation = try await office.allocate("100", of: id, to: cohort).id
        func adjust(_ amount: String, as asker: Principal) async throws {
            let form: Value = ["amount": .string(amount), "reason": "x"]
            _ = try await office.act("/allocations/\(allocation)/adjustments", form, as: asker)
        }
        try await adjust("-1", as: office.checker)
        func mayRelease(_ asker: Principal) async throws -> Bool {
            let shown = try await office.caller.call(.get, "/allocations/\(allocation)", as: asker)
            return shown["may"]?["release"] == true
        }
        #expect(try await mayRelease(office.checker))
        try await adjust("2", as: office.checker)
        #expect(try await !mayRelease(office.checker))
        for asker in [office.admin, office.checker] {
            await #expect(throws: AllocationRefusal.ownAllocation(allocation)) {
                try await office.act("/allocations/\(allocation)/release", as: asker)
            }
        }
        let third = Partnered.principal(office.tenants[0], PersonID(bits: 7), [.admin])
        _ = try await office.act("/allocations/\(allocation)/release", as: third)
        #expect(try await office.allocation(allocation).state == .released)
    }

    @Test func `F64 money that is not paid out goes back though participants completed, and their seats stay`()
        async throws
    {
        let office = try await Partnered()
        let (id, cohort) = try await office.funded()
        let allocation = try await office.allocate("500", of: id, to: cohort).id
        try await office.release(allocation)
        try await office.disburse("100", of: allocation)
        let (tenant, now) = (office.tenants[0], office.clock.now())
        func seat(_ count: Int, _ state: Participant.State) async throws {
            try await office.database.write { db in
                for number in 1...count {
                    try db.run(
                        """
                        INSERT INTO participant (id, tenant_id, number, cohort_id, name_sealed, email_sealed, email_hash,
                                                 state, version, created_at, updated_at)
                        VALUES (\(Participant.ID(at: now)), \(tenant), \(number), \(cohort), \([UInt8(0)]), \([UInt8(0)]),
                                \("\(number)"), \(state), 1, \(now), \(now))
                        """)
                }
            }
        }
        try await seat(4, .active)
        await #expect(throws: CohortRefusal.seatsTaken(cohort, free: 1)) {
            try await office.act("/allocations/\(allocation)/cancellation", ["reason": "x"])
        }
        try await office.database.write { try $0.run("UPDATE participant SET state = 'completed'") }
        _ = try await office.act("/allocations/\(allocation)/cancellation", ["reason": "x"])
        #expect(try await office.cohort(cohort).seats == 4)
        #expect(try await office.cohort(cohort).funded == Cents(10_000))
        #expect(try await office.standing(id)["open"]?.text == "900.00")
        #expect(try await office.flaws() == [])
    }

    @Test func `F63 sums are held apart by currency: a cohort whose currency changed is not taken for wrong`()
        async throws
    {
        let office = try await Partnered()
        let (dollars, cohort) = try await office.funded()
        let first = try await office.allocate("100", of: dollars, to: cohort).id
        try await office.release(first)
        _ = try await office.act("/allocations/\(first)/cancellation", ["reason": "x"])
        try await office.database.write { try $0.run("UPDATE cohort SET currency = 'GBP' WHERE id = \(cohort)") }
        let pounds = try await office.approved(
            CommitmentTests.oneOff.adding("currency", "GBP"), for: try await office.partner(in: .active))
        try await office.receive("70", for: pounds, in: .gbp)
        let second = try await office.allocate("70", of: pounds, to: cohort).id
        try await office.release(second)
        #expect(try await office.flaws() == [])
    }
}
