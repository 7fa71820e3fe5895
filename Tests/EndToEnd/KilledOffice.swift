import Applications
import Correspondence
import Funders
import Glibc
import Kernel
import Outbox
import Server
import Storage
import Submissions
import TestServers
import Testing

/// An office whose program is killed again and again, the sink that its mails go to, and the funders who answer.
final class KilledOffice: Sendable {
    let test: TestOffice
    let sink: CountingSink
    let lab: MailLab?
    let application: Application.ID
    let funders: [Funder.ID]

    /// Mails come in from Dovecot where there is one, else from a Maildir.
    init(submissions count: Int, seed: UInt64) async throws {
        let (sink, lab) = (CountingSink(seed: seed), MailLab.isAvailable ? MailLab(users: ["broker"]) : nil)
        test = try await TestOffice(port: 0, mailboxes: { Self.mailbox(sink, lab, $0) })
        (self.sink, self.lab) = (sink, lab)
        application = try await test.add(
            merchant: "Quarrybend Ceramics LLC",
            papers: [.pdf("application.pdf", .application, bytes: 3000, seed: seed)])
        funders = try await test.add(
            (0..<count).map { TestOffice.FunderCard("Lender \($0)", "desk@lender\($0).example") })
    }

    private static func mailbox(_ sink: CountingSink, _ lab: MailLab?, _ folder: String) -> [String: Value] {
        var receive: Value = [
            "source": "maildir", "folder": .string("\(folder)/inbox"), "poll_seconds": 1,
        ]
        if let lab {
            receive = (MainJob.mailbox(lab, folder, authority: lab.authorityFile)["broker"]?["receive"] ?? [:])
                .with(["poll_seconds": 1])
        }
        return [
            "broker": [
                "address": "broker@lab.test", "display_name": "Harbour Street Funding",
                "send": [
                    "transport": "smtp", "host": "localhost", "port": Value(sink.port), "security": "none",
                    "per_minute": 100_000, "connections": 2,
                ],
                "receive": receive,
            ]
        ]
    }

    /// Whoever got a mail answers it.
    func answer(_ mail: CountingSink.Mail, number: Int) throws {
        var answer = IncomingMail(
            from: mail.recipient, to: mail.replyTo, subject: "Re: your deal",
            text: "Approved: $40,000 at 1.38, 9 months, weekly payments, 8 points to you.")
        answer.inReplyTo = mail.messageID
        if let lab {
            lab.deliver(answer.bytes, to: "broker")
        } else {
            try LocalMaildir(path: "\(test.folder.path)/inbox").deliver(answer.bytes, number: number)
        }
    }

    func start(fault: String? = nil) throws -> Program { try test.serve(fault: fault) }

    /// Waits until the program that was started last serves; for ten minutes at most.
    func works() async {
        for _ in 0..<60_000 {
            if test.log.contains("serves port") { return }
            try? await Task.sleep(for: .milliseconds(10))
        }
    }

    /// Waits until the program that was started last begins a mail beyond the first `count`; for ten minutes at most.
    func sends(beyond count: Int) async {
        for _ in 0..<120_000 {
            if sink.begun > count { return }
            try? await Task.sleep(for: .milliseconds(5))
        }
    }

    func state() async throws -> [String: Int] {
        try await test.database.read { db in
            var counts: [String: Int] = [:]
            for row in try db.rows("SELECT state, count(*) AS number FROM outbox GROUP BY state ORDER BY state") {
                counts[try row["state"]] = try row["number"]
            }
            counts["replies"] = try db.value("SELECT count(*) FROM arrival WHERE state = 'filed'") ?? 0
            return counts
        }
    }

    /// What a person does in the end.
    func settleByHand() async throws { try await test.settleByHand(arrived: Set(sink.mails.map(\.messageID))) }
}

extension TestOffice {
    /// A person waits no longer for the ladder, and settles what never came to the funder; unless the program is so busy
    /// that nobody else gets at the records, and the person comes again later.
    func settleByHand(arrived: Set<String>) async throws {
        do { try await settleNow(arrived: arrived) } catch StorageFault.busy { return }
    }

    private func settleNow(arrived: Set<String>) async throws {
        let (tenant, who, now) = (tenant, broker.who, office.clock.now())
        let effects = office.sendEffects
        try await database.write { db in
            let rows = try db.rows(
                """
                SELECT outbox.id, outbox.state, message.message_key
                  FROM outbox JOIN message ON message.id = outbox.message_id
                 WHERE outbox.state IN ('queued', 'uncertain')
                 ORDER BY outbox.id
                """)
            for row in rows {
                let (id, key): (OutboxItem.ID, String) = (try row["id"], try row["message_key"])
                if try row["state"] == OutboxItem.State.uncertain {
                    if arrived.contains(key) { continue }
                    try OutboxItem.settle(
                        id, arrived: false, evidence: "person", tenant: tenant, by: who, at: now, effects: effects, db)
                }
                try OutboxItem.retry(id, tenant: tenant, by: who, at: now, effects: effects, db)
            }
        }
    }
}
