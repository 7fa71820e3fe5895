import Classification
import Kernel

#if canImport(Glibc)
    import Glibc
#endif

/// Files of the tests.
package enum Fixtures {
    private static let tests: String = {
        let parts = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(2)
        return parts.joined(separator: "/")
    }()

    package static var folder: String { tests + "/Fixtures" }

    /// The public corpora, where the environment has them.
    package static let corpora: String? = {
        let named = getenv("FUNDGATE_CORPORA").map { String(cString: $0) }
        let path = named ?? tests + "/../../shared/corpora"
        return names(path).isEmpty ? nil : path
    }()

    package static func names(_ folder: String) -> [String] {
        guard let directory = opendir(folder) else { return [] }
        defer { closedir(directory) }
        var found: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if !name.hasPrefix(".") { found.append(name) }
        }
        return found.sorted()
    }

    package static func bytes(_ path: String) -> [UInt8] {
        guard let file = fopen(path, "rb") else { return [] }
        defer { fclose(file) }
        var all: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = fread(&buffer, 1, buffer.count, file)
            if count <= 0 { break }
            all.append(contentsOf: buffer[0..<count])
        }
        return all
    }

    /// The labelled replies: name, input, label.
    package static let replies: [(name: String, input: ReplyInput, label: Reading)] = {
        let folder = Fixtures.folder + "/replies"
        return names(folder).filter { $0.hasSuffix(".eml") }.compactMap { name in
            let stem = name.dropLast(4)
            // a label that does not parse is found by the count of the cases
            guard let value = try? Value(parsing: bytes("\(folder)/\(stem).json")),
                let label = try? Reading(value: value)
            else { return nil }
            return (String(stem), FixtureMail(bytes("\(folder)/\(name)")).input, label)
        }
    }()
}
