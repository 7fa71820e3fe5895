import Kernel
import Storage
import Testing
import Web

@testable import PartnerFunding

/// Days that cannot be, and cycles long ago.
@Suite struct DayBoundTests {
    @Test func `F37 every missed cycle is listed, however long ago it was, before the newest sixty`() async throws {
        let office = try await Partnered()
        let today = office.clock.now().day
        let start = today.adding(months: -70)
        let form: Value = [
            "type": "recurring", "currency": "USD", "amount": "10", "cadence": "monthly", "starts_on": Value(start),
        ]
        let (id, cohort) = try await office.funded(form, paid: "710")
        for month in [0, 3, 69] {
            try await office.release(
                try await office.allocate(nil, of: id, to: cohort, cycle: start.adding(months: month)).id)
        }
        let cycles = try await office.caller.call(.get, "/commitments/\(id)", as: office.admin)["cycles"]?.list ?? []
        let missed = cycles.filter { $0["outcome"] == "missed" }.compactMap { $0["begins_on"]?.text }
        let expected = (0..<70).filter { ![0, 3, 69].contains($0) }.map { start.adding(months: $0).description }
        #expect(missed == expected && missed.count == 67)
        // Of the others those among the newest sixty: two years to come, the one that is due, and what was released.
        let others = cycles.filter { $0["outcome"] != "missed" }.compactMap { $0["outcome"]?.text }
        #expect(others == ["released", "due"] + Array(repeating: "upcoming", count: 24))
    }

    @Test func `F67 money did not come in before 2000 or in days to come, and is not paid back before it came`()
        async throws
    {
        let office = try await Partnered()
        let (id, _) = try await office.funded(paid: nil)
        let first = try #require(Day("2000-01-01"))
        let today = office.clock.now().day
        await #expect(throws: CommitmentRefusal.tooOld("received_on", first: first)) {
            try await office.receive("1", for: id, on: first.adding(days: -1))
        }
        await #expect(throws: CommitmentRefusal.inTheFuture("received_on", today.adding(days: 2))) {
            try await office.receive("1", for: id, on: today.adding(days: 2))
        }
        try await office.receive("100", for: id, reference: "late", on: today)
        try await office.receive("100", for: id, reference: "early", on: today.adding(days: -20))
        func refund(_ day: Day) async throws {
            let form: Value = ["amount": "1", "returned_on": Value(day), "reason": "x"]
            _ = try await office.act("/commitments/\(id)/refunds", form, as: office.checker)
        }
        let came = today.adding(days: -20)
        await #expect(throws: CommitmentRefusal.tooOld("returned_on", first: came)) {
            try await refund(came.adding(days: -1))
        }
        try await refund(came)
        #expect(CommitmentRefusal.tooOld("returned_on", first: came).reason.contains("before \(came)"))
        // A line of a statement says it in its row, and stops no other.
        let taken = try await office.upload("Date,Description,Amount\n1999-12-31,old,5.00\n2026-11-17,new,6.00\n")
        #expect(taken["open"] == 1 && taken["flaws"]?.list?.count == 1)
        #expect(try await office.flaws() == [])
    }

    @Test func `F33 F67 what was carried over is not paid back before the day on which it was`() async throws {
        let office = try await Partnered()
        let (id, _) = try await office.funded(paid: "400")
        let partner = try await office.commitment(id).partner
        office.clock.advance(.days(3))
        let later = try await office.approved(
            CommitmentTests.oneOff.adding("supersedes", Value(id)), for: partner)
        let today = office.clock.now().day
        let form: Value = ["amount": "1", "returned_on": Value(today.adding(days: -1)), "reason": "x"]
        await #expect(throws: CommitmentRefusal.tooOld("returned_on", first: today)) {
            try await office.act("/commitments/\(later)/refunds", form, as: office.checker)
        }
        _ = try await office.act(
            "/commitments/\(later)/refunds", form.adding("returned_on", Value(today)), as: office.checker)
    }
}
