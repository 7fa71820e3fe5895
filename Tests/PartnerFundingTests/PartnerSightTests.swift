import Kernel
import Testing
import Web

@testable import PartnerFunding

/// What partners see of where their capital is, and what an adjustment leaves behind.
@Suite struct PartnerSightTests {
    @Test func `F49 a partner sees where its commitment and each allocation stand, as they change`() async throws {
        let office = try await Partnered()
        let (_, principal, id) = try await office.giver("1000")
        let cohort = try await office.cohort()
        let allocation = try await office.allocate("300", of: id, to: cohort).id
        func seen() async throws -> [String?] {
            let page = try await office.caller.call(.get, "/commitments/\(id)", as: principal)
            return [page["state"]?.text] + (page["allocations"]?["items"]?.list ?? []).map { $0["state"]?.text }
        }
        #expect(try await seen() == ["approved", "planned"])
        try await office.release(allocation)
        #expect(try await seen() == ["active", "released"])
        _ = try await office.act("/allocations/\(allocation)/pause", ["reason": "x"])
        #expect(try await seen() == ["active", "paused"])
        _ = try await office.act("/allocations/\(allocation)/resumption")
        try await office.disburse("300", of: allocation)
        #expect(try await seen() == ["active", "completed"])
        _ = try await office.act("/commitments/\(id)/pause", ["reason": "x"])
        #expect(try await seen() == ["paused", "completed"])
        let list = try await office.caller.call(
            .get, "/partners/\(office.commitment(id).partner)/commitments", as: principal)
        #expect(list["items"]?.list?.map { $0["state"]?.text } == ["paused"])
    }

    @Test func `F41 an adjustment is a new row with its sign, within the promise, and changes no row that stands`()
        async throws
    {
        let office = try await Partnered()
        let (id, cohort) = try await office.funded()
        let allocation = try await office.allocate("400", of: id, to: cohort).id
        let before = try await office.entries(id)
        for (amount, seats) in [("250", "2"), ("-100.50", "-1"), ("+0.01", "0")] {
            _ = try await office.act(
                "/allocations/\(allocation)/adjustments",
                ["amount": .string(amount), "seats": .string(seats), "reason": "recounted"])
        }
        let after = try await office.entries(id)
        let kept = zip(before, after).allSatisfy { $0.id == $1.id && $0.amount == $1.amount && $0.hash == $1.hash }
        #expect(kept && after.count == before.count + 3)
        let rows = after.suffix(3)
        #expect(rows.map(\.kind) == [.adjusted, .adjusted, .adjusted])
        #expect(rows.map(\.amount.count) == [25_000, -10_050, 1] && rows.map(\.seats) == [2, -1, 0])
        #expect(rows.allSatisfy { $0.allocation == allocation && $0.who == office.admin.who })
        let found = try await office.allocation(allocation)
        #expect(found.amount == Cents(54_951) && found.seats == 5)
        await #expect(throws: AllocationRefusal.overAllocated(id, left: Cents(45_049), .usd)) {
            try await office.act("/allocations/\(allocation)/adjustments", ["amount": "450.50", "reason": "x"])
        }
        #expect(try await office.entries(id).count == after.count)
        _ = try await office.act("/allocations/\(allocation)/adjustments", ["amount": "450.49", "reason": "x"])
        #expect(try await office.standing(id)["open"]?.text == "0.00")
        #expect(try await office.flaws() == [])
    }
}
