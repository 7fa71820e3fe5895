/// A place in the bytes of one response, and the terminals of RFC 9051 section 9 from there.
///
/// The bytes are a whole response without its last line end, its literals in their places. Literals whose
/// octets went elsewhere stand there with their `{count}` and line end only; `omitted` holds the offsets behind those.
struct Scanner {
    /// More parentheses within parentheses than any server sends and few enough for a small stack.
    static let depthLimit = 40

    let bytes: [UInt8]
    var position: Int
    let omitted: [Int]
    private var depth = 0

    init(_ bytes: [UInt8], from position: Int = 0, omitted: [Int] = []) {
        self.bytes = bytes
        self.position = position
        self.omitted = omitted
    }

    var isAtEnd: Bool { position >= bytes.count }
    var next: UInt8? { position < bytes.count ? bytes[position] : nil }

    /// The octet after the next one.
    var second: UInt8? { position + 1 < bytes.count ? bytes[position + 1] : nil }

    func fault(_ awaited: String) -> GrammarFault { GrammarFault(offset: position, awaited: awaited) }

    /// Moves over `byte` where it is next.
    mutating func skip(_ byte: UInt8) -> Bool {
        guard next == byte else { return false }
        position += 1
        return true
    }

    mutating func expect(_ byte: UInt8, _ awaited: String) throws(GrammarFault) {
        guard skip(byte) else { throw fault(awaited) }
    }

    /// Any number of spaces: servers send two, or one before a parenthesis, where the grammar has one or none.
    mutating func skipSpaces() {
        while next == Octet.space { position += 1 }
    }

    mutating func space() throws(GrammarFault) {
        try expect(Octet.space, "SP")
        skipSpaces()
    }

    /// The octets as long as `belongs` holds.
    mutating func run(while belongs: (UInt8) -> Bool) -> ArraySlice<UInt8> {
        let start = position
        while position < bytes.count, belongs(bytes[position]) { position += 1 }
        return bytes[start..<position]
    }

    /// Everything up to the end of the response.
    mutating func rest() -> ArraySlice<UInt8> {
        defer { position = bytes.count }
        return bytes[min(position, bytes.count)...]
    }

    func requireEnd() throws(GrammarFault) {
        guard isAtEnd else { throw fault("end of the response") }
    }

    /// Runs `body` one level deeper, refusing what is nested beyond reason.
    mutating func nested<T>(
        _ body: (inout Scanner) throws(GrammarFault) -> T
    ) throws(GrammarFault) -> T {
        guard depth < Self.depthLimit else { throw fault("end of the nesting") }
        depth += 1
        defer { depth -= 1 }
        return try body(&self)
    }

    /// `( item SP item … )`, lenient about spaces; an empty list is one.
    mutating func list<T>(
        of item: (inout Scanner) throws(GrammarFault) -> T
    ) throws(GrammarFault) -> [T] {
        try expect(Octet.open, "(")
        var items: [T] = []
        while true {
            skipSpaces()
            if skip(Octet.close) { return items }
            items.append(try item(&self))
        }
    }

    /// Moves over `word`, in any case, where it is next and no longer word begins with it.
    mutating func skipWord(_ word: StaticString) -> Bool {
        let end = position + word.utf8CodeUnitCount
        guard end <= bytes.count else { return false }
        let matches = word.withUTF8Buffer { wanted in
            for index in 0..<wanted.count where Octet.upper(bytes[position + index]) != wanted[index] { return false }
            return true
        }
        guard matches, end == bytes.count || !Octet.isAtomic(bytes[end]) else { return false }
        position = end
        return true
    }

    /// `NIL`.
    mutating func skipNil() -> Bool { skipWord("NIL") }
}
