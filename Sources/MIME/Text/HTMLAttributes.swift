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
            if let name = current.pointee.name { take(name, current) }
            attribute = current.pointee.next
        }
    }

    private mutating func take(_ name: UnsafePointer<xmlChar>, _ attribute: xmlAttrPtr) {
        if xmlStrEqual(name, "hidden") != 0 {
            isHidden = true
        } else if xmlStrEqual(name, "style") != 0 {
            let style = HTMLStyle(Self.value(of: attribute))
            isHidden = isHidden || style.isHidden
            isStruck = isStruck || style.isStruck
            beginsHistory = beginsHistory || style.beginsHistory
            isHistory = isHistory || style.isHistory
        } else if Self.isNaming(name) {
            for word in Self.value(of: attribute).split(whereSeparator: \.isBlank)
            where word.count >= HTMLHistory.shortest {
                let name = HTMLHistory.name(word)
                isHistory =
                    isHistory || HTMLHistory.wholes.contains(name)
                    || name == "gmail_quote" && Self.isBareGmailQuote(attribute)
                beginsHistory = beginsHistory || HTMLHistory.beginnings.contains(name)
            }
        }
    }

    /// Whether the attribute names its element or the element's kind.
    private static func isNaming(_ name: UnsafePointer<xmlChar>) -> Bool {
        xmlStrEqual(name, "class") != 0 || xmlStrEqual(name, "id") != 0 || xmlStrEqual(name, "name") != 0
    }

    /// Gmail's wrapper of what is answered, where neither itself nor a child is a `blockquote`, and which is no forward.
    private static func isBareGmailQuote(_ attribute: xmlAttrPtr) -> Bool {
        guard let node = attribute.pointee.parent, node.pointee.name.map({ String(cString: $0) }) == "div" else {
            return false
        }
        var child = node.pointee.children
        while let current = child {
            if current.pointee.type == XML_ELEMENT_NODE {
                let name = current.pointee.name.map { String(cString: $0) }
                if name == "blockquote" || name == "div" && isWrapper(current) { return false }
            } else if current.pointee.type == XML_TEXT_NODE, startsWithDashes(current) {
                return false
            }
            child = current.pointee.next
        }
        return true
    }

    /// Whether the element is Gmail's line above the quotation, or another wrapper.
    private static func isWrapper(_ node: xmlNodePtr) -> Bool {
        var attribute = node.pointee.properties
        while let current = attribute {
            if current.pointee.name.map({ String(cString: $0) }) == "class",
                value(of: current).starts(with: "gmail_".utf8)
            {
                return true
            }
            attribute = current.pointee.next
        }
        return false
    }

    /// `---------- Forwarded message`
    private static func startsWithDashes(_ node: xmlNodePtr) -> Bool {
        guard let content = node.pointee.content else { return false }
        let bytes = UnsafeBufferPointer(start: content, count: min(Int(xmlStrlen(content)), 100))
        return bytes.drop(while: \.isBlank).starts(with: "-----".utf8)
    }

    /// The first 1,000 bytes of the value.
    private static func value(of attribute: xmlAttrPtr) -> [UInt8] {
        guard let content = attribute.pointee.children?.pointee.content else { return [] }
        return Array(UnsafeBufferPointer(start: content, count: min(Int(xmlStrlen(content)), 1000)))
    }
}
