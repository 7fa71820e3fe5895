/// `NAMESPACE` (RFC 2342 section 5).
package struct Namespaces: Equatable, Sendable {
    package struct Namespace: Equatable, Sendable {
        package let prefix: [UInt8]
        package let delimiter: UInt8?
        /// `Namespace_Response_Extension`: a name with its values.
        package let extensions: [(name: [UInt8], values: [[UInt8]])]

        package static func == (left: Self, right: Self) -> Bool {
            left.prefix == right.prefix && left.delimiter == right.delimiter
                && left.extensions.elementsEqual(right.extensions, by: ==)
        }
    }

    package let personal: [Namespace]
    package let other: [Namespace]
    package let shared: [Namespace]
}

extension Scanner {
    mutating func namespaces() throws(GrammarFault) -> Namespaces {
        let personal = try namespaceList()
        try space()
        let other = try namespaceList()
        try space()
        return Namespaces(personal: personal, other: other, shared: try namespaceList())
    }

    private mutating func namespaceList() throws(GrammarFault) -> [Namespaces.Namespace] {
        if skipNil() { return [] }
        return try list { scanner throws(GrammarFault) in try scanner.namespace() }
    }

    private mutating func namespace() throws(GrammarFault) -> Namespaces.Namespace {
        try expect(Octet.open, "(")
        let prefix = try string()
        try space()
        let delimiter = try nstring()
        var extensions: [(name: [UInt8], values: [[UInt8]])] = []
        skipSpaces()
        while !skip(Octet.close) {
            let name = try string()
            try space()
            extensions.append((name, try list { scanner throws(GrammarFault) in try scanner.string() }))
            skipSpaces()
        }
        return Namespaces.Namespace(prefix: prefix, delimiter: delimiter?.first, extensions: extensions)
    }
}
