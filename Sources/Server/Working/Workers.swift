import Correspondence
import Inbox
import Kernel
import Outbox
import People

/// All that goes on without anybody asking: senders, evidence, pollers, the filer, the watch over them.
package struct Workers: Sendable {
    let office: Office
    let accounts: [EnrolledAccount]
    /// Of this program on this machine: leases of its earlier life begin with it.
    static let owner = "fundgate"

    package init(_ office: Office, accounts: [EnrolledAccount]) {
        self.office = office
        self.accounts = accounts
    }

    /// Works until the task is cancelled. What an earlier life left leased is taken back first.
    package func run() async throws {
        let (now, effects) = (office.clock.now(), office.sendEffects)
        let left = try await office.database.write {
            try OutboxItem.takeBackAll(owner: Self.owner, at: now, effects: effects, $0)
        }
        if left > 0 { office.log.info("outbox: \(left) mails were being sent when the program stopped") }
        await withTaskGroup(of: Void.self) { group in
            for enrolled in accounts {
                if let sending = enrolled.file.send {
                    let sender = Sender(account: enrolled.account, sending: sending, parts: senderParts)
                    let evidence = Evidence(account: enrolled.account, file: enrolled.file, parts: senderParts)
                    group.addTask { await sender.run() }
                    group.addTask { await evidence.run() }
                }
                if let poller = poller(enrolled) { group.addTask { await poller.run() } }
            }
            let filer = filer
            group.addTask { await filer.run() }
            let watch = AlertWatch(database: office.database, clock: office.clock, log: office.log) { [office] in
                DiskSpace(of: office.configuration.dataFolder)
            }
            group.addTask { await watch.run() }
            let domains = DomainWatch(
                database: office.database, clock: office.clock, log: office.log, accounts: accounts,
                names: SystemNames())
            group.addTask { await domains.run() }
            let expiry = OfferExpiry(database: office.database, clock: office.clock, log: office.log)
            group.addTask { await expiry.run() }
            group.addTask { await tidy() }
        }
    }

    package var senderParts: SenderParts {
        let log = office.log
        return SenderParts(
            database: office.database, blobs: office.blobs, clock: office.clock, owner: Self.owner,
            log: { log.info($0) }, effects: office.sendEffects)
    }

    package func poller(_ enrolled: EnrolledAccount) -> Poller? {
        guard let receiving = enrolled.file.receive else { return nil }
        let log = office.log
        return Poller(
            account: enrolled.account, receiving: receiving, database: office.database, blobs: office.blobs,
            clock: office.clock, owner: Self.owner, log: { log.info($0) })
    }

    package var filer: Filer {
        let servers = accounts.compactMap { enrolled in
            enrolled.file.receive?.authenticationServer.map { (enrolled.account.id, $0) }
        }
        let log = office.log
        return Filer(
            database: office.database, blobs: office.blobs, clock: office.clock,
            authenticationServers: Dictionary(servers) { first, _ in first }, log: { log.info($0) },
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
