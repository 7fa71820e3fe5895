import Correspondence
import Crypto
import Glibc
import Kernel
import Storage

extension Poller {
    /// Stores what lies in a Maildir's `new` and `cur` (the layout of qmail's maildir(5)) and is not known yet. The files
    /// stay as they are; a file is known by its name without flags.
    func catchUp(maildir path: String) async throws -> Int {
        let folder = try await open("INBOX")
        if knownFiles == nil { knownFiles = try await database.read { try Arrival.sourceNames(in: folder, $0) } }
        let known = knownFiles ?? []
        var files: [(name: String, path: String)] = []
        for part in ["new", "cur"] {
            for name in Self.names(in: "\(path)/\(part)") {
                let bare = String(name.prefix { $0 != ":" })
                if !known.contains(bare) { files.append((bare, "\(path)/\(part)/\(name)")) }
            }
        }
        files.sort { $0.name < $1.name }
        guard !files.isEmpty else { return 0 }
        var uid = folder.lastUID
        var mails: [NewArrival] = []
        for file in files {
            var status = stat()
            // A mail client may move a file from new to cur between the listing and now: the next look finds it.
            guard stat(file.path, &status) == 0, (status.st_mode & S_IFMT) == S_IFREG else { continue }
            let (hash, size) = try blobs.put(file: file.path)
            uid += 1
            mails.append(
                NewArrival(
                    uid: uid, sourceName: file.name, arrivedAt: Moment(seconds: Int64(status.st_mtim.tv_sec)),
                    rawHash: hash,
                    rawSize: size))
        }
        try await store(mails, in: folder, upTo: uid)
        knownFiles?.formUnion(mails.compactMap(\.sourceName))
        return mails.count
    }

    private static func names(in path: String) -> [String] {
        guard let listing = opendir(path) else { return [] }
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

extension Arrival {
    static func sourceNames(in folder: MailFolder, _ db: Connection) throws -> Set<String> {
        var names: Set<String> = []
        try db.each("SELECT source_name FROM arrival WHERE folder_id = \(folder.id) AND source_name IS NOT NULL") {
            names.insert(try $0["source_name"])
        }
        return names
    }
}
