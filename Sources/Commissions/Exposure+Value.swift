import Kernel

extension Exposure {
    private static let (width, height, left, right, foot) = (640, 220, 80, 28, 190)
    private static let mostTicks = 6

    /// The windows and the days for pages and programs alike.
    func value(from today: Day, _ currency: Currency) -> Value {
        let points = days(from: today, in: currency)
        let own = windows.filter { $0.currency == currency }
        let held = own.reduce(Cents.zero) { $0 + $1.held }
        return [
            "today": Value(today), "at_risk": Value(points.first?.amount.decimal ?? "0.00"),
            "at_risk_text": .string(currency.shown(points.first?.amount ?? .zero)),
            "held_text": .string(currency.shown(held)), "open_windows": Value(own.count),
            "last_on": Value(own.map(\.until).max()), "days": .list(points.map { Self.value($0, currency) }),
            "weeks": .list(
                points.enumerated().filter { $0.offset % 7 == 0 }.map { Self.value($0.element, currency) }),
            "chart": Self.chart(points, currency),
            "windows": .list(lines.filter { $0.window.currency == currency }.map { Self.value($0, on: today) }),
            "is_cut": .bool(own.count > Self.mostLines),
        ]
    }

    private static func value(_ point: Point, _ currency: Currency) -> Value {
        [
            "day_on": Value(point.day), "amount": .string(point.amount.decimal),
            "amount_text": .string(currency.shown(point.amount)), "windows": Value(point.windows),
        ]
    }

    private static func value(_ line: Line, on today: Day) -> Value {
        let window = line.window
        let risk = window.atRisk(on: today)
        return [
            "deal": Value(window.deal), "funder": Value(window.funder), "funder_name": .string(line.funderName),
            "merchant": .string(line.merchant), "reference": .string(line.reference),
            "currency": .string(window.currency.rawValue), "funded_on": Value(window.fundedOn),
            "closes_on": Value(window.until), "days_left": Value(window.until - today),
            "mode": .string(window.mode.rawValue), "is_pro_rata": .bool(window.mode == .proRata),
            "kept": .string(window.kept.decimal), "at_risk": .string(risk.decimal),
            "at_risk_text": .string(window.currency.shown(risk)),
            "held_text": .string(window.currency.shown(window.held)),
        ]
    }

    /// The line of the days; nil where no window is open.
    private static func chart(_ points: [Point], _ currency: Currency) -> Value {
        guard let first = points.first, let last = points.last, points.count > 1 else { return .null }
        let largest = max(points.map(\.amount.count).max() ?? 1, 1)
        func x(_ index: Int) -> Int { left + index * (width - left - right) / (points.count - 1) }
        func y(_ amount: Int64) -> Int { foot - Int(amount * Int64(foot - 16) / largest) }
        let step = max(1, (points.count + mostTicks - 1) / mostTicks)
        return [
            "width": Value(width), "height": Value(height), "left": Value(left), "end": Value(width - right),
            "text_left": Value(left - 8), "text_foot": Value(foot + 20),
            "levels": .list(
                [0, largest / 2, largest].map { amount in
                    [
                        "y": Value(y(amount)), "text_y": Value(y(amount) + 4),
                        "label": .string(currency.shown(Cents(amount / 100 * 100))),
                    ]
                }),
            "ticks": .list(
                stride(from: 0, to: points.count, by: step).map { index in
                    ["x": Value(x(index)), "label": .string(String(points[index].day.description.dropFirst(5)))]
                }),
            "points": .string(points.enumerated().map { "\(x($0)),\(y($1.amount.count))" }.joined(separator: " ")),
            "summary": .string(
                "What could be taken back, day by day from \(first.day) to \(last.day): "
                    + "\(first.amount.grouped) at first, \(last.amount.grouped) at last"),
        ]
    }
}
