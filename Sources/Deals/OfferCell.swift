import Applications
import Classification
import Kernel

/// One figure of one offer, as pages, JSON and CSV show it.
package struct OfferCell: Sendable, Equatable {
    package enum Source: String, Sendable { case stated, computed, missing }

    package let source: Source
    /// Orders the offers; nil where the figure is missing.
    package let rank: Int64?
    /// Decimal text; nil where the figure is missing.
    package let decimal: String?
    /// As people write it.
    package let text: String?
    /// The formula of a computed figure, or why it is missing.
    package let because: String?

    private init<Quantity>(_ reckoned: Reckoned<Quantity>, _ show: (Quantity) -> (Int64, String, String)) {
        let shown = reckoned.quantity.map(show)
        (rank, decimal, text) = (shown?.0, shown?.1, shown?.2)
        switch reckoned {
        case .stated: (source, because) = (.stated, nil)
        case .computed(_, let formula): (source, because) = (.computed, formula)
        case .missing(let reason): (source, because) = (.missing, reason)
        }
    }

    package init(_ figure: OfferFigure, of offer: Offer, _ figures: OfferFigures) {
        let terms = offer.terms
        switch figure {
        case .amount: self.init(money: figures.amount, terms.currency)
        case .factor: self.init(figures.factor) { ($0.tenThousandths, $0.decimal, $0.decimal) }
        case .interest:
            self.init(percent: OfferFigures.stated(terms.interestRate, or: "no interest rate is stated"))
        case .payback: self.init(money: figures.payback, terms.currency)
        case .payment:
            self.init(money: figures.payment, terms.currency, terms.frequency.map { " \(Self.rhythm($0))" } ?? "")
        case .paymentCount: self.init(figures.paymentCount) { (Int64($0), "\($0)", "\($0)") }
        case .perBusinessDay: self.init(money: figures.perBusinessDay, terms.currency)
        case .months:
            self.init(figures.length) { length in
                let tenths = length.tenthsOfMonths
                let months = "\(FixedPoint.short(tenths, places: 1)) month\(tenths == 10 ? "" : "s")"
                let words = terms.termUnit == .months ? months : terms.termText.map { "\($0) (\(months))" } ?? months
                return (tenths, FixedPoint.short(tenths, places: 1), words)
            }
        case .holdback: self.init(percent: figures.holdback)
        case .fees: self.init(money: figures.fees, terms.currency)
        case .net: self.init(money: figures.net, terms.currency)
        case .cost: self.init(money: figures.cost, terms.currency)
        case .costPerMonth: self.init(money: figures.costPerMonth, terms.currency)
        case .centsOnTheDollar:
            self.init(figures.centsOnTheDollar) {
                ($0, FixedPoint.short($0, places: 2), "\(FixedPoint.short($0, places: 2)) cents")
            }
        case .annualCost:
            self.init(figures.annualCost) {
                ($0, FixedPoint.format($0, places: 2), "\(FixedPoint.format($0, places: 2)) %")
            }
        case .lastDay:
            self.init(OfferFigures.stated(offer.lastDay, or: "no last day is stated")) {
                (Int64($0.number), $0.description, $0.description)
            }
        case .buyRate:
            self.init(OfferFigures.stated(terms.buyRate, or: "no buy rate is stated")) {
                ($0.tenThousandths, $0.decimal, $0.decimal)
            }
        case .points:
            self.init(OfferFigures.stated(terms.commissionPoints, or: "the offer names no points")) {
                ($0.thousandths, $0.decimal, $0.decimal)
            }
        case .commission: self.init(money: figures.commission, terms.currency)
        }
    }

    private init(money: Reckoned<Cents>, _ currency: Currency, _ words: String = "") {
        self.init(money) { ($0.count, $0.decimal, currency.shown($0) + words) }
    }

    private init(percent: Reckoned<Percent>) {
        self.init(percent) { ($0.thousandths, $0.decimal, "\($0.decimal) %") }
    }

    private static func rhythm(_ frequency: OfferTerms.Frequency) -> String {
        switch frequency {
        case .daily: "each business day"
        case .weekly: "a week"
        case .biweekly: "every two weeks"
        case .monthly: "a month"
        }
    }

    func value(isBest: Bool) -> Value {
        [
            "source": .string(source.rawValue), "value": Value(decimal), "text": Value(text), "because": Value(because),
            "is_best": .bool(isBest), "is_computed": .bool(source == .computed), "is_missing": .bool(rank == nil),
        ]
    }
}
