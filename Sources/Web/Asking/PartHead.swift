/// The head of one part of a form (RFC 7578 section 4).
struct PartHead: Hashable, Sendable {
    let name: String
    /// Nil where the part is no file.
    let fileName: String?
    let contentType: String

    /// Reads the lines of a part's head; nil without a `form-data` disposition that names a field.
    init?(_ bytes: [UInt8]) {
        var disposition: String?
        var type = ""
        for line in bytes.split(separator: 10) {
            let parts = line.split(separator: UInt8(ascii: ":"), maxSplits: 1)
            guard parts.count == 2, let name = String(validating: parts[0], as: UTF8.self),
                let value = String(validating: parts[1], as: UTF8.self)
            else { continue }
            if isSame(name.trimmed, "Content-Disposition") { disposition = value.trimmed }
            if isSame(name.trimmed, "Content-Type") { type = value.trimmed }
        }
        guard let disposition, let (kind, parameters) = Self.parameters(disposition), isSame(kind, "form-data"),
            let name = parameters["name"], (1...200).contains(name.utf8.count)
        else { return nil }
        self.name = name
        fileName = parameters["filename"].map(Self.lastPart)
        contentType = String(type.prefix(200))
    }

    /// `form-data; name="a"; filename="b"`: quoted text has no escape but `\"`, and browsers write `"` as `%22`.
    static func parameters(_ text: String) -> (kind: String, parameters: [String: String])? {
        var bytes = Array(text.utf8)[...]
        let kind = String(decoding: bytes.prefix { $0 != UInt8(ascii: ";") }, as: UTF8.self).trimmed
        bytes = bytes.drop { $0 != UInt8(ascii: ";") }
        var parameters: [String: String] = [:]
        while bytes.first == UInt8(ascii: ";") {
            bytes = bytes.dropFirst()
            let name = bytes.prefix { $0 != UInt8(ascii: "=") && $0 != UInt8(ascii: ";") }
            bytes = bytes.dropFirst(name.count)
            guard bytes.first == UInt8(ascii: "=") else { continue }
            bytes = bytes.dropFirst()
            guard let value = bytes.first == UInt8(ascii: "\"") ? quoted(&bytes) : plain(&bytes) else { return nil }
            let key = String(decoding: name, as: UTF8.self).trimmed.lowercased()
            if parameters[key] == nil { parameters[key] = String(decoding: value, as: UTF8.self) }
            bytes = bytes.drop { $0 != UInt8(ascii: ";") }
        }
        return (kind, parameters)
    }

    private static func plain(_ bytes: inout ArraySlice<UInt8>) -> [UInt8]? {
        let value = bytes.prefix { $0 != UInt8(ascii: ";") }
        bytes = bytes.dropFirst(value.count)
        return Array(String(decoding: value, as: UTF8.self).trimmed.utf8)
    }

    private static func quoted(_ bytes: inout ArraySlice<UInt8>) -> [UInt8]? {
        var value: [UInt8] = []
        var index = bytes.startIndex + 1
        while index < bytes.endIndex {
            let byte = bytes[index]
            if byte == UInt8(ascii: "\"") {
                bytes = bytes[(index + 1)...]
                return value
            }
            if byte == UInt8(ascii: "\\"), index + 1 < bytes.endIndex, bytes[index + 1] == UInt8(ascii: "\"") {
                index += 1
            }
            if bytes[index...].starts(with: "%22".utf8) {
                value.append(UInt8(ascii: "\""))
                index += 3
                continue
            }
            value.append(bytes[index])
            index += 1
        }
        return nil
    }

    /// The name without folders and control characters, at most 255 bytes; `file` where nothing is left.
    static func lastPart(_ name: String) -> String {
        let last = name.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last ?? ""
        var kept = String.UnicodeScalarView()
        var size = 0
        for scalar in last.unicodeScalars where scalar.value >= 32 && scalar.value != 127 {
            size += UTF8.width(scalar)
            if size > 255 { break }
            kept.append(scalar)
        }
        let text = String(kept).trimmed
        return text.isEmpty && !name.isEmpty || text == "." || text == ".." ? "file" : text
    }
}
