import Correspondence
import Crypto
import Glibc
import Kernel
import MIME
import Storage
import Synchronization
import TestDatabases
import TestServers
import Testing

@testable import Inbox

/// A store with an account that receives, a clock that stands still, and what the filer's effects saw.
final class Mailroom: Sendable {
    private let folder: TemporaryFolder
    var path: String { folder.path }
    let database: Database
    let blobs: BlobStore
    let clock = ManualClock(Moment(seconds: 1_800_000_000))
    let tenant = TenantID(bits: 7)
    let file: MailAccountFile
    let account: MailAccount
    /// Subjects of new mails in the order of filing.
    let seen = Mutex<[String]>([])
    let logged = Mutex<[String]>([])

    struct EffectFailed: Error {}

    /// `receive` is the body of the account file's receive section; `{path}` in it is the room's folder.
    init(_ receive: String) async throws {
        folder = try TemporaryFolder()
        let path = folder.path
        database = try await TestDatabases.open(
            "\(path)/test.db", StorageSchema.migrations + CorrespondenceSchema.migrations + InboxSchema.migrations,
            at: clock.now(), readers: 2)
        blobs = try BlobStore(folder: "\(path)/blobs")
        let text = "{ address: 'desk@broker.example', receive: { \(receive) } }"
        let file = try MailAccountFile(name: "desk", bytes: Array(text.utf8), base: path)
        self.file = file
        let (tenant, now) = (tenant, clock.now())
        account = try await database.write { try MailAccount.enroll(file, tenant: tenant, at: now, $0) }
    }

    convenience init(maildir more: String = "") async throws {
        try await self.init("source: 'maildir', folder: 'in'\(more)")
        for part in ["", "/new", "/cur"] { mkdir("\(path)/in\(part)", 0o700) }
    }

    func poller(_ owner: String = "node1", account other: (MailAccount, MailAccountFile)? = nil) throws -> Poller {
        Poller(
            account: other?.0 ?? account, receiving: try #require(other.map { $0.1 }?.receive ?? file.receive),
            database: database,
            blobs: blobs, clock: clock, owner: owner, log: { [self] text in self.logged.withLock { $0.append(text) } })
    }

    /// A poller of one more account.
    func poller(enrolling name: String, _ receive: String) async throws -> Poller {
        let text = "{ address: '\(name)@broker.example', receive: { \(receive) } }"
        let file = try MailAccountFile(name: name, bytes: Array(text.utf8), base: path)
        let (tenant, now) = (tenant, clock.now())
        let account = try await database.write { try MailAccount.enroll(file, tenant: tenant, at: now, $0) }
        return try poller(account: (account, file))
    }

    /// The effects of a mail whose subject begins with `fail` throw.
    var filer: Filer {
        Filer(
            database: database, blobs: blobs, clock: clock, authenticationServers: [:],
            log: { [self] text in self.logged.withLock { $0.append(text) } },
            effects: { [self] mail, _, _ in
                if mail.draft.subject.hasPrefix("fail") { throw EffectFailed() }
                self.seen.withLock { $0.append(mail.draft.subject) }
            })
    }

    var subjects: [String] { seen.withLock { $0 } }

    /// A blob store in another place, for a disk of its own.
    func poller(blobs: BlobStore) throws -> Poller {
        Poller(
            account: account, receiving: try #require(file.receive), database: database, blobs: blobs, clock: clock,
            owner: "node1", log: { _ in })
    }

    func put(_ name: String, _ text: String, at seconds: Int = 1_799_000_000, part: String = "new") {
        let path = "\(path)/in/\(part)/\(name)"
        let bytes = Array(text.utf8)
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        _ = write(descriptor, bytes, bytes.count)
        close(descriptor)
        var times = [timespec(tv_sec: seconds, tv_nsec: 0), timespec(tv_sec: seconds, tv_nsec: 0)]
        utimensat(AT_FDCWD, path, &times, 0)
    }

    func number(_ sql: SQL) async throws -> Int {
        try await database.read { try $0.value(sql, as: Int.self) ?? 0 }
    }

    /// How many arrivals are in each state.
    func states() async throws -> [String: Int] {
        try await database.read { db in
            let rows = try db.rows("SELECT state, count(*) AS number FROM arrival GROUP BY state ORDER BY state")
            return Dictionary(
                uniqueKeysWithValues: try rows.map {
                    (try $0.get("state", as: String.self), try $0.get("number", as: Int.self))
                })
        }
    }

    func arrivals(_ state: Arrival.State) async throws -> [Arrival] {
        try await database.read { db in
            try db.rows("SELECT \(part: Arrival.columns) FROM arrival WHERE state = \(state) ORDER BY seq")
                .map(Arrival.init)
        }
    }
}

/// Waits until `condition` holds; false where it does not within minutes.
func wait(until condition: () async throws -> Bool) async throws -> Bool {
    for _ in 0..<24_000 {
        if try await condition() { return true }
        try await Task.sleep(for: .milliseconds(10))
    }
    return false
}

/// A mail of a few lines; without an id where `id` is nil.
func mail(_ subject: String, id: String?, from: String = "a@funder.example", more: String = "", body: String = "Hello")
    -> String
{
    let key = id.map { "Message-ID: \($0)\r\n" } ?? ""
    return "From: \(from)\r\nTo: desk@broker.example\r\nSubject: \(subject)\r\n\(key)\(more)\r\n\(body)\r\n"
}
