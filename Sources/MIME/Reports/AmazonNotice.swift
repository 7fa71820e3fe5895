import Kernel

/// Amazon SES tells of bounces by a JSON object in the text of a mail.
enum AmazonNotice {
    /// The groups of fields that an RFC 3464 report would have; nil where the text is no such notice.
    static func recipients(_ text: String) -> [[String: String]]? {
        let bytes = Array(text.utf8)
        guard FoldedText(text).contains(Array("\"notificationtype\":\"bounce\"".utf8)),
            let start = bytes.firstIndex(of: UInt8(ascii: "{")), let end = bytes.lastIndex(of: UInt8(ascii: "}")),
            start < end
        else { return nil }
        // Long lines were cut by the transport: the cuts stand within strings.
        let object = bytes[start...end].filter { $0 != 10 && $0 != 13 }
        // A text that is no JSON is no notice.
        guard let value = try? Value(parsing: object), let listed = value["bounce"]?["bouncedRecipients"]?.list else {
            return nil
        }
        return listed.map { entry in
            var group: [String: String] = [:]
            group["final-recipient"] = entry["emailAddress"]?.text
            group["action"] = entry["action"]?.text ?? "failed"
            group["status"] = entry["status"]?.text
            group["diagnostic-code"] = entry["diagnosticCode"]?.text
            return group
        }
    }
}
