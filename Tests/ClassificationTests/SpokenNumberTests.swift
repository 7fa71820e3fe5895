import Classification
import Kernel
import Testing

/// Numbers, days and terms as people say them.
@Suite struct SpokenNumberTests {
    /// A text and its first offer: amount, factor, term, payment, frequency, points, last day; `-` for what is not stated.
    struct Row: CustomTestStringConvertible {
        let text: String
        let offers: [String]
        var testDescription: String { text }

        init(_ text: String, _ offers: String...) { (self.text, self.offers) = (text, offers) }
    }

    // swift-format-ignore
    private static let rows = [
        Row("Approved at twenty-two five, factor 1.34, 26 weeks.", "22500 1.34 26 weeks - - - -"),
        Row("Approved at thirty six five, factor 1.34, 26 weeks.", "36500 1.34 26 weeks - - - -"),
        Row("Approved: forty thousand, factor one point three four, 26 weeks.", "40000 1.34 26 weeks - - - -"),
        Row("Approved: forty thousand, factor one point thirty four, 26 weeks.", "40000 1.34 26 weeks - - - -"),
        Row("Approved: forty thousand at a buck forty, 26 weeks.", "40000 1.4 26 weeks - - - -"),
        Row("Approved: $40,000 at x1.34, 26 weeks.", "40000 1.34 26 weeks - - - -"),
        Row("Approved: $29,000 at 1.43, hundred and ten days daily.", "29000 1.43 110 business_days - daily - -"),
        Row("Approved: $73,000 at 1.27 over a year, monthly payments of $7,725.83.", "73000 1.27 12 months 7725.83 monthly - -"),
        Row("Approved: $73,000 at 1.27, one year, weekly.", "73000 1.27 12 months - weekly - -"),
        Row("Approved: $40,000 at 1.34, 26 weeks, weekly payment sixteen thirty-two.", "40000 1.34 26 weeks 1632 weekly - -"),
        Row("Approved: $40,000 at 1.34, 26 weeks. Commission: seven and a half points.", "40000 1.34 26 weeks - - 7.5 -"),
        Row("Approved: $40,000, factor 1.34, 9 months, $2,000 every second Friday.", "40000 1.34 9 months 2000 biweekly - -"),
        // the mail is of 10 February
        Row("Approved: $40,000 at 1.34, 26 weeks. Good through the 20th.", "40000 1.34 26 weeks - - - 2026-02-20"),
        Row("Approved: $40,000 at 1.34, 26 weeks. Offer expires on the 5th.", "40000 1.34 26 weeks - - - 2026-03-05"),
        Row("Approved: $40,000 at 1.34, 26 weeks. Happy to hold until the 20th of February.", "40000 1.34 26 weeks - - - 2026-02-20"),
        Row("Approved: $40,000 at 1.34, 26 weeks. He pays rent on the 20th.", "40000 1.34 26 weeks - - - -"),
        // what is said once holds for all
        Row("Approved two ways: 28k at 1.34 for 24 weeks or 36k at 1.40 for 32 weeks, weekly, 9 points.",
            "28000 1.34 24 weeks - weekly 9 -", "36000 1.4 32 weeks - weekly 9 -"),
        Row("Three offers, all weekly, 9 pts each:\n11k at 1.31 for 12 weeks\n16k at 1.37 for 18 weeks",
            "11000 1.31 12 weeks - weekly 9 -", "16000 1.37 18 weeks - weekly 9 -"),
        Row("Approved:\n1) $33,000, 1.27, 22 weeks\n2) $47,000, 1.35, 32 weeks\n\nWeekly. Points 8 / 9 respectively.",
            "33000 1.27 22 weeks - weekly 8 -", "47000 1.35 32 weeks - weekly 9 -"),
        Row("Approved: daily 30k at 1.34, 100 payments of $402, or weekly 30k at 1.38, 22 payments of $1,881.82.",
            "30000 1.34 100 business_days 402 daily - -", "30000 1.38 22 weeks 1881.82 weekly - -"),
        Row("Approved: MCA of $40,000 at 1.34, 26 weeks, weekly, 9 points. Or a term loan: $60,000 at 14% over 36 months.",
            "40000 1.34 26 weeks - weekly 9 -", "60000 - 36 months - - - -"),
        // a heading that no rule knows
        Row("Pricing:\n\n| Tier | Advance | Sell | Pulls | Each |\n| S | 15,000 | 1.32 | 18 weekly | 1,100.00 |\n| M | 22,000 | 1.37 | 24 weekly | 1,255.83 |",
            "15000 1.32 18 weeks 1100 weekly - -", "22000 1.37 24 weeks 1255.83 weekly - -"),
    ]

    @Test(arguments: rows) func `D06 numbers are read as people say them`(row: Row) {
        let reading = ReplyReader.read(ReplyInput(subject: "Re: Pine Lodge", body: row.text, date: Day("2026-02-10")))
        let offers = reading.offers.map { terms in
            let parts: [String?] = [
                terms.amount?.text(), terms.factorRate?.text(), terms.termValue.map { "\($0)" },
                terms.termUnit?.rawValue,
                terms.paymentAmount?.text(), terms.paymentFrequency?.rawValue, terms.commissionPoints?.text(),
                terms.expiresOn.map { "\($0)" },
            ]
            return parts.map { $0 ?? "-" }.joined(separator: " ")
        }
        #expect(offers == row.offers)
    }
}
