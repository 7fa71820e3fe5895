/// Whole quotients of whole numbers; the one place where the desk's figures are rounded.
package enum Rounding {
    /// The whole number next to `numerator / denominator`, and of two equally near ones the even one (half-even).
    package static func halfEven<Whole: FixedWidthInteger & SignedInteger>(
        _ numerator: Whole, over denominator: Whole
    ) -> Whole {
        precondition(denominator > 0, "a rate has a denominator above zero")
        let (quotient, remainder) = numerator.quotientAndRemainder(dividingBy: denominator)
        let (part, rest) = (remainder.magnitude, denominator.magnitude - remainder.magnitude)
        let isUp = part > rest || part == rest && !quotient.isMultiple(of: 2)
        return isUp ? quotient + (numerator < 0 ? -1 : 1) : quotient
    }
}

extension Cents {
    /// The amount times `numerator / denominator`, half-even to a cent. What goes beyond an eighth of 64 bits, which no
    /// amount and no rate from outside comes to, stays there, so that nothing stored can end the program.
    package func times(_ numerator: Int64, over denominator: Int64) -> Cents {
        let limit = Int128(Int64.max / 8)
        let (product, isLong) = count.multipliedReportingOverflow(by: numerator)
        // Most sums fit, and 128 bits cost ten times as much.
        if !isLong, product.magnitude <= limit.magnitude { return Cents(Rounding.halfEven(product, over: denominator)) }
        let exact = Rounding.halfEven(Int128(count) * Int128(numerator), over: Int128(denominator))
        return Cents(Int64(min(max(exact, -limit), limit)))
    }
}

extension Percent {
    /// That share of an amount, rounded half-even to the cent.
    package func of(_ amount: Cents) -> Cents {
        amount.times(thousandths, over: 100_000)
    }
}

extension FactorRate {
    /// What is paid back of an amount, rounded half-even to the cent.
    package func payback(of amount: Cents) -> Cents {
        amount.times(tenThousandths, over: 10_000)
    }
}

extension Cents {
    /// The amount in parts by weight, the parts' sum being the amount: each gets its whole cents, and those that are left
    /// go one by one to the largest remainders, of equal ones to the first. No part is larger than its weight where the
    /// amount is no larger than the sum of the weights. Weights are not negative, and one is above zero.
    package func split(by weights: [Int64]) -> [Cents] {
        precondition(weights.allSatisfy { $0 >= 0 }, "weights are not negative")
        let total = UInt64(weights.reduce(0, +))
        precondition(total > 0, "one weight is above zero")
        var parts = weights.map { weight in
            total.dividingFullWidth(count.magnitude.multipliedFullWidth(by: UInt64(weight)))
        }
        let left = count.magnitude - parts.reduce(0) { $0 + $1.quotient }
        let byRemainder = parts.indices.sorted {
            (parts[$1].remainder, $0) < (parts[$0].remainder, $1)
        }
        for place in byRemainder.prefix(Int(left)) { parts[place].quotient += 1 }
        return parts.map { Cents(Int64($0.quotient) * (count < 0 ? -1 : 1)) }
    }
}
