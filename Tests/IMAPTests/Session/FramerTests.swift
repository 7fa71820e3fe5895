import Testing

@testable import IMAP

@Suite struct `cutting the stream into responses` {
    /// What came of a stream that arrived in pieces of `size` octets: texts of responses, and of what passed by.
    private func cut(_ stream: String, pieces size: Int) throws -> [String] {
        var framer = ResponseFramer()
        var found: [String] = []
        var passing = ""
        let octets = Array(stream.utf8)
        for start in stride(from: 0, to: octets.count, by: size) {
            try octets[start..<min(start + size, octets.count)].withUnsafeBytes { piece in
                var position = 0
                reading: while true {
                    switch try framer.advance(piece, at: &position) {
                    case .hungry: break reading
                    case .literal(let beginning, let size): passing = "literal \(beginning?.uid ?? 0) \(size) "
                    case .octets(let range): passing += IMAP.text(piece[range])
                    case .literalEnd: found.append(passing)
                    case .response(let bytes, _): found.append(IMAP.text(bytes))
                    }
                }
            }
        }
        return found
    }

    private static let stream =
        "* OK text {5}\r\nF0001 NO text {5}\r\n+ {3}\r\n\r\n* LIST () \"/\" {3}\r\na\r\n\r\n* 1 FETCH (UID 7 BODY[] {9}\r\n"
        + ") * {4}\r\n FLAGS ())\r\n* 2 FETCH (BODY[] {2+}\r\nab UID 8)\n* SEARCH 1\r\n"
    private static let expected = [
        "* OK text {5}\r\n", "F0001 NO text {5}\r\n", "+ {3}\r\n", "* LIST () \"/\" {3}\r\na\r\n\r\n",
        "literal 7 9 ) * {4}\r\n", "* 1 FETCH (UID 7 BODY[] {9}\r\n FLAGS ())\r\n",
        "* 2 FETCH (BODY[] {2+}\r\nab UID 8)\n", "* SEARCH 1\r\n",
    ]

    @Test(arguments: [1, 2, 3, 7, 16, 1000])
    func `C07 the pieces in which a stream arrives change nothing`(_ size: Int) throws {
        #expect(try cut(Self.stream, pieces: size) == Self.expected)
    }

    @Test func `R04 what is too large to be held passes by`() throws {
        let size = ResponseFramer.literalLimit + 1
        let found = try cut(
            "* LIST () \"/\" {\(size)}\r\n\(String(repeating: "x", count: size))\r\n", pieces: 50_000)
        #expect(found.count == 2)
        #expect(found.first?.utf8.count == "literal 0 262145 ".utf8.count + size)
        #expect(found.last == "* LIST () \"/\" {\(size)}\r\n\r\n")
    }

    @Test func `R04 a response of many literals cannot grow beyond its limit`() {
        let literal = "{100000}\r\n" + String(repeating: "x", count: 100_000)
        let stream = "* METADATA \"\" (" + String(repeating: "/a \(literal) ", count: 20)
        #expect(throws: Never.self) { try cut(stream, pieces: 65_536) }
        #expect(throws: FramingFault.responseTooLong) {
            try cut("* METADATA " + String(repeating: "x", count: 600_000), pieces: 65_536)
        }
    }

    @Test(arguments: ["{1", "{}", "{x}", "1}", "{1}}", "{{1}"])
    func `what looks almost like a literal is none`(_ end: String) throws {
        let line = "* X-THING \(end)\r\n"
        #expect(try cut(line, pieces: 100).first == (end == "{{1}" ? nil : line))
    }
}
