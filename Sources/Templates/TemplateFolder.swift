import Glibc
import Kernel

/// The template files of a folder and the folders in it.
enum TemplateFolder {
    struct File: Hashable, Sendable {
        /// Relative to the folder.
        let path: String
        /// The path without its ending: what tags and programs call it.
        let name: String
        let sizeBytes: Int
        let changedSeconds: Int
        let changedNanoseconds: Int
    }

    /// What is a template; style sheets and pictures stand beside them.
    private static let endings = [".html", ".txt", mailEnding, ".xml", ".svg"]
    /// Of a `MailTemplate`.
    static let mailEnding = ".mail"
    private static let depthLimit = 8

    /// All template files in the order of their paths. Names that begin with a dot are left out.
    static func files(under folder: String) throws(TemplateFolderFault) -> [File] {
        var files: [File] = []
        try collect(folder, below: "", depth: 0, into: &files)
        return files.sorted { $0.path < $1.path }
    }

    static func read(_ file: File, under folder: String, limitBytes: Int) throws(TemplateFolderFault) -> [UInt8] {
        let path = "\(folder)/\(file.path)"
        guard let stream = fopen(path, "re") else { throw TemplateFolderFault(path: path, errno: errno) }
        defer { fclose(stream) }
        var bytes: [UInt8] = []
        while bytes.count <= limitBytes {
            let chunk = [UInt8](unsafeUninitializedCapacity: 65_536) { buffer, count in
                count = fread(buffer.baseAddress, 1, buffer.count, stream)
            }
            if chunk.isEmpty { break }
            bytes += chunk
        }
        guard ferror(stream) == 0 else { throw TemplateFolderFault(path: path, errno: EIO) }
        return bytes
    }

    private static func collect(
        _ folder: String, below: String, depth: Int, into files: inout [File]
    ) throws(TemplateFolderFault) {
        let path = below.isEmpty ? folder : "\(folder)/\(below)"
        guard depth <= depthLimit else { throw TemplateFolderFault(path: path, errno: ELOOP) }
        guard let directory = opendir(path) else { throw TemplateFolderFault(path: path, errno: errno) }
        defer { closedir(directory) }
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            guard !name.hasPrefix(".") else { continue }
            let relative = below.isEmpty ? name : "\(below)/\(name)"
            var status = stat()
            guard stat("\(folder)/\(relative)", &status) == 0 else {
                throw TemplateFolderFault(path: "\(folder)/\(relative)", errno: errno)
            }
            if status.st_mode & S_IFMT == S_IFDIR {
                try collect(folder, below: relative, depth: depth + 1, into: &files)
            } else if let ending = endings.first(where: { name.hasSuffix($0) }) {
                files.append(
                    File(
                        path: relative, name: String(relative.dropLast(ending.count)), sizeBytes: Int(status.st_size),
                        changedSeconds: status.st_mtim.tv_sec, changedNanoseconds: status.st_mtim.tv_nsec))
            }
        }
    }
}

/// A template file or folder that cannot be read.
package struct TemplateFolderFault: Fault, Hashable {
    package let path: String
    package let errno: Int32

    package var description: String { "cannot read \(path): \(String(cString: strerror(errno)))" }
}
