import Kernel
import Replies
import Submissions
import Testing

/// Whose a mail is: by its signs, its sender and the merchant it names; wrongly attached is never a way out.
@Suite struct MatchingEndToEnd {
    private static let approval = "Approved: $40,000 at 1.38, 9 months, weekly payments, 8 points to you."

    @Test func `C16 C17 a mail that names another open merchant waits for a person`() async throws {
        let desk = try await AnsweredOffice()
        let funder = try await desk.addFunder()
        let first = try await desk.send(merchant: "Pelican Reef Diving LLC", to: funder)
        let second = try await desk.send(merchant: "Ostrich Lane Laundromat Inc", to: funder)
        let texts = [
            "For Ostrich Lane Laundromat: \(Self.approval)",
            "Pelican Reef Diving is a decline, low FICO. Ostrich Lane Laundromat: \(Self.approval)",
        ]
        for text in texts {
            let mail = try await desk.answer(first, text)
            #expect(mail?.review?.cause == .otherMerchant)
            #expect(mail?.submissions == [])
            #expect(mail?.review.map { Set($0.candidates) } == [first.submission, second.submission])
        }
        for made in [first, second] {
            #expect(try await desk.test.picture(of: made.submission).status == "sent")
        }
    }

    @Test func `C14 a subject mark from a stranger is no proof`() async throws {
        let desk = try await AnsweredOffice()
        let made = try await desk.send()
        let own = try await desk.reply(to: made, "")
        let token = try #require(own.to.split(separator: "@").first?.split(separator: "+").last)
        let mail = IncomingMail(
            from: "someone@stranger.example", to: TestOffice.deskAddress, subject: "Re: [\(token)]",
            text: Self.approval)
        let received = try await desk.receive(mail)
        #expect(received?.review?.cause == .weakSender)
        #expect(received?.submissions == [])
        #expect(try await desk.test.picture(of: made.submission).status == "sent")
    }

    @Test func `C14 a forged token never matches, whoever writes`() async throws {
        let desk = try await AnsweredOffice()
        let made = try await desk.send()
        let genuine = try await desk.test.replyAddress(of: made.submission)
        let place = try #require(genuine.firstIndex(of: "@"))
        let end = genuine.index(before: place)
        for from in ["someone@stranger.example", made.funderAddress] {
            var forged = genuine
            forged.replaceSubrange(end...end, with: genuine[end] == "0" ? "1" : "0")
            let mail = IncomingMail(from: from, to: forged, subject: "An answer", text: Self.approval)
            let received = try await desk.receive(mail)
            #expect(received?.submissions == [])
            #expect(received?.review != nil)
        }
        #expect(try await desk.test.picture(of: made.submission).events == [])
    }

    @Test func `C23 money from a sender whose domain disowns it waits for a person`() async throws {
        let desk = try await AnsweredOffice()
        let made = try await desk.send()
        var mail = try await desk.reply(to: made, Self.approval)
        mail.lines.append("Authentication-Results: mx.harbourstreet.example; dmarc=fail header.from=funder.example")
        let received = try await desk.receive(mail)
        #expect(received?.review?.cause == .authentication)
        #expect(try await desk.test.picture(of: made.submission).offers == [])
        var other = try await desk.reply(to: made, Self.approval)
        other.lines.append("Authentication-Results: mx.elsewhere.example; dmarc=fail header.from=funder.example")
        #expect(try await desk.receive(other)?.review == nil, "what another server says does not count")
    }

    @Test func `C14 an unknown sender with our token is linked, and a person looks`() async throws {
        let desk = try await AnsweredOffice()
        let made = try await desk.send()
        var mail = try await desk.reply(to: made, Self.approval)
        mail.from = "Underwriter <uw@unknown-desk.example>"
        let received = try await desk.receive(mail)
        #expect(received?.submissions == [made.submission])
        #expect(received?.review?.cause == .unknownSender)
        #expect(try await desk.test.picture(of: made.submission).offers == [])
    }

    @Test func `C13 the merchant's name and the funder's domain suffice where one submission is open`() async throws {
        let desk = try await AnsweredOffice()
        let made = try await desk.send()
        let domain = made.funderAddress.split(separator: "@").last ?? ""
        let mail = IncomingMail(
            from: "Another Person <uw7@\(domain)>", to: TestOffice.deskAddress, subject: made.merchant,
            text: Self.approval)
        let received = try await desk.receive(mail)
        #expect(received?.submissions == [made.submission])
        #expect(received?.review == nil)
        #expect(try await desk.test.picture(of: made.submission).offers == ["40000 pending"])
    }

    @Test func `C19 what one of us forwards counts as the funder's`() async throws {
        let desk = try await AnsweredOffice()
        let made = try await desk.send()
        let mail = IncomingMail(
            from: "Dana Broker <dana@harbourstreet.example>", to: TestOffice.deskAddress,
            subject: "Fwd: \(made.merchant)",
            text: """
                ---------- Forwarded message ---------
                From: Underwriter <\(made.funderAddress)>
                Date: Thu, Jan 14, 2027 at 9:00 AM
                Subject: \(made.merchant)
                To: <dana@harbourstreet.example>

                \(Self.approval)
                """)
        let received = try await desk.receive(mail)
        #expect(received?.submissions == [made.submission])
    }

    @Test func `our own mails are no replies`() async throws {
        let desk = try await AnsweredOffice()
        let made = try await desk.send()
        var mail = try await desk.reply(to: made, "FYI, I sent this one again.")
        mail.from = "Harbour Street Funding <\(TestOffice.deskAddress)>"
        let received = try await desk.receive(mail)
        #expect(received?.submissions == [])
        #expect(received?.review == nil)
        #expect(try await desk.test.picture(of: made.submission).events == [])
    }

    @Test func `C12 the same mail seen twice is one mail with one effect`() async throws {
        let desk = try await AnsweredOffice()
        let made = try await desk.send()
        let mail = try await desk.reply(to: made, Self.approval)
        for _ in 0..<3 { try desk.deliver(mail) }
        #expect(try await desk.test.fetch() == 3)
        #expect(try await desk.test.count("message WHERE direction = 'in'") == 1)
        #expect(try await desk.test.count("arrival WHERE state = 'filed'") == 3)
        let picture = try await desk.test.picture(of: made.submission)
        #expect(picture.events == ["replied", "offered"])
        #expect(picture.offers == ["40000 pending"])
    }

    @Test func `C02 a mail that cannot be read is put aside and the next ones go on`() async throws {
        let desk = try await AnsweredOffice()
        let made = try await desk.send()
        var random = SeededRandom(seed: 3)
        try desk.deliver((0..<4000).map { _ in UInt8(truncatingIfNeeded: random.next()) | 128 })
        let mail = try await desk.answer(made, Self.approval)
        #expect(mail?.submissions == [made.submission])
        #expect(try await desk.test.count("arrival WHERE state = 'quarantined'") == 1)
    }
}
