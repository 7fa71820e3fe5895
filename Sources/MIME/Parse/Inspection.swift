import Kernel

/// What the parser sees in one file: a raw message, or a bare body where the name ends in `.txt` or `.html`.
package struct Inspection: Sendable {
    package let file: String
    /// Nil for bare bodies and for what cannot be read.
    package let message: ParsedMessage?
    /// Nil for what cannot be read.
    package let body: MessageBody?
    /// Why nothing could be read.
    package let error: MessageParseError?
    private let bodyDefects: [MessageDefect]

    /// Reads the file; a failure stands in `error`. Blocks.
    package init(path: String, parser: MessageParser = MessageParser()) {
        file = path
        do {
            if path.hasSuffix(".txt") || path.hasSuffix(".html") {
                let bytes = try MessageFile(path: path).contents()
                let reading = MessageBody.bare(bytes, isHTML: path.hasSuffix(".html"), limits: parser.limits)
                (message, body, error, bodyDefects) = (nil, reading.body, nil, reading.defects)
            } else {
                let message = try parser.parse(path: path)
                (self.message, body, error, bodyDefects) = (message, message.body, nil, [])
            }
        } catch let failure as MessageParseError {
            (message, body, error, bodyDefects) = (nil, nil, failure, [])
        } catch {
            preconditionFailure("without sinks, only a message's own faults are thrown: \(type(of: error))")
        }
    }

    /// One object with what parsing alone can tell; who reads further adds its own members.
    package var fields: Value.Fields {
        var fields = Value.Fields()
        fields["file"] = Value(file)
        fields["error"] = Value(error?.description)
        fields["defects"] = Value((message?.defects ?? bodyDefects).map { Value($0.rawValue) })
        fields["message_id"] = Value(message?.messageID)
        fields["in_reply_to"] = Value((message?.inReplyTo ?? []).map { Value($0) })
        fields["references"] = Value((message?.references ?? []).map { Value($0) })
        fields["subject"] = Value(message?.subject)
        fields["from"] = Self.addresses(message?.from)
        fields["to"] = Self.addresses(message?.to)
        fields["cc"] = Self.addresses(message?.cc)
        fields["reply_to"] = Self.addresses(message?.replyTo)
        fields["date"] = Value(message?.date)
        fields["text"] = Value(body?.text)
        fields["html"] = Value(body?.html)
        fields["part_types"] = Value((message?.leaves ?? []).map { Value($0.contentType) })
        let files = (message?.leaves ?? []).filter { $0.role == .attachment }
        fields["attachments"] = Value(files.map(Self.attachment))
        if let unpacked = message?.unpacked, !unpacked.isEmpty {
            fields["unpacked"] = Value(unpacked.map(Self.attachment))
        }
        return fields
    }

    private static func addresses(_ list: [MailAddress]?) -> Value {
        Value((list ?? []).map { ["name": Value($0.name), "address": Value($0.address)] })
    }

    private static func attachment(_ leaf: MIMELeaf) -> Value {
        [
            "type": Value(leaf.contentType), "name": Value(leaf.name), "size": Value(leaf.sizeBytes),
            "sha256": Value(leaf.sha256),
        ]
    }
}

extension MessageBody {
    /// A text or HTML without a message around it.
    package static func bare(
        _ bytes: [UInt8], isHTML: Bool, limits: MessageLimits = MessageLimits()
    ) -> (body: MessageBody, defects: [MessageDefect]) {
        var defects = DefectList()
        if bytes.count > limits.textBytes { defects.add(.cutText) }
        let kept = bytes.prefix(limits.textBytes)
        let reading = Charset.decode(kept, declared: isHTML ? HTMLCharset.wanted(for: Array(kept)) : nil)
        defects.add(reading.defect)
        let text = LineEnds.unified(reading.text)
        return (
            MessageBody(text: isHTML ? nil : text, html: isHTML ? text : nil, flowed: nil, further: []), defects.words
        )
    }
}
