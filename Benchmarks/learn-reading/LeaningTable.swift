import Classification
import Glibc
import Kernel

/// The table that `Leanings` reads, as C: a line for each feature, its weights as signs.
struct LeaningTable {
    private let lines: [String]
    /// What a weight of one is worth.
    let unit: Double

    var rows: Int { lines.count - 2 }

    init(_ outcomes: Learner, _ reasons: Learner) {
        // The few heaviest weights are cut, so that the many small ones keep their differences.
        let heights = (outcomes.weights + reasons.weights).map { abs($0) }.sorted()
        let most = heights.isEmpty ? 30 : heights[heights.count * 9995 / 10_000]
        let unit = (most / 30 * 1_000_000).rounded() / 1_000_000
        func signs(_ weights: some Sequence<Double>, _ unit: Double) -> String {
            String(
                decoding: weights.map { weight in
                    Leanings.signs[min(max(Int((weight / unit).rounded()), -30), 31) + Leanings.zero]
                }, as: UTF8.self)
        }
        let (left, right) = (Self.weights(outcomes), Self.weights(reasons))
        var lines = ["\(Int((unit * 1_000_000).rounded()))"]
        lines.append("\t\(signs(outcomes.biases, unit))\t\(signs(reasons.biases, unit))")
        for feature in Set(left.keys).union(right.keys).sorted() {
            lines.append(
                "\(feature)\t\(left[feature].map { signs($0, unit) } ?? "-")\t\(right[feature].map { signs($0, unit) } ?? "-")"
            )
        }
        (self.lines, self.unit) = (lines, unit)
    }

    private static func weights(_ learner: Learner) -> [String: ArraySlice<Double>] {
        Dictionary(
            uniqueKeysWithValues: learner.features.enumerated().map { place, feature in
                (feature, learner.weights[place * learner.classes..<(place + 1) * learner.classes])
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
