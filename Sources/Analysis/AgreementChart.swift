import Kernel

/// Agreement by week as lines, one for each version of the rules: the numbers of an SVG picture. What it shows stands in
/// the table beside it as well.
struct AgreementChart {
    private static let (width, height, left, right, top, bottom) = (720, 240, 52, 12, 14, 34)
    /// So many versions have a line style of their own; the newest are drawn.
    private static let mostLines = 5
    private static let mostTicks = 8

    private let weeks: [QualitySums.Week]

    init(_ weeks: [QualitySums.Week]) { self.weeks = weeks }

    private var first: Day { weeks.first?.day ?? Day(number: 0) }
    private var steps: Int { max((weeks.last.map { $0.day - first } ?? 0) / 7, 1) }

    /// Weeks lie side by side, a single one in the middle.
    private func x(_ day: Day) -> Int {
        let inner = Self.width - Self.left - Self.right
        if first == weeks.last?.day { return Self.left + inner / 2 }
        return Self.left + (day - first) / 7 * inner / steps
    }

    private func y(_ perMille: Int) -> Int {
        Self.top + (1000 - perMille) * (Self.height - Self.top - Self.bottom) / 1000
    }

    /// Nil where nobody has judged anything.
    var value: Value {
        guard let last = weeks.last else { return .null }
        let readers = Set(weeks.map(\.reader)).sorted().suffix(Self.mostLines)
        return [
            "width": Value(Self.width), "height": Value(Self.height), "left": Value(Self.left),
            "end": Value(Self.width - Self.right), "foot": Value(Self.height - Self.bottom),
            "text_foot": Value(Self.height - Self.bottom + 20), "text_left": Value(Self.left - 8),
            "levels": .list(
                [0, 250, 500, 750, 1000].map {
                    ["y": Value(y($0)), "text_y": Value(y($0) + 4), "label": .string("\($0 / 10) %")]
                }),
            "ticks": .list(ticks(to: last.day)),
            "lines": .list(readers.enumerated().map { line($1, style: $0) }),
            "summary": .string(
                "Share of readings that people confirmed, week by week from \(first) to \(last.day), "
                    + "one line for each version of the rules"),
        ]
    }

    private func ticks(to last: Day) -> [Value] {
        let days = Set(weeks.map(\.day)).sorted()
        let each = max(1, (days.count + Self.mostTicks - 1) / Self.mostTicks)
        return stride(from: 0, to: days.count, by: each).map { index in
            ["x": Value(x(days[index])), "label": .string(String(days[index].description.dropFirst(5)))]
        }
    }

    private func line(_ reader: String, style: Int) -> Value {
        let own = weeks.filter { $0.reader == reader }
        let places = own.map { (x: x($0.day), y: y($0.agreement.perMille ?? 0), week: $0) }
        return [
            "reader": .string(reader), "style": .string("line-\(style + 1)"),
            "points": .string(places.map { "\($0.x),\($0.y)" }.joined(separator: " ")),
            "dots": .list(
                places.map { place in
                    let told = place.week.agreement
                    return [
                        "x": Value(place.x), "y": Value(place.y),
                        "text": .string(
                            "\(reader), week of \(place.week.day): \(told.percent ?? "") % of \(told.verdicts)"),
                    ]
                }),
        ]
    }
}
