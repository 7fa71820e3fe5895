import Correspondence
import Crypto
import IMAP
import Kernel
import Storage
import Wire

/// Takes the mail of one account's folders into the raw archive: IDLE where the server has it, and a look at every
/// folder at least each `pollSeconds`. The mailbox itself is never changed. One account's troubles stay its own.
package actor Poller {
    private let executor: QueueExecutor
    nonisolated package var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    let account: MailAccount
    let receiving: MailAccountFile.Receiving
    let database: Database
    let blobs: BlobStore
    let clock: any Clock
    let owner: String
    private let wake = WakeUp()
    private let log: @Sendable (String) -> Void
    /// How often a message was cut off, by folder and UID: after three times it goes to quarantine.
    var cuts: [String: Int] = [:]
    /// A Maildir's files that are stored, read from the database once.
    var knownFiles: Set<String>?

    package init(
        account: MailAccount, receiving: MailAccountFile.Receiving, database: Database, blobs: BlobStore,
        clock: any Clock, owner: String, log: @escaping @Sendable (String) -> Void
    ) {
        executor = QueueExecutor(label: "fundgate.poller.\(account.name)")
        self.account = account
        self.receiving = receiving
        self.database = database
        self.blobs = blobs
        self.clock = clock
        self.owner = owner
        self.log = log
    }

    /// Polls until the task is cancelled; after a fault it comes back, waiting longer each time.
    package func run() async {
        let wake = wake
        await withTaskCancellationHandler {
            var backoff = Backoff()
            while !Task.isCancelled {
                do {
                    try await session { backoff.succeeded() }
                } catch {
                    guard !Task.isCancelled else { return }
                    await note(fault: "\(error)")
                    let pause = backoff.failed(chance: .random(in: .min ... .max))
                    // Cancelled while waiting: the loop's condition sees it.
                    try? await Task.sleep(for: .milliseconds(pause.milliseconds))
                }
            }
        } onCancel: {
            wake.raise()
        }
    }

    /// One look at every folder, then the end: `fundgate poll --once`. Says how many mails came.
    package func once() async throws -> Int {
        switch receiving.source {
        case .maildir(let folder):
            let count = try await catchUp(maildir: folder)
            await noteSuccess()
            return count
        case .imap(let server):
            let session = try IMAPSession(to: try server.endpoint(.imap), stop: wake)
            defer { session.logOut() }
            let count = try await lookAround(session)
            await noteSuccess()
            return count
        }
    }

    private func session(_ succeeded: () -> Void) async throws {
        switch receiving.source {
        case .maildir(let folder):
            while !Task.isCancelled {
                _ = try await catchUp(maildir: folder)
                await noteSuccess()
                succeeded()
                try await Task.sleep(for: .milliseconds(min(receiving.pollSeconds * 1000, 500)))
            }
        case .imap(let server):
            let session = try IMAPSession(to: try server.endpoint(.imap), stop: wake)
            defer { session.logOut() }
            while !Task.isCancelled {
                _ = try await lookAround(session)
                await noteSuccess()
                succeeded()
                try await countIfDue(session)
                // The first folder stays open: IDLE tells of its news at once, the others are looked at each round.
                _ = try session.examine(MailboxName(receiving.folders[0]))
                _ = try session.idle(for: .seconds(Int64(receiving.pollSeconds)), wake: wake)
            }
        }
    }

    private func lookAround(_ session: IMAPSession) async throws -> Int {
        var count = 0
        for name in receiving.folders.reversed() { count += try await catchUp(name, session) }
        return count
    }

    func open(_ name: String) async throws -> MailFolder {
        let (account, startFrom, now) = (account, receiving.startFrom?.start, clock.now())
        return try await database.write {
            try MailFolder.open(name, account: account, startFrom: startFrom, at: now, $0)
        }
    }

    private var lastNoted: Moment?

    private func noteSuccess() async {
        let now = clock.now()
        // Once in ten seconds is enough for people and alerts.
        if let lastNoted, now - lastNoted < .seconds(10) { return }
        lastNoted = now
        await write { try MailAccount.notePoll($0, fault: nil, at: now, $1) }
    }

    private func note(fault: String) async {
        lastNoted = nil
        log("poll of account \(account.name) failed: \(fault)")
        let now = clock.now()
        await write { try MailAccount.notePoll($0, fault: fault, at: now, $1) }
    }

    /// Health is told on a best effort: where even that cannot be written, the log has it.
    private func write(_ body: @escaping @Sendable (MailAccount.ID, Connection) throws -> Void) async {
        let id = account.id
        do { try await database.write { try body(id, $0) } } catch { log("account \(account.name): \(error)") }
    }
}
