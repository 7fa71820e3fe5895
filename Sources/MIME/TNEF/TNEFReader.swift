/// Reads a TNEF stream (MS-OXTNEF), Outlook's winmail.dat: its files and the body. Linear in the stream's size for each
/// level of messages sent along; files stay where they stand.
struct TNEFReader {
    private let bytes: [UInt8]
    private let limits: MessageLimits
    private var content = TNEFContent()
    private var filesLeft: Int
    /// Bytes of text that may still be made.
    private var textLeft: Int

    /// Nil where the bytes do not begin as a TNEF stream.
    static func read(_ bytes: [UInt8], limits: MessageLimits, mostFiles: Int) -> TNEFContent? {
        var reader = TNEFReader(bytes, limits: limits, mostFiles: mostFiles)
        guard let message = reader.message(bytes.indices, depth: 0) else { return nil }
        reader.content.text = message.text
        reader.content.html = message.html
        return reader.content
    }

    private init(_ bytes: [UInt8], limits: MessageLimits, mostFiles: Int) {
        self.bytes = bytes
        self.limits = limits
        filesLeft = mostFiles
        textLeft = limits.textBytes
    }

    // MARK: Attributes

    /// Reads the message that stands in `range`, its files into `content`; nil where no stream begins there.
    private mutating func message(_ range: Range<Int>, depth: Int) -> TNEFMessage? {
        var cursor = ByteCursor(bytes, range)
        var message = TNEFMessage(bytes)
        var open: TNEFAttachment?
        do {
            guard try cursor.long() == TNEFAttribute.signature else { return nil }
            _ = try cursor.short()
        } catch {
            return nil
        }
        do {
            while cursor.left > 0 {
                let tail = cursor.rest
                guard let attribute = try TNEFAttribute(&cursor, of: bytes) else {
                    if !isPadding(tail) { content.isBroken = true }
                    break
                }
                if !attribute.isSound { content.isBroken = true }
                if attribute.isOfAttachment {
                    if attribute.name == .attachBegin { close(&open, message, depth: depth) }
                    open = open ?? TNEFAttachment()
                    if open?.take(attribute, of: bytes) == false { content.isBroken = true }
                } else if !message.take(attribute) {
                    content.isBroken = true
                }
            }
        } catch {
            content.isBroken = true
        }
        close(&open, message, depth: depth)
        message.findTexts(limit: &textLeft)
        return message
    }

    /// Mailers leave line ends, zeros and the like behind the last attribute.
    private func isPadding(_ range: Range<Int>) -> Bool {
        range.count <= 64 || bytes[range].allSatisfy { $0 == 0 || $0.isBlank }
    }

    // MARK: Files

    private mutating func close(_ open: inout TNEFAttachment?, _ message: TNEFMessage, depth: Int) {
        guard let attachment = open else { return }
        open = nil
        if let inner = attachment.message(in: bytes) {
            guard depth < limits.messagesWithin else {
                content.isTooDeep = true
                return add(attachment, inner, message)
            }
            let place = content.files.count
            guard let read = self.message(inner, depth: depth + 1) else {
                content.isBroken = true
                return add(attachment, inner, message)
            }
            let name = message.texts.line(attachment.properties[.displayName]) ?? read.subject
            if let file = read.asFile(name: name ?? attachment.name(message.texts)) { add(file, at: place) }
        } else if let range = attachment.content {
            add(attachment, range, message)
        }
    }

    private mutating func add(_ attachment: TNEFAttachment, _ range: Range<Int>, _ message: TNEFMessage) {
        let name = attachment.name(message.texts)
        let declared = message.texts.line(attachment.properties[.attachMIMEType]).flatMap(Self.type)
        add(
            TNEFFile(
                name: name,
                contentType: name.flatMap(FileTypes.type) ?? declared ?? "application/octet-stream",
                contentID: message.texts.line(attachment.properties[.attachContentID]).map {
                    $0.hasPrefix("<") && $0.hasSuffix(">") ? String($0.dropFirst().dropLast()) : $0
                },
                content: .stretch(range)),
            at: content.files.count)
    }

    private mutating func add(_ file: TNEFFile, at place: Int) {
        guard filesLeft > 0 else {
            content.hasMore = true
            return
        }
        filesLeft -= 1
        content.files.insert(file, at: place)
    }

    /// A declared media type in lower case; nil for what is none.
    private static func type(_ declared: String) -> String? {
        let type = String(decoding: declared.utf8.map(\.asciiLowercased), as: UTF8.self)
        let parts = type.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        let isName =
            type.utf8.count <= 127 && parts.count == 2
            && parts.allSatisfy { part in
                !part.isEmpty
                    && part.allSatisfy { byte in
                        (byte >= 97 && byte <= 122) || (byte >= 48 && byte <= 57) || byte == UInt8(ascii: ".")
                            || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+")
                    }
            }
        return isName ? type : nil
    }
}
