import Kernel

/// One SQL statement and the values for its holes. An interpolated value is bound, never spelled into the text.
package struct SQL: Hashable, Sendable, ExpressibleByStringInterpolation {
    /// The text with `?` for each value.
    package let text: String
    package let values: [SQLValue]

    package init(stringLiteral value: String) {
        text = value
        values = []
    }

    package init(stringInterpolation: Interpolation) {
        text = stringInterpolation.text
        values = stringInterpolation.values
    }

    package struct Interpolation: StringInterpolationProtocol {
        var text = ""
        var values: [SQLValue] = []

        package init(literalCapacity: Int, interpolationCount: Int) {
            text.reserveCapacity(literalCapacity + interpolationCount)
            values.reserveCapacity(interpolationCount)
        }

        package mutating func appendLiteral(_ literal: String) { text += literal }

        package mutating func appendInterpolation(_ value: some SQLBindable) {
            text += "?"
            values.append(value.sqlValue)
        }

        package mutating func appendInterpolation(_ value: (some SQLBindable)?) {
            text += "?"
            values.append(value?.sqlValue ?? .null)
        }

        /// Several values as `(?, ?, ?)`: for IN. An empty list matches nothing.
        package mutating func appendInterpolation(list: [some SQLBindable]) {
            text += list.isEmpty ? "(NULL)" : "(\(list.map { _ in "?" }.joined(separator: ", ")))"
            values += list.map(\.sqlValue)
        }

        /// A part of a statement with values of its own.
        package mutating func appendInterpolation(part: SQL) {
            text += part.text
            values += part.values
        }

        /// Text of the program itself: a table's or column's name.
        package mutating func appendInterpolation(name: StaticString) { text += "\(name)" }
    }

    package static func + (left: SQL, right: SQL) -> SQL {
        SQL(text: left.text + right.text, values: left.values + right.values)
    }

    /// Conditions joined by AND; without any, a condition that is true.
    package static func all(_ conditions: [SQL]) -> SQL {
        guard let first = conditions.first else { return "TRUE" }
        return conditions.dropFirst().reduce(first) { $0 + " AND " + $1 }
    }

    init(text: String, values: [SQLValue]) {
        self.text = text
        self.values = values
    }
}
