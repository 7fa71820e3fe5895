import Correspondence
import Kernel
import Outbox
import Storage
import Submissions
import TestDatabases
import TestServers
import Testing

/// What becomes of a submission when the server does what servers seldom do.
@Suite struct TransportEndToEnd {
    private static let opening: [ScriptedServer.Step] = [
        .say("220 odd ESMTP\r\n"), .expect("EHLO"), .say("250-odd\r\n250 8BITMIME\r\n"), .expect("EHLO"),
        .say("250-odd\r\n250 8BITMIME\r\n"), .expect("MAIL FROM"), .say("250 2.1.0 fine\r\n"),
    ]
    private static let body: [ScriptedServer.Step] = [
        .expect("DATA"), .say("354 go on\r\n"), .readUntil("\r\n.\r\n"),
    ]

    /// Mails go to the scripted server; answers come from a Maildir.
    private func desk(_ server: ScriptedServer) async throws -> AnsweredOffice {
        try await AnsweredOffice { folder in
            let receive = TestOffice.localMaildirs(folder)["desk"]?["receive"] ?? [:]
            return [
                "desk": [
                    "address": .string(TestOffice.deskAddress), "display_name": "Harbour Street Funding",
                    "send": [
                        "transport": "smtp", "host": "localhost", "port": Value(server.port), "security": "none",
                        "per_minute": 1000, "connections": 1,
                    ],
                    "receive": receive,
                ]
            ]
        }
    }

    /// A server that closes the connection in place of its answer to the final dot.
    private func lost() async throws -> (AnsweredOffice, AnsweredOffice.Case) {
        let server = ScriptedServer(
            Self.opening + [.expect("RCPT TO"), .say("250 2.1.5 fine\r\n")] + Self.body + [.reset])
        let desk = try await desk(server)
        let made = try await desk.send()
        #expect(try await desk.test.outboxItem(of: made.submission)?.state == .uncertain)
        #expect(try await desk.test.picture(of: made.submission).status == "uncertain")
        desk.clock.advance(.hours(5))
        #expect(try await desk.test.drainOutbox() == 0, "it is not sent again by itself")
        return (desk, made)
    }

    @Test func `N02 a reply shows that an uncertain mail arrived`() async throws {
        let (desk, made) = try await lost()
        try await desk.answer(made, "Approved: $40,000 at 1.38, 9 months, weekly payments, 8 points to you.")
        #expect(try await desk.test.outboxItem(of: made.submission)?.state == .sent)
        let picture = try await desk.test.picture(of: made.submission)
        #expect(picture.status == "offered")
        #expect(picture.offers == ["40000 pending"])
    }

    @Test func `N02 a delivery report shows that an uncertain mail had been taken`() async throws {
        let (desk, made) = try await lost()
        let own = try await desk.test.ownMail(of: made.submission)
        _ = try await desk.receive(
            .report(on: own.key, recipient: made.funderAddress, status: "5.1.1", to: TestOffice.deskAddress))
        #expect(try await desk.test.outboxItem(of: made.submission)?.state == .sent)
        #expect(try await desk.test.picture(of: made.submission).status == "undeliverable")
    }

    @Test func `A39 B09 over a server that follows a script one recipient is refused, the others have the mail`()
        async throws
    {
        let server = ScriptedServer(
            Self.opening + [
                .expect("RCPT TO"), .say("250 2.1.5 fine\r\n"), .expect("RCPT TO"),
                .say("550 5.1.1 no such user\r\n"),
            ] + Self.body + [.say("250 2.0.0 taken\r\n"), .silence])
        let desk = try await desk(server)
        let (funder, address) = try await desk.addFunder { $0.cc = ["gone@funder.example"] }
        let made = try await desk.send(to: (funder, address))
        let item = try #require(try await desk.test.outboxItem(of: made.submission))
        #expect(item.state == .sent)
        let tenant = desk.test.tenant
        let recipients = try await desk.test.database.read {
            try OutboxItem.recipients(of: item.id, tenant: tenant, $0)
        }
        #expect(
            recipients.map { "\($0.address) \($0.state.rawValue)" } == [
                "\(address) accepted", "gone@funder.example refused",
            ])
        #expect(recipients.last?.reply?.contains("5.1.1") == true)
        let picture = try await desk.test.picture(of: made.submission)
        #expect(picture.status == "sent")
        #expect(picture.events == ["bounced"])
    }

    @Test func `A40 submission, mail and outbox row are written together or not at all`() async throws {
        let desk = try await AnsweredOffice()
        let (funder, address) = try await desk.addFunder()
        let application = try await desk.addApplication()
        let tables: [SQL] = ["outbox_recipient", "submission_event", "submission_guard", "message_segment"]
        for table in tables {
            try await desk.test.database.write { db in
                try TestDatabases.refuseRows(of: table, db)
            }
            let key = "torn"
            await #expect(throws: (any Error).self) { try await desk.test.order(application, [funder], key: key) }
            try await desk.test.database.write { try TestDatabases.acceptRows(of: table, $0) }
            for left: SQL in ["submission", "submission_event", "submission_message", "submission_guard"] {
                #expect(try await desk.test.count(left) == 0)
            }
            for left: SQL in ["message", "message_segment", "outbox", "outbox_recipient"] {
                #expect(try await desk.test.count(left) == 0)
            }
        }
        #expect(try await desk.test.drainOutbox() == 0)
        // The same key works once nothing is in the way: the failed orders left no answer behind.
        let lines = try await desk.test.order(application, [funder], key: "torn")
        #expect(lines.first?["state"]?.text == "queued")
        #expect(try await desk.test.drainOutbox() == 1)
        #expect(desk.mailbox(of: address).count == 1)
    }
}
