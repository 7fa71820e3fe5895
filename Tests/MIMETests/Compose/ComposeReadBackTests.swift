import MIME
import Testing

/// Keeps what the parser hands over; one test's own, on one thread.
private final class Received {
    var contents: [[UInt8]] = []
}

private struct KeepingSink: AttachmentSink {
    let received: Received
    var bytes: [UInt8] = []

    mutating func write(_ chunk: UnsafeRawBufferPointer) { bytes += chunk }

    mutating func finish(sizeBytes: Int, sha256: String) -> String? {
        received.contents.append(bytes)
        return nil
    }
}

struct ComposeReadBackTests {
    @Test func `B15 2,000 random mails read back equal with our own reader`() throws {
        let written = try WrittenMails.shared.get()
        for (number, mail) in written.mails.enumerated() {
            let received = Received()
            let read = try MessageParser().parse(mail.bytes) { _ in KeepingSink(received: received) }
            let difference = difference(mail.message, read)
            #expect(difference == nil, "mail \(number)")
            #expect(received.contents == mail.sources.map { written.contents[$0] ?? [] }, "mail \(number)")
        }
    }

    /// The first field that the reader saw otherwise, or nil.
    private func difference(_ sent: OutgoingMessage, _ read: ParsedMessage) -> String? {
        func list(_ addresses: [MailboxAddress]) -> [MailAddress] {
            addresses.map { MailAddress(name: $0.name.map(singleSpaced), address: $0.address) }
        }
        if read.subject ?? "" != sent.subject { return "subject: \(read.subject ?? "nil")" }
        if read.from != list([sent.from]) { return "from: \(read.from)" }
        if read.to != list(sent.to) { return "to: \(read.to)" }
        if read.cc != list(sent.cc) { return "cc: \(read.cc)" }
        if read.replyTo != list([sent.replyTo].compactMap(\.self)) { return "reply to: \(read.replyTo)" }
        if read.messageID != sent.messageID || read.references != ReferenceList.cut(sent.references) { return "ids" }
        if read.date != sent.date { return "date" }
        if unified(read.text) != unified(sent.text) { return "text: \(read.text ?? "nil")" }
        if unified(read.html) != unified(sent.html) { return "html: \(read.html ?? "nil")" }
        // The reader undoes encoded-words wherever a name has them.
        let names = sent.attachments.map {
            $0.name.split(separator: "=?utf-8?q?x?=", omittingEmptySubsequences: false).joined(separator: "x")
        }
        if read.attachments.map(\.name) != names { return "names: \(read.attachments.map(\.name))" }
        if read.attachments.map(\.contentType) != sent.attachments.map(\.contentType) { return "types" }
        // RFC 2047 within `name=`, for old Outlooks, is against the letter of RFC 2045.
        let defects = read.defects.filter { $0 != .invalidParameter }
        return defects.isEmpty ? nil : "defects: \(defects)"
    }

    /// The reader shows names so.
    private func singleSpaced(_ text: String) -> String { text.split(separator: " ").joined(separator: " ") }

    /// Lines without the way they end, and without the last end.
    private func unified(_ text: String?) -> [[UInt8]] {
        var lines: [[UInt8]] = [[]]
        var previous: UInt8 = 0
        for byte in (text ?? "").utf8 {
            if byte == 13 || (byte == 10 && previous != 13) {
                lines.append([])
            } else if byte != 10 {
                lines[lines.count - 1].append(byte)
            }
            previous = byte
        }
        if lines.last == [] { lines.removeLast() }
        return lines
    }
}
