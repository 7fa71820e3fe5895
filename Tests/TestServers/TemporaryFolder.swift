import Glibc

/// A folder of its own for one test, removed with the value.
package final class TemporaryFolder: Sendable {
    package let path: String

    /// Where temporary folders are made: `TMPDIR`, or what every system has.
    package static let parent: String = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"

    /// The folder right below `parent` in which `path` lies; nil where it lies elsewhere.
    package static func root(of path: String) -> String? {
        guard path.hasPrefix("\(parent)/") else { return nil }
        let name = path.dropFirst(parent.utf8.count + 1).prefix { $0 != "/" }
        return name.isEmpty ? nil : "\(parent)/\(name)"
    }

    package init() throws {
        var template = Array("\(Self.parent)/fundgate-test-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw NoFolder() }
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    package struct NoFolder: Error {}

    deinit { removeTree(path) }

    private func removeTree(_ path: String) {
        if let listing = opendir(path) {
            while let entry = readdir(listing) {
                let name = withUnsafePointer(to: &entry.pointee.d_name) {
                    $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
                }
                if name != ".", name != ".." { removeTree("\(path)/\(name)") }
            }
            closedir(listing)
            rmdir(path)
        } else {
            unlink(path)
        }
    }
}
