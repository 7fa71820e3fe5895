import Kernel
import Testing

@testable import Web

struct PartsTests {
    @Test func `a bucket gives its burst, refills, and keeps keys apart`() throws {
        let limiter = RateLimiter(burst: 3, refill: .seconds(10), keys: 2)
        let start = Moment(seconds: 1000)
        let steps: [(key: String, after: Int64, isAllowed: Bool)] = [
            ("a", 0, true), ("a", 0, true), ("a", 0, true), ("a", 0, false), ("b", 0, true), ("a", 9, false),
            ("a", 10, true), ("a", 10, false), ("a", 5, false), ("a", 1000, true), ("a", 1000, true), ("a", 1000, true),
            ("a", 1000, false), ("c", 1000, true),
        ]
        for (index, step) in steps.enumerated() {
            do {
                try limiter.take(step.key, at: start + .seconds(step.after))
                #expect(step.isAllowed, "step \(index)")
            } catch let refusal as PlainRefusal {
                #expect(!step.isAllowed && refusal.kind == .tooMany, "step \(index)")
            }
        }
    }

    @Test func `a cursor comes back as it went`() {
        let values: [Value] = [1, "ä/+=?", ["day": "2026-11-20", "id": .string(FieldReaderTests.id)], .null, []]
        for value in values {
            let text = Cursor(value).text
            #expect(Cursor(text)?.value == value)
            #expect(PercentCoding.encode(text) == text)
        }
        for text in ["", "!", "A", "AAAA", "e30=", String(repeating: "e", count: 601)] {
            #expect(Cursor(text) == nil, "\(text)")
        }
    }

    @Test func `a secure cookie is bound to its host`() {
        #expect(
            Cookie("session", "abc", seconds: 60, isSecure: true).header
                == "__Host-session=abc; Path=/; HttpOnly; SameSite=Lax; Secure; Max-Age=60")
        #expect(
            Cookie.removal("session", isSecure: false).header == "session=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0")
        let cookies = Cookies(["a=1; session=\"x y\"; session=second; =; junk", "b=2=3"])
        #expect(cookies["session"] == "x y")
        #expect(cookies["a"] == "1")
        #expect(cookies["b"] == "2=3")
        #expect(cookies["junk"] == nil)
    }

    @Test func `a date is written as HTTP wants it`() {
        #expect(Moment(seconds: 784_111_777).httpDate == "Sun, 06 Nov 1994 08:49:37 GMT")
    }

    @Test func `an event keeps its lines and cannot forge a field`() {
        let event = ServerSentEvent("a\nb", "x\r\ny\n", id: "1\n2")
        #expect(String(decoding: event.bytes, as: UTF8.self) == "event: ab\nid: 12\ndata: x\ndata: y\ndata: \n\n")
    }

    @Test func `a trusted proxy names the client, anybody else does not`() throws {
        for (isTrusted, header, expected) in [
            (true, "1.1.1.1, 2001:DB8::7", "2001:DB8::7"), (true, "evil<script>", "127.0.0.1"),
            (false, "2.2.2.2", "127.0.0.1"),
        ] {
            var settings = ServerSettings(uploadFolder: "/tmp")
            settings.trustsForwardedFor = isTrusted
            let line = HeadReader.Line(method: "GET", target: Array("/".utf8), version: "HTTP/1.1")
            let fields = [("Host", "d"), ("X-Forwarded-For", header)].map {
                (name: Array($0.0.utf8), value: Array($0.1.utf8))
            }
            let head = try HeadReader(settings: settings).read(line, fields: fields, peer: "127.0.0.1", requestID: "1")
                .head
            #expect(head.clientAddress == expected)
        }
    }

    @Test func `multipart is the same in pieces of any size`() throws {
        let body = Array(
            "pre\r\n--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\none\r\n--b \r\ncontent-disposition: form-data; name=b; filename=\"f\"\r\nContent-Type: x/y\r\n\r\n\r\n--c\r\n\r\n--b--\r\nend"
                .utf8)
        for size in 1...body.count {
            guard var parser = MultipartParser(boundary: "b") else { preconditionFailure("b is a boundary") }
            var told = ""
            for start in stride(from: 0, to: body.count, by: size) {
                try Array(body[start..<min(start + size, body.count)]).withUnsafeBytes { piece in
                    try parser.consume(piece) { event in
                        switch event {
                        case .part(let head): told += "[\(head.name) \(head.fileName ?? "-") \(head.contentType)]"
                        case .bytes(let bytes): told += String(decoding: bytes, as: UTF8.self)
                        case .end: told += ";"
                        }
                    }
                }
            }
            try parser.finish()
            #expect(told == "[a - ]one;[b f x/y]\r\n--c\r\n;", "size \(size)")
        }
    }
}
