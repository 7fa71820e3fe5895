/// A word as leanings know it: its hash, the hashes of its beginnings, and where it stands. Letters count in small case; a number is `0`,
/// with what it looks like as its beginnings; of signs only those of money, shares and questions count.
struct LeaningWord {
    /// Of the word; of its first four and six letters where it has more, of a number's shape and digits, 0 otherwise and for a reference.
    private(set) var hash: UInt64
    private(set) var short: UInt64 = 0
    private(set) var long: UInt64 = 0
    /// In the source.
    let range: Range<Int>

    /// No more words of a mail are weighed.
    static let most = 800

    /// What stands before the first word.
    static let first = LeaningWord(hash: hash(of: "^"), range: 0..<0)

    init(hash: UInt64, range: Range<Int>) { (self.hash, self.range) = (hash, range) }

    /// As the table has it: letters in small case, `0`, a sign, `^` for the beginning.
    func name(in bytes: [UInt8]) -> String {
        guard let head = bytes[range].first else { return "^" }
        switch head {
        case 48...57: return "0"
        case 0xC2, 0xE2: return "£"
        default:
            let letters = String(decoding: bytes[range], as: UTF8.self).replacing("\u{2019}", with: "'")
            return letters.lowercased()
        }
    }

    /// Its name and those of its beginnings or its shape.
    func names(in bytes: [UInt8]) -> [String] {
        let name = name(in: bytes)
        let letters = name.utf8.count
        if name == "0" { return [name] + (short == 0 ? [] : NumberShape(bytes, range).names) }
        guard name.utf8.first.map({ 97...122 ~= $0 }) ?? false else { return [name] }
        return [name] + (letters > 4 ? ["#\(name.prefix(4))"] : []) + (letters > 6 ? ["#\(name.prefix(6))"] : [])
    }

    /// The words of lines of a text, behind the mark of the beginning.
    static func all(of bytes: [UInt8], _ lines: [Range<Int>]) -> [LeaningWord] {
        var words = [first]
        words.reserveCapacity(256)
        for line in lines {
            var place = line.lowerBound
            while place < line.upperBound, words.count < most {
                let byte = bytes[place] | 0x20
                if 97...122 ~= byte {
                    words.append(letters(bytes, from: &place, to: line.upperBound))
                } else if 48...57 ~= bytes[place] {
                    let isReference = references.contains(words[words.count - 1].hash) || isNumbered(bytes, place, line)
                    words.append(number(bytes, from: &place, to: line.upperBound, isReference: isReference))
                } else {
                    if let (sign, width) = sign(bytes, place, line.upperBound) {
                        words.append(LeaningWord(hash: sign, range: place..<place + width))
                        place += width - 1
                    }
                    place += 1
                }
            }
        }
        return words
    }

    /// Letters, also behind an apostrophe between two of them (U+0027, U+2019).
    private static func letters(_ bytes: [UInt8], from place: inout Int, to end: Int) -> LeaningWord {
        let start = place
        var (hash, count) = (Vocabulary.offset, 0)
        var part = step(Vocabulary.offset, 35)
        var (short, long) = (UInt64(0), UInt64(0))
        while place < end {
            var byte = bytes[place] | 0x20
            var width = 1
            if !(97...122 ~= byte) {
                guard let apostrophe = apostrophe(bytes, place, end) else { break }
                (byte, width) = (39, apostrophe)
            }
            hash = step(hash, byte)
            part = step(part, byte)
            count += 1
            if count == 4 { short = part }
            if count == 6 { long = part }
            place += width
        }
        var word = LeaningWord(hash: hash, range: start..<place)
        word.short = count > 4 ? short : 0
        word.long = count > 6 ? long : 0
        return word
    }

    /// How many bytes the apostrophe there takes; nil where none stands before a letter.
    private static func apostrophe(_ bytes: [UInt8], _ place: Int, _ end: Int) -> Int? {
        var width = 0
        if bytes[place] == 39 { width = 1 }
        if bytes[place] == 0xE2, place + 2 < end, bytes[place + 1] == 0x80, bytes[place + 2] == 0x99 { width = 3 }
        guard width > 0, place + width < end, 97...122 ~= bytes[place + width] | 0x20 else { return nil }
        return width
    }

    /// What is numbered: the digits behind it are nobody's score, count or sum.
    private static let references = Set(
        [
            "code", "codes", "file", "deal", "ref", "reference", "reason", "ticket", "case", "app", "application",
            "id", "policy", "rule",
        ]
        .map(hash(of:)))

    /// `#104`
    private static func isNumbered(_ bytes: [UInt8], _ place: Int, _ line: Range<Int>) -> Bool {
        place > line.lowerBound && bytes[place - 1] == UInt8(ascii: "#")
    }

    private static func number(
        _ bytes: [UInt8], from place: inout Int, to end: Int, isReference: Bool
    ) -> LeaningWord {
        let start = place
        while place < end, 48...57 ~= bytes[place] || bytes[place] == 44 || bytes[place] == 46 { place += 1 }
        var word = LeaningWord(hash: step(Vocabulary.offset, 48), range: start..<place)
        if !isReference { (word.short, word.long) = NumberShape(bytes, word.range).hashes }
        return word
    }

    /// A sign's hash and how many bytes it takes; a euro counts as a pound.
    private static func sign(_ bytes: [UInt8], _ place: Int, _ end: Int) -> (hash: UInt64, width: Int)? {
        switch bytes[place] {
        case 36, 37, 63: (step(Vocabulary.offset, bytes[place]), 1)
        case 0xC2 where place + 1 < end && bytes[place + 1] == 0xA3: (hash(of: "£"), 2)
        case 0xE2 where place + 2 < end && bytes[place + 1] == 0x82 && bytes[place + 2] == 0xAC: (hash(of: "£"), 3)
        default: nil
        }
    }

    /// Small letters, and one kind of apostrophe (U+2019 is E2 80 99).
    static func folded(_ bytes: ArraySlice<UInt8>) -> some Sequence<UInt8> {
        bytes.lazy.filter { $0 != 0xE2 && $0 != 0x80 }.map { $0 == 0x99 ? 39 : 65...90 ~= $0 ? $0 | 0x20 : $0 }
    }

    // MARK: hashes

    static func step(_ hash: UInt64, _ byte: UInt8) -> UInt64 { (hash ^ UInt64(byte)) &* Vocabulary.prime }

    static func hash(of name: some StringProtocol) -> UInt64 { Vocabulary.hash(name) }

    /// Of two words in their order.
    static func hash(_ left: UInt64, _ right: UInt64) -> UInt64 {
        (left &* 31 ^ right) &* Vocabulary.prime ^ left >> 29
    }

    /// Of what stands in a subject.
    static func inSubject(_ hash: UInt64) -> UInt64 { hash &* 0x9E37_79B9_7F4A_7C15 ^ 0x5BD1 }
}
