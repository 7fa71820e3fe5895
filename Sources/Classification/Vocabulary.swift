/// The words that rules name, each with a small number. Words are compared by a 64-bit FNV-1a hash of their bytes in lower
/// case; that no two words of the rules share one is checked when the table is built.
struct Vocabulary {
    static let offset: UInt64 = 0xcbf2_9ce4_8422_2325
    static let prime: UInt64 = 0x100_0000_01b3

    private var numbers = HashTable()
    private(set) var words: [String] = [""]

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
        precondition(words.count < 9000, "the table of words is full")
        words.append(String(word))
        numbers.set(hash, UInt16(words.count - 1))
        return UInt16(words.count - 1)
    }

    // MARK: misspellings

    /// Words of the rules with one letter left out, by the hash of what remains: enough to know a word in which one letter
    /// is missing, too much, wrong or changed places with the next.
    private var shortened = HashTable()

    /// Shorter words are too near to others.
    private static let leastLetters = 7

    mutating func learnMisspellings() {
        for (number, word) in words.enumerated() where word.utf8.count >= Self.leastLetters {
            let letters = Array(word.utf8)
            guard letters.allSatisfy({ (97...122).contains($0) }) else { continue }
            for left in 1..<letters.count {
                shortened.set(Self.hash(letters[...], leavingOut: left), UInt16(number))
            }
        }
    }

    /// The word that letters (ASCII, either case) misspell by one; nil where none is near. The first letter must be right.
    func misspelled(_ letters: ArraySlice<UInt8>) -> UInt16? {
        guard letters.count >= Self.leastLetters - 1, letters.count <= 20 else { return nil }
        if let number = shortened[Self.hash(letters, leavingOut: nil)] { return number }
        var begun = Self.step(Self.offset, letters[letters.startIndex])
        for left in letters.indices.dropFirst() {
            var hash = begun
            for byte in letters[(left + 1)...] { hash = Self.step(hash, byte) }
            begun = Self.step(begun, letters[left])
            if letters.count > Self.leastLetters, let number = self[hash],
                words[Int(number)].utf8.count >= Self.leastLetters
            {
                return number
            }
            if letters.count >= Self.leastLetters, let number = shortened[hash] { return number }
        }
        return nil
    }

    private static func step(_ hash: UInt64, _ byte: UInt8) -> UInt64 { (hash ^ UInt64(byte | 32)) &* prime }

    private static func hash(_ letters: ArraySlice<UInt8>, leavingOut left: Int?) -> UInt64 {
        var hash = offset
        for (place, byte) in letters.enumerated() where place != left { hash = step(hash, byte) }
        return hash
    }

    /// The number of the word with this hash; 0 never stands for a word.
    subscript(hash: UInt64) -> UInt16? { numbers[hash] }
}

/// Numbers of words, never 0, by a hash: an open table that doubles before it is half full.
struct HashTable {
    private var hashes = [UInt64](repeating: 0, count: 8192)
    private var numbers = [UInt16](repeating: 0, count: 8192)
    private var count = 0

    private func slot(of hash: UInt64) -> Int {
        let mask = numbers.count - 1
        var slot = Int(truncatingIfNeeded: hash ^ (hash >> 32)) & mask
        while numbers[slot] != 0, hashes[slot] != hash { slot = (slot + 1) & mask }
        return slot
    }

    subscript(hash: UInt64) -> UInt16? {
        let number = numbers[slot(of: hash)]
        return number == 0 ? nil : number
    }

    mutating func set(_ hash: UInt64, _ number: UInt16) {
        if count * 2 >= numbers.count {
            let known = zip(hashes, numbers).filter { $0.1 != 0 }
            (hashes, numbers, count) = (
                [UInt64](repeating: 0, count: hashes.count * 2), [UInt16](repeating: 0, count: numbers.count * 2), 0
            )
            for (hash, number) in known { set(hash, number) }
        }
        let slot = slot(of: hash)
        if numbers[slot] == 0 { count += 1 }
        (hashes[slot], numbers[slot]) = (hash, number)
    }
}
