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

    @Test
    func `F46 F50 J08 a partner reads support of five at least as one sum of months that are over, and none of one`()
        async throws
    {
        let office = try await Partnered()
        let (_, principal, id) = try await office.giver("3000")
        let cohort = try await office.cohort()
        let made = try await office.allocate("2500", of: id, to: cohort).id
        try await office.release(made)
        _ = try await office.fill(cohort, people: 24, earners: 6)
        let paths = [
            "/partner/me", "/partner/me/history", "/partner/me/history?format=csv", "/commitments/\(id)",
            "/partner/me/cohorts/\(cohort)/report",
        ]
        func told(_ paths: [String]) async throws -> [String] {
            var texts: [String] = []
            for path in paths {
                let outcome = try await office.caller.call(.get, path, as: principal)
                texts.append(outcome.value.json + String(decoding: outcome.bytes, as: UTF8.self))
            }
            return texts
        }
        func history() async throws -> [[String?]] {
            try await office.caller.call(.get, "/partner/me/history", as: principal)["items"]?.list?.prefix(2)
                .map { [$0["event"]?.text, $0["amount"]?.text] } ?? []
        }
        let before = try await told(paths)
        for holder in ["a", "b", "c", "d"] { try await office.support(Cents(500), for: holder, in: cohort) }
        for (path, pair) in zip(paths, zip(before, try await told(paths))) { #expect(pair.0 == pair.1, "\(path)") }
        try await office.monthPasses()
        #expect(try await told(Array(paths[1...2])) == Array(before[1...2]))
        // Of the fifth nothing is told before the month is over.
        try await office.support(Cents(2_000), .cash, for: "e", in: cohort)
        #expect(try await told(Array(paths[1...2])) == Array(before[1...2]))
        try await office.monthPasses()
        #expect(try await history().first == ["paid_out", "40.00"])
        let page = try await office.caller.call(.get, "/commitments/\(id)", as: principal)
        #expect(page["standing"]?["disbursed"]?.text == "40.00")
        #expect(page["allocations"]?["items"]?.list?.map { $0["disbursed"]?.text } == ["40.00"])
        // What one gives back waits too, and has a word of its own.
        try await office.comesBack("a")
        try await office.monthPasses()
        #expect(try await history().first == ["paid_out", "40.00"])
        #expect(try await office.standing(id)["disbursed"]?.text == "35.00")
        try await office.comesBack("b", "c", "d", "e")
        try await office.monthPasses()
        #expect(try await history() == [["came_back", "-40.00"], ["paid_out", "40.00"]])
        #expect(try await office.flaws() == [])
    }

    @Test func `F50 F56 who gave support back is none of the five for whom a kind was`() async throws {
        let office = try await Partnered()
        let (partner, _, id) = try await office.giver("3000")
        let cohort = try await office.cohort()
        try await office.release(try await office.allocate("2500", of: id, to: cohort).id)
        _ = try await office.fill(cohort, people: 24, earners: 6)
        for holder in ["a", "b", "c", "d", "e", "f", "g", "h"] {
            try await office.support(Cents(500), for: holder, in: cohort)
        }
        office.clock.advance(.days(40))
        let (tenant, now) = (office.tenants[0], office.clock.now())
        try await office.database.write {
            try Cohort.find(cohort, tenant: tenant, $0).close(reason: nil, by: .system("test"), at: now, $0)
        }
        var report = try await office.act("/partners/\(partner)/reports", ["type": "final", "cohort": Value(cohort)])
            .value
        func kinds() -> [String: String] {
            ReportTests.figures(report).filter { $0.key.hasPrefix("support_types") || $0.key.hasPrefix("paid_out") }
        }
        #expect(kinds() == ["support_types.data.USD": "40.00 USD", "paid_out.USD": "40.00 USD"])
        func corrected() async throws -> [String: String] {
            try await office.monthPasses()
            let path = "/partner-reports/\(report["id"]?.text ?? "")/corrections"
            report = try await office.act(path, ["reason": "it came back"]).value
            return kinds()
        }
        // Four wait, and nothing of them is told; with the fifth three are left.
        try await office.comesBack("a", "b", "c", "d")
        #expect(try await corrected() == ["support_types.data.USD": "40.00 USD", "paid_out.USD": "40.00 USD"])
        try await office.comesBack("e")
        #expect(try await corrected() == ["support_types.few.USD": "15.00 USD", "paid_out.USD": "15.00 USD"])
    }
}
