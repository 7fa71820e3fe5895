/// The fields of a message/delivery-status part (RFC 3464 section 2): one group for the message, one for each recipient.
struct DeliveryStatus {
    /// Field names in lower case; the first of a name counts.
    let groups: [[String: String]]

    init(_ bytes: [UInt8]) {
        var groups: [[String: String]] = []
        var group: [String: String] = [:]
        var last: String?
        for line in bytes.split(separator: 10, omittingEmptySubsequences: false) {
            let text = String(decoding: line.last == 13 ? line.dropLast() : line, as: UTF8.self)
            if text.utf8.allSatisfy(\.isBlank) {
                if !group.isEmpty { groups.append(group) }
                group = [:]
                last = nil
            } else if let first = text.utf8.first, first.isBlank {
                if let last { group[last, default: ""] += " " + text.trimmed }
            } else if let colon = text.utf8.firstIndex(of: UInt8(ascii: ":")) {
                let name = text[..<colon].lowercased()
                // Some programs leave the blank line between two recipients out.
                if name == "final-recipient" || name == "original-recipient", group[name] != nil {
                    groups.append(group)
                    group = [:]
                }
                last = group[name] == nil ? name : nil
                if group[name] == nil { group[name] = text[text.utf8.index(after: colon)...].trimmed }
            }
        }
        if !group.isEmpty { groups.append(group) }
        self.groups = groups
    }

    /// The groups that speak of a recipient.
    var recipients: [[String: String]] {
        groups.filter {
            $0["final-recipient"] != nil || $0["original-recipient"] != nil || $0["x-actual-recipient"] != nil
        }
    }

    /// The address in `rfc822; local@domain`, without brackets and comments; nil where there is none.
    static func address(_ value: String?) -> String? {
        guard let value else { return nil }
        let text =
            value.utf8.firstIndex(of: UInt8(ascii: ";")).map { value[value.utf8.index(after: $0)...].trimmed } ?? value
        return AddressFinder.addresses(in: Array(text.utf8)).first?.address
    }

    /// `failed`, `delayed`, … in lower case.
    static func action(_ group: [String: String]) -> String? {
        group["action"].map { value in
            String(
                decoding: value.utf8.prefix { !$0.isBlank && $0 != UInt8(ascii: ";") && $0 != UInt8(ascii: "(") },
                as: UTF8.self
            ).lowercased()
        }
    }
}

extension StringProtocol {
    /// Without white space at both ends.
    var trimmed: String {
        var bytes = Substring(self).utf8
        while let first = bytes.first, first.isBlank { bytes.removeFirst() }
        while let last = bytes.last, last.isBlank { bytes.removeLast() }
        return String(Substring(bytes))
    }
}
