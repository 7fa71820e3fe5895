import Glibc
import Kernel

/// Comma-separated text that is as long as it is: written to a file that only the answer knows, so that it needs no memory.
package struct CommaFile: Sendable {
    private let file: ScratchFile
    private var text: CommaText

    package init(head: [String]) throws {
        file = try ScratchFile()
        text = CommaText(head: head)
    }

    package mutating func add(_ cells: [String]) throws {
        text.add(cells)
        if text.text.utf8.count >= 1 << 16 { try store() }
    }

    private mutating func store() throws {
        try file.append(text.text)
        text = CommaText()
    }

    /// For saving under that name.
    package mutating func answer(name: String) throws -> Answer {
        try store()
        return .file(FileAnswer(path: file.path, type: "text/csv; charset=utf-8", name: name, holder: file))
    }

    /// All items of a list, page after page.
    package static func all<Item: Sendable>(
        head: [String], as name: String, pages: (PageRequest) async throws -> Page<Item>,
        cells: (Item) throws -> [String]
    ) async throws -> Answer {
        var file = try CommaFile(head: head)
        var after: Cursor?
        repeat {
            let page = try await pages(PageRequest(limit: PageRequest.largest, after: after))
            for item in page.items { try file.add(cells(item)) }
            after = page.next
        } while after != nil
        return try file.answer(name: name)
    }
}

/// A file without a name, gone with whoever holds it.
private final class ScratchFile: Sendable {
    private let descriptor: Int32

    init() throws {
        let folder = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        var name = Array("\(folder)/fundgate-\(String(repeating: "X", count: 6))".utf8CString)
        descriptor = mkstemp(&name)
        guard descriptor >= 0 else { throw FileFault() }
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        unlink(name)
    }

    /// Where this process finds it.
    var path: String { "/proc/self/fd/\(descriptor)" }

    func append(_ text: String) throws {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let written = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            if written < 0, errno == EINTR { continue }
            guard written > 0 else { throw FileFault() }
            bytes = bytes.dropFirst(written)
        }
    }

    deinit { close(descriptor) }
}
