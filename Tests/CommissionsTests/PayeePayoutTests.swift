import Deals
import Funders
import Kernel
import Ledger
import Storage
import Testing

@testable import Commissions

@Suite struct PayeePayoutTests {
    private let payments = PaymentTests()

    @Test func `E21 a payout is marked by another person, never above what is payable, each reference once`()
        async throws
    {
        let (desk, deal, olga) = try await payments.deal()
        let first = payments.payment(deal, 400_000)
        try await desk.write { _ = try $0.pay(first, $1) }
        let (tenant, now, day) = (desk.tenant, desk.clock.now(), deal.fundedOn)
        func payout(_ cents: Int64, _ reference: String) -> Payout.New {
            Payout.New(Cents(cents), .usd, by: .wire, reference: reference, on: day)
        }
        let (all, more, none) = (payout(80_000, "P1"), payout(80_001, "P1"), payout(0, "P1"))
        let key = CommissionBook(tenant: tenant, by: .key("robot"), at: now)
        #expect(
            try await code { try await desk.database.write { try key.payOut(all, to: olga, $0) } } == "not_a_person")
        #expect(try await code { try await desk.write { try $0.payOut(more, to: olga, $1) } } == "more_than_payable")
        #expect(try await code { try await desk.write { try $0.payOut(none, to: olga, $1) } } == "amount_not_positive")
        var early = all
        early.paidOn = day.adding(days: -1)
        let before = early
        let refused = try await code { try await desk.write { try $0.payOut(before, to: olga, $1) } }
        #expect(refused == "more_than_payable_then", "nothing was to be paid before the deal was funded")
        let (half, same, rest) = (payout(30_000, "P1"), payout(1, "p 1"), payout(50_000, "P2"))
        let paid = try await desk.write { try $0.payOut(half, to: olga, $1) }
        #expect(try await code { try await desk.write { try $0.payOut(same, to: olga, $1) } } == "reference_known")
        try await desk.write { _ = try $0.payOut(rest, to: olga, $1) }
        #expect(try await desk.payee(olga).settled == Cents(80_000))
        #expect(try await desk.payee(olga).payable == .zero)
        #expect(try await desk.account("bank") == 320_000)
        try await desk.write { try $0.reverse(paid.id, reason: "it came back", $1) }
        #expect(try await desk.payee(olga).settled == Cents(50_000))
        #expect(try await desk.payee(olga).payable == Cents(30_000))
        try await desk.expectWhole()
    }

    @Test func `E21 nobody marks a payout to himself`() async throws {
        let (desk, deal, _) = try await payments.deal()
        let ada = try await desk.payee("Ada", person: desk.admin)
        let shares = [Share(.closer, ada, Percent(thousandths: 100_000))]
        try await desk.write { try $0.split(deal.id, shares, reason: "Ada closed it", $1) }
        let first = payments.payment(deal, 400_000)
        try await desk.write { _ = try $0.pay(first, $1) }
        let new = Payout.New(Cents(100), .usd, by: .wire, reference: "P1", on: deal.fundedOn)
        #expect(try await code { try await desk.write { try $0.payOut(new, to: ada, $1) } } == "own_payout")
        // What is paid by shares stays as it was split.
        let late = try await code {
            try await desk.write { try $0.split(deal.id, Share.houseAlone, reason: "x", $1) }
        }
        #expect(late == "shares_paid")
        try await desk.expectWhole()
    }

    @Test func `E21 I-7 a payout above the limit is booked once another person says so`() async throws {
        let (desk, deal, olga) = try await payments.deal()
        let first = payments.payment(deal, 400_000)
        try await desk.write { _ = try $0.pay(first, $1) }
        let (tenant, now, day) = (desk.tenant, desk.clock.now(), deal.fundedOn)
        func payout(_ cents: Int64, _ reference: String) -> Payout.New {
            Payout.New(Cents(cents), .usd, by: .wire, reference: reference, on: day)
        }
        let bea = try await desk.database.write { try Desk.person("bea", tenant, at: now, $0) }
        let second = CommissionBook(tenant: tenant, by: .person(bea), at: now)
        let key = CommissionBook(tenant: tenant, by: .key("robot"), at: now)
        let admin = desk.admin
        try await desk.database.write {
            try PayoutLimit.set(Cents(50_000), tenant: tenant, by: .person(admin), at: now, $0)
        }
        // Two that make more than the limit within a day are above it as one is.
        let (small, next, known) = (payout(30_000, "P1"), payout(20_001, "P2"), payout(40_000, "p-1"))
        guard case .booked = try await desk.write({ try $0.mark(small, to: olga, $1) }) else {
            Issue.record("below the limit one person is enough")
            return
        }
        #expect(try await code { try await desk.write { try $0.payOut(next, to: olga, $1) } } == "needs_second_person")
        #expect(try await code { try await desk.write { try $0.mark(known, to: olga, $1) } } == "reference_known")
        guard case .waiting(let request) = try await desk.write({ try $0.mark(next, to: olga, $1) }) else {
            Issue.record("above the limit it waits")
            return
        }
        #expect(try await desk.payee(olga).settled == Cents(30_000), "nothing is booked yet")
        #expect(try await code { try await desk.write { try $0.mark(next, to: olga, $1) } } == "reference_known")
        #expect(try await code { try await desk.write { try $0.confirm(request.id, $1) } } == "own_payout_request")
        #expect(try await code { try await desk.database.write { try key.confirm(request.id, $0) } } == "not_a_person")
        // Of two that confirm at once, one books.
        let told = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<10 {
                group.addTask { (try? await desk.database.write { _ = try second.confirm(request.id, $0) }) != nil }
            }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(told == 1)
        #expect(try await desk.payee(olga).settled == Cents(50_001))
        let more = payout(29_999, "P3")
        guard case .waiting(let other) = try await desk.write({ try $0.mark(more, to: olga, $1) }) else {
            Issue.record("above the limit it waits")
            return
        }
        try await desk.write { try $0.drop(other.id, reason: "typed twice", $1) }
        // A limit that is raised holds a day later.
        try await desk.database.write {
            try PayoutLimit.set(Cents(9_000_000), tenant: tenant, by: .person(admin), at: now, $0)
        }
        #expect(try await code { try await desk.write { try $0.payOut(more, to: olga, $1) } } == "needs_second_person")
        for (hours, limit) in [(23, Int64(50_000)), (24, 9_000_000)] {
            let holds = try await desk.database.read {
                try PayoutLimit.of(tenant, at: now + .hours(Int64(hours)), $0)
            }
            #expect(holds == Cents(limit), "\(hours) hours later")
        }
        await #expect(throws: (any Error).self) { try await desk.database.write { try second.confirm(other.id, $0) } }
        #expect(try await desk.payee(olga).settled == Cents(50_001))
        try await desk.expectWhole()
    }
}
