import Crypto
import Kernel
import Testing
import Wire

@testable import Buckets

/// The examples of the Amazon S3 API Reference ("Examples: Signature Calculations", "Authenticating Requests: Using Query
/// Parameters"), whose key belongs to nobody.
@Suite struct SignatureTests {
    static let signature = RequestSignature(
        credential: BucketCredential(
            key: "AKIAIOSFODNN7EXAMPLE", secret: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"),
        region: "us-east-1", moment: Moment("2013-05-24T00:00:00Z") ?? Moment(seconds: 0))
    static let host = "examplebucket.s3.amazonaws.com"

    struct Example: Sendable, CustomTestStringConvertible {
        var name: String
        var method = "GET"
        var path = "/"
        var query: [(name: String, value: String)] = []
        var headers: [(name: String, value: String)] = []
        var payload = ""
        var signature: String
        var testDescription: String { name }
    }

    static let examples = [
        Example(
            name: "a range of an object", path: "/test.txt", headers: [("Range", "bytes=0-9")],
            signature: "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41"),
        Example(
            name: "an object is stored", method: "PUT", path: "/test%24file.text",
            headers: [("Date", "Fri, 24 May 2013 00:00:00 GMT"), ("x-amz-storage-class", "REDUCED_REDUNDANCY")],
            payload: "Welcome to Amazon S3.",
            signature: "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd"),
        Example(
            name: "a query without a value", query: [("lifecycle", "")],
            signature: "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543"),
        Example(
            name: "a query with values", query: [("prefix", "J"), ("max-keys", "2")],
            signature: "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7"),
    ]

    @Test(arguments: examples) func `a request is signed as the reference shows`(example: Example) throws {
        let hash = Digest(of: Array(example.payload.utf8)).description
        let headers =
            example.headers + [
                ("Host", Self.host), ("x-amz-content-sha256", hash), ("x-amz-date", Self.signature.timestamp),
            ]
        let authorization = Self.signature.authorization(
            for: RequestSignature.Subject(
                method: example.method, path: example.path, query: example.query, headers: headers, payloadHash: hash))
        #expect(authorization.hasSuffix("Signature=\(example.signature)"))
        #expect(
            authorization.hasPrefix(
                "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,"))
    }

    @Test func `a link is signed as the reference shows`() {
        let query = Self.signature.linkQuery(path: "/test.txt", host: Self.host, query: [], seconds: 86_400)
        #expect(
            query.hasSuffix("&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404"))
        #expect(query.contains("X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request"))
    }

    @Test(arguments: [
        ("az AZ09-._~", "az%20AZ09-._~"), ("a/b+c=d", "a%2Fb%2Bc%3Dd"), ("größe", "gr%C3%B6%C3%9Fe"), ("", ""),
    ]) func `names are percent-encoded by the rule of signatures`(text: String, encoded: String) {
        #expect(PercentEncoding.encode(text) == encoded)
    }

    @Test func `slashes of a key stay, and a query is in the order of its bytes`() {
        #expect(PercentEncoding.encode("a b/c", keepingSlashes: true) == "a%20b/c")
        #expect(RequestSignature.encode([("b", "2"), ("a", "1"), ("B", "x y"), ("a", "0")]) == "B=x%20y&a=0&a=1&b=2")
    }

    @Test func `a credential does not print itself`() {
        #expect("\(Self.signature.credential)" == "bucket credential")
        #expect(!"\(Self.signature)".contains("wJalr"))
    }
}
