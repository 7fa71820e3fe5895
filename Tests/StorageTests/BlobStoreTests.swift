import Crypto
import Glibc
import Storage
import TestServers
import Testing

@Suite struct BlobStoreTests {
    let folder: TemporaryFolder
    let store: BlobStore

    init() throws {
        folder = try TemporaryFolder()
        store = try BlobStore(folder: folder.path + "/blobs")
    }

    @Test func `B05 a blob is named by its hash and read back byte for byte`() throws {
        let bytes = (0..<300_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        let digest = try store.put(bytes)
        #expect(digest == Digest(of: bytes))
        #expect(try store.bytes(of: digest) == bytes)
        #expect(store.size(of: digest) == 300_000)
    }

    @Test func `the same content twice is one blob`() throws {
        #expect(try store.put([1, 2, 3]) == store.put([1, 2, 3]))
    }

    @Test func `a writer that is dropped leaves nothing, and leftovers of a crash are removed at start`() throws {
        do {
            var writer = try store.writer()
            try writer.write([1, 2, 3])
        }
        #expect(!store.contains(Digest(of: [1, 2, 3])))
        let leftover = "\(store.folder)/incoming/left"
        close(open(leftover, O_CREAT | O_WRONLY, 0o600))
        _ = try BlobStore(folder: store.folder)
        #expect(access(leftover, F_OK) != 0)
    }

    @Test func `who opens the store leaves alone what another writes into it`() throws {
        var writer = try store.writer()
        try writer.write([1, 2, 3])
        _ = try BlobStore(folder: store.folder)
        #expect(try store.contains(writer.finish()))
    }
}
