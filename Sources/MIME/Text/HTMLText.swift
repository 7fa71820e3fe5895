import CXML

/// HTML to the text that a person would see, with the structure that a reader of replies needs: a line per block, table
/// cells parted by a tab and rows by a line end, list items after `- `, quoted history after `> ` as in plain text,
/// struck-through words between `~~`. Scripts, styles, comments and hidden elements are left out. Linear in the input.
package enum HTMLText {
    private static let started: Void = xmlInitParser()

    /// The text of an HTML document or fragment in UTF-8; bytes that are none become U+FFFD.
    package static func text(fromHTML bytes: [UInt8]) -> String {
        guard bytes.contains(UInt8(ascii: "<")) || bytes.contains(UInt8(ascii: "&")) else {
            return String(decoding: bytes, as: UTF8.self)
        }
        _ = started
        let valid =
            String(validating: bytes, as: UTF8.self) == nil ? Array(String(decoding: bytes, as: UTF8.self).utf8) : bytes
        return parsed(valid) ?? HTMLTagStripper.text(valid)
    }

    /// Nil where libxml2 gave up: it stops at 256 nested elements and drops the rest.
    private static func parsed(_ bytes: [UInt8]) -> String? {
        let options =
            HTML_PARSE_RECOVER.rawValue | HTML_PARSE_NOERROR.rawValue | HTML_PARSE_NOWARNING.rawValue
            | HTML_PARSE_NONET.rawValue
        xmlResetLastError()
        let document = bytes.withUnsafeBufferPointer { buffer in
            buffer.withMemoryRebound(to: CChar.self) {
                htmlReadMemory($0.baseAddress, Int32(clamping: $0.count), nil, "UTF-8", Int32(options))
            }
        }
        guard let document else { return nil }
        defer { xmlFreeDoc(document) }
        if let error = xmlGetLastError(), error.pointee.level == XML_ERR_FATAL { return nil }
        guard let root = xmlDocGetRootElement(document) else { return nil }
        var walk = HTMLWalk()
        return walk.text(of: root)
    }
}
