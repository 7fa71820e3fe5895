import Crypto
import Dispatch
import Documents
import Kernel
import Storage

/// Looks at files from outside and stores their bytes, on a queue of its own: both block.
package struct FileIntake: Sendable {
    package let blobs: BlobStore
    private let queue = DispatchQueue(label: "fundgate.file-intake")

    package init(blobs: BlobStore) { self.blobs = blobs }

    /// Stores the file at `path`; refused where it is empty, of no kind that funders take, or a PDF by name only.
    /// An application must be a PDF.
    package func take(
        path: String, name: String, document: FileCode, months: Int? = nil
    ) async throws -> ApplicationFile.Draft {
        guard let type = FileType.of(name: name), document != .application || type == .pdf else {
            throw document == .application ? ApplicationRefusal.notPDF(name) : .fileType(name)
        }
        return try await run {
            let (digest, size) = try Self.store(path, in: blobs, name: name, isPDF: type == .pdf)
            return ApplicationFile.Draft(
                document: document, months: months, name: name, type: type.type, sizeBytes: size, digest: digest)
        }
    }

    /// The copy is what counts: it is looked at after it was made, so that nobody changes it between.
    private static func store(
        _ path: String, in blobs: BlobStore, name: String, isPDF: Bool
    ) throws -> (Digest, Int64) {
        let (digest, size) = try blobs.put(file: path)
        guard size > 0 else { throw ApplicationRefusal.emptyFile(name) }
        if isPDF, !PDFFile.isPDF(at: blobs.path(of: digest)) { throw ApplicationRefusal.notPDF(name) }
        return (digest, size)
    }

    /// Bytes that are stored.
    package struct Blob: Sendable {
        package let digest: Digest
        package let sizeBytes: Int64
    }

    /// Stores bytes that the program makes, and makes them on the intake's queue too.
    package func put(_ bytes: @escaping @Sendable () throws -> [UInt8]) async throws -> Blob {
        try await run {
            let bytes = try bytes()
            return Blob(digest: try blobs.put(bytes), sizeBytes: Int64(bytes.count))
        }
    }

    /// Runs `work`, which may block, on the intake's queue.
    package func run<T: Sendable>(_ work: @escaping @Sendable () throws -> T) async throws -> T {
        try await withCheckedThrowingContinuation { continuation in
            queue.async { continuation.resume(with: Result { try work() }) }
        }
    }
}
