import Crypto
import Glibc
import Kernel
import Storage
import Wire

extension Bucket {
    /// Blobs above this size go up in parts of this size (S3 takes at most 10,000 parts).
    static let partBytes: Int64 = 16 << 20

    /// Stores a large blob part by part. What breaks off is taken back, so that nothing stays that is paid for and
    /// never seen.
    func keepInParts(_ digest: Digest, from path: String, sizeBytes: Int64) throws {
        let key = key(of: digest)
        let begun = try send(Order(action: .store, method: "POST", key: key, query: [("uploads", "")]))
        guard let upload = MarkupText.text(of: "UploadId", in: begun.body) else {
            throw BucketFault.strange(server: place.host.url, status: begun.status)
        }
        do {
            var tags: [String] = []
            for offset in stride(from: Int64(0), to: sizeBytes, by: Int(Self.partBytes)) {
                let part = Part(path: path, offset: offset, length: min(Self.partBytes, sizeBytes - offset))
                tags.append(try send(part, number: tags.count + 1, of: upload, key: key))
            }
            try complete(upload, key: key, tags)
        } catch {
            // The answer to the last step may have been lost after the server took it.
            if case .some(sizeBytes) = try? size(of: digest) { return }
            // What cannot be taken back now is left to the bucket's own rule for uploads that were never completed.
            _ = try? send(
                Order(
                    action: .abort, method: "DELETE", key: key, query: [("uploadId", upload)], answers: [404]))
            throw error
        }
    }

    private struct Part {
        let path: String
        let offset: Int64
        let length: Int64
    }

    /// The part's entity tag.
    private func send(_ part: Part, number: Int, of upload: String, key: String) throws -> String {
        let reply = try send(
            Order(
                action: .store, method: "PUT", key: key,
                query: [("partNumber", String(number)), ("uploadId", upload)],
                body: .file(path: part.path, offset: part.offset, length: part.length),
                payloadHash: try Self.hash(part).description))
        guard let tag = reply.header("etag") else {
            throw BucketFault.strange(server: place.host.url, status: reply.status)
        }
        return tag
    }

    private func complete(_ upload: String, key: String, _ tags: [String]) throws {
        let parts = tags.enumerated().map { number, tag in
            "<Part><PartNumber>\(number + 1)</PartNumber><ETag>\(tag)</ETag></Part>"
        }
        let body = Array("<CompleteMultipartUpload>\(parts.joined())</CompleteMultipartUpload>".utf8)
        _ = try send(
            Order(
                action: .store, method: "POST", key: key, query: [("uploadId", upload)], body: .bytes(body),
                payloadHash: Digest(of: body).description))
    }

    private static func hash(_ part: Part) throws -> Digest {
        let file = open(part.path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw WireFault.unreadableFile(.send, errno: errno) }
        defer { close(file) }
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 17, alignment: 16)
        defer { buffer.deallocate() }
        var hasher = Hasher256()
        var done: Int64 = 0
        while done < part.length {
            let wanted = min(buffer.count, Int(part.length - done))
            let count = pread(file, buffer.baseAddress, wanted, off_t(part.offset + done))
            guard count > 0 else { throw WireFault.unreadableFile(.send, errno: count < 0 ? errno : 0) }
            hasher.update(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
            done += Int64(count)
        }
        return hasher.finish()
    }
}
