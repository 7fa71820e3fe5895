import Glibc

/// Logistic regression, of one class (multinomial) or of any number, over rows of features that are there or not; the words of a row
/// count the more the rarer they are, together as one. All rows at each step, the steps by Adam (Kingma and Ba, 2015). The same rows give
/// the same weights.
struct Learner: Sendable {
    let features: [String]
    /// By feature, then class.
    private(set) var weights: [Double]
    private(set) var biases: [Double]
    let classes: Int
    private let kind: Kind

    /// A feature that stands in fewer mails teaches nothing.
    private static let leastMails = 2
    private static let steps = 200
    private static let pace = 0.3
    /// How far weights are drawn to zero, where nothing else is said.
    static let usualDraw = 2.5e-6
    /// How much a finding of the rules counts beside a row of words, so that they are learned as slowly.
    static let usualFindingSize = 0.05

    private let draw: Double
    private let findingSize: Double

    /// What each feature adds to the scores where it is there: of a word, before that is divided by the length of all words.
    var effects: [String: [Double]] {
        var effects: [String: [Double]] = [:]
        for (place, feature) in features.enumerated() {
            let size = feature.hasPrefix("=") ? findingSize : sizes[place]
            effects[feature] = weights[place * classes..<(place + 1) * classes].map { $0 * size }
        }
        return effects
    }

    struct Row: Sendable {
        let words: [String]
        let findings: [String]
        /// The classes that it is of.
        let truths: Set<Int>
    }

    private struct Places {
        let words: [Int]
        let findings: [Int]
        /// What the squares of the words' sizes add up to.
        let total: Double

        /// Each feature with its size in this row.
        func sizes(_ sizes: [Double], _ findingSize: Double) -> [(feature: Int, size: Double)] {
            let length = words.isEmpty ? 0 : 1 / total.squareRoot()
            return words.map { ($0, sizes[$0] * length) } + findings.map { ($0, findingSize) }
        }
    }

    private struct Mail {
        let rows: [Places]
        let truths: Set<Int>
    }

    /// Whether a row is of one class, or of any number of them.
    enum Kind { case one, any }

    /// By feature: how much it counts beside the other words of its row.
    private let sizes: [Double]

    /// - Parameter rarity: nil where all features count the same.
    init(
        _ lessons: [Row], classes: Int, _ kind: Kind, rarity: Rarity? = nil, draw: Double = Self.usualDraw,
        findingSize: Double = Self.usualFindingSize
    ) {
        self.init(
            groups: lessons.map { [$0] }, classes: classes, kind, rarity: rarity, draw: draw, findingSize: findingSize)
    }

    /// Of mails as the rows of their sentences: a mail is of a class where one of its sentences is. All rows of a mail have the same truths.
    init(sentences: [[Row]], classes: Int) { self.init(groups: sentences, classes: classes, .any) }

    private init(
        groups: [[Row]], classes: Int, _ kind: Kind, rarity: Rarity? = nil, draw: Double = Self.usualDraw,
        findingSize: Double = Self.usualFindingSize
    ) {
        (self.classes, self.kind, self.draw, self.findingSize) = (classes, kind, draw, findingSize)
        var counts: [String: Int] = [:]
        for group in groups {
            for feature in Set(group.flatMap { $0.words + $0.findings }) { counts[feature, default: 0] += 1 }
        }
        features = counts.filter { $0.value >= Self.leastMails }.keys.sorted()
        let places = Dictionary(uniqueKeysWithValues: features.enumerated().map { ($1, $0) })
        let squares = features.map { feature in rarity.map { $0.square(of: feature) } ?? 1 }
        sizes = squares.map { $0.squareRoot() }
        let mails = groups.map { group in
            Mail(
                rows: group.map { row in
                    let words = Set(row.words).compactMap { places[$0] }.sorted()
                    return Places(
                        words: words, findings: Set(row.findings).compactMap { places[$0] }.sorted(),
                        total: words.reduce(0) { $0 + squares[$1] })
                }, truths: group.first?.truths ?? [])
        }
        weights = Array(repeating: 0, count: features.count * classes)
        // Most mails are of none of many.
        biases = Array(repeating: kind == .one ? 0 : -3, count: classes)
        var (drift, drifts) = (Drift(count: weights.count), Drift(count: classes))
        for step in 1...Self.steps {
            var (slope, slopes) = ([Double](repeating: 0, count: weights.count), [Double](repeating: 0, count: classes))
            for mail in mails { add(mail, weight: 1 / Double(mails.count), &slope, &slopes) }
            for place in slope.indices { slope[place] += draw * weights[place] }
            drift.move(&weights, slope, step, Self.pace)
            drifts.move(&biases, slopes, step, Self.pace)
        }
    }

    private func scores(of row: Places) -> [Double] {
        var scores = biases
        for (feature, size) in row.sizes(sizes, findingSize) {
            for place in 0..<classes { scores[place] += weights[feature * classes + place] * size }
        }
        return scores
    }

    private func shares(of scores: [Double]) -> [Double] {
        if kind == .any { return scores.map { 1 / (1 + exp(-$0)) } }
        let most = scores.max() ?? 0
        let powers = scores.map { exp($0 - most) }
        let sum = powers.reduce(0, +)
        return powers.map { $0 / sum }
    }

    /// Adds what one mail has to say to the slope of the loss.
    private func add(_ mail: Mail, weight: Double, _ slope: inout [Double], _ slopes: inout [Double]) {
        let shares = mail.rows.map { self.shares(of: scores(of: $0)) }
        for (row, share) in zip(mail.rows, shares) {
            var errors = [Double](repeating: 0, count: classes)
            for place in 0..<classes {
                guard mail.truths.contains(place) else {
                    errors[place] = share[place] * weight
                    continue
                }
                if shares.count == 1 {
                    errors[place] = (share[place] - 1) * weight
                } else {
                    let none = shares.reduce(1) { $0 * (1 - $1[place]) }
                    errors[place] = -share[place] * none / max(1 - none, 1e-9) * weight
                }
            }
            for place in 0..<classes { slopes[place] += errors[place] }
            for (feature, size) in row.sizes(sizes, findingSize) {
                for place in 0..<classes { slope[feature * classes + place] += errors[place] * size }
            }
        }
    }
}

/// The running means of slopes and of their squares.
private struct Drift {
    private var means: [Double]
    private var squares: [Double]

    init(count: Int) { (means, squares) = (Array(repeating: 0, count: count), Array(repeating: 0, count: count)) }

    mutating func move(_ values: inout [Double], _ slope: [Double], _ step: Int, _ pace: Double) {
        let (first, second) = (1 - pow(0.9, Double(step)), 1 - pow(0.999, Double(step)))
        for place in values.indices {
            means[place] = 0.9 * means[place] + 0.1 * slope[place]
            squares[place] = 0.999 * squares[place] + 0.001 * slope[place] * slope[place]
            values[place] -= pace * (means[place] / first) / ((squares[place] / second).squareRoot() + 1e-8)
        }
    }
}
