import Applications
import Crypto
import Funders
import Kernel
import MIME
import Outbox
import Server
import Storage
import Submissions
import TestServers
import Testing
import Web

/// The mail that a funder gets.
@Suite struct WrittenMailEndToEnd {
    @Test func `N12 what a rehearsal shows is what is sent`() async throws {
        let desk = try await AnsweredOffice()
        let papers: [TestOffice.Paper] = [
            .pdf("application.pdf", .application, bytes: 5000, seed: 21),
            .pdf("March statement.pdf", .allCases[1], bytes: 9000, seed: 22),
        ]
        let (funder, address) = try await desk.addFunder()
        let application = try await desk.addApplication(papers: papers)
        let sending = desk.test.office.sendingDesk
        let order = SendingDesk.Order(application: application, funders: [funder])
        let rehearsals = try await sending.rehearse(order, tenant: desk.test.tenant, by: desk.test.broker.who)
        let rehearsed = try Self.bytes(of: try #require(rehearsals.first?.mail))
        #expect(try await desk.test.count("message") == 0)
        desk.clock.advance(.seconds(30))
        try await desk.test.order(application, [funder])
        try await desk.test.drainOutbox()
        let sent = try #require(desk.mailbox(of: address).first)
        #expect(Self.masked(sent) == Self.masked(rehearsed))
        #expect(sent != rehearsed, "date and ids differ")
    }

    private static func bytes(of mail: ComposedMessage) throws -> [UInt8] {
        var bytes: [UInt8] = []
        try mail.forEachChunk { bytes.append(contentsOf: $0) }
        return bytes
    }

    /// The lines without what is new in each mail: ids, date, and the boundary, which holds an id.
    private static func masked(_ mail: [UInt8]) -> [String] {
        var boundary = ""
        let unfolded = String(decoding: mail, as: UTF8.self).replacing("\r\n ", with: " ")
        return unfolded.utf8.split(separator: 10, omittingEmptySubsequences: false).map { line in
            let text = String(decoding: line, as: UTF8.self)
            for name in ["Date:", "Message-ID:", "Reply-To:", "Ref: FG-"] where text.hasPrefix(name) { return name }
            if boundary.isEmpty, text.contains("boundary=") {
                boundary = text.split(separator: "boundary=").last.map { $0.filter { $0 != "\"" && $0 != "\r" } } ?? ""
                boundary = String(boundary.prefix { $0 != ";" })
            }
            return boundary.isEmpty ? text : text.replacing(boundary, with: "…")
        }
    }

    @Test func `A45 the exact bytes of a sent mail can be had again, under the hash that was recorded`() async throws {
        let desk = try await AnsweredOffice()
        let made = try await desk.send()
        let own = try await desk.test.ownMail(of: made.submission)
        let answer = try await desk.test.caller.call(.get, "/messages/\(own.id)/source", as: desk.test.broker)
        let file = try #require(answer.file)
        let bytes = try #require(Files.read(file.path))
        #expect(Digest(of: bytes) == own.rawHash)
        #expect(desk.mailbox(of: made.funderAddress) == [bytes])
    }

    @Test func `A08 A10 A12 recipients are those of the rules, each once`() async throws {
        let desk = try await AnsweredOffice()
        let (funder, address) = try await desk.addFunder { card in
            card.to = ["intake@funder.example", "second@funder.example"]
            card.cc = ["copy@funder.example", "intake@funder.example"]
        }
        let (excluding, other) = try await desk.addFunder { card in
            card.to = ["only@elsewhere.example"]
            card.excludesContact = true
        }
        let lines = try await desk.test.order(try await desk.addApplication(), [funder, excluding])
        let made = desk.test.submissions(lines).compactMap(\.self)
        try await desk.test.drainOutbox()
        let mail = try await desk.test.ownMail(of: try #require(made.first))
        #expect(mail.to.map(\.address) == ["intake@funder.example", "second@funder.example", address])
        #expect(mail.cc.map(\.address) == ["copy@funder.example"])
        for address in mail.to.map(\.address) + ["copy@funder.example", "only@elsewhere.example"] {
            #expect(desk.mailbox(of: address).count == 1, "\(address)")
        }
        #expect(desk.mailbox(of: other).isEmpty, "the contact is left out where the rules say so")
        let written = try MessageParser().parse(try #require(desk.mailbox(of: "copy@funder.example").first))
        #expect(written.head.to.map(\.address) == mail.to.map(\.address))
        #expect(written.head.cc.map(\.address) == ["copy@funder.example"])
    }

    @Test func `A09 rules that change later change nothing that was sent`() async throws {
        let desk = try await AnsweredOffice()
        let (funder, _) = try await desk.addFunder { card in
            card.subjectTemplate = "First: {{merchant.legal_name}}"
            card.to = ["first@funder.example"]
        }
        let made = try await desk.queue(to: (funder, "first@funder.example"))
        let (tenant, who, now) = (desk.test.tenant, desk.test.broker.who, desk.clock.now())
        var changed = SubmissionRules.Input(to: ["second@funder.example"])
        changed.subjectTemplate = "Second: {{merchant.legal_name}}"
        let input = changed
        _ = try await desk.test.database.write { db in
            try SubmissionRules.save(input, version: 1, of: funder, tenant: tenant, by: who, at: now, db)
        }
        try await desk.test.drainOutbox()
        #expect(desk.mailbox(of: "second@funder.example").isEmpty)
        let written = try MessageParser().parse(try #require(desk.mailbox(of: "first@funder.example").first))
        #expect(written.head.subject == "First: \(made.merchant)")
        let snapshot: Value? = try await desk.test.database.read { db in
            try db.value("SELECT rules_snapshot FROM submission WHERE id = \(made.submission)")
        }
        #expect(snapshot?["subject_template"] == "First: {{merchant.legal_name}}")
    }
}
