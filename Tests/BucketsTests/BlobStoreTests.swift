import Crypto
import Glibc
import Kernel
import Storage
import TestServers
import Testing

@testable import Buckets

@Suite struct BlobStoreTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @Test(arguments: Place.available)
    func `B05 a blob is named by its hash and read back byte for byte`(place: Place) throws {
        let store = try place.open(in: folder)
        let bytes = sample(300_000)
        let digest = try store.put(bytes)
        #expect(digest == Digest(of: bytes))
        #expect(try store.bytes(of: digest) == bytes)
        #expect(try store.size(of: digest) == 300_000)
    }

    @Test(arguments: Place.available)
    func `the same content twice is one blob`(place: Place) throws {
        let store = try place.open(in: folder)
        #expect(try store.put([1, 2, 3]) == store.put([1, 2, 3]))
    }

    @Test(arguments: Place.available)
    func `a writer that is dropped leaves nothing, and leftovers of a crash are removed at start`(place: Place) throws {
        let store = try place.open(in: folder)
        do {
            var writer = try store.writer()
            try writer.write([1, 2, 3])
        }
        #expect(try !store.fetch(Digest(of: [1, 2, 3])))
        let leftover = "\(store.folder)/incoming/left"
        close(open(leftover, O_CREAT | O_WRONLY, 0o600))
        _ = try place.open(in: folder)
        #expect(access(leftover, F_OK) != 0)
    }

    @Test(arguments: Place.available)
    func `who opens the store leaves alone what another writes into it`(place: Place) throws {
        let store = try place.open(in: folder)
        var writer = try store.writer()
        try writer.write([1, 2, 3])
        _ = try place.open(in: folder)
        #expect(try store.contains(writer.finish()))
    }

    @Test(arguments: Place.available)
    func `blobs that were finished without a sync are kept by one sync for all`(place: Place) throws {
        let store = try place.open(in: folder)
        var digests: Set<Digest> = []
        for number in 0..<20 {
            var writer = try store.writer()
            try writer.write(sample(1000, seed: number))
            digests.insert(try writer.finish(synced: false))
        }
        try store.sync(digests)
        var census = store.census()
        for digest in digests.sorted(by: { $0.description < $1.description }) { #expect(try census.has(digest)) }
    }

    @Test(arguments: Place.available)
    func `a census knows what is kept and what is not, asked in rising order`(place: Place) throws {
        let store = try place.open(in: folder)
        let kept = Set(try (0..<12).map { try store.put(sample(10, seed: $0)) })
        let asked = kept.union((100..<130).map { Digest(of: sample(10, seed: $0)) })
        var census = store.census()
        for digest in asked.sorted(by: { $0.description < $1.description }) {
            #expect(try census.has(digest) == kept.contains(digest))
        }
    }
}

@Suite(.enabled(if: BucketLab.isAvailable)) struct CachedBlobTests {
    let folder: TemporaryFolder
    let store: BlobStore

    init() throws {
        folder = try TemporaryFolder()
        store = try Place.bucket.open(in: folder)
    }

    /// Another node: the same bucket, a folder of its own.
    private func otherNode(_ name: String = "other") throws -> BlobStore {
        try BlobStore(folder: "\(folder.path)/\(name)", archive: store.archive)
    }

    @Test(arguments: [0, 1, 70_000, 16 << 20, (16 << 20) + 1, 40 << 20])
    func `what one node stored another reads byte for byte, in one piece or in parts`(count: Int) throws {
        let bytes = sample(count)
        let digest = try store.put(bytes)
        let other = try otherNode()
        #expect(!other.contains(digest))
        #expect(try other.size(of: digest) == Int64(count))
        #expect(try other.bytes(of: digest) == bytes)
        #expect(other.contains(digest))
    }

    @Test func `a path that is asked for without blocking holds the bytes`() async throws {
        let bytes = sample(5000)
        let digest = try store.put(bytes)
        #expect(Files.read(try await otherNode().awaitedPath(of: digest)) == bytes)
    }

    @Test func `C11 a blob that reached the folder and not the bucket is brought there by the next put`() throws {
        let bytes = sample(900)
        // As after a kill between the two.
        let alone = try BlobStore(folder: store.folder)
        let digest = try alone.put(bytes)
        #expect(try !otherNode().fetch(digest))
        #expect(try store.put(bytes) == digest)
        #expect(try otherNode().bytes(of: digest) == bytes)
    }

    @Test func `an office's folder is brought into its new bucket whole, and once`() throws {
        let alone = try BlobStore(folder: store.folder)
        let digests = try (0..<30).map { try alone.put(sample(2000, seed: $0)) }
        _ = try store.put(sample(2000, seed: 0))
        #expect(try store.keepAll() == 29)
        #expect(try store.keepAll() == 0)
        let other = try otherNode()
        for digest in digests { #expect(try other.fetch(digest)) }
    }

    @Test func `the folder is trimmed to its limit, longest unused first, and nothing is lost`() throws {
        let digests = try (0..<10).map { try store.put(sample(10_000, seed: $0)) }
        let later = SystemClock().now() + .hours(1)
        for (age, digest) in digests.enumerated() {
            let used = timespec(tv_sec: Int(later.seconds) - 7200 + age * 60, tv_nsec: 0)
            #expect(utimensat(AT_FDCWD, store.path(of: digest), [used, used], 0) == 0)
        }
        // The oldest is used again.
        _ = try store.fetchedPath(of: digests[0])
        #expect(try store.trim(to: 200_000, at: later) == 0)
        #expect(try store.trim(to: 50_000, at: later) == 6)
        #expect(digests.map { store.contains($0) } == [true] + Array(repeating: false, count: 6) + [true, true, true])
        for (seed, digest) in digests.enumerated() {
            #expect(try store.bytes(of: digest) == sample(10_000, seed: seed))
        }
    }

    @Test func `what was used a moment ago, or what the bucket lacks, is not trimmed`() throws {
        let recent = try store.put(sample(9000, seed: 1))
        let now = SystemClock().now()
        #expect(try store.trim(to: 1, at: now) == 0)
        let unkept = try BlobStore(folder: store.folder).put(sample(9000, seed: 2))
        #expect(try store.trim(to: 1, at: now + .hours(1)) == 1)
        #expect(!store.contains(recent) && store.contains(unkept))
    }

    @Test func `all blobs get a second name for a backup, also those that the folder lacks`() throws {
        let digests = try (0..<7).map { try store.put(sample(100, seed: $0)) }
        for digest in digests.prefix(4) { unlink(store.path(of: digest)) }
        let stage = "\(folder.path)/stage"
        try store.linkAll(below: stage)
        #expect(try BlobStore(folder: stage).localCount == 7)
        #expect(try BlobStore(folder: stage).bytes(of: digests[0]) == sample(100, seed: 0))
        rmdir("\(stage)/incoming")
        try BlobStore.removeLinks(below: stage)
        #expect(access(stage, F_OK) != 0)
    }
}

extension BlobStore {
    /// Blobs in the folder.
    var localCount: Int {
        Files.names(in: folder).filter { $0.utf8.count == 2 }
            .reduce(0) { $0 + Files.names(in: "\(folder)/\($1)").count }
    }
}
