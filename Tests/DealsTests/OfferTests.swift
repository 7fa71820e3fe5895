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
            ["factor_rate": "1.38505"], ["amount": "40000.005"], [:], ["term_value": 9, "term_unit": "months"],
        ] as [Value])
    func `E01 D06 terms without amount and rate, or that cannot be held exactly, make no offer`(label: Value) {
        #expect(throws: OfferRefusal.unusableTerms) { try terms(label) }
    }

    /// A field, and what is the first or last that is taken, and what is none.
    @Test(
        arguments: [
            ("amount", "10000000000", "10000000000.01"), ("amount", "0.01", "0"),
            ("payback_amount", "10000000000", "10000000000.01"), ("payback_amount", "40000", "39999.99"),
            ("payback_amount", "40000", "0"), ("payment_amount", "0.01", "0"),
            ("payment_amount", "10000000000", "999999999999999"), ("factor_rate", "1", "0.9999"),
            ("factor_rate", "1", "0.13"), ("buy_rate", "1", "0"), ("origination_fee_amount", "40000", "40000.01"),
            ("factor_rate", "10", "10.0001"), ("factor_rate", "10", "900000000000"), ("buy_rate", "10", "10.0001"),
            ("interest_rate_percent", "1000", "1000.001"), ("holdback_percent", "100", "100.001"),
            ("origination_fee_percent", "100", "500"), ("origination_fee_amount", "0", "10000000000.01"),
            ("commission_points", "100", "900000000000"),
        ])
    func `E01 a number that nobody offers is refused by its field`(name: String, last: String, none: String) throws {
        func stated(_ number: String) throws -> Offer.Terms {
            var label: Value.Fields = Value.Fields()
            label["amount"] = "40000"
            label[name] = .string(number)
            return try terms(.object(label))
        }
        _ = try stated(last)
        #expect(throws: OfferRefusal.outOfRange(name)) { try stated(none) }
        #expect(OfferRefusal.outOfRange(name).field == name)
    }

    @Test(arguments: [(1, true), (10_000, true), (10_001, false)]) func `E01 a term is one of 1 to 10,000`(
        count: Int, isTaken: Bool
    ) throws {
        let label: Value = ["amount": "40000", "term_value": Value(count), "term_unit": "weeks"]
        #expect(((try? terms(label)) != nil) == isTaken)
    }

    /// Each field at its largest, in one offer: nothing overflows on the way to the pages.
    @Test func `E26 what offers come to at the ends of their ranges ends no program`() throws {
        for amount in ["0.01", "10000000000"] {
            for term in [1, 10_000] {
                for frequency in ["daily", "weekly", "biweekly", "monthly"] {
                    for unit in ["business_days", "calendar_days", "weeks", "months"] {
                        var label: Value = [
                            "amount": .string(amount), "payment_amount": "10000000000", "term_value": Value(term),
                            "term_unit": .string(unit), "payment_frequency": .string(frequency),
                            "origination_fee_percent": "100", "commission_points": "100", "buy_rate": "10",
                        ]
                        for extra in [nil, "factor_rate", "payback_amount"] {
                            if let extra {
                                label = label.adding(extra, extra == "factor_rate" ? "10" : "10000000000")
                            }
                            let figures = OfferFigures(try terms(label))
                            let told = OfferFigure.allCases.compactMap { OfferFiguresTests.told($0, figures) }
                            #expect(told.count == OfferFigure.allCases.count)
                        }
                    }
                }
            }
        }
    }

    /// Rows of an older program hold what is refused today.
    @Test func `E26 stored numbers beyond all ranges are shown as none`() throws {
        var stored = try terms(["amount": "50000", "term_value": 10_000, "term_unit": "weeks"])
        stored.frequency = .weekly
        stored.payment = Cents(99_999_999_999_999_900)
        #expect(OfferFigures(stored).payback.whyMissing == "the payments come to more than any deal")
        stored.factorRate = FactorRate(tenThousandths: .max)
        stored.commissionPoints = Percent(thousandths: .max)
        let told = OfferFigure.allCases.map { OfferFiguresTests.told($0, OfferFigures(stored)) }
        #expect(!told.isEmpty)
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

    // swift-format-ignore
    private static let moves: [(Offer.State, Offer.Event, Offer.State, Offer.Ending?)] = [
        (.pending,   .accept,    .accepted,  nil),
        (.pending,   .expire,    .expired,   nil),
        (.pending,   .withdraw,  .withdrawn, .withdrawnByFunder),
        (.pending,   .decline,   .withdrawn, .declinedByFunder),
        (.pending,   .reject,    .withdrawn, .rejectedByMerchant),
        (.pending,   .supersede, .withdrawn, .superseded),
        (.pending,   .retract,   .withdrawn, .takenBack),
        (.accepted,  .withdraw,  .withdrawn, .withdrawnByFunder),
        (.accepted,  .reject,    .withdrawn, .rejectedByMerchant),
        (.accepted,  .retract,   .withdrawn, .takenBack),
        (.accepted,  .restore,   .pending,   nil),
        (.expired,   .restore,   .pending,   nil),
        (.withdrawn, .restore,   .pending,   nil),
    ]

    @Test func `E08 E28 of the sixteen ways between four states seven are open, each end with who brought it`() {
        var ways: Set<String> = []
        for state in Offer.State.allCases {
            for event in Offer.Event.allCases {
                let known = Self.moves.first { $0.0 == state && $0.1 == event }
                let next = Offer.lifecycle.target(from: state, on: event)
                #expect(next == known?.2, "\(state) on \(event)")
                guard let next, let known else { continue }
                #expect(event.ending == known.3, "\(event)")
                ways.insert("\(state) \(next)")
            }
        }
        #expect(
            ways == [
                "pending accepted", "pending expired", "pending withdrawn", "accepted withdrawn", "accepted pending",
                "expired pending", "withdrawn pending",
            ])
    }

    @Test func `D13 an accepted offer is never superseded`() {
        #expect(Offer.lifecycle.target(from: .accepted, on: .supersede) == nil)
        #expect(Set(Offer.Ending.allCases.map(\.label)).count == Offer.Ending.allCases.count)
    }

    @Test func `E27 a stipulation is received, waived or wanted no more, and each of these can be undone`() {
        let moves = Stipulation.lifecycle.moves.map { "\($0.from) \($0.on) \($0.to)" }
        #expect(
            moves == [
                "open receive received", "open waive waived", "open expire expired", "received reopen open",
                "waived reopen open", "expired reopen open",
            ])
    }
}
