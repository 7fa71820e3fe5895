import Kernel
import Ledger
import People
import Storage
import Testing
import Web

@testable import PartnerFunding

@Suite struct CommitmentMoneyTests {
    @Test func `F18 no more comes in than is promised, whoever books at the same time`() async throws {
        let office = try await Partnered()
        let partner = try await office.partner(in: .active)
        let id = try await office.approved(CommitmentTests.oneOff.adding("amount", "500"), for: partner)
        let taken = await withTaskGroup(of: Int.self) { group in
            for number in 0..<40 {
                group.addTask {
                    // What is refused is counted by what was taken.
                    (try? await office.receive("20", for: id, reference: "R\(number)")) == nil ? 0 : 1
                }
            }
            return await group.reduce(0, +)
        }
        #expect(taken == 25)
        #expect(try await office.booked("commitment.capital", of: id) == 50_000)
        #expect(try await office.booked("commitment.promised", of: id) == 0)
        await #expect(throws: CommitmentRefusal.moreThanPromised(id, left: .zero, .usd)) {
            try await office.receive("0.01", for: id, reference: "over")
        }
        let shown = try await office.caller.call(.get, "/commitments/\(id)", as: office.admin)
        #expect(shown["standing"]?["received"]?.text == "500.00" && shown["standing"]?["is_funded"] == true)
        #expect(shown["receipts"]?.list?.count == 25)
    }

    @Test func `F24 an open-ended commitment takes what has begun, cycle by cycle`() async throws {
        let office = try await Partnered()
        let partner = try await office.partner(in: .active)
        let today = office.clock.now().day
        let form: Value = [
            "type": "recurring", "currency": "USD", "amount": "500", "cadence": "monthly",
            "starts_on": Value(today.adding(months: -1)),
        ]
        let id = try await office.approved(form, for: partner)
        #expect(try await office.booked("commitment.promised", of: id) == 100_000)
        try await office.receive("1000", for: id, reference: "A")
        await #expect(throws: CommitmentRefusal.moreThanPromised(id, left: .zero, .usd)) {
            try await office.receive("1", for: id, reference: "B")
        }
        office.clock.advance(.days(Int64(today.adding(months: 1).number - today.number)))
        try await office.receive("300", for: id, reference: "B")
        #expect(try await office.booked("commitment.promised", of: id) == 20_000)
        #expect(try await office.booked("commitment.capital", of: id) == 130_000)
    }

    @Test func `F67 a bank's reference is booked once, and a receipt taken back opens its promise again`() async throws
    {
        let office = try await Partnered()
        let partner = try await office.partner(in: .active)
        let id = try await office.commit(CommitmentTests.oneOff, for: partner)
        await #expect(throws: CommitmentRefusal.notApproved(id, .submitted)) {
            try await office.receive("1", for: id, reference: "A")
        }
        _ = try await office.act("/commitments/\(id)/approval", as: office.checker)
        let first = try await office.receive("100", for: id, reference: "ab 12")
        let other = try await office.approved(CommitmentTests.oneOff, for: partner)
        await #expect(throws: CommitmentRefusal.referenceKnown) {
            try await office.receive("100", for: other, reference: "AB12")
        }
        #expect(try await office.booked("commitment.capital", of: other) == 0)
        let (today, tomorrow) = (office.clock.now().day, office.clock.now().day.adding(days: 2))
        #expect(today < tomorrow)
        await #expect(throws: CommitmentRefusal.inTheFuture("received_on", tomorrow)) {
            try await office.receive("1", for: other, reference: "C", on: tomorrow)
        }
        await #expect(throws: CommitmentRefusal.otherCurrency(other, .usd)) {
            try await office.receive("1", for: other, reference: "C", in: .gbp)
        }
        _ = try await office.act("/commitment-receipts/\(first)/reversal", ["reason": "another's"])
        await #expect(throws: IllegalMove.self) {
            try await office.act("/commitment-receipts/\(first)/reversal", ["reason": "again"])
        }
        #expect(try await office.booked("commitment.capital", of: id) == 0)
        #expect(try await office.booked("commitment.promised", of: id) == 500_000)
        try await office.receive("100", for: other, reference: "AB12")
    }

    @Test func `F16 a partner whose capital is not spent leaves only with a reason`() async throws {
        let office = try await Partnered(isUnspent: nil)
        let id = try await office.partner(in: .active)
        let commitment = try await office.approved(CommitmentTests.oneOff, for: id)
        try await office.receive("1", for: commitment)
        await #expect(throws: PartnerRefusal.unspent(id)) { try await office.act("/partners/\(id)/churn") }
        let spent = try await office.partner(in: .active)
        _ = try await office.act("/partners/\(spent)/churn")
    }

    @Test func `F43 J03 J05 a partner reaches its own commitments with what it may do, and nobody else's`() async throws
    {
        let office = try await Partnered()
        let (own, person) = try await office.joined()
        let other = try await office.partner(in: .active)
        let form = CommitmentTests.oneOff
        let theirs = try await office.commit(form, for: other)
        let made = try await office.caller.call(.post, "/commitments", form, as: person)
        let mine = try await office.commitment(made["id"]).id
        for (partner, id, isOwn) in [(own, mine, true), (other, theirs, false)] {
            for route in office.caller.routes
            where route.pattern.hasPrefix("/commitment") || route.pattern.hasSuffix("/commitments") {
                let root = route.pattern.hasPrefix("/partners") ? partner.description : id.description
                var path = route.pattern.replacing("{id}", with: root)
                if path == "/commitments/new" { path += "?supersedes=\(id)" }
                let body: Value =
                    route.pattern == "/commitments" ? form.adding("supersedes", Value(id)) : ["reason": "x"]
                if isOwn, route.method == .post, route.access.admits([.partner]) { continue }
                let status = try await office.status(route.method, path, body, as: person)
                let isPartners = route.access.admits([.partner])
                // A commitment's id is no receipt's; ReceiptTests tries those.
                let isThere = isOwn && !route.pattern.hasPrefix("/commitment-receipts/")
                #expect(status == (!isPartners ? 403 : isThere ? 200 : 404), "\(route.method) \(path): \(status)")
            }
        }
        let shown = try await office.caller.call(.get, "/commitments/\(mine)", as: person)
        #expect(shown["allowed"]?.list == ["cancel", "supersede"] && shown["history"] == .null)
        let list = try await office.caller.call(.get, "/partners/\(own)/commitments", as: person)
        #expect(list["items"]?.list?.map { $0["id"]?.text } == [mine.description])
        _ = try await office.act("/commitments/\(mine)/approval")
        let after = try await office.caller.call(.get, "/commitments/\(mine)", as: person)
        #expect(after["allowed"]?.list == [])
        await #expect(throws: CommitmentRefusal.decidedAlready(mine)) {
            try await office.act("/commitments/\(mine)/cancellation", ["reason": "x"], as: person)
        }
        let admin = try await office.caller.call(.get, "/commitments/\(mine)", as: office.admin)
        #expect(admin["allowed"]?.list == ["cancel", "supersede", "receive", "allocate"])
        #expect(try await office.status(.get, "/commitments/\(mine)", as: office.admins[1]) == 404)
    }
}
