import Classification
import Kernel
import Testing

@testable import Deals

@Suite struct OfferTests {
    /// A stated field, and what is stored: every number as it was written, nothing computed.
    static let fields: [(name: String, stated: String, stored: String)] = [
        ("amount", "40000", "40000.00"), ("amount", "125000.5", "125000.50"), ("factor_rate", "1.385", "1.385"),
        ("buy_rate", "1.29", "1.29"), ("interest_rate_percent", "11.25", "11.25"),
        ("payback_amount", "55400", "55400.00"), ("payment_amount", "1415.38", "1415.38"),
        ("holdback_percent", "12.5", "12.5"), ("origination_fee_percent", "3", "3"),
        ("origination_fee_amount", "1200", "1200.00"), ("commission_points", "8.125", "8.125"),
    ]

    private func terms(_ label: Value) throws -> Offer.Terms { try Offer.Terms(try OfferTerms(value: label)) }

    @Test(arguments: fields)
    func `E01 E04 E05 every stated number is stored exactly`(name: String, stated: String, stored: String) throws {
        var label: Value.Fields = Value.Fields()
        label["amount"] = "40000"
        label[name] = Value(stated)
        let text = try terms(.object(label)).value[name]?.text ?? ""
        let (left, right) = (try #require(ExactNumber(text)), try #require(ExactNumber(stored)))
        #expect(left == right, "\(name): \(text)")
    }

    @Test(
        arguments: [
            ["factor_rate": "1.38505"], ["amount": "40000.005"], ["holdback_percent": "100.001"], ["amount": "0"], [:],
            ["term_value": 9, "term_unit": "months"],
        ] as [Value])
    func `E01 D06 terms without amount and rate, or that cannot be held exactly, make no offer`(label: Value) {
        #expect(throws: OfferRefusal.unusableTerms) { try terms(label) }
    }

    @Test func `E02 E03 E06 term, frequency and the words about prepayment are kept as they were stated`() throws {
        for unit in OfferTerms.TermUnit.allCases {
            for frequency in OfferTerms.Frequency.allCases {
                let value = try terms([
                    "amount": "40000", "term_value": 9, "term_unit": .string(unit.rawValue),
                    "payment_frequency": .string(frequency.rawValue), "prepay": "1.30 if paid by day 30",
                ]).value
                #expect(value["term_value"]?.integer == 9)
                #expect(value["term_unit"]?.text == unit.rawValue)
                #expect(value["payment_frequency"]?.text == frequency.rawValue)
                #expect(value["prepay"]?.text == "1.30 if paid by day 30")
            }
        }
    }

    @Test func `E08 of the sixteen ways between four states these are open`() {
        var ways: Set<String> = []
        for state in Offer.State.allCases {
            for event in Offer.Event.allCases {
                guard let next = Offer.lifecycle.target(from: state, on: event) else { continue }
                ways.insert("\(state) \(event) \(next)")
            }
        }
        #expect(
            ways == [
                "pending accept accepted", "pending expire expired", "pending withdraw withdrawn",
                "accepted withdraw withdrawn", "accepted restore pending", "expired restore pending",
                "withdrawn restore pending",
            ])
    }
}
