/// One attachment of a TNEF stream while its attributes go by.
struct TNEFAttachment {
    private(set) var properties = MAPIProperties()
    private var title: Range<Int>?
    private var transportName: Range<Int>?
    private var data: Range<Int>?

    /// IID_IMessage (00020307-0000-0000-C000-000000000046) as it is written.
    private static let messageID: [UInt8] = [0x07, 0x03, 0x02, 0, 0, 0, 0, 0, 0xC0, 0, 0, 0, 0, 0, 0, 0x46]

    /// False where the attribute's own content is broken.
    mutating func take(_ attribute: TNEFAttribute, of bytes: [UInt8]) -> Bool {
        switch attribute.name {
        case .attachTitle: title = attribute.value
        case .attachTransport: transportName = attribute.value
        case .attachData: data = attribute.value
        case .attachProperties:
            properties = MAPIProperties(bytes, attribute.value)
            return !properties.isBroken
        default: break
        }
        return true
    }

    /// The stream of the message that is attached; nil for a file.
    func message(in bytes: [UInt8]) -> Range<Int>? {
        guard let object, bytes[object].starts(with: Self.messageID) else { return nil }
        return object.dropFirst(16)
    }

    /// The file's bytes: those of the attribute, else those of the property.
    var content: Range<Int>? { data ?? object?.dropFirst(16) ?? properties[.attachContent]?.value }

    /// An object begins with the 16 bytes that tell its kind.
    private var object: Range<Int>? {
        guard let property = properties[.attachContent], property.isObject, property.value.count >= 16 else {
            return nil
        }
        return property.value
    }

    /// The long name where there is one: the title is often cut to eight letters and three.
    func name(_ texts: TNEFText) -> String? {
        texts.line(properties[.attachLongName]) ?? texts.line(title) ?? texts.line(properties[.attachFileName])
            ?? texts.line(properties[.displayName]) ?? texts.line(properties[.attachTransport])
            ?? texts.line(transportName)
    }
}
