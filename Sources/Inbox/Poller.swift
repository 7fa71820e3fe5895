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
    let log: @Sendable (String) -> Void
    /// How often a message was cut off, by folder and UID: after three times it goes to quarantine.
    var cuts: [String: Int] = [:]
    /// Folders whose mails are asked for one by one, after a failure that named none.
    var careful: Set<MailFolder.ID> = []
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
                    await note(fault: Self.words(for: error))
                    var pause = backoff.failed(chance: .random(in: .min ... .max))
                    // A refused login may lock the account; for anything else a minute is long enough.
                    if !Self.isRefusedLogin(error) { pause = min(pause, .minutes(1)) }
                    // Cancelled while waiting: the loop's condition sees it.
                    try? await Task.sleep(for: .milliseconds(pause.milliseconds))
                }
            }
        } onCancel: {
            wake.raise()
        }
    }

    /// One look at every folder, then the end: `fundgate poll --once`. Says how many mails came. A folder that cannot be
    /// opened is noted and the others are read.
    package func once() async throws -> Int {
        switch receiving.source {
        case .maildir(let folder):
            let count = try await catchUp(maildir: folder)
            await noteSuccess(but: nil)
            return count
        case .imap(let server):
            let session = try IMAPSession(to: try server.endpoint(.imap), stop: wake)
            defer { session.logOut() }
            let round = try await lookAround(session)
            await noteSuccess(but: round.trouble)
            return round.count
        }
    }

    private func session(_ succeeded: () -> Void) async throws {
        switch receiving.source {
        case .maildir(let folder):
            while !Task.isCancelled {
                _ = try await catchUp(maildir: folder)
                await noteSuccess(but: nil)
                succeeded()
                try await Task.sleep(for: .milliseconds(min(receiving.pollSeconds * 1000, 500)))
            }
        case .imap(let server):
            let session = try IMAPSession(to: try server.endpoint(.imap), stop: wake)
            defer { session.logOut() }
            while !Task.isCancelled {
                let round = try await lookAround(session)
                await noteSuccess(but: round.trouble)
                succeeded()
                var isMoreThere = round.hasMore
                for name in round.readable where try await countIfDue(name, session) { isMoreThere = true }
                if isMoreThere { continue }
                // The first folder stays open: IDLE tells of its news at once, the others are looked at each round.
                guard let first = round.readable.first else { throw NoFolder(trouble: round.trouble ?? "") }
                _ = try session.examine(MailboxName(first))
                _ = try session.idle(for: .seconds(Int64(receiving.pollSeconds)), wake: wake)
            }
        }
    }

    private struct Round {
        var count = 0
        var readable: [String] = []
        var trouble: String?
        /// Something came: there may be more already.
        var hasMore: Bool { count > 0 }
    }

    /// Every folder once. One that the server does not open stands in nobody's way (R17).
    private func lookAround(_ session: IMAPSession) async throws -> Round {
        var round = Round()
        for name in receiving.folders.reversed() {
            do {
                round.count += try await catchUp(name, session)
                round.readable.insert(name, at: 0)
            } catch let fault as IMAPFault {
                switch fault {
                case .refused, .missing, .unsendable, .noMailbox: round.trouble = "folder \(name): \(fault)"
                default: throw fault
                }
            }
        }
        return round
    }

    func takeLease(of folder: MailFolder) async throws -> Bool {
        let (id, owner, now) = (folder.id, owner, clock.now())
        return try await database.write {
            try MailFolder.lease(id, owner: owner, until: now + MailFolder.leaseLength, at: now, $0)
        }
    }

    func giveBack(_ folder: MailFolder) async {
        let owner = owner
        // Another poller waits until the lease ends where even this cannot be written.
        await write { try MailFolder.giveBack(folder.id, owner: owner, $1) }
    }

    func restart(_ folder: MailFolder, uidValidity: Int64) async throws -> MailFolder {
        let (id, tenant, now) = (folder.id, folder.tenant, clock.now())
        try await database.write {
            try MailFolder.restart(id, uidValidity: uidValidity, tenant: tenant, at: now, $0)
        }
        return try await open(folder.name)
    }

    /// The folder's row as it is now; made at the first look.
    func open(_ name: String) async throws -> MailFolder {
        let (account, startFrom, now) = (account, receiving.startFrom?.start, clock.now())
        let known = try await database.read { try MailFolder.named(name, account: account.id, $0) }
        if let known, known.startFrom == startFrom { return known }
        return try await database.write {
            try MailFolder.open(name, account: account, startFrom: startFrom, at: now, $0)
        }
    }

    private var lastNoted: Moment?

    private func noteSuccess(but trouble: String?) async {
        let now = clock.now()
        // Once in ten seconds is enough for people and alerts.
        if let lastNoted, now - lastNoted < .seconds(10) { return }
        lastNoted = now
        if let trouble { log("poll of account \(account.name): \(trouble)") }
        await write { id, db in
            try MailAccount.notePoll(id, fault: nil, at: now, db)
            if let trouble { try MailAccount.notePoll(id, fault: trouble, at: now, db) }
        }
    }

    private static func words(for error: any Error) -> String {
        if case .sink(let uid, let cause)? = error as? IMAPFault {
            return "message \(uid) could not be stored: \(cause)"
        }
        return "\(error)"
    }

    private static func isRefusedLogin(_ error: any Error) -> Bool {
        if case .wire(.loginRefused)? = error as? IMAPFault { return true }
        return error is SecretFault
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

/// Not one of the account's folders can be opened.
struct NoFolder: Fault {
    let trouble: String
    var description: String { "no folder can be read: \(trouble)" }
}
