import Kernel
import Replies
import Server
import Submissions
import Testing

/// What replies set off, from the mail in the mailbox to the rows: one office, each row a submission of its own.
@Suite struct EffectsEndToEnd {
    /// The mails that answer one submission, in their order, and what stands at the end.
    struct Row: Sendable {
        let name: String
        var mails: [String]
        /// A header line that marks it as a machine's.
        var machine: String?
        var picture: SubmissionPicture
        var review: ReviewItem.Cause?
    }

    private static func picture(
        _ status: Status, _ events: [String], offers: [String] = [], documents: [String] = [], decline: String? = nil
    ) -> SubmissionPicture {
        SubmissionPicture(
            status: status.rawValue, events: events, offers: offers, documents: documents, declineCode: decline)
    }

    private static let decline =
        "Unfortunately we have to decline this file. The owner's credit score of 488 is below our minimum of 550."

    private static let rows: [Row] = [
        Row(
            name: "offer", mails: ["Approved: $40,000 at 1.38, 9 months, weekly payments, 8 points to you."],
            picture: picture(.offered, ["replied", "offered"], offers: ["40000 pending"])),
        Row(
            name: "decline", mails: [decline],
            picture: picture(.declined, ["replied", "declined"], decline: "low_credit_score")),
        Row(
            name: "stipulations",
            mails: ["Please send the last three months of bank statements and a voided check."],
            picture: picture(
                .docsRequested, ["replied", "requested_docs"], documents: ["bank_statements", "void_check"])),
        Row(
            name: "approval with conditions",
            mails: [
                "Approved for $60,000, factor 1.32, 10 months, weekly. Need a void check and photo ID to go to docs."
            ],
            picture: picture(
                .offeredWithStips, ["replied", "offered", "requested_docs"], offers: ["60000 pending"],
                documents: ["drivers_license", "void_check"])),
        Row(
            name: "acknowledged",
            mails: ["Thanks Dana, got it. I have this in front of underwriting and should have something by tomorrow."],
            picture: picture(.acknowledged, ["replied", "acknowledged"])),
        Row(
            name: "contract", mails: ["Contracts just went to Mr. Oakley via DocuSign. Please have him sign today."],
            picture: picture(.contractSent, ["replied", "contract_sent"])),
        Row(
            name: "funded",
            mails: ["Congrats! This one funded today for $52,000. Net wire to the merchant was $49,880."],
            picture: picture(.funded, ["replied", "funded"])),
        Row(
            name: "offer withdrawn",
            mails: [
                "Approved: $40,000 at 1.38, 9 months, weekly payments.",
                "Hi Dana - after the merchant interview we are rescinding our offer.",
            ],
            picture: picture(
                .withdrawn, ["replied", "offered", "replied", "withdrawn"], offers: ["40000 withdrawn"])),
        Row(
            name: "counter-offer",
            mails: [
                "Approved: $40,000 at 1.38, 9 months, weekly payments.",
                "Can't get to the 100 he wants. Best I can do is $65,000 at 1.34, 32 weeks, weekly.",
            ],
            picture: picture(
                .offered, ["replied", "offered", "replied", "offered"], offers: ["40000 withdrawn", "65000 pending"])),
        Row(
            name: "automatic answer",
            mails: ["I'm on vacation until August 18 and will answer when I return."],
            machine: "Auto-Submitted: auto-replied",
            picture: picture(.sent, ["auto_reply"])),
        Row(
            name: "offer by the funder's mailing program",
            mails: ["Approved: $40,000 at 1.38, 9 months, weekly payments, 8 points to you."],
            machine: "List-Unsubscribe: <https://portal.funder.example/u/1>",
            picture: picture(.offered, ["replied", "offered"], offers: ["40000 pending"])),
        Row(
            name: "decline by the funder's ticket program", mails: [decline],
            machine: "Auto-Submitted: auto-generated",
            picture: picture(.declined, ["replied", "declined"], decline: "low_credit_score")),
        Row(
            name: "unclear", mails: ["See below and let me know what you think, thanks!"],
            picture: picture(.sent, ["replied"]), review: .lowConfidence),
    ]

    @Test func `D01 D02 D03 D04 D06 C20 every kind of reply sets off what the table says`() async throws {
        let desk = try await AnsweredOffice()
        var cases: [AnsweredOffice.Case] = []
        for _ in Self.rows { cases.append(try await desk.queue()) }
        #expect(try await desk.test.drainOutbox() == Self.rows.count)
        var last: [String?] = Array(repeating: nil, count: cases.count)
        for turn in 0..<2 {
            for (index, row) in Self.rows.enumerated() where row.mails.count > turn {
                var mail = try await desk.reply(to: cases[index], row.mails[turn])
                if let machine = row.machine { mail.lines.append(machine) }
                last[index] = mail.messageID
                try desk.deliver(mail)
            }
            try await desk.test.fetch()
            desk.clock.advance(.minutes(1))
        }
        for (index, row) in Self.rows.enumerated() {
            var found = try await desk.test.picture(of: cases[index].submission)
            if row.picture.declineCode != nil {
                #expect(found.declineText?.contains("488") == true, "the funder's own words")
            }
            found.declineText = nil
            #expect(found == row.picture, "\(row.name)")
            let mail = try await desk.test.received(last[index] ?? "")
            #expect(mail?.review?.cause == row.review, "\(row.name)")
            #expect(mail?.submissions == [cases[index].submission], "\(row.name)")
        }
        #expect(try await desk.test.isWhole())
        let again = try await Rereading.run(desk.test.office, accounts: desk.test.accounts)
        #expect(again.count == Self.rows.map(\.mails.count).reduce(0, +))
        #expect(again.differences.isEmpty, "C28 the archive, read again, says the same")
    }

    @Test func `D05 a question, read or confirmed by a person, asks for an answer`() async throws {
        let desk = try await AnsweredOffice()
        let made = try await desk.send()
        let mail = try await desk.answer(
            made, "Quick question: does the merchant own the building? Please let me know.")
        if let item = mail?.review?.id {
            _ = try await desk.test.caller.call(
                .post, "/review/\(item)/settlement", ["submission": Value(made.submission)], as: desk.test.broker)
        }
        let picture = try await desk.test.picture(of: made.submission)
        #expect(picture.status == "question")
        #expect(picture.events.contains("question"))
    }

    @Test(arguments: [("5.1.1", Status.undeliverable, ["bounced", "undeliverable"]), ("4.4.1", .sent, ["bounced"])])
    func `C21 C22 a delivery report finds its submission`(
        status: String, expected: Status, events: [String]
    ) async throws {
        let desk = try await AnsweredOffice()
        let made = try await desk.send()
        let own = try await desk.test.ownMail(of: made.submission)
        let report = IncomingMail.report(
            on: own.key, recipient: made.funderAddress, status: status, to: TestOffice.deskAddress)
        let mail = try await desk.receive(report)
        #expect(mail?.isReport == true)
        #expect(mail?.submissions == [made.submission])
        #expect(mail?.review == nil)
        let picture = try await desk.test.picture(of: made.submission)
        #expect(picture.status == expected.rawValue)
        #expect(picture.events == events)
    }

    @Test func `D10 a decline after the acceptance waits for a person`() async throws {
        let desk = try await AnsweredOffice()
        let made = try await desk.send()
        try await desk.answer(made, "Approved: $40,000 at 1.38, 9 months, weekly payments.")
        let shown = try await desk.test.caller.call(
            .get, "/submissions/\(made.submission)", as: desk.test.broker)
        let offer = try #require(shown["offers"]?.list?.first?["id"]?.text)
        _ = try await desk.test.caller.call(.post, "/offers/\(offer)/acceptance", as: desk.test.broker)
        let before = try await desk.test.picture(of: made.submission)
        #expect(before.status == "accepted")
        let mail = try await desk.answer(made, Self.decline)
        #expect(mail?.review?.cause == .settledState)
        let after = try await desk.test.picture(of: made.submission)
        #expect(after.status == "accepted")
        #expect(after.offers == ["40000 accepted"])
    }
}
