import Kernel
import Notices
import Storage
import Testing
import Web

@testable import Referrals
@testable import Server

/// Partners hear by mail what was decided of their leads and payouts, each once.
@Suite struct ReferralNoticeTests {
    @Test func `a partner is told of each decision once, from when the office turned that on`() async throws {
        let desk = try await ReferralDesk()
        try await desk.act("/referral/leads/\(try await desk.lead("Before"))/reject", ["reason": "no"])
        #expect(try await desk.tell() == [])
        try await desk.act("/referral/settings", ["minimum": "1", "limit": "10000", "tells_partners": true])
        let refused = try await desk.lead("Refused Bakery")
        try await desk.act("/referral/leads/\(refused)/reject", ["reason": "in business for a month"])
        let (taken, _) = try await desk.approved("Taken Bakery")
        _ = try await desk.earn(taken, "approval")
        let first = try await desk.batch()
        try await desk.act("/referral/payouts/\(first)/reject", ["notes": "which merchant?"], as: desk.checker)
        let again = try await desk.act("/referral/payouts/\(first)/resubmission")["id"]?.text ?? ""
        try await desk.act("/referral/payouts/\(again)/approve", as: desk.checker)
        try await desk.pay(again, "R-77")
        let told = try await desk.tell()
        let day = desk.demo.clock.now().day
        #expect(
            told.sorted() == [
                "Harbour Street Capital paid you on \(day)", "Harbour Street Capital took your lead: Taken Bakery",
                "Your lead was not taken: Refused Bakery", told.sorted().last ?? "",
            ])
        #expect(told.contains { $0.hasPrefix("Your payout for ") })
        #expect(try await desk.tell() == [])
        let mail = try await desk.body("Your lead was not taken: Refused Bakery")
        #expect(mail.contains("Hello Ines,") && mail.contains("in business for a month"))
        #expect(try await desk.body("Harbour Street Capital paid you on \(day)").contains("$25"))
        // Off again nothing more is told.
        try await desk.act("/referral/settings", ["minimum": "1", "limit": "10000", "tells_partners": false])
        try await desk.act("/referral/leads/\(try await desk.lead("After"))/reject", ["reason": "no"])
        #expect(try await desk.tell() == [])
        #expect(try await Verification.run(desk.office.database, desk.office.blobs).isWhole)
    }

    @Test func `what could not be told for two weeks is told by people`() async throws {
        let desk = try await ReferralDesk()
        try await desk.act("/referral/settings", ["minimum": "1", "limit": "10000", "tells_partners": true])
        try await desk.act("/referral/leads/\(try await desk.lead("Late"))/reject", ["reason": "no"])
        desk.demo.clock.advance(.days(15))
        #expect(try await desk.tell() == [], "after two weeks people tell it")
    }

    @Test func `a mail whose words are true no longer when it is written is not sent`() async throws {
        let desk = try await ReferralDesk()
        try await desk.act("/referral/settings", ["minimum": "1", "limit": "10000", "tells_partners": true])
        let lead = try await desk.lead("Changed Bakery")
        try await desk.act("/referral/leads/\(lead)/reject", ["reason": "in business for a month"])
        let (tenant, now) = (desk.demo.demo.tenant, desk.demo.clock.now())
        let letter = try #require(
            try await desk.office.database.read { try ReferralNotices.letters(tenant: tenant, at: now, $0) }
                .first { $0.context["lead"]?["name"]?.text == "Changed Bakery" })
        try await desk.office.database.write { db in
            try db.run("UPDATE referral_lead SET rejection_reason = 'another reason' WHERE id = \(lead)")
        }
        await #expect(throws: NoticeRefusal.self) {
            _ = try await desk.office.noticeDesk.send(letter, tenant: tenant, by: .system("notices"))
        }
        let told = try await desk.tell()
        #expect(told == ["Your lead was not taken: Changed Bakery"], "it is looked at again")
        #expect(try await desk.body(told[0]).contains("another reason"))
    }

    @Test func `who is told nothing keeps nobody else from being told, however many they are`() async throws {
        let desk = try await ReferralDesk()
        try await desk.act("/referral/settings", ["minimum": "1", "limit": "10000", "tells_partners": true])
        let refused = try await desk.lead("Refused")
        let (tenant, now) = (desk.demo.demo.tenant, desk.demo.clock.now())
        try await desk.act("/referral/leads/\(refused)/reject", ["reason": "no"])
        _ = try await desk.tell()
        // Decisions that stand no longer: of each there is nothing to tell.
        let partner = desk.partner
        try await desk.office.database.write { db in
            for _ in 0..<(ReferralNotices.most + 5) {
                try db.run(
                    """
                    INSERT INTO referral_activity (id, tenant_id, partner_id, action, resource_kind, resource_id, who, at)
                    VALUES (\(Identifier<ReferralActivity>(at: now)), \(tenant), \(partner), 'lead_approved',
                            'referral_lead', \(refused), 'person:x', \(now))
                    """)
            }
        }
        _ = try await desk.approved("Taken Bakery")
        #expect(try await desk.tell() == ["Harbour Street Capital took your lead: Taken Bakery"])
    }
}

extension ReferralDesk {
    /// One look; the subjects of what it queued.
    fileprivate func tell() async throws -> [String] {
        let before = try await subjects()
        try await AutomaticLook(office: office).tellReferrers()
        return Array(try await subjects().dropFirst(before.count))
    }

    private func subjects() async throws -> [String] {
        try await office.database.read { db in
            try db.rows(
                """
                SELECT message.subject FROM notice JOIN message ON message.id = notice.message_id
                 WHERE notice.party_kind = 'referral_partner' AND notice.address = 'ines@larch.example' ORDER BY notice.id
                """
            ).map { try $0.first() }
        }
    }

    fileprivate func body(_ subject: String) async throws -> String {
        try await demo.value(
            """
            SELECT body FROM message_text JOIN message ON message.id = message_text.message_id WHERE subject = \(subject)
            """, as: String.self) ?? ""
    }
}
