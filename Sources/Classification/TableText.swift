import Glibc

/// A learned table's text by its lines. Tables are megabytes and are read when the first mail comes, so that bytes are looked for by `memchr`.
struct TableText: Sequence, IteratorProtocol {
    private var rest: UnsafeRawBufferPointer

    init(_ text: UnsafeRawBufferPointer) { rest = text }

    /// The next line that is not empty.
    mutating func next() -> UnsafeRawBufferPointer? {
        while !rest.isEmpty {
            let end = Self.place(of: 10, in: rest) ?? rest.count
            let line = UnsafeRawBufferPointer(rebasing: rest[..<end])
            rest = UnsafeRawBufferPointer(rebasing: rest[Swift.min(end + 1, rest.count)...])
            if !line.isEmpty { return line }
        }
        return nil
    }

    /// What stands between bytes of a kind, empty parts too.
    static func parts(of line: UnsafeRawBufferPointer, by separator: UInt8) -> [UnsafeRawBufferPointer] {
        var (parts, rest): ([UnsafeRawBufferPointer], UnsafeRawBufferPointer) = ([], line)
        while let end = place(of: separator, in: rest) {
            parts.append(UnsafeRawBufferPointer(rebasing: rest[..<end]))
            rest = UnsafeRawBufferPointer(rebasing: rest[(end + 1)...])
        }
        return parts + [rest]
    }

    /// Whole numbers with a space between them; what is none is left out.
    static func numbers(_ text: UnsafeRawBufferPointer) -> [Int32] {
        parts(of: text, by: 32).compactMap { Int32(String(decoding: $0, as: UTF8.self)) }
    }

    private static func place(of byte: UInt8, in text: UnsafeRawBufferPointer) -> Int? {
        guard let start = text.baseAddress, let found = memchr(start, Int32(byte), text.count) else { return nil }
        return UnsafeRawPointer(found) - start
    }
}
