import Glibc

/// What the words of a mail speak for, learned from labelled mails: how much each word, pair of neighbours and beginning of a word weighs
/// for each outcome, reason and document, and how much each finding of the rules (logistic regression; `learn-reading` writes the table). No rule and no proof: it tells how
/// far the rules may be believed, and says what is likely where they are silent.
package struct Leanings: Sendable {
    static let outcomes = Outcome.allCases
    static let reasons = DeclineReason.allCases
    static let documents = DocumentCode.allCases
    static let width = outcomes.count + reasons.count

    /// Of each the share by itself, as several may stand in one mail: documents, then reasons, then outcomes.
    private static let marks = documents.count + reasons.count + outcomes.count

    /// A row: weights of outcomes and of the first reason, how rare the feature is in each of both (0 where it does not count), and weights of
    /// marks, where it counts as in outcomes.
    private static let stride = width + 2 + marks

    private var places = FeatureRows(rows: 0)
    private var weights: [Int16] = []
    private var biases: [Int32] = []
    private var markBiases: [Int32] = []
    /// What a weight of one is worth, of outcomes, first reasons and marks.
    private var units = [1.0, 1.0, 1.0]

    /// The signs of the roots of weights, from -30 to 30.
    package static let signs = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz012345678".utf8)
    package static let zero = 30

    /// How rare a feature is is counted in so many parts of a natural logarithm.
    package static let rarities = 16

    /// The weight that each sign stands for.
    static let values: [Int16] = {
        var values = [Int16](repeating: 0, count: 256)
        for (place, sign) in signs.enumerated() { values[Int(sign)] = Int16((place - zero) * abs(place - zero)) }
        return values
    }()

    /// Reads what `learn-reading` wrote: a line with the units of the three parts in millionths, then of each feature its name, a tab and the signs
    /// of its weights, a dash for a part in which it does not count, and how rare it is. The biases stand as numbers in the line of the feature
    /// without a name. A finding's weight is what it adds; the sum of the words' weights is divided by their length, the root of how rare they
    /// are together.
    init(table: UnsafeRawBufferPointer) {
        var lines = TableText(table)
        guard let first = lines.next() else { return }
        units = TableText.parts(of: first, by: 9).map {
            (Double(String(decoding: $0, as: UTF8.self)) ?? 0) / 1_000_000
        }
        guard units.count == 3 else { return }
        // a line is rarely shorter
        places = FeatureRows(rows: table.count / 48)
        weights.reserveCapacity(table.count)
        while let line = lines.next() {
            let parts = TableText.parts(of: line, by: 9)
            if parts.count == 4, parts[0].isEmpty {
                let numbers = parts[1...].map(TableText.numbers)
                (biases, markBiases) = (numbers[0] + numbers[1], numbers[2])
            } else if parts.count == 5, let rarity = Int16(String(decoding: parts[4], as: UTF8.self)) {
                places.set(Self.hash(of: String(decoding: parts[0], as: UTF8.self)), weights.count / Self.stride)
                add(parts[1], parts[2], parts[3], rarity)
            }
        }
    }

    /// Adds a row.
    private mutating func add(
        _ outcomes: UnsafeRawBufferPointer, _ reasons: UnsafeRawBufferPointer, _ marks: UnsafeRawBufferPointer,
        _ rarity: Int16
    ) {
        let values = Self.values
        func add(_ signs: UnsafeRawBufferPointer, _ count: Int) -> Int16 {
            guard signs.count == count else {
                weights += repeatElement(0, count: count)
                return 0
            }
            for sign in signs { weights.append(values[Int(sign)]) }
            return rarity
        }
        let rarities = [add(outcomes, Self.outcomes.count), add(reasons, Self.reasons.count)]
        weights += rarities
        _ = add(marks, Self.marks)
    }

    /// Of a feature's name: `word`, `word next`, `#begi`, each also behind `s:` for a subject; `=…` for a finding of the rules.
    static func hash(of name: String) -> UInt64 {
        if name.hasPrefix("s:") { return LeaningWord.inSubject(hash(of: String(name.dropFirst(2)))) }
        let words = name.split(separator: " ")
        guard words.count == 2 else { return LeaningWord.hash(of: name) }
        return LeaningWord.hash(LeaningWord.hash(of: words[0]), LeaningWord.hash(of: words[1]))
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

    /// What the words of a mail and of its subject speak for, and what the rules found in it.
    func weigh(_ body: [LeaningWord], subject: [LeaningWord], findings: [String] = []) -> Leaning? {
        guard biases.count == Self.width, markBiases.count == Self.marks else {
            return nil
        }
        let rows = rows(of: body, subject: subject)
        var biases = biases
        var sums = [Int32](repeating: 0, count: Self.width)
        var (size, reasonSize) = (0, 0)
        weights.withUnsafeBufferPointer { weights in
            for row in rows {
                let start = row * Self.stride
                for place in 0..<Self.width { sums[place] &+= Int32(weights[start + place]) }
                size += Int(weights[start + Self.width])
                reasonSize += Int(weights[start + Self.width + 1])
            }
        }
        func best(_ places: Range<Int>, _ size: Int) -> Int {
            (places.max { score(biases[$0], sums[$0], size) < score(biases[$1], sums[$1], size) } ?? 0)
                - places.lowerBound
        }
        let wordsOutcome = Self.outcomes[best(0..<Self.outcomes.count, size)]
        let wordsReason = Self.reasons[best(Self.outcomes.count..<Self.width, reasonSize)]
        let told = body.lazy.filter { places[$0.hash] != nil }.count
        for (place, weight) in added(by: findings, 0..<Self.width).enumerated() { biases[place] += weight }
        let outcomes = Self.outcomes.indices.map { units[0] * score(biases[$0], sums[$0], size) }
        let reasons = (Self.outcomes.count..<Self.width).map { units[1] * score(biases[$0], sums[$0], reasonSize) }
        return Leaning(
            outcomes: Leaning.logarithms(outcomes), reasons: Leaning.logarithms(reasons),
            wordsOutcome: wordsOutcome, wordsReason: wordsReason, eighths: told * 8 / max(body.count, 1), size: size,
            rows: rows)
    }

    /// How likely each document is wanted, each reason given and each outcome stated, from 0 to 1.
    func weighMarks(_ leaning: Leaning, findings: [String]) -> LeaningMarks {
        var sums = [Int32](repeating: 0, count: Self.marks)
        let first = Self.width + 2
        weights.withUnsafeBufferPointer { weights in
            for row in leaning.rows {
                for place in sums.indices { sums[place] &+= Int32(weights[row * Self.stride + first + place]) }
            }
        }
        let found = added(by: findings, first..<Self.stride)
        let shares = sums.indices.map { place in
            1 / (1 + exp(-units[2] * score(markBiases[place] + found[place], sums[place], leaning.size)))
        }
        let (papers, causes) = (Self.documents.count, Self.documents.count + Self.reasons.count)
        return LeaningMarks(
            documents: Array(shares[..<papers]), reasons: Array(shares[papers..<causes]),
            outcomes: Array(shares[causes...]))
    }

    /// The rows of all features, each once.
    private func rows(of body: [LeaningWord], subject: [LeaningWord]) -> [Int] {
        var rows: [Int] = []
        rows.reserveCapacity(body.count * 3)
        // a bit for each row
        var seen = [UInt64](repeating: 0, count: weights.count / Self.stride / 64 + 1)
        func add(_ key: UInt64) {
            guard let row = places[key], seen[row >> 6] & (1 << UInt64(row & 63)) == 0 else { return }
            seen[row >> 6] |= 1 << UInt64(row & 63)
            rows.append(row)
        }
        Self.features(of: body, inSubject: false) { key, _ in add(key) }
        Self.features(of: subject, inSubject: true) { key, _ in add(key) }
        return rows
    }

    /// What findings of the rules add, each by itself.
    private func added(by findings: [String], _ columns: Range<Int>) -> [Int32] {
        var sums = [Int32](repeating: 0, count: columns.count)
        for row in findings.compactMap({ places[Self.hash(of: $0)] }) {
            for (place, column) in columns.enumerated() {
                sums[place] += Int32(weights[row * Self.stride + column])
            }
        }
        return sums
    }

    /// Of words that are together so rare.
    package static func length(_ rarity: Int) -> Double { Double(rarity).squareRoot() / Double(rarities) }

    private func score(_ bias: Int32, _ sum: Int32, _ size: Int) -> Double {
        Double(bias) + (size == 0 ? 0 : Double(sum) / Self.length(size))
    }

    /// Where a mark's weights stand, in the order of documents, reasons, outcomes.
    static func column(of mark: Int) -> Int { width + 2 + mark }

    /// So many bytes stand between two words at most that are shown as one passage.
    private static let widestGap = 3

    /// The words that speak most for one of them, two where they speak as a pair.
    func words(for column: Int, in body: [LeaningWord]) -> Range<Int>? {
        var best: (weight: Int16, range: Range<Int>)?
        Self.features(of: body, inSubject: false) { key, place in
            guard let row = places[key], place > 0 else { return }
            let weight = weights[row * Self.stride + column]
            guard weight > best?.weight ?? 0 else { return }
            // Between two lines there may be quoted words.
            let isPair =
                key != body[place].hash && key != body[place].short && key != body[place].long && place > 1
                && body[place].range.lowerBound - body[place - 1].range.upperBound <= Self.widestGap
            best = (weight, (isPair ? body[place - 1] : body[place]).range.lowerBound..<body[place].range.upperBound)
        }
        return best?.range
    }
}
