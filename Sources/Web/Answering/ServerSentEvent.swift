/// One event of a stream (HTML standard, section 9.2): the browser's `EventSource` reads it.
package struct ServerSentEvent: Hashable, Sendable {
    package let name: String?
    /// Lines are kept.
    package let text: String
    package let id: String?

    package init(_ name: String? = nil, _ text: String, id: String? = nil) {
        self.name = name
        self.text = text
        self.id = id
    }

    /// The event as it is sent. A name or id with a line end would forge fields: its line ends are dropped.
    var bytes: [UInt8] {
        var out = ""
        if let name { out += "event: \(Self.oneLine(name))\n" }
        if let id { out += "id: \(Self.oneLine(id))\n" }
        var bytes = Array(out.utf8)
        let normal = text.utf8.split(omittingEmptySubsequences: false) { $0 == 10 }
        for line in normal {
            bytes += Array("data: ".utf8) + line.filter { $0 != 13 } + [10]
        }
        return bytes + [10]
    }

    private static func oneLine(_ text: String) -> String {
        String(decoding: text.utf8.filter { $0 != 10 && $0 != 13 && $0 != 0 }, as: UTF8.self)
    }
}
