import Crypto
import Kernel

/// AWS Signature Version 4 for one request to S3: HMAC-SHA-256 over a canonical form of the request, under a key that is
/// made for the day and the region (Amazon S3 API Reference, "Authenticating Requests").
struct RequestSignature {
    let credential: BucketCredential
    let region: String
    let moment: Moment

    static let unsignedPayload = "UNSIGNED-PAYLOAD"
    static let emptyPayload = Digest(of: []).description

    /// A request as it is signed. `path` is percent-encoded already, query and headers are not.
    struct Subject {
        var method: String
        var path: String
        var query: [(name: String, value: String)] = []
        var headers: [(name: String, value: String)]
        var payloadHash: String
    }

    /// `20130524T000000Z`
    var timestamp: String { moment.description.filter { $0 != "-" && $0 != ":" } }
    private var day: String { String(timestamp.prefix(8)) }
    private var scope: String { "\(day)/\(region)/s3/aws4_request" }

    /// The header field Authorization; every header of the subject is signed.
    func authorization(for subject: Subject) -> String {
        "AWS4-HMAC-SHA256 Credential=\(credential.key)/\(scope),SignedHeaders=\(Self.names(subject.headers)),"
            + "Signature=\(signature(of: subject))"
    }

    /// The query of an address that works until `seconds` after the moment, for whoever has it.
    func linkQuery(
        path: String, host: String, query: [(name: String, value: String)], seconds: Int
    ) -> String {
        let all =
            query + [
                ("X-Amz-Algorithm", "AWS4-HMAC-SHA256"), ("X-Amz-Credential", "\(credential.key)/\(scope)"),
                ("X-Amz-Date", timestamp), ("X-Amz-Expires", String(seconds)), ("X-Amz-SignedHeaders", "host"),
            ]
        let subject = Subject(
            method: "GET", path: path, query: all, headers: [("host", host)], payloadHash: Self.unsignedPayload)
        return "\(Self.encode(all))&X-Amz-Signature=\(signature(of: subject))"
    }

    /// The query in its canonical form: encoded, then sorted by its bytes. A request must bear the same.
    static func encode(_ query: [(name: String, value: String)]) -> String {
        query.map { (PercentEncoding.encode($0.name), PercentEncoding.encode($0.value)) }
            .sorted { $0 < $1 }.map { "\($0.0)=\($0.1)" }.joined(separator: "&")
    }

    private func signature(of subject: Subject) -> String {
        let headers = Self.sorted(subject.headers).map { "\($0.name):\($0.value)\n" }.joined()
        let canonical = [
            subject.method, subject.path, Self.encode(subject.query), headers, Self.names(subject.headers),
            subject.payloadHash,
        ].joined(separator: "\n")
        let text = "AWS4-HMAC-SHA256\n\(timestamp)\n\(scope)\n\(Digest(of: Array(canonical.utf8)))"
        var key = Array("AWS4\(credential.secret)".utf8)
        for part in [day, region, "s3", "aws4_request"] { key = authenticationCode(Array(part.utf8), key: key) }
        return Hexadecimal.encode(authenticationCode(Array(text.utf8), key: key))
    }

    private static func sorted(_ headers: [(name: String, value: String)]) -> [(name: String, value: String)] {
        headers.map { ($0.name.lowercased(), $0.value) }.sorted { $0.0 < $1.0 }
    }

    private static func names(_ headers: [(name: String, value: String)]) -> String {
        sorted(headers).map(\.name).joined(separator: ";")
    }
}
