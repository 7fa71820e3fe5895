import Classification
import Glibc
import Kernel

/// The table that `Leanings` reads, as C: a line for each feature, its weights as signs.
struct LeaningTable {
    let lines: [String]
    /// What a weight of one is worth, of outcomes, first reasons and marks.
    let units: [Double]

    var rows: Int { lines.count - 2 }

    /// Learned from lessons of mails and sentences.
    init(_ lessons: [Lesson]) {
        let rarity = Rarity(lessons)
        let marks = DocumentCode.allCases.count + DeclineReason.allCases.count + Outcome.allCases.count
        let parts = [
            Learner(lessons.compactMap(\.ofOutcome), classes: Outcome.allCases.count, .one, rarity: rarity),
            Learner(lessons.compactMap(\.ofReason), classes: DeclineReason.allCases.count, .one, rarity: rarity),
            Learner(lessons.compactMap(\.ofMarks), classes: marks, .any, rarity: rarity),
        ]
        let weights = parts.map(\.effects)
        let units = weights.map { Self.unit(of: $0.values.lazy.flatMap { $0 }) }
        var lines = [units.map { "\(Int(($0 * 1_000_000).rounded()))" }.joined(separator: "\t")]
        let biases = zip(parts, units).map { part, unit in
            part.biases.map { "\(Int(($0 / unit).rounded()))" }.joined(separator: " ")
        }
        lines.append("\t" + biases.joined(separator: "\t"))
        for feature in Set(weights.flatMap(\.keys)).sorted() {
            let shown = zip(weights, units).map { weights, unit in weights[feature].map { Self.signs($0, unit) } ?? "-"
            }
            lines.append("\(feature)\t" + (shown + ["\(rarity[feature])"]).joined(separator: "\t"))
        }
        (self.lines, self.units) = (lines, units)
    }

    /// The root of each weight: small ones keep their differences, and the few great ones their size.
    static func signs(_ weights: [Double], _ unit: Double) -> String {
        String(
            decoding: weights.map { weight in
                let root = Int((abs(weight) / unit).squareRoot().rounded())
                return RootWeights.signs[RootWeights.zero + (weight < 0 ? -1 : 1) * min(root, RootWeights.zero)]
            }, as: UTF8.self)
    }

    /// What a weight of one is worth, where the heaviest is of all signs.
    static func unit(of weights: some Sequence<Double>) -> Double {
        let most = weights.reduce(0) { max($0, abs($1)) }
        return ((most == 0 ? 1 : most) / Double(RootWeights.zero * RootWeights.zero) * 1_000_000).rounded() / 1_000_000
    }
}
