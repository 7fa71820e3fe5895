import Correspondence
import Dispatch
import Kernel
import MIME
import Storage
import Synchronization
import Wire

/// Makes records of stored mails, in the order of arrival. A mail that cannot be read, or whose effects fail three
/// times, goes to quarantine; the others go on.
package actor Filer {
    /// What a new mail sets off, in the transaction that files it.
    package typealias Effects = @Sendable (ReceivedMail, Message.ID, Connection) throws -> Void

    private let executor = QueueExecutor(label: "fundgate.filer")
    nonisolated package var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    private let database: Database
    private let blobs: BlobStore
    private let clock: any Clock
    /// The receiving server whose Authentication-Results count, by account.
    private let authenticationServers: [MailAccount.ID: String]
    private let effects: Effects
    private let log: @Sendable (String) -> Void

    private static let batch = 64

    package init(
        database: Database, blobs: BlobStore, clock: any Clock, authenticationServers: [MailAccount.ID: String],
        log: @escaping @Sendable (String) -> Void, effects: @escaping Effects
    ) {
        self.database = database
        self.blobs = blobs
        self.clock = clock
        self.authenticationServers = authenticationServers
        self.log = log
        self.effects = effects
    }

    /// Files what waits whenever something arrives, until the task is cancelled.
    package func run() async {
        let news = database.signals(named: "inbox")
        await drainLogging()
        for await _ in news {
            if Task.isCancelled { return }
            await drainLogging()
        }
    }

    private func drainLogging() async {
        do { _ = try await drain() } catch { log("filing stopped: \(error)") }
    }

    /// Files everything that waits; says how many mails were filed.
    package func drain() async throws -> Int {
        var filed = 0
        while !Task.isCancelled {
            let waiting = try await database.read { db in
                try Arrival.waiting(limit: Self.batch, db).map { arrival in
                    (arrival, try MailFolder.account(of: arrival.folder, db))
                }
            }
            guard !waiting.isEmpty else { break }
            let mails = read(waiting)
            let (effects, now, log) = (effects, clock.now(), log)
            filed += try await database.write { db in
                var count = 0
                for (arrival, mail) in mails where try Self.file(arrival, mail, effects, now, log, db) { count += 1 }
                return count
            }
        }
        return filed
    }

    /// Reads a batch on all cores.
    private func read(_ waiting: [(Arrival, MailAccount.ID)]) -> [(Arrival, Result<ReceivedMail, any Error>)] {
        let results = Mutex<[Int: Result<ReceivedMail, any Error>]>([:])
        let (blobs, servers) = (blobs, authenticationServers)
        DispatchQueue.concurrentPerform(iterations: waiting.count) { index in
            let (arrival, account) = waiting[index]
            let result = Result {
                try ReceivedMail(arrival, account: account, authenticationServer: servers[account], blobs: blobs)
            }
            results.withLock { $0[index] = result }
        }
        let all = results.withLock { $0 }
        return waiting.indices.compactMap { index in all[index].map { (waiting[index].0, $0) } }
    }

    /// Files one mail in a savepoint of its own; true where it became a record.
    private static func file(
        _ arrival: Arrival, _ mail: Result<ReceivedMail, any Error>, _ effects: Effects, _ now: Moment,
        _ log: @Sendable (String) -> Void, _ db: Connection
    ) throws -> Bool {
        switch mail {
        case .failure(let error):
            log("received mail \(arrival.id) cannot be read: \(error)")
            try Arrival.fail(arrival, why: "cannot be read: \(error)", isFinal: error is MessageParseError, at: now, db)
            return false
        case .success(let mail):
            let outcome = try db.attempt {
                let (id, isNew) = try Message.insert(mail.draft, tenant: arrival.tenant, at: now, db)
                try Arrival.file(arrival, as: id, at: now, db)
                if isNew, !arrival.isQuiet { try effects(mail, id, db) }
                db.signal("mail")
            }
            guard case .failure(let error) = outcome else { return true }
            log("received mail \(arrival.id) cannot be filed: \(error)")
            try Arrival.fail(arrival, why: "cannot be filed: \(error)", isFinal: false, at: now, db)
            return false
        }
    }
}

extension MailFolder {
    /// The account that the folder belongs to.
    package static func account(of id: ID, _ db: Connection) throws -> MailAccount.ID {
        guard let account: MailAccount.ID = try db.value("SELECT account_id FROM mail_folder WHERE id = \(id)") else {
            preconditionFailure("an arrival's folder exists: a foreign key says so")
        }
        return account
    }
}
