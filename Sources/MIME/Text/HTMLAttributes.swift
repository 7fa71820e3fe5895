import CXML

/// What an element's attributes say for the text.
struct HTMLAttributes {
    private(set) var isHidden = false
    private(set) var isStruck = false
    /// All that the element holds is the mail that is answered.
    private(set) var isHistory = false
    /// From this element to the end of its parent stands the mail that is answered.
    private(set) var beginsHistory = false

    init(_ node: xmlNodePtr) {
        var attribute = node.pointee.properties
        while let current = attribute {
            if let name = current.pointee.name { take(String(cString: name), current) }
            attribute = current.pointee.next
        }
    }

    private mutating func take(_ name: String, _ attribute: xmlAttrPtr) {
        switch name {
        case "hidden": isHidden = true
        case "style":
            let style = HTMLStyle(Self.value(of: attribute))
            isHidden = isHidden || style.isHidden
            isStruck = isStruck || style.isStruck
            beginsHistory = beginsHistory || style.beginsHistory
        case "class", "id":
            for word in Self.value(of: attribute).map(\.asciiLowercased).split(whereSeparator: \.isBlank) {
                let word = String(decoding: word, as: UTF8.self)
                isHistory = isHistory || HTMLElements.historyNames.contains(word)
                beginsHistory = beginsHistory || HTMLElements.historyBeginnings.contains(word)
            }
        default: break
        }
    }

    /// The first 1,000 bytes of the value.
    private static func value(of attribute: xmlAttrPtr) -> [UInt8] {
        guard let content = attribute.pointee.children?.pointee.content else { return [] }
        return Array(UnsafeBufferPointer(start: content, count: min(Int(xmlStrlen(content)), 1000)))
    }
}
