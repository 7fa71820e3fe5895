extension OriginalMail {
    /// From the message/rfc822 or text/rfc822-headers part, else from header lines within the report's text.
    static func read(_ source: ReportSource) -> OriginalMail? {
        let message = source.message
        if let embedded = message.embedded.first {
            return OriginalMail(
                messageID: embedded.head.messageID, to: embedded.head.to.map(\.address),
                from: embedded.head.from.map(\.address),
                subject: embedded.head.subject, replyTo: embedded.head.replyTo.map(\.address))
        }
        let headers = message.leaves.filter {
            $0.contentType.hasSuffix("rfc822-headers") || $0.contentType == "message/global-headers"
        }
        if let bytes = headers.compactMap(\.report).first { return OriginalMail(lines: bytes) }
        return OriginalMail(lines: Array(source.words.utf8))
    }

    /// Nil where the lines name neither an id nor a recipient.
    private init?(lines bytes: [UInt8]) {
        var fields: [String: [UInt8]] = [:]
        var last: String?
        for line in bytes.split(separator: 10, omittingEmptySubsequences: false) {
            if let first = line.first, first == 32 || first == 9 {
                if let last { fields[last]? += line }
            } else {
                last = nil
                let name = String(decoding: line.prefix { $0 != UInt8(ascii: ":") }, as: UTF8.self).lowercased()
                if Self.names.contains(name), fields[name] == nil {
                    fields[name] = Array(line.dropFirst(name.utf8.count + 1))
                    last = name
                }
            }
        }
        func addresses(_ name: String) -> [String] {
            AddressFinder.addresses(in: EncodedWords.unfolded(fields[name] ?? [])).map(\.address)
        }
        let id = fields["message-id"].map {
            String(
                decoding: $0.filter { !$0.isBlank && $0 != UInt8(ascii: "<") && $0 != UInt8(ascii: ">") }, as: UTF8.self
            )
        }
        guard id != nil || !addresses("to").isEmpty else { return nil }
        self.init(
            messageID: id, to: addresses("to"), from: addresses("from"),
            subject: fields["subject"].map { EncodedWords.decode($0) },
            replyTo: addresses("reply-to"))
    }

    private static let names: Set<String> = ["message-id", "to", "from", "subject", "reply-to"]
}
