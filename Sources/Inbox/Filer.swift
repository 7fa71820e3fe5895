import Correspondence
import Dispatch
import Glibc
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
    private let letters: ReceivedMail.Letters
    private let effects: Effects
    private let log: @Sendable (String) -> Void

    private static let batch = 128
    /// Bytes of mails that are read before they are filed.
    private static let batchBytes: Int64 = 32 << 20

    package init(
        database: Database, blobs: BlobStore, clock: any Clock, authenticationServers: [MailAccount.ID: String],
        log: @escaping @Sendable (String) -> Void, letters: @escaping ReceivedMail.Letters = { _, own, _ in own },
        effects: @escaping Effects
    ) {
        self.database = database
        self.blobs = blobs
        self.clock = clock
        self.authenticationServers = authenticationServers
        self.log = log
        self.letters = letters
        self.effects = effects
    }

    /// Files what waits whenever something arrives, until the task is cancelled.
    package func run() async {
        let bell = database.bell(named: "inbox")
        while !Task.isCancelled {
            do { _ = try await drain() } catch { log("filing stopped: \(error)") }
            // Looked at from time to time as well: after a fault nothing need ring.
            await bell.wait(atMost: .seconds(10))
        }
    }

    /// Files everything that waits; says how many mails were filed. While a batch is written, the next one is read.
    package func drain() async throws -> Int {
        var filed = 0
        var mails = try await nextBatch(after: 0)
        while !mails.isEmpty, !Task.isCancelled {
            let (effects, now, log, batch) = (effects, clock.now(), log, mails)
            async let count = database.write { db in
                var ids = RisingIdentifiers<Message>()
                var count = 0
                for read in batch where try Self.file(read, id: ids.next(at: now), effects, now, log, db) { count += 1 }
                return count
            }
            let next = try await nextBatch(after: batch.last?.arrival.sequence ?? 0)
            filed += try await count
            FaultPoint.reach(.filed)
            // Those whose effects failed are tried again when the others are through.
            mails = next.isEmpty ? try await nextBatch(after: 0) : next
        }
        return filed
    }

    /// A waiting arrival with what its bytes say.
    private struct Reading: Sendable {
        let arrival: Arrival
        let mail: Result<ReceivedMail, any Error>
    }

    private func nextBatch(after sequence: Int64) async throws -> [Reading] {
        let waiting = try await database.read { db in
            var accounts: [MailFolder.ID: MailAccount.ID] = [:]
            return try Arrival.waiting(after: sequence, limit: Self.batch, db).map { arrival in
                let account = try accounts[arrival.folder] ?? MailFolder.account(of: arrival.folder, db)
                accounts[arrival.folder] = account
                return (arrival, account)
            }
        }
        var bytes: Int64 = 0
        let end = waiting.firstIndex { arrival, _ in
            bytes += arrival.rawSize
            return bytes > Self.batchBytes
        }
        let mails = try read(Array(waiting.prefix(max(1, end ?? waiting.count))))
        if !mails.isEmpty { FaultPoint.reach(.mailRead) }
        return mails
    }

    /// Reads a batch on all cores. A fault that is not the mail's own is thrown: the mails wait.
    private func read(_ waiting: [(Arrival, MailAccount.ID)]) throws -> [Reading] {
        let results = Mutex<[Result<ReceivedMail, any Error>?]>(Array(repeating: nil, count: waiting.count))
        let (blobs, servers, letters) = (blobs, authenticationServers, letters)
        DispatchQueue.concurrentPerform(iterations: waiting.count) { index in
            let (arrival, account) = waiting[index]
            let result = Result {
                try ReceivedMail(
                    arrival, account: account, authenticationServer: servers[account], blobs: blobs, letters: letters)
            }
            results.withLock { $0[index] = result }
        }
        return try zip(waiting, results.withLock { $0 }).compactMap { waiting, result in
            guard let result else { return nil }
            if case .failure(let error) = result, Self.isOfTheMachine(error) { throw error }
            return Reading(arrival: waiting.0, mail: result)
        }
    }

    /// A fault of the store or the machine, which would meet any other mail as well.
    private static func isOfTheMachine(_ error: any Error) -> Bool {
        switch error {
        case MessageParseError.unreadable(let code): code != ENOENT
        case is any BlobArchiveFault: true
        case StorageFault.full, StorageFault.busy, StorageFault.interrupted, StorageFault.unusable,
            StorageFault.failed:
            true
        default: false
        }
    }

    /// Files one mail in a savepoint of its own; true where it became a record.
    private static func file(
        _ reading: Reading, id: Message.ID, _ effects: Effects, _ now: Moment, _ log: @Sendable (String) -> Void,
        _ db: Connection
    ) throws -> Bool {
        // Another filer, or a person, may have been faster.
        let arrival = try Arrival.find(reading.arrival.id, tenant: reading.arrival.tenant, db)
        guard arrival.state == .stored else { return false }
        switch reading.mail {
        case .failure(let error):
            log("received mail \(arrival.id) cannot be read: \(error)")
            try Arrival.fail(arrival, why: "cannot be read: \(error)", isFinal: error is MessageParseError, at: now, db)
            return false
        case .success(let mail):
            let outcome = try db.attempt {
                let (message, isNew) = try record(mail, id: id, at: now, db)
                try Arrival.file(arrival, as: message, at: now, db)
                if isNew, !arrival.isQuiet { try effects(mail, message, db) }
                db.signal("mail", of: arrival.tenant)
                FaultPoint.reach(.insideFiling)
            }
            guard case .failure(let error) = outcome else { return true }
            if isOfTheMachine(error) { throw error }
            log("received mail \(arrival.id) cannot be filed: \(error)")
            try Arrival.fail(arrival, why: "cannot be filed: \(error)", isFinal: false, at: now, db)
            return false
        }
    }

    private static func record(
        _ mail: ReceivedMail, id: Message.ID, at now: Moment, _ db: Connection
    ) throws -> (id: Message.ID, isNew: Bool) {
        if mail.draft.isKeySynthetic, let known = try Arrival.twin(of: mail.arrival, db) { return (known, false) }
        return try Message.insert(mail.draft, id: id, tenant: mail.arrival.tenant, at: now, db)
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
