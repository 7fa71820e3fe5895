import Classification
import Kernel

#if canImport(Glibc)
    import Glibc
#endif

/// Just enough of MIME for the fixtures: headers, multipart, base64, quoted-printable, three charsets, simple HTML.
struct FixtureMail {
    private(set) var input: ReplyInput

    init(_ bytes: [UInt8]) {
        let part = FixturePart(bytes)
        let leaves = part.leaves
        let plain = leaves.first { $0.type == "text/plain" && !$0.isAttachment }?.text
        let html = leaves.first { $0.type == "text/html" }?.text
        var body = plain ?? ""
        if let html, plain == nil || html.contains("<td") || html.contains("<th") { body = FixtureHTML(html).text }
        input = ReplyInput(
            subject: FixturePart.decodeWords(part.header("subject")), body: body.replacing("\r\n", with: "\n"),
            date: Self.day(part.header("date")))
        switch part.header("auto-submitted").lowercased() {
        case "auto-replied": input.automatic = .replied
        case "auto-generated": input.automatic = .generated
        default: break
        }
        input.attachmentNames = leaves.filter(\.isAttachment).compactMap(\.fileName)
        input.isDeliveryReport = part.type == "multipart/report"
    }

    private static func day(_ text: String) -> Day? {
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let words = text.split(separator: " ").map(String.init)
        guard words.count > 3, let day = Int(words[1]), let month = months.firstIndex(of: words[2]),
            let year = Int(words[3])
        else { return nil }
        return Day(year: year, month: month + 1, day: day)
    }
}

/// A part of a fixture.
struct FixturePart {
    private let headers: [(name: String, value: String)]
    private let content: [UInt8]

    init(_ bytes: [UInt8]) {
        var lines: [String] = []
        var rest = bytes[...]
        while let end = rest.firstIndex(of: 10) {
            var line = rest[rest.startIndex..<end]
            if line.last == 13 { line = line.dropLast() }
            rest = rest[(end + 1)...]
            if line.isEmpty { break }
            let text = String(decoding: line, as: UTF8.self)
            if let first = line.first, first == 32 || first == 9, !lines.isEmpty {
                lines[lines.count - 1] += text
            } else {
                lines.append(text)
            }
        }
        headers = lines.compactMap { line in
            guard let colon = line.firstIndex(of: ":") else { return nil }
            let value = line[line.index(after: colon)...].drop { $0 == " " }
            return (line[..<colon].lowercased(), String(value))
        }
        content = Array(rest)
    }

    func header(_ name: String) -> String { headers.first { $0.name == name }?.value ?? "" }

    var type: String {
        let value = header("content-type").split(separator: ";").first.map { String($0) } ?? "text/plain"
        return value.lowercased().filter { $0 != " " }
    }

    var fileName: String? {
        header("content-disposition").split(separator: "=").last.map { $0.filter { $0 != "\"" } }
    }
    var isAttachment: Bool { header("content-disposition").lowercased().hasPrefix("attachment") }

    private func parameter(_ name: String) -> String? {
        for piece in header("content-type").split(separator: ";").dropFirst() {
            let pair = piece.split(separator: "=", maxSplits: 1)
            guard pair.count == 2, pair[0].lowercased().filter({ $0 != " " && $0 != "\t" }) == name else { continue }
            return pair[1].filter { $0 != "\"" }.trimmingSpaces
        }
        return nil
    }

    var leaves: [FixturePart] {
        guard type.hasPrefix("multipart/"), let boundary = parameter("boundary") else { return [self] }
        let mark = Array("--\(boundary)".utf8)
        var parts: [[UInt8]] = []
        var current: [UInt8]?
        for line in content.split(separator: 10, omittingEmptySubsequences: false) {
            if line.starts(with: mark) {
                if let current { parts.append(current) }
                current = line.dropFirst(mark.count).starts(with: [45, 45]) ? nil : []
            } else if current != nil {
                current?.append(contentsOf: line)
                current?.append(10)
            }
        }
        return parts.flatMap { FixturePart($0).leaves }
    }

    var text: String {
        var bytes: [UInt8]
        switch header("content-transfer-encoding").lowercased() {
        case "base64": bytes = Self.base64(content)
        case "quoted-printable": bytes = Self.quotedPrintable(content)
        default: bytes = content
        }
        if parameter("format") == "flowed" { bytes = Self.unflow(bytes, deletes: parameter("delsp") == "yes") }
        switch parameter("charset")?.lowercased() {
        case "windows-1252"?, "iso-8859-1"?:
            let high: [UInt8: UInt32] = [
                0x80: 0x20AC, 0x85: 0x2026, 0x91: 0x2018, 0x92: 0x2019, 0x93: 0x201C, 0x94: 0x201D, 0x95: 0x2022,
                0x96: 0x2013, 0x97: 0x2014,
            ]
            var text = ""
            for byte in bytes { text.unicodeScalars.append(Unicode.Scalar(high[byte] ?? UInt32(byte)) ?? " ") }
            return text
        default: return String(decoding: bytes, as: UTF8.self)
        }
    }

    private static func unflow(_ bytes: [UInt8], deletes: Bool) -> [UInt8] {
        var out: [UInt8] = []
        for line in bytes.split(separator: 10, omittingEmptySubsequences: false) {
            let line = line.last == 13 ? line.dropLast() : line
            out.append(contentsOf: line)
            if line.last == 32, !line.elementsEqual([45, 45, 32]) {
                if deletes { out.removeLast() }
            } else {
                out.append(10)
            }
        }
        return out
    }

    static func base64(_ bytes: [UInt8]) -> [UInt8] {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
        var out: [UInt8] = []
        var bits: UInt32 = 0
        var count = 0
        for byte in bytes {
            guard let value = alphabet.firstIndex(of: byte) else { continue }
            bits = bits << 6 | UInt32(value)
            count += 6
            if count >= 8 {
                count -= 8
                out.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
            }
        }
        return out
    }

    static func quotedPrintable(_ bytes: [UInt8]) -> [UInt8] {
        func digit(_ byte: UInt8) -> UInt8? {
            switch byte {
            case 48...57: byte - 48
            case 65...70: byte - 55
            case 97...102: byte - 87
            default: nil
            }
        }
        var out: [UInt8] = []
        var index = 0
        while index < bytes.count {
            if bytes[index] == 61, index + 1 < bytes.count, bytes[index + 1] == 10 {
                index += 2
            } else if bytes[index] == 61, index + 2 < bytes.count, bytes[index + 1] == 13 {
                index += 3
            } else if bytes[index] == 61, index + 2 < bytes.count, let high = digit(bytes[index + 1]),
                let low = digit(bytes[index + 2])
            {
                out.append(high << 4 | low)
                index += 3
            } else {
                out.append(bytes[index])
                index += 1
            }
        }
        return out
    }

    /// RFC 2047 words, UTF-8 only.
    static func decodeWords(_ text: String) -> String {
        guard text.contains("=?") else { return text }
        var out = ""
        for word in text.split(separator: " ", omittingEmptySubsequences: false) {
            let parts = word.split(separator: "?", omittingEmptySubsequences: false)
            guard parts.count == 5, parts[0] == "=", parts[4] == "=" else {
                out += (out.isEmpty ? "" : " ") + word
                continue
            }
            let bytes = Array(parts[3].utf8)
            let decoded =
                parts[2].lowercased() == "b" ? base64(bytes) : quotedPrintable(bytes.map { $0 == 95 ? 32 : $0 })
            out += String(decoding: decoded, as: UTF8.self)
        }
        return out
    }
}

extension StringProtocol {
    var trimmingSpaces: String {
        let start = self.drop { $0.isWhitespace }
        guard let last = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return String(start[...last])
    }
}
