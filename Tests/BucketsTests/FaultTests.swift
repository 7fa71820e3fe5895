import Crypto
import Glibc
import Kernel
import Storage
import TestServers
import Testing
import Wire

@testable import Buckets

/// What a server may do and moto never does. Each connection of a scripted server has a script of its own.
@Suite struct FaultTests {
    let folder: TemporaryFolder
    let bytes = sample(40_000)
    var digest: Digest { Digest(of: bytes) }

    init() throws { folder = try TemporaryFolder() }

    private static let header: ScriptedServer.Step = .readUntil("\r\n\r\n")

    private static func answer(
        _ status: String, _ body: String = "", more: String = ""
    ) -> ScriptedServer.Step {
        .say("HTTP/1.1 \(status)\r\n\(more)Content-Length: \(body.utf8.count)\r\nConnection: close\r\n\r\n\(body)")
    }

    private static func error(_ code: String, _ more: String = "") -> String {
        "<?xml version=\"1.0\"?><Error><Code>\(code)</Code><Message>No.</Message>\(more)</Error>"
    }

    private func file() throws -> String {
        let path = "\(folder.path)/file"
        try #require(Files.write(bytes, to: path))
        return path
    }

    private func keep(_ server: ScriptedServer, _ pauses: Pauses = Pauses()) throws {
        try Bucket.scripted(server, pauses).keep(digest, from: try file(), sizeBytes: Int64(bytes.count))
    }

    @Test(arguments: ["503 Slow Down", "500 Internal Server Error", "429 Too Many Requests"])
    func `what the server cannot do now is asked again after a pause`(status: String) throws {
        let server = ScriptedServer(
            [Self.header, .readBytes(40_000), Self.answer(status, Self.error("SlowDown"))],
            [Self.header, .readBytes(40_000), Self.answer("200 OK")])
        let pauses = Pauses()
        try keep(server, pauses)
        #expect(server.received.count == 4 && server.received[3] == bytes)
        #expect(pauses.spans == [.milliseconds(250)])
    }

    @Test func `a server that cannot, again and again, is given up with its words`() throws {
        let server = ScriptedServer([
            Self.header, .readBytes(40_000), Self.answer("503 Slow Down", Self.error("SlowDown")),
        ])
        let pauses = Pauses()
        #expect(
            throws: BucketFault.unavailable(server: "http://127.0.0.1:\(server.port)", status: 503, code: "SlowDown")
        ) { try keep(server, pauses) }
        #expect(pauses.spans == [.milliseconds(250), .seconds(1), .seconds(3), .seconds(8)])
        #expect(server.connectionCount == 5)
    }

    @Test func `a connection that is cut in the middle of storing is made again, from the first byte`() throws {
        let server = ScriptedServer(
            [Self.header, .readBytes(1000), .reset],
            [Self.header, .readBytes(40_000), Self.answer("200 OK")])
        try keep(server)
        #expect(server.received.last == bytes)
    }

    @Test func `a refusal before the body has gone is heard`() throws {
        let server = ScriptedServer([
            Self.header, Self.answer("403 Forbidden", Self.error("AccessDenied")), .silence,
        ])
        #expect(throws: BucketFault.refused(.store, bucket: "office")) { try keep(server) }
    }

    @Test func `half a body is continued from where it broke`() throws {
        let head = "HTTP/1.1 200 OK\r\nContent-Length: 40000\r\n\r\n"
        let server = ScriptedServer(
            [Self.header, .say(head), .sayBytes(Array(bytes[..<25_000])), .reset],
            [
                Self.header, .say("HTTP/1.1 206 Partial Content\r\nContent-Length: 15000\r\n\r\n"),
                .sayBytes(Array(bytes[25_000...])),
            ])
        let store = try BlobStore(folder: "\(folder.path)/blobs", archive: Bucket.scripted(server))
        // A reset may swallow what was on its way: the second answer fits only what had come.
        guard try store.fetch(digest) else { return }
        #expect(try store.bytes(of: digest) == bytes)
    }

    @Test func `half a body with its end is continued by range, and from a server without ranges anew`() throws {
        for knowsRanges in [true, false] {
            let head = "HTTP/1.1 200 OK\r\nContent-Length: 40000\r\n\r\n"
            let second =
                knowsRanges
                ? [
                    .say("HTTP/1.1 206 Partial Content\r\nContent-Length: 15000\r\n\r\n"),
                    .sayBytes(Array(bytes[25_000...])),
                ] : [ScriptedServer.Step.say(head), .sayBytes(bytes)]
            let server = ScriptedServer(
                [Self.header, .say(head), .sayBytes(Array(bytes[..<25_000]))], [Self.header] + second)
            let store = try BlobStore(
                folder: "\(folder.path)/\(knowsRanges)", archive: Bucket.scripted(server))
            #expect(try store.bytes(of: digest) == bytes)
            let request = String(decoding: try #require(server.received.last), as: UTF8.self).lowercased()
            #expect(request.contains("\r\nrange: bytes=25000-\r\n"))
        }
    }

    @Test func `bytes with another hash are not kept`() throws {
        let other = sample(40_000, seed: 9)
        let server = ScriptedServer([
            Self.header, .say("HTTP/1.1 200 OK\r\nContent-Length: 40000\r\n\r\n"), .sayBytes(other),
        ])
        let store = try BlobStore(folder: "\(folder.path)/blobs", archive: Bucket.scripted(server))
        #expect(throws: DamagedBlob.self) { try store.fetch(digest) }
        #expect(!store.contains(digest) && !store.contains(Digest(of: other)))
        #expect(Files.names(in: "\(store.folder)/incoming").isEmpty)
    }

    @Test func `a put that the bucket refuses is no put, whatever lies in the folder`() throws {
        let server = ScriptedServer([
            Self.header, .readBytes(40_000), Self.answer("403 Forbidden", Self.error("AccessDenied")),
        ])
        let store = try BlobStore(folder: "\(folder.path)/blobs", archive: Bucket.scripted(server))
        #expect(throws: BucketFault.refused(.store, bucket: "office")) { try store.put(bytes) }
    }

    @Test func `silence ends after the time that was set, a slow body does not`() throws {
        let silent = ScriptedServer([Self.header, .silence])
        var bucket = Bucket.scripted(silent, silence: .seconds(1))
        bucket.pauses = []
        #expect(throws: BucketFault.self) { try bucket.size(of: digest) }
        let slow = ScriptedServer([
            Self.header, .say("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n"),
            .drip("drop drop", everyMilliseconds: 600),
        ])
        var came: [UInt8] = []
        #expect(try Bucket.scripted(slow, silence: .seconds(4)).read(digest) { came += $0 })
        #expect(came == Array("drop drop".utf8))
    }

    @Test func `an upload in parts that breaks off is taken back`() throws {
        let path = "\(folder.path)/large"
        let large = sample(17 << 20)
        try #require(Files.write(large, to: path))
        let begun = "<InitiateMultipartUploadResult><UploadId>up&amp;1</UploadId></InitiateMultipartUploadResult>"
        let server = ScriptedServer(
            [Self.header, Self.answer("200 OK", begun)],
            [Self.header, .readBytes(16 << 20), Self.answer("200 OK", more: "ETag: \"one\"\r\n")],
            [Self.header, .readBytes(1 << 20), Self.answer("403 Forbidden", Self.error("AccessDenied"))],
            [Self.header, Self.answer("404 Not Found")],
            [Self.header, Self.answer("204 No Content")])
        #expect(throws: BucketFault.refused(.store, bucket: "office")) {
            try Bucket.scripted(server).keep(Digest(of: large), from: path, sizeBytes: 17 << 20)
        }
        let last = String(decoding: try #require(server.received.last), as: UTF8.self)
        #expect(last.hasPrefix("DELETE /office/p/"))
        #expect(last.contains("?uploadId=up%261 HTTP/1.1"))
    }

    @Test func `an upload in parts whose last answer is an error within a success is no success`() throws {
        let path = "\(folder.path)/large"
        let large = sample((16 << 20) + 1)
        try #require(Files.write(large, to: path))
        let begun = "<InitiateMultipartUploadResult><UploadId>u</UploadId></InitiateMultipartUploadResult>"
        let server = ScriptedServer(
            [Self.header, Self.answer("200 OK", begun)],
            [Self.header, .readBytes(16 << 20), Self.answer("200 OK", more: "ETag: \"one\"\r\n")],
            [Self.header, .readBytes(1), Self.answer("200 OK", more: "ETag: \"two\"\r\n")],
            [Self.header, .readUntil("</CompleteMultipartUpload>"), Self.answer("200 OK", Self.error("InvalidPart"))],
            [Self.header, Self.answer("404 Not Found")],
            [Self.header, Self.answer("204 No Content")])
        #expect(throws: BucketFault.failed(.store, status: 200, code: "InvalidPart")) {
            try Bucket.scripted(server).keep(Digest(of: large), from: path, sizeBytes: Int64(large.count))
        }
        #expect(server.connectionCount == 6)
    }

    struct Refusal: Sendable, CustomTestStringConvertible {
        var status: String
        var body: String
        var more = ""
        var sentence: String
        var testDescription: String { sentence }
    }

    static let refusals = [
        Refusal(
            status: "403 Forbidden", body: error("RequestTimeTooSkewed"),
            more: "Date: Fri, 24 May 2013 01:00:00 GMT\r\n",
            sentence: "bucket: our clock says 2013-05-24T00:00:00Z, the server's Fri, 24 May 2013 01:00:00 GMT: "
                + "set this machine's clock"),
        Refusal(
            status: "403 Forbidden", body: error("InvalidAccessKeyId"),
            sentence: "bucket: the server does not know the access key: check blobs_key"),
        Refusal(
            status: "403 Forbidden", body: error("SignatureDoesNotMatch"),
            sentence: "bucket: the server does not accept our signature: check the secret that belongs to blobs_key"),
        Refusal(
            status: "404 Not Found", body: error("NoSuchBucket"),
            sentence: "bucket: there is no bucket office: make it, or check blobs"),
        Refusal(
            status: "403 Forbidden", body: error("AccessDenied"),
            sentence: "bucket: the key may not list its objects in office: give it the right s3:ListBucket"),
        Refusal(
            status: "400 Bad Request", body: error("AuthorizationHeaderMalformed", "<Region>eu-west-1</Region>"),
            sentence: "bucket: office is not in the region of blobs_region: set it to eu-west-1"),
        Refusal(
            status: "301 Moved Permanently", body: "", more: "x-amz-bucket-region: eu-north-1\r\n",
            sentence: "bucket: office is not in the region of blobs_region: set it to eu-north-1"),
        Refusal(
            status: "404 Not Found", body: "<html>nothing here</html>",
            sentence: "bucket: SERVER answers 404 as no server of S3 does: check blobs_endpoint"),
        Refusal(
            status: "200 OK", body: "<html>welcome</html>",
            sentence: "bucket: SERVER answers 200 as no server of S3 does: check blobs_endpoint"),
    ]

    @Test(arguments: refusals) func `what somebody must mend is told in one sentence`(refusal: Refusal) throws {
        let server = ScriptedServer([Self.header, Self.answer(refusal.status, refusal.body, more: refusal.more)])
        let fault = #expect(throws: BucketFault.self) { try Bucket.scripted(server).examine() }
        let name = "http://127.0.0.1:\(server.port)"
        #expect(fault?.description == refusal.sentence.split(separator: "SERVER").joined(separator: name))
        #expect(fault?.isOfTheSettings == true)
        // HEAD has no body that says why: the same is told.
        let asked = #expect(throws: BucketFault.self) { try Bucket.scripted(server).list(after: nil) }
        #expect(asked == fault)
        #expect(server.connectionCount == 2, "nobody is asked twice about what must be mended")
    }

    @Test func `a server that is not there is told with the setting`() throws {
        let port = Loopback.freePort()
        var bucket = Bucket.scripted(ScriptedServer([]))
        bucket.pauses = []
        let place = BucketPlace(
            bucket: "office", server: HTTPServerAddress(isSecure: false, host: "127.0.0.1", port: port), region: "x")
        let lost = Bucket(
            place, BucketCredential(key: "k", secret: "s"), clock: SystemClock(), pause: { _ in })
        let fault = #expect(throws: BucketFault.self) { try lost.examine() }
        #expect(
            fault?.description == "bucket: http://127.0.0.1:\(port) cannot be used (127.0.0.1: no connection to port "
                + "\(port)): check blobs_endpoint and the network")
        #expect(fault?.isOfTheSettings == false)
    }
}
