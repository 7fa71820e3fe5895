import Kernel

/// A day as people and programs write it: `2026-11-20`, `11/20/2026`, `20.11.26`, `Nov 20, 2026`, `20-Nov-2026`, with or without a
/// time behind it.
package enum SheetDay {
    /// The day, or the two readings of numbers that leave the month open.
    package enum Reading: Equatable {
        case day(Day)
        /// Nil where that order gives no day.
        case either(monthFirst: Day?, dayFirst: Day?)
    }

    /// Nil where the text is no day.
    package static func read(_ cell: String) -> Reading? {
        let text = cell.trimmed
        if let iso = Day(text.prefix(10)), text.utf8.count == 10 || "T ".contains(text.dropFirst(10).prefix(1)) {
            return .day(iso)
        }
        let words = text.split { " ,/.-".contains($0) }.map(String.init)
        // A time of day may follow; it has colons.
        guard words.count >= 3,
            words.dropFirst(3).allSatisfy({ $0.contains(":") || ["AM", "PM"].contains($0.uppercased()) })
        else { return nil }
        let three = Array(words.prefix(3))
        if let place = three.prefix(2).firstIndex(where: { month($0) != nil }), let month = month(three[place]) {
            guard let day = number(three[1 - place], digits: 1...2), let year = year(three[2]) else { return nil }
            return Day(year: year, month: month, day: day).map(Reading.day)
        }
        if three[0].utf8.count == 4 {
            guard let year = number(three[0], digits: 4...4), let month = number(three[1], digits: 1...2),
                let day = number(three[2], digits: 1...2)
            else { return nil }
            return Day(year: year, month: month, day: day).map(Reading.day)
        }
        guard let first = number(three[0], digits: 1...2), let second = number(three[1], digits: 1...2),
            let year = year(three[2])
        else { return nil }
        let (monthFirst, dayFirst) = (
            Day(year: year, month: first, day: second), Day(year: year, month: second, day: first)
        )
        if monthFirst == nil, dayFirst == nil { return nil }
        if monthFirst == dayFirst, let monthFirst { return .day(monthFirst) }
        return .either(monthFirst: monthFirst, dayFirst: dayFirst)
    }

    /// The day in that order; nil where the text is no day in it.
    package static func read(_ cell: String, _ order: DayOrder?) -> Day? {
        switch read(cell) {
        case .day(let day): day
        case .either(let monthFirst, let dayFirst):
            order == .monthFirst ? monthFirst : order == .dayFirst ? dayFirst : nil
        case nil: nil
        }
    }

    private static let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]

    private static func month(_ word: String) -> Int? {
        let word = word.lowercased()
        guard word.utf8.count >= 3 else { return nil }
        return months.firstIndex(of: String(word.prefix(3))).map { $0 + 1 }
    }

    private static func number(_ word: String, digits: ClosedRange<Int>) -> Int? {
        guard digits.contains(word.utf8.count), word.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
        return Int(word)
    }

    /// Two digits are a year of this century.
    private static func year(_ word: String) -> Int? {
        number(word, digits: 4...4) ?? number(word, digits: 2...2).map { 2000 + $0 }
    }
}

extension DayOrder {
    /// The order that the cells show; nil where no cell needs one. Refused where some need one and none shows it, or where
    /// they contradict each other.
    package static func shown(by cells: [String]) throws(SheetRefusal) -> Self? {
        var (needs, shows) = (false, Set<Self>())
        for cell in cells {
            guard case .either(let monthFirst, let dayFirst) = SheetDay.read(cell) else { continue }
            needs = true
            if dayFirst == nil { shows.insert(.monthFirst) }
            if monthFirst == nil { shows.insert(.dayFirst) }
        }
        guard needs else { return nil }
        guard shows.count == 1 else { throw .undecided("day_order") }
        return shows.first
    }
}

extension String {
    /// Without blanks at both ends.
    package var trimmed: String {
        var view = unicodeScalars[...]
        while let first = view.first, first.properties.isWhitespace { view.removeFirst() }
        while let last = view.last, last.properties.isWhitespace { view.removeLast() }
        return String(view)
    }
}
