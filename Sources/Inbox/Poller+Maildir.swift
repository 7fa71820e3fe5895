import Correspondence
import Crypto
import Glibc
import Kernel
import Storage

extension Poller {
    /// Files that are stored together.
    private static let batch = 200

    /// Stores what lies in a Maildir's `new` and `cur` (the layout of qmail's maildir(5)) and is not known yet. The files
    /// stay as they are; a file is known by its name without flags.
    func catchUp(maildir path: String) async throws -> Int {
        let folder = try await open("INBOX")
        if knownFiles == nil { knownFiles = try await database.read { try Arrival.sourceNames(in: folder, $0) } }
        let known = knownFiles ?? []
        var files: [MaildirFile] = []
        var byName: [String: String] = [:]
        for part in ["new", "cur"] {
            for name in try Self.names(in: "\(path)/\(part)") {
                let bare = String(name.prefix { $0 != ":" })
                byName[bare] = "\(path)/\(part)/\(name)"
                if !known.contains(bare), let file = MaildirFile(bare, "\(path)/\(part)/\(name)") { files.append(file) }
            }
        }
        // The order of delivery: maildir(5) names begin with the second.
        files.sort { ($0.arrivedAt.seconds, $0.name) < ($1.arrivedAt.seconds, $1.name) }
        let wanted = try await database.read { try Arrival.wanted(in: folder, $0) }
        guard !files.isEmpty || !wanted.isEmpty, try await takeLease(of: folder) else { return 0 }
        do {
            let count = try await store(files, in: folder) + readAgain(wanted, byName)
            await giveBack(folder)
            return count
        } catch {
            await giveBack(folder)
            throw error
        }
    }

    private func store(_ files: [MaildirFile], in folder: MailFolder) async throws -> Int {
        var count = 0
        for start in stride(from: 0, to: files.count, by: Self.batch) where !Task.isCancelled {
            count += try await store(files[start..<min(start + Self.batch, files.count)], in: folder)
        }
        return count
    }

    private func store(_ files: ArraySlice<MaildirFile>, in folder: MailFolder) async throws -> Int {
        var mails: [NewArrival] = []
        for file in files {
            var mail = NewArrival(
                uid: 0, sourceName: file.name, arrivedAt: file.arrivedAt, rawHash: Digest(of: []),
                rawSize: file.sizeBytes)
            do {
                guard let (hash, size) = try file.copy(into: blobs) else { continue }
                (mail.rawHash, mail.rawSize) = (hash, size)
            } catch let fault as UnreadableFile {
                mail.problem = "\(fault)"
            }
            mails.append(mail)
        }
        try blobs.sync(Set(mails.filter { $0.problem == nil }.map(\.rawHash)))
        FaultPoint.reach(.blobsSynced)
        let (now, owner) = (clock.now(), owner)
        try await database.write { [mails] db in
            try Arrival.storeFiles(mails, in: folder, at: now, db)
            try MailFolder.renew(folder.id, owner: owner, until: now + MailFolder.leaseLength, db)
        }
        FaultPoint.reach(.arrivalsStored)
        knownFiles?.formUnion(mails.compactMap(\.sourceName))
        return mails.count
    }

    /// Files that could not be read before and that a person wants again.
    private func readAgain(_ wanted: [Arrival], _ byName: [String: String]) async throws -> Int {
        for mail in wanted {
            var came: NewArrival?
            var problem = "the file is no longer there"
            if let name = mail.sourceName, let path = byName[name], let file = MaildirFile(name, path) {
                do {
                    came = try file.copy(into: blobs).map { hash, size in
                        NewArrival(uid: mail.uid, arrivedAt: file.arrivedAt, rawHash: hash, rawSize: size)
                    }
                } catch let fault as UnreadableFile {
                    problem = "\(fault)"
                }
            }
            if let came { try blobs.sync([came.rawHash]) }
            let now = clock.now()
            try await database.write { [came, problem] db in
                try Arrival.settleWanted(mail, came, problem: problem, at: now, db)
            }
        }
        return wanted.count
    }

    private static func names(in path: String) throws -> [String] {
        guard let listing = opendir(path) else {
            // A Maildir to which nothing was delivered yet.
            if errno == ENOENT { return [] }
            throw UnreadableFile(code: errno)
        }
        defer { closedir(listing) }
        var names: [String] = []
        while let entry = readdir(listing) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if !name.hasPrefix(".") { names.append(name) }
        }
        return names
    }
}

/// One file of a Maildir as it was found.
struct MaildirFile {
    let name: String
    let path: String
    let arrivedAt: Moment
    let sizeBytes: Int64

    /// Nil where it is no file, or was moved from `new` to `cur` since: the next look finds it.
    init?(_ name: String, _ path: String) {
        var status = stat()
        guard stat(path, &status) == 0, (status.st_mode & S_IFMT) == S_IFREG else { return nil }
        self.name = name
        self.path = path
        arrivedAt = Moment(seconds: Int64(status.st_mtim.tv_sec))
        sizeBytes = Int64(status.st_size)
    }

    /// Its bytes as a blob that is not durable yet; nil where it was moved meanwhile.
    func copy(into blobs: BlobStore) throws -> (Digest, Int64)? {
        let source = Glibc.open(path, O_RDONLY | O_CLOEXEC)
        guard source >= 0 else {
            if errno == ENOENT { return nil }
            throw UnreadableFile(code: errno)
        }
        defer { close(source) }
        var writer = try blobs.writer()
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 17, alignment: 16)
        defer { buffer.deallocate() }
        while true {
            let count = read(source, buffer.baseAddress, buffer.count)
            guard count >= 0 else { throw UnreadableFile(code: errno) }
            if count == 0 { break }
            try writer.write(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
        }
        let size = writer.sizeBytes
        return (try writer.finish(synced: false), size)
    }
}

/// A file or folder of a Maildir cannot be read; the number is the system's (errno).
struct UnreadableFile: Fault {
    let code: Int32
    var description: String { "it cannot be read: \(String(cString: strerror(code)))" }
}

extension Arrival {
    static func sourceNames(in folder: MailFolder, _ db: Connection) throws -> Set<String> {
        var names: Set<String> = []
        try db.each("SELECT source_name FROM arrival WHERE folder_id = \(folder.id) AND source_name IS NOT NULL") {
            names.insert(try $0["source_name"])
        }
        return names
    }
}
