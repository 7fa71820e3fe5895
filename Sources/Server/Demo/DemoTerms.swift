import Kernel

/// What a simulated funder offers: integers all the way, made from what was asked for.
struct DemoTerms: Sendable {
    let amount: Cents
    /// In ten-thousandths.
    let factor: Int64
    let payments: Int64
    let points: Int64
    /// What the funder keeps of the amount, as it writes it; nil where it does not speak of it.
    let fee: String?

    /// `percent` of what was asked for, in steps of 500 dollars, at least 5,000.
    init(asked: Cents, percent: Int64, factor: Int64, payments: Int64, points: Int64, fee: String? = nil) {
        let step: Int64 = 50_000
        amount = Cents(max(500_000, asked.count * percent / 100 / step * step))
        self.factor = factor
        self.payments = payments
        self.points = points
        self.fee = fee
    }

    var payback: Cents { Cents(amount.count * factor / 10_000) }
    /// Rounded up to a cent.
    var payment: Cents { Cents((payback.count + payments - 1) / payments) }

    /// The rows of a table of terms: what it is called, and what it says.
    var lines: [(label: String, value: String)] {
        [
            ("Amount", "$\(amount.grouped)"), ("Factor rate", FixedPoint.short(factor, places: 4)),
            ("Payback", "$\(payback.grouped)"), ("Term", "\(payments) business days"),
            ("Daily payment", "$\(payment.grouped)"), ("Commission", "\(points) points"),
        ] + (fee.map { [("Origination fee", $0)] } ?? [])
    }

    /// What each letter offers.
    static func of(_ letter: FunderLetter, asked: Cents) -> [DemoTerms] {
        switch letter {
        case .options:
            [
                DemoTerms(asked: asked, percent: 100, factor: 13_400, payments: 160, points: 8, fee: "3%"),
                DemoTerms(asked: asked, percent: 75, factor: 12_900, payments: 120, points: 8, fee: "2%"),
            ]
        case .counterOffer:
            [DemoTerms(asked: asked, percent: 90, factor: 13_200, payments: 140, points: 9, fee: "$495")]
        case .conditional: [DemoTerms(asked: asked, percent: 60, factor: 13_800, payments: 100, points: 10)]
        case .portal: [DemoTerms(asked: asked, percent: 50, factor: 14_100, payments: 90, points: 10)]
        default: [DemoTerms(asked: asked, percent: 70, factor: 13_500, payments: 120, points: 7)]
        }
    }
}
