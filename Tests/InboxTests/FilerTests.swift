import Correspondence
import Crypto
import Kernel
import Storage
import Testing

@testable import Inbox

@Suite struct FilerTests {
    /// The folder's poller and filer, once.
    private func round(_ room: Mailroom) async throws {
        _ = try await room.poller().once()
        _ = try await room.filer.drain()
    }

    @Test func `C26 R08 R09 many mails are filed in the order of their arrival`() async throws {
        let (room, count) = (try await Mailroom(maildir: ""), 10_000)
        for number in 0..<count {
            // Names do not sort as the mails came; their times do.
            room.put("\(number * 7919 % count).x", mail("s\(number)", id: "<\(number)@x>"), at: 1_700_000_000 + number)
        }
        try await round(room)
        #expect(room.subjects == (0..<count).map { "s\($0)" })
        try await round(room)
        #expect(try await room.states() == ["filed": count])
    }

    @Test func `C09 R01 R06 R14 one mail without sense and one whose effects fail: the others go on`() async throws {
        let room = try await Mailroom(maildir: "")
        for number in 0..<200 { room.put("\(number).x", mail("s\(number)", id: "<\(number)@x>")) }
        room.put("poison.x", "\u{0}\u{1}\u{2} no header at all")
        room.put("empty.x", "")
        room.put("bad.x", mail("fail this", id: "<bad@x>"))
        try await round(room)
        #expect(try await room.states() == ["filed": 200, "quarantined": 3])
        let held = try await room.arrivals(.quarantined)
        #expect(held.allSatisfy { $0.why?.isEmpty == false })
        #expect(held.first { $0.sourceName == "bad.x" }?.attempts == 3)
        #expect(held.first { $0.sourceName == "poison.x" }?.attempts == 1)
        // Nothing of a failed filing stays.
        #expect(try await room.number("SELECT count(*) FROM message") == 200)
        try await round(room)
        #expect(try await room.states() == ["filed": 200, "quarantined": 3])
    }

    @Test func `C09 a person tries a quarantined mail again, puts it away, and takes it back`() async throws {
        let room = try await Mailroom(maildir: "")
        room.put("bad.x", mail("fail this", id: "<bad@x>"))
        try await round(room)
        let (tenant, who, now) = (room.tenant, Who.system("test"), room.clock.now())
        let id = try #require(try await room.arrivals(.quarantined).first).id
        try await room.database.write { try Arrival.retry(id, tenant: tenant, by: who, at: now, $0) }
        #expect(try await room.arrivals(.stored).map(\.attempts) == [0])
        _ = try await room.filer.drain()
        #expect(try await room.arrivals(.quarantined).count == 1)
        try await room.database.write { try Arrival.dismiss(id, reason: "spam", tenant: tenant, by: who, at: now, $0) }
        #expect(try await room.arrivals(.dismissed).map(\.why) == ["spam"])
        await #expect(throws: IllegalMove.self) {
            try await room.database.write { try Arrival.retry(id, tenant: tenant, by: who, at: now, $0) }
        }
        await #expect(throws: ArrivalRefusal.unknown(id)) {
            try await room.database.write { try Arrival.retry(id, tenant: TenantID(bits: 9), by: who, at: now, $0) }
        }
    }

    @Test func `C02 R15 R21 R40b ids are taken in their normal form, and an empty one is no key`() async throws {
        let room = try await Mailroom(maildir: "")
        // swift-format-ignore
        let cases: [(String?, String?)] = [
            ("<A.b@X.example>", "A.b@X.example"), ("  < c@x.example > ", "c@x.example"), ("d@x.example", "d@x.example"),
            (nil, nil), ("<>", nil), ("< >", nil), ("<@>", nil), ("", nil),
        ]
        for (index, item) in cases.enumerated() {
            room.put("\(index)", mail("s\(index)", id: item.0, body: "\(index)"))
        }
        try await round(room)
        let rows = try await room.database.read { db in
            try db.rows("SELECT \(part: Message.columns) FROM message ORDER BY subject").map(Message.init)
        }
        #expect(rows.count == cases.count)
        for (message, item) in zip(rows, cases) {
            #expect(message.isKeySynthetic == (item.1 == nil))
            if let key = item.1 { #expect(message.key == key) } else { #expect(message.key.hasPrefix("synthetic:")) }
        }
        #expect(Set(rows.map(\.key)).count == cases.count)
    }

    @Test func `C12 R20 R22 the same mail in two mailboxes is one message with two sightings and one effect`()
        async throws
    {
        let room = try await Mailroom(maildir: "")
        let (tenant, now) = (room.tenant, room.clock.now())
        let text = "{ address: 'b@broker.example', receive: { source: 'maildir', folder: 'in/cur/..' } }"
        let file = try MailAccountFile(name: "second", bytes: Array(text.utf8), base: room.path)
        let account = try await room.database.write { try MailAccount.enroll(file, tenant: tenant, at: now, $0) }
        room.put("1", mail("one", id: "<1@x>"))
        room.put("2", mail("two", id: "<1@x>", body: "another text under the same id"))
        try await round(room)
        _ = try await room.poller("node1", account: (account, file)).once()
        _ = try await room.filer.drain()
        #expect(try await room.states() == ["filed": 4])
        #expect(try await room.number("SELECT count(*) FROM message") == 2)
        #expect(try await room.number("SELECT count(*) FROM message_sighting") == 4)
        #expect(room.subjects == ["one", "two"])
    }

    @Test func `R18 mail from before the start is archived and sets nothing off`() async throws {
        let room = try await Mailroom(maildir: ", start_from: '2026-01-15'")
        room.put("old", mail("old", id: "<1@x>"), at: 1_700_000_000)
        room.put("new", mail("new", id: "<2@x>"), at: 1_790_000_000)
        try await round(room)
        #expect(try await room.states() == ["filed": 2])
        #expect(room.subjects == ["new"])
    }

    @Test func `C04 an attachment is read back out of the raw mail with its recorded hash`() async throws {
        let room = try await Mailroom(maildir: "")
        let parts = """
            --b\r\nContent-Type: text/plain\r\n\r\nsee file\r
            --b\r\nContent-Type: message/rfc822\r\n\r\nSubject: inner\r\nContent-Type: text/csv; name=x.csv\r\n\r\na,b\r
            --b\r\nContent-Type: application/pdf; name=offer.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\nJVBERi0xLjQK\r
            --b--
            """
        let head = "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n"
        room.put("1", mail("files", id: "<1@x>", more: head, body: parts))
        try await round(room)
        let tenant = room.tenant
        let (message, attachments) = try await room.database.read { db in
            let row = try #require(try db.row("SELECT \(part: Message.columns) FROM message"))
            let message = try Message(row)
            return (message, try Message.attachments(of: message.id, tenant: tenant, db))
        }
        #expect(attachments.map(\.contentType) == ["message/rfc822", "application/pdf"])
        let pdf = try #require(attachments.last)
        let reader = AttachmentReader(blobs: room.blobs)
        let path = try reader.path(of: pdf, in: message)
        #expect(try room.blobs.bytes(of: pdf.sha256) == Array("%PDF-1.4\n".utf8) && path.hasSuffix("\(pdf.sha256)"))
        let forged = MessageAttachment(
            ordinal: pdf.ordinal, name: nil, contentType: "", disposition: "", sizeBytes: 1, sha256: Digest(of: [1]))
        #expect(throws: (any Error).self) { _ = try reader.path(of: forged, in: message) }
    }

    @Test func `the lifecycle of an arrival has these moves and no others`() {
        // swift-format-ignore
        let expected: [(Arrival.State, [Arrival.Event])] = [
            (.stored,      [.file, .quarantine]),
            (.quarantined, [.retry, .fetchAgain, .dismiss]),
            (.wanted,      [.arrive, .quarantine, .dismiss]),
            (.dismissed,   [.restore]),
            (.filed,       []),
        ]
        for (state, events) in expected { #expect(Arrival.lifecycle.events(from: state) == events) }
        #expect(expected.count == Arrival.State.allCases.count)
    }
}
