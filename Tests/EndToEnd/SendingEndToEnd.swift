import Applications
import Correspondence
import Crypto
import Funders
import Glibc
import Kernel
import MIME
import Outbox
import Server
import Storage
import Submissions
import TestServers
import Testing
import Web

/// What stands between a person's order and a mail, by the routes.
@Suite struct SendingEndToEnd {
    @Test func `A52 a merchant goes to a funder once, whatever is pressed at once`() async throws {
        let desk = try await AnsweredOffice()
        let (funder, address) = try await desk.addFunder()
        let application = try await desk.addApplication()
        async let one = desk.test.order(application, [funder])
        async let other = desk.test.order(application, [funder])
        let lines = try await one + other
        #expect(Set(lines.compactMap { $0["state"]?.text }) == ["queued", "blocked"])
        #expect(lines.compactMap { $0["code"]?.text } == ["just_sent"])
        try await desk.test.drainOutbox()
        #expect(desk.mailbox(of: address).count == 1)
        // A new application of the same merchant is the same merchant.
        let name = try await merchant(of: application, desk)
        let again = try await desk.addApplication(name)
        let reason: Value = ["override_reason": "the funder asked for it again"]
        #expect(try await code(desk.test.order(again, [funder], reason)) == "just_sent")
        desk.clock.advance(.minutes(3))
        #expect(try await code(desk.test.order(again, [funder])) == "sent_today")
        #expect(try await code(desk.test.order(again, [funder], reason)) == "queued")
        desk.clock.advance(.hours(25))
        // After a day the merchant is free, and the application is the funder's for some days more (A58).
        #expect(try await code(desk.test.order(again, [funder])) == "exclusive_window")
        #expect(try await code(desk.test.order(again, [funder], reason)) == "queued")
        try await desk.test.drainOutbox()
        #expect(desk.mailbox(of: address).count == 3)
    }

    private func code(_ lines: [Value]) -> String? { lines.first?["code"]?.text ?? lines.first?["state"]?.text }

    private func merchant(of application: Application.ID, _ desk: AnsweredOffice) async throws -> String {
        let tenant = desk.test.tenant
        return try await desk.test.database.read {
            try Application.find(application, tenant: tenant, $0).fields.legalName
        }
    }

    @Test func `A37 the same key gives the same answer and sends nothing; with another order it is refused`()
        async throws
    {
        let desk = try await AnsweredOffice()
        let (funder, address) = try await desk.addFunder()
        let application = try await desk.addApplication()
        let first = try await desk.test.order(application, [funder], key: "one")
        desk.clock.advance(.hours(30))
        #expect(try await desk.test.order(application, [funder], key: "one") == first)
        try await desk.test.drainOutbox()
        #expect(desk.mailbox(of: address).count == 1)
        let other = try await desk.addApplication()
        #expect(await refusal { try await desk.test.order(other, [funder], key: "one") } != nil)
        #expect(try await desk.test.count("submission") == 1)
    }

    @Test func `A03 only a funder who may be sent to is sent to`() async throws {
        let desk = try await AnsweredOffice()
        let statuses: [(FunderStatus, Int?)] = [
            (.paused, nil), (.doNotSend, nil), (.needsCallFirst, nil), (.limited, 1),
        ]
        var funders: [Funder.ID] = []
        for (status, cap) in statuses {
            let (funder, _) = try await desk.addFunder()
            let (tenant, who, now) = (desk.test.tenant, desk.test.broker.who, desk.clock.now())
            _ = try await desk.test.database.write { db in
                try Funder.setStatus(
                    of: funder, to: status, reason: "told so", weeklyCap: cap, version: 1, tenant: tenant, by: who,
                    at: now, db)
            }
            funders.append(funder)
        }
        let lines = try await desk.test.order(try await desk.addApplication(), funders)
        #expect(lines.map { $0["state"]?.text } == ["blocked", "blocked", "blocked", "queued"])
        #expect(Set(lines.prefix(3).compactMap { $0["code"]?.text }).count == 3)
        desk.clock.advance(.minutes(5))
        let second = try await desk.test.order(try await desk.addApplication(), [funders[3]])
        #expect(second.first?["state"]?.text == "blocked", "one a week")
        #expect(try await desk.test.count("submission") == 1)
    }

    @Test func `A38 a file that is gone or empty stops the sending before any row`() async throws {
        let desk = try await AnsweredOffice()
        let (funder, _) = try await desk.addFunder()
        for damage in ["gone", "empty"] {
            let application = try await desk.addApplication(papers: [])
            let paper = TestOffice.Paper.pdf("a \(damage).pdf", .application, bytes: 900, seed: 11)
            let digest = try await desk.test.add(paper, to: application)
            let path = desk.test.office.blobs.path(of: digest)
            try LocalFiles.damage(path, emptied: damage == "empty")
            #expect(await refusal { try await desk.test.order(application, [funder]) } == "unusable_file")
        }
        for table: SQL in ["submission", "message", "outbox", "submission_guard"] {
            #expect(try await desk.test.count(table) == 0)
        }
        #expect(desk.mailbox(of: "desk@funder1.example").isEmpty)
    }

    @Test func `A36 two hundred funders are sent in one order, two hundred and one are refused`() async throws {
        let desk = try await AnsweredOffice()
        let cards = (0..<201).map { TestOffice.FunderCard("Lender \($0)", "desk@lender\($0).example") }
        let funders = try await desk.test.add(cards)
        let application = try await desk.addApplication()
        #expect(await refusal { try await desk.test.order(application, funders) } == "too_many_funders")
        #expect(try await desk.test.count("submission") == 0)
        let lines = try await desk.test.order(application, Array(funders.prefix(200)))
        #expect(lines.filter { $0["state"]?.text == "queued" }.count == 200)
        try await desk.test.drainOutbox()
        #expect(try await desk.test.count("submission WHERE status = 'sent'") == 200)
        let keys = try await desk.test.count("(SELECT DISTINCT message_key FROM message) AS key")
        #expect(keys == 200)
    }

    @Test func `J35 within the undo window nothing leaves, and a cancelled mail never does`() async throws {
        let desk = try await AnsweredOffice(undoSeconds: 10)
        let made = try await desk.queue()
        let kept = try await desk.queue()
        #expect(try await desk.test.drainOutbox() == 0)
        let item = try #require(try await desk.test.outboxItem(of: made.submission))
        let (tenant, who, now) = (desk.test.tenant, desk.test.broker.who, desk.clock.now())
        let effects = desk.test.office.sendEffects
        try await desk.test.database.write { db in
            try OutboxItem.cancel(item.id, tenant: tenant, by: who, at: now, effects: effects, db)
        }
        desk.clock.advance(.seconds(11))
        #expect(try await desk.test.drainOutbox() == 1)
        #expect(try await desk.test.picture(of: made.submission).status == "cancelled")
        #expect(try await desk.test.picture(of: kept.submission).status == "sent")
        #expect(desk.mailbox(of: made.funderAddress).isEmpty)
    }

    @Test func `B22 while the stop switch is on nothing leaves`() async throws {
        let desk = try await AnsweredOffice()
        let made = try await desk.queue()
        let (tenant, who, now) = (desk.test.tenant, desk.test.broker.who, desk.clock.now())
        try await desk.test.database.write { try StopSwitch.set(true, tenant: tenant, by: who, at: now, $0) }
        #expect(try await desk.test.drainOutbox() == 0)
        #expect(desk.mailbox(of: made.funderAddress).isEmpty)
        try await desk.test.database.write { try StopSwitch.set(false, tenant: tenant, by: who, at: now, $0) }
        #expect(try await desk.test.drainOutbox() == 1)
    }
}

/// The code of the refusal that `body` ends with; nil where it ends otherwise.
func refusal<T>(_ body: () async throws -> T) async -> String? {
    do {
        _ = try await body()
        return nil
    } catch {
        return (error as? any Refusal)?.code
    }
}

/// Damage to stored files.
enum LocalFiles {
    static func damage(_ path: String, emptied: Bool) throws {
        guard Files.write([], to: path) else { throw TestOffice.NotWritten(path: path) }
        if !emptied { unlink(path) }
    }

}
