import Applications
import BenchTools
import Correspondence
import Glibc
import Inbox
import Kernel
import People
import Server
import Storage
import Submissions
import Synchronization

/// An office with one mail account, and what of it receives.
struct Mailroom: Sendable {
    let office: Office
    let tenant: TenantID
    private let account: MailAccount
    private let receiving: MailAccountFile.Receiving

    /// By the sender's domain, the Message-IDs that its mails answer.
    typealias Answered = [String: [String]]

    /// The office keeps its records in a file of its folder, or in `database`, which must be new.
    init(folder: String, file accountFile: MailAccountFile, database: DatabaseAddress? = nil) async throws {
        guard let receiving = accountFile.receive else { preconditionFailure("the file has a receive section") }
        mkdir(folder, 0o700)
        let file: Value = ["data": .string("\(folder)/data"), "undo_seconds": 0]
        var environment = Program.environment
        environment["FUNDGATE_DATABASE"] = database?.text
        let configuration = try Configuration(file, environment: environment, base: ".")
        office = try await Office.create(configuration, log: Log(level: .quiet))
        let now = office.clock.now()
        (tenant, account) = try await office.database.write { db in
            let tenant = try Tenant.add(name: "Bench", by: .system("bench"), at: now, db)
            return (tenant, try MailAccount.enroll(accountFile, tenant: tenant, at: now, db))
        }
        self.receiving = receiving
    }

    /// Receives without effects and says what the mails answer.
    func whatIsAnswered(_ count: Int) async throws -> Answered {
        let answered = Mutex<Answered>([:])
        try await receive(count) { mail, _, _ in
            guard let key = mail.parsed.head.inReplyTo.first, let from = mail.parsed.head.from.first else { return }
            let domain = String(from.address.drop { $0 != "@" }.dropFirst()).lowercased()
            answered.withLock { $0[domain, default: []].append(key) }
        }
        return answered.withLock { $0 }
    }

    /// One submission for each id: of the funder with that domain, out since an hour.
    func send(what answered: Answered) async throws {
        let domains = answered.keys.sorted()
        guard let most = answered.values.map(\.count).max() else { return }
        let (tenant, now) = (tenant, office.clock.now() - .hours(1))
        let pdf = try office.blobs.put(Array("%PDF-1.4 bench".utf8))
        let orders = try await office.database.write { db in
            try OrderBook(tenant: tenant, pdf: pdf, pdfBytes: 14, now: now).orders(
                most * domains.count, largest: domains.count,
                recipient: { ("desk@\(domains[$0 - 1])", domains[$0 - 1]) }, db)
        }
        for (number, order) in orders.enumerated() {
            _ = try await office.sendingDesk.send(
                order, key: IdempotencyKey("bench-\(number)", command: "bench", body: []), tenant: tenant,
                by: .system("bench"))
        }
        try await office.database.write { db in try Self.markSent(answered, tenant, at: now, db) }
    }

    private static func markSent(
        _ answered: Answered, _ tenant: TenantID, at now: Moment, _ db: Connection
    ) throws {
        var waiting = answered
        let rows = try db.rows(
            """
            SELECT submission.id, submission_message.message_id, funder_domain.domain
              FROM submission
              JOIN submission_message ON submission_message.submission_id = submission.id
              JOIN funder_domain ON funder_domain.funder_id = submission.funder_id
             ORDER BY submission.id
            """)
        for row in rows {
            guard let key = waiting[try row["domain"]]?.popLast() else { continue }
            let (id, message): (Submission.ID, Message.ID) = (try row["id"], try row["message_id"])
            try db.run(
                """
                INSERT INTO message_alias (tenant_id, key, message_id, source, at)
                VALUES (\(tenant), \(key), \(message), 'relay', \(now))
                """)
            try Submission.record(
                SubmissionEvent.New(.sent, at: now, by: .system("bench"), message: message), on: id, tenant: tenant,
                at: now, db)
        }
    }

    /// Receives with everything that a mail sets off, and prints what it took.
    func measure(_ count: Int) async throws {
        Usage.forgetPeak()
        let (begin, processor) = (Usage.monotonicMicroseconds(), Usage.processorMicroseconds())
        try await receive(count, office.mailEffects)
        let span = max(1, Usage.monotonicMicroseconds() - begin)
        let used = Usage.processorMicroseconds() - processor
        let (bytes, matched, reviewed) = try await office.database.read { db in
            (
                try db.value("SELECT sum(raw_size) FROM arrival", as: Int.self) ?? 0,
                try db.value(
                    "SELECT count(DISTINCT message_id) FROM submission_event WHERE type IN ('replied', 'auto_reply')",
                    as: Int.self) ?? 0, try db.value("SELECT count(*) FROM review_item", as: Int.self) ?? 0
            )
        }
        Terminal.line(
            #"{"messages": \#(count), "messages_per_s": \#(Decimal.tenths(count * 10_000_000 / span)), "#
                + #""mb_per_s": \#(Decimal.tenths(bytes * 10 / span)), "#
                + #""cpu_ms_per_message": \#(Decimal.thousandths(used / count)), "#
                + #""matched": \#(matched), "for_review": \#(reviewed), "peak_mb": \#(Usage.peakMegabytes()), "#
                + #""own_mb": \#(Usage.ownMegabytes())}"#)
    }

    /// Reads the archive again by the present rules without storing, compares its records with the raw mails, and derives what
    /// follows from mails anew; prints what each took.
    func measureAgain() async throws {
        let begin = Usage.monotonicMicroseconds()
        let reread = try await Reclassification.run(
            office, tenant: tenant, after: nil, stores: false, tell: { _ in }, note: { _ in })
        let read = Usage.monotonicMicroseconds()
        let parsed = try await Rereading.run(office, accounts: [])
        let compared = Usage.monotonicMicroseconds()
        let derived = try await Rebuilding.compare(office.database)
        let end = Usage.monotonicMicroseconds()
        func pace(_ count: Int, _ span: Int) -> String { Decimal.tenths(count * 10_000_000 / max(1, span)) }
        Terminal.line(
            #"{"reclassified": \#(reread.count), "changed": \#(reread.changed), "#
                + #""reclassified_per_s": \#(pace(reread.count, read - begin)), "#
                + #""replayed": \#(parsed.count), "differences": \#(parsed.differences.count + derived.differences.count), "#
                + #""replayed_per_s": \#(pace(parsed.count, compared - read)), "#
                + #""submissions": \#(derived.submissions), "#
                + #""submissions_per_s": \#(pace(derived.submissions, end - compared)), "#
                + #""peak_mb": \#(Usage.peakMegabytes())}"#)
    }

    /// Polls once and files as mails arrive, until so many are filed.
    private func receive(_ wanted: Int, _ effects: @escaping Filer.Effects) async throws {
        let poller = Poller(
            account: account, receiving: receiving, database: office.database, blobs: office.blobs,
            clock: office.clock, owner: "bench", log: { Terminal.say($0) })
        let filer = Filer(
            database: office.database, blobs: office.blobs, clock: office.clock, authenticationServers: [:],
            log: { Terminal.say($0) }, letters: AttachedLetters().below,
            effects: effects)
        async let polled = poller.once()
        let bell = office.database.bell(named: "inbox")
        var count = 0
        while count < wanted {
            count += try await filer.drain()
            if count < wanted { await bell.wait(atMost: .seconds(1)) }
        }
        _ = try await polled
    }
}
