import Cohorts
import Documents
import Kernel
import Ledger
import People
import Storage
import TestServers
import Testing
import Web

@testable import PartnerFunding

@Suite struct PortalTests {
    @Test func `F44 counts of people under five are hidden, and so is what is left of a whole`() {
        // swift-format-ignore
        let rows: [(count: Int, wholes: [Int], shown: ShownCount, text: String)] = [
            (0,  [],       .exact(0),             "0"),
            (1,  [],       .hidden(atLeast: 0),   "Too few"),
            (4,  [],       .hidden(atLeast: 0),   "Too few"),
            (5,  [],       .exact(5),             "5"),
            (0,  [25],     .exact(0),             "0"),
            (25, [25],     .exact(25),            "25"),
            (20, [25],     .exact(20),            "20"),
            (21, [25],     .hidden(atLeast: 21),  "21 or more"),
            (24, [25],     .hidden(atLeast: 21),  "21 or more"),
            (0,  [3],      .hidden(atLeast: 0),   "Too few"),
            (8,  [13, 9],  .hidden(atLeast: 5),   "5 or more"),
            (8,  [13, 8],  .exact(8),             "8"),
        ]
        for row in rows {
            let shown =
                row.wholes.count == 2
                ? ShownCount(row.count, of: row.wholes[0], row.wholes[1])
                : row.wholes.first.map { ShownCount(row.count, of: $0) } ?? ShownCount(row.count)
            #expect(shown == row.shown && shown.text == row.text, "\(row)")
        }
        #expect([ShownCount.exact(9), .exact(5)].sum == .exact(14))
        #expect([ShownCount.exact(9), .hidden(atLeast: 0), .hidden(atLeast: 21)].sum == .hidden(atLeast: 30))
    }

    @Test func `F44 J07 the overview's four figures are the ledger's; with no earner the cost is a dash`() async throws
    {
        let office = try await Partnered()
        let (_, principal, id) = try await office.giver("3000")
        let empty = try await office.overview(principal)
        #expect(empty["total_funded"]?.list == [["currency": "USD", "amount": "3000.00"]])
        #expect(empty["participants_supported"] == 0 && empty["earners_produced"] == 0)
        #expect(empty["cost_per_earner"]?.list?.first?["amount"] == .null && empty["cost_per_earner_text"] == "–")
        let cohort = try await office.cohort()
        try await office.spend("1234.56", of: "2500", from: id, on: cohort)
        let people = try await office.fill(cohort, people: 25, earners: 0)
        let begun = try await office.overview(principal)
        #expect(begun["participants_supported"] == 25 && begun["earners_produced"] == 0)
        #expect(begun["cost_per_earner_text"] == "–" && begun["cost_per_participant_text"] == "$49.38")
        let steps: [(earners: Int, shown: Value, text: String, cost: String)] = [
            (3, .null, "Too few", "–"), (7, 7, "7", "$176.37"), (20, 20, "20", "$61.73"),
            (23, .null, "21 or more", "–"), (25, 25, "25", "$49.38"),
        ]
        var earning = 0
        for step in steps {
            try await office.earn(Array(people[earning..<step.earners]))
            earning = step.earners
            let shown = try await office.overview(principal)
            #expect(shown["earners_produced"] == step.shown, "\(step)")
            #expect(shown["earners_produced_text"]?.text == step.text, "\(step)")
            #expect(shown["cost_per_earner_text"]?.text == step.cost, "\(step)")
        }
        let capital = try await office.booked("commitment.capital", of: id)
        let page = try await office.caller.call(.get, "/partner", as: principal)
        let line = page["cohorts"]?.list?.first
        #expect(line?["disbursed"] == "1234.56" && line?["seats"] == 25 && capital == 300_000 - 123_456)
        // A receipt that is taken back is not funded.
        let more = try await office.approved(
            CommitmentTests.oneOff, for: try await office.commitment(id).partner)
        let receipt = try await office.receive("40", for: more, reference: "mistake")
        #expect(try await office.overview(principal)["total_funded_text"] == "$3,040")
        _ = try await office.act("/commitment-receipts/\(receipt)/reversal", ["reason": "typed twice"])
        #expect(try await office.overview(principal)["total_funded_text"] == "$3,000")
    }

    @Test
    func `F44 the people of a cohort with several funders count by seats, and all parts together are the cohort's`()
        async throws
    {
        let office = try await Partnered()
        let cohort = try await office.cohort()
        let (_, first, one) = try await office.giver("1000")
        let (_, second, two) = try await office.giver("2500")
        try await office.spend("400", of: "1000", from: one, on: cohort)
        try await office.spend(nil, of: "2500", from: two, on: cohort)
        try await office.fill(cohort, people: 30, earners: 12)
        let (small, large) = (try await office.overview(first), try await office.overview(second))
        #expect(small["participants_supported"] == 9 && large["participants_supported"] == 21)
        // Three of twelve: too few to show, and so is their cost.
        #expect(small["earners_produced"] == .null && small["cost_per_earner_text"] == "–")
        #expect(large["earners_produced"] == 9 && large["cost_per_earner_text"] == "$0")
        #expect(small["cost_per_participant_text"] == "$44.44")
    }

    @Test
    func `F46 the funding history has every event once, in the ledger's order, and no page changes by what is added`()
        async throws
    {
        let office = try await Partnered()
        let (_, principal, id) = try await office.giver("1000")
        let (_, other, _) = try await office.giver("700")
        let cohort = try await office.cohort()
        try await office.spend("99.99", of: "500", from: id, on: cohort)
        func page(_ query: String) async throws -> Value {
            try await office.caller.call(.get, "/partner/me/history\(query)", as: principal).value
        }
        let whole = try await page("")["items"]?.list ?? []
        #expect(
            whole.compactMap { $0["event"]?.text } == ["paid_out", "released", "allocated", "received", "promised"])
        let amounts = whole.compactMap { $0["amount"]?.text }
        #expect(amounts == ["99.99", "500.00", "500.00", "1000.00", "1000.00"])
        let reference = try await office.commitment(id).paymentCode
        #expect(whole.allSatisfy { $0["commitment_reference"]?.text == reference && $0["date"]?.text != nil })
        #expect(whole.compactMap { $0["status"]?.text } == ["released", "released", "released", "booked", "active"])
        #expect(whole[3]["receipt_number"]?.text == "\(reference)-1" && whole[0]["receipt_number"] == .null)
        for limit in [1, 2, 3] {
            var (shown, next): ([Int64], String?) = ([], nil)
            repeat {
                let part = try await page("?limit=\(limit)\(next.map { "&after=\($0)" } ?? "")")
                shown += part["items"]?.list?.compactMap { $0["seq"]?.integer } ?? []
                next = part["next"]?.text
                let more = try await office.approved(
                    CommitmentTests.oneOff, for: try await office.commitment(id).partner)
                try await office.receive("1", for: more, reference: "more \(more)")
            } while next != nil
            let before = whole.compactMap { $0["seq"]?.integer }
            #expect(shown.suffix(before.count) == before && shown == shown.sorted(by: >), "by \(limit)")
        }
        let received = try await page("?type=received")["items"]?.list ?? []
        #expect(received.count > 3 && received.allSatisfy { $0["event"] == "received" })
        let theirs = try await office.caller.call(.get, "/partner/me/history", as: other)["items"]?.list ?? []
        #expect(theirs.compactMap { $0["amount"]?.text } == ["700.00", "700.00"])
        let saved = try #require(
            try await office.caller.call(.get, "/partner/me/history/export?type=paid_out", as: principal).file)
        let records = try CSVReader.records(try #require(Files.read(saved.path)))
        #expect(records.count == 2 && records[1].fields[1...3] == ["paid_out", "99.99", "USD"])
    }

    @Test func `F46 a receipt that is taken back stands in the history twice, with its sign`() async throws {
        let office = try await Partnered()
        let (partner, principal, _) = try await office.giver("5")
        let id = try await office.approved(CommitmentTests.oneOff, for: partner)
        let receipt = try await office.receive("40", for: id, reference: "mistake")
        _ = try await office.act("/commitment-receipts/\(receipt)/reversal", ["reason": "typed twice"])
        let rows = try await office.caller.call(.get, "/partner/me/history?limit=2", as: principal)["items"]?.list ?? []
        #expect(rows.compactMap { $0["event"]?.text } == ["taken_back", "received"])
        #expect(rows.compactMap { $0["amount"]?.text } == ["-40.00", "40.00"])
        #expect(rows.allSatisfy { $0["status"] == "reversed" })
    }
}
