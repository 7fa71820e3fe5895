/// One message of a TNEF stream: the outermost, or one sent along.
struct TNEFMessage {
    private(set) var texts: TNEFText
    private(set) var text: String?
    private(set) var html: String?
    private var properties = MAPIProperties()
    private var body: Range<Int>?
    private var subjectValue: Range<Int>?

    init(_ bytes: [UInt8]) { texts = TNEFText(bytes) }

    /// False where the attribute's own content is broken.
    mutating func take(_ attribute: TNEFAttribute) -> Bool {
        switch attribute.name {
        case .codePage:
            var cursor = ByteCursor(texts.bytes, attribute.value)
            guard let number = try? cursor.long() else { return false }  // too short to say anything
            texts.charset = CodePage.charset(Int(number))
        case .subject: subjectValue = attribute.value
        case .body: body = attribute.value
        case .messageProperties:
            properties = MAPIProperties(texts.bytes, attribute.value)
            return !properties.isBroken
        default: break
        }
        return true
    }

    var subject: String? { texts.line(properties[.subject]) ?? texts.line(subjectValue) }

    /// Finds the body: the plain text and the HTML that stand there, else what the RTF holds.
    mutating func findTexts(limit: inout Int) {
        text = Self.kept(
            texts.text(properties[.body], limit: limit) ?? body.map { texts.plain($0, limit: limit) }, &limit)
        html = Self.kept(texts.html(properties[.bodyHTML], codePage: htmlCodePage, limit: limit), &limit)
        guard text == nil, html == nil, let packed = properties[.compressedRTF], !packed.isText,
            let rtf = CompressedRTF.open(texts.bytes, packed.value, limit: limit)
        else { return }
        let reading = RTFReader.read(rtf, limit: limit)
        limit -= rtf.count
        if reading.isHTML {
            html = Self.kept(reading.text, &limit)
        } else {
            text = Self.kept(reading.text, &limit)
        }
    }

    private static func kept(_ text: String?, _ limit: inout Int) -> String? {
        guard let text, !text.utf8.allSatisfy(\.isBlank) else { return nil }
        limit = max(0, limit - text.utf8.count)
        return text
    }

    private var htmlCodePage: Int? {
        guard let property = properties[.htmlCodePage], property.value.count == 4 else { return nil }
        var cursor = ByteCursor(texts.bytes, property.value)
        return (try? cursor.long()).map(Int.init)  // four bytes are there
    }

    /// The body of a message that was sent along, as a file of its own; nil for one without a text.
    func asFile(name: String?) -> TNEFFile? {
        guard let body = html ?? text else { return nil }
        let ending = html == nil ? "txt" : "html"
        let base = name.map { $0.map { $0 == "/" || $0 == "\\" ? "-" : $0 } }.map { String($0) } ?? "message"
        return TNEFFile(
            name: "\(base).\(ending)", contentType: html == nil ? "text/plain" : "text/html", charset: "utf-8",
            contentID: nil, content: .made(Array(body.utf8)))
    }
}
