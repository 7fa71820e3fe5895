import Deals
import Funders
import Kernel
import Ledger
import Storage
import Testing

@testable import Commissions

@Suite struct PaymentTests {
    /// A desk with a deal of 40,000 at 10 points: 4,000.00 is expected, a quarter of it Olga's, who gets 20 % of hers
    /// only after 45 days.
    func deal(on day: String = "2026-11-02") async throws -> (Desk, FundedDeal, Payee.ID) {
        let desk = try await Desk()
        let funder = try await desk.funder("Atlas")
        var terms = CommissionTerms.Content(
            validFrom: try desk.day("2026-01-01"), currency: .usd, rate: Percent(thousandths: 10_000), plan: .sameDay)
        terms.clawbackDays = 45
        terms.clawbackMode = .proRata
        terms.reserve = Percent(thousandths: 20_000)
        try await desk.terms(terms, of: funder)
        let olga = try await desk.payee("Olga")
        let offer = try await desk.accepted("Able Bakery", by: funder, "40000")
        let new = FundedDeal.New(offer: offer, fundedOn: try desk.day(day))
        let shares = [
            Share(.opener, olga, Percent(thousandths: 25_000)), Share(.house, nil, Percent(thousandths: 75_000)),
        ]
        let deal = try await desk.write { try $0.fund(new, shares: shares, $1) }
        return (desk, deal, olga)
    }

    func payment(
        _ deal: FundedDeal, _ cents: Int64?, trace: String? = "T1", on day: Day? = nil, reason: String? = nil
    ) -> CommissionPayment.New {
        var new = CommissionPayment.New(
            funder: deal.funder, .usd, by: .ach, trace: trace, on: day ?? deal.fundedOn,
            [.init(deal.id, cents.map { Cents($0) })])
        new.reason = reason
        return new
    }

    /// How many rows commissions and the ledger have, and how much the accounts hold.
    private func rows(_ desk: Desk) async throws -> [Int] {
        try await desk.database.read { db in
            try ["commission_entry", "commission_part", "commission_payment", "ledger_row", "ledger_entry", "history"]
                .map {
                    try db.value("SELECT count(*) FROM \(part: SQL(stringLiteral: $0))") ?? -1
                }
        }
    }

    @Test func `E16 E18 what is wrong with a payment is said, and nothing is written`() async throws {
        let (desk, deal, _) = try await deal()
        let birch = try await desk.funder("Birch")
        let other = try await desk.write { [offer = try await desk.accepted("Brook Diner", by: birch, "9000")] in
            try $0.fund(FundedDeal.New(offer: offer, fundedOn: deal.fundedOn), $1)
        }
        let good = payment(deal, 100_000)
        try await desk.write { _ = try $0.pay(good, $1) }
        // However it is spelled, it is the same reference.
        for spelled in ["t 1", "T-1", "#T1", "t.1"] {
            let again = payment(deal, 1_000, trace: spelled)
            #expect(
                try await code { try await desk.write { _ = try $0.pay(again, $1) } } == "trace_known", "\(spelled)")
        }
        let before = try await rows(desk)
        func changed(_ change: (inout CommissionPayment.New) -> Void) -> CommissionPayment.New {
            var new = payment(deal, 100_000, trace: "T2")
            change(&new)
            return new
        }
        // swift-format-ignore
        let cases: [(CommissionPayment.New, String)] = [
            (good,                                                            "trace_known"),
            (changed { $0.trace = " t 1 " },                                  "trace_known"),
            (changed { $0.trace = nil },                                      "trace_missing"),
            (changed { $0.currency = .cad },                                  "other_currency"),
            (changed { $0.funder = birch },                                   "other_funder"),
            (changed { $0.lines = [.init(other.id, Cents(1))] },              "other_funder"),
            (changed { $0.paidOn = deal.fundedOn.adding(days: -1) },          "before_funding"),
            (changed { $0.paidOn = deal.fundedOn.adding(days: 2) },           "in_the_future"),
            (changed { $0.lines = [] },                                       "line_count"),
            (changed { $0.lines = [.init(deal.id, Cents(1)), .init(deal.id, Cents(2))] }, "double_deal"),
            (changed { $0.lines = [.init(deal.id, .zero)] },                  "amount_not_positive"),
            (changed { $0.lines = [.init(deal.id, nil)] },                    "amount_not_positive"),
            (changed { $0.lines = [.init(deal.id, Cents(300_001))] },         "more_than_open"),
            (changed { $0.lines = [.init(FundedDeal.ID(bits: 404), Cents(1))] }, "unknown_deal"),
            (changed { $0.method = .other },                                  "method_note"),
            (changed { $0.methodNote = "by hand" },                           "method_note"),
        ]
        for (new, expected) in cases {
            #expect(try await code { try await desk.write { try $0.pay(new, $1) } } == expected)
        }
        #expect(try await rows(desk) == before)
        #expect(CommissionRefusal.traceKnown(CommissionPayment.ID(bits: 1), on: deal.fundedOn).kind == .conflict)
        try await desk.expectWhole()
    }

    @Test func `E17 methods are a closed list, and another one is named`() async throws {
        let (desk, deal, _) = try await deal()
        for (number, method) in PaymentMethod.allCases.enumerated() {
            var new = payment(deal, 100, trace: "M\(number)")
            new.method = method
            new.methodNote = method == .other ? "by barter" : nil
            let order = new
            #expect(try await desk.write { try $0.pay(order, $1).method } == method)
        }
        let table: String? = try await desk.value(
            "SELECT min(method) FROM commission_payment WHERE method_note = 'by barter'")
        #expect(table == "other")
    }

    @Test func `E16 earned never exceeds expected unless an adjustment says so`() async throws {
        let (desk, deal, _) = try await deal()
        let today = deal.fundedOn
        #expect(
            try await code { try await desk.write { try $0.earn(deal.id, Cents(400_001), on: today, $1) } }
                == "more_than_expected")
        try await desk.write { _ = try $0.earn(deal.id, Cents(150_000), on: today, $1) }
        #expect(try await desk.standing(deal.id).word == .earned)
        // A payment beyond what is earned earns the rest by itself.
        let first = payment(deal, 400_000)
        try await desk.write { _ = try $0.pay(first, $1) }
        #expect(try await desk.standing(deal.id).earned == Cents(400_000))
        #expect(try await code { try await desk.write { try $0.earn(deal.id, on: today, $1) } } == "nothing_to_earn")
        let more = payment(deal, 5_000, trace: "T2")
        #expect(try await code { try await desk.write { try $0.pay(more, $1) } } == "more_than_open")
        try await desk.write { _ = try $0.adjust(deal.id, by: Cents(5_000), reason: "they rounded up", on: today, $1) }
        try await desk.write { _ = try $0.pay(more, $1) }
        #expect(try await desk.standing(deal.id).word == .paid)
        #expect(
            try await code {
                try await desk.write { try $0.adjust(deal.id, by: Cents(-1), reason: "x", on: today, $1) }
            }
                == "more_than_open")
        #expect(
            try await code { try await desk.write { try $0.adjust(deal.id, by: .zero, reason: "x", on: today, $1) } }
                == "no_change")
        try await desk.expectWhole()
    }

    @Test func `E14 what was booked by mistake is taken back by rows that name it, and its reference is free`()
        async throws
    {
        let (desk, deal, olga) = try await deal()
        let (first, tenant) = (payment(deal, 100_001), desk.tenant)
        let booked = try await desk.write { try $0.pay(first, $1) }
        #expect(try await desk.payee(olga).payable == Cents(20_000))
        try await desk.write { try $0.reverse(booked.id, reason: "another office's", $1) }
        #expect(try await desk.standing(deal.id).paid == .zero)
        #expect(try await desk.payee(olga).balance == .zero)
        #expect(try await desk.payee(olga).scheduled == Cents(100_000))
        let again = try await code { try await desk.write { try $0.reverse(booked.id, reason: "again", $1) } }
        #expect(again == "illegal_move")
        let entries = try await desk.database.read { try CommissionEntry.of(payment: booked.id, tenant: tenant, $0) }
        #expect(entries.map(\.amount) == [Cents(100_001), Cents(-100_001)])
        #expect(entries.last?.reverses == entries.first?.id && entries.first?.reversedBy == entries.last?.id)
        try await desk.write { _ = try $0.pay(first, $1) }
        // What was earned by it stands until it is taken back itself, which the payment forbids.
        let earned = try await desk.database.read { db in
            try CommissionEntry.of(deal.id, tenant: tenant, db).first { $0.kind == .earned }
        }
        let id = try #require(earned?.id)
        #expect(try await code { try await desk.write { try $0.reverse(id, reason: "x", $1) } } == "more_than_earned")
        let paid = try #require(entries.first?.id)
        #expect(try await code { try await desk.write { try $0.reverse(paid, reason: "x", $1) } } == "not_by_itself")
        #expect(try await code { try await desk.write { try $0.cancel(deal.id, reason: "x", $1) } } == "earned_already")
        try await desk.expectWhole()
    }

    @Test(arguments: ["commission_entry", "commission_part", "commission_terms"])
    func `E13 E14 rows of commissions are never changed and never deleted`(table: String) async throws {
        let (desk, _, _) = try await deal()
        for statement in ["UPDATE \(table) SET tenant_id = tenant_id", "DELETE FROM \(table)"] {
            await #expect(throws: (any Error).self) {
                try await desk.database.write { try $0.run(SQL(stringLiteral: statement)) }
            }
        }
    }

    @Test func `E23 a reserve is held until the window is over, and let go once`() async throws {
        let (desk, deal, olga) = try await deal()
        let first = payment(deal, 400_000)
        try await desk.write { _ = try $0.pay(first, $1) }
        #expect(try await desk.payee(olga).payable == Cents(80_000))
        #expect(try await desk.payee(olga).held == Cents(20_000))
        let (last, tenant) = (deal.fundedOn.adding(days: 45), desk.tenant)
        for (day, count) in [(last, 0), (last.adding(days: 1), 1), (last.adding(days: 2), 0)] {
            let isDue = try await desk.database.read { try CommissionBook.hasReserve(before: day, tenant: tenant, $0) }
            #expect(isDue == (count > 0))
            #expect(try await desk.write { try $0.release(on: day, $1) } == count)
        }
        #expect(try await desk.payee(olga).payable == Cents(100_000))
        #expect(try await desk.payee(olga).held == .zero)
        // The payment cannot be undone behind it.
        let payment = try await desk.database.read {
            try CommissionPayment.booked("T1", by: deal.funder, tenant: tenant, $0)
        }
        let id = try #require(payment?.id)
        #expect(try await code { try await desk.write { try $0.reverse(id, reason: "x", $1) } } == "reserve_released")
        try await desk.expectWhole()
    }

    @Test func `E23 a clawback keeps to its window and its terms unless somebody says why`() async throws {
        let (desk, deal, olga) = try await deal()
        let none = payment(deal, nil, trace: nil)
        #expect(try await code { try await desk.write { try $0.clawBack(none, $1) } } == "more_than_kept")
        let first = payment(deal, 400_000)
        try await desk.write { _ = try $0.pay(first, $1) }
        // 15 of 45 days have passed: two thirds may be taken.
        let day = try desk.go(to: "2026-11-17")
        let other = payment(deal, 100_000, trace: "C1", on: day)
        #expect(try await code { try await desk.write { try $0.clawBack(other, $1) } } == "other_than_terms")
        let taken = payment(deal, nil, trace: "C1", on: day)
        #expect(try await desk.write { try $0.clawBack(taken, $1).amount } == Cents(266_667))
        #expect(try await code { try await desk.write { try $0.clawBack(taken, $1) } } == "trace_known")
        // A quarter of it, 666.67, is Olga's: 200.00 from what was held back, the rest of what she has.
        #expect(try await desk.payee(olga).payable == Cents(80_000 - 46_667))
        #expect(try await desk.standing(deal.id).word == .partClawedBack)
        let late = try desk.go(to: "2027-01-04")
        var rest = payment(deal, 133_333, trace: nil, on: late)
        let silent = rest
        #expect(try await code { try await desk.write { try $0.clawBack(silent, $1) } } == "outside_window")
        rest.reason = "the funder won its case"
        let told = rest
        let second = try await desk.write { try $0.clawBack(told, $1) }
        #expect(try await desk.standing(deal.id).word == .clawedBack)
        #expect(try await desk.payee(olga).payable == .zero)
        try await desk.write { try $0.reverse(second.id, reason: "the other deal", $1) }
        #expect(try await desk.standing(deal.id).kept == Cents(133_333))
        try await desk.expectWhole()
    }
}
