import Deals
import Funders
import Kernel
import Sheets
import Storage
import Testing

@testable import Commissions

/// A remittance that is confirmed in steps, and files that follow each other.
@Suite struct RemittanceAgainTests {
    /// What stands behind the last comma of both rows: the funder's reference, or none.
    @Test(arguments: ["WIRE-9", "", "-"])
    func `N09 a line that a person cleared after the first confirmation is booked in the same payment`(
        trace: String
    ) async throws {
        let desk = try await Desk()
        let funder = try await desk.payingFunder()
        let ann = try await desk.funded("Ann's Diner LLC", by: funder, "10000", on: "2026-11-02")
        let bob = try await desk.funded("Bob Bikes Inc", by: funder, "20000", on: "2026-11-02")
        let text = """
            Deal,Merchant,Commission,Date,Trace
            \(ann.reference),,1000.00,2026-11-02,\(trace)
            Z-1,Nobody,2000.00,2026-11-02,\(trace)

            """
        let id = try await desk.take(text, from: funder)
        #expect(try await desk.confirm(id) == 1)
        #expect(try await desk.standing(bob.id).paid == .zero)
        try await desk.decide(.deal(bob.id), on: 1, of: id)
        let preview = try await desk.preview(id)
        #expect(preview.findings[1]?.verdict == .matched && preview.bookable.count == 1)
        #expect(try await desk.confirm(id, seen: preview.mark) == 1)
        #expect(try await desk.standing(bob.id).paid == Cents(200_000))
        let after = try await desk.preview(id)
        #expect(after.remittance.state == .booked)
        #expect(Set(after.items.map(\.payment)).count == 1, "one payment of the funder")
        let tenant = desk.tenant
        let payment = try #require(after.items[0].payment)
        let booked = try await desk.database.read { try CommissionPayment.find(payment, tenant: tenant, $0) }
        #expect(booked.amount == Cents(300_000))
        try await desk.expectWhole()
        // Taken back as a whole.
        try await desk.write { try $0.reverse(payment, reason: "the bank returned it", $1) }
        #expect(try await desk.standing(ann.id).paid == .zero)
        #expect(try await desk.standing(bob.id).paid == .zero)
        try await desk.expectWhole()
    }

    @Test func `N09 what a funder took back is completed by its reference too`() async throws {
        let desk = try await Desk()
        let funder = try await desk.payingFunder()
        let deals = [
            try await desk.funded("Ann", by: funder, "10000", on: "2026-11-02"),
            try await desk.funded("Bob", by: funder, "10000", on: "2026-11-02"),
        ]
        let paid = deals.map { "\($0.reference),1000.00,2026-11-02,T1" }.joined(separator: "\n")
        try await desk.confirm(try await desk.take("Deal,Amount,Date,Trace\n\(paid)\n", from: funder))
        try desk.go(to: "2026-11-10")
        let id = try await desk.take(
            "Deal,Amount,Date,Trace\n\(deals[0].reference),-100.00,2026-11-09,B1\nZ-1,-200.00,2026-11-09,B1\n",
            from: funder)
        #expect(try await desk.confirm(id) == 1)
        try await desk.decide(.deal(deals[1].id), on: 1, of: id)
        #expect(try await desk.confirm(id) == 1)
        #expect(try await desk.standing(deals[1].id).clawedBack == Cents(20_000))
        let payments: Int? = try await desk.value(
            "SELECT count(*) FROM commission_payment WHERE direction = 'clawed_back' AND amount_cents = 30000")
        #expect(payments == 1)
        try await desk.expectWhole()
    }

    @Test func `N09 a reference that another file booked takes further deals only on a person's word`() async throws {
        let desk = try await Desk()
        let funder = try await desk.payingFunder()
        let ann = try await desk.funded("Ann", by: funder, "10000", on: "2026-11-02")
        let bob = try await desk.funded("Bob", by: funder, "10000", on: "2026-11-02")
        let cat = try await desk.funded("Cat", by: funder, "10000", on: "2026-11-02")
        try await desk.confirm(
            try await desk.take("Deal,Amount,Date,Trace\n\(ann.reference),1000.00,2026-11-02,T1\n", from: funder))
        let id = try await desk.take(
            "Deal,Amount,Date,Trace\n\(bob.reference),1000.00,2026-11-02,t-1\n\(cat.reference),1000.00,2026-11-02,T1\n",
            from: funder)
        let finding = try #require(try await desk.preview(id).findings[0])
        #expect(finding.verdict == .unclear && !finding.isBookable && finding.isAcceptable)
        try await desk.decide(.accept(reason: "the rest of the wire"), on: 0, of: id)
        #expect(try await desk.confirm(id) == 1)
        let payments: Int? = try await desk.value("SELECT count(*) FROM commission_payment")
        #expect(payments == 1)
        #expect(try await desk.standing(bob.id).paid == Cents(100_000))
        // A word about one line opens the reference for no other.
        let other = try #require(try await desk.preview(id).findings[1])
        #expect(other.verdict == .unclear && !other.isBookable && other.deal == cat.id)
        try await desk.expectWhole()
    }

    @Test func `N09 a dash in the column of references is none: the same amount of the next file is a person's`()
        async throws
    {
        let desk = try await Desk()
        let funder = try await desk.payingFunder()
        let ann = try await desk.funded("Ann", by: funder, "10000", on: "2026-11-02")
        let text = "Deal,Amount,Date,Trace\n\(ann.reference),400.00,2026-11-02,-\n"
        try await desk.confirm(try await desk.take(text, from: funder))
        let again = try await desk.take(text + "\n", from: funder)
        let finding = try #require(try await desk.preview(again).findings[0])
        #expect(finding.verdict == .unclear && !finding.isBookable)
        #expect(try await code { try await desk.confirm(again) } == "nothing_to_book")
        #expect(try await desk.standing(ann.id).paid == Cents(40_000))
    }

    @Test func `N09 each word of a person about a line stands in the history with what was before`() async throws {
        let desk = try await Desk()
        let funder = try await desk.payingFunder()
        let one = try await desk.funded("Ann", by: funder, "10000", on: "2026-11-02")
        let two = try await desk.funded("Ann", by: funder, "10000", on: "2026-11-02")
        let id = try await desk.take("Deal,Merchant,Amount,Trace\n,Ann,1250.00,T1\n", from: funder)
        try await desk.decide(.deal(one.id), on: 0, of: id)
        try await desk.decide(.deal(two.id), on: 0, of: id)
        try await desk.decide(.accept(reason: "a bonus"), on: 0, of: id)
        let rows = try await desk.database.read {
            try $0.rows(
                "SELECT event, detail FROM history WHERE record_id = \(id) AND event LIKE 'line%' ORDER BY seq"
            ).map { (try $0.get("event", as: String.self), try $0.get("detail", as: Value.self)) }
        }
        #expect(rows.map(\.0) == ["line_deal", "line_deal", "line_accept"])
        #expect(rows.map { $0.1["deal"] } == [Value(one.id), Value(two.id), Value(two.id)])
        #expect(rows.map { $0.1["deal_before"] } == [.null, Value(one.id), Value(two.id)])
    }

    @Test func `N09 a file of one currency says nothing of deals in another, and misses what was written down late`()
        async throws
    {
        let desk = try await Desk()
        let funder = try await desk.payingFunder()
        var content = CommissionTerms.Content(
            validFrom: try desk.day("2025-01-01"), currency: .cad, rate: Percent(thousandths: 10_000), plan: .sameDay)
        content.clawbackDays = 60
        try await desk.terms(content, of: funder, after: 1)
        let ann = try await desk.funded("Ann", by: funder, "10000", on: "2026-11-02")
        let offer = try await desk.accepted("Late Larry", by: funder, "10000")
        let canadian = try await desk.accepted("Maple Motors", by: funder, "10000", terms: ["currency": "CAD"])
        let day = try desk.day("2026-11-02")
        let maple = try await desk.write { try $0.fund(FundedDeal.New(offer: canadian, fundedOn: day), $1).id }
        try desk.go(to: "2026-11-05")
        let first = try await desk.take(
            "Deal,Amount,Date,Trace\n\(ann.reference),1000.00,2026-11-03,T1\n", from: funder,
            throughOn: try desk.day("2026-11-04"))
        #expect(try await desk.preview(first).missing.isEmpty, "the Canadian deal is not this file's")
        try await desk.confirm(first)
        try desk.go(to: "2026-11-06")
        let late = try await desk.write { try $0.fund(FundedDeal.New(offer: offer, fundedOn: day), $1).id }
        let second = try await desk.take(
            "Deal,Amount,Date,Trace\nZ-1,5.00,2026-11-06,T2\n", from: funder, throughOn: try desk.day("2026-11-06"))
        #expect(try await desk.preview(second).missing.map(\.deal) == [late], "written down after the file before came")
        let third = try await desk.take(
            "Deal,Amount,Currency,Date,Trace\nZ-2,5.00,CAD,2026-11-06,T3\n", from: funder,
            throughOn: try desk.day("2026-11-06"))
        #expect(try await desk.preview(third).missing.map(\.deal) == [maple], "no file in its currency came before")
    }

    @Test func `N09 what was put away is taken out again, line by line or whole, and a file's twin stays the only one`()
        async throws
    {
        let desk = try await Desk()
        let funder = try await desk.payingFunder()
        let ann = try await desk.funded("Ann", by: funder, "10000", on: "2026-11-02")
        let text = "Deal,Amount,Date,Trace\n\(ann.reference),1000.00,2026-11-02,T1\n"
        let id = try await desk.take(text, from: funder)
        try await desk.decide(.dismiss(reason: "looked wrong"), on: 0, of: id)
        #expect(try await desk.preview(id).remittance.state == .dismissed)
        try await desk.decide(.restore, on: 0, of: id)
        #expect(try await desk.preview(id).bookable.count == 1)
        try await desk.with { try $0.dismiss(id, reason: "looked wrong", $1) }
        let twin = try await desk.take(text, from: funder)
        #expect(try await code { try await desk.decide(.restore, on: 0, of: id) } == "known_file")
        #expect(try await desk.preview(id).remittance.state == .dismissed)
        try await desk.with { try $0.dismiss(twin, reason: "a twin", $1) }
        try await desk.decide(.restore, on: 0, of: id)
        #expect(try await desk.confirm(id) == 1)
        #expect(try await code { try await desk.decide(.restore, on: 0, of: twin) } == "known_file")
        try await desk.expectWhole()
    }

    @Test func `N09 what is taken back of a payment in the same file is booked behind it, wherever it stands`()
        async throws
    {
        let desk = try await Desk()
        let funder = try await desk.payingFunder()
        let ann = try await desk.funded("Ann", by: funder, "10000", on: "2026-11-02")
        let bob = try await desk.funded("Bob", by: funder, "10000", on: "2026-11-02")
        let cat = try await desk.funded("Cat", by: funder, "10000", on: "2026-11-02")
        let text = """
            Deal,Amount,Date,Trace
            \(ann.reference),-200.00,2026-11-03,T1
            \(ann.reference),1000.00,2026-11-03,T2
            \(bob.reference),1200.00,2026-11-03,T3
            \(bob.reference),-200.00,2026-11-03,T4
            \(cat.reference),1000.00,2026-11-03,T5

            """
        let id = try await desk.take(text, from: funder)
        let preview = try await desk.preview(id)
        // More than is expected waits for a word, and with it what would be taken back of it; the others do not.
        #expect(preview.bookable.map(\.place) == [0, 1, 4])
        #expect(try await desk.confirm(id, seen: preview.mark) == 3)
        #expect(try await desk.standing(ann.id).kept == Cents(80_000))
        try await desk.decide(.accept(reason: "a bonus"), on: 2, of: id)
        #expect(try await desk.confirm(id) == 2)
        #expect(try await desk.standing(bob.id).kept == Cents(100_000))
        try await desk.expectWhole()
    }

    @Test func `N09 a preview on other days or with other traces is another preview`() async throws {
        let desk = try await Desk()
        let funder = try await desk.payingFunder()
        let ann = try await desk.funded("Ann", by: funder, "10000", on: "2026-11-02")
        let text = "Deal,Amount,Date,Trace\n\(ann.reference),1000.00,11/12/2026,T1\n"
        try desk.go(to: "2026-12-20")
        let id = try await desk.take(text, from: funder)
        func mark(_ order: DayOrder) async throws -> String {
            try await desk.with { remittances, db in
                var layout = RemittanceLayout()
                layout.dayOrder = order
                let read = try RemittanceFile(Array(text.utf8), layout, currency: .usd)
                try remittances.read(id, again: read, currency: .usd, throughOn: Day("2026-12-19"), db)
            }
            return try await desk.preview(id).mark
        }
        let (one, two) = (try await mark(.monthFirst), try await mark(.dayFirst))
        #expect(one != two)
        #expect(try await code { try await desk.confirm(id, seen: one) } == "changed_meanwhile")
        #expect(try await desk.confirm(id, seen: two) == 1)
    }
}
