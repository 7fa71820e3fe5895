import Applications
import Deals
import Kernel
import Outbox
import Replies
import Storage
import Submissions
import Testing

/// Faults that a hostile look found, each with what stands now.
@Suite struct HardeningEndToEnd {
    private static let approval = "Approved: $40,000 at 1.38, 9 months, weekly payments, 8 points to you."
    private static let decline =
        "Unfortunately we have to decline this file. The owner's credit score of 488 is below our minimum of 550."

    private func post(_ desk: AnsweredOffice, _ target: String, _ body: Value = [:]) async throws {
        desk.clock.advance(.minutes(1))
        _ = try await desk.test.caller.call(.post, target, body, as: desk.test.broker)
    }

    @Test func `A36 a funder who is named twice in an order gets one mail`() async throws {
        let desk = try await AnsweredOffice()
        let (first, address) = try await desk.addFunder()
        let (second, _) = try await desk.addFunder()
        let lines = try await desk.test.order(try await desk.addApplication(), [first, second, first])
        #expect(lines.compactMap { $0["state"]?.text } == ["queued", "queued"])
        try await desk.test.drainOutbox()
        #expect(desk.mailbox(of: address).count == 1)
    }

    @Test func `A52 a merchant is known by its name where one application has no tax id, by its tax id where both do`()
        async throws
    {
        let desk = try await AnsweredOffice()
        let (funder, _) = try await desk.addFunder()
        let paper = TestOffice.Paper.pdf("application.pdf", .application, bytes: 600, seed: 1)
        func apply(_ ein: Value) async throws -> String? {
            let id = try await desk.test.add(merchant: "Tern Island Ferries LLC", ein, papers: [paper])
            let line = try await desk.test.order(id, [funder]).first
            return line?["code"]?.text ?? line?["state"]?.text
        }
        #expect(try await apply(["ein": "12-3456789"]) == "queued")
        #expect(try await apply([:]) == "just_sent")
        #expect(try await apply(["ein": "98-7654321"]) == "queued", "another company of the same name")
        #expect(try await apply(["ein": "12-3456789"]) == "just_sent")
    }

    @Test func `A52 a sending that was taken back does not hide the one before it`() async throws {
        let desk = try await AnsweredOffice()
        let (funder, _) = try await desk.addFunder()
        let paper = TestOffice.Paper.pdf("application.pdf", .application, bytes: 600, seed: 1)
        func apply(_ reason: Value = .null) async throws -> Value? {
            let id = try await desk.test.add(
                merchant: "Tern Island Ferries LLC", ["ein": "12-3456789"], papers: [paper])
            return try await desk.test.caller.call(
                .post, "/submissions",
                ["application": Value(id), "funders": [Value(funder)], "override_reason": reason],
                as: desk.test.broker)["lines"]?.list?.first
        }
        #expect(try await apply()?["state"] == "queued")
        try await desk.test.drainOutbox()
        desk.clock.advance(.minutes(3))
        #expect(try await apply()?["code"] == "sent_today")
        #expect(try await apply("the merchant has new statements")?["state"] == "queued")
        let item: String? = try await desk.test.database.read {
            try $0.value("SELECT id FROM outbox WHERE state = 'queued'")
        }
        try await post(desk, "/outbox/\(try #require(item))/cancellation")
        #expect(try await apply()?["code"] == "sent_today", "the first one left")
    }

    @Test func `D02 what a person confirms keeps the words that it was read from`() async throws {
        let desk = try await AnsweredOffice()
        let made = try await desk.send()
        var mail = try await desk.reply(to: made, Self.decline)
        mail.from = "Underwriter <uw@unknown-desk.example>"
        let received = try #require(try await desk.receive(mail))
        let item = try #require(received.review?.id)
        try await post(desk, "/review/\(item)/settlement", ["submission": Value(made.submission)])
        let picture = try await desk.test.picture(of: made.submission)
        #expect(picture.status == "declined")
        #expect(picture.declineText?.contains("488") == true)
        let tenant = desk.test.tenant
        let readings = try await desk.test.database.read { try StoredReading.of(received.message, tenant: tenant, $0) }
        let kept = readings.first?.reading["evidence"]?.list ?? []
        #expect(readings.first?.isByPerson == true)
        #expect(kept.contains { $0["what"]?.text == "reason:low_credit_score" })
    }

    @Test func `C27 a decline that is taken back gives the offers back that it ended`() async throws {
        let desk = try await AnsweredOffice()
        let made = try await desk.send()
        try await desk.answer(made, Self.approval)
        let mail = try #require(try await desk.answer(made, Self.decline))
        #expect(try await desk.test.picture(of: made.submission).offers == ["40000 withdrawn"])
        try await post(desk, "/messages/\(mail.message)/removal", ["submission": Value(made.submission)])
        let picture = try await desk.test.picture(of: made.submission)
        #expect(picture.status == "offered")
        #expect(picture.offers == ["40000 pending"])
        #expect(try await desk.test.isWhole())
    }

    @Test func `C27 our own mail is no reply that could be taken away`() async throws {
        let desk = try await AnsweredOffice()
        let made = try await desk.send()
        let own = try await desk.test.ownMail(of: made.submission)
        await #expect(throws: (any Error).self) {
            try await post(desk, "/messages/\(own.id)/removal", ["submission": Value(made.submission)])
        }
        #expect(try await desk.test.picture(of: made.submission).status == "sent")
    }

    @Test func `C18 a sender is learned when a person says so, and counts from then on`() async throws {
        let desk = try await AnsweredOffice()
        let made = try await desk.send()
        var mail = try await desk.reply(to: made, "Thanks, got it. I have this in front of underwriting.")
        mail.from = "Tickets <case@desk-tickets.example>"
        let first = try #require(try await desk.receive(mail))
        #expect(first.review?.cause == .unknownSender)
        let page = try await desk.test.caller.call(.get, "/messages/\(first.message)", as: desk.test.broker)
        #expect(page["unknown_sender_of"]?.list?.first?["address"]?.text == "case@desk-tickets.example")
        try await post(desk, "/messages/\(first.message)/sender", ["submission": Value(made.submission)])
        mail = try await desk.reply(to: made, Self.approval)
        mail.from = "Tickets <case@desk-tickets.example>"
        #expect(try await desk.receive(mail)?.review == nil)
        #expect(try await desk.test.picture(of: made.submission).offers == ["40000 pending"])
        // It is this funder's now: no other can have it.
        let other = try await desk.send()
        mail = try await desk.reply(to: other, Self.approval)
        mail.from = "Tickets <case@desk-tickets.example>"
        let second = try #require(try await desk.receive(mail))
        #expect(second.review?.cause == .unknownSender)
        await #expect(throws: (any Error).self) {
            try await post(desk, "/messages/\(second.message)/sender", ["submission": Value(other.submission)])
        }
    }

    @Test func `B13 the id that a relay gave our mail is learned from a reply and matches later ones`() async throws {
        let desk = try await AnsweredOffice()
        let made = try await desk.send()
        let given = "0102018c5f6e7d8a-11aa22bb-000000@relay.example"
        var mail = try await desk.reply(to: made, "Thanks, got it. I have this in front of underwriting.")
        (mail.inReplyTo, mail.references) = (given, [given])
        #expect(try await desk.receive(mail)?.submissions == [made.submission])
        var later = IncomingMail(
            from: "Underwriter <\(made.funderAddress)>", to: TestOffice.deskAddress, subject: "Re: deal",
            text: Self.approval)
        later.inReplyTo = given
        let received = try await desk.receive(later)
        #expect(received?.submissions == [made.submission])
        #expect(try await desk.test.picture(of: made.submission).offers == ["40000 pending"])
    }

    @Test func `N02 a mail that was matched by names alone is no evidence that ours arrived`() async throws {
        let desk = try await AnsweredOffice()
        let made = try await desk.send()
        let item = try #require(try await desk.test.outboxItem(of: made.submission))
        try await desk.test.database.write {
            try $0.run("UPDATE outbox SET state = 'uncertain', settled_at = NULL WHERE id = \(item.id)")
        }
        let domain = made.funderAddress.split(separator: "@").last ?? ""
        let stray = IncomingMail(
            from: "Another Person <uw7@\(domain)>", to: TestOffice.deskAddress, subject: made.merchant,
            text: "Thanks, got it. I have this in front of underwriting.")
        #expect(try await desk.receive(stray)?.submissions == [made.submission])
        #expect(try await desk.test.outboxItem(of: made.submission)?.state == .uncertain)
        try await desk.answer(made, Self.approval)
        #expect(try await desk.test.outboxItem(of: made.submission)?.state == .sent)
    }

    @Test func `C23 names alone prove nothing where the sender's domain disowns the mail`() async throws {
        let desk = try await AnsweredOffice()
        let made = try await desk.send()
        let domain = made.funderAddress.split(separator: "@").last ?? ""
        var forged = IncomingMail(
            from: "Somebody <uw7@\(domain)>", to: TestOffice.deskAddress, subject: made.merchant, text: Self.decline)
        forged.lines.append("Authentication-Results: mx.harbourstreet.example; dmarc=fail header.from=\(domain)")
        #expect(try await desk.receive(forged)?.review?.cause == .authentication)
        #expect(try await desk.test.picture(of: made.submission).declineCode == nil)
    }

    @Test func `C15 an address of one submission with the thread of another is for a person`() async throws {
        let desk = try await AnsweredOffice()
        let funder = try await desk.addFunder()
        let (first, second) = (try await desk.send(to: funder), try await desk.send(to: funder))
        var mail = try await desk.reply(to: first, Self.decline)
        let other = try await desk.test.ownMail(of: second.submission)
        (mail.inReplyTo, mail.references) = (other.key, [other.key])
        let received = try await desk.receive(mail)
        #expect(received?.review?.cause == .ambiguousMatch)
        #expect(Set(received?.review?.candidates ?? []) == [first.submission, second.submission])
        #expect(try await desk.test.picture(of: first.submission).status == "sent")
        #expect(try await desk.test.picture(of: second.submission).status == "sent")
    }
}
