import Testing

@testable import MIME

@Suite struct TNEFTests {
    private typealias Written = WrittenTNEF

    private static let pdf = Array("%PDF-1.4 offer".utf8)

    /// Two files with names of both kinds, and a body.
    static let offer: [UInt8] = {
        var tnef = Written()
        tnef.message(Written.noise + [Written.text(0x1000, Array("Approved for $50,000\r\nfactor 1.30".utf8))])
        tnef.file(
            title: Array("APPROV~1.PDF".utf8), data: pdf,
            properties: Written.noise + [Written.unicode(0x3707, "Approval – Müller.pdf")])
        tnef.file(
            title: Array("CONTRA~1.DOC".utf8), data: Array("contract".utf8),
            properties: [Written.text(0x3707, Array("Vertr".utf8) + [0xE4] + Array("ge.docx".utf8))])
        return tnef.bytes
    }()

    private static func parse(_ tnef: [UInt8], text: String? = "See the file.") throws -> ParsedMessage {
        try MessageParser().parse(Written.mail(tnef, text: text))
    }

    private static func read(_ tnef: [UInt8]) throws -> TNEFContent {
        try #require(TNEFReader.read(tnef, limits: MessageLimits(), mostFiles: 100))
    }

    @Test func `C04 the files in a winmail.dat stand behind it with their long names, hashed like others`() throws {
        let message = try Self.parse(Self.offer)
        #expect(message.leaves.map(\.name) == [nil, "winmail.dat", "logo.png"])
        #expect(
            message.attachments.map(\.name) == ["winmail.dat", "Approval – Müller.pdf", "Verträge.docx", "logo.png"])
        #expect(message.unpacked.map(\.index) == [3, 4])
        #expect(message.unpacked.map(\.unpackedFrom) == [1, 1])
        #expect(
            message.unpacked.map(\.contentType) == [
                "application/pdf", "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            ])
        let first = try #require(message.unpacked.first)
        let digest = PortableDigest()
        Self.pdf.withUnsafeBytes { digest.update($0) }
        #expect(first.sha256 == digest.hexadecimal())
        #expect(first.sizeBytes == Self.pdf.count)
        #expect(message.text == "See the file.")
        #expect(message.defects.isEmpty)
    }

    /// Keeps what it is given.
    private final class Keeping: AttachmentSink {
        private(set) var bytes: [UInt8] = []
        func write(_ chunk: UnsafeRawBufferPointer) { bytes += chunk }
        func finish(sizeBytes: Int, sha256: String) -> String? { "kept \(sizeBytes)" }
    }

    @Test func `C04 the bytes of an inner file reach its sink`() throws {
        let data = (0..<200_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        var tnef = Written()
        tnef.file(title: Array("scan.tif".utf8), data: data)
        let keeping = Keeping()
        let message = try MessageParser().parse(Written.mail(tnef.bytes, text: "Hi")) { leaf in
            leaf.unpackedFrom == nil ? nil : keeping
        }
        #expect(keeping.bytes == data)
        #expect(message.unpacked.map(\.place) == ["kept 200000"])
    }

    @Test func `C25 the body in a winmail.dat is the text of a message that has no other`() throws {
        for text in [nil, "", " \r\n"] as [String?] {
            #expect(try Self.parse(Self.offer, text: text).body.readable == "Approved for $50,000\nfactor 1.30")
        }
    }

    @Test func `inspection lists the winmail.dat as a leaf and its files apart`() throws {
        let folder = try ScratchFolder()
        let path = try folder.write(Written.mail(Self.offer, text: "Hi"), to: "a.eml")
        let fields = Inspection(path: path).fields
        #expect(fields["attachments"]?.list?.map { $0["name"]?.text } == ["winmail.dat", "logo.png"])
        #expect(fields["unpacked"]?.list?.count == 2)
        #expect(fields["part_types"]?.list?.count == 3)
    }

    // swift-format-ignore
    private static let declared: [(type: String, name: String, isTNEF: Bool, files: Int, defects: [MessageDefect])] = [
        ("application/ms-tnef",      "winmail.dat", true,  2, []),
        ("Application/vnd.ms-tnef",  "a.bin",       true,  2, []),
        ("application/octet-stream", "WINMAIL.DAT", true,  2, []),
        ("application/octet-stream", "a.bin",       true,  0, []),
        ("application/octet-stream", "winmail.dat", false, 0, []),
        ("application/ms-tnef",      "winmail.dat", false, 0, [.brokenTNEF]),
    ]

    @Test(arguments: declared)
    func `C25 a winmail.dat is known by its type or its name, and what is none stays as it is`(
        type: String, name: String, isTNEF: Bool, files: Int, defects: [MessageDefect]
    ) throws {
        let bytes = isTNEF ? Self.offer : Array("no such stream".utf8)
        let message = try MessageParser().parse(Written.mail(bytes, text: "Hi", type: type, name: name))
        #expect(message.unpacked.count == files)
        #expect(message.attachments.first?.name == name)
        #expect(message.attachments.first?.sizeBytes == bytes.count)
        #expect(message.defects == defects)
    }

    // MARK: Names

    // swift-format-ignore
    private static let names: [(codePage: UInt32?, title: [UInt8]?, properties: [[UInt8]], name: String?, type: String)] = [
        (1252,  Array("a.pdf".utf8),     [],                                               "a.pdf",    "application/pdf"),
        (1251,  [0xE4, 0xE0, 0x2E, 0x78], [],                                              "да.x",     "application/octet-stream"),
        (932,   [0x93, 0xFA, 0x96, 0x7B], [],                                              "日本",     "application/octet-stream"),
        (65001, Array("é.csv".utf8),     [],                                               "é.csv",    "text/csv"),
        (nil,   Array("é.csv".utf8),     [],                                               "é.csv",    "text/csv"),
        (1252,  nil,                     [Written.text(0x3704, Array("B.XLS".utf8))],      "B.XLS",    "application/vnd.ms-excel"),
        (1252,  nil,                     [Written.unicode(0x3001, "shown.gif")],           "shown.gif", "image/gif"),
        (1252,  nil,                     [Written.text(0x370E, Array("Image/JPEG".utf8))], nil,        "image/jpeg"),
        (1252,  nil,                     [Written.text(0x370E, Array("no type".utf8))],    nil,        "application/octet-stream"),
    ]

    @Test(arguments: names)
    func `C04 an inner file's name is read in the stream's code page and tells its type`(
        codePage: UInt32?, title: [UInt8]?, properties: [[UInt8]], name: String?, type: String
    ) throws {
        var tnef = Written(codePage: codePage)
        tnef.file(title: title, data: [1], properties: properties)
        let content = try Self.read(tnef.bytes)
        #expect(content.files.map(\.name) == [name])
        #expect(content.files.map(\.contentType) == [type])
        #expect(!content.isBroken)
    }

    @Test func `a file whose bytes stand in a property is found, with its content id`() throws {
        var tnef = Written()
        tnef.file(
            title: Array("p.png".utf8), data: nil,
            properties: [Written.binary(0x3701, [9, 8, 7]), Written.text(0x3712, Array("<logo@x>".utf8))])
        let file = try #require(try Self.read(tnef.bytes).files.first)
        guard case .stretch(let range) = file.content else { throw TNEFMissing() }
        #expect(Array(tnef.bytes[range]) == [9, 8, 7])
        #expect(file.contentID == "logo@x")
    }

    private struct TNEFMissing: Error {}

    // MARK: Messages sent along

    @Test func `C19 a message in a winmail.dat gives its text as a file, then its own files`() throws {
        var inner = Written()
        inner.message([Written.unicode(0x0037, "FW: terms"), Written.text(0x1000, Array("The terms".utf8))])
        inner.file(title: Array("terms.pdf".utf8), data: Self.pdf)
        var outer = Written()
        outer.file(title: Array("first.txt".utf8), data: [65])
        outer.file(title: Array("x".utf8), data: nil, properties: [Written.object(0x3701, inner.bytes)])
        let content = try Self.read(outer.bytes)
        #expect(content.files.map(\.name) == ["first.txt", "FW: terms.txt", "terms.pdf"])
        guard case .made(let text) = content.files[1].content else { throw TNEFMissing() }
        #expect(text == Array("The terms".utf8))
        #expect(!content.isBroken)
    }

    @Test func `C25 messages within messages are opened to the limit, the deepest offered as it is`() throws {
        var stream = Written()
        stream.file(title: Array("deep.pdf".utf8), data: [1])
        for _ in 0..<40 {
            var outer = Written()
            outer.file(title: Array("m".utf8), data: nil, properties: [Written.object(0x3701, stream.bytes)])
            stream = outer
        }
        let message = try Self.parse(stream.bytes)
        #expect(message.defects == [.tooDeep])
        #expect(message.unpacked.map(\.name) == ["m"])
    }

    // MARK: Broken streams

    // swift-format-ignore
    private static let tails: [(tail: [UInt8], isBroken: Bool)] = [
        ([13, 10],                                         false),
        ([UInt8](repeating: 0, count: 500),                false),
        (Array("-- \r\nsent by a gateway".utf8),           false),
        ([UInt8](repeating: 7, count: 500),                true),
        ([1, 2, 3],                                        true),
        ([2, 0x0F, 0x80, 6, 0, 0xFF, 0xFF, 0xFF, 0xFF, 1], true),
    ]

    @Test(arguments: tails)
    func `C25 signs behind the last attribute do no harm, an attribute that ends early is named`(
        tail: [UInt8], isBroken: Bool
    ) throws {
        let message = try Self.parse(Self.offer + tail)
        #expect(message.unpacked.count == 2)
        #expect(message.defects == (isBroken ? [.brokenTNEF] : []))
    }

    @Test func `C25 a wrong sum is named and the file offered`() throws {
        var tnef = Written()
        tnef.file(title: Array("a.pdf".utf8), data: Self.pdf, sum: 0)
        let message = try Self.parse(tnef.bytes)
        #expect(message.defects == [.brokenTNEF])
        #expect(message.unpacked.map(\.name) == ["a.pdf"])
    }

    @Test func `C25 a stream cut anywhere leaves the raw file and at most the files before the cut`() throws {
        for count in 0..<Self.offer.count {
            let message = try Self.parse(Array(Self.offer[..<count]))
            #expect(message.attachments.first?.sizeBytes == count)
            #expect(message.unpacked.count <= 2)
            #expect(message.text == "See the file.")
        }
    }

    @Test func `C25 more files than the limit and a file beyond the limit are named`() throws {
        var limits = MessageLimits()
        limits.leaves = 4
        let mail = Written.mail(Self.offer, text: "Hi")
        let message = try MessageParser(limits: limits).parse(mail)
        #expect(message.unpacked.count == 1)
        #expect(message.defects == [.tooManyParts])
        limits.tnefBytes = Self.offer.count - 1
        let closed = try MessageParser(limits: limits).parse(mail)
        #expect(closed.unpacked.isEmpty)
        #expect(closed.defects == [.cutTNEF])
        #expect(closed.attachments.first?.sizeBytes == Self.offer.count)
    }

    @Test func `R54 streams with any bytes changed are read without a stop`() throws {
        var random = SeededRandom(seed: 54)
        for round in 0..<400 {
            var bytes = Self.offer + TNEFTextTests.compressed
            for _ in 0...(round % 8) {
                bytes[Int(random.next() % UInt64(bytes.count))] = UInt8(truncatingIfNeeded: random.next())
            }
            _ = TNEFReader.read(bytes, limits: MessageLimits(), mostFiles: 100)
            _ = CompressedRTF.open(bytes, Self.offer.count..<bytes.count, limit: 10_000)
            _ = RTFReader.read(bytes, limit: 10_000)
        }
    }

    /// SplitMix64.
    private struct SeededRandom: RandomNumberGenerator {
        var seed: UInt64
        mutating func next() -> UInt64 {
            seed &+= 0x9E37_79B9_7F4A_7C15
            var value = seed
            value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
            value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
            return value ^ value >> 31
        }
    }
}
