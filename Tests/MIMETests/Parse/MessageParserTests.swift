import Glibc
import Kernel
import Synchronization
import Testing

@testable import MIME

@Suite struct MessageParserTests {
    private static let head = "From: ann@funder.example\r\nSubject: Offer\r\nMIME-Version: 1.0\r\n"

    /// Collects what a sink is given.
    private final class Received: Sendable {
        private let bytes = Mutex<[UInt8]>([])
        private let ends = Mutex<[String]>([])

        func add(_ chunk: UnsafeRawBufferPointer) { bytes.withLock { $0.append(contentsOf: chunk) } }
        func end(_ sha256: String) { ends.withLock { $0.append(sha256) } }
        var all: [UInt8] { bytes.withLock { $0 } }
        var digests: [String] { ends.withLock { $0 } }
    }

    private struct Sink: AttachmentSink {
        let received: Received
        var failure: MessageParseError?

        func write(_ chunk: UnsafeRawBufferPointer) throws {
            if let failure { throw failure }
            received.add(chunk)
        }

        func finish(sizeBytes: Int, sha256: String) throws -> String? {
            received.end(sha256)
            return "blob-\(sizeBytes)"
        }
    }

    private static let withFile =
        "\(head)Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nHi\r\n--b\r\nContent-Type: application/pdf; name=a.pdf\r\n"
        + "Content-Transfer-Encoding: base64\r\n\r\naGVs\r\nbG8=\r\n--b--\r\n"

    @Test func `C04 the decoded bytes of a file reach the sink, which names their place`() throws {
        let received = Received()
        let message = try MessageParser().parse(Array(Self.withFile.utf8)) { leaf in
            #expect(leaf.name == "a.pdf")
            return Sink(received: received)
        }
        let leaf = try #require(message.attachments.first)
        #expect(received.all == Array("hello".utf8))
        #expect(leaf.place == "blob-5")
        #expect(leaf.sizeBytes == 5)
        #expect(leaf.sha256 == "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824")
        #expect(received.digests == [leaf.sha256])
        #expect(message.text == "Hi")
    }

    @Test func `what a sink throws ends the parse`() {
        let sink = Sink(received: Received(), failure: .unreadable(code: ENOSPC))
        #expect(throws: MessageParseError.unreadable(code: ENOSPC)) {
            try MessageParser().parse(Array(Self.withFile.utf8)) { _ in sink }
        }
    }

    // swift-format-ignore
    private static let refused: [(bytes: [UInt8], error: MessageParseError)] = [
        ([],                                                       .empty),
        (Array("\r\n \r\n".utf8),                                  .empty),
        ([0x25, 0x00, 0xFF, 0x01, 0x02, 0x0A, 0x00],               .noHeader),
        ((0..<4096).map { UInt8(truncatingIfNeeded: $0 &* 167 | 128) }, .noHeader),
    ]

    @Test(arguments: refused)
    func `R01 what is no message is refused by name and nothing stops`(bytes: [UInt8], error: MessageParseError) {
        #expect(throws: error) { try MessageParser().parse(bytes) }
    }

    @Test func `a file that is not there is refused with the system's number`() {
        #expect(throws: MessageParseError.unreadable(code: ENOENT)) {
            try MessageParser().parse(path: "/nowhere/at/all.eml")
        }
        #expect(throws: MessageParseError.self) { try MessageParser().parse(path: "/") }
    }

    // swift-format-ignore
    private static let colons: [(header: String, count: Int, isRead: Bool)] = [
        ("To",            400,     true),
        ("To",            50_000,  true),
        ("to   \t      ", 50_000,  true),
        ("Reply-To",      200_000, false),
    ]

    @Test(arguments: colons)
    func `C24 an address header of colons does not overflow the stack`(header: String, count: Int, isRead: Bool) throws
    {
        let colons = String(repeating: "a:", count: count)
        for text in [
            "\(Self.head)\(header): \(colons)\r\n\r\nHi\r\n",
            "\(Self.head)Content-Type: message/rfc822\r\n\r\nSubject: in\r\n\(header):\r\n \(colons)\r\n\r\nHi\r\n",
        ] {
            guard isRead else {
                #expect(throws: MessageParseError.self) { try MessageParser().parse(Array(text.utf8)) }
                continue
            }
            let message = try MessageParser().parse(Array(text.utf8))
            #expect((message.text ?? message.embedded.first?.body.text)?.hasPrefix("Hi") == true)
            #expect(message.defects.contains(.hostileAddresses) == (count > 500))
        }
    }

    @Test func `C24 parts nested three thousand deep are passed over and the text is kept`() throws {
        var text = "\(Self.head)Content-Type: multipart/mixed; boundary=b0\r\n\r\n--b0\r\n\r\nThe text\r\n"
        for depth in 1..<3_000 {
            text += "--b\(depth - 1)\r\nContent-Type: multipart/mixed; boundary=b\(depth)\r\n\r\n"
        }
        let message = try MessageParser().parse(Array(text.utf8))
        #expect(message.text == "The text")
        #expect(message.defects.contains(.tooDeep))
    }

    @Test func `more parts and more text than the limits are cut and named`() throws {
        var limits = MessageLimits()
        limits.leaves = 3
        limits.textBytes = 10
        limits.fieldBytes = 8
        let parts = String(repeating: "--b\r\n\r\n0123456789abcdef\r\n", count: 9)
        let text = "Subject: a long subject line\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n\(parts)--b--\r\n"
        let message = try MessageParser(limits: limits).parse(Array(text.utf8))
        #expect(message.leaves.count == 3)
        #expect(message.text == "0123456789")
        #expect(message.subject == "a long")
        #expect(Set(message.defects).isSuperset(of: [.tooManyParts, .cutText, .cutHeader]))
    }

    @Test func `R04 a large file streams in chunks of at most 64 KB`() throws {
        let path = "/tmp/fundgate-mime-\(getpid()).eml"
        defer { unlink(path) }
        let file = try #require(fopen(path, "w"))
        fputs("\(Self.head)Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nHi\r\n--b\r\n", file)
        fputs("Content-Type: application/pdf; name=a.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n", file)
        let line = String(repeating: "QUJD", count: 19) + "\r\n"
        for _ in 0..<30_000 { fputs(line, file) }
        fputs("--b--\r\n", file)
        fclose(file)
        let received = Chunks()
        let message = try MessageParser().parse(path: path) { _ in received }
        #expect(message.text == "Hi")
        #expect(message.attachments.map(\.sizeBytes) == [30_000 * 57])
        #expect(received.total == 30_000 * 57)
        #expect(received.longest <= 64 * 1024)
    }

    /// Counts what a sink is given.
    private final class Chunks: AttachmentSink {
        private(set) var total = 0
        private(set) var longest = 0

        func write(_ chunk: UnsafeRawBufferPointer) {
            total += chunk.count
            longest = max(longest, chunk.count)
        }

        func finish(sizeBytes: Int, sha256: String) -> String? { nil }
    }
}
