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

    /// A row: the weights of outcomes, of the first reason, and of marks.
    private static let columns = width + marks

    private var places = FeatureRows(rows: 0)
    private var weights = RootWeights(columns: columns)
    /// How rare the feature of a row is, in outcomes and marks, and in reasons; 0 where it does not count.
    private var rarities: [(outcome: Int16, reason: Int16)] = []
    private var biases: [Int32] = []
    /// What a weight of one is worth, of outcomes, first reasons and marks.
    private var units = [1.0, 1.0, 1.0]

    /// How rare a feature is is counted in so many parts of a natural logarithm.
    package static let rarity = 16

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
        while let line = lines.next() {
            let parts = TableText.parts(of: line, by: 9)
            if parts.count == 4, parts[0].isEmpty {
                biases = parts[1...].flatMap(TableText.numbers)
            } else if parts.count == 5, let rarity = Int16(String(decoding: parts[4], as: UTF8.self)) {
                places.set(Self.hash(of: String(decoding: parts[0], as: UTF8.self)), rarities.count)
                weights.addRow()
                let isThere = zip(parts[1...], [0, Self.outcomes.count, Self.width]).map { signs, column in
                    // a dash
                    guard signs.count > 1 else { return false }
                    weights.set(signs, from: column)
                    return true
                }
                rarities.append((isThere[0] ? rarity : 0, isThere[1] ? rarity : 0))
            }
        }
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
    func weigh(_ body: [LeaningWord], subject: [LeaningWord], findings: [UInt64]) -> Leaning? {
        guard biases.count == Self.columns else { return nil }
        let rows = rows(of: body, subject: subject)
        let sums = weights.sums(of: rows)
        var (size, reasonSize) = (0, 0)
        for row in rows {
            size += Int(rarities[row].outcome)
            reasonSize += Int(rarities[row].reason)
        }
        let (length, reasonLength) = (Self.length(size), Self.length(reasonSize))
        func scores(_ columns: Range<Int>, _ length: Double, _ added: [Int32]? = nil) -> [Double] {
            columns.map { column in
                Double(biases[column] + (added?[column] ?? 0)) + (length == 0 ? 0 : Double(sums[column]) / length)
            }
        }
        func best(_ scores: [Double]) -> Int { scores.indices.max { scores[$0] < scores[$1] } ?? 0 }
        let (first, last) = (Self.outcomes.count, Self.width)
        let found = weights.sums(of: findings.compactMap { places[$0] })
        let outcomes = scores(0..<first, length, found).map { units[0] * $0 }
        let reasons = scores(first..<last, reasonLength, found).map { units[1] * $0 }
        let told = body.lazy.filter { places[$0.hash] != nil }.count
        return Leaning(
            outcomes: Leaning.logarithms(outcomes), reasons: Leaning.logarithms(reasons),
            wordsOutcome: Self.outcomes[best(scores(0..<first, length))],
            wordsReason: Self.reasons[best(scores(first..<last, reasonLength))],
            marks: LeaningMarks(scores(last..<Self.columns, length, found).map { 1 / (1 + exp(-units[2] * $0)) }),
            eighths: told * 8 / max(body.count, 1), known: rows.count)
    }

    /// The rows of all features, each once.
    private func rows(of body: [LeaningWord], subject: [LeaningWord]) -> [Int] {
        var keys: [UInt64] = []
        keys.reserveCapacity((body.count + subject.count) * 4)
        Self.features(of: body, inSubject: false) { key, _ in keys.append(key) }
        Self.features(of: subject, inSubject: true) { key, _ in keys.append(key) }
        return places.rows(of: keys)
    }

    /// Of words that are together so rare.
    package static func length(_ rarity: Int) -> Double { Double(rarity).squareRoot() / Double(Self.rarity) }

    /// Where a mark's weights stand, in the order of documents, reasons, outcomes.
    static func column(of mark: Int) -> Int { width + mark }

    /// So many bytes stand between two words at most that are shown as one passage.
    private static let widestGap = 3

    /// The words that speak most for one of them, two where they speak as a pair.
    func words(for column: Int, in body: [LeaningWord]) -> Range<Int>? {
        var best: (root: Int8, range: Range<Int>)?
        Self.features(of: body, inSubject: false) { key, place in
            guard let row = places[key], place > 0 else { return }
            let root = weights.root(row, column)
            guard root > best?.root ?? 0 else { return }
            // Between two lines there may be quoted words.
            let isPair =
                key != body[place].hash && key != body[place].short && key != body[place].long && place > 1
                && body[place].range.lowerBound - body[place - 1].range.upperBound <= Self.widestGap
            best = (root, (isPair ? body[place - 1] : body[place]).range.lowerBound..<body[place].range.upperBound)
        }
        return best?.range
    }
}
