import Glibc
import Kernel

/// One static file, read at start: its bytes and their validators always belong together.
struct Asset: Sendable {
    let bytes: [UInt8]
    let type: String
    /// Strong (RFC 9110 section 8.8.3): equal for equal bytes.
    let tag: String
    let modified: Moment

    /// Nil where the path is no regular file that can be read.
    init?(path: String) {
        guard let file = OpenFile(path) else { return nil }
        var status = stat()
        guard fstat(file.descriptor, &status) == 0 else { return nil }
        let bytes = [UInt8](unsafeUninitializedCapacity: file.sizeBytes) { buffer, count in
            while count < buffer.count, let base = buffer.baseAddress {
                let got = read(file.descriptor, base + count, buffer.count - count)
                guard got > 0 else { break }
                count += got
            }
        }
        guard bytes.count == file.sizeBytes else { return nil }
        self.bytes = bytes
        modified = Moment(seconds: Int64(status.st_mtim.tv_sec))
        tag = Self.hash(bytes)
        type = Self.type(of: path)
    }

    func answer(_ request: Request) -> Answer {
        // A page that names the file with its tag may keep it for ever: another content has another address.
        let isNamed = request.query["v"] == tag
        let validators: [(name: String, value: String)] = [
            ("ETag", "\"\(tag)\""), ("Last-Modified", modified.httpDate),
            ("Cache-Control", isNamed ? "public, max-age=31536000, immutable" : "public, no-cache"),
        ]
        let answer: Answer = isKnown(to: request) ? .bytes([], type: type, status: 304) : .bytes(bytes, type: type)
        return .with(answer, headers: validators)
    }

    /// RFC 9110 section 13.2.2: the tag decides where one is sent, otherwise the date.
    private func isKnown(to request: Request) -> Bool {
        let tags = request.headers.all("If-None-Match").joined(separator: ",")
        if !tags.isEmpty {
            return tags.split(separator: ",").contains { part in
                let given = part.trimmed
                return given == "*" || given == "\"\(tag)\"" || given == "W/\"\(tag)\""
            }
        }
        return request.headers["If-Modified-Since"] == modified.httpDate
    }

    /// 128 bits of FNV-1a: against accident, not against intent, since the files are our own.
    private static func hash(_ bytes: [UInt8]) -> String {
        var hash: UInt128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d
        for byte in bytes { hash = (hash ^ UInt128(byte)) &* 0x0000_0000_0100_0000_0000_0000_0000_013B }
        return String(hash, radix: 16)
    }

    private static func type(of path: String) -> String {
        switch path.split(separator: ".").last {
        case "css": "text/css; charset=utf-8"
        case "js": "text/javascript; charset=utf-8"
        case "svg": "image/svg+xml"
        case "png": "image/png"
        case "jpg", "jpeg": "image/jpeg"
        case "ico": "image/x-icon"
        case "webp": "image/webp"
        case "woff2": "font/woff2"
        case "html": "text/html; charset=utf-8"
        case "txt": "text/plain; charset=utf-8"
        case "json": "application/json"
        case "webmanifest": "application/manifest+json"
        default: "application/octet-stream"
        }
    }
}
