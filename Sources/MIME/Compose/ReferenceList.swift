/// Message ids as headers carry them, without angle brackets.
package enum ReferenceList {
    /// `left@right` of printable ASCII without space or angle bracket, at most 250 bytes (RFC 5322 section 3.6.4, loosely).
    package static func isWritable(_ id: String) -> Bool {
        let bytes = id.utf8
        guard bytes.count >= 3, bytes.count <= 250, let at = bytes.lastIndex(of: UInt8(ascii: "@")) else {
            return false
        }
        return at != bytes.startIndex && bytes.index(after: at) != bytes.endIndex
            && bytes.allSatisfy { $0 > 32 && $0 < 127 && $0 != UInt8(ascii: "<") && $0 != UInt8(ascii: ">") }
    }

    /// At most 10 ids and 1,500 bytes with brackets and spaces: the first of the thread, then the newest. Relays refuse more.
    package static func cut(_ references: [String]) -> [String] {
        var seen: Set<String> = []
        let ids = references.reversed().filter { isWritable($0) && seen.insert($0).inserted }
        guard let first = ids.last else { return [] }
        var kept: [String] = []
        var room = 1500 - first.utf8.count - 3
        for id in ids.dropLast() {
            guard kept.count < 9, id.utf8.count + 3 <= room else { break }
            room -= id.utf8.count + 3
            kept.append(id)
        }
        return [first] + kept.reversed()
    }
}
