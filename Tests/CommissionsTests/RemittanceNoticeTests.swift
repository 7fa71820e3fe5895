import Correspondence
import Deals
import Kernel
import Storage
import Submissions
import Testing

@testable import Commissions

@Suite struct RemittanceNoticeTests {
    @Test(arguments: [
        ("Your commission was sent. ACH trace #091000019283746.", "091000019283746"),
        ("Confirmation number: WX-20931", "WX-20931"), ("trace no. is 77120-A today", "77120-A"),
        ("Trace 11111 and trace 22222", nil), ("trace the money", nil), ("no reference at all", nil),
        ("Trace: 1234", nil), ("Trace: abcdefg", nil),
    ]) func `E25 a trace is read where one alone is named`(text: String, trace: String?) {
        #expect(RemittanceNotice.trace(in: text) == trace)
    }

    @Test func `E25 a notice that does not say which way the money went is booked by a person's word`() async throws {
        let desk = try await Desk()
        let funder = try await desk.payingFunder()
        let deal = try await desk.funded("Ann", by: funder, "10000", on: "2026-11-02")
        let (tenant, now) = (desk.tenant, desk.clock.now())
        let message = try await desk.mail()
        let hand = RemittanceDesk(tenant: tenant, by: .system("reader"), at: now)
        let id = try await desk.database.write { db in
            let submission = try FundedDeal.find(deal.id, tenant: tenant, db).submission
            let told = RemittanceNotice.Told(
                Cents(100_000), on: submission,
                in: "Commission of $1,000.00 was sent today, trace 0910000192. The $300.00 of October was clawed back.",
                of: message, on: now.day)
            try RemittanceNotice.take(told, tenant: tenant, by: .system("reader"), at: now, db)
            return try #require(try db.value("SELECT id FROM remittance") as Remittance.ID?)
        }
        let before = try await desk.database.read { try hand.preview(id, $0).findings[0] }
        #expect(before?.verdict == .unclear && before?.isBookable == false && before?.isAcceptable == true)
        #expect(before?.reason.contains("does not say whether this was paid or taken back") == true)
        await #expect(throws: RemittanceDeskRefusal.nothingToBook) {
            try await desk.database.write { try hand.confirm(id, seen: nil, $0) }
        }
        try await desk.database.write { db in
            try hand.decide(.accept(reason: "the bank shows it"), on: 0, of: id, db)
            try hand.confirm(id, seen: nil, db)
        }
        #expect(try await desk.standing(deal.id).paid == Cents(100_000))
        try await desk.expectWhole()
    }

    /// The mail's words, its amount, and what becomes of its line.
    @Test(
        arguments: [
            ("Commission of $1,000.00 was sent today, trace 0910000192.", 100_000, "booked"),
            ("Commission of $1,000.00 was sent today.", 100_000, "proposed"),
            ("Commission of $900.00 was sent today, trace 0910000192.", 90_000, "proposed"),
            ("Commission of $1,000.00 will be sent on Friday, trace 0910000192.", 100_000, "proposed"),
            ("Commission of $1,000.00 goes out on Friday, trace 0910000192.", 100_000, "proposed"),
            (
                "Commission of $1,000.00 was sent today, trace 0910000192. Our clawback policy applies.", 100_000,
                "booked"
            ),
            ("We are clawing back $1,000.00, trace 0910000192.", 100_000, "proposed"),
        ] as [(String, Int64, String)])
    func `E25 a notice is a proposed row, booked only where deal, amount and trace are exact`(
        text: String, cents: Int64, state: String
    ) async throws {
        let desk = try await Desk()
        let funder = try await desk.payingFunder()
        let deal = try await desk.funded("Ann", by: funder, "10000", on: "2026-11-02")
        let (tenant, now) = (desk.tenant, desk.clock.now())
        let message = try await desk.mail()
        let submission = try await desk.database.read { try FundedDeal.find(deal.id, tenant: tenant, $0).submission }
        for _ in 0..<2 {
            try await desk.database.write { db in
                let told = RemittanceNotice.Told(
                    Cents(cents), on: submission, in: text, of: message, on: now.day)
                try RemittanceNotice.take(told, tenant: tenant, by: .system("reader"), at: now, db)
            }
        }
        let count: Int? = try await desk.value("SELECT count(*) FROM remittance_line")
        let stands: String? = try await desk.value("SELECT state FROM remittance_line")
        #expect(count == 1 && stands == state)
        #expect(try await desk.standing(deal.id).paid == Cents(state == "booked" ? cents : 0))
        try await desk.database.write { db in
            try RemittanceNotice.takeBack(
                message, of: submission, tenant: tenant, by: .system("reader"), at: now, db)
        }
        let after: String? = try await desk.value("SELECT state FROM remittance")
        #expect(after == (state == "booked" ? "booked" : "dismissed"))
        try await desk.expectWhole()
    }

    @Test func `E25 C27 a mail whose reading is corrected proposes anew, waits for a person, and is booked once`()
        async throws
    {
        let desk = try await Desk()
        let funder = try await desk.payingFunder()
        let deal = try await desk.funded("Ann", by: funder, "10000", on: "2026-11-02")
        let (tenant, now) = (desk.tenant, desk.clock.now())
        let message = try await desk.mail()
        let submission = try await desk.database.read { try FundedDeal.find(deal.id, tenant: tenant, $0).submission }
        func take(_ cents: Int64) async throws -> Remittance.ID? {
            try await desk.database.write { db in
                let text = "We sent $\(Cents(cents).decimal) today, trace 0910000192."
                let told = RemittanceNotice.Told(Cents(cents), on: submission, in: text, of: message, on: now.day)
                try RemittanceNotice.take(told, tenant: tenant, by: .system("reader"), at: now, db)
                return try db.value("SELECT id FROM remittance WHERE is_retracted = 0", as: Remittance.ID.self)
            }
        }
        func takeBack() async throws {
            try await desk.database.write {
                try RemittanceNotice.takeBack(
                    message, of: submission, tenant: tenant, by: .system("reader"), at: now, $0)
            }
        }
        // Misread: a person puts it away before the mail is filed anew.
        let first = try #require(try await take(90_000))
        try await desk.decide(.dismiss(reason: "misread"), on: 0, of: first)
        try await takeBack()
        #expect(try await code { try await desk.decide(.restore, on: 0, of: first) } == "retracted")
        let second = try #require(try await take(100_000))
        #expect(try await desk.preview(second).findings[0]?.isExact == true)
        #expect(try await desk.standing(deal.id).paid == .zero, "a person says so")
        // To another submission and back.
        try await takeBack()
        let third = try #require(try await take(100_000))
        #expect(Set([first, second, third]).count == 3)
        try await desk.confirm(third)
        try await takeBack()
        #expect(try await take(100_000) == third)
        #expect(try await desk.standing(deal.id).paid == Cents(100_000))
        try await desk.expectWhole()
    }
}
