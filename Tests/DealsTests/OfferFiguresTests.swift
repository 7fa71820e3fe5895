import Classification
import Kernel
import Testing

@testable import Deals

@Suite struct OfferFiguresTests {
    static func figures(
        _ label: Value, agreed: AgreedCommission? = nil, usual: String? = nil
    ) throws -> OfferFigures {
        OfferFigures(
            try Offer.Terms(try OfferTerms(value: label)), agreed: agreed,
            usualPoints: usual.flatMap { Percent(decimal: $0) })
    }

    /// `value source` of one figure, or `- ` and the reason.
    static func told(_ figure: OfferFigure, _ figures: OfferFigures) -> String {
        let moment = Moment(seconds: 0)
        let offer = Offer(
            id: Offer.ID(bits: 1), tenant: TenantID(bits: 1), submission: .init(bits: 1), application: .init(bits: 1),
            funder: .init(bits: 1), message: nil, state: .pending, ending: nil, supersededBy: nil, extendedTo: nil,
            terms: figures.terms, offeredAt: moment, receivedAt: moment)
        let cell = OfferCell(figure, of: offer, figures)
        return cell.decimal.map { "\($0) \(cell.source.rawValue)" } ?? "- \(cell.because ?? "?")"
    }

    /// $50,000 at 1.30 over 130 business days, 2 % origination, 8 points. By hand: 50,000 × 1.30 = 65,000; 65,000 ÷ 130 =
    /// 500 a day; 2 % of 50,000 = 1,000, so 49,000 reach the merchant; the money costs 15,000, which is 30 cents on each
    /// dollar; 130 × 12 ÷ 260 = 6 months, so 2,500 a month; 8 % of 50,000 = 4,000 for the broker.
    private static let daily: Value = [
        "amount": "50000", "factor_rate": "1.3", "term_value": 130, "term_unit": "business_days",
        "payment_frequency": "daily", "origination_fee_percent": "2", "commission_points": "8",
    ]

    /// $24,000 with $30,000 to pay back in 52 weeks, a fee of $495, a buy rate of 1.17. By hand: 30,000 ÷ 24,000 = 1.25;
    /// 30,000 ÷ 52 = 576.92 a week and 576.92 × 52 ÷ 260 = 115.38 a business day; 23,505 reach the merchant; 6,000 over 12
    /// months are 500 a month; (1.25 − 1.17) × 24,000 = 1,920 for the broker.
    private static let weekly: Value = [
        "amount": "24000", "payback_amount": "30000", "term_value": 52, "term_unit": "weeks",
        "payment_frequency": "weekly", "origination_fee_amount": "495", "buy_rate": "1.17",
    ]

    // swift-format-ignore
    private static let byHand: [(OfferFigure, String, String)] = [
        // figure            50,000 at 1.30 daily     24,000 for 30,000 weekly
        (.amount,            "50000.00 stated",       "24000.00 stated"),
        (.factor,            "1.3 stated",            "1.25 computed"),
        (.payback,           "65000.00 computed",     "30000.00 stated"),
        (.payment,           "500.00 computed",       "576.92 computed"),
        (.paymentCount,      "130 computed",          "52 computed"),
        (.perBusinessDay,    "500.00 computed",       "115.38 computed"),
        (.months,            "6 computed",            "12 computed"),
        (.fees,              "1000.00 computed",      "495.00 stated"),
        (.net,               "49000.00 computed",     "23505.00 computed"),
        (.cost,              "15000.00 computed",     "6000.00 computed"),
        (.costPerMonth,      "2500.00 computed",      "500.00 computed"),
        (.centsOnTheDollar,  "30 computed",           "25 computed"),
        (.annualCost,        "118.16 computed",       "50.15 computed"),
        (.commission,        "4000.00 computed",      "1920.00 computed"),
        (.holdback,          "- no holdback is stated", "- no holdback is stated"),
    ]

    @Test(arguments: byHand)
    func `E26 two offers worked by hand come to the same figures`(
        figure: OfferFigure, daily: String, weekly: String
    ) throws {
        #expect(Self.told(figure, try Self.figures(Self.daily)) == daily)
        #expect(Self.told(figure, try Self.figures(Self.weekly)) == weekly)
    }

    // swift-format-ignore
    private static let cases: [(String, Value, OfferFigure, String)] = [
        ("payback from payments",     ["amount": "40000", "payment_amount": "450", "payment_frequency": "daily", "term_value": 120, "term_unit": "business_days"], .payback, "54000.00 computed"),
        ("factor from such payback",  ["amount": "40000", "payment_amount": "450", "payment_frequency": "daily", "term_value": 120, "term_unit": "business_days"], .factor, "1.35 computed"),
        ("payments without a term",   ["amount": "40000", "factor_rate": "1.38", "payment_amount": "450", "payment_frequency": "daily"], .paymentCount, "123 computed"),
        ("their length",              ["amount": "40000", "factor_rate": "1.38", "payment_amount": "450", "payment_frequency": "daily"], .months, "5.7 computed"),
        ("their yearly cost",         ["amount": "40000", "factor_rate": "1.38", "payment_amount": "450", "payment_frequency": "daily", "origination_fee_percent": "3"], .annualCost, "158.40 computed"),
        ("monthly payments",          ["amount": "10000", "payback_amount": "11400", "payment_amount": "950", "payment_frequency": "monthly", "term_value": 12, "term_unit": "months", "origination_fee_amount": "200"], .annualCost, "28.88 computed"),
        ("two weeks each",            ["amount": "20000", "payback_amount": "26000", "payment_frequency": "biweekly", "term_value": 26, "term_unit": "weeks", "origination_fee_amount": "0"], .annualCost, "103.40 computed"),
        ("an odd number of weeks",    ["amount": "20000", "payback_amount": "26000", "payment_frequency": "biweekly", "term_value": 27, "term_unit": "weeks"], .payment, "- the term is no whole number of payments"),
        ("calendar days, paid daily", ["amount": "20000", "factor_rate": "1.4", "payment_frequency": "daily", "term_value": 180, "term_unit": "calendar_days"], .payment, "- the term is no whole number of payments"),
        ("calendar days",             ["amount": "20000", "factor_rate": "1.4", "term_value": 73, "term_unit": "calendar_days"], .costPerMonth, "3333.33 computed"),
        ("months are stated",         ["amount": "20000", "factor_rate": "1.4", "term_value": 9, "term_unit": "months"], .months, "9 stated"),
        ("no fees stated",            ["amount": "20000", "factor_rate": "1.4"], .net, "- no fees are stated"),
        ("no fees, no yearly cost",   ["amount": "50000", "factor_rate": "1.3", "term_value": 130, "term_unit": "business_days", "payment_frequency": "daily"], .annualCost, "- no fees are stated"),
        ("no fee is a statement",     ["amount": "20000", "factor_rate": "1.4", "origination_fee_amount": "0"], .net, "20000.00 computed"),
        ("fee said twice, the same",  ["amount": "20000", "factor_rate": "1.4", "origination_fee_amount": "600", "origination_fee_percent": "3"], .fees, "600.00 stated"),
        ("two different fees",        ["amount": "20000", "factor_rate": "1.4", "origination_fee_amount": "495", "origination_fee_percent": "3"], .net, "- a fee in percent and another sum are stated: whether both are taken is not"),
        ("fees take it all",          ["amount": "500", "factor_rate": "1.4", "payment_amount": "70", "payment_frequency": "daily", "origination_fee_amount": "500"], .annualCost, "- the fees take the whole amount"),
        ("holdback only",             ["amount": "30000", "factor_rate": "1.33", "holdback_percent": "12.5"], .payment, "- a share of the sales is taken: no payment is fixed"),
        ("holdback: its payback",     ["amount": "30000", "factor_rate": "1.33", "holdback_percent": "12.5"], .payback, "39900.00 computed"),
        ("holdback: cost a month",    ["amount": "30000", "factor_rate": "1.33", "holdback_percent": "12.5"], .costPerMonth, "- a share of the sales is taken: no term is fixed"),
        ("holdback: yearly cost",     ["amount": "30000", "factor_rate": "1.33", "holdback_percent": "12.5", "origination_fee_amount": "0"], .annualCost, "- a share of the sales is taken: no payments are fixed"),
        ("holdback: share",           ["amount": "30000", "factor_rate": "1.33", "holdback_percent": "12.5"], .holdback, "12.5 stated"),
        ("a rate alone",              ["interest_rate_percent": "11.25"], .payback, "- no amount is stated"),
        ("interest and amount",       ["amount": "100000", "interest_rate_percent": "11.25", "term_value": 24, "term_unit": "months"], .cost, "- neither a factor nor payments over a term are stated"),
        ("a buy rate alone",          ["amount": "40000", "buy_rate": "1.29"], .factor, "- only a buy rate is stated"),
        ("a buy rate to sell at",     ["amount": "40000", "buy_rate": "1.29"], .commission, "- a buy rate is stated, and no factor to sell at"),
        ("a buy rate has no payback", ["amount": "40000", "buy_rate": "1.29"], .payback, "- only a buy rate is stated"),
        ("factor above buy rate",     ["amount": "40000", "factor_rate": "1.385", "buy_rate": "1.29"], .commission, "3800.00 computed"),
        ("factor below buy rate",     ["amount": "40000", "factor_rate": "1.28", "buy_rate": "1.29"], .commission, "- the factor is below the buy rate"),
        ("points before buy rate",    ["amount": "40000", "factor_rate": "1.385", "buy_rate": "1.29", "commission_points": "8.125"], .commission, "3250.00 computed"),
        ("no points at all",          ["amount": "40000", "factor_rate": "1.385"], .commission, "- neither the offer nor the funder's terms name a commission"),
        ("half a cent, to even",      ["amount": "100.50", "factor_rate": "1.01"], .payback, "101.50 computed"),
        ("half a cent, to even, up",  ["amount": "100.50", "factor_rate": "1.03"], .payback, "103.52 computed"),
        ("payments beyond payback",   ["amount": "10000", "payback_amount": "12000", "payment_amount": "500", "payment_frequency": "weekly", "term_value": 40, "term_unit": "weeks", "origination_fee_amount": "0"], .annualCost, "- the payments over the term do not come to the payback"),
        ("payments short of payback", ["amount": "10000", "payback_amount": "12000", "payment_amount": "100", "payment_frequency": "weekly", "term_value": 40, "term_unit": "weeks", "origination_fee_amount": "0"], .annualCost, "- the payments over the term do not come to the payback"),
        ("nothing is charged",        ["amount": "10000", "payback_amount": "10000", "payment_amount": "1000", "payment_frequency": "monthly", "origination_fee_amount": "0"], .annualCost, "0.00 computed"),
    ]

    @Test(arguments: cases)
    func `E26 every figure follows from what is stated, or is missing with its reason`(
        name: String, label: Value, figure: OfferFigure, told: String
    ) throws {
        #expect(Self.told(figure, try Self.figures(label)) == told, "\(name)")
    }

    @Test func `E26 the commission is the offer's points, else by the terms with the funder, else the guidelines'`()
        throws
    {
        let label: Value = ["amount": "40000", "factor_rate": "1.385"]
        let (named, bought) = (label.adding("commission_points", "8"), label.adding("buy_rate", "1.29"))
        let rate = try #require(Percent(decimal: "10"))
        let (usual, terms) = ("7.5", AgreedCommission(rate: rate))
        let (firm, ofPayback) = (
            AgreedCommission(rate: rate, takesOfferPoints: false), AgreedCommission(rate: rate, isOfPayback: true)
        )
        func told(_ label: Value, _ agreed: AgreedCommission? = nil, usual: String? = nil) throws -> String {
            Self.told(.commission, try Self.figures(label, agreed: agreed, usual: usual))
        }
        #expect(try told(label, usual: usual) == "3000.00 computed")
        #expect(try told(bought, usual: usual) == "3800.00 computed")
        #expect(try told(bought, terms, usual: usual) == "4000.00 computed", "as the ledger will expect it")
        #expect(try told(named, terms, usual: usual) == "3200.00 computed")
        #expect(try told(named, firm) == "4000.00 computed")
        #expect(try told(label, ofPayback) == "5540.00 computed")
        #expect(try told(["amount": "40000", "buy_rate": "1.29"], ofPayback) == "- only a buy rate is stated")
        #expect(Self.told(.points, try Self.figures(label, usual: usual)) == "- the offer names no points")
    }

    /// 1,000 received, two monthly payments of 550: 550 v² + 550 v = 1,000, so v = (√(1 + 80/11) − 1) / 2 = 0.9381183…,
    /// a month's rate of 6.5964… %, a year's of 79.157… %.
    @Test func `E26 the yearly cost of two payments is the root of their square`() {
        let payments = AnnualCost.Payments(count: 2, payment: Cents(55_000), last: Cents(55_000), perYear: 12)
        #expect(AnnualCost.rate(received: Cents(100_000), payments) == 7916)
        // One payment a year later: what is above the money, in percent.
        let one = AnnualCost.Payments(count: 1, payment: Cents(0), last: Cents(112_500), perYear: 1)
        #expect(AnnualCost.rate(received: Cents(100_000), one) == 1250)
        #expect(AnnualCost.rate(received: Cents(112_500), one) == 0)
        #expect(AnnualCost.rate(received: .zero, one) == nil)
        let usury = AnnualCost.Payments(count: 1, payment: Cents(0), last: Cents(1_200_000), perYear: 260)
        #expect(AnnualCost.rate(received: Cents(100_000), usury) == nil)
    }
}
