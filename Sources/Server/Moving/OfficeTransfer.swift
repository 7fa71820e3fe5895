import Crypto
import Funders
import Glibc
import Kernel
import Ledger
import Outbox
import Storage
import SupportWallet
import Webhooks

/// One office as a folder or a tar file, and back into an installation that does not hold it: rows, history, ledger, files.
///
///     manifest.json     which office; of each table how many rows with which hash; what is left out
///     rows/TABLE.jsonl  a row as a JSON list of its columns
///     blobs/HASH        the files that its rows name
package struct OfficeTransfer: Sendable {
    let office: Office

    package init(_ office: Office) { self.office = office }

    /// What was exported or imported.
    package struct Summary: Sendable {
        package let manifest: OfficeManifest
        package let files: Int
        package let quieted: Quieted

        package var value: Value {
            [
                "tenant": Value(manifest.tenant), "office": .string(manifest.name), "rows": Value(manifest.rows),
                "files": Value(files), "held": Value(quieted.held), "paused": Value(quieted.paused),
                "reviewed": Value(quieted.reviewed), "supports": Value(quieted.supports),
                "content": .string(manifest.content.description),
            ]
        }
    }

    /// What acted by itself in the place that an office comes from, and waits for a person here: both would do it.
    package struct Quieted: Sendable, Equatable {
        /// Mails that were on their way when the export was made.
        package var held = 0
        /// Web-hooks that were active.
        package var paused = 0
        /// Funders that were sent to automatically.
        package var reviewed = 0
        /// Support that was approved or not looked at.
        package var supports = 0

        static func quiet(_ tenant: TenantID, at now: Moment, _ db: Connection) throws -> Quieted {
            let who = Who.system("import")
            return Quieted(
                held: try OutboxItem.holdRestored(of: tenant, at: now, effects: SendEffectsTable.apply, db),
                paused: try WebhookEndpoint.pauseAll(
                    reason: "imported: where it comes from may go on telling", tenant: tenant, by: who, at: now, db),
                reviewed: try FunderHandling.reviewAll(tenant: tenant, by: who, at: now, db),
                supports: try Disbursement.holdRestored(of: tenant, at: now, db))
        }

        /// A sentence for each kind, with the page where a person goes on.
        package var sentences: [String] {
            [
                (held, "mails are held: they may have been sent since; see /outbox"),
                (paused, "web-hooks are paused: where the office comes from may go on telling; see /webhooks"),
                (reviewed, "funders that were sent to automatically are reviewed by a person first now; see /funders"),
                (
                    supports,
                    "supports are held or wait for a person: they may have left since; see /admin/support/disbursements"
                ),
            ].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
        }
    }

    private static let manifestName = "manifest.json"

    /// Whether a place is one file rather than a folder.
    static func isFile(_ path: String) -> Bool { path.hasSuffix(".tar") }

    /// While everybody goes on working; what comes meanwhile is not in it. A place that exists is refused.
    package func export(_ tenant: TenantID, to path: String) async throws -> Summary {
        guard !LocalFile.exists(path) else { throw BackupRefusal.exists(path) }
        let folder = Self.isFile(path) ? "\(path).parts" : path
        guard !LocalFile.exists(folder) else { throw BackupRefusal.exists(folder) }
        do {
            for part in ["rows", "blobs"] { try LocalFile.makeFolder("\(folder)/\(part)") }
            let archive = OfficeArchive(
                office.database.address, migrations: JoinedSchema.migrations, folder: folder)
            let (manifest, digests) = try await archive.export(tenant, keyMark: office.keys.mark) {
                try Self.digests(tenant, $0)
            }
            let blobs = office.blobs
            try await Blocking.run {
                for digest in digests {
                    guard try blobs.fetch(digest) else { throw MissingBlob(digest) }
                    try LocalFile.copy(blobs.path(of: digest), to: "\(folder)/blobs/\(digest)")
                }
                // The manifest comes last: what is interrupted has none.
                try LocalFile.write(manifest.value.jsonBytes + [10], to: "\(folder)/\(Self.manifestName)")
                if folder != path {
                    try Tar.run(["--create", "--file", "\(path).new", "-C", folder, "."])
                    guard rename("\(path).new", path) == 0 else { throw LocalFileFault("store", path, errno) }
                    Self.remove(folder)
                }
            }
            return Summary(manifest: manifest, files: digests.count, quieted: Quieted())
        } catch {
            Self.remove(folder)
            unlink("\(path).new")
            throw error
        }
    }

    /// All of it or nothing, compared row by row with what was exported, its chains verified. What acted by itself there
    /// waits for a person here.
    package func `import`(_ path: String) async throws -> Summary {
        guard LocalFile.exists(path) else { throw BackupRefusal.missing(path) }
        guard Self.isFile(path) else { return try await take(path) }
        let folder = "\(office.configuration.uploadFolder)/import-\(Hexadecimal.encode(randomBytes(8)))"
        try LocalFile.makeFolder(folder)
        defer { Self.remove(folder) }
        try await Blocking.run { try Tar.run(["--extract", "--file", path, "-C", folder, "--no-same-owner"]) }
        return try await take(folder)
    }

    private func take(_ folder: String) async throws -> Summary {
        guard LocalFile.exists("\(folder)/\(Self.manifestName)") else { throw OfficeArchiveRefusal.notOurs }
        let manifest = try OfficeManifest(LocalFile.read("\(folder)/\(Self.manifestName)"))
        guard manifest.keyMark == office.keys.mark else { throw OfficeArchiveRefusal.otherKey }
        let names = LocalFile.names(in: "\(folder)/blobs")
        let (blobs, now) = (office.blobs, office.clock.now())
        // Files are there before a row names them; one that is named by nothing does no harm.
        try await Blocking.run {
            for name in names {
                guard let digest = Digest(name) else { throw OfficeArchiveRefusal.notOurs }
                let stored = try blobs.put(file: "\(folder)/blobs/\(name)").digest
                guard stored == digest else { throw OfficeArchiveRefusal.missingBlob(digest) }
            }
        }
        let archive = OfficeArchive(office.database.address, migrations: JoinedSchema.migrations, folder: folder)
        let quieted = try await archive.import(manifest) { db in
            try Self.verify(manifest.tenant, blobs, db)
            return try Quieted.quiet(manifest.tenant, at: now, db)
        }
        return Summary(manifest: manifest, files: names.count, quieted: quieted)
    }

    private static func verify(_ tenant: TenantID, _ blobs: BlobStore, _ db: Connection) throws {
        if case .broken(_, _, let seq) = try History.verify(of: tenant, db) {
            throw OfficeArchiveRefusal.broken("the history from row \(seq) on")
        }
        if let flaw = try LedgerReview.look(at: tenant, db).verdict.flaw {
            throw OfficeArchiveRefusal.broken("the ledger from row \(flaw.seq) on: \(flaw.text)")
        }
        for digest in try digests(tenant, db) where try blobs.size(of: digest) == nil {
            throw OfficeArchiveRefusal.missingBlob(digest)
        }
    }

    /// The files that the office's rows name.
    private static func digests(_ tenant: TenantID, _ db: Connection) throws -> [Digest] {
        try db.rows(BlobColumn.digests(of: tenant)).map { try $0["digest"] }
    }

    /// Takes a folder of ours away: its parts are known.
    private static func remove(_ folder: String) {
        for part in ["rows", "blobs"] {
            for name in LocalFile.names(in: "\(folder)/\(part)") { unlink("\(folder)/\(part)/\(name)") }
            rmdir("\(folder)/\(part)")
        }
        unlink("\(folder)/\(manifestName)")
        rmdir(folder)
    }
}

extension LocalFile {
    /// Copies a file of any size, readable by the program's user alone; a place that exists is refused. Blocks.
    static func copy(_ source: String, to target: String) throws {
        let input = open(source, O_RDONLY | O_CLOEXEC)
        guard input >= 0 else { throw LocalFileFault("open", source, errno) }
        defer { close(input) }
        let output = open(target, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard output >= 0 else { throw LocalFileFault("create", target, errno) }
        defer { close(output) }
        var buffer = [UInt8](repeating: 0, count: 1 << 17)
        while true {
            let count = Glibc.read(input, &buffer, buffer.count)
            if count == 0 { break }
            guard count > 0, Glibc.write(output, buffer, count) == count else {
                throw LocalFileFault("copy", target, errno)
            }
        }
        guard fsync(output) == 0 else { throw LocalFileFault("sync", target, errno) }
    }
}
