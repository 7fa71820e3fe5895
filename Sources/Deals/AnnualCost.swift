import Kernel

/// The yearly rate that makes what is paid worth what is received: the yearly nominal rate of the actuarial method
/// (12 CFR part 1026, appendix J), with equal periods and the first payment one period after the money.
package enum AnnualCost {
    /// What is paid back: `count` payments, all but the last of one size.
    package struct Payments: Sendable, Equatable {
        package let count: Int
        package let payment: Cents
        package let last: Cents
        package let perYear: Int64

        package init(count: Int, payment: Cents, last: Cents, perYear: Int64) {
            self.count = count
            self.payment = payment
            self.last = last
            self.perYear = perYear
        }

        var total: Cents { Cents(payment.count * Int64(count - 1) + last.count) }
    }

    /// More payments than any term has.
    package static let mostPayments = 5000

    private static let one: Int128 = 1_000_000_000_000_000_000
    /// A period's rate is sought in millionths of a millionth.
    private static let step: Int128 = 1_000_000_000_000
    /// A thousand percent in one period.
    private static let largest: Int128 = 10 * step

    /// In hundredths of a percent, half-even; zero where no more is paid than received. Nil where no rate up to a thousand
    /// percent a period does it, or there are more payments than `mostPayments`.
    package static func rate(received: Cents, _ payments: Payments) -> Int64? {
        guard received > .zero, (1...mostPayments).contains(payments.count) else { return nil }
        guard payments.total > received else { return 0 }
        let wanted = Int128(received.count) * one
        var (low, high): (Int128, Int128) = (0, largest)
        guard worth(of: payments, at: high) < wanted else { return nil }
        while high - low > 1 {
            let middle = (low + high) / 2
            if worth(of: payments, at: middle) >= wanted { low = middle } else { high = middle }
        }
        return Int64(Rounding.halfEven(low * Int128(payments.perYear), over: step / 10_000))
    }

    /// What the payments are worth on the day of the money, times `one`; each discount is cut off at its eighteenth place.
    private static func worth(of payments: Payments, at rate: Int128) -> Int128 {
        let discount = one * step / (step + rate)
        var (factor, sum) = (one, Int128(0))
        for number in 1...payments.count {
            factor = factor * discount / one
            sum += Int128(number == payments.count ? payments.last.count : payments.payment.count) * factor
        }
        return sum
    }
}
