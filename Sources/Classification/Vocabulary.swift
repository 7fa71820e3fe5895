/// The words that rules name, each with a small number. Words are compared by a 64-bit FNV-1a hash of their bytes in lower
/// case; that no two words of the rules share one is checked when the table is built.
struct Vocabulary {
    static let offset: UInt64 = 0xcbf2_9ce4_8422_2325
    static let prime: UInt64 = 0x100_0000_01b3

    private var hashes: [UInt64]
    private var numbers: [UInt16]
    private var mask: Int
    private(set) var words: [String] = [""]

    init() {
        mask = 8191
        hashes = [UInt64](repeating: 0, count: mask + 1)
        numbers = [UInt16](repeating: 0, count: mask + 1)
    }

    static func hash(_ word: some StringProtocol) -> UInt64 {
        var hash = offset
        for byte in word.utf8 { hash = (hash ^ UInt64(byte)) &* prime }
        return hash
    }

    /// The number of a word, given to it now if it has none.
    mutating func add(_ word: some StringProtocol) -> UInt16 {
        let hash = Self.hash(word)
        if let number = self[hash] {
            precondition(words[Int(number)] == word, "two words of the rules have one hash")
            return number
        }
        precondition(words.count < 6000, "the table of words is full")
        words.append(String(word))
        var slot = Int(truncatingIfNeeded: hash ^ (hash >> 32)) & mask
        while numbers[slot] != 0 { slot = (slot + 1) & mask }
        hashes[slot] = hash
        numbers[slot] = UInt16(words.count - 1)
        return UInt16(words.count - 1)
    }

    // MARK: misspellings

    /// Words of the rules with one letter left out, by the hash of what remains: enough to know a word in which one letter
    /// is missing, too much, wrong or changed places with the next.
    private var shortened: [UInt64: UInt16] = [:]

    /// Shorter words are too near to others.
    private static let leastLetters = 7

    mutating func learnMisspellings() {
        for (number, word) in words.enumerated() where word.utf8.count >= Self.leastLetters {
            let letters = Array(word.utf8)
            guard letters.allSatisfy({ (97...122).contains($0) }) else { continue }
            for left in 1..<letters.count {
                shortened[Self.hash(letters[...], leavingOut: left), default: UInt16(number)] = UInt16(number)
            }
        }
    }

    /// The word that letters (ASCII, either case) misspell by one; nil where none is near. The first letter must be right.
    func misspelled(_ letters: ArraySlice<UInt8>) -> UInt16? {
        guard letters.count >= Self.leastLetters - 1, letters.count <= 20 else { return nil }
        if let number = shortened[Self.hash(letters, leavingOut: nil)] { return number }
        for left in 1..<letters.count {
            let hash = Self.hash(letters, leavingOut: left)
            if letters.count > Self.leastLetters, let number = self[hash],
                words[Int(number)].utf8.count >= Self.leastLetters
            {
                return number
            }
            if letters.count >= Self.leastLetters, let number = shortened[hash] { return number }
        }
        return nil
    }

    private static func hash(_ letters: ArraySlice<UInt8>, leavingOut left: Int?) -> UInt64 {
        var hash = offset
        for (place, byte) in letters.enumerated() where place != left { hash = (hash ^ UInt64(byte | 32)) &* prime }
        return hash
    }

    /// The number of the word with this hash; 0 never stands for a word.
    subscript(hash: UInt64) -> UInt16? {
        var slot = Int(truncatingIfNeeded: hash ^ (hash >> 32)) & mask
        while numbers[slot] != 0 {
            if hashes[slot] == hash { return numbers[slot] }
            slot = (slot + 1) & mask
        }
        return nil
    }
}
