import Glibc
import Synchronization

/// A file that a request brought, lying in the server's folder for uploads. It is removed when the request ends,
/// unless `take` was called.
package struct UploadedFile: Sendable {
    /// The form's field; empty where the body itself is the file.
    package let field: String
    /// The last part of the name that the client gave, without control characters; at most 255 bytes.
    package let name: String
    /// As the client says: a claim, not a fact.
    package let contentType: String
    package let sizeBytes: Int
    private let file: TemporaryFile

    init(field: String, name: String, contentType: String, sizeBytes: Int, file: TemporaryFile) {
        self.field = field
        self.name = name
        self.contentType = contentType
        self.sizeBytes = sizeBytes
        self.file = file
    }

    package var path: String { file.path }

    /// The path, now the caller's: the server no longer removes the file.
    package func take() -> String {
        file.take()
        return file.path
    }
}

/// A file that goes when its last holder goes, unless it was taken.
final class TemporaryFile: Sendable {
    let path: String
    private let isTaken = Atomic(false)

    init(path: String) { self.path = path }

    func take() { isTaken.store(true, ordering: .relaxed) }

    deinit {
        if !isTaken.load(ordering: .relaxed) { unlink(path) }
    }
}
