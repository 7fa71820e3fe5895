import CLeanings

/// What the words of a mail speak for, learned from labelled mails: how much each word, pair of neighbours and beginning of a word weighs
/// for each outcome and each reason (multinomial logistic regression; `learn-reading` writes the table). No rule and no proof: it tells how
/// far the rules may be believed, and says what is likely where they are silent.
package struct Leanings: Sendable {
    static let shared = Leanings(
        table: UnsafeRawBufferPointer(start: fg_leanings_start(), count: Int(fg_leanings_length)))

    static let outcomes = Outcome.allCases
    static let reasons = DeclineReason.allCases
    static let width = outcomes.count + reasons.count

    /// A row: weights of outcomes, of reasons, and in which of both the feature counts.
    private static let stride = width + 2

    /// The upper half of a feature's hash above its row + 1, in open addressing by the lower half; 0 is free. One place to look at for
    /// each word of a mail, as most of the time goes into fetching it.
    private var slots: [UInt64] = []
    private var weights: [Int8] = []
    private var biases: [Int32] = []
    /// What a weight of one is worth.
    private var unit = 1.0

    /// The signs of weights from -30 to 31.
    package static let signs = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789".utf8)
    package static let zero = 30

    /// Reads what `learn-reading` wrote: a line with the unit in millionths, then a feature, a tab and the signs of its weights; a dash
    /// stands for a part in which the feature does not count. The feature without a name is the bias.
    init(table: UnsafeRawBufferPointer) {
        var values = [Int8](repeating: 0, count: 256)
        for (place, sign) in Self.signs.enumerated() { values[Int(sign)] = Int8(place - Self.zero) }
        var lines = table.split(separator: 10)[...]
        guard let first = lines.popFirst(), let millionths = Double(String(decoding: first, as: UTF8.self)) else {
            return
        }
        unit = millionths / 1_000_000
        var size = 1024
        while size < lines.count * 3 { size *= 2 }
        slots = Array(repeating: 0, count: size)
        weights.reserveCapacity(lines.count * Self.stride)
        for line in lines {
            let parts = line.split(separator: 9, omittingEmptySubsequences: false)
            guard parts.count == 3 else { continue }
            let outcomes = parts[1].count == Self.outcomes.count ? parts[1].map { values[Int($0)] } : nil
            let reasons = parts[2].count == Self.reasons.count ? parts[2].map { values[Int($0)] } : nil
            let row =
                (outcomes ?? Array(repeating: 0, count: Self.outcomes.count))
                + (reasons ?? Array(repeating: 0, count: Self.reasons.count))
            if parts[0].isEmpty {
                biases = row.map { Int32($0) }
                continue
            }
            set(Self.hash(of: String(decoding: parts[0], as: UTF8.self)), UInt32(weights.count / Self.stride + 1))
            weights += row + [outcomes == nil ? 0 : 1, reasons == nil ? 0 : 1]
        }
    }

    /// Of a feature's name: `word`, `word next`, `#begi`, each also behind `s:` for a subject.
    static func hash(of name: String) -> UInt64 {
        if name.hasPrefix("s:") { return LeaningWord.inSubject(hash(of: String(name.dropFirst(2)))) }
        let words = name.split(separator: " ")
        guard words.count == 2 else { return LeaningWord.hash(of: name) }
        return LeaningWord.hash(LeaningWord.hash(of: words[0]), LeaningWord.hash(of: words[1]))
    }

    private mutating func set(_ key: UInt64, _ row: UInt32) {
        var slot = Int(truncatingIfNeeded: key) & (slots.count - 1)
        while slots[slot] != 0, slots[slot] >> 32 != key >> 32 { slot = (slot + 1) & (slots.count - 1) }
        slots[slot] = key & ~0xFFFF_FFFF | UInt64(row)
    }

    /// The row of a feature; nil where it never taught anything.
    private func row(_ key: UInt64) -> Int? {
        var slot = Int(truncatingIfNeeded: key) & (slots.count - 1)
        while slots[slot] != 0 {
            if slots[slot] >> 32 == key >> 32 { return Int(UInt32(truncatingIfNeeded: slots[slot])) - 1 }
            slot = (slot + 1) & (slots.count - 1)
        }
        return nil
    }

    /// The hashes of all features of the words, in their order; the same one may come twice.
    static func features(of words: [LeaningWord], inSubject: Bool, _ take: (UInt64, Int) -> Void) {
        for (place, word) in words.enumerated() {
            if inSubject {
                take(LeaningWord.inSubject(word.hash), place)
            } else {
                take(word.hash, place)
                if word.short != 0 { take(word.short, place) }
                if word.long != 0 { take(word.long, place) }
            }
            guard place > 0 else { continue }
            let pair = LeaningWord.hash(words[place - 1].hash, word.hash)
            take(inSubject ? LeaningWord.inSubject(pair) : pair, place)
        }
    }

    /// What the words of a mail and of its subject speak for.
    func weigh(_ body: [LeaningWord], subject: [LeaningWord]) -> Leaning? {
        guard !slots.isEmpty, biases.count == Self.width else { return nil }
        var sums = [Int32](repeating: 0, count: Self.width)
        var (known, reasonKnown) = (0, 0)
        // a feature counts once; a bit for each row
        var seen = [UInt64](repeating: 0, count: weights.count / Self.stride / 64 + 1)
        func add(_ key: UInt64) {
            guard let row = row(key), seen[row >> 6] & (1 << UInt64(row & 63)) == 0 else { return }
            seen[row >> 6] |= 1 << UInt64(row & 63)
            let start = row * Self.stride
            weights.withUnsafeBufferPointer { weights in
                for place in 0..<Self.width { sums[place] &+= Int32(weights[start + place]) }
            }
            known += Int(weights[start + Self.width])
            reasonKnown += Int(weights[start + Self.width + 1])
        }
        Self.features(of: body, inSubject: false) { key, _ in add(key) }
        Self.features(of: subject, inSubject: true) { key, _ in add(key) }
        let outcomes = Self.outcomes.indices.map { score(sums[$0], $0, known) }
        let reasons = Self.reasons.indices.map { place in
            let column = Self.outcomes.count + place
            return score(sums[column], column, reasonKnown)
        }
        return Leaning(outcomes: Leaning.logarithms(outcomes), reasons: Leaning.logarithms(reasons), known: known)
    }

    private func score(_ sum: Int32, _ column: Int, _ known: Int) -> Double {
        Double(biases[column]) * unit + (known == 0 ? 0 : Double(sum) * unit / Double(known).squareRoot())
    }

    /// The words that speak most for one of them, two where they speak as a pair.
    func words(for column: Int, in body: [LeaningWord]) -> Range<Int>? {
        var best: (weight: Int8, range: Range<Int>)?
        Self.features(of: body, inSubject: false) { key, place in
            guard let row = row(key), place > 0 else { return }
            let weight = weights[row * Self.stride + column]
            guard weight > best?.weight ?? 0 else { return }
            let isPair = key != body[place].hash && key != body[place].short && key != body[place].long && place > 1
            best = (weight, (isPair ? body[place - 1] : body[place]).range.lowerBound..<body[place].range.upperBound)
        }
        return best?.range
    }
}
