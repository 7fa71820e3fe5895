import Classification
import Kernel
import Testing

/// Offers whose layout, order or reckoning says what a number is.
@Suite struct OfferLayoutTests {
    /// A text and its offers: amount, factor, payback, term, payment, frequency; `-` for what is not stated.
    struct Row: CustomTestStringConvertible {
        let testDescription: String
        let text: String
        let offers: [String]

        init(_ name: String, _ text: String, _ offers: [String]) {
            (testDescription, self.text, self.offers) = (name, text, offers)
        }
    }

    // swift-format-ignore
    private static let rows = [
        Row("terms above the amount", "Approved\nPayment: $612\nRTR: $24,480\nTerm: 40 weeks\nAmount: $18,000",
            ["18000 - 24480 40 weeks 612 -"]),
        Row("a table with bars and a rule", "Approved:\n\n| Amount | Factor | Term | Weekly payment |\n|---|---|---|---|\n| $15,000 | 1.28 | 20 weeks | $960 |\n| $40,000 | 1.39 | 24 weeks | $2,316.67 |",
            ["15000 1.28 - 20 weeks 960 weekly", "40000 1.39 - 24 weeks 2316.67 weekly"]),
        Row("a table by gaps, options numbered", "Approved\n\nOption   Advance    Rate   Length\n1        $20,000    1.28   6 months\n2        $40,000    1.48   8 months",
            ["20000 1.28 - 6 months - -", "40000 1.48 - 8 months - -"]),
        Row("one cell on each line", "Approved!\n\nAmount\nFactor\nTerm\n$40,000\n1.35\n8 months\n$50,000\n1.4\n10 months",
            ["40000 1.35 - 8 months - -", "50000 1.4 - 10 months - -"]),
        Row("each key above its value", "Approved!\n\nFunding Amount\n$40,000\nFactor Rate\n1.35\nTerm\n8 months",
            ["40000 1.35 - 8 months - -"]),
        Row("options in blocks", "Approved.\n\nOption 1\nRate: 1.3\nAmount: $30,000\nTerm: 6 months\n\nOption 2\nRate: 1.4\nAmount: $40,000\nTerm: 8 months",
            ["30000 1.3 - 6 months - -", "40000 1.4 - 8 months - -"]),
        Row("payback by reckoning", "Approved $50,000 at 1.3, 26 weeks, $65,000, weekly.", ["50000 1.3 65000 26 weeks - weekly"]),
        Row("payment by reckoning", "Approved / 77,500 / 1.32 / 165 dailies / 619.70", ["77500 1.32 - 165 business_days 619.7 daily"]),
        Row("another option is no payback", "Approved $30,000 at 1.33 for 6 months or $40,000 at 1.38 for 8 months.",
            ["30000 1.33 - 6 months - -", "40000 1.38 - 8 months - -"]),
        Row("what is offered to anybody", "Approved $36,000, 1.35, 7 months.\n\nThx\nVince\nFund up to $2,000,000! Terms to 24 months! Rates from 1.09!",
            ["36000 1.35 - 7 months - -"]),
        Row("a promotion below the telephone number", "Still in underwriting, number tomorrow.\n\nPat Doe | Ferrow\n212-555-0100\nMARCH SPECIAL: 1.15 factor on $50,000 with 12 month terms", []),
        Row("every two weeks is no term", "Approved $20,000 at 1.38. Payments of $1,273.85 every two weeks.", ["20000 1.38 - - 1273.85 biweekly"]),
        Row("Monday to Friday", "Approved $20,000 at 1.38, $225 Monday to Friday.", ["20000 1.38 - - 225 daily"]),
        Row("the requested sum and ours", "He asked for $150,000 but the deposits only support $75,000. Factor would be 1.3 over 40 weeks.",
            ["75000 1.3 - 40 weeks - -"]),
        Row("the same terms as another option", "1) $30,000, 1.25, 6 months\n2) $40,000, 1.30, 8 months\n3) same terms as 2 but $45,000",
            ["30000 1.25 - 6 months - -", "40000 1.3 - 8 months - -", "45000 1.3 - 8 months - -"]),
        Row("same factor and term", "Approved 30k 1.38 6 mo weekly, or 20k same factor and term.",
            ["30000 1.38 - 6 months - weekly", "20000 1.38 - 6 months - weekly"]),
        Row("numbered tiers", "We offer:\n\nTier 1 - 25k - 1.22 - 4 mo\nTier 2 - 35k - 1.29 - 6 mo\n\nAll weekly.",
            ["25000 1.22 - 4 months - weekly", "35000 1.29 - 6 months - weekly"]),
        Row("one amount, several terms", "Approved for 30K, either term:\n\n5 months - 1.28\n8 months - 1.37",
            ["30000 1.28 - 5 months - -", "30000 1.37 - 8 months - -"]),
        Row("net funding is no amount", "Gross funding: $48,000\nPayoff: $17,350\nNet funding: $29,210\nFactor: 1.36\nTerm: 160 days",
            ["48000 1.36 - 160 calendar_days - -"]),
        Row("somebody else's advance", "He's got 11k left with Mulberry at $240 a day. We'd come in at $25,000, 1.45, 80 daily payments of $453.13.",
            ["25000 1.45 - 80 business_days 453.13 daily"]),
        Row("a count under the name of its column", "Amount\tFactor\tTerm\tDaily\n20,000\t1.30\t100\t260.00\n30,000\t1.35\t120\t337.50",
            ["20000 1.3 - 100 business_days 260 daily", "30000 1.35 - 120 business_days 337.5 daily"]),
        Row("a column of what was", "Revised pricing:\n\n          Was        Now\nAmount    $16,000    $18,500\nFactor    1.41       1.36\nWeeks     20         26\nWeekly    $1,128     $967.69",
            ["18500 1.36 - 26 weeks 967.69 weekly"]),
        Row("a column of another funder", "Approved:\n\n         Ours       Rival\nGross    $50,000    $70,000\nFactor   1.30       1.42\nWeeks    32         40",
            ["50000 1.3 - 32 weeks - -"]),
        Row("keys of a program", "event: offer.created\ndecision: approved\noffer_amount: 33000\nsell_rate: 1.34\nterm_weeks: 26\nweekly_payment: 1700.77\nrequested_amount: 70000",
            ["33000 1.34 - 26 weeks 1700.77 weekly"]),
        Row("rand in millions", "Approved: R2m term loan, 60 months, R45,763 a month.", ["2000000 - - 60 months 45763 monthly"]),
        Row("an advance against its payback", "Approved: $30,000 against $39,600, 30 weekly payments of $1,320.",
            ["30000 - 39600 30 weeks 1320 weekly"]),
        Row("an early settlement is no other option", "$20,000 approved. Repay $27,000. $135 x 200 business days. If repaid within 60 days, only $24,000 is due.",
            ["20000 - 27000 200 business_days 135 daily"]),
    ]

    @Test(arguments: rows) func `D06 the layout says which number belongs to which offer`(row: Row) {
        let reading = ReplyReader.read(.init(subject: "Re: Corner Shop", body: row.text, date: Day("2026-02-10")))
        let offers = reading.offers.map { offer in
            [
                offer.amount?.text(), offer.factorRate?.text(), offer.paybackAmount?.text(),
                offer.termValue.map { "\($0) \(offer.termUnit?.rawValue ?? "-")" }, offer.paymentAmount?.text(),
                offer.paymentFrequency?.rawValue,
            ].map { $0 ?? "-" }.joined(separator: " ")
        }
        #expect(offers == row.offers)
    }

    @Test(arguments: [
        (
            "Commission for Oak\nAmount funded: $50,000\nRate: 8%\nGross: $4,000\nLess clawback: $500\nNet commission: $3,500",
            "50000", "3500"
        ),
        (
            "Please find your commission below.\n\nMerchant\tFunded\tRate\tCommission\nOak\t$60,000\t10%\t$6,000",
            "60000", "6000"
        ),
        ("Commission on Oak: funded 55,000 at 10 points = $5,500, paid out tomorrow.", "55000", "5500"),
    ])
    func `D08 a commission statement tells the sum funded and the dollars due`(
        text: String, funded: String, commission: String
    ) {
        let reading = ReplyReader.read(.init(subject: "Commission statement", body: text))
        #expect(reading.outcome == .commissionNotice)
        #expect(reading.fundedAmount?.text() == funded)
        #expect(reading.commissionAmount?.text() == commission)
    }
}
