import Glibc
import Kernel

/// Chooses and collects the body texts while the leaves go by.
struct BodyTexts {
    private static let mostFurther = 50

    private let limits: MessageLimits
    private var text: String?
    private var html: String?
    private var flowed: FlowedText?
    private var further: [(text: String, isHTML: Bool)] = []
    /// The body that stands in a winmail.dat, the first that has one.
    private var enclosed: (text: String?, html: String?)?
    private var hasText = false
    private var hasHTML = false

    init(limits: MessageLimits) { self.limits = limits }

    /// The first text/plain and the first text/html that are neither marked as an attachment nor named are the bodies.
    mutating func role(of leaf: FoundLeaf) -> MIMELeafRole {
        guard leaf.isUnnamed else { return .attachment }
        switch leaf.contentType {
        case "text/plain":
            defer { hasText = true }
            return hasText ? .further : .text
        case "text/html":
            defer { hasHTML = true }
            return hasHTML ? .further : .html
        case _ where leaf.contentType.hasPrefix("multipart/"):
            // Without parts, it holds text at best.
            return .further
        default:
            return .attachment
        }
    }

    /// Whether a further text goes on where the body ended, rather than being another form of it.
    func isKept(_ leaf: FoundLeaf) -> Bool { !leaf.isAlternative && further.count < Self.mostFurther }

    /// Decodes a text; answers what was broken in it.
    mutating func take(_ bytes: [UInt8], of leaf: FoundLeaf, role: MIMELeafRole) -> MessageDefect? {
        let isHTML = leaf.contentType == "text/html"
        let declared = leaf.type["charset"] ?? (isHTML ? HTMLCharset.wanted(for: bytes) : nil)
        let reading = Charset.decode(bytes, declared: declared)
        let lines = LineEnds.unified(reading.text)
        switch role {
        case .text:
            text = lines
            if leaf.type["format"]?.lowercased() == "flowed" {
                flowed = FlowedText(deletesSpaces: leaf.type["delsp"]?.lowercased() == "yes")
            }
        case .html: html = lines
        case .further: further.append((lines, isHTML))
        case .attachment: break
        }
        return reading.defect
    }

    /// Keeps a body that stands in a file, for a message without any text of its own.
    mutating func offer(text: String?, html: String?) {
        if enclosed == nil, text != nil || html != nil {
            enclosed = (text.map(LineEnds.unified), html.map(LineEnds.unified))
        }
    }

    private var isBlank: Bool {
        ([text, html] + further.map(\.text)).allSatisfy { $0?.utf8.allSatisfy(\.isBlank) ?? true }
    }

    /// Where there is a plain text, it says all that HTML says.
    var body: MessageBody {
        if let enclosed, isBlank {
            return MessageBody(text: enclosed.text, html: enclosed.html, flowed: nil, further: [])
        }
        let texts = further.compactMap { piece -> String? in
            let text = piece.isHTML ? (text == nil ? HTMLText.text(fromHTML: Array(piece.text.utf8)) : "") : piece.text
            return text.utf8.allSatisfy(\.isBlank) ? nil : text
        }
        return MessageBody(text: text, html: html, flowed: flowed, further: texts)
    }
}

/// Line ends of any kind to a line feed.
enum LineEnds {
    static func unified(_ text: String) -> String {
        text.withBytes { bytes in
            guard let start = bytes.baseAddress, memchr(start, 13, bytes.count) != nil else { return text }
            return String(unsafeUninitializedCapacity: bytes.count) { output in
                var (length, index) = (0, 0)
                while index < bytes.count {
                    let found = memchr(start + index, 13, bytes.count - index)
                    let end = found.map { UnsafeRawPointer($0) - UnsafeRawPointer(start) } ?? bytes.count
                    output.baseAddress?.advanced(by: length).update(from: start + index, count: end - index)
                    length += end - index
                    index = end + 1
                    guard end < bytes.count else { break }
                    output[length] = 10
                    length += 1
                    if index < bytes.count, bytes[index] == 10 { index += 1 }
                }
                return length
            }
        }
    }
}
