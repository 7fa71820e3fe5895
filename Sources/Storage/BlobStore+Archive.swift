import Crypto
import Dispatch
import Glibc
import Kernel
import Synchronization

extension BlobStore {
    /// Makes sure that the folder holds the blob; false where neither the folder nor the archive has it. What comes from
    /// the archive gets its name only where its bytes have that hash. Blocks.
    @discardableResult
    package func fetch(_ digest: Digest) throws -> Bool {
        guard let archive else { return contains(digest) }
        if markUse(of: digest) { return true }
        var writer = try writer()
        guard try archive.read(digest, { try writer.write($0) }) else { return false }
        try writer.finish(fetched: digest)
        return true
    }

    /// Where the blob is, fetched into the folder where it was not. Blocks.
    package func fetchedPath(of digest: Digest) throws -> String {
        try fetch(digest)
        return path(of: digest)
    }

    /// Where the blob is, for callers that must not block; throws `MissingBlob` where it is stored nowhere.
    package func awaitedPath(of digest: Digest) async throws -> String {
        let isThere =
            archive == nil
            ? contains(digest)
            : try await withCheckedThrowingContinuation { continuation in
                DispatchQueue(label: "fundgate.blobs.fetch").async {
                    continuation.resume(with: Result { try fetch(digest) })
                }
            }
        guard isThere else { throw MissingBlob(digest) }
        return path(of: digest)
    }

    /// Brings a blob of the folder into the archive. One that lay here before may be there already.
    func keep(_ digest: Digest, wasHere: Bool) throws {
        guard let archive, let size = localSize(of: digest) else { return }
        if wasHere, try archive.size(of: digest) == size { return }
        try archive.keep(digest, from: path(of: digest), sizeBytes: size)
    }

    /// Brings blobs into the archive, several at a time.
    func keep(_ digests: [Digest]) throws {
        guard archive != nil else { return }
        guard digests.count > 1 else { return try digests.forEach { try keep($0, wasHere: false) } }
        try Lanes(digests).run { try keep($0, wasHere: false) }
    }

    /// Brings every blob of the folder that the archive lacks into it; says how many. Blocks.
    package func keepAll() throws -> Int {
        guard archive != nil else { return 0 }
        var census = BlobCensus(self)
        let missing = try localBlobs().filter { try !census.has($0.digest) }.map(\.digest)
        try keep(missing)
        return missing.count
    }

    /// Whether blobs are kept where they last; see `BlobCensus`.
    package func census() -> BlobCensus { BlobCensus(self) }

    /// Gives each blob of the archive a second name below `stage`, in folders like the store's own, fetched where this
    /// folder lacks it: so they stay while somebody trims. Blocks.
    package func linkAll(below stage: String) throws {
        guard let archive else { return }
        try Self.makeFolder(stage)
        var last: Digest?
        while case let page = try archive.list(after: last), let end = page.last {
            for blob in page {
                let name = blob.digest.description
                try Self.makeFolder("\(stage)/\(name.prefix(2))")
                let copy = "\(stage)/\(name.prefix(2))/\(name)"
                // Where somebody trims meanwhile it is fetched again.
                while Glibc.link(path(of: blob.digest), copy) != 0, errno != EEXIST {
                    guard errno == ENOENT, try fetch(blob.digest) else { throw BlobFault("link", errno) }
                }
            }
            last = end.digest
        }
    }
}

extension BlobStore {
    /// Takes away what `linkAll` made.
    package static func removeLinks(below stage: String) throws {
        guard access(stage, F_OK) == 0 else { return }
        for part in try names(in: stage) {
            for name in try names(in: "\(stage)/\(part)") { unlink("\(stage)/\(part)/\(name)") }
            rmdir("\(stage)/\(part)")
        }
        rmdir(stage)
    }

    /// An address where whoever has it can fetch the blob for a short time; nil where that is not wanted.
    package func link(to digest: Digest, type: String, name: String) -> String? {
        archive?.link(to: digest, type: type, name: name)
    }
}

/// Work on many blobs that waits for answers: a few at a time, each on a thread of its own.
private final class Lanes: Sendable {
    private static let most = 8
    private let digests: [Digest]
    private let state: Mutex<(next: Int, failure: (any Error)?)>

    init(_ digests: [Digest]) {
        self.digests = digests
        state = Mutex((0, nil))
    }

    /// Throws the first failure; what had not begun by then is left.
    func run(_ work: @escaping @Sendable (Digest) throws -> Void) throws {
        let group = DispatchGroup()
        for number in 0..<min(Self.most, digests.count) {
            DispatchQueue(label: "fundgate.blobs.keep.\(number)").async(group: group) {
                while let digest = self.take() {
                    do { try work(digest) } catch { self.state.withLock { $0.failure = $0.failure ?? error } }
                }
            }
        }
        group.wait()
        if let failure = state.withLock({ $0.failure }) { throw failure }
    }

    private func take() -> Digest? {
        state.withLock { state in
            guard state.failure == nil, state.next < digests.count else { return nil }
            defer { state.next += 1 }
            return digests[state.next]
        }
    }
}
