import Crypto
import Deals
import Kernel
import Storage
import Testing

@testable import Commissions

@Suite struct RemittanceDeskTests {
    @Test func `N09 a remittance is taken in, held against the records and booked in one transaction`() async throws {
        let desk = try await Desk()
        let funder = try await desk.payingFunder()
        let ann = try await desk.funded("Ann's Diner LLC", by: funder, "10000", on: "2026-11-02")
        let bob = try await desk.funded("Bob Bikes Inc", by: funder, "20000", on: "2026-11-02")
        let cat = try await desk.funded("Cat Cafe", by: funder, "5000", on: "2026-11-02")
        let text = """
            Deal,Merchant,Commission,Date,Trace
            \(ann.reference),Ann's Diner,"$1,000.00",11/02/2026,ACH-77
            ,BOB BIKES,1900.00,11/02/2026,ACH-77
            Z-1,Nobody,5.00,11/02/2026,ACH-77
            Total,,2905.00,,

            """
        // Two numbers below 13 leave the month open.
        let id = try await desk.take(text, from: funder)
        #expect(try await desk.preview(id).items.isEmpty)
        try await desk.with { remittances, db in
            var layout = RemittanceLayout()
            layout.dayOrder = .monthFirst
            let read = try RemittanceFile(Array(text.utf8), layout, currency: .usd)
            try remittances.read(id, again: read, currency: .usd, throughOn: nil, db)
        }
        let preview = try await desk.preview(id)
        let told = preview.items.compactMap { preview.findings[$0.place] }
        #expect(told.map(\.verdict) == [.matched, .shortPaid, .unknownDeal])
        #expect(told.map(\.expected) == [Cents(100_000), Cents(200_000), nil])
        #expect(preview.missing.map(\.deal) == [cat.id] && preview.remittance.statedTotal == Cents(290_500))
        #expect(try await code { try await desk.confirm(id, seen: "other") } == "changed_meanwhile")
        #expect(try await desk.confirm(id, seen: preview.mark) == 2)
        // One payment with the funder's reference over two deals; the third line waits.
        let payments: Int? = try await desk.value("SELECT count(*) FROM commission_payment")
        #expect(payments == 1)
        #expect(try await desk.standing(ann.id).paid == Cents(100_000))
        #expect(try await desk.standing(bob.id).open == Cents(10_000))
        let after = try await desk.preview(id)
        #expect(after.items.map(\.state) == [.booked, .booked, .proposed] && after.remittance.state == .proposed)
        #expect(after.items[0].finding?.verdict == .matched && after.items[0].entry != nil)
        #expect(try await code { try await desk.confirm(id) } == "nothing_to_book")
        try await desk.decide(.dismiss(reason: "not ours"), on: 2, of: id)
        #expect(try await desk.preview(id).remittance.state == .booked)
        try await desk.expectWhole()
    }

    @Test func `N09 the same file books nothing twice, and the same payment in another file neither`() async throws {
        let desk = try await Desk()
        let funder = try await desk.payingFunder()
        let ann = try await desk.funded("Ann", by: funder, "10000", on: "2026-11-02")
        let text = "Deal,Amount,Date,Trace\n\(ann.reference),1000.00,2026-11-02,T1\n"
        let id = try await desk.take(text, from: funder)
        try await desk.confirm(id)
        #expect(try await code { try await desk.take(text, named: "again.csv", from: funder) } == "known_file")
        let other = try await desk.take(text + "\n", from: funder)
        let preview = try await desk.preview(other)
        #expect(preview.findings[0]?.verdict == .paidTwice && preview.bookable.isEmpty)
        #expect(try await code { try await desk.confirm(other) } == "nothing_to_book")
        // What was put away may be taken in again.
        try await desk.with { try $0.dismiss(other, reason: "a double", $1) }
        _ = try await desk.take(text + "\n", from: funder)
        #expect(try await desk.standing(ann.id).paid == Cents(100_000))
    }

    @Test func `N09 a person chooses the deal, takes what differs with a reason, and takes a line back`() async throws {
        let desk = try await Desk()
        let funder = try await desk.payingFunder()
        let stranger = try await desk.payingFunder("Other Funding")
        let one = try await desk.funded("Ann", by: funder, "10000", on: "2026-11-02")
        let two = try await desk.funded("Ann", by: funder, "10000", on: "2026-11-02")
        let foreign = try await desk.funded("Zed", by: stranger, "10000", on: "2026-11-02")
        let id = try await desk.take(
            "Deal,Merchant,Amount,Trace\n,Ann,1000.00,T1\n\(two.reference),,1250.00,T2\n", from: funder)
        var preview = try await desk.preview(id)
        #expect(preview.findings.mapValues(\.verdict) == [0: .unclear, 1: .overPaid])
        #expect(try await code { try await desk.decide(.accept(reason: "so"), on: 0, of: id) } == "not_acceptable")
        #expect(try await code { try await desk.decide(.deal(foreign.id), on: 0, of: id) } == "other_funder")
        #expect(try await code { try await desk.decide(.dismiss(reason: "x"), on: 9, of: id) } == "unknown_line")
        try await desk.decide(.deal(one.id), on: 0, of: id)
        try await desk.decide(.accept(reason: "a bonus for the third deal"), on: 1, of: id)
        preview = try await desk.preview(id)
        #expect(preview.bookable.count == 2 && preview.findings[0]?.isExact == false)
        try await desk.confirm(id, seen: preview.mark)
        let standing = try await desk.standing(two.id)
        #expect(standing.expected == Cents(125_000) && standing.open == .zero)
        // A booked line is a proposal again once its payment was taken back.
        #expect(try await code { try await desk.decide(.restore, on: 0, of: id) } == "payment_stands")
        let payment = try #require(try await desk.preview(id).items[0].payment)
        try await desk.write { try $0.reverse(payment, reason: "the bank returned it", $1) }
        try await desk.decide(.restore, on: 0, of: id)
        preview = try await desk.preview(id)
        #expect(preview.remittance.state == .proposed && preview.findings[0]?.verdict == .matched)
        try await desk.expectWhole()
    }

    @Test func `E23 what a remittance takes back is booked with its shares, and behind the window only with a reason`()
        async throws
    {
        let desk = try await Desk()
        let funder = try await desk.payingFunder()
        let ann = try await desk.funded("Ann", by: funder, "10000", on: "2026-11-02")
        try await desk.confirm(
            try await desk.take("Deal,Amount,Date\n\(ann.reference),1000.00,2026-11-03\n", from: funder))
        try desk.go(to: "2026-12-10")
        let back = try await desk.take(
            "Deal,Amount,Date,Type\n\(ann.reference),400.00,2026-12-09,Clawback\n", from: funder)
        #expect(try await desk.preview(back).findings[0]?.reason.contains("the terms give 1,000") == true)
        try await desk.confirm(back)
        #expect(try await desk.standing(ann.id).clawedBack == Cents(40_000))
        try desk.go(to: "2027-02-01")
        let late = try await desk.take("Deal,Amount,Date\n\(ann.reference),(600.00),2027-01-30\n", from: funder)
        #expect(try await code { try await desk.confirm(late) } == "nothing_to_book")
        try await desk.decide(.accept(reason: "agreed on the telephone"), on: 0, of: late)
        try await desk.confirm(late)
        #expect(try await desk.standing(ann.id).kept == .zero)
        try await desk.expectWhole()
    }

    @Test func `N09 what cannot be booked leaves nothing behind`() async throws {
        let desk = try await Desk()
        let funder = try await desk.payingFunder()
        let ann = try await desk.funded("Ann", by: funder, "10000", on: "2026-11-02")
        let bob = try await desk.funded("Bob", by: funder, "10000", on: "2026-11-02")
        let id = try await desk.take(
            "Deal,Amount,Trace\n\(ann.reference),1000.00,T-1\n\(bob.reference),1000.00,t 2\n", from: funder)
        let preview = try await desk.preview(id)
        try await desk.write {
            try $0.pay(
                CommissionPayment.New(
                    funder: funder, .usd, by: .ach, trace: "X", on: try #require(Day("2026-11-02")),
                    [CommissionPayment.Line(bob.id, Cents(40_000))]), $1)
        }
        #expect(try await code { try await desk.confirm(id, seen: preview.mark) } == "changed_meanwhile")
        #expect(try await desk.standing(ann.id).paid == .zero)
        #expect(try await desk.preview(id).findings[1]?.verdict == .overPaid)
    }

    @Test func `N09 a year of remittances with 100 planted differences books what is right, to the cent`() async throws
    {
        let desk = try await Desk()
        let funder = try await desk.payingFunder()
        let year = SyntheticYear(seed: 20_260_601, dealsEachMonth: 10)
        var deals: [String: FundedDeal.ID] = [:]
        var numbers: [String: String] = [:]
        var found: [SyntheticYear.Difference] = []
        for (number, month) in year.months.enumerated() {
            for deal in month.deals {
                try desk.go(to: deal.dueOn.description)
                let made = try await desk.funded(
                    deal.merchants.first ?? "", by: funder, deal.funded.decimal, on: deal.fundedOn.description)
                deals[made.id.description] = deal.deal
                numbers[deal.references.first ?? ""] = made.reference
            }
            try desk.go(to: month.last.description)
            let id = try await desk.take(
                Self.text(month.lines, numbers), named: "month \(number).csv", from: funder, throughOn: month.last)
            let preview = try await desk.preview(id)
            #expect(preview.items.count == month.lines.count && preview.remittance.flaws.isEmpty)
            for finding in preview.items.compactMap({ preview.findings[$0.place] }) + preview.missing
            where finding.verdict.isDifference {
                let line = finding.place.map { month.lines[$0] }
                let about = finding.deal.flatMap { deals[$0.description]?.description } ?? line?.reference ?? ""
                found.append(
                    SyntheticYear.Difference(
                        month: number, verdict: finding.verdict, about: about, expected: finding.expected,
                        received: finding.received ?? .zero))
                if finding.verdict == .overPaid, let place = finding.place {
                    try await desk.decide(.accept(reason: "the funder says so"), on: place, of: id)
                }
            }
            try await desk.confirm(id)
        }
        #expect(found.count == 100 && Set(found) == year.planted)
        // What was booked is what was planted: short payments and what never came are open, the rest is paid.
        let open = year.planted.reduce(Cents.zero) { sum, difference in
            guard let expected = difference.expected else { return sum }
            switch difference.verdict {
            case .shortPaid: return sum + expected - difference.received
            case .missing, .wrongCurrency: return sum + expected
            default: return sum
            }
        }
        let owner = funder.description
        let owed = try await desk.account("commission.expected", owner: owner)
        let receivable = try await desk.account("commission.receivable", owner: owner)
        #expect(owed == open.count && receivable == 0)
        try await desk.expectWhole()
    }

    private static func text(_ lines: [RemittanceLine], _ numbers: [String: String]) -> String {
        var text = "Deal;Merchant;Funded;Commission;Currency;Paid on;Trace\r\n"
        for line in lines {
            let cells = [
                line.reference.map { numbers[$0] ?? $0 } ?? "", line.merchant ?? "", line.funded?.decimal ?? "",
                line.amount.decimal, line.currency.rawValue, line.paidOn?.description ?? "", line.trace ?? "",
            ]
            text += cells.joined(separator: ";") + "\r\n"
        }
        return text
    }
}
