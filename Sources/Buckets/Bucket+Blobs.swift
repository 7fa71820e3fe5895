import Crypto
import Kernel
import Storage
import Wire

extension Bucket: BlobArchive {
    package func size(of digest: Digest) throws -> Int64? {
        do {
            let reply = try send(Order(action: .read, method: "HEAD", key: key(of: digest), answers: [404]))
            return reply.status == 404 ? nil : reply.header("content-length").flatMap { Int64($0) }
        } catch let fault as BucketFault {
            // An answer to HEAD has no body that says why: that to another question has.
            switch fault {
            case .refused, .strange, .wrongRegion: _ = try page(after: nil, most: 1)
            default: break
            }
            throw fault
        }
    }

    /// The server checks the bytes against the hash that is the blob's name.
    package func keep(_ digest: Digest, from path: String, sizeBytes: Int64) throws {
        guard sizeBytes <= Self.partBytes else { return try keepInParts(digest, from: path, sizeBytes: sizeBytes) }
        _ = try send(
            Order(
                action: .store, method: "PUT", key: key(of: digest),
                body: .file(path: path, offset: 0, length: sizeBytes), payloadHash: digest.description))
    }

    /// A body that breaks off is asked for again from where it broke.
    package func read(_ digest: Digest, _ take: (UnsafeRawBufferPointer) throws -> Void) throws -> Bool {
        var order = Order(action: .read, method: "GET", key: key(of: digest), answers: [404, 416])
        var taken = 0
        return try withoutActuallyEscaping(take) { take in
            let reply = try repeating {
                order.headers = taken > 0 ? [("range", "bytes=\(taken)-")] : []
                var toSkip = taken
                return try sendOnce(order) { status, bytes in
                    if status == 206 { toSkip = 0 }
                    // A server that knows no ranges begins anew.
                    let skipped = min(toSkip, bytes.count)
                    toSkip -= skipped
                    try take(UnsafeRawBufferPointer(rebasing: bytes[skipped...]))
                    taken += bytes.count - skipped
                }
            }
            guard reply.status == 404 else { return true }
            if MarkupText.text(of: "Code", in: reply.body) == "NoSuchBucket" {
                throw BucketFault.noBucket(place.bucket)
            }
            return false
        }
    }

    package func list(after last: Digest?) throws -> [ArchivedBlob] { try page(after: last, most: 1000) }

    /// What is not a blob's name is another's and passed over.
    func page(after last: Digest?, most: Int) throws -> [ArchivedBlob] {
        var token: String?
        while true {
            var query = [
                ("list-type", "2"), ("max-keys", String(most)),
                ("prefix", place.prefix.isEmpty ? "" : "\(place.prefix)/"),
            ]
            if let token {
                query.append(("continuation-token", token))
            } else if let last {
                query.append(("start-after", key(of: last)))
            }
            let reply = try send(Order(action: .list, method: "GET", query: query))
            guard MarkupText.text(of: "IsTruncated", in: reply.body) != nil else {
                throw BucketFault.strange(server: place.host.url, status: reply.status)
            }
            let blobs = MarkupText.elements("Contents", in: reply.body).compactMap(blob)
            token = MarkupText.text(of: "NextContinuationToken", in: reply.body)
            if !blobs.isEmpty || token == nil || most == 1 { return blobs }
        }
    }

    private func blob(_ entry: ArraySlice<UInt8>) -> ArchivedBlob? {
        guard let key = MarkupText.text(of: "Key", in: entry), let digest = Digest(String(key.suffix(64))),
            self.key(of: digest) == key, let size = MarkupText.text(of: "Size", in: entry).flatMap({ Int64($0) })
        else { return nil }
        return ArchivedBlob(digest: digest, sizeBytes: size)
    }

    package func link(to digest: Digest, type: String, name: String) -> String? {
        guard let linkLength else { return nil }
        let signature = RequestSignature(credential: credential, region: place.region, moment: clock.now())
        let path = place.path(of: key(of: digest))
        let query = signature.linkQuery(
            path: path, host: place.host.authority,
            query: [
                ("response-content-disposition", "attachment; filename*=UTF-8''\(PercentEncoding.encode(name))"),
                ("response-content-type", type),
            ], seconds: Int(linkLength.milliseconds / 1000))
        return "\(place.host.url)\(path)?\(query)"
    }

    /// Whether everything that blobs need works: lists, stores and reads a small blob that is always the same. Throws
    /// what is wrong, without asking twice.
    package func examine() throws {
        var once = self
        once.pauses = []
        _ = try once.page(after: nil, most: 1)
        let probe = Array("fundgate keeps its blobs here\n".utf8)
        let digest = Digest(of: probe)
        _ = try once.send(
            Order(
                action: .store, method: "PUT", key: key(of: digest), body: .bytes(probe),
                payloadHash: digest.description))
        var came: [UInt8] = []
        guard try once.read(digest, { came += $0 }), came == probe else {
            throw BucketFault.strange(server: place.host.url, status: 200)
        }
    }
}
