import Commissions
import Correspondence
import Documents
import Kernel
import Notices
import Outbox
import People
import Storage
import TestCalls
import Testing
import Web

@testable import Server

@Suite struct NoticeTests {
    @Test
    func `B06 a statement goes to its payee alone, with the figures of the page, and says that no person wrote it`()
        async throws
    {
        let office = try await NoticeOffice()
        let shown = try await office.page("\(office.path)/statement/notice?from=2026-01-01&to=2026-12-31")
        #expect(shown["to"]?.text == "partners@northgate-iso.example" && shown["former"] == .null)
        #expect(try await office.states() == [], "shown is not sent")
        let notice = try await office.send()
        #expect(try await office.states() == ["queued"])
        try await office.demo.sendOut()
        #expect(try await office.states() == ["sent"])
        let mails = try office.mailbox()
        let mail = try #require(mails.first)
        let head = String(try #require(mail.split(separator: "\r\n\r\n", maxSplits: 1).first))
        #expect(mails.count == 1 && head.contains("Auto-Submitted: auto-generated"))
        #expect(head.contains("To: Northgate ISO <partners@northgate-iso.example>"))
        #expect(!head.contains("Reply-To:") && !mail.contains("Ref: FG-"), "it bears no sign of a submission")
        // The file is the page's own, byte for byte.
        let message = try #require(notice["message"]?.text)
        let file = try await office.caller.call(.get, "/messages/\(message)/attachments/1", as: office.admin).file
        let bytes = try LocalFile.read(try #require(file).path)
        let (payee, tenant, now) = (office.payee, office.tenant, office.demo.clock.now())
        let statement = try await office.database.read {
            try Statement.of(payee, .usd, from: (now - .days(365)).day, to: now.day, tenant: tenant, $0)
        }
        #expect(bytes == (try statement.pdf()))
        let text = try PDFText().textBlocking(of: bytes)
        #expect(text.contains("Bellweather Print Shop") && text.contains("Northgate ISO"))
        for other in ["Ada Whitcombe", "Rufus Okafor", "Cardinal", "House", "Juniper", "Harrow"] {
            #expect(!text.contains(other), "the statement tells of \(other)")
        }
        #expect(try await Verification.run(office.database, office.demo.demo.office.blobs).isWhole)
    }

    @Test func `B06 the same figures are sent once, again when asked for, and anew when they changed`() async throws {
        let office = try await NoticeOffice()
        let send = "\(office.path)/statement/notice"
        let first = try await office.send()
        let told = await #expect(throws: NoticeRefusal.self) { try await office.send() }
        #expect(told?.code == "already_sent" && told?.reason.contains(first["id"]?.text ?? "?") == true)
        let address = "from=\(office.year["from"]?.text ?? "")&to=\(office.year["to"]?.text ?? "")"
        let shown = try await office.page("\(send)?\(address)")
        #expect(shown["former"]?["id"] == first["id"])
        #expect(try await office.send(("again", true))["times"] == 2)
        try await office.payOut(100, "P1")
        let stale = office.year.adding("figures", shown["figures"] ?? .null)
        #expect(try await office.refusal(send, stale) == "figures_changed")
        #expect(try await office.states().count == 2)
        let new = try await office.send()
        #expect(new["times"] == 1)
        // What did not go out stands in nobody's way.
        try await office.post("/outbox/\(new["outbox"]?.text ?? "")/cancellation", [:])
        #expect(try await office.send()["times"] == 2)
        try await office.demo.sendOut()
        #expect(try office.mailbox().count == 3)
        #expect(try await office.states() == ["sent", "cancelled", "sent", "sent"])
    }

    @Test func `B06 of two who press at once one sends`() async throws {
        let office = try await NoticeOffice()
        let sent = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    do { _ = try await office.send() } catch { return false }
                    return true
                }
            }
            return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect(sent == 1)
        #expect(try await office.states() == ["queued"])
        #expect(try await office.demo.value("SELECT count(*) FROM message WHERE kind = 'notice'") == 1)
    }

    @Test func `B06 a vacation note and a bounce touch no submission, and the bounce stops what is written by itself`()
        async throws
    {
        let office = try await NoticeOffice()
        // The partner's domain is a funder's, and its machine names that funder's merchant: the ladder of replies would
        // file the note with the submission.
        _ = try await office.demo.submit("marisol", to: ["Dunlin Business Credit"])
        let funder = try #require(DemoFunder.all.first { $0.name == "Dunlin Business Credit" }?.address)
        let merchant: String = try #require(
            await office.demo.value("SELECT legal_name FROM application WHERE external_id = 'marisol'"))
        try await office.post("\(office.path)/address", ["email": .string(funder)])
        let notice = try await office.send()
        try await office.demo.sendOut()
        let (message, tenant) = (try #require(notice["message"]?.text.flatMap { Message.ID($0) }), office.tenant)
        let (key, sender) = try await office.database.read { db in
            let mail = try Message.find(message, tenant: tenant, db)
            return (mail.key, mail.from.address)
        }
        let answers = ["To: \(sender)", "In-Reply-To: <\(key)>", "References: <\(key)>"]
        let before = try await office.desk()
        try await office.receive(
            ["From: \(funder)", "Subject: Out of office", "Auto-Submitted: auto-replied"] + answers,
            "I am away until Monday. \(merchant): write to my colleague.")
        #expect(try await office.desk() == before, "a vacation note")
        #expect(try await office.states() == ["sent"])
        try await office.post("/payouts/notices", ["on": true])
        try await office.receive(Self.report, Self.report(on: key, funder, status: "4.4.7", action: "delayed"))
        #expect(try await office.states() == ["sent"], "a delay is no end")
        try await office.receive(Self.report, Self.report(on: key, funder, status: "5.1.1", action: "failed"))
        #expect(try await office.desk() == before, "a bounce")
        #expect(try await office.states() == ["bounced"])
        #expect(try await office.page()["stop"]?["address"] == .string(funder))
        try await office.payOut(100, "P1")
        #expect(try await office.demo.look() == 0, "nothing goes by itself to an address that mails came back from")
        office.demo.clock.advance(.seconds(5))
        try await office.post("\(office.path)/address", ["email": "new@northgate-iso.example"])
        #expect(try await office.page()["stop"] == .null)
        #expect(try await office.demo.look() == 0, "what was marked before is no news for the new address")
        office.demo.clock.advance(.seconds(5))
        try await office.payOut(100, "P2")
        #expect(try await office.demo.look() == 1)
        // What a person answers is a person's to read, and belongs to no submission.
        try await office.receive(["From: \(funder)", "Subject: Re: statement"] + answers, "The June share is wrong.")
        #expect(try await office.desk() == [before[0], before[1], before[2] + 1])
        #expect(try await office.demo.value("SELECT candidates FROM review_item ORDER BY id DESC LIMIT 1") == "[]")
        #expect(try await Rebuilding.compare(office.database).differences.isEmpty)
    }

    static let report = [
        "From: MAILER-DAEMON@mx.elsewhere.example", "To: deals@demo.example",
        "Subject: Undelivered Mail Returned to Sender",
        "Auto-Submitted: auto-replied", "MIME-Version: 1.0",
        "Content-Type: multipart/report; report-type=delivery-status; boundary=b",
    ]

    static func report(on key: String, _ address: String, status: String, action: String) -> String {
        """
        --b\r
        Content-Type: text/plain\r
        \r
        This is the mail system.\r
        --b\r
        Content-Type: message/delivery-status\r
        \r
        Reporting-MTA: dns; mx.elsewhere.example\r
        \r
        Final-Recipient: rfc822; \(address)\r
        Action: \(action)\r
        Status: \(status)\r
        --b\r
        Content-Type: text/rfc822-headers\r
        \r
        Message-ID: <\(key)>\r
        --b--
        """
    }

    @Test func `B06 payouts are told by themselves where the office turned that on, each once`() async throws {
        let office = try await NoticeOffice()
        try await office.payOut(100, "P1")
        #expect(try await office.demo.look() == 0, "it is off until somebody turns it on")
        office.demo.clock.advance(.seconds(5))
        try await office.post("/payouts/notices", ["on": true])
        #expect(try await office.demo.look() == 0, "what was marked before is not told")
        try await office.payOut(250, "P2")
        try await office.payOut(300, "P3")
        let last: String = try #require(
            await office.demo.value("SELECT id FROM commission_payout WHERE reference = 'P3'"))
        try await office.post("/payouts/\(last)/reversal", ["reason": "wrong"])
        #expect(try await office.demo.look() == 1, "what was taken back is not told")
        #expect(try await office.demo.look() == 0, "once")
        try await office.demo.sendOut()
        let mail = try #require(try office.mailbox().first)
        #expect(mail.contains("$2.50") && mail.contains("P2") && mail.contains("Auto-Submitted: auto-generated"))
        try await office.post("\(office.path)/address", [:])
        try await office.payOut(100, "P4")
        #expect(try await office.demo.look() == 0, "without an address nothing is written")
        #expect(try await office.refusal("\(office.path)/statement/notice", office.year) == "no_address")
        try await office.post("/payouts/notices", ["on": false])
        try await office.post("\(office.path)/address", ["email": "a@northgate-iso.example"])
        try await office.payOut(100, "P5")
        #expect(try await office.demo.look() == 0)
        #expect(try await office.states() == ["sent"])
    }

    @Test func `B06 admins alone send and read notices, and another office finds none`() async throws {
        let office = try await NoticeOffice()
        let notice = try await office.send()
        let message = try #require(notice["message"]?.text)
        let item = try #require(notice["outbox"]?.text)
        let secret = [
            "/messages/\(message)", "/messages/\(message)/source", "/messages/\(message)/attachments/1", office.path,
            "\(office.path)/statement/notice",
        ]
        for role in [RoleName.broker, .reviewer, .readOnly] {
            for path in secret {
                await #expect(throws: PlainRefusal.forbidden, "\(role.rawValue) \(path)") {
                    try await office.caller.call(.get, path, as: office.somebody(role))
                }
            }
            #expect(
                try await office.caller.call(.get, "/outbox/\(item)", as: office.somebody(role))["state"] == "queued")
            for path in ["\(office.path)/statement/notice", "\(office.path)/address", "/payouts/notices"] {
                await #expect(throws: PlainRefusal.forbidden) {
                    try await office.caller.call(.post, path, office.year, as: office.somebody(role), key: "k")
                }
            }
        }
        let now = office.demo.clock.now()
        let other = try await office.database.write { try Tenant.add(name: "Other", by: .system("test"), at: now, $0) }
        let stranger = Principal(
            tenant: other, person: nil, name: "s", roles: [.admin], credential: .key(name: "s"))
        for path in secret + ["/outbox/\(item)"] {
            let error = await #expect(throws: (any Error).self) {
                try await Tenancy.$current.withValue(other) {
                    try await office.caller.call(.get, path, as: stranger)
                }
            }
            #expect((error as? any Refusal)?.kind == .missing, "\(path)")
        }
    }

    @Test func `B06 an address is where mail can go, and each change of it stands in the history`() async throws {
        let office = try await NoticeOffice()
        // swift-format-ignore
        let bad = ["partner", "a@", "@b.example", "a@b..example", "a b@c.example", "a@b.example\r\nBcc: x@y.example",
                   String(repeating: "a", count: 65) + "@b.example"]
        for email in bad {
            #expect(
                try await office.refusal("\(office.path)/address", ["email": .string(email)]) != nil, "\(email)")
        }
        #expect(try await office.page()["email"] == "partners@northgate-iso.example")
        try await office.post("\(office.path)/address", ["email": "new@b.example"])
        try await office.post("\(office.path)/address", [:])
        let history = try await office.page()["history"]?.list?.filter { $0["event"] == "address" } ?? []
        #expect(history.map { $0["detail"]?["has_address"] } == [false, true, true])
        #expect(history.allSatisfy { $0["from"] == .null && $0["to"] == .null })
        #expect(try await office.page()["email"] == .null)
        // The chain keeps what nobody can take out of it again: no address is in it.
        let named: Int? = try await office.demo.value(
            """
            SELECT count(*) FROM history
             WHERE record_kind = 'payee' AND (detail LIKE '%@%' OR to_state LIKE '%@%' OR from_state LIKE '%@%')
            """)
        #expect(named == 0)
    }
}
