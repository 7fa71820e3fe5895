import Cohorts
import Kernel
import Storage
import Testing
import Web

@testable import PartnerFunding

/// Support of one participant at a time, paid out of allocations, and what of it came back.
@Suite struct ClaimTests {
    @Test
    func `F31 F37 a cycle of which support was paid and came back is not due again, and no second time let go of`()
        async throws
    {
        let office = try await Partnered()
        let today = office.clock.now().day
        let form: Value = [
            "type": "recurring", "currency": "USD", "amount": "500", "cadence": "monthly", "starts_on": Value(today),
            "ends_on": Value(today.adding(months: 1)),
        ]
        let (id, cohort) = try await office.funded(form, paid: "300")
        let made = try await office.allocate("300", of: id, to: cohort, cycle: today).id
        try await office.release(made)
        try await office.support(Cents(30_000), for: "a", in: cohort)
        #expect(try await office.standing(id)["promised"]?.text == "800.00")
        try await office.comesBack("a")
        _ = try await office.act("/allocations/\(made)/cancellation", ["reason": "it ends"])
        await #expect(throws: AllocationRefusal.cycleReleased(today)) {
            try await office.allocate(nil, of: id, to: cohort, cycle: today)
        }
        let shown = try await office.caller.call(.get, "/commitments/\(id)", as: office.admin)
        #expect(shown["cycles"]?.list?.first?["outcome"]?.text == "released")
        try await office.refund("300", of: id)
        let standing = try await office.standing(id)
        #expect(standing["promised"]?.text == "500.00" && standing["outstanding"]?.text == "500.00")
        #expect(try await office.flaws() == [])
    }

    @Test
    func `F31 a commitment of which something came back is active until that is paid out, or refunded and cancelled`()
        async throws
    {
        let office = try await Partnered()
        let (id, cohort) = try await office.funded(
            ["type": "one_off", "currency": "USD", "amount": "100", "intended_use": "next_cohort"], paid: "100")
        let made = try await office.allocate("100", of: id, to: cohort).id
        try await office.release(made)
        try await office.support(Cents(8_000), for: "a", in: cohort)
        try await office.support(Cents(2_000), for: "b", in: cohort)
        #expect(try await office.commitment(id).state == .completed)
        try await office.comesBack("b")
        #expect(try await office.commitment(id).state == .active)
        try await office.support(Cents(2_000), for: "c", in: cohort)
        #expect(try await office.commitment(id).state == .completed)
        try await office.comesBack("c")
        _ = try await office.act("/allocations/\(made)/cancellation", ["reason": "it ends"])
        try await office.refund("20", of: id)
        _ = try await office.act("/commitments/\(id)/cancellation", ["reason": "it ends"])
        let standing = try await office.standing(id)
        #expect(standing["promised"]?.text == "80.00" && standing["outstanding"]?.text == "0.00")
        #expect(try await office.booked("commitment.open", of: id) == 0)
        #expect(try await office.flaws() == [])
    }

    @Test(arguments: [[], ["pause"], ["cancellation"], ["cancellation", "commitment"]])
    func `F62 what came back is booked wherever its allocation and its commitment stand`(steps: [String]) async throws {
        let office = try await Partnered()
        let (id, cohort) = try await office.funded()
        let made = try await office.allocate("100", of: id, to: cohort).id
        try await office.release(made)
        try await office.support(Cents(2_000), for: "a", in: cohort)
        for step in steps where step != "commitment" {
            _ = try await office.act("/allocations/\(made)/\(step)", ["reason": "it ends"])
        }
        if steps.contains("commitment") {
            try await office.refund("980", of: id)
            _ = try await office.act("/commitments/\(id)/cancellation", ["reason": "it ends"])
        }
        try await office.comesBack("a")
        let found = try await office.allocation(made)
        #expect(found.disbursed == .zero && found.rest == (steps.contains("cancellation") ? .zero : Cents(10_000)))
        #expect(try await office.entries(id).contains { $0.amount == Cents(-2_000) && $0.cause == "support_request:a" })
        #expect(try await office.flaws() == [])
        guard steps.contains("cancellation") else { return }
        let left = steps.contains("commitment") ? "20.00" : "1000.00"
        #expect(found.state == .cancelled)
        #expect(try await office.standing(id)["unreleased"]?.text == left)
        try await office.refund(left, of: id)
        #expect(try await office.flaws() == [])
    }

    @Test func `F58 F62 a claim that is said to have come back and did not is named`() async throws {
        let office = try await Partnered()
        let (id, cohort) = try await office.funded()
        let made = try await office.allocate("100", of: id, to: cohort).id
        try await office.release(made)
        try await office.support(Cents(2_000), for: "a", in: cohort)
        try await office.database.write { try $0.run("UPDATE allocation_claim SET state = 'taken_back'") }
        #expect(try await office.flaws() == ["allocation \(made)"])
    }
}
