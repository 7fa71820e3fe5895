import Kernel
import Testing

@testable import Commissions

@Suite struct RemittanceWordsTests {
    /// A mail's words, and what they say of 1,000.00: paid (and whether it went), back, or a person looks.
    // swift-format-ignore
    @Test(arguments: [
        ("Your commission of $1,000.00 was paid today by ACH. Trace number 0910000193.",                                    "paid past"),
        ("Commission of $1,000.00 was sent today, trace 0910000192.",                                                       "paid past"),
        ("We have wired $1000.00 to you. It has been sent from our bank; the trace is 0910000192.",                         "paid"),
        ("$1,000.00 was paid today. Please remember that our 45 day clawback policy applies.",                              "paid past"),
        ("$1,000.00 has been paid, subject to our clawback period of 30 days.",                                             "paid past"),
        ("Your commission of $1,000.00 will go out by ACH on Friday, December 4. Trace number 0910000194.",                 "paid"),
        ("Your commission of $1,000.00 goes out on Friday. Trace number 0910000194.",                                       "paid"),
        ("We will pay your commission of $1,000.00 next week. Trace number 0910000194.",                                    "paid"),
        ("We'll send $1,000.00 tomorrow.",                                                                                  "paid"),
        ("$1,000.00 has not been sent yet.",                                                                                "paid"),
        ("The commission of $1,000.00 is payable on receipt of the contract.",                                              "paid"),
        ("We are clawing back $1,000.00 of the commission, as the merchant defaulted.",                                     "back"),
        ("The commission of $1,000.00 was reversed.\n\nSorry about that.",                                                "back"),
        ("$1,000.00 was charged back\ntoday, trace 0910000192.",                                                           "back"),
        ("We clawed back $1,000.00 of the commission under the terms of our agreement.", "back"),
        ("$1,000.00 was deducted within the clawback period, trace 0910000192.", "back"),
        ("The $1,000.00 that was paid on Monday may be clawed back under our agreement.", "paid"),
        ("$1,000.00 was recouped from your next payment.",                                                                  "back"),
        ("We paid $1,000.00 and took back $200.00 for the deal before.",                                                    "unclear"),
        ("$1,000.00 was paid today. The $300.00 of October was clawed back.",                                               "unclear"),
        ("Commission paid: $1,000.00\nClawback: $200.00",                                                                  "unclear"),
    ])
    func `N09 E25 paid, promised and taken back are told apart by the amount's own sentence`(text: String, told: String) {
        let words = RemittanceWords(text, of: Cents(100_000))
        let direction = switch words.direction {
        case .paid: words.isPast ? "paid past" : "paid"
        case .back: "back"
        case .unclear: "unclear"
        }
        #expect(direction == told)
    }

    // swift-format-ignore
    @Test(arguments: [
        ("clawback", true), ("commission clawback", true), ("charge back", true), ("chargeback", true), ("reversal", true),
        ("reversed", true), ("recoupment", true), ("payment reversal", true),
        ("reverse consolidation", false), ("charge card advance", false), ("commission", false), ("new deal", false),
        ("renewal", false), ("clawback protection", false), ("", false),
    ])
    func `N09 a kind of row takes back by its own word, and no product's name does`(kind: String, isBack: Bool) {
        #expect(RemittanceFile.takingBack(kind) == isBack)
    }

    @Test func `N09 a merchant whose name begins with a word for a sum is a line, with a deal's number or without`()
        throws
    {
        let text = """
            Merchant,Deal,Commission,Trace,Date
            Cobble Hill Books,A-000053,1000.00,,11/20/2026
            Sum Dental PC,A-000054,2969.00,,11/20/2026
            Total Fitness,,30.00,,11/20/2026
            Grand Total,,3999.00,,

            """
        let file = try RemittanceFile(Array(text.utf8), RemittanceLayout(), currency: .usd)
        #expect(file.flaws == [])
        #expect(file.lines.compactMap(\.merchant) == ["Cobble Hill Books", "Sum Dental PC", "Total Fitness"])
        #expect(file.statedTotal == Cents(399_900) && file.total == file.statedTotal)
    }

    @Test func `N09 a product's name beside a payment makes no clawback of it`() throws {
        let text =
            "Deal,Type,Commission,Trace,Date\nA-000052,Reverse Consolidation,1100.00,RC-1,11/20/2026\nA-000053,Clawback,50.00,,11/20/2026\n"
        let file = try RemittanceFile(Array(text.utf8), RemittanceLayout(), currency: .usd)
        #expect(file.lines.map(\.amount) == [Cents(110_000), Cents(-5_000)])
    }
}
