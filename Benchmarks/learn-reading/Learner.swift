import Glibc

/// Logistic regression, of one class (multinomial) or of any number, over rows of features that are there or not, the words of each row of length one; all rows at each step, the steps
/// by Adam (Kingma and Ba, 2015). The same rows give the same weights.
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
    /// How far weights are drawn to zero.
    private static let draw = 1e-5

    /// How much a finding of the rules counts beside a row of words, so that they are learned as slowly.
    static let findingSize = 0.1

    struct Row: Sendable {
        let words: [String]
        let findings: [String]
        /// The classes that it is of.
        let truths: Set<Int>
    }

    private struct Places {
        let words: [Int]
        let findings: [Int]
    }

    /// Whether a row is of one class, or of any number of them.
    enum Kind { case one, any }

    init(_ lessons: [Row], classes: Int, _ kind: Kind) {
        (self.classes, self.kind) = (classes, kind)
        var counts: [String: Int] = [:]
        for lesson in lessons {
            for feature in Set(lesson.words + lesson.findings) { counts[feature, default: 0] += 1 }
        }
        features = counts.filter { $0.value >= Self.leastMails }.keys.sorted()
        let places = Dictionary(uniqueKeysWithValues: features.enumerated().map { ($1, $0) })
        let rows = lessons.map { lesson in
            Places(
                words: Set(lesson.words).compactMap { places[$0] }.sorted(),
                findings: Set(lesson.findings).compactMap { places[$0] }.sorted())
        }
        weights = Array(repeating: 0, count: features.count * classes)
        // Most mails are of none of many.
        biases = Array(repeating: kind == .one ? 0 : -3, count: classes)
        var (drift, drifts) = (Drift(count: weights.count), Drift(count: classes))
        for step in 1...Self.steps {
            var (slope, slopes) = ([Double](repeating: 0, count: weights.count), [Double](repeating: 0, count: classes))
            for (row, lesson) in zip(rows, lessons) {
                add(row, lesson.truths, share: 1 / Double(lessons.count), &slope, &slopes)
            }
            for place in slope.indices { slope[place] += Self.draw * weights[place] }
            drift.move(&weights, slope, step, Self.pace)
            drifts.move(&biases, slopes, step, Self.pace)
        }
    }

    private func shares(of scores: [Double]) -> [Double] {
        if kind == .any { return scores.map { 1 / (1 + exp(-$0)) } }
        let most = scores.max() ?? 0
        let powers = scores.map { exp($0 - most) }
        let sum = powers.reduce(0, +)
        return powers.map { $0 / sum }
    }

    /// Adds what one mail has to say to the slope of the loss.
    private func add(
        _ row: Places, _ truths: Set<Int>, share: Double, _ slope: inout [Double], _ slopes: inout [Double]
    ) {
        let length = row.words.isEmpty ? 0 : 1 / Double(row.words.count).squareRoot()
        let parts = [(row.words, length), (row.findings, Self.findingSize)]
        var scores = biases
        for (features, size) in parts {
            for feature in features {
                for place in 0..<classes { scores[place] += weights[feature * classes + place] * size }
            }
        }
        let shares = shares(of: scores)
        for place in 0..<classes {
            scores[place] = (shares[place] - (truths.contains(place) ? 1 : 0)) * share
            slopes[place] += scores[place]
        }
        for (features, size) in parts {
            for feature in features {
                for place in 0..<classes { slope[feature * classes + place] += scores[place] * size }
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
