import Correspondence
import Kernel
import SMTP
import Storage
import Wire

/// What every line of every sender needs.
package struct SenderParts: Sendable {
    package var database: Database
    package var blobs: BlobStore
    package var clock: any Clock
    /// Begins with a name of this node, so that leases of its earlier life are known.
    package var owner: String
    package var log: @Sendable (String) -> Void
    package var effects: SendEffects

    package init(
        database: Database, blobs: BlobStore, clock: any Clock, owner: String,
        log: @escaping @Sendable (String) -> Void,
        effects: @escaping SendEffects
    ) {
        self.database = database
        self.blobs = blobs
        self.clock = clock
        self.owner = owner
        self.log = log
        self.effects = effects
    }
}

/// Sends one account's mails over as many connections as its file allows. Another account's troubles do not reach it.
package struct Sender: Sendable {
    let account: MailAccount
    let sending: MailAccountFile.Sending
    let parts: SenderParts

    package init(account: MailAccount, sending: MailAccountFile.Sending, parts: SenderParts) {
        self.account = account
        self.sending = sending
        self.parts = parts
    }

    /// Sends until the task is cancelled.
    package func run() async {
        await withTaskGroup(of: Void.self) { group in
            for number in 0..<sending.connections {
                let line = SendingLine(account: account, sending: sending, parts: parts, number: number)
                group.addTask { await line.run() }
            }
        }
    }

    /// Sends what is due now, then returns: `fundgate send` and tests. Says how many mails were tried.
    package func drain() async throws -> Int {
        let line = SendingLine(account: account, sending: sending, parts: parts, number: 0)
        var count = 0
        while true {
            let tried = try await line.work()
            if tried == 0 { break }
            count += tried
        }
        await line.rest()
        return count
    }
}

/// One connection's worth of sending, on a thread of its own.
actor SendingLine {
    private let executor: QueueExecutor
    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    private let account: MailAccount
    private let parts: SenderParts
    private let owner: String
    private let limits: SendingLimits
    private let transport: any MailTransport
    private let stop = WakeUp()
    private let bell: Bell

    /// Mails taken over together: few, so that the lines share the work.
    private static let batch = 4

    init(account: MailAccount, sending: MailAccountFile.Sending, parts: SenderParts, number: Int) {
        executor = QueueExecutor(label: "fundgate.sender.\(account.name).\(number)")
        self.account = account
        self.parts = parts
        owner = "\(parts.owner)/\(account.name)/\(number)"
        limits = SendingLimits(perMinute: sending.perMinute, recipientsPerDay: sending.recipientsPerDay)
        bell = parts.database.bell(named: "outbox")
        switch sending.transport {
        case .smtp(let server):
            let localName = sending.localName
            transport = SMTPTransport(endpoint: { try server.endpoint(.smtp, localName: localName) }, stop: stop)
        case .maildir(let folder): transport = MaildirTransport(folder: folder)
        }
    }

    func run() async {
        let stop = stop
        await withTaskCancellationHandler {
            while !Task.isCancelled {
                do {
                    if try await work() > 0 { continue }
                } catch {
                    parts.log("sending of account \(account.name) failed: \(error)")
                }
                transport.rest()
                await bell.wait(atMost: .seconds(5))
            }
            transport.rest()
        } onCancel: {
            stop.raise()
        }
    }

    func rest() { transport.rest() }

    /// Takes over what is due and sends it; says how many mails were tried.
    func work() async throws -> Int {
        let (id, tenant, limits, owner, now) = (account.id, account.tenant, limits, owner, parts.clock.now())
        let leased = try await parts.database.write { db in
            try OutboxItem.takeBackExpired(account: id, at: now, db)
            let account = try MailAccount.find(id, tenant: tenant, db)
            return try OutboxItem.lease(account: account, limits: limits, most: Self.batch, owner: owner, at: now, db)
        }
        for mail in leased { try await send(mail) }
        return leased.count
    }

    private func send(_ mail: LeasedMail) async throws {
        // Right before the connection: the switch may have been thrown since the lease (B22).
        let isStopped = try await parts.database.read { try StopSwitch.isOn(tenant: mail.item.tenant, $0) }
        let result = isStopped ? Self.notSent(mail) : try deliver(mail)
        let (now, effects, id) = (parts.clock.now(), parts.effects, account.id)
        try await parts.database.write { db in
            try OutboxItem.conclude(mail, result, at: now, effects: effects, db)
            let fault: String? = if case .failedBefore(let fault) = result.outcome { "\(fault)" } else { nil }
            try MailAccount.noteSending(id, fault: fault, at: now, db)
        }
    }

    private func deliver(_ mail: LeasedMail) throws -> DeliveryResult {
        let item = mail.item
        let envelope = Envelope(
            from: try EnvelopeAddress(item.envelopeFrom),
            recipients: try mail.recipients.map { try EnvelopeAddress($0.address) }, sizeBytes: Int(item.sizeBytes),
            isEightBit: item.needsEightBit, hasUTF8Header: item.needsSMTPUTF8,
            report: ReportRequest(envelopeIdentifier: item.id.description, occasions: [.failure, .delay]))
        let blobs = parts.blobs
        // What is particular to the mail begins it; every other blob is an attachment in base64, ready for the wire.
        let own = mail.segments.first?.blob
        let body = mail.segments.map { segment in
            BodySegment.file(
                path: blobs.path(of: segment.blob), offset: Int(segment.offset), length: Int(segment.length),
                isWireReady: segment.blob != own)
        }
        let (database, clock) = (parts.database, parts.clock)
        return transport.deliver(envelope, body, named: item.id.description) { phase in
            guard let stored = OutboxItem.Phase(phase) else { return }
            try database.writeAndWait { try OutboxItem.note(stored, of: mail, at: clock.now(), $0) }
        }
    }

    private static func notSent(_ mail: LeasedMail) -> DeliveryResult {
        DeliveryResult(
            recipients: [], finalReply: nil, phase: .notConnected, outcome: .failedBefore(.phaseNotRecorded(.connected))
        )
    }
}

extension OutboxItem.Phase {
    /// The phases that are stored; the others make no difference after a crash.
    init?(_ phase: DeliveryPhase) {
        switch phase {
        case .bodySending: self = .body
        case .finalDotSent: self = .finalDot
        default: return nil
        }
    }
}
