import FoundationEssentials
import Server
import Testing

@Suite struct GeneratedDocumentsTests {
    /// With `FUNDGATE_WRITE_DOCS=1` the files are written; otherwise they must be what the tables say.
    @Test func `J27 docs/generated says what the program's tables say`() async throws {
        let office = try await TemporaryOffice()
        let folder = TemporaryOffice.root + "/docs/generated"
        let isWriting = ProcessInfo.processInfo.environment["FUNDGATE_WRITE_DOCS"] == "1"
        for (name, text) in GeneratedDocuments.all(routes: JoinedRoutes.table(office.office)) {
            let file = URL(filePath: "\(folder)/\(name)")
            if isWriting { try Data(text.utf8).write(to: file) }
            let stored = String(decoding: try Data(contentsOf: file), as: UTF8.self)
            #expect(
                stored == text,
                "docs/generated/\(name) is out of date: run FUNDGATE_WRITE_DOCS=1 scripts/test Generated")
        }
    }
}
