import Glibc
import Kernel
import Outbox
import Storage
import SupportWallet

/// One tar file with a copy of the database, the blobs and the mail accounts' files.
package enum Backup {
    /// What a backup had on its way, which waits for a person once it is restored.
    package struct Held: Sendable, Equatable {
        package var mails = 0
        /// Support that was approved or not looked at.
        package var supports = 0

        /// A sentence for each kind, with the page where a person goes on.
        package var sentences: [String] {
            [
                (mails, "mails are held: they may have been sent since the backup; see /outbox"),
                (
                    supports,
                    "supports are held or wait for a person: they may have left since; see /admin/support/disbursements"
                ),
            ].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
        }
    }

    /// Copies while the program runs: the database first, then the blobs, which are only ever added.
    package static func make(
        _ configuration: Configuration, database: Database, blobs: BlobStore, to path: String, withKey: Bool
    ) async throws -> Int64 {
        guard !LocalFile.exists(path) else { throw BackupRefusal.exists(path) }
        let stage = "\(configuration.dataFolder)/backup-stage"
        unlink("\(stage)/fundgate.db")
        try LocalFile.makeFolder(stage)
        defer {
            unlink("\(stage)/fundgate.db")
            // What stays is taken away by the next backup.
            try? BlobStore.removeLinks(below: "\(stage)/blobs")
            rmdir(stage)
        }
        try await database.backup(to: "\(stage)/fundgate.db", migrations: JoinedSchema.migrations)
        // With a bucket the folder is a cache: what the bucket has is fetched and held in the stage.
        if blobs.archive != nil { try await Blocking.run { try blobs.linkAll(below: "\(stage)/blobs") } }
        let home = blobs.archive == nil ? configuration.dataFolder : stage
        var parts = ["-C", stage, "fundgate.db", "-C", home, "--exclude=blobs/incoming/*", "blobs"]
        if withKey { parts += ["-C", configuration.dataFolder, "keys"] }
        if LocalFile.isFolder(configuration.mailboxesFolder) {
            let folder = configuration.mailboxesFolder
            parts += [
                "-C", LocalFile.parent(of: folder), "--transform=s,^\(lastPart(folder)),mailboxes,", lastPart(folder),
            ]
        }
        let draft = "\(path).new"
        try Tar.run(["--create", "--file", draft] + parts)
        try sync(draft)
        guard rename(draft, path) == 0 else { throw LocalFileFault("store", path, errno) }
        var status = stat()
        guard stat(path, &status) == 0 else { throw LocalFileFault("see", path, errno) }
        return Int64(status.st_size)
    }

    /// Unpacks into an empty data folder, and into an empty database where that is elsewhere; the mail accounts' files
    /// only where there are none. Says what is held: nothing that the backup had queued or approved goes out by itself,
    /// because it may have left after the backup was made.
    package static func restore(
        _ path: String, into configuration: Configuration, at now: Moment
    ) async throws -> Held {
        guard LocalFile.exists(path) else { throw BackupRefusal.missing(path) }
        let present = LocalFile.names(in: configuration.dataFolder).filter { $0 != "keys" }
        guard present.isEmpty else { throw BackupRefusal.notEmpty(configuration.dataFolder) }
        guard try await !configuration.database.isMade() else {
            throw OfficeRefusal.exists(configuration.database.shown)
        }
        let folder = configuration.dataFolder
        try LocalFile.makeFolder(folder)
        // Under another name, so that no program takes it for an office before its mail is held.
        let unpacked = "\(folder)/restored.db"
        try Tar.run([
            "--extract", "--file", path, "-C", folder, "--no-same-owner", "--keep-old-files", "--exclude=mailboxes",
            "--transform=s,^fundgate.db$,restored.db,",
        ])
        guard LocalFile.exists(unpacked) else { throw BackupRefusal.notOurs(path) }
        if configuration.bucket != nil {
            let blobs = try configuration.openBlobs(clock: SystemClock())
            _ = try await Blocking.run { try blobs.keepAll() }
        }
        let mailboxes = configuration.mailboxesFolder
        if LocalFile.names(in: mailboxes).isEmpty, lastPart(mailboxes) == "mailboxes" {
            let parent = LocalFile.parent(of: mailboxes)
            try LocalFile.makeFolder(parent)
            // A backup without accounts has no such folder.
            try? Tar.run(["--extract", "--file", path, "-C", parent, "--no-same-owner", "--wildcards", "mailboxes*"])
        }
        // The mail is held before anybody can send it from the database's place; it stands there whole or not at all.
        let held = try await hold(in: unpacked, at: now)
        try await OfficeCopy(
            from: .sqlite(path: unpacked), to: configuration.database, migrations: JoinedSchema.migrations,
            isOnline: true, look: OfficeCopy.needsWholeLedgers
        ).run()
        for end in ["", "-wal", "-shm"] { unlink(unpacked + end) }
        return held
    }

    private static func hold(in path: String, at now: Moment) async throws -> Held {
        let database = try Database(path: path, readers: 1)
        try await database.migrate(JoinedSchema.migrations, at: now)
        return try await database.write {
            Held(
                mails: try OutboxItem.holdRestored(at: now, effects: SendEffectsTable.apply, $0),
                supports: try Disbursement.holdRestored(at: now, $0))
        }
    }

    private static func lastPart(_ path: String) -> String { path.split(separator: "/").last.map(String.init) ?? "" }

    private static func sync(_ path: String) throws {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw LocalFileFault("open", path, errno) }
        defer { close(file) }
        guard fsync(file) == 0 else { throw LocalFileFault("sync", path, errno) }
    }
}

package enum BackupRefusal: Refusal, Equatable {
    case exists(String)
    case missing(String)
    case notEmpty(String)
    case notOurs(String)

    package var kind: RefusalKind { .conflict }
    package var code: String { "backup" }
    package var reason: String {
        switch self {
        case .exists(let path): "\(path) exists already; name a new file"
        case .missing(let path): "there is no file \(path)"
        case .notEmpty(let folder): "\(folder) is not empty; restore into an empty data folder"
        case .notOurs(let path): "\(path) is no backup of fundgate"
        }
    }
}
