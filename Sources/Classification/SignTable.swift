import Glibc

/// A table that `learn-reading` wrote: how much each sign weighs for each of some classes, a sign being a feature that is there or not (logistic
/// regression).
struct SignTable {
    private var rows = FeatureRows(rows: 0)
    private var weights: RootWeights
    private var biases: [Int32] = []
    private var unit = 0.0
    let classes: Int

    var isEmpty: Bool { biases.count != classes }

    /// Reads a line with the unit in millionths, one with the biases, then of each feature its name, a tab and the signs of the roots of its
    /// weights.
    init(_ table: UnsafeRawBufferPointer, classes: Int) {
        self.classes = classes
        weights = RootWeights(columns: classes)
        var lines = TableText(table)
        guard let first = lines.next(), let second = lines.next() else { return }
        rows = FeatureRows(rows: table.count / (classes + 8))
        unit = (Double(String(decoding: first, as: UTF8.self)) ?? 0) / 1_000_000
        biases = TableText.numbers(second)
        while let line = lines.next() {
            let parts = TableText.parts(of: line, by: 9)
            guard parts.count == 2, parts[1].count == classes else { continue }
            rows.set(HashedPart(letters: parts[0]).hash, weights.count)
            weights.addRow()
            weights.set(parts[1], from: 0)
        }
    }

    /// How much signs speak for each class, on the scale of natural logarithms.
    func scores(of signs: (_ take: (HashedPart) -> Void) -> Void) -> [Double] {
        var keys: [UInt64] = []
        keys.reserveCapacity(128)
        signs { keys.append($0.hash) }
        let known = rows.rows(of: keys)
        let sums = weights.sums(of: known)
        let root = Double(max(known.count, 1)).squareRoot()
        return sums.indices.map { unit * (Double(biases[$0]) + Double(sums[$0]) / root) }
    }
}
