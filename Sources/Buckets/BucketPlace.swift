import Kernel
import Wire

/// Where a bucket is: its name, what our names in it begin with, and the server of the S3 protocol that has it.
package struct BucketPlace: Sendable, Hashable {
    package var bucket: String
    /// Without slashes at its ends; empty where names begin with nothing.
    package var prefix: String
    package var server: HTTPServerAddress
    package var region: String
    /// The bucket's name is the first label of the host, not the first part of the path.
    package var isVirtualHost: Bool

    package init(
        bucket: String, prefix: String = "", server: HTTPServerAddress, region: String, isVirtualHost: Bool = false
    ) {
        self.bucket = bucket
        self.prefix = prefix
        self.server = server
        self.region = region
        self.isVirtualHost = isVirtualHost
    }

    /// Bucket and prefix of `s3://bucket/prefix`; nil where the text is no such address or the bucket's name is none.
    package static func parse(_ text: String) -> (bucket: String, prefix: String)? {
        guard text.hasPrefix("s3://") else { return nil }
        let parts = text.dropFirst(5).split(separator: "/", omittingEmptySubsequences: false)
        guard let bucket = parts.first.map(String.init), isName(bucket) else { return nil }
        let folders = parts.dropFirst().filter { !$0.isEmpty }
        guard folders.allSatisfy({ $0 != "." && $0 != ".." }) else { return nil }
        return (bucket, folders.joined(separator: "/"))
    }

    /// The rule for names of buckets: 3 to 63 lower-case letters, digits, dots and hyphens.
    private static func isName(_ text: String) -> Bool {
        (3...63).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                (97...122).contains(byte) || (48...57).contains(byte) || byte == 45 || byte == 46
            }
            && !text.hasPrefix("-") && !text.hasPrefix(".") && !text.hasSuffix("-") && !text.hasSuffix(".")
    }

    /// `https://host:port` or `http://host:port`; nil where the text is neither.
    package static func server(_ text: String) -> HTTPServerAddress? {
        let isSecure = text.hasPrefix("https://")
        guard isSecure || text.hasPrefix("http://") else { return nil }
        var rest = text.dropFirst(isSecure ? 8 : 7)
        if rest.hasSuffix("/") { rest = rest.dropLast() }
        var port: UInt16?
        if let colon = rest.lastIndex(of: ":"), !rest[colon...].contains("]") {
            guard let number = UInt16(rest[rest.index(after: colon)...]) else { return nil }
            port = number
            rest = rest[..<colon]
        }
        if rest.hasPrefix("["), rest.hasSuffix("]") { rest = rest.dropFirst().dropLast() }
        let server = HTTPServerAddress(isSecure: isSecure, host: String(rest), port: port)
        return server.isUsable ? server : nil
    }

    /// The server that requests go to.
    var host: HTTPServerAddress {
        guard isVirtualHost else { return server }
        return HTTPServerAddress(isSecure: server.isSecure, host: "\(bucket).\(server.host)", port: server.port)
    }

    /// The path of an object, or of the bucket itself, percent-encoded.
    func path(of key: String?) -> String {
        let base = isVirtualHost ? "" : "/\(bucket)"
        guard let key else { return base.isEmpty ? "/" : base }
        return "\(base)/\(PercentEncoding.encode(key, keepingSlashes: true))"
    }

    /// For people.
    package var shown: String { "s3://\(bucket)\(prefix.isEmpty ? "" : "/\(prefix)") at \(server.url)" }
}
