import Glibc
import Kernel

/// Comma-separated text that is as long as it is: written to a file that only the answer knows, so that it needs no memory.
package struct CommaFile: ~Copyable, Sendable {
    private let file: ScratchFile
    private let place: SavingPlaces.Place
    private var text: CommaText

    private init(head: [String], in place: consuming SavingPlaces.Place, _ file: ScratchFile) {
        self.file = file
        self.place = place
        text = CommaText(head: head)
    }

    private mutating func add(_ cells: [String]) async throws {
        text.add(cells)
        if text.text.utf8.count >= 1 << 16 { try await store() }
    }

    private mutating func store() async throws {
        try await file.append(text.text)
        text = CommaText()
    }

    /// All items of a list, page after page, for saving under that name. Refused (429) while no place is free.
    package static func all<Item: Sendable>(
        head: [String], as name: String, in places: SavingPlaces, pages: (PageRequest) async throws -> Page<Item>,
        cells: (Item) throws -> [String]
    ) async throws -> Answer {
        let place = try places.take()
        var file = CommaFile(head: head, in: place, try ScratchFile())
        var after: Cursor?
        repeat {
            let page = try await pages(PageRequest(limit: PageRequest.largest, after: after))
            for item in page.items { try await file.add(cells(item)) }
            after = page.next
        } while after != nil
        try await file.store()
        return .file(
            FileAnswer(path: file.file.path, type: "text/csv; charset=utf-8", name: name, holder: file.file))
    }
}

/// A file without a name, gone with whoever holds it. Writing may block.
private final class ScratchFile: Sendable {
    private let descriptor: Int32

    init() throws {
        let folder = Self.folder
        var name = Array("\(folder)/fundgate-\(String(repeating: "X", count: 6))".utf8CString)
        descriptor = mkstemp(&name)
        guard descriptor >= 0 else { throw ScratchFault(errno) }
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        unlink(name)
    }

    static var folder: String { getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp" }

    /// Where this process finds it.
    var path: String { "/proc/self/fd/\(descriptor)" }

    func append(_ text: String) async throws {
        try await offPool { try self.write(text) }
    }

    private func write(_ text: String) throws {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let written = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if written < 0, errno == EINTR { continue }
            guard written > 0 else { throw ScratchFault(errno) }
            bytes = bytes.dropFirst(written)
        }
    }

    deinit { close(descriptor) }
}

/// There is no room, or no leave, for a file of a moment.
private struct ScratchFault: Fault {
    let description: String

    init(_ number: Int32) {
        description = "a list cannot be written to \(ScratchFile.folder): \(String(cString: strerror(number)))"
    }
}
