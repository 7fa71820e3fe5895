import Kernel

/// A request's target (RFC 9112 section 3.2), read from the bytes the client sent: the library's own reading cuts it at
/// `%00` and takes `%2F` for a slash.
struct Target {
    let path: String
    let segments: [String]
    let query: Query

    static let mostFields = 100

    init(_ raw: [UInt8]) throws(Problem) {
        guard !raw.isEmpty, raw.allSatisfy({ $0 > 32 && $0 < 127 && $0 != UInt8(ascii: "#") }) else {
            throw Problem.badTarget
        }
        let origin = Self.withoutAuthority(raw)
        let parts = origin.split(separator: UInt8(ascii: "?"), maxSplits: 1, omittingEmptySubsequences: false)
        guard let rawPath = parts.first, rawPath.first == UInt8(ascii: "/") else { throw Problem.badTarget }
        var segments: [String] = []
        if rawPath.count > 1 {
            for part in rawPath.dropFirst().split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false) {
                guard let segment = PercentCoding.decode(part), segment != ".", segment != "..",
                    segment.utf8.allSatisfy({ $0 >= 32 && $0 != 127 })
                else { throw Problem.badTarget }
                segments.append(segment)
            }
        }
        let fields = parts.count == 2 ? FormCoding.entries(parts[1], count: Self.mostFields) : []
        guard let fields, fields.allSatisfy({ !$0.name.utf8.contains(0) && !$0.value.utf8.contains(0) }) else {
            throw Problem.badTarget
        }
        self.segments = segments
        path = "/" + segments.joined(separator: "/")
        query = Query(fields)
    }

    /// `http://host/path` is the path (absolute form); `*` is the root.
    private static func withoutAuthority(_ raw: [UInt8]) -> ArraySlice<UInt8> {
        if raw == [UInt8(ascii: "*")] { return [UInt8(ascii: "/")] }
        for scheme in ["http://", "https://"] where raw.starts(with: scheme.utf8) {
            let rest = raw[scheme.utf8.count...]
            let start = rest.firstIndex { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "?") } ?? rest.endIndex
            let tail = rest[start...]
            return tail.first == UInt8(ascii: "/") ? tail : [UInt8(ascii: "/")] + tail
        }
        return raw[...]
    }
}
