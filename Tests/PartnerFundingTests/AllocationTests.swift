import Cohorts
import Kernel
import People
import Testing
import Web

@testable import PartnerFunding
@testable import Storage

@Suite struct AllocationTests {
    @Test func `F03 F59 all rows of an allocation and of a cohort are reached by their pages, however many there are`()
        async throws
    {
        let office = try await Partnered()
        let (id, cohort) = try await office.funded()
        let made = try await office.allocate("500", of: id, to: cohort).id
        try await office.release(made)
        for _ in 0..<7 { try await office.disburse("1", of: made, as: .overhead) }
        for path in ["/allocations/\(made)", "/cohorts/\(cohort)/funding"] {
            var (seen, next): ([Int64], String?) = ([], nil)
            repeat {
                let query = "?limit=2\(next.map { "&after=\($0)" } ?? "")"
                let page = try await office.caller.call(.get, "\(path)\(query)", as: office.admin)["entries"]
                seen += page?["items"]?.list?.compactMap { $0["seq"]?.integer } ?? []
                next = page?["next"]?.text
            } while next != nil
            #expect(seen.count == 9 && seen == seen.sorted(by: >) && Set(seen).count == 9, "\(path)")
            let whole = try await office.caller.call(.get, path, as: office.admin)["entries"]
            #expect(whole?["items"]?.list?.count == 9 && whole?["next"] == .null)
        }
    }

    @Test func `F38 J06 only an admin assigns, and only of an approved or active commitment`() async throws {
        let office = try await Partnered()
        let (id, cohort) = try await office.funded()
        let form: Value = ["cohort": Value(cohort), "amount": "10"]
        for role in Role.all.map(\.name) where role != .admin {
            let asker = Partnered.principal(office.tenants[0], PersonID(bits: 5), [role])
            #expect(try await office.status(.post, "/commitments/\(id)/allocate", form, as: asker) == 403, "\(role)")
        }
        for state in Commitment.State.allCases {
            try await office.database.write {
                try $0.run("UPDATE commitment_standing SET state = \(state) WHERE commitment_id = \(id)")
            }
            let status = try await office.status(.post, "/commitments/\(id)/allocate", form, as: office.admin)
            #expect(status == (state == .approved || state == .active ? 201 : 409), "\(state)")
        }
        #expect(try await office.status(.post, "/commitments/\(id)/allocate", form, as: office.admins[1]) == 404)
        let other = try await office.cohort("in pounds", in: .gbp)
        try await office.database.write { try $0.run("UPDATE commitment_standing SET state = 'active'") }
        await #expect(throws: AllocationRefusal.otherCurrency(other, .gbp)) {
            try await office.allocate("10", of: id, to: other)
        }
        await #expect(throws: AllocationRefusal.overAllocated(id, left: Cents(98_000), .usd)) {
            try await office.allocate("980.01", of: id, to: cohort)
        }
        #expect(AllocationRefusal.overAllocated(id, left: Cents(98_000), .usd).reason.contains("$980"))
    }

    @Test func `F39 F40 F42 every action in every state does what the table says, or is refused with 409`() async throws
    {
        let office = try await Partnered()
        let actions: [(String, Allocation.Event, Value)] = [
            ("release", .release, [:]),
            ("disbursements", .disburse, ["amount": "1", "support_type": "overhead", "note": "x"]),
            ("adjustments", .adjust, ["amount": "-1", "reason": "x"]), ("pause", .pause, ["reason": "x"]),
            ("resumption", .resume, [:]), ("cancellation", .cancel, ["reason": "x"]),
        ]
        let (commitment, cohort) = try await office.funded()
        for state in Allocation.State.allCases {
            for (path, event, form) in actions {
                let id = try await office.allocate("20", of: commitment, to: cohort).id
                try await office.bring(id, to: state)
                let status = try await office.status(.post, "/allocations/\(id)/\(path)", form, as: office.checker)
                let target = Allocation.lifecycle.target(from: state, on: event)
                let done = path == "disbursements" || path == "adjustments" ? 201 : 200
                #expect(status == (target == nil ? 409 : done), "\(state) \(path): \(status)")
                #expect(try await office.allocation(id).state == target ?? state, "\(state) \(path)")
            }
        }
        let id = try await office.allocate("20", of: commitment, to: cohort).id
        for reason in ["", "  "] {
            #expect(
                try await office.status(
                    .post, "/allocations/\(id)/pause", ["reason": .string(reason)], as: office.admin)
                    == 422)
        }
        await #expect(throws: AllocationRefusal.ownAllocation(id)) {
            try await office.act("/allocations/\(id)/release")
        }
        let shown = try await office.caller.call(.get, "/allocations/\(id)", as: office.checker)
        #expect(shown["allowed"]?.list == ["release", "adjust", "pause", "cancel"])
        // What was released goes on as released.
        try await office.release(id)
        _ = try await office.act("/allocations/\(id)/pause", ["reason": "a question"])
        _ = try await office.act("/allocations/\(id)/resumption")
        #expect(try await office.allocation(id).state == .released)
        let tenant = office.tenants[0]
        let rows = try await office.database.read { try History.of("allocation", id, tenant: tenant, $0) }
        #expect(rows.map(\.event) == ["resume_released", "pause", "release", "plan"])
        #expect(rows.map(\.reason) == [nil, "a question", nil, nil])
    }

    @Test func `F15 F30 F39 the first release makes commitment and partner active, once, in one transaction`()
        async throws
    {
        let office = try await Partnered()
        let (id, cohort) = try await office.funded()
        let partner = try await office.commitment(id).partner
        let first = try await office.allocate("100", of: id, to: cohort).id
        #expect(try await office.commitment(id).state == .approved)
        // As if the program ended where it writes the last row.
        try await office.database.write { try $0.run("ALTER TABLE funding_ledger RENAME TO elsewhere") }
        await #expect(throws: StorageFault.self) { try await office.release(first) }
        try await office.database.write { try $0.run("ALTER TABLE elsewhere RENAME TO funding_ledger") }
        #expect(try await office.commitment(id).state == .approved)
        #expect(try await office.find(partner).state == .approved)
        #expect(try await office.wallet(cohort).balance(on: .credit) == .zero)
        try await office.release(first)
        #expect(try await office.commitment(id).state == .active)
        #expect(try await office.find(partner).state == .active)
        await #expect(throws: IllegalMove.self) { try await office.release(first) }
        #expect(try await office.entries(id).filter { $0.kind == .released }.count == 1)
        try await office.release(try await office.allocate("100", of: id, to: cohort).id)
        let tenant = office.tenants[0]
        let events = try await office.database.read { db in
            try History.of("partner", partner, tenant: tenant, db).filter { $0.event == "activate" }.count
                + History.of("commitment", id, tenant: tenant, db).filter { $0.event == "activate" }.count
        }
        #expect(events == 2)
    }

    @Test func `F32 F53 a commitment is paused with a reason by partner or office, and releases nothing meanwhile`()
        async throws
    {
        let office = try await Partnered()
        let (own, person) = try await office.joined()
        let id = try await office.approved(CommitmentTests.oneOff, for: own)
        try await office.receive("5000", for: id)
        let cohort = try await office.cohort()
        try await office.release(try await office.allocate("100", of: id, to: cohort).id)
        let next = try await office.allocate("100", of: id, to: cohort).id
        #expect(try await office.status(.post, "/commitments/\(id)/pause", ["reason": " "], as: person) == 422)
        _ = try await office.act("/commitments/\(id)/pause", ["reason": "our board meets"], as: person)
        await #expect(throws: AllocationRefusal.notAllocatable(id, .paused)) { try await office.release(next) }
        await #expect(throws: AllocationRefusal.notAllocatable(id, .paused)) {
            try await office.allocate("1", of: id, to: cohort)
        }
        await #expect(throws: CommitmentRefusal.pausedByPartner(id)) {
            try await office.act("/commitments/\(id)/resumption")
        }
        _ = try await office.act("/commitments/\(id)/resumption", as: person)
        _ = try await office.act("/commitments/\(id)/pause", ["reason": "a question of ours"])
        await #expect(throws: CommitmentRefusal.pausedByOffice(id)) {
            try await office.act("/commitments/\(id)/resumption", as: person)
        }
        let seen = try await office.caller.call(.get, "/commitments/\(id)", as: person)
        #expect(seen["allowed"]?.list == [] && seen["allocations"]?["items"]?.list?.count == 2)
        _ = try await office.act("/commitments/\(id)/resumption")
        try await office.release(next)
        let other = try await office.partner(in: .approved)
        let theirs = try await office.approved(CommitmentTests.oneOff, for: other)
        #expect(try await office.status(.post, "/commitments/\(theirs)/pause", ["reason": "x"], as: person) == 404)
    }

    @Test
    func `F37 a recurring commitment is released cycle by cycle, none early, none twice, and missed ones are listed`()
        async throws
    {
        let office = try await Partnered()
        let today = office.clock.now().day
        let partner = try await office.partner(in: .approved)
        let start = today.adding(months: -2)
        let form: Value = [
            "type": "recurring", "currency": "USD", "amount": "500", "cadence": "monthly", "starts_on": Value(start),
            "ends_on": Value(start.adding(months: 5)),
        ]
        let id = try await office.approved(form, for: partner)
        try await office.receive("3000", for: id)
        let cohort = try await office.cohort()
        await #expect(throws: AllocationRefusal.cycleNeeded) { try await office.allocate("1", of: id, to: cohort) }
        let odd = start.adding(days: 1)
        await #expect(throws: AllocationRefusal.noCycle(odd)) {
            try await office.allocate(nil, of: id, to: cohort, cycle: odd)
        }
        await #expect(throws: AllocationRefusal.moreThanCycle(Cents(50_000), .usd)) {
            try await office.allocate("500.01", of: id, to: cohort, cycle: start)
        }
        let second = start.adding(months: 1)
        let made = try await office.allocate(nil, of: id, to: cohort, cycle: second)
        #expect(made.amount == Cents(50_000) && made.seats == 5)
        await #expect(throws: AllocationRefusal.cycleTaken(second)) {
            try await office.allocate("1", of: id, to: cohort, cycle: second)
        }
        try await office.release(made.id)
        let later = start.adding(months: 3)
        let early = try await office.allocate(nil, of: id, to: cohort, cycle: later)
        await #expect(throws: AllocationRefusal.tooEarly(later)) { try await office.release(early.id) }
        let shown = try await office.caller.call(.get, "/commitments/\(id)", as: office.admin)
        #expect(
            shown["cycles"]?.list?.map { $0["outcome"]?.text } == [
                "missed", "released", "due", "upcoming", "upcoming", "upcoming",
            ])
        // A cycle that is given back may be planned anew.
        _ = try await office.act("/allocations/\(early.id)/cancellation", ["reason": "x"])
        let anew = try await office.allocate("400", of: id, to: cohort, cycle: later)
        #expect(anew.amount == Cents(40_000))
        office.clock.advance(.days(Int64(later.number - today.number)))
        try await office.release(anew.id)
        await #expect(throws: AllocationRefusal.noCycle(start)) {
            let (other, _) = try await office.funded()
            try await office.allocate("1", of: other, to: cohort, cycle: start)
        }
    }

    @Test func `F22 a commitment for so many participants funds no more seats`() async throws {
        let office = try await Partnered()
        let (id, cohort) = try await office.funded([
            "type": "capacity_pool", "currency": "USD", "amount": "1000", "seats": "5",
        ])
        let first = try await office.allocate("300", of: id, to: cohort)
        #expect(first.seats == 3)
        await #expect(throws: AllocationRefusal.tooManySeats(id, left: 2)) {
            try await office.allocate("300", of: id, to: cohort)
        }
        let rest = try await office.allocate("700", of: id, to: cohort, seats: 2)
        #expect(try await office.cohort(cohort).seats == 5)
        await #expect(throws: AllocationRefusal.tooManySeats(id, left: 0)) {
            try await office.act("/allocations/\(rest.id)/adjustments", ["amount": "-1", "seats": "1", "reason": "x"])
        }
        _ = try await office.act("/allocations/\(first.id)/cancellation", ["reason": "x"])
        #expect(try await office.cohort(cohort).seats == 2)
        try await office.allocate("300", of: id, to: cohort)
        #expect(try await office.cohort(cohort).seats == 5)
    }

    @Test
    func `F34 F01 capital goes from a commitment to an allocation to a cohort to its participants, and no other way`()
        async throws
    {
        let office = try await Partnered()
        let (_, _, id) = try await office.giver("1000")
        let cohort = try await office.cohort()
        try await office.spend("100", of: "300", from: id, on: cohort)
        try await office.fill(cohort, people: 5, earners: 0)
        // Two of the five wait: seats come from the allocation alone.
        let states = try await office.database.read { db in
            try db.rows("SELECT state FROM participant ORDER BY number").map { try $0.first(as: String.self) }
        }
        #expect(states == ["active", "active", "active", "waiting", "waiting"])
        let (new, unknown) = (
            SQLValue.text(Cohort.ID(bits: 77).description), SQLValue.text(Cohort.ID(bits: 78).description)
        )
        let steps: [(table: String, own: [String: SQLValue], from: String)] = [
            ("funding_commitment", [:], "partner_id"), ("commitment_allocation", [:], "commitment_id"),
            ("commitment_allocation", [:], "cohort_id"), ("cohort_funding", [:], "cohort_id"),
            ("participant", ["number": .integer(99), "email_hash": .text("X")], "cohort_id"),
        ]
        for step in steps {
            var fresh = step.own.merging(["id": new]) { $1 }
            #expect(try await office.takesCopy(of: step.table, changing: fresh), "\(step.table)")
            fresh[step.from] = unknown
            #expect(try await !office.takesCopy(of: step.table, changing: fresh), "\(step.table) \(step.from)")
        }
    }
}

extension Partnered {
    /// Brings an allocation to a state by what is done with it.
    fileprivate func bring(_ id: Allocation.ID, to state: Allocation.State) async throws {
        switch state {
        case .planned: break
        case .paused: _ = try await act("/allocations/\(id)/pause", ["reason": "x"])
        case .cancelled: _ = try await act("/allocations/\(id)/cancellation", ["reason": "x"])
        case .released: try await release(id)
        case .completed:
            try await release(id)
            try await disburse("20", of: id, as: .overhead)
        }
    }
}
