/// Writes header fields: folded at 78 columns between words, never inside one (RFC 5322 section 2.2.3).
struct HeaderWriter {
    private(set) var bytes: [UInt8] = []
    private var column = 0

    /// A field of unbreakable words with a space between; a fold stands before a word, never before the first.
    mutating func field(_ name: String, words: [[UInt8]]) {
        begin(name)
        for (index, word) in words.enumerated() { put(word, mayFold: index > 0) }
        end()
    }

    /// A field of free text: as it stands where it is plain ASCII, else in encoded-words.
    mutating func field(_ name: String, text: String) throws(ComposeRefusal) {
        try Self.check(text, name)
        field(
            name,
            words: Self.isPlain(text) ? Self.split(text) : WrittenWord.words(text, firstColumn: name.utf8.count + 2))
    }

    /// A list of mailboxes, a comma behind all but the last.
    mutating func field(_ name: String, mailboxes: [MailboxAddress]) throws(ComposeRefusal) {
        var words: [[UInt8]] = []
        for (index, mailbox) in mailboxes.enumerated() {
            if let display = mailbox.name { try Self.check(display, name) }
            var parts = Self.mailbox(mailbox, firstColumn: index == 0 ? name.utf8.count + 2 : 1)
            if index < mailboxes.count - 1 { parts[parts.count - 1].append(UInt8(ascii: ",")) }
            words += parts
        }
        field(name, words: words)
    }

    /// A value and its parameters, each on a line of its own when the line is full; the words bring their semicolons.
    mutating func field(_ name: String, value: String, parameters: [[UInt8]]) {
        var words = [Array(value.utf8)] + parameters
        for index in words.indices.dropLast() { words[index].append(UInt8(ascii: ";")) }
        field(name, words: words)
    }

    private mutating func begin(_ name: String) {
        bytes += name.utf8
        bytes.append(UInt8(ascii: ":"))
        column = name.utf8.count + 1
    }

    private mutating func put(_ word: [UInt8], mayFold: Bool) {
        if mayFold, column + 1 + (word.firstIndex(of: 13) ?? word.count) > 78 {
            bytes += [13, 10]
            column = 0
        }
        bytes.append(32)
        bytes += word
        column = word.lastIndex(of: 10).map { word.count - $0 - 1 } ?? column + 1 + word.count
    }

    private mutating func end() { bytes += [13, 10] }

    /// A value with CR, LF or NUL could begin another header or end them all.
    static func check(_ value: String, _ header: String) throws(ComposeRefusal) {
        for byte in value.utf8 where byte == 13 || byte == 10 || byte == 0 { throw .lineEnd(header: header) }
        if value.utf8.count > 8000 { throw .headerTooLong(header: header) }
    }

    /// Printable ASCII whose folding and reading change nothing: single spaces between short words, no encoded-word's look.
    static func isPlain(_ text: String) -> Bool {
        var wordLength = 0
        var previous: UInt8 = 32
        for byte in text.utf8 {
            guard byte >= 32, byte < 127 else { return false }
            if byte == 32 {
                if previous == 32 { return false }
                wordLength = 0
            } else {
                wordLength += 1
                if wordLength > 70 || (previous == UInt8(ascii: "=") && byte == UInt8(ascii: "?")) { return false }
            }
            previous = byte
        }
        return text.isEmpty || previous != 32
    }

    static func split(_ text: String) -> [[UInt8]] { text.utf8.split(separator: 32).map { Array($0) } }

    /// `name <address>` as words: atoms, one quoted-string, or encoded-words (RFC 2047 section 5, rule 3).
    private static func mailbox(_ mailbox: MailboxAddress, firstColumn: Int) -> [[UInt8]] {
        guard let name = mailbox.name else { return [Array(mailbox.address.utf8)] }
        let address = Array("<\(mailbox.address)>".utf8)
        guard isPlain(name), name.utf8.count <= 60 else {
            return WrittenWord.words(name, firstColumn: firstColumn) + [address]
        }
        if name.utf8.allSatisfy({ AddressGrammar.isAtomText($0) || $0 == 32 }) { return split(name) + [address] }
        var quoted: [UInt8] = [UInt8(ascii: "\"")]
        for byte in name.utf8 {
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { quoted.append(UInt8(ascii: "\\")) }
            quoted.append(byte)
        }
        return [quoted + [UInt8(ascii: "\"")], address]
    }
}
