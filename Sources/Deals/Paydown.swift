import Classification
import Funders
import Kernel

/// How a merchant pays an advance back, as far as its offer says it: so many payments, one each so many days.
package struct Paydown: Sendable, Equatable {
    /// Until nothing is left.
    package let payments: Int
    package let frequency: OfferTerms.Frequency

    /// Nil where the terms do not say how long it takes.
    package init?(_ terms: Offer.Terms, payback: Cents?) {
        if let payback, let payment = terms.payment, let frequency = terms.frequency {
            payments = Int((payback.count + payment.count - 1) / payment.count)
            self.frequency = frequency
        } else if let value = terms.termValue, let unit = terms.termUnit {
            (payments, frequency) = Self.steps(value, unit)
        } else {
            return nil
        }
        guard (1...Self.mostPayments).contains(payments) else { return nil }
    }

    /// Of business days: forty years.
    private static let mostPayments = 10_000

    private static func steps(_ value: Int, _ unit: OfferTerms.TermUnit) -> (Int, OfferTerms.Frequency) {
        switch unit {
        case .businessDays: (value, .daily)
        case .calendarDays: ((value * 5 + 6) / 7, .daily)
        case .weeks: (value, .weekly)
        case .months: (value, .monthly)
        }
    }

    /// The day of the payment with which that share is paid. Daily payments fall on business days; weekly, biweekly and
    /// monthly ones count from the day of funding.
    package func day(
        of share: Percent, from day: Day, _ calendar: BusinessCalendar = .usFederal
    ) -> Day {
        let count = Int((Int64(payments) * share.thousandths + 99_999) / 100_000)
        switch frequency {
        case .daily:
            var (day, left) = (day, count)
            while left > 0 {
                day = calendar.rolledForward(day.adding(days: 1))
                left -= 1
            }
            return day
        case .weekly: return day.adding(days: 7 * count)
        case .biweekly: return day.adding(days: 14 * count)
        case .monthly: return day.adding(months: count)
        }
    }
}
