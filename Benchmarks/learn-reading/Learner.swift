import Glibc

/// Multinomial logistic regression over rows of features that are there or not, each row of length one; all rows at each step, the steps
/// by Adam (Kingma and Ba, 2015). The same rows give the same weights.
struct Learner {
    let features: [String]
    /// By feature, then class.
    private(set) var weights: [Double]
    private(set) var biases: [Double]
    let classes: Int

    /// A feature that stands in fewer mails teaches nothing.
    private static let leastMails = 2
    private static let steps = 200
    private static let pace = 0.3
    /// How far weights are drawn to zero.
    private static let draw = 1e-5

    init(_ lessons: [(features: [String], truth: Int)], classes: Int) {
        self.classes = classes
        var counts: [String: Int] = [:]
        for lesson in lessons { for feature in Set(lesson.features) { counts[feature, default: 0] += 1 } }
        features = counts.filter { $0.value >= Self.leastMails }.keys.sorted()
        let places = Dictionary(uniqueKeysWithValues: features.enumerated().map { ($1, $0) })
        let rows = lessons.map { lesson in Set(lesson.features).compactMap { places[$0] }.sorted() }
        weights = Array(repeating: 0, count: features.count * classes)
        biases = Array(repeating: 0, count: classes)
        var (drift, drifts) = (Drift(count: weights.count), Drift(count: classes))
        for step in 1...Self.steps {
            var (slope, slopes) = ([Double](repeating: 0, count: weights.count), [Double](repeating: 0, count: classes))
            for (row, lesson) in zip(rows, lessons) {
                add(row, lesson.truth, share: 1 / Double(lessons.count), &slope, &slopes)
            }
            for place in slope.indices { slope[place] += Self.draw * weights[place] }
            drift.move(&weights, slope, step, Self.pace)
            drifts.move(&biases, slopes, step, Self.pace)
        }
    }

    /// Adds what one mail has to say to the slope of the loss.
    private func add(_ row: [Int], _ truth: Int, share: Double, _ slope: inout [Double], _ slopes: inout [Double]) {
        let length = row.isEmpty ? 0 : 1 / Double(row.count).squareRoot()
        var scores = biases
        for feature in row {
            for place in 0..<classes { scores[place] += weights[feature * classes + place] * length }
        }
        let most = scores.max() ?? 0
        var sum = 0.0
        for place in 0..<classes {
            scores[place] = exp(scores[place] - most)
            sum += scores[place]
        }
        for place in 0..<classes {
            let error = (scores[place] / sum - (place == truth ? 1 : 0)) * share
            slopes[place] += error
            scores[place] = error * length
        }
        for feature in row {
            for place in 0..<classes { slope[feature * classes + place] += scores[place] }
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
