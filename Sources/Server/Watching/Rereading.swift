import Correspondence
import Dispatch
import Inbox
import Kernel
import Storage
import Synchronization

/// Reads the raw archive again and compares what comes out with what is stored (C28, N06). Changes nothing.
package struct Rereading: Sendable {
    /// One mail whose stored form is not what its bytes give now.
    package struct Difference: Sendable {
        package let message: Message.ID
        /// `record`: the mail's own fields or text.
        package let part: String
        package let stored: String
        package let now: String

        package var value: Value {
            [
                "message": Value(message), "part": Value(part), "stored": Value(stored), "now": Value(now),
            ]
        }
    }

    package private(set) var count = 0
    package private(set) var differences: [Difference] = []

    private static let batch = 256

    /// Looks at every received mail; a mail that cannot be read again is a difference.
    package static func run(_ office: Office, accounts: [EnrolledAccount]) async throws -> Rereading {
        var found = Rereading()
        var last: Arrival.ID?
        let servers = Dictionary(
            accounts.compactMap { each in each.file.receive?.authenticationServer.map { (each.account.id, $0) } }
        ) { first, _ in first }
        while true {
            let after = last
            let arrivals = try await office.database.read { db in
                try Arrival.filed(after: after, limit: batch, db).map {
                    ($0, try MailFolder.account(of: $0.folder, db))
                }
            }
            guard let final = arrivals.last else { return found }
            last = final.0.id
            let blobs = office.blobs
            let mails = await Blocking.run { read(arrivals, servers, blobs) }
            found.differences += try await office.database.read { db in
                try mails.flatMap { try compare($0.arrival, $0.mail, db) }
            }
            found.count += arrivals.count
        }
    }

    /// Parses a batch on all cores.
    private static func read(
        _ arrivals: [(Arrival, MailAccount.ID)], _ servers: [MailAccount.ID: String], _ blobs: BlobStore
    ) -> [(arrival: Arrival, mail: ReceivedMail?)] {
        let mails = Mutex<[Int: ReceivedMail]>([:])
        DispatchQueue.concurrentPerform(iterations: arrivals.count) { index in
            let (arrival, account) = arrivals[index]
            // Without a mail the difference says that it cannot be read.
            let mail = try? ReceivedMail(
                arrival, account: account, authenticationServer: servers[account], blobs: blobs,
                letters: AttachedLetters().below)
            if let mail { mails.withLock { $0[index] = mail } }
        }
        let read = mails.withLock { $0 }
        return arrivals.indices.map { (arrivals[$0].0, read[$0]) }
    }

    private static func compare(
        _ arrival: Arrival, _ mail: ReceivedMail?, _ db: Connection
    ) throws -> [Difference] {
        guard let id = arrival.message else { return [] }
        guard let mail else {
            return [Difference(message: id, part: "record", stored: "read", now: "cannot be read")]
        }
        let stored = try Message.find(id, tenant: arrival.tenant, db)
        let body = try Message.body(of: id, tenant: arrival.tenant, db)
        let isSame =
            stored.contentHash == mail.draft.contentHash && stored.subject == mail.draft.subject
            && stored.references == mail.draft.references && stored.automatic == mail.draft.automatic
            && stored.isReport == mail.draft.isReport && body == mail.draft.body
        return isSame ? [] : [Difference(message: id, part: "record", stored: "as filed", now: "other")]
    }
}
