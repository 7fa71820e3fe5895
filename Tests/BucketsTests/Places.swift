import Crypto
import Kernel
import Storage
import Synchronization
import TestServers
import Testing
import Wire

@testable import Buckets

/// Where a store's blobs last.
enum Place: String, CaseIterable, Sendable {
    case folder, bucket

    static var available: [Self] { BucketLab.isAvailable ? allCases : [.folder] }

    /// A store in the folder; in the bucket it has a prefix of its own.
    func open(in folder: TemporaryFolder) throws -> BlobStore {
        switch self {
        case .folder: try BlobStore(folder: "\(folder.path)/blobs")
        case .bucket: try BlobStore(folder: "\(folder.path)/blobs", archive: try Bucket.inLab(prefix: folder.path))
        }
    }
}

extension Bucket {
    /// The lab's bucket, with the folder's path as prefix so that tests do not meet.
    static func inLab(
        prefix: String, login: KeyPath<BucketLab, BucketLab.Login> = \.owner, bucket: String = BucketLab.bucket,
        link: Span? = nil, _ lab: BucketLab? = BucketLab.shared
    ) throws -> Bucket {
        let lab = try #require(lab)
        let place = BucketPlace(
            bucket: bucket, prefix: String(prefix.drop { $0 == "/" }),
            server: HTTPServerAddress(isSecure: false, host: "127.0.0.1", port: lab.port), region: "us-east-1")
        let login = lab[keyPath: login]
        return Bucket(
            place, BucketCredential(key: login.key, secret: login.secret), clock: SystemClock(), linkLength: link)
    }

    /// A bucket on a scripted server; the pauses are noted and not waited for.
    static func scripted(_ server: ScriptedServer, _ pauses: Pauses = Pauses(), silence: Span = .seconds(60)) -> Bucket
    {
        Bucket(
            BucketPlace(
                bucket: "office", prefix: "p",
                server: HTTPServerAddress(isSecure: false, host: "127.0.0.1", port: server.port), region: "us-east-1"),
            BucketCredential(key: "AKIAIOSFODNN7EXAMPLE", secret: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"),
            client: HTTPClient(silence: silence), clock: ManualClock(Moment(seconds: 1_369_353_600)),
            pause: { pauses.note($0) })
    }
}

/// The pauses that were asked for.
final class Pauses: Sendable {
    private let all = Mutex<[Span]>([])
    var spans: [Span] { all.withLock { $0 } }
    func note(_ span: Span) { all.withLock { $0.append(span) } }
}

/// Bytes in which no two stretches are alike, so that a mistake of place is seen.
func sample(_ count: Int, seed: Int = 1) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(count + 4096)
    var state = UInt32(truncatingIfNeeded: seed &* 2_654_435_761 | 1)
    let block = (0..<4092).map { _ in
        state = state &* 1_664_525 &+ 1_013_904_223
        return UInt8(truncatingIfNeeded: state >> 24)
    }
    while bytes.count < count {
        bytes += block
        withUnsafeBytes(of: UInt32(bytes.count)) { bytes += $0 }
    }
    bytes.removeLast(bytes.count - count)
    return bytes
}
