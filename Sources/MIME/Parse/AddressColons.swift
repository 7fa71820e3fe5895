import Glibc

/// Counts the colons of address headers before GMime sees them: GMime recurses once for each (gmime#15), at the top and in
/// embedded messages alike, so any line that could begin such a header counts.
struct AddressColons {
    /// The most colons found in one header.
    private(set) var most = 0
    private var current = 0
    private var isCounting = false
    /// The beginning of the line, as far as a field name goes.
    private var line: [UInt8] = []
    /// Whether the line begins as no address header does.
    private var isDull = false

    private static let longestName = 9
    private static let names = ["from", "to", "cc", "bcc", "sender", "reply-to"].map { Array($0.utf8) }

    mutating func feed(_ chunk: UnsafeRawBufferPointer) {
        var position = 0
        while position < chunk.count {
            let end = Self.newline(in: chunk, from: position) ?? chunk.count
            take(UnsafeRawBufferPointer(rebasing: chunk[position..<end]))
            if end < chunk.count {
                line.removeAll(keepingCapacity: true)
                isDull = false
            }
            position = end + 1
        }
    }

    /// A line or, at a chunk's border, a piece of it.
    private mutating func take(_ piece: UnsafeRawBufferPointer) {
        if isDull { return }
        guard line.count <= Self.longestName else {
            if isCounting { count(piece) }
            return
        }
        let isStart = line.isEmpty
        if isStart, let first = piece.first, first != 32, first != 9, !Self.mayBegin(first) {
            isDull = true
            isCounting = false
            current = 0
            return
        }
        line.append(contentsOf: piece.prefix(Self.longestName + 1 - line.count))
        if isStart, let first = piece.first {
            if first == 32 || first == 9 {
                // A fold: the header goes on.
                if isCounting { count(piece) }
                return
            }
            isCounting = false
            current = 0
        }
        if isCounting {
            count(piece)
        } else if isAddressHeader {
            isCounting = true
            count(piece)
        }
    }

    private static func mayBegin(_ byte: UInt8) -> Bool {
        switch byte | 32 {
        case UInt8(ascii: "f"), UInt8(ascii: "t"), UInt8(ascii: "c"), UInt8(ascii: "b"), UInt8(ascii: "s"),
            UInt8(ascii: "r"):
            true
        default: false
        }
    }

    private var isAddressHeader: Bool {
        let colon = line.firstIndex(of: UInt8(ascii: ":"))
        // Blanks may stand before the colon, more of them than are looked at.
        guard colon != nil || line.last?.isBlank == true else { return false }
        var name = line[..<(colon ?? line.count)]
        while let last = name.last, last.isBlank { name.removeLast() }
        return Self.names.contains { $0.count == name.count && zip($0, name).allSatisfy { $0 == $1.asciiLowercased } }
    }

    private static func newline(in chunk: UnsafeRawBufferPointer, from position: Int) -> Int? {
        guard let start = chunk.baseAddress, let found = memchr(start + position, 10, chunk.count - position) else {
            return nil
        }
        return UnsafeRawPointer(found) - start
    }

    private mutating func count(_ piece: UnsafeRawBufferPointer) {
        for byte in piece where byte == UInt8(ascii: ":") { current += 1 }
        most = max(most, current)
    }
}
