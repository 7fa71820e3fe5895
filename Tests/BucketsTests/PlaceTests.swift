import Crypto
import Testing
import Wire

@testable import Buckets

@Suite struct PlaceTests {
    @Test(arguments: [
        ("s3://office", "office", ""), ("s3://office/", "office", ""),
        ("s3://my.office-1/blobs", "my.office-1", "blobs"),
        ("s3://office/a/b/", "office", "a/b"),
    ]) func `an address names bucket and prefix`(text: String, bucket: String, prefix: String) {
        let parsed = BucketPlace.parse(text)
        #expect(parsed?.bucket == bucket && parsed?.prefix == prefix)
    }

    @Test(arguments: [
        "office", "s3:/office", "s3://", "s3://ab", "s3://Office", "s3://-office", "s3://of fice", "s3://office/../x",
        "S3://office",
    ])
    func `what is no address is none`(text: String) {
        #expect(BucketPlace.parse(text) == nil)
    }

    @Test(arguments: [
        ("https://s3.example", true, "s3.example", 443, "s3.example"),
        ("http://127.0.0.1:9000/", false, "127.0.0.1", 9000, "127.0.0.1:9000"),
        ("http://[::1]:9000", false, "::1", 9000, "[::1]:9000"), ("https://[::1]", true, "::1", 443, "[::1]"),
        ("https://s3.example:443", true, "s3.example", 443, "s3.example"),
    ]) func `an endpoint is scheme, host and port`(
        text: String, isSecure: Bool, host: String, port: UInt16, authority: String
    ) {
        let server = BucketPlace.server(text)
        #expect(server?.isSecure == isSecure && server?.host == host && server?.port == port)
        #expect(server?.authority == authority)
    }

    @Test(arguments: [
        "s3.example", "ftp://s3.example", "https://", "https://s3.example:x", "https://s3.example/path", "https://a b",
    ])
    func `what is no endpoint is none`(text: String) {
        #expect(BucketPlace.server(text) == nil)
    }

    @Test(arguments: [
        (false, "s3.example", "/office/p%20q/ab"), (true, "office.s3.example", "/p%20q/ab"),
    ]) func `the bucket stands in the path, or in the host where that is wanted`(
        isVirtualHost: Bool, host: String, path: String
    ) {
        let place = BucketPlace(
            bucket: "office", prefix: "p q", server: HTTPServerAddress(isSecure: true, host: "s3.example"),
            region: "eu-central-1", isVirtualHost: isVirtualHost)
        #expect(place.host.host == host)
        #expect(place.path(of: "p q/ab") == path)
    }
}
