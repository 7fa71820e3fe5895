import BenchTools
import Buckets
import Crypto
import Glibc
import Kernel
import Storage
import Wire

/// Measures a bucket: files of several sizes are stored and read back over one connection. Prints one JSON object for each
/// size and direction.
@main enum BenchBlobs {
    static let usage = "usage: bench-blobs ENDPOINT BUCKET KEY SECRET FOLDER [ROUNDS]\n"

    static func main() throws {
        let words = Array(CommandLine.arguments.dropFirst())
        guard words.count == 5 || words.count == 6, let server = BucketPlace.server(words[0]) else {
            _ = usage.withCString { write(STDERR_FILENO, $0, strlen($0)) }
            exit(2)
        }
        let place = BucketPlace(bucket: words[1], prefix: "bench", server: server, region: "us-east-1")
        let bucket = Bucket(place, BucketCredential(key: words[2], secret: words[3]), clock: SystemClock())
        let store = try BlobStore(folder: words[4])
        for megabytes in [8, 100] {
            let bench = try Bench(bucket: bucket, store: store, megabytes: megabytes)
            for _ in 0..<(words.count == 6 ? Int(words[5]) ?? 3 : 3) {
                print(try bench.line("put") { try bench.put() })
                print(try bench.line("get") { try bench.get() })
            }
        }
    }
}

/// One file that goes up and down.
struct Bench {
    let bucket: Bucket
    let store: BlobStore
    let megabytes: Int
    let digest: Digest

    /// The file lies in the store, which has no archive: what is measured is the bucket's work.
    init(bucket: Bucket, store: BlobStore, megabytes: Int) throws {
        (self.bucket, self.store, self.megabytes) = (bucket, store, megabytes)
        var writer = try store.writer()
        for _ in 0..<megabytes { try writer.write(randomBytes(1 << 20)) }
        digest = try writer.finish()
    }

    func put() throws { try bucket.keep(digest, from: store.path(of: digest), sizeBytes: Int64(megabytes) << 20) }

    /// As a read that misses the folder: into a file, hashed, synced.
    func get() throws {
        var writer = try store.writer()
        guard try bucket.read(digest, { try writer.write($0) }), try writer.finish() == digest else {
            throw Lost(digest: digest)
        }
    }

    struct Lost: Error { let digest: Digest }

    func line(_ direction: String, _ work: () throws -> Void) rethrows -> String {
        let begin = Usage.monotonicMicroseconds()
        try work()
        let rate = Decimal.tenths((megabytes << 20) * 10 / max(1, Usage.monotonicMicroseconds() - begin))
        return #"{"direction": "\#(direction)", "mb": \#(megabytes), "mb_per_s": \#(rate), "#
            + #""peak_mb": \#(Usage.peakMegabytes())}"#
    }
}
