import Correspondence
import Crypto
import Glibc
import Kernel
import MIME
import SMTP
import Storage
import Synchronization
import TestDatabases
import TestServers
import Testing

@testable import Outbox

/// A store with an account, a clock that stands still, and what the senders told.
final class Office: Sendable {
    private let folder: TemporaryFolder
    var path: String { folder.path }
    let database: Database
    let blobs: BlobStore
    let clock = ManualClock(Moment(seconds: 1_800_000_000))
    let tenant = TenantID(bits: 7)
    let file: MailAccountFile
    let account: MailAccount
    let news = Mutex<[SendNews]>([])
    let logged = Mutex<[String]>([])
    let effectsFail = Atomic<Bool>(false)

    struct EffectFailed: Error {}

    /// `send` is the body of the account file's send section.
    init(send: String = "transport: 'smtp', host: '127.0.0.1', port: 1, security: 'none'", receive: String? = nil)
        async throws
    {
        folder = try TemporaryFolder()
        let path = folder.path
        database = try await TestDatabases.open(
            "\(path)/test.db",
            StorageSchema.migrations + CorrespondenceSchema.migrations + OutboxSchema.migrations, at: clock.now(),
            readers: 2)
        blobs = try BlobStore(folder: "\(path)/blobs")
        let incoming = receive.map { ", receive: { \($0) }" } ?? ""
        let text = "{ address: 'desk@broker.example', send: { \(send) }\(incoming) }"
        let file = try MailAccountFile(name: "desk", bytes: Array(text.utf8), base: path)
        self.file = file
        let (tenant, now) = (tenant, clock.now())
        account = try await database.write { try MailAccount.enroll(file, tenant: tenant, at: now, $0) }
    }

    func parts(_ owner: String = "node1") -> SenderParts {
        SenderParts(
            database: database, blobs: blobs, clock: clock, owner: owner,
            log: { [self] text in self.logged.withLock { $0.append(text) } }, effects: effects)
    }

    var effects: SendEffects {
        { [self] news, _ in
            if effectsFail.load(ordering: .relaxed) { throw EffectFailed() }
            self.news.withLock { $0.append(news) }
        }
    }

    var told: [SendNews.What] { news.withLock { $0.map(\.what) } }

    func sender() throws -> Sender { Sender(account: account, sending: try #require(file.send), parts: parts()) }

    /// Queues a mail to these addresses; `body` is its text.
    @discardableResult
    func queue(
        to: [String], cc: [String] = [], body: String = "Hello", account other: MailAccount? = nil
    ) async throws -> OutboxItem.ID {
        let now = clock.now()
        let key = "\(Identifier<Office>(at: now))@broker.example"
        let text = "From: desk@broker.example\r\nSubject: a\r\nMessage-ID: <\(key)>\r\n\r\n\(body)\r\n"
        let bytes = Array(text.utf8)
        let blob = try blobs.put(bytes)
        let (tenant, account) = (tenant, other ?? account)
        return try await database.write { db in
            var draft = Message.Draft(
                direction: .outgoing, account: account.id, kind: .submission, key: key, contentHash: blob,
                from: MailAddress(name: nil, address: account.address), subject: "a", rawHash: blob,
                rawSize: Int64(bytes.count), body: body)
            draft.segments = [MessageSegment(blob: blob, offset: 0, length: Int64(bytes.count))]
            let message = try Message.insert(draft, tenant: tenant, at: now, db).id
            let posting = OutboxItem.Posting(
                envelopeFrom: try MailboxAddress("desk@broker.example"), to: try to.map { try MailboxAddress($0) },
                cc: try cc.map { try MailboxAddress($0) }, sizeBytes: Int64(bytes.count), needsEightBit: false,
                needsSMTPUTF8: false)
            return try OutboxItem.enqueue(
                message, posting, account: account.id, notBefore: now, tenant: tenant, by: .system("test"), at: now, db)
        }
    }

    func item(_ id: OutboxItem.ID) async throws -> OutboxItem {
        try await database.read { [tenant] in try OutboxItem.find(id, tenant: tenant, $0) }
    }

    /// The recipients' states in order.
    func recipients(_ id: OutboxItem.ID) async throws -> [OutboxItem.Recipient.State] {
        try await database.read { [tenant] in try OutboxItem.recipients(of: id, tenant: tenant, $0).map(\.state) }
    }

    func lease(
        _ owner: String = "node1/a", limits: SendingLimits = SendingLimits(perMinute: 1000, recipientsPerDay: 10_000),
        most: Int = 100
    ) async throws -> [LeasedMail] {
        let (tenant, id, now) = (tenant, account.id, clock.now())
        return try await database.write { db in
            let account = try MailAccount.find(id, tenant: tenant, db)
            return try OutboxItem.lease(account: account, limits: limits, most: most, owner: owner, at: now, db)
        }
    }

    func note(_ phase: OutboxItem.Phase, _ mail: LeasedMail) async throws {
        let now = clock.now()
        try await database.write { try OutboxItem.note(phase, of: mail, at: now, $0) }
    }

    func takeBackExpired() async throws -> Int {
        let (id, now, effects) = (account.id, clock.now(), effects)
        return try await database.write { try OutboxItem.takeBackExpired(account: id, at: now, effects: effects, $0) }
    }

    /// Ends an attempt; `replies` are the recipients' own, all positive where none are given.
    func conclude(_ mail: LeasedMail, _ outcome: DeliveryOutcome, replies: [SMTPReply?]? = nil) async throws {
        var final: SMTPReply?
        switch outcome {
        case .accepted(let reply), .refused(let reply): final = reply
        default: break
        }
        let ok = SMTPReply(code: 250, lines: ["2.1.5 Ok"])
        let recipients = try mail.recipients.enumerated().map { index, recipient in
            DeliveryResult.Recipient(
                address: try EnvelopeAddress(recipient.address), reply: replies.map { $0[index] } ?? ok)
        }
        let result = DeliveryResult(recipients: recipients, finalReply: final, phase: .connected, outcome: outcome)
        let (now, effects) = (clock.now(), effects)
        try await database.write { try OutboxItem.conclude(mail, result, at: now, effects: effects, $0) }
    }
}

func reply(_ code: Int, _ text: String = "") -> SMTPReply { SMTPReply(code: code, lines: [text]) }
