import Testing

@Suite struct EngineTests {
    /// What runs the whole program is named apart in the script.
    static let wholes: Set<String> = ["EndToEnd", "BrowserTests", "TestDatabases"]

    @Test func `every test that touches the database runs on both engines`() throws {
        let line = try #require(try Tree.lines("scripts/test").first { $0.hasPrefix("records=") })
        let named = Set(line.split { !$0.isLetter }.map { "\($0)Tests" })
        var found: Set<String> = []
        for path in try Tree.files(under: "Tests", ending: ".swift") {
            let folder = String(path.split(separator: "/")[1])
            guard !Self.wholes.contains(folder), !found.contains(folder) else { continue }
            if try Tree.lines(path).contains("import TestDatabases") { found.insert(folder) }
        }
        #expect(found.count > 5)
        #expect(found.subtracting(named).isEmpty, "scripts/test runs these on one engine only")
    }
}
