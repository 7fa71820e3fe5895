/// One attribute of a TNEF stream (MS-OXTNEF section 2.1.1): a head of nine bytes, the value, its sum.
struct TNEFAttribute {
    // swift-format-ignore
    enum Name: UInt32 {
        case codePage          = 0x0006_9007
        case subject           = 0x0001_8004
        case body              = 0x0002_800C
        case messageProperties = 0x0006_9003
        case attachBegin       = 0x0006_9002
        case attachTitle       = 0x0001_8010
        case attachData        = 0x0006_800F
        case attachTransport   = 0x0006_9001
        case attachProperties  = 0x0006_9005
    }

    /// Nil for the attributes that are passed over: dates, recipients, pictures for display.
    let name: Name?
    let isOfAttachment: Bool
    let value: Range<Int>
    /// Whether the value adds up to the sum that follows it.
    let isSound: Bool

    static let signature: UInt32 = 0x223E_9F78

    /// Nil where no attribute begins: its level is neither of the message nor of an attachment.
    init?(_ cursor: inout ByteCursor, of bytes: [UInt8]) throws(ByteCursor.Exhausted) {
        let level = try cursor.byte()
        guard level == 1 || level == 2 else { return nil }
        isOfAttachment = level == 2
        name = Name(rawValue: try cursor.long())
        value = try cursor.take(try cursor.count())
        isSound = Self.sum(of: bytes, value) == (try cursor.short())
    }

    /// The sum of the bytes modulo 65,536 (section 2.1.3.1).
    static func sum(of bytes: [UInt8], _ range: Range<Int>) -> UInt16 {
        UInt16(truncatingIfNeeded: bytes[range].reduce(into: UInt64(0)) { $0 &+= UInt64($1) })
    }
}
