import Kernel

/// Lines over equal steps: the numbers of an SVG picture. What it shows stands in a table beside it as well.
struct LineChart {
    struct Point {
        let step: Int
        /// From 0 to the chart's top.
        let height: Int
        /// What is told of it.
        let text: String
    }

    struct Line {
        let name: String
        let points: [Point]
    }

    /// Sets the pictures of a page apart.
    let id: String
    let title: String
    let summary: String
    let lines: [Line]
    /// The last step; the first is 0.
    let lastStep: Int
    let ticks: [(step: Int, label: String)]
    let top: Int
    let levels: [(height: Int, label: String)]

    private static let (width, height, left, right, upper, lower) = (720, 240, 62, 12, 14, 34)
    private static let mostTicks = 8

    /// Steps lie side by side, a single one in the middle.
    private func x(_ step: Int) -> Int {
        let inner = Self.width - Self.left - Self.right
        return lastStep == 0 ? Self.left + inner / 2 : Self.left + step * inner / lastStep
    }

    private func y(_ height: Int) -> Int {
        Self.upper + (top - height) * (Self.height - Self.upper - Self.lower) / max(top, 1)
    }

    var value: Value {
        let each = max(1, (ticks.count + Self.mostTicks - 1) / Self.mostTicks)
        let shown = stride(from: 0, to: ticks.count, by: each).map { ticks[$0] }
        return [
            "id": .string(id), "title": .string(title), "summary": .string(summary),
            "width": Value(Self.width), "height": Value(Self.height), "left": Value(Self.left),
            "end": Value(Self.width - Self.right), "foot": Value(Self.height - Self.lower),
            "text_foot": Value(Self.height - Self.lower + 20), "text_left": Value(Self.left - 8),
            "levels": .list(
                levels.map {
                    ["y": Value(y($0.height)), "text_y": Value(y($0.height) + 4), "label": .string($0.label)]
                }),
            "ticks": .list(shown.map { ["x": Value(x($0.step)), "label": .string($0.label)] }),
            "lines": .list(
                lines.enumerated().map { index, line in
                    [
                        "name": .string(line.name), "style": .string("line-\(index + 1)"),
                        "points": .string(
                            line.points.map { "\(x($0.step)),\(y($0.height))" }.joined(separator: " ")),
                        "dots": .list(
                            line.points.map {
                                ["x": Value(x($0.step)), "y": Value(y($0.height)), "text": .string($0.text)]
                            }),
                    ]
                }),
        ]
    }
}
