import Testing

@Suite struct LayerTests {
    /// The rows of the table in Package.swift: a module and what it stands on.
    static func table() throws -> [String: Set<String>] {
        var table: [String: Set<String>] = [:]
        var row = ""
        for line in try Tree.lines("Package.swift") {
            let line = String(line.drop { $0 == " " })
            if line.hasPrefix("(\"") { row = line } else if line.hasPrefix("\"") { row += line } else { continue }
            guard row.hasSuffix("]),") else { continue }
            let words = row.split(separator: "\"").enumerated().filter { $0.offset % 2 == 1 }.map { String($0.element) }
            if let name = words.first { table[name] = Set(words.dropFirst()) }
        }
        return table
    }

    @Test func `a module imports only what stands in its row of Package.swift`() throws {
        let table = try Self.table()
        #expect(table.count > 15)
        let platform: Set<String> = ["Glibc", "Dispatch", "Synchronization", "FoundationEssentials"]
        for (module, allowed) in table {
            for path in try Tree.files(under: "Sources/\(module)", ending: ".swift") {
                for line in try Tree.lines(path)
                where line.hasPrefix("import ") || line.hasPrefix("@preconcurrency import ") {
                    let name = String(line.split(separator: " ").last ?? "")
                    #expect(allowed.contains(name) || platform.contains(name), "\(path) imports \(name)")
                }
            }
        }
    }

    /// Foundation brings an ICU of its own, which a compiler that has read libxml2's refuses; whether one process reads both hangs on
    /// how many processors it has.
    @Test func `nothing imports the whole of Foundation`() throws {
        for folder in ["Sources", "Tests", "Benchmarks"] {
            for path in try Tree.files(under: folder, ending: ".swift") {
                for line in try Tree.lines(path) where line.hasPrefix("import Foundation") {
                    #expect(line.hasSuffix("import FoundationEssentials"), "\(path): \(line)")
                }
            }
        }
    }

    @Test func `the table's rows stand from bottom to top: no row names a later one`() throws {
        var seen: Set<String> = []
        let names = Set(try Self.table().keys)
        for line in try Tree.text("Package.swift").split(separator: "\n    (\"").dropFirst() {
            let words = line.split(separator: "\"").map(String.init)
            guard let name = words.first, names.contains(name) else { continue }
            for used in try Self.table()[name] ?? [] where names.contains(used) {
                #expect(seen.contains(used), "\(name) stands on \(used), which comes later")
            }
            seen.insert(name)
        }
        #expect(seen == names)
    }

    @Test func `no slice names an engine: what differs between the two stands in Storage`() throws {
        let words = ["sqlite", "postgres", "pragma ", "pg_", "rowid)", "insert or ", " glob ", "autoincrement"]
        // The address is read, and shown, where the program is set up.
        let settings = ["Sources/Server/Settings/", "Sources/Server/Watching/", "Sources/Server/Commands/"]
        for path in try Tree.files(under: "Sources", ending: ".swift")
        where !path.hasPrefix("Sources/Storage/") && !settings.contains(where: path.hasPrefix) {
            for line in try Tree.lines(path) where !line.drop(while: { $0 == " " }).hasPrefix("//") {
                let plain = line.lowercased()
                for word in words { #expect(!plain.contains(word), "\(path) names \(word): \(line)") }
            }
        }
    }
}
