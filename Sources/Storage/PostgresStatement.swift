/// A statement's text as PostgreSQL wants it, and the names under which it was prepared on one connection.
final class PostgresStatement {
    /// `$1` for the first hole.
    let text: String
    /// By the kinds of the values: PostgreSQL fixes the holes' types when it prepares.
    var names: [[UInt32]: String] = [:]

    init(_ text: String) { self.text = Self.numbered(text) }

    /// `?` outside of quotes and comments becomes `$1`, `$2` …
    static func numbered(_ text: String) -> String {
        var output: [UInt8] = []
        output.reserveCapacity(text.utf8.count + 16)
        var quote: UInt8?
        var isComment = false
        var former: UInt8 = 0
        var number = 0
        for byte in text.utf8 {
            if isComment {
                isComment = byte != 10
            } else if let open = quote {
                if byte == open { quote = nil }
            } else if byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"") {
                quote = byte
            } else if byte == UInt8(ascii: "-"), former == byte {
                isComment = true
            } else if byte == UInt8(ascii: "?") {
                number += 1
                output += Array("$\(number)".utf8)
                former = byte
                continue
            }
            output.append(byte)
            former = byte
        }
        return String(decoding: output, as: UTF8.self)
    }
}

/// The values of a statement's holes, in PostgreSQL's binary form.
struct PostgresParameters {
    /// The types' numbers (pg_type): 0 where the server infers the type of a NULL.
    private(set) var types: [UInt32] = []
    private var bytes: [UInt8] = []
    private var places: [(offset: Int, length: Int)?] = []

    init(_ values: [SQLValue]) {
        types.reserveCapacity(values.count)
        for value in values {
            let offset = bytes.count
            switch value {
            case .null:
                types.append(0)
                places.append(nil)
                continue
            case .integer(let number):
                types.append(PostgresType.bigint)
                withUnsafeBytes(of: number.bigEndian) { bytes.append(contentsOf: $0) }
            case .text(let text):
                types.append(PostgresType.text)
                bytes.append(contentsOf: text.withoutNUL.utf8)
            case .blob(let blob):
                types.append(PostgresType.bytea)
                bytes.append(contentsOf: blob)
            }
            places.append((offset, bytes.count - offset))
        }
        // An empty value needs an address too.
        bytes.append(0)
    }

    var count: Int32 { Int32(types.count) }

    /// The three lists that libpq takes, for the time of the call.
    func withLists<T>(
        _ body: (UnsafePointer<UnsafePointer<CChar>?>?, UnsafePointer<Int32>?, UnsafePointer<Int32>?) -> T
    ) -> T {
        bytes.withUnsafeBytes { raw in
            let base = raw.assumingMemoryBound(to: CChar.self).baseAddress
            let values = places.map { place in place.flatMap { base?.advanced(by: $0.offset) } }
            let lengths = places.map { Int32($0?.length ?? 0) }
            let formats = [Int32](repeating: 1, count: places.count)
            return values.withUnsafeBufferPointer { values in
                lengths.withUnsafeBufferPointer { lengths in
                    formats.withUnsafeBufferPointer { formats in
                        body(values.baseAddress, lengths.baseAddress, formats.baseAddress)
                    }
                }
            }
        }
    }
}

/// Numbers of PostgreSQL's types (pg_type.dat), which never change.
enum PostgresType {
    static let boolean: UInt32 = 16
    static let bytea: UInt32 = 17
    static let bigint: UInt32 = 20
    static let smallint: UInt32 = 21
    static let integer: UInt32 = 23
    static let text: UInt32 = 25
    static let numeric: UInt32 = 1700
}
