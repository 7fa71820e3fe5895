import Crypto
import Kernel

/// One value of a column.
package enum SQLValue: Hashable, Sendable {
    case null
    case integer(Int64)
    case text(String)
    case blob([UInt8])
}

/// What can stand in a statement's hole.
package protocol SQLBindable {
    var sqlValue: SQLValue { get }
}

/// What a column can be read as; nil where the stored value is of another kind.
package protocol SQLReadable {
    init?(sqlValue: SQLValue)
}

extension SQLValue: SQLBindable {
    package var sqlValue: SQLValue { self }
}

extension Optional: SQLBindable where Wrapped: SQLBindable {
    package var sqlValue: SQLValue { map(\.sqlValue) ?? .null }
}

extension Optional: SQLReadable where Wrapped: SQLReadable {
    package init?(sqlValue: SQLValue) {
        if sqlValue == .null {
            self = .none
        } else {
            guard let value = Wrapped(sqlValue: sqlValue) else { return nil }
            self = .some(value)
        }
    }
}

extension String: SQLBindable, SQLReadable {
    package var sqlValue: SQLValue { .text(self) }
    package init?(sqlValue: SQLValue) {
        guard case .text(let text) = sqlValue else { return nil }
        self = text
    }
}

extension [UInt8]: SQLBindable, SQLReadable {
    package var sqlValue: SQLValue { .blob(self) }
    package init?(sqlValue: SQLValue) {
        guard case .blob(let bytes) = sqlValue else { return nil }
        self = bytes
    }
}

extension Bool: SQLBindable, SQLReadable {
    package var sqlValue: SQLValue { .integer(self ? 1 : 0) }
    package init?(sqlValue: SQLValue) {
        guard case .integer(let number) = sqlValue else { return nil }
        self = number != 0
    }
}

/// Whole numbers of any width.
extension FixedWidthInteger where Self: SQLBindable {
    package var sqlValue: SQLValue { .integer(Int64(self)) }
    package init?(sqlValue: SQLValue) {
        guard case .integer(let number) = sqlValue, let value = Self(exactly: number) else { return nil }
        self = value
    }
}
extension Int: SQLBindable, SQLReadable {}
extension Int64: SQLBindable, SQLReadable {}
extension Int32: SQLBindable, SQLReadable {}
extension UInt32: SQLBindable, SQLReadable {}

extension Identifier: SQLBindable, SQLReadable {
    package var sqlValue: SQLValue { .text(description) }
    package init?(sqlValue: SQLValue) {
        guard case .text(let text) = sqlValue else { return nil }
        self.init(text)
    }
}

extension Moment: SQLBindable, SQLReadable {
    package var sqlValue: SQLValue { .integer(milliseconds) }
    package init?(sqlValue: SQLValue) {
        guard case .integer(let number) = sqlValue else { return nil }
        self.init(milliseconds: number)
    }
}

/// Days are stored as text, so that SQL and people can read and group them.
extension Day: SQLBindable, SQLReadable {
    package var sqlValue: SQLValue { .text(description) }
    package init?(sqlValue: SQLValue) {
        guard case .text(let text) = sqlValue else { return nil }
        self.init(text)
    }
}

extension Cents: SQLBindable, SQLReadable {
    package var sqlValue: SQLValue { .integer(count) }
    package init?(sqlValue: SQLValue) {
        guard case .integer(let number) = sqlValue else { return nil }
        self.init(number)
    }
}

extension FactorRate: SQLBindable, SQLReadable {
    package var sqlValue: SQLValue { .integer(tenThousandths) }
    package init?(sqlValue: SQLValue) {
        guard case .integer(let number) = sqlValue else { return nil }
        self.init(tenThousandths: number)
    }
}

extension Percent: SQLBindable, SQLReadable {
    package var sqlValue: SQLValue { .integer(thousandths) }
    package init?(sqlValue: SQLValue) {
        guard case .integer(let number) = sqlValue else { return nil }
        self.init(thousandths: number)
    }
}

extension Who: SQLBindable, SQLReadable {
    package var sqlValue: SQLValue { .text(text) }
    package init?(sqlValue: SQLValue) {
        guard case .text(let text) = sqlValue else { return nil }
        self.init(text: text)
    }
}

extension Digest: SQLBindable, SQLReadable {
    package var sqlValue: SQLValue { .text(description) }
    package init?(sqlValue: SQLValue) {
        guard case .text(let text) = sqlValue else { return nil }
        self.init(text)
    }
}

/// A tree of values is stored as JSON text.
extension Value: SQLBindable, SQLReadable {
    package var sqlValue: SQLValue { .text(json) }
    package init?(sqlValue: SQLValue) {
        guard case .text(let text) = sqlValue else { return nil }
        do { self = try Value(parsing: Array(text.utf8)) } catch { return nil }
    }
}

/// An enumeration of words is stored as its word: states, kinds, codes.
extension RawRepresentable where RawValue == String, Self: SQLBindable {
    package var sqlValue: SQLValue { .text(rawValue) }
}
extension RawRepresentable where RawValue == String, Self: SQLReadable {
    package init?(sqlValue: SQLValue) {
        guard case .text(let text) = sqlValue else { return nil }
        self.init(rawValue: text)
    }
}
extension Currency: SQLBindable, SQLReadable {}
