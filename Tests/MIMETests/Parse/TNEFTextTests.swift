import Testing

@testable import MIME

@Suite struct TNEFTextTests {
    private typealias Written = WrittenTNEF

    /// The example of MS-OXRTFCP section 3.1.1: `{\rtf1\ansi\ansicpg1252\pard hello world}`.
    static let compressed: [UInt8] = [
        0x2D, 0x00, 0x00, 0x00, 0x2B, 0x00, 0x00, 0x00, 0x4C, 0x5A, 0x46, 0x75, 0xF1, 0xC5, 0xC7, 0xA7,
        0x03, 0x00, 0x0A, 0x00, 0x72, 0x63, 0x70, 0x67, 0x31, 0x32, 0x35, 0x42, 0x32, 0x0A, 0xF3, 0x20,
        0x68, 0x65, 0x6C, 0x09, 0x00, 0x20, 0x62, 0x77, 0x05, 0xB0, 0x6C, 0x64, 0x7D, 0x0A, 0x80, 0x0F,
        0xA0,
    ]

    /// RTF as it stands, without compression.
    private static func plain(_ rtf: String) -> [UInt8] {
        Written.long(UInt32(rtf.utf8.count + 12)) + Written.long(UInt32(rtf.utf8.count)) + Array("MELA".utf8)
            + Written.long(0) + Array(rtf.utf8)
    }

    @Test func `C25 compressed RTF is expanded, to the limit`() {
        let whole = CompressedRTF.open(Self.compressed, 0..<Self.compressed.count, limit: 1_000)
        #expect(
            whole.map { String(decoding: $0, as: UTF8.self) } == "{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n")
        #expect(CompressedRTF.open(Self.compressed, 0..<Self.compressed.count, limit: 9)?.count == 9)
        #expect(CompressedRTF.open(Self.compressed, 0..<20, limit: 1_000)?.isEmpty == false)
        #expect(CompressedRTF.open(Self.compressed, 0..<15, limit: 1_000) == nil)
        #expect(CompressedRTF.open(Array("no compressed text".utf8), 0..<18, limit: 1_000) == nil)
    }

    @Test func `C25 a reference that overlaps what it writes repeats it`() {
        // "X", then eighteen bytes from the place of that X, then the end.
        let start = 207
        let stream: [UInt8] = [
            0x06, UInt8(ascii: "X"), UInt8(start >> 4), UInt8(start & 15) << 4 | 15, UInt8((start + 18) >> 4),
            UInt8((start + 18) & 15) << 4,
        ]
        let bytes = Written.long(0) + Written.long(100) + Array("LZFu".utf8) + Written.long(0) + stream
        #expect(CompressedRTF.open(bytes, bytes.indices, limit: 100) == [UInt8](repeating: 88, count: 18))
    }

    // swift-format-ignore
    private static let documents: [(rtf: String, text: String, isHTML: Bool)] = [
        (#"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Arial;}}{\colortbl;\red0;}\pard One\par Two\tab x\line}"#, "One\nTwo\tx\n", false),
        (#"{\rtf1\ansi caf\'e9 \'80 5 \{a\}\\ b\~c\_d\emdash e}"#,                            "café € 5 {a}\\ b\u{A0}c-d—e", false),
        (#"{\rtf1\ansi\uc1 \u8364?5 \u-10179?\u-8704? {\uc2\u228\'61\'65}r}"#,                 "€5 😀 är", false),
        (#"{\rtf1\ansi\ansicpg1251 \'e4\'e0}"#,                                               "да", false),
        (#"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0\fcharset0 A;}{\f5\fcharset128 B;}}\f0\'e9{\f5\'93\'fa\'96\'7b}\'e9}"#, "é日本é", false),
        (#"{\rtf1{\pict\bin4 }}}}}seen{\*\unknown hidden}{\*\generator x;}{\info{\author y}}}"#, "seen", false),
        (#"{\rtf1\ansi\fromhtml1 {\*\htmltag64 <p>}\htmlrtf \par {\htmlrtf0 Hi {\*\htmltag84 &amp;}\htmlrtf &\htmlrtf0  you}{\*\mhtmltag1 no}{\*\htmltag72 </p>}}"#, "<p>Hi &amp; you</p>", true),
        (#"{\rtf1\fromtext plain\par text}"#,                                                 "plain\ntext", false),
        (#"}}}text\"#,                                                                        "text", false),
    ]

    @Test(arguments: documents)
    func `C25 RTF gives its text or the HTML within`(rtf: String, text: String, isHTML: Bool) {
        let reading = RTFReader.read(Array(rtf.utf8), limit: 10_000)
        #expect(reading.text == text)
        #expect(reading.isHTML == isHTML)
    }

    @Test func `C25 groups nested without end and text beyond the limit are borne`() {
        let deep = String(repeating: "{", count: 100_000) + "x" + String(repeating: "}", count: 100_000) + "y"
        #expect(RTFReader.read(Array(deep.utf8), limit: 100).text == "xy")
        #expect(RTFReader.read(Array(repeating: 65, count: 5_000), limit: 100).text.utf8.count == 100)
    }

    // swift-format-ignore
    private static let bodies: [(properties: [[UInt8]], text: String?, html: String?)] = [
        ([Written.unicode(0x1000, "Größe")],                                          "Größe", nil),
        ([Written.text(0x1000, [0x47, 0xFC])],                                        "Gü",    nil),
        ([Written.binary(0x1013, Array("<p>hé</p>".utf8)), Written.number(0x3FDE, 65001)], nil, "<p>hé</p>"),
        ([Written.binary(0x1013, [0x3C, 0x70, 0x3E, 0xE4]), Written.number(0x3FDE, 1251)], nil, "<p>д"),
        ([Written.unicode(0x1013, "<b>h</b>")],                                       nil,     "<b>h</b>"),
        ([Written.text(0x1013, Array("<b>h</b>".utf8))],                              nil,     "<b>h</b>"),
        ([Written.binary(0x1009, compressed)],                                        "hello world", nil),
        ([Written.text(0x1000, [32]), Written.binary(0x1009, compressed)],            "hello world", nil),
        ([Written.text(0x1000, [65]), Written.binary(0x1009, compressed)],            "A",     nil),
        ([Written.binary(0x1009, plain(#"{\rtf1\fromhtml1{\*\htmltag1 <i>}x}"#))],    nil,     "<i>x"),
        ([Written.binary(0x1009, [1, 2, 3])],                                         nil,     nil),
    ]

    @Test(arguments: bodies)
    func `C25 the body is the plain text, the HTML, or what the RTF holds`(
        properties: [[UInt8]], text: String?, html: String?
    ) throws {
        var tnef = Written(codePage: 1252)
        tnef.message(Written.noise + properties)
        let message = try MessageParser().parse(Written.mail(tnef.bytes, text: nil))
        #expect(message.text == text)
        #expect(message.html == html)
        #expect(message.defects.isEmpty)
    }

    @Test func `C25 the body may stand in an attribute of its own`() throws {
        var tnef = Written()
        tnef.add(1, 0x0002_800C, Array("Old body".utf8) + [0])
        #expect(try MessageParser().parse(Written.mail(tnef.bytes, text: nil)).text == "Old body")
    }
}
