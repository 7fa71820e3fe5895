import Kernel
import MIME
import Testing

private func lineEnds(_ text: String) -> String {
    var result = ""
    var previous: Unicode.Scalar = " "
    for scalar in text.unicodeScalars {
        if scalar == "\r" || (scalar == "\n" && previous != "\r") {
            result += "\r\n"
        } else if scalar != "\n" {
            result.unicodeScalars.append(scalar)
        }
        previous = scalar
    }
    return result.isEmpty || result.hasSuffix("\r\n") ? result : result + "\r\n"
}

/// What a reader must find in a mail, as JSON.
func expectation(_ message: OutgoingMessage, sources: [String]) -> Value {
    func list(_ addresses: [MailboxAddress]) -> Value {
        .list(addresses.map { .list([.string($0.name ?? ""), .string($0.address)]) })
    }
    return [
        "subject": .string(message.subject), "from": list([message.from]), "to": list(message.to),
        "message_id": .string(message.messageID), "date": .int(message.date.seconds),
        "text": .string(lineEnds(message.text)),
        "html": message.html.map { .string(lineEnds($0)) } ?? .null,
        "names": .list(message.attachments.map { .string($0.name) }),
        "types": .list(message.attachments.map { .string($0.contentType) }),
        "sources": .list(sources.map { .string($0) }),
    ]
}

/// The first rule of the wire that the bytes break, or nil.
func brokenRule(_ bytes: [UInt8]) -> String? {
    var lineStart = 0
    var isHeader = true
    for (index, byte) in bytes.enumerated() {
        if byte == 0 { return "NUL at \(index)" }
        if byte > 127 { return "octet above 127 at \(index)" }
        if byte == 13, index + 1 == bytes.count || bytes[index + 1] != 10 { return "bare CR at \(index)" }
        if byte == 10 {
            guard index > 0, bytes[index - 1] == 13 else { return "bare LF at \(index)" }
            let length = index - 1 - lineStart
            if length > 998 { return "line of \(length) at \(lineStart)" }
            if length == 0 { isHeader = false }
            if isHeader, length > 130 { return "header line of \(length) at \(lineStart)" }
            if isHeader, length > 0, bytes[lineStart..<(index - 1)].allSatisfy({ $0 == 32 || $0 == 9 }) {
                return "blank fold at \(lineStart)"
            }
            lineStart = index + 1
        }
    }
    return lineStart == bytes.count ? nil : "no line end at the end"
}

struct ComposeRandomTests {
    static func whole(_ message: ComposedMessage) throws -> [UInt8] {
        var bytes: [UInt8] = []
        try message.forEachChunk(upTo: 9000) { bytes += $0 }
        return bytes
    }

    static func files(in folder: ScratchFolder) throws -> [(path: String, encoded: EncodedAttachment)] {
        var generator = SeededGenerator(seed: 7)
        return try [0, 1, 2, 3, 56, 57, 58, 114, 1000, 3_000].map { size in
            let source = try folder.write(
                (0..<size).map { _ in UInt8.random(in: 0...255, using: &generator) }, to: "file\(size)")
            return (source, try AttachmentEncoder().encode(source, into: "\(folder.path)/file\(size).b64"))
        }
    }

    @Test func `B15 bare LF never reaches the wire`() throws {
        for (number, mail) in try WrittenMails.shared.get().mails.enumerated() {
            let rule = brokenRule(mail.bytes)
            #expect(rule == nil, "mail \(number)")
            #expect(Int64(mail.bytes.count) == mail.composed.sizeBytes)
            #expect(!mail.composed.needsEightBit && !mail.composed.needsSMTPUTF8)
        }
    }

    @Test func `the same message gives the same bytes`() throws {
        let folder = try ScratchFolder()
        let files = try Self.files(in: folder)
        for seed in UInt64(0)..<20 {
            var one = RandomMail(generator: SeededGenerator(seed: seed), files: files)
            var other = RandomMail(generator: SeededGenerator(seed: seed), files: files)
            #expect(
                try one.message(number: 1).message.compose().segments
                    == other.message(number: 1).message.compose().segments)
        }
    }

    static let hasPython: Bool = {
        guard let folder = try? ScratchFolder() else { return false }  // no folder, no python: skipped
        return (try? folder.run("python3", ["-c", "import email"]))?.status == 0  // a missing program is an answer
    }()

    @Test(.enabled(if: hasPython)) func `B15 2,000 random mails read back equal with Python's email package`() throws {
        let folder = try ScratchFolder()
        for (number, mail) in try WrittenMails.shared.get().mails.enumerated() {
            _ = try folder.write(mail.bytes, to: "\(number).eml")
            _ = try folder.write(expectation(mail.message, sources: mail.sources).jsonBytes, to: "\(number).json")
        }
        let script = fixture("compose/read_back.py")
        let (status, output) = try folder.run("python3", [script, folder.path])
        #expect(status == 0, "\(output.suffix(3000))")
    }
}

/// The path of a file below Tests/Fixtures.
func fixture(_ name: String, from source: String = #filePath) -> String {
    source.split(separator: "/").prefix { $0 != "MIMETests" }.map { "/\($0)" }.joined() + "/Fixtures/\(name)"
}
