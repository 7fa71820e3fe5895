import Correspondence
import Inbox
import Kernel
import Outbox
import People
import Webhooks
import Wire

/// All that goes on without anybody asking: senders, evidence, pollers, the filer, the watch over them. Each piece of work
/// is done by one node at a time.
package struct Workers: Sendable {
    let office: Office
    let accounts: [EnrolledAccount]
    let life: NodeLife

    package init(_ office: Office, accounts: [EnrolledAccount], life: NodeLife? = nil) {
        self.office = office
        self.accounts = accounts
        self.life = life ?? NodeLife(office)
    }

    /// Works until the task is cancelled. What nodes that are gone left under way is taken back first.
    package func run() async throws {
        try await life.enter()
        await withTaskGroup(of: Void.self) { group in
            let life = life
            group.addTask { await life.run() }
            // A mail account belongs to one node: its connections, its limits and its mailbox.
            for enrolled in accounts {
                group.addTask {
                    await life.hold("account:\(enrolled.account.id)", share: accounts.count) {
                        await work(on: enrolled)
                    }
                }
            }
            let filer = filer
            group.addTask { await life.hold("filer") { await filer.run() } }
            group.addTask { await life.hold("watch") { await watch() } }
            let hooks = webhookSender
            group.addTask { await life.hold("webhooks") { await hooks.run() } }
            // Each node has a folder of its own.
            if let limit = office.configuration.bucket?.cacheBytes {
                let trimming = CacheTrimming(
                    blobs: office.blobs, limitBytes: limit, clock: office.clock, log: office.log)
                group.addTask { await trimming.run() }
            }
        }
        await life.leave()
    }

    /// Fetches and files mail only, until the task is cancelled.
    func fetch() async {
        await withTaskGroup(of: Void.self) { group in
            let (life, filer) = (life, filer)
            for enrolled in accounts {
                guard let poller = poller(enrolled) else { continue }
                group.addTask { await life.hold("account:\(enrolled.account.id)") { await poller.run() } }
            }
            group.addTask { await life.hold("filer") { await filer.run() } }
        }
    }

    private func work(on enrolled: EnrolledAccount) async {
        await withTaskGroup(of: Void.self) { group in
            if let sending = enrolled.file.send {
                let sender = Sender(account: enrolled.account, sending: sending, parts: senderParts)
                let evidence = Evidence(account: enrolled.account, file: enrolled.file, parts: senderParts)
                group.addTask { await sender.run() }
                group.addTask { await evidence.run() }
            }
            if let poller = poller(enrolled) { group.addTask { await poller.run() } }
        }
    }

    /// Timed work.
    private func watch() async {
        await withTaskGroup(of: Void.self) { group in
            let watch = AlertWatch(database: office.database, clock: office.clock, log: office.log)
            group.addTask { await watch.run() }
            let domains = DomainWatch(
                database: office.database, clock: office.clock, log: office.log, accounts: accounts,
                names: SystemNames())
            group.addTask { await domains.run() }
            let expiry = OfferExpiry(database: office.database, clock: office.clock, log: office.log)
            group.addTask { await expiry.run() }
            let automatic = AutomaticLook(office: office)
            group.addTask { await automatic.run() }
            let grants = GrantKeeping(office: office)
            group.addTask { await grants.run() }
            let learning = FunderLearning(database: office.database, clock: office.clock, log: office.log)
            group.addTask { await learning.run() }
            let ledger = LedgerKeeping(
                database: office.database, heads: LedgerHeadFile(path: office.configuration.ledgerHeads),
                clock: office.clock, log: office.log)
            group.addTask { await ledger.run() }
            let support = SupportKeeping(
                database: office.database, clock: office.clock, log: office.log, desk: office.disbursementDesk)
            group.addTask { await support.run() }
            group.addTask { await tidy() }
        }
    }

    /// Tells web-hooks; a call has ten seconds.
    package var webhookSender: WebhookSender {
        let (log, isPrivate) = (office.log, office.configuration.webhooksMayBePrivate)
        let client = HTTPClient(
            connectTimeout: .seconds(5), silence: .seconds(10), longest: .seconds(10), isForPublic: !isPrivate)
        return WebhookSender(
            database: office.database, keys: office.keys.sealing, clock: office.clock, allowsPlain: isPrivate,
            log: { log.info($0) }, send: { call in try await Blocking.run { try client.send(call) } })
    }

    package var senderParts: SenderParts {
        let log = office.log
        return SenderParts(
            database: office.database, blobs: office.blobs, clock: office.clock, owner: life.owner,
            log: { log.info($0) }, effects: office.sendEffects)
    }

    package func poller(_ enrolled: EnrolledAccount) -> Poller? {
        guard let receiving = enrolled.file.receive else { return nil }
        let log = office.log
        return Poller(
            account: enrolled.account, receiving: receiving, database: office.database, blobs: office.blobs,
            clock: office.clock, owner: life.owner, log: { log.info($0) })
    }

    package var filer: Filer {
        let servers = accounts.compactMap { enrolled in
            enrolled.file.receive?.authenticationServer.map { (enrolled.account.id, $0) }
        }
        let log = office.log
        return Filer(
            database: office.database, blobs: office.blobs, clock: office.clock,
            authenticationServers: Dictionary(servers) { first, _ in first }, log: { log.info($0) },
            letters: AttachedLetters().below,
            effects: office.mailEffects(
                intake: Set(accounts.filter { $0.file.receive?.purpose == .intake }.map(\.account.id))))
    }

    /// Removes sessions that are over, each hour.
    private func tidy() async {
        while !Task.isCancelled {
            let now = office.clock.now()
            do {
                try await office.database.write { try Session.removeOld(at: now, $0) }
            } catch {
                office.log.info("sessions could not be tidied: \(error)")
            }
            // Cancelled while waiting: the loop's condition sees it.
            try? await Task.sleep(for: .seconds(3600))
        }
    }
}
