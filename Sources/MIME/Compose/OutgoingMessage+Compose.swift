import Kernel

extension OutgoingMessage {
    /// Writes the mail (RFC 5322, MIME): CRLF everywhere, no line above 998 octets, ASCII unless an address needs RFC 6532.
    package func compose() throws(ComposeRefusal) -> ComposedMessage {
        guard !to.isEmpty || !cc.isEmpty else { throw .noRecipient }
        let plain = TextBody(text)
        let rich = html.map { TextBody($0) }
        let stem = boundaryStem(absentFrom: [plain, rich].compactMap(\.self))
        var pieces = Pieces()
        pieces.append(try headers())
        if attachments.isEmpty {
            writeTexts(plain, rich, boundary: "\(stem)a", to: &pieces)
        } else {
            let mixed = "\(stem)m"
            pieces.append(Self.multipart("mixed", mixed))
            pieces.append("\r\n--\(mixed)\r\n")
            writeTexts(plain, rich, boundary: "\(stem)a", to: &pieces)
            pieces.append("\r\n")
            for (index, attachment) in attachments.enumerated() {
                pieces.append("--\(mixed)\r\n")
                pieces.append(try Self.attachmentHeaders(attachment, number: index + 1))
                pieces.append(attachment.encoded)
            }
            pieces.append("--\(mixed)--\r\n")
        }
        let addresses = [from] + to + cc + [replyTo].compactMap(\.self)
        return ComposedMessage(segments: pieces.finish(), needsSMTPUTF8: addresses.contains(where: \.needsSMTPUTF8))
    }

    private func headers() throws(ComposeRefusal) -> [UInt8] {
        guard ReferenceList.isWritable(messageID) else { throw .messageID(header: "Message-ID") }
        var writer = HeaderWriter()
        writer.field("Date", words: [Array(MailDate.written(date).utf8)])
        try writer.field("From", mailboxes: [from])
        if !to.isEmpty { try writer.field("To", mailboxes: to) }
        if !cc.isEmpty { try writer.field("Cc", mailboxes: cc) }
        if let replyTo { try writer.field("Reply-To", mailboxes: [replyTo]) }
        try writer.field("Subject", text: subject)
        writer.field("Message-ID", words: [Self.bracketed(messageID)])
        if let inReplyTo, ReferenceList.isWritable(inReplyTo) {
            writer.field("In-Reply-To", words: [Self.bracketed(inReplyTo)])
        }
        let thread = ReferenceList.cut(references)
        if !thread.isEmpty { writer.field("References", words: thread.map(Self.bracketed)) }
        for extra in extraHeaders { try writer.field(extra.header.rawValue, text: extra.value) }
        writer.field("MIME-Version", words: [Array("1.0".utf8)])
        return writer.bytes
    }

    private static func bracketed(_ id: String) -> [UInt8] { Array("<\(id)>".utf8) }

    private func writeTexts(_ plain: TextBody, _ rich: TextBody?, boundary: String, to pieces: inout Pieces) {
        guard let rich else { return Self.write(plain, type: "plain", to: &pieces) }
        pieces.append(Self.multipart("alternative", boundary))
        pieces.append("\r\n--\(boundary)\r\n")
        Self.write(plain, type: "plain", to: &pieces)
        pieces.append("\r\n--\(boundary)\r\n")
        Self.write(rich, type: "html", to: &pieces)
        pieces.append("\r\n--\(boundary)--\r\n")
    }

    private static func write(_ body: TextBody, type: String, to pieces: inout Pieces) {
        pieces.append("Content-Type: text/\(type); charset=utf-8\r\n")
        pieces.append("Content-Transfer-Encoding: \(body.encoding.rawValue)\r\n\r\n")
        pieces.append(body.bytes)
    }

    private static func multipart(_ subtype: String, _ boundary: String) -> [UInt8] {
        var writer = HeaderWriter()
        writer.field(
            "Content-Type", value: "multipart/\(subtype)", parameters: [Array("boundary=\"\(boundary)\"".utf8)])
        return writer.bytes
    }

    private static func attachmentHeaders(_ attachment: Attachment, number: Int) throws(ComposeRefusal) -> [UInt8] {
        guard let type = writableType(attachment.contentType) else { throw .contentType(attachment: number) }
        let name = FileNameParameter.leaf(attachment.name)
        let isWritable =
            !name.isEmpty && name.utf8.count <= 1000 && !name.utf8.contains { $0 == 13 || $0 == 10 || $0 == 0 }
        guard isWritable else { throw .attachmentName(attachment: number) }
        var writer = HeaderWriter()
        writer.field("Content-Type", value: type, parameters: [FileNameParameter.contentType(name)])
        writer.field("Content-Disposition", value: "attachment", parameters: FileNameParameter.disposition(name))
        writer.field("Content-Transfer-Encoding", words: [Array("base64".utf8)])
        return writer.bytes + [13, 10]
    }

    /// `type/subtype` in lower case; composite types may not be base64 (RFC 2045 section 6.4) and go as plain octets.
    private static func writableType(_ type: String) -> String? {
        let halves = type.lowercased().utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        let isToken = halves.allSatisfy { half in
            !half.isEmpty && half.allSatisfy { AddressGrammar.isAtomText($0) && $0 < 128 && $0 != UInt8(ascii: "/") }
        }
        guard halves.count == 2, isToken, type.utf8.count <= 127 else { return nil }
        let lower = type.lowercased()
        return lower.hasPrefix("message/") || lower.hasPrefix("multipart/") ? "application/octet-stream" : lower
    }

    /// `=_` stands in neither quoted-printable nor base64; a 7bit text that holds the stem all the same gets another one.
    private func boundaryStem(absentFrom bodies: [TextBody]) -> String {
        let isPlain = boundary.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"):
                true
            default: false
            }
        }
        precondition(isPlain && (16...60).contains(boundary.utf8.count), "a boundary is 16 to 60 letters and digits")
        var round = 0
        while true {
            let stem = "=_\(boundary)" + (round == 0 ? "" : "\(round)")
            let bytes = Array(stem.utf8)
            if !bodies.contains(where: { $0.encoding == .sevenBit && $0.bytes.contains(sequence: bytes) }) {
                return stem
            }
            round += 1
        }
    }
}

/// Segments in the making: neighbouring bytes become one.
private struct Pieces {
    private var segments: [ComposedMessage.Segment] = []
    private var pending: [UInt8] = []

    mutating func append(_ bytes: [UInt8]) { pending += bytes }
    mutating func append(_ text: String) { pending += text.utf8 }

    /// The encoded file ends in CRLF, which belongs to the delimiter after it; an empty one gets its own.
    mutating func append(_ attachment: EncodedAttachment) {
        guard attachment.encodedBytes > 0 else { return append("\r\n") }
        segments.append(.bytes(pending))
        pending = []
        segments.append(.file(path: attachment.path, offset: 0, length: attachment.encodedBytes))
    }

    consuming func finish() -> [ComposedMessage.Segment] {
        pending.isEmpty ? segments : segments + [.bytes(pending)]
    }
}
