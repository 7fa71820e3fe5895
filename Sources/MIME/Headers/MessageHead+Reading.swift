import Kernel

extension MessageHead {
    /// Reads the fields that the desk works with; what was broken is added to `defects`.
    init(_ fields: [HeaderField], _ defects: inout DefectList) {
        self.fields = fields
        var byName: [String: [HeaderField]] = [:]
        for field in fields {
            let name = String(decoding: field.name.utf8.map(\.asciiLowercased), as: UTF8.self)
            byName[name, default: []].append(field)
        }
        func addresses(_ name: String) -> [MailAddress] { (byName[name] ?? []).flatMap { AddressList.parse($0.raw) } }
        func ids(_ name: String) -> [String] { (byName[name] ?? []).flatMap { MessageIDHeader.parse($0.raw) } }

        messageID = byName["message-id"]?.first.flatMap { MessageIDHeader.parse($0.raw).first }
        inReplyTo = ids("in-reply-to")
        references = ids("references")
        subject = byName["subject"]?.first?.text
        from = addresses("from")
        to = addresses("to")
        cc = addresses("cc")
        replyTo = addresses("reply-to")
        sender = addresses("sender")
        returnPath = addresses("return-path")
        deliveredTo = addresses("delivered-to")
        date = byName["date"]?.first.flatMap { DateHeader.parse($0.raw) }
        if date == nil, byName["date"] != nil { defects.add(.unreadableDate) }
        if from.isEmpty, byName["from"] != nil { defects.add(.unreadableSender) }
    }
}

/// The defects found so far, each once.
struct DefectList {
    private(set) var words: [MessageDefect] = []

    mutating func add(_ defect: MessageDefect?) {
        if let defect, !words.contains(defect) { words.append(defect) }
    }
}
