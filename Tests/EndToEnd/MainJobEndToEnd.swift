import Correspondence
import Crypto
import Inbox
import Kernel
import MIME
import Outbox
import Replies
import Submissions
import TestServers
import Testing

/// The main job on real mail: Postfix with STARTTLS and login, Dovecot over TLS.
@Suite(.enabled(if: MailLab.isAvailable), .serialized) struct MainJobEndToEnd {
    private func job() async throws -> MainJob { try await MainJob(try #require(MailLab())) }

    @Test func `B01 C01 three applications to twenty funders, and everything that answers them`() async throws {
        let job = try await job()
        var submissions: [[Submission.ID]] = []
        for application in 0..<3 { submissions.append(try await job.order(application, count: 20)) }
        submissions.append(try await job.order(3, count: 6))
        #expect(submissions.map(\.count) == [20, 20, 20, 6])
        #expect(try await job.test.drainOutbox() == 66)
        try await checkSent(submissions, job)

        var planned = try await job.replies(to: Array(submissions.prefix(3)))
        planned += try await job.others(about: submissions[3])
        var random = SeededRandom(seed: 42)
        planned.shuffle(using: &random)
        let half = planned.count / 2
        for (index, mail) in planned.prefix(half).enumerated() {
            job.arrive(mail.bytes, flags: index % 5 == 0 ? "FS" : nil)
        }
        let before = try await Program.run("poll", "--once", office: job.test)
        #expect(before.status == 0)

        let large = try await self.large(answering: submissions[3][5], job)
        let largeHash = try job.arriveLarge(large, bytes: 120 << 20)
        for mail in planned.dropFirst(half) { job.arrive(mail.bytes, flags: nil) }
        let flags = job.flags()
        let after = try await Program.run("poll", "--once", office: job.test)
        #expect(after.status == 0)
        #expect(job.flags() == flags, "the mailbox is as it was")
        #expect(
            after.peakBytes - before.peakBytes < 64 << 20, "\(before.peakBytes >> 20) MB, \(after.peakBytes >> 20) MB")

        try await checkStored(planned, largeHash, job)
        for mail in planned { try await check(mail, job) }
        let picture = try await job.test.received(large.messageID ?? "")
        #expect(picture?.submissions == [submissions[3][5]])
        #expect(try await Program.run("verify", office: job.test).status == 0)
        let replay = try await Program.run("replay", office: job.test)
        #expect(replay.status == 0, "C28 \(job.test.log.suffix(2000))")
    }

    @Test func `K10 servers that another authority vouches for are refused for sending and receiving`() async throws {
        let lab = try #require(MailLab())
        let test = try await TestOffice(mailboxes: { MainJob.mailbox(lab, $0, authority: lab.strangerFile) })
        let funders = try await test.add([TestOffice.FunderCard("Lab Lender", "funder1@\(MailLab.domain)")])
        let application = try await test.add(
            merchant: MainJob.merchants[0], papers: [.pdf("a.pdf", .application, bytes: 900, seed: 1)])
        let made = try #require(test.submissions(try await test.order(application, funders)).first ?? nil)
        try await test.drainOutbox()
        #expect(try await test.picture(of: made).status == "queued")
        #expect(try await test.outboxItem(of: made)?.state == .queued)
        #expect(lab.messages(of: "funder1").isEmpty)
        lab.deliver(IncomingMail(from: "a@b.example", to: "c@d.example", subject: "s", text: "t").bytes, to: "broker")
        await #expect(throws: (any Error).self) { try await test.fetch() }
        #expect(try await test.count("arrival") == 0)
    }

    /// A reply with 120 MB of attachments.
    private func large(answering submission: Submission.ID, _ job: MainJob) async throws -> IncomingMail {
        var mail = IncomingMail(
            from: "funder6@\(MailLab.domain)", to: try await job.test.replyAddress(of: submission),
            subject: "Re: your deal",
            text:
                "--large\nContent-Type: text/plain\n\nThanks, got it. This is in underwriting now, all files attached.")
        mail.lines = ["Content-Type: multipart/mixed; boundary=large"]
        return mail
    }

    /// Every funder has every mail once for each of its addresses, with the files as they were given.
    private func checkSent(_ submissions: [[Submission.ID]], _ job: MainJob) async throws {
        for (funder, user) in (1...20).map({ "funder\($0)" }).enumerated() {
            let made = submissions.enumerated().filter { $1.count > funder }.map { ($0, $1[funder]) }
            let rows = try await own(made.map(\.1), job)
            let expected = rows.map { $0.message.to.count + $0.message.cc.count }.reduce(0, +)
            let delivered = job.lab.messages(of: user, awaiting: expected, seconds: 600)
            #expect(delivered.count == expected, "\(user)")
            var boxes: [String: [String]] = [:]
            for bytes in delivered {
                let mail = try MessageParser().parse(bytes)
                let row = try #require(rows.first { $0.message.key == mail.head.messageID })
                boxes[row.message.key, default: []].append(mail.head.deliveredTo.first?.address ?? "")
                #expect(mail.head.replyTo == row.message.replyTo)
                #expect(mail.head.to.map(\.address) == row.message.to.map(\.address))
                #expect(mail.head.cc.map(\.address) == row.message.cc.map(\.address))
                let merchant = made.first { $0.1 == row.submission }.map(\.0) ?? 0
                #expect(mail.attachments.compactMap(\.sha256).sorted() == job.papers[merchant])
                let exact = try #require(row.bytes)
                #expect(Digest(of: exact) == row.message.rawHash)
                #expect(bytes.suffix(exact.count { $0 != 13 }) == exact.filter { $0 != 13 }[...], "the exact bytes")
            }
            for row in rows {
                let addresses = (row.message.to + row.message.cc).map { $0.address.lowercased() }.sorted()
                #expect(boxes[row.message.key]?.sorted() == addresses, "\(user)")
                #expect(row.sentReply.hasPrefix("250"), "\(row.sentReply)")
            }
        }
    }

    private struct OwnMail: Sendable {
        let submission: Submission.ID
        let message: Message
        let bytes: [UInt8]?
        /// What the server said when the event `sent` was written.
        let sentReply: String
    }

    private func own(_ submissions: [Submission.ID], _ job: MainJob) async throws -> [OwnMail] {
        var mails: [OwnMail] = []
        let tenant = job.test.tenant
        for submission in submissions {
            let message = try await job.test.ownMail(of: submission)
            let answer = try await job.test.caller.call(.get, "/messages/\(message.id)/source", as: job.test.broker)
            let events = try await job.test.database.read { try SubmissionEvent.of(submission, tenant: tenant, $0) }
            mails.append(
                OwnMail(
                    submission: submission, message: message, bytes: answer.file.flatMap { Files.read($0.path) },
                    sentReply: events.first { $0.type == .sent }?.detail["reply"]?.text ?? ""))
        }
        return mails
    }

    /// Every line ends in CRLF.
    private static func onTheWire(_ bytes: [UInt8]) -> [UInt8] {
        var wire: [UInt8] = []
        for byte in bytes {
            if byte == 10, wire.last != 13 { wire.append(13) }
            wire.append(byte)
        }
        return wire
    }

    /// Every mail is stored once, byte for byte as the server gives it out.
    private func checkStored(_ planned: [PlannedMail], _ large: Digest, _ job: MainJob) async throws {
        let stored = try await job.test.database.read { db in
            try db.rows("SELECT raw_hash FROM arrival ORDER BY raw_hash").map {
                try $0.get("raw_hash", as: Digest.self)
            }
        }
        let expected = planned.map { Digest(of: Self.onTheWire($0.bytes)) }
        #expect(stored.count == planned.count + 1)
        #expect(stored.contains(large), "the large mail")
        let missing = zip(planned, expected).filter { !stored.contains($0.1) }.map { "\($0.0.messageID) \($0.0.fate)" }
        #expect(missing == [])
        #expect(try await job.test.count("message WHERE direction = 'in'") == planned.count)
        #expect(try await job.test.count("arrival WHERE state = 'quarantined'") == 1)
        #expect(try await job.test.count("arrival WHERE state = 'stored'") == 0)
    }

    /// Right or in review, never wrong.
    private func check(_ mail: PlannedMail, _ job: MainJob) async throws {
        guard mail.fate != .broken else { return }
        let found = try #require(try await job.test.received(mail.messageID), "\(mail.messageID)")
        let note: Comment =
            "\(mail.messageID) \(mail.fate) \(found.outcome) \(found.disposition) \(found.automatic ?? "")"
        switch mail.fate {
        case .broken: break
        case .stranger: #expect(found.submissions == [], note)
        case .bounce(let submission):
            #expect(found.submissions == [submission], note)
            #expect(try await job.test.picture(of: submission).status == "undeliverable", note)
        case .automatic(let submission):
            #expect(found.submissions == [submission], note)
            #expect(try await job.test.picture(of: submission).status == "sent", note)
        case .reply(nil, _):
            #expect(found.submissions == [], note)
            #expect(found.review?.state == .open, note)
        case .reply(let submission?, let sign):
            #expect(found.submissions == [submission], note)
            let picture = try await job.test.picture(of: submission)
            if sign == .unknownSender { #expect(found.review != nil, note) }
            if found.review != nil {
                #expect(picture.events == ["replied"], note)
            } else {
                #expect(found.disposition == "apply", note)
                #expect(Set(picture.events) == Self.events(of: found), note)
            }
        }
    }

    /// The events that a reading sets off.
    private static func events(of mail: ReceivedPicture) -> Set<String> {
        if mail.outcome == "auto_reply" { return ["auto_reply"] }
        return Set(["replied", mail.outcome] + mail.also)
    }
}
