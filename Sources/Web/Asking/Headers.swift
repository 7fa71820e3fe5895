/// Header fields in the order they came; names are compared without regard to case.
package struct Headers: Sendable {
    package private(set) var entries: [(name: String, value: String)] = []

    package init() {}

    package init(_ entries: [(String, String)]) { self.entries = entries.map { (name: $0.0, value: $0.1) } }

    package mutating func add(_ name: String, _ value: String) { entries.append((name, value)) }

    /// The first field of that name.
    package subscript(name: String) -> String? { entries.first { isSame($0.name, name) }?.value }

    package func all(_ name: String) -> [String] { entries.filter { isSame($0.name, name) }.map(\.value) }

    package func has(_ name: String) -> Bool { entries.contains { isSame($0.name, name) } }
}

/// Whether two ASCII words are equal apart from their case.
func isSame(_ left: String, _ right: String) -> Bool {
    left.utf8.count == right.utf8.count
        && zip(left.utf8, right.utf8).allSatisfy { lowered($0) == lowered($1) }
}

func lowered(_ byte: UInt8) -> UInt8 { byte >= 65 && byte <= 90 ? byte | 32 : byte }
