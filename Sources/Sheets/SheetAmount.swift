import Kernel

/// An amount as people and programs write it: `$1,234.50`, `(50.00)`, `1.234,50 EUR`, `-7`. Each way of writing it is right with
/// one decimal sign only, so that none can be misread: `1,234` has no cents, because cents have two digits.
package struct SheetAmount: Equatable {
    package let amount: Cents
    /// Where a sign or a code stands beside the number.
    package let currency: Currency?

    package enum Flaw: Error, Equatable {
        case percent, exponent, tooLarge, notAnAmount
        /// A sign of a currency that the desk does not trade in.
        case unknownCurrency

        package var reason: String {
            switch self {
            case .percent: "a percentage is no amount"
            case .exponent: "a number with an exponent is no amount: write it out"
            case .tooLarge: "the amount is above ten thousand million"
            case .notAnAmount: "this is no amount of money"
            case .unknownCurrency: "the currency beside the amount is none that the desk trades in"
            }
        }
    }

    /// Nil where the cell is empty, or holds only a dash.
    package static func read(_ cell: String, _ sign: DecimalSign) throws(Flaw) -> SheetAmount? {
        var text = cell.unicodeScalars.filter { !blanks.contains($0) }.map { minuses.contains($0) ? "-" : $0 }
        guard !text.isEmpty, text != ["-"] else { return nil }
        if text.contains("%") { throw .percent }
        var isNegative = false
        if text.first == "(", text.last == ")" {
            isNegative = true
            text = Array(text.dropFirst().dropLast())
        }
        let currency = try takeCurrency(&text)
        for isTrailing in [false, true] where (isTrailing ? text.last : text.first) == "-" {
            guard !isNegative else { throw .notAnAmount }
            isNegative = true
            if isTrailing { text.removeLast() } else { text.removeFirst() }
        }
        let second = try takeCurrency(&text)
        guard currency == nil || second == nil || currency == second else { throw .notAnAmount }
        let cents = try number(text, sign)
        return SheetAmount(amount: isNegative ? .zero - cents : cents, currency: currency ?? second)
    }

    private static let blanks: Set<Unicode.Scalar> = [" ", "\u{A0}", "\u{202F}", "\t"]
    private static let minuses: Set<Unicode.Scalar> = ["\u{2212}", "\u{2013}", "\u{2010}", "\u{2011}"]

    /// Takes letters and signs of a currency away from both ends.
    private static func takeCurrency(_ text: inout [Unicode.Scalar]) throws(Flaw) -> Currency? {
        func isOfNumber(_ scalar: Unicode.Scalar) -> Bool { "0123456789.,'’-".unicodeScalars.contains(scalar) }
        let head = text.prefix { !isOfNumber($0) }
        let tail = text.dropFirst(head.count).reversed().prefix { !isOfNumber($0) }.reversed()
        text = Array(text.dropFirst(head.count).dropLast(tail.count))
        var found: Currency?
        for word in [Array(head), Array(tail)] where !word.isEmpty {
            let name = String(String.UnicodeScalarView(word)).uppercased()
            guard let currency = Currency.allCases.first(where: { names($0).contains(name) }) else {
                throw name == "E"
                    ? .exponent : name.unicodeScalars.allSatisfy(\.isASCII) ? .notAnAmount : .unknownCurrency
            }
            guard found == nil || found == currency else { throw .notAnAmount }
            found = currency
        }
        return found
    }

    private static func names(_ currency: Currency) -> [String] {
        let all = [currency.rawValue, currency.symbol.uppercased(), currency.rawValue + currency.symbol.uppercased()]
        return currency == .usd ? all + ["US$"] : currency == .cad ? all + ["CA$"] : all
    }

    /// Digits in groups of three or in none, and two digits of cents or one or none.
    private static func number(_ text: [Unicode.Scalar], _ sign: DecimalSign) throws(Flaw) -> Cents {
        if text.contains(where: { $0 == "e" || $0 == "E" }) { throw .exponent }
        let parts = text.split(separator: sign.scalar, omittingEmptySubsequences: false)
        guard let whole = parts.first, parts.count <= 2 else { throw .notAnAmount }
        let cents = parts.count == 2 ? Array(parts[1]) : []
        guard parts.count == 1 || (1...2).contains(cents.count) else { throw .notAnAmount }
        let separators = Set(whole.filter { !isDigit($0) })
        guard separators.count <= 1, separators.allSatisfy(sign.groups.contains) else { throw .notAnAmount }
        let groups = whole.split(omittingEmptySubsequences: false) { !isDigit($0) }
        guard
            groups.count == 1 || (1...3).contains(groups[0].count) && groups.dropFirst().allSatisfy({ $0.count == 3 }),
            groups.count > 1 || !groups[0].isEmpty, cents.allSatisfy(isDigit)
        else { throw .notAnAmount }
        let digits = groups.joined() + cents + Array(repeating: "0", count: 2 - cents.count)
        guard digits.count <= 18, let count = Int64(String(String.UnicodeScalarView(digits))),
            count <= Cents.largest.count
        else { throw .tooLarge }
        return Cents(count)
    }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }
}

extension DecimalSign {
    /// The sign that the cells show; nil where none of them shows one. Where cells contradict each other, the sign that more
    /// of them show; refused where as many show the one as the other.
    package static func shown(by cells: [String]) throws(SheetRefusal) -> Self? {
        var counts: [Self: Int] = [:]
        for cell in cells {
            let readers = allCases.filter { (try? SheetAmount.read(cell, $0)) != nil }  // a cell may be none
            if readers.count == 1, let only = readers.first { counts[only, default: 0] += 1 }
        }
        let (point, comma) = (counts[.point] ?? 0, counts[.comma] ?? 0)
        if point == comma, point > 0 { throw .undecided("decimal_sign") }
        return point == comma ? nil : point > comma ? .point : .comma
    }
}
