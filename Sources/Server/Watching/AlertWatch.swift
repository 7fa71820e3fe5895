import Correspondence
import Kernel
import People
import Referrals
import Storage
import SupportWallet
import Webhooks

/// Looks every half minute whether fetching, sending and the disk are as they should be.
package struct AlertWatch: Sendable {
    /// How long nothing may be heard of a receiving account.
    package static let pollSilence = Span.minutes(10)
    /// How long a due mail may wait.
    package static let queueSilence = Span.minutes(15)

    let database: Database
    let clock: any Clock
    let log: Log
    let startedAt: Moment

    package init(database: Database, clock: any Clock, log: Log) {
        self.database = database
        self.clock = clock
        self.log = log
        startedAt = clock.now()
    }

    package func run() async {
        while !Task.isCancelled {
            do { try await look() } catch { log.info("the watch over queues failed: \(error)") }
            // Cancelled while waiting: the loop's condition sees it.
            try? await Task.sleep(for: .seconds(30))
        }
    }

    /// One look at every office.
    package func look() async throws {
        let now = clock.now()
        let (startedAt, log) = (startedAt, log)
        let changes = try await database.write { db in
            let disks = try Self.disks(db)
            return try Tenant.all(db).flatMap { tenant -> [String] in
                var findings = try Self.polls(tenant.id, since: startedAt, at: now, db)
                findings += try Self.queue(tenant.id, since: startedAt, at: now, db)
                findings += try Self.ends(tenant.id, db)
                findings += try Self.webhooks(tenant.id, db)
                findings += try SupportWatch.findings(tenant.id, at: now, db).map {
                    Alert.Finding(kind: .support, subject: $0.subject, text: $0.text)
                }
                findings += try ReferralWatch.findings(tenant.id, db).map {
                    Alert.Finding(kind: .referral, subject: $0.subject, text: $0.text)
                }
                findings += disks
                let (raised, cleared) = try Alert.settle(
                    findings, of: Self.kinds, tenant: tenant.id, at: now, db)
                return raised.map { "alert \($0.kind.rawValue) \($0.subject)" }
                    + cleared.map { "all clear \($0.kind.rawValue) \($0.subject)" }
            }
        }
        for change in changes { log.info(change) }
    }

    private static let kinds: Set<Alert.Kind> = [
        .pollSilent, .queueSilent, .diskLow, .sendUncertain, .sendFailed, .undeliverable, .webhook, .support, .referral,
    ]

    /// The nodes' disks that hold their data.
    private static func disks(_ db: Connection) throws -> [Alert.Finding] {
        var findings: [String: Alert.Finding] = [:]
        for node in try Node.all(db) where node.isServing {
            guard let free = node.freeBytes, let whole = node.wholeBytes else { continue }
            let space = DiskSpace(freeBytes: free, wholeBytes: whole)
            let machine = String(node.name.prefix { $0 != ":" })
            guard space.isLow else { continue }
            findings[machine] = Alert.Finding(
                kind: .diskLow, subject: machine, text: "The disk of \(machine) is almost full: \(space.text).")
        }
        return findings.keys.sorted().compactMap { findings[$0] }
    }

    private static func polls(
        _ tenant: TenantID, since start: Moment, at now: Moment, _ db: Connection
    ) throws -> [Alert.Finding] {
        try MailAccount.all(tenant: tenant, db).filter { $0.canReceive && $0.state != .retired }.compactMap { account in
            // An office that was switched off over night is silent for no fault of the mailbox.
            let last = max(account.lastPolledAt ?? account.createdAt, start)
            guard now - last > pollSilence else { return nil }
            let fault = account.pollFault.map { ": \($0)" } ?? ""
            return Alert.Finding(
                kind: .pollSilent, subject: account.id.description,
                text: "No mail could be fetched for \(account.name) since \(Shown.text(last))\(fault).")
        }
    }

    private static func queue(
        _ tenant: TenantID, since start: Moment, at now: Moment, _ db: Connection
    ) throws -> [Alert.Finding] {
        let oldest: Moment? =
            try db.value(
                """
                SELECT min(next_attempt_at) FROM outbox
                 WHERE tenant_id = \(tenant) AND state = 'queued' AND next_attempt_at <= \(now)
                """, as: Moment?.self) ?? nil
        guard let oldest, now - max(oldest, start) > queueSilence else { return [] }
        return [
            Alert.Finding(
                kind: .queueSilent, subject: "", text: "Mail waits to be sent since \(Shown.text(oldest)).")
        ]
    }

    private static func webhooks(_ tenant: TenantID, _ db: Connection) throws -> [Alert.Finding] {
        try WebhookDelivery.dead(tenant: tenant, db).map { id, name in
            Alert.Finding(
                kind: .webhook, subject: id.description,
                text: "The web-hook \(name) did not take something for a day; tell it again, or put it away.")
        }
    }

    private static func ends(_ tenant: TenantID, _ db: Connection) throws -> [Alert.Finding] {
        let uncertain = try count("uncertain", tenant, db)
        let failed = try count("failed", tenant, db)
        var findings: [Alert.Finding] = []
        if uncertain > 0 {
            findings.append(
                Alert.Finding(
                    kind: .sendUncertain, subject: "",
                    text: "It is not known whether some mail arrived; look at it and settle it."))
        }
        if failed > 0 {
            findings.append(
                Alert.Finding(kind: .sendFailed, subject: "", text: "Some mail could not be sent."))
        }
        let returned: Int? = try db.value(
            "SELECT count(*) FROM submission WHERE tenant_id = \(tenant) AND status = 'undeliverable'")
        if (returned ?? 0) > 0 {
            findings.append(
                Alert.Finding(
                    kind: .undeliverable, subject: "",
                    text: "Some application came back from everybody it was sent to; look at the funder's addresses."))
        }
        return findings
    }

    private static func count(_ state: String, _ tenant: TenantID, _ db: Connection) throws -> Int {
        try db.value("SELECT count(*) FROM outbox WHERE tenant_id = \(tenant) AND state = \(state)") ?? 0
    }
}
