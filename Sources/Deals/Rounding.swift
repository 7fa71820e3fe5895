import Kernel

/// Whole quotients of whole numbers; the one place where the desk's figures are rounded.
package enum Rounding {
    /// The whole number next to `numerator / denominator`, and of two equally near ones the even one (half-even).
    package static func halfEven(_ numerator: Int128, over denominator: Int128) -> Int128 {
        precondition(denominator > 0, "a rate has a denominator above zero")
        let (quotient, remainder) = numerator.quotientAndRemainder(dividingBy: denominator)
        let twice = remainder.magnitude * 2
        let isUp =
            twice > denominator.magnitude || twice == denominator.magnitude && !quotient.isMultiple(of: 2)
        return isUp ? quotient + (numerator < 0 ? -1 : 1) : quotient
    }
}

extension Cents {
    /// The amount times `numerator / denominator`, half-even to a cent.
    package func times(_ numerator: Int64, over denominator: Int64) -> Cents {
        Cents(Int64(Rounding.halfEven(Int128(count) * Int128(numerator), over: Int128(denominator))))
    }
}
