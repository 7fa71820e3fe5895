import Classification
import Kernel
import Testing

@Suite struct GrammarTests {
    /// One sentence, the field it states and the value in a label.
    struct Row: CustomTestStringConvertible {
        let text: String
        let field: String
        let value: String?
        var testDescription: String { text }

        init(_ text: String, _ field: String, _ value: String?) {
            self.text = text
            self.field = field
            self.value = value
        }
    }

    // swift-format-ignore
    private static let rows = [
        Row("Approved $50,000 at 1.35 for 24 weeks.",                          "amount",                  "50000.00"),
        Row("Approved 50k at 1.35 for 24 weeks.",                              "amount",                  "50000.00"),
        Row("Approved 12.5K at 1.35 for 24 weeks.",                            "amount",                  "12500.00"),
        Row("Approved fifty thousand at 1.35 for 24 weeks.",                   "amount",                  "50000.00"),
        Row("Approved 65 grand at 1.35 for 24 weeks.",                         "amount",                  "65000.00"),
        Row("Approved £35,000 at 1.24 over 9 months.",                         "currency",                "GBP"),
        Row("Approved C$60,000 at 1.32, 10 months.",                           "currency",                "CAD"),
        Row("Approved EUR 80,000 at 1.20, 12 months.",                         "currency",                "EUR"),
        Row("Approved €50.000,00 at 1.20, 12 months.",                         "amount",                  "50000.00"),
        Row("Approved up to $90k, 9 months, 1.31.",                            "amount",                  "90000.00"),
        Row("Approved $40,000 - $55,000, 1.31, 9 months.",                     "amount",                  "55000.00"),
        Row("Approved $50,000, 1.36 sell / 1.26 buy, 9 months.",               "factor_rate",             "1.36"),
        Row("Approved $50,000, 1.36 sell / 1.26 buy, 9 months.",               "buy_rate",                "1.26"),
        Row("Approved $50,000 at 1.34, buy 1.25, 9 months.",                   "factor_rate",             "1.34"),
        Row("Approved $50,000 at 1.34, buy 1.25, 9 months.",                   "buy_rate",                "1.25"),
        Row("We're at $27,500 on this, 1.37x, 28 weeks.",                      "factor_rate",             "1.37"),
        Row("Approved $50,000, 18.9% interest, 24 months.",                    "interest_rate_percent",   "18.9"),
        Row("Approved $50,000, 1.3, 24 weekly payments of $2,708.33.",         "term_unit",               "weeks"),
        Row("Approved $50,000, 1.3, 24 weekly payments of $2,708.33.",         "payment_amount",          "2708.33"),
        Row("Approved $50,000, 1.3, 110 daily payments of $590.91.",           "term_unit",               "business_days"),
        Row("Approved $50,000, 1.3, 120 business days.",                       "term_unit",               "business_days"),
        Row("Approved $50,000, 1.3, 98 calendar days.",                        "term_unit",               "calendar_days"),
        Row("Approved $50,000, 1.3, 2 years, monthly.",                        "term_value",              "24"),
        Row("Approved $50,000, 1.3, six months, weekly.",                      "term_value",              "6"),
        Row("Approved $50,000 at 1.3, 26 weeks, $2,500 a week.",               "payment_frequency",       "weekly"),
        Row("Approved $50,000 at 1.3, 26 weeks, $2,500/wk.",                   "payment_amount",          "2500.00"),
        Row("Approved $50,000 at 1.3, 26 weeks.",                              "payment_frequency",       nil),
        Row("Approved $50,000 at 1.3, 26 weeks, RTR $65,000.",                 "payback_amount",          "65000.00"),
        Row("Approved $50,000 at 1.3, 26 weeks, 10 points.",                   "commission_points",       "10"),
        Row("Approved $50,000 at 1.3, 26 weeks, 3% origination.",              "origination_fee_percent", "3"),
        Row("Approved $50,000 at 1.3, 26 weeks. UCC fee $150.",                "origination_fee_amount",  nil),
        Row("Approved $50,000 at 1.3, 26 weeks. Good through 03/21/2026.",     "expires_on",              "2026-03-21"),
        Row("Approved $50,000 at 1.3, 26 weeks. Expires Oct 3.",               "expires_on",              "2026-10-03"),
        Row("Approved $50,000 at 1.3, 26 weeks. Let me know by Friday.",       "expires_on",              nil),
        Row("Approved ~~$70,000~~ $50,000 at 1.3, 26 weeks.",                  "amount",                  "50000.00"),
        Row("1.29 on 50 for 10 months.",                                       "amount",                  "50000.00"),
        Row("Took it up to 38. 1.36 and 6 months.",                            "amount",                  "38000.00"),
        Row("Best I got is 12500 1.49 50 daily @ 372.50.",                     "amount",                  "12500.00"),
        Row("They wanted 120 but we see it at 70. 1.29, 40 weeks. Payback 90,300.", "amount",              "70000.00"),
        Row("Approved $50,000 at 1.3, 26 weeks. We pay 8.",                    "commission_points",       "8"),
        Row("Approved $50,000 at 1.3, 26 weeks. 10 up front for you.",         "commission_points",       "10"),
        Row("Approved $50,000 at 1.3. A 12 month term.",                       "term_value",              "12"),
        Row("Approved $100,000, 29.9% APR, 18 months.",                        "term_value",              "18"),
        Row("Approved $50,000 at 1.3, 26 weeks. Valid to 28/02/2026.",         "expires_on",              "2026-02-28"),
        Row("Terms: $50,000 at 1.35, 6 months.",                               "amount",                  "50000.00"),
        Row("Approved 65.000 USD, 1.29, 9 months.",                            "amount",                  "65000.00"),
        Row("64,000 for 83,200 over 9 months, 1.3.",                           "payback_amount",          "83200.00"),
        Row("Approved $50,000 at 1.3, 26 weeks, but the $9,400 returned.",     "payback_amount",          nil),
        Row("Approved $50,000 at 1.3, 100 days daily of 650.",                 "payment_amount",          "650.00"),
        Row("Approved $20,000 at 1.3, 70 payments of 371.50 daily.",           "payment_amount",          "371.50"),
        Row("Approved $50,000 at 1.3, 75 payments, daily. That's 867 a day.",  "payment_amount",          "867.00"),
        Row("Approved $50,000 at 1.3. $325 x 200 business days.",              "payment_frequency",       "daily"),
        Row("Approved $50,000 at 1.3, 26 weeks, $2,500 every Wednesday.",      "payment_frequency",       "weekly"),
        Row("Approved $12,000 at 1.3, 6 months, 15% daily holdback.",          "holdback_percent",        "15"),
        Row("Loan approval: $250,000 at 12.75% over 48 months.",               "interest_rate_percent",   "12.75"),
        Row("Approved $110,000 over 24 months at 1.5% per month.",             "interest_rate_percent",   "1.5"),
        Row("Approved $50,000 at 1.3, 26 weeks. Comm is 9.",                   "commission_points",       "9"),
        Row("Approved $50,000 at 1.3, 26 weeks. 8 to you.",                    "commission_points",       "8"),
        Row("Approved $50,000 at 1.3, 26 weeks, 6 in.",                        "commission_points",       "6"),
        Row("Approved $50,000 at 1.3, 26 weeks, 2 pt orig.",                   "commission_points",       nil),
        Row("Approved $50,000 at 1.3, sells in the 1.28-1.34 range, 26 weeks.", "factor_rate",            "1.34"),
    ]

    @Test(arguments: rows) func `D06 a term is read exactly or not at all`(row: Row) throws {
        let reading = ReplyReader.read(.init(subject: "Re: Corner Shop", body: row.text, date: Day("2026-02-10")))
        try #require(reading.offers.count == 1, "\(reading.offers.map { $0.amount?.description ?? "-" })")
        let value = reading.offers[0].value()[row.field] ?? .null
        let found: String? = value.text ?? value.integer.map(String.init)
        #expect(found == row.value)
    }

    // swift-format-ignore
    private static let sentences: [(String, Outcome)] = [
        ("Not declined, still in review.",                                                        .acknowledged),
        ("Nobody is declining this, UW just needs the March statement.",                          .requestedDocuments),
        ("I would decline unless you send me the payoff letter.",                                 .requestedDocuments),
        ("This is a decline unless the zero balance letter comes in.",                            .requestedDocuments),
        ("We are no longer interested in renewals, but I need his void check for this one.",      .requestedDocuments),
        ("Declined, too many NSFs.",                                                              .declined),
        ("We can't do 100k here. Best we can do is $60,000 at 1.35, 30 weeks, weekly.",           .offered),
        ("It has not been declined and it has not been approved. Under review.",                  .acknowledged),
        ("You will be notified of an approval or a decline. We have received your submission.",   .acknowledged),
        ("The other lender declined him. We approved $20,000 at 1.40, 90 days daily.",            .offered),
        ("The offer has been rescinded.",                                                         .withdrawn),
        ("The merchant has decided to go with his bank. File closed.",                            .declined),
    ]

    @Test(arguments: sentences) func `D18 negation and condition hold within their clause`(
        text: String, outcome: Outcome
    ) {
        #expect(ReplyReader.read(.init(subject: "Re: Corner Shop", body: text)).outcome == outcome)
    }
}
