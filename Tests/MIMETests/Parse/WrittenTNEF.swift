/// Writes TNEF streams (MS-OXTNEF) for the tests.
struct WrittenTNEF {
    private(set) var bytes: [UInt8]

    /// `codePage` is that of the 8-bit texts.
    init(codePage: UInt32? = 1252) {
        bytes = Self.long(0x223E_9F78) + [1, 0]
        add(1, 0x0008_9006, Self.long(0x0001_0000))
        if let codePage { add(1, 0x0006_9007, Self.long(codePage) + Self.long(0)) }
    }

    static func long(_ value: UInt32) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) } }

    /// One attribute with its sum; `sum` replaces the right one.
    mutating func add(_ level: UInt8, _ name: UInt32, _ value: [UInt8], sum: UInt16? = nil) {
        let right = value.reduce(UInt16(0)) { $0 &+ UInt16($1) }
        bytes += [level] + Self.long(name) + Self.long(UInt32(value.count)) + value
        bytes += Self.long(UInt32(sum ?? right)).prefix(2)
    }

    mutating func append(_ tail: [UInt8]) { bytes += tail }

    mutating func message(_ properties: [[UInt8]]) { add(1, 0x0006_9003, Self.list(properties)) }

    /// A file; its title and data are left out where they are nil.
    mutating func file(title: [UInt8]?, data: [UInt8]?, properties: [[UInt8]] = [], sum: UInt16? = nil) {
        add(2, 0x0006_9002, [1, 0] + Self.long(.max) + [32, 0, 32, 0] + Self.long(0))
        if let title { add(2, 0x0001_8010, title + [0]) }
        if let data { add(2, 0x0006_800F, data, sum: sum) }
        if !properties.isEmpty { add(2, 0x0006_9005, Self.list(properties)) }
    }

    static func list(_ properties: [[UInt8]]) -> [UInt8] { long(UInt32(properties.count)) + properties.joined() }

    // MARK: Properties

    private static func tag(_ id: UInt16, _ type: UInt16) -> [UInt8] { long(UInt32(id) << 16 | UInt32(type)) }

    private static func padded(_ bytes: [UInt8]) -> [UInt8] {
        long(UInt32(bytes.count)) + bytes + [UInt8](repeating: 0, count: (4 - bytes.count % 4) % 4)
    }

    /// An 8-bit text.
    static func text(_ id: UInt16, _ text: [UInt8]) -> [UInt8] { tag(id, 0x1E) + long(1) + padded(text + [0]) }

    /// A text in UTF-16.
    static func unicode(_ id: UInt16, _ text: String) -> [UInt8] {
        let units = (Array(text.utf16) + [0]).flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
        return tag(id, 0x1F) + long(1) + padded(units)
    }

    static func binary(_ id: UInt16, _ bytes: [UInt8]) -> [UInt8] { tag(id, 0x102) + long(1) + padded(bytes) }

    static func number(_ id: UInt16, _ value: UInt32) -> [UInt8] { tag(id, 3) + long(value) }

    /// A message that is attached.
    static func object(_ id: UInt16, _ stream: [UInt8]) -> [UInt8] {
        let kind: [UInt8] = [7, 3, 2, 0, 0, 0, 0, 0, 0xC0, 0, 0, 0, 0, 0, 0, 0x46]
        return tag(id, 0x0D) + long(1) + padded(kind + stream)
    }

    /// Properties that a reader passes over: short, flag, time, GUID, several values, names of both kinds.
    static let noise: [[UInt8]] = [
        tag(0x0017, 2) + [1, 0, 0, 0],
        tag(0x0E1B, 0x0B) + [1, 0, 0, 0],
        tag(0x3007, 0x40) + [UInt8](repeating: 9, count: 8),
        tag(0x0FFE, 0x48) + [UInt8](repeating: 7, count: 16),
        tag(0x1234, 0x1003) + long(3) + long(1) + long(2) + long(3),
        tag(0x1235, 0x101E) + long(2) + padded([65, 0]) + padded([66, 67, 68, 69, 0]),
        tag(0x8001, 3) + [UInt8](repeating: 5, count: 16) + long(0) + long(0x8501) + long(42),
        tag(0x8002, 0x1F) + [UInt8](repeating: 6, count: 16) + long(1) + padded([75, 0, 0]) + long(1) + padded([0, 0]),
    ]

    // MARK: Mail

    /// A message whose second part is `tnef`, the first a text unless that is nil.
    static func mail(_ tnef: [UInt8], text: String?, type: String = "application/ms-tnef", name: String = "winmail.dat")
        -> [UInt8]
    {
        var mail = "From: ann@funder.example\r\nSubject: Offer\r\nMIME-Version: 1.0\r\n"
        mail += "Content-Type: multipart/mixed; boundary=b\r\n\r\n"
        if let text { mail += "--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n\(text)\r\n" }
        mail += "--b\r\nContent-Type: \(type); name=\(name)\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        mail += base64(tnef) + "\r\n--b\r\nContent-Type: image/png; name=logo.png\r\n\r\npng\r\n--b--\r\n"
        return Array(mail.utf8)
    }

    private static func base64(_ bytes: [UInt8]) -> String {
        let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count * 3 / 2 + 8)
        for (index, start) in stride(from: 0, to: bytes.count, by: 3).enumerated() {
            let group = bytes[start..<min(start + 3, bytes.count)]
            let bits = group.reduce(0) { $0 << 8 | Int($1) } << ((3 - group.count) * 8)
            for place in 0..<4 {
                output.append(place > group.count ? UInt8(ascii: "=") : letters[bits >> ((3 - place) * 6) & 63])
            }
            if index % 18 == 17 { output += [13, 10] }
        }
        return String(decoding: output, as: UTF8.self)
    }
}
