import Documents
import Glibc
import Kernel
import Testing

/// A folder that is there as long as the value.
final class Scratch {
    let path: String
    private var made: [String] = []

    init() throws {
        var name = Array("/tmp/documents-XXXXXX".utf8CString)
        let made = try #require(mkdtemp(&name))
        path = String(cString: made)
    }

    /// Writes a file and gives its path.
    func write(_ bytes: [UInt8], _ name: String, mode: mode_t = 0o600) throws -> String {
        let path = "\(path)/\(name)"
        let stream = try #require(fopen(path, "w"))
        fwrite(bytes, 1, bytes.count, stream)
        fclose(stream)
        chmod(path, mode)
        made.append(path)
        return path
    }

    deinit {
        for path in made { remove(path) }
        rmdir(path)
    }
}

/// What a reader finds in `pdf`.
func text(in pdf: [UInt8]) throws -> String {
    let scratch = try Scratch()
    return try PDFText().textBlocking(ofFile: scratch.write(pdf, "a.pdf"))
}

/// The pages, without the spaces and line ends that only the layout makes.
func pages(of pdf: [UInt8]) throws -> [String] {
    try text(in: pdf).split(separator: "\u{C}").map { page in
        page.split { $0.isWhitespace }.joined(separator: " ")
    }
}

let fixtures: String = "/" + #filePath.split(separator: "/").dropLast(2).joined(separator: "/") + "/Fixtures/documents"
