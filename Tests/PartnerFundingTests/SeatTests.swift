import Cohorts
import Kernel
import People
import Storage
import Testing
import Web

@testable import PartnerFunding

/// Seats are bounded by money, and by a second person.
@Suite struct SeatTests {
    private static func adjust(
        _ id: Allocation.ID, _ amount: String, seats: String? = nil, as asker: Principal? = nil, _ office: Partnered
    ) async throws {
        let form: Value = ["amount": .string(amount), "reason": "recounted"]
        _ = try await office.act(
            "/allocations/\(id)/adjustments", seats.map { form.adding("seats", .string($0)) } ?? form, as: asker)
    }

    @Test func `F22 F64 an allocation has no more seats than its amount pays for at the cohort's cost per participant`()
        async throws
    {
        let office = try await Partnered()
        let (id, cohort) = try await office.funded()
        // swift-format-ignore
        let rows: [(amount: String, seats: Int, most: Int?)] = [
            ("1000",   11, 10), ("99.99", 1, 0), ("250", 3, 2), ("250", 2, nil), ("199.99", 1, nil), ("50", 0, nil),
        ]
        for row in rows {
            guard let most = row.most else {
                #expect(try await office.allocate(row.amount, of: id, to: cohort, seats: row.seats).seats == row.seats)
                continue
            }
            await #expect(throws: AllocationRefusal.unpaidSeats(most: most)) {
                try await office.allocate(row.amount, of: id, to: cohort, seats: row.seats)
            }
        }
        #expect(AllocationRefusal.unpaidSeats(most: 2).reason.contains("pays for 2 seats"))
        #expect(try await office.cohort(cohort).seats == 3)
        let planned = try await office.allocate("250", of: id, to: cohort, seats: 0).id
        await #expect(throws: AllocationRefusal.unpaidSeats(most: 2)) {
            try await Self.adjust(planned, "49.99", seats: "3", office)
        }
        try await Self.adjust(planned, "50", seats: "3", office)
        await #expect(throws: AllocationRefusal.unpaidSeats(most: 2)) {
            try await Self.adjust(planned, "-0.01", seats: "0", office)
        }
        #expect(try await office.allocation(planned).seats == 3)
        #expect(try await office.flaws() == [])
    }

    @Test func `F39 F41 who adds seats does not release, whoever assigned the money, and nobody adds any afterwards`()
        async throws
    {
        let office = try await Partnered()
        let (id, cohort) = try await office.funded()
        let third = Partnered.principal(office.tenants[0], PersonID(bits: 7), [.admin])
        let allocation = try await office.allocate("500", of: id, to: cohort, seats: 1).id
        try await Self.adjust(allocation, "-1", seats: "2", as: office.checker, office)
        for asker in [office.admin, office.checker] {
            await #expect(throws: AllocationRefusal.ownAllocation(allocation)) {
                try await office.act("/allocations/\(allocation)/release", as: asker)
            }
            let shown = try await office.caller.call(.get, "/allocations/\(allocation)", as: asker)
            #expect(shown["may"]?["release"] == nil && shown["is_own"] == true)
        }
        // Who only takes away is not a maker.
        try await Self.adjust(allocation, "-1", seats: "-1", as: third, office)
        _ = try await office.act("/allocations/\(allocation)/release", as: third)
        for seats in ["1", "2"] {
            await #expect(throws: AllocationRefusal.moreAfterRelease(allocation)) {
                try await Self.adjust(allocation, "-1", seats: seats, office)
            }
        }
        #expect(try await office.allocation(allocation).seats == 2)
        #expect(try await office.flaws() == [])
    }

    @Test func `F41 F64 less money takes along the seats for which it pays no more, but none that somebody holds`()
        async throws
    {
        let office = try await Partnered()
        let (id, cohort) = try await office.funded()
        let allocation = try await office.allocate("1000", of: id, to: cohort).id
        try await Self.adjust(allocation, "-0.01", office)
        #expect(try await office.allocation(allocation).seats == 9)
        #expect(try await office.cohort(cohort).seats == 9)
        try await Self.adjust(allocation, "0.01", office)
        #expect(try await office.allocation(allocation).seats == 9)
        try await office.release(allocation)
        try await office.fill(cohort, people: 6, earners: 0)
        try await Self.adjust(allocation, "-350", office)
        #expect(try await office.allocation(allocation).seats == 6)
        #expect(try await office.cohort(cohort).seats == 6)
        await #expect(throws: CohortRefusal.seatsTaken(cohort, free: 0)) {
            try await Self.adjust(allocation, "-50.01", office)
        }
        // On which somebody completed is spent, and stays.
        office.clock.advance(.days(40))
        let (tenant, now) = (office.tenants[0], office.clock.now())
        try await office.database.write {
            try Cohort.find(cohort, tenant: tenant, $0).close(reason: nil, by: .system("test"), at: now, $0)
        }
        try await Self.adjust(allocation, "-50.01", office)
        #expect(try await office.allocation(allocation).seats == 6)
        let released = try await office.database.read {
            try CohortRelease.seats(of: [cohort], tenant: tenant, $0)[cohort]
        }
        #expect(released == 6)
        #expect(try await office.flaws() == [])
    }

    @Test func `F63 F64 what a participant costs is not raised above what is assigned to the cohort pays for`()
        async throws
    {
        let office = try await Partnered()
        let (id, cohort) = try await office.funded()
        try await office.allocate("450", of: id, to: cohort, seats: 4)
        try await office.allocate("300", of: id, to: cohort, seats: 2)
        func cost(_ cents: Int64) async throws {
            let (found, now) = (try await office.cohort(cohort), office.clock.now())
            var terms = found.terms
            terms.cost = Cents(cents)
            let new = terms
            try await office.database.write {
                try found.change(to: new, version: found.version, by: .system("test"), at: now, $0)
            }
        }
        await #expect(throws: CohortRefusal.costAboveFunds(cohort, most: Cents(11_250), .usd)) {
            try await cost(11_251)
        }
        try await cost(11_250)
        try await cost(9_000)
        #expect(try await office.allocate("90", of: id, to: cohort).seats == 1)
        #expect(
            CohortRefusal.costAboveFunds(cohort, most: Cents(11_250), .usd).reason.contains("$112.50 each at most"))
    }

    @Test func `F64 a cancellation leaves no seat for which what was paid out does not pay`() async throws {
        let office = try await Partnered()
        let (id, cohort) = try await office.funded()
        // swift-format-ignore
        let rows: [(amount: String, seats: Int, paid: String, left: Int)] = [
            ("200", 2, "99.99", 0), ("200", 2, "100", 1), ("300", 3, "120", 1), ("100", 0, "50", 0), ("100", 1, "99.99", 0),
        ]
        var seats = 0
        for row in rows {
            let allocation = try await office.allocate(row.amount, of: id, to: cohort, seats: row.seats).id
            try await office.release(allocation)
            try await office.disburse(row.paid, of: allocation)
            _ = try await office.act("/allocations/\(allocation)/cancellation", ["reason": "x"])
            seats += row.left
            #expect(try await office.allocation(allocation).seats == row.left, "\(row)")
        }
        #expect(try await office.cohort(cohort).seats == seats)
        #expect(try await office.flaws() == [])
    }
}
