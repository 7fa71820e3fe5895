import Kernel

/// Turns the lines of a text into words, numbers, days and pauses. Struck-through text is passed over.
struct Lexer {
    let bytes: [UInt8]
    let vocabulary: Vocabulary
    let date: Day?
    let year: Int
    /// Whether `7/8` is the seventh of August.
    let isDayFirst: Bool
    private(set) var words: [TextWord] = []
    /// What stood before the next word.
    var clause = false
    var colon = false
    var slash = false
    var range = false
    private var isStruck = false
    /// Whether lines are as long as they please: then none is wrapped.
    private(set) var isFlowing = false

    init(_ bytes: [UInt8], vocabulary: Vocabulary, date: Day?, isDayFirst: Bool) {
        self.bytes = bytes
        self.vocabulary = vocabulary
        self.isDayFirst = isDayFirst
        self.date = date
        year = date?.civil.year ?? 0
        words.reserveCapacity(bytes.count / 5)
    }

    mutating func read(_ lines: [Range<Int>]) {
        isFlowing = lines.contains { $0.count > 80 && width($0) > 80 }
        for (index, line) in lines.enumerated() {
            read(line: line)
            if index + 1 < lines.count { pauseBetween(line, lines[index + 1]) }
        }
        pause(.paragraph, at: lines.last?.upperBound ?? 0)
    }

    private mutating func pauseBetween(_ line: Range<Int>, _ next: Range<Int>) {
        if isBlank(next) {
            pause(.paragraph, at: line.upperBound)
        } else if !isBlank(line), !isWrapped(line, next) {
            pause(.line, at: line.upperBound)
        }
    }

    mutating func pause(_ kind: TextWord.Pause, at index: Int) {
        colon = kind == .cell && colon
        (clause, slash, range) = (false, false, false)
        if let last = words.last, last.kind == .pause {
            // an empty cell at the beginning or the end of a row
            if kind == .cell { return }
            if kind.isMark, last.pause == .cell { words[words.count - 1].rowMark = kind }
            if kind.isMark, last.pause == .paragraph { words[words.count - 1].mark = kind }
            // `Driver's license ✔` at the end of a line
            if last.isInline, last.pause.isMark, kind == .line || kind == .paragraph {
                words[words.count - 1].rowMark = last.pause
                words[words.count - 1].pause = kind
            }
            let endsRow = last.pause == .cell && kind == .line
            if kind == .paragraph || last.pause == .line || endsRow { words[words.count - 1].pause = kind }
            if kind == .question { words[words.count - 1].endsQuestion = true }
            return
        }
        guard !words.isEmpty || kind == .tick || kind == .cross || kind == .bullet else { return }
        var word = TextWord(kind: .pause, start: Int32(index), end: Int32(index))
        word.pause = kind
        word.isInline = kind.isMark && !words.isEmpty
        word.endsQuestion = kind == .question
        words.append(word)
    }

    // MARK: one line

    private mutating func read(line: Range<Int>) {
        var index = skipBullet(line)
        while index < line.upperBound {
            let byte = bytes[index]
            if isStruck {
                if isStrike(index, line.upperBound) {
                    isStruck = false
                    index += 2
                } else {
                    index += 1
                }
            } else if Self.isLetter(byte) {
                index = readGlued(index, line.upperBound) ?? readWord(index, line.upperBound)
            } else if Self.isDigit(byte) {
                index = readNumber(index, line.upperBound, .none, from: index)
            } else if byte >= 0x80 {
                index = readWide(index, line.upperBound)
            } else {
                index = readMark(byte, index, line)
            }
        }
    }

    /// `x1.28`, `R280,000`, `R2m`: a rate behind the sign of times, a sum behind the letter of its currency.
    private mutating func readGlued(_ index: Int, _ end: Int) -> Int? {
        guard index + 3 < end, Self.isDigit(bytes[index + 1]) else { return nil }
        if bytes[index] == UInt8(ascii: "R") {
            let digits = bytes[(index + 1)..<end].prefix { Self.isDigit($0) }
            let mark = digits.endIndex < end ? bytes[digits.endIndex] | 32 : 0
            if digits.count <= 3, mark == UInt8(ascii: "m") || mark == UInt8(ascii: "k"),
                digits.endIndex + 1 >= end || !Self.isLetter(bytes[digits.endIndex + 1])
            {
                return readNumber(index + 1, end, .rand, from: index)
            }
            let group = digits.endIndex + 1..<digits.endIndex + 4
            guard digits.count <= 3, group.upperBound <= end, bytes[digits.endIndex] == UInt8(ascii: ","),
                bytes[group].allSatisfy(Self.isDigit)
            else { return nil }
            return readNumber(index + 1, end, .rand, from: index)
        }
        guard bytes[index] | 32 == UInt8(ascii: "x"), bytes[index + 2] == UInt8(ascii: "."),
            Self.isDigit(bytes[index + 3])
        else { return nil }
        let next = readNumber(index + 1, end, .none, from: index)
        if let last = words.indices.last, words[last].kind == .number, words[last].suffix == .none {
            words[last].suffix = .times
        }
        return next
    }

    private func isStrike(_ index: Int, _ end: Int) -> Bool {
        bytes[index] == UInt8(ascii: "~") && index + 1 < end && bytes[index + 1] == UInt8(ascii: "~")
    }

    static func isLetter(_ byte: UInt8) -> Bool { (byte | 32) >= 97 && (byte | 32) <= 122 }
    static func isDigit(_ byte: UInt8) -> Bool { byte >= 48 && byte <= 57 }

    /// Letters, digits, and `'` or `&` between them.
    mutating func readWord(_ first: Int, _ end: Int) -> Int {
        var index = first
        var hash = Vocabulary.offset
        while index < end {
            let byte = bytes[index]
            if Self.isLetter(byte) {
                hash = (hash ^ UInt64(byte | 32)) &* Vocabulary.prime
            } else if Self.isDigit(byte) {
                hash = (hash ^ UInt64(byte)) &* Vocabulary.prime
            } else if byte == 39 || byte == 38, index + 1 < end, Self.isLetter(bytes[index + 1]) {
                hash = (hash ^ UInt64(byte)) &* Vocabulary.prime
            } else if isApostrophe(index, end) {
                hash = (hash ^ 39) &* Vocabulary.prime
                index += 2
            } else if byte >= 0xC3, byte <= 0xDF, index + 1 < end {
                hash = (hash ^ UInt64(byte)) &* Vocabulary.prime
                hash = (hash ^ UInt64(bytes[index + 1])) &* Vocabulary.prime
                index += 1
            } else if byte == UInt8(ascii: "@") || isScheme(index, end) {
                return skipAddress(first, index, end)
            } else {
                break
            }
            index += 1
        }
        if let prefix = currencyPrefix(first, index, end) {
            return readNumber(prefix.digits, end, prefix.currency, from: first)
        }
        // a number behind the hyphen of a word is a name's part, behind a month's it is its year or its day
        let known = vocabulary[hash]
        let isName =
            index + 1 < end && bytes[index] == 45 && Self.isDigit(bytes[index + 1])
            && known.map { RuleBook.months[$0] == nil } ?? true
        let number = isName ? 0 : known ?? vocabulary.misspelled(bytes[first..<index]) ?? 0
        push(
            TextWord(kind: .word, number: number, start: Int32(first), end: Int32(index)),
            isCapital: bytes[first] < 97)
        if isName {
            var last = index + 1
            while last < end, Self.isDigit(bytes[last]) || bytes[last] == 45 { last += 1 }
            push(TextWord(kind: .opaque, start: Int32(index + 1), end: Int32(last)))
            return last
        }
        return index
    }

    private func isApostrophe(_ index: Int, _ end: Int) -> Bool {
        bytes[index] == 0xE2 && index + 3 < end && bytes[index + 1] == 0x80 && bytes[index + 2] == 0x99
            && Self.isLetter(bytes[index + 3])
    }

    private func isScheme(_ index: Int, _ end: Int) -> Bool {
        bytes[index] == 58 && index + 2 < end && bytes[index + 1] == 47 && bytes[index + 2] == 47
    }

    private mutating func skipAddress(_ first: Int, _ from: Int, _ end: Int) -> Int {
        var index = from
        while index < end, bytes[index] > 32, bytes[index] != 62, bytes[index] != 41 { index += 1 }
        push(TextWord(kind: .opaque, start: Int32(first), end: Int32(index)))
        return index
    }

    /// `US$`, `C$`, `CA$`, `A$` before digits.
    private func currencyPrefix(_ first: Int, _ index: Int, _ end: Int) -> (currency: TextWord.Currency, digits: Int)? {
        guard index - first <= 2, index < end, bytes[index] == 36 else { return nil }
        var digits = index + 1
        if digits < end, bytes[digits] == 32 { digits += 1 }
        guard digits < end, Self.isDigit(bytes[digits]) else { return nil }
        switch bytes[first] | 32 {
        case UInt8(ascii: "c"): return (.canadianDollar, digits)
        case UInt8(ascii: "u"): return (.usDollar, digits)
        case UInt8(ascii: "a"): return (.australianDollar, digits)
        default: return nil
        }
    }

    mutating func push(_ word: TextWord, isCapital: Bool = false) {
        var word = word
        word.beginsClause = clause
        word.followsColon = colon
        word.followsSlash = slash
        word.followsRange = range
        word.isCapital = isCapital
        (clause, colon, slash, range) = (false, false, false, false)
        words.append(word)
    }

    // MARK: marks

    private mutating func readMark(_ byte: UInt8, _ index: Int, _ line: Range<Int>) -> Int {
        let end = line.upperBound
        switch byte {
        case 9: pause(.cell, at: index)
        case 32: return readSpaces(index, line)
        case UInt8(ascii: "|"): pause(.cell, at: index)
        case UInt8(ascii: "."): return readDots(index, line)
        case UInt8(ascii: "!"), UInt8(ascii: ";"): pause(.sentence, at: index)
        case UInt8(ascii: "?"): pause(.question, at: index)
        case UInt8(ascii: ":"):
            clause = true
            colon = true
        case UInt8(ascii: ","), UInt8(ascii: "("), UInt8(ascii: ")"): clause = true
        case UInt8(ascii: "="):
            clause = true
            colon = isKey(before: line, index + 1)
        case UInt8(ascii: "/"): slash = true
        case UInt8(ascii: "-"): readDash(index, index + 1, line)
        case UInt8(ascii: "$"): return readAfterSign(.dollar, index, index + 1, end)
        case UInt8(ascii: "~"):
            if isStrike(index, end) {
                isStruck = true
                return index + 2
            }
        case UInt8(ascii: "#"):
            if index + 1 < end, Self.isDigit(bytes[index + 1]) { return skipAddress(index, index, end) }
        case UInt8(ascii: "["):
            if index + 2 < end, bytes[index + 2] == UInt8(ascii: "]") {
                pause(bytes[index + 1] | 32 == UInt8(ascii: "x") ? .tick : .cross, at: index)
                return index + 3
            }
            clause = true
        default: break
        }
        return index + 1
    }

    /// The end of a sentence, or leaders between a name and its value.
    private mutating func readDots(_ first: Int, _ line: Range<Int>) -> Int {
        var index = first
        while index < line.upperBound, bytes[index] == 46 { index += 1 }
        if index - first >= 3, index < line.upperBound {
            var next = index
            while next < line.upperBound, bytes[next] == 32 { next += 1 }
            if index - first > 3 {
                colon = true
                pause(.cell, at: first)
            } else {
                pause(.sentence, at: first)
            }
        } else if index == line.upperBound || bytes[index] <= 32 || bytes[index] == 41 || bytes[index] == 34
            || bytes[index] >= 0x80 || bytes[index] == 42
        {
            if !isAbbreviation(before: first) { pause(.sentence, at: first) }
        }
        return index
    }

    mutating func readAfterSign(_ currency: TextWord.Currency, _ first: Int, _ index: Int, _ end: Int) -> Int {
        var digits = index
        if digits < end, bytes[digits] == 32 { digits += 1 }
        guard digits < end, Self.isDigit(bytes[digits]) else { return index }
        return readNumber(digits, end, currency, from: first)
    }

    /// `40 000 €`: the sign belongs to the number before it.
    mutating func takeSignBehind(_ currency: TextWord.Currency, _ end: Int) {
        words[words.count - 1].currency = currency
        words[words.count - 1].end = Int32(end)
    }

    mutating func clearClause(_ index: Int) { words[index].beginsClause = false }

    mutating func replaceWords(_ new: [TextWord]) { words = new }
}
