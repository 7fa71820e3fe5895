import Correspondence
import Glibc
import Kernel
import SMTP
import Storage
import TestServers
import Testing

@testable import Outbox

@Suite struct MaildirTests {
    private func office() async throws -> Office { try await Office(send: "transport: 'maildir', folder: 'out'") }

    private func files(_ office: Office, _ box: String, _ part: String = "new") -> [String] {
        Files.names(in: "\(office.path)/out/\(box)/\(part)")
    }

    @Test func `a mail lies in each recipient's mailbox, byte for byte`() async throws {
        let office = try await office()
        let id = try await office.queue(to: ["A.b@x.example"], cc: ["etc/x@y.example"])
        #expect(try await office.sender().drain() == 1)
        #expect(try await office.item(id).state == .sent)
        #expect(files(office, "a.b@x.example") == ["\(id)"] && files(office, "etc%2Fx@y.example") == ["\(id)"])
        let (tenant, message) = (office.tenant, try await office.item(id).message)
        let stored = try await office.database.read { try Message.find(message, tenant: tenant, $0).rawHash }
        #expect(Files.read("\(office.path)/out/a.b@x.example/new/\(id)") == (try office.blobs.bytes(of: stored)))
    }

    @Test(arguments: [0, 1, 2]) func `B07 after a crash while mails were placed each recipient has one`(
        _ placed: Int
    ) async throws {
        let office = try await office()
        let id = try await office.queue(to: ["a@x.example", "b@x.example"])
        let mail = try #require(try await office.lease("node1/old").first)
        try await office.note(.finalDot, mail)
        // What the program had done when it ended; one recipient has read the mail since.
        for (box, isThere) in [("a@x.example", placed > 0), ("b@x.example", placed > 1)] where isThere {
            for part in ["", "/tmp", "/new", "/cur"] {
                mkdir("\(office.path)/out", 0o700); mkdir("\(office.path)/out/\(box)\(part)", 0o700)
            }
            #expect(Files.write([1], to: "\(office.path)/out/\(box)/cur/\(id):2,RS"))
        }
        let (now, effects) = (office.clock.now(), office.effects)
        _ = try await office.database.write {
            try OutboxItem.takeBackAll(at: now, effects: effects, $0)
        }
        #expect(try await office.item(id).state == .uncertain)
        let evidence = Evidence(account: office.account, file: office.file, parts: office.parts())
        #expect(try await evidence.look() == 1)
        #expect(try await office.item(id).state == (placed == 2 ? .sent : .queued))
        _ = try await office.sender().drain()
        #expect(try await office.item(id).state == .sent)
        for box in ["a@x.example", "b@x.example"] {
            #expect((files(office, box) + files(office, box, "cur")).count == 1)
        }
        #expect(try await evidence.look() == 0)
    }

    @Test func `a folder that cannot be written is tried again later`() async throws {
        let office = try await office()
        #expect(Files.write([1], to: "\(office.path)/out"))
        let id = try await office.queue(to: ["a@x.example"])
        _ = try await office.sender().drain()
        #expect(try await office.item(id).state == .queued)
        unlink("\(office.path)/out")
        office.clock.advance(.minutes(2))
        _ = try await office.sender().drain()
        #expect(try await office.item(id).state == .sent)
    }
}

@Suite(.enabled(if: MailLab.isAvailable)) struct RealServerTests {
    @Test func `B09 B08 Postfix takes two of three, and a copy in the Sent folder settles an uncertain mail`()
        async throws
    {
        let lab = try #require(MailLab.shared)
        setenv("FUNDGATE_TEST_PASSWORD", lab.password(of: "broker"), 1)
        let secrets =
            "user: 'broker', password_variable: 'FUNDGATE_TEST_PASSWORD', authority_file: '\(lab.authorityFile)'"
        let office = try await Office(
            send: """
                transport: 'smtp', host: 'localhost', port: \(lab.submissionPort), security: 'starttls', \(secrets),
                sent_folder: 'Sent'
                """,
            receive: "source: 'imap', host: 'localhost', port: \(lab.imapsPort), security: 'tls', \(secrets)")
        let id = try await office.queue(
            to: [lab.address(of: "funder11"), lab.address(of: "nobody")], cc: [lab.address(of: "funder12")])
        #expect(try await office.sender().drain() == 1)
        #expect(try await office.item(id).state == .sent)
        #expect(try await office.recipients(id) == [.accepted, .refused, .accepted])
        #expect(lab.messages(of: "funder11", awaiting: 1).count == 1)
        let (own, account) = (office.tenant, office.account.id)
        let known = try await office.database.read { try MailAccount.find(account, tenant: own, $0) }
        #expect(known.sizeLimitBytes ?? 0 > 1_000_000, "B17 what the server said of SIZE is kept")

        let lost = try await office.queue(to: [lab.address(of: "funder13")])
        let mail = try #require(try await office.lease().first)
        try await office.conclude(mail, .uncertain(.sessionEnded))
        let evidence = Evidence(account: office.account, file: office.file, parts: office.parts())
        #expect(try await evidence.look() == 0)
        #expect(try await office.item(lost).state == .uncertain)
        let (tenant, message) = (office.tenant, mail.item.message)
        let stored = try await office.database.read { try Message.find(message, tenant: tenant, $0).rawHash }
        let sent = "\(lab.maildir(of: "broker"))/.Sent"
        for part in ["", "/tmp", "/new", "/cur"] {
            mkdir(sent + part, 0o700)
            chown(sent + part, 5000, 5000)
        }
        #expect(Files.write(try office.blobs.bytes(of: stored), to: "\(sent)/new/1.copy"))
        chown("\(sent)/new/1.copy", 5000, 5000)
        #expect(try await evidence.look() == 1)
        let item = try await office.item(lost)
        #expect(item.state == .sent && item.settledBy == "sent_folder")
    }
}
