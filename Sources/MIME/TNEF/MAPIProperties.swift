/// The properties of a message or an attachment (MS-OXTNEF section 2.1.3.4), as far as the desk needs them.
struct MAPIProperties {
    // swift-format-ignore
    enum Name: UInt16 {
        case subject         = 0x0037
        case body            = 0x1000
        case compressedRTF   = 0x1009
        case bodyHTML        = 0x1013
        case displayName     = 0x3001
        case attachContent   = 0x3701
        case attachFileName  = 0x3704
        case attachLongName  = 0x3707
        case attachTransport = 0x370C
        case attachMIMEType  = 0x370E
        case attachContentID = 0x3712
        case htmlCodePage    = 0x3FDE
    }

    /// Where a property's first value stands, its padding left out.
    struct Property {
        let type: UInt16
        let value: Range<Int>

        var isObject: Bool { type == 0x000D }
        var isUnicode: Bool { type == 0x001F }
        var isText: Bool { type == 0x001E || isUnicode }
    }

    /// Whether the list ends early: what came before is kept.
    private(set) var isBroken = false
    private var found: [Name: Property] = [:]

    init() {}

    init(_ bytes: [UInt8], _ range: Range<Int>) {
        var cursor = ByteCursor(bytes, range)
        do {
            // Each takes four bytes at least, so that a false count ends with the bytes.
            for _ in 0..<(try cursor.count()) { try read(&cursor) }
        } catch {
            isBroken = true
        }
    }

    subscript(name: Name) -> Property? { found[name] }

    private mutating func read(_ cursor: inout ByteCursor) throws(ByteCursor.Exhausted) {
        let tag = try cursor.long()
        let id = UInt16(tag >> 16)
        if id >= 0x8000 { try Self.passName(&cursor) }
        let type = UInt16(truncatingIfNeeded: tag) & 0x0FFF
        let isMultiple = tag & 0x1000 != 0
        let size = Self.sizes[type]
        var first: Range<Int>?
        let values = isMultiple || size == nil ? try cursor.count() : 1
        for _ in 0..<values {
            let bytesOfValue = if let size { size } else { try cursor.count() }
            let value = try cursor.padded(bytesOfValue)
            first = first ?? value
        }
        guard let first, !isMultiple, id < 0x8000, let name = Name(rawValue: id), found[name] == nil else { return }
        found[name] = Property(type: type, value: first)
    }

    /// A property of the upper half has a name of its own: a GUID, then a number or a text.
    private static func passName(_ cursor: inout ByteCursor) throws(ByteCursor.Exhausted) {
        _ = try cursor.take(16)
        if try cursor.long() == 0 {
            _ = try cursor.long()
        } else {
            _ = try cursor.padded(try cursor.count())
        }
    }

    /// Bytes of each type of fixed size (MS-OXCDATA section 2.11.1); any other type bears its size.
    // swift-format-ignore
    private static let sizes: [UInt16: Int] = [
        0x0002: 2,   // short
        0x0003: 4,   // long
        0x0004: 4,   // float
        0x0005: 8,   // double
        0x0006: 8,   // currency
        0x0007: 8,   // application time
        0x000A: 4,   // error code
        0x000B: 2,   // flag
        0x0014: 8,   // long of 64 bits
        0x0040: 8,   // system time
        0x0048: 16,  // GUID
    ]
}
