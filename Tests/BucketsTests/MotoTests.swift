import Crypto
import Kernel
import Storage
import TestServers
import Testing
import Wire

@testable import Buckets

/// Against a real server that checks signatures and rights.
@Suite(.enabled(if: BucketLab.isAvailable)) struct MotoTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @Test func `a bucket that does everything passes the examination`() throws {
        let bucket = try Bucket.inLab(prefix: "\(folder.path)/größe & +")
        try bucket.examine()
        #expect(try bucket.list(after: nil).count == 1)
    }

    @Test func `wrong key, wrong secret, missing bucket and missing right are told apart`() throws {
        let lab = try #require(BucketLab.shared)
        let good = try Bucket.inLab(prefix: folder.path)
        let none = BucketCredential(key: "AKIAIOSFODNN7EXAMPLE", secret: lab.owner.secret)
        let wrong = BucketCredential(key: lab.owner.key, secret: "not it")
        func examine(_ bucket: Bucket) -> BucketFault? {
            #expect(throws: BucketFault.self) { try bucket.examine() }
        }
        #expect(examine(Bucket(good.place, none, clock: SystemClock())) == .wrongKey)
        #expect(examine(Bucket(good.place, wrong, clock: SystemClock())) == .wrongSignature)
        #expect(examine(try Bucket.inLab(prefix: folder.path, bucket: "elsewhere")) == .noBucket("elsewhere"))
        #expect(examine(try Bucket.inLab(prefix: folder.path, login: \.reader)) == .refused(.store, bucket: "office"))
    }

    @Test func `a listing goes on over pages, passes others' objects over, and begins after a name`() throws {
        let store = try BlobStore(folder: "\(folder.path)/b", archive: try Bucket.inLab(prefix: folder.path))
        let bucket = try #require(store.archive as? Bucket)
        let digests = try (0..<25).map { try store.put(sample(50, seed: $0)) }.map(\.description).sorted()
        var strange = Bucket.Order(
            action: .store, method: "PUT", key: "\(bucket.place.prefix)/00/a stranger's & <file>")
        strange.body = .bytes([1])
        strange.payloadHash = Digest(of: [1]).description
        _ = try bucket.send(strange)
        var found: [String] = []
        var last: Digest?
        while case let page = try bucket.page(after: last, most: 7), let end = page.last {
            found += page.map(\.digest.description)
            last = end.digest
        }
        #expect(found == digests)
        #expect(try bucket.list(after: Digest(digests[20])).map(\.digest.description) == Array(digests[21...]))
    }

    @Test func `a link gives the file under its name to whoever has it, and there is none unless it is wanted`() throws
    {
        let bytes = sample(3000)
        let lab = try #require(BucketLab(checksRights: false))
        let linking = try Bucket.inLab(prefix: folder.path, link: .minutes(5), lab)
        let store = try BlobStore(folder: "\(folder.path)/b", archive: linking)
        let digest = try store.put(bytes)
        let name = "März, \"signed\".pdf"
        let link = try #require(store.link(to: digest, type: "application/pdf", name: name))
        let target = String(link.dropFirst(linking.place.server.url.count))
        let reply = try HTTPClient().send(HTTPCall("GET", linking.place.server, target: target))
        #expect(reply.status == 200 && reply.body == bytes)
        #expect(reply.header("content-type") == "application/pdf")
        #expect(reply.header("content-disposition")?.hasPrefix("attachment; filename*=UTF-8''M%C3%A4rz") == true)
        #expect(try Bucket.inLab(prefix: folder.path).link(to: digest, type: "application/pdf", name: name) == nil)
    }

    @Test func `one that is not there is told from one that is`() throws {
        let bucket = try Bucket.inLab(prefix: folder.path)
        let digest = Digest(of: [1, 2])
        #expect(try bucket.size(of: digest) == nil)
        #expect(try !bucket.read(digest) { _ in })
    }
}
