import Classification
import Glibc
import Kernel

/// The table that `Leanings` reads, as C: a line for each feature, its weights as signs.
struct LeaningTable {
    private let lines: [String]
    /// What a weight of one is worth, of outcomes, first reasons and marks.
    let units: [Double]

    var rows: Int { lines.count - 2 }

    init(outcomes: Learner, reasons: Learner, marks: Learner) {
        // The root of a weight: small ones keep their differences, and the few great ones their size.
        func signs(_ weights: [Double], _ unit: Double) -> String {
            String(
                decoding: weights.map { weight in
                    let root = Int((abs(weight) / unit).squareRoot().rounded())
                    return Leanings.signs[Leanings.zero + (weight < 0 ? -1 : 1) * min(root, Leanings.zero)]
                }, as: UTF8.self)
        }
        let parts = [outcomes, reasons, marks]
        let weights = parts.map(Self.weights)
        let units = parts.map(Self.unit)
        var lines = [units.map { "\(Int(($0 * 1_000_000).rounded()))" }.joined(separator: "\t")]
        let biases = zip(parts, units).map { part, unit in
            part.biases.map { "\(Int(($0 / unit).rounded()))" }.joined(separator: " ")
        }
        lines.append("\t" + biases.joined(separator: "\t"))
        for feature in Set(weights.flatMap(\.keys)).sorted() {
            let shown = zip(weights, units).map { weights, unit in weights[feature].map { signs($0, unit) } ?? "-" }
            lines.append("\(feature)\t" + shown.joined(separator: "\t"))
        }
        (self.lines, self.units) = (lines, units)
    }

    /// What a weight of one is worth, where the heaviest is of all signs.
    private static func unit(of learner: Learner) -> Double {
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

    func write(to path: String) throws {
        var text = """
            /* Written by `swift run -c release learn-reading Sources/CLeanings/leanings.c`; never edited. */
            #include "leanings.h"

            const char fg_leanings[] =

            """
        var length = 0
        for line in lines {
            let shown = line.replacing("\t", with: "\\t")
            text += "\"\(shown)\\n\"\n"
            length += line.utf8.count + 1
        }
        text += ";\nconst unsigned long fg_leanings_length = \(length);\n"
        let bytes = Array(text.utf8)
        guard let file = fopen(path, "w") else { throw LearnFailure.notWritable }
        defer { fclose(file) }
        guard fwrite(bytes, 1, bytes.count, file) == bytes.count else { throw LearnFailure.notWritable }
    }
}

enum LearnFailure: Error { case notWritable }
