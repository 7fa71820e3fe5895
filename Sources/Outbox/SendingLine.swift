import Correspondence
import Kernel
import SMTP
import Storage
import Wire

/// One connection's worth of sending, on a thread of its own.
actor SendingLine {
    private let executor: QueueExecutor
    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    private let account: MailAccount
    private let parts: SenderParts
    private let owner: String
    private let limits: SendingLimits
    private let transport: any MailTransport
    nonisolated let brake = LineBrake()
    private let bell: Bell
    /// The storing of the last mail's end, while the next mail goes out: both share commits where they can.
    private var concluding: Task<Void, Never>?

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
            transport = SMTPTransport(endpoint: { try server.endpoint(.smtp, localName: localName) }, stop: brake.wake)
        case .maildir(let folder): transport = MaildirTransport(folder: folder)
        }
    }

    func run() async {
        await withTaskCancellationHandler {
            while !Task.isCancelled {
                do {
                    if try await work() > 0 { continue }
                } catch {
                    parts.log("sending of account \(account.name) failed: \(error)")
                }
                await rest()
                await awaitWork()
            }
            await rest()
        } onCancel: {
            brake.end()
        }
    }

    /// Returns when there is something to do, as far as reading tells: an account without due mail writes nothing, however
    /// often the others' mails ring.
    private func awaitWork() async {
        while !Task.isCancelled {
            await bell.wait(atMost: .seconds(5))
            // A store that cannot be read is told by `work`.
            if (try? await isAnythingDue()) != false { return }
        }
    }

    /// Gives the connection back; returns when the last mail's end is stored.
    func rest() async {
        transport.rest()
        await concluded()
    }

    /// At the program's end a store that fails is not asked again.
    private func concluded() async {
        guard let last = concluding else { return }
        await withTaskCancellationHandler {
            await last.value
        } onCancel: {
            last.cancel()
        }
    }

    /// Takes over what is due and sends it; says how many mails were tried.
    func work() async throws -> Int {
        if FaultPoint.isArmed(.queued), try await isAnythingDue() { FaultPoint.reach(.queued) }
        let (id, tenant, limits, now, effects) = (account.id, account.tenant, limits, parts.clock.now(), parts.effects)
        // A name that no earlier or later lease has: what this one may do ends with it.
        let owner = "\(owner)/\(Identifier<LeasedMail>(at: now))"
        let leased = try await parts.database.write { db in
            try OutboxItem.takeBackExpired(account: id, at: now, effects: effects, db)
            let account = try MailAccount.find(id, tenant: tenant, db)
            return try OutboxItem.lease(account: account, limits: limits, most: Self.batch, owner: owner, at: now, db)
        }
        guard !leased.isEmpty else { return 0 }
        FaultPoint.reach(.leased)
        let renewal = renew(owner)
        defer { renewal.cancel() }
        for mail in leased { await send(mail) }
        return leased.count
    }

    private func isAnythingDue() async throws -> Bool {
        let (id, now) = (account.id, parts.clock.now())
        return try await parts.database.read { try OutboxItem.isAnythingDue(account: id, at: now, $0) }
    }

    /// Keeps the leases while their mails are sent, however slow the server. Not on this actor: its thread is busy.
    private func renew(_ owner: String) -> Task<Void, Never> {
        let (database, clock) = (parts.database, parts.clock)
        return Task.detached {
            // Cancelled: the mails came to their ends.
            while (try? await Task.sleep(for: .milliseconds(OutboxItem.renewEvery.milliseconds))) != nil {
                // A renewal that fails is tried again; meanwhile the lease is long enough.
                try? await database.write { try OutboxItem.renew(owner: owner, at: clock.now(), $0) }
            }
        }
    }

    private func send(_ mail: LeasedMail) async {
        FaultPoint.reach(.beforeConnect)
        let result: DeliveryResult
        do { result = try await attempt(mail) } catch {
            parts.log("outbox item \(mail.item.id) was not tried: \(error)")
            result = Self.notSent
        }
        brake.finishMail()
        FaultPoint.reach(.beforeConclusion)
        await concluded()
        concluding = Task.detached { [self] in
            await conclude(mail, result)
            FaultPoint.reach(.afterConclusion)
        }
    }

    /// Stores how the attempt ended. What the server said must not be lost, so a store that fails is asked again until
    /// it answers; the next mail but one waits. Not on this actor: its thread is busy with the next mail.
    private nonisolated func conclude(_ mail: LeasedMail, _ result: DeliveryResult) async {
        let (clock, effects) = (parts.clock, parts.effects)
        var isFirst = true
        while true {
            do {
                let now = clock.now()
                return try await parts.database.write { db in
                    try OutboxItem.conclude(mail, result, at: now, effects: effects, db)
                }
            } catch {
                if isFirst { parts.log("the end of outbox item \(mail.item.id) could not be stored: \(error)") }
                isFirst = false
                // At the program's end the row stays as it is: its phase says what is known.
                guard error is StorageFault, (try? await Task.sleep(for: .milliseconds(500))) != nil else { return }
            }
        }
    }

    private func attempt(_ mail: LeasedMail) async throws -> DeliveryResult {
        // Right before the connection: the switch may have been thrown since the lease (B22), or the mail asked back.
        let isStopped = try await parts.database.read {
            try StopSwitch.isOn(tenant: mail.item.tenant, $0) || OutboxItem.isRecalled(mail.item.id, $0)
        }
        guard !isStopped, !brake.isBraked else { return Self.notSent }
        if let reply = mail.unsendable { return Self.refused(reply) }
        let (good, bad) = mail.addresses
        if !bad.isEmpty {
            let now = parts.clock.now()
            try await parts.database.write { try OutboxItem.refuse(bad, of: mail, at: now, $0) }
        }
        guard !good.isEmpty else {
            return Self.refused(SMTPReply(code: 553, lines: ["5.1.3 not sent: no address is left"]))
        }
        // What other nodes stored comes before the connection, which would wait for it.
        for segment in mail.segments { try parts.blobs.fetch(segment.blob) }
        return deliver(mail, from: try EnvelopeAddress(mail.item.envelopeFrom), to: good)
    }

    private func deliver(
        _ mail: LeasedMail, from: EnvelopeAddress, to recipients: [(OutboxItem.Recipient, EnvelopeAddress)]
    ) -> DeliveryResult {
        let item = mail.item
        let envelope = Envelope(
            from: from, recipients: recipients.map(\.1), sizeBytes: Int(item.sizeBytes),
            isEightBit: item.needsEightBit, hasUTF8Header: item.needsSMTPUTF8,
            report: ReportRequest(envelopeIdentifier: item.id.description, occasions: [.failure, .delay]))
        let (database, clock, brake) = (parts.database, parts.clock, brake)
        return transport.deliver(envelope, mail.body(in: parts.blobs), named: item.id.description) { phase in
            // A body that breaks off is tried again like what broke before it, so that it begins need not be durable.
            if phase == .bodySending { FaultPoint.reach(.beforeBody) }
            guard phase == .finalDotSent else { return }
            brake.passDot()
            try database.writeAndWait { try OutboxItem.note(.finalDot, of: mail, at: clock.now(), $0) }
            FaultPoint.reach(.beforeFinalDot)
        }
    }

    private static let notSent = DeliveryResult(
        recipients: [], finalReply: nil, phase: .notConnected, outcome: .failedBefore(.phaseNotRecorded(.connected)))

    private static func refused(_ reply: SMTPReply) -> DeliveryResult {
        DeliveryResult(recipients: [], finalReply: nil, phase: .notConnected, outcome: .refused(reply))
    }
}

extension LeasedMail {
    /// Why the mail cannot be sent at all, whoever the server is; nil where nothing is wrong with it.
    var unsendable: SMTPReply? {
        if segments.reduce(0, { $0 + $1.length }) != item.sizeBytes {
            return SMTPReply(code: 554, lines: ["5.6.0 not sent: the stored bytes are not as many as were queued"])
        }
        do throws(AddressRefusal) { _ = try EnvelopeAddress(item.envelopeFrom) } catch {
            return SMTPReply(code: 553, lines: ["5.1.7 not sent: the sender: \(error.reason)"])
        }
        return nil
    }

    /// The recipients whose addresses can be written into an envelope, and the others with the reason.
    var addresses: (good: [(OutboxItem.Recipient, EnvelopeAddress)], bad: [(OutboxItem.Recipient, String)]) {
        var good: [(OutboxItem.Recipient, EnvelopeAddress)] = []
        var bad: [(OutboxItem.Recipient, String)] = []
        for recipient in recipients {
            do throws(AddressRefusal) { good.append((recipient, try EnvelopeAddress(recipient.address))) } catch {
                bad.append((recipient, error.reason))
            }
        }
        return (good, bad)
    }

    /// What is particular to the mail begins it; every other blob is an attachment in base64, ready for the wire.
    func body(in blobs: BlobStore) -> [BodySegment] {
        let own = segments.first?.blob
        return segments.map { segment in
            BodySegment.file(
                path: blobs.path(of: segment.blob), offset: Int(segment.offset), length: Int(segment.length),
                isWireReady: segment.blob != own)
        }
    }
}

extension OutboxItem.Phase {
    /// The phases that an attempt's record tells apart.
    init?(_ phase: DeliveryPhase) {
        switch phase {
        case .bodySending: self = .body
        case .finalDotSent: self = .finalDot
        default: return nil
        }
    }
}
