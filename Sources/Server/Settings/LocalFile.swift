import Glibc
import Kernel

/// Small files and folders of the installation itself.
package enum LocalFile {
    package static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

    /// The whole file. Blocks.
    package static func read(_ path: String) throws(LocalFileFault) -> [UInt8] {
        guard let stream = fopen(path, "re") else { throw LocalFileFault("open", path, errno) }
        defer { fclose(stream) }
        var bytes: [UInt8] = []
        while true {
            let chunk = [UInt8](unsafeUninitializedCapacity: 65_536) { buffer, count in
                count = fread(buffer.baseAddress, 1, buffer.count, stream)
            }
            if chunk.isEmpty { break }
            bytes += chunk
        }
        guard ferror(stream) == 0 else { throw LocalFileFault("read", path, EIO) }
        return bytes
    }

    /// Writes the file durably under another name first, so that a crash leaves the old one or the new one.
    package static func write(_ bytes: [UInt8], to path: String, mode: mode_t = 0o600) throws(LocalFileFault) {
        let draft = "\(path).new"
        let file = open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode)
        guard file >= 0 else { throw LocalFileFault("create", path, errno) }
        defer { close(file) }
        var done = 0
        while done < bytes.count {
            let count = bytes.withUnsafeBytes { Glibc.write(file, $0.baseAddress?.advanced(by: done), $0.count - done) }
            guard count > 0 else { throw LocalFileFault("write", path, errno) }
            done += count
        }
        guard fsync(file) == 0, rename(draft, path) == 0 else { throw LocalFileFault("store", path, errno) }
    }

    /// Makes the folder and those above it, for the program's user alone.
    package static func makeFolder(_ path: String) throws(LocalFileFault) {
        var built = path.hasPrefix("/") ? "" : "."
        for part in path.split(separator: "/") {
            built += "/\(part)"
            guard mkdir(built, 0o700) == 0 || errno == EEXIST || errno == EROFS else {
                throw LocalFileFault("make the folder", path, errno)
            }
        }
    }

    /// The names in a folder, in order; none where there is no such folder.
    package static func names(in folder: String) -> [String] {
        guard let listing = opendir(folder) else { return [] }
        defer { closedir(listing) }
        var names: [String] = []
        while let entry = readdir(listing) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if !name.hasPrefix(".") { names.append(name) }
        }
        return names.sorted()
    }

    package static func isFolder(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    package static func parent(of path: String) -> String {
        let parts = path.split(separator: "/").dropLast()
        return (path.hasPrefix("/") ? "/" : "") + parts.joined(separator: "/")
    }

    package static var workingFolder: String {
        guard let path = getcwd(nil, 0) else { return "." }
        defer { free(path) }
        return String(cString: path)
    }

    /// Where the running program's file lies.
    package static var programFolder: String {
        var buffer = [UInt8](repeating: 0, count: 4096)
        let count = buffer.withUnsafeMutableBytes {
            $0.baseAddress.map { readlink("/proc/self/exe", $0.assumingMemoryBound(to: CChar.self), 4096) } ?? -1
        }
        guard count > 0 else { return "" }
        return parent(of: String(decoding: buffer[..<count], as: UTF8.self))
    }
}

/// A file or folder of the installation cannot be used.
package struct LocalFileFault: Fault, Equatable {
    package let step: String
    package let path: String
    package let code: Int32

    init(_ step: String, _ path: String, _ code: Int32) {
        self.step = step
        self.path = path
        self.code = code
    }

    package var description: String { "cannot \(step) \(path): \(String(cString: strerror(code)))" }
}
