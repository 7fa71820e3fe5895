import Kernel
import Storage
import Web

/// A long list as programs read it: a row comes from the database as one text, and goes out as JSON without becoming anything
/// in between. A thousand rows of twenty columns are twenty thousand values to look up by name, make and forget.
struct PackedList: Sendable {
    enum Kind: Sendable {
        case text, moment, money
        /// A number, `true` or `false`.
        case plain
    }

    /// A member of each item; nothing where the column is null.
    struct Member: Sendable {
        let sql: SQL
        let kind: Kind
        /// `"name":`
        fileprivate let head: [UInt8]

        init(_ name: String, _ sql: SQL, _ kind: Kind = .text) {
            self.sql = sql
            self.kind = kind
            head = Array("\"\(name)\":".utf8)
        }
    }

    /// No text of a record has these: forms and programs are refused control characters. A row that has more or fewer of them than
    /// members part is not told at all, as nobody knows whose words stand where.
    private static let between: UInt8 = 0x1F
    private static let absent: UInt8 = 0x1E

    /// The first is the item's identity.
    let members: [Member]

    /// The members as one column.
    var column: SQL {
        let parts = members.map { member -> SQL in "coalesce(CAST(\(part: member.sql) AS TEXT), '\u{1E}')" }
        let joined = parts.dropFirst().reduce(parts[0]) { "\(part: $0) || '\u{1F}' || \(part: $1)" }
        return "\(part: joined) AS packed"
    }

    /// The page of these rows as JSON, with what stands beside the items.
    func json(_ rows: [Row], of request: PageRequest, beside others: Value = [:]) throws -> [UInt8] {
        let texts = try rows.map { try $0.first(as: String.self) }
        let page = Page(rows: texts, of: request) { .string(String($0.prefix { $0 != "\u{1F}" })) }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(page.items.count * 600 + 200)
        bytes += "{\"items\":[".utf8
        for (place, text) in page.items.enumerated() {
            if place > 0 { bytes.append(UInt8(ascii: ",")) }
            guard text.utf8.count(where: { $0 == Self.between }) == members.count - 1 else { throw Self.unlike }
            try write(text, to: &bytes)
        }
        bytes += "],\"next\":".utf8
        bytes += Value(page.next?.text).jsonBytes
        for (name, value) in others.fields?.members ?? [] {
            bytes += ",\"\(name)\":".utf8
            bytes += value.jsonBytes
        }
        bytes.append(UInt8(ascii: "}"))
        return bytes
    }

    private static let unlike = StorageFault.unusable("a text of a record holds a sign that no text may hold")

    private func write(_ text: String, to bytes: inout [UInt8]) throws {
        var text = text
        try text.withUTF8 { all in
            var start = 0
            for (place, member) in members.enumerated() {
                bytes.append(UInt8(ascii: place == 0 ? "{" : ","))
                bytes.append(contentsOf: member.head)
                var end = start
                while end < all.count, all[end] != Self.between { end += 1 }
                try Self.write(UnsafeBufferPointer(rebasing: all[start..<end]), as: member.kind, to: &bytes)
                start = end + 1
            }
        }
        bytes.append(UInt8(ascii: "}"))
    }

    private static func write(
        _ field: UnsafeBufferPointer<UInt8>, as kind: Kind, to bytes: inout [UInt8]
    ) throws {
        if field.count == 1, field[0] == absent { return bytes.append(contentsOf: "null".utf8) }
        switch kind {
        case .plain: bytes.append(contentsOf: field)
        case .text: quote(field, to: &bytes)
        case .moment: told(Moment(milliseconds: try number(field)).description, to: &bytes)
        case .money: told(Cents(try number(field)).decimal, to: &bytes)
        }
    }

    private static func number(_ field: UnsafeBufferPointer<UInt8>) throws -> Int64 {
        guard let number = Int64(String(decoding: field, as: UTF8.self)) else { throw unlike }
        return number
    }

    /// Text in which nothing is escaped.
    private static func told(_ text: String, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "\""))
        bytes.append(contentsOf: text.utf8)
        bytes.append(UInt8(ascii: "\""))
    }

    private static func quote(_ field: UnsafeBufferPointer<UInt8>, to bytes: inout [UInt8]) {
        let isPlain = !field.contains { $0 < 32 || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\") }
        guard isPlain else {
            return bytes.append(contentsOf: Value.string(String(decoding: field, as: UTF8.self)).jsonBytes)
        }
        bytes.append(UInt8(ascii: "\""))
        bytes.append(contentsOf: field)
        bytes.append(UInt8(ascii: "\""))
    }
}

extension Answer {
    /// JSON that is written already.
    static func packed(_ bytes: [UInt8]) -> Answer {
        .bytes(bytes, type: "application/json").adding("Vary", "Accept")
    }
}

extension Request {
    /// A program asks for the list itself, not for the same as comma-separated text.
    var wantsPacked: Bool { !wantsHTML && !pattern.hasSuffix("/export") }
}
