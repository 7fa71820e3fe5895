/// The lines of a table of signs.
struct SignLines {
    let lines: [String]

    init(_ learner: Learner) {
        let unit = LeaningTable.unit(of: learner.weights)
        var lines = ["\(Int((unit * 1_000_000).rounded()))"]
        lines.append(learner.biases.map { "\(Int(($0 / unit).rounded()))" }.joined(separator: " "))
        for (place, feature) in learner.features.enumerated() {
            let row = learner.weights[place * learner.classes..<(place + 1) * learner.classes]
            lines.append("\(feature)\t\(LeaningTable.signs(Array(row), unit))")
        }
        self.lines = lines
    }
}
