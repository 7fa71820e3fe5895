import Classification
import Kernel
import Testing

@testable import Applications
@testable import Deals

@Suite struct OfferComparisonTests {
    private static func column(
        _ number: UInt128, _ label: Value, state: Offer.State = .pending
    ) throws -> OfferComparison.Column {
        let terms = try Offer.Terms(try OfferTerms(value: label))
        let moment = Moment(seconds: 0)
        let offer = Offer(
            id: Offer.ID(bits: number), tenant: TenantID(bits: 1), submission: .init(bits: 1),
            application: .init(bits: 1), funder: .init(bits: 1), message: nil, state: state, ending: nil,
            supersededBy: nil, extendedTo: nil, terms: terms, offeredAt: moment, receivedAt: moment)
        return OfferComparison.Column(
            offer: offer, funderName: "Funder \(number)", figures: OfferFigures(terms), stipulationsOpen: 0)
    }

    private static func columns() throws -> [OfferComparison.Column] {
        try [
            column(1, ["amount": "40000", "factor_rate": "1.35", "origination_fee_amount": "0"]),
            column(2, ["amount": "50000", "factor_rate": "1.4", "origination_fee_percent": "3"]),
            column(3, ["amount": "60000", "factor_rate": "1.3"]),
            column(4, ["amount": "90000", "currency": "CAD", "factor_rate": "1.1"]),
            column(5, ["amount": "99000", "factor_rate": "1.01"], state: .withdrawn),
        ]
    }

    private func tables(_ order: OfferComparison.Order? = nil) throws -> [OfferComparison.Table] {
        OfferComparison.tables(of: try Self.columns(), by: order)
    }

    @Test func `E26 the best value of a row is marked among standing offers of one currency`() throws {
        let (dollars, other) = (try tables()[0], try tables()[1])
        #expect(dollars.currency == .usd && other.currency == .cad)
        func best(_ figure: OfferFigure) -> [UInt128] { dollars.best(figure).map(\.bits).sorted() }
        #expect(best(.amount) == [3] && best(.factor) == [3] && best(.cost) == [1])
        #expect(best(.net) == [2], "of those whose fees are stated")
        #expect(best(.payment) == [] && best(.holdback) == [])
        #expect(other.best(.amount).isEmpty, "alone in its currency")
        let same = OfferComparison.tables(
            of: try [1, 2, 3].map {
                try Self.column($0, ["amount": $0 == 3 ? "30000" : "40000", "factor_rate": "1.35"])
            }, by: nil)[0]
        #expect(same.best(.factor).isEmpty, "all the same")
        #expect(same.best(.amount).map(\.bits).sorted() == [1, 2], "two are equally good")
    }

    @Test(
        arguments: [
            ("net", [2, 1, 3, 5]), ("-net", [1, 2, 3, 5]), ("factor_rate", [5, 3, 1, 2]),
            ("-factor_rate", [2, 1, 3, 5]),
            ("amount", [5, 3, 2, 1]), ("cost", [5, 1, 3, 2]), ("-term_months", [1, 2, 3, 5]),
        ] as [(String, [UInt128])])
    func `E26 offers are ordered by a figure, the best or the worst first, those without it last`(
        text: String, ids: [UInt128]
    ) throws {
        let order = try #require(OfferComparison.Order(text))
        #expect(try tables(order)[0].columns.map(\.offer.id.bits) == ids)
        #expect(order.text == text)
    }

    @Test func `E26 an unknown figure orders nothing`() {
        #expect(OfferComparison.Order("price") == nil && OfferComparison.Order("--net") == nil)
    }

    @Test func `E26 every figure has a name of its own, and what a merchant is never shown is marked`() {
        #expect(Set(OfferFigure.allCases.map(\.label)).count == OfferFigure.allCases.count)
        #expect(OfferFigure.allCases.filter(\.isBrokersOwn) == [.buyRate, .points, .commission])
    }
}
