import Kernel
import People
import Storage
import Testing
import Web

@testable import PartnerFunding

/// A receipt that was a mistake is taken back wherever its commitment stands, while its money is there.
@Suite struct ReceiptReversalTests {
    /// A partner with a one-off of 1,000, for which a line of a statement of 500 was booked that is another partner's pledge.
    private struct House {
        let office: Partnered
        let partner: Partner.ID
        let first: Commitment.ID
        let pledge: Commitment.ID
        let line: String
        let receipt: String

        static let once: Value = [
            "type": "one_off", "currency": "USD", "amount": "1000", "intended_use": "general_pool",
        ]

        init() async throws {
            office = try await Partnered()
            partner = try await office.partner(in: .approved)
            first = try await office.approved(Self.once, for: partner)
            let other = try await office.partner(in: .approved, ("name", "Finch Fund"))
            pledge = try await office.approved(
                ["type": "pledge_pending", "currency": "USD", "amount": "500"], for: other)
            let taken = try await office.upload("Date,Description,Amount\n2026-11-17,gift,500.00\n")
            let shown = try await office.caller.call(
                .get, "/bank-statements/\(taken["id"]?.text ?? "")", as: office.admin)
            line = shown["lines"]?.list?.first?["id"]?.text ?? ""
            _ = try await office.act("/bank-lines/\(line)/booking", ["commitment": Value(first)])
            let page = try await office.caller.call(.get, "/commitments/\(first)", as: office.admin)
            receipt = page["receipts"]?.list?.first?["id"]?.text ?? ""
        }

        /// The commitment that takes the place of another one.
        func supersede(_ former: Commitment.ID, isApproved: Bool = true) async throws -> Commitment.ID {
            let form = Self.once.adding("supersedes", Value(former))
            return isApproved
                ? try await office.approved(form, for: partner) : try await office.commit(form, for: partner)
        }

        func takeBack(by asker: Principal? = nil) async throws {
            _ = try await office.act("/commitment-receipts/\(receipt)/reversal", ["reason": "not theirs"], as: asker)
        }

        func isOffered(_ commitment: Commitment.ID, to asker: Principal) async throws -> Bool {
            let page = try await office.caller.call(.get, "/commitments/\(commitment)", as: asker)
            return page["receipts"]?.list?.contains { $0["id"]?.text == receipt && $0["may_take_back"] == true } == true
        }

        /// The line waits again, and is booked for the pledge that it was for.
        func isBookedForPledge() async throws -> Bool {
            _ = try await office.act("/bank-lines/\(line)/booking", ["commitment": Value(pledge)])
            return try await office.standing(pledge)["is_funded"] == true
        }

        func events() async throws -> [FundingEvent] {
            let found = try await office.find(partner)
            return try await office.database.read {
                try FundingEvent.list(of: found, page: PageRequest(limit: PageRequest.largest, after: nil), $0).items
            }
        }
    }

    @Test
    func `F33 F67 what was carried over comes back with the receipt that was a mistake, and its line waits again`()
        async throws
    {
        let house = try await House()
        let office = house.office
        let second = try await house.supersede(house.first)
        #expect(try await office.standing(second)["received"]?.text == "500.00")
        #expect(try await house.isOffered(house.first, to: office.admin))
        try await house.takeBack()
        #expect(try await !house.isOffered(house.first, to: office.admin))
        for id in [house.first, second] {
            #expect(try await office.booked("commitment.capital", of: id) == 0)
            #expect(try await office.standing(id)["received"]?.text == "0.00")
        }
        // The later one is promised in full and nothing of it came; the former promises nothing.
        #expect(try await office.standing(second)["outstanding"]?.text == "1000.00")
        #expect(try await office.booked("commitment.open", of: house.first) == 0)
        #expect(try await office.flaws() == [])
        let events = try await house.events()
        #expect(
            events.map(\.kind) == [
                .takenBack, .carriedBack, .carriedOver, .promised, .promisedNoLonger, .received, .promised,
            ])
        #expect(events.prefix(3).map(\.amount.count) == [-50_000, 50_000, 50_000])
        #expect(!events.contains { $0.kind == .paidBack })
        let returns = try await office.caller.call(.get, "/commitments/\(second)", as: office.admin)["returns"]?.list
        #expect(Set(returns?.compactMap { $0["is_back"]?.flag } ?? []) == [true, false])
        #expect(try await house.isBookedForPledge())
        // Money comes in for the later one as for any other.
        try await office.receive("1000", for: second, reference: "theirs")
        #expect(try await office.standing(second)["is_funded"] == true)
        #expect(try await office.flaws() == [])
    }

    @Test(arguments: ["waiting", "declined", "cancelled"])
    func `F33 F67 while other terms wait, or where they were declined, the mistake is taken back as before`(
        _ what: String
    ) async throws {
        let house = try await House()
        let office = house.office
        let second = try await house.supersede(house.first, isApproved: false)
        if what == "declined" {
            _ = try await office.act("/commitments/\(second)/decline", ["note": "no"], as: office.checker)
        }
        if what == "cancelled" { _ = try await office.act("/commitments/\(second)/cancellation", ["reason": "no"]) }
        try await house.takeBack()
        #expect(try await office.booked("commitment.capital", of: house.first) == 0)
        #expect(try await office.booked("commitment.open", of: house.first) == 0)
        #expect(try await house.events().map(\.kind).prefix(2) == [.promisedNoLonger, .takenBack])
        #expect(try await house.isBookedForPledge())
        #expect(try await office.flaws() == [])
        guard what == "waiting" else { return }
        _ = try await office.act("/commitments/\(second)/approval", as: office.checker)
        #expect(try await office.standing(second)["received"]?.text == "0.00")
        #expect(try await office.flaws() == [])
    }

    @Test func `F33 F67 what was released under other terms is spent, and comes back once a cohort gave it back`()
        async throws
    {
        let house = try await House()
        let office = house.office
        try await office.receive("100", for: house.first, reference: "theirs")
        let second = try await house.supersede(house.first)
        let made = try await office.allocate("200", of: second, to: try await office.cohort()).id
        try await office.release(made)
        let id = try #require(CommitmentReceipt.ID(house.receipt))
        await #expect(throws: CommitmentRefusal.spent(id)) { try await house.takeBack() }
        #expect(try await !house.isOffered(house.first, to: office.admin))
        #expect(try await office.standing(second)["received"]?.text == "600.00")
        _ = try await office.act("/allocations/\(made)/cancellation", ["reason": "x"])
        try await house.takeBack()
        #expect(try await office.standing(second)["received"]?.text == "100.00")
        #expect(try await office.flaws() == [])
    }

    @Test
    func `F33 F67 money that went through three commitments comes back through them, each as far as it was carried`()
        async throws
    {
        let house = try await House()
        let office = house.office
        let cohort = try await office.cohort()
        let second = try await house.supersede(house.first)
        let held = try await office.allocate("150", of: second, to: cohort).id
        try await office.release(held)
        let third = try await house.supersede(second)
        try await office.receive("300", for: third, reference: "theirs")
        let fourth = try await house.supersede(third, isApproved: false)
        _ = try await office.act("/commitments/\(fourth)/decline", ["note": "no"], as: office.checker)
        let id = try #require(CommitmentReceipt.ID(house.receipt))
        // 350 lie with the third, which is ended too; 150 are released.
        await #expect(throws: CommitmentRefusal.spent(id)) { try await house.takeBack() }
        _ = try await office.act("/allocations/\(held)/cancellation", ["reason": "x"])
        #expect(try await office.standing(second)["unreleased"]?.text == "150.00")
        try await house.takeBack()
        #expect(try await office.standing(third)["received"]?.text == "300.00")
        #expect(try await office.standing(third)["unreleased"]?.text == "300.00")
        for id in [house.first, second] { #expect(try await office.standing(id)["received"]?.text == "0.00") }
        #expect(try await office.flaws() == [])
        #expect(try await house.isBookedForPledge())
        try await office.refund("300", of: third)
        #expect(try await office.flaws() == [])
    }

    @Test func `F39 F67 nobody takes another's receipt back that covers what went out under other terms`() async throws
    {
        let house = try await House()
        let (office, booker) = (house.office, house.office.checker)
        let second = try await house.supersede(house.first)
        try await office.receive("300", for: second, reference: "own", by: booker)
        let made = try await office.allocate("300", of: second, to: try await office.cohort()).id
        try await office.release(made)
        let id = try #require(CommitmentReceipt.ID(house.receipt))
        await #expect(throws: CommitmentRefusal.coversOwn(id)) { try await house.takeBack(by: booker) }
        #expect(try await !house.isOffered(house.first, to: booker))
        #expect(try await office.standing(second)["received"]?.text == "800.00")
        try await house.takeBack(by: office.third)
        // What others booked is gone: of what is left nothing goes out by the hands that booked it.
        let own = try await office.database.read { [second] db in
            try OwnMoney.of(try Commitment.find(second, tenant: office.tenants[0], db), booker.who, db)
        }
        #expect(own.own == Cents(30_000) && own.others == Cents(-30_000))
        #expect(try await office.flaws() == [])
    }

    @Test
    func `F39 F67 whose receipt was taken back may let out what lies there of others, wherever its money came from`()
        async throws
    {
        let house = try await House()
        let (office, booker) = (house.office, house.office.checker)
        try await office.receive("200", for: house.first, reference: "theirs", by: booker)
        // 200 of 700 come back after the other terms of 500 were submitted: more than is carried.
        let cohort = try await office.cohort()
        let held = try await office.allocate("200", of: house.first, to: cohort).id
        try await office.release(held)
        let terms = House.once.adding("amount", "500").adding("supersedes", Value(house.first))
        let second = try await office.commit(terms, for: house.partner)
        _ = try await office.act("/allocations/\(held)/cancellation", ["reason": "x"])
        _ = try await office.act("/commitments/\(second)/approval", as: office.checker)
        #expect(try await office.standing(house.first)["unreleased"]?.text == "200.00")
        #expect(try await office.standing(second)["unreleased"]?.text == "500.00")
        try await house.takeBack()
        #expect(try await office.standing(second)["unreleased"]?.text == "200.00")
        // All that is left the checker booked: the checker lets none of it out, and who took back a mistake all.
        func left(_ asker: Principal) async throws -> OwnMoney {
            try await office.database.read { db in
                try OwnMoney.of(try Commitment.find(second, tenant: office.tenants[0], db), asker.who, db)
            }
        }
        let (mine, theirs) = (try await left(office.admin), try await left(booker))
        #expect(mine.own == .zero && mine.left == Cents(20_000))
        #expect(theirs.own == Cents(20_000) && theirs.left == .zero)
        await #expect(throws: CommitmentRefusal.ownReceipt(second, left: .zero, .usd)) {
            try await office.refund("200", of: second, by: booker)
        }
        try await office.refund("200", of: second, by: office.admin)
        #expect(try await office.flaws() == [])
    }
}
