import Kernel

/// Bars one below the other with their names and numbers: the numbers of an SVG picture. What it shows stands in a table
/// beside it as well.
package struct BarChart {
    /// One bar.
    package struct Bar {
        let label: String
        let count: Int
        /// What stands behind the bar.
        let text: String

        package init(label: String, count: Int, text: String) {
            self.label = label
            self.count = count
            self.text = text
        }
    }

    /// Sets the pictures of a page apart.
    let id: String
    let title: String
    let summary: String
    let bars: [Bar]

    package init(id: String, title: String, summary: String, bars: [Bar]) {
        self.id = id
        self.title = title
        self.summary = summary
        self.bars = bars
    }

    private static let (width, left, right, step, thickness) = (560, 178, 112, 27, 17)

    /// Nil where there is nothing to draw.
    package var value: Value {
        let largest = bars.map(\.count).max() ?? 0
        guard largest > 0 else { return .null }
        return [
            "id": .string(id), "title": .string(title), "summary": .string(summary), "width": Value(Self.width),
            "height": Value(bars.count * Self.step + 4), "left": Value(Self.left), "text_left": Value(Self.left - 10),
            "thickness": Value(Self.thickness),
            "bars": .list(
                bars.enumerated().map { index, bar in
                    // What there is at all can be seen.
                    let length = bar.count * (Self.width - Self.left - Self.right) / largest
                    let shown = bar.count > 0 ? max(length, 2) : 0
                    return [
                        "y": Value(index * Self.step + 3), "text_y": Value(index * Self.step + 17),
                        "length": Value(shown), "text_x": Value(Self.left + shown + 8), "label": .string(bar.label),
                        "text": .string(bar.text),
                    ]
                }),
        ]
    }
}
