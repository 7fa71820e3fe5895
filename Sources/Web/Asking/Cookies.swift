/// The cookies of a request (RFC 6265 section 4.2): the first of a name counts.
package struct Cookies: Sendable {
    private var values: [String: String] = [:]

    package init(_ headers: [String]) {
        for header in headers {
            for pair in header.utf8.split(separator: UInt8(ascii: ";")).prefix(100) {
                let parts = pair.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
                guard parts.count == 2, let name = String(parts[0])?.trimmed, !name.isEmpty,
                    let value = String(parts[1])?.trimmed
                else { continue }
                if values[name] == nil { values[name] = value.unquoted }
            }
        }
    }

    package subscript(name: String) -> String? { values[name] }
}

extension StringProtocol {
    /// Without spaces, tabs and line ends at both ends.
    var trimmed: String {
        let isSpace: (UInt8) -> Bool = { $0 == 32 || (9...13).contains($0) }
        let bytes = Array(utf8)
        guard let first = bytes.firstIndex(where: { !isSpace($0) }), let last = bytes.lastIndex(where: { !isSpace($0) })
        else { return "" }
        return String(decoding: bytes[first...last], as: UTF8.self)
    }

    fileprivate var unquoted: String {
        utf8.count >= 2 && first == "\"" && last == "\"" ? String(dropFirst().dropLast()) : String(self)
    }
}
