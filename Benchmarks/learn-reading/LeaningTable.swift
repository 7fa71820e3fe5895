import Classification
import Glibc
import Kernel

/// The table that `Leanings` reads, as C: a line for each feature, its weights as signs.
struct LeaningTable {
    let lines: [String]
    /// What a weight of one is worth, of outcomes, first reasons and marks.
    let units: [Double]

    var rows: Int { lines.count - 2 }

    init(outcomes: Learner, reasons: Learner, marks: Learner) {
        let parts = [outcomes, reasons, marks]
        let weights = parts.map(Self.weights)
        let units = parts.map(Self.unit)
        var lines = [units.map { "\(Int(($0 * 1_000_000).rounded()))" }.joined(separator: "\t")]
        let biases = zip(parts, units).map { part, unit in
            part.biases.map { "\(Int(($0 / unit).rounded()))" }.joined(separator: " ")
        }
        lines.append("\t" + biases.joined(separator: "\t"))
        for feature in Set(weights.flatMap(\.keys)).sorted() {
            let shown = zip(weights, units).map { weights, unit in weights[feature].map { Self.signs($0, unit) } ?? "-"
            }
            lines.append("\(feature)\t" + shown.joined(separator: "\t"))
        }
        (self.lines, self.units) = (lines, units)
    }

    /// The root of each weight: small ones keep their differences, and the few great ones their size.
    static func signs(_ weights: [Double], _ unit: Double) -> String {
        String(
            decoding: weights.map { weight in
                let root = Int((abs(weight) / unit).squareRoot().rounded())
                return Leanings.signs[Leanings.zero + (weight < 0 ? -1 : 1) * min(root, Leanings.zero)]
            }, as: UTF8.self)
    }

    /// What a weight of one is worth, where the heaviest is of all signs.
    static func unit(of learner: Learner) -> Double {
        let most = learner.weights.map { abs($0) }.max() ?? 1
        return (most / Double(Leanings.zero * Leanings.zero) * 1_000_000).rounded() / 1_000_000
    }

    private static func weights(_ learner: Learner) -> [String: [Double]] {
        Dictionary(
            uniqueKeysWithValues: learner.features.enumerated().map { place, feature in
                let row = learner.weights[place * learner.classes..<(place + 1) * learner.classes]
                return (feature, feature.hasPrefix("=") ? row.map { $0 * Learner.findingSize } : Array(row))
            })
    }
}
